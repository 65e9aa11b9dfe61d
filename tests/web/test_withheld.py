"""A redaction profile holds on every page of an event and an article, for everyone below admin, and nothing else changes."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

import saksi
from saksi.reading import read
from saksi.redaction import Redactor, load
from saksi.redaction.readings import redacted
from saksi.sources import build_document
from saksi.types import evidence_of
from saksi.web import Person, Settings, create_app

TEXT = (
    "Dua Warga Tewas Ditembak di Dekai\n"
    "Dua warga sipil tewas ditembak di Dekai, Yahukimo, Senin (4/3/2024), kata Kapolres AKBP Arif Lesmana. "
    "Korban tewas adalah Melati Wenda (14) dan Yusak Kobak (41). "
    '"Saya melihat dari jendela," kata seorang saksi mata, Nelson Wandik.'
)


@pytest.fixture
def reading():
    return read(build_document(text=TEXT, url="https://a.example/1", published="2024-03-05", publisher="Kabar"))


def test_a_redacted_reading_is_a_reading_of_a_text_without_the_names(reading):
    made = redacted(reading, Redactor(load("strict"), [reading], "id"))
    assert "Melati" not in made.document.text
    assert [claim.id for _, claim in made.claims()] == [claim.id for _, claim in reading.claims()]
    for _, claim in made.claims():
        at = evidence_of(claim)
        assert at is None or made.document.text[at.start : at.end] == at.exact
    assert "Melati" not in repr(made)
    assert [c.quantity.number for c in made.casualties] == [c.quantity.number for c in reading.casualties]
    assert redacted(reading, Redactor(load("none"), [reading], "id")) is reading


@pytest.mark.parametrize("language", ["en", "id"])
def test_pages_withhold_from_those_who_only_read_and_not_from_who_looks_after_the_ledger(tmp_path, reading, language):
    with saksi.open(tmp_path / "w.saksi") as ledger:
        ledger.add(reading)
    tokens = {"r" * 16: Person("Rina", "read"), "a" * 16: Person("Adi", "admin")}
    app = create_app(tmp_path / "w.saksi", Settings(rate=0, tokens=tokens, redact="strict"))
    with TestClient(app, base_url="http://localhost", headers={"accept-language": language}) as client:
        reader, admin = ({"authorization": f"Bearer {c * 16}"} for c in "ra")
        app.state.views.sync()
        refs = app.state.views.tables.refs_of_articles((reading.document.article,))
        addresses = [f"/event/{ref}" for ref in refs] + [f"/event/{refs[0]}/claims.txt", f"/article/{reading.document.id}"]
        addresses.append(f"/article/{reading.document.id}?rejected=true")
        for address in addresses:
            assert "Melati" not in re.sub(r"<[^>]+>", "", client.get(address, headers=reader).text), address
            assert "Melati" not in client.get(address, headers=reader).text, address
        assert "Melati" in re.sub(r"<[^>]+>", "", client.get(f"/article/{reading.document.id}", headers=admin).text)
        assert "strict" in client.get(f"/event/{refs[0]}", headers=reader).text
    app.state.ledger.close()
