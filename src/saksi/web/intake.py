"""Fetch a page that somebody pasted the address of, and nothing else that this machine can reach.

Every address of every step is looked up once, refused unless it is a public one, and called by that very number, so that a name
cannot mean one machine when it is checked and another when it is called. Redirects are followed by hand and checked alike; what
comes is bounded in size and time and has to be a page or a text.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable
from urllib.parse import urljoin, urlsplit

import httpx

from saksi.errors import SourceError

MOST = 4_000_000
"""Bytes of a page that are taken, unpacked."""
STEPS = 4
SECONDS = 15.0
PORTS = frozenset({80, 443})
KINDS = ("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Lookup = Callable[[str, int], Iterable[str]]
_ASKED = {"user-agent": "Saksi", "accept": "text/html,text/plain;q=0.9", "accept-encoding": "gzip"}
_HINT = "Paste the text of the article instead."
_TRANSLATED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("2002::/16"), ipaddress.ip_network("2001::/32"))


def addresses(host: str, port: int) -> list[str]:
    """The addresses a name stands for."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def is_public(text: str) -> bool:
    """Whether an address is one of the open internet, whatever way of writing an inner one it uses."""
    try:
        address: Address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(str(address.ipv4_mapped))
        if any(address in network for network in _TRANSLATED):
            return False  # an inner IPv4 address can hide in these
    return address.is_global and not address.is_multicast and not address.is_reserved


def check(url: str, lookup: Lookup = addresses) -> tuple[str, str]:
    """The url and a public address to call it at. Raises SourceError when it is no web address or not a public one."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise SourceError(f"{url!r} is not an address.", hint=_HINT) from error
    if parts.scheme not in ("http", "https") or not host:
        raise SourceError(f"{url!r} is not the address of a web page.", hint="Give one that begins with https://.")
    if parts.username is not None or parts.password is not None:
        raise SourceError("an address with a user name in it is not fetched.", hint=_HINT)
    port = port or (443 if parts.scheme == "https" else 80)
    if port not in PORTS:
        raise SourceError(f"port {port} is not one of the web.", hint=_HINT)
    try:
        found = list(lookup(host, port))
    except (OSError, UnicodeError) as error:
        raise SourceError(f"{host} cannot be found.", hint=_HINT) from error
    if not found or not all(is_public(one) for one in found):
        raise SourceError(f"{host} is not a public address, so it is not fetched.", hint=_HINT)
    return parts.geturl(), found[0]


def fetch(url: str, lookup: Lookup = addresses, transport: httpx.BaseTransport | None = None) -> tuple[str, str, bool]:
    """The page behind an address: the final address, the text, and whether it is HTML.

    Raises SourceError when it, or anything it redirects to, is not a public web page, or too large or slow.
    """
    until = time.monotonic() + SECONDS
    with httpx.Client(transport=transport, timeout=SECONDS / 2, follow_redirects=False, trust_env=False, verify=True) as client:
        for _ in range(STEPS):
            url, address = check(url, lookup)
            parts = urlsplit(url)
            shown = f"[{address}]" if ":" in address else address
            called = parts._replace(netloc=shown if parts.port is None else f"{shown}:{parts.port}", fragment="").geturl()
            asked = {
                "host": parts.netloc,
                "user-agent": "Saksi",
                "accept": "text/html,text/plain;q=0.9",
                "accept-encoding": "gzip",
            }
            request = client.build_request("GET", called, headers=asked, extensions={"sni_hostname": parts.hostname})
            try:
                answer = client.send(request, stream=True)
                try:
                    if answer.is_redirect:
                        url = urljoin(url, answer.headers["location"])
                        continue
                    body = _body(answer, url, until)
                    return url, body.decode(_charset(answer), "replace"), _kind(answer) != "text/plain"
                finally:
                    answer.close()
            except httpx.HTTPError as error:
                raise SourceError(f"{url} did not answer: {type(error).__name__}.", hint=_HINT) from error
    raise SourceError(f"{url}: redirected more than {STEPS - 1} times.", hint=_HINT)


def _body(answer: httpx.Response, url: str, until: float) -> bytes:
    """What an answer holds. Raises SourceError when it is an error, no page, too large or too slow."""
    if answer.status_code != 200:
        raise SourceError(f"{url} answers with {answer.status_code}.", hint=_HINT)
    kind = _kind(answer)
    if kind not in KINDS:
        raise SourceError(f"{url} is {kind}, not a page.", hint=_HINT)
    held = bytearray()
    for piece in answer.iter_bytes(65_536):
        held += piece
        if len(held) > MOST:
            raise SourceError(f"{url} is larger than {MOST // 1_000_000} megabytes.", hint=_HINT)
        if time.monotonic() > until:
            raise SourceError(f"{url} takes too long.", hint=_HINT)
    return bytes(held)


def _kind(answer: httpx.Response) -> str:
    return str(answer.headers.get("content-type", "text/html")).partition(";")[0].strip().lower()


def _charset(answer: httpx.Response) -> str:
    named = answer.charset_encoding or "utf-8"
    try:
        "".encode(named)
    except LookupError:
        return "utf-8"
    return named
