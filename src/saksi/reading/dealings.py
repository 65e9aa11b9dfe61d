"""Which dealings concern a conflict: requests, visits, agreements, fines and aid are told of everywhere.

Needs the tellings of a page and what else it tells; gives the tellings without the dealings of ordinary news. On a page that
tells of force, of its victims or of a territory held, and in a text too short to tell, all dealings count. On another they count
between parties of two countries, with an international body or with rebels, as PLOVER's actors are. What is left out is turned
down with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from saksi.reading.actors import Phrase
from saksi.reading.domains import Domains
from saksi.reading.page import Page
from saksi.reading.tellings import Telling
from saksi.types import CONFLICT

_POWERS = frozenset({"IGO", "IMG", "REB"})
"""Sectors of parties that belong to no single country, or that fight one."""


def without_ordinary(page: Page, tellings: Sequence[Telling], domains: Domains, other_claims: bool) -> list[Telling]:
    """The tellings that concern a conflict; ``other_claims`` says that the page tells of victims or of a territory held."""
    told = (t for t in tellings if t.sentence.voice != "teaser")
    if other_claims or domains.short or domains.reports_conflict or any(t.type in CONFLICT for t in told):
        return list(tellings)
    kept = []
    for telling in tellings:
        if telling.type in CONFLICT or _between_powers((*telling.actors, *telling.recipients)):
            kept.append(telling)
        else:
            page.turn_down("event", telling.first, telling.last, "ordinary dealings: the page tells of no conflict", "dealings")
    return kept


def _between_powers(parties: Iterable[Phrase]) -> bool:
    countries = set()
    for phrase in parties:
        if phrase.actor is not None and phrase.actor.sector in _POWERS:
            return True
        if phrase.actor is not None and phrase.actor.country:
            countries.add(phrase.actor.country)
    return len(countries) > 1
