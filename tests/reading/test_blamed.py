"""Whom a deed is laid on: sentences of our own in both languages."""

from __future__ import annotations

import pytest

import saksi

BLAME = [
    ("en", "Nine policemen were wounded in an attack blamed on Kurdish militants.", "Kurdish militants"),
    ("en", "Kenya accused Al-Shabaab of the bombing, which the group denied.", "Al-Shabaab"),
    ("en", "Police blamed the blast on Maoist rebels.", "Maoist rebels"),
    ("en", "The governor said ISIS was behind the bombing.", "ISIS"),
    ("en", "Ukraine accused Russia on Monday of shelling a hospital.", "Russia"),
    ("id", "India menuding Pakistan berada di balik serangan itu, namun Islamabad membantahnya.", "Pakistan"),
    ("id", "Amerika menyalahkan Iran atas serangan terhadap kapal tanker itu.", "Iran"),
    ("id", "Polisi menduga JAD berada di balik ledakan bom di gereja itu.", "JAD"),
]


@pytest.mark.parametrize(("language", "text", "accused"), BLAME)
def test_the_accused_is_who_is_said_to_have_done_it(language, text, accused):
    reading = saksi.read(text, language=language)
    deeds = [e for e in reading.events if e.plover.type == "ASSAULT"]
    assert [a.text for e in deeds for a in e.actors] == [accused]
    assert all(e.realis == "actual" for e in reading.events), "an accusation that is denied was made all the same"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Rebels denied being behind the attack."),
        ("en", "The UN condemned the killing of six aid workers."),
        ("id", "PBB mengutuk pembunuhan enam pekerja kemanusiaan itu."),
    ],
)
def test_nobody_is_blamed_where_nobody_accuses(language, text):
    deeds = [e for e in saksi.read(text, language=language).events if e.plover.type == "ASSAULT"]
    assert all(a.status == "unstated" for e in deeds for a in e.actors)
