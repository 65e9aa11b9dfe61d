"""The page of an event and the reader: every figure leads to its words, nothing from an article is trusted, both languages."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from saksi.reconcile import POLICIES
from saksi.web.words import LANGUAGES


class Page(HTMLParser):
    """The links of a page with their classes and texts, and the ids in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str, str]] = []
        self.ids: list[str] = []
        self._open: list[str] | None = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        held = dict(attrs)
        if held.get("id"):
            self.ids.append(held["id"])
        if tag == "a":
            self._open = [held.get("href") or "", held.get("class") or "", ""]

    def handle_endtag(self, tag):
        if tag == "a" and self._open is not None:
            self.links.append((self._open[0], self._open[1], self._open[2]))
            self._open = None

    def handle_data(self, data):
        if self._open is not None:
            self._open[2] += data


def fullest(client) -> str:
    events = client.app.state.ledger.events()
    return max(events, key=lambda e: len(e.casualties)).name


def test_every_figure_of_an_event_leads_to_its_words(shared_client):
    ref = fullest(shared_client)
    page = Page(shared_client.get(f"/event/{ref}").text)
    numbers = [href for href, kind, _ in page.links if "number" in kind.split()]
    assert len(numbers) > 15
    for href in set(numbers):
        address, _, anchor = href.partition("#")
        text = shared_client.get(address).text
        assert Page(text).ids.count(anchor) == 1, href
        assert f'id="n-{anchor[2:]}"' in text


def test_no_digit_of_the_claim_table_stands_outside_a_link_or_a_date(shared_client):
    text = shared_client.get(f"/event/{fullest(shared_client)}").text
    cells = re.findall(r'<p class="count">(.*?)</p>', text, re.DOTALL)
    assert cells
    for cell in cells:
        bare = re.sub(r"<a\b.*?</a>", "", cell, flags=re.DOTALL)
        assert not re.search(r"\d", re.sub(r"<[^>]+>", "", bare))


@pytest.mark.parametrize("policy", POLICIES)
def test_the_policy_is_in_the_address(shared_client, policy):
    text = shared_client.get(f"/event/{fullest(shared_client)}?policy={policy}").text
    assert re.search(rf'<option value="{policy}" selected', text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_speak_both_languages_and_the_article_its_own(shared_client, language):
    ref = fullest(shared_client)
    text = shared_client.get(f"/event/{ref}?lang={language}").text
    assert f'<html lang="{language}"' in text
    assert {"en": "Who says how many", "id": "Siapa menyebut berapa"}[language] in text
    article = next(href for href, _, _ in Page(text).links if href.startswith("/article/")).partition("?")[0]
    shown = shared_client.get(f"{article}?lang={language}").text
    assert {"en": "What was read here", "id": "Yang terbaca di sini"}[language] in shown
    assert '<div class="text" lang="id">' in shown
    shared_client.cookies.clear()


def test_the_reader_gives_the_text_to_the_letter_and_what_was_turned_down_on_demand(shared_client):
    ledger = shared_client.app.state.ledger
    reading = next(r for r in ledger.readings() if r.document.text.startswith("Pos TNI di Yahukimo"))
    address = f"/article/{reading.document.id}"
    text = shared_client.get(address).text
    lines = re.findall(r'<(?:p|h1) class="line[^>]*>(.*?)</(?:p|h1)>', text, re.DOTALL)
    plain = [re.sub(r"<sup.*?</sup>|<[^>]+>", "", line).replace("&#34;", '"') for line in lines]
    assert plain == [line for line in reading.document.text.split("\n") if line.strip()]
    assert "Considered and turned down" not in text
    assert "Considered and turned down" in shared_client.get(f"{address}?rejected=true").text


def test_the_claim_table_can_be_taken_away_as_text_with_citations(shared_client):
    answer = shared_client.get(f"/event/{fullest(shared_client)}/claims.txt")
    assert answer.headers["content-type"].startswith("text/plain")
    assert "https://" in answer.text
    assert "“" in answer.text


def test_what_is_not_there_is_said(shared_client):
    assert shared_client.get("/event/none-such").status_code == 404
    assert shared_client.get("/article/none-such").status_code == 404
