"""Settings: names that only say where something is, though they stand where a party may.

Needs phrases and clauses; gives whether a phrase is the name of a setting. A place does nothing by itself: *di sebuah pasar
Baghdad*, *sebuah kawasan X*, *the northern X city of Y*.
"""

from __future__ import annotations

from dataclasses import dataclass

from saksi.languages.schema import WordClass
from saksi.reading.actors import Cast, Phrase
from saksi.reading.clauses import Clauses
from saksi.reading.page import Page

_HEADS = 3  # plain nouns, determiners and directions between a place and what marks it
_WITHIN: frozenset[WordClass] = frozenset({"determiner", "modifier", "quantifier"})


@dataclass(frozen=True, slots=True)
class Settings:
    """Tells settings from parties on one page."""

    page: Page
    cast: Cast
    clauses: Clauses

    def names(self, phrase: Phrase) -> bool:
        """True of a bare name that only says where: what governs its noun marks a place (*di sebuah pasar Baghdad*), or it stands
        between commas behind such a name (*di Iskandriya, sebelah selatan Baghdad,*).
        """
        page, clauses, i = self.page, self.clauses, phrase.first - 1
        start = page.sentence_of(phrase.first).first
        if phrase.nouns or not (phrase.names or phrase.proper) or any(n.actor is not None for n in phrase.names) or i < start:
            return False
        if page.pack.header.head == "first" and self.in_area(i, start):
            return True
        while i > start and phrase.first - i <= _HEADS and not page.is_(i, "location_marker"):
            plain = page.tokens[i].is_word and not page.tokens[i].is_capital and not page.classes(i) - _WITHIN
            if not plain or i in clauses.timed or i in clauses.verbs or i in clauses.nominals or i in self.cast.covering:
                break
            i -= 1
        if page.is_(i, "location_marker"):
            return True
        before = self.cast.ending.get(i) if page.tokens[i].text == "," else None
        aside = phrase.last + 1 < len(page.tokens) and page.tokens[phrase.last].text == ","
        aside = aside and not page.is_(phrase.last + 1, "relative")
        return aside and before is not None and (self.names(before) or page.is_(before.first - 1, "location_marker"))

    def in_area(self, i: int, start: int) -> bool:
        """Whether a noun for a place leads to what stands behind a token (*sebuah kawasan X*, *distrik bagian tengah X*)."""
        page, clauses, last = self.page, self.clauses, i
        while i > start and last - i < _HEADS and i not in clauses.lead_ins:
            plain = page.tokens[i].is_word and not page.tokens[i].is_capital and not page.classes(i) - _WITHIN
            if not plain or i in clauses.verbs or i in clauses.nominals or i in self.cast.covering:
                return False
            i -= 1
        return i in clauses.lead_ins

    def is_area(self, phrase: Phrase) -> bool:
        """True of an area whose name follows (*the northern X city of Y*): it did nothing."""
        page = self.page
        return phrase.last - 1 in self.clauses.lead_ins and page.is_(phrase.last, "linker") and page.pack.header.head == "last"
