"""Events that one document tells twice: as the battle, and as the dead of it.

Two event claims of one document are two events unless there is more than their own likeness to say that they are one. Where the
claims of other documents fit both, so that only the shared document kept two groups apart, these are *one*: what others tell
as one event, this document has told twice. What a single document tells of its main event without another day, place or party is
a *facet*: the events stay two, and the counts that go with a facet are gathered with the event, so that one toll is not torn into
two. Neither holds when the document gives the two different days or places, or says that one answers the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from saksi.reconcile.agglomerate import bounded
from saksi.reconcile.places import place_level
from saksi.reconcile.sketches import Sketch, Sketches
from saksi.reconcile.weights import THRESHOLD

Group = tuple[str, ...]
_WELL = 2.0  # bits by which others vouch for two tellings of one document against its own days and places
_PORTION = 1 << 20  # pairs weighed at a time
_SHARED = 1.0  # bits that a shared document is worth: a report seldom tells two alike events


class Hosts(NamedTuple):
    """By position of a group that is told by another one's documents too, the position of that one."""

    facet: dict[int, int]
    one: dict[int, int]
    """Those that are one event with it, since other documents vouch for that."""


class Known:
    """What was found before: how well groups fit that share a document, null where nobody else tells of them; rows of claims."""

    def __init__(self) -> None:
        self.fit: dict[tuple[Group, Group], float | None] = {}
        self.rows: dict[str, Sketch] = {}

    def forget(self, gone: Collection[Group]) -> None:
        """Groups that are no longer."""
        self.fit = {pair: fit for pair, fit in self.fit.items() if pair[0] not in gone and pair[1] not in gone}


def hosts(
    groups: Sequence[Group],
    sketches: Sketches,
    meet: Callable[[int, int], bool],
    forbidden: Callable[[Group, Group], bool],
    known: Known,
) -> Hosts:
    """Which groups are facets of others, and which are one event with them; a host is neither of another.

    ``meet`` says whether two claims, by number, are a candidate pair. What is found is put with what is known.
    """
    told, number = known.rows, sketches.number
    told.update((claim, sketches[claim]) for claim in sketches if claim not in told)
    home = {claim: i for i, group in enumerate(groups) for claim in group}
    size = [(len({told[c].document for c in g}), any(told[c].main for c in g), len(g)) for g in groups]
    out: dict[int, int] = {}
    taken: set[int] = set()
    for i in sorted(range(len(groups)), key=lambda i: (size[i], groups[i][0])):
        heads = Counter(home[m] for c in groups[i] if (m := told[c].part) in home)
        heads.pop(i, None)
        most = min(heads, key=lambda k: (-heads[k], groups[k][0])) if heads else None
        if most is None or 2 * heads[most] < len(groups[i]):
            continue
        host = out.get(most, most)
        if (
            host != i
            and i not in taken
            and not forbidden(groups[i], groups[host])
            and not _two(groups[i], groups[host], told)
            and not _told_apart(groups[i], groups[host], told)
        ):
            out[i] = host
            taken.add(host)
    held = {(i, j): links for i, j, links in _across(groups, sketches, known)}
    whole = {i: [i] for i in range(len(groups))}

    def fit(i: int, j: int) -> bool:
        """Whether nothing speaks against two groups being one: what others say of them outweighs what their document says."""
        links = held.get((min(i, j), max(i, j)), THRESHOLD)
        apart = (
            forbidden(groups[i], groups[j]) or _told_apart(groups[i], groups[j], told) or _told_apart(groups[j], groups[i], told)
        )
        return not apart and links > THRESHOLD - _SHARED and (links > _WELL or not _two(groups[i], groups[j], told))

    def joins(i: int, j: int) -> bool:
        """Whether all that is one with a group so far is one with another: one group follows its link, several go by the mean."""
        if len(whole[i]) == 1:
            return not any(forbidden(groups[i], groups[x]) for x in whole[j])
        found = [held[pair] for x in whole[i] for y in whole[j] if (pair := (min(x, y), max(x, y))) in held]
        return sum(found) > _WELL * len(found) and all(fit(x, y) for x in whole[i] for y in whole[j])

    def ordered(i: int, j: int) -> tuple[int, int]:
        return (i, j) if (size[i], groups[j][0]) <= (size[j], groups[i][0]) else (j, i)

    for _, small, large in sorted((-links, *ordered(i, j)) for (i, j), links in held.items() if links > THRESHOLD - _SHARED):
        if small in out or whole[small] is whole[large]:
            continue
        if not _met(groups[small], groups[large], number, meet) or not fit(small, large):
            continue
        host = out.get(large, large)
        if host != large:  # what fits a facet is another facet
            if small not in taken and host != small and not forbidden(groups[small], groups[host]):
                out[small] = host
        elif joins(small, large):
            whole[large] += whole[small]
            whole |= dict.fromkeys(whole[small], whole[large])
    first = {i: max(members, key=lambda x: (size[x], groups[x][0])) for i, members in whole.items()}
    return Hosts(out, {i: to for i, to in first.items() if to != i})


def _across(groups: Sequence[Group], sketches: Sketches, known: Known) -> Iterator[tuple[int, int, float]]:
    """How well each two groups that share a document fit together, by their pairs of different documents."""
    of: dict[str, set[int]] = {}
    told, number = known.rows, sketches.number
    for i, group in enumerate(groups):
        for claim in group:
            of.setdefault(told[claim].document, set()).add(i)
    beside = sorted({pair for held in of.values() if len(held) > 1 for pair in combinations(sorted(held), 2)})
    waiting: list[tuple[int, int, int]] = []
    ones: list[int] = []
    twos: list[int] = []
    for i, j in beside:
        if (groups[i], groups[j]) in known.fit:
            fit = known.fit[groups[i], groups[j]]
            if fit is not None:
                yield i, j, fit
            continue
        before = len(ones)
        for x in groups[i]:
            for y in groups[j]:
                if told[x].document != told[y].document:
                    ones.append(number[x])
                    twos.append(number[y])
        if len(ones) > before:
            waiting.append((i, j, before))
        else:
            known.fit[groups[i], groups[j]] = None
        if len(ones) > _PORTION:
            yield from _means(groups, waiting, ones, twos, sketches, known)
            waiting, ones, twos = [], [], []
    yield from _means(groups, waiting, ones, twos, sketches, known)


def _means(
    groups: Sequence[Group],
    waiting: Sequence[tuple[int, int, int]],
    ones: Sequence[int],
    twos: Sequence[int],
    sketches: Sketches,
    known: Known,
) -> Iterator[tuple[int, int, float]]:
    if not waiting:
        return
    weights = sketches.weights(np.array(ones, np.int64), np.array(twos, np.int64)).tolist()
    ends = [*(begin for _, _, begin in waiting[1:]), len(weights)]
    for (i, j, begin), end in zip(waiting, ends, strict=True):
        fit = known.fit[groups[i], groups[j]] = sum(sorted(bounded(w) for w in weights[begin:end])) / (end - begin)
        yield i, j, fit


def _met(one: Group, two: Group, number: Mapping[str, int], meet: Callable[[int, int], bool]) -> bool:
    """Whether a claim of the one is a candidate for a claim of the other."""
    return any(meet(number[x], number[y]) for x in one for y in two)


def _told_apart(one: Group, two: Group, told: Mapping[str, Sketch]) -> bool:
    """Whether one document tells the one as what the other answers, breaks or comes before."""
    return any(not told[x].others.isdisjoint(two) for x in one)


def _two(one: Group, two: Group, told: Mapping[str, Sketch]) -> bool:
    """Whether one document tells of both, on two days or at two places."""
    for x in one:
        for y in two:
            a, b = told[x], told[y]
            if a.document != b.document:
                continue
            if a.days and b.days and (a.days.first > b.days.last or b.days.first > a.days.last):
                return True
            here, there = a.place, b.place
            if here and there and place_level(here, there) in ("different", "other_area"):
                return True
    return False
