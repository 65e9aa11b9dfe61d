"""Saksi reads conflict news and keeps a ledger of who says what happened, every number tied to its sentence.

``read`` turns a text into a :class:`Reading`; ``open`` opens a ledger; ``documents`` yields documents from files, folders, pages
and pipes. Names are imported when first used, so that ``import saksi`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from saksi.errors import SaksiError
    from saksi.ledger import open  # noqa: A004 - saksi.open reads well
    from saksi.sources import documents
    from saksi.types import Document, Event, Evidence, Field, Judgement, Quantity, Reading, TimeExpression

__version__ = "0.1.0"
__all__ = [
    "Document", "Event", "Evidence", "Judgement", "Quantity", "Reading", "SaksiError", "__version__", "documents", "open", "read",
    "times",
]  # fmt: skip

_HOMES = {
    "Document": "saksi.types",
    "Event": "saksi.types",
    "Evidence": "saksi.types",
    "Judgement": "saksi.types",
    "Quantity": "saksi.types",
    "Reading": "saksi.types",
    "SaksiError": "saksi.errors",
    "documents": "saksi.sources",
    "open": "saksi.ledger",
}


def read(
    text: str,
    *,
    published: str | None = None,
    language: str | None = None,
    title: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    id: str | None = None,  # noqa: A002 - the contract's key
    scope: tuple[Field, ...] = ("conflict",),
) -> Reading:
    """What a text says happened, and who says so.

    ``published`` (ISO 8601) anchors *yesterday*; without ``language`` it is identified; ``scope`` names the fields of news whose
    harm is counted. Raises SourceError when there is no text, LanguageError when no pack reads its language.
    """
    from saksi.reading import read as read_document
    from saksi.sources import build_document

    document = build_document(text=text, title=title, url=url, id=id, published=published, publisher=publisher, language=language)
    return read_document(document, scope=scope)


def times(text: str, *, published: str | None = None, language: str | None = None) -> tuple[TimeExpression, ...]:
    """The time expressions of a text, as TimeML has them: dates, times of day, durations and sets, with TIMEX3 values.

    ``published`` (a date, best in ISO 8601) anchors what is relative; without ``language`` it is identified. Claims carry
    intervals instead (:class:`saksi.types.Time`). Raises SourceError when there is no text or ``published`` is no date,
    LanguageError when no pack reads its language.
    """
    from saksi.errors import SourceError
    from saksi.reading import expressions
    from saksi.sources import build_document
    from saksi.sources.dates import names, normalise

    if published:
        day = normalise(published, "dmy", names(("id", "en")))
        if day is None:
            raise SourceError(f"'{published}' is not a date.", hint="Write it as 2025-10-21.")
        published = day
    return expressions(build_document(text=text, published=published, language=language))


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'saksi' has no attribute {name!r}; it has: {', '.join(__all__)}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
