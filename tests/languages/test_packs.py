"""One file for every pack: each loads, is above its floors, and its examples hold. A new language edits nothing here."""

from __future__ import annotations

from collections import defaultdict

import pytest

from saksi.languages import available, check, examples, find, load
from saksi.languages.schema import TABLES
from saksi.reading.examples import Outcome, run_examples


@pytest.fixture(scope="module")
def outcomes() -> dict[str, list[Outcome]]:
    return {code: list(run_examples(code)) for code in available()}


@pytest.mark.parametrize("code", available())
def test_pack_is_above_its_floors(code: str) -> None:
    report = check(code)
    for table, (rows, shown) in report.floors.items():
        assert report.rows[table] >= rows > 0, table
        assert report.examples.get(table, 0) >= shown, table


def test_a_pack_is_found_or_is_not_there() -> None:
    assert all(find(code) is load(code) for code in available())
    assert find("qqq") is None


@pytest.mark.parametrize("code", available())
def test_every_table_has_examples_and_traps(code: str) -> None:
    has: dict[str, int] = defaultdict(int)
    lacks: dict[str, int] = defaultdict(int)
    for table, _, example in examples(code):
        has[table] += bool(example.has)
        lacks[table] += bool(example.lacks)
    for table in ("numbers", "times", "places", "attribution", "events", "casualties", "control", "traps"):
        assert has[table], f"{code}/examples/{table}.jsonl shows nothing that is found"
        assert lacks[table], f"{code}/examples/{table}.jsonl shows nothing that must not be"


@pytest.mark.parametrize("table", sorted(TABLES))
@pytest.mark.parametrize("code", available())
def test_examples_hold(code: str, table: str, outcomes: dict[str, list[Outcome]]) -> None:
    shown = [o for o in outcomes[code] if o.table == table]
    wrong = [f"{code}/examples/{table}.jsonl:{o.line}: {o.example.text!r}: {p}" for o in shown for p in o.problems]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("code", available())
def test_word_classes_are_single_minded(code: str) -> None:
    """A negator that is also a plain adverb would negate everything."""
    pack = load(code)
    assert pack.words("negator")
    assert not pack.words("negator") & pack.words("not_negator")
