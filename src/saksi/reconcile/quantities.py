"""Arithmetic on quantities that invents nothing.

Low and high are bounds, null where open; ``best`` survives only where every part has one. After UCDP's low, best and high.
"""

from __future__ import annotations

from collections.abc import Sequence

from saksi.types import Qualifier, Quantity

Span = tuple[int | None, int | None]
_ABOUT = 4  # "about n" allows a quarter of n either way, where two figures are held against each other


def span(q: Quantity) -> Span:
    """The bounds a count allows; *about n* allows a quarter of n either way."""
    if q.qualifier == "about" and q.number is not None and q.low is None and q.high is None:
        slack = max(1, q.number // _ABOUT)
        return (max(0, q.number - slack), q.number + slack)
    return (q.low, q.high)


def clash(a: Quantity, b: Quantity) -> bool:
    """Whether two counts cannot both be right: their bounds do not overlap. Open bounds clash with nothing."""
    return _below(a, b) or _below(b, a)


def _below(a: Quantity, b: Quantity) -> bool:
    high, low = span(a)[1], span(b)[0]
    return high is not None and low is not None and high < low


def lower(a: Quantity, b: Quantity) -> bool:
    """Whether the first count lies wholly below the second."""
    return _below(a, b)


def add(parts: Sequence[Quantity]) -> Quantity:
    """The sum of disjoint counts. An open bound of one part leaves that bound of the sum open; one best missing, no best."""
    if len(parts) == 1:
        return parts[0]
    lows = [p.low for p in parts if p.low is not None]
    highs = [p.high for p in parts]
    bests = [p.best for p in parts]
    high = sum(h for h in highs if h is not None) if all(h is not None for h in highs) else None
    best = sum(b for b in bests if b is not None) if all(b is not None for b in bests) else None
    return _quantity(sum(lows) if lows else None, best, high, " + ".join(p.text for p in parts))


def between(parts: Sequence[Quantity]) -> Quantity:
    """The range of counts of the same people: lowest low, highest stated high, a best only where all agree on it.

    A high stays open when the largest figure is itself open-ended (*at least 30* beside 12).
    """
    first = parts[0]
    if all((p.low, p.best, p.high) == (first.low, first.best, first.high) for p in parts):
        return first
    lows = [p.low for p in parts if p.low is not None]
    highs = [p.high for p in parts if p.high is not None]
    points = [x for p in parts for x in (p.low, p.best, p.high) if x is not None]
    low = min([*lows, *(p.best for p in parts if p.low is None and p.best is not None)], default=None)
    high = max(highs, default=None)
    if high is not None and points and max(points) > high:
        high = None
    bests = {p.best for p in parts}
    best = next(iter(bests)) if len(bests) == 1 else None
    return _quantity(low, best, high, " / ".join(dict.fromkeys(p.text for p in parts)))


def _quantity(low: int | None, best: int | None, high: int | None, text: str) -> Quantity:
    exact = low is not None and low == best == high
    qualifier: Qualifier = "exact" if exact else "between" if low is not None and high is not None else "unspecified"
    if qualifier == "unspecified":
        qualifier = (
            "at_least" if low is not None else "up_to" if high is not None else "about" if best is not None else "unspecified"
        )
    return Quantity(number=low if exact else None, low=low, best=best, high=high, qualifier=qualifier, text=text)
