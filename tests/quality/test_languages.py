"""The language of short texts, and the small set of a language that has no floors yet."""

from __future__ import annotations

from quality.gold_tools import GOLD

from quality import run_language, which_language


def test_no_text_is_taken_for_malay_that_is_not() -> None:
    for cut in which_language.CUTS:
        rows = which_language.table(cut)
        for code, row in rows.items():
            assert sum(count for name, count in row.items() if name != "unsure") == 40, code
            assert code == "ms" or row["ms"] == 0
            assert code == "ms" or row[code] == 40


def test_most_malay_texts_of_a_paragraph_are_told() -> None:
    row = which_language.table(None)["ms"]
    assert row["ms"] >= 36
    assert row["ms"] + row["id"] == 40, "the rest is read as what it looks like"


def test_the_malay_gold_is_sound() -> None:
    found = run_language.pairs("ms")
    assert len(found) == 10
    assert {gold["id"] for _, gold in found} == {path.stem for path in (GOLD / "ms" / "gold").glob("*.json")}
    for article, gold in found:
        text = f"{article['title']}\n{article['text']}"
        for field in ("events", "casualties", "not_casualties", "attributions", "control"):
            for row in gold[field]:
                assert text[row["start"] :].startswith(row["anchor"]), (gold["id"], row["anchor"])
                assert len(row["anchor"].split()) <= 6


def test_malay_is_scored() -> None:
    found = run_language.score("ms", "ms", run_language.pairs("ms"))
    assert not found.total["missing"]
    assert not found.total["broken"]
    assert found.scores["casualty_figure"] >= 0.9
    assert found.scores["event_type"] >= 0.85
