"""Read our own gold with saksi and score it per language, beside the floors under which no figure may fall.

    python -m quality.run_gold [--half dev|test] [--json] [-v] [--raise-floors]

Of the test half only totals are printed, and how many errors the articles of each phenomenon of ``gold/labels.json`` have: never
a row, an article or its words. ``floors.json`` holds the floors and the digest of the gold they were set on. On the same gold
they only rise, with ``--raise-floors``, each by itself; on a changed gold they are set anew. The exit status is 1
where a figure lies under its floor, or the gold has changed.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quality.articles import ROOT, Pair, scorer
from quality.gold_tools import HALVES, pairs, shown
from quality.run_variants import Reader, read
from saksi.text import digest

Row = dict[str, Any]
Scores = dict[str, float]
Floors = dict[str, dict[str, Any]]

FLOORS = ROOT / "quality" / "floors.json"
MEASURES = ("casualty_full", "attributions", "event_type", "event_precision", "event_roles", "control", "main_event")
BESIDE = ("casualty_figure", "attribution_stance", "event_realis", "event_historical", "event_date", "event_place", "teasers")
SILENT = ("negatives_without_events", "negatives_without_casualties")
FLOORED = (*MEASURES, *SILENT)
ERRORS = ("event_type", "event_precision", "casualty_full", "attributions", "control", "main_event")
FEWEST = 3  # of the test half, a phenomenon of fewer articles would tell of an article


@dataclass
class Result:
    """The scores of one language of a half."""

    half: str
    language: str
    articles: int
    negatives: int
    total: Row
    scores: Scores
    phenomena: dict[str, Counter[str]]
    log: list[str] = field(default_factory=list)

    def as_json(self) -> Row:
        """The result as JSON has it: of the test half, no remark on any row."""
        shown = {name: count for name, count in self.phenomena.items() if self.half == "dev" or count["articles"] >= FEWEST}
        out: Row = {"articles": self.articles, "negatives": self.negatives, "scores": self.scores, "total": self.total}
        void = {name: len(self.total[name]) for name in ("missing", "broken")}
        out["total"] = {**self.total, **void}
        return out | {"errors_by_phenomenon": shown} | ({"log": self.log} if self.half == "dev" else {})


def errors(one: Row) -> Counter[str]:
    """How many rows of an article were missed or too many, by measure."""
    out: Counter[str] = Counter()
    for name in ERRORS:
        box = one.get(name, ())
        if len(box) == 3:  # right, given, asked for
            out[name] += box[1] + box[2] - 2 * box[0]
        elif box:  # right, of
            out[name] += box[1] - box[0]
    return out


def score(half: str, language: str, found: list[Pair], reader: Reader = read) -> Result:
    """Read and score the articles of one language."""
    golds: dict[str, Row] = {}
    readings: dict[str, Row] = {}
    phenomena: dict[str, Counter[str]] = {}
    log: list[str] = []
    quiet: Counter[str] = Counter()
    for document, gold in found:
        gid = str(gold["id"])
        golds[gid], readings[gid] = gold, reader(document)
        one = scorer().score_one(gold, readings[gid], lambda _: None)
        for name in shown(gid):
            phenomena.setdefault(name, Counter()).update(errors(one) + Counter(articles=1))
        if gold.get("negative"):
            quiet["events"] += not one["false_events"]
            quiet["casualties"] += not one["false_casualties"]
    total = scorer().score(golds, readings, log.append)
    scores: Scores = {}
    for name in (*MEASURES, *BESIDE):
        box = total.get(name) or {}
        if "f1" in box and (box["gold"] or box["pred"]):
            scores[name] = box["f1"]
        elif box.get("of"):
            scores[name] = box["rate"]
    negatives = sum(bool(gold.get("negative")) for gold in golds.values())
    if negatives:
        scores["negatives_without_events"] = round(quiet["events"] / negatives, 3)
        scores["negatives_without_casualties"] = round(quiet["casualties"] / negatives, 3)
    return Result(half, language, len(golds), negatives, total, scores, phenomena, log)


def results(half: str, reader: Reader = read) -> list[Result]:
    """A half that has gold, per language."""
    found = pairs(half)
    languages = sorted({str(document["language"]) for document, _ in found})
    return [score(half, one, [pair for pair in found if pair[0]["language"] == one], reader) for one in languages]


def floors(path: Path = FLOORS) -> Floors:
    """The floors, per half, language and measure."""
    out: Floors = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return out


def gold_digest(half: str) -> str:
    """What the floors of a half were set on: a digest of its articles and of their gold."""
    told = [json.dumps([document, gold], ensure_ascii=False, sort_keys=True) for document, gold in pairs(half)]
    return digest(*told)[:16]


def on_other_gold(under: Floors, halves: tuple[str, ...]) -> list[str]:
    """The halves whose gold is not the one their floors were set on: figures of two golds do not compare."""
    set_on = under.get("gold", {})
    return [half for half in halves if half in under and set_on.get(half) != gold_digest(half)]


def drops(found: list[Result], under: Floors, halves: tuple[str, ...]) -> list[str]:
    """Which figures lie under their floor, or are gone; which results are void."""
    by_name = {(one.half, one.language): one for one in found}
    out = [f"{one.half} {one.language}: void" for one in found if one.total["missing"] or one.total["broken"]]
    for half in halves:
        for language, scores in under.get(half, {}).items():
            have = by_name[half, language].scores if (half, language) in by_name else {}
            for name, floor in scores.items():
                value = have.get(name)
                if value is None or value < floor:
                    out.append(f"{half} {language} {name}: {'nothing' if value is None else value} is under the floor {floor}")
    return out


def raised(found: list[Result], under: Floors) -> Floors:
    """The floors, each raised to what was reached, rounded down to two decimals; none ever falls."""
    out: Floors = {
        half: dict(of) if half == "gold" else {key: dict(one) for key, one in of.items()} for half, of in under.items()
    }
    for one in found:
        have = out.setdefault(one.half, {}).setdefault(one.language, {})
        for name in FLOORED:
            if name in one.scores:
                have[name] = max(have.get(name, 0.0), math.floor(one.scores[name] * 100 + 1e-9) / 100)
    return out


def table(found: list[Result], under: Floors) -> str:
    """A line per measure; per half and language the figure and its floor."""
    heads = [f"{one.half} {one.language}" for one in found]
    out = [f"{'':<30}" + "".join(f"{head:>18}" for head in heads)]
    out.append(f"{'articles (negatives)':<30}" + "".join(f"{f'{one.articles} ({one.negatives})':>18}" for one in found))
    for name in (*MEASURES, *SILENT, *BESIDE):
        cells = []
        for one in found:
            floor, value = under.get(one.half, {}).get(one.language, {}).get(name), one.scores.get(name)
            beside = "" if floor is None else f" (>= {floor:.2f})"
            cells.append("-" if value is None else f"{value:.3f}{beside or ' ' * 10}")
        out.append(f"{name:<30}" + "".join(f"{cell:>18}" for cell in cells))
    counts = ("false_events", "false_casualties", "traps_hit")
    out += [f"{name:<30}" + "".join(f"{one.total.get(name, 0):>8}{'':10}" for one in found) for name in counts]
    return "\n".join(out)


def by_phenomenon(found: list[Result]) -> str:
    """How many errors the articles of each phenomenon have, most first."""
    total: dict[str, Counter[str]] = {}
    for one in found:
        for name, count in one.phenomena.items():
            total.setdefault(name, Counter()).update(count)
    lines = [f"{'phenomenon':<40}{'articles':>9}" + "".join(f"{name:>17}" for name in ERRORS)]
    for name, count in sorted(total.items(), key=lambda pair: (-pair[1]["articles"], pair[0])):
        if count["articles"] >= FEWEST:
            lines.append(f"{name[:39]:<40}{count['articles']:>9}" + "".join(f"{count[key]:>17}" for key in ERRORS))
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """The command. 0: no figure lies under its floor; 1: one does."""
    parser = argparse.ArgumentParser(prog="python -m quality.run_gold", description="Scores on our own gold.")
    parser.add_argument("--half", choices=HALVES, help="one half instead of both")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("-v", action="store_true", help="print the dev half's misses and the errors by phenomenon")
    parser.add_argument("--raise-floors", action="store_true", help="write what was reached into floors.json, where it is higher")
    options = parser.parse_args(arguments)
    halves = (options.half,) if options.half else HALVES
    found = [one for half in halves for one in results(half)]
    under = floors()
    moved = on_other_gold(under, halves)
    if options.raise_floors:
        under = {half: of for half, of in under.items() if half not in moved}
    fallen = drops(found, under, halves) + [
        f"{half}: its gold has changed, set its floors anew" for half in moved if half in under
    ]
    if options.raise_floors:  # what lies under its floor keeps it, and still fails
        under = raised(found, under)
        under["gold"] = under.get("gold", {}) | {half: gold_digest(half) for half in halves if half in under}
        FLOORS.write_text(json.dumps(under, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    if options.json:
        by_half = {half: {one.language: one.as_json() for one in found if one.half == half} for half in halves}
        print(json.dumps({"halves": by_half, "floors": under, "drops": fallen}, ensure_ascii=False))
        return 1 if fallen else 0
    print(table(found, under))
    for half in halves:
        mine = [one for one in found if one.half == half]
        if not mine:
            print(f"\n{half}: no gold yet")
        elif options.v:
            print(f"\n{half}: errors of the articles that show a phenomenon\n{by_phenomenon(mine)}")
        if options.v and half == "dev":
            print("\n" + "\n".join(line for one in mine for line in one.log))
    print("\n" + ("\n".join(f"DROP {line}" for line in fallen) if fallen else "no figure lies under its floor"))
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
