"""A telling: one mention of an event on a page, before mentions are grouped into events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from saksi.languages.schema import Trigger
from saksi.reading.actors import Phrase
from saksi.reading.modality import Mood
from saksi.reading.page import Page, Sentence
from saksi.reading.times import When
from saksi.types import Location, Means, Realis, Time

_EPISODE = 40  # days after which what happened is of an earlier episode
_LOOK_BACK = 400  # days that a report may look back over


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
    known: bool = False  # a noun that says of which day the attack was that the story tells of (*Tuesday's strike*)
    again: bool = False  # it tells once more, further on, what was told
    cause: int | None = None  # trigger of the nominal event that is its grammatical subject

    @property
    def is_background(self) -> bool:
        """True of a war or of fighting that is only named, without both its sides."""
        return self.mutual and self.row.weak and self.voice in (None, "nominal") and len(self.actors) < 2

    @property
    def type(self) -> str:
        """PLOVER type."""
        return self.row.type


class History:
    """Which tellings of a page are of an earlier episode than the one reported: said so, or dated long before it.

    Long is more than some six weeks before publication; for a page that looks back, such as a yearly report, before the newest
    date its headline or lead tells of. On a page whose headline or lead remembers (*an anniversary*), what is undated is history.
    Without a date of publication an explicit year counts where headline and lead have none.
    """

    def __init__(self, page: Page, tellings: Sequence[Telling], dated: bool) -> None:
        self.page, self.dated = page, dated
        cues = page.hits("modality", "cue")
        told = (h for h in cues if any(f.row.reach == "page" and f.row.historical for f in h.forms))
        self.memory = any(page.sentence_of(h.first).voice in ("headline", "lead") for h in told)
        self.now = page.published
        if self.now is not None:
            end = max((t.sentence.index for t in tellings if t.sentence.voice in ("headline", "lead")), default=0)
            leading = (_day_of(t) for t in tellings if t.sentence.index <= end)
            newest = max((d for d in leading if d is not None and d <= self.now), default=None)
            if newest is not None and _EPISODE < (self.now - newest).days <= _LOOK_BACK:
                self.now = newest

    def holds(self, telling: Telling) -> bool:
        """Whether a telling is history."""
        if telling.mood.historical:
            return True
        day = _day_of(telling)
        own = telling.when is not None and self.page.sentence_of(telling.when.first) is telling.sentence
        if day is None or telling.when is None or (self.memory and not own):
            return self.memory
        if self.now is not None:
            return (self.now - day).days > _EPISODE
        told = telling.sentence.voice not in ("headline", "lead")
        return told and self.dated and telling.when.kind in ("date", "year", "since")


def _day_of(telling: Telling) -> dt.date | None:
    """The last day a telling may be of, where it is dated."""
    when = telling.when.time if telling.when else None
    return dt.date.fromisoformat(when.latest[:10]) if when is not None and when.latest else None


def begun(when: When) -> Time:
    """When an event was, that is told of with *since*: as it began, unless it goes on in the episode that is reported."""
    time = when.time
    if when.kind != "since" or time.earliest is None or time.latest is None:
        return time
    day, end = dt.date.fromisoformat(time.earliest[:10]), dt.date.fromisoformat(time.latest[:10])
    if (end - day).days <= _EPISODE:
        return time
    if time.precision == "year":
        last = day.replace(month=12, day=31)
    elif time.precision == "month":
        last = (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    else:
        last = day
    return msgspec.structs.replace(time, latest=max(time.earliest, last.isoformat()))
