"""The reading contract, version 1: nouns to JSON and back, and the schema that describes it.

``saksi read --json`` prints :func:`to_json`; :func:`from_json` restores an equal :class:`~saksi.types.Reading`, because every
evidence is rebuilt from the text the JSON carries. Old readers keep working inside version 1: fields are added, never renamed.
"""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from saksi.types import Claim, Document, Evidence, Reading

VERSION = "1"
T = TypeVar("T")


def _encode(value: Any) -> Any:
    if isinstance(value, Evidence):
        return [value.start, value.end]
    raise TypeError(f"no JSON form for {type(value).__name__}")


def plain(value: Any) -> Any:
    """A noun as dicts, lists, strings and numbers, spans as ``[start, end]``."""
    return msgspec.to_builtins(value, enc_hook=_encode)


def to_json(value: Any) -> str:
    """A noun as one line of JSON, keys in the order of the contract."""
    return msgspec.json.encode(value, enc_hook=_encode).decode("utf-8")


def restore(data: Any, kind: type[T], document: str, text: str) -> T:
    """A noun of type ``kind`` from its plain form; spans become evidence of the given document.

    Raises msgspec.ValidationError when ``data`` breaks the contract, also when a span lies outside the text.
    """

    def decode(wanted: type, value: Any) -> Any:
        if wanted is Evidence:
            try:
                start, end = value
                return Evidence.at(document, text, start, end)
            except (TypeError, ValueError) as error:
                raise msgspec.ValidationError(str(error)) from error
        raise TypeError(f"cannot restore {wanted.__name__}")

    return msgspec.convert(data, kind, dec_hook=decode)


def restore_document(data: Any) -> Document:
    """A document from its plain form."""
    return restore(data, Document, data["id"], data["text"])


def from_json(line: str | bytes) -> Reading:
    """A reading from one line of JSON. Raises msgspec.ValidationError or msgspec.DecodeError when it breaks the contract."""
    data = msgspec.json.decode(line)
    return restore(data, Reading, data["document"]["id"], data["document"]["text"])


def claim_json(claim: Claim) -> str:
    """One claim as JSON, as the store keeps it."""
    return to_json(claim)


def schema() -> dict[str, Any]:
    """The JSON Schema of a reading, published as ``docs/reading.schema.json``."""

    def hook(kind: type) -> dict[str, Any]:
        if kind is Evidence:
            pair = {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}
            return {**pair, "description": "half-open code point offsets into document.text"}
        raise TypeError(f"no JSON schema for {kind.__name__}")

    (top,), parts = msgspec.json.schema_components([Reading], schema_hook=hook, ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"saksi-reading-{VERSION}",
        "title": "Saksi reading, contract version 1",
        **top,
        "$defs": parts,
    }
