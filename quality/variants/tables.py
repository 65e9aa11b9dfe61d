"""The words the operators choose from: TOML tables beside this file, and the names that pack examples already use."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LANGUAGES = HERE.parents[1] / "src" / "saksi" / "languages"


@cache
def table(name: str) -> dict[str, Any]:
    """A table by its name: a language (``id``, ``en``), ``countries`` or ``names``."""
    with (HERE / f"{name}.toml").open("rb") as handle:
        return tomllib.load(handle)


@cache
def taught() -> frozenset[str]:
    """The capitalised words in the examples of the language packs: names to stay away from."""
    return frozenset(w for w in re.findall(r"[^\W\d_]{3,}", examples()) if w[0].isupper())


@cache
def examples() -> str:
    """The examples of the language packs as one text."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(LANGUAGES.glob("*/examples/*.jsonl")))


def fresh(name: str, text: str = "", *, phrase: bool = False) -> bool:
    """Whether no long word of a name stands in a pack example or in ``text``; with ``phrase`` only the name as a whole counts."""
    if phrase:
        return name not in examples() and name not in text
    words = re.findall(r"[^\W\d_]{3,}", name)
    return not any(w in taught() or re.search(rf"(?<!\w){re.escape(w)}(?!\w)", text, re.IGNORECASE) for w in words)
