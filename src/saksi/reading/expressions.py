"""Time expressions of any news, as TimeML's TIMEX3 has them: dates, times of day, durations and sets, with their values.

The claims need intervals (``times.py``): *sejak 5 Mei hingga kini* is one. Here the same grammar gives the expressions these are
made of (*5 Mei*, *kini*), and with them those no claim hangs on: lengths (*selama tiga bulan*, *23 tahun*), repetitions (*setiap
Senin*, *per hari*) and points without a date (*baru-baru ini*).

Method: types, extents and values are those of TIMEX3 (Pustejovsky et al. 2003; TIDES standard, Ferro et al. 2005): prepositions
stay outside, *sekitar* and *lebih dari* inside, as modifiers. Language is in ``times.toml``; nothing here knows a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace as replace_struct

from saksi.languages.schema import TimeWord
from saksi.reading.counts import WEEKEND
from saksi.reading.numerals import single_numerals
from saksi.reading.spans import Span, WhenKind, calendar_value
from saksi.reading.times import TimeFinder
from saksi.types import Evidence, Qualifier, TimeExpression, TimeMod, TimePrecision, TimexType

if TYPE_CHECKING:
    from saksi.reading.page import Page

__all__ = ["ExpressionFinder", "find_expressions"]

_LONGEST = 10_000  # years, days or hours that are still counted
_REACH = 4  # words between a number and the rate it is counted at: *400 ribu barel minyak sehari*
_PART, _REFERENCE, _UNKNOWN = "T", "_REF", "XXXX"
_HYPHEN, _TIMES, _COMMA, _OPEN = "-", "x", ",", "("
_MIDNIGHT, _LAST_HOUR = "T00:00", "24"
_DAY = 10  # the length of a day in ISO 8601
_MODS: dict[Qualifier, TimeMod] = {
    "about": "APPROX", "at_least": "EQUAL_OR_MORE", "more_than": "MORE_THAN", "fewer_than": "LESS_THAN", "nearly": "LESS_THAN",
}  # fmt: skip
_FLOATING: dict[TimePrecision, str] = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX"}
_RELATIVE: tuple[WhenKind, ...] = ("relative", "clock")


def find_expressions(page: Page) -> list[TimeExpression]:
    """The time expressions of a page, in order, without overlaps."""
    return ExpressionFinder(page).find_all()


class ExpressionFinder(TimeFinder):
    """Reads one page from left to right and keeps every expression apart."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.counted_from: set[int] = set()
        self.dated_to = 0

    def find_all(self) -> list[TimeExpression]:
        """The expressions of the page."""
        self.tell(self.published)
        out: list[TimeExpression] = []
        at = floor = 0
        while at < len(self.tokens):
            found, last = self.read(at, floor)
            out += found
            floor = last if found else floor
            at = max(last, at + 1)
        return self.beside(out)

    def beside(self, found: list[TimeExpression]) -> list[TimeExpression]:
        """With the day of the date that stands beside a day counted from an event: *sehari sebelumnya, Minggu (2/12)*."""
        for i, (one, other) in enumerate(pairwise(found)):
            between = self.page.text[one.evidence.end : other.evidence.start].strip()
            apposed = between in (_COMMA, _OPEN) and one.type == other.type and len(one.value) == len(other.value) == _DAY
            if apposed and one.evidence.start in self.counted_from and one.value != other.value:
                found[i] = replace_struct(one, value=other.value, earliest=other.earliest, latest=other.latest)
        return found

    def read(self, at: int, floor: int) -> tuple[list[TimeExpression], int]:
        """What begins at a token, and where it ends; the token itself when nothing does."""
        for made in (self.repeated(at), self.reference(at)):
            if made is not None:
                return [made], self.ends_at(made, at)
        span = self.expression(at) if self.may_begin(at) else None
        if span is not None and span.last > at and span.kind != "duration" and not self.lasting(span):
            self.remember(span)
            if span.kind == "relative":
                self.counted_from.add(self.tokens[span.first].start)
            self.dated_to = span.last
            found = [made for atom in span.atoms or (span,) if (made := self.stated(atom, floor)) is not None]
            return found, span.last
        spell = self.spell(at)
        if spell is not None:
            rate = self.is_rate(spell)
            type_: TimexType = "SET" if rate else "DURATION"
            first, mod = self.qualified(spell.first, floor)
            return [self.made(replace(spell, first=first), type_, spell.period or "", mod)], spell.last
        unit = self.word(at, "unit")
        if unit is not None and unit[0].code == WEEKEND:
            return [
                self.made(weekend := self.away(at, unit[1], unit[0], 0, unit[0]), "DATE", weekend.value or _UNKNOWN, None)
            ], unit[1]
        part = self.word(at, "part")
        if part is not None and part[0].one:
            base = self.day_of_hours(at)
            day = base.isoformat() if base else ""
            value = f"{day}{part[0].code}" if (part[0].code or "").startswith(_PART) else f"{day}{_PART}{part[0].code}"
            return [self.made(Span(at, part[1], "clock", base, base), "TIME", value, None)], part[1]
        return [], at

    def ends_at(self, made: TimeExpression, at: int) -> int:
        while at < len(self.tokens) and self.tokens[at].start < made.evidence.end:
            at += 1
        return at

    # --- points and intervals -----------------------------------------------------------------------------------------

    def lasting(self, span: Span) -> bool:
        """True where a length is told, not a point: hours from an event (*tiga jam kemudian*), *a day before the meeting*."""
        if span.kind != "relative" or span.period is not None:
            return False
        length = self.length(span.first)
        if length is None or not self.inside(span.first, length[0]) or length[0] >= span.last:
            return False
        related = self.word(length[0], "relates")  # *a day before the meeting*, not *a day before*
        follows = self.inside(span.first, span.last) and (
            self.page.is_(span.last, "determiner") or self.tokens[span.last].is_capital
        )
        return length[3].precision == "time" or (related is not None and follows)

    def stated(self, span: Span, floor: int) -> TimeExpression | None:
        """A point or interval as an expression; null for what only says *so far*."""
        if span.kind in ("since", "until") or (span.kind == "asof" and not span.atoms):
            span = self.bare(span)
        if span.period:
            return self.made(span, "DURATION", span.period, None)
        if span.kind == "asof" and span.value is None and span.relative and span.lo == self.published:
            return None
        value = calendar_value(span)
        if span.lo is None and span.hi is not None:
            return self.made(span, "DATE", f"PAST{_REFERENCE}", None)
        if value is None or (span.lo is None and span.kind in _RELATIVE and span.hi is None and value[:1] in "+-"):
            value = _FLOATING.get(span.precision, _UNKNOWN)
        first, mod = span.first, span.mod
        if span.clock is not None:
            value = f"{'' if span.lo is None else value[:10]}{self.printed(span)}"
            first, mod = self.qualified(span.first, floor)
        elif span.part is not None and value[4:5] == _HYPHEN and (len(value) == 10 or span.kind == "weekday"):
            value = f"{value}{_PART}{span.part}"
        timed = span.clock is not None or span.part is not None
        return self.made(replace(span, first=first), "TIME" if timed else "DATE", value, mod)

    def printed(self, span: Span) -> str:
        """The hour as it is printed: *pukul 24.00* ends a day."""
        hour = (span.clock or ("", ""))[0][:6]
        ends = hour == _MIDNIGHT and any(self.text(i)[:2] == _LAST_HOUR for i in range(span.first, span.last))
        return hour.replace(_MIDNIGHT[:3], f"{_PART}{_LAST_HOUR}") if ends else hour

    def bare(self, span: Span) -> Span:
        """A bounded span without the word that bounds it: *sejak 5 Mei* is *5 Mei*."""
        bound = self.word(span.first, "since", "until", "asof")
        inner = self.point(bound[1]) if bound and self.inside(span.first, bound[1]) else None
        return inner if inner is not None else span

    def made(self, span: Span, kind: TimexType, value: str, mod: TimeMod | None) -> TimeExpression:
        start, end = span.chars or (self.tokens[span.first].start, self.tokens[span.last - 1].end)
        page, lo, hi = self.page, span.lo, span.hi
        evidence = Evidence.at(page.document.id, page.text, start, end)
        earliest, latest = lo.isoformat() if lo else None, hi.isoformat() if hi else None
        if span.clock is not None:
            earliest, latest = earliest and earliest + span.clock[0], latest and latest + span.clock[1]
        return TimeExpression(evidence.exact, evidence, kind, value, mod, earliest, latest, span.flags)

    def qualified(self, first: int, floor: int) -> tuple[int, TimeMod | None]:
        """Where the words that qualify an expression begin, and the modifier they make: *lebih dari*, *sekitar*."""
        hit = self.cues.get(first)
        if hit is None or hit.first < floor or not self.inside(hit.first, first):
            return first, None
        for form in hit.forms:
            if form.row.position in ("before", "both") and form.row.qualifier in _MODS:
                return hit.first, _MODS[form.row.qualifier]
        return first, None

    def reference(self, at: int) -> TimeExpression | None:
        """A point without a date: *baru-baru ini*, *masa depan*."""
        found = self.word(at, "ref")
        return self.made(Span(at, found[1], "relative"), "DATE", found[0].code or "", None) if found else None

    # --- lengths ------------------------------------------------------------------------------------------------------

    def spell(self, at: int) -> Span | None:
        """A length of time: *tiga hari*, *dua setengah jam*, *2x24 jam*, *beberapa bulan*, *bertahun-tahun*, *three-day*."""
        span = self.one_spell(at)
        if span is None:
            return None
        unit = span.value
        after = self.one_spell(span.last) if self.inside(at, span.last) else None
        if after is not None and span.last in self.numerals and after.period and span.period and unit:
            joined = self.compound(span.period, after.period)
            return replace(span, last=after.last, period=joined)
        if not self.inside(at, span.last):
            return span
        old = self.word(span.last, "old", "past", "ahead")
        order = self.word(span.last, "ordinal")  # *sembilan bulan pertama*
        end = old or (order if order and order[0].value == 1 else None)
        return replace(span, last=end[1]) if end else span

    @staticmethod
    def compound(longer: str, shorter: str) -> str:
        """Two lengths as one: ``PT1H`` and ``PT40M`` are ``PT1H40M``; of nights beside days the days stand."""
        if longer[-1] == shorter[-1]:
            return longer
        timed = shorter.startswith(f"P{_PART}")
        return longer + (shorter[2:] if timed and longer.startswith(f"P{_PART}") else shorter[1:])

    def one_spell(self, at: int) -> Span | None:
        if found := self.word(at, "vague"):
            if at not in self.numeral_ends and self.text(found[1] - 1) not in self.page.pack.words("determiner"):
                return Span(at, found[1], "duration", period=self.period(None, found[0]))
            return None
        if span := self.multiplied(at) or self.hyphened_spell(at):
            return span
        numeral = self.numerals.get(at) if not self.word(at, "unit") else None
        start = numeral.last if numeral is not None else at
        if numeral is not None and self.inside(at, start) and (joint := self.word(start, "joint")):
            other = self.numerals.get(joint[1])
            if other is not None and self.inside(at, other.last) and self.unit_row(other.last):
                start = other.last  # *dua hingga tiga tahun*
        found = self.unit_row(start) if self.inside(at, start) else None
        if found is None or found[0].precision is None or found[0].one == (numeral is not None):
            return None
        if numeral is None:
            return Span(at, found[1], "duration", period=self.period(1, found[0]), value=found[0].code)
        count: Fraction | int | None = numeral.number if numeral.number is not None else numeral.share
        if numeral.trap is not None and (numeral.trap not in ("unit", "rate") or count is None):
            return None
        named = found[0].precision == "year" and numeral.digits and self.year_at(found[1]) is not None
        if named or numeral.definite or (numeral.number is not None and numeral.number > _LONGEST):
            return None
        return Span(at, found[1], "duration", period=self.period(count, found[0]), value=found[0].code)

    def unit_row(self, at: int) -> tuple[TimeWord, int] | None:
        """The unit at a token, also inside a longer phrase (*tiga hari itu*)."""
        found = self.word(at, "unit")
        if found is None and at not in self.weekdays and (row := self.units.get(self.text(at))):
            return row, at + 1
        return found

    def multiplied(self, at: int) -> Span | None:
        """*2x24 jam*."""
        count, text = self.plain(at, 1, 99), self.text(at + 1)
        times = text[1:] if text.startswith(_TIMES) and self.touch(at) else ""
        unit = self.unit_row(at + 2) if count and times.isdecimal() and self.inside(at, at + 2) else None
        if not unit or not count:
            return None
        return Span(at, unit[1], "duration", period=self.period(count * int(times), unit[0]), value=unit[0].code)

    def hyphened_spell(self, at: int) -> Span | None:
        """*three-day*, *61-year-old*."""
        token = self.tokens[at]
        count, last, words = self.plain(at, 1, _LONGEST), at + 1, token.lower.split(_HYPHEN)
        if count is not None:
            if self.text(at + 1) != _HYPHEN or not self.touch(at) or not self.inside(at, at + 2):
                return None
            words, last = self.text(at + 2).split(_HYPHEN), at + 3
        elif len(words) > 1 and (row := self.small(words[0])) is not None:
            count, words = row, words[1:]
        unit = self.units.get(words[0]) if count is not None else None
        if unit is None or len(words) > 2:
            return None
        return Span(at, last, "duration", period=self.period(count, unit), value=unit.code)

    def small(self, word: str) -> int | None:
        """The value of a word for a small number."""
        row = single_numerals(self.page.pack).get(word)
        return row.add if row is not None and row.times is None and row.vague is None else None

    # --- repetitions --------------------------------------------------------------------------------------------------

    def repeated(self, at: int) -> TimeExpression | None:
        """A set: *setiap Senin*, *per hari*, *dua kali seminggu*, *tiga hari sekali*, *daily*."""
        for first, last, value in self.sets(at):
            return self.made(Span(first, last, "duration"), "SET", value, None)
        return None

    def sets(self, at: int) -> Iterator[tuple[int, int, str]]:
        if found := self.word(at, "each"):
            row, last = found
            if row.one:
                if not self.tokens[at].is_capital or at == self.starts[at]:
                    yield at, last, self.period(1, row)
            elif self.inside(at, last):
                yield from self.each(at, last, bool(row.value))
            return
        counted = self.times_at(at)
        if counted and self.inside(at, counted):
            link = self.word(counted, "in", "each")
            start = link[1] if link and self.inside(at, link[1]) else counted
            unit = self.unit_row(start)
            if (span := self.one_spell(start)) is not None and span.period:
                yield at, span.last, span.period
            elif link and link[0].kind == "each" and link[0].one:
                yield at, link[1], self.period(1, link[0])
            elif link and link[0].kind == "each" and unit and not unit[0].one:
                yield at, unit[1], self.period(1, unit[0])
            return
        span = self.one_spell(at) if at in self.numerals or self.word(at, "unit") else None
        if span is not None and span.period and self.inside(at, span.last):
            after = self.times_at(span.last)
            if after and not self.word(span.last, "direction"):
                yield at, after, span.period

    def each(self, at: int, start: int, unit_only: bool) -> Iterator[tuple[int, int, str]]:
        """What *every* repeats: a unit, a counted unit, a weekday, a month, a part of the day."""
        unit = self.word(start, "unit")
        if unit and unit[0].precision == "month" and unit[1] in self.months and self.inside(at, unit[1]) and not unit_only:
            start, unit = unit[1], None
        shown = self.word(unit[1], "direction") if unit else None  # *per hari ini* is *hari ini*
        if (part := self.word(start, "part")) and part[1] in self.weekdays and self.inside(at, part[1]):
            hit = self.weekdays[part[1]]
            day = (hit.row.weekday - 2) % 7 + 1 if part[0].eve else hit.row.weekday
            yield at, hit.last, f"XXXX-WXX-{day}{_PART}{part[0].code}"
        elif unit is not None and not unit[0].one and not (shown and shown[0].anchor == "published"):
            yield at, unit[1], self.period(1, unit[0])
        elif unit_only:
            return
        elif (clock := self.clock(start)) and not clock[3]:
            yield at, clock[0], clock[1][:6]
        elif start in self.weekdays:
            hit = self.weekdays[start]
            yield at, hit.last, f"XXXX-WXX-{hit.row.weekday}"
        elif start in self.months:
            yield at, self.months[start].last, f"XXXX-{self.months[start].row.month:02}"
        elif part := self.word(start, "part"):
            yield at, part[1], f"XXXX-XX-XX{_PART}{part[0].code}"
        elif (section := self.word(start, "section")) and (unit := self.unit_row(section[1])) and not unit[0].one:
            yield at, unit[1], self.period(1, unit[0])
        elif (span := self.one_spell(start)) is not None and span.period:
            yield at, span.last, span.period

    def times_at(self, at: int) -> int | None:
        """Where a count of repetitions ends: *dua kali*, *sekali*, *twice*."""
        numeral = self.numerals.get(at)
        found = self.word(numeral.last if numeral else at, "times")
        return found[1] if found and found[0].one == (numeral is None) else None

    def is_rate(self, spell: Span) -> bool:
        """True of one unit that a number is counted at: *400 ribu barel sehari*, *20,000 visitors a year*."""
        unit = self.word(spell.first, "unit")
        if unit is None or not unit[0].one or self.word(spell.last, "relates", "direction"):
            return False
        low = max(self.starts[spell.first], spell.first - _REACH, self.dated_to)
        number = next((i for i in range(spell.first, low, -1) if i in self.numeral_ends), None)
        between = range(number, spell.first) if number is not None else range(0)
        return (
            number is not None
            and all((self.tokens[i].is_word and not self.tokens[i].is_capital) or self.measured(i) for i in between)
            and not any(self.page.is_(i, "verb", "preposition", "auxiliary") for i in between)
        )
