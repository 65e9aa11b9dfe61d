"""Figures without a word of harm: they go on with a toll told before them, or tell who some of its people were."""

from __future__ import annotations

import pytest

import saksi
from saksi.types import CasualtyClaim


def claims(text: str, language: str) -> list[CasualtyClaim]:
    return list(saksi.read(text, language=language, published="2022-05-18").casualties)


def figures(text: str, language: str) -> list[tuple[str, int | None]]:
    return [(c.kind, c.quantity.number) for c in claims(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "who"),
    [
        ("en", "Militants ambushed the convoy, killing 11. Four were soldiers.", "military"),
        ("en", "Gunmen opened fire on the bus, killing seven passengers. One was a girl of 12.", "child"),
        ("en", "Insurgents raided the village and killed 23 people. Two of the victims were teachers.", "civilian"),
        ("en", "The bomb killed 14 worshippers. Among the dead were two policemen.", "police"),
        ("en", "Three people, including Sergeant Rajiv Kumar, 34, and two civilians, were killed in the attack.", "civilian"),
        ("id", "Kelompok bersenjata menyerang konvoi, 11 orang tewas. Empat di antara korban adalah perwira.", "military"),
        ("id", "Bom itu menewaskan 14 orang. Di antara korban tewas terdapat dua polisi.", "police"),
    ],
)  # fmt: skip
def test_who_some_of_them_were(language: str, text: str, who: str) -> None:
    total, part = claims(text, language)
    assert (part.kind, part.part_of) == ("killed", total.id)
    assert who in part.who


def test_a_list_of_the_dead_goes_on_after_its_first_member() -> None:
    text = "Of the 44 people killed in the raid, 20 were children, 11 women and 13 elderly men."
    total, *parts = claims(text, "en")
    assert [p.quantity.number for p in parts] == [20, 11, 13]
    assert {p.part_of for p in parts} == {total.id}
    listed = claims("Korban tewas terdiri atas lima polisi, dua tentara dan seorang warga dalam serangan Taliban itu.", "id")
    assert [(c.quantity.number, c.part_of) for c in listed] == [(5, None), (2, None), (1, None)]


@pytest.mark.parametrize(
    ("language", "text", "figure"),
    [
        ("en", "The army said rebels had killed 12 soldiers in the ambush. The rebels put the figure at 40.", ("killed", 40)),
        ("en", "The ministry said 35 insurgents died in the battle; the insurgents admitted nine.", ("killed", 9)),
        ("en", "A grenade was thrown at the post, wounding six policemen. The number later rose to nine.", ("injured", 9)),
        ("id", "Polisi menyebut enam orang tewas dalam bentrokan itu. Warga menyebut 15.", ("killed", 15)),
        ("id", "Di pihak pemerintah 12 tewas, di pihak pemberontak 40.", ("killed", 40)),
    ],
)  # fmt: skip
def test_another_figure_for_the_same_harm(language: str, text: str, figure: tuple[str, int]) -> None:
    assert figures(text, language)[1:] == [figure]


def test_a_crowd_between_is_what_the_next_figure_counts() -> None:
    text = "Two people were killed in the clashes. Some 4,000 marched later. Police put the number at 3,000."
    assert ("killed", 3000) not in figures(text, "en")


def test_a_smaller_number_among_a_larger_is_counted_and_points_to_it() -> None:
    hurt, dead = sorted(claims("Two of the five soldiers wounded in the blast later died.", "en"), key=lambda c: c.kind)
    assert (hurt.kind, hurt.quantity.number, dead.quantity.number, dead.part_of) == ("injured", 5, 2, hurt.id)
    text = "Sebanyak 44 dari 60 penumpang tewas ketika pesawat itu ditembak jatuh."
    assert figures(text, "id") == [("killed", 44)]


def test_the_dead_of_those_who_were_shot_are_part_of_them() -> None:
    shot, dead = claims("Ten were shot; three died on the way to hospital.", "en")
    assert (shot.kind, dead.kind, dead.part_of) == ("killed_or_injured", "killed", shot.id)


def test_another_is_one_of_the_kind_told_before() -> None:
    killed, hurt = claims("A soldier was killed and another wounded when rebels attacked.", "en")
    assert (hurt.kind, hurt.quantity.number, hurt.who) == ("injured", 1, killed.who)


def test_all_of_them_says_who_the_whole_are() -> None:
    assert [c.who for c in claims("Fifteen people, all of them civilians, were killed by shelling.", "en")] == [("civilian",)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Casualties in the battle: army 12 dead, rebels 43 dead.", ["army", "rebels"]),
        ("en", "Enemy losses for the day: 86 killed, 112 wounded.", ["Enemy", "Enemy"]),
        ("id", "Kerugian di pihak musuh: 86 tewas, lima ditawan.", ["musuh", "musuh"]),
        ("id", "Musuh menderita 40 korban tewas dan belasan luka-luka.", ["Musuh", "Musuh"]),
    ],
)  # fmt: skip
def test_whose_losses_a_list_tells(language: str, text: str, expected: list[str]) -> None:
    assert [c.side.text if c.side is not None else None for c in claims(text, language)] == expected


def test_whoever_holds_people_is_not_their_side() -> None:
    [held] = claims("Polisi menahan dua orang usai bentrokan itu.", "id")
    assert held.side is None


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("id", "Korban serangan KKB: tewas 12, luka 7, hilang 2.", [("killed", 12), ("injured", 7), ("missing", 2)]),
        ("id", '"Yang meninggal dua, yang luka lima," kata Kapolda soal penembakan itu.', [("killed", 2), ("injured", 5)]),
        ("en", "Rebel shelling killed a woman and her baby.", [("killed", 1), ("killed", 1)]),
        ("en", "A Palestinian was killed and two soldiers were wounded in Jenin.", [("killed", 1), ("injured", 2)]),
        ("id", "Seorang tukang ojek dibacok orang tak dikenal hingga tewas.", [("killed", 1)]),
        ("id", "Seorang pemuda (19) tewas dikeroyok massa.", [("killed", 1)]),
        ("id", "Prada Rizal Maulana (22) gugur dalam kontak tembak itu.", [("killed", 1)]),
        ("en", "The court sentenced nine militants to death.", []),
        ("en", "Rebels hacked 11 peasants to death in Huanta.", [("killed", 11)]),
    ],
)  # fmt: skip
def test_lists_companions_and_what_ended_in_death(language: str, text: str, expected: list[tuple[str, int]]) -> None:
    assert sorted(figures(text, language)) == sorted(expected)


def test_a_span_of_fighting_counts_a_campaign() -> None:
    [died] = claims("Selama tiga bulan konflik, 600 orang tewas di Darfur.", "id")
    assert died.scope == "campaign"


def test_a_part_set_apart_leaves_its_total_to_the_verb_behind() -> None:
    shot, dead = claims("Four teens, one fatally, were shot outside a restaurant.", "en")
    assert (shot.kind, shot.quantity.number, dead.kind, dead.part_of) == ("killed_or_injured", 4, "killed", shot.id)


def test_forces_that_move_are_not_displaced() -> None:
    assert claims("Sebanyak 300 prajurit menyeberang ke Ingushetia usai pertempuran itu.", "id") == []
    [fled] = claims("Sebanyak 300 warga menyeberang ke Ingushetia usai pertempuran itu.", "id")
    assert fled.kind == "displaced"


def test_a_party_behind_of_is_the_side_and_no_number_is_part_of_it() -> None:
    [killed] = claims("At least 11 jawans of the C-60 commandos were killed when Maoists blew up their truck.", "en")
    assert killed.side is not None
    assert killed.side.text == "C-60 commandos"
    own, hurt = claims("Juru bicara Kiram mengatakan hanya 10 prajuritnya yang gugur, empat cedera dalam pertempuran itu.", "id")
    assert own.side is not None
    assert hurt.side == own.side


def test_the_worst_of_the_hurt_are_part_of_them() -> None:
    hurt, critical = claims("Serangan itu membuat 23 orang cedera; empat dalam keadaan kritis.", "id")
    assert critical.part_of == hurt.id


def test_what_is_hit_and_is_no_one_counts_nobody() -> None:
    assert figures("A gunship hit at least two villages in a raid on militants.", "en") == []
    assert figures("The blast hit two soldiers on patrol.", "en") == [("killed_or_injured", 2)]
