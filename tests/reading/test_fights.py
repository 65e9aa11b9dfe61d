"""The sides of a fight: named beside it, in its sentence, or the only two that the report tells of."""

from __future__ import annotations

import pytest

import saksi


def sides(text: str, language: str) -> set[str]:
    events = saksi.read(text, language=language, published="2024-05-15").events
    (fight,) = [e for e in events if e.mutual]
    return {p.text for p in fight.actors if p.text}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("id", "Sepuluh anggota GAM dan dua prajurit TNI tewas dalam pertempuran.", {"anggota GAM", "prajurit TNI"}),
        ("id", "Tiga tentara Ukraina ditembak pemberontak. Lalu pecah baku tembak.", {"tentara Ukraina", "pemberontak"}),
        ("en", "Heavy fighting raged for hours. M23 rebels wounded two soldiers of the army.", {"M23 rebels", "soldiers"}),
    ],
)
def test_two_sides_are_those_of_a_fight_that_names_none(language: str, text: str, expected: set[str]) -> None:
    found = sides(text, language)
    assert len(found) == 2
    assert all(any(words in one for one in found) for words in expected)


def test_three_camps_leave_it_open() -> None:
    text = "Heavy fighting raged for hours. Hezbollah, Hamas and Israeli soldiers are in the area."
    assert sides(text, "en") == set()


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Israel dan Hizbullah saling tembak di perbatasan pada Rabu.", {"Israel", "Hizbullah"}),
        ("TNI dan KKB baku tembak di Nduga.", {"TNI", "KKB"}),
        ("Dua orang tewas dalam baku tembak TNI dan KKB.", {"TNI", "KKB"}),
    ],
)
def test_who_shoots_at_whom_is_told_before_the_word_or_behind_it(text, sides):
    (event,) = [e for e in saksi.read(text, language="id").events if e.plover.type == "ASSAULT"]
    assert event.mutual
    assert {a.text for a in event.actors} == sides


def test_those_killed_since_fighting_began_did_not_fight():
    events = saksi.read("More than 1,000 people have been killed since fighting broke out in April.", language="en").events
    assert all(a.text is None for e in events for a in e.actors)
