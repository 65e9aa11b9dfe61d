"""Uncued: what is said with no cue of speech that a list knows.

Needs the sources and what the page was found to say so far; gives further attributions. A word that no list knows between a
quotation and a person says that the person spoke; a quotation that is a sentence by itself is of whoever spoke last; in an
interview a line is the turn of whom its label names; an organisation in brackets behind a figure gave it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from saksi.languages.schema import Cue
from saksi.reading.actors import Cast, Phrase
from saksi.reading.contents import Contents
from saksi.reading.earlier import REACH_BACK, Said
from saksi.reading.page import Page, Quote, Sentence
from saksi.reading.speakers import CLOSED, Speakers, as_source
from saksi.types import SourceClass

_GIVES: frozenset[SourceClass] = frozenset({"ngo", "igo", "rights_group", "document", "hospital"})
_WORDS = 5  # words of a quotation that can be a paragraph of speech


@dataclass(frozen=True, slots=True)
class Uncued:
    """Finds them on one page. ``add`` adds an attribution to ``said``, ``harm`` are the tokens of words of harm."""

    page: Page
    cast: Cast
    quotes: list[Quote]
    said: list[Said]
    speakers: Speakers
    contents: Contents
    harm: set[int]
    add: Callable[..., None]

    def bracketed(self) -> None:
        """*The war has cost 2,710 lives (ACLED, to March)*: an organisation in brackets behind a figure gave it."""
        page = self.page
        for i in range(1, len(page.tokens) - 2):
            phrase = self.cast.starting.get(i + 1) if page.tokens[i].text == "(" else None
            if phrase is None or not phrase.names or phrase.number is not None or page.tokens[i - 1].is_capital:
                continue
            sentence = page.sentence_of(i)
            closes = phrase.last < sentence.last and page.tokens[phrase.last].text in (")", ",", ";")
            marks = (k + 1 for k in range(i - 1, sentence.first, -1) if page.tokens[k].text in (";", ":", ")"))
            start = next(marks, sentence.first)
            told = any(k in self.harm for k in range(start, i)) and self.contents.clauses.counted & set(range(start, i))
            free = not any(s.sentence is sentence and s.covers(page.tokens[i - 1].start) for s in self.said)
            if closes and told and free and as_source(page, phrase).kind in _GIVES:
                span = self.contents.points(start, i)
                row = Cue(words=("(",), stance="asserts", shape="according")
                self.add(i, i + 1, [phrase], [span], "asserts", False, row, "in brackets")

    def paragraph_before(self, quote: Quote, here: Sentence) -> Said | None:
        """What somebody said last in the line before that of a quotation, which opens its own."""
        page = self.page
        first = here.index > 0 and page.sentences[here.index - 1].line != here.line and quote.first - here.first <= 1
        words = sum(page.tokens[i].is_word for i in range(quote.first, quote.last))
        if not first or words < _WORDS:
            return None
        line = page.sentences[here.index - 1].line
        before = [
            s for s in self.said if s.sentence.line == line and s.sentence.voice != "headline" and s.row.shape != "according"
        ]
        last = max(before, key=lambda s: s.first, default=None)
        return last if last is not None and self.speakers.earlier.is_somebody(last.phrases[-1]) else None

    def unknown_verbs(self) -> None:
        """*"...," seloroh X*: a word between a spoken quotation and a person says that the person spoke, whatever it is."""
        page = self.page
        taken = {span for s in self.said for span in s.spans}
        for quote in self.quotes:
            words = sum(page.tokens[i].is_word for i in range(quote.first, quote.last))
            spoken = quote.last > 0 and page.tokens[quote.last - 1].text in (",", "?", "!", ".")
            free = (quote.start, quote.end) not in taken and page.sentence_of(quote.first).voice not in ("teaser", "headline")
            found = self.after_quote(quote) if words >= 3 and spoken and free else None
            if found is not None and not any(s.first == found[0] for s in self.said):
                cue, phrases = found
                row = Cue(words=(page.tokens[cue].lower,), stance="asserts", shape="quote")
                self.add(cue, cue + 1, phrases, [(quote.start, quote.end)], "asserts", True, row, "verb behind a quotation")

    def free_quotes(self) -> None:
        """A quotation that is a sentence by itself, with no cue: whoever spoke last in the line says it, or is its subject.

        *Samira, a teacher, lives by the port. "The windows went."*; *"We lost a city." Abu Hamza shrugged as he spoke.*
        """
        page = self.page
        for quote in self.quotes:
            here = page.sentence_of(quote.first)
            words = sum(page.tokens[i].is_word for i in range(quote.first, quote.last))
            covered = any(s.covers(quote.start) or s.covers(quote.start + 1) for s in self.said)
            alone = quote.first - here.first <= 1 and quote.last > 0 and page.tokens[quote.last - 1].text in (".", "?", "!", ",")
            if words < 3 or covered or not alone or here.voice in ("teaser", "headline"):
                continue
            phrases = self.around(quote)
            if phrases:
                row = Cue(words=('"',), stance="asserts")
                first = quote.first
                self.add(first, first, phrases, [(quote.start, quote.end)], "asserts", True, row, "quotation alone")

    def turns(self) -> None:
        """*X: ...* again and again at the head of a line: in an interview the whole line is the turn of its speaker."""
        page = self.page
        heads = {
            page.sentences[s.sentence.index].line: s for s in self.said if s.rule == "colon" and s.sentence.voice != "headline"
        }
        names = [page.words(s.phrases[0].first, s.phrases[0].last) for s in heads.values()]
        for line, said in heads.items():
            if names.count(page.words(said.phrases[0].first, said.phrases[0].last)) > 1:
                said.direct = True
                said.spans = [(said.spans[0][0], max(s.end for s in page.sentences if s.line == line))]

    def around(self, quote: Quote) -> list[Phrase]:
        """Whose a quotation without a cue is: the last speaker's of its line, else of whom a sentence beside it opens with.

        One that opens a line goes on with what was told in the line before.
        """
        page = self.page
        here = page.sentence_of(quote.first)
        for said in sorted(self.said, key=lambda s: -s.first):
            near = said.sentence.line == here.line and 0 <= here.index - said.sentence.index <= REACH_BACK
            if near and said.first < quote.first and self.speakers.earlier.is_somebody(said.phrases[-1]):
                return said.phrases
        told = self.paragraph_before(quote, here)
        if told is not None:
            return told.phrases
        beside = [here.index - 1] if here.index > 0 and page.sentences[here.index - 1].line == here.line else []
        after = page.sentence_of(min(quote.last + 1, len(page.tokens) - 1)).index
        if after > here.index and page.sentences[after].line == here.line:
            beside.append(after)
        for index in beside:
            person = self.speakers.earlier.subject_person(index)
            if person is not None and person.can_speak():
                return [self.speakers.with_apposition(person)]
        return []

    def after_quote(self, quote: Quote) -> tuple[int, list[Phrase]] | None:
        """Cue token and speakers behind a quotation whose verb no list knows (*"...," seloroh X*; *"...," her uncle sobbed*)."""
        page = self.page
        i = quote.last + 1
        sentence = page.sentence_of(quote.last)
        last = sentence.last
        if i < len(page.tokens) and page.tokens[i].text == ",":
            i += 1
        word = i < last and page.tokens[i].is_word and not page.tokens[i].is_capital and not page.is_(i, *CLOSED)
        if word and self.speakers.is_possessed(i) and page.pack.header.head == "first":
            same = [s for s in self.said if s.first < i and sentence.index - s.sentence.index <= 2 * REACH_BACK]
            return (i, self.speakers.earlier.last_speaker(same, i)) if same else None
        phrase = self.speakers.following(i + 1) if word and i not in self.cast.covering else None
        if phrase is not None and phrase.person and phrase.can_speak():
            return i, [self.speakers.with_apposition(phrase)]
        return None
