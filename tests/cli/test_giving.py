"""The commands about coding together and giving things to others, as a person types them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from saksi.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"


def run(*arguments: object):
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "p.saksi"
    assert run("read", EXAMPLES / "pegunungan" / "articles.jsonl", "--into", path).exit_code == 0
    return path


def test_a_release_is_made_listed_cited_checked_compared_and_handed_on(ledger: Path, tmp_path: Path) -> None:
    made = run("release", ledger, "r1", "--policy", "latest", "--policy", "ucdp-like", "--author", "Rani", "--title", "Korban")
    assert made.exit_code == 0
    assert "Rani (2" in made.stdout
    before = run("export", f"{ledger}@r1", "--format", "csv").stdout_bytes
    claim = next(
        c["id"] for line in run("show", ledger, "--json").stdout.splitlines() for c in [{"id": json.loads(line)[0]["claims"][0]}]
    )
    assert run("judge", ledger, claim, "reject", "--by", "Sari", "--why", "salah").exit_code == 0
    assert run("export", f"{ledger}@r1", "--format", "csv").stdout_bytes == before
    assert run("judge", f"{ledger}@r1", claim, "accept").exit_code == 1
    assert "r1" in run("release", ledger).stdout
    assert "@misc{Rani" in run("release", ledger, "r1", "--cite", "bibtex").stdout
    checked = run("release", ledger, "r1", "--check")
    assert checked.exit_code == 0
    assert "differs" not in checked.stdout
    assert json.loads(run("release", ledger, "--since", "r1", "--json").stdout)["judgements"] == {"Sari": 1}
    assert run("release", ledger, "r1", "-o", tmp_path / "r.zip").exit_code == 0
    assert (tmp_path / "r.zip").stat().st_size > 1000
    assert run("release", ledger, "r2", "--cite", "text").exit_code == 1


def test_two_code_blind_and_the_ledger_says_how_far_they_agree(ledger: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "s.csv"
    assert run("export", ledger, "-o", sheet, "--by", "Sari", "--blind").exit_code == 0
    for coder, certainty in (("Sari", "alleged"), ("Budi", "reported")):
        with sheet.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        edited = [row for row in rows if row["noun"] == "casualty"][:3]
        for row in edited:
            row["decision"] = "accept"
        edited[0]["certainty"] = certainty
        mine = tmp_path / f"{coder}.csv"
        with mine.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
        assert run("import", ledger, mine, "--by", coder, "--blind").exit_code == 0
    shown = run("show", ledger, "--agreement").stdout
    assert "Agreement of Budi, Sari on 3 claims, coded blind" in shown
    found = json.loads(run("show", ledger, "--agreement", "--json").stdout)
    assert {field["field"] for field in found["fields"]} >= {"claim", "quantity.number", "certainty"}
    assert run("show", ledger, "--queue").stdout.count("disputed") >= 1


def test_coverage_a_dossier_and_a_take_down(ledger: Path, tmp_path: Path) -> None:
    assert "By outlet" in run("show", ledger, "--coverage").stdout
    assert json.loads(run("show", ledger, "--coverage", "--json").stdout)["articles"] == 4
    page = tmp_path / "p.html"
    assert run("dossier", ledger, "Papua", "-o", page, "--lang", "id").exit_code == 0
    page.write_text(
        page.read_text(encoding="utf-8").replace("<!-- note:2 -->", "<!-- note:2 -->\nCatatan kami."), encoding="utf-8"
    )
    again = run("dossier", ledger, "Papua", "-o", page, "--lang", "id")
    assert "1 note kept" in again.stderr
    assert "Catatan kami." in page.read_text(encoding="utf-8")
    assert run("dossier", ledger, "Atlantis").exit_code == 1
    assert run("dossier", ledger, "Papua", "--redact", "loud").exit_code == 2
    url = json.loads((EXAMPLES / "pegunungan" / "articles.jsonl").read_text(encoding="utf-8").splitlines()[0])["url"]
    assert run("take-down", ledger, url, "--by", "Rani").exit_code == 1  # without a reason
    assert run("take-down", ledger, url, "--by", "Rani", "--why", "permintaan keluarga").exit_code == 0
    assert url not in run("export", ledger, "--format", "csv").stdout
    assert "permintaan keluarga" in run("take-down", ledger).stdout


def test_tables_of_events_and_a_list_against_the_ledger(ledger: Path, tmp_path: Path) -> None:
    ours = tmp_path / "ours.csv"
    made = run("export", ledger, "--format", "ucdp", "-o", ours)
    assert made.exit_code == 0
    assert "ucdp-like: Dead of side a" in made.stderr
    assert "no armed force is used" in made.stderr
    compared = run("compare", ledger, ours, "--policy", "ucdp-like")
    assert compared.exit_code == 0
    assert "0 not found" in compared.stderr
    assert run("compare", ledger, ours, "-o", tmp_path / "c.xlsx").exit_code == 0
    assert run("export", ledger, "--format", "jsonl", "--redact", "public").exit_code == 2
    assert "redacted:" in run("export", ledger, "--format", "csv", "--redact", "public").stdout
