"""Gun Violence Archive: how many were killed and injured in a shooting, by each article about it.

An article counts for *killed* (*injured*) when its text holds the incident's number, as digits or as a word, and it is not
nought: the archive's number may be newer than the article. It is right when the toll of the article is exactly that number.

The toll of an article is what :func:`saksi.reconcile.account` makes of its reading: no rule of it lies here. The archive counts
the perpetrators among the dead and injured; a figure that says it leaves them out is held to the number without them.

It counts accidental shootings too, so that the set is read with the scope *conflict, accident*.

*silent* is the share of the articles asked that are given no number, *false* that of articles on incidents without a dead (an
injured) that are given one. 3,040 incidents with 5,043 articles; those with an even id are tuned on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from quality.suites.report import Figures, Report, halves
from saksi.reading import read
from saksi.reconcile import account
from saksi.sources import build_document
from saksi.types import Document, Field, Quantity, Reading

FILE = "gva_incidents_dev.jsonl"
SCOPE: tuple[Field, ...] = ("conflict", "accident")
UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

Kind = Literal["killed", "injured"]
KINDS: tuple[Kind, ...] = ("killed", "injured")


@dataclass(frozen=True, slots=True)
class Item:
    """An article with the numbers of its incident, and how many of them were perpetrators."""

    document: Document
    killed: int
    injured: int
    killed_perpetrators: int
    injured_perpetrators: int

    def number(self, kind: Kind, *, perpetrators: bool = True) -> int:
        """The archive's number, with perpetrators or without."""
        total, theirs = (self.killed, self.killed_perpetrators) if kind == "killed" else (self.injured, self.injured_perpetrators)
        return total if perpetrators else total - theirs


@dataclass(frozen=True, slots=True)
class Toll:
    """What an article says of one kind: a number (null where it gives none), and whether it leaves perpetrators out."""

    number: int | None
    perpetrators: bool = True


@dataclass(slots=True)
class Tally:
    """Right and asked by kind, and false figures of those that had none."""

    right: dict[Kind, int] = field(default_factory=lambda: {"killed": 0, "injured": 0})
    silent: dict[Kind, int] = field(default_factory=lambda: {"killed": 0, "injured": 0})
    asked: dict[Kind, int] = field(default_factory=lambda: {"killed": 0, "injured": 0})
    false: dict[Kind, int] = field(default_factory=lambda: {"killed": 0, "injured": 0})
    none: dict[Kind, int] = field(default_factory=lambda: {"killed": 0, "injured": 0})

    def figures(self) -> Figures:
        """Shares right, silent and false, and of how many."""
        out: Figures = {kind: self.right[kind] / max(1, self.asked[kind]) for kind in KINDS}
        for kind in KINDS:
            out[f"{kind}_silent"] = self.silent[kind] / max(1, self.asked[kind])
            out[f"{kind}_false"] = self.false[kind] / max(1, self.none[kind])
        return out | {f"{kind}_articles": self.asked[kind] for kind in KINDS}


def run(data: Path, worst: int = 0) -> Report:
    """The report on the folder (or file) ``data``."""
    report = Report({})
    for name, part in halves(items(data if data.is_file() else data / FILE)).items():
        errors: list[tuple[int, str]] = []
        report.parts[name] = measure(part, errors).figures()
        if name == "tune":
            report.errors.extend(text for _, text in sorted(errors, reverse=True)[:worst])
    return report


def items(path: Path) -> Iterator[tuple[int, Item]]:
    """(incident id, article) of the set."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            suspects = [p.get("Status") or "" for p in row["participants"] if p.get("Type") == "Subject-Suspect"]
            theirs = [sum(status in one for one in suspects) for status in ("Killed", "Injured")]
            for doc in row["docs"]:
                if not (doc["content"] or "").strip():
                    continue
                document = build_document(
                    text=doc["content"], title=doc["title"] or None, id=doc["id"], published=doc["dct"] or None, language="en"
                )
                yield int(row["incident_id"]), Item(document, row["killed"], row["injured"], *theirs)


def measure(found: Iterable[Item], errors: list[tuple[int, str]]) -> Tally:
    """Read every article and hold its tolls to the archive's. Of errors: how far off, and the article."""
    out = Tally()
    for item in found:
        tolls = tolls_of(read(item.document, scope=SCOPE))
        for kind in KINDS:
            number, toll = item.number(kind), tolls[kind]
            if not number:
                out.none[kind] += 1
                out.false[kind] += bool(toll.number)
                continue
            if not written(number).search(item.document.text):
                continue
            out.asked[kind] += 1
            out.silent[kind] += toll.number is None
            if toll.number == item.number(kind, perpetrators=toll.perpetrators):
                out.right[kind] += 1
            else:
                start = item.document.text[:400].replace("\n", " | ")
                errors.append((abs(number - (toll.number or 0)), f"{kind} {number}, given {toll.number}: {start}"))
    return out


def tolls_of(reading: Reading) -> dict[Kind, Toll]:
    """The toll of an article for each kind, as the account of the article gives it."""
    return {kind: toll(reading, kind) for kind in KINDS}


def toll(reading: Reading, kind: Kind) -> Toll:
    """One number: the best figure of the account, else the lowest it allows."""
    told = account(reading, kind)
    value = told.value
    if not isinstance(value, Quantity):
        return Toll(None)
    claims = {c.id: c for c in reading.casualties}
    whole = not all(claims[ident].includes_perpetrators is False for ident in told.claims)
    return Toll(value.best if value.best is not None else value.low, whole)


@cache
def written(number: int) -> re.Pattern[str]:
    """A number as digits or as a word."""
    tens, unit = divmod(number, 10)
    ending = f"[- ]{UNITS[unit]}" if unit else ""
    word = UNITS[number] if number < len(UNITS) else f"{TENS[tens]}{ending}" if number < 100 else str(number)
    return re.compile(rf"\b(?:{number}|{word})\b", re.IGNORECASE)
