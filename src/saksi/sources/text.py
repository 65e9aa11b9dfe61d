"""Plain text: one file, one article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from saksi.errors import SourceError
from saksi.sources.encoding import decode, whole
from saksi.sources.records import Options, Skipped, documents_of, skipped
from saksi.types import Document


def read(uri: str, options: Options = Options()) -> Iterator[Document | Skipped]:  # noqa: B008 - frozen
    """The article in the text file ``uri``, code point for code point, or the reason why there is none."""
    try:
        text, note = decode(whole(Path(uri), uri, options.max_bytes), uri)
    except SourceError as error:
        yield skipped(error, uri)
        return
    if note:
        yield Skipped(uri, None, note, "Save it as UTF-8 if letters look wrong.", kept=True)
    yield from documents_of({"text": text}, uri, None, replace(options, fields={}))
