"""What stands around a claim: its sentence, who says it, its event and the trace of the value it serves; and who is known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from saksi.judgements import Registry, Told
from saksi.judgements.quantities import show_quantity
from saksi.reconcile.facts import Facts
from saksi.reconcile.trace import step
from saksi.text import fold_accents
from saksi.types import (
    Actor,
    CasualtyClaim,
    Claim,
    Event,
    EventClaim,
    Judgement,
    Location,
    Participant,
    Place,
    Quantity,
    Reading,
    evidence_of,
)


class Surroundings:
    """What stands around the claims of judged readings: sentence, speakers, event, and the trace of the value they serve."""

    def __init__(self, facts: Facts, events: tuple[Event, ...]) -> None:
        self._facts = facts
        self._events = {claim: event for event in events for ids in members_of(event) for claim in ids}

    def of(self, claim: Claim) -> Told:
        """What stands around one claim. A rejected claim belongs to no event and has no trace."""
        at = evidence_of(claim)
        if claim.id not in self._facts.claims or at is None:
            return Told()
        seen = step(claim.id, self._facts)
        event = self._events.get(claim.id)
        name = None if event is None else event.name or event.key
        speakers = tuple(speaker.label for speaker in self._facts.speakers(claim))
        stances = tuple(dict.fromkeys(voiced.stance for voiced in seen.chain))
        who = " < ".join(f"{one.text} ({one.stance})" for one in seen.chain) or "; ".join(speakers)
        marked, last = "", 0
        for start, end in seen.marks:
            marked, last = f"{marked}{seen.sentence.exact[last:start]}[{seen.sentence.exact[start:end]}]", end
        words = f"\u201c{marked}{seen.sentence.exact[last:]}\u201d"
        parts = [*_chosen(event, claim), claim.id, who, words, seen.url or seen.publisher or seen.document]
        return Told(seen.sentence.exact, speakers, stances, name, " \u2192 ".join(parts))


def members_of(event: Event) -> tuple[tuple[str, ...], ...]:
    """The claims of an event by noun: events, casualties, impacts, control."""
    return (event.claims, event.casualties, event.impacts, event.control)


def _chosen(event: Event | None, claim: Claim) -> list[str]:
    """The value a claim serves and the policy that chose it, or why the policy left the claim out."""
    if event is None:
        return []
    field = claim.kind if isinstance(claim, CasualtyClaim) else "type" if isinstance(claim, EventClaim) else None
    derived = event.fields.get(field) if field is not None else None
    if derived is None:
        return [event.name or event.key]
    value = show_quantity(derived.value) if isinstance(derived.value, Quantity) else str(derived.value)
    reason = dict(derived.excluded).get(claim.id)
    return [f"{event.name or event.key}.{field} = {value}", derived.policy + (f" (left out: {reason})" if reason else "")]


def registry_of(readings: Iterator[Reading]) -> Registry:
    """The actors and places that the readings name, by id and folded name; of two with one name the first by id."""
    actors: dict[str, Actor] = {}
    places: dict[str, Place] = {}
    for reading in readings:
        for _, claim in reading.claims():
            for name in claim.__struct_fields__:
                value = getattr(claim, name)
                for one in value if isinstance(value, tuple) else (value,):
                    if isinstance(one, Participant) and one.actor is not None:
                        actors.setdefault(one.actor.id, one.actor)
                    if isinstance(one, Location) and one.place is not None:
                        places.setdefault(one.place.id, one.place)
    for known in (actors, places):
        named: dict[str, Any] = {}
        for key in sorted(known):
            named.setdefault(fold_accents(known[key].name), known[key])
        known.update({name: entry for name, entry in named.items() if name not in known})
    return Registry(actors, places)


def in_words(one: Judgement) -> str:
    """A decision as a trace shows it: what was decided, by whom, on which day, why."""
    change = f"{one.field}: {one.before or 'empty'} -> {one.after or 'empty'}" if one.field else one.action
    return f"{change}, by {one.by} on {one.at[:10]}" + (f": {one.why}" if one.why else "")


__all__ = ["Surroundings", "in_words", "members_of", "registry_of"]
