"""Real documents, and what is drawn from them at random: claims for precision, sentences for recall.

The text stays where it is. A sheet, which a judge fills in, holds text and is written outside the repository.
"""

from __future__ import annotations

import json
import random
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from saksi.reading import read
from saksi.sources import build_document
from saksi.text import digest, sentences
from saksi.types import Document, Evidence, Reading

Row = dict[str, Any]

LINES = 12
"""Lines of a running line-by-line corpus taken as one document: about the length of a wire story."""
AROUND = 700
"""Code points of context that a judge sees on either side."""
CLAIMS = {"casualty": 100, "attribution": 70, "event": 20, "control": 10}
SENTENCES = {"word": 180, "digit": 120}
CONFLICT = ("ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "THREATEN")
WORDS = Path(__file__).with_name("words.toml")


class Drawn(NamedTuple):
    """A sentence of the recall sample: its document and span, and the stratum it was drawn from."""

    document: Document
    start: int
    end: int
    stratum: str


def documents(data: Path) -> Iterator[Document]:
    """The documents of a folder of raw text: portal articles, and corpora of lines cut into documents of twelve.

    Raises FileNotFoundError where the folder holds none of the corpora that ``PROTOCOL.md`` names.
    """
    found = False
    for path in sorted(data.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").split("\n"):  # splitlines would cut at U+2028 inside a string
            if not line.strip():
                continue
            one = json.loads(line)
            month, day, year = one["tanggal"].split(" ")[0].split("/")
            found = True
            yield build_document(
                text=one["isi_berita"],
                title=one["judul"],
                language="id",
                published=f"{year}-{int(month):02}-{int(day):02}",
                id=f"{path.stem}-{one['id']}",
            )
    for path in sorted([*data.glob("*/*.txt"), *data.glob("*/*.id"), *data.glob("*/*.en")]):
        language = "en" if re.search(r"-EN-|\.en$", path.name) else "id"
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
        size = LINES if path.suffix == ".txt" else 1  # the others are pairs of lines that do not follow one another
        for first in range(0, len(lines), size):
            text = "\n".join(lines[first : first + size]).strip()
            if text:
                found = True
                yield build_document(text=text, language=language, id=f"{path.name}-{first}")
    if not found:
        raise FileNotFoundError(f"{data} holds no raw corpus: give the folder with --data")


def key(document: Document) -> str:
    """What a verdict names a document by: the first 16 digits of the digest of its text."""
    return digest(document.text)[:16]


def claims(reading: Reading) -> Iterator[tuple[str, Evidence, Any]]:
    """The claims of a reading that precision is asked of, teasers left out: noun, words, claim."""
    for casualty in reading.casualties:
        if casualty.voice != "teaser":
            yield "casualty", casualty.evidence, casualty
    for attribution in reading.attributions:
        at = attribution.cue.evidence if attribution.cue else attribution.sources[0].evidence if attribution.sources else None
        if at is not None:
            yield "attribution", at, attribution
    for event in reading.events:
        if event.plover.type in CONFLICT and event.voice != "teaser":
            yield "event", event.mentions[0].trigger, event
    for control in reading.control:
        if control.voice != "teaser":
            yield "control", control.evidence, control


def _who(participant: Any) -> str | None:
    if participant is None:
        return None
    actor = participant.actor
    code = f" = {actor.name}, {actor.country or '?'} {actor.sector or '?'}" if actor else ""
    return f"{participant.text or '-'}{code} ({participant.status})"


def _place(location: Any) -> str | None:
    if location is None:
        return None
    place = location.place
    where = f" = {place.name}, adm2 {place.adm2 or '-'}, adm1 {place.adm1 or '-'}, {place.country}" if place else " = ?"
    return f"{location.text}{where} ({location.precision})"


def _time(time: Any) -> str | None:
    return f"{time.text} = {time.earliest or time.relative} .. {time.latest or ''} ({time.precision})" if time else None


def fields(reading: Reading, noun: str, claim: Any) -> Row:
    """What a claim says, field by field, as its judge sees it and as :func:`seen` remembers it."""
    said = {one.id: one for one in reading.attributions}
    by = "; ".join(source.text for name in getattr(claim, "asserted_by", ()) for source in said[name].sources) or None
    if noun == "casualty":
        quantity = claim.quantity
        event = next((one for one in reading.events if one.id == claim.event), None)
        return {
            "toll": f"{claim.kind} {quantity.qualifier} {quantity.number} ({quantity.low}/{quantity.best}/{quantity.high})",
            "status": ", ".join(claim.who),
            "side": _who(claim.side),
            "actor": _who(claim.by) or ("; ".join(filter(None, map(_who, event.actors))) if event else None) or None,
            "date": _time(claim.time or (event.time if event else None)),
            "place": _place(claim.place or (event.place if event else None)),
            "source": by,
            "scope": claim.scope,
            "realis": claim.realis + (" historical" if claim.historical else ""),
        }
    if noun == "attribution":
        return {
            "source": "; ".join(f"{one.text} [{one.kind}] {one.role or ''}".strip() for one in claim.sources),
            "content": " … ".join(one.exact for one in claim.content),
            "stance": claim.stance + (", direct" if claim.direct else ""),
        }
    if noun == "event":
        return {
            "type": claim.plover.type,
            "actors": "; ".join(filter(None, map(_who, claim.actors))) or None,
            "recipients": "; ".join(filter(None, map(_who, claim.recipients))) or None,
            "date": _time(claim.time),
            "place": _place(claim.place),
            "realis": claim.realis + (" historical" if claim.historical else ""),
        }
    return {
        "territory": _place(claim.territory),
        "relation": claim.relation + (" (not)" if claim.negated else ""),
        "holder": _who(claim.holder),
        "change": claim.change,
        "source": by,
    }


def seen(values: Row) -> str:
    """A digest of what a claim said, so that a verdict is not taken for one on another value."""
    return digest(json.dumps(values, ensure_ascii=False, sort_keys=True))[:12]


def marked(text: str, start: int, end: int) -> str:
    """The words between two marks, with what stands around them."""
    return f"{text[max(0, start - AROUND) : start]}⟦{text[start:end]}⟧{text[end : end + AROUND]}"


def draw_claims(found: list[Document], seed: int, sizes: dict[str, int] = CLAIMS) -> list[Row]:
    """Claims drawn at random from all that the reader finds, so many of each noun, as empty rows of a sheet."""
    pool: dict[str, list[Row]] = {noun: [] for noun in sizes}
    for document in found:
        reading = read(document)
        text = reading.document.text
        for noun, at, claim in claims(reading):
            if noun not in pool:
                continue
            values = fields(reading, noun, claim)
            row = {
                "task": "claim",
                "noun": noun,
                "document": key(document),
                "start": at.start,
                "end": at.end,
                "seen": seen(values),
            }
            row |= {"language": document.language, "fields": values, "context": marked(text, at.start, at.end)}
            pool[noun].append({**row, "verdict": None, "wrong": {}, "reason": None})
    chance = random.Random(seed)
    drawn = [row for noun, size in sizes.items() for row in chance.sample(pool[noun], min(size, len(pool[noun])))]
    chance.shuffle(drawn)
    return drawn


@cache
def _first_letters(language: str) -> re.Pattern[str]:
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))[language]
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + ")", re.IGNORECASE)


def stratum(sentence: str, language: str) -> str | None:
    """``word`` where a casualty word stands, ``digit`` where only a digit does, null where neither."""
    if _first_letters(language).search(sentence):
        return "word"
    return "digit" if re.search(r"\d", sentence) else None


def strata(found: list[Document]) -> dict[str, list[Drawn]]:
    """Every sentence that holds a casualty word or a digit, by stratum."""
    pool: dict[str, list[Drawn]] = {name: [] for name in SENTENCES}
    for document in found:
        for span in sentences(document.text):
            name = stratum(document.text[span.start : span.end], document.language or "id")
            if name is not None:
                pool[name].append(Drawn(document, span.start, span.end, name))
    return pool


def draw_sentences(found: list[Document], seed: int, sizes: dict[str, int] = SENTENCES) -> list[Row]:
    """Sentences drawn at random from each stratum, as empty rows of a sheet. What the reader finds in them is not shown."""
    chance = random.Random(seed)
    pool = strata(found)
    out = []
    for name, size in sizes.items():
        for one in chance.sample(pool[name], min(size, len(pool[name]))):
            row = {"task": "sentence", "document": key(one.document), "start": one.start, "end": one.end, "stratum": name}
            row |= {"of": len(pool[name]), "language": one.document.language}
            row |= {"context": marked(one.document.text, one.start, one.end), "done": False, "figures": []}
            out.append(row)
    chance.shuffle(out)
    return out
