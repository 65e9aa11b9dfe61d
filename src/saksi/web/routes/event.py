"""The page of one event, and its claim table as text to copy."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, cast

from fastapi import APIRouter, Depends, Request
from starlette.responses import PlainTextResponse, Response

from saksi.reconcile import POLICIES, Policy
from saksi.store.rows import EventRow
from saksi.views import EventView, Views
from saksi.web.pages import render_kept, safe_url, words_of
from saksi.web.security import needs
from saksi.web.show import Show, at, doc
from saksi.web.views.book import Book
from saksi.web.views.claims import SORTS, Sort, claim_table
from saksi.web.views.event import event_page
from saksi.web.views.text import as_text
from saksi.web.withheld import profile_of, shown_event

_DAYS, _MOST = 7, 30  # how far apart, and how many, events to merge with are offered
router = APIRouter(include_in_schema=False, dependencies=[Depends(needs("read"))])


@router.get("/event/{ref}")
def event(request: Request, ref: str, policy: str | None = None, sort: str = "as_of") -> Response:
    """Everything about one event: who says what of it, under which policy it counts how, and where its reports come from."""
    views: Views = request.app.state.views
    row, mark = views.row_of(ref)
    person = request.state.person
    near = _near(views, row) if person is not None and person.may("review") else ()

    def values() -> dict[str, Any]:
        view = _view(request, ref, policy)
        documents = {claim: reading.document.id for claim, reading in view.facts.reading.items()}
        languages_of = {document.id: document.language or "" for document in view.facts.documents.values()}
        return {
            "page": event_page(view.event, book_of(request, view), _sort(sort)),
            "show": Show(words_of(request)),
            "at": at,
            "link": safe_url,
            "doc": doc,
            "ref": view.ref,
            "sorts": SORTS,
            "policies": POLICIES,
            "documents": documents,
            "languages_of": languages_of,
            "near": near,
            "withheld": profile_of(request),
        }

    return render_kept(request, "event/event.html", (mark, tuple((one.ref, one.title) for one in near)), values)


@router.get("/event/{ref}/claims.txt")
def claims(request: Request, ref: str, policy: str | None = None, sort: str = "as_of") -> Response:
    """The claim table as text with its citations."""
    view = _view(request, ref, policy)
    book = book_of(request, view)
    table = claim_table(view.event, book, _sort(sort))
    return PlainTextResponse(as_text(table, view.ref, book.facts, Show(words_of(request))))


def book_of(request: Request, view: EventView) -> Book:
    """What the page of an event needs, from its view."""
    policy = cast("Policy", view.policy)
    return Book(view.facts, (view.event,), policy, view.contradictions(), request.app.state.ledger.decided())


def _view(request: Request, ref: str, policy: str | None) -> EventView:
    views: Views = request.app.state.views
    views.sync()
    return shown_event(request, views.event(ref, policy if policy in POLICIES else None))


def _sort(value: str) -> Sort:
    return next((one for one in SORTS if one == value), "as_of")


def _near(views: Views, row: EventRow) -> tuple[EventRow, ...]:
    """Events that this one may be one with: those that touch its days, in its country where that is known."""
    if row.earliest is None:
        return ()
    day = date.fromisoformat(row.earliest)
    since, until = ((day + timedelta(days=n)).isoformat() for n in (-_DAYS, _DAYS))
    return tuple(one for one in views.tables.near(since, until, row.country, _MOST) if one.key != row.key)
