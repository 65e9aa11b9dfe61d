"""The one table of match weights: how much each finding about two event claims speaks for or against one and the same event.

The model is that of Fellegi and Sunter (1969) as splink lays it out: every field is compared once, the comparison reaches exactly
one *level*, and each level carries a weight in bits. The weights add up, starting from the prior; above the threshold two
tellings are linked.

The weights lie in ``weights.json`` beside this file. ``python -m training.reconciling`` rebuilds it from labelled pairs: levels
that pairs speak about are learned (a logistic regression that starts from the values set by hand and leaves them only for good
reason), the others keep the value set by hand. Rules that no pair may outvote (``fixed``) are never learned.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Literal

import msgspec

from saksi.types import PloverType, Struct

Field = Literal[
    "prior", "realis", "historical", "day", "place", "sides", "type", "figures", "speakers", "means", "names", "story",
    "persons", "lead", "anchor", "judgement",
]  # fmt: skip
LevelName = Literal[
    "prior",
    "same", "irreal", "denied", "never", "later",
    "same_day", "overlap", "long_overlap", "adjacent", "apart", "far_apart",
    "published_near", "published_week", "published_apart", "before", "unknown",
    "setting_same", "setting_apart",
    "same_place", "same_area", "same_region", "same_text", "contained", "contained_region", "contained_country",
    "near", "named_there", "different", "other_area",
    "both_sides", "one_side", "both_countries", "one_country", "disputed", "one_differs", "disjoint",
    "same_mode", "other_mode", "related",
    "telling_figure", "same_figure", "small_figure", "fits", "clash",
    "in_common", "none_in_common",
    "many", "named_many", "one", "elsewhere", "none",
    "strong", "fair", "some",
    "both", "neither",
    "anchored", "thin",
]  # fmt: skip

VETO = -99.0
"""A weight no evidence can outweigh; only a person's *same* can."""

THRESHOLD = -1.0
"""Two claims, or two clusters on average over their pairs, are linked when their total is above this: below evens, since the
average holds doubtful sentences too. Chosen by clustering stories that the weights were not learned from."""


class Level(Struct, frozen=True):
    """One row of the table: a finding, its weight in bits, what it means, and whether pairs may move it."""

    field: Field
    name: LevelName
    weight: float
    meaning: str
    by_hand: float = 0.0
    fixed: bool = False


class Learned(Struct, frozen=True):
    """The file: the table, and how totals become probabilities."""

    slope: float
    shift: float
    levels: tuple[Level, ...]


LEARNED = msgspec.json.decode(files(__package__).joinpath("weights.json").read_bytes(), type=Learned)
TABLE = LEARNED.levels
LEVELS: dict[tuple[Field, LevelName], Level] = {(row.field, row.name): row for row in TABLE}


def probability(total: float) -> float:
    """How likely two tellings with this total are one event: the total, calibrated on stories it was not learned from.

    Fields depend on each other and readings err, so the bits alone would say too much (after Platt, 1999).
    """
    bits = LEARNED.slope * total + LEARNED.shift
    return float(1.0 / (1.0 + 2.0 ** -max(-60.0, min(60.0, bits))))


RELATED: frozenset[frozenset[PloverType]] = frozenset(
    {
        frozenset({"ASSAULT", "COERCE"}),
        frozenset({"ASSAULT", "MOBILIZE"}),
        frozenset({"COERCE", "MOBILIZE"}),
        frozenset({"COERCE", "SANCTION"}),
        frozenset({"PROTEST", "ASSAULT"}),
        frozenset({"REQUEST", "THREATEN"}),
        frozenset({"REQUEST", "MOBILIZE"}),
        frozenset({"REJECT", "ACCUSE"}),
        frozenset({"REJECT", "COERCE"}),
        frozenset({"SUPPORT", "AID"}),
        frozenset({"SUPPORT", "COOPERATE"}),
        frozenset({"AGREE", "COOPERATE"}),
        frozenset({"AGREE", "CONSULT"}),
        frozenset({"AGREE", "RETREAT"}),
        frozenset({"CONCEDE", "RETREAT"}),
        frozenset({"CONCEDE", "AGREE"}),
    }
)
"""Pairs of types one happening is often coded as. Two coders disagree here; two events differ elsewhere."""
