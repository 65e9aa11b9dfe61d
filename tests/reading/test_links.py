"""What a claim shares with the others of its story: who did it, where and when; and where another story begins."""

from __future__ import annotations

import pytest

import saksi
from saksi.types import CasualtyClaim, Participant


def tolls(text: str, language: str, published: str | None = None) -> tuple[CasualtyClaim, ...]:
    return saksi.read(text, language=language, published=published).casualties


def name(party: Participant | None) -> str | None:
    return party.actor.name if party is not None and party.actor is not None else None


@pytest.mark.parametrize(
    ("language", "text", "doer"),
    [
        ("en", "Eritrean artillery shelled the town of Zalambessa on Monday. Eleven Ethiopian soldiers were killed.", "Eritrea"),
        ("id", "Artileri Eritrea menembaki kota Zalambessa, Senin. Sebelas prajurit Ethiopia tewas.", "Eritrea"),
        ("id", "Empat anggota GAM tewas dalam kontak senjata dengan pasukan TNI di Peureulak, Selasa.", "TNI"),
        ("en", "Eritrean artillery shelled Zalambessa. Eleven Eritrean soldiers were killed.", None),
        ("en", "Eritrean artillery shelled Zalambessa. Two Ethiopian soldiers were killed when a roadside bomb exploded.", None),
    ],
)
def test_who_harmed_is_who_attacked_before_and_who_fought_the_harmed(language: str, text: str, doer: str | None) -> None:
    *_, toll = tolls(text, language)
    assert name(toll.by) == doer


def test_an_attack_named_before_its_places_is_what_killed() -> None:
    (toll,) = tolls("Serangan roket Eritrea ke pusat kota Mekelle, Ethiopia, menewaskan sedikitnya 12 orang.", "id")
    assert name(toll.by) == "Eritrea"
    assert toll.place is not None
    assert "Mekelle" in toll.place.text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("id", "Dua petani ditembak mati di Kampung Oksop.\nPeristiwa itu terjadi pada Sabtu (3/5/2025) pagi."),
        ("en", "Two farmers were shot dead in the village.\nThe shooting took place on Saturday."),
    ],
)
def test_a_sentence_of_happening_dates_what_was_told(language: str, text: str) -> None:
    toll = tolls(text, language, "2025-05-05")[0]
    assert toll.time is not None
    assert (toll.time.earliest or "")[:10] == "2025-05-03"


def test_the_first_day_told_is_of_what_the_story_opened_with() -> None:
    text = "Rebels attacked an army camp near Gao.\nThe army denied it lost the camp.\nThe rebels attacked the camp on Tuesday."
    first = saksi.read(text, language="en", published="2014-05-22").events[0]
    assert first.time is not None
    assert first.time.earliest == "2014-05-20"


def test_a_time_before_the_conjunction_is_when_it_was_said() -> None:
    (toll,) = tolls("The minister told reporters on Monday that gunmen had killed six soldiers.", "en", "2014-05-22")
    assert toll.time is None


def test_a_count_of_a_war_has_no_day_and_no_village() -> None:
    text = "A shell hit a market in Omdurman on Tuesday, killing 12 people. In all 270 people have been killed in the war so far."
    whole = tolls(text, "en", "2023-04-19")[-1]
    assert whole.scope in ("campaign", "running_total")
    if whole.scope == "campaign":
        assert whole.place is None
        assert whole.time is None


def test_another_land_is_another_story() -> None:
    text = (
        "Gunmen killed two policemen in Quetta on Monday.\nThe police in Quetta were looking for the gunmen.\n"
        "A Tamil rebel blew himself up at an army post in eastern Sri Lanka, killing four soldiers, military sources said."
    )
    toll = next(t for t in tolls(text, "en", "2008-05-07") if t.quantity.number == 4)
    assert toll.time is None
    assert toll.place is not None
    assert toll.place.text.endswith("Sri Lanka")


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("en", "A bomb killed nine people in a courtroom in the southwestern Pakistani city of Quetta.", "Quetta"),
        ("id", "Bom menewaskan sembilan orang di kawasan Syiah Baghdad.", "Baghdad"),
        ("en", "Four people were killed in a major Israel army operation in the West Bank city of Ramallah.", "Ramallah"),
        ("id", "Di Hilla, sebelah selatan Baghdad, sembilan orang tewas dalam serangan bom.", "Hilla"),
    ],
)
def test_the_name_that_ends_a_phrase_of_place(language: str, text: str, place: str) -> None:
    toll = tolls(text, language)[0]
    assert toll.place is not None
    assert place in toll.place.text


def test_a_part_was_harmed_where_and_when_its_total_was() -> None:
    text = "Nine people died in an attack in Kandahar on Sunday. The police said three of them were children."
    parts = tolls(text, "en", "2010-05-05")
    assert all(p.place is not None and p.place.text == "Kandahar" for p in parts)
    assert all(p.time is not None and p.time.earliest == "2010-05-02" for p in parts)


@pytest.mark.parametrize(
    "text",
    [
        "At least 79 people were killed in attacks on markets, but the violence tailed off after a raid by US and Iraqi forces.",
        "A total of 68 people, mostly workers from the eastern state of Bihar, were shot dead by gunmen on Monday.",
    ],
)
def test_neither_whose_forces_nor_where_somebody_is_from_is_the_place(text: str) -> None:
    claims = saksi.read(text, language="en", published="2007-02-19").casualties
    assert claims
    assert all(c.place is None for c in claims)
