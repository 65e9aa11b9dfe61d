"""Draw sheets, take verdicts in, report.

python -m quality.judged draw SHEETS --data RAW [--seed N]    sheets of claims and sentences, with text: kept elsewhere
python -m quality.judged take SHEET --judge NAME --as FILE    verdicts of a filled sheet, without text, into verdicts/
python -m quality.judged report FILE [--second FILE] [--data RAW] [--json]
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from quality.articles import ROOT
from quality.judged import sample, verdicts

RAW = ROOT.parent / "shared" / "data" / "raw"


def draw(folder: Path, data: Path, seed: int) -> int:
    """Write claims.jsonl and sentences.jsonl."""
    if folder.resolve().is_relative_to(ROOT):
        print(
            f"{folder} lies inside the repository, and sheets hold other people's text: choose a folder outside.", file=sys.stderr
        )
        return 2
    folder.mkdir(parents=True, exist_ok=True)
    found = list(sample.documents(data))
    for name, rows in (("claims", sample.draw_claims(found, seed)), ("sentences", sample.draw_sentences(found, seed))):
        path = folder / f"{name}.jsonl"
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        print(f"{path}: {len(rows)} rows of {len(found)} documents")
    return 0


def percent(pair: tuple[float, float]) -> str:
    """An interval as people read it."""
    return f"{pair[0]:.3f} to {pair[1]:.3f}"


def report(name: str, second: str | None, data: Path, as_json: bool) -> int:
    """Print precision by noun, the end measure by column, recall of the code as it is, and agreement."""
    rows = verdicts.load(name)
    if not rows:
        print(f"no verdicts are kept under {name}; those there are: {[p.stem for p in sorted(verdicts.KEPT.glob('*.jsonl'))]}")
        return 2
    told = [row for row in rows if row["task"] == "claim"]
    asked = [row for row in rows if row["task"] == "sentence"]
    out = {"precision": verdicts.precision(told), "cells": verdicts.cells(told)}
    if data.is_dir():
        out["recall"] = verdicts.recall(asked, verdicts.by_key(sample.documents(data)))
    if second:
        out["agreement"] = verdicts.agreement(rows, verdicts.load(second))
    if as_json:
        print(json.dumps(out, ensure_ascii=False))
        return 0
    for noun, one in out["precision"].items():
        print(f"{noun:<12} true {one['true']}/{one['judged']} ({percent(one['true_interval'])}), unclear {one['unclear']}")
        print(f"{'':<12} wholly right {one['whole']} ({percent(one['whole_interval'])})")
        print(f"{'':<12} false: {one['reasons']}")
        print(f"{'':<12} wrong fields: {one['wrong_fields']}")
    for column, one in out["cells"].items():
        counts = ", ".join(f"{how} {one.get(how, 0)}" for how in ("right", "empty", "wrong", "unsupported", "missing"))
        print(f"{column:<16} {one['bad_per_100']:>5} wrong or unsupported per 100 rows {one['interval']}: {counts}")
    if "recall" in out:
        found = out["recall"]
        print(f"recall of casualty figures {found['recall']} (95 % {found['interval']}); by stratum {found['strata']}")
    if "agreement" in out:
        print(f"agreement {out['agreement']}")
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Run one of the three commands."""
    parser = argparse.ArgumentParser(prog="python -m quality.judged", description=__doc__.split("\n")[0] if __doc__ else "")
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw")
    drawing.add_argument("sheets", type=Path)
    drawing.add_argument("--seed", type=int, default=1)
    taking = commands.add_parser("take")
    taking.add_argument("sheet", type=Path, nargs="+")
    taking.add_argument("--judge", required=True)
    taking.add_argument("--as", dest="name", required=True)
    reporting = commands.add_parser("report")
    reporting.add_argument("name")
    reporting.add_argument("--second")
    reporting.add_argument("--json", action="store_true")
    for one in (drawing, reporting):
        one.add_argument("--data", type=Path, default=RAW)
    args = parser.parse_args(arguments)
    try:
        if args.command == "draw":
            return draw(args.sheets, args.data, args.seed)
        if args.command == "take":
            rows = [row for sheet in args.sheet for row in verdicts.stripped(sheet, args.judge)]
            print(verdicts.keep([*verdicts.load(args.name), *rows], args.name))
            return 0
        return report(args.name, args.second, args.data, args.json)
    except (verdicts.SheetError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    raise SystemExit(main())
