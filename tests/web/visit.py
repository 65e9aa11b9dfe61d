"""What tests of pages do again and again."""

from __future__ import annotations

import re

from starlette.testclient import TestClient


def proof(client: TestClient, path: str = "/") -> str:
    """What a form of this visit carries."""
    found = re.search(r'name="csrf" value="([0-9a-f]+)"', client.get(path).text)
    assert found
    return found[1]
