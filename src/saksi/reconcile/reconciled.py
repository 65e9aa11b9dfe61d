"""Events to which readings are added: what one more article costs is what it changes, and the outcome is that of all at once.

Groups stand (:mod:`saksi.reconcile.standing`): only what an article touches is grouped anew. How well groups fit that share a
document is remembered, and so are events: fields are decided again only for those that came out otherwise. What is left of the
work on all articles is looking up where each of their counts belongs.
"""

from __future__ import annotations

from collections.abc import Iterable

from saksi.reconcile.cluster import NONE, Decided, Judged, events_of
from saksi.reconcile.facets import Known, hosts
from saksi.reconcile.facts import Facts
from saksi.reconcile.policies import DEFAULT, Policy
from saksi.reconcile.sketches import Sketches
from saksi.reconcile.standing import Standing
from saksi.reconcile.telling import tellings
from saksi.types import Event, Reading


class Reconciled:
    """The events that readings tell, as :func:`saksi.reconcile.reconcile` has them; more readings can be added."""

    def __init__(self, facts: Facts, *, same: Decided = NONE, different: Decided = NONE, policy: Policy = DEFAULT) -> None:
        self._facts = facts
        self._same, self._different, self._policy = same, different, policy
        self._told = Sketches(tellings(facts).values())
        self._standing = Standing(self._told, same=same, different=different)
        self._known = Known()
        self._events: dict[str, Event] | None = None

    def add(self, readings: Iterable[Reading], facts: Facts | None = None) -> None:
        """Add readings of other documents; ``facts`` are those of all readings, if they are held.

        Raises ValueError for a document that is there already.
        """
        new = Facts(tuple(readings))
        if again := self._facts.documents.keys() & new.documents.keys():
            raise ValueError(f"there already: {', '.join(sorted(again))}")
        self._facts = facts or Facts((*self._facts.readings, *new.readings))
        self._known.forget(set(self._standing.add(tellings(new).values()).gone))

    def events(self) -> tuple[Event, ...]:
        """The events, ordered by key, with their fields."""
        told, known = self._told, self._events or {}
        groups = self._standing.groups()
        apart = Judged(told, self._same, self._different).judged_apart
        host = hosts(groups, told, self._standing.meet, apart, self._known)
        found = events_of(groups, host, told, self._facts, self._policy, known)
        self._events = {event.key: event for event in found}
        return found
