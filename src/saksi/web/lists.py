"""What list, map, strip and API have in common: the view that an address describes, and the strip of time above it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Annotated, Any, cast, get_args

from fastapi import Query
from starlette.requests import Request

from saksi import types
from saksi.store.derived import SORTS, Sort
from saksi.store.rows import Filter
from saksi.types import Struct
from saksi.views import Views
from saksi.web.names import is_registered
from saksi.web.pages import with_query

LANES: tuple[str, ...] = get_args(types.Realis)
SIZE = 50
_FINE = 72  # months up to which the strip shows months; beyond, years
_MOST = 40  # years that it shows one by one
_SIDES = 200
_STRAY = 0.02  # part of the events at either end that the strip does not stretch for
_KEYS = (
    *("q", "type", "realis", "country", "adm1", "site", "party", "since", "until"),
    *("disputed", "deadly", "forceful", "outlet", "language", "sort"),
)
_DAY = r"^\d{4}(-\d{2}){0,2}$"
Text = Annotated[str, Query(max_length=300)]
Day = Annotated[str, Query(pattern=rf"{_DAY}|^$", description="ISO 8601: a year, a month or a day")]


class View(Struct, frozen=True):
    """What an address asks to see. Two addresses with the same view show the same."""

    q: str = ""
    type: str = ""
    realis: str = ""
    country: str = ""
    adm1: str = ""
    site: str = ""
    party: str = ""
    since: str = ""
    until: str = ""
    disputed: bool = False
    deadly: bool = False
    forceful: bool = False
    outlet: str = ""
    language: str = ""
    sort: Sort = "newest"
    page: int = 1
    borders: str = ""
    """The viewpoint of the map's borders; it narrows nothing."""

    def filter(self, views: Views) -> Filter:
        """Which events these are."""
        return views.asked(
            self.q,
            type=self.type,
            realis=self.realis,
            country=self.country,
            adm1=self.adm1,
            site=self.site,
            party=self.party,
            since=self.since,
            until=self.until,
            disputed=self.disputed,
            deadly=self.deadly,
            forceful=self.forceful,
            publisher=self.outlet,
            language=self.language,
        )

    def address(self, path: str, **changes: object) -> str:
        """The address of this view, or with changes of another; the first page unless one is named."""
        return with_query(path, **self.held(**changes))

    def held(self, **changes: object) -> dict[str, object]:
        """What the query of its address holds."""
        held: dict[str, object] = {key: getattr(self, key) for key in (*_KEYS, "borders")} | changes
        for key in ("disputed", "deadly", "forceful"):
            held[key] = 1 if held[key] else None
        if held["sort"] == "newest":
            held["sort"] = None
        return {key: value for key, value in held.items() if value not in (None, "")}

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return any(getattr(self, key) for key in _KEYS if key != "sort")

    def parts(self) -> list[str]:
        """The names of the parts that narrow it."""
        return [key for key in _KEYS if key != "sort" and getattr(self, key)]


def asked_view(
    q: Text = "",
    type: Text = "",  # noqa: A002 - the name in the address
    realis: Text = "",
    country: Text = "",
    adm1: Text = "",
    site: Text = "",
    party: Text = "",
    since: Day = "",
    until: Day = "",
    disputed: bool = False,
    deadly: bool = False,
    forceful: bool = False,
    outlet: Text = "",
    language: Text = "",
    sort: Annotated[str, Query(pattern=f"^({'|'.join(SORTS)})?$")] = "newest",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    borders: Annotated[str, Query(max_length=8, description="Viewpoint of the map's borders")] = "",
) -> View:
    """The view that the query of an address describes."""
    order = cast("Sort", sort or "newest")
    where = (country, adm1, site)
    return View(q, type, realis, *where, party, since, until, disputed, deadly, forceful, outlet, language, order, page, borders)


class Bar(Struct, frozen=True):
    """One bar of the strip: a stretch of time in one lane."""

    x: float
    y: float
    width: float
    height: float
    lane: str
    label: str
    events: int
    disputed: int
    since: str
    until: str


class Strip(Struct, frozen=True):
    """Events over time, one lane for what happened and one for each other way of speaking of it."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]
    lanes: tuple[tuple[str, float, float], ...]
    """Lane, its base line, its height."""
    width: float = 1000
    height: float = 0


def strip(months: Iterable[tuple[str, str, int, int]]) -> Strip | None:
    """The strip of so many events a month and lane; null without any. Heights are square roots: one event stays visible."""
    rows = [row for row in months if row[0]]
    if not rows:
        return None
    first, last = _window(rows)
    yearly = last - first + 1 > _FINE
    if yearly:
        first -= first % 12
    step = 12 if yearly else 1
    first = max(first, last - (_MOST - 1) * step - (last % 12 if yearly else 0))  # what is earlier goes into the first bar
    slots = (last - first) // step + 1
    wide = 1000 / max(slots, 12)
    held: dict[tuple[int, str], list[int]] = {}
    for month, realis, events, disputed in rows:
        cell = held.setdefault((min(max(0, _month(month) - first) // step, slots - 1), realis), [0, 0])
        cell[0] += events
        cell[1] += disputed
    lanes, bars, y = [], [], 0.0
    for lane in LANES:
        counts = {slot: cell for (slot, kind), cell in held.items() if kind == lane}
        if not counts:
            continue
        tall = 48.0 if lane == "actual" else 16.0
        y += tall + 6
        lanes.append((lane, y, tall))
        most = max(cell[0] for cell in counts.values())
        for slot, (events, disputed) in sorted(counts.items()):
            height = max(3.0, tall * (events / most) ** 0.5)
            name = _name(first + slot * step, yearly)
            early = slot == 0 and _month(rows[0][0]) < first
            late = slot == slots - 1 and _month(rows[-1][0]) >= first + slots * step
            at, broad = round(slot * wide, 2), round(max(1.0, wide - 1), 2)
            shown = f"≤ {name}" if early else f"≥ {name}" if late else name
            since, until = "" if early else name, "" if late else name
            bars.append(Bar(at, round(y - height, 2), broad, round(height, 2), lane, shown, events, disputed, since, until))
    every = max(1, slots // 8)
    ticks = tuple((round(slot * wide, 2), _name(first + slot * step, yearly)) for slot in range(0, slots, every))
    return Strip(tuple(bars), ticks, tuple(lanes), height=y + 18)


def _window(rows: Sequence[tuple[str, str, int, int]]) -> tuple[int, int]:
    """First and last month of the strip: the few events at either end that would stretch it go into a bar of their own."""
    spare = sum(events for _, _, events, _ in rows) * _STRAY

    def end(side: Sequence[tuple[str, str, int, int]]) -> int:
        seen = accumulate(events for _, _, events, _ in side)
        return next(_month(row[0]) for row, so_far in zip(side, seen, strict=True) if so_far > spare)

    first, last = end(rows), end(rows[::-1])
    return first - (_month(rows[0][0]) < first), last + (_month(rows[-1][0]) > last)


def _month(text: str) -> int:
    year, _, month = text.partition("-")
    return int(year) * 12 + int(month or 1) - 1


def _name(month: int, yearly: bool) -> str:
    return f"{month // 12:04d}" if yearly else f"{month // 12:04d}-{month % 12 + 1:02d}"


def views_of(request: Request) -> tuple[Views, bool]:
    """The views, brought up to date as far as a page can wait for, and whether they are wholly."""
    views: Views = request.app.state.views
    return views, views.sync()


def choices(views: Views) -> dict[str, Any]:
    """What the filters offer: values with how many events of the whole ledger have them. Kept until the tables change."""
    key = views.tables.mark()
    held = _choices.get(id(views))
    if held is None or held[0] != key:
        every = Filter()
        found = {what: views.tables.values(what, every) for what in ("type", "realis", "country")}
        found["party"] = [one for one in views.tables.parties(every, 2000) if is_registered(one[0])][:_SIDES]  # type: ignore[assignment]
        outlets: dict[str, int] = {}
        spoken: dict[str, int] = {}
        for row in views.tables.outlets():
            if row["publisher"]:
                outlets[row["publisher"]] = outlets.get(row["publisher"], 0) + row["articles"]
            if row["language"]:
                spoken[row["language"]] = spoken.get(row["language"], 0) + row["articles"]
        found["outlet"] = sorted(outlets.items(), key=lambda one: (-one[1], one[0]))[:300]
        found["language"] = sorted(spoken.items(), key=lambda one: (-one[1], one[0]))
        _choices[id(views)] = held = (key, found)
    return held[1]


_choices: dict[int, tuple[Any, dict[str, Any]]] = {}
