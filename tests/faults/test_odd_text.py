"""Text that is hardly text: the reading gets worse, never an exception, and its evidence stays exact."""

from __future__ import annotations

import random
import time

import pytest

import saksi
from saksi.languages import available, load
from saksi.sources import Skipped, documents
from saksi.sources.language import identify
from saksi.text import sentences, tokenize
from saksi.types import Document, Reading

ID = (
    "Sedikitnya 16 tentara tewas dan 30 warga sipil terluka dalam serangan roket di Kota Goma pada Senin (28/9/2020), kata juru "
    "bicara militer Budi Santoso. Pemberontak membantah menyerang kota itu. Polisi menangkap tiga orang di perbatasan."
)
EN = (
    "At least 16 soldiers were killed and 30 civilians were injured in a rocket attack on Goma on Monday, a military spokesman "
    "said. The rebels denied that they had attacked the city. Police arrested three people at the border."
)
MS = (
    "Sekurang-kurangnya 16 askar terbunuh dan 30 orang awam cedera dalam serangan roket di bandar Goma pada Isnin, kata "
    "jurucakap tentera. Pemberontak menafikan menyerang bandar berkenaan. Polis menahan tiga lelaki di sempadan."
)
TEXTS = {"id": ID, "en": EN, "ms": MS}


def read(text: str, language: str) -> Reading:
    """The reading, its evidence checked against the text."""
    reading = saksi.read(text, language=language, published="2020-09-29")
    assert reading.document.text == text
    for _, claim in reading.claims():
        evidence = getattr(claim, "evidence", None)
        if evidence is not None:
            assert text[evidence.start : evidence.end] == evidence.exact
    return reading


def killed(reading: Reading) -> set[int | None]:
    return {c.quantity.number for c in reading.casualties if c.kind == "killed"}


def noisy(text: str, seed: int, share: float) -> str:
    """The text as a bad scanner gives it: letters for digits and digits for letters, spaces lost and hyphens added."""
    chance = random.Random(seed)
    swaps = {
        "l": "1",
        "o": "0",
        "O": "0",
        "i": "1",
        "e": "c",
        "m": "rn",
        "1": "l",
        "0": "O",
        " ": "",
        "a": "a-\n",
        ".": ",",
        "t": "\u2020",
    }
    return "".join(swaps[c] if c in swaps and chance.random() < share else c for c in text)


@pytest.mark.parametrize("language", available())
def test_every_pack_reads_its_own_plain_text(language):
    assert 16 in killed(read(TEXTS[language], language))


@pytest.mark.parametrize("language", available())
def test_another_language_under_the_wrong_pack(language):
    for text in (*TEXTS.values(), "Шестнадцать солдат погибли.", "十六名士兵死亡。", "قتل ستة عشر جنديا", "ทหาร 16 นายเสียชีวิต"):
        read(text, language)


@pytest.mark.parametrize("language", available())
def test_all_capitals_keep_the_toll(language):
    assert 16 in killed(read(TEXTS[language].upper(), language))
    read(TEXTS[language].lower(), language)
    read(TEXTS[language].swapcase(), language)


@pytest.mark.parametrize("language", available())
def test_no_punctuation_keeps_the_toll(language):
    bare = "".join(c for c in TEXTS[language] if c.isalnum() or c.isspace() or c == "-")
    assert 16 in killed(read(bare, language))


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize("share", [0.02, 0.1, 0.5, 1.0])
def test_scanner_noise(language, share):
    for seed in range(4):
        read(noisy(TEXTS[language], seed, share), language)


MARKS = {
    "emoji": "\U0001f4a5\U0001f44d\U0001f3fd",
    "right to left": "\u200f\u202e",
    "isolates": "\u2066\u2069",
    "zero width": "\u200b\u200d\ufeff",
    "nul": "\x00",
    "controls": "\x07\x1b",
    "half done accents": "\u0301\u0308",
    "replacement": "\ufffd\ufffd",
    "lone quotes": "\u201c'",
}


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize("name", MARKS)
def test_marks_between_the_words(language, name):
    text = TEXTS[language]
    read(text.replace(" ", f" {MARKS[name]} "), language)
    assert 16 in killed(read(f"{MARKS[name]} {text} {MARKS[name]}", language))
    read(text[:20] + MARKS[name] + text[20:], language)


def test_bytes_of_two_encodings_are_refused_with_a_reason(tmp_path):
    path = tmp_path / "mixed.txt"
    path.write_bytes(("\u201c" + ID + "\u201d\n").encode() + ("\u201c" + ID + "\u201d").encode("cp1252"))
    (item,) = documents([str(path)])
    assert isinstance(item, Skipped)
    assert "mixed encodings" in item.what
    twice = ID.replace("kata", "\u201ckata\u201d").encode().decode("cp1252", "replace")  # read as the wrong one, saved again
    assert 16 in killed(read(twice, "id"))


def test_two_languages_in_one_article_are_named(tmp_path):
    path = tmp_path / "two.txt"
    path.write_text(f"{ID}\n\n{ID}\n\n{EN}\n")
    items = list(documents([str(path)]))
    (document,) = [item for item in items if isinstance(item, Document)]
    (note,) = [item for item in items if isinstance(item, Skipped)]
    assert document.language == "id"
    assert note.kept
    assert "of the text is in 'en'" in note.what
    assert 16 in killed(read(document.text, "id"))
    path.write_text(f"{ID}\n\n{MS}\n")
    notes = [item.what for item in documents([str(path)]) if isinstance(item, Skipped)]
    assert not any("of the text is in" in what for what in notes), "look-alikes are not two languages"


def test_a_language_is_told_with_how_surely():
    for language, text in TEXTS.items():
        told = identify(text, ("id", "en", "ms"))
        assert (told.code, told.confident) == (language, True)
        assert 0.75 < told.sure <= 1
    doubtful = identify("Goma 16", ("id", "en", "ms"))
    assert not doubtful.confident


# --- length -----------------------------------------------------------------------------------------------------------

UNITS = {
    "a sentence without an end": "Sedikitnya 16 tentara tewas dalam serangan di dekat kota Goma pada hari Senin dan ",
    "one word": "x",
    "hyphens": "a-",
    "full stops": ".",
    "quotes": '"',
    "brackets": "(a ",
    "numerals": "dua puluh ribu ",
    "digits": "1.",
    "line ends": "\n",
    "clitics": "nya",
    "emoji": "\U0001f4a5",
}


@pytest.mark.parametrize("name", UNITS)
def test_long_runs_are_read(name):
    unit = UNITS[name]
    read("a " + unit * (20_000 // len(unit)), "id")


def test_a_sentence_without_an_end_is_cut_at_a_space():
    text = "kata " * 4_000
    spans = sentences(text)
    assert all(s.end - s.start <= 2_500 for s in spans)
    assert " ".join(text[s.start : s.end] for s in spans).split() == text.split()
    assert sentences("x" * 6_000)[-1].end == 6_000
    assert len(sentences("Ia tewas. " + "Kata " * 400)) == 2, "what is merely long is left whole"


@pytest.mark.parametrize("name", UNITS)
def test_a_third_of_a_megabyte_is_laid_out_in_seconds(name):
    unit = UNITS[name]
    text = "a " + unit * (300_000 // len(unit))
    begun = time.process_time()
    spans = sentences(text, load("id").abbreviations)
    tokens = tokenize(text)
    load("id").keys(tokens)
    assert time.process_time() - begun < 10, "layout is linear"
    assert spans[-1].end <= len(text)


def test_a_sentence_of_ten_megabytes_is_no_article(tmp_path):
    path = tmp_path / "long.txt"
    path.write_text(UNITS["a sentence without an end"] * 126_000)
    begun = time.process_time()
    (item,) = documents([str(path)])
    assert isinstance(item, Skipped)
    assert "max_document" in item.what
    assert time.process_time() - begun < 10
