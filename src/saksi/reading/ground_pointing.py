"""What a definite noun for a territory points back to: the region told of last (*the town*, *kawasan itu*), or the state.

Needs places, phrases and clauses; gives locations that the page has told of.
"""

from __future__ import annotations

from typing import Any

from saksi.languages import Hit
from saksi.reading.actors import Cast
from saksi.reading.clauses import Clauses
from saksi.reading.ground_names import GroundNames
from saksi.reading.places import Toponym
from saksi.types import Location


class GroundPointing(GroundNames):
    """Finds what nouns for territories point back to on one page."""

    cast: Cast
    clauses: Clauses

    def pointed_by(self, noun: Hit[Any], at: int) -> Location | None:
        """What a definite noun points back to: a noun for states to the state the page speaks of most, others to a region."""
        if noun.row.stretch:
            return None
        if not noun.row.state and self.introduced(noun):
            return None
        if not noun.row.state:
            return self.spoken_of(at, self.page.is_(noun.first, "own_country"), noun.row.town)
        told = [t.location for t in self.places if t.last <= at and self.is_state(t) and t.location.place is not None]
        names = [str(t.place and t.place.id) for t in told]
        return max(reversed(told), key=lambda t: names.count(str(t.place and t.place.id))) if told else None

    def introduced(self, noun: Hit[Any]) -> bool:
        """Whether the same noun was told of without a name since the last place by name (*a far district ... the district*)."""
        page, words = self.page, self.page.words(noun.first, noun.last)
        named = max((t.last for t in self.places if t.last <= noun.first and t.first not in self.clauses.void), default=0)
        nouns = page.hits("control", "territory")
        return any(
            named <= h.first < h.last <= noun.first - 1
            and page.words(h.first, h.last) == words
            and not page.is_(h.first - 1, "anaphor")
            and not page.is_(h.last, "anaphor", "demonstrative")
            for h in nouns
        )

    def spoken_of(self, at: int, state: bool = False, town: bool = False) -> Location | None:
        """The region a definite noun (*kawasan itu*, *the town*) points back to, or the ``state``: the last one told of.

        A noun for a ``town`` points back to no countryside.
        """
        page, here = self.page, self.page.sentence_of(at).index
        earlier = [t for t in self.places if t.last <= at and here - page.sentence_of(t.first).index <= 2]
        earlier = [t for t in earlier if t.first not in self.clauses.void]  # a dateline is not spoken of
        earlier = [t for t in earlier if self.is_state(t) == state and not self.is_subject(t, at)]
        wide = {h.first for h in page.hits("control", "territory") if h.row.stretch} if town else set()
        earlier = [t for t in earlier if t.first not in wide] or earlier
        return earlier[-1].location if earlier else None

    def is_joined(self, toponym: Toponym) -> bool:
        """True of one word that a hyphen joins to an ordinary one (*Serb-held*): it says whose a place is, and is none."""
        name, _, tail = self.page.tokens[toponym.first].text.rpartition("-")
        return toponym.last - toponym.first == 1 and bool(name) and tail[:1].islower() and self.page.pack.ordinary(tail)

    def is_demonym(self, i: int) -> bool:
        """True of a demonym within a longer phrase, where it stands before its noun (*the Lebanese village of X*)."""
        phrase = self.cast.covering.get(i)
        if phrase is None or phrase.last <= i + 1 or self.page.pack.header.head == "first":
            return False
        words = self.page.words(i, i + 1)
        return any(n.first == i and n.country is not None and words in n.country.demonyms for n in phrase.names)

    def is_state(self, toponym: Toponym) -> bool:
        """True of a whole country, a noun in front of it included (*wilayah Ukraina*)."""
        phrase = self.cast.covering.get(toponym.last - 1)
        named = phrase is not None and any(n.country is not None and n.last == toponym.last for n in phrase.names)
        return named or toponym.location.precision == "country"

    def is_subject(self, toponym: Toponym, at: int) -> bool:
        """True of the subject of the verb before a token: who does something to a place is another than the place."""
        page = self.page
        sentence = page.sentence_of(at)
        if not sentence.first <= toponym.first < at:
            return False
        verb = next((i for i in range(at - 1, toponym.last - 1, -1) if i in self.clauses.verbs or page.is_(i, "verb")), None)
        return verb is not None and any(p.first <= toponym.first < p.last for p in self.clauses.subject(verb))
