"""Score the time expressions that saksi finds on our own articles.

    python -m quality.run_times [--half dev|test] [--language id|en] [-v] [--json]

An expression is recognised when its span is the gold's (exact) or overlaps it (relaxed), each gold expression by one found
expression at most; its value is right when it is one of the gold's. ``value`` is the F1 of relaxed recognition with the right
value, as in TempEval-3 (UzZaman et al. 2013). Gold rows marked optional are neither asked for nor punished. ``-v`` prints misses,
false hits and wrong values, of the dev half alone. The gold is ``quality/gold/times``; our own hands wrote both halves, so the
test half says how well the grammar carries over to articles it was not tuned on, not to other people's.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import saksi
from quality.articles import ROOT
from saksi.types import TimeExpression

Row = dict[str, Any]
Finder = Callable[[str, str | None, str], list[TimeExpression]]

GOLD = ROOT / "quality" / "gold" / "times"
HALVES = ("dev", "test")


@dataclass
class Score:
    """Counts over articles. ``gold`` and ``found`` leave out what is optional."""

    articles: int = 0
    gold: int = 0
    found: int = 0
    exact: int = 0
    relaxed: int = 0
    types: int = 0
    values: int = 0
    log: list[str] = field(default_factory=list)

    def f1(self, hits: int) -> float:
        """The harmonic mean of precision and recall of so many hits; 0 where there is nothing."""
        return 2 * hits / (self.gold + self.found) if self.gold + self.found else 0.0

    def as_json(self) -> Row:
        """The figures."""
        out: Row = {"articles": self.articles, "gold": self.gold, "found": self.found}
        out |= {name: round(self.f1(getattr(self, name)), 4) for name in ("exact", "relaxed", "types", "values")}
        return out | {
            "precision": round(self.relaxed / self.found, 4) if self.found else 0.0,
            "recall": round(self.relaxed / self.gold, 4) if self.gold else 0.0,
        }


def load(half: str, language: str) -> list[Row]:
    """The gold articles of a half in a language, by name."""
    rows = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((GOLD / half).glob("*.json"))]
    return [row for row in rows if row["language"] == language]


def find(text: str, published: str | None, language: str) -> list[TimeExpression]:
    """What saksi finds."""
    return list(saksi.times(text, published=published, language=language))


def overlap(gold: Row, found: TimeExpression) -> int:
    """How many code points they share."""
    return min(int(gold["end"]), found.evidence.end) - max(int(gold["start"]), found.evidence.start)


def add(score: Score, article: Row, found: list[TimeExpression]) -> None:
    """Add an article to a score: pairs by most overlap, exact spans first."""
    rows = article["expressions"]
    pairs = [(overlap(g, f), i, j) for i, g in enumerate(rows) for j, f in enumerate(found)]
    exact = {(i, j) for i, g in enumerate(rows) for j, f in enumerate(found) if f.evidence.span == (g["start"], g["end"])}
    pairs.sort(key=lambda p: ((p[1], p[2]) not in exact, bool(rows[p[1]].get("optional")), -p[0], p[1], p[2]))
    of_gold: dict[int, int] = {}
    of_found: dict[int, int] = {}
    for shared, i, j in pairs:
        if shared > 0 and i not in of_gold and j not in of_found:
            of_gold[i], of_found[j] = j, i
    score.articles += 1
    score.gold += sum(not g.get("optional") for g in rows)
    for j, one in enumerate(found):
        lenient = any(g.get("optional") and overlap(g, one) > 0 for g in rows)
        if j in of_found and not rows[of_found[j]].get("optional"):
            score.found += 1
        elif not lenient:
            score.found += 1
            score.log.append(f"{article['id']}: false {one.text!r} {one.type} {one.value}")
    for i, g in enumerate(rows):
        if g.get("optional"):
            continue
        if i not in of_gold:
            score.log.append(f"{article['id']}: missed {g['text']!r} {g['type']} {g['values'][0]}")
            continue
        one = found[of_gold[i]]
        score.relaxed += 1
        score.exact += (i, of_gold[i]) in exact
        score.types += one.type == g["type"]
        score.values += one.value in g["values"]
        if (i, of_gold[i]) not in exact:
            score.log.append(f"{article['id']}: span {one.text!r}, not {g['text']!r}")
        if one.type != g["type"]:
            score.log.append(f"{article['id']}: type of {one.text!r} {one.type}, not {g['type']}")
        if one.value not in g["values"]:
            score.log.append(f"{article['id']}: value of {one.text!r} {one.value}, not {' or '.join(g['values'])}")


def score(half: str, language: str, finder: Finder = find) -> Score:
    """The score of a half in a language."""
    out = Score()
    for article in load(half, language):
        add(out, article, finder(article["text"], article["published"], language))
    return out


def problems(article: Row) -> list[str]:
    """What is wrong with a gold article: spans that are not their words, overlaps, unknown types, no values."""
    out, last = [], 0
    for row in article["expressions"]:
        if article["text"][row["start"] : row["end"]] != row["text"]:
            out.append(f"{row['text']!r} is not at {row['start']}")
        if row["start"] < last:
            out.append(f"{row['text']!r} overlaps what is before it")
        if row["type"] not in ("DATE", "TIME", "DURATION", "SET") or not row["values"]:
            out.append(f"{row['text']!r} has no type or value")
        last = row["end"]
    return out


def main(arguments: list[str] | None = None) -> int:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("--language", choices=("id", "en"))
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    out = {
        f"{half} {language}": score(half, language)
        for half in HALVES
        for language in ("id", "en")
        if given.half in (None, half) and given.language in (None, language)
    }
    if given.json:
        print(json.dumps({name: one.as_json() for name, one in out.items()}, indent=1))
        return 0
    print(f"{'':8}{'articles':>9}{'gold':>6}{'found':>7}{'exact':>8}{'relaxed':>9}{'type':>8}{'value':>8}")
    for name, one in out.items():
        row = one.as_json()
        print(
            f"{name:8}{row['articles']:9}{row['gold']:6}{row['found']:7}"
            f"{row['exact']:8.3f}{row['relaxed']:9.3f}{row['types']:8.3f}{row['values']:8.3f}"
        )
        if given.verbose and name.startswith("dev"):
            print("\n".join(f"  {line}" for line in one.log))
    return 0


if __name__ == "__main__":
    sys.exit(main())
