"""Subsets: counts that are part of a total told before them.

Needs the tolls found so far and the numbers; gives tolls that point at their total. A part is told by a cue in front of it
(*termasuk 3 anak*, *including two children*), by one behind it that points back (*3 di antaranya*, *two of whom*, *two of the
wounded*), or by the shape of an enumeration: what follows a colon, dash or bracket and adds up to the total.
"""

from __future__ import annotations

from dataclasses import dataclass

from saksi.languages import Hit
from saksi.languages.schema import CasualtyWord
from saksi.reading.clauses import Clauses
from saksi.reading.numbers import Number
from saksi.reading.page import Page
from saksi.reading.tolls import Toll, not_larger
from saksi.reading.victims import Victims
from saksi.types import CasualtyKind

_BEFORE = 2  # tokens between a cue and the number it leads
_BEHIND = 3  # tokens between a count and the cue that points back
_WITHIN = 20  # tokens between a total and its part
_OPENING = 16  # tokens between a total and the mark that opens what it consists of
_ENUMERATION = 30  # tokens an enumeration may take
_BREAKDOWN = "breakdown"  # how the rule of a part without a word of harm begins
_OPENS = frozenset({"-", ":", "("})
_ASIDE = frozenset({",", "(", ")", "."})
_CONTAINS: dict[CasualtyKind, frozenset[CasualtyKind]] = {
    "killed": frozenset({"killed_or_injured", "injured", "abducted", "captured", "detained", "missing"}),
    "injured": frozenset({"killed_or_injured", "abducted", "detained"}),
    "released": frozenset({"abducted", "captured", "detained"}),
    "detained": frozenset({"detained"}),
    "bodies_recovered": frozenset({"abducted", "captured", "missing"}),
}
"""Kinds of harm that a part of those who suffered another may have suffered later."""


def may_become(before: CasualtyKind, kind: CasualtyKind) -> bool:
    """Whether some of those who suffered one harm are told to have suffered this one: the same told of some, or what follows."""
    return before == kind or before in _CONTAINS.get(kind, frozenset())


@dataclass(frozen=True, slots=True)
class Subsets:
    """Finds parts on one page. ``words`` are the words of harm, ``things`` the numbers that count things."""

    page: Page
    clauses: Clauses
    people: Victims
    numbers: list[Number]
    words: list[Hit[CasualtyWord]]
    things: set[int]

    def end_of(self, number: Number) -> int:
        """The token behind a number and the phrase it counts."""
        phrase = self.people.phrase_of(number)
        return max(number.last, phrase.last if phrase is not None else 0)

    # --- is it a part ------------------------------------------------------------------------------------------------

    def is_part(self, number: Number) -> bool:
        """True when a cue stands before the number (*termasuk 3*), or one behind it points back (*3 di antaranya*)."""
        return self.led(number) or self.points_back(number)

    def led(self, number: Number) -> bool:
        """True of a number that a cue of subsets leads, alone or as a member of a list (*including a nurse and two drivers*)."""
        return self.lead(number) is not None

    def lead(self, number: Number) -> int | None:
        """The cue of subsets that a number stands behind: right behind it, or behind other members of its list."""
        page = self.page
        first = page.sentence_of(number.first).first
        for i in range(number.first - 1, max(first, number.first - _BEFORE) - 1, -1):
            if page.is_(i, "subset"):
                return i
        phrase = self.people.phrase_of(number)
        if phrase is None or not phrase.nouns or any(page.is_(i, "other", "more") for i in range(number.first, phrase.last + 1)):
            return None
        i = number.first - 1
        while i > max(first, number.first - _WITHIN):
            if page.is_(i, "subset") and not page.is_(i, "of_total"):
                return i
            if page.tokens[i].is_word and not self.member(i):
                return None
            if not (page.tokens[i].is_word or page.tokens[i].is_number or page.tokens[i].text in _ASIDE):
                return None
            i -= 1
        return None

    def member(self, i: int) -> bool:
        """True of a word inside a list of people: no verb, no harm, nothing that opens a clause."""
        page = self.page
        clause = page.is_(i, "verb", "subordinator", "complementizer", "relative", "copula", "auxiliary", "passive_auxiliary")
        return not clause and i not in self.clauses.verbs and not any(h.first <= i < h.last for h in self.words)

    def points_back(self, number: Number) -> bool:
        """True of *26 di antaranya*, *two of whom*, *two of the wounded*: the cue is no opening of another enumeration."""
        among = self.whole_of(number) is not None or self.fronted(number)
        return among or self.of_the_harmed(number) is not None or self.pointed(number) or self.joins_part(number)

    def pointed(self, number: Number) -> bool:
        """True of a number that a cue behind it points back from (*26 di antaranya*, *11 women and 13 children among them*)."""
        page = self.page
        sentence = page.sentence_of(number.first)
        end = self.end_of(number)
        if self.page.is_(end, "coordinator"):
            other = next((n for n in self.numbers if n.first == end + 1 and not n.article), None)
            if other is not None and end > number.last and self.pointed(other):
                return True  # *11 women and 13 children among them*
        for start in {number.last, end}:
            for i in range(start, min(start + _BEHIND, sentence.last)):
                if not page.tokens[i].is_word:
                    break
                if page.is_(i, "of_total"):
                    return not self.opens_more(i)
        return False

    def joins_part(self, number: Number) -> bool:
        """True of a member of a list that begins with a part that points back (*21 of them children and 12 women*)."""
        page = self.page
        before = next((n for n in reversed(self.numbers) if n.last <= number.first and not n.article), None)
        phrase = self.people.phrase_of(number)
        if before is None or phrase is None or not phrase.nouns or number.first - before.last > _WITHIN:
            return False
        behind = self.people.behind_cue(before)
        if not (behind is not None and page.is_(before.last, "of_total") and self.pointed(before)) and not self.joins_part(
            before
        ):
            return False
        gap = range(behind.last if behind is not None else self.end_of(before), number.first)
        joined = len(gap) == 1 and (page.is_(gap[0], "coordinator") or page.tokens[gap[0]].text == ",")
        return joined and not any(page.is_(i, "other", "more") for i in range(number.first, phrase.last + 1))

    def end_of_part(self, number: Number) -> int:
        """The token behind a part and the noun that says who they were (*21 of them children*)."""
        behind = self.people.behind_cue(number)
        return max(self.end_of(number), behind.last if behind is not None else 0)

    def whole_of(self, number: Number) -> Number | None:
        """The larger number in *two of the five hostages*, *44 dari 60 penumpang*: those among whom these are."""
        page, i = self.page, number.last
        first_head = page.pack.header.head == "first"
        if not (page.is_(i, "source_marker") if first_head else page.is_(i, "linker")) or number.article:
            return None
        i += 1
        while page.is_(i, "determiner", "quantifier") and not page.tokens[i].is_number and i - number.last < _BEHIND:
            i += 1
        whole = next((n for n in self.numbers if n.first == i and n.trap is None), None)
        if whole is None or page.sentence_of(i) is not page.sentence_of(number.first):
            return None
        small, large = number.quantity.number, whole.quantity.number
        return whole if small is not None and large is not None and small < large else None

    def fronted(self, number: Number) -> bool:
        """True of *Of the 44 wounded, three died*, *Dari 60 sandera, 44 tewas*: those among whom they are open the sentence."""
        page, sentence = self.page, self.page.sentence_of(number.first)
        opens = page.is_(sentence.first, "source_marker" if page.pack.header.head == "first" else "linker")
        whole = next((n for n in self.numbers if n.first > sentence.first), None) if opens else None
        if whole is None or whole.last >= number.first or whole.first - sentence.first > _BEHIND or number.article:
            return False
        clause = range(whole.last, number.first)
        comma = next((i for i in clause if page.tokens[i].text == ","), None)
        plain = not any(page.tokens[i].text in (";", ":", '"') or page.is_(i, "complementizer") for i in clause)
        return comma == number.first - 1 and plain and not_larger(number.quantity, whole.quantity)

    def detailed(self, number: Number) -> bool:
        """True of a member of a list, without a verb, of whom they were (*Dari 22 korban itu, 14 warga Jepang dan ...*)."""
        page, phrase, end = self.page, self.people.phrase_of(number), self.end_of(number)
        closed = end >= page.sentence_of(number.first).last or not page.tokens[end].is_word or page.is_(end, "coordinator")
        if phrase is None or not (phrase.nouns or phrase.names) or not closed:
            return False
        if any(page.is_(i, "other", "more") for i in range(number.first, end)) or self.fronted(number):
            return self.fronted(number)
        before = next((n for n in reversed(self.numbers) if self.end_of(n) <= number.first and n is not number), None)
        gap = range(self.end_of(before), number.first) if before is not None else range(0)
        joined = 0 < len(gap) <= _BEFORE and all(page.tokens[i].text == "," or page.is_(i, "coordinator") for i in gap)
        return joined and before is not None and self.detailed(before)

    def opens_more(self, cue: int) -> bool:
        """True of a cue that another number follows (*12 orang di antaranya tiga anak*): it leads that one."""
        page, i = self.page, cue
        sentence = page.sentence_of(cue)
        while i < sentence.last and page.is_(i, "of_total", "subset"):
            i += 1
        return any(n.first <= i < n.last and not n.article for n in self.numbers)

    def of_the_harmed(self, number: Number) -> Hit[CasualtyWord] | None:
        """The word of harm in *two of the wounded*, *dua dari korban luka*."""
        page, i = self.page, number.last
        if i >= len(page.tokens) or not page.is_(i, "linker", "source_marker"):
            return None
        while i < page.sentence_of(number.first).last and page.is_(i, "linker", "source_marker", "determiner", "plural_marker"):
            i += 1
        return next((h for h in self.words if h.first <= i < h.last), None)

    def cue_length(self, number: Number) -> int:
        """How many tokens of cues, commas and other members of its list stand right before a number."""
        lead = self.lead(number)
        i = number.first - 1 if lead is None else lead
        while i >= 0 and (self.page.is_(i, "subset") or self.page.tokens[i].text == ","):
            i -= 1
        return number.first - 1 - i

    # --- parts without a word of harm of their own -------------------------------------------------------------------

    def breakdowns(self, tolls: list[Toll]) -> list[Toll]:
        """The tolls with those that say of whom a total consists, in text order.

        *12 orang tewas, termasuk tiga anak* · *dua orang tewas, yakni seorang prajurit dan seorang warga* ·
        *tiga di antaranya anak* · *34 orang luka: 31 warga dan tiga polisi*.
        """
        tolls = list(tolls)
        listed = {first for total in tolls for first in self.enumerated(total)}
        for number in self.numbers:
            counted = {t.number.first for t in tolls if t.number is not None}
            if number.first in counted or number.first in self.things or (number.definite and not self.pointed(number)):
                continue
            total = self.total_of(number, tolls, number.first in listed)
            if total is None:
                continue
            phrase = self.people.behind_cue(number) or self.people.phrase_of(number)
            who = self.people.who(number, phrase, None)
            if who == ("unspecified",) and (phrase is None or not phrase.nouns):
                who = total.who  # *nine of them badly*
            last = max(number.last, phrase.last if phrase is not None and phrase.first >= number.core_first else 0)
            tolls.append(
                Toll(number.first, last, number, total.kind, number.quantity, self.page.sentence_of(number.first), total.hit,
                     phrase, who, total.mood, total.scope, part_of=tolls.index(total), rule=f"breakdown: {total.kind}",
                     side=self.people.side_of(phrase))
            )  # fmt: skip
        return self.in_order(tolls)

    def enumerated(self, total: Toll) -> list[int]:
        """The numbers behind a colon or dash that opens right behind a total and its harm, where they add up to it."""
        page = self.page
        whole = total.quantity.number
        if total.number is None or whole is None or total.part_of is not None:
            return []
        end = max(self.end_of(total.number), total.hit.last if total.hit is not None else 0)
        limit = min(end + _ENUMERATION, total.sentence.last)
        opened = next((i for i in range(end, min(end + _OPENING, limit)) if page.tokens[i].text in _OPENS), None)
        if opened is None:
            return []
        found: list[int] = []
        left = whole
        for number in self.numbers:
            if not opened < number.first < limit or number.trap is not None or number.first in self.things:
                continue
            count = number.quantity.number
            if count is None or self.people.phrase_of(number) is None or count > left:
                return []
            found.append(number.first)
            left -= count
            if left == 0:
                return found if len(found) > 1 else []
        end = self.end_of(next(n for n in self.numbers if n.first == found[-1])) if len(found) > 1 else limit
        rest = end + 1 < limit and page.tokens[end].text == "," and page.is_(end + 1, "other")
        return found if rest else []  # *31 people: 14 civilians, nine soldiers, the rest rebels*

    def total_of(self, number: Number, tolls: list[Toll], listed: bool) -> Toll | None:
        """The total that a number without a word of harm is part of."""
        page, sentence = self.page, self.page.sentence_of(number.first)
        totals = [t for t in tolls if t.number is not None and t.part_of is None and t.number.first < number.first]
        back = self.pointed(number) or self.of_the_harmed(number) is not None or self.joins_part(number) or self.detailed(number)
        back = back or (page.is_(sentence.first, "subset") and self.lead(number) is not None)  # *Termasuk lima anak.*
        if (part := self.beside(number, tolls)) is not None and part.part_of is not None:
            whole = tolls[part.part_of]
            return whole if not_larger(number.quantity, whole.quantity) else None
        total = totals[-1] if totals and sentence.index - totals[-1].sentence.index <= (1 if back else 0) else None
        if total is None or not not_larger(number.quantity, total.quantity):
            return None
        gap = range(total.last if total.sentence is sentence else sentence.first, number.first)
        led = range(max(number.first - _BEFORE, 0), number.first)
        direct = back or listed or any(page.is_(i, "subset", "sum") for i in led)
        if not direct and not any(page.is_(i, "subset", "sum") for i in gap):
            return None
        opened = any(page.is_(i, "subordinator", "complementizer") for i in gap)
        fresh = (not direct and (opened or any(i in self.clauses.verbs for i in gap))) or (
            opened and not (back or listed or any(page.is_(i, "subset") for i in led))
        )
        phrase = self.people.phrase_of(number)
        placed = not direct and page.is_(number.first - 1, "preposition", "location_marker")  # *in a village*
        linked = page.is_(number.first - 1, "copula") and not page.is_(number.first - 1, "subset")
        aged = phrase is None and linked  # *four of them were under ten*
        if fresh or placed or aged or len(gap) > _WITHIN or (phrase is None and not direct):
            return None
        return total

    def beside(self, number: Number, tolls: list[Toll]) -> Toll | None:
        """The part that a number with a noun is joined to (*di dalamnya ada 10 perempuan dan tiga anak*)."""
        page, phrase = self.page, self.people.phrase_of(number)
        part = next((t for t in reversed(tolls) if t.rule.startswith(_BREAKDOWN) and t.first < number.first), None)
        if part is None or part.number is None or phrase is None or not phrase.nouns:
            return None
        gap = range(max(part.last, self.end_of_part(part.number)), number.first)
        end = self.end_of(number)
        light = 0 < len(gap) <= _BEFORE and all(page.tokens[i].text == "," or page.is_(i, "coordinator") for i in gap)
        harmed = any(end <= h.first <= end + 1 for h in self.words)
        others = any(page.is_(i, "other", "more") for i in range(number.first, end + 1) if i < len(page.tokens))
        return part if light and not harmed and not others else None

    @staticmethod
    def in_order(tolls: list[Toll]) -> list[Toll]:
        """The tolls in text order, their links kept."""
        order = sorted(range(len(tolls)), key=lambda i: (tolls[i].first, tolls[i].last))
        place = {old: new for new, old in enumerate(order)}
        out = [tolls[i] for i in order]
        for toll in out:
            toll.part_of = place[toll.part_of] if toll.part_of is not None else None
        return out

    # --- links -------------------------------------------------------------------------------------------------------

    def link(self, tolls: list[Toll]) -> None:
        """Point each part at its total: of its kind near by, else of a kind whose harmed may come to this harm."""
        for index, toll in enumerate(tolls):
            if toll.number is None or toll.part_of is not None:
                continue
            among = toll.hit is not None and toll.number.first < toll.hit.first and self.page.is_(toll.hit.first, "subset")
            if not self.is_part(toll.number) and not among:
                if self.outcome(tolls, index):
                    toll.part_of = index - 1
                continue
            back = among or self.points_back(toll.number) or self.page.is_(toll.number.first - 1, "of_total")
            whole, harmed = self.whole_of(toll.number), self.of_the_harmed(toll.number)
            other = whole is not None or (harmed is not None and harmed.row.kind not in (toll.kind, "killed_or_injured"))
            same = [
                i for i in range(index)
                if (tolls[i].kind == toll.kind or self.wounds(tolls[i], toll))
                and tolls[i].part_of is None and self.holds(tolls[i], toll, index if among else 1)
                and (not other or tolls[i].number is whole) and not self.listed(tolls[i])
            ]  # fmt: skip
            wider = [
                i for i in range(index)
                if back and (tolls[i].kind in _CONTAINS.get(toll.kind, frozenset()) or self.lost(tolls[i], toll))
                and self.holds(tolls[i], toll, _BEHIND)
            ]  # fmt: skip
            of = (i for i, t in enumerate(tolls) if whole is not None and t.number is whole)
            toll.part_of = next(of, max(same or wider, default=None))
            if toll.part_of is not None and toll.scope == "incident":
                toll.scope = tolls[toll.part_of].scope
            if toll.part_of is not None and self.wounds(tolls[toll.part_of], toll):
                toll.kind = tolls[toll.part_of].kind
            ranked = toll.phrase is not None and all(h.row.kind == "role" for h in toll.phrase.nouns)
            if ranked and toll.part_of is not None and (toll.who, tolls[toll.part_of].who) == (("military",), ("combatant",)):
                toll.who = ("combatant",)  # *20 guerrillas, among them two commanders*
                toll.side = tolls[toll.part_of].side or toll.side

    @staticmethod
    def lost(total: Toll, part: Toll) -> bool:
        """True of the missing among those a force lost (*lost 19 men, seven of whom are missing*)."""
        return part.kind == "missing" and total.hit is not None and total.hit.row.owned

    def wounds(self, total: Toll, part: Toll) -> bool:
        """True of a part that is led by a cue and was hit, of those killed or hurt (*16 hurt, including two who were hit*)."""
        here = part.sentence is total.sentence and total.kind in ("killed", "injured") and part.kind == "killed_or_injured"
        return here and part.number is not None and self.led(part.number)

    def listed(self, toll: Toll) -> bool:
        """True of a member of a list without a total (*the dead were five policemen and two soldiers*)."""
        return toll.number is not None and self.led(toll.number)

    def outcome(self, tolls: list[Toll], index: int) -> bool:
        """True of *ten were shot; three died*, *23 hurt; four critical*: a bare count right behind those hit, who were more."""
        toll, before = tolls[index], tolls[index - 1] if index else None
        freed = before is not None and toll.kind == "released" and before.kind in _CONTAINS["released"]
        if before is None or not (freed or toll.kind in ("killed", "injured")):
            return False
        worse = before.kind == toll.kind == "injured" and before.hit is not None and toll.hit is not None
        worse = worse and before.hit is not None and toll.hit is not None and before.hit.row is not toll.hit.row
        if before.kind != "killed_or_injured" and not (worse or freed):
            return False
        small, large = toll.quantity.number, before.quantity.number
        if toll.number is None or before.part_of is not None or small is None or large is None or small >= large:
            return False
        nouns = toll.phrase is not None and bool(toll.phrase.nouns)
        ends = before.hit is not None and before.hit.row.takes != "count"
        opened = any(self.page.tokens[i].text in _OPENS for i in range(before.last, toll.number.first))
        return (
            toll.sentence is before.sentence
            and not nouns
            and ends
            and not opened
            and not self.page.is_(toll.number.last, "other", "more")
        )

    @staticmethod
    def holds(total: Toll, part: Toll, reach: int) -> bool:
        """Whether a toll can be the total of a part that many sentences later."""
        return part.sentence.index - total.sentence.index <= reach and not_larger(part.quantity, total.quantity)

    def one_noun(self, toll: Toll, behind: Toll) -> bool:
        """True of a count of nothing but a people's adjective, joined to one with a noun (*four Thai and six Lao rangers*)."""
        phrase, page = toll.phrase, self.page
        if phrase is None or phrase.nouns or not phrase.names or behind.number is None:
            return False
        plural = page.pack.is_plural(page.tokens[phrase.last - 1].lower)
        return behind.number.first == phrase.last + 1 and page.is_(phrase.last, "coordinator") and not plural

    def apart(self, total: Toll, part: Toll) -> bool:
        """True where a dash, colon or bracket opens the breakdown of a total."""
        end = total.number.last if total.number is not None else total.last
        start = part.number.first if part.number is not None else part.first
        return any(self.page.tokens[i].text in _OPENS for i in range(end, start))
