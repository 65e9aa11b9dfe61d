"""How well the candidate pairs of very many tellings fit, in six bytes a pair, and which tellings can be one event at all.

Two groups can only join where a pair of theirs is *linked*, that is, above the threshold. So what no chain of links connects is
grouped apart, and only pairs within such a component are asked for again.

Weights are kept in thousandths, which is how precise they are, within what sixteen bits hold: more than thirty-two bits for a
pair are as good as thirty-two. What recurs at one place, or to one party, over the years makes ever more candidates that are far
from each other in time and seldom fit: these are not held, but weighed again where they are of one component.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from saksi.reconcile.agglomerate import BARRED, BOUND, PRECISE, Numbers, Pairs, connected
from saksi.reconcile.blocks import Blocks, Share, spans
from saksi.reconcile.sketches import Sketches, Weights
from saksi.reconcile.weights import THRESHOLD, VETO

_FAR = 60  # days between two tellings that seldom are of one event
_BATCH = 1 << 15  # claims that are grouped at a time


class _Part(NamedTuple):
    """The pairs of a stretch of tellings: how many of each are held, the others, the weights; far ones that are linked; how many
    there are."""

    counts: npt.NDArray[np.uint32]
    other: npt.NDArray[np.uint32]
    weight: npt.NDArray[np.int16]
    far: Pairs
    compared: int


class Fits:
    """Of numbered tellings what their candidate pairs weigh, and what links connect."""

    def __init__(self, told: Sketches, blocks: Blocks, bound: Iterable[tuple[int, ...]] = (), share: Share = map) -> None:
        """``bound`` are tellings that belong together whatever they weigh."""
        self._told, self._blocks = told, blocks
        self._about = np.array(told.about, np.int32)
        size = len(told)
        parts = list(share(self._weighed, blocks.stretches()))
        self.compared: int = sum(p.compared for p in parts)
        """How many candidate pairs there are."""
        self._ends = np.concatenate(
            ([0], np.cumsum(np.concatenate([p.counts for p in parts] or [np.zeros(0, np.uint32)]), dtype=np.int64))
        )
        self._other = np.concatenate([p.other for p in parts] or [np.zeros(0, np.uint32)])
        self._weight = np.concatenate([p.weight for p in parts] or [np.zeros(0, np.int16)])
        at = np.flatnonzero(self._weight > THRESHOLD * PRECISE)
        later = np.searchsorted(self._ends, at, side="right") - 1
        near = Pairs(later.astype(np.int32), self._other[at].astype(np.int32), self._weight[at])
        self.links = Pairs.together([near, *(p.far for p in parts)])
        """The pairs that fit well enough to be one event."""
        ties = np.array([(x, group[0]) for group in bound for x in group[1:]], np.int64).reshape(-1, 2)
        one, two = (np.concatenate(ends) for ends in ((self.links.one, ties[:, 0]), (self.links.two, ties[:, 1])))
        self.label = connected(size, one, two)
        """For each telling the lowest that links, or a person, connect it with."""

    def _weighed(self, stretch: tuple[int, int]) -> _Part:
        first, last = stretch
        one, two = self._blocks.pairs(np.arange(first, last))
        near = self._near(one, two)
        # Below the bound all weights are worth the same; of what is far off only links are asked for here.
        weight = held(self._told.weights(one, two, np.where(near, -BOUND, THRESHOLD)))
        link = ~near & (weight > THRESHOLD * PRECISE)
        counts = np.bincount(one[near] - first, minlength=last - first)
        return _Part(
            counts.astype(np.uint32),
            two[near].astype(np.uint32),
            weight[near],
            Pairs(one, two, weight).chosen(link).small(),
            len(one),
        )

    def _near(self, one: Numbers, two: Numbers) -> npt.NDArray[np.bool_]:
        near: npt.NDArray[np.bool_] = np.abs(self._about[one] - self._about[two]) <= _FAR
        return near

    def batches(self) -> Iterator[Numbers]:
        """Numbers of tellings, every component whole within one batch; those that nothing connects with another are left out."""
        order = np.argsort(self.label, kind="stable")
        starts = np.flatnonzero(np.diff(self.label[order], prepend=-1))
        sizes = np.diff(np.append(starts, len(order)))
        more = sizes > 1
        waiting: list[Numbers] = []
        held = 0
        for start, size in zip(starts[more].tolist(), sizes[more].tolist(), strict=True):
            waiting.append(order[start : start + size])
            held += size
            if held >= _BATCH:
                yield np.concatenate(waiting)
                waiting, held = [], 0
        if waiting:
            yield np.concatenate(waiting)

    def within(self, claims: Numbers, label: Numbers | None = None) -> Pairs:
        """The candidate pairs of these tellings that have one label, for which the components stand where none is given."""
        label = self.label if label is None else label
        rows, counts = spans(self._ends[claims], self._ends[claims + 1])
        one, two, weight = np.repeat(claims.astype(np.int32), counts), self._other[rows].astype(np.int32), self._weight[rows]
        mine = label[one] == label[two]
        parts = [Pairs(one[mine], two[mine], weight[mine])]
        lowest, highest = (np.full(len(label), end, np.int32) for end in (np.iinfo(np.int32).max, 0))
        np.minimum.at(lowest, label[claims], self._about[claims])
        np.maximum.at(highest, label[claims], self._about[claims])
        far = claims[(highest - lowest)[label[claims]] > _FAR]
        for first, last in self._blocks.stretches(far):
            ones, twos = self._blocks.pairs(far[first:last], label)
            use = ~self._near(ones, twos)
            ones, twos = ones[use], twos[use]
            parts.append(
                Pairs(
                    ones.astype(np.int32),
                    twos.astype(np.int32),
                    held(self._told.weights(ones, twos, np.full(len(ones), -BOUND))),
                )
            )
        return Pairs.together(parts)


def held(weights: Weights) -> npt.NDArray[np.int16]:
    """Weights as they are held."""
    out = np.clip(np.rint(weights * PRECISE), BARRED + 1, -BARRED - 1)
    out[weights <= VETO / 2] = BARRED
    return out.astype(np.int16)
