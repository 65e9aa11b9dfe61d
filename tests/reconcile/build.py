"""Readings built by hand: a story is a text, and every claim points at words that stand in it."""

from __future__ import annotations

from typing import Any

from saksi.text import digest, sentences
from saksi.types import (
    Actor,
    Attribution,
    CasualtyClaim,
    ControlClaim,
    Credit,
    Document,
    EventClaim,
    Evidence,
    ImpactClaim,
    Location,
    Mention,
    Participant,
    Passage,
    Place,
    Plover,
    Quantity,
    Reading,
    Relation,
    Source,
    Teaser,
    Time,
)

VELMAR = Actor("act:velmar", "Velmar", "VLM", "Velmar", "GOV")
VELMAR_ARMY = Actor("act:velmar-army", "Velmar Army", "VLM", "Velmar", "MIL")
OSTRAVIA = Actor("act:ostravia", "Ostravia", "OST", "Ostravia", "GOV")
OSTRAVIA_ARMY = Actor("act:ostravia-army", "Ostravia Army", "OST", "Ostravia", "MIL")
KESH = Actor("act:kesh", "Kesh Republic", None, None, "REB")
KESH_GUARD = Actor("act:kesh-guard", "Kesh Guard", None, None, "REB")

KESH_PLACE = Place("geonames:1", "Kesh", "VLM", "Kesh", None, 40.0, 46.0)
TARUM = Place("geonames:2", "Tarum", "VLM", "Kesh", "Tarum District", 40.1, 46.1)
SOLIN = Place("geonames:3", "Solin", "VLM", "Kesh", "Solin District", 40.9, 46.9)
VELMAR_PLACE = Place("geonames:4", "Velmar", "VLM", None, None, 40.0, 48.0)


def exact(n: int, text: str | None = None) -> Quantity:
    return Quantity(n, n, n, n, "exact", text or str(n))


def at_least(n: int) -> Quantity:
    return Quantity(n, n, None, None, "at_least", f"at least {n}")


def day(text: str, evidence: Evidence | None = None) -> Time:
    return Time(text, evidence, text, text)


class Story:
    """Collects the claims of one document; ``reading()`` gives them frozen."""

    def __init__(self, ident: str, text: str, *, published: str | None = None, publisher: str | None = None,
                 url: str | None = None, credited: dict[str, str] | None = None,
                 teasers: tuple[str, ...] = ()) -> None:  # fmt: skip
        self.id, self.text = ident, text
        self.document = Document(
            ident, None, url, None, text, "en", publisher, published, digest(text),
            credits=tuple(Credit(words, self.span(words), kind) for words, kind in (credited or {}).items()),
            teasers=tuple(Teaser(self.span(t)) for t in teasers),
        )  # fmt: skip
        self.main: str | None = None
        self.attributions: list[Attribution] = []
        self.events: list[EventClaim] = []
        self.casualties: list[CasualtyClaim] = []
        self.impacts: list[ImpactClaim] = []
        self.territory: list[ControlClaim] = []

    def span(self, words: str, nth: int = 0) -> Evidence:
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        return Evidence.at(self.id, self.text, start, start + len(words))

    def sentence(self, evidence: Evidence) -> Evidence:
        s, e = next((s, e) for s, e in sentences(self.text) if s <= evidence.start < e)
        return Evidence.at(self.id, self.text, s, e)

    def _id(self, noun: str, evidence: Evidence) -> str:
        return digest(self.id, noun, str(evidence.start), str(sum(map(len, (self.attributions, self.events, self.casualties)))))[
            :16
        ]

    def party(self, words: str | None, actor: Actor | None = None, nth: int = 0, **kw: Any) -> Participant:
        return Participant(words or (actor.name if actor else None), self.span(words, nth) if words else None, actor, **kw)

    def place(self, words: str, place: Place | None = None, precision: Any = "village", nth: int = 0) -> Location:
        return Location(words, self.span(words, nth), place, precision)

    def says(self, source: str, cue: str | None = None, *, actor: Actor | None = None, kind: Any = None, stance: Any = "asserts",
             nth: int = 0) -> str:  # fmt: skip
        at = self.span(source, nth)
        passage = Passage(cue, self.span(cue)) if cue else None
        a = Attribution(self._id("attribution", at), (Source(source, None, at, kind, actor),), passage, (at,), stance)
        self.attributions.append(a)
        return a.id

    def event(self, trigger: str, plover: Any = "ASSAULT", *, nth: int = 0, by: tuple[str, ...] = (), modes: tuple[str, ...] = (),
              main: bool = False, relations: tuple[Relation, ...] = (), **kw: Any) -> str:  # fmt: skip
        at = self.span(trigger, nth)
        ident = self._id("event", at)
        mention = Mention(at, self.sentence(at), by)
        self.events.append(EventClaim(ident, (mention,), Plover(plover, modes), relations=relations, **kw))
        if main:
            self.main = ident
        return ident

    def count(self, words: str, quantity: Quantity | int | None, kind: Any = "killed", *, nth: int = 0, **kw: Any) -> str:
        at = self.span(words, nth)
        ident = self._id("casualty", at)
        if quantity is None:
            quantity = Quantity(None, None, None, None, "unspecified", words)
        q = exact(quantity, words) if isinstance(quantity, int) else quantity
        if isinstance(kw.get("as_of"), str):
            kw["as_of"] = day(kw["as_of"])
        self.casualties.append(CasualtyClaim(ident, at, None, kind, q, **kw))
        return ident

    def impact(self, words: str, quantity: Quantity, of: Any = "houses", effect: Any = "burnt", **kw: Any) -> str:
        at = self.span(words)
        self.impacts.append(ImpactClaim(self._id("impact", at), at, of, effect, quantity, **kw))
        return self.impacts[-1].id

    def control(self, words: str, territory: Location, relation: Any = "de_facto", holder: Participant | None = None,
                nth: int = 0, **kw: Any) -> str:  # fmt: skip
        at = self.span(words, nth)
        self.territory.append(ControlClaim(self._id("control", at), at, territory, relation, holder, **kw))
        return self.territory[-1].id

    def reading(self) -> Reading:
        claims = (self.attributions, self.events, self.casualties, self.impacts, self.territory)
        return Reading("1", "test", self.main, self.document, *(tuple(c) for c in claims))


def clash_story(ident: str, *, published: str | None = "2021-05-10", publisher: str | None = None,
                when: str | None = "2021-05-09", place: Place | None = TARUM,
                killed: Quantity | int | None = 7, credit: str | None = None,
                source: tuple[str, Actor | None, Any] | None = None, kind: Any = "killed", sides: bool = True,
                **kw: Any) -> Story:  # fmt: skip
    """One document on the clash at Tarum: the shape most tests need."""
    who = f"{source[0]} said " if source else ""
    toll = killed.text if isinstance(killed, Quantity) else str(killed)
    where = place.name if place and place is not KESH_PLACE else "Tarum"
    text = f"A clash of Velmar and Kesh at {where}. {who}{toll} people died there, story {ident}.\n{credit or ''}"
    s = Story(
        ident,
        text,
        published=published,
        publisher=publisher or f"Outlet {ident}",
        credited={credit: "agency"} if credit else None,
    )
    by = (s.says(source[0], actor=source[1], kind=source[2]),) if source else ()
    parties = (s.party("Velmar", VELMAR_ARMY), s.party("Kesh", KESH)) if sides else ()
    event = s.event(
        "clash", main=True, mutual=sides, actors=parties, place=s.place(where, place) if place else None,
        time=day(when) if when else None,
    )  # fmt: skip
    if killed is not None:
        s.count(
            f"{toll} people", killed if isinstance(killed, Quantity) else exact(killed), kind, event=event, asserted_by=by, **kw
        )
    return s
