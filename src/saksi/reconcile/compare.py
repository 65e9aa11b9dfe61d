"""Compare two tellings of an event, field by field, with a reason for every weight.

After Fellegi and Sunter (1969) and splink's comparison levels: each field reaches one level of the table in
:mod:`saksi.reconcile.weights`; levels add up in bits. Unknown is no evidence. Nothing here looks at wording or language.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from math import asin, cos, radians, sin, sqrt

from saksi.reconcile.facts import Days, Facts, Likeness, alike, days_of, is_open, ordinal, party_label, place_text
from saksi.reconcile.weights import LEVELS, RELATED, THRESHOLD, VETO, Field, Level, LevelName
from saksi.types import EventClaim, Location, Participant, Place, Reading, Struct

Figure = tuple[str, int]
NEAR_KM = 15.0
_EVIDENCE: frozenset[Field] = frozenset({"day", "place", "sides", "figures"})
FINE = frozenset({"point", "village", "adm3"})
_ORDER = ("country", "region", "adm1", "adm2", "adm3", "village", "point")


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
    def vetoed(self) -> bool:
        """Whether one finding forbids the link whatever the others say."""
        return any(f.weight <= VETO for f in self.findings)


class Telling:
    """An event claim with what comparing needs around it: its document, its publication day, the counts that go with it."""

    def __init__(
        self, claim: EventClaim, *, document: str = "", published: int | None = None, figures: frozenset[Figure] = frozenset()
    ) -> None:
        self.claim = claim
        self.document = document
        self.published = published
        self.figures = figures

    @cached_property
    def days(self) -> Days | None:
        """The days the event covers."""
        return days_of(self.claim.time)

    @cached_property
    def sides(self) -> tuple[Participant, ...]:
        """The named parties, in any role."""
        return tuple(p for p in (*self.claim.actors, *self.claim.recipients) if not is_open(p))


def tellings(facts: Facts) -> dict[str, Telling]:
    """Every event claim of the readings as a telling, by claim id."""
    figures: dict[str, set[Figure]] = {}
    for c in facts.casualties.values():
        if c.event and c.quantity.number is not None and c.quantity.number >= 3:
            figures.setdefault(c.event, set()).add((c.kind, c.quantity.number))
    return {
        e.id: Telling(
            e, document=r.document.id, published=ordinal(r.document.published), figures=frozenset(figures.get(e.id, ()))
        )
        for r in facts.readings
        for e in r.events
    }


def compare(a: Telling, b: Telling) -> Comparison:
    """All fields of two tellings. Symmetric: the order of the two changes nothing but the sides of the report."""
    findings = [_found(field, level, *_words(field, a, b)) for field, level in levels(a, b)]
    return _comparison(a.claim.id, b.claim.id, findings)


def weigh(a: Telling, b: Telling) -> float:
    """The total of :func:`compare`, without the report."""
    return round(sum(LEVELS[key].weight for key in levels(a, b)), 3)


def levels(a: Telling, b: Telling) -> list[tuple[Field, LevelName]]:
    """The level each field reaches, in the order of the report."""
    reached: list[tuple[Field, LevelName]] = [
        ("prior", "prior"),
        ("realis", _realis(a.claim, b.claim)),
        ("historical", "same" if a.claim.historical == b.claim.historical else "never"),
        ("day", day_level(a, b)),
        ("place", _place(a.claim.place, b.claim.place)),
        ("sides", _sides(a, b)),
        ("type", _type(a.claim, b.claim)),
        ("figures", "same_figure" if a.figures & b.figures else "unknown"),
    ]
    agree = sum(LEVELS[key].weight > 0 for key in reached if key[0] in _EVIDENCE)
    reached.append(("anchor", "anchored" if agree >= 2 else "thin"))
    return reached


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
        return tuple(", ".join(f"{kind} {number}" for kind, number in sorted(x.figures)) or None for x in (a, b))
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


def _realis(a: EventClaim, b: EventClaim) -> LevelName:
    if a.realis == b.realis:
        return "same"
    return "never" if {"actual", "negated"} & {a.realis, b.realis} else "irreal"


# --- day --------------------------------------------------------------------------------------------------------------


def day_level(a: Telling, b: Telling) -> LevelName:
    """How the days of two tellings relate; an untold day is bounded by the day of publication."""
    if a.days and b.days:
        return days_level(a.days, b.days)
    if a.claim.historical and b.claim.historical:
        return "unknown"
    if a.days or b.days:
        told, other = (a, b) if a.days else (b, a)
        if told.days is None or other.published is None:
            return "unknown"
        if other.published < told.days.first - 1:
            return "before"
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


def _place(a: Location | None, b: Location | None) -> LevelName:
    return "unknown" if a is None or b is None else place_level(a, b)


def place_level(a: Location, b: Location) -> LevelName:
    """How two locations relate: same, one inside the other, near, different, or not known."""
    if a.place is None or b.place is None:
        same_words = place_text(a) == place_text(b)
        return "same_text" if same_words else "unknown"
    p, q = a.place, b.place
    if p.id == q.id:
        return "same_place" if a.precision in FINE else "same_area" if a.precision in ("adm1", "adm2") else "same_region"
    coarse, fine = sorted((a, b), key=lambda l: (_ORDER.index(l.precision), l.place.id if l.place else ""))
    if coarse.place is None or fine.place is None:  # pragma: no cover - both resolved here
        return "unknown"
    inside = _inside(fine.place, coarse.place, coarse.precision)
    if inside is not None:
        return inside
    km = distance(p, q)
    if km is not None and km <= NEAR_KM and p.country and p.country == q.country:
        return "near"
    if p.country and q.country and p.country != q.country:
        return "other_area"
    if "region" in (a.precision, b.precision) or "country" in (a.precision, b.precision):
        return "unknown" if "region" in (a.precision, b.precision) else "other_area"
    if p.adm1 and q.adm1 and fine_name(p.adm1) != fine_name(q.adm1):
        return "other_area"
    if a.precision == "adm1" and b.precision == "adm1":
        return "other_area"
    return "different"


def fine_name(text: str | None) -> str:
    """A name of an area for comparing: lower case, single spaces."""
    return " ".join((text or "").lower().split())


def _inside(fine: Place, coarse: Place, precision: str) -> LevelName | None:
    if fine.country and coarse.country and fine.country != coarse.country:
        return None
    if precision == "country":
        return "contained_country" if fine.country and fine.country == coarse.country else None
    if fine.id.startswith(coarse.id + "."):  # idn:94 holds idn:94.05
        return "contained_region" if precision == "adm1" else "contained"
    if precision == "adm1" and fine.adm1 and fine_name(fine.adm1) in (fine_name(coarse.adm1), fine_name(coarse.name)):
        return "contained_region"
    within = fine.adm2 and fine_name(fine.adm2) in (fine_name(coarse.adm2), fine_name(coarse.name))
    if precision == "adm2" and within and fine_name(fine.adm1) == fine_name(coarse.adm1):
        return "contained"
    return None


def distance(a: Place, b: Place) -> float | None:
    """Kilometres along the great circle; null where a coordinate is unknown."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    half = sin(radians(b.lat - a.lat) / 2) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(min(1.0, half)))


def _place_words(location: Location) -> str:
    return f"{location.place.name} [{location.place.id}]" if location.place else location.text


# --- sides ------------------------------------------------------------------------------------------------------------


def _sides(a: Telling, b: Telling) -> LevelName:
    if not a.sides or not b.sides:
        return "unknown"
    table = [[alike(p, q) for q in b.sides] for p in a.sides]
    same = _matched(table, ("same",))
    loose = _matched(table, ("same", "country"))
    differ = [p for p, row in zip(a.sides, table, strict=True) if all(x == "different" for x in row)]
    differ += [q for j, q in enumerate(b.sides) if all(row[j] == "different" for row in table)]
    if same >= 2:
        return "both_sides"
    if loose >= 2:
        return "both_countries"
    firm = [p for p in differ if not _is_disputed(p) and not any(_is_disputed(q) for q in (b.sides if p in a.sides else a.sides))]
    # A telling that names one party only is silent about the other: what it does not name cannot differ.
    lopsided = len(a.sides) == 1 or len(b.sides) == 1
    if differ and not (loose and lopsided):
        if not firm:
            return "disputed"
        return "one_differs" if loose else "disjoint"
    if same:
        return "one_side"
    return "one_country" if loose else "unknown"


def _matched(table: Sequence[Sequence[Likeness]], wanted: tuple[Likeness, ...]) -> int:
    """Size of the largest one-to-one matching (augmenting paths; the tables are tiny)."""
    partner: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j, likeness in enumerate(table[i]):
            if likeness in wanted and j not in seen:
                seen.add(j)
                if j not in partner or place(partner[j], seen):
                    partner[j] = i
                    return True
        return False

    return sum(place(i, set()) for i in range(len(table)))


def _is_disputed(p: Participant) -> bool:
    return p.status in ("suspected", "contested") or bool(p.asserted_by or p.denied_by)


# --- type -------------------------------------------------------------------------------------------------------------


def _type(a: EventClaim, b: EventClaim) -> LevelName:
    if a.plover.type != b.plover.type:
        return "related" if frozenset({a.plover.type, b.plover.type}) in RELATED else "different"
    one, two = set(a.plover.modes), set(b.plover.modes)
    return "same" if not (one and two) else "same_mode" if one & two else "other_mode"
