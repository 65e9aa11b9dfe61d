"""The adapter: any spaCy pipeline, whatever its labels and tokens, serves the reading and never breaks it."""

from __future__ import annotations

import json
from pathlib import Path
from statistics import mean

import pytest
import spacy
from click.testing import CliRunner
from quality.articles import examples, scorer
from spacy.tokens import Doc, Span
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

import saksi
from saksi.cli import main
from saksi.contract import to_json
from saksi.errors import PluginError
from saksi.languages import load as load_pack
from saksi.reading import fingerprint, layers, read
from saksi.reading.page import Page
from saksi.reading.pipeline import NOTHING, Marked, annotate, covered, find_marks, labels, load
from saksi.sources import build_document

TEXT = "Harapan Sitorus, kepala dusun, tewas ditembak di Wamena pada Senin (3/5/2021). Kapolres membantahnya."


def foreign(folder: Path, language: str, patterns: dict[str, list[str]], splits: list[str] | None) -> str:
    """A blank pipeline written to a folder: an entity ruler with labels of its own, and a tokeniser unlike ours.

    With ``splits`` it cuts words there; without, spaces alone part its tokens, so that full stops and brackets stick to words.
    """
    nlp = spacy.blank(language)
    tokenizer = nlp.tokenizer
    if splits is None:
        tokenizer.rules, tokenizer.prefix_search, tokenizer.suffix_search = {}, None, None
        tokenizer.infix_finditer = tokenizer.url_match = tokenizer.token_match = None
    else:
        tokenizer.rules = {}
        tokenizer.prefix_search = compile_prefix_regex([*splits, r"[\"'(]"]).search
        tokenizer.suffix_search = compile_suffix_regex([r"[\"').,]"]).search
        tokenizer.infix_finditer = compile_infix_regex(splits).finditer
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": name} for label, names in patterns.items() for name in names])
    nlp.to_disk(folder)
    return str(folder)


def spoken_names() -> dict[str, list[str]]:
    """Names our examples hold: persons, forces and places as any pipeline would find them, by what our reading calls them."""
    found: dict[str, set[str]] = {"person": set(), "force": set(), "place": set()}
    for document, gold in examples():
        del gold
        _, seen = layers(build_document(text=document["text"], language=document["language"]))
        found["place"] |= {t.location.text for t in seen.places}
        for phrase in seen.cast.phrases:
            if phrase.proper is not None:
                found["person"].add(seen.page.words(*phrase.proper))
            elif phrase.named:
                found["force"].add(phrase.text(seen.page))
    return {kind: sorted(names) for kind, names in found.items()}


@pytest.fixture(scope="module")
def pipelines(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Two pipelines of others: labels, tokens and language unlike ours."""
    folder, names = tmp_path_factory.mktemp("foreign"), spoken_names()
    one = {"NAMED_PERSON": names["person"], "GPE": names["place"], "NORP": names["force"]}
    two = {"B-PER": names["person"], "Location": names["place"], "institution": names["force"]}
    return {
        "words parted at vowels": foreign(folder / "one", "xx", one, ["[aeiou]", "-"]),
        "spaces alone": foreign(folder / "two", "xx", two, None),
    }


def casualty_full(used: tuple[str, ...]) -> float:
    """The mean of casualty_full over the examples that have casualties."""
    values = []
    for document, gold in examples():
        known = {key: document.get(key) for key in ("title", "url", "id", "published", "publisher", "language")}
        reading = json.loads(to_json(read(build_document(text=document["text"], **known), pipelines=used)))
        box = scorer().score({str(gold["id"]): gold}, {str(gold["id"]): reading}, lambda _: None)["casualty_full"]
        if box["gold"] or box["pred"]:
            values.append(box["f1"])
    return mean(values)


def test_foreign_pipelines_keep_the_reading(pipelines: dict[str, str]) -> None:
    own = casualty_full(())
    assert own > 0.5
    for name, path in pipelines.items():
        assert casualty_full((path,)) >= 0.9 * own, name


def test_foreign_pipelines_do_mark_names(pipelines: dict[str, str]) -> None:
    """The figure above says something only if these pipelines are heard."""
    for name, path in pipelines.items():
        marks = sum(
            len(find_marks(Page(build_document(text=d["text"], language=d["language"]), load_pack(d["language"])), (path,)).names)
            for d, _ in examples()
        )
        assert marks > 20, name


def page(text: str = TEXT, language: str = "id") -> Page:
    return Page(build_document(text=text, language=language), load_pack(language))


def test_spans_are_laid_over_our_tokens() -> None:
    laid = page("Warga (Nagorno-Karabakh) diungsikan.")
    words = [t.text for t in laid.tokens]
    start = laid.text.index("Nagorno")
    assert words[slice(*covered(laid.tokens, start, start + 4))] == ["Nagorno-Karabakh"]
    assert words[slice(*covered(laid.tokens, start - 1, start + 4))] == ["(", "Nagorno-Karabakh"]
    assert covered(laid.tokens, 5, 6) == (0, 0)


def made(words: list[str], heads: list[int], deps: list[str], entities: list[tuple[int, int, str]]) -> spacy.Language:
    """A pipeline that gives every text of these words one analysis."""
    nlp = spacy.blank("xx")

    def analyse(doc: Doc) -> Doc:
        made = Doc(nlp.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc], heads=heads, deps=deps)
        made.set_ents([Span(made, a, b, label=label) for a, b, label in entities])
        return made

    class Analysing:
        def pipe(self, texts):
            for text in texts:
                doc = nlp.make_doc(text)
                assert [t.text for t in doc] == words
                yield analyse(doc)

    return Analysing()


def test_subjects_and_conjuncts() -> None:
    words = ["Polisi", "dan", "tentara", "kemarin", "menembak", "warga", "."]
    nlp = made(words, [4, 2, 0, 4, 4, 4, 4], ["nsubj:outer", "cc", "conj", "advmod", "ROOT", "obj", "punct"], [])
    marks = annotate(page("Polisi dan tentara kemarin menembak warga."), nlp)
    assert marks.subjects == {4: (0, 2)}


def test_labels_of_others_are_translated() -> None:
    table = labels()
    assert {table.kind(x) for x in ("PER", "PERSON", "person", "B-PER", "I-PERSON", "NAMED_PERSON")} == {"person"}
    assert {table.kind(x) for x in ("GPE", "LOC", "Place")} == {"place"}
    assert {table.kind(x) for x in ("ORG", "Organisation", "ARMED")} == {"organisation"}
    assert table.kind("CARDINAL") is None
    assert {table.part(x) for x in ("nsubj", "nsubj:pass", "nsubjpass", "NSUBJ:outer")} == {"subject"}
    assert table.part("obj") is None


def test_a_marked_person_is_a_name_where_a_capital_says_nothing() -> None:
    nlp = spacy.blank("id")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "PER", "pattern": "Harapan Sitorus"}])
    marks = annotate(page(), nlp)
    assert marks.names == (Marked(0, 2, "person"),)
    assert marks.tokens("person") == {0, 1}
    assert marks.tokens("place") == set()


def test_a_marked_place_becomes_a_location(tmp_path: Path) -> None:
    text = "Ledakan guncang Tumbulwaka, 12 orang tewas."
    nlp = spacy.blank("id")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "GPE", "pattern": "Tumbulwaka"}])
    nlp.to_disk(tmp_path / "places")
    document = build_document(text=text, language="id")

    def places(used: tuple[str, ...]) -> list[str]:
        return [t.location.text for t in layers(document, pipelines=used)[1].places]

    assert places(()) == []
    assert places((str(tmp_path / "places"),)) == ["Tumbulwaka"]


def test_a_pipeline_serves_its_own_language_alone(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "en")
    assert find_marks(page(), (str(tmp_path / "en"),)) is NOTHING
    assert fingerprint("id", pipelines=(str(tmp_path / "en"),)) == fingerprint("id")
    assert fingerprint("en", pipelines=(str(tmp_path / "en"),)) != fingerprint("en")


def test_without_a_pipeline_nothing_changes() -> None:
    assert find_marks(page(), ()) is NOTHING
    document = build_document(text=TEXT, language="id")
    assert to_json(read(document)) == to_json(read(document, pipelines=()))


def test_a_pipeline_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(PluginError, match="does not load"):
        load("saksi-xx-of-nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(PluginError, match="does not load"):
        load(str(tmp_path / "empty"))
    article = tmp_path / "a.txt"
    article.write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(main, ["read", str(article), "--language", "id", "--json", "--pipeline", "saksi-xx-of-nowhere"])
    assert result.exit_code == 2
    assert "saksi-xx-of-nowhere" in result.output


def test_read_with_a_pipeline_named_by_flag_and_by_setting(pipelines: dict[str, str], tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(TEXT, encoding="utf-8")
    path = pipelines["spaces alone"]
    by_flag = CliRunner().invoke(main, ["read", str(article), "--language", "id", "--json", "--pipeline", path])
    settings = tmp_path / "saksi.toml"
    settings.write_text(f"pipeline = [{json.dumps(path)}]\n", encoding="utf-8")
    by_setting = CliRunner().invoke(main, ["--config", str(settings), "read", str(article), "--language", "id", "--json"])
    assert by_flag.exit_code == by_setting.exit_code == 0
    assert (
        json.loads(by_flag.stdout)["fingerprint"]
        == json.loads(by_setting.stdout)["fingerprint"]
        == fingerprint("id", pipelines=(path,))
    )
    assert saksi.read(TEXT, language="id").fingerprint != fingerprint("id", pipelines=(path,))
