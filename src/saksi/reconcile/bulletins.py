"""What each article says, in all, of an event's dead or injured: its *account*, for every policy that picks a figure.

An article is taken whole (:mod:`saksi.reconcile.article`): figures of one sentence add up, sentences back each other, parts stand
under their total, who did it and died is added. What comes out is one figure of the article, said by whoever says it there. Two
are left apart all the same: whoever is said to count otherwise (by at least half), and the people of two parties, or of two
classes that exclude each other, whom an article counts one by one.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from saksi.reconcile.article import Told, figure, tell, unfit
from saksi.reconcile.facts import Facts, is_force, side_key
from saksi.reconcile.statements import Figure, as_figure
from saksi.types import CasualtyClaim, CasualtyKind, Event, VictimClass

_ANYBODY: tuple[VictimClass, ...] = ("unspecified",)
_APART: tuple[frozenset[VictimClass], ...] = (frozenset({"civilian"}), frozenset({"military", "combatant", "police"}))


def accounts_of(
    event: Event, kind: CasualtyKind, figures: Sequence[Figure], facts: Facts, excluded: dict[str, str],
    *, killed: int = 0, hit: bool = False,
) -> list[Figure]:  # fmt: skip
    """The figures of an event, article by article, with one account for all that an article tells of everybody.

    ``figures`` are the facts of this kind. With ``hit`` those hit and not killed are injured, and ``killed`` is the figure of the
    event for articles that count no dead. What an account leaves out is excluded with its reason.
    """
    told: dict[str, list[CasualtyClaim]] = {}
    for c in (facts.casualties[i] for i in event.casualties if i in facts.casualties):
        told.setdefault(c.evidence.document, []).append(c)
    held: dict[str, list[Figure]] = {}
    for f in figures:
        held.setdefault(f.claim.evidence.document, []).append(f)
    unreal = all(facts.events[e].realis != "actual" for e in event.claims if e in facts.events)
    past = all(facts.events[e].historical for e in event.claims if e in facts.events)
    out: list[Figure] = []
    for document in sorted(told):
        out += _of_article(told[document], held.get(document, []), kind, event, facts, excluded, killed, hit, past, unreal)
    return _of_several(out)


def _of_article(
    claims: Sequence[CasualtyClaim], figures: Sequence[Figure], kind: CasualtyKind, event: Event, facts: Facts,
    excluded: dict[str, str], killed: int, hit: bool, past: bool, unreal: bool,
) -> list[Figure]:  # fmt: skip
    if is_divided([c for c in claims if c.kind == kind and unfit(c, past=True, unreal=unreal) is None]):
        return list(figures)
    why: dict[str, str] = {}
    best = tell(claims, kind, facts, why, killed=killed, hit=hit, past=past, unreal=unreal)
    if best is None or all(c.scope == "increment" for c in best.claims):
        return list(figures)
    whole = _account(best, event, facts)
    out = [whole]
    for f in figures:
        if f.claim.id in whole.claims:
            continue
        if f.claim.scope == "increment" or f.day > whole.day or _is_rival(f, best, whole, facts):
            out.append(f)
        else:
            excluded.setdefault(f.claim.id, why.get(f.claim.id, ""))
    return out


def is_divided(claims: Sequence[CasualtyClaim]) -> bool:
    """Whether an article counts the people of two forces, or of two classes that exclude each other."""
    forces = {side_key(c.side) for c in claims if is_force(c.side)}
    return len(forces) > 1 or all(any(group & set(c.who) for c in claims) for group in _APART)


def _account(best: Told, event: Event, facts: Facts) -> Figure:
    """The account as one figure: of one force or class where all its claims are."""
    first = as_figure(best.claims[0], facts, event)
    sides = {side_key(c.side) if is_force(c.side) else None for c in best.claims}
    who = {c.who for c in best.claims}
    claim = structs.replace(first.claim, quantity=best.quantity, who=next(iter(who)) if len(who) == 1 else _ANYBODY)
    side = next(iter(sides)) if len(sides) == 1 else None
    return structs.replace(first, claim=claim, side=side, others=tuple(c.id for c in best.claims[1:]))


def _is_rival(f: Figure, best: Told, whole: Figure, facts: Facts) -> bool:
    """Whether a figure is said to be of somebody else than the account is said to be, and is no small part of it."""
    said = facts.attributed(f.claim) and any(facts.attributed(c) for c in best.claims)
    return said and f.line != whole.line and 2 * (figure(f.claim) or 0) >= best.number


def _of_several(figures: list[Figure]) -> list[Figure]:
    """An account of one force or class counts everybody where the event has no other and no account of everybody counts more."""
    if len({f.side for f in figures} - {None}) > 1 or is_divided([f.claim for f in figures]):
        return figures
    told = {figure(f.claim) for f in figures if f.whole}
    parts = {f.claim.id for f in figures if not f.whole and told and figure(f.claim) not in told}
    return [f if f.whole or f.claim.id in parts else _of_everybody(f) for f in figures]


def _of_everybody(f: Figure) -> Figure:
    return structs.replace(f, side=None, claim=structs.replace(f.claim, who=_ANYBODY))
