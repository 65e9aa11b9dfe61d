"""From what the components found to the claims of a reading: ids, evidence, who asserts what, links between claims."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from msgspec.structs import replace as replaced

from saksi.languages.schema import Cue
from saksi.reading.actors import UNSTATED, Cast, Phrase, is_armed, is_mere_place, is_party, participant
from saksi.reading.attribution import Chain, evidences
from saksi.reading.doers import is_state_actor, opponents
from saksi.reading.earlier import Said
from saksi.reading.grouping import merged_roles
from saksi.reading.holdings import Holding
from saksi.reading.impacts import Hurt
from saksi.reading.main_event import Standing, main_event
from saksi.reading.occasions import HARM, Occasions
from saksi.reading.page import Page, Sentence
from saksi.reading.places import Toponym
from saksi.reading.relations import related
from saksi.reading.retellings import Retellings
from saksi.reading.scenes import narrowest
from saksi.reading.speakers import as_source
from saksi.reading.tellings import History, Telling, begun
from saksi.reading.times import When
from saksi.reading.tolls import Toll, replace_text
from saksi.text import digest
from saksi.types import (
    CONFLICT,
    Attribution,
    CasualtyClaim,
    Certainty,
    Context,
    ControlClaim,
    Denial,
    EventClaim,
    Evidence,
    ImpactClaim,
    Mention,
    Noun,
    Participant,
    Plover,
    PloverType,
    Quantity,
    Realis,
    Relation,
    Stance,
    Voice,
)

_CONTENT_REALIS: dict[Stance, Realis] = {
    "threatens": "threatened", "calls_for": "called_for", "demands": "called_for", "promises": "planned", "warns": "hypothetical",
}  # fmt: skip
_GANGS = frozenset({"REB", "UAF", "CRM", "PRM"})
_ACTS = frozenset({"MIL", "COP", "REB", "UAF", "PRM", "GOV", "SPY", "CRM", "CVL", "IGO", "UNO", "PTY", "OPP"})
"""Sectors of those who do harm."""
_WANTS = frozenset({"demands", "calls_for", "asks", "promises", "threatens"})
_GOVERNED = 2  # tokens between a verb and the event that is its object
_VERBAL = frozenset({"active", "passive", "base", "third", "gerund"})


@dataclass(slots=True)
class Assembly:
    """Everything found on one page, on its way to claims."""

    page: Page
    cast: Cast
    said: list[Said]
    chains: list[Chain]
    tellings: list[Telling]
    tolls: list[Toll]
    hurts: list[Hurt]
    holdings: list[Holding]
    times: list[When]
    places: list[Toponym]
    occasions: Occasions = field(init=False)
    _ordinals: dict[tuple[str, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.said += [self.recognition(h) for h in self.holdings if h.recogniser is not None and not self.told_by(h)]
        self.occasions = Occasions(self.page, self.tellings, self.tolls, self.places, self.times, self.said)
        Retellings(self.page, self.tellings, self.tolls, self.times, self.occasions).join()

    # --- recognition -------------------------------------------------------------------------------------------------

    def told_by(self, held: Holding) -> bool:
        """Whether an attribution of its recogniser covers a recognition already."""
        start = self.page.tokens[held.hit.first].start
        return any(s.covers(start) and held.recogniser in s.phrases for s in self.said)

    def recognition(self, held: Holding) -> Said:
        """That somebody recognises a territory, as the statement it is: the recogniser speaks."""
        page, by = self.page, held.by
        stance: Stance = "denies" if held.negated else "confirms"
        hit = held.hit
        return Said(
            hit.first, hit.last, page.passage(hit.first, hit.last), [by] if by is not None else [],
            (as_source(page, by),) if by is not None else (),
            [(page.tokens[hit.first].start, page.tokens[max(hit.last, held.last) - 1].end)], stance, False, held.sentence,
            Cue(words=(), stance=stance), rule="recognises",
        )  # fmt: skip

    # --- ids ---------------------------------------------------------------------------------------------------------

    def ident(self, noun: Noun, start: int) -> str:
        """A handle: hash of document, noun, evidence start and ordinal; never of value or pipeline."""
        ordinal = self._ordinals.get((noun, start), 0)
        self._ordinals[noun, start] = ordinal + 1
        return noun[0] + digest(self.page.document.id, noun, str(start), str(ordinal))[:12]

    # --- attributions ------------------------------------------------------------------------------------------------

    def attributions(self) -> tuple[Attribution, ...]:
        """The attributions, nested ones pointing at the one they stand in."""
        page = self.page
        ids = [self.ident("attribution", page.tokens[s.first].start) for s in self.said]
        self.attribution_ids = ids
        out = []
        for said, ident in zip(self.said, ids, strict=True):
            via = tuple(c.passage for c in self.chains if c.sentence == said.sentence.index)
            out.append(
                Attribution(
                    id=ident, sources=said.sources, cue=said.cue, content=evidences(page, said), stance=said.stance,
                    direct=said.direct, medium=said.medium, via=via,
                    within=ids[said.within] if said.within is not None else None, rule=said.rule,
                )
            )  # fmt: skip
        return tuple(out)

    attribution_ids: list[str] = field(default_factory=list)

    def covering(self, start: int) -> list[int]:
        """Indexes of the innermost attributions whose content holds the code point."""
        found = [i for i, s in enumerate(self.said) if s.covers(start) or (s.stance == "denies" and self.inside(s, start))]
        cited = {i for i in found if self.said[i].cites()}  # who cites another says it too
        outer = {s.within for i, s in enumerate(self.said) if i in found and s.within is not None and i not in cited}
        return [i for i in found if i not in outer]

    def inside(self, said: Said, start: int) -> bool:
        """True of what a cue itself names (*membantah menyerang*)."""
        return self.page.tokens[said.first].start <= start < self.page.tokens[said.last - 1].end

    def asserters(self, start: int) -> tuple[tuple[str, ...], tuple[Denial, ...], list[int]]:
        """Who asserts and who denies what stands at a code point, and the indexes of the attributions that cover it."""
        indexes = self.covering(start)
        asserting = tuple(self.attribution_ids[i] for i in indexes if self.said[i].stance not in ("denies", "declines"))
        denying = tuple(
            Denial(by=self.attribution_ids[i], what=self.said[i].row.denies or "event")
            for i in indexes
            if self.said[i].stance == "denies"
        )
        return asserting, denying, indexes

    def telling_of(self, toll: Toll) -> tuple[tuple[str, ...], tuple[Denial, ...], list[int]]:
        """Who says that so many were harmed, and who denies it; not who only demands something about them."""
        _, denying, indexes = self.asserters(self.page.tokens[toll.number.first if toll.number else toll.first].start)
        hit = toll.hit

        def tells(i: int) -> bool:
            said = self.said[i]
            within = hit is not None and hit.first <= said.first and said.last <= hit.last
            return (said.direct or said.stance not in _WANTS) and not within

        told = [i for i in indexes if tells(i)]
        outer = [self.said[i].within for i in indexes if not tells(i)]
        if not told:  # *a judge ordered him tried for killing two, prosecutors said*: who reports the demand tells of it
            told = [i for i in outer if i is not None and tells(i)]
        asserting = tuple(self.attribution_ids[i] for i in told if self.said[i].stance not in ("denies", "declines"))
        return asserting, denying, told

    def certainty(self, mood: Certainty | None, indexes: Iterable[int], sentence: Sentence) -> Certainty:
        """stated in the outlet's own voice, reported when attributed, alleged or unverified when hedged."""
        if mood is not None:
            return mood
        attributed = any(True for _ in indexes) or any(c.sentence == sentence.index for c in self.chains)
        return "reported" if attributed else "stated"

    def voice(self, sentence: Sentence, indexes: Iterable[int]) -> Voice:
        """Where two fit: teaser, caption, quote, headline, lead, body, in this order."""
        if sentence.voice in ("teaser", "caption"):
            return sentence.voice
        return "quote" if any(self.said[i].direct for i in indexes) else sentence.voice

    # --- events ------------------------------------------------------------------------------------------------------

    def events(self) -> tuple[EventClaim, ...]:
        """The events, mentions joined, relations linked."""
        page = self.page
        groups: dict[int, list[Telling]] = {}
        for telling in self.tellings:
            groups.setdefault(telling.of if telling.of is not None else -1, []).append(telling)
        self.event_ids = {}
        for key, group in groups.items():
            self.event_ids[key] = self.ident("event", page.tokens[group[0].first].start)
        years = any(w.time.earliest for w in self.times)
        past = History(page, self.tellings, years)
        return tuple(self.event(key, group, past) for key, group in groups.items())

    event_ids: dict[int, str] = field(default_factory=dict)

    def event(self, key: int, group: list[Telling], past: History) -> EventClaim:
        page = self.page
        head = group[0]
        mentions, denials, indexes = [], [], []
        for telling in group:
            asserting, denying, covering = self.asserters(page.tokens[telling.first].start)
            indexes.append(covering)
            denials += [d for d in denying if d not in denials]
            mentions.append(
                Mention(
                    trigger=page.evidence(telling.first, telling.last),
                    sentence=page.at(telling.sentence.start, telling.sentence.end), asserted_by=asserting,
                )
            )  # fmt: skip
        actors, recipients, mutual = merged_roles(group)
        recipients = recipients or ([] if mutual else self.harmed(key, group, actors))
        first_says = mentions[0].asserted_by
        accused = any(self.said[i].stance == "accuses" for i in indexes[0])
        claimed = [] if actors or mutual else self.claimants(group)
        suspected = head.mood.agent_alleged or accused
        doers = tuple(claimed) or tuple(self.party(p, first_says, suspected=suspected) for p in actors) or (UNSTATED,)
        realis = self.realis(head, indexes[0], bool(denials) and len(group) == 1)
        place = narrowest([t.place for t in group if t.place is not None])
        when = next((begun(t.when) for t in group if t.when is not None), None)
        return EventClaim(
            id=self.event_ids[key],
            mentions=tuple(mentions),
            plover=Plover(type=_plover(head.type), modes=tuple(dict.fromkeys(m for t in group for m in t.modes))),
            contexts=self.contexts(group),
            actors=doers,
            recipients=() if mutual else tuple(self.party(p, first_says) for p in recipients),
            mutual=mutual,
            place=place,
            time=when,
            means=tuple(dict.fromkeys(m for t in group for m in t.means)),
            realis=realis,
            historical=past.holds(head),
            certainty=self.certainty(head.mood.certainty, indexes[0], head.sentence),
            voice=self.voice(head.sentence, indexes[0]),
            denied_by=tuple(denials),
            relations=self.relations(group),
            rule=f"{head.row.type} {head.rule}" + (f", {head.mood.rule}" if head.mood.rule else ""),
        )

    def harmed(self, key: int, group: list[Telling], actors: list[Phrase]) -> list[Phrase]:
        """Whom an attack without a stated target killed or hurt, as its own toll says; the number is the toll's."""
        if group[0].type != "ASSAULT":
            return []
        for toll in self.tolls:
            hurt = toll.kind in ("killed", "injured", "killed_or_injured") and toll.mood.realis == group[0].realis
            whom = toll.phrase if hurt and self.event_of(toll, None)[0] == self.event_ids[key] else None
            if whom is not None and whom not in actors and not whom.pronoun:
                return [replace(whom, number=None)]
        return []

    def claimants(self, group: list[Telling]) -> list[Participant]:
        """Who claims an attack that nobody is named for: by the claim's own words, else the last attack told before it."""
        if group[0].type != "ASSAULT" or group[0].realis != "actual":
            return []
        for index, said in enumerate(self.said):
            if said.stance != "claims_responsibility" or not said.phrases or said.sentence.voice == "teaser":
                continue
            here = [t for t in self.tellings if t.sentence is said.sentence and t.type == "ASSAULT" and t.realis == "actual"]
            before = [t for t in self.tellings if t.first < said.first and t.type == "ASSAULT" and t.realis == "actual"]
            main = [t for t in before if t.sentence.voice in ("headline", "lead")]
            meant = next(iter(here or main[-1:] or before[-1:]), None)
            if meant is not None and meant.of == group[0].of:
                return [self.party(p, (self.attribution_ids[index],)) for p in said.phrases if is_party(p)]
        return []

    def party(self, phrase: Phrase, asserted_by: tuple[str, ...], suspected: bool = False) -> Participant:
        """A party of an event: under the name of a state the protesters whom its police shot would read as that state."""
        phrase = replace(phrase, home=None)
        made = participant(self.page, phrase, "suspected" if suspected and phrase.status == "named" else None)
        return Participant(
            text=made.text, evidence=made.evidence, actor=made.actor, status=made.status, asserted_by=asserted_by, denied_by=()
        )

    def realis(self, telling: Telling, indexes: list[int], denied: bool) -> Realis:
        """The mood's realis, unless the event is what a threat, call or promise speaks of, or is only told to be denied."""
        uttered = telling.type == "ACCUSE" and any(self.said[i].stance == "denies" for i in indexes)
        if denied and telling.realis == "actual" and telling.mood.border is None and not uttered:
            return "negated"  # an accusation that is denied was made all the same
        if telling.realis != "actual" or telling.voice not in _VERBAL or telling.row.content is not None:
            return telling.realis
        if telling.mood.border is not None or telling.mood.finite:
            return telling.realis
        for i in indexes:
            said = self.said[i]
            governs = said.first < telling.first and said.first != telling.first
            if (
                governs
                and said.stance in _CONTENT_REALIS
                and not said.direct
                and not self.page.is_(telling.first - 1, "relative", "past", "aspect")
            ):
                return _CONTENT_REALIS[said.stance]
        return telling.realis

    def contexts(self, group: list[Telling]) -> tuple[Context, ...]:
        page = self.page
        inside = {t.sentence.index for t in group}
        out: dict[str, Context] = {}
        for hit in page.hits("events", "context"):
            if page.sentence_of(hit.first).index in inside and hit.row.name not in out:
                out[hit.row.name] = Context(name=hit.row.name, evidence=page.evidence(hit.first, hit.last))
        return tuple(out.values())

    def relations(self, group: list[Telling]) -> tuple[Relation, ...]:
        """How an event relates to others of the page, and who says so."""
        return tuple(
            Relation(
                type=hit.row.type,
                to=self.event_ids[other.of if other.of is not None else -1],
                asserted_by=self.asserters(self.page.tokens[hit.first].start)[0],
                evidence=self.page.evidence(hit.first, hit.last),
            )
            for hit, other in related(self.page, self.tellings, group)
        )

    # --- casualties --------------------------------------------------------------------------------------------------

    def casualties(self, events: tuple[EventClaim, ...], main: str | None) -> tuple[CasualtyClaim, ...]:
        """The casualty claims, linked to their events, totals and restatements."""
        page = self.page
        ids = [self.ident("casualty", page.tokens[t.first].start) for t in self.tolls]
        by_id = {e.id: e for e in events}
        out = []
        for toll, ident in zip(self.tolls, ids, strict=True):
            asserting, denying, indexes = self.telling_of(toll)
            if not asserting and toll.part_of is not None and self.goes_on(toll, self.tolls[toll.part_of]):
                asserting = self.telling_of(self.tolls[toll.part_of])[0]
            if toll.mood.realis == "actual" and denying and not asserting:
                denying = tuple(Denial(by=d.by, what="toll") for d in denying)
            event_id, telling = self.event_of(toll, main)
            event = by_id.get(event_id) if event_id else None
            if event is not None and telling is None and not self.occasions.of_story(toll, event):
                event_id = event = None
            same_sentence = telling is not None and telling.sentence is toll.sentence
            near = telling is not None and (same_sentence or self.occasions.goes_on(toll, telling))
            by = self.doer(toll, event, telling) if event is not None and telling is not None and near else None
            side = self.side(toll, event if same_sentence else None)
            when = self.occasions.time(toll)
            told = telling is not None and self.occasions.dates(toll, telling)
            if by is not None and side is not None and by.actor is not None and by.actor == side.actor:
                by = None
            out.append(
                CasualtyClaim(
                    id=ident,
                    evidence=page.evidence(toll.first, toll.last),
                    number_evidence=toll.number.evidence if toll.number else None,
                    kind=toll.kind,
                    quantity=toll.quantity,
                    who=toll.who,
                    side=side,
                    by=by,
                    asserted_by=asserting,
                    denied_by=denying,
                    via=tuple(c.passage for c in self.chains if c.sentence == toll.sentence.index),
                    scope=toll.scope,
                    as_of=next(
                        (w.time for w in self.times if w.kind == "asof" and page.sentence_of(w.first) is toll.sentence), None
                    ),
                    part_of=ids[toll.part_of] if toll.part_of is not None else None,
                    restates=ids[toll.restates] if toll.restates is not None else None,
                    includes_perpetrators=toll.includes_perpetrators,
                    declared_unknown=toll.declared_unknown,
                    victims=toll.victims,
                    realis=toll.mood.realis,
                    historical=bool(event.historical) if event is not None and same_sentence else toll.mood.historical,
                    certainty=self.certainty(toll.mood.certainty, indexes, toll.sentence),
                    voice=self.voice(toll.sentence, indexes),
                    place=self.occasions.place(toll) or (self.occasions.area(toll, event.place) if event is not None else None),
                    time=when or (event.time if event is not None and told else None),
                    event=event_id,
                    rule=toll.rule,
                )
            )
        return self.shared(out)

    def shared(self, claims: list[CasualtyClaim]) -> tuple[CasualtyClaim, ...]:
        """The claims with what a total tells of its parts and one telling of a figure of the other: where, when and by whom.

        A sentence that tells a place or a day of its own takes neither from another one.
        """
        for index, toll in enumerate(self.tolls):
            for other in (toll.part_of, toll.restates):
                if other is None or self.tolls[other].sentence.voice == "teaser" or toll.sentence.voice == "teaser":
                    continue
                if other == toll.restates and toll.quantity.number == 1:
                    continue  # one person here and one there may be two
                one, two = claims[index], claims[other]
                claims[index] = self.filled(one, two)
                if other == toll.restates:
                    claims[other] = self.filled(two, claims[index])
        return tuple(claims)

    @staticmethod
    def filled(claim: CasualtyClaim, other: CasualtyClaim) -> CasualtyClaim:
        """A claim with the place, time and doer of another one where it has none; not those of whom it counts."""
        by = other.by
        if by is not None and claim.side is not None and by.actor is not None and by.actor == claim.side.actor:
            by = None
        return replaced(claim, place=claim.place or other.place, time=claim.time or other.time, by=claim.by or by)

    def goes_on(self, part: Toll, total: Toll) -> bool:
        """True of a part told right behind its total, in a sentence that names no source: it is from the same source."""
        same = part.sentence.line == total.sentence.line and 0 < part.sentence.index - total.sentence.index <= 2
        return same and not any(s.sentence is part.sentence for s in self.said)

    def event_of(self, toll: Toll, main: str | None) -> tuple[str | None, Telling | None]:
        """The event that did the harm, and where it is told; else the main event."""
        telling = self.occasions.telling(toll)
        if telling is None:
            return (None if toll.sentence.voice == "teaser" or self.occasions.elsewhere(toll) else main), None
        return self.event_ids[telling.of if telling.of is not None else -1], telling

    def doer(self, toll: Toll, event: EventClaim, telling: Telling) -> Participant | None:
        """Who did the harm: who did what did it, where people are told who are not the harmed.

        Of a fight it is who fought the side that the harmed are of.
        """
        by = event.actors[0]
        if (event.plover.type == "PROTEST" and toll.kind in HARM) or (toll.kind == "bodies_recovered" and by.status == "named"):
            return None
        told = (t for t in self.tellings if t.mutual and t.sentence is telling.sentence)
        if event.mutual or any(telling.cause == t.first or (t.of == telling.of and t.actors) for t in told):
            return self.opponent(toll, telling)
        if by.status == "unstated" or by.evidence is None:
            return None
        first, last = (toll.phrase.first, toll.phrase.last) if toll.phrase is not None else (toll.first, toll.last)
        tokens, at = self.page.tokens, by.evidence.start
        if at < tokens[last - 1].end and by.evidence.end > tokens[first].start:
            return None
        phrase = next((p for p in self.cast.phrases if tokens[p.first].start <= at < tokens[p.last - 1].end), None)
        if phrase is None or phrase.pronoun:
            return by
        able = is_armed(phrase) or (phrase.actor is not None and phrase.actor.sector in _ACTS)
        people = any(h.row.kind in ("role", "group") for h in phrase.nouns) or phrase.person
        if not is_armed(phrase) and self.occasions.areas.intersection(range(phrase.first, phrase.last)):
            return None  # *Syrian towns*
        gang = not phrase.named and not is_state_actor(phrase.actor) and phrase.sector in _GANGS
        if gang and toll.who == ("combatant",):
            return None  # *seven officers and four attackers were killed*: not the attackers by attackers
        return None if is_mere_place(phrase) or not (able or people) else by

    def opponent(self, toll: Toll, fight: Telling) -> Participant | None:
        """Who fought the side of the harmed, of the parties of a fight and the sides of those whom it harmed."""
        whose = toll.side or toll.phrase
        if whose is None:
            return None
        parties = next((t.actors for t in self.tellings if t.of == fight.of and t.mutual and t.actors), [])
        harmed = [t.side for t in self.tolls if t.side is not None and t is not toll and self.occasions.telling(t) is fight]
        found = opponents([*parties, *harmed], [whose])
        return self.party(found[0], ()) if found else None

    def side(self, toll: Toll, event: EventClaim | None) -> Participant | None:
        """Whose they are: said by the phrase; else the party attacked in the same sentence, when it is the only one."""
        if toll.side is not None:
            return participant(self.page, toll.side)
        told = event is not None and not event.mutual and toll.kind != "detained"
        if event is not None and told and len(event.recipients) == 1 and event.recipients[0].actor is not None:
            recipient = event.recipients[0]
            inside = (
                recipient.evidence is not None
                and toll.phrase is not None
                and recipient.evidence.start == self.page.tokens[toll.phrase.first].start
            )
            bare = toll.who == ("unspecified",) and not (toll.phrase is not None and toll.phrase.nouns)
            sector = recipient.actor.sector if recipient.actor else None
            theirs = bare or any(sector in _FORCES.get(w, ()) for w in toll.who)
            if not inside and theirs and sector in ("MIL", "COP", "REB"):
                return recipient
        if toll.declared_unknown or (toll.phrase is not None and toll.phrase.status == "suspected"):
            return None
        sectors = next((_FORCES[w] for w in toll.who if w in _FORCES), ())
        forces_told = [
            p for p in self.cast.phrases
            if p.actor is not None and p.actor.sector in sectors and not p.pronoun and not p.person
            and self.page.sentence_of(p.first).voice != "teaser"
        ]  # fmt: skip
        if len({p.actor.country or p.actor.id for p in forces_told if p.actor is not None}) == 1:
            return participant(self.page, forces_told[0])
        noun = toll.phrase.noun if toll.phrase is not None else None
        itself = noun is not None and noun.sector in ("COP", "REB", "UAF", "PRM", "CRM")
        return participant(self.page, toll.phrase) if itself and toll.phrase is not None else None

    # --- impacts and control -----------------------------------------------------------------------------------------

    def impacts(self) -> tuple[ImpactClaim, ...]:
        """The impacts, linked to the nearest event of their sentence."""
        page = self.page
        out = []
        for hurt in self.hurts:
            start = page.tokens[hurt.first].start
            asserting, _, indexes = self.asserters(start)
            near = [t for t in self.tellings if t.sentence is hurt.sentence and t.type in CONFLICT]
            telling = min(near, key=lambda t: abs(t.first - hurt.first)) if near else None
            quantity = hurt.number.quantity if hurt.number else replace_text(_ANY, page.words(hurt.thing.first, hurt.thing.last))
            acts = telling is not None and bool(telling.actors) and not telling.mutual
            by = self.party(telling.actors[0], asserting) if telling is not None and acts else None
            out.append(
                ImpactClaim(
                    id=self.ident("impact", start), evidence=page.evidence(hurt.first, hurt.last), object=hurt.thing.row.object,
                    effect=hurt.effect.row.effect, quantity=quantity, side=None, by=by, asserted_by=asserting,
                    voice=self.voice(hurt.sentence, indexes),
                    event=self.event_ids[telling.of if telling.of is not None else -1] if telling is not None else None,
                    rule=f"{hurt.effect.row.effect}: {hurt.effect.voice or 'word'}",
                )
            )  # fmt: skip
        return tuple(out)

    def first_part(self, whole: Participant) -> Participant:
        """Of a compound (*rebel-held*) only what names the holder."""
        evidence = whole.evidence
        if evidence is None:
            return whole
        part = Evidence.at(evidence.document, self.page.text, evidence.start, evidence.start + evidence.exact.rfind("-"))
        return replaced(whole, text=part.exact, evidence=part)

    def control(self) -> tuple[ControlClaim, ...]:
        """The control claims."""
        page = self.page
        out = []
        for held in self.holdings:
            start = page.tokens[held.hit.first].start
            asserting, denying, indexes = self.asserters(start)
            recognising = tuple(
                self.attribution_ids[i] for i, s in enumerate(self.said)
                if held.recogniser is not None and held.recogniser in s.phrases and s.covers(start)
            )  # fmt: skip
            denying = tuple(d for d in denying if held.change != "contested")  # that it is disputed is no denial of the dispute
            row = held.hit.row
            speaker = next((a for i in indexes for a in (self.said[i],)), None)
            holder = participant(page, held.holder) if held.holder is not None else None
            if holder is not None and row.shape == "compound":
                holder = self.first_part(holder)
            when = next(
                (
                    w.time
                    for w in self.times
                    if page.sentence_of(w.first) is held.sentence and w.kind not in ("duration", "clock", "asof")
                ),
                None,
            )
            out.append(
                ControlClaim(
                    id=self.ident("control", start),
                    evidence=page.evidence(held.first, held.last),
                    territory=held.territory,
                    relation=held.relation,
                    holder=holder,
                    change=held.change,
                    extent=held.extent,
                    asserted_by=recognising or asserting or tuple(d.by for d in denying),
                    negated=held.negated or (speaker is not None and bool(denying) and not recognising),
                    realis=row.realis or (held.mood.realis if held.mood.realis != "negated" else "actual"),
                    time=when,
                    voice=self.voice(held.sentence, indexes),
                    rule=f"{row.relation}: {row.shape}",
                )
            )
        return tuple(out)

    # --- main --------------------------------------------------------------------------------------------------------

    def is_granted(self, telling: Telling) -> bool:
        """Whether a nominal only names what its clause is about: *jailed for the killing*, *police break up a protest*."""
        if telling.voice not in (None, "nominal"):
            return False
        verbs = (t for t in self.tellings if t.sentence is telling.sentence and t.voice in _VERBAL and t.actors)
        governed = any(0 <= telling.first - v.last <= _GOVERNED and v.of != telling.of for v in verbs)
        return governed or (telling.mood.border is not None and not telling.actors)

    def main(self, events: tuple[EventClaim, ...]) -> str | None:
        """The event that headline and lead report; null when they report none. Never out of a teaser, never of long ago."""
        groups: dict[str, list[Telling]] = {}
        for telling in self.tellings:
            groups.setdefault(self.event_ids[telling.of if telling.of is not None else -1], []).append(telling)
        harms = {h.first for h in self.page.hits("casualties", "word")}
        harm = {k for k, g in groups.items() if all(t.first in harms and not t.actors and t.voice != "nominal" for t in g)}
        named = {k for k, g in groups.items() if all(t.is_background for t in g)}
        granted = {k for k, g in groups.items() if all(self.is_granted(t) for t in g)}
        toll = {self.event_of(t, None)[0] for t in self.tolls if t.sentence.voice != "teaser"}
        return main_event(self.page, events, Standing(toll, harm, named, granted))


_ANY = Quantity(number=None, low=None, best=None, high=None, qualifier="unspecified", text="")
_FORCES: dict[str, tuple[str, ...]] = {"military": ("MIL",), "police": ("COP",), "combatant": ("REB", "UAF", "PRM")}


def _plover(name: str) -> PloverType:
    return name  # type: ignore[return-value]
