"""Times: every time expression of a page, resolved to an interval of the calendar.

An expression becomes a closed interval, the precision it is known to, and what is odd about it. Publication anchors what is
relative (*kemarin*, *Monday*), the last day told of anchors what is relative to events (*sehari sebelumnya*). A weekday that
contradicts the date beside it is flagged, never repaired.

Method: the notions are those of TimeML's TIMEX3 (Pustejovsky et al. 2003): date, time, duration, anchored and unanchored values;
unanchored ones keep the TIMEX3 form (``XXXX-09-28``) as ``relative``. The anchoring rules for news are those of HeidelTime
(Strötgen and Gertz 2010): a weekday is the last one up to publication, a month or day without a year the one that tense and
publication suggest.
Language is in ``times.toml``; nothing here knows a word.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from saksi.languages import Hit, Pack
from saksi.languages.schema import Month, NumberTrap, TimeWord, Weekday
from saksi.reading.numbers import Numeral, find_numerals
from saksi.types import Evidence, Time, TimePrecision

if TYPE_CHECKING:
    from saksi.reading.page import Page

WhenKind = Literal["date", "weekday", "relative", "duration", "since", "until", "year", "clock", "asof"]
Day = dt.date

_MISMATCH = "weekday_mismatch"
_HYPHEN, _COMMA, _OPEN, _CLOSE, _DOT, _SLASH, _QUOTE = "-", ",", "(", ")", ".", "/", "'"
_BEFORE_YEAR = frozenset({_OPEN, _HYPHEN, _QUOTE, '"', "[", _COMMA})
_BACK, _AHEAD = 334, 31  # days a date without a year lies before or after publication, at most
_YEARS, _OLD = range(1900, 2100), range(1000, 1900)  # years that need no word beside them, and those that do
_FINER: dict[TimePrecision, TimePrecision] = {"decade": "year", "year": "month", "month": "week", "week": "day"}

_SIDED = frozenset({"direction", "past", "clock"})  # kinds of words that stand on one side of what they belong to
_BOUNDS: tuple[str, ...] = ("since", "until", "asof")
_NAMING = frozenset({"label", "money", "unit", "rate"})  # traps before a number that make it no year
_COUNTED = (("actors", "noun"), ("impacts", "object"), ("casualties", "word"))  # what a four-digit number may count

_NUMERIC = re.compile(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4}|\d{2})")
_TURNED = re.compile(r"(\d{4})([/.])(\d{1,2})\2(\d{1,2})")
_SHORT = re.compile(r"(\d{1,2})/(\d{1,2})")
_TWO_YEARS = re.compile(r"(\d{4})/(\d{4}|\d{2})")
_HOUR = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?(?:[.:]\d{2})?")


@dataclass(frozen=True, slots=True)
class When:
    """A time expression: tokens ``[first, last)``, what it means, and the kind of expression it is."""

    first: int
    last: int
    time: Time
    kind: WhenKind


@dataclass(slots=True)
class _Span:
    """An expression under construction. ``dated`` is the (month, day) of a date printed without its year."""

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


def find_times(page: Page) -> list[When]:
    """The time expressions of a page, in order, without overlaps."""
    return _Finder(page).find()


# --- the calendar ----------------------------------------------------------------------------------------------------


def _day(year: int, month: int, day: int) -> Day | None:
    try:
        return Day(year, month, day)
    except ValueError:
        return None


def _whole_month(year: int, month: int) -> tuple[Day, Day] | tuple[None, None]:
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return None, None
    return Day(year, month, 1), Day(year, month, calendar.monthrange(year, month)[1])


def _whole_years(first: int, count: int = 1) -> tuple[Day, Day] | tuple[None, None]:
    return (Day(first, 1, 1), Day(first + count - 1, 12, 31)) if 1 <= first <= 9999 - count + 1 else (None, None)


def _shift(base: Day, by: int, unit: TimePrecision) -> tuple[Day, Day] | tuple[None, None]:
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
        return _whole_month((base.year * 12 + base.month - 1 + by) // 12, (base.month - 1 + by) % 12 + 1)
    if unit == "year":
        return _whole_years(base.year + by)
    return _whole_years((base.year + by) // 10 * 10, 10) if unit == "decade" else (base, base)


def _back(base: Day, by: int, unit: TimePrecision) -> Day | None:
    """The same day of an earlier week, month or year: where a span up to now begins."""
    try:
        if unit in ("time", "day", "week"):
            return base - dt.timedelta(by * (7 if unit == "week" else 1))
        months = base.year * 12 + base.month - 1 - by * (12 if unit == "year" else 1)
        year, month = months // 12, months % 12 + 1
        return Day(year, month, min(base.day, calendar.monthrange(year, month)[1]))
    except (ValueError, OverflowError, calendar.IllegalMonthError):
        return None


def _section(lo: Day, hi: Day, start: float, stop: float) -> tuple[Day, Day]:
    """From ``start`` to ``stop`` of an interval: in whole days, of a year in whole months, of years in whole years."""
    if (lo.month, lo.day, hi.month, hi.day) == (1, 1, 12, 31):
        years = hi.year - lo.year + 1
        step = 1 if years == 1 else 12
        count = years * 12 // step
        first = min(round(start * count), count - 1)
        last = max(round(stop * count) - 1, first)
        begin, end = _shift(lo, first * step, "month")[0], _shift(lo, last * step + step - 1, "month")[1]
        return begin or lo, end or hi
    days = (hi - lo).days + 1
    first = min(round(start * days), days - 1)
    return lo + dt.timedelta(first), lo + dt.timedelta(max(round(stop * days) - 1, first))


def _offset(hours: float | None) -> str:
    if hours is None:
        return ""
    minutes = round(abs(hours) * 60)
    return f"{'-' if hours < 0 else '+'}{minutes // 60:02}:{minutes % 60:02}"


@lru_cache(maxsize=32)
def _singles(pack: Pack) -> tuple[dict[str, TimeWord], frozenset[str], dict[str, int], dict[str, TimeWord]]:
    """Sections, endings of decades, months and units by their words, for looking into words (*mid-1990s*) and phrases."""
    sections: dict[str, TimeWord] = {}
    units: dict[str, TimeWord] = {}
    endings: set[str] = set()
    for row in pack.rows["times"]["word"]:
        assert isinstance(row, TimeWord)
        if row.kind == "section":
            sections.update((word, row) for word in row.words)
        elif row.kind == "unit" and not row.one:
            units.update((word, row) for word in row.words)
        elif row.kind == "decade":
            endings.update(word.lstrip(_HYPHEN) for word in row.words)
    months: dict[str, int] = {}
    for month in pack.rows["times"]["month"]:
        assert isinstance(month, Month)
        months.update((word, month.month) for word in month.words)
    return sections, frozenset(endings), months, units


# --- printed dates ---------------------------------------------------------------------------------------------------


class _Dates:
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
        self.sections, self.endings, self.month_names, self.units = _singles(page.pack)
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
        """True when a word of the future stands earlier in the sentence."""
        words = self.page.pack.words("future")
        return any(token.lower in words for token in self.tokens[self.starts[at] : at])

    # --- dates --------------------------------------------------------------------------------------------------------

    def date(self, at: int) -> _Span | None:
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
                lo, _ = _shift(base, -back, "month")
                chosen = _day(lo.year, lo.month, day) if lo else None
                if chosen is not None and chosen <= base:
                    return _Span(at, start + 1, "date", chosen, chosen)
            return None
        if self.tokens[at].text[0].isdecimal():
            return self.numeric(at) or self.day_first(at)
        if at in self.months:
            return self.month_first(at, at)
        row = self.word(at, "unit")
        if row and row[0].precision == "month" and row[1] in self.months and self.inside(at, row[1]):
            return self.month_first(row[1], at)
        return None

    def numeric(self, at: int) -> _Span | None:
        text = self.text(at)
        if m := _NUMERIC.fullmatch(text):
            if m.group(2) == _DOT and len(m.group(4)) == 2:
                return None
            return self.ordered(at, at + 1, int(m.group(1)), int(m.group(3)), self.full_year(m.group(4)))
        if m := _TURNED.fullmatch(text):
            return self.fixed(at, at + 1, _day(int(m.group(1)), int(m.group(3)), int(m.group(4))))
        if self.text(at + 1) == _HYPHEN and self.touch(at) and self.touch(at + 1):
            end = self.text(at + 2)
            tail = self.text(at + 4) if self.text(at + 3) == _HYPHEN and self.touch(at + 2) and self.touch(at + 3) else ""
            if text.isdecimal() and end.isdecimal() and tail.isdecimal() and len(end) <= 2:
                if len(text) == 4 and len(tail) <= 2:
                    return self.fixed(at, at + 5, _day(int(text), int(end), int(tail)))
                if len(tail) == 4 and len(text) <= 2:
                    return self.ordered(at, at + 5, int(text), int(end), int(tail))
            day = self.plain(at, 1, 31)
            if day is not None and _SLASH in end and (later := self.numeric(at + 2)) and later.hi is not None:
                lo = _day(later.hi.year, later.hi.month, day)
                if lo is not None and lo <= later.hi:
                    return replace(later, first=at, lo=lo, dated=None)
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

    def ordered(self, first: int, last: int, a: int, b: int, year: int) -> _Span | None:
        day, month = (b, a) if self.page.pack.header.date_order == "mdy" else (a, b)
        return self.fixed(first, last, _day(year, month, day) or _day(year, day, month))

    def fixed(self, first: int, last: int, day: Day | None) -> _Span | None:
        return _Span(first, last, "date", day, day) if day is not None else None

    def yearless(self, first: int, last: int, month: int, day: int, way: float | None = None) -> _Span | None:
        """A day and month: the year is the one that publication, direction and tense suggest."""
        if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(2000, month)[1]):
            return None
        span = _Span(first, last, "date", relative=f"XXXX-{month:02}-{day:02}", dated=(month, day))
        base = self.published
        if base is None:
            return span
        low, high = (_AHEAD, _BACK) if self.future(first) else (_BACK, _AHEAD)
        low, high = (366 * 8, 0) if way == -1 else (0, 366 * 8) if way == 1 else (low, high)
        choices = [d for year in range(base.year - 8, base.year + 9) if 1 <= year <= 9999 and (d := _day(year, month, day))]
        near = [d for d in choices if -low <= (d - base).days <= high] or choices
        chosen = min(near, key=lambda d: abs((d - base).days)) if near else None
        return replace(span, lo=chosen, hi=chosen)

    def day_first(self, at: int) -> _Span | None:
        """*28 September 2020*, *12-14 Mei 2003*, *27th of September*."""
        day = self.plain(at, 1, 31)
        if day is None:
            return None
        last, until = self.ordinal(at + 1), day
        joint = self.word(last, "joint", "and") if last not in self.months and self.inside(at, last) else None
        if joint and self.inside(at, joint[1]) and (end := self.plain(joint[1], day + 1, 31)):
            last, until = self.ordinal(joint[1] + 1), end
        month = self.months.get(last) if self.inside(at, last) else None
        return self.with_year(at, month.last, month.row.month, day, until) if month is not None else None

    def ordinal(self, at: int) -> int:
        found = self.word(at, "nth")
        return found[1] if found and self.touch(at - 1) else at

    def month_first(self, at: int, first: int) -> _Span | None:
        """*September 27, 2020*, *Mei 1998*, *May*."""
        hit = self.months[at]
        row, last, token = hit.row, self.after_dot(hit.last), self.tokens[at]
        if row.needs != "nothing" and not token.is_capital:
            return None
        day = self.plain(last, 1, 31) if self.inside(at, last) else None
        if day is not None and last + 1 not in self.nouns and not self.measured(last + 1):
            end, until = self.ordinal(last + 1), day
            joint = self.word(end, "joint", "and") if self.inside(at, end) else None
            later = self.plain(joint[1], day + 1, 31) if joint and self.inside(at, joint[1]) else None
            if joint and later and joint[1] + 1 not in self.nouns:
                end, until = self.ordinal(joint[1] + 1), later
            return self.with_year(first, end, row.month, day, until)
        bridge = self.word(last, "in")
        at_year = bridge[1] if bridge and self.inside(at, bridge[1]) and self.year_at(bridge[1]) else last
        if self.inside(at, at_year) and (year := self.year_at(at_year)) is not None:
            lo, hi = _whole_month(year, row.month)
            return _Span(first, at_year + 1, "date", lo, hi, "month")
        told = self.before(first, "in", "since", "until", "section", "direction", "asof", "joint", "dated") is not None
        directed = self.word(last, "direction") if self.inside(at, last) else None
        beside = first < at or told or directed is not None
        if not beside and (row.needs == "date" or not token.is_capital or (row.needs == "capital" and self.named(at, last))):
            return None
        way = directed[0].value if directed and directed[0].anchor == "published" else None
        return self.lone_month(first, directed[1] if directed and way is not None else hit.last, row.month, way)

    def named(self, at: int, last: int) -> bool:
        """True when a capitalised neighbour makes the month a name (*April Lim*)."""
        after = self.inside(at, last) and self.tokens[last].is_capital and last not in self.weekdays
        return after or (at > self.starts[at] and self.tokens[at - 1].is_capital and at - 1 > self.starts[at])

    def after_dot(self, at: int) -> int:
        """Past the dot of an abbreviated month (*Sept. 27*)."""
        following = self.text(at + 1)[:1]
        return at + 1 if self.text(at) == _DOT and self.touch(at - 1) and (following.isdecimal() or following == _COMMA) else at

    def with_year(self, first: int, last: int, month: int, day: int, until: int) -> _Span | None:
        """A day and month with the year after it, if it is there, and the word that says which way."""
        last = self.after_dot(last)
        at = last
        if self.text(at) == _COMMA and self.inside(first, at + 1):
            at += 1
        elif (bridge := self.word(at, "in", "unit")) and self.inside(first, bridge[1]):
            at = bridge[1]
        year = self.year_at(at) if self.inside(first, at) else None
        if year is not None:
            lo, hi = _day(year, month, day), _day(year, month, until)
            return _Span(first, at + 1, "date", lo, hi) if lo is not None and hi is not None else None
        directed = self.word(last, "direction") if self.inside(first, last) else None
        way = directed[0].value if directed and directed[0].anchor == "published" else None
        span = self.yearless(first, directed[1] if directed and way is not None else last, month, day, way)
        if span is not None and until > day:
            hi = _day(span.lo.year, month, until) if span.lo else None
            return replace(span, hi=hi, dated=None) if hi or span.lo is None else None
        return span

    def year_at(self, at: int) -> int | None:
        text = self.text(at)
        year = int(text) if len(text) == 4 and text.isdecimal() else 0
        return year if year in _YEARS or year in _OLD else None

    def lone_month(self, first: int, last: int, month: int, way: float | None) -> _Span:
        span = _Span(first, last, "date", precision="month", relative=f"XXXX-{month:02}")
        base = self.published
        if base is None:
            return span
        if way is None:
            way = 1 if self.future(first) else None
        year = base.year
        if way == 1:
            year += month < base.month
        elif way is None or way == -1:
            year -= month > base.month or (way == -1 and month == base.month)
        lo, hi = _whole_month(year, month)
        return replace(span, lo=lo, hi=hi)

    # --- years --------------------------------------------------------------------------------------------------------

    def year(self, at: int) -> _Span | None:
        """*1998*, *tahun 1998*, *1980-an*, *the 1990s*, unless it counts, names or measures something."""
        text = self.text(at)
        unit = self.word(at, "unit")
        if unit and unit[0].precision == "year" and self.inside(at, unit[1]) and self.text(unit[1])[:1].isdecimal():
            inner = self.year(unit[1])
            return replace(inner, first=at) if inner else None
        if m := _TWO_YEARS.fullmatch(text):
            first, second = int(m.group(1)), int(m.group(2))
            second = second if second > 99 else first // 100 * 100 + second
            lo, hi = _whole_years(first, 2)
            return _Span(at, at + 1, "year", lo, hi, "year") if first in _YEARS and second == first + 1 else None
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
        if (self.touch(at) and self.text(right) == _SLASH) or self.measured(right) or self.labelled(at):
            return True
        last_head = self.page.pack.header.head == "last" and not self.determined(at)
        if not strong and self.inside(at, right) and (right in self.nouns or (last_head and right + 1 in self.nouns)):
            return True
        cue = self.cues.get(at)
        if cue is None or strong:
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

    def whole_year(self, first: int, last: int, year: int) -> _Span:
        lo, hi = _whole_years(year)
        return _Span(first, last, "year", lo, hi, "year")

    def decade(self, first: int, last: int, year: int) -> _Span:
        lo, hi = _whole_years(year // 10 * 10, 10)
        return _Span(first, last, "year", lo, hi, "decade")

    # --- hours --------------------------------------------------------------------------------------------------------

    def clock(self, at: int) -> tuple[int, str, str] | None:
        """An hour, or two: where it ends, and what follows the dates in ISO 8601. *pukul 05.30 WIT*, *5:30 p.m.*, *0530 GMT*."""
        marked = self.word(at, "clock", side="before")
        start = marked[1] if marked else at
        read = self.hour(start) if self.inside(at, start) else None
        if read is None or (marked and at in self.numeral_ends and not read[3]):
            return None
        last, hour, minute, exact = read
        until = (hour, minute)
        joint = self.word(last, "joint") if self.inside(at, last) else None
        if joint and self.inside(at, joint[1]) and (end := self.hour(joint[1])) and end[3] == exact and (marked or exact):
            last, until = end[0], end[1:3]
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
        return zone[1] if zone else last, first, second

    def hour(self, at: int) -> tuple[int, int, int, bool] | None:
        """The hour at a token: its end, hour, minute, and whether it is printed with minutes."""
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


# --- expressions ------------------------------------------------------------------------------------------------------


class _Finder(_Dates):
    """Reads one page from left to right; what was read anchors what follows."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.told: Day | None = None

    def find(self) -> list[When]:
        out: list[When] = []
        at = 0
        while at < len(self.tokens):
            span = self.expression(at) if self.may_begin(at) else None
            if span is None or span.last <= at:
                at += 1
                continue
            out.append(self.finish(span))
            if span.lo is not None and span.lo == span.hi and span.kind not in ("since", "until", "asof"):
                self.told = span.lo
            at = span.last
        return out

    def may_begin(self, at: int) -> bool:
        token = self.tokens[at]
        known = at in self.words or at in self.weekdays or at in self.months or at in self.numerals
        return known or token.text[0].isdecimal() or (_HYPHEN in token.text and token.text[0].isalpha())

    def finish(self, span: _Span) -> When:
        page = self.page
        evidence = Evidence.at(page.document.id, page.text, self.tokens[span.first].start, self.tokens[span.last - 1].end)
        earliest, latest = span.lo.isoformat() if span.lo else None, span.hi.isoformat() if span.hi else None
        precision, relative = span.precision, span.relative if earliest is None and latest is None else None
        if span.clock is not None:
            precision = "time"
            earliest, latest = earliest and earliest + span.clock[0], latest and latest + span.clock[1]
            relative = f"{relative or ''}{span.clock[0]}" if earliest is None else None
        time = Time(evidence.exact, evidence, earliest, latest, precision, relative, span.flags)
        return When(span.first, span.last, time, span.kind)

    def expression(self, at: int) -> _Span | None:
        """The longest expression that begins here: an interval with its opening words, or a point."""
        if found := self.word(at, "now"):
            return _Span(at, found[1], "asof", self.published, self.published, relative="+0 day")
        if found := self.word(at, "open"):
            first = self.point(found[1]) if self.inside(at, found[1]) else None
            joint = self.word(first.last, "joint", "and") if first is not None and self.inside(at, first.last) else None
            other = self.point(joint[1]) if joint is not None and self.inside(at, joint[1]) else None
            if first is not None and other is not None and (joined := self.join(first, other)):
                return replace(joined, first=at)
        for kind in _BOUNDS:
            if (found := self.word(at, kind)) and self.inside(at, found[1]) and (inner := self.ranged(found[1])):
                if (bounded := self.bound(at, inner)) is not None:
                    return bounded
                break
        return self.ranged(at)

    def bound(self, at: int, inner: _Span) -> _Span | None:
        """The interval that a word such as *since* makes of what follows it."""
        if inner.kind in ("duration", "asof") or (inner.lo is None and inner.relative is None):
            return None
        if self.word(at, "since"):
            later = inner.hi if inner.joined else self.published
            return replace(inner, first=at, kind="since", hi=later if inner.lo else None, clock=None)
        recent = inner.precision == "day" and (self.published is None or inner.hi is None or inner.hi <= self.published)
        if self.word(at, "asof") and (recent or not self.word(at, "until")):
            return replace(inner, first=at, kind="asof")
        return replace(inner, first=at, kind="until", lo=None, clock=None) if self.word(at, "until") else None

    def ranged(self, at: int) -> _Span | None:
        """A point, or two joined into an interval."""
        first = self.point(at)
        if first is None or first.kind in ("duration", "clock") or not self.inside(at, first.last):
            return first
        joint = self.word(first.last, "joint")
        if joint is None or not self.inside(at, joint[1]):
            return first
        if first.kind == "year" and first.lo is not None and self.touch(first.last - 1) and self.touch(first.last):
            short = self.plain(joint[1], 0, 99)
            if short is not None and len(self.text(joint[1])) == 2:
                lo, hi = first.lo, _whole_years(first.lo.year // 100 * 100 + short)[1]
                if hi is not None and hi > lo:
                    return replace(first, last=joint[1] + 1, hi=hi)
        other = self.point(joint[1])
        joined = self.join(first, other) if other is not None else None
        return joined or first

    def join(self, first: _Span, other: _Span) -> _Span | None:
        lo, hi = first.lo, other.hi
        if first.kind in ("duration", "clock") or other.kind in ("duration", "clock") or lo is None or hi is None:
            return None
        if first.dated is not None and other.dated is None and other.kind == "date":
            lo = _day(hi.year, *first.dated) or lo
            lo = (_day(hi.year - 1, *first.dated) or lo) if lo > hi else lo
        if lo > hi:
            return None
        flags = tuple(dict.fromkeys((*first.flags, *other.flags)))
        return _Span(first.first, other.last, first.kind, lo, hi, other.precision, flags=flags, joined=True)

    def point(self, at: int) -> _Span | None:
        """One point of the calendar, with the hour where it is told."""
        if not at < len(self.tokens):
            return None
        span = self.hour_first(at)
        if span is not None:
            return span
        days = (self.weekday, self.eve, self.directed, self.date, self.day_word)
        for read in (*days, self.sectioned, self.counted, self.unit, self.year):
            span = read(at)
            if span is not None:
                return self.with_hour(span)
        return None

    def with_hour(self, span: _Span) -> _Span:
        """The day with the hour that follows it."""
        if span.precision != "day" or span.lo != span.hi or span.kind not in ("date", "weekday", "relative"):
            return span
        at = self.skip(span.last, _COMMA)
        while self.inside(span.first, at) and (bridge := self.word(at, "bridge")):
            at = bridge[1]
        found = self.clock(at) if self.inside(span.first, at) else None
        return replace(span, last=found[0], clock=found[1:]) if found else span

    def hour_first(self, at: int) -> _Span | None:
        """An hour, with the day that follows it or else the last day told of."""
        found = self.clock(at)
        if found is None:
            return None
        last, first, second = found
        start = self.skip(last, _COMMA)
        while self.inside(at, start) and (bridge := self.word(start, "bridge")):
            start = bridge[1]
        for read in (self.weekday, self.eve, self.directed, self.date, self.day_word):
            day = read(start) if self.inside(at, start) else None
            if day is not None and day.precision == "day" and day.lo == day.hi:
                return replace(day, first=at, clock=(first, second))
        day = self.attached(at, last)
        if day is not None and day.lo == day.hi:
            return replace(day, clock=(first, second))
        lo = self.told or self.published
        return _Span(at, last, "clock", lo, lo, clock=(first, second))

    # --- weekdays and days --------------------------------------------------------------------------------------------

    def weekday(self, at: int) -> _Span | None:
        """*Senin*, *Senin (28/9/2020) malam*, *Sunday, Sept. 27*, *Kamis pekan lalu*."""
        hit = self.weekdays.get(at)
        if hit is None:
            return None
        number, last, way, shift = hit.row.weekday, hit.last, None, None
        if part := self.word(last, "part"):
            last = part[1]
        if (directed := self.word(last, "direction")) and directed[0].anchor == "published":
            way, last = directed[0].value, directed[1]
        elif (unit := self.unit(last)) and unit.precision == "week" and unit.lo is not None:
            shift, last = unit.lo, unit.last
        dated = self.attached(at, last)
        if not self.is_weekday(hit, part is not None, dated is not None, way is not None):
            return None
        if dated is not None:
            return self.checked(dated, at, {number})
        return self.on_weekday(at, last, number, way, shift)

    def is_weekday(self, hit: Hit[Weekday], part: bool, dated: bool, directed: bool) -> bool:
        """Whether a word that is also another one is the weekday here."""
        needs, at = hit.row.needs, hit.first
        if needs == "nothing" or dated:
            return True
        if needs == "date" or at in self.numeral_ends:
            return False
        day = self.before(at, "unit")
        if part or (day is not None and day.precision == "day") or self.before(at, "part"):
            return True
        inner = self.tokens[at].is_capital and at > self.starts[at] and not (directed and self.tokens[hit.last].is_capital)
        return inner or (not directed and self.tokens[at].is_capital and self.text(hit.last) in (_COMMA, _CLOSE))

    def on_weekday(self, first: int, last: int, number: int, way: float | None, week: Day | None = None) -> _Span:
        span = _Span(first, last, "weekday", relative=f"XXXX-WXX-{number}")
        base = self.published
        if base is None:
            return span
        back = (base.isoweekday() - number) % 7
        if week is not None:
            lo = _shift(week, number - 1, "day")[0]
        elif way == 1:
            lo = _shift(base, 7 - back, "day")[0]
        else:
            lo = _shift(base, -(back or 7) if way == -1 else -back, "day")[0]
        return replace(span, lo=lo, hi=lo)

    def attached(self, first: int, at: int) -> _Span | None:
        """The date that stands beside a weekday or a word for a day: in brackets, after a comma, or right after it."""
        if not self.inside(first, at):
            return None
        bracket = self.text(at) == _OPEN
        start = at + 1 if bracket or self.text(at) in (_COMMA, _SLASH) else at
        if not self.inside(first, start):
            return None
        span = self.date(start)
        if span is None or (span.precision != "day" and not bracket):
            return None
        if bracket and self.text(span.last) != _CLOSE:
            return None
        last = span.last + 1 if bracket else span.last
        part = self.word(last, "part") if self.inside(first, last) else None
        return replace(span, first=first, last=part[1] if part else last)

    def checked(self, span: _Span, first: int, expected: set[int]) -> _Span:
        """The date, flagged where it is not the weekday it is said to be."""
        wrong = span.lo is not None and not span.joined and span.lo == span.hi and span.lo.isoweekday() not in expected
        return replace(span, first=first, kind="date", flags=(*span.flags, _MISMATCH) if wrong else span.flags)

    def eve(self, at: int) -> _Span | None:
        """The evening before a weekday (*malam Minggu*)."""
        part = self.word(at, "part")
        if part is None or not part[0].eve or part[1] not in self.weekdays or not self.inside(at, part[1]):
            return None
        hit = self.weekdays[part[1]]
        eve = (hit.row.weekday - 2) % 7 + 1
        if dated := self.attached(at, hit.last):
            return self.checked(dated, at, {eve, hit.row.weekday})
        directed = self.word(hit.last, "direction")
        way = directed[0].value if directed and directed[0].anchor == "published" else None
        return self.on_weekday(at, directed[1] if directed and way is not None else hit.last, eve, way)

    def directed(self, at: int) -> _Span | None:
        """A word of direction before a weekday, month or unit: *last Monday*, *next week*, *the past two days*."""
        if (past := self.word(at, "past", side="before")) and self.inside(at, past[1]):
            length = self.length(past[1])
            if length is not None and (past[1] in self.numerals or not self.word(at, "direction", side="before")):
                return self.until_now(at, length)
        found = self.word(at, "direction", side="before")
        if found is None or not self.inside(at, found[1]):
            return None
        row, last = found
        if last in self.weekdays and row.anchor == "published":
            span = self.on_weekday(at, self.weekdays[last].last, self.weekdays[last].row.weekday, row.value)
            dated = self.attached(at, span.last)
            return self.checked(dated, at, {self.weekdays[last].row.weekday}) if dated else span
        if last in self.months and row.anchor == "published" and self.tokens[last].is_capital:
            return self.lone_month(at, self.months[last].last, self.months[last].row.month, row.value)
        unit = self.word(last, "unit")
        if unit is None or unit[0].one or unit[0].precision in (None, "time"):
            return None
        return self.away(at, unit[1], row, int(row.value or 0), unit[0])

    def day_word(self, at: int) -> _Span | None:
        found = self.word(at, "day")
        if found is None:
            return None
        row, last = found
        weekday = last + 1 if self.text(last) in (_COMMA, _OPEN) else last
        dated = self.attached(at, last)
        if dated is None and self.inside(at, weekday) and weekday in self.weekdays:
            dated = self.attached(weekday, self.weekdays[weekday].last)
            if dated is not None:
                return self.checked(dated, at, {self.weekdays[weekday].row.weekday})
        if dated is not None:
            return replace(dated, first=at)
        part = self.word(last, "part")
        base = self.told if row.anchor == "event" else self.published
        lo = _shift(base, int(row.value or 0), "day")[0] if base is not None else None
        return _Span(at, part[1] if part else last, "relative", lo, lo, relative=f"{int(row.value or 0):+d} day")

    # --- parts, counts, units -----------------------------------------------------------------------------------------

    def sectioned(self, at: int) -> _Span | None:
        """The beginning, middle or end of something: *awal Mei 1998*, *akhir pekan lalu*, *mid-1990s*."""
        text = self.text(at)
        if _HYPHEN in text and text.partition(_HYPHEN)[0] in self.sections:
            head, _, tail = text.partition(_HYPHEN)
            inner = self.hyphened(at, tail)
            return self.cut(inner, self.sections[head], at) if inner else None
        found = self.word(at, "section")
        if found is None or not self.inside(at, found[1]):
            return None
        start = found[1]
        for read in (self.weekday, self.date, self.directed, self.unit, self.year):
            if span := read(start):
                return self.cut(span, found[0], at)
        return None

    def hyphened(self, at: int, tail: str) -> _Span | None:
        ending = next((e for e in self.endings if tail.endswith(e) and tail[: -len(e)].isdecimal()), "")
        year = tail[: -len(ending)] if ending else tail
        if len(year) == 4 and year.isdecimal():
            return self.decade(at, at + 1, int(year)) if ending else self.whole_year(at, at + 1, int(year))
        if tail not in self.month_names:
            return None
        year_after = self.year_at(at + 1) if self.inside(at, at + 1) else None
        if year_after is None:
            return self.lone_month(at, at + 1, self.month_names[tail], None)
        lo, hi = _whole_month(year_after, self.month_names[tail])
        return _Span(at, at + 2, "date", lo, hi, "month")

    def cut(self, span: _Span, row: TimeWord, first: int) -> _Span:
        if span.lo is None or span.hi is None or span.lo == span.hi:
            return replace(span, first=first)
        lo, hi = _section(span.lo, span.hi, row.value or 0.0, row.upto or 1.0)
        return replace(span, first=first, lo=lo, hi=hi, precision=_FINER.get(span.precision, span.precision))

    def length(self, at: int) -> tuple[int, int, int | None, TimeWord] | None:
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

    def counted(self, at: int) -> _Span | None:
        """*dua hari lalu*, *sepekan terakhir*, *three years later*, *40 menit*."""
        length = self.length(at)
        if length is None or (at not in self.numerals and not length[3].one):
            return None
        last, low, high, row = length
        if self.inside(at, last):
            if self.word(last, "past"):
                return self.until_now(at, length)
            if directed := self.word(last, "direction"):
                way = int(directed[0].value or 0)
                span = self.away(at, directed[1], directed[0], way * low, row)
                if high == low or span.lo is None or span.hi is None:
                    return span
                far = self.away(at, directed[1], directed[0], way * high, row) if high is not None else None
                return replace(span, lo=far.lo if far else None) if way < 0 else replace(span, hi=far.hi if far else None)
        if row.precision == "year" or at not in self.numerals or high != low:
            return None
        precision = row.precision or "day"
        return _Span(at, last, "duration", precision=precision, relative=f"{low * int(row.value or 1)} {precision}")

    def until_now(self, first: int, length: tuple[int, int, int | None, TimeWord]) -> _Span | None:
        """A span up to publication (*dua hari terakhir*)."""
        last, low, high, row = length
        past = self.word(last, "past")
        many, unit = (high or low) * int(row.value or 1), row.precision or "day"
        base = self.published
        lo = _back(base, many if unit != "time" else 1, unit) if base is not None else None
        precision: TimePrecision = "day" if unit == "time" else unit
        end = past[1] if past else last
        return _Span(first, end, "relative", lo, base if lo else None, precision, relative=f"-{many} {unit}")

    def away(self, first: int, last: int, direction: TimeWord, count: int, unit: TimeWord) -> _Span:
        """So many units from publication, or from the last day told of."""
        base = self.told if direction.anchor == "event" else self.published
        many, precision = count * int(unit.value or 1), unit.precision or "day"
        span = _Span(first, last, "relative", precision=precision, relative=f"{many:+d} {precision}")
        if precision == "time":
            span.precision = "day"
        if precision == "year" and abs(int(unit.value or 1)) >= 10:
            span.precision = "decade"
        if base is not None:
            span.lo, span.hi = _shift(base, many, span.precision if precision != "time" else "time")
        return span

    def unit(self, at: int) -> _Span | None:
        """*pekan lalu*, *tahun ini*, *minggu depan*."""
        found = self.word(at, "unit")
        if found is None or found[0].one or found[0].precision in (None, "time") or not self.inside(at, found[1]):
            return None
        directed = self.word(found[1], "direction")
        if directed is None or (found[0].precision == "day" and directed[0].value != 0 and directed[0].anchor == "published"):
            return None
        return self.away(at, directed[1], directed[0], int(directed[0].value or 0), found[0])
