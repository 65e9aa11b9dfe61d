"""Average linkage under constraints: join the two groups that fit best on average, and again, until none fits.

Agglomerative clustering (Lance and Williams, 1967) with cannot-links (Wagstaff et al., 2001). A group's fit with another is the
mean over all their pairs, each pair within bounds, so one doubtful sentence neither joins nor parts two well-told events. A pair
that was no candidate counts as :data:`UNMET`. Equal fits go by the ids of the claims: the order of the readings changes nothing.

Two groups can only fit where some pair of theirs is linked. So of each group its best partner alone is kept in a queue and looked
for again when that partner is gone; the sums over other pairs are made when they are asked for. What is held at a time grows with
the number of claims, not of pairs.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence

from saksi.reconcile.fits import BOUND, FORBIDDEN, PRECISE, Fits
from saksi.reconcile.weights import THRESHOLD, VETO

Group = tuple[int, ...]
"""Numbers of claims."""
UNMET = -3.0
"""What a pair that was no candidate is worth: too little in common to be compared is a little against one event."""
_MOST = int(BOUND * PRECISE)
_PAIR = 1 << 48  # a sum of weights and the number of pairs in it are held as one whole number
_HALF = _PAIR >> 1
_KEPT = 1 << 19  # sums that are remembered


def bounded(weight: float) -> float:
    """A weight within bounds; a veto stays a veto."""
    return VETO if weight <= VETO / 2 else max(-BOUND, min(BOUND, weight))


class Agglomeration:
    """Groups of numbered claims while they are joined. ``rank`` orders the claims by their ids."""

    def __init__(self, groups: Iterable[Group], fits: Fits, rank: Sequence[int], forbidden: Callable[[Group, Group], bool],
                 counts: bytearray | None = None) -> None:  # fmt: skip
        self._fits, self._rank, self._forbidden, self._counts = fits, rank, forbidden, counts
        self._members: dict[int, Group] = {}
        self._parts: dict[int, Group] = {}
        self._home: dict[int, int] = {}
        self._sums: dict[tuple[int, int], int | None] = {}
        self._fresh = len(rank)
        for group in sorted(groups):
            self._add(group, group)

    def joined(self) -> tuple[Group, ...]:
        """The groups that are left when no two fit: a partition of what was given."""
        queue = [best for group in self._members if (best := self._best(group)) is not None]
        heapq.heapify(queue)
        while queue:
            *_, one, two = heapq.heappop(queue)
            if one not in self._members:
                continue
            if two in self._members:
                mine, theirs = self._members.pop(one), self._members.pop(two)
                one = self._add(tuple(sorted(mine + theirs)), (one, two))
            best = self._best(one)
            if best is not None:
                heapq.heappush(queue, best)
        return tuple(self._members.values())

    def _add(self, members: Group, parts: Group) -> int:
        """A group, known by the number of its only claim or by a fresh one."""
        ident = members[0]
        if len(members) > 1:
            ident, self._fresh = self._fresh, self._fresh + 1
            self._parts[ident] = parts
        self._members[ident] = members
        self._home.update(dict.fromkeys(members, ident))
        return ident

    def _best(self, group: int) -> tuple[float, int, int, int, int] | None:
        """The partner that fits a group best, as the queue has it: the best fit first, then by the ids of the claims."""
        mine, home, counts = self._members[group], self._home, self._counts
        around: dict[int, int | None] = {}
        for x in mine:
            for y, weight in self._fits.linked(x):
                other = home.get(y)
                if other is not None and other not in around and (counts is None or counts[x] or counts[y]):
                    around[other] = min(_MOST, weight) + _PAIR if other == y and group == x else None
        around.pop(group, None)
        lowest = min([self._rank[x] for x in mine])
        best: tuple[float, int, int, int, int] | None = None
        for other, known in around.items():
            theirs = self._members[other]
            total = self._sum(group, other) if known is None else known
            if total is None:
                continue
            pairs = (total + _HALF) // _PAIR
            size = len(mine) * len(theirs)
            fit = ((total - pairs * _PAIR) / PRECISE + (size - pairs) * UNMET) / size
            if fit <= THRESHOLD:
                continue
            low, high = sorted((lowest, min([self._rank[x] for x in theirs])))
            found = (-round(fit, 6), low, high, group, other)
            if (best is None or found < best) and not self._forbidden(mine, theirs):
                best = found
        return best

    def _sum(self, one: int, two: int) -> int | None:
        """The weights of the candidate pairs of two groups and how many these are; null where one is forbidden."""
        if one < two:
            one, two = two, one
        parts = self._parts.get(one)
        if parts is None:
            return self._pair(one, two)
        known = self._sums.get((one, two), 0)
        if known == 0:
            known = 0
            for part in parts:
                more = self._sum(part, two)
                if more is None:
                    known = None
                    break
                known += more
            if len(self._sums) >= _KEPT:
                self._sums.clear()
            self._sums[one, two] = known
        return known

    def _pair(self, one: int, two: int) -> int | None:
        if self._counts is not None and not (self._counts[one] or self._counts[two]):
            return 0
        weight = self._fits.weight(one, two)
        if weight is None:
            return 0
        return None if weight == FORBIDDEN else max(-_MOST, min(_MOST, weight)) + _PAIR
