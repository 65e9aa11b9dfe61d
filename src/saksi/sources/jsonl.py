"""JSON: one article a line (JSONL), or in a ``.json`` file one object or a list of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from saksi.errors import SourceError
from saksi.sources.dates import FileOrder
from saksi.sources.encoding import decode, lines, whole
from saksi.sources.records import Options, Skipped, documents_of, pick, skipped
from saksi.types import Document

_SHAPE = 'An article looks like {"id": "a1", "title": "...", "text": "...", "published": "2025-10-21"}.'
_WHOLE = 256_000_000  # bytes of a .json file, which unlike JSONL must be read at once


def read(uri: str, options: Options = Options()) -> Iterator[Document | Skipped]:  # noqa: B008 - frozen
    """The articles of the file ``uri``. A line that is broken is reported with its number and the lines after it are read."""
    order = FileOrder(options.dates, options.order(), lambda: _dates(uri, options))
    try:
        if uri.lower().endswith(".json") and (rows := _at_once(uri)) is not None:
            for row in rows:
                yield from _one(row, uri, None, options, order)
            return
        for line in lines(Path(uri), uri, options.max_bytes):
            if line.note:
                yield Skipped(uri, line.number, line.note, line.hint, kept=line.text is not None)
            if line.text is None or not line.text.strip():
                continue
            try:
                row = parse(line.text)
            except ValueError as error:
                yield Skipped(uri, line.number, f"the line is not valid JSON: {error}.", _SHAPE)
                continue
            yield from _one(row, uri, line.number, options, order)
    except SourceError as error:
        yield skipped(error, uri)


def parse(text: str) -> Any:
    """One JSON value; control characters may stand unescaped in strings. Raises ValueError with the column."""
    try:
        return json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        raise ValueError(f"{error.msg} at column {error.colno}") from error
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def _one(row: Any, uri: str, number: int | None, options: Options, order: FileOrder) -> Iterator[Document | Skipped]:
    if isinstance(row, dict):
        yield from documents_of(row, uri, number, options, order)
    else:
        yield Skipped(uri, number, f"the line holds a {type(row).__name__}, not an object.", _SHAPE)


def _at_once(uri: str) -> list[Any] | None:
    """The articles of a file that is one JSON value; null when it is none and must be read by lines."""
    text, _ = decode(whole(Path(uri), uri, _WHOLE), uri)
    try:
        value = parse(text)
    except ValueError:
        return None
    return value if isinstance(value, list) else [value]


def _dates(uri: str, options: Options) -> Iterator[str]:
    """The publication dates of a file, to tell which way round it writes them."""
    try:
        held = _at_once(uri) if uri.lower().endswith(".json") else None
        for row in held if held is not None else _tolerant(uri, options):
            value = pick(row, options.fields)["published"] if isinstance(row, dict) else None
            if isinstance(value, str):
                yield value
    except SourceError:
        return  # reported when the articles are read


def _tolerant(uri: str, options: Options) -> Iterator[Any]:
    for line in lines(Path(uri), uri, options.max_bytes):
        try:
            yield parse(line.text or "null")
        except ValueError:
            continue
