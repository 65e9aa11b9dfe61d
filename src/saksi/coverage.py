"""What was read and what was not: by outlet, week, place and language; what told nothing, what was turned down, what failed.

A count of events says nothing without it: a quiet week may be a week without articles. Pure but for :func:`of_ledger`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from pathlib import PurePath

from saksi.judgements import BY_HAND
from saksi.ledger import Ledger
from saksi.reconcile.facts import ordinal
from saksi.store import Skipped
from saksi.types import Location, Reading, Struct, TakeDown

UNKNOWN = ""
"""The key of what is not told: an article without a date, an outlet without a name."""


class Covered(Struct, frozen=True):
    """What was read of one outlet, week, place or language, and from when to when."""

    key: str
    articles: int
    telling: int
    """Articles that tell of an event; the others were read and told nothing of the kind."""
    events: int
    figures: int
    first: str | None
    last: str | None


class Turned(Struct, frozen=True):
    """What was not taken: the reason, how often, one example."""

    reason: str
    count: int
    example: str


class Coverage(Struct, frozen=True):
    """What a ledger covers. Places are where events are told to be; an article counts in each place it tells of."""

    articles: int
    telling: int
    by_hand: int
    versions: int
    first: str | None
    last: str | None
    undated: int
    outlets: tuple[Covered, ...]
    weeks: tuple[Covered, ...]
    gaps: tuple[str, ...]
    """Weeks between the first and the last of which nothing was read."""
    places: tuple[Covered, ...]
    languages: tuple[Covered, ...]
    cells: dict[str, dict[str, int]]
    """Articles by outlet and week."""
    unread: tuple[Turned, ...]
    """Inputs that could not be read, by reason."""
    turned_down: tuple[Turned, ...]
    """What the machine considered and turned down; empty unless articles were read with ``--rejected``."""
    rejected: tuple[Turned, ...]
    """What people rejected."""
    taken_down: int


def of_ledger(ledger: Ledger) -> Coverage:
    """The coverage of a ledger."""
    versions = sum(len(article.documents) for article in ledger.store.articles())
    return coverage(tuple(ledger.readings()), ledger.skipped(), ledger.takedowns(), versions)


def coverage(
    readings: Sequence[Reading], skipped: Iterable[Skipped] = (), takedowns: Iterable[TakeDown] = (), versions: int = 0
) -> Coverage:
    """The coverage of these readings, one for each article, and of the inputs that were skipped."""
    news = [one for one in readings if one.fingerprint != BY_HAND]
    weeks = _grouped(news, lambda r: (week_of(r.document.published),))
    by_week = sorted(one.key for one in weeks if one.key)
    turned = [(one.reason, one.evidence.exact) for r in readings for one in r.rejected if one.rule != "judgement"]
    rejected = [(one.reason, one.evidence.exact) for r in readings for one in r.rejected if one.rule == "judgement"]
    days = [r.document.published[:10] for r in news if r.document.published and ordinal(r.document.published)]
    cells: dict[str, Counter[str]] = {}
    for r in news:
        cells.setdefault(r.document.publisher or UNKNOWN, Counter())[week_of(r.document.published)] += 1
    hidden: dict[str, bool] = {}
    for row in takedowns:
        hidden[row.article] = row.action == "take_down"
    return Coverage(
        articles=len(news),
        telling=sum(_tells(r) for r in news),
        by_hand=len(readings) - len(news),
        versions=max(versions, len(readings)),
        first=min(days, default=None),
        last=max(days, default=None),
        undated=len(news) - len(days),
        outlets=tuple(sorted(_grouped(news, lambda r: (r.document.publisher or UNKNOWN,)), key=lambda c: (-c.articles, c.key))),
        weeks=tuple(sorted(weeks, key=lambda c: (c.key == UNKNOWN, c.key))),
        gaps=tuple(week for week in _weeks(by_week) if week not in by_week),
        places=tuple(sorted(_places(news), key=lambda c: (-c.events, c.key))),
        languages=tuple(sorted(_grouped(news, lambda r: (r.document.language or UNKNOWN,)), key=lambda c: (-c.articles, c.key))),
        cells={outlet: dict(sorted(counts.items())) for outlet, counts in sorted(cells.items())},
        unread=_turned((_reason(one), _where(one)) for one in skipped),
        turned_down=_turned(turned),
        rejected=_turned(rejected),
        taken_down=sum(hidden.values()),
    )


def week_of(published: str | None) -> str:
    """The ISO week of a date, *2024-W20*; empty where it is none."""
    day = ordinal(published)
    if day is None:
        return UNKNOWN
    year, week, _ = date.fromordinal(day).isocalendar()
    return f"{year}-W{week:02}"


def _weeks(known: Sequence[str]) -> list[str]:
    """Every week from the first to the last."""
    if not known:
        return []
    day, last = (date.fromisocalendar(int(w[:4]), int(w[6:]), 1) for w in (known[0], known[-1]))
    found = []
    while day <= last:
        found.append(week_of(day.isoformat()))
        day += timedelta(days=7)
    return found


def _tells(reading: Reading) -> bool:
    return bool(reading.events or reading.casualties or reading.control)


def _grouped(readings: Iterable[Reading], keys: Callable[[Reading], Iterable[str]]) -> list[Covered]:
    held: dict[str, list[Reading]] = {}
    for one in readings:
        for key in keys(one):
            held.setdefault(key, []).append(one)
    return [
        _covered(key, ours, sum(len(r.events) for r in ours), sum(len(r.casualties) for r in ours)) for key, ours in held.items()
    ]


def _covered(key: str, ours: Iterable[Reading], events: int, figures: int) -> Covered:
    articles = tuple(ours)
    days = sorted(r.document.published[:10] for r in articles if r.document.published and ordinal(r.document.published))
    return Covered(
        key=key,
        articles=len(articles),
        telling=sum(_tells(r) for r in articles),
        events=events,
        figures=figures,
        first=days[0] if days else None,
        last=days[-1] if days else None,
    )


def _places(readings: Iterable[Reading]) -> list[Covered]:
    held: dict[str, dict[str, Reading]] = {}
    events: Counter[str] = Counter()
    figures: Counter[str] = Counter()
    for one in readings:
        told = [(events, e.place) for e in one.events] + [(figures, c.place) for c in one.casualties]
        for count, place in told:
            key = area_of(place)
            held.setdefault(key, {})[one.document.id] = one
            count[key] += 1
    return [_covered(key, ours.values(), events[key], figures[key]) for key, ours in held.items()]


def area_of(location: Location | None) -> str:
    """The country and first-level area of a place, *IDN Papua Pegunungan*; empty where neither is known."""
    place = location.place if location is not None else None
    if place is None:
        return UNKNOWN
    area = place.adm1 or (place.name if location is not None and location.precision == "adm1" else "")
    return " ".join(part for part in (place.country, area) if part)


def _turned(found: Iterable[tuple[str, str]]) -> tuple[Turned, ...]:
    held: dict[str, list[str]] = {}
    for reason, example in found:
        held.setdefault(reason, []).append(example)
    return tuple(
        Turned(reason, len(held[reason]), held[reason][0]) for reason in sorted(held, key=lambda one: (-len(held[one]), one))
    )


_DETAIL = re.compile(r"'[^']*'|\"[^\"]*\"|\d[\d,.]*")


def _reason(one: Skipped) -> str:
    """What was the matter, without the name or number that differs from one input to the next."""
    return _DETAIL.sub("…", one.what)


def _where(one: Skipped) -> str:
    name = PurePath(one.file).name if one.file else ""
    return f"{name}:{one.line}" if one.line else name


__all__ = ["UNKNOWN", "Coverage", "Covered", "Turned", "area_of", "coverage", "of_ledger", "week_of"]
