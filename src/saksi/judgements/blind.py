"""Double coding: what of several people's blind decisions is in force, and what waits for somebody to settle it.

A blind decision is made without sight of anybody else's. Where those who coded a claim blind agree, it stands; where they differ,
what was in force before stands, and theirs are *disputed* until one is made with both in sight: that is the adjudication. A
coder who decided about a claim and left a field as it was read has thereby decided for what was read.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from saksi.judgements.undo import undone_by
from saksi.types import Judgement

About = tuple[Any, str]
"""What a judgement is about (a claim's id, or the ids of two), and which of its fields; the claim as a whole is *decision*."""
_WHOLE = "decision"


def settle(held: Mapping[About, Sequence[Judgement]]) -> tuple[dict[About, Judgement], tuple[Judgement, ...]]:
    """For each thing that was judged the judgement in force, in the order they were made, and the disputed ones.

    ``held`` has the judgements on each thing, oldest first.
    """
    force: dict[About, Judgement] = {}
    disputed: list[Judgement] = []
    coded = _coders(held)
    for about, all_of_them in held.items():
        ours = _standing(all_of_them)
        if not ours:
            force[about] = all_of_them[-1]
            continue
        last_open = max((n for n, one in enumerate(ours) if not one.blind), default=-1)
        blind = ours[last_open + 1 :]
        if not blind:
            force[about] = ours[-1]
            continue
        latest = {one.by: one for one in blind}
        silent = coded.get(about[0], {}).keys() - latest.keys() if last_open < 0 else set[str]()
        said = {_says(one) for one in latest.values()} | {_left(about[1]) for _ in silent if _left(about[1]) is not None}
        if len(said) == 1:
            force[about] = blind[-1]
        else:
            disputed += latest.values()
            if last_open >= 0:
                force[about] = ours[last_open]
    order = sorted(force, key=lambda about: force[about].at)
    return {about: force[about] for about in order}, tuple(sorted(disputed, key=lambda one: (one.at, one.id)))


def _standing(ours: Sequence[Judgement]) -> Sequence[Judgement]:
    """Those that nobody took back, where any is blind; else all, the last of which is in force anyway."""
    if not any(one.blind for one in ours):
        return ours
    gone = undone_by(ours)
    pairs = {one.id for one in ours if one.id in gone} | {gone[one.id].id for one in ours if one.id in gone}
    return [one for one in ours if one.id not in pairs]


def _coders(held: Mapping[About, Sequence[Judgement]]) -> dict[Hashable, dict[str, None]]:
    """Who coded each claim blind and holds it for one; who rejects it says nothing of its fields."""
    coders: dict[Hashable, dict[str, None]] = {}
    for (about, _), ours in held.items():
        if not isinstance(about, frozenset):
            coders.setdefault(about, {}).update((one.by, None) for one in _standing(ours) if one.blind and one.action != "add")
    for (about, slot), ours in held.items():
        if slot == _WHOLE:
            for by, last in {one.by: one for one in _standing(ours) if one.blind}.items():
                if last.action != "accept":
                    coders.get(about, {}).pop(by, None)
    return coders


def _says(one: Judgement) -> Hashable:
    """What a decision comes to, for comparing: a corrected value, or the action."""
    return ("correct", one.after) if one.action == "correct" else one.action


def _left(slot: str) -> Hashable:
    """What those say who coded a claim and did not speak of this: that a field is as read, that a claim is one."""
    return "accept" if slot == _WHOLE else None if slot in ("add", "pair") else ("as read",)


def coders_of(judgements: Iterable[Judgement]) -> tuple[str, ...]:
    """Everybody who decided anything blind, by name."""
    return tuple(sorted({one.by for one in judgements if one.blind}))


__all__ = ["coders_of", "settle"]
