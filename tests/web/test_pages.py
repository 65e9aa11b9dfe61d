"""The first screen, the list and the coverage as a visitor gets them."""

from __future__ import annotations

import html
import re

import pytest
from starlette.testclient import TestClient
from visit import proof

import saksi
from saksi.web import create_app
from saksi.web.lists import View, strip
from saksi.web.pages import safe_url, with_query


def text(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize(
    "path", ["/", "/events", "/events?q=tembak&disputed=1&sort=deaths", "/coverage", "/map", "/api", "/enter", "/nowhere"]
)
def test_every_page_speaks_the_language_asked_for(shared_client, path, language):
    page = shared_client.get(path, headers={"accept-language": language})
    assert page.status_code == (404 if path == "/nowhere" else 200)
    assert f'<html lang="{language}"' in page.text
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", page.text)


def test_the_first_screen_says_what_happened_who_says_so_and_what_is_disputed(shared_client):
    page = text(shared_client.get("/").text)
    assert "What happened, and who says so" in page
    assert "Says:" in page
    assert "Most disputed" in page
    assert "killed" in page


def test_an_empty_ledger_says_what_to_do(tmp_path):
    with saksi.open(tmp_path / "new.saksi") as ledger, TestClient(create_app(ledger), base_url="http://localhost") as client:
        page = client.get("/", headers={"accept-language": "en"}).text
        assert "saksi read" in page
        assert 'href="/paste"' in page
        for path in ("/events", "/coverage", "/map", "/map/sites", "/api/v1/events"):
            assert client.get(path).status_code == 200


def test_the_address_holds_the_view(shared_client):
    page = shared_client.get("/events?q=tewas&type=ASSAULT&deadly=1&sort=deaths").text
    assert 'value="tewas"' in page
    assert '<option value="ASSAULT" selected>' in page
    assert '<option value="deaths" selected>' in page
    assert re.search(r'name="deadly" value="1" checked', page)


def test_a_language_and_colours_chosen_are_remembered(client):
    client.post("/preferences", data={"csrf": proof(client), "lang": "id", "theme": "dark", "back": "/events"})
    page = client.get("/events").text
    assert '<html lang="id" data-theme="dark">' in page


@pytest.mark.parametrize("query", ["page=0", "since=yesterday", "sort=best", "disputed=perhaps", "page=x"])
def test_an_address_that_means_nothing_is_refused_with_a_page(shared_client, query):
    answer = shared_client.get(f"/events?{query}")
    assert answer.status_code == 422
    assert "<h1>" in answer.text


def test_an_address_leaves_out_what_is_not_asked():
    view = View(q="a b", disputed=True, page=4)
    assert view.address("/events") == "/events?q=a+b&disputed=1"
    assert view.address("/events", disputed="", page=2) == "/events?q=a+b&page=2"
    assert with_query("/x", a="", b=None, c=0) == "/x?c=0"


def test_only_web_addresses_are_linked():
    assert safe_url("https://example.org/a") == "https://example.org/a"
    assert [safe_url(url) for url in ("javascript:alert(1)", "data:text/html,x", "/local", None)] == [None] * 4


def test_the_strip_keeps_what_was_said_apart_from_what_happened():
    made = strip([("2020-01", "actual", 4, 1), ("2020-03", "threatened", 1, 0)])
    assert made is not None
    assert [lane for lane, _, _ in made.lanes] == ["actual", "threatened"]
    assert [(bar.lane, bar.since, bar.events, bar.disputed) for bar in made.bars] == [
        ("actual", "2020-01", 4, 1), ("threatened", "2020-03", 1, 0),
    ]  # fmt: skip
    assert strip([]) is None
    long = strip([("1850-05", "actual", 1, 0), ("2020-03", "actual", 2, 0), ("2021-03", "actual", 2, 0)])
    assert long is not None
    assert long.bars[0].label.startswith("≤")
    assert sum(bar.events for bar in long.bars) == 5


def test_one_stray_date_does_not_stretch_the_strip():
    months = (("2006-01", 1), ("2025-09", 60), ("2025-10", 80), ("2045-01", 1))
    made = strip([(month, "actual", events, 0) for month, events in months])
    assert made is not None
    assert [(bar.label, bar.since, bar.until, bar.events) for bar in made.bars] == [
        ("≤ 2025-08", "", "2025-08", 1), ("2025-09", "2025-09", "2025-09", 60),
        ("2025-10", "2025-10", "2025-10", 80), ("≥ 2025-11", "2025-11", "", 1),
    ]  # fmt: skip
