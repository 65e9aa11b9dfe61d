"""Cluster event claims into events, and gather their casualty, impact and control claims.

Constrained agglomeration (cannot-link and must-link in the sense of Wagstaff et al., 2001): links are taken from the strongest
down; two clusters join when their pairs are linked *on average* and no pair is forbidden. Two event claims of one document are
two events unless a person says otherwise; *different* forbids, *same* binds, and *same* wins where they collide. Pure: the order
of the readings and doubles among them change nothing, and each connected component can be reconciled on its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

from msgspec import structs

from saksi.reconcile.agglomerate import Weigh, agglomerate
from saksi.reconcile.article import figure
from saksi.reconcile.blocking import candidates, components
from saksi.reconcile.compare import Telling, days_level, place_level, tellings, weigh
from saksi.reconcile.facets import hosts
from saksi.reconcile.facts import Facts, alike, days_of, is_open
from saksi.reconcile.policies import DEFAULT, Policy, fields_of
from saksi.reconcile.quantities import span
from saksi.reconcile.weights import THRESHOLD
from saksi.text import digest
from saksi.types import (
    CasualtyClaim,
    ControlClaim,
    Derived,
    Event,
    EventClaim,
    ImpactClaim,
    Location,
    Participant,
    PloverType,
    Reading,
)

Pairs = frozenset[tuple[str, str]]
NONE: Pairs = frozenset()
_FEW = 3  # people under whom two reports give one count by chance
_TYPES: tuple[str, ...] = get_args(PloverType)
_APART = frozenset({"apart", "far_apart"})
_ELSEWHERE = frozenset({"different", "other_area"})


def reconcile(
    readings: Sequence[Reading], *, same: Pairs = NONE, different: Pairs = NONE, policy: Policy = DEFAULT
) -> tuple[Event, ...]:
    """The events the readings tell, ordered by key, with their fields decided under ``policy``.

    ``same`` and ``different`` are pairs of event claim ids that people judged; ids that are not among the readings are ignored.
    """
    facts = Facts(readings)
    told = tellings(facts)
    known = _Judged(told, same, different)
    pairs = candidates(told)
    weight = _weights(told)
    groups = _clusters(told, known, pairs, weight)
    host = hosts(groups, told, pairs, known.judged_apart, weight)
    home = {claim: host.get(i, i) for i, group in enumerate(groups) for claim in group}
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
        events.append(_with_fields(event, fields_of(event, facts, policy)))
    return tuple(sorted(events, key=lambda e: e.key))


def event_key(claims: Iterable[str]) -> str:
    """The key of the cluster of these event claims: a hash of their sorted ids."""
    return digest(*sorted(claims))[:24]


def clusters(told: Mapping[str, Telling], *, same: Pairs = NONE, different: Pairs = NONE) -> tuple[tuple[str, ...], ...]:
    """Groups of event claims, each sorted, ordered by first member. A teaser joins the group it fits best and bridges nothing."""
    return _clusters(told, _Judged(told, same, different), candidates(told), _weights(told))


def _weights(told: Mapping[str, Telling]) -> Weigh:
    """The total of each pair, computed once."""
    memo: dict[tuple[str, str], float] = {}

    def weight(a: str, b: str) -> float:
        pair = (a, b) if a < b else (b, a)
        if pair not in memo:
            memo[pair] = weigh(told[pair[0]], told[pair[1]])
        return memo[pair]

    return weight


def _clusters(
    told: Mapping[str, Telling], known: _Judged, pairs: Sequence[tuple[str, str]], weight: Weigh
) -> tuple[tuple[str, ...], ...]:
    solid = frozenset(x for x in told if told[x].claim.voice != "teaser")
    heads = frozenset(x for x in solid if told[x].part is None or len(known.whole[x]) > 1)
    firm = agglomerate((bound & heads for bound in known.bound), pairs, weight, known.apart)

    def kept(one: frozenset[str], two: frozenset[str]) -> bool:
        types = [{told[x].claim.plover.type for x in group} for group in (one, two)]
        led = not (one.isdisjoint(heads) or two.isdisjoint(heads))
        return led or types[0].isdisjoint(types[1]) or known.apart(one, two)

    parts = solid - heads
    theirs = [pair for pair in pairs if pair[0] in parts or pair[1] in parts]
    firm = agglomerate((*firm, *(frozenset({x}) for x in parts)), theirs, weight, kept)
    group = {x: whole for whole in firm for x in whole}
    for bound in known.bound:  # a teaser that a person bound to an event comes along
        whole = bound.union(*(group[x] for x in bound if x in group))
        group.update(dict.fromkeys(whole, whole))
    return _with_teasers(told, pairs, group, known, weight)


class _Judged:
    """What people decided about pairs, and what a document decides by telling two events."""

    def __init__(self, told: Mapping[str, Telling], same: Pairs, different: Pairs) -> None:
        self._told = told
        self._different = {frozenset(p) for p in different if p[0] != p[1]}
        group: dict[str, frozenset[str]] = {x: frozenset({x}) for x in told}
        for a, b in sorted(same):
            if a in group and b in group and group[a] is not group[b]:
                joined = group[a] | group[b]
                group.update(dict.fromkeys(joined, joined))
        self.whole = group
        self.bound = tuple(sorted(set(group.values()), key=min))

    def forbidden(self, one: frozenset[str], two: frozenset[str]) -> bool:
        """Whether a judgement or a shared document keeps the two groups apart. Teasers are free of the latter."""
        documents = {self._told[x].document for x in one if self._solid(x)}
        if any(self._solid(y) and self._told[y].document in documents for y in two):
            return True
        return self.judged_apart(one, two)

    def apart(self, one: frozenset[str], two: frozenset[str]) -> bool:
        """The same of groups without their teasers, with which they may be bound."""
        return self.forbidden(*(frozenset().union(*(self.whole[x] for x in group)) for group in (one, two)))

    def judged_apart(self, one: Iterable[str], two: Iterable[str]) -> bool:
        """Whether a person said that the two groups are two."""
        return any(frozenset({x, y}) in self._different for x in one for y in two) if self._different else False

    def _solid(self, claim: str) -> bool:
        return self._told[claim].claim.voice != "teaser"


def _with_teasers(told: Mapping[str, Telling], pairs: Sequence[tuple[str, str]], group: dict[str, frozenset[str]], known: _Judged,
                  weight: Weigh) -> tuple[tuple[str, ...], ...]:  # fmt: skip
    """Attach each loose teaser to the group of its strongest link. Groups of teasers alone are pointers, not events."""
    near: dict[str, set[str]] = {}
    for a, b in pairs:
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)
    solid = {x for x in told if told[x].claim.voice != "teaser"}
    final: dict[frozenset[str], set[str]] = {g: set(g) for g in set(group.values()) if g & solid}
    for bound in sorted({group[x] for x in told if not group[x] & solid}, key=min):
        links = {(-weight(t, x), group[x]) for t in bound for x in near.get(t, ()) if x in solid}
        options = sorted(links, key=lambda o: (o[0], min(o[1])))
        for minus, target in options:
            if -minus > THRESHOLD and not known.forbidden(bound, target):
                final[target] |= bound
                break
    return tuple(sorted(tuple(sorted(g)) for g in final.values()))


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


def _type(group: Sequence[str], told: Mapping[str, Telling]) -> PloverType:
    solid = [told[c].claim.plover.type for c in group if told[c].claim.voice != "teaser"]
    counts = Counter(solid)
    return min(counts, key=lambda t: (-counts[t], -_TYPES.index(t)))


def _with_fields(event: Event, fields: dict[str, Derived]) -> Event:
    return structs.replace(event, fields=fields)
