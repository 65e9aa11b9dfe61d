"""Events: triggers, realis, place, time, means, and what speaks against a trigger.

Needs phrases, clauses, moods, attributions, places and times; gives events coded to PLOVER. Roles are found by
:mod:`saksi.reading.roles`, mentions are joined by :mod:`saksi.reading.grouping`. An event without a stated agent is kept with an
unstated actor. ``rule`` says which pattern coded it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt

import msgspec

from saksi.languages import Hit
from saksi.languages.schema import Trigger
from saksi.reading.actors import Cast, Phrase, is_armed, is_mere_place, is_state
from saksi.reading.blamed import Blame
from saksi.reading.clauses import Clauses
from saksi.reading.domains import of_conflict, weigh_domains
from saksi.reading.earlier import Said
from saksi.reading.forms import Forms
from saksi.reading.grouping import Grouping
from saksi.reading.modality import Moods
from saksi.reading.page import Page, Sentence
from saksi.reading.places import Toponym
from saksi.reading.roles import Roles
from saksi.reading.scenes import aside, happened
from saksi.reading.tellings import Telling
from saksi.reading.things import sufferer
from saksi.reading.times import When
from saksi.reading.whereabouts import led_from
from saksi.types import RALLIES, Field, Location, Means, Realis

_ARMS = frozenset({"MIL", "COP", "SPY", "REB"})
_SPOKEN: dict[str, Realis] = {
    "REJECT": "negated", "REQUEST": "called_for", "AGREE": "planned", "THREATEN": "threatened",
}  # fmt: skip
_UNREST = frozenset({"ASSAULT", "PROTEST", "MOBILIZE"})
_FORCEFUL = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "THREATEN"})
_LAW = 12  # tokens between the name of a law and what it is about
_OBJECT = 4  # tokens after a trigger within which its object's noun stands
_POLITICAL = frozenset({"JRN", "OPP", "REB", "MIL", "SPY", "REF", "NGO", "LAB"})
_AHEAD = frozenset({"planned", "called_for", "threatened", "hypothetical"})
_UPON = 3  # tokens from a verb to the noun of an event that is its object
_MEANS_REACH = 12  # tokens between a trigger and the weapon it was done with


class EventFinder:
    """Finds the tellings of one page and groups them into events."""

    def __init__(
        self,
        page: Page,
        cast: Cast,
        clauses: Clauses,
        moods: Moods,
        places: list[Toponym],
        times: list[When],
        said: list[Said],
        scope: tuple[Field, ...] = ("conflict",),
    ) -> None:
        self.said = said
        self.page, self.cast, self.clauses, self.moods = page, cast, clauses, moods
        self.places, self.times = places, times
        self.domains = weigh_domains(page, cast, scope)
        grounds = {
            (t.first, t.last) for t in places if not t.listed or (t.location.place is None and t.location.precision == "region")
        }
        self.counted = clauses.counted
        self.roles = Roles(page, cast, clauses, grounds, self.counted)
        self.forms = Forms(page, cast, clauses, self.roles)
        self.dateline = page.tokens_of("dateline", "byline")
        self.void = {i for w in times for i in range(w.first, w.last)} | self.dateline
        self.heads = set(clauses.verbs.values()) | set(clauses.nominals.values())
        self.tellings: list[Telling] = []

    def find(self) -> list[Telling]:
        """The tellings, in text order, each with the index of the event it belongs to (``of``)."""
        page = self.page
        for hit in page.hits("events", "trigger"):
            if hit.voice == "agentive" or hit.first in self.cast.covering or hit.first in self.void:
                continue
            if page.tokens[hit.first - 1].text == "#" and hit.first > 0:
                continue  # a tag that a page is filed under tells nothing
            telling = self.tell(hit)
            if telling is not None:
                self.tellings.append(telling)
        self.grouping = Grouping(page, self.tellings, self.times)
        self.tellings = [t for t in self.tellings if not self.only_makes(t)]
        lawful = not any(self.domains.conflict) and not self.domains.short
        if lawful and not any(t.type in _UNREST for t in self.tellings):
            self.tellings = [t for t in self.tellings if not self.of_the_law(t)]
        Blame(page, self.cast, self.tellings).lay()
        self.grouping.tellings = self.tellings
        self.grouping.join()
        return self.tellings

    def spoken_of(self, hit: Hit[Trigger]) -> Realis:
        """The realis of a nominal that a word of speech governs: what is refused, asked for or promised is not done."""
        before = self.clauses.before(hit.first)
        governor = next(
            (t for t in reversed(self.tellings) if t.first <= before < t.last and t.voice not in (None, "nominal")), None
        )
        if governor is None or governor.mood.realis != "actual":
            return "actual"
        return _SPOKEN.get(governor.type, "actual")

    def only_makes(self, telling: Telling) -> bool:
        """A nominal that only makes a verb an event of another type (*lifted the blockade*) is none beside it."""
        return any(verb.type != telling.type and self.grouping.makes(verb, telling) for verb in self.tellings)

    def of_the_law(self, telling: Telling) -> bool:
        """An arrest, a search or a seizure on a page that speaks of crime and of no violence is the law's everyday work."""
        if telling.type not in ("COERCE", "THREATEN") or any(
            p.actor is not None and p.actor.sector in _POLITICAL for p in telling.recipients
        ):
            return False
        self.page.turn_down(
            "event", telling.first, telling.last, "the page speaks of the law at work, not of conflict", telling.rule
        )
        return True

    def tell(self, hit: Hit[Trigger]) -> Telling | None:
        page = self.page
        hit = self.forms.chosen(hit)
        row = hit.row
        sentence = page.sentence_of(hit.first)
        voice = self.forms.voice(hit)
        nouns = tuple(f for f in hit.forms if f.voice in (None, "nominal"))
        if nouns and nouns != hit.forms and not self.forms.verbal(hit, voice):
            hit = Hit(hit.first, hit.last, nouns)
            row, voice = hit.row, hit.voice
        elif not self.forms.verbal(hit, voice):
            page.turn_down("event", hit.first, hit.last, "a noun or name here, not the verb", "form")
            return None
        if hit.first in self.clauses.qualifying and row.roles == "directed":
            page.turn_down("event", hit.first, hit.last, "it only says which party is meant", "form")
            return None
        if self.forms.attributive(hit, voice):
            page.turn_down("event", hit.first, hit.last, "it only says which party is meant", "form")
            return None
        actors, recipients, mutual, rule, cause = self.roles.of(hit, row, voice)
        mood = self.moods.of(hit.first, hit.last)
        if mood.unreal:
            page.turn_down("event", hit.first, hit.last, "a comparison, an exercise or fiction: nothing happens", rule)
            return None
        armed = row.type == "ASSAULT" and voice in ("active", "passive") and any(is_armed(p) for p in actors)
        if row.objects and not armed and not page.has_near(hit, row.objects):
            page.turn_down("event", hit.first, hit.last, "its object is not one that makes it an event", f"{row.type} {rule}")
            return None
        if voice in (None, "nominal") and self.names_law(hit.first):
            page.turn_down("event", hit.first, hit.last, "the name of a law, not a deed", f"{row.type} {rule}")
            return None
        if row.type in _FORCEFUL and not any(_is_force(p) for p in actors) and self.intangible(hit, voice, recipients):
            page.turn_down("event", hit.first, hit.last, "what it is done to is no thing or person", f"{row.type} {rule}")
            return None
        attack = cause is not None and any(t.first == cause and t.type == "ASSAULT" for t in self.tellings)
        upon = any(i in self.clauses.nominals for i in range(hit.last, hit.last + _UPON))
        weapon = any(0 <= hit.first - m.last <= 1 for m in page.hits("events", "means"))  # *roket hantam X*
        known = row.type == "ASSAULT" and voice in (None, "nominal") and self.told_again(hit)
        reason = self.doubt(row, actors, recipients, sentence, voice, attack or weapon or known, upon)
        if reason:
            page.turn_down("event", hit.first, hit.last, reason, f"{row.type} {rule}")
            return None
        realis = row.realis or mood.realis
        if realis == "actual" and voice in (None, "nominal") and mood.border is None:
            realis = self.spoken_of(hit)
        if row.realis and mood.realis == "negated":
            realis = "negated"
        telling = Telling(hit.first, hit.last, row, voice, sentence, actors, recipients, mood, realis, mutual, rule, cause=cause)
        telling.definite = page.is_(hit.last, "anaphor", "demonstrative") or (
            page.pack.header.head == "last" and page.is_(hit.first - 1, "anaphor")
        )
        telling.known = known
        telling.place = self.place_of(hit, sentence, telling)
        when = happened(page, self.times, self.said, hit.first, self.time_of(hit, sentence, telling))
        telling.when = self.ahead(when, realis)
        telling.means, telling.modes = self.means_of(hit, sentence, row)
        return telling

    def names_law(self, at: int) -> bool:
        """Whether a noun tells what a law is about (*Pasal 338 KUHP tentang tindak pidana pembunuhan*)."""
        page, i = self.page, at - 1
        start = page.sentence_of(at).first
        while i > start and at - i < _OBJECT and not page.is_(i, "topic_marker") and page.tokens[i].is_word:
            i -= 1
        if not page.is_(i, "topic_marker") or i <= start:
            return False
        law = next((k for k in range(i - 1, max(start - 1, i - _LAW), -1) if page.is_(k, "statute")), None)
        return law is not None and not any(k in self.clauses.verbs for k in range(law, i))

    def told_again(self, hit: Hit[Trigger]) -> bool:
        """Whether a noun points back at an attack that was told (*the strike*, *Tuesday's strike*)."""
        page, i = self.page, hit.first - 1
        dated = i in self.void or (page.is_(i, "possessive_marker") and i - 1 in self.void)
        if not (dated or page.is_(i, "anaphor", "demonstrative") or page.is_(hit.last, "anaphor", "demonstrative")):
            return False
        return any(t.type == "ASSAULT" and t.realis == "actual" and t.sentence.voice != "teaser" for t in self.tellings)

    def intangible(self, hit: Hit[Trigger], voice: str | None, recipients: list[Phrase]) -> bool:
        """Whether what is attacked cannot be (*the budget*, *nama baik*): its subject in the passive, else what follows it."""
        page = self.page
        near = [i for p in recipients for i in range(p.first, p.last)]
        if voice in ("passive", "stative"):
            thing = sufferer(self.clauses, hit.first)
            near += range(thing.first, thing.last) if thing is not None else ()
        else:
            reach = hit.last + _OBJECT
            for i in range(hit.last, page.sentence_of(hit.first).last):
                reach = max(reach, i + _OBJECT) if page.is_(i, "possessive_marker") and i < reach else reach
                if i >= reach:
                    break
                place = page.is_(i, "relative", "location_marker") and not page.is_(i, "target_marker")
                if place or i in self.clauses.verbs:
                    break
                near.append(i)
        return any(page.is_(i, "intangible") for i in near)

    def doubt(
        self,
        row: Trigger,
        actors: list[Phrase],
        recipients: list[Phrase],
        sentence: Sentence,
        voice: str | None,
        attack: bool,
        upon: bool = False,
    ) -> str | None:
        """Why a trigger does not count here, or null when it does; ``attack``: an attack or a weapon is its subject;
        ``upon``: another event is its object (*broke up a rally*)."""
        everyone = actors + recipients
        armed = attack or any(is_armed(p) or is_state(p) for p in everyone)
        by_nobody = not attack and voice in ("active", "third") and not actors and not any(is_armed(p) for p in recipients)
        sure = any(_is_force(p) for p in everyone)
        plain = not self.domains.hazard[sentence.index]  # no mishap: a trader may be shot, prices may not
        violent = of_conflict(self.domains, sentence) or (not row.weak and self.domains.told(sentence.index) and plain)
        aimed = voice in (None, "nominal") and bool(recipients) and self.domains.sentence(sentence.index) >= 0  # *strikes on X*
        if row.needs == "armed" and (by_nobody or not (armed or aimed)):
            return "no armed party takes part"
        if row.needs == "ground" and not (any(_holds_ground(p) for p in actors) and any(self.is_ground(p) for p in recipients)):
            return "no forces and no ground"
        if row.needs == "state" and not any(is_state(p) or (p.actor is not None and p.actor.country) for p in everyone):
            return "no state takes part"
        if row.needs == "party" and not everyone and not (row.bound and self.domains.told(sentence.index)):
            return "nobody takes part"
        if row.needs == "target" and not recipients:
            return "nothing is aimed at"
        lands = (h for h in self.page.hits("control", "territory") if not (h.row.works or h.row.town))
        grounds = (*(t.first for t in self.places), *(h.first for h in lands if self.page.is_(h.first - 1, "anaphor")))
        if row.needs == "territory" and not any(sentence.first <= i < sentence.last for i in grounds):
            return "no territory is meant"
        transitive = voice in ("active", "third", "gerund") and row.roles == "directed" and not upon
        if row.type == "COERCE" and transitive and not recipients and not row.bound:
            return "nobody is coerced"
        bare = self.domains.bare
        forceful = row.type in _FORCEFUL
        between_states = len({p.actor.country for p in everyone if p.actor is not None and p.actor.country}) > 1
        if (
            row.weak
            and not violent
            and not armed
            and not (
                not forceful and everyone and ((bare and row.type != "RETREAT") or (between_states and row.type != "PROTEST"))
            )
        ):
            return "a word of many uses, without a sign of conflict beside it"
        if forceful and not violent and not (bare and (armed or not row.weak) and self.domains.sentence(sentence.index) >= 0):
            return "the sentence or the document speaks of another field"
        elsewhere = not self.domains.reports(sentence.index) and not bare
        if forceful and elsewhere and (not sure or row.weak or row.type == "MOBILIZE"):
            return "the document speaks of another field"
        if row.type == "PROTEST" and actors and elsewhere and all(is_mere_place(p) or _is_ground(p) for p in actors):
            return "a place does not protest"
        if row.type == "PROTEST" and actors and voice not in (None, "nominal") and all(_is_authority(p) for p in actors):
            return "authorities do not protest"
        people = any(p.actor is not None or any(h.row.kind in ("group", "role") for h in p.nouns) for p in everyone)
        rally = people or (bool(RALLIES.intersection(row.modes)) and not any(self.domains.play))
        played = self.domains.play[sentence.index] > self.domains.conflict[sentence.index]
        if row.type == "PROTEST" and elsewhere and (played or not rally):
            return "the sentence speaks of another field"
        return None

    def is_ground(self, phrase: Phrase) -> bool:
        """True of places, of countries named as such, and of buildings and works."""
        bare = not phrase.nouns and bool(phrase.names) and phrase.names[0].country is not None
        return bare or is_mere_place(phrase) or self.roles.is_ground(phrase)

    def place_of(self, hit: Hit[Trigger], sentence: Sentence, telling: Telling) -> Location | None:
        """The toponym it is done to, else the marked one of its own clause; parties' own names do not count.

        Nor does where somebody is from, where somebody was brought or went, or what another verb behind *after* tells of.
        """
        places = [t for t in self.places if sentence.first <= t.first < sentence.last]
        taken = next((t for t in places if hit.last <= t.first and self.is_object(hit, t)), None)
        if taken is not None and telling.row.roles != "mutual":
            return taken.location
        inside = {i for p in telling.actors for i in range(p.first, p.last)}
        owned = {i for p in telling.recipients if p.actor is not None and not is_mere_place(p) for i in range(p.first, p.last)}
        here = [t for t in places if t.marked and (t.first not in inside or self.page.is_(t.first - 1, "location_marker"))]
        here = [t for t in here if not self.is_origin(t) and not self.is_goal(hit, t, telling)]
        here = [t for t in here if t.first not in owned] or here
        if not here:
            suffered = (p for p in telling.recipients if not is_state(p) or is_mere_place(p))
            patient = next((p for p in suffered if not p.nouns and (p.names or p.proper)), None)
            found = (t for t in places if patient is not None and t.first < patient.last and patient.first < t.last)
            return next((t.location for t in found if t.location.precision != "country"), None)

        def far(place: Toponym) -> tuple[int, ...]:
            outside, *rest = self.distance(hit, telling, place.first, after=True)
            return outside, place.location.relation == "near", *rest

        return min(here, key=far).location

    def is_origin(self, toponym: Toponym) -> bool:
        """True of where a party is from (*pria asal X*, *a man from X*)."""
        at = led_from(self.page, toponym.first, self.clauses.lead_ins)
        if at is None:
            return False
        before, around = self.cast.ending.get(at), self.cast.covering.get(at)
        return before is not None or (around is not None and around.first < at)

    def is_goal(self, hit: Hit[Trigger], toponym: Toponym, telling: Telling) -> bool:
        """True of where other words than the trigger lead (*fled to X*, *dilarikan ke rumah sakit di X*)."""
        page = self.page
        at = toponym.first - 1
        while at > hit.last and page.is_(at, "determiner", "modifier"):
            at -= 1
        led = page.is_(at, "destination") and toponym.location.relation in (None, "in") and hit.voice not in (None, "nominal")
        if telling.type not in _FORCEFUL or not led:
            return False
        between = range(hit.last, at) if at >= hit.last else range(0)
        parted = any(page.is_(i, "verb", "sequel", "coordinator", "relative") or page.tokens[i].text == "," for i in between)
        verb = parted or any(i in self.heads for i in between)
        return at < hit.first or verb

    def is_object(self, hit: Hit[Trigger], toponym: Toponym) -> bool:
        """Whether a town or area directly follows a verb, with what leads into its name (*merebut Kota Sake*)."""
        page, lead_ins = self.page, self.clauses.lead_ins
        between = range(hit.last, toponym.first)
        area = toponym.first in lead_ins and toponym.location.precision != "point"  # *shelled the fishing town of X*
        light = all(
            i in lead_ins
            or page.is_(i, "determiner", "modifier", "target_marker", "linker")
            or (area and self.roles.is_bare_noun(i))
            for i in between
        )
        noun = hit.voice in (None, "nominal") and not page.pack.looks_verbal(page.tokens[hit.first].lower)
        if not light or noun or toponym.location.precision == "country":
            return False
        within = [p for p in (self.cast.covering.get(i) for i in range(toponym.first, toponym.last)) if p is not None]
        named = [p for p in within if not is_mere_place(p) and (p.nouns or p.first < toponym.first or p.last > toponym.last)]
        known = any(p.actor is not None and not p.actor.described and not is_mere_place(p) for p in within)
        if named or (known and not (area and toponym.location.place is None)):
            return False  # *pangkalan X*: theirs whose name it bears
        return not self.roles.is_bare_noun(toponym.last) and not any(
            page.tokens[i].is_capital for i in between if i not in lead_ins
        )

    def time_of(self, hit: Hit[Trigger], sentence: Sentence, telling: Telling) -> When | None:
        """The time of its own clause, before one that another clause has; none across a word that says before or after."""
        here = [
            w for w in self.times
            if sentence.first <= w.first < sentence.last
            and w.kind not in ("duration", "asof", "clock")
            and w.first not in self.dateline
        ]  # fmt: skip
        here = [w for w in here if not self.qualifies(w) and not aside(self.page, hit.last, w)]
        same = [
            w for w in here
            if not (self.parted(hit.first, w.first, telling.mood.border) or self.moods.told_of(hit.last, w.first))
        ]  # fmt: skip
        opened = self.timed_clause(hit.first, here)
        if opened is not None:
            return opened
        same = [w for w in same if w.kind not in ("since", "until") or not self.distance(hit, telling, w.first)[1]]
        return min(same, key=lambda w: self.distance(hit, telling, w.first)) if same else None

    def qualifies(self, when: When) -> bool:
        """True of a year that only says which thing is meant (*the 2010 conscription law*)."""
        page, i = self.page, when.last
        plain = i < len(page.tokens) and page.tokens[i].is_word and not page.classes(i) and not page.tokens[i].is_capital
        return (
            when.kind == "year"
            and page.pack.header.head == "last"
            and plain
            and page.is_(when.first - 1, "determiner", "anaphor")
        )

    def timed_clause(self, first: int, here: list[When]) -> When | None:
        """The time that a clause is told of right behind (*until May 6, when troops occupied it*)."""
        page = self.page
        left, _ = self.clauses.clause(first)
        at = left if page.is_(left, "subordinator") else left - 1
        if not page.is_(at, "subordinator") or page.is_(at, "sequel") or at <= page.sentence_of(first).first:
            return None
        at -= page.tokens[at - 1].text == ","
        return next((w for w in here if w.last == at), None)

    def ahead(self, when: When | None, realis: Realis) -> When | None:
        """The weekday of what is still to come is the next one, not the last."""
        published = self.page.published
        if when is None or when.kind != "weekday" or realis not in _AHEAD or published is None:
            return when
        time = when.time
        if time.earliest is None or time.latest is None or dt.date.fromisoformat(time.latest[:10]) >= published:
            return when
        early, late = (_week_later(d) for d in (time.earliest, time.latest))
        return dataclasses.replace(when, time=msgspec.structs.replace(time, earliest=early, latest=late))

    def distance(self, hit: Hit[Trigger], telling: Telling, at: int, after: bool = False) -> tuple[bool, int, bool, int, int]:
        """How far what stands at a token is from a trigger: clauses first, then the side, then tokens."""
        left, right = self.clauses.clause(hit.first)
        border = telling.mood.border
        outside = not left <= at < right or (border is not None and at < border)
        between = range(hit.last, at) if at >= hit.last else range(at, hit.first)
        others = sum(i in self.heads and i != hit.first for i in between)
        return outside, min(others, 1), after and at < hit.first, abs(at - hit.first), at

    def parted(self, first: int, at: int, border: int | None) -> bool:
        """Whether a word between two tokens says that one is before or after the other, or one takes the other for granted."""
        page = self.page
        if border is not None and at < border and not page.is_(border, "relative"):
            return True
        low, high = sorted((first, at))
        steps = (i for i in range(low, high) if page.is_(i, "sequel") and i not in self.void and i + 1 not in self.void)
        return any(True for _ in steps)

    def means_of(self, hit: Hit[Trigger], sentence: Sentence, row: Trigger) -> tuple[tuple[Means, ...], tuple[str, ...]]:
        found: list[Means] = []
        modes = list(row.modes)
        if row.type in ("ASSAULT", "MOBILIZE"):
            for m in self.page.hits("events", "means"):
                near = sentence.first <= m.first < sentence.last and (
                    0 <= m.first - hit.last < _MEANS_REACH or 0 <= hit.first - m.last < 4
                )
                if near or hit.first <= m.first < hit.last:
                    evidence = self.page.evidence(m.first, m.last)
                    found.append(Means(kind=m.row.kind, text=evidence.exact, evidence=evidence))
                    if m.row.mode and not modes and row.type == "ASSAULT":
                        modes.append(m.row.mode)
        return tuple(found), tuple(modes)


def _is_force(phrase: Phrase) -> bool:
    """True of a force, group or state the registry knows, or a force of such a state: no nickname, no soldiers in general."""
    actor = phrase.actor
    if actor is None or actor.id.startswith(("name:", "text:")):
        return False
    return is_armed(phrase) or (is_state(phrase) and (not phrase.nouns or actor.sector in _ARMS))


def _holds_ground(phrase: Phrase) -> bool:
    """True of forces that take and leave ground: no police, no peacekeepers."""
    policing = any(h.row.who == "police" for h in phrase.nouns) or (
        phrase.actor is not None and phrase.actor.sector in ("COP", "IGO", "UNO")
    )
    return is_armed(phrase) and not policing


def _is_authority(phrase: Phrase) -> bool:
    """True of governments, police and soldiers."""
    if any(h.row.kind == "group" for h in phrase.nouns):
        return False  # *supporters of the president*
    named = bool(phrase.nouns) or any(n.country is not None for n in phrase.names)
    return named and phrase.actor is not None and phrase.actor.sector in ("GOV", "COP", "MIL") and not phrase.pronoun


def _is_ground(phrase: Phrase) -> bool:
    """True of a name without a noun or an entry, as rivers and mountains have that rage."""
    return not phrase.nouns and not phrase.pronoun and (phrase.actor is None or phrase.actor.id.startswith(("name:", "text:")))


def _week_later(day: str) -> str:
    return (dt.date.fromisoformat(day[:10]) + dt.timedelta(days=7)).isoformat() + day[10:]
