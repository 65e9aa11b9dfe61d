"""The closed schema of an ontology file.

An ontology is one TOML file: its codes in our own words, modes, contexts and sectors where it has them, a crosswalk from
reconciled events (``[[rule]]``, the first that fits decides), what the crosswalk loses, and where its manual contradicts itself
what was decided. A file that ``extends`` another adds rows to it, so that a new mode is a file too.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from saksi.types import ImpactObject, PloverType, Realis

Force = Literal["state", "foreign", "rebel", "militia", "armed", "criminal", "civilian", "body", "unknown"]
"""What kind of power a party is: its own state or one from outside, an armed opposition, a militia beside the state, armed people
nobody names, criminals, people without arms, an international body, or not told."""
Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
From = Literal[
    "code", "label", "parent", "score", "flags", "modes", "contexts", "actor", "recipient", "actor_force", "recipient_force",
    "forces", "victims", "time", "place", "quad", "type", "sides",
]  # fmt: skip
"""What a field of the coding is made from."""


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A row of an ontology file."""


class Header(Row, frozen=True, kw_only=True):
    """What the ontology is. ``like`` says how its codings are to be called: never by the name of the body that made it."""

    id: str
    name: str
    like: str
    unit: str
    """What one record of it is."""
    sources: str
    extends: str | None = None
    realis: tuple[Realis, ...] = ("actual",)
    """Which events it can hold at all."""
    historical: bool = True
    """Whether it holds events of an earlier episode than the one reported."""


class Code(Row, frozen=True, kw_only=True):
    """One code: what it is called, what it stands under, what it means in our words, its score and flags."""

    code: str
    label: str
    definition: str = ""
    parent: str | None = None
    quad: Quad | None = None
    recipient: bool | None = None
    """Whether it cannot be coded without a recipient."""
    score: float | None = None
    flags: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()


class Mode(Row, frozen=True, kw_only=True):
    """How an event of a type was done. ``aliases`` are names other files give it."""

    type: PloverType
    name: str
    definition: str
    score: float | None = None
    aliases: tuple[str, ...] = ()


class ContextCode(Row, frozen=True, kw_only=True):
    """Why: a context that a text evokes."""

    name: str
    definition: str


class Sector(Row, frozen=True, kw_only=True):
    """What an actor is, and the force it can bring."""

    code: str
    definition: str
    force: Force


class When(Row, frozen=True, kw_only=True):
    """When a rule fits. Every key given must hold; a list holds when one of its values does."""

    type: tuple[PloverType, ...] = ()
    mode: tuple[str, ...] = ()
    modeless: bool | None = None
    actor: tuple[Force, ...] = ()
    recipient: tuple[Force, ...] = ()
    clash: bool | None = None
    """Two organised armed sides use force on each other, or one on the other."""
    mutual: bool | None = None
    """Both sides act, so that nobody is told to have begun."""
    state: bool | None = None
    """A state is one of the sides."""
    civilians: bool | None = None
    """Those harmed or aimed at are people without arms."""
    organised: bool | None = None
    """Somebody who acts is a state or an organised armed group."""
    control: Literal["state", "other", "none"] | None = None
    """Who gained the territory."""
    deaths: bool | None = None
    """At least one death is reported; ``false``: none is, or none is told."""
    harm: bool | None = None
    """Somebody was killed or hurt."""
    things: tuple[ImpactObject, ...] = ()
    """What was destroyed, burnt or seized."""
    context: tuple[str, ...] = ()


class Rule(Row, frozen=True, kw_only=True):
    """A line of the crosswalk: ``code`` null says that the ontology has no place for it, and ``why``."""

    when: When
    code: str | None = None
    why: str = ""
    loses: tuple[str, ...] = ()


class Output(Row, frozen=True, kw_only=True):
    """A field of the coding: what it is made from, and the words of the ontology for our values."""

    name: str
    source: From = msgspec.field(name="from")
    map: dict[str, str] = {}
    other: str | None = None
    """What stands for a value the map does not have."""


class Loss(Row, frozen=True, kw_only=True):
    """What every record of this ontology loses of what the ledger holds."""

    what: str


class Decision(Row, frozen=True, kw_only=True):
    """Where the manual contradicts itself or leaves something open: what it says, what was chosen, why."""

    about: str
    says: str
    chosen: str
    why: str


class Refinement(Row, frozen=True, kw_only=True):
    """What a type becomes beside another one in its sentence, after the manual's rules of disambiguation.

    ``type`` (with one of ``modes``, where given) stands with ``beside``: later in the sentence (``after``: earlier), at most
    ``reach`` words away, and of a realis in ``realis`` where given; ``own`` asks that who does the first is a party of the
    second, ``alone`` that the first is one party's and not mutual, ``aimed`` that it is done to somebody, whatever its object.
    Instead of another event a ``context`` can be asked for. It ``becomes`` another type with ``gives`` as its modes; without,
    it is not coded. ``rule`` is the number of the manual's rule.
    """

    type: PloverType
    rule: int
    why: str
    modes: tuple[str, ...] = ()
    beside: PloverType | None = None
    realis: tuple[Realis, ...] = ()
    own: bool = False
    alone: bool = False
    aimed: bool = False
    reach: int = 12
    after: bool = False
    context: str | None = None
    becomes: PloverType | None = None
    gives: tuple[str, ...] = ()


ARRAYS: dict[str, type[Row]] = {
    "code": Code, "mode": Mode, "context": ContextCode, "sector": Sector, "rule": Rule, "field": Output, "loss": Loss,
    "decision": Decision, "refine": Refinement,
}  # fmt: skip
