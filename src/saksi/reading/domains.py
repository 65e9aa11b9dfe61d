"""Fields of news: does a sentence report deliberate violence, or sport, disaster, disease, prices?

Needs word hits and parties; gives the balance of each sentence and of the document. Harm and weak triggers count only where the
balance is with conflict: the sentence decides, then its neighbours, then the
document. A table one can argue with, not a classifier.
"""

from __future__ import annotations

from dataclasses import dataclass

from saksi.reading.actors import Cast, is_armed
from saksi.reading.page import Page, Sentence


@dataclass(slots=True)
class Domains:
    """How much the document and each sentence speak of conflict and other fields: harm and weak triggers count only there."""

    conflict: list[float]
    other: list[float]
    armed: list[int]
    reports_conflict: bool = True

    def sentence(self, index: int) -> float:
        """The balance of one sentence: above zero it speaks of conflict."""
        return self.conflict[index] + min(self.armed[index], 2) - self.other[index]


_DENSITY = 0.03  # conflict vocabulary and armed parties per token, below which a document is not about conflict
_TRIGGER_WEIGHT, _WORD_WEIGHT, _ARMED_WEIGHT = (
    0.25,
    0.5,
    1.5,
)  # words of violence are used for sport and prices too; soldiers seldom are
_MARGIN = 2.5  # how much more of conflict than of other fields there must be: sport and prices borrow its words by the dozen


def weigh_domains(page: Page, cast: Cast) -> Domains:
    """Vocabulary of conflict and armed parties against the vocabulary of other fields, by sentence and in all.

    Teasers do not count. Politics and crime are fields that conflict lives in, so they weigh nothing against it. A word of
    violence in a sentence of another field's words (*goals* and *attack*) is no sign of conflict.
    """
    n = len(page.sentences)
    out = Domains([0.0] * n, [0.0] * n, [0] * n)
    tokens = 0
    for sentence in page.sentences:
        tokens += sentence.last - sentence.first if sentence.voice != "teaser" else 0
    for hit in page.hits("traps", "domain"):
        sentence = page.sentence_of(hit.first)
        if sentence.voice != "teaser" and hit.row.name not in ("politics", "crime"):
            box = out.conflict if hit.row.name == "conflict" else out.other
            box[sentence.index] += hit.row.weight
    for phrase in cast.phrases:
        sentence = page.sentence_of(phrase.first)
        if sentence.voice != "teaser" and is_armed(phrase):
            out.armed[sentence.index] += 1
    violent = [h for h in page.hits("events", "trigger") if h.row.type == "ASSAULT" and not h.row.weak]
    told = sum(s.voice != "teaser" and not out.other[s.index] for s in (page.sentence_of(h.first) for h in violent))
    words = sum(max(0.0, here - other) for here, other in zip(out.conflict, out.other, strict=True))
    strength = _TRIGGER_WEIGHT * told + _WORD_WEIGHT * words + _ARMED_WEIGHT * sum(out.armed)
    out.reports_conflict = strength >= _DENSITY * tokens and strength > _MARGIN * sum(out.other)
    return out


def violent_context(domains: Domains, sentence: Sentence) -> bool:
    """Whether a sentence stands in a report of deliberate violence: its own words decide, then its neighbours, then the document.

    In a document about something else only a sentence with an armed party can.
    """
    i = sentence.index
    here = domains.sentence(i)
    if not domains.reports_conflict:
        return here > 0 and domains.armed[i] > 0 and domains.conflict[i] > domains.other[i]
    if here != 0:
        return here > 0
    around = sum(domains.sentence(k) for k in range(max(0, i - 2), min(len(domains.armed), i + 3)))
    return around >= 0
