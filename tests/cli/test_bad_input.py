"""Every bad input gives one clear message with file, line and the next thing to do; the rest of the batch is read."""

import json

import pytest
from click.testing import CliRunner

from saksi import contract, ledger
from saksi.cli import main

GOOD = "Sedikitnya 16 tentara tewas dalam serangan di dekat kota Goma pada hari Senin, kata juru bicara kementerian pertahanan."
ROW = json.dumps({"id": "good", "text": GOOD, "published": "2020-09-28"}) + "\n"


def run(*arguments, **options):
    return CliRunner().invoke(main, [str(a) for a in arguments], **options)


def readings(result):
    return [contract.from_json(line) for line in result.stdout.splitlines()]


def messages(result):
    return [line for line in result.stderr.splitlines() if line.startswith(("skipped: ", "note: "))]


DUTCH = (
    "Bij gevechten zijn zeker zestien soldaten om het leven gekomen, zei een woordvoerder van het ministerie van Defensie. De "
    "slachtoffers werden naar een ziekenhuis in de buurt gebracht, waar de artsen nog voor hun leven vechten. "
)
CASES = {
    "empty.txt": (b"", "the file is empty", "give it the text of an article"),
    "blank.jsonl": (b"\n \n", "the file is empty", "Leave it out"),
    "binary.txt": (b"abc\x00\x01\x02", "NUL bytes", "save it as UTF-8"),
    "paper.pdf": (b"%PDF-1.7\n1 0 obj", "a PDF", "pdftotext"),
    "photo.png": (b"\x89PNG\r\n\x1a\n", "an image", "character recognition"),
    "pack.zip": (b"PK\x03\x04\x00", "a ZIP archive", "Unpack it"),
    "mixed.txt": (
        "kota \u201cGoma\u201d\n".encode() + "kota \u201cGoma\u201d".encode("cp1252"),
        "mixed encodings",
        "Save it as UTF-8",
    ),
    "neither.txt": (b"kota \x81\x8d\x90", "neither UTF-8 nor windows-1252", "Save it as UTF-8"),
    "scripts.html": (b"<html><body><script>x()</script></body></html>", "no article text", "save it from a browser"),
    "dutch.txt": (DUTCH.encode() * 4, "no language pack for 'nl'", "saksi new language nl"),
    "odd.dat": (b"abc", "files ending in '.dat' are not read", "--format text"),
    "header.csv": (b"judul,isi\na,b\n", "there is no column 'text'", "--fields text=NAME"),
    "list.jsonl": (b"[1, 2]\n", "the line holds a list", "An article looks like"),
    "number.jsonl": (b'{"text": 5}\n', "'text' is a int", "as one string"),
    "keys.jsonl": (b'{"isi": "a"}\n', "its keys are: isi", "--fields text=NAME"),
}


@pytest.mark.parametrize("name", CASES)
def test_one_message_and_the_rest_is_read(tmp_path, name):
    data, what, then = CASES[name]
    bad = tmp_path / name
    bad.write_bytes(data)
    (tmp_path / "a.jsonl").write_text(ROW)
    (tmp_path / "z.jsonl").write_text(ROW)
    result = run("read", "--json", tmp_path / "a.jsonl", bad, tmp_path / "z.jsonl")
    assert result.exit_code == 1
    assert [r.document.source_id for r in readings(result)] == ["good", "good"]
    (message,) = messages(result)
    assert str(bad) in message
    assert what in message
    assert then in message
    assert "read 2, skipped 1" in result.stderr
    assert "Traceback" not in result.stderr


def test_malformed_lines_in_the_middle_name_their_line(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(ROW + '{"text": "open\n' + ROW + "not json\n" + ROW)
    result = run("read", "--json", path)
    assert result.exit_code == 1
    assert len(readings(result)) == 3
    assert [m.split(": ")[1] for m in messages(result)] == [f"{path}:2", f"{path}:4"]


def test_a_line_of_50_megabytes_is_skipped(tmp_path):
    path = tmp_path / "a.jsonl"
    with path.open("w") as out:
        out.write(ROW)
        out.write('{"text": "')
        for _ in range(50):
            out.write("x" * 1_000_000)
        out.write('"}\n')
        out.write(ROW)
    result = run("read", "--json", path)
    assert result.exit_code == 1
    assert len(readings(result)) == 2
    (message,) = messages(result)
    assert f"{path}:2: the line has 50,000,0" in message
    assert "max_document" in message


def test_no_break_spaces_and_control_characters_are_kept(tmp_path):
    text = GOOD.replace(" ", "\u00a0", 3) + "\x0b\x1c\x85\x1b[31m\x7f"
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": text, "language": "id"}) + "\n")
    (tmp_path / "b.txt").write_bytes(text.encode())
    result = run("read", "--json", "--language", "id", tmp_path)
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 2, "a line end inside a text is no line end of the output"
    assert [r.document.text for r in readings(result)] == [text, text]
    summary = run("read", tmp_path / "b.txt", "--language", "id")
    assert "\x1b" not in summary.stdout, "the terminal is not the text's to steer"


def test_windows_1252_is_read_with_a_note(tmp_path):
    (tmp_path / "a.txt").write_bytes(("\u201c" + GOOD + "\u201d").encode("cp1252"))
    result = run("read", "--json", tmp_path / "a.txt")
    assert result.exit_code == 0
    assert readings(result)[0].document.text == "\u201c" + GOOD + "\u201d"
    assert "windows-1252" in messages(result)[0]


def test_many_alike_are_counted_not_repeated(tmp_path):
    (tmp_path / "a.jsonl").write_text("broken\n" * 40 + ROW)
    result = run("read", "--json", tmp_path / "a.jsonl")
    assert len(messages(result)) == 6
    assert "35 more like this" in messages(result)[-1]
    assert "read 1, skipped 40." in result.stderr


def test_nothing_stored_is_lost_and_what_was_skipped_is_kept(tmp_path):
    path = tmp_path / "l.saksi"
    (tmp_path / "a.jsonl").write_text(ROW)
    (tmp_path / "b.jsonl").write_text("broken\n" + json.dumps({"id": "two", "text": GOOD + " Sekian."}) + "\n")
    assert run("read", tmp_path / "a.jsonl", "--into", path).exit_code == 0
    result = run("read", tmp_path / "b.jsonl", "--into", path)
    assert result.exit_code == 1
    assert "read 1 (1 new), skipped 1." in result.stderr
    with ledger.open(path, create=False) as held:
        assert sorted(r.document.source_id for r in held.readings()) == ["good", "two"]
        assert [s.line for s in held.skipped()] == [1]
    assert "1 input skipped" in run("show", path).stdout
    assert "not valid JSON" in run("show", path, "--skipped").stdout


def test_a_ledger_of_a_newer_version_is_refused_and_untouched(tmp_path):
    import sqlite3

    path = tmp_path / "l.saksi"
    (tmp_path / "a.jsonl").write_text(ROW)
    run("read", tmp_path / "a.jsonl", "--into", path)
    connection = sqlite3.connect(path)
    connection.execute("update alembic_version set version_num = '9999'")
    connection.commit()
    connection.execute("pragma wal_checkpoint(truncate)")
    connection.close()
    before = path.read_bytes()
    result = run("read", tmp_path / "a.jsonl", "--into", path)
    assert result.exit_code == 1
    assert str(path) in result.stderr
    assert "newer" in result.stderr
    assert "Traceback" not in result.stderr
    assert path.read_bytes() == before


def test_a_file_that_is_no_ledger_is_refused_and_untouched(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("my notes")
    (tmp_path / "a.jsonl").write_text(ROW)
    result = run("read", tmp_path / "a.jsonl", "--into", path)
    assert result.exit_code == 1
    assert path.read_text() == "my notes"


def test_one_faulty_article_does_not_end_the_batch(tmp_path, monkeypatch):
    import saksi.reading

    real = saksi.reading.read

    def faulty(document, **options):
        if document.source_id == "bad":
            raise ZeroDivisionError("oh")
        return real(document, **options)

    monkeypatch.setattr(saksi.reading, "read", faulty)
    (tmp_path / "a.jsonl").write_text(ROW + json.dumps({"id": "bad", "text": GOOD}) + "\n" + ROW)
    result = run("read", "--json", tmp_path / "a.jsonl")
    assert result.exit_code == 1
    assert len(readings(result)) == 2
    assert "skipped: bad: reading it failed with ZeroDivisionError: oh. This is a fault of saksi" in messages(result)[0]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["read"], "Missing argument"),
        (["read", "-", "--fields", "text"], "is not KEY=NAME"),
        (["read", "-", "--fields", "teks=isi"], "no key of an article"),
        (["read", "-", "--published", "kemarin"], "is not a date"),
        (["read", "-", "--jobs", "0"], "--jobs"),
        (["nothing"], "No such command"),
        (["--config", "missing.toml", "check", "config"], "there is no such settings file"),
        (["explain", "satu dua", "--language", "xx"], "xx"),
        (["export", "l.saksi"], "--format"),
    ],
)
def test_misuse_ends_with_2(arguments, words):
    result = run(*arguments, input="")
    assert result.exit_code == 2
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_half_a_character_is_reported_and_the_rest_read(tmp_path):
    path = tmp_path / "half.jsonl"
    path.write_text('{"id": "half", "text": "Lima \\ud800 warga tewas."}\n' + ROW)
    result = run("read", path, "--json")
    assert result.exit_code == 1
    assert [r.document.source_id for r in readings(result)] == ["good"]
    assert "half.jsonl:1: code point 5 (U+D800) is half of a surrogate pair" in result.stderr


def test_two_articles_under_one_bare_id_are_not_mixed_up(tmp_path):
    other = "Ribuan pelayat mengantar jenazah kepala suku ke pemakaman keluarga di tepi danau, sementara toko dan sekolah tutup."
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"id": "7", "text": GOOD + " Polisi menutup jalan raya selama dua hari."}) + "\n"
    )
    (tmp_path / "b.jsonl").write_text(json.dumps({"id": "7", "text": other + " Bupati hadir bersama keluarga."}) + "\n")
    result = run("read", tmp_path / "a.jsonl", tmp_path / "b.jsonl", "--into", tmp_path / "l.saksi")
    assert result.exit_code == 1
    assert "--publisher" in result.stderr
    again = run("read", tmp_path / "b.jsonl", "--publisher", "Kabar Danau", "--into", tmp_path / "l.saksi")
    assert again.exit_code == 0
    with ledger.open(tmp_path / "l.saksi", create=False) as held:
        assert sorted(r.document.article for r in held.readings()) == ["7", "Kabar Danau#7"]


def test_a_figure_of_no_event_is_not_passed_over(tmp_path):
    path = tmp_path / "l.saksi"
    assert run("add", path, "--quote", "Lima warga tewas.", "--source", "RS", "--number", "5").exit_code == 0
    assert "of no event" not in run("show", path).stdout
    (tmp_path / "a.txt").write_text("Sebanyak 3 tentara tewas di Gao.")
    run("read", tmp_path / "a.txt", "--into", path, "--language", "id")
    with ledger.open(path, create=False) as held:
        loose = held.loose_figures()
    shown = run("show", path, "--toll").stdout
    assert all(claim.id in shown for claim in loose)
    assert ("Figures of no event" in shown) is bool(loose)
