"""Values in a few words, the same on a terminal, in a table of changes and on a page."""

from __future__ import annotations

from saksi.reconcile import Claimed, Day, Deaths, Harm, Party, Site, Sum
from saksi.types import Event, Quantity


def counted(number: int, one: str, many: str | None = None) -> str:
    """*1 claim*, *2 claims*, *1,200 testimonies*."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def quantity(value: Quantity) -> str:
    """*16*, *at least 16*, *11-19*, *more than 100*, *not said*."""
    if value.qualifier == "unspecified":
        return "not said"
    if value.qualifier == "none":
        return "0"
    if value.number is not None and value.qualifier != "between":
        return f"{value.number:,}" if value.qualifier == "exact" else f"{value.qualifier.replace('_', ' ')} {value.number:,}"
    if value.low is not None and value.high is not None:
        return f"{value.low:,}" if value.low == value.high else f"{value.low:,}-{value.high:,}"
    if value.low is not None:
        return f"at least {value.low:,}"
    return f"at most {value.high:,}" if value.high is not None else value.qualifier.replace("_", " ")


def value(held: object) -> str:
    """A derived value in a few words: a quantity, a day, a place, sides, a count for each claimant."""
    if held is None:
        return "not said"
    if isinstance(held, Quantity):
        return quantity(held)
    if isinstance(held, Day):
        first, last = held.earliest or "?", held.latest or "?"
        return first if first == last else f"{first}..{last}"
    if isinstance(held, Site):
        return ", ".join(dict.fromkeys(part for part in (held.name, held.adm1, held.country) if part))
    if isinstance(held, Party):
        return held.name if held.status == "named" else f"{held.name} ({held.status})"
    if isinstance(held, Claimed):
        side = f" of {held.side}" if held.side else ""
        return f"{held.speaker}: {quantity(held.quantity)}{side}" + (" (own losses)" if held.own else "")
    if isinstance(held, Deaths):
        parts = f"side a {held.a}, side b {held.b}, civilians {held.civilians}, unknown {held.unknown}"
        return f"best {held.best:,} ({parts}), {held.low:,} to {'?' if held.high is None else format(held.high, ',')}"
    if isinstance(held, Harm):
        unsure = ", status contested" if held.status_contested else ""
        return f"civilians {value(held.civilians)}, militants {value(held.militants)}, {held.grade}{unsure}"
    if isinstance(held, Sum):
        figure = quantity(held.quantity) if held.quantity else "no figure"
        return f"{figure} in {held.counted:,} of {counted(held.of, 'event')}"
    if isinstance(held, tuple | list):
        return "; ".join(value(one) for one in held) or "not said"
    return str(held)


def name_of(event: Event) -> str:
    """What people call an event: its public name, else its key."""
    return event.name or event.key


__all__ = ["counted", "name_of", "quantity", "value"]
