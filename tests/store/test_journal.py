"""Judgements stand in the ledger and as lines beside it; each mends the other, and neither loses anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from made import KARABAKH, read

from saksi.contract import to_json
from saksi.errors import LedgerError
from saksi.judgements import anchor_of, sealed
from saksi.store import Store
from saksi.types import Judgement

READING = read(KARABAKH)


def judgement(number: int) -> Judgement:
    anchor = anchor_of(READING, READING.casualties[number % 3].id)
    return sealed(Judgement("", "accept", anchor, "Sari", f"2026-01-01T00:00:{number:02}+00:00", why="baris\nbaru – «é»"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.saksi"


def journal(path: Path) -> Path:
    return path.with_name(path.name + ".judgements.jsonl")


def filled(path: Path, count: int = 3) -> list[Judgement]:
    made = [judgement(n) for n in range(count)]
    with Store.open(path) as store:
        for one in made:
            assert store.append_judgement(one)
    return made


def test_a_judgement_stands_in_both_and_is_recorded_once(path: Path) -> None:
    made = filled(path)
    with Store.open(path) as store:
        assert not store.append_judgement(made[0])
        assert list(store.judgements()) == made
    assert journal(path).read_text("utf-8").splitlines() == [to_json(one) for one in made]


def test_no_judgements_no_journal(path: Path) -> None:
    with Store.open(path) as store:
        store.add_reading(READING)
    assert not journal(path).exists()


@pytest.mark.parametrize("keep", [0, 1, 2])
def test_a_missing_or_shorter_journal_is_completed_from_the_table(path: Path, keep: int) -> None:
    made = filled(path)
    lines = journal(path).read_bytes().splitlines(keepends=True)
    if keep:
        journal(path).write_bytes(b"".join(lines[:keep]))
    else:
        journal(path).unlink()
    with Store.open(path) as store:
        assert store.check() == []
        assert list(store.judgements()) == made
    assert journal(path).read_bytes().splitlines(keepends=True) == lines


def test_lines_the_table_lacks_are_imported(path: Path) -> None:
    made = filled(path, 2)
    with journal(path).open("a", encoding="utf-8") as file:
        file.write(to_json(judgement(7)) + "\n")
    with Store.open(path) as store:
        assert list(store.judgements()) == [*made, judgement(7)]
    assert len(journal(path).read_bytes().splitlines()) == 3


@pytest.mark.parametrize("bad", ["{", '{"id": "x"}', "[]", "bukan json", to_json(judgement(0)).replace('"Sari"', '"Budi"')])
def test_a_malformed_line_is_reported_with_its_number_and_kept(path: Path, bad: str) -> None:
    made = filled(path, 1)
    with journal(path).open("a", encoding="utf-8") as file:
        file.write(bad + "\n" + to_json(judgement(5)) + "\n")
    before = journal(path).read_bytes()
    with Store.open(path) as store:
        assert list(store.judgements()) == [*made, judgement(5)]
        (problem,) = store.problems
        assert problem.startswith(f"{journal(path)}:2: ")
        assert problem in store.check()
        store.append_judgement(judgement(6))
    assert journal(path).read_bytes().startswith(before)


def test_a_torn_last_line_is_closed_and_its_judgement_written_again(path: Path) -> None:
    made = filled(path)
    whole = journal(path).read_bytes()
    journal(path).write_bytes(whole[:-40])
    with Store.open(path) as store:
        assert len(store.problems) == 1
        store.append_judgement(judgement(9))
    with Store.open(path) as store:
        assert list(store.judgements()) == [*made, judgement(9)]
    assert journal(path).read_bytes().startswith(whole[:-40] + b"\n")


def test_judgements_move_to_another_ledger_and_importing_twice_changes_nothing(tmp_path: Path) -> None:
    made = filled(tmp_path / "a.saksi")
    with Store.open(tmp_path / "b.saksi") as store:
        assert store.import_journal(journal(tmp_path / "a.saksi")) == (3, ())
        assert store.import_journal(journal(tmp_path / "a.saksi")) == (0, ())
        assert list(store.judgements()) == made
        with pytest.raises(LedgerError, match="no such journal"):
            store.import_journal(tmp_path / "none.jsonl")
    assert journal(tmp_path / "b.saksi").read_bytes() == journal(tmp_path / "a.saksi").read_bytes()


def test_what_was_undone_is_not_in_the_journal(path: Path) -> None:
    def half(store: Store) -> None:
        with store.writing():
            store.append_judgement(judgement(1))
            raise RuntimeError

    with Store.open(path) as store:
        with pytest.raises(RuntimeError):
            half(store)
        assert store.judgements() == ()
    assert not journal(path).exists()


def test_compacting_keeps_judgements_and_older_texts(path: Path) -> None:
    made = filled(path)
    with Store.open(path) as store:
        store.add_reading(READING)
        store.add_reading(read(KARABAKH, fingerprint="two"))
        store.compact()
        assert list(store.judgements()) == made
        assert store.document(READING.document.id).text == KARABAKH
