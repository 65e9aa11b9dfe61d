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
from typing import Any, Literal, NamedTuple

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
_PORTION = 1 << 19  # pairs of one portion, before doubles are taken out
_PARTS = 4  # bits by which keys are parted, to sort few at a time
_WORDS = 1 << 17
_ASKED = 1 << 16  # pairs that are looked up at a time
_STEP = 0x9E3779B97F4A7C15
_SCRAMBLE = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


@lru_cache(_WORDS)
def word_code(text: str) -> int:
    """Sixty-four bits for a word, the same everywhere."""
    return int(digest(text)[:16], 16)


def _coded(keys: Sequence[Key]) -> Codes:
    """Sixty-four bits for each of these keys of one length, the same everywhere."""
    words = np.array([word_code(part) for key in keys for part in key], np.uint64).reshape(len(keys), -1)
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

    def __init__(self, keys: Keys, share: Share = map) -> None:
        self.size = len(keys)
        members, tight, starts = _shared(keys, share)
        many = np.diff(np.append(starts, len(members)))
        # Within a block those that hold the key loosely come first; before whom of them each telling stands is counted.
        loosely = np.add.reduceat(~tight, starts, dtype=np.int32) if len(starts) else starts.astype(np.int32)
        loose, tightly = _before(~tight, starts, many), _before(tight, starts, many)
        firsts, skips = np.repeat(starts.astype(np.uint32), many), np.repeat(loosely.astype(np.uint32), many)
        self._members = np.empty_like(members)
        self._members[firsts + np.where(tight, skips + tightly, loose)] = members
        tightly[tight] = 0
        row = np.argsort(members, kind="stable").astype(np.uint32)
        self._ends = np.concatenate(([0], np.cumsum(np.bincount(members, minlength=self.size))))
        self._first, self._skip, self._loose, self._tight = (column[row] for column in (firsts, skips, loose, tightly))

    def stretches(self) -> Iterator[tuple[int, int]]:
        """Where portions of all tellings begin and end, so that the pairs of one portion are not too many."""
        per_row = np.concatenate(([0], np.cumsum(self._loose.astype(np.int64) + self._tight)))
        until = per_row[self._ends]
        first = 0
        while first < self.size:
            last = int(np.searchsorted(until, until[first] + _PORTION, side="right")) - 1
            last = min(self.size, max(first + 1, last))
            yield first, last
            first = last

    def portions(self) -> Iterator[tuple[Numbers, Numbers]]:
        """All candidate pairs, the later number first."""
        for first, last in self.stretches():
            yield self.pairs(np.arange(first, last))

    def pairs(self, claims: Numbers) -> tuple[Numbers, Numbers]:
        """The candidate pairs of these with all before them, the later number first."""
        rows, held = spans(self._ends[claims], self._ends[claims + 1])
        owner, start = np.repeat(claims, held), self._first[rows].astype(np.int64)
        parts = []
        for begin, count in ((start, self._loose[rows]), (start + self._skip[rows], self._tight[rows])):
            at, many = spans(begin, begin + count)
            parts.append(np.repeat(owner, many).astype(np.uint64) << np.uint64(32) | self._members[at])
        pairs = np.sort(np.concatenate(parts))
        pairs = pairs[np.flatnonzero(np.diff(pairs, prepend=~pairs[:1]))]
        return (pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)

    def met(self, one: Numbers, two: Numbers) -> Numbers:
        """Which of these pairs of tellings, by their place among them, are candidates."""
        later, earlier = np.maximum(one, two), np.minimum(one, two)
        found = np.zeros(len(later), np.bool_)
        for first in range(0, len(later), _ASKED):
            part = slice(first, first + _ASKED)
            rows, held = spans(self._ends[later[part]], self._ends[later[part] + 1])
            row, start = np.repeat(np.arange(first, first + len(held)), held), self._first[rows].astype(np.int64)
            for begin, count in ((start, self._loose[rows]), (start + self._skip[rows], self._tight[rows])):
                some = np.flatnonzero(count)
                low, wanted = begin[some], earlier[row[some]]
                high = low + count[some]
                end = high.copy()
                while (open_ := np.flatnonzero(low < high)).size:  # where it would stand among those before, all at once
                    middle = (low[open_] + high[open_]) >> 1
                    less = self._members[middle] < wanted[open_]
                    low[open_[less]] = middle[less] + 1
                    high[open_[~less]] = middle[~less]
                there = np.flatnonzero(low < end)
                there = there[self._members[low[there]] == wanted[there]]
                found[row[some[there]]] = True
        return np.flatnonzero(found)

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


def high_bits(codes: Codes, many: int) -> npt.NDArray[np.uint8]:
    """So many of the highest bits of each, at most eight."""
    out = np.zeros(len(codes), np.uint8)
    for first in range(0, len(codes), _PORTION):  # not all at once, which would take eight times the space
        out[first : first + _PORTION] = codes[first : first + _PORTION] >> np.uint64(64 - many)
    return out


def spans(begin: Numbers, end: Numbers) -> tuple[Numbers, Numbers]:
    """All numbers of stretches, one stretch after the other, and how long each is."""
    many = end - begin
    return np.arange(int(many.sum())) + np.repeat(begin - (np.cumsum(many) - many), many), many


def _before(chosen: npt.NDArray[np.bool_], starts: Numbers, many: Numbers) -> npt.NDArray[np.uint32]:
    """For each member how many of the chosen of its block come before it."""
    count = np.cumsum(chosen, dtype=np.uint32)
    count -= chosen
    count -= np.repeat(count[starts], many)
    return count


class _Part(NamedTuple):
    """Of some keys those that bring tellings together: how many hold each, who, whether tightly, and the mark of the set."""

    size: npt.NDArray[np.uint32]
    members: npt.NDArray[np.uint32]
    tight: npt.NDArray[np.bool_]
    marks: Codes


def _shared(keys: Keys, share: Share) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.bool_], Numbers]:
    """Members of the keys that bring some together, whether each holds it tightly, and where each key begins."""
    codes, loose, ends = (
        np.frombuffer(keys.codes, np.uint64),
        np.frombuffer(keys.loose, np.bool_),
        np.frombuffer(keys.ends, np.uint64),
    )
    high = high_bits(codes, _PARTS)

    def of(part: int) -> _Part:
        chosen = np.flatnonzero(high == part)
        found = codes[chosen]
        order = np.argsort(found, kind="stable")
        chosen, found = chosen[order], found[order]
        starts = np.flatnonzero(np.diff(found, prepend=~found[:1]))
        size = np.diff(np.append(starts, len(found)))
        useful = size > 1
        if len(starts):
            useful &= np.logical_or.reduceat(loose[chosen], starts)
        chosen, size = chosen[np.repeat(useful, size)], size[useful]
        members = (np.searchsorted(ends, chosen.astype(np.uint64), side="right") - 1).astype(np.uint32)
        tight = ~loose[chosen]
        marks = np.zeros(0, np.uint64)
        if len(size):
            marks = np.add.reduceat(_scrambled(members.astype(np.uint64) * 2 + tight), np.cumsum(size) - size)
        return _Part(size.astype(np.uint32), members, tight, marks)

    parts = list(share(of, range(1 << _PARTS)))
    size, member, held, marks = (np.concatenate(column) for column in zip(*parts, strict=True))
    del parts
    _, first = np.unique(marks, return_index=True)
    single = np.zeros(len(size), np.bool_)
    single[first] = True
    keep = np.repeat(single, size)
    size = size[single].astype(np.int64)
    return member[keep], held[keep], np.cumsum(size) - size


def _scrambled(numbers: Codes) -> Codes:
    """Numbers mixed so well that the sum over a set tells the set (after splitmix64)."""
    out = numbers + np.uint64(_STEP)
    for factor, shift in zip(_SCRAMBLE, (30, 27), strict=True):
        out = (out ^ (out >> np.uint64(shift))) * factor
    return out ^ (out >> np.uint64(31))
