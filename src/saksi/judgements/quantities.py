"""Quantities as a person writes them: ``16``, ``at_least 16``, ``12-15``, ``dozens``; and the bounds that follow."""

from __future__ import annotations

import re
from typing import get_args

from saksi.errors import JudgementError
from saksi.types import Qualifier, Quantity

_RANGES: dict[str, tuple[int | None, int | None]] = {
    "teens": (11, 19),
    "tens": (20, 99),
    "dozens": (24, 99),
    "hundreds": (100, 999),
    "thousands": (1000, 9999),
    "tens_of_thousands": (20_000, 99_999),
    "hundreds_of_thousands": (100_000, 999_999),
    "millions": (1_000_000, None),
    "some": (2, None),
    "unspecified": (None, None),
}
_NUMBERED = ("exact", "at_least", "more_than", "up_to", "fewer_than", "nearly", "about")
_FORM = re.compile(r"(?:(?P<word>[a-z_]+)\s*)?(?P<first>\d+)?(?:\s*-\s*(?P<second>\d+))?")
FORMS = "16; at_least 16 (or more_than, up_to, fewer_than, nearly, about); 12-15; " + ", ".join((*_RANGES, "none"))


def show_quantity(quantity: Quantity) -> str:
    """A quantity in the form that :func:`parse_quantity` reads; other bounds than follow from it stand in brackets."""
    if quantity.qualifier == "between":
        short = f"{quantity.low}-{quantity.high}"
    elif quantity.number is None or quantity.qualifier == "none":
        short = quantity.qualifier
    else:
        short = str(quantity.number) if quantity.qualifier == "exact" else f"{quantity.qualifier} {quantity.number}"
    usual = _bounds(quantity.qualifier, quantity.number, quantity.low, quantity.high)
    if usual == (quantity.number, quantity.low, quantity.best, quantity.high):
        return short
    return f"{short} [{_blank(quantity.low)}, {_blank(quantity.best)}, {_blank(quantity.high)}]"


def parse_quantity(words: str, text: str) -> Quantity:
    """The quantity that a person's ``words`` mean; ``text`` is how the report prints it. Raises JudgementError with the forms."""
    match = _FORM.fullmatch(words.strip().lower())
    if match is None or not words.strip():
        raise JudgementError(f"quantity cannot be {words!r}. It takes: {FORMS}.")
    word, first, second = match["word"], match["first"], match["second"]
    number = None if first is None else int(first)
    if second is not None:
        if word not in (None, "between") or number is None or number > int(second):
            raise JudgementError(f"quantity cannot be {words!r}. It takes: {FORMS}.")
        return Quantity(None, number, None, int(second), "between", text)
    qualifier = word or "exact"
    if qualifier not in get_args(Qualifier) or qualifier == "between" or (qualifier in _NUMBERED) != (number is not None):
        raise JudgementError(f"quantity cannot be {words!r}. It takes: {FORMS}.")
    printed, low, best, high = _bounds(qualifier, number, None, None)
    return Quantity(printed, low, best, high, qualifier, text)  # type: ignore[arg-type]


def check_order(quantity: Quantity) -> None:
    """Raise JudgementError when low, best and high contradict one another."""
    known = [n for n in (quantity.low, quantity.best, quantity.high) if n is not None]
    if known != sorted(known) or any(n < 0 for n in known):
        bounds = f"low {_blank(quantity.low)}, best {_blank(quantity.best)}, high {_blank(quantity.high)}"
        raise JudgementError(f"the bounds would contradict one another: {bounds}. Correct `quantity` as a whole: {FORMS}.")


def _blank(number: int | None) -> str:
    return "-" if number is None else str(number)


def _bounds(
    qualifier: str, n: int | None, low: int | None, high: int | None
) -> tuple[int | None, int | None, int | None, int | None]:
    """Number, low, best and high as the contract lays them down for a qualifier."""
    if qualifier == "none":
        return (0, 0, 0, 0)
    if qualifier in _RANGES:
        return (None, _RANGES[qualifier][0], None, _RANGES[qualifier][1])
    if qualifier == "between":
        return (None, low, None, high)
    if n is None:
        return (None, None, None, None)
    table: dict[str, tuple[int | None, int | None, int | None]] = {
        "exact": (n, n, n),
        "at_least": (n, None, None),
        "more_than": (n + 1, None, None),
        "up_to": (0, None, n),
        "fewer_than": (0, None, n - 1),
        "nearly": (None, None, n - 1),
        "about": (None, n, None),
    }
    return (n, *table[qualifier])
