"""Judging on real text: sheets lose their text, figures follow from verdicts, and what is kept holds no word of anybody's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from quality.judged import __main__ as command
from quality.judged import actors, sample, verdicts

from saksi.gazetteer import load as load_gazetteer
from saksi.gazetteer._load import SECTORS
from saksi.sources import build_document

TEXT = "Tiga warga tewas ditembak milisi di Kota Lama. Polisi mengatakan lima orang ditahan. Jalan itu panjangnya 12 kilometer."


def documents() -> list[Any]:
    return [build_document(text=TEXT, language="id", id=f"d{n}", published="2001-02-03") for n in range(1)]


def claim_row(**changes: Any) -> dict[str, Any]:
    row = {"task": "claim", "noun": "casualty", "language": "id", "document": "d", "start": 1, "end": 2, "seen": "s"}
    row |= {"fields": {"toll": "killed 3", "source": None, "place": "Kota Lama"}, "context": "secret ⟦x⟧ words", "wrong": {}}
    return row | {"verdict": "right", "reason": None} | changes


def sheet(tmp_path: Path, *rows: dict[str, Any]) -> Path:
    path = tmp_path / "sheet.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_claims_and_sentences_are_drawn_with_their_context() -> None:
    drawn = sample.draw_claims(documents(), seed=1, sizes={"casualty": 9})
    assert {row["fields"]["toll"].split(" (")[0] for row in drawn} == {"killed exact 3", "detained exact 5"}
    assert all("⟦" in row["context"] and row["verdict"] is None for row in drawn)
    asked = sample.draw_sentences(documents(), seed=1, sizes={"word": 9, "digit": 9})
    assert [(row["stratum"], row["of"]) for row in sorted(asked, key=lambda r: r["start"])] == [
        ("word", 2),
        ("word", 2),
        ("digit", 1),
    ]


def test_the_same_seed_draws_the_same_rows() -> None:
    twice = [sample.draw_claims(documents(), seed=7, sizes={"casualty": 1, "attribution": 1}) for _ in range(2)]
    assert twice[0] == twice[1]


def test_a_verdict_holds_no_text(tmp_path: Path) -> None:
    (kept,) = verdicts.stripped(sheet(tmp_path, claim_row(verdict="part", wrong={"place": "wrong"})), "one")
    assert "secret" not in json.dumps(kept)
    assert "Kota Lama" not in json.dumps(kept)
    assert kept["wrong"] == {"place": "wrong"}
    assert kept["empty"] == ["source"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"verdict": None}, "sheet.jsonl:1: verdict is None"),
        ({"verdict": "false"}, "a false claim wants a reason"),
        ({"verdict": "part"}, "names the fields"),
        ({"verdict": "part", "wrong": {"weather": "wrong"}}, "wrong names"),
    ],
)
def test_a_sheet_that_breaks_the_protocol_is_refused_with_its_line(tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(verdicts.SheetError, match=said):
        verdicts.stripped(sheet(tmp_path, claim_row(**changes)), "one")


def test_sheets_are_not_written_into_the_repository(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["draw", str(Path(command.__file__).parent / "sheets")]) == 2
    assert "outside" in capsys.readouterr().err


def test_precision_counts_core_fields_and_leaves_the_unclear_out() -> None:
    rows = [
        claim_row(),
        claim_row(verdict="part", wrong={"place": "wrong"}),
        claim_row(verdict="part", wrong={"toll": "wrong"}),
        claim_row(verdict="false", reason="accident"),
        claim_row(verdict="unclear"),
    ]
    one = verdicts.precision(rows)["casualty"]
    assert (one["judged"], one["true"], one["whole"], one["unclear"]) == (4, 2, 1, 1)
    assert one["reasons"] == {"accident": 1}
    low, high = verdicts.wilson(81, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)  # worked in Newcombe 1998, table I


def test_the_end_measure_counts_cells_by_column() -> None:
    rows = [
        verdicts._claim(claim_row(verdict="part", wrong={"place": "wrong", "source": "missing"}), "x"),
        verdicts._claim(claim_row(verdict="false", reason="disease"), "x"),
    ]
    out = verdicts.cells(rows)
    assert out["adm2"] == {"wrong": 1, "unsupported": 1, "rows": 2, "bad_per_100": 100.0, "interval": out["adm2"]["interval"]}
    assert out["source"]["missing"] == 1
    assert out["source"]["empty"] == 1


def test_recall_is_of_the_reader_as_it_is(tmp_path: Path) -> None:
    found = verdicts.by_key(documents())
    rows = sample.draw_sentences(documents(), seed=1, sizes={"word": 2, "digit": 1})
    said = {0: [{"anchor": "Tiga", "kind": "killed", "number": 3}, {"anchor": "milisi", "kind": "injured", "number": None}]}
    for row in rows:
        row |= {"done": True, "figures": said.get(row["start"], [])}
    kept = verdicts.stripped(sheet(tmp_path, *rows), "one")
    out = verdicts.recall(kept, found, draws=100)
    assert out["strata"]["word"] == (1, 2, 2)
    assert out["recall"] == 0.5


def test_agreement_pairs_the_same_rows() -> None:
    left = [claim_row(start=n) for n in range(4)]
    right = [*left[:3], claim_row(start=3, verdict="false", reason="other")]
    one = {"task": "sentence", "document": "d", "start": 9, "end": 20, "figures": [{"kind": "killed", "number": 3}]}
    out = verdicts.agreement([*left, one], [*right, {**one, "figures": []}])
    assert (out["claims"], out["claims_equal"], out["sentences"], out["figures_f1"]) == (4, 3, 1, 0.0)


@pytest.mark.parametrize("path", sorted(verdicts.KEPT.glob("*.jsonl")), ids=lambda path: path.stem)
def test_what_is_kept_is_offsets_and_words_of_closed_lists(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["task"] == "claim":
            assert set(row) == {
                *("task", "noun", "language", "document", "start", "end", "seen", "verdict", "wrong", "empty", "reason", "judge")
            }
            assert row["verdict"] in verdicts.VERDICTS
            assert row["reason"] in (None, *verdicts.REASONS)
            assert set(row["wrong"].values()) <= set(verdicts.CELL)
        elif row["task"] == "actor":
            assert set(row) == {"task", "half", "language", "document", "start", "end", "country", "sector", "judge"}
            assert row["half"] in actors.HALVES
            assert set(row["sector"]) <= {*SECTORS, None}
            assert set(row["country"]) <= {*load_gazetteer().countries, None}
        else:
            assert set(row) == {"task", "language", "document", "start", "end", "stratum", "of", "figures", "judge"}
            assert all(set(figure) == {"start", "end", "kind", "number"} for figure in row["figures"])


def test_an_actor_phrase_is_scored_by_the_words_it_overlaps() -> None:
    document = build_document(text="Polisi di Nairobi menahan lima orang. Rina membantah.", language="id", id="d")
    row = {"document": sample.key(document), "start": 0, "end": 6, "half": "tune", "language": "id"}
    wanted = [
        {"country": ["KEN"], "sector": ["COP"]},
        {"country": ["UGA"], "sector": ["COP"]},
        {"country": ["UGA"], "sector": ["MIL"]},
    ]
    rows = [row | want for want in wanted] + [row | wanted[0] | {"start": 18, "end": 25}]
    assert [how for _, how, _ in actors.score(rows, {sample.key(document): document})] == ["right", "country", "both", "gone"]
