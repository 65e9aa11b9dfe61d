"""The interface speaks both languages, wholly."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from saksi import types
from saksi.reconcile import POLICIES
from saksi.reconcile.found import KINDS
from saksi.web import words
from saksi.web.pages import HOME

GROUPS = {
    "qualifier": types.Qualifier, "stance": types.Stance, "source": types.SourceClass, "type": types.PloverType,
    "realis": types.Realis, "certainty": types.Certainty, "voice": types.Voice, "status": types.Status, "scope": types.Scope,
    "kind": types.CasualtyKind, "who": types.VictimClass, "object": types.ImpactObject, "effect": types.ImpactEffect,
    "relation": types.ControlRelation, "change": types.ControlChange, "extent": types.Extent, "precision": types.PlacePrecision,
    "place": types.PlaceRelation, "denied": types.Denied, "noun": types.Noun, "action": types.Action,
}  # fmt: skip


def test_both_languages_have_the_same_words():
    assert words.problems() == []


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_value_of_a_closed_vocabulary_has_a_word(language):
    held = words.load(language).keys()
    wanted = {f"labels.{group}.{value}" for group, literal in GROUPS.items() for value in get_args(literal)}
    wanted |= {f"labels.relation.{value}" for value in get_args(types.RelationType)}
    wanted |= {f"labels.precision.{value}" for value in get_args(types.TimePrecision)}
    wanted |= {f"labels.contradiction.{value}" for value in KINDS} | {f"labels.policy.{value}" for value in POLICIES}
    assert sorted(wanted - set(held)) == []


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_word_a_template_asks_for_is_there(language):
    held = words.load(language).keys()
    asked = set()
    for template in (HOME / "templates").rglob("*.html"):
        asked |= set(re.findall(r"""\bt\(["']([a-z_]+(?:\.[a-z0-9_]+)+)["']\s*[,)]""", template.read_text(encoding="utf-8")))
    assert asked
    missing = [key for key in sorted(asked) if key not in held and f"{key}.other" not in held]
    assert missing == []


def test_numbers_dates_and_counts():
    indonesian, english = words.load("id"), words.load("en")
    assert (indonesian.number(12500), english.number(12500)) == ("12.500", "12,500")
    assert indonesian.date("2020-09-27") == "27 September 2020"
    assert english.date("2020-09", "month") == "September 2020"
    assert english.date("2020-09-27", "year") == "2020"
    assert english.date(None) == ""


def test_templates_hold_no_inline_script_style_or_handler():
    for template in (HOME / "templates").rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:|hx-on", text), template
        assert "| safe" not in text, template
        assert "|safe" not in text, template
