"""The list of events: filters and full text that act together; the address holds the view."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from saksi.web.lists import SIZE, View, asked_view, choices, strip, views_of
from saksi.web.pages import render_kept
from saksi.web.security import needs
from saksi.web.withheld import asked_for, shown_choices, shown_page

router = APIRouter(include_in_schema=False, dependencies=[Depends(needs("read"))])


@router.get("/events")
def events(request: Request, view: Annotated[View, Depends(asked_view)]) -> Response:
    """A page of the list."""
    views, whole = views_of(request)

    def values() -> dict[str, Any]:
        asked = asked_for(request, view)
        return {
            "view": view,
            "page": shown_page(request, views.page(asked, view.sort, view.page, SIZE)),
            "strip": strip(views.tables.months(asked)),
            "choices": shown_choices(request, choices(views)),
            "whole": whole,
        }

    return render_kept(request, "events/events.html", (views.tables.mark("turn"), whole), values)
