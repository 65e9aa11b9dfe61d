"""What a source yields: documents, and what was skipped with the reason. Foreign keys, dates and languages are settled here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from saksi import languages as packs
from saksi.config import Config
from saksi.errors import SourceError
from saksi.sources.dates import FileOrder, Names, Order, names
from saksi.sources.dates import normalise as iso_date
from saksi.sources.language import identify, normal_code, other_languages
from saksi.text import digest
from saksi.types import Document, article_key

KEYS = ("id", "url", "title", "text", "published", "publisher", "language")
"""The keys of an article, in the order of the contract; all but ``text`` may be null or absent."""


class Skipped(msgspec.Struct, frozen=True):
    """An input, or a part of one, that was not read as it stands: where it is, what is wrong, what to do next.

    With ``kept`` the document was read all the same and this is a warning about it.
    """

    file: str
    line: int | None
    what: str
    hint: str
    kept: bool = False

    def __str__(self) -> str:
        """``file:line: what. hint``, one line fit for a terminal."""
        where = f"{self.file}:{self.line}: " if self.line else f"{self.file}: "
        return where + self.what + (f" {self.hint}" if self.hint else "")


def skipped(error: SourceError, file: str, line: int | None = None) -> Skipped:
    """The row that reports a SourceError."""
    return Skipped(error.file or file, error.line or line, error.what, error.hint or "")


class Options(msgspec.Struct, frozen=True):
    """How sources read.

    ``fields`` maps our keys to the file's; ``language``, ``published`` and ``publisher`` fill what a document leaves out.
    """

    fields: Mapping[str, str] = {}
    languages: tuple[str, ...] = ("id", "en", "ms")
    language: str | None = None
    published: str | None = None
    publisher: str | None = None
    dates: Order | None = None
    max_document: int = 2_000_000

    @property
    def max_bytes(self) -> int:
        """Bytes that one line or file may have: room for JSON's longest escapes around ``max_document`` code points."""
        return 8 * self.max_document + 65_536

    def order(self) -> Order:
        """The order of day and month where neither file nor flag says it: the first language's."""
        there = packs.available()
        for code in self.languages:
            if code in there:
                return "mdy" if packs.load(code).header.date_order == "mdy" else "dmy"
        return "dmy"

    def names(self) -> Names:
        """Month and zone names of the languages read."""
        return names(self.languages)


def build_document(
    *,
    text: str,
    title: str | None = None,
    url: str | None = None,
    id: str | None = None,  # noqa: A002 - the contract's key
    published: str | None = None,
    publisher: str | None = None,
    language: str | None = None,
) -> Document:
    """A document of the given text, code point for code point.

    A title that the text does not begin with goes before it, with a newline between. Without a language the text's is identified;
    where that is undecided it is the first of the default settings. Raises SourceError when there is no text or it holds half a
    surrogate pair.
    """
    if not text.strip():
        raise SourceError("the text is empty.", hint="Give an article's text, or leave the entry out.")
    whole = f"{title}\n{text}" if title and not text.startswith(title) else text
    for part in (whole, title, url, id, publisher):
        if part is not None:
            _refuse_half_characters(part)
    code = normal_code(language) if language else identify(whole, packs.available()).code or Config().languages[0]
    return Document(
        id="d" + digest(article_key(url, publisher, id) or "", whole)[:16],
        source_id=id,
        url=url,
        title=title,
        text=whole,
        language=code,
        publisher=publisher,
        published=published,
        digest=digest(whole),
    )


def _refuse_half_characters(text: str) -> None:
    """Raises SourceError where a text holds half a surrogate pair, which no file or database can keep."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        what = f"code point {error.start} (U+{ord(error.object[error.start]):04X}) is half of a surrogate pair, no character."
        raise SourceError(what, hint="Write the character out, or remove it.") from error


def pick(row: Mapping[str, Any], fields: Mapping[str, str]) -> dict[str, Any]:
    """Our keys with the row's values. A dot in a foreign name goes into an object: ``text=article.body``."""
    out = {}
    for key in KEYS:
        name = fields.get(key, key)
        value: Any = row.get(name)
        if value is None and "." in name:
            value = row
            for step in name.split("."):
                value = value.get(step) if isinstance(value, Mapping) else None
        out[key] = value
    return out


def documents_of(
    row: Mapping[str, Any], file: str, line: int | None, options: Options, order: FileOrder | None = None, hint: str | None = None
) -> Iterator[Document | Skipped]:
    """The document of one row of a file, after warnings about it; or the reason why there is none.

    ``order`` knows the file's order of day and month; ``hint`` is a language that a page claims, which counts only in doubt.
    """
    order = order or FileOrder(options.dates, options.order(), tuple)
    values = pick(row, options.fields)
    text = values.pop("text")
    if not isinstance(text, str) or not text.strip():
        yield Skipped(file, line, *_no_text(row, text, options.fields))
        return
    if len(text) > options.max_document:
        what = f"the text has {len(text):,} code points, more than the {options.max_document:,} of max_document."
        yield Skipped(file, line, what, "It is hardly one article: split it, or raise max_document in saksi.toml.")
        return
    for key, value in values.items():
        if isinstance(value, bool | dict | list):
            what = f"'{key}' is a {type(value).__name__}, not a string; it was left out."
            yield Skipped(file, line, what, f"Map another one: --fields {key}=NAME", kept=True)
            values[key] = None
        elif value is not None:
            values[key] = str(value) if str(value).strip() else None
    yield from _finish(text, values, file, line, options, order, hint)


def _finish(
    text: str, values: dict[str, str | None], file: str, line: int | None, options: Options, order: FileOrder, hint: str | None
) -> Iterator[Document | Skipped]:
    stated = values["published"] or options.published
    published = iso_date(stated, order.of(stated), options.names()) if stated else None
    if stated and not published:
        what = f"the date '{stated[:40]}' cannot be read; the document was kept without one."
        advice = "Write it as 2025-10-21, or say --dates dmy or --dates mdy. Relative dates in it stay relative."
        yield Skipped(file, line, what, advice, kept=True)
    title = values["title"]
    try:
        _refuse_half_characters(f"{title or ''}{text}")
        language, remarks = _language(f"{title or ''}\n{text}", values["language"], options, hint)
        document = build_document(
            text=text,
            title=title,
            url=values["url"],
            id=values["id"],
            published=published,
            publisher=values["publisher"] or options.publisher,
            language=language,
        )
    except SourceError as error:
        yield skipped(error, file, line)
        return
    for what, advice in remarks:
        yield Skipped(file, line, what, advice, kept=True)
    yield document


def _no_text(row: Mapping[str, Any], text: object, fields: Mapping[str, str]) -> tuple[str, str]:
    name = fields.get("text", "text")
    if isinstance(text, str):
        return f"'{name}' is empty.", "Give the article's text, or leave the entry out."
    if text is not None:
        return f"'{name}' is a {type(text).__name__}, not a string.", "Give the article's text as one string."
    keys = ", ".join(str(key) for key in list(row)[:12]) or "none"
    return f"there is no '{name}'; its keys are: {keys}.", "Say which one holds the article: --fields text=NAME"


_DOUBTFUL = 0.6  # confidence under which a person is told
_SAY = "Say it with --language CODE or a 'language' in the data."


def _language(text: str, stated: str | None, options: Options, hint: str | None) -> tuple[str, list[tuple[str, str]]]:
    """The code of a document's language, and remarks about how it was settled, each with what to do.

    Raises SourceError when it cannot be read.
    """
    there = packs.available()
    ready = [code for code in options.languages if code in there]
    if not ready:
        raise SourceError("no language pack is installed.", hint="Install saksi again, or set languages in saksi.toml.")
    given = stated or options.language
    if given:
        return _readable(normal_code(given), ready), []
    found = identify(text, ready, normal_code(hint) if hint else None)
    if found.code is None or (not found.confident and found.code not in ready):
        return ready[0], [(f"the language could not be told from so little text; it was read as '{ready[0]}'.", _SAY)]
    code = found.code
    if found.instead:
        what = f"the text is too short to tell '{found.instead}' from '{code}'; it was read as '{code}'."
        return _readable(code, ready), [(what, _SAY)]
    code = _readable(code, ready)
    remarks = []
    if not found.confident and found.sure < _DOUBTFUL:
        what = f"the language is not sure: it was read as '{code}', with a confidence of {found.sure:.2f} of 1."
        remarks.append((what, _SAY))
    for other, share in other_languages(text, code, ready).items():
        what = f"about {round(share * 100)} % of the text is in '{other}'; all of it was read as '{code}'."
        remarks.append((what, "Split it by language, so that each part is read by its own pack."))
    return code, remarks


def _readable(code: str, ready: list[str]) -> str:
    """The code, where a pack for it is there and switched on. Raises SourceError otherwise."""
    if code in ready:
        return code
    have = ", ".join(ready)
    if code in packs.available():
        raise SourceError(
            f"the language '{code}' is switched off; languages is {have}.", hint="Add it to languages in saksi.toml."
        )
    raise SourceError(
        f"there is no language pack for '{code}'; there are: {have}.",
        hint=f"Add one with: saksi new language {code} (or, if it was taken for another, say --language {ready[0]}).",
    )
