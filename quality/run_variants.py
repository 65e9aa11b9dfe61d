"""Read articles and their variants and compare: what a reading loses when names, numbers, words and order change.

    python -m quality.run_variants [--seed-dir FOLDER] [--n 20] [--seed 0] [--json] [-v]

Two things must hold: over all variants the mean of each measure stays within 0.05 of the mean over the originals, and no single
variant's average falls more than 0.15 below its original's. The exit status is 1 where one of them does not.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quality.articles import SEED, Pair, examples, scorer, seed
from quality.variants import variants

Row = dict[str, Any]
Reader = Callable[[Row], Row]
MEASURES = ("casualty_full", "attributions", "event_type", "event_precision", "event_roles", "control")
MEAN_SLACK = 0.05
ONE_SLACK = 0.15
WORST = 8


def read(document: Row) -> Row:
    """A document as saksi reads it, in the form of the contract."""
    from saksi.contract import to_json
    from saksi.reading import read as read_document
    from saksi.sources import build_document

    known = {key: document.get(key) for key in ("title", "url", "id", "published", "publisher", "language")}
    result: Row = json.loads(to_json(read_document(build_document(text=document["text"], **known))))
    return result


def measures(gold: Row, reading: Row | None) -> tuple[dict[str, float], dict[str, float], list[str]]:
    """Each measure there is something for, those for which nothing was asked and nothing given, and the scorer's remarks."""
    log: list[str] = []
    gid = str(gold["id"])
    total = scorer().score({gid: gold}, {gid: reading} if reading else {}, log.append)
    if total["missing"] or total["broken"]:
        log.insert(0, f"{gid}: the reading is missing or breaks the contract: the figures are void")
    told: dict[str, float] = {}
    silent: dict[str, float] = {}
    for name in MEASURES:
        box = total.get(name)
        if box is None:
            continue
        if "f1" in box:
            (told if box["gold"] or box["pred"] else silent)[name] = box["f1"]
        elif box["of"]:
            told[name] = box["rate"]
        elif name == "event_precision":
            silent[name] = 1.0
    return told, silent, log


def average(values: Iterable[float]) -> float:
    """The mean, 0.0 of nothing."""
    found = list(values)
    return sum(found) / len(found) if found else 0.0


@dataclass
class Reading:
    """The measures of one article or variant."""

    id: str
    scores: dict[str, float]
    silent: dict[str, float]
    log: list[str]
    operators: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)


@dataclass
class Comparison:
    """An article and its variants."""

    original: Reading
    variants: list[Reading]

    def names(self) -> list[str]:
        """The measures that have something to measure in the original or in any variant: silence is right until one speaks."""
        every = [self.original, *self.variants]
        return [name for name in MEASURES if any(name in one.scores for one in every)]

    def value(self, one: Reading, name: str) -> float | None:
        """A measure of the original or a variant; None where it says nothing about it."""
        return one.scores.get(name, one.silent.get(name))

    def over(self, name: str) -> list[float]:
        """A measure of all variants that have it."""
        return [value for one in self.variants if (value := self.value(one, name)) is not None]

    def drop(self, one: Reading) -> float:
        """How far a variant's average lies below the original's, over the measures that both have."""
        pairs = [(self.value(self.original, name), self.value(one, name)) for name in self.names()]
        both = [(a, b) for a, b in pairs if a is not None and b is not None]
        return average(a for a, _ in both) - average(b for _, b in both)


def compare(pairs: Iterable[Pair], n: int, seed_number: int = 0, reader: Reader = read) -> list[Comparison]:
    """Every article and its variants, read and scored."""

    def scored(document: Row, gold: Row) -> Reading:
        told, silent, log = measures(gold, reader(document))
        lineage = gold.get("lineage", {})
        return Reading(str(gold["id"]), told, silent, log, lineage.get("operators", []), lineage.get("changes", []))

    return [
        Comparison(scored(document, gold), [scored(d, g) for d, g in variants(document, gold, n, seed_number)])
        for document, gold in pairs
    ]


def misses(found: list[Comparison]) -> list[str]:
    """Which of the two rules are broken, and by what."""
    out = [r.log[0] for c in found for r in (c.original, *c.variants) if r.log and r.log[0].endswith("are void")]
    if not any(value for c in found for value in c.original.scores.values()):
        out.append("nothing was read right in any original: there is nothing to compare")
    for name in MEASURES:
        pairs = [(c.value(c.original, name), c.over(name)) for c in found if name in c.names()]
        both = [(one, over) for one, over in pairs if one is not None and over]
        before, after = [one for one, _ in both], [average(over) for _, over in both]
        if abs(average(after) - average(before)) > MEAN_SLACK:
            out.append(f"{name}: mean {average(before):.3f} over originals, {average(after):.3f} over variants")
    far = [(c.drop(v), v) for c in found for v in c.variants if c.drop(v) > ONE_SLACK]
    return out + [f"{v.id}: average {drop:.3f} under its original ({', '.join(v.operators)})" for drop, v in far]


def table(found: list[Comparison]) -> str:
    """Per article and measure: original, mean over variants, minimum."""
    lines = [f"{'article':<12}" + "".join(f"{name:>24}" for name in MEASURES)]
    lines.append(f"{'':<12}" + f"{'original  mean   min':>24}" * len(MEASURES))
    for c in found:
        cells = []
        for name in MEASURES:
            over, one = c.over(name), c.value(c.original, name) if name in c.names() else None
            cells.append("-" if one is None or not over else f"{one:.3f} {average(over):.3f} {min(over):.3f}")
        lines.append(f"{c.original.id:<12}" + "".join(f"{cell:>24}" for cell in cells))
    return "\n".join(lines)


def worst(found: list[Comparison]) -> list[tuple[float, Reading]]:
    """The variants that lost most, worst first."""
    every = [(c.drop(v), v) for c in found for v in c.variants]
    return sorted(every, key=lambda pair: (-pair[0], pair[1].id))[:WORST]


def remark(line: str) -> str:
    """What kind of miss a line of the scorer's remarks reports."""
    return line.split(": ")[1].split(" ")[0] + (" too much" if " not in gold" in line else " missed")


def by_operator(found: list[Comparison]) -> dict[str, float]:
    """The mean loss of the variants that an operator had a part in."""
    drops: dict[str, list[float]] = {}
    for c in found:
        for v in c.variants:
            for name in v.operators:
                drops.setdefault(name, []).append(c.drop(v))
    return {name: round(average(values), 4) for name, values in sorted(drops.items())}


def main(arguments: list[str] | None = None) -> int:
    """The command. 0: both rules hold; 1: one does not; 2: misuse."""
    parser = argparse.ArgumentParser(prog="python -m quality.run_variants", description="Readings of articles and variants.")
    parser.add_argument("--seed-dir", type=Path, help="a folder with article.jsonl and gold.json beside the examples")
    parser.add_argument("--n", type=int, default=20, help="variants per article")
    parser.add_argument("--seed", type=int, default=0, help="another seed makes other variants")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("-v", action="store_true", help="print what each of the worst variants missed")
    options = parser.parse_args(arguments)
    folder = options.seed_dir or (SEED if SEED.is_dir() else None)
    if options.seed_dir and not (options.seed_dir / "gold.json").is_file():
        parser.error(f"{options.seed_dir} has no gold.json")
    pairs = [*examples(), *(seed(folder) if folder else ())]
    found = compare(pairs, options.n, options.seed)
    broken = misses(found)
    if options.json:
        rows = []
        for c in found:
            lost = [v.__dict__ | {"drop": round(c.drop(v), 4)} for v in c.variants]
            rows.append({"original": c.original.__dict__, "variants": lost})
        print(json.dumps({"articles": rows, "operators": by_operator(found), "misses": broken}, ensure_ascii=False))
        return 1 if broken else 0
    print(table(found))
    print("\nmean loss of the variants an operator had a part in:", by_operator(found))
    print("\nworst variants")
    originals = {v.id: c.original for c in found for v in c.variants}
    for drop, v in worst(found):
        print(f"  {v.id}  -{drop:.3f}  {', '.join(v.operators)}\n      {'; '.join(v.changes)}")
        if options.v:
            before = Counter(remark(line) for line in originals[v.id].log)
            after = Counter(remark(line) for line in v.log)
            for line in v.log:
                if after[remark(line)] > before[remark(line)]:
                    print(f"      {line}")
    print("\n" + ("\n".join(f"MISS {line}" for line in broken) if broken else "both rules hold"))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
