"""What lists hold of an event and an article, and what they are asked for: rows and filters of the derived tables."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice, product
from typing import NamedTuple

from saksi.types import Struct

_SPELT = 64  # ways of stemming one phrase that are looked for


class Figure(Struct, frozen=True):
    """How many, over all who say so: the range of current testimonies, and whether it is open above."""

    kind: str
    low: int | None
    high: int | None
    disputed: bool = False


class EventRow(Struct, frozen=True):
    """What a list shows of an event. ``title`` are the words of the outlet ``title_by``, never ours."""

    key: str
    name: str | None
    type: str
    realis: str
    title: str
    title_by: str | None
    earliest: str | None
    latest: str | None
    time_precision: str | None
    site: str | None
    site_id: str | None
    country: str | None
    adm1: str | None
    lat: float | None
    lon: float | None
    precision: str | None
    figures: tuple[Figure, ...]
    parties: tuple[tuple[str, str, str, str], ...]
    """Key, name, role and status of each side."""
    voices: tuple[tuple[str, str | None], ...]
    """Who says so: speaker and class of source, those heard most first."""
    articles: int
    texts: int
    testimonies: int
    disputes: tuple[str, ...]
    """The kinds of contradiction, as often as they occur."""
    decided: int
    """How many of its claims people decided about."""
    chief: int
    """How many articles report it as their main event."""
    newest: str
    """The day the list is ordered by: of the event, or of its newest report where that is earlier or no day is told."""

    @property
    def ref(self) -> str:
        """How the event is called in an address."""
        return self.name or self.key


class Members(Struct, frozen=True):
    """The claims of an event, and the articles they stand in."""

    claims: tuple[str, ...]
    casualties: tuple[str, ...]
    impacts: tuple[str, ...]
    control: tuple[str, ...]
    articles: tuple[str, ...]


class ArticleRow(NamedTuple):
    """An article for the coverage view and the search: its words already as stems."""

    article: str
    publisher: str | None
    language: str | None
    published: str | None
    stems: str


Phrases = tuple[tuple[tuple[str, ...], ...], ...]
"""Phrases of words, each with the stems it may have."""


class Filter(Struct, frozen=True):
    """Which events: every part that is given has to hold. ``query`` is in the syntax of :func:`matching`."""

    query: Phrases = ()
    type: str | None = None
    realis: str | None = None
    country: str | None = None
    adm1: str | None = None
    site: str | None = None
    party: str | None = None
    since: str | None = None
    until: str | None = None
    disputed: bool = False
    deadly: bool = False
    chief: bool = False
    forceful: bool = False
    """Force, its threat, protest, or harm to people: not the dealings around them."""
    publisher: str | None = None
    language: str | None = None
    withheld: bool = False
    """Whether the words are looked for in the texts without what is withheld of them."""


def matching(query: Iterable[Iterable[Iterable[str]]]) -> str:
    """An FTS5 expression: all of the phrases, each a sequence of words, each word any of its stems."""
    phrases = []
    for phrase in query:
        spelt = islice(product(*(tuple(stems) for stems in phrase)), _SPELT)
        either = " OR ".join('"' + " ".join(words).replace('"', "") + '"' for words in spelt)
        phrases.append(f"({either})")
    return " AND ".join(phrases)
