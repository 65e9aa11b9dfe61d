"""Realis, certainty and history of a predicate: what is actual, denied, planned, threatened, alleged, long past, or not real.

Needs the page and the clauses; gives one judgement per predicate token. Cues come from ``modality.toml``, closed classes
(negators, future, condition) from ``words.toml``, and the realis of what a speech act speaks of from ``events.toml``.

A plan, demand or doubt does not reach what its clause only presupposes: a relative clause, a finite past form, and a nominal that
is inquired into, condemned or followed upon (*called for an inquiry into the bombing that killed 68*). After Karttunen,
*Presuppositions of Compound Sentences* (1973), whose holes let a presupposition through, and Saurí and Pustejovsky, *FactBank*
(2009).
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from saksi.languages import Hit
from saksi.languages.schema import Modal, Trigger
from saksi.reading.actors import names_of_persons
from saksi.reading.clauses import Clauses
from saksi.reading.page import Page
from saksi.types import Certainty, Realis

_NEAR = 4  # tokens a negator or future marker may stand before its predicate
_GOVERNED = 6  # tokens between a word that takes something for granted and what it names
_MODIFIED = 6  # tokens between a nominal and the relative clause that tells what it did


@dataclass(frozen=True, slots=True)
class Mood:
    """What the cues around a predicate say of it."""

    realis: Realis = "actual"
    certainty: Certainty | None = None
    historical: bool = False
    unreal: bool = False
    agent_alleged: bool = False
    rule: str = ""
    border: int | None = None
    """The first token of its clause where the one around it takes it for granted; its times and places stand there."""
    finite: bool = False
    """True of a finite form of the past: no plan or demand speaks of it."""


class Moods:
    """The moods of one page's predicates."""

    def __init__(self, page: Page, clauses: Clauses, dated: Set[int] = frozenset()) -> None:
        """``dated``: the tokens of dates and hours. A month or a name that looks like a cue is none (*7 MAY*, *Novel B.*)."""
        self.page, self.clauses = page, clauses
        named = names_of_persons(page, clauses.cast)
        cues: list[Hit[Modal]] = [
            h
            for h in page.hits("modality", "cue")
            if not (h.first in named or (h.first in dated and not any(f.row.historical for f in h.forms)))
        ]
        local = (Hit(h.first, h.last, tuple(f for f in h.forms if f.row.reach != "page")) for h in cues)
        self.cues = [h for h in local if h.forms]
        staged = [page.sentence_of(h.first) for h in cues if any(f.row.reach == "page" and f.row.unreal for f in h.forms)]
        told = {s.index for s in staged if s.voice != "teaser"}
        self.staged = len(told) > (1 if any(s.voice in ("headline", "lead") for s in staged) else 2)
        triggers = page.hits("events", "trigger")
        self.speech = [h for h in triggers if h.row.content is not None and h.voice != "agentive"]
        forms = (*triggers, *page.hits("casualties", "word"))
        self.finite = {h.first for h in forms if h.voice == "past"}
        self.harmed = {h.first for h in page.hits("casualties", "word") if h.voice == "past"}
        self.told = self.finite | {h.first for h in forms if h.voice in ("active", "passive", "stative")}
        self.nominal = {h.first for h in triggers if any(f.voice in (None, "nominal", "gerund") for f in h.forms)}
        self.verbal = {h.first for h in triggers if any(f.voice in ("base", "third") for f in h.forms)}
        self.gerunds = {h.first for h in forms if h.voice == "gerund"}
        self.saying = {i for h in page.hits("attribution", "cue") for i in range(h.first, h.last)}

    def of(self, first: int, last: int) -> Mood:
        """The mood of the predicate over tokens ``[first, last)``."""
        page = self.page
        sentence = page.sentence_of(first)
        left, right = self.clauses.clause(first)
        own = self.border(first, last)
        floor = left if own is None else max(left, own)
        past = first in self.finite and not self.near(first, "passive_auxiliary")
        realis: Realis = "actual"
        rule = ""
        certainty: Certainty | None = None
        historical = agent = False
        unreal = self.staged
        none = page.is_(last, "negator") and page.is_(last, "determiner")  # *killed no civilians*
        if self.negated(first) or self.nobody(first, own) or self.never_occurred(last) or (none and first in self.finite):
            realis, rule = "negated", "negator"
        elif self.near(first, "future"):
            realis, rule = "planned", "future"
        elif any(page.is_(i, "condition") for i in range(floor, first)):
            realis, rule = "hypothetical", "condition"
        elif (
            page.is_(first - 1, "purpose")
            and first not in self.gerunds
            and (first in self.clauses.verbs or first not in self.clauses.nominals)
        ):
            realis, rule = "planned", "purpose"
        elif self.near(first, "ability"):
            realis, rule = "hypothetical", "ability"
        for hit in self.cues:
            if hit.first < sentence.first:
                continue
            if hit.first >= sentence.last:
                break
            row = hit.row
            if not row.historical and any(i in range(first, last) for i in range(hit.first, hit.last)):
                continue
            if row.reach == "next" and page.is_(hit.last, "whole", "quantifier") and hit.last < first:
                continue  # *hampir seluruhnya*: how many, not whether
            inside = {
                "next": hit.last <= first and first - hit.last <= 2,
                "clause": left <= hit.first < right
                and (hit.last <= first or (row.historical and not self.told_of(last, hit.first))),
            }.get(row.reach, True)
            if not inside:
                continue
            if row.over == "agent":
                agent = True
                continue
            if row.over == "status":
                continue
            if row.realis and realis == "actual":
                granted = hit.first < floor or (past and row.realis != "negated" and hit.last < first)
                if not granted and not self.closed(hit, first):
                    realis, rule = row.realis, "cue"
            certainty = certainty or (row.certainty if hit.first >= floor or row.reach == "sentence" else None)
            historical = historical or row.historical
            unreal = unreal or (row.unreal and not self.mocked(hit))
        spoken = None if own is not None or past else self.spoken_of(first)
        if spoken is not None and realis != "negated":
            realis, rule = spoken, "speech act"
        return Mood(realis, certainty, historical, unreal, agent, rule, own, past)

    def told_of(self, last: int, at: int) -> bool:
        """Whether the verb of a clause that opens behind a predicate stands between it and a cue or time: that is of the verb.

        *Demanded an admission that its soldiers murdered officers during the world war*.
        """
        page, opened = self.page, False
        for i in range(last, at):
            opened = opened or page.is_(i, "complementizer", "relative", "subordinator")
            if opened and i in self.finite and i in self.clauses.verbs:
                return True
        return False

    def is_purpose(self, first: int) -> bool:
        """True of a verb right behind a word of purpose (*to attack*), not of a gerund (*pleaded guilty to killing*)."""
        verbal = first in self.clauses.verbs or first not in self.clauses.nominals
        return self.page.is_(first - 1, "purpose") and first not in self.gerunds and verbal

    def mocked(self, cue: Hit[Modal]) -> bool:
        """Whether a cue is somebody's word for what they do not believe (*a figure it called "fiction"*)."""
        tokens = self.page.tokens
        words = range(max(0, cue.first - 3), cue.first)
        return any(tokens[i].text == '"' for i in words) and any(t.text == '"' for t in tokens[cue.last : cue.last + 2])

    def border(self, first: int, last: int) -> int | None:
        """The first token of what a predicate's clause takes for granted it in; null where it takes nothing for granted."""
        relative = self.embedding(first)
        if relative is not None or first not in self.nominal:
            return relative
        noun = self.page.is_(first - 1, "determiner", "anaphor", "preposition", "modifier", "possessive_marker", "linker")
        if first in self.verbal and (not noun or self.page.is_(first - 1, "purpose")):
            return None
        return first if self.has_done(last) else self.granted(first)

    def embedding(self, first: int) -> int | None:
        """The relative word whose clause a predicate heads: no other verb stands between, unless the two are conjoined."""
        page, clauses = self.page, self.clauses
        start = page.sentence_of(first).first
        if page.is_(first, "relative"):
            return first
        conjoined = False
        for i in range(first - 1, start - 1, -1):
            if page.is_(i, "relative"):
                return i if self.modifies(i) else None
            if i in page.quote_marks or page.tokens[i].text == ";" or page.is_(i, "complementizer", "subordinator", "condition"):
                return None
            if i in self.saying:
                continue  # *the violence which the UN said killed 200*
            if self.is_verb(i):
                if i in clauses.verbs and clauses.verbs[i] == clauses.verbs.get(first):
                    continue
                after = range(i + 1, first)
                if conjoined or not any(page.is_(k, "coordinator") for k in after):
                    return None
                if any(k in self.clauses.cast.covering for k in after if page.is_(k - 1, "coordinator")):
                    return None
                conjoined = True
        return None

    def modifies(self, i: int) -> bool:
        """Whether a word that may open a relative clause does: nothing is said or feared that it would introduce."""
        page = self.page
        if not page.is_(i, "complementizer"):
            return True
        before = i - 1
        if before in self.clauses.speech or before in self.clauses.verbs or page.is_(before, "verb", "copula", "adverb"):
            return False
        return page.sentence_of(i).first <= before and not any(h.first <= i < h.last for h in self.cues)

    def granted(self, first: int) -> int | None:
        """The word before a nominal that takes it for granted (*an inquiry into*, *responsibility for*, *korban*)."""
        page = self.page
        start = max(page.sentence_of(first).first, first - _GOVERNED)
        for i in range(first - 1, start - 1, -1):
            if page.is_(i, "presupposing"):
                return i
            if i in self.clauses.verbs:
                return i if i in self.harmed else None  # *soldiers killed in the ambush*
            if i in page.quote_marks or page.tokens[i].text in (",", ";"):
                return None
        return None

    def has_done(self, last: int) -> bool:
        """Whether a relative clause right after a nominal tells what it did (*the air strike that destroyed the clinic*)."""
        page = self.page
        end = page.sentence_of(last - 1).last
        for i in range(last, min(last + _MODIFIED, end)):
            if page.is_(i, "relative"):
                verb = next((k for k in range(i + 1, min(i + _MODIFIED + 2, end)) if self.is_verb(k)), None)
                unreal = any(page.is_(k, "future", "ability", "negator") for k in range(i, verb or i))
                return verb is not None and verb in self.told and not unreal
            if self.is_verb(i) or i in self.clauses.nominals or i in page.quote_marks or page.tokens[i].text in (",", ";"):
                return False
        return False

    def is_verb(self, i: int) -> bool:
        """A verb other than an auxiliary."""
        page = self.page
        light = page.is_(i, "copula", "auxiliary", "passive_auxiliary", "aspect", "past")
        return i in self.clauses.verbs or (page.is_(i, "verb") and not light)

    def closed(self, cue: Hit[Modal], first: int) -> bool:
        """Whether a cue stands in a clause of its own that ends before the predicate.

        A relative clause between commas (*a man, who asked not to be named, said*), or a clause before a conjunction behind which
        the predicate has a subject of its own.
        """
        page = self.page
        start = page.sentence_of(first).first
        for i in range(cue.last, first):
            if page.tokens[i].text == ",":
                opening = self.clauses.relative_opening(i, start)
                if opening is not None and opening < cue.first:
                    return True
        for i in range(cue.last, first):
            if page.is_(i, "coordinator") and page.tokens[i - 1].text == ",":
                phrase = self.clauses.next_phrase(i + 1, first)
                if phrase is not None and not any(k in self.clauses.verbs for k in range(i + 1, phrase.first)):
                    return self.clauses.subject(first) == [phrase]
        return False

    def negated(self, first: int) -> bool:
        """True when a negator stands before the predicate with nothing but adverbs, aspect and light verbs between."""
        page = self.page
        start = page.sentence_of(first).first
        for i in range(first - 1, max(start, first - _NEAR) - 1, -1):
            if page.is_(i, "not_negator"):
                return False
            if page.is_(i, "negator"):
                return True
            if not page.is_(
                i,
                "adverb",
                "aspect",
                "auxiliary",
                "passive_auxiliary",
                "verb",
                "past",
                "ability",
                "quantifier",
                "future",
                "determiner",
            ):
                return False
        return False

    def nobody(self, first: int, border: int | None) -> bool:
        """Whether the subject is nobody or nothing: *belum ada yang ditangkap*, *not a single shot was fired*."""
        page = self.page
        if border is not None and page.is_(border, "relative") and page.is_(border - 1, "verb", "copula"):
            return self.negated(border - 1)
        start = max(page.sentence_of(first).first, first - _NEAR - 2)
        for i in range(first - 1, start - 1, -1):
            if page.is_(i, "negator"):
                return i + 1 < first and (i + 1 in self.clauses.counted or page.is_(i + 1, "quantifier", "determiner"))
            if self.is_verb(i) or not page.tokens[i].is_word or page.is_(i, "preposition", "relative", "coordinator", "anaphor"):
                return False
        return False

    def never_occurred(self, last: int) -> bool:
        """Whether a nominal is right away said not to have occurred: *penembakan itu tidak pernah terjadi*."""
        page = self.page
        end = min(page.sentence_of(last - 1).last, last + 2 * _NEAR)
        i = last
        while i < end and page.is_(i, "demonstrative", "determiner", "anaphor"):
            i += 1
        found = False
        while i < end and page.is_(i, "negator", "adverb", "aspect", "auxiliary", "past"):
            if page.is_(i, "not_negator"):
                return False
            found = found or page.is_(i, "negator")
            i += 1
        return found and i < end and page.is_(i, "occurrence")

    def near(self, first: int, name: str) -> bool:
        """True when a word of the class stands shortly before the predicate, with only light words between."""
        page = self.page
        start = page.sentence_of(first).first
        for i in range(first - 1, max(start, first - _NEAR) - 1, -1):
            if page.is_(i, name):  # type: ignore[arg-type]
                return True
            if i in self.clauses.verbs or (page.tokens[i].text == '"' and i not in page.quote_marks):
                continue
            if not page.is_(
                i,
                "adverb",
                "aspect",
                "auxiliary",
                "passive_auxiliary",
                "verb",
                "past",
                "ability",
                "future",
                "neighbour",
                "purpose",
            ):
                return False
        return False

    def spoken_of(self, first: int) -> Realis | None:
        """The realis a speech act before the predicate gives to what it speaks of (*mengancam akan menghancurkan*)."""
        page = self.page
        sentence = page.sentence_of(first)
        if page.is_(first - 1, "coordinator") and any(h.first == first for h in self.speech):
            return None  # *asked for help and warned of an attack*: the second is said as well
        for hit in reversed(self.speech):
            if hit.last > first or hit.first < sentence.first:
                continue
            row: Trigger = hit.row
            between = range(hit.last, first)
            if any(
                page.tokens[i].text in (";", '"')
                or page.is_(i, "relative", "response", "cause_marker", "subordinator", "presupposing")
                for i in between
            ):
                return None
            if len(between) > 14:
                return None
            return row.content
        return None
