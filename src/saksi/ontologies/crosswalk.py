"""Carry a reconciled event over into another ontology: the first rule that fits gives the code, and says what is lost.

A crosswalk is a table, not a program: what a rule may ask is the closed list of :class:`~saksi.ontologies.schema.When`. The same
profile gives the same coding; what has no place is said to have none, with the reason.
"""

from __future__ import annotations

import msgspec

from saksi.ontologies.files import Ontology, load
from saksi.ontologies.schema import Force, From, Rule, When
from saksi.types import Actor, ImpactObject, PlacePrecision, PloverType, Realis, TimePrecision

_ORGANISED: frozenset[Force] = frozenset({"state", "foreign", "rebel", "militia", "armed", "criminal"})
_STATES: frozenset[Force] = frozenset({"state", "foreign"})


class Party(msgspec.Struct, frozen=True):
    """One side as an ontology sees it: its name, its PLOVER code (country, sector), and the force it is."""

    name: str
    code: str
    force: Force
    status: str = "named"


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What carrying over needs to know of a reconciled event. ``killed`` and ``injured`` are the least reported, null unknown."""

    event: str
    type: PloverType
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    realis: Realis = "actual"
    historical: bool = False
    mutual: bool = False
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    civilians: bool = False
    killed: int | None = None
    injured: int | None = None
    control: str = "none"
    things: tuple[ImpactObject, ...] = ()
    time: TimePrecision | None = None
    days: int | None = None
    """How many days its interval holds."""
    place: PlacePrecision | None = None

    @property
    def organised(self) -> bool:
        """Whether a state or an organised armed group acts."""
        return any(p.force in _ORGANISED for p in self.actors)

    @property
    def clash(self) -> bool:
        """Whether two organised armed sides meet."""
        acting = [p for p in self.actors if p.force in _ORGANISED]
        met = [p for p in self.recipients if p.force in _ORGANISED]
        return (self.mutual and len(acting) >= 2) or (bool(acting) and bool(met) and not self.civilians)

    @property
    def state(self) -> bool:
        """Whether a state is a side."""
        return any(p.force in _STATES for p in (*self.actors, *self.recipients))


class Coding(msgspec.Struct, frozen=True, kw_only=True):
    """What an ontology calls an event: code and label, or null and ``why``; the rule by file and line; what was lost; fields."""

    ontology: str
    event: str
    code: str | None
    label: str | None = None
    rule: str = ""
    why: str = ""
    lost: tuple[str, ...] = ()
    fields: dict[str, str] = {}


def code(profile: Profile, ontology: Ontology | str) -> Coding:
    """The coding of one event under an ontology. Raises PackError when there is no such ontology or its file is wrong."""
    book = load(ontology) if isinstance(ontology, str) else ontology
    name = book.header.id
    if profile.realis not in book.header.realis:
        return Coding(ontology=name, event=profile.event, code=None, why=f"holds no event that is {profile.realis}")
    if profile.historical and not book.header.historical:
        return Coding(ontology=name, event=profile.event, code=None, why="holds no event of an earlier episode")
    for rule, place in zip(book.rules, book.places, strict=True):
        if not fits(profile, rule.when):
            continue
        if rule.code is None:
            return Coding(ontology=name, event=profile.event, code=None, rule=place, why=rule.why)
        made = book.code(rule.code)
        lost = (*rule.loses, *_lost(profile, rule), *(loss.what for loss in book.losses))
        return Coding(
            ontology=name, event=profile.event, code=rule.code, label=made.label, rule=place, why=rule.why, lost=lost,
            fields={f.name: _field(f.source, f.map, f.other, profile, book, rule.code) for f in book.fields},
        )  # fmt: skip
    return Coding(ontology=name, event=profile.event, code=None, why="no rule of the crosswalk fits")


def force_of(actor: Actor | None, country: str | None) -> Force:
    """The force an actor is, by its sector; a state's organ in another country (alpha-3) than its own is foreign."""
    if actor is None:
        return "unknown"
    forces = {s.code: s.force for s in load("plover").sectors}
    found = forces.get(actor.sector or "", "state" if actor.country and not actor.sector else "unknown")
    if found == "state" and country and actor.country and actor.country != country:
        return "foreign"
    return found


def actor_code(actor: Actor | None) -> str:
    """An actor as PLOVER writes it: country (dashes where it has none) and sector; *UNK* for one in no registry."""
    return f"{actor.country or '---'}{actor.sector or ''}" if actor else "---UNK"


def _lost(profile: Profile, rule: Rule) -> tuple[str, ...]:
    """What this event has and this rule did not ask for."""
    asked = rule.when
    extra = [m for m in profile.modes if asked.mode and m not in asked.mode]
    return (f"the modes {', '.join(extra)}",) if extra else ()


def fits(profile: Profile, when: When) -> bool:
    """Whether every condition holds of the profile."""
    actor = frozenset(p.force for p in profile.actors) or frozenset[Force]({"unknown"})
    recipient = frozenset(p.force for p in profile.recipients) or frozenset[Force]({"unknown"})
    deaths = bool(profile.killed)
    asked: tuple[bool, ...] = (
        not when.type or profile.type in when.type,
        not when.mode or not set(when.mode).isdisjoint(profile.modes),
        when.modeless is None or when.modeless == (not profile.modes),
        not when.actor or not actor.isdisjoint(when.actor),
        not when.recipient or not recipient.isdisjoint(when.recipient),
        when.clash is None or when.clash == profile.clash,
        when.mutual is None or when.mutual == profile.mutual,
        when.state is None or when.state == profile.state,
        when.civilians is None or when.civilians == profile.civilians,
        when.organised is None or when.organised == profile.organised,
        when.control is None or when.control == profile.control,
        when.deaths is None or when.deaths == deaths,
        when.harm is None or when.harm == (deaths or bool(profile.injured)),
        not when.things or not set(when.things).isdisjoint(profile.things),
        not when.context or not set(when.context).isdisjoint(profile.contexts),
    )
    return all(asked)


def _field(source: From, words: dict[str, str], other: str | None, profile: Profile, book: Ontology, name: str) -> str:
    """The value of one output field in the ontology's words; empty when the event does not tell."""
    values = _values(source, profile, book, name)
    said = [words.get(v, other if other is not None and words else v) for v in values]
    joined = "".join(sorted(said)) if source == "forces" else ";".join(dict.fromkeys(said))
    return joined or (other or "")


def _values(source: From, profile: Profile, book: Ontology, name: str) -> list[str]:
    made = book.code(name)
    parent = book.code(made.parent) if made.parent else made
    sides = (*profile.actors, *profile.recipients)
    match source:
        case "code":
            return [made.code]
        case "label":
            return [made.label]
        case "parent":
            return [parent.label]
        case "score":
            return _score(profile, book, name)
        case "flags":
            return list(made.flags)
        case "modes":
            return list(profile.modes)
        case "contexts":
            return list(profile.contexts)
        case "actor":
            return [p.code or p.name for p in profile.actors]
        case "recipient":
            return [p.code or p.name for p in profile.recipients]
        case "actor_force":
            return [p.force for p in profile.actors[:1]] or ["unknown"]
        case "recipient_force":
            return [p.force for p in (profile.actors[1:2] if profile.mutual else profile.recipients[:1])]
        case "forces":
            return [p.force for p in (profile.actors[:2] if profile.mutual else (*profile.actors[:1], *profile.recipients[:1]))]
        case "victims":
            return ["civilian" if profile.civilians else "other"]
        case "time":
            return [_span_of(profile)]
        case "place":
            return [profile.place] if profile.place else []
        case "quad":
            return [made.quad or parent.quad or ""]
        case "type":
            return [profile.type]
        case "sides":
            return [p.name for p in sides]


def _span_of(profile: Profile) -> str:
    """How exactly the day is known: by the days its interval holds, since a day can be told as *last week*."""
    if profile.time is None or profile.days is None:
        return "unknown"
    for most, word in ((1, "day"), (6, "days"), (7, "week"), (31, "month"), (366, "year")):
        if profile.days <= most:
            return word
    return "years"


def _score(profile: Profile, book: Ontology, name: str) -> list[str]:
    """The score of the mode where there is one, else of the code."""
    scores = [m.score for m in book.modes if m.type == profile.type and m.name in profile.modes and m.score is not None]
    own = book.code(name).score
    best = scores[0] if scores else own
    return [f"{best:g}"] if best is not None else []


__all__ = ["Coding", "Party", "Profile", "actor_code", "code", "fits", "force_of"]
