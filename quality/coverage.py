"""How many gold articles there are of each language, register, conflict and phenomenon, as Markdown tables.

    python -m quality.coverage

The labels are those of ``gold/labels.json``, in the words of ``gold/vocabulary.toml``. Each group of phenomena has a floor over
both halves; the exit status is 1 where a phenomenon lies under it. Only counts are printed: of the test half, no article and no
word.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable

from quality.gold_tools import HALVES, Row, labels, load, vocabulary

Counts = dict[str, Counter[str]]  # of a half: how many articles by key


def counted(keys: Callable[[Row, Row], Iterable[str]]) -> Counts:
    """Per half, how many articles have each of the keys an article and its label give."""
    said = labels()
    return {half: Counter(key for gid, one in load(half, "articles").items() for key in keys(one, said[gid])) for half in HALVES}


def languages() -> Counts:
    """How many articles are in each language, and how many are negatives."""
    return counted(lambda one, label: [str(one["language"]), *(["negatives"] if label["conflict"] == "none" else [])])


def of(key: str) -> Counts:
    """How many articles have each register or conflict."""
    return counted(lambda _, label: [str(label[key])])


def phenomena() -> Counts:
    """How many articles show each phenomenon."""
    return counted(lambda _, label: label["phenomena"])


def short(counts: Counts) -> list[str]:
    """Which phenomena fewer articles of both halves show than the floor of their group asks for."""
    known = vocabulary()
    out = []
    for group, names in known["phenomena"].items():
        floor = int(known["floors"][group])
        for name in names:
            have = sum(counts[half][name] for half in HALVES)
            if have < floor:
                out.append(f"{name}: {have} of {floor}")
    return out


def table(head: str, names: Iterable[str], counts: Counts) -> str:
    """A Markdown table: a line per name, a column per half, and their sum."""
    lines = [f"| {head} | {' | '.join(HALVES)} | both |", "|---|" + "---|" * (len(HALVES) + 1)]
    for name in names:
        cells = [counts[half][name] for half in HALVES]
        lines.append(f"| {name} | {' | '.join(map(str, cells))} | {sum(cells)} |")
    return "\n".join(lines)


def tables() -> str:
    """Every table, in Markdown: languages, registers, conflicts, phenomena by group."""
    known, shown = vocabulary(), phenomena()
    out = [table("language", ("id", "en", "negatives"), languages())]
    out += [table(key, known[f"{key}s"], of(key)) for key in ("register", "conflict")]
    out += [table(f"{name}, floor {known['floors'][name]}", group, shown) for name, group in known["phenomena"].items()]
    return "\n\n".join(out)


def main(arguments: list[str] | None = None) -> int:
    """The command. 0: every phenomenon is shown often enough; 1: one is not."""
    argparse.ArgumentParser(prog="python -m quality.coverage", description="What our own gold covers.").parse_args(arguments)
    print(tables())
    under = short(phenomena())
    print("\n" + ("\n".join(f"SHORT {line}" for line in under) if under else "no phenomenon lies under its floor"))
    return 1 if under else 0


if __name__ == "__main__":
    sys.exit(main())
