"""Follow a value back to the words it rests on: value, policy, claims, who says so, the sentence, the page.

Plain data; how it looks on a terminal or a page is decided there. What the policy left out comes with its reason.
"""

from __future__ import annotations

from collections.abc import Sequence

from saksi.errors import LedgerError
from saksi.ontologies.counting import StatusPolicy
from saksi.reconcile.facts import Facts
from saksi.reconcile.policies import DEFAULT, KINDS, Policy, decide
from saksi.types import (
    Attribution,
    CasualtyClaim,
    Claim,
    Derived,
    Event,
    EventClaim,
    Evidence,
    Reading,
    SourceClass,
    Stance,
    Struct,
    Voice,
    evidence_of,
)


class Voiced(Struct, frozen=True):
    """One link of the chain of who says it: the words for the source, its role and class, the cue, and through whom it came."""

    text: str
    role: str | None
    source_class: SourceClass | None
    actor: str | None
    cue: str | None
    stance: Stance
    direct: bool
    via: tuple[str, ...]
    evidence: Evidence


class Step(Struct, frozen=True):
    """One claim under a value: the printed words, the chain of speakers from the nearest to the farthest, the sentence, the page.

    ``marks`` are half-open code point offsets of the claim's words within ``sentence.exact``. ``reason`` is set when the
    policy left the claim out. An empty ``chain`` is the outlet's own voice. ``decided`` is what people decided about the claim.
    """

    claim: str
    words: str
    testimony: str
    chain: tuple[Voiced, ...]
    sentence: Evidence
    marks: tuple[tuple[int, int], ...]
    voice: Voice
    as_of: str | None
    document: str
    title: str | None
    url: str | None
    publisher: str | None
    published: str | None
    reason: str | None = None
    decided: tuple[str, ...] = ()


class Trace(Struct, frozen=True):
    """A value of an event, the policy that chose it, the claims it rests on and the claims left out."""

    ref: str
    event: str
    name: str | None
    field: str
    policy: str
    value: object
    steps: tuple[Step, ...]
    excluded: tuple[Step, ...]


def find_event(events: Sequence[Event], ref: str) -> Event:
    """The event with this name or key; the beginning of a key will do when it is the only one. Raises LedgerError otherwise."""
    exact = [e for e in events if ref in (e.name, e.key)]
    near = exact or [e for e in events if ref and (e.key.startswith(ref) or (e.name or "").startswith(ref))]
    if len(near) == 1:
        return near[0]
    if near:
        names = ", ".join(sorted(e.name or e.key for e in near)[:6])
        raise LedgerError(f"{ref!r} can be any of {len(near)} events: {names}. Give more of the name.")
    raise LedgerError(f"there is no event {ref!r}. List the events to see their names.")


def trace(
    events: Sequence[Event],
    readings: Sequence[Reading] | Facts,
    ref: str,
    policy: Policy = DEFAULT,
    status: StatusPolicy = "range",
) -> Trace:
    """Trace ``EVENT.field``: a count is decided anew under ``policy``; other fields keep the policy that chose them.

    Raises LedgerError when there is no such event or field.
    """
    facts = readings if isinstance(readings, Facts) else Facts(readings)
    head, dot, field = ref.partition(".")
    event = find_event(events, head)
    if not dot or not field:
        known = ", ".join(event.fields)
        raise LedgerError(f"{ref!r} names no field. Write EVENT.field, for example {head}.killed. This event has: {known}.")
    derived = _derived(event, facts, field, policy, status)
    return Trace(
        ref=ref,
        event=event.key,
        name=event.name,
        field=field,
        policy=derived.policy,
        value=derived.value,
        steps=tuple(step(c, facts) for c in derived.claims if c in facts.claims),
        excluded=tuple(step(c, facts, why) for c, why in derived.excluded if c in facts.claims),
    )


def _derived(event: Event, facts: Facts, field: str, policy: Policy, status: StatusPolicy) -> Derived:
    if field.split(".")[0] in KINDS:
        return decide(event, field, policy, facts, status)
    if field in event.fields:
        return event.fields[field]
    raise LedgerError(f"event {event.name or event.key} has no field {field!r}. It has: {', '.join(event.fields)}.")


def step(ident: str, facts: Facts, reason: str | None = None) -> Step:
    """One claim with its chain, sentence and page."""
    claim = facts.claims[ident]
    words = _evidence(claim)
    sentence = facts.sentence(words)
    document = facts.document(ident)
    as_of = claim.as_of if isinstance(claim, CasualtyClaim) else None
    return Step(
        claim=ident,
        words=words.exact,
        testimony=" + ".join(s.label for s in facts.speakers(claim)),
        chain=chain(claim, facts),
        sentence=sentence,
        marks=tuple((m.start - sentence.start, m.end - sentence.start) for m in _marks(claim, sentence)),
        voice=getattr(claim, "voice", "body"),
        as_of=(as_of.latest or as_of.text) if as_of else None,
        document=document.id,
        title=document.title,
        url=document.url,
        publisher=document.publisher,
        published=document.published,
        reason=reason,
    )


def chain(claim: Claim, facts: Facts) -> tuple[Voiced, ...]:
    """Who says it, then who says that they say it, and so on outwards."""
    asserted = claim.mentions[0].asserted_by if isinstance(claim, EventClaim) else getattr(claim, "asserted_by", ())
    out: list[Voiced] = []
    seen: set[str] = set()
    queue = list(asserted)
    while queue:
        ref = queue.pop(0)
        attribution = facts.attributions.get(ref)
        if attribution is None or ref in seen:
            continue
        seen.add(ref)
        out.extend(_voiced(attribution))
        if attribution.within is not None:
            queue.append(attribution.within)
    return tuple(out)


def _voiced(a: Attribution) -> list[Voiced]:
    return [
        Voiced(
            text=s.text,
            role=s.role,
            source_class=s.kind,
            actor=s.actor.name if s.actor else None,
            cue=a.cue.text if a.cue else None,
            stance=a.stance,
            direct=a.direct,
            via=tuple(v.text for v in a.via),
            evidence=s.evidence,
        )
        for s in a.sources
    ]


def _evidence(claim: Claim) -> Evidence:
    words = evidence_of(claim)
    if words is None:
        raise LedgerError(f"claim {claim.id} has no words in its document: the reading that made it is broken.")
    return words


def _marks(claim: Claim, sentence: Evidence) -> list[Evidence]:
    marks = {_evidence(claim)}
    if isinstance(claim, CasualtyClaim) and claim.number_evidence is not None:
        marks.add(claim.number_evidence)
    inside = [m for m in marks if sentence.start <= m.start and m.end <= sentence.end]
    whole = [m for m in inside if not any(o != m and o.start <= m.start and m.end <= o.end for o in inside)]
    return sorted(whole, key=lambda m: (m.start, m.end))
