"""What a suite hands back: its figures by part of the set, and its errors on the part that is worked on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")

Figures = dict[str, float | int]
"""Measure -> value; shares and F1 as fractions of 1, counts as they are."""


@dataclass(frozen=True, slots=True)
class Report:
    """Figures of every part of a set (*tune* is looked at, *report* is not), and errors of the first part, worst first."""

    parts: dict[str, Figures]
    errors: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The figures, one line a part."""
        width = max(len(name) for name in self.parts)
        return [f"{name:{width}}  " + "  ".join(shown(*pair) for pair in row.items()) for name, row in self.parts.items()]


def shown(measure: str, value: float | int) -> str:
    """A figure as it is printed."""
    return f"{measure} {value:.3f}" if isinstance(value, float) else f"{measure} {value}"


@dataclass(slots=True)
class Counts:
    """True positives, how many were given, how many the gold has."""

    right: int = 0
    given: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Share of what was given that is right."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def add(self, found: Iterable[object], gold: Iterable[object]) -> None:
        """Count two bags against each other."""
        found, gold = Counter(found), Counter(gold)
        self.right += sum((found & gold).values())
        self.given += sum(found.values())
        self.gold += sum(gold.values())

    def as_figures(self, name: str) -> Figures:
        """F1, precision and recall under a name."""
        return {f"{name}_f1": self.f1, f"{name}_precision": self.precision, f"{name}_recall": self.recall}


@dataclass(slots=True)
class Errors:
    """Errors of one part with how much each costs; the dearest come first, else those met first."""

    found: list[tuple[float, str]] = field(default_factory=list)

    def note(self, cost: float, words: str) -> None:
        """Remember one that costs anything."""
        if cost > 0:
            self.found.append((cost, words))

    def worst(self, count: int) -> list[str]:
        """The ``count`` dearest."""
        return [words for _, words in sorted(self.found, key=lambda e: -e[0])[:count]]


def macro_f1(pairs: Iterable[tuple[str, str | None]]) -> float:
    """Mean over the gold's labels of the F1 of each, from pairs of gold label and label given (null where none was)."""
    pairs = list(pairs)
    labels = sorted({gold for gold, _ in pairs})
    scores = []
    for label in labels:
        right = sum(gold == label == given for gold, given in pairs)
        counts = Counts(right, sum(given == label for _, given in pairs), sum(gold == label for gold, _ in pairs))
        scores.append(counts.f1)
    return sum(scores) / len(scores) if scores else 0.0


def halves(rows: Iterable[tuple[int, T]]) -> dict[str, list[T]]:
    """Rows with an even number to tune on, those with an odd one to report."""
    out: dict[str, list[T]] = {"tune": [], "report": []}
    for number, row in rows:
        out["report" if number % 2 else "tune"].append(row)
    return out
