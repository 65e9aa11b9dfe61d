"""Scenes: where and when what is told took place, beyond what its own clause says.

Needs events, attributions, toponyms and times; changes the tellings in place. When something was said is not when it happened; of
two places in a sentence the narrower one that lies in the wider one is the scene; and what follows in a story happens where and
when the story so far did, until it says otherwise.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import msgspec

from saksi.reading.earlier import Said
from saksi.reading.page import Page
from saksi.reading.places import Toponym
from saksi.reading.tellings import History, Telling
from saksi.reading.times import When
from saksi.reading.whereabouts import led_from
from saksi.types import Location, TimePrecision

_WIDE = frozenset({"country", "adm1", "region"})
_RANK: dict[str, int] = {"country": 0, "region": 1, "adm1": 1, "adm2": 2, "adm3": 3, "village": 4, "point": 4}
_STAMPED = 3  # tokens between a word of publishing and the hour of it
_STORY = 2  # sentences after which a story's scene is no longer taken over
_OPENING = 3  # tokens from the beginning of a sentence within which another scene is opened
_EPISODE = 40  # days between two episodes
_DAYS = ("date", "weekday", "relative")
_NOUN = 4  # tokens from a preposition to the noun of a place
_RETOLD = 8  # sentences in which a story tells the day of what it opened with
_SUBJECT, _HAPPENED = 10, 5  # tokens of a subject; sentences that a sentence of happening looks back
_UNITS = {"day": (1, 0), "week": (7, 1), "month": (30, 15), "year": (365, 30)}
"""Days in a unit, and how many days it may be off."""
_KNOWN: dict[str, TimePrecision] = {"day": "day", "week": "day", "month": "month", "year": "year"}
_MEASURED = 8  # tokens from a word for after to what it is after
_LONG = frozenset({"month", "year", "decade"})
_HELD = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE"})


@dataclass(slots=True)
class Scenes:
    """Sets the scenes of one page."""

    page: Page
    places: list[Toponym]
    times: list[When]
    said: list[Said]
    lands: dict[int, str]
    """The countries of parties and places, by the token at which a phrase for them begins."""
    dateline: set[int] = field(init=False)
    areas: set[int] = field(init=False)
    """Tokens of nouns for places (*district*, *kampung*)."""
    deeds: set[int] = field(init=False)
    """Tokens of what is done to somebody: triggers and words of harm."""
    crowd: Counter[int] = field(init=False)
    """How many sentences a line has."""

    def __post_init__(self) -> None:
        self.crowd = Counter(s.line for s in self.page.sentences)
        self.dateline = self.page.tokens_of("dateline")
        done = (*self.page.hits("events", "trigger"), *self.page.hits("casualties", "word"))
        self.deeds = {i for h in done for i in range(h.first, h.last)}
        words = self.page.hits("places", "word")
        self.areas = {i for h in words if h.row.kind in ("admin", "facility") for i in range(h.first, h.last)}

    def set(self, tellings: list[Telling]) -> None:
        """Narrow places, drop times of reporting, and hand both on within a story."""
        for telling in tellings:
            telling.place = self.narrowed(telling)
            if telling.place is None and self.points_back(telling):
                telling.place = self.place_told(telling)
        past = History(self.page, tellings, True)
        number = numbered(self.page)
        told = [t for t in tellings if self.told(t)]
        for index, telling in enumerate(told):
            for earlier in reversed(told[:index]):
                apart = number[telling.sentence.index] - number[earlier.sentence.index]
                if apart > _STORY or (telling.place is not None and telling.when is not None):
                    break
                if self.parted(earlier.first, telling.first):
                    break
                if apart > 1 and earlier.sentence.line != telling.sentence.line and not self.alone(earlier, telling):
                    continue
                if not far_apart(earlier.when, telling.when):
                    telling.place = telling.place or earlier.place
                near = apart <= 1 and not abroad(earlier.place, telling.place) and not self.timed(telling)
                if near and earlier.when is not None and lasts_on(earlier.when):
                    telling.when = telling.when or earlier.when
            telling.when = telling.when or self.day_told(telling) or self.day_of_clock(telling)
            telling.when = telling.when or self.day_of_story(telling, told[:index])
            telling.place = telling.place or self.place_of_story(telling, told[:index])
            telling.when = self.so_long_before(telling, told) or telling.when
        self.happenings([t for t in told if not past.holds(t)])
        self.retold([t for t in told if not past.holds(t)])
        self.headlines([t for t in told if not past.holds(t)])
        for earlier, telling in pairwise(t for t in tellings if t.sentence.voice != "teaser"):
            apart = number[telling.sentence.index] - number[earlier.sentence.index]
            near = apart <= 1 and telling.sentence.line == earlier.sentence.line
            if telling.when is None and near and past.holds(earlier) and telling.realis == "actual":
                telling.when = earlier.when  # a memory goes on until another time is told

    def so_long_before(self, telling: Telling, told: Sequence[Telling]) -> When | None:
        """The day of what something else was so many days after (*on Monday, two days after the attack*).

        A headline leaves out the day, which is then the lead's.
        """
        page, stretch = self.page, measured(self.page, self.times, telling.first)
        count, _, unit = (stretch.time.relative or "").partition(" ") if stretch is not None else ("", "", "")
        if stretch is None or unit not in _UNITS or not count.isdigit():
            return None
        if not (page.is_(stretch.last, "aftermath") or page.is_(stretch.first, "aftermath")):
            return None
        here = [t for t in told if t.sentence is telling.sentence and t.first < stretch.first]
        lead = [t for t in told if here and t.sentence.voice == "lead" and t.type == here[-1].type]
        days = [t.when for t in reversed(here) if t.when is not None]
        days += [t.when for t in lead if t.when is not None and telling.sentence.voice == "headline"]
        if here and (here[-1].definite or here[-1].known):  # *the attack came two years after*
            days += [t.when for t in reversed(told) if t.when is not None and t.sentence.index < telling.sentence.index]
        base = days[0] if days else None
        if base is None or base.time.precision not in ("day", "time") or not base.time.earliest or not base.time.latest:
            return None
        length, about = _UNITS[unit]
        long, loose = dt.timedelta(int(count) * length), dt.timedelta(about)
        first = dt.date.fromisoformat(base.time.earliest[:10]) - long - loose
        last = dt.date.fromisoformat(base.time.latest[:10]) - long + loose
        time = msgspec.structs.replace(
            stretch.time, earliest=first.isoformat(), latest=last.isoformat(), precision=_KNOWN[unit], relative=None
        )
        return When(stretch.first, stretch.last, time, "relative")

    def before(self, telling: Telling) -> bool:
        """Whether a telling is told to have been so long before another."""
        return measured(self.page, self.times, telling.first) is not None

    def alone(self, *tellings: Telling) -> bool:
        """Whether each stands in a line of one sentence: where every sentence has a line, lines are no paragraphs."""
        return all(self.crowd[t.sentence.line] == 1 for t in tellings)

    def parted(self, first: int, last: int) -> bool:
        """Whether another scene begins between two tokens: a word that says so opens a sentence or follows a comma."""
        page = self.page
        return any(
            first < i <= last and (i - page.sentence_of(i).first <= _OPENING or page.tokens[i - 1].text in (",", ";"))
            for i in page.turned
        )

    def retold(self, told: list[Telling]) -> None:
        """What headline and lead leave out a later sentence tells: the first day told of what is of their kind is theirs."""
        for index, telling in enumerate(told):
            if any(t.when is not None for t in told[: index + 1]):
                continue
            later = (t for t in told[index + 1 :] if t.type == telling.type and t.when is not None and not self.before(t))
            dated = next(later, None)
            if dated is None or dated.when is None or self.page.sentence_of(dated.when.first) is not dated.sentence:
                continue
            near = dated.sentence.index - telling.sentence.index <= _RETOLD and not self.parted(telling.first, dated.first)
            day = dated.when.kind in _DAYS and dated.when.time.precision in ("day", "time")
            one, other = ({p.actor.id for p in t.actors if p.actor is not None} for t in (telling, dated))
            if near and day and together(telling.place, dated.place) and (not one or not other or one & other):
                telling.when = dated.when

    def happenings(self, told: list[Telling]) -> None:
        """When and where a sentence says that it happened (*peristiwa itu terjadi di X pada Senin*) holds of what was told."""
        page = self.page
        for sentence in page.sentences:
            at = next((i for i in range(sentence.first, min(sentence.first + _SUBJECT, sentence.last)) if self.occurs(i)), None)
            if at is None or sentence.voice == "teaser" or any(sentence.first <= i <= at for i in page.turned):
                continue
            behind = [w for w in self.times if at < w.first < sentence.last and w.kind in _DAYS and not self.reported(w)]
            where = [t for t in self.places if at < t.first < sentence.last and t.marked and t.location.relation == "in"]
            for telling in reversed([t for t in told if t.first < sentence.first]):
                if sentence.index - telling.sentence.index > _HAPPENED or self.parted(telling.first, sentence.first):
                    break
                telling.when = telling.when or (behind[0] if behind else None)
                telling.place = telling.place or (where[0].location if where else None)

    def occurs(self, at: int) -> bool:
        """True of a verb of happening whose subject points back (*peristiwa itu terjadi*, *the attack took place*)."""
        page, first = self.page, self.page.sentence_of(at).first
        if not page.is_(at, "occurrence") or at == first or page.is_(at - 1, "relative", "negator"):
            return False
        return any(page.is_(i, "anaphor", "demonstrative") for i in range(first, at))

    def headlines(self, told: list[Telling]) -> None:
        """A headline leaves out where and when: both are the lead's, of the first telling there that is of its kind."""
        for telling in told:
            if telling.sentence.voice != "headline":
                continue
            lead = next(
                (t for t in told if t.type == telling.type and t.sentence.voice == "lead" and t.realis == telling.realis), None
            )
            if lead is not None:
                telling.place = telling.place or lead.place
                telling.when = telling.when or lead.when

    def day_of_clock(self, telling: Telling) -> When | None:
        """Of what is told with an hour alone, the day the story told last; not across another scene."""
        here = telling.sentence
        hour = any(w.kind == "clock" and here.first <= w.first < here.last for w in self.times)
        if not hour:
            return None
        days = [w for w in self.times if w.first < here.first and w.kind in _DAYS and w.time.precision in ("day", "time")]
        days = [w for w in days if w.time.earliest and not self.is_teaser(w.first) and not self.reported(w)]
        last = days[-1] if days else None
        return last if last is not None and not self.parted(last.first, telling.first) else None

    def reported(self, when: When) -> bool:
        """Whether a time tells when something was said."""
        sentence, start = self.page.sentence_of(when.first), self.page.tokens[when.first].start
        return any(s.sentence is sentence and not s.covers(start) for s in self.said)

    def points_back(self, telling: Telling) -> bool:
        """Whether it is told to have been at a place that was named before (*there*, *di distrik yang sama*)."""
        page, nouns = self.page, self.areas
        for i in range(telling.sentence.first, telling.sentence.last):
            if not page.is_(i, "location_marker"):
                continue
            if page.is_(i, "demonstrative") or (page.is_(i + 1, "demonstrative") and i + 1 not in nouns and i + 2 not in nouns):
                return True
            noun = next((k for k in range(i + 1, min(i + _NOUN, telling.sentence.last)) if k in nouns), None)
            named = noun is not None and noun + 2 < len(page.tokens) and page.tokens[noun + 2].is_capital
            if noun is not None and named and page.is_(noun + 1, "linker"):
                continue  # *in the eastern province of X*
            if noun is not None and any(page.is_(k, "anaphor") for k in (*range(i + 1, noun), noun + 1)):
                return True
        return False

    def place_told(self, telling: Telling) -> Location | None:
        """The last place the story has been at before a telling's sentence."""
        before = [t for t in self.places if t.marked and t.first < telling.sentence.first and not self.is_teaser(t.first)]
        return before[-1].location if before and not self.parted(before[-1].first, telling.first) else None

    def day_told(self, telling: Telling) -> When | None:
        """The last day that its paragraph has told before, in no more than so many sentences; not when something was said."""
        page, here = self.page, telling.sentence
        for when in reversed([w for w in self.times if w.first < here.first]):
            sentence = page.sentence_of(when.first)
            alone = self.crowd[sentence.line] == 1 == self.crowd[here.line]
            if not (sentence.line == here.line or alone) or here.index - sentence.index > _STORY:
                return None
            said = any(s.sentence is sentence and not s.covers(page.tokens[when.first].start) for s in self.said)
            if self.parted(when.first, telling.first):
                return None
            if when.kind in _DAYS and when.time.precision in ("day", "time") and not said:
                return when
        return None

    def day_of_story(self, telling: Telling, before: Sequence[Telling]) -> When | None:
        """The one day that the story so far has told of, where it has told of no other and no other scene begins."""
        found = [t.when for t in before if t.when is not None and t.when.time.precision in ("day", "time")]
        days = {(w.time.earliest or w.time.text)[:10] for w in found}
        if len(days) != 1 or any(w.kind not in _DAYS for w in found) or self.parted(before[0].first, telling.first):
            return None
        return None if self.timed(telling) or telling.row.roles != "directed" else found[-1]

    def timed(self, telling: Telling) -> bool:
        """Whether a telling's sentence tells a time of its own, though of something else; not an hour, nor when it was said."""
        here, at = telling.sentence, telling.first
        own = [w for w in self.times if here.first <= w.first < here.last and w.kind not in ("clock", "duration")]
        return any(not tells_when_said(self.page, self.said, at, w) for w in own)

    def place_of_story(self, telling: Telling, before: Sequence[Telling]) -> Location | None:
        """The one place that the story so far has told of, where it has told of no other and no other scene begins."""
        found = [t.place for t in before if t.place is not None]
        places = {p.place.id if p.place is not None else p.text for p in found}
        if len(places) != 1 or self.parted(before[0].first, telling.first) or telling.row.roles != "directed":
            return None
        here = telling.sentence
        placed = any(here.first <= t.first < here.last and t.marked for t in self.places)
        land = found[-1].place.country if found[-1].place is not None else None
        lands = {c for first, c in self.lands.items() if here.first <= first < here.last}
        abroad = land is not None and bool(lands) and land not in lands
        return None if placed or abroad or far_apart(before[-1].when, telling.when) else found[-1]

    def is_teaser(self, at: int) -> bool:
        """Whether a token stands in a pointer to another story."""
        return self.page.sentence_of(at).voice == "teaser"

    def told(self, telling: Telling) -> bool:
        """True of what happened, or is said not to have, in the story the page tells: no teaser, plan or memory."""
        here = telling.sentence.voice != "teaser" and telling.realis in ("actual", "negated") and not telling.mood.historical
        return here and telling.type in _HELD

    def narrowed(self, telling: Telling) -> Location | None:
        """The narrowest place of the sentence that lies in the place the telling has, or in any where it has none."""
        place = telling.place
        wide = place is None or place.precision in _WIDE or self.owns(place)
        if telling.sentence.voice == "teaser" or not wide or (place is not None and place.place is None):
            return place
        if place is not None and self.owns(place):
            place = None  # *menyerang pangkalan X*: whose it is, not where
        area = place.place.adm1 if place is not None and place.place is not None else None
        rank = _RANK[place.precision] if place is not None else 0
        country = place.place.country if place is not None and place.place is not None else None
        found = [
            t for t in self.places
            if telling.sentence.first <= t.first < telling.sentence.last
            and _RANK[t.location.precision] > rank
            and t.location.place is not None
            and (t.marked or place is not None)
            and t.first not in self.dateline
            and (country is None or t.location.place.country == country)
            and (area is None or t.location.place.adm1 == area)
            and t.location.relation in (None, "in")
            and not (telling.type == "ASSAULT" and self.origin(t))
        ]  # fmt: skip
        if not found:
            return place
        return min(found, key=lambda t: (abs(t.first - telling.first), t.first)).location

    def origin(self, place: Toponym) -> bool:
        """True of where people are from (*workers from X*), not of where something was done from (*abducted from X*)."""
        at = led_from(self.page, place.first, self.areas)
        return at is not None and at - 1 not in self.deeds and not self.page.is_(at - 1, "verb", "adverb", "passive_auxiliary")

    def owns(self, place: Location) -> bool:
        """True of a country that only tells whose a thing is (*pangkalan Sri Lanka*)."""
        state = place.place is not None and place.place.country is not None and place.place.adm1 is None
        return state and place.precision in ("country", "point") and place.text[:1].islower() and " " in place.text


def without_stamps(page: Page, times: Sequence[When]) -> list[When]:
    """The times but those that a page is stamped with (*Posted: May 1, 2013 1:55 PM*, *Diperbarui pada 3 Mei 2021*)."""
    return [w for w in times if not _is_stamp(page, w)]


def _is_stamp(page: Page, when: When) -> bool:
    """Whether a capitalised word of publishing, with a mark behind it or first in its sentence, leads a time."""
    i, marked = when.first - 1, False
    while i > 0 and when.first - i <= _STAMPED and not page.is_(i, "stamp"):
        if page.tokens[i].is_word and not page.is_(i, "preposition", "location_marker"):
            return False
        marked = marked or not page.tokens[i].is_word
        i -= 1
    if i < 0 or not page.is_(i, "stamp") or not page.tokens[i].is_capital:
        return False
    return marked or i == page.sentence_of(i).first


def happened(page: Page, times: Sequence[When], said: list[Said], at: int, when: When | None) -> When | None:
    """The time of what stands at token ``at``, unless it tells when something was said about what happened."""
    here = page.sentence_of(at)
    if when is None or page.sentence_of(when.first) is not here or not tells_when_said(page, said, at, when):
        return when
    others = [
        w for w in times
        if page.sentence_of(w.first) is here
        and w.kind not in ("duration", "asof", "clock", "since", "until")
        and not tells_when_said(page, said, at, w)
    ]  # fmt: skip
    return min(others, key=lambda w: (abs(w.first - at), w.first)) if others else None


def aside(page: Page, at: int, when: When) -> bool:
    """True of a year or month in a relative clause behind what stands at a token, of what else that clause tells.

    *Arrested in Monrovia, which was founded in 1847*; a day there is nearly always that of the report, and a clause that tells of
    harm or violence (*riots that killed 40 in May 1998*) is of the same.
    """
    if when.time.precision not in _LONG or when.kind not in ("date", "year", "month"):
        return False
    opened = [i for i in range(at, when.first) if page.is_(i, "relative") and not page.is_(i + 1, "occurrence")]
    deeds = (*page.hits("events", "trigger"), *page.hits("casualties", "word")) if opened else ()
    return bool(opened) and not any(opened[-1] < h.first < when.first for h in deeds)


def measured(page: Page, times: Sequence[When], at: int) -> When | None:
    """The stretch of time from or to what is told at a token (*two days after the attack*)."""
    for when in times:
        led = page.is_(when.last, "sequel") or page.is_(when.first, "sequel")  # *a day after* is one word to a pack
        here = page.sentence_of(when.first) is page.sentence_of(at)
        behind = when.kind == "duration" and led and here and 0 < at - when.last <= _MEASURED
        if behind and not any(page.tokens[i].text == "," for i in range(when.last, at)):
            return when
    return None


def numbered(page: Page) -> list[int]:
    """The sentences counted without teasers, which part no story."""
    out, count = [], 0
    for sentence in page.sentences:
        out.append(count)
        count += sentence.voice != "teaser"
    return out


def abroad(one: Location | None, other: Location | None) -> bool:
    """Whether two places lie in two countries."""
    lands = [p.place.country for p in (one, other) if p is not None and p.place is not None and p.place.country is not None]
    return len(set(lands)) > 1


def lasts_on(when: When) -> bool:
    """True of a day or a week, in which the next sentence may go on; not of a year, nor of *since*: those are of one sentence."""
    return when.kind not in ("since", "until") and when.time.precision not in _LONG


def at_once(one: When | None, other: When | None) -> bool:
    """Whether two times may be of one story: they share a day, or one of them is not told."""
    if one is None or other is None:
        return True
    a, b = one.time, other.time
    if a.earliest is None or a.latest is None or b.earliest is None or b.latest is None:
        return a.text == b.text
    early, late = dt.date.fromisoformat(a.earliest[:10]), dt.date.fromisoformat(a.latest[:10])
    return early <= dt.date.fromisoformat(b.latest[:10]) and dt.date.fromisoformat(b.earliest[:10]) <= late


def together(one: Location | None, other: Location | None) -> bool:
    """Whether two places may be of one story: one of them is not told or holds the other."""
    if one is None or other is None or one.place is None or other.place is None:
        return True
    a, b = one.place, other.place
    if a.id == b.id or a.country is None or b.country is None:
        return True
    if a.country != b.country:
        return False
    if a.adm1 is None or b.adm1 is None or a.adm1 != b.adm1:
        return a.adm1 is None or b.adm1 is None
    return a.adm2 is None or b.adm2 is None or a.adm2 == b.adm2 or "adm1" in (one.precision, other.precision)


def far_apart(one: When | None, other: When | None) -> bool:
    """Whether two times are of different episodes: weeks lie between them."""
    if one is None or other is None or not one.time.latest or not other.time.latest:
        return False
    first, last = (dt.date.fromisoformat(t.time.latest[:10]) for t in (one, other) if t.time.latest)
    return abs((first - last).days) > _EPISODE


def tells_when_said(page: Page, said: list[Said], at: int, when: When) -> bool:
    """True of a time that tells when what stands at token ``at`` was said: an attribution's content holds that and not the time.

    A time between a cue and the conjunction that opens its content is the cue's too (*told reporters on Monday that*).
    """
    start, other, sentence = page.tokens[at].start, page.tokens[when.first].start, page.sentence_of(at)
    told = page.is_(when.last, "complementizer") and when.last <= at
    here = [s for s in said if s.sentence is sentence and s.covers(start)]
    return any(not s.covers(other) or (told and s.last <= when.first) for s in here)


def narrowest(places: Sequence[Location]) -> Location | None:
    """Of the places of one event's tellings the narrowest, *in* before *near*, the first of equals."""
    return max(places, key=lambda p: (p.relation != "near", _RANK[p.precision]), default=None)
