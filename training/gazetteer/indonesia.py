"""Indonesian areas: provinces, regencies and cities, districts, villages; their points from GeoNames."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from math import cos, hypot, radians
from pathlib import Path

from tables import GEONAMES, PLACE_COLUMNS, WILAYAH, Json, Words, hand, slug, unique, write

from saksi.gazetteer import Place

Point = tuple[float, float]
FAR = 1.2  # degrees: a village further from the middle of its regency than this is a namesake


def read_units(shared: Path) -> dict[str, str]:
    """Code -> name of every area, provinces to villages."""
    sql = (shared / "data/actors/wilayah_indonesia/wilayah.sql").read_text(encoding="utf-8")
    return {
        code: " ".join(name.replace("''", "'").split())
        for code, name in re.findall(r"^\('([\d.]+)','(.+)'\)[,;]$", sql, re.MULTILINE)
    }


def bare(name: str) -> str:
    """A regency or city without the word for its kind."""
    return re.sub(r"^(Kabupaten|Kota)( Administrasi)? ", "", name)


def short_province(name: str) -> str:
    """Daerah Istimewa Yogyakarta -> Yogyakarta."""
    return re.sub(r"^(Daerah Istimewa|Daerah Khusus Ibukota|DKI|DI) ", "", name)


def indonesia(
    shared: Path, towns: list[Json], seats: dict[tuple[str, str, str], str], names: dict[str, str], words: Words
) -> tuple[dict[str, str], list[Place]]:
    """Writes indonesia.tsv (provinces to districts). Returns GeoNames admin-1 code -> province, and the villages."""
    units = read_units(shared)
    listed = hand("indonesia_aliases.txt")
    aliases = {cells[0]: cells[1].split("|") for cells in listed}
    provinces = {slug(form): code for code in units if len(code) == 2 for form in [units[code], *aliases.get(code, [])]}
    same = {code[3:]: provinces[slug(name)] for code, name in names.items() if code[:3] == "ID." and slug(name) in provinces}
    province_of, points = locate(units, towns, seats, same)
    points |= {cells[0]: (float(cells[2]), float(cells[3])) for cells in listed if len(cells) == 4}
    rows: list[list[str]] = []
    villages: list[Place] = []
    for code, full in units.items():
        level = code.count(".")
        name = (short_province(full), bare(full), full, full)[level]
        regency = bare(units[code[:5]]) if level else ""
        point = points.get(code)
        if level == 3:
            lat, lon = point or (None, None)
            if len(name) < 2 or name.isdecimal():
                continue
            adm1 = short_province(units[code[:2]])
            villages.append(Place("idn:" + code, name, (name,), "IDN", adm1, regency, "village", lat, lon, 0, name in words))
            continue
        forms = [form for form in unique([full, *aliases.get(code, [])]) if form != name]
        if level == 1 and full.startswith("Kabupaten "):
            forms.append("Kab. " + name)
        at = (f"{point[0]:.3f}", f"{point[1]:.3f}") if point else ("", "")
        parts = ["idn:" + code, name, "|".join(forms), "IDN", short_province(units[code[:2]]), regency]
        rows.append([*parts, ("adm1", "adm2", "adm3")[level], *at, "", words.flag(name)])
    for level, kind in enumerate(("provinces", "regencies and cities", "districts", "villages")):
        codes = [code for code in units if code.count(".") == level]
        print(f"indonesia: {sum(code in points for code in codes)} of {len(codes)} {kind} have a point")
    write("indonesia.tsv", PLACE_COLUMNS, rows, WILAYAH, GEONAMES + " (points)", "hand-kept indonesia_aliases.txt")
    found = {code: short_province(units[max(votes, key=lambda p: votes[p])]) for code, votes in province_of.items() if votes}
    return found, villages


def locate(
    units: dict[str, str], towns: list[Json], seats: dict[tuple[str, str, str], str], same: dict[str, str]
) -> tuple[dict[str, Counter[str]], dict[str, Point]]:
    """Points: a village by the town of its name, what contains villages by the middle of those that have one.

    Which GeoNames admin-1 code is which province is known by name (``same``) and found by counting districts whose name is unique
    in the country; which
    regency a town lies in is known by name where GeoNames says it (codes of the two lists are not the same), else unknown.
    """
    named: dict[int, dict[str, list[str]]] = {2: defaultdict(list), 3: defaultdict(list)}
    for code, name in units.items():
        if code.count(".") >= 2:
            named[code.count(".")][slug(name)].append(code)
    regencies: dict[str, list[str]] = defaultdict(list)
    for code, name in units.items():
        if code.count(".") == 1:
            for form in {slug(name), slug(bare(name))}:
                regencies[form].append(code)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for town in towns:
        found = named[2].get(slug(town["name"]), [])
        if len(found) == 1:
            votes[town["admin1code"]][found[0][:2]] += 1
    for admin1, province in same.items():  # GeoNames may name a province as it was before it was split: votes count too
        votes[admin1][province] += sum(votes[admin1].values()) + 1
    allowed = {
        admin1: {province for province, count in counts.items() if count / sum(counts.values()) >= 0.12}
        for admin1, counts in votes.items()
    }
    exact: dict[str, Point] = {}
    inside: dict[str, list[Point]] = defaultdict(list)
    ranked = sorted(towns, key=lambda t: (t["population"], t["geonameid"]))
    for town in ranked:
        point = (town["latitude"], town["longitude"])
        area = seats.get(("ID", town["name"], f"{point[0]:.3f} {point[1]:.3f}"), "")
        within = allowed.get(town["admin1code"], set())
        homes = [code for code in regencies.get(slug(area)) or regencies.get(slug(bare(area)), []) if code[:2] in within]
        if len(homes) == 1:
            inside[homes[0]].append(point)
        for depth in (2, 3):
            found = [code for code in named[depth].get(slug(town["name"]), []) if code[:2] in within]
            if len(homes) == 1:
                found = [code for code in found if code[:5] == homes[0]]
            if len(found) == 1:
                exact[found[0]] = point
                inside[found[0][:5]].append(point)
    middles = {code: middle(found) for code, found in inside.items()}
    for code, point in list(exact.items()):
        if apart(point, middles[code[:5]]) > FAR:
            del exact[code]
    points = dict(exact)
    for depth in (2, 1, 0):
        groups: dict[str, list[Point]] = defaultdict(list)
        for code, point in points.items():
            if code.count(".") == depth + 1:
                groups[".".join(code.split(".")[: depth + 1])].append(point)
        for code, found_points in groups.items():
            points.setdefault(code, middle(found_points))
        if depth == 1:
            points |= middles
    seat_of = {(slug(t["name"]), t["admin1code"]): (t["latitude"], t["longitude"]) for t in ranked}
    for code, name in units.items():
        if code.count(".") == 1 and (name.startswith("Kota ") or code not in points):
            for admin1, within in allowed.items():
                if code[:2] in within and (slug(bare(name)), admin1) in seat_of:
                    points[code] = seat_of[slug(bare(name)), admin1]
    return votes, points


def middle(points: list[Point]) -> Point:
    """The median point."""
    lats, lons = sorted(p[0] for p in points), sorted(p[1] for p in points)
    return lats[len(lats) // 2], lons[len(lons) // 2]


def apart(one: Point, other: Point) -> float:
    """Distance in degrees of latitude, near enough for neighbours."""
    return hypot(one[0] - other[0], (one[1] - other[1]) * cos(radians(one[0])))
