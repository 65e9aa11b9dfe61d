"""Numbers: every number phrase of a page, what it allows, and whether it can be a count at all.

A number phrase is a numeral (digits, words or both) with the words that qualify it. Its :class:`~saksi.types.Quantity` keeps
the number as printed and the bounds the words allow; a best value is never invented. Numbers that count nobody and nothing (ages,
money, dates, ordinals, unit names) are returned too, with the kind of ``trap`` they are: what is turned down can be shown.

Method: numerals are read left to right over a stack of pieces of falling magnitude, as in the additive-multiplicative grammars
of Hurford (1975, *The Linguistic Theory of Numerals*); ranges, qualifiers and traps are then laid around the core, as the rule
layers of Duckling and of MeasEval's quantity spans do. Language is in ``numbers.toml``; nothing here knows a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from saksi.languages import Hit, Pack
from saksi.languages.schema import ActorNoun, NumberCue, NumberTrap, NumberWord
from saksi.types import Evidence, Qualifier, Quantity

if TYPE_CHECKING:
    from saksi.reading.page import Page
    from saksi.reading.times import When

TrapKind = Literal["unit", "money", "age", "time", "ordinal", "label", "score", "rate", "thing"]

_LARGEST = 10**12  # longer strings of digits are telephone and account numbers
_OLDEST = 120  # the greatest age in brackets after a name
_REACH = 4  # words an article may stand before its noun
_OPENING, _CLOSING = frozenset("(["), frozenset(")]")
_MARK, _HYPHEN, _SLASH, _COMMA = ".", "-", "/", ","

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
    """What stood before the last multiplier (*1,2* of *1,2 juta*)."""
    scale: int = 1

    @property
    def least(self) -> int | None:
        """The number, or the lowest value the word allows."""
        return self.low if self.number is None else self.number

    @property
    def most(self) -> int | None:
        """The number, or the highest value the word allows."""
        return self.high if self.number is None else self.number


@dataclass(frozen=True, slots=True)
class Number:
    """A number phrase: tokens ``[first, last)`` with its qualifiers, its numeral ``[core_first, core_last)``, what it allows.

    ``trap`` is the kind of non-count it is, null for counts. ``one`` marks words that are a whole one with their noun
    (*seorang*), ``article`` those of them that are mere articles, ``definite`` words that take up a group already told of
    (*ketiga*, *both*).
    """

    first: int
    last: int
    core_first: int
    core_last: int
    quantity: Quantity
    trap: TrapKind | None
    evidence: Evidence
    one: bool = False
    article: bool = False
    definite: bool = False


def find_numbers(page: Page, times: Sequence[When] | None = None) -> list[Number]:
    """The number phrases of a page, in order, without overlaps.

    ``times`` are the page's time expressions, whose numbers are traps; found here when not given.
    """
    if times is None:
        from saksi.reading.times import find_times  # it counts with the numerals of this module

        times = find_times(page)
    return _Finder(page, times).find()


def find_numerals(page: Page) -> list[Numeral]:
    """The bare numerals of a page, in order, without overlaps, ranges, qualifiers or traps of context."""
    reader, out, at = NumeralReader(page), [], 0
    while at < len(page.tokens):
        numeral = reader.read(at)
        if numeral is not None:
            out.append(numeral)
        at = numeral.last if numeral is not None else at + 1
    return out


# --- quantities ------------------------------------------------------------------------------------------------------


def quantity(number: int, qualifier: Qualifier, text: str) -> Quantity:
    """What a number with a qualifier allows: the bounds it states, and a best value only where it states one."""
    low: int | None = number
    best: int | None = None
    high: int | None = None
    if qualifier == "more_than":
        low = number + 1
    elif qualifier == "up_to":
        low, high = 0, number
    elif qualifier == "fewer_than":
        low, high = 0, max(number - 1, 0)
    elif qualifier == "nearly":
        low, high = None, max(number - 1, 0)
    elif qualifier == "about":
        low, best = None, number
    elif qualifier != "at_least":
        best = high = number
    return Quantity(number=number, low=low, best=best, high=high, qualifier=qualifier, text=text)


def _bounds(numeral: Numeral, cue: Qualifier | None, text: str) -> Quantity:
    """What a vague word or a range allows, under a qualifier that opens one end."""
    low, high = numeral.low, numeral.high
    if cue in ("at_least", "more_than"):
        high = None
    elif cue in ("up_to", "fewer_than", "nearly"):
        low = 0 if cue != "nearly" else None
    return Quantity(number=None, low=low, best=None, high=high, qualifier=numeral.qualifier, text=text)


# --- digits ----------------------------------------------------------------------------------------------------------

_PLAIN = re.compile(r"\d+")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*")
_DECIMAL = re.compile(r"(\d+)[.,](\d+)")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])[.:][0-5]\d(?:[.:][0-5]\d)?")
_BOTH = re.compile(r"(\d{1,3}(?:([.,])\d{3})+)(?!\2)[.,](\d+)")


def read_digits(text: str, pack: Pack, scaled: bool = False) -> tuple[Fraction | None, TrapKind | None]:
    """The value of a printed number, or the trap its shape betrays. ``scaled``: a word such as *million* follows it.

    The pack says which mark groups thousands. The other one groups too where nothing else makes sense (*1,200 orang* in copy from
    an English agency): before no multiplier, three digits after it.
    """
    if _PLAIN.fullmatch(text):
        odd = len(text) > len(str(_LARGEST)) or (text[0] == "0" and len(text) > 1)
        return (None, "label") if odd else (Fraction(int(text)), None)
    grouped = _GROUPED.fullmatch(text)
    if grouped and (grouped.group(1) == pack.header.thousands or not scaled):
        value = int(text.replace(grouped.group(1), ""))
        return (Fraction(value), None) if value <= _LARGEST else (None, "label")
    if not scaled and _CLOCK.fullmatch(text) and pack.header.decimal not in text:
        return None, "time"
    decimal = _DECIMAL.fullmatch(text)
    if decimal and len(text) <= len(str(_LARGEST)):
        return Fraction(f"{int(decimal.group(1))}.{''.join(str(int(c)) for c in decimal.group(2))}"), None
    if _BOTH.fullmatch(text):
        return None, "unit"
    if ":" in text:
        return None, "score"
    return None, "label"


# --- numerals --------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=32)
def _single(pack: Pack) -> dict[str, NumberWord]:
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
        self.single = _single(page.pack)
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
        value, trap = read_digits(body, self.pack, scaled)
        if value is None:
            return Numeral(at, last, trap=trap, digits=True, qualifier="unspecified")
        stack = _Stack()
        stack.pieces.append((value, 1))
        return self._go_on(stack, at, last, about, digits=True)

    def _words(self, at: int) -> Numeral | None:
        hit = self.hits[at]
        row = hit.row
        if row.link:
            return None
        if row.add is None and row.vague is not None:
            return self._vague(row.vague, at, hit.last)
        stack = _Stack()
        if row.part is not None:
            return self._share(stack, Fraction(row.part).limit_denominator(100), at, hit.last)
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
                return self._share(stack, Fraction(row.part).limit_denominator(100), first, hit.last, digits=digits)
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
            return Numeral(first, last, trap="unit", digits=digits, qualifier="unspecified")
        if total > _LARGEST:
            return Numeral(first, last, trap="label", digits=digits, qualifier="unspecified")
        return Numeral(first, last, int(total), qualifier=qualifier, digits=digits, share=stack.share, scale=stack.scale)

    def _share(self, stack: _Stack, part: Fraction, first: int, last: int, *, digits: bool = False) -> Numeral:
        """A fraction: a number where a magnitude follows (*setengah juta*, *two and a half million*), else a rate."""
        hit = self.hits.get(last) if last < self.ends[first] else None
        if hit is not None and hit.row.times and hit.row.add is None:
            stack.pieces = [(stack.total() + part, 1)]
            if stack.times(hit.row.times):
                return self._go_on(stack, first, hit.last, "about" if hit.row.vague else None, digits=digits)
        return Numeral(first, last, trap="rate", digits=digits, qualifier="unspecified")

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
        return Numeral(first, last, low=low, high=high, qualifier=vague)

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
            return self._share(_Stack(), Fraction(1, 2), at, at + 1) if len(rows) == 1 else Numeral(at, at + 1, trap="rate")
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


# --- phrases ---------------------------------------------------------------------------------------------------------


class _Finder:
    """Lays ranges, qualifiers and traps around the numerals of one page."""

    def __init__(self, page: Page, times: Sequence[When]) -> None:
        self.page, self.tokens = page, page.tokens
        self.reader = NumeralReader(page)
        cues: list[Hit[NumberCue]] = page.hits("numbers", "cue")
        traps: list[Hit[NumberTrap]] = page.hits("numbers", "trap")
        self.cues = [hit for hit in cues if any(form.row.position in ("before", "both") for form in hit.forms)]
        self.cue_at = {hit.first: hit for hit in cues}
        self.cue_to = {hit.last: hit for hit in cues}
        self.trap_at = {hit.first: hit for hit in traps}
        self.trap_to = {hit.last: hit for hit in traps}
        self.dated: dict[int, bool] = {}
        for when in times:
            for i in range(when.first, when.last):
                self.dated[i] = self.dated.get(i, False) or when.kind != "duration"
        nouns: list[Hit[ActorNoun]] = page.hits("actors", "noun")
        self.people = frozenset(hit.first for hit in nouns if hit.row.kind in ("role", "group"))
        self.counted = frozenset(hit.first for hit in nouns if hit.row.classifier)
        self.labelled: tuple[int, TrapKind] | None = None

    def find(self) -> list[Number]:
        out: list[Number] = []
        at, floor = 0, 0
        while at < len(self.tokens):
            core = self.reader.read(at)
            if core is None or (core.article and not self._before_person(core.last)) or self._is_cue_itself(core):
                at += 1
                continue
            if (
                core.trap is None
                and core.number is None
                and core.qualifier == "some"
                and self._cue(self.cue_to, at, "before", "both")
            ):
                at = core.last
                continue
            number = self._phrase(self._ranged(core), floor)
            out.append(number)
            at = floor = number.last
        return out

    # --- parts -------------------------------------------------------------------------------------------------------

    def _cue(self, by: dict[int, Hit[NumberCue]], at: int, *positions: str) -> tuple[Hit[NumberCue], NumberCue] | None:
        """The cue that ends or begins at a token, with one of the positions."""
        hit = by.get(at)
        for form in hit.forms if hit is not None else ():
            if hit is not None and form.row.position in positions:
                return hit, form.row
        return None

    def _trap(self, by: dict[int, Hit[NumberTrap]], at: int, position: str) -> NumberTrap | None:
        hit = by.get(at)
        for form in hit.forms if hit is not None else ():
            if form.row.position == position:
                return form.row
        return None

    def _same(self, one: int, other: int) -> bool:
        """True when both tokens stand in one sentence."""
        return 0 <= one < len(self.tokens) and 0 <= other < len(self.tokens) and self.reader.ends[one] == self.reader.ends[other]

    def _touch(self, left: int) -> bool:
        """True when no space stands between this token and the next."""
        return self._same(left, left + 1) and self.tokens[left].end == self.tokens[left + 1].start

    def _text(self, at: int) -> str:
        return self.tokens[at].lower if 0 <= at < len(self.tokens) else ""

    def _is_cue_itself(self, core: Numeral) -> bool:
        """True of a vague word that here only qualifies the number after it (*some 250*)."""
        if core.number is not None or core.trap is not None:
            return False
        cue = next((hit for hit in self.cues if hit.first <= core.first < hit.last), None)
        if cue is None or cue.last < core.last or not self._same(core.first, cue.last):
            return False
        following = self.reader.read(cue.last)
        return following is not None and following.number is not None and following.trap is None and not following.article

    def _before_person(self, at: int) -> bool:
        """True when a noun for people stands within reach of an article, with nothing but words of its phrase between."""
        for i in range(at, min(at + _REACH, len(self.tokens))):
            if not self._same(at, i) or not self.tokens[i].text[0].isalpha():
                return False
            if i in self.people:
                return True
            if self.reader.hits.get(i) is not None or self.tokens[i].lower in self.page.pack.words("preposition"):
                return False
        return False

    # --- ranges ------------------------------------------------------------------------------------------------------

    def _ranged(self, core: Numeral) -> Numeral:
        """The numeral with the second end of its range, if it is one."""
        if core.trap is not None or core.last >= len(self.tokens) or not self._same(core.first, core.last):
            return core
        opened = self._cue(self.cue_to, core.first, "open")
        joint = self._cue(self.cue_at, core.last, "joint", *(["and"] if opened else []))
        if joint is None or joint[0].last >= len(self.tokens) or not self._same(core.first, joint[0].last):
            return core
        if self._cue(self.cue_to, core.first, "apart"):
            return core
        other = self.reader.read(joint[0].last)
        if other is None:
            return core
        hyphen = self._text(core.last) == _HYPHEN and joint[0].last == core.last + 1
        if other.trap is not None or other.one or other.article:
            return replace(core, last=other.last, trap="label") if hyphen and core.digits and other.digits else core
        low, high = self._scaled(core, other), other.most
        if low is None or (high is not None and low >= high) or (other.last < len(self.tokens) and self._chain(other, hyphen)):
            if not (hyphen and core.digits and other.digits):
                return core
            glued = self._touch(core.last - 1) and self._touch(core.last)
            return replace(core, last=other.last, trap="score" if glued and not self._chain(other, hyphen) else "label")
        first = core.first
        return Numeral(first, other.last, low=low, high=high, qualifier="between", digits=core.digits and other.digits)

    def _chain(self, numeral: Numeral, hyphen: bool) -> bool:
        """True when another hyphen and digits follow: 021-555-1234."""
        at = numeral.last
        return hyphen and self._touch(at - 1) and self._text(at) == _HYPHEN and self._text(at + 1)[:1].isdecimal()

    @staticmethod
    def _scaled(core: Numeral, other: Numeral) -> int | None:
        """The lower end: *2 hingga 3 juta* means two million."""
        low = core.least
        shared = other.share is not None and other.scale >= 10 and core.scale == 1 and core.number is not None
        if shared and core.number is not None and other.share is not None and core.number < other.share:
            return core.number * other.scale
        return low

    # --- the phrase --------------------------------------------------------------------------------------------------

    def _phrase(self, core: Numeral, floor: int) -> Number:
        first, last = core.first, core.last
        found: list[Qualifier] = []
        opened = self._cue(self.cue_to, first, "open") if core.qualifier == "between" else None
        if opened is not None and opened[0].first >= floor and self._same(opened[0].first, first):
            first = opened[0].first
        while not core.article and (cue := self._cue(self.cue_to, first, "before", "both")):
            if cue[0].first < floor or not self._same(cue[0].first, first) or cue[0].first in self.dated:
                break
            found.append(cue[1].qualifier)
            first = cue[0].first
        while not core.article and (cue := self._cue(self.cue_at, last, "after", "both")):
            if not self._same(first, cue[0].first) or self._leads(cue[0]):
                break
            found.append(cue[1].qualifier)
            last = cue[0].last
        trap = self._judge(core, first, last)
        evidence = Evidence.at(self.page.document.id, self.page.text, self.tokens[first].start, self.tokens[last - 1].end)
        qualifier = self._strongest(found)
        if core.number is not None:
            own = core.qualifier if core.qualifier != "exact" else None
            held = quantity(core.number, qualifier or own or "exact", evidence.exact)
        elif core.qualifier == "unspecified":
            held = Quantity(number=None, low=None, best=None, high=None, qualifier="unspecified", text=evidence.exact)
        else:
            held = _bounds(core, qualifier, evidence.exact)
        return Number(
            first, last, core.first, core.last, held, trap, evidence, one=core.one, article=core.article, definite=core.definite
        )

    def _leads(self, hit: Hit[NumberCue]) -> bool:
        """True when a cue that may stand on either side belongs to the number after it."""
        either = any(form.row.position == "both" for form in hit.forms)
        return either and self._same(hit.first, hit.last) and self.reader.read(hit.last) is not None

    @staticmethod
    def _strongest(found: Sequence[Qualifier]) -> Qualifier | None:
        """Of several qualifiers: a bound nearest to the number, else *about*, else *exact*."""
        for qualifier in found:
            if qualifier not in ("about", "exact"):
                return qualifier
        return "about" if "about" in found else ("exact" if found else None)

    # --- traps -------------------------------------------------------------------------------------------------------

    def _judge(self, core: Numeral, first: int, last: int) -> TrapKind | None:
        """Why this is no count, or null."""
        covered = [self.dated[i] for i in range(core.first, core.last) if i in self.dated]
        if any(covered):
            return "time"
        if core.trap is not None:
            return core.trap
        for at in (first, core.first):
            row = self._trap(self.trap_to, at, "before")
            if row and self._same(at - 1, at) and self._holds(row, core):
                self.labelled = (last, row.kind)
                return row.kind
        if self.labelled is not None and core.digits and self._listed(self.labelled[0], first):
            self.labelled = (last, self.labelled[1])
            return self.labelled[1]
        if kind := self._after(last, core):
            return kind
        return self._frame(core) or ("time" if covered else None)

    def _listed(self, before: int, first: int) -> bool:
        """True when only a comma or a word for *and* stands after the labelled number (*pasal 340 dan 338*)."""
        if first == before + 1 and self._same(before - 1, first):
            return self._text(before) == _COMMA or self._cue(self.cue_at, before, "and", "joint") is not None
        return False

    def _holds(self, row: NumberTrap, core: Numeral) -> bool:
        """True when a trap before a number is one: scores are of pairs, and a counting word after the number overrules a name."""
        if row.kind == "score":
            return core.digits and core.qualifier == "between"
        named = row.kind in ("label", "ordinal", "time")
        if named and core.digits and core.last in self.counted and self._same(core.first, core.last):
            return False
        return row.spelled or core.digits

    def _after(self, at: int, core: Numeral) -> TrapKind | None:
        if at >= len(self.tokens) or not self._same(at - 1, at):
            return None
        glued = self._touch(at - 1)
        if glued and (row := self._trap(self.trap_at, at, "suffix")):
            return row.kind
        if (row := self._trap(self.trap_at, at, "after")) and (row.spelled or core.digits):
            return row.kind
        if glued and self._touch(at) and self._text(at) == _HYPHEN and self._text(at + 1)[:1].isalpha():
            row = self._trap(self.trap_at, at + 1, "after")
            return row.kind if row else "label"
        if glued and self._touch(at) and self._text(at) == _SLASH and self._text(at + 1)[:1].isalnum():
            return "label"
        if glued and self.tokens[at].text[0].isalpha() and self.tokens[at - 1].text[0].isdecimal():
            return "label"
        return None

    def _frame(self, core: Numeral) -> TrapKind | None:
        """Traps of shape: glued to what stands before it, or an age after a name."""
        left, right = core.first - 1, core.last
        if not core.digits or left < 0:
            return None
        if self._touch(left):
            before = self._text(left)
            if before in (_SLASH, _MARK) or before == _HYPHEN:
                if left and self._touch(left - 1) and self._text(left - 1)[:1].isalnum():
                    return "label"
            elif before[:1].isalnum() or before[:1] in "#@_":
                return "label"
        if core.number is None or not 0 < core.number <= _OLDEST or right >= len(self.tokens) or not self._same(left, right):
            return None
        bracketed = self._text(left) in _OPENING and (self._text(right) in _CLOSING or self._text(right) in (_SLASH, _COMMA))
        between_commas = self._text(left) == _COMMA and self._text(right) == _COMMA
        named = self._same(left - 1, left) and self.tokens[left - 1].is_capital and self.reader.hits.get(left - 1) is None
        return "age" if (bracketed or between_commas) and named else None
