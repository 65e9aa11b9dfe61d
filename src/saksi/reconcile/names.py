"""The names in a report, and how many of them two reports share. Words its language pack knows are no names.

A name is what is never written small and stands capitalised within a sentence. One word of it alone may be a title, a weekday or
*Street*, so it counts only where it is part of a place, a victim or a person that was read (a *single*), or with the word beside
it (a *pair*: *Intan Jaya*, *Bourbon Street*). A party, a country, a date or a credit is none here: they recur in other stories.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from saksi.languages import find
from saksi.languages.schema import WordClass
from saksi.reconcile.facts import is_kind
from saksi.text import Token, tokenize
from saksi.types import Actor, CasualtyClaim, EventClaim, Evidence, Location, Participant, Reading

_LEAST = 3  # letters of a word of a name
_STEM = 4  # letters that a country and its people share: *Ukraine*, *Ukrainian*
_TOPICS = 16  # names that a document is about: those it repeats most, then the first it gives
_TOPONYMS = 1 << 14
_HALF = 64  # bits of the number of a word
_ENDS = frozenset(".!?:;\"“”‘’(–—-'")
_MARKERS: tuple[tuple[WordClass, ...], ...] = (("location_marker",), ("location_marker", "preposition"))
_WIDE = frozenset({"country", "adm1"})
_BORN = ":"
"""What stands in the ids of actors whom only the report names, and of those made of a country and a sector."""


class Names(NamedTuple):
    """Names in a stretch of text: pairs of words, single words that are names for certain, and all capitalised words.

    Words are texts; where very many are compared (:mod:`saksi.reconcile.packs`), numbers, and a pair is made by :func:`paired`.
    """

    pairs: frozenset[Any]
    singles: frozenset[Any]
    words: frozenset[Any]

    @property
    def sure(self) -> frozenset[Any]:
        """The pairs and the singles."""
        return self.pairs | self.singles


NOBODY = Names(frozenset(), frozenset(), frozenset())


def shared(a: Names, b: Names) -> int:
    """How many names two stretches have in common; the words of a common pair are not counted again."""
    pairs = a.pairs & b.pairs
    singles = (a.singles & b.words) | (b.singles & a.words)
    return len(pairs) + len(singles.difference(*map(_halves, pairs)) if pairs else singles)


def paired(one: int, two: int) -> int:
    """A pair of words that are known by number, as one number."""
    return one << _HALF | two


def _halves(pair: str | int) -> Sequence[str | int]:
    return pair.split() if isinstance(pair, str) else halves(pair)


def halves(pair: int) -> tuple[int, int]:
    """The words of a pair that is a number."""
    return divmod(pair, 1 << _HALF)


def common(a: Names, b: Names) -> frozenset[str]:
    """The names two stretches have in common, to show."""
    return (a.pairs & b.pairs) | (a.singles & b.words) | (b.singles & a.words)


def name_word(location: Location) -> str:
    """The last word of a toponym: *Kampung Mbogopaga* is found where Mbogopaga is named."""
    return _last_word(location.place.name if location.place else location.text)


@lru_cache(_TOPONYMS)
def _last_word(text: str) -> str:
    words = [t.lower for t in tokenize(text) if t.is_word]
    return words[-1] if words else ""


class Named:
    """The names of a document, and where they stand."""

    def __init__(self, r: Reading) -> None:
        text, tokens = r.document.text, tokenize(r.document.text)
        small = {t.lower for t in tokens if t.text[0].islower()}
        plain = _plain(r.document.language, {t.lower for t in tokens if t.text[0].isupper()})
        taken = sorted(_elsewhere_too(r))
        heading = len(r.document.title or "")
        sure = _certain(r)
        held: list[tuple[Token, bool]] = []
        firm: set[str] = set()
        before: Token | None = None
        at = 0
        for t in tokens:
            if t.text[0].isupper() and len(t.lower) >= _LEAST and t.lower not in small:
                while at < len(taken) and taken[at][1] <= t.start:
                    at += 1
                if at == len(taken) or taken[at][0] >= t.end:
                    gap = text[before.end : t.start] if before else "\n"
                    begins = before is None or before.text in _ENDS or "\n" in gap
                    held.append((t, gap == " "))
                    if t.start >= heading and not begins:
                        firm.add(t.lower)
            before = t
        held = [(t, joined) for t, joined in held if t.lower in firm]
        last: Token | None = None
        self._found: list[tuple[int, str, str | None, bool]] = []
        for t, joined in held:
            pair = None
            if joined and last is not None and last.end == t.start - 1 and not (t.lower in plain and last.lower in plain):
                pair = f"{last.lower} {t.lower}"
            self._found.append((t.start, "" if t.lower in plain else t.lower, pair, t.lower in sure))
            last = t
        self._starts = [start for start, *_ in self._found]
        self.all = self._names(self._found)

    def within(self, spans: Iterable[tuple[int, int]]) -> Names:
        """The names in any of these spans."""
        rows = ((bisect_left(self._starts, start), bisect_left(self._starts, end)) for start, end in spans)
        return self._names(found for first, last in rows for found in self._found[first:last])

    def topics(self) -> tuple[str, ...]:
        """The names the document is about: the most repeated, of equals the earlier."""
        often = Counter(name for _, word, pair, _ in self._found for name in (pair, word) if name)
        return tuple(name for name, _ in often.most_common(_TOPICS))

    def _names(self, found: Iterable[tuple[int, str, str | None, bool]]) -> Names:
        rows = list(found)
        return Names(
            pairs=frozenset(pair for _, _, pair, _ in rows if pair),
            singles=frozenset(word for _, word, _, sure in rows if word and sure),
            words=frozenset(word for _, word, _, _ in rows if word),
        )


def _plain(language: str | None, words: Iterable[str]) -> frozenset[str]:
    """Words of the language among capitalised ones, such as posts and *Street*: alone, or together, they name nobody."""
    pack = find(language) if language is not None else None
    if pack is None:
        return frozenset()
    return frozenset(word for word in words if pack.common(word))


def people(event: EventClaim, counts: Iterable[CasualtyClaim]) -> Iterator[tuple[int, int]]:
    """Where an event and its counts name persons: victims, and parties that only the report knows by a name of their own."""
    for p in (*event.actors, *event.recipients, *(q for c in counts for q in (c.side, c.by) if q is not None)):
        if p.evidence is not None and _is_private(p):
            yield p.evidence.span
    yield from (v.evidence.span for c in counts for v in c.victims)


def _certain(r: Reading) -> set[str]:
    """Words of places, victims and persons that were read in the document."""
    spans: list[Evidence] = []
    for e in r.events:
        if e.place is not None and e.place.precision not in _WIDE:
            spans.append(e.place.evidence)
        spans += [p.evidence for p in (*e.actors, *e.recipients) if p.evidence is not None and _is_private(p)]
    spans += [v.evidence for c in r.casualties for v in c.victims]
    spans += [s.evidence for a in r.attributions for s in a.sources if s.actor is not None and _own(s.actor)]
    return {t.lower for one in spans for t in tokenize(one.exact) if t.text[0].isupper()}


def _is_private(p: Participant) -> bool:
    return p.actor is not None and _own(p.actor)


def _own(actor: Actor) -> bool:
    """Whether only the report knows the actor, by a name of its own."""
    return _BORN in actor.id and not actor.id.startswith((actor.country or _BORN).lower())


def _elsewhere_too(r: Reading) -> Iterable[tuple[int, int]]:
    """Spans whose words recur in other stories: dates, parties the registry knows, countries and provinces, credits, teasers."""
    pack = find(r.document.language) if r.document.language is not None else None
    ends = [frozenset(w for name in names for w in pack.words(name)) if pack is not None else frozenset() for names in _MARKERS]
    for e in r.events:
        if e.time is not None and e.time.evidence is not None:
            yield e.time.evidence.span
        for p in (*e.actors, *e.recipients):
            if p.evidence is not None and p.actor is not None and p.actor.country and not _is_private(p):
                yield from _words_of_party(p.evidence, p.actor, ends)
        if e.place is not None and e.place.precision in _WIDE:
            yield e.place.evidence.span
    yield from (credit.evidence.span for credit in r.document.credits)
    yield from (teaser.evidence.span for teaser in r.document.teasers)
    for part in r.document.parts:
        if part.kind in ("byline", "dateline", "credit", "teaser"):
            yield part.evidence.span


def _words_of_party(words: Evidence, actor: Actor, ends: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """What names a party: up to where it is, or what it is of if only kind and country name it; and its country after that."""
    inner = ends[1] if is_kind(actor) else ends[0]
    tokens = tokenize(words.exact)
    first = next((t for t in tokens[1:] if t.lower in inner), None)
    end = first.start if first is not None else len(words.exact)
    yield (words.start, words.start + end)
    called = {w[:_STEM].lower() for name in (actor.name, actor.country_name or "") for w in name.split()}
    for t in tokens:
        if t.start >= end and t.lower[:_STEM] in called:
            yield (words.start + t.start, words.start + t.end)
