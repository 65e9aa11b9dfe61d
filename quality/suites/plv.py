"""The PLOVER sentences of ZSP: the root of the event between a given source and target.

1,050 sentences (Hu et al. 2024, *Leveraging codebook knowledge with NLI and ChatGPT for zero-shot political relation
classification*, ACL): the source and the target are marked, one of 15 roots is right (CONCEDE and RETREAT are the YIELD of 2017).
Measured as there: macro-F1 over roots and over the four quad classes. Sentences with an even id are tuned on.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from quality.suites.plover import QUADS, Record, records, sentence, turned_down
from quality.suites.report import Errors, Figures, Report, halves, macro_f1
from saksi.types import Participant

FILE = "PLV_train.tsv"
_YIELD = frozenset({"CONCEDE", "RETREAT"})


def run(data: Path, worst: int = 0) -> Report:
    """The report on the folder (or file) ``data``."""
    path = data if data.is_file() else data / FILE
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    report = Report({})
    for name, part in halves((int(row["sentence_id"]), row) for row in rows).items():
        errors = Errors()
        report.parts[name] = measure(part, errors)
        if name == "tune":
            report.errors.extend(errors.worst(worst))
    return report


def measure(rows: Iterable[dict[str, str]], errors: Errors) -> Figures:
    """Macro-F1 of root and quad class, and the shares that are right."""
    roots: list[tuple[str, str | None]] = []
    for row in rows:
        text = row["sentence"]
        given = root(text, row["source"], row["target"])
        roots.append((row["gold_root"], given))
        cost = (given != row["gold_root"]) + (quad(given) != quad(row["gold_root"]))
        errors.note(cost, f"{row['gold_root']} given {given}: {row['marked_sentence']}")
    quads = [(quad(gold) or "", quad(given)) for gold, given in roots]
    return {
        "root_macro_f1": macro_f1(roots), "quad_macro_f1": macro_f1(quads),
        "root_right": sum(a == b for a, b in roots) / max(1, len(roots)),
        "quad_right": sum(a == b for a, b in quads) / max(1, len(quads)), "sentences": len(roots),
    }  # fmt: skip


def quad(kind: str | None) -> str | None:
    """The quad class of a root of this set."""
    return None if kind is None else str(QUADS["RETREAT" if kind == "YIELD" else kind])


def root(text: str, source: str, target: str) -> str | None:
    """The root of the event whose parties are most nearly the two given; null where the reading has none."""
    reading = sentence(text)
    sides = (span(text, source), span(text, target))
    found = records(reading) + turned_down(reading)
    best = max(found, key=lambda r: fit(r, sides), default=None)
    if best is None:
        return None
    return "YIELD" if best.type in _YIELD else best.type


def span(text: str, words: str) -> tuple[int, int]:
    """Where a side stands; nowhere when the set's words are not the sentence's."""
    start = text.find(words)
    return (start, start + len(words)) if start >= 0 else (-1, -1)


def fit(record: Record, sides: tuple[tuple[int, int], tuple[int, int]]) -> tuple[float, int]:
    """How well a record joins the two sides: its own parties first, then where its words stand."""
    source, target = sides
    score = 3.0 * touches(record.actors, source) + 3.0 * touches(record.recipients, target)
    score += 1.0 * (touches(record.actors, target) or touches(record.recipients, source))
    between = min(source[1], target[1]) <= record.start <= max(source[0], target[0])
    return score + 1.0 * between, -record.start


def touches(parties: tuple[Participant, ...], side: tuple[int, int]) -> bool:
    """Whether one of the parties overlaps a span."""
    return any(p.evidence is not None and p.evidence.start < side[1] and p.evidence.end > side[0] for p in parties)
