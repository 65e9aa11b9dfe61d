"""Strongholds: a place that is called somebody's stronghold is theirs as long as nothing says that it was once.

Needs holders, grounds, moods and holdings; gives holdings (*X, the rebels' last stronghold*, *X, benteng terakhir
pemerintah*). The holder is the possessor of the noun, or who it is *of* or *for*; the ground is the name that the noun is said
of, stands beside, or leads to. What is taken in the same sentence is no stronghold any more.
"""

from __future__ import annotations

from saksi.languages import Hit
from saksi.languages.schema import ControlCue
from saksi.reading.actors import Phrase, is_mere_place
from saksi.reading.ground_names import Ground
from saksi.reading.holders import LEAD
from saksi.reading.holdings import Holding
from saksi.reading.recognition import Recognition

_REACH = 8  # tokens between a name and the noun that is said of it


class Strongholds(Recognition):
    """Finds what is held as a stronghold on one page."""

    def stronghold(self, hit: Hit[ControlCue]) -> list[Holding]:
        """The holding that a noun for a stronghold tells of."""
        page = self.page
        sentence = page.sentence_of(hit.first)
        last = self.holder
        taken = last is not None and last.sentence is sentence and last.first <= hit.first < last.last
        if taken or sentence.voice == "headline" or self.is_of_old(hit):
            return []
        holders = [self.trimmed(h) for h in self.keeper(hit) if self.is_strong(h)]
        if not holders:
            return []
        first, behind = min(hit.first, holders[0].first), max(hit.last, holders[0].last)
        ground = self.said_of(first, sentence.first) or self.leads_to(hit.last, behind, sentence.last)
        return self.holdings(hit, ground, holders[:1]) if ground is not None else []

    def is_of_old(self, hit: Hit[ControlCue]) -> bool:
        """Whether a word before the noun says that it was one once (*a former stronghold*, *bekas benteng*)."""
        before = range(hit.first - LEAD, hit.first)
        return any(h.row.historical and h.first in before for h in self.page.hits("modality", "cue"))

    def keeper(self, hit: Hit[ControlCue]) -> list[Phrase]:
        """Whose stronghold it is: its possessor, the party that qualifies it, or who it is of or for."""
        page = self.page
        if not self.head_first:
            found = self.possessor(hit)
            if found:
                return found
            if page.tokens[hit.first - 1].is_word and self.is_kind(hit.first - 1, page.tokens[hit.first - 1].lower):
                around = self.cast.covering.get(hit.first - 1)
                if around is not None and not is_mere_place(around) and not page.is_(hit.first - 2, "determiner"):
                    return [around]
                word = page.tokens[hit.first - 1].lower
                return [Phrase(hit.first - 1, hit.first, actor=self.named_after(word) or self.only_one(word))]
            if not page.is_(hit.last, "linker", "preposition") or page.is_(hit.last, "location_marker"):
                return []
        around = self.cast.covering.get(hit.last)
        if self.head_first and around is not None and around.first < hit.last:  # *benteng pertahanan terakhir pemerintah* as one
            nouns = tuple(h for h in around.nouns if h.first >= hit.last)
            return [Phrase(hit.last, around.last, nouns, around.names, actor=around.actor)] if nouns or around.names else []
        i, end = hit.last, page.sentence_of(hit.first).last
        while i < end and i not in self.cast.starting and i - hit.last <= LEAD:
            plain = page.tokens[i].is_word and not page.classes(i) and not page.tokens[i].is_capital and not self.head_first
            if not plain and not page.is_(i, "linker", "preposition", "determiner", "modifier", "adverb", "possessive_marker"):
                return []
            if page.is_(i, "location_marker"):
                return []
            i += 1
        phrase = self.cast.starting.get(i)
        return [self.meant(phrase, hit.first)] if phrase is not None and self.holds(phrase) else []

    def said_of(self, first: int, start: int) -> Ground | None:
        """The name that a noun phrase is said of: before a copula, or before a comma."""
        page, i = self.page, first
        while i > start and first - i < _REACH and page.tokens[i - 1].is_word and not page.is_(i - 1, "copula"):
            light = page.is_(i - 1, "determiner", "modifier", "quantifier", "adverb", "linker") or not page.classes(i - 1)
            if not light or i in self.grounds.ending:
                return None
            i -= 1
        if i > start and page.is_(i - 1, "copula"):
            i -= 1
            while (
                i > start
                and page.is_(i - 1, "adverb", "aspect", "auxiliary", "past", "relative")
                and i not in self.grounds.ending
            ):
                i -= 1
        elif i <= start or page.tokens[i - 1].text not in (",", "-"):
            return None
        else:
            i -= 1
        if i - 1 > start and page.tokens[i - 1].text == ",":
            i = self.grounds.apposition(i - 1, start) or i  # *X, the capital of Y, is a stronghold of Z*
        toponym = self.grounds.ending.get(i)
        return Ground(toponym.first, toponym.last, toponym.location) if toponym is not None else None

    def leads_to(self, last: int, behind: int, end: int) -> Ground | None:
        """The name that a noun phrase leads to: *the rebel stronghold of X*, *their last stronghold, X,*."""
        page = self.page
        around = next((t for t in self.grounds.places if t.first < last < t.last), None)
        if around is not None:
            return Ground(around.first, around.last, around.location)  # *rebel stronghold of X* as one name
        at = last + 1 if page.is_(last, "linker") and not self.head_first else behind + 1
        joined = (at == last + 1 and page.is_(last, "linker")) or (behind < end and page.tokens[behind].text == ",")
        toponym = self.grounds.starting.get(at) if joined else None
        if toponym is None or self.grounds.is_adjective(toponym):
            return None
        closed = toponym.last >= end or not page.tokens[toponym.last].is_word or page.is_(last, "linker")
        return Ground(toponym.first, toponym.last, toponym.location) if closed else None
