"""The fields of an event that are not counts: type, day, place, sides. Under *agreed* the value most testimonies give wins.

Ties go to the more precise, then to the first in order. What disagrees is excluded with its reason; it stays a claim, and
:mod:`saksi.reconcile.contradictions` shows it beside the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

from msgspec import structs

from saksi.reconcile.compare import days_level, place_level
from saksi.reconcile.facts import Facts, days_of, party_key
from saksi.types import (
    Derived,
    Event,
    EventClaim,
    Participant,
    PlacePrecision,
    PlaceRelation,
    Status,
    Struct,
    TimePrecision,
)

Agreed = Literal["agreed"]
AGREED: Agreed = "agreed"
_FINENESS: tuple[str, ...] = get_args(PlacePrecision)
_SHARPNESS: tuple[str, ...] = get_args(TimePrecision)


class Day(Struct, frozen=True):
    """When an event happened: the closed interval, as precise as the claim it rests on."""

    earliest: str | None
    latest: str | None
    precision: TimePrecision


class Site(Struct, frozen=True):
    """Where an event happened: the gazetteer's entry when resolved, else the words; as precise as the claim it rests on."""

    name: str
    id: str | None = None
    country: str | None = None
    adm1: str | None = None
    adm2: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision = "region"
    relation: PlaceRelation | None = None


class Party(Struct, frozen=True):
    """One side of an event: neutral name, role, and how sure the reports are that it was they."""

    name: str
    key: str
    role: Literal["actors", "recipients"]
    status: Status
    claims: tuple[str, ...]


def plain_fields(event: Event, facts: Facts) -> dict[str, Derived]:
    """Type, day, place and sides of an event, each only when some claim gives it."""
    claims = [facts.events[c] for c in event.claims if c in facts.events]
    solid = [c for c in claims if c.voice != "teaser"]
    teasers = [c for c in claims if c.voice == "teaser"]
    found = {"type": _type(event, solid), "day": _day(solid, facts), "place": _place(solid, facts), "sides": _sides(solid)}
    fields = {name: derived for name, derived in found.items() if derived is not None}
    pointers = tuple((c.id, "teaser: points at another story") for c in teasers)
    return {k: structs.replace(d, excluded=(*d.excluded, *pointers)) for k, d in fields.items()}


def _type(event: Event, claims: Sequence[EventClaim]) -> Derived:
    out = tuple((c.id, f"another type: {c.plover.type}") for c in claims if c.plover.type != event.type)
    return Derived(
        value=event.type, claims=tuple(c.id for c in claims if c.plover.type == event.type), policy=AGREED, excluded=out
    )


def _day(claims: Sequence[EventClaim], facts: Facts) -> Derived | None:
    dated = [(c, d, c.time) for c in claims if (d := days_of(c.time)) is not None and c.time is not None]
    if not dated:
        return None

    def rank(item: tuple[EventClaim, object, object]) -> tuple[int, int, str]:
        claim = item[0]
        mine = days_of(claim.time)
        backers = {
            facts.line(c)
            for c, d, _ in dated
            if mine is not None and days_level(mine, d) in ("same_day", "overlap", "long_overlap")
        }
        width = mine.last - mine.first if mine else 0
        return (-len(backers), width, claim.id)

    chosen, days, time = min(dated, key=rank)
    agree = [c.id for c, d, _ in dated if days_level(days, d) in ("same_day", "overlap", "long_overlap")]
    out = [(c.id, f"another day: {t.earliest}") for c, _, t in dated if c.id not in agree]
    out += [(c.id, "gives no day") for c in claims if days_of(c.time) is None]
    value = Day(earliest=time.earliest, latest=time.latest, precision=time.precision)
    return Derived(value=value, claims=(chosen.id, *(a for a in agree if a != chosen.id)), policy=AGREED, excluded=tuple(out))


def _place(claims: Sequence[EventClaim], facts: Facts) -> Derived | None:
    placed = [(c, c.place) for c in claims if c.place is not None]
    if not placed:
        return None

    def agree_with(claim: EventClaim) -> list[EventClaim]:
        here = claim.place
        return [
            c for c, l in placed if here is not None and (c is claim or place_level(here, l).startswith(("same", "contained")))
        ]

    def rank(item: tuple[EventClaim, object]) -> tuple[int, bool, int, str]:
        claim = item[0]
        backers = {facts.line(c) for c in agree_with(claim)}
        fine = _FINENESS.index(claim.place.precision) if claim.place else len(_FINENESS)
        return (-len(backers), claim.place is None or claim.place.place is None, fine, claim.id)

    chosen, location = min(placed, key=rank)
    agree = [c.id for c in agree_with(chosen)]
    out = [(c.id, f"another place: {l.text}") for c, l in placed if c.id not in agree]
    out += [(c.id, "gives no place") for c in claims if c.place is None]
    p = location.place
    value = Site(
        name=p.name if p else location.text,
        id=p.id if p else None,
        country=p.country if p else None,
        adm1=p.adm1 if p else None,
        adm2=p.adm2 if p else None,
        lat=p.lat if p else None,
        lon=p.lon if p else None,
        precision=location.precision,
        relation=location.relation,
    )
    return Derived(value=value, claims=(chosen.id, *(a for a in agree if a != chosen.id)), policy=AGREED, excluded=tuple(out))


_FIRMNESS: tuple[Status, ...] = ("named", "contested", "suspected", "unidentified", "unstated")


def _sides(claims: Sequence[EventClaim]) -> Derived | None:
    held: dict[tuple[str, Literal["actors", "recipients"]], list[tuple[EventClaim, Participant]]] = {}
    for c in claims:
        for p in c.actors:
            if key := party_key(p):
                held.setdefault((key, "actors"), []).append((c, p))
        for p in c.recipients:
            if key := party_key(p):
                held.setdefault((key, "recipients"), []).append((c, p))
    if not held:
        return None
    parties = []
    for (key, role), members in sorted(held.items()):
        # Suspected is not named: one hedged telling is enough to keep the hedge.
        status = max((_status(p) for _, p in members), key=_FIRMNESS.index)
        name = min((p.actor.name if p.actor else p.text or "") for _, p in members)
        parties.append(Party(name=name, key=key, role=role, status=status, claims=tuple(dict.fromkeys(c.id for c, _ in members))))
    used = {c for p in parties for c in p.claims}
    out = tuple((c.id, "names no party") for c in claims if c.id not in used)
    return Derived(value=tuple(parties), claims=tuple(sorted(used)), policy=AGREED, excluded=out)


def _status(p: Participant) -> Status:
    return "contested" if p.denied_by and p.status == "named" else p.status
