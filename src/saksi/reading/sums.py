"""Sums: figures told one by one in a report that add up to the total of its headline or lead.

Needs the tolls with their sides, and the attributions; changes the tolls. News tells the total first and then what happened where
(*At least eight soldiers killed*: five in attacks on outposts, two in an ambush, one by a mine). Nothing marks the parts but that
they add up; a reader who takes them for further dead counts everybody twice.
"""

from __future__ import annotations

import datetime as dt

from saksi.reading.actors import Phrase
from saksi.reading.earlier import Said
from saksi.reading.page import Page
from saksi.reading.times import When
from saksi.reading.tolls import Toll
from saksi.types import VictimClass

_FEWEST = 3  # of a total: two that are told one by one are as often two others
_RECENT = dt.timedelta(days=365)


def link_sums(page: Page, tolls: list[Toll], said: list[Said], times: list[When]) -> None:
    """Point figures at the total of the headline or lead that they add up to.

    Only figures of the same kind, of people who may be the same, of now and of no war are added, in text order from the first on,
    until the sum is met. Where it is never met, or by one figure alone, or where opponents tell of the parts (*we killed eight*,
    *we lost one*), nothing is said.
    """
    past = _long_ago(page, times)
    for index, total in enumerate(tolls):
        if (
            not _adds(total)
            or (total.quantity.number or 0) < _FEWEST
            or total.sentence.voice not in ("headline", "lead")
            or total.restates is not None
        ):
            continue
        again = {index, *(i for i, toll in enumerate(tolls) if toll.restates == index)}
        if any(toll.part_of in again for toll in tolls):
            continue
        parts: list[Toll] = []
        left = total.quantity.number or 0
        for toll in tolls[index + 1 :]:
            if toll.kind != total.kind or toll.sentence is total.sentence or toll.restates is not None or not _adds(toll):
                continue
            if toll.sentence.index not in past and _may_be(toll.who, total.who) and not _opposed(toll.side, total.side):
                parts.append(toll)
                left -= toll.quantity.number or 0
            if left <= 0:
                break
        if left == 0 and len(parts) > 1 and not _disputed(page, parts, said):
            for part in parts:
                part.part_of = index


def _long_ago(page: Page, times: list[When]) -> set[int]:
    """The sentences that tell of a time more than a year before the report."""
    if page.published is None:
        return set()
    limit = (page.published - _RECENT).isoformat()
    return {page.sentence_of(w.first).index for w in times if w.time.latest is not None and w.time.latest[:10] < limit}


def _adds(toll: Toll) -> bool:
    """Whether a figure may be a part or a total: told as a fact of now, with a number, and no part of another one."""
    sure = toll.mood.realis == "actual" and not toll.mood.historical and toll.scope != "campaign"
    known = bool(toll.quantity.number) and toll.quantity.qualifier != "none"
    return sure and known and toll.part_of is None and toll.sentence.voice != "teaser"


def _may_be(part: tuple[VictimClass, ...], whole: tuple[VictimClass, ...]) -> bool:
    """Whether those counted may be among those of the total."""
    return whole == ("unspecified",) or part == ("unspecified",) or bool(set(part) & set(whole))


def _opposed(one: Phrase | None, other: Phrase | None) -> bool:
    """Whether two parties are known and of two states, or one of them is armed against a state that the other serves."""
    if one is None or other is None or one.actor is None or other.actor is None or one.actor.id == other.actor.id:
        return False
    states = {one.actor.country, other.actor.country} - {None}
    return len(states) > 1 or (one.actor.sector == "REB") != (other.actor.sector == "REB")


def _disputed(page: Page, parts: list[Toll], said: list[Said]) -> bool:
    """Whether two of the parts are told by opponents."""
    speakers: list[Phrase] = []
    for part in parts:
        at = page.tokens[part.number.first if part.number is not None else part.first].start
        speakers += [p for s in said if s.sentence is part.sentence and s.covers(at) for p in s.phrases]
    return any(_opposed(one, other) for one in speakers for other in speakers)
