"""The first screen: what happened, who says so, and what is disputed."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from saksi.web.pages import render
from saksi.web.security import needs

router = APIRouter(include_in_schema=False, dependencies=[Depends(needs("read"))])


@router.get("/")
def home(request: Request) -> Response:
    """The newest and the most disputed events; in an empty ledger, what to do."""
    events = request.app.state.ledger.events(request.app.state.settings.policy)
    return render(request, "home/home.html", events=events[:20])
