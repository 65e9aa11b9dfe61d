"""Whether a toll counts those who did the harm, and the harm they did to themselves.

Needs tolls and word classes; gives *true* where a list of the dead takes them in (*five died, including the attacker*) or it is
they who are counted (*then killed himself*), *false* where the text leaves them out (*tidak termasuk
pelaku*) or tells their own end apart (*killed four before shooting himself*), and nothing where it does not say: casualty
recorders count them or not, but must say which (Every Casualty 2016).
"""

from __future__ import annotations

from collections.abc import Iterable

from saksi.reading.page import Page
from saksi.reading.tolls import Toll

ONESELF = "oneself"
"""The rule of a toll of somebody who harmed himself."""

_REACH = 6  # tokens behind a toll in which a list of whom it counts begins
_LIST = 5  # tokens from the cue of such a list to the word for who did it
_HARM = frozenset({"killed", "injured", "killed_or_injured"})


def mark_perpetrators(page: Page, tolls: Iterable[Toll]) -> None:
    """Set on every toll of dead and injured what its sentence says."""
    tolls = list(tolls)
    for toll in tolls:
        if toll.kind not in _HARM or toll.part_of is not None:
            continue
        if toll.rule == ONESELF:
            toll.includes_perpetrators = True
            continue
        said = _listed(page, toll)
        apart = any(
            t.rule == ONESELF and t.sentence is toll.sentence and t.first > toll.first and toll.number is not None for t in tolls
        )
        toll.includes_perpetrators = False if said is None and apart else said


def reflexive(page: Page, at: int) -> bool:
    """True of a verb that ends before a word for oneself of one person (*shot himself*, *menembak dirinya sendiri*)."""
    return page.is_(at, "reflexive") and not page.is_(at, "pronoun_plural")


def _listed(page: Page, toll: Toll) -> bool | None:
    end = toll.sentence.last
    start = toll.number.last if toll.number is not None else toll.first
    for i in range(start, min(toll.last + _REACH, end)):
        without = page.is_(i, "excepting")
        if not without and not page.is_(i, "subset"):
            continue
        for k in range(i, min(i + _LIST, end)):
            if page.is_(k, "perpetrator"):
                return not without
            if page.tokens[k].text in (";", ":"):
                break
    return None
