"""Whose testimony a figure is, told in two languages: read, reconciled, and counted."""

from __future__ import annotations

import pytest

from saksi import read
from saksi.reconcile import Origins, find_contradictions, origins, reconcile
from saksi.reconcile.facts import Facts
from saksi.types import Reading

DAY = "2022-03-15T18:00:00+00:00"


def report(ident: str, language: str, title: str, text: str, published: str = DAY) -> Reading:
    return read(text, id=ident, title=title, published=published, publisher=f"Outlet {ident}", language=language)


def tree(readings: list[Reading]) -> Origins:
    facts = Facts(readings)
    events = [e for e in reconcile(facts.readings) if e.casualties]
    return origins(max(events, key=lambda e: len(e.casualties)), facts)


def test_police_hospital_and_a_witness_are_three_testimonies() -> None:
    text = (
        "LORIN - Gunmen attacked a bus near Tarum on Monday. Police said 11 passengers were killed.\n\n"
        "The director of the hospital in Lorin said 14 people were killed in the attack.\n\n"
        "A witness said 20 people were killed."
    )
    found = tree([report("a", "en", "Gunmen attack a bus near Tarum", text)])
    assert {t.source_class for t in found.testimonies} >= {"police", "hospital", "witness"}


def test_what_an_outlet_prints_beside_a_voice_is_that_voices() -> None:
    en = "LORIN - Rebels attacked a post near Tarum on Monday, the army said. Seven soldiers were killed."
    idn = "LORIN - Pemberontak menyerang pos di dekat Tarum, Senin (14/3/2022), kata militer. Tujuh prajurit tewas."
    for language, text in (("en", en), ("id", idn)):
        found = tree([report(language, language, "Tarum", text)])
        assert [t.source_class for t in found.testimonies] == ["army"]
        assert any(f.reason.startswith("who is heard") for t in found.testimonies for f in t.folds)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "LORIN - The army's spokesman told Reuters that nine rebels were killed in a clash near Tarum on Monday."),
        ("en", "LORIN - A doctor told Outlet by telephone that nine people were killed in a clash near Tarum on Monday."),
        (
            "id",
            "LORIN - Juru bicara militer mengatakan kepada Reuters bahwa sembilan pemberontak tewas dalam bentrokan.",
        ),
    ],
)
def test_who_is_told_does_not_testify(language: str, text: str) -> None:
    (one,) = tree([report("a", language, "Clash", text)]).testimonies
    assert one.source_class in ("army", "hospital")


def test_two_armed_groups_of_one_state_are_two_voices() -> None:
    texts = (
        "COTABATO - The Moro Islamic Liberation Front said its fighters killed 12 soldiers in a clash in Jolo on Monday.",
        "COTABATO - Abu Sayyaf said its fighters killed five soldiers in a clash in Jolo on Monday.",
    )
    readings = [report(str(i), "en", "Soldiers killed in Jolo clash", text) for i, text in enumerate(texts)]
    facts = Facts(readings)
    keys = {t.key for e in reconcile(facts.readings) for t in origins(e, facts).testimonies}
    assert len(keys) == 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "LORIN - Rockets struck a market in Tarum on Monday. The shelling never happened, the defence ministry said."),
        (
            "id",
            "LORIN - Roket menghantam pasar di Tarum, Senin. Penembakan itu tidak pernah terjadi, kata militer.",
        ),
    ],
)
def test_that_it_never_happened_is_a_denial(language: str, text: str) -> None:
    reading = report("a", language, "Rockets strike a market in Tarum", text)
    assert {e.realis for e in reading.events} >= {"actual", "negated"}


def test_who_mixes_up_two_sides_disputes_no_count() -> None:
    true = (
        "BISHKEK - Kyrgyzstan said nine of its soldiers were killed and 23 Kyrgyz soldiers were wounded in fighting near Batken "
        "on Monday. Tajikistan said six of its soldiers were killed and 14 Tajik soldiers were wounded."
    )
    mixed = (
        "MOSCOW - Nine Tajik soldiers were killed and 23 Tajik soldiers were wounded in fighting near Batken on Monday, while "
        "six Kyrgyz soldiers were killed and 14 Kyrgyz soldiers were wounded."
    )
    readings = [report("a", "en", "Soldiers killed near Batken", true), report("b", "en", "Soldiers killed near Batken", mixed)]
    found = find_contradictions(readings, reconcile(readings))
    assert not {c.kind for c in found} & {"figure", "superseded"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "LORIN - The army said 40 rebels died in an air strike near Tarum on Monday. Villagers said 40 civilians died.",
        ),
        (
            "id",
            "LORIN - Militer menyebut 40 pemberontak tewas dalam serangan di Tarum, Senin. Menurut warga, 40 warga sipil tewas.",
        ),
    ],
)
def test_one_number_of_fighters_and_of_civilians_is_told_by_two(language: str, text: str) -> None:
    assert len(tree([report("a", language, "Tarum", text)]).testimonies) == 2


def test_what_the_newsroom_counts_is_its_outlets_own() -> None:
    for language, text in (
        ("en", "LORIN - This newspaper reported on Monday that nine rebels were killed in a clash near Tarum."),
        ("id", "LORIN - Redaksi menulis sembilan pemberontak tewas dalam bentrokan di dekat Tarum, Senin."),
    ):
        (one,) = tree([report("a", language, "Clash", text)]).testimonies
        assert one.source_class is None
        assert one.kind == "outlet"


def test_a_total_with_the_same_number_as_fighters_is_of_others_by_its_parts() -> None:
    army = "LORIN - The army said its soldiers killed 17 terrorists who fired on a checkpoint at Tarum on Saturday."
    others = (
        "LORIN - Soldiers fired at a bus at a checkpoint at Tarum on Saturday. Seventeen people were killed, according to the "
        "survivors: eleven traders, four women and two children."
    )
    texts = (army, others)
    readings = [report(str(i), "en", "Killed at Tarum checkpoint", text) for i, text in enumerate(texts)]
    facts = Facts(readings)
    folds = [f for e in reconcile(facts.readings) for t in origins(e, facts).testimonies for f in t.folds]
    assert not [f for f in folds if f.reason == "one odd figure: killed 17"]


@pytest.mark.parametrize(("number", "count"), [("143", 1), ("12", 2)])
def test_a_number_of_three_telling_digits_is_repeated_whoever_gives_it(number: str, count: int) -> None:
    texts = (
        f"LORIN - Police said {number} people were killed in the storming of Tarum on Monday.",
        f"LORIN - The director of the hospital in Lorin said {number} people were killed in the storming of Tarum on Monday.",
    )
    readings = [report(str(i), "en", "People killed in the storming of Tarum", text) for i, text in enumerate(texts)]
    assert len(tree(readings).testimonies) == count


def test_a_person_with_two_titles_is_one_voice() -> None:
    found = tree(
        [
            report("a", "id", "Enam warga tewas", "Enam warga tewas ditembak di Kampung Tarum, Selasa, kata Pastor Lukas Belau."),
            report("b", "en", "Six killed", "Six residents were shot dead in Tarum on Tuesday, the Rev. Lukas Belau said."),
        ]
    )
    assert len([t for t in found.testimonies if t.source_class is not None]) <= 1


WAR = (
    (
        "en",
        "The health ministry in Gaza said on Wednesday that 1,204 Palestinians had been killed since Israel's offensive began.",
    ),
    ("id", "Sejak ofensif Israel dimulai, 2.318 warga Palestina tewas di Gaza, menurut Kementerian Kesehatan di Gaza."),
    ("en", "At least 2,431 Palestinians have been killed in Gaza since the war began, the health ministry said."),
)


def test_totals_of_a_war_are_one_event_of_one_voice_and_testify_to_no_incident() -> None:
    days = ("2024-03-20", "2024-04-09", "2024-04-12")
    readings = [
        report(str(i), language, "Gaza", text, day) for i, ((language, text), day) in enumerate(zip(WAR, days, strict=True))
    ]
    facts = Facts(readings)
    (war,) = (e for e in reconcile(facts.readings) if e.casualties)
    found = origins(war, facts)
    assert len(war.casualties) == 3
    assert len(found.totals) == 1
    assert not [c for t in found.testimonies for c in t.claims if c in facts.casualties]
    assert facts.is_campaign(war)


def test_a_monitor_counts_itself() -> None:
    text = "LORIN - Gunmen attacked a bus near Tarum on Monday. Eleven passengers were killed and four were hurt."
    monitor = read(text, id="m", title="Bus", published=DAY, publisher="Lorin Conflict Monitor", language="en")
    police = report(
        "p", "en", "Bus", "LORIN - Gunmen attacked a bus near Tarum on Monday. Police said nine passengers were killed."
    )
    keys = {t.key for t in tree([monitor, police]).testimonies}
    assert len(keys) == 2
    assert "outlet:lorin conflict monitor" in keys
