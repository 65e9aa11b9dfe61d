"""Average linkage under constraints: join the two groups that fit best on average, and again, until none fits.

Agglomerative clustering (Lance and Williams, 1967) with cannot-links (Wagstaff et al., 2001). A group's fit with another is the
mean over all their pairs, each pair within bounds, so one doubtful sentence neither joins nor parts two well-told events. A pair
that was no candidate counts as :data:`UNMET`. Equal fits go by the ids of the claims: the order of the readings changes nothing.

It is done for very many groups at a time, in arrays. When two groups join, neither they nor what they became fits a third better
than the better of the two did (average linkage is reducible: Bruynooghe, 1978). So two groups that fit each other best are joined
at once, whatever happens elsewhere, and the outcome is that of joining one pair after the other. And two groups fit only where
parts of them did: at first the pairs that are linked. So only of such groups it is asked what their other pairs are worth, which
are far fewer than all candidates. Claims are known here by their place in the order of their ids, a group by the lowest of its
claims.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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
LOSS = -(1 << 40)
"""What a pair is worth that may not be one event, in thousandths: more than all others together can bring in."""
LACK = int(UNMET * PRECISE)
Worth = Callable[[Numbers, Numbers], Numbers]
"""What each of these pairs of claims is worth, in thousandths of a bit and within bounds: :data:`LACK` if it was no candidate."""
_MOST, _LEAST = int(BOUND * PRECISE), int(THRESHOLD * PRECISE)
_NOBODY = -1
_HELD = (1 << 15) - 1
_PORTION = 1 << 19  # pairs of claims that are asked for at a time


def bounded(weight: float) -> float:
    """A weight within bounds; a veto stays a veto."""
    return VETO if weight <= VETO / 2 else max(-BOUND, min(BOUND, weight))


def within_bounds(weights: npt.NDArray[np.float64]) -> Numbers:
    """The same of many weights, in thousandths; a veto is a :data:`LOSS`."""
    out = np.clip(np.rint(weights * PRECISE).astype(np.int64), -_MOST, _MOST)
    out[weights <= VETO / 2] = LOSS
    return out


class Links(NamedTuple):
    """Pairs of claims that fit well enough to be one event, and what they weigh in thousandths of a bit."""

    one: Whole
    two: Whole
    weight: npt.NDArray[np.int16]

    @classmethod
    def of(cls, one: Numbers, two: Numbers, weights: npt.NDArray[np.float64]) -> Links:
        """Those of these pairs that are linked. What sixteen bits do not hold is beyond all bounds."""
        held = np.clip(np.rint(weights * PRECISE), -_HELD, _HELD).astype(np.int16)
        rows = held > _LEAST
        return cls(one[rows].astype(np.int32), two[rows].astype(np.int32), held[rows])

    @classmethod
    def together(cls, parts: Sequence[Links]) -> Links:
        """All of several."""
        if not parts:
            return cls(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.int16))
        one, two, weight = (np.concatenate(column) for column in zip(*parts, strict=True))
        return cls(one, two, weight)

    def chosen(self, rows: Flags) -> Links:
        """Some of them."""
        return Links(self.one[rows], self.two[rows], self.weight[rows])

    def placed(self, place: Numbers) -> Links:
        """The same pairs of claims that are known by other numbers."""
        return Links(place[self.one].astype(np.int32), place[self.two].astype(np.int32), self.weight)


class Sorts(NamedTuple):
    """What keeps groups apart besides their weights: two *led* groups never join, nor two without a *kind* (a bit) in common."""

    led: Flags
    kinds: Numbers


class _Table(NamedTuple):
    """Pairs of groups, the lower first, and the sum of what their pairs of claims are worth."""

    one: Numbers
    two: Numbers
    total: Numbers

    def chosen(self, rows: Flags) -> _Table:
        """Some of the rows."""
        return _Table(self.one[rows], self.two[rows], self.total[rows])

    def keys(self, size: int) -> Numbers:
        """Each pair of groups as one number."""
        return self.one * size + self.two


def joined(home: Numbers, links: Links, worth: Worth, sorts: Sorts | None = None) -> Numbers:
    """The group of each claim when no two groups fit any more.

    ``home`` is the group that each is in at first, negative for one that takes no part; ``links`` are pairs of claims, none of
    which may not be one event; ``sorts`` are those of the claims.
    """
    many = len(home)
    size = np.bincount(home[home >= 0], minlength=many)
    led, kinds = np.zeros(many, np.bool_), np.zeros(many, np.int64)
    if sorts is not None:
        taken = home >= 0
        np.logical_or.at(led, home[taken], sorts.led[taken])
        np.bitwise_or.at(kinds, home[taken], sorts.kinds[taken])
    home, table = home.copy(), _first(home, links, size, worth)
    while len(table.one):
        area = size[table.one] * size[table.two]
        fits = table.total > _LEAST * area
        if sorts is not None:
            fits &= ~(led[table.one] & led[table.two])
        rows = _ranked(table, area, np.flatnonzero(fits))
        one, two = table.one[rows], table.two[rows]
        join = _mutual(one, two, many)
        if sorts is not None:
            # Without a kind in common two groups cannot join, but may when one of them has joined another: until then the pair
            # stands in the way of both. The best pair of all that are connected can be joined whatever stands in the way.
            free = (kinds[one] & kinds[two]) != 0
            join &= free
            free_rows = np.flatnonzero(free)
            _, first = np.unique(connected(many, one, two)[one[free_rows]], return_index=True)
            join[free_rows[first]] = True
        one, two = one[join], two[join]
        if not len(one):
            break
        size[one] += size[two]
        led[one] |= led[two]
        kinds[one] |= kinds[two]
        moved, live = np.zeros(many, np.bool_), np.zeros(many, np.bool_)
        moved[one] = moved[two] = True
        live[table.one[fits]] = live[table.two[fits]] = True  # what fits nobody now never will
        anew = moved[table.one] | moved[table.two]
        grown = _grown(home, table.chosen(anew), fits[anew], (one, two), worth)
        if sorts is not None:
            grown = grown.chosen(~(led[grown.one] & led[grown.two]))
        kept = table.chosen(~anew & live[table.one] & live[table.two])
        table = _Table(*[np.concatenate(column) for column in zip(kept, grown, strict=True)])
        parent = np.arange(many)
        parent[two] = one
        home = np.where(home >= 0, parent[home], _NOBODY)
    return home


def _first(home: Numbers, links: Links, size: Numbers, worth: Worth) -> _Table:
    """The table of the groups that claims are in at first, of those between which there is a link."""
    ones, twos = home[links.one], home[links.two]
    rows = np.flatnonzero((ones >= 0) & (twos >= 0) & (ones != twos))
    ones, twos = ones[rows], twos[rows]
    both = np.minimum(ones, twos) * len(home) + np.maximum(ones, twos)
    order = np.argsort(both, kind="stable")
    both = both[order]
    starts = np.flatnonzero(np.diff(both, prepend=-1))
    if not len(starts):
        return _Table(*(np.zeros(0, np.int64) for _ in range(3)))
    low, high = np.divmod(both[starts], len(home))
    total = np.add.reduceat(np.minimum(links.weight[rows[order]].astype(np.int64), _MOST), starts)
    short = np.diff(np.append(starts, len(both))) < size[low] * size[high]
    total[short] = _between(home, low[short], high[short], worth)
    return _Table(low, high, total)


def _grown(home: Numbers, table: _Table, fits: Flags, join: tuple[Numbers, Numbers], worth: Worth) -> _Table:
    """The rows of groups that join, as they are when they have: of those that may fit, since a part of them did."""
    many = len(home)
    parent, other = np.arange(many), np.full(many, _NOBODY)
    one, two = join
    parent[two], other[one] = one, two
    ones, twos = parent[table.one], parent[table.two]
    both = np.minimum(ones, twos) * many + np.maximum(ones, twos)
    both[ones == twos] = -1
    order = np.argsort(both, kind="stable")
    both = both[order]
    starts = np.flatnonzero(np.diff(both, prepend=-1))
    if not len(starts):
        return _Table(*(np.zeros(0, np.int64) for _ in range(3)))
    # What stands before the first start are pairs that have become one group.
    some = np.logical_or.reduceat(fits[order], starts)
    total = np.add.reduceat(table.total[order], starts)[some]
    low, high = np.divmod(both[starts][some], many)
    known, rows = np.sort(table.keys(many)), np.arange(len(low))
    missing: list[tuple[Numbers, Numbers, Numbers]] = []
    for here in (low, other[low]):
        for there in (high, other[high]):
            key = np.minimum(here, there) * many + np.maximum(here, there)
            at = np.minimum(np.searchsorted(known, key), len(known) - 1)
            lacks = (here >= 0) & (there >= 0) & (known[at] != key)
            missing.append((rows[lacks], here[lacks], there[lacks]))
    row, ones, twos = (np.concatenate(column) for column in zip(*missing, strict=True))
    np.add.at(total, row, _between(home, ones, twos, worth))
    return _Table(low, high, total)


def _between(home: Numbers, ones: Numbers, twos: Numbers, worth: Worth) -> Numbers:
    """For each two groups the sum of what their pairs of claims are worth."""
    total = np.zeros(len(ones), np.int64)
    if not len(ones):
        return total
    order = np.argsort(home, kind="stable")
    held = home[order]
    sides = [(np.searchsorted(held, g), np.searchsorted(held, g, side="right")) for g in (ones, twos)]
    (begin, end), (start, stop) = sides
    wide, high = end - begin, stop - start
    for first, last in _stretches(wide * high):
        rows = slice(first, last)
        area = (wide * high)[rows]
        row = np.repeat(np.arange(last - first), area)
        turn = np.arange(len(row)) - np.repeat(np.cumsum(area) - area, area)
        across, along = np.divmod(turn, high[rows][row])
        found = worth(order[begin[rows][row] + across], order[start[rows][row] + along])
        total[rows] = np.add.reduceat(found, np.cumsum(area) - area)
    return total


def _stretches(many: Numbers) -> Iterator[tuple[int, int]]:
    """Where portions begin and end, so that there are not too many in one."""
    until, first = np.cumsum(many), 0
    while first < len(many):
        before = int(until[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(until, before + _PORTION, side="right")))
        yield first, last
        first = last


def _ranked(table: _Table, area: Numbers, rows: Numbers) -> Numbers:
    """These rows, the pair that fits best first: by the mean to a millionth of a bit, then by the groups."""
    mean = (2 * PRECISE * table.total[rows] + area[rows]) // (2 * area[rows])
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
