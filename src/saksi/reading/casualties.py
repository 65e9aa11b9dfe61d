"""Casualties: how many of whom were killed, injured, missing, taken; and which numbers are none.

Needs numbers, phrases, attributions and events; gives counts. Each word of harm says in the pack where its count stands:
before it (*16 orang tewas*), after it (*menewaskan 16 orang*), or it is itself what is counted (*23 korban jiwa*). A number
that is a year, an age, a share or a count of things is never a toll. The vocabulary is that of casualty recording (Every
Casualty, UCDP).
"""

from __future__ import annotations

from saksi.languages import Hit
from saksi.languages.schema import CasualtyWord
from saksi.reading.actors import Cast, Phrase
from saksi.reading.agreement import Agreement
from saksi.reading.clauses import Clauses
from saksi.reading.company import Company
from saksi.reading.continuations import Continuations
from saksi.reading.domains import violent_context
from saksi.reading.earlier import tellers
from saksi.reading.events import EventFinder
from saksi.reading.figures import REACH, TALLY, Count, Figures
from saksi.reading.modality import Mood, Moods
from saksi.reading.numbers import Number, quantity
from saksi.reading.page import Page, Sentence
from saksi.reading.perpetrators import ONESELF, mark_perpetrators, reflexive
from saksi.reading.scopes import Scopes, is_body, is_counted, share_scopes
from saksi.reading.subsets import Subsets, may_become
from saksi.reading.tolls import (
    Toll,
    carry_on,
    fill_ellipses,
    link_parts,
    link_restatements,
    name_harm,
    replace_text,
    without_merged,
)
from saksi.reading.victims import Victims, is_victim
from saksi.reading.zeros import OF_PEOPLE, UNSPECIFIED, Zeros
from saksi.types import CasualtyKind, Quantity, VictimClass

_YOUNGEST, _OLDEST = 4, 100  # years that an age told without a word for years may have
_JOINED = 6  # tokens between one harm and the conjunction of another that goes on about its people
_BEHIND = 2  # sentences behind one that tells of an attack in which harm is of it
_OF_ONESELF = frozenset({"killed", "injured", "killed_or_injured"})
"""Harm that one does to oneself; who frees himself is not released."""
_PERSON = "person:"
_FORCES: frozenset[VictimClass] = frozenset({"military", "combatant", "police"})


class CasualtyFinder:
    """Finds the tolls of one page."""

    def __init__(
        self,
        page: Page,
        cast: Cast,
        clauses: Clauses,
        moods: Moods,
        numbers: list[Number],
        events: EventFinder,
        impacts: set[int],
    ) -> None:
        self.page, self.cast, self.clauses, self.moods = page, cast, clauses, moods
        self.domains, self.tellings, self.times = events.domains, events.tellings, events.times
        self.telling = tellers(page, events.said)
        nouns = {h.last for h in page.hits("actors", "noun")} if page.pack.header.head == "first" else set()
        after = {h.first for h in page.hits("actors", "noun")}
        none = {i for table in ("nobody", "zero") for h in page.hits("casualties", table) for i in range(h.first, h.last)}
        self.numbers = [
            n
            for n in numbers
            if (n.trap is None or n.definite)
            and n.core_first not in none
            and not (n.definite and n.first in nouns and n.last not in after)
            and not self.counts_nobody(n)
        ]  # no count in *seorang prajurit ketiga*
        named = {i for p in cast.phrases for n in p.names for i in range(n.first, n.last)}
        compounds = {i for p in cast.phrases for n in p.nouns if n.last - n.first > 1 for i in range(n.first, n.last)}
        heads = {i for p in cast.phrases for n in p.nouns if n.last - n.first > 1 for i in range(n.first + 1, n.last)}
        verbs = page.pack.header.head == "last"
        counted = {n.first for n in self.numbers}
        self.words: list[Hit[CasualtyWord]] = [
            h
            for h in page.hits("casualties", "word")
            if h.voice != "agentive"
            and h.first not in named
            and not (h.first in heads and is_counted(h))  # *pasukan kematian*
            and not (h.voice == "base" and (h.first in compounds or not (verbs or h.last in counted or self.fronted(h.first))))
        ]  # where verbs have voices a bare one is a headline's (*Tembak 2 Prajurit*) or has its doer before it (*kami tembak*)
        self.impacts = impacts
        self.agreement = Agreement(page, cast)
        below = {n.first: n.quantity.number for n in numbers if n.quantity.qualifier == "fewer_than"}
        ages = frozenset(n.core_first for n in numbers if n.trap == "age")
        self.people = Victims(page, cast, clauses, ages, {first: bound for first, bound in below.items() if bound is not None})
        self.subsets = Subsets(page, clauses, self.people, self.numbers, self.words, impacts)
        self.figures = Figures(page, cast, clauses, self.numbers, self.words, impacts, self.people, self.subsets)
        self.company = Company(page, cast, clauses, self.agreement, self.people, self.figures, self.numbers)
        harms = {i for h in self.words for i in range(h.first, h.last)}
        self.scopes = Scopes(page, clauses, self.times, self.tellings, harms)
        self.used: set[tuple[int, CasualtyKind]] = set()
        self.tolls: list[Toll] = []

    def counts_nobody(self, number: Number) -> bool:
        """True of an age that a clause tells (*who was sixty-nine,*), of one alone (*seorang diri*), and of a unit's number.

        *Komando 42 Marinir*: figures between two names are part of them, where a capital makes a name.
        """
        page, i = self.page, number.first - 1
        if number.core_first in self.telling or (page.is_(number.last, "reflexive") and number.quantity.number == 1):
            return True
        sentence = page.sentence_of(number.first)
        plain = number.last >= sentence.last or not page.tokens[number.last].is_word
        if page.is_(i, "copula") and page.is_(i - 1, "relative") and plain:
            return True
        if self.is_age(number, sentence):
            return True
        titled = sentence.voice == "headline" or sentence.index in page.titled
        if titled or number.last - number.first > 1 or not page.tokens[number.first].is_number or number.last >= sentence.last:
            return False
        named = i > sentence.first and page.tokens[i].is_word and page.tokens[i].is_capital and not page.classes(i)
        behind, around = page.tokens[number.last], self.cast.covering.get(i)
        named = named and not page.is_(i - 1, "location_marker") and (around is None or not around.names)
        return named and behind.is_capital and behind.is_word and i not in self.clauses.verbs and i not in self.clauses.timed

    def is_age(self, number: Number, sentence: Sentence) -> bool:
        """True of years behind a name and a comma or behind one person (*Pvt. Eprizon, 27 -- was hurt*, *a man of 52, died*)."""
        page, i, years = self.page, number.first - 1, number.quantity.number
        if years is None or not _YOUNGEST < years < _OLDEST or number.last >= sentence.last or i <= sentence.first:
            return False
        if page.tokens[number.last].is_word or number.last - number.first > 1:
            return False
        if page.tokens[i].text == ",":
            dash = page.tokens[number.last].text not in (",", ";", ".", ")", "(", ":")
            return dash and page.tokens[i - 1].is_capital and page.tokens[number.first].is_number
        person = self.cast.ending.get(i)
        if person is None or not page.is_(i, "linker"):
            return False
        led = {page.tokens[person.first - 1].lower, page.tokens[person.first].lower}
        led_by = bool(led & page.pack.ones) or page.is_(person.first - 1, "determiner") or page.is_(person.first, "determiner")
        return led_by and any(h.row.kind == "role" for h in person.nouns)

    def find(self) -> list[Toll]:
        """The tolls in text order, subsets and restatements linked by index."""
        self.tolls = Zeros(self.page, self.cast, self.clauses, self.words, self.people, self.figures.takes, self.in_scope).find()
        zero_tokens = {i for t in self.tolls for i in range(t.first, t.last)}
        for hit in self.words:
            if hit.first in zero_tokens or hit.first in self.figures.borne:
                continue
            self.word(hit)
            self.company.beside(hit, self.tolls)
        self.tolls = without_merged(sorted(self.tolls, key=lambda t: (t.first, t.last)))
        share_scopes(self.page, self.tolls, self.clauses.timed)
        self.scopes.carry(self.tolls)
        self.tolls = Continuations(
            self.page,
            self.cast,
            self.clauses,
            self.people,
            self.subsets,
            self.numbers,
            self.words,
            self.impacts,
            self.in_scope,
        ).find(self.tolls)
        self.tolls = self.subsets.breakdowns(self.tolls)
        self.subsets.link(self.tolls)
        link_parts(self.tolls, self.subsets.apart)
        self.all_of_them()
        fill_ellipses(self.tolls, self.figures.others, self.subsets.one_noun)
        carry_on(self.tolls, self.figures.others, may_become)
        name_harm(self.tolls)
        link_restatements(self.tolls)
        mark_perpetrators(self.page, self.tolls)
        return self.tolls

    # --- one word of harm --------------------------------------------------------------------------------------------

    def word(self, hit: Hit[CasualtyWord]) -> None:
        page, row = self.page, hit.row
        sentence = page.sentence_of(hit.first)
        takes = self.figures.takes(hit)
        verb = hit.voice in ("past", "base") and page.pack.header.head == "last"
        if verb and row.kind == "killed_or_injured" and page.is_(hit.first - 1, "determiner"):
            page.turn_down("casualty", hit.first, hit.last, "a noun here, not the verb", takes)  # *fired a shot*
            return
        if reflexive(page, hit.last):
            if row.kind not in _OF_ONESELF:
                return  # *melepaskan diri dari X*
            self.oneself(hit, sentence)
            if not page.is_(hit.last + 1, "coordinator"):
                return  # but *killed himself and six others*
        if self.ended(hit, sentence) or self.cause_of_death(hit, sentence):
            return
        found = self.figures.counts(hit, takes, sentence) or self.shared(hit, takes, sentence)
        found = found or self.far_off(hit, takes, sentence)
        if not found:
            self.uncounted(hit, takes, sentence)
            return
        if not self.in_scope(sentence, hit):
            for number, _ in found:
                page.turn_down(
                    "casualty",
                    min(number.first, hit.first),
                    max(number.last, hit.last),
                    "no deliberate violence is reported here",
                    takes,
                )
            return
        mood = self.moods.of(hit.first, hit.last)
        if mood.unreal:
            page.turn_down("casualty", hit.first, hit.last, "a comparison, an exercise or fiction", takes)
            return
        summed = self.figures.tallied(hit, sentence)
        for number, phrase in found:
            if summed and phrase is None:
                phrase = next((p for p in reversed(self.cast.phrases) if hit.first - TALLY < p.last <= hit.first), None)
            key = (number.first, row.kind)
            told = number.first in {first for first, _ in self.used}
            if (
                told
                and row.kind == "displaced"
                and any(page.is_(i, "relative") for i in range(self.figures.end_of((number, phrase)), hit.first))
            ):
                continue  # *killing a dozen people who had taken shelter*
            if key in self.used or (is_counted(hit) and told):
                continue
            self.used.add(key)
            first, last = min(number.first, hit.first), max(number.last, hit.last, phrase.last if phrase is not None else 0)
            if last - first > REACH or page.sentence_of(first) is not sentence:
                first, last = number.first, max(number.last, phrase.last if phrase is not None else 0)
            who = self.people.who(number, phrase, hit)
            side = next(iter(self.clauses.subject(hit.first)), None) if row.owned else None
            if side is not None and not side.pronoun and set(who) <= {"civilian", "unspecified"} and self.generic(phrase):
                who = self.people.who(None, side, None)  # *the army lost eight men*
            if row.kind == "displaced" and any(h.first in (number.last, number.last + 1) and is_body(h) for h in self.words):
                continue  # *mengevakuasi 16 jenazah*
            suspects = phrase is not None and any(page.is_(i, "perpetrator") for i in range(number.last, phrase.last))
            if row.kind == "displaced" and (suspects or (row.weak and number.quantity.number == 1)):
                page.turn_down("casualty", first, last, "who runs from his deed is not displaced", takes)
                continue
            if row.kind == "displaced" and set(who) <= _FORCES:
                page.turn_down("casualty", first, last, "forces that move are not displaced", takes)
                continue
            bearers = self.bearers(number, phrase, hit)
            if bearers is None and phrase is None and number.last == hit.first and page.pack.header.head == "last":
                bearers = self.cast.covering.get(hit.last)  # *three wounded civilians*
                led = page.is_(hit.last, "preposition", "location_marker")
                bearers = bearers if bearers is not None and bearers.nouns and not led else None
            if bearers is None and phrase is None and number.last <= hit.first:
                bearers = self.owned(hit)
            if bearers is not None:
                phrase = bearers
                who = self.people.who(None, bearers, hit)
            scope = self.scopes.of(number, hit, sentence, self.figures.end_of((number, self.people.phrase_of(number))))
            self.tolls.append(
                Toll(first, last, number, row.kind, self.qualified(number, hit), sentence, hit, phrase, who, mood,
                     scope, rule=f"{takes}: {row.kind}",
                     victims=self.people.victims(phrase, sentence), side=self.people.side(phrase, hit))
            )  # fmt: skip
        self.company.joined(found, hit, sentence, mood, self.tolls)

    @staticmethod
    def generic(phrase: Phrase | None) -> bool:
        """True of *men*, *people*, or of no noun at all: they are of whoever lost them."""
        return phrase is None or all(h.row.classifier or h.row.sex is not None for h in phrase.nouns)

    def bearers(self, number: Number, phrase: Phrase | None, hit: Hit[CasualtyWord]) -> Phrase | None:
        """Who suffered what a figure behind it counts bare (*warga sipil yang meninggal tercatat 24 orang*)."""
        page = self.page
        plain = phrase is None or (bool(phrase.nouns) and all(h.row.classifier for h in phrase.nouns) and not phrase.named)
        if number.first < hit.last or not plain or not (is_counted(hit) or self.figures.takes(hit) == "subject"):
            return None
        if page.pack.header.head == "last" and number.first == hit.last:
            return None  # *surgeons treated 41*
        if (owned := self.owned(hit)) is not None:
            return owned
        i = hit.first
        while page.is_(i - 1, "relative", "aspect", "past", "passive_auxiliary"):
            i -= 1
        before = self.cast.ending.get(i)
        return before if before is not None and before.nouns and before.number is None and not before.pronoun else None

    def owned(self, hit: Hit[CasualtyWord]) -> Phrase | None:
        """Whose dead a counted noun names behind it (*mayat tentara*, *korban tewas warga sipil*, *bodies of rebels*)."""
        page = self.page
        if not is_counted(hit):
            return None
        i = hit.last
        while page.is_(i, "linker", "determiner", "side", "source_marker") and i - hit.last <= 2:
            i += 1
        phrase = self.cast.starting.get(i)
        if phrase is None or phrase.number is not None or phrase.pronoun or (page.pack.header.head == "last" and i == hit.last):
            return None
        return phrase if any(h.row.who is not None and not h.row.classifier for h in phrase.nouns) else None

    def qualified(self, number: Number, hit: Hit[CasualtyWord]) -> Quantity:
        """The quantity under a cue that stands before the verb (*sedikitnya menewaskan 20 orang*)."""
        page, i = self.page, hit.first
        while page.is_(i - 1, "aspect", "past"):
            i -= 1
        cues = (h for h in page.hits("numbers", "cue") if h.last == i and h.row.position == "before")
        cue = next((h for h in cues if h.row.qualifier == "at_least"), None)
        value = number.quantity.number
        if cue is None or value is None or number.first != hit.last or number.quantity.qualifier != "exact":
            return number.quantity
        return quantity(value, cue.row.qualifier, number.quantity.text)

    def fronted(self, at: int) -> bool:
        """True of a base form right behind the pronoun of who does it, who suffer it before (*empat prajurit kami culik*)."""
        return self.clauses.doer_before(at) is not None or self.page.is_(at - 1, "pronoun_we", "pronoun_plural", "pronoun_person")

    def ended(self, hit: Hit[CasualtyWord], sentence: Sentence) -> bool:
        """*Dibacok hingga tewas*, *hacked to death*: what was done to the people counted last ended in their death."""
        last = self.tolls[-1] if self.tolls else None
        led = self.page.is_(hit.first - 1, "result_marker" if self.page.pack.header.head == "first" else "outcome")
        if last is None or not led or last.sentence is not sentence or last.first > hit.first or hit.row.kind != "killed":
            return False
        if last.kind not in ("injured", "killed_or_injured"):
            return False
        last.kind, last.last = "killed", max(last.last, hit.last)
        return True

    def cause_of_death(self, hit: Hit[CasualtyWord], sentence: Sentence) -> bool:
        """True of wounds that somebody died from (*the deaths of two men from gunshot wounds*)."""
        page = self.page
        i = hit.first - 1
        i -= bool(page.tokens[i].is_word and not page.classes(i) and i not in self.cast.covering)  # *from gunshot wounds*
        if page.pack.header.head == "first" or hit.row.kind != "injured" or not page.is_(i, "source_marker", "linker"):
            return False
        dead = [h for h in self.words if sentence.first <= h.first < hit.first and h.row.kind == "killed" and is_counted(h)]
        return bool(dead) and not any(
            i in self.clauses.verbs or page.is_(i, "relative") for i in range(dead[-1].last, hit.first - 1)
        )

    def shared(self, hit: Hit[CasualtyWord], takes: str, sentence: Sentence) -> list[Count]:
        """The people a joined verb goes on about (*dua prajurit diculik dan kemudian dibunuh*, *six were seized and shot*)."""
        one = self.joined(hit, takes, sentence)
        ends = hit.row.kind == "killed" and one is not None and one.kind == "injured"  # *three were hurt and died*
        if one is None or one.number is None or not (hit.row.violent or one.kind == "killed_or_injured" or ends):
            return []
        return [(one.number, one.phrase)]

    def far_off(self, hit: Hit[CasualtyWord], takes: str, sentence: Sentence) -> list[Count]:
        """A figure that a clause parts from its harm: of a subject told more of, or behind whom the harm tells apart.

        *Seorang wanita yang berada di sebuah mobil yang lewat juga tewas*; *orang yang ditahan di kota itu berjumlah 41*.
        """
        page = self.page
        if takes != "subject":
            return []
        behind = self.figures.countables.totalled(hit, sentence)
        if behind is not None:
            return [(behind, self.people.phrase_of(behind))]
        taken = {first for first, _ in self.used}
        for number in self.numbers:
            phrase = self.people.phrase_of(number) if sentence.first <= number.first < hit.first else None
            people = phrase is not None and any(h.row.who is not None or h.row.classifier for h in phrase.nouns)
            if phrase is None or not people or not page.is_(phrase.last, "relative") or number.first in taken:
                continue
            gap = range(phrase.last, hit.first)
            opens = (i for i in gap if page.is_(i, "coordinator", "complementizer", "subordinator") and not page.is_(i, "adverb"))
            apart = any(opens) or not all(page.tokens[i].is_word for i in gap)
            whole = any(p.first <= phrase.first < p.last for p in self.clauses.subject(hit.first))
            whole = whole or (number.first - sentence.first <= 1 and not apart)
            if whole and number.trap is None and number.first not in self.impacts and phrase.last - number.first <= _JOINED:
                return [(number, phrase)]
        return []

    def joined(self, hit: Hit[CasualtyWord], takes: str, sentence: Sentence) -> Toll | None:
        """The toll of other harm that a verb right behind it and a conjunction goes on about."""
        page, i = self.page, hit.first - 1
        while i > sentence.first and page.is_(i, "adverb", "passive_auxiliary", "aspect", "past"):
            i -= 1
        passive = takes == "subject" or (
            takes in ("either", "past") and (self.figures.is_passive(hit) or hit.voice in ("passive", "stative"))
        )
        if not passive or not page.is_(i, "coordinator") or not self.tolls:
            return None
        one = self.tolls[-1]
        near = one.sentence is sentence and one.hit is not None and 0 <= i - one.hit.last <= _JOINED and one.kind != hit.row.kind
        return one if near and one.first < i else None

    # --- uncounted ---------------------------------------------------------------------------------------------------

    def uncounted(self, hit: Hit[CasualtyWord], takes: str, sentence: Sentence) -> None:
        """Harm without a number: a named victim counts one, a bare report is kept without a figure where the row allows it."""
        page, row = self.page, hit.row
        if self.again(hit, sentence) or self.figures.tallied(hit, sentence) or self.named_so(hit):
            return
        phrases = self.people.of_whom(hit) if row.kind == "killed" else []
        before = self.joined(hit, takes, sentence) if row.kind == "killed" else None
        if before is not None and before.number is None and before.phrase is not None:
            phrases = [before.phrase]  # *the guard was shot in the chest and died*
        if row.weak and not phrases and row.kind == "killed" and self.attacked(sentence):
            phrases = [p for p in self.clauses.subject(hit.first) if is_victim(p)]
        if (row.weak and not phrases) or row.owned or not self.in_scope(sentence, hit):
            return
        mood = self.moods.of(hit.first, hit.last)
        if mood.unreal or mood.realis != "actual":
            return
        if takes == "count" and not row.bare and not phrases:
            return
        if row.kind in OF_PEOPLE and not phrases and (at := self.another(hit, takes)) is not None:
            self.one_more(at, hit, sentence, mood)
            return
        if not phrases and takes == "subject" and (struck := self.struck(hit, sentence)) is not None:
            phrases = [struck]
        if not phrases and (takes in ("subject", "past") or (takes == "either" and self.figures.is_passive(hit))):
            phrases = self.clauses.subject(hit.first)
        if not phrases and (takes in ("object", "past") or (takes == "either" and hit.voice in ("active", "past", "gerund"))):
            phrases = self.clauses.object(hit.last)
        done = hit.voice == "past" or (hit.voice is None and row.violent)
        if not phrases and takes == "either" and done and self.closes(hit):
            phrases = self.clauses.subject(hit.first)  # *Boy, 12, killed in market raid*
        things = {i for h in page.hits("impacts", "object") for i in range(h.first, h.last)}
        phrases = [p for p in phrases if not things.intersection(range(p.first, p.last))]
        persons = [p for p in phrases if is_victim(p)]
        if row.kind == "captured" and takes != "subject" and not self.figures.is_passive(hit):
            persons = [
                p for p in persons if p.nouns or (p.actor is not None and p.actor.id.startswith(_PERSON))
            ]  # *captured Mosul*
        for phrase in persons:
            text = page.words(phrase.first, phrase.last)
            quantity = Quantity(number=1, low=1, best=1, high=1, qualifier="exact", text=text)
            self.tolls.append(
                Toll(min(phrase.first, hit.first), max(phrase.last, hit.last), None, row.kind, quantity, sentence, hit, phrase,
                     self.people.who(None, phrase, hit), mood, rule="named victim", victims=self.people.victims(phrase, sentence),
                     side=self.people.side(phrase, hit))
            )  # fmt: skip
        if persons:
            if len(persons) == 1:
                self.company.add(self.company.listed_after(persons[0].last, hit, sentence), hit, sentence, mood, self.tolls)
            return
        pronoun = next((p for p in phrases if p.pronoun and self.agreement.person(p) and row.kind == "killed"), None)
        lone = next((p for p in phrases if self.agreement.one(p) or self.people.aged(p) or self.compatriot(p)), None) or pronoun
        several = next((p for p in phrases if not p.pronoun and any(h.row.who is not None for h in p.nouns)), None)
        several = several if self.reports(hit) else None
        people = lone or (several if row.bare and takes != "count" else None)
        told = people is not None and any(
            t.kind == row.kind and t.sentence is sentence and t.phrase is not None and t.phrase.first == people.first
            for t in self.tolls
        )  # *a woman was taken to hospital in critical condition*
        if people is not None and not told and (people.number is None or (people.number.article and takes == "subject")):
            words = page.words(people.first, people.last)
            quantity = Quantity(number=1, low=1, best=1, high=1, qualifier="exact", text=words)
            self.tolls.append(
                Toll(min(people.first, hit.first), max(people.last, hit.last), None, row.kind,
                     quantity if lone else replace_text(UNSPECIFIED, words), sentence, hit, people,
                     self.people.who(None, people, hit), mood, scope="incident" if lone else "unknown",
                     rule="one person" if lone else "no figure", side=self.people.side(people, hit))
            )  # fmt: skip
            if lone and not people.pronoun:
                self.company.add(self.company.listed_after(people.last, hit, sentence), hit, sentence, mood, self.tolls)

    def reports(self, hit: Hit[CasualtyWord]) -> bool:
        """True of a verb that tells of a harm: not *the killing of civilians*, *the soldiers killed*, where heads come last."""
        if hit.row.takes == "subject":
            return not self.figures.has_object(hit.last, self.page.sentence_of(hit.first))  # *militants had blown up the hotel*
        if self.page.pack.header.head == "first" or hit.row.takes != "either" or hit.voice not in ("nominal", "gerund", "past"):
            return True
        if hit.voice == "past" and not self.figures.is_passive(hit):
            return bool(self.clauses.object(hit.last)) and hit.last not in self.cast.covering
        return hit.voice == "past"

    def named_so(self, hit: Hit[CasualtyWord]) -> bool:
        """True of a participle that is a noun (*each of the seriously injured*): nobody is its subject."""
        page, i = self.page, hit.first - 1
        while page.is_(i, "adverb") and not page.is_(i, "determiner"):
            i -= 1
        ends = hit.last >= page.sentence_of(hit.first).last or not page.tokens[hit.last].is_word
        noun = ends or page.is_(
            hit.last, "preposition", "location_marker", "verb", "auxiliary", "passive_auxiliary", "coordinator"
        )
        articled = page.is_(i, "determiner") and not page.is_(i, "another")
        return page.pack.header.head == "last" and hit.voice == "past" and articled and noun

    def struck(self, hit: Hit[CasualtyWord], sentence: Sentence) -> Phrase | None:
        """Whom a verb before was done to until they died (*menganiaya bocah enam tahun hingga tewas*)."""
        page, i = self.page, hit.first - 1
        if page.pack.header.head == "last" or not page.is_(i, "result_marker"):
            return None
        before = [p for p in self.cast.phrases if sentence.first <= p.first and p.last <= i and not p.pronoun]
        phrase = max(before, key=lambda p: p.last, default=None)
        verb = max((k for k in self.clauses.verbs if sentence.first <= k < (phrase.first if phrase else 0)), default=None)
        if phrase is None or verb is None or i - phrase.last > _JOINED:
            return None
        if any(h.first == verb and self.figures.takes(h) == "subject" for h in self.words):
            return next(iter(self.clauses.subject(verb)), None)
        return phrase

    def again(self, hit: Hit[CasualtyWord], sentence: Sentence) -> bool:
        """True of the same harm once more, joined on without people of its own (*43 were shot dead or were killed*)."""
        page, i = self.page, hit.first - 1
        while i > sentence.first and page.is_(i, "adverb", "passive_auxiliary", "aspect", "past", "auxiliary"):
            i -= 1
        last = self.tolls[-1] if self.tolls else None
        return last is not None and last.kind == hit.row.kind and last.sentence is sentence and page.is_(i, "coordinator")

    def compatriot(self, phrase: Phrase) -> bool:
        """True of *a Palestinian*, *an Iraqi*: one of a people, by the article."""
        page = self.page
        if phrase.nouns or phrase.proper is not None or phrase.number is not None or not phrase.names:
            return False
        name = page.words(phrase.names[-1].first, phrase.names[-1].last)
        country = phrase.names[-1].country
        articles = {page.tokens[phrase.first - 1].lower if phrase.first else "", page.tokens[phrase.first].lower}
        return country is not None and name in country.demonyms and bool(articles & page.pack.ones)

    def attacked(self, sentence: Sentence) -> bool:
        """True of a sentence that tells of an attack: whoever died in it died of that."""
        return any(t.sentence is sentence and t.type == "ASSAULT" for t in self.tellings)

    def another(self, hit: Hit[CasualtyWord], takes: str) -> int | None:
        """The word for one more of the people told before (*one was killed and another wounded*, *wounded another*)."""
        page = self.page
        i = hit.first - 1
        while page.is_(i, "passive_auxiliary", "aspect", "adverb", "auxiliary", "past") and not page.is_(i, "another"):
            i -= 1
        if page.is_(i, "another") and takes != "object":
            return i
        i = hit.last
        if takes == "subject" or self.figures.is_passive(hit) or not page.is_(i, "another"):
            return None
        while page.is_(i, "another"):
            i += 1
        ends = i >= page.sentence_of(hit.first).last or not page.tokens[i].is_word
        return i - 1 if ends or page.is_(i, "preposition", "coordinator", "subordinator") else None

    def one_more(self, at: int, hit: Hit[CasualtyWord], sentence: Sentence, mood: Mood) -> None:
        """One of the kind of people counted last."""
        before = [t for t in self.tolls if t.sentence is sentence and t.first < at]
        if not before:
            return
        first, last = min(at, hit.first), max(at + 1, hit.last)
        text = self.page.words(at, at + 1)
        quantity = Quantity(number=1, low=1, best=1, high=1, qualifier="exact", text=text)
        self.tolls.append(
            Toll(first, last, None, hit.row.kind, quantity, sentence, hit, None, before[-1].who, mood, rule="another",
                 side=before[-1].side)
        )  # fmt: skip

    def oneself(self, hit: Hit[CasualtyWord], sentence: Sentence) -> None:
        """*Then killed himself*, *menembak dirinya sendiri*: one person, the one who does it."""
        mood = self.moods.of(hit.first, hit.last)
        others = any(t.sentence is sentence for t in self.tolls)
        if mood.unreal or mood.realis != "actual" or not (others or violent_context(self.domains, sentence)):
            return  # a suicide among other news
        phrase = next((p for p in self.clauses.subject(hit.first) if not p.pronoun), None)
        words = self.page.words(hit.first, hit.last + 1)
        quantity = Quantity(number=1, low=1, best=1, high=1, qualifier="exact", text=words)
        victims = self.people.victims(phrase, sentence) if phrase is not None and is_victim(phrase) else ()
        self.tolls.append(
            Toll(hit.first, hit.last + 1, None, hit.row.kind, quantity, sentence, hit, phrase, self.people.who(None, phrase, hit),
                 mood, rule=ONESELF, victims=victims)
        )  # fmt: skip

    def closes(self, hit: Hit[CasualtyWord]) -> bool:
        """True of a participle that nothing follows which could be its object: the harm was done to its subject."""
        page, i = self.page, hit.last
        if i >= page.sentence_of(hit.first).last or not page.tokens[i].is_word:
            return True
        return page.is_(
            i, "preposition", "location_marker", "agent_marker", "adverb", "coordinator", "subordinator", "cause_marker"
        )

    def all_of_them(self) -> None:
        """*Fifteen people, all of them civilians*, *tiga orang, seluruhnya anggota Satgas*: who the whole of a toll are."""
        page = self.page
        for toll in self.tolls:
            if toll.who != ("unspecified",) or toll.number is None:
                continue
            i = max(self.figures.end_of((toll.number, toll.phrase)), toll.hit.last if toll.hit is not None else 0)
            for start in {self.figures.end_of((toll.number, toll.phrase)), i}:
                at = start + (start < toll.sentence.last and page.tokens[start].text == ",")
                led = at
                while led < toll.sentence.last and page.is_(led, "whole", "copula", "pronoun_plural", "linker"):
                    led += 1
                phrase = self.cast.starting.get(led) if led > at and page.is_(at, "whole") else None
                if phrase is not None and phrase.nouns and phrase.first < toll.sentence.last:
                    toll.who = self.people.who(None, phrase, None)
                    toll.side = toll.side or self.people.side_of(phrase)

    # --- in scope ----------------------------------------------------------------------------------------------------

    def in_scope(self, sentence: Sentence, hit: Hit[CasualtyWord] | None) -> bool:
        """Whether harm here is by deliberate violence, done or alleged, rather than by accident, disaster or disease."""
        if any(self.page.is_(i, "mishap") for i in range(sentence.first, sentence.last)):
            return False  # *killed in a vehicle accident*, *meledak secara tidak sengaja*
        clear = not self.domains.other[sentence.index] or self.domains.reports(sentence.index)
        if hit is not None and hit.row.violent and clear and hit.voice not in ("base", "nominal"):
            return True
        here = [t.type for t in self.tellings if t.sentence is sentence]
        told = "ASSAULT" in here or ("PROTEST" in here and not self.domains.play[sentence.index])
        return told or violent_context(self.domains, sentence) or self.just_told(sentence)

    def just_told(self, sentence: Sentence) -> bool:
        """Whether a sentence right behind one that tells of an attack speaks, like those between them, of no other field."""
        start = max(0, sentence.index - _BEHIND)
        quiet = not any(self.domains.other[start : sentence.index + 1]) and sentence.voice != "teaser"
        return quiet and any(
            start <= t.sentence.index < sentence.index
            and t.type == "ASSAULT" and t.realis == "actual" and t.sentence.voice != "teaser"
            for t in self.tellings
        )  # fmt: skip
