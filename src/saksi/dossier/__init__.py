"""Dossiers: a page about a conflict, a place or an actor, made from claims alone.

Every sentence is a report's own and leads to its source; names are withheld by a profile printed on top; notes that somebody
wrote into the page stay when it is made again, and the page says what changed since.

>>> page = dossier(ledger, "Nduga", language="id")                       # HTML, one file
>>> again = dossier(ledger, "Nduga", language="id", over=page)           # the notes stay
"""

from __future__ import annotations

from saksi.dossier.build import build
from saksi.dossier.content import Dossier
from saksi.dossier.pdf import to_pdf
from saksi.dossier.render import Changed, Edition, Format, changed, last_edition, render
from saksi.dossier.subject import Subject, find_subject
from saksi.dossier.words import LANGUAGES
from saksi.ledger import Ledger
from saksi.redaction import load as load_profile


def dossier(
    ledger: Ledger,
    name: str,
    *,
    policy: str = "latest",
    redact: str = "public",
    language: str = "en",
    format: Format = "html",  # noqa: A002 - the word for it
    over: str | None = None,
) -> str:
    """The page about a conflict, place or actor. ``over`` is the page it takes the place of: its notes stay, changes are told.

    Raises LedgerError when no event is about it, ConfigError when there is no such profile, LanguageError when there are no
    words of that language.
    """
    made = build(ledger, name, policy=policy, redact=redact, language=language)
    last = last_edition(over) if over else None
    return render(made, load_profile(redact), language=language, format=format, last=last)


__all__ = [
    "LANGUAGES",
    "Changed",
    "Dossier",
    "Edition",
    "Format",
    "Subject",
    "build",
    "changed",
    "dossier",
    "find_subject",
    "last_edition",
    "render",
    "to_pdf",
]
