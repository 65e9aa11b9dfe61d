"""Average linkage under constraints: join the two groups that fit best on average, and again, until none fits.

Agglomerative clustering (Lance and Williams, 1967) with cannot-links (Wagstaff et al., 2001). A group's fit with another is the
mean over all their pairs, each pair within bounds, so one doubtful sentence neither joins nor parts two well-told events. A pair
that was no candidate counts as :data:`UNMET`. Equal fits go by the ids of the claims: the order of the readings changes nothing.

It is done for very many groups at a time, in arrays. When two groups join, neither they nor what they became fits a third better
than the better of the two did (average linkage is reducible: Bruynooghe, 1978). So two groups that fit each other best are joined
at once, whatever happens elsewhere, and the outcome is that of joining one pair after the other. Claims are known here by their
place in the order of their ids, a group by the lowest of its claims.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from saksi.reconcile.weights import THRESHOLD, VETO

Numbers = npt.NDArray[np.int64]
Whole = npt.NDArray[np.integer[Any]]
Flags = npt.NDArray[np.bool_]
PRECISE = 1000
"""Weights are added up in thousandths of a bit, which is how precise they are."""
BOUND = 8.0
"""Bits that one pair can bring in: no single pair decides over many."""
UNMET = -3.0
"""What a pair that was no candidate is worth: too little in common to be compared is a little against one event."""
BARRED = -(1 << 15)
"""What a pair is held as that may not be one event."""
_LOSS = -(1 << 40)  # what such a pair is worth: more than all others together can bring in
_MOST = int(BOUND * PRECISE)
_LACK, _LEAST = int(UNMET * PRECISE), int(THRESHOLD * PRECISE)
_NOBODY = -1


def bounded(weight: float) -> float:
    """A weight within bounds; a veto stays a veto."""
    return VETO if weight <= VETO / 2 else max(-BOUND, min(BOUND, weight))


class Pairs(NamedTuple):
    """Pairs of claims, and what they weigh in thousandths of a bit, :data:`BARRED` where they may not be one event."""

    one: Whole
    two: Whole
    weight: npt.NDArray[np.int16]

    @classmethod
    def together(cls, parts: Sequence[Pairs]) -> Pairs:
        """All of several."""
        one, two, weight = (np.concatenate(column) for column in zip(*parts, strict=True))
        return cls(one, two, weight)

    @property
    def linked(self) -> Flags:
        """Which of them fit well enough to be one event."""
        linked: Flags = self.weight > _LEAST
        return linked

    def chosen(self, rows: Flags) -> Pairs:
        """Some of them."""
        return Pairs(self.one[rows], self.two[rows], self.weight[rows])

    def small(self) -> Pairs:
        """The same, the claims in four bytes each."""
        return Pairs(self.one.astype(np.int32), self.two.astype(np.int32), self.weight)

    def placed(self, place: Numbers) -> Pairs:
        """The same pairs of claims that are known by other numbers."""
        return Pairs(place[self.one].astype(np.int32), place[self.two].astype(np.int32), self.weight)


class _Table(NamedTuple):
    """Pairs of groups: both, the sum of what their pairs of claims are worth, and how many of these were candidates."""

    one: Numbers
    two: Numbers
    total: Numbers
    met: Numbers

    def chosen(self, rows: Flags) -> _Table:
        """Some of the rows."""
        return _Table(self.one[rows], self.two[rows], self.total[rows], self.met[rows])


def _added_up(home: Numbers, one: Whole, two: Whole, total: Numbers, met: Numbers) -> _Table:
    """A table of the groups that these are in. What is of one group drops out."""
    ones, twos = home[one], home[two]
    both = np.minimum(ones, twos) * len(home) + np.maximum(ones, twos)
    both[ones == twos] = -1
    del ones, twos
    order = np.argsort(both, kind="stable")
    both = both[order]
    starts = np.flatnonzero(np.diff(both, prepend=-1))
    if not len(starts):
        return _Table(*(np.zeros(0, np.int64) for _ in range(4)))
    low, high = np.divmod(both[starts], len(home))
    return _Table(low, high, np.add.reduceat(total[order], starts), np.add.reduceat(met[order], starts))


def _first(home: Numbers, pairs: Pairs) -> _Table:
    """The table of the groups that claims are in at first, of those that links connect."""
    taken = (home[pairs.one] >= 0) & (home[pairs.two] >= 0)
    pairs = pairs.chosen(taken)
    label = connected(len(home), home[pairs.one[pairs.linked]], home[pairs.two[pairs.linked]])[home]
    pairs = pairs.chosen(label[pairs.one] == label[pairs.two])
    total = np.clip(pairs.weight.astype(np.int64), -_MOST, _MOST)
    total[pairs.weight == BARRED] = _LOSS
    return _added_up(home, pairs.one, pairs.two, total, np.ones(len(total), np.int64))


class Sorts(NamedTuple):
    """What keeps groups apart besides their weights: two *led* groups never join, nor two without a *kind* (a bit) in common."""

    led: Flags
    kinds: Numbers


def joined(home: Numbers, pairs: Pairs, sorts: Sorts | None = None) -> Numbers:
    """The group of each claim when no two groups fit any more.

    ``home`` is the group that each is in at first, negative for one that takes no part; ``pairs`` are pairs of claims; ``sorts``
    are those of the claims.
    """
    size = np.bincount(home[home >= 0], minlength=len(home))
    led, kinds = np.zeros(len(home), np.bool_), np.zeros(len(home), np.int64)
    if sorts is not None:
        taken = home >= 0
        np.logical_or.at(led, home[taken], sorts.led[taken])
        np.bitwise_or.at(kinds, home[taken], sorts.kinds[taken])
    parent, table = np.arange(len(home)), _first(home, pairs)
    while len(table.one):
        area = size[table.one] * size[table.two]
        fit = table.total + _LACK * (area - table.met)
        fits = fit > _LEAST * area
        if sorts is not None:
            fits &= ~(led[table.one] & led[table.two])
        rows = _ranked(table, fit, area, np.flatnonzero(fits))
        one, two = table.one[rows], table.two[rows]
        join = _mutual(one, two, len(home))
        if sorts is not None:
            # Without a kind in common two groups cannot join, but may when one of them has joined another: until then the pair
            # stands in the way of both. The best pair of all that are connected can be joined whatever stands in the way.
            free = (kinds[one] & kinds[two]) != 0
            join &= free
            free_rows = np.flatnonzero(free)
            _, first = np.unique(connected(len(home), one, two)[one[free_rows]], return_index=True)
            join[free_rows[first]] = True
        one, two = one[join], two[join]
        if not len(one):
            break
        parent[two] = one
        size[one] += size[two]
        led[one] |= led[two]
        kinds[one] |= kinds[two]
        moved, live = np.zeros(len(home), np.bool_), np.zeros(len(home), np.bool_)
        moved[one] = moved[two] = True
        live[table.one[fits]] = live[table.two[fits]] = True  # what fits nobody now never will
        table = table.chosen(live[table.one] & live[table.two])
        anew = moved[table.one] | moved[table.two]
        parts = zip(table.chosen(~anew), _added_up(parent, *table.chosen(anew)), strict=True)
        table = _Table(*[np.concatenate(column) for column in parts])
    while (parent[parent] != parent).any():
        parent = parent[parent]
    return np.where(home >= 0, parent[home], _NOBODY)


def _ranked(table: _Table, fit: Numbers, area: Numbers, rows: Numbers) -> Numbers:
    """These rows, the pair that fits best first: by the mean to a millionth of a bit, then by the groups."""
    mean = (2 * PRECISE * fit[rows] + area[rows]) // (2 * area[rows])
    return rows[np.lexsort((table.two[rows], table.one[rows], -mean))]


def _mutual(one: Numbers, two: Numbers, size: int) -> Flags:
    """Which of these pairs, the best first, are the best of both their groups."""
    turn = np.arange(len(one))
    best = np.full(size, len(one))
    np.minimum.at(best, one, turn)
    np.minimum.at(best, two, turn)
    mutual: Flags = (best[one] == turn) & (best[two] == turn)
    return mutual


def connected(size: int, one: Whole, two: Whole) -> Numbers:
    """For each of so many numbers the lowest that pairs connect it with, directly or through others."""
    label = np.arange(size)
    while True:
        ones, twos = label[one], label[two]
        apart = ones != twos
        if not apart.any():
            return label
        one, two, ones, twos = one[apart], two[apart], ones[apart], twos[apart]
        np.minimum.at(label, np.maximum(ones, twos), np.minimum(ones, twos))
        while (label[label] != label).any():
            label = label[label]
