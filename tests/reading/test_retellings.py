"""What a page tells once more is one event with several mentions; what is another one stays another."""

from __future__ import annotations

import pytest

import saksi
from saksi.types import EventClaim


def attacks(text: str, language: str, title: str | None = None) -> list[EventClaim]:
    """The events of force in a text published on Wednesday 15 May 2024."""
    found = saksi.read(text, title=title, language=language, published="2024-05-15").events
    return [e for e in found if e.plover.type == "ASSAULT" and e.realis == "actual"]


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        (
            "en",
            "Twelve rebels killed near Gadchiroli",
            (
                "Twelve rebels were killed in an encounter with commandos in Gadchiroli on Monday, police said.\n"
                "The gunfight broke out in the forest at about 9 am. No policeman was hurt in the clash."
            ),
        ),
        (
            "en",
            "Blasts kill 14 in Jolo",
            (
                "Two explosions ripped through the town of Jolo on Monday, killing 14 people, the army said.\n"
                "Officials are looking for the men behind the bombing.\n"
                "Seventy-five people were wounded in the attacks, the spokesman said."
            ),
        ),
        (
            "id",
            "Polisi Tembak Mati Empat Pemberontak di Gadchiroli",
            "Polisi menembak mati empat pemberontak di Gadchiroli, Senin (13/5).\nBaku tembak berlangsung sekitar empat jam.",
        ),
        (
            "id",
            "Pos TNI di Kisor Diserang, Empat Prajurit Tewas",
            (
                "Empat prajurit TNI tewas dalam penyerangan pos di Kampung Kisor, Senin (13/5).\n"
                "Bupati mengecam itu.\nMenurut polisi, KKB menyerang prajurit TNI itu saat mereka tidur di Kampung Kisor."
            ),
        ),
    ],
)
def test_what_is_told_again_is_one_event(language: str, title: str, text: str) -> None:
    assert len(attacks(text, language, title)) == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Gunmen killed four soldiers in Goma on Monday.\nAnother attack killed two soldiers in Goma on Tuesday.",
        ),
        (
            "en",
            "A bomb killed three policemen in Quetta on Monday. Last month gunmen killed nine policemen in Quetta.",
        ),
        (
            "id",
            "KKB menembak mati dua prajurit TNI di Sugapa, Senin (13/5).\nTNI membalas dengan menyerang KKB di Sugapa.",
        ),
        (
            "id",
            "KKB menembak dua guru di Dekai, Senin (13/5).\nSehari kemudian KKB menembak seorang guru lain di Dekai.",
        ),
    ],
)
def test_what_is_another_stays_another(language: str, text: str) -> None:
    assert len(attacks(text, language)) == 2


def test_what_is_told_again_fills_in_who_did_it() -> None:
    text = (
        "Four soldiers were killed near Goma on Monday, the army said.\nThe governor called it a tragedy.\n"
        "M23 fighters killed the four soldiers while they slept, a survivor said."
    )
    (event,) = attacks(text, "en", "Four soldiers killed near Goma")
    assert [p.text.lower() for p in event.recipients] == ["four soldiers"]
    assert "M23" in event.actors[0].text
