"""The reader: runs give back the text to the letter, whatever overlaps; notes explain every claim."""

from __future__ import annotations

from pathlib import Path

import pytest

import saksi
from saksi import sources
from saksi.reading import read
from saksi.reconcile import Facts
from saksi.types import Reading, evidence_of
from saksi.web.views.reader import Article, article

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    files = sorted(str(file) for file in EXAMPLES.glob("*/articles.jsonl"))
    documents = (d for d in sources.documents(files, languages=("id", "en", "ms")) if isinstance(d, saksi.Document))
    return [read(document, rejected=True) for document in documents]


def shown(reading: Reading, readings: list[Reading], **kw: object) -> Article:
    facts = Facts(readings)
    return article(reading, facts, {}, {}, beside=facts.documents, **kw)  # type: ignore[arg-type]


def test_the_runs_are_the_text(readings: list[Reading]) -> None:
    for reading in readings:
        made = shown(reading, readings, rejected=reading.rejected)
        text = reading.document.text
        assert [line for line in text.split("\n") if line.strip()] == ["".join(r.text for r in p.runs) for p in made.paragraphs]
        for paragraph in made.paragraphs:
            for run in paragraph.runs:
                assert text[run.start : run.start + len(run.text)] == run.text


def test_every_claim_with_words_can_be_arrived_at_once_and_has_a_note(readings: list[Reading]) -> None:
    for reading in readings:
        made = shown(reading, readings)
        arrivals = [c for p in made.paragraphs for r in p.runs for c in r.opens]
        here = {claim.id for _, claim in reading.claims() if evidence_of(claim) is not None}
        assert len(arrivals) == len(set(arrivals))
        assert set(arrivals) == here
        assert {note.claim for note in made.notes} == here
        assert all(note.rule for note in made.notes)


def test_what_is_said_opens_and_closes_with_the_number_of_who_says_it(readings: list[Reading]) -> None:
    made = next(a for a in (shown(r, readings) for r in readings) if a.title and a.title.startswith("Pos TNI di Yahukimo"))
    runs = [r for p in made.paragraphs for r in p.runs]
    opened = sorted(n for r in runs for n in r.content_open)
    assert opened == sorted(n for r in runs for n in r.content_close)
    assert opened
    said = {n for r in runs for n in r.numbers}
    assert set(opened) <= said


def test_teasers_credits_and_copied_passages_are_marked(readings: list[Reading]) -> None:
    articles = [shown(r, readings) for r in readings]
    roles = {p.role for a in articles for p in a.paragraphs}
    assert {"headline", "body", "teaser"} <= roles
    copied = next(a for a in articles if a.outlet == "Suluh Timur")
    assert copied.copied
    assert copied.copied[0].outlet == "Kantor Berita Cakrawala"
    assert any("copied" in r.kinds for p in copied.paragraphs for r in p.runs)
    assert any("teaser" in a.present for a in articles)


def test_what_was_turned_down_is_shown_on_demand(readings: list[Reading]) -> None:
    reading = max(readings, key=lambda r: len(r.rejected))
    assert shown(reading, readings).rejected == ()
    turned = shown(reading, readings, rejected=reading.rejected).rejected
    assert len(turned) == len(reading.rejected)
    assert all(one.reason for one in turned)
