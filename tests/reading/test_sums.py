"""Totals of a headline or lead, and the figures below that add up to them."""

from __future__ import annotations

import pytest

import saksi

_AMBUSHES = (
    "At least eight soldiers were killed in three days of raids in the north, an official said.\n"
    "Five soldiers died in attacks on outposts near Menaka, he said.\n"
    "Two soldiers were killed when rebels ambushed a convoy.\n"
    "On Tuesday a soldier was killed by a mine.\n"
)
_BOM = (
    "Sebelas orang tewas dalam dua ledakan bom di Mogadishu.\n"
    "Bom pertama menewaskan tujuh orang di sebuah pasar.\n"
    "Bom kedua di dekat hotel menewaskan empat orang.\n"
)


@pytest.mark.parametrize(("language", "text", "total", "parts"), [("en", _AMBUSHES, 8, [5, 2, 1]), ("id", _BOM, 11, [7, 4])])
def test_figures_that_add_up_to_the_total_of_the_lead_are_its_parts(
    language: str, text: str, total: int, parts: list[int]
) -> None:
    found = saksi.read(text, language=language, published="2025-03-06").casualties
    whole = next(c for c in found if c.quantity.number == total)
    assert [c.quantity.number for c in found if c.part_of == whole.id] == parts


@pytest.mark.parametrize(
    "last",
    [
        "Four soldiers were killed by a mine.",  # the sum is not met
        "In 2012 a soldier was killed by a mine there.",  # of another time
        "A rebel was killed by a mine.",  # of other people
    ],
)
def test_what_does_not_add_up_is_no_part(last: str) -> None:
    text = _AMBUSHES.replace("On Tuesday a soldier was killed by a mine.", last)
    found = saksi.read(text, language="en", published="2025-03-06").casualties
    assert next(c for c in found if c.quantity.number == 8)
    assert not any(c.part_of for c in found)


def test_what_opponents_tell_is_not_added_up() -> None:
    text = (
        "At least eleven people were killed in fighting in Aceh on Monday.\n"
        "The Indonesian army said eight rebels were killed and two soldiers died.\n"
        "A spokesman of the Free Aceh Movement said one person was killed.\n"
    )
    found = saksi.read(text, language="en", published="2001-03-06").casualties
    assert {c.quantity.number for c in found} >= {11, 8, 2, 1}
    assert not any(c.part_of for c in found)
