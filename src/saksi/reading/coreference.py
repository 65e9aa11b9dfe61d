"""Who is meant: descriptors, pronouns, possessor endings and definite phrases.

Needs phrases; gives phrases with actors. Four kinds are told apart: a description that must be worked out from the world and the
document (*Tetangga A dan B ini*: a neighbour of both, and the one this document is about), a definite phrase that repeats an
earlier one (*kelompok itu*), a pronoun (*dia*, *pihaknya*), and a possessor ending (*negaranya*, *pasukannya*).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from saksi.gazetteer import Gazetteer
from saksi.languages.schema import ActorNoun
from saksi.reading.actors import Cast, Phrase, is_mere_place
from saksi.reading.page import Page
from saksi.text import fold_accents
from saksi.types import Actor

_LOOK_BACK = 4  # sentences a pronoun looks back


def resolve_references(page: Page, cast: Cast, gazetteer: Gazetteer) -> None:
    """Give actors to the phrases of ``cast`` that refer to others, in text order. Changes ``cast`` in place."""
    weights = _weights(page, cast)
    for phrase in list(cast.phrases):
        if page.is_(phrase.first, "neighbour") or (phrase.names and page.is_(phrase.last - 1, "neighbour")):
            actor = _neighbour(phrase, gazetteer, weights)
            if actor is not None:
                cast.replace(phrase, replace(phrase, actor=actor))
        elif phrase.pronoun:
            actor = _antecedent(page, cast, phrase)
            if actor is not None:
                cast.replace(phrase, replace(phrase, actor=actor))
        elif phrase.actor is None:
            actor = _owned(page, cast, phrase, gazetteer) or _repeated(page, cast, phrase)
            if actor is not None:
                cast.replace(phrase, replace(phrase, actor=actor))


def _weights(page: Page, cast: Cast) -> Counter[str]:
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


def _neighbour(phrase: Phrase, gazetteer: Gazetteer, weights: Counter[str]) -> Actor | None:
    """The country that borders on all countries named in the description and that the document is most about."""
    named = [n.country.iso3 for n in phrase.names if n.country is not None]
    if not named:
        return None
    common = set.intersection(*({c.iso3 for c in gazetteer.neighbours(iso)} for iso in named)) - set(named)
    mentioned = sorted((iso for iso in common if weights[iso]), key=lambda iso: (-weights[iso], iso))
    chosen = mentioned[0] if mentioned else next(iter(common)) if len(common) == 1 else None
    return _state(chosen, gazetteer) if chosen else None


def _state(iso: str, gazetteer: Gazetteer) -> Actor | None:
    country = gazetteer.country(iso)
    if country is None:
        return None
    return Actor(id=iso.lower(), name=country.name, country=iso, country_name=country.name, sector="GOV")


def _antecedent(page: Page, cast: Cast, phrase: Phrase) -> Actor | None:
    """The last fitting party before a pronoun: a person for *dia*, an organ or group for *mereka*, a body for *pihaknya*."""
    plural = page.is_(phrase.first, "pronoun_plural")
    institution = page.is_(phrase.first, "pronoun_institution")
    here = page.sentence_of(phrase.first).index
    speaker: Phrase | None = None
    for earlier in reversed(cast.phrases):
        if earlier.first >= phrase.first:
            continue
        sentence = page.sentence_of(earlier.first)
        if here - sentence.index > _LOOK_BACK:
            break
        group = plural and earlier.noun is not None and earlier.noun.kind in ("group", "role") and not earlier.named
        if earlier.actor is None and not group:
            continue
        if sentence.voice == "teaser":
            continue
        body = (earlier.noun is not None or earlier.person or earlier.actor is not None) and not is_mere_place(earlier)
        one = _is_person(earlier)
        fits = body if institution else (group or not earlier.person) if plural else one
        if fits and not (earlier.pronoun and institution):
            if speaker is None or page.sentence_of(speaker.first) is sentence:
                speaker = earlier  # the first one of that sentence, its subject
            else:
                break
    if speaker is None:
        return None
    return speaker.actor or described(page, speaker)


def _is_person(phrase: Phrase) -> bool:
    """A registered person, a role, or a full name: no town, organisation or lone capitalised word."""
    if phrase.actor is None:
        return False
    if phrase.actor.id.startswith("person:") or (phrase.noun is not None and phrase.noun.kind == "role"):
        return True
    full = phrase.proper is not None and (phrase.proper[1] - phrase.proper[0] > 1 or len(phrase.actor.name.split()) > 1)
    return phrase.noun is None and full and not phrase.names


def described(page: Page, phrase: Phrase) -> Actor:
    """A group without a name, as the document describes it (*puluhan pemuda*), so that *mereka* can point to it."""
    words = page.words(phrase.first, phrase.last)
    return Actor(
        id=f"text:{fold_accents(words).replace(' ', '-')}", name=words, sector=phrase.noun.sector if phrase.noun else None
    )


def _owned(page: Page, cast: Cast, phrase: Phrase, gazetteer: Gazetteer) -> Actor | None:
    """*negaranya*, *pasukannya*, *warganya*: what belongs to the party before it, with the sector of its own noun."""
    if not any(page.clitics[i] == "possessor" for i in range(phrase.first, phrase.last)) and not page.is_(
        phrase.first, "own_side"
    ):
        return None
    owner = owner_of(page, cast, phrase.first)
    if owner is None or owner.actor is None:
        return None
    if owner.actor.sector in _ARMED_SECTORS:
        return owner.actor  # the members of a group are the group's
    if owner.actor.country is None:
        return None
    country = gazetteer.country(owner.actor.country)
    if country is None:
        return None
    sector = phrase.noun.sector if phrase.noun and phrase.noun.sector else "GOV"
    ident = f"{country.iso3.lower()}:{sector.lower()}" if phrase.noun else country.iso3.lower()
    return Actor(id=ident, name=country.name, country=country.iso3, country_name=country.name, sector=sector)


def owner_of(page: Page, cast: Cast, at: int, but: int = -1) -> Phrase | None:
    """The party that a possessor ending at token ``at`` points to: the first actor of its sentence, else of the one before."""
    sentence = page.sentence_of(at)
    for index in (sentence.index, sentence.index - 1):
        if index < 0:
            break
        held = [
            p for p in cast.phrases
            if p.actor is not None and p.last <= at
            and page.sentence_of(p.first).index == index and page.sentence_of(p.first).voice != "teaser"
        ]  # fmt: skip
        held = [p for p in held if not page.tokens[p.first].start <= but < page.tokens[p.last - 1].end]
        if held:
            return held[0]
    return None


def _repeated(page: Page, cast: Cast, phrase: Phrase) -> Actor | None:
    """A definite phrase without a name (*kelompok itu*, *the ministry*) takes the actor of the last phrase of its kind."""
    definite = phrase.demonstrative or page.is_(phrase.first, "anaphor") or page.is_(phrase.first - 1, "anaphor")
    noun = phrase.noun
    if not definite or phrase.named:
        return None
    body = noun is not None and (noun.kind in ("organ", "role") or noun.armed)
    country = noun is None and page.is_(phrase.first, "own_country")
    words = {
        page.tokens[i].lower
        for i in range(phrase.first, phrase.last)
        if not page.is_(i, "anaphor", "demonstrative", "determiner")
    }
    if not (body or country or noun is None):
        return None
    for earlier in reversed(cast.phrases):
        if earlier.last > phrase.first or earlier.actor is None:
            continue
        if page.sentence_of(phrase.first).index - page.sentence_of(earlier.first).index > 2 * _LOOK_BACK:
            break
        echo = noun is None and not country and bool(words & {t.lower for t in page.tokens[earlier.first : earlier.last]})
        if echo or (country and earlier.actor.country is not None) or (noun is not None and _of_a_kind(noun, earlier)):
            return earlier.actor
    return None


_ARMED_SECTORS = frozenset({"REB", "UAF", "PRM", "IMG"})


def _of_a_kind(noun: ActorNoun, earlier: Phrase) -> bool:
    """Whether an earlier party is of the kind the noun names: the same noun, its sector, or an armed group for an armed noun."""
    if earlier.actor is None or (noun.kind == "organ" and (earlier.person or earlier.pronoun)):
        return False
    if earlier.noun is not None and (earlier.noun is noun or (noun.sector is not None and earlier.noun.sector == noun.sector)):
        return True
    if earlier.noun is None and noun.sector is not None and earlier.actor.sector == noun.sector:
        return True
    return noun.armed and noun.kind != "role" and earlier.actor.sector in _ARMED_SECTORS
