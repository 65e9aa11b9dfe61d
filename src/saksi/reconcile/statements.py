"""What each testimony now says of an event's dead, injured and so on: the set of facts, then the newest bulletin of each line.

The first two steps that all policies share (:mod:`saksi.reconcile.policies`). Every claim that takes no part is excluded with its
reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import structs

from saksi.reconcile.article import LESS_TOLD, figure, heaviest, unfit
from saksi.reconcile.facts import Facts, alike, days_of, party_key
from saksi.reconcile.quantities import add, between, span
from saksi.reconcile.voices import line_of, voices_of
from saksi.types import Actor, CasualtyClaim, CasualtyKind, Event, Participant, Quantity, SourceClass, Struct, VictimClass

_CATEGORIES: frozenset[VictimClass] = frozenset({"child", "woman", "journalist", "medic", "aid_worker", "official"})
UNDATED = -1
"""The day of a bulletin without one: it neither replaces nor is replaced."""


class Figure(Struct, frozen=True):
    """A casualty claim with what deciding needs: its testimony line, its day, its side."""

    claim: CasualtyClaim
    line: str
    label: str
    day: int
    side: str | None
    order: tuple[int, str, int]
    """The earlier published first: of copies the first is shown."""
    others: tuple[str, ...] = ()
    """Further claims whose people it counts too: the account of an article may be a sum."""

    @property
    def claims(self) -> tuple[str, ...]:
        """All claims it rests on."""
        return (self.claim.id, *self.others)

    @property
    def whole(self) -> bool:
        """Whether it counts everybody, not the people of one side or class."""
        return self.side is None and self.claim.who == ("unspecified",)


class Statement(Struct, frozen=True):
    """What one line now says about one side: one count, or the sum of the counts it gives for disjoint groups."""

    line: str
    label: str
    side: str | None
    whole: bool
    day: int
    quantity: Quantity
    claims: tuple[str, ...]
    who: tuple[VictimClass, ...] = ("unspecified",)
    """The classes it counts, all groups together."""
    sources: tuple[SourceClass, ...] = ()
    """The classes of those who speak; empty for an outlet's own voice."""
    own: bool | None = None
    """Whether the speaker counts its own people; null where no side is told or the speaker is none."""


# --- (a) the set of facts ---------------------------------------------------------------------------------------------


def figures_of(
    event: Event, kind: CasualtyKind, who: VictimClass | None, facts: Facts, excluded: dict[str, str], *, parts: bool = False
) -> list[Figure]:
    """The figures of one kind that are facts of this event; with ``parts`` those that are part of a total too."""
    claims = [facts.casualties[c] for c in event.casualties if c in facts.casualties and facts.casualties[c].kind == kind]
    past = all(facts.events[e].historical for e in event.claims if e in facts.events)
    unreal = all(facts.events[e].realis != "actual" for e in event.claims if e in facts.events)
    whole = facts.is_campaign(event)
    kept = []
    for c in claims:
        why = unfit(c, past=past, unreal=unreal, whole=whole)
        if why is None and who is not None and who not in c.who:
            why = f"does not count {who} victims apart"
        if why is None:
            kept.append(c)
        else:
            excluded[c.id] = why
    usable = {c.id: c for c in kept}
    figures = []
    for c in kept:
        again = _root(c.restates, usable)
        if again is not None and again != c.id:
            excluded[c.id] = f"restates {again}"
            continue
        if not parts and who is None and c.part_of in usable and c.part_of != c.id:
            excluded[c.id] = f"part of {c.part_of}"
            continue
        figures.append(as_figure(c, facts, event))
    if not parts and who is None:
        figures = _followed(figures, kept, facts, excluded)
        totals = [f.claim for f in figures if (figure(f.claim) or 0) > 1 and f.claim.number_evidence is not None]
        lone = [f for f in figures if _is_lone(f.claim) and any(alike(f.claim.side, t.side) != "different" for t in totals)]
        excluded.update((f.claim.id, "one person, where others are counted together") for f in lone)
        figures = [f for f in figures if f not in lone]
    if figures and all(f.claim.scope == "increment" for f in figures):
        return [structs.replace(f, claim=_floor(f.claim)) for f in figures]
    return figures


def _followed(figures: Sequence[Figure], told: Sequence[CasualtyClaim], facts: Facts, excluded: dict[str, str]) -> list[Figure]:
    """Without what an article that follows the fate of one person tells in passing of several.

    Such an article tells of the one in its headline, its lead and again; a figure that somebody else is said to give is kept.
    """
    held: dict[str, list[CasualtyClaim]] = {}
    for c in told:
        if c.scope != "increment":
            held.setdefault(c.evidence.document, []).append(c)
    alone = set()
    for document, members in held.items():
        best = heaviest(members, lambda c: facts.sentence(c.evidence).start) if any(map(_is_lone, members)) else None
        if best is not None and best.number == 1:
            alone.add(document)
    out = []
    for f in figures:
        several = f.whole and f.claim.scope != "increment" and (figure(f.claim) or 0) > 1
        if several and f.claim.evidence.document in alone and not facts.attributed(f.claim):
            excluded[f.claim.id] = LESS_TOLD
        else:
            out.append(f)
    return out


def _is_lone(c: CasualtyClaim) -> bool:
    """Whether a claim is about one person who is named or pointed at (*he*), and counts nobody."""
    return c.quantity.number == 1 and c.scope != "increment" and (c.number_evidence is None or bool(c.victims))


def _floor(c: CasualtyClaim) -> CasualtyClaim:
    """An increment whose total nobody gives: at least so many."""
    low = c.quantity.low if c.quantity.low is not None else c.quantity.best
    quantity = structs.replace(c.quantity, low=low, best=None, high=None, qualifier="at_least")
    return structs.replace(c, quantity=quantity, scope="incident")


def _root(restates: str | None, usable: Mapping[str, CasualtyClaim]) -> str | None:
    seen: list[str] = []
    at = restates
    while at is not None and at in usable and at not in seen:
        seen.append(at)
        at = usable[at].restates
    return min(seen) if at in seen else (seen[-1] if seen else None)


def as_figure(c: CasualtyClaim, facts: Facts, event: Event) -> Figure:
    """A claim with its testimony line, the day it speaks of (else that of publication), and the party its people belong to."""
    speakers = voices_of(event, facts).heard.get(c.id) or facts.behind(c).speakers
    as_of = days_of(c.as_of)
    published = facts.published(c.id)
    day = as_of.last if as_of else published if published is not None else UNDATED
    label = " + ".join(s.label for s in speakers)
    order = (published or 0, c.evidence.document, c.evidence.start)
    return Figure(claim=c, line=line_of(c, event, facts), label=label, day=day, side=party_key(c.side), order=order)


# --- (b) the current figure of each line ------------------------------------------------------------------------------


def current_of(figures: Sequence[Figure], facts: Facts, excluded: dict[str, str]) -> list[tuple[Figure, tuple[Figure, ...]]]:
    """The newest figures of each line and group, each with the increments to add to it."""
    groups: dict[tuple[str, str | None, tuple[str, ...]], list[Figure]] = {}
    for f in figures:
        groups.setdefault((f.line, f.side, tuple(sorted(f.claim.who))), []).append(f)
    out: list[tuple[Figure, tuple[Figure, ...]]] = []
    for key in sorted(groups, key=repr):
        steps = [f for f in groups[key] if f.claim.scope == "increment"]
        totals = [f for f in groups[key] if f.claim.scope != "increment"]
        newest = max((f.day for f in totals), default=UNDATED)
        kept: list[Figure] = []
        for f in sorted(totals, key=lambda f: (f.order, f.claim.id)):
            if UNDATED < f.day < newest:
                excluded.update(dict.fromkeys(f.claims, f"superseded by a newer bulletin of {f.label}"))
            elif (
                twin := next((k for k in kept if k.day == f.day and span(k.claim.quantity) == span(f.claim.quantity)), None)
            ) is not None:
                excluded.update(dict.fromkeys(f.claims, f"the same figure of the same testimony as {twin.claim.id}"))
            else:
                kept.append(f)
        kept = _told(kept, facts, excluded)
        later = []
        for f in sorted(steps, key=lambda f: (f.order, f.claim.id)):
            if len(kept) == 1 and UNDATED < kept[0].day < f.day:
                later.append(f)
            elif kept:
                excluded[f.claim.id] = "increment already in, or not later than, the total it adds to"
            else:
                excluded[f.claim.id] = "increment without the total it adds to"
        out.extend((f, tuple(later)) for f in kept)
    return out


def _told(figures: Sequence[Figure], facts: Facts, excluded: dict[str, str]) -> list[Figure]:
    """Of the figures one article gives for one group, those it tells most: parts of the whole and other tolls stand beside it."""
    held: dict[str, list[Figure]] = {}
    for f in figures:
        held.setdefault(f.claim.evidence.document, []).append(f)
    out = []
    for members in held.values():
        best = heaviest([f.claim for f in members], lambda c: facts.sentence(c.evidence).start) if len(members) > 1 else None
        chosen = {c.id for c in best.claims} if best is not None else {f.claim.id for f in members}
        out += [f for f in members if f.claim.id in chosen]
        excluded.update((f.claim.id, LESS_TOLD) for f in members if f.claim.id not in chosen)
    return out


def statements_of(
    current: Sequence[tuple[Figure, tuple[Figure, ...]]], who: VictimClass | None, facts: Facts, excluded: dict[str, str]
) -> list[Statement]:
    """One statement for each line and side: its own total, else the sum of its disjoint groups."""
    held: dict[tuple[str, str | None], list[tuple[Figure, tuple[Figure, ...]]]] = {}
    for f, steps in current:
        held.setdefault((f.line, f.side), []).append((f, steps))
    out = []
    for key in sorted(held, key=repr):
        members = held[key]
        wholes = [m for m in members if "unspecified" in m[0].claim.who or who is not None]
        if wholes:
            for f, _ in members:
                if not any(f is w[0] for w in wholes):
                    excluded[f.claim.id] = f"subset of the total that {f.label} gives"
            out.append(_state(wholes, key[1], facts, merge=True))
            continue
        solid = [m for m in members if not _CATEGORIES.issuperset(m[0].claim.who)] or members[:1]
        for f, _ in members:
            if not any(f is s[0] for s in solid):
                excluded[f.claim.id] = f"may be counted already in another group of {f.label}"
        out.append(_state(solid, key[1], facts, merge=False))
    return out


def _state(members: Sequence[tuple[Figure, tuple[Figure, ...]]], side: str | None, facts: Facts, *, merge: bool) -> Statement:
    groups: dict[tuple[str, ...], list[Quantity]] = {}
    claims: list[str] = []
    day = UNDATED
    for f, steps in members:
        parts = [f.claim.quantity, *(s.claim.quantity for s in steps)]
        groups.setdefault(() if merge else tuple(sorted(f.claim.who)), []).append(add(parts))
        claims += [*f.claims, *(s.claim.id for s in steps)]
        day = max(day, f.day, *(s.day for s in steps))
    first = members[0][0]
    whole = side is None and merge
    quantity = add([between(values) for _, values in sorted(groups.items())])
    sources = {s.source.kind for s in facts.behind(first.claim).speakers if s.source is not None and s.source.kind is not None}
    return Statement(
        line=first.line, label=first.label, side=side, whole=whole, day=day, quantity=quantity, claims=tuple(claims),
        who=tuple(sorted({w for f, _ in members for w in f.claim.who})), sources=tuple(sorted(sources)),
        own=_own(side, first.claim, facts),
    )  # fmt: skip


def _own(side: str | None, claim: CasualtyClaim, facts: Facts) -> bool | None:
    """Whether the speaker counts its own people: own losses and enemy losses are never blended."""
    if side is None:
        return None
    actors = [s.source.actor for s in facts.behind(claim).speakers if s.source and s.source.actor]
    parties = {party_of(actor) for actor in actors if not actor.described}
    return side in parties if parties else None


def party_of(actor: Actor) -> str | None:
    """The party an actor belongs to, as sides are keyed."""
    return party_key(Participant(text=actor.name, evidence=None, actor=actor))
