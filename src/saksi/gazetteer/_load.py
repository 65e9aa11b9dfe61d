"""Reads and checks the data files. A wrong row stops the load with its file and line."""

from __future__ import annotations

import hashlib
import mmap
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import as_file, files
from typing import NoReturn

from saksi.gazetteer._towns import Towns
from saksi.gazetteer._types import Actor, Conflict, Country, DatedName, Gazetteer, GazetteerError, Place, Term, squashed

COUNTRY_FILES = ("countries.tsv",)
PLACE_FILES = ("regions.tsv", "indonesia.tsv", "provinces.tsv")
ACTOR_FILES = ("actors.tsv", "bodies.tsv", "armed_groups.tsv")
PERSON_FILES = ("officials.tsv", "holders.tsv", "leaders.tsv", "ministers.tsv")
CONFLICT_FILES = ("conflicts.tsv",)
HISTORY_FILES = ("history.tsv",)
UNARMED_FILES = ("unarmed.tsv",)
TOWNS_FILE = "towns.bin"
DATA_FILES = (*COUNTRY_FILES, *PLACE_FILES, *ACTOR_FILES, *PERSON_FILES, *CONFLICT_FILES, *HISTORY_FILES, *UNARMED_FILES)

COLUMNS = {
    "country": "iso3 iso2 name names demonyms capitals neighbours region lat lon geonames from to successors",
    "place": "id name alternates country adm1 adm2 precision lat lon population ambiguous",
    "actor": "id name kind country sector aliases from to member_of notes",
    "person": "id name country sector office since until names",
    "history": "id name from to",
    "unarmed": "iso3 from to",
    "conflict": "id name name_id names from to parties places",
}
PRECISIONS = frozenset({"point", "village", "adm3", "adm2", "adm1", "region", "country"})
KINDS = frozenset({"state", "force", "unit", "group", "faction", "alliance", "organisation", "person", "media"})
SECTORS = frozenset(
    {"AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ELI", "GOV", "IGO", "IMG", "JRN", "JUD", "LAB", "LEG"}
    | {"MED", "MIL", "NGO", "OPP", "PRE", "PRM", "PTY", "REB", "REF", "REL", "SOC", "SPY", "UAF", "UNK"}
)

Row = list[str]
Where = Callable[[], str]
_PLACE_ID = re.compile(r"geonames:\d+|idn:\d\d(\.\d\d)*|saksi:[a-z0-9-]+")
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_YEARS = re.compile(r"(.+)@(\d{4})?-(\d{4})?")


@cache
def load() -> Gazetteer:
    """The gazetteer that ships with saksi, read once per process. Its towns stay on disk, mapped into memory."""
    folder = files("saksi.gazetteer") / "data"
    with as_file(folder / TOWNS_FILE) as path, path.open("rb") as file:
        towns = Towns(memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))
    return parse({name: (folder / name).read_bytes() for name in DATA_FILES}, towns)


def parse(sources: Mapping[str, bytes], towns: Towns | None = None) -> Gazetteer:
    """A gazetteer from the bytes of its files; files left out are empty. For tests and for ``load()``."""
    digest = hashlib.sha256()
    text: dict[str, str] = {}
    for name in DATA_FILES:
        raw = sources.get(name, b"")
        digest.update(f"{name}\n{len(raw)}\n".encode())
        digest.update(raw)
        try:
            text[name] = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            raise GazetteerError(f"{name}:{line}: not UTF-8. Save the file as UTF-8.") from error
    digest.update((towns.digest if towns is not None else "").encode())
    countries = _countries(text)
    places, short = _places(text, countries)
    actors = _actors(text, countries)
    return Gazetteer(
        countries=countries,
        places=places,
        actors=actors,
        conflicts=_conflicts(text, countries, places, actors),
        towns=towns,
        short=short,
        history=_history(text, places),
        unarmed=_unarmed(text, countries),
        digest=digest.hexdigest(),
    )


def _rows(name: str, text: str, kind: str) -> Iterator[tuple[int, Row]]:
    """Line number and cells of each row. `#` lines are comments; the first other line names the columns."""
    columns = COLUMNS[kind].split()
    width = len(columns)
    head = False
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line[0] == "#":
            continue
        cells = line.split("\t")
        if not head:
            if cells != columns:
                _fail(name, number, "wrong column names", f"the first row must be: {' '.join(columns)} (tab-separated)")
            head = True
            continue
        if len(cells) != width:
            _fail(name, number, f"{len(cells)} cells, expected {width}", f"columns: {', '.join(columns)}; one tab between")
        yield number, cells


def _fail(name: str, line: int, what: str, remedy: str) -> NoReturn:
    raise GazetteerError(f"{name}:{line}: {what}. Do this: {remedy}.")


def _year(cell: str, name: str, line: int) -> int | None:
    if not cell:
        return None
    if len(cell) == 4 and cell.isdecimal():
        return int(cell)
    _fail(name, line, f"{cell!r} is not a year", "write four digits, or nothing where open")


def _point(lat: str, lon: str, name: str, line: int) -> tuple[float | None, float | None]:
    if not lat and not lon:
        return None, None
    try:
        y, x = float(lat), float(lon)
    except ValueError:
        _fail(name, line, f"lat {lat!r}, lon {lon!r} are not both numbers", "write decimal degrees, or leave both empty")
    if not (-90 <= y <= 90 and -180 <= x <= 180):
        _fail(name, line, f"lat {lat}, lon {lon} are not on earth", "latitude comes first")
    return y, x


def _split(cell: str, name: str, line: int) -> tuple[str, ...]:
    if not cell:
        return ()
    parts = tuple(cell.split("|"))
    for part in parts:
        if not part or part != part.strip() or "  " in part:
            _fail(name, line, f"empty or badly spaced item in {cell!r}", "separate with one | and no spaces around it")
    return parts


class _Forms:
    """Surface forms of one cell. ``=AS`` must match case, ``!KKB`` is a label, ``Zaire@1971-1997`` is dated."""

    def __init__(self, first: str, cell: str, name: str, line: int) -> None:
        names: dict[str, None] = {}
        cased: dict[str, None] = {}
        labels: dict[str, None] = {}
        dated: list[DatedName] = []
        if first:
            names[first] = None
        for part in _split(cell, name, line):
            label = part[0] == "!"
            exact = part[label : label + 1] == "="
            text = part[label + exact :]
            if "@" in text:
                match = _YEARS.fullmatch(text)
                if match is None:
                    _fail(
                        name,
                        line,
                        f"{part!r} has unreadable years",
                        "write name@1971-1997; either year may be left out",
                    )
                text = match[1]
                dated.append(DatedName(text, int(match[2]) if match[2] else None, int(match[3]) if match[3] else None))
            if not text or text[0] in "=!":
                _fail(name, line, f"{part!r} is no surface form", "prefixes in this order: ! label, = exact case")
            if label:
                labels[text] = None
            if exact:
                cased[text] = None
                names.pop(text, None)
            else:
                names[text] = None
        self.names = tuple(names)
        self.cased = tuple(cased)
        self.labels = tuple(labels)
        self.dated = tuple(dated)


def _countries(text: Mapping[str, str]) -> dict[str, Country]:
    out: dict[str, Country] = {}
    where: dict[str, tuple[str, int]] = {}
    for file in COUNTRY_FILES:
        for line, cells in _rows(file, text[file], "country"):
            iso3, iso2, name, names, demonyms, capitals, neighbours, region, lat, lon, geonames, first, last, after = cells
            if not (len(iso3) == 3 and iso3.isascii() and iso3.isupper()):
                _fail(file, line, f"{iso3!r} is not an alpha-3 code", "three upper-case letters")
            if iso3 in out:
                _fail(file, line, f"{iso3} is already at {file}:{where[iso3][1]}", "merge the two rows")
            if not name:
                _fail(file, line, f"{iso3} has no name", "give its English name")
            if geonames and not geonames.isdecimal():
                _fail(file, line, f"{geonames!r} is not a GeoNames number", "digits only, or nothing")
            forms = _Forms(name, names, file, line)
            y, x = _point(lat, lon, file, line)
            where[iso3] = (file, line)
            out[iso3] = Country(
                iso3=iso3,
                iso2=iso2 or None,
                name=name,
                names=forms.names,
                cased=forms.cased,
                dated=forms.dated,
                demonyms=_split(demonyms, file, line),
                capitals=_split(capitals, file, line),
                neighbours=_split(neighbours, file, line),
                region=region,
                lat=y,
                lon=x,
                geonames=int(geonames) if geonames else None,
                first=_year(first, file, line),
                last=_year(last, file, line),
                successors=_split(after, file, line),
            )
    for country in out.values():
        file, line = where[country.iso3]
        for code in (*country.neighbours, *country.successors):
            if code not in out:
                _fail(
                    file,
                    line,
                    f"{country.iso3} points at {code}, which has no row",
                    "add that country or correct the code",
                )
    return out


def _places(text: Mapping[str, str], countries: Mapping[str, Country]) -> tuple[dict[str, Place], dict[str, tuple[Place, ...]]]:
    """Places by id, and by abbreviation where they have one."""
    out: dict[str, Place] = {}
    short: dict[str, tuple[Place, ...]] = {}
    match_id = _PLACE_ID.fullmatch
    for file in PLACE_FILES:
        for line, cells in _rows(file, text[file], "place"):
            ident, name, alternates, country, adm1, adm2, precision, lat, lon, population, ambiguous = cells
            if match_id(ident) is None:
                _fail(file, line, f"{ident!r} is not a place id", "geonames:N, idn:NN.NN or saksi:slug")
            if ident in out:
                _fail(file, line, f"{ident} is a second time in the place files", "merge the two rows")
            if not name:
                _fail(file, line, f"{ident} has no name", "give its usual English or local name")
            if country and country not in countries:
                _fail(file, line, f"country {country!r} has no row in countries.tsv", "use an alpha-3 code from there")
            if precision not in PRECISIONS:
                _fail(file, line, f"precision {precision!r} is unknown", f"one of {', '.join(sorted(PRECISIONS))}")
            if ambiguous and ambiguous != "1":
                _fail(file, line, f"ambiguous is {ambiguous!r}", "1 or nothing")
            if population and not population.isdecimal():
                _fail(file, line, f"population {population!r} is not a whole number", "digits only, or nothing")
            y, x = _point(lat, lon, file, line)
            others = _split(alternates, file, line)
            place = out[ident] = Place(
                ident,
                name,
                (name, *(other for other in others if other[0] != "=")),
                country,
                adm1,
                adm2,
                precision,
                y,
                x,
                int(population) if population else 0,
                ambiguous == "1",
            )
            for other in others:
                if other[0] == "=":
                    key = squashed(other[1:])
                    short[key] = (*short.get(key, ()), place)
    return out, short


def _history(text: Mapping[str, str], places: Mapping[str, Place]) -> dict[str, tuple[DatedName, ...]]:
    """What a first-level area belonged to or was called in earlier years, by its id."""
    out: dict[str, tuple[DatedName, ...]] = {}
    for file in HISTORY_FILES:
        for line, cells in _rows(file, text[file], "history"):
            ident, name, first, last = cells
            if ident not in places or places[ident].precision != "adm1":
                _fail(file, line, f"{ident!r} is no first-level area", "use the id of one in the place files")
            began, ended = _year(first, file, line), _year(last, file, line)
            if began is None or ended is None or began > ended:
                _fail(file, line, f"{name} from {first!r} to {last!r}", "give both years, the earlier one first")
            out[ident] = (*out.get(ident, ()), DatedName(name, began, ended))
    return out


def _unarmed(text: Mapping[str, str], countries: Mapping[str, Country]) -> dict[str, tuple[int | None, int | None]]:
    """States that have no army, with the first and last year of that."""
    out: dict[str, tuple[int | None, int | None]] = {}
    for file in UNARMED_FILES:
        for line, (iso, first, last) in _rows(file, text[file], "unarmed"):
            if iso not in countries:
                _fail(file, line, f"{iso!r} is no country", "use an ISO 3166 alpha-3 code of countries.tsv")
            out[iso] = (_year(first, file, line), _year(last, file, line))
    return out


def _actors(text: Mapping[str, str], countries: Mapping[str, Country]) -> dict[str, Actor]:
    out: dict[str, Actor] = {}
    where: dict[str, tuple[str, int]] = {}
    for file in ACTOR_FILES:
        for line, cells in _rows(file, text[file], "actor"):
            ident, name, kind, country, sector, aliases, first, last, member_of, notes = cells
            if ident in out:
                _fail(file, line, f"{ident} is already at {where[ident][0]}:{where[ident][1]}", "merge the two rows")
            if not ident or not name:
                _fail(file, line, "id or name is empty", "give both")
            if kind not in KINDS:
                _fail(file, line, f"kind {kind!r} is unknown", f"one of {', '.join(sorted(KINDS))}")
            _check_actor(country, sector, countries, file, line)
            forms = _Forms(name, aliases, file, line)
            where[ident] = (file, line)
            out[ident] = Actor(
                id=ident,
                name=name,
                kind=kind,
                country=country or None,
                sector=sector,
                names=forms.names,
                cased=forms.cased,
                labels=forms.labels,
                dated=forms.dated,
                first=_year(first, file, line),
                last=_year(last, file, line),
                member_of=_split(member_of, file, line),
                notes=notes,
            )
    for actor in out.values():
        for ident in actor.member_of:
            if ident not in out:
                file, line = where[actor.id]
                _fail(file, line, f"{actor.id} is a member of {ident}, which has no row", "add that actor or correct the id")
    _persons(text, countries, out)
    return out


def _check_actor(country: str, sector: str, countries: Mapping[str, Country], file: str, line: int) -> None:
    if country and country not in countries:
        _fail(file, line, f"country {country!r} has no row in countries.tsv", "use an alpha-3 code from there, or nothing")
    if sector not in SECTORS:
        _fail(file, line, f"sector {sector!r} is unknown", f"one of {' '.join(sorted(SECTORS))}")


def _persons(text: Mapping[str, str], countries: Mapping[str, Country], out: dict[str, Actor]) -> None:
    """Adds persons: one row a term in office, rows of one id are one person. Only `names` are surface forms."""
    rows: dict[str, list[tuple[str, int, Row]]] = {}
    for file in PERSON_FILES:
        for line, cells in _rows(file, text[file], "person"):
            ident, name, country, sector, _, since, until, _ = cells
            if not ident.startswith("person:") or not name:
                _fail(file, line, f"id {ident!r}, name {name!r}", "ids of persons begin with person:, and each has a name")
            _check_actor(country, sector, countries, file, line)
            for day in (since, until):
                if day and _DAY.fullmatch(day) is None:
                    _fail(file, line, f"{day!r} is not a date", "write 2017-01-20, 2017-01, 2017 or nothing")
            if since and until and since[: len(until)] > until[: len(since)]:
                _fail(file, line, f"the term ends ({until}) before it begins ({since})", "swap or correct them")
            rows.setdefault(ident, []).append((file, line, cells))
    for ident, terms in rows.items():
        terms.sort(key=lambda row: (row[2][5], row[2][6] or "9"))
        file, line, latest = terms[-1]
        forms: dict[str, None] = {}
        cased: dict[str, None] = {}
        for term_file, term_line, cells in terms:
            if cells[2] != latest[2]:
                _fail(term_file, term_line, f"{ident} has two countries", "give the two persons different ids")
            found = _Forms("", cells[7], term_file, term_line)
            forms.update(dict.fromkeys(found.names))
            cased.update(dict.fromkeys(found.cased))
        began, ends = terms[0][2][5], [row[2][6] for row in terms]
        out[ident] = Actor(
            id=ident,
            name=latest[1],
            kind="person",
            country=latest[2] or None,
            sector=latest[3],
            names=tuple(forms),
            cased=tuple(cased),
            first=int(began[:4]) if began else None,
            last=None if "" in ends else int(max(ends)[:4]),
            office=latest[4] or None,
            terms=tuple(Term(cells[4], cells[5] or None, cells[6] or None, cells[3]) for _, _, cells in terms),
        )


def _conflicts(
    text: Mapping[str, str],
    countries: Mapping[str, Country],
    places: Mapping[str, Place],
    actors: Mapping[str, Actor],
) -> dict[str, Conflict]:
    out: dict[str, Conflict] = {}
    for file in CONFLICT_FILES:
        for line, cells in _rows(file, text[file], "conflict"):
            ident, name, name_id, names, first, last, parties, at = cells
            if not ident or not name or not name_id:
                _fail(file, line, "id or a name is empty", "give the id, the English and the Indonesian name")
            if ident in out:
                _fail(file, line, f"{ident} is a second time here", "merge the two rows")
            began = _year(first, file, line)
            if began is None:
                _fail(file, line, f"{ident} has no first year", "give the year it began")
            party_ids, place_ids = _split(parties, file, line), _split(at, file, line)
            for party in party_ids:
                if party not in countries and party not in actors:
                    _fail(file, line, f"party {party!r} is in no registry", "use an actor id or an alpha-3 code")
            for place in place_ids:
                if place not in countries and place not in places:
                    _fail(file, line, f"place {place!r} is in no registry", "use a place id or an alpha-3 code")
            out[ident] = Conflict(
                id=ident,
                name=name,
                name_id=name_id,
                names=tuple(dict.fromkeys((name, name_id, *_split(names, file, line)))),
                first=began,
                last=_year(last, file, line),
                parties=party_ids,
                places=place_ids,
            )
    return out
