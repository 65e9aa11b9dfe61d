"""What one article says in all: its headline's total, not its parts, its names, or the tolls of other events."""

from __future__ import annotations

from saksi import read
from saksi.reconcile import account
from saksi.types import CasualtyKind, Derived, Quantity

DAY = "2019-05-14"


def told(text: str, kind: CasualtyKind, language: str = "en") -> Derived:
    return account(read(text, language=language, published=DAY), kind)


def number(text: str, kind: CasualtyKind, language: str = "en") -> int | None:
    value = told(text, kind, language).value
    return value.number if isinstance(value, Quantity) else None


def test_the_headline_outweighs_another_event_with_more() -> None:
    text = (
        "Five killed in Tarin market bombing\nFive people were killed when a bomb went off in the market of Tarin on Monday,"
        " police said. The bomb went off at noon.\n\nOn Sunday eight soldiers were killed in an ambush in the north."
    )
    found = told(text, "killed")
    assert isinstance(found.value, Quantity)
    assert found.value.number == 5
    assert any("more prominently" in why for _, why in found.excluded)


def test_groups_of_one_sentence_add_up() -> None:
    assert number("Gunmen killed two soldiers and three villagers in Tarin on Monday.", "killed") == 5
    indonesian = "Kelompok bersenjata menembak mati dua prajurit dan tiga warga di Distrik Gome, Senin."
    assert number(indonesian, "killed", "id") == 5


def test_who_was_hit_and_not_killed_was_injured() -> None:
    text = "Nine people were shot at a checkpoint in Tarin on Monday. Two of them died in hospital, police said."
    assert number(text, "injured") == 7
    indonesian = "Sembilan orang ditembak di pos pemeriksaan di Gome, Senin. Dua di antaranya tewas, kata polisi."
    assert number(indonesian, "injured", "id") == 7


def test_who_was_hit_by_name_and_is_not_among_the_dead_was_injured() -> None:
    text = "Samir Aziz was killed in the attack on Tarin on Monday. Omar Haddad was shot in the chest, police said."
    assert number(text, "injured") == 1
    alone = "Samir Aziz was shot in the chest in the attack on Tarin on Monday. Aziz was killed, police said."
    assert number(alone, "injured") is None


def test_nothing_told_is_null_and_says_what_was_left_out() -> None:
    assert number("The army shelled Tarin on Monday.", "killed") is None
    found = told("Since 2014 the war has killed 13,000 people. On Monday the army shelled Tarin.", "killed")
    assert found.value is None
    assert [why for _, why in found.excluded] == ["campaign total, not of this event"]
