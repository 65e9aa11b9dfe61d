"""What the pages of events need: readings as judged, events under a policy, contradictions, decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from saksi import reconcile
from saksi.reconcile import DEFAULT, Contradiction, Facts, Policy
from saksi.types import Event, Judgement, Reading


@dataclass(frozen=True, slots=True)
class Book:
    """Facts and events of one state of a ledger under one policy. ``decisions`` are the judgements in force, by claim."""

    facts: Facts
    events: tuple[Event, ...]
    policy: Policy
    contradictions: tuple[Contradiction, ...]
    decisions: Mapping[str, tuple[Judgement, ...]]

    def event_of(self, claim: str) -> Event | None:
        """The event a claim belongs to; null where it belongs to none."""
        return next((e for e in self.events if claim in (*e.claims, *e.casualties, *e.impacts, *e.control)), None)


def book_of_readings(readings: Sequence[Reading], policy: Policy = DEFAULT) -> Book:
    """Readings reconciled by themselves, without a ledger."""
    facts = Facts(readings)
    events = reconcile.reconcile(facts.readings, policy=policy)
    return Book(facts, events, policy, reconcile.find_contradictions(facts.readings, events), {})
