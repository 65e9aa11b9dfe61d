"""Which claims hold a blocking key: so that what is added finds its candidates without looking at all the others.

Keys lie sorted in stretches of arrays. What is added makes a stretch of its own, and of two of like length one is made, so that
there are few however often something is added (after O'Neil et al., 1996).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from saksi.reconcile.blocks import Blocks, Codes, Keys, Numbers, high_bits, spans

_PARTS = 4  # bits by which the first keys are parted, to sort few at a time


class _Stretch(NamedTuple):
    """Keys in order, who holds each, and whether loosely."""

    codes: Codes
    owners: npt.NDArray[np.int32]
    loose: npt.NDArray[np.bool_]

    def ordered(self) -> _Stretch:
        """The same, put in order."""
        rows = np.argsort(self.codes, kind="stable")
        return _Stretch(self.codes[rows], self.owners[rows], self.loose[rows])


class Index:
    """Who holds which key, of claims that are numbered in the order in which they come."""

    def __init__(self, keys: Keys) -> None:
        part = high_bits(np.frombuffer(keys.codes, np.uint64), _PARTS)
        self._first = [_stretch(keys, 0, np.flatnonzero(part == one)).ordered() for one in range(1 << _PARTS)]
        self._later: list[_Stretch] = []

    def add(self, keys: Keys, first: int) -> tuple[Numbers, Numbers]:
        """Take in the keys of claims from number ``first`` on: their candidates among all before them, the later number first."""
        new = _stretch(keys, first, np.arange(len(keys.codes))).ordered()
        cuts = np.searchsorted(new.codes, np.arange(1, 1 << _PARTS, dtype=np.uint64) << np.uint64(64 - _PARTS))
        mine = np.split(np.arange(len(new.codes)), cuts)
        found = [np.zeros(0, np.int64)]
        for held, rows in (*zip(self._first, mine, strict=True), *((held, np.arange(len(new.codes))) for held in self._later)):
            begin = np.searchsorted(held.codes, new.codes[rows])
            theirs, many = spans(begin, np.searchsorted(held.codes, new.codes[rows], side="right"))
            ours = np.repeat(rows, many)
            meet = new.loose[ours] | held.loose[theirs]
            found.append(new.owners[ours[meet]].astype(np.int64) << 32 | held.owners[theirs[meet]])
        found += [one + first << 32 | two + first for one, two in Blocks(keys).portions()]
        pairs = np.sort(np.concatenate(found))
        pairs = pairs[np.flatnonzero(np.diff(pairs, prepend=-1))]
        self._later.append(new)
        while len(self._later) > 1 and len(self._later[-2].codes) <= 2 * len(self._later[-1].codes):
            last, other = self._later.pop(), self._later.pop()
            both = _Stretch(
                np.concatenate((last.codes, other.codes)),
                np.concatenate((last.owners, other.owners)),
                np.concatenate((last.loose, other.loose)),
            )
            self._later.append(both.ordered())
        return pairs >> 32, pairs & 0xFFFFFFFF


def _stretch(keys: Keys, first: int, rows: Numbers) -> _Stretch:
    """Some of the keys of claims from number ``first`` on, as they come."""
    codes, loose, ends = (
        np.frombuffer(keys.codes, np.uint64),
        np.frombuffer(keys.loose, np.bool_),
        np.frombuffer(keys.ends, np.uint64),
    )
    owners = np.searchsorted(ends.astype(np.int64), rows, side="right") + (first - 1)
    return _Stretch(codes[rows], owners.astype(np.int32), loose[rows])
