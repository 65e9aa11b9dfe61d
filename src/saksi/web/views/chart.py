"""The toll of an event over time, laid out for drawing: a series for each testimony, a range for each bulletin, a value axis.

Only geometry and words: a template draws it with classes, so that colours follow the theme and no style stands inside a page.
A series has a shape as well as a colour. An open end is an arrow, a replaced bulletin is hollow, an increment is no level but a
step. The same timeline gives the same picture.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from msgspec import structs

from saksi.reconcile import Bulletin, Facts, Timeline
from saksi.types import Quantity
from saksi.web.views.claims import shown

WIDTH, HEIGHT = 760, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 190, 16, 34
_SHAPES = 6
_GAP = 15  # between two labels at the right
_STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Dot:
    """One bulletin: where it stands, its range as two heights, whether an end is open, and the claim it opens."""

    x: float
    y: float
    top: float
    bottom: float
    open_up: bool
    open_down: bool
    replaced: bool
    increment: bool
    label: str
    words: str
    day: str
    speaker: str
    claim: str
    document: str


@dataclass(frozen=True, slots=True)
class Series:
    """The bulletins of one testimony about one group, with a line through its levels and its name beside the last."""

    shape: int
    name: str
    group: str
    side: str | None
    who: tuple[str, ...]
    dots: tuple[Dot, ...]
    path: str
    label_y: float
    last: str
    end_x: float
    end_y: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Band:
    """The value under the policy as a band over the whole width; ``open_up`` where it has no upper end."""

    top: float
    bottom: float
    open_up: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart: of one kind of casualty."""

    kind: str
    width: int
    height: int
    left: int
    right: float
    base: float
    series: tuple[Series, ...]
    days: tuple[Tick, ...]
    values: tuple[Tick, ...]
    band: Band | None
    undated: int


def charts(line: Timeline, facts: Facts, values: Mapping[str, object], voices: Mapping[str, str]) -> tuple[Chart, ...]:
    """A chart for each kind with two dated figures at least.

    ``values`` are those under the policy, by kind; ``voices`` whose testimony each claim is, where it is known.
    """
    kinds = list(dict.fromkeys(b.kind for b in line.bulletins))
    out = []
    for kind in kinds:
        ours = [b for b in line.bulletins if b.kind == kind and not _is_part(b, facts)]
        dated = [b for b in ours if b.day is not None and _level(b.quantity) is not None]
        if len(dated) > 1:
            told = [structs.replace(b, speaker=voices.get(b.claims[0], b.speaker)) for b in dated]
            out.append(_chart(kind, told, len(ours) - len(dated), facts, values.get(kind)))
    return tuple(out)


def _level(q: Quantity) -> int | None:
    """The height a figure is drawn at: best, printed number, low, high, in this order."""
    return next((n for n in (q.best, q.number, q.low, q.high) if n is not None), None)


def _chart(kind: str, dated: Sequence[Bulletin], undated: int, facts: Facts, value: object) -> Chart:
    days = [date.fromisoformat(b.day or "") for b in dated]
    first, last = min(days), max(days)
    if first == last:
        first, last = first - timedelta(days=1), last + timedelta(days=1)
    most = max(n for b in dated for n in (_level(b.quantity), b.quantity.high, b.quantity.low) if n is not None)
    step = _step(most)
    ceiling = max(step * (most // step + 1), 1)
    right, base = WIDTH - _RIGHT, HEIGHT - _BOTTOM

    def x_of(day: date) -> float:
        return round(_LEFT + 14 + (right - _LEFT - 28) * (day - first).days / (last - first).days, 1)

    def y_of(number: int) -> float:
        return round(base - (base - _TOP) * number / ceiling, 1)

    held: dict[tuple[str, str | None, tuple[str, ...]], list[Bulletin]] = {}
    for b in dated:
        held.setdefault((b.speaker, b.side, b.who), []).append(b)
    series: list[Series] = []
    taken: dict[tuple[float, float], int] = {}
    for number, ((speaker, side, who), members) in enumerate(held.items()):
        dots = tuple(_apart(_dot(b, x_of, y_of, facts), taken) for b in members)
        levels = _levels(dots)
        path = " ".join(f"{'M' if n == 0 else 'H'}{d.x}" + (f" {d.y}" if n == 0 else f" V{d.y}") for n, d in enumerate(levels))
        end = levels[-1] if levels else dots[-1]
        named = tuple(w for w in who if w != "unspecified")
        series.append(Series(number % _SHAPES, speaker, kind, side, named, dots, path, end.y, end.label, end.x, end.y))
    return Chart(
        kind=kind,
        width=WIDTH,
        height=HEIGHT,
        left=_LEFT,
        right=right,
        base=base,
        series=tuple(_spread(series, base)),
        days=tuple(Tick(x_of(day), day.isoformat()) for day in _days(sorted(set(days)), first, last)),
        values=tuple(Tick(y_of(n), f"{n:,}") for n in range(0, ceiling + 1, step)),
        band=_band(value, y_of, ceiling),
        undated=undated,
    )


def _dot(b: Bulletin, x_of: Callable[[date], float], y_of: Callable[[int], float], facts: Facts) -> Dot:
    q = b.quantity
    level = _level(q) or 0
    low, high = q.low if q.low is not None else level, q.high if q.high is not None else level
    return Dot(
        x=x_of(date.fromisoformat(b.day or "")),
        y=y_of(level),
        top=y_of(high),
        bottom=y_of(low),
        open_up=q.high is None and q.best is None,
        open_down=q.low is None and q.best is None,
        replaced=b.replaced_by is not None,
        increment=b.scope == "increment",
        label=("+" if b.scope == "increment" else "") + shown(q),
        words=b.words,
        day=b.day or "",
        speaker=b.speaker,
        claim=b.claims[0],
        document=facts.document(b.claims[0]).id,
    )


def _is_part(b: Bulletin, facts: Facts) -> bool:
    """Whether every claim of a bulletin is only part of another figure: it is no level of the toll."""
    return all((c := facts.casualties.get(claim)) is not None and c.part_of is not None for claim in b.claims)


def _levels(dots: Sequence[Dot]) -> list[Dot]:
    """The dots that a line goes through: one a day, the one that stands and is printed most prominently; increments are none."""
    by_day: dict[str, Dot] = {}
    for dot in dots:
        if not dot.increment and (dot.day not in by_day or by_day[dot.day].replaced):
            by_day[dot.day] = dot
    return list(by_day.values())


def _apart(dot: Dot, taken: dict[tuple[float, float], int]) -> Dot:
    """The dot beside others that stand at its place, so that each can be seen and opened."""
    place = (dot.x, dot.y)
    taken[place] = taken.get(place, 0) + 1
    return replace(dot, x=round(dot.x + 11 * (taken[place] - 1), 1))


def _step(most: int) -> int:
    """A round distance between marks, so that there are four to eight of them."""
    scale = 1
    while True:
        for step in _STEPS:
            if most <= step * scale * 6:
                return step * scale
        scale *= 10


def _days(days: Sequence[date], first: date, last: date) -> list[date]:
    """Days to mark: all that have a figure while they are few, else five spread evenly."""
    if len(days) <= 6 and all((b - a).days * 8 >= (last - first).days for a, b in pairwise(days)):
        return list(days)
    span = (last - first).days
    return [first + timedelta(days=span * n // 4) for n in range(5)] if span >= 4 else list(days)


def _band(value: object, y_of: Callable[[int], float], ceiling: int) -> Band | None:
    if not isinstance(value, Quantity):
        return None
    low = value.low if value.low is not None else value.best
    if low is None:
        return None
    high = value.high if value.high is not None else value.best
    return Band(y_of(min(high if high is not None else ceiling, ceiling)), y_of(low), high is None)


def _spread(series: Sequence[Series], base: float) -> list[Series]:
    """The series with their names apart from one another, in the order of their last heights."""
    out = []
    floor = base + 4
    for one in sorted(series, key=lambda s: (-s.end_y, s.name)):  # from the bottom upwards
        y = min(one.end_y, floor)
        floor = y - _GAP
        out.append((one, y))
    lift = max(0.0, _TOP - (floor + _GAP))
    return [
        Series(s.shape, s.name, s.group, s.side, s.who, s.dots, s.path, round(y + lift, 1), s.last, s.end_x, s.end_y)
        for s, y in reversed(out)
    ]
