"""Things to which something is done: nouns that no party has, as subjects of a passive.

Needs the page, the cast and the predicates; gives phrases without an actor.
"""

from __future__ import annotations

from saksi.languages import Hit, Keys
from saksi.languages.schema import Trigger, WordClass
from saksi.reading.actors import Phrase, is_mere_place
from saksi.reading.clauses import Clauses
from saksi.reading.page import Page

_WEAPONS = 6  # tokens behind a verb of firing within which the weapons that are its object begin
_ADJUNCTS = 3  # phrases of place and other adjuncts between a subject and its predicate
_LIGHT: tuple[WordClass, ...] = (
    "adverb", "aspect", "past", "negator", "auxiliary", "passive_auxiliary", "future", "ability", "copula", "quantifier",
)  # fmt: skip
_CLOSED: tuple[WordClass, ...] = (
    *_LIGHT, "preposition", "location_marker", "relative", "verb", "coordinator", "complementizer", "subordinator", "determiner",
    "anaphor", "pronoun_person", "pronoun_plural", "pronoun_we", "pronoun_institution", "condition", "purpose",
)  # fmt: skip


def sufferer(clauses: Clauses, verb: int) -> Phrase | None:
    """The plain words that are the subject of a predicate when no party is (*Pasar di X digempur*, *two trucks were burnt*).

    Leftwards over light words, times and places to a noun; what governs that noun must not be a verb or a preposition,
    unless the predicate modifies it (*a house hit by a shell*).
    """
    page, start = clauses.page, clauses.page.sentence_of(verb).first
    i = verb - 1
    while i >= start and (i in clauses.void or page.is_(i, *_LIGHT)):
        i -= 1
    if page.pack.header.head == "first" and page.is_(i, "anaphor", "demonstrative"):
        i -= 1
    modifies = i == verb - 1 and page.pack.header.head == "last"
    for _ in range(_ADJUNCTS):
        place = clauses.cast.ending.get(i + 1)
        if place is not None and not is_mere_place(place):
            return None
        last = i + 1
        while i >= start and last - i < 5 and (_is_plain(clauses, i) or (place is not None and place.first <= i < place.last)):
            i -= 1
        while place is not None and i in clauses.lead_ins:
            i -= 1
        while i >= start and page.is_(i, "determiner", "quantifier") and page.is_(i - 1, "preposition"):
            i -= 1
        if page.tokens[i].text == "," and place is not None:
            i -= 1  # *Pasar di X, Y, digempur*
        elif i >= start and page.is_(i, "preposition", "location_marker", "linker") and last > i + 1:
            i -= 1
        else:
            break
        while i >= start and i in clauses.void:
            i -= 1
    else:
        return None
    if last == i + 1 or place is not None:
        return None
    if i >= start and not modifies:
        told = i in clauses.speech  # *mengatakan jembatan itu dibom*
        if not told and (i in clauses.verbs or i in clauses.nominals or i in clauses.cast.covering):
            return None
        if not told and page.is_(i, "verb", "preposition", "relative") and not page.is_(i, "complementizer", "subordinator"):
            return None
    first = i + 1
    while first > start and first - 1 in clauses.counted:
        first -= 1
    return Phrase(first, last)


def _is_plain(clauses: Clauses, i: int) -> bool:
    """A word that may be a noun or part of one: of no closed class, no verb, no number, in no party."""
    page = clauses.page
    taken = i in clauses.cast.covering or i in clauses.verbs or i in clauses.nominals or i in clauses.void or i in clauses.counted
    return not taken and page.tokens[i].is_word and not page.is_(i, *_CLOSED)


def fired_behind(clauses: Clauses, after: int) -> int:
    """The token behind the weapons that are the object of a verb (*fired over 1,100 rockets*), else the token itself."""
    page, i = clauses.page, after
    means = {m.first: m for m in page.hits("events", "means")}
    end = min(page.sentence_of(after - 1).last, after + _WEAPONS)
    while i < end and i not in means and (
        {i, i + 1} & clauses.counted or page.is_(i, "quantifier", "modifier", "more")
    ):  # fmt: skip
        i += 1
    return means[i].last if i in means else after


def is_made(page: Page, hit: Hit[Trigger]) -> bool:
    """Whether a verb of several words ends in the deed that is its object, where heads come first (*melancarkan serangan besar*):
    what follows right behind tells more of the deed."""
    last = page.keys.words[hit.last - 1 : hit.last]
    deeds = page.pack.lexicon("events", "trigger").find(Keys(last)) if hit.last - hit.first > 1 else ()
    return page.pack.header.head == "first" and any(f.voice in (None, "nominal") for h in deeds for f in h.forms)
