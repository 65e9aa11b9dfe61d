"""The entries of the gazetteer and the object that holds them. No input or output here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Protocol, TypeAlias

from msgspec import Struct

# Rank of an administrative area among populated places of the same name: a province outweighs a town, a district does not
# outweigh a city. It orders candidates only and is never shown as a population.
_RANK = {"country": 5_000_000, "region": 1_000_000, "adm1": 300_000, "adm2": 100_000, "adm3": 5_000}
_SMALL = 15_000  # people
_KEPT = 20_000  # names a process remembers, found or not
_RANK_BY_HAND = {
    "region": 1_000_000,
    "adm1": 1_000_000,
    "adm2": 400_000,
    "adm3": 100_000,
}  # we wrote it: it is in the news


_FAMILY_NAME_FIRST = frozenset({"CHN", "TWN", "KOR", "PRK", "VNM", "KHM", "HUN"})
_NO_FAMILY_NAME = frozenset({"IDN", "MMR", "ISL", "ETH", "ERI", "MNG"})


class GazetteerError(ValueError):
    """A data file is wrong. The message says what, where (file:line) and what to do."""


class DatedName(Struct, frozen=True, gc=False):
    """A surface form that was in use in some years only (Zaire 1971-1997). An open end is None."""

    text: str
    first: int | None
    last: int | None


class Country(Struct, frozen=True, gc=False, kw_only=True):
    """A state or territory with an ISO 3166 code (or the code it had), today's or former."""

    iso3: str
    iso2: str | None
    name: str
    names: tuple[str, ...]  # every surface form in any language, `name` first
    cased: tuple[str, ...] = ()  # forms that must match case exactly: AS, US, RI
    dated: tuple[DatedName, ...] = ()  # the forms of `names` and `cased` that held in some years only
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()  # spellings of the capital; a capital often stands for the government
    neighbours: tuple[str, ...] = ()  # iso3 of countries with a common land border
    region: str = ""
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    first: int | None = None  # years of existence; both None for today's states
    last: int | None = None
    successors: tuple[str, ...] = ()  # iso3 of the states that followed a former one


class Place(Struct, frozen=True, gc=False):
    """A town, an administrative area or a region. ``names`` has ``name`` first."""

    id: str  # geonames:N, idn:NN.NN or saksi:slug
    name: str
    names: tuple[str, ...]
    country: str  # iso3; "" where a region lies in several countries
    adm1: str  # name of the first-level area; for Indonesia the province
    adm2: str  # for Indonesia the regency or city
    precision: str  # point, village, adm3, adm2, adm1, region, country
    lat: float | None
    lon: float | None
    population: int  # 0 where unknown
    ambiguous: bool  # a name of it is also an ordinary word or a person's name: ask for evidence before resolving

    @property
    def minor(self) -> bool:
        """Whether it is so small, or so seldom named alone, that its name by itself is no proof that a place is meant."""
        small = self.precision in ("point", "village") and self.population < _SMALL
        return (small and not self.id.startswith("saksi:")) or self.id.startswith("saksi:adm2-")

    @property
    def rank(self) -> int:
        """Order among places of one name: the higher the likelier without other evidence."""
        if self.id.startswith("saksi:") and not self.id.startswith(("saksi:adm1-", "saksi:adm2-")):
            prior = _RANK_BY_HAND.get(self.precision, 50_000)
        else:
            prior = _RANK.get(self.precision, 0)
        return max(self.population, prior)


class Term(Struct, frozen=True, gc=False):
    """One time in office. Days are ISO 8601, cut to the known part: 2017-01-20, 2017-01 or 2017; None is open."""

    office: str
    since: str | None
    until: str | None
    sector: str = ""  # of this office; a general may become a minister


class Actor(Struct, frozen=True, gc=False, kw_only=True):
    """Anyone who acts or speaks: a force, a group, an organisation, a person, an outlet."""

    id: str
    name: str  # neutral display name
    kind: str  # state, force, unit, group, faction, alliance, organisation, person, media
    country: str | None  # iso3; None for international actors
    sector: str  # PLOVER sector (MIL, GOV, REB, COP, JRN, ...) or IGO, NGO, IMG
    names: tuple[str, ...]  # every form that may be looked up in lower case, labels too
    cased: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()  # loaded names that others use for it; they stay the speaker's word
    dated: tuple[DatedName, ...] = ()
    first: int | None = None
    last: int | None = None
    member_of: tuple[str, ...] = ()  # actor ids
    office: str | None = None  # of a person: the latest
    terms: tuple[Term, ...] = ()
    notes: str = ""

    def active(self, year: int) -> bool:
        """Whether the actor existed, or the person held an office, in a year."""
        if self.terms:
            return any(
                (t.since is None or int(t.since[:4]) <= year) and (t.until is None or year <= int(t.until[:4]))
                for t in self.terms
            )
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)

    def sector_in(self, year: int | None) -> str:
        """The sector of the office a person held in a year, or last before it; else the actor's."""
        begun = [t for t in self.terms if t.sector and t.since is not None and year is not None and int(t.since[:4]) <= year]
        held = [t for t in begun if t.until is None or (year is not None and year <= int(t.until[:4]))]
        last = max(held or begun, key=lambda t: t.since or "", default=None)
        return last.sector if last is not None else self.sector


class Conflict(Struct, frozen=True, gc=False, kw_only=True):
    """A war, campaign or lasting conflict. Its names are kept out of ``Gazetteer.names()``: they contain place names."""

    id: str
    name: str
    name_id: str  # Indonesian
    names: tuple[str, ...]
    first: int
    last: int | None
    parties: tuple[str, ...]  # actor ids and iso3 codes
    places: tuple[str, ...]  # place ids and iso3 codes

    def active(self, year: int) -> bool:
        """Whether the conflict was going on in a year."""
        return self.first <= year and (self.last is None or year <= self.last)


def squashed(text: str) -> str:
    """An abbreviation without its dots and spaces."""
    return text.replace(".", "").replace(" ", "")


Entry: TypeAlias = Country | Actor | Place


class Store(Protocol):
    """Places that are read from where they lie when they are asked for."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[str]: ...

    def forms(self) -> Iterator[str]: ...

    def find(self, key: str) -> tuple[Place, ...]: ...

    def villages(self, key: str) -> tuple[Place, ...]: ...

    def by_id(self, ident: str) -> Place | None: ...


class _Names(Mapping[str, tuple[Entry, ...]]):
    """Surface form -> entries, from those that are listed and those that are stored."""

    def __init__(self, listed: dict[str, tuple[Entry, ...]], towns: Store | None) -> None:
        self.listed, self._towns = listed, towns
        self._found: dict[str, tuple[Entry, ...]] = {}

    def __getitem__(self, key: str) -> tuple[Entry, ...]:
        found = self._entries(key)
        if not found:
            raise KeyError(key)
        return found

    def _entries(self, key: str) -> tuple[Entry, ...]:
        found = self._found.get(key)
        if found is None:
            found = self.listed.get(key, ())
            stored = self._towns.find(key) if self._towns is not None else ()
            if stored:
                places = [e for e in found if isinstance(e, Place)]
                others = tuple(e for e in found if not isinstance(e, Place))
                found = (*others, *sorted((*places, *stored), key=lambda p: -p.rank))
            if len(self._found) < _KEPT:
                self._found[key] = found
        return found

    def get(self, key: str, default: Any = None) -> Any:
        return self._entries(key) or default

    def __iter__(self) -> Iterator[str]:
        yield from self.listed
        if self._towns is not None:
            yield from (key for key in self._towns.forms() if key not in self.listed)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Places(Mapping[str, Place]):
    """Id -> place, from those that are listed and those that are stored."""

    def __init__(self, listed: Mapping[str, Place], towns: Store | None) -> None:
        self._listed, self._towns = listed, towns

    def __getitem__(self, key: str) -> Place:
        place = self._listed.get(key) or (self._towns.by_id(key) if self._towns is not None else None)
        if place is None:
            raise KeyError(key)
        return place

    def __iter__(self) -> Iterator[str]:
        yield from self._listed
        if self._towns is not None:
            yield from self._towns

    def __len__(self) -> int:
        return len(self._listed) + (len(self._towns) if self._towns is not None else 0)


class Gazetteer:
    """The loaded registries. Treat it as frozen; it is shared by everyone in the process."""

    def __init__(
        self,
        *,
        countries: Mapping[str, Country],
        places: Mapping[str, Place],
        actors: Mapping[str, Actor],
        conflicts: Mapping[str, Conflict],
        digest: str,
        towns: Store | None = None,
        short: Mapping[str, tuple[Place, ...]] | None = None,
        history: Mapping[str, tuple[DatedName, ...]] | None = None,
        unarmed: Mapping[str, tuple[int | None, int | None]] | None = None,
    ) -> None:
        self.countries = countries
        self.places: Mapping[str, Place] = _Places(places, towns)
        self.actors = actors
        self.conflicts = conflicts
        self.digest = digest  # sha256 over the data files, for fingerprints
        self._listed, self._towns, self._short = places, towns, short or {}
        self._unarmed = unarmed or {}
        self.history = history or {}  # of first-level areas, by id: what contained them in earlier years

    def __repr__(self) -> str:
        return (
            f"Gazetteer({len(self.countries)} countries, {len(self.places)} places, {len(self.actors)} actors, "
            f"{len(self.conflicts)} conflicts, {self.digest[:12]})"
        )

    def country(self, iso3: str) -> Country | None:
        """The country with an ISO 3166 alpha-3 code, in upper case."""
        return self.countries.get(iso3)

    def place(self, place_id: str) -> Place | None:
        return self.places.get(place_id)

    def actor(self, actor_id: str) -> Actor | None:
        return self.actors.get(actor_id)

    def conflict(self, conflict_id: str) -> Conflict | None:
        return self.conflicts.get(conflict_id)

    def neighbours(self, iso3: str) -> tuple[Country, ...]:
        """The countries that share a land border with one; empty for an unknown code."""
        country = self.countries.get(iso3)
        return tuple(self.countries[code] for code in country.neighbours) if country else ()

    def has_army(self, iso3: str, year: int | None = None) -> bool:
        """False of a state that keeps no army, in a year or, where none is known, today."""
        if iso3 not in self._unarmed:
            return True
        first, last = self._unarmed[iso3]
        return last is not None if year is None else not (first or 0) <= year <= (last or 9999)

    def adm1_in(self, place: Place, year: int | None) -> str:
        """What the first-level area that contains a place was called in a year; today's name where no year is known.

        Wamena lies in Papua Pegunungan; a document of 2019 knows it in Papua.
        """
        area = self._areas.get((place.country, place.adm1))
        if year is None or area is None:
            return place.adm1
        return next(
            (
                n.text
                for n in self.history.get(area, ())
                if n.first is not None and n.last is not None and n.first <= year <= n.last
            ),
            place.adm1,
        )

    @cached_property
    def _areas(self) -> dict[tuple[str, str], str]:
        return {(p.country, p.adm1): p.id for p in (self._listed[ident] for ident in self.history)}

    def villages(self, name: str) -> tuple[Place, ...]:
        """Villages of a name. They are in ``places`` but not in ``names()``: half of them bear ordinary words."""
        return self._towns.villages(name) if self._towns is not None else ()

    def abbreviated(self, text: str) -> tuple[Place, ...]:
        """Areas that news abbreviates so after a comma (*Paris, Tenn.*): *Me.* and *OR* are words elsewhere. Case counts."""
        return self._short.get(squashed(text), ())

    def names(self) -> Mapping[str, tuple[Entry, ...]]:
        """Lower-cased surface form -> entries, best first: countries (demonyms too), actors, places by rank.

        Words are single-spaced; a hyphenated form is there with its hyphens and with spaces in their place.
        """
        return self._names

    def listed(self) -> Mapping[str, tuple[Entry, ...]]:
        """The part of ``names()`` that is not of towns: countries, actors, areas and regions. It is quicker to ask."""
        return self._names.listed

    def cased(self) -> Mapping[str, tuple[Entry, ...]]:
        """Surface form in its exact case -> entries, best first. None of these forms is a key of ``names()`` for it."""
        return self._cased

    def capitals(self) -> Mapping[str, tuple[Country, ...]]:
        """Lower-cased spelling of a capital -> the countries it is the capital of, today's states first."""
        return self._capitals

    def surnames(self) -> Mapping[str, tuple[Actor, ...]]:
        """Lower-cased family name -> the registered persons of that name, of states where people have one."""
        return self._surnames

    @cached_property
    def _surnames(self) -> dict[str, tuple[Actor, ...]]:
        out: dict[str, tuple[Actor, ...]] = {}
        for actor in self.actors.values():
            words = actor.name.lower().split()
            if actor.kind == "person" and actor.country and actor.country not in _NO_FAMILY_NAME and len(words) > 1:
                key = words[0 if actor.country in _FAMILY_NAME_FIRST else -1]
                if actor not in out.get(key, ()):
                    out[key] = (*out.get(key, ()), actor)
        return out

    @cached_property
    def _names(self) -> _Names:
        out: dict[str, tuple[Entry, ...]] = {}
        get = out.get

        def put(text: str, entry: Entry) -> None:
            key = text.lower()
            found = get(key)
            if found is None:
                out[key] = (entry,)
            elif entry not in found:
                out[key] = (*found, entry)
            if "-" in key:
                spaced = " ".join(key.replace("-", " ").split())
                found = get(spaced)
                if found is None:
                    out[spaced] = (entry,)
                elif entry not in found:
                    out[spaced] = (*found, entry)

        for country in sorted(self.countries.values(), key=lambda c: (c.last is not None, c.iso3)):
            for text in country.names:
                put(text, country)
            for text in country.demonyms:
                put(text, country)
        for actor in self.actors.values():
            for text in actor.names:
                put(text, actor)
        for place in sorted(self._listed.values(), key=lambda p: -p.rank):
            for text in place.names:
                put(text, place)
        return _Names(out, self._towns)

    @cached_property
    def _cased(self) -> dict[str, tuple[Entry, ...]]:
        out: dict[str, tuple[Entry, ...]] = {}
        for country in sorted(self.countries.values(), key=lambda c: (c.last is not None, c.iso3)):
            for text in country.cased:
                out[text] = (*out.get(text, ()), country)
        for actor in self.actors.values():
            for text in actor.cased:
                out[text] = (*out.get(text, ()), actor)
        return out

    @cached_property
    def _capitals(self) -> dict[str, tuple[Country, ...]]:
        out: dict[str, tuple[Country, ...]] = {}
        for country in sorted(self.countries.values(), key=lambda c: (c.last is not None, c.iso3)):
            for text in country.capitals:
                out[text.lower()] = (*out.get(text.lower(), ()), country)
        return out
