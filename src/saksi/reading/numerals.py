"""Numerals: digits, words for numbers, and both together, read at a token of one page.

A :class:`Numeral` is the bare number, or the bounds of a vague word (*puluhan*), or the trap that its digits alone betray.

Method: numerals are read left to right over a stack of pieces of falling magnitude, as in the additive-multiplicative grammars
of Hurford (1975, *The Linguistic Theory of Numerals*). Language is in ``numbers.toml``; nothing here knows a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from saksi.languages import Hit, Pack
from saksi.languages.schema import NumberCue, NumberTrap, NumberWord
from saksi.types import Qualifier

if TYPE_CHECKING:
    from saksi.reading.page import Page

TrapKind = Literal["unit", "money", "age", "time", "ordinal", "label", "score", "rate", "thing"]

_LARGEST = 10**15
_DIGITS = 13  # longer strings of digits without a mark are telephone and account numbers
_HYPHEN, _COMMA = "-", ","

_HUNDRED, _THOUSAND = 100, 1000
_FINEST = 10  # the greatest denominator of a fraction in words

# What the words without a number allow: lowest and highest.
_VAGUE: dict[Qualifier, tuple[int | None, int | None]] = {
    "teens": (11, 19),
    "tens": (20, 99),
    "dozens": (24, 99),
    "hundreds": (100, 999),
    "thousands": (1_000, 9_999),
    "tens_of_thousands": (20_000, 99_999),
    "hundreds_of_thousands": (100_000, 999_999),
    "millions": (1_000_000, None),
    "some": (2, None),
    "unspecified": (None, None),
}
# What a vague word times a magnitude is; *teens* and larger products are bounds without a name of their own.
_SOME: dict[int, Qualifier] = {10: "tens", 12: "dozens", 20: "tens", 100: "hundreds", 1_000: "thousands", 1_000_000: "millions"}
_PRODUCT: dict[tuple[Qualifier, int], Qualifier] = {
    ("tens", 1_000): "tens_of_thousands",
    ("dozens", 1_000): "tens_of_thousands",
    ("hundreds", 1_000): "hundreds_of_thousands",
}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A bare numeral, tokens ``[first, last)``: a number, or the bounds of a vague word, or a trap that digits alone betray."""

    first: int
    last: int
    number: int | None = None
    low: int | None = None
    high: int | None = None
    qualifier: Qualifier = "exact"
    trap: TrapKind | None = None
    digits: bool = False
    one: bool = False
    article: bool = False
    definite: bool = False
    share: Fraction | None = None
    """What stood before the last multiplier (*1,2* of *1,2 juta*); of what is no whole number, its value (*6,6*, *setengah*)."""
    scale: int = 1

    @property
    def least(self) -> int | None:
        """The number, or the lowest value the word allows."""
        return self.low if self.number is None else self.number

    @property
    def most(self) -> int | None:
        """The number, or the highest value the word allows."""
        return self.high if self.number is None else self.number


def find_numerals(page: Page) -> list[Numeral]:
    """The bare numerals of a page, in order, without overlaps, ranges, qualifiers or traps of context."""
    reader, out, at = NumeralReader(page), [], 0
    while at < len(page.tokens):
        numeral = reader.read(at)
        if numeral is not None:
            out.append(numeral)
        at = numeral.last if numeral is not None else at + 1
    return out


# --- digits ----------------------------------------------------------------------------------------------------------

_PLAIN = re.compile(r"\d+")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*")
_HEAD, _GROUP = re.compile(r"[1-9]\d{0,2}"), re.compile(r"\d{3}")
_DECIMAL = re.compile(r"(\d+)[.,](\d+)")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])[.:][0-5]\d(?:[.:][0-5]\d)?")
_BOTH = re.compile(r"(\d{1,3}(?:([.,])\d{3})+)(?!\2)[.,](\d+)")


def read_digits(text: str, pack: Pack, scaled: bool = False) -> tuple[Fraction | None, TrapKind | None]:
    """The value of a printed number, or the trap its shape betrays. ``scaled``: a word such as *million* follows it.

    The pack says which mark groups thousands. The other one groups too where nothing else makes sense (*1,200 orang* in copy from
    an English agency): before no multiplier, three digits after it.
    """
    if _PLAIN.fullmatch(text):
        odd = len(text) > _DIGITS or (text[0] == "0" and len(text) > 1)
        return (None, "label") if odd else (Fraction(int(text)), None)
    grouped = _GROUPED.fullmatch(text)
    if grouped and (grouped.group(1) == pack.header.thousands or not scaled):
        value = int(text.replace(grouped.group(1), ""))
        return (Fraction(value), None) if value <= _LARGEST else (None, "label")
    if not scaled and _CLOCK.fullmatch(text) and pack.header.decimal not in text:
        return None, "time"
    decimal = _DECIMAL.fullmatch(text)
    if decimal and len(text) <= _DIGITS:
        return Fraction(f"{int(decimal.group(1))}.{''.join(str(int(c)) for c in decimal.group(2))}"), None
    if _BOTH.fullmatch(text):
        return None, "unit"
    if ":" in text:
        return None, "score"
    return None, "label"


# --- numerals --------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=32)
def single_numerals(pack: Pack) -> dict[str, NumberWord]:
    """Numerals of one word, for looking into hyphenated words (*twenty-three*)."""
    out: dict[str, NumberWord] = {}
    for row in pack.rows["numbers"]["numeral"]:
        assert isinstance(row, NumberWord)
        if not (row.article or row.link or row.definite):
            out.update((word.lower(), row) for word in row.words if " " not in word)
    return out


@lru_cache(maxsize=32)
def _glued(pack: Pack) -> tuple[dict[str, Qualifier], dict[str, TrapKind]]:
    """Qualifiers glued to digits (*-an*), and the traps by the words that make them."""
    suffixes: dict[str, Qualifier] = {}
    traps: dict[str, TrapKind] = {}
    for row in pack.rows["numbers"]["cue"]:
        assert isinstance(row, NumberCue)
        if row.position == "suffix":
            suffixes.update((word.lower().lstrip(_HYPHEN), row.qualifier) for word in row.words)
    for trap in pack.rows["numbers"]["trap"]:
        assert isinstance(trap, NumberTrap)
        if trap.position != "suffix":
            traps.update((word.lower(), trap.kind) for word in trap.words)
    return suffixes, traps


class _Stack:
    """The pieces of a numeral under construction: (value, room), each smaller than the room its predecessor leaves."""

    def __init__(self) -> None:
        self.pieces: list[tuple[Fraction, int]] = []
        self.share: Fraction | None = None
        self.scale = 1

    def room(self) -> int:
        return self.pieces[-1][1] if self.pieces else _LARGEST

    def total(self) -> Fraction:
        return sum((value for value, _ in self.pieces), Fraction(0))

    def add(self, value: Fraction) -> bool:
        """Put a value after what stands there; false when it does not fit (*two three*)."""
        if value >= self.room() or (self.pieces and value == 0):
            return False
        tens = value.denominator == 1 and 20 <= value < 100 and value % 10 == 0
        self.pieces.append((value, 10 if tens else 1))
        return True

    def times(self, by: int) -> bool:
        """Multiply the small pieces at the end; false when there are none or the product does not fit."""
        reach = by if str(by).rstrip("0") == "1" else 100
        cut = len(self.pieces)
        while cut and self.pieces[cut - 1][0] < reach:
            cut -= 1
        share = sum((value for value, _ in self.pieces[cut:]), Fraction(0))
        if share <= 0 or (cut and share * by >= self.pieces[cut - 1][1]) or share * by > _LARGEST * 1000:
            return False
        self.pieces[cut:] = [(share * by, by)]
        self.share, self.scale = share, by
        return True


class NumeralReader:
    """Reads the numeral that begins at a token of one page."""

    def __init__(self, page: Page) -> None:
        self.tokens, self.pack, self.words = page.tokens, page.pack, page.keys.words
        self.hits: dict[int, Hit[NumberWord]] = {hit.first: hit for hit in page.hits("numbers", "numeral")}
        self.single = single_numerals(page.pack)
        self.suffixes, self.traps = _glued(page.pack)
        self.ends = [0] * len(page.tokens)
        for sentence in page.sentences:
            self.ends[sentence.first : sentence.last] = [sentence.last] * (sentence.last - sentence.first)

    def read(self, at: int) -> Numeral | None:
        """The numeral that begins at token ``at``, or null."""
        token = self.tokens[at]
        if token.text[0].isdecimal():
            return self._digits(at)
        hit = self.hits.get(at)
        if hit is not None and not (_HYPHEN in token.lower and _HYPHEN not in self.words[at]):
            return self._words(at)
        return self._hyphened(at) if _HYPHEN in token.lower else None

    def _digits(self, at: int) -> Numeral:
        text, last, about = self.tokens[at].lower, at + 1, None
        body = text.rstrip("".join(c for c in text if c.isalpha() or c == _HYPHEN)) if not text[-1].isdecimal() else text
        if body != text:
            about = self.suffixes.get(text[len(body) :].lstrip(_HYPHEN))
        following = self.hits.get(last) if last < self.ends[at] else None
        scaled = following is not None and (following.row.times or 0) >= 1000 and following.row.add is None
        spaced = self._spaced(at) if body == text else at + 1
        if spaced > last:  # *300 000*, as the international standard groups thousands
            text, last = "".join(t.lower for t in self.tokens[at:spaced]), spaced
            following = self.hits.get(last) if last < self.ends[at] else None
            body, scaled = text, False
        value, trap = read_digits(body, self.pack, scaled)
        if value is None:
            return Numeral(at, last, trap=trap, digits=True, qualifier="unspecified")
        stack = _Stack()
        stack.pieces.append((value, 1))
        return self._go_on(stack, at, last, about, digits=True)

    def _spaced(self, at: int) -> int:
        """The token behind groups of three digits, a single space before each (ISO 80000-1); not behind a name (*May 12*)."""
        tokens, last = self.tokens, at + 1
        head = tokens[at]
        named = at > 0 and self.ends[at - 1] == self.ends[at] and tokens[at - 1].is_capital
        if not _HEAD.fullmatch(head.text) or named:
            return last
        while last < self.ends[at] and _GROUP.fullmatch(tokens[last].text) and tokens[last].start - tokens[last - 1].end == 1:
            last += 1
        return last

    def _words(self, at: int) -> Numeral | None:
        hit = self.hits[at]
        row = hit.row
        if row.link:
            return None
        if row.add is None and row.vague is not None:
            return self._vague(row.vague, at, hit.last)
        stack = _Stack()
        if row.part is not None:
            return self._share(stack, row, at, hit.last)
        if row.add is None or not self._take(stack, row):
            return None
        if row.one or row.article or row.definite:
            number = int(stack.total())
            return Numeral(
                at,
                hit.last,
                number,
                one=row.one,
                article=row.article,
                definite=row.definite,
                trap="ordinal" if row.definite else None,
            )
        return self._go_on(stack, at, hit.last, row.vague, digits=False)

    def _take(self, stack: _Stack, row: NumberWord) -> bool:
        """Add a row's value and multiply it; the stack is left as it was when that does not fit."""
        before, share, scale = list(stack.pieces), stack.share, stack.scale
        done = row.add is None or stack.add(Fraction(row.add))
        if done and row.times is not None:
            done = stack.times(row.times)
        if not done:
            stack.pieces, stack.share, stack.scale = before, share, scale
        return done

    def _go_on(self, stack: _Stack, first: int, at: int, about: Qualifier | None, *, digits: bool) -> Numeral:
        """Read on while the next words fit what stands on the stack."""
        end, spelled = self.ends[first], not digits
        while at < end and about is None:
            hit = self.hits.get(at)
            if hit is None and spelled and self.tokens[at].text == _COMMA and self._goes_on(stack, at + 1, end):
                at += 1
                continue
            if hit is None:
                about = self._inner(stack, at, spelled)
                if about is None:
                    break
                about = None if about == "exact" else about
                at, spelled = at + 1, True
                continue
            row = hit.row
            if row.link:
                if not (spelled and stack.room() >= 100 and self._takes_link(stack, hit.last)):
                    break
                at = hit.last
                continue
            if row.part is not None:
                return self._share(stack, row, first, hit.last, digits=digits)
            if row.one or row.article or row.definite or (row.add is None and row.times is None) or not self._take(stack, row):
                break
            spelled = True
            about = "about" if row.vague is not None else None
            at = hit.last
        if (
            about is not None
            and at < end
            and (hit := self.hits.get(at))
            and hit.row.add is None
            and hit.row.times
            and stack.times(hit.row.times)
        ):
            at = hit.last
        return self._close(stack, first, at, about or "exact", digits=digits)

    def _takes_link(self, stack: _Stack, at: int) -> bool:
        """True when the word after a link goes on with the same numeral (*two hundred and twenty-five*)."""
        if at >= len(self.tokens) or not self.ends[at - 1] - at > 0:
            return False
        hit = self.hits.get(at)
        row = hit.row if hit is not None else self.single.get(self.tokens[at].lower.partition(_HYPHEN)[0])
        plain = row is not None and not (row.one or row.article or row.definite) and row.vague is None
        return plain and row is not None and row.add is not None and row.add < stack.room()

    def _goes_on(self, stack: _Stack, at: int, end: int) -> bool:
        """True when the numeral goes on after a comma, in magnitudes that fall: *two million, three hundred thousand*."""
        room = stack.room()
        if room < _THOUSAND or at >= end:
            return False
        after = self._words(at) if at in self.hits else self._hyphened(at)
        number = after.number if after is not None and after.trap is None and not after.article else None
        return number is not None and after is not None and after.qualifier == "exact" and _HUNDRED <= number < room

    def _inner(self, stack: _Stack, at: int, spelled: bool) -> Qualifier | None:
        """Go on with a hyphenated word (*twenty-three*) or digits (*2 juta 300 ribu*): the qualifier, null if none fits."""
        token = self.tokens[at]
        if token.text[0].isdecimal():
            value, _ = read_digits(token.lower, self.pack) if token.lower[-1].isdecimal() else (None, None)
            return "exact" if spelled and value is not None and stack.room() >= 1000 and value >= 1 and stack.add(value) else None
        parts = token.lower.split(_HYPHEN)
        about = self.suffixes.get(parts[-1]) if len(parts) > 1 else None
        before = list(stack.pieces)
        for row in (self.single.get(part) for part in (parts[:-1] if about else parts)):
            if row is None or row.vague is not None or row.part is not None or len(parts) == 1 or not self._take(stack, row):
                stack.pieces = before
                return None
        return about or "exact"

    def _close(self, stack: _Stack, first: int, last: int, qualifier: Qualifier, *, digits: bool) -> Numeral:
        total = stack.total()
        if total.denominator != 1:
            return Numeral(first, last, trap="unit", digits=digits, qualifier="unspecified", share=total)
        if total > _LARGEST:
            return Numeral(first, last, trap="label", digits=digits, qualifier="unspecified")
        return Numeral(first, last, int(total), qualifier=qualifier, digits=digits, share=stack.share, scale=stack.scale)

    def _share(self, stack: _Stack, row: NumberWord, first: int, last: int, *, digits: bool = False) -> Numeral:
        """A fraction: a number where a magnitude follows (*setengah juta*, *two and a half million*), else a rate."""
        hit = self.hits.get(last) if last < self.ends[first] else None
        part = Fraction(row.part or 0).limit_denominator(_FINEST)
        part = stack.total() * part if row.shares and stack.pieces else stack.total() + part
        if hit is not None and hit.row.times and hit.row.add in (None, 1) and not hit.row.one:
            stack.pieces = [(part, 1)]
            if stack.times(hit.row.times):
                return self._go_on(stack, first, hit.last, "about" if hit.row.vague else None, digits=digits)
        return Numeral(first, last, trap="rate", digits=digits, qualifier="unspecified", share=part)

    def _vague(self, vague: Qualifier, first: int, last: int) -> Numeral:
        low, high = _VAGUE.get(vague, (None, None))
        while last < self.ends[first]:
            hit = self.hits.get(last)
            if hit is None or not hit.row.times or hit.row.add is not None or low is None:
                break
            by = hit.row.times
            product = _SOME.get(by) if vague == "some" else _PRODUCT.get((vague, by))
            if product is not None:
                vague = product
                low, high = _VAGUE[product]
            elif vague == "teens":
                vague, low, high = "between", 11 * by, 20 * by - 1
            elif low * by >= 1_000_000:
                vague, low, high = "millions", low * by, None if high is None else (high + 1) * by - 1
            else:
                break
            last = hit.last
        # dozens are tens that are two dozen at least: the contract knows them by their bounds
        return Numeral(first, last, low=low, high=high, qualifier="tens" if vague == "dozens" else vague)

    def _hyphened(self, at: int) -> Numeral | None:
        """A word with hyphens: *twenty-three*, *dua-tiga*, *ke-12*, *Su-35*, *three-day*."""
        text = self.tokens[at].lower
        parts = text.split(_HYPHEN)
        if parts[-1].isdecimal() and parts[0].isalpha():
            kind = self.traps.get(parts[0])
            return Numeral(at, at + 1, trap=kind or "label", digits=True, qualifier="unspecified")
        rows: list[NumberWord] = []
        for part in parts:
            row = self.single.get(part)
            if row is None or (row.vague is not None and row.add is None and row.times is None):
                break
            rows.append(row)
        if not rows or (rows[0].add is None and rows[0].part is None):
            return None
        if len(rows) < len(parts):
            rest = _HYPHEN.join(parts[len(rows) :])
            if suffix := self.suffixes.get(rest):
                return self._suffixed(rows, at, suffix)
            return Numeral(at, at + 1, trap=self.traps.get(rest, "label"), qualifier="unspecified")
        if any(row.part is not None for row in rows):
            whole = _Stack()
            fits = rows[-1].part is not None and all(self._take(whole, row) for row in rows[:-1] if row.part is None)
            return self._share(whole, rows[-1], at, at + 1) if fits and len(rows) <= 2 else Numeral(at, at + 1, trap="rate")
        stack = _Stack()
        if all(self._take(stack, row) for row in rows):
            return self._go_on(stack, at, at + 1, None, digits=False)
        a, b = rows[0].add, rows[-1].add
        if len(rows) == 2 and a is not None and b is not None and a < b:
            return Numeral(at, at + 1, low=a, high=b, qualifier="between")
        return Numeral(at, at + 1, trap="label", qualifier="unspecified")

    def _suffixed(self, rows: Iterable[NumberWord], at: int, suffix: Qualifier) -> Numeral | None:
        stack = _Stack()
        fits = all(self._take(stack, row) for row in rows)
        return self._close(stack, at, at + 1, suffix, digits=False) if fits else None
