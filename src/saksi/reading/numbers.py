"""Numbers: every number phrase of a page, what it allows, and whether it can be a count at all.

A number phrase is a numeral (digits, words or both) with the words that qualify it. Its :class:`~saksi.types.Quantity` keeps
the number as printed and the bounds the words allow; a best value is never invented. Numbers that count nobody and nothing (ages,
money, dates, ordinals, unit names) are returned too, with the kind of ``trap`` they are: what is turned down can be shown.

Method: ranges, qualifiers and traps are laid around the numerals of ``numerals.py``, as the rule layers of Duckling and of
MeasEval's quantity spans do. Language is in ``numbers.toml``; nothing here knows a word.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from saksi.languages import Hit
from saksi.languages.schema import ActorNoun, CasualtyWord, NumberCue, NumberTrap
from saksi.reading.numerals import Numeral, NumeralReader, TrapKind, find_numerals, read_digits
from saksi.reading.times import When, find_times
from saksi.types import Evidence, Qualifier, Quantity

if TYPE_CHECKING:
    from saksi.reading.page import Page

__all__ = ["Number", "Numeral", "NumeralReader", "TrapKind", "find_numbers", "find_numerals", "quantity", "read_digits"]

_OLDEST = 120  # the greatest age in brackets after a name
_ADULT = 10  # a single digit between commas after a common noun is more likely a count than an age
_YEARS = range(1900, 2100)
_INITIAL = 2  # letters of an abbreviation behind a name
_REACH = 4  # words an article may stand before its noun
_OPENING, _CLOSING = frozenset("(["), frozenset(")]")
_MARK, _HYPHEN, _SLASH, _COMMA = ".", "-", "/", ","


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
        times = find_times(page)
    return [_unquoted(page, number) for number in _Finder(page, times).find()]


def _unquoted(page: Page, number: Number) -> Number:
    """A number that stands alone in quotation marks (*killed "12" rebels*), the marks included: they part it from nothing."""
    first, last = number.first - 1, number.last
    quoted = first >= 0 and last < len(page.tokens) and page.tokens[first].text == page.tokens[last].text == '"'
    if number.trap is not None or not quoted or first in page.quote_marks or last in page.quote_marks:
        return number
    return dataclasses.replace(number, first=first, last=last + 1)


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
        words: list[Hit[CasualtyWord]] = page.hits("casualties", "word")
        done = ("past", "passive", "stative")
        self.harms = frozenset(hit.first for hit in words if hit.row.takes == "subject" or hit.voice in done)
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
            number = self._phrase(self._ranged(self._repeated(core)), floor)
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
        for i in range(self._behind_age(at), min(at + _REACH, len(self.tokens))):
            if not self._same(at, i) or not self.tokens[i].text[0].isalpha():
                return False
            if i in self.people:
                return True
            if self.reader.hits.get(i) is not None or self.tokens[i].lower in self.page.pack.words("preposition"):
                return False
        return False

    def _behind_age(self, at: int) -> int:
        """Where the words behind an age begin (*a 12-year-old boy*), which stands between an article and its noun."""
        if not self._text(at).isdecimal():
            return at
        units = (at + 1, at + 2) if self._text(at + 1) == _HYPHEN else (at + 1,)
        rows = [row for unit in units if (row := self._trap(self.trap_at, unit, "after")) is not None]
        return units[-1] if any(row.kind == "age" for row in rows) else at

    # --- ranges ------------------------------------------------------------------------------------------------------

    def _repeated(self, core: Numeral) -> Numeral:
        """A numeral with itself in brackets behind it, as official papers write: *5 (lima) orang*."""
        at = core.last
        if core.number is None or core.trap is not None or at + 2 >= len(self.tokens) or self._text(at) not in _OPENING:
            return core
        again = self.reader.read(at + 1)
        same = again is not None and again.number == core.number and again.digits != core.digits
        if again is None or not same or again.last >= len(self.tokens) or self._text(again.last) not in _CLOSING:
            return core
        return replace(core, last=again.last + 1)

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
        low, high = self._scaled(core, other, 10 if hyphen else 100), other.most
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
    def _scaled(core: Numeral, other: Numeral, least: int) -> int | None:
        """The lower end: *2 hingga 3 juta* means two million; ``least`` is the smallest magnitude that both ends share."""
        low = core.least
        shared = other.share is not None and other.scale >= least and core.scale == 1 and core.number is not None
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
        if core.number in _YEARS and self._names_a_year(core):
            return "time"
        if core.number is None or not 0 < core.number <= _OLDEST:
            return None
        if right >= len(self.tokens) or not self._same(left, right):
            last = left > 1 and self._text(left) == _COMMA and self._same(left - 2, left)
            person = left - 1 in self.people or (self.tokens[left - 1].is_capital and self.tokens[left - 2].is_capital)
            return "age" if last and person else None  # a headline's *Ana Ruiz, 9*
        bracketed = self._text(left) in _OPENING and (self._text(right) in _CLOSING or self._text(right) in (_SLASH, _COMMA))
        between_commas = self._text(left) == _COMMA and self._text(right) == _COMMA
        if self._row_of_ages(core):
            return "age"
        if self._text(right) in _CLOSING and self.tokens[left].is_capital and self._text(left - 1) in _OPENING:
            return "label"  # *(WXYZ 10)*
        owner = left - 1
        if self._text(owner) == _MARK and owner and len(self._text(owner - 1)) <= _INITIAL and self.tokens[owner - 1].is_capital:
            owner -= 1  # an initial, a suffix: *Halima I., 34,*, *Alston Jr., 26,*
        worded = self._same(owner, left) and self.tokens[owner].is_word and self.reader.hits.get(owner) is None
        if bracketed and owner in self.people and core.number >= _ADULT:
            return "age"  # *seorang pemuda (19)*
        lone = owner in self.people and not self.page.pack.is_plural(self._text(owner))  # *a boy, 9, was hit*
        aside = between_commas and (lone or (worded and core.number >= _ADULT))  # *her uncle, 52, was shot*
        full = (
            self._text(left) == _COMMA and self._text(right) == _MARK and self.tokens[owner - 1].is_capital
        )  # *of Ana Ruiz, 19.*
        return "age" if aside or ((bracketed or between_commas or full) and worded and self.tokens[owner].is_capital) else None

    def _names_a_year(self, core: Numeral) -> bool:
        """*the 2008 shooting*: four bare digits before a word that is neither people nor harm to them."""
        at = core.last
        bare = core.last - core.first == 1 and len(self._text(core.first)) == 4
        if not bare or not self._same(core.first, at) or not self.tokens[at].is_word or self.tokens[at].is_capital:
            return False
        return at not in self.people and at not in self.counted and at not in self.harms

    def _row_of_ages(self, core: Numeral) -> bool:
        """*two men, 22 and 27, were held*, *three sisters, 9, 12 and 17.*: ages in a row between two stops."""
        joined = self.page.pack.words("coordinator")

        def age(i: int) -> bool:
            text = self._text(i)
            return text.isdecimal() and 0 < int(text) <= _OLDEST

        first = last = core.first

        def step(i: int) -> int:
            """How many tokens join the age at this token to one before it: a comma, a coordinator, both."""
            both = self._text(i - 2) == _COMMA and self._text(i - 1) in joined
            return 2 if both else 1 if self._text(i - 1) == _COMMA or self._text(i - 1) in joined else 0

        while (before := step(first)) and age(first - before - 1):
            first -= before + 1
        while any((after := k) == step(last + k + 1) and age(last + k + 1) for k in (1, 2)):
            last += after + 1
        led = self._trap(self.trap_to, first, "before")
        opened = self._text(first - 1) == _COMMA or (led is not None and led.kind == "age")
        if first == last or not age(core.first) or not self._same(first - 1, last) or not opened:
            return False
        closed = self._text(last + 1) == _COMMA or not self._same(last, last + 1) or self._text(last + 1) == _MARK
        return closed and self._text(last - 1).lower() in joined and (led is not None or self.tokens[first - 2].is_word)
