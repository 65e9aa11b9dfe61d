"""Decide the fields of an event under a named policy, and say what was left out and why.

The order is the same for all (Every Casualty's standards ask that it be printed; UCDP gives low, best and high):
(a) the *set of facts*: this event, no teasers, nothing planned, denied by its own words or of an earlier episode, restatements
once, subsets under their totals, campaign totals out; (b) within one testimony the newer bulletin replaces the older and
increments are added to the total they follow; (c) the policy picks among testimonies. A best is never invented, nothing is
averaged, what is not said stays null, and people counted by two testimonies under different labels are never added up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, get_args

from msgspec import structs

from saksi.errors import LedgerError
from saksi.reconcile.article import LESS_TOLD, heaviest, unfit
from saksi.reconcile.facts import Facts, days_of, party_key, party_label
from saksi.reconcile.fields import plain_fields
from saksi.reconcile.quantities import add, between, span
from saksi.types import Actor, CasualtyClaim, CasualtyKind, Derived, Event, Participant, Quantity, Reading, Struct, VictimClass

Policy = Literal["latest", "source-range", "by-claimant"]
DEFAULT: Policy = "latest"
POLICIES: tuple[Policy, ...] = get_args(Policy)
KINDS: tuple[CasualtyKind, ...] = get_args(CasualtyKind)
WHO: tuple[VictimClass, ...] = get_args(VictimClass)
_CATEGORIES: frozenset[VictimClass] = frozenset({"child", "woman", "journalist", "medic", "aid_worker", "official"})
_UNKNOWN = -1  # a bulletin without a day: neither replaces nor is replaced


class Claimed(Struct, frozen=True):
    """What one testimony says about the people of one side: its current count, and whether they are its own losses."""

    speaker: str
    side: str | None
    own: bool | None
    quantity: Quantity
    as_of: str | None
    claims: tuple[str, ...]


class Sum(Struct, frozen=True):
    """A sum over events that says how many of them have a figure. Without any it is null, not 0."""

    quantity: Quantity | None
    counted: int
    of: int


class _Figure(Struct, frozen=True):
    """A casualty claim with what deciding needs: its testimony line, its day, its side."""

    claim: CasualtyClaim
    line: str
    label: str
    day: int
    side: str | None
    order: tuple[int, str, int]
    """The earlier published first: of copies the first is shown."""

    @property
    def whole(self) -> bool:
        """Whether it counts everybody, not the people of one side or class."""
        return self.side is None and self.claim.who == ("unspecified",)


class _Statement(Struct, frozen=True):
    """What one line now says about one side: one count, or the sum of the counts it gives for disjoint groups."""

    line: str
    label: str
    side: str | None
    whole: bool
    day: int
    quantity: Quantity
    claims: tuple[str, ...]


def decide(event: Event, field: str, policy: Policy, readings: Sequence[Reading] | Facts) -> Derived:
    """The value of one field of an event: ``killed``, ``injured``, ... or one class of victims, ``killed.civilian``.

    Every claim of that kind in the event is either among the claims the value rests on or excluded with its reason. Raises
    LedgerError for a field or policy that does not exist.
    """
    facts = readings if isinstance(readings, Facts) else Facts(readings)
    if policy not in POLICIES:
        raise LedgerError(f"there is no policy {policy!r}. Policies: {', '.join(POLICIES)}.")
    kind, who = _parse(field)
    excluded: dict[str, str] = {}
    figures = _facts_of(event, kind, who, facts, excluded)
    current = _current(figures, facts, excluded)
    statements = _statements(current, who, excluded)
    if policy == "by-claimant":
        value: object = _by_claimant(statements, facts) or None
        used = {c for s in statements for c in s.claims}
    else:
        value, used = _assemble(statements, policy, excluded)
    rest = {f.claim.id for f in figures} - used - excluded.keys()
    excluded.update(dict.fromkeys(rest, "not chosen by the policy"))
    out = tuple(sorted((c, why) for c, why in excluded.items() if c not in used))
    return Derived(value=value, claims=tuple(sorted(used)), policy=policy, excluded=out)


def fields_of(event: Event, facts: Facts, policy: Policy = DEFAULT) -> dict[str, Derived]:
    """Every field of an event that has claims: type, day, place, sides, and each kind of casualty."""
    fields = plain_fields(event, facts)
    present = {facts.casualties[c].kind for c in event.casualties if c in facts.casualties}
    for kind in KINDS:
        if kind in present:
            fields[kind] = decide(event, kind, policy, facts)
    return fields


def total(fields: Iterable[Derived | None]) -> Sum:
    """The sum of one field over events. What has no figure is counted as having none; it is never added as 0."""
    values = [f.value if f is not None and isinstance(f.value, Quantity) else None for f in fields]
    known = [v for v in values if v is not None]
    return Sum(quantity=add(known) if known else None, counted=len(known), of=len(values))


def _parse(field: str) -> tuple[CasualtyKind, VictimClass | None]:
    head, _, tail = field.partition(".")
    kind = next((k for k in KINDS if k == head), None)
    who = next((w for w in WHO if w == tail), None)
    if kind is None or (tail and who is None):
        raise LedgerError(
            f"there is no field {field!r} to decide. Fields: {', '.join(KINDS)}; each with a class, as in killed.civilian."
        )
    return kind, who


# --- (a) the set of facts ---------------------------------------------------------------------------------------------


def _facts_of(event: Event, kind: CasualtyKind, who: VictimClass | None, facts: Facts, excluded: dict[str, str]) -> list[_Figure]:
    claims = [facts.casualties[c] for c in event.casualties if c in facts.casualties and facts.casualties[c].kind == kind]
    past = all(facts.events[e].historical for e in event.claims if e in facts.events)
    unreal = all(facts.events[e].realis != "actual" for e in event.claims if e in facts.events)
    kept = []
    for c in claims:
        why = unfit(c, past=past, unreal=unreal)
        if why is None and who is not None and who not in c.who:
            why = f"does not count {who} victims apart"
        if why is None:
            kept.append(c)
        else:
            excluded[c.id] = why
    usable = {c.id: c for c in kept}
    figures = []
    for c in kept:
        again = _root(c.restates, usable)
        if again is not None and again != c.id:
            excluded[c.id] = f"restates {again}"
            continue
        if who is None and c.part_of in usable and c.part_of != c.id:
            excluded[c.id] = f"part of {c.part_of}"
            continue
        figures.append(_figure(c, facts))
    if figures and all(f.claim.scope == "increment" for f in figures):
        return [structs.replace(f, claim=_floor(f.claim)) for f in figures]
    return figures


def _floor(c: CasualtyClaim) -> CasualtyClaim:
    """An increment whose total nobody gives: at least so many."""
    low = c.quantity.low if c.quantity.low is not None else c.quantity.best
    quantity = structs.replace(c.quantity, low=low, best=None, high=None, qualifier="at_least")
    return structs.replace(c, quantity=quantity, scope="incident")


def _root(restates: str | None, usable: Mapping[str, CasualtyClaim]) -> str | None:
    seen: list[str] = []
    at = restates
    while at is not None and at in usable and at not in seen:
        seen.append(at)
        at = usable[at].restates
    return min(seen) if at in seen else (seen[-1] if seen else None)


def _figure(c: CasualtyClaim, facts: Facts) -> _Figure:
    speakers = facts.speakers(c)
    as_of = days_of(c.as_of)
    published = facts.published(c.id)
    day = as_of.last if as_of else published if published is not None else _UNKNOWN
    label = " + ".join(s.label for s in speakers)
    order = (published or 0, c.evidence.document, c.evidence.start)
    return _Figure(claim=c, line=facts.line(c), label=label, day=day, side=party_key(c.side), order=order)


# --- (b) the current figure of each line ------------------------------------------------------------------------------


def _current(figures: Sequence[_Figure], facts: Facts, excluded: dict[str, str]) -> list[tuple[_Figure, tuple[_Figure, ...]]]:
    """The newest figures of each line and group, each with the increments to add to it."""
    groups: dict[tuple[str, str | None, tuple[str, ...]], list[_Figure]] = {}
    for f in figures:
        groups.setdefault((f.line, f.side, tuple(sorted(f.claim.who))), []).append(f)
    out: list[tuple[_Figure, tuple[_Figure, ...]]] = []
    for key in sorted(groups, key=repr):
        steps = [f for f in groups[key] if f.claim.scope == "increment"]
        totals = [f for f in groups[key] if f.claim.scope != "increment"]
        newest = max((f.day for f in totals), default=_UNKNOWN)
        kept: list[_Figure] = []
        for f in sorted(totals, key=lambda f: (f.order, f.claim.id)):
            if _UNKNOWN < f.day < newest:
                excluded[f.claim.id] = f"superseded by a newer bulletin of {f.label}"
            elif (
                twin := next((k for k in kept if k.day == f.day and span(k.claim.quantity) == span(f.claim.quantity)), None)
            ) is not None:
                excluded[f.claim.id] = f"the same figure of the same testimony as {twin.claim.id}"
            else:
                kept.append(f)
        kept = _told(kept, facts, excluded)
        later = []
        for f in sorted(steps, key=lambda f: (f.order, f.claim.id)):
            if len(kept) == 1 and _UNKNOWN < kept[0].day < f.day:
                later.append(f)
            elif kept:
                excluded[f.claim.id] = "increment already in, or not later than, the total it adds to"
            else:
                excluded[f.claim.id] = "increment without the total it adds to"
        out.extend((f, tuple(later)) for f in kept)
    return out


def _told(figures: Sequence[_Figure], facts: Facts, excluded: dict[str, str]) -> list[_Figure]:
    """Of the figures one article gives for one group, those it tells most: parts of the whole and other tolls stand beside it."""
    held: dict[str, list[_Figure]] = {}
    for f in figures:
        held.setdefault(f.claim.evidence.document, []).append(f)
    out = []
    for members in held.values():
        best = heaviest([f.claim for f in members], lambda c: facts.sentence(c.evidence).start) if len(members) > 1 else None
        chosen = {c.id for c in best.claims} if best is not None else {f.claim.id for f in members}
        out += [f for f in members if f.claim.id in chosen]
        excluded.update((f.claim.id, LESS_TOLD) for f in members if f.claim.id not in chosen)
    return out


def _statements(
    current: Sequence[tuple[_Figure, tuple[_Figure, ...]]], who: VictimClass | None, excluded: dict[str, str]
) -> list[_Statement]:
    """One statement for each line and side: its own total, else the sum of its disjoint groups."""
    held: dict[tuple[str, str | None], list[tuple[_Figure, tuple[_Figure, ...]]]] = {}
    for f, steps in current:
        held.setdefault((f.line, f.side), []).append((f, steps))
    out = []
    for key in sorted(held, key=repr):
        members = held[key]
        wholes = [m for m in members if "unspecified" in m[0].claim.who or who is not None]
        if wholes:
            for f, _ in members:
                if not any(f is w[0] for w in wholes):
                    excluded[f.claim.id] = f"subset of the total that {f.label} gives"
            out.append(_state(wholes, key[1], merge=True))
            continue
        solid = [m for m in members if not _CATEGORIES.issuperset(m[0].claim.who)] or members[:1]
        for f, _ in members:
            if not any(f is s[0] for s in solid):
                excluded[f.claim.id] = f"may be counted already in another group of {f.label}"
        out.append(_state(solid, key[1], merge=False))
    return out


def _state(members: Sequence[tuple[_Figure, tuple[_Figure, ...]]], side: str | None, *, merge: bool) -> _Statement:
    groups: dict[tuple[str, ...], list[Quantity]] = {}
    claims: list[str] = []
    day = _UNKNOWN
    for f, steps in members:
        parts = [f.claim.quantity, *(s.claim.quantity for s in steps)]
        groups.setdefault(() if merge else tuple(sorted(f.claim.who)), []).append(add(parts))
        claims += [f.claim.id, *(s.claim.id for s in steps)]
        day = max(day, f.day, *(s.day for s in steps))
    first = members[0][0]
    whole = side is None and merge
    quantity = add([between(values) for _, values in sorted(groups.items())])
    return _Statement(
        line=first.line, label=first.label, side=side, whole=whole, day=day, quantity=quantity, claims=tuple(claims)
    )


# --- (c) the policies -------------------------------------------------------------------------------------------------


def _assemble(statements: Sequence[_Statement], policy: Policy, excluded: dict[str, str]) -> tuple[Quantity | None, set[str]]:
    """Pick among testimonies: totals first; else each side by itself, and the sides added up."""
    wholes = [s for s in statements if s.whole]
    if wholes:
        value, chosen = _pick(wholes, policy, excluded)
        for s in statements:
            if not s.whole:
                _exclude(s, "counts one side or class; the event has a total", excluded)
        newest = max(s.day for s in chosen)
        raised, by = _at_least_parts(value, [s for s in statements if not s.whole and s.day >= newest])
        return raised, _claims([*chosen, *by])
    sided = sorted({s.side for s in statements if s.side is not None})
    loose = [s for s in statements if s.side is None]
    if not sided:
        return _picked(loose, policy, excluded)
    values, used = [], set[str]()
    lines: set[str] = set()
    for side in sided:
        value, chosen = _pick([s for s in statements if s.side == side], policy, excluded)
        values.append(value)
        used |= _claims(chosen)
        lines |= {s.line for s in chosen}
    beside = [s for s in loose if s.line in lines]
    for s in loose:
        if s.line not in lines:
            _exclude(s, "another testimony's group: may be the same people", excluded)
    if beside:
        value, chosen = _pick(beside, policy, excluded)
        values.append(value)
        used |= _claims(chosen)
    return add(values), used


def _picked(statements: Sequence[_Statement], policy: Policy, excluded: dict[str, str]) -> tuple[Quantity | None, set[str]]:
    if not statements:
        return None, set()
    value, chosen = _pick(statements, policy, excluded)
    return value, _claims(chosen)


def _pick(statements: Sequence[_Statement], policy: Policy, excluded: dict[str, str]) -> tuple[Quantity, list[_Statement]]:
    if policy == "source-range":
        return between([s.quantity for s in statements]), list(statements)
    newest = max(s.day for s in statements)
    chosen = [s for s in statements if s.day == newest]
    for s in statements:
        if s.day != newest:
            _exclude(
                s, "older than the newest testimony" if s.day != _UNKNOWN else "not dated; a dated testimony is newer", excluded
            )
    return between([s.quantity for s in chosen]), chosen


def _at_least_parts(value: Quantity, parts: Sequence[_Statement]) -> tuple[Quantity, list[_Statement]]:
    """A total cannot be lower than what one testimony, as new or newer, counts among its parts; with the part that raises it."""
    largest = max(parts, key=lambda s: (s.quantity.low or 0, s.line, s.side or ""), default=None)
    floor = largest.quantity.low if largest else None
    top = value.high if value.high is not None else value.best
    if largest is None or floor is None or value.low is None or floor <= max(value.low, top or 0):
        return value, []
    text = f"{value.text} / {largest.quantity.text}"
    return Quantity(number=None, low=floor, best=None, high=None, qualifier="at_least", text=text), [largest]


def _by_claimant(statements: Sequence[_Statement], facts: Facts) -> tuple[Claimed, ...]:
    out = []
    for s in sorted(statements, key=lambda s: (s.line, s.side or "")):
        claim = facts.casualties[s.claims[0]]
        own = _own(s, claim, facts)
        as_of = claim.as_of.latest if claim.as_of else facts.document(claim.id).published
        out.append(
            Claimed(speaker=s.label, side=party_label(claim.side), own=own, quantity=s.quantity, as_of=as_of, claims=s.claims)
        )
    return tuple(out)


def _own(statement: _Statement, claim: CasualtyClaim, facts: Facts) -> bool | None:
    """Whether the speaker counts its own people: own losses and enemy losses are never blended."""
    if statement.side is None:
        return None
    actors = [s.source.actor for s in facts.speakers(claim) if s.source and s.source.actor]
    parties = {_party_of(actor) for actor in actors if not actor.described}
    return statement.side in parties if parties else None


def _party_of(actor: Actor) -> str | None:
    return party_key(Participant(text=actor.name, evidence=None, actor=actor))


def _exclude(statement: _Statement, why: str, excluded: dict[str, str]) -> None:
    for claim in statement.claims:
        excluded.setdefault(claim, why)


def _claims(statements: Sequence[_Statement]) -> set[str]:
    return {c for s in statements for c in s.claims}
