"""Company: who suffered the same beside those counted, told without a verb of their own.

Needs numbers, phrases and words of harm; gives further tolls of the harm. They stand in one list with those counted (*the
commander and four of his men*), or behind a word for company (*was killed along with two bodyguards*, *tewas bersama istrinya*).
"""

from __future__ import annotations

from dataclasses import dataclass

from saksi.languages import Hit
from saksi.languages.schema import CasualtyWord
from saksi.reading.actors import Cast, Phrase
from saksi.reading.agreement import Agreement
from saksi.reading.clauses import Clauses
from saksi.reading.figures import Count, Figures
from saksi.reading.modality import Mood
from saksi.reading.numbers import Number
from saksi.reading.page import Page, Sentence
from saksi.reading.tolls import Toll
from saksi.reading.victims import Victims, is_victim
from saksi.types import Quantity

_TOGETHER = 3  # tokens between the last of several people and the verb of what they suffer
_AGED = 6  # tokens of an article and an age before a noun
_BESIDE = 8  # tokens between a harm and the word for company


@dataclass(slots=True)
class Company:
    """Finds them on one page."""

    page: Page
    cast: Cast
    clauses: Clauses
    agreement: Agreement
    people: Victims
    figures: Figures
    numbers: list[Number]

    def beside(self, hit: Hit[CasualtyWord], tolls: list[Toll]) -> None:
        """Those behind a word for company, of a harm that has a toll (*four were killed along with one civilian*)."""
        page = self.page
        whose = next((t for t in reversed(tolls) if t.hit is hit), None)
        at = self.company(hit) if whose is not None else None
        if whose is None or at is None:
            return
        number = next((n for n in self.numbers if n.first == at and n.trap is None), None)
        if number is None or number.article:
            self.add([self.cast.starting.get(self.past_age(at, whose.sentence))], hit, whose.sentence, whose.mood, tolls)
            return
        phrase = self.people.phrase_of(number)
        end = max(number.last, phrase.last if phrase is not None else 0)
        others = page.is_(number.last, "other", "of_total", "linker") or page.is_(number.last, "source_marker")
        known = phrase is not None and (phrase.named or any(h.row.kind != "thing" for h in phrase.nouns))
        suffers = any(end <= h.first <= end + 1 for h in self.figures.words)
        if suffers or not (known or others) or any(t.number is number for t in tolls):
            return
        tolls.append(
            Toll(number.first, end, number, whose.kind, number.quantity, whose.sentence, hit, phrase,
                 self.people.who(number, phrase, None), whose.mood, whose.scope, rule="companion",
                 victims=self.people.victims(phrase, whose.sentence), side=self.people.side(phrase, hit))
        )  # fmt: skip

    def company(self, hit: Hit[CasualtyWord]) -> int | None:
        """The token behind the word for company in the clause of a harm."""
        page, sentence = self.page, self.page.sentence_of(hit.first)
        for i in range(hit.last, min(hit.last + _BESIDE, sentence.last - 1)):
            if page.is_(i, "company"):
                at = i
                while page.is_(at, "company"):
                    at += 1
                while at < sentence.last and page.is_(at, "determiner", "pronoun_person", "pronoun_plural"):
                    if any(n.first == at for n in self.numbers):
                        break
                    at += 1
                return at
            stop = not page.tokens[i].is_word and not page.tokens[i].is_number and page.tokens[i].text != ","
            if stop or (i in self.clauses.verbs and i not in self.clauses.nominals) or page.is_(i, "subordinator", "relative"):
                return None
        return None

    def joined(self, found: list[Count], hit: Hit[CasualtyWord], sentence: Sentence, mood: Mood, tolls: list[Toll]) -> None:
        """One more beside those counted (*the commander and four of his men*, *three worshippers and the imam*)."""
        start, end = found[0][0].first, self.figures.end_of(found[-1])
        listed = len(found) > 1 and self.page.tokens[start - 1].text == ","
        joined = self.page.is_(start - 1, "coordinator") and not self.page.is_(start - 1, "adversative")
        sides = self.listed_before(start - 1, sentence) if joined or listed else []
        self.add(sides + self.listed_after(end, hit, sentence), hit, sentence, mood, tolls)

    def listed_after(self, at: int, hit: Hit[CasualtyWord], sentence: Sentence) -> list[Phrase | None]:
        """The people behind a conjunction, and those before it in one list (*his mother, stepfather and grandmother*)."""
        page, cast = self.page, self.cast
        out: list[Phrase | None] = []
        while at < sentence.last and page.tokens[at].text == ",":
            one = cast.starting.get(self.past_age(at + 1, sentence))
            if one is None or one.last > sentence.last or not (self.agreement.single(one) or self.single(one)):
                break
            out.append(one)
            at = one.last
        if not page.is_(at, "coordinator") or page.is_(at, "adversative"):
            return []
        after = cast.starting.get(self.past_age(at + 1, sentence))
        if after is None:
            return []
        close = after.last >= sentence.last or not page.tokens[after.last].is_word
        adjunct = page.is_(after.last, "preposition", "location_marker", "cause_marker", "sequel")
        before = 0 <= hit.first - after.last <= _TOGETHER
        return [*out, after] if close or adjunct or before else []

    def add(self, sides: list[Phrase | None], hit: Hit[CasualtyWord], sentence: Sentence, mood: Mood, tolls: list[Toll]) -> None:
        """One toll for each person beside others that has none yet."""
        for phrase in sides:
            counted = phrase is not None and phrase.number is not None and not phrase.number.article
            if phrase is None or counted or phrase.first in {t.phrase.first for t in tolls if t.phrase}:
                continue
            if (
                phrase.first < sentence.first
                or self.agreement.plural(phrase)
                or not ((is_victim(phrase) and phrase.nouns) or self.single(phrase))
            ):
                continue
            words = self.page.words(phrase.first, phrase.last)
            quantity = Quantity(number=1, low=1, best=1, high=1, qualifier="exact", text=words)
            tolls.append(
                Toll(min(phrase.first, hit.first), max(phrase.last, hit.last), None, hit.row.kind, quantity, sentence, hit,
                     phrase, self.people.who(None, phrase, hit), mood, rule="companion",
                     victims=self.people.victims(phrase, sentence), side=self.people.side(phrase, hit))
            )  # fmt: skip

    def past_age(self, at: int, sentence: Sentence) -> int:
        """Where the noun begins behind an article or owner and an age (*his 17-month-old son*)."""
        page, i = self.page, at
        while i < min(at + _AGED, sentence.last) and i not in self.cast.starting:
            glued = page.tokens[i].is_number or page.tokens[i].start == page.tokens[i - 1].end
            if not (glued or page.is_(i, "determiner", "pronoun_person", "pronoun_plural", "modifier")):
                break
            i += 1
        return i

    def listed_before(self, at: int, sentence: Sentence) -> list[Phrase | None]:
        """The people before a conjunction, and those before them in one list (*a doctor, his wife and two sons*)."""
        page = self.page
        comma = page.tokens[at].is_word and page.tokens[at - 1].text == ","  # *a doctor, his wife, and two sons*
        out = [self.cast.ending.get(at - comma)]
        while (one := out[-1]) is not None and one.first > sentence.first:
            i = (one.number.first if one.number is not None else one.first) - 1
            while i > sentence.first and page.is_(i, "determiner", "pronoun_person", "pronoun_plural"):
                i -= 1
            other = self.cast.ending.get(i) if page.tokens[i].text == "," else None
            told = other is not None and other.number is not None and not other.number.article
            if other is None or told or not other.nouns or not (self.agreement.single(other) or self.single(other)):
                break
            out.append(other)
        return out

    def single(self, phrase: Phrase) -> bool:
        """One person by the noun: unmarked for the plural where plurals are marked, else one with an owner (*sopirnya*)."""
        if self.page.pack.header.head == "last":
            return self.agreement.one(phrase)
        role = phrase.noun is not None and phrase.noun.kind in ("role", "group") and not self.agreement.plural(phrase)
        return role and any(self.page.clitics[i] == "possessor" for i in range(phrase.first, phrase.last))
