"""What an ontology has to know of a reconciled event: its sides by the force they are, its dead, who holds the ground after.

Derived from the decided fields and from the claims of the event; teasers take no part. What nobody tells stays unknown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from saksi.ontologies import Party as Side
from saksi.ontologies import Profile, actor_code, force_of
from saksi.reconcile.facts import Facts, party_key
from saksi.reconcile.fields import Day, Site, plain_fields
from saksi.types import ControlClaim, Derived, Event, Participant, Quantity, Status, VictimClass

_FIRMNESS: tuple[Status, ...] = ("named", "contested", "suspected", "unidentified", "unstated")
_UNARMED: frozenset[VictimClass] = frozenset({"civilian", "child", "woman", "journalist", "medic", "aid_worker"})


def profile(event: Event, facts: Facts, *, killed: Quantity | None = None, injured: Quantity | None = None) -> Profile:
    """The profile of an event; its dead and injured are those decided, or given.

    A side is *foreign* where its country is known and is not the country of the place. Those harmed are *civilians* when every
    recipient is unarmed, or, where no recipient is told, when every casualty that says whose it is counts unarmed people.
    """
    claims = [facts.events[c] for c in event.claims if c in facts.events and facts.events[c].voice != "teaser"]
    fields = event.fields or plain_fields(event, facts)
    day, site = _value(fields, "day"), _value(fields, "place")
    country = site.country if isinstance(site, Site) else None
    actors = _sides((p for c in claims for p in c.actors), country)
    recipients = _sides((p for c in claims for p in c.recipients), country)
    same = [c for c in claims if c.plover.type == event.type]
    realis = Counter(c.realis for c in claims)
    days = _days(day) if isinstance(day, Day) else None
    return Profile(
        event=event.name or event.key,
        type=event.type,
        modes=_by_frequency(m for c in same for m in c.plover.modes),
        contexts=_by_frequency(x.name for c in claims for x in c.contexts),
        realis="actual" if realis["actual"] or not realis else min(realis, key=lambda r: (-realis[r], r)),
        historical=bool(claims) and all(c.historical for c in claims),
        mutual=any(c.mutual for c in same),
        actors=actors,
        recipients=recipients,
        civilians=_civilians(event, recipients, facts),
        killed=_least(killed or _value(fields, "killed")),
        injured=_least(injured or _value(fields, "injured")),
        control=_control(event, facts, country),
        things=tuple(sorted({facts.impacts[i].object for i in event.impacts if i in facts.impacts})),
        time=day.precision if isinstance(day, Day) else None,
        days=days,
        place=site.precision if isinstance(site, Site) else None,
    )


def _value(fields: dict[str, Derived], name: str) -> object:
    held = fields.get(name)
    return held.value if held is not None else None


def _least(held: object) -> int | None:
    if not isinstance(held, Quantity):
        return None
    return next((n for n in (held.low, held.best, held.number) if n is not None), None)


def _days(day: Day) -> int | None:
    if day.earliest is None or day.latest is None:
        return None
    return (date.fromisoformat(day.latest[:10]) - date.fromisoformat(day.earliest[:10])).days + 1


def _by_frequency(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, the commonest first."""
    counts = Counter(names)
    return tuple(sorted(counts, key=lambda n: (-counts[n], n)))


def _sides(participants: Iterable[Participant], country: str | None) -> tuple[Side, ...]:
    """Each party once, the firmest told first; its status the least firm of its tellings."""
    held: dict[str, list[Participant]] = {}
    for p in participants:
        if p.status != "unstated" and (p.actor or p.text):
            held.setdefault(party_key(p) or f"{p.actor.sector if p.actor else ''}:{p.text}", []).append(p)
    sides = []
    for key, members in held.items():
        actor = next((m.actor for m in members if m.actor is not None), None)
        status = max((m.status for m in members), key=_FIRMNESS.index)
        name = actor.name if actor else members[0].text or ""
        side = Side(name=name, code=actor_code(actor), force=force_of(actor, country), status=status)
        sides.append((_FIRMNESS.index(status), -len(members), key, side))
    return tuple(side for *_, side in sorted(sides, key=lambda s: s[:3]))


def _civilians(event: Event, recipients: Sequence[Side], facts: Facts) -> bool:
    told = [r for r in recipients if r.force != "unknown"]
    if told:
        return all(r.force == "civilian" for r in told)
    who = [set(c.who) for i in event.casualties if (c := facts.casualties.get(i)) is not None and c.who != ("unspecified",)]
    return bool(who) and all(w <= _UNARMED for w in who)


def _control(event: Event, facts: Facts, country: str | None) -> Literal["state", "other", "none"]:
    """Who gained ground in the event: a state at home, or another; *none* where no claim of a change belongs to it."""
    for ident in event.control:
        claim = facts.control.get(ident)
        gains = _gains(claim, country) if claim is not None else None
        if gains is not None:
            return gains
    return "none"


def _gains(claim: ControlClaim, country: str | None) -> Literal["state", "other"] | None:
    if claim.change not in ("gains", "loses") or claim.negated or claim.realis != "actual" or claim.holder is None:
        return None
    home = force_of(claim.holder.actor, country or (claim.territory.place.country if claim.territory.place else None)) == "state"
    return "state" if home == (claim.change == "gains") else "other"
