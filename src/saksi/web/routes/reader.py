"""The reader: an article with everything that was read in it."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from saksi.ledger import Ledger
from saksi.reading import read
from saksi.reconcile import Facts
from saksi.types import Event, Reading
from saksi.web.pages import render, safe_url, words_of
from saksi.web.security import needs
from saksi.web.show import Show, at, doc
from saksi.web.views.reader import article

router = APIRouter(include_in_schema=False, dependencies=[Depends(needs("read"))])
_index: dict[int, tuple[tuple[Event, ...], dict[str, Event]]] = {}


@router.get("/article/{document}")
def show(request: Request, document: str, claim: str | None = None, rejected: bool = False) -> Response:
    """One article, its evidence marked; ``claim`` is the one a reader came for, ``rejected`` shows what was turned down too."""
    ledger: Ledger = request.app.state.ledger
    held = ledger.store.document(document)
    reading: Reading = request.app.state.views.reading(held.article)
    events = events_by_claim(ledger, request.app.state.settings.policy)
    mine = {c.id: events[c.id] for _, c in reading.claims() if c.id in events}
    others = _beside(ledger, reading, mine.values())
    facts = Facts((reading, *others))
    turned = read(reading.document, rejected=True).rejected if rejected and reading.document.language else reading.rejected
    page = article(
        reading,
        facts,
        {c: e.name or e.key for c, e in mine.items()},
        ledger.decided(),
        beside=[one.document.id for one in others],
        rejected=turned if rejected else (),
    )
    return render(
        request,
        "reader/reader.html",
        page=page,
        show=Show(words_of(request)),
        at=at,
        link=safe_url,
        doc=doc,
        claim=claim,
        rejected=rejected,
        newer=reading.document.id if reading.document.id != document else None,
    )


def events_by_claim(ledger: Ledger, policy: str) -> dict[str, Event]:
    """The event each claim belongs to; worked out once for every state of the ledger."""
    events = ledger.events(policy)
    known = _index.get(id(ledger))
    if known is None or known[0] is not events:
        found = {c: e for e in events for c in (*e.claims, *e.casualties, *e.impacts, *e.control)}
        known = _index[id(ledger)] = (events, found)
    return known[1]


def _beside(ledger: Ledger, reading: Reading, events: Iterable[Event]) -> tuple[Reading, ...]:
    """The other articles that tell the same events: a passage can have come from those."""
    claims = {c for e in events for c in e.claims}
    articles = {ledger.store.find_claim(c).reading.document.article for c in sorted(claims)}
    return ledger.readings_of(sorted(articles - {reading.document.article}))
