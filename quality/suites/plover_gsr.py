"""The gold standard records of PLOVER: type F1, and whether the actors are right.

322 sentences of the CAMEO manual with one event each, coded to PLOVER by its authors (Open Event Data Alliance, 2016; CC BY-SA
4.0; github.com/openeventdata/PLOVER). Micro-F1 of types over sentences. Where the type of a record is found, its actors are right
that have their country on the right side (an international body counts as one), as event coders are compared by source, target
and event (Schrodt and Van Brackle 2013, *Automated coding of political event data*). Types of 2016 are mapped to the manual of
2024. Sentences with an even number are tuned on.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from quality.suites.plover import OLDER, Record, records, sentence
from quality.suites.report import Counts, Errors, Figures, Report, halves

FILE = "PLOVER_GSR_CAMEO.txt"
_CODES = {"IGO": "INT", "NGO": "INT", "IMG": "INT", "JAP": "JPN"}
"""Codes of the set that are bodies of no country, and one slip."""


def run(data: Path, worst: int = 0) -> Report:
    """The report on the folder (or file) ``data``."""
    path = data if data.is_file() else data / FILE
    by_text: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in json.loads(path.read_text(encoding="utf-8")):
        if row["event"] != "DOCUMENT":
            by_text[row["text"]].append(row)
    parts = halves(enumerate(by_text.values()))
    parts["all"] = [rows for part in list(parts.values()) for rows in part]
    report = Report({})
    for name, rows in parts.items():
        errors = Errors()
        report.parts[name] = measure(rows, errors)
        if name == "tune":
            report.errors.extend(errors.worst(worst))
    return report


def measure(sentences: Iterable[list[dict[str, Any]]], errors: Errors) -> Figures:
    """Type F1 over sentences, and the share of gold actors that the matched record has on their side."""
    types, actors, exact = Counts(), Counts(), Counts()
    for rows in sentences:
        text = rows[0]["text"].strip("{} ")
        found = records(sentence(text, rows[0].get("date")))
        gold = [type_of(row) for row in rows]
        types.add({r.type for r in found}, set(gold))
        for row in rows:
            match = [r for r in found if r.type == type_of(row)]
            if not match:
                continue
            sides = max(compared(r, row) for r in match)
            actors.right += sides[0]
            actors.gold += sides[1]
            exact.right += sides[0] == sides[1]
            exact.gold += 1
        wrong = set(gold) ^ {r.type for r in found}
        errors.note(len(wrong), f"{'/'.join(gold)} given {[(r.type, text[r.start : r.end]) for r in found]}: {text}")
    return {
        **types.as_figures("type"), "actors_right": actors.recall, "all_actors_right": exact.recall, "sentences": types.gold,
    }  # fmt: skip


def type_of(row: dict[str, Any]) -> str:
    """The gold type by the names of today. The set itself calls one COERCE by two names: its id decides."""
    named = str(row["id"]).rsplit("-", 2)[-2]
    kind = named if row["event"] == "FIGHT" else str(row["event"])
    return OLDER.get(kind, kind)


def compared(record: Record, row: dict[str, Any]) -> tuple[int, int]:
    """How many of the gold's countries the record has on the right side, and how many there are."""
    right = total = 0
    mutual = not row.get("target")
    for side, given in (("source", record.actors), ("target", record.recipients)):
        both = (*record.actors, *record.recipients) if mutual else given
        codes = {record.code(p) for p in both}
        for gold in row.get(side) or ():
            if not isinstance(gold, dict):
                continue  # two records have a bare text
            wanted = _CODES.get(gold.get("code", ""), gold.get("code", ""))
            total += 1
            right += wanted in codes
    return right, total
