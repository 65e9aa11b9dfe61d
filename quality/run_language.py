"""Score a language on a small set of short articles of its own, apart from the halves that have floors.

    python -m quality.run_language [CODE] [--json] [-v]

``gold/CODE/articles.jsonl`` holds the articles and ``gold/CODE/gold/`` a file of gold for each, in the form of the
annotation guide. The set is small and was written by whoever wrote the pack: it says that the pack works, not how good it is.
Nothing is gated.
"""

from __future__ import annotations

import argparse
import json
import sys

from quality.articles import Pair
from quality.gold_tools import GOLD
from quality.run_gold import score, table


def pairs(code: str) -> list[Pair]:
    """The articles of a language with their gold."""
    folder = GOLD / code
    lines = (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [json.loads(line) for line in lines if line.strip()]
    return [(one, json.loads((folder / "gold" / f"{one['id']}.json").read_text(encoding="utf-8"))) for one in articles]


def main(arguments: list[str] | None = None) -> int:
    """The command. 0: every article was read; 1: one was not, or its reading breaks the contract."""
    parser = argparse.ArgumentParser(prog="python -m quality.run_language", description="Scores of a language's own articles.")
    parser.add_argument("code", nargs="?", default="ms", help="the language")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("-v", action="store_true", help="print every miss")
    options = parser.parse_args(arguments)
    found = score(options.code, options.code, pairs(options.code))
    if options.json:
        print(json.dumps(found.as_json(), ensure_ascii=False))
    else:
        print(table([found], {}))
    if options.v:
        print("\n".join(found.log), file=sys.stderr)
    return 1 if found.total["missing"] or found.total["broken"] else 0


if __name__ == "__main__":
    sys.exit(main())
