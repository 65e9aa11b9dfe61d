"""Values of fields as people read and type them in a language of the interface: *ratusan ribu*, *≥16*, *warga sipil, polisi*.

The codes themselves are taken too. What is neither is left as it was typed: the ledger says what the field takes.
"""

from __future__ import annotations

import re
from typing import get_args

from saksi.types import Qualifier, VictimClass
from saksi.web.words import Words

_SIGNS = {"≥": "at_least", ">=": "at_least", ">": "more_than", "≤": "up_to", "<=": "up_to", "<": "fewer_than", "~": "about"}
_GROUPS = {
    "plover.type": "type", "kind": "kind", "scope": "scope", "realis": "realis", "certainty": "certainty", "object": "object",
    "effect": "effect", "relation": "relation", "change": "change", "extent": "extent", "stance": "stance",
}  # fmt: skip


def in_words(path: str, value: str | None, t: Words) -> str:
    """A field's value as it is shown: the codes of quantities, of kinds of people and of closed lists by their words."""
    if value is None:
        return ""
    if path == "quantity":
        code, _, rest = value.partition(" ")
        return f"{t.label('qualifier', code)} {rest}".strip() if code in get_args(Qualifier) else value
    if path == "who":
        return ", ".join(t.label("who", one.strip()) for one in value.split(","))
    return t.label(_GROUPS[path], value) if path in _GROUPS else value


def in_codes(path: str, words: str, t: Words) -> str:
    """What was typed into a field, as the ledger takes it."""
    if path == "quantity":
        return _quantity(words.strip(), t)
    if path == "who":
        known = {t.label("who", one).casefold(): one for one in get_args(VictimClass)}
        return ", ".join(known.get(one.strip().casefold(), one.strip()) for one in words.split(","))
    return words


def _quantity(words: str, t: Words) -> str:
    """The label of a qualifier, or its sign, that the words begin with becomes its code; the longest goes first."""
    labels: dict[str, str] = {t.label("qualifier", one): one for one in get_args(Qualifier) if one != "between"}
    begins: dict[str, str] = {**labels, **_SIGNS}
    for label in sorted(begins, key=len, reverse=True):
        rest = words[len(label) :]
        if words.casefold().startswith(label.casefold()) and not (label[-1:].isalpha() and re.match(r"\w", rest)):
            return f"{begins[label]} {rest.strip()}".strip()
    return words
