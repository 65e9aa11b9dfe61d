"""The store keeps every field, changes nothing it was not asked to, and loses nothing."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from made import KARABAKH, any_reading, read
from msgspec.structs import replace

from saksi.contract import from_json, to_json
from saksi.errors import LedgerError, OtherArticleError
from saksi.sources import build_document
from saksi.store import Store
from saksi.types import Document, Name, Reading, evidence_of

SLOW = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.saksi"


def rows(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


@SLOW
@given(any_reading())
def test_every_field_survives_the_contract_and_the_store(tmp_path_factory: pytest.TempPathFactory, reading) -> None:
    assert from_json(to_json(reading)) == reading
    with Store.open(tmp_path_factory.mktemp("ledger") / "a.saksi") as store:
        assert store.add_reading(reading) == "new"
        (back,) = store.readings()
        assert back == reading
        assert to_json(back) == to_json(reading)
        assert [evidence_of(c) and evidence_of(c).exact for _, c in back.claims()] == [
            evidence_of(c) and evidence_of(c).exact for _, c in reading.claims()
        ]
        assert store.document(reading.document.id) == reading.document
        assert store.check() == []


def test_the_same_reading_again_writes_no_row(path: Path) -> None:
    reading = read(KARABAKH)
    with Store.open(path) as store:
        assert store.add_reading(reading) == "new"
    before = rows(path)
    with Store.open(path) as store:
        assert store.add_reading(reading) == "unchanged"
        with store.writing():
            assert store.add_reading(reading) == "unchanged"
    assert rows(path) == before


def test_a_new_fingerprint_supersedes_and_keeps_the_old_reading_until_compacted(path: Path) -> None:
    one, two = read(KARABAKH), read(KARABAKH, fingerprint="two", wide=True)
    with Store.open(path) as store:
        store.add_reading(one)
        assert store.add_reading(two) == "superseded"
        assert list(store.readings()) == [two]
        assert list(store.readings(current_only=False)) == [one, two]
        assert store.add_reading(one) == "superseded"  # back to the first pipeline: no third row
        assert list(store.readings()) == [one]
        assert store.counts()["reading"] == 2
        assert store.compact() == 1
        assert store.compact() == 0
        assert list(store.readings(current_only=False)) == [one]
        assert store.check() == []


def test_a_changed_text_is_a_version_of_the_same_article(path: Path) -> None:
    first, second = read(KARABAKH), read(KARABAKH.replace("16", "18"))
    with Store.open(path) as store:
        store.add_reading(first)
        assert store.add_reading(second) == "superseded"
        (article,) = store.articles()
        assert article.documents == (first.document.id, second.document.id)
        assert article.url == "https://a.id/1"
        assert list(store.readings()) == [second]
        assert store.document(first.document.id).text == KARABAKH
        assert store.add_reading(first) == "unchanged"  # reading the old file again does not bring the old version back
        assert list(store.readings()) == [second]
        assert store.compact() == 0  # an older version is history, not a superseded reading


def test_an_article_without_url_goes_by_the_id_it_was_given(path: Path) -> None:
    with Store.open(path) as store:
        store.add_reading(read(KARABAKH, None, source_id="7"))
        store.add_reading(read(KARABAKH + " Lagi.", None, source_id="7"))
        store.add_reading(read(KARABAKH, None, source_id="8"))
        assert [(a.id, len(a.documents)) for a in store.articles()] == [("A#7", 2), ("A#8", 1)]


def test_readings_come_in_one_order_whatever_the_order_of_adding(tmp_path: Path) -> None:
    made = [read(KARABAKH, f"https://{name}.id/1") for name in "cab"]
    with Store.open(tmp_path / "1") as one, Store.open(tmp_path / "2") as two:
        for reading in made:
            one.add_reading(reading)
        for reading in reversed(made):
            two.add_reading(reading)
        assert list(one.readings()) == list(two.readings())
        assert [r.document.url for r in one.readings()] == ["https://a.id/1", "https://b.id/1", "https://c.id/1"]


def test_more_readings_than_one_batch(path: Path) -> None:
    with Store.open(path) as store, store.writing():
        for number in range(450):
            store.add_reading(read(KARABAKH, f"https://a.id/{number:04}"))
        assert [r.document.url for r in store.readings()] == [f"https://a.id/{n:04}" for n in range(450)]
        assert all(len(r.casualties) == 3 for r in store.readings())


def test_a_claim_is_found_by_the_beginning_of_its_id(path: Path) -> None:
    reading = read(KARABAKH)
    wide = read(KARABAKH, fingerprint="two", wide=True)
    claim = reading.casualties[0]
    with Store.open(path) as store:
        store.add_reading(reading)
        found = store.find_claim(claim.id[:8])
        assert (found.noun, found.claim, found.reading) == ("casualty", claim, reading)
        with pytest.raises(LedgerError, match="several claim ids: c"):
            store.find_claim("c")
        with pytest.raises(LedgerError, match="no claim zz"):
            store.find_claim("zz")
        with pytest.raises(LedgerError, match="empty"):
            store.find_claim("")
        store.add_reading(wide)
        with pytest.raises(LedgerError, match="superseded reading"):
            store.find_claim(claim.id)


def test_a_reading_whose_words_are_not_in_its_document_is_refused(path: Path) -> None:
    reading, other = read(KARABAKH), read("Tidak ada apa-apa di sini, hanya 3 orang tewas di Baku hari ini.")
    impostor = replace(read(KARABAKH + "!"), attributions=(), events=(), casualties=())
    impostor = replace(impostor, document=replace(impostor.document, id=reading.document.id))
    with Store.open(path) as store:
        with pytest.raises(LedgerError, match="does not stand in document"):
            store.add_reading(replace(reading, document=other.document))
        store.add_reading(reading)
        with pytest.raises(LedgerError, match="another text under document id"):
            store.add_reading(impostor)
        assert store.counts()["reading"] == 1


def test_text_that_is_no_unicode_is_refused_with_a_sentence(path: Path) -> None:
    broken = Reading("1", "one", None, Document("d1", None, "u", None, "rusak \ud800", None, None, None, "x"))
    with Store.open(path) as store, pytest.raises(LedgerError, match="not valid Unicode"):
        store.add_reading(broken)


def test_an_event_without_a_mention_is_refused(path: Path) -> None:
    reading = read(KARABAKH)
    bare = replace(reading, events=(replace(reading.events[0], mentions=()),))
    with Store.open(path) as store, pytest.raises(LedgerError, match="no mention"):
        store.add_reading(bare)


def test_an_exception_undoes_the_whole_transaction(path: Path) -> None:
    def half(store: Store) -> None:
        with store.writing():
            store.add_reading(read(KARABAKH))
            store.log_skipped("kosong", file="x.html")
            raise RuntimeError

    with Store.open(path) as store:
        with pytest.raises(RuntimeError):
            half(store)
        assert store.counts()["reading"] == 0
        assert store.skipped() == ()
        assert store.add_reading(read(KARABAKH)) == "new"


def test_skipped_inputs_are_noted_once(path: Path) -> None:
    with Store.open(path, clock=lambda: "2026-01-01T00:00:00+00:00") as store:
        for _ in range(2):
            store.log_skipped("is empty.", file="a.jsonl", line=3)
            store.log_skipped("is no article.")
        assert [tuple(one) for one in store.skipped()] == [
            ("2026-01-01T00:00:00+00:00", "a.jsonl", 3, "is empty."),
            ("2026-01-01T00:00:00+00:00", None, None, "is no article."),
        ]


def test_names_come_back_as_they_were(path: Path) -> None:
    rows = [Name("a", "k1", ("e1", "e2")), Name("b", "k2", ("e3",), "split", "2026-01-01", "a"), Name("a", None, (), "gone", "x")]
    with Store.open(path, clock=lambda: "now") as store:
        store.append_names(rows[:1])
        store.append_names(rows[1:])
        assert store.names() == (Name("a", "k1", ("e1", "e2"), "named", "now"), *rows[1:])


def test_counts(path: Path) -> None:
    with Store.open(path) as store:
        store.add_reading(read(KARABAKH))
        store.add_reading(read(KARABAKH, fingerprint="two"))
        counts = store.counts()
    assert {key: counts[key] for key in ("article", "document", "reading", "attribution", "event", "casualty", "impact")} == {
        "article": 1, "document": 1, "reading": 2, "attribution": 1, "event": 3, "casualty": 3, "impact": 0,
    }  # fmt: skip


def test_check_finds_what_was_changed_behind_its_back(path: Path) -> None:
    with Store.open(path) as store:
        store.add_reading(read(KARABAKH))
    connection = sqlite3.connect(path)
    connection.execute("UPDATE document SET text = replace(text, '16', '61')")
    connection.execute("UPDATE claim SET json = '{' WHERE noun = 'event' AND ordinal = 0")
    connection.commit()
    connection.close()
    with Store.open(path) as store:
        (problem,) = store.check()
        assert "is damaged" in problem
        with pytest.raises(LedgerError, match="saksi check ledger"):
            list(store.readings())
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM claim WHERE noun = 'event' AND ordinal = 0")
    connection.commit()
    connection.close()
    with Store.open(path) as store:
        assert ["is not what was stored" in one for one in store.check()] == [True]


FUNERAL = (
    "Ribuan pelayat mengantar jenazah kepala suku ke pemakaman keluarga di tepi danau, sementara toko dan sekolah tutup sepekan "
    "menurut adat yang berlaku turun-temurun."
)


def test_one_number_of_two_publishers_is_two_articles(path: Path) -> None:
    with Store.open(path) as store:
        one, two = (read(KARABAKH, None, source_id="7") for _ in range(2))
        document = replace(two.document, id="d2", publisher="B")
        assert store.add_reading(one) == "new"
        assert store.add_reading(Reading("1", "one", None, document)) == "new"
        assert [a.id for a in store.articles()] == ["A#7", "B#7"]


def test_a_bare_id_with_quite_another_text_is_refused_and_the_first_stays(path: Path) -> None:
    long = " ".join([KARABAKH, "Bandara dan pasar kota itu ditutup sampai pemberitahuan berikutnya dari wali kota setempat."])

    def bare(text: str) -> Reading:
        return Reading("1", "one", None, build_document(text=text, id="7", language="id"))

    with Store.open(path) as store:
        assert store.add_reading(bare(long)) == "new"
        assert store.add_reading(bare(long.replace("16", "18"))) == "superseded"
        with pytest.raises(OtherArticleError, match="--publisher"):
            store.add_reading(bare(FUNERAL))
        (kept,) = store.readings()
        assert "18" in kept.document.text
