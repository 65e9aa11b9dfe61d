"""Tolls: casualty claims in the making, and what links them: subset and total, ellipsis, restatement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from saksi.languages import Hit
from saksi.languages.schema import CasualtyWord
from saksi.reading.actors import Phrase
from saksi.reading.modality import Mood
from saksi.reading.numbers import Number
from saksi.reading.page import Sentence
from saksi.types import CasualtyKind, Quantity, Scope, Victim, VictimClass

_COUNTED = ("subject", "either", "object", "past")  # how the rules begin by which a word of harm has its count
_HELD = ("detained", "abducted", "captured", "surrendered", "missing")
_NEXT = 2  # sentences from the hurt to those of them who went home
_BARE, _OTHERS = 8, 30  # tokens a bare count, and one of *others*, looks back for whom it counts


@dataclass(slots=True)
class Toll:
    """A casualty claim in the making. Tokens ``[first, last)`` are the whole; ``number`` may be null (named or uncounted)."""

    first: int
    last: int
    number: Number | None
    kind: CasualtyKind
    quantity: Quantity
    sentence: Sentence
    hit: Hit[CasualtyWord] | None
    phrase: Phrase | None
    who: tuple[VictimClass, ...]
    mood: Mood
    scope: Scope = "incident"
    part_of: int | None = None
    restates: int | None = None
    includes_perpetrators: bool | None = None
    declared_unknown: bool = False
    victims: tuple[Victim, ...] = ()
    rule: str = ""
    side: Phrase | None = None
    by: list[Phrase] = field(default_factory=list)
    after: Toll | None = None
    """The toll whose people a figure without a noun or a word of harm goes on with."""


def without_merged(tolls: list[Toll]) -> list[Toll]:
    """Of two claims on one figure, or on one person in one sentence, the one that says killed or injured outranks the merged one.

    *Shot 23 people dead*; *a farmer was shot in the chest and died*.
    """
    clear = {_whom(t) for t in tolls if t.kind in ("killed", "injured")} - {None}
    return [t for t in tolls if t.kind != "killed_or_injured" or _whom(t) not in clear]


def _whom(toll: Toll) -> int | None:
    """The token at which its figure begins, or else the person it is about."""
    if toll.number is not None:
        return toll.number.first
    return toll.phrase.first if toll.phrase is not None and not toll.phrase.pronoun else None


def discharge(tolls: list[Toll]) -> None:
    """Who is let go beside people that were hurt, and none that were held, left hospital: a part of the hurt, not freed."""
    for index, toll in enumerate(tolls):
        near = [t for t in tolls[:index] if toll.sentence.index - t.sentence.index <= _NEXT and t.number is not None]
        hurt = [t for t in near if t.kind in ("injured", "killed_or_injured") and t.part_of is None]
        bare = toll.phrase is None or not toll.phrase.nouns or all(h.row.classifier for h in toll.phrase.nouns)
        if toll.kind != "released" or toll.number is None or not hurt or not bare or any(t.kind in _HELD for t in near):
            continue
        toll.kind, toll.who, toll.rule = hurt[-1].kind, hurt[-1].who, f"part: {hurt[-1].kind}"
        toll.part_of = tolls.index(hurt[-1]) if not_larger(toll.quantity, hurt[-1].quantity) else None


def link_parts(tolls: list[Toll], apart: Callable[[Toll, Toll], bool]) -> None:
    """*At least five people - two soldiers and three villagers - were killed*: figures right behind a total that add up to it.

    ``apart`` says whether a dash, colon or bracket stands between the total and the first part.
    """
    for index, total in enumerate(tolls):
        if total.number is None or total.part_of is not None or total.quantity.number is None:
            continue
        parts: list[Toll] = []
        for toll in tolls[index + 1 :]:
            kind = toll.kind == total.kind or (total.kind == "killed_or_injured" and toll.kind in ("killed", "injured"))
            same = toll.sentence is total.sentence and kind and toll.part_of is None
            if not same or toll.number is None or toll.quantity.number is None:
                break
            parts.append(toll)
            if sum(p.quantity.number or 0 for p in parts) == total.quantity.number and len(parts) > 1 and apart(total, parts[0]):
                for part in parts:
                    part.part_of = index
                break


def fill_ellipses(tolls: list[Toll], others: Callable[[Number], bool], apart: Callable[[Toll, Toll], bool]) -> None:
    """A count without a noun (*dan tiga lainnya cedera*, *57 ditawan*, *tiga rekannya*) is of the people counted before it.

    ``apart`` says whether two counts are of one noun behind the second. Those before are
    totals, not their parts (*four died, one of them a child, and nine others were hurt*); where they are of two kinds (*three
    patients and a nurse died, others were hurt*), nothing says of which these are.
    """
    for index, toll in enumerate(tolls):
        if toll.number is None or toll.who != ("unspecified",):
            continue
        behind = tolls[index + 1] if index + 1 < len(tolls) else None
        joined = behind is not None and behind.number is not None and behind.hit is toll.hit is not None and apart(toll, behind)
        if behind is not None and joined and behind.who != ("unspecified",):
            toll.who = behind.who  # *four Israeli and three Lebanese journalists*
            continue
        if index == 0:
            continue
        rest = others(toll.number)
        if rest and tolls[index - 1].sentence is toll.sentence and tolls[index - 1].hit is toll.hit:
            continue  # *ten women and 30 others were held*: others than those
        if not rest and (toll.kind == "bodies_recovered" or toll.scope == "running_total" != tolls[index - 1].scope):
            continue  # *ten bodies were found, which brings the toll to 200*: whose, nothing says
        relative = toll.phrase is not None and any(h.row.relative for h in toll.phrase.nouns)
        if toll.phrase is not None and toll.phrase.nouns and not relative:
            continue
        here = [t for t in tolls[:index] if t.sentence is toll.sentence and t.number is not None and t.part_of is None]
        if not here or toll.first - here[-1].last > (_OTHERS if rest or relative else _BARE):
            continue
        before = here[-1]
        together = {t.who for t in here if t.kind == before.kind and t.hit is before.hit}
        if len(together) == 1:
            toll.who = before.who
            toll.after = before


def carry_on(tolls: list[Toll], others: Callable[[Number], bool], contains: Callable[[CasualtyKind, CasualtyKind], bool]) -> None:
    """A bare count that opens the sentence behind a toll is of its people (*Ten soldiers were hurt. Three died in hospital.*).

    It is part of that toll where it is smaller and those harmed so may come to this harm, which ``contains`` tells; one of
    *others* is none. Nothing is said of a count with a noun of its own, nor across a paragraph.
    """
    for index, toll in enumerate(tolls):
        bare = toll.number is not None and (toll.phrase is None or not toll.phrase.nouns) and toll.rule.startswith(_COUNTED)
        if not bare or toll.number is None or toll.number.first - toll.sentence.first > 1 or toll.part_of is not None:
            continue
        before = [
            t for t in tolls[:index]
            if t.number is not None and t.part_of is None and t.sentence.line == toll.sentence.line
            and toll.sentence.index - t.sentence.index == 1 and (t.quantity.number or 0) > 1
        ]  # fmt: skip
        if not before or toll.sentence.voice == "headline":
            continue
        base = before[-1] if len(before) == 1 else next((t for t in before if contains(t.kind, toll.kind)), before[-1])
        rest = others(toll.number)
        smaller = (toll.quantity.number or 0) < (base.quantity.number or 0)
        if not rest and not (smaller and contains(base.kind, toll.kind)):
            continue
        toll.who, toll.after = base.who, base
        toll.part_of = None if rest else tolls.index(base)


def name_harm(tolls: list[Toll]) -> None:
    """*Korban di X bertambah menjadi 70*: what a headline only calls victims were harmed as the text tells of as many."""
    for index, toll in enumerate(tolls):
        if toll.sentence.voice != "headline" or toll.kind != "killed_or_injured" or toll.quantity.number is None:
            continue
        same = {
            t.kind for t in tolls
            if t.sentence.voice in ("lead", "body") and t.quantity.number == toll.quantity.number and t.part_of is None
        }  # fmt: skip
        if len(same) == 1 and same <= {"killed", "injured"}:
            toll.kind = same.pop()
            for part in tolls:
                part.kind = toll.kind if part.part_of == index and part.kind == "killed_or_injured" else part.kind


def link_restatements(tolls: list[Toll]) -> None:
    """The same figure of the same kind told again, by headline and body or body and body, restates the first."""
    for index, toll in enumerate(tolls):
        if toll.number is None or toll.sentence.voice == "teaser":
            continue
        for other in range(index):
            first = tolls[other]
            if first.sentence.voice == "teaser" or first.sentence is toll.sentence or first.restates is not None:
                continue
            same = first.kind == toll.kind and first.quantity.number == toll.quantity.number and first.quantity.number is not None
            if same and (first.who == toll.who or "unspecified" in first.who + toll.who) and first.scope == toll.scope:
                toll.restates = other
                break


def replace_text(quantity: Quantity, text: str) -> Quantity:
    """The quantity with the words it was printed in."""
    return Quantity(
        number=quantity.number, low=quantity.low, best=quantity.best, high=quantity.high, qualifier=quantity.qualifier, text=text
    )


def not_larger(part: Quantity, total: Quantity) -> bool:
    """True unless the part is certainly larger than the total it is said to be part of."""
    low = part.low if part.low is not None else part.number
    high = total.high if total.high is not None else None
    return low is None or high is None or low <= high
