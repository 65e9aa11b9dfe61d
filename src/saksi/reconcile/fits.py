"""How well the candidate pairs of very many tellings fit, in six bytes a pair; and which of them are linked.

Weights are kept in thousandths, which is how precise they are, within what sixteen bits hold: more than thirty-two bits for a
pair are as good as thirty-two.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left

import numpy as np

from saksi.reconcile.blocks import Blocks, Numbers
from saksi.reconcile.sketches import Sketches
from saksi.reconcile.weights import THRESHOLD, VETO

FORBIDDEN = -(1 << 15)
"""What a vetoed pair is held as."""
PRECISE = 1000


class Fits:
    """Of numbered tellings the candidate pairs with their weights, and the linked ones from both ends."""

    def __init__(self, told: Sketches, blocks: Blocks) -> None:
        size = len(told)
        self._other, self._weight = array("I"), array("h")
        counts = np.zeros(size, np.int64)
        linked: list[tuple[Numbers, Numbers]] = []
        for one, two in blocks.portions():
            weights = told.weights(one, two)
            fit = weights > THRESHOLD
            linked.append((one[fit].astype(np.int32), two[fit].astype(np.int32)))
            held = np.clip(np.rint(weights * PRECISE), FORBIDDEN + 1, -FORBIDDEN - 1)
            held[weights <= VETO / 2] = FORBIDDEN
            self._other.frombytes(two.astype(np.uint32).tobytes())
            self._weight.frombytes(held.astype(np.int16).tobytes())
            counts += np.bincount(one, minlength=size)
        self._ends = _ends(counts)
        ones = np.concatenate([one for one, _ in linked] or [np.zeros(0, np.int32)])
        twos = np.concatenate([two for _, two in linked] or [np.zeros(0, np.int32)])
        froms = np.concatenate((ones, twos))
        self._linked = array("i", np.concatenate((twos, ones))[np.argsort(froms, kind="stable")].tobytes())
        self._begins = _ends(np.bincount(froms, minlength=size))

    def __len__(self) -> int:
        return len(self._other)

    def linked(self, telling: int) -> array[int]:
        """The tellings that fit this one well enough to be one event with it."""
        return self._linked[self._begins[telling] : self._begins[telling + 1]]

    def weight(self, one: int, two: int) -> int | None:
        """The weight of a pair in thousandths, :data:`FORBIDDEN` for a veto; null for one that is no candidate."""
        if one < two:
            one, two = two, one
        last = self._ends[one + 1]
        at = bisect_left(self._other, two, self._ends[one], last)
        return self._weight[at] if at < last and self._other[at] == two else None


def _ends(counts: Numbers) -> array[int]:
    """Where each stretch of so many ends, and the next begins; the first begins at 0."""
    return array("Q", np.concatenate(([0], np.cumsum(counts))).astype(np.uint64).tobytes())
