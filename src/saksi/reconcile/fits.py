"""Which of very many tellings fit, what links connect, and what any pair of them is worth.

Two groups can only join where a pair of theirs is *linked*, that is, above the threshold. So only links are held, and what no
chain of them connects is grouped apart. What other pairs are worth is asked for where groups are about to join. Two claims of one
document are no one event: what fits there links nothing, but a teaser may point at its own document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from saksi.reconcile.agglomerate import BOUND, LACK, Links, Numbers, connected, within_bounds
from saksi.reconcile.blocks import Blocks, Share
from saksi.reconcile.sketches import Sketches
from saksi.reconcile.weights import THRESHOLD

_BATCH = 1 << 14  # claims that are grouped at a time


class Fits:
    """Of numbered tellings which candidate pairs fit, and what links connect."""

    def __init__(self, told: Sketches, blocks: Blocks, bound: Iterable[tuple[int, ...]] = (), share: Share = map) -> None:
        """``bound`` are tellings that belong together whatever they weigh."""
        self._told, self._blocks = told, blocks
        size = len(told)
        parts = list(share(self._linked, blocks.stretches()))
        self.compared: int = sum(many for many, _ in parts)
        """How many candidate pairs there are."""
        self.links = Links.together([links for _, links in parts])
        """The pairs that fit well enough to be one event."""
        ties = np.array([(x, group[0]) for group in bound for x in group[1:]], np.int64).reshape(-1, 2)
        one, two = (np.concatenate(ends) for ends in ((self.links.one, ties[:, 0]), (self.links.two, ties[:, 1])))
        self.label = connected(size, one, two)
        """For each telling the lowest that links, or a person, connect it with."""

    def _linked(self, stretch: tuple[int, int]) -> tuple[int, Links]:
        one, two = self._blocks.pairs(np.arange(*stretch))
        return len(one), linked(self._told, one, two)

    def batches(self) -> Iterator[Numbers]:
        """Numbers of tellings, every component whole within one batch, the largest first; what nothing is connected with is left
        out."""
        order = np.argsort(self.label, kind="stable")
        starts = np.flatnonzero(np.diff(self.label[order], prepend=-1))
        sizes = np.diff(np.append(starts, len(order)))
        waiting: list[Numbers] = []
        held = 0
        for i in np.argsort(-sizes, kind="stable")[: int((sizes > 1).sum())].tolist():
            waiting.append(order[starts[i] : starts[i] + sizes[i]])
            held += int(sizes[i])
            if held >= _BATCH:
                yield np.concatenate(waiting)
                waiting, held = [], 0
        if waiting:
            yield np.concatenate(waiting)

    def within(self, claims: Numbers) -> Links:
        """The links among these tellings, of which each component is whole."""
        here = np.zeros(len(self.label), np.bool_)
        here[claims] = True
        return self.links.chosen(here[self.links.one])

    def worth(self, one: Numbers, two: Numbers) -> Numbers:
        """What each of these pairs is worth, in thousandths of a bit (:data:`saksi.reconcile.agglomerate.Worth`)."""
        return worth(self._told, one, two, self._blocks.met(one, two))


def linked(told: Sketches, one: Numbers, two: Numbers) -> Links:
    """Which of these candidate pairs are linked."""
    document, teaser = np.frombuffer(told.document, np.int32), np.frombuffer(told.teaser, np.bool_)
    apart = (document[one] != document[two]) | teaser[one] | teaser[two]
    one, two = one[apart], two[apart]
    return Links.of(one, two, told.weights(one, two, np.full(len(one), THRESHOLD)))


def worth(told: Sketches, one: Numbers, two: Numbers, met: Numbers) -> Numbers:
    """What pairs are worth of which those numbered ``met`` are candidates. Below the bound all weights are worth the same."""
    out = np.full(len(one), LACK)
    out[met] = within_bounds(told.weights(one[met], two[met], np.full(len(met), -BOUND)))
    return out
