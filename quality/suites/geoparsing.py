"""Toponyms on the LGL corpus and on TR-News: Accuracy@161 km of the gold ones, and how many are recognised.

    python -m quality.suites.geoparsing --data ../shared/data/geoparsing [--misses N]
    saksi evaluate --suite lgl --data ../shared/data/geoparsing  (or tr-news)

Accuracy@161 km (100 miles) as the field has it: the gold toponyms that have coordinates are given as mentions; one counts where
it is resolved to a place within 161 km. All count: an unresolved one is wrong. Recognition: a gold toponym (all of them) is found
where a location that `saksi read` makes overlaps it. Articles with an even number, counted from nought, are half A, on which the
weights of :mod:`saksi.reading.whereabouts` were tried; half B was only measured.

LGL: Lieberman, Samet and Sankaranarayanan, ICDE 2010. TR-News: Kamalloo and Rafiei, WWW 2018. The sets are not in the repository.
"""

from __future__ import annotations

import argparse
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

from quality.suites.report import Figures, Report
from saksi.gazetteer import load as load_gazetteer
from saksi.languages import load as load_pack
from saksi.reading import layers
from saksi.reading.page import Page
from saksi.reading.whereabouts import WEIGHTS, Mention, Spot, Weights, Whereabouts, candidates
from saksi.sources import build_document
from saksi.types import Document

SETS = {"lgl": "lgl.xml", "tr-news": "TR-News.xml"}
NEAR = 161.0  # km


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold toponym: code points in the text, and coordinates where it has them."""

    start: int
    end: int
    phrase: str
    point: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Article:
    """An article of a set: its number in it, the document and its gold toponyms."""

    number: int
    document: Document
    gold: tuple[Gold, ...]


@dataclass(slots=True)
class Result:
    """Counts over some articles. ``misses`` has the phrases that were resolved wrongly or not at all."""

    near: int = 0
    resolvable: int = 0
    found: int = 0
    given: int = 0
    gold: int = 0
    misses: Counter[tuple[str, str]] | None = None

    def as_json(self) -> Figures:
        """Accuracy and recognition."""
        precision = self.found / self.given if self.given else 0.0
        recall = self.found / self.gold if self.gold else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        accuracy = self.near / self.resolvable if self.resolvable else 0.0
        rows = {"accuracy_161": accuracy, "precision": precision, "recall": recall, "f1": f1}
        return {**{name: round(value, 4) for name, value in rows.items()}, "resolvable": self.resolvable, "gold": self.gold}


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance between two points in degrees (haversine)."""
    lat, lon = radians(one[0]), radians(one[1])
    to_lat, to_lon = radians(other[0]), radians(other[1])
    a = sin((to_lat - lat) / 2) ** 2 + cos(lat) * cos(to_lat) * sin((to_lon - lon) / 2) ** 2
    return 2 * 6371.0 * asin(min(1.0, sqrt(a)))


def articles(path: Path) -> Iterator[Article]:
    """The articles of a set in the format of LGL."""
    for number, node in enumerate(ET.parse(path).iter("article")):
        text = node.findtext("text") or ""
        url, domain = (node.findtext("url") or "").strip(), (node.findtext("domain") or "").strip()
        gold = []
        for tag in node.iter("toponym"):
            lat, lon = tag.findtext("gaztag/lat"), tag.findtext("gaztag/lon")
            point = (float(lat), float(lon)) if lat and lon else None
            phrase = (tag.findtext("phrase") or "").strip()
            start = nearest(text, phrase, int(tag.findtext("start") or 0))
            gold.append(Gold(start, start + len(phrase), phrase, point))
        published = (node.findtext("dltime") or "")[:10]
        document = build_document(
            text=text, id=node.get("docid"), url=url or None, publisher=domain, published=published, language="en"
        )
        yield Article(number, document, tuple(gold))


def nearest(text: str, phrase: str, stated: int) -> int:
    """Where the phrase stands nearest to the stated start: a tenth of the offsets of TR-News are some characters off."""
    starts = [stated] if text.startswith(phrase, stated) else []
    at = -1 if starts else text.find(phrase)
    while at >= 0:
        starts.append(at)
        at = text.find(phrase, at + 1)
    return min(starts, key=lambda start: abs(start - stated), default=stated)


def mentions(page: Page, gold: Iterable[Gold]) -> list[Mention]:
    """The gold toponyms as mentions of the reading: their tokens and what they may stand for."""
    out = []
    for one in gold:
        covered = [t.position for t in page.tokens if t.start < one.end and t.end > one.start]
        first, last = (covered[0], covered[-1] + 1) if covered else (0, 0)
        found = candidates(page, load_gazetteer(), first, last, one.phrase)
        out.append(Mention(first, last, one.phrase.lower(), found))
    return out


def measure(found: Iterable[Article], weights: Weights = WEIGHTS, *, recognise: bool = True) -> Result:
    """Resolve and, unless told not to, read every article."""
    out = Result(misses=Counter())
    for article in found:
        page = Page(article.document, load_pack("en"))
        gold = [one for one in article.gold if one.point is not None]
        where = Whereabouts(page, load_gazetteer(), mentions(page, gold), weights)
        resolved = where.resolve()
        focus = where.focus()
        for one, spot in zip(gold, resolved, strict=True):
            out.resolvable += 1
            near = _near(one, spot or focus)  # what no list has is taken to lie amidst the rest
            out.near += near
            if not near and out.misses is not None:
                out.misses[one.phrase, shown(spot, one)] += 1
        if recognise:
            spans = [t.location.evidence.span for t in layers(article.document)[1].places]
            out.given += len(spans)
            out.gold += len(article.gold)
            out.found += sum(any(a < one.end and b > one.start for a, b in spans) for one in article.gold)
    return out


def _near(gold: Gold, spot: Spot | None) -> bool:
    if spot is None or spot.lat is None or spot.lon is None or gold.point is None:
        return False
    return kilometres(gold.point, (spot.lat, spot.lon)) <= NEAR


def shown(spot: Spot | None, gold: Gold) -> str:
    """A wrong resolution in words."""
    if spot is None:
        return f"unlisted, is at {gold.point}"
    return f"{spot.name} {getattr(spot, 'country', '')} {getattr(spot, 'adm1', '')} ({spot.lat}, {spot.lon}), is at {gold.point}"


def halves(path: Path) -> dict[str, list[Article]]:
    """The articles of a set: half A, half B, and all."""
    found = list(articles(path))
    return {"A": [a for a in found if a.number % 2 == 0], "B": [a for a in found if a.number % 2], "all": found}


def run(name: str, data: Path, worst: int = 0) -> Report:
    """The report of a set in a folder, with the ``worst`` most frequent wrong resolutions of half A."""
    parts: dict[str, Figures] = {}
    errors: list[str] = []
    for half, some in halves(data / SETS[name]).items():
        result = measure(some)
        parts[half] = result.as_json()
        if half == "A" and result.misses is not None:
            errors = [f"{count} {phrase}: {what}" for (phrase, what), count in result.misses.most_common(worst)]
    return Report(parts, errors)


def run_lgl(data: Path, worst: int = 0) -> Report:
    """The report on LGL."""
    return run("lgl", data, worst)


def run_tr_news(data: Path, worst: int = 0) -> Report:
    """The report on TR-News."""
    return run("tr-news", data, worst)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with lgl.xml and TR-News.xml")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="also the N most frequent wrong ones of half A")
    arguments = parser.parse_args()
    for name in SETS:
        if not (arguments.data / SETS[name]).is_file():
            sys.exit(f"{arguments.data / SETS[name]}: no such file. The set is kept outside the repository; see docs/quality.md.")
        report = run(name, arguments.data, arguments.misses)
        print(name, *report.lines(), *report.errors, sep="\n")


if __name__ == "__main__":
    main()
