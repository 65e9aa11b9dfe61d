"""When very many tellings happened, in arrays, and what the days of each pair of them are worth.

The rules are those of two tellings (``_day`` and ``_historical`` in :mod:`saksi.reconcile.compare`), said once more for arrays,
since nearly every two tellings have other days: a property test holds the one against the other.
"""

from __future__ import annotations

from array import array
from typing import NamedTuple, cast

import numpy as np
import numpy.typing as npt

from saksi.reconcile.blocks import Numbers
from saksi.reconcile.compare import AGAIN
from saksi.reconcile.facts import Days
from saksi.reconcile.telling import When
from saksi.reconcile.weights import LEVELS, Field, LevelName

Flags = npt.NDArray[np.bool_]
_NONE = -(1 << 31)


class _Ends(NamedTuple):
    """Intervals of days, and which are known."""

    first: Numbers
    last: Numbers
    known: Flags

    def or_else(self, other: _Ends) -> _Ends:
        """These, the other where these are not known."""
        first, last = (np.where(self.known, mine, theirs) for mine, theirs in zip(self[:2], other[:2], strict=True))
        return _Ends(first, last, self.known | other.known)


class _Side(NamedTuple):
    """One side of pairs."""

    historical: Flags
    days: _Ends
    setting: _Ends
    published: Numbers


class Whens:
    """When each telling happened, as far as is told, in the order of adding."""

    def __init__(self) -> None:
        self._historical = array("B")
        self._days = tuple(array("i") for _ in range(5))  # first and last of its own, first and last of its story, publication

    def add(self, when: When) -> None:
        """The next telling."""
        self._historical.append(when.historical)
        ends = (*(when.days or (_NONE, _NONE)), *(when.setting or (_NONE, _NONE)))
        for column, day in zip(self._days, (*ends, _NONE if when.published is None else when.published), strict=True):
            column.append(day)

    def extend(self, others: Whens) -> None:
        """The next tellings, as others have them."""
        self._historical += others._historical
        for mine, theirs in zip(self._days, others._days, strict=True):
            mine += theirs

    def value(self, claim: int) -> When:
        """When one happened."""
        first, last, begin, end, published = (column[claim] for column in self._days)
        days, setting = (None if one == _NONE else Days(one, other) for one, other in ((first, last), (begin, end)))
        return When(bool(self._historical[claim]), days, setting, None if published == _NONE else published)

    def worth(self, one: Numbers, two: Numbers) -> npt.NDArray[np.float64]:
        """What the days of each pair are worth."""
        a, b = self._side(one), self._side(two)
        return _historical(a, b) + _day(a, b)

    def _side(self, claims: Numbers) -> _Side:
        first, last, begin, end, published = (np.frombuffer(c, np.int32)[claims].astype(np.int64) for c in self._days)
        historical = np.frombuffer(self._historical, np.bool_)[claims]
        return _Side(historical, _Ends(first, last, first != _NONE), _Ends(begin, end, begin != _NONE), published)


def _weight(field: Field, level: str) -> float:
    return LEVELS[field, cast("LevelName", level)].weight


def _historical(a: _Side, b: _Side) -> npt.NDArray[np.float64]:
    last = np.where(a.historical, a.days.last, b.days.last)
    published = np.where(a.historical, a.published, b.published)
    later = a.days.known & b.days.known & (published != _NONE) & (published - last >= AGAIN)
    same, after, never = (_weight("historical", level) for level in ("same", "later", "never"))
    return np.where(a.historical == b.historical, same, np.where(later, after, never))


def _gap(a: _Ends, b: _Ends) -> Numbers:
    gap: Numbers = np.maximum(a.first, b.first) - np.minimum(a.last, b.last)
    return gap


def _longest(a: _Ends, b: _Ends) -> Numbers:
    longest: Numbers = np.maximum(a.last - a.first, b.last - b.first)
    return longest


def _day(a: _Side, b: _Side) -> npt.NDArray[np.float64]:
    both, either = a.days.known & b.days.known, a.days.known | b.days.known
    gap, longest = _gap(a.days, b.days), _longest(a.days, b.days)
    told, other = a.days.or_else(b.days), np.where(a.days.known, b.published, a.published)
    dated = np.where(either, other != _NONE, (a.published != _NONE) & (b.published != _NONE))
    one, two = a.days.or_else(a.setting), b.days.or_else(b.setting)
    set_ = one.known & two.known & (_longest(one, two) <= 1)
    between = _gap(one, two)
    lag = np.where(either, np.maximum(0, other - told.last), np.abs(a.published - b.published))
    cases = (
        (both & (gap <= 0) & (longest == 0), "same_day"),
        (both & (gap <= 0) & (longest < 10), "overlap"),
        (both & (gap <= 0), "long_overlap"),
        (both & (gap == 1), "adjacent"),
        (both & (gap <= 3), "apart"),
        (both, "far_apart"),
        (a.historical & b.historical, "unknown"),
        (either & ~dated, "unknown"),
        (either & (other < told.first - 1), "before"),
        (set_ & (between <= 0), "setting_same"),
        (set_ & (between > 1), "setting_apart"),
        (~dated, "unknown"),
        (lag <= 2, "published_near"),
        (lag <= 7, "published_week"),
    )
    return np.select(
        [case for case, _ in cases], [_weight("day", level) for _, level in cases], _weight("day", "published_apart")
    )
