"""Elliptical figures: figures whose people and harm stand in the sentence before.

Needs the tolls found so far, numbers, clauses and words of harm; gives the toll a bare figure takes its people from, and how. A
bare figure that is the subject of its clause is of the people told of last (*Six were hurt. Two needed surgery.*, *Enam luka. Dua
harus dijahit.*), a figure behind nothing but a time is theirs at another time (*On Friday it stood at 33.*, *Tahun sebelumnya 17
orang.*), and people that a list names *among them* are of them. The ellipsis of the head of a noun phrase resolves to the nearest
phrase of its kind (nominal ellipsis: Halliday and Hasan 1976, *Cohesion in English*, 4.2); where two could be meant, none is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from saksi.languages import Hit
from saksi.languages.schema import CasualtyWord, WordClass
from saksi.reading.actors import Cast
from saksi.reading.clauses import Clauses
from saksi.reading.numbers import Number
from saksi.reading.page import Page, Sentence
from saksi.reading.tolls import Toll, not_larger
from saksi.reading.victims import Victims

_BACK = 2  # sentences between a whole and its rest
_PREDICATE = 8  # tokens of a predicate that may say something else of those counted
_LEAD = 3  # light tokens before a figure that opens its clause
_LIGHT_LEAD: tuple[WordClass, ...] = ("adverb", "figure_marker", "other", "more", "determiner", "anaphor", "quantifier")
_FINITE: tuple[WordClass, ...] = ("copula", "auxiliary", "passive_auxiliary", "aspect", "past")
_TIMED: tuple[WordClass, ...] = (
    "preposition", "location_marker", "determiner", "anaphor", "copula", "adverb", "aspect", "auxiliary", "figure",
    "figure_marker",
    "pronoun_institution", "as_of", "elsewhere", "linker", "possessive_marker", "occurrence",
)  # fmt: skip


@dataclass(slots=True)
class Elliptical:
    """Finds them on one page. ``words`` are the words of harm, ``things`` the numbers that count things."""

    page: Page
    cast: Cast
    clauses: Clauses
    people: Victims
    numbers: list[Number]
    words: list[Hit[CasualtyWord]]
    things: set[int]
    opens: Callable[[int, Sentence], bool]

    def subject_of(self, number: Number, tolls: list[Toll]) -> Toll | None:
        """The toll that a bare figure which is the subject of its clause is part of, or null.

        What it says of them must be no deed, no speech, no other harm and no escape.
        """
        page, sentence = self.page, self.page.sentence_of(number.first)
        phrase = self.people.phrase_of(number)
        plain = phrase is not None and bool(phrase.nouns) and all(h.row.classifier for h in phrase.nouns) and not phrase.named
        people = plain and phrase is not None and page.is_(phrase.last, "copula", "identity")  # *empat orang berasal dari Poso*
        people = people or self.verbless(number)
        if number.quantity.number is None or number.article or not (phrase is None or people):
            return None
        start = number.first
        while start > sentence.first and number.first - start < _LEAD and page.is_(start - 1, *_LIGHT_LEAD):
            start -= 1
        if any(page.is_(i, "other", "more") for i in range(start, number.last + 2)):
            return None
        if not (start == sentence.first or page.tokens[start - 1].text in (";", ",") or page.is_(start - 1, "coordinator")):
            return None
        base = self.before(sentence, tolls) if start == sentence.first else self.along(number, tolls)
        if base is None or not self.smaller(number, base) or not self.says_something(number, sentence, base):
            return None
        return base

    def verbless(self, number: Number) -> bool:
        """True of people of a nation or town in a sentence without a verb (*Delapan orang berkebangsaan Indonesia.*)."""
        page, phrase, sentence = self.page, self.people.phrase_of(number), self.page.sentence_of(number.first)
        if phrase is None or not phrase.nouns or not all(h.row.classifier for h in phrase.nouns):
            return False
        closes = phrase.last >= sentence.last or not page.tokens[phrase.last].is_word
        return closes and not any(
            i in self.clauses.verbs or page.is_(i, "verb", "copula", "auxiliary") for i in range(sentence.first, sentence.last)
        )

    def rest_of(self, number: Number, tolls: list[Toll]) -> Toll | None:
        """The toll that a figure of *the rest* makes whole together with one told since (*41 held, 29 freed, the other 12*)."""
        page, sentence = self.page, self.page.sentence_of(number.first)
        phrase = self.people.phrase_of(number)
        plain = phrase is None or (bool(phrase.nouns) and all(h.row.classifier for h in phrase.nouns))
        comma = page.tokens[number.first - 1].text == ","  # *Sisanya, delapan orang, ...*
        near = range(max(number.first - 1 - comma, sentence.first), min(number.last + 2, sentence.last))
        if number.article or not plain or not any(page.is_(i, "other") for i in near):
            return None
        closes = number.last >= sentence.last or not page.tokens[number.last].is_word
        behind = (
            phrase is not None or closes or page.is_(number.last, *_FINITE, "verb", "other", "location_marker", "preposition")
        )
        if not behind:
            return None  # *sebuah bom yang lain*, *the other six villages*
        before = [
            t for t in tolls if t.number is not None and t.first < number.first and sentence.index - t.sentence.index <= _BACK
        ]
        for base in reversed(before):
            whole, rest = base.quantity.number, number.quantity.number
            if base.part_of is not None or whole is None or rest is None:
                continue
            if any(t.first > base.first and t.quantity.number == whole - rest for t in before):
                return base
        return None

    def before(self, sentence: Sentence, tolls: list[Toll]) -> Toll | None:
        """The one whole toll of the sentence before, of the text's own body, beside which no other people are counted."""
        if sentence.voice in ("headline", "teaser", "caption"):
            return None
        told = {t.number.first for t in tolls if t.number is not None}
        here = [t for t in tolls if sentence.index - t.sentence.index == 1 and t.number is not None]
        whole = [t for t in here if t.part_of is None and t.quantity.number is not None and t.quantity.number > 1]
        if len(whole) != 1 or whole[0].sentence.voice in ("headline", "teaser", "caption"):
            return None
        last = whole[0].sentence
        others = (
            n
            for n in self.numbers
            if last.first <= n.first < last.last and n.first not in told and n.first not in self.things and not n.article
        )
        return None if any(n.trap is None and self.people.phrase_of(n) is not None for n in others) else whole[0]

    def along(self, number: Number, tolls: list[Toll]) -> Toll | None:
        """The whole of which a figure before it in its sentence is such a part (*two needed stitches, four went home*)."""
        sentence = self.page.sentence_of(number.first)
        before = [t for t in tolls if t.sentence is sentence and t.number is not None and t.first < number.first]
        last = max(before, key=lambda t: t.first, default=None)
        if last is None or last.number is None:
            return None
        if last.part_of is not None:
            return tolls[last.part_of]
        bare = last.number.first - sentence.first <= 1 and (last.phrase is None or not last.phrase.nouns)
        base = self.before(sentence, tolls) if bare else None
        return base if base is not None and self.smaller(last.number, base) else None

    @staticmethod
    def smaller(number: Number, total: Toll) -> bool:
        """True of a part that leaves some of its total over."""
        part, whole = number.quantity.number, total.quantity.number
        return part is not None and whole is not None and part < whole and not_larger(number.quantity, total.quantity)

    def says_something(self, number: Number, sentence: Sentence, base: Toll) -> bool:
        """True where a predicate follows that is no deed, no speech, no escape and no harm of its own."""
        if self.verbless(number):
            return True
        page, phrase = self.page, self.people.phrase_of(number)
        i = max(number.last, phrase.last if phrase is not None else 0)
        if page.is_(i, "relative"):
            i += 1
        finite = page.is_(i, *_FINITE) or (page.is_(i, "negator") and page.is_(i + 1, *_FINITE, "verb"))
        dead = base.kind in ("killed", "bodies_recovered")
        if i >= sentence.last or not (finite or page.is_(i, "identity") or (not dead and page.is_(i, "verb"))):
            return False
        end = min(i + _PREDICATE, sentence.last)
        stop = next((k for k in range(i, end) if not page.tokens[k].is_word and not page.tokens[k].is_number), end)
        said = {h.first for h in page.hits("attribution", "cue")} | {h.first for h in page.hits("events", "trigger")}
        harmed = {h.first for h in self.words}
        if base.kind == "released" and any(page.is_(k, "lasting") for k in range(i, stop)):
            return False  # *Ten were freed. Three remain in captivity.*
        spared = next((k for k in range(i, stop) if page.is_(k, "spared")), stop)
        denied = any(page.is_(k, "negator") for k in range(i, spared))  # *four are not expected to survive*
        return not any(k in said or k in harmed for k in range(i, stop)) and (spared == stop or denied)

    def at_another_time(self, number: Number) -> bool:
        """True of a figure before which its sentence has but a time: *On Friday it stood at 33*, *Tahun sebelumnya 17 orang*."""
        page, sentence = self.page, self.page.sentence_of(number.first)
        counted = {i for n in self.numbers for i in range(n.first, n.last)}
        before = range(sentence.first, number.first)
        timed = [i for i in before if i in self.clauses.timed]
        if not timed or any(i in counted for i in before if i not in timed):
            return False
        return all(i in timed or page.is_(i, *_TIMED) or page.tokens[i].is_number or page.tokens[i].text == "," for i in before)
