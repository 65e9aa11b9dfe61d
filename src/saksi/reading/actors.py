"""Parties: the noun phrases that can act, suffer or speak, what can be asked of them, and the participants they make.

:mod:`saksi.reading.phrases` builds them, :mod:`saksi.reading.identities` tells whom they name.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from saksi.gazetteer import Country
from saksi.languages import Hit
from saksi.languages.schema import ActorNoun
from saksi.reading.numbers import Number
from saksi.reading.page import Page
from saksi.reading.places import Name
from saksi.text import fold_accents
from saksi.types import Actor, Participant, Status


@dataclass(frozen=True, slots=True)
class Phrase:
    """A party in the text: tokens ``[first, last)``, its nouns and names, and the capitalised run that may be a person's name."""

    first: int
    last: int
    nouns: tuple[Hit[ActorNoun], ...] = ()
    names: tuple[Name, ...] = ()
    proper: tuple[int, int] | None = None
    demonstrative: bool = False
    pronoun: bool = False
    number: Number | None = None
    actor: Actor | None = None
    status: Status = "named"
    stands_for: str | None = None
    """The words of those without a name that a pronoun points to (*they*: *security sources*)."""
    home: Country | None = None
    """The state of people without a name (*protesters*), where the story tells it: for claims, of no use in telling who acts."""

    @property
    def noun(self) -> ActorNoun | None:
        """The row of the noun that heads it, organs and roles before groups, posts of every body after those of one."""
        order = {"role": 0, "organ": 1, "group": 2, "thing": 3}
        rows = sorted((h.row for h in self.nouns), key=lambda r: (order[r.kind], r.mild))
        return rows[0] if rows else None

    @property
    def sector(self) -> str | None:
        """The sector its nouns give: of a role or organ that has one before a group's, *UNK* only where nothing else is said.

        A committee of a parliament is the parliament's whatever it is for (*the Senate Armed Services Committee*), and who
        somebody is besides his post says least (*wanita juru bicara militer*).
        """
        order = {"role": 0, "organ": 0, "group": 1, "thing": 2}
        rows = [h.row for h in self.nouns if h.row.sector is not None]
        committee = any(h.row.kind == "organ" and h.row.sector is None for h in self.nouns)
        post = any(h.row.kind == "role" for h in self.nouns)

        def rank(row: ActorNoun) -> tuple[bool, ...]:
            besides = post and row.kind == "group" and row.sector == "CVL"
            return (
                row.sector == "UNK" or besides,
                committee and row.sector != "LEG",
                row.mild,
                order[row.kind] > 0,
                row.kind == "thing",
            )

        rows.sort(key=rank)
        return rows[0].sector if rows else None

    @property
    def named(self) -> bool:
        """True when it holds a name of any kind."""
        return bool(self.names) or self.proper is not None

    @property
    def country(self) -> str | None:
        """The country its actor is of."""
        return self.actor.country if self.actor is not None else None

    @property
    def person(self) -> bool:
        """True when it can be one person: a role, or a name without an organ or group."""
        noun = self.noun
        return noun.kind == "role" if noun else self.proper is not None

    def can_speak(self) -> bool:
        """True of persons, organs, states, organisations and groups; false of bare places and unknown words."""
        if self.pronoun or self.nouns:
            return self.noun is None or self.noun.kind != "thing" or self.actor is not None
        return self.actor is not None or self.proper is not None

    def actor_or_role(self) -> bool:
        """True when it names an actor, an organ or a role rather than a mere group of people."""
        return self.actor is not None or any(h.row.kind in ("organ", "role") for h in self.nouns)

    def text(self, page: Page) -> str:
        """The words, with the number in front where there is one."""
        return page.words(self.number.first if self.number else self.first, self.last)


@dataclass(slots=True)
class Cast:
    """The parties of a page, by token, with the names that persons are known by in this document."""

    phrases: list[Phrase]
    starting: dict[int, Phrase] = field(default_factory=dict)
    ending: dict[int, Phrase] = field(default_factory=dict)
    covering: dict[int, Phrase] = field(default_factory=dict)
    owners: dict[int, Actor] = field(default_factory=dict)
    """Tokens with a possessor ending, and possessives (*its*) -> who they point to."""

    def __post_init__(self) -> None:
        for phrase in self.phrases:
            self.place(phrase)

    def place(self, phrase: Phrase) -> None:
        """Index a phrase by its tokens, its number included."""
        first = phrase.number.first if phrase.number and phrase.number.last == phrase.first else phrase.first
        self.starting[phrase.first] = phrase
        if self.starting.get(first, phrase).first == phrase.first:
            self.starting[first] = phrase
        self.ending[phrase.last] = phrase
        for i in range(phrase.first, phrase.last):
            self.covering[i] = phrase

    def replace(self, old: Phrase, new: Phrase) -> None:
        """Put a resolved phrase in the place of the unresolved one."""
        self.phrases[self.phrases.index(old)] = new
        self.place(new)


# --- participants ----------------------------------------------------------------------------------------------------


def participant(page: Page, phrase: Phrase, status: Status | None = None) -> Participant:
    """The phrase as a participant of a claim, number included in its words, and where it is left out (*police in Nairobi*)."""
    first = phrase.number.first if phrase.number is not None and phrase.number.last <= phrase.first else phrase.first
    evidence = page.evidence(first, _before_where(page, phrase))
    return Participant(text=evidence.exact, evidence=evidence, actor=known_as(page, phrase), status=status or phrase.status)


def _before_where(page: Page, phrase: Phrase) -> int:
    """Where the words of a party end, past which only stands where it is."""
    named = {i for n in phrase.names for i in range(n.first, n.last)}
    heads = [h.last for h in phrase.nouns] or [n.last for n in phrase.names]
    if not heads:
        return phrase.last
    return next(
        (i for i in range(min(heads), phrase.last) if page.is_(i, "location_marker") and i not in named and i > phrase.first),
        phrase.last,
    )


def names_of_persons(page: Page, cast: Cast) -> set[int]:
    """The words of names that stand somewhere with a noun for who it is; not in titles, where a capital says nothing."""
    named = [(p.actor.id, p, p.proper) for p in cast.phrases if p.proper is not None and p.actor is not None]
    known = {ident for ident, p, _ in named if p.noun is not None and p.noun.kind != "thing"}
    told = (words for ident, _, words in named if ident in known and page.sentence_of(words[0]).index not in page.titled)
    return {i for words in told for i in range(*words)}


def describes(page: Page, cast: Cast, verbs: Collection[int], i: int) -> bool:
    """True of a word that no list knows right before a noun for people, where heads come last (*his estranged wife*)."""
    token, phrase = page.tokens[i], cast.starting.get(i + 1)
    plain = token.is_word and not token.is_capital and not token.is_number and page.classes(i) <= {"plain", "verb"}
    if page.pack.header.head == "first" or not plain or i in verbs or phrase is None or phrase.pronoun:
        return False
    return bool(phrase.nouns) and phrase.nouns[0].first == i + 1 and phrase.nouns[0].row.kind in ("role", "group")


def nouns_of(page: Page) -> list[Hit[ActorNoun]]:
    """The party nouns of a page; of a word that says more in a name than in running text the row that fits its letters."""
    out = []
    for hit in page.hits("actors", "noun"):
        if any(form.row.written for form in hit.forms):
            capital = all(page.tokens[i].is_capital for i in range(hit.first, hit.last))
            forms = sorted(hit.forms, key=lambda form: form.row.written != capital)
            if forms[0].row.written != capital:
                continue  # in running text it is no party
            hit = Hit(hit.first, hit.last, tuple(forms))
        out.append(hit)
    return out


def described(page: Page, phrase: Phrase) -> Actor:
    """A group without a name, as the document describes it (*puluhan pemuda*), so that *mereka* can point to it."""
    words, home = page.words(phrase.first, phrase.last), phrase.home
    ident = f"text:{fold_accents(words).replace(' ', '-')}"
    state = home.name if home else None
    return Actor(id=ident, name=words, country=home.iso3 if home else None, country_name=state, sector=phrase.sector)


_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
"""Sectors of those who act for a state and go by its name."""


def of_country(page: Page, phrase: Phrase, country: Country, sector: str) -> Actor:
    """What a country has of a sector: its organs go by its name, others by the document's noun (*rebels (Russia)*).

    Under the bare name of the state those who fight it would read as the state itself.
    """
    ident, name = f"{country.iso3.lower()}:{sector.lower()}", country.name
    head = next((h for h in phrase.nouns if h.row is phrase.noun), None)
    if sector not in _STATE and head is not None:
        words = page.words(head.first, head.last)
        name = f"{words if words.isupper() else words.lower()} ({country.name})"
    return Actor(id=ident, name=name, country=country.iso3, country_name=country.name, sector=sector)


def of_a_kind(actor: Actor) -> bool:
    """True of a state itself and of what it has of a sector, which are no entries of the registry by a name of their own."""
    return actor.country is not None and actor.id.partition(":")[0] == actor.country.lower()


def known_as(page: Page, phrase: Phrase) -> Actor | None:
    """The actor that a claim gives a phrase: where nobody is known, one in the document's words, if its nouns tell the sector."""
    if phrase.actor is not None or phrase.pronoun or phrase.sector in (None, "UNK"):
        return phrase.actor
    return described(page, phrase)


UNSTATED = Participant(text=None, evidence=None, actor=None, status="unstated")


def is_state(phrase: Phrase) -> bool:
    """True of states, their organs and their officers."""
    return phrase.actor is not None and phrase.actor.country is not None and phrase.actor.sector in ("GOV", "MIL", "COP", "SPY")


def is_armed(phrase: Phrase) -> bool:
    """True of forces and armed groups, named or not."""
    noun = any(h.row.armed for h in phrase.nouns)
    return noun or (phrase.actor is not None and phrase.actor.sector in ("MIL", "REB", "COP", "UAF", "PRM"))


def is_mere_place(phrase: Phrase) -> bool:
    """True of a town or region that nothing says anybody acts for: it does nothing and speaks for nobody by itself."""
    return bool(phrase.names) and not phrase.nouns and all(n.country is None and n.actor is None for n in phrase.names)


def is_party(phrase: Phrase) -> bool:
    """True of anyone who can take part in an event: people, forces, states, organisations."""
    return (
        phrase.actor is not None
        or phrase.pronoun
        or any(h.row.kind != "thing" for h in phrase.nouns)
        or phrase.proper is not None
    )


def speaks_for(phrase: Phrase) -> Any:
    """The class of source a phrase makes when it speaks, or null where nothing tells."""
    ranked = sorted((h.row for h in phrase.nouns if h.row.source), key=lambda r: {"organ": 0, "role": 1}.get(r.kind, 2))
    if ranked:
        return ranked[0].source
    if phrase.actor is not None and phrase.actor.sector in _SOURCE_OF:
        return _SOURCE_OF[phrase.actor.sector]
    return None


_SOURCE_OF = {
    "GOV": "government", "MIL": "army", "COP": "police", "REB": "belligerent", "PRE": "belligerent", "IGO": "igo", "UNO": "igo",
    "NGO": "ngo", "JRN": "media", "MED": "hospital", "REL": "church", "SPY": "government", "LEG": "government",
    "UAF": "belligerent",
}  # fmt: skip
