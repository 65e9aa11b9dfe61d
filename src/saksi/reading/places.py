"""Names of the registries in the text, and toponyms as locations.

Needs tokens and word classes; gives names (spans with registry entries, best first) and locations. A place whose name is also an
ordinary word (*Puncak*, *Reading*), and any small place, counts only with place evidence beside it: a location marker, an admin
word, or another place after a comma. Which of the places of a name is meant is for :mod:`saksi.reading.whereabouts` to say. A
country is a country, never its capital.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from saksi.gazetteer import Actor as RegistryActor
from saksi.gazetteer import Country, Entry, Gazetteer
from saksi.gazetteer import Place as RegistryPlace
from saksi.languages import Hit
from saksi.languages.schema import PlaceWord
from saksi.reading.page import Page
from saksi.reading.pipeline import NOTHING, Marks
from saksi.reading.whereabouts import (
    WELL_KNOWN,
    Mention,
    Spot,
    Whereabouts,
    contains,
    is_surname,
    level,
    named,
    names_people,
    spots,
)
from saksi.text import Token
from saksi.types import Location, Place, PlacePrecision, PlaceRelation

_PARTICLE = 3  # letters of a particle before a name
_LONGEST = 7  # tokens of a registry name
_GREAT = 1_000_000  # people of a city that is meant wherever its name stands
_INNER, _COMMA, _SLASH = frozenset((".", "/", "'", "'s")), ",", "/"
_OPENERS, _CLOSING = frozenset(",("), frozenset(',;:()"')


@dataclass(frozen=True, slots=True)
class Name:
    """A surface form of the registries over tokens ``[first, last)``, with the entries it may stand for, best first."""

    first: int
    last: int
    entries: tuple[Entry, ...]

    @property
    def country(self) -> Country | None:
        """The country it names or is the demonym of, when that is its best reading."""
        return self.entries[0] if isinstance(self.entries[0], Country) else None

    @property
    def actor(self) -> RegistryActor | None:
        """The registered actor it names, when there is one."""
        return next((e for e in self.entries if isinstance(e, RegistryActor)), None)

    @property
    def place(self) -> RegistryPlace | None:
        """The place it names, when there is one."""
        return next((e for e in self.entries if isinstance(e, RegistryPlace)), None)


@dataclass(frozen=True, slots=True)
class Toponym:
    """A location in the text: tokens, the location, and whether a location marker (*di*, *in*) stands before it."""

    first: int
    last: int
    location: Location
    marked: bool
    country: str | None
    listed: bool = True  # what it resolves to is the place it names, not an area that contains it
    adjective: bool = False  # a demonym, which names nowhere by itself (*under Ethiopian administration*)


@dataclass(frozen=True, slots=True)
class Names:
    """The registry names of a page, and what the document says of where they lie."""

    found: list[Name]
    where: Whereabouts
    gazetteer: Gazetteer
    year: int | None


def find_names(page: Page, gazetteer: Gazetteer) -> Names:
    """Registry names in the page, longest first at each token, never overlapping; of places of one name the one that is meant."""
    names, listed, cased = gazetteer.names(), gazetteer.listed(), gazetteer.cased()
    year = page.published.year if page.published else None
    never = {i for h in page.hits("places", "word") if h.row.kind == "not_place" for i in range(h.first, h.last)}
    numerals = {i for h in page.hits("numbers", "numeral") for i in range(h.first, h.last)}
    out: list[Name] = []
    i, n = 0, len(page.tokens)
    while i < n:
        token = page.tokens[i]
        particle = i + 1 < n and page.tokens[i + 1].is_capital and not page.pack.knows(token.lower)
        if not token.is_word or not (_capital(token) or particle):
            i += 1
            continue
        found = _longest(page, i, names, listed, cased)
        if found is None:
            i += 1
            continue
        last, entries = found
        if numerals.issuperset(range(i, last)):
            i = last
            continue
        entries = tuple(
            e
            for e in entries
            if (_plausible(page, gazetteer, e, i, last, year) or _around_last(page, e, i, out))
            and not (i in never and isinstance(e, RegistryPlace))
        )
        if entries:
            out.append(Name(i, last, _ordered(page, entries, i)))
            i = last
        else:
            i += 1
    return _located(page, gazetteer, out, year)


def _longest(
    page: Page,
    i: int,
    names: Mapping[str, tuple[Entry, ...]],
    listed: Mapping[str, tuple[Entry, ...]],
    cased: Mapping[str, tuple[Entry, ...]],
) -> tuple[int, tuple[Entry, ...]] | None:
    sentence = page.sentence_of(i)
    reach = page.tokens[i : min(i + _LONGEST, sentence.last)]
    ends = next((n for n, w in enumerate(reach) if n and w.text in _CLOSING), len(reach))
    mark = next((n for n, w in enumerate(reach) if w.text in _INNER), len(reach))
    for last in range(i + ends, i, -1):
        words = reach[: last - i]
        if not words[-1].text[-1].isalnum() and "." not in words[-1].text:
            continue
        marked = mark < last - i  # Kodam XVII/Cenderawasih, St. Petersburg, Workers' Party
        exact = page.dark[words[0].start : words[-1].end] if marked else " ".join(w.text for w in words)
        entries = cased.get(exact, ()) if not exact.islower() else ()
        if not entries and _capital(words[0]) | (last - i > 1 and any(w.is_capital for w in words)):
            entries = (names if _capital(words[-1]) else listed).get(exact.lower(), ())  # towns end in a capitalised word
        if entries:
            return last, entries
    return None


def _capital(token: Token) -> bool:
    """A capital at its head, or behind a short particle (*al-Qaeda*, *el-Sisi*)."""
    particle, _, name = token.text.partition("-")
    return token.is_capital or (len(particle) <= _PARTICLE and name[:1].isupper())


def _plausible(page: Page, gazetteer: Gazetteer, entry: Entry, first: int, last: int, year: int | None) -> bool:
    """Whether an entry may be meant here: existing at the time, and with place evidence where its name is an ordinary word."""
    if isinstance(entry, RegistryActor):
        single = last - first == 1
        if single and not _acronym(page, first) and page.pack.ordinary(page.tokens[first].lower) and _ordinary(page, first):
            return False
        return year is None or entry.kind != "person" or last - first > 1 or entry.active(year)
    if isinstance(entry, RegistryPlace):
        single = last - first == 1
        ordinary = single and page.pack.ordinary(page.tokens[first].lower)
        if page.masked(first, "place") or not (entry.ambiguous or entry.minor or ordinary):
            return not page.masked(first, "place")
        if _inside_next(page, gazetteer, entry, last):
            return True
        if entry.minor and (ordinary or entry.ambiguous):
            return False
        return _admin_before(page, first) is not None or _place_evidence(page, first, last)
    return True


def _acronym(page: Page, first: int) -> bool:
    """Capitals throughout, in a sentence that is not: an abbreviation, wherever it stands."""
    sentence = page.sentence_of(first)
    word = page.tokens[first].text
    return len(word) > 1 and word.isupper() and not page.text[sentence.start : sentence.end].isupper()


def _ordinary(page: Page, first: int) -> bool:
    """True where a capital says nothing: at the start of a sentence or in a headline."""
    sentence = page.sentence_of(first)
    return first == sentence.first or sentence.voice in ("headline", "teaser")


def _inside_next(page: Page, gazetteer: Gazetteer, place: RegistryPlace, last: int) -> bool:
    """Whether an area that contains the place is named after a comma: *Cottonport, La.*, *Kosarek, Yahukimo*."""
    if last + 1 >= len(page.tokens) or page.tokens[last].text != _COMMA or not page.tokens[last + 1].is_capital:
        return False
    ends = range(min(last + 1 + _LONGEST, page.sentence_of(last).last), last + 1, -1)
    areas = next(filter(None, (named(gazetteer, page.words(last + 1, end)) for end in ends)), ())
    return any(contains(area, place) for area in areas)


def _around_last(page: Page, entry: Entry, first: int, names: list[Name]) -> bool:
    """Whether the entry is an area that contains the place named right before it: *Ilaga, Puncak*."""
    if not names or names[-1].last != first - 1 or page.tokens[first - 1].text not in _OPENERS or page.masked(first, "place"):
        return False
    inside = names[-1].place
    return isinstance(entry, RegistryPlace) and not entry.minor and inside is not None and contains(entry, inside)


def _place_evidence(page: Page, first: int, last: int) -> bool:
    if page.is_(first - 1, "location_marker"):
        return True
    after = page.tokens[last].text if last < len(page.tokens) else ""
    return after == "," and page.is_(first - 2, "location_marker")


def _admin_before(page: Page, first: int) -> PlaceWord | None:
    for hit in page.hits("places", "word"):
        if hit.last == first and hit.row.kind in ("admin", "facility"):
            row: PlaceWord = hit.row
            return row
        if hit.first >= first:
            break
    return None


def _ordered(page: Page, entries: tuple[Entry, ...], first: int) -> tuple[Entry, ...]:
    """With an admin word or a location marker before it, a place is likelier than an actor of the same name."""
    if _admin_before(page, first) is not None:
        return tuple(sorted(entries, key=lambda e: not isinstance(e, RegistryPlace)))
    return entries


def _located(page: Page, gazetteer: Gazetteer, names: list[Name], year: int | None) -> Names:
    """Of places of one name the one that is meant comes first; where none of them can be, those that are not well known go."""
    places = [n for n in names if isinstance(n.entries[0], Country | RegistryPlace)]
    mentions = [Mention(n.first, n.last, page.words(n.first, n.last).lower(), _of_level(page, n)) for n in places]
    where = Whereabouts(page, gazetteer, mentions)
    meant = {n.first: spot for n, spot in zip(places, where.resolve(), strict=True)}
    out = []
    for name in names:
        spot, entries = meant.get(name.first), name.entries
        if spot is not None:
            entries = (spot, *(e for e in entries if e is not spot))
        elif name.first in meant:
            entries = tuple(e for e in entries if not isinstance(e, RegistryPlace) or e.rank >= WELL_KNOWN)
        if isinstance(spot, RegistryPlace) and _out_of_place(page, where, name, spot):
            entries = tuple(e for e in entries if not isinstance(e, RegistryPlace))
        if entries:
            out.append(Name(name.first, name.last, entries))
    return Names(out, where, gazetteer, year)


def _out_of_place(page: Page, where: Whereabouts, name: Name, spot: RegistryPlace) -> bool:
    """A place of a country that nothing else in the document speaks of, not marked as a place: a person's name or a word.

    A great city and a region need no such company.
    """
    if spot.population >= _GREAT or spot.precision == "region" or where.supported(spot):
        return False
    word = name.last - name.first == 1 and page.pack.ordinary(page.tokens[name.first].lower)
    return spot.ambiguous or word or not _place_evidence(page, name.first, name.last)


def _of_level(page: Page, name: Name) -> tuple[Spot, ...]:
    """The places of a name; after an admin word those of its level, where there are any (*Kecamatan Indralaya*)."""
    word = _admin_before(page, name.first)
    found = spots(name.entries)
    return tuple(e for e in found if word is not None and level(e) == word.precision) or found


_PRECISION: frozenset[str] = frozenset({"point", "village", "adm3", "adm2", "adm1", "region", "country"})
_WITHIN = frozenset({"point", "village", "adm3"})
_PHRASE = 7  # tokens from a location marker to the name that ends its phrase
_BEHIND = 3  # words of a street's or a hospital's name behind the name it opens with


def find_places(page: Page, names: Names, marks: Marks = NOTHING) -> list[Toponym]:
    """Toponyms with the entry each resolves to; admin words before a name (*Kabupaten Poso*) belong to it.

    A place that no list has keeps its words and resolves to the area that contains it, where the text says which. So do places
    that a pipeline has marked and no list or mark of the text gives.
    """
    relations = {h.last: h.row for h in page.hits("places", "word") if h.row.kind == "relation"}
    posts = {h.last - 1 for h in page.hits("actors", "noun") if h.last - h.first > 2 and page.is_(h.last - 2, "location_marker")}
    words = [h for h in page.hits("places", "word") if h.row.kind in ("admin", "facility")]
    admins = {h.last: h for h in words if h.first not in posts}  # not *Menteri Dalam Negeri X*
    lands = {h.last: h for h in page.hits("control", "territory") if h.last not in admins}
    towards = [(h.first, h.last) for h in page.hits("places", "word") if h.row.kind == "relation"]
    commands = _commands(page, names.found)
    starts = {n.first for n in names.found}
    out: list[Toponym] = []
    taken: set[int] = set(commands)
    for name in names.found:
        if name.first in commands:
            continue
        entry: Entry | None = name.place if not isinstance(name.entries[0], Country) else name.entries[0]
        if name.actor is not None and name.actor.sector != "PRE" and not isinstance(name.entries[0], RegistryPlace | Country):
            entry = None
        if entry is None and name.actor is not None and name.actor.sector == "PRE":
            out.append(located(page, name.first, name.last, None, "region", name.actor.country))
            continue
        if entry is None or (isinstance(entry, Country) and _is_demonym(page, name, entry)):
            continue
        hit = admins.get(name.first)
        if hit and any(end == name.first and start < hit.first for start, end in towards):
            hit = None  # *di sebelah timur laut Bamako*
        first = hit.first if hit else name.first
        precision = entry.precision if isinstance(entry, RegistryPlace) else "country"
        if hit and hit.row.precision:
            precision = hit.row.precision
        if hit and hit.row.kind == "facility":
            precision = "point"
        last = _whole_name(page, name, starts)
        if last > name.last:  # *Germantown Street*, *Mount Sinai Hospital*: a place named after it, or after somebody
            out.append(located(page, first, last, None, "point", None, relations.get(first)))
            taken.update(range(first, last))
            continue
        place = spot_of(entry, names)
        out.append(located(page, first, name.last, place, _precise(precision), _iso(entry), relations.get(first)))
        taken.update(range(first, name.last))
    out += _villages(page, names, admins, taken, relations)
    held = [n for n in names.found if n.actor is not None and n.place is None and n.country is None]
    held_by = {i for n in held for i in range(n.first, n.last)}  # *the territory ISIL controls*
    out += _unlisted(page, {**lands, **admins}, taken | held_by, relations)
    taken = {i for t in out for i in range(t.first, t.last)} | {i for n in names.found for i in range(n.first, n.last)}
    for mark in marks.names:
        if mark.kind in ("place", "facility") and (taken | set(commands)).isdisjoint(range(mark.first, mark.last)):
            precision = "point" if mark.kind == "facility" else "region"
            out.append(located(page, mark.first, mark.last, None, _precise(precision), None, relations.get(mark.first)))
    countries = {i for n in names.found if n.country is not None for i in range(n.first, n.last)}
    demonyms = {n.first for n in names.found if n.country is not None and _is_demonym(page, n, n.country)}
    peoples = {i for i in range(len(page.tokens) - 1) if names_people(page, names.gazetteer, i)}
    found = _led(page, _contained(page, sorted(out, key=lambda t: t.first)), countries, peoples)
    return [dataclasses.replace(t, adjective=True) if t.first in demonyms and t.location.place is None else t for t in found]


def _whole_name(page: Page, name: Name, starts: set[int]) -> int:
    """Where the longer name ends that a name opens, in a language whose heads come last; a facility word must be in it."""
    sentence, i = page.sentence_of(name.first), name.last
    entry = name.entries[0]
    small = isinstance(entry, RegistryPlace) and entry.population < _GREAT
    if page.pack.header.head == "first" or not small or sentence.index in page.titled:
        return name.last
    heads = {h.last - 1 for h in page.hits("places", "word") if any(f.row.kind == "named_after" for f in h.forms)}
    while i < sentence.last and i - name.last < _BEHIND and page.tokens[i].is_capital and i not in starts:
        i += 1
        if i - 1 in heads:
            return i
    return name.last


def _commands(page: Page, names: list[Name]) -> set[int]:
    """Tokens of the names of commands and stations that act or speak (*Kodim 1715/Yahukimo*, *Polres Yahukimo*).

    They carry a place's name and are none, unless a marker says that they are meant as a spot (*di Polres Yahukimo*).
    """
    ends = {n.first: n.last for n in names}
    organs = {h.first for h in page.hits("actors", "noun") if h.row.kind == "organ"}
    out: set[int] = set()
    for hit in page.hits("places", "word"):
        if hit.row.kind != "facility" or hit.first not in organs or page.is_(hit.first - 1, "location_marker", "target_marker"):
            continue
        sentence = page.sentence_of(hit.first)
        i = max(hit.last, ends.get(hit.first, 0))
        while i < sentence.last:
            token = page.tokens[i]
            if i in ends:
                i = ends[i]
            elif token.text == _SLASH or token.is_number or (token.is_capital and not page.pack.knows(token.lower)):
                i += 1
            else:
                break
            if i < sentence.last and page.tokens[i - 1].text != _SLASH and page.tokens[i].text != _SLASH and i in ends:
                break
        out.update(range(hit.first, i))
    return out


def _villages(
    page: Page, names: Names, admins: dict[int, Hit[Any]], taken: set[int], relations: dict[int, PlaceWord]
) -> list[Toponym]:
    """Villages of the list: only after the word for one, and where the text names an area that only one of the name lies in."""
    areas = [n.place for n in names.found if n.place is not None and n.place.precision in ("adm1", "adm2", "adm3")]
    out: list[Toponym] = []
    for end, hit in sorted(admins.items()):
        if hit.row.precision != "village" or end in taken:
            continue
        limit = min(end + _LONGEST, page.sentence_of(end - 1).last)
        for last in range(limit, end, -1):
            found = names.gazetteer.villages(page.words(end, last)) if page.tokens[last - 1].is_capital else ()
            if not found or not page.tokens[end].is_capital:
                continue
            for precision in ("adm3", "adm2", "adm1"):
                inside = [v for v in found if any(a.precision == precision and _holds(a, v) for a in areas)]
                if len(inside) == 1:
                    place = spot_of(inside[0], names)
                    out.append(located(page, hit.first, last, place, "village", inside[0].country, relations.get(hit.first)))
                    taken.update(range(hit.first, last))
                    break
            break
    return out


def _holds(area: RegistryPlace, village: RegistryPlace) -> bool:
    """Whether a village lies in an area: its code begins with the area's, else the names of areas agree."""
    if area.id.split(":")[0] == village.id.split(":")[0]:
        return village.id.startswith(area.id + ".")
    return contains(area, village)


def _led(page: Page, found: list[Toponym], lands: set[int], peoples: set[int]) -> list[Toponym]:
    """The same with the marks that the phrase around a name gives and takes away.

    A location marker before the phrase that a name ends is the name's too (*in the southwestern Pakistani city of Quetta*, *di
    kawasan Syiah Baghdad*). A country's name before a noun for people says whose they are (*in a major Israel army operation*),
    and so does one beside a demonym that is among ``peoples`` (*by US and Iraqi forces*).
    """
    named = {i for t in found for i in range(t.first, t.last)} | lands
    words = page.hits("places", "word")
    relations = {h.last - 1: h.row.relation for h in words if h.row.kind == "relation"}
    areas = {i for h in words if h.row.kind in ("admin", "facility") for i in range(h.first, h.last)}
    people = {i for h in page.hits("actors", "noun") for i in range(h.first, h.last)}
    verbs = {i for h in page.hits("attribution", "cue") for i in range(h.first, h.last)}
    triggers = {i for h in page.hits("events", "trigger") for i in range(h.first, h.last)}
    deeds = triggers | {i for h in page.hits("events", "means") for i in range(h.first, h.last)}
    verbs |= triggers
    head_last = page.pack.header.head == "last"
    out = []
    for one in found:
        country = one.location.precision == "country"
        theirs = one.last in people or (page.is_(one.last, "coordinator") and one.last + 1 in peoples)
        theirs = theirs or (one.last in deeds and page.is_(one.first - 1, "determiner"))  # *in a US airstrike*
        if one.marked and country and head_last and theirs and one.last not in areas:
            out.append(dataclasses.replace(one, marked=False))
            continue
        start, area = page.sentence_of(one.first).first, bool(areas & set(range(one.first, one.last)))
        i = one.first - 1
        while not one.marked and i > start and one.first - i <= _PHRASE and i not in verbs:
            led_in = i - 1 in areas or page.is_(i - 1, "location_marker")
            light = not page.classes(i) or page.is_(i, "modifier", "determiner")
            plain = light or (page.is_(i, "verb") and led_in and not head_last)  # *di provinsi bergolak X*
            capital = page.tokens[i].is_capital and head_last and i not in named | areas
            inside = page.tokens[i].is_word and plain and not capital and not (country and i in people)
            if not inside and not (head_last and page.is_(i, "possessive_marker") and i - 1 in named):
                break
            area = area or i in areas
            i -= 1
        led = i < one.first - 1 and page.is_(i, "location_marker") and not page.is_(i, "source_marker", "destination")
        if led and not one.marked and (area or (not head_last and not country) or i + 1 in named):
            relation: PlaceRelation = one.location.relation or relations.get(i) or "in"
            out.append(dataclasses.replace(one, marked=True, location=replace(one.location, relation=relation)))
        else:
            out.append(one)
    return out


def _contained(page: Page, found: list[Toponym]) -> list[Toponym]:
    """What no list has resolves to the area named right after it (*Kampung Uwaka, Distrik Dekai*), as precisely as that is."""
    out: list[Toponym] = []
    behind: Toponym | None = None
    for one in reversed(found):
        beside = behind is not None and behind.location.place is not None and _adjoin(page, one, behind)
        if beside and behind is not None and (one.location.place is None or _is_elsewhere(one, behind)):
            precision = "adm3" if behind.location.precision in ("point", "village") else behind.location.precision
            location = replace(one.location, place=behind.location.place, precision=_precise(precision))
            one = dataclasses.replace(one, location=location, country=behind.country, listed=False)
        out.append(one)
        behind = one
    return out[::-1]


def _is_elsewhere(one: Toponym, behind: Toponym) -> bool:
    """True of a namesake: the text names the regency it lies in, and what the list has lies in another."""
    place, area = one.location.place, behind.location.place
    if place is None or area is None or behind.location.precision != "adm2" or one.location.precision not in _WITHIN:
        return False
    return area.adm2 is not None and (place.country, place.adm2) != (area.country, area.adm2)


def _adjoin(page: Page, one: Toponym, behind: Toponym) -> bool:
    """Whether only a comma or a bracket lies between the two, and the second ends the phrase (not *in Uwaka, Jakarta said*)."""
    between = page.tokens[one.last : behind.first]
    closed = behind.last >= page.sentence_of(one.first).last or not page.tokens[behind.last].is_word
    return closed and len(between) == 1 and between[0].text in _OPENERS


def _is_demonym(page: Page, name: Name, country: Country) -> bool:
    """*Sudanese* names people and things of a country, not the country."""
    text = " ".join(t.lower for t in page.tokens[name.first : name.last])
    return text in {d.lower() for d in country.demonyms} and text not in {n.lower() for n in country.names}


def _unlisted(page: Page, admins: dict[int, Hit[Any]], taken: set[int], relations: dict[int, PlaceWord]) -> list[Toponym]:
    """Places no list has but the text marks: an admin word or a location marker before capitalised words."""
    out = []
    never = {i for h in page.hits("places", "word") if h.row.kind == "not_place" for i in range(h.first, h.last)}
    taken = taken | never
    for end, hit in sorted(admins.items()):
        row = hit.row
        facility = isinstance(row, PlaceWord) and row.kind == "facility"
        start = end + (page.pack.header.head == "last" and page.is_(end, "linker"))  # *the port of Chornopil*
        i, sentence = start, page.sentence_of(end - 1)
        while i < sentence.last and page.tokens[i].is_capital and i not in taken and not page.pack.knows(page.tokens[i].lower):
            i += 1
        if i > start:
            precision = "point" if facility else getattr(row, "precision", None) or "region"
            out.append(located(page, hit.first, i, None, _precise(precision), None, relations.get(hit.first)))
            taken.update(range(start, i))
    for hit in admins.values():  # *in Iraq's Hakurk region*
        if not isinstance(hit.row, PlaceWord) or hit.row.kind != "admin" or hit.row.position != "after":
            continue
        i, sentence = hit.first, page.sentence_of(hit.first)
        while (
            i > sentence.first
            and page.tokens[i - 1].is_capital
            and i - 1 not in taken
            and not page.pack.knows(page.tokens[i - 1].lower)
        ):
            i -= 1
        led = page.is_(i - 1, "location_marker", "determiner", "possessive_marker", "modifier", "target_marker")
        if i < hit.first and led and hit.first not in taken and sentence.index not in page.titled:
            out.append(located(page, i, hit.last, None, _precise(hit.row.precision or "region"), None, relations.get(i)))
            taken.update(range(i, hit.last))
    for i, token in enumerate(page.tokens):
        if i in taken or not token.is_capital or not page.is_(i - 1, "location_marker") or page.pack.knows(token.lower):
            continue
        if is_surname(page, i, taken):
            continue
        j = i
        sentence = page.sentence_of(i)
        while j < sentence.last and page.tokens[j].is_capital and j not in taken and not page.pack.knows(page.tokens[j].lower):
            j += 1
        if j > i and len(token.text) > 2:
            out.append(located(page, i, j, None, "region", None, None))
            taken.update(range(i, j))
    return out + _repeated(page, out, taken)


def _repeated(page: Page, marked: list[Toponym], taken: set[int]) -> list[Toponym]:
    """Where the text names again, without a mark, a place that it marks elsewhere (*Serangan Uwaka*, *di Uwaka*)."""
    known = {page.words(t.first, t.last) for t in marked if t.location.precision == "region" and t.marked}
    longest = max((len(name.split()) for name in known), default=0)
    out = []
    for i in range(len(page.tokens)):
        for j in range(min(i + longest, page.sentence_of(i).last), i, -1):
            if not taken & set(range(i, j)) and page.words(i, j) in known:
                out.append(located(page, i, j, None, "region", None, None))
                taken.update(range(i, j))
                break
    return out


def located(
    page: Page,
    first: int,
    last: int,
    place: Place | None,
    precision: PlacePrecision,
    country: str | None,
    relation: PlaceWord | None = None,
) -> Toponym:
    """A toponym over tokens ``[first, last)`` with what it resolves to, and the mark and relation that stand before it."""
    evidence = page.evidence(first, last)
    start = page.sentence_of(first).first
    before = first - 1 if first > start else -1
    while before > start and page.pack.header.head == "last" and page.is_(before, "determiner", "modifier"):
        before -= 1  # *in the neighbouring district of X*
    marked = page.is_(before, "location_marker", "target_marker") or relation is not None
    kind: PlaceRelation | None = relation.relation if relation else ("in" if page.is_(before, "location_marker") else None)
    return Toponym(
        first,
        last,
        Location(text=evidence.exact, evidence=evidence, place=place, precision=precision, relation=kind),
        marked,
        country,
    )


def spot_of(entry: Entry, names: Names) -> Place | None:
    """The entry as a place of a reading; what contains it is called as it was when the document was published."""
    if isinstance(entry, RegistryPlace):
        adm1 = names.gazetteer.adm1_in(entry, names.year)
        return Place(
            id=entry.id, name=entry.name, country=entry.country or None, adm1=adm1 or None, adm2=entry.adm2 or None,
            lat=entry.lat, lon=entry.lon,
        )  # fmt: skip
    if isinstance(entry, Country):
        ident = f"geonames:{entry.geonames}" if entry.geonames else f"saksi:{entry.iso3.lower()}"
        return Place(id=ident, name=entry.name, country=entry.iso3, lat=entry.lat, lon=entry.lon)
    return None


def _iso(entry: Entry) -> str | None:
    return entry.iso3 if isinstance(entry, Country) else entry.country or None


def _precise(precision: str) -> PlacePrecision:
    return precision if precision in _PRECISION else "region"  # type: ignore[return-value]
