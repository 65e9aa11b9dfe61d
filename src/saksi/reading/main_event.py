"""Which of a document's events its headline and lead report.

Needs the events and the sentences they are told in; gives one of them. What headline and lead both tell comes first, then what
stands early, does harm, has a toll and says who did it to whom. What is denied, planned or of long ago, and a war that is only
named, come last.
"""

from __future__ import annotations

from collections.abc import Iterable, Set

from saksi.reading.page import Page, Sentence
from saksi.types import EventClaim, Evidence

CONFLICT: frozenset[str] = frozenset({"ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "THREATEN"})
_LATE = 12  # sentences after which later ones weigh the same


def main_event(page: Page, events: Iterable[EventClaim], with_toll: Set[str | None]) -> str | None:
    """The id of the main event; null when there is none. ``with_toll`` are the ids of events that have a toll."""
    events = list(events)
    open_ = [e for e in events if e.voice != "teaser" and not (e.historical and len(events) > 1)]
    return max(open_, key=lambda e: _weight(page, e, e.id in with_toll)).id if open_ else None


def _weight(page: Page, event: EventClaim, toll: bool) -> float:
    told = [s for s in (_sentence(page, m.trigger) for m in event.mentions) if s is not None]
    voices = {s.voice for s in told}
    score = 6.0 * ("headline" in voices) + 3.0 * ("lead" in voices) - 0.5 * min(_LATE, min((s.index for s in told), default=0))
    score += 3.0 * (event.plover.type in CONFLICT) + 1.0 * (event.plover.type == "ASSAULT") + 2.0 * toll
    known = (event.actors[0].status != "unstated") + bool(event.recipients or event.mutual)
    score += known - 3.0 * (not known and not toll)
    score += min(len(event.mentions), 3) - 4.0 * (event.realis != "actual") - 8.0 * event.historical
    return score - event.evidence.start / (len(page.text) + 1)


def _sentence(page: Page, trigger: Evidence) -> Sentence | None:
    return next((s for s in page.sentences if s.start <= trigger.start < s.end), None)
