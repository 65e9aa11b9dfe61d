"""The articles with gold that the measures run on: the examples, and a folder elsewhere when one is given."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
SEED = ROOT.parent / "shared" / "seed"

Pair = tuple[dict[str, Any], dict[str, Any]]


@cache
def scorer() -> Any:
    """The module that scores readings, loaded from its file: it is kept as it was given and belongs to no package."""
    spec = importlib.util.spec_from_file_location("saksi_score", Path(__file__).parent / "score" / "score.py")
    if spec is None or spec.loader is None:
        raise ImportError("quality/score/score.py cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def examples() -> Iterator[Pair]:
    """Every article of ``examples/`` with its gold."""
    for path in sorted(EXAMPLES.glob("*/articles.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                document = json.loads(line)
                gold = path.parent / "gold" / f"{document['id']}.json"
                yield document, json.loads(gold.read_text(encoding="utf-8"))


def seed(folder: Path) -> Iterator[Pair]:
    """The articles of a folder with ``article.jsonl`` and ``gold.json`` (one gold, or a list of them)."""
    golds = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    by_id = {str(g["id"]): g for g in (golds if isinstance(golds, list) else [golds])}
    for line in (folder / "article.jsonl").read_text(encoding="utf-8").splitlines():
        if line.strip():
            document = json.loads(line)
            yield document, by_id[str(document["id"])]
