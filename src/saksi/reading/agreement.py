"""What a party can be: one person, several people, a body; so that no pronoun points to what it cannot mean.

Needs phrases with the actors of their own words; gives what each phrase can be. A capitalised run is a person's name by what
stands beside it (a rank, a title, a verb of saying) or by its length, and is none where a word for places, offices, battles or
treaties leads it (*Hotel X*, *Perang X*), where it stands behind a word of location, or where it is an abbreviation.
"""

from __future__ import annotations

from collections import Counter
from typing import Literal

from saksi.languages.schema import WordClass
from saksi.reading.actors import Cast, Phrase, is_armed, is_mere_place
from saksi.reading.page import Page

Sex = Literal["female", "male"]
_STATES = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
_LIGHT: tuple[WordClass, ...] = ("determiner", "quantifier", "modifier", "title", "possessive_marker")


class Agreement:
    """Answers about the phrases of one page. Names are judged over the whole document: a title once is a title always."""

    def __init__(self, page: Page, cast: Cast) -> None:
        self.page, self.cast = page, cast
        words = page.hits("places", "word")
        led = [h for h in words if h.row.kind in ("admin", "facility", "country")]
        self.leads = {h.last for h in led if h.row.position == "before" or page.tokens[h.first].is_capital}
        self.closes = {h.first for h in led if h.row.position == "after" or page.tokens[h.first].is_capital}
        self.other_names = {i for h in words if h.row.kind == "not_place" for i in range(h.first, h.last)}
        self.speech = {i for h in page.hits("attribution", "cue") for i in range(h.first, h.last)}
        self.persons: set[str] = set()
        self.things: set[str] = set()
        seen: Counter[str] = Counter()
        for phrase in cast.phrases:
            if phrase.actor is None or phrase.proper is None or phrase.pronoun:
                continue
            seen[phrase.actor.id] += self._sure_capital(phrase) and not page.is_(
                phrase.first - 1, "location_marker", "preposition"
            )
            if self._marked_person(phrase):
                self.persons.add(phrase.actor.id)
            elif self._marked_thing(phrase):
                self.things.add(phrase.actor.id)
        self.often = {ident for ident, count in seen.items() if count > 1}

    def _sure_capital(self, phrase: Phrase) -> bool:
        """True where a capital says that a word is a name: not in titles, not where a sentence or quotation begins."""
        page, first = self.page, phrase.proper[0] if phrase.proper is not None else phrase.first
        sentence = page.sentence_of(first)
        opens = first == sentence.first or not page.tokens[first - 1].is_word
        return not opens and sentence.index not in page.titled and sentence.voice != "headline"

    # --- one person --------------------------------------------------------------------------------------------------

    def person(self, phrase: Phrase) -> bool:
        """True of a phrase that can be one person: a registered person, a post, a name, or one of a group of people."""
        if phrase.pronoun:
            return self.page.is_(phrase.first, "pronoun_person")
        actor, noun = phrase.actor, phrase.noun
        if self._led_group(phrase):
            return False
        if actor is not None and actor.id.startswith("person:"):
            return True
        if noun is not None and noun.kind != "role":
            return noun.kind == "group" and self.single(phrase) and noun.status == "named"
        if phrase.proper is None:
            return noun is not None and not self.plural(phrase) and not self._collective(phrase)
        if noun is not None:
            return not self.plural(phrase)
        if actor is None or actor.id in self.things or phrase.names:
            return actor is not None and actor.id in self.persons
        if self.page.sentence_of(phrase.first).index in self.page.titled and phrase.proper[1] - phrase.proper[0] > 2:
            return False  # *Dapur Diganti School Kitchen*
        return actor.id in self.persons or phrase.proper[1] - phrase.proper[0] > 1 or len(actor.name.split()) > 1

    def perhaps(self, phrase: Phrase) -> bool:
        """True of a lone name that may be a person's: it is told of again and again and nothing makes it a thing."""
        actor = phrase.actor
        if actor is None or phrase.proper is None or phrase.nouns or phrase.names or phrase.pronoun:
            return False
        return actor.id in self.often and actor.id not in self.things

    def _marked_person(self, phrase: Phrase) -> bool:
        """A name with a rank, a post or a title, or the subject of a verb of saying right behind it that is no abbreviation."""
        page = self.page
        if phrase.proper is None or any(h.row.kind in ("organ", "group") for h in phrase.nouns):
            return False
        first, last = phrase.proper
        if phrase.noun is not None and phrase.noun.kind == "role":
            return first == phrase.nouns[-1].last or page.is_(first - 1, *_LIGHT) or page.tokens[first - 1].text == ","
        before = first - 2 if page.tokens[first - 1].text == "." else first - 1  # *Dr. Name*
        if page.is_(before, "title") or page.is_(first, "title") or page.is_(first - 1, "linker"):
            return True
        if last < len(page.tokens) - 2 and page.tokens[last].text == "(" and page.tokens[last + 1].is_number:
            return True  # *Nama (45)*
        speaks = phrase.last in self.speech or (first - 1 in self.speech and page.tokens[first - 1].is_word)
        return speaks and not self._marked_thing(phrase) and not phrase.names

    def _marked_thing(self, phrase: Phrase) -> bool:
        """A name that a word for a place or an office leads or closes, one behind a word of location, or an abbreviation."""
        page = self.page
        if phrase.proper is None:
            return False
        first, last = phrase.proper
        head = first if page.pack.header.head == "first" else last - 1
        words = page.tokens[first:last]
        return (
            first in self.leads
            or last in self.closes
            or any(i in self.leads for i in range(first + 1, last))
            or bool(self.other_names & set(range(first - 1, last)))
            or page.is_(first - 1, "location_marker")
            or (last - first > 1 and page.pack.ordinary(page.tokens[head].lower))
            or (len(words) == 1 and words[0].text.isupper())
            or any(t.is_number for t in words)
            or (len(words) == 1 and last < len(page.tokens) and page.tokens[last].is_number)
        )

    # --- several people ----------------------------------------------------------------------------------------------

    def single(self, phrase: Phrase) -> bool:
        """True of a phrase that counts one (*seorang warga*, *a villager*) or whose noun is of one sex and unmarked."""
        page, number = self.page, phrase.number
        if number is not None:
            return number.quantity.number == 1
        if self.plural(phrase):
            return False
        one = page.is_(phrase.first - 1, "determiner") or page.is_(phrase.first, "determiner")
        words = {page.tokens[phrase.first - 1].lower, page.tokens[phrase.first].lower} if phrase.first else set()
        return (one and bool(words & page.pack.ones)) or any(h.row.sex is not None for h in phrase.nouns)

    def one(self, phrase: Phrase) -> bool:
        """True of a noun for a person that an ending would have to make plural, and does not (*the shopkeeper*, *boy*)."""
        page = self.page
        if not phrase.nouns or phrase.pronoun or self.plural(phrase) or self._collective(phrase):
            return False
        if page.pack.header.head == "first":
            return False
        where = next((i for i in range(phrase.first, phrase.last) if page.is_(i, "location_marker")), phrase.last)
        heads = [h for h in phrase.nouns if h.last <= where] or phrase.nouns  # *his wife outside a court in X*
        row, last = heads[-1].row, heads[-1].last
        known = row.kind == "role" or row.sex is not None or row.who is not None or row.classifier or row.age
        return row.kind in ("role", "group") and known and not page.is_(last - 1, "collective")

    def plural(self, phrase: Phrase) -> bool:
        """True of a phrase whose words say that it means several: a number, a marker, a doubled word, an ending."""
        page = self.page
        if phrase.number is not None:
            return phrase.number.quantity.number != 1
        if page.is_(phrase.first, "plural_marker") or page.is_(phrase.first - 1, "plural_marker"):
            return True
        for hit in phrase.nouns:
            word = page.tokens[hit.last - 1].lower
            left, dash, right = page.tokens[hit.first].lower.partition("-")
            if page.pack.is_plural(word) or (dash and left == right):
                return True
        return False

    def several(self, phrase: Phrase) -> float:
        """How well a phrase takes *mereka*, *they*: people and fighters best, forces and organs less, states and one not."""
        if phrase.pronoun:
            return 1.0 if self.page.is_(phrase.first, "pronoun_plural") else 0.0
        if is_mere_place(phrase):
            return 0.0
        noun = phrase.noun
        if self.plural(phrase):
            return 1.0 if noun is not None and noun.kind != "thing" else 0.0
        if noun is not None:
            if noun.kind in ("thing", "role") or noun.classifier:
                return 0.0
            if self.single(phrase):
                return 0.7 if self._collective(phrase) else 0.0
            if noun.kind == "group" and phrase.proper is not None and not is_armed(phrase):
                return 0.0  # *guru X*: one of them
            return (0.9 if is_armed(phrase) else 0.7) if noun.kind == "group" else 0.5
        if any(n.country is not None for n in phrase.names) or self.person(phrase) or phrase.actor is None:
            return 0.0
        if phrase.actor.id.startswith("name:"):
            return 0.0
        return 0.8 if is_armed(phrase) else 0.4

    # --- bodies ------------------------------------------------------------------------------------------------------

    def body(self, phrase: Phrase) -> bool:
        """True of states, organs, forces, groups and organisations; of a capital that speaks; of no person and no place."""
        if phrase.pronoun:
            return self.page.is_(phrase.first, "pronoun_institution")
        if self._led_group(phrase):
            return True
        if is_mere_place(phrase):
            return phrase.last in self.speech and not self.page.is_(phrase.first - 1, "location_marker", "preposition")
        noun = phrase.noun
        if noun is not None:
            return noun.kind == "organ" or (noun.kind == "group" and self._organised(phrase))
        return phrase.actor is not None and not phrase.actor.id.startswith("person:") and not self.person(phrase)

    def _led_group(self, phrase: Phrase) -> bool:
        """True of a force with its leader's name (*kelompok bersenjata pimpinan X*): the force, not the leader."""
        if not phrase.nouns or self.page.pack.header.head != "first":
            return False
        head = phrase.nouns[0].row
        return head.armed and head.kind == "group" and phrase.named

    def _organised(self, phrase: Phrase) -> bool:
        return phrase.actor is not None or is_armed(phrase) or self._collective(phrase)

    def _collective(self, phrase: Phrase) -> bool:
        """True of nouns for bodies without a kind of their own (*kelompok*, *the group*)."""
        return any(h.row.kind == "group" and h.row.sector == "UNK" for h in phrase.nouns)

    def generic(self, phrase: Phrase) -> bool:
        """True of a noun that any organisation can be called by."""
        return self._collective(phrase)

    # --- sex ---------------------------------------------------------------------------------------------------------

    def sex(self, phrase: Phrase) -> Sex | None:
        """What pronoun, noun or title say."""
        page = self.page
        if phrase.pronoun:
            return "female" if page.is_(phrase.first, "pronoun_female") else (
                "male" if page.is_(phrase.first, "pronoun_male") else None
            )  # fmt: skip
        return next((h.row.sex for h in phrase.nouns if h.row.sex is not None), None)
