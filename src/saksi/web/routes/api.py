"""The data of the pages for programs: ``/api/v1``, versioned, paged, described by OpenAPI, one shape for every error."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, Field
from starlette.responses import Response

import saksi
from saksi import contract
from saksi.ledger import Ledger
from saksi.reconcile import POLICIES, Contradiction, Origins, Timeline, TollTable, Trace
from saksi.store.rows import EventRow
from saksi.types import Derived, Evidence, Judgement, Reading, Struct
from saksi.views import EventView, Views
from saksi.web.lists import View, asked_view, views_of
from saksi.web.pages import render
from saksi.web.security import needs
from saksi.web.settings import Person
from saksi.web.withheld import asked_for, shown, shown_event, shown_page, shown_sites

PREFIX = "/api/v1"
MOST = 200
router = APIRouter()
Reader = Annotated[Person, Depends(needs("read"))]
Reviewer = Annotated[Person, Depends(needs("review"))]
Policy = Annotated[Literal[POLICIES] | None, Query(description="Policy that decides figures; the workspace's own without one")]  # type: ignore[valid-type]
Ref = Annotated[str, Path(max_length=200, description="Name or key of an event, or the beginning of its key")]


class EventPage(Struct, frozen=True):
    """Some of the events asked for."""

    items: tuple[EventRow, ...]
    total: int
    page: int
    size: int
    last: int
    complete: bool
    """Whether the newest readings and decisions are joined into these events."""


class Sentence(Struct, frozen=True):
    """Words of a document: half-open code point offsets into its text."""

    document: str
    span: tuple[int, int]
    exact: str


class Contradicting(Struct, frozen=True):
    """Two claims that cannot both be taken as they stand."""

    kind: str
    note: str
    claims: tuple[str, str]
    evidence: tuple[Sentence, Sentence]
    sentences: tuple[Sentence, Sentence]


class EventDetail(Struct, frozen=True):
    """One event under a policy."""

    key: str
    name: str | None
    type: str
    policy: str
    claims: tuple[str, ...]
    casualties: tuple[str, ...]
    impacts: tuple[str, ...]
    control: tuple[str, ...]
    fields: dict[str, Derived]
    toll: TollTable
    timeline: Timeline
    origins: Origins
    contradictions: tuple[Contradicting, ...]
    articles: tuple[str, ...]


class Coverage(Struct, frozen=True):
    """What the ledger rests on."""

    counts: dict[str, int]
    outlets: tuple[dict[str, Any], ...]
    months: tuple[tuple[str, int, int], ...]
    """Month, articles, articles that tell an event."""
    undated: int


class Fault(Struct, frozen=True):
    """What went wrong: the status, a sentence, and where it is known what was the matter with which part of the request."""

    status: int
    message: str
    details: tuple[dict[str, str], ...] = ()


class Problem(Struct, frozen=True):
    """The one shape of every error."""

    error: Fault


class Decision(BaseModel):
    """A decision about a claim, as `saksi judge` takes it."""

    claim: str = Field(min_length=1, max_length=64, description="Id of a claim, or its beginning")
    what: str = Field(
        min_length=1, max_length=100, description="accept, reject, unsure, same, different, or the field to correct"
    )
    value: str | None = Field(None, max_length=500, description="New value of the field, or the other claim of a pair")
    why: str | None = Field(None, max_length=2000)


def answer(value: Any, code: int = 200) -> Response:
    """A noun as JSON."""
    return Response(contract.to_json(value), code, media_type="application/json")


def shape(kind: Any, what: str) -> dict[int | str, dict[str, Any]]:
    """The responses of an address, for OpenAPI."""
    body = {"application/json": {"schema": _schema(kind)}}
    found: dict[int | str, dict[str, Any]] = {200: {"description": what, "content": body}}
    faults = {401: "No token", 403: "Not allowed", 404: "There is no such thing", 422: "The request is not what this takes"}
    problem = {"application/json": {"schema": _schema(Problem)}}
    return {**found, **{code: {"description": text, "content": problem} for code, text in faults.items()}}


def _schema(kind: Any) -> dict[str, Any]:
    (top,), _ = _components((kind,))
    return dict(top)


@cache
def _components(kinds: tuple[Any, ...]) -> tuple[tuple[dict[str, Any], ...], dict[str, Any]]:
    def hook(kind: type) -> dict[str, Any]:
        if kind is Evidence:
            return {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}
        if kind is object:
            return {"description": "a quantity, a day, a place, sides: as the field has it"}
        raise TypeError(f"no JSON schema for {kind.__name__}")

    return msgspec.json.schema_components(kinds, schema_hook=hook, ref_template="#/components/schemas/{name}")


@router.get(f"{PREFIX}/events", responses=shape(EventPage, "A page of events"))
def events(
    request: Request, view: Annotated[View, Depends(asked_view)], _: Reader, size: Annotated[int, Query(ge=1, le=MOST)] = 50
) -> Response:
    """Events that fit every part of the query, in the order asked for."""
    views, whole = views_of(request)
    page = shown_page(request, views.page(asked_for(request, view), view.sort, view.page, size))
    return answer(EventPage(page.rows, page.total, page.number, page.size, page.last, whole))


@router.get(f"{PREFIX}/events/{{ref}}", responses=shape(EventDetail, "One event"))
def event(request: Request, ref: Ref, _: Reader, policy: Policy = None) -> Response:
    """One event with its claim table, timeline, origins and contradictions."""
    views, _whole = views_of(request)
    return answer(_detail(shown_event(request, views.event(ref, policy))))


@router.get(f"{PREFIX}/events/{{ref}}/trace/{{field}}", responses=shape(Trace, "How the value came about"))
def trace(request: Request, ref: Ref, field: Annotated[str, Path(max_length=100)], _: Reader, policy: Policy = None) -> Response:
    """A value of an event: policy, claims, who says so, the sentence, the page."""
    views, _whole = views_of(request)
    return answer(shown_event(request, views.event(ref, policy)).trace(field))


@router.get(f"{PREFIX}/reading", responses=shape(Reading, "What an article says, by the reading contract"))
def reading(request: Request, article: Annotated[str, Query(min_length=1, max_length=2000)], _: Reader) -> Response:
    """The current reading of an article as judged: document, attributions, events, casualties, impacts, control."""
    views, _whole = views_of(request)
    return answer(shown(request, (views.reading(article),))[0])


@router.get(f"{PREFIX}/places", responses=shape(dict[str, Any], "GeoJSON"))
def places(request: Request, view: Annotated[View, Depends(asked_view)], _: Reader) -> Response:
    """Where these events are, as GeoJSON: one feature a place and precision, with how many events. A point is never more
    precise than its ``precision``; events without coordinates are counted in ``unplaced``."""
    views, _whole = views_of(request)
    return answer(
        features(
            shown_sites(request, views.tables.sites(asked_for(request, view))), views.tables.unplaced(asked_for(request, view))
        )
    )


@router.get(f"{PREFIX}/coverage", responses=shape(Coverage, "What the ledger rests on"))
def coverage(request: Request, _: Reader) -> Response:
    """Outlets, months and how much was read."""
    views, _whole = views_of(request)
    tables = views.tables
    found = Coverage(tables.counts_made_of(), tuple(tables.outlets()), tuple(tables.article_months()), tables.undated_articles())
    return answer(found)


_RECORDED = shape(Judgement, "Recorded")
_RECORDED[201] = _RECORDED.pop(200)


@router.post(f"{PREFIX}/judgements", status_code=201, responses=_RECORDED)
def judge(request: Request, decision: Decision, person: Reviewer) -> Response:
    """Record a decision; it shows in every view at once."""
    ledger: Ledger = request.app.state.ledger
    made = ledger.judge(decision.claim, decision.what, decision.value, by=person.name, why=decision.why)
    views: Views = request.app.state.views
    views.sync(wait=True)
    return answer(made, 201)


@router.get(f"{PREFIX}/openapi.json", include_in_schema=False)
def description(_: Reader) -> Response:
    """This API in OpenAPI 3.1."""
    return answer(openapi())


@router.get("/api", include_in_schema=False)
def about(request: Request, _: Reader) -> Response:
    """The API for people."""
    return render(request, "api/api.html", paths=openapi()["paths"])


@cache
def openapi() -> dict[str, Any]:
    """The description of the API."""
    about = "Who says what happened: events, tolls with who says so, sentences. The same data as the pages of the workspace."
    ours = [one for one in router.routes if getattr(one, "include_in_schema", False)]
    made = get_openapi(title="Saksi", version="1", description=about, routes=ours)
    kinds = (EventPage, EventDetail, Trace, Reading, Coverage, Problem, Judgement)
    _, parts = _components(kinds)
    made.setdefault("components", {}).setdefault("schemas", {}).update(parts)
    made["info"]["x-saksi"] = saksi.__version__
    return made


def features(sites: list[dict[str, Any]], unplaced: int) -> dict[str, Any]:
    """Places as GeoJSON."""
    out = []
    for one in sites:
        shape = {"type": "Point", "coordinates": [one["lon"], one["lat"]]}
        kept = {key: one[key] for key in ("site", "country", "adm1", "precision", "events", "disputed", "key")}
        out.append({"type": "Feature", "geometry": shape, "properties": kept})
    return {"type": "FeatureCollection", "features": out, "unplaced": unplaced}


def _detail(view: EventView) -> EventDetail:
    event = view.event
    return EventDetail(
        key=event.key,
        name=event.name,
        type=event.type,
        policy=view.policy,
        claims=event.claims,
        casualties=event.casualties,
        impacts=event.impacts,
        control=event.control,
        fields=event.fields,
        toll=view.toll(),
        timeline=view.timeline(),
        origins=view.origins(),
        contradictions=tuple(_contradicting(one) for one in view.contradictions()),
        articles=tuple(one.document.article for one in view.readings),
    )


def _contradicting(one: Contradiction) -> Contradicting:
    evidence, sentences = (tuple(Sentence(e.document, e.span, e.exact) for e in pair) for pair in (one.evidence, one.sentences))
    return Contradicting(one.kind, one.note, one.claims, (evidence[0], evidence[1]), (sentences[0], sentences[1]))
