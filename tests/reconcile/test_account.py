"""What one article says in all: its headline's total, not its parts, its names, or the tolls of other events."""

from __future__ import annotations

from saksi import read
from saksi.reconcile import account, decide, reconcile
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


def test_who_ended_his_own_life_is_added_where_the_toll_leaves_him_out() -> None:
    text = (
        "Three killed in Tarin shooting\nA man shot and killed three people in Tarin on Monday, police said."
        "\n\nThe man then killed himself, the governor said."
    )
    assert number(text, "killed") == 4
    counted = text.replace("governor said.", "governor said. Four people died in all.")
    assert number(counted.replace("Three killed", "Four killed"), "killed") == 4


def test_what_is_past_is_told_where_nobody_of_a_kind_is_counted_now() -> None:
    text = (
        "A man was sentenced to life on Monday for the attack in March 2016 in which four people were killed in Tarin."
        " A guard was injured in the courtroom on Monday when the crowd attacked him."
    )
    assert number(text, "killed") == 4


def told_of(text: str, kind: CasualtyKind) -> Quantity | None:
    """What the event of an article has under the policy *latest*."""
    reading = read(text, published=DAY)
    event = next(e for e in reconcile([reading]) if reading.main in e.claims)
    value = decide(event, kind, "latest", [reading]).value
    return value if isinstance(value, Quantity) else None


def test_of_those_hit_in_an_event_the_dead_are_not_injured() -> None:
    text = "Nine people were shot at a checkpoint in Tarin on Monday. Two of them died in hospital, police said."
    found = told_of(text, "injured")
    assert found is not None
    assert found.best == 7


def test_an_article_about_one_dead_tells_of_several_in_passing() -> None:
    text = (
        "Teacher killed in Tarin attack\nA teacher was killed when gunmen attacked his house in Tarin on Monday, police said."
        "\n\nThe teacher was killed at once, his brother said. Gunmen killed three people on that road."
    )
    found = told_of(text, "killed")
    assert found is not None
    assert found.best == 1


def latest(kind: CasualtyKind, *texts: tuple[str, str], language: str = "en") -> Quantity | None:
    """What the event of several articles, each with its day, has under the policy *latest*."""
    readings = [
        read(text, id=f"doc-{n}", language=language, published=f"2019-05-{day}") for n, (day, text) in enumerate(texts, start=1)
    ]
    event = next(e for e in reconcile(readings) if readings[-1].main in e.claims)
    value = decide(event, kind, "latest", readings).value
    return value if isinstance(value, Quantity) else None


def test_the_newest_account_stands_whole() -> None:
    found = latest(
        "killed",
        ("14", "A woman was shot dead in her house in Tarin on Monday, police said."),
        ("15", "A mother and her son were killed in a shooting at a house in Tarin on Monday, police said. The son was 12."),
    )
    assert found is not None
    assert found.best == 2


def test_one_force_or_class_is_everybody_where_nobody_else_is_counted() -> None:
    found = latest(
        "killed",
        ("14", "Two children were killed when gunmen fired at a school in Tarin on Monday, police said."),
        ("15", "Two pupils died in Monday's attack by gunmen on a school in Tarin, the mayor said."),
    )
    assert found is not None
    assert found.best == 2


def test_the_parts_of_a_total_beside_it_are_not_added_to_it() -> None:
    text = "Ten people, eight students and two teachers, were shot dead at a school in Tarin on Monday."
    assert number(text, "killed") == 10
