"""A web page, from a file or from its address: the main text and what the page says about itself."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from saksi.errors import SourceError
from saksi.sources.encoding import decode, refuse_binary, whole
from saksi.sources.records import Options, Skipped, documents_of, skipped
from saksi.types import Document

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
_LANG = re.compile(r"<html[^>]*\slang\s*=\s*[\"']?([A-Za-z-]+)", re.IGNORECASE)
_STATED_TIME = re.compile(
    r"<meta[^>]+(?:article:published_time|datePublished|pubdate|publishdate)[\"'][^>]*?content\s*=\s*[\"']([^\"']+)",
    re.IGNORECASE,
)
_LINKED_DATA = re.compile(r"<script[^>]+application/ld\+json[^>]*>(.*?)</script>", re.IGNORECASE | re.DOTALL)
_TIMEOUT = 30.0  # seconds that a server may take


def read(uri: str, options: Options = Options()) -> Iterator[Document | Skipped]:  # noqa: B008 - frozen
    """The article of the page ``uri``, a file or an http(s) address, or the reason why there is none."""
    try:
        address = uri if uri.lower().startswith(("http://", "https://")) else None
        raw, charset = fetch(uri, options.max_bytes) if address else (whole(Path(uri), uri, options.max_bytes), None)
        declared = charset or ((m := _CHARSET.search(raw[:4096])) and m[1].decode("ascii")) or None
        page, note = decode(raw, uri, declared)
        row = extract(page, address)
    except SourceError as error:
        yield skipped(error, uri)
        return
    if note:
        yield Skipped(uri, None, note, "Save it as UTF-8 if letters look wrong.", kept=True)
    hint = _LANG.search(page[:4096])
    yield from documents_of(row, uri, None, replace(options, fields={}), hint=hint[1] if hint else None)


def fetch(url: str, limit: int) -> tuple[bytes, str | None]:
    """The bytes behind an address and the character set the server names. Raises SourceError when no page comes back."""
    import httpx

    try:
        with httpx.stream(
            "GET", url, follow_redirects=True, timeout=_TIMEOUT, headers={"User-Agent": f"saksi/{version('saksi')}"}
        ) as response:
            if response.status_code >= 400:
                what = f"the server answers {response.status_code} {response.reason_phrase}."
                raise SourceError(what, file=url, hint="Open it in a browser; save the page and read the file instead.")
            raw = b""
            for block in response.iter_bytes():
                raw += block
                if len(raw) > limit:
                    raise SourceError(f"the page is longer than {limit:,} bytes.", file=url, hint="It is hardly an article.")
            charset = response.charset_encoding
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        hint = "Check the address and the network, or save the page and read the file instead."
        raise SourceError(f"it cannot be fetched: {str(error) or type(error).__name__}.", file=url, hint=hint) from error
    refuse_binary(raw[:8192], url)
    return raw, charset


def extract(page: str, url: str | None = None) -> dict[str, Any]:
    """Text, title, url, publisher and publication date of a page. Raises SourceError when it has no text."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    found: Any = trafilatura.bare_extraction(
        page,
        url=url,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"},
    )
    text = (found.text or "") if found is not None else ""
    if found is None or not text.strip():
        hint = "If scripts build the page, save it from a browser as text and read that file."
        raise SourceError("the page has no article text.", file=url, hint=hint)
    canonical = found.url if isinstance(found.url, str) and found.url.startswith("http") else None
    return {
        "text": text,
        "title": found.title or None,
        "url": url or canonical,
        "publisher": found.sitename or None,
        "published": _published(page) or found.date or None,
    }


def _published(page: str) -> str | None:
    """The time of publication as the page's metadata states it, which is finer than a date."""
    for block in _LINKED_DATA.findall(page):
        try:
            stated = _look(json.loads(block, strict=False))
        except ValueError:
            continue
        if stated:
            return stated
    match = _STATED_TIME.search(page)
    return match[1] if match else None


def _look(value: Any) -> str | None:
    if isinstance(value, dict):
        if isinstance(value.get("datePublished"), str):
            return str(value["datePublished"])
        value = list(value.values())
    if isinstance(value, list):
        return next((found for item in value if (found := _look(item))), None)
    return None
