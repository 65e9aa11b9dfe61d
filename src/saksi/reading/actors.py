"""Parties: the noun phrases that can act, suffer or speak, and the actors they resolve to.

Needs names, numbers and word classes; gives phrases. A phrase is a maximal run of names, party nouns (*militer*, *warga*),
capitalised words and what may stand between them; verbs, prepositions and punctuation end it, an apposition (*Presiden X, Nama*)
joins it. The same run works for languages that put the head first (*militer Sudan*) and last (*Sudanese military*).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from saksi.gazetteer import Place as RegistryPlace
from saksi.languages import Hit
from saksi.languages.schema import ActorNoun, WordClass
from saksi.reading.numbers import Number
from saksi.reading.page import Page
from saksi.reading.pipeline import NOTHING, Marks
from saksi.reading.places import Name
from saksi.text import fold_accents
from saksi.types import Actor, Participant, Status

_BREAKING: tuple[WordClass, ...] = (
    "negator", "auxiliary", "passive_auxiliary", "aspect", "future", "past", "ability", "condition", "purpose", "coordinator",
    "subordinator", "relative", "complementizer", "preposition", "agent_marker", "target_marker", "addressee_marker",
    "partner_marker", "between", "adverb", "copula", "verb", "pronoun_person", "pronoun_plural", "pronoun_we",
    "cause_marker", "result_marker", "perspective", "subset", "other", "more", "location_marker",
)  # fmt: skip
_PRONOUNS: frozenset[WordClass] = frozenset({"pronoun_person", "pronoun_plural", "pronoun_institution"})
_VERBAL = ("active", "passive", "stative", "past", "third", "gerund", "base", "reciprocal")


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

    @property
    def noun(self) -> ActorNoun | None:
        """The row of the noun that heads it, organs and roles before groups."""
        order = {"role": 0, "organ": 1, "group": 2, "thing": 3}
        rows = sorted((h.row for h in self.nouns), key=lambda r: order[r.kind])
        return rows[0] if rows else None

    @property
    def sector(self) -> str | None:
        """The sector its nouns give: of a role or organ that has one before a group's, *UNK* only where nothing else is said."""
        order = {"role": 0, "organ": 0, "group": 1, "thing": 2}
        rows = sorted((h.row for h in self.nouns if h.row.sector is not None), key=lambda r: (r.sector == "UNK", order[r.kind]))
        return rows[0].sector if rows else None

    @property
    def named(self) -> bool:
        """True when it holds a name of any kind."""
        return bool(self.names) or self.proper is not None

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


def find_phrases(page: Page, names: list[Name], numbers: list[Number], void: set[int], marks: Marks = NOTHING) -> list[Phrase]:
    """The noun phrases of the page that may be parties, in text order, appositions joined, without actors yet.

    Tokens in ``void`` (dates, datelines) belong to no phrase. Persons that a pipeline has marked are names also where a capital
    says nothing.
    """
    return _join_appositions(page, _Builder(page, names, numbers, void, marks).build())


class _Builder:
    """One pass over the tokens."""

    def __init__(self, page: Page, names: list[Name], numbers: list[Number], void: set[int], marks: Marks) -> None:
        self.page, self.void = page, void
        self.persons = marks.tokens("person")
        names = [n for n in names if n.first not in void]
        names = [n for n in names if not _inside_a_name(page, n, names)]
        self.name_at = {n.first: n for n in names}
        self.numbers = {n.last: n for n in numbers if n.trap is None}
        self.in_number = {i for n in numbers for i in range(n.first, n.last)}
        self.in_name = {i for n in names for i in range(n.first, n.last)}
        self.demonyms = {
            n.last - 1 for n in names
            if n.country is not None and page.words(n.first, n.last) in n.country.demonyms and page.pack.header.head == "last"
        }  # fmt: skip
        self.third = {h.first for h in page.hits("events", "trigger") if h.voice == "third"}
        verbal, nominal = _predicates(page)
        nouns = []
        for hit in page.hits("actors", "noun"):
            covered = range(hit.first, hit.last)
            size = hit.last - hit.first
            if size == 1 and not page.tokens[hit.first].is_capital and page.is_(hit.first, *_BREAKING):
                continue
            longer = any(i in nominal and nominal[i] > size for i in covered)
            tied = any(verbal.get(i, 0) >= size for i in covered) and not self.nominalised(hit.first)
            if hit.row.age and not self.heads(hit.last, verbal):
                continue
            if not any(i in self.in_name for i in covered) and not longer and not tied:
                nouns.append(hit)
        self.noun_at = {h.first: h for h in nouns}
        in_noun = {i for h in nouns for i in range(h.first, h.last)}
        self.breaks = ({i for i in verbal if i not in in_noun} | {i for i in nominal if i not in in_noun}) - self.in_name
        self.pronouns = {
            h.first: h.last
            for h in page.hits("words", "class")
            if h.last - h.first > 1 and any(form.row.name in _PRONOUNS for form in h.forms)
        }
        self.titled = page.titled
        self.name_words: dict[str, int] = {}
        for token in page.tokens:
            if (
                token.is_capital
                and token.is_word
                and token.position != page.sentence_of(token.position).first
                and len(token.text) > 3
            ):
                self.name_words.setdefault(token.lower, token.position)

    def heads(self, i: int, verbal: dict[int, int]) -> bool:
        """True where a phrase ends before a token: at a stop, a verb, or a word that no noun phrase goes on with."""
        page = self.page
        if i >= len(page.tokens) or not page.tokens[i].is_word:
            return True
        return i in verbal or i in self.void or page.is_(i, *_BREAKING)

    def nominalised(self, i: int) -> bool:
        """A word that is a noun and a verb form alike is the noun after a determiner, a number or a possessor."""
        opens = i == self.page.sentence_of(i).first or i - 1 in self.void or self.page.tokens[i - 1].text in (";", ":")
        return (
            opens
            or self.page.is_(i - 1, "determiner", "anaphor", "quantifier", "possessive_marker")
            or i - 1 in self.in_number
            or (i - 1 in self.in_name and i - 2 in self.in_number)
            or (i - 1 in self.demonyms and i in self.third)
        )

    def proper(self, i: int) -> bool:
        """A capitalised word that is a name of its own: not a word of the language where capitals say nothing."""
        page = self.page
        if i >= len(page.tokens):
            return False
        token = page.tokens[i]
        if (
            not token.is_word
            or not token.is_capital
            or i in self.in_name
            or i in self.breaks
            or i in self.void
            or i in self.in_number
        ):
            return False
        if i in self.persons:
            return True
        sentence = page.sentence_of(i)
        if i == sentence.first or i - 1 in self.void or sentence.index in self.titled or page.tokens[i - 1].text in ('"', ":"):
            return not page.pack.knows(token.lower)
        return not page.is_(i, *_BREAKING) or (len(token.text) > 3 and token.text.isupper())

    def stops(self, i: int) -> bool:
        page = self.page
        token = page.tokens[i]
        return not token.is_word or i in self.void or i in self.breaks or i in self.in_number or page.is_(i, *_BREAKING)

    def opens(self, i: int) -> bool:
        return i in self.name_at or i in self.noun_at or self.proper(i) or self.echoes(i)

    def echoes(self, i: int) -> bool:
        """A plain word with a demonstrative that repeats part of a name given before (*komite tersebut*, *the committee*)."""
        page = self.page
        token = page.tokens[i]
        if token.is_capital or token.lower not in self.name_words or self.name_words[token.lower] >= i or self.stops(i):
            return False
        return page.is_(i + 1, "anaphor", "demonstrative") if page.pack.header.head == "first" else page.is_(i - 1, "anaphor")

    def build(self) -> list[Phrase]:
        out: list[Phrase] = []
        i, n = 0, len(self.page.tokens)
        while i < n:
            pronoun = self.page.is_(i, "pronoun_person", "pronoun_plural", "pronoun_institution") and not self.opens(i)
            owns = self.page.pack.header.head == "last" and i + 1 < n and (self.opens(i + 1) or self.page.is_(i + 1, "modifier"))
            if pronoun and not owns and not self.page.is_(i, "relative", "determiner"):
                out.append(Phrase(i, self.pronouns.get(i, i + 1), pronoun=True))
                i = out[-1].last
                continue
            lead = self.page.is_(
                i, "quantifier", "modifier", "title", "determiner", "own_country", "neighbour"
            ) and not self.opens(i)
            lead = lead and i not in self.breaks and not self.page.is_(i, "complementizer", "relative", "preposition")
            if self.opens(i) or (lead and not self.in_number.intersection([i])):
                phrase = self.run(i)
                if phrase is not None:
                    out.append(phrase)
                    i = phrase.last
                    continue
            i += 1
        return out

    def run(self, first: int) -> Phrase | None:
        page = self.page
        end = page.sentence_of(first).last
        nouns: list[Hit[ActorNoun]] = []
        names: list[Name] = []
        proper: list[int] = []
        demonstrative = echo = False
        j = keep = first
        while j < end:
            if j > first and j in self.void:
                break  # *guerrillas early Tuesday*
            if j in self.name_at and self.name_at[j].last <= end:
                names.append(self.name_at[j])
                j = keep = self.name_at[j].last
            elif j in self.noun_at and self.noun_at[j].last <= end:
                if self.heads_anew(j, names, proper):
                    break
                nouns.append(self.noun_at[j])
                j = keep = self.noun_at[j].last
            elif self.proper(j):
                proper.append(j)
                j = keep = j + 1
            elif j == first and self.echoes(j):
                echo = True
                j = keep = j + 1
            elif page.is_(j, "demonstrative", "anaphor") and keep == j and j > first:
                demonstrative = True
                keep = j + 1
                break
            elif j not in self.breaks and page.is_(
                j, "possessive_marker", "title", "modifier", "quantifier", "determiner", "own_country", "neighbour"
            ):
                if page.is_(j, "own_country", "neighbour", "modifier"):
                    keep = j + 1
                j += 1
            elif self.links(j, bool(nouns), end) or (
                page.is_(j, "coordinator") and page.is_(first, "neighbour") and j + 1 in self.name_at
            ):
                j += 1
            elif (
                page.tokens[j].text == "("
                and j + 2 < end
                and page.tokens[j + 2].text == ")"
                and keep == j
                and self.capital(j + 1)
            ):
                if j + 1 in self.name_at:
                    names.append(self.name_at[j + 1])
                j = keep = j + 3
            elif proper and proper[-1] == j - 1 == keep - 1 and (inner := self.within_a_name(j, end)):
                proper.extend(range(j, inner))
                j = inner
            elif page.tokens[j].text == "/" and keep == j and j + 1 < end and self.capital(j + 1):
                j += 2
                keep = j
            elif self.bridges(j, end):
                j += 1
            else:
                break
        if not (nouns or names or proper or echo) and not (page.is_(first, "own_country") and keep > first):
            return None
        person = _longest_run(proper)
        status: Status = next((h.row.status for h in nouns if h.row.status != "named"), "named")
        return Phrase(
            first, keep, tuple(nouns), tuple(names), person, demonstrative, False, self.number_before(first), None, status
        )

    def within_a_name(self, j: int, end: int) -> int | None:
        """The token behind what stands between two parts of a person's name: the point of an initial, or a quoted nickname."""
        page = self.page
        if page.tokens[j].text == "." and len(page.tokens[j - 1].text) == 1 and j + 1 < end and self.capital(j + 1):
            return j + 1
        if page.tokens[j].text != '"':
            return None
        close = next((k for k in range(j + 1, min(j + 5, end)) if page.tokens[k].text == '"'), None)
        if close is None or close == j + 1 or close + 1 >= end or not self.capital(close + 1):
            return None
        return close + 1 if all(self.capital(k) for k in range(j + 1, close)) else None

    def heads_anew(self, j: int, names: list[Name], proper: list[int]) -> bool:
        """In a head-first language a noun after a name begins the next phrase, unless it is a rank before a person's name."""
        if self.page.pack.header.head != "first" or not (names or proper):
            return False
        after = self.noun_at[j].last
        if (
            self.page.tokens[j].is_capital
            and proper
            and proper[-1] == j - 1
            and self.page.sentence_of(j).index not in self.titled
        ):
            return False  # *Komite Dokter Kordofan*: a noun inside a name
        return not (self.noun_at[j].row.kind == "role" and (self.proper(after) or after in self.name_at or after in self.noun_at))

    def capital(self, i: int) -> bool:
        token = self.page.tokens[i]
        return token.is_word and token.is_capital

    def number_before(self, first: int) -> Number | None:
        for at in (first, first - 1):
            number = self.numbers.get(at)
            if number is not None and (at == first or self.page.is_(at, "modifier", "other", "more", "determiner", "quantifier")):
                return number if self.page.sentence_of(number.first) is self.page.sentence_of(first) else None
        return None

    def links(self, j: int, headed: bool, end: int) -> bool:
        """A linker (*di*, *of*) continues a headed phrase when a name or another noun follows."""
        page = self.page
        if not headed or not page.is_(j, "linker", "location_marker"):
            return False
        k = j + 1
        if page.is_(j, "between", "partner_marker"):
            return False
        if page.is_(j, "location_marker") and page.pack.header.head == "first":
            return k in self.name_at and self.name_at[k].country is not None
        while k < end and page.is_(k, "determiner", "modifier") and not self.opens(k):
            k += 1
        return k < end and self.opens(k) and k not in self.in_number

    def bridges(self, j: int, end: int) -> bool:
        """One or two unknown lower-case words between known ones (*otoritas politik-militer Armenia*)."""
        for k in range(j, min(j + 2, end)):
            token = self.page.tokens[k]
            if self.stops(k) or token.is_capital or self.page.is_(k, "linker", "demonstrative", "anaphor"):
                return False
            if k + 1 < end and (self.opens(k + 1) or (not self.page.pack.knows(token.lower) and self.links(k + 1, True, end))):
                return True
        return False


def _inside_a_name(page: Page, name: Name, names: list[Name]) -> bool:
    """A mere town's name beside an unknown capitalised word is part of a person's name, unless a location marker says no."""
    if not isinstance(name.entries[0], RegistryPlace) or page.is_(name.first - 1, "location_marker"):
        return False
    sentence = page.sentence_of(name.first)
    taken = {i for n in names for i in range(n.first, n.last)}

    def unknown(i: int) -> bool:
        inside = sentence.first < i < sentence.last and i not in taken
        return inside and page.tokens[i].is_word and page.tokens[i].is_capital and not page.pack.knows(page.tokens[i].lower)

    return unknown(name.first - 1) or (unknown(name.last) and name.entries[0].ambiguous)


def _predicates(page: Page) -> tuple[dict[int, int], dict[int, int]]:
    """Tokens of verbal and of nominal predicates (triggers, cues, casualty and control words) -> length of their hit."""
    verbal: dict[int, int] = {}
    nominal: dict[int, int] = {}
    for table, array in (
        ("events", "trigger"), ("attribution", "cue"), ("casualties", "word"), ("control", "cue"), ("impacts", "effect"),
    ):  # fmt: skip
        for hit in page.hits(table, array):
            beside = table == "control" and (hit.row.needs == "control" or hit.row.shape in ("nominal", "regards", "compound"))
            if hit.voice == "agentive" or (beside and hit.voice != "nominal"):
                continue
            box = verbal if hit.voice in _VERBAL else nominal
            for i in range(hit.first, hit.last):
                box[i] = max(box.get(i, 0), hit.last - hit.first)
    return verbal, nominal


def _longest_run(indexes: list[int]) -> tuple[int, int] | None:
    best: tuple[int, int] | None = None
    start = None
    for position, i in enumerate(indexes):
        if start is None or i != indexes[position - 1] + 1:
            start = i
        if best is None or i + 1 - start > best[1] - best[0]:
            best = (start, i + 1)
    return best


def _join_appositions(page: Page, phrases: list[Phrase]) -> list[Phrase]:
    """*Presiden X, Nama Orang* and *Nama Orang, Presiden X* are one party."""
    out: list[Phrase] = []
    for phrase in phrases:
        before = out[-1] if out else None
        if (
            before is not None
            and page.sentence_of(before.first) is page.sentence_of(phrase.first)
            and page.tokens[before.last].text == ","
            and phrase.first == before.last + 1
            and _apposed(page, before, phrase)
        ):
            out[-1] = replace(
                before,
                last=phrase.last,
                nouns=before.nouns + phrase.nouns,
                names=before.names + phrase.names,
                proper=phrase.proper if _ranked(phrase) else before.proper or phrase.proper,
                demonstrative=before.demonstrative or phrase.demonstrative,
            )
        else:
            out.append(phrase)
    return out


def _apposed(page: Page, before: Phrase, after: Phrase) -> bool:
    closes = after.last >= len(page.tokens) or not page.is_(after.last, "coordinator")
    ranked = _ranked(after) and before.named
    role = (
        before.noun is not None
        and before.noun.kind == "role"
        and (ranked or not before.proper)
        and not _registered_person(before)
    )
    bare = (
        (not after.nouns or ranked)
        and (after.proper is not None or _registered_person(after))
        and not any(n.country for n in after.names)
    )
    if role and bare:
        return closes
    nameonly = (
        not before.nouns
        and (before.proper is not None or _registered_person(before))
        and not any(n.country for n in before.names)
    )
    titled = after.noun is not None and after.noun.kind == "role" and not after.proper and not _registered_person(after)
    comma = after.last < len(page.tokens) and page.tokens[after.last].text in (",", ".")
    return nameonly and titled and comma


def _ranked(phrase: Phrase) -> bool:
    """A rank and a person's name: what it follows names a post, whatever capitals that holds (*Kapendam XVII/X, Letkol Y*)."""
    return phrase.noun is not None and phrase.noun.kind == "role" and phrase.proper is not None


def _registered_person(phrase: Phrase) -> bool:
    return any(n.actor is not None and n.actor.kind == "person" for n in phrase.names)


# --- participants ----------------------------------------------------------------------------------------------------


def participant(page: Page, phrase: Phrase, status: Status | None = None) -> Participant:
    """The phrase as a participant of a claim, number included in its words."""
    first = phrase.number.first if phrase.number is not None and phrase.number.last <= phrase.first else phrase.first
    evidence = page.evidence(first, phrase.last)
    return Participant(text=evidence.exact, evidence=evidence, actor=known_as(page, phrase), status=status or phrase.status)


def described(page: Page, phrase: Phrase) -> Actor:
    """A group without a name, as the document describes it (*puluhan pemuda*), so that *mereka* can point to it."""
    words = page.words(phrase.first, phrase.last)
    return Actor(id=f"text:{fold_accents(words).replace(' ', '-')}", name=words, sector=phrase.sector)


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
