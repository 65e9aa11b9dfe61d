"""Events that one document tells twice: as the battle, and as the dead of it.

Two event claims of one document are one event only when a person says so. But where the claims of another event would have joined
this one and only that rule kept them out, they are *facets* of it: the events stay two, and the counts that go with a facet are
gathered with the event, so that one toll is not torn into two. So is what a single document tells of its main event without
another day, place or party. A facet is none when the document gives the two different days or places.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from saksi.reconcile.agglomerate import Weigh, mean
from saksi.reconcile.places import place_level
from saksi.reconcile.telling import Telling
from saksi.reconcile.weights import THRESHOLD, VETO

Group = tuple[str, ...]
_WELL = 2.0  # bits by which others vouch for two tellings of one document against its own days and places
_SHARED = 1.0  # bits that a shared document is worth: a report seldom tells two alike events


def hosts(groups: Sequence[Group], told: Mapping[str, Telling], pairs: Iterable[tuple[str, str]],
          forbidden: Callable[[Group, Group], bool], weight: Weigh) -> dict[int, int]:  # fmt: skip
    """By position of a group that is a facet, the position of the group it belongs to; a host is no facet of another."""
    home = {claim: i for i, group in enumerate(groups) for claim in group}
    near = {(min(home[a], home[b]), max(home[a], home[b])) for a, b in pairs if a in home and b in home and home[a] != home[b]}
    size = [(len({told[c].document for c in g}), any(told[c].main for c in g), len(g)) for g in groups]
    out: dict[int, int] = {}
    for i in sorted(range(len(groups)), key=lambda i: (size[i], groups[i][0])):
        heads = Counter(home[m] for c in groups[i] if (m := told[c].part) in home)
        heads.pop(i, None)
        most = min(heads, key=lambda k: (-heads[k], groups[k][0])) if heads else None
        if most is None or 2 * heads[most] < len(groups[i]):
            continue
        host = out.get(most, most)
        if (
            host != i
            and i not in out.values()
            and not forbidden(groups[i], groups[host])
            and not _two(groups[i], groups[host], told)
        ):
            out[i] = host
    found: list[tuple[float, int, int]] = []
    for i, j in sorted(near):
        small, large = (i, j) if (size[i], groups[j][0]) <= (size[j], groups[i][0]) else (j, i)
        links = _across(groups[small], groups[large], told, weight)
        if (
            links > THRESHOLD - _SHARED
            and not forbidden(groups[small], groups[large])
            and (links > _WELL or not _two(groups[small], groups[large], told))
        ):
            found.append((-links, small, large))
    for _, small, large in sorted(found):
        host = out.get(large, large)
        if small not in out and host != small and small not in out.values() and not forbidden(groups[small], groups[host]):
            out[small] = host
    return out


def _across(one: Group, two: Group, told: Mapping[str, Telling], weight: Weigh) -> float:
    """How well two groups that share a document fit together, by pairs of different documents; the veto when none is shared."""
    shared = {told[c].document for c in one} & {told[c].document for c in two}
    pairs = [(x, y) for x in one for y in two if told[x].document != told[y].document]
    if not shared or not pairs:
        return VETO
    return sum(sorted(mean((x,), (y,), weight) for x, y in pairs)) / len(pairs)


def _two(one: Group, two: Group, told: Mapping[str, Telling]) -> bool:
    """Whether one document tells of both, on two days or at two places."""
    for x in one:
        for y in two:
            a, b = told[x], told[y]
            if a.document != b.document:
                continue
            if a.days and b.days and (a.days.first > b.days.last or b.days.first > a.days.last):
                return True
            here, there = a.claim.place, b.claim.place
            if here and there and place_level(here, there) in ("different", "other_area"):
                return True
    return False
