"""Events: triggers, roles, realis, place, time, means, and how mentions make one event.

Needs phrases, clauses, moods, attributions, places and times; gives events coded to PLOVER. Voice and affixes decide roles: the
subject of an active verb acts, the subject of a passive one suffers; after a nominal (*penembakan X terhadap Y*) the table says
whose noun follows it. An event without a stated agent is kept with an unstated actor. ``rule`` says which pattern coded it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from saksi.languages import Hit
from saksi.languages.schema import Trigger
from saksi.reading.actors import Cast, Phrase, is_armed, is_party, is_state
from saksi.reading.clauses import Clauses
from saksi.reading.domains import violent_context, weigh_domains
from saksi.reading.modality import Mood, Moods
from saksi.reading.page import Page, Sentence
from saksi.reading.places import Toponym
from saksi.reading.times import When
from saksi.types import Location, Means, Realis, Time

_REACH_OF_CAUSE = 14  # tokens between harm and the nominal that did it
_MEANS_REACH = 12  # tokens between a trigger and the weapon it was done with


@dataclass(slots=True)
class Telling:
    """One mention of an event: its trigger, its roles, its mood."""

    first: int
    last: int
    row: Trigger
    voice: str | None
    sentence: Sentence
    actors: list[Phrase]
    recipients: list[Phrase]
    mood: Mood
    realis: Realis
    mutual: bool
    rule: str
    place: Location | None = None
    when: When | None = None
    means: tuple[Means, ...] = ()
    modes: tuple[str, ...] = ()
    of: int | None = None
    definite: bool = False
    cause: int | None = None  # trigger of the nominal event that is its grammatical subject

    @property
    def type(self) -> str:
        """PLOVER type."""
        return self.row.type


class EventFinder:
    """Finds the tellings of one page and groups them into events."""

    def __init__(self, page: Page, cast: Cast, clauses: Clauses, moods: Moods, places: list[Toponym], times: list[When]) -> None:
        self.page, self.cast, self.clauses, self.moods = page, cast, clauses, moods
        self.places, self.times = places, times
        self.domains = weigh_domains(page, cast)
        self.grounds = {
            (t.first, t.last) for t in places if not t.listed or (t.location.place is None and t.location.precision == "region")
        }
        self.counted = {h.last - 1 for h in page.hits("numbers", "numeral")} | {
            i for i, t in enumerate(page.tokens) if t.is_number
        }
        self.void = {i for w in times for i in range(w.first, w.last)} | page.tokens_of("dateline", "byline")
        self.tellings: list[Telling] = []

    # --- tellings ----------------------------------------------------------------------------------------------------

    def find(self) -> list[Telling]:
        """The tellings, in text order, each with the index of the event it belongs to (``of``)."""
        page = self.page
        for hit in page.hits("events", "trigger"):
            if hit.voice == "agentive" or hit.first in self.cast.covering or hit.first in self.void:
                continue
            telling = self.tell(hit)
            if telling is not None:
                self.tellings.append(telling)
        self.inherit()
        self.group()
        return self.tellings

    def tell(self, hit: Hit[Trigger]) -> Telling | None:
        page = self.page
        hit = self.chosen(hit)
        row = hit.row
        sentence = page.sentence_of(hit.first)
        voice = self.voice(hit)
        nouns = tuple(f for f in hit.forms if f.voice in (None, "nominal"))
        if nouns and nouns != hit.forms and not self.verbal(hit, voice):
            hit = Hit(hit.first, hit.last, nouns)
            row, voice = hit.row, hit.voice
        elif not self.verbal(hit, voice):
            page.turn_down("event", hit.first, hit.last, "a noun or name here, not the verb", "form")
            return None
        actors, recipients, mutual, rule, cause = self.roles(hit, row, voice)
        mood = self.moods.of(hit.first, hit.last)
        if mood.unreal:
            page.turn_down("event", hit.first, hit.last, "a comparison, an exercise or fiction: nothing happens", rule)
            return None
        armed = row.type == "ASSAULT" and voice == "active" and any(is_armed(p) for p in actors)
        if row.objects and not armed and not self.has_object(hit, row):
            page.turn_down("event", hit.first, hit.last, "its object is not one that makes it an event", rule)
            return None
        reason = self.doubt(row, actors, recipients, sentence, voice)
        if reason:
            page.turn_down("event", hit.first, hit.last, reason, rule)
            return None
        realis = row.realis or mood.realis
        if row.realis and mood.realis == "negated":
            realis = "negated"
        telling = Telling(hit.first, hit.last, row, voice, sentence, actors, recipients, mood, realis, mutual, rule, cause=cause)
        telling.definite = page.is_(hit.last, "anaphor", "demonstrative") or (
            page.pack.header.head == "last" and page.is_(hit.first - 1, "anaphor")
        )
        telling.place = self.place_of(hit, sentence, telling)
        telling.when = self.time_of(hit, sentence)
        telling.means, telling.modes = self.means_of(hit, sentence, row)
        return telling

    def chosen(self, hit: Hit[Trigger]) -> Hit[Trigger]:
        """Of the rows that share a form, the first whose objects are there; rows that ask for none come last."""
        forms = sorted(hit.forms, key=lambda f: not f.row.objects)
        fitting = [f for f in forms if not f.row.objects or self.has_object(hit, f.row)]
        return Hit(hit.first, hit.last, tuple(fitting or forms))

    def voice(self, hit: Hit[Trigger]) -> str | None:
        """The voice here: *past* is passive after an auxiliary or before an agent marker, a reduced relative after a noun."""
        page = self.page
        if hit.voice != "past":
            return hit.voice
        for i in range(hit.first - 1, max(page.sentence_of(hit.first).first, hit.first - 4) - 1, -1):
            if page.is_(i, "passive_auxiliary"):
                return "passive"
            if not page.is_(i, "adverb", "negator", "aspect", "quantifier", "verb"):
                break
        if page.is_(hit.last, "agent_marker"):
            return "passive"
        if hit.row.roles == "directed" and hit.row.type in ("ASSAULT", "COERCE") and not self.follows(hit):
            subject = self.clauses.subject(hit.first)
            if not subject and hit.first - 1 in self.counted:
                return "passive"  # *Five killed in raid*
            if subject and (page.sentence_of(hit.first).voice in ("headline", "teaser") or not any(is_armed(p) for p in subject)):
                return "passive"
        return "active"

    def follows(self, hit: Hit[Trigger]) -> bool:
        """True when an object of any kind follows the verb."""
        counted = hit.last in self.counted or self.page.is_(hit.last, "quantifier", "modifier")
        return counted or bool(self.clauses.object(hit.last)) or self.clauses.thing(hit.last) is not None

    def is_means(self, phrase: Phrase) -> bool:
        """True of what is fired or thrown rather than hit."""
        return any(phrase.first <= m.first < phrase.last for m in self.page.hits("events", "means"))

    def verbal(self, hit: Hit[Trigger], voice: str | None) -> bool:
        """Whether a form that may be a noun (*bombs*, *back*) is a verb here. Only languages without verbal affixes ask."""
        page = self.page
        if page.pack.header.head == "first" or voice not in ("base", "third"):
            return True
        before = hit.first - 1
        if page.sentence_of(hit.first).first > before or page.is_(
            before, "determiner", "anaphor", "possessive_marker", "quantifier", "modifier"
        ):
            return False
        if page.is_(before, "purpose", "future", "ability", "auxiliary", "negator", "pronoun_plural", "pronoun_we", "condition"):
            return voice == "base"
        subject = self.cast.ending.get(hit.first) or (self.cast.ending.get(before) if page.is_(before, "adverb") else None)
        weapon = next((m for m in page.hits("events", "means") if m.last == hit.first), None)
        if weapon is not None and subject is None:
            opens = weapon.first == page.sentence_of(hit.first).first or weapon.first in self.cast.ending
            ending = page.pack.header.plural
            plural = voice == "base" and bool(ending) and page.tokens[before].lower.endswith(ending)
            return opens and plural and (bool(self.clauses.object(hit.last)) or self.clauses.thing(hit.last) is not None)
        if subject is None:
            return False
        marks = page.is_(hit.last, "target_marker", "determiner", "preposition", "location_marker", "complementizer")
        return marks or bool(self.clauses.object(hit.last))

    def roles(
        self, hit: Hit[Trigger], row: Trigger, voice: str | None
    ) -> tuple[list[Phrase], list[Phrase], bool, str, int | None]:
        page, clauses = self.page, self.clauses
        if row.roles == "suffered":
            givers = _parties(clauses.marked(hit.last, "source_marker", "agent_marker", reach=12))
            return givers, _parties(clauses.subject(hit.first)), False, "suffered", None
        if row.roles == "mutual" or voice == "reciprocal" or page.is_(hit.first - 1, "reciprocal"):
            sides = self.both(self.sides(hit, "active" if page.is_(hit.first - 1, "reciprocal") else voice))
            return _parties(sides), [], True, "mutual", None
        if voice in ("active", "third", "gerund", "base"):
            subject, cause = clauses.subject_or_nominal(hit.first)
            objects = clauses.object(hit.last)
            target = clauses.marked(hit.last, "target_marker", reach=12) if not objects or row.roles == "actor" else []
            if row.content is not None and not objects:
                objects = self.threatened(hit)
            recipients = (
                target if row.roles == "actor" else (objects or target or clauses.marked(hit.last, "addressee_marker", reach=10))
            )
            if not subject and voice == "base" and hit.first == page.sentence_of(hit.first).first:
                subject = []
            found = _parties(recipients) or (
                _parties(clauses.marked(hit.last, "source_marker", reach=12)) if row.type == "ASSAULT" else []
            )
            if not found and row.type == "ASSAULT" and row.roles == "directed":
                thing = clauses.thing(hit.last)
                found = [thing] if thing is not None and not self.is_means(thing) else []
            return _parties(subject), found, False, f"{voice}: subject acts", cause
        if voice in ("passive", "stative"):
            subject, cause = clauses.subject_or_nominal(hit.first)
            agents: list[Phrase] = []
            if voice == "passive":
                near = self.cast.starting.get(hit.last) if page.pack.header.bare_agent else None
                bare = near is not None and self.can_be_bare_agent(near)
                agents = [near] if near is not None and bare else clauses.marked(hit.last, "agent_marker", reach=14)
            if not subject:
                subject = self.shared_subject(hit)
            if row.roles == "actor":
                return _parties(agents), [], False, "passive: agent acts", cause
            suffers = _parties(subject)
            if not suffers and cause is None and row.type == "ASSAULT" and row.roles == "directed":
                thing = clauses.plain_subject(hit.first)
                suffers = [thing] if thing is not None and not self.is_means(thing) else []
            return _parties(agents), suffers, False, f"{voice}: subject suffers", cause
        return (*self.nominal_roles(hit, row), None)

    def threatened(self, hit: Hit[Trigger]) -> list[Phrase]:
        """The object of what a speech act speaks of (*mengancam akan menggempur X*)."""
        verbs = self.clauses.verbs
        for i in range(hit.last, min(hit.last + 4, self.page.sentence_of(hit.first).last)):
            if i in verbs:
                end = i
                while verbs.get(end) == verbs[i]:
                    end += 1
                return self.clauses.object(end)
        return []

    def can_be_bare_agent(self, phrase: Phrase) -> bool:
        return (
            phrase.pronoun
            or phrase.actor is not None
            or is_armed(phrase)
            or phrase.status != "named"
            or any(h.row.kind in ("organ", "role", "group") for h in phrase.nouns)
        )

    def shared_subject(self, hit: Hit[Trigger]) -> list[Phrase]:
        """A passive that opens its sentence shares the subject of the next clause (*Ditembak X, 2 warga tewas*)."""
        page = self.page
        sentence = page.sentence_of(hit.first)
        if hit.first != sentence.first:
            return []
        for i in range(hit.last, min(sentence.last - 1, hit.last + 12)):
            if page.tokens[i].text == ",":
                phrase = self.cast.starting.get(i + 1)
                return [phrase] if phrase is not None else []
        return []

    def nominal_roles(self, hit: Hit[Trigger], row: Trigger) -> tuple[list[Phrase], list[Phrase], bool, str]:
        clauses = self.clauses
        actors: list[Phrase] = []
        recipients: list[Phrase] = _parties(clauses.marked(hit.last, "target_marker", reach=14))
        agents = _parties(clauses.marked(hit.last, "agent_marker", reach=14))
        topic = self.topic(hit)
        if topic is not None and not topic.nouns and (topic.first, topic.last) in self.grounds:
            topic = None  # *Serangan Uwaka*: the scene, not the attacker
        if topic is not None and topic not in recipients:
            if row.topic == "agent" and not agents:
                actors = clauses.conjuncts_after(topic) if topic.first >= hit.last else [topic]
                actors = [p for p in _parties(actors) if p not in recipients]
            elif row.topic == "patient" or agents:
                if recipients and not agents:
                    actors = _parties([topic])
                else:
                    recipients = recipients or _parties(clauses.conjuncts_after(topic) if topic.first >= hit.last else [topic])
        actors = actors or agents
        sides = _parties(clauses.marked(hit.last, "between", reach=8))
        if len(sides) > 1 and not actors:
            return sides, [], True, "nominal: between"
        governed = clauses.preceded_by_verb(hit.first)
        if not actors and governed and row.roles in ("directed", "actor"):
            actors = [p for p in _parties(clauses.subject(clauses.before(hit.first))) if p not in recipients]
        if row.roles == "actor":
            recipients = []
        if row.roles == "none":
            actors, recipients = [], []
        return actors, recipients, False, f"nominal: {row.topic} follows" if topic else "nominal"

    def topic(self, hit: Hit[Trigger]) -> Phrase | None:
        """The noun of a nominal: right after it (*serangan X*), after a linker (*killing of X*), or before it (*X's attack*)."""
        page = self.page
        i = hit.last
        end = page.sentence_of(hit.first).last
        while i < end and page.is_(i, "modifier") and i not in self.cast.starting:
            i += 1
        phrase = self.cast.starting.get(i)
        if phrase is not None and i < end and (page.pack.header.head == "first" or i > hit.last):
            return phrase
        if i < end and page.is_(i, "linker") and not page.is_(i, "location_marker", "target_marker"):
            phrase = self.clauses.next_phrase(i + 1, end)
            if phrase is not None:
                return phrase
        if page.pack.header.head == "last":
            k = hit.first
            while k > 0 and (page.is_(k - 1, "possessive_marker", "modifier") and k - 1 not in self.cast.covering):
                k -= 1
            before = self.cast.ending.get(k) or self.cast.ending.get(hit.first)
            if (
                before is not None
                and (before.actor is not None or before.noun is not None)
                and not page.is_(before.first - 1, "passive_auxiliary")
            ):
                return before
        return None

    def both(self, sides: list[Phrase]) -> list[Phrase]:
        """*kedua negara*, *keduanya*, *both sides*: the two parties the document has spoken of most until here."""
        if len(sides) != 1 or (sides[0].actor is not None and not sides[0].pronoun):
            return sides
        lone = sides[0]
        dual = (
            lone.pronoun
            or (lone.number is not None and lone.number.quantity.number == 2)
            or self.page.is_(lone.first, "pronoun_plural")
        )
        if not dual:
            return sides
        counts: dict[str, tuple[int, Phrase]] = {}
        for phrase in self.cast.phrases:
            country = phrase.actor.country if phrase.actor is not None and is_state(phrase) else None
            if phrase.first < lone.first and country and self.page.sentence_of(phrase.first).voice != "teaser":
                count, first = counts.get(country, (0, phrase))
                counts[country] = (count + 1, first)
        top = sorted(counts.values(), key=lambda c: (-c[0], c[1].first))[:2]
        return [phrase for _, phrase in top] if len(top) == 2 else sides

    def sides(self, hit: Hit[Trigger], voice: str | None) -> list[Phrase]:
        """All parties of a mutual event: its subjects, those after *antara*/*between*, and the partner after *dengan*/*with*."""
        clauses, page = self.clauses, self.page
        between = clauses.marked(hit.last, "between", reach=10)
        if len(between) > 1:
            return between
        after = clauses.marked(hit.last, "partner_marker", reach=10)
        direct = self.cast.starting.get(hit.last)
        named = [direct] if direct is not None and voice in (None, "nominal") else []
        if named:
            named = clauses.conjuncts_after(named[0])
        before: list[Phrase] = []
        if voice not in (None, "nominal") or not named or after:
            subject = clauses.subject(hit.first)
            if voice not in (None, "nominal") or self.clauses.preceded_by_verb(hit.first):
                before = subject
            elif page.pack.header.head == "last" and self.topic(hit) is not None:
                topic = self.topic(hit)
                before = clauses.conjuncts_before(topic) if topic is not None else []
        seen: list[Phrase] = []
        for phrase in (*before, *named, *between, *after):
            if phrase not in seen:
                seen.append(phrase)
        return seen

    # --- doubts ------------------------------------------------------------------------------------------------------

    def has_object(self, hit: Hit[Trigger], row: Trigger) -> bool:
        page = self.page
        end = min(page.sentence_of(hit.first).last, hit.last + 8)
        start = max(page.sentence_of(hit.first).first, hit.first - 8)
        near = " ".join(page.keys.words[hit.last : end])
        before = " ".join(page.keys.words[start : hit.first])
        return any(f" {o} " in f" {near} " or f" {o} " in f" {before} " for o in row.objects)

    def doubt(
        self,
        row: Trigger,
        actors: list[Phrase],
        recipients: list[Phrase],
        sentence: Sentence,
        voice: str | None,
    ) -> str | None:
        """Why a trigger does not count here, or null when it does."""
        everyone = actors + recipients
        armed = any(is_armed(p) or is_state(p) for p in everyone)
        violent = violent_context(self.domains, sentence)
        if row.needs == "armed" and not armed:
            return "no armed party takes part"
        if row.needs == "state" and not any(is_state(p) or (p.actor is not None and p.actor.country) for p in everyone):
            return "no state takes part"
        if row.needs == "party" and not everyone:
            return "nobody takes part"
        if row.needs == "territory" and not any(sentence.first <= t.first < sentence.last for t in self.places):
            return "no territory is meant"
        transitive = voice in ("active", "third", "gerund") and row.roles == "directed"
        if row.type == "COERCE" and transitive and not recipients:
            return "nobody is coerced"
        bare = not any(self.domains.other)  # nothing speaks of another field: a short text, perhaps
        forceful = row.type in ("ASSAULT", "COERCE", "MOBILIZE", "THREATEN")
        if row.weak and not violent and not armed and not (bare and not forceful and everyone):
            return "a word of many uses, without a sign of conflict beside it"
        if forceful and not violent and not (bare and (armed or not row.weak) and self.domains.sentence(sentence.index) >= 0):
            return "the sentence or the document speaks of another field"
        if forceful and not self.domains.reports(sentence.index) and not bare and (not armed or row.type == "MOBILIZE"):
            return "the document speaks of another field"
        if row.type == "PROTEST" and not self.domains.reports(sentence.index) and self.domains.sentence(sentence.index) < 0:
            return "the sentence speaks of another field"
        return None

    # --- circumstances -----------------------------------------------------------------------------------------------

    def place_of(self, hit: Hit[Trigger], sentence: Sentence, telling: Telling) -> Location | None:
        """The marked toponym nearest after the trigger in its sentence, else before it; parties' own names do not count."""
        here = [t for t in self.places if sentence.first <= t.first < sentence.last and t.marked]
        inside = {i for p in telling.actors for i in range(p.first, p.last)}
        here = [t for t in here if t.first not in inside or self.page.is_(t.first - 1, "location_marker")]
        after = [t for t in here if t.first >= hit.first]
        pool = after or here
        if not pool:
            patient = next((p for p in telling.recipients if p.actor is None and p.names and p.names[0].place is not None), None)
            return next(
                (t.location for t in self.places if patient is not None and patient.first <= t.first < patient.last), None
            )
        chosen = min(pool, key=lambda t: (abs(t.first - hit.first), t.first))
        return chosen.location

    def time_of(self, hit: Hit[Trigger], sentence: Sentence) -> When | None:
        here = [
            w for w in self.times if sentence.first <= w.first < sentence.last and w.kind not in ("duration", "asof", "clock")
        ]
        left, right = self.clauses.clause(hit.first)
        same = [w for w in here if left <= w.first < right]
        pool = same or here
        return min(pool, key=lambda w: (abs(w.first - hit.first), w.first)) if pool else None

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

    # --- inheritance and grouping ------------------------------------------------------------------------------------

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
        for index, telling in enumerate(self.tellings):
            lone = telling.mutual and len(telling.actors) == 1 and self.page.is_(telling.actors[0].first, "pronoun_plural")
            both = (
                next((t.actors for t in reversed(self.tellings[:index]) if t.mutual and len(t.actors) > 1), None)
                if lone
                else None
            )
            telling.actors = both or telling.actors
        for telling in self.tellings:
            if telling.place is None:
                telling.place = self.place_before(telling)

    def place_before(self, telling: Telling) -> Location | None:
        """Without a place of its own an event takes the last one of its line, or the lead's."""
        if telling.sentence.voice == "teaser" or telling.type not in ("ASSAULT", "PROTEST", "COERCE", "MOBILIZE"):
            return None
        same = [
            t
            for t in self.tellings
            if t.place is not None and t.sentence.line == telling.sentence.line and t.first < telling.first
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
        if head.mutual != new.mutual and head.sentence.voice != "headline":
            return False
        if (
            head.type != new.type
            or head.realis != new.realis
            or (head.sentence.voice == "teaser") != (new.sentence.voice == "teaser")
        ):
            return False
        if new.sentence.voice == "teaser" and head.sentence.index != new.sentence.index:
            return False
        if not (_compatible(head.actors, new.actors) and _compatible(head.recipients, new.recipients)):
            return False
        if not _same_time(head.when.time if head.when else None, new.when.time if new.when else None):
            return False
        near = new.sentence.index - event[-1].sentence.index
        headline = head.sentence.voice == "headline" and new.sentence.voice in ("headline", "lead")
        if new.modes and head.modes and set(new.modes).isdisjoint(head.modes) and not headline:
            return False
        if new.definite and near <= 4:
            return True
        if near == 0 and self.when_clause(event[-1], new):
            return True
        caused = new.cause is not None and any(t.first == new.cause for t in event)
        bare = not new.actors and not new.recipients and near <= 1 and new.type == "ASSAULT" and not (new.when and not head.when)
        return headline or caused or (bare and new.voice in (None, "nominal")) or (near == 0 and _shared(event, new))

    def when_clause(self, one: Telling, other: Telling) -> bool:
        """*Five were killed when gunmen stormed X*, *tewas dalam serangan X*: harm and what did it are one event."""
        page = self.page
        if one.type != "ASSAULT" or one.actors or one.mutual or other.mutual or not one.recipients:
            return False
        if one.voice not in ("passive", "stative") or not other.actors:
            return False
        between = range(one.last, other.first)
        if other.voice in (None, "nominal"):
            before = other.first - 1
            while before > one.last and page.is_(before, "determiner", "quantifier", "modifier"):
                before -= 1
            return page.is_(before, "location_marker", "cause_marker") and len(between) <= _REACH_OF_CAUSE
        return any(page.is_(i, "subordinator") for i in between) and not any(page.tokens[i].text in (";", '"') for i in between)


def _parties(phrases: list[Phrase]) -> list[Phrase]:
    return [p for p in phrases if is_party(p)]


def _keys(phrases: list[Phrase]) -> set[str]:
    return {p.actor.id for p in phrases if p.actor is not None}


def _compatible(one: list[Phrase], other: list[Phrase]) -> bool:
    a, b = _keys(one), _keys(other)
    return not a or not b or bool(a & b)


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


def is_historical(page: Page, telling: Telling, years: list[int]) -> bool:
    """Of an earlier episode than the one reported: said so, or dated more than a year before publication.

    Without a date of publication an explicit year counts as earlier when the lead itself is not dated by it.
    """
    if telling.mood.historical:
        return True
    when = telling.when.time if telling.when else None
    if when is None or when.latest is None:
        return False
    latest = dt.date.fromisoformat(when.latest[:10])
    if page.published is not None:
        return (page.published - latest).days > 200
    return (
        telling.sentence.voice not in ("headline", "lead")
        and telling.when is not None
        and telling.when.kind in ("date", "year", "since")
        and bool(years)
    )
