"""Where and when: whose place and day an event takes, and whose it does not."""

from __future__ import annotations

import pytest

import saksi
from saksi.types import CasualtyClaim, EventClaim


def told(text: str, language: str) -> list[EventClaim]:
    """The events of a text published on Wednesday 15 May 2024."""
    return list(saksi.read(text, language=language, published="2024-05-15").events)


def figures(text: str, language: str) -> list[CasualtyClaim]:
    """The casualty claims of a text published on Wednesday 15 May 2024."""
    return list(saksi.read(text, language=language, published="2024-05-15").casualties)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Rebels shot two farmers near Beni on Tuesday. Elsewhere, a bomb wounded three people."),
        ("en", "Gunmen shot four traders near Beni on Monday. In a separate incident, two soldiers were wounded."),
        ("id", "KKB menembak dua warga di Dekai pada Selasa. Di tempat terpisah, tiga orang terluka akibat bom."),
        ("id", "KKB menembak dua warga di Dekai pada Selasa. Sebelumnya, tiga orang dibunuh KKB."),
    ],
)
def test_another_scene_has_neither_place_nor_day_of_the_first(language: str, text: str) -> None:
    first, second = figures(text, language)
    assert first.place is not None
    assert first.time is not None
    assert second.place is None
    assert second.time is None


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("en", "A man from Gaza shot two soldiers in Hebron on Sunday.", "Hebron"),
        ("en", "Five soldiers were wounded in Marawi and taken to a hospital in Iligan.", "Marawi"),
        ("en", "M23 fighters attacked the town of Kashovu on Monday, after army units had pulled back to Mutanda.", "Kashovu"),
        ("id", "Korban dilarikan ke RSUD Wamena setelah ditembak di Distrik Mugi pada Minggu.", "Mugi"),
        ("id", "Pria asal Gorontalo itu menembak dua warga di Makassar pada Minggu.", "Makassar"),
        ("id", "Sebagai pembalasan helikopter tentara menembaki Kampung Malabita.", "Malabita"),
    ],
)
def test_nobody_is_hurt_where_they_are_from_or_were_brought(language: str, text: str, place: str) -> None:
    attack = next(e for e in told(text, language) if e.plover.type == "ASSAULT")
    assert attack.place is not None
    assert place in attack.place.text


def test_an_hour_is_of_the_day_the_story_told_last() -> None:
    text = "Pada Sabtu, 4 Mei 2024, warga memblokade jalan di Sampit.\nPukul 13.00 polisi menembak dua warga."
    shot = next(e for e in told(text, "id") if e.plover.type == "ASSAULT")
    assert shot.time is not None
    assert (shot.time.earliest or "")[:10] == "2024-05-04"


def test_what_has_gone_on_since_long_ago_is_dated_by_its_beginning() -> None:
    occupied = next(e for e in told("Eritrean troops have occupied Badme since May 1998.", "en"))
    assert occupied.time is not None
    assert (occupied.time.earliest, occupied.time.latest) == ("1998-05-01", "1998-05-31")


def test_the_day_of_a_charge_is_not_that_of_the_death() -> None:
    found = figures("A man was charged Tuesday in the death of a shopkeeper who was shot.", "en")
    assert all(c.time is None for c in found if c.kind == "killed")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Trader shot dead in Beni\nUpdated: Monday, May 13, 2024 3:40 PM EAT\nA trader was shot dead in Beni."),
        ("en", "Posted on May 13, 2024 10:11 a.m. A trader was shot dead in Beni, police said."),
        ("id", "Pedagang Tewas Ditembak\nDiperbarui: 13 Mei 2024, 10:15 WIB\nSeorang pedagang tewas ditembak di Dekai."),
    ],
)
def test_the_stamp_of_a_page_is_not_when_anything_happened(language: str, text: str) -> None:
    assert {c.time for c in figures(text, language)} == {None}
    assert {e.time for e in told(text, language)} == {None}


def test_a_word_of_publishing_is_no_stamp_as_a_verb() -> None:
    (claim,) = figures("Troops posted on Monday near Beni were attacked and two were killed.", "en")
    assert claim.time is not None
    assert claim.time.earliest == "2024-05-13"
