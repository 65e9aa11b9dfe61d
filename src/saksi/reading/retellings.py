"""Retellings: what a page tells once more, further on, in other words.

Needs tellings that are grouped, tolls, places and times; gives groups that tell one event one index. A report tells its event in
the headline, in the lead, by the one who was there, and when it sums up. Grouping joins what stands close together; here each two
groups of a type are held against each other field by field, as reconciling holds the reports of two outlets: what cannot be
(another day, another place, other sides, done or planned, a word such as *another* or *two days after*) keeps them apart; what
agrees adds up, and above a threshold they are one. After Fellegi and Sunter (1969). The weights, in halves of a bit, are set by
hand after how often each level was met among pairs of tellings of published articles, annotated as one event or as two.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from saksi.languages import Hit
from saksi.languages.schema import RelationCue
from saksi.reading.actors import Phrase
from saksi.reading.grouping import as_many
from saksi.reading.occasions import Occasions
from saksi.reading.page import Page
from saksi.reading.scenes import at_once, measured, numbered, together
from saksi.reading.tellings import History, Telling
from saksi.reading.times import When
from saksi.reading.tolls import Toll
from saksi.types import Location

_TYPES = frozenset({"ASSAULT", "PROTEST"})
_FINE = frozenset({"adm2", "adm3", "village", "point"})
_WIDE = frozenset({"country", "region"})
_DAY = ("day", "time")
_WEEK = 8  # days after which what is told of was not the news
_OPENING = 3  # tokens from the beginning of a sentence within which another scene is opened
_NEAR, _FAR = 1, 6  # sentences between two tellings
_FEW, _MANY = 5, 9  # accounts of force that a page gives
_ANSWER = 3  # tokens from a word of retaliation to the deed
_ENOUGH = 3.5

WEIGHTS: dict[tuple[str, str], float] = {
    ("toll", "linked"): 3, ("toll", "other"): -2,
    ("sufferer", "same"): 2.5, ("sufferer", "same people"): 1, ("sufferer", "unknown"): -1, ("sufferer", "so many others"): -1,
    ("doer", "same"): 0.5, ("doer", "other"): -0.5,
    ("mutual", "both"): 2, ("mutual", "one"): -1,
    ("type", "PROTEST"): 2,
    ("noun", "definite"): 2.5, ("noun", "bare"): 0.5,
    ("word", "same"): 1,
    ("mode", "same"): 1, ("mode", "other"): -1,
    ("place", "same, told"): 1, ("place", "same"): 0.5, ("place", "one in the other, told"): 0.5,
    ("day", "same, told"): 1, ("day", "same"): 0.5,
    ("near", "near"): 0.5, ("near", "distant"): -0.5,
    ("page", "short"): 0.5, ("page", "busy"): -0.5,
}  # fmt: skip
"""What a level of a field adds; levels that are not here add nothing."""


@dataclass(slots=True)
class Account:
    """The tellings of one event so far, and the positions of the tolls that count its harm."""

    tellings: list[Telling]
    tolls: list[int]

    @property
    def actors(self) -> list[Phrase]:
        """Who acts, by any telling."""
        return [p for t in self.tellings for p in t.actors]

    @property
    def recipients(self) -> list[Phrase]:
        """Who suffers, by any telling."""
        return [p for t in self.tellings for p in t.recipients]

    @property
    def mutual(self) -> bool:
        """Whether a telling says that two sides fought."""
        return any(t.mutual for t in self.tellings)


@dataclass(slots=True)
class Retellings:
    """The tellings of one page, to be joined."""

    page: Page
    tellings: list[Telling]
    tolls: list[Toll]
    times: list[When]
    occasions: Occasions
    number: list[int] = field(init=False)
    past: History = field(init=False)
    harms: set[int] = field(init=False)
    """Tokens of words of harm."""
    answering: list[Hit[RelationCue]] = field(init=False)
    """Words that say that a deed answers another."""

    def __post_init__(self) -> None:
        self.number = numbered(self.page)
        self.past = History(self.page, self.tellings, any(w.time.earliest for w in self.times))
        self.answering = [h for h in self.page.hits("events", "relation") if h.row.type == "retaliation_for"]
        self.harms = {h.first for h in self.page.hits("casualties", "word")}

    def join(self) -> None:
        """Give groups of tellings of one event the index of the first of them."""
        groups: dict[int | None, Account] = {}
        for telling in self.tellings:
            groups.setdefault(telling.of, Account([], [])).tellings.append(telling)
        accounts = [account for of, account in groups.items() if of is not None and self.can(account)]
        if len(accounts) < 2:
            return
        wars: list[Account] = []
        for index, toll in enumerate(self.tolls):
            harm = self.occasions.telling(toll)
            if harm is not None and toll.scope == "campaign":
                wars.append(groups[harm.of])  # *131 have been killed since the invasion*
            elif harm is not None:
                groups[harm.of].tolls.append(index)
        accounts = [account for account in accounts if not any(account is war for war in wars)]
        size = "short" if len(accounts) < _FEW else "busy" if len(accounts) >= _MANY else "some"
        done: list[Account] = []
        for new in accounts:
            fits = [(self.weight(old, new, size), -i) for i, old in enumerate(done) if not self.apart(old, new)]
            best, at = max(fits, default=(0.0, 0))
            if best < _ENOUGH:
                done.append(new)
                continue
            old = done[-at]
            for told in new.tellings:
                told.of, told.again = old.tellings[0].of, True
            old.tellings.extend(new.tellings)
            old.tolls.extend(new.tolls)

    def can(self, account: Account) -> bool:
        """Whether it tells of force or protest that was used: no plan, no pointer to another story, no war that is only named."""
        head = account.tellings[0]
        done = head.type in _TYPES and head.realis == "actual" and head.sentence.voice != "teaser"
        return done and not any(t.is_background for t in account.tellings)

    # --- what keeps two accounts apart -------------------------------------------------------------------------------

    def apart(self, old: Account, new: Account) -> bool:
        """Whether two accounts cannot be of one event."""
        one, two = old.tellings[0], new.tellings[0]
        if one.type != two.type or self.past.holds(one) != self.past.holds(two):
            return True
        if self.day(old, new) == "other" or self.place(old, new) == "other":
            return True
        if self.takes(old) != self.takes(new) or self.answers(old, new):
            return True
        if any(parties(a, b) == "abroad" for a, b in ((old.actors, new.actors), (old.recipients, new.recipients))):
            return True
        return self.crossed(old, new) or self.another(new) or any(self.opened(t, two) for t in old.tellings[-1:])

    def takes(self, account: Account) -> bool:
        """Whether its first telling says that ground changed hands, which is told beside the fight for it."""
        head = account.tellings[0]
        return any(h.first < head.last and head.first < h.last for h in self.page.hits("control", "cue"))

    def crossed(self, old: Account, new: Account) -> bool:
        """Whether who acts here suffers there: each side's dead are their own event."""
        if old.mutual or new.mutual:
            return False
        doers, hurt = [_ids(a.actors) for a in (old, new)], [_ids(a.recipients) for a in (old, new)]
        turned = doers[0] & hurt[1] or doers[1] & hurt[0]
        return bool(turned) and not doers[0] & doers[1] and not hurt[0] & hurt[1]

    def another(self, new: Account) -> bool:
        """Whether an account says that it is of another one (*another attack*, *two days after*, *others*, *struck back*)."""
        page = self.page
        for t in new.tellings:
            if t is new.tellings[0] and not t.definite and any(t.first - _ANSWER <= h.first < t.last for h in self.answering):
                return True  # *struck back*, *membalas dengan menggempur*
            stretch = measured(page, self.times, t.first)
            if (stretch is not None and not t.definite) or page.is_(t.first - 1, "other", "another") or page.is_(t.last, "other"):
                return True
            if any(page.is_(i, "other", "another") for p in (*t.actors, *t.recipients) for i in range(p.first, p.last)):
                return True
        counted = [self.tolls[i] for i in new.tolls]
        return any(page.is_(i, "other", "another") for toll in counted for i in range(toll.first, toll.last))

    def answers(self, old: Account, new: Account) -> bool:
        """Whether a sentence tells the one as what the other is done for (*hit a post to avenge a bombing*)."""
        cues = [h for h in self.page.hits("events", "relation") if h.row.type in ("retaliation_for", "response_to")]
        pairs = [(a, b) for a in old.tellings for b in new.tellings if a.sentence is b.sentence]
        return any(min(a.last, b.last) <= h.first and h.last <= max(a.first, b.first) for a, b in pairs for h in cues)

    def opened(self, old: Telling, new: Telling) -> bool:
        """Whether another scene begins between two tellings, where the later one does not point back."""
        if new.definite:
            return False
        return any(old.first < i <= new.first and i - self.page.sentence_of(i).first <= _OPENING for i in self.page.turned)

    # --- what agrees -------------------------------------------------------------------------------------------------

    def weight(self, old: Account, new: Account, size: str) -> float:
        """What the fields of two accounts add up to."""
        return sum(WEIGHTS.get(level, 0.0) for level in self.levels(old, new, size))

    def levels(self, old: Account, new: Account, size: str) -> Iterator[tuple[str, str]]:
        """The level of each field."""
        head = new.tellings[0]
        yield "toll", self.toll(old, new)
        yield "sufferer", self.sufferer(old.recipients, new.recipients)
        yield "doer", parties(old.actors, new.actors)
        done = new.tellings[: 1 + (head.first in self.harms and not head.actors)]  # *two were hurt in the attack* points back too
        back = any((t.definite or t.known) and t.sentence is head.sentence for t in done)
        yield "mutual", "both" if old.mutual and new.mutual else "one" if (old.mutual or new.mutual) and not back else "none"
        yield "type", head.type
        yield "noun", "definite" if back else "bare" if head.voice in (None, "nominal") else "none"
        words = [{id(t.row) for t in a.tellings if t.first not in self.harms} for a in (old, new)]
        yield "word", "same" if words[0] & words[1] else "other"
        modes = [{m for t in a.tellings for m in t.modes} for a in (old, new)]
        yield "mode", "same" if modes[0] & modes[1] else "other" if all(modes) else "none"
        yield "place", self.place(old, new)
        yield "day", self.day(old, new)
        before = max((t.sentence.index for t in old.tellings if t.first < head.first), default=0)
        far = self.number[head.sentence.index] - self.number[before]
        yield "near", "near" if far == _NEAR else "distant" if far > _FAR else "between"
        yield "page", size

    def sufferer(self, one: Sequence[Phrase], other: Sequence[Phrase]) -> str:
        """How those who suffer agree: the same entry or noun; civilians alike, of whom there are many; or so many others."""
        alike = [(a, b) for a in one for b in other if _ids([a]) & _ids([b]) or self.noun(a) == self.noun(b)]
        if not alike:
            return parties(one, other)
        if all(a.number and b.number and a.number.quantity.number != b.number.quantity.number for a, b in alike):
            return "so many others"
        return "same people" if all(_is_anybody(a) and _is_anybody(b) for a, b in alike) else "same"

    def noun(self, phrase: Phrase) -> str:
        """The last word of a phrase."""
        return self.page.tokens[phrase.last - 1].lower

    def day(self, old: Account, new: Account) -> str:
        """How the days agree: those that the tellings' own sentences tell, else those that the story tells."""
        groups = (old, new)
        told = [[t.when for t in a.tellings if t.when and self.page.sentence_of(t.when.first) is t.sentence] for a in groups]
        if any(self.long_ago(one, other) and not self.long_ago(other, one) for one, other in ((old, new), (new, old))):
            return "other"
        times = told if all(told) else [[t.when for t in a.tellings if t.when] for a in groups]
        if not all(times):
            return "none"
        both = [(a, b) for a in times[0] for b in times[1] if at_once(a, b)]
        if not both:
            return "other"
        if any(a.time.precision in _DAY and b.time.precision in _DAY for a, b in both):
            return "same, told" if all(told) else "same"
        return "none"

    def long_ago(self, account: Account, other: Account) -> bool:
        """Whether it is told with no time, or beside none, but such as had passed for a week when the page was published."""
        now = self.page.published
        if now is None:
            return False
        here = {t.sentence.index for t in account.tellings} - {t.sentence.index for t in other.tellings}
        own = [t.when.time for t in account.tellings if t.when]
        told = own or [w.time for w in self.times if self.page.sentence_of(w.first).index in here]
        ends = [(t, dt.date.fromisoformat(t.latest[:10])) for t in told if t.latest]
        return bool(ends) and all((now - end).days > (_WEEK if t.precision in _DAY else 0) for t, end in ends)

    def place(self, old: Account, new: Account) -> str:
        """How the places agree: those that the tellings' own sentences tell, else those that the story tells."""
        groups = (old, new)
        told = [[t.place for t in a.tellings if t.place and self.here(t, t.place)] for a in groups]
        places = told if all(told) else [[t.place for t in a.tellings if t.place] for a in groups]
        if not all(places):
            return "none"
        both = [(a, b) for a in places[0] for b in places[1] if together(a, b)]
        fine = [[p for p in side if p.precision not in _WIDE] for side in places]
        if not both or (all(fine) and not any(together(a, b) for a in fine[0] for b in fine[1])):
            return "other"
        same = [a for a, b in both if (a.place.id == b.place.id if a.place and b.place else a.text == b.text)]
        if any(a.precision in _FINE for a in same):
            return "same, told" if all(told) else "same"
        return "same" if same else "one in the other, told" if all(told) else "none"

    @staticmethod
    def here(telling: Telling, place: Location) -> bool:
        """Whether the telling's own sentence names its place."""
        return telling.sentence.start <= place.evidence.start < telling.sentence.end

    def toll(self, old: Account, new: Account) -> str:
        """Whether their counts are told again or parts of one another, or are others of one kind."""
        level = "none"
        for i in old.tolls:
            for j in new.tolls:
                if self.roots(i) & self.roots(j):
                    return "linked"
                one, two = self.tolls[i].quantity.number, self.tolls[j].quantity.number
                if self.tolls[i].kind == self.tolls[j].kind and one is not None and two is not None and one != two:
                    level = "other"
        return level

    def roots(self, index: int) -> set[int]:
        """A toll, what it restates and what it is part of."""
        toll = self.tolls[index]
        return {i for i in (index, toll.restates, toll.part_of) if i is not None}


def parties(one: Sequence[Phrase], other: Sequence[Phrase]) -> str:
    """How two parties agree: the same entry; of no country that both share; others; or nothing to tell."""
    if not one or not other:
        return "none"
    if _ids(one) & _ids(other):
        return "same"
    lands = [{p.actor.country for p in side if p.actor is not None and p.actor.country} for side in (one, other)]
    if as_many(one, other):
        return "unknown"
    if all(lands) and not lands[0] & lands[1]:
        return "abroad"
    return "other" if _ids(one) and _ids(other) else "unknown"


def _ids(phrases: Iterable[Phrase]) -> set[str]:
    return {p.actor.id for p in phrases if p.actor is not None}


def _is_anybody(phrase: Phrase) -> bool:
    """True of people who are only civilians, or nobody in particular."""
    return not phrase.names and phrase.proper is None and (phrase.actor is None or phrase.actor.sector in (None, "CVL"))
