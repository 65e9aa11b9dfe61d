"""The operator that moves an article in time: dates, weekdays, the day of publication and the dates of the gold together."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from quality.variants.draft import Draft, Piece, edits, rewrite
from quality.variants.tables import table

NEAR = 45  # days around publication within which a date belongs to the story and not to its past
YEAR = r"(?:19|20)\d\d"
LATEST = 2025


class _MisfitError(Exception):
    """A date that cannot be moved without changing what the text says."""


def dates(draft: Draft, rng: Random) -> bool:
    """Move the story by some days, or everything by whole years; weekdays move with it."""
    published = _day(str(draft.gold.get("published") or draft.document.get("published") or ""))
    ways = [(0, n) for n in (-7, -6, -5, -4, -3, -2, -1, 1, 2, 3) if not published or published.year + n <= LATEST]
    if published and not _halves(draft):
        ways += [(n, 0) for n in range(-9, 10) if n] * 2
    rng.shuffle(ways)
    for days, years in ways:
        trial = draft.copy()
        try:
            done = _move(trial, published, days, years)
        except _MisfitError:
            continue
        if done:
            draft.__dict__.update(trial.__dict__)
            draft.changes.append(f"dates moved by {days} days" if days else f"dates moved by {years} years")
            return True
    return False


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _halves(draft: Draft) -> bool:
    tables = table(draft.language)
    months = "|".join(tables["months"])
    return bool(
        any(words in draft.text.lower() for words in tables["half_months"])
        or re.search(rf"\d{{1,2}}[-–]\d{{1,2}} (?:{months})", draft.text)
    )


def _make(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise _MisfitError from error


def _move(draft: Draft, published: date | None, days: int, years: int) -> bool:
    def shift(old: date) -> date:
        if days:
            near = published is not None and abs((old - published).days) <= NEAR
            return old + timedelta(days=days) if near else old
        return _make(old.year + years, old.month, old.day)

    turn = 0
    if published:
        turn = (shift(published) - published).days % 7
    pieces = _pieces(draft, published, shift, years, turn)
    if not pieces:
        return False
    rewrite(draft, edits(draft.text, pieces))
    for row in draft.gold.get("events", []):
        if row.get("date"):
            row["date"] = _gold(row["date"], shift, years)
    if published:
        new = shift(published)
        for holder in (draft.gold, draft.document):
            if holder.get("published"):
                holder["published"] = new.isoformat() + str(holder["published"])[10:]
        url = draft.document.get("url")
        if url:
            for form in ("%Y/%m/%d", "%Y-%m-%d", "%Y/%m"):
                url = url.replace(published.strftime(form), new.strftime(form))
            draft.document["url"] = url
    return True


def _gold(value: Any, shift: Callable[[date], date], years: int) -> Any:
    if isinstance(value, list):
        return [_gold(v, shift, years) for v in value]
    text = str(value)
    full = _day(text)
    if full:
        return shift(full).isoformat() + text[10:]
    return f"{int(text[:4]) + years:04d}{text[4:]}"


def _pieces(draft: Draft, published: date | None, shift: Callable[[date], date], years: int, turn: int) -> list[Piece]:
    text, tables = draft.text, table(draft.language)
    months: list[str] = tables["months"]
    weekdays: list[str] = tables["weekdays"]
    month = "|".join(months)
    out: list[Piece] = []
    full: list[tuple[date, date]] = []

    def changed(old: date) -> date:
        new = shift(old)
        full.append((old, new))
        return new

    def put(start: int, end: int, new: object) -> None:
        if text[start:end] != str(new):
            out.append(Piece(start, end, str(new)))

    used: list[tuple[int, int]] = []
    slashed = rf"(?<![\d/])(\d{{1,2}})/(\d{{1,2}})(?:/({YEAR}))?(?![\d/])"
    before = rf"(?<![\d.,–-])(\d{{1,2}}) ({month})(?: ({YEAR}))?\b"
    after = rf"\b({month}) (\d{{1,2}})(?:,? ({YEAR}))?\b(?![.,]\d)"
    for pattern, order in ((slashed, (1, 2, 3)), (before, (1, 2, 3)), (after, (2, 1, 3))):
        for match in re.finditer(pattern, text):
            if any(a < match.end() and match.start() < b for a, b in used) or draft.teased(match.start()):
                continue
            d, m, y = (match.span(n) for n in order)
            number = months.index(match[order[1]]) + 1 if match[order[1]] in months else int(match[order[1]])
            used.append(match.span())
            if match[3]:
                old = _make(int(match[3]), number, int(match[order[0]]))
            elif published:
                old = _closest(published, number, int(match[order[0]]))
            else:
                continue
            new = changed(old)
            put(*d, new.day)
            put(*m, months[new.month - 1] if match[order[1]] in months else new.month)
            if match[3]:
                put(*y, new.year)
            elif (new.year - old.year) != (shift(published).year - published.year if published else 0):
                raise _MisfitError
    if years:
        for match in re.finditer(rf"(?<![\w.,/–-]){YEAR}(?![\w/–-]|[.,]\d)", text):
            if not any(a <= match.start() < b for a, b in used) and not draft.teased(match.start()):
                if published and int(match.group()) > published.year + 1:
                    continue
                put(match.start(), match.end(), int(match.group()) + years)
    for old, new in full:
        nearby = published is None or abs((old - published).days) <= NEAR
        if nearby and published and (new - old).days % 7 != turn:
            raise _MisfitError
    if turn:
        for match in re.finditer(r"\b(?:" + "|".join(weekdays) + r")\b", text):
            if not draft.teased(match.start()):
                put(match.start(), match.end(), weekdays[(weekdays.index(match.group()) + turn) % 7])
    return out


def _closest(published: date, month: int, day: int) -> date:
    """The year a date without one belongs to: the one that brings it closest to publication."""
    options = [_make(published.year + n, month, day) for n in (-1, 0, 1)]
    return min(options, key=lambda d: abs((d - published).days))
