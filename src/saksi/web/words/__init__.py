"""The words of the interface, by language and area: ``words/<language>/<area>.toml``.

A text may hold ``{names}``. A text that counts has two forms, ``one`` and ``other``; Indonesian writes the same in both. Every
language has the same keys and the same names in them; that is checked when the workspace starts and in the tests.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter

from saksi.errors import ConfigError

HOME = Path(__file__).parent
LANGUAGES: Mapping[str, str] = {"id": "Bahasa Indonesia", "en": "English"}
DEFAULT = "en"


class Words:
    """The texts of one interface language."""

    def __init__(self, language: str, texts: Mapping[str, str]) -> None:
        self.language = language
        self._texts = texts

    def __call__(self, key: str, n: int | None = None, **values: object) -> str:
        """The text of ``area.key``, with ``n`` in its ``one`` or ``other`` form. Raises KeyError when there is none."""
        if n is not None:
            values["n"] = self.number(n)
            key = f"{key}.one" if n == 1 else f"{key}.other"
        text = self._texts[key]
        return text.format(**values) if values else text

    def label(self, group: str, value: object) -> str:
        """The word for a value of a closed vocabulary; what has none (an ontology's code) is shown as it is."""
        return self._texts.get(f"labels.{group}.{value}", str(value))

    def number(self, value: int) -> str:
        """A whole number with the language's thousands mark."""
        return f"{value:,}".replace(",", self._texts["labels.format.thousands"])

    def date(self, value: str | None, precision: str = "day") -> str:
        """An ISO date as far as it is known: year, month and year, or the day; empty for null."""
        if not value:
            return ""
        year, _, rest = value[:10].partition("-")
        month, _, day = rest.partition("-")
        if precision in ("year", "decade") or not month:
            return year
        name = self._texts[f"labels.month.{int(month)}"]
        if precision == "month" or not day:
            return f"{name} {year}"
        return self._texts["labels.format.date"].format(day=int(day), month=name, year=year)

    def outlet(self, name: str) -> str:
        """An outlet as pages call it; of an article that came without one, that it did."""
        return self("frame.unnamed_outlet", None, number=name[1:-1]) if name[:1] == "[" and name[-1:] == "]" else name

    def keys(self) -> Mapping[str, str]:
        """Every key with its text."""
        return self._texts


@cache
def load(language: str) -> Words:
    """The words of a language. Raises ConfigError when a file is broken."""
    texts: dict[str, str] = {}
    for file in sorted((HOME / language).glob("*.toml")):
        try:
            held = tomllib.loads(file.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise ConfigError(f"{file}: not valid TOML: {error}.") from error
        _flatten(file.stem, held, texts)
    return Words(language, texts)


def _flatten(at: str, value: object, out: dict[str, str]) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            _flatten(f"{at}.{key}", inner, out)
    elif isinstance(value, str):
        out[at] = value
    else:
        raise ConfigError(f"words: {at} is {type(value).__name__}, not a text.")


def problems() -> list[str]:
    """What is wrong with the words: keys that a language lacks, texts whose names differ, empty ones."""
    held = {language: load(language).keys() for language in LANGUAGES}
    every = sorted(set().union(*held.values()))
    out = [f"{language}: {key} is missing" for key in every for language in held if key not in held[language]]
    out += [f"{language}: {key} is empty" for language, texts in held.items() for key, text in texts.items() if not text.strip()]
    for key in every:
        names = {language: _names(key, texts[key]) for language, texts in held.items() if key in texts}
        if len(set(names.values())) > 1:
            out.append(f"{key}: the languages name different things: {names}")
    return out


def _names(key: str, text: str) -> tuple[str, ...]:
    """The names in a text; for one thing the number itself may be left out."""
    spare = {"n"} if key.endswith(".one") else set()
    return tuple(sorted({name for _, name, _, _ in Formatter().parse(text) if name is not None} - spare))
