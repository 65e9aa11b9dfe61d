"""Labelled stories: reports of our own, with the places marked where they tell of which event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import saksi
from saksi.types import Reading

STORIES = Path(__file__).with_name("stories.txt")
_MARK = re.compile(r"\[(E\d+):([^\]]+)\]")


@dataclass(frozen=True)
class Labelled:
    """One story: its readings, and of event claims the event that they tell."""

    name: str
    readings: tuple[Reading, ...]
    event_of: dict[str, str]


def stories(path: Path = STORIES) -> Iterator[Labelled]:
    """Every story of the file, read."""
    for block in re.split(r"^= ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        name, *reports = re.split(r"^@ ", block, flags=re.MULTILINE)
        yield _read(name.strip(), reports)


def _read(name: str, reports: list[str]) -> Labelled:
    readings, event_of = [], {}
    for number, report in enumerate(reports):
        head, title, body = report.strip().split("\n", 2)
        language, published, publisher = head.split(" ", 2)
        marked = f"{title}\n{body}"
        text, marks = "", []
        at = 0
        for m in _MARK.finditer(marked):
            text += marked[at : m.start()]
            marks.append((len(text), len(text) + len(m[2]), m[1]))
            text += m[2]
            at = m.end()
        text += marked[at:]
        title, body = text.split("\n", 1)
        reading = saksi.read(
            body, title=title, id=f"{name}-{number}", published=published, publisher=publisher, language=language
        )
        readings.append(reading)
        for e in reading.events:
            told = {mark for m in e.mentions for start, end, mark in marks if start < m.trigger.end and m.trigger.start < end}
            if len(told) == 1:
                event_of[e.id] = f"{name} {told.pop()}"
    return Labelled(name, tuple(readings), event_of)
