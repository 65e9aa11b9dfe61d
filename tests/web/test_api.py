"""The API: the same data as the pages, paged, one shape for errors, and nothing sent to it breaks it."""

from __future__ import annotations

import shutil

import pytest
import schemathesis
from hypothesis import HealthCheck
from hypothesis import settings as tried
from starlette.testclient import TestClient
from visit import proof

import saksi
from saksi import contract
from saksi.views import Views
from saksi.web import Person, Settings, create_app
from saksi.web.routes.api import openapi


def test_events_are_those_of_the_pages(shared_client):
    views: Views = shared_client.app.state.views
    found = shared_client.get("/api/v1/events?deadly=1&sort=deaths&size=5").json()
    page = views.page(views.asked(deadly=True), "deaths", 1, 5)
    assert [one["key"] for one in found["items"]] == [row.key for row in page.rows]
    assert found["total"] == page.total
    assert found["complete"] is True
    second = shared_client.get("/api/v1/events?size=5&page=2").json()
    assert second["page"] == 2
    assert not {one["key"] for one in second["items"]} & {
        one["key"] for one in shared_client.get("/api/v1/events?size=5").json()["items"]
    }


def test_an_event_has_its_table_and_every_value_a_trace(shared_client):
    row = next(r for r in shared_client.get("/api/v1/events?deadly=1").json()["items"])
    event = shared_client.get(f"/api/v1/events/{row['key']}").json()
    assert event["toll"]["rows"]
    assert event["origins"]["testimonies"]
    for field in event["fields"]:
        trace = shared_client.get(f"/api/v1/events/{row['key']}/trace/{field}").json()
        assert trace["value"] == event["fields"][field]["value"]
        assert all(step["sentence"] for step in trace["steps"])
    other = shared_client.get(f"/api/v1/events/{row['key']}?policy=ucdp-like").json()
    assert other["policy"] == "ucdp-like"


def test_a_reading_keeps_the_contract(shared_client):
    row = shared_client.get("/api/v1/events").json()["items"][0]
    article = shared_client.get(f"/api/v1/events/{row['key']}").json()["articles"][0]
    reading = shared_client.get("/api/v1/reading", params={"article": article})
    assert contract.from_json(reading.content).document.article == article


def test_places_say_how_precise_they_are_and_how_many_have_none(shared_client):
    found = shared_client.get("/api/v1/places").json()
    total = shared_client.get("/api/v1/events").json()["total"]
    assert sum(one["properties"]["events"] for one in found["features"]) + found["unplaced"] == total
    assert all(one["properties"]["precision"] for one in found["features"])


def test_a_judgement_is_recorded_under_the_name_of_its_token(ledger_file):
    tokens = {"v" * 20: Person("Vera", "review"), "r" * 20: Person("Rini", "read")}
    with (
        saksi.open(ledger_file) as ledger,
        TestClient(create_app(ledger, Settings(tokens=tokens)), base_url="http://localhost") as client,
    ):
        vera, rini = ({"authorization": f"Bearer {token}"} for token in tokens)
        rows = client.get("/api/v1/events?deadly=1", headers=vera).json()["items"]
        told = (client.get(f"/api/v1/events/{row['key']}", headers=vera).json()["casualties"] for row in rows)
        claim = next(claims[0] for claims in told if len(claims) == 1)  # its figure is the event's
        body = {"claim": claim, "what": "quantity", "value": "exact 4711", "why": "the ministry corrected itself"}
        assert client.post("/api/v1/judgements", json=body).status_code == 401
        assert client.post("/api/v1/judgements", json=body, headers=rini).status_code == 403
        made = client.post("/api/v1/judgements", json=body, headers=vera)
        assert made.status_code == 201
        assert made.json()["by"] == "Vera"
        assert [one.by for one in ledger.judgements()] == ["Vera"]
        after = client.get("/api/v1/events?deadly=1&sort=deaths", headers=vera).json()["items"]
        assert any(f["high"] == 4711 or f["low"] == 4711 for one in after for f in one["figures"])


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/events?page=0", 422),
        ("/api/v1/events/nowhere", 404),
        ("/api/v1/reading?article=none", 404),
        ("/api/v1/none", 404),
        ("/api/v1/events?size=9999", 422),
    ],
)
def test_every_error_has_one_shape(shared_client, path, status):
    answer = shared_client.get(path)
    assert answer.status_code == status
    error = answer.json()["error"]
    assert set(error) == {"status", "message", "details"}
    assert error["status"] == status
    assert error["message"]


def test_another_site_cannot_decide(client):
    body = {"claim": "x", "what": "accept"}
    headers = {"origin": "https://evil.example"}
    assert client.post("/api/v1/judgements", json=body, headers=headers).status_code == 403
    form = {"content-type": "text/plain"}
    assert client.post("/api/v1/judgements", content='{"claim": "x", "what": "accept"}', headers=form).status_code == 403
    assert client.post("/api/v1/judgements", json=body).status_code in (400, 404)
    assert proof(client)


def test_the_description_is_whole(shared_client):
    held = shared_client.get("/api/v1/openapi.json").json()
    assert set(held["paths"]) >= {"/api/v1/events", "/api/v1/events/{ref}", "/api/v1/judgements"}
    assert "EventRow" in held["components"]["schemas"]
    assert shared_client.get("/api").status_code == 200


schema = schemathesis.openapi.from_dict(openapi())


@pytest.fixture(scope="module")
def attacked(example_ledger, tmp_path_factory):
    path = tmp_path_factory.mktemp("attacked") / "example.saksi"
    shutil.copy(example_ledger, path)
    app = create_app(path, Settings(rate=0))
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
        yield client
    app.state.ledger.close()


@schema.parametrize()
@tried(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_nothing_sent_to_it_is_a_server_error(case, attacked):
    sent = case.as_transport_kwargs(base_url="http://localhost")
    known = {key: sent[key] for key in ("params", "headers", "json") if sent.get(key) is not None}
    answer = attacked.request(sent["method"], sent["url"], content=sent.get("data"), **known)
    assert answer.status_code < 500, (sent, answer.text)
    if answer.status_code >= 400:
        assert set(answer.json()["error"]) == {"status", "message", "details"}
