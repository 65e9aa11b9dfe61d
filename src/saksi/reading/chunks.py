"""Noun chunks: the words that are the subject of a verb of saying, whatever they are.

Needs phrases and clauses; gives the chunk that ends before a verb. The lists know many who speak, never all (*the observatory*,
*a fact-finding team*, *intercepted messages*). What stands between the opening of a clause and its verb, past what is only
inserted (*X, which toured the valley, said*; *X, 34, a shopkeeper, says*), is the subject (base noun phrases; Abney 1991).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from saksi.languages.schema import WordClass
from saksi.reading.actors import Cast, Phrase, is_mere_place
from saksi.reading.clauses import Clauses
from saksi.reading.page import Page

LONGEST = 12
"""Tokens that a subject may have, its tail included."""
_LIGHT: tuple[WordClass, ...] = ("adverb", "aspect", "auxiliary", "past", "ability", "future", "negator", "passive_auxiliary")
_CLOSED: tuple[WordClass, ...] = (
    "complementizer", "subordinator", "condition", "relative", "verb", "auxiliary", "passive_auxiliary", "copula", "purpose",
    "cause_marker", "result_marker", "negator", "adversative", "pronoun_person", "pronoun_plural", "pronoun_we",
    "pronoun_institution", "pronoun_open", "ability", "future",
)  # fmt: skip
_PREPOSITIONS: tuple[WordClass, ...] = (
    "preposition", "linker", "location_marker", "source_marker", "agent_marker", "target_marker", "partner_marker",
    "addressee_marker", "between",
)  # fmt: skip
_GOVERNING: tuple[WordClass, ...] = ("verb", "auxiliary", "passive_auxiliary", "copula", "ability", "future", "negator")
_EMPTY: tuple[WordClass, ...] = (
    "quantifier", "determiner", "modifier", "other", "more", "demonstrative", "anaphor", "negator", "adverb", "each",
    "possessive_marker",
)  # fmt: skip
_INSERTED = 25  # tokens of what stands between two commas behind a subject


@dataclass(frozen=True, slots=True)
class Chunks:
    """Finds the noun chunks of a page."""

    page: Page
    cast: Cast
    clauses: Clauses

    def before(self, at: int) -> Phrase | None:
        """The chunk that is the subject of the verb at a token, with what the lists know of it; null where none is plain."""
        page = self.page
        start = page.sentence_of(at).first
        end = at
        while end > start and page.is_(end - 1, *_LIGHT) and end - 1 not in self.cast.covering:
            end -= 1
        told = self.clauses.past_adverbs(end - 1, start) if end > start else end - 1
        end = told + 1 if page.is_(told, "relative") else end
        if end > start and page.tokens[end - 1].text == ",":
            opening = self.opening(end - 1, start)
            if opening is None:
                return None
            end = opening
        first = self.start(end, start)
        if first is None and page.pack.header.head == "first":
            relative = self.relative(end, start)  # *Seorang perawat yang enggan disebut namanya mengatakan*
            while first is None and relative is not None:  # *Koalisi yang dipimpin X yang berpangkalan di Y mengatakan*
                first, end = self.start(relative, start), relative
                relative = self.relative(relative, start)
        core = self.core(first, end) if first is not None else None
        if core is None:
            return None
        found = self.phrase(*core)
        if end < told + 1 and page.is_(told, "anaphor") and page.pack.header.head == "first":
            found = replace(found, demonstrative=True)  # *kelompok yang berbasis di X itu mengatakan*
        papers = all(h.row.source == "document" for h in found.nouns) and not found.names
        return (self.issuer(core[1], at) if papers else None) or found

    def issuer(self, first: int, last: int) -> Phrase | None:
        """Who brought out a document that speaks (*figures released by the ministry*, *data yang dirilis kementerian*)."""
        page = self.page
        for i in range(first, last):
            if page.tokens[i].text == ",":
                return None
            bare = page.pack.header.bare_agent and self.acts(i)
            phrase = self.cast.starting.get(i + 1) if page.is_(i, "agent_marker") or bare else None
            if phrase is None and page.is_(i, "agent_marker") and page.is_(i + 1, "determiner"):
                phrase = self.cast.starting.get(i + 2)
            if phrase is not None:
                return phrase if phrase.can_speak() and phrase.last <= last else None
        return None

    def relative(self, end: int, start: int) -> int | None:
        """The relative pronoun whose clause ends at a token, in a language that does not set it off with commas."""
        page = self.page
        for i in range(end - 1, max(start, end - _INSERTED) - 1, -1):
            if page.tokens[i].text in (",", ";", ":", '"') or page.is_(i, "complementizer", "subordinator", "condition"):
                return None
            if page.is_(i, "relative") and i > start:
                return i
        return None

    def named(self, at: int) -> Phrase | None:
        """The chunk that ends at a token, whatever follows it."""
        first = self.start(at, self.page.sentence_of(at).first, governed=True)
        while first is not None and first < at and self.page.is_(first, *_PREPOSITIONS):
            first += 1
        core = self.core(first, at) if first is not None else None
        return self.phrase(*core) if core is not None else None

    def opening(self, comma: int, start: int) -> int | None:
        """The comma behind a subject that opens what another comma closes: a relative clause, an age, an apposition."""
        page = self.page
        told = self.clauses.relative_opening(comma, start)
        if told is not None:
            return told
        for k in range(comma - 1, max(start, comma - _INSERTED), -1):
            inserted = page.tokens[self.clauses.verbs.get(k, k) - 1].text == ","  # *X, quoted by an agency, says*
            inserted = inserted or page.is_(k - 1, "relative")  # *X, on a tour that began on Monday, said*
            if k in page.quote_marks or page.tokens[k].text in (";", ":") or (k in self.clauses.verbs and not inserted):
                return None
            if page.tokens[k].text == "," and not page.tokens[k + 1].is_number:
                further = self.opening(k, start) if page.tokens[k - 1].is_number else None
                return further if further is not None else k
            if page.tokens[k].text == ",":
                return k
        return None

    def start(self, end: int, start: int, governed: bool = False) -> int | None:
        """The first token of the words before ``end`` that hold together: no verb, no comma, no word that opens a clause.

        Null where a verb stands before them, as they are its object, unless it may be ``governed``.
        """
        page, i = self.page, end
        joint: int | None = None
        while i > start and end - i < LONGEST:
            before = i - 1
            if page.tokens[before].text == ")":
                opened = next((k for k in range(before - 1, start - 1, -1) if page.tokens[k].text == "("), None)
                if opened is None:
                    break
                i = opened
                continue
            word = page.tokens[before].is_word or page.tokens[before].is_number or page.tokens[before].text in ("-", "'", "/")
            word = word or page.is_(before, "possessive_marker")
            if not word or before in self.clauses.void:
                break
            if self.acts(before):
                if i < end and not self.tells(before, end) and not self.modifies(before, start):
                    return i if governed else joint  # *troops fired and the mission said*
            elif page.is_(before, *_GOVERNING):
                return i if governed else joint
            elif page.is_(before, *_CLOSED) and not page.is_(before, *_PREPOSITIONS):
                break
            if page.is_(before, "coordinator"):
                joint = i
            i = before
        return i

    def acts(self, i: int) -> bool:
        """True of a verb, whether it evokes an event or is an everyday one."""
        page = self.page
        event = i in self.clauses.verbs and i not in self.clauses.nominals and not page.is_(i, *_PREPOSITIONS)
        everyday = page.is_(i, "verb") and not page.is_(i, "auxiliary", "passive_auxiliary", "copula", "ability", "future")
        return event or everyday

    def tells(self, verb: int, end: int) -> bool:
        """True of a participle behind its noun (*figures released by X*): words of a tail follow it, and its agent or place."""
        page = self.page
        return self.acts(verb) and verb not in self.cast.covering and verb + 1 < end and page.is_(verb + 1, *_PREPOSITIONS)

    def modifies(self, verb: int, start: int) -> bool:
        """True of a participle before its noun (*intercepted messages*, *a fact-finding team*)."""
        page = self.page
        if page.pack.header.head == "first":
            return False
        if verb in self.clauses.spoken:
            return False  # *but said preliminary reports indicated*
        opened = verb == start or page.tokens[verb - 1].text in ("-", ",")
        return opened or page.is_(verb - 1, "determiner", "modifier", "quantifier", "coordinator")

    def core(self, first: int, end: int) -> tuple[int, int] | None:
        """The chunk without what introduces it; null where nothing but closed words or numbers is left."""
        page = self.page
        while first < end and (page.is_(first, "coordinator", "adverb") or not page.tokens[first].is_word):
            first += 1
        if first >= end or page.is_(first, *_PREPOSITIONS):
            return None
        last = first
        while last < end and not (page.is_(last, *_PREPOSITIONS) or (last + 1 < end and self.tells(last, end))):
            last += 1
        told = [
            i for i in range(first, last)
            if page.tokens[i].is_word and not page.is_(i, *_EMPTY) and i not in self.clauses.counted
        ]  # fmt: skip
        head_first = page.pack.header.head == "first"
        if head_first and (page.pack.looks_verbal(page.tokens[first].lower) or first in self.clauses.nominals):
            return None  # *menindak pelaku*: a clause, not a noun
        if last - 1 in self.clauses.timed:
            return None  # *that month reported*
        if page.is_(last - 1, "coordinator") or page.is_(first, "intangible"):
            return None  # *polisi menangkap dan memastikan*; *kebijakan ini menegaskan*
        return (first, last) if told else None

    def phrase(self, first: int, last: int) -> Phrase:
        """The chunk as a phrase: the party that heads it, under its own words, or plain words."""
        page = self.page
        while first < last - 1 and page.is_(first, "determiner", "quantifier", "anaphor"):
            first += 1
        inside = [p for p in self.cast.phrases if first <= p.first < last and p.last <= last and not p.pronoun]
        head = inside[-1 if page.pack.header.head == "last" else 0] if inside else None
        if head is None or is_mere_place(head):
            return Phrase(first, last)
        return replace(head, first=min(first, head.first), last=last)
