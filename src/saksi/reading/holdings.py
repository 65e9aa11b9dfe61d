"""Holdings: the claims that a cue, its ground and its holders make, and the words around them that say more.

Needs holders, grounds, moods; gives holdings. *De facto* and *de jure* beside a cue fix the relation, words right beside the
cue or the ground tell how much of it. What is only planned, called for or feared is no claim to who holds a ground and is turned
down; that somebody holds what others want ended (*end its occupation of X*) is one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from saksi.languages import Hit
from saksi.languages.schema import ControlCue, WordClass
from saksi.reading.actors import Cast, Phrase, is_party, is_state
from saksi.reading.clauses import Clauses
from saksi.reading.earlier import Said
from saksi.reading.ground_names import Ground
from saksi.reading.holders import Holders
from saksi.reading.modality import Mood, Moods
from saksi.reading.page import Page, Sentence
from saksi.reading.places import Toponym
from saksi.reading.shares import Share
from saksi.types import ControlChange, ControlRelation, Extent, Location

_LAW = 8  # tokens between a cue and the words of law or fact that fix its relation
_FEAT = 7  # tokens between *is* or a comma and the noun of what a ground was the first to be
_OWN = 8  # tokens behind a ground within which it is called somebody's own
_LIGHT: tuple[WordClass, ...] = ("determiner", "modifier", "quantifier", "linker", "possessive_marker", "source_marker")
_BEFORE_VERB: tuple[WordClass, ...] = ("adverb", "aspect", "past", "future", "purpose", "auxiliary", "ability")


@dataclass(frozen=True, slots=True)
class Holding:
    """A control claim in the making. ``by`` is who recognises it, where it is a recognition."""

    first: int
    last: int
    hit: Hit[ControlCue]
    territory: Location
    holder: Phrase | None
    relation: ControlRelation
    change: ControlChange | None
    extent: Extent | None
    negated: bool
    mood: Mood
    sentence: Sentence
    by: Phrase | None = None

    @property
    def recogniser(self) -> Phrase | None:
        """Who recognises the holder, where the claim is a recognition."""
        return self.by if self.relation == "recognises" else None

    def same(self, other: Holding) -> bool:
        """Whether two holdings of one sentence are one."""
        return (
            self.sentence is other.sentence
            and self.territory.text == other.territory.text
            and self.relation == other.relation
            and self.holder == other.holder
        )


class Holdings(Holders):
    """Makes the holdings of one page."""

    def __init__(
        self, page: Page, cast: Cast, clauses: Clauses, moods: Moods, places: list[Toponym], said: list[Said], shares: list[Share]
    ) -> None:  # fmt: skip
        super().__init__(page, cast, clauses, places, said, shares)
        self.moods = moods
        self.holder: Holding | None = None
        self.holders: list[Phrase] = []

    def note(self, found: list[Holding]) -> None:
        """Remember who held last, for a verb that is joined to the one before."""
        if found and found[0].holder is not None:
            self.holder = found[0]
            self.holders = [h.holder for h in found if h.holder is not None]

    def holdings(
        self, hit: Hit[ControlCue], ground: Ground, holders: list[Phrase], change: ControlChange | None = None,
        relation: ControlRelation | None = None,
    ) -> list[Holding]:  # fmt: skip
        """The claims that a cue, its ground and its holders make, when they can hold it."""
        row = hit.row
        change = change or row.change
        lasting = row.relation != "recognises" and change not in ("gains", "loses")  # *formally annexed* is a fact
        relation = relation or (self.law(hit) if lasting else None) or row.relation
        if relation == "de_jure" and ground.works and (row.relation != "de_jure" or ground.bare):
            return []  # who owns a dam or a plant is no claim to a territory
        fitting = [h for h in holders if self.can_hold(h, ground, relation, change, row)]
        grounds = [ground, *self.grounds.listed(ground)] if fitting else []
        grounds = [g for g in grounds if not any(g.first < h.last and h.first < g.last for h in fitting)]
        return [self.holding(hit, g, h, relation, change) for h in fitting for g in grounds]

    def holding(
        self, hit: Hit[ControlCue], ground: Ground, holder: Phrase, relation: ControlRelation, change: ControlChange | None
    ) -> Holding:
        """One claim, its words from the first of cue, ground and holder to the last that stand in its sentence."""
        page = self.page
        sentence = page.sentence_of(hit.first)
        mood = self.moods.of(hit.first, hit.last)
        here = ground.first if ground.first >= sentence.first else hit.first
        behind = holder.last if holder.first >= hit.last and page.sentence_of(holder.first) is sentence else 0
        last = ground.last if ground.first >= sentence.first else hit.last
        negated = hit.row.negated or self.negated(hit, change, mood)
        return Holding(
            min(hit.first, here), max(hit.last, last, behind), hit, ground.location, holder, relation, change,
            self.extent(hit, ground), negated, mood, sentence,
        )  # fmt: skip

    def only_spoken_of(self, held: Holding) -> bool:
        """Whether it is planned, called for or feared that somebody holds: no claim that anybody does."""
        if held.hit.row.realis is not None and held.hit.row.realis != "actual":
            return True
        shape = held.hit.row.shape
        noun = held.hit.voice == "nominal" or shape == "nominal"
        lasting = held.change is None or held.relation == "de_jure"
        granted = shape == "compound" or (noun and lasting and held.relation != "recognises")  # *an end to its occupation of X*
        kept = noun and held.change == "retains" and bool(self.possessor(held.hit))  # *it could tighten its control over X*
        granted = granted or kept or self.is_feat(held.hit)
        awaited = held.relation == "recognises" and self.is_awaited(held.hit)
        awaited = awaited or (self.head_first and self.is_aim(held.hit))
        return (held.mood.realis not in ("actual", "negated") and not granted) or awaited

    def is_aim(self, hit: Hit[ControlCue]) -> bool:
        """Whether a verb right behind a word of purpose tells what something is for (*rencana untuk mengendalikan X*)."""
        page, before = self.page, hit.first - 1
        return (
            page.is_(before, "purpose")
            and not page.is_(before, "relative")
            and page.pack.looks_verbal(page.tokens[hit.first].lower)
        )

    def is_feat(self, hit: Hit[ControlCue]) -> bool:
        """Whether an infinitive tells what a ground was the first or last to do (*the latest city to fall to X*)."""
        page, noun = self.page, self.grounds.closing.get(hit.first - 1)
        if noun is None or not page.is_(hit.first - 1, "purpose"):
            return False
        suffers = hit.voice == "passive" or hit.row.shape == "territory-holder"
        i, start = noun.first, max(page.sentence_of(hit.first).first, noun.first - _FEAT)
        while i > start and page.tokens[i - 1].is_word and not page.is_(i - 1, "copula") and i - 1 not in self.clauses.verbs:
            i -= 1
        return suffers and i > start and (page.is_(i - 1, "copula") or page.tokens[i - 1].text == ",")

    def is_awaited(self, hit: Hit[ControlCue]) -> bool:
        """Whether a clause is what is demanded, or what something lasts till (*demanded that X recognise Y*, *until X does*)."""
        page, moods = self.page, self.moods
        opening = self.clauses.clause(hit.first)[0]
        if hit.voice in ("past", "nominal"):
            return False
        asked = range(opening - 1, opening + 2)  # *demanded that*, *menuntut agar*
        if any(h.last in asked and h.row.realis not in (None, "negated") for h in moods.cues):
            return True
        till = [h for h in page.hits("times", "word") if opening <= h.first < hit.first and h.row.kind == "until"]
        return any(not any(i in self.clauses.verbs for i in range(h.last, hit.first)) for h in till)

    def negated(self, hit: Hit[ControlCue], change: ControlChange | None, mood: Mood) -> bool:
        """Whether it is denied that somebody holds; what is contested is so however much it is disputed."""
        if hit.row.shape == "compound":
            return False
        outright = change == "contested" or hit.voice == "nominal" or hit.row.shape == "nominal"
        return self.moods.negated(hit.first) if outright else mood.realis == "negated"

    # --- who holds ---------------------------------------------------------------------------------------------------

    def subject(self, hit: Hit[ControlCue]) -> list[Phrase]:
        """Who takes or holds: the subject of the cue, what a pronoun there means included."""
        first, start = hit.first, self.page.sentence_of(hit.first).first
        subject = self.beside(hit) or self.clauses.subject(hit.first)
        while not subject and first > start and self.page.is_(first - 1, "adverb"):
            first -= 1  # *still held*, which tells of captives elsewhere
            subject = self.clauses.subject(first)
        if not subject:  # *X mengklaim telah merebut Y*, *X claims to have taken Y*: one subject for both verbs
            i = hit.first - 1
            while i > start and i not in self.clauses.verbs and self.page.is_(i, *_BEFORE_VERB):
                i -= 1
            outer = self.clauses.verbs.get(i)
            if self.page.is_(i, "subordinator") and i > start and not self.clauses.subject(hit.first):
                outer = max((v for v in self.clauses.verbs if start <= v < i), default=None)  # *menewaskan X saat merebut Y*
            subject = self.clauses.subject(outer) if outer is not None else []
        subject = [self.in_whose_name(p) if self.speaks_before(p, hit) else p for p in subject]
        found = [self.meant(p, hit.first) for p in subject if is_party(p)]
        if not subject and self.holder is not None and self.goes_on(self.holder, hit):
            return self.holders  # *merebut X, lalu menduduki Y*
        return [p for p in found if self.holds(p)] or self.both(hit)

    def beside(self, hit: Hit[ControlCue]) -> list[Phrase]:
        """The party right before a verb with its auxiliary, which a verb that is no deed leads to (*it means X has taken Y*)."""
        page, i = self.page, hit.first
        while page.is_(i - 1, "auxiliary", "adverb", "past", "aspect") and not page.is_(i - 1, "purpose"):
            i -= 1
        teller = self.cast.ending.get(i - 1) if self.head_first and i - 1 in self.moods.saying else None
        if teller is not None and self.holds(teller):
            return [teller]  # *X merebut Y dan Z mengumumkan telah merebut W*
        phrase = self.cast.ending.get(i)
        if phrase is None or not self.holds(phrase) or not any(page.is_(k, "auxiliary") for k in range(i, hit.first)):
            return []
        before = phrase.first - 1
        led = page.is_(before, "verb") and before not in self.clauses.verbs and before not in self.moods.saying
        return self.clauses.conjuncts_before(phrase) if led and not page.is_(before, "auxiliary", "copula", "relative") else []

    def speaks_before(self, phrase: Phrase, hit: Hit[ControlCue]) -> bool:
        """Whether a verb of saying stands between a subject and the cue (*officials claim to have retaken X*)."""
        return any(i in self.moods.saying for i in range(phrase.last, hit.first))

    def both(self, hit: Hit[ControlCue]) -> list[Phrase]:
        """The two states that *both countries*, *kedua negara* right before a verb take up."""
        page = self.page
        noun = next((h for h in page.hits("control", "territory") if h.row.state and 0 <= hit.first - h.last <= 2), None)
        numeral = next((h for h in page.hits("numbers", "numeral") if noun and h.last == noun.first and h.row.definite), None)
        if noun is None or numeral is None:
            return []
        told = {
            p.actor.country: p.actor for p in self.cast.phrases
            if p.last <= numeral.first and p.actor is not None and p.actor.country and is_state(p)
        }  # fmt: skip
        found = list(told.values())
        return [Phrase(numeral.first, noun.last, actor=a) for a in found] if len(found) == 2 else []

    def goes_on(self, last: Holding, hit: Hit[ControlCue], shape: str = "holder-territory") -> bool:
        """True where a verb is joined to the last one that told of holding, in its sentence and with no party between."""
        page = self.page
        between = range(last.hit.last, hit.first)
        joined = any(page.is_(i, "coordinator") or page.tokens[i].text == "," for i in between)
        parted = any(p.first in between and p.nouns for p in self.cast.phrases) or any(
            page.tokens[i].text == '"' for i in between
        )
        same = last.hit.last <= hit.first and last.sentence is page.sentence_of(hit.first)
        return same and joined and not parted and last.hit.row.shape == shape

    def own_word(self, ground: Ground) -> bool:
        """True where a ground is called somebody's own right behind it (*its own territory*, *wilayahnya*)."""
        page = self.page
        end = min(page.sentence_of(ground.first).last, ground.last + _OWN)
        for i in range(ground.last, end):
            if page.tokens[i].text in (",", ";") or i in self.grounds.starting:
                return False
            if page.clitics[i] == "possessor" and i in self.grounds.nouns:
                return True
            own = page.is_(i, "own_side") or (page.is_(i, "pronoun_institution", "pronoun_plural") and not self.head_first)
            if own and i + 1 < end:
                return page.tokens[i + 1].is_word
        return False

    # --- the words themselves ----------------------------------------------------------------------------------------

    def is_noun(self, before: int, participle: bool) -> bool:
        """True behind a token that makes a verb form a noun (*reviewing rules*, *their claims*), a participle an adjective."""
        page = self.page
        if page.is_(before, "relative", "coordinator", "quantifier") and participle:
            return False
        if page.is_(before, "relative"):
            return False
        if participle:
            return page.is_(before, "determiner", "possessive_marker", "preposition", "location_marker") and not page.is_(
                before, "passive_auxiliary", "past", "aspect"
            )
        governed = page.is_(before, "determiner", "possessive_marker", "preposition", "quantifier", "modifier")
        governed = governed and not page.is_(before, "purpose")
        return governed or (before in self.clauses.verbs and not page.is_(before, "purpose", "auxiliary"))

    def was(self, hit: Hit[ControlCue]) -> bool:
        """True of a participle behind an auxiliary of the passive, or that an agent follows (*the town, captured by X,*)."""
        page, i = self.page, hit.first - 1
        start = page.sentence_of(hit.first).first
        while (
            i > start and page.is_(i, "adverb", "negator", "aspect", "past", "auxiliary") and not page.is_(i, "passive_auxiliary")
        ):
            i -= 1
        return page.is_(i, "passive_auxiliary") or page.is_(hit.last, "agent_marker")

    def law(self, hit: Hit[ControlCue]) -> ControlRelation | None:
        """The relation that words of law or fact beside a cue fix, none other cue being nearer to them."""
        page = self.page
        sentence = page.sentence_of(hit.first)
        cues = [h for h in page.hits("control", "cue") if sentence.first <= h.first < sentence.last and h.row.shape != "copula"]

        def gap(one: Hit[ControlCue], first: int, last: int) -> int:
            return max(first - one.last, one.first - last, 0)

        near = []
        for law in page.hits("control", "law"):
            distance = gap(hit, law.first, law.last)
            if not sentence.first <= law.first < sentence.last or distance > _LAW:
                continue
            apart = any(
                page.is_(i, "coordinator") or page.tokens[i].text == "," for i in range(hit.last, law.first)
            )  # *part of X and, in practice, ...*
            if not apart and all(gap(h, law.first, law.last) >= distance for h in cues):
                near.append((distance, law.first, law.row.relation))
        relation: ControlRelation | None = min(near)[2] if near else None
        return relation

    def extent(self, hit: Hit[ControlCue], ground: Ground) -> Extent | None:
        """How much of the ground: words between it and its cue, or that touch one of them."""
        page = self.page
        sentence = page.sentence_of(hit.first)
        here = ground.first >= sentence.first
        low, high = (min(hit.first, ground.first), max(hit.last, ground.last)) if here else (hit.first, hit.last)
        near = []
        words = [Share(h.first, h.last, h.row.extent) for h in page.hits("control", "extent")]
        for word in (*words, *self.grounds.shares.values()):
            if not sentence.first <= word.first < sentence.last:
                continue
            lead = word.last
            while lead < high and page.is_(lead, *_LIGHT):
                lead += 1
            touching = lead in (hit.first, ground.first) or word.first in (hit.last, ground.last)
            if touching or (low <= word.first and word.last <= high):
                distance = min(abs(ground.first - word.last), abs(word.first - ground.last), abs(word.first - hit.last))
                near.append((distance, word.first, word.extent))
        extent: Extent | None = min(near)[2] if near else None
        return extent

    def unreal(self, held: Holding) -> Holding:
        """A holding that is taken for granted, as one that is."""
        return held if held.mood.realis in ("actual", "negated") else replace(held, mood=replace(held.mood, realis="actual"))
