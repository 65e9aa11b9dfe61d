import io
import json
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from saksi import sources
from saksi.sources import Skipped, build_document
from saksi.sources import stdin as stdin_source
from saksi.types import Document

ID = "Sedikitnya 16 tentara tewas dalam bentrokan yang pecah pada Minggu, kata juru bicara kementerian pertahanan di ibu kota."
EN = "At least 16 soldiers were killed in the clashes that broke out on Sunday, a spokesman for the ministry of defence said."
NOISE = "U+00A0:\u00a0 NEL:\x85 VT:\x0b FS:\x1c ESC:\x1b LS:\u2028 BOM:\ufeff tab:\t CR:\r LF:\n end "


def read(*paths, **options):
    return list(sources.documents([str(p) for p in paths], **options))


def kept(items):
    return [i for i in items if isinstance(i, Document)]


def reasons(items):
    return [i for i in items if isinstance(i, Skipped) and not i.kept]


def notes(items):
    return [i for i in items if isinstance(i, Skipped) and i.kept]


def write(path, *rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


# --- the document -----------------------------------------------------------------------------------------------------


def test_title_comes_before_the_text_unless_the_text_begins_with_it():
    assert build_document(text=ID, title="Judul").text == "Judul\n" + ID
    assert build_document(text="Judul\n" + ID, title="Judul").text == "Judul\n" + ID
    assert build_document(text=" Judul\n" + ID, title="Judul").text == "Judul\n Judul\n" + ID, (
        "exactly, code point for code point"
    )


def test_nothing_is_stripped_or_normalised():
    text = " e\u0301 \u00a0" + NOISE
    document = build_document(text=text, language="id")
    assert document.text == text


def test_ids_are_handles_of_source_and_text():
    one = build_document(text=ID, url="https://a.id/1", language="id")
    assert one.id.startswith("d")
    assert len(one.id) == 17
    assert one.id == build_document(text=ID, url="https://a.id/1", language="id", published="2025-10-21").id
    assert one.id != build_document(text=ID, url="https://a.id/2", language="id").id
    assert one.digest == build_document(text=ID, id="x", language="id").digest


@pytest.mark.parametrize("text", ["", "  \n\u00a0"])
def test_an_empty_text_is_an_error(text):
    with pytest.raises(sources.SourceError, match="empty"):
        build_document(text=text)


# --- formats ----------------------------------------------------------------------------------------------------------


def test_text(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes((ID + NOISE).encode())
    (document,) = read(path)
    assert document.text == ID + NOISE
    assert (document.language, document.title, document.source_id) == ("id", None, None)


def test_jsonl(tmp_path):
    full = {
        "id": 7,
        "url": "https://a.id",
        "title": "T",
        "text": ID,
        "published": "2025-10-21",
        "publisher": "A",
        "language": "id-ID",
    }
    bare = {"text": NOISE + EN, "id": None, "url": None}
    one, two = read(write(tmp_path / "a.jsonl", full, bare))
    assert (one.source_id, one.url, one.title, one.published, one.publisher, one.language) == (
        "7", "https://a.id", "T", "2025-10-21", "A", "id",
    )  # fmt: skip
    assert two.text == NOISE + EN
    assert two.language == "en"


def test_json_may_be_one_list_or_object(tmp_path):
    (tmp_path / "list.json").write_text(json.dumps([{"text": ID}, {"text": EN}], indent=2))
    (tmp_path / "object.json").write_text(json.dumps({"text": ID}, indent=2))
    write(tmp_path / "lines.json", {"text": ID}, {"text": EN})
    assert [len(read(tmp_path / name)) for name in ("list.json", "object.json", "lines.json")] == [2, 1, 2]


def test_raw_control_characters_in_json_strings_are_kept(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "' + ID.encode() + b'\t\x01\x0b\xc2\x85 end"}\n')
    (document,) = read(path)
    assert document.text == ID + "\t\x01\x0b\x85 end"


def test_csv(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f'id;judul;isi_berita;tanggal\n1;"Satu; dua";"{ID}\nbaris ""dua""";21/10/2025\n2;;"{EN}";\n', newline="")
    one, two = read(path, fields={"text": "isi_berita", "title": "judul", "published": "tanggal"})
    assert one.text == f'Satu; dua\n{ID}\nbaris "dua"'
    assert (one.source_id, one.published, two.published, two.title) == ("1", "2025-10-21", None, None)


def test_csv_says_where_rows_are_broken_and_reads_the_others(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f'id,text\n1,"{ID}"\n2,a,b,c\n3,"{EN}"\n')
    items = read(path)
    assert [d.source_id for d in kept(items)] == ["1", "3"]
    (problem,) = reasons(items)
    assert problem.line == 3
    assert "4 cells" in problem.what


def test_an_open_quote_swallows_no_rows(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f'id,text\n1,"{ID}"\n2,"open\n3,"{ID}"\n4,"{EN}"\n5,"open to the end\n6,{EN.replace(",", ";")}\n')
    items = read(path)
    assert [d.source_id for d in kept(items)] == ["1", "3", "4", "6"]
    assert [r.line for r in reasons(items)] == [3, 6]
    assert all("quotes" in r.hint for r in reasons(items))


def test_tsv_and_utf16_and_bom(tmp_path):
    (tmp_path / "a.tsv").write_text(f"id\ttext\n1\t{ID}\n", encoding="utf-16")
    (tmp_path / "b.txt").write_text(ID, encoding="utf-8-sig")
    (tmp_path / "c.txt").write_text(ID, encoding="utf-16")
    write(tmp_path / "d.jsonl", {"text": ID})
    (tmp_path / "d.jsonl").write_bytes(b"\xef\xbb\xbf" + (tmp_path / "d.jsonl").read_bytes())
    assert [d.text for d in read(tmp_path)] == [ID] * 4


PAGE = """<!doctype html><html lang="id-ID"><head><meta charset="utf-8"><title>Bentrokan Pecah - Koran Kita</title>
<meta property="og:title" content="Bentrokan Pecah"><meta property="og:site_name" content="Koran Kita">
<link rel="canonical" href="https://koran.example/1"><script type="application/ld+json">{{"@type": "NewsArticle",
"datePublished": "2025-10-21T20:43:00+07:00"}}</script></head><body><nav><a href="/">Beranda</a></nav><article>
<h1>Bentrokan Pecah</h1>{body}</article><footer>Hak cipta 2019</footer></body></html>"""
PARAGRAPHS = "".join(f"<p>{ID} Paragraf ke-{n} menambah keterangan yang lain lagi.</p>" for n in range(4))


def test_html(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(PAGE.format(body=PARAGRAPHS), encoding="utf-8")
    (document,) = read(path)
    assert document.title == "Bentrokan Pecah"
    assert document.text.startswith("Bentrokan Pecah\n")
    assert ID in document.text
    assert "Beranda" not in document.text
    assert (document.published, document.publisher, document.language, document.url) == (
        "2025-10-21T20:43:00+07:00", "Koran Kita", "id", "https://koran.example/1",
    )  # fmt: skip


def test_html_from_an_address():
    page = PAGE.format(body=PARAGRAPHS).encode("utf-8")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            found = self.path == "/1"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page if found else b"")

        def log_message(self, *arguments):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}"
        document, missing = read(f"{base}/1", f"{base}/2")
        server.shutdown()
    (refused,) = read(f"{base}/1")
    assert (document.url, document.title) == (f"{base}/1", "Bentrokan Pecah")
    assert "404" in missing.what
    assert "cannot be fetched" in refused.what


def test_html_without_text_is_skipped(tmp_path):
    path = tmp_path / "a.html"
    path.write_text("<html><body><script>render()</script></body></html>")
    (problem,) = read(path)
    assert "no article text" in problem.what
    assert "save it from a browser" in problem.hint


def test_folder_is_sorted_recursive_and_reports_what_it_does_not_read(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "1.txt").write_text(ID + "b1")
    (tmp_path / "a.txt").write_text(ID + "a")
    (tmp_path / ".hidden.txt").write_text(ID)
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0binary")
    (tmp_path / "table.xlsx").write_bytes(b"PK\x03\x04binary")
    items = read(tmp_path)
    assert [d.text[-2:] for d in kept(items)] == [".a", "b1"]
    assert sorted(r.what.split(",")[0] for r in reasons(items)) == ["this is a ZIP archive", "this is an image."]


def test_globs_and_missing_files(tmp_path):
    (tmp_path / "a.txt").write_text(ID)
    (tmp_path / "b.txt").write_text(EN)
    assert len(kept(read(tmp_path / "*.txt"))) == 2
    (problem,) = read(tmp_path / "*.nothing")
    assert "pattern" in problem.what
    (problem,) = read(tmp_path / "missing.txt")
    assert "no such file" in problem.what


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (json.dumps({"text": ID}) + "\n" + json.dumps({"text": EN}), 2),
        (f"id,text\n1,{json.dumps(ID)}\n", 1),
        (PAGE.format(body=PARAGRAPHS), 1),
        (ID + "\n" + EN, 1),
    ],
)
def test_stdin_tells_the_format(monkeypatch, data, count):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
    assert len(kept(read("-"))) == count


def test_stdin_problems_name_stdin(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"text": \n')))
    (problem,) = read("-")
    assert (problem.file, problem.line) == (stdin_source.NAME, 1)


# --- keys, dates, languages -------------------------------------------------------------------------------------------


def test_fields_map_foreign_keys_also_into_objects(tmp_path):
    path = write(tmp_path / "a.jsonl", {"judul": "T", "isi": {"teks": ID}, "tanggal": "10/21/2025 20:43"})
    (document,) = read(path, fields={"title": "judul", "text": "isi.teks", "published": "tanggal"})
    assert (document.text, document.published) == ("T\n" + ID, "2025-10-21T20:43:00")


def test_missing_text_names_the_keys_that_are_there(tmp_path):
    (problem,) = read(write(tmp_path / "a.jsonl", {"judul": "T", "isi_berita": ID}))
    assert "isi_berita" in problem.what
    assert "--fields text=" in problem.hint


def test_unknown_key_in_fields_is_misuse():
    with pytest.raises(sources.SourceError, match="'teks'"):
        read("-", fields={"teks": "isi"})


def test_month_first_is_decided_over_the_whole_file(tmp_path):
    path = write(tmp_path / "a.jsonl", {"text": ID, "published": "5/6/2025"}, {"text": EN, "published": "10/21/2025"})
    assert [d.published for d in read(path)] == ["2025-05-06", "2025-10-21"]
    assert [d.published for d in read(path, dates="dmy")] == ["2025-06-05", "2025-10-21"]
    path = write(tmp_path / "b.jsonl", {"text": ID, "published": "5/6/2025"})
    assert [d.published for d in read(path)] == ["2025-06-05"], "the first language's order"
    (tmp_path / "c.csv").write_text(f'text,published\n"{ID}",5/6/2025\n"{EN}",10/21/2025\n')
    assert [d.published for d in read(tmp_path / "c.csv")] == ["2025-05-06", "2025-10-21"]


def test_an_unreadable_date_is_null_with_a_note(tmp_path):
    items = read(write(tmp_path / "a.jsonl", {"text": ID, "published": "hari ini"}))
    assert [d.published for d in kept(items)] == [None]
    (note,) = notes(items)
    assert (note.line, "hari ini" in note.what, note.hint != "") == (1, True, True)


def test_given_date_language_and_publisher_fill_what_is_left_out(tmp_path):
    path = write(tmp_path / "a.jsonl", {"text": ID}, {"text": EN, "published": "2024-01-01", "language": "en", "publisher": "B"})
    one, two = read(path, published="2025-10-21", language="id", publisher="A")
    assert (one.published, one.language, one.publisher) == ("2025-10-21", "id", "A")
    assert (two.published, two.language, two.publisher) == ("2024-01-01", "en", "B")


def test_a_language_without_a_pack_is_skipped_with_the_way_out(tmp_path):
    dutch = (
        "Bij gevechten zijn zeker zestien soldaten om het leven gekomen, zei een woordvoerder van het ministerie van Defensie. "
    )
    russian = "По меньшей мере шестнадцать солдат погибли в столкновениях, сообщил представитель министерства обороны. "
    path = write(
        tmp_path / "a.jsonl",
        *({"text": t * 3} for t in (dutch, russian)),
        {"text": "x " + ID, "language": "fr"},
        {"text": ID},
    )
    items = read(path)
    assert len(kept(items)) == 1
    assert [r.what.split("'")[1] for r in reasons(items)] == ["nl", "ru", "fr"]
    assert all("saksi new language" in r.hint and "id, en, ms" in r.what for r in reasons(items))


def test_malay_is_read_with_its_own_pack(tmp_path):
    malay = (
        "Sekurang-kurangnya 16 askar terbunuh kerana pertempuran yang meletus pada hari Ahad, kata jurucakap kementerian. Beliau "
        "berkata siasatan masih dijalankan bagi mengenal pasti mereka yang bertanggungjawab, dan kesemua mangsa telah dibawa ke "
        "hospital berhampiran untuk rawatan lanjut. "
    )
    (item,) = read(write(tmp_path / "a.jsonl", {"text": malay}))
    assert item.language == "ms"
    (problem,) = read(write(tmp_path / "a.jsonl", {"text": malay}), languages=["id", "en"])
    assert "'ms' is switched off" in problem.what


def test_a_short_text_that_may_be_malay_is_read_as_indonesian(tmp_path):
    short = "Seorang lelaki ditahan di rumahnya pada pagi itu, kata saksi."
    assert [d.language for d in kept(read(write(tmp_path / "a.jsonl", {"text": short})))] == ["id"]


def test_too_little_text_takes_the_first_language_with_a_note(tmp_path):
    items = read(write(tmp_path / "a.jsonl", {"text": "16?"}))
    assert [d.language for d in kept(items)] == ["id"]
    assert "so little text" in notes(items)[0].what


def test_a_language_that_is_switched_off(tmp_path):
    (problem,) = read(write(tmp_path / "a.jsonl", {"text": EN, "language": "en"}), languages=["id"])
    assert "switched off" in problem.what


# --- bad bytes --------------------------------------------------------------------------------------------------------


def test_windows_1252_is_read_with_a_note(tmp_path):
    (tmp_path / "a.txt").write_bytes((ID + " \u201ckata\u201d").encode("cp1252"))
    items = read(tmp_path / "a.txt")
    assert kept(items)[0].text.endswith("\u201ckata\u201d")
    assert "windows-1252" in notes(items)[0].what


def test_mixed_encodings_are_refused_with_the_line(tmp_path):
    (tmp_path / "a.txt").write_bytes(ID.encode() + b"\nsatu \xe2\x80\x9ckata\xe2\x80\x9d\ndua \x93kata\x94\n")
    (problem,) = read(tmp_path / "a.txt")
    assert (problem.line, "mixed encodings" in problem.what, "UTF-8" in problem.hint) == (3, True, True)


def test_bytes_in_no_encoding_are_refused(tmp_path):
    (tmp_path / "a.txt").write_bytes(ID.encode() + b"\n\x81\x8d")
    (problem,) = read(tmp_path / "a.txt")
    assert (problem.line, "neither UTF-8 nor windows-1252" in problem.what) == (2, True)


def test_a_line_of_wrong_bytes_does_not_stop_the_file(tmp_path):
    good = json.dumps({"text": ID}).encode() + b"\n"
    (tmp_path / "a.jsonl").write_bytes(good + b'{"text": "\x81\x8d"}\n' + good + b'{"text": "' + ID.encode() + b' \x93a\x94"}\n')
    items = read(tmp_path / "a.jsonl")
    assert len(kept(items)) == 3
    assert [r.line for r in reasons(items)] == [2]
    assert [n.line for n in notes(items)] == [4]


def test_half_a_surrogate_pair_is_refused(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "satu dua \\ud83d tiga", "language": "id"}\n' + json.dumps({"text": ID}))
    items = read(tmp_path / "a.jsonl")
    assert len(kept(items)) == 1
    assert "surrogate" in reasons(items)[0].what


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04...", "ZIP"),
        (b"\x89PNG\r\n", "image"),
        (b"abc\x00def", "binary"),
        (b"SQLite format 3\x00", "database"),
        (b"\xff\xfea", "UTF-16"),
    ],
)
@pytest.mark.parametrize("suffix", [".txt", ".jsonl", ".csv", ".html"])
def test_what_is_no_text_says_what_it_is(tmp_path, data, words, suffix):
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    (problem,) = read(path)
    assert words in problem.what
    assert problem.hint
    assert str(path) in str(problem)


def test_a_line_that_is_too_long_is_skipped_without_holding_it(tmp_path):
    path = tmp_path / "a.jsonl"
    with path.open("w") as out:
        out.write(json.dumps({"text": ID}) + "\n" + '{"text": "' + "x" * 3_000_000 + '"}\n' + json.dumps({"text": EN}) + "\n")
    items = read(path, max_document=10_000)
    assert len(kept(items)) == 2
    assert [(r.line, "bytes, more than" in r.what) for r in reasons(items)] == [(2, True)]
    assert [r.what.startswith("the text has") for r in reasons(read(path, max_document=500_000))] == [True]


def test_malformed_lines_in_the_middle(tmp_path):
    good = json.dumps({"text": ID})
    (tmp_path / "a.jsonl").write_text(f'{good}\n{{"text": "open\n[1]\n{good}\n{{"text": 5}}\n{{"text": ""}}\n\n{good}')
    items = read(tmp_path / "a.jsonl")
    assert len(kept(items)) == 3
    assert [r.line for r in reasons(items)] == [2, 3, 5, 6]
    assert "column" in reasons(items)[0].what


def test_deep_nesting_is_a_message(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text":' * 100_000 + "\n" + json.dumps({"text": ID}))
    items = read(tmp_path / "a.jsonl")
    assert (len(kept(items)), len(reasons(items))) == (1, 1)
