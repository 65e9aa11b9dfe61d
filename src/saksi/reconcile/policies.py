"""Decide the fields of an event under a named policy, and say what was left out and why.

The order is the same for all (Every Casualty's standards ask that it be printed; UCDP gives low, best and high):
(a) the *set of facts*: this event, no teasers, nothing planned, denied by its own words or of an earlier episode, restatements
once, subsets under their totals, campaign totals out; (b) within one testimony the newer bulletin replaces the older and
increments are added to the total they follow (both in :mod:`saksi.reconcile.statements`); (c) the policy picks among
testimonies. What each policy does is a row of ``ontologies/counting/policies.toml``. A best is never invented, nothing is
averaged, what is not said stays null, and people counted by two testimonies under different labels are never added up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import get_args

from saksi.errors import LedgerError
from saksi.ontologies import code
from saksi.ontologies.counting import CountingPolicy, PolicyName, StatusPolicy, policies
from saksi.reconcile.bulletins import accounts_of
from saksi.reconcile.estimates import ARMED, UNARMED, Deaths, Harm, doubt, estimate, harm, rank
from saksi.reconcile.facts import Facts, party_label
from saksi.reconcile.fields import plain_fields
from saksi.reconcile.profile import profile
from saksi.reconcile.quantities import add, between, span
from saksi.reconcile.statements import UNDATED, Figure, Statement, current_of, figures_of, statements_of
from saksi.text import fold_accents
from saksi.types import CasualtyKind, Derived, Event, Qualifier, Quantity, Reading, Struct, VictimClass

Policy = PolicyName
DEFAULT: Policy = "latest"
POLICIES: tuple[Policy, ...] = get_args(Policy)
KINDS: tuple[CasualtyKind, ...] = get_args(CasualtyKind)
WHO: tuple[VictimClass, ...] = get_args(VictimClass)
_TWO_DOZEN = 24  # the least that *dozens* are: the reader prints them as tens with this bound


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


def decide(
    event: Event, field: str, policy: Policy, readings: Sequence[Reading] | Facts, status: StatusPolicy = "range"
) -> Derived:
    """The value of one field of an event: ``killed``, ``injured``, ... or one class of victims, ``killed.civilian``.

    ``status`` says how *source-range* resolves people that one testimony calls civilians and another fighters: from 0 (range),
    by what most testimonies say (majority), or by the most reliable class of source (hierarchy). Every claim of that kind in the
    event is either among the claims the value rests on or excluded with its reason. The value is a quantity, or for some policies
    a struct of quantities. Raises LedgerError for a field or policy that does not exist.
    """
    facts = readings if isinstance(readings, Facts) else Facts(readings)
    if policy not in POLICIES:
        raise LedgerError(f"there is no policy {policy!r}. Policies: {', '.join(POLICIES)}.")
    rule = policies()[policy]
    kind, who = _parse(field)
    excluded: dict[str, str] = {}
    figures = figures_of(event, kind, who, facts, excluded)
    out = _outside(event, kind, rule, facts)
    if out is not None:
        return _derived(None, set(), policy, excluded | {f.claim.id: out for f in figures})
    if rule.picks in ("estimate", "harm") and who is None:
        counted = figures_of(event, kind, None, facts, {}, parts=True)
        made: object
        if rule.picks == "estimate":
            made, used = estimate(event, counted, rule, facts, excluded)
        else:
            made, used = harm(event, counted, facts, excluded)
        rest = {f.claim.id for f in counted} - used - excluded.keys()
        return _derived(made, used, policy, excluded | dict.fromkeys(rest, "not chosen by the policy"))
    if rule.picks == "names":
        value: object
        value, used = _names(figures_of(event, kind, who, facts, {}, parts=True), excluded)
        return _derived(value, used, policy, excluded)
    heard = figures
    if rule.picks != "each" and who is None:
        counts = rule.picks == "newest" and kind == "injured"
        dead = decide(event, "killed", policy, facts).value if counts else None
        killed = (dead.best or dead.low or 0) if isinstance(dead, Quantity) else 0
        heard = accounts_of(event, kind, figures, facts, excluded, killed=killed, hit=counts)
    statements = statements_of(current_of(heard, facts, excluded), who, facts, excluded)
    if rule.picks == "each":
        value = _by_claimant(statements, facts) or None
        used = {c for s in statements for c in s.claims}
    else:
        allowed = _allowed(statements, rule, excluded)
        floor = False
        if who is not None and policy == "source-range":
            allowed, floor = _settled(allowed, who, event, kind, rule, status, facts, excluded)
        picked, used = _assemble(allowed, rule, excluded) if allowed else (None, set[str]())
        if picked is not None and floor:
            picked = Quantity(number=None, low=0, best=None, high=picked.high, qualifier="up_to", text=picked.text)
        value = _integer(picked, rule) if rule.integer and picked is not None else picked
    rest = {f.claim.id for f in figures} - used - excluded.keys()
    return _derived(value, used, policy, excluded | dict.fromkeys(rest, "not chosen by the policy"))


def _derived(value: object, used: set[str], policy: Policy, excluded: dict[str, str]) -> Derived:
    out = tuple(sorted((c, why) for c, why in excluded.items() if c not in used))
    return Derived(value=value, claims=tuple(sorted(used)), policy=policy, excluded=out)


def _outside(event: Event, kind: CasualtyKind, rule: CountingPolicy, facts: Facts) -> str | None:
    """Why a policy has no figure of this kind for this event at all; null where it may have one."""
    if rule.kinds and kind not in rule.kinds:
        return f"{rule.name} records {' and '.join(rule.kinds)} alone"
    if rule.needs is None:
        return None
    counts = {name: decide(event, name, DEFAULT, facts).value for name in rule.kinds or KINDS[:2]}
    known = {name: value for name, value in counts.items() if isinstance(value, Quantity)}
    coding = code(profile(event, facts, killed=known.get("killed"), injured=known.get("injured")), rule.needs)
    return f"not in {rule.name}: {coding.why}" if coding.code is None else None


def fields_of(event: Event, facts: Facts, policy: Policy = DEFAULT) -> dict[str, Derived]:
    """Every field of an event that has claims: type, day, place, sides, and each kind of casualty."""
    fields = plain_fields(event, facts)
    present = {facts.casualties[c].kind for c in event.casualties if c in facts.casualties}
    for kind in KINDS:
        if kind in present:
            fields[kind] = decide(event, kind, policy, facts)
    if "killed_or_injured" in present and "injured" not in present:
        left = decide(event, "injured", policy, facts)
        if isinstance(left.value, Quantity):
            fields["injured"] = left
    return fields


def figure_of(value: object) -> Quantity | None:
    """The one quantity that a value of any policy comes to, for sums; null where it is no figure or several."""
    if isinstance(value, Deaths):
        return value.quantity
    if isinstance(value, Harm):
        return value.civilians
    return value if isinstance(value, Quantity) else None


def total(fields: Iterable[Derived | None]) -> Sum:
    """The sum of one field over events. What has no figure is counted as having none; it is never added as 0."""
    values = [figure_of(f.value) if f is not None else None for f in fields]
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


# --- (c) the policies -------------------------------------------------------------------------------------------------


def _assemble(
    statements: Sequence[Statement], rule: CountingPolicy, excluded: dict[str, str]
) -> tuple[Quantity | None, set[str]]:
    """Pick among testimonies: totals first; else each side by itself, and the sides added up."""
    wholes = [s for s in statements if s.whole]
    if wholes:
        value, chosen = _pick(wholes, rule, excluded)
        for s in statements:
            if not s.whole:
                _exclude(s, "counts one side or class; the event has a total", excluded)
        newest = max(s.day for s in chosen)
        raised, by = _at_least_parts(value, [s for s in statements if not s.whole and s.day >= newest])
        return raised, _claims([*chosen, *by])
    sided = sorted({s.side for s in statements if s.side is not None})
    loose = [s for s in statements if s.side is None]
    if not sided:
        return _picked(loose, rule, excluded)
    values, used = [], set[str]()
    lines: set[str] = set()
    for side in sided:
        value, chosen = _pick([s for s in statements if s.side == side], rule, excluded)
        values.append(value)
        used |= _claims(chosen)
        lines |= {s.line for s in chosen}
    beside = [s for s in loose if s.line in lines]
    for s in loose:
        if s.line not in lines:
            _exclude(s, "another testimony's group: may be the same people", excluded)
    if beside:
        value, chosen = _pick(beside, rule, excluded)
        values.append(value)
        used |= _claims(chosen)
    return add(values), used


def _picked(statements: Sequence[Statement], rule: CountingPolicy, excluded: dict[str, str]) -> tuple[Quantity | None, set[str]]:
    if not statements:
        return None, set()
    value, chosen = _pick(statements, rule, excluded)
    return value, _claims(chosen)


def _pick(statements: Sequence[Statement], rule: CountingPolicy, excluded: dict[str, str]) -> tuple[Quantity, list[Statement]]:
    if rule.picks == "range":
        return between([s.quantity for s in statements]), list(statements)
    if rule.picks == "lowest":
        lowest = min(statements, key=lambda s: (_lowest(s, rule), s.line, s.side or ""))
        for s in statements:
            if s is not lowest:
                _exclude(s, "a lower figure is as current", excluded)
        return lowest.quantity, [lowest]
    newest = max(s.day for s in statements)
    chosen = [s for s in statements if s.day == newest]
    for s in statements:
        if s.day != newest:
            _exclude(
                s, "older than the newest testimony" if s.day != UNDATED else "not dated; a dated testimony is newer", excluded
            )
    return between([s.quantity for s in chosen]), chosen


def _at_least_parts(value: Quantity, parts: Sequence[Statement]) -> tuple[Quantity, list[Statement]]:
    """A total cannot be lower than what one testimony, as new or newer, counts among its parts; with the part that raises it."""
    largest = max(parts, key=lambda s: (s.quantity.low or 0, s.line, s.side or ""), default=None)
    floor = largest.quantity.low if largest else None
    top = value.high if value.high is not None else value.best
    if largest is None or floor is None or value.low is None or floor <= max(value.low, top or 0):
        return value, []
    text = f"{value.text} / {largest.quantity.text}"
    return Quantity(number=None, low=floor, best=None, high=None, qualifier="at_least", text=text), [largest]


def _by_claimant(statements: Sequence[Statement], facts: Facts) -> tuple[Claimed, ...]:
    out = []
    for s in sorted(statements, key=lambda s: (s.line, s.side or "")):
        claim = facts.casualties[s.claims[0]]
        as_of = claim.as_of.latest if claim.as_of else facts.document(claim.id).published
        out.append(
            Claimed(speaker=s.label, side=party_label(claim.side), own=s.own, quantity=s.quantity, as_of=as_of, claims=s.claims)
        )
    return tuple(out)


def _names(figures: Sequence[Figure], excluded: dict[str, str]) -> tuple[Quantity | None, set[str]]:
    """How many people are known by name: a floor under every other figure; null where nobody is named."""
    named: dict[str, str] = {}
    used = set[str]()
    for f in figures:
        if not f.claim.victims:
            excluded[f.claim.id] = "names no victim"
            continue
        used.add(f.claim.id)
        for victim in f.claim.victims:
            named.setdefault(fold_accents(victim.name), victim.name)
    if not named:
        return None, used
    text = "; ".join(named[key] for key in sorted(named))
    return Quantity(number=None, low=len(named), best=None, high=None, qualifier="at_least", text=text), used


def _allowed(statements: Sequence[Statement], rule: CountingPolicy, excluded: dict[str, str]) -> list[Statement]:
    """The testimonies a policy hears: only some classes of source, quoted ones before an outlet's own voice, doubtful last."""
    kept = list(statements)
    if rule.classes:
        out = [s for s in kept if set(rule.classes).isdisjoint(s.sources)]
        for s in out:
            _exclude(s, f"no source of the classes {', '.join(rule.classes)}", excluded)
        kept = [s for s in kept if s not in out]
    if rule.quoted and any(s.sources for s in kept):
        for s in kept:
            if not s.sources:
                _exclude(s, "the outlet's own voice, where somebody is quoted", excluded)
        kept = [s for s in kept if s.sources]
    doubtful = [s for s in kept if doubt(s, rule) is not None]
    if doubtful and len(doubtful) < len(kept):
        for s in doubtful:
            _exclude(s, doubt(s, rule) or "", excluded)
        kept = [s for s in kept if s not in doubtful]
    return kept


def _settled(
    statements: Sequence[Statement],
    who: VictimClass,
    event: Event,
    kind: CasualtyKind,
    rule: CountingPolicy,
    status: StatusPolicy,
    facts: Facts,
    excluded: dict[str, str],
) -> tuple[list[Statement], bool]:
    """Those counts of a class that stand, and whether they begin at 0 since others call the same people fighters or civilians."""
    against = frozenset(ARMED if who in UNARMED else UNARMED if who in ARMED else ())
    figures = [f for f in figures_of(event, kind, None, facts, {}, parts=True) if set(f.claim.who) & against]
    others = statements_of(current_of(figures, facts, {}), None, facts, {})
    rivals = [s for s in others if any(span(s.quantity) == span(t.quantity) for t in statements)]
    if not statements or not rivals or status == "range":
        return list(statements), bool(rivals)
    if status == "majority":
        stands = len({s.line for s in statements}) > len({s.line for s in rivals})
    else:
        stands = min(rank(s, rule) for s in statements) < min(rank(s, rule) for s in rivals)
    if stands:
        return list(statements), False
    for s in statements:
        _exclude(s, f"called otherwise by as many or better sources, status by {status}", excluded)
    return [], False


def _integer(value: Quantity, rule: CountingPolicy) -> Quantity:
    """One number for what was said, words without a number by the policy's table; the lowest that the words allow."""
    word: Qualifier = "dozens" if value.qualifier == "tens" and value.low == _TWO_DOZEN else value.qualifier
    stands = rule.values.get(word)
    bounds = (value.low, value.best, value.number, value.high)
    number = stands if stands is not None else next((n for n in bounds if n is not None), None)
    if number is None:
        return value
    return Quantity(number=number, low=number, best=number, high=number, qualifier="exact", text=value.text)


def _most(quantity: Quantity) -> int:
    """The largest number that is named in a quantity."""
    return max(n for n in (quantity.high, quantity.best, quantity.low, 0) if n is not None)


def _newer(some: Iterable[str], others: Iterable[str], facts: Facts) -> bool:
    """Whether one of these claims was published after all those."""
    last = max(facts.published(c) or 0 for c in others)
    return any((facts.published(c) or 0) > last for c in some)


def _exclude(statement: Statement, why: str, excluded: dict[str, str]) -> None:
    for claim in statement.claims:
        excluded.setdefault(claim, why)


def _claims(statements: Sequence[Statement]) -> set[str]:
    return {c for s in statements for c in s.claims}


def _lowest(statement: Statement, rule: CountingPolicy) -> int:
    q = _integer(statement.quantity, rule)
    return next((n for n in (q.low, q.best, q.high) if n is not None), 0)
