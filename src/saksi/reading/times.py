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
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from saksi.languages import Hit
from saksi.languages.schema import TimeWord, Weekday
from saksi.reading.dates import DateReader, Day, Span, WhenKind, calendar_day, shifted, whole_month, whole_years
from saksi.types import Evidence, Time, TimePrecision

if TYPE_CHECKING:
    from saksi.reading.page import Page

__all__ = ["When", "WhenKind", "find_times"]

_MISMATCH = "weekday_mismatch"
_HYPHEN, _COMMA, _OPEN, _CLOSE, _SLASH = "-", ",", "(", ")", "/"
_FINER: dict[TimePrecision, TimePrecision] = {"decade": "year", "year": "month", "month": "week", "week": "day"}
_BOUNDS: tuple[str, ...] = ("since", "until", "asof")


@dataclass(frozen=True, slots=True)
class When:
    """A time expression: tokens ``[first, last)``, what it means, and the kind of expression it is."""

    first: int
    last: int
    time: Time
    kind: WhenKind


def find_times(page: Page) -> list[When]:
    """The time expressions of a page, in order, without overlaps."""
    return _Finder(page).find()


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
        begin, end = shifted(lo, first * step, "month")[0], shifted(lo, last * step + step - 1, "month")[1]
        return begin or lo, end or hi
    days = (hi - lo).days + 1
    first = min(round(start * days), days - 1)
    return lo + dt.timedelta(first), lo + dt.timedelta(max(round(stop * days) - 1, first))


# --- expressions ------------------------------------------------------------------------------------------------------


class _Finder(DateReader):
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

    def finish(self, span: Span) -> When:
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

    def expression(self, at: int) -> Span | None:
        """The longest expression that begins here: an interval with its opening words, or a point."""
        if found := self.word(at, "now"):
            return Span(at, found[1], "asof", self.published, self.published, relative="+0 day")
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

    def bound(self, at: int, inner: Span) -> Span | None:
        """The interval that a word such as *since* makes of what follows it."""
        if inner.kind in ("duration", "asof") or (inner.lo is None and inner.relative is None):
            return None
        if self.word(at, "since"):
            ahead = inner.lo is not None and self.published is not None and inner.lo > self.published
            later = inner.hi if inner.joined or ahead else self.published
            return replace(inner, first=at, kind="since", hi=later if inner.lo else None, clock=None)
        recent = inner.precision == "day" and (self.published is None or inner.hi is None or inner.hi <= self.published)
        if self.word(at, "asof") and (recent or not self.word(at, "until")):
            return replace(inner, first=at, kind="asof")
        return replace(inner, first=at, kind="until", lo=None, clock=None) if self.word(at, "until") else None

    def ranged(self, at: int) -> Span | None:
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
                lo, hi = first.lo, whole_years(first.lo.year // 100 * 100 + short)[1]
                if hi is not None and hi > lo:
                    return replace(first, last=joint[1] + 1, hi=hi)
        other = self.point(joint[1])
        joined = self.join(first, other) if other is not None else None
        return joined or first

    def join(self, first: Span, other: Span) -> Span | None:
        lo, hi = first.lo, other.hi
        if first.kind in ("duration", "clock") or other.kind in ("duration", "clock") or lo is None or hi is None:
            return None
        if first.dated is not None and other.dated is None and other.kind == "date":
            lo = calendar_day(hi.year, *first.dated) or lo
            lo = (calendar_day(hi.year - 1, *first.dated) or lo) if lo > hi else lo
        if lo > hi:
            return None
        flags = tuple(dict.fromkeys((*first.flags, *other.flags)))
        return Span(first.first, other.last, first.kind, lo, hi, other.precision, flags=flags, joined=True)

    def point(self, at: int) -> Span | None:
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

    def with_hour(self, span: Span) -> Span:
        """The day with the hour that follows it."""
        if span.precision != "day" or span.lo != span.hi or span.kind not in ("date", "weekday", "relative"):
            return span
        at = self.skip(span.last, _COMMA)
        while self.inside(span.first, at) and (bridge := self.word(at, "bridge")):
            at = bridge[1]
        found = self.clock(at) if self.inside(span.first, at) else None
        return replace(span, last=found[0], clock=found[1:]) if found else span

    def hour_first(self, at: int) -> Span | None:
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
        return Span(at, last, "clock", lo, lo, clock=(first, second))

    # --- weekdays and days --------------------------------------------------------------------------------------------

    def weekday(self, at: int) -> Span | None:
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

    def on_weekday(self, first: int, last: int, number: int, way: float | None, week: Day | None = None) -> Span:
        span = Span(first, last, "weekday", relative=f"XXXX-WXX-{number}")
        base = self.published
        if base is None:
            return span
        back = (base.isoweekday() - number) % 7
        if week is not None:
            lo = shifted(week, number - 1, "day")[0]
        elif way == 1:
            lo = shifted(base, 7 - back, "day")[0]
        else:
            lo = shifted(base, -(back or 7) if way == -1 else -back, "day")[0]
        return replace(span, lo=lo, hi=lo)

    def attached(self, first: int, at: int) -> Span | None:
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

    def checked(self, span: Span, first: int, expected: set[int]) -> Span:
        """The date, flagged where it is not the weekday it is said to be."""
        wrong = span.lo is not None and not span.joined and span.lo == span.hi and span.lo.isoweekday() not in expected
        return replace(span, first=first, kind="date", flags=(*span.flags, _MISMATCH) if wrong else span.flags)

    def eve(self, at: int) -> Span | None:
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

    def directed(self, at: int) -> Span | None:
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

    def day_word(self, at: int) -> Span | None:
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
        lo = shifted(base, int(row.value or 0), "day")[0] if base is not None else None
        return Span(at, part[1] if part else last, "relative", lo, lo, relative=f"{int(row.value or 0):+d} day")

    # --- parts, counts, units -----------------------------------------------------------------------------------------

    def sectioned(self, at: int) -> Span | None:
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

    def hyphened(self, at: int, tail: str) -> Span | None:
        ending = next((e for e in self.endings if tail.endswith(e) and tail[: -len(e)].isdecimal()), "")
        year = tail[: -len(ending)] if ending else tail
        if len(year) == 4 and year.isdecimal():
            return self.decade(at, at + 1, int(year)) if ending else self.whole_year(at, at + 1, int(year))
        if tail not in self.month_names:
            return None
        year_after = self.year_at(at + 1) if self.inside(at, at + 1) else None
        if year_after is None:
            return self.lone_month(at, at + 1, self.month_names[tail], None)
        lo, hi = whole_month(year_after, self.month_names[tail])
        return Span(at, at + 2, "date", lo, hi, "month")

    def cut(self, span: Span, row: TimeWord, first: int) -> Span:
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

    def counted(self, at: int) -> Span | None:
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
        return Span(at, last, "duration", precision=precision, relative=f"{low * int(row.value or 1)} {precision}")

    def until_now(self, first: int, length: tuple[int, int, int | None, TimeWord]) -> Span | None:
        """A span up to publication (*dua hari terakhir*)."""
        last, low, high, row = length
        past = self.word(last, "past")
        many, unit = (high or low) * int(row.value or 1), row.precision or "day"
        base = self.published
        lo = _back(base, many if unit != "time" else 1, unit) if base is not None else None
        precision: TimePrecision = "day" if unit == "time" else unit
        end = past[1] if past else last
        return Span(first, end, "relative", lo, base if lo else None, precision, relative=f"-{many} {unit}")

    def away(self, first: int, last: int, direction: TimeWord, count: int, unit: TimeWord) -> Span:
        """So many units from publication, or from the last day told of."""
        base = self.told if direction.anchor == "event" else self.published
        many, precision = count * int(unit.value or 1), unit.precision or "day"
        span = Span(first, last, "relative", precision=precision, relative=f"{many:+d} {precision}")
        if precision == "time":
            span.precision = "day"
        if precision == "year" and abs(int(unit.value or 1)) >= 10:
            span.precision = "decade"
        if base is not None:
            span.lo, span.hi = shifted(base, many, span.precision if precision != "time" else "time")
        return span

    def unit(self, at: int) -> Span | None:
        """*pekan lalu*, *tahun ini*, *minggu depan*."""
        found = self.word(at, "unit")
        if found is None or found[0].one or found[0].precision in (None, "time") or not self.inside(at, found[1]):
            return None
        directed = self.word(found[1], "direction")
        if directed is None or (found[0].precision == "day" and directed[0].value != 0 and directed[0].anchor == "published"):
            return None
        return self.away(at, directed[1], directed[0], int(directed[0].value or 0), found[0])
