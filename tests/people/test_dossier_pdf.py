"""A dossier as a PDF: its words and links are in it, notes of the page beside it too, and nothing is fetched."""

from __future__ import annotations

import re
import socket
import sys
import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner

import saksi
from saksi.cli import main
from saksi.dossier import dossier, to_pdf
from saksi.errors import ConfigError

TEXT = "Sedikitnya tiga warga tewas ditembak tentara di Sugapa, Intan Jaya, pada 3 Mei 2021, kata polisi."


@pytest.fixture
def ledger_path(tmp_path: Path) -> Path:
    path = tmp_path / "a.saksi"
    with saksi.open(path) as ledger:
        ledger.add(saksi.read(TEXT, published="2021-05-04", language="id", url="https://news.example/1", publisher="Suara"))
        ledger.reconcile()
    return path


def streams(pdf: bytes) -> bytes:
    """Everything in a PDF, unpacked."""
    out = [pdf]
    for match in re.finditer(rb"stream\r?\n(.*?)\nendstream", pdf, re.DOTALL):
        try:
            out.append(zlib.decompressobj().decompress(match[1]))  # a stream may end in a line break of its own
        except zlib.error:
            continue
    return b"\n".join(out)


def test_a_pdf_has_the_links_of_the_page(ledger_path: Path) -> None:
    with saksi.open(ledger_path) as ledger:
        made = to_pdf(dossier(ledger, "Intan Jaya", language="id"))
    assert made.startswith(b"%PDF-")
    assert b"https://news.example/1" in streams(made)
    assert len(re.findall(rb"/Type\s*/Page\b", streams(made))) >= 2


def test_nothing_is_fetched_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda _self, address: called.append(address))
    assert to_pdf('<p>a note</p><img src="http://198.51.100.7/x.png"><img src="file:///etc/hostname">').startswith(b"%PDF-")
    assert called == []


def test_without_what_lays_it_out_it_is_said_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(ConfigError, match=r"saksi\[pdf\]"):
        to_pdf("<p>a</p>")


def test_the_command_writes_it_with_the_notes_of_the_page_beside_it(ledger_path: Path, tmp_path: Path) -> None:
    page, pdf = tmp_path / "page.html", tmp_path / "page.pdf"
    run = CliRunner()
    assert run.invoke(main, ["dossier", str(ledger_path), "Intan Jaya", "-o", str(page)]).exit_code == 0
    begin = "<!-- note:intro -->"
    noted = page.read_text(encoding="utf-8").replace(begin, begin + '\n<p><a href="https://ours.example/note">note</a></p>', 1)
    page.write_text(noted, encoding="utf-8")
    made = run.invoke(main, ["dossier", str(ledger_path), "Intan Jaya", "-o", str(pdf)])
    assert made.exit_code == 0, made.output
    assert b"https://ours.example/note" in streams(pdf.read_bytes())
    assert page.read_text(encoding="utf-8") == noted
    assert run.invoke(main, ["dossier", str(ledger_path), "Intan Jaya", "--format", "pdf"]).exit_code != 0
