"""Whose territory the map draws what several states claim: by a viewpoint, the same for page, script and list."""

from __future__ import annotations

import json

import pytest

from saksi.web import borders, words
from saksi.web.pages import STATIC

WORLD = json.loads((STATIC / "world.json").read_text(encoding="utf-8"))


def owner(territory: str, viewpoint: str) -> str:
    return next(one for one in borders.territories() if one.id == territory).owner(viewpoint)


@pytest.mark.parametrize(
    ("territory", "held", "un", "own"),
    [
        ("crimea", "RU", "UA", ("RU", "RU")),
        ("kosovo", "XK", "RS", ("XK", "XK")),
        ("golan", "IL", "SY", ("IL", "IL")),
        ("aksai-chin", "CN", "", ("IN", "IN")),
        ("western-sahara", "EH", "EH", ("MA", "MA")),
        ("essequibo", "GY", "GY", ("VE", "VE")),
    ],
)
def test_each_viewpoint_draws_its_own(territory, held, un, own):
    assert owner(territory, borders.HELD) == held
    assert owner(territory, borders.UN) == un
    assert owner(territory, own[0]) == own[1]


def test_a_border_that_a_view_does_not_have_goes_and_one_that_it_has_is_drawn():
    assert "kosovo-RS" in borders.unseen("RS")
    assert "kosovo-RS" not in borders.unseen("XK")
    assert "crimea" in borders.outlined(borders.UN)
    assert "crimea" not in borders.outlined("RU")


def test_script_and_page_know_the_same_territories_and_borders():
    drawn = {one["properties"]["id"] for one in WORLD["disputes"]["features"]}
    assert drawn == {one.id for one in borders.territories()}
    pairs = {one["properties"]["between"] for one in WORLD["borders"]["features"]} - {""}
    assert pairs == {f"{one.id}-{state}" for one in borders.territories() for state in one.parents}
    assert all(one["geometry"]["coordinates"] for one in WORLD["borders"]["features"] if one["properties"]["between"])


def test_every_state_has_a_name_in_every_language():
    for language in words.LANGUAGES:
        t = words.load(language)
        for one in borders.territories():
            for state in (*one.claims, one.drawn, one.holder, one.un):
                assert not state or t(f"map.state.{state}")
            assert one.name[language]
