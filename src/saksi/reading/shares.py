"""Shares: the expressions that tell how much of a territory is meant (*two thirds of*, *80 persen wilayah*, *sepertiganya*).

Needs numbers; gives the spans of fractions and percentages, the words that join two of them, and the extent each amounts to:
*most* above a half, else *part*.
"""

from __future__ import annotations

from dataclasses import dataclass

from saksi.reading.numbers import Number
from saksi.reading.page import Page
from saksi.types import Extent

_HALF = 0.5
_HUNDRED = 100
_APART = 2  # tokens between two shares of one expression (*between a half and two thirds*)


@dataclass(frozen=True, slots=True)
class Share:
    """A share of something: tokens ``[first, last)`` and how much that is."""

    first: int
    last: int
    extent: Extent


def find_shares(page: Page, numbers: list[Number]) -> list[Share]:
    """The shares of a page in text order; what joins two of one expression belongs to the first."""
    units = {h.first: h.last for h in page.hits("numbers", "trap") if h.row.kind == "rate"}
    found = [_share(page, n, units) for n in numbers if n.trap == "rate"]
    out: list[Share] = []
    for share in found:
        if out and 0 < share.first - out[-1].last <= _APART and all(
            page.is_(i, "coordinator", "destination", "preposition") for i in range(out[-1].last, share.first)
        ):  # fmt: skip
            share = Share(out.pop().first, share.last, share.extent)
        opens = page.is_(share.first - 1, "between") and page.sentence_of(share.first).first < share.first
        out.append(Share(share.first - opens, share.last, share.extent))
    return out


def _share(page: Page, number: Number, units: dict[int, int]) -> Share:
    q = number.quantity
    value = next((v for v in (q.best, q.number, q.low, q.high) if v is not None), None)
    part = 1.0
    if value is None:
        for hit in page.hits("numbers", "numeral"):
            if number.first <= hit.first and hit.last <= number.last:
                part *= hit.row.part if hit.row.part is not None else float(hit.row.add or 1)
    else:
        part = value / _HUNDRED
    return Share(number.first, units.get(number.last, number.last), "most" if part > _HALF else "part")
