"""Posts told before the name: *seorang juru bicara Hamas mengatakan ..., kata Nama*; *Anggota DPR Soroti ...* over *ujar Nama*.

Needs the cast with the actors of its own words; changes it. News names who speaks once, and his post once, often not in one
breath. A post and a new name are one person where both speak, in sentences that follow one another, and nobody else is told of;
and where a headline has a post without a name and the story's first speaker a name without a post.
"""

from __future__ import annotations

from dataclasses import replace

from msgspec import structs

from saksi.reading.actors import Cast, Phrase
from saksi.reading.agreement import Agreement
from saksi.reading.page import Page, Sentence
from saksi.types import Actor

_KNOWN = ("name:", "person:")


def name_posts(page: Page, cast: Cast, agreement: Agreement) -> None:
    """Give the post to the name and the name to the post, wherever either stands. Changes ``cast`` in place."""
    seen: set[str] = set()
    for phrase in list(cast.phrases):
        actor = phrase.actor
        if actor is None or phrase.pronoun or actor.id in seen or not actor.id.startswith(_KNOWN):
            continue
        seen.add(actor.id)
        post = _post_before(page, cast, agreement, phrase)
        if post is not None and post.actor is not None:
            _join(cast, post, actor, post.actor)
    _name_headline(page, cast, agreement)


def _join(cast: Cast, post: Phrase, actor: Actor, body: Actor) -> None:
    known = structs.replace(
        actor,
        country=actor.country or body.country,
        country_name=actor.country_name or body.country_name,
        sector=actor.sector or body.sector,
    )
    for other in list(cast.phrases):
        if other is post or (other.actor is not None and other.actor.id == actor.id):
            cast.replace(other, replace(other, actor=known))


def _post_before(page: Page, cast: Cast, agreement: Agreement, phrase: Phrase) -> Phrase | None:
    """The only person of the sentence before, a post that speaks there, where a name without a post of its own speaks here."""
    sentence = page.sentence_of(phrase.first)
    if sentence.voice == "teaser" or sentence.index == 0 or not agreement.person(phrase) or not _speaks(agreement, phrase):
        return None
    noun = phrase.noun
    if phrase.proper is None or phrase.names or phrase.proper[1] - phrase.proper[0] < 2 or (noun and noun.sector is None):
        return None
    if phrase.first != sentence.first and (noun is not None or _described(page, phrase)):
        return None
    before = page.sentences[sentence.index - 1]
    persons = _persons(cast, agreement, before)
    if len(persons) != 1 or not _post(persons[0]) or before.voice == "headline" or not _speaks(agreement, persons[0]):
        return None
    post = persons[0]
    alike = noun is None or (post.noun is not None and post.noun.sector == noun.sector)
    return post if alike else None


def _name_headline(page: Page, cast: Cast, agreement: Agreement) -> None:
    """The one post of a headline that names nobody is that of the first who speaks below by a name without a post."""
    headline = {s.index for s in page.sentences if s.voice == "headline"}
    above = [p for p in cast.phrases if page.sentence_of(p.first).index in headline and not p.pronoun]
    posts = [p for p in above if p.noun is not None and p.noun.kind == "role" and _sector(p) not in (None, "UNK")]
    named = [
        p for p in above
        if any(n.actor is not None and n.actor.kind == "person" for n in p.names)
        or (p.proper is not None and page.sentence_of(p.first).index not in page.titled)  # else a capital says nothing
    ]  # fmt: skip
    if len(posts) != 1 or named or agreement.plural(posts[0]):
        return
    for phrase in cast.phrases:
        voice = page.sentence_of(phrase.first).voice
        if voice in ("headline", "teaser") or phrase.pronoun or not _speaks(agreement, phrase) or phrase.proper is None:
            continue
        actor = phrase.actor
        fresh = actor is not None and actor.id.startswith("name:") and actor.sector is None and agreement.person(phrase)
        own = any(p.actor is not None and actor is not None and p.actor.id == actor.id and p.nouns for p in cast.phrases)
        if actor is not None and fresh and not own and not _described(page, phrase):
            body = posts[0].actor
            home = structs.replace(body or actor, sector=_sector(posts[0]))
            _join(cast, posts[0], actor, home)
        return


def _sector(phrase: Phrase) -> str | None:
    """What the nouns of a post say, else whose it is."""
    return phrase.sector if phrase.sector not in (None, "UNK") or phrase.actor is None else phrase.actor.sector


def _persons(cast: Cast, agreement: Agreement, sentence: Sentence) -> list[Phrase]:
    return [
        p for p in cast.phrases
        if sentence.first <= p.first < sentence.last and agreement.person(p) and (p.named or p.person) and not p.pronoun
    ]  # fmt: skip


def _post(phrase: Phrase) -> bool:
    """A post that says whose it is, and not who holds it."""
    role = phrase.noun is not None and phrase.noun.kind == "role" and phrase.proper is None
    return role and bool(phrase.names) and not any(n.actor is not None and n.actor.kind == "person" for n in phrase.names)


def _speaks(agreement: Agreement, phrase: Phrase) -> bool:
    """The subject of a verb of saying, before it or behind it."""
    return phrase.last in agreement.speech or phrase.first - 1 in agreement.speech


def _described(page: Page, phrase: Phrase) -> bool:
    """A name with a remark of its own behind it (*Nama (45)*, *Name, a shopkeeper*)."""
    at = phrase.last
    if at + 1 >= len(page.tokens) or page.tokens[at].text not in (",", "("):
        return False
    return page.tokens[at].text == "(" or page.is_(at + 1, "determiner", "title") or page.tokens[at + 1].is_number
