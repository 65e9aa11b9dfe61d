"""``saksi serve`` and the end of ``saksi demo``, as processes."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys

import httpx
import pytest

from saksi.cli.serve import listen
from saksi.errors import ConfigError

SAKSI = [sys.executable, "-m", "saksi"]


def started(*arguments: str) -> tuple[subprocess.Popen[str], str]:
    """A process that serves, and the url it prints."""
    process = subprocess.Popen(
        [*SAKSI, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    for line in process.stdout:
        if found := re.search(r"http://\S+", line):
            return process, found[0]
    raise AssertionError(process.stderr.read())


def stopped(process: subprocess.Popen[str]) -> int:
    process.send_signal(signal.SIGINT)
    out = process.communicate(timeout=15)
    assert "Traceback" not in out[1]
    return process.returncode


def test_serve_prints_its_url_and_answers_there(ledger_file):
    process, url = started("serve", str(ledger_file), "--port", "0")
    try:
        assert url.startswith("http://127.0.0.1:")
        assert httpx.get(url, timeout=60).status_code == 200
    finally:
        stopped(process)


def test_demo_serves_where_it_is_asked_to_and_not_in_a_pipe(tmp_path):
    text = "Jakarta, 3 Mei 2021 - Sedikitnya 4 warga tewas dalam serangan di Beoga, kata polisi, Senin.\n"
    (tmp_path / "a.txt").write_text(text)
    process, url = started("demo", str(tmp_path), "--serve")
    try:
        assert httpx.get(url, timeout=60).status_code == 200
    finally:
        stopped(process)
    piped = subprocess.run([*SAKSI, "demo", str(tmp_path)], capture_output=True, text=True, timeout=60, check=False)
    assert "http://" not in piped.stdout
    assert piped.returncode == 0


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.7.7"])
def test_another_address_needs_tokens(ledger_file, host):
    done = subprocess.run(
        [*SAKSI, "serve", str(ledger_file), "--host", host], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert "--tokens" in done.stderr


def test_a_taken_port_is_said_to_be_taken():
    with listen("127.0.0.1", 0) as taken:
        taken.listen()
        with pytest.raises(ConfigError, match="--port"):
            listen("127.0.0.1", taken.getsockname()[1])
