"""The claim table of an event: who says how many of whom, row by row, with nothing decided yet.

Rows are testimonies, with the outlets that carry them folded underneath; columns are groups of people and what befell them. A
cell holds the printed words with a sign for the qualifier, the scope, the day it was true, and marks: superseded, contradicted,
denied, subset, decided. Own losses and enemy losses are told apart, and never averaged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from saksi.reconcile.contradictions import find_contradictions
from saksi.reconcile.facts import Facts, party_key, party_label
from saksi.reconcile.found import Contradiction
from saksi.reconcile.origins import Testimony, TextOrigin, origins
from saksi.reconcile.policies import DEFAULT, KINDS, Policy, decide
from saksi.reconcile.quantities import span
from saksi.reconcile.voices import line_of
from saksi.types import (
    CasualtyClaim,
    CasualtyKind,
    Derived,
    Event,
    Participant,
    Qualifier,
    Reading,
    Scope,
    SourceClass,
    Struct,
    VictimClass,
)

Mark = Literal["superseded", "contradicted", "denied", "subset", "decided", "restated", "excluded", "teaser"]
Sign = Literal["≥", ">", "~", "<", "≤", "–", ""]
SIGNS: Mapping[Qualifier, Sign] = {
    "at_least": "≥", "more_than": ">", "about": "~", "nearly": "<", "fewer_than": "<", "up_to": "≤", "between": "–", "teens": "~",
    "tens": "~", "dozens": "~", "hundreds": "~", "thousands": "~", "tens_of_thousands": "~", "hundreds_of_thousands": "~",
    "millions": "~", "some": "~",
}  # fmt: skip


class TollColumn(Struct, frozen=True):
    """A group of people, by side and class, and what befell them."""

    side: str | None
    who: tuple[VictimClass, ...]
    kind: CasualtyKind


class TollCell(Struct, frozen=True):
    """One figure of one testimony. ``claims`` holds the claims that print it, restatements and copies folded."""

    column: int
    words: str
    number: int | None
    sign: Sign
    qualifier: Qualifier
    scope: Scope
    as_of: str | None
    published: str | None
    own: bool | None
    hedged: bool
    marks: tuple[Mark, ...]
    reasons: tuple[str, ...]
    claims: tuple[str, ...]
    documents: tuple[str, ...]


class TollRow(Struct, frozen=True):
    """One testimony: who speaks, of what class, whether a party to the conflict, and the outlets that carry it."""

    speaker: str
    key: str
    source_class: SourceClass | None
    party: bool
    outlets: tuple[str, ...]
    texts: int
    cells: tuple[TollCell, ...]


class TollTable(Struct, frozen=True):
    """The claim table of an event, with the value of each kind under a policy at its foot."""

    event: str
    name: str | None
    columns: tuple[TollColumn, ...]
    rows: tuple[TollRow, ...]
    foot: dict[str, Derived]
    counts: tuple[int, int, int]
    """Documents, independent texts, independent testimonies."""


def toll(event: Event, readings: Sequence[Reading] | Facts, policy: Policy = DEFAULT, *, decided: frozenset[str] = frozenset(),
         contradictions: Sequence[Contradiction] | None = None) -> TollTable:  # fmt: skip
    """The claim table. ``decided`` are claims a person ruled on; ``contradictions`` those already found."""
    facts = readings if isinstance(readings, Facts) else Facts(readings)
    tree = origins(event, facts)
    counts = [facts.casualties[c] for c in event.casualties if c in facts.casualties]
    columns = sorted({_column(c) for c in counts}, key=_column_order)
    foot: dict[str, Derived] = {k: decide(event, k, policy, facts) for k in KINDS if any(c.kind == k for c in counts)}
    around = [facts.reading[c] for c in (*event.claims, *event.casualties) if c in facts.reading]
    here = find_contradictions(around, (event,)) if contradictions is None else contradictions
    marks = _marks(event, facts, here, foot, decided)
    reasons = {c: why for d in foot.values() for c, why in d.excluded}
    testimonies = {t.key: t for t in tree.testimonies}
    held: dict[str, list[CasualtyClaim]] = {}
    for c in counts:
        held.setdefault(line_of(c, event, facts), []).append(c)
    rows = [_row(line, claims, facts, testimonies, tree.texts, columns, marks, reasons) for line, claims in sorted(held.items())]
    rows.sort(key=lambda r: (min((c.as_of or c.published or "" for c in r.cells), default=""), r.key))
    return TollTable(event=event.key, name=event.name, columns=tuple(columns), rows=tuple(rows), foot=foot, counts=tree.counts)


def _column(c: CasualtyClaim) -> TollColumn:
    return TollColumn(side=party_label(c.side) if party_key(c.side) else None, who=tuple(sorted(c.who)), kind=c.kind)


def _column_order(column: TollColumn) -> tuple[object, ...]:
    return (KINDS.index(column.kind), column.side is None and column.who == ("unspecified",), column.side or "", column.who)


def _row(line: str, claims: Sequence[CasualtyClaim], facts: Facts, testimonies: Mapping[str, Testimony],
         texts: Sequence[TextOrigin], columns: Sequence[TollColumn], marks: Mapping[str, set[Mark]],
         reasons: Mapping[str, str]) -> TollRow:  # fmt: skip
    speakers = min((facts.speakers(c) for c in claims), key=lambda said: (said[0].source is None, [s.key for s in said]))
    known = [testimonies[key] for key in line.split(" + ") if key in testimonies]
    documents = sorted({facts.document(c.id).id for c in claims})
    outlets = sorted({facts.documents[d].publisher or d for d in documents})
    folded: dict[object, list[CasualtyClaim]] = {}
    for c in sorted(claims, key=lambda c: (_when(c, facts), c.voice == "teaser", c.id)):
        teaser = c.voice == "teaser"
        key = (columns.index(_column(c)), c.quantity.number, c.quantity.low, c.quantity.high, c.scope, teaser, _as_of(c))
        folded.setdefault(key, []).append(c)
    cells = [_cell(members, facts, columns, marks, reasons) for members in folded.values()]
    return TollRow(
        speaker=" + ".join(s.label for s in speakers),
        key=line,
        source_class=next((s.source.kind for s in speakers if s.source), None),
        party=any(t.party for t in known),
        outlets=tuple(outlets),
        texts=sum(not set(t.documents).isdisjoint(documents) for t in texts),
        cells=tuple(sorted(cells, key=lambda c: (c.column, c.as_of or c.published or "", c.claims))),
    )


def _cell(members: Sequence[CasualtyClaim], facts: Facts, columns: Sequence[TollColumn], marks: Mapping[str, set[Mark]],
          reasons: Mapping[str, str]) -> TollCell:  # fmt: skip
    c = members[0]
    all_marks = {m for x in members for m in marks.get(x.id, ())}
    if any("excluded" not in marks.get(x.id, ()) for x in members):
        all_marks.discard("excluded")
    return TollCell(
        column=columns.index(_column(c)),
        words=c.evidence.exact,
        number=c.quantity.number,
        sign=SIGNS.get(c.quantity.qualifier, ""),
        qualifier=c.quantity.qualifier,
        scope=c.scope,
        as_of=_as_of(c),
        published=facts.document(c.id).published,
        own=_own(c, facts),
        hedged=c.certainty in ("alleged", "unverified"),
        marks=tuple(sorted(all_marks)),
        reasons=tuple(dict.fromkeys(reasons[x.id] for x in members if x.id in reasons)),
        claims=tuple(x.id for x in members),
        documents=tuple(dict.fromkeys(facts.document(x.id).id for x in members)),
    )


def _marks(event: Event, facts: Facts, here: Sequence[Contradiction], foot: Mapping[str, Derived],
           decided: frozenset[str]) -> dict[str, set[Mark]]:  # fmt: skip
    out: dict[str, set[Mark]] = {c: set() for c in event.casualties}
    for found in here:
        for position, claim in enumerate(found.claims):
            if claim in out and found.kind == "superseded" and position == 0:
                out[claim].add("superseded")
            elif claim in out and found.kind != "superseded":
                out[claim].add("denied" if found.kind == "denial" else "contradicted")
    quarrels = {_value(facts.casualties[c]) for f in here if f.kind == "figure" for c in f.claims if c in out}
    for ident in out:
        if ident in facts.casualties and _value(facts.casualties[ident]) in quarrels:
            out[ident].add("contradicted")
    used = {c for d in foot.values() for c in d.claims}
    for ident in event.casualties:
        c = facts.casualties.get(ident)
        if c is None:
            continue
        if c.voice == "teaser":
            out[ident].add("teaser")
        if c.denied_by:
            out[ident].add("denied")
        if c.part_of:
            out[ident].add("subset")
        if c.restates:
            out[ident].add("restated")
        if ident in decided:
            out[ident].add("decided")
        if ident not in used:
            out[ident].add("excluded")
    return out


def _value(c: CasualtyClaim) -> object:
    """What makes two counts the same figure wherever it is printed: one contradiction is found for all of them."""
    return (c.kind, party_key(c.side), tuple(sorted(c.who)), span(c.quantity), c.scope == "campaign", c.voice == "teaser")


def _own(c: CasualtyClaim, facts: Facts) -> bool | None:
    side = party_key(c.side)
    speaking = [s.source.actor for s in facts.speakers(c) if s.source and s.source.actor]
    actors = [actor for actor in speaking if not actor.described]
    if side is None or not actors:
        return None
    return side in {party_key(Participant(text=a.name, evidence=None, actor=a)) for a in actors}


def _as_of(c: CasualtyClaim) -> str | None:
    return (c.as_of.latest or c.as_of.text) if c.as_of else None


def _when(c: CasualtyClaim, facts: Facts) -> str:
    return _as_of(c) or facts.document(c.id).published or ""
