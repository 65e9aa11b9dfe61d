"""What countries and sides are called in a language of the interface: by CLDR and the registry, whatever a report called them."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

from saksi.gazetteer import load as load_gazetteer

_COUNTRY = re.compile(r"[A-Z]{3}")
_REGISTERED = re.compile(r"[A-Z]{3}|[A-Za-z]{3}[:-][\w-]+")  # keys of states, their sectors and groups of the registry


def country(code: str | None, language: str) -> str:
    """The name of a country by its ISO 3166 alpha-3 code; of one that is no more, or is unknown to CLDR, the registry's name."""
    if not code:
        return ""
    held = load_gazetteer().countries.get(code)
    if held is None:
        return code
    return _territories(language).get(held.iso2 or "") or held.name


@cache
def _territories(language: str) -> dict[str, str]:
    return dict(Locale(language).territories)


def is_registered(key: str) -> bool:
    """Whether the key of a side is one of the registry's: a state, its sector or a group; all else are a report's own words."""
    return _REGISTERED.fullmatch(key) is not None


def side(key: str, said: str, language: str) -> str:
    """The name of a side by its key: of a state or a group the registry's, never that of whoever spoke or died for it."""
    return country(key, language) if _COUNTRY.fullmatch(key) else registered_name(key) or said


def registered_name(key: str) -> str | None:
    """The registry's own name of a side; null where it has none."""
    entry = load_gazetteer().countries.get(key) or load_gazetteer().actors.get(key)
    return entry.name if entry is not None else None
