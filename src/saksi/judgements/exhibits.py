"""Claims that a person adds by hand. There is no number without its exhibit: the words, and where they come from."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from saksi.contract import VERSION
from saksi.errors import JudgementError
from saksi.judgements.fields import NOBODY, Registry, check_claim, correct
from saksi.text import digest
from saksi.types import EXHIBIT, CasualtyClaim, Claim, Document, EventClaim, Evidence, Mention, Noun, Plover, Quantity, Reading

BY_HAND = "by hand"
"""The fingerprint of a reading that no pipeline made, and the rule of its claims."""


def exhibit(
    quote: str, source: str, *, url: str | None = None, published: str | None = None, language: str | None = None
) -> Document:
    """The document of an exhibit: exactly the quoted words, and where they come from as its publisher.

    Raises JudgementError when either is empty.
    """
    if not quote.strip() or not source.strip():
        raise JudgementError("a claim added by hand needs the words it rests on and where they come from. Give both.")
    key = EXHIBIT + digest(source, quote)[:16]
    return Document("d" + digest(key, quote)[:16], key, url, None, quote, language, source, published, digest(quote))


_BEGINNINGS = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF8", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"OggS", "audio/ogg"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (8, b"WAVE", "audio/wav"),
    (4, b"ftyp", "video/mp4"),
)
_PLAIN = "text/plain"
MOST_BYTES = 10_000_000
"""The largest file that is kept with an exhibit."""


def kind_of_file(name: str, data: bytes) -> str:
    """What a file is, by how it begins and never by its name: an image, a PDF, a recording or plain text.

    Raises JudgementError when it is empty, too large or none of these.
    """
    if not data:
        raise JudgementError(f"{name}: the file is empty.")
    if len(data) > MOST_BYTES:
        raise JudgementError(f"{name}: the file is larger than {MOST_BYTES // 1_000_000} MB. Give a smaller copy.")
    found = next((kind for at, begins, kind in _BEGINNINGS if data.startswith(begins, at)), None)
    if found is not None:
        return found
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = "\0"
    if any(ord(char) < 32 and char not in "\t\n\r\f" for char in text):
        raise JudgementError(f"{name}: this kind of file is not kept. Give an image, a PDF, a recording or plain text.")
    return _PLAIN


def with_claim(
    reading: Reading | None,
    document: Document,
    noun: Noun,
    fields: Mapping[str, str | None],
    *,
    words: str | None = None,
    registry: Registry = NOBODY,
) -> tuple[Reading, str]:
    """The exhibit's reading with one claim more, and the claim's id. ``reading`` is what was added from the exhibit before.

    ``fields`` are dotted paths with values as for corrections: a casualty needs ``quantity`` and may have ``kind`` (killed
    unless said otherwise), an event needs ``plover.type``. The claim stands at ``words``, else at the whole exhibit. A casualty
    is tied to the exhibit's event; where there is none it gets one, of violence (ASSAULT), at the same words with the same place
    and time. A claim that is there already is not added twice. Raises JudgementError for other nouns, words that are not in the
    exhibit, and fields or values the noun does not have.
    """
    base = reading or Reading(VERSION, BY_HAND, None, document)
    start = base.document.text.find(words or base.document.text)
    if start < 0:
        raise JudgementError(f"the words {words!r} do not stand in the exhibit. Give words of it exactly.")
    at = Evidence.at(base.document.id, base.document.text, start, start + len(words or base.document.text))
    if noun == "event":
        return _with_event(base, at, fields, registry)
    if noun == "casualty":
        return _with_casualty(base, at, fields, registry)
    raise JudgementError(f"{noun} claims cannot be added by hand yet. Nouns: casualty, event.")


def _with_event(base: Reading, at: Evidence, fields: Mapping[str, str | None], registry: Registry) -> tuple[Reading, str]:
    if not fields.get("plover.type"):
        raise JudgementError("an event needs its type: give plover.type, such as ASSAULT.")
    whole = Evidence.at(base.document.id, base.document.text, 0, len(base.document.text))
    bare = EventClaim("", (Mention(at, whole),), Plover("ASSAULT"), rule=BY_HAND)
    claim = _filled("event", bare, base.document, fields, registry)
    assert isinstance(claim, EventClaim)
    for known in base.events:
        if replace(known, id="") == claim:
            return base, known.id
    ordinal = sum(one.evidence.start == at.start for one in base.events)
    claim = replace(claim, id=_id(base.document, "event", at, ordinal))
    return replace(base, events=(*base.events, claim), main=base.main or claim.id), claim.id


def _with_casualty(base: Reading, at: Evidence, fields: Mapping[str, str | None], registry: Registry) -> tuple[Reading, str]:
    if not fields.get("quantity"):
        raise JudgementError("a casualty needs its number: give quantity, such as 16, at_least 16, 12-15 or unspecified.")
    bare = CasualtyClaim("", at, None, "killed", Quantity(None, None, None, None, "unspecified", at.exact), rule=BY_HAND)
    claim = _filled("casualty", bare, base.document, fields, registry)
    assert isinstance(claim, CasualtyClaim)
    if not base.events:
        shared = {
            path: value for path, value in fields.items() if path.split(".")[0] in ("place", "time", "realis", "historical")
        }
        parties = {"actors": fields.get("by"), "recipients": fields.get("side")}
        base, _ = _with_event(base, at, {"plover.type": "ASSAULT", **shared, **parties}, registry)
    for known in base.casualties:
        if replace(known, id="", event=None) == claim:
            return base, known.id
    ordinal = sum(one.evidence.start == at.start for one in base.casualties)
    claim = replace(claim, id=_id(base.document, "casualty", at, ordinal), event=base.events[0].id)
    return replace(base, casualties=(*base.casualties, claim)), claim.id


def _filled(noun: Noun, claim: Claim, document: Document, fields: Mapping[str, str | None], registry: Registry) -> Claim:
    for path, value in fields.items():
        if value is not None:
            claim = correct(noun, claim, document, path, value, registry)
    check_claim(claim)
    return claim


def _id(document: Document, noun: Noun, at: Evidence, ordinal: int) -> str:
    return noun[0] + digest(document.id, noun, str(at.start), str(ordinal))[:12]
