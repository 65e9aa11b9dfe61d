"""Text that was wrapped at a width, as mail, printouts and old wires are: a line end within a sentence ends nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import saksi
from saksi.text import shadow

WIRE = (
    "Two policemen were wounded on Monday when gunmen opened fire on a patrol near the northern\n"
    "town of Garoua, the governor said. He said that the attackers had fled and that at least\n"
    "twelve soldiers were killed in a second attack on the road to the border, where a convoy\n"
    "was ambushed. Nobody claimed either attack."
)
WIRED = [("injured", 2), ("killed", 12)]


def figures(text):
    return [(c.kind, c.quantity.number) for c in saksi.read(text, language="en").casualties]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n            ", " \n"])
def test_a_wrapped_text_reads_as_the_text_does(end):
    assert figures(WIRE.replace("\n", " ")) == WIRED
    assert figures(WIRE.replace("\n", end)) == WIRED


def test_capitals_are_joined_by_their_width():
    assert figures(WIRE.upper()) == WIRED


def test_evidence_of_a_wrapped_text_is_what_stands_there():
    text = WIRE.replace("\n", "\n   ")
    for claim in saksi.read(text, language="en").casualties:
        assert claim.evidence.exact == text[claim.evidence.start : claim.evidence.end]


@pytest.mark.parametrize(
    "text",
    [
        "Dua Tentara Tewas di Papua\nDua tentara tewas dalam baku tembak di Nduga.\nBaca juga: Empat Warga Ditembak",
        "Twelve Killed in Market Blast\nPolice found the bodies on Monday.\nThe market was closed.",
        "killed: 12\nwounded: 30\nmissing: 4",
    ],
)
def test_lines_that_end_something_stay_lines(text):
    assert shadow(text) == text


@given(st.text(alphabet="aB .,\n\r", max_size=200))
def test_offsets_hold_whatever_the_lines_are(text):
    dark = shadow(text)
    assert len(dark) == len(text)
    assert all(a == b or b == " " or (a == "\r" and b in " \n") for a, b in zip(text, dark, strict=True))
