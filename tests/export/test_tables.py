"""Tables of events: the columns other scripts read, what was left out with its reason, and the sentence behind every value."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

import saksi
from saksi import ledger as ledgers
from saksi.errors import ConfigError, LedgerError
from saksi.ledger import Ledger
from saksi.reading import read
from saksi.sources import documents
from saksi.tables import ACLED_COLUMNS, UCDP_COLUMNS, table, write

EXAMPLES = Path(__file__).parents[2] / "examples"
CLASH = "Tentara Nasional Indonesia menembak mati tiga anggota TPNPB di Yahukimo, Selasa, kata Direktur RSUD Dekai."
CHILD = "Melati Wenda (14) tewas ditembak anggota TPNPB di Nduga, Rabu, kata polisi."
PRICES = "Presiden Amerika Serikat bertemu Presiden Rusia di Jenewa, Kamis."


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory):
    with ledgers.open(tmp_path_factory.mktemp("t") / "a.saksi", clock=lambda: "2026-03-01T00:00:00+00:00") as held:
        for document in documents([str(EXAMPLES / "pegunungan/articles.jsonl"), str(EXAMPLES / "frontline/articles.jsonl")]):
            held.add(read(document))
        for number, text in enumerate((CLASH, CHILD, PRICES), 1):
            url = f"https://a.example/{number}"
            held.add(saksi.read(text, published="2024-06-06", url=url, publisher="Harian A", title=f"=Judul {number}"))
        yield held


def test_the_columns_are_those_the_files_have() -> None:
    assert (len(UCDP_COLUMNS), len(ACLED_COLUMNS)) == (49, 31)
    assert UCDP_COLUMNS[44:47] == ("best", "high", "low")
    assert ACLED_COLUMNS[27:29] == ("notes", "fatalities")


def test_ucdp_rows_add_up_and_say_who(ledger: Ledger) -> None:
    made = table(ledger, "ucdp")
    assert (made.policy, made.format) == ("ucdp-like", "ucdp-like")
    assert made.rows
    for row in made.rows:
        assert row["best"] == sum(row[f"deaths_{who}"] for who in ("a", "b", "civilians", "unknown"))
        assert row["low"] <= row["best"]
        assert row["high"] is None or row["high"] >= row["best"]
        assert row["type_of_violence"] in (1, 2, 3)
        assert set(row) <= set(UCDP_COLUMNS)
        assert not any(row.get(empty) for empty in ("active_year", "conflict_new_id", "gwnoa", "country_id"))
    clash = next(row for row in made.rows if row["source_headline"] == "=Judul 1")
    assert (clash["side_a"], clash["best"], clash["date_start"]) == ("Tentara Nasional Indonesia", 3, "2024-06-04")
    assert clash["source_article"] == '"Harian A,2024-06-06,=Judul 1"'


def test_the_grid_cell_is_the_prio_grids(ledger: Ledger) -> None:
    row = next(row for row in table(ledger, "ucdp").rows if row.get("latitude") is not None)
    lat, lon = row["latitude"], row["longitude"]
    assert row["priogrid_gid"] == int((lat + 90) * 2) * 720 + int((lon + 180) * 2) + 1


def test_acled_rows_have_one_whole_number_or_none(ledger: Ledger) -> None:
    made = table(ledger, "acled")
    assert {row["event_type"] for row in made.rows} >= {"Battles"}
    for row in made.rows:
        assert row["fatalities"] is None or isinstance(row["fatalities"], int)
        assert row["event_id_cnty"].startswith("SKS-")
        assert ";" not in row["actor1"] + row["actor2"]
        assert row["inter1"] == "" or not row["inter1"].isdigit()
    assert any(row["fatalities"] is None for row in made.rows)  # not said is not zero


def test_what_is_left_out_says_why(ledger: Ledger) -> None:
    made = table(ledger, "ucdp")
    reasons = {row["why"] for row in made.excluded if row["what"] == "event"}
    assert "no armed force is used" in reasons
    assert len(made.rows) + sum(row["what"] == "event" for row in made.excluded) == len(ledger.events("ucdp-like"))
    assert any(row["what"].startswith("claim ") for row in made.excluded)


def test_every_figure_leads_to_its_sentence(ledger: Ledger) -> None:
    made = table(ledger, "ucdp")
    behind = [row for row in made.provenance if row["field"] == "killed" and row["used"] == "yes"]
    assert {row["row"] for row in behind} == set(range(1, len(made.rows) + 1))
    assert all(row["sentence"] and row["url"] for row in behind)


def test_another_policy_and_none(ledger: Ledger) -> None:
    latest = table(ledger, "ucdp", policy="latest")
    assert latest.policy == "latest"
    assert latest.about["policy"].startswith("latest: ")
    with pytest.raises(LedgerError, match="Tables: events, ucdp, acled"):
        table(ledger, "gdelt")
    with pytest.raises(ConfigError, match="redaction profile"):
        table(ledger, "ucdp", redact="loud")


def test_names_of_minors_are_withheld(ledger: Ledger) -> None:
    for format_ in ("events", "ucdp", "acled"):
        assert "Melati" not in str(table(ledger, format_))
    assert "Melati" in str(table(ledger, "events", redact="none"))
    assert "minor" in table(ledger, "events").about["withheld"]


def test_strict_shows_no_exact_place(ledger: Ledger) -> None:
    for row in table(ledger, "events", redact="strict").rows:
        if row["place_precision"] in ("point", "village", "adm3"):
            assert row["latitude"] is None


def test_files_are_what_they_say_and_the_same_bytes(ledger: Ledger, tmp_path: Path) -> None:
    made = table(ledger, "ucdp")
    (book,) = write(made, tmp_path / "a.xlsx")
    write(made, tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    sheets = load_workbook(book)
    assert sheets.sheetnames == ["events", "excluded", "provenance", "about"]
    header = tuple(cell.value for cell in sheets["events"][1])
    assert header == UCDP_COLUMNS
    assert sheets["events"].max_row == len(made.rows) + 1
    names = write(made, tmp_path / "c.csv")
    assert [Path(name).name for name in names] == ["c.csv", "c.excluded.csv", "c.provenance.csv", "c.about.csv"]
    rows = list(csv.DictReader(io.StringIO((tmp_path / "c.csv").read_text(encoding="utf-8"), newline="")))
    assert tuple(rows[0]) == UCDP_COLUMNS
    assert any(row["source_headline"] == "'=Judul 1" for row in rows)  # no formula


def test_a_release_is_named_and_its_table_never_changes(ledger: Ledger, tmp_path: Path) -> None:
    made = ledger.release("t1", policies=("ucdp-like",))
    before = table(ledger.at("t1"), "acled")
    assert made.digest in before.about["state"]
    assert made.digest in before.about["cite"]
    assert table(ledger.at("t1"), "acled") == before
