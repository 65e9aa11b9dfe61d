"""Contradictions over who holds a territory: between claimants, and of one party with itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product

from saksi.reconcile.facts import Facts, Likeness, alike, days_of, is_open, party_key, party_label, place_text
from saksi.reconcile.found import Found
from saksi.text import fold_accents
from saksi.types import Claim, ControlClaim, Event, EventClaim, Participant, Realis, Stance

_LAPSE = 60  # days after which a claim about who holds what is about another time
_HANDOVER = 3  # days after which a territory that changes hands has changed them
_WISHES: frozenset[Stance] = frozenset({"promises", "threatens", "demands", "calls_for"})
_AIMS: frozenset[Realis] = frozenset({"planned", "threatened", "called_for", "hypothetical"})
_OF_ONE: frozenset[Likeness] = frozenset({"same", "country"})


def control_disputes(facts: Facts, events: Sequence[Event]) -> Iterator[Found]:
    """control and self. Territories are not events, so ``events`` is not consulted."""
    del events
    yield from _hoped(facts)
    held: dict[tuple[str, str], list[ControlClaim]] = {}
    for claim in facts.control.values():
        held.setdefault((place_text(claim.territory), claim.relation), []).append(claim)
    for key in sorted(held):
        for a, b in combinations(sorted(held[key], key=lambda c: c.id), 2):
            if not _one_time(a, b, facts):
                continue
            yield from _holders(key, a, b, facts)
            yield from _with_itself(key, a, b, facts)


def _holders(key: tuple[str, str], a: ControlClaim, b: ControlClaim, facts: Facts) -> Iterator[Found]:
    lines = facts.line(a), facts.line(b)
    if a.realis != "actual" or b.realis != "actual" or a.holder is None or b.holder is None or lines[0] == lines[1]:
        return
    if "contested" in (a.change, b.change):
        return  # fought over: nobody is said to hold it
    no = [c.negated or c.change == "loses" for c in (a, b)]
    if all(no) or (a.extent == "part" and b.extent in ("part", "most")) or (b.extent == "part" and a.extent == "most"):
        return
    if any(no):
        if alike(a.holder, b.holder) not in ("same", "country"):
            return
        note = f"{a.territory.text}: held by {party_label(a.holder)} to one, not to the other"
    else:
        if not _differ(a.holder, b.holder):
            return
        note = f"{a.territory.text} ({a.relation}): {party_label(a.holder)} to one, {party_label(b.holder)} to the other"
    # All outlets' own voices are one claimant here: fifty papers beside one minister are one contradiction.
    claimants = frozenset(facts.line(c) if facts.attributed(c) else "" for c in (a, b))
    holders = frozenset({party_key(a.holder), party_key(b.holder)})
    topics = ((*key, "holder", holders, any(no)), (*key, "asserted_by", claimants, any(no)))
    # The plainest pair speaks for the rest: dated before undated, whole before partial.
    rank = (-sum(c.time is not None for c in (a, b)), sum(c.extent in ("most", "part") for c in (a, b)))
    yield Found("control", note, (a.id, b.id), (a.evidence, b.evidence), topics, rank)


def _with_itself(key: tuple[str, str], a: ControlClaim, b: ControlClaim, facts: Facts) -> Iterator[Found]:
    """A party that says it holds a territory and hopes to gain it."""
    for has, wants in ((a, b), (b, a)):
        hopes = wants.change == "gains" and not wants.negated and (wants.realis != "actual" or _wished(wants, facts))
        if not _holds(has) or not hopes or alike(has.holder, wants.holder) not in _OF_ONE:
            continue
        if not _says(has, facts) or not (_says(wants, facts) or not facts.attributed(wants)):
            continue
        note = f"{party_label(has.holder)} says it holds {has.territory.text}, and hopes to gain it"
        yield Found("self", note, (a.id, b.id), (a.evidence, b.evidence), ((*key, "self", party_key(has.holder)),))
        return


def _hoped(facts: Facts) -> Iterator[Found]:
    """A party that says it holds a territory, and is told to mean to take it."""
    for r in facts.readings:
        aims = [e for e in r.events if e.plover.type == "ASSAULT" and e.realis in _AIMS and not e.historical and e.place]
        for has, wants in product(r.control, aims):
            ground = wants.place.place if wants.place is not None else None
            one = ground is not None and has.territory.place is not None and ground.id == has.territory.place.id
            taken = one and any(fold_accents(p.text or "").endswith(_words(wants)) for p in wants.recipients)
            if has.relation != "de_facto" or not taken or not _holds(has) or not _says(has, facts):
                continue
            if any(alike(p, has.holder) in _OF_ONE for p in _takers(wants, facts)):
                key = (place_text(has.territory), has.relation, "self", party_key(has.holder))
                note = f"{party_label(has.holder)} says it holds {has.territory.text}, and hopes to gain it"
                yield Found("self", note, (has.id, wants.id), (has.evidence, wants.evidence), (key,))


def _takers(wants: EventClaim, facts: Facts) -> tuple[Participant, ...]:
    """Who means to take it: who is named, else who says so."""
    named = tuple(p for p in wants.actors if not is_open(p))
    return named or _parties(wants, facts)


def _words(event: EventClaim) -> str:
    return fold_accents(event.place.text) if event.place is not None else ""


def _holds(claim: ControlClaim) -> bool:
    """Whether a claim is that all of a territory is held, and was before."""
    return claim.realis == "actual" and not claim.negated and claim.change in (None, "retains") and claim.extent in (None, "all")


def _wished(claim: ControlClaim, facts: Facts) -> bool:
    return any(facts.attributions[a].stance in _WISHES for a in claim.asserted_by if a in facts.attributions)


def _says(claim: ControlClaim, facts: Facts) -> bool:
    """Whether the holder itself is the speaker, or one of its organs."""
    return any(alike(p, claim.holder) in _OF_ONE for p in _parties(claim, facts))


def _parties(claim: Claim, facts: Facts) -> tuple[Participant, ...]:
    """Who is said to say a claim, as parties."""
    sources = [s.source for s in facts.speakers(claim) if s.source is not None]
    return tuple(Participant(text=s.text, evidence=s.evidence, actor=s.actor) for s in sources)


def _differ(a: Participant, b: Participant) -> bool:
    likeness = alike(a, b)
    if likeness != "unknown" or is_open(a) or is_open(b):
        return likeness == "different"
    words = [set(fold_accents(party_label(p) or "").split()) for p in (a, b)]
    return bool(words[0] and words[1]) and words[0].isdisjoint(words[1])


def _one_time(a: ControlClaim, b: ControlClaim, facts: Facts) -> bool:
    """Whether the two speak of one time. What was held then and what is held now do not contradict each other."""
    x, y = days_of(a.time), days_of(b.time)
    p, q = facts.published(a.id), facts.published(b.id)
    if x and y:
        return x.first <= y.last and y.first <= x.last
    for days, published in ((x, p), (y, q)):
        if days and (published is None or days.last < published - _LAPSE):
            return False
    if p is None or q is None or p == q:
        return True
    moved = any(c.change in ("gains", "loses") and c.realis == "actual" for c in (a, b))
    return abs(p - q) <= (_HANDOVER if moved else _LAPSE)
