"""Where and when harm was done and by whom, and where the text does not say: a wrong cell is worse than none."""

from __future__ import annotations

import pytest

from saksi.reading import read
from saksi.sources import build_document
from saksi.types import CasualtyClaim, Reading


def told(text: str, language: str) -> Reading:
    return read(build_document(text=text, language=language, published="2024-05-15"))


def last(text: str, language: str) -> CasualtyClaim:
    return told(text, language).casualties[-1]


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("id", "Dua tentara tewas dalam serangan di ibu kota Somalia pada Rabu.", "Mogadishu"),
        ("en", "Three people were killed in a bombing in the Somali capital on Monday, police said.", "Mogadishu"),
        ("id", "Sedikitnya tujuh orang ditembak mati di kota Pakistan, Lahore, pada Jumat.", "Lahore"),
        ("id", "Lima orang tewas ketika mortir menghantam sebuah kawasan Bagdad selatan.", "Baghdad"),
        ("en", "During an operation west of Ramadi, 110 kilometres west of Baghdad, troops killed two rebels.", "Ramadi"),
        ("en", "A rebel commander was shot dead in a US raid in Mosul.", "Mosul"),
    ],
)
def test_the_place_is_the_narrowest_that_is_told(language: str, text: str, place: str) -> None:
    claim = last(text, language)
    assert claim.place is not None
    assert claim.place.place is not None
    assert claim.place.place.name == place


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The army said Monday it had killed six rebels near Goma."),
        ("en", "Bombs killed five soldiers in Iraq, the army said on Monday amid reports that talks had begun."),
        ("id", "Polisi menyatakan, Selasa, mereka menembak mati empat perampok di Palu."),
        ("id", "Empat mantan tentara ditangkap dalam kerusuhan di Monrovia, kota yang didirikan pada 1822."),
        ("en", "The junta fell in a coup in 1976 that killed nine people.\nThe group is blamed for the deaths of 1,500 people."),
    ],
)
def test_no_date_is_taken_from_what_was_said_founded_or_told_of_another_year(language: str, text: str) -> None:
    assert last(text, language).time is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("id", "Sebuah bom mobil meledak di Kota Sadr, sebuah kawasan Syiah yang miskin, menewaskan 15 orang."),
        ("en", "Twelve people were killed when several mortar shells slammed into a market in Goma."),
        ("en", "Eight people were killed in violence in Baghdad and the northern Iraqi city of Mosul on Tuesday."),
        ("id", "Pertempuran antara tentara dan pemberontak meningkat, menewaskan lebih dari 3.800 orang."),
    ],
)
def test_neither_a_place_nor_one_side_of_a_fight_is_taken_for_who_did_it(language: str, text: str) -> None:
    assert last(text, language).by is None


def test_a_number_that_counts_nobody() -> None:
    assert [c.quantity.number for c in told("Mr Doe, who was sixty-nine, was shot dead by gunmen.", "en").casualties] != [69]
    assert not told('"Pelaku pembunuhan itu beraksi seorang diri," kata polisi.', "id").casualties
    numbers = [
        c.quantity.number for c in told("Sersan dari Brigade 42 Marinir tewas ketika diserang gerilyawan.", "id").casualties
    ]
    assert 42 not in numbers


def test_an_accident_in_a_page_of_many_stories_is_no_harm_of_the_war() -> None:
    """The second story names others, another land and another day, and speaks of another field."""
    war = "Rebels killed nine soldiers in an ambush near Goma in eastern Congo on Monday, the army said."
    bus = "A bus crash killed thirty passengers on a flooded road near Lima in Peru on Tuesday, rescuers said."
    more = "Army troops shelled rebel positions around Goma in Congo for a second day."
    found = told(f"{war}\n{more}\n{bus}", "en").casualties
    assert [c.quantity.number for c in found] == [9]


def test_a_speaker_in_a_statement_stands_behind_the_cue() -> None:
    claim = last("Gerilyawan membunuh tiga tentara di Irak, kata militer AS dalam sebuah pernyataan, Senin.", "id")
    assert claim.asserted_by
    assert claim.time is None
