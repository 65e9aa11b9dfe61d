"""How two places relate: the same, one inside the other, near each other, different, or not known.

A name that the gazetteer does not hold is compared by its words. Coordinates count within one country alone.
"""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from saksi.reconcile.facts import Spot, fine_name, place_text
from saksi.reconcile.weights import LevelName
from saksi.types import Location, Place

NEAR_KM = 15.0
FINE = frozenset({"point", "village", "adm3"})
_RANK = {precision: i for i, precision in enumerate(("country", "region", "adm1", "adm2", "adm3", "village", "point"))}
_NEAR_DEGREES = 0.15  # of latitude: more than NEAR_KM


def place_level(a: Location | Spot, b: Location | Spot) -> LevelName:
    """How two locations relate: same, one inside the other, near, different, or not known."""
    if a.place is None or b.place is None:
        one, two = set(place_text(a).split()), set(place_text(b).split())
        return "same_text" if one and two and (one <= two or two <= one) else "unknown"
    p, q = a.place, b.place
    if p.id == q.id:
        least = min(a.precision, b.precision, key=_RANK.__getitem__)
        return "same_place" if least in FINE else "same_area" if least in ("adm1", "adm2") else "same_region"
    first = (_RANK[a.precision], p.id) < (_RANK[b.precision], q.id)
    inside = _inside(q, p, a.precision) if first else _inside(p, q, b.precision)
    if inside is not None:
        return inside
    if p.country and p.country == q.country and _are_near(p, q):
        return "near"
    if p.country and q.country and p.country != q.country:
        return "other_area"
    if "region" in (a.precision, b.precision) or "country" in (a.precision, b.precision):
        return "unknown" if "region" in (a.precision, b.precision) else "other_area"
    if p.adm1 and q.adm1 and fine_name(p.adm1) != fine_name(q.adm1):
        return "other_area"
    if a.precision == "adm1" and b.precision == "adm1":
        return "other_area"
    return "different"


def _inside(fine: Place, coarse: Place, precision: str) -> LevelName | None:
    if fine.country and coarse.country and fine.country != coarse.country:
        return None
    if precision == "country":
        return "contained_country" if fine.country and fine.country == coarse.country else None
    if fine.id.startswith(coarse.id + "."):  # idn:94 holds idn:94.05
        return "contained_region" if precision == "adm1" else "contained"
    if precision == "adm1" and fine.adm1 and fine_name(fine.adm1) in (fine_name(coarse.adm1), fine_name(coarse.name)):
        return "contained_region"
    within = fine.adm2 and fine_name(fine.adm2) in (fine_name(coarse.adm2), fine_name(coarse.name))
    if precision == "adm2" and within and fine_name(fine.adm1) == fine_name(coarse.adm1):
        return "contained"
    return None


def _are_near(a: Place, b: Place) -> bool:
    if a.lat is None or b.lat is None or abs(a.lat - b.lat) > _NEAR_DEGREES:
        return False
    km = distance(a, b)
    return km is not None and km <= NEAR_KM


def distance(a: Place, b: Place) -> float | None:
    """Kilometres along the great circle; null where a coordinate is unknown."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    half = sin(radians(b.lat - a.lat) / 2) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(min(1.0, half)))
