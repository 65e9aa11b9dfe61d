"""The small edits are sound, the comparison sees what moved, and the rates lie over their floors."""

from __future__ import annotations

import copy
import json
import re
from collections import Counter

import pytest
from quality.articles import examples
from quality.gold_tools import pairs
from quality.run_gold import floors
from quality.variants import full_text

from quality import behaviour

TEXTS = behaviour.texts()
CASES = [(text, edit) for text in TEXTS for edit in text["edit"]]
IDS = [f"{text['id']}-{edit['edit']}" for text, edit in CASES]
WORDS = 9


def test_there_are_enough_texts_and_each_has_every_edit():
    assert Counter(text["language"] for text in TEXTS) == {"id": 12, "en": 12}
    assert len({text["id"] for text in TEXTS}) == 24
    for text in TEXTS:
        assert [edit["edit"] for edit in text["edit"]] == list(behaviour.EDITS), text["id"]


def test_the_texts_are_in_our_own_words():
    def runs(whole):
        words = re.findall(r"\w+", whole.casefold())
        return {tuple(words[i : i + WORDS]) for i in range(len(words) - WORDS + 1)}

    known = set().union(*(runs(full_text(document)) for document, _ in [*examples(), *pairs("dev")]))
    for text in TEXTS:
        assert not runs(behaviour.whole_text(text)) & known, text["id"]


@pytest.mark.parametrize(("text", "edit"), CASES, ids=IDS)
def test_every_edit_says_what_it_changes(text, edit):
    document = behaviour.document_of(text)
    new = behaviour.rewritten(document, edit)
    assert behaviour.whole_text(new) != behaviour.whole_text(document)
    assert edit["shows"]
    assert all(set(row) - {"noun"} for row in edit["shows"])
    declares = {"sides": "sides", "negate": "turns", "date": "days", "number": "numbers", "speaker": "said", "teaser": "line",
                "quote": "by", "translation": "language"}  # fmt: skip
    assert edit[declares[edit["edit"]]]
    if edit["edit"] == "translation":
        assert new["language"] != document["language"]
        years = [set(re.findall(r"\b(?:19|20)\d\d\b", behaviour.whole_text(one))) for one in (document, new)]
        assert years[0] == years[1]
    if edit["edit"] == "sides":  # what is exchanged twice is where it was
        assert {value: key for key, value in edit["sides"].items()} == edit["sides"]
        assert set(edit["sides"]) <= set(text["names"])


def _reading(**more):
    empty = {"main": None, "document": {"teasers": []}, "attributions": [], "events": [], "casualties": [], "impacts": []}
    return empty | {"control": []} | more


def _party(name):
    return {"text": name, "span": [0, 1], "actor": None, "status": "named", "asserted_by": [], "denied_by": []}


def _event(actor, recipient, realis="actual"):
    nothing = {"place": None, "time": None, "means": [], "denied_by": [], "relations": []}
    return nothing | {
        "id": "e",
        "mentions": [{"trigger": [5, 9], "sentence": [0, 20], "asserted_by": []}],
        "plover": {"type": "ASSAULT", "modes": []},
        "actors": [_party(actor)],
        "recipients": [_party(recipient)],
        "mutual": False,
        "realis": realis,
        "historical": False,
        "certainty": "stated",
        "voice": "body",
    }


TEXT = {
    "id": "x",
    "language": "id",
    "text": "Arga menyerang Bima.",
    "names": {"A": ["Arga"], "B": ["Bima"]},
}
SIDES = {
    "edit": "sides",
    "replace": [["Arga", "Bima"], ["Bima", "Arga"]],
    "sides": {"A": "B", "B": "A"},
    "shows": [{"noun": "event", "actors": ["B"], "recipients": ["A"]}],
}
NEGATE = {
    "edit": "negate",
    "replace": [["menyerang", "tidak menyerang"]],
    "turns": [{"where": {"noun": "event", "actors": ["A"]}, "to": {"realis": "negated"}}],
    "shows": [{"noun": "event", "actors": ["A"], "realis": "negated"}],
}


def _toy(document):
    """Reads the toy text rightly."""
    who, did, whom = re.fullmatch(r"(\w+) (.+) (\w+)\.", document["text"]).groups()
    return _reading(events=[_event(who, whom, "negated" if "tidak" in did else "actual")])


@pytest.mark.parametrize("edit", [SIDES, NEGATE], ids=["sides", "negate"])
def test_a_reader_that_follows_the_edit_passes(edit):
    assert behaviour.judge(TEXT, edit, _toy(TEXT), _toy).passed


@pytest.mark.parametrize("edit", [SIDES, NEGATE], ids=["sides", "negate"])
def test_a_reader_that_sees_nothing_fails_though_nothing_moves(edit):
    found = behaviour.judge(TEXT, edit, _reading(), lambda _: _reading())
    assert not found.passed
    assert found.cause == "not read"
    assert found.kept == 1.0


@pytest.mark.parametrize("edit", [SIDES, NEGATE], ids=["sides", "negate"])
def test_a_reader_that_knows_its_text_by_heart_fails(edit):
    assert behaviour.judge(TEXT, edit, _toy(TEXT), lambda _: _toy(TEXT)).cause == "both"


def test_what_moves_elsewhere_is_told_field_by_field():
    def reader(document):
        found = copy.deepcopy(_toy(document))
        found["events"][0]["historical"] = "tidak" in document["text"]
        return found

    found = behaviour.judge(TEXT, NEGATE, _toy(TEXT), reader)
    assert found.cause == "moved elsewhere"
    assert list(behaviour.remarks(found)) == ["event ASSAULT: historical False -> True"]


def test_a_teaser_may_bring_only_what_is_told_in_a_teasers_voice():
    edit = {
        "edit": "teaser",
        "line": "Baca juga: Bima menyerang Arga",
        "shows": [{"noun": "event", "actors": ["B"], "voice": "teaser"}],
    }

    def reader(voice):
        def read(document):
            if "Baca juga" not in document["text"]:
                return _toy(document)
            more = _event("Bima", "Arga") | {"id": "f", "voice": voice}
            return _reading(document={"teasers": [{"span": [21, 50]}]}, events=[_event("Arga", "Bima"), more])

        return read

    assert behaviour.judge(TEXT, edit, _toy(TEXT), reader("teaser")).passed
    assert behaviour.judge(TEXT, edit, _toy(TEXT), reader("body")).cause == "both"


def test_a_wrapped_sentence_becomes_its_speakers():
    edit = {
        "edit": "quote", "wraps": "Arga menyerang Bima.", "becomes": '"Arga menyerang Bima," kata Danu.', "by": "police:Q",
        "direct": True, "shows": [{"noun": "event", "actors": ["A"], "said": ["police:Q"]}],
    }  # fmt: skip
    text = {**TEXT, "speakers": {"Q": ["Danu"]}}

    def reader(_, **more):
        source = {"text": "Danu", "class": "police"}
        said = {"id": "a", "sources": [source], "cue": {"text": "kata", "span": [23, 27]}, "content": [[1, 20]],
                "stance": "asserts", "direct": True, "medium": None, "via": [], "within": None}  # fmt: skip
        event = _event("Arga", "Bima") | {"certainty": "reported", "voice": "quote"} | more
        event["mentions"][0]["asserted_by"] = ["a"]
        return _reading(attributions=[said], events=[event])

    assert behaviour.judge(text, edit, _toy(TEXT), reader).passed
    found = behaviour.judge(text, edit, _toy(TEXT), lambda one: reader(one, certainty="stated"))
    assert list(behaviour.remarks(found)) == ["event ASSAULT: certainty reported -> stated"]


def test_a_translation_is_compared_by_values_alone():
    edit = {"edit": "translation", "language": "en", "text": "Arga attacked Bima.", "shows": [{"noun": "event", "actors": ["A"]}]}
    assert behaviour.judge(TEXT, edit, _toy(TEXT), lambda _: _reading(events=[_event("Arga troops", "the Bima camp")])).passed
    assert not behaviour.judge(TEXT, edit, _toy(TEXT), lambda _: _reading(events=[_event("Bima", "Arga")])).passed


def test_an_edit_of_words_that_are_not_there_is_refused():
    with pytest.raises(ValueError, match="Citra"):
        behaviour.rewritten(TEXT, {"edit": "sides", "replace": [["Citra", "Arga"]]})


def test_a_drop_is_told_and_floors_only_rise():
    under = {"behaviour": {"en": {"date": 0.5}}, "dev": {"en": {"control": 0.2}}, "gold": {"dev": "0123"}}
    assert behaviour.drops({"en": {"date": 0.5}}, under) == []
    assert len(behaviour.drops({"en": {"date": 0.499}}, under)) == 1
    assert len(behaviour.drops({}, under)) == 1
    assert behaviour.raised({"en": {"date": 0.3}}, under) == under
    assert behaviour.raised({"en": {"date": 0.917}}, under)["behaviour"]["en"]["date"] == 0.91


def test_the_command_tells_of_a_drop(monkeypatch, capsys):
    monkeypatch.setattr(behaviour, "floors", lambda: {"behaviour": {"id": {"date": 1.1}}, "gold": {"behaviour": "another"}})
    one = [text for text in TEXTS if text["language"] == "id"][:1]
    assert behaviour.main(["-v"], lambda: one) == 1
    shown = capsys.readouterr().out
    assert "DROP behaviour id date" in shown
    assert "its texts have changed" in shown
    assert behaviour.main(["--json"], lambda: one) == 1
    told = json.loads(capsys.readouterr().out)
    assert len(told["edits"]) == len(behaviour.EDITS)


def test_every_edit_and_language_has_a_floor_and_no_rate_lies_under_it():
    under = floors()
    assert all(set(under["behaviour"][language]) == {*behaviour.EDITS, behaviour.CLAIMS} for language in ("id", "en"))
    assert under["gold"]["behaviour"] == behaviour.texts_digest()
    have = behaviour.rates(behaviour.outcomes(TEXTS))
    assert behaviour.drops(have, under) == []
