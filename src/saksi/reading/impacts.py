"""Impacts: what happened to things. A count of things is never a toll.

Needs numbers and the tables of things and effects; gives impacts, and the numbers that are spoken for.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from saksi.languages import Hit
from saksi.languages.schema import ImpactNoun, ImpactWord
from saksi.reading.numbers import Number
from saksi.reading.page import Page, Sentence

_REACH = 10  # tokens between a thing and what happens to it
_OF = 3  # tokens between a part and its whole (*40 of the 52 drones*)


@dataclass(frozen=True, slots=True)
class Hurt:
    """An impact in the making: tokens, the thing, the effect, the number if there is one."""

    first: int
    last: int
    thing: Hit[ImpactNoun]
    effect: Hit[ImpactWord]
    number: Number | None
    sentence: Sentence


def counted_things(page: Page, numbers: list[Number]) -> set[int]:
    """First tokens of the numbers that count things rather than people, whatever happens to them."""
    things = {h.first: h for h in page.hits("impacts", "object")}
    out = set()
    for number in numbers:
        at = next((i for i in range(number.core_last, min(number.last + 2, len(page.tokens))) if i in things), None)
        if (
            number.trap is None
            and at is not None
            and not _compound(page, things[at])
            and not _person_between(page, number, things)
        ):
            out.add(number.first)
    return out | {part.first for part, whole in _parts(page, numbers) if whole.first in out}


def _parts(page: Page, numbers: list[Number]) -> list[tuple[Number, Number]]:
    """Numbers that are part of the next one, with that one: *40 of 52 drones*, *40 dari total 52 drone*."""
    return [
        (part, whole) for part, whole in pairwise(numbers)
        if part.trap is None and 0 < whole.first - part.last <= _OF
        and page.is_(part.last, "of_total", "linker", "source_marker")
    ]  # fmt: skip


def _compound(page: Page, thing: Any) -> bool:
    """In a head-last language a thing before another noun only describes it (*two road engineers*)."""
    i = thing.last
    if page.pack.header.head == "first" or i >= len(page.tokens) or not page.tokens[i].is_word or page.tokens[i].is_capital:
        return False
    return not page.classes(i) and not any(h.first <= i < h.last for h in page.hits("impacts", "effect"))


def _person_between(page: Page, number: Number, things: dict[int, Any]) -> bool:
    vessels = {h.first for h in things.values() if h.row.object in ("vessels", "aircraft", "armour", "vehicles")}
    nouns = {h.first for h in page.hits("actors", "noun")} - vessels  # *kapal perang* is a force, and a thing where it is counted
    at = next(i for i in range(number.core_last, len(page.tokens)) if i in things)
    return any(i in nouns for i in range(number.core_last, at + (things[at].row.object != "households")))


def find_impacts(page: Page, numbers: list[Number]) -> list[Hurt]:
    """Things and what happened to them, one impact for each thing beside an effect in its sentence."""
    out: list[Hurt] = []
    parts = {whole.first: part for part, whole in _parts(page, numbers)}
    effects: list[Hit[ImpactWord]] = [h for h in page.hits("impacts", "effect") if h.voice != "agentive"]
    for thing in page.hits("impacts", "object"):
        sentence = page.sentence_of(thing.first)
        number = next(
            (n for n in numbers if n.trap is None and 0 <= thing.first - n.last <= 1 and n.first >= sentence.first), None
        )
        number = parts.get(number.first, number) if number else None
        first = number.first if number else thing.first
        best: Hit[ImpactWord] | None = None
        for effect in effects:
            if page.sentence_of(effect.first) is not sentence or (effect.first < thing.last and thing.first < effect.last):
                continue
            gap = first - effect.last if effect.first < thing.first else effect.first - thing.last
            fits = _fits(page, effect, effect.first < thing.first)
            between = range(min(effect.last, thing.last), max(effect.first, first))
            blocked = any(page.tokens[i].text in (";", '"') or page.is_(i, "complementizer") for i in between)
            if fits and not blocked and 0 <= gap <= _REACH and (best is None or gap < _gap(best, first, thing.last)):
                best = effect
        if best is not None:
            out.append(Hurt(min(first, best.first), max(thing.last, best.last), thing, best, number, sentence))
    return out


def _gap(effect: Hit[ImpactWord], first: int, last: int) -> int:
    return first - effect.last if effect.last <= first else effect.first - last


def _fits(page: Page, effect: Hit[ImpactWord], effect_first: bool) -> bool:
    """The thing follows an active effect and precedes a passive or stative one; before a past form only where it is passive."""
    if effect.voice == "past" and not effect_first:
        i = effect.last
        ends = i >= len(page.tokens) or not page.tokens[i].is_word or page.is_(i, "preposition", "agent_marker", "coordinator")
        return page.is_(effect.first - 1, "passive_auxiliary", "aspect", "adverb") or ends
    if effect.voice in ("active", "third", "gerund", "base", "nominal"):
        return effect_first
    if effect.voice in ("passive", "stative"):
        return not effect_first
    takes = effect.row.takes
    return takes == "either" or (takes == "object") == effect_first
