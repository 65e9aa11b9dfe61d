"""The outside suites, each on a tiny sample in the format of its set; the sentences are our own."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from quality.suites.registry import SUITES, run
from quality.suites.report import Counts, Errors, halves, macro_f1

from quality.suites import muc4, petrarch, plover, plover_gsr, plv, polnear
from saksi.cli import main


def test_counts_and_macro_f1_are_the_textbook_ones():
    counts = Counts()
    counts.add(["a", "a", "b"], ["a", "c"])
    assert (counts.precision, counts.recall, counts.f1) == (pytest.approx(1 / 3), 0.5, pytest.approx(0.4))
    assert macro_f1([("x", "x"), ("x", None), ("y", "y"), ("y", "x")]) == pytest.approx((0.5 + 2 / 3) / 2)
    assert halves(enumerate("abc")) == {"tune": ["a", "c"], "report": ["b"]}


def test_the_dearest_errors_come_first():
    errors = Errors()
    errors.note(1, "small")
    errors.note(0, "none")
    errors.note(2, "large")
    assert errors.worst(5) == ["large", "small"]


def test_records_code_what_is_done_and_what_is_said():
    reading = plover.sentence("Rebels attacked an army base in Goma on Monday.")
    assert [r.type for r in plover.records(reading)] == ["ASSAULT"]
    assert [r.type for r in plover.records(plover.sentence("Iran threatened to attack Iraq."))].count("THREATEN") == 1
    assert not plover.records(plover.sentence("The museum opens at nine."))


def gsr(tmp_path, rows):
    path = tmp_path / plover_gsr.FILE
    path.write_text(json.dumps([{"id": "X-DOCUMENT-0001", "event": "DOCUMENT"}, *rows]), encoding="utf-8")
    return tmp_path


def record(number, event, text, source, target):
    sides = {
        "source": [{"actorText": n, "code": c} for n, c in source],
        "target": [{"actorText": n, "code": c} for n, c in target],
    }
    return {"id": f"X-{event}-{number:04}", "event": event, "date": "2000-01-01", "text": text, **sides}


def test_plover_gsr_counts_types_and_actors(tmp_path):
    rows = [
        record(1, "DEMAND", "Greece demanded that Turkey withdraw its ships.", [("Greece", "GRC")], [("Turkey", "TUR")]),
        record(2, "ASSAULT", "The museum opens at nine.", [("Peru", "PER")], [("Chile", "CHL")]),
    ]
    report = plover_gsr.run(gsr(tmp_path, rows), worst=50)
    assert report.parts["tune"]["type_recall"] == 1.0
    assert report.parts["tune"]["actors_right"] == 1.0
    assert report.parts["report"]["type_f1"] == 0.0
    assert report.parts["all"]["sentences"] == 2


def test_plv_chooses_the_event_between_the_sides_given(tmp_path):
    head = ["", "sentence_id", "sentence", "marked_sentence", "source", "target", "gold_root"]
    rows = [
        ["0", "2", "Iran attacked Iraq after Oman criticised Yemen.", "", "Iran", "Iraq", "ASSAULT"],
        ["1", "4", "Iran attacked Iraq after Oman criticised Yemen.", "", "Oman", "Yemen", "ACCUSE"],
        ["2", "5", "The museum opens at nine.", "", "museum", "nine", "AID"],
    ]
    path = tmp_path / plv.FILE
    path.write_text("\n".join("\t".join(row) for row in [head, *rows]), encoding="utf-8")
    report = plv.run(tmp_path, worst=50)
    assert report.parts["tune"]["root_macro_f1"] == 1.0
    assert report.parts["report"]["quad_right"] == 0.0
    assert report.errors == []


def test_petrarch_records_are_read_out_of_their_markup(tmp_path):
    path = tmp_path / petrarch.FILES["petr2-gsr"]
    path.write_text(
        '<Sentences>\n<Sentence category="X" id="1" evaluate="true"/>\n'
        '<EventCoding eventcode="190" sourcecode="IRN" targetcode="IRQMIL" />\n'
        "<Text>\nIran attacked\nIraq on Monday.\n</Text>\n<Parse>1\tIran</Parse>\n</Sentence>\n"
        '<Sentence id="2">\n<EventCoding noevents="True" />\n<!-- <EventCoding eventcode="14"> -->\n'
        "<Text>The museum opens at nine.</Text>\n",
        encoding="utf-8",
    )
    found = list(petrarch.sentences(path.read_text(encoding="utf-8")))
    assert found == [("Iran attacked Iraq on Monday.", [("ASSAULT", "IRN", "IRQ")]), ("The museum opens at nine.", [])]
    figures = petrarch.run_news(tmp_path).parts["all"]
    assert figures["root_f1"] == figures["root_and_countries_f1"] == 1.0
    assert petrarch.type_of("1712") == "ASSAULT"
    assert petrarch.type_of("1711") == "COERCE"
    assert petrarch.type_of("010") is None


def muc(tmp_path):
    text = "TST1-MUC3-0001\n\n   LIMA, 1 JAN 90 -- [TEXT] GUERRILLAS ATTACKED A\nBRIDGE AND KILLED TWO SOLDIERS.\n\n\n"
    key = (
        "0.  MESSAGE: ID                     TST1-MUC3-0001\n"
        '21. HUM TGT: NUMBER                 2: "SOLDIERS"\n                                    1: "GUARD" / "WATCHMAN"\n'
        '23. HUM TGT: EFFECT OF INCIDENT     DEATH: "SOLDIERS"\n'
        '                                    INJURY: "GUARD" / "WATCHMAN"\n'
    )
    for folder, article_file, key_file in muc4.SETS.values():
        home = tmp_path / "CORPORA" / folder
        home.mkdir(parents=True)
        (home / article_file).write_text(text if folder == "tst1" else "", encoding="latin-1")
        (home / key_file).write_text(key if folder == "tst1" else "", encoding="latin-1")
    template = {
        "incident_type": "attack",
        "PerpInd": [[["guerrillas", 5]]],
        "PerpOrg": [],
        "Target": [[["a bridge", 9], ["bridge", 9]]],
        "Victim": [],
        "Weapon": [],
    }
    (tmp_path / "gtt_format").mkdir()
    (tmp_path / "gtt_format" / "dev.json").write_text(
        json.dumps({"docid": "TST1-MUC3-0001", "doctext": "", "templates": [template]}), encoding="utf-8"
    )
    return tmp_path


def test_muc4_reads_capitals_and_keys(tmp_path):
    data = muc(tmp_path)
    assert muc4.human_targets((data / "CORPORA/tst1/key-tst1.v7").read_text()) == {
        "TST1-MUC3-0001": [("killed", 2), ("injured", 1)]
    }
    figures = muc4.run(data, worst=50).parts["tune"]
    assert figures["incident_type_f1"] == 1.0
    assert figures["PerpInd_f1"] == 1.0
    assert figures["articles"] == 1


def test_muc4_templates_match_as_the_field_matches_them():
    def template(kind, **slots):
        return {"incident_type": kind, **{slot: slots.get(slot, []) for slot in muc4.SLOTS}}

    gold = [template("attack", PerpInd=[{"rebels", "column"}]), template("bombing", Weapon=[{"bomb"}])]
    given = [template("bombing", Weapon=[{"bomb"}, {"mine"}]), template("attack", PerpInd=[{"rebels"}]), template("arson")]
    counts = muc4.compared(given, gold)
    assert counts["incident_type"] == [2, 3, 2, 2]
    assert counts["PerpInd"] == [1, 1, 1, 1]
    assert counts["Weapon"] == [1, 2, 1, 1]


def test_polnear_matches_by_overlap_of_all_three(tmp_path):
    for part in ("train", "dev"):
        (tmp_path / part / "text").mkdir(parents=True)
        (tmp_path / part / "attributions").mkdir()
        (tmp_path / part / "text" / "x_2016-01-02_y.txt").write_text(
            "The mayor said that the bridge was closed.", encoding="utf-8"
        )
        (tmp_path / part / "attributions" / "x_2016-01-02_y_ab12.ann").write_text(
            "T1\tSource 0 9\tThe mayor\nT2\tCue 10 14\tsaid\nT3\tContent 15 30;31 41\tthat...\n"
            "E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3\n",
            encoding="utf-8",
        )
    figures = polnear.run(tmp_path).parts["report"]
    assert figures["attribution_f1"] == 1.0
    said = polnear.annotated((tmp_path / "dev/attributions/x_2016-01-02_y_ab12.ann").read_text())[0]
    assert said.content == ((15, 30), (31, 41))
    elsewhere = polnear.Said(said.source, ((30, 33),), said.content)
    assert polnear.matched([said], [elsewhere]) == {}


def test_every_suite_is_run_by_name(tmp_path):
    assert set(SUITES) >= {"plover-gsr", "plv", "petr2-gsr", "petr-unit", "muc4", "polnear"}
    data = gsr(tmp_path, [record(1, "AID", "The museum opens at nine.", [("Peru", "PER")], [])])
    assert run("plover-gsr", data, worst=1).errors == ["AID given []: The museum opens at nine."]
    printed = CliRunner().invoke(main, ["evaluate", "--suite", "plover-gsr", "--data", str(data), "-v"])
    assert printed.exit_code == 0
    assert "type_f1 0.000" in printed.output
    assert CliRunner().invoke(main, ["evaluate", "--suite", "nothing", "--data", str(data)]).exit_code == 2
    assert CliRunner().invoke(main, ["evaluate", "--suite", "plv"]).exit_code == 2
    assert CliRunner().invoke(main, ["evaluate", "--suite", "plv", "--data", str(tmp_path / "gone")]).exit_code == 2
    assert CliRunner().invoke(main, ["evaluate"]).exit_code == 2
