"""Whose territory the map draws what several states claim: by a viewpoint that is named, and always hatched.

Rows of ``ui/disputes.json`` say of each territory how the basemap draws it, who holds it, to whom it belongs in the view of the
United Nations, and who claims it. A state's own viewpoint draws what it claims as its own and the rest as the United Nations do.
"""

from __future__ import annotations

from functools import cache

import msgspec

from saksi.types import Struct
from saksi.web.pages import STATIC

HELD, UN = "held", "un"
"""The viewpoints that are no state's: lines as the ground is held, and as the United Nations have them."""


class Territory(Struct, frozen=True):
    """What more than one state, or somebody who is no state, claims. Codes are those of ISO 3166-1; empty is nobody."""

    id: str
    name: dict[str, str]
    drawn: str
    """Whose the basemap draws it; nobody's where it stands by itself there."""
    holder: str
    """Who holds it; empty where it is divided, or held by somebody who is no state."""
    un: str
    claims: tuple[str, ...]
    unit: str | None = None
    """Its name in the basemap, where it has borders of its own there."""
    parents: dict[str, str] = msgspec.field(default_factory=dict)
    """The states whose border with it goes where it is drawn as theirs."""
    on: str | None = None

    def owner(self, viewpoint: str) -> str:
        """To whom it is drawn."""
        if viewpoint == HELD:
            return self.holder or self.drawn
        return viewpoint if viewpoint in self.claims else self.un


@cache
def territories() -> tuple[Territory, ...]:
    """All of them."""
    return msgspec.json.decode((STATIC / "disputes.json").read_bytes(), type=tuple[Territory, ...])


@cache
def viewpoints() -> tuple[str, ...]:
    """Those there are: as held, as the United Nations have it, and every state that claims something."""
    return (HELD, UN, *sorted({state for one in territories() for state in one.claims if state != "XK"}), "XK")


def unseen(viewpoint: str) -> list[str]:
    """The borders of the basemap that are not drawn: those within what is one state in this view."""
    owners = ((one, one.owner(viewpoint)) for one in territories())
    return [f"{one.id}-{owner}" for one, owner in owners if owner in one.parents]


def outlined(viewpoint: str) -> list[str]:
    """The territories around which a border is drawn that the basemap lacks: they are another's than it has them."""
    return [one.id for one in territories() if one.unit is None and one.owner(viewpoint) != one.drawn]
