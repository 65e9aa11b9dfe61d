"""Homes: the state that an organ or a post belongs to where its own words do not say (*polisi*, *the government*, *Menteri X*).

Needs the cast, places and the registries; changes the cast. A researcher who reads *polisi* in a story from Ambon knows whose
police it is, and a minister named once with his office keeps it when only his surname follows. Three sources, in this order:
words that only one state has (*Kapolres*, *bupati*: the pack's ``state`` rows); a place right behind (*polisi di Medan*); and the
states and places around, near ones before far ones, the document's main state before others. Where two states are about as
likely, nothing is said.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from msgspec import structs

from saksi.gazetteer import Actor as RegistryActor
from saksi.gazetteer import Country, Gazetteer
from saksi.gazetteer import Place as RegistryPlace
from saksi.reading.actors import Cast, Phrase, described, is_mere_place, of_country
from saksi.reading.offices import Offices
from saksi.reading.page import Page
from saksi.reading.places import Toponym
from saksi.types import Actor

STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
"""Sectors of organs that every one of has a state."""
_IRREGULAR = frozenset({"REB", "UAF", "PRM"})
"""Sectors of those who fight where they live: a state whose army or government acts there may be a stranger."""
_BANDS = _IRREGULAR | {"MIL"}
"""Sectors of those who fight."""
_LOCAL = STATE | _IRREGULAR | {"MED", "EDU", "OPP", "PTY", "JRN"}
_NEAR = ((0, 1.0), (1, 0.55), (2, 0.35), (3, 0.2))  # sentences back, weight of a mention there
_AHEAD_OF = ((-1, 0.3),)  # the same for the next sentence, where nothing is named in these
_ELSEWHERE = 0.2  # what a mention in one story is worth in the next
_LATER = 0.8  # the same for one behind, of a state, in the sentence of a party that no place tells of
_FADES = 0.93  # what a sentence further off leaves of a mention's share in what the document is about
_WHOLE = 0.8  # weight of the document's shares
_LEAST = 0.3
_AHEAD = 1.25  # how far the first must be ahead of the second
_BEHIND = 4  # tokens in which a place right behind begins
_OF_PLACES = frozenset({"COP", "MED", "EDU", "JUD"}) | _IRREGULAR
"""Sectors that belong to where something happens; the others to who is spoken of."""
_OTHER = 0.6  # a place weighs less for a government, a party less for the police
_SOON = 2  # sentences in which a group is named behind those who are its members
_RECENT = 4  # sentences in which the group named last is the one meant
_MOVING = frozenset({"GOV", "MIL", "SPY"})
"""Sectors of those by whom a state acts where it is a stranger too."""
_STRANGE = 0.3  # what the army or the government of a state tells of where those are at home who fight
_STATELESS = frozenset({"IGO", "IMG", "UNO", "MNC"})
"""Sectors of those who serve no one state."""
_OF_SOCIETY = frozenset({"SOC", "REL", "OPP", "PTY", "LAB", "AGR"})
"""Sectors of those who stand for a part of a people."""
_OF_THE_TOWN = frozenset({"rescue", "hospital"})
"""Sources of a state's sector that stand for no state: *the firefighters* are somebody's, and not the government."""
_NO_GROUP = ("name:", "text:", "person:")  # how the ids of those begin who are no registered group
_SOLE = 0.8  # the share of a document that is about one state


def _lives_there(phrase: Phrase, sector: str) -> bool:
    """Whether a party is of the place where something happens, whoever else acts there (*the rebels*, *government troops*)."""
    return sector in _IRREGULAR or sector in _OF_SOCIETY or sector == "CVL" or any(h.row.home for h in phrase.nouns)


@dataclass(frozen=True, slots=True)
class _Mention:
    """A state named in a sentence, or a place in it."""

    sentence: int
    token: int
    country: str
    weight: float
    place: bool = False
    moves: bool = False  # the state acts by an army or a government, which may be anywhere

    def tells(self, strict: bool) -> float:
        """How much it tells of where those are at home who live where something happens; of all others as much as it weighs."""
        return _STRANGE if strict and self.moves else 1.0


def settle(page: Page, cast: Cast, places: list[Toponym], gazetteer: Gazetteer) -> None:
    """Give states to the organs and posts of ``cast`` that have none, and to persons the post they hold elsewhere in the text."""
    _Settler(page, cast, places, gazetteer).run()


_TURNS = frozenset({"REQUEST", "ACCUSE", "THREATEN", "REJECT"})
"""What is done to another state: by words."""


class _Settler:
    """One document."""

    def __init__(self, page: Page, cast: Cast, places: list[Toponym], gazetteer: Gazetteer) -> None:
        self.page, self.cast, self.places, self.gazetteer = page, cast, places, gazetteer
        self.owned: dict[int, str] = {
            i: hit.row.country for hit in page.hits("actors", "state") for i in range(hit.first, hit.last)
        }
        self.offices = Offices(page, cast, self.owned)
        self.marked = {p.first: p.country for p in places if p.marked and p.country}
        words = page.hits("places", "word")
        self.areas = {i for h in words if h.row.kind in ("admin", "facility") for i in range(h.first, h.last)}
        self.by_sentence: dict[int, list[_Mention]] = {}
        self.whole: dict[str, float] = {}
        cues = page.hits("attribution", "cue")
        edges = {h.first for h in cues} | {-h.last for h in cues}
        self.heard = {
            p.actor.id for p in cast.phrases if p.actor is not None and (p.last in edges or (p.first > 0 and -p.first in edges))
        }
        """The actors beside whose words a word of saying stands."""
        self.told: list[tuple[_Mention, float]] = []
        self.shares: dict[tuple[int, bool], dict[str, float]] = {}
        dateline = page.tokens_of("dateline")
        for m in self.find_mentions():
            self.by_sentence.setdefault(m.sentence, []).append(m)
            if page.sentences[m.sentence].voice != "teaser":
                twice = 2 if m.token in dateline else 1
                self.whole[m.country] = self.whole.get(m.country, 0.0) + m.weight * twice
                self.told.append((m, m.weight * twice))
        self.total = sum(self.whole.values()) or 1.0
        self.stories = self.find_stories()
        self.groups = [
            (p.first, p.actor) for p in cast.phrases
            if p.actor is not None and p.actor.sector == "REB" and p.names and not p.actor.id.startswith(_NO_GROUP)
        ]  # fmt: skip

        self.bands = [
            (p.first, p.actor.country, p.actor.sector == "MIL") for p in cast.phrases
            if p.actor is not None and p.actor.country is not None and p.actor.sector in _BANDS and p.names
        ]  # fmt: skip

    def find_mentions(self) -> list[_Mention]:
        page = self.page
        out: list[_Mention] = []
        taken: set[int] = set()
        for token, state in self.owned.items():
            out.append(_Mention(page.sentence_of(token).index, token, state, 2.0))
        for phrase in self.cast.phrases:
            if phrase.sector == "JRN" or (phrase.actor is not None and phrase.actor.sector == "JRN"):
                taken.update(range(phrase.first, phrase.last))
                continue  # who tells of it is from anywhere
            counted: set[str] = set()  # *the French minister Name* speaks of France once
            for name in phrase.names:
                entry = name.entries[0]
                iso: str | None = None
                sector = phrase.actor.sector if phrase.actor is not None else None
                if isinstance(entry, Country):
                    iso, weight = entry.iso3, 0.7 if sector == "CVL" else 1.6
                elif isinstance(entry, RegistryActor) and entry.country and entry.sector != "JRN":
                    iso, weight = entry.country, 1.6
                if iso is not None:
                    if iso not in counted:
                        here = page.sentence_of(name.first).index
                        site = name.first in self.marked or name.last in self.areas or name.first - 1 in self.areas
                        out.append(_Mention(here, name.first, iso, weight, site, not site and sector in _MOVING))
                        counted.add(iso)
                    taken.update(range(name.first, name.last))
        named = {m.country for m in out}
        named |= {p.country for p in self.places if p.country and (p.marked or p.location.precision == "country")}
        for place in self.places:
            if place.country and place.first not in taken:
                weight = 1.8 if place.marked else 1.2 if place.country in named else 0.6
                beside = place.location.relation == "near" and place.location.precision == "country"  # *near its border*
                out.append(_Mention(page.sentence_of(place.first).index, place.first, place.country, weight, not beside, beside))
        return out

    def find_stories(self) -> list[int]:
        """The number of the story each sentence belongs to: a round-up, a ticker and a page of wire copy hold several.

        One begins with a line that has a weekday and a state that nothing before it named, and shares no name with the lines
        right before it.
        """
        page = self.page
        out: list[int] = []
        seen: set[str] = set()
        dated = {page.sentence_of(h.first).index for h in page.hits("times", "weekday")}
        words: list[set[str]] = []
        for sentence in page.sentences:
            tokens = page.tokens[sentence.first + 1 : sentence.last]
            words.append({t.lower for t in tokens if t.is_word and t.is_capital and len(t.text) > 2})
            lands = {m.country for m in self.by_sentence.get(sentence.index, ())}
            near = {m.country for back in range(1, _RECENT + 1) for m in self.by_sentence.get(sentence.index - back, ())}
            fresh = bool(lands - seen) and not lands & near and bool(near) and sentence.index in dated
            shared = any(words[-1] & before for before in words[-1 - _RECENT : -1])
            opens = sentence.voice == "body" and sentence.line != page.sentences[max(sentence.index - 1, 0)].line
            out.append((out[-1] if out else 0) + (fresh and opens and not shared))
            seen |= lands
        return out

    def apart(self, one: int, other: int) -> float:
        """What a mention in one sentence is worth in another: less in another story."""
        return _ELSEWHERE ** abs(self.stories[one] - self.stories[other])

    def run(self) -> None:
        self.posts()
        better: dict[str, Actor] = {}
        for phrase in list(self.cast.phrases):
            known = better.get(phrase.actor.id) if phrase.actor is not None and phrase.actor.described else None
            actor = known or self.settled(phrase)
            if actor is None:
                home = self.living_there(phrase)
                if home is not None:
                    self.cast.replace(phrase, replace(phrase, home=home))
                continue
            if not phrase.pronoun:
                better.setdefault((phrase.actor or described(self.page, phrase)).id, actor)
            self.cast.replace(phrase, replace(phrase, actor=actor))
        for phrase in list(self.cast.phrases):  # pronouns and surnames that took the actor before it was settled
            actor = phrase.actor
            if actor is not None and actor.country is None and actor.id in better:
                self.cast.replace(phrase, replace(phrase, actor=better[actor.id]))

    # --- posts -------------------------------------------------------------------------------------------------------

    def posts(self) -> None:
        """A person has the sector and state of the post beside the name (*Head of X, Name*; *Name, kepala Y*), everywhere."""
        known: dict[str, Actor] = {}
        persons = [p for p in self.cast.phrases if not p.pronoun and p.proper is not None and p.actor is not None]
        for phrase in persons:
            actor = phrase.actor
            if actor is None or not actor.id.startswith("name:"):
                continue
            sentence = self.page.sentence_of(phrase.first)
            titled = sentence.voice == "headline" and sentence.index in self.page.titled  # where a capital makes no name
            unknown = actor.sector in (None, "UNK")
            if (unknown or actor.country is None) and not titled:
                sector, iso = self.offices.of(phrase)
                if unknown and sector is not None:
                    actor = self.made(actor, actor.country or iso or self.owner(phrase, sector), sector)
                elif not unknown and sector in _STATELESS and actor.country is None:
                    actor = structs.replace(actor, sector=sector)  # *Ambassador Name, the UN special envoy*
                elif not unknown and iso is not None and actor.country is None and actor.sector not in _STATELESS:
                    actor = self.made(actor, iso, sector)
            if actor.sector not in (None, "UNK"):
                old = known.get(actor.id)
                if old is None or (old.country is None and actor.country is not None):
                    known[actor.id] = actor
        surnames: dict[str, str] = self.initials(known)
        for phrase in self.cast.phrases:
            actor = phrase.actor
            if actor is not None and actor.id.startswith("person:") and not phrase.pronoun:
                known.setdefault(actor.id, actor)
                for word in actor.name.lower().split():
                    surnames.setdefault(word, actor.id)  # what the registry calls whom the text has by another form of the name
        for ident in known:
            for word in ident.removeprefix("name:").split("-"):
                surnames.setdefault(word, ident)
        for phrase in persons:
            actor = phrase.actor
            if actor is None or not actor.id.startswith("name:") or actor.sector not in (None, "UNK"):
                continue
            words = actor.id.removeprefix("name:").split("-")
            found = known.get(actor.id) or (known.get(surnames.get(words[0], "")) if len(words) == 1 else None)
            if found is not None:
                self.cast.replace(phrase, replace(phrase, actor=found))

    def initials(self, known: dict[str, Actor]) -> dict[str, str]:
        """Initials in brackets behind a name (*Bambang Haryo Soekartono (BHS)*) -> whose they are."""
        tokens, out = self.page.tokens, {}
        for phrase in self.cast.phrases:
            actor = phrase.actor
            if phrase.proper is None or phrase.pronoun or actor is None:
                continue
            i = phrase.proper[1]
            if actor.sector in (None, "UNK") or i + 2 >= len(tokens) or tokens[i].text != "(" or tokens[i + 2].text != ")":
                continue
            if tokens[i + 1].text.isupper() and len(tokens[i + 1].text) > 1:
                known.setdefault(actor.id, actor)
                out[tokens[i + 1].lower] = actor.id
        return out

    # --- organs ------------------------------------------------------------------------------------------------------

    def famous(self, phrase: Phrase) -> Actor | None:
        """A surname alone that a state named in the document has among its leaders of the time; namesakes leave the name open.

        Who is asked without a word of who he is, is known to all: in an undated report of several states also the only registered
        one of the name, though his own state is not named.
        """
        if phrase.proper is None or phrase.last - phrase.first > 1 + len(phrase.nouns) or phrase.names:
            return None
        word = self.page.tokens[phrase.proper[0]].lower
        if phrase.proper[1] - phrase.proper[0] != 1 or self.page.pack.knows(word):
            return None
        year = self.page.published.year if self.page.published else None
        found = [
            p for p in self.gazetteer.surnames().get(word, ())
            if p.country in self.whole and (year is None or any(p.active(y) for y in (year - 1, year, year + 1)))
        ]  # fmt: skip
        if not found and year is None and phrase.actor is not None and phrase.actor.id in self.heard and len(self.whole) > 1:
            named = self.gazetteer.surnames().get(word, ())
            found = list(named) if len(named) == 1 else []
        if not found or len({(p.country, p.sector) for p in found}) > 1:
            return None
        best, country = found[0], self.gazetteer.country(found[0].country or "")
        ident, name = (best.id, best.name) if len(found) == 1 else (f"name:{word}", self.page.words(*phrase.proper))
        state = country.name if country else None
        return Actor(id=ident, name=name, country=best.country, country_name=state, sector=best.sector)

    def settled(self, phrase: Phrase) -> Actor | None:
        """The actor of a phrase with its state, or null where it has one already or none can be told."""
        actor = phrase.actor
        if phrase.pronoun or (actor is not None and actor.country is not None):
            return None if phrase.pronoun or actor is None else self.rightly(phrase, actor)
        if actor is not None and not actor.id.startswith(("name:", "text:")):
            return None  # the registry knows that it has no state
        known = self.famous(phrase)
        if known is not None:
            return known
        sector = actor.sector if actor is not None and actor.sector not in (None, "UNK") else phrase.sector
        suspected = phrase.status == "suspected" and sector in _IRREGULAR  # those whom nobody knows may be anybody's
        if is_mere_place(phrase) or self.of_elsewhere(phrase) or (phrase.status != "named" and not suspected):
            return None
        if sector not in _LOCAL:
            return self.of_own_word(phrase, sector) or self.compatriot(phrase, sector) or self.of_one_state(phrase, sector)
        if actor is None and (phrase.names or not (phrase.named or self.stands_alone(phrase, sector))):
            return None
        iso = self.of_those_before(phrase, sector)
        if iso is None or iso == self.foe(phrase, sector):
            iso = self.owner(phrase, sector)
        if sector == "REB" and actor is None:
            group = self.group_before(phrase)
            if group is not None and (iso is None or group.country in (None, iso) or self.at_home(group, phrase)):
                return group
        if iso is None:
            return None
        if actor is not None or sector == "UAF" or (phrase.noun is not None and phrase.noun.source in _OF_THE_TOWN):
            return self.made(actor or described(self.page, phrase), iso, sector)
        country = self.gazetteer.country(iso)
        if country is None:
            return None
        return of_country(self.page, phrase, country, sector)

    def rightly(self, phrase: Phrase, actor: Actor) -> Actor | None:
        """The actor under the state that alone has the post, where but a namesake of a town said otherwise (*Kasubdit Harda*)."""
        there = phrase.names and all(self.page.is_(n.first - 1, "location_marker") for n in phrase.names)
        if there and phrase.sector is not None and actor.country == self.foe(phrase, phrase.sector):
            return described(self.page, phrase)  # *Russia said it had killed 30 soldiers near Kursk*
        own = next((self.owned[i] for i in range(phrase.first, phrase.last) if i in self.owned), None)
        if own is None or own == actor.country or not all(isinstance(n.entries[0], RegistryPlace) for n in phrase.names):
            return None
        country = self.gazetteer.country(own)
        sector = actor.sector if actor.sector not in (None, "UNK") else phrase.sector
        if country is None or sector is None or not phrase.names:
            return None
        if actor.id.startswith(("name:", "text:")):
            return self.made(actor, own, sector)
        return of_country(self.page, phrase, country, sector)

    def of_elsewhere(self, phrase: Phrase) -> bool:
        """True of *foreign governments*, *pejabat internasional*, *the ambassadors*: of no state that the document need name."""
        page = self.page
        if not phrase.named and any(h.row.abroad for h in phrase.nouns):
            return True
        spans = [(h.first, h.last) for h in phrase.nouns] + [(n.first, n.last) for n in phrase.names]
        inside = {i for first, last in spans for i in range(first, last)}
        return any(page.is_(i, "foreign") and i not in inside for i in range(phrase.first, phrase.last))

    def of_own_word(self, phrase: Phrase, sector: str | None) -> Actor | None:
        """A body or a post of no state's own that a word of one state alone stands in (*PT X*)."""
        own = next((self.owned[i] for i in range(phrase.first, phrase.last) if i in self.owned), None)
        if own is None or not phrase.nouns or sector in (None, "UNK") or sector in _STATELESS:
            return None
        return self.made(phrase.actor or described(self.page, phrase), own, sector)

    def compatriot(self, phrase: Phrase, sector: str | None) -> Actor | None:
        """A named body or holder of a post that any society has: of the one state told of, or of the likeliest where asked."""
        actor, noun = phrase.actor, phrase.noun
        if actor is None or phrase.proper is None or phrase.names or sector in _STATELESS:
            return None
        if noun is None and sector in (None, "UNK") and actor.id not in self.heard:
            return None  # a mere name, which may be a victim's or a suspect's: not one of those who are asked
        if noun is not None and noun.kind not in ("role", "organ") and sector in (None, "UNK", "CVL"):
            return None
        asked = actor.id in self.heard or sector in _OF_SOCIETY
        iso = self.sole(phrase) or (self.owner(phrase, sector or "CVL") if asked else None)
        return self.made(actor, iso, sector) if iso is not None else None

    def sole(self, phrase: Phrase) -> str | None:
        """The one state that the document, or what stands around a phrase, is about."""
        shares = self.around(self.page.sentence_of(phrase.first).index)
        near = max(shares, key=lambda one: (shares[one], one), default=None)
        if near is not None and shares[near] >= _SOLE:
            return near
        iso = max(self.whole, key=lambda one: (self.whole[one], one), default=None)
        return iso if iso is not None and self.whole[iso] >= _SOLE * self.total else None

    def of_one_state(self, phrase: Phrase, sector: str | None) -> Actor | None:
        """Leaders of faiths, tribes and movements without a name, where hardly any other state is told of around them."""
        if sector not in _OF_SOCIETY or phrase.named or phrase.noun is None or phrase.noun.kind != "role" or not phrase.number:
            return None
        shares = self.around(self.page.sentence_of(phrase.first).index)
        iso = max(shares, key=lambda one: (shares[one], one), default=None)
        if iso is None or shares[iso] < _SOLE:
            return None
        return self.made(phrase.actor or described(self.page, phrase), iso, sector)

    def living_there(self, phrase: Phrase) -> Country | None:
        """The state of people without a name, whom one takes to be of where they are told of (*protesters*, *a tribal elder*)."""
        if phrase.actor is not None or phrase.pronoun or phrase.named or phrase.status != "named":
            return None
        if phrase.sector in _STATELESS or self.of_elsewhere(phrase):
            return None
        if not phrase.nouns or all(h.row.kind == "thing" for h in phrase.nouns):
            return None
        iso = self.owner(phrase, phrase.sector or "CVL")
        return self.gazetteer.country(iso) if iso is not None else None

    def stands_alone(self, phrase: Phrase, sector: str) -> bool:
        """Whether a phrase without a name has an owner: state organs and their people, armed groups, the press; no things."""
        noun = phrase.noun
        if sector in _IRREGULAR and noun is not None:
            return noun.armed
        if noun is None or not any(h.row.who or h.row.source for h in phrase.nouns):
            return False
        if noun.kind == "organ" and phrase.number is not None and noun.who != "police":
            return False  # *the two armies*; but *dua polisi* are policemen
        return sector in STATE or (sector in ("JRN", "OPP", "PTY") and noun.kind == "organ")

    def at_home(self, group: Actor, phrase: Phrase) -> bool:
        """Whether a group is named in the story that a phrase stands in, and near by, or its state is told of besides.

        A lone name that might be a group's in a report from elsewhere makes nobody its members.
        """
        here = self.page.sentence_of(phrase.first).index
        own = [first for first, actor in self.groups if actor.id == group.id]
        named = {i for p in self.cast.phrases if p.first in own for i in range(p.first, p.last)}
        told = any(m.country == group.country and m.token not in named for held in self.by_sentence.values() for m in held)
        near = any(-_SOON <= here - self.page.sentence_of(first).index < _RECENT for first in own)
        return (told or near) and any(self.stories[self.page.sentence_of(first).index] == self.stories[here] for first in own)

    def of_those_before(self, phrase: Phrase, sector: str) -> str | None:
        """The state of those told of before by its name, where a noun alone goes on with them (*Russian troops ... the troops*).

        An organ (*the army*) may be another state's than the soldiers told of before.
        """
        noun, page = phrase.noun, self.page
        if phrase.named or phrase.number or noun is None or not noun.armed or sector not in _BANDS or noun.home:
            return None
        if noun.kind == "organ" and sector == "MIL":
            return None
        definite = phrase.demonstrative or page.pack.header.head == "first"
        opens = page.is_(phrase.first, "determiner") and page.tokens[phrase.first].lower not in page.pack.ones
        if not (definite or opens):
            return None
        here, kind = page.sentence_of(phrase.first).index, sector == "MIL"
        found = set()
        for first, country, army in self.bands:
            index = page.sentence_of(first).index
            if army == kind and first < phrase.first and here - index < _RECENT and self.stories[index] == self.stories[here]:
                found.add(country)
        return next(iter(found)) if len(found) == 1 else None

    def group_before(self, phrase: Phrase) -> Actor | None:
        """The armed group named last in the sentence or the three before it, else the only one of the document."""
        here = self.page.sentence_of(phrase.first).index
        for first, actor in reversed(self.groups):
            if first < phrase.first and here - self.page.sentence_of(first).index < _RECENT:
                return actor
        found = {actor.id: actor for _, actor in self.groups}
        return next(iter(found.values())) if len(found) == 1 else None

    def made(self, actor: Actor, iso: str | None, sector: str | None) -> Actor:
        """The actor with a state, and with a sector where it has none."""
        country = self.gazetteer.country(iso) if iso else None
        sector = sector if actor.sector in (None, "UNK") else actor.sector
        return structs.replace(actor, country=iso, country_name=country.name if country else None, sector=sector)

    def around(self, index: int, local: bool = False) -> dict[str, float]:
        """The share of each state in what is told, the more the nearer a sentence: a long report goes from place to place.

        Of what is ``local`` armies and governments tell less.
        """
        if (index, local) not in self.shares:
            found: dict[str, float] = {}
            for m, weight in self.told:
                weight *= _FADES ** abs(m.sentence - index) * self.apart(m.sentence, index)
                found[m.country] = found.get(m.country, 0.0) + weight * m.tells(local)
            total = sum(found.values()) or 1.0
            self.shares[index, local] = {iso: weight / total for iso, weight in found.items()}
        return self.shares[index, local]

    def nearby(
        self, phrase: Phrase, index: int, sector: str, reach: tuple[tuple[int, float], ...]
    ) -> dict[tuple[str, int], float]:
        """The weight of each state in the sentences within reach, by how far back they are: the best of its mentions there."""
        near: dict[tuple[str, int], float] = {}
        strict = _lives_there(phrase, sector)
        local = strict or sector in _OF_PLACES
        for back, decay in reach:
            for m in self.by_sentence.get(index - back, ()):
                if phrase.first <= m.token < phrase.last:
                    continue
                weight = m.weight * decay * (_OTHER if m.place != local else 1.0) * self.apart(m.sentence, index)
                weight *= m.tells(strict)
                if back == 0 and m.token > phrase.first and not local:
                    weight *= _LATER  # *the President of X urged Congress to help Y*
                near[m.country, back] = max(near.get((m.country, back), 0.0), weight)
        return near

    def owner(self, phrase: Phrase, sector: str) -> str | None:
        """The state a phrase belongs to by its own words, a place right behind it, or what is named around it."""
        page = self.page
        own = [self.owned[i] for i in range(phrase.first, phrase.last) if i in self.owned]
        if own:
            return own[0]
        foe = self.foe(phrase, sector)
        inside = [
            e.country for n in phrase.names for e in n.entries[:1]
            if isinstance(e, RegistryPlace | RegistryActor) and e.country
            and not (e.country == foe and page.is_(n.first - 1, "location_marker"))
        ]  # fmt: skip
        if inside:
            return inside[0]
        sentence = page.sentence_of(phrase.first)
        for i in range(phrase.last, min(phrase.last + _BEHIND, sentence.last)):
            if i in self.marked and self.marked[i] != foe:
                return self.marked[i]
        score: dict[str, float] = {}
        for iso, weight in self.around(sentence.index, _lives_there(phrase, sector)).items():
            score[iso] = _WHOLE * weight
        near = self.nearby(phrase, sentence.index, sector, _NEAR) or self.nearby(phrase, sentence.index, sector, _AHEAD_OF)
        for (iso, _), weight in near.items():
            score[iso] = score.get(iso, 0.0) + weight
        score.pop(foe or "", None)
        if sector == "MIL":
            year = page.published.year if page.published else None
            score = {iso: weight for iso, weight in score.items() if self.gazetteer.has_army(iso, year)}
        ranked = sorted(score.items(), key=lambda item: (-item[1], item[0]))[:2]
        if not ranked or ranked[0][1] < _LEAST or (len(ranked) > 1 and ranked[0][1] < _AHEAD * ranked[1][1]):
            return None
        return ranked[0][0]

    def foe(self, phrase: Phrase, sector: str) -> str | None:
        """The state that the phrase cannot be of: it kills them (*Russia killed 30 soldiers*), or they turn to it as another's.

        A country does not kill its own soldiers, and no minister of a country calls on that country by its name.
        """
        page, sentence = self.page, self.page.sentence_of(phrase.first)
        if sector not in STATE:
            return None
        for hit in page.hits("events", "trigger"):
            if not sentence.first <= hit.first < sentence.last or hit.voice in ("passive", "nominal", "gerund", None):
                continue
            if hit.row.type == "ASSAULT" and hit.last <= phrase.first:
                acts = max(
                    (p for p in self.cast.phrases if p.last <= hit.first and not p.pronoun), key=lambda p: p.last, default=None
                )
                near = all(not hit.last <= p.first < phrase.first for p in self.cast.phrases)
                if near and acts is not None and acts.first >= sentence.first and self.is_state(acts):
                    return acts.country
            elif hit.row.type in _TURNS and phrase.last <= hit.first:
                to = self.cast.starting.get(hit.last)
                near = all(not phrase.last <= p.first < hit.first for p in self.cast.phrases)
                if near and to is not None and not to.nouns and self.is_state(to):
                    return to.country
        return None

    def is_state(self, phrase: Phrase) -> bool:
        """True of a country or its forces told by its name."""
        entries = [e for n in phrase.names for e in n.entries[:1]]
        told = any(e.iso3 == phrase.country for e in entries if isinstance(e, Country))
        told = told or any(e.country == phrase.country for e in entries if isinstance(e, RegistryActor))
        ours = phrase.actor is not None and (phrase.actor.sector in (None, *STATE))
        return told and ours and not self.page.is_(phrase.names[0].first - 1, "location_marker")
