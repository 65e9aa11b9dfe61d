"""No words of any language in the code, no files, no database: what a reader knows stays in the packs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import saksi.languages.schema
import saksi.ontologies.counting
import saksi.reconcile
import saksi.types

FOLDER = Path(saksi.reconcile.__file__).parent
MODULES = sorted(FOLDER.glob("*.py"))
ALLOWED_IMPORTS = {
    "__future__",
    "array",
    "bisect",
    "collections",
    "datetime",
    "functools",
    "heapq",
    "importlib",
    "itertools",
    "math",
    "msgspec",
    "numpy",
    "saksi",
    "typing",
}
ALLOWED_SAKSI = (
    "saksi.contract",
    "saksi.errors",
    "saksi.languages",
    "saksi.ontologies",
    "saksi.reconcile",
    "saksi.text",
    "saksi.types",
)


def tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def docstrings(module: ast.Module) -> set[int]:
    """Docstrings, and the strings that explain a constant or a field."""
    return {id(n.value) for n in ast.walk(module) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)}


def labels(source: ast.Module) -> Iterator[str]:
    """Members of closed vocabularies, and the names of fields, functions and arguments."""
    for node in ast.walk(source):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "Literal":
            yield from (n.value for n in ast.walk(node.slice) if isinstance(n, ast.Constant) and isinstance(n.value, str))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id
        elif isinstance(node, ast.keyword) and node.arg == "name" and isinstance(node.value, ast.Constant):
            yield str(node.value.value)


TABLES = [Path(str(module.__file__)) for module in (saksi.types, saksi.languages.schema, saksi.ontologies.counting)]
IMPORTED = {a.name for path in MODULES for n in ast.walk(tree(path)) if isinstance(n, ast.ImportFrom) for a in n.names}
VOCABULARY = IMPORTED | {label for path in (*TABLES, *MODULES) for label in labels(tree(path))}


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.stem)
def test_every_string_is_a_label_a_field_or_a_message(module: Path) -> None:
    source = tree(module)
    skip = docstrings(source)
    parts = {id(c) for n in ast.walk(source) if isinstance(n, ast.JoinedStr) for c in ast.walk(n) if isinstance(c, ast.Constant)}
    for node in ast.walk(source):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in skip or id(node) in parts:
            continue
        text = node.value
        mark = not any(c.isalnum() for c in text)
        message = " " in text.strip()
        table = module.stem == "weights" and text == "weights.json"  # the one file that belongs to the code
        known = mark or message or table or text in VOCABULARY
        assert known, f"{module.name}:{node.lineno}: {text!r} is no label, field name or message"


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.stem)
def test_only_pure_imports(module: Path) -> None:
    for node in ast.walk(tree(module)):
        names = (
            [a.name for a in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
        for name in names:
            assert name.split(".")[0] in ALLOWED_IMPORTS, f"{module.name}: {name}"
            assert not name.startswith("saksi") or name.startswith(ALLOWED_SAKSI), f"{module.name}: {name}"


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.stem)
def test_no_module_is_too_long(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 600
