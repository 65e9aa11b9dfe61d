"""What the ledger rests on: outlets, languages, months, and what was not read."""

from __future__ import annotations

from collections import Counter
from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from saksi.web.lists import views_of
from saksi.web.pages import render
from saksi.web.security import needs

router = APIRouter(include_in_schema=False, dependencies=[Depends(needs("read"))])
_OUTLETS = 200


@router.get("/coverage")
def coverage(request: Request) -> Response:
    """Outlets by what they contribute, articles by month, and the inputs that were skipped with the reason."""
    views, whole = views_of(request)
    skipped = request.app.state.ledger.skipped()
    reasons = Counter(one.what for one in skipped)
    outlets = views.tables.outlets()
    return render(
        request,
        "coverage/coverage.html",
        outlets=outlets[:_OUTLETS],
        more=max(0, len(outlets) - _OUTLETS),
        articles=sum(one["articles"] for one in outlets),
        telling=sum(one["telling"] for one in outlets),
        months=bars(views.tables.article_months()),
        undated=views.tables.undated_articles(),
        skipped=skipped[-50:],
        reasons=reasons.most_common(12),
        counts=views.tables.counts_made_of(),
        whole=whole,
    )


def bars(months: list[tuple[str, int, int]]) -> list[dict[str, Any]]:
    """Articles a month as bars of at most 100; years where there are many months."""
    held: dict[str, list[int]] = {}
    yearly = len(months) > 48
    for month, articles, telling in months:
        cell = held.setdefault(month[:4] if yearly else month, [0, 0])
        cell[0] += articles
        cell[1] += telling
    most = max((cell[0] for cell in held.values()), default=1)
    return [
        {"name": name, "articles": articles, "telling": telling, "whole": 100 * articles / most, "part": 100 * telling / most}
        for name, (articles, telling) in held.items()
    ]
