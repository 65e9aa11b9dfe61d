"""Reasons and notes of reconciling as a code with its parts, so that an interface can say them in its own language.

Reconciling writes reasons as English sentences. Here each is matched against the sentences it is known to write; what is not
known stays a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

_SENTENCES: Mapping[str, str] = {
    "teaser": "teaser: points at another story",
    "not_actual": "not actual: {realis}",
    "historical": "historical: of an earlier episode",
    "campaign": "campaign total, not of this event",
    "no_figure": "gives no figure",
    "told_less": "another figure of the article is told more, or more prominently",
    "fewer_hit": "fewer than were hit and not killed",
    "restates": "restates {claim}",
    "part_of": "part of {claim}",
    "superseded": "superseded by a newer bulletin of {who}",
    "same_figure": "the same figure of the same testimony as {claim}",
    "increment_in": "increment already in, or not later than, the total it adds to",
    "increment_alone": "increment without the total it adds to",
    "subset": "subset of the total that {who} gives",
    "other_group": "may be counted already in another group of {who}",
    "one_side": "counts one side or class; the event has a total",
    "same_people": "another testimony's group: may be the same people",
    "lower_current": "a lower figure is as current",
    "older": "older than the newest testimony",
    "undated": "not dated; a dated testimony is newer",
    "no_victim": "names no victim",
    "no_class": "no source of the classes {classes}",
    "own_voice": "the outlet's own voice, where somebody is quoted",
    "enemy_count": "a fighter's count of the enemy's dead",
    "own_denial": "a party says that its own deed killed nobody",
    "called_otherwise": "called otherwise by as many or better sources, status by {policy}",
    "blamed_alone": "fighters by the word of those who did it alone",
    "not_chosen": "not chosen by the policy",
    "not_apart": "does not count {who} victims apart",
    "another_type": "another type: {type}",
    "another_day": "another day: {day}",
    "no_day": "gives no day",
    "another_place": "another place: {place}",
    "no_place": "gives no place",
    "no_party": "names no party",
    "records_alone": "{policy} records {kinds} alone",
    "not_in": "not in {policy}: {why}",
    "one_page": "two versions of one page are one witness",
    "one_agency": "credited to the same agency",
    "one_outlet": "credited to the same outlet",
    "takes_from": "names {who}, whose figures it has",
    "near_copy": "{shared} of {size} sentences recur nearly word for word",
    "quoted_here": "the report quotes it for this figure",
    "quoted_there": "another report quotes it for this figure",
    "only_quoted": "the only one whom the report quotes on the toll",
    "odd_figure": "one odd figure: {figure}",
    "no_source": "one figure of outlets that name no source",
    "one_state": "organs of one state",
    "one_group": "an armed group, and those whom only its kind names",
    "one_kind": "of one kind and one state",
    "named_alike": "named alike: {words}",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason: its code with its parts, and the sentence as it was written. ``code`` is empty where it is not known."""

    code: str
    parts: Mapping[str, str]
    text: str

    @property
    def claim(self) -> str | None:
        """The other claim that the reason speaks of, if any."""
        return self.parts.get("claim")


def reason_of(text: str) -> Reason:
    """The code and parts of a sentence that reconciling wrote."""
    for code, pattern in _patterns().items():
        found = pattern.fullmatch(text)
        if found is not None:
            return Reason(code, found.groupdict(), text)
    return Reason("", {}, text)


def codes() -> tuple[str, ...]:
    """Every code, for the words of the interface to name."""
    return tuple(_SENTENCES)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {code: re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(text))) for code, text in _SENTENCES.items()}
