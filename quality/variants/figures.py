"""Operators that exchange figures and ages. Order is kept: a part stays smaller than its whole, a restated toll is restated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from random import Random
from typing import Any

from quality.variants.draft import Draft, Piece, Row, edits, rewrite
from quality.variants.tables import table

Numbers = dict[str, Any]
TRIES = 200
YEARS = range(1900, 2101)
GROUPED = 1000


@dataclass(frozen=True)
class Figure:
    """A number as it is printed: digits or a word, perhaps with a multiplier behind it."""

    start: int
    end: int
    value: int
    unit: int  # what the printed part is multiplied by
    word: bool
    grouped: bool


def printed(text: str, language: str) -> Iterator[Figure]:
    """Every plain number of a text. Clock times, dates, decimals and compound words of number are left out."""
    tables = table(language)
    words: dict[str, int] = tables["numbers"]
    numerals = tables["numerals"]
    separator = re.escape(numerals["separator"])
    units = "|".join(numerals["multipliers"])
    number = rf"(?P<n>\d{{1,3}}(?:{separator}\d{{3}})+|\d+|{'|'.join(words)})"
    pattern = re.compile(rf"(?<![\w.,:/\-–]){number}(?: (?P<unit>{units}))?(?![\w/:\-–]|[.,]\d)", re.IGNORECASE)
    parts = "|".join([*numerals["parts"], *words, *tables["months"]])
    for match in pattern.finditer(text):
        raw = match["n"]
        tail, head = text[match.end() : match.end() + 12], text[max(0, match.start() - 12) : match.start()]
        if re.match(rf"\s(?:{parts})\b", tail, re.IGNORECASE) or re.search(rf"\b(?:{parts})\s$", head, re.IGNORECASE):
            continue
        digits = raw[0].isdigit()
        base = int(re.sub(r"\D", "", raw)) if digits else words[raw.lower()]
        unit = numerals["multipliers"][match["unit"].lower()] if match["unit"] else 1
        grouped = digits and not raw.isdigit()
        if digits and not grouped and unit == 1 and base in YEARS:
            continue
        yield Figure(match.start("n"), match.end("n"), base * unit, unit, not digits, grouped)


def _ages(text: str, language: str) -> list[tuple[int, int]]:
    return [m.span(1) for pattern in table(language)["ages"] for m in re.finditer(pattern, text)]


def figures(draft: Draft, rng: Random) -> bool:
    """Exchange the figures of tolls and of the numbers that only look like tolls, each value for one other value."""
    held = _ages(draft.text, draft.language)
    found = [f for f in printed(draft.text, draft.language) if not any(a <= f.start < b for a, b in held)]
    told = [row for row in draft.gold.get("casualties", []) if isinstance(row.get("number"), int)]
    own: dict[int, set[int]] = {}  # value -> starts of its figures in rows
    for row in told:
        for value in (row["number"], row.get("high")):
            near = _nearest(found, row, value)
            if near:
                own.setdefault(near.value, set()).add(near.start)
    for row in draft.gold.get("not_casualties", []):
        inside = [f for f in found if row["start"] <= f.start < row["start"] + len(row["anchor"])]
        if not any(_measure(draft, f) for f in inside):
            for f in inside:
                own.setdefault(f.value, set()).add(f.start)
    fixed = _fixed(draft, told, own)
    values = sorted(v for v in own if v not in fixed and v > 1)
    shown = [v for row in told for v in (row["number"], row.get("high")) if isinstance(v, int)]
    held_values = sorted({*fixed, *(v for v in own if v not in values), *(v for v in shown if v not in values)})
    nouns = {(f.value, _next(draft.text, f)) for f in found if f.start in own.get(f.value, ())}
    pieces: list[Piece] = []
    for _ in range(TRIES):
        new = _exchange(values, held_values, rng)
        shift = [f for f in found if f.value in new and (f.start in own[f.value] or _restated(draft, f, nouns))]
        words = [_print(draft, f, new[f.value], rng) for f in shift]
        if None not in words:
            pieces = [Piece(f.start, f.end, w) for f, w in zip(shift, words, strict=True)]
            break
    if not pieces:
        return False
    rewrite(draft, edits(draft.text, pieces))
    for row in told:
        for key in ("number", "high"):
            if row.get(key) in new:
                row[key] = new[row[key]]
    draft.changes += [f"{old} -> {value}" for old, value in new.items()]
    return True


def _nearest(found: list[Figure], row: Row, value: int | None) -> Figure | None:
    if value is None:
        return None
    start, end = row["start"], row["start"] + len(row["anchor"])
    near = [f for f in found if f.value == value and start - 30 <= f.start < end + 60]
    return min(near, key=lambda f: (not start <= f.start < end, abs(f.start - start)), default=None)


def _next(text: str, figure: Figure) -> str:
    words = re.findall(r"\w+", text[figure.end : figure.end + 40])
    return words[0].lower() if words else ""


def _measure(draft: Draft, figure: Figure) -> bool:
    return _next(draft.text, figure) in table(draft.language)["numerals"]["units"]


def _restated(draft: Draft, figure: Figure, nouns: set[tuple[int, str]]) -> bool:
    """Whether a figure outside the gold's rows repeats one of them: the same value, a large one or with the same noun."""
    if _measure(draft, figure):
        return False
    return figure.value > 3 or (figure.value, _next(draft.text, figure)) in nouns


def _fixed(draft: Draft, told: list[Row], own: dict[int, set[int]]) -> set[int]:
    """Values that must stay: nothing and one, pairs spoken of as both, and whatever is the sum of others beside it."""
    text, tables = draft.text, table(draft.language)
    numerals = tables["numerals"]
    out = {0, 1}
    if re.search(rf"\b(?:{'|'.join(numerals['pairs'])})\b", text, re.IGNORECASE):
        out.add(2)
    for value, starts in own.items():
        if any(_measure(draft, f) for f in printed(text, draft.language) if f.start in starts):
            out.add(value)
    lines = draft.lines()

    def line(row: Row) -> int:
        return next(i for i, (a, b) in enumerate(lines) if a <= row["start"] <= b)

    for total in told:
        value = total["number"]
        rest = [r for r in told if r is not total and r["kind"] == total["kind"]]
        for one, other in combinations(rest, 2):
            together = line(one) == line(other) == line(total) or 1 in (one["number"], other["number"])
            if together and one["number"] + other["number"] == value:
                out |= {value, one["number"], other["number"]}
    unseen = {v for r in told for v in (r["number"], r.get("high")) if isinstance(v, int)} - set(own)
    return out | unseen


def _exchange(values: list[int], fixed: list[int], rng: Random) -> dict[int, int]:
    """New values in the order of the old ones, none equal to another, of the same size and roundness."""
    for _ in range(TRIES):
        small = [v for v in values if v < 10]
        new = dict(zip(small, sorted(rng.sample(range(2, 10), len(small))), strict=True))
        new |= {v: _like(v, rng) for v in values if v >= 10}
        pairs = sorted([*new.items(), *((v, v) for v in fixed)])
        if all(a[1] < b[1] for a, b in pairwise(pairs)) and any(a != b for a, b in new.items()):
            return {old: value for old, value in new.items() if old != value}
    return _exchange(values[1:], sorted({*fixed, values[0]}), rng) if len(values) > 1 else {}


def _like(value: int, rng: Random) -> int:
    if value < 10:
        return rng.randint(2, 9)
    if value < 20:
        return rng.randint(11, 29)
    digits, round_to = len(str(value)), 1
    while value % (round_to * 10) == 0:
        round_to *= 10
    low, high = max(2, 10 ** (digits - 1) // round_to), (10**digits - 1) // round_to
    low, high = max(low, value // (3 * round_to)), max(low + 1, min(high, 3 * value // round_to))
    new = rng.randint(low, high) * round_to
    return new if new not in YEARS else value


def _vowel(number: str) -> bool:
    return number.lower().startswith(("8", "11", "18", "eight", "eleven", "eighteen"))


def _print(draft: Draft, figure: Figure, value: int, rng: Random) -> str | None:
    """The new value in the style of the old one, sometimes in the other style; None where it cannot be printed there."""
    text, tables = draft.text, table(draft.language)
    base, rest = divmod(value, figure.unit)
    if rest:
        return None
    old = text[figure.start : figure.end]
    by_value: dict[int, str] = {v: w for w, v in tables["numbers"].items()}
    before = text[max(0, figure.start - 2) : figure.start]
    opening = not before or before[-1] in '\n"“' or before in {". ", "? ", "! "}
    word = figure.word
    if base in by_value and not opening and rng.random() < 0.2:
        word = not word
    if word and base in by_value:
        out = by_value[base].capitalize() if old[0].isupper() or (opening and not figure.word) else by_value[base]
    else:
        if draft.language == "en" and opening and figure.start and text[figure.start - 1] != "\n":
            return None
        out = str(base)
        if base >= GROUPED and (figure.grouped or not old.isdigit() or len(old) < len(out)):
            out = f"{base:,}".replace(",", tables["numerals"]["separator"])
    article = re.search(r"\b[Aa]n? $", text[max(0, figure.start - 4) : figure.start])
    if draft.language == "en" and article and _vowel(out) != _vowel(old):
        return None
    return out


def ages(draft: Draft, rng: Random) -> bool:
    """Exchange ages: children stay children, adults adults; one age keeps one value throughout."""
    text, pieces = draft.text, []
    new: dict[str, str] = {}
    for start, end in sorted(set(_ages(text, draft.language))):
        old = text[start:end]
        value = int(old)
        low, high = (5, 12) if value < 13 else (13, 17) if value < 18 else (20, 79)
        if old not in new:
            options = [n for n in range(low, high + 1) if n != value and _vowel(str(n)) == _vowel(old)]
            if not options:
                continue
            new[old] = str(rng.choice(options))
        pieces.append(Piece(start, end, new[old]))
    if not pieces:
        return False
    rewrite(draft, edits(text, pieces))
    draft.changes += [f"age {old} -> {value}" for old, value in new.items()]
    return True
