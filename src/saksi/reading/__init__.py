"""Reading: one document under one language pack, from text to claims.

::

    layout -> numbers, times, names, marks -> phrases -> references -> clauses, moods -> attributions, events -> casualties,
    impacts, control -> claims

Each component is a pure function or finder in a file of its own and knows no word of any language: words come from the pack,
names from the gazetteer. :data:`COMPONENTS` declares what each needs and gives; a test checks that the order satisfies it.
"""

from __future__ import annotations

import msgspec

from saksi import contract
from saksi.errors import LanguageError
from saksi.gazetteer import load as load_gazetteer
from saksi.languages import Hit
from saksi.languages import load as load_pack
from saksi.languages.schema import Trigger
from saksi.reading.actors import Cast
from saksi.reading.assemble import Assembly
from saksi.reading.attribution import Chain, find_attributions
from saksi.reading.casualties import CasualtyFinder
from saksi.reading.clauses import Clauses
from saksi.reading.control import find_control
from saksi.reading.coreference import resolve_references
from saksi.reading.dealings import without_ordinary
from saksi.reading.doers import Doers
from saksi.reading.earlier import Said, leave_out_times
from saksi.reading.events import EventFinder
from saksi.reading.expressions import find_expressions
from saksi.reading.fingerprint import fingerprint
from saksi.reading.holdings import Holding
from saksi.reading.homes import settle
from saksi.reading.identities import identify
from saksi.reading.impacts import Hurt, counted_things, find_impacts
from saksi.reading.layout import find_layout
from saksi.reading.modality import Moods
from saksi.reading.numbers import Number, find_numbers
from saksi.reading.page import Page
from saksi.reading.phrases import find_phrases
from saksi.reading.pipeline import find_marks
from saksi.reading.places import Toponym, find_names, find_places
from saksi.reading.refine import refine
from saksi.reading.scenes import Scenes, without_stamps
from saksi.reading.seats import seated
from saksi.reading.sides import Sides
from saksi.reading.stories import find_changes
from saksi.reading.sums import link_sums
from saksi.reading.tellings import Telling
from saksi.reading.times import When, find_times
from saksi.reading.tolls import Toll
from saksi.types import Credit, Document, Field, Part, Reading, Teaser, TimeExpression

__all__ = ["COMPONENTS", "Layers", "expressions", "fingerprint", "layers", "read"]

COMPONENTS: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("layout", (), ("teasers", "credits", "parts")),
    ("numbers", (), ("numbers",)),
    ("times", ("numbers",), ("times",)),
    ("pipeline", (), ("marks",)),
    ("places", ("marks",), ("names", "places")),
    ("actors", ("names", "numbers", "marks"), ("phrases",)),
    ("identities", ("phrases", "names"), ("actors",)),
    ("coreference", ("phrases", "actors"), ("references",)),
    ("homes", ("actors", "references", "places"), ("homes",)),
    ("clauses", ("phrases", "marks"), ("subjects", "objects")),
    ("modality", ("subjects",), ("moods",)),
    ("attribution", ("subjects", "actors", "moods"), ("attributions", "chains")),
    ("domains", ("phrases",), ("domains",)),
    ("stories", ("phrases", "places", "times"), ("turns",)),
    ("events", ("subjects", "actors", "moods", "places", "times", "domains", "turns"), ("events",)),
    ("scenes", ("events", "attributions", "places", "times"), ("scenes",)),
    ("impacts", ("numbers",), ("impacts",)),
    ("casualties", ("numbers", "phrases", "moods", "events", "impacts"), ("casualties",)),
    ("control", ("places", "subjects", "actors", "moods", "attributions", "domains"), ("control",)),
)
"""(component, needs, gives) in the order they run."""


class Layers(msgspec.Struct):
    """Everything found on a page, before it becomes claims: what ``saksi explain`` shows."""

    page: Page
    numbers: list[Number]
    times: list[When]
    places: list[Toponym]
    cast: Cast
    said: list[Said]
    chains: list[Chain]
    tellings: list[Telling]
    tolls: list[Toll]
    hurts: list[Hurt]
    holdings: list[Holding]


def layers(
    document: Document, *, scope: tuple[Field, ...] = ("conflict",), pipelines: tuple[str, ...] = ()
) -> tuple[Document, Layers]:
    """The document with its layout filled in, and all layers over it.

    ``pipelines`` name spaCy pipelines; the first that serves the document's language marks names and subjects. Raises
    LanguageError when the language has no pack, PluginError when a pipeline does not load.
    """
    if document.language is None:
        raise LanguageError(
            f"document {document.source_id or document.id}: its language is unknown. Pass language=... or --language."
        )
    pack, gazetteer = load_pack(document.language), load_gazetteer()
    layout = find_layout(document.text, document.title, pack)
    bare = Page(document, pack, tuple((s.start, s.end) for s in layout.teasers), layout.headline)
    document = msgspec.structs.replace(
        document,
        teasers=tuple(Teaser(evidence=bare.at(a, b)) for a, b in layout.teasers),
        credits=tuple(Credit(text=document.text[a:b], evidence=bare.at(a, b), kind=kind) for a, b, kind in layout.credits),
        parts=tuple(Part(kind=kind, evidence=bare.at(a, b)) for kind, a, b in layout.parts),
    )
    page = bare
    page.document = document
    times = find_times(page)
    numbers = find_numbers(page, times)
    names = find_names(page, gazetteer)
    marks = find_marks(page, pipelines)
    places = seated(page, names, find_places(page, names, marks))
    dateline = page.tokens_of("dateline", "byline")
    sites = [t for t in places if not t.adjective]
    fields = [t for t in sites if t.first not in dateline]  # where a text was written is not where anything happened
    crumbs = page.tokens_in(layout.furniture)
    void = {i for w in times for i in range(w.first, w.last)} | dateline | crumbs
    cast = identify(page, find_phrases(page, names.found, numbers, void, marks), gazetteer)
    resolve_references(page, cast, gazetteer)
    settle(page, cast, sites, gazetteer)
    lead_ins = {i for h in page.hits("places", "word") if h.row.kind in ("admin", "facility") for i in range(h.first, h.last)}
    speech = {i for h in page.hits("attribution", "cue") for i in range(h.first, h.last)}
    clauses = Clauses(page, cast, *_predicates(page), page.tokens_of("dateline"), speech, lead_ins, void, marks)
    moods = Moods(page, clauses, {i for w in times for i in range(w.first, w.last)})
    said, chains = find_attributions(page, cast, clauses, moods)
    times = without_stamps(page, times)
    leave_out_times(page, said, times)
    find_changes(page, cast, sites, times)
    events = EventFinder(page, cast, clauses, moods, fields, times, said, scope)
    tellings = refine(page, events.find())
    lands = {t.first: t.country for t in sites if t.country} | {p.first: p.country for p in cast.phrases if p.country}
    Scenes(page, sites, times, said, lands).set(tellings)
    Doers(page, cast, tellings).fill()
    hurts = find_impacts(page, numbers)
    things = counted_things(page, numbers)
    tolls = CasualtyFinder(page, cast, clauses, moods, numbers, events, things).find()
    Sides(page, cast, clauses, said).settle(tolls)
    link_sums(page, tolls, said, times)
    holdings = find_control(page, cast, clauses, moods, fields, said, events.domains, numbers)
    tellings = without_ordinary(page, tellings, events.domains, bool(tolls or holdings))
    return document, Layers(page, numbers, times, places, cast, said, chains, tellings, tolls, hurts, holdings)


def expressions(document: Document) -> tuple[TimeExpression, ...]:
    """The time expressions of a document. Raises LanguageError when its language has no pack."""
    if document.language is None:
        raise LanguageError(f"document {document.source_id or document.id}: its language is unknown. Pass language=...")
    return tuple(find_expressions(Page(document, load_pack(document.language))))


_BESIDE = ("nominal", "regards", "copula", "evacuates", "stronghold")
"""Shapes of control cues that count only beside other words."""


def _predicates(page: Page) -> tuple[dict[int, int], dict[int, int]]:
    """Tokens of verbal and of nominal predicates -> first token of their hit."""
    verbs: dict[int, int] = {}
    nominals: dict[int, int] = {}
    for table, array in (
        ("events", "trigger"),
        ("attribution", "cue"),
        ("casualties", "word"),
        ("control", "cue"),
        ("impacts", "effect"),
    ):
        for hit in page.hits(table, array):
            beside = table == "control" and (hit.row.needs in ("control", "receiver") or hit.row.shape in _BESIDE)
            if hit.voice == "agentive" or (beside and hit.voice != "nominal"):
                continue  # what counts only beside other words is no predicate by itself
            nominal = hit.voice in (None, "nominal") and table in ("events", "casualties", "control")
            nominal = nominal or (table == "events" and _is_noun_here(page, hit))
            box = nominals if nominal else verbs
            inner = hit.first  # an auxiliary that a row begins with is none of the verb's borders: *berhasil menangkap*
            while inner + 1 < hit.last and page.is_(inner, "auxiliary"):
                inner += 1
            for i in range(inner, hit.last):
                box.setdefault(i, hit.first)
    return verbs, nominals


def _is_noun_here(page: Page, hit: Hit[Trigger]) -> bool:
    """True of a form that is verb and noun alike, behind what only a noun follows (*the raids hit*)."""
    either = page.pack.header.head == "last" and any(f.voice in (None, "nominal") for f in hit.forms)
    led = page.is_(hit.first - 1, "determiner", "anaphor", "possessive_marker") and not page.is_(hit.first - 1, "relative")
    return either and led


def read(
    document: Document,
    *,
    rejected: bool = False,
    scope: tuple[Field, ...] = ("conflict",),
    pipelines: tuple[str, ...] = (),
) -> Reading:
    """The reading of a document: its claims, each with evidence in the document's own text.

    Pure and deterministic: the same document under the same pack, gazetteer, code, scope and pipelines gives the same reading.
    ``scope`` names the fields of news whose harm is counted, ``pipelines`` spaCy pipelines that help. With ``rejected`` it also
    lists what was considered and turned down. Raises LanguageError when the language has no pack, PluginError when a pipeline
    does not load.
    """
    document, found = layers(document, scope=scope, pipelines=pipelines)
    assembly = Assembly(
        found.page,
        found.cast,
        found.said,
        found.chains,
        found.tellings,
        found.tolls,
        found.hurts,
        found.holdings,
        found.times,
        [t for t in found.places if not t.adjective],
    )
    attributions = assembly.attributions()
    events = assembly.events()
    main = assembly.main(events)
    return Reading(
        saksi=contract.VERSION,
        fingerprint=fingerprint(document.language or "", scope, pipelines),
        main=main,
        document=document,
        attributions=attributions,
        events=events,
        casualties=assembly.casualties(events, main),
        impacts=assembly.impacts(),
        control=assembly.control(),
        rejected=tuple(found.page.rejected) if rejected else (),
    )
