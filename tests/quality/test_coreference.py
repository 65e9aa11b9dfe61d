"""The measure of references: its markup, its figures, and our own passages are sound."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quality.suites import coreference as suite
from saksi.types import Actor

MARKED = (
    '{M1:jenis="named-entity person" Amina} lahir di Suai. {M2:jenis="" {M1:jenis="kata ganti orang tunggal" Ia}} dan '
    '{M3:jenis="named-entity person" Budi} pindah. '
    '{M4:jenis="" {M1:jenis="" {M3:jenis="kata ganti orang jamak" Mereka}}} menetap. '
    '{M5:jenis="named-entity person" Amina} sakit; ibu{M6:jenis="" {M5:jenis="kata ganti orang kepemilikan" nya}} datang.'
    "\n#COLOR:M1=hsl(0, 100%, 80%)"
)


def test_markup_gives_text_mentions_and_chains() -> None:
    one = suite.passage("p", MARKED)
    assert one.text == "Amina lahir di Suai. Ia dan Budi pindah. Mereka menetap. Amina sakit; ibunya datang."
    assert [(one.words(m), kind) for m, kind in suite.asked(one)] == [("Ia", "ia"), ("Mereka", "several"), ("nya", "-nya")]
    by_words = {one.words(m): one.of(m) for m in one.mentions}
    assert by_words["Ia"] == by_words["Amina"] == by_words["nya"] != by_words["Budi"]
    assert by_words["Mereka"] == by_words["Amina"] | by_words["Budi"]


def test_only_an_actor_of_the_chain_is_right_and_none_for_several() -> None:
    one = suite.passage("p", MARKED)
    given = suite.Answers()
    given.bearers["a"] = {(0, 5)}
    asked = {one.words(m): m for m, _ in suite.asked(one)}
    amina, budi = Actor(id="a", name="Amina"), Actor(id="b", name="Budi")
    assert suite.right(one, asked["Ia"], amina, given)
    assert not suite.right(one, asked["Ia"], budi, given)
    assert not suite.right(one, asked["Mereka"], amina, given)


def test_figures_of_a_passage_read_whole(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "annotated"
    folder.mkdir(parents=True)
    (folder / "1.txt").write_text(
        '{M1:jenis="named-entity person" Presiden Amina Harun} tiba di Suai. '
        '{M2:jenis="" {M1:jenis="kata ganti orang tunggal" Ia}} '
        "mengatakan perang usai.",
        encoding="utf-8",
    )
    rows = suite.measure(suite.indocoref(tmp_path)).rows()
    assert rows["ia"] == {"asked": 1, "resolved": 1, "right": 1, "precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert rows["muc"]["f1"] == rows["b3"]["f1"] == 1.0
    with pytest.raises(FileNotFoundError, match="kept outside"):
        suite.indocoref(tmp_path / "nowhere")


@pytest.mark.parametrize("half", ["dev", "test"])
def test_our_passages_are_sound(half: str) -> None:
    rows = suite.own(half)
    assert [sum(r["language"] == language for r in rows) for language in ("id", "en")] == [10, 10]
    for row in rows:
        for reference in row["references"]:
            assert row["text"][reference["start"] : reference["end"]] == reference["text"], row["id"]
            before = suite.folded(row["text"][: reference["start"]])
            for names in reference["antecedents"]:
                assert all(suite.folded(name) in before for name in names), (row["id"], reference)


def test_the_halves_share_no_passage() -> None:
    texts = [json.dumps(row["text"]) for half in ("dev", "test") for row in suite.own(half)]
    assert len(set(texts)) == len(texts) == 40


def test_an_open_reference_is_kept_open_or_wrong() -> None:
    text = "Bom meledak di Hotel Melati Jaya. Ia tidak berkomentar. Kapolres Suai AKBP Budi Harun tiba. Ia marah."
    rows = [
        {"start": 34, "end": 36, "text": "Ia", "antecedents": []},
        {"start": text.rindex("Ia"), "end": text.rindex("Ia") + 2, "text": "Ia", "antecedents": [["Budi Harun"]]},
    ]
    result = suite.measure_own([{"id": "x", "language": "id", "published": "2001-02-03", "text": text, "references": rows}])
    assert (result.decided, result.resolved, result.right, result.open, result.kept) == (1, 1, 1, 1, 1)
    assert result.wrong == []
