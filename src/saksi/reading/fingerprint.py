"""The fingerprint of a pipeline: what a reading depends on besides the document."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from importlib.resources import files

from saksi import contract
from saksi.gazetteer import load as load_gazetteer
from saksi.languages import load as load_pack
from saksi.reading.pipeline import serving
from saksi.text import digest
from saksi.types import Field


@cache
def fingerprint(language: str, scope: tuple[Field, ...] = ("conflict",), pipelines: tuple[str, ...] = ()) -> str:
    """Sixteen hex digits over version, the reading's own code, language pack, gazetteer, scope, and the pipeline in use."""
    folder = files("saksi.reading")
    code = [p.read_text(encoding="utf-8") for p in sorted(folder.iterdir(), key=lambda p: p.name) if p.name.endswith(".py")]
    used = serving(pipelines, language)
    own = (contract.VERSION, version("saksi"), *code, load_pack(language).digest, load_gazetteer().digest, *sorted(set(scope)))
    return digest(*own, *((used.digest,) if used is not None else ()))[:16]
