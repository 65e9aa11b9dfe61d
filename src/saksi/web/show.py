"""How values look in one interface language: quantities with their signs, days, places, policies' values, reasons.

Templates call these; all give plain text, which the template escapes.
"""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

from saksi.reconcile import Claimed, Day, Deaths, Harm, Party, Site
from saksi.reconcile.toll import SIGNS
from saksi.types import Quantity
from saksi.web.names import country
from saksi.web.views.reasons import Reason
from saksi.web.words import Words

_WORDS_ALONE = frozenset({"none", "some", "unspecified"})


class Show:
    """Values in the words of ``t``."""

    def __init__(self, t: Words) -> None:
        self.t = t

    def quantity(self, q: Quantity | None) -> str:
        """A quantity as short as it can be said: ``≥34``, ``70–85``, ``~310``, ``tens (20–99)``; a word where no number is."""
        if q is None:
            return self.t("show.not_said")
        if q.qualifier in _WORDS_ALONE:
            return self.t.label("qualifier", q.qualifier)
        sign = SIGNS.get(q.qualifier, "")
        if q.number is not None:
            return f"{sign}{self.t.number(q.number)}" if sign != "–" else self.t.number(q.number)
        if sign in ("≤", "<") and q.high is not None:
            return f"≤{self.t.number(q.high)}"
        if q.low is not None and q.high is not None:
            span = f"{self.t.number(q.low)}–{self.t.number(q.high)}"
            return span if q.qualifier == "between" else f"{self.t.label('qualifier', q.qualifier)} ({span})"
        if q.low is not None:
            return f"≥{self.t.number(q.low)}"
        if q.high is not None:
            return f"≤{self.t.number(q.high)}"
        return f"~{self.t.number(q.best)}" if q.best is not None else self.t("show.not_said")

    def value(self, value: object) -> str:
        """The value of a field under some policy."""
        if value is None:
            return self.t("show.not_said")
        if isinstance(value, Quantity):
            return self.quantity(value)
        if isinstance(value, Deaths):
            high = "?" if value.high is None else self.t.number(value.high)
            return self.t("show.deaths", best=self.t.number(value.best), low=self.t.number(value.low), high=high)
        if isinstance(value, Harm):
            return self.t(
                "show.harm", civilians=self.quantity(value.civilians), militants=self.quantity(value.militants),
                grade=self.t.label("grade", value.grade),
            )  # fmt: skip
        if isinstance(value, Day):
            return self.day(value)
        if isinstance(value, Site):
            return self.site(value)
        if isinstance(value, Claimed):
            side = f" ({value.side})" if value.side else ""
            return f"{value.speaker}: {self.quantity(value.quantity)}{side}"
        if isinstance(value, Party):
            return value.name
        if isinstance(value, tuple | list):
            return "; ".join(self.value(one) for one in value)
        return str(value)

    def parts(self, value: object) -> str:
        """What the value of a policy is made of, where it has parts."""
        if not isinstance(value, Deaths):
            return ""
        numbers = {name: self.t.number(getattr(value, name)) for name in ("a", "b", "civilians", "unknown")}
        return self.t("show.deaths_parts", None, **numbers)

    def day(self, day: Day) -> str:
        """The day of an event, or the days from and to, as precise as is known; the hour where it is told."""
        first, last = day.earliest or day.latest, day.latest or day.earliest
        if not first or not last:
            return self.t("show.not_said")
        if day.precision == "time" and "T" in first:
            return f"{self.t.date(first)}, {first[11:16]}"
        if first[:10] == last[:10] or day.precision in ("month", "year", "decade"):
            return self.t.date(first, day.precision)
        return f"{self.t.date(first)} – {self.t.date(last)}"

    def site(self, site: Site) -> str:
        """A place with the areas it lies in, each once."""
        parts = dict.fromkeys(p for p in (site.name, site.adm2, site.adm1, country(site.country, self.t.language)) if p)
        near = self.t.label("place", site.relation) + " " if site.relation in ("near", "between") else ""
        return near + ", ".join(parts)

    def axis(self, value: str) -> str:
        """A day beside an axis: day and month."""
        day = date.fromisoformat(value)
        return f"{day.day} {self.t.date(value, 'month').partition(' ')[0][:3]}"

    def reason(self, reason: Reason) -> str:
        """A reason of reconciling; as it was written where it is not known."""
        if not reason.code:
            return reason.text
        parts = {key: self._part(key, value) for key, value in reason.parts.items()}
        return self.t(f"reason.{reason.code}", None, **parts) if parts else self.t(f"reason.{reason.code}")

    def _part(self, key: str, value: str) -> str:
        if key == "policy":
            return self.t.label("policy", value)
        if key == "realis":
            return self.t.label("realis", value)
        if key in ("kinds", "classes"):
            group = "kind" if key == "kinds" else "source"
            words = value.replace(" and ", ", ").split(", ")
            return ", ".join(self.t.label(group, word) for word in words)
        if key == "type":
            return self.t.label("type", value)
        return value

    def damage(self, kind: str) -> str:
        """What happened to which things."""
        thing, _, effect = kind.partition(".")
        return f"{self.t.label('object', thing)} {self.t.label('effect', effect)}"

    def kind(self, kind: str, damage: bool = False) -> str:
        """The head of columns: what befell people, or things."""
        return self.damage(kind) if damage else self.t.label("kind", kind)


def at(document: str, claim: str) -> str:
    """The address of a claim's words in the reader."""
    return f"/article/{quote(document, safe='')}?claim={quote(claim, safe='')}#c-{quote(claim, safe='')}"


def doc(document: str) -> str:
    """The address of an article in the reader."""
    return f"/article/{quote(document, safe='')}"
