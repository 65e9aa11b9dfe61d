"""Under a redaction profile no list, map or answer of the API tells what pages withhold; an admin sees the ledger as it is."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

import saksi
from saksi.redaction import available
from saksi.web import Person, Settings, create_app

NAME = "Melkianus Wenda"
TEXT = (
    f"Dua warga tewas tertembak di Kampung Beoga pada 3 Mei 2021, kata polisi. Korban itu adalah {NAME} (14), pelajar. "
    f"{NAME} (14) tewas di tempat kejadian, kata keluarganya."
)
TOKENS = {"r" * 20: Person("Rini", "read"), "a" * 20: Person("Ari", "admin")}


@pytest.fixture
def redacting(tmp_path):
    with saksi.open(tmp_path / "minor.saksi") as ledger:
        title = f"Pelajar {NAME} (14) Tewas Tertembak di Beoga"
        ledger.add(saksi.read(TEXT, title=title, published="2021-05-04", language="id", url="https://news.example/1"))
        ledger.reconcile()
        settings = Settings(tokens=TOKENS, redact="public", rate=0)
        with TestClient(create_app(ledger, settings), base_url="http://localhost") as client:
            yield client


def paths(client, headers) -> list[str]:
    row = client.get("/api/v1/events", headers=headers).json()["items"][0]
    event = client.get(f"/api/v1/events/{row['key']}", headers=headers).json()
    return ["/", "/events", "/map", "/map/sites", "/api/v1/events", "/api/v1/places", f"/api/v1/events/{row['key']}",
            f"/api/v1/events/{row['key']}/trace/{next(iter(event['fields']))}", f"/event/{row['key']}",
            f"/api/v1/reading?article={event['articles'][0]}"]  # fmt: skip


def test_a_minor_is_named_nowhere_to_a_reader(redacting):
    assert "public" in available()
    headers = {"authorization": f"Bearer {'r' * 20}"}
    for path in paths(redacting, headers):
        answer = redacting.get(path, headers=headers)
        assert answer.status_code == 200, path
        assert NAME not in answer.text, path
        assert "Melkianus" not in answer.text, path


def test_an_admin_sees_the_ledger_as_it_is(redacting):
    headers = {"authorization": f"Bearer {'a' * 20}"}
    assert any(NAME in redacting.get(path, headers=headers).text for path in paths(redacting, headers))


def found(client, role: str, query: str) -> int:
    headers = {"authorization": f"Bearer {role * 20}"}
    told = client.get(f"/api/v1/events?{query}", headers=headers).json()["total"]
    assert client.get(f"/events?{query}", headers=headers).status_code == 200
    assert len(client.get(f"/map/sites?{query}", headers=headers).json()["features"]) <= told
    return told


def test_nobody_finds_by_search_what_is_withheld(redacting):
    assert found(redacting, "a", "q=Melkianus") > 0
    assert found(redacting, "a", "q=menembak") == found(redacting, "r", "q=menembak") > 0
    for query in ("q=Melkianus", "q=melkianus+wenda", 'q="Melkianus+Wenda"', "q=wenda+tewas"):
        assert found(redacting, "r", query) == 0, query


def test_a_side_or_place_that_no_page_offers_is_not_asked_for(redacting):
    for key in ("site", "party"):
        offered = redacting.get("/api/v1/events", headers={"authorization": f"Bearer {'a' * 20}"}).json()["items"][0]
        value = offered["site"] if key == "site" else next(iter(offered["parties"]), ["name:nobody"])[0]
        if value is not None and offered["precision"] not in ("adm2", "adm1", "region", "country"):
            assert found(redacting, "r", f"{key}={value}") == 0


def test_the_second_full_text_follows_new_articles(redacting, tmp_path):
    ledger = redacting.app.state.ledger
    text = "Seorang warga tewas tertembak di Sugapa pada 5 Mei 2021, kata polisi. Korbannya Yulianus Bagau (12)."
    ledger.add(saksi.read(text, published="2021-05-06", language="id", url="https://news.example/2"))
    assert found(redacting, "r", "q=Sugapa") > 0
    assert found(redacting, "r", "q=Yulianus") == 0
    assert found(redacting, "a", "q=Yulianus") > 0
