"""A text may begin and end anywhere: pieces of articles are read like wholes, without a word beyond their ends."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

import saksi

ARTICLES = sorted((Path(__file__).parents[2] / "quality" / "gold" / "dev" / "articles").glob("*.json"))
PIECES = 6


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_pieces_of_articles_are_read(path: Path) -> None:
    article = json.loads(path.read_text(encoding="utf-8"))
    chance, text = random.Random(path.stem), article["text"]
    for _ in range(PIECES):
        start = chance.randrange(len(text))
        piece = text[start : start + chance.randrange(8, 160)]
        assert saksi.read(piece, language=article["language"]).document.text == piece
