"""Public names of events: append-only, readable, stable while clusters move.

Reconciling keys a cluster by its claims, so its key changes with every new report; its *name* does not. A cluster keeps the name
of the earlier cluster with which it shares most claims. Merges and splits are rows, so a name once cited can always be followed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

from saksi.reconcile.fields import Day, Party, Site
from saksi.text import digest, fold_accents
from saksi.types import Event, Struct

NameAction = Literal["named", "moved", "merged", "split", "gone"]
_HASH = 4
_LONG = 32  # code points of one part of a name
_DIGITS = {"decade": 4, "year": 4, "month": 7}  # of an ISO 8601 date that is known only so far


class NameRow(Struct, frozen=True):
    """One line of the names table.

    *named*: a new cluster; *moved*: the name's cluster now has this key and these claims; *merged*: the name's cluster went into
    the one called ``other``; *split*: a new cluster that came out of the one called ``other``; *gone*: no claim of it is left.
    """

    name: str
    action: NameAction
    key: str | None
    claims: tuple[str, ...]
    other: str | None = None


class _State:
    """What the rows so far say: the last key and claims of each name, in order of first naming, and which names are retired."""

    def __init__(self, rows: Iterable[NameRow]) -> None:
        self.last: dict[str, NameRow] = {}
        self.retired: dict[str, NameRow] = {}
        for row in rows:
            if row.action in ("merged", "gone"):
                self.retired[row.name] = row
            else:
                self.last[row.name] = row
                self.retired.pop(row.name, None)
        self.age = {name: i for i, name in enumerate(self.last)}
        self.holders: dict[str, list[str]] = {}
        for name, row in self.last.items():
            for claim in row.claims:
                self.holders.setdefault(claim, []).append(name)

    def parent(self, claims: Sequence[str]) -> str | None:
        """The name whose cluster shares most of these claims, of equals the oldest; null when none shares any."""
        shares = Counter(name for claim in claims for name in self.holders.get(claim, ()))
        return min(shares, key=lambda n: (-shares[n], self.age[n]), default=None)


def rename(previous: Sequence[NameRow], events: Sequence[Event]) -> tuple[NameRow, ...]:
    """The rows to append so that every event has a name. Nothing new to say gives no rows."""
    state = _State(previous)
    ordered = sorted(events, key=lambda e: e.key)
    owner = {claim: e.key for e in ordered for claim in e.claims}
    kept = _keep(state, owner, [n for n in state.last if n not in state.retired], {})
    kept = _keep(state, owner, list(state.retired), kept)
    rows: list[NameRow] = []
    named = {key: name for name, key in kept.items()}
    taken = set(state.last)
    for e in ordered:
        if e.key in named:
            name = named[e.key]
            last = state.last[name]
            if name in state.retired or (last.key, last.claims) != (e.key, e.claims):
                rows.append(NameRow(name=name, action="moved", key=e.key, claims=e.claims))
            continue
        parent = state.parent(e.claims)
        name = fresh_name(e, taken)
        taken.add(name)
        named[e.key] = name
        rows.append(NameRow(name=name, action="split" if parent else "named", key=e.key, claims=e.claims, other=parent))
    for name in state.last:
        if name in kept:
            continue
        shared = [owner[c] for c in state.last[name].claims if c in owner]
        into = min(set(shared), key=lambda k: (-shared.count(k), k)) if shared else None
        row = NameRow(
            name=name, action="merged" if into else "gone", key=into, claims=state.last[name].claims, other=named.get(into or "")
        )
        before = state.retired.get(name)
        if before is None or (before.action, before.other) != (row.action, row.other):
            rows.append(row)
    return tuple(rows)


def current_names(rows: Iterable[NameRow]) -> dict[str, str]:
    """The name of each cluster key that now has one."""
    state = _State(rows)
    return {row.key: name for name, row in state.last.items() if name not in state.retired and row.key is not None}


def follow(name: str, rows: Iterable[NameRow]) -> str | None:
    """The name an old name now stands for: itself, or what it merged into; null when nothing is left of it."""
    state = _State(rows)
    seen: set[str] = set()
    at: str | None = name
    while at is not None and at in state.retired and at not in seen:
        seen.add(at)
        at = state.retired[at].other
    return at if at in state.last and at not in state.retired else None


def fresh_name(event: Event, taken: set[str]) -> str:
    """Day, place and the first digits of a hash of the key; as many digits as it takes to be new.

    A day known only to the month or year is written so far. Without a place the type and the known parties stand in.
    """
    day, place, sides = (event.fields[f].value if f in event.fields else None for f in ("day", "place", "sides"))
    parts = [_date(day.earliest, day.precision)] if isinstance(day, Day) and day.earliest else []
    if isinstance(place, Site) and (where := _short(place.name)):
        parts.append(where)
    else:
        parties = [p for p in sides if isinstance(p, Party) and _is_known(p)] if isinstance(sides, tuple) else []
        parts += dict.fromkeys([event.type.lower(), *(who for p in parties if (who := _short(p.name)))][:3])
    tail = digest(event.key)
    size = next(n for n in range(_HASH, len(tail) + 1) if "-".join([*parts, tail[:n]]) not in taken)
    return "-".join([*parts, tail[:size]])


def _date(day: str, precision: str) -> str:
    known = day[: _DIGITS.get(precision, 10)]
    return f"{known}s" if precision == "decade" else known


def _is_known(party: Party) -> bool:
    """Whether the registry knows a party that is named: words of the report, or a private person, make no name of an event."""
    return party.status == "named" and party.key != fold_accents(party.name)


def _short(text: str) -> str:
    """A slug cut at a word; empty when not even its first word fits."""
    words = slug(text)
    return words if len(words) <= _LONG else words[: _LONG + 1].rpartition("-")[0]


def slug(text: str) -> str:
    """Lower case letters and digits joined by hyphens."""
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in fold_accents(text)).split())


def _keep(state: _State, owner: dict[str, str], names: Sequence[str], kept: dict[str, str]) -> dict[str, str]:
    """Give each name the cluster with which it shares most claims, one to one, the largest share first, then the older name."""
    shares: dict[tuple[str, str], int] = {}
    for name in names:
        for claim in state.last[name].claims:
            if claim in owner:
                shares[name, owner[claim]] = shares.get((name, owner[claim]), 0) + 1
    out = dict(kept)
    used = set(kept.values())
    for (name, key), _ in sorted(shares.items(), key=lambda s: (-s[1], state.age[s[0][0]], s[0][1])):
        if name not in out and key not in used:
            out[name] = key
            used.add(key)
    return out
