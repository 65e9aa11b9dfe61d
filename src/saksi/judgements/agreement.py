"""How far coders agree who decided blind: Krippendorff's alpha for each field, at the level of measurement the field has.

Alpha is 1 - observed / expected disagreement, over all pairs of values that two coders gave one unit (K. Krippendorff, *Computing
Krippendorff's Alpha-Reliability*, 2011). 1 is perfect, 0 is what chance gives, below 0 is worse than chance. Units with one value
take no part. A unit here is one field of one claim; what a coder who held a claim for one left alone counts as read by the
machine, so alpha of coders who begin from one reading is higher than of coders who begin from the bare text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Any, Literal, NamedTuple, get_args

from saksi.judgements.anchors import Attached
from saksi.judgements.apply import apply, decision_of
from saksi.judgements.fields import NOBODY, Registry, value_at
from saksi.judgements.rows import EDITABLE
from saksi.types import Certainty, Noun, Reading, Struct, TimePrecision, evidence_of

Level = Literal["nominal", "ordinal", "interval", "ratio"]
CLAIM = "claim"
"""The field that says whether there is such a claim at all."""
_RATIO = frozenset({"quantity.number", "quantity.low", "quantity.best", "quantity.high"})
_INTERVAL = frozenset({"time.earliest", "time.latest"})
_ORDERED: Mapping[str, tuple[str, ...]] = {"certainty": get_args(Certainty), "time.precision": get_args(TimePrecision)}
"""Fields whose values have an order, and it: from the outlet's own word to what nobody has checked."""


class Unit(NamedTuple):
    """One field of one claim, what each coder says it is (null: empty), and what the machine read."""

    claim: str
    noun: Noun
    field: str
    values: Mapping[str, str | None]
    read: str | None
    words: str = ""


class FieldAgreement(Struct, frozen=True):
    """How far the coders agree on one field: units that two or more coded, the share of pairs that agree, and alpha.

    Alpha is null where nothing varies: everybody said the same of everything, and chance would have, too.
    """

    noun: Noun
    field: str
    level: Level
    units: int
    coders: tuple[str, ...]
    same: float
    alpha: float | None
    touched: int
    """Units of which some coder said another thing than the machine read."""


class Difference(Struct, frozen=True):
    """A unit on which coders differ: the claim with its words, the field, and what each says."""

    claim: str
    noun: Noun
    field: str
    words: str
    said: dict[str, str | None]


class Agreement(Struct, frozen=True):
    """Agreement by field, and the units on which the coders differ."""

    coders: tuple[str, ...]
    claims: int
    fields: tuple[FieldAgreement, ...]
    differ: tuple[Difference, ...]


def alpha(units: Iterable[Sequence[Hashable]], level: Level = "nominal", order: Sequence[Hashable] = ()) -> float | None:
    """Krippendorff's alpha of any number of coders; a unit is the values it was given, null where a coder gave none.

    ``order`` ranks ordinal values, lowest first; without it they are compared as they are. Null where no unit has two values, or
    all values are the same. Raises ValueError for a value that is no number at the levels that need one.
    """
    kept = [values for unit in units if len(values := [v for v in unit if v is not None]) > 1]
    counts = Counter(value for values in kept for value in values)
    total = counts.total()
    if not total or len(counts) == 1:
        return None
    differ = _difference(level, counts, order)
    observed = sum(sum(2 * differ(a, b) for a, b in combinations(values, 2)) / (len(values) - 1) for values in kept)
    expected = sum(2 * counts[a] * counts[b] * differ(a, b) for a, b in combinations(counts, 2)) / (total - 1)
    return 1 - observed / expected


def _difference(level: Level, counts: Counter[Hashable], order: Sequence[Hashable]) -> Callable[[Any, Any], float]:
    """The squared difference of two values at a level of measurement (Krippendorff 2011, section E)."""
    if level == "nominal":
        return lambda a, b: float(a != b)
    if level == "ordinal":
        ranked = [value for value in order if value in counts] if order else sorted(counts)  # type: ignore[type-var]
        place, before, seen = {value: n for n, value in enumerate(ranked)}, [], 0
        for value in ranked:
            before.append(seen)
            seen += counts[value]

        def ordinal(a: Hashable, b: Hashable) -> float:
            low, high = sorted((place[a], place[b]))
            between = before[high] + counts[ranked[high]] - before[low]
            return float((between - (counts[a] + counts[b]) / 2) ** 2)

        return ordinal
    if not all(isinstance(value, int | float) for value in counts):
        raise ValueError(f"values at the level {level} must be numbers")
    if level == "interval":
        return lambda a, b: float((a - b) ** 2)
    return lambda a, b: float(((a - b) / (a + b)) ** 2) if a + b else 0.0


def codings(readings: Iterable[Reading], coders: Mapping[str, Attached], registry: Registry = NOBODY) -> list[Unit]:
    """What each coder says of every field of every claim that coder decided about, in the order of the readings.

    ``coders`` maps names to their own decisions alone. Whoever rejects a claim says nothing of its fields; whoever is unsure
    says nothing.
    """
    units: list[Unit] = []
    for reading in readings:
        decided = {by: [c for _, c in reading.claims() if c.id in ours.by_claim] for by, ours in coders.items()}
        judged = {by: apply(reading, coders[by], registry)[0] for by, claims in decided.items() if claims}
        for noun, claim in reading.claims():
            mine = {by: decision_of(coders[by].by_claim[claim.id]) for by in judged if claim.id in coders[by].by_claim}
            verdicts = {by: d.action if d is not None else "accept" for by, d in mine.items()}
            said = {by: "no" if verdict == "reject" else "yes" for by, verdict in verdicts.items() if verdict != "unsure"}
            if not said:
                continue
            at = evidence_of(claim)
            words = at.exact if at is not None else ""
            units.append(Unit(claim.id, noun, CLAIM, said, "yes", words))
            holding = [by for by, verdict in said.items() if verdict == "yes"]
            theirs = {by: next(c for _, c in judged[by].claims() if c.id == claim.id) for by in holding}
            for path in EDITABLE[noun].values():
                values = {by: value_at(noun, one, path) for by, one in theirs.items()}
                units.append(Unit(claim.id, noun, path, values, value_at(noun, claim, path), words))
    return units


def agreement(units: Sequence[Unit]) -> Agreement:
    """Alpha for every field that two or more coders coded, fields in the order of the codebook; and where they differ."""
    grouped: dict[tuple[Noun, str], list[Unit]] = {}
    for unit in units:
        grouped.setdefault((unit.noun, unit.field), []).append(unit)
    found, differ = [], []
    for (noun, field), ours in grouped.items():
        level, order = level_of(field)
        shared = [unit for unit in ours if len(unit.values) > 1]
        if not shared:
            continue
        pairs = [pair for unit in shared for pair in combinations(unit.values.values(), 2)]
        differ += [
            Difference(unit.claim, noun, field, unit.words, dict(unit.values))
            for unit in shared
            if len(set(unit.values.values())) > 1
        ]
        score = alpha(([_measured(v, level) for v in unit.values.values()] for unit in shared), level, order)
        found.append(
            FieldAgreement(
                noun=noun,
                field=field,
                level=level,
                units=len(shared),
                coders=tuple(sorted({by for unit in shared for by in unit.values})),
                same=sum(a == b for a, b in pairs) / len(pairs),
                alpha=None if score is None else round(score, 3),
                touched=sum(any(value != unit.read for value in unit.values.values()) for unit in shared),
            )
        )
    names = tuple(sorted({by for unit in units for by in unit.values}))
    return Agreement(names, len({unit.claim for unit in units if len(unit.values) > 1}), tuple(found), tuple(differ))


def level_of(field: str) -> tuple[Level, tuple[str, ...]]:
    """The level of measurement of a field, and the order of its values where they have one."""
    if field in _RATIO:
        return "ratio", ()
    if field in _INTERVAL:
        return "interval", ()
    return ("ordinal", _ORDERED[field]) if field in _ORDERED else ("nominal", ())


_EMPTY = "(empty)"


def _measured(value: str | None, level: Level) -> Hashable:
    """A value as alpha compares it. That a field is empty is a value where values are names, and none where they are numbers."""
    if level == "nominal":
        return _EMPTY if value is None else value
    if value is None or level == "ordinal":
        return value
    return date.fromisoformat(value[:10]).toordinal() if level == "interval" else int(value)


__all__ = ["CLAIM", "Agreement", "Difference", "FieldAgreement", "Level", "Unit", "agreement", "alpha", "codings", "level_of"]
