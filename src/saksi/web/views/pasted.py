"""Texts that somebody pastes: told apart, read, and reconciled among themselves. Nothing is stored.

Several texts stand in one box with a line of dashes between, or in boxes of their own. A text may begin with lines that say
where it is from (``outlet: ...``, ``date: ...``, ``url: ...``; Indonesian words do as well); a text that is one address is
fetched by whoever is given for that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

from saksi.errors import LanguageError, SourceError
from saksi.reading import read
from saksi.reconcile import DEFAULT, Policy
from saksi.sources import build_document
from saksi.sources.dates import names, normalise
from saksi.sources.html import extract
from saksi.types import Event, Reading
from saksi.web.views.book import Book, book_of_readings

MOST = 24
LONGEST = 200_000
_AT_ONCE = 8  # addresses that are fetched at once
_BORDER = re.compile(r"(?m)^[ \t]*(?:-{3,}|={3,}|\*{3,}|_{3,})[ \t]*$")
_HEAD = re.compile(r"([A-Za-z]+)[ \t]*:[ \t]*(\S.*)")
_ADDRESS = re.compile(r"https?://\S+")
_KEYS: Mapping[str, str] = {
    "outlet": "publisher", "publisher": "publisher", "media": "publisher", "source": "publisher", "sumber": "publisher",
    "date": "published", "published": "published", "tanggal": "published", "terbit": "published",
    "url": "url", "alamat": "url", "title": "title", "judul": "title", "language": "language", "bahasa": "language",
}  # fmt: skip
Fetch = Callable[[str], tuple[str, str, bool]]


@dataclass(frozen=True, slots=True)
class Piece:
    """One pasted text and what is known of it."""

    text: str
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    title: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A pasted text that could not be read, and why. ``number`` counts from 1."""

    number: int
    begins: str
    why: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """What pasted texts tell: the book of them, the events in order of weight, those of no figure last."""

    book: Book
    events: tuple[Event, ...]
    readings: tuple[Reading, ...]
    unread: tuple[Unread, ...]
    undated: tuple[str, ...]
    """Documents without a day of publication: their *yesterday* cannot be placed."""
    pieces: tuple[Piece, ...]
    """The pieces as they were read: of an address what it had, so that it need not be fetched again to be kept."""


def split(texts: Iterable[str], outlets: Sequence[str] = (), dates: Sequence[str] = ()) -> tuple[Piece, ...]:
    """The pieces of the boxes of a form; ``outlets`` and ``dates`` are those of the boxes, where given."""
    out: list[Piece] = []
    for number, box in enumerate(texts):
        outlet = outlets[number].strip() if number < len(outlets) else ""
        day = dates[number].strip() if number < len(dates) else ""
        for part in _BORDER.split(box.replace("\r\n", "\n").replace("\r", "\n")):
            pieces = _pieces(part) if part.strip() else ()
            out += [replace(p, publisher=p.publisher or outlet or None, published=p.published or day or None) for p in pieces]
    return tuple(out[:MOST])


def _pieces(part: str) -> tuple[Piece, ...]:
    """A text is one piece; a list of addresses, one a line, is as many."""
    lines = part.split()
    listed = len(lines) > 1 and all(_ADDRESS.fullmatch(line) for line in lines)
    return tuple(Piece(line) for line in lines) if listed else (_piece(part.strip("\n")),)


def _piece(text: str) -> Piece:
    known: dict[str, str] = {}
    lines = text.split("\n")
    while lines:
        found = _HEAD.fullmatch(lines[0].strip())
        key = _KEYS.get(found[1].lower()) if found else None
        if found is None or key is None or key in known:
            break
        known[key] = found[2].strip()
        lines.pop(0)
    body = "\n".join(lines).strip("\n")
    if not body.strip() and "url" in known:
        body = known["url"]
    return Piece(
        body, known.get("publisher"), known.get("published"), known.get("url"), known.get("title"), known.get("language")
    )


def is_address(piece: Piece) -> bool:
    """Whether a piece is nothing but an address."""
    return _ADDRESS.fullmatch(piece.text.strip()) is not None


def see(pieces: Sequence[Piece], policy: Policy = DEFAULT, fetch: Fetch | None = None) -> Pasted:
    """Read the pieces and reconcile them. ``fetch`` gets the page of an address; without it addresses are not read."""
    readings: dict[str, Reading] = {}
    unread: list[Unread] = []
    read_as = list(pieces)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        asked = [(n, one.text.strip()) for n, one in enumerate(pieces, 1) if is_address(one)]
        pages = {n: pool.submit(fetch, url) for n, url in asked} if fetch is not None else {}
    for number, piece in enumerate(pieces, 1):
        try:
            read_as[number - 1] = found = _fetched(piece, pages.get(number))
            reading = _reading(found, number)
            readings.setdefault(reading.document.id, reading)
        except (SourceError, LanguageError) as error:
            unread.append(Unread(number, " ".join(piece.text.split())[:80], str(error)))
    held = tuple(readings.values())
    book = book_of_readings(held, policy)
    undated = tuple(r.document.id for r in held if r.document.published is None)
    return Pasted(book, tuple(sorted(book.events, key=lambda e: _weight(e, book))), held, tuple(unread), undated, tuple(read_as))


def as_text(piece: Piece) -> str:
    """A piece as it can be pasted again: what is known of it in lines before its text.

    Of a text with a line that would part it in two, what it came from is given where that is an address.
    """
    if _BORDER.search(piece.text):
        return piece.url if piece.url is not None and _ADDRESS.fullmatch(piece.url) else piece.text
    known = (("url", piece.url), ("title", piece.title), ("outlet", piece.publisher), ("date", piece.published))
    lines = [f"{name}: {' '.join(value.split())}" for name, value in (*known, ("language", piece.language)) if value]
    return "\n".join([*lines, "", piece.text])


def _fetched(piece: Piece, page: Future[tuple[str, str, bool]] | None) -> Piece:
    """What an address had; any other piece as it is. Raises SourceError where it had nothing, or nothing is fetched here."""
    if not is_address(piece):
        return piece
    if page is None:
        raise SourceError("addresses are not fetched here.", hint="Paste the text of the article.")
    address, text, is_html = page.result()
    found = extract(text, address) if is_html else {"text": text, "url": address}
    return Piece(
        found["text"],
        piece.publisher or found.get("publisher"),
        piece.published or found.get("published"),
        found.get("url") or address,
        piece.title or found.get("title"),
        piece.language or found.get("language"),
    )


def _reading(piece: Piece, number: int) -> Reading:
    if len(piece.text) > LONGEST:
        raise SourceError(f"the text is longer than {LONGEST:,} characters.", hint="Paste the article alone.")
    known = {name: getattr(piece, name) for name in ("title", "url", "publisher", "language")}
    ident = None if known["url"] or known["publisher"] else f"pasted-{number}"
    return read(build_document(text=piece.text, id=ident, published=_day(piece.published), **known))


def _day(words: str | None) -> str | None:
    if not words:
        return None
    day = normalise(words, "dmy", names(("id", "en")))
    if day is None:
        raise SourceError(f"'{words}' is not a date.", hint="Write it as 2025-10-21.")
    return day


def _weight(event: Event, book: Book) -> tuple[int, int, int, str]:
    """Events that several texts tell first, then those with more figures."""
    facts = book.facts
    texts = len({facts.document(c).id for c in event.claims if facts.events[c].voice != "teaser"})
    main = sum(facts.reading[c].main == c for c in event.claims)
    return (-texts - main, -len(event.casualties), -len(event.claims), event.key)
