"""Dossiers in the workspace: made, taken away, and only with the names that a person may see."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient
from visit import proof

from saksi.web import Person, Settings, create_app


@pytest.mark.parametrize(("language", "title"), [("en", "Dossiers"), ("id", "Berkas")])
def test_the_first_page_offers_whom_and_what_the_ledger_tells_most_of(shared_client, language, title):
    page = shared_client.get(f"/dossier?lang={language}").text
    assert f"<h1>{title}</h1>" in page
    names = re.findall(r'<a href="/dossier/([^"]+)">', page)
    assert names
    assert shared_client.get(f"/dossier/{names[0]}").status_code == 200
    shared_client.cookies.clear()


def test_a_dossier_stands_in_the_workspace_and_by_itself(shared_client):
    page = shared_client.get("/dossier/Papua")
    assert page.status_code == 200
    assert page.text.count("<main") == 1
    assert "<style" not in page.text
    for number in set(re.findall(r'href="#(s\d+)"', page.text)):
        assert f'id="{number}"' in page.text
    alone = shared_client.get("/dossier/Papua?take=html")
    assert alone.headers["content-disposition"].startswith("attachment")
    assert "<style" in alone.text
    printed = shared_client.get("/dossier/Papua?take=pdf")
    assert printed.headers["content-type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF-")
    assert (
        shared_client.get("/dossier/Papua?take=md").text.startswith("#")
        or "# " in shared_client.get("/dossier/Papua?take=md").text
    )
    assert shared_client.get("/dossier?about=Papua", follow_redirects=False).headers["location"] == "/dossier/Papua"
    assert shared_client.get("/dossier/Atlantis").status_code in (400, 404)


def test_who_may_only_read_chooses_no_profile_beyond_the_workspace_s(ledger_file):
    tokens = {"r" * 16: Person("Rina", "read"), "a" * 16: Person("Adi", "admin")}
    app = create_app(ledger_file, Settings(rate=0, tokens=tokens, redact="public"))
    with TestClient(app, base_url="http://localhost", headers={"accept-language": "en"}) as client:
        seen = client.get("/dossier/Papua?redact=none", headers={"authorization": f"Bearer {'r' * 16}"}).text
        assert re.findall(r'<select id="redact" name="redact">(.*?)</select>', seen) == [
            '<option value="public" selected>Public</option>'
        ]
        seen = client.get("/dossier/Papua?redact=none", headers={"authorization": f"Bearer {'a' * 16}"}).text
        assert '<option value="none" selected>' in seen
    app.state.ledger.close()


def test_a_page_that_was_written_into_is_made_again_with_its_notes(client):
    page = client.get("/dossier/Papua?take=html").text
    noted = page.replace("<!-- note:1 -->", "<!-- note:1 -->\n<p>Ditelepon redaksi, 5 Maret.</p>", 1)
    form = {"csrf": proof(client, "/dossier/Papua"), "policy": "latest", "redact": "public"}
    again = client.post("/dossier/Papua/again", data=form, files={"last": ("papua.html", noted.encode(), "text/html")})
    assert again.status_code == 200
    assert again.headers["content-disposition"].startswith("attachment")  # never shown as a page of the workspace
    assert "<p>Ditelepon redaksi, 5 Maret.</p>" in again.text
    for other in (b"<!doctype html><p>no edition", b"\xff\xfe\x00"):
        refused = client.post("/dossier/Papua/again", data=form, files={"last": ("x.html", other, "text/html")})
        assert refused.status_code == 422


def test_conflicts_are_offered_that_the_ledger_tells_of(shared_client):
    page = shared_client.get("/dossier?lang=id").text
    shared_client.cookies.clear()
    offered = page.partition("Konflik yang diceritakan")[2].partition("</ul>")[0]
    assert "Konflik Papua" in offered
    names = re.findall(r'href="/dossier/([^"]+)"', offered)
    assert len(names) > 3
    assert [shared_client.get(f"/dossier/{name}").status_code for name in names] == [200] * len(names)
    assert ">anyone<" not in page
    assert ">Indonesia<" in page  # a side is called by the registry's name, never by whom reports quote for it
