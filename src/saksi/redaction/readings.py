"""A reading without what a profile withholds: its text and every span and name in it, so whatever is made of it is redacted.

The document keeps its id and its digest: a reader is told that something was taken out, not given another article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from saksi import contract
from saksi.redaction import Redactor
from saksi.types import Reading

_SPANS = frozenset({"span", "number_span", "trigger", "sentence"})
_WORDS = frozenset({"text", "name", "role", "title", "adm2"})
Span = tuple[int, int]


def redacted(reading: Reading, redactor: Redactor) -> Reading:
    """The reading as the profile lets it be shown; itself where the profile withholds nothing of it."""
    document = reading.document
    data = contract.plain(reading)
    spans = sorted(set(_spans(data)))
    text, moved = redactor.marked(document.text, spans, document.id)
    areas = redactor.profile.coordinates == "area"
    if text == document.text and not areas:
        return reading
    where = dict(zip(spans, moved, strict=True))
    out = _rewritten(data, where, redactor, document.id)
    out["document"]["text"] = text
    return contract.restore(out, Reading, document.id, text)


def _spans(data: Any, key: str = "") -> Iterator[Span]:
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _spans(value, name)
    elif isinstance(data, list | tuple):
        if _is_span(data, key):
            yield (data[0], data[1])
        else:
            for one in data:
                yield from _spans(one, key)


def _is_span(data: Any, key: str) -> bool:
    """Whether a list is a pair of offsets; the content of an attribution is a list of such pairs."""
    return len(data) == 2 and all(isinstance(one, int) for one in data) and (key in _SPANS or key == "content")


def _rewritten(data: Any, where: dict[Span, Span], redactor: Redactor, document: str, key: str = "") -> Any:
    if isinstance(data, dict):
        out = {name: _rewritten(value, where, redactor, document, name) for name, value in data.items()}
        place = out.get("place")
        if "precision" in out and isinstance(place, dict) and "lat" in place:
            precision = str(out["precision"])
            lat, lon = redactor.coordinates(place["lat"], place["lon"], precision)
            name = redactor.place(place["name"], precision, place.get("adm2"), place.get("adm1"))
            out["place"] = {**place, "lat": lat, "lon": lon, "name": name}
        return out
    if isinstance(data, list | tuple):
        if _is_span(data, key):
            return list(where[data[0], data[1]])
        return [_rewritten(one, where, redactor, document, key) for one in data]
    if isinstance(data, str) and key in _WORDS:
        return redactor.text(data, document)
    return data


def redacted_all(readings: Iterable[Reading], redactor: Redactor) -> tuple[Reading, ...]:
    """Several readings, each as the profile lets it be shown."""
    return tuple(redacted(one, redactor) for one in readings)


__all__ = ["redacted", "redacted_all"]
