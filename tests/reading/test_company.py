"""Who is counted beside others, and what stands near a figure without being counted by it."""

from __future__ import annotations

import pytest

import saksi


def tolls(text: str, language: str = "en") -> list[tuple[str, int | None]]:
    found = saksi.read(text, language=language, published="2021-06-09").casualties
    return [(c.kind, c.quantity.number) for c in found]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Four militants were killed along with one civilian in an army raid.", [("killed", 4), ("killed", 1)]),
        ("en", "A colonel was killed together with six of his men when rebels shelled the base.", [("killed", 1), ("killed", 6)]),
        ("id", "Lima prajurit gugur bersama seorang warga dalam baku tembak.", [("killed", 5), ("killed", 1)]),
    ],
)
def test_those_behind_a_word_for_company_suffer_the_same(
    language: str, text: str, expected: list[tuple[str, int | None]]
) -> None:
    assert tolls(text, language) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Two men, described by police as separatists, were killed in a raid by troops.",
        "Two men, who had been questioned since May, were killed in a raid by troops.",
    ],
)
def test_what_commas_set_apart_hides_no_figure(text: str) -> None:
    assert ("killed", 2) in tolls(text)


def test_a_list_goes_on_behind_a_noun_without_a_count_and_a_units_number() -> None:
    text = "Twelve policemen and soldiers, two nurses and three farmers were killed in the attack."
    assert tolls(text) == [("killed", 12), ("killed", 2), ("killed", 3)]
    text = "Six commandos and an unknown number of rebels died in the battle for the town."
    assert ("killed", 6) in tolls(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bomb killed three people and wounded 10, a police officer said.", [("killed", 3), ("injured", 10)]),
        ("The raid killed eight people and wounded 35, two army officers said.", [("killed", 8), ("injured", 35)]),
        ("According to a chief, Joseph Musa, 10 people were killed by gunmen.", [("killed", 10)]),
        ("In the raid a farmer of 52, Musa Ali, was killed by gunmen.", [("killed", 1)]),
        ("Troops shelled the hills and captured Klimivka, a village in the east.", []),
    ],
)
def test_who_speaks_how_old_they_were_and_what_was_taken_are_no_victims(
    text: str, expected: list[tuple[str, int | None]]
) -> None:
    assert tolls(text) == expected


def test_no_fewer_than_counts_somebody() -> None:
    found = saksi.read("The army lost no fewer than 40 men in the ambush.", language="en", published="2021-06-09").casualties
    assert [(c.quantity.number, c.quantity.qualifier) for c in found] == [(40, "at_least")]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Gunmen stormed the market. The governor put the vigilantes killed at about 30.", 30),
    ],
)
def test_a_figure_to_which_the_dead_are_put(text: str, number: int) -> None:
    assert ("killed", number) in tolls(text)


def test_an_adjective_of_a_people_shares_the_noun_behind_the_next() -> None:
    found = saksi.read("Four Israeli and three Lebanese journalists were killed by shelling.", language="en").casualties
    assert [(c.quantity.number, c.who) for c in found] == [(4, ("journalist",)), (3, ("journalist",))]


def test_wounds_that_somebody_died_from_are_no_second_harm() -> None:
    text = "Police fired on the march. The group condemned the death of a doctor, a man and a child from gunshot wounds."
    assert not any(kind == "injured" for kind, _ in tolls(text))


def test_how_badly_some_of_the_hurt_were_makes_them_a_part() -> None:
    found = saksi.read("The bombs injured at least 27 people, six seriously, police said.", language="en").casualties
    assert [c.part_of for c in found if c.quantity.number == 6] == [c.id for c in found if c.quantity.number == 27]
