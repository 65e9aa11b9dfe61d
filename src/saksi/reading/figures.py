"""Figures: which numbers of its sentence a word of harm counts people with.

Needs numbers, phrases, clauses and words of harm; gives each word its counts with the phrases they count. Where a count stands is
said by the pack's row and the voice: the object of an active verb, the subject of a passive one, either side of a noun that is
itself counted. A number that counts things, acts, a year or whoever did the harm is none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

from saksi.languages import Hit
from saksi.languages.schema import CasualtyWord, WordClass
from saksi.reading.actors import Cast, Phrase
from saksi.reading.clauses import Clauses
from saksi.reading.countables import Countables
from saksi.reading.numbers import Number
from saksi.reading.page import Page, Sentence
from saksi.reading.scopes import is_counted
from saksi.reading.subsets import Subsets
from saksi.reading.victims import Victims

_LISTED: tuple[WordClass, ...] = (
    "coordinator", "other", "more", "subset", "quantifier", "sum", "result_marker", "copula", "linker", "determiner",
)  # fmt: skip
_PARTING: tuple[WordClass, ...] = ("coordinator", "subordinator", "complementizer")
Count: TypeAlias = tuple[Number, Phrase | None]

TALLY = 8  # tokens between *number of* and the harm that is counted
_TIMES = frozenset({"unit", "day", "part", "direction"})
_FATES = frozenset({"killed", "released", "bodies_recovered"})
_BORNE = 6  # tokens between counted people and the verb of what they suffer
_PLAIN = 3  # words that no list knows in a counted noun phrase
REACH = 24  # tokens between a count and its word of harm


@dataclass(slots=True)
class Figures:
    """Finds the counts of the words of harm of one page. ``impacts`` are the numbers that count things."""

    page: Page
    cast: Cast
    clauses: Clauses
    numbers: list[Number]
    words: list[Hit[CasualtyWord]]
    impacts: set[int]
    people: Victims
    subsets: Subsets
    countables: Countables = field(init=False)
    borne: set[int] = field(default_factory=set, init=False)
    """Words for counted people who suffer what a verb behind them says."""
    deeds: set[int] = field(default_factory=set, init=False)
    """Nominals that say what people are said to have done."""
    wholes: set[int] = field(default_factory=set, init=False)
    """Where the numbers begin among whom a smaller number is counted (*two of the five hostages*)."""
    said: set[int] = field(default_factory=set, init=False)
    """Where cues of speech stand."""
    inner: set[int] = field(default_factory=set, init=False)
    """Words for counted people that only tell more of a toll before them (*korban tewas serangan ke kamp pengungsi*)."""

    def __post_init__(self) -> None:
        self.countables = Countables(self.page, self.cast, self.clauses, self.numbers, self.words, self.impacts, self.subsets)
        self.said = {i for h in self.page.hits("attribution", "cue") for i in range(h.first, h.last)}
        self.inner = {h.first for h in self.words if self.told_within(h, self.page.sentence_of(h.first))}
        self.wholes = {whole.first for n in self.numbers if (whole := self.subsets.whole_of(n)) is not None}
        self.deeds = {h.first for h in self.words if self.countables.names_deed(h)}
        self.borne = {h.first for h in self.words if self.bears(h, self.page.sentence_of(h.first))}

    def takes(self, hit: Hit[CasualtyWord]) -> str:
        """Where the count stands, by the row and the voice: the object of an active verb, the subject of a passive one."""
        row = hit.row
        if row.takes in ("count", "either", "subject"):
            return row.takes
        if hit.voice in ("passive", "stative"):
            return "subject"
        if hit.voice == "past":
            return "subject" if self.is_passive(hit) else "past"
        if hit.voice == "base" and self.clauses.doer_before(hit.first) is not None:
            return "subject"  # *empat prajurit kami culik*
        if hit.voice in ("active", "third", "gerund", "base"):
            return row.takes if row.takes == "subject" else "object"
        return row.takes

    def is_passive(self, hit: Hit[CasualtyWord]) -> bool:
        """True of a participle behind a passive auxiliary."""
        page = self.page
        for i in range(hit.first - 1, max(page.sentence_of(hit.first).first, hit.first - 4) - 1, -1):
            if page.is_(i, "passive_auxiliary"):
                return True
            believed = i in self.said and page.is_(i - 1, "passive_auxiliary", "aspect")  # *were believed killed*
            if not (believed or page.is_(i, "adverb", "negator", "aspect")):
                return False
        return False

    def counts(self, hit: Hit[CasualtyWord], takes: str, sentence: Sentence) -> list[Count]:
        page = self.page
        if self.tallied(hit, sentence):
            fronted = self.countables.fronted_goal(hit, sentence)
            return [fronted] if fronted is not None else self.measured(hit, self.after(hit, sentence, True))
        if (put := self.countables.put_at(hit)) is not None:
            return [put]
        left, right = self.before(hit, sentence), self.after(hit, sentence)
        if takes != "subject" and all(f.voice == "base" for f in hit.forms) and self.modifies(hit):
            left = []  # *20 were killed, rescue workers said*
        if left and not right and left[-1][0].last < hit.first and self.acts_on(hit, takes):
            left = []  # *A suicide bomber killed the governor*: whoever does it is not counted
        if takes == "subject":
            moved = bool(left) and hit.row.kind == "displaced"
            left = [] if moved and self.countables.done_to(left[0][0], hit, sentence.first) else left
            behind = self.labelled(hit, sentence)
            return [behind] if behind is not None else left or self.headline_after(right, hit)
        if takes == "object":
            closed = hit.voice is None and self.page.pack.header.head == "first" and self.page.is_(hit.last, "demonstrative")
            return [] if closed else right  # *penembakan itu*: whom it hit is not said behind it
        if hit.row.owned:
            return right  # *a conductor lost a hand*: whoever loses is not counted
        if takes == "past":
            return right if right and right[0][0].first - hit.last <= 3 else left or right
        if takes == "count":
            near = self.near(left, hit, 1)
            among = bool(left) and any(
                page.is_(i, "copula", "passive_auxiliary") for i in range(self.end_of(left[-1]), hit.first)
            )
            return left if near else self.measured(hit, right) or (left if among else [])
        near = self.near(left, hit, 1 if is_counted(hit) else 4)
        if near and self.page.is_(hit.last, "subset"):
            return left  # *the 20 killed included four children*
        if left and self.listed(left[-1], hit, right):
            return left
        if (
            hit.voice in ("past", "active", "gerund", "third", "base")
            and not self.is_passive(hit)
            and right
            and right[0][0].first - hit.last <= 3
        ):
            return right
        if near:
            return left
        if is_counted(hit):
            return self.measured(hit, right) or self.unparted(left, hit)
        return self.headline_after(right, hit) or left if self.is_passive(hit) else right or left

    def labelled(self, hit: Hit[CasualtyWord], sentence: Sentence) -> Count | None:
        """The figure behind a word that labels it in a list (*tewas 12, luka 7*, *Injured: 52*, *yang luka lima*)."""
        page = self.page
        at = hit.last + (hit.last < sentence.last and page.tokens[hit.last].text == ":")
        number = next((n for n in self.numbers if n.first == at and not n.article), None)
        if number is None:
            return None
        phrase = self.people.phrase_of(number)
        plain = phrase is None or (bool(phrase.nouns) and all(h.row.classifier for h in phrase.nouns) and not phrase.named)
        end = max(number.last, phrase.last if phrase is not None and plain else 0)
        closes = end >= sentence.last or not page.tokens[end].is_word or page.is_(end, "coordinator")
        return (number, phrase) if plain and closes and self.opens_label(hit.first, sentence) else None

    def opens_label(self, at: int, sentence: Sentence) -> bool:
        """True of a label at the beginning of its list, or behind the figure of another label."""
        page, i = self.page, at - 1
        while i >= sentence.first and page.is_(i, "relative", "coordinator", "adverb"):
            i -= 1
        if i < sentence.first or page.tokens[i].text in (":", ";", "-", '"', "("):
            return True
        if page.tokens[i].text != "," and i == at - 1:
            return False
        before = next((n for n in self.numbers if n.first <= i < self.end_of((n, self.people.phrase_of(n))) + 1), None)
        return before is not None and any(before.first - 1 <= h.last <= before.first for h in self.words)

    def modifies(self, hit: Hit[CasualtyWord]) -> bool:
        """True of a base form before a noun, where heads come last (*rescue workers*, *a release order*)."""
        page, i = self.page, hit.last
        if page.pack.header.head == "first" or i >= page.sentence_of(hit.first).last or not page.tokens[i].is_word:
            return False
        return not page.classes(i) and i not in self.clauses.verbs and not page.tokens[i].is_number

    def unparted(self, left: list[Count], hit: Hit[CasualtyWord]) -> list[Count]:
        """Counts that no verb of saying parts from the noun (*a member of the staff put the dead at*)."""
        cues = {i for h in self.page.hits("attribution", "cue") for i in range(h.first, h.last)}
        parted = bool(left) and any(i in cues for i in range(self.end_of(left[-1]), hit.first))
        return [] if parted else left

    def near(self, left: list[Count], hit: Hit[CasualtyWord], reach: int) -> bool:
        """True of a count right before its word, no conjunction between (*26 and the wounded*)."""
        if not left or hit.first - self.end_of(left[-1]) > reach or not self.unparted(left, hit):
            return False
        if not is_counted(hit):
            return True
        gap = range(self.end_of(left[-1]), hit.first)
        parted = any(self.page.is_(i, "coordinator", "result_marker") for i in gap)
        doomed = any(self.page.is_(i, "outcome") for i in gap) and not self.countables.struck(left[0][0])
        return not (parted or doomed)

    def others(self, number: Number) -> bool:
        """True of *seven others*: more of the people told of before."""
        end = self.page.sentence_of(number.first).last
        reach = number.last + (3 if self.page.is_(number.last + 1, "relative") else 2)  # *70 orang yang lain*
        return any(self.page.is_(i, "other") for i in range(number.core_first, min(reach, end)))

    def acts_on(self, hit: Hit[CasualtyWord], takes: str) -> bool:
        """True of an active form with an object right behind it: its subject did the harm."""
        forms = hit.voice in ("active", "past", "third", "base", "gerund")
        if takes not in ("either", "past") or not forms or self.is_passive(hit) or self.page.pack.header.head == "first":
            return False
        found = self.clauses.object(hit.last)
        if found and found[0].first - hit.last <= 2 and not found[0].pronoun:
            return True
        return self.page.is_(hit.first - 1, "coordinator") and self.has_object(hit.last, self.page.sentence_of(hit.first))

    def has_object(self, at: int, sentence: Sentence) -> bool:
        """True of a noun behind an article that is no time (*captured the bodies*, not *died the same day*)."""
        page = self.page
        articles = any(n.first == at and n.article for n in self.numbers)
        if at + 1 >= sentence.last or not (articles or page.is_(at, "determiner")) or page.is_(at, "pronoun_plural"):
            return False
        times = {h.first for h in page.hits("times", "word") if h.row.kind in _TIMES}
        return not times.intersection(range(at, min(at + _PLAIN + 1, sentence.last)))

    def end_of(self, count: Count) -> int:
        number, phrase = count
        return max(number.last, phrase.last if phrase is not None else 0)

    def listed(self, count: Count, hit: Hit[CasualtyWord], right: list[Count]) -> bool:
        """True of *86 killed, 112 wounded*: the count touches the word, and what follows has a word of harm of its own."""
        touches = hit.first - self.end_of(count) <= 0
        page = self.page
        parted = hit.last < len(page.tokens) and (page.tokens[hit.last].text in (",", ";") or page.is_(hit.last, "coordinator"))
        return touches and (parted or not right)

    def headline_after(self, right: list[Count], hit: Hit[CasualtyWord]) -> list[Count]:
        """A count right behind an intransitive word (*Tewas 5 orang*, *luka-luka 12 orang*)."""
        return [c for c in right[:1] if c[0].first - hit.last <= 1 and not self.page.is_(hit.last, "coordinator")]

    def measured(self, hit: Hit[CasualtyWord], right: list[Count]) -> list[Count]:
        """The figures a counted noun reaches (*korban tewas mencapai 45 orang*, *death toll rose by 12 to 45 from 33*)."""
        page = self.page
        if not right or hit.first in self.inner or self.one_person(hit):
            return []
        far = right[0][0] is self.countables.risen(hit, page.sentence_of(hit.first), self.inner)
        gap = range(hit.last, right[0][0].first)
        led = any(page.is_(i, "result_marker", "sum", "copula") or page.tokens[i].text == ":" for i in gap)
        raised = self.countables.raised(gap) or any(page.is_(i, "result_marker") for i in gap)
        led = led or (len(gap) > 0 and page.is_(gap[-1], "outcome"))  # *the number of troops killed in the country to 11*
        if not far and len(gap) > 3 and not raised and not (led and len(gap) <= 8) and not self.stated(gap, right[0]):
            return []
        out = right[:1]
        for one, other in pairwise(right):
            if not self.joined_by_result(one[0], other[0]):
                break
            out.append(other)
        return out

    def one_person(self, hit: Hit[CasualtyWord]) -> bool:
        """True of a noun for one person, where plurals are marked: *the victim, his nephew, was 16* tells an age."""
        pack = self.page.pack
        people = any(h.first == hit.first for h in self.page.hits("actors", "noun"))
        return bool(pack.header.plural) and people and not pack.is_plural(self.page.tokens[hit.last - 1].lower)

    def stated(self, gap: range, count: Count) -> bool:
        """True of *korban tewas di pihak pemberontak kini tiga orang*: where and when, no verb, then the figure, and no more."""
        page = self.page
        end = self.end_of(count)
        closes = end >= page.sentence_of(gap.start).last or not page.tokens[end].is_word
        nouns = self.clauses.nominals
        verbs = any((i in self.clauses.verbs and i not in nouns) or page.is_(i, "verb") for i in gap)
        return closes and not verbs and all(page.tokens[i].is_word for i in gap)

    def joined_by_result(self, one: Number, other: Number) -> bool:
        """True of figures one of which the other rose to or from: *12 menjadi 45*, *45 from 33*."""
        between = range(self.end_of((one, self.people.phrase_of(one))), other.first)
        return any(self.page.is_(i, "result_marker", "copula", "outcome") for i in between) or (
            0 < len(between) <= 3 and any(self.page.is_(i, "source_marker") for i in between)
        )

    def before(self, hit: Hit[CasualtyWord], sentence: Sentence) -> list[Count]:
        """Counts to the left inside the clause, nearest last; conjoined ones belong together up to another word of harm."""
        page = self.page
        out: list[Count] = []
        right_edge = hit.first
        aside: Hit[CasualtyWord] | None = None
        nominal = hit.voice in ("nominal", "base") and hit.row.takes == "either"
        if nominal and self.countables.governed(hit):
            return []  # *three men were charged with murder*
        bare = nominal and page.pack.header.head == "last" and all(f.voice in ("nominal", "base") for f in hit.forms)
        for number in reversed([n for n in self.numbers if sentence.first <= n.first and n.last <= hit.first]):
            phrase = self.people.phrase_of(number)
            if phrase is not None and phrase.last > hit.first:
                phrase = None if phrase.first >= hit.first else phrase
                end = number.last if phrase is None else min(phrase.last, hit.first)
            else:
                end = max(number.last, phrase.last if phrase is not None else 0)
            if end > right_edge or right_edge - end > REACH or number.first in self.impacts:
                break
            if any(h.first in self.deeds and 0 <= number.first - h.last <= 1 for h in self.words):
                continue  # *empat tersangka pembunuhan dua petani ditangkap*
            if bare and phrase is not None and phrase.nouns and phrase.last <= hit.first:
                break  # *both men face murder charges*, and those whom rebels kill stand behind the verb
            end, told_of = self.countables.goes_on(end, right_edge) if out else self.countables.past_aside(end, hit), end
            apart = self.apart(end) if number.first in self.wholes or self.subsets.whole_of(number) is not None else None
            if out and page.tokens[right_edge - 1].text == "," and self.others(out[0][0]):
                break  # *korban tewas 105, ratusan lainnya luka*
            if (
                out
                and out[0][1] is None
                and page.tokens[right_edge - 1].text in (",", "-")
                and not self.subsets.is_part(out[0][0])
            ):
                break  # *four teens, one fatally*: a bare number begins anew
            if number.first in self.wholes and (apart is None or apart.first != hit.first):
                continue  # *two of the five hostages were killed*: the two were
            if (whole := self.subsets.whole_of(number)) is not None:
                phrase = phrase or self.people.phrase_of(whole)
                end = max(end, self.end_of((whole, self.people.phrase_of(whole))))
                apart = self.apart(end)
            gap = range(end, right_edge)
            of = self.subsets.of_the_harmed(number)  # *two of the wounded died*
            quiet = self.borne | self.deeds
            between = [h for h in self.words if h is not hit and h.first not in quiet and h not in (apart, of, aside)]
            between = [h for h in between if not told_of <= h.first < end]
            inner = next((h for h in between if number.last <= h.first < right_edge), None)
            if inner is not None and not out and self.set_apart(number, inner):
                aside = inner
                continue  # *four teens, one fatally, were shot*
            if any(number.last <= h.first < right_edge for h in between):
                break
            if any(h.first in gap or h.first < end <= h.last - 1 for h in between):
                break
            if any(self.parts(i) or self.countables.opens(i, hit) for i in gap):
                break
            if self.harmed_by_another(number, hit) and (out or self.countables.parted(number)):
                break
            if self.subsets.is_part(number) and out and not (gap and all(page.is_(i, "coordinator") for i in gap)):
                break
            if out and not (
                gap
                and all(
                    page.tokens[i].text in (",", "-")
                    or page.is_(i, "coordinator", "other", "more", "quantifier", "pronoun_person", "pronoun_institution")
                    for i in gap
                )
            ):
                break
            if not out and self.countables.said_of_others(gap):
                break
            told = range(apart.first, apart.last) if apart is not None else range(0)
            if not out and any(
                i in self.clauses.verbs and i not in told and not page.is_(i, "aspect", "auxiliary") and not self.light(i, hit)
                for i in gap
            ):
                break
            if not self.countables.allows(number, phrase, hit, bool(out)):
                if out:
                    break
                continue  # *310 warga dari tiga kampung mengungsi*: the nearer number counts something else
            if self.subsets.is_part(number):
                # its total stands before it: *12 orang, termasuk 3 anak, tewas*
                out.insert(0, (number, phrase))
                while (other := self.member_before(number)) is not None:
                    number = other
                    out.insert(0, (number, self.people.behind_cue(number) or self.people.phrase_of(number)))
                right_edge = number.first - self.subsets.cue_length(number)
                at = hit.first - 1
                while at > number.last and page.is_(at, "passive_auxiliary", "auxiliary", "aspect", "adverb", "past"):
                    at -= 1
                parted = page.tokens[at].text == "," or not self.subsets.points_back(number) or len(out) > 1
                total = self.total_before(number, sentence, hit) if parted else None
                if total is not None:
                    out.insert(0, total)
                break
            if self.same_person(number, end, out):
                out.pop(0)  # *one person, a 19-year-old man, was killed*
            out.insert(0, (number, phrase))
            right_edge = number.first
        return out

    def same_person(self, number: Number, end: int, out: list[Count]) -> bool:
        """True of one who is told of once more between two commas."""
        if len(out) != 1 or number.quantity.best != 1 or out[0][0].quantity.best != 1 or not out[0][0].article:
            return False
        behind = self.end_of(out[0])
        return out[0][0].first == end + 1 and self.page.tokens[end].text == "," == self.page.tokens[behind].text

    def member_before(self, number: Number) -> Number | None:
        """The part before another in one list (*including 21 children and 12 women*, *21 of them children and 12 women*)."""
        page = self.page
        if page.is_(number.first - 1, "subset", "of_total"):
            return None
        before = next((n for n in reversed(self.numbers) if n.last <= number.first), None)
        if before is None or not self.subsets.is_part(before):
            return None
        gap = range(self.subsets.end_of_part(before), number.first)
        light = all(page.is_(i, "coordinator") or page.tokens[i].text == "," for i in gap)
        return before if 0 < len(gap) <= 2 and light else None

    def set_apart(self, number: Number, inner: Hit[CasualtyWord]) -> bool:
        """True of a count with a harm of its own between two commas or dashes."""
        page, marks = self.page, (",", "-", "(", ")")
        behind = inner.last < len(page.tokens) and page.tokens[inner.last].text in marks
        return behind and page.tokens[number.first - 1].text in marks and inner.first - number.last <= _PLAIN

    def apart(self, end: int) -> Hit[CasualtyWord] | None:
        """The harm that tells counted people from others (*five soldiers wounded in the blast*, *40 inmates who were shot*)."""
        page, i = self.page, end
        while page.is_(i, "relative") or (i > end and page.is_(i, "passive_auxiliary", "aspect", "past")):
            i += 1
        told = i > end or not page.is_(i, "passive_auxiliary", "auxiliary", "aspect")
        hit = next((h for h in self.words if h.first == i), None) if told else None
        reduced = hit is not None and (i > end or (hit.voice == "past" and page.pack.header.head == "last"))
        return hit if reduced else None

    def harmed_by_another(self, number: Number, hit: Hit[CasualtyWord]) -> bool:
        """True of the object of another harm: in *killed 23 people and 100 were wounded* the wounded are 100."""
        return any(
            h is not hit
            and h.row.kind != hit.row.kind
            and 0 <= number.first - h.last <= 2
            and self.takes(h) in ("object", "either", "past")
            and not self.is_passive(h)
            for h in self.words
        )

    def parts(self, i: int) -> bool:
        """True of a stop, and of a mark of a quotation; marks around single words (*"six rebels" were killed*) part nothing."""
        return self.page.tokens[i].text in (";", ":") or (self.page.tokens[i].text == '"' and i in self.page.quote_marks)

    def light(self, i: int, hit: Hit[CasualtyWord]) -> bool:
        """Verbs that may stand between a count and its word of harm: reported, found, and the event that did it."""
        page = self.page
        return hit.first - i <= 4 or page.is_(i, "verb") or any(h.first <= i < h.last for h in page.hits("attribution", "cue"))

    def total_before(self, number: Number, sentence: Sentence, hit: Hit[CasualtyWord]) -> Count | None:
        earlier = [n for n in self.numbers if sentence.first <= n.first and n.last <= number.first]
        lead = self.subsets.lead(number)
        if not earlier or (lead if lead is not None else number.first) - earlier[-1].last > 10:
            return None
        total = earlier[-1]
        phrase = self.people.phrase_of(total)
        if any(total.last <= h.first < number.first and h.first not in self.borne for h in self.words):
            return None  # *empat orang ditembak, dua di antaranya tewas*: it has a word of harm of its own
        return (total, phrase) if self.countables.allows(total, phrase, hit, False) else None

    def tallied(self, hit: Hit[CasualtyWord], sentence: Sentence) -> bool:
        """True of harm in a noun phrase whose figure follows (*the number of rebels killed*, *jumlah prajurit yang tewas*)."""
        page, i = self.page, hit.first - 1
        light: tuple[WordClass, ...] = (
            "relative", "aspect", "passive_auxiliary", "auxiliary", "determiner", "linker", "modifier",
        )  # fmt: skip
        while i > sentence.first and hit.first - i <= TALLY and not page.is_(i, "tally"):
            if not (page.is_(i, *light) or i in self.cast.covering) or any(n.first <= i < n.last for n in self.numbers):
                return False
            i -= 1
        at = i
        while at > sentence.first and page.is_(at, "tally"):
            at -= 1
        untold = at > sentence.first and page.tokens[at - 1].lower in page.pack.ones  # *an unknown number of rebels died*
        return page.is_(i, "tally") and not is_counted(hit) and not untold and hit.first - i <= TALLY

    def bears(self, hit: Hit[CasualtyWord], sentence: Sentence) -> bool:
        """True of counted people to whom a verb behind them does another harm (*enam sandera tewas*)."""
        page = self.page
        at = hit.first
        while page.is_(at - 1, "more", "other", "modifier", "quantifier"):
            at -= 1
        told = page.pack.header.head == "last" and hit.voice in (None, "past") and hit.last in self.cast.covering
        told = told and not page.is_(hit.last, "preposition", "location_marker")
        if not (is_counted(hit) or told) or not any(at <= n.last <= hit.first and n.trap is None for n in self.numbers):
            return False
        verb = next((h for h in self.words if hit.last <= h.first < min(hit.last + _BORNE, sentence.last)), None)
        verb = verb or self.beyond_part(hit.last, sentence)
        if verb is None or is_counted(verb) or (told and not is_counted(hit) and verb.row.kind not in _FATES):
            return False
        gap = range(hit.last, verb.first)
        suffers = self.takes(verb) == "subject" or self.is_passive(verb) or verb.voice in ("passive", "stative")
        suffers = suffers or (not gap and self.takes(verb) in ("past", "either") and not self.acts_on(verb, "either"))
        aside = [i for i in gap if page.tokens[i].text == ","]
        words = all(
            (page.tokens[i].is_word or i in aside) and (page.is_(i, "auxiliary") or not page.is_(i, *_PARTING)) for i in gap
        )
        free = words and len(aside) in (0, 2)  # *seorang pengungsi, Siti, tertembak*
        told = any(n.first in gap and not self.subsets.is_part(n) for n in self.numbers)  # *seven hostages, two of them women,*
        return suffers and free and not told

    def told_within(self, hit: Hit[CasualtyWord], sentence: Sentence) -> bool:
        """True of a counted noun behind another one and a preposition, with neither a verb nor a stop between."""
        page = self.page
        if not is_counted(hit):
            return False
        head = next(
            (h for h in reversed(self.words) if sentence.first <= h.first and h.last <= hit.first and is_counted(h)), None
        )
        if head is None:
            return False
        gap = range(head.last, hit.first)
        free = all(
            page.tokens[i].is_word
            and not page.is_(i, "coordinator", "relative", "complementizer", "copula")
            and (i not in self.clauses.verbs or i in self.clauses.nominals)
            for i in gap
        )
        return free and any(page.is_(i, "preposition", "location_marker", "cause_marker", "target_marker") for i in gap)

    def beyond_part(self, at: int, sentence: Sentence) -> Hit[CasualtyWord] | None:
        """The harm behind an aside that tells of a part (*seven hostages, three of them foreigners, were killed*)."""
        page = self.page
        i = at
        while i < sentence.last and page.tokens[i].text != "," and i - at < _PLAIN:
            i += 1
        if i >= sentence.last or page.tokens[i].text != ",":
            return None
        part = next((n for n in self.numbers if n.first == i + 1 and self.subsets.is_part(n)), None)
        closed = next((k for k in range(i + 1, min(i + REACH, sentence.last)) if page.tokens[k].text == ","), None)
        if part is None or closed is None:
            return None
        return next((h for h in self.words if closed < h.first <= closed + _PLAIN + 1), None)

    def after(self, hit: Hit[CasualtyWord], sentence: Sentence, tallied: bool = False) -> list[Count]:
        """Counts to the right inside the clause, nearest first."""
        page = self.page
        out: list[Count] = []
        left_edge = hit.last
        counted = is_counted(hit) or tallied
        goal = self.countables.risen(hit, sentence, self.inner) if counted else None
        if not counted and hit.last < sentence.last and page.tokens[hit.last].text == ",":
            return []  # *Boy killed, six others hurt*: an object follows its verb without a comma
        far_markers: tuple[WordClass, ...] = () if counted else ("location_marker", "agent_marker")
        rising: tuple[WordClass, ...] = ("outcome", "source_marker") if counted else ()
        far = 24 if counted else 4 if hit.row.weak else 12
        for number in [n for n in self.numbers if hit.last <= n.first and n.last <= sentence.last]:
            risen = goal is not None and goal.first - self.end_of((number, self.people.phrase_of(number))) <= 1
            if goal is not None and number.first < goal.first and not risen:
                continue  # but *bertambah 12 menjadi 45*
            if number is goal:
                out.append((number, self.people.phrase_of(number)))
                left_edge = self.end_of(out[-1])
                continue
            gap = range(left_edge, number.first)
            if out and number.last < sentence.last and page.is_(number.last, "severity"):
                break  # *injured 27 people, six seriously*
            if number.first - left_edge > (8 if out else far) or number.first in self.impacts:
                break
            if out and self.subsets.whole_of(out[-1][0]) is number:
                out[-1] = (out[-1][0], out[-1][1] or self.people.phrase_of(number))
                left_edge = self.end_of((number, self.people.phrase_of(number)))
                continue  # *freed two of the five hostages*
            if any(h.first in gap for h in self.words if h is not hit and h.first not in self.inner):
                break
            if any(page.is_(i, "subordinator") and (not counted or page.tokens[i - 1].text == ",") for i in gap):
                break  # *a serious injury, while the three others*; *five people killed as hundreds of rebels*
            if counted and any(h.first == number.last and is_counted(h) and h.row.kind != hit.row.kind for h in self.words):
                break  # *displaced people in Goma, causing many casualties*
            if any(page.tokens[i].text in (";", '"') or page.is_(i, "complementizer", "relative", *far_markers) for i in gap):
                break
            phrase = self.people.phrase_of(number)
            end = max(number.last, phrase.last if phrase is not None else 0)
            own = next(
                (
                    h
                    for h in self.words
                    if end <= h.first <= end + 2
                    and h.first < sentence.last
                    and not any(page.is_(i, "relative", "coordinator") for i in range(end, h.first))
                    and h is not hit
                    and not is_counted(h)
                    and (
                        self.takes(h) in ("subject", "count")
                        or (
                            self.takes(h) in ("either", "past")
                            and all(page.is_(i, "passive_auxiliary", "auxiliary", "adverb") for i in range(end, h.first))
                        )
                    )
                ),
                None,
            )
            if own is not None and self.subsets.whole_of(number) is not None:
                own = None  # *freed two of the six people detained*: the six were
            if own is not None and (out or hit.row.weak or hit.row.takes != "object") and own.row.kind != hit.row.kind:
                break
            own_verbs = (
                set(self.clauses.verbs) - set(range(hit.first, hit.last)) - (set(self.clauses.nominals) if counted else set())
            )
            if any(i in own_verbs for i in gap) and not self.measure_gap(gap):
                break
            if out and not (all(page.tokens[i].text in (",", "-", "(") or page.is_(i, *_LISTED, *rising) for i in gap)):
                break
            one_more = phrase is not None and any(h.row.who is not None for h in phrase.nouns)
            bare = tallied and phrase is None and page.is_(number.last, "preposition", "subordinator", "location_marker")
            if not (bare or self.countables.allows(number, phrase, hit, bool(out))) or (number.article and out and not one_more):
                break  # *jumlah prajurit yang tewas menjadi 11 sejak 2004*
            out.append((number, phrase))
            left_edge = end
        return out

    def measure_gap(self, gap: range) -> bool:
        cues = {i for h in self.page.hits("casualties", "scope") for i in range(h.first, h.last)}
        return any(i in cues or self.page.is_(i, "result_marker", "sum", "copula") for i in gap)
