"""An event claim with what comparing needs around it: its document's scene, the counts, the speakers and the names beside it.

A sentence seldom says all: where and when the story takes place stands once, in the lead. So a telling without a day or place of
its own has a *setting*, the day and place of the document's main event, which is weaker evidence than its own. The names beside
it are those of :mod:`saksi.reconcile.names`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from saksi.reconcile.facts import Days, Facts, alike, days_of, is_open, ordinal, party_key
from saksi.reconcile.names import NOBODY, Named, Names
from saksi.reconcile.places import place_level
from saksi.types import CasualtyClaim, Claim, EventClaim, Location, Participant, Quantity, Reading, Struct

Figure = tuple[str, int]
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
    names: Names = NOBODY
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
        names: Names = NOBODY,
        scene: Scene = EMPTY,
        main: bool = False,
        part: str | None = None,
    ) -> None:
        self.claim = claim
        self.document = document
        self.published = published
        self.counts = counts
        self.speakers = speakers
        self.names = names
        self.scene = scene
        self.main = main
        self.part = part
        """The main claim of its document, where it has no other day, place and parties than that: the dead of the battle."""
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
        """Printed numbers with what befell so many."""
        found = ((c.kind, c.quantity.number) for c in self.counts)
        return frozenset((kind, number) for kind, number in found if number)

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
        told: tuple[Claim, ...] = (e, *mine)
        heard = (s for claim in told for s in facts.speakers(claim) if s.source is not None)
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
                part=r.main if e.id in parts and e.id != r.main else None,
            ),
        )


def _scene(r: Reading, found: Named) -> tuple[Scene, list[str]]:
    """What the main event of a document gives the others, and the claims that tell parts of it.

    The parts are those of its type that have no other day and no other place; what the main claim leaves open they fill in.
    """
    main = next((e for e in r.events if e.id == r.main), None)
    if main is None or main.historical:
        return Scene(names=found.all, topics=found.topics()), [main.id] if main else []
    days, place, parts = days_of(main.time), main.place, [main.id]
    for e in sorted(r.events, key=lambda e: (e.evidence.start, e.id)):
        if e.id == main.id or e.plover.type != main.plover.type or e.historical or e.voice == "teaser" or e.realis != main.realis:
            continue
        mine = days_of(e.time)
        if mine and mine.last - mine.first > 1:
            continue
        other_day = mine and days and (mine.first > days.last or days.first > mine.last)
        if other_day or (e.place and place and place_level(e.place, place) in ("different", "other_area")) or _strangers(e, main):
            continue
        days, place = days or mine, place or e.place
        parts.append(e.id)
    return Scene(days=days, place=place, names=found.all, topics=found.topics()), parts


def _strangers(a: EventClaim, b: EventClaim) -> bool:
    """Whether both name parties, and none of the one can be one of the other."""
    one, two = ([p for p in (*e.actors, *e.recipients) if not is_open(p)] for e in (a, b))
    return bool(one and two) and all(alike(p, q) == "different" for p in one for q in two)
