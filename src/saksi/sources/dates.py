"""Publication dates of many shapes to ISO 8601. Nothing is guessed: what cannot be read, or can be read in two ways, is null."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from typing import Literal, NamedTuple

Order = Literal["mdy", "dmy"]

_CLOCK = (
    r"(?:[\sT,|-]+(?:[^\W\d_]+\.?\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
    r"(?:\s*(?P<half>[ap])\.?m\.?)?(?:\s*(?P<zone>[A-Za-z]{1,5}|(?:UTC|GMT)?[+-]\d{1,2}:?(?:\d{2})?))?)?"
)
_NUMERIC = re.compile(r"(?P<a>\d{1,2})(?P<mark>[/.-])(?P<b>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})" + _CLOCK, re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})" + _CLOCK, re.IGNORECASE)
_DAY_NAME = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?P<name>[^\W\d_]+)\.?,?[\s-]+(?P<year>\d{4})" + _CLOCK, re.IGNORECASE
)
_NAME_DAY = re.compile(r"(?P<name>[^\W\d_]+)\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})" + _CLOCK, re.IGNORECASE)
_WEEKDAY = re.compile(r"^[^\W\d_]+(?:['’`][^\W\d_]+)?\.?(?:\s*,\s*(?=\S)|\s+(?=\d{1,2}[\s/.-]))")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?")


class Names(NamedTuple):
    """Month names and time zones, lower case, as the language packs have them."""

    months: Mapping[str, int]
    zones: Mapping[str, float]


@cache
def names(languages: tuple[str, ...]) -> Names:
    """Month names (also cut to three letters) and zone names of the packs of these languages, after English and UTC."""
    import calendar

    from saksi import languages as packs
    from saksi.languages.schema import Month, TimeWord

    months = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
    zones: dict[str, float] = {"z": 0, "utc": 0, "gmt": 0}
    for code in languages:
        if code not in packs.available():
            continue
        rows = packs.load(code).rows["times"]
        for row in rows["month"]:
            if isinstance(row, Month):
                months.update((word.lower().rstrip("."), row.month) for word in row.words)
        for row in rows["word"]:
            if isinstance(row, TimeWord) and row.kind == "zone" and row.value is not None:
                zones.update(dict.fromkeys((word.lower() for word in row.words), row.value))
    short: dict[str, int] = {}
    for name, month in months.items():
        short.setdefault(name[:3], month)
    return Names({**short, **months}, zones)


def normalise(value: str, order: Order | None, known: Names) -> str | None:
    """``value`` as an ISO 8601 date, or date and time with the offset it states; null when it cannot be read.

    ``order`` decides dates such as 5/6/2025; without it they are null unless both readings agree.
    """
    text = _flat(value)
    if not text:
        return None
    if _EPOCH.fullmatch(text):
        seconds = float(text) / (1000 if len(text.split(".")[0]) == 13 else 1)
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
    for candidate in (text, text.replace(" ", "T", 1)):
        try:
            if len(text) <= 10:
                return date.fromisoformat(candidate).isoformat()
            return datetime.fromisoformat(candidate).isoformat(timespec="seconds")
        except ValueError:
            continue
    if match := _YEAR_FIRST.fullmatch(text):
        return _iso(match, int(match["month"]), int(match["day"]), known)
    bare = _WEEKDAY.sub("", text)
    if match := _NUMERIC.fullmatch(bare):
        a, b = int(match["a"]), int(match["b"])
        if a != b and order is None and a <= 12 and b <= 12:
            return None
        month_first = b > 12 or (a <= 12 and order == "mdy")
        return _iso(match, a if month_first else b, b if month_first else a, known)
    for pattern in (_DAY_NAME, _NAME_DAY):
        for form in (bare, text):
            match = pattern.fullmatch(form)
            month = known.months.get(match["name"].lower()) if match else None
            if match and month:
                return _iso(match, month, int(match["day"]), known)
    return None


def _flat(value: str) -> str:
    return " ".join(value.replace("(", " ").replace(")", " ").split())


def _iso(match: re.Match[str], month: int, day: int, known: Names) -> str | None:
    year = int(match["year"])
    if len(match["year"]) == 2:
        year += 2000 if year < 69 else 1900
    try:
        if match["hour"] is None:
            return date(year, month, day).isoformat()
        hour = int(match["hour"])
        if match["half"]:
            hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
        when = datetime(
            year, month, day, hour, int(match["minute"]), int(match["second"] or 0), tzinfo=_zone(match["zone"], known)
        )
        return when.isoformat(timespec="seconds")
    except ValueError:
        return None


def _zone(text: str | None, known: Names) -> timezone | None:
    """The offset a zone's name or digits stand for. Raises ValueError on a name that no pack knows."""
    if text is None:
        return None
    if text.lower() in known.zones:
        return timezone(timedelta(hours=known.zones[text.lower()]))
    digits = re.fullmatch(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?", text, re.IGNORECASE)
    if digits is None:
        raise ValueError(text)
    offset = timedelta(hours=int(digits[2]), minutes=int(digits[3] or 0))
    return timezone(offset if digits[1] == "+" else -offset)


def order_of(values: Iterable[str]) -> Order | Literal["both"] | None:
    """The order that the unambiguous dates among ``values`` show: a field over 12 is a day. ``both`` when they disagree."""
    seen: set[Order] = set()
    for value in values:
        match = _NUMERIC.fullmatch(_WEEKDAY.sub("", _flat(value)))
        if match is None:
            continue
        a, b = int(match["a"]), int(match["b"])
        if a > 12 >= b:
            seen.add("dmy")
        elif b > 12 >= a:
            seen.add("mdy")
    if len(seen) == 2:
        return "both"
    return next(iter(seen), None)


class FileOrder:
    """Whether the dates of one file put the month or the day first. The file is looked over once, when a date asks for it."""

    def __init__(self, given: Order | None, default: Order, look: Callable[[], Iterable[str]]) -> None:
        self._given, self._default, self._look = given, default, look
        self._found: Order | Literal["both"] | None = given

    def of(self, value: str) -> Order | None:
        """The order for ``value``: the one given, else the file's, else the default; null when the file has both."""
        if self._given:
            return self._given
        match = _NUMERIC.fullmatch(_WEEKDAY.sub("", _flat(value)))
        if match is None or int(match["a"]) > 12 or int(match["b"]) > 12:
            return self._default
        if self._found is None:
            self._found = order_of(self._look()) or self._default
        return None if self._found == "both" else self._found
