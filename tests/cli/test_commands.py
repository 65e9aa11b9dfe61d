import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from saksi import __version__, contract, languages
from saksi.cli import main
from saksi.languages.schema import TABLES

EXAMPLES = Path(__file__).parents[2] / "examples"


def run(*arguments, **options):
    result = CliRunner().invoke(main, [str(a) for a in arguments], **options)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    path = tmp_path_factory.mktemp("ledger") / "pegunungan.saksi"
    assert run("read", EXAMPLES / "pegunungan" / "articles.jsonl", "--into", path).exit_code == 0
    assert run("reconcile", path).exit_code == 0
    return path


@pytest.fixture(scope="module")
def event(ledger):
    events = json.loads(run("show", ledger, "--json").stdout)
    return max(events, key=lambda e: len(e["casualties"]))


def test_help_is_quick_and_lists_the_commands():
    start = time.monotonic()
    result = subprocess.run([sys.executable, "-m", "saksi", "--help"], capture_output=True, text=True, check=True)
    assert time.monotonic() - start < 3, "imports at module level have crept in"
    assert all(name in result.stdout for name in ("read", "explain", "demo", "trace", "judge", "check"))


def test_help_imports_nothing_heavy():
    heavy = "rich", "sqlalchemy", "lingua", "trafilatura", "msgspec"
    code = f"import saksi.cli, sys; print([m for m in {heavy} if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_version():
    assert run("--version").stdout.strip() == f"saksi {__version__}"


def test_json_is_one_reading_a_line_and_the_same_for_any_number_of_jobs():
    paths = sorted(EXAMPLES.glob("*/articles.jsonl"))
    one = subprocess.run(
        [sys.executable, "-m", "saksi", "read", "--json", "--jobs", "1", *paths], capture_output=True, check=True
    )
    two = subprocess.run(
        [sys.executable, "-m", "saksi", "read", "--json", "--jobs", "3", *paths], capture_output=True, check=True
    )
    assert one.stdout == two.stdout
    given = [json.loads(line)["id"] for path in paths for line in path.read_text().splitlines()]
    assert [contract.from_json(line).document.source_id for line in one.stdout.splitlines()] == given


def test_rejected_is_given_when_asked_for():
    path = EXAMPLES / "biasa" / "articles.jsonl"
    plain = [contract.from_json(line) for line in run("read", "--json", path).stdout.splitlines()]
    more = [contract.from_json(line) for line in run("read", "--json", "--rejected", path).stdout.splitlines()]
    assert not any(r.rejected for r in plain)
    assert any(r.rejected for r in more)


def test_the_summary_is_plain_text_in_a_pipe():
    result = run("read", EXAMPLES / "pegunungan" / "articles.jsonl")
    assert result.exit_code == 0
    assert "Casualties" in result.stdout
    assert "who says" in result.stdout
    assert "\x1b" not in result.stdout
    assert "read 4, skipped 0." in result.stderr


def test_stdin_and_fields():
    row = json.dumps(
        {"isi_berita": "Sedikitnya 16 tentara tewas dalam serangan di Goma.", "tanggal": "10/21/2025 20:43", "no": 4}
    )
    result = run("read", "-", "--json", "--fields", "text=isi_berita,published=tanggal", "--fields", "id=no", input=row)
    (reading,) = [contract.from_json(line) for line in result.stdout.splitlines()]
    assert (reading.document.source_id, reading.document.published) == ("4", "2025-10-21T20:43:00")
    assert reading.casualties[0].quantity.low == 16


def test_explain_of_a_file_says_how_to_give_one(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("Tiga tentara tewas.", encoding="utf-8")
    result = CliRunner().invoke(main, ["explain", str(path)])
    assert result.exit_code == 2
    assert "saksi explain - <" in result.output


def test_explain():
    sentence = "Sedikitnya 16 tentara tewas dalam serangan di Goma, kata juru bicara militer."
    rows = json.loads(run("explain", sentence, "--json").stdout)
    assert {"number", "casualty", "event", "attribution", "place"} <= {row["what"] for row in rows}
    assert all(sentence[slice(*row["span"])] == row["text"] for row in rows)
    assert "casualty" in run("explain", sentence).stdout
    assert run("explain", "-", input=sentence).stdout == run("explain", sentence).stdout


def test_reading_again_changes_nothing(ledger):
    result = run("read", EXAMPLES / "pegunungan" / "articles.jsonl", "--into", ledger)
    assert "read 4 (4 unchanged), skipped 0." in result.stderr


def test_show(ledger, event):
    assert event["name"] in run("show", ledger).stdout
    toll = run("show", ledger, "--toll", "--event", event["name"]).stdout
    assert "who says" in toll
    assert "killed under latest" in toll
    assert json.loads(run("show", ledger, "--toll", "--json").stdout)
    assert "independent texts" in run("show", ledger, "--origins", "--event", event["name"]).stdout
    assert json.loads(run("show", ledger, "--origins", "--json").stdout)[0]["texts"]
    assert "no judgement waits" in run("show", ledger, "--queue").stdout
    assert "nothing was skipped" in run("show", ledger, "--skipped").stdout


def test_codes_say_the_rule_and_what_is_lost(ledger):
    found = json.loads(run("show", ledger, "--codes", "acled", "--json").stdout)
    events = json.loads(run("show", ledger, "--json").stdout)
    assert [one["event"] for one in found] == [event["name"] for event in events]
    coded = [one for one in found if one["code"] is not None]
    assert coded
    assert all(one["rule"].startswith("acled.toml:") and one["lost"] and one["fields"]["event_type"] for one in coded)
    assert all(one["why"] for one in found if one["code"] is None)
    text = run("show", ledger, "--codes", "ucdp").stdout
    assert "ucdp-like, policy latest" in text
    assert "Every record loses: injured" in text


def test_timeline_says_who_when_and_draws_it(ledger, event, tmp_path):
    lines = json.loads(run("show", ledger, "--timeline", "--json").stdout)
    mine = next(one for one in lines if one["name"] == event["name"])
    days = [b["day"] or "" for b in mine["bulletins"]]
    assert days == sorted(days)
    assert all(b["claims"] and b["words"] for b in mine["bulletins"])
    assert "least and most" in run("show", ledger, "--timeline", "--event", event["name"]).stdout
    picture = tmp_path / "toll.svg"
    assert run("show", ledger, "--timeline", "--event", event["name"], "-o", picture).exit_code == 0
    assert picture.read_text().startswith("<svg ")
    assert "add --timeline --event EVENT" in run("show", ledger, "--toll", "-o", picture).output


def test_unknown_ontology_is_one_clear_error(ledger):
    result = run("show", ledger, "--codes", "gdelt")
    assert result.exit_code != 0
    assert "there is no ontology 'gdelt'. Installed: acled, cameo, plover, snpk, ucdp." in result.output


def test_check_ontology_counts_what_each_holds():
    rows = {row["ontology"]: row for row in json.loads(run("check", "ontology", "--json").stdout)}
    assert sorted(rows) == ["acled", "cameo", "plover", "snpk", "ucdp"]
    assert (rows["plover"]["codes"], rows["plover"]["contexts"], rows["acled"]["codes"]) == (16, 37, 31)
    assert "plover" in run("check", "ontology", "plover").stdout


def test_contradictions_show_both_sentences(ledger):
    found = json.loads(run("show", ledger, "--contradictions", "--json").stdout)
    assert found
    for one in found:
        assert set(one) >= {"kind", "note", "evidence"}
        assert len(one["evidence"]) == 2
        for row in one["evidence"]:
            (a, b), (start, end) = row["sentence"], row["span"]
            assert row["sentence_text"][start - a : end - a] == row["text"]
            assert a <= start < end <= b
    assert "[[" in run("show", ledger, "--contradictions").stdout


def test_why(ledger, event):
    a, b = event["claims"][0], event["claims"][-1]
    assert "bits" in run("show", ledger, "--why", a, b).stdout
    assert json.loads(run("show", ledger, "--why", a, b, "--json").stdout)["findings"]


def test_trace_leads_to_the_sentence_and_the_page(ledger, event):
    ref = f"{event['name']}.killed"
    text = run("trace", ledger, ref).stdout
    assert "policy latest" in text
    assert "who says" in text
    assert "[[" in text
    assert "https://" in text
    plain = json.loads(run("trace", ledger, ref, "--json").stdout)
    for step in plain["steps"] + plain["excluded"]:
        (start, end), *_ = step["marks"]
        assert step["sentence_text"][start:end]
    assert run("trace", ledger, "nothing.killed").exit_code == 1


def test_judge_and_trace_again(tmp_path, event):
    path = tmp_path / "l.saksi"
    run("read", EXAMPLES / "pegunungan" / "articles.jsonl", "--into", path)
    run("reconcile", path)
    trace = json.loads(run("trace", path, f"{event['name']}.killed", "--json").stdout)
    claim = trace["steps"][0]["claim"]
    result = run("judge", path, claim[:8], "reject", "--by", "Rani", "--why", "salah baca")
    assert result.exit_code == 0
    assert "Rani" in result.stdout
    after = json.loads(run("trace", path, f"{event['name']}.killed", "--json").stdout)
    assert claim not in [step["claim"] for step in after["steps"]]
    fixed = run("judge", path, claim, "quantity=at_least 9", "--json")
    assert json.loads(fixed.stdout)["after"] == "at_least 9"
    assert run("judge", path, claim, "nothing=9").exit_code == 2
    assert run("judge", path, "nothing", "accept").exit_code == 1


def test_add_by_hand(tmp_path):
    path = tmp_path / "l.saksi"
    result = run(
        "add", path, "--quote", "Tiga orang tewas di Kiwirok.", "--kind", "killed", "--number", "3", "--source", "Laporan gereja",
        "--exhibit", "arsip 12", "--language", "id", "--json",
    )  # fmt: skip
    claim = json.loads(result.stdout)["claim"]
    assert "Laporan gereja" in run("show", path, "--toll").stdout
    assert run("judge", path, claim, "accept").exit_code == 0
    assert run("add", path, "--quote", "Tiga.", "--source", "S").exit_code == 2


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_rows_go_out_and_come_back(tmp_path, ledger, kind):
    path = tmp_path / "l.saksi"
    run("read", EXAMPLES / "pegunungan" / "articles.jsonl", "--into", path)
    rows = tmp_path / f"rows.{kind}"
    result = run("export", path, "-o", rows)
    assert result.exit_code == 0
    assert "rows, events under policy latest" in result.stderr
    back = run("import", path, rows, "--json")
    assert json.loads(back.stdout) == {"judgements": 0, "problems": []}


def test_export_to_standard_output(ledger):
    result = run("export", ledger, "--format", "jsonl")
    assert all(json.loads(line)["claim"] for line in result.stdout.splitlines())
    assert run("export", ledger, "--format", "nothing").exit_code == 2
    assert run("show", ledger, "--policy", "nothing").exit_code == 2


def test_demo():
    result = run("demo", EXAMPLES / "pegunungan")
    assert result.exit_code == 0
    assert "by claimant" in result.stdout
    assert "who says:" in result.stdout
    assert "Next:" in result.stdout
    plain = json.loads(run("demo", EXAMPLES / "pegunungan", "--json").stdout)
    assert plain["events"]
    assert plain["toll"]
    assert plain["trace"]["steps"]
    assert run("demo", "nowhere").exit_code == 2


def test_check_config_says_where_values_come_from(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "saksi.toml").write_text('coder = "Rani"\n')
    monkeypatch.setenv("SAKSI_POLICY", "source-range")
    rows = {row["setting"]: (row["value"], row["from"]) for row in json.loads(run("check", "config", "--json").stdout)}
    assert rows["coder"] == ("Rani", "saksi.toml")
    assert rows["policy"] == ("source-range", "environment")
    assert rows["languages"][1] == "default"
    assert "Rani" in run("check", "config").stdout


def test_check_ledger_and_schema(ledger, tmp_path):
    assert "sound" in run("check", "ledger", ledger).stdout
    assert json.loads(run("check", "ledger", ledger, "--json").stdout)["problems"] == []
    assert json.loads(run("check", "schema").stdout)["title"]
    lines = run("read", "--json", EXAMPLES / "biasa" / "articles.jsonl").stdout
    (tmp_path / "r.jsonl").write_text(lines)
    assert "3 readings keep contract 1" in run("check", "schema", tmp_path / "r.jsonl").stdout
    (tmp_path / "r.jsonl").write_text(lines + "{}\n")
    broken = run("check", "schema", tmp_path / "r.jsonl")
    assert (broken.exit_code, "r.jsonl:4" in broken.stderr) == (1, True)
    assert run("check", "ledger", tmp_path / "none.saksi").exit_code == 1


def test_check_language():
    report = json.loads(run("check", "language", "id", "--json").stdout)
    assert report["code"] == "id"
    assert report["rows"]["numbers"] >= report["floors"]["numbers"][0]
    assert run("check", "language", "xx").exit_code == 2


def test_evaluate(tmp_path):
    scorer = tmp_path / "quality" / "score" / "score.py"
    scorer.parent.mkdir(parents=True)
    scorer.write_text(
        "import json\n"
        "def load(path): return {f.stem: json.loads(f.read_text()) for f in sorted(path.glob('*.json'))}\n"
        "def score(golds, preds, log):\n"
        "    return {'missing': sorted(set(golds) - set(preds)), 'broken': [], 'n': {'tp': len(preds)}}\n"
    )
    corpus = EXAMPLES / "biasa"
    result = run("evaluate", corpus / "gold", corpus / "articles.jsonl", "--scorer", scorer, "--json")
    assert json.loads(result.stdout) == {"missing": [], "broken": [], "n": {"tp": 3}}
    (tmp_path / "r.jsonl").write_text(run("read", "--json", corpus / "articles.jsonl").stdout.splitlines()[0] + "\n")
    short = run("evaluate", corpus / "gold", "--pred", tmp_path / "r.jsonl", "--scorer", scorer)
    assert (short.exit_code, "bs-03" in short.stdout) == (1, True)
    assert run("evaluate", corpus / "gold", corpus, "--scorer", tmp_path / "none.py").exit_code == 2
    assert run("evaluate", corpus / "gold").exit_code == 2


def test_new_language_begins_a_pack(tmp_path, monkeypatch):
    monkeypatch.setenv("SAKSI_PACKS", str(tmp_path))
    result = run("new", "language", "sw", "--like", "en", "--name", "Swahili", "--into", tmp_path)
    assert result.exit_code == 0
    made = {path.name: path.read_text() for path in (tmp_path / "sw").glob("*.toml")}
    assert {name.removesuffix(".toml") for name in made} == {*TABLES, "pack", "morphology"}
    assert 'name = "Swahili"' in made["pack.toml"]
    assert "kind (always): abducted | bodies_recovered" in made["casualties.toml"]
    assert not any(line.startswith("[[") for text in made.values() for line in text.splitlines()), "patterns are comments"
    assert all(path.read_text() == "" for path in (tmp_path / "sw" / "examples").iterdir())
    short = run("check", "language", "sw")
    assert short.exit_code == 1
    assert str(tmp_path / "sw" / "events.toml") + ":" in short.stdout
    assert short.stdout.count("under the floor") == 2 * len(TABLES)
    refused = run("read", "-", "--language", "sw", input="Watu watano waliuawa.")
    assert refused.exit_code == 2 or "switched off" in refused.stderr
    other = run("read", "-", "--json", input="Sedikitnya 16 tentara tewas dalam serangan di kota Goma, kata juru bicara militer.")
    assert json.loads(other.stdout)["document"]["language"] == "id", "a pack that is not finished stops no other"


def test_a_pack_of_ones_own_is_read_with(tmp_path, monkeypatch):
    source, target = Path(languages.__file__).parent / "ms", tmp_path / "packs" / "xx"
    shutil.copytree(source, target)
    (target / "pack.toml").write_text((source / "pack.toml").read_text().replace('code = "ms"', 'code = "xx"'))
    (tmp_path / "saksi.toml").write_text(f'languages = ["id", "xx"]\npacks = "{tmp_path / "packs"}"\n')
    monkeypatch.setenv("SAKSI_PACKS", "")
    monkeypatch.delenv("SAKSI_PACKS")  # twice, so that what the command puts there is taken away again
    monkeypatch.chdir(tmp_path)
    assert run("check", "language", "xx").exit_code == 0
    result = run("read", "-", "--json", "--language", "xx", input="Seramai 16 askar terkorban dalam serangan militan.")
    assert result.exit_code == 0
    (casualty,) = json.loads(result.stdout)["casualties"]
    assert casualty["quantity"]["number"] == 16


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["Malay"], "no language code"),
        (["zsm"], "called 'ms' here"),
        (["id"], "a pack 'id' already"),
        (["sw", "--like", "xx"], "no language pack 'xx' to begin from"),
        (["sw", "--like", "id", "--rows"], "is there already"),
    ],
)
def test_new_language_refuses_politely(tmp_path, arguments, words):
    (tmp_path / "sw").mkdir()
    result = run("new", "language", *arguments, "--into", tmp_path)
    assert result.exit_code == 2
    assert words in result.stderr


def test_new_language_may_copy_the_rows(tmp_path):
    assert run("new", "language", "min", "--like", "id", "--rows", "--into", tmp_path).exit_code == 0
    assert "[[word]]" in (tmp_path / "min" / "casualties.toml").read_text()
    assert "tewas" in (tmp_path / "min" / "casualties.toml").read_text()
