"""For every span of every claim, the words are the text's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import saksi
from saksi.text import lowered, sentences, shadow, tokenize
from saksi.types import Evidence, Reading

ROOT = Path(__file__).parents[2]
TEXTS = [
    json.loads(line)
    for path in sorted((ROOT / "examples").glob("*/articles.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if line.strip()
]


def evidences(value: object) -> Iterator[Evidence]:
    """Every evidence inside a noun, however deep."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from evidences(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from evidences(item)


def check(reading: Reading) -> int:
    count = 0
    for evidence in evidences(reading):
        assert reading.document.text[evidence.start : evidence.end] == evidence.exact
        assert evidence.document == reading.document.id
        count += 1
    return count


@pytest.mark.parametrize("article", TEXTS, ids=lambda a: a["id"])
def test_words_are_the_texts(article: dict) -> None:
    keys = ("title", "language", "published")
    reading = saksi.read(article["text"], **{key: article.get(key) for key in keys})
    count = check(reading)
    assert count > 10 or article["id"].startswith("bs-"), "news of everyday life may hold no claim at all"


def test_evidence_cannot_be_made_up() -> None:
    with pytest.raises(TypeError, match="built from a document"):
        Evidence()
    with pytest.raises(ValueError, match="lies outside"):
        Evidence.at("d", "abc", 1, 4)
    with pytest.raises(AttributeError):
        Evidence.at("d", "abc", 0, 1).start = 2


PIECES = st.sampled_from([
    "Sedikitnya ", "16 ", "tentara ", "tewas", " kata ", "Militer ", "Sudan ", "menyerang ", "\u00a0", "\u200b", "“", "”", '"',
    ".", ".", "\n", ", ", "Baca juga: ", "Karabakh.Armenia ", "\u0000", "é", "İ", "🙂", "(28/9/2020) ", "antara ", "dan ",
    "Kementerian ", "menurut ", "di ", "Gaza ", "100 ", "lebih ", "warga ", "terluka ", "belasan ", "puluhan ribu ", "kemarin ",
    "tidak ada korban ", "de facto ", "menguasai ", "rumah ", "dibakar ",
])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=40).map("".join))
def test_any_text_is_read(text: str) -> None:
    if not text.strip():
        return
    for language in ("id", "en"):
        check(saksi.read(text, language=language, published="2020-09-28"))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_shadow_and_tokens_keep_offsets(text: str) -> None:
    dark = shadow(text)
    assert len(dark) == len(text) == len(lowered(text))
    for token in tokenize(text):
        assert dark[token.start : token.end] == token.text
    spans = sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    covered = {i for s in spans for i in range(s.start, s.end)}
    assert all(i in covered or dark[i].isspace() for i in range(len(text)))
