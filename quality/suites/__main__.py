"""Measure on an outside set.

python -m quality.suites NAME DATA [--json] [-v]
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from quality.suites.registry import SUITES, run

WORST = 50


def main(arguments: list[str] | None = None) -> int:
    """The command. 1: the set is not there."""
    parser = argparse.ArgumentParser(prog="python -m quality.suites", description="Figures on an outside set.")
    parser.add_argument("name", choices=sorted(SUITES), help="the suite")
    parser.add_argument("data", type=Path, help="the folder (or file) of the set")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("-v", action="store_true", help=f"also the {WORST} worst errors of the half that is tuned on")
    options = parser.parse_args(arguments)
    try:
        report = run(options.name, options.data, WORST if options.v else 0)
    except FileNotFoundError as error:
        print(f"{error.filename}: no such file. The set is kept outside the repository; see docs/quality.md.", file=sys.stderr)
        return 1
    print(json.dumps(report.parts) if options.json else "\n".join(report.lines()))
    if report.errors and not options.json:
        print("\n" + "\n".join(report.errors))
    return 0


if __name__ == "__main__":
    sys.exit(main())
