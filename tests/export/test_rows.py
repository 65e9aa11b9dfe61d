"""Export, edit, import: what a person changed becomes judgements, nothing else does; what cannot be taken over is reported."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import KARABAKH, read
from openpyxl import load_workbook

from saksi import ledger as ledgers
from saksi.errors import LedgerError, PluginError, SourceError
from saksi.export import csv as csv_export
from saksi.export import jsonl as jsonl_export
from saksi.export import xlsx as xlsx_export
from saksi.judgements import COLUMNS, JudgedRow
from saksi.judgements.rows import written
from saksi.ledger import Ledger

Cells = dict[str, str]
FORMATS = ("csv", "xlsx")


@pytest.fixture
def ledger(tmp_path: Path):
    seconds = itertools.count(1)
    with ledgers.open(tmp_path / "a.saksi", clock=lambda: f"2026-01-01T00:{next(seconds):02}:00+00:00") as opened:
        opened.add(read(KARABAKH))
        opened.add(read("=1+1 Polisi: 2 warga tewas di Nduga.", "https://b.id/1"))
        yield opened


def edit(path: Path, change: Callable[[list[Cells]], None]) -> None:
    """Change a file as a person does in a spreadsheet."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows: list[Cells] = list(csv.DictReader(file))
        change(rows)
        columns = list(dict.fromkeys(c for row in rows for c in row))
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)
        return
    book = load_workbook(path)
    sheet = book.worksheets[0]
    header = [cell.value for cell in sheet[1]]
    before = [dict(zip(header, (cell.value for cell in record), strict=True)) for record in sheet.iter_rows(min_row=2)]
    rows = [dict(row) for row in before]
    change(rows)
    columns = list(dict.fromkeys([*header, *(c for row in rows for c in row)]))
    for column, name in enumerate(columns, start=1):
        sheet.cell(1, column).value = name
        for number, row in enumerate(rows):
            if number >= len(before) or row.get(name) != before[number].get(name):
                sheet.cell(number + 2, column).value = row.get(name)
    book.save(path)
    book.close()


def of(rows: list[Cells], noun: str, number: int = 0) -> Cells:
    return [row for row in rows if row["noun"] == noun][number]


def exported(ledger: Ledger) -> list[dict[str, object]]:
    return [dict(row.cells) for row in ledger.rows()]


@pytest.mark.parametrize("suffix", FORMATS)
def test_importing_what_was_exported_changes_nothing(ledger: Ledger, tmp_path: Path, suffix: str) -> None:
    claim = next(ledger.readings()).casualties[0].id
    ledger.judge(claim, "quantity", "18", by="Sari", why="-- karena '=' salah")
    ledger.judge(claim, "reject", by="Sari", why="+alasan")
    path = tmp_path / f"rows.{suffix}"
    assert ledger.export_rows(path) == 9
    assert ledger.import_rows(path) == (0, ())
    edit(path, lambda rows: None)
    assert ledger.import_rows(path) == (0, ())


@pytest.mark.parametrize("suffix", FORMATS)
def test_edits_become_judgements_and_survive_a_re_reading(ledger: Ledger, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"rows.{suffix}"
    ledger.export_rows(path)

    def change(rows: list[Cells]) -> None:
        first = of(rows, "casualty")
        first |= {"number": "18", "side": "Armenia", "why": "ralat", "realis": "ACTUAL"}
        of(rows, "casualty", 1)["decision"] = "reject"
        of(rows, "event")["kind"] = "COERCE"
        of(rows, "event", 1)["time_to"] = "2020-09-29"
        of(rows, "attribution")["stance"] = "confirms"

    edit(path, change)
    done = ledger.import_rows(path, by="Sari")
    assert done.problems == ()
    assert done.judgements == 6
    assert {(j.action, j.field, j.after) for j in ledger.judgements()} == {
        ("correct", "quantity", "at_least 18"),
        ("correct", "side", "Armenia"),
        ("correct", "plover.type", "COERCE"),
        ("correct", "time.latest", "2020-09-29"),
        ("correct", "stance", "confirms"),
        ("reject", None, None),
    }
    assert ledger.import_rows(path, by="Sari").judgements == 0  # the same file again

    ledger.add(read(KARABAKH, fingerprint="two", wide=True))
    rows = [row for row in exported(ledger) if row["url"] == "https://a.id/1"]
    first, second, _ = (row for row in rows if row["noun"] == "casualty")
    assert (first["number"], first["low"], first["qualifier"], first["side"]) == (18, 18, "at_least", "Armenia")
    assert (first["decided_by"], first["why"]) == ("Sari", "ralat")
    assert second["decision"] == "reject"
    assert [(row["kind"], row["time_to"]) for row in rows if row["noun"] == "event"][:2] == [
        ("COERCE", "2020-09-28"), ("ASSAULT", "2020-09-29"),
    ]  # fmt: skip
    assert ledger.queue() == ()


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_cannot_be_taken_over_is_reported_and_the_rest_is(ledger: Ledger, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"rows.{suffix}"
    ledger.export_rows(path)
    numbers: dict[str, int] = {}

    def change(rows: list[Cells]) -> None:
        def put(name: str, row: Cells, **cells: str) -> None:
            numbers[name] = rows.index(row) + 2
            row |= cells

        for row in rows:
            row["catatan"] = "x"
        put("realis", of(rows, "casualty"), realis="mungkin", who="child")
        put("quote", of(rows, "casualty", 1), quote="lima warga", certainty="alleged")
        put("bounds", of(rows, "casualty", 2), low="99")
        put("decision", of(rows, "event"), decision="ok")
        put("unknown", of(rows, "event", 1), claim_id="e000")
        put("why", of(rows, "event", 2), why="tanpa keputusan")
        rows.append(dict(of(rows, "casualty")))

    edit(path, change)
    done = ledger.import_rows(path, by="Sari")
    text = "\n".join(done.problems)
    assert all(one.startswith(f"{path}: ") for one in done.problems)
    assert "column 'catatan' is unknown" in text
    assert f"row {numbers['realis']}: column realis: realis cannot be 'mungkin'. It takes: actual" in text
    assert f"row {numbers['quote']}: column quote of casualty rows is for reading only" in text
    assert f"row {numbers['bounds']}: the bounds would contradict" in text
    assert f"row {numbers['decision']}: column decision cannot be 'ok'. It takes: accept, reject, unsure" in text
    assert f"row {numbers['unknown']}: claim 'e000' is not in the ledger" in text
    assert f"row {numbers['why']}: column why gives a reason but nothing is decided" in text
    assert "stands in row" in text
    assert len(done.problems) == 8
    assert {(j.field, j.after) for j in ledger.judgements()} == {("who", "child"), ("certainty", "alleged")}


def test_a_change_of_the_ledger_since_is_not_overwritten(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    ledger.export_rows(path)
    claim = next(ledger.readings()).casualties[1].id
    ledger.judge(claim, "scope", "increment", by="Budi")
    assert ledger.import_rows(path) == (0, ())  # untouched cells never undo what was decided since
    edit(path, lambda rows: of(rows, "casualty", 1).update(scope="campaign", certainty="alleged"))
    done = ledger.import_rows(path)
    assert done.judgements == 1
    assert "'incident' was exported, the ledger now says 'increment', the file 'campaign'" in done.problems[0]


def test_without_the_memory_column_cells_are_compared_with_the_ledger(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    ledger.export_rows(path)

    def change(rows: list[Cells]) -> None:
        for row in rows:
            del row["exported"]
        of(rows, "casualty")["scope"] = "campaign"

    edit(path, change)
    assert ledger.import_rows(path) == (1, ())


def test_decisions_and_reasons_can_be_changed_and_taken_back(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"

    def decide(decision: str, why: str) -> tuple[int, tuple[str, ...]]:
        ledger.export_rows(path)
        edit(path, lambda rows: of(rows, "casualty").update(decision=decision, why=why))
        return ledger.import_rows(path, by="Sari")

    assert decide("Accept", "jelas") == (1, ())
    assert decide("accept", "jelas sekali") == (1, ())
    assert decide("", "") == (1, ())
    assert decide("", "") == (0, ())
    assert [(j.action, j.why) for j in ledger.judgements()] == [("accept", "jelas"), ("accept", "jelas sekali"), ("unsure", None)]


@pytest.mark.parametrize(
    ("cells", "after"),
    [
        ({"number": "20"}, "at_least 20"),
        ({"qualifier": "exact"}, "16"),
        ({"number": "", "qualifier": "dozens"}, "dozens"),
        ({"number": "30", "qualifier": "about"}, "about 30"),
    ],
)
def test_a_new_number_or_qualifier_brings_its_bounds(ledger: Ledger, tmp_path: Path, cells: Cells, after: str) -> None:
    path = tmp_path / "rows.csv"
    ledger.export_rows(path)
    edit(path, lambda rows: of(rows, "casualty").update(cells))
    assert ledger.import_rows(path) == (1, ())
    (judgement,) = ledger.judgements()
    assert (judgement.field, judgement.after) == ("quantity", after)


def test_rows_say_where_they_stand_and_how_the_value_came_about(ledger: Ledger) -> None:
    rows = exported(ledger)
    row = next(r for r in rows if r["noun"] == "casualty")
    assert list(row) == list(COLUMNS)
    assert row["quote"] == "16 tentara tewas"
    assert KARABAKH[int(str(row["start"])) : int(str(row["end"]))] == row["quote"]
    assert row["sentence"] == "Sedikitnya 16 tentara tewas di Martakert, kata Kementerian Pertahanan."
    assert row["asserted_by"] == "Kementerian Pertahanan"
    name = next(e.name for e in ledger.events() if row["claim_id"] in e.casualties)
    assert row["event"] == name
    trace = str(row["trace"])
    assert trace.startswith(
        f"{name}.killed = at_least 16 → latest → {row['claim_id']} → Kementerian Pertahanan (asserts) → “Sedikitnya [16"
    )
    assert trace.endswith("→ https://a.id/1")
    assert all(r["trace"] for r in rows)


def test_jsonl_carries_the_claim_and_the_decision(ledger: Ledger, tmp_path: Path) -> None:
    claim = next(ledger.readings()).casualties[0].id
    ledger.judge(claim, "quantity", "18", by="Sari")
    ledger.judge(claim, "accept", by="Sari")
    path = tmp_path / "rows.jsonl"
    assert ledger.export_rows(path) == 9
    line = next(one for one in map(json.loads, path.read_text("utf-8").splitlines()) if one["claim"]["id"] == claim)
    assert (line["noun"], line["decision"], line["claim"]["quantity"]["best"]) == ("casualty", "accept", 18)
    assert line["corrections"][0]["before"] == "at_least 16"
    with pytest.raises(LedgerError, match="csv or xlsx"):
        ledger.import_rows(path)


def test_formats_and_files_that_are_wrong(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(PluginError, match="Installed: csv"):
        ledger.export_rows(tmp_path / "rows.doc")
    with pytest.raises(LedgerError, match="cannot be written"):
        ledger.export_rows(tmp_path / "no" / "rows.csv")
    for name, content, message in (
        ("a.csv", b"\xff\xfe\x00", "not UTF-8"),
        ("b.csv", b"x,y\r\n1,2\r\n", "no column claim_id"),
        ("c.csv", b"", "no column claim_id"),
        ("d.csv", b'claim_id\r\n"x', "not valid CSV"),
        ("e.xlsx", b"nothing", "not an Excel workbook"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(SourceError, match=message):
            ledger.import_rows(tmp_path / name)
    with pytest.raises(SourceError, match="cannot be read"):
        ledger.import_rows(tmp_path / "none.csv")


@pytest.mark.parametrize("export", [csv_export.export, jsonl_export.export, xlsx_export.export])
def test_the_same_rows_give_the_same_bytes(ledger: Ledger, export: Callable[..., int], monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    one, two = io.BytesIO(), io.BytesIO()
    export(ledger.rows(), one)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    export(ledger.rows(), two)
    assert one.getvalue() == two.getvalue()


def test_excel_takes_the_file_for_utf_8_with_a_mark(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    ledger.export_rows(path, bom=True)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfclaim_id,")
    assert ledger.import_rows(path) == (0, ())


def test_a_european_spreadsheet_writes_semicolons(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    ledger.export_rows(path)
    with path.open(encoding="utf-8", newline="") as file:
        records = list(csv.reader(file))
    records[1][records[0].index("decision")] = "accept"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(records)
    assert ledger.import_rows(path) == (1, ())


@pytest.mark.parametrize("suffix", FORMATS)
def test_no_cell_is_taken_for_a_formula(ledger: Ledger, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"rows.{suffix}"
    ledger.export_rows(path)
    if suffix == "csv":
        with path.open(encoding="utf-8", newline="") as file:
            assert not [cell for record in csv.reader(file) for cell in record if cell.startswith(("=", "+", "-", "@"))]
        return
    book = load_workbook(path)
    assert {cell.data_type for record in book.worksheets[0].iter_rows() for cell in record} <= {"s", "n"}
    assert book.worksheets[0].freeze_panes == "B2"
    book.close()


CELLS = st.one_of(
    st.none(),
    st.integers(0, 10**9),
    st.text(st.characters(codec="utf-8"), max_size=20),
    st.sampled_from(["=1+1", "-5", "+62", "@x", "'", "''=", "'=x", "a\r\nb", "_x0041_", "_x005F_x0041_", "\x00", "\x0b", " a "]),
)


@settings(deadline=None, max_examples=80)
@given(st.lists(st.lists(CELLS, min_size=len(COLUMNS), max_size=len(COLUMNS)), max_size=3))
@pytest.mark.parametrize("format_", [csv_export, xlsx_export])
def test_cells_come_back_as_they_went(
    tmp_path_factory: pytest.TempPathFactory, format_, table: list[list[str | int | None]]
) -> None:
    claim = read(KARABAKH).casualties[0]
    rows = [JudgedRow(dict(zip(COLUMNS, cells, strict=True)), "casualty", claim) for cells in table]
    path = tmp_path_factory.mktemp("x") / f"rows.{format_.__name__.rpartition('.')[2]}"
    with path.open("wb") as out:
        assert format_.export(rows, out) == len(rows)
    back = [cells for _, cells in format_.read(path)]
    kept = [[cells.get(c) for c in COLUMNS] for cells in back]
    same = [[written(c) for c in cells] for cells in kept]
    assert [row for row in same if any(row)] == [row for row in ([written(c) for c in cells] for cells in table) if any(row)]
    if format_ is csv_export:
        assert [[c or "" for c in row] for row in kept] == [["" if c is None else str(c) for c in cells] for cells in table]
