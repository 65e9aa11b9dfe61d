"""Articles that are no longer shown: taken down and shown again by an admin, with the trail that every reviewer may read."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from saksi.errors import LedgerError
from saksi.ledger import Ledger
from saksi.views import Views
from saksi.web.pages import render, words_of
from saksi.web.security import needs
from saksi.web.settings import Person

router = APIRouter(prefix="/takedowns", include_in_schema=False)
Admin = Annotated[Person, Depends(needs("admin"))]


@router.get("", dependencies=[Depends(needs("review"))])
def trail(request: Request) -> Response:
    """Every take-down and its lifting, newest first."""
    return _trail(request)


@router.post("")
def take_down(request: Request, person: Admin, document: Annotated[str, Form()], why: Annotated[str, Form()] = "") -> Response:
    """Show the article of a document nowhere any more."""
    ledger: Ledger = request.app.state.ledger
    return _decided(request, person, ledger.store.document(document).article, why)


@router.post("/restore")
def restore(request: Request, person: Admin, article: Annotated[str, Form()], why: Annotated[str, Form()] = "") -> Response:
    """Show an article again."""
    return _decided(request, person, article, why, restore=True)


def _decided(request: Request, person: Person, article: str, why: str, *, restore: bool = False) -> Response:
    ledger: Ledger = request.app.state.ledger
    views: Views = request.app.state.views
    if not why.strip():
        return _trail(request, words_of(request)("takedowns.needs_reason"), 422)
    try:
        ledger.take_down(article, by=person.name, why=why, restore=restore)
    except LedgerError as error:
        return _trail(request, str(error), 409)
    views.sync(wait=True)
    return RedirectResponse("/takedowns", 303)


def _trail(request: Request, problem: str = "", code: int = 200) -> Response:
    ledger: Ledger = request.app.state.ledger
    rows = ledger.takedowns()
    last = {row.article: row for row in rows}
    hidden = {article for article, row in last.items() if row.action == "take_down"}
    return render(request, "takedowns/takedowns.html", code, rows=rows[::-1], last=last, hidden=hidden, problem=problem)
