"""Where judgements stick, and how they are found again: by the same span, by overlap, by their quote in a newer version.

A judgement never leans on the id of a claim. It says which article, which noun, which words, and what surrounded them; when the
document is read anew, by a better pipeline or in a newer version, that is enough to find the claim, or to say that it is gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from saksi.errors import JudgementError
from saksi.judgements.blind import settle
from saksi.judgements.fields import canonical, correct, is_project, seen_value, value_at
from saksi.text import context
from saksi.types import Anchor, Claim, EventClaim, Evidence, Judgement, Noun, Reading, evidence_of

_LONG_QUOTE = 16
"""A quote of so many code points that occurs once is found again even when everything around it was rewritten."""
_SIDE = 8
"""Fewer agreeing code points than this do not tell two places apart."""

Pair = tuple[str, str]


class Attached(NamedTuple):
    """Judgements with the claims they are about.

    ``by_claim`` holds for each claim what is in force, oldest first: at most one judgement for each field and one decision.
    ``unanchored`` found no claim; ``stale`` found one whose value is no longer the one that was judged; neither is applied.
    ``same`` and ``different`` are pairs of claim ids in order. ``placed`` tells for every judgement that found its claim which.
    ``disputed`` are those of blind coders who differ, by what nobody has settled; they are not applied either.
    """

    by_claim: Mapping[str, tuple[Judgement, ...]] = {}
    unanchored: tuple[Judgement, ...] = ()
    stale: tuple[Judgement, ...] = ()
    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()
    placed: Mapping[str, str] = {}
    disputed: tuple[Judgement, ...] = ()


def anchor_of(reading: Reading, claim_id: str) -> Anchor:
    """The anchor of a claim. Raises JudgementError when the reading does not hold it or when it has no words of its own."""
    noun, claim = claim_in(reading, claim_id)
    at = evidence_of(claim)
    if at is None:
        raise JudgementError(f"{noun} claim {claim_id} has no words of its own, so no judgement can stick to it.")
    twins = [one.id for kind, one in reading.claims() if kind == noun and _is_at(one, at.span)]
    prefix, suffix = context(reading.document.text, at.start, at.end)
    ordinal = twins.index(claim_id)
    return Anchor(reading.document.article, noun, at.start, at.end, at.exact, prefix, suffix, ordinal)


def claim_in(reading: Reading, claim_id: str) -> tuple[Noun, Claim]:
    """A claim of a reading with its noun. Raises JudgementError when there is none of that id."""
    for noun, claim in reading.claims():
        if claim.id == claim_id:
            return noun, claim
    raise JudgementError(f"the reading of document {reading.document.id} holds no claim {claim_id}.")


def locate(anchor: Anchor, text: str) -> tuple[int, int] | None:
    """Where the anchored words stand in ``text``; null when they are gone or could be meant in several places.

    In place when the surroundings agree; else the occurrence of the quote whose surroundings agree best, if they agree on one
    whole side or by half, or if the quote is long and occurs once.
    """
    start, end = anchor.start, anchor.start + len(anchor.exact)
    if text[start:end] == anchor.exact and context(text, start, end) == (anchor.prefix, anchor.suffix):
        return start, end
    places: list[tuple[int, int]] = []  # how well it agrees, where
    at = text.find(anchor.exact)
    while at >= 0:
        places.append((_agreement(anchor, text, at), at))
        at = text.find(anchor.exact, at + 1)
    if not places:
        return None
    best = max(score for score, _ in places)
    tops = [at for score, at in places if score > best - _SIDE]
    chosen = start if start in tops else max(places)[1]
    if len(tops) > 1 and chosen != start:
        return None
    enough = best > 0 or (len(places) == 1 and len(anchor.exact) >= _LONG_QUOTE)
    return (chosen, chosen + len(anchor.exact)) if enough else None


End = tuple[Anchor, str | None, str | None]
"""One end of a judgement: where it sticks, what was seen there, and the field it is about."""
Places = dict[End, tuple[Noun, Claim, Reading] | None]
"""The claims at which judgements stick; null where there is none."""


def unplaced(judgements: Iterable[Judgement], places: Places) -> frozenset[str]:
    """The articles of judgements that have not been looked for yet."""
    return frozenset(end[0].article for one in judgements for end in _ends(one) if end not in places)


def attach(judgements: Iterable[Judgement], readings: Iterable[Reading], places: Places | None = None) -> Attached:
    """Find for every judgement the claim it is about, among the current readings (one for each article).

    Of two judgements on one thing the later one is in force, but for blind ones (:mod:`saksi.judgements.blind`). ``seen`` decides
    between claims at the same words, then ``ordinal``. ``places`` holds what was found among the same readings before, and takes
    what is found now: then the readings of the articles that are :func:`unplaced` are enough.
    """
    ordered = sorted(judgements, key=lambda one: one.at)
    found: Places = {} if places is None else places
    wanted: dict[str, set[End]] = {}
    for one in ordered:
        for end in _ends(one):
            if end not in found:
                wanted.setdefault(end[0].article, set()).add(end)
    for reading in readings:
        for end in wanted.pop(reading.document.article, ()):
            hit = _find(*end, reading)
            found[end] = (*hit, reading) if hit is not None else None
    for ends in wanted.values():  # of articles that are not held
        found.update(dict.fromkeys(ends))
    return _in_force(ordered, found)


def _ends(one: Judgement) -> list[End]:
    """The anchors of a judgement with what was seen there; a judgement on a pair has two."""
    ends: list[End] = [(one.anchor, one.seen, one.field)]
    return [*ends, (one.other, None, None)] if one.other is not None else ends


def _in_force(ordered: Sequence[Judgement], found: Places) -> Attached:
    unanchored: dict[object, Judgement] = {}
    held: dict[tuple[object, str], list[Judgement]] = {}
    placed: dict[str, str] = {}
    for one in ordered:
        ends = _ends(one)
        hits = [found.get(end) for end in ends]
        if any(hit is None for hit in hits):
            key = (*(end[0] for end in ends), _slot(one))
            unanchored.pop(key, None)
            if one.action != "unsure":
                unanchored[key] = one
            continue
        ids = [hit[1].id for hit in hits if hit is not None]
        placed[one.id] = ids[0]
        about: object = frozenset(ids) if len(ids) == 2 else ids[0]
        held.setdefault((about, _slot(one)), []).append(one)
    latest, disputed = settle(held)
    stale: list[Judgement] = []
    by_claim: dict[str, list[Judgement]] = {}
    chosen: dict[str, set[Pair]] = {"same": set(), "different": set()}
    for (about, _), one in latest.items():
        if isinstance(about, frozenset):
            if one.action in chosen and len(about) == 2:
                low, high = sorted(about)
                chosen[one.action].add((low, high))
            continue
        hit = found[_ends(one)[0]]
        assert hit is not None
        noun, claim, reading = hit
        if _is_stale(one, noun, claim, reading):
            stale.append(one)
        else:
            by_claim.setdefault(claim.id, []).append(one)
    return Attached(
        {key: tuple(sorted(by_claim[key], key=lambda one: one.at)) for key in sorted(by_claim)},
        tuple(unanchored.values()),
        tuple(stale),
        frozenset(chosen["same"]),
        frozenset(chosen["different"]),
        placed,
        disputed,
    )


def _slot(one: Judgement) -> str:
    """What a judgement is about: later ones on the same thing supersede it."""
    if one.field is not None:
        return canonical(one.field)
    if one.other is not None:
        return "pair"
    return one.action if one.action == "add" else "decision"


def _is_stale(one: Judgement, noun: Noun, claim: Claim, reading: Reading) -> bool:
    if one.field is not None and is_project(one.field):
        return False  # a project's own variable rests on nothing that was read
    try:
        if one.action == "correct" and value_at(noun, claim, one.field or "") == one.after:
            return False  # the reading now says what the person decided
        if one.action == "correct":
            correct(noun, claim, reading.document, one.field or "", one.after)
        return one.seen is not None and seen_value(noun, claim, one.field) != one.seen
    except JudgementError:  # the field, or the item of a list, is no longer there
        return True


def _find(anchor: Anchor, seen: str | None, field: str | None, reading: Reading) -> tuple[Noun, Claim] | None:
    span = locate(anchor, reading.document.text)
    if span is None:
        return None
    claims = [claim for noun, claim in reading.claims() if noun == anchor.noun]
    there = [claim for claim in claims if _is_at(claim, span)]
    if there:
        like = [claim for claim in there if seen is not None and _looks(anchor.noun, claim, field) == seen]
        if len(like) == 1:
            return anchor.noun, like[0]
        if anchor.ordinal < len(there) and (not like or there[anchor.ordinal] in like):
            return anchor.noun, there[anchor.ordinal]
        return (anchor.noun, (like or there)[0]) if len(like or there) == 1 else None
    overlaps = [(max(_overlap(at, span) for at in spans), claim) for claim in claims if (spans := _spans(claim))]
    most = max((size for size, _ in overlaps), default=0)
    best = [claim for size, claim in overlaps if size == most and most > 0]
    if len(best) > 1:
        best = [claim for claim in best if seen is not None and _looks(anchor.noun, claim, field) == seen]
    return (anchor.noun, best[0]) if len(best) == 1 else None


def _looks(noun: Noun, claim: Claim, field: str | None) -> str | None:
    try:
        return seen_value(noun, claim, field)
    except JudgementError:
        return None


def _spans(claim: Claim) -> list[Evidence]:
    """Everywhere a claim stands: an event at each trigger, for another reading may put another mention first."""
    if isinstance(claim, EventClaim):
        return [mention.trigger for mention in claim.mentions]
    at = evidence_of(claim)
    return [at] if at is not None else []


def _is_at(claim: Claim, span: tuple[int, int]) -> bool:
    return any(at.span == span for at in _spans(claim))


def _overlap(at: Evidence, span: tuple[int, int]) -> int:
    return max(0, min(at.end, span[1]) - max(at.start, span[0]))


def _agreement(anchor: Anchor, text: str, at: int) -> int:
    """How many code points around an occurrence agree with the anchor's; 0 when too few to tell."""
    prefix, suffix = context(text, at, at + len(anchor.exact))
    left, right = _common(anchor.prefix[::-1], prefix[::-1]), _common(anchor.suffix, suffix)
    whole_side = left == len(anchor.prefix) >= _SIDE or right == len(anchor.suffix) >= _SIDE
    half = left + right >= max(1, (len(anchor.prefix) + len(anchor.suffix)) // 2)
    return left + right if whole_side or half else 0


def _common(a: str, b: str) -> int:
    size = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        size += 1
    return size
