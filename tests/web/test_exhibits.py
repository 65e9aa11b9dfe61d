"""Files that come with a record by hand, and articles that are taken down: kept, bounded, traced, seen by whom they may."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient
from visit import proof

import saksi
from saksi.errors import JudgementError
from saksi.judgements import kind_of_file
from saksi.web import Person, Settings, create_app

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4
QUOTE = "Tiga warga hilang di Dekai, kata kepala kampung."
FORM = {"quote": QUOTE, "source": "foto papan pengumuman", "words": "Tiga warga hilang", "kind": "missing", "quantity": "3"}


def recorded(client: TestClient, name: str, data: bytes, kind: str = "image/png"):
    return client.post(
        "/review/record", data={"csrf": proof(client, "/review/record"), **FORM}, files={"file": (name, data, kind)}
    )


def document_of(client: TestClient) -> str:
    ledger = client.app.state.ledger
    return next(r.document.id for r in ledger.readings() if r.document.text == QUOTE)


def test_a_photograph_is_kept_with_its_record_and_shown_as_it_came(client):
    answer = recorded(client, "../../papan <b>.png", PNG)
    assert answer.status_code == 200
    page = client.get(f"/article/{document_of(client)}").text
    address = re.search(r'<img src="(/article/[^"]+/file/[0-9a-f]{64})"', page)[1]
    assert "papan &lt;b&gt;.png" in page
    assert ".." not in re.search(r'alt="([^"]+)"', page)[1]
    got = client.get(address)
    assert (got.content, got.headers["content-type"]) == (PNG, "image/png")
    assert got.headers["content-disposition"].startswith("inline")
    assert recorded(client, "again.png", PNG).status_code == 200
    assert len(client.app.state.ledger.files(next(iter(_articles(client))))) == 1  # the same file is kept once


def _articles(client: TestClient) -> list[str]:
    return [r.document.article for r in client.app.state.ledger.readings() if r.document.text == QUOTE]


def test_what_is_no_picture_is_given_to_keep_and_what_could_run_is_refused(client):
    assert recorded(client, "catatan.txt", b"<script>alert(1)</script> telepon 4 Maret", "image/png").status_code == 200
    page = client.get(f"/article/{document_of(client)}").text
    address = re.search(r'href="(/article/[^"]+/file/[0-9a-f]{64})"', page)[1]
    got = client.get(address)
    assert got.headers["content-type"].startswith("text/plain")
    assert got.headers["content-disposition"].startswith("attachment")
    before = len(client.app.state.ledger.judgements())
    for name, data in (("a.png", b"\x7fELF\x00\x01"), ("b.pdf", b""), ("c.zip", b"PK\x03\x04\x00")):
        refused = recorded(client, name, data)
        assert (refused.status_code, "problem" in refused.text) == (422, True)
    assert len(client.app.state.ledger.judgements()) == before


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"\xff\xd8\xff\xe0x", "image/jpeg"), (b"%PDF-1.7", "application/pdf"), (b"RIFF0000WAVEfmt", "audio/wav"),
     (b"RIFF0000WEBPVP8", "image/webp"), (b"0000ftypM4A ", "video/mp4"), (b"pukul 14.00 WIT\n", "text/plain")],
)  # fmt: skip
def test_a_file_is_what_it_begins_as(data, kind):
    assert kind_of_file("any.exe", data) == kind


def test_a_file_that_is_too_large_is_refused(ledger_file):
    with pytest.raises(JudgementError, match="larger"):
        kind_of_file("big.txt", b"x" * 10_000_001)
    app = create_app(ledger_file, Settings(rate=0, max_body=100_000))
    with TestClient(app, base_url="http://localhost") as client:
        assert recorded(client, "big.png", PNG + b"x" * 200_000).status_code == 413
        assert recorded(client, "small.png", PNG).status_code == 200
    app.state.ledger.close()


def test_a_file_is_not_for_those_from_whom_names_are_withheld(ledger_file):
    with saksi.open(ledger_file) as ledger:
        ledger.record(QUOTE, source="foto", by="Sari", fields={"quantity": "3", "kind": "missing"}, file=("f.png", PNG))
        document = next(r.document for r in ledger.readings() if r.document.text == QUOTE)
        digest = ledger.files(document.article)[0].digest
        tokens = {"r" * 16: Person("Rini", "read"), "a" * 16: Person("Adi", "admin")}
        with TestClient(
            create_app(ledger, Settings(rate=0, tokens=tokens, redact="public")), base_url="http://localhost"
        ) as client:
            for token, code in (("r" * 16, 404), ("a" * 16, 200)):
                head = {"authorization": f"Bearer {token}"}
                assert client.get(f"/article/{document.id}/file/{digest}", headers=head).status_code == code
                assert (digest in client.get(f"/article/{document.id}", headers=head).text) == (code == 200)
        ledger.take_down(document.article, by="Adi", why="asked for")
        assert ledger.files(document.article) == ()
        assert ledger.file(document.article, digest) is None


def test_an_article_is_taken_down_and_shown_again_with_its_trail(ledger_file):
    tokens = {"v" * 16: Person("Vera", "review"), "a" * 16: Person("Adi", "admin")}
    app = create_app(ledger_file, Settings(rate=0, tokens=tokens))
    with TestClient(app, base_url="http://localhost", headers={"accept-language": "en"}) as client:
        vera, adi = ({"authorization": f"Bearer {token}"} for token in tokens)
        event = max(app.state.ledger.events(), key=lambda e: len(e.casualties))
        document = app.state.ledger.store.find_claim(event.casualties[0]).reading.document
        told = client.get(f"/event/{event.name}", headers=vera).text.count(f"/article/{document.id}")
        assert told > 0
        form = {"document": document.id, "why": "the family asked for it"}
        assert client.post("/takedowns", data=form, headers=vera).status_code == 403
        assert client.post("/takedowns", data={**form, "why": " "}, headers=adi).status_code == 422
        page = client.post("/takedowns", data=form, headers=adi)
        assert page.status_code == 200
        assert "the family asked for it" in page.text
        assert client.get(f"/article/{document.id}", headers=adi).status_code == 404
        left = client.get(f"/event/{event.name}", headers=vera)
        assert left.status_code == 404 or f"/article/{document.id}" not in left.text
        assert "the family asked for it" in client.get("/takedowns", headers=vera).text
        assert "Show again" not in client.get("/takedowns", headers=vera).text.partition("<tbody>")[2]
        again = {"article": document.article, "why": "they withdrew it"}
        assert client.post("/takedowns", data=form, headers=adi).status_code == 404  # it is not there
        assert client.post("/takedowns/restore", data=again, headers=adi).status_code == 200
        assert client.get(f"/article/{document.id}", headers=vera).status_code == 200
        assert client.post("/takedowns/restore", data=again, headers=adi).status_code == 409
        assert [row.action for row in app.state.ledger.takedowns()] == ["take_down", "restore"]
    app.state.ledger.close()
