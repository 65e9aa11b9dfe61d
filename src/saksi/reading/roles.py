"""Who acts and who suffers: the roles of an event from the voice of its word and the clause around it.

Needs phrases, clauses and places. The subject of an active verb acts, the subject of a passive one suffers; after a nominal
(*penembakan X terhadap Y*) the table says whose noun follows it; both sides of a mutual event act.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from saksi.languages import Hit
from saksi.languages.schema import MeansWord, Trigger, WordClass
from saksi.reading.actors import Cast, Phrase, is_armed, is_mere_place, is_party, is_state
from saksi.reading.clauses import Clauses
from saksi.reading.page import Page
from saksi.reading.settings import Settings
from saksi.reading.things import fired_behind, is_made, sufferer

_WORDS = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION", "AID", "RETREAT"})
_DEEDS: frozenset[WordClass] = frozenset({"performing", "performed"})
_FORCE = frozenset({"ASSAULT", "PROTEST"})
_CONCERN = 16  # tokens after a word of speech within which stands whom it concerns
_AIM = 14  # tokens after an attack within which stands what it is aimed at, or who did it
_SCENE = 6  # tokens after the word of an attack within which stands what it was at
_OF = 3  # tokens between a word of harm and the deed it was done in (*died in the shelling*)
_LED = 3  # tokens between a subject and the nominal that is its predicate
_COMPOUND = 3  # nouns that a party may qualify


@dataclass(slots=True)
class Roles:
    """Finds roles on one page. ``grounds`` are the tokens of toponyms without an entry: scenes, not parties."""

    page: Page
    cast: Cast
    clauses: Clauses
    grounds: set[tuple[int, int]]
    counted: set[int]
    """Tokens of numerals."""
    facilities: set[int] = field(default_factory=set, init=False)
    """Tokens of words for buildings and works."""
    objects: set[int] = field(default_factory=set, init=False)
    """Tokens of words for things that suffer: houses, vehicles."""

    settings: Settings = field(init=False)

    def __post_init__(self) -> None:
        words = self.page.hits("places", "word")
        self.facilities = {i for h in words if h.row.kind == "facility" for i in range(h.first, h.last)}
        self.settings = Settings(self.page, self.cast, self.clauses)
        self.objects = {i for h in self.page.hits("impacts", "object") for i in range(h.first, h.last)}

    def of(self, hit: Hit[Trigger], row: Trigger, voice: str | None) -> tuple[list[Phrase], list[Phrase], bool, str, int | None]:
        """Actors, recipients, whether it is mutual, the rule that says so, and the nominal event that is its subject."""
        head_first = self.page.pack.header.head == "first"
        actors, recipients, mutual, rule, cause = self.bare(hit, row, voice)
        if row.type == "ASSAULT" and not mutual and not recipients:
            recipients = self.struck(hit)
        if row.type in _WORDS and not mutual and not recipients and actors and voice not in ("passive", "stative"):
            recipients = self.concerned(hit, actors)
        if row.type in ("ASSAULT", "COERCE"):
            actors = [p for p in actors if not (self.settings.is_area(p) or self.shoots(p) or self.is_harmed(p))]
        suffering = [self.headed(p) if head_first else self.whole(p) for p in recipients]
        return actors if head_first else [self.whole(p) for p in actors], suffering, mutual, rule, cause

    def is_harmed(self, phrase: Phrase) -> bool:
        """True of those whom a word of harm itself names (*93 wounded*, *at least 100 dead*, *korban tewas*): they do nothing."""
        words = self.page.hits("casualties", "word")
        return any(h.first <= n.first < h.last for n in phrase.nouns for h in words)

    def whole(self, phrase: Phrase) -> Phrase:
        """A party with the nouns that it only qualifies (*a refugee camp*, *Sagaing monastery*, *air force jets*).

        What bears the name of a place is not the state the place lies in; what bears that of a force or a country is theirs.
        """
        page = self.page
        if phrase.pronoun or phrase.last in self.cast.starting:
            return phrase
        end = page.sentence_of(phrase.first).last
        last = phrase.last
        while last < min(end, phrase.last + _COMPOUND) and self.is_bare_noun(last):
            last += 1
        if last == phrase.last or (last < end and page.tokens[last].text == "'s"):
            return phrase
        place = is_mere_place(phrase)
        return replace(phrase, last=last, actor=None if place else phrase.actor, proper=None if place else phrase.proper)

    def headed(self, phrase: Phrase) -> Phrase:
        """The same where the head comes first (*kamp pengungsi*, *kantor bupati*)."""
        first = phrase.first
        if phrase.pronoun or phrase.number is not None:
            return phrase
        start = max(self.page.sentence_of(first).first, first - _COMPOUND)
        while first > start and (self.is_bare_noun(first - 1) or first - 1 in self.clauses.lead_ins):
            first -= 1
        return replace(phrase, first=first) if first < phrase.first else phrase

    def is_bare_noun(self, i: int) -> bool:
        """A plain word of no class, neither verb nor the start of a phrase: a noun, as far as one can tell."""
        if i >= len(self.page.tokens):
            return False
        page, token = self.page, self.page.tokens[i]
        if not token.is_word or token.is_capital or page.classes(i) - _DEEDS or i in self.cast.covering:
            return False
        return (
            i not in self.clauses.verbs
            and i not in self.clauses.nominals
            and i not in self.clauses.void
            and i not in self.counted
        )

    def bare(
        self, hit: Hit[Trigger], row: Trigger, voice: str | None
    ) -> tuple[list[Phrase], list[Phrase], bool, str, int | None]:
        """The roles as the parties that the clause names, without the nouns they qualify."""
        page, clauses = self.page, self.clauses
        if row.roles == "suffered":
            givers = _parties(clauses.marked(hit.last, "source_marker", "agent_marker", reach=12) or clauses.object(hit.last))
            return givers, _suffering(clauses.subject(hit.first)), False, "suffered", None
        if row.roles == "mutual" or voice == "reciprocal" or page.is_(hit.first - 1, "reciprocal"):
            sides = self.both(self.sides(hit, "active" if page.is_(hit.first - 1, "reciprocal") else voice))
            return _parties(sides), [], True, "mutual nominal" if voice in (None, "nominal") else "mutual", None
        if hit.first in clauses.qualifying:
            return [clauses.qualifying[hit.first]], [], False, "gerund: qualifies who acts", None
        if voice in ("active", "third", "gerund", "base"):
            subject, cause = clauses.subject_or_nominal(hit.first)
            if row.type in ("ASSAULT", "COERCE"):
                subject = [p for p in subject if not self.settings.names(p)]
            made = is_made(page, hit)
            objects = [p for p in self.objects_of(hit, subject) if not (self.is_means(p) or self.shoots(p))]
            objects = [p for p in objects if p.nouns or p.names or p.pronoun] if made else objects
            doer = clauses.doer_before(hit.first) if voice == "base" else None
            if doer is not None:
                at = doer.first - page.is_(doer.first - 1, "relative")
                fronted = self.cast.ending.get(at) or self.cast.covering.get(at - 1)
                subject, objects = [doer], [fronted] if fronted is not None else objects  # *sebelas orang kami amankan*
            target = clauses.marked(hit.last, "target_marker", reach=12) if not objects or row.roles == "actor" else []
            if row.content is not None:
                objects = [p for p in objects if not page.is_(p.first, "own_side")]  # *memperingatkan pihaknya akan menyerang*
                objects = objects or self.threatened(hit)
            if row.type == "ASSAULT" and row.roles == "directed" and not objects and not made:
                thing = clauses.thing(hit.last)  # *blew up their truck on the road to X*
                target = [thing] if thing is not None and not self.is_means(thing) else target
            recipients = (
                target if row.roles == "actor" else (objects or target or clauses.marked(hit.last, "addressee_marker", reach=10))
            )
            if not subject and voice == "base" and hit.first == page.sentence_of(hit.first).first:
                subject = []
            taken = bool(objects) or clauses.thing(hit.last) is not None  # *recaptured the town from X*
            found = _parties(recipients) or [p for p in recipients if p in target and not objects and row.type == "ASSAULT"]
            doers = _parties(subject)
            if not doers and cause is None and row.type in ("ASSAULT", "MOBILIZE"):
                doers = self.weapon(hit.first)
            if row.needs == "ground":
                thing = clauses.thing(hit.last)
                found = objects or ([thing] if thing is not None else [])
            only_where = not found or (not objects and all(is_mere_place(p) for p in found))
            if (
                only_where
                and not made
                and row.needs != "ground"
                and row.type in ("ASSAULT", "COERCE")
                and row.roles == "directed"
            ):
                thing = clauses.thing(hit.last)
                hit_thing = thing is not None and (not self.is_means(thing) or self.is_destroyed(thing))
                seen = (
                    row.type == "ASSAULT" or not row.weak or self.is_ground(thing)
                )  # *searched houses*, not *turned a blind eye*
                found = [thing] if thing is not None and hit_thing and seen else found
            found = found or [p for p in objects if is_mere_place(p)]  # *the town, which X annexed*
            if row.type == "ASSAULT" and row.roles == "directed" and not found:
                fired = fired_behind(clauses, hit.last)
                found = _suffering(clauses.marked(fired, "target_marker", reach=8)) or self.aim(fired)
            if row.type in ("ASSAULT", "COERCE") and taken and not any(is_armed(p) for p in found):
                from_whom = clauses.marked(hit.last, "source_marker", reach=12)
                found = [*found, *(p for p in _parties(from_whom) if is_armed(p) and p not in doers)]
            if not found and row.type == "RETREAT" and row.roles == "directed":
                found = self.freed(hit, row)
            return doers, found, False, f"{voice}: subject acts", cause
        if voice in ("passive", "stative"):
            subject, cause = clauses.subject_or_nominal(hit.first)
            beside = sufferer(clauses, hit.first) if self.modifies(hit) else None
            beside = None if beside is not None and self.is_means(beside) else beside
            if beside is not None and not any(p.last == hit.first for p in subject):
                subject, cause = [beside], None  # *villagers inspect a house hit by a shell*
            agents: list[Phrase] = []
            if voice == "passive":
                near = self.cast.starting.get(hit.last) if page.pack.header.bare_agent else None
                bare = near is not None and self.can_be_bare_agent(near)
                agents = [near] if near is not None and bare else clauses.marked(hit.last, "agent_marker", reach=14)
            if not subject:
                subject = self.shared_subject(hit)
            if row.roles == "actor":
                return _parties(agents), [], False, "passive: agent acts", cause
            suffers = [beside] if beside is not None and subject == [beside] else _suffering(subject)
            flying = all(self.is_means(self.headed(p) if page.pack.header.head == "first" else p) for p in suffers)
            if voice == "passive" and row.type == "ASSAULT" and flying:
                fired = bool(suffers) or self.is_fired(hit)
                suffers = self.aimed_at(hit) or (self.aim(hit.last) if fired else []) or suffers
                if fired and not agents:
                    sources = _parties(clauses.marked(hit.last, "source_marker", reach=8))
                    agents = [p for p in sources if is_armed(p) or (is_state(p) and not is_mere_place(p))]
            if row.type == "MOBILIZE" and not agents and any(is_armed(p) for p in suffers):
                agents, suffers = suffers, []  # *pasukan dikerahkan*: who goes, where nobody is said to send them
            if not suffers and cause is None and row.type in ("ASSAULT", "COERCE") and row.roles == "directed":
                thing = sufferer(clauses, hit.first)
                suffers = [thing] if thing is not None and not self.is_means(thing) else []
            return _parties(agents), suffers, False, f"{voice}: subject suffers", cause
        return (*self.nominal_roles(hit, row), None)

    def objects_of(self, hit: Hit[Trigger], subject: list[Phrase]) -> list[Phrase]:
        """What follows a verb; of one that shares its object with the next (*beat and arrested two men*) what follows that one;
        else what a relative clause without an object is about (*the village that the army shelled*)."""
        page, clauses, i = self.page, self.clauses, hit.last
        if self.follows(hit) or i >= len(page.tokens):
            return clauses.object(i)
        if clauses.joins(i):
            i += 1
            while i < len(page.tokens) - 1 and page.is_(i, "adverb", "aspect"):
                i += 1
            if i in clauses.verbs and page.sentence_of(i) is page.sentence_of(hit.first):
                first = i
                while clauses.verbs.get(i) == clauses.verbs[first]:
                    i += 1
                return clauses.object(i)
        if not subject or subject[0].first >= hit.first:
            return []
        before = subject[0].number.first if subject[0].number is not None else subject[0].first
        before, start = before - 1, page.sentence_of(hit.first).first
        while before > start and page.is_(before, "determiner", "quantifier", "modifier") and not page.is_(before, "relative"):
            before -= 1
        if before <= start:
            return []
        end = before + 1 if page.pack.header.head == "last" else 0
        if page.is_(before, "relative") and not page.is_(before, "subordinator"):
            end = before - (page.tokens[before - 1].text == ",")
        head = self.cast.ending.get(end)
        return [head] if head is not None else []

    def aim(self, after: int) -> list[Phrase]:
        """The plain words for what an attack is aimed at (*airstrike on an area near X*, *rudal ke sejumlah sasaran*)."""
        page, clauses = self.page, self.clauses
        for i in range(after, min(after + _AIM, page.sentence_of(after - 1).last - 1)):
            if page.tokens[i].text in (",", ";") or i in page.quote_marks or i in clauses.verbs or i in clauses.nominals:
                break
            if page.is_(i, "relative", "complementizer", "subordinator"):
                break
            if page.is_(i, "target_marker", "destination") and i + 1 not in clauses.when:
                area = Phrase(i + 1, i + 2) if i + 1 in clauses.lead_ins and not page.tokens[i + 1].is_capital else None
                thing = clauses.thing(i + 1) or area
                if thing is None or self.is_means(thing) or page.is_(thing.first, "intangible", "sequel", "pronoun_open"):
                    return []
                return [thing] if thing.last - 1 not in clauses.timed else []  # *at dusk*
        return []

    def performers(self, after: int) -> list[Phrase]:
        """Who did a deed told as a noun (*penembakan yang dilakukan X*, *the raid that was carried out by X*)."""
        page, clauses = self.page, self.clauses
        for i in range(after, min(after + _AIM, page.sentence_of(after - 1).last - 1)):
            if page.is_(i, "performed"):
                at = i + 1
                while page.is_(at, "performed"):
                    at += 1
                near = clauses.next_phrase(at, at + _LED + 1) if page.pack.header.bare_agent else None
                bare = near is not None and self.can_be_bare_agent(near)
                return _parties([near] if near is not None and bare else clauses.marked(at, "agent_marker", reach=4))
            if page.tokens[i].text in (",", ";") or i in page.quote_marks or i in clauses.verbs or i in clauses.nominals:
                break
        return []

    def owner(self, hit: Hit[Trigger]) -> Phrase | None:
        """Whose deed a possessive makes a nominal (*their assault*, *serangannya*)."""
        page = self.page
        i = hit.last - 1
        if page.clitics[i] != "possessor":
            i = hit.first - 1
            while i > 0 and page.is_(i, "modifier") and i not in self.cast.owners:
                i -= 1
            if not page.is_(i, "pronoun_person", "pronoun_plural", "pronoun_institution") or page.pack.header.head == "first":
                return None
        actor = self.cast.owners.get(i)
        told = (p for p in self.cast.phrases if p.first < hit.first and p.actor is not None and not p.pronoun)
        return max((p for p in told if p.actor == actor), key=lambda p: p.first, default=None)

    def modifies(self, hit: Hit[Trigger]) -> bool:
        """Whether a participle stands right behind a plain noun, without an auxiliary, where the head comes last."""
        page, i = self.page, hit.first - 1
        return page.pack.header.head == "last" and i > page.sentence_of(hit.first).first and self.is_bare_noun(i)

    def aimed_at(self, hit: Hit[Trigger]) -> list[Phrase]:
        """Whom something was thrown or fired at, where what was thrown is the subject."""
        found = _parties(self.clauses.marked(hit.last, "target_marker", reach=8))
        if not found and self.page.is_(hit.last - 1, "target_marker") and hit.last - hit.first > 1:
            found = _parties(self.clauses.object(hit.last))  # *rockets were fired at X*
        return found if self.is_fired(hit) else []

    def is_fired(self, hit: Hit[Trigger]) -> bool:
        """Whether a weapon stands before a passive: what is fired or thrown."""
        return any(hit.first - 6 <= m.first < hit.first for m in self.page.hits("events", "means"))

    def freed(self, hit: Hit[Trigger], row: Trigger) -> list[Phrase]:
        """What a word of giving up gives up, where the words of its row tell it (*freed 24 hostages*)."""
        page, end = self.page, self.page.sentence_of(hit.first).last
        for i in range(hit.last, min(end, hit.last + _COMPOUND + 1)):
            if page.keys.words[i] in row.objects:
                return [Phrase(hit.last, i + 1)]
            if not (
                i in self.counted or page.is_(i, "quantifier", "determiner", "modifier", "more", "other") or self.is_bare_noun(i)
            ):
                break
        return []

    def struck(self, hit: Hit[Trigger]) -> list[Phrase]:
        """The building that an attack without a target was at (*exploded outside a primary school*)."""
        page = self.page
        for i in range(hit.last, min(hit.last + _SCENE, page.sentence_of(hit.first).last)):
            if i in self.clauses.verbs or page.is_(i, "relative", "complementizer") or page.tokens[i].text in (",", ";"):
                break
            if page.is_(i, "location_marker", "target_marker"):
                thing = self.clauses.thing(i + 1)
                if thing is not None and self.facilities.intersection(range(thing.first, thing.last)):
                    return [thing]
                phrase = self.clauses.next_phrase(i + 1, hit.last + _SCENE + 2)
                if phrase is not None and not phrase.names and any(h.row.kind in ("group", "role") for h in phrase.nouns):
                    return [phrase]  # *blew himself up in a crowd*
        return []

    def concerned(self, hit: Hit[Trigger], actors: list[Phrase]) -> list[Phrase]:
        """Whom words concern when no party is their object: the first party in what follows (*rejected an offer from X*)."""
        page = self.page
        taken = {p.actor.id for p in actors if p.actor is not None}
        for i in range(hit.last, min(hit.last + _CONCERN, page.sentence_of(hit.first).last)):
            if page.tokens[i].text == ";" or i in page.quote_marks or page.is_(i, "relative"):
                return []
            if page.is_(i, "subordinator") and not page.is_(i, "preposition"):
                return []
            phrase = self.cast.starting.get(i)
            apart = any(page.tokens[k].text == "," for k in range(hit.last, i))
            if phrase is not None and apart and self.clauses.speech & {phrase.first - 1, phrase.last}:
                return []  # *We have left, X said*
            scene = page.is_(i - 1, "location_marker") and not page.is_(i - 1, "source_marker", "target_marker")
            if phrase is not None and scene and is_mere_place(phrase):
                continue  # *laid down their arms in X*
            if phrase is not None and phrase.actor is not None and not phrase.pronoun and phrase.actor.id not in taken:
                return self.clauses.conjuncts_after(phrase)
        return []

    def weapon(self, verb: int) -> list[Phrase]:
        """Weapons that act by themselves, right before the verb (*jets bombed*, *Indian guns opened up*): theirs who own them."""
        page = self.page
        start = page.sentence_of(verb).first
        while verb - 1 > start and page.is_(verb - 1, "negator", "auxiliary", "aspect", "past", "adverb", "future"):
            verb -= 1
        for means in self.page.hits("events", "means"):
            if means.last != verb:
                continue
            owner = self.cast.ending.get(means.first)
            if owner is not None and not owner.pronoun:  # *several shells*
                return [replace(owner, last=means.last)] if is_party(owner) else []
            if self.page.is_(means.first - 1, "pronoun_we", "possessive_marker"):
                return [Phrase(means.first - 1, means.last)]
            return [Phrase(means.first, means.last)] if means.row.crewed else []
        return []

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
        if not phrase.nouns and not phrase.names and self.page.sentence_of(phrase.first).index in self.page.titled:
            return False  # *Divonis Seumur Hidup*: where every word has a capital, none of them makes a name
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
        if not agents:
            agents = self.performers(hit.last)
            recipients = recipients or (_parties(clauses.marked(agents[-1].last, "target_marker", reach=8)) if agents else [])
        if row.type == "ASSAULT" and row.roles == "directed":
            if hit.last - hit.first > 1 and self.page.pack.looks_verbal(self.page.tokens[hit.last - 1].lower):
                thing = clauses.thing(hit.last)  # *roket menghantam rumah warga*
                recipients = recipients or _parties(clauses.object(hit.last)) or ([thing] if thing is not None else [])
            recipients = recipients or self.aim(hit.last)
        topic = self.topic(hit)
        if topic is not None and not topic.nouns and (topic.first, topic.last) in self.grounds:
            topic = None  # *Serangan Uwaka*: the scene, not the attacker
        if topic is not None and is_mere_place(topic) and clauses.page.pack.header.head != "first":
            recipients, topic = recipients or [topic], None  # *the Kharkiv strike*
        if topic is not None and topic not in recipients:
            known = topic.actor is not None and not topic.actor.id.startswith(("name:", "text:"))
            owner = topic.last <= hit.first and (is_armed(topic) or known) and not is_mere_place(topic)
            if (row.topic == "agent" or owner or self.kills(topic, hit) or self.fights(topic, hit)) and not agents:
                actors = clauses.conjuncts_after(topic) if topic.first >= hit.last else [topic]
                actors = [p for p in _parties(actors) if p not in recipients]
            elif row.topic == "patient" or agents:
                if recipients and not agents:
                    actors = _parties([topic])
                else:
                    recipients = recipients or _parties(clauses.conjuncts_after(topic) if topic.first >= hit.last else [topic])
        actors = actors or agents
        whose = self.owner(hit) if topic is None and not actors and row.roles == "directed" else None
        if whose is not None and (row.topic == "agent" or is_armed(whose) or is_state(whose)):
            actors = [whose]
        elif whose is not None:
            recipients = recipients or [whose]
        sides = _parties(clauses.marked(hit.last, "between", reach=8))
        if len(sides) > 1 and not actors:
            return sides, [], True, "nominal: between"
        before = clauses.before(hit.first)
        last = clauses.page.pack.header.head == "last"
        if last and whose is None and clauses.page.is_(before, "pronoun_plural", "pronoun_institution", "pronoun_person"):
            before = clauses.before(before)  # *renewed their assault*
        verbal = before in clauses.verbs or clauses.page.is_(before, "verb", "performing")
        governed = verbal and before not in clauses.speech  # *survivors described an attack*
        suffering = row.type == "ASSAULT" and clauses.page.is_(before, "suffering")
        if governed and not actors and (suffering or self.wards_off(before)):
            recipients = recipients or _parties(clauses.subject(before))  # *suffered a spate of attacks*
        elif (
            not actors
            and governed
            and row.roles in ("directed", "actor")
            and not self.only_speaks(before)
            and (row.type not in _FORCE or self.page.is_(before, "performing"))
        ):
            actors = [p for p in _parties(clauses.subject(clauses.before(hit.first))) if p not in recipients]
        if row.roles == "actor":
            recipients = []
        if row.roles == "none":
            actors, recipients = [], []
        return actors, recipients, False, f"nominal: {row.topic} follows" if topic else "nominal"

    def fights(self, topic: Phrase, hit: Hit[Trigger]) -> bool:
        """Whether what stands right behind a nominal is an armed group as such (*korban penembakan KKB*), not one of its own."""
        moves = hit.row.type == "MOBILIZE" and is_armed(topic)  # *patroli TNI*
        group = topic.actor is not None and (topic.actor.sector in ("REB", "UAF") or moves) and topic.number is None
        bare = not topic.nouns or all(h.row.armed and h.row.kind == "group" for h in topic.nouns)
        return self.page.pack.header.head == "first" and group and bare and topic.first == hit.last

    def kills(self, topic: Phrase, hit: Hit[Trigger]) -> bool:
        """Whether the armed party right behind a nominal did what others died of (*tewas oleh penembakan pemberontak*)."""
        if not is_armed(topic) or topic.first != hit.last:
            return False
        return any(h.last <= hit.first < h.last + _OF and not h.row.weak for h in self.page.hits("casualties", "word"))

    def shoots(self, phrase: Phrase) -> bool:
        """True of a bare number of weapons (*several mortar shells slammed into it*): whose they are is not told."""
        number = all(h.row.classifier for h in phrase.nouns) and not phrase.names and phrase.number is None
        return number and any(0 <= m.first - phrase.last <= 1 for m in self.page.hits("events", "means"))

    def only_speaks(self, verb: int) -> bool:
        """Whether a verb is an event of words (*investigate*, *condemn*), whose subject did not do what it is about."""
        return any(h.first <= verb < h.last and h.row.type in _WORDS for h in self.page.hits("events", "trigger"))

    def wards_off(self, verb: int) -> bool:
        """Whether a verb says that its subject was attacked (*repelled nine assaults*)."""
        hit = next((h for h in self.page.hits("events", "trigger") if h.first <= verb < h.last), None)
        return hit is not None and hit.row.wards_off

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
        after = clauses.marked(hit.last, "partner_marker", reach=10, past_nominals=bool(hit.row.objects))
        direct = self.cast.starting.get(hit.last)
        transitive = voice not in (None, "nominal", "passive") and not page.is_(hit.first - 1, "reciprocal")
        named = [direct] if direct is not None and voice in (None, "nominal") else []
        if named:
            named = clauses.conjuncts_after(named[0])
        elif transitive and not after:
            named = _parties(clauses.object(hit.last))  # *met his counterpart*, *bertemu Menteri X*
            if named and (named[-1].last in clauses.verbs or page.is_(named[-1].last, "verb", "copula", "auxiliary")):
                named = []  # *agrees X is right*
        before: list[Phrase] = []
        if voice not in (None, "nominal") or not named or after:
            subject = clauses.subject(hit.first)
            led = page.pack.header.head == "first" and bool(after)  # *pasukan X baku tembak dengan Y*
            told = clauses.before(hit.first) in clauses.speech  # *polisi mengatakan kontak tembak itu*
            if voice not in (None, "nominal") or led or (clauses.preceded_by_verb(hit.first) and not told):
                near = bool(subject) and hit.first - subject[-1].last <= _LED
                before = subject if near or not led or voice not in (None, "nominal") else []
            elif page.pack.header.head == "last" and self.topic(hit) is not None:
                topic = self.topic(hit)
                before = clauses.conjuncts_before(topic) if topic is not None else []
        seen: list[Phrase] = []
        for phrase in (*before, *named, *between, *after):
            if phrase not in seen:
                seen.append(phrase)
        return seen

    def follows(self, hit: Hit[Trigger]) -> bool:
        """True when an object of any kind follows the verb."""
        counted = hit.last in self.counted or self.page.is_(hit.last, "quantifier", "modifier")
        return counted or bool(self.clauses.object(hit.last)) or self.clauses.thing(hit.last) is not None

    def is_means(self, phrase: Phrase) -> bool:
        """True of what is fired or thrown rather than hit."""
        return bool(self.weapons(phrase))

    def is_ground(self, phrase: Phrase | None) -> bool:
        """True of buildings, works and quarters."""
        tokens = range(phrase.first, phrase.last) if phrase is not None else ()
        return any(i in self.facilities or i in self.clauses.lead_ins or i in self.objects for i in tokens)

    def is_destroyed(self, phrase: Phrase) -> bool:
        """True of a weapon with a crew that is nobody's means here: nothing is aimed at (*shot down two jets*)."""
        crewed = any(m.row.crewed for m in self.weapons(phrase))
        return crewed and all(is_mere_place(p) for p in self.clauses.marked(phrase.last, "target_marker", reach=6))

    def weapons(self, phrase: Phrase) -> list[Hit[MeansWord]]:
        """The words for weapons in a phrase."""
        return [m for m in self.page.hits("events", "means") if phrase.first <= m.first < phrase.last]


def _parties(phrases: list[Phrase]) -> list[Phrase]:
    return [p for p in phrases if is_party(p)]


def _suffering(phrases: list[Phrase]) -> list[Phrase]:
    """Those to whom something is done: parties, else the places (*the town was captured*)."""
    return _parties(phrases) or [p for p in phrases if is_mere_place(p)]
