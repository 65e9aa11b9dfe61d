"""Zeros: that nobody was harmed, and that it is not known yet. Not said is not zero, so both must be told.

Needs words of harm and phrases; gives tolls of zero, and tolls without a figure that the text declares unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from saksi.languages import Hit
from saksi.languages.schema import CasualtyWord, WordClass
from saksi.reading.actors import Cast
from saksi.reading.clauses import Clauses
from saksi.reading.modality import Mood
from saksi.reading.page import Page, Sentence
from saksi.reading.tolls import Toll, replace_text
from saksi.reading.victims import Victims
from saksi.types import Quantity, VictimClass

OF_PEOPLE = frozenset({"killed", "injured", "abducted", "captured", "detained", "killed_or_injured", "released"})
UNSPECIFIED = Quantity(number=None, low=None, best=None, high=None, qualifier="unspecified", text="")
_AIM = 5  # tokens between a word of purpose and what is not to happen
_PARTING: tuple[WordClass, ...] = ("complementizer", "subordinator", "coordinator", "condition", "verb")
_LIGHT: tuple[WordClass, ...] = (
    "determiner", "own_side", "quantifier", "relative", "passive_auxiliary", "aspect", "linker", "modifier", "auxiliary",
    "pronoun_plural", "pronoun_we", "adverb", "copula", "other",
)  # fmt: skip


@dataclass(slots=True)
class Zeros:
    """Finds them on one page. ``takes`` says where the count of a word of harm stands, ``in_scope`` whether its harm counts."""

    page: Page
    cast: Cast
    clauses: Clauses
    words: list[Hit[CasualtyWord]]
    people: Victims
    takes: Callable[[Hit[CasualtyWord]], str]
    in_scope: Callable[[Sentence, Hit[CasualtyWord] | None], bool]
    tolls: list[Toll] = field(default_factory=list)

    def find(self) -> list[Toll]:
        """The tolls of zero and of the unknown, in no order."""
        self.phrased()
        self.nobody()
        return self.tolls

    def phrased(self) -> None:
        """What the pack has whole: *no casualties*, *belum ada laporan korban*."""
        page = self.page
        for hit in page.hits("casualties", "zero"):
            sentence = page.sentence_of(hit.first)
            if not self.in_scope(sentence, None):
                continue
            row, words = hit.row, page.words(hit.first, hit.last)
            none = Quantity(number=0, low=0, best=0, high=0, qualifier="none", text=words)
            ends = min(hit.last + 5, sentence.last)
            reach = next((i for i in range(hit.last, ends) if not page.tokens[i].is_word), ends)
            of = [h.row.who for h in page.hits("actors", "noun") if hit.first <= h.first < reach and not h.row.classifier]
            who: tuple[VictimClass, ...] = next(((w,) for w in of if w is not None), ("unspecified",))
            self.tolls.append(
                Toll(hit.first, hit.last, None, row.kind, replace_text(UNSPECIFIED, words) if row.unknown else none, sentence,
                     None, None, who, self.mood(hit.first, sentence), declared_unknown=row.unknown,
                     rule="declared unknown" if row.unknown else "none")
            )  # fmt: skip

    def nobody(self) -> None:
        """*No peacekeeper was harmed*, *tak seorang pun warga terluka*, *hurt nobody*: zero of the harm beside it."""
        page = self.page
        taken = {i for t in self.tolls for i in range(t.first, t.last)}
        counted = {h.first for h in page.hits("numbers", "cue")}
        for none in page.hits("casualties", "nobody"):
            sentence = page.sentence_of(none.first)
            if none.first in taken or none.first in counted or page.is_(none.first - 1, "negator"):  # *lost no fewer than 40*
                continue
            harm = self.harmed_none(none.last, sentence) or next(
                (h for h in self.words if h.last == none.first and self.takes(h) in ("object", "past", "either")), None
            )
            if harm is None or not self.in_scope(sentence, harm) or harm.first in taken:
                continue
            first, last = min(none.first, harm.first), max(none.last, harm.last)
            phrase = next((p for p in self.cast.phrases if none.first <= p.first < last and p.last > none.last), None)
            words = page.words(none.first, none.last)
            about = self.about(range(none.last, harm.first), harm)
            if not about and harm.row.weak and phrase is None and self.something(range(none.last, harm.first)):
                continue  # *tidak ada barang bukti yang diamankan*: things
            quantity = Quantity(number=0, low=0, best=0, high=0, qualifier="none", text=words)
            self.tolls.append(
                Toll(first, last, None, harm.row.kind, replace_text(UNSPECIFIED, words) if about else quantity, sentence, None,
                     phrase, self.people.who(None, phrase, None), self.mood(none.first, sentence), declared_unknown=about,
                     rule="declared unknown" if about else "nobody", side=self.people.side(phrase, harm))
            )  # fmt: skip
            taken |= set(range(first, last))

    def about(self, gap: range, harm: Hit[CasualtyWord]) -> bool:
        """True of *no information on casualties*, *tidak ada keterangan mengenai korban*: there is no news of them.

        Nor is there where their number or word of it is missing (*tidak ada jumlah korban*, *no confirmation of the deaths*).
        """
        page = self.page
        telling = any(h.first in gap and h.row.shape == "noun" for h in page.hits("attribution", "cue"))
        if telling or any(page.is_(i, "tally", "figure") for i in gap):
            return harm.row.takes in ("count", "either")
        topic = next((i for i in gap if page.is_(i, "topic_marker")), None)
        return (
            topic is not None
            and harm.row.takes in ("count", "either")
            and not any(h.first in gap and h.row.kind in ("role", "group") for h in page.hits("actors", "noun"))
        )

    def something(self, gap: range) -> bool:
        """True where a word that no list knows stands between: it may be a thing that there was none of."""
        return any(not self.page.is_(i, *_LIGHT) for i in gap)

    def mood(self, first: int, sentence: Sentence) -> Mood:
        """An aim where a word of purpose governs it (*agar tidak ada korban*, *to ensure no one dies*), else actual."""
        page = self.page
        for i in range(first - 1, max(sentence.first, first - _AIM) - 1, -1):
            if page.is_(i, "purpose") and (i + 1 == first or (i + 1 in self.clauses.verbs) or page.is_(i + 1, "verb")):
                return Mood("planned", rule="purpose")
            if not page.tokens[i].is_word or page.is_(i, "coordinator", "subordinator", "relative"):
                break
        return Mood()

    def harmed_none(self, at: int, sentence: Sentence) -> Hit[CasualtyWord] | None:
        """The word of harm that the people behind *no* suffered: nothing but they, and what a passive needs, in between."""
        page = self.page
        ends = min(sentence.last, at + 10)
        hit = next((h for h in self.words if at <= h.first < ends and h.row.kind in OF_PEOPLE), None)
        if hit is None or (self.takes(hit) == "object" or (self.takes(hit) == "past" and self.clauses.object(hit.last))):
            return None
        harms = {i for h in self.words for i in range(h.first, h.last)}

        def free(i: int) -> bool:
            token = page.tokens[i]
            plain = token.is_word and not token.is_number and not page.is_(i, *_PARTING) and i not in self.clauses.verbs
            return i in self.cast.covering or page.is_(i, *_LIGHT) or i in harms or plain

        return hit if all(free(i) for i in range(at, hit.first)) else None
