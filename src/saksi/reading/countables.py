"""Countables: whether a number of a sentence with a word of harm counts people at all.

Needs numbers, phrases, clauses and words of harm; says yes or no. A number counts people when a noun of people follows, when the
word of harm does, or when it stands bare beside it; not where it counts things, acts, buildings or a crowd, or names a
unit, a ship or a year.
"""

from __future__ import annotations

from dataclasses import dataclass

from saksi.languages import Hit
from saksi.languages.schema import CasualtyWord
from saksi.reading.actors import Cast, Phrase
from saksi.reading.clauses import Clauses
from saksi.reading.numbers import Number
from saksi.reading.page import Page, Sentence
from saksi.reading.scopes import is_counted
from saksi.reading.subsets import Subsets
from saksi.reading.zeros import OF_PEOPLE

_QUALIFIED = 5  # tokens between a preposition and the nominal it governs
_RISE = 30  # tokens between a counted noun and what says that it rose
_PLAIN = 3  # words that no list knows in a counted noun phrase
_TOLD = 4  # tokens between the verb that puts a figure and those whom it counts
_TOTAL = 14  # tokens between a harm that tells people apart and how many they are
_YEAR, _CENTURIES = 4, ("19", "20")  # digits of a year, and how one begins


@dataclass(frozen=True, slots=True)
class Countables:
    """Judges the numbers of one page. ``impacts`` are the numbers that count things."""

    page: Page
    cast: Cast
    clauses: Clauses
    numbers: list[Number]
    words: list[Hit[CasualtyWord]]
    impacts: set[int]
    subsets: Subsets

    def ordinal(self, number: Number) -> bool:
        """True of a word for all of so many that follows a noun: which of them it is."""
        page, i = self.page, number.first - 1
        if i < page.sentence_of(number.first).first or not page.tokens[i].is_word or page.pack.header.head == "last":
            return False
        units = {h.first for h in page.hits("times", "word") if h.row.kind == "unit"}
        named = page.tokens[i].is_capital and page.tokens[number.first].is_capital
        counted = number.last in self.cast.starting or page.is_(number.last, "anaphor")
        return i in units or named or (i in self.cast.covering and not counted)

    def fronted_goal(self, hit: Hit[CasualtyWord], sentence: Sentence) -> tuple[Number, Phrase | None] | None:
        """The figure told before what it counts (*bringing to 45 the number of soldiers killed*), with whom it counts."""
        page, i = self.page, hit.first - 1
        while i > sentence.first and not page.is_(i, "tally"):
            i -= 1
        if i == sentence.first:
            return None
        while page.is_(i - 1, "tally", "determiner"):
            i -= 1
        number = next((n for n in self.numbers if n.last == i and not n.article and page.is_(n.first - 1, "outcome")), None)
        phrase = next((p for p in self.cast.phrases if i < p.first and p.last <= hit.first and p.nouns), None)
        return (number, phrase) if number is not None else None

    def names_deed(self, hit: Hit[CasualtyWord]) -> bool:
        """True of a nominal that says whose deed people stand for (*dua pelaku penembakan itu*), where heads come first."""
        nominal = hit.voice is None and hit.row.takes == "object" and self.page.pack.header.head == "first"
        return nominal and (hit.first - 1 in self.cast.covering or hit.first in self.cast.covering)

    def goes_on(self, end: int, edge: int) -> int:
        """Where a counted noun phrase ends that goes on in words no list knows (*lima pekerja jembatan dan*)."""
        page, i = self.page, end
        if page.is_(end, "source_marker"):
            at = end + 1
            while at < edge and page.is_(at, "side", "determiner") and at not in self.cast.starting:
                at += 1
            whose = self.cast.starting.get(at)
            if whose is not None and whose.number is None and whose.last < edge and page.is_(whose.last, "coordinator"):
                return whose.last  # *a captain from the army and a soldier*
        also = self.cast.starting.get(end + 1) if page.is_(end, "coordinator") else None
        if also is not None and also.nouns and also.number is None and also.last < edge and page.tokens[also.last].text == ",":
            return also.last  # *12 policemen and soldiers, two nurses and three farmers*
        if page.is_(end, "linker") and end + 1 < edge and page.tokens[end + 1].is_capital:
            i += 1  # *a soldier of Infantry Battalion 411 and two gunmen*
            while i < edge and (page.tokens[i].is_capital or page.tokens[i].is_number):
                i += 1
            return i if page.is_(i, "coordinator") or page.tokens[i].text == "," else end
        while i < edge and i - end < _PLAIN:
            plain = (
                page.tokens[i].is_word and not page.classes(i) and i not in self.clauses.verbs and i not in self.clauses.nominals
            )
            if not plain or any(n.first <= i < n.last for n in self.numbers):
                break
            i += 1
        return i if i < edge and (page.is_(i, "coordinator") or page.tokens[i].text == ",") else end

    def put_at(self, hit: Hit[CasualtyWord]) -> tuple[Number, Phrase | None] | None:
        """The figure to which somebody puts those harmed (*put the vigilantes killed at 30*)."""
        page, sentence = self.page, self.page.sentence_of(hit.first)
        if hit.row.takes not in ("subject", "either") or hit.voice not in (None, "past") or hit.last >= sentence.last - 1:
            return None
        if page.pack.header.head == "first" or page.is_(hit.last, "linker", "subordinator"):
            return None
        owner = self.cast.ending.get(hit.first)
        owned = page.is_(hit.first - 1, "possessive_marker", "pronoun_institution") or owner is not None
        if not owned or (owner is not None and (owner.number is not None or owner.pronoun)):
            return None
        number = next((n for n in self.numbers if hit.last < n.first <= hit.last + 1 and not n.article), None)
        if number is None or not page.is_(hit.last, "figure_marker"):
            return None
        start = owner.first if owner is not None else hit.first
        put = any(
            sentence.first <= h.first and 0 <= start - h.last <= _TOLD and any(f.row.needs == "figure" for f in h.forms)
            for h in page.hits("attribution", "cue")
        )
        closes = number.last >= sentence.last or not page.tokens[number.last].is_word
        closes = closes or page.is_(number.last, "coordinator", "subordinator", "preposition", "location_marker", "cause_marker")
        return (number, owner) if put and closes else None

    def past_aside(self, end: int, hit: Hit[CasualtyWord]) -> int:
        """The token behind what two commas set apart of those counted (*two men, described as rebels, were killed*)."""
        page = self.page
        if end >= hit.first or page.tokens[end].text != ",":
            return end
        at = hit.first - 1
        while at > end and page.is_(at, "passive_auxiliary", "auxiliary", "aspect", "adverb", "past", "negator"):
            at -= 1
        said = any(h.first == end + 1 and h.voice == "past" for h in page.hits("attribution", "cue"))
        opens = page.is_(end + 1, "relative") or said or (page.pack.header.head == "last" and end + 1 in self.clauses.verbs)
        plain = page.tokens[end + 1].is_word and page.classes(end + 1) <= {"plain", "verb"} and end + 1 not in self.cast.covering
        opens = opens or (plain and page.is_(end + 2, "subordinator", "agent_marker"))  # *identified as X*
        if page.tokens[at].text != "," or at <= end + 1 or not opens:
            return end
        inside = range(end + 1, at)
        stops = any(page.tokens[i].text in (";", ":") or i in page.quote_marks for i in inside)
        return end if stops or any(n.first in inside and self.counts_people(n) for n in self.numbers) else at + 1

    def opens(self, i: int, hit: Hit[CasualtyWord]) -> bool:
        """True of a word that opens a clause, not of the *as* of what people are listed as (*lists 63 people as missing*)."""
        told = i == hit.first - 1 and self.page.is_(i, "figure_marker") and hit.row.takes == "subject"
        return self.page.is_(i, "complementizer", "subordinator") and not told

    def parted(self, number: Number) -> bool:
        """True of a figure that a comma closes, where heads come last (*kills 19, local leader arrested*)."""
        return self.page.pack.header.head == "last" and self.page.tokens[number.last].text == ","

    def totalled(self, hit: Hit[CasualtyWord], sentence: Sentence) -> Number | None:
        """The figure that a verb of counting gives of those whom a clause tells apart (*warga yang dibunuh X tercatat 208*)."""
        page, i = self.page, hit.first - 1
        while page.is_(i, "aspect", "adverb", "passive_auxiliary"):
            i -= 1
        if not page.is_(i, "relative") or i == sentence.first:
            return None
        cues = {k for h in page.hits("casualties", "scope") if h.row.scope == "running_total" for k in range(h.first, h.last)}
        number = next((n for n in self.numbers if hit.last <= n.first < sentence.last and n.trap is None), None)
        if number is None or number.article or number.first - hit.last > _TOTAL or number.first in self.impacts:
            return None
        led = number.first - 1
        told = led > hit.last - 1 and (led in cues or page.is_(led, "result_marker", "sum", "copula", "tally", "occurrence"))
        gap = range(hit.last, led)
        other = any(h.first in gap for h in self.words) or any(
            not page.tokens[k].is_word or page.is_(k, "complementizer", "relative", "subordinator", "coordinator") for k in gap
        )
        end = self.subsets.end_of(number)
        closed = end >= sentence.last or not page.tokens[end].is_word or page.is_(end, "coordinator")
        return number if told and closed and not other else None

    def counts_people(self, number: Number) -> bool:
        """True of a figure that a harm stands right behind: others are told of there."""
        return any(0 <= h.first - number.last <= 2 for h in self.words)

    def allows(self, number: Number, phrase: Phrase | None, hit: Hit[CasualtyWord], joined: bool) -> bool:
        """A number counts people when a noun of people follows, when the word of harm does, or when it stands bare beside it."""
        page = self.page
        named = [i for i in range(number.last, hit.first - 1) if page.is_(i, "copula") and not page.is_(i, "subset", "of_total")]
        if (
            named
            and page.is_(hit.first - 1, "relative")
            and (said := self.cast.starting.get(named[-1] + 1)) is not None
            and said.nouns
        ):
            return False  # *24 orang adalah warga yang ditangkap*: it tells of the noun
        if number.definite and self.ordinal(number):
            return False  # *hari keempat*, *Intifada Kedua*, *pejuang ketiga*
        if self.counts_acts(number, hit) or (phrase is None and self.numbers_a_unit(number)):
            return False
        if number.article and phrase is None and hit.row.weak and hit.row.takes != "object":
            return False  # *a school sheltering families*
        if number.article and (page.is_(number.last, "quantifier") or page.is_(number.last, "collective")):
            return False  # *a crowd of supporters*, *a village*
        if phrase is None and page.is_(number.first - 1, "quantifier") and page.is_(number.first - 2, "quantifier"):
            return page.pack.header.head == "last"  # *a family of five*
        if self.subsets.of_the_harmed(number) is hit or self.of_whom_part(hit, number):
            return False  # *two of the wounded*, *among the dead were two nurses*: those are whom they are part of
        if phrase is not None and phrase.nouns and hit.row.weak and any(h.first in self.clauses.lead_ins for h in phrase.nouns):
            return False  # *hit two villages*
        lands = {h.first for h in page.hits("places", "word")} | self.clauses.lead_ins if number.article else set()
        if hit.row.kind == "captured" and lands.intersection(range(number.last, phrase.last if phrase else number.last + _PLAIN)):
            return False  # *captured a strategic village*
        if number.article and phrase is not None and page.is_(phrase.last, "possessive_marker"):
            return False  # *a civilian's house*
        if phrase is not None and phrase.nouns:
            if phrase.last == phrase.nouns[-1].last and self.names_thing(phrase.last):
                return False  # *two police stations*
            return phrase.nouns[0].row.kind != "thing" and not (number.article and hit.row.takes == "count")
        if is_counted(hit) and number.last == hit.first and self.names_thing(hit.last):
            return False  # *44 refugee camps*
        if phrase is not None and phrase.names:
            return not self.heads_thing(phrase, hit)
        following = number.last
        if following >= page.sentence_of(number.first).last:
            return True
        if self.subsets.is_part(number) and self.counts_things_before(number):
            return False
        token = page.tokens[following]
        behind = hit.row.weak and number.first >= hit.last and hit.voice is not None
        verbal = page.is_(following, "verb", "past") or following in self.clauses.verbs
        if behind and token.is_word and verbal and not page.is_(following, "passive_auxiliary"):
            return False  # *hit several parts*
        light = page.is_(
            following,
            "other",
            "more",
            "subset",
            "linker",
            "coordinator",
            "adverb",
            "aspect",
            "auxiliary",
            "passive_auxiliary",
            "verb",
            "past",
        )
        harm = any(h.first <= following < h.last for h in self.words)
        if not token.is_word or light or harm or following in self.clauses.verbs:
            return True
        if is_counted(hit) and page.is_(following, "preposition", "subordinator", "location_marker", "cause_marker"):
            return True  # *the toll rose to 45 after*
        if joined and not number.definite and self.goes_on(number.last, hit.first) > number.last:
            return not token.is_capital  # *tiga pasien dan seorang perawat*
        if joined or token.is_capital or number.definite:
            return False
        # an unknown noun: people, if it is all that stands between the number and a word that only people suffer
        several = hit.row.takes == "subject" and page.pack.is_plural(token.lower)
        plain = (hit.row.takes in ("object", "either") or several) and hit.row.kind in OF_PEOPLE and not hit.row.weak
        gap = hit.first - number.last if hit.first >= number.last else number.first - hit.last
        return plain and gap <= 4

    def names_thing(self, at: int) -> bool:
        """True of a word for a building or a thing behind its modifier, where heads come last."""
        page = self.page
        if page.pack.header.head == "first":
            return False
        things = any(h.first == at for h in page.hits("impacts", "object"))
        return things or any(h.first == at and h.row.kind == "facility" for h in page.hits("places", "word"))

    def heads_thing(self, phrase: Phrase, hit: Hit[CasualtyWord]) -> bool:
        """True of names before a noun that is no one, where heads come last (*two Shia villages*, *hit three Libyan targets*)."""
        page, i = self.page, phrase.last
        if page.pack.header.head == "first" or i >= page.sentence_of(phrase.first).last:
            return False
        plain = page.tokens[i].is_word and not page.classes(i) and i not in self.clauses.verbs and i not in self.clauses.nominals
        place = any(h.first == i for h in page.hits("places", "word"))
        return i in self.clauses.lead_ins or (plain and (hit.row.weak or place))

    def of_whom_part(self, hit: Hit[CasualtyWord], number: Number) -> bool:
        """True of the harmed of whom a list names some (*among the dead were*, *the dead included*, *di antara korban*)."""
        page = self.page
        behind = number.first > hit.first
        inside = page.is_(hit.first, "of_total") or (
            behind and page.is_(hit.first, "subset") and page.is_(hit.first - 1, "subset")
        )
        inside = inside or (behind and is_counted(hit) and page.is_(hit.first - 1, "between"))
        i = hit.last
        while page.is_(i, "aspect", "past", "copula") and not page.is_(i, "subset"):
            i += 1
        return inside or (number.first > i and page.is_(i, "subset") and is_counted(hit))

    def counts_acts(self, number: Number, hit: Hit[CasualtyWord]) -> bool:
        """True of *sejumlah penculikan*, *several killings*: the number counts what was done, not to whom."""
        between = range(number.last, hit.first)
        light = all(self.page.is_(i, "modifier", "other", "more", "quantifier") for i in between)
        if number.last == hit.first and hit.voice in (None, "nominal", "base") and self.is_year(number):
            return True  # *the 1995 massacre*
        return hit.voice == "nominal" and hit.row.takes != "count" and number.last <= hit.first and light

    def numbers_a_unit(self, number: Number) -> bool:
        """True of digits right behind a counted phrase's name (*dua prajurit Yonif Linud 391*): they are of the name."""
        page, i = self.page, number.first - 1
        before = self.cast.covering.get(i)
        if before is not None and before.number is not None and page.tokens[i].is_capital:
            return True
        sentence = page.sentence_of(number.first)
        plain = i > sentence.first and page.tokens[i].is_capital and page.tokens[number.first].is_number
        if not plain or sentence.index in page.titled or sentence.voice == "headline":
            return False
        known = before is not None and (bool(before.names) or bool(before.nouns))
        placed = any(h.first <= i < h.last for h in page.hits("places", "word"))
        return not known and not placed and self.led_by_noun(i)

    def led_by_noun(self, i: int) -> bool:
        """True of a capitalised word behind a common noun that it names (*kapal tunda Brahma*)."""
        page = self.page
        light = page.is_(i - 1, "preposition", "location_marker", "coordinator", "relative", "complementizer", "subordinator")
        return page.tokens[i - 1].is_word and not page.tokens[i - 1].is_capital and not light

    def is_year(self, number: Number) -> bool:
        """True of four bare digits that name a year of the last century or this one."""
        text = self.page.words(number.first, number.last)
        return text.isdecimal() and len(text) == _YEAR and text[:2] in _CENTURIES

    def counts_things_before(self, number: Number) -> bool:
        sentence = self.page.sentence_of(number.first)
        earlier = [n for n in self.numbers if sentence.first <= n.first < number.first]
        return bool(earlier) and earlier[-1].first in self.impacts

    def risen(self, hit: Hit[CasualtyWord], sentence: Sentence, inner: set[int]) -> Number | None:
        """The figure that a counted noun rose to, past what tells more of it (*korban tewas akibat bentrok dua desa jadi 9*)."""
        page, nouns = self.page, self.clauses.nominals
        cues = [h for h in page.hits("casualties", "scope") if h.row.position == "before" and h.row.scope == "running_total"]
        ends = {h.last: h.first for h in cues}
        for number in (n for n in self.numbers if hit.last < n.first < min(hit.last + _RISE, sentence.last)):
            at = ends.get(number.first, number.first if page.is_(number.first, "sum") else 0)
            if at <= hit.last or number.trap is not None or number.first in self.impacts:
                continue
            gap = range(hit.last, at)
            led = page.is_(gap[0], "preposition", "location_marker", "cause_marker", "source_marker", "linker")
            told = [i for i in gap if i in self.clauses.verbs and i not in nouns]
            verbs = any(not page.is_(i - 1, "relative", "cause_marker", "preposition") for i in told)
            stops = any(page.tokens[i].text in (";", '"', ":") or page.is_(i, "complementizer") for i in gap)
            harms = any(h.first in gap and is_counted(h) and h.first not in inner for h in self.words)
            return number if led and not (verbs or stops or harms) else None
        return None

    def done_to(self, number: Number, hit: Hit[CasualtyWord], first: int) -> bool:
        """True of the object of a verb of harm that another is joined to (*killed 16 people and fled*)."""
        if not self.page.is_(hit.first - 1, "coordinator"):
            return False
        doing = (h for h in self.words if first <= h.first and h.last <= number.first <= h.last + 2)
        return any(not is_counted(h) and not self.page.is_(h.first - 1, "passive_auxiliary") for h in doing)

    def raised(self, gap: range) -> bool:
        """True where a cue of rising or reaching stands between a counted noun and its figure."""
        return any(h.first in gap and h.row.position != "subject" for h in self.page.hits("casualties", "scope"))

    def struck(self, number: Number) -> bool:
        """True of whom an attack right before them struck (*hacked 11 peasants to death*, not *sentenced nine men to death*)."""
        return any(h.last == number.first and h.row.type == "ASSAULT" for h in self.page.hits("events", "trigger"))

    def said_of_others(self, gap: range) -> bool:
        """True where a verb of saying has people behind it who are its content (*an army spokesman said civilians were hurt*)."""
        page = self.page
        cue = next((h for h in page.hits("attribution", "cue") if h.first in gap and h.last <= gap.stop), None)
        phrase = self.clauses.next_phrase(cue.last, gap.stop) if cue is not None else None
        if cue is None or phrase is None or phrase.pronoun or not phrase.nouns or phrase.last > gap.stop:
            return False
        if page.pack.header.bare_agent and phrase.first == cue.last and page.pack.looks_passive(page.tokens[cue.last - 1].lower):
            return False  # *14 orang dilaporkan polisi tewas*: by whom it is said
        return (
            phrase.last >= len(page.tokens) or page.tokens[phrase.last].text != ","
        )  # *two soldiers, said the army, were killed*

    def governed(self, hit: Hit[CasualtyWord]) -> bool:
        """True of a nominal behind a preposition or a verb: those before it are whose or by whom it was, not how many."""
        page, i = self.page, hit.first - 1
        if page.is_(i - 1, "preposition", "linker") and not page.is_(i, "passive_auxiliary"):
            return True  # *charged with aggravated murder*
        while i > max(-1, hit.first - _QUALIFIED) and not page.is_(i, "preposition", "linker") and page.tokens[i].is_word:
            if i in self.clauses.verbs or page.is_(i, "verb"):
                return not page.is_(
                    i, "auxiliary", "past", "aspect", "performing", "passive_auxiliary"
                )  # *two men face murder charges*
            if i in self.cast.covering or page.tokens[i].is_number:
                return False
            i -= 1
        return page.is_(i, "preposition", "linker")
