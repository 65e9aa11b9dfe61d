"""Compare two tellings of an event, field by field, with a reason for every weight.

After Fellegi and Sunter (1969) and splink's comparison levels: each field reaches one level of the table in
:mod:`saksi.reconcile.weights`; levels add up in bits. Unknown is no evidence. What contradicts is no other event: two figures of
two speakers, two perpetrators of whom one is only suspected, speak little against one event. Nothing here knows a language.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, get_args

from saksi.reconcile.blocking import meet
from saksi.reconcile.facts import Days, Facts, Likeness, actors_alike, party_label
from saksi.reconcile.names import Names, common, shared
from saksi.reconcile.places import place_level
from saksi.reconcile.quantities import clash
from saksi.reconcile.telling import Called, Count, Figure, Persons, Side, Sides, Sort, Telling, When, Where, numbers, tellings
from saksi.reconcile.weights import LEVELS, RELATED, THRESHOLD, VETO, Field, Level, LevelName, probability
from saksi.types import EventClaim, Location, Reading, Struct

__all__ = [
    "Comparison", "Figure", "Finding", "Telling", "compare", "day_level", "explain", "levels", "place_level", "tellings",
]  # fmt: skip

AGAIN = 3  # days after which an event is told as the past
_MANY = 3  # names from which a report has enough of them to be held against another
_LARGE = 10  # a number from which two reports seldom have it by chance
_HALF = 0.5
_STRONG = 4  # full names in common that make two reports one story however long they are


class Finding(Struct, frozen=True):
    """What one field says about a pair: the level reached, its weight in bits, the reason, and both values as words."""

    field: Field
    level: LevelName
    weight: float
    reason: str
    a: str | None = None
    b: str | None = None


class Comparison(Struct, frozen=True):
    """Two tellings compared: a finding for every field, the total in bits, and whether it links them."""

    a: str
    b: str
    findings: tuple[Finding, ...]
    total: float
    linked: bool

    def finding(self, field: Field) -> Finding:
        """The finding of one field."""
        return next(f for f in self.findings if f.field == field)

    @property
    def probability(self) -> float:
        """How likely the two are one event (calibrated on episodes that nothing was learned from: see the docs)."""
        return probability(self.total)

    @property
    def vetoed(self) -> bool:
        """Whether one finding forbids the link whatever the others say."""
        return any(f.weight <= VETO for f in self.findings)


def compare(a: Telling, b: Telling) -> Comparison:
    """All fields of two tellings. Symmetric: the order of the two changes nothing but the sides of the report."""
    findings = [_found(field, level, *_words(field, a, b)) for field, level in levels(a, b)]
    return _comparison(a.claim.id, b.claim.id, findings)


def weigh(a: Telling, b: Telling) -> float:
    """How well two tellings of one group fit: the total of :func:`compare`, but for the *anchor*.

    That two tellings have too little in common to be compared says nothing against one event, once a third brings them together.
    """
    return round(PRIOR + sum([worth(aspect, aspect.look(a), aspect.look(b)) for aspect in ASPECTS]), 3)


def levels(a: Telling, b: Telling) -> list[tuple[Field, LevelName]]:
    """The level each field reaches, in the order of the report."""
    return [*_evidence(a, b), ("anchor", "anchored" if meet(a, b) else "thin")]


def _evidence(a: Telling, b: Telling) -> list[tuple[Field, LevelName]]:
    found = {field: level(one.look(a), one.look(b)) for one in ASPECTS for field, level in one.fields}
    return [("prior", "prior"), *((field, found[field]) for field in _ORDER if field in found)]


def _words(field: Field, a: Telling, b: Telling) -> tuple[str | None, ...]:
    """Both values of a field, as words for the report."""
    if field == "realis":
        return (a.claim.realis, b.claim.realis)
    if field == "historical":
        return tuple("historical" if x.claim.historical else None for x in (a, b))
    if field == "day":
        return tuple(_day_words(x) for x in (a, b))
    if field == "place":
        return tuple(_place_words(x.claim.place) if x.claim.place else None for x in (a, b))
    if field == "sides":
        return tuple(", ".join(sorted(party_label(p) or "" for p in x.sides)) or None for x in (a, b))
    if field == "type":
        return tuple(" ".join((x.claim.plover.type, *x.claim.plover.modes)) for x in (a, b))
    if field == "figures":
        return tuple(", ".join(sorted(f"{c.kind} {c.quantity.text}" for c in x.counts)) or None for x in (a, b))
    if field == "speakers":
        return tuple(", ".join(sorted(x.speakers)) or None for x in (a, b))
    if field == "means":
        return tuple(", ".join(sorted(m.text for m in x.claim.means)) or None for x in (a, b))
    if field == "names":
        return tuple(", ".join(sorted(x.names.sure)) or None for x in (a, b))
    if field == "story":
        both = ", ".join(sorted(common(a.scene.names, b.scene.names))) or None
        return (both, both)
    if field == "persons":
        return tuple(", ".join(sorted(x.persons)) or None for x in (a, b))
    if field == "lead":
        return tuple("the main matter of its report" if x.main else None for x in (a, b))
    return ()


def judged(comparison: Comparison, same: bool) -> Comparison:
    """The comparison with a person's judgement added, which outweighs the rest."""
    return _comparison(comparison.a, comparison.b, [*comparison.findings, _found("judgement", "same" if same else "never")])


def explain(a: str | EventClaim, b: str | EventClaim, readings: Sequence[Reading] = (), *,
            same: frozenset[tuple[str, str]] = frozenset(),
            different: frozenset[tuple[str, str]] = frozenset()) -> Comparison:  # fmt: skip
    """Why two event claims are, or are not, one event: every field's level, weight, reason and both values.

    ``a`` and ``b`` are claims or their ids; ids need the readings. Raises KeyError for an id the readings do not hold.
    """
    known = tellings(Facts(readings)) if readings else {}
    first, second = (known[x] if isinstance(x, str) else known.get(x.id) or Telling(x) for x in (a, b))
    result = compare(first, second)
    pair = {(result.a, result.b), (result.b, result.a)}
    if pair & same:
        return judged(result, True)
    return judged(result, False) if pair & different else result


def _comparison(a: str, b: str, findings: Sequence[Finding]) -> Comparison:
    total = round(sum(f.weight for f in findings), 3)
    return Comparison(a=a, b=b, findings=tuple(findings), total=total, linked=total > THRESHOLD)


def _found(field: Field, name: LevelName, a: str | None = None, b: str | None = None) -> Finding:
    level: Level = LEVELS[field, name]
    return Finding(field=field, level=name, weight=level.weight, reason=level.meaning, a=a, b=b)


# --- realis and episode -----------------------------------------------------------------------------------------------


def _realis(a: Sort, b: Sort) -> LevelName:
    if a.realis == b.realis:
        return "same"
    if {a.realis, b.realis} == {"actual", "negated"}:
        return "denied"
    return "never" if {"actual", "negated"} & {a.realis, b.realis} else "irreal"


def _historical(a: When, b: When) -> LevelName:
    """Then is not now, unless the days say that the one was told when it was news and the other later."""
    if a.historical == b.historical:
        return "same"
    past = a if a.historical else b
    told = past.days is not None and past.published is not None and past.published - past.days.last >= AGAIN
    return "later" if told and a.days and b.days else "never"


# --- day --------------------------------------------------------------------------------------------------------------


def day_level(a: Telling, b: Telling) -> LevelName:
    """How the days of two tellings relate; an untold day is that of the story, or is bounded by the day of publication."""
    return _day(a.when, b.when)


def _day(a: When, b: When) -> LevelName:
    if a.days and b.days:
        return days_level(a.days, b.days)
    if a.historical and b.historical:
        return "unknown"
    one, two = a.days or a.setting, b.days or b.setting
    if a.days or b.days:
        told, other = (a, b) if a.days else (b, a)
        if told.days is None or other.published is None:
            return "unknown"
        if other.published < told.days.first - 1:
            return "before"
    if one and two and max(one.last - one.first, two.last - two.first) <= 1:
        gap = max(one.first, two.first) - min(one.last, two.last)
        return "setting_same" if gap <= 0 else "setting_apart" if gap > 1 else _published(a, b)
    return _published(a, b)


def _published(a: When, b: When) -> LevelName:
    if a.days or b.days:
        told, other = (a, b) if a.days else (b, a)
        if told.days is None or other.published is None:
            return "unknown"
        return _published_level(max(0, other.published - told.days.last))
    if a.published is None or b.published is None:
        return "unknown"
    return _published_level(abs(a.published - b.published))


def days_level(a: Days, b: Days) -> LevelName:
    """How two told intervals of days relate."""
    gap = max(a.first, b.first) - min(a.last, b.last)
    if gap <= 0:
        longest = max(a.last - a.first, b.last - b.first)
        return "same_day" if longest == 0 else "overlap" if longest < 10 else "long_overlap"
    return "adjacent" if gap == 1 else "apart" if gap <= 3 else "far_apart"


def _published_level(gap: int) -> LevelName:
    return "published_near" if gap <= 2 else "published_week" if gap <= 7 else "published_apart"


def _day_words(telling: Telling) -> str | None:
    time = telling.claim.time
    if time is None:
        return None
    if time.earliest or time.latest:
        return time.earliest if time.earliest == time.latest else f"{time.earliest or ''}/{time.latest or ''}"
    return time.relative or time.text


# --- place ------------------------------------------------------------------------------------------------------------


def _place(a: Where, b: Where) -> LevelName:
    named = (a.own is not None and a.word in b.named) or (b.own is not None and b.word in a.named)
    if a.own is not None and b.own is not None:
        level = place_level(a.own, b.own)
        if level in ("unknown", "contained_region", "contained_country") and named:
            return "named_there"
        return "setting_apart" if level in ("different", "other_area") and named else level
    if named:
        return "named_there"
    if a.setting is None or b.setting is None:
        return "unknown"
    level = place_level(a.setting, b.setting)
    if level in ("same_place", "same_area", "same_text", "contained", "near"):
        return "setting_same"
    return "setting_apart" if level in ("different", "other_area") else "unknown"


def _place_words(location: Location) -> str:
    return f"{location.place.name} [{location.place.id}]" if location.place else location.text


# --- sides ------------------------------------------------------------------------------------------------------------


def _sides(a: Sides, b: Sides) -> LevelName:
    if not a.parties or not b.parties:
        return "unknown"
    table = [[_likeness(p, q) for q in b.parties] for p in a.parties]
    same = _matched(table, ("same",))
    loose = _matched(table, ("same", "country"))
    if same >= 2:
        return "both_sides"
    if loose >= 2:
        return "both_countries"
    differ = [p for p, row in zip(a.parties, table, strict=True) if row.count("different") == len(row)]
    others = [q for j, q in enumerate(b.parties) if all(row[j] == "different" for row in table)]
    # A telling that names one party only is silent about the other: what it does not name cannot differ.
    lopsided = len(a.parties) == 1 or len(b.parties) == 1
    if (differ or others) and not (loose and lopsided):
        disputed = [any(p.disputed for p in parties) for parties in (a.parties, b.parties)]
        firm = (not disputed[1] and any(not p.disputed for p in differ)) or (
            not disputed[0] and any(not q.disputed for q in others)
        )
        if not firm:
            return "disputed"
        return "one_differs" if loose else "disjoint"
    if same:
        return "one_side"
    return "one_country" if loose else "unknown"


def _likeness(a: Side, b: Side) -> Likeness:
    """As :func:`saksi.reconcile.facts.alike` has it of two named parties."""
    if a.actor is not None and b.actor is not None:
        return actors_alike(a.actor, b.actor)
    return "same" if a.label and a.label == b.label else "unknown"


def _matched(table: Sequence[Sequence[Likeness]], wanted: tuple[Likeness, ...]) -> int:
    """How many of one and of the other can be matched one to one: none, one, or two and more.

    Two can unless all that fit lie in one row or in one column (Konig, 1931).
    """
    fits = [[one in wanted for one in row] for row in table]
    return min(2, sum(map(any, fits)), sum(map(any, zip(*fits, strict=True))))


# --- type -------------------------------------------------------------------------------------------------------------


def _type(a: Sort, b: Sort) -> LevelName:
    if a.whole or b.whole:
        return "both" if a.whole and b.whole and a.type == b.type else "elsewhere"
    if a.type != b.type:
        return "related" if frozenset({a.type, b.type}) in RELATED else "different"
    one, two = a.modes, b.modes
    return "same" if not (one and two) else "same_mode" if one & two else "other_mode"


def _means(a: Sort, b: Sort) -> LevelName:
    return _shared(a.means, b.means)


def _lead(a: Sort, b: Sort) -> LevelName:
    return "both" if a.main and b.main else "one" if a.main or b.main else "neither"


# --- counts, speakers, names ------------------------------------------------------------------------------------------


def _figures(a: tuple[Count, ...], b: tuple[Count, ...]) -> LevelName:
    if not a or not b:
        return "unknown"
    pairs = [(x, y) for x in a for y in b if x.kind == y.kind and (not x.side or not y.side or x.side == y.side)]
    both = numbers(a) & numbers(b)
    if len(both) > 1 and max(n for _, n in both) >= _MANY:
        return "telling_figure"  # whosever people they are said to be: rewriters mix up sides
    if not pairs:
        return "unknown"
    same = {(x.kind, x.quantity.number or 0) for x, y in pairs if x.quantity.number and x.quantity.number == y.quantity.number}
    largest = max((n for _, n in same), default=0)
    if largest >= _LARGE:
        return "telling_figure"
    if largest:
        return "same_figure" if largest >= _MANY or (len(same) > 1 and largest > 1) else "small_figure"
    return "clash" if all(clash(x.quantity, y.quantity) for x, y in pairs) else "fits"


def _shared(a: frozenset[str], b: frozenset[str]) -> LevelName:
    return "unknown" if not a or not b else "none_in_common" if a.isdisjoint(b) else "in_common"


def _names(a: Called, b: Called) -> LevelName:
    if not a.names.words or not b.names.words:
        return "unknown"
    sure, words = shared(a.names, b.names), len(a.names.words & b.names.words)
    if sure or words:
        return "many" if sure > 1 or words > _MANY else "one"
    return "elsewhere" if shared(a.names, b.story) or shared(b.names, a.story) else "none"


def _persons(a: Persons, b: Persons) -> LevelName:
    """Whether who takes part in one takes part in the other, or is at least named in the other report."""
    both = len(a.own & b.own)
    named = len((a.own & b.story) | (b.own & a.story))
    if named > 1:
        return "many" if both else "named_many"
    return "one" if both else "elsewhere" if named else "unknown"


def _story(one: Names, two: Names) -> LevelName:
    fewer = min(len(one.words), len(two.words))
    if fewer < _MANY:
        return "unknown"
    pairs, sure = len(one.pairs & two.pairs), shared(one, two)
    if pairs >= _STRONG:
        return "strong"
    if pairs > 1 or sure >= _STRONG or len(one.words & two.words) >= _HALF * fewer:
        return "fair"
    return "some" if sure else "none"


# --- all of them ------------------------------------------------------------------------------------------------------


class Aspect(NamedTuple):
    """A part of a telling, and the fields that look at nothing else: equal parts reach equal levels, in whichever order."""

    look: Callable[[Telling], Any]
    fields: tuple[tuple[Field, Callable[[Any, Any], LevelName]], ...]
    silent: Callable[[Any], bool] = lambda _: False
    """Whether such a part says nothing: where one of two does not, or ``both`` do not, every field is *unknown*."""
    both: bool = False


ASPECTS: tuple[Aspect, ...] = (
    Aspect(lambda t: t.sort, (("realis", _realis), ("type", _type), ("means", _means), ("lead", _lead))),
    Aspect(lambda t: t.when, (("historical", _historical), ("day", _day))),
    Aspect(lambda t: t.where, (("place", _place),), lambda where: not (where.own or where.setting or where.named)),
    Aspect(lambda t: t.parties, (("sides", _sides),), lambda sides: not sides.parties),
    Aspect(lambda t: t.counts, (("figures", _figures),), lambda counts: not counts),
    Aspect(lambda t: t.speakers, (("speakers", _shared),), lambda speakers: not speakers),
    Aspect(lambda t: t.called, (("names", _names),), lambda called: not called.names.words),
    Aspect(lambda t: t.scene.names, (("story", _story),), lambda names: len(names.words) < _MANY),
    Aspect(lambda t: t.people, (("persons", _persons),), lambda people: not people.own, both=True),
)
"""Every field but the prior, the anchor and people's judgements."""
_ORDER: tuple[Field, ...] = get_args(Field)


def worth(aspect: Aspect, one: Any, two: Any) -> float:
    """The bits that the fields of an aspect add up to."""
    return sum([LEVELS[field, level(one, two)].weight for field, level in aspect.fields])


def bounds(aspect: Aspect) -> tuple[float, float]:
    """The least and the most that the fields of an aspect can add up to."""
    of = [[level.weight for (name, _), level in LEVELS.items() if name == field] for field, _ in aspect.fields]
    return sum(map(min, of)), sum(map(max, of))


def unsaid(aspect: Aspect) -> float:
    """The bits that the fields of an aspect add up to where nothing is said."""
    return sum(LEVELS[field, "unknown"].weight for field, _ in aspect.fields if (field, "unknown") in LEVELS)


PRIOR = LEVELS["prior", "prior"].weight
