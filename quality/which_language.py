"""How surely the language of a short text is told: forty short articles of ours in each language, whole and cut.

    python -m quality.which_language [--json]

The Indonesian and the Malay ones tell the same stories, so that nothing but the language tells them apart. A row of the table is
what a text is in, a column what it was taken for; *unsure* counts those that were read with a note. The exit status is 1 where an
Indonesian or English text was taken for Malay.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter

from quality.articles import ROOT
from saksi.config import Config
from saksi.sources.language import identify

FOLDER = ROOT / "quality" / "identification"
CUTS = (None, 100, 60)  # code points that are left of each text; null for all


def texts() -> dict[str, list[str]]:
    """The texts of each language."""
    return {path.stem: path.read_text(encoding="utf-8").splitlines() for path in sorted(FOLDER.glob("*.txt"))}


def table(cut: int | None, languages: tuple[str, ...] = Config().languages) -> dict[str, Counter[str]]:
    """What the texts of each language were taken for, and how many of them without being sure."""
    out: dict[str, Counter[str]] = {}
    for code, held in texts().items():
        out[code] = Counter()
        for text in held:
            told = identify(text[:cut].rsplit(" ", 1)[0] if cut else text, languages)
            out[code][told.code or "none"] += 1
            out[code]["unsure"] += not told.confident
    return out


def main(arguments: list[str] | None = None) -> int:
    """The command. 0: no text was taken for Malay that is not."""
    parser = argparse.ArgumentParser(prog="python -m quality.which_language", description="Languages told of short texts.")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    tables = {str(cut or "whole"): table(cut) for cut in CUTS}
    if options.json:
        print(json.dumps(tables))
    else:
        for name, rows in tables.items():
            print(f"{'whole texts' if name == 'whole' else f'cut to {name} code points'}")
            columns = [*sorted({code for row in rows.values() for code in row} - {"unsure"}), "unsure"]
            print("  " + "".join(f"{column:>8}" for column in ("", *columns)))
            for code, row in rows.items():
                print("  " + f"{code:>8}" + "".join(f"{row[column]:>8}" for column in columns))
    return 1 if any(row["ms"] for rows in tables.values() for code, row in rows.items() if code != "ms") else 0


if __name__ == "__main__":
    sys.exit(main())
