"""The gold of time expressions is sound, the score counts what it says, and the grammar stays where it is."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from quality.run_times import GOLD, HALVES, Score, add, load, main, problems, score

from saksi.types import Evidence, TimeExpression

ARTICLES = [(half, article) for half in HALVES for code in ("id", "en") for article in load(half, code)]
FLOORS = {("id", "relaxed"): 0.98, ("id", "values"): 0.95, ("en", "relaxed"): 0.96, ("en", "values"): 0.93}


def perfect(article, rows=None):
    text = article["text"]
    return [
        TimeExpression(r["text"], Evidence.at("d", text, r["start"], r["end"]), r["type"], r["values"][0])
        for r in (article["expressions"] if rows is None else rows)
    ]


@pytest.mark.parametrize(("half", "article"), ARTICLES, ids=[f"{half}-{article['id']}" for half, article in ARTICLES])
def test_the_gold_is_sound_and_can_be_met(half, article):
    assert problems(article) == []
    assert 115 <= len(article["text"].split()) <= 350
    one = Score()
    add(one, article, perfect(article))
    assert one.gold == one.found == one.exact == one.relaxed == one.types == one.values > 10


def test_the_halves_are_even_and_share_nothing():
    count = Counter((half, article["language"]) for half, article in ARTICLES)
    assert count == {("dev", "id"): 15, ("test", "id"): 15, ("dev", "en"): 5, ("test", "en"): 5}
    assert len({article["id"] for _, article in ARTICLES} | {article["text"] for _, article in ARTICLES}) == 2 * len(ARTICLES)
    assert sum(1 for _ in GOLD.rglob("*.json")) == len(ARTICLES)
    types = Counter(row["type"] for _, article in ARTICLES for row in article["expressions"])
    assert min(types[name] for name in ("DATE", "TIME", "DURATION", "SET")) >= 40


def test_misses_false_hits_and_wrong_values_are_counted():
    article = load("dev", "id")[0]
    asked = [row for row in article["expressions"] if not row.get("optional")]
    one = Score()
    short = [{**asked[0], "end": asked[0]["end"] - 1, "text": asked[0]["text"][:-1]}]
    wrong = [{**asked[1], "values": ["1066"]}]
    false = [{"start": 0, "end": 3, "text": article["text"][:3], "type": "DATE", "values": ["2000"]}]
    add(one, article, perfect(article, [*false, *short, *wrong]))
    assert (one.gold, one.found, one.relaxed, one.exact, one.values) == (len(asked), 3, 2, 1, 1)
    assert one.f1(one.relaxed) == pytest.approx(4 / (len(asked) + 3))


def test_optional_rows_are_neither_asked_for_nor_punished():
    article = next(a for _, a in ARTICLES if any(r.get("optional") for r in a["expressions"]))
    with_all, without = Score(), Score()
    add(with_all, article, perfect(article))
    add(without, article, perfect(article, [r for r in article["expressions"] if not r.get("optional")]))
    assert with_all.as_json() == without.as_json()


def test_broken_gold_is_told():
    article = json.loads(json.dumps(load("dev", "id")[0]))
    article["expressions"][0]["start"] += 1
    article["expressions"][1]["type"] = "DAY"
    assert len(problems(article)) == 2


def test_the_dev_half_stays_where_it_is():
    reached = {code: score("dev", code).as_json() for code in ("id", "en")}
    assert all(reached[code][name] >= floor for (code, name), floor in FLOORS.items()), reached


def test_the_command_prints_both_halves(capsys):
    assert main(["--language", "en", "-v"]) == 0
    shown = capsys.readouterr().out
    assert "dev en" in shown
    assert "test en" in shown
    assert "en-06" not in shown  # of the test half, totals alone
