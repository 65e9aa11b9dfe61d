"""Fields of casualty claims: parts of totals, what a figure counts, how many of whom."""

from __future__ import annotations

import pytest

import saksi
from saksi.types import CasualtyClaim


def claims(text: str, language: str) -> list[CasualtyClaim]:
    return list(saksi.read(text, language=language, published="2022-05-18").casualties)


def figures(text: str, language: str) -> list[tuple[str, int | None, str]]:
    return [(c.kind, c.quantity.number, c.scope) for c in claims(text, language)]


def test_a_total_before_its_parts_is_no_part_itself() -> None:
    total, part = claims("The number of people killed in the siege climbed to 23, including five attackers.", "en")
    assert (total.part_of, part.part_of) == (None, total.id)
    assert part.who == ("combatant",)


def test_the_rest_are_of_the_total_not_of_its_part() -> None:
    text = "Empat prajurit tewas ditembak di Nduga, termasuk seorang wartawan, dan tujuh lainnya luka-luka."
    assert [c.who for c in claims(text, "id")] == [("military",), ("journalist",), ("military",)]


def test_what_points_back_is_part_of_another_harm() -> None:
    taken, freed = claims("Gunmen abducted ten nurses in Zamfara. Two of them were released on Friday.", "en")
    assert (taken.kind, freed.kind, freed.part_of) == ("abducted", "released", taken.id)
    text = "Sebelas orang luka-luka dalam baku tembak itu. Dua dari korban luka dalam kondisi kritis."
    hurt, critical = claims(text, "id")
    assert critical.part_of == hurt.id


def test_an_age_behind_the_cue_makes_children() -> None:
    text = "The shells killed 12 farmers. Four of them were under ten."
    assert [(c.quantity.number, c.who) for c in claims(text, "en")] == [(12, ("civilian",)), (4, ("child",))]


def test_a_toll_that_rises() -> None:
    assert figures("The death toll rose by 12 to 45 after the shelling of Grozny.", "en") == [
        ("killed", 12, "increment"),
        ("killed", 45, "running_total"),
    ]
    assert figures("The toll from Tuesday's air strike on Sanaa rose to 45 from 33.", "en") == [
        ("killed", 45, "running_total"),
        ("killed", 33, "running_total"),
    ]


def test_since_counts_a_campaign_where_it_belongs_to_the_harm() -> None:
    freed, *_ = claims("Pemberontak melepaskan seorang pilot helikopter yang disandera sejak Januari di Arauca.", "id")
    assert freed.scope == "incident"
    [killed] = claims("Sejak Januari tentara menewaskan 40 warga di Rakhine.", "id")
    assert killed.scope == "campaign"
    [peak] = claims("More than 2,000 people died in the fighting in Darfur last year.", "en")
    assert peak.scope == "campaign"
    [bomb] = claims("A bomb killed 202 people in Bali in 2002.", "en")
    assert bomb.scope == "incident"


def sides(text: str, language: str) -> list[str | None]:
    return [c.side.text if c.side is not None else None for c in claims(text, language)]


def test_whoever_lost_them_is_their_side() -> None:
    assert sides("Musuh kehilangan 30 prajurit di Kherson, kata militer Ukraina.", "id") == ["Musuh"]
    [lost] = claims("The Kachin rebels admitted losing 12 men in the battle.", "en")
    assert (lost.side and lost.side.text, lost.who) == ("The Kachin rebels", ("combatant",))


def test_owners_of_the_counted_are_their_side() -> None:
    [own] = claims("Pejabat keamanan India mengatakan sembilan serdadunya luka-luka dalam bentrokan di perbatasan.", "id")
    assert own.side is not None
    assert own.side.actor is not None
    assert own.side.actor.country == "IND"
    [none] = claims("“Tidak satu pun pasukan kami gugur dalam kontak tembak itu,” kata juru bicara TPNPB.", "id")
    assert none.side is not None
    assert none.side.actor is not None
    assert (none.side.actor.name, none.who, none.quantity.number) == ("TPNPB", ("combatant",), 0)


def test_the_side_that_the_clause_names() -> None:
    assert sides("Dari pihak pemberontak tiga orang tewas dalam pertempuran tersebut, kata militer.", "id") == ["pemberontak"]
    assert sides("The battle left nine dead on the government side.", "en") == ["government"]


def test_the_owner_of_losses_owns_what_a_list_details() -> None:
    text = "Our own losses in this sector are four killed and eleven wounded, the Ukrainian army said."
    assert sides(text, "en") == ["Our own", "Our own"]


def test_where_people_were_is_not_whose_they_are() -> None:
    assert sides("The air strike killed nine people in Darfur.", "en") == [None]


def scenes(text: str, language: str) -> list[tuple[str | None, str | None]]:
    return [
        (c.place.text if c.place is not None else None, c.time.earliest if c.time is not None else None)
        for c in claims(text, language)
    ]


def test_each_toll_has_the_place_and_time_of_its_own_clause() -> None:
    text = "A suicide bomber killed at least 12 people in Mosul on Monday, a day after gunmen killed five soldiers in Kirkuk."
    assert scenes(text, "en") == [("Mosul", "2022-05-16"), ("Kirkuk", None)]
    text = "Di Distrik Sugapa, Kabupaten Intan Jaya, dua warga tewas ditembak, sedangkan di Puncak tiga orang luka-luka."
    assert scenes(text, "id") == [("Distrik Sugapa", None), ("Puncak", None)]


def test_where_and_when_it_was_said_is_not_where_and_when_it_was() -> None:
    text = "Five policemen were killed in firefights in southern districts of Mosul, Major Ahmed said in Baghdad on Tuesday."
    assert scenes(text, "en") == [("Mosul", None)]
    text = "Menteri mengatakan di Jenewa, Selasa, bahwa 40 warga tewas akibat gempuran di Homs, Minggu."
    assert scenes(text, "id") == [("Homs", "2022-05-15")]


def test_where_people_came_from_is_not_where_they_were_harmed() -> None:
    assert scenes("Five workers from Gaza were shot dead at a farm in Kiryat on Monday.", "en") == [("Kiryat", "2022-05-16")]


def test_the_harmed_did_no_harm_to_themselves() -> None:
    [killed] = claims("As of Monday, 33 people had been killed in the shelling of Kharkiv.", "en")
    assert killed.by is None


def test_to_death_is_no_plan() -> None:
    [killed] = claims("Rebels hacked 11 peasants to death in Huanta.", "en")
    assert (killed.kind, killed.realis) == ("killed", "actual")


def test_the_figure_behind_the_number_of_those_harmed() -> None:
    [killed] = claims("Jumlah pemberontak yang tewas sejak 1 Maret menjadi 20 orang, kata militer.", "id")
    assert (killed.kind, killed.quantity.number, killed.scope) == ("killed", 20, "running_total")
    [killed] = claims("The ministry puts the number of rebels killed in the operation at 94.", "en")
    assert (killed.kind, killed.quantity.number, killed.who) == ("killed", 94, ("combatant",))


def test_captives_and_refugees_suffer_what_the_verb_behind_them_says() -> None:
    assert [k for k, *_ in figures("Dua tawanan telah dibebaskan pemberontak di Bougainville.", "id")] == ["released"]
    text = "Eight displaced persons were killed inside the camp by bullets, and 59 were wounded."
    assert [f[:2] for f in figures(text, "en")] == [("killed", 8), ("injured", 59)]


def test_what_a_colon_lists_and_adds_up_is_part_of_the_total() -> None:
    total, *parts = claims("Pekan ini 19 warga dibunuh di wilayah Barat Laut: 11 petani, enam guru, dan dua pelajar.", "id")
    assert [p.quantity.number for p in parts] == [11, 6, 2]
    assert {p.part_of for p in parts} == {total.id}
    total, part = claims("Tentara membunuh 30 orang: 20 di Dili.", "id")
    assert (total.quantity.number, part.quantity.number, part.part_of) == (30, 20, total.id)
    first, second = claims("Dua orang tewas di Dili dan satu di Baucau dalam serangan itu.", "id")
    assert (first.part_of, second.part_of) == (None, None)


def test_not_reported_is_not_zero() -> None:
    [unknown] = claims("No casualties were reported in the shelling of Kherson.", "en")
    assert (unknown.quantity.number, unknown.declared_unknown) == (None, True)
    [unknown] = claims("Tidak ada laporan korban jiwa akibat gempuran di Kherson itu.", "id")
    assert (unknown.quantity.number, unknown.declared_unknown) == (None, True)


def test_marks_around_single_words_part_no_count() -> None:
    [killed] = claims('An army spokesman said that "six terrorists" had been killed in an encounter.', "en")
    assert (killed.quantity.number, killed.who) == (6, ("combatant",))


def test_whoever_counts_the_dead_says_how_many() -> None:
    reading = saksi.read("A nurse counted 11 bodies in the village after the raid.", language="en")
    [found] = reading.casualties
    assert [s.text for a in reading.attributions if a.id in found.asserted_by for s in a.sources] == ["nurse"]


def sources(text: str, language: str) -> list[list[str]]:
    reading = saksi.read(text, language=language, published="2022-05-18")
    return [[s.text for a in reading.attributions if a.id in c.asserted_by for s in a.sources] for c in reading.casualties]


def test_records_say_how_many() -> None:
    assert sources("Data RSUP menunjukkan 14 orang tewas dalam ledakan bom di Bali.", "id") == [["Data RSUP"]]


def test_to_let_people_go_and_to_demand_it_tells_no_figure() -> None:
    assert sources("The rebels on Sunday released 11 hostages in Freetown.", "en") == [[]]


def test_what_is_joined_to_a_figure_of_a_campaign_is_of_it() -> None:
    text = "Sejak Januari sebanyak lima pemberontak ditembak mati dan dua orang menyerahkan diri."
    assert [scope for _, _, scope in figures(text, "id")] == ["campaign", "campaign"]


def test_nothing_said_of_the_time_is_not_the_time_of_another_sentence() -> None:
    text = "3 Maret 1979: pasukan merebut Lang Son. 5 Maret 1979: Jenderal Nguyen menyebut 600 tentara tewas."
    *_, killed = claims(text, "id")
    assert killed.time is None


def test_conjoined_counts_whose_nouns_no_list_knows() -> None:
    text = "Lima pekerja jembatan dan seorang mantri diculik kelompok bersenjata di Nduga."
    assert [f[:2] for f in figures(text, "id")] == [("abducted", 5), ("abducted", 1)]


def test_a_part_with_a_harm_of_its_own_does_not_harm_the_total() -> None:
    text = "Kata militer, 38 prajurit, enam di antaranya luka parah, telah menyeberang usai pertempuran itu."
    assert [f[:2] for f in figures(text, "id")] == [("injured", 6)]
    text = "Nine civilians, five of them children, were killed when a shell fell on a school."
    assert [f[:2] for f in figures(text, "en")] == [("killed", 9), ("killed", 5)]


def test_digits_of_a_unit_count_nobody() -> None:
    assert [f[:2] for f in figures("Dua prajurit Yonif Linud 391 gugur dalam kontak tembak itu.", "id")] == [("killed", 2)]


def test_a_numeral_told_again_in_brackets() -> None:
    text = "Sebanyak 5 (lima) pemberontak ditembak mati dan 1 (satu) orang menyerahkan diri."
    assert [f[:2] for f in figures(text, "id")] == [("killed", 5), ("surrendered", 1)]


def test_a_suspect_who_is_held_is_no_fighter_and_a_thing_nobody() -> None:
    [held] = claims("Kedua pelaku penembakan itu ditahan polisi di Mataram.", "id")
    assert (held.kind, held.who) == ("detained", ("unspecified",))
    assert claims("Militer menembak satu kapal perang Korea Selatan dengan rudal.", "id") == []


def test_more_of_another_harm_is_no_increment() -> None:
    text = "Dua orang tewas ditembak dan 17 orang lagi cedera dalam baku tembak itu."
    assert [scope for _, _, scope in figures(text, "id")] == ["incident", "incident"]


@pytest.mark.parametrize(
    ("language", "text", "who"),
    [
        ("en", "Nine ethnic Albanians were killed in clashes on Monday.", ("unspecified",)),
        ("en", "Soldiers shot dead four innocent Kurds in the village.", ("civilian",)),
        ("id", "Pasukan menembak mati dua pemuda tak bersenjata di desa itu.", ("civilian",)),
    ],
)
def test_a_people_is_no_status_and_the_harmless_are_civilians(language: str, text: str, who: tuple[str, ...]) -> None:
    (claim,) = saksi.read(text, language=language, published="2025-10-22").casualties
    assert claim.who == who


def test_who_suffered_no_losses_is_the_side_of_the_zero() -> None:
    text = "A convoy of the Yugoslav army came under fire. The Yugoslav army said it suffered no casualties."
    (claim,) = saksi.read(text, language="en", published="1998-05-22").casualties
    assert claim.quantity.number == 0
    assert claim.who == ("military",)
    assert claim.side is not None
    assert claim.side.actor is not None
    assert claim.side.actor.country == "YUG" or "Yugoslav" in claim.side.actor.name


@pytest.mark.parametrize(
    ("language", "text", "number", "who", "part"),
    [
        ("en", "Ten soldiers were wounded in the blast. Three died in hospital.", 3, ("military",), True),
        ("en", "Gunmen abducted 22 schoolgirls in Kebbi. Two were found dead.", 2, ("child",), True),
        ("id", "Sepuluh tentara terluka dalam ledakan itu. Tiga meninggal di rumah sakit.", 3, ("military",), True),
        ("id", "Lima anggota polisi tewas dalam bentrokan. Satu lainnya masih disandera.", 1, ("police",), False),
        ("en", "Ten soldiers were wounded in the blast.\nThree died in hospital.", 3, ("unspecified",), False),  # a new paragraph
        ("en", "Ten soldiers were wounded in the blast. Twelve died in hospital.", 12, ("unspecified",), False),  # more than all
    ],
)
def test_a_bare_count_that_opens_a_sentence_is_of_those_told_before(
    language: str, text: str, number: int, who: tuple[str, ...], part: bool
) -> None:
    claims = saksi.read(text, language=language, published="2025-10-22").casualties
    (claim,) = [c for c in claims if c.quantity.number == number]
    assert claim.who == who
    assert bool(claim.part_of) == part


def test_what_had_been_suffered_by_then_is_a_campaign() -> None:
    many, blast = "More than 120 civilians have been killed.", "More than 120 civilians have been killed in a blast."
    for text, scope in ((many, "campaign"), (blast, "incident")):
        report = "Shelling resumed on the border on Monday.\nTalks have stalled.\n" + text
        assert [c.scope for c in saksi.read(report, language="en", published="2024-08-17").casualties] == [scope]


@pytest.mark.parametrize(
    ("language", "text", "low", "high"),
    [
        ("en", 'French soldiers killed "five to seven" rebels on Monday.', 5, 7),
        ("en", 'Rebels attacked the base. He said "exactly nine people" were killed.', 9, 9),
        ("id", 'Tentara menewaskan "20" pemberontak di Mali utara.', 20, 20),
    ],
)
def test_quotation_marks_around_a_figure_part_it_from_nothing(language: str, text: str, low: int, high: int) -> None:
    (claim,) = saksi.read(text, language=language, published="2014-10-02").casualties
    assert (claim.kind, claim.quantity.low, claim.quantity.high) == ("killed", low, high)
    assert claim.number_evidence is not None
    assert '"' not in claim.number_evidence.exact


@pytest.mark.parametrize(
    ("language", "text", "numbers"),
    [
        ("en", "Both men face murder charges after the shooting in Gary.", []),
        ("en", "Three men were charged with aggravated murder after the shooting in Gary.", []),
        ("en", "Three gangland murders shook Gary after a shooting on Friday.", [3]),
        ("en", "The shooting was retaliation for the Oct. 13 killing of a trader.", [1]),
        ("en", "One person, a 19-year-old man, was shot dead in Gary.", [1]),
        ("en", "A woman and her boyfriend were shot dead in Gary.", [1, 1]),
        ("en", "Samir Aziz and his daughter were killed in a shooting in Gary.", [1, 1]),
        ("en", "The gunfire in Gary left a man dead and his wife and son wounded.", [1, 1, 1]),
        ("id", "Rudi Hartono dan istrinya tewas ditembak di Medan.", [1, 1]),
    ],
)
def test_who_is_counted_and_who_is_charged(language: str, text: str, numbers: list[int]) -> None:
    assert [number for _, number, _ in figures(text, language)] == numbers


def test_losses_that_are_not_told_own_nobody():
    text = "The army said it killed 20 insurgents but gave no details of its own losses."
    (claim,) = saksi.read(text, language="en").casualties
    assert claim.side.text == "20 insurgents"


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("id", "Orang tak dikenal membacok seorang guru hingga tewas di Yahukimo.", 1),
        ("id", "Pelaku menganiaya dua warga sampai meninggal dunia.", 2),
        ("en", "Militants hacked 12 farmers to death in Borno.", 12),
    ],
)
def test_what_was_done_ended_in_death(language, text, number):
    (claim,) = saksi.read(text, language=language).casualties
    assert (claim.kind, claim.quantity.number) == ("killed", number)


def test_a_sentence_of_death_kills_nobody():
    assert saksi.read("Three men were sentenced to death for the attack.", language="en").casualties == ()
