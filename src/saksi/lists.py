"""Bring your own list: somebody's table of events held against the ledger, row by row: found, differs, or not found.

The list is read, compared and forgotten: nothing of it is stored in the ledger. UCDP's GED file is known by its columns; of any
other table ``fields`` says which column is which. A row is matched when day and place allow it, and sides and figures speak for
it; each match says what agreed and what did not, and gives the sentence that the ledger has for it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any, Literal, NamedTuple

from openpyxl import load_workbook

from saksi.errors import SourceError
from saksi.export.csv import bared
from saksi.export.sheets import Sheet
from saksi.gazetteer import Country
from saksi.gazetteer import load as load_gazetteer
from saksi.ledger import Ledger
from saksi.reconcile import Day, Facts, Party, Site
from saksi.reconcile.facts import fine_name, ordinal
from saksi.reconcile.policies import figure_of
from saksi.reconcile.trace import step
from saksi.redaction import Redactor
from saksi.redaction import load as load_profile
from saksi.shown import quantity
from saksi.sources.dates import names as date_names
from saksi.sources.dates import normalise
from saksi.sources.encoding import decode, refuse_binary
from saksi.text import fold_accents
from saksi.types import Event, Quantity, Struct

Verdict = Literal["found", "differs", "not found"]
KEYS = (
    *("id", "date", "date_end", "place", "area", "country", "latitude", "longitude", "side_a", "side_b"),
    *("killed", "killed_low", "killed_high", "injured"),
)
"""What of a list can be compared."""
KNOWN: Mapping[str, Mapping[str, str]] = {
    "UCDP GED": {
        "id": "id", "date": "date_start", "date_end": "date_end", "place": "where_coordinates", "area": "adm_1",
        "country": "country", "latitude": "latitude", "longitude": "longitude", "side_a": "side_a", "side_b": "side_b",
        "killed": "best", "killed_low": "low", "killed_high": "high",
    },
    "ACLED": {
        "id": "event_id_cnty", "date": "event_date", "place": "location", "area": "admin1", "country": "country",
        "latitude": "latitude", "longitude": "longitude", "side_a": "actor1", "side_b": "actor2", "killed": "fatalities",
    },
}  # fmt: skip
"""Tables that are known by their columns."""
_ENOUGH = 3.0
_BOOKS = (".xlsx",)


class Listed(Struct, frozen=True):
    """One row of a list: where it stands in the file, and what of it can be compared."""

    row: int
    id: str
    first: str | None
    last: str | None
    place: str | None
    area: str | None
    country: str | None
    lat: float | None
    lon: float | None
    sides: tuple[str, ...]
    killed: tuple[int | None, int | None, int | None]
    """Low, best, high."""
    injured: int | None


class Finding(Struct, frozen=True):
    """How one field of a row stands to the ledger's: both values, and whether they agree."""

    field: str
    listed: str
    ledger: str
    agrees: bool


class Match(Struct, frozen=True):
    """What became of one row: the verdict, the event, field by field, and the sentence with its speaker and page."""

    row: int
    id: str
    verdict: Verdict
    event: str | None
    score: float
    findings: tuple[Finding, ...]
    sentence: str
    speaker: str
    outlet: str
    url: str
    others: tuple[str, ...]
    """Other events that it could be."""


class Compared(Struct, frozen=True):
    """A list held against a ledger: what became of each row, the events the list does not have, and what could not be read."""

    kind: str
    policy: str
    redaction: str
    rows: int
    matches: tuple[Match, ...]
    only_here: tuple[dict[str, str], ...]
    """Events of the list's days and countries, with somebody killed, that no row is about."""
    problems: tuple[str, ...]

    def counts(self) -> dict[str, int]:
        """How many rows of each verdict."""
        verdicts = [match.verdict for match in self.matches]
        return {verdict: verdicts.count(verdict) for verdict in ("found", "differs", "not found")}

    def sheets(self) -> tuple[Sheet, Sheet]:
        """The rows with what became of them, and the events the list does not have."""
        columns = ("row", "id", "verdict", "event", "differs_in", *_FIELDS, "sentence", "speaker", "outlet", "url", "others")
        rows = [
            {
                "row": m.row, "id": m.id, "verdict": m.verdict, "event": m.event,
                "differs_in": ", ".join(f.field for f in m.findings if not f.agrees),
                **{f.field: f"{f.listed} | {f.ledger}" for f in m.findings},
                "sentence": m.sentence, "speaker": m.speaker, "outlet": m.outlet, "url": m.url, "others": ", ".join(m.others),
            }
            for m in self.matches
        ]  # fmt: skip
        return Sheet("rows", columns, rows), Sheet("only in the ledger", ("event", "day", "place", "killed"), self.only_here)


_FIELDS = ("day", "place", "sides", "killed", "injured")


class Tolerance(NamedTuple):
    """How far apart a row and an event may be: days, and kilometres between two exact places."""

    days: int = 2
    km: float = 30.0


# --- reading the list --------------------------------------------------------------------------------------------------


def read_list(path: str | Path, fields: Mapping[str, str] | None = None) -> tuple[str, tuple[Listed, ...], tuple[str, ...]]:
    """The rows of a CSV or XLSX file, what kind of table it is, and what is wrong with the others (``row N: ...``).

    ``fields`` maps our keys (:data:`KEYS`) to the columns; without it the columns tell what table it is. Raises SourceError when
    the file cannot be read or no column holds a date.
    """
    file = Path(path)
    header, records = _records(file)
    kind, columns = _columns(file, header, fields)
    rows: list[Listed] = []
    problems: list[str] = []
    words = date_names(("id", "en"))
    for number, record in records:
        cells = {key: (record.get(column) or "").strip() for key, column in columns.items()}
        if not any(cells.values()):
            continue
        try:
            rows.append(_listed(number, cells, words))
        except ValueError as error:
            problems.append(f"row {number}: {error}")
    return kind, tuple(rows), tuple(problems)


def _records(file: Path) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    try:
        if file.suffix.lower() in _BOOKS:
            book = load_workbook(file, read_only=True, data_only=True)
            values = [["" if c is None else str(c) for c in row] for row in book.worksheets[0].iter_rows(values_only=True)]
            book.close()
        else:
            raw = file.read_bytes()
            refuse_binary(raw[:8192], str(file))
            text = decode(raw, str(file)).text.removeprefix("\ufeff")
            head = text.split("\n", 1)[0]
            mark = max(",;\t", key=head.count)
            values = [[bared(c) for c in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark)]
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}.", file=str(file)) from error
    except (csv.Error, KeyError, ValueError) as error:
        raise SourceError(f"is no table: {error}.", file=str(file), hint="Give a CSV or XLSX file.") from error
    if not values:
        raise SourceError("is empty.", file=str(file), hint="Give a table with a header.")
    header = [name.strip() for name in values[0]]
    return header, [(n, dict(zip(header, row, strict=False))) for n, row in enumerate(values[1:], start=2)]


def _columns(file: Path, header: Sequence[str], fields: Mapping[str, str] | None) -> tuple[str, dict[str, str]]:
    if fields:
        wrong = [key for key in fields if key not in KEYS]
        lost = [column for column in fields.values() if column not in header]
        if wrong:
            raise SourceError(f"--fields maps {wrong[0]!r}, which is nothing to compare.", hint=f"Keys: {', '.join(KEYS)}.")
        if lost:
            raise SourceError(f"there is no column {lost[0]!r}; there are: {', '.join(header)}.", file=str(file), line=1)
        known = {**{key: key for key in KEYS if key in header}, **fields}
        kind = "your list"
    else:
        fits = {name: [column for column in columns.values() if column in header] for name, columns in KNOWN.items()}
        kind = max(fits, key=lambda name: len(fits[name]) / len(KNOWN[name]))
        known = {key: column for key, column in KNOWN[kind].items() if column in header}
        if len(known) <= len(KNOWN[kind]) // 2:
            kind, known = "your list", {key: key for key in KEYS if key in header}
    if "date" not in known:
        hint = f"Say which column is which: --fields date=NAME,place=NAME,killed=NAME. Columns: {', '.join(header)}."
        raise SourceError("no column is known to hold the date.", file=str(file), line=1, hint=hint)
    return kind, known


def _listed(number: int, cells: Mapping[str, str], words: Any) -> Listed:
    first = _day(cells.get("date", ""), words)
    last = _day(cells.get("date_end", ""), words) or first
    best = _whole(cells.get("killed", ""))
    low, high = _whole(cells.get("killed_low", "")), _whole(cells.get("killed_high", ""))
    return Listed(
        row=number,
        id=cells.get("id", "") or str(number),
        first=first,
        last=last,
        place=cells.get("place") or None,
        area=cells.get("area") or None,
        country=cells.get("country") or None,
        lat=_degrees(cells.get("latitude", "")),
        lon=_degrees(cells.get("longitude", "")),
        sides=tuple(s for s in (cells.get("side_a", ""), cells.get("side_b", "")) if s),
        killed=(best if low is None else low, best, best if high is None else high),
        injured=_whole(cells.get("injured", "")),
    )


def _day(text: str, words: Any) -> str | None:
    if not text:
        return None
    found = normalise(text.split(" 00:00:00")[0], "dmy", words)
    if found is None or ordinal(found) is None:
        raise ValueError(f"{text!r} is no date; it was not compared.")
    return found[:10]


def _whole(text: str) -> int | None:
    if not text:
        return None
    try:
        return int(float(text.replace(" ", "")))
    except ValueError as error:
        raise ValueError(f"{text!r} is no number; it was not compared.") from error


def _degrees(text: str) -> float | None:
    try:
        return float(text) if text else None
    except ValueError as error:
        raise ValueError(f"{text!r} is no coordinate; it was not compared.") from error


# --- holding it against the ledger -------------------------------------------------------------------------------------


class _Seen(NamedTuple):
    """An event as a list sees it."""

    event: Event
    first: int | None
    last: int | None
    site: Site | None
    sides: tuple[str, ...]
    killed: Quantity | None
    injured: Quantity | None


def compare(
    ledger: Ledger,
    path: str | Path,
    *,
    fields: Mapping[str, str] | None = None,
    policy: str = "latest",
    tolerance: Tolerance = Tolerance(),  # noqa: B008 - frozen
    redact: str = "public",
) -> Compared:
    """A list held against a ledger. Raises SourceError when it cannot be read, ConfigError for an unknown redaction profile."""
    kind, rows, problems = read_list(path, fields)
    facts = ledger.facts()
    shown = Redactor(load_profile(redact), facts)
    seen = [one for event in ledger.events(policy) if (one := _seen(event, facts)) is not None]
    matches = match(rows, seen, facts, tolerance, shown)
    taken = {m.event for m in matches if m.event is not None} | {name for m in matches for name in m.others}
    return Compared(kind, policy, redact, len(rows), matches, tuple(_only_here(rows, seen, taken, shown)), problems)


def match(
    rows: Sequence[Listed], seen: Sequence[_Seen], facts: Facts, tolerance: Tolerance, shown: Redactor
) -> tuple[Match, ...]:
    """What became of each row. An event is given to the row it fits best, and to no other; the best fits are given first."""
    fits: list[tuple[float, int, int]] = []
    for number, row in enumerate(rows):
        for place, one in enumerate(seen):
            score = _score(row, one, tolerance)
            if score is not None and score >= _ENOUGH:
                fits.append((score, number, place))
    given: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    for score, number, place in sorted(fits, key=lambda f: (-f[0], rows[f[1]].row, seen[f[2]].event.key)):
        if number not in given and place not in used:
            given[number] = (place, score)
            used.add(place)
    out = []
    for number, row in enumerate(rows):
        near = [seen[p].event for s, n, p in sorted(fits, key=lambda f: -f[0]) if n == number]
        if number not in given:
            others = tuple(e.name or e.key for e in near)
            out.append(Match(row.row, row.id, "not found", None, 0.0, (), "", "", "", "", others))
            continue
        place, score = given[number]
        out.append(_matched(row, seen[place], score, [e for e in near if e is not seen[place].event], facts, shown))
    return tuple(out)


def _seen(event: Event, facts: Facts) -> _Seen | None:
    """An event that took place; a threat or a denial is in no list of events."""
    claims = [facts.events[c] for c in event.claims if c in facts.events]
    if not any(c.realis == "actual" for c in claims):
        return None
    values = {name: derived.value for name, derived in event.fields.items()}
    day, site, sides = values.get("day"), values.get("place"), values.get("sides")
    first = ordinal(day.earliest or day.latest) if isinstance(day, Day) else None
    last = ordinal(day.latest or day.earliest) if isinstance(day, Day) else None
    published = [p for c in event.claims if c in facts.reading and (p := facts.published(c)) is not None]
    if first is None and published:
        last = min(published)  # it was told by then
    return _Seen(
        event,
        first,
        last,
        site if isinstance(site, Site) else None,
        tuple(p.name for p in sides if isinstance(p, Party)) if isinstance(sides, tuple | list) else (),
        figure_of(values.get("killed")),
        figure_of(values.get("injured")),
    )


def _score(row: Listed, one: _Seen, tolerance: Tolerance) -> float | None:
    """How well a row fits an event; null where day or place speak against it."""
    day = _day_score(row, one, tolerance)
    place = _place_score(row, one.site, tolerance)
    if day is None or place is None or (not day and not place):
        return None
    sides = _shared(row.sides, one.sides)
    figure = 0.0
    if row.killed[1] is not None and one.killed is not None:
        figure = 1.0 if _agrees(row.killed, one.killed) else -0.5
    return day + place + (1.0 if sides else 0.0) + figure


def _day_score(row: Listed, one: _Seen, tolerance: Tolerance) -> float | None:
    first, last = ordinal(row.first), ordinal(row.last)
    if first is None or last is None:
        return 0.0
    if one.first is None:
        soon = one.last is not None and 0 <= one.last - last <= 7 + tolerance.days
        return 0.5 if soon else None
    end = one.last if one.last is not None else one.first
    gap = max(0, first - end, one.first - last)
    if gap > tolerance.days:
        return None
    exact = first == one.first and last == end
    return 2.0 if exact else 1.5 if not gap else 1.0


def _place_score(row: Listed, site: Site | None, tolerance: Tolerance) -> float | None:
    if site is None:
        return 0.0
    names = {fold_accents(n) for n in (site.name, site.adm2) if n}
    if row.country and site.country and not _same_country(row.country, site.country):
        return None
    asked = {fold_accents(part.strip()) for part in (row.place or "").split(",") if part.strip()}
    if any(_inside(a, n) or _inside(n, a) for a in asked for n in names):
        return 2.0
    if None not in (row.lat, row.lon, site.lat, site.lon):
        apart = _km(row.lat or 0.0, row.lon or 0.0, site.lat or 0.0, site.lon or 0.0)
        fine = site.precision in ("point", "village", "adm3")
        if apart <= tolerance.km:
            return 2.0 if fine else 1.5
        if fine:
            return None
        if site.precision == "adm2" and apart > 4 * tolerance.km:
            return None
    area = fine_name(row.area or "")
    if area and site.adm1:
        return 1.0 if _inside(area, fine_name(site.adm1)) or _inside(fine_name(site.adm1), area) else None
    return 0.5 if row.country and site.country else 0.0


def _same_country(name: str, code: str) -> bool:
    """Whether a country's name in a list is that of a code; a name nobody knows speaks against nothing."""
    asked = fold_accents(name.split("(")[0].strip())
    entries = load_gazetteer().listed().get(asked, ())
    codes = {entry.iso3 for entry in entries if isinstance(entry, Country)}
    return not codes or code in codes


def _inside(short: str, long: str) -> bool:
    """Whether a name is, word for word, in a longer one."""
    return bool(short) and f" {short} " in f" {long} "


def _km(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """The distance of two places on a globe, in kilometres (haversine)."""
    a, b = radians(lat), radians(lat2)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(lon2 - lon) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(half))


_LOOSE = 4  # letters of a word that tells nothing of a side


def _shared(listed: Iterable[str], ours: Iterable[str]) -> set[str]:
    """The telling words that both name sides with."""

    def words(names: Iterable[str]) -> set[str]:
        found = {word for name in names for word in fold_accents(name).replace("-", " ").split()}
        return {word for word in found if len(word) >= _LOOSE and word not in _COMMON}

    return words(listed) & words(ours)


_COMMON = frozenset({"government", "forces", "army", "military", "civilians", "group", "people", "front"})


def _agrees(killed: tuple[int | None, int | None, int | None], held: Quantity) -> bool:
    low, best, high = killed
    if best is not None and best == held.best:
        return True
    lows, highs = (low if low is not None else best), (high if high is not None else best)
    if lows is None or highs is None:
        return True
    least = held.low if held.low is not None else held.best
    most = held.high if held.high is not None else held.best
    if held.best is not None and best is not None and held.low == held.high:
        return lows <= held.best <= highs
    return (most is None or lows <= most) and (least is None or least <= highs)


def _matched(row: Listed, one: _Seen, score: float, others: Sequence[Event], facts: Facts, shown: Redactor) -> Match:
    findings = []
    if row.first is not None:
        ours = _span(one)
        same = one.first is not None and _day_score(row, one, Tolerance(days=0)) is not None
        findings.append(Finding("day", row.first if row.first == row.last else f"{row.first}..{row.last}", ours, same))
    if row.place or row.lat is not None:
        name = (
            shown.place(one.site.name, one.site.precision, one.site.adm2, one.site.adm1) if one.site is not None else "not said"
        )
        near = (_place_score(row, one.site, Tolerance()) or 0) > 1
        findings.append(Finding("place", row.place or f"{row.lat}, {row.lon}", name, near))
    if row.sides:
        ours = "; ".join(shown.text(side) for side in one.sides) or "not said"
        findings.append(Finding("sides", "; ".join(row.sides), ours, bool(_shared(row.sides, one.sides))))
    if row.killed[1] is not None:
        agrees = one.killed is not None and _agrees(row.killed, one.killed)
        findings.append(Finding("killed", _range(row.killed), _figure(one.killed), agrees))
    if row.injured is not None:
        exact = (row.injured, row.injured, row.injured)
        agrees = one.injured is not None and _agrees(exact, one.injured)
        findings.append(Finding("injured", str(row.injured), _figure(one.injured), agrees))
    claim = _telling(one.event, facts)
    seen = step(claim, facts) if claim is not None else None
    return Match(
        row=row.row,
        id=row.id,
        verdict="found" if all(f.agrees for f in findings) else "differs",
        event=one.event.name or one.event.key,
        score=round(score, 1),
        findings=tuple(findings),
        sentence=" ".join(shown.text(seen.sentence.exact, seen.document).split()) if seen is not None else "",
        speaker=shown.text(seen.testimony, seen.document) if seen is not None else "",
        outlet=seen.publisher or "" if seen is not None else "",
        url=seen.url or seen.document if seen is not None else "",
        others=tuple(e.name or e.key for e in others),
    )


def _telling(event: Event, facts: Facts) -> str | None:
    """The claim whose sentence is shown: one behind the figure of the dead, else the event's own."""
    for field in ("killed", "injured"):
        used = event.fields[field].claims if field in event.fields else ()
        counts = [facts.casualties[c] for c in used if c in facts.casualties]
        if counts:
            return min(counts, key=lambda c: (-(c.quantity.low or c.quantity.best or 0), c.id)).id
    known = [c for c in event.claims if c in facts.events]
    return min(known, key=lambda c: (facts.events[c].voice != "lead", c)) if known else None


def _span(one: _Seen) -> str:
    if one.first is None:
        return "not said"
    first, last = date.fromordinal(one.first).isoformat(), date.fromordinal(one.last or one.first).isoformat()
    return first if first == last else f"{first}..{last}"


def _range(killed: tuple[int | None, int | None, int | None]) -> str:
    low, best, high = killed
    return str(best) if low == best == high else f"{best} ({low} to {high})"


def _figure(held: Quantity | None) -> str:
    return quantity(held) if held is not None else "not said"


def _only_here(rows: Sequence[Listed], seen: Sequence[_Seen], taken: set[str], shown: Redactor) -> Iterable[dict[str, str]]:
    """Events with dead, within the days the list covers, that no row is about."""
    days = sorted(o for row in rows for text in (row.first, row.last) if (o := ordinal(text)) is not None)
    for one in seen:
        name = one.event.name or one.event.key
        within = days and one.first is not None and days[0] <= one.first <= days[-1]
        some = one.killed is not None and any(n for n in (one.killed.low, one.killed.best, one.killed.high))
        if within and some and name not in taken:
            place = shown.place(one.site.name, one.site.precision, one.site.adm2, one.site.adm1) if one.site is not None else ""
            yield {"event": name, "day": _span(one), "place": place, "killed": _figure(one.killed)}


__all__ = ["KEYS", "KNOWN", "Compared", "Finding", "Listed", "Match", "Tolerance", "compare", "match", "read_list"]
