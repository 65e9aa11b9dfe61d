"""Which of a document's events its headline and lead report.

Needs the events and the sentences they are told in; gives one of them. Where the headline opens with a statement (*X condemns the
raid that ...*) that somebody makes, the statement is the news, and what it is about is its content. Else what headline and lead
both tell comes first, and in the headline what it tells first; then what stands early, does harm, has a toll and says who did it
to whom. What is denied, planned or of long ago, what is only taken for granted (*jailed for a killing*), deaths without the act
that caused them, a war that is only named, and what neither headline nor lead tells, come last.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass

from saksi.reading.page import Page, Sentence
from saksi.types import CONFLICT, EventClaim, Evidence, Participant

_TALK = frozenset({"REQUEST", "ACCUSE", "CONSULT", "SUPPORT", "REJECT"})
_SAID = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"})
_EARLY = 6  # sentences in which the main event is told in full
_LATE = 12  # sentences after which later ones weigh the same


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of some events beside their claims, by id: a toll; harm without an act; a war that is only named; what the
    headline takes for granted."""

    toll: Set[str | None]
    harm: Set[str]
    background: Set[str]
    granted: Set[str] = frozenset()


def main_event(page: Page, events: Iterable[EventClaim], standing: Standing) -> str | None:
    """The id of the main event; null when there is none."""
    events = list(events)
    open_ = [e for e in events if e.voice != "teaser" and not (e.historical and len(events) > 1)]
    open_ = open_ or [e for e in events if e.voice != "teaser"]
    statement = _statement(page, open_)
    if statement is not None:
        return statement.id
    if not open_:
        return None
    best = max(open_, key=lambda e: _weight(page, e, standing, _is_first(open_, e)))
    return _told_fully(page, best, open_, standing).id


def _told_fully(page: Page, best: EventClaim, events: list[EventClaim], standing: Standing) -> EventClaim:
    """The event itself, or where it says not who did it, the next of its kind that does, of the same victims (*ten rebels killed
    in a clash ... rebels clashed with soldiers*)."""
    if best.actors[0].status != "unstated" or best.plover.type not in CONFLICT or best.realis != "actual":
        return best
    suffered = {a for a in map(_who, best.recipients) if a}
    for event in sorted(events, key=lambda e: e.evidence.start):
        sentence = _sentence(page, event.evidence)
        near = sentence is not None and sentence.index <= _EARLY and event.evidence.start >= best.evidence.start
        same = event.plover.type == best.plover.type and event.realis == "actual" and event.actors[0].status != "unstated"
        if not near or not same or event.historical or event.id in standing.background:
            continue
        others = {a for a in map(_who, (*event.recipients, *(event.actors if event.mutual else ()))) if a}
        if (suffered & others) if best.recipients else (event.mutual or others):
            return event
    return best


def _who(party: Participant) -> str | None:
    return party.actor.id if party.actor is not None else None


def _weight(page: Page, event: EventClaim, standing: Standing, first: bool) -> float:
    told = [s for s in (_sentence(page, m.trigger) for m in event.mentions) if s is not None]
    voices = {s.voice for s in told}
    toll = event.id in standing.toll
    score = 6.0 * ("headline" in voices) + 3.0 * ("lead" in voices) - 0.5 * min(_LATE, min((s.index for s in told), default=0))
    score += first * (3.0 if "headline" in voices else 1.0)
    score += 3.0 * (event.plover.type in CONFLICT) + 1.0 * (event.plover.type == "ASSAULT") + 2.0 * toll
    score -= 1.0 * (event.plover.type in _TALK)
    headed = any(s.voice == "headline" for s in page.sentences)
    score -= 3.0 * (event.plover.type in _TALK and headed and "headline" not in voices)
    known = (event.actors[0].status != "unstated") + bool(event.recipients or event.mutual)
    score += known - 3.0 * (not known and not toll) - 2.0 * (not known and "lead" not in voices)
    score += min(len(event.mentions), 3) - 4.0 * (event.realis != "actual") - 8.0 * event.historical
    score -= 2.0 * (event.id in standing.harm) + 4.0 * (event.id in standing.background)
    score -= 3.0 * (event.id in standing.granted) + 2.0 * (not voices & {"headline", "lead"})
    return score - event.evidence.start / (len(page.text) + 1)


def _statement(page: Page, events: list[EventClaim]) -> EventClaim | None:
    """The statement that opens the headline, made by somebody named and told by the lead as well."""
    headline = [(m.trigger.start, e) for e in events for m in e.mentions if _voice(page, m.trigger) == "headline"]
    if not headline:
        return None
    _, first = min(headline, key=lambda pair: pair[0])
    made = first.plover.type in _SAID and first.realis == "actual" and first.actors[0].status != "unstated"
    lead = [e for e in events if any(_voice(page, m.trigger) == "lead" for m in e.mentions)]
    again = any(e.plover.type == first.plover.type for e in lead)
    return first if made and (again or not lead) else None


def _voice(page: Page, trigger: Evidence) -> str | None:
    sentence = _sentence(page, trigger)
    return sentence.voice if sentence is not None else None


def _is_first(events: list[EventClaim], event: EventClaim) -> bool:
    """Whether no other event that happened, or is said not to have, is told before it."""
    return all(e.evidence.start >= event.evidence.start for e in events if e.realis in ("actual", "negated"))


def _sentence(page: Page, trigger: Evidence) -> Sentence | None:
    return next((s for s in page.sentences if s.start <= trigger.start < s.end), None)
