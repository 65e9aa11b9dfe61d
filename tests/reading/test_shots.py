"""A shot that is fired is a noun and counts nobody; people who are shot are counted."""

from __future__ import annotations

import pytest

import saksi


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Every time we fired a shot they answered with ten, the rebels said in Idlib.", []),
        ("Three men were shot by rebels in Idlib.", ["killed_or_injured"]),
        ("Rebels shot three men in Idlib.", ["killed_or_injured"]),
    ],
)
def test_shots(text: str, kinds: list[str]) -> None:
    assert [c.kind for c in saksi.read(text, language="en").casualties] == kinds
