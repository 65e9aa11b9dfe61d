"""What makes a judgement the one it is."""

from __future__ import annotations

from msgspec.structs import replace

from saksi.contract import plain, to_json
from saksi.text import digest
from saksi.types import Judgement


def judgement_id(judgement: Judgement) -> str:
    """The id that belongs to a judgement's content: SHA-256 of every other field, so that importing twice changes nothing.

    ``blind`` counts only where it is true: journals are older than it.
    """
    content = plain(replace(judgement, id=""))
    if not judgement.blind:
        del content["blind"]
    return digest(to_json(content))


def sealed(judgement: Judgement) -> Judgement:
    """The same judgement with the id that belongs to its content."""
    return replace(judgement, id=judgement_id(judgement))
