"""A release is what it was: to the byte, in another process, after everything else has changed."""

from __future__ import annotations

import io
import itertools
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from made import KARABAKH, read

from saksi import ledger as ledgers
from saksi import releases
from saksi.errors import LedgerError
from saksi.ledger import Ledger
from saksi.state import About

OTHER = "Sekitar subuh 16 tentara tewas di Martakert, kata Dinas Pers."
EVERY = ("latest", "source-range", "by-claimant", "acled-like", "ucdp-like", "airwars-like", "named")
ABOUT = About("Korban di Karabakh & sekitarnya", ("Sari Dewi", "Budi"), "Percobaan.")


def clock(year: int):
    seconds = itertools.count(1)
    return lambda: f"{year}-01-01T{(n := next(seconds)) // 3600:02}:{n // 60 % 60:02}:{n % 60:02}+00:00"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "a.saksi"
    with ledgers.open(file, clock=clock(2026)) as ledger:
        ledger.add(read(KARABAKH))
        ledger.add(read(OTHER, "https://b.id/1"))
        claim = next(ledger.readings()).casualties[0].id
        ledger.judge(claim, "quantity=18", by="Sari", why="ralat")
        ledger.store.log_skipped("no language", file="x.txt")
        ledger.release("2026-03", policies=EVERY, about=ABOUT)
    return file


def bundled(ledger: Ledger, **options: bool) -> bytes:
    out = io.BytesIO()
    releases.bundle(ledger, "2026-03", out, **options)
    return out.getvalue()


def grow(path: Path) -> None:
    """A year of work: another pipeline, another version, new articles, other decisions, other names, space given back."""
    with ledgers.open(path, clock=clock(2027)) as ledger:
        claim = next(ledger.readings()).casualties[1].id
        ledger.judge(claim, "reject", by="Budi", why="bukan korban")
        ledger.add(read(KARABAKH, fingerprint="two", wide=True))
        ledger.add(read(KARABAKH.replace("9 orang", "11 orang")))
        ledger.add(read("Polisi mengatakan 2 warga tewas di Nduga.", "https://c.id/1"))
        ledger.store.log_skipped("broken", file="y.txt")
        ledger.reconcile()
        ledger.store.compact()


def test_a_release_is_the_same_bytes_a_year_later_and_in_another_process(path: Path) -> None:
    with ledgers.open(path) as ledger:
        before = bundled(ledger, texts=True)
    grow(path)
    script = (
        "import sys, io\nfrom saksi import ledger, releases\n"
        "out = io.BytesIO()\nreleases.bundle(ledger.open(sys.argv[1]), '2026-03', out, texts=True)\n"
        "sys.stdout.buffer.write(out.getvalue())"
    )
    later = subprocess.run([sys.executable, "-c", script, str(path)], check=True, capture_output=True).stdout
    assert later == before


def test_every_view_of_a_release_stays_what_it_was(path: Path) -> None:
    def look(ledger: Ledger) -> list[object]:
        held = ledger.at("2026-03")
        events = {policy: held.events(policy) for policy in (*EVERY, "official")}
        tables = [held.tolls(policy) for policy in EVERY]
        return [events, tables, held.contradictions(), held.queue(), held.skipped(), list(held.readings()), held.timelines()]

    with ledgers.open(path) as ledger:
        before = look(ledger)
        assert before[0]["latest"] == ledger.events("latest")
    grow(path)
    with ledgers.open(path) as ledger:
        assert look(ledger) == before
        assert [e.key for e in ledger.events()] != [e.key for e in before[0]["latest"]]
        assert all(one.same for one in releases.check(ledger, "2026-03"))


def test_a_path_can_name_a_release_and_nothing_can_be_decided_in_it(path: Path) -> None:
    grow(path)
    with ledgers.open(f"{path}@2026-03") as frozen:
        assert len(list(frozen.readings())) == 2
        claim = next(frozen.readings()).casualties[1].id
        for write in (lambda: frozen.judge(claim, "accept", by="Sari"), frozen.reconcile, lambda: frozen.add(read(OTHER))):
            with pytest.raises(LedgerError, match="is frozen"):
                write()
    with pytest.raises(LedgerError, match=r"has no release '2025'\. Releases: 2026-03"):
        ledgers.open(f"{path}@2025")


def test_a_release_never_changes_and_its_name_is_its_own(path: Path) -> None:
    with ledgers.open(path) as ledger:
        with pytest.raises(LedgerError, match="never changes"):
            ledger.release("2026-03")
        with pytest.raises(LedgerError, match="cannot name a release"):
            ledger.release("a/b")
        again = ledger.release("2026-04", policies=EVERY, about=ABOUT)
        first = ledger.releases()[0]
        assert (again.digest, again.parts) == (first.digest, first.parts)  # nothing changed between them


def test_an_empty_ledger_has_nothing_to_release(tmp_path: Path) -> None:
    with ledgers.open(tmp_path / "e.saksi") as ledger, pytest.raises(LedgerError, match="holds no article"):
        ledger.release("first")


def test_a_tampered_file_is_found_out(path: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(path)
    connection.execute("UPDATE claim SET json = replace(json, 'killed', 'missing')")
    connection.commit()
    connection.close()
    with ledgers.open(path) as ledger:
        wrong = {one.part: one.why for one in releases.check(ledger, "2026-03") if not one.same}
    assert wrong["readings"] == "the file was changed by another hand"


def test_another_program_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("saksi.state.reconciling", lambda: "another")
    with ledgers.open(path) as ledger:
        (wrong,) = [one for one in releases.check(ledger, "2026-03") if not one.same]
    assert wrong.part == "versions"
    assert "install that version" in wrong.why


def test_citations_name_the_digest(path: Path) -> None:
    with ledgers.open(path) as ledger:
        made = releases.find(ledger, "2026-03")
    assert releases.cite(made) == (
        "Sari Dewi; Budi (2026). Korban di Karabakh & sekitarnya, release 2026-03 [Data set]. 2 articles, "
        f"{made.claims} claims, {made.events} events, 1 human decision; figures under {', '.join(EVERY)}; made with Saksi "
        f"{made.versions['saksi']}. SHA-256 {made.digest}."
    )
    assert r"Karabakh \& sekitarnya" in releases.cite(made, "bibtex")
    assert f"sha256:{made.digest}" in releases.cite(made, "cff")


def test_the_bundle_says_what_is_in_it_and_keeps_texts_out(path: Path) -> None:
    from hashlib import sha256

    with ledgers.open(path) as ledger:
        plain, full = (zipfile.ZipFile(io.BytesIO(bundled(ledger, texts=texts))) for texts in (False, True))
    assert "2026-03/readings.jsonl" in full.namelist()
    assert "2026-03/readings.jsonl" not in plain.namelist()
    readme = plain.read("2026-03/README.txt").decode()
    for name in plain.namelist():
        if not name.endswith("README.txt"):
            assert sha256(plain.read(name)).hexdigest() in readme
    decided = [json.loads(line) for line in plain.read("2026-03/events-latest.jsonl").splitlines()]
    assert any(field["decided"] for event in decided for field in event["fields"].values())


def test_what_changed_between_two_releases(path: Path) -> None:
    grow(path)
    with ledgers.open(path) as ledger:
        ledger.release("2027-01", policies=EVERY)
        found = releases.changes(ledger.at("2026-03"), ledger.at("2027-01"))
    assert (found.before, found.after) == ("2026-03", "2027-01")
    assert found.articles_added == ("https://c.id/1",)
    assert found.articles_changed == ("https://a.id/1",)
    assert found.judgements == {"Budi": 1}
    assert found.claims_added["casualty"] > 0
    assert any(change.field in ("killed", "injured") for change in found.events) or found.events_added


def test_an_article_taken_down_is_in_no_release_either(path: Path) -> None:
    with ledgers.open(path) as ledger:
        ledger.take_down("https://b.id/1", by="Rani", why="permintaan keluarga")
        held = ledger.at("2026-03")
        for view in (ledger, held):
            assert [r.document.url for r in view.readings()] == ["https://a.id/1"]
            members = {c for e in view.events() for c in (*e.claims, *e.casualties)}
            assert members <= {c.id for r in view.readings() for _, c in r.claims()}
        assert {one.why for one in releases.check(ledger, "2026-03") if not one.same} == {
            "1 article taken down or shown again since"
        }
        with pytest.raises(LedgerError, match="taken down already"):
            ledger.take_down("https://b.id/1", by="Rani", why="lagi")
        ledger.take_down("https://b.id/1", by="Rani", why="izin diberikan", restore=True)
        assert len(list(ledger.readings())) == 2
        assert all(one.same for one in releases.check(ledger, "2026-03"))
        assert [(row.action, row.by, row.why) for row in ledger.takedowns()] == [
            ("take_down", "Rani", "permintaan keluarga"),
            ("restore", "Rani", "izin diberikan"),
        ]
        with pytest.raises(LedgerError, match="say why"):
            ledger.take_down("https://b.id/1", by="Rani", why=" ")


def test_decided_fields_say_so(path: Path) -> None:
    with ledgers.open(path) as ledger:
        readings = {r.document.url: r for r in ledger.readings()}
        corrected = readings["https://a.id/1"].casualties[0].id
        other = readings["https://a.id/1"].casualties[2]
        fields = {c: e.fields for e in ledger.events() for c in e.casualties}
        assert corrected in fields[corrected]["killed"].decided
        assert fields[other.id]["injured"].decided == ()
        ledger.judge(other.id, "reject", by="Budi", why="salah baca")
        event = next(e for e in ledger.events() if other.event in e.claims)
        assert event.fields["injured"].value is None
        assert event.fields["injured"].decided == (other.id,)
        assert event.fields["injured"].excluded == ((other.id, "rejected by Budi: salah baca"),)
        place = next(c for c in readings["https://a.id/1"].events if c.place is not None)
        ledger.judge(place.id, "place.precision=village", by="Sari")
        held = next(e for e in ledger.events() if place.id in e.claims).fields
        assert place.id in held["place"].decided
        assert held["type"].decided == ()
