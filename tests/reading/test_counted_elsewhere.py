"""Figures whose harm, people or whole stand elsewhere in the sentence or in the one before."""

from __future__ import annotations

import pytest

from saksi.reading import read
from saksi.sources import build_document

GOES_ON = [
    ("en", "Two reporters were among the seven people killed in the air strike.", ("killed", 2, True)),
    ("id", "Dua wartawan ada di antara tujuh orang yang tewas dalam serangan udara itu.", ("killed", 2, True)),
    ("en", "Two soldiers died in the ambush, bringing to 45 the number of soldiers killed this year.", ("killed", 45, False)),
    ("en", "Two soldiers died in the ambush, taking the number of soldiers killed in the valley to 45.", ("killed", 45, False)),
    ("en", "The army freed two of the six men detained in the raid.", ("released", 2, True)),
    ("id", "Polisi membebaskan dua dari enam orang yang ditangkap dalam kerusuhan itu.", ("released", 2, True)),
    ("en", "The blast at the mosque hurt 26 people. Nineteen have been released.", ("injured", 19, True)),
    ("id", "Bom itu melukai 26 orang. Dari jumlah itu, 19 sudah diperbolehkan pulang.", ("injured", 19, True)),
    ("en", "The blast at the mosque hurt 26 people. Four are not expected to survive.", ("injured", 4, True)),
    ("id", "Polisi menangkap 19 perusuh. Sebelas berstatus pelajar. Sisanya, delapan orang, penganggur.", ("detained", 8, True)),
    ("id", "Dua pelaku pengeroyokan ditangkap polisi di Mataram.", ("detained", 2, False)),
    ("id", "Empat tersangka pembunuhan dua petani ditangkap polisi.", ("detained", 4, False)),
    ("id", "Polisi mengusut pengeroyokan tiga pemuda oleh anggota geng.", ("injured", 3, False)),
    ("id", "Kekerasan pecah setelah penembakan tiga anak di kota itu oleh orang bersenjata.", ("killed_or_injured", 3, False)),
]


@pytest.mark.parametrize(("language", "text", "expected"), GOES_ON, ids=[text for _, text, _ in GOES_ON])
def test_counts(language: str, text: str, expected: tuple[str, int, bool]) -> None:
    reading = read(build_document(text=text, language=language, id="counted"))
    assert expected in {(c.kind, c.quantity.number, c.part_of is not None) for c in reading.casualties}


SILENT = [
    ("en", "The pirates freed 16 hostages on Wednesday. Three remain in their hands.", ("released", 3)),
    ("id", "Polisi mengusut penembakan itu. Sejumlah saksi diperiksa.", ("killed_or_injured", None)),
]


@pytest.mark.parametrize(("language", "text", "unexpected"), SILENT, ids=[text for _, text, _ in SILENT])
def test_does_not_count(language: str, text: str, unexpected: tuple[str, int | None]) -> None:
    reading = read(build_document(text=text, language=language, id="counted"))
    assert unexpected not in {(c.kind, c.quantity.number) for c in reading.casualties}


def test_a_fight_that_kills_is_in_scope_beside_words_of_other_fields() -> None:
    text = "Donors met to discuss debt and prices after clashes this week that killed three people in the capital."
    reading = read(build_document(text=text, language="en", id="fight"))
    assert [(c.kind, c.quantity.number) for c in reading.casualties] == [("killed", 3)]
