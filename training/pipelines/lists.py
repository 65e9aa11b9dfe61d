"""Lists of names and words for the features, from the gazetteer and the language packs that the project ships."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from saksi.gazetteer._towns import Towns

SMALLEST = 15_000  # people of a town that is listed
SOURCE = Path(__file__).resolve().parents[2] / "src/saksi"
GAZETTEER = SOURCE / "gazetteer/data"


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table of the gazetteer."""
    with (GAZETTEER / name).open(encoding="utf-8", newline="") as lines:
        kept = (line for line in lines if not line.startswith("#"))
        yield from csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE)


def forms(*cells: str) -> Iterator[str]:
    """The spellings in cells of names separated by |, without their marks and years, in lower case."""
    for cell in cells:
        for name in (cell or "").split("|"):
            bare = name.lstrip("!=").split("@")[0].strip().lower()
            if len(bare) > 1:
                yield bare


def word_lists(language: str) -> Iterator[tuple[str, str]]:
    """(kind, word) of the nouns that name posts, organs and groups, of places' head words and of means, in one language."""
    pack = SOURCE / "languages" / language
    actors = tomllib.loads((pack / "actors.toml").read_text(encoding="utf-8"))
    for row in actors["noun"]:
        kind = f"{row['kind']}.{row['sector'].lower()}" if row.get("sector") else row["kind"]
        yield from ((f"noun.{kind}", form) for word in row["words"] for form in forms(word))
    places = tomllib.loads((pack / "places.toml").read_text(encoding="utf-8"))
    for row in places["word"]:
        if row["kind"] in ("admin", "facility"):
            yield from ((f"noun.{row['kind']}", form) for word in row["words"] for form in forms(word))
    events = tomllib.loads((pack / "events.toml").read_text(encoding="utf-8"))
    for row in events["means"]:
        yield from (("noun.weapon", form) for word in row["words"] for form in forms(word))


@cache
def name_lists(language: str) -> dict[str, set[str]]:
    """Names and nouns by kind."""
    out: dict[str, set[str]] = {}
    for noun, word in word_lists(language):
        out.setdefault(noun, set()).add(word)

    def add(kind: str, *cells: str) -> None:
        out.setdefault(kind, set()).update(forms(*cells))

    for row in rows("countries.tsv"):
        add("country", *(v for k, v in row.items() if k in ("name", "names", "alternates", "name_id", "cased")))
        add("demonym", row.get("demonyms", ""))
        add("capital", row.get("capitals", ""))
    towns = Towns((GAZETTEER / "towns.bin").read_bytes())
    for form in towns.forms():
        places = towns.find(form)
        people = max((p.population for p in places if not p.ambiguous), default=0)
        if people >= SMALLEST:
            add("city" if people >= 100_000 else "town", form)
    for row in rows("provinces.tsv"):
        if not row["ambiguous"]:
            add("province", row["name"], row["alternates"])
    for row in rows("indonesia.tsv"):
        kind = {"adm1": "province", "adm2": "regency", "adm3": "district"}.get(row["precision"], "district")
        if not row["ambiguous"] or kind != "district":
            add(kind, row["name"], row["alternates"])
    for row in rows("regions.tsv"):
        add("region", row["name"], row["alternates"])
    for row in rows("actors.tsv"):
        add({"person": "person", "media": "media", "state": "country"}.get(row["kind"], "org"), row["name"], row["aliases"])
    for row in rows("armed_groups.tsv"):
        add("armed", row["name"], row["aliases"])
    for row in rows("bodies.tsv"):
        add("media" if row["kind"] == "media" else "org", row["name"], row["aliases"])
    for table in ("leaders.tsv", "officials.tsv", "holders.tsv", "ministers.tsv"):
        for row in rows(table):
            add("person", row["name"], row["names"])
    given, family = set(), set()
    for name in out["person"]:
        parts = name.split()
        if len(parts) > 1:
            given.add(parts[0])
            family.add(parts[-1])
    out["given"] = {g for g in given if len(g) > 2}
    out["family"] = {g for g in family if len(g) > 2}
    return out
