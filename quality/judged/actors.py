"""Actor phrases: whether the reading gives a phrase the state and the sector that a reader gives it.

python -m quality.judged.actors [--data RAW] [--half tune|measure] [-v]

300 phrases that name an actor (a state, a force, an office, a person in office, a body, a group), drawn at random from what the
reader took for participants, sides and sources in raw news, both languages, teasers left out, at most a few a document, and
judged by reading. Portal articles are left whole; running wire copy is cut into documents of twelve lines, so that one document
may hold several stories. Phrases of people without an office (a witness, a driver), of things and of mere places were passed
over; a pronoun names nobody. A verdict names the document by a digest and the words by offsets, and lists the countries and
sectors that are right; null where the text leaves it open. Null where the text plainly decides is wrong. Half of the rows are for
tuning, half for measuring; stories that stand in both languages are in one half. 152 more, drawn later from other documents and
judged from the text before anybody saw what the reader says of them, are worked on too (``second``): their first measure, by the
reader as it stood when they were drawn, is in ``docs/quality.md``.

What is scored is the claim's participant or source that overlaps the words most, else the phrase of the cast: other rules decide
whether a phrase takes part in a claim. A phrase that is in neither is *gone* and counts as wrong.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from quality.articles import ROOT
from quality.judged import sample
from quality.judged.verdicts import load, wilson
from saksi.reading import layers, read
from saksi.reading.actors import is_party, known_as
from saksi.types import Actor, Document, Reading

Row = dict[str, Any]
Span = tuple[int, int]
NAME = "actors"
RAW = ROOT.parent / "shared" / "data" / "raw"
HALVES = ("tune", "second", "measure")


def parties(reading: Reading) -> Iterator[tuple[Span, Actor | None]]:
    """Spans and actors of the participants, sides and sources of a reading's claims."""
    for event in reading.events:
        for party in (*event.actors, *event.recipients):
            if party.evidence is not None:
                yield party.evidence.span, party.actor
    for casualty in reading.casualties:
        for side in (casualty.side, casualty.by):
            if side is not None and side.evidence is not None:
                yield side.evidence.span, side.actor
    for said in reading.attributions:
        for source in said.sources:
            yield source.evidence.span, source.actor


def phrases(document: Document) -> Iterator[tuple[Span, Actor | None]]:
    """Spans and actors of the parties in a document, in a claim or not, as a claim would give them."""
    _, found = layers(document)
    for phrase in found.cast.phrases:
        if is_party(phrase):
            yield found.page.evidence(phrase.first, phrase.last).span, known_as(found.page, phrase)


def nearest(span: Span, found: Iterable[tuple[Span, Actor | None]]) -> tuple[bool, Actor | None]:
    """Whether anything overlaps a span, and the actor of what overlaps it most."""
    best, share = None, 0.0
    for (start, end), actor in found:
        common = min(end, span[1]) - max(start, span[0])
        size = common / max(end - start, span[1] - span[0])
        if common > 0 and size > share:
            best, share = actor, size
    return share > 0, best


def score(rows: list[Row], documents: dict[str, Document]) -> Iterator[tuple[Row, str, Actor | None]]:
    """Each row with ``right``, what is wrong of it (``country``, ``sector``, ``both``, ``gone``), and the actor given."""
    readings: dict[str, list[tuple[Span, Actor | None]]] = {}
    casts: dict[str, list[tuple[Span, Actor | None]]] = {}
    for row in rows:
        key = row["document"]
        if key not in documents:
            continue
        if key not in readings:
            readings[key] = list(parties(read(documents[key])))
            casts[key] = list(phrases(documents[key]))
        span = (row["start"], row["end"])
        there, actor = nearest(span, readings[key])
        if not there:
            there, actor = nearest(span, casts[key])
        country = (actor.country if actor else None) in row["country"]
        sector = (actor.sector if actor else None) in row["sector"]
        wrong = {(True, True): "right", (True, False): "sector", (False, True): "country", (False, False): "both"}
        yield row, wrong[country, sector] if there else "gone", actor


def main(arguments: list[str] | None = None) -> int:
    """Print the shares of phrases with the right country and the right sector, by half and language."""
    parser = argparse.ArgumentParser(prog="python -m quality.judged.actors", description="Country and sector of actor phrases.")
    parser.add_argument("--data", type=Path, default=RAW)
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("-v", action="store_true", help="list what is wrong in the halves that are worked on")
    args = parser.parse_args(arguments)
    rows = [row for row in load(NAME) if args.half in (None, row["half"])]
    documents = {sample.key(one): one for one in sample.documents(args.data)}
    found = list(score(rows, documents))
    for half in HALVES:
        for language in ("id", "en", None):
            mine = [(row, how) for row, how, _ in found if row["half"] == half and language in (None, row["language"])]
            if not mine:
                continue
            counts = [sum(how in ok for _, how in mine) for ok in (("right", "sector"), ("right", "country"))]
            shown = "  ".join(
                f"{what} {count / len(mine):.3f} ({wilson(count, len(mine))[0]:.3f} to {wilson(count, len(mine))[1]:.3f})"
                for what, count in zip(("country", "sector"), counts, strict=True)
            )
            print(f"{half:<8}{language or 'all':<4} {len(mine):>4}  {shown}  gone {sum(how == 'gone' for _, how in mine)}")
    if args.v:
        for row, how, actor in found:
            if row["half"] != "measure" and how != "right":
                text = documents[row["document"]].text
                start, end = row["start"], row["end"]
                given = f"{actor.id} {actor.country} {actor.sector}" if actor else None
                context = " ".join(text[max(0, start - 80) : start].split())
                print(f"{how}: {context} ⟦{text[start:end]}⟧ = {given}, wanted {row['country']} {row['sector']}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
