"""An article and its gold while operators rewrite them, every position of the gold moved along exactly.

An operator never edits text and gold apart: it says how the new text is pieced together from the old one, and every anchor
follows its pieces.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

Row = dict[str, Any]
ANCHOR_WORDS = 6
# keys whose strings are labels, positions or remarks, and never names that an operator may rewrite
LABELS = {
    "id", "language", "published", "anchor", "plover", "realis", "kind", "qualifier", "who", "stance", "relation",
    "change", "extent", "scope", "date", "why", "note", "notes", "kind_note", "denies", "about", "lineage",
    "weekday_mismatch",
}  # fmt: skip


class Piece(NamedTuple):
    """A stretch of the old text, kept (``new`` is None) or replaced by other words."""

    start: int
    end: int
    new: str | None = None


@dataclass
class Draft:
    """One article under rewriting: full text (title included), gold with a start in every row, and what was changed so far."""

    document: Row
    gold: Row
    text: str
    titled: bool
    changes: list[str] = field(default_factory=list)

    @property
    def language(self) -> str:
        """The language of the article, as the gold names it."""
        return str(self.gold.get("language") or self.document.get("language") or "id")

    def copy(self) -> Draft:
        """An independent draft: operators may change it freely."""
        return Draft(copy.deepcopy(self.document), copy.deepcopy(self.gold), self.text, self.titled, list(self.changes))

    def lines(self) -> list[tuple[int, int]]:
        """The span of every line, the title being the first where there is one."""
        spans, at = [], 0
        for line in self.text.split("\n"):
            spans.append((at, at + len(line)))
            at += len(line) + 1
        return spans

    def teasers(self) -> list[tuple[int, int]]:
        """The spans of the lines that point at other stories."""
        spans = self.lines()
        return [spans[n - 1] for n in self.gold.get("teaser_lines", []) if n <= len(spans)]

    def teased(self, at: int) -> bool:
        """Whether a position lies in a line that points at another story."""
        return any(a <= at < b for a, b in self.teasers())

    def body(self) -> str:
        """The text without lines that point at other stories."""
        numbers = set(self.gold.get("teaser_lines", []))
        return "\n".join(line for n, line in enumerate(self.text.split("\n"), 1) if n not in numbers)

    def finish(self) -> tuple[Row, Row]:
        """The document and the gold, as the caller takes them away."""
        document, gold = copy.deepcopy(self.document), copy.deepcopy(self.gold)
        if self.titled:
            document["title"], _, document["text"] = self.text.partition("\n")
        else:
            document["text"] = self.text
        return document, gold


def full_text(document: Row) -> str:
    """The text that offsets count in: the title, a newline and the text, unless the text begins with the title."""
    title, text = document.get("title"), str(document["text"])
    return f"{title}\n{text}" if title and not text.startswith(str(title)) else text


def rows(value: Any) -> Iterator[Row]:
    """Every anchored row of a gold, wherever it stands."""
    if isinstance(value, dict):
        if isinstance(value.get("anchor"), str) and value["anchor"]:
            yield value
        else:
            for inner in value.values():
                yield from rows(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from rows(inner)


def begin(document: Row, gold: Row) -> Draft:
    """A draft of an article. Raises ValueError when an anchor of the gold is not where it should be."""
    text = full_text(document)
    titled = bool(document.get("title")) and not str(document["text"]).startswith(str(document["title"]))
    draft = Draft(copy.deepcopy(document), copy.deepcopy(gold), text, titled)
    for row in rows(draft.gold):
        if row.get("start") is None:
            row["start"] = text.find(row["anchor"])
    found = problems(*draft.finish())
    if found:
        raise ValueError(f"{gold.get('id')}: {found[0]}")
    return draft


def edits(text: str, changed: Sequence[Piece]) -> list[Piece]:
    """The whole text as pieces, given only the changed ones, in any order. Overlapping changes raise ValueError."""
    out, at = [], 0
    for piece in sorted(changed):
        if piece.start < at:
            raise ValueError(f"changes overlap at {piece.start}")
        if piece.start > at:
            out.append(Piece(at, piece.start))
        out.append(piece)
        at = piece.end
    if at < len(text):
        out.append(Piece(at, len(text)))
    return out


def rewrite(draft: Draft, pieces: Sequence[Piece]) -> None:
    """Put the text together anew and move every anchor to where its words now stand."""
    old, parts, placed, at = draft.text, [], [], 0
    for piece in pieces:
        words = old[piece.start : piece.end] if piece.new is None else piece.new
        placed.append((piece, at))
        parts.append(words)
        at += len(words)
    new = "".join(parts)

    def moved(start: int, end: int) -> tuple[int, int]:
        found = []
        for piece, where in placed:
            a, b = max(start, piece.start), min(max(end, start + 1), piece.end)
            if a >= b:
                continue
            if piece.new is None:
                found.append((where + a - piece.start, where + b - piece.start))
            elif piece.new.strip():
                found.append((where, where + len(piece.new)))
        found = [span for span in found if new[span[0] : span[1]].strip()]
        if not found:
            raise ValueError(f"the words at {start} are gone: {old[start:end]!r}")
        found.sort()
        if any(new[a[1] : b[0]].strip() for a, b in pairwise(found)):
            return max(found, key=lambda span: span[1] - span[0])
        return found[0][0], found[-1][1]

    renamed = {}
    for row in rows(draft.gold):
        a, b = moved(row["start"], row["start"] + len(row["anchor"]))
        while a < b and new[a].isspace():
            a += 1
        kept = list(re.finditer(r"\S+", new[a:b]))[:ANCHOR_WORDS]
        anchor = new[a : a + kept[-1].end()]
        renamed[row["anchor"]] = anchor
        row["anchor"], row["start"] = anchor, a
        if "line" in row:
            row["line"] = new.count("\n", 0, a) + 1
    for row in rows(draft.gold):
        if isinstance(row.get("part_of"), str):
            row["part_of"] = renamed.get(row["part_of"], row["part_of"])
    for row in draft.gold.get("contradictions", []):
        if "starts" in row:
            row["starts"] = [moved(at, at + 1)[0] for at in row["starts"]]
    draft.text = new


def relabel(value: Any, change: Callable[[str], str]) -> Any:
    """A gold with every name in it passed through ``change``; labels, anchors and remarks stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [relabel(inner, change) for inner in value]
    if isinstance(value, dict):
        return {key: inner if key in LABELS else relabel(inner, change) for key, inner in value.items()}
    return value


def problems(document: Row, gold: Row) -> list[str]:
    """What is wrong with a gold: anchors that are not there, too long or ambiguous, teaser lines beyond the text."""
    text, out = full_text(document), []
    for row in rows(gold):
        anchor, start = row["anchor"], row.get("start")
        times = text.replace("\u00a0", " ").count(anchor.replace("\u00a0", " "))
        if not times:
            out.append(f"anchor not in the text: {anchor!r}")
        elif start is None and times > 1:
            out.append(f"anchor occurs {times} times and has no start: {anchor!r}")
        elif start is not None and text[start : start + len(anchor)].replace("\u00a0", " ") != anchor.replace("\u00a0", " "):
            out.append(f"anchor not at {start}: {anchor!r}")
        if len(anchor.split()) > ANCHOR_WORDS:
            out.append(f"anchor of more than {ANCHOR_WORDS} words: {anchor!r}")
    if max(gold.get("teaser_lines", []), default=0) > text.count("\n") + 1:
        out.append("teaser_lines beyond the last line")
    return out
