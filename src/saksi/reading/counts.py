"""Counted units: *dua hari lalu*, *sepekan terakhir*, *pekan depan*, at a token of one page, and what they count from.

Language is in ``times.toml``; nothing here knows a word.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from saksi.languages.schema import TimeWord
from saksi.reading.divisions import DivisionReader
from saksi.reading.spans import Day, Span, back, calendar_value, shifted
from saksi.types import TimePrecision

if TYPE_CHECKING:
    from saksi.reading.page import Page

WEEKEND = "WE"
Length = tuple[int, int, int | None, TimeWord]

_TIME = "T"
_YEAR = 366
_FRACTION: dict[str, tuple[int, str]] = {"TH": (60, "M"), "TM": (60, "S"), "Y": (12, "M"), "DE": (10, "Y"), "CE": (100, "Y")}
_PRECISIONS: tuple[TimePrecision, ...] = ("time", "day", "week", "month", "year", "decade")
_LONG = frozenset({"DE", "CE"})  # units that TIMEX3 counts as such, not in years


class CountReader(DivisionReader):
    """Reads counted units and remembers what was told of: that is what later ones count from."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.told: Day | None = None
        self.marks: dict[TimePrecision, tuple[int, Day]] = {}
        self.known: dict[int, Day] = {}

    def remember(self, span: Span) -> None:
        """Keep the last day told of, and the last point of any precision: what *later* and *the same year* count from."""
        if span.lo is None or span.hi is None or span.period or span.kind in ("since", "until", "asof"):
            return
        self.last_told = span.lo
        month = span.precision == "month" and span.kind == "date" and not span.value
        if month and self.published is not None and abs((span.lo - self.published).days) < _YEAR:
            self.known_months[span.lo.month] = span.lo.year
        self.told_at = span.last
        self.marks[span.precision] = (span.first, span.lo)
        if span.lo == span.hi:
            self.told = span.lo
            if span.kind == "date" and span.precision == "day":
                self.known[span.lo.isoweekday()] = span.lo

    def tell(self, day: Day | None) -> None:
        """Begin with a day told of, that of publication."""
        self.told = self.last_told = day
        if day is not None:
            self.marks["day"] = (0, day)

    def base_for(self, unit: TimePrecision) -> Day | None:
        """The last point told of that is at least as fine as a unit: what *three weeks later* counts from."""
        fine = _PRECISIONS[: _PRECISIONS.index(unit) + 1]
        return max((self.marks[p] for p in fine if p in self.marks), default=(0, self.told))[1]

    # --- counted units ---

    def length(self, at: int) -> Length | None:
        """A counted unit: its end, how many at least and at most, the unit. *dua hari*, *sepekan*, *beberapa tahun*, *week*."""
        numeral = self.numerals.get(at)
        start = numeral.last if numeral is not None else at
        if not self.inside(at, start):
            return None
        found = self.word(start, "unit")
        if found is None and numeral is not None and (counted := self.units.get(self.text(start))):
            found = counted, start + 1  # inside a longer phrase: *tiga hari itu*
        if found is None:
            return None
        row, last = found
        if numeral is None:
            return last, 1, 1, row
        low = numeral.least
        return None if low is None or row.one or low > 10_000 else (last, low, numeral.most, row)

    def counted(self, at: int) -> Span | None:
        """*dua hari lalu*, *sepekan terakhir*, *three years later*, *40 menit*."""
        length = self.length(at)
        if length is None or (at not in self.numerals and not length[3].one):
            return None
        last, low, high, row = length
        if self.inside(at, last):
            if self.word(last, "past"):
                return self.until_now(at, length)
            if ahead := self.word(last, "ahead"):
                return self.from_now(at, ahead[1], length)
            directed = self.word(last, "direction")
            if directed and not directed[0].value and directed[0].anchor == "published":
                return replace(self.until_now(at, length), last=directed[1])
            if directed and directed[0].value:
                way = int(directed[0].value or 0)
                span = self.away(at, directed[1], directed[0], way * low, row)
                if high == low or row.precision == "time" or span.lo is None or span.hi is None:
                    return span
                far = self.away(at, directed[1], directed[0], way * high, row) if high is not None else None
                return replace(span, lo=far.lo if far else None) if way < 0 else replace(span, hi=far.hi if far else None)
        led = self.page.is_(last, "sequel") or self.page.is_(at, "sequel")  # *sehari setelah*: a stretch from what is told next
        if row.precision == "year" or not (at in self.numerals or led) or high != low:
            return None
        precision = row.precision or "day"
        return Span(at, last, "duration", precision=precision, relative=f"{low * int(row.value or 1)} {precision}")

    def until_now(self, first: int, length: Length) -> Span:
        """A span up to publication (*dua hari terakhir*)."""
        last, low, high, row = length
        past = self.word(last, "past")
        many, unit = (high or low) * int(row.value or 1), row.precision or "day"
        base = self.published
        lo = back(base, many if unit != "time" else 1, unit) if base is not None else None
        precision: TimePrecision = "day" if unit == "time" else unit
        end, period = past[1] if past else last, self.period(high if high == low else None, row)
        hi = base if lo else None
        return Span(first, end, "relative", lo, hi, precision, relative=f"-{many} {unit}", period=period)

    def from_now(self, first: int, end: int, length: Length) -> Span:
        """A span from publication on (*tiga hari ke depan*)."""
        _, low, high, row = length
        many, unit = (high or low) * int(row.value or 1), row.precision or "day"
        hi = back(self.published, -many if unit != "time" else -1, unit) if self.published is not None else None
        precision: TimePrecision = "day" if unit == "time" else unit
        period = self.period(high if high == low else None, row)
        lo = self.published if hi else None
        return Span(first, end, "relative", lo, hi, precision, relative=f"+{many} {unit}", period=period)

    @staticmethod
    def period(count: Fraction | int | None, unit: TimeWord) -> str:
        """A length as TIMEX3 writes it: *P3D*, *PT2H30M*, *PXM*. ``count`` null: not said."""
        time, code = (_TIME, (unit.code or "")[1:]) if (unit.code or "").startswith(_TIME) else ("", unit.code or "")
        finer = _FRACTION.get(unit.code or "")
        if count is None:
            return f"P{time}X{code}"
        count = count if code in _LONG else count * int(unit.value or 1)
        whole, rest = divmod(Fraction(count), 1)
        if rest and finer and (rest * finer[0]).denominator == 1:
            return f"P{time}{f'{whole}{code}' if whole else ''}{rest * finer[0]}{finer[1]}"
        return f"P{time}{whole if not rest else float(count)}{code}"

    def away(self, first: int, last: int, direction: TimeWord, count: int, unit: TimeWord) -> Span:
        """So many units from publication, or from the last day told of."""
        base, precision = self.published, unit.precision or "day"
        if direction.anchor == "event":
            base = self.told if unit.precision in ("time", "day") else self.base_for(precision)
        many = count * int(unit.value or 1)
        span = Span(first, last, "relative", precision=precision, relative=f"{many:+d} {precision}")
        if precision == "time":
            span.precision = "day"
        if precision == "year" and abs(int(unit.value or 1)) >= 10:
            span.precision = "decade"
        if base is not None:
            span.lo, span.hi = shifted(base, many, span.precision if precision != "time" else "time")
        if unit.code == WEEKEND and span.lo and span.hi:
            span.value = f"{calendar_value(span)}-{WEEKEND}"
            span.lo, span.precision = span.hi - dt.timedelta(1), "day"
        return span

    def unit(self, at: int) -> Span | None:
        """*pekan lalu*, *tahun ini*, *minggu depan*."""
        found = self.word(at, "unit")
        if found is None or found[0].one or found[0].precision in (None, "time") or not self.inside(at, found[1]):
            return None
        directed = self.word(found[1], "direction")
        if at in self.numeral_ends and directed and not directed[0].value:
            return None
        if directed is None or (found[0].precision == "day" and directed[0].value != 0 and directed[0].anchor == "published"):
            return None
        return self.away(at, directed[1], directed[0], int(directed[0].value or 0), found[0])
