"""How fast articles are read on one core, and what a first one costs.

    python -m benchmarks.reading [FILE] [--lines 12] [--language id] [--seconds 20] [--json]

FILE is plain text, one sentence a line; every twelve lines make an article. Without it the PANL news text is taken where it is
present, else the examples, over and over. All figures come from one run on one machine: compare their ratios, not the numbers.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PANL = ROOT.parent / "shared" / "data" / "raw" / "panl_bppt_int"
FIRST = "Sedikitnya 16 tentara tewas, kata Kementerian Pertahanan, Senin."
REPEATS = 3

Row = dict[str, Any]


def from_file(path: Path, lines: int, language: str | None) -> Iterator[Row]:
    """Articles of so many lines each from a plain text."""
    every = iter(line for line in path.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip())
    number = 0
    while batch := list(islice(every, lines)):
        yield {"id": f"{path.stem}-{number}", "text": "\n".join(batch), "language": language}
        number += 1


def from_examples() -> Iterator[Row]:
    """The articles of ``examples/`` over and over."""
    found = [
        json.loads(line)
        for path in sorted((ROOT / "examples").glob("*/articles.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    yield from cycle(found)


def speed(articles: Iterator[Row], seconds: float) -> Row:
    """Read articles for so long on this core, after one that warms up; what was got through per second of processor time."""
    from saksi.reading import read
    from saksi.sources import build_document
    from saksi.text import sentences

    def build(row: Row) -> Any:
        keys = ("title", "url", "id", "published", "publisher", "language")
        return build_document(text=row["text"], **{key: row.get(key) for key in keys})

    first = next(articles)
    read(build(first))
    n = sentence_count = words = claims = 0
    longest = 0.0
    begun, clock = time.process_time(), time.perf_counter()
    spent = 0.0  # counting is not reading
    for row in articles:
        start = time.process_time()
        document = build(row)
        reading = read(document)
        took = time.process_time() - start
        spent, longest = spent + took, max(longest, took)
        n += 1
        sentence_count += sum(1 for _ in sentences(document.text))
        words += len(document.text.split())
        claims += len(reading.events) + len(reading.casualties) + len(reading.attributions)
        if time.perf_counter() - clock > seconds:
            break
    if not n:
        raise SystemExit("there is only one article: nothing left to measure after the one that warms up")
    return {
        "articles": n,
        "words_per_article": round(words / n, 1),
        "articles_per_second": round(n / spent, 2),
        "sentences_per_second": round(sentence_count / spent, 1),
        "words_per_second": round(words / spent, 1),
        "claims_per_article": round(claims / n, 2),
        "slowest_article_seconds": round(longest, 4),
        "share_of_wall_clock": round(spent / max(time.process_time() - begun, 1e-9), 3),
        "peak_memory_mib": round(
            resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << (20 if sys.platform == "darwin" else 10)), 1
        ),
    }


def process(code: list[str]) -> float:
    """The shortest of some runs of a new process, in seconds."""
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    best = float("inf")
    for _ in range(REPEATS):
        start = time.perf_counter()
        done = subprocess.run(code, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
        took = time.perf_counter() - start
        if done.returncode:
            raise SystemExit(f"{' '.join(code)} failed:\n{done.stderr}")
        best = min(best, took)
    return round(best, 3)


def starts() -> Row:
    """Cold starts with the pack compiled already: the interpreter alone, ``saksi --help``, and a first short article."""
    python = sys.executable
    first = f"import saksi; saksi.read({FIRST!r}, language='id', published='2020-09-28')"
    subprocess.run([python, "-c", first], cwd=ROOT, capture_output=True, check=False)  # compiles the pack where it is not
    bare = process([python, "-c", "pass"])
    found = {
        "python_seconds": bare,
        "help_seconds": process([python, "-m", "saksi", "--help"]),
        "first_article_seconds": process([python, "-c", first]),
    }
    ratios = {f"{name.removesuffix('_seconds')}_over_python": round(found[name] / bare, 1) for name in list(found)[1:]}
    return found | ratios


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description="Speed of reading on one core.")
    parser.add_argument("file", nargs="?", type=Path, help="plain text, one sentence a line")
    parser.add_argument("--lines", type=int, default=12, help="lines that make an article")
    parser.add_argument("--language", default=None, help="language of FILE; identified where not given")
    parser.add_argument("--seconds", type=float, default=20.0, help="how long to read")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    if options.file and not options.file.is_file():
        parser.error(f"{options.file} is no file")
    inputs: list[tuple[str, Iterator[Row]]] = [("examples", from_examples())]
    if options.file:
        inputs = [(options.file.name, from_file(options.file, options.lines, options.language))]
    elif PANL.is_dir():
        inputs = [(path.name, from_file(path, options.lines, options.language)) for path in sorted(PANL.glob("*.txt"))]
    found: Row = {name: speed(articles, options.seconds / len(inputs)) for name, articles in inputs}
    found["start"] = starts()
    if options.json:
        print(json.dumps(found))
        return 0
    for name, figures in found.items():
        print(name)
        for key, value in figures.items():
            print(f"  {key.replace('_', ' '):<28}{value:>12}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
