"""Who and what stands in an article: countries, groups, places, people and territories, from its gold and the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from quality.variants.draft import Draft, Row, rows
from quality.variants.tables import table
from saksi.gazetteer import Actor, Country, Entry, Place, load

WORD = re.compile(r"\w+(?:\.(?=\w))?")
NAME = re.compile(r"[A-ZÀ-Þ][\w'’]*(?:[- ][A-ZÀ-Þ][\w'’]*)*")
LONGEST = 8
PEOPLE_KEYS = ("speaker", "actor", "recipient", "asserted_by", "per", "denied_by", "victim")
PLACE_KEYS = ("place", "territory")
PLACES = ("point", "village", "adm3")


@dataclass
class Cast:
    """The entities of one article that could be exchanged, and the surfaces that must stay whole."""

    countries: list[str] = field(default_factory=list)  # iso3
    groups: dict[str, list[str]] = field(default_factory=dict)  # actor id -> its forms
    places: dict[str, Place | None] = field(default_factory=dict)  # form -> entry, where the gazetteer has one
    territories: list[str] = field(default_factory=list)
    entities: list[str] = field(default_factory=list)  # what a self-proclaimed state calls itself, without "Republic"
    people: list[str] = field(default_factory=list)
    whole: list[str] = field(default_factory=list)  # surfaces of other entries, never to be rewritten in part


@lru_cache(maxsize=64)
def scan(text: str) -> tuple[tuple[int, int, tuple[Entry, ...]], ...]:
    """Capitalised names of the text that the gazetteer knows, longest first from left to right."""
    gazetteer = load()
    names, cased = gazetteer.names(), gazetteer.cased()
    tokens = [(m.start(), m.end()) for m in WORD.finditer(text)]
    out, i = [], 0
    while i < len(tokens):
        start = tokens[i][0]
        step = 1
        if text[start].isupper():
            for j in range(min(i + LONGEST, len(tokens)) - 1, i - 1, -1):
                surface = text[start : tokens[j][1]]
                if re.search(r"[\n.,;:()\"“”]|  ", surface):
                    continue
                found = cased.get(surface) or names.get(surface.lower())
                if found and (surface[0].isupper() or j > i):
                    out.append((start, tokens[j][1], found))
                    step = j - i + 1
                    break
        i += step
    return tuple(out)


def strings(value: Any) -> Iterator[str]:
    """The strings of a gold value, whether it is one, a list or nothing."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def gold_strings(gold: Row, keys: tuple[str, ...]) -> list[str]:
    """What the rows of a gold say under some keys, each string once, in order."""
    out: dict[str, None] = {}
    for row in rows(gold):
        for key in keys:
            out.update(dict.fromkeys(strings(row.get(key))))
    return list(out)


def cast(draft: Draft) -> Cast:
    """The entities of an article. Lines that point at other stories put nobody on the stage."""
    body, tables, out = draft.body(), table(draft.language), Cast()
    found = scan(body)
    keep = table("countries")["keep"]
    for start, end, entries in found:
        first, surface = entries[0], body[start:end]
        if isinstance(first, Country):
            if first.last is not None or first.iso3 in keep:
                out.whole.append(surface)
            elif first.iso3 not in out.countries and surface not in tables["common"]:
                out.countries.append(first.iso3)
    _capitals(body, out, tables["common"])
    republic = re.escape(tables["republic"])
    for match in re.finditer(rf"{republic} ([A-ZÀ-Þ]\w+)", body):
        entry = load().names().get(match[1].lower(), ())
        if match[1] not in out.entities and not (entry and isinstance(entry[0], Country)):
            out.entities.append(match[1])
    for start, end, entries in found:
        first, surface = entries[0], body[start:end]
        if not isinstance(first, Actor) or first.kind == "person" or set(surface.split()) & set(out.entities):
            continue
        if first.kind in {"group", "faction", "alliance"} and surface not in first.labels:
            out.groups.setdefault(first.id, []).append(surface)
        elif first.country is None or first.country not in out.countries:
            out.whole.append(surface)
    out.people = _people(draft, body, found, tables)
    _places(draft, body, found, tables, out)
    out.whole = sorted(set(out.whole))
    return out


def _capitals(body: str, out: Cast, common: list[str]) -> None:
    """Countries that are there by their capital alone."""
    capitals = load().capitals()
    for match in NAME.finditer(body):
        for country in capitals.get(match.group().lower(), ())[:1]:
            known = country.iso3 in (*out.countries, *table("countries")["keep"])
            if country.last is None and not known and match.group() not in common:
                out.countries.append(country.iso3)


def _people(draft: Draft, body: str, found: tuple[tuple[int, int, tuple[Entry, ...]], ...], tables: Row) -> list[str]:
    words = tables["people"]
    ranks, offices, bodies = set(words["ranks"]), set(words["offices"]), set(words["bodies"])
    known = {body[a:b]: entries[0] for a, b, entries in found}
    publisher = str(draft.document.get("publisher") or "")
    said = {s for row in rows(draft.gold) if row.get("role") or row.get("direct") for s in strings(row.get("speaker"))}

    def person(name: str) -> str | None:
        tokens = name.split()
        while tokens and tokens[0] in ranks | offices:
            tokens.pop(0)
        short = " ".join(tokens)
        entry = known.get(short)
        if isinstance(entry, Actor) and entry.kind == "person":
            return short
        if not 2 <= len(tokens) <= 4 or not all(t[0].isupper() and not t.isupper() and t.isalpha() for t in tokens):
            return None
        if set(tokens) & bodies or short in publisher or isinstance(entry, Country) or short not in body:
            return None
        if any(isinstance(known.get(t), Country) for t in tokens):
            return None
        return None if isinstance(entry, Actor) else short

    out: dict[str, None] = {}
    for name in gold_strings(draft.gold, PEOPLE_KEYS):
        short = person(name)
        if not short:
            continue
        before = re.findall(r"[\w.]+", body[: body.find(short)])[-1:]
        entry = known.get(short)
        if name in said or set(before) & (ranks | offices) or isinstance(entry, Actor) or f"{short} (" in body:
            out[short] = None
    for match in re.finditer(r"([\w.]+) ((?:[A-ZÀ-Þ][\w.]+ ?){2,4})", body[body.find("\n") + 1 if draft.titled else 0 :]):
        if match[1] in ranks:
            short = person(match[2].strip().rstrip("."))
            if short:
                out[short] = None
    for match in re.finditer(r"([A-ZÀ-Þ]\w+ [A-ZÀ-Þ]\w+) \(\d\d\)", body):
        short = person(match[1])
        if short:
            out[short] = None
    for a, b, entries in found:
        if isinstance(entries[0], Actor) and entries[0].kind == "person":
            out[body[a:b]] = None
    return [n for n in out if not any(n != other and n in other for other in out)]


def _places(draft: Draft, body: str, found: tuple[tuple[int, int, tuple[Entry, ...]], ...], tables: Row, out: Cast) -> None:
    words = tables["places"]
    heads, locatives = set(words["heads"]), set(words["locatives"])
    gazetteer = load()
    taken = {w for name in out.people for w in name.split()} | {n.lower() for forms in out.groups.values() for n in forms}

    def free(name: str) -> bool:
        entries = gazetteer.names().get(name.lower(), ())
        if name in taken or name.lower() in taken or any(name in whole for whole in out.whole):
            return False
        if (entries and isinstance(entries[0], Country)) or name in tables["common"]:
            return False
        return name.lower() not in gazetteer.capitals() and len(name) > 3

    wanted = gold_strings(draft.gold, PLACE_KEYS)
    owned = gold_strings(draft.gold, ("territory",))
    in_gold: dict[str, bool] = {}
    for name, is_owned in ((n, s in owned) for s in wanted for n in _stripped(s, heads)):
        if not any(name.lower() == other.lower() for other in in_gold):
            in_gold[name] = is_owned
    known = {body[a:b]: next((e for e in entries if isinstance(e, Place)), None) for a, b, entries in found}
    for a, b, entries in found:
        if not isinstance(entries[0], Place):
            continue
        before = re.findall(r"[\w-]+|[,.(\n]", body[:a])[-1:] or ["\n"]
        dateline = before == ["\n"] and body[a:b].isupper()
        inside = before[0][:1].isupper() and before[0] not in heads
        if (before[0] in locatives or dateline) and not inside:
            name = re.sub(r"(?: [a-z]\w*)+$", "", body[a:b])
            if dateline or name.isupper():
                name = name.title()
            known[name] = entries[0]
            if not any(name.lower() == other.lower() for other in in_gold):
                in_gold[name] = False
    for name, is_territory in in_gold.items():
        if not free(name) or name in out.entities or not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", body, re.IGNORECASE):
            continue
        entry = known.get(name)
        kept = entry is not None and entry.country in ("", *table("countries")["keep"])
        if entry is not None and kept and entry.precision in {"adm1", "region"} and not is_territory:
            out.whole.append(name)
        elif is_territory and (entry is None or entry.precision not in PLACES):
            out.territories.append(name)
        else:
            out.places[name] = entry


def _stripped(name: str, heads: set[str]) -> list[str]:
    """The capitalised names in a place's description, without words like District in front or behind."""
    out = []
    for match in NAME.finditer(name):
        tokens = match.group().split()
        while tokens and tokens[0] in heads:
            tokens.pop(0)
        while tokens and tokens[-1] in heads:
            tokens.pop()
        if tokens:
            out.append(" ".join(tokens))
    return out
