"""Standard input (``-``): JSONL, CSV, HTML or plain text, told by how it begins."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from msgspec.structs import replace

from saksi import plugins
from saksi.sources.encoding import bom
from saksi.sources.records import KEYS, Options, Skipped
from saksi.types import Document

Kind = Literal["text", "html", "jsonl", "csv"]
NAME = "<stdin>"


def read(uri: str, options: Options = Options(), kind: Kind | None = None) -> Iterator[Document | Skipped]:  # noqa: ARG001, B008
    """The articles on standard input; ``uri`` is ``-``. It is kept in a temporary file, so that a pipe is read as a file is."""
    with tempfile.TemporaryDirectory(prefix="saksi-") as folder:
        held = Path(folder) / "stdin"
        with held.open("wb") as out:
            shutil.copyfileobj(sys.stdin.buffer, out)
        with held.open("rb") as handle:
            head = handle.read(8192)
        if not head.strip():
            yield Skipped(NAME, None, "there is nothing on standard input.", "Pipe articles into it: saksi read - < FILE")
            return
        for item in plugins.load("sources", kind or guess(head, options))(str(held), options):
            yield replace(item, file=NAME) if isinstance(item, Skipped) else item


def guess(head: bytes, options: Options) -> Kind:
    """The format that a stream beginning with ``head`` is in."""
    name, skip = bom(head)
    begin = head[skip:].decode(name or "utf-8", "ignore").lstrip()
    if begin.startswith("{"):
        return "jsonl"
    if begin[:200].lower().startswith(("<!doctype html", "<html", "<?xml", "<head", "<body", "<div", "<p>", "<article")):
        return "html"
    first = begin.split("\n", 1)[0]
    cells = {cell.strip().strip('"') for mark in ",;\t|" for cell in first.split(mark)}
    wanted = {options.fields.get(key, key) for key in KEYS}
    if len(cells & wanted) >= 2 and options.fields.get("text", "text") in cells:
        return "csv"
    return "text"
