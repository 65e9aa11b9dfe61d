"""Gun Violence Archive: how many were killed and injured in a shooting, by each article about it.

An article counts for *killed* (*injured*) when its text holds the incident's number, as digits or as a word, and it is not
nought: the archive's number may be newer than the article. It is right when the toll of the article is exactly that number.

The toll of an article is made of its reading: not of teasers, campaigns, other episodes, what is not actual, restatements, or
parts of a total. Figures of one sentence are of different people and add up; of different sentences the largest counts, and
increments are added to it. Where more people are counted as shot than as killed and injured, the rest of them are injured.
The archive counts the perpetrators among the dead and injured; a figure that says it leaves them out is held to the number
without them.

It counts accidental shootings too, so that the set is read with the scope *conflict, accident*.

*silent* is the share of the articles asked that are given no number, *false* that of articles on incidents without a dead (an
injured) that are given one. 3,040 incidents with 5,043 articles; those with an even id are tuned on.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from quality.suites.report import Figures, Report, halves
from saksi.languages import load as load_pack
from saksi.reading import read
from saksi.sources import build_document
from saksi.text import sentences
from saksi.types import CasualtyClaim, Document, Field, Reading

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
    """The toll of an article for each kind."""
    usable = {c.id: c for c in reading.casualties if fit(c)}
    counted = [c for c in usable.values() if c.restates not in usable and c.part_of not in usable]
    spans = sentences(reading.document.text, load_pack("en").header.abbreviations)
    starts = [span.start for span in spans]
    killed, injured = (toll([c for c in counted if c.kind == kind], starts) for kind in KINDS)
    shot = toll([c for c in counted if c.kind == "killed_or_injured"], starts)
    left = (shot.number or 0) - (killed.number or 0)
    if left > (injured.number or 0):
        injured = Toll(left, shot.perpetrators)
    return {"killed": killed, "injured": injured}


def fit(c: CasualtyClaim) -> bool:
    """Whether a claim is a figure of the incident."""
    real = c.realis == "actual" and not c.historical and not c.declared_unknown
    return real and c.voice != "teaser" and c.scope != "campaign" and figure(c) is not None


def figure(c: CasualtyClaim) -> int | None:
    """The best figure, else the lowest it allows."""
    return c.quantity.best if c.quantity.best is not None else c.quantity.low


def toll(claims: list[CasualtyClaim], starts: list[int]) -> Toll:
    """One number of the claims of one kind: the largest sum of a sentence, and the increments told elsewhere."""
    if not claims:
        return Toll(None)
    told: dict[int, list[CasualtyClaim]] = {}
    for c in claims:
        told.setdefault(bisect_right(starts, c.evidence.start), []).append(c)
    totals = [group for group in told.values() if any(c.scope != "increment" for c in group)]
    largest = max(totals, key=total, default=[])
    added = [c for group in told.values() if group is not largest for c in group if c.scope == "increment"]
    whole = not any(c.includes_perpetrators is False for c in largest)
    return Toll(total(largest) + total(added), whole)


@cache
def written(number: int) -> re.Pattern[str]:
    """A number as digits or as a word."""
    tens, unit = divmod(number, 10)
    ending = f"[- ]{UNITS[unit]}" if unit else ""
    word = UNITS[number] if number < len(UNITS) else f"{TENS[tens]}{ending}" if number < 100 else str(number)
    return re.compile(rf"\b(?:{number}|{word})\b", re.IGNORECASE)


def total(claims: Iterable[CasualtyClaim]) -> int:
    """The sum of their figures."""
    return sum(figure(c) or 0 for c in claims)
