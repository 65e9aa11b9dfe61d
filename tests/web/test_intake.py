"""Nothing but public web pages is fetched, whatever an address or a redirect says."""

from __future__ import annotations

import threading
from dataclasses import replace

import httpx
import pytest

from saksi.errors import SourceError
from saksi.web.intake import MOST, check, fetch, is_public
from saksi.web.views.pasted import as_text, see, split

PUBLIC = "93.184.216.34"


def named(**hosts: str):
    return lambda host, port: [hosts.get(host.replace(".", "_"), PUBLIC)]


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.1.2.3", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
     "224.0.0.1",
     "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1",
     "2002:7f00:1::",      "2001:0:53aa:64c::1", "fe80::1%eth0", "192.0.2.1", "198.18.0.1", "nonsense"],
)  # fmt: skip
def test_inner_addresses_are_not_public(address):
    assert not is_public(address)


def test_public_addresses_are():
    assert is_public(PUBLIC)
    assert is_public("2606:2800:220:1:248:1893:25c8:1946")


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://example.org/a", "gopher://example.org", "javascript:alert(1)", "//example.org", "example.org",
     "",      "https://", "https://user:secret@example.org/", "https://example.org:22/", "https://example.org:6379/", "http://[::1",
     "https://exa mple.org\x00"],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(url):
    with pytest.raises(SourceError):
        check(url, lambda host, port: [] if " " in host or "\x00" in host else [PUBLIC])


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::1]/",
        "http://169.254.169.254/latest",
    ],
)
def test_ways_of_writing_this_machine_are_refused(url):
    with pytest.raises(SourceError):
        check(url)


def test_a_name_with_one_inner_address_among_others_is_refused():
    with pytest.raises(SourceError, match="not a public"):
        check("https://mixed.example/", lambda host, port: [PUBLIC, "10.0.0.7"])


def served(pages):
    calls = []

    def answer(request: httpx.Request) -> httpx.Response:
        calls.append(request)
        return pages[request.headers["host"] + request.url.path]

    return httpx.MockTransport(answer), calls


def test_a_page_is_fetched_from_the_address_that_was_checked():
    transport, calls = served({"a.example/x": httpx.Response(200, html="<p>Empat tewas")})
    assert fetch("https://a.example/x#top", named(), transport) == ("https://a.example/x#top", "<p>Empat tewas", True)
    assert calls[0].url.host == PUBLIC
    assert calls[0].extensions["sni_hostname"] == "a.example"


def test_a_redirect_to_an_inner_address_is_refused():
    pages = {"a.example/x": httpx.Response(302, headers={"location": "http://inner.example/admin"})}
    transport, calls = served(pages)
    with pytest.raises(SourceError, match="not a public"):
        fetch("https://a.example/x", named(inner_example="10.0.0.7"), transport)
    assert len(calls) == 1


def test_redirects_end():
    pages = {"a.example/x": httpx.Response(302, headers={"location": "/x"})}
    with pytest.raises(SourceError, match="redirected"):
        fetch("https://a.example/x", named(), served(pages)[0])


@pytest.mark.parametrize(
    "answer",
    [httpx.Response(200, content=b"x" * (MOST + 1), headers={"content-type": "text/html"}), httpx.Response(404, html=""),
     httpx.Response(200, content=b"\x7fELF", headers={"content-type": "application/octet-stream"})],
)  # fmt: skip
def test_what_is_no_page_or_too_large_is_refused(answer):
    with pytest.raises(SourceError):
        fetch("https://a.example/x", named(), served({"a.example/x": answer})[0])


PAGE = (
    "<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>Sedikitnya {dead} warga tewas tertembak di "
    "Beoga, Puncak, pada Senin (3/5/2021), kata polisi. Warga kampung mengungsi ke distrik tetangga sejak malam.</p>"
    "</article></body></html>"
)


def test_eight_addresses_in_one_box_are_fetched_at_once_and_only_once():
    together, calls = threading.Barrier(8, timeout=20), []

    def fetch(url: str) -> tuple[str, str, bool]:
        calls.append(url)
        together.wait()  # none is answered before all are asked for
        if url.endswith("/7"):
            raise SourceError(f"{url} answers with 404.")
        return url, PAGE.format(title=f"Warga Tewas di Beoga ({url[-1]})", dead=3 + int(url[-1]) % 2), True

    pieces = split(["\n".join(f"https://kabar{n}.example/{n}" for n in range(8))], [""], ["2021-05-04"])
    assert [one.text for one in pieces] == [f"https://kabar{n}.example/{n}" for n in range(8)]
    seen = see(pieces, fetch=fetch)
    assert len(calls) == len(set(calls)) == 8
    assert len(seen.readings) == 7
    assert [one.number for one in seen.unread] == [8]
    assert {r.document.url for r in seen.readings} == {f"https://kabar{n}.example/{n}" for n in range(7)}
    again = see(split([as_text(one) for one in seen.pieces]))  # what is kept is what was seen: without a network
    assert {r.document.id for r in again.readings} == {r.document.id for r in seen.readings}
    assert again.readings[0].document.text == seen.readings[0].document.text


def test_a_text_with_an_address_in_it_is_one_text():
    assert len(split(["Tiga warga tewas, kata polisi.\nhttps://kabar.example/1"])) == 1
    assert len(split(["https://kabar.example/1\n\nhttps://kabar.example/2\n---\nTiga warga tewas."])) == 3
    parted = split(["url: https://kabar.example/1\n\nSatu.\n"])[0]
    assert as_text(replace(parted, text="Satu.\n---\nDua.")) == "https://kabar.example/1"
