"""Which claims hold a blocking key: so that what is added finds its candidates without looking at all the others.

The keys of what was there at first lie sorted in arrays, those of what came later in a dictionary.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from saksi.reconcile.blocks import Codes, Keys, Numbers, spans

_PARTS = 4  # bits by which keys are parted, to sort few at a time


class _Sorted(NamedTuple):
    """Keys in order, who holds each, and whether loosely."""

    codes: Codes
    owners: npt.NDArray[np.int32]
    loose: npt.NDArray[np.bool_]


class Index:
    """Who holds which key, of claims that are numbered in the order in which they come."""

    def __init__(self, keys: Keys) -> None:
        owners = np.repeat(np.arange(len(keys), dtype=np.int32), np.diff(np.frombuffer(keys.ends, np.uint64)).astype(np.int64))
        codes, loose = np.frombuffer(keys.codes, np.uint64), np.frombuffer(keys.loose, np.bool_)
        self._parts: list[_Sorted] = []
        for part in range(1 << _PARTS):
            chosen = np.flatnonzero(codes >> np.uint64(64 - _PARTS) == part)
            chosen = chosen[np.argsort(codes[chosen], kind="stable")]
            self._parts.append(_Sorted(codes[chosen], owners[chosen], loose[chosen]))
        self._later: dict[int, list[tuple[int, bool]]] = {}

    def add(self, keys: Keys, first: int) -> tuple[Numbers, Numbers]:
        """Take in the keys of claims from number ``first`` on: their candidates among all before them, the later number first."""
        owners = np.repeat(np.arange(len(keys)), np.diff(np.frombuffer(keys.ends, np.uint64)).astype(np.int64)) + first
        codes, loose = np.frombuffer(keys.codes, np.uint64), np.frombuffer(keys.loose, np.bool_)
        found = []
        for part, held in enumerate(self._parts):
            mine = np.flatnonzero(codes >> np.uint64(64 - _PARTS) == part)
            begin, end = (np.searchsorted(held.codes, codes[mine], side=side) for side in ("left", "right"))
            rows, many = spans(begin, end)
            mine = np.repeat(mine, many)
            meet = loose[mine] | held.loose[rows]
            found.append(owners[mine[meet]] << 32 | held.owners[rows[meet]])
        later = []
        for owner, code, free in zip(owners.tolist(), codes.tolist(), loose.tolist(), strict=True):
            others = self._later.setdefault(code, [])
            later += [owner << 32 | other for other, loosely in others if (free or loosely) and other != owner]
            others.append((owner, free))
        pairs = np.unique(np.concatenate([*found, np.array(later, np.int64)]))
        return pairs >> 32, pairs & 0xFFFFFFFF
