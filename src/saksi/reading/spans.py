"""Spans: a time expression under construction, and the calendar it stands in.

What nothing anchors keeps the TIMEX3 form (``XXXX-09-28``). Nothing here knows a word of any language.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from saksi.types import TimeMod, TimePrecision

WhenKind = Literal["date", "weekday", "relative", "duration", "since", "until", "year", "clock", "asof"]
Day = dt.date

_ROMAN = re.compile(r"(X{0,3})(IX|IV|V?I{0,3})")


@dataclass(slots=True)
class Span:
    """An expression under construction. ``dated`` is the (month, day) of a date printed without its year.

    ``part``, ``mod``, ``value`` and ``period`` are TIMEX3's: part of the day, modifier, the value that the interval does not show
    (*2014-Q3*), the length of a span up to or from now. ``atoms`` are the expressions a joined one is made of, and ``chars``
    where one lies that is less than its tokens.
    """

    first: int
    last: int
    kind: WhenKind
    lo: Day | None = None
    hi: Day | None = None
    precision: TimePrecision = "day"
    relative: str | None = None
    flags: tuple[str, ...] = ()
    clock: tuple[str, str] | None = None
    dated: tuple[int, int] | None = None
    joined: bool = False
    part: str | None = None
    mod: TimeMod | None = None
    value: str | None = None
    period: str | None = None
    atoms: tuple[Span, ...] = ()
    chars: tuple[int, int] | None = None


# --- the calendar ----------------------------------------------------------------------------------------------------


def calendar_day(year: int, month: int, day: int) -> Day | None:
    """The day, or null when the calendar has none."""
    try:
        return Day(year, month, day)
    except ValueError:
        return None


def whole_month(year: int, month: int) -> tuple[Day, Day] | tuple[None, None]:
    """First and last day of a month, or nulls."""
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return None, None
    return Day(year, month, 1), Day(year, month, calendar.monthrange(year, month)[1])


def whole_years(first: int, count: int = 1) -> tuple[Day, Day] | tuple[None, None]:
    """First and last day of so many years, or nulls."""
    return (Day(first, 1, 1), Day(first + count - 1, 12, 31)) if 1 <= first <= 9999 - count + 1 else (None, None)


def shifted(base: Day, by: int, unit: TimePrecision) -> tuple[Day, Day] | tuple[None, None]:
    """The day, week, month or year that lies ``by`` of them from ``base``."""
    try:
        if unit == "day":
            return base + dt.timedelta(by), base + dt.timedelta(by)
        if unit == "week":
            monday = base + dt.timedelta(7 * by - base.weekday())
            return monday, monday + dt.timedelta(6)
    except OverflowError:
        return None, None
    if unit == "month":
        return whole_month((base.year * 12 + base.month - 1 + by) // 12, (base.month - 1 + by) % 12 + 1)
    if unit == "year":
        return whole_years(base.year + by)
    return whole_years((base.year + by) // 10 * 10, 10) if unit == "decade" else (base, base)


def roman_numeral(text: str) -> int | None:
    """The value of a Roman numeral of at most two digits (*III*, *XIX*), or null."""
    match = _ROMAN.fullmatch(text)
    if match is None or not text:
        return None
    tens, ones = match.groups()
    units = {"IX": 9, "IV": 4}
    return 10 * len(tens) + units.get(ones, 5 * ones.count("V") + ones.count("I"))


def calendar_value(span: Span) -> str | None:
    """What TIMEX3 writes for the interval of a span: ``2019-03-14``, ``2019-W12``, ``2019-03``, ``2019``, ``201``; or null."""
    lo = span.lo
    if span.value is not None or lo is None:
        return span.value or span.relative
    if span.precision == "week":
        year, week, _ = lo.isocalendar()
        return f"{year:04}-W{week:02}"
    length = {"month": 7, "year": 4, "decade": 3}.get(span.precision, 10)
    return lo.isoformat()[:length]


def back(base: Day, by: int, unit: TimePrecision) -> Day | None:
    """The same day of an earlier week, month or year: where a span up to now begins."""
    try:
        if unit in ("time", "day", "week"):
            return base - dt.timedelta(by * (7 if unit == "week" else 1))
        months = base.year * 12 + base.month - 1 - by * (12 if unit == "year" else 1)
        year, month = months // 12, months % 12 + 1
        return Day(year, month, min(base.day, calendar.monthrange(year, month)[1]))
    except (ValueError, OverflowError, calendar.IllegalMonthError):
        return None


def section(lo: Day, hi: Day, start: float, stop: float) -> tuple[Day, Day]:
    """From ``start`` to ``stop`` of an interval: in whole days, of a year in whole months, of years in whole years."""
    if (lo.month, lo.day, hi.month, hi.day) == (1, 1, 12, 31):
        years = hi.year - lo.year + 1
        step = 1 if years == 1 else 12
        count = years * 12 // step
        first = min(round(start * count), count - 1)
        last = max(round(stop * count) - 1, first)
        begin, end = shifted(lo, first * step, "month")[0], shifted(lo, last * step + step - 1, "month")[1]
        return begin or lo, end or hi
    days = (hi - lo).days + 1
    first = min(round(start * days), days - 1)
    return lo + dt.timedelta(first), lo + dt.timedelta(max(round(stop * days) - 1, first))
