"""How well the candidate pairs of very many tellings fit, in six bytes a pair; and which of them are linked.

Weights are kept in thousandths, which is how precise they are, within what sixteen bits hold: more than thirty-two bits for a
pair are as good as thirty-two. What recurs at one place, or to one party, over the years makes ever more candidates that do not
fit at all: these are not held, but found again when they are asked for, which is seldom.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from saksi.reconcile.blocks import Blocks, Numbers
from saksi.reconcile.sketches import Sketches, Weights
from saksi.reconcile.weights import THRESHOLD, VETO

FORBIDDEN = -(1 << 15)
"""What a vetoed pair is held as."""
PRECISE = 1000
BOUND = 8.0
"""Bits that one pair can bring in: no single pair decides over many."""
_FAR = 60  # days between two tellings that seldom are of one event


class Fits:
    """Of numbered tellings what their candidate pairs weigh, and the linked ones from both ends."""

    def __init__(self, told: Sketches, blocks: Blocks) -> None:
        size = len(told)
        self._told, self._blocks = told, blocks
        about = np.frombuffer(told.about, np.int32)
        self._other, self._weight = array("I"), array("h")
        counts = np.zeros(size, np.int64)
        linked: list[tuple[Numbers, Numbers, npt.NDArray[np.int16]]] = []
        for one, two in blocks.portions():
            weights = told.weights(one, two)
            fit = weights > THRESHOLD
            linked.append((one[fit].astype(np.int32), two[fit].astype(np.int32), _held(weights[fit])))
            kept = (weights > -BOUND) | (np.abs(about[one] - about[two]) <= _FAR)
            one, two, weights = one[kept], two[kept], weights[kept]
            self._other.frombytes(two.astype(np.uint32).tobytes())
            self._weight.frombytes(_held(weights).tobytes())
            counts += np.bincount(one, minlength=size)
        self._ends = _ends(counts)
        ones = np.concatenate([one for one, _, _ in linked] or [np.zeros(0, np.int32)])
        twos = np.concatenate([two for _, two, _ in linked] or [np.zeros(0, np.int32)])
        fits = np.concatenate([fit for _, _, fit in linked] or [np.zeros(0, np.int16)])
        froms = np.concatenate((ones, twos))
        order = np.argsort(froms, kind="stable")
        self._linked = array("i", np.concatenate((twos, ones))[order].tobytes())
        self._fit = array("h", np.concatenate((fits, fits))[order].tobytes())
        self._begins = _ends(np.bincount(froms, minlength=size))

    def linked(self, telling: int) -> Iterable[tuple[int, int]]:
        """The tellings that fit this one well enough to be one event with it, each with the weight of the pair in thousandths."""
        rows = slice(self._begins[telling], self._begins[telling + 1])
        return zip(self._linked[rows], self._fit[rows], strict=True)

    def weight(self, one: int, two: int) -> int | None:
        """The weight of a pair in thousandths, :data:`FORBIDDEN` for a veto; null for one that is no candidate."""
        if one < two:
            one, two = two, one
        last = self._ends[one + 1]
        at = bisect_left(self._other, two, self._ends[one], last)
        if at < last and self._other[at] == two:
            return self._weight[at]
        if abs(self._told.about[one] - self._told.about[two]) <= _FAR or not self._blocks.meet(one, two):
            return None
        return int(_held(np.array([self._told.weight(one, two)]))[0])


def _held(weights: Weights) -> npt.NDArray[np.int16]:
    """Weights as they are held."""
    held = np.clip(np.rint(weights * PRECISE), FORBIDDEN + 1, -FORBIDDEN - 1)
    held[weights <= VETO / 2] = FORBIDDEN
    return held.astype(np.int16)


def _ends(counts: Numbers) -> array[int]:
    """Where each stretch of so many ends, and the next begins; the first begins at 0."""
    return array("Q", np.concatenate(([0], np.cumsum(counts))).astype(np.uint64).tobytes())
