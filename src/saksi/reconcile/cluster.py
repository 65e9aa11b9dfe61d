"""Cluster event claims into events, and gather their casualty, impact and control claims.

Constrained agglomeration (cannot-link and must-link in the sense of Wagstaff et al., 2001): links are taken from the strongest
down; two clusters join when their pairs are linked *on average* and no pair is forbidden. Two event claims of one document are
two events unless a person says otherwise; *different* forbids, *same* binds, and *same* wins where they collide. Pure: the order
of the readings and doubles among them change nothing, and each connected component can be reconciled on its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import get_args

import numpy as np
from msgspec import structs

from saksi.reconcile.agglomerate import LOSS, Flags, Links, Numbers, Sorts, Whole, Worth, joined
from saksi.reconcile.article import figure
from saksi.reconcile.blocking import components
from saksi.reconcile.blocks import Blocks, Share
from saksi.reconcile.compare import Telling, days_level, place_level, tellings
from saksi.reconcile.facets import Hosts, Known, hosts
from saksi.reconcile.facts import Facts, alike, days_of, is_open, wholes
from saksi.reconcile.fits import Fits
from saksi.reconcile.policies import DEFAULT, Policy, fields_of
from saksi.reconcile.quantities import span
from saksi.reconcile.sketches import Sketch, Sketches
from saksi.text import digest
from saksi.types import (
    CasualtyClaim,
    ControlClaim,
    Event,
    EventClaim,
    ImpactClaim,
    Location,
    Participant,
    PloverType,
    Reading,
)

Decided = frozenset[tuple[str, str]]
NONE: Decided = frozenset()
_FEW = 3  # people under whom two reports give one count by chance
_TYPES: tuple[str, ...] = get_args(PloverType)
_APART = frozenset({"apart", "far_apart"})
_ELSEWHERE = frozenset({"different", "other_area"})


def reconcile(
    readings: Sequence[Reading], *, same: Decided = NONE, different: Decided = NONE, policy: Policy = DEFAULT
) -> tuple[Event, ...]:
    """The events the readings tell, ordered by key, with their fields decided under ``policy``.

    ``same`` and ``different`` are pairs of event claim ids that people judged; ids that are not among the readings are ignored.
    """
    facts = Facts(readings)
    told = Sketches(tellings(facts).values())
    known, blocks = Judged(told, same, different), Blocks(told.blocking)
    apart = of_fits(told, Fits(told, blocks, known.bound), known)
    return events_of(apart, hosts(apart, told, blocks.meet, known.judged_apart, Known()), told, facts, policy, {})


def events_of(
    apart: Sequence[tuple[str, ...]], host: Hosts, told: Sketches, facts: Facts, policy: Policy, known: Mapping[str, Event]
) -> tuple[Event, ...]:
    """The events of groups of claims, with what else belongs to each. ``known`` are events by key whose fields were decided.

    Fields rest on the claims of an event and on their documents alone: where these are the same, so are the fields.
    """
    groups = _joined(apart, host.one)
    home = {claim: i for i, group in enumerate(groups) for claim in group}
    home |= {claim: home[apart[to][0]] for i, to in host.facet.items() for claim in apart[i]}
    held: list[tuple[list[str], list[str], list[str]]] = [([], [], []) for _ in groups]
    for r in facts.readings:
        for ident, teller in count_homes(r, home).items():
            _put(held, home, teller, 0, ident)
        for i in r.impacts:
            _put(held, home, home_of(i, r), 1, i.id)
        for k in r.control:
            _put(held, home, control_home(k, r), 2, k.id)
    _gathered(held, home, facts)
    events = []
    for group, (casualties, impacts, control) in zip(groups, held, strict=True):
        event = Event(
            key=event_key(group),
            claims=group,
            type=_type(group, told),
            casualties=tuple(sorted(casualties)),
            impacts=tuple(sorted(impacts)),
            control=tuple(sorted(control)),
        )
        before = known.get(event.key)
        if before is None or structs.replace(before, fields={}) != event:
            before = structs.replace(event, fields=fields_of(event, facts, policy))
        events.append(before)
    return tuple(sorted(events, key=lambda e: e.key))


def _joined(groups: Sequence[tuple[str, ...]], host: Mapping[int, int]) -> tuple[tuple[str, ...], ...]:
    """The groups with those that are one in one, each sorted, ordered by first member."""
    whole: dict[int, list[str]] = {}
    for i, group in enumerate(groups):
        whole.setdefault(host.get(i, i), []).extend(group)
    return tuple(sorted(tuple(sorted(group)) for group in whole.values()))


def event_key(claims: Iterable[str]) -> str:
    """The key of the cluster of these event claims: a hash of their sorted ids."""
    return digest(*sorted(claims))[:24]


def clusters(told: Mapping[str, Telling], *, same: Decided = NONE, different: Decided = NONE) -> tuple[tuple[str, ...], ...]:
    """Groups of event claims, each sorted, ordered by first member. A teaser joins the group it fits best and bridges nothing."""
    return grouped(Sketches(told.values()), same=same, different=different)


def grouped(
    told: Sketches, *, same: Decided = NONE, different: Decided = NONE, share: Share = map
) -> tuple[tuple[str, ...], ...]:
    """The same of sketches, which are small: readings need not be held once they were added."""
    known = Judged(told, same, different)
    return of_fits(told, Fits(told, Blocks(told.blocking, share), known.bound, share), known, share)


def of_fits(told: Sketches, fits: Fits, known: Judged, share: Share = map) -> tuple[tuple[str, ...], ...]:
    """The same where it is known what fits: each component of links on its own, as no two groups of different ones can join."""

    def of(batch: Numbers) -> list[list[int]]:
        return _component(told, fits, known, batch)

    alone = np.flatnonzero(np.bincount(fits.label, minlength=len(told))[fits.label] == 1).tolist()
    found: list[tuple[str, ...]] = [(told.claims[x],) for x in alone if not told.teaser[x]]
    for groups in share(of, fits.batches()):
        found += (tuple(sorted(map(told.claims.__getitem__, group))) for group in groups)
    return tuple(sorted(found))


def _component(told: Sketches, fits: Fits, known: Judged, batch: Numbers) -> list[list[int]]:
    """The groups of whole components."""
    within = fits.within(batch)
    found = solid(told, batch, within, fits.worth, known)
    where = {x: i for i, group in enumerate(found) for x in group}
    loose = {known.whole.get(x, (x,)) for x in batch.tolist() if told.teaser[x] and x not in where}
    if loose:
        teaser = np.frombuffer(told.teaser, np.bool_)
        links: dict[int, list[tuple[int, int]]] = {}
        pointing = within.chosen(teaser[within.one] | teaser[within.two])
        for x, y, weight in zip(*(column.tolist() for column in pointing), strict=True):
            links.setdefault(x, []).append((y, weight))
            links.setdefault(y, []).append((x, weight))
        groups = [list(group) for group in found]
        for bound in loose:
            target = teller(told, bound, links, where.__getitem__, groups.__getitem__, known)
            if target is not None:
                found[target] += bound
    return found


def solid(told: Sketches, batch: Numbers, links: Links, worth: Worth, known: Judged) -> list[list[int]]:
    """Groups of these claims, with all links among them: first what leads, then the parts of it; loose teasers are in none."""
    claims = np.array(sorted(batch.tolist(), key=told.claims.__getitem__), np.int64)
    place = np.full(len(told), -1)
    place[claims] = np.arange(len(claims))
    teaser, part = (np.frombuffer(column, np.bool_)[claims] for column in (told.teaser, told.has_part))
    tied = np.isin(claims, np.fromiter(known.whole, np.int64))
    part = part & ~teaser & ~tied
    barred = _barred(np.frombuffer(told.document, np.int32)[claims], claims.tolist(), known, place)

    def of_places(one: Numbers, two: Numbers) -> Numbers:
        out, free = np.full(len(one), LOSS), np.flatnonzero(~barred(one, two))
        out[free] = worth(claims[one[free]], claims[two[free]])
        return out

    here = links.placed(place)
    here = here.chosen(~barred(here.one, here.two))
    home = np.where(teaser | part, -1, np.arange(len(claims)))
    for bound in known.bound:
        firm = [place[x] for x in bound if place[x] >= 0 and not teaser[place[x]]]
        home[firm] = min(firm, default=-1)
    home = joined(home, here, of_places)
    home[part] = np.flatnonzero(part)
    kinds = np.int64(1) << np.frombuffer(told.type, np.uint8)[claims].astype(np.int64)
    home = joined(home, here.chosen(part[here.one] | part[here.two]), of_places, Sorts(~part, kinds))
    groups: dict[int, list[int]] = {}
    for x, of in zip(claims.tolist(), home.tolist(), strict=True):
        if of >= 0:
            groups.setdefault(of, []).append(x)
    # A teaser bound by a person comes along.
    return [sorted({z for x in group for z in known.whole.get(x, (x,))}) for group in groups.values()]


def teller(
    told: Sketches, teasers: Sequence[int], links: Mapping[int, Sequence[tuple[int, int]]], where: Callable[[int], int],
    members: Callable[[int], Sequence[int]], known: Judged,
) -> int | None:  # fmt: skip
    """Which group teasers point at: that of their strongest link. Teasers alone are pointers, not events.

    ``links`` are the claims that each fits, with weights; ``where`` gives the group of a claim, ``members`` those of a group.
    """
    found = {(-w, where(x)) for t in teasers for x, w in links.get(t, ()) if not told.teaser[x]}
    ordered = sorted((w, min(told.claims[x] for x in members(i)), i) for w, i in found)
    return next((i for *_, i in ordered if not known.parted(teasers, members(i))), None)


def _barred(documents: Whole, claims: Sequence[int], known: Judged, place: Numbers) -> Callable[[Whole, Whole], Flags]:
    """Which pairs are no one event: two of one document, and what a person said are two."""
    apart = [i * len(place) + int(place[y]) for i, x in enumerate(claims) for y in known.others(x)] if known.parts else []
    judged = np.array(apart, np.int64)

    def barred(one: Whole, two: Whole) -> Flags:
        out: Flags = documents[one] == documents[two]
        return out | np.isin(one.astype(np.int64) * len(place) + two, judged) if len(judged) else out

    return barred


class Judged:
    """What people decided about pairs of claims, by number: which are bound, and which are no one event."""

    def __init__(self, told: Sketches, same: Decided, different: Decided) -> None:
        self._told = told
        self._different: dict[int, set[int]] = {}
        for x, y in ((told.number.get(a), told.number.get(b)) for a, b in different if a != b):
            if x is not None and y is not None:
                self._different.setdefault(x, set()).add(y)
                self._different.setdefault(y, set()).add(x)
        self.whole: dict[int, tuple[int, ...]] = {}
        """The group of each claim that is bound to others."""
        for x, y in ((told.number.get(a), told.number.get(b)) for a, b in same if a != b):
            if x is not None and y is not None:
                joined = tuple(sorted({*self.whole.get(x, (x,)), *self.whole.get(y, (y,))}))
                self.whole.update(dict.fromkeys(joined, joined))
        self.bound = tuple(sorted(set(self.whole.values())))

    @property
    def parts(self) -> bool:
        """Whether people said of any that they are two."""
        return bool(self._different)

    def others(self, claim: int) -> set[int]:
        """What a person said is another event than a claim: than any that is bound to it."""
        if not self._different:
            return set()
        apart = {y for x in self.whole.get(claim, (claim,)) for y in self._different.get(x, ())}
        return {z for y in apart for z in self.whole.get(y, (y,))}

    def parted(self, one: Iterable[int], two: Iterable[int]) -> bool:
        """Whether a person said that two groups, with all that are bound to them, are two."""
        if not self._different:
            return False
        wholes = [{z for x in group for z in self.whole.get(x, (x,))} for group in (one, two)]
        return any(not self._different.get(x, set()).isdisjoint(wholes[1]) for x in wholes[0])

    def judged_apart(self, one: Iterable[str], two: Iterable[str]) -> bool:
        """Whether a person said that two groups of claims are two."""
        if not self._different:
            return False
        others = {self._told.number[y] for y in two}
        return any(not self._different.get(self._told.number[x], set()).isdisjoint(others) for x in one)


# --- what goes with an event ------------------------------------------------------------------------------------------


def home_of(claim: CasualtyClaim | ImpactClaim, reading: Reading) -> str | None:
    """The event claim of the same document that a count belongs to.

    Its own, else the one told in the same sentence, else the document's main event when nothing speaks against it.
    """
    known = {e.id: e for e in reading.events}
    if claim.event in known:
        return claim.event
    span = claim.evidence
    for event in reading.events:
        if event.realis == "actual" and (event.voice == "teaser") == (claim.voice == "teaser"):
            inside = any(m.sentence.start <= span.start and span.end <= m.sentence.end for m in event.mentions)
            if inside and _fits(claim, event):
                return event.id
    main = known.get(reading.main or "")
    if main is None or claim.voice == "teaser" or not _fits(claim, main):
        return None
    return main.id


def count_homes(reading: Reading, home: Mapping[str, int]) -> dict[str, str | None]:
    """By count of a document the event claim it belongs to: a figure told again, and a part of a total, lie where that lies.

    ``home`` are positions of events by event claim. Of figures of one family that would lie in several events, all lie where the
    main event of the document is, else where the first of them is that has a home.
    """
    out = {c.id: home_of(c, reading) for c in reading.casualties}
    whole = wholes(reading)
    campaigns = sorted((e.evidence.start, e.id) for e in reading.events if e.id in whole)
    for c in reading.casualties if campaigns else ():
        total = c.scope == "campaign" and c.voice != "teaser" and c.realis == "actual"
        if total and out[c.id] not in whole:  # what counts a war lies with what tells of it
            out[c.id] = min(campaigns, key=lambda one: (abs(one[0] - c.evidence.start), one))[1]
    known = {c.id: c for c in reading.casualties if c.voice != "teaser"}
    kin = [(c.id, root) for c in known.values() for root in (c.restates, c.part_of) if root in known]
    for group in components(known, ((a, b) for a, b in kin if _is_kin(known[a], known[b]))):
        ordered = sorted(group, key=lambda c: (known[c].evidence.start, c))
        homed = [(home[event], event) for c in ordered if (event := out[c]) is not None and event in home]
        if len({at for at, _ in homed}) < 2 and len(homed) == len(group):
            continue
        main = home.get(reading.main or "")
        event = next((event for at, event in homed if at == main), homed[0][1] if homed else None)
        out.update((c, event) for c in ordered if out[c] not in home or home[out[c] or ""] != home.get(event or ""))
    return out


def _is_kin(a: CasualtyClaim, b: CasualtyClaim) -> bool:
    """Whether a count that restates or is part of another is of its event: not one of many in a total since the year began."""
    return a.kind == b.kind and (a.scope == "campaign") == (b.scope == "campaign") and a.realis == b.realis


def control_home(claim: ControlClaim, reading: Reading) -> str | None:
    """The event claim of the same document that a claim to a territory goes with: by place, the main event first."""
    if claim.voice == "teaser":
        return None
    ordered = sorted(reading.events, key=lambda e: (e.id != reading.main, e.mentions[0].trigger.start, e.id))
    for event in ordered:
        if event.realis != "actual" or event.historical or event.voice == "teaser" or event.place is None:
            continue
        level = place_level(event.place, claim.territory)
        if level.startswith(("same", "contained")):
            return event.id
    return None


def _fits(claim: CasualtyClaim | ImpactClaim, event: EventClaim) -> bool:
    if isinstance(claim, CasualtyClaim):
        if claim.historical != event.historical or not _place_fits(claim.place, event.place):
            return False
        a, b = days_of(claim.time), days_of(event.time)
        if a and b and days_level(a, b) in _APART:
            return False
    parties = (*event.actors, *event.recipients)
    return _party_fits(claim.side, parties) and _party_fits(claim.by, parties)


def _place_fits(a: Location | None, b: Location | None) -> bool:
    return a is None or b is None or place_level(a, b) not in _ELSEWHERE


def _party_fits(party: Participant | None, parties: Sequence[Participant]) -> bool:
    named = [p for p in parties if not is_open(p)]
    return len(named) < 2 or any(alike(party, p) != "different" for p in named)


def _put(
    held: list[tuple[list[str], list[str], list[str]]], home: Mapping[str, int], event: str | None, which: int, claim: str
) -> None:
    if event is not None and event in home:
        held[home[event]][which].append(claim)


def _gathered(held: list[tuple[list[str], list[str], list[str]]], home: Mapping[str, int], facts: Facts) -> None:
    """Move counts to the event of their document that other documents tell them of.

    A report that tells of two events gives a count of the one after a sentence about the other. Where no other report has the
    figure for the event that stands next to it, and others have it for another event of the report, it belongs there.
    """
    at = {c: i for i, (casualties, _, _) in enumerate(held) for c in casualties}
    told: dict[tuple[object, ...], dict[int, set[str]]] = {}
    for c, i in at.items():
        claim = facts.casualties[c]
        told.setdefault((claim.kind, span(claim.quantity)), {}).setdefault(i, set()).add(c)
    for c, i in sorted(at.items()):
        claim = facts.casualties[c]
        document = facts.document(c).id
        if claim.voice == "teaser" or (figure(claim) or 0) < _FEW or _beside(claim, facts):
            continue

        def backers(event: int, claim: CasualtyClaim = claim, document: str = document) -> int:
            others = told[claim.kind, span(claim.quantity)].get(event, ())
            fit = (x for x in others if facts.document(x).id != document and facts.casualties[x].voice != "teaser")
            return len({facts.document(x).id for x in fit if alike(facts.casualties[x].side, claim.side) != "different"})

        if backers(i):
            continue
        here = {home[e.id] for e in facts.of_document[document].events if e.id in home and e.voice != "teaser"} - {i}
        best = max(sorted(here), key=backers, default=None)
        if best is not None and backers(best):
            held[i][0].remove(c)
            held[best][0].append(c)


def _beside(claim: CasualtyClaim, facts: Facts) -> bool:
    """Whether a count stands in the sentence that tells its event."""
    event = facts.events.get(claim.event or "")
    spans = [m.sentence for m in event.mentions] if event is not None else []
    return any(s.start <= claim.evidence.start < s.end for s in spans)


def _type(group: Sequence[str], told: Mapping[str, Sketch]) -> PloverType:
    counts = Counter(told[c].type for c in group if not told[c].teaser)
    return min(counts, key=lambda t: (-counts[t], -_TYPES.index(t)))
