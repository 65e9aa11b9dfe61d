"""Attributions: who says it, the cue, what is theirs, and the stance they take.

Needs phrases and clauses; gives attributions. The model is that of PDTB and PolNeAR: source, cue, content. A cue of shape *verb*
has its source before it, *quote* may have it behind, *according* right after it; direct content is what stands in quotation
marks. Agencies and outlets belong to the chain (``via``), not to the speakers.
"""

from __future__ import annotations

from dataclasses import dataclass

from saksi.gazetteer import Place as RegistryPlace
from saksi.languages import Hit
from saksi.languages.schema import Cue, WordClass
from saksi.reading.actors import Cast, Phrase
from saksi.reading.clauses import Clauses
from saksi.reading.contents import Contents
from saksi.reading.cues import Cues
from saksi.reading.earlier import Said
from saksi.reading.modality import Moods
from saksi.reading.page import Page, Sentence
from saksi.reading.pointing import Pointing
from saksi.reading.speakers import Speakers, as_source
from saksi.reading.uncued import Uncued
from saksi.types import Evidence, Passage, Stance


@dataclass(frozen=True, slots=True)
class Chain:
    """A reporting chain: the sentence was taken from an agency or outlet."""

    sentence: int
    passage: Passage


def find_attributions(page: Page, cast: Cast, clauses: Clauses, moods: Moods) -> tuple[list[Said], list[Chain]]:
    """The attributions of a page in text order, and the chains."""
    finder = _Finder(page, cast, clauses, moods)
    return finder.find()


class _Finder:
    def __init__(self, page: Page, cast: Cast, clauses: Clauses, moods: Moods) -> None:
        self.page, self.cast, self.clauses, self.moods = page, cast, clauses, moods
        self.quotes = page.quotes
        self.said: list[Said] = []
        self.speakers = Speakers(page, cast, clauses, self.said)
        self.contents = Contents(page, clauses, self.quotes, self.said)
        self.chains: list[Chain] = []
        self.harm = {i for h in page.hits("casualties", "word") for i in range(h.first, h.last)}
        self.pointing = Pointing(page, cast, clauses, self.harm)
        self.cues = Cues(page, cast, clauses, self.speakers, self.harm)
        self.uncued = Uncued(page, cast, self.quotes, self.said, self.speakers, self.contents, self.harm, self.add)

    def find(self) -> tuple[list[Said], list[Chain]]:
        page = self.page
        areas = {h.first for h in page.hits("places", "word") if h.row.kind == "admin" and page.pack.header.head == "last"}
        for hit in page.hits("attribution", "cue"):
            if hit.voice == "agentive" or page.sentence_of(hit.first).voice == "teaser":
                continue
            if hit.first in areas and page.tokens[hit.first - 1].is_capital:
                continue  # *raided two villages in Borno state*
            self.one(hit)
            named = self.statement(hit)
            if named is not None:
                self.one(named)
        self.uncued.unknown_verbs()
        self.gaps()
        self.uncued.free_quotes()
        self.perspectives()
        self.pointers()
        self.colons()
        self.uncued.turns()
        self.uncued.bracketed()
        self.said.sort(key=lambda s: (s.first, s.last))
        self.passed_on()
        self.said[:] = [s for s in self.said if s.direct or not self.of_oneself(s)]
        self.part()
        self.seen_by_teller()
        self.nest()
        return self.said, self.chains

    # --- one cue -----------------------------------------------------------------------------------------------------

    def one(self, hit: Hit[Cue]) -> None:
        page, row = self.page, hit.row
        if row.shape == "chain":
            self.chain(hit)
            return
        owned = tuple(form for form in hit.forms if form.row.shape == "owned")
        if owned and self.speakers.owner(hit):
            hit = hit._replace(forms=owned)
            row = hit.row
        elif self.cues.is_root(hit):
            others = tuple(form for form in hit.forms if form.row.shape != "quote")  # *yakin* is a verb before its clause too
            if not others:
                page.turn_down("attribution", hit.first, hit.last, "a noun here, not the verb", "cue")
                return
            hit = hit._replace(forms=others)
            row = hit.row
        elif row.shape != "owned" and self.cues.is_noun(hit):
            page.turn_down("attribution", hit.first, hit.last, "a noun here, not the verb", "cue")
            return
        if hit.voice in _SAYING and page.is_(hit.last, "linker", "source_marker") and page.pack.header.head == "last":
            page.turn_down("attribution", hit.first, hit.last, "a noun here, not the verb", "cue")
            return  # *five points out of ten*, *demands of X*
        past = hit.voice == "past" or (
            hit.voice is None and row.shape == "verb" and (hit.last - hit.first == 1 or page.is_(hit.last - 1, "linker"))
        )
        passive = row.shape == "passive" or hit.voice == "passive" or (past and self.cues.is_passive(hit.first))
        charged = past and row.stance == "accuses" and page.pack.header.head == "last"
        passive = passive or (charged and page.is_(hit.last, "linker", "source_marker"))  # *two men accused of spying*
        joined = page.is_(hit.first - 1, "subordinator", "determiner") and not page.is_(hit.first - 1, "relative")
        inserted = page.tokens[hit.first - 1].text == "," and page.is_(hit.last, "preposition") and row.shape != "quote"
        if hit.voice == "past" and page.pack.header.head == "last" and (joined or inserted):
            page.turn_down("attribution", hit.first, hit.last, "a participle before its noun, not the verb", "cue")
            return
        if row.needs in ("found", "tidings") and not self.cues.tells(hit):
            page.turn_down("attribution", hit.first, hit.last, "an act here, not a statement", "cue")
            return
        if self.cues.is_inside(hit) or self.cues.is_recognition(hit):
            page.turn_down("attribution", hit.first, hit.last, "a noun here, not the verb", "cue")
            return
        if row.needs == "purpose" and not self.cues.urges(hit):
            page.turn_down("attribution", hit.first, hit.last, "an act here, not a statement", "cue")
            return
        if row.needs == "figure" and not self.cues.counts(hit):
            page.turn_down("attribution", hit.first, hit.last, "no figure is given", "cue")
            return
        phrases, rule = self.speakers.of(hit, passive)
        if (
            row.shape == "according"
            and rule == "plain words"
            and page.is_(hit.last, *_OWN)
            and not page.is_(hit.last + 1, "tidings")
        ):
            page.turn_down("attribution", hit.first, hit.last, "no source that can speak", "cue")
            return  # *according to its strict interpretation of the law*
        papers = row.shape == "according" and row.needs == "tidings"
        heard = [p for p in phrases if p.can_speak() or speaks(p, rule) or (papers and p.named and page.is_(p.first, "tidings"))]
        phrases = [p for p in heard if not self.cues.nobody(p)]
        if not phrases:
            page.turn_down("attribution", hit.first, hit.last, "no source that can speak", "cue")
            return
        if row.stance == "confirms" and hit.last in self.clauses.counted and self.cues.takes_in(hit, phrases):
            page.turn_down("attribution", hit.first, hit.last, "an act here, not a statement", "cue")
            return  # *the hospital admitted 52 wounded*
        if page.is_(phrases[0].first, "pronoun_we") and page.is_(phrases[0].first - 1, "subordinator", "preposition"):
            page.turn_down("attribution", hit.first, hit.last, "the page refers to itself", "cue")  # *not 20 as we reported*
            return
        if all(is_outlet(p) for p in phrases):
            sentence = page.sentence_of(hit.first)
            for p in phrases:
                self.chains.append(Chain(sentence.index, page.passage(p.first, p.last)))
            if passive or row.shape in ("according", "quote"):
                return
        if all(p.pronoun and self.speakers.earlier.quoted(p.first) for p in phrases):
            page.turn_down("attribution", hit.first, hit.last, "said of oneself within a quotation", "cue")
            return
        spans, direct = self.contents.content(hit, phrases)
        spans = [(a, b) for a, b in spans if a < b]
        if not direct and (self.cues.is_aim(hit) or (phrases[0].last <= hit.first and self.cues.is_wished(phrases[0]))):
            page.turn_down("attribution", hit.first, hit.last, "meant to be said, not said", "cue")
            return
        if row.stance == "asserts" and self.pointing.object_of(hit):
            spans = self.contents.sentence_before(page.sentence_of(hit.first))
            self.add(hit.first, hit.last, phrases, spans, row.stance, False, row, "points back")
            return
        known = any(p.named or p.nouns for p in phrases)
        named_by_place = rule == "plain words" and not known and (row.needs == "actor" or hit.voice in ("base", "third"))
        if (row.needs == "speech" or named_by_place) and not direct and not self.cues.opens_speech(hit):
            page.turn_down("attribution", hit.first, hit.last, "nothing is said: no clause, comma or quotation follows", "cue")
            return
        if not spans and row.stance != "asserts":
            spans = [
                self.contents.points(hit.first, hit.last)
            ]  # the cue says it all: *claimed the attack*, *denied the allegations*
        noun = row.shape == "noun" and (row.stance == "asserts" or page.pack.header.head == "first")  # *dakwaan jaksa*
        plain = (row.stance == "asserts" and row.shape == "verb") or noun
        if not spans or (
            (row.needs == "clause" or plain or hit.voice in ("base", "third"))
            and row.needs != "figure"
            and not self.cues.clausal(hit, direct)
            and not self.cues.acts_on(hit, rule)
            and not self.contents.interposed(hit, phrases, page.sentence_of(hit.first))
        ):
            page.turn_down("attribution", hit.first, hit.last, "nothing is said: no clause, comma or quotation follows", "cue")
            return
        if row.stance in ("asserts", "promises") and not direct and row.shape != "noun" and self.moods.negated(hit.first):
            page.turn_down("attribution", hit.first, hit.last, "it was not said", "cue")
            return
        stance = self.stance(hit, row, spans, direct)
        self.add(hit.first, hit.last, phrases, spans, stance, direct, row, rule)

    def statement(self, hit: Hit[Cue]) -> Hit[Cue] | None:
        """The noun that closes a cue as a cue of its own, where a clause tells whose statement that is.

        *Menolak tuduhan X bahwa ...*: who rejects it speaks, and so does X.
        """
        page, last = self.page, hit.last - 1
        if page.pack.header.head == "last" or last == hit.first or hit.row.shape != "verb":
            return None
        forms = page.pack.lexicon("attribution", "cue").exact(page.tokens[last].lower)
        forms = tuple(form for form in forms if form.row.shape == "noun")
        whole = Hit(last, hit.last, forms)
        return whole if forms and self.cues.clausal(whole, direct=False) else None

    def add(
        self,
        first: int,
        last: int,
        phrases: list[Phrase],
        spans: list[tuple[int, int]],
        stance: Stance,
        direct: bool,
        row: Cue,
        rule: str,
    ) -> None:
        page = self.page
        spans = [(a, b) for a, b in spans if a < b]
        if not spans:
            page.turn_down("attribution", first, last, "nothing is said: no clause, comma or quotation follows", "cue")
            return
        sources = tuple(as_source(page, p) for p in phrases)
        cue = page.passage(first, last) if first < last else None
        medium, sentence = self.medium(phrases[-1]), page.sentence_of(first)
        self.said.append(Said(first, last, cue, phrases, sources, spans, stance, direct, sentence, row, medium=medium, rule=rule))

    # --- content -----------------------------------------------------------------------------------------------------

    # --- stance, medium, nesting ---------------------------------------------------------------------------------------

    def stance(self, hit: Hit[Cue], row: Cue, spans: list[tuple[int, int]], direct: bool) -> Stance:
        page = self.page
        if self.moods.negated(hit.first) and row.stance in _OPPOSITE:
            unable = any(page.is_(i, "ability") for i in range(max(hit.first - 3, 0), hit.first))
            return "doubts" if unable and row.stance == "confirms" else _OPPOSITE[row.stance]
        request: Stance = row.request or "calls_for"
        if row.stance == "asserts":
            first = next((i for i, t in enumerate(page.tokens) if t.start >= spans[0][0] and t.is_word), None)
            if direct and first is not None and page.clitics[first] == "imperative":
                return request
            if row.request is not None and not direct and self.cues.asks(hit):
                return request
            if any(
                h.row.type == "retaliation_for" and spans[0][0] <= page.tokens[h.first].start < spans[0][1]
                for h in page.hits("events", "relation")
            ):
                return "justifies"
        return row.stance

    def medium(self, phrase: Phrase) -> Passage | None:
        """Where it was said (*dalam pidatonya*, *di Facebook*): what follows a location marker right behind the source."""
        page = self.page
        i = phrase.last
        if i < len(page.tokens) and page.tokens[i].text == ",":
            i += 1
        if not page.is_(i, "location_marker"):
            return None
        j = i + 1
        while (
            j < page.sentence_of(i).last
            and page.tokens[j].is_word
            and j - i <= 3
            and not page.is_(j, "preposition", "coordinator")
        ):
            j += 1
        return page.passage(i + 1, j) if j > i + 1 else None

    def part(self) -> None:
        """Where two of a sentence lie in each other, the second reports the first: what the first says ends before it.

        *A soldier has admitted killing two men, a spokesman said*: the spokesman says all of it, the soldier the killing.
        """
        tokens = self.page.tokens
        for i, one in enumerate(self.said):
            for other in self.said[i + 1 :]:
                if other.sentence is not one.sentence or not one.covers(tokens[other.first].start):
                    continue
                joined = self.joint(other) if other.rule == "same speaker" and not one.direct else None
                if joined is not None and other.phrases == one.phrases and joined > one.last:
                    kept = [self.trimmed(a, min(b, tokens[joined].start)) for a, b in one.spans if a < tokens[joined].start]
                    one.spans = [span for span in kept if span[0] < span[1]] or one.spans
                    continue
                if not other.covers(tokens[one.first].start) or one.direct:
                    continue
                end = tokens[min([other.first, *(p.first for p in other.phrases if p.first > one.last)])].start
                kept = [self.trimmed(a, min(b, end)) for a, b in one.spans if a < end]
                one.spans = [span for span in kept if span[0] < span[1]] or one.spans

    def joint(self, said: Said) -> int | None:
        """The word or comma that joins a cue to the one before of the same speaker (*denied it and vowed revenge*)."""
        i = said.first - 1
        while i > said.sentence.first and self.page.is_(i, "adverb", "aspect", "auxiliary", "past", "negator"):
            if self.page.is_(i, "coordinator"):
                break
            i -= 1
        return i if self.page.is_(i, "coordinator") or self.page.tokens[i].text == "," else None

    def seen_by_teller(self) -> None:
        """Who counted is told by who speaks: *they said they saw nine bodies*, *the mortuary registered 40, said its director*.

        A verb of counting within what another says is no statement of its own where its subject is a pronoun or cannot speak.
        """
        tokens = self.page.tokens

        def told(said: Said) -> bool:
            mute = all(p.pronoun or not p.can_speak() for p in said.phrases)
            at = tokens[said.first].start
            outer = (s for s in self.said if s is not said and s.sentence is said.sentence)
            return mute and said.row.needs in ("figure", "tidings", "found") and any(s.covers(at) for s in outer)

        self.said[:] = [s for s in self.said if not told(s)]

    def of_oneself(self, said: Said) -> bool:
        """True of *I think* and, within what another says, *we demand*: speech that a wire leaves without quotation marks."""
        heads = [p.first for p in said.phrases]
        if all(self.page.is_(i, "pronoun_self") for i in heads):
            return True
        at = self.page.tokens[said.first].start
        inner = any(s is not said and s.sentence is said.sentence and s.covers(at) for s in self.said)
        return inner and all(self.page.is_(i, "pronoun_we") for i in heads)

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Code points without the comma and the light words before who speaks next."""
        inside = [t.position for t in self.page.tokens if start <= t.start and t.end <= end]
        while inside and self.page.is_(inside[-1], "determiner", "quantifier"):
            inside.pop()
        return self.contents.points(inside[0], inside[-1] + 1) if inside else (start, start)

    def nest(self) -> None:
        """An attribution whose cue lies in another's content is nested in the innermost such one."""
        for index, inner in enumerate(self.said):
            start = self.page.tokens[inner.first].start
            outer = [k for k, s in enumerate(self.said) if k != index and s.covers(start)]
            if outer:
                inner.within = min(outer, key=lambda k: sum(b - a for a, b in self.said[k].spans))

    # --- other shapes ------------------------------------------------------------------------------------------------

    def chain(self, hit: Hit[Cue]) -> None:
        page = self.page
        phrase = self.speakers.following(hit.last)
        if (
            phrase is not None
            and not phrase.named
            and any(h.row.source is not None and h.row.kind != "thing" for h in phrase.nouns)
        ):
            self.cited(hit, phrase)
            return
        if phrase is None or not (phrase.names or phrase.proper):
            page.turn_down("attribution", hit.first, hit.last, "a chain without a named agency or outlet", "chain")
            return
        sentence = page.sentence_of(hit.first)
        if phrase.actor is None or phrase.actor.sector == "JRN" or not phrase.nouns:
            self.chains.append(Chain(sentence.index, page.passage(phrase.first, phrase.last)))
            return
        spans, direct = self.contents.content(hit, [phrase])
        if spans:
            self.add(hit.first, hit.last, [phrase], spans, hit.row.stance, direct, hit.row, "chain to a speaker")

    def cited(self, hit: Hit[Cue], phrase: Phrase) -> None:
        """*AFP, mengutip sumber kepolisian, melaporkan ...*: whom an agency cites says it, and the agency passes it on."""
        row = Cue(words=hit.row.words, stance=hit.row.stance, shape="according")
        sentence = self.page.sentence_of(hit.first)
        spans = [self.contents.points(phrase.last, sentence.last), self.contents.points(sentence.first, hit.first)]
        spans = [(a, b) for a, b in spans if a < b and self.contents.predicates(a, b)]
        self.add(hit.first, hit.last, [phrase], spans, row.stance, False, row, "chain to a speaker")

    def passed_on(self) -> None:
        """An agency that cites somebody in its sentence is no speaker beside them."""
        cited = {s.sentence.index for s in self.said if s.rule == "chain to a speaker"}
        self.said[:] = [
            s for s in self.said if s.direct or s.sentence.index not in cited or not all(is_outlet(p) for p in s.phrases)
        ]

    def gaps(self) -> None:
        """A cue left out the second time (*the army speaks of 3,000 dead, the rebels of 400*): a party, then a bare figure."""
        page = self.page
        for said in [s for s in self.said if s.row.shape in ("verb", "quote") and s.row.stance == "asserts"]:
            told = {i for i in self.clauses.counted if said.covers(page.tokens[i].start)}
            for i in range(said.last, said.sentence.last - 2):
                if page.tokens[i].text not in (",", ";") or not any(k < i for k in told):
                    continue
                at = i + 1
                while page.is_(at, "adversative", "coordinator", "determiner") and at not in self.cast.starting:
                    at += 1
                phrase = self.cast.starting.get(at)
                if phrase is None or phrase.number is not None or not phrase.can_speak() or page.is_(phrase.first, "quantifier"):
                    continue
                figure = phrase.last + page.is_(phrase.last, "preposition", "linker", "agent_marker", "location_marker")
                closed = said.sentence.last
                while figure < closed and (
                    page.is_(figure, "quantifier", "determiner", "modifier", "more") or page.tokens[figure].text == '"'
                ):
                    figure += 1
                end = next((k for k in range(figure, closed) if page.tokens[k].text in (",", ";")), closed)
                verbs = any(k in self.clauses.verbs and k not in self.harm for k in range(phrase.last, end))
                if figure not in self.clauses.counted or figure >= end or verbs:
                    continue
                said.spans = [(a, min(b, page.tokens[i].start)) for a, b in said.spans if a < page.tokens[i].start]
                self.add(
                    said.first,
                    said.last,
                    [phrase],
                    [self.contents.points(figure, end)],
                    "asserts",
                    False,
                    said.row,
                    "cue left out",
                )

    def perspectives(self) -> None:
        """*Bagi X, ...* opening a sentence is how X sees it."""
        page = self.page
        for sentence in page.sentences:
            if sentence.voice == "teaser" or not page.is_(sentence.first, "perspective"):
                continue
            phrase = self.cast.starting.get(sentence.first + 1)
            if phrase is None or phrase.actor is None or any(s.sentence.index == sentence.index for s in self.said):
                continue
            spans = [self.contents.points(phrase.last, sentence.last)]
            if spans[0][0] < spans[0][1]:
                row = Cue(words=(page.tokens[sentence.first].lower,), stance="asserts")
                self.add(sentence.first, sentence.first + 1, [phrase], spans, "asserts", False, row, "perspective")

    def pointers(self) -> None:
        """*Data itu dirilis X*: a sentence that only says whose the one before it is."""
        page = self.page
        for sentence in page.sentences:
            found = self.pointing.source(sentence) if all(s.sentence is not sentence for s in self.said) else None
            if found is not None:
                first, last, phrase = found
                row = Cue(words=(page.words(first, last).lower(),), stance="asserts")
                spans = self.contents.sentence_before(sentence)
                self.add(first, last, [self.speakers.with_apposition(phrase)], spans, "asserts", False, row, "points back")

    def colons(self) -> None:
        """*X: ...* in a headline, or at the head of a line (*07.40 - Kairo: lima tentara gugur*), is X's claim.

        A label that nobody in the text bears (*LIVE: ...*) says nothing.
        """
        page = self.page
        lines: set[int] = set()
        for sentence in page.sentences:
            opens = sentence.line not in lines or sentence.voice == "headline"
            lines.add(sentence.line)
            if sentence.voice == "teaser":
                continue
            start = sentence.first
            while start < sentence.last and not page.tokens[start].is_word and start - sentence.first < 4:
                start += 1
            for i in range(start + 1, min(start + 10, sentence.last - 2)):
                if page.tokens[i].text != ":":
                    continue
                if not opens and not any(k in self.harm for k in range(i + 1, sentence.last)):
                    break  # within a paragraph only a figure of harm is said so
                phrase = self.cast.ending.get(i) or self.on_medium(start, i)
                paper = self.cast.ending.get(i - 1) if phrase is None and page.is_(i - 1, "tidings") else None
                phrase = phrase if paper is None else self.speakers.with_paper(paper)  # *UN report: ...*
                opened = start + page.is_(start, "determiner", "modifier", "quantifier", "title")
                if phrase is None or phrase.first > opened or not phrase.can_speak() or not self.known(phrase):
                    break
                if not phrase.nouns and all(page.tokens[k].text.isupper() for k in range(start, i)) and self.town(phrase):
                    break  # *GADCHIROLI: ...* says where the text was written
                listed = i + 1 in self.clauses.counted and not (phrase.nouns or phrase.names) and not self.heard(phrase)
                if listed or (not opens and not phrase.nouns):
                    break  # *Tumbang: two hurt* in a list of places
                place = not phrase.nouns and (self.town(phrase) or any(n.country for n in phrase.names))
                if place and (sentence.voice == "headline" or start == sentence.first) and not self.heard(phrase):
                    break  # *Kenya: gunmen storm university* says where it was
                span = self.contents.points(i + 1, sentence.last)
                told = self.contents.predicates(*span) or any(k in self.harm for k in range(i + 1, sentence.last))
                if span[0] < span[1] and (told or sentence.voice == "headline"):
                    self.add(i, i + 1, [phrase], [span], "asserts", False, Cue(words=(":",), stance="asserts"), "colon")
                break
            if sentence.voice == "headline":
                self.closing(sentence)

    def on_medium(self, start: int, colon: int) -> Phrase | None:
        """Who opens a sentence where only where it was said follows (*Gubernur X lewat Telegram: ...*)."""
        page = self.page
        phrase = next((p for i in range(start, colon) if (p := self.cast.starting.get(i)) is not None), None)
        if (
            phrase is None
            or not 1 < colon - phrase.last <= _MEDIUM
            or not page.is_(phrase.last, "preposition", "location_marker")
        ):
            return None
        return phrase if not any(i in self.clauses.verbs for i in range(phrase.last, colon)) else None

    def closing(self, sentence: Sentence) -> None:
        """*Eleven killed in air strike: medics*, *Nine soldiers killed - army*: who closes a headline says it."""
        page = self.page
        for i in range(sentence.first + 2, sentence.last - 1):
            colon = page.tokens[i].text == ":"
            if not colon and page.tokens[i].text not in ("-", "–", "—"):
                continue
            at = i + 1
            while at < sentence.last - 1 and page.is_(at, "determiner", "quantifier", "modifier"):
                at += 1
            phrase = self.cast.starting.get(at)
            if phrase is None or phrase.last < sentence.last - 1 or not phrase.can_speak() or phrase.number is not None:
                continue
            ends = phrase.last >= sentence.last or not page.tokens[phrase.last].is_word
            sure = any(h.row.source is not None and h.row.kind != "thing" for h in phrase.nouns)
            span = self.contents.points(sentence.first, i)
            told = self.contents.predicates(*span) or any(k in self.harm for k in range(sentence.first, i))
            apart = page.tokens[i].start > page.tokens[i - 1].end or colon  # *X-Y* is a name
            if ends and told and apart and (sure or (colon and (phrase.nouns or phrase.actor is not None))):
                row = Cue(words=(page.tokens[i].text,), stance="asserts")
                self.add(i, i + 1, [phrase], [span], "asserts", False, row, "closes the headline")
            return

    def heard(self, phrase: Phrase) -> bool:
        """True of a country that itself, not one of its organs, is told to speak below."""
        told = (p for s in self.said for p in s.phrases if not p.nouns and not p.pronoun and p is not phrase)
        return any(p.actor is not None and phrase.actor is not None and p.actor.id == phrase.actor.id for p in told)

    def town(self, phrase: Phrase) -> bool:
        """True of a name that the gazetteer knows for places alone, and not for a country."""
        entries = [entry for name in phrase.names for entry in name.entries]
        return bool(entries) and all(isinstance(e, RegistryPlace) and e.precision != "country" for e in entries)

    def known(self, phrase: Phrase) -> bool:
        """True of an organ, a role, a registered party, or a name used more than once; never of a whole clause.

        Title case hides verbs (*Menteri Ubah Skema Subsidi: ...*): a long phrase with a word the text writes small is no name.
        """
        own = {i for h in phrase.nouns for i in range(h.first, h.last)}
        rest = [i for i in range(phrase.first, phrase.last) if i not in own]
        small = {t.lower for t in self.page.tokens if t.is_word and not t.is_capital}
        if len(rest) > 2 and any(self.page.tokens[i].lower in small for i in rest):
            return False
        if any(h.row.kind in ("organ", "role") for h in phrase.nouns):
            return True
        actor = phrase.actor
        if actor is None:
            return False
        again = any(p is not phrase and p.actor is not None and p.actor.id == actor.id for p in self.cast.phrases)
        return again or not actor.id.startswith(("name:", "text:"))


_MEDIUM = 4  # tokens of a preposition and the place or channel where something was said
_OWN: tuple[WordClass, ...] = ("pronoun_institution", "pronoun_plural", "pronoun_person", "own_side")
_SAYING = ("base", "third", "gerund")
_OPPOSITE: dict[Stance, Stance] = {"confirms": "denies", "denies": "confirms", "claims_responsibility": "denies"}


def speaks(phrase: Phrase, rule: str) -> bool:
    """Whether a source that is no party may speak all the same: a document, or plain words before a verb of saying."""
    return rule in ("plain words", "same speaker") or any(h.row.source == "document" for h in phrase.nouns)


def is_outlet(phrase: Phrase) -> bool:
    """Whether a source is an agency or outlet by name, which passes on what it took: not its reporter, nor *state radio*."""
    press = phrase.actor is not None and phrase.actor.sector == "JRN"
    named = phrase.proper is not None or any(n.actor is not None for n in phrase.names)
    common = any(h.row.kind == "role" for h in phrase.nouns) or (bool(phrase.nouns) and not named)
    return press and not common


def evidences(page: Page, said: Said) -> tuple[Evidence, ...]:
    """The content of an attribution as evidence."""
    return tuple(page.at(a, b) for a, b in said.spans)
