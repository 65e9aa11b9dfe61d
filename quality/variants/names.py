"""Operators that exchange names: countries with all that hangs on them, groups, places, people."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from random import Random
from typing import Any

from quality.variants.draft import Draft, Piece, edits, relabel, rewrite
from quality.variants.find import PLACES, Cast, cast
from quality.variants.tables import fresh, table
from saksi.gazetteer import Place, load

Renames = dict[str, str]
SHORTEST = 3


def countries(draft: Draft, rng: Random) -> bool:
    """Exchange the countries, and with them leaders, territories, towns and groups. Neighbours stay neighbours."""
    people = cast(draft)
    chosen = _assign(draft, people.countries, rng)
    if not chosen:
        return False
    language, gazetteer = draft.language, load()
    renames: Renames = {}
    for code, target in chosen.items():
        old, forms = gazetteer.countries[code], target[language]
        name, demonym, capital = forms[0], forms[1] if language == "en" else forms[0], forms[-1]
        renames.update(dict.fromkeys((*old.names, *old.cased), name))
        renames.update({d: demonym for d in old.demonyms if d != old.name})
        renames.update(dict.fromkeys(old.capitals, capital))
    by_country = {code: str(target["iso3"]) for code, target in chosen.items()}
    renames |= _territories(draft, people, rng) | _places(draft, people, rng, by_country)
    renames |= _groups(draft, people, rng)
    styles = [str(target["style"]) for target in chosen.values()]
    renames |= _people(draft, people, rng, styles)
    return _apply(draft, renames, people)


def groups(draft: Draft, rng: Random) -> bool:
    """Exchange armed groups for others, long names for long ones and abbreviations for abbreviations."""
    people = cast(draft)
    return _apply(draft, _groups(draft, people, rng), people)


def places(draft: Draft, rng: Random) -> bool:
    """Exchange towns, villages and districts for others of the same kind, in the same country where it has them."""
    people = cast(draft)
    return _apply(draft, _places(draft, people, rng, {}), people)


def territories(draft: Draft, rng: Random) -> bool:
    """Exchange the territory that parties quarrel about, and the state that calls itself its own."""
    people = cast(draft)
    return _apply(draft, _territories(draft, people, rng), people)


def persons(draft: Draft, rng: Random) -> bool:
    """Exchange the names of people, in full and where one word of them stands alone."""
    people = cast(draft)
    style = "indonesian" if draft.language == "id" and not people.countries else rng.choice(sorted(table("names")["style"]))
    return _apply(draft, _people(draft, people, rng, [style]), people)


def neighbour(one: str, other: str) -> bool:
    """Whether two countries share a land border."""
    found = load().countries
    return other in found[one].neighbours or one in found[other].neighbours


def _assign(draft: Draft, codes: list[str], rng: Random) -> dict[str, dict[str, Any]]:
    """A new country for each, so that whoever were neighbours still are. Empty where the pool offers no way."""
    language = draft.language
    known = load().countries
    every = [c for c in table("countries")["country"] if c["iso3"] in known and c["iso3"] not in codes]
    every = [c for c in every if not any(re.search(rf"\b{re.escape(form)}\b", draft.text) for form in c[language])]
    rng.shuffle(every)
    unseen = [c for c in every if all(fresh(form) for form in c[language])]
    return _solve(codes, unseen) or _solve(codes, every)


def _solve(codes: list[str], pool: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    order = sorted(codes, key=lambda c: -sum(neighbour(c, o) for o in codes if o != c))
    chosen: dict[str, dict[str, Any]] = {}

    def place(at: int) -> bool:
        if at == len(order):
            return True
        code = order[at]
        ties = [chosen[o]["iso3"] for o in order[:at] if neighbour(code, o)]
        used = {c["iso3"] for c in chosen.values()}
        for candidate in pool:
            if candidate["iso3"] not in used and all(neighbour(candidate["iso3"], t) for t in ties):
                chosen[code] = candidate
                if place(at + 1):
                    return True
                del chosen[code]
        return False

    return chosen if place(0) else {}


def _pick(options: Iterable[str], text: str, rng: Random, used: set[str]) -> str | None:
    """A name that stands neither in the text nor in a pack example, each once."""
    left = [o for o in options if o not in used and fresh(o, text)]
    if not left:
        return None
    choice = rng.choice(left)
    used.add(choice)
    return choice


def _territories(draft: Draft, people: Cast, rng: Random) -> Renames:
    out: Renames = {}
    used: set[str] = set()
    for kind, names in (("territory", people.territories), ("entity", people.entities)):
        for name in names:
            new = _pick(table("names")[kind], draft.text, rng, used)
            if new:
                out[name] = new
    return out


def _places(draft: Draft, people: Cast, rng: Random, moved: dict[str, str]) -> Renames:
    out: Renames = {}
    used: set[str] = set()
    for name, entry in people.places.items():
        if entry is None or entry.precision == "village":
            new = _pick(table("names")["village"], draft.text, rng, used)
        else:
            new = _pick(_siblings(entry, moved.get(entry.country, entry.country)), draft.text, rng, used)
            if not new:
                kind = "town" if entry.precision in PLACES else "territory"
                new = _pick(table("names")[kind], draft.text, rng, used)
        if new:
            out[name] = new
    return out


@cache
def _by_country() -> dict[str, list[Place]]:
    """The places whose name alone is enough to recognise them."""
    out: dict[str, list[Place]] = {}
    for place in load().places.values():
        if not place.minor:
            out.setdefault(place.country, []).append(place)
    return out


def _siblings(entry: Place, country: str) -> list[str]:
    """Places of the same kind in a country, of one or two plain words that mean nothing else."""
    if not country:
        return []
    names = load().names()
    out = []
    for place in _by_country().get(country, ()):
        if place.ambiguous or not place.name.isascii():
            continue
        if place.precision != entry.precision and not (place.precision in PLACES and entry.precision in PLACES):
            continue
        if country == entry.country and entry.adm1 and place.adm1 != entry.adm1:
            continue
        words = place.name.split()
        if len(words) > len(entry.name.split()) or not all(w.isalpha() and w[0].isupper() and len(w) > SHORTEST for w in words):
            continue
        if names[place.name.lower()][0] == place and place.name.lower() not in load().capitals():
            out.append(place.name)
    return sorted(out)


def _groups(draft: Draft, people: Cast, rng: Random) -> Renames:
    out: Renames = {}
    used: set[str] = set()
    by_abbr = {g["abbr"]: g for g in table("names")["group"] if fresh(g[draft.language], draft.text, phrase=True)}
    for actor_id in people.groups:
        new = _pick(by_abbr, draft.text, rng, used)
        if new is None:
            continue
        group, actor = by_abbr[new], load().actors[actor_id]
        for form in dict.fromkeys((*actor.names, *actor.cased, *people.groups[actor_id])):
            if form not in actor.labels and form[0].isupper():
                out[form] = new if form.replace("-", "").isupper() else str(group[draft.language])
    return out


def _people(draft: Draft, people: Cast, rng: Random, styles: list[str]) -> Renames:
    out: Renames = {}
    used: set[str] = set()
    for name in people.people:
        style = table("names")["style"][rng.choice(styles)]
        tokens, new = name.split(), []
        given = "women" if _woman(name, draft.text) else "given"
        for place in range(len(tokens)):
            kind = given if place < max(1, len(tokens) - 1) else "family"
            choice = _pick(style[kind], draft.text, rng, used)
            for other in sorted(table("names")["style"]):  # a crowded article empties one list
                choice = choice or _pick(table("names")["style"][other][kind], draft.text, rng, used)
            new.append(choice or tokens[place])
        out[name] = " ".join(new)
        for old, fresh_one in zip(tokens, new, strict=True):
            lone = re.search(rf"(?<!\w){re.escape(old)}(?!\w)", draft.text.replace(name, ""))
            if lone and len(old) >= SHORTEST and not re.search(rf"(?<!\w){re.escape(old.lower())}(?!\w)", draft.text):
                out.setdefault(old, fresh_one)
    return out


def _woman(name: str, text: str) -> bool:
    """A guess from the pronouns of the line, else from the first name; it only keeps pronouns from clashing with names."""
    lines = " ".join(line for line in text.split("\n") if name.split()[-1] in line)
    if re.search(r"\b(?:[Ss]he|[Hh]er)\b", lines):
        return True
    return not re.search(r"\b(?:[Hh]e|[Hh]is)\b", lines) and name.split()[0].endswith("a")


def _apply(draft: Draft, renames: Renames, people: Cast) -> bool:
    """Write the new names into text and gold, whole words only, longer names first."""
    plain = {old: new for old, new in renames.items() if old and old != new}
    if not plain:
        return False
    full = {name: name for name in people.whole if name not in plain} | plain
    full |= {o.upper(): n.upper() for o, n in plain.items() if len(o) > SHORTEST and o.upper() not in full}
    longest = sorted(full, key=lambda name: (-len(name), name))
    pattern = re.compile(
        r"(?<!\w)(?:(?P<article>[Aa]n?|[Tt]he) )?(?P<name>" + "|".join(re.escape(name) for name in longest) + r")(?!\w)"
    )
    english, with_the = draft.language == "en", table(draft.language)["with_the"]
    formal = {group["en"] for group in table("names")["group"]}
    seen: dict[str, str] = {}
    pieces = []
    for match in pattern.finditer(draft.text):
        old = match["name"]
        new = full[old]
        if new == old:
            continue
        seen[old] = new
        if english and new in formal and not re.search(r"\b(?:[Tt]he|[Aa]n?)(?: [\w-]+)? $", draft.text[: match.start("name")]):
            opening = draft.text[: match.start("name")].rstrip(' "“')[-1:] in ("", "\n", ".")
            new = f"The {new}" if opening else f"the {new}"
        elif old.isupper() and len(old) > SHORTEST and not new.isupper():
            new = new.upper()
        if match["article"] and english and match["article"].lower() == "the":
            if old in with_the:
                pieces.append(Piece(match.start("article"), match.start("name"), ""))
        elif match["article"] and english:
            right = ("An" if match["article"][0] == "A" else "an") if new[0] in "AEIOUaeiou" else match["article"][0]
            if right != match["article"]:
                pieces.append(Piece(match.start("article"), match.end("article"), right))
        pieces.append(Piece(match.start("name"), match.end("name"), new))
    if not pieces:
        return False
    rewrite(draft, edits(draft.text, pieces))

    def written(match: re.Match[str]) -> str:
        return (f"{match['article']} " if match["article"] else "") + full[match["name"]]

    draft.gold = relabel(draft.gold, lambda name: pattern.sub(written, name))
    draft.changes += [f"{old} -> {new}" for old, new in seen.items()]
    return True
