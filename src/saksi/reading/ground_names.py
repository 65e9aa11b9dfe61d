"""Grounds that no list of places has: their names, and what on the page shows that a name is a place's.

Needs places, phrases and nouns for territories; gives toponyms as the text has them. A name stands for a town where one is
expected, or where the page has it behind *in* or *the town of* anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saksi.languages import Hit
from saksi.languages.schema import WordClass
from saksi.reading.actors import Phrase
from saksi.reading.page import Page
from saksi.reading.places import Toponym
from saksi.types import Location

TOWARDS: tuple[WordClass, ...] = ("addressee_marker", "source_marker", "target_marker", "agent_marker", "between")
_BARE: frozenset[WordClass] = frozenset({"plain"})
_WORDS = 3  # of a name that no list has


@dataclass(frozen=True, slots=True)
class Ground:
    """A territory in the text: tokens ``[first, last)`` and the location. ``bare`` where nothing but a noun names it."""

    first: int
    last: int
    location: Location
    bare: bool = False
    works: bool = False
    """Of a place that is held like a territory and is none (*base*, *dam*)."""


class GroundNames:
    """Finds names of grounds on one page."""

    page: Page
    places: list[Toponym]
    starting: dict[int, Toponym]
    ending: dict[int, Toponym]
    closing: dict[int, Hit[Any]]
    spots: dict[str, list[int]]

    def is_unlisted(self, phrase: Phrase, expected: bool) -> bool:
        """Capitalised words in no registry that name neither a person nor a force: a town, where one is ``expected`` or told."""
        page = self.page
        known = any(phrase.proper is None or n.first < phrase.proper[1] for n in phrase.names)
        plain = phrase.proper is not None and not phrase.nouns and not known
        sentence = page.sentence_of(phrase.first)
        if not plain or phrase.proper is None or phrase.proper[1] - phrase.proper[0] > _WORDS:
            return False
        if page.is_(phrase.first - 1, "title") or self.abbreviated(phrase.proper[1]):
            return False
        if self.told_as_place(*phrase.proper):
            return True
        return expected and sentence.voice != "headline" and sentence.index not in page.titled

    def is_bare(self, i: int) -> bool:
        """True of a word that has no work to do in a sentence but to name or qualify: of no class, or of common nouns alone."""
        return self.page.classes(i) <= _BARE

    def abbreviated(self, at: int) -> bool:
        """Whether letters in brackets stand at a token, as behind the name of a party (*the Rwandan Patriotic Front (RPF)*)."""
        tokens = self.page.tokens[at : at + 3]
        return len(tokens) > 2 and tokens[0].text == "(" and tokens[2].text == ")" and tokens[1].text.isupper()

    def told_as_place(self, first: int, last: int) -> bool:
        """Whether the words of a name stand anywhere on the page as those of a place: behind *in* or *the town of*."""
        page = self.page
        words = [t.text for t in page.tokens[first:last]]
        if page.tokens[first].text not in self.spots:
            return False
        return any([t.text for t in page.tokens[i : i + len(words)]] == words for i in self.spots[page.tokens[first].text])

    def find_spots(self) -> dict[str, list[int]]:
        """The capitalised words that only a place can begin with there, and where they stand."""
        page = self.page
        out: dict[str, list[int]] = {}
        for token in page.tokens[1:]:
            i = token.position - 1
            noun = self.closing.get(i + 1) or (self.closing.get(i) if page.is_(i, "linker") else None)
            lies = page.is_(i, "location_marker") and not page.is_(i, *TOWARDS)
            if token.is_capital and token.is_word and (lies or (noun is not None and not noun.row.works)):
                out.setdefault(token.text, []).append(i + 1)
        return out

    def unlisted(self, phrase: Phrase) -> Ground:
        """A toponym that no list has, as the text has it. From here on its words are one wherever they stand."""
        page = self.page
        first, last = phrase.proper or (phrase.first, phrase.last)
        words = [t.text for t in page.tokens[first:last]]
        for i in range(len(page.tokens) - len(words) + 1):
            if i not in self.starting and [t.text for t in page.tokens[i : i + len(words)]] == words:
                evidence = page.evidence(i, i + len(words))
                location = Location(text=evidence.exact, evidence=evidence, precision="region")
                toponym = Toponym(i, i + len(words), location, page.is_(i - 1, "location_marker"), None)
                self.places.append(toponym)
                self.starting[i] = self.ending[i + len(words)] = toponym
        self.places.sort(key=lambda t: t.first)
        toponym = self.starting[first]
        return Ground(first, toponym.last, toponym.location)
