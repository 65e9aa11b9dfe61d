"""An event claim with what comparing needs around it: its document's scene, the counts, the speakers and the names beside it.

A sentence seldom says all: where and when the story takes place stands once, in the lead. So a telling without a day or place of
its own has a *setting*, the day and place of the document's main event, which is weaker evidence than its own. The names beside
it are those of :mod:`saksi.reconcile.names`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from typing import Any, NamedTuple

from saksi.languages import find
from saksi.reconcile.facts import (
    PRIVATE_SECTORS,
    Days,
    Facts,
    Spot,
    alike,
    days_of,
    is_open,
    ordinal,
    party_label,
    place_text,
    side_key,
)
from saksi.reconcile.names import NOBODY, Named, Names, name_word, people
from saksi.reconcile.places import place_level
from saksi.reconcile.quantities import clash
from saksi.text import fold_accents
from saksi.types import (
    Actor,
    CasualtyClaim,
    Claim,
    EventClaim,
    Location,
    Participant,
    PloverType,
    Quantity,
    Reading,
    Realis,
    Struct,
)

Figure = tuple[str, int]
_LEGAL: frozenset[PloverType] = frozenset({"ACCUSE", "COERCE"})
CAMPAIGN = 60  # days within which two totals of a campaign may be of one
_STRETCH = 2  # days between the first and the last from which an interval holds more than one incident
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
    topics: tuple[str, ...] = ()


EMPTY = Scene()


# --- what is compared: all that a field looks at, so that equal ones reach equal levels with everything -------------------


class Sort(NamedTuple):
    """What kind of event a telling tells, and whether it is what its report is mainly about."""

    realis: Realis
    type: PloverType
    modes: frozenset[str]
    means: frozenset[str]
    main: bool
    whole: bool = False
    """Whether it is a whole campaign, of many incidents: all that is counted with it are totals of that."""


class When(NamedTuple):
    """Its own days, those of its story, and the day of publication."""

    historical: bool
    days: Days | None
    setting: Days | None
    published: int | None


class Where(NamedTuple):
    """Its own place, else that of its story; the word by which the own one is found among names, and the words beside it."""

    own: Spot | None
    setting: Spot | None
    word: str | int
    named: frozenset[Any]


class Side(NamedTuple):
    """A named party: its entry in the registry, or null; its folded name; whether it is only suspected, or said by some."""

    actor: Actor | None
    label: str
    disputed: bool


class Sides(NamedTuple):
    """Its named parties, equal where all that counts of them is: the *key*."""

    key: str
    parties: tuple[Side, ...]

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sides) and self.key == other.key


class Called(NamedTuple):
    """The names beside it, and those of its whole report."""

    names: Names
    story: Names


class Persons(NamedTuple):
    """Who takes part, and the full names of its whole report."""

    own: frozenset[Any]
    story: frozenset[Any]


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
        persons: frozenset[str] = frozenset(),
        scene: Scene = EMPTY,
        main: bool = False,
        part: str | None = None,
        others: frozenset[str] = frozenset(),
        whole: bool = False,
        language: str | None = None,
    ) -> None:
        self.claim = claim
        self.document = document
        self.published = published
        self.counts = counts
        self.speakers = speakers
        self.names = names
        self.persons = persons
        """Full names of victims and others who take part, as far as only the report knows them."""
        self.scene = scene
        self.main = main
        self.part = part
        """The main claim of its document, where it has no other day, place and parties than that: the dead of the battle."""
        self.others = others
        """Claims of its document that are told as other events than this one: as what it answers, or is answered by."""
        self.whole = whole
        """Whether only totals of a whole campaign are counted with it: it tells of many incidents, not of one."""
        self.language = language
        self.keys: dict[tuple[str, ...], bool] | None = None
        """Its blocking keys, once they were asked for."""

    @cached_property
    def days(self) -> Days | None:
        """The days the event covers, by its own words."""
        return days_of(self.claim.time)

    @cached_property
    def is_period(self) -> bool:
        """Whether it tells of a stretch of days known to the day, *since June 3*: of many incidents, not of one."""
        time, days = self.claim.time, self.days
        return time is not None and days is not None and time.precision in ("day", "time") and days.last - days.first > _STRETCH

    @cached_property
    def sides(self) -> tuple[Participant, ...]:
        """The named parties, in any role. Whom common nouns tell as one person (*a boy*) is any other such one, and no party."""
        told = (*self.claim.actors, *self.claim.recipients)
        return tuple(p for p in told if not is_open(p) and not _is_one_person(p, self.language))

    @cached_property
    def sort(self) -> Sort:
        """What kind of event it is."""
        plover, means = self.claim.plover, frozenset(m.kind for m in self.claim.means)
        return Sort(self.claim.realis, plover.type, frozenset(plover.modes), means, self.main, self.whole)

    @cached_property
    def when(self) -> When:
        """When it happened, as far as is told."""
        if self.whole and self.published is not None and not self.claim.historical:
            days = Days(self.published - CAMPAIGN, self.published)  # a total is told while the campaign goes on
            return When(False, days, None, self.published)
        return When(self.claim.historical, self.days, self.scene.days, self.published)

    @cached_property
    def where(self) -> Where:
        """Where it happened, as far as is told."""
        own = _spot(self.claim.place)
        word = name_word(self.claim.place) if self.claim.place is not None else ""
        return Where(own, own or _spot(self.scene.place), word, self.names.words)

    @cached_property
    def parties(self) -> Sides:
        """Its named parties, to compare."""
        key = repr([(p.actor or p.text, p.status, bool(p.asserted_by or p.denied_by)) for p in self.sides])
        return Sides(key, tuple(_side(p) for p in self.sides))

    @cached_property
    def called(self) -> Called:
        """The names beside it and in its report."""
        return Called(self.names, self.scene.names)

    @cached_property
    def people(self) -> Persons:
        """Who takes part, and who is named in its report."""
        return Persons(self.persons, self.scene.names.pairs)

    @cached_property
    def figures(self) -> frozenset[Figure]:
        """Printed numbers with what befell so many."""
        return numbers(self.counts)

    @property
    def is_placed(self) -> bool:
        """Whether it has a place of its own finer than a province."""
        place = self.claim.place
        return place is not None and place.place is not None and place.precision not in _WIDE


def numbers(counts: Iterable[Count]) -> frozenset[Figure]:
    """The printed numbers of counts with what befell so many."""
    found = ((c.kind, c.quantity.number) for c in counts)
    return frozenset((kind, number) for kind, number in found if number)


def _is_one_person(p: Participant, language: str | None) -> bool:
    """Whether a participant is told by common nouns of which none is a plural, in a language that marks plurals."""
    anybody = p.actor is None or (p.actor.described and p.actor.sector in PRIVATE_SECTORS)
    pack = find(language) if language is not None and anybody else None
    return pack is not None and bool(pack.header.plural) and not any(map(pack.is_plural, fold_accents(p.text or "").split()))


def _side(p: Participant) -> Side:
    disputed = p.status in ("suspected", "contested") or bool(p.asserted_by or p.denied_by)
    return Side(p.actor if p.actor is not None and not p.actor.described else None, fold_accents(party_label(p) or ""), disputed)


def _spot(location: Location | None) -> Spot | None:
    if location is None:
        return None
    return Spot(location.place, "" if location.place else place_text(location), location.precision)


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
    whole = facts.wholes(r)
    found = Named(r)
    matter = matter_of(r)
    others = _others(r)
    scene, head = _scene(r, found, others, counts)
    published = ordinal(r.document.published)
    for e in r.events:
        mine = [c for part in (e.id, *sorted(x for x, h in head.items() if h == e.id)) for c in counts.get(part, ())]
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
                counts=tuple(Count(c.kind, c.quantity, side_key(c.side)) for c in mine),
                speakers=frozenset(s.key for s in heard),
                names=found.within(spans),
                persons=found.within(people(e, mine)).pairs,
                scene=scene,
                main=e.id in (r.main, matter),
                part=head.get(e.id),
                others=others.get(e.id, frozenset()),
                whole=e.id in whole and published is not None,
                language=r.document.language,
            ),
        )


def matter_of(r: Reading) -> str | None:
    """The claim that a report goes back to: its main one, or the deed where that is an accusation, an arrest or a trial.

    The deed is the first assault that somebody is counted for, else the first.
    """
    main = next((e for e in r.events if e.id == r.main), None)
    if main is None or main.plover.type not in _LEGAL:
        return r.main
    counted = {c.event for c in r.casualties}
    deeds = [e for e in r.events if e.plover.type == "ASSAULT" and e.voice != "teaser" and e.realis == "actual"]
    deed = min(deeds, key=lambda e: (e.id not in counted, e.evidence.start, e.id), default=None)
    return deed.id if deed is not None else r.main


def _scene(
    r: Reading, found: Named, others: Mapping[str, frozenset[str]], counts: Mapping[str, Sequence[CasualtyClaim]]
) -> tuple[Scene, dict[str, str]]:
    """What the main event of a document gives the others, and by claim that tells a part of another, that other.

    The parts of the main event are those of its type that have no other day, place, sides or count; what the main claim leaves
    open they fill in. Of the rest, those of one sentence and type are parts of the first.
    """
    ordered = sorted(r.events, key=lambda e: (e.evidence.start, e.id))
    lead = matter_of(r)
    main = next((e for e in r.events if e.id == lead), None)
    days, place, head = days_of(main.time) if main else None, main.place if main else None, dict[str, str]()
    if main is not None and not main.historical:
        for e in ordered:
            mine = days_of(e.time)
            if e.id == main.id or not _alike(e, main) or (mine and mine.last - mine.first > 1):
                continue
            if main.id in others.get(e.id, ()) or _counted_apart(counts.get(e.id, ()), counts.get(main.id, ())):
                continue
            if not _apart(mine, e.place, days, place):
                days, place = _narrower(days, mine), _finer(place, e.place)
                head[e.id] = main.id
    first: dict[tuple[int, int], list[EventClaim]] = {}
    for e in ordered:
        if e.id in head or e.id == lead:
            continue
        heads = first.setdefault(e.mentions[0].sentence.span, [])
        known = (
            h
            for h in heads
            if _alike(e, h)
            and h.id not in others.get(e.id, ())
            and not _apart(days_of(e.time), e.place, days_of(h.time), h.place)
        )
        one = next(known, None)
        if one is not None:
            head[e.id] = one.id
        else:
            heads.append(e)
    past = main is None or main.historical
    return Scene(days=None if past else days, place=None if past else place, names=found.all, topics=found.topics()), head


def _narrower(a: Days | None, b: Days | None) -> Days | None:
    """The shorter of two periods: *this week* is Tuesday where a part of it is told of Tuesday."""
    return min((x for x in (a, b) if x is not None), key=lambda x: x.last - x.first, default=None)


def _finer(a: Location | None, b: Location | None) -> Location | None:
    """The first of two places, unless the second lies in it."""
    if a is None or b is None:
        return a or b
    return b if a.precision in _WIDE and b.precision not in _WIDE and place_level(a, b).startswith("contained") else a


def _alike(a: EventClaim, b: EventClaim) -> bool:
    """Whether two claims of a document can tell one event: of one type and realis, none of an earlier episode or in a teaser."""
    same = a.plover.type == b.plover.type and a.realis == b.realis and not a.historical
    return same and "teaser" not in (a.voice, b.voice) and not (_strangers(a, b) or _crossed(a, b))


def _apart(a: Days | None, here: Location | None, b: Days | None, there: Location | None) -> bool:
    """Whether two days, or two places, cannot be one."""
    if a and b and (a.first > b.last or b.first > a.last):
        return True
    return bool(here and there and place_level(here, there) in ("different", "other_area"))


def _strangers(a: EventClaim, b: EventClaim) -> bool:
    """Whether both name parties, and none of the one can be one of the other."""
    one, two = ([p for p in (*e.actors, *e.recipients) if not is_open(p)] for e in (a, b))
    return bool(one and two) and all(alike(p, q) == "different" for p in one for q in two)


def _others(r: Reading) -> dict[str, frozenset[str]]:
    """By claim the claims of its document that are told as other events of its type."""
    out: dict[str, set[str]] = {}
    for a, b in combinations(r.events, 2):
        if a.plover.type != b.plover.type:
            continue
        if _related(a, b):
            out.setdefault(a.id, set()).add(b.id)
            out.setdefault(b.id, set()).add(a.id)
    return {claim: frozenset(ids) for claim, ids in out.items()}


def _related(a: EventClaim, b: EventClaim) -> bool:
    """Whether one of them is told as what the other answers or comes before."""
    return any(x.type != "part_of" and x.to == y.id for e, y in ((a, b), (b, a)) for x in e.relations)


def _crossed(a: EventClaim, b: EventClaim) -> bool:
    """Whether who acts in one suffers in the other, and nobody plays one part in both: a blow and its answer."""
    if a.mutual or b.mutual:
        return False
    (doers, hurt), (others, victims) = (
        ([p for p in e.actors if not is_open(p)], [p for p in e.recipients if not is_open(p)]) for e in (a, b)
    )
    return (_meet(doers, victims) or _meet(others, hurt)) and not (_meet(doers, others) or _meet(hurt, victims))


def _meet(one: Sequence[Participant], other: Sequence[Participant]) -> bool:
    return any(alike(p, q) == "same" for p in one for q in other)


def _counted_apart(one: Sequence[CasualtyClaim], other: Sequence[CasualtyClaim]) -> bool:
    """Whether one voice counts two numbers of one kind in them, of which neither is told again or a part of the other's."""
    roots = [{x for c in side for x in (c.id, c.restates, c.part_of) if x is not None} for side in (one, other)]
    pairs = [(a, b) for a in one for b in other if a.kind == b.kind and a.asserted_by == b.asserted_by]
    return not roots[0] & roots[1] and any(clash(a.quantity, b.quantity) for a, b in pairs)
