"""The errors of Saksi. A message says what happened, where, and what to do next; it finishes the sentence."""

from __future__ import annotations


class SaksiError(Exception):
    """Base of every error a user can cause or mend. ``str()`` is one line fit for a terminal."""


class SourceError(SaksiError):
    """An input could not be read. Carries where (``file``, ``line``) and what to do, so that a batch can go on and report it."""

    def __init__(self, what: str, *, file: str | None = None, line: int | None = None, hint: str | None = None) -> None:
        self.what, self.file, self.line, self.hint = what, file, line, hint
        where = f"{file}:{line}: " if file and line else f"{file}: " if file else ""
        super().__init__(f"{where}{what}" + (f" {hint}" if hint else ""))


class PackError(SaksiError):
    """A language pack, ontology or registry file breaks its schema or is under its floor. Always names file and line."""


class LanguageError(SaksiError):
    """A language is asked for that has no pack."""


class ConfigError(SaksiError):
    """A setting is unknown or has an impossible value."""


class LedgerError(SaksiError):
    """A ledger cannot be opened, is newer than this program, or is asked for something it does not hold."""


class OtherArticleError(LedgerError):
    """A text comes under the id of an article it has next to nothing in common with, and no url or publisher tells them apart."""


class JudgementError(SaksiError):
    """A judgement cannot be recorded: unknown claim or field, or a value the field cannot take."""


class PluginError(SaksiError):
    """A plug-in is unknown or does not load."""
