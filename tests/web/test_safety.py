"""What stands between the network and the pages."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient
from visit import proof

from saksi.errors import ConfigError
from saksi.web import Person, Settings, create_app
from saksi.web.routes.safety import onward
from saksi.web.security import Pace, Session, Sessions
from saksi.web.settings import is_loopback, read_tokens

TOKENS = {
    "r" * 20: Person("Rini", "read"),
    "v" * 20: Person("Vera", "review"),
    "a" * 20: Person("Ari", "admin"),
}


def visitor(ledger, **settings) -> TestClient:
    return TestClient(create_app(ledger, Settings(**settings)), base_url="http://localhost", follow_redirects=False)


def test_every_answer_forbids_inline_script_and_framing(shared_client):
    for path in ("/", "/nowhere", "/static/frame.css", "/healthz"):
        headers = shared_client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in policy


def test_a_change_needs_the_proof_of_a_form_of_this_visit(example_ledger):
    with visitor(example_ledger) as client:
        assert client.post("/preferences", data={"lang": "id"}).status_code == 403
        assert client.post("/preferences", data={"lang": "id", "csrf": "0" * 64}).status_code == 403
        good = proof(client)
        assert client.post("/preferences", data={"lang": "id", "csrf": good}).status_code == 303
        assert client.post("/preferences", data={"lang": "id"}, headers={"x-csrf": good}).status_code == 303
        foreign = {"origin": "https://evil.example"}
        assert client.post("/preferences", data={"lang": "id", "csrf": good}, headers=foreign).status_code == 403
        assert client.post("/preferences", data={"csrf": good}, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    with visitor(example_ledger) as other:
        proof(other)
        assert other.post("/preferences", data={"lang": "id", "csrf": good}).status_code == 403


def test_the_workspace_answers_only_to_its_own_names(example_ledger):
    with visitor(example_ledger) as client:
        assert client.get("/", headers={"host": "localhost:8000"}).status_code == 200
        assert client.get("/", headers={"host": "rebound.example"}).status_code == 421


def test_without_a_token_a_shared_workspace_shows_nothing(example_ledger):
    with visitor(example_ledger, tokens=TOKENS) as client:
        shut = client.get("/")
        assert (shut.status_code, shut.headers["location"]) == (303, "/enter?next=/")
        assert client.post("/enter", data={"token": "x" * 20, "csrf": proof(client, "/enter")}).status_code == 403
        entered = client.post("/enter", data={"token": "v" * 20, "csrf": proof(client, "/enter"), "next": "/"})
        assert entered.status_code == 303
        page = client.get("/")
        assert page.status_code == 200
        assert "Vera" in page.text
        client.post("/leave", data={"csrf": proof(client)})
        assert client.get("/").status_code == 303


def test_a_session_cannot_be_made_up(example_ledger):
    sessions, others = Sessions(Settings(tokens=TOKENS)), Sessions(Settings(tokens=TOKENS))
    session = sessions.new("a" * 20)
    cookie = sessions.cookie(session)
    assert sessions.read(cookie).person == Person("Ari", "admin")
    assert others.read(cookie) is None
    assert sessions.read(cookie[:-1] + ("0" if cookie[-1] != "0" else "1")) is None
    assert sessions.read("nonsense.é") is None
    assert sessions.read(None) is None
    assert sessions.proof(session) != sessions.proof(Session("another", None))


def test_roles_include_the_lower_ones():
    assert Person("Ari", "admin").may("review")
    assert Person("Vera", "review").may("read")
    assert not Person("Rini", "read").may("review")


def test_pace_lets_through_a_burst_and_then_a_steady_stream():
    clock = [0.0]
    pace = Pace(rate=2, burst=3, clock=lambda: clock[0])
    assert [pace.allows("a") for _ in range(4)] == [True, True, True, False]
    assert pace.allows("b")
    clock[0] = 1.0
    assert [pace.allows("a") for _ in range(3)] == [True, True, False]
    assert all(Pace(0, 0).allows("a") for _ in range(100))


def test_too_many_requests_are_refused(example_ledger):
    with visitor(example_ledger, rate=0.001, burst=3) as client:
        assert [client.get("/healthz").status_code for _ in range(4)] == [200, 200, 200, 429]


def test_large_bodies_are_refused_announced_or_not(example_ledger):
    with visitor(example_ledger, max_body=2_000) as client:
        good = proof(client)
        assert client.post("/preferences", data={"csrf": good, "back": "x" * 3_000}).status_code == 413
        form = {"x-csrf": good, "content-type": "application/x-www-form-urlencoded"}
        unannounced = (b"x" * 500 for _ in range(10))
        assert client.post("/preferences", content=unannounced, headers=form).status_code == 413


def test_onward_never_leaves_the_workspace():
    assert onward("/events?q=a") == "/events?q=a"
    for path in ("https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nSet-Cookie: x=y"):
        assert onward(path) == "/"


def test_loopback():
    assert [is_loopback(host) for host in ("127.0.0.1", "localhost", "::1", "0.0.0.0", "192.168.1.4", "example.org")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip


def test_a_file_of_tokens(tmp_path):
    file = tmp_path / "tokens.toml"
    file.write_text('[[token]]\nname = "Sari"\nrole = "review"\ntoken = "0123456789abcdef"\n')
    assert read_tokens(file) == {"0123456789abcdef": Person("Sari", "review")}
    named = '[[token]]\nname = "S"\n'
    for wrong in ("", named, named + 'role = "boss"\ntoken = "0123456789abcdef"', named + 'role = "read"\ntoken = "x"'):
        file.write_text(wrong)
        with pytest.raises(ConfigError):
            read_tokens(file)
    with pytest.raises(ConfigError):
        read_tokens(tmp_path / "none.toml")
