"""Inageoparser: the dead and wounded in Indonesian news of accidents, fires, floods and earthquakes.

The set marks spans of *DeathVictim* and *WoundVictim*. They are cleaned first: fragments of one mention (*korban jiwa* ... *529
orang*) are joined; marks on an organisation and on survivors (*selamat*) are dropped; a mark without a number (*tewas*) may be
found or not. Read with the scope *conflict, disaster, accident*, a claim finds a mark of its kind that it overlaps; *victims_f1*
counts them one to one. *deaths* and *wounds* are the shares of the marks that say a number, or none, whose number the claim found
for it has; *counts* is the share of both.

Dewandaru, Widyantoro and Akbar, ISPRS Int. J. of Geo-Information 9(12), 2020: the documents with an even number, 42.
Every other one of these is tuned on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from quality.suites.report import Counts, Figures, Report, halves
from saksi.reading import read
from saksi.sources import build_document
from saksi.types import CasualtyClaim, Field

FILE = "inageoparser_even_docs.txt"
SCOPE: tuple[Field, ...] = ("conflict", "disaster", "accident")
NUMBERS = {
    "satu": 1, "seorang": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
    "sepuluh": 10, "sebelas": 11, "kedua": 2, "ketiga": 3, "keempat": 4, "kelima": 5, "keenam": 6, "ketujuh": 7,
    "kedelapan": 8, "kesembilan": 9, "kesepuluh": 10,
}  # fmt: skip
NONE = frozenset({"tidak", "tak", "nihil"})
SURVIVORS = "selamat"
JOIN = 5  # tokens between two fragments of one mention

Kind = Literal["death", "wound"]
KINDS: dict[str, Kind] = {"killed": "death", "bodies_recovered": "death", "injured": "wound"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the set with the kind of victim it is marked with, and whether a new mark begins."""

    word: str
    kind: Kind | None
    begins: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A mention of victims: code points of the text, and how many (null where no number is said)."""

    start: int
    end: int
    kind: Kind
    number: int | None


@dataclass(frozen=True, slots=True)
class Article:
    """The text of a document and its marks."""

    title: str
    text: str
    marks: tuple[Mark, ...]


@dataclass(slots=True)
class Tally:
    """What was found over some documents."""

    victims: Counts = field(default_factory=Counts)
    right: dict[Kind, int] = field(default_factory=lambda: {"death": 0, "wound": 0})
    asked: dict[Kind, int] = field(default_factory=lambda: {"death": 0, "wound": 0})

    def figures(self) -> Figures:
        """F1 and the shares of numbers that are right."""
        both = sum(self.right.values()) / max(1, sum(self.asked.values()))
        out = self.victims.as_figures("victims") | {"counts": both}
        names: tuple[tuple[Kind, str], ...] = (("death", "deaths"), ("wound", "wounds"))
        for kind, name in names:
            out |= {name: self.right[kind] / max(1, self.asked[kind]), f"{name}_asked": self.asked[kind]}
        return out


def run(data: Path, worst: int = 0) -> Report:
    """The report on the folder (or file) ``data``."""
    report = Report({})
    for name, part in halves(enumerate(articles(data if data.is_file() else data / FILE))).items():
        errors: list[str] = []
        report.parts[name] = measure(part, errors).figures()
        if name == "tune":
            report.errors.extend(errors[:worst])
    return report


def articles(path: Path) -> Iterator[Article]:
    """The documents of the set."""
    for document in path.read_text(encoding="utf-8").split("===\n"):
        sentences = [[token(line) for line in block.splitlines() if line.strip()] for block in document.split("\n\n")]
        if any(sentences):
            yield article([one for one in sentences if one])


def token(line: str) -> Token:
    """A line: word, part of speech, segment and label, with slashes between. The word may hold one itself."""
    parts = line.strip().split("/")
    label = next((part for part in parts[2:] if part.endswith(("DeathVictim", "DeathVictim-Arg", "WoundVictim-Arg"))), None)
    if label is None or any(part.endswith("-ORG") for part in parts):
        return Token(_word(line), None, False)
    return Token(_word(line), "death" if "Death" in label else "wound", not label.startswith("I-"))


def _word(line: str) -> str:
    word, slash, _ = line.strip().partition("/")
    return word or slash


def article(sentences: Iterable[list[Token]]) -> Article:
    """A document of its sentences: the title ends at the double dash, and words that one dash joins are one (*luka-luka*)."""
    text, title = "", 0
    marks: list[Mark] = []
    for sentence in sentences:
        places: list[tuple[int, int]] = []
        for i, one in enumerate(sentence):
            if not title and one.word == "-" and i and sentence[i - 1].word == "-":
                text = text.removesuffix("-").rstrip()
                title = len(text)
                text += "\n"
                places.append((title, title + 1))
                continue
            tight = not text or text.endswith(("\n", "(")) or one.word in (",", ")", ".", ":", ";", "?") or _doubled(sentence, i)
            text += "" if tight else " "
            places.append((len(text), len(text) + len(one.word)))
            text += one.word
        marks += _marks(sentence, places)
        text += ".\n"
    return Article(text[:title], text, tuple(marks))


def _doubled(sentence: list[Token], i: int) -> bool:
    """Whether a token belongs to a doubled word: its dash, or the second half."""
    for at in (i, i - 1):
        if 0 < at < len(sentence) - 1 and sentence[at].word == "-":
            return sentence[at - 1].word.lower() == sentence[at + 1].word.lower()
    return False


def _marks(sentence: list[Token], places: list[tuple[int, int]]) -> list[Mark]:
    spans: list[tuple[int, int]] = []
    for i, one in enumerate(sentence):
        if one.kind is None:
            continue
        if spans and spans[-1][1] == i and not one.begins and sentence[i - 1].kind == one.kind:
            spans[-1] = (spans[-1][0], i + 1)
        else:
            spans.append((i, i + 1))
    joined: list[tuple[int, int]] = []
    for span in spans:
        before = joined[-1] if joined else None
        if (
            before is not None
            and span[0] - before[1] <= JOIN
            and sentence[before[0]].kind == sentence[span[0]].kind
            and None in (number(sentence[slice(*before)]), number(sentence[slice(*span)]))
        ):
            joined[-1] = (before[0], span[1])
        else:
            joined.append(span)
    out = []
    for first, last in joined:
        words = sentence[first:last]
        kind = words[0].kind
        if kind is not None and not any(one.word.lower() == SURVIVORS for one in words):
            out.append(Mark(places[first][0], places[last - 1][1], kind, number(words)))
    return out


def number(words: Iterable[Token]) -> int | None:
    """The number that a mention says; nought of *tidak ada korban*; null where it says none."""
    for one in words:
        word = one.word.lower()
        if word.isdigit():
            return int(word)
        if word in NUMBERS:
            return NUMBERS[word]
        if word in NONE:
            return 0
    return None


def measure(found: Iterable[Article], errors: list[str]) -> Tally:
    """Read every document and hold its claims to the marks."""
    out = Tally()
    for one in found:
        reading = read(build_document(text=one.text, title=one.title or None, language="id"), scope=SCOPE)
        shift = reading.document.text.find(one.text)
        given = [c for c in reading.casualties if c.kind in KINDS]
        free = list(given)
        for mark in one.marks:
            claim = next((c for c in free if KINDS[c.kind] == mark.kind and overlaps(c, mark, shift)), None)
            if claim is not None:
                free.remove(claim)
            if mark.number is None:
                out.victims.given -= claim is not None  # neither asked for nor too many
                continue
            out.victims.gold += 1
            out.victims.right += claim is not None
            out.asked[mark.kind] += 1
            right = claim is not None and claim.quantity.number == mark.number
            out.right[mark.kind] += right
            if not right:
                got = "nothing" if claim is None else f"{claim.quantity.number} ({claim.evidence.exact})"
                errors.append(f"{mark.kind} {mark.number}, given {got}: {around(one.text, mark.start, mark.end)}")
        out.victims.given += len(given)
        text = reading.document.text
        errors += [f"too much: {c.kind} {c.quantity.number}: {around(text, c.evidence.start, c.evidence.end)}" for c in free]
    return out


def overlaps(claim: CasualtyClaim, mark: Mark, shift: int) -> bool:
    """Whether a claim stands on the words of a mark."""
    return claim.evidence.start < mark.end + shift and claim.evidence.end > mark.start + shift


def around(text: str, start: int, end: int) -> str:
    """The words of a span with some on either side."""
    return text[max(0, start - 60) : end + 60].replace("\n", " | ")
