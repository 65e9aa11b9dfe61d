"""Scope: what a figure counts, one incident, an increment, a running total, or a whole campaign.

Needs the word of harm and the figure; gives the scope that the nearest cue of the sentence says. Without a cue a figure no
single incident has reached counts a campaign.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from saksi.languages import Hit
from saksi.languages.schema import CasualtyWord, ScopeCue
from saksi.reading.numbers import Number
from saksi.reading.page import Page, Sentence
from saksi.reading.tellings import Telling
from saksi.reading.times import When
from saksi.types import CasualtyKind, Scope

# A figure this high counts a war or a wave of violence more often than one incident: our judgement, which any cue overrules.
_BEYOND_ONE_INCIDENT: dict[CasualtyKind, int] = {
    "killed": 5_000, "injured": 20_000, "killed_or_injured": 20_000, "missing": 4_000, "detained": 10_000, "displaced": 500_000,
}  # fmt: skip
_REACH = 24  # tokens at which a bare date of beginning (*since Monday*) gives way to any nearer cue


@dataclass(frozen=True, slots=True)
class Scopes:
    """Reads the scope of figures on one page."""

    page: Page
    times: list[When]
    tellings: list[Telling]

    def of(self, number: Number, hit: Hit[CasualtyWord], sentence: Sentence, end: int) -> Scope:
        """What the figure counts, by the nearest scope cue of its clause."""
        page = self.page
        best: tuple[int, Scope] | None = None
        if any(w.kind == "since" and page.sentence_of(w.first) is sentence for w in self.times):
            best = (_REACH, "campaign")
        adjacent = (number.first - 1, max(number.last, end))
        if any(page.is_(i, "more") and not page.is_(i, "other") for i in adjacent):
            return "increment"
        if is_counted(hit) and self.rises_on(number.last, sentence.last):
            return "increment"
        if page.is_(number.first - 1, "copula") and is_counted(hit):
            return "running_total"
        for cue in page.hits("casualties", "scope"):
            if not sentence.first <= cue.first < sentence.last:
                continue
            row = cue.row
            if row.position == "before" and not 0 <= number.first - cue.last <= 3:
                continue
            if row.position == "after" and not 0 <= cue.first - number.last <= 4:
                continue
            if row.position == "subject" and not self.is_subject(cue, number, hit):
                continue
            distance = min(abs(cue.first - number.last), abs(number.first - cue.last))
            if row.position == "sentence" and distance > 25:
                continue
            if best is None or distance < best[0]:
                best = (distance, row.scope)
        figure = number.quantity.number or number.quantity.low or 0
        if best is None and figure >= _BEYOND_ONE_INCIDENT.get(hit.row.kind, math.inf):
            return "campaign"
        return best[1] if best else "incident"

    def rises_on(self, at: int, end: int) -> bool:
        """True where another figure is the outcome of the one that ends here (*bertambah 12 menjadi 45*)."""
        page = self.page
        figures = {h.first for h in page.hits("numbers", "numeral")}
        return any(
            page.is_(i, "result_marker", "copula") and (page.tokens[i + 1].is_number or i + 1 in figures)
            for i in range(at, min(at + 4, end - 1))
        )

    def is_subject(self, cue: Hit[ScopeCue], number: Number, hit: Hit[CasualtyWord]) -> bool:
        """True of a noun that did the harm: before a verb that the figure follows, with no other happening between.

        *Konflik X: 23 tentara tewas* only names the matter.
        """
        page = self.page
        between = range(cue.last, number.first)
        governed = page.is_(cue.first - 1, "preposition", "location_marker", "agent_marker", "subordinator")
        acts = any(page.is_(i, "verb", "aspect", "auxiliary") or hit.first <= i < hit.last for i in between)
        others = {t.first for t in self.tellings} - set(range(hit.first, hit.last))
        apart = any(i in others or page.tokens[i].text in (":", ";") for i in between)
        return acts and not governed and not apart


def is_counted(hit: Hit[CasualtyWord]) -> bool:
    """True of a noun that is itself what is counted (*korban jiwa*, *death toll*)."""
    return hit.row.takes == "count" or (hit.row.takes == "either" and hit.voice in (None, "nominal"))
