"""Values of fields in the words of the interface, and back."""

from __future__ import annotations

import pytest

from saksi.judgements.quantities import parse_quantity, show_quantity
from saksi.web import words
from saksi.web.names import country, side
from saksi.web.typed import in_codes, in_words


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize(
    "code", ["16", "at_least 16", "more_than 16", "up_to 16", "fewer_than 16", "nearly 16", "about 16", "12-15", "teens", "tens",
             "dozens", "hundreds", "thousands", "tens_of_thousands", "hundreds_of_thousands", "millions", "some", "none",
             "unspecified"],
)  # fmt: skip
def test_a_quantity_is_shown_in_words_and_taken_as_shown(language, code):
    t = words.load(language)
    shown = in_words("quantity", code, t)
    assert "_" not in shown
    assert in_codes("quantity", shown, t) == in_codes("quantity", code, t) == code
    assert show_quantity(parse_quantity(code, "x")) == code


def test_signs_and_words_of_either_kind_are_taken():
    t = words.load("id")
    typed = {"≥16": "at_least 16", ">= 16": "at_least 16", "~310": "about 310", "Ratusan ribu": "hundreds_of_thousands",
             "sedikitnya 16": "at_least 16", "16": "16", "antah": "antah"}  # fmt: skip
    assert {one: in_codes("quantity", one, t) for one in typed} == typed
    assert in_codes("who", "Warga sipil, police", t) == "civilian, police"
    assert in_words("who", "civilian, police", t) == "warga sipil, polisi"


def test_countries_and_sides_have_names():
    assert country("IDN", "id") == "Indonesia"
    assert country("DEU", "id") == "Jerman"
    assert country("DEU", "en") == "Germany"
    assert country(None, "en") == ""
    assert country("QQQ", "en") == "QQQ"
    assert side("IDN", "Brigadir Nama Orang", "id") == "Indonesia"
    assert side("idn-tpnpb", "KKB", "id") != "KKB"
    assert side("pos", "Pos", "id") == "Pos"
