"""Who is meant: pronouns, possessor endings, definite phrases, descriptors.

Needs phrases; gives phrases with actors, and the owners of possessor endings. Each earlier party has a salience, the sum over its
mentions of what grammar gives them (a subject more than an object, that more than what a preposition governs), halved with every
sentence (after Lappin and Leass, 1994). A reference takes the most salient party that agrees with it
(:mod:`saksi.reading.agreement`), and none where two joined by *and* are level: then the document leaves it open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from msgspec import structs

from saksi.gazetteer import Gazetteer
from saksi.languages.schema import ActorNoun, WordClass
from saksi.reading.actors import Cast, Phrase, described, is_armed, is_mere_place
from saksi.reading.agreement import Agreement
from saksi.reading.countries import neighbour, state, weights_of
from saksi.reading.page import Page
from saksi.reading.posts import name_posts
from saksi.types import Actor

_LOOK_BACK = 4  # sentences a pronoun looks back
_LOOK_BACK_MANY = 2  # sentences *mereka* looks back
_FADES = 0.5  # what a sentence more leaves of a mention's weight
_FADES_FAST = 0.2  # the same for *kelompok itu*, which takes up what was told of last
_SUBJECT, _INNER, _OBJECT, _GOVERNED, _OWNER = 80.0, 60.0, 40.0, 20.0, 30.0
_HERE = 1.5  # a subject of the same sentence stands higher still
_FAR_MORE = 3  # times as much as of any other country
_LEVEL = 1.2  # two joined parties are level up to this ratio
_NEVER = -1.0  # the fit of a party that one mention rules out
_UNNAMED = 0.6  # of the salience of a person without a name
_PERHAPS = 0.5  # of the salience of a lone name that may be a person's
_UNLISTED = "name:"
_ARMED_SECTORS = frozenset({"REB", "UAF", "PRM", "IMG"})
_STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
_OPENERS: tuple[WordClass, ...] = ("complementizer", "subordinator", "relative", "condition")
_GOVERNORS: tuple[WordClass, ...] = (
    "preposition", "agent_marker", "target_marker", "location_marker", "partner_marker", "addressee_marker", "linker",
    "possessive_marker",
)  # fmt: skip
_OWNING: frozenset[WordClass] = frozenset({"determiner", "own_side", "pronoun_institution"})
_BESIDE: tuple[WordClass, ...] = ("determiner", "quantifier", "modifier", "title")

Fit = Callable[[Phrase], float]


def resolve_references(page: Page, cast: Cast, gazetteer: Gazetteer) -> None:
    """Give actors to the phrases of ``cast`` that refer to others, in text order, and owners to possessor endings.

    Changes ``cast`` in place.
    """
    _Resolver(page, cast, gazetteer).resolve()


@dataclass(frozen=True, slots=True)
class Standing:
    """A mention of a party: where it stands, and what weight grammar gives it."""

    phrase: Phrase
    key: str
    sentence: int
    weight: float


class _Resolver:
    """One pass over a page. ``standing`` are the mentions so far."""

    def __init__(self, page: Page, cast: Cast, gazetteer: Gazetteer) -> None:
        self.page, self.cast, self.gazetteer = page, cast, gazetteer
        self.agreement = Agreement(page, cast)
        self.weights = weights_of(page, cast)
        self.standing: list[Standing] = []
        self.learned: dict[str, Actor] = {}
        """Persons without a post of their own -> what a descriptor said of them (*politikus PAN itu*)."""
        self.nouns = {i: p.nouns for p in cast.phrases for i in range(p.first, p.last) if p.nouns}
        sourced = [h for h in page.hits("attribution", "cue") if h.row.shape in ("quote", "according")]
        self.said_by = {i for h in sourced for i in range(h.first, h.last)}
        self.timed = {
            i for array in ("word", "month", "weekday") for h in page.hits("times", array) for i in range(h.first, h.last)
        }
        self.verbal = {
            i
            for table, array in (("events", "trigger"), ("attribution", "cue"), ("casualties", "word"), ("control", "cue"))
            for h in page.hits(table, array)
            if h.voice not in (None, "nominal", "agentive")
            for i in range(h.first, h.last)
        }

    def resolve(self) -> None:
        """Every phrase and possessor ending in text order."""
        page = self.page
        name_posts(page, self.cast, self.agreement)
        owned = [
            token.position
            for token in page.tokens
            if (not _OWNING.isdisjoint(page.classes(token.position)) or page.pack.ends_in_possessor(token.lower))
            and self.owned(token.position)
        ]
        at = 0
        for phrase in list(self.cast.phrases):
            while at < len(owned) and owned[at] < phrase.last:
                self.own(owned[at])
                at += 1
            actor = self.actor_of(phrase)
            if actor is not None and actor is not phrase.actor:
                resolved = replace(phrase, actor=actor, stands_for=actor.name if phrase.pronoun and actor.described else None)
                self.cast.replace(phrase, resolved)
                phrase = resolved
            self.note(phrase)
        for i in owned[at:]:
            self.own(i)
        for phrase in list(self.cast.phrases):
            known = self.learned.get(phrase.actor.id) if phrase.actor is not None else None
            if known is not None and known is not phrase.actor:
                self.cast.replace(phrase, replace(phrase, actor=known))

    def actor_of(self, phrase: Phrase) -> Actor | None:
        """The actor of a phrase that refers to others; null where nothing decides it, or it does not refer."""
        page = self.page
        if page.is_(phrase.first, "neighbour") or (phrase.names and page.is_(phrase.last - 1, "neighbour")):
            return neighbour(phrase, self.gazetteer, self.weights)
        if phrase.pronoun:
            return self.of_pronoun(phrase)
        person = self.of_descriptor(phrase)
        if person is not None:
            return person
        if phrase.actor is None:
            return self.of_owned(phrase) or self.of_definite(phrase)
        return None

    # --- salience ----------------------------------------------------------------------------------------------------

    def note(self, phrase: Phrase) -> None:
        """Remember a mention, unless it stands in a teaser."""
        sentence = self.page.sentence_of(phrase.first)
        if sentence.voice != "teaser":
            self.standing.append(Standing(phrase, self.key(phrase), sentence.index, self.weight(phrase)))

    def key(self, phrase: Phrase) -> str:
        """What mentions of one party share: an actor; for a post of a country's organ also its words."""
        actor = phrase.actor
        if actor is None:
            return f"@{phrase.first}"
        post = phrase.noun is not None and phrase.noun.kind == "role" and not phrase.named and ":" in actor.id
        return f"{actor.id}@{phrase.noun.words[0]}" if post and phrase.noun is not None and not phrase.pronoun else actor.id

    def weight(self, phrase: Phrase) -> float:
        """Subject, subject of an inner clause, object, or governed by a preposition: by what stands before it."""
        page = self.page
        start = page.sentence_of(phrase.first).first
        i = (phrase.number.first if phrase.number and phrase.number.last <= phrase.first else phrase.first) - 1
        while i >= start and i not in self.cast.covering and page.is_(i, *_BESIDE):
            i -= 1
        if phrase.last in self.agreement.speech and not page.is_(i, "location_marker"):
            return _SUBJECT
        if i >= start and i in self.said_by:
            return _SUBJECT  # *kata X*, *menurut X*
        if i < start:
            return _SUBJECT
        if page.is_(i, "coordinator") and i - 1 >= start and i in self.cast.ending:
            joined = self.cast.ending[i]
            return next((s.weight for s in reversed(self.standing) if s.phrase.first == joined.first), _OBJECT)
        if page.is_(i, "linker") and page.pack.header.head == "first":
            return _OBJECT  # *seorang pegawai bernama X*
        if page.is_(i, *_GOVERNORS) and not page.is_(i, *_OPENERS):
            return _GOVERNED
        first = not any(s.phrase.first >= start and s.weight >= _INNER for s in self.standing[-8:])
        if page.is_(i, *_OPENERS) or page.tokens[i].text in (",", '"', ":", "(", ")"):
            return _SUBJECT if first and not page.is_(i, *_OPENERS) else _INNER
        if i in self.verbal or page.is_(i, "verb", "copula"):
            return _OBJECT
        if page.pack.header.head == "first" and self.plain_noun(i):
            return _GOVERNED  # *rumah X*: an owner
        return _SUBJECT if first else _OBJECT

    def plain_noun(self, i: int) -> bool:
        """True of a small word of no class, no time and without an ending: a noun, as far as one can tell."""
        page, token = self.page, self.page.tokens[i]
        plain = token.is_word and not token.is_capital and not page.classes(i) and i not in self.timed
        return plain and page.clitics[i] is None and not page.pack.ends_in_possessor(token.lower)

    def best(self, at: int, fit: Fit, back: int = _LOOK_BACK, fades: float = _FADES) -> Phrase | None:
        """The most salient party before token ``at`` that fits; null where there is none, or two joined ones are level."""
        page = self.page
        sentence = page.sentence_of(at)
        quote = next((q for q in page.quotes if q.first < at < q.last), None)
        scores: dict[str, float] = defaultdict(float)
        fits: dict[str, float] = {}
        last: dict[str, Phrase] = {}
        for one in reversed(self.standing):
            distance = sentence.index - one.sentence
            if distance > back:
                break
            if one.phrase.last > at:
                continue
            if quote is not None and distance == 0 and not quote.first < one.phrase.first < quote.last:
                continue  # who speaks of others does not speak of himself in the third person
            fits[one.key] = _better(fits.get(one.key, 0.0), fit(one.phrase))
            scores[one.key] += one.weight * fades**distance * (_HERE if distance == 0 and one.weight == _SUBJECT else 1.0)
            if one.key not in last or (last[one.key].pronoun and not one.phrase.pronoun):
                last[one.key] = one.phrase
        ranked = sorted(((scores[k] * fits[k], last[k].first, k) for k in scores if fits[k] > 0), reverse=True)
        if not ranked:
            return None
        chosen = last[ranked[0][2]]
        rival = last[ranked[1][2]] if len(ranked) > 1 and ranked[0][0] < _LEVEL * ranked[1][0] else None
        if (rival is not None and self.joined(chosen, rival)) or (chosen.pronoun and chosen.actor is None):
            return None
        return chosen

    def joined(self, one: Phrase, other: Phrase) -> bool:
        """True of *X and Y*, *X dan Y*."""
        first, second = sorted((one, other), key=lambda p: p.first)
        between = range(first.last, second.first)
        return 0 < len(between) <= 2 and all(self.page.is_(i, "coordinator") or self.page.tokens[i].text == "," for i in between)

    # --- pronouns ----------------------------------------------------------------------------------------------------

    def of_pronoun(self, phrase: Phrase) -> Actor | None:
        """A person for *dia*, people for *mereka*, a body for *it*, whoever speaks or acts for *pihaknya*."""
        page, at = self.page, phrase.first
        if page.is_(at, "pronoun_person"):
            return self.named(self.best(at, self.one_person(phrase)))
        if page.is_(at, "pronoun_plural"):
            if phrase.last - phrase.first > 1 or any(page.is_(i, "between") for i in range(at, phrase.last)):
                return None  # *kedua pihak*: two parties, and one actor would be wrong
            return self.named(self.people(at))
        if self.owned(at):
            return self.of_owned(phrase)
        return self.named(self.best(at, self.some_body)) if self.acts(phrase) else None

    def one_person(self, phrase: Phrase, bound: bool = True) -> Fit:
        """How well others fit a pronoun for one person: not who is of the other sex, nor the subject of its own verb."""
        page, agreement = self.page, self.agreement
        sex = agreement.sex(phrase)
        clause = self.clause_start(phrase.first) if bound and self.is_object(phrase.first) else len(page.tokens)

        def fit(other: Phrase) -> float:
            if sex is not None and agreement.sex(other) not in (None, sex):
                return _NEVER
            if other.first >= clause:
                return 0.0
            if agreement.person(other):
                return 1.0 if other.named or other.pronoun else _UNNAMED if other.person else _PERHAPS
            return _PERHAPS if agreement.perhaps(other) else 0.0

        return fit

    def is_object(self, at: int) -> bool:
        """True right behind a verb, unless that is one of saying, whose clause begins there (*said he would*)."""
        verb = at - 1 in self.verbal or self.page.is_(at - 1, "verb")
        return verb and at - 1 not in self.agreement.speech

    def clause_start(self, at: int) -> int:
        """The first token of the clause of a token, as far as commas and joining words tell."""
        page, i = self.page, at - 1
        start = page.sentence_of(at).first
        while i > start and not page.is_(i, *_OPENERS) and page.tokens[i].text not in (",", '"', ";", ":"):
            if page.is_(i, "coordinator") and not (i + 1 in self.verbal or page.is_(i + 1, "verb")):
                break  # a verb behind it shares its subject
            i -= 1
        return i

    def people(self, at: int) -> Phrase | None:
        """Who a plural pronoun means; null where several persons may be meant together, which no one party is.

        That is where two persons joined by *and* stand at least as high, or where two are told of and nothing but its noun says
        that the party found is many.
        """
        page, agreement = self.page, self.agreement
        clause = self.clause_start(at) if self.is_object(at) else len(page.tokens)
        chosen = self.best(at, lambda other: agreement.several(other) if other.first < clause else 0.0, _LOOK_BACK_MANY)
        if chosen is None:
            return None
        here = page.sentence_of(at).index
        near = [s for s in self.standing if here - s.sentence <= _LOOK_BACK_MANY and s.phrase.last <= at]
        mine = max((s.weight * _FADES ** (here - s.sentence) for s in near if s.phrase is chosen), default=0.0)
        persons = [s for s in near if agreement.person(s.phrase) and (s.phrase.named or s.phrase.pronoun)]
        sure = agreement.plural(chosen) or chosen.pronoun or is_armed(chosen) or agreement.body(chosen)
        if not sure and len({s.key for s in persons}) > 1:
            return None
        for one, other in pairwise(persons):
            if self.joined(one.phrase, other.phrase) and one.weight * _FADES ** (here - one.sentence) >= mine:
                return None
        return chosen

    def some_body(self, other: Phrase) -> float:
        """How well a party fits a pronoun for a body; a name that no list has, less."""
        if not self.agreement.body(other):
            return 0.0
        unknown = other.actor is not None and other.actor.id.startswith(_UNLISTED) and not other.nouns
        return _PERHAPS if unknown else 1.0

    def acts(self, phrase: Phrase) -> bool:
        """True of *it* before a verb of its own: not of an object, and not where a copula only describes (*it was raining*)."""
        page, i = self.page, phrase.last
        if phrase.first - 1 in self.verbal and not self.page.is_(phrase.first - 1, *_OPENERS):
            governed = phrase.first - 1 not in self.agreement.speech
        else:
            governed = page.is_(phrase.first - 1, "preposition", "target_marker", "agent_marker")
        while page.is_(i, "adverb", "aspect", "past", "negator"):
            i += 1
        copular = page.is_(i, "copula", "passive_auxiliary") and not (i + 1 in self.verbal or page.is_(i + 1, "verb"))
        verb = i in self.verbal or page.is_(i, "verb", "auxiliary", "future", "ability", "passive_auxiliary")
        return verb and not governed and not copular

    def named(self, phrase: Phrase | None) -> Actor | None:
        """The actor of an antecedent, described in the document's words where it has no name."""
        if phrase is None:
            return None
        return phrase.actor or described(self.page, phrase)

    # --- possessors --------------------------------------------------------------------------------------------------

    def owned(self, i: int) -> bool:
        """True of a word with a possessor ending, or a possessive before its noun (*its*, *his*)."""
        page = self.page
        if i in self.timed:
            return False  # *keesokan harinya*
        if page.is_(i, "determiner") and page.is_(i, "pronoun_person", "pronoun_plural", "pronoun_institution"):
            return not page.is_(i, "demonstrative", "quantifier")
        if page.clitics[i] == "possessor" or page.is_(i, "own_side"):
            return True
        lower = page.tokens[i].lower
        return page.pack.ends_in_possessor(lower) and (page.is_(i, "pronoun_institution") or not page.pack.knows(lower))

    def own(self, i: int) -> None:
        """Find who a possessor points to, and remember the mention."""
        owner = self.owner(i)
        if owner is None:
            return
        actor = self.named(owner)
        if actor is not None:
            self.cast.owners[i] = actor
            mention = replace(owner, actor=actor)
            self.standing.append(Standing(mention, self.key(owner), self.page.sentence_of(i).index, _OWNER))

    def owner(self, i: int) -> Phrase | None:
        """Who a possessor at token ``i`` points to, by what the word says: one person, several, a body, or any of them."""
        page, agreement = self.page, self.agreement
        if page.is_(i, "pronoun_person"):
            return self.best(i, self.one_person(Phrase(i, i + 1, pronoun=True), bound=False))
        if page.is_(i, "pronoun_plural"):
            return self.people(i)
        if page.is_(i, "pronoun_institution") and page.is_(i, "determiner"):
            return self.best(i, self.some_body)
        clause = self.clause_start(i) if page.is_(i, "verb") or i in self.verbal else len(page.tokens)
        forces = page.is_(i, "pronoun_institution", "own_side") or any(h.row.armed for h in self.nouns.get(i, ()))

        def fit(other: Phrase) -> float:
            if other.first >= clause:
                return 0.0
            if forces and is_mere_place(other):
                return 1.0 if self.weight(other) == _SUBJECT else 0.0  # a capital that acts is a government
            if agreement.body(other):
                return 1.0 if forces else 0.8
            if agreement.person(other):
                return (0.8 if other.named or other.pronoun else 0.0) if forces else 1.0
            return _PERHAPS if agreement.perhaps(other) else 0.0

        return self.best(i, fit)

    def of_owned(self, phrase: Phrase) -> Actor | None:
        """*negaranya*, *pasukannya*, *its troops*: what belongs to a party, with the sector of its own noun."""
        page = self.page
        at = next((i for i in range(phrase.first, phrase.last) if self.owned(i)), None)
        if at is None:
            return None
        owner, noun = self.cast.owners.get(at), phrase.noun
        ending = not page.is_(at, "determiner") and noun is not None and noun.armed
        if ending and (owner is None or owner.described):
            party = owner_of(page, self.cast, phrase.first)  # whoever *the government* is, these are its soldiers
            owner = party.actor if party is not None else None
        if owner is None:
            return None
        if phrase.pronoun or owner.sector in _ARMED_SECTORS:
            return owner  # the members of a group are the group's
        if owner.country is None:
            return None
        if owner.described or page.is_(at, "pronoun_person"):
            return None
        country = self.gazetteer.country(owner.country)
        if country is None:
            return None
        people = noun is not None and noun.kind == "group" and not noun.armed
        sector = noun.sector if noun and noun.sector else "CVL" if people else "GOV"
        ident = f"{country.iso3.lower()}:{sector.lower()}" if noun else country.iso3.lower()
        return Actor(id=ident, name=country.name, country=country.iso3, country_name=country.name, sector=sector)

    # --- definite phrases --------------------------------------------------------------------------------------------

    def of_definite(self, phrase: Phrase) -> Actor | None:
        """A definite phrase without a name (*kelompok itu*, *the ministry*): the last party of its kind, or the most salient."""
        page, agreement, noun = self.page, self.agreement, phrase.noun
        pointed = phrase.demonstrative or page.is_(phrase.first, "anaphor") or page.is_(phrase.first - 1, "anaphor")
        if phrase.named or phrase.number is not None:
            return None
        if noun is None:
            return self.echo(phrase) if pointed else None
        words = self.plain_words(phrase)
        if noun.kind == "role":
            sang = page.is_(phrase.first, "determiner") or page.is_(phrase.first - 1, "determiner")
            bare = len(words) == phrase.last - phrase.first and page.tokens[phrase.first].is_capital
            if not (pointed or bare or (sang and page.pack.header.head == "first")) or agreement.single(phrase):
                return None
            return self.same_post(phrase, words)
        if not pointed:
            return None
        if agreement.generic(phrase):
            return self.named(self.best(phrase.first, self.some_organisation(phrase), fades=_FADES_FAST))
        if noun.kind == "organ" or noun.armed:
            return self.same_kind(phrase, noun, words)
        return None

    def of_descriptor(self, phrase: Phrase) -> Actor | None:
        """*Politikus PAN itu*, *the Labour lawmaker*: the only person told of just before, whose post nothing else tells."""
        noun, agreement = phrase.noun, self.agreement
        if noun is None or noun.kind != "role" or phrase.proper is not None or phrase.number is not None or phrase.pronoun:
            return None
        sector = phrase.actor.sector if phrase.actor is not None and phrase.names else phrase.sector
        if sector in (None, "UNK") or noun.armed or not self.pointed(phrase) or agreement.plural(phrase):
            return None
        if any(n.actor is not None and n.actor.kind == "person" for n in phrase.names):
            return None
        held = [s for s in self.earlier(phrase, 2 * _LOOK_BACK) if agreement.person(s.phrase)]
        told = [s.phrase for s in held if s.sentence >= held[0].sentence - 1]
        persons = {p.actor.id: p.actor for p in told if p.actor is not None}
        if len(persons) != 1 or any(p.actor is None or (p.noun is not None and not p.pronoun) for p in told):
            return None
        (person,) = persons.values()
        person = self.learned.get(person.id, person)
        if not person.id.startswith(_UNLISTED) or person.sector not in (None, "UNK", sector):
            return None
        sexes = {agreement.sex(p) for p in (*told, phrase)} - {None}
        if len(sexes) > 1:
            return None
        home = phrase.actor if phrase.actor is not None and phrase.names else person
        known = structs.replace(
            person, sector=sector, country=person.country or home.country, country_name=person.country_name or home.country_name
        )
        self.learned[person.id] = known
        return known

    def plain_words(self, phrase: Phrase) -> set[str]:
        """The words of a phrase that say what it is."""
        page = self.page
        return {
            page.tokens[i].lower
            for i in range(phrase.first, phrase.last)
            if page.tokens[i].is_word and not page.is_(i, "anaphor", "demonstrative", "determiner")
        }

    def heads(self, phrase: Phrase) -> set[str]:
        """The head words of the nouns of a phrase: *ministry* of *Defence Ministry*, *markas* of *markas besar*."""
        last = self.page.pack.header.head == "last"
        return {self.page.tokens[h.last - 1 if last else h.first].lower for h in phrase.nouns}

    def echo(self, phrase: Phrase) -> Actor | None:
        """*komite tersebut*: a plain word that repeats part of a name; *negara itu*: the last country."""
        country = self.page.is_(phrase.first, "own_country")
        words = self.plain_words(phrase)
        for one in self.earlier(phrase, 2 * _LOOK_BACK):
            actor = one.phrase.actor
            if actor is None:
                continue
            shares = not country and bool(words & self.plain_words(one.phrase))
            if shares or (country and actor.country is not None):
                return actor
        return None

    def earlier(self, phrase: Phrase, back: int) -> list[Standing]:
        """The mentions before a phrase, last first, up to ``back`` sentences."""
        here = self.page.sentence_of(phrase.first).index
        return [s for s in reversed(self.standing) if here - s.sentence <= back and s.phrase.last <= phrase.first]

    def same_post(self, phrase: Phrase, words: set[str]) -> Actor | None:
        """*sang gubernur*, *the general*: the last person of that post or rank, else of that service where there is one only."""
        page, agreement, noun = self.page, self.agreement, phrase.noun
        if agreement.plural(phrase) or noun is None:
            return None
        persons: dict[str, Actor] = {}
        for one in self.earlier(phrase, 2 * _LOOK_BACK):
            other = one.phrase
            if other.pronoun or other.noun is None or not agreement.person(other):
                continue
            if other.actor is None:
                if words & self.plain_words(other) and other.sector not in (None, "UNK") and self.pointed(phrase):
                    return described(page, other)
                continue
            if page.pack.header.head == "last" and any(
                n.first == other.nouns[-1].last and n.actor is not None and n.actor.kind != "person" for n in other.names
            ):
                continue  # *the official X news agency* is no official
            if words & self.plain_words(other):
                return other.actor
            if noun.sector is not None and any(h.row.sector == noun.sector for h in other.nouns) and other.named:
                persons[other.actor.id] = other.actor
        return next(iter(persons.values())) if len(persons) == 1 and self.pointed(phrase) else None

    def pointed(self, phrase: Phrase) -> bool:
        """True of a phrase with *itu*, *the*."""
        page = self.page
        return phrase.demonstrative or page.is_(phrase.first, "anaphor") or page.is_(phrase.first - 1, "anaphor")

    def same_kind(self, phrase: Phrase, noun: ActorNoun, words: set[str]) -> Actor | None:
        """*the ministry*, *the militia*, *the army*: the last body with that word, an armed group for an armed noun.

        An organ of a state is that of the one country whose organ of this kind the document names, or of the country it is about.
        """
        wide: Actor | None = None
        unknown: Actor | None = None
        organs: dict[str, Actor] = {}
        for one in self.earlier(phrase, 2 * _LOOK_BACK):
            other = one.phrase
            if other.pronoun or other.person:
                continue
            mine, named = self.plain_words(other), other.actor is not None and not other.actor.described
            alike = any(h.row is noun for h in other.nouns) or bool(words & self.heads(other))
            if words & mine and (named or (alike and (other.actor is not None or mine > words))):
                return self.named(other)
            if other.actor is None:
                continue
            armed = noun.armed and noun.sector not in _STATE_SECTORS and other.actor.sector in _ARMED_SECTORS
            party = noun.sector is not None and noun.sector not in _STATE_SECTORS and other.actor.sector == noun.sector
            wide = wide or (other.actor if armed or party else None)
            if noun.armed and other.actor.sector is None and other.actor.name.isupper() and " " not in other.actor.name:
                unknown = unknown or other.actor  # an abbreviation in no list
            if other.actor.sector == noun.sector and other.nouns and not is_mere_place(other):
                organs[other.actor.id] = other.actor
        if wide or unknown or len(organs) == 1:
            return wide or unknown or next(iter(organs.values()))
        return self.only_one(words) or self.organ_of_the_state(noun)

    def only_one(self, words: set[str]) -> Actor | None:
        """The one registered body of the whole document that is called by these words (*the ministry*), however far back."""
        found = {
            s.phrase.actor.id: s.phrase.actor for s in self.standing
            if s.phrase.actor is not None and words <= self.plain_words(s.phrase) and s.phrase.names and not s.phrase.person
        }  # fmt: skip
        return next(iter(found.values())) if len(found) == 1 else None

    def organ_of_the_state(self, noun: ActorNoun) -> Actor | None:
        """The organ of the country that the document is about, where it speaks far more of that one than of any other."""
        if noun.sector not in _STATE_SECTORS or noun.kind == "role" or not self.weights:
            return None
        (iso, most), *others = self.weights.most_common(2)
        if others and most < _FAR_MORE * others[0][1]:
            return None
        country = state(iso, self.gazetteer)
        if country is None or noun.sector is None:
            return None
        return structs.replace(country, id=f"{iso.lower()}:{noun.sector.lower()}", sector=noun.sector)

    def some_organisation(self, phrase: Phrase) -> Fit:
        """How well others fit *kelompok itu*, *the organisation*: no state, no organ of one, no mere people or unknown word.

        Nor what its own sentence already has by name.
        """
        agreement, here = self.agreement, self.page.sentence_of(phrase.first)

        def fit(other: Phrase) -> float:
            actor = other.actor
            if other.first >= here.first or other.pronoun or is_mere_place(other) or not agreement.body(other):
                return 0.0
            if agreement.generic(other) and not other.named:
                return 1.0 if actor is not None else 0.0
            if actor is None:
                return 0.5 if any(h.row.armed and h.row.sector not in _STATE_SECTORS for h in other.nouns) else 0.0
            unknown = actor.id.startswith(_UNLISTED) and not other.nouns
            state = actor.sector in _STATE_SECTORS or any(n.country is not None for n in other.names)
            return 0.0 if state or unknown else 1.0

        return fit


def _better(one: float, other: float) -> float:
    """The better of two fits of one party, unless one of its mentions rules it out."""
    return _NEVER if _NEVER in (one, other) else max(one, other)


def owner_of(page: Page, cast: Cast, at: int, but: int = -1) -> Phrase | None:
    """The party that a possessor ending at token ``at`` points to: the first actor of its sentence, else of the one before."""
    sentence = page.sentence_of(at)
    for index in (sentence.index, sentence.index - 1):
        if index < 0:
            break
        held = [
            p for p in cast.phrases
            if p.actor is not None and p.last <= at
            and page.sentence_of(p.first).index == index and page.sentence_of(p.first).voice != "teaser"
        ]  # fmt: skip
        held = [p for p in held if not page.tokens[p.first].start <= but < page.tokens[p.last - 1].end]
        if held:
            return held[0]
    return None
