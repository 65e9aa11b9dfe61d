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
            "Polisi menembak mati empat pemberontak di Gadchiroli, Senin (13/5).\nBaku tembak itu berlangsung sekitar empat jam.",
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


def test_an_answer_is_another_event_than_what_it_answers() -> None:
    text = (
        "Thirty-three Turkish soldiers were killed in an air strike in Idlib on Thursday. "
        "Turkey struck back overnight, killing 329 Syrian soldiers, its defence minister said."
    )
    first, answer = attacks(text, "en", "33 soldiers killed in Idlib")
    assert [m.trigger.exact for m in first.mentions] == ["killed", "killed", "air strike"]
    assert answer.actors[0].text == "Turkey"


@pytest.mark.parametrize(
    ("title", "text", "day"),
    [
        (
            "Bombs kill 15 in Jolo",
            "Bombs killed 15 people in Jolo on Monday. The attack came 19 months after two bombs killed 23 people at a church.",
            "2022-10",
        ),
        (
            "Bomb wounds soldiers in Yala two days after massacre",
            "A roadside bomb wounded three soldiers in Yala on Monday.",
            "2024-05-11",
        ),
    ],
)
def test_what_came_so_long_before_is_dated_by_what_came_after(title: str, text: str, day: str) -> None:
    found = [e for e in attacks(text, "en", title) if e.time is not None and (e.time.earliest or "").startswith(day)]
    assert len(found) == 1
