"""No word of any language in reading/ and reconcile/: a string literal there is a label, a table's name or a message."""

from __future__ import annotations

import ast
import re
import typing
from pathlib import Path

import pytest

from saksi import types
from saksi.languages import available, load, schema
from saksi.languages.schema import TABLES

SOURCE = Path(types.__file__).parent
FILES = sorted([*(SOURCE / "reading").glob("*.py"), *(SOURCE / "reconcile").glob("*.py")])
MESSAGE_CALLS = {"turn_down", "LanguageError", "ValueError", "ValidationError", "SaksiError", "KeyError", "TypeError", "LedgerError"}


def labels() -> set[str]:
    """Every closed value of types and schemas, every field, table and array name."""
    found: set[str] = set()
    for module in (types, schema):
        for value in vars(module).values():
            if typing.get_origin(value) is typing.Literal:
                found |= {str(a) for a in typing.get_args(value)}
            fields = getattr(value, "__struct_fields__", ())
            found |= set(fields)
            for hint in getattr(value, "__annotations__", {}).values():
                found |= set(re.findall(r"['\"]([\w ]+)['\"]", str(hint)))
    found |= set(TABLES) | {array for arrays in TABLES.values() for array in arrays}
    return found


def words_of_packs() -> set[str]:
    """Single words that packs hold and that are no label: what must not appear in code."""
    out: set[str] = set()
    for code in available():
        pack = load(code)
        for table, arrays in TABLES.items():
            for array in arrays:
                if table != "words":
                    out |= pack.lexicon(table, array).words()
    return {w for w in out if len(w) > 2}


def literals(path: Path) -> list[tuple[int, str]]:
    """String literals of a file that are neither docstrings, messages, f-string parts nor annotations."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skip: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skip.add(id(node.value))
        if isinstance(node, ast.JoinedStr):
            skip |= {id(child) for child in ast.walk(node)}
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in MESSAGE_CALLS:
                skip |= {id(child) for child in ast.walk(node) if isinstance(child, ast.Constant)}
        if isinstance(node, ast.keyword) and node.arg in ("rule", "note", "reason"):
            skip |= {id(child) for child in ast.walk(node.value)}
    return [(n.lineno, n.value) for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in skip]


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_strings_are_no_words(path: Path) -> None:
    allowed, words = labels(), words_of_packs()
    bad = []
    for line, text in literals(path):
        bare = text.strip().lower()
        if text in allowed or not re.search(r"[^\W\d_]", text):
            continue
        if " " not in bare and bare in words and text not in allowed:
            bad.append((line, text))
    assert not bad, f"words of a language in {path.name}: {bad}; move them to a language pack"


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_no_phrases_of_a_pack(path: Path) -> None:
    """Multi-word strings may be messages, but not phrases that some pack's table holds."""
    phrases = set()
    for code in available():
        pack = load(code)
        for table, arrays in TABLES.items():
            for array in arrays:
                for row in pack.rows[table][array]:
                    phrases |= {w.lower() for w in row.words if " " in w}
    bad = [(line, text) for line, text in literals(path) if text.strip().lower() in phrases]
    assert not bad, f"phrases of a language in {path.name}: {bad}"


def test_patterns_are_short() -> None:
    """No regular expression over 80 characters in reading/: packs and code hold classes and frames, not programs."""
    long = []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "re":
                long += [(path.name, a.value) for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str) and len(a.value) > 80]
    assert not long
