"""A list of one's own against the ledger. The rows are made up, in the shape of UCDP's GED file or of anybody's table."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import Workbook

import saksi
from saksi import ledger as ledgers
from saksi.errors import SourceError
from saksi.ledger import Ledger
from saksi.lists import Tolerance, compare, read_list
from saksi.tables import UCDP_COLUMNS, table, write

TEXTS = (
    (
        "Tentara Nasional Indonesia menembak mati tiga anggota TPNPB di Dekai, Yahukimo, Selasa, kata dokter RSUD Dekai.",
        "2024-06-05",
    ),
    ("Kelompok bersenjata TPNPB menewaskan lima tukang ojek di Ilaga, Puncak, Senin (10/6/2024), kata polisi.", "2024-06-11"),
    ("Dua warga tewas ditembak TPNPB di Oksibil, Pegunungan Bintang, Rabu (19/6/2024), kata polisi.", "2024-06-20"),
    ("TPNPB mengancam akan menembak warga di Nabire, Kamis (13/6/2024).", "2024-06-14"),
)  # fmt: skip


def ged(**cells: object) -> dict[str, object]:
    """A row in the shape of GED's, every column there."""
    return dict.fromkeys(UCDP_COLUMNS, "") | cells


def saved(path: Path, rows: list[dict[str, object]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory):
    with ledgers.open(tmp_path_factory.mktemp("l") / "a.saksi") as held:
        for number, (text, published) in enumerate(TEXTS):
            held.add(saksi.read(text, published=published, url=f"https://a.example/{number}", publisher="Harian A"))
        yield held


def test_found_differs_and_not_found_with_the_sentence(ledger: Ledger, tmp_path: Path) -> None:
    rows = [
        ged(id=1, date_start="2024-06-04", date_end="2024-06-04", where_coordinates="Dekai town", adm_1="Papua Pegunungan",
            country="Indonesia", latitude=-4.86, longitude=139.48, side_a="Government of Indonesia", side_b="TPNPB",
            best=3, low=3, high=3),
        ged(id=2, date_start="2024-06-10", date_end="2024-06-10", where_coordinates="Ilaga", country="Indonesia",
            side_a="TPNPB", side_b="Civilians", best=8, low=8, high=8),
        ged(id=3, date_start="2024-06-10", date_end="2024-06-10", where_coordinates="Khartoum", country="Sudan", latitude=15.5,
            longitude=32.5, best=8, low=8, high=8),
    ]  # fmt: skip
    found = compare(ledger, saved(tmp_path / "ged.csv", rows))
    assert found.kind == "UCDP GED"
    verdicts = {m.id: m for m in found.matches}
    assert {ident: m.verdict for ident, m in verdicts.items()} == {"1": "found", "2": "differs", "3": "not found"}
    assert "tiga anggota TPNPB" in verdicts["1"].sentence
    assert verdicts["1"].url == "https://a.example/0"
    wrong = [f for f in verdicts["2"].findings if not f.agrees]
    assert [(f.field, f.listed, f.ledger) for f in wrong] == [("killed", "8", "5")]
    assert verdicts["3"].sentence == ""


def test_events_the_list_lacks_are_told_and_threats_are_none(ledger: Ledger, tmp_path: Path) -> None:
    rows = [
        ged(id=1, date_start="2024-06-01", date_end="2024-06-01", where_coordinates="Wamena", best=1, low=1, high=1),
        ged(id=2, date_start="2024-06-30", date_end="2024-06-30", where_coordinates="Wamena", best=1, low=1, high=1),
    ]
    found = compare(ledger, saved(tmp_path / "ged.csv", rows))
    assert found.counts() == {"found": 0, "differs": 0, "not found": 2}
    assert sorted(one["day"] for one in found.only_here) == ["2024-06-04", "2024-06-10", "2024-06-19"]


def test_what_we_export_we_find_again(ledger: Ledger, tmp_path: Path) -> None:
    made = table(ledger, "ucdp")
    assert made.rows
    write(made, tmp_path / "ours.csv")
    write(made, tmp_path / "ours.xlsx")
    for name in ("ours.csv", "ours.xlsx"):
        found = compare(ledger, tmp_path / name, policy="ucdp-like")
        assert found.counts()["not found"] == 0
        assert [m.event for m in found.matches] == [row["relid"] for row in made.rows]


def test_any_table_with_its_columns_named(ledger: Ledger, tmp_path: Path) -> None:
    path = saved(tmp_path / "kita.csv", [{"tanggal": "10 Juni 2024", "lokasi": "Ilaga", "tewas": "5", "catatan": "x"}])
    with pytest.raises(SourceError, match=r"no column is known to hold the date.*--fields date=NAME"):
        compare(ledger, path)
    found = compare(ledger, path, fields={"date": "tanggal", "place": "lokasi", "killed": "tewas"})
    assert (found.kind, found.counts()["found"]) == ("your list", 1)
    with pytest.raises(SourceError, match="there is no column 'kota'"):
        compare(ledger, path, fields={"date": "tanggal", "place": "kota"})
    with pytest.raises(SourceError, match="Keys: id, date"):
        compare(ledger, path, fields={"dead": "tewas"})


def test_two_rows_do_not_take_one_event(ledger: Ledger, tmp_path: Path) -> None:
    row = ged(id=1, date_start="2024-06-10", date_end="2024-06-10", where_coordinates="Ilaga", best=5, low=5, high=5)
    found = compare(
        ledger, saved(tmp_path / "g.csv", [row, row | {"id": 2, "date_start": "2024-06-11", "date_end": "2024-06-11"}])
    )
    assert [m.verdict for m in found.matches] == ["found", "not found"]
    assert found.matches[1].others == (found.matches[0].event,)


def test_tolerance_is_what_it_says(ledger: Ledger, tmp_path: Path) -> None:
    path = saved(
        tmp_path / "g.csv", [ged(id=1, date_start="2024-06-13", date_end="2024-06-13", where_coordinates="Ilaga", best=5)]
    )
    assert compare(ledger, path).counts()["not found"] == 1
    near = compare(ledger, path, tolerance=Tolerance(days=4))
    assert [f.field for m in near.matches for f in m.findings if not f.agrees] == ["day"]


def test_nothing_of_the_list_is_stored(ledger: Ledger, tmp_path: Path) -> None:
    before = (ledger.store.counts(), ledger.store.revision(), ledger.store.path.read_bytes())
    path = saved(
        tmp_path / "g.csv", [ged(id=1, date_start="2024-06-10", date_end="2024-06-10", where_coordinates="Ilaga", best=5)]
    )
    compare(ledger, path)
    assert (ledger.store.counts(), ledger.store.revision(), ledger.store.path.read_bytes()) == before


def test_broken_rows_are_told_and_the_rest_is_compared(tmp_path: Path) -> None:
    rows = [
        ged(id=1, date_start="soon", best=1),
        ged(id=2, date_start="2024-06-10", best="many"),
        ged(id=3, date_start="2024-06-10", best=1),
    ]
    _, read, problems = read_list(saved(tmp_path / "g.csv", rows))
    assert [one.id for one in read] == ["3"]
    assert problems == ("row 2: 'soon' is no date; it was not compared.", "row 3: 'many' is no number; it was not compared.")
    book = Workbook()
    book.active.append(["date", "killed"])
    book.save(tmp_path / "e.xlsx")
    assert read_list(tmp_path / "e.xlsx") == ("your list", (), ())
    (tmp_path / "b.csv").write_bytes(b"\x00\x01\x02")
    with pytest.raises(SourceError):
        read_list(tmp_path / "b.csv")
