"""A dossier as a page: one HTML file with everything in it, or Markdown. Notes written into it survive its remaking.

Notes stand between marks, ``<!-- note:3 -->`` and ``<!-- /note -->``, the same in both formats. Making the page again over the
old one keeps them and says what changed since.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Literal, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from saksi.dossier.content import Cited, ClaimRow, Dossier
from saksi.dossier.words import Words
from saksi.dossier.words import load as load_words
from saksi.redaction import Profile

Format = Literal["html", "md"]
_NOTE = re.compile(r"<!-- note:(\w+) -->\n?(.*?)\n?<!-- /note -->", re.DOTALL)
_EDITION = re.compile(r"<!-- edition (\{.*?\}) -->", re.DOTALL)


class Edition(NamedTuple):
    """What an earlier page said: when it was made, the values of its events, its sources, and the notes written into it."""

    made: str
    values: Mapping[str, Mapping[str, str]]
    sources: tuple[str, ...]
    notes: Mapping[str, str]


class Changed(NamedTuple):
    """One change since the last edition: an event that is new or gone, or a field of it with another value."""

    event: str
    field: str
    before: str
    after: str


def last_edition(page: str) -> Edition | None:
    """What an earlier page held, in either format; null where it is none."""
    found = _EDITION.search(page)
    if found is None:
        return None
    data = json.loads(found[1].replace("\\u002d", "-"))
    notes = {key: text for key, text in _NOTE.findall(page) if text.strip()}
    return Edition(data["made"], data["values"], tuple(data["sources"]), notes)


def changed(dossier: Dossier, last: Edition | None) -> tuple[Changed, ...]:
    """What changed since an edition, event by event."""
    if last is None:
        return ()
    out = [Changed(e, "", "", "new") for e in dossier.values if e not in last.values]
    out += [Changed(e, "", "", "gone") for e in last.values if e not in dossier.values]
    for event, fields in dossier.values.items():
        before = last.values.get(event)
        for field in dict.fromkeys((*(before or {}), *fields)) if before is not None else ():
            a, b = (before or {}).get(field, ""), fields.get(field, "")
            if a != b:
                out.append(Changed(event, field, a, b))
    return tuple(out)


def render(
    dossier: Dossier,
    profile: Profile,
    *,
    language: str = "en",
    format: Format = "html",  # noqa: A002 - the word for it
    last: Edition | None = None,
) -> str:
    """The page in a language and format. ``last`` is the edition it takes the place of: its notes stay.

    Raises LanguageError when there are no words of that language.
    """
    words = load_words(language)
    template = _environment().get_template(f"dossier.{format}.j2")
    numbers = {s.number: s for s in dossier.sources}
    subject = dossier.subject.name_id if language == "id" else dossier.subject.name
    made = {"made": dossier.made, "values": dossier.values, "sources": [s.url or s.document for s in dossier.sources]}
    # two dashes would end the comment that holds it
    edition = json.dumps(made, ensure_ascii=False, sort_keys=True).replace("--", "\\u002d\\u002d").replace(">", "\\u003e")
    return template.render(
        d=dossier,
        w=words,
        name=subject,
        title=words("title", name=subject),
        profile=profile,
        notes=dict(last.notes) if last is not None else {},
        last=last,
        changes=changed(dossier, last),
        numbers=numbers,
        edition=Markup(edition) if format == "html" else edition,
        many=_many,
        whom=lambda column: _whom(column, words),
        figure=lambda row: _figure(row, words),
        marked=lambda cited: _marked(cited, format),
        cell=_cell,
        boxes=range(1, 11),
    ).rstrip() + "\n"  # fmt: skip


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("saksi.dossier"),
        autoescape=lambda name: name is not None and ".html" in name,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _many(values: Sequence[object]) -> str:
    return ", ".join(str(value) for value in values)


def _whom(column: Any, words: Words) -> str:
    who = ", ".join(words.label("who", one) for one in column.who if one != "unspecified")
    return " · ".join(part for part in (words.label("kind", column.kind), who, column.side or "") if part)


def _figure(row: ClaimRow, words: Words) -> str:
    sign = {"–": ""}.get(row.sign, row.sign)
    return f"{sign}{words.number(row.number)}" if row.number is not None else words.label("qualifier", row.qualifier)


def _marked(cited: Cited, format: Format) -> str:  # noqa: A002 - the word for it
    """A sentence with the claim's words marked, fit for the format."""
    pieces: list[str] = []
    at = 0
    for start, end in sorted(cited.marks):
        if at <= start < end <= len(cited.text):
            pieces += [_fit(cited.text[at:start], format), _mark(_fit(cited.text[start:end], format), format)]
            at = end
    pieces.append(_fit(cited.text[at:], format))
    joined = "".join(pieces)
    return Markup(joined) if format == "html" else joined


def _mark(text: str, format: Format) -> str:  # noqa: A002 - the word for it
    if not text.strip():
        return text
    return f"<mark>{text}</mark>" if format == "html" else f"**{text.strip()}**"


def _fit(text: str, format: Format) -> str:  # noqa: A002 - the word for it
    flat = re.sub(r"\s+", " ", text)
    return str(escape(flat)) if format == "html" else re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", flat)


def _cell(text: object) -> str:
    """Text that breaks no cell of a Markdown table."""
    return _fit(str(text), "md")


__all__ = ["Changed", "Edition", "Format", "changed", "last_edition", "render"]
