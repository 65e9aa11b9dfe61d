"""Doers: who did what is told without saying by whom, where the story says it.

Needs tellings with their scenes, joined to events; gives attacks and arrests without an agent the one that the story tells of
last, gives a fight whose sides are not named the two that the report tells of, and says who it was that harmed the people of one
side. An attack with a weapon that is told of anew (*a roadside bomb exploded*) is another's; nobody is taken to have attacked his
own camp; another day or another place is another story.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from saksi.reading.actors import Cast, Phrase, is_armed
from saksi.reading.page import Page
from saksi.reading.scenes import at_once, numbered, together
from saksi.reading.tellings import History, Telling
from saksi.types import Actor

_OPENING = 3  # tokens from the beginning of a sentence within which another scene is opened
_LONG = 8  # sentences after which the one attacker of a story is no longer taken over
_STORY = 2  # sentences after which an attack's agent is no longer taken over
_FRESH = 8  # tokens around a trigger within which the weapon that is told of anew stands
_STATE = frozenset({"MIL", "COP", "GOV", "SPY"})
_OFFICERS = frozenset({"COP", "MIL", "SPY"})
_HARM = frozenset({"ASSAULT"})


@dataclass(slots=True)
class Doers:
    """Says who did what on one page."""

    page: Page
    cast: Cast
    tellings: list[Telling]
    past: History = field(init=False)
    number: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.number = numbered(self.page)
        self.past = History(self.page, self.tellings, True)

    def fill(self) -> None:
        """Give the events that no telling names an agent of the agents that the story has told of."""
        groups: dict[int | None, list[Telling]] = {}
        for telling in self.tellings:
            groups.setdefault(telling.of, []).append(telling)
        for group in groups.values():
            head = group[0]
            if head.of is not None and head.mutual and head.realis == "actual" and head.sentence.voice != "teaser":
                self.match(group)
            if head.of is None or any(t.actors for t in group) or head.type not in ("ASSAULT", "COERCE"):
                continue
            if head.realis != "actual" or head.sentence.voice == "teaser":
                continue
            if not any(t.mutual for t in group) and head.row.roles == "directed":
                head.actors = self.before(group) or self.alone(group)

    def match(self, group: list[Telling]) -> None:
        """Give a fight the two that fight in its sentence, or one that names no side the two that the report tells of.

        The whole report is looked at for a fight of its headline or lead, else what it has told so far.
        """
        sides = {camp(p) for t in group for p in t.actors}
        if len(sides) > 1 or any(self.past.holds(t) for t in group):
            return
        head = group[0]
        opening = any(t.sentence.voice in ("headline", "lead") for t in group)
        told = self.fighters(0, len(self.page.tokens) if opening else head.sentence.last) if not sides else {}
        for near in (self.fighters(head.sentence.first, head.sentence.last), told):
            if len(near) == len(sides | near.keys()) == 2:
                head.actors = [*head.actors, *(p for side, p in near.items() if side not in sides)]
                return

    def fighters(self, first: int, last: int) -> dict[str, Phrase]:
        """The camps of the armed parties that tokens ``[first, last)`` tell of outside teasers, each by its first mention."""
        found: dict[str, Phrase] = {}
        for phrase in self.cast.phrases:
            side = camp(phrase)
            told = first <= phrase.first < last and self.page.sentence_of(phrase.first).voice != "teaser"
            if told and side is not None and is_armed(phrase) and not phrase.pronoun and (phrase.nouns or not phrase.person):
                found.setdefault(side, phrase)
        return found

    def before(self, group: list[Telling]) -> list[Phrase]:
        """Who attacked last in the same story before an event, or fought against those it was done to."""
        head = group[0]
        suffered = [p for t in group for p in t.recipients]
        if any(self.fresh(t) for t in group) or not (suffered or head.definite or head.voice in (None, "nominal")):
            return []
        for earlier in reversed([t for t in self.tellings if t.first < head.first and t.of != head.of]):
            if self.number[head.sentence.index] - self.number[earlier.sentence.index] > _STORY:
                break
            if not self.continues(earlier, head):
                continue
            if earlier.mutual:
                found = [p for p in opponents(earlier.actors, suffered) if p.number is None]  # *13 soldiers died in a clash*
            else:
                found = [p for p in earlier.actors if not any(same_camp(p, s) for s in suffered)]
            if head.type == "COERCE":
                found = [p for p in found if p.actor is not None and p.actor.sector in _OFFICERS]
            if found and all(is_able(p) and not self.suffers(p) for p in found):
                return found
        return []

    def suffers(self, phrase: Phrase) -> bool:
        """True of those to whom the same words tell that something was done."""
        return any(phrase.first == p.first for t in self.tellings for p in t.recipients)

    def alone(self, group: list[Telling]) -> list[Phrase]:
        """The one party that the story so far has told of as attacking, for an attack that it goes on about."""
        head = group[0]
        suffered = [p for t in group for p in t.recipients]
        if head.type not in _HARM or any(self.fresh(t) for t in group) or not any(t.definite for t in group):
            return []
        told = [t for t in self.tellings if t.first < head.first and t.of != head.of and t.type in _HARM and t.actors]
        told = [t for t in told if not t.mutual and self.number[head.sentence.index] - self.number[t.sentence.index] <= _LONG]
        if not told or len({camp(p) for t in told for p in t.actors}) != 1 or not all(self.continues(t, head) for t in told):
            return []
        found = told[-1].actors
        fit = all(is_able(p) and not self.suffers(p) and not any(same_camp(p, s) for s in suffered) for p in found)
        return found if fit else []

    def continues(self, earlier: Telling, telling: Telling) -> bool:
        """Whether one telling is of the story that another one told before."""
        if earlier.realis != "actual" or earlier.sentence.voice == "teaser" or not earlier.actors:
            return False
        kind = earlier.type == telling.type if telling.type in _HARM else earlier.type in ("ASSAULT", "COERCE")
        if not kind or self.past.holds(earlier) != self.past.holds(telling):
            return False
        return (
            not self.parted(earlier.first, telling.first)
            and at_once(earlier.when, telling.when)
            and together(earlier.place, telling.place)
        )

    def parted(self, first: int, last: int) -> bool:
        """Whether a word between two tokens opens another scene."""
        page = self.page
        return any(
            first < i <= last and (i - page.sentence_of(i).first <= _OPENING or page.tokens[i - 1].text in (",", ";"))
            for i in page.turned
        )

    def fresh(self, telling: Telling) -> bool:
        """Whether a telling brings in a weapon or a deed of its own (*a bomb went off*)."""
        page = self.page
        near = range(max(telling.sentence.first, telling.first - _FRESH), min(telling.sentence.last, telling.last + _FRESH))
        told = [m.first for m in page.hits("events", "means") if m.first in near]
        told += [telling.first] if telling.voice in (None, "nominal") else []
        return any(self.indefinite(i) for i in told)

    def indefinite(self, at: int) -> bool:
        """True of a noun that an indefinite determiner brings in, with at most two words between."""
        page = self.page
        for i in range(at - 1, max(at - 4, page.sentence_of(at).first - 1), -1):
            if page.is_(i, "anaphor") or not page.tokens[i].is_word:
                return False
            if page.is_(i, "determiner"):
                return True
        return False


def opponents(parties: Sequence[Phrase], suffered: Sequence[Phrase]) -> list[Phrase]:
    """Of the parties of a fight those who fought the camp of the harmed; none where that camp is no side of it."""
    armed = [s for s in suffered if is_armed(s) or is_state_actor(s.actor)]
    if not armed:
        return []
    others = [p for p in parties if camp(p) is not None and not any(same_camp(p, s) for s in armed)]
    theirs = len(others) < len(parties)
    return others if (theirs or len(parties) == 1) and len({camp(p) for p in others}) == 1 else []


def camp(phrase: Phrase) -> str | None:
    """What tells the camps of a conflict apart: the country of a state and its forces, else the party itself."""
    actor = phrase.actor
    if actor is None:
        return None
    if actor.sector in _STATE and actor.country is not None:
        return actor.country
    return actor.id


def same_camp(one: Phrase, other: Phrase) -> bool:
    """Whether two parties fight on one side; civilians are on none."""
    if one.actor is None or other.actor is None:
        return False
    if one.actor.id == other.actor.id:
        return True
    return camp(one) == camp(other) and is_state_actor(one.actor) and is_state_actor(other.actor)


def is_state_actor(actor: Actor | None) -> bool:
    """True of a state, its forces and its officers."""
    return actor is not None and actor.country is not None and actor.sector in _STATE


def is_able(phrase: Phrase) -> bool:
    """True of those who can do harm: forces, groups, states, and people by a noun; not of a mere name."""
    people = any(h.row.kind in ("role", "group", "organ") for h in phrase.nouns)
    return not phrase.pronoun and (is_armed(phrase) or is_state_actor(phrase.actor) or people)
