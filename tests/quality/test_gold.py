"""Our own gold is sound, two annotations become one, and floors only rise."""

from __future__ import annotations

import copy
import json
import re
import subprocess
from collections import Counter

import pytest
from quality.articles import ROOT, scorer
from quality.gold_tools import FIELDS, HALVES, label_problems, labels, load, pairs, perfect_reading, problems, vocabulary
from quality.variants import full_text

from quality import adjudicate, agreement, coverage, gold_tools, run_gold

GOLD = [(half, document, gold) for half in HALVES for document, gold in pairs(half)]
DEV = pairs("dev")
COMPLETE = len(GOLD) == sum(len(load(half, "articles")) for half in HALVES)
ROWS = [re.compile(r"en-\d\d"), re.compile(r"id-\d\d")]
ARTICLES = {gid: one for half in HALVES for gid, one in load(half, "articles").items()}
NEGATIVES = {str(gold["id"]) for _, _, gold in GOLD if gold["negative"]}


@pytest.mark.parametrize(("half", "document", "gold"), GOLD, ids=[f"{half}-{gold['id']}" for half, _, gold in GOLD])
def test_the_gold_is_sound_and_can_be_met(half, document, gold):
    said = problems(document, gold)  # a failure prints what is wrong, and nothing of the article
    said += [f"{key} differs" for key in ("id", "language") if gold[key] != document[key]]
    said += [f"no {key}" for key in ("events_complete", "register", "phenomena") if not gold[key]]
    assert said == []


def test_every_dev_article_has_gold_and_every_gold_its_article():
    assert set(load("dev", "articles")) == set(load("dev"))
    for half in HALVES:
        for layer in ("gold", "annotator-a", "annotator-b"):
            assert set(load(half, layer)) <= set(load(half, "articles")), (half, layer)
            assert all((gold_tools.GOLD / half / layer / f"{gid}.json").is_file() for gid in load(half, layer))
    assert set(load("test")) <= set(load("test", "annotator-a")) & set(load("test", "annotator-b"))


def test_the_halves_share_no_article():
    texts = Counter(full_text(one) for half in HALVES for one in load(half, "articles").values())
    assert set(texts.values()) == {1}
    assert not set(load("dev", "articles")) & set(load("test", "articles"))


def test_languages_registers_and_negatives_are_enough():
    languages = Counter(document["language"] for half in HALVES for document in load(half, "articles").values())
    assert languages["id"] >= 64
    assert languages["en"] >= 32
    golds = {half: load(half) or load(half, "annotator-a") for half in HALVES}
    if COMPLETE:
        golds = {half: load(half) for half in HALVES}
    every = [gold for half in HALVES for gold in golds[half].values()]
    negatives = Counter(gold["language"] for gold in every if gold["negative"])
    partly = bool(load("test")) and not COMPLETE
    assert negatives.total() >= (10 if partly else 20)
    for half in HALVES:
        registers = coverage.of("register")[half]
        assert len(registers) >= (1 if partly else 8), (half, registers)
    assert min(negatives["id"], negatives["en"]) >= 3


def test_every_article_is_labelled_in_the_words_of_the_vocabulary():
    assert label_problems(labels(), ARTICLES, NEGATIVES) == []
    known = vocabulary()
    assert set(known["floors"]) == set(known["phenomena"])
    names = Counter(name for group in known["phenomena"].values() for name in group)
    assert set(names.values()) == {1}
    told = [*known["registers"].values(), *(text for group in known["phenomena"].values() for text in group.values())]
    assert all(text.endswith(".") for text in told)
    for key in ("register", "conflict"):  # no word stands in the vocabulary that no article needs
        assert {row[key] for row in labels().values()} == set(known[f"{key}s"])


def test_an_unsound_label_is_told_without_naming_the_article():
    gid = next(gid for gid, one in ARTICLES.items() if one["language"] == "en" and gid not in NEGATIVES)
    good = labels()[gid]
    one = {gid: ARTICLES[gid]}
    assert label_problems({gid: good}, one, set()) == []
    wrong = [
        ({**good, "register": "rumour"}, set(), "unknown register rumour"),
        ({**good, "conflict": "perang"}, set(), "unknown conflict perang"),
        ({**good, "conflict": "none"}, set(), "the conflict none"),
        (good, {gid}, "the conflict none"),
        ({**good, "phenomena": ["zeroes"]}, set(), "unknown phenomenon zeroes"),
        ({**good, "phenomena": ["zero", "zero"]}, set(), "zero more than once"),
        ({**good, "phenomena": ["id_voice"]}, set(), "Indonesian in another language"),
        ({**good, "phenomena": []}, set(), "no phenomena"),
        ({**good, "note": "x"}, set(), "unknown key note"),
    ]
    for label, negatives, said in wrong:
        (problem,) = label_problems({gid: label}, one, negatives)
        assert said in problem
        assert gid not in problem
    assert label_problems({}, one, set()) == ["1 articles without a label"]
    assert label_problems({gid: good}, {}, set())[0] == "1 labels without an article"


def test_every_phenomenon_is_shown_often_enough(monkeypatch, capsys):
    assert coverage.main([]) == 0
    said = capsys.readouterr().out
    assert "no phenomenon lies under its floor" in said
    assert not any(row.search(said) for row in ROWS)
    counts = coverage.phenomena()
    assert sum(counts[half]["dates"] for half in HALVES) == sum("dates" in row["phenomena"] for row in labels().values())
    scarce = {half: count - Counter({"zero": count["zero"]}) for half, count in counts.items()}
    assert coverage.short(scarce) == ["zero: 0 of 3"]
    monkeypatch.setattr(coverage, "phenomena", lambda: scarce)
    assert coverage.main([]) == 1
    assert "SHORT zero: 0 of 3" in capsys.readouterr().out


def test_errors_are_counted_by_the_labels():
    document, gold = DEV[0]
    result = run_gold.score("dev", document["language"], [(document, gold)], lambda one: perfect_reading(one, gold))
    assert set(result.phenomena) == set(labels()[gold["id"]]["phenomena"])
    assert all(count["articles"] == 1 for count in result.phenomena.values())
    few = run_gold.Result("test", "en", 2, 0, {"missing": [], "broken": []}, {}, {"zero": Counter(articles=run_gold.FEWEST - 1)})
    assert few.as_json()["errors_by_phenomenon"] == {}


def test_the_test_half_is_merged_from_both_annotations():
    merged = adjudicate.everything("test")
    committed = load("test")
    if committed:  # what is committed is what the command makes
        changed = sorted(
            gid for gid in committed.keys() | merged.keys() if gid not in merged or committed.get(gid) != merged[gid].gold
        )
        assert changed == []
        said = (gold_tools.GOLD / "test" / "ADJUDICATION.md").read_text(encoding="utf-8")
        assert said == adjudicate.report(merged, len(load("test", "articles")))


def _second(gold, turn):
    """Another annotator of the same article: leaves rows out, asks for others, sees other values."""
    other = copy.deepcopy(gold)
    for name in FIELDS:
        rows = [row for i, row in enumerate(other[name]) if (i + turn) % 5]
        for i, row in enumerate(rows):
            if (i + turn) % 4 == 0:
                row["optional"] = not row.get("optional")
            if name == "events" and (i + turn) % 3 == 0:
                row.update(realis="planned", historical=not row.get("historical"), actor="Kelompok Lain", mutual=True)
            if name == "events" and (i + turn) % 3 == 1:
                row.update(recipient=None, place=None, date="1999")
            if name == "casualties" and (i + turn) % 3 == 0:
                row.update(who=["others"], side="Ruritania", cumulative=not row.get("cumulative"), qualifier="about")
            if name == "casualties" and (i + turn) % 3 == 1:
                row.update(asserted_by=None if row.get("asserted_by") else "Polisi", part_of=not row.get("part_of"))
            if name == "attributions" and (i + turn) % 3 == 0:
                row.update(stance="denies", direct=not row.get("direct"))
            if name == "control" and (i + turn) % 2 == 0:
                row.update(holder="Ruritania", per="Polisi", negated=not row.get("negated"))
        other[name] = rows
    if other["main_event"] and turn % 2:
        other["main_event"]["actor"] = "Kelompok Lain"
    return other


@pytest.mark.parametrize("turn", range(4))
def test_a_merge_of_differing_annotations_is_sound_and_the_same_each_time(turn):
    for document, gold in DEV:
        before = copy.deepcopy(gold)
        one = adjudicate.merge(document, gold, _second(gold, turn))
        assert problems(document, one.gold) == [], gold["id"]
        assert one.gold == adjudicate.merge(document, gold, _second(gold, turn)).gold
        assert gold == before
        keys = [(c.name, c.key) for c in one.candidates]
        assert len(keys) == len(set(keys))
        back = adjudicate.merge(document, _second(gold, turn), gold)
        assert problems(document, back.gold) == [], gold["id"]
        assert {n: len(one.gold[n]) for n in FIELDS} == {n: len(back.gold[n]) for n in FIELDS}


def test_an_annotation_merged_with_itself_stays():
    for document, gold in DEV:
        one = adjudicate.merge(document, gold, gold)
        for name in FIELDS:
            if name not in ("relations", "denials"):
                have = [(r["start"], r.get("optional", False)) for r in one.gold[name]]
                assert sorted(have) == sorted((r["start"], r.get("optional", False)) for r in gold[name])
        assert not one.conflicts
        assert not any("conflict" in what for _, what in one.counts)
        reading = perfect_reading(document, gold)
        assert not scorer().score({gold["id"]: one.gold}, {gold["id"]: reading})["broken"]


TEXT = {
    "id": "x",
    "title": "Dua tewas di Ruran",
    "text": "Polisi mengatakan dua warga tewas ditembak. Kelompok Arga membantah.",
    "language": "id",
}


def _annotation(**more):
    text = full_text(TEXT)
    event = {"plover": "ASSAULT", "actor": "Kelompok Arga", "recipient": "warga", "realis": "actual", "historical": False}
    toll = {"kind": "killed", "number": 2, "qualifier": "exact", "who": ["civilians"], "side": None, "asserted_by": None}
    gold = {name: [] for name in FIELDS} | {"id": "x", "language": "id", "published": "2026-01-01", "register": "wire"}
    gold |= {"negative": False, "teaser_lines": [], "events_complete": True, "main_event": None, "phenomena": ["toll"]}
    gold["events"] = [{**event, "anchor": "ditembak", "start": text.index("ditembak")}]
    gold["casualties"] = [{**toll, "anchor": "dua warga tewas", "start": text.index("dua warga")}]
    return gold | more


def test_what_one_asks_for_alone_is_optional_until_a_third_reader_decides():
    a, b = _annotation(), _annotation(casualties=[])
    one = adjudicate.merge(TEXT, a, b)
    assert one.gold["casualties"][0]["optional"] is True
    assert "optional" not in one.gold["events"][0]
    key = next(c.key for c in one.candidates if c.name == "casualties")
    decision = {"id": "x", "field": "casualties", "row": key}
    assert "optional" not in adjudicate.merge(TEXT, a, b, [{**decision, "do": "keep"}]).gold["casualties"][0]
    assert adjudicate.merge(TEXT, a, b, [{**decision, "do": "drop"}]).gold["casualties"] == []
    assert adjudicate.merge(TEXT, a, b, [{**decision, "set": {"side": "Ruran"}}]).gold["casualties"][0]["side"] == "Ruran"
    assert adjudicate.merge(TEXT, a, b, [{"id": "x", "field": "negative", "set": {"negative": True}}]).gold["negative"] is True
    for wrong in ({**decision, "row": "9:none", "do": "keep"}, {**decision, "do": "burn"}, decision):
        with pytest.raises(ValueError, match="a decision"):
            adjudicate.merge(TEXT, a, b, [wrong])


def test_decisions_are_counted_and_a_slip_in_one_is_told():
    a, b = _annotation(), _annotation(casualties=[])
    b["events"][0].update(date="2025-12-31")
    a["events"][0].update(date="2026-01-01")
    keys = {c.name: c.key for c in adjudicate.merge(TEXT, a, b).candidates}
    decisions = [
        {"id": "x", "field": "events", "row": keys["events"], "set": {"date": "2026-01-01"}},
        {"id": "x", "field": "casualties", "row": keys["casualties"], "do": "keep", "set": {"side": "Ruran"}},
        {"id": "x", "field": "negative", "set": {"negative": True}},
    ]
    one = adjudicate.merge(TEXT, a, b, decisions)
    assert "date" not in adjudicate.merge(TEXT, a, b).gold["events"][0]
    assert one.gold["events"][0]["date"] == "2026-01-01"
    assert one.decided == {
        ("events.date", "set"): 1,
        ("casualties", "keep"): 1,
        ("casualties.side", "set"): 1,
        ("negative", "set"): 1,
    }
    said = adjudicate.report({"x": one}, 1)
    assert "| casualties | 1 | 0 | 0 |" in said
    assert "| events.date | 0 | 1 | 1 |" in said
    with pytest.raises(ValueError, match="no such row has"):
        adjudicate.merge(TEXT, a, b, [{**decisions[0], "set": {"dates": "2026"}}])


def test_differing_values_stand_side_by_side_or_go_unscored():
    a, b = _annotation(), _annotation()
    b["events"][0].update(realis="planned", actor="ARGA", historical=True)
    b["casualties"][0].update(who=["unknown"], qualifier="at_least", asserted_by="Polisi")
    one = adjudicate.merge(TEXT, a, b)
    event, toll = one.gold["events"][0], one.gold["casualties"][0]
    assert event["realis"] == ["actual", "planned"]
    assert event["actor"] == ["Kelompok Arga", "ARGA"]
    assert "historical" not in event
    assert toll["who"] == ["civilians", "unknown"]
    assert toll["qualifier"] is None
    assert (toll["asserted_by"], toll["reported_via"]) == (None, "Polisi")
    assert one.counts["events.actor", "alternatives"] == 1
    assert one.counts["casualties.asserted_by", "conflict"] == 1


def test_articles_without_a_second_annotation_stay_out(tmp_path, monkeypatch):
    monkeypatch.setattr(gold_tools, "GOLD", tmp_path)
    monkeypatch.setattr(adjudicate, "GOLD", tmp_path)
    for layer, ids in (("articles", "xy"), ("annotator-a", "xy"), ("annotator-b", "x")):
        (tmp_path / "test" / layer).mkdir(parents=True)
        for gid in ids:
            made = {**(TEXT if layer == "articles" else _annotation()), "id": gid}
            (tmp_path / "test" / layer / f"{gid}.json").write_text(json.dumps(made), encoding="utf-8")
    assert adjudicate.main([]) == 0
    assert [path.name for path in (tmp_path / "test" / "gold").iterdir()] == ["x.json"]
    report = (tmp_path / "test" / "ADJUDICATION.md").read_text(encoding="utf-8")
    assert "1 of 2 articles" in report
    assert "Arga" not in report
    assert agreement.by_language("test")["id"]["agreement"]["events"] == 1.0


def test_agreement_of_one_with_oneself_is_full_and_of_two_is_less():
    articles, a = load("dev", "articles"), load("dev")
    same = agreement.agreement(articles, a, a)
    assert {value for value in same["agreement"].values() if value is not None} == {1.0}
    assert {box[way] for box in same["alpha"].values() for way in ("strict", "shared")} == {1.0}
    less = agreement.agreement(articles, a, {gid: _second(gold, 1) for gid, gold in a.items()})
    assert all(less["agreement"][name] < 1.0 for name in ("events", "event_roles", "casualty_full", "attributions", "control"))
    assert all(box["strict"] <= 1.0 for box in less["alpha"].values())
    assert max(less["alpha"]["events.realis"][way] for way in ("strict", "shared")) < 0.9


def test_alpha_is_krippendorffs():
    # Krippendorff (2011), "Computing Krippendorff's alpha-reliability", nominal data of two coders: 0.692
    one, two = "a a b b d c c c e d d a".split(), "b a b b b c c c e d d d".split()  # noqa: SIM905
    assert agreement.alpha(zip(one, two, strict=True)) == 0.692
    assert agreement.alpha([("a", "a")]) == 1.0
    assert agreement.alpha([("a", "b"), ("b", "a")]) < 0
    assert agreement.alpha([]) is None


def _result(**scores):
    return run_gold.Result("test", "en", 1, 0, {"missing": [], "broken": []}, scores, {})


def test_a_drop_is_told_and_floors_only_rise():
    under = {"test": {"en": {"control": 0.5}}}
    assert run_gold.drops([_result(control=0.5)], under, HALVES) == []
    assert len(run_gold.drops([_result(control=0.499)], under, HALVES)) == 1
    assert len(run_gold.drops([], under, HALVES)) == 1
    assert run_gold.drops([], under, ("dev",)) == []
    assert run_gold.raised([_result(control=0.3)], under) == under
    assert run_gold.raised([_result(control=0.709)], under)["test"]["en"]["control"] == 0.7
    assert run_gold.raised([_result(control=0.29)], {})["test"]["en"]["control"] == 0.29


def _committed():
    """Every version of the floors in the history at hand, the newest first; none outside a repository."""
    path = run_gold.FLOORS.relative_to(ROOT).as_posix()

    def git(*words):
        try:
            return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        except (OSError, subprocess.CalledProcessError):
            return ""

    shown = (git("show", f"{commit}:{path}") for commit in git("log", "--format=%H", "--", path).split())
    return [json.loads(text) for text in shown if text]


def test_no_floor_lies_under_a_committed_one():
    floors = run_gold.floors()
    for old in _committed():
        for half in (*HALVES, "behaviour"):
            if old.get("gold", {}).get(half) != floors["gold"][half]:
                continue  # set on another gold
            for language, scores in old[half].items():
                for name, floor in scores.items():
                    assert floors.get(half, {}).get(language, {}).get(name, -1.0) >= floor, (half, language, name)


def test_floors_were_set_on_the_gold_as_it_is():
    assert run_gold.on_other_gold(run_gold.floors(), HALVES) == []
    assert run_gold.on_other_gold({"dev": {}, "gold": {"dev": "of another gold"}}, HALVES) == ["dev"]


def test_every_half_with_gold_has_floors():
    floors = run_gold.floors()
    for half in HALVES:
        if len(pairs(half)) == len(load(half, "articles")):
            for language in ("en", "id"):
                assert set(run_gold.MEASURES) <= set(floors[half][language]), (half, language)


def test_of_the_test_half_only_totals_are_shown(monkeypatch, capsys):
    monkeypatch.setattr(run_gold, "pairs", lambda half: DEV if half == "test" else [])
    monkeypatch.setattr(run_gold, "floors", dict)
    for arguments in ([], ["-v"], ["--json"]):
        assert run_gold.main(["--half", "test", *arguments]) == 0
        shown = capsys.readouterr().out
        assert "casualty_full" in shown
        assert not any(row.search(shown) for row in ROWS)
        assert "not in gold" not in shown
        assert not any(row["anchor"] in shown for _, gold in DEV for row in gold["casualties"] if len(row["anchor"].split()) > 2)
