"""Counting policies: what each does with the testimonies of an event, as a table (``policies.toml``) with a closed schema."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from saksi.errors import PackError
from saksi.types import CasualtyKind, Qualifier, SourceClass

PolicyName = Literal[
    "latest", "source-range", "independent", "by-claimant", "official", "named", "acled-like", "ucdp-like", "airwars-like",
    "snpk-like",
]  # fmt: skip
Picks = Literal["newest", "range", "lowest", "each", "names", "estimate", "harm"]
Doubt = Literal["enemy_losses", "own_denial"]
StatusPolicy = Literal["range", "majority", "hierarchy"]
"""How sources that differ on whether the dead were civilians are resolved, after Every Casualty's standards."""


class CountingPolicy(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How one policy counts. An empty list asks nothing."""

    name: PolicyName
    definition: str
    picks: Picks
    """*newest*: the newest testimony; *range*: over all; *lowest*; *each* claimant apart; *names*: people known by name;
    *estimate*: low, best and high by whose dead they are; *harm*: civilians and militants apart, with a grade."""
    sources: str = ""
    kinds: tuple[CasualtyKind, ...] = ()
    """The kinds of harm it records."""
    classes: tuple[SourceClass, ...] = ()
    """Who may speak."""
    rank: tuple[SourceClass, ...] = ()
    """Classes of sources, the most reliable first; what is not among them comes last."""
    needs: str | None = None
    """The ontology under which the event must have a code."""
    quoted: bool = False
    """Whether an outlet's own voice is left out where somebody is quoted."""
    doubtful: tuple[Doubt, ...] = ()
    """What counts only where nobody else gives a figure."""
    integer: bool = False
    """Whether one number is wanted."""
    values: dict[Qualifier, int] = {}
    """The number that stands for words without one."""


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    policy: tuple[CountingPolicy, ...]


@cache
def policies() -> dict[PolicyName, CountingPolicy]:
    """The policies by name, in the order of the table. Raises PackError where it breaks its schema."""
    path = files("saksi.ontologies.counting") / "policies.toml"
    try:
        table = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _Table)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise PackError(f"counting/policies.toml:1: {error}. The row's schema is CountingPolicy.") from error
    return {policy.name: policy for policy in table.policy}


__all__ = ["CountingPolicy", "Doubt", "Picks", "PolicyName", "StatusPolicy", "policies"]
