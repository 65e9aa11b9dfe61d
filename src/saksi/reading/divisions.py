"""Parts of a year and centuries: quarters, halves, seasons, *abad ke-19*, at a token of one page.

Language is in ``times.toml``; nothing here knows a word.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from saksi.languages.schema import TimeWord
from saksi.reading.dates import DateReader
from saksi.reading.spans import Day, Span, roman_numeral, whole_month, whole_years

if TYPE_CHECKING:
    from saksi.reading.page import Page

_HYPHEN = "-"
_CENTURY = 100


class DivisionReader(DateReader):
    """Reads parts of a year. ``last_told`` is the last point of the calendar that was told of, before token ``told_at``."""

    last_told: Day | None = None
    told_at: int = 0

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        rows = (row for row in page.pack.rows["times"]["word"] if isinstance(row, TimeWord) and row.kind == "division")
        self.divisions = {row.code or "": row for row in rows}

    def divided(self, at: int) -> Span | None:
        """A quarter, half, season or century: *kuartal III-2014*, *the first half of 2015*, *musim dingin*, *abad ke-19*."""
        if found := self.word(at, "season"):
            year = self.year_after(found[1], at)
            directed = self.word(found[1], "direction")
            if year:
                return self.in_season(at, year[1], found[0], year[0])
            if directed and directed[0].anchor == "published" and self.published:
                return self.in_season(at, directed[1], found[0], self.published.year + int(directed[0].value or 0))
            return None if found[0].one else self.in_season(at, found[1], found[0], None)
        if span := self.coded(at):
            return span
        order, found, last = None, self.word(at, "division"), 0
        if found is not None and self.inside(at, found[1]):
            split = self.tokens[found[1]].text.partition(_HYPHEN)
            if split[1] and split[2].isdecimal() and len(split[2]) == 4 and (roman := roman_numeral(split[0])):
                return self.division(at, found[1] + 1, found[0], roman, int(split[2]))
            order = self.ordinal_at(found[1])
            last = order[1] if order else 0
            if order is None and (directed := self.word(found[1], "direction")) and found[0].value:
                return self.shifted_division(at, directed[1], found[0], directed[0])
        elif order := self.ordinal_at(at):
            found = self.word(order[1], "division") if self.inside(at, order[1]) else None
            last = found[1] if found else 0
        if found is None or order is None or not last:
            return self.century(at)
        if not 1 <= order[0] <= int(found[0].value or 0):
            return None
        if year := self.year_after(last, at):
            return self.division(at, year[1], found[0], order[0], year[0])
        if (joint := self.word(last, "and", "joint")) and self.inside(at, joint[1]):  # *kuartal III dan IV 2014*
            other = self.ordinal_at(joint[1])
            year = self.year_after(other[1], at) if other and order[0] < other[0] <= int(found[0].value or 0) else None
            if other and year:
                one = self.division(at, last, found[0], order[0], year[0])
                two = self.division(joint[1], year[1], found[0], other[0], year[0])
                return replace(two, first=at, lo=one.lo, value=None, joined=True, atoms=(one, two))
        near = self.told_at > self.starts[at] and self.last_told is not None
        base = self.last_told if near else self.published
        return self.division(at, last, found[0], order[0], base.year if base else None)

    def coded(self, at: int) -> Span | None:
        """*Q3 2014*, *H1*: the letter of a division and its order."""
        text = self.tokens[at].text
        row = self.divisions.get(text[:1])
        order = int(text[1:]) if row and text[1:].isdecimal() and len(text) == 2 else 0
        if row is None or not 1 <= order <= int(row.value or 0):
            return None
        year = self.year_after(at + 1, at)
        if year is None:
            return self.division(at, at + 1, row, order, self.published.year if self.published else None)
        return self.division(at, year[1], row, order, year[0])

    def division(self, first: int, last: int, row: TimeWord, order: int, year: int | None) -> Span:
        """The part of a year that has this order."""
        length = 12 // int(row.value or 1)
        form = f"{row.code}{order}"
        if year is None or not 1 <= year <= 9999:
            return Span(first, last, "date", precision="month", relative=f"XXXX-{form}", value=f"XXXX-{form}")
        lo, hi = whole_month(year, (order - 1) * length + 1)[0], whole_month(year, order * length)[1]
        return Span(first, last, "date", lo, hi, "month", value=f"{year:04}-{form}")

    def shifted_division(self, first: int, last: int, row: TimeWord, direction: TimeWord) -> Span | None:
        """*kuartal lalu*, *semester ini*: so many of them from publication."""
        base = (self.last_told if direction.anchor == "event" else None) or self.published
        count = int(row.value or 1)
        if base is None:
            return None
        at = base.year * count + (base.month - 1) * count // 12 + int(direction.value or 0)
        return self.division(first, last, row, at % count + 1, at // count)

    def in_season(self, first: int, last: int, row: TimeWord, year: int | None) -> Span:
        """A season of a year, or of any."""
        lo, hi = whole_years(year) if year else (None, None)
        form = f"{year:04}-{row.code}" if year else f"XXXX-{row.code}"
        return Span(first, last, "date", lo, hi, "year", relative=None if lo else form, value=form)

    def century(self, at: int) -> Span | None:
        """*abad ke-19*, *abad XVIII*, *the 19th century*."""
        found = self.word(at, "unit")
        order = self.ordinal_at(found[1] if found and self.inside(at, found[1]) else at)
        unit = found if found is not None else self.word(order[1], "unit") if order and self.inside(at, order[1]) else None
        if order is None or unit is None or unit[0].value != _CENTURY or unit[0].one or unit[0].precision != "year":
            return None
        lo, hi = whole_years((order[0] - 1) * _CENTURY + 1, _CENTURY)
        if lo is None or (found is None and unit[1] <= order[1]):
            return None
        return Span(at, max(order[1], unit[1]), "year", lo, hi, "decade", value=f"{order[0] - 1:02}")
