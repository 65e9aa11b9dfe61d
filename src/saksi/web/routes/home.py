"""The first screen: what happened, who says so, and what is disputed."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from saksi.store.rows import Filter
from saksi.web.lists import strip, views_of
from saksi.web.pages import render_kept
from saksi.web.security import needs
from saksi.web.withheld import shown_page

router = APIRouter(include_in_schema=False, dependencies=[Depends(needs("read"))])
NEWEST, DISPUTED = 8, 5


@router.get("/")
def home(request: Request) -> Response:
    """The most disputed and the newest events; in an empty ledger, what to do."""
    views, whole = views_of(request)
    counts = views.tables.counts_made_of()

    def values() -> dict[str, Any]:
        disputed = views.page(Filter(disputed=True, forceful=True), "disputed", size=DISPUTED)
        newest = views.page(
            Filter(chief=True, forceful=True), "newest", size=NEWEST
        )  # what reports are about, not all they mention
        return {
            "disputed": shown_page(request, disputed),
            "newest": shown_page(request, newest),
            "total": views.tables.count(Filter()),
            "contested": views.tables.count(Filter(disputed=True)),
            "articles": counts["article"],
            "skipped": counts["skipped"],
            "strip": strip(views.tables.months(Filter())),
            "whole": whole,
        }

    return render_kept(request, "home/home.html", (views.tables.mark("turn"), whole, counts["skipped"]), values)
