"""Earlier: who spoke before on a page, and whom a pronoun or a definite source without a name means.

Needs phrases and what the page was found to say so far; gives phrases with their actors. *Ia*, *she* and *it* speak for the last
speaker that fits, *pejabat tersebut* and *the group* for the last one called so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from saksi.languages.schema import Cue
from saksi.reading.actors import Cast, Phrase, described, is_mere_place, of_a_kind
from saksi.reading.page import Page, Sentence
from saksi.reading.times import When
from saksi.types import Actor, Passage, Source, Stance

REACH_BACK = 3  # sentences without a cue after a direct quote that may continue it


@dataclass(slots=True)
class Said:
    """An attribution in the making, with its tokens and phrases. ``spans`` are the content's code points."""

    first: int
    last: int
    cue: Passage | None
    phrases: list[Phrase]
    sources: tuple[Source, ...]
    spans: list[tuple[int, int]]
    stance: Stance
    direct: bool
    sentence: Sentence
    row: Cue
    medium: Passage | None = None
    via: tuple[Passage, ...] = ()
    within: int | None = None
    rule: str = ""

    def covers(self, start: int) -> bool:
        """True when the code point is in the content."""
        return any(a <= start < b for a, b in self.spans)

    def cites(self) -> bool:
        """True of what is cited in another's words: *according to X*, a report, a survey."""
        papers = any(h.row.source == "document" for p in self.phrases for h in p.nouns)
        return self.row.shape == "according" or papers


def opening(page: Page, phrase: Phrase) -> int:
    """The first token of a phrase, its count, article and quantifier included."""
    first, start = phrase.first, page.sentence_of(phrase.first).first
    if phrase.number is not None:
        first = min(first, phrase.number.first)
    while first > start and page.is_(first - 1, "determiner", "quantifier", "anaphor") and page.tokens[first - 1].is_word:
        first -= 1
    return first


def tellers(page: Page, said: list[Said]) -> set[int]:
    """Tokens of sources set off by a comma from what they say: a number there counts who speaks.

    *wounded 10, two officers said*; *according to a chief, Joseph Anawah, 10 people died*: neither officer nor chief is a victim.
    """
    out: set[int] = set()
    for one in (s for s in said if s.first < s.last and s.phrases):
        start, end = min(opening(page, p) for p in one.phrases), max(p.last for p in one.phrases)
        behind = page.tokens[start - 1].text in (",", '"') and end <= one.first
        if any(start <= h.first < end for h in page.hits("casualties", "word")):
            continue  # *a wounded man said*
        if start > one.sentence.first and (behind or one.row.shape == "according"):
            out.update(range(start, end))
    return out


def leave_out_times(page: Page, said: list[Said], times: list[When]) -> None:
    """Takes out of what is said the day on which it was said (*kata X, Selasa (2/3)*): a stretch of nothing but a time."""
    timed = {i for w in times for i in range(w.first, w.last)}
    for one in said:
        told = [(a, b) for a, b in one.spans if not _is_time(page, a, b, timed)]
        one.spans = told or one.spans


def _is_time(page: Page, start: int, end: int, timed: set[int]) -> bool:
    inside = [i for i, t in enumerate(page.tokens) if start <= t.start and t.end <= end]
    return any(i in timed for i in inside) and all(i in timed or not page.tokens[i].is_word for i in inside)


@dataclass(slots=True)
class Earlier:
    """Looks back over one page. ``said`` is what it was found to say so far, in the order of its cues."""

    page: Page
    cast: Cast
    said: list[Said]

    def last_speaker(self, same: list[Said], at: int) -> list[Phrase]:
        """Who spoke last; or, where the sentence before has no speaker, the person it is about."""
        page = self.page
        opened = next((q.first for q in page.quotes if q.last < at and at - q.last <= 3), at)
        here = page.sentence_of(opened).index  # a quotation before the cue may be many sentences long
        said = next((s for s in reversed(same) if self.is_somebody(s.phrases[-1])), same[-1])
        if here - said.sentence.index <= 1:
            return said.phrases
        about = self.subject_person(here - 1)
        return [about] if about is not None else said.phrases

    def is_somebody(self, phrase: Phrase) -> bool:
        """True of who can be meant again without a name: not of one capital that opens a sentence, nor of a thing's name."""
        page = self.page
        if phrase.proper is None or phrase.names or any(h.row.kind != "thing" for h in phrase.nouns):
            return True
        first, last = phrase.proper
        if first > phrase.first and not page.is_(first - 1, "title", "determiner"):
            return False  # *Produksi massal X*
        if last - first > 1 or not self.opens(first):
            return True
        own = page.tokens[first].lower
        return any(t.lower == own and t.is_capital and t.position != first and not self.opens(t.position) for t in page.tokens)

    def opens(self, at: int) -> bool:
        """True of the first word of a sentence, marks aside, where a capital says nothing."""
        return not any(t.is_word for t in self.page.tokens[self.page.sentence_of(at).first : at])

    def subject_person(self, index: int) -> Phrase | None:
        """The named person or role whom a sentence opens with, or has as the agent that closes it."""
        page = self.page
        if index < 0:
            return None
        sentence = page.sentences[index]
        held = [
            p for p in self.cast.phrases
            if sentence.first <= p.first < sentence.last and p.person and (p.actor is not None or p.proper is not None)
            and not self.quoted(p.first)
        ]  # fmt: skip
        opening = [p for p in held if p.first - sentence.first <= 2 and not is_mere_place(p) and self.is_somebody(p)]
        return opening[0] if opening else None

    def who_speaks(self, phrase: Phrase) -> Phrase:
        """A pronoun that speaks (*ia*, *she*, *it*) is the last speaker, or the subject of a sentence since that said nothing."""
        page = self.page
        of_state = phrase.actor is not None and of_a_kind(phrase.actor)
        if not phrase.pronoun and (phrase.actor is None or of_state) and not phrase.named:
            return self.again(phrase)
        if not phrase.pronoun or page.is_(phrase.first, "pronoun_plural", "pronoun_we"):
            return phrase
        body = page.is_(phrase.first, "pronoun_institution")
        here = page.sentence_of(phrase.first).index
        inner = page.is_(phrase.first - 1, "subordinator", "complementizer", "condition")
        about = self.subject_person(here)
        told = about is not None and any(page.tokens[i].text == ":" for i in range(about.last, phrase.first))
        if not body and phrase.actor is not None and (inner or told):
            return phrase  # *the premier launched it after he accused them*
        for said in reversed(self.said):
            if self.quoted(said.first) and not self.quoted(phrase.first):
                continue
            earlier = said.phrases[-1]
            person = earlier.person or earlier.pronoun or self.is_one(earlier)
            near = said.first < phrase.first and here - said.sentence.index <= 2 * REACH_BACK
            plain = not (earlier.pronoun or earlier.nouns or earlier.named)  # *a monitoring group*, *seorang keuchik*
            if near and plain and not body and phrase.actor is not None:
                continue
            if near and (plain or (person != body and (earlier.actor is not None or earlier.nouns))):
                since = self.subject_since(said.sentence.index, here, body)
                return replace(phrase, actor=self.named_as(since or earlier))
        return phrase

    def again(self, phrase: Phrase) -> Phrase:
        """A definite source without a name (*pejabat tersebut*, *the group*) is the last speaker called so, or the last body."""
        page = self.page
        at = [phrase.first - 1, phrase.first, phrase.last - 1, phrase.last]
        pointed = phrase.demonstrative or any(0 <= i < len(page.tokens) and page.is_(i, "anaphor") for i in at)
        if not pointed or phrase.number is not None:
            return phrase
        here, words = page.sentence_of(phrase.first).index, self.words(phrase)
        unsaid = phrase.actor is None and bool(phrase.nouns)
        paper = unsaid and all(h.row.source == "document" for h in phrase.nouns)
        body = paper or (unsaid and all(h.row.kind == "group" and h.row.sector == "UNK" for h in phrase.nouns))
        for said in reversed(self.said):
            earlier = said.phrases[-1]
            if said.first >= phrase.first or here - said.sentence.index > 2 * REACH_BACK or self.quoted(said.first):
                continue
            organ = not earlier.person and (earlier.actor is not None or not earlier.nouns) and not is_mere_place(earlier)
            if (words and words <= self.words(earlier)) or (body and organ and not earlier.pronoun):
                return replace(phrase, actor=self.named_as(earlier))
        return phrase

    def words(self, phrase: Phrase) -> set[str]:
        """The words of a source that say what it is."""
        tokens = self.page.tokens[phrase.first : phrase.last]
        return {
            t.lower
            for t in tokens
            if t.is_word and not self.page.is_(t.position, "anaphor", "determiner", "preposition", "linker")
        }

    def is_one(self, phrase: Phrase) -> bool:
        """True of one member of a force or group (*seorang perwira*, *an officer*), who is a person."""
        before = self.page.tokens[phrase.first - 1].lower if phrase.first else ""
        one = phrase.number is not None and phrase.number.quantity.number == 1
        group = phrase.noun is not None and phrase.noun.kind == "group"
        return group and (one or before in self.page.pack.ones)

    def subject_since(self, index: int, here: int, body: bool) -> Phrase | None:
        """The fitting party that opens the sentence before, where nobody spoke since ``index``."""
        if here - index <= 1:
            return None
        if not body:
            return self.subject_person(here - 1)
        sentence = self.page.sentences[here - 1]
        for phrase in self.cast.phrases:
            if sentence.first <= phrase.first <= sentence.first + 2 and phrase.actor is not None and not phrase.person:
                return None if is_mere_place(phrase) else phrase
        return None

    def named_as(self, phrase: Phrase) -> Actor:
        """The actor of a phrase; an organ without a name of its own in the registry is called what the text calls it."""
        actor = phrase.actor
        if actor is None:
            return described(self.page, phrase)
        if phrase.nouns and not phrase.proper and of_a_kind(actor):
            return replace_name(actor, self.page.words(phrase.first, phrase.last))
        return actor

    def quoted(self, i: int) -> bool:
        """True of a token inside a quotation: who is cited there does not speak to the reader."""
        return any(q.first < i < q.last for q in self.page.quotes)


def replace_name(actor: Actor, name: str) -> Actor:
    """The actor under the name the text gives it."""
    return Actor(id=actor.id, name=name, country=actor.country, country_name=actor.country_name, sector=actor.sector)
