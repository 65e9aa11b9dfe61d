"""A ledger of the example articles, read once, and a client of a workspace over it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import saksi
from saksi import sources
from saksi.reading import read
from saksi.web import Settings, create_app

HERE = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def example_ledger(tmp_path_factory) -> Path:
    """The path of a reconciled ledger of ``examples/``. Do not write to it: take ``ledger_file``."""
    path = tmp_path_factory.mktemp("web") / "example.saksi"
    files = sorted(str(file) for file in (HERE / "examples").glob("*/articles.jsonl"))
    with saksi.open(path) as ledger:
        for document in sources.documents(files, languages=("id", "en", "ms")):
            if isinstance(document, saksi.Document):
                ledger.add(read(document))
        ledger.reconcile()
    return path


@pytest.fixture
def ledger_file(example_ledger, tmp_path) -> Path:
    """A copy of that ledger that a test may change."""
    for file in example_ledger.parent.glob("example.saksi*"):
        shutil.copy(file, tmp_path / file.name)
    return tmp_path / "example.saksi"


@pytest.fixture(scope="session")
def shared_client(example_ledger) -> Iterator[TestClient]:
    """A visitor on this machine who only reads."""
    app = create_app(example_ledger, Settings(rate=0))
    with TestClient(app, base_url="http://localhost", headers={"accept-language": "en"}) as client:
        yield client
    app.state.ledger.close()


@pytest.fixture
def client(ledger_file) -> Iterator[TestClient]:
    """A visitor on this machine with a ledger of their own."""
    app = create_app(ledger_file, Settings(rate=0))
    with TestClient(app, base_url="http://localhost", headers={"accept-language": "en"}) as client:
        yield client
    app.state.ledger.close()
