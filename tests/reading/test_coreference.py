"""Who is meant: what grammar and the document decide, and what they leave open."""

from __future__ import annotations

import pytest

from saksi.reading import layers
from saksi.sources import build_document


def meant(text: str, language: str) -> dict[str, str | None]:
    """The name of the actor of each phrase and possessor of a text, by its words; of equal words the last."""
    found = layers(build_document(text=text, language=language, published="2001-02-03"))[1]
    out = {found.page.words(p.first, p.last): p.actor.name if p.actor else None for p in found.cast.phrases}
    return out | {found.page.tokens[i].text: actor.name for i, actor in found.cast.owners.items()}


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Bentrokan pecah di Desa Melung. Ia belum berkomentar.", "id", "Ia"),
        ("Pertemuan berlangsung di Hotel Bunga Raya. Dia terlambat.", "id", "Dia"),
        ("A bomb hit the Hotel Bunga Raya in Suai. He declined to comment.", "en", "He"),
        ("Troops shelled Saint Mary Hospital. She was asleep.", "en", "She"),
        ("Bupati Amina Harun dan Wali Kota Budi Leto tiba. Mereka menolak berkomentar.", "id", "Mereka"),
        ("Elias Haddad and Joseph Khoury saw the car. He ran.", "en", "He"),
        ("Milisi Sarit dan tentara Hanura bertempur. Kedua pihak saling menuduh.", "id", "Kedua pihak"),
    ],
)
def test_what_the_text_does_not_decide_stays_open(text: str, language: str, words: str) -> None:
    assert meant(text, language)[words] is None


@pytest.mark.parametrize(
    ("text", "language", "words", "name"),
    [
        ("Kapolres Puncak Jaya menyebut dua orang tewas. AKBP Marten Sukarno menyebut pelaku lari.", "id", "Kapolres Puncak Jaya",
         "Marten Sukarno"),
        ("Gubernur Amina Harun mengecam Budi Leto. Ia meminta warga tenang.", "id", "Ia", "Amina Harun"),
        ("Rusia menyangkal. Moskow membantah pasukannya menembak.", "id", "pasukannya", "Russia"),
        ("Bupati Amina Harun tiba. Yang bersangkutan menolak bicara.", "id", "Yang bersangkutan", "Amina Harun"),
        ("Al-Shabaab claimed the raid. The group said it killed two.", "en", "The group", "Al-Shabaab"),
        ("Colonel Marcus Hale leads them. Hale said two died.", "en", "Hale", "Marcus Hale"),
        ("Home Minister Amin Haroun resigned. The minister said nothing.", "en", "The minister", "Amin Haroun"),
        ("Colonel Amin Haroun said he met Leila Haddad. She stayed.", "en", "She", "Leila Haddad"),
    ],
)  # fmt: skip
def test_what_it_decides_is_resolved(text: str, language: str, words: str, name: str) -> None:
    assert meant(text, language)[words] == name


def test_the_object_of_a_verb_is_not_its_subject() -> None:
    found = meant("Kapten Budi Harun tiba. Seorang prajurit mengangkat senapan dan menembak dia.", "id")
    assert found["dia"] == "Budi Harun"


def test_time_words_own_nothing() -> None:
    assert "harinya" not in meant("Bupati Amina Harun tiba. Keesokan harinya tentara menyerang.", "id")
