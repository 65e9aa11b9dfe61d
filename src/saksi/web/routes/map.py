"""The map: where events are, as precisely as is known and no more, and the same places as a list."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from saksi.web import borders
from saksi.web.lists import View, asked_view, choices, strip, views_of
from saksi.web.pages import render
from saksi.web.routes.api import answer, features
from saksi.web.security import needs
from saksi.web.withheld import asked_for, shown_choices, shown_sites

router = APIRouter(include_in_schema=False, dependencies=[Depends(needs("read"))])
_LISTED = 60


@router.get("/map")
def show(request: Request, view: Annotated[View, Depends(asked_view)]) -> Response:
    """The page; the places themselves are asked for by its script."""
    views, whole = views_of(request)
    asked = asked_for(request, view)
    viewpoint = view.borders if view.borders in borders.viewpoints() else borders.HELD
    return render(
        request,
        "map/map.html",
        view=view,
        total=views.tables.count(asked),
        sites=shown_sites(request, views.tables.sites(asked, _LISTED)),
        unplaced=views.tables.unplaced(asked),
        strip=strip(views.tables.months(asked)),
        choices=shown_choices(request, choices(views)),
        whole=whole,
        viewpoint=viewpoint,
        viewpoints=borders.viewpoints(),
        territories=borders.territories(),
        unseen=borders.unseen(viewpoint),
        outlined=borders.outlined(viewpoint),
    )


@router.get("/map/sites")
def sites(request: Request, view: Annotated[View, Depends(asked_view)]) -> Response:
    """The places as GeoJSON."""
    views, _ = views_of(request)
    asked = asked_for(request, view)
    return answer(features(shown_sites(request, views.tables.sites(asked)), views.tables.unplaced(asked)))
