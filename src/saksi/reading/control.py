"""Control: who holds or owns a territory, or recognises it, and who says so.

Needs places, phrases, clauses and attributions; gives holdings. The table says on which side of a cue the territory and the
holder stand. A cue counts only where its own argument is a ground (:mod:`saksi.reading.grounds`) and the other one is somebody
who can hold one: a force, an armed group, a state or its organ. *De facto* and *de jure* beside it fix the relation; what is only
claimed, wanted or feared keeps its realis, and who says it is the attribution's.
"""

from __future__ import annotations

from dataclasses import dataclass

from saksi.languages import Form, Hit
from saksi.languages.schema import ControlCue, WordClass
from saksi.reading.actors import Cast, Phrase, is_armed, is_party, is_state
from saksi.reading.clauses import Clauses
from saksi.reading.domains import Domains
from saksi.reading.grounds import Ground
from saksi.reading.holders import LEAD, Holders, is_power
from saksi.reading.modality import Mood, Moods
from saksi.reading.page import Page, Sentence
from saksi.reading.places import Toponym
from saksi.reading.speakers import Said
from saksi.types import ControlChange, ControlRelation, Extent, Location

_LAW = 8  # tokens between a cue and the words of law or fact that fix its relation
_ASIDE = 5  # tokens on either side of a cue or a ground within which stands how much of it
_OWN = 8  # tokens behind a ground within which it is called somebody's own
_CLAIM = 14  # tokens behind a word of recognition that may be what is recognised


@dataclass(frozen=True, slots=True)
class Holding:
    """A control claim in the making."""

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


def find_control(
    page: Page, cast: Cast, clauses: Clauses, moods: Moods, places: list[Toponym], said: list[Said], domains: Domains
) -> list[Holding]:
    """The control claims of a page, in text order."""
    finder = _Finder(page, cast, clauses, moods, places, said)
    out: list[Holding] = []
    for hit in finder.cues():
        sentence = page.sentence_of(hit.first)
        if hit.voice == "agentive" or sentence.voice == "teaser":
            continue
        if domains.sentence(sentence.index) < 0:
            page.turn_down("control", hit.first, hit.last, "the sentence speaks of another field of news", hit.row.shape)
            continue
        found = finder.one(hit)
        finder.note(found)
        if not found:
            page.turn_down("control", hit.first, hit.last, "no territory or no holder stands by the cue", hit.row.shape)
        out += [f for f in found if not any(h.sentence is f.sentence and _same(h, f) for h in out)]
    return out


def _same(one: Holding, other: Holding) -> bool:
    return one.territory.text == other.territory.text and one.relation == other.relation and one.holder == other.holder


class _Finder(Holders):
    def __init__(self, page: Page, cast: Cast, clauses: Clauses, moods: Moods, places: list[Toponym], said: list[Said]) -> None:
        super().__init__(page, cast, clauses, places, said)
        self.moods = moods
        self.spent: set[int] = set()
        self.holder: Holding | None = None
        self.holders: list[Phrase] = []
        self.closing = {h.last: h for h in page.hits("control", "cue")}

    def cues(self) -> list[Hit[ControlCue]]:
        """The cues of the page: those of the table, those that words of law interrupt, and the second halves of compounds."""
        page = self.page
        law = {i for h in page.hits("control", "law") for i in range(h.first, h.last)}
        whole = page.hits("control", "cue")
        across = page.hits_across("control", "cue", law)
        free = [h for h in across if not any(w.first < h.last and h.first < w.last for w in whole)]
        longer = [w for w in across if any(h.first <= w.first and w.last > h.last > w.first for h in whole)]
        kept = [h for h in whole if not any(w.first < h.last and h.first < w.last for w in longer)]
        found = [Hit(h.first, h.last, tuple(f for f in h.forms if f.row.shape != "compound")) for h in (*kept, *longer, *free)]
        found = [h for h in found if h.forms]
        return sorted([*found, *self.compounds()], key=lambda h: h.first)

    def compounds(self) -> list[Hit[ControlCue]]:
        """*rebel-held*, *Israeli-occupied*: words joined to a participle of holding."""
        page = self.page
        tails = {w: row for row in page.pack.rows["control"]["cue"] if getattr(row, "shape", "") == "compound" for w in row.words}
        out = []
        for i, token in enumerate(page.tokens):
            head, dash, tail = token.lower.rpartition("-")
            row = tails.get(tail) if dash and head else None
            if isinstance(row, ControlCue):
                out.append(Hit(i, i + 1, (Form(row, None),)))
        return out

    def note(self, found: list[Holding]) -> None:
        """Remember who held last, for a verb that is joined to the one before."""
        if found and found[0].holder is not None:
            self.holder = found[0]
            self.holders = [h.holder for h in found if h.holder is not None]

    # --- one cue -----------------------------------------------------------------------------------------------------

    def one(self, hit: Hit[ControlCue]) -> list[Holding]:
        """The holdings a cue tells of by the first of its rows that fits: one for each holder that is named together."""
        if hit.first in self.spent:
            return []
        return next((found for form in hit.forms if (found := self.shaped(Hit(hit.first, hit.last, (form,))))), [])

    def shaped(self, hit: Hit[ControlCue]) -> list[Holding]:
        """The holdings that a cue tells of under one of its rows."""
        shape = hit.row.shape
        if shape == "compound":
            return self.compound(hit)
        if shape == "nominal" or hit.voice == "nominal":
            return self.nominal(hit)
        if shape == "recognises":
            return self.recognised(hit)
        if shape == "holder-inside":
            return self.inside(hit)
        if hit.voice in ("base", "third", "past") and not self.head_first and self.is_noun(hit.first - 1, hit.voice == "past"):
            return []
        passive = hit.voice == "passive" or (hit.voice == "past" and self.was(hit))
        if shape == "territory-holder" or (passive and shape in ("holder-territory", "transfer")):
            return self.of_territory(hit)
        return self.of_holder(hit)

    def of_holder(self, hit: Hit[ControlCue]) -> list[Holding]:
        """The subject holds what follows (*X captured Y*, *X menguasai Y*)."""
        page, row = self.page, hit.row
        if row.needs == "control":
            return []  # it only says what became of the control told of behind it
        holders = self.subject(hit)
        armed = any(is_armed(h) for h in holders)
        ground = self.grounds.after(hit.last, unlisted=bool(holders) and (armed or row.needs == "nothing"))
        if any(page.clitics[i] in ("object", "possessor") for i in range(hit.first, hit.last)):
            ground = self.grounds.pointed(hit.first)  # *mengendalikannya*
        if ground is None and self.head_first:
            return self.of_doer(hit)
        if ground is None or not self.fits(ground, hit):
            return []
        if row.shape == "regards":
            return self.holdings(hit, ground, holders) if self.own_word(ground) else []
        if row.shape == "transfer":
            taker = self.receiver(ground)
            if taker is not None:
                return self.holdings(hit, ground, [taker], change="gains")
            return self.holdings(hit, ground, holders, change="loses")
        return self.holdings(hit, ground, holders)

    def of_doer(self, hit: Hit[ControlCue]) -> list[Holding]:
        """*wilayah yang mereka kuasai*, *kota itu kami kuasai*: the doer right before a bare verb, the territory before both."""
        page, at = self.page, hit.first - 1
        if page.pack.looks_verbal(page.tokens[hit.first].lower) or not page.is_(at, "pronoun_plural", "pronoun_we"):
            return []
        doer = self.cast.ending.get(hit.first) or Phrase(at, hit.first, pronoun=True)
        ground = self.grounds.before(at)
        holder = self.meant(doer, hit.first)
        return self.holdings(hit, ground, [holder]) if ground is not None and self.holds(holder) else []

    def of_territory(self, hit: Hit[ControlCue]) -> list[Holding]:
        """The territory stands before the cue, its holder behind (*Y fell to X*, *Y dikuasai X*)."""
        row = hit.row
        last = self.holder
        shared = last is not None and self.goes_on(last, hit, "territory-holder")
        held = Ground(last.first, last.last, last.territory) if shared and last is not None else None
        holders = self.holder_after(hit, held)
        known = any(is_armed(h) or is_state(h) for h in holders) and row.needs == "nothing"
        known = known or (row.relation == "de_jure" and any(is_state(h) and not h.nouns for h in holders))
        ground = self.grounds.before(hit.first, unlisted=known and hit.voice is None)  # who was captured may be a person
        if ground is None:
            ground = held  # *X was annexed by Y and is under Z*
        if ground is None and holders and self.head_first and row.shape == "holder-territory":
            ground = self.grounds.after(hit.last)  # *telah direbut kembali kota X oleh pasukan Y*
        if ground is None and holders and hit.voice in ("passive", None):
            ground = self.trailing(hit, holders[-1])
        if ground is None or not self.fits(ground, hit):
            return []
        change: ControlChange | None = "gains" if row.shape == "transfer" else row.change
        return self.holdings(hit, ground, holders, change=change)

    def trailing(self, hit: Hit[ControlCue], holder: Phrase) -> Ground | None:
        """A ground told of behind the holder, where the cue opens the sentence (*Dikuasai X, kota Y ...*)."""
        page = self.page
        opens = hit.first - page.sentence_of(hit.first).first <= 1
        return self.grounds.after(holder.last + 1) if opens and page.tokens[holder.last].text == "," else None

    def fits(self, ground: Ground, hit: Hit[ControlCue]) -> bool:
        """False where a verb of many uses has a whole country right behind it (*took Israel to court*)."""
        many = hit.row.needs == "territory" and hit.row.shape == "holder-territory"
        return not many or ground.location.precision != "country" or ground.bare or ground.first > hit.last

    def holdings(
        self, hit: Hit[ControlCue], ground: Ground, holders: list[Phrase], change: ControlChange | None = None,
        relation: ControlRelation | None = None,
    ) -> list[Holding]:  # fmt: skip
        """The claims that a cue, its ground and its holders make, when they can hold it."""
        page, row = self.page, hit.row
        change = change or row.change
        relation = relation or (self.law(hit) if row.relation != "recognises" else None) or row.relation
        if relation == "de_jure" and ground.works:
            return []  # who owns a dam or a plant is no claim to a territory
        sentence = page.sentence_of(hit.first)
        mood = self.moods.of(hit.first, hit.last)
        here = ground.first if ground.first >= sentence.first else hit.first
        out = []
        for holder in holders:
            if not self.can_hold(holder, ground, relation, change, row):
                continue
            behind = holder.last if holder.first >= hit.last and page.sentence_of(holder.first) is sentence else 0
            out.append(
                Holding(
                    min(hit.first, here), max(hit.last, ground.last, behind), hit, ground.location, holder, relation, change,
                    self.extent(hit, ground), row.negated or self.negated(hit, change, mood), mood, sentence,
                )
            )  # fmt: skip
        return out

    def negated(self, hit: Hit[ControlCue], change: ControlChange | None, mood: Mood) -> bool:
        """Whether it is denied that somebody holds; what is contested is so however much it is disputed."""
        outright = change == "contested" or hit.voice == "nominal" or hit.row.shape == "nominal"
        return self.moods.negated(hit.first) if outright else mood.realis == "negated"

    # --- holders -----------------------------------------------------------------------------------------------------

    def subject(self, hit: Hit[ControlCue]) -> list[Phrase]:
        """Who takes or holds: the subject of the cue, what a pronoun there means included."""
        subject = self.clauses.subject(hit.first)
        if not subject:  # *X mengklaim telah merebut Y*: one subject for both verbs
            i, start = hit.first - 1, self.page.sentence_of(hit.first).first
            while i > start and self.page.is_(i, "adverb", "aspect", "past", "future"):
                i -= 1
            outer = self.clauses.verbs.get(i)
            subject = self.clauses.subject(outer) if outer is not None else []
        found = [self.meant(p, hit.first) for p in subject if is_party(p)]
        if not subject and self.holder is not None and self.goes_on(self.holder, hit):
            return self.holders  # *merebut X, lalu menduduki Y*
        return [p for p in found if self.holds(p)]

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

    # --- shapes ------------------------------------------------------------------------------------------------------

    def compound(self, hit: Hit[ControlCue]) -> list[Holding]:
        """*rebel-held X*, *the Israeli-occupied X*: the territory behind it, held by whom its first part names."""
        page = self.page
        named = self.grounds.starting.get(hit.first)  # the word may be part of the name
        whole = named is not None and named.last > hit.last
        ground = Ground(named.first, named.last, named.location) if named and whole else self.grounds.after(hit.last)
        if ground is None or ground.first - hit.last > 2:
            return []
        head = page.tokens[hit.first].lower.rpartition("-")[0]
        actor = self.named_after(head)
        if actor is None and not self.is_kind(hit.first, head):
            return []
        return self.holdings(hit, ground, [Phrase(hit.first, hit.last, actor=actor)]) if actor is not None else [
            Holding(
                hit.first, ground.last, hit, ground.location, Phrase(hit.first, hit.last), self.law(hit) or hit.row.relation,
                hit.row.change, self.extent(hit, ground), False, self.moods.of(hit.first, hit.last), page.sentence_of(hit.first),
            )
        ]  # fmt: skip

    def nominal(self, hit: Hit[ControlCue]) -> list[Holding]:
        """*X's capture of Y*, *control of Y by X*, *pendudukan X atas Y*: holder and ground beside a noun."""
        page = self.page
        verb = self.support(hit)
        if verb is not None:
            ground = self.grounds.after(hit.last, unlisted=True)
            taker = self.receiver(ground) if ground is not None and verb.row.shape == "transfer" else None
            holders = [taker] if taker is not None else self.subject(verb)
            change: ControlChange | None = "gains" if taker is not None else verb.row.change
            if ground is not None and holders:
                return self.holdings(verb, ground, holders, change=change, relation=self.law(hit) or hit.row.relation)
        holders = self.possessor(hit)
        at = hit.last
        if not holders:
            first = self.cast.starting.get(at)
            if first is not None and self.head_first and self.holds(first) and page.is_(first.last, *_TARGETS):
                holders, at = [first], first.last + 1
        ground = self.grounds.after(at)
        if ground is None:
            return []
        if not holders:
            holders = [p for p in self.clauses.marked(ground.last, "agent_marker", reach=LEAD) if self.holds(p)]
        return self.holdings(hit, ground, [h for h in holders if is_armed(h) or is_state(h) or is_power(h)])

    def support(self, hit: Hit[ControlCue]) -> Hit[ControlCue] | None:
        """The verb that a noun of holding is the object of (*lost full control of*, *memegang kendali atas*)."""
        page, i = self.page, hit.first
        start = page.sentence_of(i).first
        while i > start and page.is_(i - 1, "modifier", "determiner", "adverb") and i not in self.closing:
            i -= 1
        verb = self.closing.get(i)
        return verb if verb is not None and verb.row.shape in ("holder-territory", "transfer") else None

    def inside(self, hit: Hit[ControlCue]) -> list[Holding]:
        """*in Russian hands*, *under the rebels' control*: a marker, the holder, and the word."""
        page = self.page
        start = page.sentence_of(hit.first).first
        end = hit.first
        while end > start and page.is_(end - 1, "modifier") and end not in self.cast.ending:
            end -= 1
        end -= page.is_(end - 1, "possessive_marker")
        holder = self.cast.ending.get(end)
        first = end - 1
        if holder is not None and self.holds(holder):
            first = holder.first - 1
        elif page.tokens[end - 1].is_word and self.is_kind(end - 1, page.tokens[end - 1].lower):
            holder = Phrase(end - 1, end)
        else:
            return []
        while first > start and page.is_(first, "determiner", "modifier", "quantifier"):
            first -= 1
        if not page.is_(first, "preposition", "location_marker"):
            return []
        ground = self.grounds.before(first, unlisted=True)
        if ground is None or holder.first <= ground.first < holder.last:
            return []
        mood = self.moods.of(first, hit.last)
        return [
            Holding(
                min(ground.first, hit.first) if page.sentence_of(ground.first) is page.sentence_of(hit.first) else hit.first,
                hit.last, hit, ground.location, holder, self.law(hit) or hit.row.relation, hit.row.change,
                self.extent(hit, ground), hit.row.negated or mood.realis == "negated", mood, page.sentence_of(hit.first),
            )
        ]  # fmt: skip

    def recognised(self, hit: Hit[ControlCue]) -> list[Holding]:
        """Whose ownership of what is recognised: *X as part of H*, *H's sovereignty over X*, or the land itself."""
        page, sentence = self.page, self.page.sentence_of(hit.first)
        passive = hit.voice == "passive" or (hit.voice == "past" and self.was(hit)) or self.holder_is_behind(hit)
        if passive:
            ground = self.grounds.before(hit.first)
            if ground is not None and page.is_(ground.first - 1, "preposition", "source_marker", "possessive_marker"):
                return []
            owner = self.owner_behind(hit)
            if ground is not None and owner is not None:
                return self.holdings(hit, ground, [owner], relation="de_jure")
            return self.itself(hit, ground)
        end = min(sentence.last, hit.last + _CLAIM)
        part = next(
            (h for h in page.hits("control", "cue")
             if hit.last <= h.first < end and h.row.shape == "territory-holder" and h.row.relation == "de_jure"), None,
        )  # fmt: skip
        if part is not None:
            ground, holders = self.grounds.after(hit.last), self.holder_after(part)
            if ground is not None and ground.last <= part.first and holders:
                self.spent.add(part.first)
                return self.holdings(hit, ground, holders, relation="recognises")
        nominal = next((h for h in page.hits("control", "cue") if hit.last <= h.first <= hit.last + LEAD and
                        (h.row.shape == "nominal" or h.voice == "nominal")), None)  # fmt: skip
        at = hit.last
        if nominal is not None:
            self.spent.add(nominal.first)
            at = nominal.last
            found = [f for f in self.nominal(nominal) if f.holder is not None]
            if found:
                ground = Ground(found[0].last - 1, found[0].last, found[0].territory)
                return self.holdings(hit, ground, [f.holder for f in found if f.holder is not None], relation="recognises")
        owner = self.cast.starting.get(at)
        over = range(owner.last, min(end, owner.last + LEAD)) if owner is not None else range(0)
        for i in over:
            ground = self.grounds.after(i + 1) if page.is_(i, "target_marker") else None
            if owner is not None and ground is not None and self.owns(owner):
                return self.holdings(hit, ground, [owner], relation="recognises")
        land = self.grounds.after(at)
        toponym = self.grounds.starting.get(at)
        if land is None and toponym is not None:
            land = Ground(toponym.first, toponym.last, toponym.location)  # *X's independence*
        return self.itself(hit, land)

    def owner_behind(self, hit: Hit[ControlCue]) -> Phrase | None:
        """Whose territory a land is said to be, behind a passive of recognition (*is recognised as Moldovan territory*)."""
        for i in range(hit.last, min(hit.last + LEAD, self.page.sentence_of(hit.first).last)):
            phrase = self.cast.starting.get(i)
            if phrase is not None:
                other = phrase.first - 1 if self.head_first else phrase.last
                beside = other in self.grounds.nouns or (self.head_first and phrase.first in self.grounds.closing)
                return phrase if beside and self.owns(phrase) else None
        return None

    def holder_is_behind(self, hit: Hit[ControlCue]) -> bool:
        """True of literal passives (*diakui oleh*, *not recognised by*): the land stands before them."""
        last = hit.last - 1
        return hit.voice is None and (self.page.is_(last, "agent_marker") or hit.row.needs == "territory")

    def itself(self, hit: Hit[ControlCue], ground: Ground | None) -> list[Holding]:
        """A land that is recognised as its own master."""
        if ground is None or ground.bare:
            return []
        first = next((t.first for t in self.grounds.places if t.location is ground.location), ground.first)
        holder = self.cast.covering.get(first) or Phrase(ground.first, ground.last)
        mood = self.moods.of(hit.first, hit.last)
        sentence = self.page.sentence_of(hit.first)
        return [
            Holding(
                min(hit.first, max(ground.first, sentence.first)), max(hit.last, ground.last), hit, ground.location, holder,
                hit.row.relation, hit.row.change, self.extent(hit, ground), hit.row.negated or mood.realis == "negated", mood,
                sentence,
            )
        ]  # fmt: skip

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
        cues = [h for h in page.hits("control", "cue") if sentence.first <= h.first < sentence.last]

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
        """How much of the ground: words right before or behind it or the cue."""
        sentence = self.page.sentence_of(hit.first)
        spots = [(hit.first, hit.last), (ground.first, ground.last)]
        near = []
        for word in self.page.hits("control", "extent"):
            if not sentence.first <= word.first < sentence.last:
                continue
            distance = min(max(word.first - last, first - word.last, 0) for first, last in spots)
            if distance <= _ASIDE:
                near.append((distance, word.first, word.row.extent))
        extent: Extent | None = min(near)[2] if near else None
        return extent


_TARGETS: tuple[WordClass, ...] = ("target_marker", "location_marker", "preposition")
