"""Fetching an address that somebody pasted, without letting it reach into private networks.

Every name is resolved here, every address it stands for must be public, and the connection goes to just the address that was
looked at; so neither a name that changes its address nor a redirect leads inside. Nothing but a page comes back.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import ip_address
from urllib.parse import urljoin, urlsplit

import httpx

from saksi.errors import SourceError

_SECONDS = 15.0
_HOPS = 5
_MOST = 5_000_000
_KINDS = ("text/html", "application/xhtml+xml", "text/plain")
Resolve = Callable[[str, int], list[str]]


def resolve(host: str, port: int) -> list[str]:
    """The addresses a name stands for. Raises SourceError when it stands for none."""
    try:
        return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise SourceError(f"the name {host} is not known.", hint="Check the address.") from error


def fetch(url: str, lookup: Resolve = resolve, transport: httpx.BaseTransport | None = None) -> tuple[str, str, bool]:
    """The page behind an address: the final address, the text, and whether it is HTML.

    Raises SourceError for an address that is private or no web page, for too many redirects, too long or binary an answer.
    """
    for _ in range(_HOPS):
        answer = _get(url, lookup, transport)
        if isinstance(answer, str):
            url = answer
            continue
        body, kind, charset = answer
        return url, body.decode(charset, "replace"), kind != "text/plain"
    raise SourceError("the address redirects too often.", file=url, hint="Open it in a browser and paste its text.")


def public_address(url: str, lookup: Resolve = resolve) -> tuple[str, str]:
    """The one address to connect to, and the name it was asked by. Raises SourceError when it is not for everybody to reach."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError as error:
        raise SourceError(f"{url} is no address.", hint="Check it.") from error
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host or parts.username is not None:
        raise SourceError(f"{url} is no address of a web page.", hint="Give one that begins with https://.")
    if port not in (None, 80, 443):
        raise SourceError("only the usual ports of the web are asked.", file=url, hint="Paste the text instead.")
    found = lookup(host, port or (443 if parts.scheme == "https" else 80))
    if not found or not all(_is_public(one) for one in found):
        raise SourceError("the address belongs to a private network.", file=url, hint="Paste the text instead.")
    return found[0], host


def _is_public(address: str) -> bool:
    try:
        one = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(one, "ipv4_mapped", None) or getattr(one, "sixtofour", None)
    return one.is_global and not one.is_multicast and (mapped is None or mapped.is_global)


def _get(url: str, lookup: Resolve, transport: httpx.BaseTransport | None) -> str | tuple[bytes, str, str]:
    """The next address of a redirect, or body, kind and character set of the page."""
    address, host = public_address(url, lookup)
    asked = httpx.URL(url)
    headers = {"host": asked.netloc.decode(), "user-agent": "saksi", "accept": ", ".join(_KINDS), "accept-encoding": "identity"}
    try:
        with (
            httpx.Client(transport=transport, timeout=_SECONDS, trust_env=False) as client,
            client.stream(
                "GET", asked.copy_with(host=address), headers=headers, extensions={"sni_hostname": host}, follow_redirects=False
            ) as answer,
        ):
            if answer.is_redirect:
                return str(urljoin(url, answer.headers.get("location", "")))
            if answer.status_code != 200:
                raise SourceError(f"the server answers {answer.status_code}.", file=url, hint="Paste the text instead.")
            kind = answer.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
            if kind not in _KINDS:
                raise SourceError(f"the address holds {kind}, not a page.", file=url, hint="Paste the text instead.")
            body = bytearray()
            for block in answer.iter_bytes():
                body += block
                if len(body) > _MOST:
                    raise SourceError("the page is too long for an article.", file=url, hint="Paste the text instead.")
            return bytes(body), kind, _charset(answer)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise SourceError("the page cannot be fetched.", file=url, hint="Paste the text instead.") from error


def _charset(answer: httpx.Response) -> str:
    named = answer.charset_encoding or "utf-8"
    try:
        "".encode(named)
    except LookupError:
        return "utf-8"
    return named
