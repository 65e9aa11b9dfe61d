"""The beginning of a language pack: the same files as any other, what belongs into each, and no rows.

What can be said of a table without its language is said in comments made from the schema: its arrays, their keys and closed
values, and one row of the pack it is to be like, commented out.
"""

from __future__ import annotations

import textwrap
from typing import Any

import msgspec
from msgspec import inspect

from saksi.languages.schema import TABLES, Clitic, Derivation, Header, Morphology, Row, Sandhi

_WIDTH = 118
_HEADER = {
    "code": "ISO 639 code; the folder has the same name.",
    "name": "The language's name in English.",
    "decimal": "The mark before decimals, and the one between thousands.",
    "date_order": "The order of 5/6/2025: dmy, mdy or ymd.",
    "head": "Where the head of a noun phrase stands: first (militer Sudan) or last (Sudanese military).",
    "plural": "The ending of plural nouns, where it tells a subject and its verb from a compound; empty otherwise.",
    "bare_agent": "True where the agent of a passive may follow its verb without a marker (ditembak aparat).",
    "sources": "Where the tables come from, and under which licence.",
    "identify": "Forty function words that are very frequent and in no language that looks like this one.",
    "abbreviations": "Words written with a dot that ends no sentence, without the dot.",
}


def skeleton(
    code: str, name: str, like: Header, tables: dict[str, dict[str, tuple[Row, ...]]], morphology: Morphology
) -> dict[str, str]:
    """The files of an empty pack by name, after the header, tables and morphology of the pack it is to be like.

    The floors are those of that pack: what the new one has to reach before anything is read with it.
    """
    out = {"pack.toml": _pack(code, name, like), "morphology.toml": _morphology(morphology)}
    for table, arrays in TABLES.items():
        parts = [
            f"# {name}: {table}.toml. Words are written in lower case unless they are names. Keys that every row may have:",
            *_keys(Row),
        ]
        for array, kind in arrays.items():
            rows = tables[table][array]
            parts += ["", *_comment(f"[[{array}]] {_told(kind)}"), *_keys(kind, Row.__struct_fields__)]
            if rows:
                parts += [f"# One row of the pack {like.code}, as a pattern:", *(f"#   {line}" for line in _row(array, rows[0]))]
        out[f"{table}.toml"] = "\n".join(parts) + "\n"
        out[f"examples/{table}.jsonl"] = ""
    return out


def _pack(code: str, name: str, like: Header) -> str:
    held: dict[str, Any] = {
        **msgspec.to_builtins(like),
        "code": code,
        "name": name,
        "identify": [],
        "abbreviations": [],
        "sources": "",
    }
    floors = held.pop("floors")
    del held["apart"]
    lines = [f"# {name}: what the language is and what its tables must hold. The values are those of {like.code}: change them."]
    for key, value in held.items():
        lines += [f"# {_HEADER[key]}"] if key in _HEADER else []
        lines.append(f"{key} = {_toml(value)}")
    lines += [
        "",
        "# The least a table must hold: rows, and examples in examples/<table>.jsonl. The numbers may only rise.",
        "[floors]",
    ]
    lines += [f"{table} = {{ rows = {floors[table]['rows']}, examples = {floors[table]['examples']} }}" for table in TABLES]
    return "\n".join(lines) + "\n"


def _morphology(like: Morphology) -> str:
    lines = ["# How forms are made from roots. A language that writes out its forms in the tables may leave this file empty."]
    for array, kind, rows in (
        ("derivation", Derivation, like.derivation), ("sandhi", Sandhi, like.sandhi), ("clitic", Clitic, like.clitic),
    ):  # fmt: skip
        lines += ["", *_comment(f"[[{array}]] {_told(kind)}"), *_keys(kind)]
        if rows:
            lines += ["# As a pattern:", *(f"#   {line}" for line in _row(array, rows[0]))]
    lines += ["", "# True where a doubled word (orang-orang) is the word.", "reduplication = false"]
    return "\n".join(lines[:1] + lines[-3:] + lines[1:-3]) + "\n"


def _told(kind: type[Any]) -> str:
    return " ".join((kind.__doc__ or "").replace("``", "").replace("*", "").split())


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(text, _WIDTH)]


def _keys(kind: type[Any], known: tuple[str, ...] = ()) -> list[str]:
    """The keys of a row but those told already, each with what it may hold."""
    info = inspect.type_info(kind)
    out = []
    for field in info.fields if isinstance(info, inspect.StructType) else ():
        if field.name in known:
            continue
        must = " (always)" if field.required else ""
        wrapped = textwrap.wrap(f"{field.encode_name}{must}: {_kind(field.type)}", _WIDTH - 4)
        out += [f"#   {line}" if number == 0 else f"#     {line}" for number, line in enumerate(wrapped)]
    return out


def _kind(held: inspect.Type) -> str:
    """What a value may be, in words."""
    if isinstance(held, inspect.LiteralType):
        return " | ".join(str(value) for value in held.values)
    if isinstance(held, inspect.UnionType):
        return " | ".join(_kind(part) for part in held.types if not isinstance(part, inspect.NoneType))
    if isinstance(held, inspect.VarTupleType):
        return f"list of {_kind(held.item_type)}"
    if isinstance(held, inspect.DictType):
        return f"table of {_kind(held.value_type)} by {_kind(held.key_type)}"
    names = {
        inspect.StrType: "text",
        inspect.IntType: "whole number",
        inspect.FloatType: "number",
        inspect.BoolType: "true | false",
    }
    return names.get(type(held), "value")


def _row(array: str, row: msgspec.Struct) -> list[str]:
    """A row as TOML, without what it leaves at its default and with no more than four words."""
    defaults = dict(zip(row.__struct_fields__[::-1], row.__struct_defaults__[::-1], strict=False))
    lines = [f"[[{array}]]"]
    for key, value in msgspec.to_builtins(row).items():
        if value in (None, [], (), {}) or value == defaults.get(key):
            continue
        lines.append(f"{key} = {_toml(value[:4] if isinstance(value, list | tuple) else value)}")
    return lines


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(part[:4])}" for key, part in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(part) for part in value) + "]"
    return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
