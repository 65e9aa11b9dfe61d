"""PANL-BPPT: aligned Indonesian and English lines of international wire news must yield the same claims.

There is no gold: each side is the other's. A pair is read line by line, each line a document of its own. A casualty claim agrees
with one of the other side of the same kind, quantity (low, best, high) and realis; an ASSAULT event with one of the same realis.
Claims are matched one to one within a pair, the rest of either side are errors: F1 = 2 * matched / (Indonesian + English claims).

Silence would agree too. So *claims_a_pair* is the claims of the poorer side for each pair in which a line holds a word of attack
or harm (a short list of its own, not the packs'); with fewer than one for four pairs the F1 is worth nothing. *strict* also asks
for the same classes of victims and scope, and the same modes.

PAN Localization, BPPT, *International* part, 150,000 words. Pairs with an even number are tuned on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from quality.suites.report import Counts, Figures, Report, halves
from saksi.reading import read
from saksi.sources import build_document
from saksi.types import CasualtyClaim, EventClaim, Reading

FILES = ("PANL-BPPT-INT-ID-150Kw.txt", "PANL-BPPT-INT-EN-150Kw.txt")
WORDS = (
    r"serang|nyerang|bunuh|ledak|tembak|nembak|gempur|culik|tewas|newas|luka|korban|\bbom|bom\b",
    r"\b(?:(?:attack|kill|wound|injur|casualt|bomb|shoot|explo|raid|murder|abduct|kidnap|death)\w*|dead|died|shot)\b",
)
"""Words of attack and harm on either side, to know which pairs should yield a claim."""

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A line in both languages, Indonesian first."""

    number: int
    lines: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """A claim of one side: what must agree, what must agree strictly, and its words."""

    noun: str
    key: Key
    strict: Key
    words: str

    def __str__(self) -> str:
        values = " ".join("-" if part is None else str(part) for part in self.key)
        return f"{self.noun} {self.words!r} ({values})"


@dataclass(slots=True)
class Tally:
    """Agreement over some pairs: all claims, by noun, and strictly. English counts as given, Indonesian as gold."""

    all: Counts = field(default_factory=Counts)
    casualty: Counts = field(default_factory=Counts)
    assault: Counts = field(default_factory=Counts)
    strict: Counts = field(default_factory=Counts)
    pairs: int = 0
    talking: int = 0
    told: list[int] = field(default_factory=lambda: [0, 0])

    def figures(self) -> Figures:
        """F1 of each, and how much was said at all."""
        return {
            "f1": self.all.f1, "casualty_f1": self.casualty.f1, "assault_f1": self.assault.f1, "strict_f1": self.strict.f1,
            "claims_a_pair": min(self.told) / max(1, self.talking), "pairs": self.pairs, "pairs_with_such_words": self.talking,
            "claims_id": self.all.gold, "claims_en": self.all.given,
        }  # fmt: skip


def run(data: Path, worst: int = 0) -> Report:
    """The report on the folder ``data``."""
    report = Report({})
    for name, part in halves((pair.number, pair) for pair in pairs(data)).items():
        errors: list[tuple[int, int, str]] = []
        report.parts[name] = measure(part, errors).figures()
        if name == "tune":
            report.errors.extend(text for _, _, text in sorted(errors)[:worst])
    return report


def pairs(folder: Path) -> Iterator[Pair]:
    """The aligned lines; a pair of which one is empty is left out."""
    indonesian, english = ((folder / name).read_text(encoding="utf-8").splitlines() for name in FILES)
    for number, (one, other) in enumerate(zip(indonesian, english, strict=True)):
        if one.strip() and other.strip():
            yield Pair(number, (one.strip(), other.strip()))


def measure(found: Iterable[Pair], errors: list[tuple[int, int, str]]) -> Tally:
    """Read both sides of every pair and set them side by side. Of errors: minus how many, the pair's number, its lines."""
    out = Tally()
    for pair in found:
        one, other = (claims(line, code) for line, code in zip(pair.lines, ("id", "en"), strict=True))
        out.pairs += 1
        if any(re.search(words, line, re.IGNORECASE) for words, line in zip(WORDS, pair.lines, strict=True)):
            out.talking += 1
            out.told[0] += len(one)
            out.told[1] += len(other)
        agree(one, other, out)
        only = rest(one, other), rest(other, one)
        if only[0] or only[1]:
            lines = (f"  {line}\n    {'; '.join(map(str, left))}" for line, left in zip(pair.lines, only, strict=True))
            errors.append((-len(only[0]) - len(only[1]), pair.number, "\n".join((str(pair.number), *lines))))
    return out


def agree(one: list[Told], other: list[Told], tally: Tally) -> None:
    """Add what agrees and what does not."""
    tally.all.add([(t.noun, t.key) for t in other], [(t.noun, t.key) for t in one])
    tally.strict.add([(t.noun, t.strict) for t in other], [(t.noun, t.strict) for t in one])
    for noun, counts in (("casualty", tally.casualty), ("assault", tally.assault)):
        counts.add([t.key for t in other if t.noun == noun], [t.key for t in one if t.noun == noun])


def rest(mine: list[Told], theirs: list[Told]) -> list[Told]:
    """The claims of one side that the other has not."""
    spare = [(t.noun, t.key) for t in theirs]
    out = []
    for told in mine:
        if (told.noun, told.key) in spare:
            spare.remove((told.noun, told.key))
        else:
            out.append(told)
    return out


def claims(text: str, language: str) -> list[Told]:
    """The casualty and ASSAULT claims of a line."""
    reading: Reading = read(build_document(text=text, language=language))
    counts = [casualty(c) for c in reading.casualties]
    return counts + [assault(e) for e in reading.events if e.plover.type == "ASSAULT"]


def casualty(c: CasualtyClaim) -> Told:
    """A casualty claim, to be compared."""
    key = c.kind, c.quantity.low, c.quantity.best, c.quantity.high, c.realis
    return Told("casualty", key, (*key, c.who, c.scope), c.evidence.exact)


def assault(e: EventClaim) -> Told:
    """An ASSAULT event, to be compared."""
    return Told("assault", (e.realis,), (e.realis, e.plover.modes), e.evidence.exact)
