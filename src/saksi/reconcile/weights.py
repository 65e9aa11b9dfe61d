"""The one table of match weights: how much each finding about two event claims speaks for or against one and the same event.

The model is that of Fellegi and Sunter (1969) as splink lays it out: every field is compared once, the comparison reaches exactly
one *level*, and each level carries a weight in bits, ``log2(m / u)``: how many times likelier that finding is between two
tellings of one event than between tellings of two. The weights add up, starting from the prior; above the threshold two tellings
are linked.

They are set by hand for news about violence, and are meant to be argued with; judged pairs can estimate them later.
"""

from __future__ import annotations

from typing import Literal

from saksi.types import PloverType, Struct

Field = Literal["prior", "realis", "historical", "day", "place", "sides", "type", "figures", "anchor", "judgement"]
LevelName = Literal[
    "prior",
    "same", "irreal", "never",
    "same_day", "overlap", "long_overlap", "adjacent", "apart", "far_apart",
    "published_near", "published_week", "published_apart", "before", "unknown",
    "same_place", "same_area", "same_region", "same_text", "contained", "contained_region", "contained_country",
    "near", "different", "other_area",
    "both_sides", "one_side", "both_countries", "one_country", "disputed", "one_differs", "disjoint",
    "same_mode", "other_mode", "related",
    "same_figure",
    "anchored", "thin",
]  # fmt: skip

VETO = -99.0
"""A weight no evidence can outweigh; only a person's *same* can."""

THRESHOLD = 0.0
"""Two claims, or two clusters on average over their pairs, are linked when their total is above this."""


class Level(Struct, frozen=True):
    """One row of the table: a finding, its weight in bits, and what it means."""

    field: Field
    name: LevelName
    weight: float
    meaning: str


TABLE: tuple[Level, ...] = (
    Level("prior", "prior", -5.0, "two tellings that share a block are rarely one event"),
    Level("realis", "same", 0.3, "both happened, or both are planned, threatened or called for"),
    Level("realis", "irreal", -4.0, "neither happened, and in different ways"),
    Level("realis", "never", VETO, "one happened, the other did not: planned is not done"),
    Level("historical", "same", 0.0, "both of the episode reported, or both of an earlier one"),
    Level("historical", "never", VETO, "one belongs to an earlier episode: then is not now"),
    Level("day", "same_day", 5.0, "both on the same single day"),
    Level("day", "overlap", 2.0, "the intervals overlap, neither longer than ten days"),
    Level("day", "long_overlap", 0.5, "the intervals overlap, one longer than ten days"),
    Level("day", "adjacent", -0.5, "one day between them: nights and time zones"),
    Level("day", "apart", -8.0, "two or three days between them"),
    Level("day", "far_apart", -10.0, "more than three days between them"),
    Level("day", "published_near", 1.0, "a day is not told; published or happened within two days"),
    Level("day", "published_week", 0.0, "a day is not told; published or happened within a week"),
    Level("day", "published_apart", -9.0, "a day is not told; published or happened more than a week apart"),
    Level("day", "before", -10.0, "one was published before the other happened"),
    Level("day", "unknown", 0.0, "no day on one side: no evidence"),
    Level("place", "same_place", 5.0, "the same town, village or point"),
    Level("place", "same_area", 3.0, "the same province or district"),
    Level("place", "same_region", 1.0, "the same country or region"),
    Level("place", "same_text", 3.0, "the same name, not resolved"),
    Level("place", "contained", 2.5, "one lies in the other, a district"),
    Level("place", "contained_region", 1.5, "one lies in the other, a province"),
    Level("place", "contained_country", 0.5, "one lies in the other, a country"),
    Level("place", "near", 1.0, "two places within fifteen kilometres"),
    Level("place", "different", -10.0, "two different towns or districts"),
    Level("place", "other_area", -12.0, "different provinces or countries"),
    Level("place", "unknown", 0.0, "no place on one side, or not resolved: no evidence"),
    Level("sides", "both_sides", 5.0, "two parties of the one are two parties of the other"),
    Level("sides", "one_side", 2.5, "one party is the same, the others are open"),
    Level("sides", "both_countries", 3.0, "two parties are the same states, by other organs"),
    Level("sides", "one_country", 1.0, "one party is the same state, by another organ; the others are open"),
    Level("sides", "disputed", 0.0, "a party differs, but it is suspected, contested or only somebody's claim"),
    Level("sides", "one_differs", -3.0, "one party is the same, another is not"),
    Level("sides", "disjoint", -8.0, "no party is the same"),
    Level("sides", "unknown", 0.0, "nobody named on one side: no evidence"),
    Level("type", "same_mode", 2.5, "the same type and a mode in common"),
    Level("type", "same", 1.5, "the same type"),
    Level("type", "other_mode", 0.5, "the same type by other modes"),
    Level("type", "related", -1.5, "types that coders take for one another"),
    Level("type", "different", -6.0, "different types"),
    Level("figures", "same_figure", 2.0, "the same count of the same kind, three or more"),
    Level("figures", "unknown", 0.0, "no count in common: no evidence, tolls differ by the hour"),
    Level("anchor", "anchored", 0.0, "at least two of day, place, sides and figures agree"),
    Level("anchor", "thin", -6.0, "fewer than two of day, place, sides and figures agree"),
    Level("judgement", "same", -VETO, "a person judged them one event"),
    Level("judgement", "never", VETO, "a person judged them different events"),
)

LEVELS: dict[tuple[Field, LevelName], Level] = {(row.field, row.name): row for row in TABLE}

RELATED: frozenset[frozenset[PloverType]] = frozenset(
    {
        frozenset({"ASSAULT", "COERCE"}),
        frozenset({"ASSAULT", "MOBILIZE"}),
        frozenset({"COERCE", "MOBILIZE"}),
        frozenset({"COERCE", "SANCTION"}),
        frozenset({"PROTEST", "ASSAULT"}),
        frozenset({"REQUEST", "THREATEN"}),
        frozenset({"REJECT", "ACCUSE"}),
        frozenset({"REJECT", "COERCE"}),
        frozenset({"SUPPORT", "AID"}),
        frozenset({"SUPPORT", "COOPERATE"}),
        frozenset({"AGREE", "COOPERATE"}),
        frozenset({"AGREE", "CONSULT"}),
        frozenset({"CONCEDE", "RETREAT"}),
        frozenset({"CONCEDE", "AGREE"}),
    }
)
"""Pairs of types one happening is often coded as. Two coders disagree here; two events differ elsewhere."""
