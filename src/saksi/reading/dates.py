"""Dates, years and hours as they are printed, at a token of one page.

A day and month without a year get the year that publication and tense suggest; what nothing anchors keeps the TIMEX3 form
(``XXXX-09-28``). Relative expressions are laid over these in ``times.py``. Language is in ``times.toml``; nothing here
knows a word.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from saksi.languages import Hit, Pack
from saksi.languages.schema import Month, NumberTrap, TimeWord, Weekday
from saksi.reading.numerals import Numeral, find_numerals
from saksi.reading.spans import Day, Span, calendar_day, roman_numeral, shifted, whole_month, whole_years

if TYPE_CHECKING:
    from saksi.reading.page import Page

_HYPHEN, _COMMA, _OPEN, _CLOSE, _DOT, _SLASH, _QUOTE = "-", ",", "(", ")", ".", "/", "'"
_BEFORE_YEAR = frozenset({_OPEN, _HYPHEN, _QUOTE, '"', "[", _COMMA})
_BACK, _AHEAD = 334, 31  # days a date without a year lies before or after publication, at most
_TERM = 5  # the same, of a month up to which something lasts
_SOON = 1  # months ahead in which a month without a year rather lies than eleven months back
_YEARS, _OLD = range(1900, 2100), range(1000, 1900)  # years that need no word beside them, and those that do

_BEFORE = ("before", "both")
_SIDED = frozenset({"direction", "past", "clock", "ahead"})  # kinds of words that stand on one side of what they belong to
_NAMING = frozenset({"label", "money", "unit", "rate"})  # traps before a number that make it no year
_COUNTED = (("actors", "noun"), ("impacts", "object"), ("casualties", "word"))  # what a four-digit number may count

_NUMERIC = re.compile(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4}|\d{2})")
_TURNED = re.compile(r"(\d{4})([/.])(\d{1,2})\2(\d{1,2})")
_SHORT = re.compile(r"(\d{1,2})/(\d{1,2})")
_TWO_YEARS = re.compile(r"(\d{4})/(\d{4}|\d{2})")
_HOUR = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?(?:[.:]\d{2})?")


def _offset(hours: float | None) -> str:
    if hours is None:
        return ""
    minutes = round(abs(hours) * 60)
    return f"{'-' if hours < 0 else '+'}{minutes // 60:02}:{minutes % 60:02}"


@lru_cache(maxsize=32)
def _singles(pack: Pack) -> tuple[dict[str, TimeWord], frozenset[str], dict[str, int], dict[str, TimeWord], frozenset[str]]:
    """Sections, endings of decades, months, units and what opens ordinals, for looking into words (*mid-1990s*, *ke-19*)."""
    sections: dict[str, TimeWord] = {}
    units: dict[str, TimeWord] = {}
    endings: set[str] = set()
    orders: set[str] = set()
    for row in pack.rows["times"]["word"]:
        assert isinstance(row, TimeWord)
        if row.kind == "section":
            sections.update((word, row) for word in row.words)
        elif row.kind == "unit" and not row.one:
            units.update((word, row) for word in row.words)
        elif row.kind == "decade":
            endings.update(word.lstrip(_HYPHEN) for word in row.words)
        elif row.kind == "nth" and row.position == "before":
            orders.update(row.words)
    months: dict[str, int] = {}
    for month in pack.rows["times"]["month"]:
        assert isinstance(month, Month)
        months.update((word, month.month) for word in month.words)
    return sections, frozenset(endings), months, units, frozenset(orders)


@lru_cache(maxsize=32)
def day_names(pack: Pack) -> dict[str, int]:
    """The numbers of the weekdays by their names."""
    rows = [row for row in pack.rows["times"]["weekday"] if isinstance(row, Weekday)]
    return {word: row.weekday for row in rows for word in row.words}


# --- printed dates ---------------------------------------------------------------------------------------------------


class DateReader:
    """Reads dates, years and hours as they are printed, at a token of one page."""

    def __init__(self, page: Page) -> None:
        self.page, self.tokens, self.published = page, page.tokens, page.published
        words: list[Hit[TimeWord]] = page.hits("times", "word")
        self.words = {hit.first: hit for hit in words}
        self.ends_with = {hit.last: hit for hit in words}
        self.months: dict[int, Hit[Month]] = {hit.first: hit for hit in page.hits("times", "month")}
        self.weekdays: dict[int, Hit[Weekday]] = {hit.first: hit for hit in page.hits("times", "weekday")}
        self.weekday_ends = {hit.last for hit in self.weekdays.values()}
        self.numerals: dict[int, Numeral] = {n.first: n for n in find_numerals(page) if not (n.article or n.definite)}
        self.numeral_ends = {n.last for n in self.numerals.values() if n.least is not None}
        self.nouns = {hit.first for table, array in _COUNTED for hit in page.hits(table, array)}
        traps: list[Hit[NumberTrap]] = page.hits("numbers", "trap")
        self.traps_to, self.traps_at = {hit.last: hit for hit in traps}, {hit.first: hit for hit in traps}
        self.cues = {hit.last: hit for hit in page.hits("numbers", "cue")}
        self.sections, self.endings, self.month_names, self.units, self.orders = _singles(page.pack)
        self.known_months: dict[int, int] = {}
        self.speech = {hit.first for hit in page.hits("attribution", "cue")}
        self.ends, self.starts = [0] * len(self.tokens), [0] * len(self.tokens)
        for sentence in page.sentences:
            for i in range(sentence.first, sentence.last):
                self.ends[i], self.starts[i] = sentence.last, sentence.first

    # --- looking around -----------------------------------------------------------------------------------------------

    def text(self, at: int) -> str:
        return self.tokens[at].lower if 0 <= at < len(self.tokens) else ""

    def inside(self, first: int, at: int) -> bool:
        return at < self.ends[first]

    def touch(self, left: int) -> bool:
        return left >= 0 and self.inside(left, left + 1) and self.tokens[left].end == self.tokens[left + 1].start

    def word(self, at: int, *kinds: str, side: str = "after") -> tuple[TimeWord, int] | None:
        """The row and end of a time word that begins here and has one of the kinds."""
        hit = self.words.get(at)
        for form in hit.forms if hit is not None else ():
            row = form.row
            if hit is not None and row.kind in kinds and (row.kind not in _SIDED or row.position in (side, "both")):
                return row, hit.last
        return None

    def before(self, at: int, *kinds: str) -> TimeWord | None:
        """The row of a time word that ends here and has one of the kinds."""
        hit = self.ends_with.get(at)
        if hit is None or not self.inside(hit.first, at):
            return None
        return next((form.row for form in hit.forms if form.row.kind in kinds), None)

    def plain(self, at: int, low: int, high: int) -> int | None:
        """The value of bare digits at a token, when it lies between two bounds."""
        text = self.text(at)
        return value if text.isdecimal() and len(text) <= 4 and low <= (value := int(text)) <= high else None

    def skip(self, at: int, mark: str) -> int:
        return at + 1 if self.text(at) == mark else at

    def future(self, at: int) -> bool:
        """True when a word of the future stands earlier in the sentence, no word of saying after it (*akan datang, katanya*)."""
        for i in range(at - 1, self.starts[at] - 1, -1):
            if i in self.speech:
                return False
            due = self.word(i, "due")
            if self.page.is_(i, "future") or (due and (not due[0].one or due[1] == at)):
                return True
        return False

    def ordinal_at(self, at: int) -> tuple[int, int] | None:
        """An order and its end: *ketiga*, *third*, *ke-19*, *19th*, *III*, *2*."""
        if found := self.word(at, "ordinal"):
            return int(found[0].value or 0), found[1]
        text = self.text(at)
        if (number := self.plain(at, 1, 99)) is not None:
            return number, self.ordinal(at + 1)
        head, _, tail = text.rpartition(_HYPHEN)
        if tail.isdecimal() and head in self.orders:
            return int(tail), at + 1
        return (roman, at + 1) if at < len(self.tokens) and (roman := roman_numeral(self.tokens[at].text)) else None

    def year_after(self, at: int, first: int) -> tuple[int, int] | None:
        """The year that follows a day, month or part of a year: *1998*, *tahun 1998*, *of 2009*, *tahun lalu*, *I-2014*."""
        if not self.inside(first, at):
            return None
        start = at + 1 if self.text(at) in (_SLASH, _HYPHEN) and self.touch(at - 1) and self.touch(at) else at
        unit = self.word(start, "unit")
        while unit is None and (bridge := self.word(start, "in")) and self.inside(first, bridge[1]):
            start = bridge[1]
            unit = self.word(start, "unit")
        if unit is not None and unit[0].precision == "year" and not unit[0].one and self.inside(first, unit[1]):
            directed = self.word(unit[1], "direction")
            if directed and directed[0].anchor == "published" and self.published is not None:
                return self.published.year + int(directed[0].value or 0), directed[1]
            start = unit[1]
        year = self.year_at(start) if self.inside(first, start) else None
        return (year, start + 1) if year is not None else None

    # --- dates --------------------------------------------------------------------------------------------------------

    def date(self, at: int) -> Span | None:
        """A date with at least its day or its month."""
        if found := self.word(at, "dated"):
            start = found[1]
            if self.inside(at, start) and (span := self.date(start)):
                return replace(span, first=at)
            day = self.plain(start, 1, 31) if self.inside(at, start) else None
            if day is None or start + 1 in self.months or self.published is None:
                return None
            base = self.published
            for back in range(12):
                lo, _ = shifted(base, -back, "month")
                chosen = calendar_day(lo.year, lo.month, day) if lo else None
                if chosen is not None and chosen <= base:
                    return Span(at, start + 1, "date", chosen, chosen)
            return None
        if self.tokens[at].text[0].isdecimal():
            return self.numeric(at) or self.day_first(at)
        if at in self.months:
            return self.month_first(at, at)
        row = self.word(at, "unit")
        if row and row[0].precision == "month" and row[1] in self.months and self.inside(at, row[1]):
            return self.month_first(row[1], at)
        return None

    def numeric(self, at: int) -> Span | None:
        text = self.text(at)
        if m := _NUMERIC.fullmatch(text):
            if m.group(2) == _DOT and len(m.group(4)) == 2:
                return None
            return self.ordered(at, at + 1, int(m.group(1)), int(m.group(3)), self.full_year(m.group(4)))
        if m := _TURNED.fullmatch(text):
            return self.fixed(at, at + 1, calendar_day(int(m.group(1)), int(m.group(3)), int(m.group(4))))
        if self.text(at + 1) == _HYPHEN and self.touch(at) and self.touch(at + 1):
            end = self.text(at + 2)
            tail = self.text(at + 4) if self.text(at + 3) == _HYPHEN and self.touch(at + 2) and self.touch(at + 3) else ""
            if text.isdecimal() and end.isdecimal() and tail.isdecimal() and len(end) <= 2:
                if len(text) == 4 and len(tail) <= 2:
                    return self.fixed(at, at + 5, calendar_day(int(text), int(end), int(tail)))
                if len(tail) == 4 and len(text) <= 2:
                    return self.ordered(at, at + 5, int(text), int(end), int(tail))
            day = self.plain(at, 1, 31)
            if day is not None and _SLASH in end and (later := self.numeric(at + 2)) and later.hi is not None:
                lo = calendar_day(later.hi.year, later.hi.month, day)
                if lo is not None and lo <= later.hi:
                    return self.two_days(replace(later, first=at, lo=lo, dated=None), at + 1, at + 2)
        m = _SHORT.fullmatch(text)
        if m and self.beside_date(at):
            a, b = int(m.group(1)), int(m.group(2))
            day, month = (b, a) if self.page.pack.header.date_order == "mdy" and a <= 12 else (a, b)
            day, month = (month, day) if month > 12 else (day, month)
            return self.yearless(at, at + 1, month, day)
        return None

    def beside_date(self, at: int) -> bool:
        """True where two numbers with a slash are a date: in brackets, or after a word of time."""
        left = at - 1
        if self.text(left) == _OPEN and (self.text(at + 1) == _CLOSE or self.text(at + 1) in (_COMMA, _HYPHEN)):
            return True
        if self.text(left) == _HYPHEN and self.text(left - 2) == _OPEN:
            return True
        left = at if self.text(left) != _COMMA else left
        told = self.before(at, "dated", "since", "until", "in", "part", "asof", "joint", "day")
        return left in self.weekday_ends or told is not None

    def full_year(self, digits: str) -> int:
        year = int(digits)
        if len(digits) == 4:
            return year
        now = self.published.year if self.published else 2049
        return 2000 + year if 2000 + year <= now + 1 else 1900 + year

    def ordered(self, first: int, last: int, a: int, b: int, year: int) -> Span | None:
        day, month = (b, a) if self.page.pack.header.date_order == "mdy" else (a, b)
        return self.fixed(first, last, calendar_day(year, month, day) or calendar_day(year, day, month))

    def fixed(self, first: int, last: int, day: Day | None) -> Span | None:
        return Span(first, last, "date", day, day) if day is not None else None

    def yearless(self, first: int, last: int, month: int, day: int, way: float | None = None) -> Span | None:
        """A day and month: the year is the one that publication, direction and tense suggest."""
        if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(2000, month)[1]):
            return None
        span = Span(first, last, "date", relative=f"XXXX-{month:02}-{day:02}", dated=(month, day))
        base = self.published
        if base is None:
            return span
        low, high = (_AHEAD, _BACK) if self.future(first) else (_BACK, _AHEAD)
        low, high = (366 * 8, 0) if way == -1 else (0, 366 * 8) if way == 1 else (low, high)
        years = range(max(base.year - 8, 1), min(base.year + 8, 9999) + 1)
        choices = [d for year in years if (d := calendar_day(year, month, day))]
        near = [d for d in choices if -low <= (d - base).days <= high] or choices
        chosen = min(near, key=lambda d: abs((d - base).days)) if near else None
        return replace(span, lo=chosen, hi=chosen)

    def day_first(self, at: int) -> Span | None:
        """*28 September 2020*, *12-14 Mei 2003*, *27th of September*."""
        day = self.plain(at, 1, 31)
        if day is None:
            return None
        cut: tuple[int, int] | None = None
        last, until = self.ordinal(at + 1), day
        joint = self.word(last, "joint", "and") if last not in self.months and self.inside(at, last) else None
        if joint and self.inside(at, joint[1]) and (end := self.plain(joint[1], day + 1, 31)):
            cut = last, joint[1]
            last, until = self.ordinal(joint[1] + 1), end
        month = self.months.get(last) if self.inside(at, last) else None
        span = self.with_year(at, month.last, month.row.month, day, until) if month is not None else None
        return self.two_days(span, *cut) if span and cut else span

    @staticmethod
    def two_days(span: Span, end: int, second: int) -> Span:
        """The span with its first and last day as expressions of their own: *12-14 Mei* is *12* and *14 Mei*."""
        one = replace(span, last=end, hi=span.lo, atoms=())
        return replace(span, atoms=(one, replace(span, first=second, lo=span.hi, atoms=())))

    def ordinal(self, at: int) -> int:
        found = self.word(at, "nth")
        return found[1] if found and found[0].position == "after" and self.touch(at - 1) else at

    def month_first(self, at: int, first: int) -> Span | None:
        """*September 27, 2020*, *Mei 1998*, *May*."""
        hit = self.months[at]
        row, last, token = hit.row, self.after_dot(hit.last), self.tokens[at]
        if row.needs != "nothing" and not token.is_capital:
            return None
        day = self.plain(last, 1, 31) if self.inside(at, last) else None
        if day is not None and (last + 1 not in self.nouns or self.days(first)) and not self.measured(last + 1):
            end, until = self.ordinal(last + 1), day
            joint = self.word(end, "joint", "and") if self.inside(at, end) else None
            later = self.plain(joint[1], day + 1, 31) if joint and self.inside(at, joint[1]) else None
            if joint and later and joint[1] + 1 not in self.nouns:
                stop, until = self.ordinal(joint[1] + 1), later
                span = self.with_year(first, stop, row.month, day, until)
                return self.two_days(span, end, joint[1]) if span else None
            return self.with_year(first, end, row.month, day, until)
        if year := self.year_after(last, at):
            lo, hi = whole_month(year[0], row.month)
            return Span(first, year[1], "date", lo, hi, "month")
        told = self.before(first, "in", "since", "until", "section", "direction", "asof", "joint", "dated") is not None
        directed = self.word(last, "direction") if self.inside(at, last) else None
        beside = first < at or told or directed is not None
        if not beside and (row.needs == "date" or not token.is_capital or (row.needs == "capital" and self.named(at, last))):
            return None
        way = directed[0].value if directed and directed[0].anchor == "published" else None
        return self.lone_month(first, directed[1] if directed and way is not None else hit.last, row.month, way)

    def days(self, first: int) -> bool:
        """True where a number behind a month is its day though people follow: *the March 13 killing*, not *in March 13 died*."""
        if self.page.pack.header.head == "first" or first == self.starts[first]:
            return False
        within = self.before(first, "in")
        return (within is None or within.value is None) and self.before(first, "since", "until", "section") is None

    def named(self, at: int, last: int) -> bool:
        """True when a capitalised neighbour makes the month a name (*April Lim*)."""
        after = self.inside(at, last) and self.tokens[last].is_capital and last not in self.weekdays
        return after or (at > self.starts[at] and self.tokens[at - 1].is_capital and at - 1 > self.starts[at])

    def after_dot(self, at: int) -> int:
        """Past the dot of an abbreviated month (*Sept. 27*)."""
        following = self.text(at + 1)[:1]
        return at + 1 if self.text(at) == _DOT and self.touch(at - 1) and (following.isdecimal() or following == _COMMA) else at

    def with_year(self, first: int, last: int, month: int, day: int, until: int) -> Span | None:
        """A day and month with the year after it, if it is there, and the word that says which way."""
        last = self.after_dot(last)
        at = last
        if self.text(at) == _COMMA and self.inside(first, at + 1):
            at += 1
        if year := self.year_after(at, first) or self.short_year(at, first):
            lo, hi = calendar_day(year[0], month, day), calendar_day(year[0], month, until)
            return Span(first, year[1], "date", lo, hi) if lo is not None and hi is not None else None
        directed = self.word(last, "direction") if self.inside(first, last) else None
        way = directed[0].value if directed and directed[0].anchor == "published" else None
        span = self.yearless(first, directed[1] if directed and way is not None else last, month, day, way)
        if span is not None and until > day:
            hi = calendar_day(span.lo.year, month, until) if span.lo else None
            return replace(span, hi=hi, dated=None) if hi or span.lo is None else None
        return span

    def year_at(self, at: int) -> int | None:
        text = self.text(at)
        year = int(text) if len(text) == 4 and text.isdecimal() else 0
        return year if year in _YEARS or year in _OLD else None

    def short_year(self, at: int, first: int) -> tuple[int, int] | None:
        """Two digits behind a day and its month that no word follows (*12 May 90 (Agency)*): the year."""
        text = self.text(at)
        told = self.tokens[first].is_number and len(text) == 2 and text.isdecimal() and self.inside(first, at)
        following = self.text(at + 1)[:1]
        return (self.full_year(text), at + 1) if told and not following.isalnum() and following != _SLASH else None

    def lone_month(self, first: int, last: int, month: int, way: float | None) -> Span:
        span = Span(first, last, "date", precision="month", relative=f"XXXX-{month:02}")
        base = self.published
        if base is None:
            return span
        if way is None:
            way = 1 if self.future(first) else None
        year = base.year
        if way is None and month in self.known_months:
            year = self.known_months[month]
        elif way == 1:
            year += month < base.month
        elif way is None or way == -1:
            within = _TERM if self.ends_there(first) else _SOON
            soon = way is None and 0 < (month - base.month) % 12 <= within and self.before(first, "since") is None
            year += month < base.month if soon else -(month > base.month or (way == -1 and month == base.month))
        lo, hi = whole_month(year, month)
        return replace(span, lo=lo, hi=hi)

    def ends_there(self, at: int) -> bool:
        """True of what a word such as *until* stands before, also with *the end of* between."""
        section = self.ends_with.get(at) if self.before(at, "section") else None
        return self.before(section.first if section is not None else at, "until") is not None

    # --- years --------------------------------------------------------------------------------------------------------

    def year(self, at: int) -> Span | None:
        """*1998*, *tahun 1998*, *1980-an*, *the 1990s*, unless it counts, names or measures something."""
        text = self.text(at)
        unit = self.word(at, "unit")
        if unit and unit[0].precision == "year" and self.inside(at, unit[1]) and self.text(unit[1])[:1].isdecimal():
            inner = self.year(unit[1])
            return replace(inner, first=at) if inner else None
        if m := _TWO_YEARS.fullmatch(text):
            first, second = int(m.group(1)), int(m.group(2))
            second = second if second > 99 else first // 100 * 100 + second
            lo, hi = whole_years(first, 2)
            if lo is None or hi is None or first not in _YEARS or second != first + 1:
                return None
            return self.two_years(Span(at, at + 1, "year", lo, hi, "year"), m.end(1), m.start(2))
        digits = text.rstrip("".join(c for c in text if not c.isdecimal())) if text[:1].isdecimal() else ""
        if not digits.isdecimal() or len(digits) not in (2, 4):
            return None
        told = self.before(at, "in", "since", "until", "section", "asof", "open")
        strong = (told is not None and (told.kind != "in" or told.value == 1)) or self.after_year_word(at)
        glued = self.touch(at) and self.text(at + 1) in self.endings
        ending = text[len(digits) :].lstrip(_HYPHEN)
        if ending in self.endings or (digits == text and glued):
            last = at + 2 if digits == text else at + 1
            if len(digits) == 4 and int(digits) in (*_OLD, *_YEARS):
                return self.decade(at, last, int(digits))
            short = digits[1] == "0" and (strong or self.text(at - 1) == _QUOTE)
            return self.decade(at, last, 1900 + int(digits)) if short and digits != "00" else None
        year = self.year_at(at)
        if digits != text or year is None or self.foreign(at, strong) or (year in _OLD and not strong):
            return None
        return self.whole_year(at, at + 1, year)

    def two_years(self, span: Span, end: int, start: int) -> Span:
        """The span with its two years as expressions of their own: they end and begin at these places in its one token."""
        token, (lo, hi) = self.tokens[span.first], (span.lo, span.hi)
        if lo is None or hi is None:
            return span
        one = replace(span, hi=lo.replace(month=12, day=31), chars=(token.start, token.start + end))
        return replace(span, atoms=(one, replace(span, lo=hi.replace(month=1, day=1), chars=(token.start + start, token.end))))

    def after_year_word(self, at: int) -> bool:
        row = self.before(at, "unit")
        return row is not None and row.precision == "year" and not row.one

    def foreign(self, at: int, strong: bool) -> bool:
        """True when a four-digit number is no year: a count, a label, a measure, or a part of something longer."""
        left, right = at - 1, at + 1
        if self.touch(left) and self.text(left) not in _BEFORE_YEAR:
            return True
        joined = self.touch(left) and self.text(left) == _HYPHEN and self.text(left - 1)[:1].isalnum()
        if joined and self.year_at(left - 1) is None:
            return True
        if (self.touch(at) and self.text(right) == _SLASH) or self.measured(right) or (self.labelled(at) and not strong):
            return True
        last_head = self.page.pack.header.head == "last" and not self.determined(at)
        if not strong and self.inside(at, right) and (right in self.nouns or (last_head and right + 1 in self.nouns)):
            return True
        cue = self.cues.get(at)
        if cue is None or strong or not any(form.row.position in _BEFORE for form in cue.forms):
            return False
        about = any(form.row.qualifier == "about" for form in cue.forms)
        return (not about or self.plain(at, 0, 9999) in range(1000, 9999, 100)) and self.before(at, "joint", "and") is None

    def determined(self, at: int) -> bool:
        return self.text(at - 1) in self.page.pack.words("determiner")

    def measured(self, at: int) -> bool:
        """True when a word that makes the number before it no year or day begins at a token."""
        hit = self.traps_at.get(at)
        return hit is not None and any(form.row.position == "after" and form.row.kind != "time" for form in hit.forms)

    def labelled(self, at: int) -> bool:
        """True when a word that makes the number after it a label, sum or measure ends at a token."""
        hit = self.traps_to.get(at)
        return hit is not None and any(form.row.position == "before" and form.row.kind in _NAMING for form in hit.forms)

    def whole_year(self, first: int, last: int, year: int) -> Span:
        lo, hi = whole_years(year)
        return Span(first, last, "year", lo, hi, "year")

    def decade(self, first: int, last: int, year: int) -> Span:
        lo, hi = whole_years(year // 10 * 10, 10)
        return Span(first, last, "year", lo, hi, "decade")

    # --- hours --------------------------------------------------------------------------------------------------------

    def clock(self, at: int) -> tuple[int, str, str, int] | None:
        """An hour, or two: where it ends, what follows the dates in ISO 8601, and where the second begins (0: there is none).

        *pukul 05.30 WIT*, *5:30 p.m.*, *0530 GMT*, *jam setengah delapan malam*.
        """
        marked = self.word(at, "clock", side="before")
        start = marked[1] if marked else at
        read = self.hour(start) if self.inside(at, start) else None
        if read is None or (marked and at in self.numeral_ends and not read[3]):
            return None
        last, hour, minute, exact = read
        until, second_at = (hour, minute), 0
        joint = self.word(last, "joint") if self.inside(at, last) else None
        if joint and self.inside(at, joint[1]) and (end := self.hour(joint[1])) and end[3] == exact and (marked or exact):
            last, until, second_at = end[0], end[1:3], joint[1]
        late = None
        if self.inside(at, last) and (found := self.word(last, "meridiem")):
            late, last = found[0].value, found[1]
            marked = found
        elif self.inside(at, last) and (found := self.word(last, "clock")):
            marked, last = found, found[1]
        elif marked and self.inside(at, last) and (found := self.word(last, "part")):
            late, last = 12 if (found[0].value or 0) >= 12 else None, found[1]
        zone = self.word(last, "zone") if self.inside(at, last) else None
        if not (marked or (exact and zone) or (exact and self.before(at, "bridge") and ":" in self.text(start))):
            return None
        ends = [((h % 12) + 12 if late == 12 else 0 if late == 0 and h == 12 else h, m) for h, m in ((hour, minute), until)]
        offset = _offset(zone[0].value) if zone else ""
        first, second = (f"T{h:02}:{m:02}{offset}" for h, m in ends)
        return zone[1] if zone else last, first, second, second_at

    def hour(self, at: int) -> tuple[int, int, int, bool] | None:
        """The hour at a token: its end, hour, minute, and whether it is printed with minutes."""
        if half := self.word(at, "half"):
            read = self.hour(half[1]) if self.inside(at, half[1]) else None
            minutes = (read[1] * 60 + int(half[0].value or 0)) % 1440 if read and not read[3] else None
            return (read[0], *divmod(minutes, 60), False) if read and minutes is not None else None
        text, numeral = self.text(at), self.numerals.get(at)
        if numeral is not None and not numeral.digits and numeral.number is not None and numeral.number <= 24:
            return numeral.last, numeral.number % 24, 0, False
        if len(text) == 4 and text.isdecimal():
            hour, minute = int(text[:2]), int(text[2:])
        elif m := _HOUR.fullmatch(text):
            hour, minute = int(m.group(1)), int(m.group(2) or 0)
        else:
            return None
        return (at + 1, hour % 24, minute, len(text) > 2) if hour <= 24 and minute < 60 else None
