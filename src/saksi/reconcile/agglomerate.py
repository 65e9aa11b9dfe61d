"""Average linkage under constraints: join the two groups that fit best on average, and again, until none fits.

Agglomerative clustering (Lance and Williams, 1967) with cannot-links (Wagstaff et al., 2001). A group's fit with another is the
mean over all their pairs, each pair within bounds, so one doubtful sentence neither joins nor parts two well-told events. Only
groups with a candidate pair between them are ever considered, so each connected component is clustered apart from the rest, and
reports of other events change nothing. Equal fits go by the ids of the claims: the order of the readings changes nothing.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable

from saksi.reconcile.weights import THRESHOLD, VETO

Weigh = Callable[[str, str], float]
Group = frozenset[str]
BOUND = 8.0
"""Bits that one pair can bring in: no single pair decides over many."""


def bounded(weight: float) -> float:
    """A weight within bounds; a veto stays a veto."""
    return VETO if weight <= VETO / 2 else max(-BOUND, min(BOUND, weight))


def mean(one: Iterable[str], two: Iterable[str], weight: Weigh) -> float:
    """The average over the pairs of two groups; the veto when any pair is forbidden."""
    other = sorted(two)
    weights = [bounded(weight(x, y)) for x in sorted(one) for y in other]
    if not weights or min(weights) <= VETO:
        return VETO
    return sum(sorted(weights)) / len(weights)


def agglomerate(groups: Iterable[Group], pairs: Iterable[tuple[str, str]], weight: Weigh,
                forbidden: Callable[[Group, Group], bool]) -> tuple[Group, ...]:  # fmt: skip
    """The groups that are left when no two fit: a partition of what was given."""
    known = sorted((g for g in groups if g), key=min)
    home = {x: i for i, g in enumerate(known) for x in g}
    alive: dict[int, Group] = dict(enumerate(known))
    near: dict[int, set[int]] = {i: set() for i in alive}
    for a, b in pairs:
        if a in home and b in home and home[a] != home[b]:
            near[home[a]].add(home[b])
            near[home[b]].add(home[a])
    heap: list[tuple[float, str, str, int, int]] = []

    def offer(i: int, j: int) -> None:
        fit = mean(alive[i], alive[j], weight)
        if fit > THRESHOLD and not forbidden(alive[i], alive[j]):
            low, high = sorted((i, j), key=lambda k: min(alive[k]))
            heapq.heappush(heap, (-round(fit, 6), min(alive[low]), min(alive[high]), low, high))

    for i in sorted(near):
        for j in sorted(near[i]):
            if i < j:
                offer(i, j)
    fresh = len(known)
    while heap:
        _, _, _, i, j = heapq.heappop(heap)
        if i not in alive or j not in alive:
            continue
        around = (near.pop(i) | near.pop(j)) - {i, j}
        alive[fresh] = alive.pop(i) | alive.pop(j)
        near[fresh] = {k for k in around if k in alive}
        for k in sorted(near[fresh]):
            near[k] = (near[k] - {i, j}) | {fresh}
            offer(fresh, k)
        fresh += 1
    return tuple(sorted(alive.values(), key=min))
