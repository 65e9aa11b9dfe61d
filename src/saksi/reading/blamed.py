"""Whom a deed is laid on that is told as a noun: *Kenya accused the group of the bombing*, *an attack blamed on militants*.

Needs the tellings of a page before they are joined; gives accusations the accused that a marker names (*blamed the blast on X*),
and deeds without an agent the accused, whose part is alleged. Who is said to stand behind a deed (*X was behind the raid*) did
it, as far as the words around it say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from saksi.languages.schema import WordClass
from saksi.reading.actors import Cast, Phrase, is_mere_place
from saksi.reading.page import Page
from saksi.reading.tellings import Telling
from saksi.types import ALLEGATION

_REACH = 12  # tokens from an accusation to the deed it is about
_NEAR = 4  # tokens from a deed to the accusation that qualifies it
_LIGHT: tuple[WordClass, ...] = ("auxiliary", "passive_auxiliary", "relative", "copula", "adverb", "aspect", "past")


@dataclass(slots=True)
class Blame:
    """The accusations of one page."""

    page: Page
    cast: Cast
    tellings: Sequence[Telling]

    def lay(self) -> None:
        """Give the accused to the accusations, and to the deeds that they are accused of."""
        for telling in self.tellings:
            if telling.type != "ACCUSE" or telling.voice in (None, "nominal") or ALLEGATION not in telling.modes:
                continue
            marked = self.marked(telling)
            if telling.recipients and (not marked or marked[0].first > telling.recipients[0].first):
                marked = []  # *accused X of the raid on Y*
            telling.recipients = marked or telling.recipients
            deed = self.deed(telling, marked)
            if deed is not None and telling.recipients:
                deed.actors = list(telling.recipients)
                deed.recipients = [p for p in deed.recipients if p not in deed.actors]
                deed.mood = replace(deed.mood, agent_alleged=True)
                if marked and deed.first < telling.first:
                    telling.cause = None  # what is blamed on somebody blames nobody
        for deed in self.tellings:
            if self.can_be(deed):
                deed.actors = self.behind(deed)

    def can_be(self, deed: Telling) -> bool:
        """True of an attack or a seizure told as a noun, by nobody."""
        return (
            deed.type in ("ASSAULT", "COERCE") and deed.voice in (None, "nominal") and not (deed.mutual or deed.actors)
        )  # fmt: skip

    def marked(self, telling: Telling) -> list[Phrase]:
        """Those whom a marker behind an accusation names (*blamed on X*, *dituduhkan kepada X*)."""
        page = self.page
        for i in range(telling.last, min(telling.last + _REACH, telling.sentence.last)):
            if page.is_(i, "subordinator", "relative") or page.tokens[i].text in (";", '"'):
                break
            phrase = self.cast.starting.get(i + 1) if page.is_(i, "accused_marker") else None
            if phrase is not None and phrase.can_speak() and not is_mere_place(phrase):
                return [phrase]
        return []

    def deed(self, telling: Telling, marked: Sequence[Phrase]) -> Telling | None:
        """What they are accused of: in front of *blamed on X*, between *blamed* and its marker, or behind *accused X of*."""
        here = [t for t in self.tellings if t.sentence is telling.sentence and self.can_be(t)]
        if marked and not any(t.last <= marked[0].first for t in here if t.first > telling.last):
            before = [t for t in here if t.last <= telling.first and self.beside(t.last, telling.first)]
            return before[-1] if before else None
        after = [t for t in here if telling.last <= t.first <= telling.last + _REACH]
        if marked:
            return next((t for t in after if t.last <= marked[0].first), None)
        verbs = [t.first for t in self.tellings if t.sentence is telling.sentence and t.voice not in (None, "nominal")]
        return next(
            (t for t in after if self.led(t, "deed_marker") and not any(telling.last <= i < t.first for i in verbs)), None
        )

    def beside(self, first: int, last: int) -> bool:
        """True where only light words stand between a deed and what is told of it (*the strike, which was blamed on X*)."""
        gap = range(first, last)
        words = (i for i in gap if self.page.tokens[i].text != "," and i not in self.cast.covering)
        return len(gap) <= 2 * _NEAR and sum(not self.page.is_(i, *_LIGHT, "anaphor", "location_marker") for i in words) == 0

    def led(self, deed: Telling, name: WordClass) -> bool:
        """Whether a word of a class stands before a deed, articles and what says when or of what kind aside."""
        return self.opening(deed, name) is not None

    def opening(self, deed: Telling, name: WordClass) -> int | None:
        """Where that word stands."""
        page, i = self.page, deed.first - 1
        while i > deed.sentence.first and i >= deed.first - _NEAR and not page.is_(i, name):
            if page.tokens[i].text in (",", '"') or page.is_(i, "coordinator", "subordinator", "relative"):
                return None
            i -= 1
        return i if page.is_(i, name) else None

    def behind(self, deed: Telling) -> list[Phrase]:
        """Who is told to stand behind it: the party right before such words (*X, which is behind the raid*)."""
        page, at = self.page, self.opening(deed, "behind")
        if at is None:
            return []
        while at > deed.sentence.first and page.is_(at, "behind"):
            at -= 1
        while (
            at > deed.sentence.first and at not in self.cast.covering and (page.is_(at, *_LIGHT) or page.tokens[at].text == ",")
        ):
            if page.is_(at, "negator"):
                return []
            at -= 1
        phrase = self.cast.ending.get(at + 1)
        told = phrase is not None and phrase.named and phrase.can_speak() and not is_mere_place(phrase)  # not *the men behind it*
        return [phrase] if phrase is not None and told else []
