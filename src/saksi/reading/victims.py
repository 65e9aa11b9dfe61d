"""Victims: who the people are that a figure counts, whose they are, and the names they have.

Needs phrases and clauses; gives victim classes by the nouns of the phrase, the side by the party it names or by whom the harm
belongs to, and named victims with age and sex (the minimum fields of the casualty-recording standard, Every Casualty 2016).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from saksi.languages import Hit
from saksi.languages.schema import CasualtyWord
from saksi.reading.actors import Cast, Phrase, describes
from saksi.reading.clauses import Clauses
from saksi.reading.numbers import Number
from saksi.reading.page import Page, Sentence
from saksi.types import Victim, VictimClass

_WHO_ORDER: tuple[VictimClass, ...] = (
    "child", "woman", "journalist", "medic", "aid_worker", "official", "police", "military", "combatant", "civilian",
    "unspecified",
)  # fmt: skip
_AGES = 6  # tokens behind a noun in which a second age says that there are several
_FORCES = frozenset({"MIL", "COP"})
_DOERS = frozenset({"UAF", "CRM"})
_HELD = frozenset({"detained", "released"})
_MAJORITY = 18
_WEAKER: frozenset[VictimClass] = frozenset({"child", "woman"})
_LED = 4  # tokens between a count and the word for those whose part it is
_TO_NOUN = 7  # tokens between a count and the noun behind its cue
_WHO_OF_SECTOR: dict[str | None, VictimClass] = {
    "MIL": "military",
    "COP": "police",
    "REB": "combatant",
    "UAF": "combatant",
    "PRM": "combatant",
    "CVL": "civilian",
    "JRN": "journalist",
}


@dataclass(frozen=True, slots=True)
class Victims:
    """Reads who is counted on one page."""

    page: Page
    cast: Cast
    clauses: Clauses
    ages: frozenset[int]
    """Tokens at which an age begins."""
    younger: dict[int, int]
    """Tokens at which an upper bound of a number begins -> the bound: *under ten*."""

    def aged(self, phrase: Phrase) -> bool:
        """True where one age stands right behind a noun for people: it is of one of them (*bocah 12 tahun*, *pria (40)*)."""
        if phrase.noun is None or phrase.noun.kind not in ("role", "group") or phrase.pronoun or phrase.number is not None:
            return False
        end = self.page.sentence_of(phrase.first).last
        found = [i for i in range(phrase.last, min(phrase.last + _AGES, end)) if i in self.ages]
        return len(found) == 1 and found[0] - phrase.last <= 1

    def victims(self, phrase: Phrase | None, sentence: Sentence) -> tuple[Victim, ...]:
        """The named victim of a phrase, with age in brackets or behind a comma; none where it names nobody."""
        if phrase is None or phrase.proper is None or not phrase.person:
            return ()
        page = self.page
        evidence = page.evidence(*phrase.proper)
        age = None
        i = phrase.proper[1]
        if i + 2 < sentence.last and page.tokens[i].text in ("(", ",") and page.tokens[i + 1].is_number:
            value = page.tokens[i + 1].text
            age = int(value) if value.isdigit() and 0 < int(value) < 120 else None
        sex = next((h.row.sex for h in phrase.nouns if h.row.sex), None)
        return (Victim(name=evidence.exact, evidence=evidence, age=age, sex=sex),)

    def phrase_of(self, number: Number) -> Phrase | None:
        """The noun phrase that a number counts, with what they are taken for (*delapan orang yang diduga pemberontak*)."""
        found = self.counted(number)
        if found is None or found.named or not found.nouns or not all(h.row.classifier for h in found.nouns):
            return found
        page = self.page
        if not page.is_(found.last, "relative"):
            return found
        cues = page.hits("modality", "cue")
        cue = next((h for h in cues if 0 <= h.first - found.last <= 1 and h.row.certainty == "alleged"), None)
        taken = self.cast.starting.get(cue.last) if cue is not None else None
        if taken is None or taken.pronoun or taken.number is not None or all(h.row.who is None for h in taken.nouns):
            return found
        return replace(taken, first=found.first)

    def counted(self, number: Number) -> Phrase | None:
        """The noun phrase directly behind a number, or with a classifier between."""
        page = self.page
        unknown = 0
        bracket = self.bracket_end(number.last)
        for i in range(number.core_first, min(number.last + 5, page.sentence_of(number.first).last)):
            if number.last <= i < bracket:
                continue
            phrase = self.cast.starting.get(i)
            if phrase is not None and phrase.first >= number.core_first and phrase.last > number.core_last - 1:
                return phrase
            age = page.tokens[i].is_number or page.tokens[i].text == "-"
            owned = page.is_(
                i,
                "linker",
                "possessive_marker",
                "pronoun_institution",
                "pronoun_plural",
                "pronoun_person",
                "pronoun_we",
                "own_side",
            )
            if (
                i >= number.last
                and not age
                and not owned
                and not page.is_(i, "other", "more", "modifier", "quantifier", "determiner")
                and not (page.tokens[i].text == '"' and i not in page.quote_marks)
                and not (page.tokens[i].text == "[" and i == number.last)
            ):
                unknown += 1
                if unknown == 1 and not number.article and self.describes(i):
                    continue  # *twelve brave men*
                return None
        return None

    def bracket_end(self, at: int) -> int:
        """The token behind a word in brackets that opens a noun phrase (*two (government) soldiers*), else the token itself."""
        tokens = self.page.tokens
        short = at + 2 < len(tokens) and tokens[at].text == "(" and tokens[at + 1].is_word and tokens[at + 2].text == ")"
        return at + 3 if short else at

    def describes(self, i: int) -> bool:
        """True of a word that no list knows right before a plural noun for people, where heads come last."""
        page, phrase = self.page, self.cast.starting.get(i + 1)
        people = not page.is_(i, "verb") and describes(page, self.cast, self.clauses.verbs, i)
        return people and phrase is not None and page.pack.is_plural(page.tokens[phrase.nouns[0].last - 1].lower)

    def who(self, number: Number | None, phrase: Phrase | None, hit: Hit[CasualtyWord] | None) -> tuple[VictimClass, ...]:
        """Victim classes by the nouns of the phrase, most particular first; *unspecified* where only people are counted."""
        rows = [h.row for h in phrase.nouns] if phrase is not None else []
        if phrase is not None and not rows and phrase.proper is not None and self.page.tokens[phrase.first - 1].text == ",":
            told = self.cast.ending.get(phrase.first - 1)  # *seorang pengungsi, Buk Siti*
            rows = [h.row for h in told.nouns] if told is not None and not told.named else []
        if number is not None and hit is not None and not rows:
            ends = (i for i in range(number.last, hit.last) if not self.page.tokens[i].is_word or self.page.is_(i, "coordinator"))
            stop = next(ends, hit.last)
            rows = [h.row for h in self.page.hits("actors", "noun") if number.core_first <= h.first and h.last <= stop]
        found: set[VictimClass] = {r.who for r in rows if r.who is not None and not r.classifier and not r.relative}
        sectors = {r.sector for r in rows if r.kind == "organ"}
        sectors |= {n.actor.sector for n in phrase.names if n.actor is not None} if phrase is not None else set()
        organs = {_WHO_OF_SECTOR[s] for s in sectors if s in _FORCES}
        rebels = phrase is not None and any(n.actor is not None and n.actor.sector == "REB" for n in phrase.names)
        if found == {"combatant"} and not rebels and any(r.sector in _FORCES for r in rows):
            found = self.force_told()  # *dua personel*: of the only force the page tells of
        if hit is not None and hit.row.kind in _HELD and rows and all(r.sector in _DOERS for r in rows):
            return ("unspecified",)  # a suspect who is held is no fighter
        if organs and found <= {"combatant", "military", "official", "police"}:
            found = organs  # *personel Brimob*: which force they are of says more than what they are called
        if not found and phrase is not None and (phrase.nouns or phrase.names):
            sector = phrase.sector if phrase.status != "suspected" else None
            if sector not in _WHO_OF_SECTOR and phrase.actor is not None:
                sector = phrase.actor.sector
            people = sector == "CVL" and all(h.row.classifier for h in phrase.nouns) and bool(phrase.names)
            sector = None if people else sector  # *30 Palestinians*, *30 orang Palestina*: of a people, which says no more
            found = {_WHO_OF_SECTOR[sector]} if sector in _WHO_OF_SECTOR else set()
        if not found and number is not None:
            behind = self.behind_cue(number)
            if self.minors(number):
                found = {"child"}
            elif behind is not None and behind is not phrase:
                found = set(self.who(None, behind, None)) - {"unspecified"}
            phrase = behind or phrase
        if found <= {"unspecified"} and number is not None and phrase is not None and self.harmless(number, phrase):
            found = {"civilian"}
        if found and found <= _WEAKER and phrase is not None:
            found |= self.beside(phrase)
        if len(found) > 1:
            found.discard("unspecified")
        return tuple(w for w in _WHO_ORDER if w in found) or ("unspecified",)

    def harmless(self, number: Number, phrase: Phrase) -> bool:
        """True where the words of a count say that they took no part (*four innocent Adivasis*, *dua pemuda tak bersenjata*)."""
        behind = phrase.last if self.page.pack.header.head == "first" else phrase.last - 1
        return any(self.page.is_(i, "harmless") for i in range(number.last, min(behind + 1, len(self.page.tokens))))

    def beside(self, phrase: Phrase) -> set[VictimClass]:
        """The other of women and children whom one figure counts together (*12 women and children*)."""
        page = self.page
        other = self.cast.starting.get(phrase.last + 1) if page.is_(phrase.last, "coordinator") else None
        if other is None or other.number is not None or other.pronoun:
            return set()
        return {h.row.who for h in other.nouns if h.row.who in _WEAKER}

    def force_told(self) -> set[VictimClass]:
        """The class of the forces that the page tells of, *combatant* where they are of both kinds or none is."""
        sectors = {p.actor.sector for p in self.cast.phrases if p.actor is not None and p.actor.sector in _FORCES and p.named}
        return {_WHO_OF_SECTOR[sectors.pop()]} if len(sectors) == 1 else {"combatant"}

    def behind_cue(self, number: Number) -> Phrase | None:
        """*tiga di antaranya anak-anak*, *three of them were children*: the phrase behind the cue that points back."""
        page = self.page
        end = page.sentence_of(number.first).last
        i, seen = number.last, page.is_(number.first - 1, "of_total")  # *of whom six were women*
        while i < end and i - number.last < _TO_NOUN:
            harm = next((h for h in page.hits("casualties", "word") if h.first == i), None) if seen else None
            if harm is not None and number.last + _LED >= i:
                i = harm.last  # *dua di antara korban tewas itu adalah militan*
                continue
            phrase = self.cast.starting.get(i)
            plain = phrase is not None and not phrase.pronoun and not page.is_(i, "of_total", "subset")
            if plain and phrase is not None:
                fits = seen and phrase.noun is not None and phrase.noun.kind != "thing" and self.in_number(number, phrase)
                return phrase if fits else None
            seen = seen or page.is_(i, "of_total")
            light = page.is_(
                i, "of_total", "subset", "linker", "copula", "pronoun_plural", "passive_auxiliary", "determiner", "anaphor"
            )
            if not (light or (seen and (self.qualifies(i) or page.is_(i, "adverb")))):
                return None
            i += 1
        return None

    def in_number(self, number: Number, phrase: Phrase) -> bool:
        """Whether a noun is plural where several are counted and heads come last: *six of them minor* are no children."""
        page = self.page
        one = number.quantity.number == 1 or page.pack.header.head == "first"
        return one or not phrase.nouns or page.pack.is_plural(page.tokens[phrase.nouns[-1].last - 1].lower)

    def qualifies(self, i: int) -> bool:
        """An age or another number glued to a word, an adjective: *a 12-year-old boy*."""
        return self.page.tokens[i].text[0].isdecimal() or self.page.is_(i, "modifier", "quantifier")

    def minors(self, number: Number) -> bool:
        """*four of them under ten*, *tiga di antaranya di bawah umur 12 tahun*: an age below that of majority behind the cue."""
        page, i = self.page, number.last
        end = page.sentence_of(number.first).last
        if not page.is_(i, "of_total"):
            return False
        while i < end and page.is_(i, "of_total", "copula", "passive_auxiliary", "pronoun_plural", "linker"):
            i += 1
        younger = self.younger.get(i)
        return younger is not None and younger < _MAJORITY

    def of_whom(self, hit: Hit[CasualtyWord]) -> list[Phrase]:
        """Whose death a nominal is of: behind *of* (*the killing of X*), or right behind it (*kematian X*)."""
        page = self.page
        if hit.row.takes == "subject" or hit.voice not in (None, "nominal", "base", "gerund"):
            return []
        linked = page.is_(hit.last, "linker")
        if page.pack.header.head == "last" and not linked:
            return []
        return self.clauses.object(hit.last + linked)

    def side(self, phrase: Phrase | None, hit: Hit[CasualtyWord]) -> Phrase | None:
        """Whose they are: the phrase itself when it names a party, the owner of *losses*, or the subject that lost them."""
        named = self.side_of(phrase)
        if named is not None:
            return named
        if hit.row.owned:
            return next((p for p in self.clauses.subject(hit.first) if p.actor is not None), None)
        return self.owner(hit)

    def owner(self, hit: Hit[CasualtyWord]) -> Phrase | None:
        """The party whose losses are counted (*Enemy losses*, *our own losses*, *kerugian musuh*)."""
        page = self.page
        if hit.row.takes != "count":
            return None
        if page.pack.header.head == "first":
            return self.side_of(self.cast.starting.get(hit.last))
        i = hit.first - 1
        while (
            i >= page.sentence_of(hit.first).first
            and page.is_(i, "own_side", "adverb", "modifier")
            and not page.is_(i, "pronoun_we")
        ):
            i -= 1
        if page.is_(i, "pronoun_we"):
            return Phrase(i, i + 1, pronoun=True)
        before = self.cast.ending.get(i + 1)
        return before if before is not None and (before.actor is not None or any(h.row.armed for h in before.nouns)) else None

    def side_of(self, phrase: Phrase | None) -> Phrase | None:
        """The phrase when it names the party whose people it counts."""
        return phrase if phrase is not None and phrase.actor is not None and (phrase.names or phrase.actor.country) else None


def is_victim(phrase: Phrase) -> bool:
    """One named person, not a force, place or group that happens to hold a capitalised word."""
    if phrase.proper is None or not phrase.person or phrase.pronoun or phrase.number is not None or phrase.actor is None:
        return False
    role = phrase.noun is not None and phrase.noun.kind == "role"
    return phrase.actor.id.startswith(("name:", "person:")) and (role or not any(n.place or n.country for n in phrase.names))
