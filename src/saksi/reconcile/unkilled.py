"""How many of those whom an event hit were not killed: the injured of reports that only say how many were shot.

*Five people were shot, one fatally*: *shot* leaves open who lived, the dead do not, so that four were injured. Each article is
taken for itself, as in :mod:`saksi.reconcile.article`, and the newest that says how many were hit stands: what one article
counts as hit is not held against what another counts as killed, unless it counts no dead itself.
"""

from __future__ import annotations

from collections.abc import Mapping

from saksi.reconcile.article import figure, heaviest, unfit
from saksi.reconcile.facts import Facts
from saksi.reconcile.quantities import add
from saksi.types import CasualtyClaim, Event, Quantity

MORE_HIT = "fewer than were hit and not killed"
"""Why a figure of injured gives way to those hit and not killed."""


def unkilled(event: Event, facts: Facts, killed: Quantity | None) -> tuple[Quantity, frozenset[str]] | None:
    """Those hit and not killed, with the claims this rests on; null where no article counts more hit than killed.

    ``killed`` is the event's own figure, for articles that count no dead.
    """
    held: dict[str, list[CasualtyClaim]] = {}
    for c in (facts.casualties[i] for i in event.casualties if i in facts.casualties):
        if c.kind in ("killed", "killed_or_injured") and unfit(c) is None and c.scope != "increment":
            held.setdefault(c.evidence.document, []).append(c)
    for claims in sorted(held.values(), key=lambda cs: _newest(cs, facts), reverse=True):
        found = _left(claims, facts, killed)
        if found is not None:
            return found
    return None


def _left(claims: list[CasualtyClaim], facts: Facts, killed: Quantity | None) -> tuple[Quantity, frozenset[str]] | None:
    by: Mapping[str, list[CasualtyClaim]] = {k: [c for c in claims if c.kind == k] for k in ("killed", "killed_or_injured")}
    told = {k: heaviest(members, lambda c: facts.sentence(c.evidence).start) for k, members in by.items()}
    hit, dead = told["killed_or_injured"], told["killed"]
    if hit is None or add([c.quantity for c in hit.claims]).best is None:
        return None
    fewer = dead.number if dead is not None else (killed.best or killed.low or 0) if killed is not None else 0
    left = hit.number - fewer
    if left <= 0:
        return None
    text = " / ".join(dict.fromkeys(c.quantity.text for c in (*hit.claims, *(dead.claims if dead is not None else ()))))
    used = frozenset(c.id for c in (*hit.claims, *(dead.claims if dead is not None else ())) if figure(c))
    return Quantity(number=left, low=left, best=left, high=left, qualifier="exact", text=text), used


def _newest(claims: list[CasualtyClaim], facts: Facts) -> tuple[int, str]:
    return max((facts.published(c.id) or 0, c.evidence.document) for c in claims)
