"""Contradictions between counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import combinations

from saksi.reconcile.blocking import components
from saksi.reconcile.cluster import home_of
from saksi.reconcile.compare import Comparison, Telling, compare, place_level, tellings
from saksi.reconcile.facts import Facts, alike, days_of, is_force, is_open, moment, party_key, party_label, side_key
from saksi.reconcile.found import ContradictionKind, Found
from saksi.reconcile.quantities import clash, lower, span
from saksi.reconcile.voices import ARMED, UNARMED, kind_of, line_of
from saksi.types import (
    CasualtyClaim,
    CasualtyKind,
    Denial,
    Event,
    Evidence,
    VictimClass,
    evidence_of,
)

_FIGURES = 2  # equal figures of different kinds that make two sentences one story
_AGREES = ("place", "sides", "figures", "day")
_HELD: frozenset[CasualtyKind] = frozenset({"captured", "abducted", "detained", "missing"})
"""What those are whom the other side holds."""
_AT_ONCE, _LATER = timedelta(0), timedelta(hours=3)
"""What is published within some hours of another may have been told at one time."""
Pair = tuple[str, str]


# --- counts -----------------------------------------------------------------------------------------------------------


def count_disputes(facts: Facts, events: Sequence[Event]) -> Iterator[Found]:
    """figure, superseded, self, status, side, denial: between counts of one event, and between a document and its teasers."""
    swapped = _swapped(facts, events)
    echoes = {c.id for r in facts.readings for c in r.casualties if _echoes(c, facts)}
    pairs = sorted((a, b) for a, b in _comparable(facts, events) if a not in echoes and b not in echoes)
    groups = components(facts.casualties, pairs)
    topic = {claim: group[0] for group in groups for claim in group}
    counts = facts.casualties
    lines = {c: line_of(counts[c], e, facts) for e in events for c in e.casualties if c in counts}
    first = _first_told(lines, facts)
    outdated: set[str] = set()
    steps: list[tuple[str, str, bool]] = []
    later: list[tuple[str, str]] = []
    quarrels: list[tuple[str, str, ContradictionKind]] = []
    for a, b in pairs:
        x, y = counts[a], counts[b]
        if x.kind != y.kind:
            if lines.get(a) != lines.get(b) and _same_matter(x, y) and facts.attributed(x) and facts.attributed(y):
                quarrels.append((a, b, "figure"))
            continue
        whole = not (_is_part(x, y, lines, facts) or _is_part(y, x, lines, facts))
        if whole and _same_matter(x, y) and clash(x.quantity, y.quantity) and _same_people(x, y):
            older = _older(x, y, first, facts)
            same_line = lines.get(a, facts.line(x)) == lines.get(b, facts.line(y))
            grew = older is not None and lower(older.quantity, (y if older is x else x).quantity)
            # A speaker who says less than he did has corrected himself; of others only growth is the passing of time.
            sourced = _is_sourced(x, facts) and _is_sourced(y, facts)
            if a in swapped or b in swapped:
                continue  # who mixes up two sides disputes neither count
            if older is None and not _are_two_counts(x, y, facts):
                continue
            if x.scope == y.scope == "campaign" and not same_line and older is not None:
                if facts.document(a).id == facts.document(b).id:
                    quarrels.append((a, b, "figure"))  # a report sets two counts of a war beside each other
                if grew or facts.document(a).id == facts.document(b).id:
                    continue  # of two reports some days apart the later has the more
            waiting = not (_is_of_fight(x, facts) or _is_of_fight(y, facts))
            if older is not None and ((same_line and sourced) or (grew and (same_line or (waiting and not sourced)))):
                newer = y if older is x else x
                steps.append((older.id, newer.id, same_line))
                if same_line and "teaser" not in (x.voice, y.voice):
                    outdated.add(older.id)
            elif same_line and _is_sourced(x, facts) and older is None:
                quarrels.append((a, b, "self"))
            elif older is not None and grew and waiting:
                later.append((older.id, (y if older is x else x).id))
            else:
                quarrels.append((a, b, "figure"))
        yield from _status(x, y, facts, topic[a])
        if whole and lines.get(a) != lines.get(b):
            yield from _whose(x, y, facts, topic[a])
        yield from _side(x, y, facts, topic[a])
        yield from _blame(x, y, topic[a])
    grown = {(topic[a], counts[a].kind, span(counts[a].quantity), span(counts[b].quantity)) for a, b, _ in steps}
    for a, b, _ in steps:
        x, y = counts[a], counts[b]
        low, high = span(x.quantity), span(y.quantity)
        through = {v for t, k, u, v in grown if (t, k, u) == (topic[a], x.kind, low)}
        if any((topic[a], x.kind, v, high) in grown for v in through):
            continue  # 16, then 20, then 23: the step from 16 to 23 is told by the two others
        note = f"{x.kind}: {x.quantity.text}, then {y.quantity.text}"
        yield Found("superseded", note, (a, b), (x.evidence, y.evidence), (_values(topic[a], x, y),), (0,), ordered=True)
    for a, b, kind in quarrels:
        x, y = counts[a], counts[b]
        if kind == "figure" and (a in outdated or b in outdated):
            continue
        note = f"{x.kind}: {x.quantity.text} beside {y.quantity.text}"
        yield Found(kind, note, (a, b), (x.evidence, y.evidence), (_values(topic[a], x, y),), (1,))
    for a, b in later:  # another's count, some days on: a toll grows, whoever gives it, unless both are told at one time
        x, y = counts[a], counts[b]
        note = f"{x.kind}: {x.quantity.text}, then {y.quantity.text} by another"
        yield Found("superseded", note, (a, b), (x.evidence, y.evidence), (_values(topic[a], x, y),), (2,), ordered=True)
    for c in counts.values():
        yield from denied(c.id, c.evidence, c.denied_by, facts)


def _are_two_counts(x: CasualtyClaim, y: CasualtyClaim, facts: Facts) -> bool:
    """Whether two counts of one report are of two, or of one who counts anew; what a report picks out disputes nothing."""
    if facts.document(x.id).id != facts.document(y.id).id or "teaser" in (x.voice, y.voice):
        return True
    said = facts.attributed(x) and facts.attributed(y)
    return said and (facts.line(x) != facts.line(y) or _near(x, y))


def _is_sourced(claim: CasualtyClaim, facts: Facts) -> bool:
    """Whether somebody other than the outlet says it, or is heard beside it."""
    return any(s.source is not None for s in facts.behind(claim).speakers)


def _is_of_fight(claim: CasualtyClaim, facts: Facts) -> bool:
    """Whether a count is of one side, or given by who fights: it does not wait for the toll to grow."""
    said = any(kind_of(s) in ("army", "belligerent") for s in facts.behind(claim).speakers)
    return said or side_key(claim.side) is not None or bool(ARMED.intersection(claim.who))


def _echoes(claim: CasualtyClaim, facts: Facts) -> bool:
    """Whether a count only repeats one that its report gives more fully: the headline beside the sentence that has *at least*."""
    others = (c for c in facts.reading[claim.id].casualties if claim.id == c.restates or c.id == claim.restates)
    return any(_fullness(c, facts) > _fullness(claim, facts) for c in others if c.kind == claim.kind)


def _fullness(claim: CasualtyClaim, facts: Facts) -> tuple[bool, bool, int]:
    return (claim.voice not in ("headline", "teaser"), facts.attributed(claim), -claim.evidence.start)


def _swapped(facts: Facts, events: Sequence[Event]) -> frozenset[str]:
    """Counts of reports that give two figures of others to the other side; of two, those of the one that most stand against."""
    found: set[str] = set()
    for event in events:
        counts = [facts.casualties[c] for c in event.casualties if c in facts.casualties and side_key(facts.casualties[c].side)]
        crossed: dict[str, dict[str, set[str]]] = {}
        for x, y in combinations(counts, 2):
            a, b = facts.document(x.id).id, facts.document(y.id).id
            if a != b and x.kind == y.kind and span(x.quantity) == span(y.quantity) and alike(x.side, y.side) == "different":
                crossed.setdefault(a, {}).setdefault(b, set()).add(x.id)
                crossed.setdefault(b, {}).setdefault(a, set()).add(y.id)
        against = {d: [ids for ids in others.values() if len(ids) >= _FIGURES] for d, others in crossed.items()}
        most = max((len(ids) for ids in against.values()), default=0)
        for ids in against.values():
            if len(ids) == most:
                found.update(i for one in ids for i in one)
    return frozenset(found)


def _is_part(x: CasualtyClaim, y: CasualtyClaim, lines: Mapping[str, str], facts: Facts) -> bool:
    """Whether a count is only a part of what its speaker counts: a single victim, or less than he says in the same report."""
    other = y.quantity.low or y.quantity.best or y.quantity.number or 0
    if x.quantity.number == 1 and other > 2 and lines.get(x.id) != lines.get(y.id):
        return True
    if facts.document(x.id).id == facts.document(y.id).id:
        return False
    return any(
        c.id != x.id and c.kind == x.kind and lower(x.quantity, c.quantity) and c.scope == x.scope and c.voice != "teaser"
        and c.id in lines and lines[c.id] == lines.get(x.id) and side_key(c.side) in (side_key(x.side), None)
        for c in facts.reading[x.id].casualties
    )  # fmt: skip


def _whose(x: CasualtyClaim, y: CasualtyClaim, facts: Facts, topic: str) -> Iterator[Found]:
    """The dead of one event, fighters by one account and civilians by another, though the accounts count differently."""
    if not _same_matter(x, y) or not (facts.attributed(x) and facts.attributed(y)) or not _near(x, y):
        return
    for a, b in ((x, y), (y, x)):
        fighters = bool(ARMED.intersection(a.who)) and not UNARMED.intersection(a.who)
        if fighters and UNARMED.intersection(b.who) and not ARMED.intersection(b.who) and is_open(b.side):
            note = f"{a.kind}: {', '.join(a.who)} to one, {', '.join(b.who)} to the other"
            yield Found("status", note, (x.id, y.id), (x.evidence, y.evidence), (("status", topic, x.kind),), (1,))
            return


def _near(x: CasualtyClaim, y: CasualtyClaim) -> bool:
    """Whether the counts differ and neither is more than twice the other: else they are hardly the same people."""
    low, high = sorted(q.quantity.number or 0 for q in (x, y))
    return 1 < low < high <= 2 * low


def _values(topic: str, x: CasualtyClaim, y: CasualtyClaim) -> object:
    return (topic, x.kind, frozenset({span(x.quantity), span(y.quantity)}))


def _comparable(facts: Facts, events: Sequence[Event]) -> set[Pair]:
    """Pairs of counts of one kind about one event; a teaser with its own document also when the two tellings merely fit.

    Totals of a whole campaign are compared where reports of one event give them for one side.
    """
    counts = facts.casualties
    found: set[Pair] = set()
    for event in events:
        found.update(_pairs([c for c in event.casualties if c in counts], counts))
        documents = {facts.document(c).id for c in event.claims if c in facts.events}
        totals = [c.id for d in sorted(documents) for c in facts.of_document[d].casualties if c.scope == "campaign"]
        sided = [c for c in totals if not is_open(counts[c].side) and counts[c].voice != "teaser"]
        found.update((a, b) for a, b in _pairs(sided, counts) if alike(counts[a].side, counts[b].side) in ("same", "country"))
    told = tellings(facts)
    place = {c: i for i, e in enumerate(events) for c in e.casualties}
    memo: dict[Pair, bool] = {}
    for r in facts.readings:
        if not any(c.voice == "teaser" for c in r.casualties):
            continue
        home = {c.id: home_of(c, r) for c in r.casualties}
        for x, y in combinations(sorted(r.casualties, key=lambda c: c.id), 2):
            if x.kind != y.kind or "teaser" not in (x.voice, y.voice) or (x.id in place and place.get(x.id) == place.get(y.id)):
                continue
            if _fit(x, y, home, told, memo) or _told_alike(x, y, facts):
                found.add((x.id, y.id))
    return found


def _pairs(ids: Sequence[str], counts: Mapping[str, CasualtyClaim]) -> Iterator[Pair]:
    return (
        (a, b) for a, b in combinations(sorted(ids), 2) if counts[a].kind == counts[b].kind or _none_held(counts[a], counts[b])
    )


def _none_held(x: CasualtyClaim, y: CasualtyClaim) -> bool:
    """Whether one counts prisoners whom the other says there are none of: the words for that differ with who speaks."""
    numbers = [c.quantity.number for c in (x, y)]
    held = x.kind in _HELD and y.kind in _HELD and 0 in numbers and any(numbers)
    likeness = alike(x.side, y.side)
    return held and (likeness in ("same", "country") or (likeness == "unknown" and bool(ARMED & set(x.who) & set(y.who))))


def _fit(
    x: CasualtyClaim, y: CasualtyClaim, home: Mapping[str, str | None], told: Mapping[str, Telling], memo: dict[Pair, bool]
) -> bool:
    a, b = home[x.id], home[y.id]
    if a is not None and a == b:
        return True
    if a is not None and b is not None:
        pair = (a, b) if a < b else (b, a)
        if pair not in memo:
            memo[pair] = _tellings_fit(compare(told[a], told[b]))
        return memo[pair]
    place = x.place is not None and y.place is not None and place_level(x.place, y.place).startswith(("same", "contained"))
    return place or alike(x.side, y.side) in ("same", "country")


def _told_alike(x: CasualtyClaim, y: CasualtyClaim, facts: Facts) -> bool:
    """Whether two sentences give the same two figures: so many killed and so many injured in one, and just so in the other."""
    return len(_told(x, facts) & _told(y, facts)) >= _FIGURES


def _told(claim: CasualtyClaim, facts: Facts) -> set[tuple[str, object]]:
    """Kind and bounds of every printed number in the sentence of a count; nothing when its own is not among them."""
    here = facts.sentence(claim.evidence)
    told = (c for c in facts.reading[claim.id].casualties if here.start <= c.evidence.start < here.end)
    figures = {c.id: (c.kind, span(c.quantity)) for c in told if c.quantity.number is not None}
    return set(figures.values()) if claim.id in figures else set()


def _tellings_fit(c: Comparison) -> bool:
    """Nothing speaks against one event, and something speaks for it."""
    against = any(f.weight < 0 for f in c.findings if f.field in (*_AGREES, "realis", "historical"))
    if against or c.finding("type").level == "different":
        return False
    return any(f.weight > 0 for f in c.findings if f.field in _AGREES)


def _same_matter(x: CasualtyClaim, y: CasualtyClaim) -> bool:
    if x.realis != "actual" or y.realis != "actual" or x.historical != y.historical:
        return False
    found_again = "bodies_recovered" in (x.kind, y.kind) and "running_total" not in (x.scope, y.scope)
    if found_again or "increment" in (x.scope, y.scope) or (x.scope == "campaign") != (y.scope == "campaign"):
        return False
    told_twice = {x.id, x.restates} & {y.id, y.restates} - {None}
    part = {x.part_of} & {y.id, y.restates, y.part_of} - {None} or {y.part_of} & {x.id, x.restates} - {None}
    return not told_twice and not part


def _same_people(x: CasualtyClaim, y: CasualtyClaim) -> bool:
    """Whether the two count the same people; a part beside its total only when the part is the larger."""
    if alike(x.side, y.side) == "different":
        return False
    broad = [c.who == ("unspecified",) for c in (x, y)]
    sided = [side_key(c.side) is not None for c in (x, y)]
    if not any(broad) and set(x.who) != set(y.who):
        return False
    whole = [
        (broad[0] and not broad[1]) or (sided[1] and not sided[0]),
        (broad[1] and not broad[0]) or (sided[0] and not sided[1]),
    ]
    if whole[0] and whole[1]:
        return False
    if whole[0]:
        return lower(x.quantity, y.quantity)
    if whole[1]:
        return lower(y.quantity, x.quantity)
    return True


def _first_told(lines: Mapping[str, str], facts: Facts) -> dict[str, str]:
    """By count the count with which its speaker first gave that figure: who is quoted again said nothing new."""
    found: dict[object, str] = {}
    for c in sorted(lines, key=lambda c: (facts.document(c).published is None, facts.document(c).published or "", c)):
        claim = facts.casualties[c]
        if claim.voice != "teaser" and claim.as_of is None and _is_sourced(claim, facts):
            found.setdefault((lines[c], claim.kind, claim.who, span(claim.quantity)), c)
    return {
        c: found.get((line, facts.casualties[c].kind, facts.casualties[c].who, span(facts.casualties[c].quantity)), c)
        for c, line in lines.items()
    }


def _older(x: CasualtyClaim, y: CasualtyClaim, first: Mapping[str, str], facts: Facts) -> CasualtyClaim | None:
    """Which of the two is the older bulletin; null when nothing tells. A teaser points at an earlier story."""
    a, b = days_of(x.as_of), days_of(y.as_of)
    if a and b and a != b:
        return x if a.last < b.last else y if b.last < a.last else None
    if (x.voice == "teaser") != (y.voice == "teaser"):
        teaser, other = (x, y) if x.voice == "teaser" else (y, x)
        if facts.document(x.id).id == facts.document(y.id).id:
            return teaser
        p, q = facts.published(teaser.id), facts.published(other.id)
        return teaser if p is not None and q is not None and p <= q else None
    if x.voice == "teaser":
        return None
    one, two = first.get(x.id, x.id), first.get(y.id, y.id)
    p, q = facts.published(one), facts.published(two)
    if p is None or q is None:
        return None
    hours = [moment(facts.document(c).published) for c in (one, two)]
    if hours[0] is not None and hours[1] is not None:
        apart = hours[1] - hours[0]
        return None if abs(apart) < _LATER else x if apart > _AT_ONCE else y
    return None if p == q else x if p < q else y


def _status(x: CasualtyClaim, y: CasualtyClaim, facts: Facts, topic: str) -> Iterator[Found]:
    """The same count of people who are fighters to one and civilians to the other."""
    if not _one_count(x, y, facts):
        return
    for a, b in ((x, y), (y, x)):
        if not ARMED.intersection(a.who) or UNARMED.intersection(a.who):
            continue
        civilian = bool(UNARMED.intersection(b.who)) and not ARMED.intersection(b.who)
        beside = b.who == ("unspecified",) and a.voice != b.voice and _beside_civilians(b, facts)
        if (civilian or beside) and not _has_twin(a, b, facts) and not _has_twin(b, a, facts):
            words = ", ".join(b.who) if civilian else "counted beside civilians"
            note = f"{a.kind} {a.quantity.text}: {', '.join(a.who)} in one, {words} in the other"
            yield Found("status", note, (x.id, y.id), (x.evidence, y.evidence), (("status", topic, x.kind, span(x.quantity)),))
            return


def _one_count(x: CasualtyClaim, y: CasualtyClaim, facts: Facts) -> bool:
    """Whether the two give the same printed number of one event, in different tellings."""
    number = x.quantity.number
    if number is None or number != y.quantity.number or not _same_matter(x, y):
        return False
    names = {v.name for v in x.victims} & {v.name for v in y.victims}
    if number < 2 and not names:
        return False
    apart = facts.document(x.id).id != facts.document(y.id).id or "teaser" in (x.voice, y.voice) or facts.line(x) != facts.line(y)
    return apart and facts.sentence(x.evidence) != facts.sentence(y.evidence)


def _beside_civilians(claim: CasualtyClaim, facts: Facts) -> bool:
    """Whether the same sentence counts civilians too, apart from these."""
    here = facts.sentence(claim.evidence)
    others = (c for c in facts.reading[claim.id].casualties if c.id != claim.id and UNARMED.intersection(c.who))
    return any(here.start <= c.evidence.start < here.end for c in others)


def _has_twin(a: CasualtyClaim, b: CasualtyClaim, facts: Facts) -> bool:
    """Whether the document of ``a`` itself also gives what ``b`` gives: then the two are two groups of equal size."""
    return any(
        c.id not in (a.id, b.id) and c.kind == b.kind and c.who == b.who and c.quantity.number == b.quantity.number
        and c.voice != "teaser" and side_key(c.side) == side_key(b.side)
        for c in facts.reading[a.id].casualties
    )  # fmt: skip


def _side(x: CasualtyClaim, y: CasualtyClaim, facts: Facts, topic: str) -> Iterator[Found]:
    """The same count of the same kind of people, on one side here and on the other there."""
    if not _broadly(x.who, y.who) or alike(x.side, y.side) != "different" or not _one_count(x, y, facts):
        return
    if _has_twin(x, y, facts) or _has_twin(y, x, facts):
        return
    note = f"{x.kind} {x.quantity.text}: of {party_label(x.side)} in one, of {party_label(y.side)} in the other"
    sides = frozenset({party_key(x.side), party_key(y.side)})
    yield Found("side", note, (x.id, y.id), (x.evidence, y.evidence), (("side", topic, x.kind, span(x.quantity), sides),))


def _blame(x: CasualtyClaim, y: CasualtyClaim, topic: str) -> Iterator[Found]:
    """The same people hit by one party here and by another there."""
    if (
        alike(x.by, y.by) != "different"
        or not (is_force(x.by) and is_force(y.by))
        or not _same_matter(x, y)
        or alike(x.side, y.side) == "different"
    ):
        return
    if not (is_open(x.side) and is_open(y.side)) and alike(x.side, y.side) == "unknown":
        return
    by = frozenset({party_key(x.by), party_key(y.by)})
    if clash(x.quantity, y.quantity) or not _broadly(x.who, y.who):
        return
    note = f"{x.kind} by {party_label(x.by)} in one, by {party_label(y.by)} in the other"
    yield Found("agent", note, (x.id, y.id), (x.evidence, y.evidence), (("agent", topic, by),))


def _broadly(a: Sequence[VictimClass], b: Sequence[VictimClass]) -> bool:
    return bool(set(a) & set(b)) or "unspecified" in (*a, *b)


def denied(claim: str, evidence: Evidence, denials: Sequence[Denial], facts: Facts) -> Iterator[Found]:
    """Each denial of a claim, with the words that deny it."""
    for denial in denials:
        attribution = facts.attributions.get(denial.by)
        words = evidence_of(attribution) if attribution else None
        if attribution is None or words is None:
            continue
        who = " + ".join(s.text for s in attribution.sources) or words.exact
        note = f"{who} denies the {denial.what}"
        yield Found(
            "denial", note, (claim, denial.by), (evidence, words), (("denial", denial.by, denial.what == "toll"),), ordered=True
        )
