"""An event claim with what comparing needs around it: its document's scene, the counts, the speakers and the names beside it.

A sentence seldom says all: where and when the story takes place stands once, in the lead. So a telling without a day or place of
its own has a *setting*, the day and place of the document's main event, which is weaker evidence than its own. Names are found
without any word of a language: what is never written small and stands capitalised within a sentence. A party, a country, a date
or a credit is no name here, since they recur in other stories.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from saksi.reconcile.facts import Days, Facts, days_of, is_open, ordinal, party_key
from saksi.reconcile.places import place_level
from saksi.text import tokenize
from saksi.types import CasualtyClaim, EventClaim, Location, Participant, PlaceRelation, Quantity, Reading, Struct

Figure = tuple[str, int]
_LEAST = 4  # letters of a name: shorter ones are titles and ranks
_TOPICS = 16  # names that a document is about: those it repeats most, then the first it gives
_ENDS = frozenset(".!?:;\"“”‘’(–—-'")
_NEAR: PlaceRelation = "near"
_WIDE = frozenset({"country", "adm1", "region"})


class Count(Struct, frozen=True):
    """A count that goes with a telling: what befell how many of whose people."""

    kind: str
    quantity: Quantity
    side: str | None


class Scene(Struct, frozen=True):
    """What a document gives all its tellings: the day and place of its main event, its names, and those it repeats."""

    days: Days | None = None
    place: Location | None = None
    names: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()


EMPTY = Scene()


class Telling:
    """One event claim, ready to be compared."""

    def __init__(
        self,
        claim: EventClaim,
        *,
        document: str = "",
        published: int | None = None,
        counts: tuple[Count, ...] = (),
        speakers: frozenset[str] = frozenset(),
        names: frozenset[str] = frozenset(),
        scene: Scene = EMPTY,
        main: bool = False,
    ) -> None:
        self.claim = claim
        self.document = document
        self.published = published
        self.counts = counts
        self.speakers = speakers
        self.names = names
        self.scene = scene
        self.main = main
        self.keys: dict[tuple[str, ...], bool] | None = None
        """Its blocking keys, once they were asked for."""

    @cached_property
    def days(self) -> Days | None:
        """The days the event covers, by its own words."""
        return days_of(self.claim.time)

    @cached_property
    def sides(self) -> tuple[Participant, ...]:
        """The named parties, in any role."""
        return tuple(p for p in (*self.claim.actors, *self.claim.recipients) if not is_open(p))

    @cached_property
    def figures(self) -> frozenset[Figure]:
        """Printed numbers of three and more, with what befell so many: smaller ones recur by chance."""
        found = ((c.kind, c.quantity.number) for c in self.counts if c.quantity.number is not None)
        return frozenset((kind, number) for kind, number in found if number >= 3)

    @property
    def is_placed(self) -> bool:
        """Whether it has a place of its own finer than a province."""
        place = self.claim.place
        return place is not None and place.place is not None and place.precision not in _WIDE


def tellings(facts: Facts) -> dict[str, Telling]:
    """Every event claim of the readings as a telling, by claim id."""
    out: dict[str, Telling] = {}
    for r in facts.readings:
        out.update(_of_reading(r, facts))
    return out


def _of_reading(r: Reading, facts: Facts) -> Iterable[tuple[str, Telling]]:
    if not r.events:
        return
    counts: dict[str, list[CasualtyClaim]] = {}
    for c in r.casualties:
        if c.event and c.realis == "actual" and c.scope != "campaign" and c.voice != "teaser":
            counts.setdefault(c.event, []).append(c)
    found = Named(r)
    scene, parts = _scene(r, found)
    published = ordinal(r.document.published)
    for e in r.events:
        mine = [c for part in (parts if e.id == r.main else (e.id,)) for c in counts.get(part, ())]
        spans = [m.sentence.span for m in e.mentions] + [c.evidence.span for c in mine]
        spans += [e.place.evidence.span] if e.place else []
        heard = (s for claim in (e, *mine) for s in facts.speakers(claim) if s.source is not None)
        yield (
            e.id,
            Telling(
                e,
                document=r.document.id,
                published=published,
                counts=tuple(Count(c.kind, c.quantity, party_key(c.side)) for c in mine),
                speakers=frozenset(s.key for s in heard),
                names=found.within(spans),
                scene=scene,
                main=e.id == r.main,
            ),
        )


def _scene(r: Reading, found: Named) -> tuple[Scene, list[str]]:
    """What the main event of a document gives the others, and the claims that tell parts of it.

    The parts are those of its type that have no other day and no other place; what the main claim leaves open they fill in.
    """
    main = next((e for e in r.events if e.id == r.main), None)
    if main is None or main.historical:
        return Scene(names=frozenset(found.names), topics=found.topics()), [main.id] if main else []
    days, place, parts = days_of(main.time), main.place, [main.id]
    for e in sorted(r.events, key=lambda e: (e.evidence.start, e.id)):
        if e.id == main.id or e.plover.type != main.plover.type or e.historical or e.voice == "teaser" or e.realis != main.realis:
            continue
        mine = days_of(e.time)
        if mine and mine.last - mine.first > 1:
            continue
        other_day = mine and days and (mine.first > days.last or days.first > mine.last)
        if other_day or (e.place and place and place_level(e.place, place) in ("different", "other_area")):
            continue
        days, place = days or mine, place or e.place
        parts.append(e.id)
    return Scene(days=days, place=place, names=frozenset(found.names), topics=found.topics()), parts


class Named:
    """The names of a document, and where they stand."""

    def __init__(self, r: Reading) -> None:
        text = r.document.text
        tokens = tokenize(text)
        small = {t.lower for t in tokens if t.text[0].islower()}
        taken = [*_elsewhere_too(r)]
        heading = len(r.document.title or "")
        firm: set[str] = set()
        self._at: list[tuple[int, str]] = []
        before = ""
        for t in tokens:
            named = t.text[0].isupper() and len(t.lower) >= _LEAST and t.lower not in small
            if named and not any(start < t.end and t.start < end for start, end in taken):
                self._at.append((t.start, t.lower))
                begins = not before or before in _ENDS or "\n" in text[max(0, t.start - 2) : t.start]
                if t.start > heading and not begins:
                    firm.add(t.lower)
            before = t.text
        self._at = [(start, name) for start, name in self._at if name in firm]
        self.names = Counter(name for _, name in self._at)

    def within(self, spans: Iterable[tuple[int, int]]) -> frozenset[str]:
        """The names in any of these spans."""
        known = tuple(spans)
        return frozenset(name for at, name in self._at if any(start <= at < end for start, end in known))

    def topics(self) -> frozenset[str]:
        """The names the document is about: the most repeated, of equals the earlier."""
        return frozenset(name for name, _ in self.names.most_common(_TOPICS))


def _elsewhere_too(r: Reading) -> Iterable[tuple[int, int]]:
    """Spans whose words recur in other stories: dates, parties the registry knows, countries and provinces, credits, teasers."""
    for e in r.events:
        if e.time is not None and e.time.evidence is not None:
            yield e.time.evidence.span
        for p in (*e.actors, *e.recipients):
            if p.evidence is not None and p.actor is not None and p.actor.country:
                yield p.evidence.span
        if e.place is not None and e.place.precision in ("country", "adm1"):
            yield e.place.evidence.span
    yield from (credit.evidence.span for credit in r.document.credits)
    yield from (teaser.evidence.span for teaser in r.document.teasers)
    for part in r.document.parts:
        if part.kind in ("byline", "dateline", "credit", "teaser"):
            yield part.evidence.span
