"""A batch that is killed keeps what it stored and goes on where it stopped."""

import json
import os
import subprocess
import sys
import time

import pytest

from saksi import ledger

TEXT = "Sedikitnya {n} tentara tewas dalam serangan di dekat kota Goma pada hari Senin, kata juru bicara kementerian pertahanan. "


def command(path, into, *more):
    return [sys.executable, "-m", "saksi", "read", str(path), "--into", str(into), *more]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_kill_and_go_on(tmp_path, jobs):
    articles, into = tmp_path / "a.jsonl", tmp_path / "l.saksi"
    rows = [{"id": str(n), "text": TEXT.format(n=n) * 12, "published": "2020-09-28", "language": "id"} for n in range(1, 61)]
    articles.write_text("".join(json.dumps(row) + "\n" for row in rows))
    process = subprocess.Popen(command(articles, into, "--jobs", jobs), stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    stored, deadline = 0, time.monotonic() + 60
    while stored < 5 and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
        if into.exists():
            try:
                with ledger.open(into, create=False) as held:
                    stored = held.store.counts()["article"]
            except ledger.LedgerError:
                continue  # it is being made
    process.kill()
    process.wait()
    with ledger.open(into, create=False) as held:
        kept = {r.document.source_id for r in held.readings()}
        assert held.check() == []
    assert kept
    again = subprocess.run(command(articles, into, "--jobs", jobs), capture_output=True, text=True, check=True)
    assert "skipped 0" in again.stderr
    assert "unchanged" in again.stderr
    with ledger.open(into, create=False) as held:
        assert len(list(held.readings())) == 60


def die(*_):
    os._exit(9)


def test_a_reading_process_that_dies_is_a_message(monkeypatch):
    from saksi.cli import batch
    from saksi.errors import SaksiError
    from saksi.sources import build_document

    monkeypatch.setattr(batch, "_read_to_json", die)
    documents = iter([build_document(text=TEXT, language="id")])
    with pytest.raises(SaksiError, match="fewer --jobs"):
        list(batch.readings(documents, rejected=False, jobs=2))
