"""The pipelines as shipped in ``models/``: they load through the adapter, are small, and say what they are made of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy
from training.pipelines import build, names, parsers

from saksi.reading import pipeline, read
from saksi.reading.pipeline import Pipeline
from saksi.sources import build_document

MODELS = Path(__file__).parents[2] / "models"
LANGUAGES = ("id", "en")
SENTENCES = {
    "id": (
        "Tentara Sudan menembak dua warga di Khartoum, kata Presiden Joko Widodo.",
        {"Khartoum": "LOC", "Joko Widodo": "PER"},
        "menembak",
    ),
    "en": (
        "Soldiers shot two villagers in Khartoum, President Joe Biden said.",
        {"Khartoum": "LOC", "Joe Biden": "PER"},
        "shot",
    ),
}


@pytest.fixture(scope="module", params=LANGUAGES)
def shipped(request: pytest.FixtureRequest) -> tuple[str, Pipeline]:
    language = request.param
    return language, pipeline.load(str(MODELS / f"saksi-{language}" / f"saksi_{language}"))


def test_it_is_small(shipped: tuple[str, Pipeline]) -> None:
    assert build.size(MODELS / f"saksi-{shipped[0]}") <= 15_000_000


def test_it_finds_names_and_subjects(shipped: tuple[str, Pipeline]) -> None:
    language, loaded = shipped
    text, expected, verb = SENTENCES[language]
    doc = loaded.nlp(text)
    found = {e.text: e.label_ for e in doc.ents}
    assert expected.items() <= found.items()
    subject = next(t for t in doc if t.text == verb)
    assert [t.text for t in subject.children if t.dep_ == "nsubj"] == [text.split()[0]]
    assert subject.pos_ == "VERB"


def test_both_serve_one_process() -> None:
    used = tuple(str(MODELS / f"saksi-{code}" / f"saksi_{code}") for code in LANGUAGES)
    for language in LANGUAGES:
        document = build_document(text=SENTENCES[language][0], language=language)
        assert read(document, pipelines=used).events


def test_the_policies_are_those_of_its_sets(shipped: tuple[str, Pipeline]) -> None:
    language, loaded = shipped
    component = loaded.nlp.get_pipe("saksi_names")
    assert component.policy == ""
    assert set(component.weights.policies) == {part.split("/")[0] for part in build.TRAINED[language]} | {"wire"}
    labels = {label[2:] for label in component.weights.labels if label != "O"}
    assert labels == {"PER", "ORG", "LOC", "FAC", "NORP", "WEAPON", "ROLE", "ARMED", "FORCE"}


def test_the_code_in_it_is_ours(shipped: tuple[str, Pipeline]) -> None:
    language, loaded = shipped
    inside = MODELS / f"saksi-{language}" / f"saksi_{language}" / "names.py"
    assert inside.read_text(encoding="utf-8") == Path(names.__file__).read_text(encoding="utf-8")
    assert loaded.nlp.meta["license"] == "CC-BY-SA-4.0"


def test_it_was_made_from_the_data_on_record(shipped: tuple[str, Pipeline]) -> None:
    language, _ = shipped
    recorded = json.loads(build.DIGESTS.read_text(encoding="utf-8"))[language]
    assert json.loads((MODELS / f"saksi-{language}/digests.json").read_text(encoding="utf-8")) == recorded


def test_the_card_tells_its_scores(shipped: tuple[str, Pipeline]) -> None:
    language, _ = shipped
    folder = MODELS / f"saksi-{language}"
    scores = json.loads((folder / "scores.json").read_text(encoding="utf-8"))
    card = (folder / "README.md").read_text(encoding="utf-8")
    for row in scores["names"].values():
        assert f"| {row['f1']} |" in card
    assert f"| {scores['trees']['las']} |" in card


def test_words_have_the_prefixes_they_were_trained_with(shipped: tuple[str, Pipeline]) -> None:
    language, loaded = shipped
    length = parsers.RECIPES[language].prefix or 1
    words = {"menembak", "anak-anak", "Kabarere", *(key for key in loaded.nlp.tokenizer.rules if key.isalpha())}
    wanted = str.lower if language == "id" else str
    assert {w: loaded.nlp.vocab[w].prefix_ for w in words} == {w: wanted(w[:length]) for w in words}


def test_the_tokens_of_the_trees_stay_whole() -> None:
    nlp = spacy.blank("id")
    parsers.keep_hyphens(nlp)
    assert [t.text for t in nlp("Anak-anak dievakuasi DPR-RI (27/9/2020).")][:3] == ["Anak-anak", "dievakuasi", "DPR-RI"]
