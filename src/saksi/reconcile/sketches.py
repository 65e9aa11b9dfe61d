"""Tellings by number: what comparing and clustering need of very many of them, in little space, and what pairs of them weigh.

Of a telling only its *aspects* are compared (:data:`saksi.reconcile.compare.ASPECTS`). A telling is a row of numbers, in columns
of arrays, and of the pairs of a portion each two aspects are held against each other once. The sums are those of
:func:`saksi.reconcile.compare.weigh`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, get_args

import numpy as np
import numpy.typing as npt

from saksi.reconcile.blocking import keys
from saksi.reconcile.blocks import Keys, Numbers
from saksi.reconcile.compare import ASPECTS, PRIOR, Aspect, bounds, unsaid, worth
from saksi.reconcile.facts import Days, Spot
from saksi.reconcile.packs import Moves, Numbered, Once, Packing, Packs
from saksi.reconcile.telling import Telling
from saksi.reconcile.weights import VETO
from saksi.reconcile.whens import Whens
from saksi.types import PloverType

Weights = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
_SORT, _WHEN, _WHERE, _PARTIES, _COUNTS, _SPEAKERS, _CALLED, _STORY, _PEOPLE = range(len(ASPECTS))
_CHEAP_FIRST = (_SORT, _WHEN, _SPEAKERS, _COUNTS, _WHERE, _PEOPLE, _STORY, _PARTIES, _CALLED)  # as pairs are compared
_TAKEN_FIRST = (_STORY, _CALLED, _WHERE, _PEOPLE, _SORT, _PARTIES, _COUNTS, _SPEAKERS)  # what others refer to comes first
_SLACK = 1e-3
_TABLE = 1 << 22  # cells of a table of all aspects of a portion against each other
_TYPES: tuple[PloverType, ...] = get_args(PloverType)
_NONE = -(1 << 31)


class Sketch(NamedTuple):
    """What clustering asks of one telling, besides what its pairs weigh. ``part`` and ``others`` as in a :class:`Telling`."""

    document: str
    teaser: bool
    main: bool
    part: str | None
    type: PloverType
    days: Days | None
    place: Spot | None
    others: frozenset[str]


class _Held(NamedTuple):
    """A column to hand to others."""

    rows: array[int]
    silent: array[int]
    aspects: Any


class _Column:
    """One aspect of every telling: its number among those that are kept."""

    def __init__(self, aspect: Aspect, packing: Packing) -> None:
        self.aspect = aspect
        self.least, self.most = bounds(aspect)
        self.unsaid = unsaid(aspect)
        self._rows, self._silent = array("i"), array("B")
        self._packing = packing

    def add(self, telling: Telling) -> None:
        """The aspect of the next telling."""
        number = self._packing.number(telling)
        if number == len(self._silent):
            self._silent.append(self.aspect.silent(self.aspect.look(telling)))
        self._rows.append(number)

    def held(self) -> _Held:
        """The number of the aspect of each telling, and the aspects as they are kept."""
        return _Held(self._rows, self._silent, self._packing.held())

    def take(self, held: _Held, moves: Moves) -> None:
        """The aspects of the next tellings, as others keep them."""
        numbers = self._packing.take(held.aspects, moves).astype(np.int32)
        self._silent.frombytes(np.frombuffer(held.silent, np.uint8)[numbers >= len(self._silent)].tobytes())
        self._rows.frombytes(numbers[np.frombuffer(held.rows, np.int32)].tobytes())

    def value(self, claim: int) -> Any:
        """The aspect of a telling."""
        return self._packing.value(self._rows[claim])

    def untold(self, one: Numbers, two: Numbers) -> Flags:
        """Of which pairs this aspect says nothing."""
        rows, silent = np.frombuffer(self._rows, np.int32), np.frombuffer(self._silent, np.bool_)
        first, second = silent[rows[one]], silent[rows[two]]
        untold: Flags = first & second if self.aspect.both else first | second
        return untold

    def worth(self, one: Numbers, two: Numbers) -> Weights:
        """What this aspect of each pair of tellings is worth."""
        if not len(one):
            return np.zeros(0)
        rows = np.frombuffer(self._rows, np.int32)
        ones, twos = rows[one], rows[two]
        met = np.zeros(len(self._packing), np.bool_)
        met[ones] = met[twos] = True
        known = np.flatnonzero(met)
        place = np.zeros(len(met), np.int64)
        place[known] = np.arange(len(known))
        width = len(known)
        cell = place[ones] * width
        cell += place[twos]
        if width**2 <= max(_TABLE, 2 * len(one)):
            there = np.zeros(width**2, np.bool_)
            there[cell] = True
            cells = np.flatnonzero(there)
            table = np.zeros(len(there))
            table[cells] = self._worth(known, cells)
            return table[cell]
        order = np.sort(cell)
        cells = order[np.flatnonzero(np.diff(order, prepend=-1))]
        return self._worth(known, cells)[np.searchsorted(cells, cell)]

    def _worth(self, known: Numbers, cells: Numbers) -> Weights:
        """What the cells of a table are worth, of which each row and each column is one of these aspects."""
        lows, highs = np.divmod(cells, len(known))
        flipped = np.minimum(lows, highs) * len(known) + np.maximum(lows, highs)
        order = np.sort(flipped)
        once = order[np.flatnonzero(np.diff(order, prepend=-1))]
        held, aspect = list(map(self._packing.value, known.tolist())), self.aspect
        pairs = zip((once // len(known)).tolist(), (once % len(known)).tolist(), strict=True)
        return np.array([worth(aspect, held[x], held[y]) for x, y in pairs])[np.searchsorted(once, flipped)]


class _Days:
    """The days of every telling, which are compared in arrays."""

    def __init__(self, aspect: Aspect) -> None:
        self.aspect = aspect
        self.least, self.most = bounds(aspect)
        self.unsaid = unsaid(aspect)
        self.whens = Whens()

    def add(self, telling: Telling) -> None:
        """When the next telling happened."""
        self.whens.add(telling.when)

    def value(self, claim: int) -> Any:
        """When a telling happened."""
        return self.whens.value(claim)

    def untold(self, one: Numbers, two: Numbers) -> Flags:
        """Of which pairs nothing is known beforehand: of none."""
        return np.zeros(np.broadcast(one, two).shape, np.bool_)

    def worth(self, one: Numbers, two: Numbers) -> Weights:
        """What the days of each pair of tellings are worth."""
        return self.whens.worth(one, two)


class Portion(NamedTuple):
    """Sketches to be handed from one process to another."""

    claims: list[str]
    blocking: Keys
    documents: list[str]
    numbers: tuple[array[int], ...]
    parts: dict[int, str]
    others: dict[int, frozenset[str]]
    packs: tuple[list[Any], list[Any]]
    whens: Whens
    columns: dict[int, _Held]


class Sketches(Mapping[str, Sketch]):
    """The tellings added so far: by claim id what clustering asks; by number, in the order of adding, pairs and their weights."""

    def __init__(self, told: Iterable[Telling] = ()) -> None:
        self.claims: list[str] = []
        self.number: dict[str, int] = {}
        self.blocking = Keys()
        self._packs = packs = Packs()
        packed: dict[int, Packing] = {
            _WHERE: packs.where, _PARTIES: packs.parties, _CALLED: packs.called, _STORY: packs.story, _PEOPLE: packs.people,
        }  # fmt: skip
        self._days = _Days(ASPECTS[_WHEN])
        self._columns = {i: _Column(ASPECTS[i], packed[i] if i in packed else Once(ASPECTS[i].look)) for i in _TAKEN_FIRST}
        self._ordered: tuple[_Column | _Days, ...] = tuple(self._days if i == _WHEN else self._columns[i] for i in _CHEAP_FIRST)
        self.document, self.teaser, self.type, self.has_part = array("i"), array("B"), array("B"), array("B")
        """The number of the document of each, whether it stands in a teaser, the number of its type, whether it is a part."""
        self._documents, self._main = Numbered(), array("B")
        self._first, self._last, self._spot = array("i"), array("i"), array("i")
        self._parts: dict[int, str] = {}
        self._others: dict[int, frozenset[str]] = {}
        for telling in sorted(told, key=lambda t: (t.published or 0, t.document, t.claim.id)):
            self.add(telling)

    def add(self, telling: Telling) -> None:
        """One telling more. Where those that are near in time follow each other, comparing is quicker."""
        claim, number, days = telling.claim, len(self.claims), telling.days
        self.number[claim.id] = number
        self.claims.append(claim.id)
        self.blocking.add(keys(telling))
        for column in self._ordered:
            column.add(telling)
        self.document.append(self._documents.number(telling.document))
        self.teaser.append(claim.voice == "teaser")
        self.type.append(_TYPES.index(claim.plover.type))
        self.has_part.append(telling.part is not None)
        self._main.append(telling.main)
        self._first.append(days.first if days else _NONE)
        self._last.append(days.last if days else _NONE)
        self._spot.append(self._packs.spot_number(telling.where.own))
        if telling.part is not None:
            self._parts[number] = telling.part
        if telling.others:
            self._others[number] = telling.others

    def _numbers(self) -> tuple[array[int], ...]:
        return self.teaser, self.type, self.has_part, self._main, self._first, self._last, self.document, self._spot

    def portion(self) -> Portion:
        """All of these, to be taken in elsewhere."""
        columns = {i: column.held() for i, column in self._columns.items()}
        return Portion(self.claims, self.blocking, self._documents.held, self._numbers(), self._parts, self._others,
                       self._packs.held(), self._days.whens, columns)  # fmt: skip

    def take(self, portion: Portion) -> None:
        """The sketches of another process, whose tellings are none of those here, after those here."""
        first = len(self)
        self.number.update(zip(portion.claims, range(first, first + len(portion.claims)), strict=True))
        self.claims += portion.claims
        self.blocking.extend(portion.blocking)
        moves = self._packs.take(portion.packs)
        for i in _TAKEN_FIRST:
            self._columns[i].take(portion.columns[i], moves)
        self._days.whens.extend(portion.whens)
        *plain, documents, spots = portion.numbers
        for mine, theirs in zip(self._numbers(), plain, strict=False):
            mine += theirs
        known = np.array(list(map(self._documents.number, portion.documents)), np.int32)
        self.document.frombytes(known[np.frombuffer(documents, np.int32)].tobytes())
        placed = np.concatenate(([0], moves.spots + 1)).astype(np.int32)
        self._spot.frombytes(placed[np.frombuffer(spots, np.int32)].tobytes())
        self._parts.update((first + i, part) for i, part in portion.parts.items())
        self._others.update((first + i, others) for i, others in portion.others.items())

    def __getitem__(self, claim: str) -> Sketch:
        i = self.number[claim]
        days = None if self._first[i] == _NONE else Days(self._first[i], self._last[i])
        return Sketch(self._documents.held[self.document[i]], bool(self.teaser[i]), bool(self._main[i]), self._parts.get(i),
                      _TYPES[self.type[i]], days, self._packs.spot(self._spot[i]), self._others.get(i, frozenset()))  # fmt: skip

    def take_keys(self) -> Keys:
        """The blocking keys of what was added since they were last taken, which are then held here no more."""
        keys, self.blocking = self.blocking, Keys()
        return keys

    def __iter__(self) -> Iterator[str]:
        return iter(self.claims)

    def __len__(self) -> int:
        return len(self.claims)

    def weight(self, one: int, two: int) -> float:
        """What one pair weighs."""
        aspects = [(c.aspect, c.value(one), c.value(two)) for c in self._ordered]
        return round(PRIOR + sum([worth(*row) for row in aspects]), 3)

    def weights(self, one: Numbers, two: Numbers, least: Weights | None = None) -> Weights:
        """What each pair weighs, as :func:`saksi.reconcile.compare.weigh` has it.

        With ``least`` a pair that cannot weigh more than that, whatever is left to compare, is left there: what is cheap to
        compare comes first, what one of two is silent about is known, and most candidates are no one event.
        """
        total = np.full(len(one), PRIOR)
        if not len(one):
            return total
        untold = [column.untold(one, two) for column in self._ordered]
        low, high = np.zeros(len(one), np.float32), np.zeros(len(one), np.float32)
        for column, silent in zip(self._ordered, untold, strict=True):
            low += np.where(silent, np.float32(column.unsaid), np.float32(column.least))
            high += np.where(silent, np.float32(column.unsaid), np.float32(column.most))
        rows = np.arange(len(one))
        for column, silent in zip(self._ordered, untold, strict=True):
            if least is not None:
                held, some, most = total[rows], low[rows], high[rows]
                # What may yet turn out to be a veto, or none, is compared to the end.
                undecided = (held + most > least[rows] - _SLACK) | (held + some <= VETO / 2)
                rows = rows[np.where(held <= VETO / 2, held + most > VETO / 2, undecided)]
            silence = silent[rows]
            told, quiet = rows[~silence], rows[silence]
            total[quiet] += column.unsaid
            total[told] += column.worth(one[told], two[told])
            low[quiet] -= np.float32(column.unsaid)
            high[quiet] -= np.float32(column.unsaid)
            low[told] -= np.float32(column.least)
            high[told] -= np.float32(column.most)
        decided = np.ones(len(total), np.bool_)
        decided[rows] = False
        return np.round(total, 3) if least is None else np.where(decided, np.minimum(total, least), np.round(total, 3))
