"""What is compared of tellings, packed: words, places and parties are numbers, and numbers lie end to end in arrays.

Of a telling its names and those of its report are most of what has to be kept. A set of a hundred words takes some kilobytes, its
numbers take eight bytes each; the set is made again, of numbers, when it is compared. The number of a word is made of its letters
(:func:`saksi.reconcile.blocks.word_code`), so it is the same in every process, and no list of words is held. What lies in arrays
need not be copied by processes that share it, nor be numbered anew where others have packed it.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

import numpy as np

from saksi.reconcile.blocks import Codes, Numbers, word_code
from saksi.reconcile.facts import Spot
from saksi.reconcile.names import Names, paired
from saksi.reconcile.telling import Called, Persons, Side, Sides, Telling, Where

_STORIES = 1 << 11  # unpacked names of reports that are held at a time
_RECENT = 1 << 12  # stretches among which a new one is looked for


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


class Moves(NamedTuple):
    """Of what others number: the numbers of their places and parties here, and how many stories and names come before theirs."""

    spots: Numbers
    sides: Sequence[int]
    story: int
    called: int


class Packing(Protocol):
    """How an aspect of tellings is kept. Two have one number only where they are equal."""

    def number(self, telling: Telling) -> int:
        """The number of the aspect of a telling; numbers are given in order, from nought."""

    def value(self, number: int) -> Any:
        """The aspect with a number."""

    def held(self) -> Any:
        """All of them, to hand to others."""

    def take(self, held: Any, moves: Moves) -> Numbers:
        """Take in what others have: the number here of each of theirs."""

    def __len__(self) -> int: ...


class Once:
    """An aspect of which few differ: each is kept once."""

    def __init__(self, pack: Callable[[Telling], Hashable]) -> None:
        self._pack, self._kept = pack, Numbered()

    def number(self, telling: Telling) -> int:
        """The number of the aspect of a telling."""
        return self._kept.number(self._pack(telling))

    def value(self, number: int) -> Any:
        """The aspect with a number."""
        return self._kept.held[number]

    def held(self) -> list[Any]:
        """All of them."""
        return self._kept.held

    def take(self, held: list[Any], moves: Moves) -> Numbers:
        """The number here of each of theirs."""
        return np.array([self._kept.number(self._moved(one, moves)) for one in held], np.int64)

    def _moved(self, packed: Any, _: Moves) -> Any:
        return packed

    def __len__(self) -> int:
        return len(self._kept.held)


class Parties(Once):
    """The parties of tellings, each as a number."""

    def __init__(self, sides: Numbered) -> None:
        super().__init__(self._packed)
        self._sides = sides

    def _packed(self, telling: Telling) -> bytes:
        return array("i", [self._sides.number(side) for side in telling.parties.parties]).tobytes()

    def value(self, number: int) -> Sides:
        """The parties with a number."""
        return Sides("", tuple(self._sides.held[i] for i in array("i", self._kept.held[number])))

    def _moved(self, packed: bytes, moves: Moves) -> bytes:
        return array("i", [moves.sides[i] for i in array("i", packed)]).tobytes()


class Flat:
    """An aspect of which nearly all differ: stretches of numbers, end to end."""

    def __init__(self) -> None:
        self._cells, self._ends = array("Q"), array("Q", [0])
        self._recent: dict[bytes, int] = {}
        self._last: tuple[Telling | None, int] = (None, 0)

    def _pack(self, telling: Telling) -> list[int]:
        raise NotImplementedError

    def _moved(self, cells: Codes, begins: Numbers, moves: Moves) -> None:
        """Put the numbers that are others' as they are here."""

    def number(self, telling: Telling) -> int:
        """The number of the aspect of a telling: of one that is equal and came shortly before the same."""
        if self._last[0] is not telling:
            cells = array("Q", self._pack(telling))
            if len(self._recent) >= _RECENT:
                self._recent.clear()
            number = self._recent.setdefault(cells.tobytes(), len(self))
            if number == len(self):
                self._cells += cells
                self._ends.append(len(self._cells))
            self._last = (telling, number)
        return self._last[1]

    def cells(self, number: int) -> array[int]:
        """The stretch with a number."""
        return self._cells[self._ends[number] : self._ends[number + 1]]

    def held(self) -> tuple[array[int], array[int]]:
        """All of them."""
        return self._cells, self._ends

    def take(self, held: tuple[array[int], array[int]], moves: Moves) -> Numbers:
        """The number here of each of theirs."""
        cells, ends = (np.array(part, np.uint64) for part in held)
        self._moved(cells, ends[:-1].astype(np.int64), moves)
        first = len(self)
        self._ends.frombytes((ends[1:] + np.uint64(len(self._cells))).tobytes())
        self._cells.frombytes(cells.tobytes())
        return np.arange(first, len(self))

    def __len__(self) -> int:
        return len(self._ends) - 1


class Stories(Flat):
    """The names of reports. The tellings of one report have one story, and come together."""

    def __init__(self) -> None:
        super().__init__()
        self._of: tuple[Names | None, int] = (None, 0)
        self.value = lru_cache(_STORIES)(self._value)

    def number(self, telling: Telling) -> int:
        """The number of the names of the report of a telling."""
        if self._of[0] is not telling.scene.names:
            self._of = (telling.scene.names, super().number(telling))
        return self._of[1]

    def _pack(self, telling: Telling) -> list[int]:
        return _packed(telling.scene.names)

    def _value(self, number: int) -> Names:
        return _unpacked(self.cells(number))


class Beside(Flat):
    """The names beside tellings, each with its story."""

    def __init__(self, stories: Stories) -> None:
        super().__init__()
        self._stories = stories

    def _pack(self, telling: Telling) -> list[int]:
        return [self._stories.number(telling), *_packed(telling.names)]

    def _moved(self, cells: Codes, begins: Numbers, moves: Moves) -> None:
        cells[begins] += np.uint64(moves.story)

    def value(self, number: int) -> Called:
        """The names with a number, and those of their report."""
        held = self.cells(number)
        return Called(_unpacked(held[1:]), self._stories.value(held[0]))

    def words(self, number: int) -> frozenset[int]:
        """The words with a number."""
        return _unpacked(self.cells(number)[1:]).words


class Wheres(Flat):
    """The places of tellings: their own and that of their story, nought for none; the word; the number of the names beside."""

    def __init__(self, spots: Numbered, called: Beside) -> None:
        super().__init__()
        self._spots, self._called = spots, called

    def _pack(self, telling: Telling) -> list[int]:
        where = telling.where
        spots = [0 if spot is None else 1 + self._spots.number(spot) for spot in (where.own, where.setting)]
        return [*spots, word_code(str(where.word)), self._called.number(telling)]

    def _moved(self, cells: Codes, begins: Numbers, moves: Moves) -> None:
        spots = np.concatenate(([0], moves.spots + 1)).astype(np.uint64)
        for place in (0, 1):
            cells[begins + place] = spots[cells[begins + place].astype(np.int64)]
        cells[begins + 3] += np.uint64(moves.called)

    def value(self, number: int) -> Where:
        """The places with a number."""
        *spots, word, called = self.cells(number)
        own, setting = (self._spots.held[i - 1] if i else None for i in spots)
        return Where(own, setting, word, self._called.words(called))


class Takers(Flat):
    """Who takes part in tellings, each with the story."""

    def __init__(self, stories: Stories) -> None:
        super().__init__()
        self._stories = stories

    def _pack(self, telling: Telling) -> list[int]:
        return [self._stories.number(telling), *_pairs(telling.persons)]

    def _moved(self, cells: Codes, begins: Numbers, moves: Moves) -> None:
        cells[begins] += np.uint64(moves.story)

    def value(self, number: int) -> Persons:
        """Who takes part, by number, and who is named in the report."""
        held = self.cells(number)
        return Persons(frozenset(map(paired, held[1::2], held[2::2])), self._stories.value(held[0]).pairs)


class Packs:
    """The places, parties and names of the tellings that were packed."""

    def __init__(self) -> None:
        self._spots, self._sides = Numbered(), Numbered()
        self.story = Stories()
        self.called = Beside(self.story)
        self.where = Wheres(self._spots, self.called)
        self.people = Takers(self.story)
        self.parties = Parties(self._sides)

    def held(self) -> tuple[list[Spot], list[Side]]:
        """The places and parties that were packed, by number, to hand to others."""
        return self._spots.held, self._sides.held

    def take(self, held: tuple[list[Spot], list[Side]]) -> Moves:
        """Take in what others packed: where they find it here."""
        spots = np.array(list(map(self._spots.number, held[0])), np.int64)
        return Moves(spots, list(map(self._sides.number, held[1])), len(self.story), len(self.called))

    def spot_number(self, spot: Spot | None) -> int:
        """The number of a place, from one; nought for none."""
        return 0 if spot is None else 1 + self._spots.number(spot)

    def spot(self, number: int) -> Spot | None:
        """The place with such a number."""
        found: Spot | None = self._spots.held[number - 1] if number else None
        return found


def _pairs(pairs: Collection[str]) -> Iterable[int]:
    """Both words of each pair."""
    return [word_code(word) for pair in sorted(pairs) for word in pair.split()]


def _packed(names: Names) -> list[int]:
    singles, words = (map(word_code, sorted(some)) for some in (names.singles, names.words))
    return [len(names.pairs), len(names.singles), *_pairs(names.pairs), *singles, *words]


def _unpacked(held: array[int]) -> Names:
    singles = 2 + 2 * held[0]
    words = singles + held[1]
    pairs = frozenset(map(paired, held[2:singles:2], held[3:singles:2]))
    return Names(pairs, frozenset(held[singles:words]), frozenset(held[words:]))
