"""Seats: a town that is told by its country.

Needs toponyms; gives them with the capital where the text has the word for one with a country's name or demonym (*ibu kota
Somalia*, *the Somali capital*), and with the name alone where a noun for a place, its country and its name follow one another
(*di kota Pakistan, Lahore*): the country then only says which place is meant.
"""

from __future__ import annotations

import dataclasses

from msgspec.structs import replace

from saksi.gazetteer import Country
from saksi.gazetteer import Place as RegistryPlace
from saksi.reading.page import Page
from saksi.reading.places import Names, Toponym, located, spot_of

_TOWN = ("point", "village")


def seated(page: Page, names: Names, found: list[Toponym]) -> list[Toponym]:
    """The toponyms in text order, capitals and apposed names resolved."""
    nouns = [h for h in page.hits("places", "word") if h.row.seat]
    begins = {h.first: h for h in nouns}
    ends = {h.last for h in page.hits("places", "word") if h.row.kind == "admin" or h.last - h.first > 1}  # *di kota*
    led = {t.first for t in found if ends & {t.first, t.first - 1} and t.location.precision == "country"}
    at = {t.first: t for t in found}
    out: list[Toponym] = []
    taken = {i for t in found for i in range(t.first, t.last)}
    skipped: set[int] = set()
    for one in found:
        if one.first in skipped:
            continue
        named = bool(out) and out[-1].last == one.first - 1 and page.tokens[one.first - 1].text == ","
        if named and one.first in begins and out[-1].country == one.country:
            continue  # *di dekat Kolombo, ibu kota Sri Lanka*
        place = one.location.place
        country = place is not None and place.adm1 is None and (one.location.precision in _TOWN or one.first in led)
        behind = at.get(one.last + 1) if one.last < len(page.tokens) and page.tokens[one.last].text == "," else None
        apposed = behind is not None and behind.country == one.country and behind.location.precision != "country"
        if country and apposed and behind is not None:
            relation = one.location.relation
            out.append(dataclasses.replace(behind, marked=one.marked, location=replace(behind.location, relation=relation)))
            skipped.add(behind.first)
            continue
        capital = capital_of(names, one.country) if country and one.first in begins else None
        if capital is not None:
            location = replace(one.location, place=spot_of(capital, names), precision="point")
            one = dataclasses.replace(one, location=location)
        out.append(one)
    for name in names.found:
        noun, entry = begins.get(name.last), name.entries[0]
        if noun is None or not isinstance(entry, Country) or not taken.isdisjoint(range(name.first, noun.last)):
            continue
        named = any(i in at for i in (noun.last, noun.last + 1))  # *the Somali capital, Mogadishu*
        capital = None if named else capital_of(names, entry.iso3)
        if capital is not None:
            out.append(located(page, name.first, noun.last, spot_of(capital, names), "point", entry.iso3))
    return sorted(out, key=lambda t: t.first)


def capital_of(names: Names, country: str | None) -> RegistryPlace | None:
    """The town that is a country's capital, where the registry has it."""
    entry = names.gazetteer.countries.get(country or "")
    spellings = entry.capitals if entry is not None else ()
    towns = [
        e
        for spelling in spellings
        for e in names.gazetteer.names().get(spelling.lower(), ())
        if isinstance(e, RegistryPlace) and e.country == country and e.precision in _TOWN
    ]
    return max(towns, key=lambda e: e.population, default=None)
