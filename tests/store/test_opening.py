"""Opening: what is no ledger is refused with a sentence and left untouched; two writers and a kill lose nothing."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from made import KARABAKH, read

from saksi.errors import LedgerError
from saksi.store import Store
from saksi.store.migrate import FOLDER
from saksi.store.schema import SCHEMA, metadata

WRITER = """
import sys
sys.path.insert(0, {here!r})
from made import KARABAKH, read
from saksi.store import Store
with Store.open(sys.argv[1]) as store:
    for n in range(20):
        store.add_reading(read(KARABAKH, f"https://{{sys.argv[2]}}.id/{{n}}"))
"""
KILLED = """
import os, signal, sys
sys.path.insert(0, {here!r})
from made import KARABAKH, read
from saksi.store import Store
store = Store.open(sys.argv[1])
store.add_reading(read(KARABAKH, "https://a.id/1"))
with store.writing():
    store.add_reading(read(KARABAKH, "https://a.id/2"))
    os.kill(os.getpid(), signal.SIGKILL)
"""
HERE = str(Path(__file__).parent)


def test_a_missing_ledger_is_created_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "new.saksi"
    with pytest.raises(LedgerError, match="no such ledger"):
        Store.open(path, create=False)
    assert not path.exists()
    Store.open(path).close()
    assert [p.name for p in tmp_path.iterdir()] == ["new.saksi"]
    with Store.open(path, create=False) as store:
        assert store.counts()["article"] == 0


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    path = tmp_path / "empty"
    path.touch()
    with Store.open(path) as store:
        assert store.check() == []


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("notes.txt", b"Bukan buku besar.\n", "is not a ledger"),
        ("torn.saksi", b"SQLite format 3\x00" + b"\xff" * 3000, "damaged|refused|not a ledger"),
    ],
)
def test_a_file_that_is_no_ledger_is_refused_and_left_alone(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(LedgerError, match=message) as error:
        Store.open(path)
    assert str(path) in str(error.value)
    assert path.read_bytes() == content
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE article (id)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="another program"):
        Store.open(path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["other.db"]


def test_a_ledger_of_a_newer_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "newer.saksi"
    with Store.open(path) as store:
        store.add_reading(read(KARABAKH))
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = '0999'")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(LedgerError, match=r"newer Saksi \(schema 0999.*upgrade"):
        Store.open(path)
    assert path.read_bytes() == before


def test_folders_and_urls_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="is a folder"):
        Store.open(tmp_path)
    with pytest.raises(LedgerError, match="no folder"):
        Store.open(tmp_path / "no" / "such.saksi")
    with pytest.raises(LedgerError, match="SQLite files only"):
        Store.open("postgresql://localhost/x")


def test_a_damaged_page_is_reported_not_raised_raw(tmp_path: Path) -> None:
    path = tmp_path / "a.saksi"
    with Store.open(path) as store, store.writing():
        for n in range(50):
            store.add_reading(read(KARABAKH, f"https://a.id/{n}"))
    data = bytearray(path.read_bytes())
    for page in range(20, len(data) // 4096):
        data[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    path.write_bytes(bytes(data))

    def walk() -> None:
        with Store.open(path) as store:
            list(store.readings())
            store.articles()

    with pytest.raises(LedgerError, match="damaged"):
        walk()


def test_the_migrations_build_exactly_the_schema(tmp_path: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == SCHEMA
    with Store.open(tmp_path / "a") as store, store._connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_path_with_a_percent_sign(tmp_path: Path) -> None:
    with Store.open(tmp_path / "100%s.saksi") as store:
        assert store.add_reading(read(KARABAKH)) == "new"


def test_two_programs_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.saksi"
    code = WRITER.format(here=HERE)
    writers = [subprocess.Popen([sys.executable, "-c", code, str(path), name]) for name in ("a", "b", "c")]
    assert [one.wait(120) for one in writers] == [0, 0, 0]
    with Store.open(path) as store:
        assert store.counts()["reading"] == 60
        assert store.check() == []


def test_a_kill_in_the_middle_leaves_what_was_finished(tmp_path: Path) -> None:
    path = tmp_path / "a.saksi"
    assert subprocess.run([sys.executable, "-c", KILLED.format(here=HERE), str(path)], check=False).returncode == -9
    with Store.open(path) as store:
        assert [r.document.url for r in store.readings()] == ["https://a.id/1"]
        assert store.check() == []


def test_reading_goes_on_while_another_writes(tmp_path: Path) -> None:
    path = tmp_path / "a.saksi"
    with Store.open(path) as one, Store.open(path) as two:
        one.add_reading(read(KARABAKH))
        with one.writing():
            one.add_reading(read(KARABAKH, "https://b.id/1"))
            assert len(list(one.readings())) == 2
            assert len(list(two.readings())) == 1
        assert len(list(two.readings())) == 2
