"""The fingerprint of a pipeline: what a reading depends on besides the document."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from importlib.resources import files

from saksi import contract
from saksi.gazetteer import load as load_gazetteer
from saksi.languages import load as load_pack
from saksi.text import digest
from saksi.types import Field


@cache
def fingerprint(language: str, scope: tuple[Field, ...] = ("conflict",)) -> str:
    """Sixteen hex digits over the version, the reading's own code, the language pack, the gazetteer and the scope."""
    folder = files("saksi.reading")
    code = [p.read_text(encoding="utf-8") for p in sorted(folder.iterdir(), key=lambda p: p.name) if p.name.endswith(".py")]
    return digest(
        contract.VERSION, version("saksi"), *code, load_pack(language).digest, load_gazetteer().digest, *sorted(set(scope))
    )[:16]
