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

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from saksi.languages import Hit
from saksi.languages.schema import TimeWord, Weekday
from saksi.reading.counts import WEEKEND, CountReader
from saksi.reading.dates import day_names
from saksi.reading.spans import Day, Span, WhenKind, calendar_day, calendar_value, section, shifted, whole_month, whole_years
from saksi.types import Evidence, Time, TimeMod, TimePrecision

if TYPE_CHECKING:
    from saksi.reading.page import Page

__all__ = ["TimeFinder", "When", "WhenKind", "find_times"]

_MISMATCH = "weekday_mismatch"
_HYPHEN, _COMMA, _OPEN, _CLOSE, _SLASH = "-", ",", "(", ")", "/"
_WEEK = 7
_FINER: dict[TimePrecision, TimePrecision] = {"decade": "year", "year": "month", "month": "week", "week": "day"}
_OPENING = frozenset({
    "ahead", "asof", "clock", "dated", "day", "direction", "division", "half", "now", "open", "ordinal", "part", "past", "season",
    "section", "since", "unit", "until",
})  # fmt: skip
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
    return TimeFinder(page).find()


# --- expressions ------------------------------------------------------------------------------------------------------


class TimeFinder(CountReader):
    """Reads one page from left to right; what was read anchors what follows."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.day_names = day_names(page.pack)
        self.openers = {i for i, hit in self.words.items() if any(form.row.kind in _OPENING for form in hit.forms)}

    def find(self) -> list[When]:
        """The times of the page."""
        out: list[When] = []
        at = 0
        while at < len(self.tokens):
            span = self.expression(at) if self.may_begin(at) else None
            if span is None or span.last <= at:
                at += 1
                continue
            if span.lo or span.hi or not span.value:  # a season of no year dates nothing
                out.append(self.finish(span))
            self.remember(span)
            at = span.last
        return out

    def may_begin(self, at: int) -> bool:
        token = self.tokens[at]
        known = at in self.openers or at in self.weekdays or at in self.months or at in self.numerals
        return (
            known
            or token.text[0].isdecimal()
            or token.text[:1] in self.divisions
            or (_HYPHEN in token.text and token.text[0].isalpha())
        )

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
        if span := self.now(at):
            return span
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

    def now(self, at: int) -> Span | None:
        """The moment of writing: *kini*, *hingga kini*, *so far*."""
        bound = self.word(at, "asof", "until")
        start = bound[1] if bound and self.inside(at, bound[1]) else at
        found = self.word(start, "now")
        if found is None:
            return None
        whole = Span(at, found[1], "asof", self.published, self.published, relative="+0 day", value=found[0].code)
        return replace(whole, atoms=(replace(whole, first=start),) if start > at else ())

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
                lo, (start, hi) = first.lo, whole_years(first.lo.year // 100 * 100 + short)
                if hi is not None and hi > lo:
                    later = replace(first, first=joint[1], last=joint[1] + 1, lo=start, hi=hi)
                    return replace(first, last=joint[1] + 1, hi=hi, atoms=(first, later))
        other = self.point(joint[1])
        if other is not None and other.kind == "weekday" and first.lo and other.lo and first.lo > other.lo:
            ahead = shifted(other.lo, _WEEK, "day")[0]
            atoms = tuple(replace(atom, lo=ahead, hi=ahead) for atom in other.atoms)
            other = replace(other, lo=ahead, hi=ahead, atoms=atoms)
        joined = self.join(first, other) if other is not None else None
        return joined or first

    def join(self, first: Span, other: Span) -> Span | None:
        lo, hi = first.lo, other.hi
        if first.kind in ("duration", "clock") or other.kind in ("duration", "clock") or lo is None or hi is None:
            return None
        if first.dated is not None and other.dated is None and other.kind == "date":
            lo = calendar_day(hi.year, *first.dated) or lo
            lo = (calendar_day(hi.year - 1, *first.dated) or lo) if lo > hi else lo
            first = replace(first, lo=lo, hi=lo)
        if lo > hi:
            return None
        flags = tuple(dict.fromkeys((*first.flags, *other.flags)))
        atoms = (*(first.atoms or (first,)), *(other.atoms or (other,)))
        return Span(first.first, other.last, first.kind, lo, hi, other.precision, flags=flags, joined=True, atoms=atoms)

    def point(self, at: int) -> Span | None:
        """One point of the calendar, with the hour where it is told."""
        if not at < len(self.tokens):
            return None
        span = self.hour_first(at)
        if span is not None:
            return span
        days = (self.paired, self.weekday, self.eve, self.part_of, self.directed, self.date, self.day_word)
        for read in (*days, self.divided, self.sectioned, self.counted, self.unit, self.year):
            span = read(at)
            if span is not None:
                return self.with_hour(span)
        return None

    def with_hour(self, span: Span) -> Span:
        """The day with the hour that follows it."""
        if span.kind == "date" and span.part is None and (part := self.part_at(span.last, span.first)):
            span = replace(span, last=part[1], part=part[0])
        if span.precision != "day" or span.lo != span.hi or span.kind not in ("date", "weekday", "relative"):
            return span
        at = self.skip(span.last, _COMMA)
        apart = at > span.last
        while self.inside(span.first, at) and (bridge := self.word(at, "bridge")):
            at, apart = bridge[1], apart or not bridge[0].one
        found = self.clock(at) if self.inside(span.first, at) else None
        if found is None:
            return span
        whole = replace(span, last=found[0], clock=found[1:3])
        hours = self.hours(replace(whole, first=at if apart else span.first, kind="clock", flags=()), found[3])
        return replace(whole, atoms=(*((span,) if apart else ()), *hours)) if apart or found[3] else whole

    def hours(self, span: Span, second: int) -> tuple[Span, ...]:
        """The span, or its two hours: *pukul 08.00-16.00* is *pukul 08.00* and *16.00*."""
        if not second or span.clock is None:
            return (span,)
        lo = span.lo
        if lo is not None and span.clock[1] < span.clock[0]:
            lo = shifted(lo, 1, "day")[0]
        last = next((i for i in range(second - 1, span.first, -1) if not self.word(i, "joint")), second - 1) + 1
        one, other = (replace(span, clock=(clock, clock)) for clock in span.clock)
        return replace(one, last=last), replace(other, first=second, lo=lo, hi=lo)

    def hour_first(self, at: int) -> Span | None:
        """An hour, with the day that follows it or else the last day told of."""
        found = self.clock(at)
        if found is None:
            return None
        last, first, second, second_at = found
        start = self.skip(last, _COMMA)
        apart = start > last
        while self.inside(at, start) and (bridge := self.word(start, "bridge")):
            start, apart = bridge[1], apart or not bridge[0].one
        for read in (self.weekday, self.eve, self.directed, self.date, self.day_word):
            day = read(start) if self.inside(at, start) else None
            if day is not None and day.precision == "day" and day.lo == day.hi:
                whole = replace(day, first=at, clock=(first, second))
                hours = self.hours(replace(whole, last=last), second_at)
                return replace(whole, atoms=(*hours, day)) if apart or second_at else whole
        day = self.attached(at, last)
        if day is not None and day.lo == day.hi:
            return replace(day, clock=(first, second))
        lo = self.day_of_hours(at)
        span = Span(at, last, "clock", lo, lo, clock=(first, second))
        return replace(span, atoms=self.hours(span, second_at)) if second_at else span

    def day_of_hours(self, at: int) -> Day | None:
        """The day of an hour that stands alone: the last told of, unless that lies ahead and was told in another line."""
        ahead = self.told is not None and self.published is not None and self.told > self.published
        same = self.told_at > 0 and self.page.sentence_of(self.told_at - 1).line == self.page.sentence_of(at).line
        return self.published if ahead and not same else self.told or self.published

    # --- weekdays and days --------------------------------------------------------------------------------------------

    def paired(self, at: int) -> Span | None:
        """Two weekdays or months with a hyphen between: *Senin-Rabu*, *Maret-April 2015*."""
        token = self.tokens[at]
        head, mark, tail = token.lower.partition(_HYPHEN)
        if not mark or not token.is_capital or head == tail:
            return None
        cut = token.start + len(head)
        if head in self.month_names and tail in self.month_names:
            year = self.year_after(at + 1, at)
            last, way = year[1] if year else at + 1, None
            other = self.lone_month(at, last, self.month_names[tail], way)
            if year:
                lo, hi = whole_month(year[0], self.month_names[tail])
                other = replace(other, lo=lo, hi=hi)
            begin = whole_month(other.lo.year, self.month_names[head]) if other.lo else (None, None)
            if begin[0] and other.lo and begin[0] > other.lo:
                begin = whole_month(other.lo.year - 1, self.month_names[head])
            one = replace(other, last=at + 1, lo=begin[0], hi=begin[1], relative=f"XXXX-{self.month_names[head]:02}")
        elif head in self.day_names and tail in self.day_names:
            other = self.on_weekday(at, at + 1, self.day_names[tail], None)
            lo = other.lo and shifted(other.lo, -((self.day_names[tail] - self.day_names[head]) % 7), "day")[0]
            one = replace(other, lo=lo, hi=lo, relative=f"XXXX-WXX-{self.day_names[head]}")
            dated = self.attached(at, at + 1)
            if dated is not None and len(dated.atoms) == 2:
                return replace(dated, first=at)
        else:
            return None
        end = self.tokens[other.last - 1].end
        atoms = (replace(one, chars=(token.start, cut)), replace(other, chars=(cut + 1, end)))
        return replace(other, lo=one.lo, joined=True, relative=None, atoms=atoms)

    def part_of(self, at: int) -> Span | None:
        """A part of a dated day: *the morning of Nov. 13*, *malam 14 Maret*."""
        part = self.word(at, "part")
        if part is None:
            return None
        bridge = self.word(part[1], "in", "unit", "dated")
        start = bridge[1] if bridge and self.inside(at, bridge[1]) else part[1]
        day = self.date(start) if self.inside(at, start) else None
        if day is None or day.precision != "day" or day.joined or day.lo != day.hi:
            return None
        return replace(day, first=at, part=day.part or part[0].code)

    def part_at(self, at: int, first: int) -> tuple[str | None, int] | None:
        """The part of the day at a token, with the zone after it: its code and its end."""
        found = self.word(at, "part") if self.inside(first, at) else None
        if found is None:
            return None
        zone = self.word(found[1], "zone") if self.inside(first, found[1]) else None
        return found[0].code, zone[1] if zone else found[1]

    def weekday(self, at: int) -> Span | None:
        """*Senin*, *hari Senin (28/9/2020) malam*, *Sunday, Sept. 27*, *Kamis pekan lalu*, *Rabu lusa*."""
        day = self.word(at, "unit") if not self.word(at, "part") else None
        if day and day[0].precision == "day" and not day[0].one and day[1] in self.weekdays:
            span = self.weekday(day[1]) if self.inside(at, day[1]) else None
            return replace(span, first=at) if span else None
        hit = self.weekdays.get(at)
        if hit is None:
            return None
        number, last, way, shift = hit.row.weekday, hit.last, None, None
        if part := self.part_at(last, at):
            last = part[1]
        if told := self.word(last, "day"):
            lo = self.published and shifted(self.published, int(told[0].value or 0), "day")[0]
            if lo and lo.isoweekday() == number and told[0].anchor == "published" and self.inside(at, last):
                return Span(at, told[1], "weekday", lo, lo, part=part[0] if part else told[0].code)
        if (directed := self.word(last, "direction")) and directed[0].anchor == "published":
            way, last = directed[0].value, directed[1]
        elif (unit := self.unit(last)) and unit.precision == "week" and unit.lo is not None:
            shift, last = unit.lo, unit.last
        dated = self.attached(at, last)
        if not self.is_weekday(hit, part is not None, dated is not None, way is not None):
            return None
        if dated is not None:
            return self.checked(replace(dated, part=dated.part or (part and part[0])), at, {number})
        return replace(self.on_weekday(at, last, number, way, shift), part=part and part[0])

    def is_weekday(self, hit: Hit[Weekday], part: bool, dated: bool, directed: bool) -> bool:
        """Whether a word that is also another one is the weekday here."""
        needs, at = hit.row.needs, hit.first
        if needs == "capital" and not dated and self.word(hit.last, "ordinal"):
            return False  # *minggu kedua*
        if needs == "nothing" or dated:
            return True
        if needs == "date" or at in self.numeral_ends:
            return False
        day = self.before(at, "unit")
        if part or (day is not None and day.precision == "day") or self.before(at, "part"):
            return True
        inner = (
            self.tokens[at].is_capital
            and at > self.starts[at]
            and not (directed and self.inside(at, hit.last) and self.tokens[hit.last].is_capital)
        )
        return inner or (not directed and self.tokens[at].is_capital and self.text(hit.last) in (_COMMA, _CLOSE))

    def on_weekday(self, first: int, last: int, number: int, way: float | None, week: Day | None = None) -> Span:
        span = Span(first, last, "weekday", relative=f"XXXX-WXX-{number}")
        base = self.published
        if base is None:
            return span
        back = (base.isoweekday() - number) % 7
        if week is not None:
            lo = shifted(week, number - 1, "day")[0]
        elif way == 0:
            lo = shifted(base, number - base.isoweekday(), "day")[0]
        elif way is None and base < (told := self.known.get(number, base)) and (told - base).days <= _WEEK:
            lo = told  # *pertemuan Kamis (27/11)*, and then *pertemuan Kamis*
        elif way == 1 or (way is None and back and (self.future(first) or self.goes_on(first))):
            lo = shifted(base, 7 - back, "day")[0]
        else:
            lo = shifted(base, -(back or 7) if way == -1 else -back, "day")[0]
        return replace(span, lo=lo, hi=lo)

    def goes_on(self, at: int) -> bool:
        """True when the last point told of, in this line and with no word of saying since, lies ahead: *Besok rapat. Kamis*."""
        if self.told is None or self.told != self.last_told or self.published is None:
            return False
        if self.told_at == 0 or not 0 < (self.told - self.published).days <= 2 * _WEEK:
            return False
        one, other = self.page.sentence_of(self.told_at - 1), self.page.sentence_of(at)
        near = one.line == other.line and other.index - one.index <= 1
        return near and not any(i in self.speech for i in range(self.told_at, at))

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
        part = self.part_at(last, first)
        return replace(span, first=first, last=part[1], part=part[0]) if part else replace(span, first=first, last=last)

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
            return self.checked(replace(dated, part=dated.part or part[0].code), at, {eve, hit.row.weekday})
        directed = self.word(hit.last, "direction")
        way = directed[0].value if directed and directed[0].anchor == "published" else None
        span = self.on_weekday(at, directed[1] if directed and way is not None else hit.last, eve, way)
        return replace(span, part=part[0].code)

    def directed(self, at: int) -> Span | None:
        """A word of direction before a weekday, month or unit: *last Monday*, *next week*, *the past two days*."""
        if (past := self.word(at, "past", side="before")) and self.inside(at, past[1]):
            length = self.length(past[1])
            if length is not None and (past[1] in self.numerals or not self.word(at, "direction", side="before")):
                return self.until_now(at, length)
        if (ahead := self.word(at, "ahead", side="before")) and self.inside(at, ahead[1]) and ahead[1] in self.numerals:
            length = self.length(ahead[1])
            if length is not None:
                return self.from_now(at, length[0], length)
        found = self.word(at, "direction", side="before")
        if found is None or not self.inside(at, found[1]):
            return None
        row, last = found
        if last in self.weekdays and row.anchor == "published":
            part = self.part_at(self.weekdays[last].last, at)
            end = part[1] if part else self.weekdays[last].last
            span = replace(self.on_weekday(at, end, self.weekdays[last].row.weekday, row.value), part=part and part[0])
            dated = self.attached(at, span.last)
            return self.checked(dated, at, {self.weekdays[last].row.weekday}) if dated else span
        if (season := self.word(last, "season")) and self.published is not None:
            return self.in_season(at, season[1], season[0], self.published.year + int(row.value or 0))
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
        if dated is not None:
            return replace(dated, first=at, part=dated.part or row.code)
        if self.inside(at, weekday) and weekday in self.weekdays:
            dated = self.attached(weekday, self.weekdays[weekday].last)
            if dated is not None:
                return self.checked(replace(dated, part=dated.part or row.code), at, {self.weekdays[weekday].row.weekday})
        part = self.part_at(last, at) or (row.code, last)
        base = self.told if row.anchor == "event" else self.published
        lo = shifted(base, int(row.value or 0), "day")[0] if base is not None else None
        return Span(at, part[1], "relative", lo, lo, relative=f"{int(row.value or 0):+d} day", part=part[0] or row.code)

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
        if self.page.is_(start, "determiner") and self.inside(at, start + 1):
            start += 1
        for read in (self.weekday, self.date, self.directed, self.divided, self.unit, self.year):
            if span := read(start):
                return self.cut(span, found[0], at)
        unit = self.word(start, "unit")  # *akhir bulan*: of this one
        if unit is None or unit[0].one or unit[0].precision not in ("week", "month", "year") or unit[0].value != 1:
            return None
        return self.cut(self.away(at, unit[1], found[0], 0, unit[0]), found[0], at)

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
        mod: TimeMod = "START" if not row.value else "END" if row.upto == 1 else "MID"
        value = calendar_value(span)
        if value and span.precision == "week" and mod == "END":
            value, mod_left = f"{value}-{WEEKEND}", None
        else:
            mod_left = mod
        span = replace(span, first=first, value=value, mod=mod_left)
        if span.lo is None or span.hi is None or span.lo == span.hi:
            return span
        lo, hi = section(span.lo, span.hi, row.value or 0.0, row.upto or 1.0)
        return replace(span, lo=lo, hi=hi, precision=_FINER.get(span.precision, span.precision))
