"""Occasions: in which event, where and when the harm that a toll counts was done.

Needs tolls, tellings, places, times and attributions. The event is the one that the word of harm itself tells; else the one
nearest to it inside its clause, then in its sentence, of the kind that does such harm; else the last such event of the
story. Place and time are those of the toll's own stretch of its sentence, up to the next toll and the next clause; what
stands behind the harm comes before what stands in front of it. Only where the stretch tells none they are the event's. Where
people came from is not where they were harmed, and when something was said is not when it happened.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from saksi.reading.earlier import Said
from saksi.reading.page import Page
from saksi.reading.places import Toponym
from saksi.reading.scenes import aside, at_once, lasts_on, numbered, tells_when_said, together
from saksi.reading.tellings import Telling
from saksi.reading.times import When
from saksi.reading.tolls import Toll
from saksi.reading.whereabouts import led_from
from saksi.types import CasualtyKind, EventClaim, Location, Time

_OPENING = 3  # tokens from the beginning of a sentence within which another scene is opened
_STORY = 3  # sentences a toll looks back for its event
_VIOLENCE = ("ASSAULT", "PROTEST", "COERCE")
_CUSTODY = ("COERCE", "ASSAULT", "PROTEST")
_DONE_BY: dict[CasualtyKind, tuple[str, ...]] = {
    "detained": _CUSTODY, "released": (*_CUSTODY, "AID"), "surrendered": _CUSTODY, "captured": ("ASSAULT", "COERCE", "PROTEST"),
    "abducted": ("ASSAULT", "COERCE", "PROTEST"),
}  # fmt: skip
"""Types of event that do a kind of harm, the likeliest first."""
HARM: frozenset[CasualtyKind] = frozenset({"killed", "injured", "killed_or_injured", "bodies_recovered", "missing"})
_UNKNOWN: frozenset[CasualtyKind] = frozenset({"missing", "bodies_recovered", "displaced", "surrendered"})
"""Kinds of harm whose doer only their own sentence can tell."""
_VERB = 3  # tokens between a verb and a time that belongs to it
_HEAD = 2  # tokens between an event's noun and the clause that tells more of it
_NOUN = 5  # tokens from a word of location to the name of the place whose part it governs
_DAYS = ("date", "weekday", "relative")
_WIDE = frozenset({"country", "adm1", "region"})
_RANK: dict[str, int] = {"country": 0, "region": 1, "adm1": 1, "adm2": 2, "adm3": 3, "village": 4, "point": 4}
Stretch = tuple[int, int]


@dataclass(slots=True)
class Occasions:
    """Answers for the tolls of one page."""

    page: Page
    tellings: list[Telling]
    tolls: list[Toll]
    places: list[Toponym]
    times: list[When]
    said: list[Said]
    dateline: set[int] = field(init=False)
    timed: set[int] = field(init=False)
    number: list[int] = field(init=False)
    areas: set[int] = field(init=False)
    """Tokens of nouns for places (*district*, *hospital*)."""
    near: set[int] = field(init=False)
    """Where words for near begin."""
    quarters: set[int] = field(init=False)
    """Those of nouns for areas alone (*district*, *kampung*)."""

    def __post_init__(self) -> None:
        self.timed = {i for w in self.times for i in range(w.first, w.last)}
        self.dateline = self.page.tokens_of("dateline", "byline")
        self.number = numbered(self.page)
        words = self.page.hits("places", "word")
        self.near = {h.first for h in words if h.row.kind == "relation" and h.row.relation == "near"}
        self.quarters = {i for h in words if h.row.kind == "admin" for i in range(h.first, h.last)}
        self.areas = {i for h in words if h.row.kind in ("admin", "facility") for i in range(h.first, h.last)}

    # --- event -------------------------------------------------------------------------------------------------------

    def telling(self, toll: Toll) -> Telling | None:
        """The telling of the event that did the harm; none where the story has told of none."""
        types = _DONE_BY.get(toll.kind, _VIOLENCE)
        able = [t for t in self.tellings if t.type in types and t.realis in ("actual", toll.mood.realis)]
        here = [t for t in able if t.sentence is toll.sentence]
        first, _ = self.core(toll)
        border = toll.mood.border
        for telling in here:
            if border is not None and telling.voice in (None, "nominal") and 0 <= border - telling.last <= _HEAD:
                return telling  # *the massacre in which 8,000 were killed*
        itself = next((t for t in here if self.of_hit(toll, t)), None)
        if itself is not None:
            return itself
        inner = self.clause(toll)
        sure = [t for t in here if t.type in types[:2] or not toll.number]
        for found in ([t for t in sure if inner[0] <= t.first < inner[1]], sure, here):
            if found:
                return min(found, key=lambda t: (types.index(t.type), abs(t.first - first), t.first))
        if toll.sentence.voice == "teaser" or toll.scope == "campaign":
            return None
        before = [
            t for t in able
            if t.first < toll.first and t.sentence.voice != "teaser"
            and self.number[toll.sentence.index] - self.number[t.sentence.index] <= _STORY
            and not any(t.first < i <= toll.first and i - self.page.sentence_of(i).first <= _OPENING for i in self.page.turned)
        ]  # fmt: skip
        mine, here_placed = self.when(toll), self.place(toll)
        before = [t for t in before if at_once(mine, t.when) and together(here_placed, t.place)]
        harming = [t for t in before if t.row.needs != "ground"] or before  # who took a town is not said to have hurt anybody
        likely = [t for t in harming if t.type == types[0]]
        return (likely or harming)[-1] if harming else None

    def goes_on(self, toll: Toll, telling: Telling) -> bool:
        """Whether a toll in a sentence of no event is of the event told before: not of a war, nor of another day or place."""
        if toll.scope == "campaign" or telling.type not in _DONE_BY.get(toll.kind, ("ASSAULT",)) or toll.kind in _UNKNOWN:
            return False
        return at_once(self.when(toll), telling.when) and together(self.place(toll), telling.place)

    def elsewhere(self, toll: Toll) -> bool:
        """Whether the sentence of a toll opens another scene than the one told so far, or is of another story than the first."""
        first = toll.sentence.first
        opened = any(first <= i <= min(toll.first, first + _OPENING) for i in self.page.turned)
        return opened or any(0 < i <= first for i in self.page.stories)

    def of_story(self, toll: Toll, event: EventClaim) -> bool:
        """Whether a toll of no event may be of the one that the page reports: told by then, of harm like it, and there."""
        if event.plover.type not in _DONE_BY.get(toll.kind, _VIOLENCE) or toll.scope == "campaign":
            return False
        return event.evidence.start < toll.sentence.end and together(self.place(toll), event.place)

    @staticmethod
    def of_hit(toll: Toll, telling: Telling) -> bool:
        """Whether a telling's trigger is the word of harm itself."""
        hit = toll.hit
        return hit is not None and telling.first < hit.last and telling.last > hit.first

    # --- place and time ----------------------------------------------------------------------------------------------

    def place(self, toll: Toll) -> Location | None:
        """The place that the toll's own stretch of its sentence tells."""
        speakers = {i for s in self.said for p in s.phrases for i in range(p.first, p.last)}
        at = self.at(toll)
        here = [
            t for t in self.places
            if toll.sentence.first <= t.first < toll.sentence.last and t.first not in self.dateline
            and (t.marked or self.part_of_place(t.first) or self.apposed(t.first) or self.is_quarter(t))
            and t.first not in speakers and not self.origin(t.first)
            and not self.goal(t) and not self.acts(t)
            and not told_where(self.page, self.said, at, t)
        ]  # fmt: skip
        for stretch in (self.own(toll), self.clause(toll)):
            inside = [t for t in here if stretch[0] <= t.first < stretch[1] and not self.apart(toll, t)]
            behind = [t for t in inside if t.first >= self.core(toll)[0]]
            if behind:
                nearest = min(behind, key=lambda t: (t.location.relation == "near", t.first))
                return next((t for t in behind if self.inside(t, nearest)), nearest).location
            if inside:
                return max(inside, key=self.fronted).location
        return self.place_behind(toll, here)

    def fronted(self, place: Toponym) -> tuple[bool, int, int]:
        """How well a place before the count tells where: *in* before *near*, the narrower, the last; of what is near the first.

        *West of Ramadi, 110 kilometres west of Baghdad*: the second only tells where the first one is.
        """
        near = place.location.relation == "near" or self.beside(place)
        return not near, _RANK[place.location.precision], -place.first if near else place.first

    def beside(self, place: Toponym) -> bool:
        """True of a place whose phrase opens with a word for near (*dekat pusat perminyakan utara X*)."""
        i = place.first
        while i > place.first - _NOUN and self.page.tokens[i - 1].is_word and not self.page.is_(i - 1, "verb"):
            i -= 1
            if i in self.near:
                return True
        return False

    def is_quarter(self, place: Toponym) -> bool:
        """True of a part of a town that something was done to (*menghantam kawasan X selatan*, *slammed into a X district*)."""
        around = (place.last,) if self.page.pack.header.head == "last" else (place.first - 1, place.first)
        return place.location.relation is None and not place.adjective and any(i in self.quarters for i in around)

    def acts(self, place: Toponym) -> bool:
        """True of a state that did it (*killed by Israel*)."""
        return (
            place.location.precision == "country"
            and self.page.is_(place.first - 1, "agent_marker")
            and not self.page.is_(place.first - 1, "source_marker")
        )

    @staticmethod
    def inside(place: Toponym, area: Toponym) -> bool:
        """Whether a place stands right behind the area that it lies in (*in the West Bank city of Ramallah*)."""
        narrower = _RANK[place.location.precision] > _RANK[area.location.precision]
        return narrower and 0 <= place.first - area.last <= _HEAD and place.location.relation in (None, "in")

    def place_behind(self, toll: Toll, here: list[Toponym]) -> Location | None:
        """Where a clause of time behind the count was (*five died when stopped at X*), where nothing else is counted."""
        page, last = self.page, self.clause(toll)[1]
        when = last < toll.sentence.last and page.is_(last, "subordinator") and not page.is_(last, "sequel", "condition")
        other = any(t.sentence is toll.sentence and self.core(t)[0] >= last for t in self.tolls if t is not toll)
        found = [t for t in here if t.first > last and (t.location.relation == "in" or self.is_quarter(t))]
        parted = (
            any(
                page.is_(i, "complementizer", "sequel") or page.tokens[i].text in (";", '"')
                for i in range(last + 1, found[0].first)
            )
            if found
            else True
        )
        return found[0].location if when and not other and not parted else None

    def when(self, toll: Toll) -> When | None:
        """The time that the toll's own stretch of its sentence tells."""
        at = self.at(toll)
        here = [
            w for w in self.times
            if toll.sentence.first <= w.first < toll.sentence.last and w.kind not in ("duration", "asof", "clock")
            and w.first not in self.dateline and not tells_when_said(self.page, self.said, at, w)
            and not aside(self.page, self.core(toll)[1], w)
        ]  # fmt: skip
        for stretch in (self.own(toll), self.clause(toll)):
            inside = [w for w in here if stretch[0] <= w.first < stretch[1] and not self.apart(toll, w)]
            if inside:
                first, _ = self.core(toll)
                return min(inside, key=lambda w: (w.first < first, abs(w.first - first)))
        return None

    def part_of_place(self, at: int) -> bool:
        """True of *the southern districts of Mosul*: a noun that a word of location governs is part of the place."""
        page, i = self.page, at - 1
        if not page.is_(i, "linker") or page.pack.header.head == "first":
            return False
        for k in range(i - 1, max(i - _NOUN, 0), -1):
            if page.is_(k, "location_marker"):
                return not any(page.is_(j, "linker") or not page.tokens[j].is_word for j in range(k, i))
        return False

    def apposed(self, at: int) -> bool:
        """True of the name behind a noun for a place and a comma (*in the Chechen capital, Grozny*)."""
        return at > 1 and self.page.tokens[at - 1].text == "," and at - 2 in self.areas

    def origin(self, at: int) -> bool:
        """True of a place that somebody is from."""
        return led_from(self.page, at, self.areas) is not None

    def goal(self, place: Toponym) -> bool:
        """True of a place that people were brought to or went to (*taken to X Hospital*, *dilarikan ke RSUD X*)."""
        page, i = self.page, place.first - 1
        while i > 0 and page.is_(i, "determiner", "modifier"):
            i -= 1
        return page.is_(i, "destination") and place.location.relation in (None, "in")

    def apart(self, toll: Toll, when: When | Toponym) -> bool:
        """Whether a verb between a noun of harm and a time or place has that (*charged Wednesday in the death of*)."""
        hit = toll.hit
        if hit is None or hit.voice not in (None, "nominal") or self.page.pack.looks_verbal(self.page.tokens[hit.first].lower):
            return False
        low, high = (hit.last, when.first) if when.first >= hit.last else (when.last, hit.first)
        spoken = {s.first for s in self.said} | {t.first for t in self.tellings if t.voice not in (None, "nominal")}
        if when.first >= hit.last:
            return any(low <= i < high and (i in spoken or self.page.is_(i, "verb")) for i in range(low, high))
        return any(i in spoken for i in range(max(when.first - _VERB, toll.sentence.first), when.first))

    def core(self, toll: Toll) -> Stretch:
        """The tokens from the count to its word of harm."""
        hit = toll.hit
        if hit is None or self.page.sentence_of(hit.first) is not toll.sentence or toll.number is None:
            return toll.first, toll.last
        return min(toll.number.first, hit.first), max(toll.number.last, hit.last)

    def clause(self, toll: Toll) -> Stretch:
        """The stretch of the sentence around a toll up to the next border of clauses."""
        sentence = toll.sentence
        first, last = self.core(toll)
        while first > sentence.first and not self.border(first - 1):
            first -= 1
        while last < sentence.last and not self.border(last):
            last += 1
        return first, last

    def own(self, toll: Toll) -> Stretch:
        """The clause, up to the counts before and behind that another word of harm counts."""
        first, last = self.clause(toll)
        mine = self.core(toll)
        for other in self.tolls:
            if other.sentence is not toll.sentence or other.hit is toll.hit:
                continue
            start, end = self.core(other)
            if end <= mine[0]:
                first = max(first, end)
            elif start >= mine[1]:
                last = min(last, start)
        return first, last

    def dates(self, toll: Toll, telling: Telling) -> bool:
        """Whether the time of its event is the toll's: not across a word for before or after, nor into a sentence with a time.

        What is counted over a war was done on no one day.
        """
        first, _ = self.clause(toll)
        if first > toll.sentence.first and self.page.is_(first - 1, "sequel"):
            return False
        if toll.scope == "campaign":
            return False
        if telling.sentence is toll.sentence:
            return True
        if telling.when is not None and not lasts_on(telling.when):
            return False
        return not any(
            toll.sentence.first <= w.first < toll.sentence.last
            and w.kind not in ("clock", "asof", "duration")
            and not (w.first > self.at(toll) and tells_when_said(self.page, self.said, self.at(toll), w))
            for w in self.times
        )

    def time(self, toll: Toll) -> Time | None:
        """The time that the toll's own stretch tells; of what is counted since an event, the time from that event on."""
        when = self.when(toll)
        if when is None:
            return None
        page, now = self.page, self.page.published
        begun = toll.scope == "campaign" and when.kind in _DAYS and when.time.earliest is not None
        span = range(toll.sentence.first, when.first)
        since = next((i for i in reversed(span) if page.is_(i, "sequel") or not page.tokens[i].is_word), None)
        if not begun or now is None or since is None or not page.is_(since, "sequel"):
            return when.time
        last = max(now.isoformat(), (when.time.latest or "")[:10])
        return msgspec.structs.replace(when.time, latest=last)

    def area(self, toll: Toll, event: Location | None) -> Location | None:
        """The place of its event as the toll's: a wide one where the toll counts a war, or names a place without its name."""
        if event is None or event.precision in _WIDE:
            return event
        here = toll.sentence.start <= event.evidence.start < toll.sentence.end
        if (toll.scope == "campaign" and not here) or self.nameless(toll):
            return None
        return event

    def nameless(self, toll: Toll) -> bool:
        """Whether the toll's clause tells of a place that it does not name (*in a nearby village*, *di desa tetangga*)."""
        page = self.page
        first, last = self.clause(toll)
        for i in range(first, last):
            if i not in self.areas or not (page.is_(i - 1, "location_marker") or page.is_(i - 2, "location_marker")):
                continue
            around = (i - 1, i + 1)
            new = any(page.is_(k, "neighbour", "other") for k in around)
            if new and not any(t.first <= i + 1 < t.last or t.first == i + 2 for t in self.places):
                return True
        return False

    @staticmethod
    def at(toll: Toll) -> int:
        """The token at which the count begins."""
        return toll.number.first if toll.number is not None else toll.first

    def border(self, i: int) -> bool:
        """True of a token at which a clause ends."""
        page = self.page
        if i in self.timed:
            return False
        return page.tokens[i].text in (";", '"', ":") or page.is_(i, "complementizer", "subordinator", "condition", "sequel")


def told_where(page: Page, said: list[Said], at: int, place: Toponym) -> bool:
    """True where the content of an attribution holds what stands at token ``at`` and not the place: it was said there."""
    start, other, sentence = page.tokens[at].start, page.tokens[place.first].start, page.sentence_of(at)
    return any(s.covers(start) and not s.covers(other) for s in said if s.sentence is sentence)
