"""A folder, with the folders in it: every file by its suffix, in the order of their paths."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from saksi.sources.records import Options, Skipped
from saksi.types import Document


def paths(uri: str) -> Iterator[str]:
    """The files below a folder, sorted, hidden ones left out."""
    for base, folders, files in os.walk(uri):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield str(Path(base) / name)


def read(uri: str, options: Options = Options()) -> Iterator[Document | Skipped]:  # noqa: B008 - frozen
    """The articles of all files below the folder ``uri``; a file of a kind that is not read is reported, not passed over."""
    from saksi.sources import one

    empty = True
    for path in paths(uri):
        empty = False
        yield from one(path, options)
    if empty:
        yield Skipped(uri, None, "the folder holds no files.", "Put .txt, .html, .jsonl or .csv files into it.")
