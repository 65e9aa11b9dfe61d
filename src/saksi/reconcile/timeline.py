"""The toll of an event over time: who said how many, as of when, and which bulletin replaced which.

A testimony replaces its own earlier figures of the same people and nobody else's; an increment adds to what it follows and
replaces nothing. Copies and restatements are one bulletin. Nothing is decided here: a policy picks, this only sets in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import structs

from saksi.reconcile.article import unfit
from saksi.reconcile.facts import Facts, party_key, party_label
from saksi.reconcile.quantities import span
from saksi.reconcile.statements import Figure, as_figure
from saksi.types import CasualtyKind, Event, Quantity, Reading, Scope, SourceClass, Struct, VictimClass


class Bulletin(Struct, frozen=True):
    """What one testimony said on one day of one group of people. ``day`` is ISO 8601, null where nothing dates it.

    ``claims`` are all claims that print it, copies and restatements folded; ``replaced_by`` is the first claim of the bulletin
    of the same testimony that took its place.
    """

    speaker: str
    source_class: SourceClass | None
    kind: CasualtyKind
    side: str | None
    who: tuple[VictimClass, ...]
    day: str | None
    as_of: bool
    """Whether the report says as of when; otherwise the day is that of publication."""
    quantity: Quantity
    scope: Scope
    words: str
    claims: tuple[str, ...]
    replaced_by: str | None = None


class Timeline(Struct, frozen=True):
    """The bulletins of an event in the order of their days."""

    event: str
    name: str | None
    bulletins: tuple[Bulletin, ...]


def timeline(event: Event, readings: Sequence[Reading] | Facts, kind: CasualtyKind | None = None) -> Timeline:
    """The bulletins of an event, of one kind or of all; teasers and other episodes take no part, nor do totals of a campaign
    where the event is an incident of it."""
    facts = readings if isinstance(readings, Facts) else Facts(readings)
    held: dict[tuple[object, ...], list[Figure]] = {}
    whole = facts.is_campaign(event)
    for ident in event.casualties:
        claim = facts.casualties.get(ident)
        if claim is None or (kind is not None and claim.kind != kind) or unfit(claim, whole=whole) is not None:
            continue
        figure = as_figure(claim, facts, event)
        key = (figure.line, claim.kind, figure.side, tuple(sorted(claim.who)), figure.day, span(claim.quantity), claim.scope)
        held.setdefault(key, []).append(figure)
    made = [_bulletin(_in_order(members, facts), facts) for members in held.values()]
    made.sort(key=lambda pair: (pair[1].day or "", pair[1].speaker, pair[0], pair[1].claims))
    return Timeline(event=event.key, name=event.name, bulletins=tuple(_replaced(made)))


def _in_order(members: Sequence[Figure], facts: Facts) -> list[Figure]:
    """The sentence that names who speaks before those that only print the figure; else the earlier published first."""
    return sorted(members, key=lambda f: (not facts.attributed(f.claim), f.order, f.claim.id))


def _bulletin(members: Sequence[Figure], facts: Facts) -> tuple[str, Bulletin]:
    first = members[0]
    claim = first.claim
    return repr((first.line, claim.kind, party_key(claim.side), tuple(sorted(claim.who)))), Bulletin(
        speaker=first.label,
        source_class=next((s.source.kind for s in facts.behind(claim).speakers if s.source is not None), None),
        kind=claim.kind,
        side=party_label(claim.side) if party_key(claim.side) else None,
        who=claim.who,
        day=date.fromordinal(first.day).isoformat() if first.day > 0 else None,
        as_of=claim.as_of is not None,
        quantity=claim.quantity,
        scope=claim.scope,
        words=claim.evidence.exact,
        claims=tuple(f.claim.id for f in members),
    )  # fmt: skip


def _replaced(made: Sequence[tuple[str, Bulletin]]) -> list[Bulletin]:
    """Each bulletin with the one of the same testimony and people that took its place, if any."""
    out = []
    for place, (group, one) in enumerate(made):
        later = next(
            (b for g, b in made[place + 1 :] if g == group and b.scope != "increment" and one.day and b.day and b.day > one.day),
            None,
        )
        step = one.scope == "increment"
        out.append(one if later is None or step else structs.replace(one, replaced_by=later.claims[0]))
    return out
