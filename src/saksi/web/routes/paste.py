"""Paste and see: texts or addresses, read and reconciled among themselves; kept only when asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NamedTuple, cast

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from saksi.ledger import Ledger
from saksi.reconcile import POLICIES, Policy
from saksi.views import Views
from saksi.web import intake
from saksi.web.pages import render, safe_url, words_of
from saksi.web.security import needs
from saksi.web.settings import Settings
from saksi.web.show import Show
from saksi.web.views.claims import SORTS
from saksi.web.views.event import EventPage, event_page
from saksi.web.views.pasted import Fetch, Pasted, as_text, see, split
from saksi.web.views.reader import Article, article

router = APIRouter(include_in_schema=False, dependencies=[Depends(needs("read"))])
Texts = Annotated[list[str], Form()]
_PAGES = 12  # events that are shown in full or folded; the rest are counted


class Box(NamedTuple):
    """A box of the form as it was filled in."""

    text: str = ""
    outlet: str = ""
    date: str = ""


@router.get("/paste")
def ask(request: Request, example: bool = False) -> Response:
    """The box, empty or with an example."""
    t = words_of(request)
    boxes = [Box(t("paste.example"))] if example else [Box()]
    return render(request, "paste/paste.html", result=None, boxes=boxes, fetches=_fetch(request) is not None, articles=[])


@router.post("/paste")
def show(
    request: Request, text: Texts, outlet: Texts = [], date: Texts = [], policy: Annotated[str, Form()] = ""  # noqa: B006 - FastAPI copies
) -> Response:  # fmt: skip
    """What the texts tell: one event with its claim table before all others, and the texts themselves with their evidence."""
    boxes = _boxes(text, outlet, date)
    chosen = cast("Policy", policy if policy in POLICIES else request.app.state.settings.policy)
    result = see(split([b.text for b in boxes], [b.outlet for b in boxes], [b.date for b in boxes]), chosen, _fetch(request))
    sent = [Box(as_text(one)) for one in result.pieces]  # of an address what it had: nothing is fetched twice
    pages = [event_page(event, result.book) for event in result.events[:_PAGES]]
    articles = _articles(result)
    documents = {claim: reading.document.id for claim, reading in result.book.facts.reading.items()}
    return render(
        request,
        "paste/paste.html",
        result=result,
        boxes=boxes or [Box()],
        sent=sent,
        fetches=_fetch(request) is not None,
        pages=_told(pages),
        articles=articles,
        present=frozenset().union(*(one.present for one in articles)),
        show=Show(words_of(request)),
        at=lambda _document, claim: f"#c-{claim}",
        doc=lambda document: f"#doc-{document}",
        link=safe_url,
        documents=documents,
        languages_of={r.document.id: r.document.language or "" for r in result.readings},
        policies=POLICIES,
        sorts=SORTS,
        withheld=None,
    )


@router.post("/paste/keep", dependencies=[Depends(needs("review"))])
def keep(request: Request, text: Texts, outlet: Texts = [], date: Texts = []) -> Response:  # noqa: B006 - FastAPI copies
    """Add the texts to the ledger, and go to the event that most of them tell."""
    ledger: Ledger = request.app.state.ledger
    boxes = _boxes(text, outlet, date)
    result = see(split([b.text for b in boxes], [b.outlet for b in boxes], [b.date for b in boxes]), "latest", _fetch(request))
    for reading in result.readings:
        ledger.add(reading)
    views: Views = request.app.state.views
    if not views.sync(wait=True):
        views.refresh()
    claims = set(result.events[0].claims) if result.events else set()
    told = views.tables.refs_of_articles([reading.document.article for reading in result.readings])
    ref = next((ref for ref in told if claims & views.event(ref).members), None)
    return RedirectResponse(f"/event/{ref}" if ref is not None else "/events", 303)


def _boxes(text: Sequence[str], outlet: Sequence[str], date: Sequence[str]) -> list[Box]:
    pad = [""] * len(text)
    return [Box(*held) for held in zip(text, [*outlet, *pad], [*date, *pad], strict=False) if held[0].strip()]


def _fetch(request: Request) -> Fetch | None:
    """How an address is fetched, where this person may have that done."""
    settings: Settings = request.app.state.settings
    person = request.state.person
    return intake.fetch if settings.intake and person is not None and person.may("review") else None


def _told(pages: Sequence[EventPage]) -> list[EventPage]:
    return [page for page in pages if page.tellings]


def _articles(result: Pasted) -> list[Article]:
    names = {c: e.key for e in result.events for c in (*e.claims, *e.casualties, *e.impacts, *e.control)}
    beside = [r.document.id for r in result.readings]
    return [article(r, result.book.facts, names, {}, beside=beside) for r in result.readings]
