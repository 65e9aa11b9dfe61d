"""Fields of news: does a sentence report deliberate violence, or sport, disaster, disease, prices?

Needs word hits and parties; gives the balance of each sentence and of the document. Harm and weak triggers count only where the
balance is with conflict: the sentence decides, then its neighbours, then the
document. A table one can argue with, not a classifier.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from saksi.languages import Hit
from saksi.languages.schema import Domain, Trigger
from saksi.reading.actors import Cast, is_armed, names_of_persons
from saksi.reading.page import Page, Sentence
from saksi.types import Field


@dataclass(slots=True)
class Domains:
    """How much the document and each sentence speak of conflict and other fields: harm and weak triggers count only there."""

    conflict: list[float]
    other: list[float]
    armed: list[int]
    reports_conflict: bool = True
    stories: list[bool] = field(default_factory=list)
    """For each sentence whether it tells of violence and harm, and the ones around it report conflict: a page of many stories."""
    hazard: list[float] = field(default_factory=list)
    """How much each sentence speaks of accidents, disasters, disease and animals."""
    play: list[float] = field(default_factory=list)
    """How much each sentence speaks of other fields than those that people protest about: not of money and work."""
    violence: list[float] = field(default_factory=list)
    """The words of conflict of each sentence that name no party."""
    short: bool = False
    bare: bool = False
    """A text in which nothing speaks of another field, and which is short or tells of violence and harm."""
    caused: set[int] = field(default_factory=set)
    """Sentences that tell of harm and of the act of violence it was done in (*90 died in the attack*)."""
    admitted: list[float] = field(default_factory=list)
    """How much each sentence speaks of the fields, other than conflict, whose harm is counted too."""
    part: list[int] = field(default_factory=list)
    """Which of the stories of the page each sentence is in."""
    parts: list[bool] = field(default_factory=list)
    """Whether each of the stories reports conflict."""

    def sentence(self, index: int) -> float:
        """The balance of one sentence: above zero it speaks of conflict.

        Armed parties in a sentence of mishaps alone (*a ferry with soldiers sank*) are no sign of violence.
        """
        borrowed = self.hazard[index] > 0 and not self.violence[index]
        return self.conflict[index] + (0 if borrowed else min(self.armed[index], 2)) - self.other[index]

    def without_money(self, index: int) -> float:
        """The balance of one sentence where the words of money and work do not count."""
        return self.sentence(index) + self.other[index] - self.play[index]

    def reports(self, index: int) -> bool:
        """Whether the story that a sentence is in, or the stretch of it around the sentence, reports conflict."""
        return self.told(index) or self.stories[index]

    def told(self, index: int) -> bool:
        """Whether the story that a sentence is in reports conflict."""
        return self.parts[self.part[index]]


_DENSITY = 0.03  # conflict vocabulary and armed parties per token, below which a document is not about conflict
_TRIGGER_WEIGHT, _WORD_WEIGHT, _ARMED_WEIGHT = (
    0.25,
    0.5,
    1.5,
)  # words of violence are used for sport and prices too; soldiers seldom are
_HARM = frozenset({"killed", "injured", "killed_or_injured", "abducted"})
_HAZARDS = frozenset({"accident", "disaster", "disease", "wildlife"})
_SHORT = 90  # tokens of a text so short that its words need no others beside them
_MIXED = 2.0  # the same for a page of many stories, one of which may be about conflict
_CAUSED = 4  # tokens between a marker of cause and the act it names
_DOES = 6  # tokens from a fight to the harm it does
_CLOSE = 5  # tokens between a noun and its verb
_NEAR = 2  # sentences on either side that belong to a sentence's story
_LEADS = 2.0  # sentences of violence for each word of another field, from which a violent lead speaks for the page
_MARGIN = 2.5  # how much more of conflict than of other fields there must be: sport and prices borrow its words by the dozen


def weigh_domains(page: Page, cast: Cast, scope: tuple[Field, ...] = ("conflict",)) -> Domains:
    """Vocabulary of conflict and armed parties against the vocabulary of other fields, by sentence and in all.

    Teasers do not count. Politics and crime are fields that conflict lives in, so they weigh nothing against it. A word of
    violence in a sentence of another field's words (*goals* and *attack*) is no sign of conflict. ``scope`` names the fields
    whose harm is counted; one beside conflict still weighs against conflict, so that an earthquake is no attack.
    """
    n = len(page.sentences)
    out = Domains([0.0] * n, [0.0] * n, [0] * n, admitted=[0.0] * n, hazard=[0.0] * n, violence=[0.0] * n, play=[0.0] * n)
    tokens = [s.last - s.first if s.voice != "teaser" else 0 for s in page.sentences]
    named = {i for p in cast.phrases for name in p.names for i in range(name.first, name.last)}
    named |= names_of_persons(page, cast)
    venues = {i for h in page.hits("places", "word") if h.row.kind == "facility" for i in range(h.first, h.last)}
    for word in _told(page):
        sentence = page.sentence_of(word.first)
        if word.row.name != "conflict" and (word.first in named or word.first in venues):
            continue  # *Ivory Coast*, a shooting at a concert hall
        if sentence.voice != "teaser" and word.row.name not in ("politics", "crime"):
            box = out.conflict if word.row.name == "conflict" else out.other
            box[sentence.index] += word.row.weight
            if word.row.name not in ("conflict", "economy"):
                out.play[sentence.index] += word.row.weight
            if word.row.name in _HAZARDS:
                out.hazard[sentence.index] += word.row.weight
            if word.row.name == "conflict" and word.first not in cast.covering:
                out.violence[sentence.index] += word.row.weight
            out.admitted[sentence.index] += word.row.weight if word.row.name != "conflict" and word.row.name in scope else 0.0
    for phrase in cast.phrases:
        sentence = page.sentence_of(phrase.first)
        if sentence.voice != "teaser" and is_armed(phrase) and not phrase.pronoun:
            out.armed[sentence.index] += 1
    violent = [0] * n
    for hit in page.hits("events", "trigger"):
        sentence = page.sentence_of(hit.first)
        if hit.row.type == "ASSAULT" and not hit.row.weak and sentence.voice != "teaser" and not out.other[sentence.index]:
            violent[sentence.index] += 1

    harmed = {page.sentence_of(h.first).index for h in page.hits("casualties", "word") if not h.row.weak and h.row.kind in _HARM}
    for hit in page.hits("events", "trigger"):
        index = page.sentence_of(hit.first).index
        if index in harmed and not out.hazard[index] and (_is_cause(page, hit) or _does(page, hit)):
            out.caused.add(index)

    def strength(span: slice) -> float:
        words = sum(max(0.0, here - other) for here, other in zip(out.conflict[span], out.other[span], strict=True))
        return _TRIGGER_WEIGHT * sum(violent[span]) + _WORD_WEIGHT * words + _ARMED_WEIGHT * sum(out.armed[span])

    def strong(first: int, last: int) -> bool:
        """Whether the sentences ``[first, last)`` are dense with conflict, and far more so than with other fields."""
        span, here = slice(first, last), strength(slice(first, last))
        return here >= _DENSITY * sum(tokens[span]) and here > _MARGIN * sum(out.other[span])

    def reported(story: list[int]) -> bool:
        """Whether one of a page's stories reports conflict: by its own words, or as the page does where it has more of them."""
        if not story:
            return False
        own = strong(story[0], story[-1] + 1) or (violent[story[0]] > 0 and story[0] in harmed)
        return own or (out.reports_conflict and sum(map(out.sentence, story)) > 0)

    out.short = sum(tokens) < _SHORT
    told = out.short or (len(harmed) > 0 and sum(v > 0 for v in violent) > 1)
    out.bare = told and not any(out.other)
    opens = [i for i in range(n) if page.sentences[i].voice in ("headline", "lead") and not out.other[i]]
    # A lead that tells of violence and its harm makes the page a report of it, whatever market or rescue team it names.
    lead = any(violent[i] and i in harmed for i in opens) and sum(violent) > _LEADS * sum(out.other)
    plain = out.bare and len(harmed) > 0 and any(out.violence)  # few words, all of one field, and somebody is harmed
    out.reports_conflict = strong(0, n) or lead or plain
    out.part = [sum(first <= s.first for first in page.stories) for s in page.sentences]
    out.parts = [out.reports_conflict]
    if page.stories:
        spans = [[i for i in range(n) if out.part[i] == number] for number in range(len(page.stories) + 1)]
        out.parts = [reported(span) for span in spans]
    if not lead and strength(slice(0, n)) < _MIXED * sum(out.other):
        out.stories = [False] * n  # a page about another field borrows the words of violence
        return out
    out.stories = [violent[i] > 0 and i in harmed and strong(max(0, i - _NEAR), min(n, i + _NEAR + 1)) for i in range(n)]
    return out


def _told(page: Page) -> list[Hit[Domain]]:
    """The words of fields on a page; those that need a subject only behind it."""
    out = []
    for hit in page.hits("traps", "domain"):
        forms = tuple(f for f in hit.forms if not f.row.behind or _behind(page, hit.first, f.row.behind))
        if forms:
            out.append(Hit(hit.first, hit.last, forms))
    return out


def _behind(page: Page, at: int, nouns: tuple[str, ...]) -> bool:
    """Whether the verb at a token stands right behind one of some nouns, which is not what it is done to."""
    start = page.sentence_of(at).first
    for i in range(at - 1, max(start, at - _CLOSE) - 1, -1):
        if page.tokens[i].lower in nouns:
            return True
        token, ends = page.tokens[i], page.is_(i, "coordinator", "passive_auxiliary", "agent_marker", "subordinator")
        if ends or not token.is_word or page.pack.looks_verbal(token.lower):
            return False
    return False


def _is_cause(page: Page, hit: Hit[Trigger]) -> bool:
    """True of a nominal of violence that harm is done in or by; an explosion alone may be an accident."""
    if hit.row.type != "ASSAULT" or not _is_noun(hit) or (hit.row.weak and hit.row.modes):
        return False
    i = hit.first - 1
    while hit.first - i <= _CAUSED and page.is_(i, "determiner", "modifier", "quantifier", "anaphor", "other"):
        i -= 1
    same = i >= page.sentence_of(hit.first).first
    return same and page.is_(i, "location_marker", "cause_marker", "agent_marker")


def _is_noun(hit: Hit[Trigger]) -> bool:
    return any(form.voice in (None, "nominal") for form in hit.forms)


def _does(page: Page, hit: Hit[Trigger]) -> bool:
    """True of a fight that does harm by the verb behind it (*clashes that killed three*, *bentrokan yang melukai dua*)."""
    if hit.row.type != "ASSAULT" or not _is_noun(hit) or hit.row.roles != "mutual":
        return False
    end = min(hit.last + _DOES, page.sentence_of(hit.first).last)
    harms = {h.first for h in page.hits("casualties", "word") if h.row.kind in _HARM and h.voice in ("active", "past", "gerund")}
    for i in range(hit.last, end):
        if i in harms:
            return not page.is_(i - 1, "passive_auxiliary")
        if not page.tokens[i].is_word or page.is_(i, "verb", "coordinator", "passive_auxiliary", "agent_marker"):
            return False
    return False


def violent_context(domains: Domains, sentence: Sentence) -> bool:
    """Whether harm told in a sentence is of a field that is counted: deliberate violence, or another one the scope admits.

    Of another field it is when the sentence or its neighbours speak of it, or when the document does more than of all the rest.
    """
    i = sentence.index
    if of_conflict(domains, sentence) or (domains.told(i) and domains.without_money(i) >= 0 and domains.sentence(i) < 0):
        return True  # in a report of violence a word of money is only where it happened (*treated at an oil company's clinic*)
    near = sum(domains.admitted[max(0, i - _NEAR) : i + _NEAR + 1])
    return near > 0 or 2 * sum(domains.admitted) > sum(domains.other)


def of_conflict(domains: Domains, sentence: Sentence) -> bool:
    """Whether a sentence stands in a report of deliberate violence: its own words decide, then its neighbours, then the document.

    In a document about something else only a sentence with an armed party can.
    """
    i = sentence.index
    if i in domains.caused:
        return True
    here = domains.sentence(i)
    if not domains.reports(i):
        return here > 0 and domains.armed[i] > 0 and domains.conflict[i] > domains.other[i]
    if here != 0:
        return here > 0
    beside = [k for k in range(max(0, i - _NEAR), min(len(domains.armed), i + _NEAR + 1)) if domains.part[k] == domains.part[i]]
    around = sum(domains.sentence(k) for k in beside)
    return around >= 0
