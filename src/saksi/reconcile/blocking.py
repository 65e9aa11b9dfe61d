"""Candidate pairs: which tellings are worth comparing at all.

Like splink's blocking rules, the pairs are a union over rules. A link needs agreement on two of day, place, sides and figures
(see the *anchor* row of the weights), so there is one rule for each two of them, and no linkable pair is missed. Episodes and
realis never mix, so they are part of every key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from math import cos, floor, radians

from saksi.reconcile.compare import Telling, fine_name
from saksi.reconcile.facts import party_key, place_text
from saksi.text import fold_accents
from saksi.types import Place

_SPAN = 8  # days in one bucket
_LONG = 40  # an interval longer than this tells no period
_LAG = 8  # an undated telling may be about any of the days before its publication
_CELL = 0.25  # degrees of the grid on which near places meet
_REACH = 0.07  # degrees around a point: two points within NEAR_KM share a cell
Key = tuple[str, ...]


class _Block:
    """Tellings that share a key. Two of the ``tight`` ones need no comparing under it: another rule brings them together."""

    def __init__(self) -> None:
        self.loose: list[str] = []
        self.tight: list[str] = []

    def add(self, ident: str, loose: bool) -> None:
        (self.loose if loose else self.tight).append(ident)

    def pairs(self) -> Iterator[tuple[str, str]]:
        yield from combinations(self.loose, 2)
        for x in self.loose:
            for y in self.tight:
                if x != y:
                    yield (x, y) if x < y else (y, x)


def candidates(tellings: Mapping[str, Telling]) -> tuple[tuple[str, str], ...]:
    """Pairs of claim ids worth comparing, each pair and the whole sorted.

    Two tellings that both have a resolved, fine place link only when the places agree, so they meet under their place alone; two
    dated ones link only when the days agree, so they meet under their days alone.
    """
    blocks: dict[Key, _Block] = defaultdict(_Block)
    undated: dict[Key, list[tuple[str, bool, bool]]] = defaultdict(list)
    for ident in sorted(tellings):
        telling = tellings[ident]
        realm = _realm(telling)
        periods, places, sides = _periods(telling), _places(telling), _sides(telling)
        figures = [f"{kind} {number}" for kind, number in sorted(telling.figures)]
        adrift = not _is_placed(telling)
        for d in periods:
            for p, whole in places:
                blocks[(*realm, "day", d, "place", p)].add(ident, whole)
            for s in sides:
                blocks[(*realm, "day", d, "sides", s)].add(ident, adrift)
            for f in figures:
                blocks[(*realm, "day", d, "figures", f)].add(ident, adrift)
        for f in figures:
            for p, whole in places:
                blocks[(*realm, "place", p, "figures", f)].add(ident, whole)
            for s in sides:
                blocks[(*realm, "sides", s, "figures", f)].add(ident, adrift)
        for p, whole in places:
            for s in sides:
                undated[(*realm, "place", p, "sides", s)].append((ident, whole, not periods))
    pairs = {pair for block in blocks.values() for pair in block.pairs()}
    for members in undated.values():
        for x, whole, dateless in members:
            if dateless:
                pairs.update((x, y) if x < y else (y, x) for y, other, _ in members if x != y and (whole or other))
    return tuple(sorted(pairs))


def components(idents: Iterable[str], pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Connected components over pairs: what can be reconciled apart from the rest, and again on its own when one changes."""
    parent = {x: x for x in idents}

    def find(x: str) -> str:
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for a, b in pairs:
        if a in parent and b in parent:
            low, high = sorted((find(a), find(b)))
            parent[high] = low
    groups: dict[str, list[str]] = {}
    for x in sorted(parent):
        groups.setdefault(find(x), []).append(x)
    return tuple(tuple(groups[key]) for key in sorted(groups))


def _realm(telling: Telling) -> Key:
    claim = telling.claim
    real = claim.realis if claim.realis in ("actual", "negated") else "hypothetical"
    return (real, "historical" if claim.historical else "")


def _periods(telling: Telling) -> list[str]:
    days = telling.days
    if days is not None:
        first, last = days.first - 1, days.last + 1
        if last - first > _LONG:
            return []
    elif telling.published is not None and not telling.claim.historical:
        first, last = telling.published - _LAG, telling.published + 1
    else:
        return []
    return [str(bucket) for bucket in range(first // _SPAN, last // _SPAN + 1)]


def _is_placed(telling: Telling) -> bool:
    location = telling.claim.place
    return location is not None and location.place is not None and location.precision not in ("region", "country", "adm1")


def _places(telling: Telling) -> list[tuple[str, bool]]:
    """Keys of the place: its own (True), and those of the areas it lies in (False), under which only an area itself meets it."""
    location = telling.claim.place
    if location is None:
        return []
    own = {place_text(location)}
    around: set[str] = set()
    place = location.place
    if place is not None:
        own |= {place.id, fine_name(place.name)}
        if location.precision == "country":
            own.add(place.country or "")
        dots = [i for i, c in enumerate(place.id) if c == "."]
        around = {*(place.id[:i] for i in dots), place.country or "", fine_name(place.adm1), fine_name(place.adm2)}
        if location.precision in ("adm1", "adm2"):  # an area is also met by the name its own row gives it
            own |= {fine_name(place.adm1 if location.precision == "adm1" else place.adm2)}
            around -= own
        own |= _cells(place)
    own.discard("")
    return [(key, True) for key in sorted(own)] + [(key, False) for key in sorted(around - own - {""})]


def _cells(place: Place) -> set[str]:
    """The cells of a coarse grid that the surroundings of a point touch."""
    if place.lat is None or place.lon is None:
        return set()
    wide = _REACH / max(0.05, cos(radians(place.lat)))
    rows = range(floor((place.lat - _REACH) / _CELL), floor((place.lat + _REACH) / _CELL) + 1)
    columns = range(floor((place.lon - wide) / _CELL), floor((place.lon + wide) / _CELL) + 1)
    return {f"{row} {column}" for row in rows for column in columns}


def _sides(telling: Telling) -> list[str]:
    keys = {party_key(p) for p in telling.sides} | {fold_accents(p.text or "") for p in telling.sides}
    return sorted(k for k in keys if k)
