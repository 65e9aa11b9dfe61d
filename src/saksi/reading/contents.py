"""Contents: the words that a cue of attribution introduces, which are the source's.

Needs phrases, clauses and the quotations of the page; gives code points. Direct content is what stands in quotation marks beside
the cue; indirect content is the clause it governs, before it or behind, up to where another source speaks (PDTB; PolNeAR).
"""

from __future__ import annotations

from dataclasses import dataclass

from saksi.languages import Hit
from saksi.languages.schema import Cue
from saksi.reading.actors import Phrase
from saksi.reading.clauses import Clauses
from saksi.reading.earlier import Said, opening
from saksi.reading.page import Page, Quote, Sentence
from saksi.types import Stance

# Stances of acts rather than reports: what the outlet adds about when and why (*vows revenge after eight die*) is not theirs.
_ACTS: frozenset[Stance] = frozenset({"threatens", "demands", "calls_for", "condemns", "promises", "accuses", "declines", "asks"})
_TOLD = 4  # plain words that name who is told
# Stances whose cues may hold the word for what they are about (*denied shelling*).
_NAMING: frozenset[Stance] = frozenset({"denies", "doubts", "threatens", "promises", "condemns", "accuses", "confirms"})
# Stances that answer what was said: what they answer stands before the word that sets them against it.
_ANSWERS: frozenset[Stance] = frozenset({"denies", "doubts", "confirms", "declines"})


@dataclass(slots=True)
class Contents:
    """Finds what a cue introduces. ``said`` is what the page was found to say so far."""

    page: Page
    clauses: Clauses
    quotes: list[Quote]
    said: list[Said]

    def content(self, hit: Hit[Cue], phrases: list[Phrase]) -> tuple[list[tuple[int, int]], bool]:
        """Code points that are the source's, and whether they are direct speech."""
        page = self.page
        sentence = page.sentence_of(hit.first)
        quotes = self.spoken_quotes(hit, sentence)
        if quotes and not self.only_words(hit, quotes):
            return [(q.start, q.end) for q in quotes], True
        if hit.row.shape == "noun":
            return [(page.tokens[hit.first].start, sentence.end)], False
        if hit.row.shape == "owned":
            return [(sentence.start, sentence.end)], False
        lo = min([hit.first, *(p.first for p in phrases if page.sentence_of(p.first) is sentence)])
        if lo < hit.first:
            lo = max(self.opening_of([p for p in phrases if p.first == lo]), sentence.first)
        hi = max([hit.last, *(p.last for p in phrases if page.sentence_of(p.first) is sentence)])
        if hit.row.shape == "passive" or hit.voice == "passive":
            told = any(page.is_(i, "complementizer") or page.tokens[i].text == '"' for i in range(hi, min(hi + 8, sentence.last)))
            if hi < sentence.last and page.tokens[hi].text == ",":
                told = told or self.predicates(page.tokens[hi].start, sentence.end)  # *Disebutkan X, 14 orang tewas*
            if lo - sentence.first <= 2 and not told:
                return self.sentence_before(sentence), False
        if self.interposed(hit, phrases, sentence):
            first = self.opening_of(phrases)
            stated = [self.points(self.segment(hit, sentence)[0], first)]
            more = self.carried_on(hit, sentence)
            return stated + ([self.points(*more)] if more is not None else []), False
        opening, end = self.segment(hit, sentence)
        if hit.row.stance in _ACTS:
            asked = range(max(hit.last, hit.first + 2), end)
            end = next((i for i in asked if page.is_(i, "subordinator") and not page.is_(i, "purpose")), end)
        end = self.subordinate_end(hit, phrases, sentence, end)
        behind = hi if hit.row.shape == "according" or any(p.first >= hit.last for p in phrases) else self.named_within(hit)
        after = self.strip(min(self.addressee_end(hit, behind), end), end)
        before = (opening, lo)
        source_after = any(p.first >= hit.last for p in phrases)
        spans: list[tuple[int, int]] = []
        if hit.row.shape == "according":
            if before[1] - before[0] > 2 and not self.opens_clause(lo):
                spans.append(self.points(*before))
            tail = self.tail_end(hi, end)
            after = self.strip(tail, end) if tail > hi else after
            if after is not None and (not spans or not self.tells_of(hi, *before)):
                spans.append(self.points(after, end))
        elif source_after:
            close = self.addressee_end(hit, hi)
            enclosed = after is not None and close < end and page.tokens[close].text == "," and page.tokens[lo - 1].text == ","
            enclosed = enclosed and not self.tells_of(close, *before)
            if before[1] - before[0] > 2:
                spans.append(self.points(*before))
            if not spans and after is not None and page.is_(after, "preposition", "relative"):
                return self.sentence_before(sentence), False  # *Demikian disampaikan X dalam ...*
            if after is not None and (not spans or enclosed):
                spans.append(self.points(after, end))
        elif after is not None and after < end:
            rest = self.points(after, end)
            figure = (
                after in self.clauses.counted and hit.row.shape in ("verb", "quote") and lo < hit.first
            )  # *warga mengatakan lima orang*
            bare = end - after <= 4 and not self.predicates(*rest) and not (figure or page.is_(hit.first - 1, "relative"))
            joined = (
                page.is_(lo - 1, "subordinator") and page.tokens[lo - 2].text == ","
            )  # *..., as the group warned of a crisis*
            where = page.tokens[hit.first - 1].text == "," and page.is_(hit.last, "location_marker", "addressee_marker")
            own = page.pack.ends_in_possessor(page.tokens[hit.last - 1].lower)
            bare = bare or (where and (own or not self.predicates(*rest)))  # *dua tewas, ujarnya dalam keterangan tertulis*
            postposed = bare and not joined and before[1] - before[0] > 2 and self.predicates(*self.points(*before))
            spans.append(self.points(*before) if postposed else rest)
        elif before[1] - before[0] > 2:
            spans.append(self.points(*before))
        spans = [s for s in spans if s[0] < s[1]]
        if hit.first == sentence.first and not any(self.predicates(a, b) for a, b in spans):
            spans = self.sentence_before(sentence) or spans
        if not spans and hit.row.shape in ("noun", "quote"):
            spans = self.sentence_before(sentence)
        return spans, False

    def only_words(self, hit: Hit[Cue], quotes: list[Quote]) -> bool:
        """True where only some words of a reported clause are quoted (*maintains that his men fought "a column" that day*)."""
        page, first = self.page, quotes[0].first
        if first <= hit.last or not page.is_(hit.last, "complementizer") or page.is_(hit.last, "preposition"):
            return False
        return any(self.is_finite(i) for i in range(hit.last + 1, first)) and len(quotes) == 1

    def named_within(self, hit: Hit[Cue]) -> int:
        """The token at which what is said begins within a cue that names it (*denied shelling X*, *membantah klaim itu*)."""
        page = self.page
        if hit.row.stance not in _NAMING or hit.last - hit.first < 2:
            return hit.last
        last = hit.last - 1
        tables = (page.hits("events", "trigger"), page.hits("casualties", "word"))
        told = page.is_(last, "tidings") or page.is_(hit.last, "anaphor") or page.is_(last - 1, "purpose", "future")
        told = told or any(h.first == last and h.voice != "base" for hits in tables for h in hits)
        return last if told and page.tokens[hit.last].is_word else hit.last

    def tells_of(self, at: int, first: int, last: int) -> bool:
        """True where what follows a source tells of it, since what it says is told before (*said X, a trader who lost two*).

        A word that joins goes on with what is said, and so does a verb (*the blast, according to X, killed two*).
        """
        page = self.page
        if page.is_(first, "subordinator", "condition", "preposition"):  # *Di kota itu, dua tewas, kata X, yang ...*
            first = next((i for i in range(first, last - 1) if page.tokens[i].text == ","), last)
        if not any(self.is_finite(i) for i in range(first, last)):
            return False
        at += page.tokens[at].text == ","
        while page.is_(at, "adverb", "aspect", "past") and not page.is_(at, "coordinator"):
            at += 1
        if page.is_(at, "relative") and not page.is_(at, "subordinator"):
            return True
        if page.is_(at, "pronoun_person", "pronoun_plural", "pronoun_we", "pronoun_institution", "pronoun_self"):
            return False  # *kata X kepada Y, Saya mengerti ...*
        joins = page.is_(at, "coordinator", "adversative", "subordinator", "complementizer", "condition", "negator")
        return not joins and not self.is_finite(at)

    def tail_end(self, at: int, end: int) -> int:
        """The token behind what tells who a source is, where a comma and a clause follow (*Menurut X, ketua Y, dua tewas*)."""
        page, tokens = self.page, self.page.tokens
        opened = at + (at < end and tokens[at].text == ",")
        close = next((i for i in range(opened, end) if tokens[i].text == ","), end)
        if close == end or not any(self.is_finite(i) for i in range(close, end)):
            return at
        tail = page.pack.header.head == "last" and at == opened and self.is_finite(at) and page.is_(at + 1, "preposition")
        if page.is_(opened, "relative") or tail:
            return close  # *according to a study published in X,*
        told = range(opened, close)
        if any(self.is_finite(i) or i in page.quote_marks or page.is_(i, "complementizer", "relative") for i in told):
            return at
        if opened > at:
            described = self.clauses.cast.starting.get(opened + page.is_(opened, "determiner"))
            role = described is not None and any(h.row.kind == "role" for h in described.nouns)
            return close if role else at
        where = page.is_(at, "preposition", "location_marker", "linker", "source_marker")
        plain = (
            tokens[at].is_word and not tokens[at].is_capital and page.classes(at) <= {"plain"} and at not in self.clauses.timed
        )
        plain = plain and page.pack.header.head == "last"
        counted = any(i in self.clauses.counted for i in told)
        return close if (where or plain) and not counted else at

    def is_finite(self, i: int) -> bool:
        """True of a verb or what stands for one, not of a noun that tells of a deed."""
        page = self.page
        verb = (i in self.clauses.verbs and i not in self.clauses.nominals) or i in self.clauses.harms
        word = page.tokens[i]
        verb = verb or (page.pack.header.head == "first" and not word.is_capital and page.pack.looks_verbal(word.lower))
        return verb or page.is_(i, "copula", "verb", "auxiliary", "passive_auxiliary", "future", "ability")

    def opens_clause(self, at: int) -> bool:
        """True where a comma and a word that begins a clause stand before a token (*dan, menurut X, disiksa*)."""
        page = self.page
        if page.tokens[at - 1].text != ",":
            return False
        cue = any(s.last == at - 1 and s.row.shape in ("verb", "quote") for s in self.said)
        return cue or page.is_(at - 2, "coordinator", "complementizer")

    def segment(self, hit: Hit[Cue], sentence: Sentence) -> tuple[int, int]:
        """Tokens ``[first, last)`` of the sentence that may be the cue's: a semicolon ends it where another cue follows.

        So do a comma and a word that sets clauses against each other (*X said 9 died, while Y denied it*), and the comma and
        conjunction behind a source named after what it says (*9 died, according to X, and 3 fled, Y said*).
        """
        tokens = self.page.tokens
        answers = hit.row.stance in _ANSWERS
        opened = min((s.first for s in self.said if s.sentence is sentence), default=hit.first)
        marks = [
            i for i in range(sentence.first, sentence.last - 1)
            if tokens[i].text == ";"
            or (tokens[i].text == "," and self.page.is_(i + 1, "adversative") and not (i < hit.first and (answers or i < opened)))
        ]  # fmt: skip
        for h in self.page.hits("attribution", "cue"):
            if h.row.shape == "according" and sentence.first + 1 < h.first < sentence.last and tokens[h.first - 1].text == ",":
                close = next((i for i in range(h.last, sentence.last - 1) if tokens[i].text == ","), None)
                if close is not None and self.page.is_(close + 1, "coordinator"):
                    marks.append(close)
        marks.sort()
        first = max((i + 1 for i in marks if i < hit.first), default=sentence.first)
        last = min((i for i in marks if i >= hit.last), default=sentence.last)
        closing = self.relative_end(hit, sentence)
        if closing is not None:
            return first, min(last, closing)
        cues = [h for h in self.page.hits("attribution", "cue") if last < h.first < sentence.last and h.row.shape != "chain"]
        return first, last if cues else sentence.last

    def relative_end(self, hit: Hit[Cue], sentence: Sentence) -> int | None:
        """Where the relative clause of a cue ends (*The Red Cross, which called for a truce, said*): at its main verb.

        With a comma before its pronoun at the comma that closes it, else at the next verb of saying that is joined to nothing.
        """
        page, clauses = self.page, self.clauses
        opened = clauses.past_adverbs(hit.first - 1, sentence.first)
        if not page.is_(opened, "relative") or page.is_(opened, "complementizer") or hit.row.shape == "according":
            return None
        main = next((i for i in range(opened - 2, sentence.first, -1) if page.tokens[i].text == ","), sentence.first)
        if page.pack.header.head == "last" and any(self.is_finite(i) for i in range(main, opened - 1)):
            return None  # *We spoke to a doctor, who said troops raided the ward, fired gas and ...*
        if page.tokens[opened - 1].text == ",":
            for i in range(hit.last, sentence.last - 1):
                if page.tokens[i].text == "," and clauses.relative_opening(i, sentence.first) == opened - 1:
                    verb = i + 1
                    while verb < sentence.last and (
                        page.is_(verb, "adverb", "aspect", "past", "negator") or verb in clauses.timed
                    ):
                        verb += 1
                    if verb in clauses.verbs or page.is_(verb, "verb", "copula", "auxiliary", "passive_auxiliary"):
                        return i
            return None
        for cue in page.hits("attribution", "cue"):
            finite = cue.row.shape in ("verb", "quote") and cue.voice not in ("gerund", "base")
            if hit.last < cue.first < sentence.last and finite and not page.is_(cue.first - 1, "relative", "coordinator"):
                told = clauses.cast.ending.get(clauses.past_adverbs(cue.first - 1, sentence.first) + 1)
                return cue.first if told is None or clauses.governor(told) == "preposition" else None
        return None

    def subordinate_end(self, hit: Hit[Cue], phrases: list[Phrase], sentence: Sentence, end: int) -> int:
        """Where the main clause begins behind what is reported in one that opens the sentence (*When X said Y fled, Z ...*)."""
        page, at = self.page, self.opening_of(phrases) - 1
        opens = page.is_(at, "subordinator") and not page.is_(at, "purpose", "adversative")
        if not opens or hit.row.shape not in ("verb", "quote") or phrases[0].first > hit.first:
            return end
        light = (
            page.is_(i, "adverb", "coordinator", "adversative") or not page.tokens[i].is_word for i in range(sentence.first, at)
        )
        if not all(light) and page.tokens[at - 1].text != ",":
            return end
        for i in range(hit.last + 2, end - 2):
            if page.tokens[i].text == "," and not page.is_(i + 1, "coordinator", "relative"):
                return i if any(self.is_finite(k) for k in range(i + 1, end)) else end
        return end

    def interposed(self, hit: Hit[Cue], phrases: list[Phrase], sentence: Sentence) -> bool:
        """True of *..., the army said, while ...*: source and cue stand behind a comma after what they say."""
        page = self.page
        first = self.opening_of(phrases)
        if first >= hit.first or hit.row.shape not in ("verb", "quote") or page.is_(hit.first - 1, "relative"):
            return False
        told = first - sentence.first > 2 and self.predicates(sentence.start, page.tokens[first - 1].start)
        said_before = told and page.tokens[first - 1].text == ","  # a clause, not *on Monday,*
        end = self.adjuncts_end(hit, sentence)
        ends = end >= sentence.last or page.tokens[end].text in (",", ".", ";", ")")
        medium = hit.last - hit.first > 2 and page.pack.header.head == "last"
        ends = ends or (medium and page.is_(end, "cause_marker"))  # *the army said on Monday amid reports that ...*
        if ends and end == hit.last and end + 1 < sentence.last and page.pack.header.head == "first":
            goes_on = page.is_(end + 1, "coordinator", "subordinator", "relative", "adversative", "addressee_marker")
            ends = goes_on or not self.predicates(
                page.tokens[end].start, sentence.end
            )  # *Terkait X, Y mengatakan, tidak ada ...*
        return said_before and (ends or not self.predicates(page.tokens[hit.last].start, sentence.end))

    def opening_of(self, phrases: list[Phrase]) -> int:
        """The first token of a source, its article and quantifier and whose it is included (*the region's governor*)."""
        page, first = self.page, min(opening(self.page, p) for p in phrases)
        start = page.sentence_of(first).first
        if first - 2 >= start and page.is_(first - 1, "possessive_marker"):
            owner = self.clauses.cast.ending.get(first - 1)
            first = owner.first if owner is not None else first - 2
            while first > start and page.is_(first - 1, "determiner", "quantifier") and page.tokens[first - 1].is_word:
                first -= 1
        return first

    def adjuncts_end(self, hit: Hit[Cue], sentence: Sentence) -> int:
        """The token behind when, where and how it was said (*said in a communiqué read on state television late on Sunday,*)."""
        page, at = self.page, self.addressee_end(hit, hit.last)
        medium = hit.last - hit.first > 2  # *said in a statement*: what describes the statement may follow
        if medium and (at in self.clauses.verbs or page.is_(at, "verb")):
            at += 1
        if at >= sentence.last or not (
            page.is_(at, "preposition", "location_marker", "addressee_marker", "adverb") or self.dated(at)
        ):
            return at
        i = at

        def opens(k: int) -> bool:  # *said in a statement that followed weeks of quiet* describes the statement
            return page.is_(k, "complementizer") and not (medium and page.is_(k, "relative") and self.is_finite(k + 1))

        while i < sentence.last and page.tokens[i].text not in (",", ";", ")") and not opens(i):
            if i in page.quote_marks or page.tokens[i].text == ":":
                return at
            i += 1
        bare = page.is_(at, "negator") and page.is_(at, "preposition")  # *said without giving details*
        if not medium and not bare and any(k in self.clauses.verbs and k not in self.clauses.nominals for k in range(at, i)):
            return at  # *claimed some 43 policemen died*
        return i if i >= sentence.last or not opens(i) else at

    def addressee_end(self, hit: Hit[Cue], at: int) -> int:
        """The token behind who is told (*told a radio interviewer*, *kata X kepada AFP*), where anybody is named as told."""
        page, cast = self.page, self.clauses.cast
        end = page.sentence_of(hit.first).last
        marked = page.is_(at, "addressee_marker") and not page.is_(at, "complementizer")
        if not marked and not (hit.row.addressed and at == hit.last):
            return at
        i = at + marked
        while i < end and page.is_(i, "determiner", "quantifier", "modifier", "plural_marker") and i not in cast.starting:
            i += 1
        told = cast.starting.get(i)
        if told is not None and not told.pronoun:
            deictic = page.pack.header.head == "last" and page.is_(told.last - 1, "demonstrative")
            return told.last - deictic  # *told AFP there was no damage*
        if told is not None or page.is_(at, "pronoun_person", "pronoun_plural", "pronoun_we"):
            return i if i > at + marked else at + marked + 1
        last = i
        while last < end and last - i < _TOLD and page.tokens[last].is_word and not page.classes(last):
            if last in self.clauses.verbs or last in cast.starting:
                break
            last += 1
        return last if last > i else at

    def dated(self, at: int) -> bool:
        """True where a date, a weekday or time of day begins, which belongs to no phrase."""
        return at in self.clauses.void or at in self.clauses.timed

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
        later = i
        while later < end and (
            later in self.clauses.timed or (page.is_(later, "preposition") and later + 1 in self.clauses.timed)
        ):
            later += 1
        behind = later + (i < later < end and page.tokens[later].text == ",")
        if i < later < end and page.is_(behind, "complementizer"):
            i = behind + 1  # *said on Tuesday that*, *mengatakan Rabu, bahwa*
        elif behind < end and self.clauses.when & set(range(i, later)) and self.begins(later) and behind not in self.clauses.when:
            i = later + 1 if page.tokens[later].text == "," else later  # *said Monday it had killed six*: when it was said
        return i if i < end and any(t.is_word or t.is_number for t in page.tokens[i:end]) else None

    def begins(self, at: int) -> bool:
        """True of a comma and of what a new clause begins with, not of the noun that a day belongs to (*Friday prayers*)."""
        page, token = self.page, self.page.tokens[at]
        opens = page.is_(at, "determiner", "quantifier", "pronoun_person", "pronoun_plural", "pronoun_institution")
        return token.text == "," or token.is_number or at in self.clauses.counted or (opens and token.is_word)

    def points(self, first: int, last: int) -> tuple[int, int]:
        page = self.page
        while last > first and page.tokens[last - 1].text in (",", ".", '"', ";", ":", "-"):
            last -= 1
        if last - first > 2 and page.pack.header.head == "first" and page.is_(last - 1, "relative"):
            last -= 1 + page.is_(last - 2, "preposition", "subordinator")  # *..., seperti yang* disebutkan X
            return self.points(first, last)
        while first < last and page.tokens[first].text in (",", '"', ";", ":", "-"):
            if any(page.tokens[i].text == '"' for i in range(first + 1, last)) and page.tokens[first].text == '"':
                break  # *estimating that "around thirty" guards were killed*
            first += 1
        return (page.tokens[first].start, page.tokens[last - 1].end) if first < last else (0, 0)
