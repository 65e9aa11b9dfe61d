"""The training of the pipelines, on a sample of our own: readers, a few steps, names, package and card. No outside data."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from training.pipelines import build, parsers, sets, train_names
from training.pipelines.card import ATTRIBUTION, write_card
from training.pipelines.lists import name_lists
from training.pipelines.names import LEAN, Lists, Names, Weights, features, shape
from training.pipelines.treebanks import read_trees

from saksi.reading import pipeline

HOME = Path(sets.__file__).parent
LANGUAGES = ("id", "en")
LABELS = {"PER", "ORG", "LOC", "FAC", "NORP", "WEAPON", "ROLE", "ARMED", "FORCE"}


def sample(language: str) -> list:
    return list(read_trees(HOME / f"sample/{language}.conllu", merge=language == "id"))


@pytest.fixture(scope="module", params=LANGUAGES)
def trained(request: pytest.FixtureRequest) -> tuple[str, Language, Names]:
    """A tagger, parser and names component after a few steps."""
    language = request.param
    recipe = replace(parsers.RECIPES[language], width=32, words=60, rate=0.01)
    recipe = replace(recipe, steps=tuple(60 if n else 0 for n in recipe.steps))
    nlp = parsers.train(language, [sample(language) for _ in recipe.steps], recipe, seed=1)
    wire = train_names.conflict_wire(nlp, language, "train")[:40]
    recipe = replace(train_names.RECIPES[language], iterations=25, least=1)
    names = train_names.train(nlp, wire, recipe, 1, name_lists(language))
    return language, nlp, names


def test_clitics_are_one_word_and_contractions_two() -> None:
    words = [w for tree in sample("id") for w in tree.words]
    house = next(w for w in words if w.form == "Rumahnya")
    assert (house.upos, house.relation) == ("NOUN", "nsubj:pass")
    assert "nya" not in {w.form for w in words}
    assert [w.form for w in sample("en")[6].words[:4]] == ["Rebels", "did", "n't", "attack"]
    assert all(tree.words[w.head].form for tree in sample("en") for w in tree.words)


def test_older_relations_are_written_as_todays(tmp_path: Path) -> None:
    rows = [
        "1\tdesa\t_\tNOUN\t_\t_\t0\troot\t_\t_",
        "2\tadat\t_\tNOUN\t_\t_\t1\tcompound\t_\t_",
        "3\tSumber\t_\tPROPN\t_\t_\t1\tflat\t_\t_",
    ]
    file = tmp_path / "old.conllu"
    file.write_text("\n".join(rows) + "\n\n", encoding="utf-8")
    assert [w.relation for w in next(read_trees(file, merge=True, harmonise=True)).words] == ["root", "nmod", "flat:name"]
    assert [w.relation for w in next(read_trees(file, merge=True)).words] == ["root", "compound", "flat"]


def test_a_few_steps_learn_the_sample(trained: tuple[str, Language, Names]) -> None:
    language, nlp, _ = trained
    found = parsers.measure(nlp, sample(language))
    assert found["upos"] > 60
    assert found["uas"] > 40
    assert found["las"] <= found["las_universal"] <= found["uas"]


def test_names_learn_their_sentences(trained: tuple[str, Language, Names]) -> None:
    language, nlp, names = trained
    wire = train_names.conflict_wire(nlp, language, "train")[:40]
    assert train_names.measure(nlp, names, wire, "wire", fine=True)["f1"] > 80
    default = [tag for doc in train_names.parsed(nlp, wire) for tag in names.tag(list(doc))]
    assert {tag[2:] for tag in default if tag != "O"} <= {"PER", "ORG", "LOC"}


def test_the_component_is_the_same_from_disk(trained: tuple[str, Language, Names], tmp_path: Path) -> None:
    language, nlp, names = trained
    names.to_disk(tmp_path / "names")
    again = Names().from_disk(tmp_path / "names")
    docs = train_names.parsed(nlp, train_names.conflict_wire(nlp, language, "test")[:10])
    assert [again.tag(list(d)) for d in docs] == [names.tag(list(d)) for d in docs]


def test_a_package_loads_by_its_folder_and_serves_the_reading(trained: tuple[str, Language, Names], tmp_path: Path) -> None:
    language, nlp, names = trained
    whole = nlp.from_bytes(nlp.to_bytes())
    if "saksi_names" not in whole.pipe_names:
        whole.add_pipe("saksi_names")
    whole.get_pipe("saksi_names").from_bytes(names.to_bytes())
    folder = build.write_package(whole, language, tmp_path)
    package = tmp_path / "made" / f"made_{language}"
    package.parent.mkdir()
    (folder / f"saksi_{language}").rename(package)  # a name of its own: the shipped package may be loaded beside it
    init = package / "__init__.py"
    init.write_text(init.read_text(encoding="utf-8").replace(f"saksi_{language}", f"made_{language}"), encoding="utf-8")
    loaded = pipeline.load(str(package))
    assert loaded.serves(language)
    text = json.loads((HOME / f"conflict_wire/{language}/train.jsonl").read_text(encoding="utf-8").splitlines()[0])["text"]
    assert [(e.text, e.label_) for e in loaded.nlp(text).ents] == [(e.text, e.label_) for e in whole(text).ents]
    whole.remove_pipe("saksi_names")


def wire(language: str, part: str) -> list[dict]:
    lines = (HOME / f"conflict_wire/{language}/{part}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", ["train", "test"])
def test_conflict_wire_is_sound(language: str, part: str) -> None:
    for row in wire(language, part):
        assert set(row) == {"text", "spans"}
        assert row["text"] == " ".join(row["text"].split())
        ends = 0
        for start, end, label in row["spans"]:
            assert ends <= start < end <= len(row["text"])
            assert label in LABELS
            covered = row["text"][start:end]
            assert covered == covered.strip()
            around = row["text"][start - 1 : start] + row["text"][end : end + 1]
            assert not any(c.isalnum() for c in around), f"{covered!r} is part of a word in {row['text']!r}"
            ends = end


def test_conflict_wire_is_a_thousand_sentences_most_of_them_indonesian() -> None:
    size = {(language, part): len(wire(language, part)) for language in LANGUAGES for part in ("train", "test")}
    everything = sum(size.values())
    assert everything >= 1000
    assert size["id", "train"] + size["id", "test"] >= 0.6 * everything
    for language in LANGUAGES:
        assert size[language, "test"] >= 0.2 * (size[language, "train"] + size[language, "test"])
        for part in ("train", "test"):
            told = Counter(label for row in wire(language, part) for *_, label in row["spans"])
            assert set(told) == LABELS
            assert min(told.values()) >= (10 if part == "test" else 30), told


def test_what_is_a_weapon_or_an_armed_group_in_one_sentence_is_one_in_all() -> None:
    """The same words, capitals and all, have one label; names of places and peoples apart, which share their words."""
    for language in LANGUAGES:
        labels: dict[str, set[str]] = {}
        for part in ("train", "test"):
            for row in wire(language, part):
                for start, end, label in row["spans"]:
                    labels.setdefault(row["text"][start:end], set()).add(label)
        torn = {words: found for words, found in labels.items() if len(found) > 1 and not found <= {"LOC", "NORP"}}
        assert not torn


def test_no_sentence_is_in_both_halves() -> None:
    for language in LANGUAGES:
        texts = [row["text"].casefold() for part in ("train", "test") for row in wire(language, part)]
        assert len(texts) == len(set(texts))


def test_spans_and_scores() -> None:
    assert sets.spans(["B-PER", "I-PER", "B-PER", "O", "I-LOC"]) == {(0, 2, "PER"), (2, 3, "PER"), (4, 5, "LOC")}
    assert sets.mend(["B-O", "I-PERSON", "I-PERSON", "B-PLACE", "I-ORGANISATION"]) == ("O", "B-PER", "I-PER", "B-LOC", "B-ORG")
    found = sets.scores([["B-PER", "O", "B-LOC"]], [["B-PER", "O", "B-ORG"]])
    assert (found["p"], found["r"], found["f1"]) == (50.0, 50.0, 50.0)
    assert train_names.coarse(["B-FAC", "I-FAC", "B-ROLE", "B-ARMED"]) == ("B-LOC", "I-LOC", "O", "B-ORG")


def test_lists_take_the_longest_name() -> None:
    lists = Lists({"place": ["papua", "papua barat"], "person": ["barat"]})
    assert lists.mark(["di", "papua", "barat"]) == [[], ["B:place"], ["I:place"]]
    assert shape("Brimob-2") == "Xx-d"


def test_swapped_sentences_keep_their_labels(trained: tuple[str, Language, Names]) -> None:
    language, nlp, _ = trained
    import random

    plain = [sets.Sentence(("Budi", "pergi", "ke", "Poso"), ("B-PER", "O", "O", "B-LOC"), "made")] * 20
    out = train_names.swapped(plain, 0.5, name_lists(language), random.Random(1))
    assert 0 < len(out) < 20
    for s in out:
        assert [label for _, _, label in sorted(sets.spans(s.tags))] == ["PER", "LOC"]
        assert len(s.words) == len(s.tags)
    del nlp


def test_other_data_than_on_record_is_refused(tmp_path: Path) -> None:
    (tmp_path / "treebanks/id_made").mkdir(parents=True)
    (tmp_path / "treebanks/id_made/a.conllu").write_text("", encoding="utf-8")
    with pytest.raises(SystemExit, match="other data than on record"):
        build.check_digests("id", tmp_path, record=False)
    with pytest.raises(SystemExit, match="there is no data"):
        build.check_digests("id", tmp_path / "nowhere", record=False)


def test_no_test_part_is_trained_on() -> None:
    assert not [part for parts in build.TRAINED.values() for part in parts if part.endswith("/test")]
    held = json.loads(build.DIGESTS.read_text(encoding="utf-8"))
    assert not [name for name in held["id"] if name.startswith("ner/idner_news_2k/test")]
    assert len(parsers.HELD_OUT) == 10


def test_a_policy_leans_to_its_own_weights() -> None:
    state = {("w=a", "B-LOC"): 1.0, ("made~w=a", "B-LOC"): 1.0, ("made~w=b", "B-LOC"): -1.0, ("made~", "O"): 0.5}
    weights = Weights(["B-LOC", "O"], {}, state, ["made"])
    lean = LEAN[""]
    at, matrix, always = weights.dense("made")
    assert matrix[at["w=a"], 0] == pytest.approx(1 + lean, abs=0.02)
    assert matrix[at["w=b"], 0] == pytest.approx(-lean, abs=0.02)
    assert always[1] == pytest.approx(0.5 * lean, abs=0.02)
    at, matrix, always = weights.dense("")
    assert matrix[at["w=a"], 0] == pytest.approx(1.0, abs=0.02)
    assert "w=b" not in at
    assert not always.any()


def test_days_and_forms_of_address_are_no_part_of_a_name() -> None:
    names = Names(days=["selasa"], address=["pak"])
    tags = names.trimmed(["kata", "pak", "budi", "selasa", "."], ["O", "B-PER", "I-PER", "I-PER", "O"])
    assert tags == ["O", "O", "B-PER", "O", "O"]
    assert names.trimmed(["pak", "selasa"], ["B-PER", "B-LOC"]) == ["B-PER", "O"]  # an address alone is left as it is
    assert Names().trimmed(["pak", "budi"], ["B-PER", "I-PER"]) == ["B-PER", "I-PER"]


def test_names_are_trained_with_the_lists_that_lie_in_the_package(tmp_path: Path) -> None:
    assert build.kept_lists(tmp_path / "saksi-id") is None
    held = build.kept_lists(Path("models/saksi-id"))
    assert held is not None
    assert "jakarta" in held["province"] | held["city"] | held["capital"]


def test_two_builds_are_compared_file_by_file(tmp_path: Path) -> None:
    for name, text in (("one/a", "1"), ("two/a", "1"), ("one/b", "1"), ("two/b", "2"), ("two/c", "3")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert build.differences(tmp_path / "one", tmp_path / "two") == ["one/b", "one/c"]
    assert build.differences(tmp_path / "two", tmp_path / "two") == []


def test_each_view_leaves_out_what_it_says(trained: tuple[str, Language, Names]) -> None:
    language, nlp, names = trained
    found = {f for doc in train_names.parsed(nlp, train_names.conflict_wire(nlp, language, "test")[:5])
             for row in features(doc, names.lists) for f in row}  # fmt: skip
    for absent in (train_names.SYNTAX, train_names.LEXICAL):
        assert {start for start in absent if any(f.startswith(start) for f in found)} == set(absent)
        assert {f for f in found if not f.startswith(absent)}


def test_a_card_names_scores_and_sources(tmp_path: Path) -> None:
    trees = {"upos": 1.0, "uas": 2.0, "las": 3.0, "las_universal": 4.0, "las_no_punct": 5.0, "words": 6}
    scores = {"trees": trees, "names": {"made/test | default": {"p": 1, "r": 2, "f1": 7.5, "PER": 9.9}}, "bytes": 1_000_000}
    write_card(tmp_path, "id", scores, {"a": "b"}, 1)
    card = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "| made/test | default | 1 | 2 | 7.5 | PER 9.9 |" in card
    for name, *_ in ATTRIBUTION["id"]:
        assert name in card
    assert "CC BY-SA 4.0" in card


def test_spacy_is_at_hand() -> None:
    assert spacy.__version__.startswith("3.")


DRAWN = """
import random, spacy
from training.pipelines import train_names
sentences = train_names.conflict_wire(spacy.blank("id"), "id", "train")
lists = {"person": {"jane roe"}, "country": {"peru", "chad"}, "region": {"sahel"}, "city": {"lima"}}
print(train_names.swapped(sentences, 0.3, lists, random.Random(1)))
"""


def test_other_names_are_drawn_alike_in_every_process() -> None:
    drawn = [
        subprocess.run(
            [sys.executable, "-c", DRAWN], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert drawn[0] == drawn[1] != b"[]\n"
