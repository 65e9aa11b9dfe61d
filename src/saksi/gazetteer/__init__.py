"""Dated, attributed registries of countries, places, actors and conflicts.

The registries are plain TSV files in ``data/``; ``load()`` reads and checks them once per process and returns a frozen
``Gazetteer``. Nothing here reads a document: callers look surface forms up in ``names()`` and decide from context.

Surface forms come in two maps. ``names()`` has lower-cased keys. ``cased()`` has forms that mean something else in lower
case (AS, WHO, US) and must match exactly; they are in no key of ``names()``.
"""

from saksi.gazetteer._load import load
from saksi.gazetteer._types import (
    Actor,
    Conflict,
    Country,
    DatedName,
    Entry,
    Gazetteer,
    GazetteerError,
    Place,
    Term,
)

__all__ = [
    "Actor",
    "Conflict",
    "Country",
    "DatedName",
    "Entry",
    "Gazetteer",
    "GazetteerError",
    "Place",
    "Term",
    "load",
]
