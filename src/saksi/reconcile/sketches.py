"""Tellings by number: what comparing and clustering need of very many of them, in little space, and what pairs of them weigh.

Of a telling only its *aspects* are compared (:data:`saksi.reconcile.compare.ASPECTS`), and aspects recur: a town, a day, two
parties. So each distinct one is kept once, a telling is a row of numbers, and of the pairs of a portion each two aspects are held
against each other once. The sums are those of :func:`saksi.reconcile.compare.weigh`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from saksi.reconcile.blocking import keys
from saksi.reconcile.blocks import Keys, Numbers
from saksi.reconcile.compare import ASPECTS, PRIOR, Aspect, bounds, worth
from saksi.reconcile.facts import Days, Spot
from saksi.reconcile.packs import Held, Moves, Numbered, Packing, Packs
from saksi.reconcile.telling import Telling
from saksi.reconcile.weights import VETO
from saksi.types import PloverType

Weights = npt.NDArray[np.float64]
_CHEAP_FIRST = (0, 1, 8, 4, 5, 7, 2, 3, 6)  # the aspects in the order in which pairs are compared
_SLACK = 1e-6
_TABLE = 1 << 22  # cells of a table of all aspects of a portion against each other


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


class _Column:
    """One aspect of every telling: its number among the distinct ones, which may be kept packed."""

    def __init__(self, aspect: Aspect, packing: Packing) -> None:
        self.aspect = aspect
        self.bounds = bounds(aspect)
        self.rows = array("i")
        self._packing = packing
        self._kept = Numbered()

    def add(self, telling: Telling) -> None:
        """The aspect of the next telling."""
        self.rows.append(self._kept.number(self._packing.pack(telling)))

    def portion(self) -> tuple[array[int], list[Any]]:
        """The number of the aspect of each telling, and the aspects as they are kept."""
        return self.rows, self._kept.held

    def take(self, portion: tuple[array[int], list[Any]], moves: Moves) -> None:
        """The aspects of the next tellings, as others keep them."""
        rows, held = portion
        numbers = np.array([self._kept.number(self._packing.moved(one, moves)) for one in held], np.int32)
        self.rows.frombytes(numbers[np.frombuffer(rows, np.int32)].tobytes())

    def held(self, claim: int) -> Any:
        """The aspect of a telling."""
        return self._packing.unpack(self._kept.held[self.rows[claim]])

    def add_to(self, total: Weights, one: Numbers, two: Numbers) -> None:
        """Add to the total of each pair of tellings what this aspect of the two is worth."""
        if not len(one):
            return
        rows = np.frombuffer(self.rows, np.int32)
        ones, twos = rows[one], rows[two]
        met = np.zeros(len(self._kept.held), np.bool_)
        met[ones] = met[twos] = True
        known = np.flatnonzero(met)
        place = np.zeros(len(met), np.int64)
        place[known] = np.arange(len(known))
        width = len(known)
        cell = place[ones] * width
        cell += place[twos]
        if width == 1:
            total += self._worth(known, np.zeros(1, np.int64))[0]
        elif width**2 <= max(_TABLE, 2 * len(one)):
            there = np.zeros(width**2, np.bool_)
            there[cell] = True
            cells = np.flatnonzero(there)
            table = np.zeros(len(there))
            table[cells] = self._worth(known, cells)
            total += table[cell]
        else:
            order = np.sort(cell)
            cells = order[np.flatnonzero(np.diff(order, prepend=-1))]
            total += self._worth(known, cells)[np.searchsorted(cells, cell)]

    def _worth(self, known: Numbers, cells: Numbers) -> Weights:
        """What the cells of a table are worth, of which each row and each column is one of these aspects."""
        lows, highs = np.divmod(cells, len(known))
        flipped = np.minimum(lows, highs) * len(known) + np.maximum(lows, highs)
        order = np.sort(flipped)
        once = order[np.flatnonzero(np.diff(order, prepend=-1))]
        held, aspect = [self._packing.unpack(self._kept.held[i]) for i in known.tolist()], self.aspect
        pairs = zip((once // len(known)).tolist(), (once % len(known)).tolist(), strict=True)
        return np.array([worth(aspect, held[x], held[y]) for x, y in pairs])[np.searchsorted(once, flipped)]


class Portion(NamedTuple):
    """Sketches to be handed from one process to another."""

    claims: list[str]
    blocking: Keys
    about: array[int]
    rows: list[Sketch]
    packs: Held
    columns: list[tuple[array[int], list[Any]]]


def _as_it_is(aspect: Any) -> Any:
    return aspect


class Sketches(Mapping[str, Sketch]):
    """The tellings added so far: by claim id what clustering asks; by number, in the order of adding, pairs and their weights."""

    def __init__(self, told: Iterable[Telling] = ()) -> None:
        self.claims: list[str] = []
        self.number: dict[str, int] = {}
        self.blocking = Keys()
        self._packs = packs = Packs()
        packed = {2: packs.where, 3: packs.parties, 6: packs.called, 7: packs.story, 8: packs.people}
        plain = (Packing(aspect.look, _as_it_is) for aspect in ASPECTS)
        self._columns = tuple(_Column(ASPECTS[i], packed.get(i, packing)) for i, packing in enumerate(plain))
        self.about = array("i")
        """The day that each is about: its own, else that of publication, else none; to tell which are far from each other."""
        self._rows: list[Sketch] = []
        for telling in sorted(told, key=lambda t: (t.published or 0, t.document, t.claim.id)):
            self.add(telling)

    def add(self, telling: Telling) -> None:
        """One telling more. Where those that are near in time follow each other, comparing is quicker."""
        claim = telling.claim
        self.number[claim.id] = len(self.claims)
        self.claims.append(claim.id)
        self.blocking.add(keys(telling))
        for column in self._columns:
            column.add(telling)
        self.about.append(telling.days.first if telling.days else telling.published or 0)
        of, teaser = telling.document, claim.voice == "teaser"
        place = self._packs.spot(telling.where.own)
        self._rows.append(Sketch(of, teaser, telling.main, telling.part, claim.plover.type, telling.days, place, telling.others))

    def portion(self) -> Portion:
        """All of these, to be taken in elsewhere."""
        columns = [column.portion() for column in self._columns]
        return Portion(self.claims, self.blocking, self.about, self._rows, self._packs.held(), columns)

    def take(self, portion: Portion) -> None:
        """The sketches of another process, whose tellings are none of those here, after those here."""
        self.number.update(zip(portion.claims, range(len(self), len(self) + len(portion.claims)), strict=True))
        self.claims += portion.claims
        self.blocking.extend(portion.blocking)
        self.about += portion.about
        moves = self._packs.take(portion.packs)
        for column, theirs in zip(self._columns, portion.columns, strict=True):
            column.take(theirs, moves)
        self._rows += [row._replace(place=self._packs.spot(row.place)) for row in portion.rows]

    def __getitem__(self, claim: str) -> Sketch:
        return self._rows[self.number[claim]]

    def take_keys(self) -> Keys:
        """The blocking keys of what was added since they were last taken, which are then held here no more."""
        keys, self.blocking = self.blocking, Keys()
        return keys

    def row(self, number: int) -> Sketch:
        """The sketch of a telling by its number."""
        return self._rows[number]

    def __iter__(self) -> Iterator[str]:
        return iter(self.claims)

    def __len__(self) -> int:
        return len(self.claims)

    def weight(self, one: int, two: int) -> float:
        """What one pair weighs."""
        aspects = [(c.aspect, c.held(one), c.held(two)) for c in self._columns]
        return round(PRIOR + sum([worth(*row) for row in aspects]), 3)

    def weights(self, one: Numbers, two: Numbers, least: Weights | None = None) -> Weights:
        """What each pair weighs, as :func:`saksi.reconcile.compare.weigh` has it.

        With ``least`` a pair that cannot weigh more than that, whatever is left to compare, is left there: what is cheap to
        compare comes first, and most candidates are no one event.
        """
        total = np.full(len(one), PRIOR)
        if not len(one):
            return total
        if least is None:
            for column in self._columns:
                column.add_to(total, one, two)
            return np.round(total, 3)
        low, high = (sum((column.bounds[end] for column in self._columns), 0.0) for end in (0, 1))
        rows = np.arange(len(one))
        for i in _CHEAP_FIRST:
            column, held = self._columns[i], total[rows]
            # What may yet turn out to be a veto, or none, is compared to the end.
            undecided = (held + high > least[rows] - _SLACK) | (held + low <= VETO / 2)
            undecided = np.where(held <= VETO / 2, held + high > VETO / 2, undecided)
            rows, held = rows[undecided], held[undecided]
            column.add_to(held, one[rows], two[rows])
            total[rows] = held
            low, high = low - column.bounds[0], high - column.bounds[1]
        decided = np.ones(len(total), np.bool_)
        decided[rows] = False
        return np.where(decided, np.minimum(total, least), np.round(total, 3))
