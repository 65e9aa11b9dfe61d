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
Link = tuple[float, int]
"""The sum over the candidate pairs of two groups, and how many there are."""
UNMET = -3.0
"""What a pair that was no candidate is worth: too little in common to be compared is a little against one event."""
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
    """The groups that are left when no two fit: a partition of what was given.

    Only candidate pairs are weighed; a pair that was no candidate counts as :data:`UNMET`. So sums add up when groups join, and
    the work grows with the number of candidate pairs.
    """
    known = sorted((g for g in groups if g), key=min)
    home = {x: i for i, g in enumerate(known) for x in g}
    alive: dict[int, Group] = dict(enumerate(known))
    near: dict[int, dict[int, Link]] = {i: {} for i in alive}
    for a, b in pairs:
        if a in home and b in home and home[a] != home[b]:
            i, j = home[a], home[b]
            near[i][j] = near[j][i] = _add(near[i].get(j), (bounded(weight(a, b)), 1))
    heap: list[tuple[float, str, str, int, int]] = []

    def offer(i: int, j: int, link: Link) -> None:
        size = len(alive[i]) * len(alive[j])
        fit = (link[0] + (size - link[1]) * UNMET) / size
        if link[0] > VETO / 2 and fit > THRESHOLD and not forbidden(alive[i], alive[j]):
            low, high = sorted((i, j), key=lambda k: min(alive[k]))
            heapq.heappush(heap, (-round(fit, 6), min(alive[low]), min(alive[high]), low, high))

    for i in sorted(near):
        for j in sorted(near[i]):
            if i < j:
                offer(i, j, near[i][j])
    fresh = len(known)
    while heap:
        _, _, _, i, j = heapq.heappop(heap)
        if i not in alive or j not in alive:
            continue
        one, two = near.pop(i), near.pop(j)
        alive[fresh] = alive.pop(i) | alive.pop(j)
        near[fresh] = {}
        for k in sorted(one.keys() | two.keys()):
            if k in alive:
                near[k].pop(i, None)
                near[k].pop(j, None)
                near[fresh][k] = near[k][fresh] = _add(one.get(k), two.get(k))
                offer(fresh, k, near[fresh][k])
        fresh += 1
    return tuple(sorted(alive.values(), key=min))


def _add(one: Link | None, two: Link | None) -> Link:
    if one is None or two is None:
        return one or two or (0.0, 0)
    if min(one[0], two[0]) <= VETO / 2:
        return (VETO, one[1] + two[1])
    return (round(one[0] + two[0], 6), one[1] + two[1])
