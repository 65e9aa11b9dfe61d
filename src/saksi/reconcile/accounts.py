"""Contradictions between tellings of events: who did it, where, when, whether it was done at all, and in what order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from saksi.reconcile.blocking import candidates
from saksi.reconcile.compare import Telling, compare, day_level, place_level, tellings
from saksi.reconcile.disputes import denied
from saksi.reconcile.facts import (
    Facts,
    alike,
    days_of,
    is_force,
    is_open,
    line_key,
    party_key,
    party_label,
    place_text,
)
from saksi.reconcile.found import Found
from saksi.reconcile.weights import THRESHOLD, VETO
from saksi.text import fold_accents
from saksi.types import Denial, Event, EventClaim, Evidence, Participant, Reading, evidence_of

_MEASURES = frozenset({"MOBILIZE", "SANCTION", "COERCE"})
_CONSIDERED = frozenset({"planned", "hypothetical"})
_LIKELY = 2.5  # bits from which two tellings in two documents are rather one event than not
Pair = tuple[str, str]


def event_disputes(facts: Facts, events: Sequence[Event]) -> Iterator[Found]:
    """agent, place, date within an event; realis and sequence between events; denials of either."""
    told = tellings(facts)
    for event in events:
        members = [told[c] for c in event.claims if c in told]
        for a, b in combinations(members, 2):
            yield from _tellings(event.key, a, b)
        yield from _agents(event.key, members, facts)
    for r in facts.readings:
        for e in r.events:
            yield from _contested(e)
            yield from denied(e.id, e.evidence, e.denied_by, facts)
            for p in (*e.actors, *e.recipients):
                if p.evidence is not None:
                    yield from denied(e.id, p.evidence, tuple(Denial(by=by, what="agent") for by in p.denied_by), facts)
        yield from _sequence(r)
        yield from _rejected(r)
    yield from _measures(facts, told)
    yield from _negated(told, events)


def _tellings(key: str, a: Telling, b: Telling) -> Iterator[Found]:
    x, y = a.claim, b.claim
    ids = (x.id, y.id)
    told_there = x.place and y.place and _in_sentence(x, x.place.evidence) and _in_sentence(y, y.place.evidence)
    if x.place and y.place and told_there and _elsewhere(a, b):
        place = compare(a, b).finding("place")
        note = f"at {x.place.text} in one, at {y.place.text} in the other"
        yield Found("place", note, ids, (x.place.evidence, y.place.evidence), (("place", key, frozenset({place.a, place.b})),))
    apart = day_level(a, b) in ("apart", "far_apart") or (day_level(a, b) == "adjacent" and _by_date(x) and _by_date(y))
    if apart and _is_own_day(x) and _is_own_day(y):
        day = compare(a, b).finding("day")
        note = f"{day.a} in one, {day.b} in the other"
        words = tuple((e.time.evidence if e.time else None) or e.evidence for e in (x, y))
        yield Found("date", note, ids, (words[0], words[1]), (("date", key, frozenset({day.a, day.b})),))


def _elsewhere(a: Telling, b: Telling) -> bool:
    """Whether two tellings have two places; not where one report names that of the other too, near it or within it."""
    here, there = a.claim.place, b.claim.place
    if here is None or there is None or place_level(here, there) not in ("different", "other_area"):
        return False
    words = [set(place_text(p).split()) | set(fold_accents(p.text).split()) for p in (here, there)]
    named = a.where.word in b.scene.names.words or b.where.word in a.scene.names.words
    return not named and words[0].isdisjoint(words[1])


class Blame(NamedTuple):
    """Who is said to have done what an event tells, by whom, in which words."""

    claim: str
    party: Participant
    evidence: Evidence
    voice: str
    """The keys of those who say it; empty for an outlet."""
    told: Telling


def _blames(members: Sequence[Telling], facts: Facts) -> Iterator[Blame]:
    """Those named as doing it, by the tellings of one event and by those who are said to accuse somebody of it."""
    for t in members:
        if t.claim.voice == "teaser" or t.claim.mutual or t.claim.realis != "actual" or t.claim.plover.type != "ASSAULT":
            continue
        for p in t.claim.actors:
            if is_force(p) and p.evidence is not None:
                said = [facts.attributions[i] for i in p.asserted_by if i in facts.attributions]
                voice = line_key(s for a in said for s in facts.speakers(a)) if said else _voice(t.claim, facts)
                yield Blame(t.claim.id, p, p.evidence, voice, t)
        if t.main:
            for e in facts.of_document[t.document].events:
                accused = [p for p in e.recipients if is_force(p) and p.evidence is not None]
                if e.plover.type == "ACCUSE" and e.realis == "actual" and not e.historical and accused:
                    speakers = " + ".join(sorted(key for p in e.actors if (key := party_key(p))))
                    yield from (Blame(e.id, p, p.evidence or e.evidence, speakers, t) for p in accused)


def _voice(claim: EventClaim, facts: Facts) -> str:
    return facts.line(claim) if facts.attributed(claim) else ""


def _agents(key: str, members: Sequence[Telling], facts: Facts) -> Iterator[Found]:
    """One deed, and two who are said to have done it, by two reports or two speakers."""
    blames = list(_blames(members, facts))
    by_report: dict[str, list[Participant]] = {}
    for blame in blames:
        by_report.setdefault(blame.told.document, []).append(blame.party)
    for p, q in combinations(blames, 2):
        one_report = p.told.document == q.told.document
        if p.claim == q.claim or (one_report and (p.voice == q.voice or not (p.voice and q.voice))):
            continue
        if not one_report and any(alike(x, y) != "different" or _within(x, y)
                                  for x in by_report[p.told.document] for y in by_report[q.told.document]):  # fmt: skip
            continue
        if alike(p.party, q.party) != "different" or _within(p.party, q.party) or _fight(p.told.claim, q.told.claim):
            continue
        names = [party_label(x.party) or "" for x in (p, q)]
        note = f"{p.told.claim.plover.type} by {names[0]} in one, by {names[1]} in the other"
        topic = ("agent", key, frozenset({party_key(p.party), party_key(q.party)}))
        rank = (int(p.claim != p.told.claim.id) + int(q.claim != q.told.claim.id),)
        yield Found("agent", note, (p.claim, q.claim), (p.evidence, q.evidence), (topic,), rank)


def _within(p: Participant, q: Participant) -> bool:
    """Whether the name of one stands in that of the other: a faction of a group is that group."""
    names = [[{w.lower() for w in name.split() if w[:1].isupper()} for name in (x.text, party_label(x)) if name] for x in (p, q)]
    return any(one and two and (one <= two or two <= one) for one in names[0] for two in names[1])


def _fight(x: EventClaim, y: EventClaim) -> bool:
    """Whether who does it in one telling has it done to him in the other: two that fight are no two culprits."""
    return _one_actor(x.actors, y.recipients) or _one_actor(y.actors, x.recipients)


def _by_date(e: EventClaim) -> bool:
    """Whether the day is told by its number, not as the day of another: a night has two days, a date has one."""
    days = days_of(e.time)
    return e.time is not None and days is not None and days.first == days.last and any(c.isdigit() for c in e.time.text)


def _is_own_day(e: EventClaim) -> bool:
    return e.time is not None and (e.time.evidence is None or _in_sentence(e, e.time.evidence))


def _in_sentence(e: EventClaim, words: Evidence | None) -> bool:
    """Whether the day or place of an event stands in a sentence that tells it, and is not that of the story around."""
    return words is not None and any(m.sentence.start <= words.start < m.sentence.end for m in e.mentions)


def _contested(e: EventClaim) -> Iterator[Found]:
    """One document that names two perpetrators, each by another speaker."""
    named = [p for p in e.actors if p.evidence is not None and not is_open(p)]
    for p, q in combinations(named, 2):
        rival = (
            "contested" in (p.status, q.status)
            and p.asserted_by
            and q.asserted_by
            and set(p.asserted_by).isdisjoint(q.asserted_by)
        )
        if rival and alike(p, q) != "same" and p.evidence and q.evidence:
            note = f"{e.plover.type} by {party_label(p)} to one, by {party_label(q)} to the other"
            yield Found(
                "agent", note, (e.id, e.id), (p.evidence, q.evidence), (("agent", e.id, frozenset({party_key(p), party_key(q)})),)
            )


def _rejected(r: Reading) -> Iterator[Found]:
    """Who is accused, and denies."""
    for e in r.events:
        if e.plover.type != "ACCUSE" or e.realis != "actual" or e.voice == "teaser":
            continue
        for a in r.attributions:
            words = evidence_of(a)
            parties = [Participant(text=s.text, evidence=s.evidence, actor=s.actor) for s in a.sources]
            if a.stance != "denies" or words is None or not any(_one_actor(parties, [p]) for p in e.recipients):
                continue
            who = " + ".join(s.text for s in a.sources)
            note = f"{who} denies what it is accused of"
            yield Found("denial", note, (e.id, a.id), (e.evidence, words), (("denial", e.id, a.id),), ordered=True)


def _measures(facts: Facts, told: Mapping[str, Telling]) -> Iterator[Found]:
    """One measure by one party, called for in one place and only considered, or already done, in another."""
    irreal = {i: t for i, t in told.items() if t.claim.realis in ("called_for", "planned", "hypothetical")}
    pairs = {p for p in candidates(irreal) if irreal[p[0]].document != irreal[p[1]].document}
    for r in facts.readings:
        pairs.update(
            (a.id, b.id) for a, b in combinations(sorted(r.events, key=lambda e: e.id), 2) if a.plover.type == b.plover.type
        )
    for a, b in sorted(pairs):
        one, two = told[a].claim, told[b].claim
        called, other = (one, two) if one.realis == "called_for" else (two, one)
        if called.realis != "called_for" or called.plover.type != other.plover.type or called.historical != other.historical:
            continue
        done = other.realis == "actual" and other.plover.type in _MEASURES and told[a].document == told[b].document
        if not (other.realis in _CONSIDERED or done):
            continue
        named = _one_actor(called.actors, other.actors)
        silent = told[a].document == told[b].document and not done and (_nobody(called.actors) or _nobody(other.actors))
        if not named and not silent:
            continue
        party = next((key for p in (*other.actors, *called.actors) if (key := party_key(p))), None)
        note = f"{called.plover.type}: {called.realis} in one, {other.realis} in the other"
        topic = ("realis", called.plover.type, party, other.realis == "actual")
        rank = (int(not named), int(called.voice == "teaser" or other.voice == "teaser"), int(done))
        yield Found("realis", note, (called.id, other.id), (called.evidence, other.evidence), (topic,), rank)


def _one_actor(a: Sequence[Participant], b: Sequence[Participant]) -> bool:
    return any(alike(p, q) in ("same", "country") for p in a for q in b)


def _nobody(parties: Sequence[Participant]) -> bool:
    return all(is_open(p) for p in parties)


def _negated(told: Mapping[str, Telling], events: Sequence[Event]) -> Iterator[Found]:
    """A telling that it did not happen, beside the plainest one of the same event that it did."""
    for event in events:
        members = [told[c] for c in event.claims if c in told]
        done = [t for t in members if t.claim.realis == "actual" and t.claim.voice != "teaser"]
        for t in members:
            if t.claim.realis == "negated" and done:
                other = min(done, key=lambda d: (-compare(t, d).total, d.claim.id))
                a, b = sorted((t.claim.id, other.claim.id))
                yield _denial(told[a], told[b], t.claim.id)
    if not any(t.claim.realis == "negated" for t in told.values()):
        return
    home = {c: e.key for e in events for c in e.claims}
    for a, b in candidates({i: t for i, t in told.items() if t.claim.realis in ("actual", "negated")}):
        x, y = told[a].claim, told[b].claim
        opposed = {x.realis, y.realis} == {"actual", "negated"} and x.plover.type == y.plover.type
        total = compare(told[a], told[b]).total if opposed and home.get(a) != home.get(b) else VETO
        near = told[a].document == told[b].document
        if total > (THRESHOLD if near else _LIKELY):
            yield _denial(told[a], told[b], a if x.realis == "negated" else b, (int(near), -round(1000 * total)))


def _denial(a: Telling, b: Telling, negated: str, rank: tuple[int, ...] = ()) -> Found:
    x, y = a.claim, b.claim
    note = f"{x.plover.type}: {x.realis} in one, {y.realis} in the other"
    return Found("denial", note, (x.id, y.id), (x.evidence, y.evidence), (("negated", negated),), rank)


def _sequence(r: Reading) -> Iterator[Found]:
    """Events told in an order that cannot be.

    An answer dated before what it answers; two events each before the other; and a party that acts in answer to a measure but
    is itself already the object of another measure of that same day and hand.
    """
    known = {e.id: e for e in r.events}
    before: dict[Pair, Evidence] = {}
    for e in r.events:
        for relation in e.relations:
            if relation.to in known and relation.to != e.id and relation.type != "part_of":
                pair = (e.id, relation.to) if relation.type == "precedes" else (relation.to, e.id)
                before[pair] = relation.evidence or e.evidence
    for (first, second), words in sorted(before.items()):
        a, b = known[first], known[second]
        x, y = days_of(a.time), days_of(b.time)
        if (x and y and y.last < x.first) or (first < second and (second, first) in before):
            note = "told as coming after what it comes before"
            other = before.get((second, first), a.evidence)
            yield Found("sequence", note, (second, first), (words, other), (("sequence", frozenset({first, second})),))
        yield from _already(a, b, words, r)


def _already(cause: EventClaim, answer: EventClaim, words: Evidence, r: Reading) -> Iterator[Found]:
    days = days_of(cause.time)
    if days is None or days.first != days.last or "ASSAULT" in (cause.plover.type, answer.plover.type):
        return
    if _one_actor(answer.actors, cause.recipients):
        return
    for e in sorted(r.events, key=lambda e: (e.evidence.start, e.id)):
        same_hand = e.id not in (cause.id, answer.id) and days_of(e.time) == days and _one_actor(e.actors, cause.actors)
        if same_hand and e.plover.type != "ASSAULT" and _one_actor(e.recipients, answer.actors):
            note = "it answers a measure, yet a measure of the same day is already aimed at it"
            yield Found("sequence", note, (answer.id, e.id), (words, e.evidence), (("sequence", cause.id, answer.id),))
            return
