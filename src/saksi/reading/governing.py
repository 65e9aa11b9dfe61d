"""What governs a phrase, and what is joined to it: what stands right beside noun phrases.

Needs the page, the cast and the predicates; :class:`saksi.reading.clauses.Clauses` walks with it.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from typing import Literal

from saksi.languages.schema import WordClass
from saksi.reading.actors import Cast, Phrase, is_mere_place, is_party
from saksi.reading.page import Page
from saksi.reading.pipeline import NOTHING, Marks

Governor = Literal["ungoverned", "preposition", "between", "verb"]
"""What governs a phrase: nothing, a preposition, a word of *between*, or a verb."""

_OPENERS = frozenset(
    {"preposition", "coordinator", "complementizer", "subordinator", "condition", "adverb", "relative", "target_marker"}
)
"""Classes of words before which a clause or phrase ends."""
_NOUNS: frozenset[WordClass] = frozenset({"collective", "performing", "performed"})
"""Classes of words that are nouns, or may be (*a launch*)."""
_DAY: frozenset[WordClass] = frozenset({"adverb"})
"""Classes of words for parts of the day."""
_HEADS = 2  # nouns that a party may qualify


@dataclass(slots=True)
class Governing:
    """Looks around the phrases of one page. ``verbs`` are tokens of verbal predicates, ``nominals`` of nominal ones (token ->
    first token)."""

    page: Page
    cast: Cast
    verbs: dict[int, int] = field(default_factory=dict)
    nominals: dict[int, int] = field(default_factory=dict)
    void: set[int] = field(default_factory=set)
    speech: set[int] = field(default_factory=set)
    """Tokens of verbs of speech, whose object does what they speak of."""
    lead_ins: set[int] = field(default_factory=set)
    """Tokens of words that lead into a toponym (*kota pelabuhan Odesa*)."""
    gerunds: set[int] = field(default_factory=set, init=False)
    timed: set[int] = field(default_factory=set, init=False)
    """Tokens of words for times: between a relative pronoun and its verb they are no subject (*which last month called*)."""
    spoken: set[int] = field(default_factory=set, init=False)
    """Tokens of words of saying that are no participles."""
    participles: set[int] = field(default_factory=set, init=False)
    """Gerunds that tell no harm: right behind a noun they modify it (*demonstrators protesting a law*)."""
    qualifying: dict[int, Phrase] = field(default_factory=dict, init=False)
    """Gerunds that only say which party it is, and the party: *retreating soldiers*. They are no border of another verb."""
    harms: set[int] = field(default_factory=set, init=False)
    """First tokens of words of harm."""
    suffered: set[int] = field(default_factory=set, init=False)
    """Tokens of passive triggers: they are no deed that does another."""
    counted: set[int] = field(default_factory=set, init=False)
    """Tokens of numerals, words for vague numbers included."""
    when: Set[int] = frozenset()
    """Tokens of expressions of time."""
    marks: Marks = NOTHING
    """What a pipeline has marked, where one is in use: its subjects serve where the walk finds none."""

    def before(self, at: int) -> int:
        """The token before, past a scare quote and, where the head comes last, past what qualifies a noun (*a big march*)."""
        page = self.page
        i = at - 2 if page.tokens[at - 1].text == '"' and at - 1 not in page.quote_marks else at - 1
        if page.pack.header.head == "last":
            start = page.sentence_of(at).first
            while i > start and i not in self.cast.covering and i not in self.verbs and (i in self.counted or self._qualifies(i)):
                i -= 1
        return i

    def _qualifies(self, i: int) -> bool:
        """A determiner or adjective, or a word of no class, which may be one."""
        page = self.page
        if page.is_(i, "determiner", "quantifier", "modifier", "anaphor", "other", "more"):
            return True
        return page.tokens[i].is_word and not page.classes(i) and i not in self.nominals

    def governor(self, phrase: Phrase) -> Governor:
        """What governs a phrase met on the way left: nothing (*ungoverned*), a preposition, a verb."""
        page = self.page
        i = (phrase.number.first if phrase.number and phrase.number.last <= phrase.first else phrase.first) - 1
        start = page.sentence_of(phrase.first).first
        while i >= start and page.is_(i, "quantifier", "determiner", "modifier") and i not in self.cast.covering:
            if page.is_(i, "complementizer"):
                return "ungoverned"  # *the claim that shells killed*
            i -= 1
        if page.tokens[i].text == "-" and i - 1 in self.counted and page.pack.header.head == "last":
            i -= 1  # *on a 63-member security contingent*
            while i > start and (i in self.counted or page.is_(i, "determiner", "quantifier")):
                i -= 1
        qualified = is_mere_place(phrase) and page.tokens[i].is_word and not page.tokens[i].is_capital
        if page.pack.header.head == "last" and qualified and i not in self.verbs and page.is_(i - 1, "location_marker"):
            return "preposition"  # *in southeast Wichita*
        if page.pack.header.head == "first":
            before = self._before_head(i, start)
            if page.tokens[phrase.first].is_capital:
                i = before
            elif page.is_(before - page.is_(before, "determiner", "quantifier"), "location_marker"):
                return "preposition"  # *ledakan di luar sebuah sekolah putri*
            elif before < i and page.is_(before, "target_marker") and not page.is_(before, "agent_marker"):
                return "preposition"  # *gempuran terhadap posisi pasukan X*
        if page.is_(i, "linker") and i - 1 in self.lead_ins and self.page.pack.header.head == "last":
            while i - 1 in self.lead_ins or (i - 1 >= start and page.is_(i - 1, "determiner", "quantifier", "modifier")):
                i -= 1
            if i > start and i - 1 not in self.verbs and not page.classes(i - 1) & _OPENERS and page.tokens[i - 1].is_word:
                return "preposition"  # *both sides of the divided island of X*
            return self.governor(Phrase(i, phrase.last))  # *the town of X*
        if page.is_(i, "linker") and i - 1 in self.counted and self.page.pack.header.head == "last":
            return self.governor(Phrase(self._quantity_start(i - 1), phrase.last))  # *thousands of people*
        if i < start:
            return "ungoverned"
        if page.is_(i, "coordinator"):
            other = self.cast.ending.get(i - self._compound(i, -1))
            deed = other is None and page.pack.header.head == "first" and self._is_plain(i - 1) and i - 2 in self.nominals
            if deed:
                return "verb"  # *serangan drone dan artileri*
            return self.governor(other) if other is not None else "ungoverned"
        if page.is_(
            i, "preposition", "agent_marker", "target_marker", "location_marker", "partner_marker", "addressee_marker", "between"
        ):
            return "preposition" if not page.is_(i, "between") else "between"
        if page.is_(i, "linker") and self.cast.ending.get(i) is not None:
            return "preposition"
        if i in self.verbs and not page.is_(i, "relative"):
            led = i - 1
            law = next((h for h in page.hits("control", "law") if h.last == i), None)
            led = law.first - 1 if law is not None else led - page.is_(led, "adverb")
            if page.pack.header.head == "last" and page.is_(led, "determiner") and not page.is_(led, "relative"):
                return self.governor(Phrase(led, phrase.last))  # *the internationally recognised government*
            return "verb"
        if i in self.nominals and self.page.pack.header.head == "first":
            return "verb"
        if page.is_(i, "verb") and not page.is_(i, "copula", "auxiliary", "passive_auxiliary") and i not in self.qualifying:
            return "verb"
        return "ungoverned"

    def _before_head(self, i: int, start: int) -> int:
        """The token before the plain nouns that a party qualifies (*ke pos TNI*): what governs them governs it."""
        page, at = self.page, i
        while i >= start and at - i < _HEADS and page.tokens[i].is_word and not page.tokens[i].is_capital:
            busy = i in self.verbs or i in self.nominals or i in self.cast.covering or i in self.void or i in self.counted
            day = i in self.timed and page.classes(i) <= _DAY  # *pada malam Natal*
            if busy or (page.classes(i) and i not in self.lead_ins and not day):
                break
            i -= 1
        return i

    def _compound(self, at: int, step: Literal[-1, 1]) -> int:
        """How many plain nouns, heads that a party qualifies, stand right before or behind a token where heads are last."""
        page, count = self.page, 0
        if page.pack.header.head == "first":
            return 0
        i = at + min(step, 0)
        while count < _HEADS and 0 <= i < len(page.tokens) and self._is_plain(i):
            count, i = count + 1, i + step
        return count

    def _is_plain(self, i: int) -> bool:
        """True of a word of no class that is no name, predicate, number or time: a noun, as far as one can tell."""
        page = self.page
        busy = i in self.verbs or i in self.nominals or i in self.cast.covering or i in self.when or i in self.counted
        return page.tokens[i].is_word and not page.tokens[i].is_capital and not page.classes(i) - _NOUNS and not busy

    def _quantity_start(self, at: int) -> int:
        """First token of the quantity that ends at a numeral (*at least 40*)."""
        while at > 0 and (at - 1 in self.counted or self.page.is_(at - 1, "quantifier", "modifier")):
            at -= 1
        return at

    def conjuncts_before(self, phrase: Phrase) -> list[Phrase]:
        """The phrase and those joined to it from the left by *dan*, *and* or commas in a list."""
        page, out = self.page, [phrase]
        while True:
            i = (out[0].number.first if out[0].number and out[0].number.last <= out[0].first else out[0].first) - 1
            if i < 1:
                break
            joined = self.joins(i) or (page.tokens[i].text == "," and len(out) > 1)
            other = self.cast.ending.get(i) if joined else None
            if other is None and joined and page.tokens[i - 1].text == ",":
                other = self.cast.ending.get(i - 1)
                if other is not None and len(out) == 1 and not self.listed_before(other):
                    break  # *..., according to X, and Y said*: a comma before the conjunction of two begins a clause
            if other is None or not is_party(other):
                break
            out.insert(0, other)
        return out

    def joins(self, i: int) -> bool:
        """Whether the token can join two parties: a conjunction that sets nothing against anything, or a bare hyphen."""
        page = self.page
        if page.tokens[i].text == "-":
            return i > 0 and page.tokens[i - 1].end == page.tokens[i].start
        return page.is_(i, "coordinator") and not page.is_(i, "adversative")

    def listed_before(self, phrase: Phrase) -> bool:
        """Whether a comma and another party stand before the phrase: it is in a list of three (*A, B, and C*)."""
        first = phrase.number.first if phrase.number and phrase.number.last <= phrase.first else phrase.first
        return first > 0 and self.page.tokens[first - 1].text == "," and first - 1 in self.cast.ending

    def conjuncts_after(self, phrase: Phrase, listed: bool = False) -> list[Phrase]:
        """The phrase and those joined to it from the right."""
        page, out = self.page, [phrase]
        while out[-1].last < len(page.tokens) - 1:
            i = out[-1].last
            i += 0 if self.joins(i) else self._compound(i, 1)  # *a missionary couple and a pastor*
            if i >= len(page.tokens) - 1 or not self.joins(i):
                break
            other = self.cast.starting.get(i + 1)
            if other is None or not is_party(other) or page.sentence_of(other.first) is not page.sentence_of(phrase.first):
                break
            follows_verb = other.last in self.verbs or page.is_(
                other.last, "verb", "aspect", "auxiliary", "passive_auxiliary", "future"
            )
            if follows_verb and not listed:
                break
            out.append(other)
        return out
