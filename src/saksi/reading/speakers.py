"""Speakers: whose the words are that a cue of attribution introduces.

Needs phrases and clauses; gives the phrases of the sources. The source of a cue is its subject, the agent of its passive, or what
follows it, by the shape of the cue; an apposition belongs to it (*Nama, juru bicara X,*), a second cue joined to the first has
the same one (*membantah ... dan menuding ...*), a pronoun speaks for whoever spoke or acted last, and plain words before a verb
of saying are a source that no list knows (*the mission said*).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from saksi.languages import Hit
from saksi.languages.schema import Cue, WordClass
from saksi.reading.actors import Cast, Phrase, is_mere_place, known_as, speaks_for
from saksi.reading.chunks import Chunks
from saksi.reading.clauses import Clauses
from saksi.reading.earlier import REACH_BACK, Earlier, Said, opening
from saksi.reading.page import Page
from saksi.types import Source, SourceClass

_SPOKEN = ("verb", "quote", "noun")
_TOLD = 3  # plain words behind a post that say which
_OFFICE = 3  # words of an office and a name that go on behind a conjunction
_PLAIN = 5  # words a source may have that no list knows
CLOSED: tuple[WordClass, ...] = (
    "preposition", "coordinator", "complementizer", "relative", "negator", "adverb", "verb", "subordinator", "aspect",
    "pronoun_person", "pronoun_plural", "pronoun_we", "pronoun_institution", "location_marker", "auxiliary", "copula",
    "condition",
)  # fmt: skip


@dataclass(slots=True)
class Speakers:
    """Finds the source of a cue. ``said`` is what the page was found to say so far, in the order of its cues."""

    page: Page
    cast: Cast
    clauses: Clauses
    said: list[Said]
    earlier: Earlier = field(init=False)

    def __post_init__(self) -> None:
        self.earlier = Earlier(self.page, self.cast, self.said)

    def of(self, hit: Hit[Cue], passive: bool) -> tuple[list[Phrase], str]:
        """The phrases that are the source of the cue, apposition included, and the rule that found them."""
        phrases, rule = self.source(hit, passive)
        if len(phrases) > 1 and rule == "subject":
            phrases = [p for p in phrases if p.first > hit.first or not self.suffers(p)] or phrases
        phrases = self.whole_posts(phrases)
        return [self.earlier.who_speaks(self.with_apposition(p)) for p in phrases], "plain words" if rule == "is quoted" else rule

    def source(self, hit: Hit[Cue], passive: bool) -> tuple[list[Phrase], str]:
        """The source by the shape of the cue."""
        page, row = self.page, hit.row
        if self.is_own_word(hit):
            floor = page.sentence_of(hit.first).index - 4 * REACH_BACK
            same = [
                s for s in self.said if s.sentence.index >= floor and s.first < hit.first and not self.earlier.quoted(s.first)
            ]
            if same:
                return self.earlier.last_speaker(same, hit.first), "possessor ending"
        if row.shape == "according":
            phrase = self.following(hit.last, bridging=True)
            if phrase is not None:
                return self.clauses.conjuncts_after(self.with_rest(self.with_paper(phrase))), "according"
            if page.is_(hit.last, "anaphor") and page.pack.header.head == "first" and hit.last - hit.first > 1:
                return [Phrase(hit.last - 1, hit.last + 1)], "plain words"  # *menurut pernyataan tersebut*
            plain = self.plain_after(hit.last) or self.paper(hit)
            return ([plain], "plain words") if plain is not None else ([], "")
        if row.shape == "owned":
            return self.owner(hit), "possessor"
        if passive:
            return self.agents(hit), "agent of passive"
        if row.shape == "noun":
            phrase = self.possessor(hit)
            if phrase is None:
                return self.clauses.marked(hit.last, "linker", "agent_marker", reach=3)[:1], "noun"
            return [phrase], "noun"
        quoted = self.quoted_as(hit)
        if quoted is not None:
            return [quoted], "is quoted"
        joined = self.joined(hit)
        if joined is not None:
            return joined.phrases, "same speaker"
        if hit.voice == "gerund" and page.pack.header.head == "last":
            start = page.sentence_of(hit.first).first
            told = self.cast.ending.get(hit.first)
            if told is not None and page.is_(opening(page, told) - 1, "preposition") and told.can_speak():
                led = opening(page, told) - 1
                if led == start or page.tokens[led - 1].text == ",":
                    return [told], "subject"  # *..., with sources telling AFP that ...*
            if hit.first == start:
                return [], ""  # *Confirming this, X said*: who does is told where they speak
            main = self.clauses.verb_before(hit.first, start)
            if main is not None and (page.tokens[hit.first - 1].text == "," or page.is_(hit.first - 1, "subordinator")):
                return [p for p in self.clauses.subject(main) if p.first < main], "subject"
            here = [s.phrases for s in self.said if s.sentence.first == start and s.row.shape == "according"]
            if here and page.tokens[hit.first - 1].text == ",":  # *According to X, ..., estimating that 30 were killed*
                return here[-1], "same speaker"
        return self.before_or_after(hit)

    def suffers(self, phrase: Phrase) -> bool:
        """True of the object of a verb right before it (*killing 21 people, police and doctors said*: no list of three)."""
        before = opening(self.page, phrase) - 1
        return before in self.clauses.verbs and before not in self.clauses.nominals

    def agents(self, hit: Hit[Cue]) -> list[Phrase]:
        """Who it is said by: behind an agent marker, or right behind the passive where the language lets the marker out."""
        agents = self.clauses.marked(hit.last, "agent_marker", reach=8)
        if not agents and self.page.pack.header.bare_agent:
            near = self.cast.starting.get(hit.last)
            unit = near is not None and near.last in self.clauses.counted  # *ditaksir Rp 60 miliar*
            agents = [near] if near is not None and near.can_speak() and not unit else []
        return agents

    def owner(self, hit: Hit[Cue]) -> list[Phrase]:
        """Whose count or version a preposition opens (*by the army's count*): the possessor right before the noun."""
        page = self.page
        i = hit.first - 1
        while page.is_(i, "modifier") and i not in self.cast.covering:
            i -= 1
        whose = page.is_(i, "determiner") and page.is_(i, "pronoun_person", "pronoun_plural", "pronoun_institution")
        if whose and page.is_(i - 1, "preposition", "agent_marker") and page.pack.header.head == "last":
            return [Phrase(i, i + 1, pronoun=True)]  # *by his estimate*
        if not page.is_(i, "possessive_marker"):
            return []
        phrase = self.cast.ending.get(i) or Chunks(page, self.cast, self.clauses).named(i)
        first = phrase.first - 1 if phrase is not None else 0
        while first > 0 and page.is_(first, "determiner", "modifier", "quantifier"):
            first -= 1
        opened = first >= 0 and page.is_(first, "preposition", "agent_marker", "location_marker", "source_marker")
        return [phrase] if phrase is not None and opened else []

    def possessor(self, hit: Hit[Cue]) -> Phrase | None:
        """Whose a statement is: right behind its noun, or before it where heads come last (*laporan X bahwa*, *X's claim that*).

        A party that begins with the noun (*Laporan Amnesty International*) is what of it stands behind the noun.
        """
        page, end = self.page, self.page.sentence_of(hit.first).last
        behind = self.cast.starting.get(hit.last) if hit.last < end else None
        if behind is not None:
            return behind
        if page.pack.header.head == "last":
            return self.cast.ending.get(hit.first - page.is_(hit.first - 1, "possessive_marker"))
        whole = self.cast.covering.get(hit.first)
        if (
            whole is None
            or whole.first != hit.first
            or not hit.last < whole.last < end
            or not page.is_(whole.last, "complementizer")
        ):
            return None
        nouns = tuple(h for h in whole.nouns if h.first >= hit.last)
        return replace(whole, first=hit.last, nouns=nouns) if nouns or whole.named else None

    def paper(self, hit: Hit[Cue]) -> Phrase | None:
        """What was told as a source without an owner (*menurut hitungan resmi*, *according to reports*)."""
        page = self.page
        end = page.sentence_of(hit.first).last
        first = hit.last - 1 if hit.last - hit.first > 1 and page.is_(hit.last - 1, "tidings") else hit.last
        last = min(first + 1, end)
        while last < end and last - first <= _TOLD and page.tokens[last].is_word and not page.is_(last, *CLOSED):
            last += 1
        closed = last >= end or page.tokens[last].text in (",", ".", ";")
        return Phrase(first, last) if closed and first < last and page.is_(first, "tidings") else None

    def quoted_as(self, hit: Hit[Cue]) -> Phrase | None:
        """Who is quoted (*quoted the governor as saying*): what stands before the word that joins the gerund to it."""
        if hit.voice != "gerund" or not self.page.is_(hit.first - 1, "subordinator", "complementizer"):
            return None
        phrase = self.cast.ending.get(hit.first - 1)
        if phrase is None and self.page.is_(hit.first - 1, "complementizer"):
            phrase = Chunks(self.page, self.cast, self.clauses).named(hit.first - 1)
        return phrase

    def before_or_after(self, hit: Hit[Cue]) -> tuple[list[Phrase], str]:
        """The subject of the cue, or what follows a cue that may stand before its source (*"...", kata X*)."""
        page, row = self.page, hit.row
        start = page.sentence_of(hit.first).first
        breaks_before = hit.first == start or page.tokens[hit.first - 1].text in (",", '"', "?", "!", "'", "-", ".", ")")
        counted = hit.last in self.clauses.counted and not page.is_(hit.last, "determiner")  # *admitted 60 dead*
        counted = counted and page.tokens[hit.last].lower not in page.pack.ones
        after = None if row.addressed or counted else self.following(hit.last, bridging=breaks_before and row.shape == "quote")
        owner = after is not None and page.pack.header.head == "last" and page.is_(after.last, "possessive_marker")
        after = None if owner else after  # *said X's patents covered ...*
        chunk = self.plain_before(hit)
        subject, deed = self.clauses.subject_or_nominal(hit.first)
        if deed is not None and not subject and page.pack.header.head == "last":
            alone = chunk is None or chunk.first <= deed < chunk.last
            if alone and not (breaks_before and after is not None and after.can_speak()):
                return [], ""  # *heavy fighting claimed 56 lives*
        before = self.opened_by(hit, self.headed(subject, chunk))
        if row.shape == "quote" and hit.voice is None and page.pack.header.head == "first":
            root = hit.last - hit.first == 1 and not page.pack.looks_verbal(page.tokens[hit.first].lower)
            clause = (after is not None and self.acts(after)) or page.is_(hit.last, "complementizer")
            here = page.sentence_of(hit.first)
            if root and not clause and here.voice != "headline" and here.index not in page.titled:
                before, chunk = (
                    [],
                    None,
                )  # a bare root has its source behind it (*kata X*); else it is a noun (*nilai penting*)
        adjacent = self.cast.ending.get(hit.first)
        if before and adjacent is not None and adjacent in before:
            return before, "subject"
        told = bool(before) or hit.voice == "gerund"
        told = told or (page.pack.header.head == "last" and after is not None and after.pronoun)
        if after is not None and told and not self.quoted_before(hit.first) and self.acts(after):
            after = None  # the subject of what is said, not who says it
        comma = hit.first - 1 if page.tokens[hit.first - 1].text == "," and hit.first > start else None
        if chunk is not None and not before and comma is not None and self.clauses.relative_opening(comma, start) is not None:
            return [chunk], "plain words"  # *A team of X, which toured the valley, said two of them*
        behind = (self.quoted_before(hit.first) or breaks_before) and not page.is_(hit.last, "pronoun_institution")
        behind = behind and not row.addressed
        papers = after is not None and any(h.row.source == "document" for h in after.nouns)
        if row.shape == "quote" and after is not None and behind and (papers or after.can_speak()):
            return self.clauses.conjuncts_after(after), "source after cue"
        inverted = row.shape == "quote" and behind and page.is_(hit.last, "determiner") and after is None
        if inverted and (told_by := self.plain_after(hit.last)) is not None:
            return [told_by], "plain words"  # *..., said an officer,*
        own = self.first_person(hit)
        if own is not None:
            return [own], "first person"
        if before:
            mute = chunk is not None and before[-1].last == chunk.last and not any(p.can_speak() for p in before)
            return before, "plain words" if mute else "subject"
        if chunk is not None and not breaks_before:
            return [chunk], "plain words"
        free = breaks_before or behind or page.pack.header.head == "first"  # not *fresh attack claims soldiers*
        if row.shape == "quote" and after is not None and after.can_speak() and free:
            return self.clauses.conjuncts_after(after), "source after cue"
        plain = (self.plain_after(hit.last) if behind and row.shape == "quote" else None) or chunk
        return ([plain], "plain words") if plain is not None else ([], "")

    def acts(self, phrase: Phrase) -> bool:
        """True of a phrase with a verb of its own right behind it."""
        page, i = self.page, phrase.last
        if page.is_(i, "preposition", "location_marker"):
            return False  # *kata X dalam sebuah pernyataan*: where it was said
        if self.named_word(i) and page.sentence_of(i).index not in page.titled and page.sentence_of(i).voice != "headline":
            return False  # *kata X dari Komeito Baru*
        harm = any(h.first == i for h in page.hits("casualties", "word"))
        return (
            i in self.clauses.verbs
            or harm
            or page.is_(i, "verb", "auxiliary", "passive_auxiliary", "aspect", "future", "copula", "ability")
        )

    # --- words that no list knows ------------------------------------------------------------------------------------

    def plain_before(self, hit: Hit[Cue]) -> Phrase | None:
        """The chunk that is the subject of a verb of saying (*The mission said*): its source, whatever it is."""
        if hit.row.shape not in ("quote", "verb") or hit.voice == "gerund":
            return None
        chunk = Chunks(self.page, self.cast, self.clauses).before(hit.first)
        return replace(chunk, status="named") if chunk is not None else None

    def headed(self, subject: list[Phrase], chunk: Phrase | None) -> list[Phrase]:
        """The subject under all its words, where a party only qualifies the noun that heads it (*the police command*).

        A party that is only inserted behind the subject tells who it is (*Nama, 34, a shopkeeper, says*).
        """
        if not subject or chunk is None:
            return subject
        last = subject[-1]
        if last.nouns and all(h.row.source == "document" for h in last.nouns) and not last.named and chunk.first >= last.last:
            return [chunk]  # who brought the document out
        if last.last <= chunk.first and self.page.pack.header.head == "last":
            return [chunk]  # *..., monitored radio traffic confirmed*: what stands right before the verb
        between = range(chunk.last, last.first)
        parted = any(self.page.tokens[i].text == "," or self.page.is_(i, "subordinator", "complementizer") for i in between)
        if chunk.last < last.first and len(subject) == 1 and not parted:
            return [chunk]  # *a list pinned to the hospital gate*, not *war began after the minister accused*
        if chunk.last < last.first and len(subject) == 1:
            apposed = self.apposed_before(replace(last, last=self.tail(last)))
            tells = (chunk.named or self.looks_named(chunk)) and not last.named and apposed is None
            return [replace(chunk, nouns=chunk.nouns or last.nouns, actor=chunk.actor or last.actor)] if tells else subject
        if last.last == chunk.last and chunk.first < last.first and self.page.tokens[chunk.first].is_capital:
            return [*subject[:-1], replace(last, first=chunk.first)]  # *Home Office*
        inside = chunk.first <= last.last <= chunk.last - 1 and self.page.pack.header.head == "last"
        told = range(last.last, chunk.last)
        plain = all(
            (self.page.tokens[i].is_word or self.page.is_(i, "possessive_marker")) and i not in self.cast.covering for i in told
        )
        return [*subject[:-1], replace(last, last=chunk.last)] if inside and plain else subject

    def opened_by(self, hit: Hit[Cue], found: list[Phrase]) -> list[Phrase]:
        """Who opens the sentence, where what stands before the verb only closes what is inserted behind them.

        *Walikota X, kota asal mereka di Y, sebelah utara Z, mengatakan*: the mayor, not the town.
        """
        page, sentence = self.page, self.page.sentence_of(hit.first)
        if len(found) != 1 or found[0].last >= hit.first or page.tokens[found[0].last].text != ",":
            return found
        first = sentence.first + page.is_(sentence.first, "determiner")
        opening = self.cast.starting.get(first)
        named = found[0].proper is not None or found[0].pronoun or not is_mere_place(found[0])
        if opening is None or opening is found[0] or named or not opening.can_speak() or is_mere_place(opening):
            return found
        inserted = page.tokens[opening.last].text == ","
        for i in range(opening.last, found[0].first):
            inserted = inserted or page.is_(i, "relative")
            if i in self.clauses.verbs and i not in self.clauses.nominals and not inserted:
                return found
            inserted = inserted and not (page.tokens[i].text == "," and self.finite(i + 1))
        return [opening] if inserted else found

    def finite(self, i: int) -> bool:
        """True of a verb past adverbs."""
        while self.page.is_(i, "adverb", "aspect", "past", "negator", "auxiliary"):
            i += 1
        return i in self.clauses.verbs and i not in self.clauses.nominals

    def whole_posts(self, phrases: list[Phrase]) -> list[Phrase]:
        """Posts under all their words (*Deputi Penindakan dan Eksekusi X Nama*): what is joined to a post without a name.

        A post of its own is another person (*the minister and the governor*).
        """
        if self.page.pack.header.head != "first":
            return phrases
        out: list[Phrase] = []
        for phrase in phrases:
            last = out[-1] if out else None
            if last is not None and phrase.first <= last.last:
                out[-1] = replace(last, last=max(last.last, phrase.last), actor=last.actor or phrase.actor)
            elif last is None or phrase.first >= last.last:
                out.append(self.whole_post(phrase))
        return out

    def whole_post(self, phrase: Phrase) -> Phrase:
        """A post with the rest of its office and the name behind it."""
        page, noun, i = self.page, phrase.noun, phrase.last
        end = page.sentence_of(phrase.first).last
        if noun is None or noun.kind != "role" or i + 1 >= end:
            return phrase
        office = _OFFICE + (phrase.proper is not None and page.is_(i, "coordinator"))
        if not page.is_(i, "coordinator", "purpose") or not self.named_word(i + 1):
            return phrase
        behind = self.cast.starting.get(i + 1)
        if behind is not None and any(h.row.kind == "role" for h in behind.nouns):
            return phrase
        last = i + 1
        while last < end and (self.named_word(last) or (page.is_(last, "coordinator") and self.named_word(last + 1))):
            last += 1
        return replace(phrase, last=last) if last - i > office else phrase

    def named_word(self, i: int) -> bool:
        """True of a capitalised word."""
        return i < len(self.page.tokens) and self.page.tokens[i].is_word and self.page.tokens[i].is_capital

    def with_paper(self, phrase: Phrase) -> Phrase:
        """The phrase with the noun for what was told that it qualifies (*a United Nations report*, *police figures*)."""
        page, last = self.page, phrase.last
        if page.pack.header.head == "last" and not phrase.pronoun and page.is_(last, "tidings"):
            return replace(phrase, last=last + 1)
        return phrase

    def with_rest(self, phrase: Phrase) -> Phrase:
        """The phrase with plain words behind it that close it (*menurut badan meteorologi.*)."""
        page, last = self.page, phrase.last
        end = page.sentence_of(phrase.first).last
        if page.pack.header.head != "first" or phrase.named or phrase.pronoun or not phrase.nouns:
            return phrase
        while last < end and last - phrase.last < _TOLD and page.tokens[last].is_word and not page.classes(last):
            if last in self.clauses.verbs or last in self.cast.starting or page.pack.looks_verbal(page.tokens[last].lower):
                return phrase
            last += 1
        closed = last >= end or page.tokens[last].text in (",", ".")
        return replace(phrase, last=last) if closed else phrase

    def looks_named(self, chunk: Phrase) -> bool:
        """True of plain words that are all capitals, one that the language does not know among them (*Sontak*, *Grand Mufti*)."""
        words = self.page.tokens[chunk.first : chunk.last]
        return all(t.is_capital for t in words) and (len(words) > 1 or not self.page.pack.knows(words[0].lower))

    def plain_after(self, at: int) -> Phrase | None:
        """Plain words between a cue and the comma or full stop that ends them (*Menurut seorang keuchik,*)."""
        page = self.page
        end = page.sentence_of(at - 1).last
        i = at
        if page.is_(at, "complementizer") and at + 1 < end and page.is_(at + 1, "determiner"):
            return None  # *says that a patrol fired*
        while i < end and (page.is_(i, "determiner", "quantifier", "modifier") or page.tokens[i].is_number):
            i += 1
        last = i
        while (
            last < min(end, i + _PLAIN)
            and page.tokens[last].is_word
            and not page.is_(last, *CLOSED)
            and last not in self.clauses.verbs
        ):
            last += 1
        closed = last >= end or page.tokens[last].text in (",", ".", "?", "!") or page.is_(last, "relative", "preposition")
        closed = closed or (last in self.clauses.verbs and page.is_(last + 1, "agent_marker"))  # *a statement carried by X*
        return Phrase(i, last) if last > i and closed else None

    def numerals(self) -> set[int]:
        """The tokens of numerals."""
        return {i for h in self.page.hits("numbers", "numeral") for i in range(h.first, h.last)}

    def first_person(self, hit: Hit[Cue]) -> Phrase | None:
        """*Kami mendesak ...* outside quotation marks: whoever publishes the text speaks."""
        page = self.page
        i = hit.first - 1
        start = page.sentence_of(hit.first).first
        while i > start and page.is_(i, "adverb", "aspect", "auxiliary", "past"):
            i -= 1
        if i < start or not page.is_(i, "pronoun_we") or any(q.first < i < q.last for q in page.quotes):
            return None
        named = self.cast.covering.get(i)  # *US* is no *us*
        return Phrase(i, i + 1, pronoun=True) if named is None or named.pronoun else None

    def joined(self, hit: Hit[Cue]) -> Said | None:
        """What was said before in the sentence by the same speaker: the cue is joined to it, or a participle after a comma."""
        page, sentence = self.page, self.page.sentence_of(hit.first)
        here = [s for s in self.said if s.sentence is sentence and s.first < hit.first]
        if not here or self.cast.ending.get(hit.first) is not None:
            return None
        before = hit.first - 1
        while before > sentence.first and page.is_(before, "adverb", "aspect", "auxiliary", "past", "negator"):
            before -= 1
        participle = hit.voice == "gerund" and page.tokens[hit.first - 1].text == ","
        active = hit.voice == "active" or (hit.voice is None and page.pack.looks_verbal(page.tokens[hit.first].lower))
        adjunct = page.is_(before, "subordinator") and active and page.pack.header.head == "first"
        listed = page.tokens[before].text == "," and hit.row.shape != "quote" and hit.voice in ("past", "third", None)
        conjunct = (page.is_(before, "coordinator") or listed) and hit.voice != "base" and not self.names_after(before, hit.first)
        earlier = [s for s in here if adjunct or s.row.shape in _SPOKEN]  # *menurut X, seraya menambahkan*
        if not earlier:
            return None
        said = earlier[-1]
        if conjunct and page.pack.header.head == "last" and hit.voice not in ("past", "third", None):
            conjunct = False
        inside = said.direct and any(a <= page.tokens[hit.first].start < b for a, b in said.spans)
        return said if (participle or adjunct or conjunct) and not inside else None

    def names_after(self, first: int, last: int) -> bool:
        """True where a party stands between two tokens."""
        return any(i in self.cast.covering for i in range(first + 1, last))

    def is_own_word(self, hit: Hit[Cue]) -> bool:
        """True of a word of saying that ends in its speaker (*ujarnya*), not of a verb that ends in its object (*mengutuknya*).

        A word of hearsay (*katanya*) is one where a quotation stands before it.
        """
        word = hit.last - hit.first == 1 and self.is_possessed(hit.first)
        looks = hit.row.shape != "according" and self.page.pack.looks_verbal(self.page.tokens[hit.first].lower)
        verb = hit.voice == "active" or looks  # *mengutuknya*, but *menurutnya*
        told = hit.row.shape in ("quote", "verb", "according") or self.quoted_before(hit.first)
        return word and not verb and (told or self.ends_told(hit))

    def ends_told(self, hit: Hit[Cue]) -> bool:
        """True of a word of hearsay behind a comma where somebody spoke just before: one that closes its sentence (*katanya.*),
        or that only where, when and to whom it was said follows (*katanya kepada wartawan*).
        """
        page, sentence = self.page, self.page.sentence_of(hit.first)
        spoke = any(0 < sentence.index - s.sentence.index <= 2 for s in self.said)
        closes = hit.last >= sentence.last or page.tokens[hit.last].text in (".", ",", ";")
        closes = closes or page.is_(hit.last, "addressee_marker", "location_marker")
        return spoke and closes and page.tokens[hit.first - 1].text == "," and hit.first > sentence.first

    def is_possessed(self, i: int) -> bool:
        """True of a word of saying with the ending of its speaker (*katanya*)."""
        page = self.page
        word = page.tokens[i].lower
        return page.clitics[i] == "possessor" or page.pack.ends_in_possessor(word)

    # --- apposition --------------------------------------------------------------------------------------------------

    def with_apposition(self, phrase: Phrase) -> Phrase:
        """The phrase with its apposition: *Nama, juru bicara X* before the cue, *juru bicara X, Nama* behind it."""
        whole = replace(phrase, last=self.tail(phrase))
        before, after = self.apposed_before(whole), self.apposed_after(phrase)
        for first, second in ((before, whole), (phrase, after)):
            if first is None or second is None:
                continue
            chief = first if first.actor is not None and not (second.proper and not first.named) else second
            if second is after and first.proper is not None and not first.names:
                chief = second  # *direktur Rumah Sakit X, Nama*: the name before the comma is that of the organ
            return replace(
                first,
                last=second.last,
                nouns=first.nouns + second.nouns,
                names=first.names + second.names,
                proper=second.proper or first.proper if second is after else first.proper or second.proper,
                pronoun=False,
                actor=chief.actor if chief is second else chief.actor or second.actor,
            )
        return phrase

    def tail(self, phrase: Phrase) -> int:
        """The token behind what belongs to a post (*spokesman of the joint force,*): plain words up to a comma."""
        page, i = self.page, phrase.last
        end = min(page.sentence_of(phrase.first).last, phrase.last + 2 * _PLAIN)
        if i >= end or not page.is_(i, "linker", "location_marker"):
            return phrase.last
        while i < end and page.tokens[i].text != ",":
            if i in self.clauses.verbs or page.is_(i, "verb", "complementizer", "auxiliary", "relative"):
                return phrase.last
            i += 1
        return i if i < end else phrase.last

    def apposed_before(self, phrase: Phrase) -> Phrase | None:
        """The name that a description or a degree behind it belongs to (*Nama, S.H., ...*; *Forum X, sebuah LSM, ...*)."""
        page = self.page
        i = phrase.first - 1
        sentence = page.sentence_of(phrase.first)
        light: tuple[WordClass, ...] = ("determiner", "quantifier", "modifier", "perspective", "title")
        if phrase.number is not None:
            i = min(i, phrase.number.first - 1)
        plain = _PLAIN if page.pack.header.head == "last" else 0  # *a close aide*
        while i > sentence.first and i not in self.cast.covering:
            known = page.is_(i, *light)
            plain -= not known
            if plain < 0 or not (known or (page.tokens[i].is_word and not page.tokens[i].is_capital and not page.classes(i))):
                break
            i -= 1
        head = self.cast.ending.get(i) if i > sentence.first and page.tokens[i].text == "," else None
        closed = phrase.last >= len(page.tokens) or page.tokens[phrase.last].text == ","
        spoke = any(h.first == phrase.last for h in page.hits("attribution", "cue")) and page.is_(i + 1, "determiner")
        closed = closed or (spoke and head is not None and head.first - sentence.first <= 1)  # *Nama, an activist in X said*
        if head is None or not closed or not head.named or is_mere_place(head) or head.first < sentence.first:
            return None
        bare = not phrase.nouns and not phrase.names and phrase.proper is not None
        degree = bare and "." in page.words(phrase.first, phrase.last)
        named = phrase.proper is not None and not page.is_(i + 1, "determiner")
        one = phrase.number is None or phrase.number.quantity.number == 1
        described_by = bool(phrase.nouns) and one and not named
        free = not page.is_(head.first - 1, "coordinator", "preposition", "location_marker", "linker")
        return head if free and (degree or described_by) else None

    def apposed_after(self, phrase: Phrase) -> Phrase | None:
        """The name that follows a role and a comma (*kata manajer Klub X, Nama.*)."""
        page = self.page
        noun, last = phrase.noun, phrase.last
        end = min(page.sentence_of(phrase.first).last, last + _TOLD)
        while page.pack.header.head == "first" and last < end and page.tokens[last].is_word and not page.is_(last, *CLOSED):
            last += 1  # *komandan operasinya, X*
        heads = noun is not None and self.heads_organ(phrase)
        if noun is None or not (noun.kind == "role" or heads) or last >= len(page.tokens) - 1 or page.tokens[last].text != ",":
            return None
        name = self.cast.starting.get(last + 1)
        if heads and name is not None and name.names:
            return None  # *kepala Puskesmas X, Kabupaten Y*
        titled = name is not None and any(h.row.kind != "role" for h in name.nouns)
        if name is None or titled or name.proper is None or name.number is not None or any(n.country for n in name.names):
            return None
        same = page.sentence_of(name.first) is page.sentence_of(phrase.first)
        closed = name.last >= len(page.tokens) or page.tokens[name.last].text in (",", ".", '"', "(", ";")
        return name if same and closed else None

    def heads_organ(self, phrase: Phrase) -> bool:
        """True of a post that only its organ tells (*direktur Rumah Sakit X*, *the head of X hospital*): no person is named."""
        first = phrase.nouns[0] if phrase.nouns else None
        if first is None or phrase.proper is None or any(h.row.kind == "role" for h in phrase.nouns):
            return False
        return first.row.kind in ("organ", "group") and first.first > phrase.first + self.page.is_(phrase.first, "determiner")

    # --- neighbours --------------------------------------------------------------------------------------------------

    def following(self, at: int, bridging: bool = False) -> Phrase | None:
        """The phrase that begins right behind a cue, past light words; past plain ones too when ``bridging``."""
        page = self.page
        told: int | None = None
        if page.is_(at, "complementizer") and page.pack.header.head == "last":
            return None  # *said that 10 people*
        for i in range(at, min(at + 4, page.sentence_of(at - 1).last)):
            phrase = self.cast.starting.get(i)
            if phrase is not None and told is not None:
                return replace(phrase, first=told)  # *kata gugus tugas pemerintah*
            if phrase is not None:
                return phrase
            light = page.is_(i, "quantifier", "determiner", "modifier", "title", "linker", "source_marker")
            light = light or page.tokens[i].text == "-" or (page.tokens[i].text == "," and i == at)
            plain = bridging and page.tokens[i].is_word
            plain = plain and not page.is_(i, "verb", "negator", "complementizer", "pronoun_we", "location_marker")
            if not light and not plain:
                return None
            told = (i if told is None else told) if not light else None
        return None

    def quoted_before(self, at: int) -> bool:
        """True where a quotation ends right before a token."""
        return any(q.last < at and at - q.last <= 3 for q in self.page.quotes)


def as_source(page: Page, phrase: Phrase) -> Source:
    """A phrase as a source: its words, the role in them, its class and its actor."""
    evidence = page.evidence(phrase.first, phrase.last)
    roles = [h for h in phrase.nouns if h.row.kind == "role"]
    role: str | None = phrase.stands_for
    if roles:
        end = phrase.proper[0] if phrase.proper and phrase.proper[0] > roles[0].first else phrase.last
        start = roles[0].first if page.pack.header.head == "first" else phrase.first
        told = max(h.last for h in roles)
        end = next((i for i in range(told, end) if page.is_(i, "location_marker", "linker", "preposition")), end)
        if start < end:
            role = page.words(start, end).rstrip(" ,(")
    kind: SourceClass | None = speaks_for(phrase)
    return Source(text=evidence.exact, role=role, evidence=evidence, kind=kind, actor=known_as(page, phrase))
