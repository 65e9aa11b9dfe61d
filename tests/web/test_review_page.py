"""The review in pages: decisions, what somebody else decided meanwhile, blind coding, agreement, records by hand, variables."""

from __future__ import annotations

import re

from starlette.testclient import TestClient
from visit import proof

from saksi.judgements import variables_of
from saksi.review import Review
from saksi.web import Person, Settings, create_app


def first_claim(client, address: str = "/review") -> str:
    return re.search(r'name="claim" value="(\w+)"', client.get(address).text)[1]


def decide(client, claim: str, what: str, **form: str):
    return client.post("/review/decide", data={"csrf": proof(client), "claim": claim, "what": what, **form})


def test_a_decision_shows_at_once_in_every_view(client):
    ledger = client.app.state.ledger
    event = max(ledger.events(), key=lambda e: len(e.casualties))
    claim = event.fields["killed"].claims[0]
    article = ledger.store.find_claim(claim).reading.document.id
    answer = decide(client, claim, "correct", **{"field:quantity": "77", "expect": ""})
    assert answer.status_code == 200
    assert "77" in client.get(f"/event/{event.name}").text
    assert "<b>77</b>" in client.get(f"/article/{article}").text
    assert "77" in client.get("/review/log").text
    assert client.post("/review/undo", data={"csrf": proof(client)}).status_code == 200
    assert "<b>77</b>" not in client.get(f"/article/{article}").text


def test_what_somebody_else_decided_meanwhile_is_shown_and_not_overruled(client):
    claim = first_claim(client)
    Review(client.app.state.ledger, "Budi").decide(claim, "accept")
    answer = decide(client, claim, "reject", expect="")
    assert answer.status_code == 409
    assert "Budi has decided" in answer.text
    assert [j.by for j in client.app.state.ledger.judgements()] == ["Budi"]


def test_a_value_that_cannot_be_is_refused_with_what_can(client):
    ledger = client.app.state.ledger
    claim = next(c.id for r in ledger.readings() for c in r.casualties)
    answer = decide(client, claim, "correct", **{"field:quantity": "lots"})
    assert answer.status_code == 422
    assert "It takes:" in answer.text
    assert "Nothing was changed" in decide(client, claim, "correct").text
    assert ledger.judgements() == ()


def test_only_reviewers_decide(ledger_file):
    tokens = {"r" * 16: Person("Rina", "read"), "s" * 16: Person("Sari", "review")}
    app = create_app(ledger_file, Settings(rate=0, tokens=tokens))
    with TestClient(app, base_url="http://localhost") as client:
        for token, code in (("r" * 16, 403), ("s" * 16, 200)):
            assert client.get("/review", headers={"authorization": f"Bearer {token}"}).status_code == code
        assert client.post("/review/undo", headers={"authorization": f"Bearer {'r' * 16}"}).status_code == 403
    app.state.ledger.close()


def test_two_code_blind_and_somebody_settles_it(ledger_file):
    tokens = {name[0] * 16: Person(name, "review") for name in ("Sari", "Budi", "Rina")}
    app = create_app(ledger_file, Settings(rate=0, tokens=tokens))
    visits = {}
    for name in ("Sari", "Budi", "Rina"):
        client = TestClient(app, base_url="http://localhost", headers={"accept-language": "en"})
        page = client.get("/enter").text
        csrf = re.search(r'name="csrf" value="([0-9a-f]+)"', page)[1]
        client.post("/enter", data={"csrf": csrf, "token": name[0] * 16})
        visits[name] = client
    for name in ("Sari", "Budi"):
        visits[name].post("/review/blind", data={"csrf": proof(visits[name], "/review"), "on": "1"})
    claim = next(c.id for r in app.state.ledger.readings() for c in r.casualties)
    csrf = proof(visits["Sari"], "/review")
    form = {"csrf": csrf, "claim": claim, "what": "correct", "field:quantity": "40"}
    assert visits["Sari"].post("/review/decide", data=form).status_code == 200
    seen = visits["Budi"].get(f"/review/claim/{claim}").text
    assert 'value="40"' not in seen
    assert "Sari" not in seen
    form = {"csrf": proof(visits["Budi"], "/review"), "claim": claim, "what": "accept"}
    assert visits["Budi"].post("/review/decide", data=form).status_code == 200
    assert visits["Budi"].get("/review/agreement").status_code == 400
    page = visits["Rina"].get("/review/agreement").text
    assert "Sari: 40" in page
    assert "coders differ" in visits["Rina"].get("/review").text
    app.state.ledger.close()


def test_a_record_by_hand_needs_its_exhibit_and_makes_an_event(client):
    page = {"csrf": proof(client, "/review/record"), "quote": "Tiga warga hilang di Dekai, kata kepala kampung.", "quantity": "3"}
    assert client.post("/review/record", data={**page, "kind": "missing"}).status_code == 422
    given = {**page, "kind": "missing", "source": "catatan telepon 4 Maret", "words": "Tiga warga hilang", "day": "2024-03-04"}
    answer = client.post("/review/record", data=given)
    assert answer.status_code == 200
    assert "/review/claim/" in str(answer.url)
    assert "<mark>Tiga warga hilang</mark>" in answer.text


def test_variables_of_the_project_are_asked_and_given_out(client):
    ledger = client.app.state.ledger
    file = variables_of(ledger.store.path)
    file.write_text('[[variable]]\nname = "land"\nnoun = "casualty"\nkind = "choice"\nchoices = ["ya", "tidak"]\n'
                    'label = { id = "Sengketa tanah", en = "Land dispute" }\n', "utf-8")  # fmt: skip
    claim = next(c.id for r in ledger.readings() for c in r.casualties)
    assert "Land dispute" in client.get(f"/review/claim/{claim}").text
    assert decide(client, claim, "correct", **{"project.land": "ya"}).status_code == 200
    rows = client.get("/review/variables.csv").text.splitlines()
    assert rows[0] == "claim_id,noun,article,quote,coder,land"
    assert rows[1].endswith(",ya")
