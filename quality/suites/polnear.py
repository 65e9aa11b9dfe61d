"""PolNeAR: who says what in political news, as source, cue and content.

924 US articles with every attribution (Newell, Margolin and Ruths 2018, *An attribution relations corpus for political news*,
LREC). An attribution counts as found where one of the reading overlaps it in source, in cue and in content (partial spans count,
as in Pareti et al. 2013, *Automatically detecting and attributing indirect quotations*); a gold one without a source is found by
cue and content. Each counts once. The set's dev part is reported; of its train part, on which one may tune, every tenth article
is measured.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from quality.suites.report import Counts, Errors, Figures, Report
from saksi.reading import read
from saksi.sources import build_document
from saksi.types import Attribution

Span = tuple[int, int]
_LINE = re.compile(r"^(T\d+)\t(\S+) ([\d; ]+)\t")
_DATE = re.compile(r"_(\d{4}-\d{2}-\d{2})_")


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution as spans of its parts; there may be none of a part."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


def run(data: Path, worst: int = 0) -> Report:
    """The report on the folder ``data`` with ``train`` and ``dev``."""
    report = Report({})
    for part, folder, step in (("tune", "train", 10), ("report", "dev", 1)):
        errors = Errors()
        texts = sorted((data / folder / "text").glob("*.txt"))[::step]
        report.parts[part] = measure(texts, errors)
        if part == "tune":
            report.errors.extend(errors.worst(worst))
    return report


def measure(texts: Iterable[Path], errors: Errors) -> Figures:
    """F1 of whole attributions and of each part by overlap."""
    whole = Counts()
    parts = {"source": Counts(), "cue": Counts(), "content": Counts()}
    count = 0
    for path in texts:
        count += 1
        text = path.read_text(encoding="utf-8")
        notes = sorted((path.parent.parent / "attributions").glob(f"{path.stem}*.ann"))  # one per annotator
        gold = annotated(notes[0].read_text(encoding="utf-8"))
        dated = _DATE.search(path.name)
        reading = read(build_document(text=text, language="en", id=path.stem, published=dated[1] if dated else None))
        given = [of(a) for a in reading.attributions if a.cue is not None]  # the set annotates by cue
        found = matched(gold, given)
        whole.right += len(found)
        whole.given += len(given)
        whole.gold += len(gold)
        for part, counts in parts.items():
            mine = [span for s in given for span in getattr(s, part)]
            theirs = [span for s in gold for span in getattr(s, part)]
            counts.given += len(mine)
            counts.gold += len(theirs)
            counts.right += sum(any(overlap(a, b) for a in mine) for b in theirs)
        for mark, said, done in (("missed", gold, set(found)), ("false", given, set(found.values()))):
            for i, one in enumerate(said):
                errors.note(i not in done, f"{mark} {shown(text, one)}")
    return {
        **whole.as_figures("attribution"), **{f"{name}_recall": counts.recall for name, counts in parts.items()},
        "attributions": whole.gold, "articles": count,
    }  # fmt: skip


def annotated(notes: str) -> list[Said]:
    """The attributions of a file in brat's format."""
    spans: dict[str, tuple[Span, ...]] = {}
    out = []
    for line in notes.splitlines():
        match = _LINE.match(line)
        if match:
            spans[match[1]] = tuple((int(a), int(b)) for a, b in (piece.split() for piece in match[3].split(";")))
        elif line.startswith("E"):
            arguments = [pair.split(":") for pair in line.split("\t")[1].split()]
            of_kind = {
                kind: tuple(s for name, ref in arguments if name.startswith(kind) for s in spans.get(ref, ()))
                for kind in ("Source", "Cue", "Content")
            }
            out.append(Said(of_kind["Source"], of_kind["Cue"], of_kind["Content"]))
    return out


def of(attribution: Attribution) -> Said:
    """An attribution of a reading as spans."""
    return Said(
        tuple(s.evidence.span for s in attribution.sources),
        (attribution.cue.evidence.span,) if attribution.cue else (),
        tuple(e.span for e in attribution.content),
    )


def matched(gold: list[Said], given: list[Said]) -> dict[int, int]:
    """Index in the gold -> index of the first free one given that overlaps it in every part the gold has."""
    out: dict[int, int] = {}
    for i, wanted in enumerate(gold):
        for j, said in enumerate(given):
            if j not in out.values() and all(touch(getattr(wanted, p), getattr(said, p)) for p in ("source", "cue", "content")):
                out[i] = j
                break
    return out


def touch(wanted: tuple[Span, ...], given: tuple[Span, ...]) -> bool:
    """True where a span overlaps, or none is wanted."""
    return not wanted or any(overlap(a, b) for a in wanted for b in given)


def overlap(one: Span, other: Span) -> bool:
    """True where two spans share a code point."""
    return one[0] < other[1] and other[0] < one[1]


def shown(text: str, said: Said) -> str:
    """An attribution in words."""
    return " | ".join(
        " ... ".join(text[a:b] for a, b in spans)[:120].replace("\n", " ") for spans in (said.source, said.cue, said.content)
    )
