"""What a ledger derives from its readings as judged, kept until something changes, and grown where only articles were added."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from saksi import reconcile
from saksi.judgements import Attached, names_something
from saksi.reconcile import Contradiction
from saksi.reconcile.facts import Facts
from saksi.reconcile.policies import fields_of as decided_fields
from saksi.types import Event, Reading


class Kept:
    """What is derived from the readings as judged: lookups, events by policy without and with names, contradictions.

    ``current`` are the readings that the ledger holds, by number; ``attached`` what people decided about them.
    """

    def __init__(self, readings: tuple[Reading, ...], current: Mapping[int, str], attached: Attached) -> None:
        self.facts = Facts(readings)
        self.current, self.attached = current, attached
        self._reconciled: tuple[reconcile.Policy, reconcile.Reconciled] | None = None
        self.events: dict[str, tuple[Event, ...]] = {}
        self.named: dict[str, tuple[int, tuple[Event, ...]]] = {}
        self.contradictions: tuple[Contradiction, ...] | None = None

    def still(self, current: Mapping[int, str], attached: Attached) -> bool:
        """Whether all readings are still there, and people have decided nothing else about them."""
        mine = (self.attached.by_claim, self.attached.same, self.attached.different)
        if mine != (attached.by_claim, attached.same, attached.different) or any(seq not in current for seq in self.current):
            return False
        decided = (one for ours in attached.by_claim.values() for one in ours if one.field is not None)
        return not any(names_something(one.anchor.noun, one.field or "") for one in decided)  # the new may know it otherwise

    def grown(self, new: tuple[Reading, ...], current: Mapping[int, str], attached: Attached) -> Kept:
        """The same with readings of other articles added."""
        grown = Kept((*self.facts.readings, *new), current, attached)
        if self._reconciled is not None:
            self._reconciled[1].add(new, grown.facts)
            grown._reconciled = self._reconciled
        return grown

    def told(self, policy: reconcile.Policy) -> tuple[Event, ...]:
        """The events under a policy, before decisions about them."""
        if self._reconciled is None:
            known = self.attached
            self._reconciled = (
                policy,
                reconcile.Reconciled(self.facts, same=known.same, different=known.different, policy=policy),
            )
        first, reconciled = self._reconciled
        events = reconciled.events()
        if first == policy:
            return events
        # The policy decides figures, not what is one event.
        return tuple(replace(event, fields=decided_fields(replace(event, fields={}), self.facts, policy)) for event in events)


__all__ = ["Kept"]
