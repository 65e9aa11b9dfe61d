"""What is said without a cue of speech, and where what is said ends."""

from __future__ import annotations

import pytest

import saksi


def speakers(text: str, number: int) -> list[str]:
    """Who says the figure, as the text names them."""
    reading = saksi.read(text, language="en", published="2021-06-09")
    said = {a.id: a for a in reading.attributions}
    toll = next(c for c in reading.casualties if c.quantity.number == number)
    return [s.text for i in toll.asserted_by for s in said[i].sources]


@pytest.mark.parametrize(
    ("text", "number", "speaker"),
    [
        ("Troops killed 28 suspected rebels overnight, officials said, as an aid group warned of hunger.", 28, "officials"),
        ("Shelling killed two people in the port, the region's governor said, as the army said it held the line.", 2, "governor"),
        (
            "A raid killed 19 rebels, while one leader was arrested, the ministry said on Tuesday, as violence grew.",
            19,
            "ministry",
        ),
        ("Four troops died in an ambush, the army said in a statement that followed weeks of quiet.", 4, "army"),
        ("Nine men were killed in the raid, police and hospital officials said.", 9, "police"),
        (
            "The army counted 31 dead on Tuesday, with rebel sources telling Reuters that a raid had killed 60.",
            60,
            "rebel sources",
        ),
        ("Gunmen killed 1,200 civilians in the province (OHCHR); many fled.", 1200, "OHCHR"),
        ("Rebels shelled the hill. Colonel Ruiz scoffed. By his estimate, 43 rebels were killed there.", 43, "his"),
        ("We met a nurse, who said gunmen came at night, killed nine men and burned the mill.", 9, "nurse"),
    ],
)
def test_who_says_a_figure(text: str, number: int, speaker: str) -> None:
    assert any(speaker in source for source in speakers(text, number))


def test_a_quotation_that_opens_a_line_is_of_who_spoke_last_in_the_line_before() -> None:
    text = (
        "Gunmen attacked two villages on Saturday.\n"
        "Musa Idris, a village head, said there had been an attack.\n"
        '"We are ready to bury them, and there is word of 30 people killed in the next village."\n'
    )
    assert speakers(text, 30) == ["Musa Idris, a village head"]


def test_in_an_interview_the_line_is_the_turn_of_its_speaker() -> None:
    text = (
        "Colonel Ramil Datu spoke to us about the battle for the city.\n"
        "LENS: How far are you?\n"
        "DATU: We hold the bridge. Six soldiers were killed there by snipers.\n"
        "LENS: And in all?\n"
        "DATU: It is a long fight. Since May 97 soldiers have been killed.\n"
    )
    assert speakers(text, 6) == ["DATU"]
    assert speakers(text, 97) == ["DATU"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The Hajjah hospital admitted 52 wounded after the air strike.", 52),
        ("Rebels free 31 captives as fresh attack claims soldiers", 31),
        ("East valley: 33 dead, 47 wounded in shelling.", 33),
        ("On Sunday, at least five people were killed by gunmen on a road in Benue state.", 5),
    ],
)
def test_nobody_says_it(text: str, number: int) -> None:
    assert speakers(text, number) == []


def test_who_an_according_names_goes_on_speaking_in_a_gerund() -> None:
    text = 'According to a local resident, "it was a massacre", estimating that "around thirty" guards were killed in the attack.'
    assert speakers("Rebels attacked the town on Monday. " + text, 30) == ["local resident"]
