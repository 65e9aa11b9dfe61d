"""What is compared of tellings, packed: words, places and parties recur, so each is kept once and known by a number.

Of a telling its names and those of its report are most of what has to be kept. A set of a hundred words takes some kilobytes, its
numbers take eight bytes each; the set is made again, of numbers, when it is compared. No word is looked at then: processes that
share the words need not copy them.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Hashable, Iterable
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from saksi.reconcile.facts import Spot
from saksi.reconcile.names import Names, halves, paired
from saksi.reconcile.telling import Called, Persons, Side, Sides, Telling, Where

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


def _as_it_is(packed: Hashable, _: Moves) -> Hashable:
    return packed


class Packing(NamedTuple):
    """How an aspect of a telling is packed and unpacked. Two are packed alike only where they are equal."""

    pack: Callable[[Telling], Hashable]
    unpack: Callable[[Any], Any]
    moved: Callable[[Any, Moves], Hashable] = _as_it_is
    """What others have packed, as it is packed here."""


class Held(NamedTuple):
    """All that was packed, by number, to hand to others."""

    words: list[str]
    spots: list[Spot]
    sides: list[Side]
    stories: list[bytes]


class Moves(NamedTuple):
    """By the numbers that others gave to words, places, parties and stories, those that they have here."""

    words: list[int]
    spots: list[int]
    sides: list[int]
    stories: list[int]

    def to_words(self, numbers: Iterable[int]) -> list[int]:
        """Words by number as a set of them is packed here."""
        return sorted(map(self.words.__getitem__, numbers))

    def to_pairs(self, numbers: Iterable[int]) -> list[int]:
        """The same of pairs of words."""
        return sorted([paired(self.words[one], self.words[two]) for one, two in map(halves, numbers)])


class Packs:
    """The words, places, parties and stories of the tellings that were packed."""

    def __init__(self) -> None:
        self._words = Numbered()
        self._spots = Numbered()
        self._sides = Numbered()
        self._stories = Numbered()
        self._last: tuple[Names, int] | None = None  # the tellings of one report have one story, and come together
        self._names = lru_cache(_STORIES)(self._named)
        self.where = Packing(self._pack_where, self._where, _where_moved)
        self.parties = Packing(self._pack_sides, self._parties, _sides_moved)
        self.called = Packing(self._pack_called, self._called, _called_moved)
        self.story = Packing(self._story, self._names, _story_moved)
        self.people = Packing(self._pack_people, self._people, _people_moved)

    def held(self) -> Held:
        """All that was packed."""
        return Held(self._words.held, self._spots.held, self._sides.held, self._stories.held)

    def take(self, held: Held) -> Moves:
        """Take in what others packed: where they find it here."""
        words, spots, sides = (
            list(map(mine.number, theirs))
            for mine, theirs in ((self._words, held.words), (self._spots, held.spots), (self._sides, held.sides))
        )
        moves = Moves(words, spots, sides, [])
        names = (_names_moved(array("q", story), moves) for story in held.stories)
        return moves._replace(stories=[self._stories.number(one.tobytes()) for one in names])

    def spot(self, spot: Spot | None) -> Spot | None:
        """The place that is kept for all that are equal."""
        kept: Spot | None = None if spot is None else self._spots.held[self._spots.number(spot)]
        return kept

    def _numbers(self, words: Collection[str]) -> list[int]:
        return sorted(map(self._words.number, words))

    def _pairs(self, pairs: Collection[str]) -> list[int]:
        return sorted([paired(*map(self._words.number, pair.split())) for pair in pairs])

    def _packed(self, names: Names) -> array[int]:
        pairs, singles, words = self._pairs(names.pairs), self._numbers(names.singles), self._numbers(names.words)
        return array("q", [len(pairs), len(singles), *pairs, *singles, *words])

    def _unpacked(self, held: array[int]) -> Names:
        singles, words = 2 + held[0], 2 + held[0] + held[1]
        return Names(frozenset(held[2:singles]), frozenset(held[singles:words]), frozenset(held[words:]))

    def _story(self, telling: Telling) -> int:
        names = telling.scene.names
        if self._last is None or self._last[0] is not names:
            self._last = (names, self._stories.number(self._packed(names).tobytes()))
        return self._last[1]

    def _named(self, story: int) -> Names:
        return self._unpacked(array("q", self._stories.held[story]))

    def _pack_where(self, telling: Telling) -> bytes:
        where = telling.where
        spots = [_NONE if spot is None else self._spots.number(spot) for spot in (where.own, where.setting)]
        return array("i", [*spots, self._words.number(where.word), *self._numbers(where.named)]).tobytes()

    def _where(self, packed: bytes) -> Where:
        held = array("i", packed)
        own, setting = (None if i == _NONE else self._spots.held[i] for i in held[:2])
        return Where(own, setting, held[2], frozenset(held[3:]))

    def _pack_sides(self, telling: Telling) -> bytes:
        return array("i", [self._sides.number(side) for side in telling.parties.parties]).tobytes()

    def _parties(self, packed: bytes) -> Sides:
        return Sides("", tuple(self._sides.held[i] for i in array("i", packed)))

    def _pack_called(self, telling: Telling) -> bytes:
        return (array("q", [self._story(telling)]) + self._packed(telling.names)).tobytes()

    def _called(self, packed: bytes) -> Called:
        held = array("q", packed)
        return Called(self._unpacked(held[1:]), self._names(held[0]))

    def _pack_people(self, telling: Telling) -> bytes:
        return array("q", [self._story(telling), *self._pairs(telling.persons)]).tobytes()

    def _people(self, packed: bytes) -> Persons:
        held = array("q", packed)
        return Persons(frozenset(held[1:]), self._names(held[0]).pairs)


def _names_moved(held: array[int], moves: Moves) -> array[int]:
    singles, words = 2 + held[0], 2 + held[0] + held[1]
    parts = (moves.to_pairs(held[2:singles]), moves.to_words(held[singles:words]), moves.to_words(held[words:]))
    return array("q", [held[0], held[1], *chain.from_iterable(parts)])


def _where_moved(packed: bytes, moves: Moves) -> bytes:
    held = array("i", packed)
    spots = [_NONE if i == _NONE else moves.spots[i] for i in held[:2]]
    return array("i", [*spots, moves.words[held[2]], *moves.to_words(held[3:])]).tobytes()


def _sides_moved(packed: bytes, moves: Moves) -> bytes:
    return array("i", [moves.sides[i] for i in array("i", packed)]).tobytes()


def _called_moved(packed: bytes, moves: Moves) -> bytes:
    held = array("q", packed)
    return (array("q", [moves.stories[held[0]]]) + _names_moved(held[1:], moves)).tobytes()


def _story_moved(story: int, moves: Moves) -> int:
    return moves.stories[story]


def _people_moved(packed: bytes, moves: Moves) -> bytes:
    held = array("q", packed)
    return array("q", [moves.stories[held[0]], *moves.to_pairs(held[1:])]).tobytes()
