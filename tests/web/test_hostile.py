"""Articles that try to be more than text: everything of them reaches a page as text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

import saksi
from saksi.views import Views
from saksi.web import Settings, create_app

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "{{ 7*7 }}{% raw %}${7*7}#{7*7}",
    "<!--#exec cmd=id--><![CDATA[<script>alert(1)</script>]]>",
    "javascript:alert(1)//",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    '<a href="javascript:alert(1)">x</a>',
    "<base href=//evil.example><meta http-equiv=refresh content=0>",
    "\u202e\u2066<b data-hx-get=/leave data-hx-trigger=load>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    '=HYPERLINK("http://evil.example")',
)


class Tags(HTMLParser):
    """What a browser would make of a page: elements and attributes."""

    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


def dangerous(page: str) -> list[str]:
    """Elements and attributes that only an article could have brought."""
    parser = Tags()
    parser.feed(page)
    out = []
    for tag, attrs in parser.seen:
        if tag in ("iframe", "base", "object", "embed") or (
            tag == "script" and not (attrs.get("src") or "").startswith("/static/")
        ):
            out.append(tag)
        out += [f"{tag} {name}" for name in attrs if name.startswith("on") or name == "style" or name == "srcdoc"]
        if tag == "b" and "data-hx-get" in attrs:
            out.append("b data-hx-get")
        for name in ("href", "src", "action", "formaction"):
            if re.match(r"\s*(javascript|data|vbscript):", attrs.get(name) or "", re.IGNORECASE):
                out.append(f"{tag} {name}")
        if tag == "meta" and "http-equiv" in attrs:
            out.append("meta http-equiv")
    return out


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A ledger of articles with an attack in every field that a page shows."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.saksi"
    with saksi.open(path) as ledger:
        for number, attack in enumerate(ATTACKS):
            text = (
                f"Sedikitnya {number + 3} warga tewas dalam serangan di Beoga pada 3 Mei 2021, kata polisi {attack}. "
                f"Juru bicara {attack} mengatakan {number + 1} orang tewas. Militer membantah {attack} laporan itu."
            )
            ledger.add(
                saksi.read(
                    text, title=f"Serangan di Beoga {attack}", url=attack if number % 3 == 0 else f"https://news.example/{number}",
                    publisher=f"Kabar {attack}", published="2021-05-04", language="id", id=f"{number}{attack}",
                )
            )  # fmt: skip
        ledger.reconcile()
        Views(ledger).sync()
    return path


@pytest.fixture(scope="module")
def visitor(hostile):
    app = create_app(hostile, Settings(rate=0))
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=True) as client:
        yield client
    app.state.ledger.close()


def pages(client: TestClient) -> dict[str, str]:
    """Pages of the workspace that can be reached by links from the first one: some of every kind."""
    found, waiting = {}, ["/", "/events", "/coverage"]
    while waiting and len(found) < 60:
        path = waiting.pop()
        if path in found:
            continue
        answer = client.get(path)
        found[path] = answer.text if answer.headers.get("content-type", "").startswith("text/html") else ""
        assert answer.status_code < 500, path
        parser = Tags()
        parser.feed(answer.text)
        for tag, attrs in parser.seen:
            href = (attrs.get("href") or "").partition("#")[0]
            if tag == "a" and href.startswith("/") and not href.startswith(("//", "/static")):
                kind = re.sub(r"[0-9a-f]{4,}|\d+", "0", href.partition("?")[0])
                if sum(re.sub(r"[0-9a-f]{4,}|\d+", "0", one.partition("?")[0]) == kind for one in found) < 6:
                    waiting.append(href)
    return found


def test_no_page_lets_an_article_be_more_than_text(visitor):
    seen = pages(visitor)
    assert len(seen) > 10
    assert sum("alert(1)" in page for page in seen.values()) > 3
    for path, page in seen.items():
        assert dangerous(page) == [], path
        parser = Tags()
        parser.feed(page)
        for tag, attrs in parser.seen:
            href = attrs.get("href") or ""
            assert tag != "a" or not href or href.startswith(("/", "#", "https://news.example/", "?")), (path, href)


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_is_typed_is_text_too(visitor, attack):
    for path in ("/events", "/", "/enter"):
        page = visitor.get(path, params={"q": attack, "country": attack, "outlet": attack, "next": attack})
        assert page.status_code < 500
        assert dangerous(page.text) == []
    missing = visitor.get("/event/x", params={"policy": attack})
    assert missing.status_code < 500
    assert dangerous(missing.text) == []
