"""Pointing back: a sentence that only says whose the statement before it was.

Needs phrases, clauses and the words of harm; gives the source and what is pointed at. *The attack killed nine. The figure was
released by the ministry.* The second sentence counts nothing: its subject, or the object of its verb of saying, is a definite
noun for what was told (*data itu*, *hal tersebut*, *the toll*), so the source it names is that of the sentence before it.
"""

from __future__ import annotations

from dataclasses import dataclass

from saksi.languages import Hit
from saksi.languages.schema import Cue
from saksi.reading.actors import Cast, Phrase
from saksi.reading.clauses import Clauses
from saksi.reading.page import Page, Sentence

_NEAR = 6  # tokens between what points back and the source


@dataclass(frozen=True, slots=True)
class Pointing:
    """Finds them on one page. ``harm`` are the tokens of words of harm."""

    page: Page
    cast: Cast
    clauses: Clauses
    harm: set[int]

    def definite(self, at: int) -> int | None:
        """The token behind a definite noun for what was told that begins at a token (*data itu*, *the figures*, *this*)."""
        page = self.page
        if page.pack.header.head == "first":
            told = page.is_(at, "tidings") and page.is_(at + 1, "anaphor", "tidings")  # *hal itu* is one word of the list
            return at + 2 if told else None
        if not page.is_(at, "anaphor"):
            return None
        i = at + 1
        while page.is_(i, "modifier", "figure") and page.is_(i + 1, "tidings", "figure"):
            i += 1
        if page.is_(i, "tidings"):
            return i + 1
        ends = i >= len(page.tokens) or not page.tokens[i].is_word
        alone = page.is_(at, "demonstrative") and (ends or page.is_(i, "copula", "passive_auxiliary"))
        return i if alone else None

    def only_points(self, sentence: Sentence, after: int) -> bool:
        """True of a sentence that tells nothing of its own: no figure, no reported clause, no quotation, no harm."""
        page = self.page
        own = range(sentence.first, sentence.last)
        if sentence.index == 0 or sentence.voice in ("headline", "teaser", "caption"):
            return False
        before = page.sentences[sentence.index - 1]
        if before.voice in ("headline", "teaser") or not any(before.first <= i < before.last for i in self.harm):
            return False
        return not any(
            (i >= after and i in self.harm)
            or i in page.quote_marks
            or (i in self.clauses.counted and i not in self.clauses.timed and page.tokens[i].lower not in page.pack.ones)
            or (page.is_(i, "complementizer") and not page.is_(i, "anaphor", "preposition"))
            for i in own
        )

    def object_of(self, hit: Hit[Cue]) -> bool:
        """True where all that a verb of saying takes points back (*X menyampaikan hal itu*, *X gave the figure*)."""
        page, sentence = self.page, self.page.sentence_of(hit.first)
        ends = (self.definite(i) for i in range(hit.first, hit.last + 1))
        end = next((i for i in ends if i is not None), None)
        if end is None or hit.row.shape not in ("verb", "quote") or end in self.clauses.verbs:
            return False
        goes_on = page.is_(end, "verb", "ability", "auxiliary", "future", "copula", "negator", "passive_auxiliary", "aspect")
        return not goes_on and self.only_points(sentence, end)

    def source(self, sentence: Sentence) -> tuple[int, int, Phrase] | None:
        """The verb's tokens and the source of a sentence whose subject points back (*Data itu dirilis X*)."""
        page = self.page
        end = self.definite(sentence.first)
        if end is None:
            return None
        for i in range(end, min(end + _NEAR, sentence.last)):
            if page.is_(i, "negator", "ability") or page.tokens[i].text == ";":
                return None
            phrase = self.cast.starting.get(i)
            if phrase is None or not phrase.can_speak() or phrase.pronoun:
                continue
            led = i - 1
            while led > end and page.is_(led, "determiner", "quantifier", "modifier"):
                led -= 1
            return (end, i, phrase) if self.leads(led, end) and self.only_points(sentence, i) else None
        return None

    def leads(self, i: int, start: int) -> bool:
        """True of what a source may stand behind: an agent marker or *from*, a bare passive, a noun for what was told."""
        page = self.page
        if i < start:
            return False
        if page.is_(i, "agent_marker", "source_marker"):
            return True
        if not page.pack.header.bare_agent:
            return False
        return page.is_(i, "tidings", "figure") or page.pack.looks_passive(page.tokens[i].lower)
