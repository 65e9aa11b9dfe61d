"""Candidate pairs: which tellings are worth comparing at all.

Like splink's blocking rules, the pairs are a union over rules. A link needs agreement on two of day, place, sides, figures
and names (see the *anchor* row of the weights): two tellings that share no key are not compared, and comparing them all the same
finds them *thin*. What happened and what is only planned or threatened never meet; a denial meets what it denies, and a story
told again the news it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from math import cos, floor, radians

from saksi.reconcile.facts import Days, fine_name, party_key, place_text
from saksi.reconcile.names import name_word
from saksi.reconcile.telling import CAMPAIGN, Telling
from saksi.types import Place

_SPAN = 2  # days in one bucket
_LONG = 40  # an interval longer than this tells no period
_LAG = 8  # an undated telling may be about any of the days before its publication
_CELL = 0.25  # degrees of the grid on which near places meet
_FULL = 6  # full names of a report of which two bring it together with another
_LARGE = 6  # a count that brings two reports together by itself
_REACH = 0.07  # degrees around a point: two points within NEAR_KM share a cell
_PERIOD = "of many days"
_CAMPAIGN = "of a whole campaign"
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
    """Pairs of claim ids worth comparing, each pair and the whole sorted."""
    blocks: dict[Key, _Block] = defaultdict(_Block)
    for ident in sorted(tellings):
        for key, loose in keys(tellings[ident]).items():
            blocks[key].add(ident, loose)
    return tuple(sorted({pair for block in blocks.values() for pair in block.pairs()}))


def meet(a: Telling, b: Telling) -> bool:
    """Whether two tellings are a candidate pair."""
    one, two = keys(a), keys(b)
    return any(loose or two[key] for key, loose in one.items() if key in two)


def keys(telling: Telling) -> dict[Key, bool]:
    """The keys of a telling; True where it is compared with all that share the key, False where only with those.

    Two tellings that both have a resolved, fine place meet under their place; sides alone, which recur daily, bring them together
    only where one of them has no place.
    """
    known = telling.keys
    if known is None:
        known = telling.keys = _keys(telling)
    return known


def _keys(telling: Telling) -> dict[Key, bool]:
    realm = "irreal" if telling.claim.realis not in ("actual", "negated") else _PERIOD if telling.is_period else ""
    if telling.whole and telling.published is not None:
        return _of_campaign(telling, telling.published)
    periods, places, sides = _periods(telling), _places(telling), _sides(telling)
    figures = _figures(telling)
    names = sorted(_names(telling))
    adrift = not telling.is_placed
    out: dict[Key, bool] = {}
    here = [] if _is_wide(telling) else places  # what happened in one country on one day is no reason to compare
    for d in periods:
        out.update({(realm, "day", d, "place", p): whole for p, whole in here})
        out.update({(realm, "day", d, "sides", s): adrift for s in sides})
        out.update({(realm, "day", d, "figures", f): True for f in figures})
        out.update({(realm, "day", d, "names", n): True for n in names})
    for f in figures:
        out.update({(realm, "place", p, "figures", f): whole for p, whole in places})
        out.update({(realm, "sides", s, "figures", f): adrift for s in sides})
        out.update({(realm, "names", n, "figures", f): True for n in names})
    if telling.main:  # the same persons and streets: a trial is told years after the deed
        full = sorted({*_first(telling.scene.topics, full=True), *sorted(telling.persons)[:_FULL]})
        about = sorted({*_first(telling.scene.topics), *full})
        met = {tuple(sorted((a, b))) for a in full for b in about if a != b and b not in a.split() and a not in b.split()}
        out.update({(realm, "names", *both): True for both in met})
        out.update({(realm, "place", p, "names", n): True for p, whole in places if whole for n in telling.persons})
    dateless = not periods
    out.update({(realm, "place", p, "sides", s): dateless for p, whole in places if whole for s in sides})
    return out


def _of_campaign(telling: Telling, published: int) -> dict[Key, bool]:
    """What counts a whole campaign meets what counts one of that time in the same place, or of the same parties."""
    out: dict[Key, bool] = {}
    for bucket in range((published - CAMPAIGN - _SPAN - 1) // CAMPAIGN, published // CAMPAIGN + 1):
        out.update({(_CAMPAIGN, str(bucket), "place", p): whole for p, whole in _places(telling)})
        out.update({(_CAMPAIGN, str(bucket), "sides", s): True for s in _sides(telling)})
    return out


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


def _first(topics: Iterable[str], *, full: bool = False) -> list[str]:
    return [name for name in topics if not full or " " in name][:_FULL]


def _periods(telling: Telling) -> list[str]:
    days = telling.days or telling.scene.days
    if telling.days is not None:
        first, last = telling.days.first - 1, telling.days.last + 1
        if last - first > _LONG:
            return []
    elif telling.published is not None and not telling.claim.historical:
        lag = Days(telling.published - _LAG, telling.published + 1)
        first, last = (min(lag.first, days.first), lag.last) if days and lag.last - days.first <= _LONG else lag
    else:
        return []
    return [str(bucket) for bucket in range(first // _SPAN, last // _SPAN + 1)]


def _places(telling: Telling) -> list[tuple[str, bool]]:
    """Keys of the place: its own (True), and those of the areas it lies in (False), under which only an area itself meets it."""
    location = telling.claim.place or telling.scene.place
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


def _is_wide(telling: Telling) -> bool:
    location = telling.claim.place or telling.scene.place
    return location is not None and location.precision == "country"


def _cells(place: Place) -> set[str]:
    """The cells of a coarse grid that the surroundings of a point touch."""
    if place.lat is None or place.lon is None:
        return set()
    wide = _REACH / max(0.05, cos(radians(place.lat)))
    rows = range(floor((place.lat - _REACH) / _CELL), floor((place.lat + _REACH) / _CELL) + 1)
    columns = range(floor((place.lon - wide) / _CELL), floor((place.lon + wide) / _CELL) + 1)
    return {f"{row} {column}" for row in rows for column in columns}


def _sides(telling: Telling) -> list[str]:
    """Each party that is no organ of a state, and each two parties: whose police it was recurs daily."""
    held = {key: p.actor for p in telling.sides if (key := party_key(p))}
    alone = {key for key, actor in held.items() if actor is None or key != actor.country}
    return sorted(alone | {" ".join(two) for two in combinations(sorted(held), 2)})


def _names(telling: Telling) -> set[str]:
    """The names in its sentences and of its place; of the main matter of a report those the report is about."""
    here = telling.claim.place
    place = {name_word(here)} - {""} if here is not None and here.precision != "country" else set()
    return {*telling.names.pairs, *telling.names.words, *place, *(telling.scene.topics if telling.main else ())}


def _figures(telling: Telling) -> list[str]:
    """Each larger count, and each two: that three were injured recurs daily."""
    held = sorted(telling.figures)
    found = [f"{kind} {number}" for kind, number in held if number >= _LARGE]
    return found + [f"{a[0]} {a[1]} {b[0]} {b[1]}" for a, b in combinations(held, 2) if a[0] != b[0]]
