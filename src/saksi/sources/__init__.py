"""From files, folders, pages and pipes to documents. One file per format; a broken input is reported and the rest is read.

A source is ``read(uri, options) -> Iterator[Document | Skipped]``; built-in ones come through the same entry points
(``saksi.sources``) as anybody else's, named by format. A plug-in called ``warc`` reads files ending in ``.warc``.
"""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from saksi import plugins
from saksi.errors import SourceError
from saksi.sources import folder, stdin
from saksi.sources.dates import Order
from saksi.sources.records import KEYS, Options, Skipped, build_document, skipped
from saksi.types import Document

__all__ = ["KEYS", "SUFFIXES", "Options", "Skipped", "build_document", "documents", "one"]

SUFFIXES = {
    ".txt": "text", ".text": "text", "": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl",
    ".csv": "csv", ".tsv": "csv",
}  # fmt: skip
"""Which source reads files of which suffix. Other suffixes are looked for among the plug-ins."""


def documents(
    paths: Iterable[str],
    fields: Mapping[str, str] | None = None,
    languages: Iterable[str] = ("id", "en", "ms"),
    language: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    dates: Order | None = None,
    kind: stdin.Kind | None = None,
    max_document: int = 2_000_000,
) -> Iterator[Document | Skipped]:
    """The documents of files, folders, globs, http(s) addresses and standard input (``-``), in order.

    ``fields`` maps our keys to those of the data; ``language``, ``published`` and ``publisher`` fill what a document leaves out;
    ``dates`` says the order of day and month; ``kind`` overrules the suffix. Whatever cannot be read comes as :class:`Skipped`.
    Raises SourceError only when ``fields`` names a key that does not exist.
    """
    for key in fields or {}:
        if key not in KEYS:
            raise SourceError(f"--fields maps '{key}', which is no key of an article.", hint=f"The keys are: {', '.join(KEYS)}.")
    options = Options(
        fields=dict(fields or {}),
        languages=tuple(languages),
        language=language,
        published=published,
        publisher=publisher,
        dates=dates,
        max_document=max_document,
    )
    for path in paths:
        if path == "-":
            yield from stdin.read(path, options, kind)
        elif path.lower().startswith(("http://", "https://")) or Path(path).exists():
            yield from one(path, options, kind)
        else:
            found = sorted(glob.glob(path, recursive=True)) if glob.has_magic(path) else []  # noqa: PTH207 - patterns may be absolute
            for match in found:
                yield from one(match, options, kind)
            if not found:
                what = "no file fits the pattern." if glob.has_magic(path) else "there is no such file or folder."
                yield Skipped(path, None, what, "Check the path.")


def one(path: str, options: Options, kind: str | None = None) -> Iterator[Document | Skipped]:
    """The documents of one file, folder or http(s) address, by the source that reads its kind."""
    if path.lower().startswith(("http://", "https://")):
        yield from plugins.load("sources", "html")(path, options)
        return
    if Path(path).is_dir():
        yield from folder.read(path, options)
        return
    suffix = Path(path).suffix.lower()
    name = kind or SUFFIXES.get(suffix) or (suffix[1:] if suffix[1:] in plugins.available("sources") else None)
    if name is None:
        yield _unknown(path, suffix)
    else:
        yield from plugins.load("sources", name)(path, options)


def _unknown(path: str, suffix: str) -> Skipped:
    """Why a file of an unknown kind is not read: what it is when its first bytes say so, else its suffix."""
    from saksi.sources.encoding import refuse_binary

    try:
        with Path(path).open("rb") as handle:
            refuse_binary(handle.read(8192), path)
    except SourceError as error:
        return skipped(error, path)
    except OSError as error:
        return Skipped(path, None, f"it cannot be opened: {error.strerror}.", "Check the path and its permissions.")
    known = ", ".join(sorted(s for s in SUFFIXES if s))
    return Skipped(path, None, f"files ending in '{suffix}' are not read.", f"Known endings: {known}. Or say --format text.")
