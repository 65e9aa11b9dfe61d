"""Dealings of ordinary news are no events; dealings of powers, and all on a page of conflict, are."""

from __future__ import annotations

import pytest

import saksi
from saksi.reading import read

FILLER = (
    " The committee spent most of the morning on the price of rice, on the roads of the district and on the timetable of the new"
    " ferry. Members of the chamber of commerce had brought figures of their own, and the clerk wrote all of them down. In the"
    " afternoon there was coffee in the hall, and the talk turned to the school year, to the harvest and to the weather. The"
    " minutes will be printed next week, together with the list of those who came and of those who sent their regrets."
)


def types_of(text: str) -> set[str]:
    return {event.plover.type for event in saksi.read(text, language="en").events}


@pytest.mark.parametrize(
    ("lead", "kept"),
    [
        ("The mayor demanded the release of the fishermen.", set()),
        ("France demanded that Niger reopen the embassy.", {"REQUEST"}),
        ("The United Nations demanded the release of the fishermen.", {"REQUEST"}),
        ("Soldiers shot dead two fishermen. The mayor demanded the release of the fishermen.", {"ASSAULT", "REQUEST"}),
    ],
)
def test_dealings_count_between_powers_and_beside_force(lead: str, kept: set[str]) -> None:
    assert types_of(lead + FILLER) == kept


def test_a_text_too_short_to_tell_keeps_them() -> None:
    assert types_of("The mayor demanded the release of the fishermen.") == {"REQUEST"}


def test_what_is_left_out_is_turned_down_with_a_reason() -> None:
    text = "The mayor demanded the release of the fishermen." + FILLER
    reading = read(saksi.read(text, language="en").document, rejected=True)
    assert [r.reason for r in reading.rejected if r.rule == "dealings"] == ["ordinary dealings: the page tells of no conflict"]
