"""Sides: whose the people are that a toll counts.

Needs tolls, phrases, clauses and attributions; gives each toll the party its people belong to. In this order: who lost them (*the
army lost 12 men*), who owns them (*its soldiers*, *pihaknya*), the side the clause names (*di pihak pemberontak*, *on the rebel
side*), the party that the counted phrase itself names, the owner of the losses that a list details (*Enemy losses: 86 killed*),
and the total a part belongs to. *We* and *our* are whoever speaks. Where the words say nothing, nothing is said here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from saksi.reading.actors import Cast, Phrase, is_armed
from saksi.reading.clauses import Clauses
from saksi.reading.doers import is_state_actor
from saksi.reading.earlier import Said
from saksi.reading.page import Page
from saksi.reading.scopes import is_counted
from saksi.reading.tolls import Toll
from saksi.types import SourceClass, VictimClass

_CLASS_OF: dict[str, VictimClass] = {
    "MIL": "military",
    "COP": "police",
    "REB": "combatant",
    "UAF": "combatant",
    "PRM": "combatant",
}
_TAKEN = frozenset({"captured", "detained", "abducted", "released"})
_SPEAKERS: dict[SourceClass, VictimClass] = {"army": "military", "police": "police"}
_LEADS = 4  # tokens before a count in which a possessor of the counted may stand
_NAME, _DIGITS = 4, "-0123456789"  # tokens and signs of a name no list knows before a noun for forces
_SIDE = 12  # tokens between a count and the words that name its side


@dataclass(frozen=True, slots=True)
class Sides:
    """Says whose the counted are on one page."""

    page: Page
    cast: Cast
    clauses: Clauses
    said: list[Said]

    def settle(self, tolls: list[Toll]) -> None:
        """Give each toll its side, and the members of a force the class of their force."""
        for toll in tolls:
            owner = self.loser(toll) or self.possessor(toll)
            toll.side = owner or self.named(toll, tolls) or self.drawn(toll) or self.whose(toll) or self.itself(toll)
            toll.side = toll.side or self.heading(toll) or self.leading(toll)
            if toll.side is None and toll.part_of is not None:
                toll.side = tolls[toll.part_of].side
            if toll.side is None and toll.after is not None:
                toll.side = toll.after.side
            if toll.side is not None and toll.side.number is not None:
                toll.side = replace(toll.side, number=None)  # whose they are is a party, not how many of it
            if toll.side is not None and (owner is not None or toll.who == ("unspecified",)):
                self.members(toll, toll.side)

    # --- owners ------------------------------------------------------------------------------------------------------

    def loser(self, toll: Toll) -> Phrase | None:
        """The subject of a verb that says they were its own (*Kyiv lost 40 men*, *pihaknya kehilangan dua anggota*)."""
        verb = self.suffering(toll) if toll.hit is None or not toll.hit.row.owned else toll.hit.first
        if verb is None:
            return None
        found = self.clauses.subject(verb)
        if found:
            return self.resolved(found[-1]) if self.suffered(found[-1], toll, verb) else None
        i = verb - 1
        while i >= toll.sentence.first and self.page.is_(i, "adverb", "aspect", "past"):
            i -= 1
        return self.speaker(i, self.whole(i)) if self.page.is_(i, "own_side", "pronoun_we") else None

    def suffering(self, toll: Toll) -> int | None:
        """The verb of suffering before a count or the first of those joined to it (*suffered four dead and eleven wounded*)."""
        page = self.page
        if toll.kind in _TAKEN:
            return None  # *took another one prisoner*: whoever takes loses nobody
        i = self.span(toll)[0] - 1
        if toll.number is None and page.is_(i + 1, "suffering"):
            return i + 1  # *suffered no casualties*
        while i > toll.sentence.first and (page.is_(i, "coordinator", "determiner", "adverb", "tally") or self.counts(i)):
            i -= 1
        return i if page.is_(i, "suffering") else None

    def counts(self, i: int) -> bool:
        """True of a numeral or a word of harm: the rest of a joined count."""
        page = self.page
        return page.tokens[i].is_number or any(h.first <= i < h.last for h in page.hits("casualties", "word"))

    def suffered(self, phrase: Phrase, toll: Toll, verb: int) -> bool:
        """True of a party or what points to one; of people who are counted themselves it is not (*nine suffered wounds*)."""
        owned = toll.hit is not None and toll.hit.first == verb
        return owned or phrase.actor is not None or any(h.row.armed for h in phrase.nouns)

    def possessor(self, toll: Toll) -> Phrase | None:
        """The owner of the counted (*its soldiers*, *prajuritnya*, *our men*, *two of the party's cadres*)."""
        page, phrase = self.page, toll.phrase
        first = toll.number.first if toll.number is not None else toll.first
        last = max(toll.number.last + _LEADS, phrase.last if phrase is not None else 0) if toll.number is not None else toll.last
        if toll.hit is not None and toll.hit.first >= first:
            last = min(last, toll.hit.last + 1 if is_counted(toll.hit) else toll.hit.first)  # *tujuh jasad rekannya*
        start = toll.number.last if toll.number is not None else first
        last = min(last, toll.sentence.last, self.doing(toll) or last)
        parted = (i for i in range(start, last) if not page.tokens[i].is_word or page.is_(i, "coordinator"))
        last = next(parted, last)
        at = next((i for i in range(first, last) if self.ends_in_owner(i) or self.owning(i)), None)
        if toll.hit is not None and toll.number is not None and toll.hit.last <= toll.number.first:
            before = toll.hit.first - 1  # *taking its dead to 19*
            at = before if page.is_(before, "determiner") and self.owning(before) and not page.is_(before, "pronoun_we") else at
        if at is None:
            return None
        own = phrase if phrase is not None and phrase.first <= at < phrase.last else Phrase(at, at + 1)
        actor = self.cast.owners.get(at)
        if page.is_(at, "pronoun_we", "own_side") and not page.is_(at, "pronoun_institution", "pronoun_plural"):
            return self.speaker(at, own)
        if actor is not None:
            return replace(own, actor=actor, number=None)
        if page.clitics[at] == "possessor":
            found = [p for p in self.clauses.subject(at) if is_armed(p) and p.first >= toll.sentence.first]
            if found and found[-1].actor is not None:
                return replace(own, actor=found[-1].actor, number=None)
            return found[-1] if found else self.speaker(at, own)
        return self.speaker(at, own) if page.is_(at, "pronoun_institution") else None

    def doing(self, toll: Toll) -> int | None:
        """The pronoun of who harmed them, which owns nobody (*sebelas orang kami amankan*)."""
        hit = toll.hit
        doer = self.clauses.doer_before(hit.first) if hit is not None and hit.voice == "base" else None
        if doer is None:
            return None
        return doer.first - (doer.first > toll.sentence.first and self.page.is_(doer.first, "own_side"))

    def ends_in_owner(self, i: int) -> bool:
        """True of a word with a possessor ending, also where a table knows it whole (*komandan militernya*)."""
        return self.page.clitics[i] == "possessor" or i in self.cast.owners

    def owning(self, i: int) -> bool:
        """True of a possessive word inside the counted (*our*, *its*, *kami*), not of a subject."""
        return self.page.is_(i, "own_side", "pronoun_we") or (
            self.page.is_(i, "determiner") and self.page.is_(i, "pronoun_institution", "pronoun_plural", "pronoun_person")
        )

    def resolved(self, phrase: Phrase) -> Phrase:
        """A subject that points to itself or to who speaks, with the actor meant."""
        if phrase.actor is None and (phrase.pronoun or self.page.is_(phrase.first, "own_side", "pronoun_we")):
            return self.speaker(phrase.first, phrase) or phrase
        return phrase

    def speaker(self, at: int, own: Phrase) -> Phrase | None:
        """The words at a token as those of whoever says them; the words alone where nobody is known to."""
        start = self.page.tokens[at].start
        here = [s for s in self.said if s.covers(start) and s.sources]
        if not here:
            return replace(own, actor=self.cast.owners.get(at, own.actor), number=None)
        actor = here[-1].sources[0].actor
        bodies = [p for p in here[-1].phrases if any(h.row.kind in ("organ", "group") for h in p.nouns)]
        if actor is None and bodies:
            return bodies[0]
        return replace(own, actor=actor, number=None)

    def whole(self, at: int) -> Phrase:
        """The run of words for one's own around a token (*our own*)."""
        first, last = at, at + 1
        while first > 0 and self.page.is_(first - 1, "own_side", "pronoun_we"):
            first -= 1
        while last < len(self.page.tokens) and self.page.is_(last, "own_side", "pronoun_we"):
            last += 1
        return Phrase(first, last)

    # --- named -------------------------------------------------------------------------------------------------------

    def named(self, toll: Toll, tolls: list[Toll]) -> Phrase | None:
        """The party whose side the clause tells (*di pihak X tiga orang tewas*, *nine died on the rebel side*)."""
        page = self.page
        first, last = self.span(toll)
        others = [self.span(t) for t in tolls if t is not toll and t.sentence is toll.sentence]
        doing = self.doing(toll)
        marks = [
            i for i in range(max(toll.sentence.first, first - _SIDE), min(toll.sentence.last, last + _SIDE))
            if page.is_(i, "side")
            or (page.is_(i, "own_side") and (page.is_(i - 1, "own_side") or page.clitics[i] == "possessor"))
        ]  # fmt: skip
        marks = [i for i in marks if doing is None or not doing <= i <= doing + 1]
        for i in sorted(marks, key=lambda i: (i >= last, abs(i - first))):
            gap = range(i, first) if i < first else range(last, i)
            told = toll.hit
            opening = range(toll.sentence.first, i)
            ahead = i < first and len(opening) <= _LEADS and all(page.tokens[k].is_word for k in opening)
            mine = {
                self.span(t)[0] for t in tolls if ahead and t.sentence is toll.sentence and told is not None and t.hit is told
            }
            crossed = any(a in gap and a not in mine for a, _ in others)  # *di pihak X 32 tentara dan tiga warga tewas*
            opened = i < first and [page.tokens[k].text for k in gap if not page.tokens[k].is_word][:1] == [":"]
            if opened and not self.nouned(toll):
                crossed = any(page.tokens[k].text == ";" for k in gap)
            apart = any(not page.tokens[k].is_word or page.is_(k, "subordinator", "complementizer", "relative") for k in gap)
            apart = apart and not opened and not (ahead and self.adjunct(gap))
            counted = told is not None and is_counted(told) and 0 <= i - told.last <= 1 and told.last <= first
            apart, crossed = apart and not counted, crossed and not counted  # *korban tewas di pihak X ... mencapai 788*
            turned = i >= last and any(
                page.is_(k, "adversative") for k in gap
            )  # *killed 20 rebels but is silent on its own losses*
            if crossed or turned or (apart and not (i < first and page.tokens[first - 1].text == "," and len(gap) <= _LEADS)):
                continue
            hit = toll.hit
            deed = hit is not None and i < hit.first < first and hit.row.takes in ("object", "either") and not hit.row.owned
            if deed and hit is not None and not is_counted(hit) and not page.is_(i, "side"):
                continue  # *pihaknya menewaskan sembilan orang*: they did it
            if page.is_(i, "own_side"):
                return self.speaker(i, self.cast.covering.get(i) or self.whole(i))
            party = self.party_at(i)
            if party is not None and not any(party in s.phrases for s in self.said):
                return party
        return None

    def adjunct(self, gap: range) -> bool:
        """True of tokens that hold one comma, behind what opens a sentence, and no other clause."""
        page = self.page
        marks = [t.text for t in page.tokens[gap.start : gap.stop] if not (t.is_word or t.is_number)]
        return marks == [","] and not any(page.is_(i, "subordinator", "complementizer", "relative") for i in gap)

    def drawn(self, toll: Toll) -> Phrase | None:
        """The party that opens the clause of a count without a noun of its own as those it is of (*dari polisi lima luka*)."""
        page, i, hit = self.page, self.span(toll)[0] - 1, toll.hit
        if self.nouned(toll) or toll.number is None:
            return None
        if hit is not None and hit.row.takes == "subject" and hit.last == toll.number.first:
            found = self.cast.ending.get(hit.first)  # *pihak pemberontak tewas lima orang*
            known = found is not None and found.number is None and (is_armed(found) or found.sector in _CLASS_OF)
            return found if known and not any(found in s.phrases for s in self.said) else None
        while i > toll.sentence.first and (
            page.is_(i, "copula", "tally", "adverb", "aspect", "verb") or page.tokens[i].text == ","
        ):
            i -= 1
        party = self.cast.ending.get(i + 1)
        if party is None or party.number is not None or not (is_armed(party) or party.sector is not None):
            return None
        at = party.first - 1
        while at >= toll.sentence.first and page.is_(at, "side"):
            at -= 1
        opens = at == toll.sentence.first or not page.tokens[at - 1].is_word or page.is_(at - 1, "coordinator", "subordinator")
        return party if at >= toll.sentence.first and opens and page.is_(at, "source_marker") else None

    def party_at(self, i: int) -> Phrase | None:
        """The party that a word of sides belongs to: behind it where heads come first, before it where they come last."""
        page = self.page
        if page.pack.header.head == "first":
            while i < len(page.tokens) and page.is_(i, "side"):
                i += 1
            found = self.cast.starting.get(i) or self.cast.covering.get(i)
        else:
            found = self.cast.ending.get(i) or self.cast.covering.get(i)
            if found is not None and found.first + 1 < i and found.number is not None:
                found = self.before_side(found, i)  # *nine dead on the government side*
        return found if found is not None and (found.actor is not None or found.sector is not None) else None

    def before_side(self, phrase: Phrase, i: int) -> Phrase | None:
        """The noun or name inside a phrase that stands right before a word of sides."""
        noun = next((h for h in phrase.nouns if h.last == i), None)
        if noun is not None:
            return Phrase(noun.first, i, nouns=(noun,))
        name = next((n for n in phrase.names if n.last == i), None)
        return Phrase(name.first, i, names=(name,), actor=phrase.actor) if name is not None else None

    def whose(self, toll: Toll) -> Phrase | None:
        """The force or group behind *of* that the counted are of (*11 jawans of the C-60 commandos*, *two men of the corps*)."""
        page, phrase = self.page, toll.phrase
        if phrase is None or phrase.pronoun or phrase.last >= toll.sentence.last:
            return None
        i = phrase.last + 1
        scare = page.tokens[i - 1].text == '"' and i - 1 not in page.quote_marks  # *delapan anggota "gerombolan"*
        if not scare and (page.pack.header.head == "first" or not page.is_(i - 1, "linker")):
            return None
        while page.is_(i, "determiner") and i not in self.cast.starting:
            i += 1
        first = i
        while i < min(len(page.tokens), first + _NAME) and i not in self.cast.starting:
            if not (page.tokens[i].is_capital or page.tokens[i].text[0] in _DIGITS):
                break
            i += 1  # *the C-60 commandos*
        of = self.cast.starting.get(i)
        if of is not None and first < i:
            of = replace(of, first=first)
        if of is None or of.number is not None or of.last > toll.sentence.last or of.pronoun:
            return None
        force = any(h.row.armed or h.row.kind == "organ" for h in of.nouns)
        return of if force or (of.actor is not None and is_armed(of)) else None

    def itself(self, toll: Toll) -> Phrase | None:
        """The side that the phrase names, but for a phrase that only says where they were (*nine people in Darfur*)."""
        side, page = toll.side, self.page
        if side is None or side.nouns == () or any(h.row.armed for h in side.nouns):
            return side
        names = [n for n in side.names if not page.is_(n.first - 1, "location_marker")]
        return None if side.names and not names and side.proper is None else side

    def heading(self, toll: Toll) -> Phrase | None:
        """The owner of the losses that a list details (*Enemy losses: 86 killed*, *our losses are four killed*)."""
        page = self.page
        first, _ = self.span(toll)
        if self.nouned(toll):
            return None
        for hit in page.hits("casualties", "word"):
            listed = toll.sentence.first <= hit.first and hit.last <= first and hit is not toll.hit
            if not listed or not is_counted(hit) or hit.row.kind != "killed_or_injured":
                continue
            gap = range(hit.last, first)
            opens = next((i for i in gap if page.tokens[i].text == ":" or page.is_(i, "copula")), None)
            told = opens is not None and any(
                i in self.clauses.verbs or page.is_(i, "complementizer") for i in range(hit.last, opens)
            )
            opened = opens is not None and not told
            owner = self.owner(hit.first, hit.last)
            if opened and owner is not None:
                return owner
        return None

    def owner(self, first: int, last: int) -> Phrase | None:
        """The party whose losses a noun counts: behind it where heads come first, before it where they come last."""
        page = self.page
        if page.pack.header.head == "first":
            found = self.cast.starting.get(last)
        else:
            i = first - 1
            while i >= page.sentence_of(first).first and page.is_(i, "adverb", "modifier") and i + 1 not in self.cast.ending:
                i -= 1
            if page.is_(i, "pronoun_we", "own_side"):
                return self.speaker(i, self.whole(i))
            found = self.cast.ending.get(i + 1)
        known = found is not None and (found.actor is not None or any(not h.row.classifier for h in found.nouns))
        return found if known else None

    def nouned(self, toll: Toll) -> bool:
        """True of a count with a noun of its own that says more than *people*, and is not its word of harm (*40 dead*)."""
        if toll.phrase is None:
            return False
        harm = range(toll.hit.first, toll.hit.last) if toll.hit is not None else range(0)
        return toll.phrase.named or any(not h.row.classifier and h.first not in harm for h in toll.phrase.nouns)

    def leading(self, toll: Toll) -> Phrase | None:
        """The party that stands right before a bare count or before a colon that opens a list of them.

        *Army 12 dead, rebels 43 dead*; *Tentara Inggris: 16 tewas, 97 luka*. Not one that speaks (*Polisi: 12 tewas*).
        """
        page, sentence = self.page, toll.sentence
        if self.nouned(toll) or toll.number is None or toll.part_of is not None or sentence.voice == "headline":
            return None
        i = self.span(toll)[0] - 1
        if self.counts(i):
            return None  # *menahan dua orang*
        colon = False
        while i >= sentence.first:
            if page.tokens[i].text == ":":
                i -= 1
                colon = True
            party = self.cast.ending.get(i + 1)
            if party is not None and not party.pronoun and party.number is None:
                start = party.first
                opens = start == sentence.first or not page.tokens[start - 1].is_word or page.is_(start - 1, "coordinator")
                known = any(h.row.armed for h in party.nouns) or (colon and party.actor is not None)
                speaks = any(party in s.phrases for s in self.said)
                return party if opens and known and not speaks and (party.proper is None or not party.person) else None
            if page.tokens[i].text not in (",", "(", ")") and not page.is_(i, "coordinator") and not self.counts(i):
                return None
            i -= 1
        return None

    # --- members -----------------------------------------------------------------------------------------------------

    def members(self, toll: Toll, owner: Phrase) -> None:
        """*lost 12 men*, *pasukan kami*: the people of a force are of its class, whatever they are called."""
        sector = owner.actor.sector if owner.actor is not None else None
        kind = _CLASS_OF.get(sector or "") or next((h.row.who for h in owner.nouns if h.row.armed), None)
        vague = toll.who == ("unspecified",) or (sector == "REB" and toll.who == ("military",))
        if kind is None and any(self.page.is_(i, "pronoun_we") for i in range(owner.first, owner.last)):
            kind = self.speaking(toll)  # *rekan kami*
        if kind is not None and vague:
            toll.who = (kind,)
        beside = toll.phrase is not None and bool(toll.phrase.nouns) and abs(owner.first - toll.phrase.first) < _LEADS
        if toll.who == ("combatant",) and beside and is_state_actor(owner.actor):
            toll.who = ("military",)  # *dua komandannya*

    def speaking(self, toll: Toll) -> VictimClass | None:
        """The class of the people of a force that speaks itself."""
        start = self.page.tokens[self.span(toll)[0]].start
        here = [s for s in self.said if s.covers(start) and s.sources]
        return _SPEAKERS.get(here[-1].sources[0].kind or "media") if here else None

    def span(self, toll: Toll) -> tuple[int, int]:
        """The tokens of the count itself."""
        if toll.number is not None:
            return toll.number.first, max(toll.number.last, toll.phrase.last if toll.phrase is not None else 0)
        return toll.first, toll.last
