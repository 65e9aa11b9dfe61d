"""Posts and names told apart from each other."""

from __future__ import annotations

import pytest

from saksi.reading import layers, read
from saksi.sources import build_document


def actor(text: str, language: str, words: str, title: str | None = None) -> tuple[str | None, str | None]:
    """Country and sector of the last phrase with some words."""
    _, found = layers(build_document(text=text, language=language, title=title))
    held = [p for p in found.cast.phrases if found.page.words(p.first, p.last) == words]
    one = held[-1].actor
    return (one.country, one.sector) if one is not None else (None, None)


@pytest.mark.parametrize(
    ("text", "language", "words", "title", "expected"),
    [
        (
            "Two men were shot in northern Gaza, a Hamas spokesman said. Both were civilians, said Karim Saleh on Monday.",
            "en", "Karim Saleh", None, ("PSE", "REB"),
        ),
        (
            '"Banjir itu karena hutan habis," ujar Rahmadi ketika dihubungi, Kamis. Warga mengungsi, kata Rahmadi.',
            "id", "Rahmadi", "Banjir Terjang Bali, Anggota DPR Soroti Tata Ruang", ("IDN", "LEG"),
        ),
        (
            '"Harus ada pemeriksaan," kata Rahmadi, Senin. Politikus PAN itu menilai ekspor penting, kata Rahmadi.',
            "id", "Rahmadi", None, ("IDN", "PTY"),
        ),
        ("Wakil Ketua MPR dari Fraksi PKS Johan Rosadi menegaskan hal itu. Johan pulang.", "id", "Johan", None, ("IDN", "LEG")),
        (
            "Kepala Dinas Pemuda dan Olahraga (Dispora), Kabupaten Dompu, Nusa Tenggara Barat (NTB), Rifai memastikan hal itu.",
            "id", "Rifai", None, ("IDN", "GOV"),
        ),
        (
            "Danrem 172/PWY Brigjen Izak Pangemanan mengatakan hal itu.",
            "id", "Danrem 172/PWY Brigjen Izak Pangemanan", None, ("IDN", "MIL"),
        ),
        (
            "Menurut Dr. Mardani Ali, hal itu benar, kata Kapolda Irjen Pol. Drs. H. Lutfi.",
            "id", "Kapolda Irjen Pol. Drs. H. Lutfi", None, ("IDN", "COP"),
        ),
        (
            "Anton Setchell, the British police national coordinator for extremism, spoke. Setchell said so.",
            "en", "Setchell", None, ("GBR", "COP"),
        ),
        ("The French newspaper Courrier said so.", "en", "The French newspaper Courrier", None, ("FRA", "JRN")),
        ("Foreign governments must act, Zimbabwe said on Monday.", "en", "Foreign governments", None, (None, None)),
    ],
)  # fmt: skip
def test_a_post_and_a_name_are_one_person(
    text: str, language: str, words: str, title: str | None, expected: tuple[str | None, str | None]
) -> None:
    assert actor(text, language, words, title) == expected


def test_nobody_known_by_name_has_the_sector_of_the_noun() -> None:
    reading = read(build_document(text="Dua wartawan ditembak orang tak dikenal, kata polisi.", language="id"))
    source = reading.attributions[0].sources[0]
    assert source.actor is not None
    assert source.actor.described
    assert (source.actor.country, source.actor.sector) == (None, "COP")
