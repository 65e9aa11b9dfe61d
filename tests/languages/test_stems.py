"""The forms of one word have stems that a query for any of them finds."""

from __future__ import annotations

import pytest

from saksi.languages import load
from saksi.languages.stems import Stemmer

FAMILIES = {
    "id": [
        "tembak menembak ditembak tertembak penembakan tembakan menembaki penembak menembakkan",
        "tewas menewaskan ditewaskan tewasnya",
        "serang menyerang diserang penyerangan serangan penyerang",
        "bakar membakar dibakar terbakar pembakaran kebakaran membakarnya",
        "ungsi mengungsi pengungsi pengungsian diungsikan mengungsikan",
        "bunuh membunuh dibunuh pembunuhan terbunuh",
        "pukul memukul pemukulan dipukul",
        "kirim mengirim pengiriman dikirim kiriman",
        "tahan menahan ditahan penahanan tahanan bertahan mempertahankan pertahanan",
        "culik menculik penculikan diculik",
        "kuasa menguasai dikuasai penguasaan berkuasa kekuasaan",
        "polisi kepolisian polisinya",
        "rusak merusak dirusak kerusakan perusakan",
        "lapor melaporkan dilaporkan laporan pelapor",
    ],
    "en": [
        "kill killed kills killing", "attack attacked attacks attacking attackers", "casualty casualties", "bomb bombing bombed",
        "fire fired firing fires", "occupy occupied occupies", "stop stopped", "village villages villagers", "raze razed",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("language", "family"), [(code, one) for code, families in FAMILIES.items() for one in families])
def test_every_form_finds_every_other(language, family):
    stemmer = Stemmer(load(language).morphology)
    forms = family.split()
    lost = [(asked, other) for asked in forms for other in forms if stemmer.stem(other) not in stemmer.asked(asked)]
    assert lost == []


def test_words_of_different_families_stay_apart():
    stemmer = Stemmer(load("id").morphology)
    words = [
        "tewas",
        "tembak",
        "bakar",
        "serang",
        "polisi",
        "tentara",
        "warga",
        "desa",
        "rumah",
        "kapal",
        "luka",
        "hilang",
        "culik",
    ]
    clashing = [(a, b) for a in words for b in words if a != b and stemmer.stem(b) in stemmer.asked(a)]
    assert clashing == []


def test_what_is_no_word_is_left_alone():
    stemmer = Stemmer(load("id").morphology)
    assert stemmer.stem("2020") == "2020"
    assert stemmer.stem("KM-32") == "km-32"
    assert stemmer.stem("") == ""
