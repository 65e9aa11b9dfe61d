"""Groups that stand: claims that were grouped, to which more can be added without grouping all anew.

What an added claim changes is near it. Joining goes from the pair that fits best to the next, so a group comes out as it did
before unless one that is new, or came out otherwise, fits it; and groups only fit where a link runs between them. So the groups
that hold what is linked to the new claims are taken apart and grouped again with them; as long as a group that came out anew has
links to others, those are taken in too. What is left stands as it was, and the whole is what grouping everything at once gives:
a property test holds the two against each other, claim by claim and in any order.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

import numpy as np

from saksi.reconcile.agglomerate import Links, Numbers
from saksi.reconcile.blocks import Blocks, Share
from saksi.reconcile.cluster import NONE, Decided, Judged, solid, teller
from saksi.reconcile.fits import Fits, linked, worth
from saksi.reconcile.index import Index
from saksi.reconcile.sketches import Sketches
from saksi.reconcile.telling import Telling

Group = tuple[str, ...]
_NOWHERE = -1
_PORTION = 1 << 19  # pairs that are compared at a time


class _Groups:
    """Groups by number, in the order in which they were put. Their claims lie end to end."""

    def __init__(self) -> None:
        self._claims, self._ends, self._gone = array("i"), array("Q", [0]), set[int]()

    @property
    def many(self) -> int:
        """How many were put."""
        return len(self._ends) - 1

    def put(self, group: list[int]) -> int:
        """The number of a new one."""
        self._claims.extend(group)
        self._ends.append(len(self._claims))
        return self.many - 1

    def __getitem__(self, number: int) -> list[int]:
        return self._claims[self._ends[number] : self._ends[number + 1]].tolist()

    def __contains__(self, number: int) -> bool:
        return number not in self._gone

    def pop(self, number: int) -> list[int]:
        """One that is no longer."""
        self._gone.add(number)
        return self[number]

    def numbers(self) -> Iterator[int]:
        """Those that are."""
        return (number for number in range(self.many) if number not in self._gone)


class Change(NamedTuple):
    """What adding did: the groups that are no longer, and those that are new."""

    gone: tuple[Group, ...]
    made: tuple[Group, ...]


class Standing:
    """The groups of the claims added so far. ``same`` and ``different`` are as in :func:`saksi.reconcile.reconcile`.

    The sketches are its own from then on.
    """

    def __init__(self, told: Sketches, *, same: Decided = NONE, different: Decided = NONE, share: Share = map) -> None:
        self._told, self._same, self._different = told, same, different
        self._first = len(told)
        known = Judged(told, same, different)
        self._blocks = Blocks(told.blocking, share)
        self._fits = Fits(told, self._blocks, known.bound, share)
        links = self._fits.links
        order = np.argsort(np.concatenate((links.one, links.two)), kind="stable")
        self._begins = np.searchsorted(np.concatenate((links.one, links.two))[order], np.arange(self._first + 1))
        self._linked = np.concatenate((links.two, links.one))[order]
        self._fit = np.concatenate((links.weight, links.weight))[order]
        # Of what is added all candidates of each, and what is linked with it, from both ends.
        self._index = Index(told.take_keys())
        self._pairs = array("Q")
        self._links: dict[int, list[tuple[int, int]]] = {}
        self._where = array("i", [_NOWHERE]) * self._first
        self._target: dict[int, int] = {}
        self._pointing: dict[int, set[int]] = {}
        self._before: dict[int, Group] = {}
        self._old = 0

        def of(batch: Numbers) -> list[list[int]]:
            return solid(told, batch, self._fits.within(batch), self._fits.worth, known)

        alone = np.flatnonzero(np.bincount(self._fits.label, minlength=self._first)[self._fits.label] == 1).tolist()
        self._members = _Groups()
        for group in chain(([x] for x in alone if not told.teaser[x]), *share(of, self._fits.batches())):
            self._put(group)
        self._point((x for x in range(self._first) if told.teaser[x]), known)

    @property
    def pairs(self) -> int:
        """How many candidate pairs there were before any was added."""
        compared: int = self._fits.compared
        return compared

    def meet(self, one: int, two: int) -> bool:
        """Whether two claims, by number, are a candidate pair."""
        later, earlier = max(one, two), min(one, two)
        if later < self._first:
            return self._blocks.meet(later, earlier)
        pair = later << 32 | earlier
        at = bisect_left(self._pairs, pair)
        return at < len(self._pairs) and self._pairs[at] == pair

    def groups(self) -> tuple[Group, ...]:
        """All groups, each sorted, ordered by first member."""
        return tuple(sorted(map(self._named, self._members.numbers())))

    def add(self, tellings: Iterable[Telling]) -> Change:
        """Add claims; of one that was added before the first telling stays."""
        told, first, fresh = self._told, len(self._told), self._members.many
        for telling in tellings:
            if telling.claim.id not in told.number:
                told.add(telling)
        new = range(first, len(told))
        if not new:
            return Change((), ())
        self._where.extend([_NOWHERE] * len(new))
        self._compare(first)
        known = Judged(told, self._same, self._different)
        self._before, self._old = {}, fresh
        changed = self._anew({z for x in new for z in known.whole.get(x, (x,))}, known)
        moved = {x for group in changed for x in group}
        teasers = {t for x in moved for t, _ in self._linked_to(x) if told.teaser[t]} | {x for x in new if told.teaser[x]}
        for i in {self._where[x] for x in moved} - {_NOWHERE}:
            self._touch(i)
            for x in self._members.pop(i):
                self._where[x] = _NOWHERE
            teasers |= self._pointing.get(i, set())
        teasers = {z for t in teasers for z in known.whole.get(t, (t,))}
        for t in teasers & self._target.keys():
            i = self._target.pop(t)
            self._touch(i)
            self._pointing[i].discard(t)
        for group in changed:
            self._put(group)
        self._point(teasers, known)
        gone = set(self._before.values())
        made = {self._named(i) for i in (*self._before, *range(fresh, self._members.many)) if i in self._members}
        return Change(tuple(sorted(gone - made)), tuple(sorted(made - gone)))

    def _anew(self, taken: set[int], known: Judged) -> list[list[int]]:
        """The groups that come out otherwise than they stand when these claims are grouped with all that they change."""
        told = self._told
        reach = {y for x in taken for y, _ in self._linked_to(x)}
        while True:
            reach |= {z for x in reach for z in known.whole.get(x, (x,))}
            around = {self._where[x] for x in (*taken, *reach)} - {_NOWHERE}
            taken |= {x for i in around for x in self._members[i]} | {x for x in reach if not told.teaser[x]}
            batch = np.array(sorted(taken))
            found = solid(told, batch, self._within(batch), self._worth, known)
            changed = [group for group in found if not self._stands(group)]
            linked = {y for group in changed for x in group if not told.teaser[x] for y, _ in self._linked_to(x)}
            reach = {y for y in linked if y not in taken and not told.teaser[y]}
            if not reach:
                return changed

    def _stands(self, group: list[int]) -> bool:
        """Whether a group is one of those that stand."""
        here = self._where[group[0]]
        return here != _NOWHERE and self._members[here] == group

    def _compare(self, first: int) -> None:
        """Find the candidates of what was added from this number on, and which are linked."""
        told = self._told
        one, two = self._index.add(told.take_keys(), first)
        self._pairs.frombytes((one << 32 | two).astype(np.uint64).tobytes())
        for start in range(0, len(one), _PORTION):
            links = linked(told, one[start : start + _PORTION], two[start : start + _PORTION])
            for x, y, fit in zip(*(column.tolist() for column in links), strict=True):
                self._links.setdefault(x, []).append((y, fit))
                self._links.setdefault(y, []).append((x, fit))

    def _worth(self, one: Numbers, two: Numbers) -> Numbers:
        """What each of these pairs is worth."""
        later = np.maximum(one, two)
        pairs, wanted = np.frombuffer(self._pairs, np.uint64), (later << 32 | np.minimum(one, two)).astype(np.uint64)
        met = np.zeros(len(one), np.bool_)
        if len(pairs):
            met = (pairs[np.minimum(np.searchsorted(pairs, wanted), len(pairs) - 1)] == wanted) & (later >= self._first)
        old = np.flatnonzero(later < self._first)
        met[old[self._blocks.met(one[old], two[old])]] = True
        return worth(self._told, one, two, np.flatnonzero(met))

    def _linked_to(self, claim: int) -> Iterator[tuple[int, int]]:
        """What a claim is linked with, and how well it fits."""
        if claim < self._first:
            rows = slice(self._begins[claim], self._begins[claim + 1])
            yield from zip(self._linked[rows].tolist(), self._fit[rows].tolist(), strict=True)
        yield from self._links.get(claim, ())

    def _within(self, claims: Numbers) -> Links:
        """The links among these claims."""
        here = set(claims.tolist())
        found = [(x, y, fit) for x in here for y, fit in self._linked_to(x) if y < x and y in here]
        one, two, fits = np.array(found, np.int64).reshape(-1, 3).T
        return Links(one.astype(np.int32), two.astype(np.int32), fits.astype(np.int16))

    def _point(self, teasers: Iterable[int], known: Judged) -> None:
        """Let loose teasers point at the group of their strongest link."""
        for bound in {known.whole.get(t, (t,)) for t in teasers if self._where[t] == _NOWHERE}:
            links = {t: list(self._linked_to(t)) for t in bound}
            target = teller(self._told, bound, links, self._where.__getitem__, self._members.__getitem__, known)
            if target is not None:
                self._touch(target)
                self._target.update(dict.fromkeys(bound, target))
                self._pointing.setdefault(target, set()).update(bound)

    def _put(self, group: list[int]) -> None:
        number = self._members.put(group)
        for x in group:
            self._where[x] = number

    def _touch(self, group: int) -> None:
        """Remember a group as it was before anything was added this time."""
        if group in self._members and group < self._old:
            self._before.setdefault(group, self._named(group))

    def _named(self, group: int) -> Group:
        return tuple(sorted(self._told.claims[x] for x in (*self._members[group], *self._pointing.get(group, ()))))
