"""What a contradiction is, before and after ranking."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from saksi.types import Evidence, Struct

ContradictionKind = Literal[
    "control", "figure", "status", "agent", "denial", "self", "side", "place", "date", "realis", "sequence", "superseded",
]  # fmt: skip
KINDS: tuple[ContradictionKind, ...] = get_args(ContradictionKind)


class Contradiction(Struct, frozen=True):
    """Two claims that cannot both be taken as they stand: the words of each, and the sentences around them.

    For a denial the second claim is the attribution that denies; a dispute inside one claim names that claim twice.
    """

    kind: ContradictionKind
    note: str
    claims: tuple[str, str]
    evidence: tuple[Evidence, Evidence]
    sentences: tuple[Evidence, Evidence]


class Found(NamedTuple):
    """A contradiction before ranking: ``topics`` are what it is about; a later one that shares a topic is a repeat."""

    kind: ContradictionKind
    note: str
    claims: tuple[str, str]
    evidence: tuple[Evidence, Evidence]
    topics: tuple[object, ...]
    rank: tuple[int, ...] = ()
    ordered: bool = False
