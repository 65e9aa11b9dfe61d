"""A telling: one mention of an event on a page, before mentions are grouped into events."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from saksi.languages.schema import Trigger
from saksi.reading.actors import Phrase
from saksi.reading.modality import Mood
from saksi.reading.page import Page, Sentence
from saksi.reading.times import When
from saksi.types import Location, Means, Realis


@dataclass(slots=True)
class Telling:
    """One mention of an event: its trigger, its roles, its mood."""

    first: int
    last: int
    row: Trigger
    voice: str | None
    sentence: Sentence
    actors: list[Phrase]
    recipients: list[Phrase]
    mood: Mood
    realis: Realis
    mutual: bool
    rule: str
    place: Location | None = None
    when: When | None = None
    means: tuple[Means, ...] = ()
    modes: tuple[str, ...] = ()
    of: int | None = None
    definite: bool = False
    cause: int | None = None  # trigger of the nominal event that is its grammatical subject

    @property
    def type(self) -> str:
        """PLOVER type."""
        return self.row.type


def is_historical(page: Page, telling: Telling, years: list[int]) -> bool:
    """Of an earlier episode than the one reported: said so, or dated more than a year before publication.

    Without a date of publication an explicit year counts as earlier when the lead itself is not dated by it.
    """
    if telling.mood.historical:
        return True
    when = telling.when.time if telling.when else None
    if when is None or when.latest is None:
        return False
    latest = dt.date.fromisoformat(when.latest[:10])
    if page.published is not None:
        return (page.published - latest).days > 200
    return (
        telling.sentence.voice not in ("headline", "lead")
        and telling.when is not None
        and telling.when.kind in ("date", "year", "since")
        and bool(years)
    )
