"""No word of any language in reading/ and reconcile/: a string literal there is a label, a table's name or a message."""

from __future__ import annotations

import ast
import re
import typing
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from saksi import types
from saksi.gazetteer import _load as registries
from saksi.languages import available, load, schema
from saksi.languages.schema import TABLES
from saksi.ontologies import counting

SOURCE = Path(types.__file__).parent
FILES = sorted([*(SOURCE / "reading").glob("*.py"), *(SOURCE / "reconcile").glob("*.py")])
OWN = [import_module(f"saksi.{p.parent.name}.{p.stem}".removesuffix(".__init__")) for p in FILES]
MESSAGE_CALLS = {
    "turn_down", "LanguageError", "ValueError", "ValidationError", "SaksiError", "KeyError", "TypeError", "LedgerError",
}  # fmt: skip


def values(hint: object) -> set[str]:
    """The closed values of a Literal, also inside another type."""
    if typing.get_origin(hint) is typing.Literal:
        return {str(value) for value in typing.get_args(hint)}
    return set().union(*(values(part) for part in typing.get_args(hint)))


def vocabulary(module: ModuleType) -> set[str]:
    """What a module declares: its closed values and the names of its fields."""
    found: set[str] = set()
    for value in vars(module).values():
        found |= values(value)
        found |= set(getattr(value, "__struct_fields__", ())) | set(getattr(value, "__dataclass_fields__", ()))
        if isinstance(value, type) and value.__module__ == module.__name__:
            for hint in getattr(value, "__annotations__", {}).values():
                found |= set(re.findall(r"['\"]([\w ]+)['\"]", str(hint)))
    return found


@cache
def labels() -> frozenset[str]:
    """Every closed value, field, table and array name; the kinds and sectors of the registries; the names of components.

    What reading and reconcile declare for themselves are English labels: a word that another language's pack holds is none.
    """
    found = vocabulary(types) | vocabulary(schema) | vocabulary(counting) | set(registries.KINDS) | set(registries.SECTORS)
    found |= set(TABLES) | {array for arrays in TABLES.values() for array in arrays}
    own = set().union(*(vocabulary(module) for module in OWN))
    for name, needs, gives in import_module("saksi.reading").COMPONENTS:
        own |= {name, *needs, *gives}
    foreign = words_of_packs(*(code for code in available() if code != "en"))
    return frozenset(found | {label for label in own if label.lower() not in foreign})


@cache
def words_of_packs(*codes: str) -> frozenset[str]:
    """Single words that packs hold: what must not appear in code, unless it is a label."""
    out: set[str] = set()
    for code in codes or available():
        pack = load(code)
        for table, arrays in TABLES.items():
            for array in arrays:
                if table != "words":
                    out |= pack.lexicon(table, array).words()
    return frozenset(w for w in out if len(w) > 2)


@cache
def phrases_of_packs() -> frozenset[str]:
    """The phrases that packs hold."""
    rows = (row for code in available() for arrays in load(code).rows.values() for array in arrays.values() for row in array)
    return frozenset(word.lower() for row in rows for word in row.words if " " in word)


def literals(tree: ast.AST) -> list[tuple[int, str]]:
    """String literals that are neither docstrings, messages, names of exports, nor parts of f-strings."""
    skip: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skip.add(id(node.value))
        exports = isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__"
        if isinstance(node, ast.JoinedStr) or exports:
            skip |= {id(child) for child in ast.walk(node)}
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in MESSAGE_CALLS:
                skip |= {id(child) for child in ast.walk(node) if isinstance(child, ast.Constant)}
        if isinstance(node, ast.keyword) and node.arg in ("rule", "note", "reason"):
            skip |= {id(child) for child in ast.walk(node.value)}
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in skip]
    return [(node.lineno, node.value) for node in found if isinstance(node.value, str)]


def words_in(code: str) -> list[tuple[int, str]]:
    """Words of a language in a module's code."""
    free = [(line, text) for line, text in literals(ast.parse(code)) if text not in labels()]
    return [(line, text) for line, text in free if text.strip().lower() in words_of_packs()]


def phrases_in(code: str) -> list[tuple[int, str]]:
    """Phrases of a language in a module's code: strings of several words may be messages, but not what a pack's table holds."""
    return [(line, text) for line, text in literals(ast.parse(code)) if text.strip().lower() in phrases_of_packs()]


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_strings_are_no_words(path: Path) -> None:
    bad = words_in(path.read_text(encoding="utf-8"))
    assert not bad, f"words of a language in {path.name}: {bad}; move them to a language pack"


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_no_phrases_of_a_pack(path: Path) -> None:
    bad = phrases_in(path.read_text(encoding="utf-8"))
    assert not bad, f"phrases of a language in {path.name}: {bad}; move them to a language pack"


@pytest.mark.parametrize("word", ["tewas", "Tewas ", "menurut", "kemarin", "belasan", "wounded", "spokesman"])
@pytest.mark.parametrize("code", ["if word == {!r}:\n    pass", "DEAD = frozenset({{{!r}}})", "def f(word={!r}): return word"])
def test_a_word_in_code_is_found(code: str, word: str) -> None:
    assert words_in(code.format(word)) == [(1, word)]


def test_a_word_is_no_label_because_a_module_declares_it() -> None:
    module = ModuleType("made")
    module.Harm = typing.Literal["tewas", "figures"]
    assert vocabulary(module) == {"tewas", "figures"}
    assert "tewas" in words_of_packs("id")
    assert "figures" not in words_of_packs("id")


def test_a_phrase_in_code_is_found_and_labels_are_not() -> None:
    assert phrases_in('if text == "tidak ada":\n    pass') or phrases_in('if text == "according to":\n    pass')
    assert not words_in('if claim.kind == "killed" and claim.stance != "denies":\n    page.hits("events", "trigger")')
    assert not words_in('raise ValueError("tewas")')


def test_patterns_are_short() -> None:
    """No regular expression over 80 characters: packs and code hold classes and frames, not programs."""
    long = []
    for path in FILES:
        calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
        for node in calls:
            if isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "re":
                texts = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
                long += [(path.name, text) for text in texts if len(text) > 80]
    assert not long
