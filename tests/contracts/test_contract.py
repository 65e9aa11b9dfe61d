"""The reading contract: readings of all examples are valid, come back equal, and say the same bytes every time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import msgspec
import pytest

import saksi
from saksi import contract
from saksi.types import Reading

ROOT = Path(__file__).parents[2]
ARTICLES = [
    (path.parent.name, json.loads(line))
    for path in sorted((ROOT / "examples").glob("*/articles.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if line.strip()
]


def reading_of(article: dict) -> Reading:
    keys = ("text", "title", "url", "id", "published", "publisher", "language")
    given = {k: article.get(k) for k in keys}
    return saksi.read(given.pop("text"), **given)


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return [reading_of(article) for _, article in ARTICLES]


def test_there_are_examples() -> None:
    assert len(ARTICLES) >= 12


def test_readings_fit_the_published_schema(readings: list[Reading]) -> None:
    validator = jsonschema.Draft202012Validator(contract.schema())
    for reading in readings:
        validator.validate(json.loads(contract.to_json(reading)))


def test_readings_come_back_equal(readings: list[Reading]) -> None:
    for reading in readings:
        assert contract.from_json(contract.to_json(reading)) == reading


def test_every_field_of_the_contract_is_printed(readings: list[Reading]) -> None:
    plain = contract.plain(readings[0])
    top = "saksi fingerprint main document attributions events casualties impacts control"
    document = "id source_id url title text language publisher published credits teasers digest"
    assert set(top.split()) <= plain.keys()
    assert set(document.split()) <= plain["document"].keys()


def test_a_span_outside_the_text_is_refused(readings: list[Reading]) -> None:
    data = contract.plain(next(r for r in readings if r.casualties))
    data["casualties"][0]["span"] = [0, len(data["document"]["text"]) + 1]
    with pytest.raises(msgspec.ValidationError, match="lies outside"):
        contract.from_json(json.dumps(data))


@pytest.mark.parametrize("seed", ["0", "1", "77"])
def test_same_bytes_whatever_the_hash_seed(seed: str, readings: list[Reading]) -> None:
    corpus = ROOT / "examples" / ARTICLES[0][0] / "articles.jsonl"
    env = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-m", "saksi", "read", str(corpus), "--json"]
    out = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    mine = [contract.to_json(r) for (name, _), r in zip(ARTICLES, readings, strict=True) if name == ARTICLES[0][0]]
    assert out.stdout.splitlines() == mine
