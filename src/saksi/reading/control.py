"""Control: who holds or owns a territory, or recognises it, and who says so.

Needs places, phrases, clauses and attributions; gives holdings. The table says on which side of a cue the territory and the
holder stand. A cue counts only where its own argument is a ground (:mod:`saksi.reading.grounds`) and the other one is somebody
who can hold one: a force, an armed group, a state or its organ (:mod:`saksi.reading.holders`). What a cue and its arguments
amount to is :mod:`saksi.reading.holdings`'s; recognition is :mod:`saksi.reading.recognition`'s.
"""

from __future__ import annotations

from dataclasses import replace

from saksi.languages import Form, Hit
from saksi.languages.schema import ControlCue, WordClass
from saksi.reading.actors import Cast, Phrase, is_armed, is_state
from saksi.reading.clauses import Clauses
from saksi.reading.coreference import owner_of
from saksi.reading.domains import Domains
from saksi.reading.earlier import Said
from saksi.reading.ground_names import Ground
from saksi.reading.holders import HOLDING, LEAD
from saksi.reading.holdings import Holding
from saksi.reading.modality import Moods
from saksi.reading.numbers import Number
from saksi.reading.page import Page
from saksi.reading.places import Toponym
from saksi.reading.shares import Share, find_shares
from saksi.reading.strongholds import Strongholds
from saksi.types import ControlChange

_ATTACKS = ("ASSAULT", "MOBILIZE")
_NO_VERB = ("passive", "nominal", "agentive", "stative")
_NEXT = 2  # sentences behind the taking of one ground in which others are taken by the same party
_SOURCE = 3  # tokens from a force to the ground it is taken out of


def find_control(
    page: Page,
    cast: Cast,
    clauses: Clauses,
    moods: Moods,
    places: list[Toponym],
    said: list[Said],
    domains: Domains,
    numbers: list[Number],
) -> list[Holding]:
    """The control claims of a page, in text order."""
    finder = _Finder(page, cast, clauses, moods, places, said, find_shares(page, numbers))
    out: list[Holding] = []
    for hit in finder.cues():
        sentence = page.sentence_of(hit.first)
        if hit.voice == "agentive" or sentence.voice == "teaser":
            continue
        found = finder.one(hit)
        finder.note(found)
        if not found and hit.row.shape != "copula":
            page.turn_down("control", hit.first, hit.last, "no territory or no holder stands by the cue", hit.row.shape)
        other = domains.sentence(sentence.index) < 0 or (any(domains.other) and not domains.reports(sentence.index))
        for held in found:
            if other and not finder.sure(held):
                page.turn_down("control", hit.first, hit.last, "the sentence speaks of another field of news", hit.row.shape)
            elif finder.only_spoken_of(held):
                page.turn_down("control", hit.first, hit.last, "it is only planned, called for or feared", hit.row.shape)
            elif held.relation == "recognises" and not finder.spoken(held):
                page.turn_down("control", hit.first, hit.last, "nobody is told to recognise it", hit.row.shape)
            elif not any(held.same(h) for h in out):
                out.append(finder.unreal(held))
    return [h for h in out if h.sentence.voice != "headline" or not any(finder.restates(o, h) for o in out)]


class _Finder(Strongholds):
    def __init__(
        self, page: Page, cast: Cast, clauses: Clauses, moods: Moods, places: list[Toponym], said: list[Said], shares: list[Share]
    ) -> None:  # fmt: skip
        super().__init__(page, cast, clauses, moods, places, said, shares)
        self.closing = {h.last: h for h in page.hits("control", "cue")}

    def cues(self) -> list[Hit[ControlCue]]:
        """The cues of the page: those of the table, those that words of law interrupt, and the second halves of compounds."""
        page = self.page
        law = {i for h in page.hits("control", "law") for i in range(h.first, h.last)} | self.grounds.extents
        law |= {i for i, t in enumerate(page.tokens) if t.text == '"'}  # *"in total control" of X*
        whole = page.hits("control", "cue")
        across = page.hits_across("control", "cue", law)
        free = [h for h in across if not any(w.first < h.last and h.first < w.last for w in whole)]
        longer = [
            w for w in across if any(w.first < h.last and h.first < w.last and h.last - h.first < w.last - w.first for h in whole)
        ]
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

    def sure(self, held: Holding) -> bool:
        """Whether a claim stands in a sentence of another field: a word of no other use, a force or state, a place by name."""
        known = held.holder is not None and (is_armed(held.holder) or is_state(held.holder))
        named = held.territory.text[:1].isupper() and held.territory.precision != "country"
        return known and named and held.hit.row.needs == "nothing"

    def restates(self, held: Holding, headline: Holding) -> bool:
        """Whether the text tells the same holding that its headline does, and so tells it better."""
        if held.sentence.voice == "headline" or held.relation != headline.relation:
            return False
        mine, its = held.territory, headline.territory
        same = (
            mine.place.id == its.place.id
            if mine.place is not None and its.place is not None
            else (mine.text.endswith(its.text) or its.text.endswith(mine.text))
        )
        if not same or held.holder is None or headline.holder is None or held.negated != headline.negated:
            return False
        one, other = held.holder.actor, headline.holder.actor
        known = one is not None and other is not None and held.holder.named and headline.holder.named
        words = headline.holder.text(self.page).casefold() in held.holder.text(self.page).casefold()
        return words or not known or (one is not None and other is not None and one.id == other.id)

    def spoken(self, held: Holding) -> bool:
        """Whether it is told who recognises: somebody by the words of the claim, or else who says it."""
        start = self.page.tokens[held.hit.first].start
        return held.by is not None or any(s.covers(start) for s in self.said)

    # --- one cue -----------------------------------------------------------------------------------------------------

    def one(self, hit: Hit[ControlCue]) -> list[Holding]:
        """The holdings a cue tells of by the first of its rows that fits: one for each holder that is named together."""
        if hit.first in self.spent or (self.in_name(hit.first) and hit.row.shape != "compound"):
            return []
        return next((found for form in hit.forms if (found := self.shaped(Hit(hit.first, hit.last, (form,))))), [])

    def in_name(self, at: int) -> bool:
        """True of a capitalised word inside a sentence that is no title (*the Control Section*)."""
        page = self.page
        sentence = page.sentence_of(at)
        inner = at > sentence.first and page.tokens[at].is_capital and page.tokens[at - 1].is_word
        return inner and sentence.voice != "headline" and sentence.index not in page.titled and not self.head_first

    def shaped(self, hit: Hit[ControlCue]) -> list[Holding]:
        """The holdings that a cue tells of under one of its rows."""
        shape = hit.row.shape
        if shape == "compound":
            return self.compound(hit)
        if shape == "copula":
            return self.copula(hit)
        if shape == "nominal" or hit.voice == "nominal":
            return self.nominal(hit)
        if shape == "recognises":
            return self.recognised(hit)
        if shape == "holder-inside":
            return self.inside(hit)
        if shape == "stronghold":
            return self.stronghold(hit)
        if shape == "secedes":
            land = self.grounds.before(hit.first, unlisted=True)
            return self.itself(hit, land) if self.grounds.after(hit.last) is not None else []
        if self.page.is_(hit.first, "response"):
            return []  # *in return for*
        joined = self.open_compound(hit) if shape == "holder-territory" else []
        if joined:
            return joined
        if hit.voice in ("base", "third", "past") and not self.head_first and self.is_noun(hit.first - 1, hit.voice == "past"):
            return []
        passive = hit.voice == "passive" or (hit.voice == "past" and self.was(hit))
        if shape == "territory-holder" or (passive and shape in ("holder-territory", "transfer")):
            return self.of_territory(hit)
        if shape == "evacuates":
            return self.evacuated(hit, passive)
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
        if ground is None and holders and self.head_first:
            ground = self.over(hit.last, armed or row.needs == "nothing")
        if ground is None and page.is_(hit.last, "pronoun_plural") and hit.last not in self.clauses.verbs:
            ground = self.grounds.pair(hit.last)
        if ground is None and self.head_first:
            return self.of_doer(hit)
        if ground is None and holders:
            first = self.doer_before(hit, holders[0])
            ground = self.grounds.before(first) if self.grounds.gapped(hit.last, first) else None
        if ground is None or not self.fits(ground, hit, armed):
            return []
        if row.shape == "regards":
            return self.regarded(hit, ground, holders)
        if row.shape == "transfer":
            taker = self.receiver(ground)
            if taker is not None:
                return self.holdings(hit, ground, [taker], change="gains")
            return self.holdings(hit, ground, holders, change="loses") if row.needs != "receiver" else []
        return self.holdings(hit, ground, holders)

    def doer_before(self, hit: Hit[ControlCue], holder: Phrase) -> int:
        """Where the subject of a verb begins: at the pronoun right before it, which may mean a party told of far before."""
        page, i = self.page, hit.first
        while page.is_(i - 1, "auxiliary", "adverb", "past", "aspect"):
            i -= 1
        pronoun = page.is_(i - 1, "pronoun_institution", "pronoun_plural", "pronoun_we")
        return i - 1 if pronoun and holder.last < i else holder.first

    def over(self, at: int, unlisted: bool) -> Ground | None:
        """The ground behind a marker that a verb with its noun of holding leads to (*merebut kendali penuh atas X*)."""
        while self.page.is_(at, "modifier") or at in self.grounds.extents:
            at += 1
        onto = self.page.is_(at, "target_marker") and not self.page.is_(at, "addressee_marker", "location_marker")
        return self.grounds.after(at + 1, unlisted=unlisted) if onto else None

    def regarded(self, hit: Hit[ControlCue], ground: Ground, holders: list[Phrase]) -> list[Holding]:
        """Whose territory a ground is held to be: the subject's own, or that of who is named (*regards X as Y's territory*)."""
        if self.own_word(ground):
            return self.holdings(hit, ground, holders)
        owner = self.owner_behind(ground.last)
        return self.holdings(hit, ground, [owner]) if owner is not None else []

    def of_doer(self, hit: Hit[ControlCue]) -> list[Holding]:
        """*wilayah yang mereka kuasai*, *kota itu kami kuasai*: the doer right before a bare verb, the territory before both."""
        page, at = self.page, hit.first - 1
        doer = self.cast.ending.get(hit.first)
        led = doer is not None and page.is_(doer.first - 1, "aspect", "past", "relative")  # *balai kota sudah X pegang*
        if page.pack.looks_verbal(page.tokens[hit.first].lower) or not (led or page.is_(at, "pronoun_plural", "pronoun_we")):
            return []
        doer = doer or Phrase(at, hit.first, pronoun=True)
        at = doer.first if led else at
        ground = self.grounds.before(at)
        holder = self.meant(doer, hit.first)
        return self.holdings(hit, ground, [holder]) if ground is not None and self.holds(holder) else []

    def of_territory(self, hit: Hit[ControlCue]) -> list[Holding]:
        """The territory stands before the cue, its holder behind (*Y fell to X*, *Y dikuasai X*)."""
        row = hit.row
        if row.needs == "control":
            return []  # *the ceasefire in X announced by Y*
        last = self.holder
        shared = last is not None and self.goes_on(last, hit, "territory-holder")
        held = Ground(last.first, last.last, last.territory) if shared and last is not None else None
        holders = self.holder_after(hit, held)
        known = any(is_armed(h) or is_state(h) for h in holders) and row.needs == "nothing"
        known = known or (row.relation == "de_jure" and any(is_state(h) and not h.nouns for h in holders))
        person = hit.voice is not None and row.change == "gains"  # who was captured may be a person
        ground = self.grounds.before(hit.first, unlisted=known and not person)
        if ground is None:
            ground = held  # *X was annexed by Y and is under Z*
        if ground is None and holders and self.head_first and row.shape == "holder-territory":
            ground = self.grounds.after(hit.last)  # *telah direbut kembali kota X oleh pasukan Y*
        if ground is None and holders and hit.voice in ("passive", None):
            ground = self.trailing(hit, holders[-1])
        if ground is None or not self.fits(ground, hit, any(is_armed(h) for h in holders)):
            return []
        if not holders and row.change in ("gains", None) and row.relation == "de_facto":
            holders = self.last_gainer(hit, ground)
        change: ControlChange | None = "gains" if row.shape == "transfer" else row.change
        return self.holdings(hit, ground, holders, change=change)

    def last_gainer(self, hit: Hit[ControlCue], ground: Ground) -> list[Phrase]:
        """Who took the ground told of last, for one of which only that it was taken is told (*Y was captured hours later*)."""
        last = self.holder
        here = self.page.sentence_of(hit.first).index
        if last is None or here - last.sentence.index > _NEXT:
            return self.attackers(hit)
        taken = last.change == "gains" and last.territory is not ground.location
        return self.holders if taken and not last.negated and last.mood.realis == "actual" else []

    def attackers(self, hit: Hit[ControlCue]) -> list[Phrase]:
        """Who attacks or sends troops in what is told right before: forces or states, by the verb nearest to the cue."""
        page = self.page
        here = page.sentence_of(hit.first).index
        deeds = [
            h for h in page.hits("events", "trigger")
            if h.last <= hit.first and h.first in self.clauses.verbs and h.voice not in _NO_VERB and h.row.type in _ATTACKS
            and here - page.sentence_of(h.first).index <= 1
        ]  # fmt: skip
        for deed in reversed(deeds):
            found = [p for p in self.clauses.subject(deed.first) if self.holds(p) and (is_armed(p) or is_state(p))]
            if found and self.moods.of(deed.first, deed.last).realis == "actual":
                return found
        return []

    def trailing(self, hit: Hit[ControlCue], holder: Phrase) -> Ground | None:
        """A ground told of behind the holder, where the cue opens the sentence (*Dikuasai X, kota Y ...*)."""
        page = self.page
        opens = hit.first - page.sentence_of(hit.first).first <= 1 and holder.last < len(page.tokens)
        return self.grounds.after(holder.last + 1) if opens and page.tokens[holder.last].text == "," else None

    def fits(self, ground: Ground, hit: Hit[ControlCue], armed: bool) -> bool:
        """False where a verb of many uses has a whole country right behind it (*took Israel to court*)."""
        many = hit.row.needs in ("territory", "receiver") and hit.row.shape in ("holder-territory", "transfer")
        out_of = hit.row.change == "loses" and self.page.is_(hit.last - 1, "source_marker", "preposition")
        many = many and not out_of and not armed
        return not many or ground.location.precision != "country" or ground.bare or ground.first > hit.last

    def evacuated(self, hit: Hit[ControlCue], passive: bool) -> list[Holding]:
        """Forces that somebody takes out of a ground or drives out of it: it is lost to those whose they are."""
        page = self.page
        told = self.clauses.subject(hit.first) if passive else self.clauses.object(hit.last)
        forces = [p for p in told if self.is_force(p) or (self.holds(p) and not is_state(p) and p.actor is not None)]
        if not forces:
            return []
        end = page.sentence_of(hit.first).last
        start = hit.last if passive else forces[-1].first + 1
        reach = min((hit.last if passive else forces[-1].last) + _SOURCE, end)
        at = next((i for i in range(start, reach) if page.is_(i, "source_marker") and not page.is_(i, "agent_marker")), None)
        if at is None:
            return []
        forces = [replace(p, last=min(p.last, at)) if p.first < at else p for p in forces]
        while at + 1 < end and page.is_(at + 1, "source_marker", "linker"):
            at += 1
        ground = self.grounds.after(at + 1, unlisted=True)
        if ground is None or (ground.bare and not ground.works):
            return []  # *from the area*
        own = any(page.is_(i, "pronoun_institution", "pronoun_plural", "own_side") or page.clitics[i] == "possessor"
                  for p in forces for i in range(p.first, p.last))  # fmt: skip
        return self.holdings(hit, ground, (self.subject(hit) if own and not passive else []) or forces)

    # --- shapes ------------------------------------------------------------------------------------------------------

    def compound(self, hit: Hit[ControlCue]) -> list[Holding]:
        """*rebel-held X*, *the Israeli-occupied X*: the territory behind it, held by whom its first part names."""
        page = self.page
        named = self.grounds.starting.get(hit.first)  # the word may be part of the name
        whole = named is not None and named.last > hit.last
        at = hit.last
        while page.is_(at, "location_marker") and not self.head_first:
            at += 1  # *the Turkish-held north of X*
        ground = Ground(named.first, named.last, named.location) if named and whole else self.grounds.after(at)
        if ground is not None and sum(i not in self.grounds.extents for i in range(at, ground.first)) > 2:
            ground = None
        if ground is None:
            ground = self.predicated_of(hit)
        if ground is None:
            return []
        noun = self.grounds.nouns.get(hit.last)
        if ground.bare and noun is not None and page.is_(hit.first - 1, "anaphor"):  # *the government-controlled town*
            told = self.grounds.pointed_by(noun, hit.first)
            ground = replace(ground, location=told) if told is not None else ground
        head = page.tokens[hit.first].lower.rpartition("-")[0]
        actor = self.named_after(head)
        if actor is None and not self.is_kind(hit.first, head):
            return []
        holder = Phrase(hit.first, hit.last, actor=actor or self.only_one(head))
        relation = self.law(hit) or hit.row.relation
        return self.holdings(hit, ground, [holder]) if actor is not None else [
            self.holding(hit, ground, holder, relation, hit.row.change)
        ]  # fmt: skip

    def predicated_of(self, hit: Hit[ControlCue]) -> Ground | None:
        """The ground that a compound is said of (*the village is Ukrainian-held*)."""
        i = hit.first
        while self.page.is_(i - 1, "adverb", "aspect") and not self.page.is_(i - 1, "copula", "auxiliary"):
            i -= 1
        return self.grounds.before(hit.first, unlisted=True) if self.page.is_(i - 1, "copula", "passive_auxiliary") else None

    def open_compound(self, hit: Hit[ControlCue]) -> list[Holding]:
        """*in the government controlled area*, *from rebel held towns*: a compound written as two words, behind a preposition."""
        page, i = self.page, hit.first
        noun = self.grounds.nouns.get(hit.last) or self.grounds.nouns.get(hit.last + 1)
        if self.head_first or hit.voice != "past" or noun is None or page.is_(hit.last, "determiner"):
            return []
        if noun.first > hit.last and hit.last not in self.grounds.extents and not page.is_(hit.last, "modifier"):
            return []
        phrase = self.cast.ending.get(i)
        nouns = [h for h in phrase.nouns if h.last == i] if phrase is not None else []
        first = phrase.first if phrase is not None and not page.is_(phrase.first, "determiner") and not nouns else i - 1
        before = first
        while page.is_(before - 1, "determiner", "modifier"):
            before -= 1
        if not page.is_(before - 1, "preposition", "location_marker", "linker") or page.is_(before - 1, "agent_marker"):
            return []
        word = page.tokens[i - 1].lower
        if not self.is_kind(i - 1, word):
            return []
        ground = self.grounds.after(hit.last)
        holder = Phrase(first, i, actor=self.named_after(word) or self.only_one(word))
        return [self.holding(hit, ground, holder, hit.row.relation, "retains")] if ground is not None else []

    def copula(self, hit: Hit[ControlCue]) -> list[Holding]:
        """*X is Ukrainian territory*; in somebody's words *X is Ukrainian*, *X is Ukraine's*: a state right behind the copula."""
        page, i = self.page, hit.last
        while page.is_(i, "adverb", "determiner", "quantifier") or i in self.grounds.laws:
            i += 1
        owner = self.cast.starting.get(i)
        if owner is None or owner.nouns or not is_state(owner) or not self.owns(owner):
            return []
        behind = owner.last + page.is_(owner.last, "possessive_marker")
        closed = behind >= page.sentence_of(hit.first).last or not page.tokens[behind].is_word
        start = page.tokens[hit.first].start
        told = closed and any(s.covers(start) for s in self.said) and (self.is_people(owner) or behind > owner.last)
        noun = self.grounds.nouns.get(behind)
        ground = self.grounds.before(hit.first) if told or (noun is not None and not (noun.row.works or noun.row.town)) else None
        if ground is None or ground.bare or ground.location.precision == "country":
            return []
        return self.holdings(hit, ground, [owner])

    def nominal(self, hit: Hit[ControlCue]) -> list[Holding]:
        """*X's capture of Y*, *control of Y by X*, *pendudukan X atas Y*: holder and ground beside a noun."""
        page = self.page
        verb = self.support(hit)
        given = self.given(hit) if verb is None else None
        if given is not None:
            ground = self.grounds.after(hit.last, unlisted=True)
            return self.holdings(hit, ground, [given], change="gains") if ground is not None else []
        if verb is not None and verb.row.needs == "control" and self.moods.of(verb.first, verb.last).realis != "actual":
            verb = None if self.possessor(hit) else verb  # *it could tighten its control over X*
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
            marked = first is not None and page.is_(first.last, *_TARGETS) and not page.is_(first.last, "agent_marker")
            if first is not None and marked and self.head_first and self.holds(first):
                holders, at = [first], first.last + 1
            if self.head_first and any(page.clitics[i] == "possessor" for i in range(hit.first, hit.last)):
                at += page.is_(at, *_TARGETS)  # *klaimnya atas Y*
                land = self.grounds.after(at)
                owner = owner_of(page, self.cast, hit.first, land.location.evidence.start if land is not None else -1)
                holders = [owner] if owner is not None and self.holds(owner) else []
        ground = self.grounds.after(at)
        if ground is None:
            return []
        if not holders:
            holders = [p for p in self.clauses.marked(ground.last, "agent_marker", reach=LEAD) if self.holds(p)]
        return self.holdings(hit, ground, [h for h in holders if self.is_strong(h) or is_state(h) or self.is_group(h)])

    def given(self, hit: Hit[ControlCue]) -> Phrase | None:
        """Whom a verb of giving gives what a noun of holding is (*it gave the rebels full control of X*)."""
        page, i = self.page, hit.first
        while page.is_(i - 1, "modifier", "determiner") or i - 1 in self.grounds.extents:
            i -= 1
        taker = self.cast.ending.get(i)
        if taker is None or self.head_first or not self.holds(taker):
            return None
        at = taker.first
        while page.is_(at - 1, "determiner", "modifier"):
            at -= 1
        verb = self.closing.get(at)
        return taker if verb is not None and verb.row.shape == "transfer" else None

    def support(self, hit: Hit[ControlCue]) -> Hit[ControlCue] | None:
        """The verb that a noun of holding is the object of (*lost full control of*, *memegang kendali atas*)."""
        page, i = self.page, hit.first
        start = page.sentence_of(i).first
        light: tuple[WordClass, ...] = ("modifier", "determiner", "adverb", "pronoun_institution")
        while i > start and (page.is_(i - 1, *light) or i - 1 in self.grounds.extents) and i not in self.closing:
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
        if page.is_(hit.last, "possessive_marker"):
            return []
        around = self.cast.covering.get(hit.first)
        whole = around is not None and around.first < hit.first and around.last == hit.last
        holder = around if whole else self.cast.ending.get(end)  # *under Ethiopian administration*
        first = end - 1
        if page.is_(first, "pronoun_institution", "pronoun_plural", "pronoun_we"):
            owner = self.cast.owners.get(first)
            owner = owner if owner is not None and owner.sector in _ARMED else None
            holder = self.meant(Phrase(first, end, pronoun=True, actor=owner), hit.first)
        if holder is not None and self.holds(holder):
            first = holder.first - 1 if holder.last == end else first - 1
        elif page.tokens[end - 1].is_word and self.is_kind(end - 1, page.tokens[end - 1].lower):
            holder = Phrase(end - 1, end)
        else:
            return []
        while first > start and page.is_(first, "determiner", "modifier", "quantifier"):
            first -= 1
        if not page.is_(first, "preposition", "location_marker") or page.is_(first, "excepting"):
            return []
        before = first - (page.tokens[first - 1].text == '"')
        if page.is_(before - 1, "preposition") and page.is_(before - 1, "subordinator"):
            first = before - 1  # *described X as "under militia control"*
        ground = self.grounds.before(first, unlisted=True)
        if ground is not None and self.is_own_measure(first, ground):
            return []
        if ground is None or holder.first <= ground.first < holder.last:
            return []
        return [self.holding(hit, ground, holder, self.law(hit) or hit.row.relation, hit.row.change)]

    def is_own_measure(self, first: int, ground: Ground) -> bool:
        """Whether a mere word for land is told apart by nothing but who holds it (*the territory under its control*)."""
        noun = self.grounds.closing.get(first)
        if noun is None or noun.row.town or noun.row.works or noun.row.state or not self.page.is_(noun.first - 1, "anaphor"):
            return False
        return self.page.is_(first + 1, "pronoun_institution", "pronoun_plural") and ground.first <= noun.first


_ARMED = HOLDING - {"GOV", "OPP"}
_TARGETS: tuple[WordClass, ...] = ("target_marker", "location_marker", "preposition")
