"""saksi-id: a spaCy pipeline. ``load()`` gives it; its card is README.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import spacy

from saksi_id import names  # noqa: F401 - registers the component that names are found with

__version__ = "0.1.0"


def load(**overrides: Any) -> spacy.language.Language:
    """The pipeline; keywords as for ``spacy.load``."""
    return spacy.load(Path(__file__).parent / "model", **overrides)
