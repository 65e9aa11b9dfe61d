"""The suites on tolls measure what they say, on small sets in our own words."""

import json

import pytest
from quality.suites.registry import SUITES, run

import saksi
from quality.suites import __main__ as command
from quality.suites import gva, inageoparser, panl


def test_the_registry_leads_to_functions():
    for name in ("panl", "gva", "inageoparser"):
        assert name in SUITES


def test_a_set_that_is_not_there_is_said_so(tmp_path, capsys):
    assert command.main(["gva", str(tmp_path)]) == 1
    assert "gva_incidents_dev.jsonl: no such file" in capsys.readouterr().err


# --- pairs of lines ---------------------------------------------------------------------------------------------------

LINES = [
    ("Ledakan bom menewaskan tujuh warga sipil di Marun.", "A bomb blast killed seven civilians in Marun."),
    ("Presiden membuka jembatan baru.", "The president opened a new bridge."),
    ("Tiga tentara tewas dalam serangan itu.", "Four soldiers were killed in the attack."),
]


@pytest.fixture
def lines(tmp_path):
    for name, column in zip(panl.FILES, zip(*LINES, strict=True), strict=True):
        (tmp_path / name).write_text("\r\n".join(column) + "\r\n", encoding="utf-8")
    return tmp_path


def test_pairs_agree_where_the_claims_do(lines):
    report = run("panl", lines, 50)
    tune = report.parts["tune"]
    assert (tune["pairs"], tune["pairs_with_such_words"]) == (2, 2)
    assert tune["assault_f1"] == 1.0
    assert tune["casualty_f1"] == 0.5
    assert tune["claims_a_pair"] == 2.0
    (error,) = report.errors
    assert error.startswith("2\n")
    assert "killed 3 3 3 actual" in error
    assert "killed 4 4 4 actual" in error


def test_silence_earns_nothing(tmp_path):
    for name, text in zip(panl.FILES, ("Serangan itu dikutuk banyak pihak dalam sidang.", "Nothing."), strict=True):
        (tmp_path / name).write_text(text + "\n", encoding="utf-8")
    tune = run("panl", tmp_path).parts["tune"]
    assert tune["f1"] == 0.0
    assert tune["claims_a_pair"] == 0.0
    assert tune["pairs_with_such_words"] == 1


# --- shootings --------------------------------------------------------------------------------------------------------


def toll(text):
    found = gva.tolls_of(saksi.read(text, language="en"))
    return found["killed"].number, found["injured"].number


def test_a_toll_adds_up_within_a_sentence_and_takes_the_largest_of_several():
    assert toll("Gunmen killed two men and three women in Harlow. The two men were killed at once.") == (5, None)


def test_parts_and_restatements_are_not_added():
    assert toll("Gunmen killed five people, including two children. The attack killed five people.") == (5, None)


def test_of_people_shot_those_not_killed_are_injured():
    text = "Five people were shot at a party in Harlow on Monday. One man was killed by the gunman."
    assert toll(text) == (1, 4)


def test_only_numbers_that_the_article_holds_are_asked(tmp_path):
    people = [{"Type": "Subject-Suspect", "Status": "Killed"}, {"Type": "Victim", "Status": "Killed"}]
    texts = ("Gunmen killed two men in Harlow on Monday.", "Gunmen killed a man in Harlow on Monday.")
    docs = [{"id": str(i), "title": "", "dct": "2020-01-02", "content": text} for i, text in enumerate(texts)]
    row = {"incident_id": "8", "killed": 2, "injured": 0, "participants": people, "docs": docs}
    (tmp_path / gva.FILE).write_text(json.dumps(row) + "\n", encoding="utf-8")
    tune = run("gva", tmp_path).parts["tune"]
    assert (tune["killed_articles"], tune["injured_articles"]) == (1, 0)
    assert tune["killed"] == 1.0
    assert tune["injured_false"] == 0.0
    (_, item), _ = gva.items(tmp_path / gva.FILE)
    assert (item.number("killed"), item.number("killed", perpetrators=False)) == (2, 1)


@pytest.mark.parametrize(
    ("number", "text", "holds"),
    [(3, "three men", True), (3, "13 men", False), (21, "Twenty-one men", True), (20, "20 men", True), (1, "someone", False)],
)
def test_a_number_is_held_as_digits_or_as_a_word(number, text, holds):
    assert bool(gva.written(number).search(text)) is holds


# --- disasters --------------------------------------------------------------------------------------------------------

SET = """
Gempa/NNP/B-EVE/B-QUAKE-EVENT
Guncang/VB/O/O
Marun/NNP/B-LOC/B-Place-Arg/(-6.1, 106.1)/2
-/-/O/O
-/-/O/O
Marun/NNP/O/O
-/-/O/O
Gempa/NN/B-EVE/B-QUAKE-EVENT
menewaskan/VB/O/O
tujuh/CDP/B-ARG/B-DeathVictim-Arg
orang/NN/I-ARG/I-DeathVictim-Arg

Korban/NN/B-ARG/B-DeathVictim-Arg
tewas/JJ/I-ARG/I-DeathVictim-Arg
gempa/NN/B-EVE/B-QUAKE-EVENT
mencapai/VB/O/O
7/CD/B-ARG/B-DeathVictim-Arg
orang/NN/I-ARG/I-DeathVictim-Arg

Sebanyak/NN/O/O
dua/CDP/B-ARG/B-WoundVictim-Arg
orang/NN/I-ARG/I-WoundVictim-Arg
luka/NN/O/O
-/-/O/O
luka/NN/O/O
akibat/IN/O/O
gempa/NN/B-EVE/B-QUAKE-EVENT

Ada/VB/O/O
tiga/CDP/B-ARG/B-DeathVictim-Arg
korban/NN/I-ARG/I-DeathVictim-Arg
selamat/JJ/I-ARG/I-DeathVictim-Arg
===
"""


def test_marks_are_cleaned_and_found(tmp_path):
    path = tmp_path / inageoparser.FILE
    path.write_text(SET, encoding="utf-8")
    (article,) = inageoparser.articles(path)
    assert article.title == "Gempa Guncang Marun"
    assert article.text.startswith("Gempa Guncang Marun\n")
    shown = [(article.text[m.start : m.end], m.kind, m.number) for m in article.marks]
    assert shown == [
        ("tujuh orang", "death", 7), ("Korban tewas gempa mencapai 7 orang", "death", 7), ("dua orang", "wound", 2),
    ]  # fmt: skip
    assert "luka-luka akibat" in article.text
    report = run("inageoparser", path)
    assert report.parts["tune"]["victims_f1"] == 1.0
    assert report.parts["tune"]["counts"] == 1.0
    assert report.parts["report"]["deaths_asked"] == 0
