"""What people decided, carried out on a reading: corrected fields, rejected claims set aside with the reason."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from msgspec.structs import replace

from saksi import contract
from saksi.judgements.anchors import Attached
from saksi.judgements.fields import NOBODY, Registry, canonical, correct, is_project
from saksi.types import Claim, Judgement, Noun, Reading, Rejected, evidence_of

RULE = "judgement"
_LISTS: dict[Noun, str] = {
    "attribution": "attributions",
    "event": "events",
    "casualty": "casualties",
    "impact": "impacts",
    "control": "control",
}


def decision_of(judgements: Collection[Judgement]) -> Judgement | None:
    """The judgement in force on the claim as a whole: accept, reject or unsure, else add; null when nobody judged it."""
    whole = [one for one in judgements if one.action in ("accept", "reject", "unsure") and one.field is None]
    added = [one for one in judgements if one.action == "add"]
    return whole[-1] if whole else added[-1] if added else None


def apply(reading: Reading, attached: Attached, registry: Registry = NOBODY) -> tuple[Reading, dict[str, frozenset[str]]]:
    """The reading with corrections made and rejected claims removed, and for each corrected claim the fields a person decided.

    A rejected claim moves to ``rejected`` with who rejected it and why; nothing refers to it any more. ``main`` becomes null when
    the main event is rejected. A reading nobody judged comes back as it is.
    """
    judged = {claim.id for _, claim in reading.claims()} & set(attached.by_claim)
    if not judged:
        return reading, {}
    decided: dict[str, frozenset[str]] = {}
    kept: dict[str, list[Claim]] = {name: [] for name in _LISTS.values()}
    gone: dict[str, Rejected] = {}
    for noun, claim in reading.claims():
        ours = attached.by_claim.get(claim.id, ())
        decision, at = decision_of(ours), evidence_of(claim)
        if decision is not None and decision.action == "reject" and at is not None:
            reason = f"rejected by {decision.by}" + (f": {decision.why}" if decision.why else "")
            gone[claim.id] = Rejected(noun, at, reason, RULE)
            continue
        fields = set()
        new = claim
        for one in ours:
            if one.action == "correct" and one.field is not None and not is_project(one.field):
                new = correct(noun, new, reading.document, one.field, one.after, registry)
                fields.add(canonical(one.field))
        if fields:
            decided[claim.id] = frozenset(fields)
        kept[_LISTS[noun]].append(new)
    changed = replace(
        reading,
        main=None if reading.main in gone else reading.main,
        rejected=(*reading.rejected, *gone.values()),
        **{name: tuple(claims) for name, claims in kept.items()},
    )
    return (_without(changed, set(gone)) if gone else changed), decided


def _without(reading: Reading, gone: set[str]) -> Reading:
    """The reading with every reference to claims that are gone taken out."""
    data = contract.plain(reading)
    for name in _LISTS.values():
        data[name] = [_strip(one, gone) for one in data[name]]
    return contract.restore(data, Reading, reading.document.id, reading.document.text)


def _strip(data: Any, gone: set[str]) -> Any:
    if isinstance(data, dict):
        out: dict[str, Any] = {}
        for key, value in data.items():
            if key in ("event", "part_of", "restates", "within") and value in gone:
                out[key] = None
            elif key in ("asserted_by", "denied_by", "relations"):
                out[key] = [_strip(one, gone) for one in value if _target(one) not in gone]
            else:
                out[key] = _strip(value, gone)
        return out
    if isinstance(data, list | tuple):
        return [_strip(one, gone) for one in data]
    return data


def _target(reference: Any) -> str | None:
    """The claim that a reference points at: an id, a denial or a relation."""
    if isinstance(reference, dict):
        return reference.get("by") or reference.get("to")
    return str(reference)
