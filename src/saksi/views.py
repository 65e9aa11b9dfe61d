"""What pages and the API read: events in the order asked for, and one event with everything that stands around it.

An event is looked at through the articles that tell it, not through the whole ledger; so its page costs the same in a ledger of
ten articles and of a hundred thousand, and shows judgements as soon as they are recorded.
"""

from __future__ import annotations

from typing import cast

from saksi import reconcile
from saksi.errors import LedgerError
from saksi.ledger import Ledger
from saksi.reconcile import Contradiction, Facts, Origins, Policy, Timeline, TollTable, Trace
from saksi.reconcile.trace import find_event
from saksi.types import Event, Reading, Struct


class EventView(Struct, frozen=True):
    """One event, the readings of the articles that tell it as judged, and what is derived from them under ``policy``."""

    event: Event
    facts: Facts
    policy: str
    decided: frozenset[str]
    """The claims that people decided about."""

    @property
    def ref(self) -> str:
        """How the event is called in an address: its public name, else its key."""
        return self.event.name or self.event.key

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The readings of the articles that tell the event."""
        return tuple(self.facts.readings)

    def contradictions(self) -> tuple[Contradiction, ...]:
        """What its articles contradict each other in, about this event."""
        return reconcile.find_contradictions(self.facts.readings, (self.event,))

    def toll(self) -> TollTable:
        """The claim table, with the value of each kind under the policy at its foot."""
        found = self.contradictions()
        return reconcile.toll(self.event, self.facts, self._policy, decided=self.decided, contradictions=found)

    def timeline(self) -> Timeline:
        """Who said how many, when, and what replaced what."""
        return reconcile.timeline(self.event, self.facts)

    def origins(self) -> Origins:
        """The independent texts and testimonies behind the event."""
        return reconcile.origins(self.event, self.facts)

    def trace(self, field: str) -> Trace:
        """How the value of a field came about. Raises LedgerError when the event has no such field."""
        return reconcile.trace((self.event,), self.facts, f"{self.ref}.{field}", self._policy)

    @property
    def _policy(self) -> Policy:
        return cast("Policy", self.policy)


class Views:
    """The views of one ledger. ``policy`` decides figures where a call names no other."""

    def __init__(self, ledger: Ledger, policy: str = "latest") -> None:
        self.ledger = ledger
        self.policy = policy

    def event(self, ref: str, policy: str | None = None) -> EventView:
        """One event by its public name or key. Raises LedgerError when there is none, or no such policy."""
        chosen = policy or self.policy
        if chosen not in reconcile.POLICIES:
            raise LedgerError(f"there is no policy {chosen!r}. There are: {', '.join(reconcile.POLICIES)}.")
        event = find_event(self.ledger.events(chosen), ref)
        facts = Facts(self.ledger.readings_of(self._articles(event)))
        return EventView(event, facts, chosen, frozenset(self.ledger.decided()))

    def reading(self, article: str) -> Reading:
        """The current reading of an article as judged. Raises LedgerError when the ledger does not hold the article."""
        found = self.ledger.readings_of((article,))
        if not found:
            raise LedgerError(f"the ledger holds no article {article}.")
        return found[0]

    def _articles(self, event: Event) -> tuple[str, ...]:
        claims = (*event.claims, *event.casualties, *event.impacts, *event.control)
        return tuple(dict.fromkeys(self.ledger.store.find_claim(claim).reading.document.article for claim in claims))
