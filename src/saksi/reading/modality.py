"""Realis, certainty and history of a predicate: what is actual, denied, planned, threatened, alleged, long past, or not real.

Needs the page and the clauses; gives one judgement per predicate token. Cues come from ``modality.toml``, closed classes
(negators, future, condition) from ``words.toml``, and the realis of what a speech act speaks of from ``events.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass

from saksi.languages import Hit
from saksi.languages.schema import Modal, Trigger
from saksi.reading.clauses import Clauses
from saksi.reading.page import Page
from saksi.types import Certainty, Realis

_NEAR = 4  # tokens a negator or future marker may stand before its predicate


@dataclass(frozen=True, slots=True)
class Mood:
    """What the cues around a predicate say of it."""

    realis: Realis = "actual"
    certainty: Certainty | None = None
    historical: bool = False
    unreal: bool = False
    agent_alleged: bool = False
    rule: str = ""


class Moods:
    """The moods of one page's predicates."""

    def __init__(self, page: Page, clauses: Clauses) -> None:
        self.page, self.clauses = page, clauses
        self.cues: list[Hit[Modal]] = page.hits("modality", "cue")
        self.speech = [h for h in page.hits("events", "trigger") if h.row.content is not None and h.voice != "agentive"]

    def of(self, first: int, last: int) -> Mood:
        """The mood of the predicate over tokens ``[first, last)``."""
        page = self.page
        sentence = page.sentence_of(first)
        left, right = self.clauses.clause(first)
        realis: Realis = "actual"
        rule = ""
        certainty: Certainty | None = None
        historical = unreal = agent = False
        if self.negated(first):
            realis, rule = "negated", "negator"
        elif self.near(first, "future"):
            realis, rule = "planned", "future"
        elif any(page.is_(i, "condition") for i in range(left, first)):
            realis, rule = "hypothetical", "condition"
        elif page.is_(first - 1, "purpose"):
            realis, rule = "planned", "purpose"
        elif self.near(first, "ability"):
            realis, rule = "hypothetical", "ability"
        for hit in self.cues:
            if hit.first < sentence.first:
                continue
            if hit.first >= sentence.last:
                break
            row = hit.row
            if any(i in range(first, last) for i in range(hit.first, hit.last)):
                continue
            inside = {
                "next": hit.last <= first and first - hit.last <= 2,
                "clause": left <= hit.first < right and (hit.last <= first or row.historical),
                "sentence": True,
            }[row.reach]
            if not inside:
                continue
            if row.over == "agent":
                agent = True
                continue
            if row.over == "status":
                continue
            if row.realis and realis == "actual":
                realis, rule = row.realis, "cue"
            certainty = certainty or row.certainty
            historical = historical or row.historical
            unreal = unreal or row.unreal
        spoken = self.spoken_of(first)
        if spoken is not None and realis != "negated":
            realis, rule = spoken, "speech act"
        return Mood(realis, certainty, historical, unreal, agent, rule)

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
        for hit in reversed(self.speech):
            if hit.last > first or hit.first < sentence.first:
                continue
            row: Trigger = hit.row
            between = range(hit.last, first)
            if any(
                page.tokens[i].text in (";", '"') or page.is_(i, "relative", "response", "cause_marker", "subordinator")
                for i in between
            ):
                return None
            if len(between) > 14:
                return None
            return row.content
        return None
