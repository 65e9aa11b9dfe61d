"""The episodes are sound, and the measure of reconciliation sees what it is for."""

from __future__ import annotations

import copy
import json
import math

import pytest
from quality.episodes import Episode, Read, load, problems

import saksi
from quality import run_episodes
from saksi.reconcile import Facts, origins
from saksi.types import Event

FIRST = "Pasukan India menyerang pos Pakistan di Lahore pada 10 September 1965. Polisi mengatakan tujuh tentara Pakistan tewas."
OTHER = "Menurut rumah sakit, delapan tentara Pakistan tewas. Mereka ditembaki pasukan India di Lahore pada 10 September 1965."
SECOND = (
    "Pasukan India menyerang konvoi Pakistan di Sialkot pada 12 September 1965. Polisi mengatakan empat tentara Pakistan tewas."
)
ARTICLES = {
    "toy-01": ("Kabar Satu", "Laporan dari Lahore", FIRST),
    "toy-02": ("Kabar Dua", "Lahore hari ini", OTHER),
    "toy-03": ("Kabar Tiga", "Laporan dari Lahore", FIRST),
    "toy-04": ("Kabar Empat", "Laporan dari Sialkot", SECOND),
}
VALUES = (("E1", "T1", "F1"), ("E1", "T2", "F2"), ("E2", "T1", "F4"))


def _anchor(article, words):
    _, title, text = ARTICLES[article]
    return {"article": article, "anchor": words, "start": f"{title}\n{text}".index(words)}


def _toll(ident, article, words, number, testimony, event="E1"):
    numbers = {"number": number, "low": number, "best": number, "high": number}
    nothing = {"side": "Pakistan", "as_of": None, "part_of": None, "supersedes": None, "restates": None}
    shared = {"id": ident, "event": event, "kind": "killed", "who": ["military"], "testimony": testimony, "scope": "incident"}
    return shared | numbers | nothing | _anchor(article, words)


def _event(ident, where):
    return {"id": ident, "plover": ["ASSAULT"], "mentions": [_anchor(article, words) for article, words in where.items()]}


def _claimed(event, testimony, toll):
    value = {"toll": toll["id"]} | {key: toll[key] for key in ("low", "best", "high")}
    return {"event": event, "kind": "killed", "claimant": testimony, "values": [value], "current": toll["id"]}


def _toy():
    tolls = [
        _toll("F1", "toy-01", "tujuh tentara Pakistan tewas", 7, "T1"),
        _toll("F2", "toy-02", "delapan tentara Pakistan tewas", 8, "T2"),
        _toll("F3", "toy-03", "tujuh tentara Pakistan tewas", 7, "T1"),
        _toll("F4", "toy-04", "empat tentara Pakistan tewas", 4, "T1", "E2"),
    ]
    by_id = {row["id"]: row for row in tolls}
    figure = {"left": _anchor("toy-01", "tujuh tentara"), "right": _anchor("toy-02", "delapan tentara")}
    truth = {
        "id": "toy",
        "events": [
            _event("E1", {"toy-01": "menyerang", "toy-02": "ditembaki", "toy-03": "menyerang"}),
            _event("E2", {"toy-04": "menyerang"}),
        ],
        "origins": [{"article": article, "from": None, "how": None} for article in ARTICLES],
        "testimonies": [{"id": "T1", "who": "police"}, {"id": "T2", "who": "hospital"}],
        "tolls": tolls,
        "independent": [{"event": "E1", "kind": "killed", "texts": 2, "testimonies": 2}],
        "tolls_by_claimant": [_claimed(event, testimony, by_id[toll]) for event, testimony, toll in VALUES],
        "contradictions": [{"type": "figure", "event": "E1"} | figure],
        "never_same": [["E1", "E2"]],
    }
    truth["origins"][2].update({"from": "toy-01", "how": "verbatim"})
    articles = {
        ident: {"id": ident, "url": f"https://{ident}.example/", "title": title, "text": text, "published": "1965-09-13"}
        | {"publisher": publisher, "language": "id"}
        for ident, (publisher, title, text) in ARTICLES.items()
    }
    return Episode("toy", articles, truth)


TOY = _toy()


def test_every_episode_is_sound():
    found = load()
    assert len(found) >= 6
    assert {one.id: problems(one) for one in found} == {one.id: [] for one in found}
    for one in found:
        assert one.truth["id"] == one.id
        languages = [article["language"] for article in one.articles.values()]
        assert min(languages.count("id"), languages.count("en")) >= 3, one.id


def test_the_toy_episode_is_sound():
    assert problems(TOY) == []


BREAKS = {
    "does not stand at": lambda truth: truth["tolls"][0].update(start=0),
    "no article": lambda truth: truth["events"][0]["mentions"][0].update(article="toy-09"),
    "words or none": lambda truth: truth["events"][0]["mentions"][0].update(anchor=FIRST, start=len("Laporan dari Lahore\n")),
    "two first tellings": lambda truth: truth["events"][0]["mentions"].append(truth["events"][0]["mentions"][0]),
    "an id twice": lambda truth: truth["testimonies"].append(truth["testimonies"][0]),
    "not one row for each article": lambda truth: truth["origins"].pop(),
    "F1: an id that leads nowhere": lambda truth: truth["tolls"][0].update(restates="F1"),
    "T1 killed: an id that leads nowhere": lambda truth: truth["tolls_by_claimant"][0].update(current="F2"),
    "no event E9": lambda truth: truth["independent"][0].update(event="E9"),
    "never_same": lambda truth: truth["never_same"].append(["E1", "E9"]),
    "told nowhere": lambda truth: truth["events"][0].update(plover=["WAR"]),
    "a label that there is not": lambda truth: truth["tolls"][0].update(kind="dead"),
    "no class": lambda truth: truth["testimonies"][0].update(who="neighbour"),
    "how copied": lambda truth: truth["origins"][0].update(how="copied"),
    "contradiction of type": lambda truth: truth["contradictions"][0].update(type="quarrel"),
    "is no range": lambda truth: truth["tolls"][0].update(low=9),
    "is not the number": lambda truth: truth["tolls"][0].update(number=8),
    "has other numbers": lambda truth: truth["tolls_by_claimant"][0]["values"][0].update(high=None),
    "9 texts": lambda truth: truth["independent"][0].update(texts=9),
}


@pytest.mark.parametrize("said", BREAKS)
def test_a_mistake_in_the_truth_is_told(said):
    truth = copy.deepcopy(TOY.truth)
    BREAKS[said](truth)
    assert any(said in line for line in problems(Episode("toy", TOY.articles, truth))), problems(
        Episode("toy", TOY.articles, truth)
    )


@pytest.fixture(scope="module")
def measured():
    return run_episodes.measure(TOY)


def test_an_episode_is_read_reconciled_and_counted(measured):
    counts = measured.counts
    assert (counts["mentions"], counts["mentions_read"], counts["figures_read"]) == (4, 4, 4)
    assert (counts["pairs_true"], counts["pairs_said"], counts["pairs_right"]) == (3, 3, 3)
    assert measured.b_cubed == [(1.0, 1.0)] * 4
    assert (counts["never_same"], counts["never_same_broken"]) == (1, 0)
    assert (counts["truly_one"], counts["false_corroboration"]) == (1, 0)
    assert (counts["truly_two"], counts["kept_as_two"]) == (2, 2)
    assert (counts["copies"], counts["copies_found"], counts["false_copies"]) == (1, 1, 0)
    assert (counts["texts_right"], counts["testimonies_right"]) == (1, 1)
    assert (counts["current"], counts["current_right"]) == (3, 3)
    assert (counts["contradictions"], counts["contradictions_found"], counts["false_contradictions"]) == (1, 1, 0)


def test_what_the_truth_calls_no_testimony_takes_no_part():
    truth = copy.deepcopy(TOY.truth)
    truth["testimonies"][1]["counted"] = False
    counts = run_episodes.measure(Episode("toy", TOY.articles, truth)).counts
    assert (counts["truly_one"], counts["truly_two"]) == (1, 0)


def _facts():
    keys = ("id", "url", "title", "text", "published", "publisher", "language")
    return Facts([saksi.read(**{k: article[k] for k in keys}) for article in TOY.articles.values()])


def _judged(groups, episode=TOY):
    """The counts where the events are these groups of articles."""
    facts = _facts()
    events = []
    for i, group in enumerate(groups):
        mine = [r for r in facts.readings if r.document.source_id in group]
        claims, tolls = (tuple(c.id for r in mine for c in part(r)) for part in (lambda r: r.events, lambda r: r.casualties))
        events.append(Event(key=f"c{i}", claims=claims, type="ASSAULT", casualties=tolls))
    trees = {event.key: origins(event, facts) for event in events}
    return run_episodes.judged(Read(episode, facts, events), trees, (), ())


def test_what_is_merged_and_what_is_split_is_seen():
    merged = _judged([["toy-01", "toy-02", "toy-03", "toy-04"]])
    assert (merged.counts["pairs_said"], merged.counts["pairs_right"], merged.counts["never_same_broken"]) == (6, 3, 1)
    split = _judged([["toy-01"], ["toy-02"], ["toy-03"], ["toy-04"]])
    assert (split.counts["pairs_true"], split.counts["pairs_said"]) == (3, 0)
    assert split.why == {"linked, but their clusters are not": 3}
    assert split.counts["two_in_other_events"] == 2
    assert split.counts["contradictions_found"] == split.counts["current_right"] == 0


def test_one_testimony_counted_as_two_is_seen():
    truth = copy.deepcopy(TOY.truth)
    truth["tolls"][1]["testimony"] = "T1"
    found = _judged([["toy-01", "toy-02", "toy-03"], ["toy-04"]], Episode("toy", TOY.articles, truth))
    assert (found.counts["truly_one"], found.counts["false_corroboration"], found.counts["counted_as_two"]) == (3, 2, 2)
    assert any(line.startswith("one testimony counted as two: F1") for line in found.log)


def test_a_copy_and_a_false_copy_are_told_apart():
    truth = copy.deepcopy(TOY.truth)
    truth["origins"][1].update({"from": "toy-01", "how": "rewrite"})
    truth["origins"][2].update({"from": None, "how": None})
    found = run_episodes.measure(Episode("toy", TOY.articles, truth))
    assert (found.counts["copies"], found.counts["copies_found"], found.counts["false_copies"]) == (1, 0, 1)
    assert "false copy: toy-01 and toy-03" in found.log


def test_a_contradiction_of_another_type_and_one_too_many_are_told():
    truth = copy.deepcopy(TOY.truth)
    truth["contradictions"][0]["type"] = "place"
    other = run_episodes.measure(Episode("toy", TOY.articles, truth)).counts
    assert (other["contradictions_found"], other["other_type"], other["false_contradictions"]) == (0, 1, 0)
    truth["contradictions"] = []
    assert run_episodes.measure(Episode("toy", TOY.articles, truth)).counts["false_contradictions"] == 1


def test_a_headlines_figure_is_its_bodys_speakers():
    truth = copy.deepcopy(TOY.truth)
    truth["tolls"][0].update(testimony=None)
    truth["tolls"][2].update(restates="F1")
    read = Read(Episode("toy", TOY.articles, truth), _facts(), ())
    assert [read.testimony(one) for one in ("F1", "F2", "F3")] == ["T1", "T2", "T1"]
    truth["tolls"][1].update(restates="F1")
    assert Read(Episode("toy", TOY.articles, truth), _facts(), ()).testimony("F1") is None


def test_the_command_prints_every_measure(tmp_path, capsys):
    folder = tmp_path / "toy"
    folder.mkdir()
    (folder / "articles.jsonl").write_text("\n".join(json.dumps(a) for a in TOY.articles.values()), encoding="utf-8")
    (folder / "truth.json").write_text(json.dumps(TOY.truth), encoding="utf-8")
    assert run_episodes.main(["--folder", str(tmp_path), "-v"]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in run_episodes.figures([]))
    assert run_episodes.main(["--folder", str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["figures"]["pairs F1"] == 1.0
    assert run_episodes.main(["--folder", str(tmp_path / "none")]) == 0


def test_nothing_measured_is_no_figure():
    assert math.isnan(run_episodes.figures([])["pairs precision"])
    assert "-" in "\n".join(run_episodes.table([run_episodes.Result("none")]))
