"""The words of a dossier: its own sentences, and the interface's words for closed values, in Indonesian and English."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from saksi.errors import LanguageError
from saksi.reconcile import Claimed, Day, Deaths, Harm, Party, Site, Sum
from saksi.types import Quantity

LANGUAGES = ("en", "id")


class Words:
    """What a dossier says in one language: ``words("claims.about", documents=4)``, and ``label`` for a closed value's word."""

    def __init__(self, language: str, texts: Mapping[str, str], labels: Mapping[str, str]) -> None:
        self.language = language
        self._texts, self._labels = texts, labels

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key with its values. Raises KeyError when there is none."""
        shown = {name: self.number(value) if isinstance(value, int) else value for name, value in values.items()}
        return self._texts[key].format(**shown) if values else self._texts[key]

    def label(self, group: str, value: object) -> str:
        """The word for a closed value, else the value itself."""
        return self._texts.get(f"{group}.{value}") or self._labels.get(f"{group}.{value}") or str(value or "")

    def number(self, value: int) -> str:
        """A whole number with the language's thousands mark."""
        return f"{value:,}".replace(",", self._labels["format.thousands"])

    def date(self, value: str | None) -> str:
        """An ISO date or interval (``2024-05-14/2024-05-16``) in words; the word for no date where there is none."""
        if not value:
            return self("undated")
        first, _, last = value.partition("/")
        return f"{self._day(first)} – {self._day(last)}" if last else self._day(first)

    def _day(self, value: str) -> str:
        year, month, day = (*value[:10].split("-"), "", "")[:3]
        if not month:
            return year
        name = self._labels[f"month.{int(month)}"]
        return self._labels["format.date"].format(day=int(day), month=name, year=year) if day else f"{name} {year}"

    def quantity(self, held: Quantity) -> str:
        """A count with its qualifier."""
        if held.qualifier == "unspecified":
            return self("not_said")
        if held.qualifier == "none":
            return self.number(0)
        if held.number is not None and held.qualifier != "between":
            number = self.number(held.number)
            return number if held.qualifier == "exact" else f"{self.label('qualifier', held.qualifier)} {number}"
        if held.low is not None and held.high is not None:
            return self.number(held.low) if held.low == held.high else f"{self.number(held.low)}–{self.number(held.high)}"
        if held.low is not None:
            return f"{self.label('qualifier', 'at_least')} {self.number(held.low)}"
        if held.high is not None:
            return f"{self.label('qualifier', 'up_to')} {self.number(held.high)}"
        return self.label("qualifier", held.qualifier)

    def value(self, held: object) -> str:
        """A derived value in words."""
        match held:
            case None:
                return self("not_said")
            case Quantity():
                return self.quantity(held)
            case Sum():
                figure = self.quantity(held.quantity) if held.quantity is not None else self("no_figure")
                return f"{figure} ({self('of_events', n=held.counted, of=held.of)})"
            case Deaths():
                return self.quantity(held.quantity)
            case Harm():
                parts = (held.civilians, held.militants)
                shown = (f"{self.label('who', w)} {self.value(p)}" for w, p in zip(("civilian", "combatant"), parts, strict=True))
                return f"{', '.join(shown)}; {self.label('grade', held.grade)}"
            case Claimed():
                return f"{held.speaker}: {self.quantity(held.quantity)}" + (f" ({held.side})" if held.side else "")
            case Day():
                return self.date(f"{(held.earliest or '')[:10]}")
            case Site() | Party():
                return held.name
            case tuple() | list():
                return "; ".join(self.value(one) for one in held) or self("not_said")
            case _:
                return str(held)


@cache
def load(language: str) -> Words:
    """The words of a language. Raises LanguageError when there are none."""
    if language not in LANGUAGES:
        raise LanguageError(f"a dossier is written in {' or '.join(LANGUAGES)}, not in {language!r}.")
    own = tomllib.loads((files("saksi.dossier.words") / f"{language}.toml").read_text(encoding="utf-8"))
    shared = tomllib.loads((files("saksi.web.words") / language / "labels.toml").read_text(encoding="utf-8"))
    return Words(language, dict(_flat(own)), dict(_flat(shared)))


def _flat(table: Mapping[str, Any], head: str = "") -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, Mapping):
            out += _flat(value, f"{head}{key}.")
        else:
            out.append((f"{head}{key}", str(value)))
    return out


__all__ = ["LANGUAGES", "Words", "load"]
