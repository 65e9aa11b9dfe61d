"""Candidate pairs of very many tellings, in arrays: every telling is a number, every key sixty-four bits.

The rule is that of :mod:`saksi.reconcile.blocking`: two tellings meet where they share a key that one of them holds loosely. Keys
that bring nobody together are dropped at once, and of keys held by the same tellings one is kept, so what remains is about a
fifth. Pairs are then given out in portions, each pair once, and never all held at one time.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from saksi.reconcile.blocking import Key
from saksi.text import digest

Numbers = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint64]
Form = Literal["B", "b", "h", "I", "i", "Q", "q"]
"""How an array holds its numbers."""
Order = Literal["stable", "right"]
"""How equal numbers are sorted and found."""
Share = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
"""What does one thing to many, as ``map`` does, here or in several processes: what comes back is the same, in the same order."""
_PORTION = 1 << 21  # pairs of one portion, before doubles are taken out
_PARTS = 4  # bits by which keys are parted, to sort few at a time
_WORDS = 1 << 17
_STEP = 0x9E3779B97F4A7C15
_SCRAMBLE = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


@lru_cache(_WORDS)
def _word(text: str) -> int:
    return int(digest(text)[:16], 16)


def _coded(keys: Sequence[Key]) -> Codes:
    """Sixty-four bits for each of these keys of one length, the same everywhere."""
    words = np.array([_word(part) for key in keys for part in key], np.uint64).reshape(len(keys), -1)
    out = np.full(len(keys), words.shape[1], np.uint64)
    for column in words.T:
        out = out * np.uint64(_STEP) + column
    return out


class Keys:
    """The keys of tellings, in the order in which the tellings are numbered."""

    def __init__(self) -> None:
        self.codes, self.loose, self.ends = array("Q"), array("B"), array("Q", [0])

    def add(self, keys: Mapping[Key, bool]) -> None:
        """The keys of the next telling."""
        of: dict[int, list[Key]] = {}
        for key in keys:
            of.setdefault(len(key), []).append(key)
        for ours in of.values():
            self.codes.frombytes(_coded(ours).tobytes())
            self.loose.extend(map(keys.__getitem__, ours))
        self.ends.append(len(self.codes))

    def extend(self, others: Keys) -> None:
        """The keys of the next tellings, as others have them."""
        ends = np.frombuffer(others.ends, np.uint64)[1:] + np.uint64(len(self.codes))
        self.codes.frombytes(others.codes.tobytes())
        self.loose.frombytes(others.loose.tobytes())
        self.ends.frombytes(ends.tobytes())

    def __len__(self) -> int:
        return len(self.ends) - 1


class Blocks:
    """Who shares a key with whom, among the tellings with these keys."""

    def __init__(self, keys: Keys) -> None:
        self.size = len(keys)
        owners = np.repeat(np.arange(self.size, dtype=np.uint32), np.diff(np.frombuffer(keys.ends, np.uint64)).astype(np.int64))
        codes, loose = np.frombuffer(keys.codes, np.uint64), np.frombuffer(keys.loose, np.bool_)
        members, tight, starts = _shared(codes, owners, loose)
        block = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(members))))
        # Within a block those that hold the key loosely come first; before whom of them each telling stands is counted.
        earlier = _before(~tight, block, starts), _before(tight, block, starts)
        order = np.argsort(block * 2 + tight, kind="stable")
        self._members = members[order]
        held = np.add.reduceat(~tight, starts).astype(np.int64) if len(starts) else starts
        row = np.argsort(members, kind="stable")
        self._owner = members[row]
        self._first = starts[block][row].astype(np.uint32)
        self._skip = held[block][row].astype(np.uint32)
        self._loose = earlier[0][row].astype(np.uint32)
        self._tight = np.where(tight, 0, earlier[1])[row].astype(np.uint32)
        self._ends = np.searchsorted(self._owner, np.arange(self.size + 1))

    def stretches(self, claims: Numbers | None = None) -> Iterator[tuple[int, int]]:
        """Where portions of all tellings, or of these, begin and end, so that the pairs of one portion are not too many."""
        per_row = np.concatenate(([0], np.cumsum(self._loose.astype(np.int64) + self._tight)))
        many = np.diff(per_row[self._ends])
        many = many if claims is None else many[claims]
        until = np.concatenate(([0], np.cumsum(many)))
        first = 0
        while first < len(many):
            last = int(np.searchsorted(until, until[first] + _PORTION, side="right")) - 1
            last = min(len(many), max(first + 1, last))
            yield first, last
            first = last

    def portions(self) -> Iterator[tuple[Numbers, Numbers]]:
        """All candidate pairs, the later number first."""
        for first, last in self.stretches():
            yield self.pairs(np.arange(first, last))

    def pairs(self, claims: Numbers, label: Numbers | None = None) -> tuple[Numbers, Numbers]:
        """The candidate pairs of these with all before them, the later number first; with labels those of equal ones."""
        rows, _ = spans(self._ends[claims], self._ends[claims + 1])
        owner, start = self._owner[rows], self._first[rows].astype(np.int64)
        parts = []
        for begin, count in ((start, self._loose[rows]), (start + self._skip[rows], self._tight[rows])):
            at, many = spans(begin, begin + count)
            other, mine = self._members[at], np.repeat(owner, many)
            if label is not None:
                alike = label[mine] == label[other]
                mine, other = mine[alike], other[alike]
            parts.append(mine.astype(np.uint64) << np.uint64(32) | other)
        pairs = np.sort(np.concatenate(parts))
        pairs = pairs[np.flatnonzero(np.diff(pairs, prepend=~pairs[:1]))]
        return (pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)

    def meet(self, one: int, two: int) -> bool:
        """Whether two tellings are a candidate pair."""
        one, two = max(one, two), min(one, two)
        rows = slice(int(self._ends[one]), int(self._ends[one + 1]))
        start, held = self._first[rows].astype(np.int64), memoryview(self._members.data)
        for begin, count in ((start, self._loose[rows]), (start + self._skip[rows], self._tight[rows])):
            for first, many in zip(begin.tolist(), count.tolist(), strict=True):
                at = bisect_left(held, two, first, first + many)
                if at < first + many and held[at] == two:
                    return True
        return False


def spans(begin: Numbers, end: Numbers) -> tuple[Numbers, Numbers]:
    """All numbers of stretches, one stretch after the other, and how long each is."""
    many = end - begin
    return np.arange(int(many.sum())) + np.repeat(begin - (np.cumsum(many) - many), many), many


def _before(chosen: npt.NDArray[np.bool_], block: Numbers, starts: Numbers) -> Numbers:
    """For each member how many of the chosen of its block come before it."""
    count: Numbers = np.cumsum(chosen) - chosen
    return count - count[starts][block] if len(starts) else count


def _shared(
    codes: Codes, owners: npt.NDArray[np.uint32], loose: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.bool_], Numbers]:
    """Members of the keys that bring some together, whether each holds it tightly, and where each key begins."""
    members, tight, sizes, marks = [], [], [], []
    for part in range(1 << _PARTS):
        chosen = np.flatnonzero(codes >> np.uint64(64 - _PARTS) == part)
        chosen = chosen[np.argsort(codes[chosen], kind="stable")]
        if not len(chosen):
            continue
        found = codes[chosen]
        starts = np.concatenate(([0], np.flatnonzero(found[1:] != found[:-1]) + 1))
        size = np.diff(np.append(starts, len(found)))
        useful = (size > 1) & np.logical_or.reduceat(loose[chosen], starts)
        kept = chosen[np.repeat(useful, size)]
        sizes.append(size[useful])
        members.append(owners[kept])
        tight.append(~loose[kept])
        if len(kept):
            begins = np.cumsum(sizes[-1]) - sizes[-1]
            marks.append(np.add.reduceat(_scrambled(members[-1].astype(np.uint64) * 2 + tight[-1]), begins))
    if not marks:
        return np.zeros(0, np.uint32), np.zeros(0, np.bool_), np.zeros(0, np.int64)
    size, member, held = np.concatenate(sizes), np.concatenate(members), np.concatenate(tight)
    _, first = np.unique(np.concatenate(marks), return_index=True)
    single = np.zeros(len(size), np.bool_)
    single[first] = True
    keep = np.repeat(single, size)
    size = size[single]
    return member[keep], held[keep], np.cumsum(size) - size


def _scrambled(numbers: Codes) -> Codes:
    """Numbers mixed so well that the sum over a set tells the set (after splitmix64)."""
    out = numbers + np.uint64(_STEP)
    for factor, shift in zip(_SCRAMBLE, (30, 27), strict=True):
        out = (out ^ (out >> np.uint64(shift))) * factor
    return out ^ (out >> np.uint64(31))
