"""Which conflicts of the registry a ledger tells of, found in the rows of its lists: two parties met, or one in its places."""

from __future__ import annotations

from collections.abc import Mapping

from saksi.gazetteer import Conflict
from saksi.gazetteer import load as load_gazetteer
from saksi.reconcile.facts import STATE_SECTORS
from saksi.store.rows import EventRow, Filter
from saksi.views import Views

_LOOKED_AT = 60  # events of a party that are looked at


def conflicts_told(views: Views) -> list[Conflict]:
    """The conflicts that events of the ledger belong to, those of most events first. A few may be missed, none is made up."""
    sides = {key for key, _, _ in views.tables.parties(Filter(), 5000)}
    states = load_gazetteer().countries
    found: list[tuple[int, str, Conflict]] = []
    for entry in load_gazetteer().conflicts.values():
        camps = {key: _camp(key, entry.parties) for party in entry.parties if (key := _key(party)) in sides}
        fighters = {key for key, camp in camps.items() if camp not in states}
        if len(set(camps.values())) < 2 and not fighters:
            continue
        rows = {
            row.key: row for key in (fighters or camps) for row in views.tables.page(Filter(party=key), "reports", _LOOKED_AT, 0)
        }
        told = sum(_is_of(row, entry, camps, fighters) for row in rows.values())
        if told:
            found.append((-told, entry.name, entry))
    return [entry for _, _, entry in sorted(found, key=lambda one: one[:2])]


def _is_of(row: EventRow, entry: Conflict, camps: Mapping[str, str], fighters: set[str]) -> bool:
    met = {camps[key] for key, *_ in row.parties if key in camps}
    year = int(row.newest[:4]) if row.newest[:4].isdigit() else None
    in_time = year is None or ((entry.first or 0) <= year and (entry.last is None or year <= entry.last))
    here = row.country is not None and row.country in entry.places
    return in_time and (len(met) > 1 or (here and any(key in fighters for key, *_ in row.parties)))


def _key(party: str) -> str:
    """The key that lists have for a party of a conflict: its state where it is an organ of one."""
    actor = load_gazetteer().actors.get(party)
    return actor.country if actor is not None and actor.country and actor.sector in STATE_SECTORS else party


def _camp(key: str, parties: tuple[str, ...]) -> str:
    """The camp of a party: the group it belongs to where that is a party too, else itself."""
    actor = load_gazetteer().actors.get(key)
    return next((one for one in actor.member_of if one in parties), key) if actor is not None else key
