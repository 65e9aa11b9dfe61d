"""Control: who holds or owns a territory, or recognises it, and who says so.

Needs places, phrases and clauses; gives holdings. The table says on which side of a cue the territory and the holder stand; *de
facto* and *de jure* in the clause fix the relation; a possessor ending (*kendalinya*) is the party of the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saksi.languages import Hit
from saksi.languages.schema import ControlCue, WordClass
from saksi.reading.actors import Cast, Phrase, is_armed, is_mere_place, is_party, is_state
from saksi.reading.clauses import Clauses
from saksi.reading.coreference import owner_of
from saksi.reading.modality import Mood, Moods
from saksi.reading.page import Page, Sentence
from saksi.reading.places import Toponym
from saksi.types import ControlRelation, Extent, Location

_HOLDERS = frozenset({"GOV", "MIL", "REB", "PRE", "UAF", "PRM", "IMG", "COP"})
_REACH = 25  # tokens between a cue and its territory
_OUTSIDE: tuple[WordClass, ...] = (
    "determiner", "anaphor", "preposition", "coordinator", "possessive_marker", "pronoun_person", "location_marker", "verb",
    "auxiliary",
)  # fmt: skip
_STEM = 6  # letters that a force and what is named after it share (*Houthi*, *Houthis*)
_BESIDE = 7  # tokens between a verb of holding and what it holds


@dataclass(frozen=True, slots=True)
class Holding:
    """A control claim in the making."""

    first: int
    last: int
    hit: Hit[ControlCue]
    territory: Location
    holder: Phrase | None
    relation: ControlRelation
    extent: Extent | None
    negated: bool
    mood: Mood
    sentence: Sentence


def find_control(page: Page, cast: Cast, clauses: Clauses, moods: Moods, places: list[Toponym]) -> list[Holding]:
    """The control claims of a page, in text order."""
    finder = _Finder(page, cast, clauses, moods, places)
    out: list[Holding] = []
    law = {i for h in page.hits("control", "law") for i in range(h.first, h.last)}
    whole = page.hits("control", "cue")
    across = [h for h in page.hits_across("control", "cue", law) if not any(w.first < h.last and h.first < w.last for w in whole)]
    longer = [
        w for w in page.hits_across("control", "cue", law) if any(h.first <= w.first and w.last > h.last > w.first for h in whole)
    ]
    kept = [h for h in whole if not any(w.first < h.last and h.first < w.last for w in longer)]
    for hit in sorted([*kept, *longer, *across], key=lambda h: h.first):
        if hit.voice == "agentive" or page.sentence_of(hit.first).voice == "teaser":
            continue
        found = finder.one(hit)
        if not found:
            page.turn_down("control", hit.first, hit.last, "no territory or no holder stands by the cue", hit.row.shape)
        out += [f for f in found if not any(h.sentence is f.sentence and _same(h, f) for h in out)]
    return out


def _same(one: Holding, other: Holding) -> bool:
    return one.territory.text == other.territory.text and one.relation == other.relation and one.holder == other.holder


class _Finder:
    def __init__(self, page: Page, cast: Cast, clauses: Clauses, moods: Moods, places: list[Toponym]) -> None:
        self.page, self.cast, self.clauses, self.moods, self.places = page, cast, clauses, moods, list(places)

    def one(self, hit: Hit[ControlCue]) -> list[Holding]:
        """The holdings a cue tells of: one for each holder that is named together."""
        page, row = self.page, hit.row
        sentence = page.sentence_of(hit.first)
        if hit.voice in ("base", "third") and page.pack.header.head == "last" and self.is_noun(hit.first - 1):
            return []
        if hit.last - hit.first == 1 and "-" in page.tokens[hit.first].text.strip("-"):
            return self.compound(hit, sentence)
        passive = hit.voice == "passive" or (
            hit.voice == "past" and page.is_(hit.first - 1, "passive_auxiliary", "adverb") and self.was(hit)
        )
        shape = "territory-holder" if passive and row.shape == "holder-territory" else row.shape
        if shape == "holder-inside" or (hit.last - hit.first == 1 and page.is_(hit.first - 1, "possessive_marker")):
            return self.inside(hit, sentence)
        if row.needs == "territory" and not self.named_land(hit.last, min(hit.last + 4, sentence.last)):
            return []
        if shape == "territory-holder":
            territory = self.before(hit, sentence)
            holder = self.holder_after(hit, sentence, territory)
        else:
            territory = self.after(hit, sentence)
            holder = self.holder_before(hit, sentence)
            if shape == "recognises":
                holder = self.recognised(hit, sentence) or holder
        if territory is None and passive:
            behind = [t for t in self.places if hit.last <= t.first < sentence.last and t.marked and not self.in_party(t)]
            territory = behind[0].location if behind else None
        elif territory is None and shape == "territory-holder":
            territory = self.after_holder(hit, sentence) or self.noun_before(hit, sentence)
        if territory is None or holder is None or not self.holds(holder, shape == "territory-holder"):
            return []
        relation = self.law(hit, sentence) or row.relation
        if holder.pronoun and page.is_(holder.first, "pronoun_person"):
            return []  # no one person holds a territory
        if row.change == "contested" and not (is_state(holder) or is_armed(holder)):
            return []
        listed = territory.place is not None or self.is_marked(territory)
        known = holder.actor is not None and not holder.person
        if not listed and not (is_armed(holder) or is_state(holder) or known):
            return []  # what no list has is a territory only where somebody who can hold one does
        if relation == "de_jure" and not self.owns(holder):
            return []
        if shape != "recognises" and holder.first <= self.token_of(territory) < holder.last:
            return []
        if shape == "territory-holder" and self.parted(territory, hit):
            return []
        mood = self.moods.of(hit.first, hit.last)
        first = min([hit.first, *(t.first for t in self.places if t.location is territory and t.first >= sentence.first)])
        last = max(hit.last, holder.last if page.sentence_of(holder.first) is sentence and holder.first >= hit.last else 0)
        extent, negated = self.extent(hit, sentence), row.negated or mood.realis == "negated"
        holders = self.clauses.conjuncts_before(holder) if holder.last <= hit.first else [holder]
        if holder.first < hit.first:
            holders = [h for h in self.clauses.subject(hit.first) if self.holds(h, False)] or [holder]
        return [Holding(first, last, hit, territory, h, relation, extent, negated, mood, sentence) for h in holders]

    def compound(self, hit: Hit[ControlCue], sentence: Sentence) -> list[Holding]:
        """*rebel-held X*, *the Israeli-occupied X*: the territory behind it, held by whom its first part names."""
        page = self.page
        near = [t for t in self.places if hit.last <= t.first < min(sentence.last, hit.last + 4) and not self.in_party(t)]
        if not near or any(not page.tokens[i].is_word for i in range(hit.last, near[0].first)):
            return []
        stem = page.tokens[hit.first].lower.split("-")[0][:_STEM]
        same = [
            p for p in self.cast.phrases
            if p.actor is not None and any(page.tokens[i].lower.startswith(stem) for i in range(p.first, p.last))
        ]  # fmt: skip
        holder = Phrase(hit.first, hit.last, actor=same[0].actor if same else None)
        mood = self.moods.of(hit.first, hit.last)
        relation = self.law(hit, sentence) or hit.row.relation
        negated = hit.row.negated or mood.realis == "negated"
        last = max(hit.last, near[0].last)
        return [Holding(hit.first, last, hit, near[0].location, holder, relation, None, negated, mood, sentence)]

    def inside(self, hit: Hit[ControlCue], sentence: Sentence) -> list[Holding]:
        """*in Russian hands*, *under the rebels' control*: a marker, the holder, and the word."""
        page = self.page
        end = hit.first - page.is_(hit.first - 1, "possessive_marker")
        holder = self.cast.ending.get(end) or self.cast.ending.get(hit.first)
        if holder is None or not self.holds(holder, False):
            return []
        before = holder.first - 1
        while before > sentence.first and page.is_(before, "determiner", "modifier", "quantifier"):
            before -= 1
        marked = page.is_(before, "preposition", "location_marker")
        territory = self.before(hit, sentence, frozenset(range(holder.first, holder.last))) if marked else None
        if territory is None and marked:
            lands = self.lands(sentence.first, before)
            territory = self.common(lands[-1], sentence) if lands else None
        if territory is None or holder.first <= self.token_of(territory) < holder.last:
            return []
        mood = self.moods.of(hit.first, hit.last)
        negated = hit.row.negated or mood.realis == "negated"
        first = min(hit.first, max(self.token_of(territory), sentence.first)) if self.token_of(territory) >= 0 else hit.first
        extent = self.extent(hit, sentence)
        relation = self.law(hit, sentence) or hit.row.relation
        return [Holding(first, hit.last, hit, territory, holder, relation, extent, negated, mood, sentence)]

    def lands(self, first: int, last: int) -> list[Hit[Any]]:
        """The common nouns for territories between two tokens."""
        return [h for h in self.page.hits("control", "territory") if first <= h.first and h.last <= last]

    def named_land(self, first: int, last: int) -> bool:
        """True where a common noun for a territory has a name right behind it (*the mining town of Y*)."""
        page = self.page
        for land in self.lands(first, last):
            i = land.last + page.is_(land.last, "linker")
            if i < len(page.tokens) and (page.tokens[i].is_capital or any(t.first == i for t in self.places)):
                return True
        return False

    def noun_before(self, hit: Hit[ControlCue], sentence: Sentence) -> Location | None:
        """A territory by its noun alone (*Kota itu jatuh ke tangan X*): the last one told of, or the words."""
        lands = [h for h in self.lands(sentence.first, hit.first) if hit.first - h.last <= _BESIDE]
        lands = [h for h in lands if not any(i in self.clauses.verbs for i in range(h.last, hit.first))]
        if not lands:
            return None
        page, land = self.page, lands[0]
        definite = page.is_(land.first - 1, "anaphor") or page.is_(land.last, "anaphor", "demonstrative")
        return (self.spoken_of(hit, sentence) if definite else None) or self.common(land, sentence)

    def common(self, land: Hit[Any], sentence: Sentence) -> Location:
        """A territory that has no name: its noun with the words that belong to it (*two hamlets*, *the southern countryside*)."""
        page, first, last = self.page, land.first, land.last
        while first > sentence.first and (page.tokens[first - 1].is_word and not page.is_(first - 1, *_OUTSIDE)):
            if first - 1 in self.clauses.verbs or land.first - first >= 2:
                break
            first -= 1
        evidence = page.evidence(first, last)
        return Location(text=evidence.exact, evidence=evidence, precision="region")

    def is_noun(self, before: int) -> bool:
        """True behind a token that makes an English verb form a noun (*reviewing rules*, *their claims*)."""
        page = self.page
        if page.is_(before, "relative"):
            return False
        governed = page.is_(before, "determiner", "possessive_marker", "preposition", "quantifier", "modifier")
        return governed or (before in self.clauses.verbs and not page.is_(before, "purpose", "auxiliary"))

    def holds(self, phrase: Phrase, named: bool) -> bool:
        """True of states, forces and armed groups; of an unknown name where the cue itself names the holder."""
        if is_armed(phrase) or is_state(phrase):
            return not is_mere_place(phrase)
        sector = phrase.actor.sector if phrase.actor is not None else phrase.noun.sector if phrase.noun is not None else None
        if sector in _HOLDERS:
            return not is_mere_place(phrase)
        unknown = (
            phrase.proper is not None and not phrase.nouns and phrase.actor is not None and phrase.actor.id.startswith("name:")
        )
        return unknown and phrase.proper is not None and (named or phrase.proper[1] - phrase.proper[0] > 1)

    def is_marked(self, territory: Location) -> bool:
        """True of a toponym of the page with a location marker or a word for a territory before it."""
        return any(t.marked for t in self.places if t.location is territory)

    def owns(self, holder: Phrase) -> bool:
        """True of who can own a territory by law: a state, or what has a name and is no person or people."""
        if is_state(holder) and not holder.person:
            return True
        plain = not any(h.row.kind in ("role", "group") and not h.row.armed for h in holder.nouns)
        return holder.actor is not None and plain and not (holder.person and holder.proper is not None and holder.names == ())

    def parted(self, territory: Location, hit: Hit[ControlCue]) -> bool:
        """True when some other party stands between a territory and its cue, so that the cue is said of that party."""
        at = self.token_of(territory)
        between = [p for p in self.cast.phrases if at < p.first and p.last <= hit.first and p.nouns and not p.pronoun]
        return at >= 0 and any(
            p.number is not None or not is_armed(p) for p in between if self.page.tokens[p.first - 1].text != "("
        )

    def token_of(self, location: Location) -> int:
        """First token of a location, -1 where it is no toponym of the page."""
        return next((t.first for t in self.places if t.location is location), -1)

    def was(self, hit: Hit[ControlCue]) -> bool:
        return any(self.page.is_(i, "passive_auxiliary") for i in range(max(0, hit.first - 3), hit.first))

    # --- territory ---------------------------------------------------------------------------------------------------

    def before(self, hit: Hit[ControlCue], sentence: Sentence, but: frozenset[int] = frozenset()) -> Location | None:
        """The nearest toponym to the left that is no part of a party's name, else the one the line before was about."""
        nouns = [h for h in self.page.hits("control", "territory") if sentence.first <= h.first and h.last <= hit.first]
        if any(self.page.is_(i, "anaphor", "demonstrative") for h in nouns for i in range(h.last, min(h.last + 2, hit.first))):
            pointed = self.spoken_of(hit, sentence)
            if pointed is not None:
                return pointed
        pool = [t for t in self.places if sentence.first <= t.first and t.last <= hit.first and hit.first - t.last <= _REACH]
        pool = [t for t in pool if t.first not in but]
        outside = [t for t in pool if not self.bracketed(t, hit)]
        pool = outside or pool
        free = [t for t in pool if not self.in_party(t)]
        pool = [t for t in pool if t.first not in self.clauses.void]
        free = [t for t in free if t in pool]
        regions = [t for t in free or pool if t.location.precision != "country"]
        if regions:
            return self.subject_first(free or pool).location
        unknown = [p for p in self.unknown(sentence.first, hit.first) if hit.first - p.last <= _REACH]
        if unknown:
            return self.unlisted(unknown[-1])
        return self.subject_first(free or pool).location if pool else None

    def unknown(self, first: int, last: int) -> list[Phrase]:
        """Capitalised words between two tokens, in no registry, that name neither a person nor a force: towns, perhaps."""
        page = self.page
        out = []
        for p in self.cast.phrases:
            plain = p.proper is not None and not p.nouns and not p.names and first <= p.first and p.last <= last
            if plain and p.proper is not None and p.proper[1] - p.proper[0] <= 2 and not page.is_(p.first - 1, "title"):
                out.append(p)
        return out

    def unlisted(self, phrase: Phrase) -> Location:
        """A toponym that no list has, as the text has it. From here on its words are one wherever they stand."""
        page = self.page
        first, last = phrase.proper or (phrase.first, phrase.last)  # *sebagian besar X* is X, and how much of it
        words = [t.text for t in page.tokens[first:last]]
        size = len(words)
        known = {t.first for t in self.places}
        for i in range(len(page.tokens) - size + 1):
            if i not in known and [t.text for t in page.tokens[i : i + size]] == words:
                evidence = page.evidence(i, i + size)
                location = Location(text=evidence.exact, evidence=evidence, precision="region")
                self.places.append(Toponym(i, i + size, location, page.is_(i - 1, "location_marker"), None))
        self.places.sort(key=lambda t: t.first)
        return next(t.location for t in self.places if t.first == first)

    def subject_first(self, pool: list[Toponym]) -> Toponym:
        """The toponym next to the cue, unless a country merely owns the one beside it."""
        regions = [t for t in pool if t.location.precision != "country"]
        return (regions or pool)[-1]

    def after(self, hit: Hit[ControlCue], sentence: Sentence) -> Location | None:
        end = hit.last
        while end < sentence.last and end - hit.last <= 12 and not self.closes(end):
            end += 1
        pool = [t for t in self.places if hit.first <= t.first < end]
        near = [t for t in pool if not self.in_party(t) and t.first - hit.last <= _BESIDE]
        if self.counts(hit.last, near[0].first if near else end):
            return None
        if near:
            return near[0].location
        unknown = self.unknown(hit.last, end) if sentence.voice != "headline" else []
        if unknown:
            return self.unlisted(unknown[0])
        nouns = self.lands(hit.last, end)
        if nouns and (self.page.pack.header.head == "last" or hit.row.needs == "territory") and nouns[0].first - hit.last <= 4:
            return (
                self.spoken_of(hit, sentence) if self.page.is_(nouns[0].first - 1, "anaphor") else self.common(nouns[0], sentence)
            )
        pointed = any(self.page.is_(h.last, "anaphor", "demonstrative") or self.page.is_(h.first - 1, "anaphor") for h in nouns)
        return self.spoken_of(hit, sentence) if pointed else None

    def counts(self, at: int, end: int) -> bool:
        """True where a number of anything but territories follows (*has claimed ten lives in X*)."""
        page = self.page
        numerals = {i for h in page.hits("numbers", "numeral") for i in range(h.first, h.last)}
        here = [i for i in range(at, min(at + 3, end)) if page.tokens[i].is_number or i in numerals]
        lands = bool(here) and bool(self.lands(here[-1] + 1, here[-1] + 7))
        share = bool(here) and page.is_(here[-1] + 1, "subset", "sum")
        return bool(here) and not lands and not share

    def spoken_of(self, hit: Hit[ControlCue], sentence: Sentence) -> Location | None:
        """The region a definite noun (*kawasan itu*, *the town*) points back to."""
        earlier = [t for t in self.places if t.last <= hit.first and sentence.index - self.page.sentence_of(t.first).index <= 2]
        earlier = [t for t in earlier if t.location.precision != "country" and not self.in_party(t)]
        return earlier[-1].location if earlier else None

    def bracketed(self, toponym: Toponym, hit: Hit[ControlCue]) -> bool:
        """True when the toponym stands in brackets that close before the cue."""
        between = [self.page.tokens[i].text for i in range(toponym.last, hit.first)]
        return ")" in between and "(" not in between

    def closes(self, i: int) -> bool:
        """True of tokens that a cue's territory cannot lie behind: punctuation, other predicates, clause words."""
        page = self.page
        if page.tokens[i].text in (",", ";", '"', ".", "(", ":"):
            return True
        return i in self.clauses.verbs or page.is_(
            i, "complementizer", "subordinator", "relative", "purpose", "condition", "addressee_marker"
        )

    def after_holder(self, hit: Hit[ControlCue], sentence: Sentence) -> Location | None:
        """A definite or missing territory is the one the sentence before spoke of."""
        earlier = [t for t in self.places if t.last <= hit.first and sentence.index - self.page.sentence_of(t.first).index <= 1]
        earlier = [t for t in earlier if t.location.precision != "country" and not self.in_party(t)]
        return (
            earlier[-1].location
            if earlier and self.page.is_(hit.first - 1, "anaphor", "demonstrative", "aspect", "adverb")
            else None
        )

    def in_party(self, toponym: Toponym) -> bool:
        """True when the toponym only tells which army, government or people is meant (*an Israeli soldier*)."""
        phrase = self.cast.covering.get(toponym.first)
        return (
            phrase is not None
            and phrase.actor is not None
            and any(h.row.kind in ("organ", "role", "group") for h in phrase.nouns)
        )

    # --- holder ------------------------------------------------------------------------------------------------------

    def holder_after(self, hit: Hit[ControlCue], sentence: Sentence, territory: Location | None) -> Phrase | None:
        page = self.page
        if any(page.clitics[i] == "possessor" for i in range(hit.first, hit.last)):
            return self.owner(hit, territory)
        for i in range(hit.last, min(hit.last + 4, sentence.last)):
            phrase = self.cast.starting.get(i)
            if phrase is not None and is_party(phrase):
                return phrase
            if not (
                page.is_(i, "linker", "agent_marker", "determiner", "modifier", "quantifier", "source_marker", "preposition")
                or page.tokens[i].text == '"'
            ):
                break
        agents = self.clauses.marked(hit.last, "agent_marker", reach=12)
        if agents:
            return agents[0]
        if page.pack.header.head == "last":
            phrase = self.cast.ending.get(hit.first) or (
                self.cast.ending.get(hit.first - 1) if page.is_(hit.first - 1, "possessive_marker") else None
            )
            if phrase is not None and phrase.actor is not None:
                return phrase
        return None

    def holder_before(self, hit: Hit[ControlCue], sentence: Sentence) -> Phrase | None:
        subject = self.clauses.subject(hit.first)
        subject = [p for p in subject if is_party(p) and p.can_speak()]
        if subject:
            return subject[0]
        held = [
            p
            for p in self.cast.phrases
            if sentence.first <= p.first and p.last <= hit.first and p.actor is not None and p.can_speak()
        ]
        return held[0] if held else self.owner(hit)

    def recognised(self, hit: Hit[ControlCue], sentence: Sentence) -> Phrase | None:
        """Whose ownership is recognised: the party after the cue that is not the territory itself."""
        for phrase in self.cast.phrases:
            if hit.last <= phrase.first < sentence.last and phrase.actor is not None:
                return phrase
        return None

    def owner(self, hit: Hit[ControlCue], territory: Location | None = None) -> Phrase | None:
        start = territory.evidence.start if territory is not None else -1
        return owner_of(self.page, self.cast, hit.first, start)

    # --- law and extent ----------------------------------------------------------------------------------------------

    def law(self, hit: Hit[ControlCue], sentence: Sentence) -> ControlRelation | None:
        near = [
            h
            for h in self.page.hits("control", "law")
            if sentence.first <= h.first < sentence.last and abs(h.first - hit.first) <= _REACH
        ]
        if not near:
            return None
        relation: ControlRelation = min(near, key=lambda h: abs(h.first - hit.first)).row.relation
        return relation

    def extent(self, hit: Hit[ControlCue], sentence: Sentence) -> Extent | None:
        near = [
            h
            for h in self.page.hits("control", "extent")
            if sentence.first <= h.first < sentence.last and abs(h.first - hit.first) <= _REACH
        ]
        if not near:
            return None
        extent: Extent = min(near, key=lambda h: abs(h.first - hit.first)).row.extent
        return extent
