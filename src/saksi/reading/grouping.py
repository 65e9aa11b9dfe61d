"""Which tellings are one event.

Needs the tellings of a page with their roles, places and times; gives each the index of its event. Two tellings are one event
when their type, realis, parties, place and time agree and there is a reason to be one: the headline and the lead, a definite
noun, a subject that is the other's noun, harm and what did it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from saksi.reading.actors import Phrase, is_armed
from saksi.reading.page import Page
from saksi.reading.scenes import measured, together
from saksi.reading.tellings import History, Telling
from saksi.reading.times import When
from saksi.types import Location, Time

_SPOKEN = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "SUPPORT", "CONCEDE"})
_MIXED = frozenset({"ASSAULT", "PROTEST"})
"""Types whose modes tell one act in several ways: shot, bombed, killed."""
_OFFICERS = frozenset({"COP", "MIL", "GOV", "SPY"})
_REACH = 8  # tokens between a verb and the object that makes it an event
_REACH_OF_CAUSE = 14  # tokens between harm and the nominal that did it


@dataclass(slots=True)
class Grouping:
    """The tellings of one page on their way to events."""

    page: Page
    tellings: list[Telling]
    times: list[When] = field(default_factory=list)
    past: History = field(init=False)
    harms: set[int] = field(init=False)
    """Tokens of words of harm."""

    def __post_init__(self) -> None:
        self.harms = {h.first for h in self.page.hits("casualties", "word")}

    def join(self) -> None:
        """Pass roles and places on between tellings, then give each the index of its event."""
        self.past = History(self.page, self.tellings, True)
        self.inherit()
        self.group()

    def inherit(self) -> None:
        """A verb whose subject is another event's noun (*serangan itu menewaskan*) takes that event's agents."""
        by_token = {t.first: t for t in self.tellings}
        for telling in self.tellings:
            if telling.cause is None or telling.actors:
                continue
            cause = by_token.get(telling.cause)
            if cause is not None and cause is not telling:
                telling.actors = list(cause.actors)
                telling.of = None
        for before, telling in pairwise(self.tellings):
            if self.fires(before, telling) or (before.voice == "passive" and self.results(before, telling)):
                telling.actors = list(before.actors)
        for index, telling in enumerate(self.tellings):
            lone = telling.mutual and len(telling.actors) == 1 and self.page.is_(telling.actors[0].first, "pronoun_plural")
            both = (
                next((t.actors for t in reversed(self.tellings[:index]) if t.mutual and len(t.actors) > 1), None)
                if lone
                else None
            )
            telling.actors = both or telling.actors
        for before, telling in pairwise(self.tellings):
            pointing = telling.voice == "active" and self.page.clitics[telling.first] == "possessor"
            if pointing and not telling.recipients and telling.sentence is before.sentence:
                telling.recipients = list(before.recipients)  # *merebut kota itu dan mendudukinya*
        for index, telling in enumerate(self.tellings):
            if telling.place is None:
                telling.place = self.place_before(telling)
            self.carry_on(telling, self.tellings[:index])

    def carry_on(self, telling: Telling, earlier: list[Telling]) -> None:
        """What one account of a police action leaves out: who goes on to arrest, and whom force is used on after a protest."""
        if telling.mutual or telling.realis != "actual" or telling.sentence.voice == "teaser":
            return
        same = [t for t in earlier if t.sentence.line == telling.sentence.line and t.realis == "actual"]
        same = [t for t in same if telling.sentence.index - t.sentence.index <= 1]
        if not same:
            return
        main = [t for t in same if not self.page.is_(t.first - 1, "relative")]
        if telling.type == "COERCE" and telling.voice == "passive" and not telling.actors and main and not main[-1].mutual:
            telling.actors = [p for p in main[-1].actors if _is_officer(p)]
        forced = telling.type == "COERCE" or (telling.type == "ASSAULT" and telling.voice == "active")
        crowd = next((t for t in reversed(same) if t.type == "PROTEST" and t.actors), None)
        if crowd is not None and forced and not telling.recipients and any(_is_officer(p) for p in telling.actors):
            telling.recipients = [p for p in crowd.actors if not _is_officer(p)]

    def place_before(self, telling: Telling) -> Location | None:
        """Without a place of its own an event takes the last one of its line, or the lead's."""
        if telling.sentence.voice == "teaser" or telling.type not in ("ASSAULT", "PROTEST", "COERCE", "MOBILIZE"):
            return None
        same = [
            t
            for t in self.tellings
            if t.place is not None
            and t.sentence.line == telling.sentence.line
            and t.first < telling.first
            and not any(t.first < i <= telling.first for i in self.page.turned)
        ]
        return same[-1].place if same else None

    def group(self) -> None:
        """Which tellings are one event: same type and realis, compatible roles, time and place, and a reason to be one."""
        events: list[list[Telling]] = []
        for telling in self.tellings:
            home = next((i for i in range(len(events) - 1, -1, -1) if self.one_event(events[i], telling)), None)
            if home is None:
                telling.of = len(events)
                events.append([telling])
            else:
                telling.of = home
                events[home].append(telling)

    def one_event(self, event: list[Telling], new: Telling) -> bool:
        head = event[0]
        if head.type == new.type and any(self.makes(t, new) or self.makes(new, t) for t in event):
            return True
        caused = new.cause is not None and any(t.first == new.cause for t in event)
        if caused and (head.type, head.realis, head.mutual) == (new.type, new.realis, new.mutual):
            return True
        headline = head.sentence.voice == "headline" and new.sentence.voice in ("headline", "lead")
        headline = headline and not any(self.answers(t, head) for t in self.tellings)
        if self.elsewhere(event, new, opening=headline and all(t.sentence.voice == "headline" for t in event)):
            return False
        background = new.mutual and new.row.weak and new.voice in (None, "nominal")  # *the war* that an attack belongs to
        harmed = new.sentence is event[-1].sentence and self.when_clause(event[-1], new)
        mixed = harmed or (headline and not background and not (head.actors and head.recipients))
        if head.mutual != new.mutual and not mixed:
            return False
        if self.past.holds(head) != self.past.holds(new):
            return False
        if (
            head.type != new.type
            or head.realis != new.realis
            or (new.mood.historical and not head.mood.historical)
            or (head.sentence.voice == "teaser") != (new.sentence.voice == "teaser")
        ):
            return False
        if new.sentence.voice == "teaser" and head.sentence.index != new.sentence.index:
            return False
        if headline and self.reversed_(head, new):
            return False
        agree = _at_peace if headline else _compatible
        if head.type in _SPOKEN and head.actors and new.actors and not _shared_words(self.page, head.actors, new.actors):
            return False
        if not (agree(head.actors, new.actors) and agree(head.recipients, new.recipients)):
            return False
        dated = event if new.known else [head]
        when = new.when.time if new.when else None
        if not harmed and not all(_same_time(t.when.time if t.when else None, when) for t in dated):
            return False
        near = new.sentence.index - event[-1].sentence.index
        if new.modes and head.modes and set(new.modes).isdisjoint(head.modes) and not (headline and head.type in _MIXED):
            return False
        if new.definite and near <= 4:
            return True
        if new.known and any(t.sentence.voice in ("headline", "lead") for t in event):
            return True
        if harmed or self.fires(event[-1], new) or self.results(event[-1], new):
            return True
        bare = not new.actors and not new.recipients and near <= 1 and new.type == "ASSAULT" and not (new.when and not head.when)
        return headline or (bare and new.voice in (None, "nominal")) or (near == 0 and _shared(event, new))

    def elsewhere(self, event: list[Telling], new: Telling, *, opening: bool) -> bool:
        """Whether it is told to have been at another place, or so long before or after what its sentence tells.

        What opens the lead is what the headline tells, however differently the two name the place.
        """
        stretch = measured(self.page, self.times, new.first)
        long_before = any(measured(self.page, self.times, t.first) is not None for t in event)
        if long_before and stretch is None and not (new.definite or new.known) and new.sentence is not event[0].sentence:
            return True  # *wounds two soldiers two days after massacre*: what the lead tells first is not the massacre
        before = [t for t in event if stretch is not None and t.sentence is new.sentence and t.first < stretch.first]
        if stretch is not None and (before or not new.definite):
            return True
        if any(self.answers(t, new) for t in event) or (self.answering(new) and not any(map(self.answering, event))):
            return True
        return not opening and any(not together(t.place, new.place) for t in event)

    def answering(self, telling: Telling) -> bool:
        """Whether a verb with somebody who does it says that the deed answers one told before (*Turkey struck back*)."""
        if telling.voice in (None, "nominal") or not telling.actors:
            return False
        cues = (h for h in self.page.hits("events", "relation") if h.row.type == "retaliation_for")
        return any(telling.first - 1 <= h.first < telling.last for h in cues)

    def answers(self, one: Telling, other: Telling) -> bool:
        """Whether the sentence says that the one is done for the other (*hit a post to avenge a bombing*)."""
        if one.sentence is not other.sentence:
            return False
        cues = (h for h in self.page.hits("events", "relation") if h.row.type in ("retaliation_for", "response_to"))
        return any(one.last <= h.first and h.last <= other.first for h in cues)

    def makes(self, verb: Telling, nominal: Telling) -> bool:
        """Whether a nominal is the object that makes a verb an event (*called a strike*)."""
        if nominal.voice not in (None, "nominal") or verb.voice in (None, "nominal") or verb.sentence is not nominal.sentence:
            return False
        words = " ".join(self.page.keys.words[nominal.first : nominal.last])
        near = 0 <= nominal.first - verb.last < _REACH or 0 <= verb.first - nominal.last < _REACH
        return near and any(f" {o} " in f" {words} " for o in verb.row.objects)

    def fires(self, shot: Telling, blow: Telling) -> bool:
        """*A missile fired by X hit a tanker*: who fired what hit is told in front of it."""
        if shot.type != "ASSAULT" or blow.type != "ASSAULT" or shot.voice != "passive" or blow.voice not in ("active", "third"):
            return False
        near = shot.sentence is blow.sentence and 0 < blow.first - shot.last <= _REACH
        weapon = any(0 <= shot.first - m.last <= 2 for m in self.page.hits("events", "means"))
        return near and weapon and bool(shot.actors) and blow.actors in ([], shot.actors)

    def reversed_(self, one: Telling, other: Telling) -> bool:
        """Whether the sides of one telling have changed places in another: each side tells of the other's dead."""
        doers, suffering = self.named(one.actors), self.named(one.recipients)
        crossed = self.named(other.actors) & suffering or self.named(other.recipients) & doers
        return bool(crossed) and not (self.named(other.actors) & doers or self.named(other.recipients) & suffering)

    def named(self, phrases: list[Phrase]) -> set[str]:
        """The names in some phrases, in lower case."""
        tokens = self.page.tokens
        return {tokens[i].lower for p in phrases for n in p.names for i in range(n.first, n.last)} | {
            tokens[i].lower for p in phrases if p.proper is not None for i in range(*p.proper)
        }

    def results(self, one: Telling, harm: Telling) -> bool:
        """*Jets bombed a village, killing 12*: the harm that an act does, told behind a comma, is of that act."""
        page, i = self.page, harm.first - 1
        if one.type != "ASSAULT" or one.sentence is not harm.sentence or one.voice in (None, "nominal", "stative"):
            return False
        while i > one.last and page.is_(i, "adverb", "aspect"):
            i -= 1
        beside = page.tokens[i].text == "," and harm.voice in ("gerund", "active") and harm.first in self.harms
        again = (
            self.page.is_(i, "coordinator") and one.first in self.harms and one.voice == harm.voice
        )  # *killing 2 and injuring 9*
        near = (beside or again) and harm.first - one.last <= _REACH_OF_CAUSE
        if one.voice == "passive":
            return near and harm.voice == "gerund"  # *was attacked by X, killing 12*: who attacked killed
        return near and (not harm.actors or harm.actors == one.actors)

    def when_clause(self, one: Telling, other: Telling) -> bool:
        """*Five were killed when gunmen stormed X*, *tewas dalam serangan X*: harm and what did it are one event."""
        page = self.page
        if one.type != "ASSAULT" or one.mutual or not one.recipients or one.voice not in ("passive", "stative"):
            return False
        nominal = other.voice in (None, "nominal")
        if not other.actors or (one.actors and not (nominal and one.actors == other.actors)):
            return False
        between = range(one.last, other.first)
        if nominal:
            before = other.first - 1
            passed = {i for p in other.actors for i in range(p.first, p.last)}  # *killed in a Taliban ambush*
            passed |= {i for when in self.times for i in range(when.first, when.last)}
            while before > one.last and (before in passed or page.is_(before, "determiner", "quantifier", "modifier")):
                before -= 1
            led = page.is_(before, "location_marker", "cause_marker") or (bool(one.actors) and page.is_(before, "agent_marker"))
            return led and len(between) <= _REACH_OF_CAUSE
        return any(page.is_(i, "subordinator") for i in between) and not any(page.tokens[i].text in (";", '"') for i in between)


def merged_roles(group: list[Telling]) -> tuple[list[Phrase], list[Phrase], bool]:
    """Actors and recipients of one event out of all its tellings, and whether it is mutual.

    Who acts is taken from the fullest telling (roles filled, people before things, the first of equals); who suffers from all of
    them, because one says *the bus stand* and another *21 passengers*. What tells it again further on only fills in what these
    leave out.
    """
    actors, recipients, mutual = _merged([t for t in group if not t.again])
    later = [t for t in group if t.again]
    if not actors:
        fight = next((t for t in later if t.mutual and len(t.actors) > 1), None)
        if fight is not None and not recipients:
            return fight.actors, [], True
        actors = next((t.actors for t in later if not t.mutual and any(map(_is_known, t.actors))), [])
    if not recipients and not mutual:
        told = next((t.recipients for t in later if t.recipients and not t.mutual), [])
        recipients = [p for p in told if not _same(p, actors)]
    return actors, recipients, mutual


def _merged(group: list[Telling]) -> tuple[list[Phrase], list[Phrase], bool]:
    """The same of the tellings that stand together."""

    def fullness(telling: Telling) -> tuple[int, bool, int]:
        filled = bool(telling.actors) + bool(telling.recipients) + (telling.mutual and len(telling.actors) > 1)
        return filled, any(p.nouns or is_armed(p) for p in telling.recipients), -telling.first

    fullest = max(group, key=fullness)
    actors = fullest.actors or next((t.actors for t in group if t.actors), [])
    if fullest.mutual:
        return actors, [], True
    recipients: list[Phrase] = []
    for telling in sorted(group, key=lambda t: t is not fullest):
        if not telling.mutual:
            recipients += [
                p for p in telling.recipients if not _known(p, recipients) and (telling is fullest or not _same(p, actors))
            ]
    return actors, recipients, False


def _is_known(phrase: Phrase) -> bool:
    """True of a party that is described or that the registry knows, not of a mere name."""
    return phrase.actor is not None and not phrase.actor.id.startswith("name:")


def _known(phrase: Phrase, others: list[Phrase]) -> bool:
    """True of a party that stands there already, and of a pronoun beside anybody."""
    return (phrase.pronoun and bool(others)) or _same(phrase, others)


def _is_officer(phrase: Phrase) -> bool:
    """True of police, soldiers and authorities."""
    return phrase.actor is not None and phrase.actor.sector in _OFFICERS


def _same(phrase: Phrase, others: list[Phrase]) -> bool:
    """True of a party that stands there already."""
    return any(p.actor is not None and phrase.actor is not None and p.actor.id == phrase.actor.id for p in others)


def _keys(phrases: list[Phrase]) -> set[str]:
    return {p.actor.id for p in phrases if p.actor is not None}


def _compatible(one: list[Phrase], other: list[Phrase]) -> bool:
    a, b = _keys(one), _keys(other)
    return not a or not b or bool(a & b)


def _at_peace(one: list[Phrase], other: list[Phrase]) -> bool:
    """Headline and lead name the same parties in different words: they differ only where none of their countries is the same."""
    a = {p.actor.country for p in one if p.actor is not None and p.actor.country}
    b = {p.actor.country for p in other if p.actor is not None and p.actor.country}
    return not a or not b or bool(a & b) or as_many(one, other)


def as_many(one: Iterable[Phrase], other: Iterable[Phrase]) -> bool:
    """Whether two tellings count as many people: *33 soldiers* in the headline are the *33 Turkish soldiers* of the lead."""
    counts = [{p.number.quantity.number for p in side if p.number is not None} - {None, 1} for side in (one, other)]
    return bool(counts[0] & counts[1])


def _shared(event: list[Telling], new: Telling) -> bool:
    """In one sentence, two tellings of the same parties in the same roles are one event."""
    head = event[0]
    return bool(_keys(head.actors) & _keys(new.actors)) and bool(_keys(head.recipients) & _keys(new.recipients))


def _same_time(one: Time | None, other: Time | None) -> bool:
    if (
        one is None
        or other is None
        or one.earliest is None
        or other.earliest is None
        or one.latest is None
        or other.latest is None
    ):
        return True
    return one.earliest[:10] <= other.latest[:10] and other.earliest[:10] <= one.latest[:10]


def _shared_words(page: Page, one: list[Phrase], other: list[Phrase]) -> bool:
    """Whether two sides name one party: the same entry, the same country, or the same noun."""
    if _keys(one) & _keys(other) or any(p.pronoun for p in (*one, *other)):
        return True
    lands = [{p.actor.country for p in side if p.actor is not None and p.actor.country} for side in (one, other)]
    words = [{page.tokens[p.last - 1].lower for p in side} for side in (one, other)]
    return bool(lands[0] & lands[1]) or bool(words[0] & words[1])
