"""Holders: who can hold, own or contest a territory, and who of a sentence does.

Needs phrases, clauses, attributions and grounds; gives the phrases of holders for :mod:`saksi.reading.control`. A force, an armed
group, a state or its organ can hold a ground; only a state, or what goes by a name and is no force, can own one.
"""

from __future__ import annotations

from dataclasses import replace

from saksi.gazetteer import load as load_gazetteer
from saksi.languages import Hit
from saksi.languages.schema import ControlCue, WordClass
from saksi.reading.actors import Cast, Phrase, is_armed, is_mere_place, is_party, is_state
from saksi.reading.clauses import Clauses
from saksi.reading.coreference import owner_of
from saksi.reading.earlier import Said
from saksi.reading.ground_lists import GroundLists
from saksi.reading.ground_names import Ground
from saksi.reading.page import Page
from saksi.reading.places import Toponym
from saksi.reading.shares import Share
from saksi.types import Actor, ControlChange, ControlRelation

HOLDING = frozenset({"GOV", "MIL", "REB", "PRE", "UAF", "PRM", "IMG", "COP", "OPP"})
_GANGS = frozenset({"CRM"})
_GROUPS = frozenset({"REB", "UAF", "IMG", "PRM"})
_FORCES = frozenset({"MIL", "REB", "UAF", "PRM", "IMG"})
_OWNERS = frozenset({None, "GOV", "PRE"})
_POWERS = frozenset({"belligerent", "army", "government", "police"})
_STEM = 6  # letters that a force and what is named after it share (*Houthi*, *Houthis*)
LEAD = 4  # tokens between a cue and the holder it names
_LIGHT: tuple[WordClass, ...] = (
    "linker", "agent_marker", "determiner", "modifier", "quantifier", "source_marker", "preposition", "possessive_marker",
    "demonstrative", "subset",
)  # fmt: skip

_CLOSED: tuple[WordClass, ...] = (
    "preposition", "coordinator", "relative", "subordinator", "complementizer", "adverb", "location_marker", "copula",
    "auxiliary", "verb", "aspect", "past", "sequel", "modifier", "determiner",
)  # fmt: skip


def is_power(phrase: Phrase) -> bool:
    """True of a government, an army, police or a belligerent by its noun, whoever's it is (*the junta*)."""
    return any(h.row.sector in HOLDING or h.row.source in _POWERS for h in phrase.nouns)


class Holders:
    """Finds holders on one page."""

    def __init__(
        self, page: Page, cast: Cast, clauses: Clauses, places: list[Toponym], said: list[Said], shares: list[Share]
    ) -> None:  # fmt: skip
        self.page, self.cast, self.clauses, self.said = page, cast, clauses, said
        self.grounds = GroundLists(page, cast, clauses, places, shares)
        self.head_first = page.pack.header.head == "first"

    def can_hold(
        self, holder: Phrase, ground: Ground, relation: ControlRelation, change: ControlChange | None, row: ControlCue
    ) -> bool:
        """Whether this party can hold, own or contest this ground in the way the cue says."""
        if holder.first <= ground.first < holder.last or (holder.pronoun and self.page.is_(holder.first, "pronoun_person")):
            return False
        place, actor = ground.location.place, holder.actor
        if holder.pronoun and actor is not None and place is not None and relation != "recognises" and actor.name == place.name:
            return False  # *the parts of Somalia it controlled*
        strong = is_armed(holder) or is_state(holder) or is_power(holder)
        strong = strong or (holder.actor is not None and holder.actor.sector in HOLDING)
        group = (self.is_group(holder) and not holder.person) or self.is_body(holder)
        strong = strong or (group and relation == "de_facto" and (place is not None or ground.works or not ground.bare))
        if row.needs == "force":
            return is_armed(holder) or (holder.actor is not None and holder.actor.sector in _FORCES)
        person = holder.person and not self.is_body(holder)
        people = self.is_people(holder)
        agent = row.shape == "territory-holder"  # *run by Armenians*
        if row.needs == "territory" and (person or (people and not agent)) and not any(h.row.armed for h in holder.nouns):
            return False
        strong = strong or (people and agent and not ground.works)
        if relation == "de_jure":
            return self.owns(holder) and not person
        if row.needs == "territory" or change == "contested":
            return strong
        named = holder.proper is not None and not ground.works  # *he holds the post*
        return strong or ground.location.place is not None or not ground.bare or named

    def is_strong(self, phrase: Phrase) -> bool:
        """True of who holds by force or by office: a force, an armed group, a state, and no single person."""
        told = phrase.actor is not None and phrase.actor.sector in HOLDING
        armed = any(h.row.armed for h in phrase.nouns)
        return (is_armed(phrase) or is_state(phrase) or is_power(phrase) or told) and (armed or not phrase.person)

    def in_whose_name(self, phrase: Phrase) -> Phrase:
        """Officials of a state or force as that state or force, whose deeds they speak of (*officials claim to have taken X*)."""
        official = any(h.row.kind == "role" for h in phrase.nouns) and phrase.proper is None and not phrase.pronoun
        told = official and is_state(phrase) and not any(h.row.armed for h in phrase.nouns)
        return Phrase(phrase.first, phrase.last, actor=phrase.actor) if told else phrase

    def trimmed(self, phrase: Phrase) -> Phrase:
        """A phrase without the adjectives of another noun beside it (*the government's last*, *terakhir pemerintah*)."""
        page, first, last = self.page, phrase.first, phrase.last
        last = next((i for i in range(first + 1, last) if page.is_(i, "possessive_marker")), last)
        noun = min((h.first for h in phrase.nouns), default=last)
        while first + 1 < last and page.is_(first, "modifier", "determiner", "quantifier") and first < noun:
            first += 1
        return replace(phrase, first=first, last=last)

    def is_group(self, phrase: Phrase) -> bool:
        """True of a group by a noun that says nothing of its kind (*the group*)."""
        return any(h.row.kind == "group" and h.row.sector in (None, "UNK") for h in phrase.nouns)

    def is_body(self, phrase: Phrase) -> bool:
        """True of a government, an army or a group that is told by whose it is (*pemerintah Presiden X*, *X's government*)."""
        nouns = sorted(phrase.nouns, key=lambda h: h.first)
        link = next((i for i in range(phrase.first, phrase.last) if self.page.is_(i, "linker")), None)
        if not self.head_first:  # *the government of President X*, *President X's government*
            nouns = [h for h in nouns if link is None or h.first < link][::-1]
        heads = nouns[:1]
        return bool(heads) and heads[0].row.kind in ("organ", "group") and any(h.row.kind == "role" for h in phrase.nouns)

    def is_people(self, phrase: Phrase) -> bool:
        """True of a demonym by itself (*Chinese abandon the countryside*), or beside a word for a people (*etnis Armenia*)."""
        names = [n for n in phrase.names if n.country is not None]
        if names and phrase.nouns and all(h.row.source == "community" for h in phrase.nouns):
            return True
        return (
            bool(names)
            and not phrase.nouns
            and any(self.page.words(n.first, n.last) in n.country.demonyms for n in names if n.country)
        )

    def holds(self, phrase: Phrase) -> bool:
        """True of forces, armed groups, states and their organs, and of a name no list has; never of an office by itself."""
        bare = phrase.actor is None and phrase.last - phrase.first == 1 and self.page.is_(phrase.first, "own_country")
        if bare or self.page.is_(phrase.first, "negator"):
            return False
        if is_mere_place(phrase):
            return self.is_seat(phrase)
        roles = [h.row for h in phrase.nouns]
        body = self.is_body(phrase)
        unnamed = any(r.kind in ("group", "organ") and r.sector in (None, "UNK") for r in roles) and not phrase.person
        if unnamed or any(r.sector in _GANGS for r in roles):
            return True
        group = phrase.person and phrase.proper is None and any(r.kind == "group" for r in roles)
        if group and not any(r.kind == "role" and r.sector not in (None, "UNK", "CVL") for r in roles):
            return True  # *anggota kelompok itu*
        if phrase.person and roles and not body and not any(r.armed for r in roles):
            return False
        if is_armed(phrase) or is_state(phrase):
            return True
        sector = phrase.actor.sector if phrase.actor is not None else phrase.sector
        if sector in HOLDING or is_power(phrase) or self.is_people(phrase):
            return True
        if body and phrase.proper is not None:
            return True  # *the followers of X*
        return phrase.proper is not None and not phrase.nouns and (phrase.actor is None or sector is None)

    def is_seat(self, phrase: Phrase) -> bool:
        """True of a capital, which stands for its government where it does something (*Moscow annexed X*)."""
        name = self.page.words(phrase.first, phrase.last).lower()
        return is_state(phrase) and name in load_gazetteer().capitals()

    def is_force(self, phrase: Phrase) -> bool:
        """True of forces, with their owner by a possessive too (*its troops*, *pasukannya*)."""
        nouns = self.page.hits("actors", "noun")
        return is_armed(phrase) or any(h.row.armed for h in nouns if phrase.first <= h.first < phrase.last)

    def owns(self, holder: Phrase) -> bool:
        """True of who can own a territory by law: a state, or what has a name and is neither a person nor a force."""
        if holder.nouns and not holder.names:
            return False  # *misi perdamaian*
        if is_state(holder):
            return True
        plain = not any(h.row.armed or h.row.kind in ("role", "group") for h in holder.nouns)
        return holder.actor is not None and holder.actor.sector in _OWNERS and plain and not is_armed(holder)

    def of_text(self, phrase: Phrase) -> Phrase:
        """A force without a name (*the army*) is the one of its kind that the text names, where it names but one."""
        sector = phrase.sector
        named = {
            p.actor.id: p.actor for p in self.cast.phrases
            if p.actor is not None and p.actor.country and p.actor.sector == sector and p.named and any(
                h.row.kind == "organ" for h in p.nouns
            )
        }  # fmt: skip
        return replace(phrase, actor=next(iter(named.values()))) if len(named) == 1 else phrase

    def meant(self, phrase: Phrase, at: int) -> Phrase:
        """A pronoun without an actor of its own, in somebody's words, is who says them (*the army said it had taken X*)."""
        if not phrase.named and any(h.row.kind == "organ" and h.row.armed for h in phrase.nouns):
            return self.of_text(phrase)
        if not phrase.pronoun or phrase.actor is not None or self.page.is_(phrase.first, "pronoun_person"):
            return phrase
        start = self.page.tokens[at].start
        we = self.page.is_(phrase.first, "pronoun_we")
        for said in reversed(self.said):
            if not said.covers(start) or (said.first >= at and not we):
                continue
            if any(self.holds(p) for p in said.phrases):
                return said.phrases[0]
            spoken = next((p.actor for p in said.phrases if p.actor is not None and p.actor.sector in HOLDING), None)
            if we and spoken is not None:
                return replace(phrase, actor=spoken)  # *"We hold the bridge," a spokesman of X said*
        return phrase

    def holder_after(self, hit: Hit[ControlCue], held: Ground | None = None) -> list[Phrase]:
        """Who it is held by: right behind the cue, behind an agent marker, or by a possessor ending of the cue."""
        page = self.page
        if any(page.clitics[i] == "possessor" for i in range(hit.first, hit.last)):
            before = held or self.grounds.before(hit.first)
            owner = owner_of(page, self.cast, hit.first, before.location.evidence.start if before is not None else -1)
            inside = (
                before is not None
                and owner is not None
                and page.words(owner.first, owner.last) in page.words(before.first, before.last)
            )  # *tanah Arab yang didudukinya*
            return [owner] if owner is not None and not inside and self.holds(owner) else []
        end = page.sentence_of(hit.first).last
        if hit.voice == "past" and hit.row.shape != "transfer":
            return self.agents(hit)
        if hit.row.needs == "receiver":
            return [p for p in self.clauses.marked(hit.last, "addressee_marker") if self.holds(p)]
        taken = hit.row.change == "gains" and page.is_(hit.last, "source_marker") and not page.is_(hit.last, "agent_marker")
        if taken and not page.is_(hit.last - 1, "agent_marker"):
            return self.agents(hit)  # *direbut dari tangan X oleh Y*
        for i in range(hit.last, min(hit.last + LEAD, end)):
            phrase = self.cast.starting.get(i)
            around = self.cast.covering.get(i)
            if phrase is None and around is not None and around.first < hit.first and around.actor is not None:
                phrase = Phrase(i, around.last, actor=around.actor)  # *Tepi Barat yang diduduki X*, where that is a name
            if phrase is not None and page.is_(phrase.first, "quantifier") and page.is_(phrase.last, "subset", "linker"):
                continue  # *some of these militants*
            if phrase is not None and is_party(phrase):
                if self.told_of(phrase, hit):
                    return []
                behind = [self.meant(p, hit.first) for p in self.clauses.conjuncts_after(phrase)]
                return [p for p in behind if self.holds(p) or self.is_land_of(p, hit)]
            plain = not self.head_first and page.tokens[i].is_word and not page.classes(i) and not page.tokens[i].is_capital
            compound = page.tokens[i].is_word and not page.tokens[i].text.isalpha()  # *anti-government fighters*
            plain = plain or (self.head_first and i in self.grounds.nouns)  # *di bawah kendali markas X*
            if not (page.is_(i, *_LIGHT, "coordinator", "adverb") or page.tokens[i].text == '"' or plain or compound):
                break
        return self.agents(hit)

    def agents(self, hit: Hit[ControlCue]) -> list[Phrase]:
        """Who a passive is done by, past whom it was taken from (*recaptured from X by Y*)."""
        page, at = self.page, hit.last
        lost = self.cast.starting.get(at + 1) or self.cast.starting.get(at + 2) if page.is_(at, "source_marker") else None
        at = lost.last if lost is not None and not page.is_(at, "agent_marker") and page.is_(lost.last, "agent_marker") else at
        return [p for p in self.clauses.marked(at, "agent_marker", reach=12) if self.holds(p)]

    def told_of(self, phrase: Phrase, hit: Hit[ControlCue]) -> bool:
        """True where what follows is no holder: something is said to be so (*claimed by X to be*), or it qualifies a noun."""
        page, i = self.page, phrase.last
        if page.is_(hit.last - 1, "agent_marker") and page.is_(i, "purpose"):
            return True
        plain = i < len(page.tokens) and page.tokens[i].is_word and not page.tokens[i].is_capital and not page.is_(i, *_CLOSED)
        return hit.row.relation == "de_jure" and not self.head_first and plain and i not in self.grounds.nouns

    def is_land_of(self, phrase: Phrase, hit: Hit[ControlCue]) -> bool:
        """True of a country or region that a place is said to be a part of."""
        return hit.row.relation == "de_jure" and phrase.actor is not None and not phrase.nouns

    def receiver(self, ground: Ground) -> Phrase | None:
        """To whom a ground is given: the party behind an addressee marker."""
        found = [p for p in self.clauses.marked(ground.last, "addressee_marker", reach=LEAD) if self.holds(p)]
        return found[0] if found else None

    def named_after(self, word: str) -> Actor | None:
        """The actor of this document that a word is made from (*Houthi-held*, *Israeli-occupied*)."""
        page, stem = self.page, word[:_STEM]
        for phrase in self.cast.phrases:
            like = any(page.tokens[i].lower.startswith(stem) for i in range(phrase.first, phrase.last))
            if like and phrase.actor is not None and self.holds(phrase) and not phrase.person:
                return phrase.actor
        return None

    def only_one(self, word: str) -> Actor | None:
        """The armed group that a word for its kind means (*rebel-held*), where the text names but one of that kind."""
        rows = [form.row for form in self.page.pack.lexicon("actors", "noun").exact(word)]
        sectors = {row.sector for row in rows if row.sector in _GROUPS}
        known = [p for p in self.cast.phrases if p.named and not p.person]
        named = {p.actor.id: p.actor for p in known if p.actor is not None and p.actor.sector in sectors}
        named = {k: a for k, a in named.items() if not a.described}
        return next(iter(named.values())) if len(named) == 1 else None

    def is_kind(self, i: int, word: str) -> bool:
        """True of a word for a party that can hold (*rebel*), or of a name (*Israeli*), at or in a token."""
        pack = self.page.pack
        rows = pack.lexicon("actors", "noun").exact(word)
        if rows:
            return any(form.row.armed or form.row.sector in HOLDING for form in rows)
        return self.page.tokens[i].is_capital and not pack.ordinary(word)

    def is_light(self, i: int) -> bool:
        """True of what may stand between a possessor and its noun: adjectives, lengths of time."""
        page = self.page
        token = page.tokens[i]
        plain = not token.is_capital and not page.classes(i) and i not in self.clauses.verbs
        plain = plain and (token.is_word or token.is_number or i in self.grounds.hyphens)  # *its 22-year occupation*
        return plain or page.is_(i, "modifier", "adverb")

    def possessor(self, hit: Hit[ControlCue]) -> list[Phrase]:
        """Whose a noun of holding is where its owner stands before it (*Israel's full control*, *their hold*)."""
        page, i = self.page, hit.first
        if self.head_first:
            return []
        ends = self.cast.ending.keys() | {k + 1 for k in self.cast.owners}
        while i > max(0, hit.first - LEAD) and i not in ends and self.is_light(i - 1):
            i -= 1
        owner = self.cast.owners.get(i - 1)
        if owner is not None and page.is_(i - 1, "pronoun_institution", "pronoun_plural"):
            phrase = Phrase(i - 1, i, pronoun=True, actor=owner)
            return [phrase] if self.holds(phrase) else []
        phrase_before = self.cast.ending.get(i - page.is_(i - 1, "possessive_marker"))
        return [self.trimmed(phrase_before)] if phrase_before is not None and self.holds(phrase_before) else []
