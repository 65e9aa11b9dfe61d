"""Find, read and check ontology files. Every error names file and line."""

from __future__ import annotations

import os
import re
import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import msgspec

from saksi.errors import PackError
from saksi.ontologies.schema import ARRAYS, Code, ContextCode, Decision, Header, Loss, Mode, Output, Refinement, Row, Rule, Sector

SETTING = "SAKSI_ONTOLOGIES"


class Ontology(msgspec.Struct, frozen=True):
    """A checked ontology: its header, its rows, and where each rule stands (file and line)."""

    header: Header
    codes: tuple[Code, ...]
    modes: tuple[Mode, ...]
    contexts: tuple[ContextCode, ...]
    sectors: tuple[Sector, ...]
    rules: tuple[Rule, ...]
    places: tuple[str, ...]
    fields: tuple[Output, ...]
    losses: tuple[Loss, ...]
    decisions: tuple[Decision, ...]
    refinements: tuple[Refinement, ...]

    def code(self, name: str) -> Code:
        """The code of that name. Raises KeyError when there is none."""
        for one in self.codes:
            if one.code == name:
                return one
        raise KeyError(name)

    def modes_of(self, kind: str) -> frozenset[str]:
        """The names of the modes of a type."""
        return frozenset(m.name for m in self.modes if m.type == kind)


def homes() -> tuple[Traversable, ...]:
    """The folders that hold ontologies, in the order in which they are looked through."""
    named = [Path(part).expanduser() for part in os.environ.get(SETTING, "").split(os.pathsep) if part]
    return (*named, files("saksi.ontologies"))


def _found() -> dict[str, Traversable]:
    out: dict[str, Traversable] = {}
    for home in homes():
        try:
            for path in sorted(home.iterdir(), key=lambda p: p.name):
                if path.name.endswith(".toml"):
                    out.setdefault(path.name.removesuffix(".toml"), path)
        except OSError:
            continue  # not there, or not to be read
    return out


def available() -> tuple[str, ...]:
    """The names of the ontologies that were found, those that only extend another left out; sorted."""
    return tuple(name for name in sorted(_found()) if load(name).header.extends is None)


def load(name: str) -> Ontology:
    """An ontology with all that extends it.

    Raises PackError, with file and line where a file breaks its schema, contradicts itself or names a code it does not have.
    """
    return _loaded(name, os.environ.get(SETTING))


@cache
def _loaded(name: str, _: str | None) -> Ontology:
    found = _found()
    if name not in found:
        known = ", ".join(n for n in sorted(found) if _header(found[n]).extends is None)
        raise PackError(f"there is no ontology {name!r}. Installed: {known}. Put a file {name}.toml into a folder of {SETTING}.")
    parts = [found[name], *(p for n, p in sorted(found.items()) if n != name and _header(p).extends == name)]
    rows: dict[str, list[tuple[Row, str]]] = {array: [] for array in ARRAYS}
    for part in parts:
        for array, held in _rows(part).items():
            rows[array].extend(held)
    _check(rows)

    def of(array: str) -> Any:
        return tuple(row for row, _ in rows[array])

    return Ontology(
        header=_header(found[name]), codes=of("code"), modes=of("mode"), contexts=of("context"), sectors=of("sector"),
        rules=of("rule"), places=tuple(place for _, place in rows["rule"]), fields=of("field"), losses=of("loss"),
        decisions=of("decision"), refinements=of("refine"),
    )  # fmt: skip


def _source(path: Traversable) -> tuple[str, dict[str, Any]]:
    source = path.read_text(encoding="utf-8")
    try:
        return source, tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise PackError(f"{_shown(path)}:{line.group(1) if line else 1}: not valid TOML: {error}.") from error


def _shown(path: Traversable) -> str:
    return path.name if path == files("saksi.ontologies") / path.name else str(path)


def _header(path: Traversable) -> Header:
    _, data = _source(path)
    try:
        return msgspec.convert({k: v for k, v in data.items() if k not in ARRAYS}, Header)
    except msgspec.ValidationError as error:
        raise PackError(f"{_shown(path)}:1: {error}. The head of the file has the schema Header.") from error


def _rows(path: Traversable) -> dict[str, list[tuple[Row, str]]]:
    source, data = _source(path)
    out: dict[str, list[tuple[Row, str]]] = {}
    for array, kind in ARRAYS.items():
        lines = [n for n, text in enumerate(source.splitlines(), 1) if text.strip() == f"[[{array}]]"]
        out[array] = []
        for index, raw in enumerate(data.get(array, [])):
            place = f"{_shown(path)}:{lines[index] if index < len(lines) else 1}"
            try:
                out[array].append((msgspec.convert(raw, kind), place))
            except msgspec.ValidationError as error:
                raise PackError(f"{place}: {error}. The row's schema is {kind.__name__}.") from error
    return out


def _check(rows: dict[str, list[tuple[Row, str]]]) -> None:
    """No code twice, no parent or rule that leads nowhere, no rule that can never be reached."""
    codes: dict[str, str] = {}
    for row, place in rows["code"]:
        assert isinstance(row, Code)
        if row.code in codes:
            raise PackError(f"{place}: the code {row.code!r} stands already at {codes[row.code]}. Leave one of them out.")
        codes[row.code] = place
    for row, place in rows["code"]:
        assert isinstance(row, Code)
        if row.parent is not None and row.parent not in codes:
            raise PackError(f"{place}: the parent {row.parent!r} is no code of this ontology. Add it, or correct the name.")
    seen: list[tuple[Rule, str]] = []
    for row, place in rows["rule"]:
        assert isinstance(row, Rule)
        if row.code is not None and row.code not in codes:
            raise PackError(f"{place}: the code {row.code!r} is not in this ontology. Add it, or correct the rule.")
        if row.code is None and not row.why:
            raise PackError(f"{place}: a rule without a code must say why the event has no place here.")
        before = next((where for earlier, where in seen if earlier.when == row.when), None)
        if before is not None:
            raise PackError(f"{place}: the rule at {before} has the same conditions, so this one is never reached.")
        seen.append((row, place))
