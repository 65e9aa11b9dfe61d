"""What a dossier is about: a conflict, a place or an actor, by any name the registries or the reports have for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from saksi.errors import LedgerError
from saksi.gazetteer import Actor, Conflict, Country, Place
from saksi.gazetteer import load as load_gazetteer
from saksi.reconcile import Day, Facts, Party, Site
from saksi.reconcile.facts import STATE_SECTORS
from saksi.text import fold_accents
from saksi.types import Event, Location, Participant, Struct

SubjectKind = Literal["conflict", "place", "actor"]
_SHORT = 4  # letters of a word that tells no region
_LEAST = 2  # camps of a conflict that meet in an event, for it to be of the conflict wherever it is


class Subject(Struct, frozen=True):
    """What a dossier is about: the entry's id and names, the parties and places that make it, and the years it lasted."""

    kind: SubjectKind
    id: str
    name: str
    name_id: str
    parties: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    first: int | None = None
    last: int | None = None


def find_subject(name: str, events: Iterable[Event], facts: Facts) -> tuple[Subject, tuple[Event, ...]]:
    """The subject of that name, and the events that belong to it, in order of time.

    Conflicts go before actors, actors before places; of several of one kind the one with most events is taken, and a part of a
    conflict's name will do. Raises LedgerError when nothing of that name has an event; it lists what the ledger is about.
    """
    held = tuple(events)
    found = [(subject, tuple(e for e in held if belongs(e, subject, facts))) for subject in _subjects(name, facts)]
    best = max(found, key=lambda pair: len(pair[1]), default=None) if found else None
    for kind in ("conflict", "actor", "place"):
        ours = [pair for pair in found if pair[0].kind == kind and pair[1]]
        if ours:
            best = max(ours, key=lambda pair: len(pair[1]))
            break
    if best is None or not best[1]:
        raise LedgerError(f"no event is about {name!r}. The ledger tells of: {', '.join(_known(held)) or 'nothing yet'}.")
    return best[0], tuple(sorted(best[1], key=lambda e: (first_day(e) or "~", e.name or e.key)))


def first_day(event: Event) -> str | None:
    """The first day an event can have happened on; null where nothing dates it."""
    day = event.fields["day"].value if "day" in event.fields else None
    return (day.earliest or day.latest or "")[:10] or None if isinstance(day, Day) else None


def _subjects(name: str, facts: Facts) -> list[Subject]:
    asked = fold_accents(" ".join(name.split()))
    gazetteer = load_gazetteer()
    conflicts = [(c, {fold_accents(n) for n in (c.id, c.name, c.name_id, *c.names)}) for c in gazetteer.conflicts.values()]
    exact = [c for c, names in conflicts if asked in names]
    near = [c for c, names in conflicts if any(asked in one for one in names)]
    out = [_conflict(c) for c in exact or near]
    entries = (*gazetteer.names().get(asked, ()), *gazetteer.cased().get(name.strip(), ()))
    for entry in entries:
        if isinstance(entry, Actor):
            members = (a.id for a in gazetteer.actors.values() if entry.id in a.member_of)
            out.append(Subject("actor", entry.id, entry.name, entry.name, (entry.id, *members)))
        elif isinstance(entry, Country):
            out.append(Subject("place", entry.iso3, entry.name, entry.name, places=(entry.iso3,)))
        elif isinstance(entry, Place):
            out.append(Subject("place", entry.id, entry.name, entry.name, places=(entry.id,)))
    out += _told(asked, facts)
    return list({(s.kind, s.id): s for s in reversed(out)}.values())[::-1]


def _conflict(entry: Conflict) -> Subject:
    return Subject("conflict", entry.id, entry.name, entry.name_id, entry.parties, entry.places, entry.first, entry.last)


def _told(asked: str, facts: Facts) -> list[Subject]:
    """Places and actors that only the reports name."""
    out = []
    for claim in facts.events.values():
        for p in (*claim.actors, *claim.recipients):
            name = p.actor.name if p.actor is not None else None
            if p.actor is not None and name is not None and asked in (fold_accents(name), fold_accents(p.text or "")):
                out.append(Subject("actor", p.actor.id, name, name, (p.actor.id,)))
        place = claim.place.place if claim.place is not None else None
        names = [n for n in (place.name, place.adm1, place.adm2) if n] if place is not None else []
        out += [Subject("place", n, n, n, places=(n,)) for n in names if fold_accents(n) == asked]
    return out


def belongs(event: Event, subject: Subject, facts: Facts) -> bool:
    """Whether an event is of the subject: there, by or to them; of a conflict in its years, and of its parties or places."""
    claims = [facts.events[c] for c in event.claims if c in facts.events and facts.events[c].voice != "teaser"]
    claims = [c for c in claims if not c.historical] or claims
    counts = [facts.casualties[c] for c in event.casualties if c in facts.casualties]
    people = [p for c in claims for p in (*c.actors, *c.recipients)] + [
        p for c in counts for p in (c.side, c.by) if p is not None
    ]
    here = any(is_in(c.place, subject.places) for c in claims)
    if subject.kind == "place":
        return here
    met = {party for party in subject.parties for p in people if is_party(p, party)}
    if subject.kind == "actor":
        return bool(met)
    day = first_day(event) or min((d for c in claims if (d := facts.document(c.id).published)), default=None)
    year = int(day[:4]) if day and day[:4].isdigit() else None  # what no day is told of was news when it was published
    in_time = year is None or ((subject.first or 0) <= year and (subject.last is None or year <= subject.last))
    small = [place for place in subject.places if ":" in place]  # a country alone does not make it this conflict
    camps = {_camp(party, subject.parties) for party in met}
    states = load_gazetteer().countries
    fighters = any(camp not in states for camp in camps)  # a group, no state: where no place is told, theirs is this conflict
    nowhere = all(c.place is None or c.place.place is None for c in claims)
    near = here or (fighters and nowhere)
    return in_time and (len(camps) >= _LEAST or (bool(met) and near) or any(is_in(c.place, small) for c in claims))


def _camp(party: str, parties: tuple[str, ...]) -> str:
    """The camp of a conflict's party: the state whose code or organ it is, the group it belongs to, or itself."""
    actor = load_gazetteer().actors.get(party)
    if actor is None:
        return party
    if actor.sector in STATE_SECTORS and actor.country:
        return actor.country
    return next((one for one in actor.member_of if one in parties), party)


def is_party(participant: Participant, party: str) -> bool:
    """Whether a participant is a party: by its id, or an organ of the state whose code it is."""
    actor = participant.actor
    if actor is None:
        return False
    return actor.id == party or (len(party) == 3 and actor.country == party and actor.sector in STATE_SECTORS)


def is_in(location: Location | None, places: Iterable[str]) -> bool:
    """Whether a location is one of the places, given by ids, country codes or names, or lies in one."""
    place = location.place if location is not None else None
    if place is None:
        return False
    gazetteer = load_gazetteer()
    names = {fold_accents(n) for n in (place.name, place.adm1, place.adm2) if n}
    for one in places:
        if one in (place.id, place.country) or fold_accents(one) in names:
            return True
        entry = gazetteer.place(one) if ":" in one else None
        if entry is None or entry.country not in ("", place.country):
            continue
        region = {w for w in fold_accents(entry.name).split() if len(w) > _SHORT} if entry.precision == "region" else set()
        if fold_accents(entry.name) in names or region & set(fold_accents(place.adm1 or "").split()):
            return True  # a region is known by the word it shares with the areas in it: Tanah Papua, Papua Pegunungan
    return False


def _known(events: Iterable[Event]) -> list[str]:
    """The commonest places and parties of a ledger, for a message."""
    found: Counter[str] = Counter()
    for event in events:
        for derived in event.fields.values():
            values = derived.value if isinstance(derived.value, tuple | list) else (derived.value,)
            for value in values:
                if isinstance(value, Site):
                    found.update(name for name in (value.name, value.adm1) if name)
                elif isinstance(value, Party):
                    found[value.name] += 1
    return [name for name, _ in found.most_common(8)]


__all__ = ["Subject", "SubjectKind", "belongs", "find_subject", "first_day", "is_in", "is_party"]
