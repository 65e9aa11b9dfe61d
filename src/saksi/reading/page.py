"""The page: one document laid out for the components of the reading.

A page holds the document's tokens, sentences and word classes, and finds a table's words in it. Components read the page and
return what they find; nothing here is kept after the reading is made. Tokens are Saksi's own, so that any pipeline's
annotations can be laid over them by offset (:mod:`saksi.reading.adapter`).
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from saksi.languages import Hit, Keys, Pack
from saksi.languages.schema import Trap, WordClass
from saksi.reading.capitals import mixed_case
from saksi.text import Token, lowered, sentences, shadow, tokenize
from saksi.types import Document, Evidence, PartKind, Passage, Rejected, Voice


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: code points ``[start, end)``, tokens ``[first, last)``, the line it stands in, and its voice."""

    index: int
    start: int
    end: int
    first: int
    last: int
    line: int
    voice: Voice


@dataclass(frozen=True, slots=True)
class Quote:
    """Direct speech: code points of the words between the marks, and the tokens of the marks."""

    start: int
    end: int
    first: int
    last: int


def trapped(first: int, last: int, mask: set[int]) -> bool:
    """True of tokens ``[first, last)`` that a trap masks: not where it lies within them (*told a press conference*)."""
    if not mask or mask.isdisjoint(range(first, last)):
        return False
    return first in mask or (last in mask and last - 1 in mask)


class Page:
    """One document under one language pack. Everything is derived from the two; only ``rejected`` grows."""

    def __init__(self, document: Document, pack: Pack, teasers: tuple[tuple[int, int], ...] = (), headline: int = 0) -> None:
        self.document, self.pack = document, pack
        self.text = document.text
        self.dark = shadow(self.text)
        self.tokens: list[Token] = mixed_case(tokenize(self.text), pack)
        self.keys, self.clitics = pack.keys(self.tokens)
        self._starts = [t.start for t in self.tokens]
        self.published = _day(document.published)
        self.rejected: list[Rejected] = []
        self.turned: list[int] = []
        """Tokens at which another scene opens, once they are found."""
        self.stories: list[int] = []
        """Of those the ones at which another story does."""
        self._hits: dict[tuple[str, str], list[Hit[Any]]] = {}
        self._masks = self._find_masks()
        self._classes: list[frozenset[str]] = self._find_classes()
        self.sentences: list[Sentence] = []
        self._of_token = [0] * len(self.tokens)
        self._lay_sentences(teasers, headline)
        self.quotes = self._find_quotes()
        self.quote_marks = {i for q in self.quotes for i in (q.first, q.last)}

    # --- layout ------------------------------------------------------------------------------------------------------

    def _lay_sentences(self, teasers: tuple[tuple[int, int], ...], headline: int) -> None:
        starts = self._starts
        lead_line: int | None = None
        for span in sentences(self.text, self.pack.abbreviations):
            first, last = bisect_right(starts, span.start - 1), bisect_right(starts, span.end - 1)
            if first >= last:
                continue
            line = self.dark.count("\n", 0, span.start)
            if span.start < headline:
                voice: Voice = "headline"  # *Live: X* points to this story, not to another
            elif any(a <= span.start < b for a, b in teasers):
                voice = "teaser"
            else:
                closed = self.text[span.start] not in _OPENING and self.text[: span.end].rstrip()[-1:] in _CLOSING
                prose = last - first >= _PROSE and closed
                if lead_line is None and prose:
                    lead_line = line
                    self.sentences = [
                        replace(s, voice="lead") if s.line == line and s.voice == "body" else s for s in self.sentences
                    ]
                voice = "lead" if line == lead_line else "body"
            index = len(self.sentences)
            self.sentences.append(Sentence(index, span.start, span.end, first, last, line, voice))
            self._of_token[first:last] = [index] * (last - first)

    def _find_quotes(self) -> list[Quote]:
        """Pairs of double quotation marks within one line; scare quotes are no speech.

        Those are of up to three words, or hold little more than a figure inside a clause (*"at least nine people" were hurt*).
        """
        out: list[Quote] = []
        numerals = {h.first for h in self.pack.lexicon("numbers", "numeral").find(self.keys)}
        opened: int | None = None
        for i, token in enumerate(self.tokens):
            if token.text != '"':
                continue
            if opened is None or self.sentence_of(opened).line != self.sentence_of(i).line:
                opened = i
                continue
            words = sum(t.is_word for t in self.tokens[opened + 1 : i])
            inside = opened > 0 and self.tokens[opened - 1].is_word and i + 1 < len(self.tokens) and self.tokens[i + 1].is_word
            counts = any(self.tokens[k].is_number or k in numerals for k in range(opened + 1, i))
            if words > (_FIGURE if inside and counts and self.tokens[i - 1].is_word else _SCARE):
                out.append(Quote(self.tokens[opened].end, token.start, opened, i))
            opened = None
        return out

    @cached_property
    def titled(self) -> frozenset[int]:
        """The sentences in title case, where a capital says nothing."""
        out = []
        for sentence in self.sentences:
            words = [t for t in self.tokens[sentence.first : sentence.last] if t.is_word and len(t.text) > 3]
            if len(words) >= 3 and sum(t.is_capital for t in words) > 0.7 * len(words):
                out.append(sentence.index)
        return frozenset(out)

    def _find_masks(self) -> dict[str, set[int]]:
        masks: dict[str, set[int]] = {}
        for hit in self.pack.lexicon("traps", "trap").find(self.keys):
            for form in hit.forms:
                row: Trap = form.row
                masks.setdefault(row.table, set()).update(range(hit.first, hit.last))
        return masks

    def _find_classes(self) -> list[frozenset[str]]:
        found: list[set[str]] = [set() for _ in self.tokens]
        for hit in self.pack.lexicon("words", "class").find(self.keys):
            for form in hit.forms:
                for i in range(hit.first, hit.last):
                    found[i].add(form.row.name)
        relative = self.pack.words("relative")
        for i, token in enumerate(self.tokens):
            if self.keys.words[i] in relative and not found[i].isdisjoint(_CLAUSAL):
                found[i].add("relative")  # a longer entry that begins with one (*yang menewaskan*) is no less a clause
            if not found[i] - _DEEDS and token.is_word and not token.is_capital and self.pack.looks_verbal(token.lower):
                found[i].add("verb")
        return [frozenset(names) for names in found]

    # --- looking things up -------------------------------------------------------------------------------------------

    def hits(self, table: str, array: str) -> list[Hit[Any]]:
        """The hits of one array of a table in the whole document, in order, without those that a trap masks."""
        key = (table, array)
        if key not in self._hits:
            mask = self._masks.get("all", set()) | self._masks.get(_MASK.get(table, ""), set())
            free = [h for h in self.pack.lexicon(table, array).find(self.keys) if not trapped(h.first, h.last, mask)]
            self._hits[key] = [h for h in map(self._unbound, free) if h.forms]
        return self._hits[key]

    def _unbound(self, hit: Hit[Any]) -> Hit[Any]:
        """The hit without the rows that are bound to an object which is not there."""
        if not any(getattr(form.row, "bound", False) for form in hit.forms):
            return hit
        forms = tuple(f for f in hit.forms if not getattr(f.row, "bound", False) or self.has_near(hit, f.row.objects))
        return Hit(hit.first, hit.last, forms)

    def has_near(self, hit: Hit[Any], words: tuple[str, ...]) -> bool:
        """Whether one of some words stands within reach after a hit in its sentence, or before it."""
        return bool(words) and any(self.nearby(hit, word) for word in words)

    def nearby(self, hit: Hit[Any], word: str) -> bool:
        """Whether a word (or phrase) stands within reach of a hit in its sentence."""
        sentence = self.sentence_of(hit.first)
        before = " ".join(self.keys.words[max(sentence.first, hit.first - _REACH) : hit.first])
        after = " ".join(self.keys.words[hit.last : min(sentence.last, hit.last + _REACH)])
        return f" {word} " in f" {after} " or f" {word} " in f" {before} "

    def apart(self, hit: Hit[Any], words: tuple[str, ...], before: bool) -> int:
        """How many tokens lie between a hit and the nearest of some words, on the side where its object is; many if none does."""
        sentence = self.sentence_of(hit.first)
        near = (
            range(hit.first - 1, max(sentence.first, hit.first - _REACH) - 1, -1)
            if before
            else range(hit.last, min(sentence.last, hit.last + _REACH))
        )
        opening = {w.split()[0] for w in words}
        return next((n for n, i in enumerate(near) if self.keys.words[i] in opening), 2 * _REACH)

    def hits_across(self, table: str, array: str, skip: set[int]) -> list[Hit[Any]]:
        """Hits of an array over the text without the tokens in ``skip``, so that a phrase may be interrupted by them."""
        kept = [i for i in range(len(self.tokens)) if i not in skip]
        mask = self._masks.get("all", set()) | self._masks.get(_MASK.get(table, ""), set())
        found = self.pack.lexicon(table, array).find(Keys([self.keys.words[i] for i in kept]))
        whole = [Hit(kept[h.first], kept[h.last - 1] + 1, h.forms) for h in found]
        return [h for h in whole if not trapped(h.first, h.last, mask)]

    def masked(self, index: int, table: str = "all") -> bool:
        """True when a trap covers the token for that table or for all."""
        return index in self._masks.get("all", ()) or index in self._masks.get(table, ())

    def is_(self, index: int, *names: WordClass) -> bool:
        """True when the token exists and belongs to one of the word classes."""
        return 0 <= index < len(self.tokens) and not self._classes[index].isdisjoint(names)

    def classes(self, index: int) -> frozenset[str]:
        """The word classes of a token."""
        return self._classes[index]

    def sentence_of(self, index: int) -> Sentence:
        """The sentence of a token."""
        return self.sentences[self._of_token[index]]

    def tokens_of(self, *kinds: PartKind) -> set[int]:
        """The tokens of the document's parts of some kinds."""
        return self.tokens_in(p.evidence.span for p in self.document.parts if p.kind in kinds)

    def tokens_in(self, spans: Iterable[tuple[int, int]]) -> set[int]:
        """The tokens that begin in spans of code points."""
        return {i for a, b in spans for i in range(bisect_left(self._starts, a), bisect_left(self._starts, b))}

    def evidence(self, first: int, last: int) -> Evidence:
        """The words of tokens ``[first, last)``."""
        return Evidence.at(self.document.id, self.text, self.tokens[first].start, self.tokens[last - 1].end)

    def passage(self, first: int, last: int) -> Passage:
        """The words of tokens ``[first, last)`` as a passage."""
        evidence = self.evidence(first, last)
        return Passage(text=evidence.exact, evidence=evidence)

    def at(self, start: int, end: int) -> Evidence:
        """The words of code points ``[start, end)``."""
        return Evidence.at(self.document.id, self.text, start, end)

    def words(self, first: int, last: int) -> str:
        """The text of tokens ``[first, last)`` as it stands."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]

    def turn_down(self, noun: str, first: int, last: int, reason: str, rule: str = "") -> None:
        """Keep what was considered and turned down."""
        self.rejected.append(Rejected(noun=noun, evidence=self.evidence(first, last), reason=reason, rule=rule))


_DEEDS = frozenset({"performed", "performing"})
"""Classes of words that say no more than that a deed is done: they make no word a known one."""
_CLAUSAL = frozenset({"target_marker", "source_marker", "result_marker"})
_REACH = 8
"""Tokens between a verb and the words of its object."""
_CLOSING = frozenset('.!?"”’»)…')
"""What a sentence ends with; the crumbs of a page do not."""
_OPENING = frozenset("[(>|")
"""What captions and crumbs begin with."""
_SCARE = 3  # words in quotation marks that are no speech
_FIGURE = 5  # the same where they hold a figure and the clause goes on behind them
_PROSE = 8
"""Tokens of the shortest line that can be a lead: dates, bylines and crumbs of navigation are shorter."""

_MASK = {
    "events": "event", "casualties": "casualty", "control": "control", "attribution": "attribution", "places": "place",
    "times": "time", "numbers": "number", "modality": "fiction", "traps": "fiction",
}  # fmt: skip


def _day(published: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def same_words(one: str, other: str) -> bool:
    """True when two phrases are the same but for case and spacing."""
    return lowered(" ".join(one.split())) == lowered(" ".join(other.split()))
