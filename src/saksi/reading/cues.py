"""Cues: whether a word of attribution says anything where it stands.

Needs phrases and clauses; gives yes or no. A form of a verb may be a noun (*its latest report*), be meant and not said
(*expected to announce*), or be another act (*found 12 bodies*); what stands behind it tells: a clause, a quotation, a figure.
"""

from __future__ import annotations

from saksi.languages import Hit
from saksi.languages.schema import Cue
from saksi.reading.actors import Cast, Phrase
from saksi.reading.clauses import Clauses
from saksi.reading.page import Page
from saksi.reading.speakers import Speakers
from saksi.types import Stance

_REACH = 20  # tokens behind a cue within which its figure stands
_AS = 8  # tokens between a verb of describing and what it makes of its object
_BESIDE = 3  # tokens between a figure and who is counted
_PLANNED: frozenset[Stance] = frozenset({"asserts", "confirms", "calls_for", "demands", "condemns", "accuses"})
_ACTED: frozenset[Stance] = frozenset({"declines", "claims_responsibility"})


class Cues:
    """Judges the cues of one page. ``harm`` are the tokens of words of harm."""

    def __init__(self, page: Page, cast: Cast, clauses: Clauses, speakers: Speakers, harm: set[int]) -> None:
        self.page, self.cast, self.clauses, self.speakers, self.harm = page, cast, clauses, speakers, harm
        self.people = {i for p in cast.phrases for h in p.nouns if h.row.kind != "thing" for i in range(h.first, h.last)}
        self.people |= harm
        papers = (h for h in page.hits("actors", "noun") if h.row.source == "document")
        self.documents = {i for h in papers for i in range(h.first, h.last)}
        self.figures = {i for i in clauses.counted if not page.is_(i, "determiner")}
        self.counted = {i for i in self.figures if any(k in self.people for k in range(i - _BESIDE, i + _BESIDE + 1))}

    def reach(self, hit: Hit[Cue]) -> int:
        """The token behind what a cue may govern in its sentence."""
        return min(self.page.sentence_of(hit.first).last, hit.last + _REACH)

    def is_passive(self, at: int) -> bool:
        """True of a participle behind the auxiliary of the passive, adverbs between or not (*were also ordered*)."""
        page, i = self.page, at - 1
        while page.is_(i, "adverb", "negator") and not page.is_(i, "passive_auxiliary"):
            i -= 1
        return i >= page.sentence_of(at).first and page.is_(i, "passive_auxiliary")

    def is_noun(self, hit: Hit[Cue]) -> bool:
        """True of a form of a verb that is a noun here (*its latest report*), or that does something else (*responded by*)."""
        page, before = self.page, hit.first - 1
        if page.pack.header.head == "last" and hit.voice == "past" and page.is_(before, "possessive_marker"):
            return True  # *Iran's suspected sites*
        if page.pack.header.head == "last" and self.before_noun(hit):
            return True
        inside = (
            page.tokens[hit.first].is_capital and page.tokens[before].is_capital and before >= page.sentence_of(hit.first).first
        )
        if (
            hit.voice == "past"
            and hit.row.needs == "actor"
            and page.is_(hit.last, "subordinator")
            and before in self.cast.covering
        ):
            return True  # *men described as jihadists*
        if page.pack.header.head == "last" and hit.voice == "past" and inside and not self.titled(hit.first):
            return True  # a name: *Jalan Rasuna Said*
        if page.pack.header.head == "last" and hit.voice in ("base", "third"):
            if page.tokens[hit.first].is_capital and not self.speakers.earlier.opens(hit.first) and not self.titled(hit.first):
                return True  # *the State Palace*
            colon = hit.last < len(page.tokens) and page.tokens[hit.last].text == ":"
            if hit.voice == "base" and colon and page.is_(hit.first, "tidings"):
                return True  # *UN report: 40 killed*
            verb = hit.last in self.clauses.verbs or page.is_(hit.last, "verb", "copula", "auxiliary", "passive_auxiliary")
            if verb and hit.row.stance == "asserts" and not page.is_(hit.last, "negator", "adverb"):
                return True  # *its report said*, *a report obtained by X*
            finite = before in self.cast.covering or page.is_(
                before, "purpose", "future", "ability", "auxiliary", "adverb", "negator"
            )
            if hit.voice == "base" and page.is_(hit.last, "relative") and not finite and not self.many(hit.first):
                return True  # *the bomb blast that ripped through a church*
            while before > 0 and page.is_(before, "modifier", "past") and before not in self.cast.covering:
                before -= 1
            if page.is_(before, "determiner", "possessive_marker", "preposition", "quantifier"):
                return not page.is_(before, "purpose")
        if hit.voice in ("past", "third", "gerund") and page.is_(hit.last, "agent_marker"):
            return hit.voice != "past" or not page.is_(before, "passive_auxiliary", "aspect", "past")
        return hit.voice == "gerund" and page.is_(hit.first - 1, "preposition", "linker", "purpose")

    def before_noun(self, hit: Hit[Cue]) -> bool:
        """True of a form that qualifies or names (*UN-certified*, *a warning shell*, *two volunteers*, *in Delta state*)."""
        page, before = self.page, hit.first - 1
        if before < page.sentence_of(hit.first).first:
            return False
        if hit.voice == "past" and page.tokens[before].text == "-":
            return True
        counted = before in self.clauses.counted and before not in self.clauses.timed
        if hit.voice == "past" and hit.row.stance == "accuses" and counted and hit.last in self.cast.covering:
            return True  # *28 alleged gang members*
        if hit.voice == "gerund":
            return page.is_(before, "determiner") and not page.is_(before, "complementizer", "relative", "demonstrative")
        if hit.voice == "third" and before in self.clauses.counted and before not in self.clauses.timed:
            return True
        closes = hit.last >= page.sentence_of(before).last or page.tokens[hit.last].text in (",", ".", ")")
        closes = closes or page.is_(hit.last, "coordinator")
        name = self.cast.ending.get(hit.first)
        if hit.voice != "base" or not closes or self.many(hit.first):
            return False
        if name is None:  # *in Benue state*, where no register knows the name
            return page.tokens[before].is_capital and page.is_(before - 1, "preposition", "location_marker")
        at = name.first - 1 - page.is_(name.first - 1, "determiner")
        governed = page.is_(at, "preposition", "location_marker", "linker")
        return governed or any(page.is_(i, "neighbour", "modifier") for i in (name.first - 1, name.first))

    def is_root(self, hit: Hit[Cue]) -> bool:
        """True of a bare root that is a noun or adjective where no statement ends before it (*mematuhi perintah X*, *jelas*)."""
        page = self.page
        row, lower = hit.row, page.tokens[hit.first].lower
        bare = row.shape == "quote" and row.needs == "actor" and hit.voice is None and hit.last - hit.first == 1
        if not bare or page.pack.header.head == "last" or page.pack.looks_verbal(lower) or page.pack.ends_in_possessor(lower):
            return False
        return page.tokens[hit.first - 1].is_word and hit.first > page.sentence_of(hit.first).first and not self.titled(hit.first)

    def titled(self, at: int) -> bool:
        """True in a headline, or a line set like one, where verbs may be capitalised too."""
        sentence = self.page.sentence_of(at)
        return sentence.voice in ("headline", "teaser", "caption") or sentence.index in self.page.titled

    def is_aim(self, hit: Hit[Cue]) -> bool:
        """True of what somebody is to say, has reason or a way to say (*expected to announce*, *untuk menjelaskan*)."""
        page, before = self.page, hit.first - 1
        while page.is_(before, "adverb", "aspect") and not page.is_(before, "future", "coordinator"):
            before -= 1  # *akan terus menyampaikan*
        planned = page.is_(before, "future") and hit.row.stance in _PLANNED
        if page.pack.header.head == "first" and (hit.row.shape == "passive" or hit.voice == "passive"):
            return page.is_(before, "future") and hit.row.stance == "asserts"  # *kronologinya akan disampaikan X*
        if hit.row.shape not in ("verb", "quote") or hit.voice == "gerund" or hit.row.stance in _ACTED:
            return False
        if page.pack.header.head == "last":
            return hit.voice in ("base", None) and (planned or page.is_(before, "purpose"))
        if page.is_(before, "ability") and hit.row.stance == "asserts" and not page.is_(before - 1, "negator"):
            return True  # *dapat mengidentifikasi*: what can be told is not told
        if planned and not page.is_(hit.last, "complementizer") and page.tokens[min(hit.last, len(page.tokens) - 1)].text != '"':
            return True  # *akan segera mengumumkan hasilnya*
        return page.is_(before, "purpose", "preposition", "copula") and not page.is_(before, "relative")

    def is_recognition(self, hit: Hit[Cue]) -> bool:
        """True of a state as all that is acknowledged (*mengakui Israel*), which is told elsewhere."""
        page, state = self.page, self.cast.starting.get(hit.last)
        if hit.row.stance != "confirms" or state is None or state.nouns or not any(n.country for n in state.names):
            return False
        end = page.sentence_of(hit.first).last
        return state.last >= end or not page.tokens[state.last].is_word or page.is_(state.last, "coordinator")

    def is_wished(self, phrase: Phrase) -> bool:
        """True of the subject of a clause that tells what somebody is to do (*meminta agar TNI menjelaskan*)."""
        page, i = self.page, phrase.first - 1
        start = page.sentence_of(phrase.first).first
        while i > start and page.is_(i, "determiner", "quantifier", "modifier"):
            i -= 1
        return i >= start and page.is_(i, "purpose") and page.is_(i, "subordinator")

    def is_inside(self, hit: Hit[Cue]) -> bool:
        """True of a noun for what was told that opens no clause, so that nothing is told by it (*ada informasi dari warga*)."""
        page, before = self.page, hit.first - 1
        if hit.row.shape != "according" or not page.is_(hit.first, "tidings", "source_marker"):
            return False
        start = page.sentence_of(hit.first).first
        while before >= start and page.is_(before, "adverb", "coordinator", "adversative", "complementizer"):
            before -= 1
        if any(page.is_(i, "complementizer") for i in range(hit.last, min(hit.last + _AS, page.sentence_of(before).last))):
            return False  # *memperoleh keterangan dari delapan saksi bahwa ...*
        return before >= start and page.tokens[before].is_word

    def urges(self, hit: Hit[Cue]) -> bool:
        """True of an order to somebody, or with what is to be done (*ordered troops to hold*), not of one for a thing."""
        page = self.page
        for ordered in self.clauses.object(hit.last):
            people = ordered.person or any(h.row.kind != "thing" for h in ordered.nouns)
            if people and page.is_(ordered.last, "purpose", "preposition", "location_marker"):
                return True  # *orders 1,000 reservists into the gorge*
        for i in range(hit.last, self.reach(hit)):
            if page.is_(i, "purpose", "complementizer"):
                return True
            if page.tokens[i].text in (",", ";", ":") or (i in self.clauses.verbs and i not in self.clauses.nominals):
                return False
        return False

    def nobody(self, phrase: Phrase) -> bool:
        """True of a source that there is none of (*No group has claimed*, *Belum ada kelompok yang mengaku*), or of mere harm."""
        page, i = self.page, phrase.first - 1
        if not (phrase.nouns or phrase.named or phrase.pronoun) and self.harm.issuperset(range(phrase.first, phrase.last)):
            return True  # *claimed 56 lives*
        if page.is_(i, "verb", "copula"):
            i -= 1
        same = i >= page.sentence_of(phrase.first).first
        return page.is_(phrase.first, "negator") or (same and page.is_(i, "negator"))

    def counts(self, hit: Hit[Cue]) -> bool:
        """True where a count of people, or a word of harm with one, stands behind a cue before the next clause or verb."""
        page, people = self.page, False
        for i in range(hit.last, self.reach(hit)):
            people = people or i in self.people
            alone = (
                page.tokens[i + 1].text in (",", ".", ";", '"') or page.is_(i + 1, "coordinator")
                if i + 1 < len(page.tokens)
                else True
            )
            if i in self.counted or (i in self.figures and (people or alone)):
                return True
            verb = i in self.clauses.verbs and i not in self.clauses.nominals and i not in self.harm
            verb = verb and not page.is_(i, "preposition")  # *revised the toll down to 29*
            if page.tokens[i].text in (";", ":") or page.is_(i, "complementizer", "relative"):
                return False
            if verb and page.pack.header.head == "last":
                return False
        return False

    def only_counts(self, first: int, last: int) -> bool:
        """Whether a count of people, and nothing else, is what follows up to the end of a clause."""
        i = first
        while i < last and (i in self.clauses.counted or self.page.is_(i, "quantifier", "figure_marker")):
            i += 1
        counted = any(k in self.clauses.counted for k in range(first, i))
        while i < last and i in self.people:
            i += 1
        return counted and (i == last or not self.page.tokens[i].is_word)

    def acts(self, i: int) -> bool:
        """True of a word with the look of a verb that no list knows."""
        token = self.page.tokens[i]
        return not token.is_capital and i not in self.cast.covering and self.page.pack.looks_verbal(token.lower)

    def takes_in(self, hit: Hit[Cue], phrases: list[Phrase]) -> bool:
        """True of a hospital with those it treats as its object."""
        here = any(h.row.source == "hospital" for p in phrases for h in p.nouns)
        return here and hit.voice in ("past", "third", "base", None) and not self.page.is_(hit.last, "complementizer")

    def many(self, verb: int) -> bool:
        """True where a plural subject stands right before a base form, so that it is a verb (*the barracks deny it*)."""
        page, i = self.page, verb - 1
        while i > page.sentence_of(verb).first and page.is_(i, "adverb", "negator"):
            i -= 1
        return page.is_(i, "pronoun_plural", "pronoun_we") or (
            page.tokens[i].is_word and page.pack.is_plural(page.tokens[i].lower)
        )

    def tells(self, hit: Hit[Cue]) -> bool:
        """True of a verb of another act with what makes it one of saying (*found 12 had died*, *released a list*)."""
        page = self.page
        subject = range(page.sentence_of(hit.first).first, hit.first)
        paper = any(i in self.documents or page.is_(i, "tidings") for i in subject)
        if self.opens_speech(hit) or (hit.row.needs == "found" and paper and self.counts(hit)):
            return True
        end = self.reach(hit)
        for i in range(hit.last, min(end, hit.last + _AS)):
            if page.tokens[i].text in (",", ";") or page.is_(i, "complementizer", "relative"):
                return False
            if hit.row.needs == "tidings":
                if page.is_(i, "tidings") or i in self.documents:
                    return True
                if i in self.clauses.verbs or page.is_(i, "verb", "preposition", "location_marker", "coordinator"):
                    return False
            elif page.pack.header.head == "last" and page.is_(i, "copula", "auxiliary", "passive_auxiliary", "past"):
                return True
        return False

    def acts_on(self, hit: Hit[Cue], rule: str) -> bool:
        """True of a finite verb of more than saying with its object (*Survivors blame the coast guard*)."""
        page = self.page
        if hit.row.stance == "asserts" or rule not in ("subject", "plain words"):
            return False
        return page.is_(hit.last, "determiner", "possessive_marker", "anaphor", "adverb") or hit.last in self.cast.starting

    def opens_speech(self, hit: Hit[Cue]) -> bool:
        """True where a reported clause is marked right behind a cue."""
        page = self.page
        near = range(hit.last, min(hit.last + 3, page.sentence_of(hit.first).last))
        return any(page.is_(i, "complementizer") or page.tokens[i].text in (":", '"') for i in near)

    def clausal(self, hit: Hit[Cue], direct: bool) -> bool:
        """True when a complementizer, comma, colon or quotation follows the cue: what it takes is a clause."""
        page = self.page
        if direct:
            return True
        if hit.row.shape == "noun":
            sentence = page.sentence_of(hit.first)
            near = range(hit.last, min(hit.last + 6, sentence.last))
            owner = self.cast.starting.get(hit.last)
            opens = owner is not None and owner.last < sentence.last and page.is_(owner.last, "complementizer")
            return opens or any(page.is_(i, "complementizer") or page.tokens[i].text in (":", '"') for i in near)
        if hit.row.needs == "actor" and hit.voice in ("base", "third"):
            near = range(hit.last, min(hit.last + _AS, page.sentence_of(hit.first).last))
            if any(page.is_(i, "complementizer") for i in near):
                return True  # *describes its truce as a gift*
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
            and not self.many(hit.first)
        ):
            return False
        if hit.row.needs == "actor" and not self.clauses.counted.isdisjoint(range(hit.last, min(hit.last + 3, sentence.last))):
            return True  # *put the toll at 12*: a figure is said
        if hit.row.stance == "asserts" and self.only_counts(hit.last, sentence.last):
            return True  # *pemberontak menyebut 30*
        about = self.cast.starting.get(hit.last) if page.pack.header.head == "first" else None
        state = about is not None and not about.nouns and any(n.country for n in about.names)  # recognition is told elsewhere
        if about is not None and not state and about.last < sentence.last:
            told = page.tokens[about.last]
            if told.is_word and not page.classes(about.last):
                return True  # *menilai polisi sewenang-wenang*: a party and what it is said to be
        return any(
            i in self.clauses.verbs
            or i in self.harm
            or page.is_(i, "copula", "verb", "auxiliary", "passive_auxiliary", "relative", "negator", "ability", "future")
            or (page.pack.header.head == "first" and self.acts(i))
            for i in range(hit.last, sentence.last)
        )

    def asks(self, hit: Hit[Cue]) -> bool:
        """True when the cue has an addressee, then a purpose clause and no reported one (*mengatakan kepada X untuk*)."""
        page = self.page
        sentence = page.sentence_of(hit.first)
        if page.pack.header.head == "last":  # *told all doctors not to operate*, never *said the theft amounted to a fortune*
            told = self.cast.starting.get(hit.last) or self.cast.starting.get(hit.last + 1)
            at = told.last if told is not None else hit.last
            while page.is_(at, "negator", "adverb") and not page.is_(at, "purpose"):
                at += 1
            return at < sentence.last and page.is_(at, "purpose")
        addressee = False
        for i in range(hit.last, sentence.last):
            if page.is_(i, "complementizer") and not page.is_(i, "purpose"):
                return False
            if page.is_(i, "purpose") and (addressee or i == hit.last):
                return True
            addressee = addressee or page.is_(i, "addressee_marker")
            if page.tokens[i].text in (",", '"'):
                return False
        return False
