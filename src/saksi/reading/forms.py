"""Forms: what a trigger is where it stands, of all that its letters may be.

Needs a hit of a trigger and the clauses around it; gives the row and the voice meant. *Past* is passive or active (*killed*), a
base form a verb or a noun (*attack*), a gerund a verb or the deed itself (*the shelling*), and a participle may only say which
one is meant (*the besieged port*).
"""

from __future__ import annotations

from dataclasses import dataclass

from saksi.languages import Hit, Keys
from saksi.languages.schema import Trigger
from saksi.reading.actors import Cast, is_armed, is_mere_place, is_state
from saksi.reading.clauses import Clauses
from saksi.reading.page import Page
from saksi.reading.roles import Roles

_SPEECH = 3  # tokens before a party within which a word of speech stands that governs it
_FAR = 99  # further than any object stands from its verb


@dataclass(frozen=True, slots=True)
class Forms:
    """Tells the forms of the triggers of one page."""

    page: Page
    cast: Cast
    clauses: Clauses
    roles: Roles

    def chosen(self, hit: Hit[Trigger]) -> Hit[Trigger]:
        """Of the rows that share a form, the first whose objects are there; rows that ask for none come last."""
        forms = sorted(
            hit.forms, key=lambda f: self.page.apart(hit, f.row.objects, f.voice == "passive") if f.row.objects else _FAR
        )
        fitting = [f for f in forms if not f.row.objects or self.page.has_near(hit, f.row.objects)]
        return Hit(hit.first, hit.last, tuple(fitting or forms))

    def voice(self, hit: Hit[Trigger]) -> str | None:
        """The voice here: *past* is passive after an auxiliary or before an agent marker, a reduced relative after a noun."""
        page = self.page
        if hit.voice == "base" and page.pack.header.bare_agent and page.is_(hit.first - 1, "location_marker"):
            return "passive"  # *di tembak*, written apart
        if hit.voice == "gerund" and page.is_(hit.first - 1, "determiner", "possessive_marker", "quantifier", "modifier"):
            return "nominal"  # *the bombing of X*
        whose = self.cast.ending.get(hit.first) if hit.voice == "gerund" else None
        if whose is not None and page.is_(whose.first - 1, "agent_marker", "location_marker", "cause_marker"):
            return "nominal"  # *killed in government shelling*
        opens = hit.voice == "gerund" and page.is_(hit.first - 1, "subordinator", "as_of")
        if opens and page.is_(hit.last, "verb", "auxiliary", "aspect") and not page.is_(hit.last, "determiner"):
            return "nominal"  # *since fighting broke out*
        inside = page.is_(hit.first - 1, "location_marker") and not page.is_(hit.first - 1, "target_marker")
        if hit.voice == "gerund" and hit.last - hit.first == 1 and inside and not self.roles.follows(hit):
            return "nominal"  # *killed in fighting*, not *carried on firing*
        if hit.voice == "base" and self.hit_place(hit):
            return "passive"  # *Haifa hit as conflict continues*
        if hit.voice != "past":
            return "active" if self.fights(hit) else hit.voice
        for i in range(hit.first - 1, max(page.sentence_of(hit.first).first, hit.first - 4) - 1, -1):
            if page.is_(i, "passive_auxiliary"):
                return "passive"
            if not page.is_(i, "adverb", "negator", "aspect", "quantifier", "verb"):
                break
        if page.is_(hit.last, "agent_marker") or self.goes_on_passive(hit):
            return "passive"
        complete = any(hit.first < m.first and m.last <= hit.last for m in page.hits("events", "means"))  # *fired a rocket*
        if complete or self.holds_object(hit):
            return "active"
        if hit.row.roles == "directed" and hit.row.type in ("ASSAULT", "COERCE") and not self.roles.follows(hit):
            subject = self.clauses.subject(hit.first)
            if not subject and hit.first - 1 in self.clauses.counted:
                return "passive"  # *Five killed in raid*
            if self.left_dead(hit) or self.apart_from_subject(hit):
                return "passive"
            able = any(is_armed(p) or (is_state(p) and not is_mere_place(p)) for p in subject)
            if subject and (page.sentence_of(hit.first).voice in ("headline", "teaser") or not able):
                return "passive"
        return "active"

    def fights(self, hit: Hit[Trigger]) -> bool:
        """Whether a word for a fight that is noun and verb alike has its subject right before it (*X dan Y saling tembak*)."""
        either = hit.row.roles == "mutual" and hit.voice in (None, "nominal") and any(f.voice == "active" for f in hit.forms)
        subject = self.cast.ending.get(hit.first) if either else None
        if subject is None or subject.first < self.page.sentence_of(hit.first).first:
            return False
        return self.clauses.governor(subject) == "ungoverned"

    def goes_on_passive(self, hit: Hit[Trigger]) -> bool:
        """Whether a participle without an object goes on with the passive before a conjunction (*was caught and later shot*,
        *three were killed and nine others wounded*)."""
        page, start = self.page, self.page.sentence_of(hit.first).first
        i = hit.first - 1
        while (
            i > start
            and not page.is_(i, "coordinator")
            and (page.is_(i, "adverb", "aspect", "other") or i in self.clauses.counted)
        ):
            i -= 1
        if i <= start or not page.is_(i, "coordinator") or self.roles.follows(hit):
            return False
        main = self.clauses.verb_before(i, start)
        if main is None or main not in self.clauses.verbs:
            return False
        before = self.clauses.verbs[main] - 1
        while before > start and page.is_(before, "adverb", "negator", "aspect"):
            before -= 1
        return page.is_(before, "passive_auxiliary")

    def holds_object(self, hit: Hit[Trigger]) -> bool:
        """Whether a verb of several words ends in the deed that is its object (*launched airstrikes*)."""
        last = self.page.keys.words[hit.last - 1 : hit.last]
        deeds = self.page.pack.lexicon("events", "trigger").find(Keys(last)) if hit.last - hit.first > 1 else ()
        return any(f.voice in (None, "nominal") for h in deeds for f in h.forms)

    def attributive(self, hit: Hit[Trigger], voice: str | None) -> bool:
        """Whether a participle only says which one is meant (*the besieged port*, *ousted president X*)."""
        page = self.page
        if hit.voice != "past" or voice != "active" or hit.last >= page.sentence_of(hit.first).last:
            return False
        before = hit.first - 1
        led = page.is_(before, "determiner", "anaphor", "possessive_marker", "linker", "preposition", "location_marker")
        noun = hit.last in self.cast.starting or hit.last in self.clauses.lead_ins or self.roles.is_bare_noun(hit.last)
        return led and noun and not page.is_(before, "relative", "complementizer", "subordinator")

    def left_dead(self, hit: Hit[Trigger]) -> bool:
        """True of a participle of harm right behind those harmed (*three soldiers killed in clashes*)."""
        page = self.page
        suffering = self.cast.ending.get(hit.first)
        if suffering is None or suffering.pronoun or page.is_(suffering.first - 1, "relative"):
            return False
        harm = any(h.first <= hit.first < h.last and h.voice == "past" for h in page.hits("casualties", "word"))
        open_ = hit.last >= page.sentence_of(hit.first).last or not page.tokens[hit.last].is_word
        return harm and (open_ or page.is_(hit.last, "preposition", "location_marker"))

    def hit_place(self, hit: Hit[Trigger]) -> bool:
        """Whether a form that is past as well opens a headline behind a place, without an object (*Haifa hit as war goes on*)."""
        page = self.page
        sentence = page.sentence_of(hit.first)
        subject = self.cast.ending.get(hit.first)
        both = any(f.voice == "past" for f in hit.forms)
        if sentence.voice != "headline" or not both or subject is None or subject.first != sentence.first:
            return False
        return is_mere_place(subject) and not self.roles.follows(hit)

    def apart_from_subject(self, hit: Hit[Trigger]) -> bool:
        """True of a participle of harm without an object, with no subject beside it (*17 people, mostly soldiers, killed in*)."""
        page, i = self.page, hit.first - 1
        harm = any(h.first <= hit.first < h.last and h.voice == "past" for h in page.hits("casualties", "word"))
        behind = hit.last >= page.sentence_of(hit.first).last or page.is_(hit.last, "preposition", "location_marker")
        return harm and page.tokens[i].text == "," and (behind or hit.last in self.clauses.timed)

    def verbal(self, hit: Hit[Trigger], voice: str | None) -> bool:
        """Whether a form that may be a noun (*bombs*, *back*) is a verb here. Only languages without verbal affixes ask."""
        page = self.page
        if page.pack.header.head == "first" or voice not in ("base", "third"):
            return True
        before = hit.first - 1
        if before >= page.sentence_of(hit.first).first and page.is_(before, "relative"):
            return self.roles.follows(hit)  # *the strike that hit a bridge*
        if page.sentence_of(hit.first).first > before or page.is_(
            before, "determiner", "anaphor", "possessive_marker", "quantifier", "modifier"
        ):
            return False
        if page.is_(before, "future", "purpose") and page.tokens[before - 1].lower in page.pack.words("determiner"):
            return False  # *ahead of a planned rally*
        if page.is_(before, "purpose", "future", "ability", "auxiliary", "negator", "pronoun_plural", "pronoun_we", "condition"):
            return voice == "base"
        light = page.is_(before, "adverb", "aspect")
        subject = self.cast.ending.get(hit.first) or (self.cast.ending.get(before) if light else None)
        weapon = next((m for m in page.hits("events", "means") if m.last == hit.first), None)
        if weapon is not None and subject is None:
            opens = weapon.first == page.sentence_of(hit.first).first or weapon.first in self.cast.ending
            ending = page.pack.header.plural
            plural = bool(ending) and page.tokens[before].lower.endswith(ending)
            return (
                opens
                and plural == (voice == "base")
                and (bool(self.clauses.object(hit.last)) or self.clauses.thing(hit.last) is not None)
            )
        if subject is None:
            deed = before in self.clauses.nominals and before not in self.clauses.verbs
            return deed and bool(self.clauses.object(hit.last))  # *airstrikes hit Rafah*
        opened = page.is_(subject.first - 1, "subordinator")  # *as troops storm a school*
        if voice == "base" and not opened and not is_mere_place(subject) and self.clauses.governor(subject) == "preposition":
            return False  # *in a gang attack*
        object_ = voice == "third" and self.clauses.governor(subject) == "verb" and not light
        if object_ and not any(i in self.clauses.speech for i in range(subject.first - _SPEECH, subject.first)):
            return False  # *repelled Russian attacks on X*
        marks = page.is_(
            hit.last, "target_marker", "determiner", "preposition", "location_marker", "complementizer", "quantifier"
        )
        deed = hit.last in self.clauses.nominals and not (voice == "base" and hit.last in self.clauses.verbs)  # *condemns coup*
        shared = page.is_(hit.last, "coordinator") and hit.last + 1 in self.clauses.verbs  # *beat and arrested the imam*
        ending = page.pack.header.plural
        many = bool(ending) and page.tokens[subject.last - 1].lower.endswith(ending) and is_armed(subject)
        many = many and voice == "base" and self.clauses.thing(hit.last) is not None  # *security forces crush protest camps*
        return marks or deed or shared or many or hit.last in self.clauses.counted or bool(self.clauses.object(hit.last))
