"""Countries that a document is about, and those that it describes (*tetangga A dan B*: a neighbour of both).

Needs phrases with the actors of their own words; gives weights and actors.
"""

from __future__ import annotations

from collections import Counter

from saksi.gazetteer import Gazetteer
from saksi.reading.actors import Cast, Phrase
from saksi.reading.page import Page
from saksi.types import Actor


def weights_of(page: Page, cast: Cast) -> Counter[str]:
    """How much the document is about each country: parties count, twice where they open a sentence, not at all in teasers."""
    out: Counter[str] = Counter()
    for phrase in cast.phrases:
        sentence = page.sentence_of(phrase.first)
        if (
            phrase.actor is not None
            and phrase.actor.country
            and sentence.voice != "teaser"
            and not page.is_(phrase.first, "neighbour")
        ):
            out[phrase.actor.country] += 2 if phrase.first <= sentence.first + 1 else 1
    return out


def neighbour(phrase: Phrase, gazetteer: Gazetteer, weights: Counter[str]) -> Actor | None:
    """The country that borders on all countries named in the description and that the document is most about."""
    named = [n.country.iso3 for n in phrase.names if n.country is not None]
    if not named:
        return None
    common = set.intersection(*({c.iso3 for c in gazetteer.neighbours(iso)} for iso in named)) - set(named)
    mentioned = sorted((iso for iso in common if weights[iso]), key=lambda iso: (-weights[iso], iso))
    chosen = mentioned[0] if mentioned else next(iter(common)) if len(common) == 1 else None
    return state(chosen, gazetteer) if chosen else None


def state(iso: str, gazetteer: Gazetteer) -> Actor | None:
    """A country as a party; null for a code no country has."""
    country = gazetteer.country(iso)
    if country is None:
        return None
    return Actor(id=iso.lower(), name=country.name, country=iso, country_name=country.name, sector="GOV")
