"""Attributions: who says it, the cue, what is theirs, and the stance they take.

Needs phrases and clauses; gives attributions. The model is that of PDTB and PolNeAR: source, cue, content. A cue of shape *verb*
has its source before it, *quote* may have it behind, *according* right after it; direct content is what stands in quotation
marks. Agencies and outlets belong to the chain (``via``), not to the speakers.
"""

from __future__ import annotations

from dataclasses import dataclass

from saksi.gazetteer import Place as RegistryPlace
from saksi.languages import Hit
from saksi.languages.schema import Cue
from saksi.reading.actors import Cast, Phrase
from saksi.reading.clauses import Clauses
from saksi.reading.modality import Moods
from saksi.reading.page import Page, Quote, Sentence
from saksi.reading.speakers import Said, Speakers, as_source
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
        self.chains: list[Chain] = []

    def find(self) -> tuple[list[Said], list[Chain]]:
        page = self.page
        for hit in page.hits("attribution", "cue"):
            if hit.voice == "agentive" or page.sentence_of(hit.first).voice == "teaser":
                continue
            self.one(hit)
        self.unknown_verbs()
        self.perspectives()
        self.colons()
        self.said.sort(key=lambda s: (s.first, s.last))
        self.nest()
        return self.said, self.chains

    # --- one cue -----------------------------------------------------------------------------------------------------

    def one(self, hit: Hit[Cue]) -> None:
        page, row = self.page, hit.row
        if row.shape == "chain":
            self.chain(hit)
            return
        if self.is_noun(hit):
            page.turn_down("attribution", hit.first, hit.last, "a noun here, not the verb", "cue")
            return
        if hit.voice in _SAYING and page.is_(hit.last, "linker", "source_marker") and page.pack.header.head == "last":
            page.turn_down("attribution", hit.first, hit.last, "a noun here, not the verb", "cue")
            return  # *five points out of ten*, *demands of X*
        passive = (
            row.shape == "passive"
            or hit.voice == "passive"
            or (hit.voice == "past" and page.is_(hit.first - 1, "passive_auxiliary"))
        )
        if hit.voice == "past" and page.pack.header.head == "last" and page.is_(hit.first - 1, "subordinator", "determiner"):
            page.turn_down("attribution", hit.first, hit.last, "a participle before its noun, not the verb", "cue")
            return
        phrases, rule = self.speakers.of(hit, passive)
        phrases = [p for p in phrases if p.can_speak() or speaks(p, rule)]
        if not phrases:
            page.turn_down("attribution", hit.first, hit.last, "no source that can speak", "cue")
            return
        if page.is_(phrases[0].first, "pronoun_we") and page.is_(phrases[0].first - 1, "subordinator", "preposition"):
            page.turn_down("attribution", hit.first, hit.last, "the page refers to itself", "cue")  # *not 20 as we reported*
            return
        if all(p.actor is not None and p.actor.sector == "JRN" for p in phrases) and not any(
            h.row.kind == "role" for p in phrases for h in p.nouns
        ):
            sentence = page.sentence_of(hit.first)
            for p in phrases:
                self.chains.append(Chain(sentence.index, page.passage(p.first, p.last)))
            if passive or row.shape in ("according", "quote"):
                return
        if all(p.pronoun and self.speakers.quoted(p.first) for p in phrases):
            page.turn_down("attribution", hit.first, hit.last, "said of oneself within a quotation", "cue")
            return
        spans, direct = self.content(hit, phrases)
        spans = [(a, b) for a, b in spans if a < b]
        if not direct and self.is_aim(hit):
            page.turn_down("attribution", hit.first, hit.last, "meant to be said, not said", "cue")
            return
        if row.needs == "speech" and not direct and not self.opens_speech(hit):
            page.turn_down("attribution", hit.first, hit.last, "nothing is said: no clause, comma or quotation follows", "cue")
            return
        if not spans and row.stance != "asserts":
            spans = [self.points(hit.first, hit.last)]  # the cue says it all: *claimed the attack*, *denied the allegations*
        plain = row.stance == "asserts" and row.shape in ("verb", "noun")
        if not spans or (
            (row.needs == "clause" or plain or hit.voice in ("base", "third"))
            and not self.clausal(hit, direct)
            and not self.interposed(hit, phrases, page.sentence_of(hit.first))
        ):
            page.turn_down("attribution", hit.first, hit.last, "nothing is said: no clause, comma or quotation follows", "cue")
            return
        if row.stance == "asserts" and not direct and row.shape != "noun" and self.moods.negated(hit.first):
            page.turn_down("attribution", hit.first, hit.last, "it was not said", "cue")
            return
        stance = self.stance(hit, row, spans, direct)
        self.add(hit.first, hit.last, phrases, spans, stance, direct, row, rule)

    def is_noun(self, hit: Hit[Cue]) -> bool:
        """True of a form of a verb that is a noun here (*its latest report*), or that does something else (*responded by*)."""
        page, before = self.page, hit.first - 1
        if page.pack.header.head == "last" and hit.voice in ("base", "third"):
            while before > 0 and page.is_(before, "modifier") and before not in self.cast.covering:
                before -= 1
            if page.is_(before, "determiner", "possessive_marker", "preposition", "quantifier"):
                return not page.is_(before, "purpose")
        if hit.voice in ("past", "third", "gerund") and page.is_(hit.last, "agent_marker"):
            return hit.voice != "past" or not page.is_(before, "passive_auxiliary", "aspect", "past")
        return hit.voice == "gerund" and page.is_(hit.first - 1, "preposition", "linker", "purpose")

    def is_aim(self, hit: Hit[Cue]) -> bool:
        """True of what somebody is to say, has reason or a way to say (*expected to announce*, *untuk menjelaskan*)."""
        page, before = self.page, hit.first - 1
        if hit.row.shape not in ("verb", "quote") or hit.voice == "gerund" or hit.row.stance in _ACTED:
            return False
        if page.pack.header.head == "last":
            planned = page.is_(before, "future") and hit.row.stance in ("asserts", "confirms")
            return hit.voice == "base" and (planned or page.is_(before, "purpose"))
        return page.is_(before, "purpose", "preposition", "copula") and not page.is_(before, "relative")

    def opens_speech(self, hit: Hit[Cue]) -> bool:
        """True where a reported clause is marked right behind a cue."""
        page = self.page
        near = range(hit.last, min(hit.last + 3, page.sentence_of(hit.first).last))
        return any(page.is_(i, "complementizer") or page.tokens[i].text in (":", '"') for i in near)

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
        self.said.append(
            Said(first, last, page.passage(first, last), phrases, sources, spans, stance, direct, page.sentence_of(first), row,
                 medium=self.medium(phrases[-1]), rule=rule)
        )  # fmt: skip

    # --- content -----------------------------------------------------------------------------------------------------

    def content(self, hit: Hit[Cue], phrases: list[Phrase]) -> tuple[list[tuple[int, int]], bool]:
        """Code points that are the source's, and whether they are direct speech."""
        page = self.page
        sentence = page.sentence_of(hit.first)
        quotes = self.spoken_quotes(hit, sentence)
        if quotes:
            return [(q.start, q.end) for q in quotes], True
        if hit.row.shape == "noun":
            return [(page.tokens[hit.first].start, sentence.end)], False
        lo = min([hit.first, *(p.first for p in phrases if page.sentence_of(p.first) is sentence)])
        hi = max([hit.last, *(p.last for p in phrases if page.sentence_of(p.first) is sentence)])
        if hit.row.shape == "passive" or hit.voice == "passive":
            told = any(page.is_(i, "complementizer") or page.tokens[i].text == '"' for i in range(hi, min(hi + 8, sentence.last)))
            if lo - sentence.first <= 2 and not told:
                return self.sentence_before(sentence), False
        if self.interposed(hit, phrases, sentence):
            first = min(p.first for p in phrases)
            stated = [self.points(self.segment(hit, sentence)[0], first)]
            rest = self.carried_on(hit, sentence)
            return stated + ([self.points(*rest)] if rest is not None else []), False
        opening, end = self.segment(hit, sentence)
        if hit.row.stance in _ACTS:
            end = next((i for i in range(max(hit.last, hit.first + 2), end) if page.is_(i, "subordinator")), end)
        after = self.strip(hi if hit.row.shape == "according" or any(p.first >= hit.last for p in phrases) else hit.last, end)
        before = (opening, lo)
        source_after = any(p.first >= hit.last for p in phrases)
        spans: list[tuple[int, int]] = []
        if hit.row.shape == "according":
            if before[1] - before[0] > 2:
                spans.append(self.points(*before))
            if after is not None:
                spans.append(self.points(after, end))
        elif source_after:
            enclosed = after is not None and hi < end and page.tokens[hi].text == "," and page.tokens[lo - 1].text == ","
            if before[1] - before[0] > 2:
                spans.append(self.points(*before))
            if not spans and after is not None and page.is_(after, "preposition", "relative"):
                return self.sentence_before(sentence), False  # *Demikian disampaikan X dalam ...*
            if after is not None and (not spans or enclosed):
                spans.append(self.points(after, end))
        elif after is not None and after < end:
            behind = self.points(after, end)
            bare = end - after <= 4 and not self.predicates(*behind) and not page.is_(hit.first - 1, "relative")
            postposed = bare and before[1] - before[0] > 4 and self.predicates(*self.points(*before))
            spans.append(self.points(*before) if postposed else behind)
        elif before[1] - before[0] > 2:
            spans.append(self.points(*before))
        spans = [s for s in spans if s[0] < s[1]]
        if hit.first == sentence.first and not any(self.predicates(a, b) for a, b in spans):
            spans = self.sentence_before(sentence) or spans
        if not spans and hit.row.shape in ("noun", "quote"):
            spans = self.sentence_before(sentence)
        return spans, False

    def segment(self, hit: Hit[Cue], sentence: Sentence) -> tuple[int, int]:
        """Tokens ``[first, last)`` of the sentence that may be the cue's: a semicolon ends it where another cue follows.

        So do a comma and a word that sets clauses against each other (*X said 9 died, while Y denied it*), and the comma and
        conjunction behind a source named after what it says (*9 died, according to X, and 3 fled, Y said*).
        """
        tokens = self.page.tokens
        answers = hit.row.stance in _ANSWERS
        marks = [
            i for i in range(sentence.first, sentence.last - 1)
            if tokens[i].text == ";"
            or (tokens[i].text == "," and self.page.is_(i + 1, "adversative") and not (answers and i < hit.first))
        ]  # fmt: skip
        for h in self.page.hits("attribution", "cue"):
            if h.row.shape == "according" and sentence.first + 1 < h.first < sentence.last and tokens[h.first - 1].text == ",":
                close = next((i for i in range(h.last, sentence.last - 1) if tokens[i].text == ","), None)
                if close is not None and self.page.is_(close + 1, "coordinator"):
                    marks.append(close)
        marks.sort()
        first = max((i + 1 for i in marks if i < hit.first), default=sentence.first)
        last = min((i for i in marks if i >= hit.last), default=sentence.last)
        cues = [h for h in self.page.hits("attribution", "cue") if last < h.first < sentence.last and h.row.shape != "chain"]
        return first, last if cues else sentence.last

    def interposed(self, hit: Hit[Cue], phrases: list[Phrase], sentence: Sentence) -> bool:
        """True of *..., the army said, while ...*: source and cue stand behind a comma after what they say."""
        page = self.page
        first = min(p.first for p in phrases)
        if first >= hit.first or hit.row.shape not in ("verb", "quote") or page.is_(hit.first - 1, "relative"):
            return False
        while first > sentence.first and page.is_(first - 1, "determiner", "quantifier", "anaphor"):
            first -= 1
        said_before = first - sentence.first > 4 and page.tokens[first - 1].text == ","
        end = self.adjuncts_end(hit, sentence)
        ends = end >= sentence.last or page.tokens[end].text in (",", ".", ";", ")")
        return said_before and (ends or not self.predicates(page.tokens[hit.last].start, sentence.end))

    def adjuncts_end(self, hit: Hit[Cue], sentence: Sentence) -> int:
        """The token behind when, where and how it was said (*said in a communiqué read on state television late on Sunday,*)."""
        page, at = self.page, hit.last
        medium = hit.last - hit.first > 2  # *said in a statement*: what describes the statement may follow
        if medium and (at in self.clauses.verbs or page.is_(at, "verb")):
            at += 1
        if at >= sentence.last or not (
            page.is_(at, "preposition", "location_marker", "addressee_marker", "adverb") or self.dated(at)
        ):
            return at
        i = at
        while i < sentence.last and page.tokens[i].text not in (",", ";", ")") and not page.is_(i, "complementizer"):
            if i in page.quote_marks or page.tokens[i].text == ":":
                return at
            i += 1
        return i if i >= sentence.last or not page.is_(i, "complementizer") else at

    def dated(self, at: int) -> bool:
        """True where a date or time of day begins, which belongs to no phrase."""
        return at in self.clauses.void

    def carried_on(self, hit: Hit[Cue], sentence: Sentence) -> tuple[int, int] | None:
        """What goes on behind *..., the army said,*: a clause joined by *and* or *but*, up to the next cue with its source."""
        page = self.page
        at = self.adjuncts_end(hit, sentence)
        if at + 1 >= sentence.last or page.tokens[at].text != "," or not page.is_(at + 1, "coordinator"):
            return None
        later = [h for h in page.hits("attribution", "cue") if at < h.first < sentence.last and h.row.shape != "chain"]
        if later:
            return None
        return at + 2, sentence.last

    def predicates(self, start: int, end: int) -> bool:
        """Whether anything is said between two code points: some verb, copula or event."""
        page = self.page
        inside = [t.position for t in page.tokens if start <= t.start < end]
        return any(
            i in self.clauses.verbs or i in self.clauses.nominals or page.is_(i, "copula", "verb", "auxiliary", "negator")
            for i in inside
        )

    def sentence_before(self, sentence: Sentence) -> list[tuple[int, int]]:
        """What a sentence that only names its source (*Demikian disampaikan X*) refers to: the one before it."""
        if sentence.index == 0:
            return []
        earlier = self.page.sentences[sentence.index - 1]
        return [(earlier.start, earlier.end)] if earlier.voice not in ("teaser", "headline") else []

    def spoken_quotes(self, hit: Hit[Cue], sentence: Sentence) -> list[Quote]:
        """The quotations this cue governs: in its sentence, or ending right before it, or continuing right after it."""
        page = self.page
        here = [
            q
            for q in self.quotes
            if page.sentence_of(q.first).line == sentence.line and q.first < sentence.last and q.last >= sentence.first
        ]
        if not here or hit.row.shape == "noun":
            return []
        others = [s for s in self.said if s.direct and s.sentence.index == sentence.index]
        taken = {span for s in others for span in s.spans}
        free = [q for q in here if (q.start, q.end) not in taken and not q.first < hit.first < q.last]
        near = [
            q
            for q in free
            if (q.last < hit.first and hit.first - q.last <= 30) or (q.first > hit.last and q.first - hit.last <= 30)
        ]
        # a quotation continued in the next sentence of the line, up to the next cue, is the same speaker's
        if near:
            tail = near[-1]
            for q in self.quotes:
                same = page.sentence_of(q.first).line == sentence.line and tail.last < q.first <= tail.last + 2
                if same and q not in near:
                    near.append(q)
                    tail = q
        return near

    def strip(self, at: int, end: int) -> int | None:
        """First token of the clause after a cue: past complementizers, commas and addressees."""
        page = self.page
        i = at
        while i < end and (page.tokens[i].text in (",", ":", "-") or page.is_(i, "complementizer")):
            i += 1
        return i if i < end and any(t.is_word or t.is_number for t in page.tokens[i:end]) else None

    def points(self, first: int, last: int) -> tuple[int, int]:
        page = self.page
        while last > first and page.tokens[last - 1].text in (",", ".", '"', ";", ":", "-"):
            last -= 1
        while first < last and page.tokens[first].text in (",", '"', ";", ":", "-"):
            first += 1
        return (page.tokens[first].start, page.tokens[last - 1].end) if first < last else (0, 0)

    def clausal(self, hit: Hit[Cue], direct: bool) -> bool:
        """True when a complementizer, comma, colon or quotation follows the cue: what it takes is a clause."""
        page = self.page
        if direct:
            return True
        if hit.row.shape == "noun":
            sentence = page.sentence_of(hit.first)
            near = range(hit.last, min(hit.last + 6, sentence.last))
            return any(page.is_(i, "complementizer") or page.tokens[i].text in (":", '"') for i in near)
        if hit.voice == "gerund":
            near = range(hit.last, min(hit.last + 3, page.sentence_of(hit.first).last))
            verbs = range(hit.last, page.sentence_of(hit.first).last)
            return any(page.is_(i, "complementizer") or page.tokens[i].text in (":", '"') for i in near) or any(
                i in self.clauses.verbs or page.is_(i, "copula", "auxiliary", "passive_auxiliary") for i in verbs
            )
        if hit.row.shape != "verb":
            return True
        window = range(hit.last, min(hit.last + 3, len(page.tokens)))
        if any(page.is_(i, "complementizer") or page.tokens[i].text in (",", ":", '"') for i in window):
            return True
        sentence = page.sentence_of(hit.first)
        if (
            hit.voice == "base"
            and page.pack.header.head == "last"
            and not page.is_(hit.first - 1, "purpose", "future", "ability", "auxiliary")
        ):
            return False
        if hit.row.needs == "actor" and not self.clauses.counted.isdisjoint(range(hit.last, min(hit.last + 3, sentence.last))):
            return True  # *put the toll at 12*: a figure is said
        harm = {i for h in page.hits("casualties", "word") for i in range(h.first, h.last)}
        return any(
            i in self.clauses.verbs
            or i in harm
            or page.is_(i, "copula", "verb", "auxiliary", "passive_auxiliary", "relative", "negator", "ability", "future")
            for i in range(hit.last, sentence.last)
        )

    # --- stance, medium, nesting ---------------------------------------------------------------------------------------

    def stance(self, hit: Hit[Cue], row: Cue, spans: list[tuple[int, int]], direct: bool) -> Stance:
        page = self.page
        if self.moods.negated(hit.first) and row.stance in _OPPOSITE:
            return _OPPOSITE[row.stance]
        request: Stance = row.request or "calls_for"
        if row.stance == "asserts":
            first = next((i for i, t in enumerate(page.tokens) if t.start >= spans[0][0] and t.is_word), None)
            if direct and first is not None and page.clitics[first] == "imperative":
                return request
            if row.request is not None and not direct and self.asks(hit):
                return request
            if any(
                h.row.type == "retaliation_for" and spans[0][0] <= page.tokens[h.first].start < spans[0][1]
                for h in page.hits("events", "relation")
            ):
                return "justifies"
        return row.stance

    def asks(self, hit: Hit[Cue]) -> bool:
        """True when the cue has an addressee, then a purpose clause and no reported one (*mengatakan kepada X untuk*)."""
        page = self.page
        sentence = page.sentence_of(hit.first)
        addressee = False
        for i in range(hit.last, sentence.last):
            if page.is_(i, "complementizer") and not page.is_(i, "purpose"):
                return False
            if page.is_(i, "addressee_marker"):
                addressee = True
            if page.is_(i, "purpose") and (addressee or i == hit.last):
                return True
            if page.tokens[i].text in (",", '"'):
                return False
        return False

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
        if phrase is None or not (phrase.names or phrase.proper):
            page.turn_down("attribution", hit.first, hit.last, "a chain without a named agency or outlet", "chain")
            return
        sentence = page.sentence_of(hit.first)
        if phrase.actor is None or phrase.actor.sector == "JRN" or not phrase.nouns:
            self.chains.append(Chain(sentence.index, page.passage(phrase.first, phrase.last)))
            return
        spans, direct = self.content(hit, [phrase])
        if spans:
            self.add(hit.first, hit.last, [phrase], spans, hit.row.stance, direct, hit.row, "chain to a speaker")

    def unknown_verbs(self) -> None:
        """*"...," seloroh X*: a word between a spoken quotation and a person says that the person spoke, whatever it is."""
        page = self.page
        taken = {span for s in self.said for span in s.spans}
        for quote in self.quotes:
            words = sum(page.tokens[i].is_word for i in range(quote.first, quote.last))
            spoken = quote.last > 0 and page.tokens[quote.last - 1].text in (",", "?", "!", ".")
            free = (quote.start, quote.end) not in taken and page.sentence_of(quote.first).voice not in ("teaser", "headline")
            found = self.speakers.after_quote(quote) if words >= 3 and spoken and free else None
            if found is not None and not any(s.first == found[0] for s in self.said):
                cue, phrases = found
                row = Cue(words=(page.tokens[cue].lower,), stance="asserts", shape="quote")
                self.add(cue, cue + 1, phrases, [(quote.start, quote.end)], "asserts", True, row, "verb behind a quotation")

    def perspectives(self) -> None:
        """*Bagi X, ...* opening a sentence is how X sees it."""
        page = self.page
        for sentence in page.sentences:
            if sentence.voice == "teaser" or not page.is_(sentence.first, "perspective"):
                continue
            phrase = self.cast.starting.get(sentence.first + 1)
            if phrase is None or phrase.actor is None or any(s.sentence.index == sentence.index for s in self.said):
                continue
            spans = [self.points(phrase.last, sentence.last)]
            if spans[0][0] < spans[0][1]:
                row = Cue(words=(page.tokens[sentence.first].lower,), stance="asserts")
                self.add(sentence.first, sentence.first + 1, [phrase], spans, "asserts", False, row, "perspective")

    def colons(self) -> None:
        """*X: ...* in a headline, or at the head of a line (*07.40 - Kairo: lima tentara gugur*), is X's claim.

        A label that nobody in the text bears (*LIVE: ...*) says nothing.
        """
        page = self.page
        lines: set[int] = set()
        harm = {i for h in page.hits("casualties", "word") for i in range(h.first, h.last)}
        for sentence in page.sentences:
            opens = sentence.line not in lines
            lines.add(sentence.line)
            if sentence.voice == "teaser" or not (opens or sentence.voice == "headline"):
                continue
            start = sentence.first
            while start < sentence.last and not page.tokens[start].is_word and start - sentence.first < 4:
                start += 1
            for i in range(start + 1, min(start + 10, sentence.last - 2)):
                if page.tokens[i].text != ":":
                    continue
                phrase = self.cast.ending.get(i)
                opened = start + page.is_(start, "determiner", "modifier", "quantifier", "title")
                if phrase is None or phrase.first > opened or not phrase.can_speak() or not self.known(phrase):
                    break
                if not phrase.nouns and all(page.tokens[k].text.isupper() for k in range(start, i)) and self.town(phrase):
                    break  # *GADCHIROLI: ...* says where the text was written
                span = self.points(i + 1, sentence.last)
                told = self.predicates(*span) or any(k in harm for k in range(i + 1, sentence.last))
                if span[0] < span[1] and (told or sentence.voice == "headline"):
                    self.add(i, i + 1, [phrase], [span], "asserts", False, Cue(words=(":",), stance="asserts"), "colon")
                break

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


# Stances of acts rather than reports: what the outlet adds about when and why (*vows revenge after eight die*) is not theirs.
_ACTS: frozenset[Stance] = frozenset({"threatens", "demands", "calls_for", "condemns", "promises", "accuses", "declines", "asks"})
_ACTED: frozenset[Stance] = frozenset({"declines", "claims_responsibility"})
_SAYING = ("base", "third", "gerund")
# Stances that answer what was said: what they answer stands before the word that sets them against it.
_ANSWERS: frozenset[Stance] = frozenset({"denies", "doubts", "confirms", "declines"})
_OPPOSITE: dict[Stance, Stance] = {"confirms": "denies", "denies": "confirms", "claims_responsibility": "denies"}


def speaks(phrase: Phrase, rule: str) -> bool:
    """Whether a source that is no party may speak all the same: a document, or plain words before a verb of saying."""
    return rule == "plain words" or any(h.row.source == "document" for h in phrase.nouns)


def evidences(page: Page, said: Said) -> tuple[Evidence, ...]:
    """The content of an attribution as evidence."""
    return tuple(page.at(a, b) for a, b in said.spans)
