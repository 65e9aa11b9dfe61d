"""Variables of a project's own: what a team codes beside what reports say, such as whether land was the matter.

They stand in a file, ``LEDGER.variables.toml``, that people write and share::

    [[variable]]
    name = "land"
    noun = "event"
    kind = "choice"            # choice, truth, number or text
    choices = ["yes", "no", "unclear"]
    label = { id = "Sengketa tanah", en = "Land dispute" }
    note = { id = "Ya, bila ...", en = "Yes where ..." }

A value is a judgement like any other: anchored, signed, undone by a later one; its field is ``project.land``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args

from saksi.errors import JudgementError
from saksi.judgements.fields import PROJECT
from saksi.types import Judgement, Noun, Struct

Kind = Literal["choice", "truth", "number", "text"]
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_KEYS = {"name", "noun", "kind", "choices", "label", "note"}


class Variable(Struct, frozen=True):
    """One variable: its name, the noun it is coded for, the kind of its values, and labels and notes by language."""

    name: str
    noun: Noun
    kind: Kind
    choices: tuple[str, ...] = ()
    label: Mapping[str, str] = {}
    note: Mapping[str, str] = {}

    @property
    def field(self) -> str:
        """The field of its judgements."""
        return PROJECT + self.name

    def parse(self, value: str | None) -> str | None:
        """The value as it is kept; null empties it. Raises JudgementError when the variable cannot take it."""
        words = (value or "").strip()
        if not words:
            return None
        known = {"choice": self.choices, "truth": ("true", "false")}.get(self.kind)
        if known is not None:
            found = next((one for one in known if one.lower() == words.lower()), None)
            if found is None:
                raise JudgementError(f"{self.name} cannot be {words!r}. It takes: {', '.join(known)}.")
            return found
        if self.kind == "number" and re.fullmatch(r"-?\d+(\.\d+)?", words) is None:
            raise JudgementError(f"{self.name} cannot be {words!r}. It takes a number such as 16 or 2.5.")
        return words


def variables_of(ledger: Path) -> Path:
    """Where the variables of a ledger stand: beside it."""
    return ledger.with_name(ledger.name + ".variables.toml")


def load_variables(path: Path) -> tuple[Variable, ...]:
    """The variables of a file; none where there is no file. Raises JudgementError, with every problem, when it is wrong."""
    if not path.is_file():
        return ()
    try:
        rows = tomllib.loads(path.read_text("utf-8")).get("variable", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise JudgementError(f"{path}: no TOML: {error}.") from error
    out: list[Variable] = []
    problems: list[str] = []
    for number, row in enumerate(rows, 1):
        wrong = _problems(row, {one.name for one in out})
        if wrong:
            problems += [f"{path}: variable {number}: {one}" for one in wrong]
        else:
            texts = {key: dict(row.get(key, {})) for key in ("label", "note")}
            out.append(Variable(row["name"], row["noun"], row["kind"], tuple(row.get("choices", ())), **texts))
    if problems:
        raise JudgementError("\n".join(problems))
    return tuple(out)


def _problems(row: Any, taken: set[str]) -> list[str]:
    if not isinstance(row, dict):
        return ["it is no table."]
    name, kind, choices = row.get("name"), row.get("kind"), row.get("choices", [])
    out = [f"key {key!r} is unknown. Keys: {', '.join(sorted(_KEYS))}." for key in row if key not in _KEYS]
    if not isinstance(name, str) or _NAME.fullmatch(name) is None:
        out.append(f"name {name!r} is no name: small letters, digits and _, a letter first.")
    elif name in taken:
        out.append(f"name {name!r} stands twice.")
    if row.get("noun") not in get_args(Noun):
        out.append(f"noun {row.get('noun')!r} is none of {', '.join(get_args(Noun))}.")
    if kind not in get_args(Kind):
        out.append(f"kind {kind!r} is none of {', '.join(get_args(Kind))}.")
    if (kind == "choice") != bool(choices) or not all(isinstance(one, str) and one.strip() for one in choices):
        out.append("a choice needs choices, each a word, and nothing else has them.")
    out += [f"{key} is a table of languages and texts." for key in ("label", "note") if not _texts(row.get(key, {}))]
    return out


def _texts(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(v, str) for v in value.values())


def values_of(judgements: tuple[Judgement, ...]) -> dict[str, str | None]:
    """The values in force among the judgements on one claim, by variable."""
    ours = [one for one in judgements if one.action == "correct" and one.field is not None and one.field.startswith(PROJECT)]
    return {one.field.removeprefix(PROJECT): one.after for one in ours if one.field is not None}
