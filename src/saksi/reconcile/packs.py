"""What is compared of tellings, packed: words, places and parties recur, so each is kept once and known by a number.

Of a telling its names and those of its report are most of what has to be kept. A set of a hundred words takes some kilobytes, its
numbers take four bytes each; the set is made again when it is compared.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Hashable
from functools import lru_cache
from typing import Any, NamedTuple

from saksi.reconcile.facts import Spot
from saksi.reconcile.names import Names
from saksi.reconcile.telling import Called, Persons, Sides, Telling, Where

_NONE = -1
_STORIES = 1 << 13  # unpacked names of reports that are held at a time


class Numbered:
    """Each thing once, by number."""

    def __init__(self) -> None:
        self.held: list[Any] = []
        self._number: dict[Hashable, int] = {}

    def number(self, one: Hashable) -> int:
        """Its number, a new one for what is new."""
        found = self._number.setdefault(one, len(self.held))
        if found == len(self.held):
            self.held.append(one)
        return found


class Packing(NamedTuple):
    """How an aspect of a telling is packed and unpacked. Two are packed alike only where they are equal."""

    pack: Callable[[Telling], Hashable]
    unpack: Callable[[Any], Any]


class Packs:
    """The words, places, parties and stories of the tellings that were packed."""

    def __init__(self) -> None:
        self._words = Numbered()
        self._spots = Numbered()
        self._sides = Numbered()
        self._stories = Numbered()
        self._names = lru_cache(_STORIES)(self._named)
        self.where = Packing(self._pack_where, self._where)
        self.parties = Packing(self._pack_sides, self._parties)
        self.called = Packing(self._pack_called, self._called)
        self.story = Packing(self._story, self._names)
        self.people = Packing(self._pack_people, self._people)

    def spot(self, spot: Spot | None) -> Spot | None:
        """The place that is kept for all that are equal."""
        kept: Spot | None = None if spot is None else self._spots.held[self._spots.number(spot)]
        return kept

    def _numbers(self, words: Collection[str]) -> list[int]:
        return sorted(map(self._words.number, words))

    def _set(self, numbers: array[int]) -> frozenset[str]:
        return frozenset(map(self._words.held.__getitem__, numbers))

    def _packed(self, names: Names) -> array[int]:
        pairs, singles, words = map(self._numbers, names)
        return array("i", [len(pairs), len(singles), *pairs, *singles, *words])

    def _unpacked(self, held: array[int]) -> Names:
        singles, words = 2 + held[0], 2 + held[0] + held[1]
        return Names(self._set(held[2:singles]), self._set(held[singles:words]), self._set(held[words:]))

    def _story(self, telling: Telling) -> int:
        return self._stories.number(self._packed(telling.scene.names).tobytes())

    def _named(self, story: int) -> Names:
        return self._unpacked(array("i", self._stories.held[story]))

    def _pack_where(self, telling: Telling) -> bytes:
        where = telling.where
        spots = [_NONE if spot is None else self._spots.number(spot) for spot in (where.own, where.setting)]
        return array("i", [*spots, self._words.number(where.word), *self._numbers(where.named)]).tobytes()

    def _where(self, packed: bytes) -> Where:
        held = array("i", packed)
        own, setting = (None if i == _NONE else self._spots.held[i] for i in held[:2])
        return Where(own, setting, self._words.held[held[2]], self._set(held[3:]))

    def _pack_sides(self, telling: Telling) -> bytes:
        return array("i", [self._sides.number(side) for side in telling.parties.parties]).tobytes()

    def _parties(self, packed: bytes) -> Sides:
        return Sides("", tuple(self._sides.held[i] for i in array("i", packed)))

    def _pack_called(self, telling: Telling) -> bytes:
        return (array("i", [self._story(telling)]) + self._packed(telling.names)).tobytes()

    def _called(self, packed: bytes) -> Called:
        held = array("i", packed)
        return Called(self._unpacked(held[1:]), self._names(held[0]))

    def _pack_people(self, telling: Telling) -> bytes:
        return array("i", [self._story(telling), *self._numbers(telling.persons)]).tobytes()

    def _people(self, packed: bytes) -> Persons:
        held = array("i", packed)
        return Persons(self._set(held[1:]), self._names(held[0]).pairs)
