"""Lists of grounds: the territories that one cue tells of together (*took X, Y and Z*), and what *both* means of them.

Needs grounds; gives the other grounds of the list that one stands in. A list is closed by a conjunction; a name behind a mere
comma tells where the one before it lies.
"""

from __future__ import annotations

from saksi.reading.ground_names import Ground
from saksi.reading.grounds import Grounds


class GroundLists(Grounds):
    """Finds grounds on one page, and the lists they stand in."""

    def listed(self, ground: Ground) -> list[Ground]:
        """The other grounds of the list that a named one stands in (*X, Y and Z*, *X dan Y*), in text order."""
        if ground.location.precision == "country":
            return []
        return [*([] if ground.bare else self.listed_before(ground)), *self.listed_behind(ground)]

    def listed_behind(self, ground: Ground) -> list[Ground]:
        """The grounds that follow one in a list, where a conjunction closes it and no predicate follows."""
        page, i, joined = self.page, ground.last, False
        out: list[Ground] = []
        end = page.sentence_of(ground.first).last
        while i + 1 < end and not joined and (page.tokens[i].text == "," or self.joins(i)):
            at = i + 1
            joined = self.joins(i)
            if not joined and self.joins(at):
                at, joined = at + 1, True
            opened = at
            while at < end and (
                page.is_(at, "determiner", "modifier", "quantifier", "linker") or at in self.lands or at in self.extents
            ):
                at += 1
            found = self.item(at, end) or self.common_item(opened, end)
            if found is None:
                return out if joined else []
            if joined and self.predicate(found.last, end):
                return []
            out.append(found)
            i = found.last
        return out if joined else []

    def listed_before(self, ground: Ground) -> list[Ground]:
        """The grounds that stand before one in a list that is the subject of its clause."""
        page, i = self.page, ground.first
        out: list[Ground] = []
        start = page.sentence_of(ground.first).first
        while i > start and (page.is_(i - 1, "determiner", "modifier") or (i - 1 in self.lands and i - 1 not in self.closing)):
            i -= 1
        while i - 1 > start and (page.tokens[i - 1].text == "," or self.joins(i - 1)):
            if not out and not self.joins(i - 1):
                return []
            at = i - 1 - (self.joins(i - 1) and page.tokens[i - 2].text == ",")
            toponym, phrase = self.ending.get(at), self.cast.ending.get(at)
            if toponym is not None and not self.is_adjective(toponym) and toponym.location.precision != "country":
                found = Ground(toponym.first, toponym.last, toponym.location)
            elif toponym is None and phrase is not None and self.is_unlisted(phrase, True):
                found = self.unlisted(phrase)
            else:
                break
            out.append(found)
            i = found.first
            while i > start and (page.is_(i - 1, "determiner", "linker") or i - 1 in self.lands):
                i -= 1
        opens = i == start or not page.tokens[i - 1].is_word or page.is_(i - 1, "complementizer", "subordinator")
        return out[::-1] if opens else []

    def joins(self, i: int) -> bool:
        """True of a conjunction that adds."""
        return self.page.is_(i, "coordinator") and not self.page.is_(i, "adversative")

    def item(self, at: int, end: int) -> Ground | None:
        """The named ground that begins right at a token of a list."""
        toponym, phrase = self.starting.get(at), self.cast.starting.get(at)
        if toponym is not None:
            part = at - 1 in self.extents  # *X and most of northern Yemen*
            found = self.named(toponym, end) if part or toponym.location.precision != "country" else None
            return found if found is not None and not found.bare else None
        return self.unlisted(phrase) if phrase is not None and self.is_unlisted(phrase, True) else None

    def common_item(self, at: int, end: int) -> Ground | None:
        """The ground of a list that a common noun heads (*X and the airstrip*, *the north and most of the west*)."""
        page = self.page
        while at < end and at not in self.nouns and (
            page.is_(at, "determiner", "modifier", "quantifier", "linker", "other")
            or at in self.extents or at in self.numerals or page.tokens[at].is_number
        ):  # fmt: skip
            at += 1
        if at >= end or at not in self.nouns or self.nouns[at].row.state or self.is_compound(self.nouns[at].last, end):
            return None
        found = self.headed(self.nouns[at], at)
        return found if found is not None and found.location.precision != "country" else None

    def predicate(self, at: int, end: int) -> bool:
        """Whether what ends at a token is the subject of a verb behind it."""
        page = self.page
        while at < end and page.is_(at, "adverb", "aspect", "negator", "past", "future"):
            at += 1
        return at < end and (at in self.clauses.verbs or page.is_(at, "copula", "auxiliary", "verb", "ability"))

    def pair(self, at: int) -> Ground | None:
        """What *both*, *them* or *keduanya* means where territories are meant: the last of the places named together before."""
        here = self.page.sentence_of(at).index
        earlier = [t for t in self.places if t.last <= at and here - self.page.sentence_of(t.first).index <= 1]
        for toponym in reversed(earlier):
            ground = Ground(toponym.first, toponym.last, toponym.location)
            if self.listed_before(ground):
                return ground
        return None
