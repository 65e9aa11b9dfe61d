"""Continuations: figures without a word of harm that go on with a toll told before them.

Needs the tolls found so far, numbers, phrases and cues of speech; gives further tolls of the kind and the people of the one they
go on with. A figure goes on with a toll where it says who some of them were (*nine of them were women*, *one was a boy of 15*,
*among the dead were two nurses*), where a party gives another figure (*the rebels put it at 40*, *warga menyebut 15*), where a
word for figures says how the toll moved (*the number later rose to nine*, *angka sebelumnya 44*), and where the sentence leaves
the harm out the second time (*di pihak tentara 12 tewas, di pihak pemberontak 40*).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from saksi.languages import Hit
from saksi.languages.schema import CasualtyWord, WordClass
from saksi.reading.actors import Cast, Phrase
from saksi.reading.clauses import Clauses
from saksi.reading.elliptical import Elliptical
from saksi.reading.modality import Mood
from saksi.reading.numbers import Number
from saksi.reading.page import Page, Sentence
from saksi.reading.subsets import Subsets
from saksi.reading.tolls import Toll, discharge, not_larger
from saksi.reading.victims import Victims
from saksi.types import CasualtyKind, Scope

_LINK = 5  # tokens between a figure and the noun that says who they were
_SPOKEN = 5  # tokens between a cue of speech and the figure it gives
_FIGURE = 9  # tokens between a word for figures and its figure
_LIST = 6  # tokens between the opening of a list and its first member
_AMONG = 3  # tokens from *among* to the figure of the whole
_WITHIN = 3  # tokens of a side that may stand between two figures of one harm
_LIGHT: tuple[WordClass, ...] = ("determiner", "tally", "figure", "linker", "adverb", "copula", "aspect")
_CLOSES: tuple[WordClass, ...] = ("coordinator", "subordinator", "sequel", "adverb", "as_of", "preposition", "location_marker")


@dataclass(slots=True)
class Continuations:
    """Finds them on one page. ``words`` are the words of harm, ``things`` the numbers that count things."""

    page: Page
    cast: Cast
    clauses: Clauses
    people: Victims
    subsets: Subsets
    numbers: list[Number]
    words: list[Hit[CasualtyWord]]
    things: set[int]
    in_scope: Callable[[Sentence, Hit[CasualtyWord] | None], bool]
    openings: dict[int, Hit[CasualtyWord] | None] = field(default_factory=dict, init=False)
    """Members of a list of who were harmed -> their harm, null where their total tells it."""
    shares: set[int] = field(default_factory=set, init=False)
    """Where figures of one place or time begin."""
    elliptical: Elliptical = field(init=False)

    def __post_init__(self) -> None:
        self.elliptical = Elliptical(
            self.page, self.cast, self.clauses, self.people, self.numbers, self.words, self.things, self.opens
        )

    def find(self, tolls: list[Toll]) -> list[Toll]:
        """The tolls with those that go on with them, in text order."""
        tolls = list(tolls)
        discharge(tolls)
        for number in self.numbers:
            counted = {t.number.first for t in tolls if t.number is not None}
            if number.first in counted or number.first in self.things or number.trap is not None or number.definite:
                continue
            toll = self.part(number, tolls) or self.among(number, tolls)
            if toll is None and not number.article:
                toll = self.figure(number, tolls) or self.share(number, tolls) or self.of_them(number, tolls)
            if toll is not None:
                tolls.append(toll)
        return Subsets.in_order(tolls)

    # --- who some of them were ---------------------------------------------------------------------------------------

    def part(self, number: Number, tolls: list[Toll]) -> Toll | None:
        """*Four were officers*, *one of the victims was a nurse*, *among the dead were two nurses and a driver*."""
        phrase = self.said_to_be(number)
        harmed = self.subsets.of_the_harmed(number)
        if phrase is None and harmed is None and self.badly(number):
            total = self.total(number, tolls, None)
            hurt = total is not None and total.kind in ("injured", "killed_or_injured")
            return self.made(number, None, total, total.hit if total is not None else None, tolls) if hurt else None
        if phrase is None and harmed is None:
            phrase, harmed = self.listed(number, tolls)
            if phrase is None and not (self.among_them(number.first) and self.page.tokens[number.last].is_word):
                return None
        total = self.total(number, tolls, harmed)
        if total is None and (harmed is None or not self.in_scope(self.page.sentence_of(number.first), harmed)):
            return None
        return self.made(number, phrase, total, harmed, tolls)

    def among(self, number: Number, tolls: list[Toll]) -> Toll | None:
        """*Two reporters were among the seven killed*, *dua wartawan ada di antara tujuh korban tewas*: part of a toll behind."""
        page, sentence, phrase = self.page, self.page.sentence_of(number.first), self.people.phrase_of(number)
        if phrase is None or not phrase.nouns:
            return None
        end = i = self.subsets.end_of(number)
        while i < sentence.last and page.is_(i, "copula", "figure_marker", "adverb", "aspect") and not page.is_(i, "between"):
            i += 1
        if i == end or not page.is_(i, "between"):
            return None
        behind = (t for t in tolls if t.number is not None and t.sentence is sentence and 0 < t.number.first - i <= _AMONG)
        total = next((t for t in behind if t.part_of is None and self.smaller(number, t)), None)
        return self.made(number, phrase, total, total.hit, tolls) if total is not None else None

    def of_them(self, number: Number, tolls: list[Toll]) -> Toll | None:
        """*Six were hurt. Two needed surgery.*: a bare figure of those told of before, of whom it says something else."""
        total = self.elliptical.rest_of(number, tolls) or self.elliptical.subject_of(number, tolls)
        return self.made(number, None, total, total.hit, tolls) if total is not None else None

    def badly(self, number: Number) -> bool:
        """True of *two critically*, *tiga parah*: how badly so many of those hurt were, and nothing more."""
        page, i = self.page, number.last
        end = page.sentence_of(number.first).last
        if not (i < end and page.is_(i, "severity")) or not self.opens(number.first, page.sentence_of(number.first)):
            return False
        return i + 1 >= end or not page.tokens[i + 1].is_word or page.is_(i + 1, "coordinator")

    def made(
        self, number: Number, phrase: Phrase | None, total: Toll | None, harmed: Hit[CasualtyWord] | None, tolls: list[Toll]
    ) -> Toll:
        """The toll of a part: of the harm its own words tell, else of its total; those of whom bodies are left were killed."""
        kind: CasualtyKind = harmed.row.kind if harmed is not None else total.kind if total is not None else "killed"
        if total is not None and kind == "killed_or_injured":
            kind = total.kind
        if kind == "bodies_recovered":
            kind = "killed"
        sentence = self.page.sentence_of(number.first)
        who = (
            self.people.who(number, phrase, None) if phrase is not None else total.who if total is not None else ("unspecified",)
        )
        last = max(number.last, phrase.last if phrase is not None else 0)
        return Toll(number.first, last, number, kind, number.quantity, sentence,
                    total.hit if total is not None else harmed, phrase, who,
                    total.mood if total is not None else Mood(), total.scope if total is not None else "incident",
                    part_of=tolls.index(total) if total is not None else None, rule=f"part: {kind}",
                    victims=self.people.victims(phrase, sentence), side=self.people.side_of(phrase))  # fmt: skip

    def total(self, number: Number, tolls: list[Toll], harmed: Hit[CasualtyWord] | None) -> Toll | None:
        """The nearest whole toll that a figure can be part of: before it, of its harm where that is told, else close by."""
        sentence = self.page.sentence_of(number.first)
        fits = [
            t for t in tolls
            if t.number is not None and t.part_of is None and t.quantity.number != 1 and t.quantity.qualifier != "none"
            and t.number.first not in self.openings and self.smaller(number, t)
            and (harmed is None or harmed.row.kind in (t.kind, "killed_or_injured") or t.kind == "bodies_recovered")
        ]  # fmt: skip
        before = [t for t in fits if t.first < number.first]
        if harmed is not None:
            behind = [t for t in fits if t.sentence is sentence and t.first > number.first]
            return max(before, key=lambda t: t.first, default=None) or next(iter(behind), None)
        near = [t for t in before if 0 <= sentence.index - t.sentence.index <= 1]
        return max(near, key=lambda t: t.first, default=None)

    @staticmethod
    def smaller(number: Number, total: Toll) -> bool:
        """True of a part that leaves some of its total over."""
        part, whole = number.quantity.number, total.quantity.number
        return not_larger(number.quantity, total.quantity) and not (part is not None and whole is not None and part >= whole)

    def said_to_be(self, number: Number) -> Phrase | None:
        """The noun that says who a figure without a noun of its own were: *four were officers*, *20 were children, 11 women*."""
        page, sentence = self.page, self.page.sentence_of(number.first)
        if not self.opens(number.first, sentence):
            return None
        i = number.last
        while i < sentence.last and (
            page.is_(i, "of_total", "linker", "plural_marker") or self.harmed(i) or page.is_(i, "determiner")
        ):
            i += 1
        if not page.is_(i, "copula") or page.is_(i, "linker"):
            return None
        while page.is_(i, "copula", "adverb"):
            i += 1
        return self.noun_at(i, number)

    def noun_at(self, i: int, number: Number) -> Phrase | None:
        """The noun for people within reach that no harm follows."""
        page, start = self.page, i
        end = page.sentence_of(number.first).last
        while i < end and i - start < _LINK:
            phrase = self.cast.starting.get(i)
            if phrase is not None and not phrase.pronoun:
                known = any(h.row.who is not None or h.row.kind == "role" for h in phrase.nouns)
                return phrase if known and self.people.in_number(number, phrase) and not self.suffers(phrase.last) else None
            if not (page.is_(i, "determiner", "quantifier", "modifier") or page.tokens[i].text[0].isdecimal()):
                return None
            i += 1
        return None

    def suffers(self, at: int) -> bool:
        """True where a word of harm follows: then it says what was done to them."""
        return any(at <= h.first <= at + 1 for h in self.words)

    def harm_told(self, i: int) -> bool:
        """True of a word of harm that is no word for figures: what follows it is of that harm."""
        return self.harmed(i) and not self.page.is_(i, "figure")

    def harmed(self, i: int) -> bool:
        return any(h.first <= i < h.last for h in self.words)

    def opens(self, at: int, sentence: Sentence) -> bool:
        """True where a clause begins: at the sentence, a stop, a conjunction, or behind what was said."""
        page = self.page
        cue = any(h.last == at for h in page.hits("attribution", "cue"))
        return at == sentence.first or not page.tokens[at - 1].is_word or cue or page.is_(at - 1, "coordinator", "complementizer")

    def listed(self, number: Number, tolls: list[Toll]) -> tuple[Phrase | None, Hit[CasualtyWord] | None]:
        """A member of a list of who they were, with the harm: behind its opening (*the dead included*), or another member."""
        phrase = self.people.phrase_of(number)
        known = phrase is not None and any(h.row.who is not None or h.row.sex or h.row.kind == "role" for h in phrase.nouns)
        if phrase is not None and phrase.first <= number.last + 1 and self.among_them(number.first):
            self.openings[number.first] = None
            return phrase, None
        if phrase is None or phrase.first > number.last + 1 or not known:
            return None, None
        before = next((t for t in reversed(tolls) if t.number is not None and t.first < number.first), None)
        opening = self.openings.get(before.number.first) if before is not None and before.number is not None else None
        here = before is not None and before.sentence is self.page.sentence_of(number.first)
        if before is not None and here and self.joined(before, number) and (opening is not None or before.part_of is not None):
            self.openings[number.first] = opening
            return phrase, opening
        harmed = self.opened(number.first)
        if harmed is not None:
            self.openings[number.first] = harmed
        return (phrase, harmed) if harmed is not None else (None, None)

    def joined(self, before: Toll, number: Number) -> bool:
        """True where nothing but a comma or a conjunction stands between two members of a list."""
        page = self.page
        end = max(before.last, self.subsets.end_of(before.number) if before.number is not None else 0)
        gap = range(end, number.first)
        light = all(page.tokens[i].text in (",", "(", ")") or page.is_(i, "coordinator") or page.tokens[i].is_number for i in gap)
        return light and 0 < len(gap) <= _LINK and not self.suffers(self.subsets.end_of(number))

    def among_them(self, at: int) -> bool:
        """True behind *among them were*, *they included*, *di antara mereka terdapat*, which open the sentence."""
        page, i = self.page, at
        first = page.sentence_of(at).first
        while (
            i > first
            and at - i <= _LIST
            and page.is_(i - 1, "copula", "determiner", "adverb", "verb", "auxiliary", "figure_marker")
        ):
            if page.is_(i - 1, "subset", "of_total"):
                break
            i -= 1
        opening = range(first, i)
        if not 0 < len(opening) <= _LINK or not any(page.is_(k, "subset", "of_total") for k in opening):
            return False
        them = any(page.is_(k, "pronoun_plural", "of_total") for k in opening)
        return them and all(page.is_(k, "subset", "of_total", "between", "pronoun_plural", "adverb") for k in opening)

    def opened(self, at: int) -> Hit[CasualtyWord] | None:
        """The harm in *among the dead were*, *the wounded included*, *di antara korban terdapat*."""
        page, sentence = self.page, self.page.sentence_of(at)
        i = at - 1
        harmed: Hit[CasualtyWord] | None = None
        while i >= sentence.first and at - i <= _LIST:
            found = next((h for h in self.words if h.first <= i < h.last), None)
            harmed = found or harmed
            light = page.is_(i, "subset", "of_total", "between", "copula", "determiner", "aspect", "relative", "adverb", "verb")
            if found is None and not (light or page.is_(i, "plural_marker")):
                break
            i -= 1
        named = any(page.is_(k, "subset", "of_total", "between") for k in range(i + 1, at))
        return harmed if named and self.opens(i + 1, sentence) else None

    # --- another figure for it ---------------------------------------------------------------------------------------

    def figure(self, number: Number, tolls: list[Toll]) -> Toll | None:
        """Another figure for the toll told last, or for the same harm to another side."""
        base = self.last_told(number, tolls)
        if base is None or number.quantity.number is None or not self.bare(number):
            return None
        sentence = self.page.sentence_of(number.first)
        start = base.last if base.sentence is sentence else sentence.first
        if self.suffers(self.subsets.end_of(number)) or any(self.harm_told(i) for i in range(start, number.first)):
            return None
        scope: Scope | None = None
        side = base.side
        if (moved := self.moved(number, sentence)) is not None:
            scope = moved
            base = next((t for t in tolls if t.sentence is base.sentence and t.kind == "killed" and t.part_of is None), base)
        elif self.spoken(number) or self.elliptical.at_another_time(number):
            if base.sentence is not sentence:  # *12 dead and 30 hurt. The rebels speak of 40.*
                base = next((t for t in tolls if t.sentence is base.sentence and t.kind == "killed" and t.part_of is None), base)
            scope = base.scope
        elif base.sentence is sentence and (party := self.of_side(base, number)) is not None:
            scope, side = base.scope, party
        if scope is None:
            return None
        who = self.people.who(None, side, None) if side is not base.side and side is not None else base.who
        return Toll(number.first, number.last, number, base.kind, number.quantity, sentence, base.hit, None, who, base.mood,
                    scope, rule=f"goes on: {base.kind}", side=side, after=base)  # fmt: skip

    def share(self, number: Number, tolls: list[Toll]) -> Toll | None:
        """How many of them where or when (*28 were killed, 17 in the past week*; *two died in Oran, three in Batna*)."""
        page, sentence = self.page, self.page.sentence_of(number.first)
        base = self.last_told(number, tolls) or next(
            (t for t in reversed(tolls) if self.is_share(t) and t.sentence is sentence and t.last < number.first), None
        )
        if base is None or base.number is None or base.sentence is not sentence or number.quantity.number is None:
            return None
        more = page.is_(number.last, "more", "other")  # *five died at once and two more on the way to hospital*
        behind = number.last + more
        if self.people.phrase_of(number) is not None or not page.is_(
            behind, "location_marker", "preposition", "elsewhere", "destination"
        ):
            return None
        if page.is_(behind, "linker"):
            return None
        end = max(base.number.last, base.hit.last if base.hit is not None else 0)
        parted = page.tokens[number.first - 1].text in (",", "-", ":", "(") or page.is_(number.first - 1, "coordinator")
        if not parted or any(self.told(i) for i in range(max(base.last, base.number.last), number.first)):
            return None
        until = next((i for i in range(number.last, sentence.last) if not page.tokens[i].is_word), sentence.last)
        if any(self.told(i) for i in range(number.last, until)):
            return None
        own = page.is_(end, "location_marker", "preposition") and not self.is_share(base)
        whole = base.part_of if self.is_share(base) else None if own or more else tolls.index(base)
        if whole is not None and not self.smaller(number, tolls[whole]):
            return None
        self.shares.add(number.first)
        return Toll(number.first, number.last, number, base.kind, number.quantity, sentence, base.hit, None, base.who, base.mood,
                    base.scope, rule=f"share: {base.kind}", side=base.side, after=base, part_of=whole)  # fmt: skip

    def is_share(self, toll: Toll) -> bool:
        """True of a figure found to be of one place or time."""
        return toll.number is not None and toll.number.first in self.shares

    def told(self, i: int) -> bool:
        """True of a verb or a word of harm, of whatever it is."""
        return i in self.clauses.verbs or self.harmed(i)

    def last_told(self, number: Number, tolls: list[Toll]) -> Toll | None:
        """The toll before a figure, in its sentence or the one before, with no other count between them."""
        before = [t for t in tolls if t.number is not None and t.number.first < number.first and t.part_of is None]
        base = max(before, key=lambda t: t.first, default=None)
        if base is None or base.number is None or not 0 <= self.page.sentence_of(number.first).index - base.sentence.index <= 1:
            return None
        told = {t.number.first for t in tolls if t.number is not None}
        between = (n for n in self.numbers if base.number.last <= n.first < number.first and not n.article)
        return None if any(n.first not in told and n.trap is None for n in between) else base

    def bare(self, number: Number) -> bool:
        """True of a figure that counts no noun of its own, or *people* alone: it closes its clause, or an adjunct follows."""
        page = self.page
        phrase = self.people.phrase_of(number)
        if phrase is not None and not (phrase.nouns and all(h.row.classifier for h in phrase.nouns) and not phrase.named):
            return False
        end = self.subsets.end_of(number)
        if end >= page.sentence_of(number.first).last or not page.tokens[end].is_word:
            return True
        return phrase is None and page.is_(end, *_CLOSES) and not page.is_(end, "linker") and not page.tokens[end].is_number

    def spoken(self, number: Number) -> bool:
        """True of a figure behind a cue of speech, with no more than *the number at* between."""
        page = self.page
        for hit in page.hits("attribution", "cue"):
            gap = range(hit.last, number.first)
            if hit.last <= number.first and len(gap) <= _SPOKEN and page.sentence_of(hit.first) is page.sentence_of(number.first):
                preposition = not gap or not page.is_(gap[-1], "preposition") or page.is_(gap[-1], "figure_marker")
                told = gap and hit.row.addressed and page.is_(gap[0], "pronoun_we", "pronoun_person", "pronoun_plural")
                gap = gap[1:] if told else gap  # *a source tells us 36*
                if preposition and all(page.is_(i, "figure_marker", *_LIGHT) for i in gap):
                    return True
        return False

    def moved(self, number: Number, sentence: Sentence) -> Scope | None:
        """What a word for figures says of one: *the number rose to nine* a total, *the toll had gone up by two* an increment."""
        page = self.page
        cue = next(
            (h for h in page.hits("casualties", "scope") if 0 <= number.first - h.last <= 1 and h.row.position == "before"), None
        )
        inside = range(cue.first, number.first) if cue is not None else range(0)
        heads = [
            i
            for i in range(sentence.first, number.core_first)
            if number.first - i <= _FIGURE and (page.is_(i, "figure") or (i in inside and page.is_(i, "sum")))
        ]  # *the number rose to nine*, *bringing the total to nine*
        if not heads:
            return None
        head = heads[-1]
        if any(not page.tokens[i].is_word or page.is_(i, "complementizer", "relative") for i in range(head, number.first)):
            return None
        if any(n.first < number.first and n.first > head for n in self.numbers):
            return None
        if cue is not None:
            scope: Scope = cue.row.scope
            return scope
        light = all(
            page.is_(i, "copula", "determiner", "modifier", "anaphor", "adverb", "as_of", *_LIGHT)
            for i in range(head + 1, number.first)
        )
        return "running_total" if light else None

    def of_side(self, base: Toll, number: Number) -> Phrase | None:
        """The side of a figure that leaves the harm out: *army 12 dead, rebels 43*, *di pihak pemberontak 40*."""
        page = self.page
        end = max(base.last, self.subsets.end_of(base.number) if base.number is not None else 0)
        if page.tokens[end].text != "," and not page.is_(end, "coordinator"):
            return None
        party = self.cast.ending.get(number.first)
        if party is None or party.pronoun or not any(h.row.armed for h in party.nouns):
            return None
        gap = range(end + 1, party.first)
        if len(gap) > _WITHIN or not all(page.is_(i, "side", "coordinator", "determiner", "location_marker") for i in gap):
            return None
        end = self.subsets.end_of(number)
        return party if end >= page.sentence_of(number.first).last or not page.tokens[end].is_word else None
