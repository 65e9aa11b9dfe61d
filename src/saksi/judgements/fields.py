"""The fields of a claim that a person may correct, as dotted contract paths, and how their values are written.

Beside the plain leaves (``quantity.low``, ``realis``, ``actors.0.status``) some fields are written as a whole: ``quantity``
(``at_least 16``), a participant by name (``side``, also ``side.actor.name``), participants (``actors``: names with semicolons
between), a place by name (``place``). Words and spans of the report are evidence and cannot be corrected, nor can references
to other claims.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, NamedTuple

import msgspec
from msgspec import inspect

from saksi import contract
from saksi.errors import JudgementError
from saksi.judgements.quantities import FORMS, check_order, parse_quantity, show_quantity
from saksi.text import fold_accents
from saksi.types import (
    Actor,
    Attribution,
    CasualtyClaim,
    Claim,
    ControlClaim,
    Document,
    EventClaim,
    ImpactClaim,
    Location,
    Noun,
    Participant,
    Place,
    Quantity,
    Time,
    evidence_of,
)

Kind = Literal[
    "number", "float", "truth", "text", "date", "choice", "choices", "texts", "party", "parties", "location", "quantity"
]

CLAIMS: dict[Noun, type[Claim]] = {
    "attribution": Attribution,
    "event": EventClaim,
    "casualty": CasualtyClaim,
    "impact": ImpactClaim,
    "control": ControlClaim,
}
_EVIDENCE_AND_REFERENCES = {
    *("id", "rule", "text", "span", "number_span", "mentions", "content", "cue", "medium", "via", "contexts", "means", "flags"),
    *("asserted_by", "denied_by", "event", "part_of", "restates", "within", "relations"),
}
_DATES = {"earliest", "latest"}
_JUDGED = "judged:"
PROJECT = "project."
"""How the field of a judgement begins that fills in a variable of a project's own."""
_INDEX = re.compile(r"(?<=\.)\d+(?=\.|$)")


class Leaf(NamedTuple):
    """A field that can be corrected: how its value is written, what it can be, and whether it can be null."""

    path: str
    kind: Kind
    choices: tuple[str, ...] = ()
    nullable: bool = False


class Registry(NamedTuple):
    """Known actors and places, by id and by folded name, for corrections that name one."""

    actors: Mapping[str, Actor] = {}
    places: Mapping[str, Place] = {}


NOBODY = Registry()


@cache
def fields_of(noun: Noun) -> dict[str, Leaf]:
    """The fields of a noun that can be corrected, by path; ``N`` stands for an index."""
    found: dict[str, Leaf] = {}
    _walk(inspect.type_info(CLAIMS[noun]), "", False, found)
    return found


def leaf_of(noun: Noun, path: str) -> Leaf:
    """The field at a path such as ``actors.0.status``. Raises JudgementError with the known fields when there is none."""
    leaf = fields_of(noun).get(_INDEX.sub("N", canonical(path)))
    if leaf is None:
        known = ", ".join(sorted(fields_of(noun)))
        raise JudgementError(f"{noun} claims have no field {path!r} that can be corrected. Fields: {known}.")
    return leaf


def is_project(path: str) -> bool:
    """True of a variable of a project's own (``project.land``), which no reading holds and no reading changes."""
    return path.startswith(PROJECT)


def names_something(noun: Noun, path: str) -> bool:
    """True of a field whose value is the name of an actor or a place. False also where there is no such field."""
    leaf = fields_of(noun).get(_INDEX.sub("N", canonical(path)))
    return leaf is not None and leaf.kind in ("party", "parties", "location")


def canonical(path: str) -> str:
    """One path for one field: ``side.actor.name`` is ``side``, ``place.place.name`` is ``place``."""
    return re.sub(r"\.(?:actor|place)\.name$", "", path)


def value_at(noun: Noun, claim: Claim, path: str) -> str | None:
    """The value of a field as a person writes it; null where the claim has none."""
    leaf = leaf_of(noun, path)
    return _show(leaf, _reach(contract.plain(claim), canonical(path).split(".")))


def correct(noun: Noun, claim: Claim, document: Document, path: str, value: str | None, registry: Registry = NOBODY) -> Claim:
    """The claim with one field set to what ``value`` says.

    Raises JudgementError when there is no such field, or when it cannot take the value: the message lists what it takes.
    """
    leaf, steps = leaf_of(noun, path), canonical(path).split(".")
    data = msgspec.json.decode(contract.claim_json(claim))
    holder = _reach(data, steps[:-1], make=True) if len(steps) > 1 else data
    if holder is None:
        raise JudgementError(f"{path}: the claim has no {'.'.join(steps[:-1])}. Set that first.")
    if isinstance(holder, dict):
        last: Any = steps[-1]
    else:
        last = int(steps[-1])
    new = _parse(leaf, value, holder[last], registry)
    if leaf.kind == "location" and new is not None and "span" not in new:
        new = _locate(new, claim, document)
    holder[last] = new
    try:
        return contract.restore(data, type(claim), document.id, document.text)
    except msgspec.ValidationError as error:
        raise JudgementError(f"{path} cannot be {value!r}: {error}.") from error


def check_claim(claim: Claim) -> None:
    """Raise JudgementError when the fields of a corrected claim contradict one another."""
    if isinstance(claim, CasualtyClaim | ImpactClaim):
        check_order(claim.quantity)
    times = [claim.time] if isinstance(claim, EventClaim | CasualtyClaim | ControlClaim) else []
    for time in [*times, claim.as_of] if isinstance(claim, CasualtyClaim) else times:
        if time is not None and time.earliest and time.latest and time.earliest[:10] > time.latest[:10]:
            raise JudgementError(f"the time would end ({time.latest}) before it begins ({time.earliest}). Correct both.")


def seen_value(noun: Noun, claim: Claim, field: str | None) -> str:
    """What a person sees when judging: the field, with what surrounds it, or for a whole claim the fields that make it.

    When it differs at a later reading, the judgement is stale.
    """
    if field is None:
        return "; ".join(f"{path}={value_at(noun, claim, path) or ''}" for path in _CORE[noun])
    path = canonical(field)
    first, *rest = path.split(".")
    if first == "quantity":
        return value_at(noun, claim, "quantity") or ""
    value = value_at(noun, claim, path) or ""
    if rest and rest[0].isdigit():
        whole = _reach(contract.plain(claim), [first])
        return f"{value} in {'; '.join(one.get('name') or _party(one) for one in whole)}"
    return value


_CORE: dict[Noun, tuple[str, ...]] = {
    "attribution": ("stance",),
    "event": ("plover.type", "actors", "recipients", "place", "realis", "historical"),
    "casualty": ("kind", "quantity", "who", "side", "by", "scope", "realis", "historical"),
    "impact": ("object", "effect", "quantity", "side", "by"),
    "control": ("territory", "relation", "holder", "change", "negated"),
}


# --- which fields there are ------------------------------------------------------------------------------------------


def _walk(info: inspect.Type, path: str, nullable: bool, found: dict[str, Leaf]) -> None:
    """Collect the correctable leaves under a type."""
    if isinstance(info, inspect.UnionType):
        inner = [t for t in info.types if not isinstance(t, inspect.NoneType)]
        if len(inner) == 1:
            _walk(inner[0], path, nullable or len(inner) < len(info.types), found)
        return
    if isinstance(info, inspect.StructType):
        whole: dict[type, Kind] = {Participant: "party", Location: "location", Quantity: "quantity"}
        if info.cls in whole:
            found[path] = Leaf(path, whole[info.cls], nullable=nullable)
        for field in info.fields:
            if field.encode_name not in _EVIDENCE_AND_REFERENCES:
                _walk(field.type, f"{path}.{field.encode_name}" if path else field.encode_name, False, found)
        return
    if isinstance(info, inspect.VarTupleType):
        item = info.item_type
        if isinstance(item, inspect.StructType):
            if item.cls is Participant:
                found[path] = Leaf(path, "parties")
            _walk(item, f"{path}.N", False, found)
        elif isinstance(item, inspect.LiteralType):
            found[path] = Leaf(path, "choices", tuple(str(v) for v in item.values))
        elif isinstance(item, inspect.StrType):
            found[path] = Leaf(path, "texts")
        return
    if path.endswith((".actor.name", ".place.name")):
        return  # written as the participant or the place itself
    if isinstance(info, inspect.LiteralType):
        found[path] = Leaf(path, "choice", tuple(str(v) for v in info.values), nullable)
        return
    scalars: dict[type, Kind] = {inspect.IntType: "number", inspect.FloatType: "float", inspect.BoolType: "truth"}
    if isinstance(info, inspect.StrType):
        found[path] = Leaf(path, "date" if path.rpartition(".")[2] in _DATES else "text", nullable=nullable)
    elif type(info) in scalars:
        found[path] = Leaf(path, scalars[type(info)], nullable=nullable)


def _reach(data: Any, steps: list[str], make: bool = False) -> Any:
    """What stands at a path in plain data; null where a step is missing. ``make`` puts an empty time where there is none."""
    for step in steps:
        if data is None:
            return None
        if isinstance(data, list | tuple):
            if not step.isdigit() or int(step) >= len(data):
                raise JudgementError(f"there is no item {step} among {len(data)}. Items are counted from 0.")
            data = data[int(step)]
        else:
            if make and step in ("time", "as_of") and data[step] is None:
                data[step] = contract.plain(Time("", None))
            data = data[step]
    return data


# --- how values are written ------------------------------------------------------------------------------------------


def _show(leaf: Leaf, value: Any) -> str | None:
    if value is None:
        return None
    if leaf.kind == "quantity":
        return show_quantity(msgspec.convert(value, Quantity))
    if leaf.kind == "party":
        return _party(value)
    if leaf.kind == "parties":
        return "; ".join(_party(one) for one in value) or None
    if leaf.kind == "location":
        return str(value["place"]["name"] if value["place"] else value["text"])
    if leaf.kind in ("choices", "texts"):
        return ", ".join(value) or None
    if leaf.kind == "truth":
        return "true" if value else "false"
    return str(value)


def _party(value: Any) -> str:
    """A participant by name, else by the words of the report, else by its status: ``[unstated]``."""
    if value.get("actor"):
        return str(value["actor"]["name"])
    return str(value["text"] or f"[{value.get('status', 'unstated')}]")


def _parse(leaf: Leaf, value: str | None, old: Any, registry: Registry) -> Any:
    """The plain value that ``value`` means for a field whose present plain value is ``old``."""
    words = None if value is None or value.strip().lower() in ("", "null") else value.strip()
    if words is None:
        if leaf.kind in ("choices", "texts", "parties"):
            return []
        if leaf.nullable:
            return None
        raise JudgementError(f"{leaf.path} cannot be empty. It takes: {_takes(leaf)}.")
    match leaf.kind:
        case "party":
            return _named(words, old, registry)
        case "parties":
            return _named_all(words, old, registry)
        case "location":
            return _placed(words, old, registry)
        case "quantity":
            return contract.plain(parse_quantity(words, old["text"]))
        case "choices":
            return [_choice(leaf, word.strip()) for word in words.split(",") if word.strip()]
        case "texts":
            return [word.strip() for word in words.split(",") if word.strip()]
        case "choice":
            return _choice(leaf, words)
        case "text":
            return words
        case _:
            return _scalar(leaf, words)


def _scalar(leaf: Leaf, words: str) -> Any:
    try:
        if leaf.kind == "truth":
            return {"true": True, "false": False}[words.lower()]
        if leaf.kind == "float":
            return float(words)
        if leaf.kind == "date":
            datetime.fromisoformat(words) if len(words) > 10 else date.fromisoformat(words)
            return words
        number = int(re.sub(r"\.0+$", "", words)) if re.fullmatch(r"\d+(?:\.0+)?", words) else None
    except (KeyError, ValueError) as error:
        raise JudgementError(f"{leaf.path} cannot be {words!r}. It takes: {_takes(leaf)}.") from error
    if number is None:
        raise JudgementError(f"{leaf.path} cannot be {words!r}. It takes: {_takes(leaf)}.")
    return number


def _choice(leaf: Leaf, word: str) -> str:
    for choice in leaf.choices:
        if choice.lower() == word.lower():
            return choice
    raise JudgementError(f"{leaf.path} cannot be {word!r}. It takes: {_takes(leaf)}.")


def _takes(leaf: Leaf) -> str:
    words = {
        "number": "a whole number such as 16, without separators",
        "float": "a number such as -8.52",
        "truth": "true or false",
        "text": "text",
        "date": "an ISO 8601 date such as 2020-09-28",
        "choice": ", ".join(leaf.choices),
        "choices": "one or more, with commas between, of " + ", ".join(leaf.choices),
        "texts": "words with commas between",
        "party": "the name of an actor",
        "parties": "names of actors with semicolons between",
        "location": "the name of a place",
        "quantity": FORMS,
    }
    return words[leaf.kind] + (", or null" if leaf.nullable else "")


def _named(name: str, old: Any, registry: Registry) -> Any:
    """A participant of that name; it keeps the words and standing it has in the report."""
    if old is not None and name == _party(old):
        return old
    actor = registry.actors.get(name) or registry.actors.get(fold_accents(name)) or Actor(_JUDGED + fold_accents(name), name)
    base = old if old is not None else contract.plain(Participant(None, None))
    status = base["status"] if base["status"] in ("named", "suspected", "contested") else "named"
    return {**base, "actor": contract.plain(actor), "status": status}


def _named_all(names: str, old: Any, registry: Registry) -> list[Any]:
    """Participants of those names, in that order; those the claim has already stay as they are."""
    left, out = list(old), []
    for name in (part.strip() for part in names.split(";")):
        if not name:
            continue
        known = next((one for one in left if _party(one) == name), None)
        if known is not None:
            left.remove(known)
        out.append(known if known is not None else _named(name, None, registry))
    return out


def _placed(name: str, old: Any, registry: Registry) -> Any:
    """A location of that name; it keeps the words of the report. A new one still lacks its words."""
    if old is not None and name == (old["place"]["name"] if old["place"] else old["text"]):
        return old
    place = registry.places.get(name) or registry.places.get(fold_accents(name)) or Place(_JUDGED + fold_accents(name), name)
    return {**(old or {}), "place": contract.plain(place)}


def _locate(new: dict[str, Any], claim: Claim, document: Document) -> dict[str, Any]:
    """Words for a place the report did not give to the claim: its name where the document has it, else the claim's own words."""
    name = new["place"]["name"]
    start, at = document.text.find(name), evidence_of(claim)
    if start < 0:
        if at is None:
            raise JudgementError(
                f"the claim has no words of its own and {name!r} is not in the document, so nothing carries the place."
            )
        return {"text": at.exact, "span": list(at.span), **new}
    return {"text": name, "span": [start, start + len(name)], **new}
