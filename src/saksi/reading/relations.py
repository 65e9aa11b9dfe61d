"""Relations between the events of a page: what one is done for, answers, breaks, belongs to or comes before.

Needs tellings that are grouped; gives for each word of relation the telling that the event in front of it relates to.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from saksi.languages import Hit
from saksi.languages.schema import RelationCue
from saksi.reading.page import Page
from saksi.reading.tellings import Telling

_VERBAL = frozenset({"active", "passive", "base", "third", "gerund"})
_DONE = frozenset({"actual", "negated"})
_ANSWER = 3  # tokens from a word of retaliation to the deed


def related(page: Page, tellings: Sequence[Telling], group: Sequence[Telling]) -> Iterator[tuple[Hit[RelationCue], Telling]]:
    """*serangan A adalah balasan atas penembakan B*: the event before the cue relates to the one after it."""
    for hit in page.hits("events", "relation"):
        sentence = page.sentence_of(hit.first)
        mine = [t for t in group if t.sentence is sentence and t.last <= hit.first]
        after = [t for t in tellings if t.sentence is sentence and t.first >= hit.last and t.of != group[0].of]
        between = [t for t in tellings if t.sentence is sentence and mine and mine[-1].last <= t.first < hit.first]
        other = after[0] if mine and after and not between else _answered(page, tellings, group, hit)
        if other is not None:
            yield hit, other


def _answered(page: Page, tellings: Sequence[Telling], group: Sequence[Telling], hit: Hit[RelationCue]) -> Telling | None:
    """What a deed answers that is only said to be an answer (*Turkey struck back*, *shelled Basra in retaliation*).

    It is the last attack told in a sentence before.
    """
    sentence = page.sentence_of(hit.first)
    here = [t for t in tellings if t.sentence is sentence]
    alone = not any(t.first >= hit.last for t in here)  # nothing behind it tells what is answered
    verbs = [t for t in group if t.sentence is sentence and t.voice in _VERBAL]
    near = any(t.first - _ANSWER <= hit.first < t.last or (alone and t.last <= hit.first) for t in verbs)
    if hit.row.type != "retaliation_for" or not near:
        return None
    told = [t for t in tellings if t.first < sentence.first and t.type == "ASSAULT" and t.realis in _DONE]
    return next((t for t in reversed(told) if t.of != group[0].of and t.sentence.voice != "teaser"), None)
