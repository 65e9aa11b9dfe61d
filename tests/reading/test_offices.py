"""Offices: what a person is by the words beside the name, what a body is by its head noun, and whose a force is."""

from __future__ import annotations

import pytest

from saksi.reading import layers
from saksi.sources import build_document
from saksi.types import Actor


def actors(text: str, language: str, published: str | None = None, title: str = "-") -> dict[str, Actor]:
    """The phrases of a text that have an actor."""
    _, found = layers(build_document(text=text, title=title, language=language, published=published, id="d"))
    return {found.page.words(p.first, p.last): p.actor for p in found.cast.phrases if p.actor is not None}


@pytest.mark.parametrize(
    ("text", "language", "phrase", "expected"),
    [
        # a calling, though its noun is of many
        ("Perang di Sudan. Dosen Fakultas Hukum, Amir Bakri, menolak itu. Kata Bakri, buruk.", "id", "Bakri", ("SDN", "EDU")),
        ("Bom meledak di Mali. Kata Ali Keita, perwira polisi senior di kota itu, dua tewas.", "id", "Ali Keita", ("MLI", "COP")),
        # a body that the name is told to be of
        ("It rained in Kenya. Jane Otieno, from the Kenya Red Cross, counted nine dead.", "en", "Jane Otieno", ("KEN", "NGO")),
        # the head noun of a body's name
        ("He left. Yesterday the Army Rangers Association met in Texas.", "en", "the Army Rangers Association", ("USA", "NGO")),
        # a legal form that one state has
        ("Hujan turun lagi. Menurut warga, PT Gemilang Karya membantah itu.", "id", "PT Gemilang Karya", ("IDN", "BUS")),
    ],
)  # fmt: skip
def test_what_a_person_or_a_body_is(text: str, language: str, phrase: str, expected: tuple[str, str]) -> None:
    found = actors(text, language)[phrase]
    assert (found.country, found.sector) == expected


def test_a_body_goes_by_the_letters_of_its_name() -> None:
    text = (
        "The rain went on all day. The head of the National Highway Traffic Safety Administration spoke to drivers of "
        "the United States for an hour. NHTSA agreed with what the drivers asked for."
    )
    body = actors(text, "en")["NHTSA"]
    assert (body.country, body.sector) == ("USA", "GOV")


def test_a_lower_case_noun_is_no_name_of_a_body() -> None:
    assert actors("He left. Yesterday the society met in Texas.", "en").get("the society") is None


def test_ambassadors_are_not_of_the_state_they_are_in() -> None:
    found = actors("Zimbabwe said on Monday that it had summoned the ambassadors. The police blocked roads in Zimbabwe.", "en")
    assert found["The police"].country == "ZWE"
    assert "the ambassadors" not in found


def test_the_forces_of_a_person_are_not_that_person() -> None:
    assert actors("He left. Bashar al-Assad's forces shelled the town.", "en")["Bashar al-Assad's forces"].id == "syr:mil"
    assert actors("Kemarin pasukan Bashar al-Assad menembaki kota.", "id")["pasukan Bashar al-Assad"].id == "syr:mil"
    assert actors("Kemarin Presiden Vladimir Putin membantah.", "id")["Presiden Vladimir Putin"].id == "person:rus-vladimir-putin"


def test_the_sector_of_a_person_is_of_the_office_held_then() -> None:
    text = "He left. Yesterday Hulusi Akar spoke in Ankara."
    assert actors(text, "en", "2016-07-16")["Hulusi Akar"].sector == "MIL"
    assert actors(text, "en", "2019-07-16")["Hulusi Akar"].sector == "GOV"


def test_two_words_of_a_full_name_are_that_person() -> None:
    found = actors(
        "Hujan turun sejak pagi. Hal itu dikatakan oleh Bupati Muhammad Akbar Djohan di hadapan ratusan warga yang mengungsi. "
        "Menurut Akbar Djohan, semua warga sudah aman.",
        "id",
    )
    assert found["Akbar Djohan"].id == "name:muhammad-akbar-djohan"
