"""Identities: from the words of a party to the actor they name.

Needs phrases and the registries; gives actors. A registered group or organisation wins, then a person, then a country with the
sector of the phrase's noun; a surname takes the actor of the full name given elsewhere in the document.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from msgspec import structs

from saksi.gazetteer import Actor as RegistryActor
from saksi.gazetteer import Country, Gazetteer
from saksi.gazetteer import Place as RegistryPlace
from saksi.languages.schema import WordClass
from saksi.reading.actors import Cast, Phrase, is_mere_place, of_country
from saksi.reading.page import Page
from saksi.reading.places import Name
from saksi.text import fold_accents
from saksi.types import Actor

_ENDING: tuple[WordClass, ...] = (
    "preposition", "auxiliary", "passive_auxiliary", "copula", "coordinator", "relative", "agent_marker", "location_marker",
    "past",
)  # fmt: skip
"""Classes of words that end a noun phrase: *a Ukrainian was*, and not *a Ukrainian attack*."""
_OFFICIAL = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD"})
"""Sectors of office that one person may hold one after the other: the post beside the name says which."""
_POSTS = frozenset({"GOV", "MIL", "COP"})
"""Those of them that a post before the name gives: a court or a lawyer before it may be another's (*pengacara X*)."""
_LETTERS = 3  # of an abbreviation that is told by the words it stands for
_SMALL = 4  # letters of a word that an abbreviation may pass over
_SHARED = frozenset({"MIL", "COP", "SPY", "JUD", "LEG"})


def identify(page: Page, phrases: list[Phrase], gazetteer: Gazetteer) -> Cast:
    """The cast of a page: its phrases with the actors that their own words, or a full name elsewhere, give them."""
    resolved = [replace(p, actor=resolve(p, gazetteer, page)) for p in phrases]
    shared = shared_nouns(page, resolved, gazetteer)
    return Cast(known_persons(page, in_own_words(page, known_bodies(page, shared, gazetteer))))


def shared_nouns(page: Page, phrases: list[Phrase], gazetteer: Gazetteer) -> list[Phrase]:
    """Two states with one noun (*Afghan and British troops*; *pasukan Ethiopia dan Somalia*): the bare one has its sector too."""
    last = page.pack.header.head == "last"
    out = list(phrases)
    for at, (before, after) in enumerate(pairwise(phrases)):
        if after.first != before.last + 1 or not page.is_(before.last, "coordinator"):
            continue
        bare, headed = (before, after) if last else (after, before)
        one = _bare_state(bare)
        sector = headed.actor.sector if headed.actor is not None else None
        if one is None or sector not in _SHARED or headed.proper is not None or not headed.names:
            continue
        edge = headed.first if last else headed.last - 1  # the state's name stands where the bare one would
        entries = gazetteer.names().get(page.tokens[edge].lower, ())
        stated = bool(entries) and isinstance(entries[0], Country)
        forces = not headed.nouns and headed.names[0].first == edge and headed.names[0].actor is not None  # *US troops*
        country = gazetteer.country(one)
        if country is not None and sector and (stated or forces):
            out[at if last else at + 1] = replace(bare, actor=_state(country, sector, False))
    return out


def known_bodies(page: Page, phrases: list[Phrase], gazetteer: Gazetteer) -> list[Phrase]:
    """What a document shortens: a body's letters, in brackets or of its words; *the North* for the one Korea it tells of."""
    letters: dict[str, Actor] = {}
    initials: dict[str, Actor] = {}
    halves: dict[str, set[str]] = {}
    out: list[Phrase] = []
    for phrase in phrases:
        last = phrase.last - 1
        before = out[-1] if out and out[-1].last == phrase.first else None  # *Jaringan Hak* | *Anak (JHA)*
        body = phrase.actor or (before.actor if before is not None else None)
        if body is not None and last - 2 > phrase.first and page.tokens[last].text == ")" and page.tokens[last - 2].text == "(":
            short = page.tokens[last - 1].text
            if short.isupper() and not phrase.person:
                letters.setdefault(short, body)
        if phrase.actor is not None and (named := _in_full(page, phrase)) is not None:
            first, whole = named
            initials.setdefault(first, _part(page, whole, phrase) if phrase.person else phrase.actor)
        for name in phrase.names:
            if name.country is not None and name.last - name.first == 2:
                halves.setdefault(page.tokens[name.first].lower, set()).add(name.country.iso3)
        run = phrase.proper
        if run is not None and run[1] - run[0] == 1 and not phrase.nouns and not phrase.names:
            word = page.tokens[run[0]]
            states = halves.get(word.lower, set())
            country = gazetteer.country(next(iter(states))) if len(states) == 1 else None
            if word.text in letters or word.text in initials:
                phrase = replace(phrase, actor=letters.get(word.text) or initials[word.text])
            elif country is not None and page.is_(phrase.first, "determiner") and phrase.last == run[1]:
                phrase = replace(phrase, actor=_state(country, "GOV", True))
        out.append(phrase)
    return out


def _in_full(page: Page, phrase: Phrase) -> tuple[str, tuple[int, int]] | None:
    """The letters of a body's name (*State Law Enforcement Division*: SLED) and its tokens; null of fewer than three words."""
    organs = [h for h in phrase.nouns if h.row.kind == "organ"]
    if not organs:
        return None
    first, last = phrase.first, phrase.last
    if phrase.person:  # *the head of the National X Administration*: back over the capitals of the body alone
        first, last = organs[-1].first, organs[-1].last
        while first > phrase.first and page.tokens[first - 1].is_capital and page.tokens[first - 1].is_word:
            first -= 1
    words = [t.text for t in page.tokens[first:last] if t.is_word and not (t.text.islower() and len(t.text) < _SMALL)]
    short = "".join(word[0] for word in words)
    return (short, (first, last)) if len(words) >= _LETTERS and short.isupper() else None


def _part(page: Page, span: tuple[int, int], phrase: Phrase) -> Actor:
    """A body that a post is told to be of, by its own name."""
    name = page.words(*span)
    sector = next((h.row.sector for h in phrase.nouns if h.row.kind == "organ" and span[0] <= h.first < span[1]), None)
    return Actor(id=f"name:{fold_accents(name).replace(' ', '-')}", name=name, sector=sector)


def _bare_state(phrase: Phrase) -> str | None:
    """The country of a phrase that is nothing but its name."""
    if phrase.nouns or phrase.proper or len(phrase.names) != 1 or phrase.names[0].country is None:
        return None
    return phrase.names[0].country.iso3


def resolve(phrase: Phrase, gazetteer: Gazetteer, page: Page) -> Actor | None:
    """The actor that the words of a phrase name by themselves, or null.

    A registered group or organisation wins; then a person; then a country with the sector of the phrase's noun; a capital alone
    stands for its government. A group of people without a name (*warga*) has no actor.
    """
    if phrase.pronoun:
        return None
    noun = phrase.noun
    iso = phrase_country(phrase)
    country = gazetteer.country(iso) if iso else None
    listed = [n for n in phrase.names if not isinstance(n.entries[0], Country | RegistryPlace) and not _namesake(n, phrase, page)]
    relative = next((n for n in listed if _relative(n, phrase, page)), None)
    if relative is not None and phrase.proper is not None:
        name = page.words(phrase.proper[0], relative.last)
        ident, state = f"name:{fold_accents(name).replace(' ', '-')}", country.name if country else None
        return Actor(id=ident, name=name, country=iso, country_name=state, sector=phrase.sector)
    registered = [n.actor for n in listed if n.actor is not None]
    groups = [a for a in registered if a.kind != "person"]
    persons = [a for a in registered if a.kind == "person"]
    sent = country is not None and bool(groups) and groups[0].country is None and any(h.row.abroad for h in phrase.nouns)
    if sent and country is not None and noun is not None:  # *Britain's U.N. ambassador*: not the body's that he is sent to
        if persons:
            return structs.replace(_registered(persons[0], gazetteer), country=iso, country_name=country.name, sector=noun.sector)
        groups = []
    if persons and groups and noun is not None and noun.kind == "role":
        return _in_office(persons[0], groups[0], gazetteer)
    if phrase.proper is not None and noun is not None and noun.kind == "role" and groups:
        return _officer(page.words(*phrase.proper), groups[0], gazetteer)
    if groups:
        return _registered(groups[0], gazetteer)
    if persons:
        year = page.published.year if page.published else None
        known = _registered(persons[0], gazetteer, year)
        if noun is not None and _only_theirs(phrase, page):
            return _of_person(known, country or gazetteer.country(known.country or ""), phrase, page)
        told = phrase.sector if noun is not None and noun.kind == "role" and not noun.mild else None
        return structs.replace(known, sector=told) if told in _POSTS and known.sector in _OFFICIAL else known
    if phrase.proper is not None and (noun is None or noun.kind == "role"):
        name = page.words(*phrase.proper)
        seat = gazetteer.capitals().get(name.lower(), ()) if noun is None and phrase.last - phrase.first == 1 else ()
        if seat:
            return _state(seat[0], "GOV", True)
        sector = phrase.sector
        return Actor(
            id=f"name:{fold_accents(name).replace(' ', '-')}", name=name, country=iso,
            country_name=country.name if country else None, sector=sector,
        )  # fmt: skip
    titled = noun is not None and noun.kind != "role" and phrase.proper is not None and phrase.last - phrase.first > 1
    if titled and noun is not None and all(t.is_capital or not t.is_word for t in page.tokens[phrase.first : phrase.last]):
        name = page.words(phrase.first, phrase.last)
        return Actor(
            id=f"name:{fold_accents(name).replace(' ', '-')}",
            name=name,
            country=iso,
            country_name=country.name if country else None,
            sector=phrase.sector,
        )
    akin = next(
        (n.actor for n in phrase.names if n.actor is not None and n.actor.sector in _OFFICIAL and _namesake(n, phrase, page)),
        None,
    )
    if (
        country is not None and akin is not None and akin.sector in _OFFICIAL and noun is None
    ):  # what another state's body of the same name is
        name = page.words(phrase.first + page.is_(phrase.first, "determiner"), phrase.last)
        ident = f"name:{fold_accents(name).replace(' ', '-')}"
        return Actor(id=ident, name=name, country=iso, country_name=country.name, sector=akin.sector)
    if country is not None and noun is not None and noun.kind != "role" and _bears_a_name(phrase, page):
        name = page.words(*phrase.proper) if phrase.proper is not None else country.name
        ident = f"name:{fold_accents(name).replace(' ', '-')}"
        return Actor(id=ident, name=name, country=iso, country_name=country.name, sector=phrase.sector)
    if country is not None:
        country = _today(country, gazetteer, page)
        people = (noun is not None and noun.kind == "group") or (
            noun is None and (phrase.number is not None or _one(phrase, page))
        )
        sector = phrase.sector or ("CVL" if people else "GOV")
        return _state(country, sector, True) if noun is None and not people else of_country(page, phrase, country, sector)
    if phrase.proper is not None and noun is not None and noun.kind == "organ":
        name = page.words(phrase.first, phrase.last)
        return Actor(id=f"name:{fold_accents(name).replace(' ', '-')}", name=name, sector=phrase.sector)
    land = next(
        (n for n in phrase.names if isinstance(n.entries[0], RegistryPlace) and n.last - n.first == phrase.last - phrase.first),
        None,
    )
    if land is not None:  # of no one state: it stands for itself
        name = page.words(land.first, land.last)
        return Actor(id=f"name:{fold_accents(name).replace(' ', '-')}", name=name)
    return None


def _only_theirs(phrase: Phrase, page: Page) -> bool:
    """Whether a registered person in a phrase is but whose it is: *Assad's forces*, *pasukan Assad*, *a spokesman for Assad*."""
    at = next(n for n in phrase.names if n.actor is not None and n.actor.kind == "person")
    noun = phrase.noun
    if noun is None or noun.kind == "thing":
        return False
    if noun.kind in ("organ", "group"):
        heads = [
            h for h in phrase.nouns if h.row.kind == noun.kind and (h.row.kind == "organ" or h.row.armed)
        ]  # not *terdakwa X*
        return not any(h.row.kind == "role" for h in phrase.nouns) and (
            any(h.last == at.first for h in heads) or page.is_(at.last, "possessive_marker")
        )
    behind = any(h.first > at.last for h in phrase.nouns) and page.is_(at.last, "possessive_marker")
    return behind or (page.pack.header.head == "last" and page.is_(at.first - 1, "linker") and at.first - 1 > phrase.first)


def _of_person(known: Actor, country: Country | None, phrase: Phrase, page: Page) -> Actor:
    """What is somebody's: of the state of a person in office, and of a rebel's kind where a rebel's."""
    sector = phrase.sector if phrase.sector not in (None, "UNK") else known.sector
    if known.sector in _OFFICIAL and country is not None and sector:
        return _state(country, sector, False)
    words = page.words(phrase.first, phrase.last)
    ident = f"text:{fold_accents(words).replace(' ', '-')}"
    state = country.name if country else None
    sector = sector if sector not in _OFFICIAL else known.sector
    return Actor(id=ident, name=words, country=known.country, country_name=state, sector=sector)


def _namesake(name: Name, phrase: Phrase, page: Page) -> bool:
    """Whether a name cannot be the body registered by it: the phrase gives it another country (*Belanda ANP*).

    Letters are many bodies'; so are the words of an organ of state, right beside that country (*Komnas HAM Filipina*).
    """
    others = [n for n in phrase.names if n.country is not None]
    homes = {n.country.iso3 for n in others if n.country is not None}
    entry, short = name.actor, page.words(name.first, name.last)
    if entry is None or entry.country is None or entry.kind == "person" or not homes or entry.country in homes:
        return False
    letters = short.isupper() and short.isalpha() and entry.sector != phrase.sector
    beside = any(n.last == name.first or n.first == name.last for n in others)
    return letters or (beside and entry.sector in _OFFICIAL)


def _relative(name: Name, phrase: Phrase, page: Page) -> bool:
    """Whether a surname is another's than the registered person's: given names that are not his stand right before it."""
    entry, run = name.actor, phrase.proper
    if entry is None or entry.kind != "person" or run is None or name.last - name.first > 1 or run[1] != name.first:
        return False
    if phrase.noun is not None and phrase.noun.kind != "role":
        return False
    given = [t.lower for t in page.tokens[run[0] : run[1]] if t.is_word]
    own = set(fold_accents(" ".join((entry.name, *entry.names))).lower().split())
    return bool(given) and not any(word in own or page.pack.knows(word) or len(word) < _LETTERS for word in given)


def _bears_a_name(phrase: Phrase, page: Page) -> bool:
    """A body of no state's own with country and name (*the French newspaper Liberation*, *surat kabar Prancis Le Monde*)."""
    last = max((h.last for h in phrase.nouns), default=0)
    free = phrase.sector not in (None, "UNK", "CVL") and phrase.sector not in _SHARED and phrase.sector != "GOV"
    closes = phrase.proper is not None and phrase.proper[0] >= last and phrase.proper[1] == phrase.last
    return free and closes and phrase.proper is not None and not page.tokens[phrase.proper[0]].is_number


def _one(phrase: Phrase, page: Page) -> bool:
    """One or more of a nation rather than its state: *an Israeli*, *seorang Palestina*, *Americans*."""
    first, last = page.tokens[phrase.first], page.tokens[phrase.last - 1]
    after = page.tokens[min(phrase.last, len(page.tokens) - 1)]
    ends = page.is_(phrase.last, *_ENDING) or not after.is_word
    plural = page.pack.header.plural
    forms = {form for n in phrase.names if n.country is not None for form in n.country.demonyms}
    if page.is_(phrase.first, "determiner") and phrase.last - phrase.first > 1:
        if first.lower in page.pack.ones:
            unknown = not after.is_capital and not page.pack.knows(after.lower) and page.pack.header.head == "last"
            return ends or (unknown and last.text in forms)  # *an Israeli hitchhiker*
        if plural and last.text in forms and last.text + plural in forms and ends:
            return True  # *the wounded American was*
    return bool(plural) and last.text in forms and last.text.endswith(plural) and last.text.removesuffix(plural) in forms


def _in_office(person: RegistryActor, body: RegistryActor, gazetteer: Gazetteer) -> Actor:
    """A registered person with a post in a registered body: what the document calls him to, whatever he was before."""
    known, office = _registered(person, gazetteer), _registered(body, gazetteer)
    return structs.replace(known, country=office.country, country_name=office.country_name, sector=office.sector)


def _today(country: Country, gazetteer: Gazetteer, page: Page) -> Country:
    """The state that alone followed one which is no more, unless the document is as old as that."""
    after = gazetteer.country(country.successors[0]) if len(country.successors) == 1 else None
    gone = country.last is not None and (page.published is None or page.published.year > country.last)
    return after if gone and after is not None else country


def _state(country: Country, sector: str, itself: bool) -> Actor:
    """A state itself, or what it has of a sector."""
    return Actor(
        id=country.iso3.lower() if itself else f"{country.iso3.lower()}:{sector.lower()}", name=country.name,
        country=country.iso3, country_name=country.name, sector=sector,
    )  # fmt: skip


def _officer(name: str, group: RegistryActor, gazetteer: Gazetteer) -> Actor:
    """A person who speaks or acts for a registered group: named by their own name, with its country and sector."""
    body = _registered(group, gazetteer)
    ident = f"name:{fold_accents(name).replace(' ', '-')}"
    return Actor(id=ident, name=name, country=body.country, country_name=body.country_name, sector=body.sector)


def _registered(entry: RegistryActor, gazetteer: Gazetteer, year: int | None = None) -> Actor:
    country = gazetteer.country(entry.country) if entry.country else None
    state = country.name if country else None
    return Actor(id=entry.id, name=entry.name, country=entry.country, country_name=state, sector=entry.sector_in(year))


def phrase_country(phrase: Phrase) -> str | None:
    """The country that a phrase's names give: a country or demonym first, then the country of an actor or place.

    Where somebody is whom a state sends abroad does not tell whose they are (*Western diplomats in Kabul*).
    """
    sent = any(h.row.abroad for h in phrase.nouns)
    for name in phrase.names:
        if name.country is not None:
            return name.country.iso3
    for name in phrase.names:
        if name.actor is not None and name.actor.country:
            return name.actor.country
        if not sent and name.place is not None and name.place.country:
            return name.place.country
    return None


def known_persons(page: Page, phrases: list[Phrase]) -> list[Phrase]:
    """A surname alone takes the actor of the full name given elsewhere; behind it, also one that is a town's."""
    full: dict[str, Actor] = {}
    doubtful: dict[str, Actor] = {}  # a headline's capitals run on over words that are no names
    told: dict[str, int] = {}
    parts: dict[tuple[str, ...], Actor] = {}
    for phrase in phrases:
        if phrase.actor is None or (any(h.row.kind in ("organ", "group") for h in phrase.nouns) and not _names_a_holder(phrase)):
            continue
        if page.sentence_of(phrase.first).index in page.titled and not any(n.actor is not None for n in phrase.names):
            continue  # in a title a run of capitals is more than a name
        box = doubtful if page.sentence_of(phrase.first).voice == "headline" else full
        runs = [(phrase.proper, box)] if phrase.proper is not None else []
        runs += [((n.first, n.last), full) for n in phrase.names if n.actor is not None and n.actor.kind == "person"]
        for (first, last), known in runs:
            words = [i for i in range(first, last) if len(page.tokens[i].text) > 1 and not page.is_(i, "title")]
            spelled = [page.tokens[i].lower for i in words]
            for size in range(2, len(words)):
                for at in range(len(words) - size + 1):
                    parts.setdefault(tuple(spelled[at : at + size]), phrase.actor)
            for i in words if len(words) > 1 else ():
                for word in {page.tokens[i].lower, page.tokens[i].lower.rpartition("-")[2]}:  # *al-Zawahri* is *Zawahri*
                    known.setdefault(word, phrase.actor)
                    told.setdefault(word, i)
    out = []
    for phrase in phrases:
        i = phrase.proper[0] if phrase.proper is not None else phrase.last - 1
        titled = phrase.proper is not None and phrase.proper[1] - i == 2 and page.is_(i, "title")
        i += titled  # *Pak Luhut*
        actor = full.get(page.tokens[i].lower) or doubtful.get(page.tokens[i].lower)
        run = phrase.proper
        some = parts.get(tuple(t.lower for t in page.tokens[run[0] : run[1]])) if run is not None and not phrase.names else None
        if some is not None and (phrase.noun is None or phrase.noun.kind == "role"):
            phrase = replace(phrase, actor=some)  # *Akbar Djohan* of *Muhammad Akbar Djohan*
        elif actor is None:
            pass
        elif phrase.proper is not None and phrase.proper[1] - i == 1:
            if phrase.noun is None or phrase.noun.kind == "role":
                phrase = replace(phrase, actor=actor)
        elif is_mere_place(phrase) and phrase.last - phrase.first == 1 and told.get(page.tokens[i].lower, i) < i:
            placed = page.is_(i - 1, "preposition", "location_marker") or page.tokens[i - 1].text == ","
            phrase = phrase if placed else replace(phrase, names=(), proper=(i, i + 1), actor=actor)
        out.append(phrase)
    return out


def _names_a_holder(phrase: Phrase) -> bool:
    """A post with an organ in it and its holder's name behind both (*Ketua Dewan Ekonomi Nasional Nama Orang*)."""
    if phrase.noun is None or phrase.noun.kind != "role":
        return False
    last = max(h.last for h in phrase.nouns)
    person = any(n.first >= last and n.actor is not None and n.actor.kind == "person" for n in phrase.names)
    return person or (phrase.proper is not None and phrase.proper[0] >= last)


def in_own_words(page: Page, phrases: list[Phrase]) -> list[Phrase]:
    """A registered actor goes by the neutral name this document uses, so that Indonesian readings name it in Indonesian.

    The longest of its forms that is no label of others; without one the registry's name stays.
    """
    used: dict[str, str] = {}
    for phrase in phrases:
        for name in phrase.names:
            entry = name.actor
            words = page.words(name.first, name.last)
            if entry is not None and words not in entry.labels and len(words) > len(used.get(entry.id, "")):
                used[entry.id] = words
    out = []
    for phrase in phrases:
        actor = phrase.actor
        if actor is not None and actor.id in used and actor.sector != "GOV":
            phrase = replace(phrase, actor=structs.replace(actor, name=used[actor.id]))
        out.append(phrase)
    return out
