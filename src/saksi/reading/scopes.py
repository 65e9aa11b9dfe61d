"""Scope: what a figure counts, one incident, an increment, a running total, or a whole campaign.

Needs the word of harm and the figure; gives the scope that the nearest cue of the sentence says. Without a cue a figure no
single incident has reached counts a campaign.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from itertools import pairwise

from saksi.languages import Hit
from saksi.languages.schema import CasualtyWord, ScopeCue
from saksi.reading.clauses import Clauses
from saksi.reading.numbers import Number
from saksi.reading.page import Page, Sentence
from saksi.reading.tellings import Telling
from saksi.reading.times import When
from saksi.reading.tolls import Toll
from saksi.types import CasualtyKind, Scope, TimePrecision

# A figure this high counts a war or a wave of violence more often than one incident: our judgement, which any cue overrules.
_BEYOND_ONE_INCIDENT: dict[CasualtyKind, int] = {
    "killed": 5_000, "injured": 20_000, "killed_or_injured": 20_000, "missing": 4_000, "detained": 10_000, "displaced": 500_000,
}  # fmt: skip
_REACH = 12  # tokens behind the harm at which an adjunct may begin
_MONTHS = 45  # days that one incident does not last
_STRETCH = 2  # days up to publication in which more than one incident fell
_GONE: frozenset[CasualtyKind] = frozenset({"missing"})
_LONG: tuple[TimePrecision, ...] = ("month", "year", "decade")
_COMPARED = 10  # tokens between a superlative and the time it is measured from
_NAMED = 4  # tokens of a name between a noun for violence and the clause that tells more of it
_SEVERAL = 20  # people whom no one incident need have harmed
_TOTAL = 100  # people of whom two figures of a report are seldom two counts
_SENTENCE = 25  # tokens between a figure and a cue anywhere in its sentence
_LASTING: frozenset[CasualtyKind] = frozenset({"missing", "detained", "abducted", "captured"})
"""What lasts: that it is so until now says nothing of a sum."""


@dataclass(frozen=True, slots=True)
class Scopes:
    """Reads the scope of figures on one page. ``harms`` are the tokens of words of harm."""

    page: Page
    clauses: Clauses
    times: list[When]
    tellings: list[Telling]
    harms: set[int]

    def of(self, number: Number, hit: Hit[CasualtyWord], sentence: Sentence, end: int) -> Scope:
        """What the figure counts, by the nearest scope cue of its clause."""
        page = self.page
        adjacent = (number.first - 1, max(number.last, end))
        if any(page.is_(i, "more") and not page.is_(i, "other") for i in adjacent):
            return "increment"
        if is_counted(hit) and self.rises_on(max(number.last, end), sentence.last):
            return "running_total" if page.is_(number.first - 1, "source_marker") and not self.amount(number) else "increment"
        among = page.is_(number.first - 1, "source_marker") and number.first - 1 == sentence.first
        told = number.first >= hit.last or not page.is_(number.first - 1, "source_marker")  # not *spoke of dozens of dead*
        if is_counted(hit) and page.is_(number.first - 1, "copula", "outcome", "source_marker") and not among and told:
            return "campaign" if self.of_campaign(number, hit, sentence, end) else "running_total"
        best: tuple[int, Scope] | None = None
        for cue in page.hits("casualties", "scope"):
            own = hit.first <= cue.first and cue.last <= hit.last and not is_counted(hit)  # *has not been seen since*
            if own or not sentence.first <= cue.first < sentence.last or not self.fits(cue, number, hit, end):
                continue
            distance = min(abs(cue.first - number.last), abs(number.first - cue.last))
            if best is None or distance < best[0]:
                best = (distance, cue.row.scope)
        if best is None:
            best = self.dated(number, hit, sentence, end)
        figure = number.quantity.number or number.quantity.low or 0
        if best is None and figure >= _SEVERAL and self.to_date(hit, sentence):
            return "campaign"
        if best is None and figure >= _BEYOND_ONE_INCIDENT.get(hit.row.kind, math.inf):
            return "campaign"
        return best[1] if best else "incident"

    def of_campaign(self, number: Number, hit: Hit[CasualtyWord], sentence: Sentence, end: int) -> bool:
        """Whether what a toll has come to is told to be of a war (*tewas akibat ofensif itu bertambah menjadi 2.377*)."""
        cues = (c for c in self.page.hits("casualties", "scope") if sentence.first <= c.first < sentence.last)
        return any(c.row.scope == "campaign" and c.row.position is None and self.fits(c, number, hit, end) for c in cues)

    def fits(self, cue: Hit[ScopeCue], number: Number, hit: Hit[CasualtyWord], end: int) -> bool:
        """Whether a cue stands where its row says it must, and the figure's kind of harm can have its scope."""
        position, page_tokens = cue.row.position, self.page.tokens
        dated = any(w.first == cue.last and w.time.precision in ("day", "time") and w.kind != "since" for w in self.times)
        if cue.row.scope == "campaign" and position != "subject" and (self.compared(cue.first) or hit.row.kind in _GONE):
            return False
        if cue.row.scope == "campaign" and position is None and dated:
            return False  # *selama pertempuran Kamis*: a day's
        if position == "before":
            parted = any(page_tokens[i].text in (",", ";") for i in range(cue.last, number.first))
            return 0 <= number.first - cue.last <= 3 and not (parted and cue.row.scope == "running_total")
        if position == "after":
            return 0 <= cue.first - number.last <= 4
        if position == "subject":
            return self.is_subject(cue, number, hit)
        if position == "clause":
            return number.quantity.number != 1 and self.attached(cue.first, number, hit, end)
        if cue.row.scope == "running_total" and hit.row.kind in _LASTING:
            return False  # *is still missing*: it is so now, not in sum
        return min(abs(cue.first - number.last), abs(number.first - cue.last)) <= _SENTENCE

    def dated(self, number: Number, hit: Hit[CasualtyWord], sentence: Sentence, end: int) -> tuple[int, Scope] | None:
        """What a time tells: *since Monday* and, where no one incident is told, *in 2022* a campaign; *as of* a running total."""
        own = range(hit.first, hit.last)
        one = any(
            t.sentence is sentence
            and t.type == "ASSAULT"
            and not (t.row.weak or t.mutual)
            and t.first not in own
            and t.voice in (None, "nominal")
            and not self.many(t)
            for t in self.tellings
        )
        here = [w for w in self.times if self.page.sentence_of(w.first) is sentence]
        if number.quantity.number != 1 and self.lasted(here, number, hit):
            return hit.first, "campaign"
        for when in here:
            if not self.attached(when.first, number, hit, end) or self.compared(when.first):
                continue
            precision = when.time.precision
            begun = self.page.published is None or (when.time.earliest or "")[:10] < self.page.published.isoformat()
            if when.kind == "since" and hit.row.kind in _GONE:
                continue  # *missing since Friday*: those of one day
            if when.kind == "since" and precision != "time" and begun and number.quantity.number != 1:
                return when.first, "campaign"
            if self.months(when) and number.quantity.number != 1 and not one:
                return when.first, "campaign"  # *between December 2005 and March 2007*
            if self.stretch(when) and number.quantity.number != 1:
                return when.first, "campaign"  # *attacks in the past three days have killed 34*
            long = when.kind == "duration" and precision in ("week", "month", "year", "decade") and number.quantity.number != 1
            if long and self.page.is_(when.first - 1, "location_marker", "preposition", "subordinator") and not one:
                return when.first, "campaign"  # *in six weeks of fighting*, *selama tiga bulan*
            parted = any(not self.page.tokens[i].is_word for i in range(max(hit.last, end), when.first))
            if when.kind in ("asof", "until") and hit.row.kind not in (*_LASTING, "displaced") and not (one or parted):
                return when.first, "running_total"
            suffered = number.first < hit.first and not is_counted(hit) and number.quantity.number != 1
            long = precision in ("year", "decade") or (precision == "month" and (number.quantity.number or 0) >= _SEVERAL)
            if long and suffered and not one and hit.row.kind not in _LASTING:
                return when.first, "campaign"
        return None

    def compared(self, at: int) -> bool:
        """True of a time that a superlative is measured from (*the deadliest attack in the town since 2015*)."""
        page = self.page
        start = page.sentence_of(at).first
        for i in range(at - 1, max(start, at - _COMPARED) - 1, -1):
            if page.is_(i, "superlative"):
                return True
            if not page.tokens[i].is_word or i in self.harms or (i in self.clauses.verbs and i not in self.clauses.nominals):
                return False
        return False

    def lasted(self, whens: list[When], number: Number, hit: Hit[CasualtyWord]) -> bool:
        """True where what did the harm is told to have gone on (*a conflict that has lasted two decades has killed 800*).

        That stands in a clause right behind its noun, or right before the verb of the harm: since some day, for weeks or
        longer, or from one time to another months later.
        """
        page, end = self.page, min(number.first, hit.first)
        if number.first < hit.first and not is_counted(hit):
            return False
        nouns = {h.last for h in page.hits("events", "trigger") if h.voice in (None, "nominal")}
        nouns |= {h.last for h in page.hits("casualties", "scope") if h.row.position == "subject"}
        opened = [i for i in range(page.sentence_of(end).first + 1, end) if page.is_(i, "relative")]
        opened = [i for i in opened if any(k in nouns and self.alone(k, i) for k in range(i - _NAMED, i + 1))]
        if not opened:
            return False
        inside = [w for w in whens if opened[0] < w.first and w.last <= end]
        if any(self.lasts(w) and not self.compared(w.first) for w in inside):
            return True
        dated = {i for w in inside if w.kind != "duration" for i in range(w.first, w.last)}
        numerals = {i for h in page.hits("numbers", "numeral") for i in range(h.first, h.last)}
        numerals |= {i for i in range(opened[0], end) if page.tokens[i].is_number}
        units = (h for h in page.hits("times", "word") if h.row.kind == "unit" and h.row.precision in _LONG)
        if any(opened[0] < h.first < end and h.first not in dated and h.first - 1 in numerals for h in units):
            return True
        days = sorted((w.time.earliest, w.time.latest) for w in inside if w.time.earliest and w.time.latest)
        return len(days) > 1 and _apart(days[0][1] or "", days[-1][0] or "") > _MONTHS

    def alone(self, first: int, last: int) -> bool:
        """True of the tokens of a name: no comma but the last, no word of place (*serangan ke kota yang ...*)."""
        page = self.page
        led = any(page.is_(i, "preposition", "location_marker", "linker", "target_marker") for i in range(first, last))
        return not led and all(page.tokens[i].is_word for i in range(first, last - 1))

    def lasts(self, when: When) -> bool:
        """True of a time since an earlier day, or of weeks and longer."""
        precision, begun, published = when.time.precision, when.time.earliest, self.page.published
        if when.kind == "since" and precision != "time":
            return begun is None or published is None or _apart(begun, published.isoformat()) >= _STRETCH
        return when.kind == "duration" and (precision == "week" or precision in _LONG)

    def carry(self, tolls: list[Toll]) -> None:
        """What opens a sentence that counts (*Since March the truce was broken 40 times.*) holds for the figures behind it.

        Up to the end of the line, or to a sentence with a time or a deed of its own.
        """
        framed: int | None = None
        for sentence in self.page.sentences:
            here = [w for w in self.times if self.page.sentence_of(w.first) is sentence and w.kind != "clock"]
            own = [t for t in tolls if t.sentence is sentence]
            if any(self.opens(w, sentence) for w in here) or (own and self.cued(sentence)):
                timed = {i for w in here for i in range(w.first, w.last)}
                counts = any(t.scope == "campaign" for t in own) or any(
                    sentence.first <= i < sentence.last and i not in timed and not self.page.is_(i, "determiner")
                    for i in self.clauses.counted
                )
                framed = sentence.line if counts and sentence.voice != "headline" else None
                continue
            deeds = any(
                t.sentence is sentence and t.type == "ASSAULT" and not t.row.weak and t.first not in self.harms
                for t in self.tellings
            )
            dated = any(not own or w.first < own[0].last + _STRETCH for w in here)
            if framed != sentence.line or dated or deeds:
                framed = None
                continue
            for toll in own:
                sole = toll.quantity.number == 1 or toll.kind in _LASTING or toll.part_of is not None
                if toll.scope == "incident" and not sole:
                    toll.scope = "campaign"

    def cued(self, sentence: Sentence) -> bool:
        """True of a sentence that a word for a stretch of time opens (*sejak darurat militer dinyatakan*)."""
        return any(
            h.row.scope == "campaign" and h.row.position == "clause" and 0 <= h.first - sentence.first <= _NAMED
            for h in self.page.hits("casualties", "scope")
        )

    def opens(self, when: When, sentence: Sentence) -> bool:
        """True of a stretch of time that begins a sentence."""
        page, i = self.page, when.first - 1
        while i > sentence.first and (page.is_(i, "preposition", "location_marker", "adverb") or page.tokens[i].text == ","):
            i -= 1
        long = (when.kind == "since" and when.time.precision != "time") or self.months(when) or self.stretch(when)
        parted = when.first > sentence.first and page.tokens[when.first - 1].text == ","  # *Dengan demikian, sejak ...*
        return long and (i - sentence.first <= 1 or (parted and when.first - sentence.first <= _NAMED))

    def many(self, telling: Telling) -> bool:
        """True of several deeds by their noun (*the attacks*, *acts of terrorism*)."""
        plural = any(self.page.pack.is_plural(t.lower) for t in self.page.tokens[telling.first : telling.last])
        return telling.voice == "nominal" and plural and self.page.pack.header.head == "last"

    def to_date(self, hit: Hit[CasualtyWord], sentence: Sentence) -> bool:
        """True of what had been suffered by then in no one incident: a perfect, no time and no other deed in its sentence.

        *More than 120 civilians have been killed*; not in a headline or lead, where the perfect tells news.
        """
        page, i = self.page, hit.first - 1
        perfect = (
            hit.voice == "past" and page.is_(i, "passive_auxiliary") and page.is_(i - 1, "aspect") and page.is_(i - 1, "past")
        )
        while page.is_(i, "adverb") and not page.is_(i, "aspect"):
            i -= 1
        done = hit.row.takes in ("either", "object") and hit.voice == "past" and page.is_(i, "aspect") and page.is_(i, "past")
        subject = self.clauses.subject(hit.first) if done and not perfect else []
        several = [t for t in self.tellings if any(p.first <= t.first < p.last or t.last == i for p in subject) or t.last == i]
        perfect = perfect or (done and (hit.row.owned or any(self.many(t) for t in several)))  # *the attacks have killed 320*
        i += not page.is_(i, "passive_auxiliary")
        if not perfect or page.is_(i - 1, "pluperfect") or sentence.voice in ("headline", "lead") or hit.row.kind in _LASTING:
            return False
        here = [w for w in self.times if page.sentence_of(w.first) is sentence and w.kind != "clock"]
        timed = any(not self.compared(w.first) for w in here)
        own = range(hit.first, hit.last)
        deeds = (t for t in self.tellings if t.sentence is sentence and t.first not in own and not t.mutual)
        return not timed and all(self.many(t) for t in deeds)

    def stretch(self, when: When) -> bool:
        """True of several days up to publication (*dalam tiga hari terakhir*)."""
        first, last, page = when.time.earliest, when.time.latest, self.page
        if when.kind != "relative" or first is None or last is None or page.published is None or when.time.precision == "time":
            return False
        days = (dt.date.fromisoformat(last[:10]) - dt.date.fromisoformat(first[:10])).days
        return last[:10] == page.published.isoformat() and days >= _STRETCH

    def months(self, when: When) -> bool:
        """True of a day to a day that lie months apart."""
        ends = [(when.time.earliest or "")[:10], (when.time.latest or "")[:10]]
        if when.kind == "since" or not all(ends) or when.time.precision in ("year", "decade"):
            return False
        first, last = (dt.date.fromisoformat(end) for end in ends)
        return (last - first).days > _MONTHS

    def attached(self, at: int, number: Number, hit: Hit[CasualtyWord], end: int) -> bool:
        """Whether an adjunct belongs to the harm: no other clause or predicate stands between them."""
        page = self.page
        first, last = min(number.first, hit.first), max(end, hit.last)
        opens, joined, told, doing = at < first, False, False, False
        if opens and not self.fronted(at):
            return self.follows_from(at, hit)
        if not opens and any(last <= h.first < at and h.row.position == "before" for h in page.hits("casualties", "scope")):
            return False  # *two died, bringing the toll to 69 since May*: of the toll
        for i in range(at + 1, first) if opens else range(last, at):
            if page.tokens[i].text == ";" or page.is_(i, "relative"):
                return False
            if opens:
                told = told or i in self.harms
                if page.is_(i, "subordinator") or (told and page.is_(i, "sequel")):
                    return False
                continue  # what opens a sentence holds for all of it
            if page.tokens[i].text in (":", '"') or page.is_(i, "complementizer"):
                return False
            leads = page.is_(i, "preposition") and at - i <= 2  # *after a week of war*
            if page.is_(i, "subordinator") and not leads:
                if not self.same_subject(i + 1):
                    return False
                doing = True  # *killed while trying to get food since 27 May*
            joined = joined or page.is_(i, "coordinator") or page.tokens[i].text == ","
            light = page.is_(i, "aspect", "auxiliary", "passive_auxiliary", "copula", "adverb") or (joined and i in self.harms)
            noun = page.is_(i - 1, "location_marker", "preposition", "determiner")
            if i in self.clauses.verbs and not (light or noun or doing):
                return False
        return opens or at - last <= _REACH

    def same_subject(self, i: int) -> bool:
        """True of a verb right behind a subordinator: it has the subject of its main clause."""
        while self.page.is_(i, "adverb", "aspect", "copula"):
            i += 1
        page = self.page
        verb = i in self.clauses.verbs or page.is_(i, "verb") or page.pack.looks_verbal(page.tokens[i].lower)
        return verb and i not in self.harms and i not in self.clauses.cast.covering

    def follows_from(self, at: int, hit: Hit[CasualtyWord]) -> bool:
        """True of the time of a clause whose outcome a gerund tells (*fired rockets in the past ten days, killing 17*)."""
        page = self.page
        if hit.voice != "gerund" or page.pack.header.head == "first":
            return False
        gap = range(at + 1, hit.first)
        parts = any(
            page.tokens[i].text in (";", ":", '"') or page.is_(i, "relative", "complementizer", "coordinator")
            or (i in self.clauses.verbs and i not in self.clauses.nominals)
            for i in gap
        )  # fmt: skip
        return len(gap) <= _REACH and not parts

    def amount(self, number: Number) -> bool:
        """True of *rose by 12*: the word before the figure leads an agent too, which *from* does not."""
        return self.page.is_(number.first - 1, "agent_marker")

    def fronted(self, at: int) -> bool:
        """True of what opens its sentence or clause; not of what belongs to a verb before it."""
        page, sentence = self.page, self.page.sentence_of(at)
        if at == sentence.first or not page.tokens[at - 1].is_word or page.is_(at - 1, "complementizer"):
            return True
        opens = next((i for i in range(at - 1, sentence.first - 1, -1) if not page.tokens[i].is_word), sentence.first)
        return not any(i in self.clauses.verbs or page.is_(i, "relative") for i in range(opens, at))

    def rises_on(self, at: int, end: int) -> bool:
        """True where another figure is the outcome of the one that ends here (*bertambah 12 menjadi 45*)."""
        page = self.page
        figures = {h.first for h in page.hits("numbers", "numeral")}
        return any(
            page.is_(i, "result_marker", "copula", "outcome") and (page.tokens[i + 1].is_number or i + 1 in figures)
            for i in range(at, min(at + 4, end - 1))
        )

    def is_subject(self, cue: Hit[ScopeCue], number: Number, hit: Hit[CasualtyWord]) -> bool:
        """True of a noun that did the harm: before a verb that the figure follows, with no other happening between.

        *Konflik X: 23 tentara tewas* only names the matter.
        """
        page = self.page
        between = range(cue.last, number.first)
        governed = page.is_(cue.first - 1, "preposition", "location_marker", "agent_marker", "subordinator")
        acts = any(page.is_(i, "verb", "aspect", "auxiliary") or hit.first <= i < hit.last for i in between)
        others = {t.first for t in self.tellings} - set(range(hit.first, hit.last))
        apart = any(
            i in others or page.tokens[i].text in (":", ";") or page.is_(i, "subordinator", "complementizer") for i in between
        )
        return acts and not governed and not apart and not self.modifies(cue)

    def modifies(self, cue: Hit[ScopeCue]) -> bool:
        """True of a noun before the noun it tells more of, where heads come last (*the occupation administration*)."""
        page, i = self.page, cue.last
        plain = i < len(page.tokens) and page.tokens[i].is_word and not page.classes(i) and i not in self.clauses.verbs
        return page.pack.header.head == "last" and (plain or i in self.clauses.cast.covering)


def _apart(first: str, last: str) -> int:
    """The days from one ISO day to another."""
    return (dt.date.fromisoformat(last[:10]) - dt.date.fromisoformat(first[:10])).days


def is_counted(hit: Hit[CasualtyWord]) -> bool:
    """True of a noun that is itself what is counted (*korban jiwa*, *death toll*)."""
    return hit.row.takes == "count" or (hit.row.takes == "either" and hit.voice in (None, "nominal"))


def is_body(hit: Hit[CasualtyWord]) -> bool:
    """True of a noun for the dead found."""
    return hit.row.kind == "bodies_recovered" and is_counted(hit)


def share_scopes(page: Page, tolls: list[Toll], dated: set[int]) -> None:
    """*Since March 412 died and 1,130 were hurt*: what is joined to a figure of a campaign or running total is of it too."""
    for before, toll in pairwise(tolls):
        if before.sentence is not toll.sentence:
            continue
        after = toll.scope in ("campaign", "running_total") and before.scope == "incident" and before.quantity.number != 1
        if after and before.number is not None and toll.number is not None and before.hit is not None:
            between = range(max(before.number.last, before.hit.last), toll.number.first)
            if len(between) == 1 and page.is_(between[0], "coordinator"):
                before.scope = toll.scope  # *410 dead and 100 hurt up to the end of December*
        if toll.scope == "increment" and before.scope == "incident" and before.kind != toll.kind and before.number is not None:
            toll.scope = "incident"  # *two died and 17 more were hurt*: more of the harmed, not of a toll told before
        if toll.scope != "incident" or before.scope not in ("campaign", "running_total"):
            continue
        if before.number is None or toll.number is None or before.hit is None or toll.number.first < before.hit.first:
            continue
        gap = range(max(before.number.last, before.hit.last), toll.number.first)
        joined = any(
            page.is_(i, "coordinator") or (page.is_(i, "partner_marker") and page.tokens[i - 1].text == ",") for i in gap
        )
        parted = any(
            page.tokens[i].text in (";", ":", '"') or page.is_(i, "subordinator", "complementizer", "relative", "sequel")
            for i in gap
            if not (page.is_(i, "subordinator", "sequel") and i + 1 in dated)  # *since 1 August*
        )
        if joined and not parted and len(gap) <= _REACH:
            toll.scope = before.scope
    whole = {(t.kind, t.number.quantity.number) for t in tolls if t.scope == "campaign" and t.number is not None}
    for toll in tolls:
        again = toll.number is not None and (toll.number.quantity.number or 0) >= _TOTAL
        if again and toll.number is not None and (toll.kind, toll.number.quantity.number) in whole:
            toll.scope = "campaign"  # a headline has no room for *since the war began*
