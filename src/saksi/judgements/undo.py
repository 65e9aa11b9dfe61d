"""Taking a judgement back. Nothing is erased: a later judgement puts in force again what was in force before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from saksi.errors import JudgementError
from saksi.judgements.fields import canonical
from saksi.judgements.identity import sealed
from saksi.types import Judgement

_UNDO = "undo:"
_NOWHERE: Mapping[str, str] = MappingProxyType({})


def undoing(
    judgements: Sequence[Judgement], judgement_id: str, by: str, at: str, placed: Mapping[str, str] = _NOWHERE
) -> Judgement:
    """The judgement that takes another one back, given by its id or the beginning of it. ``placed`` are claims by judgement.

    A correction becomes the correction before it, or unsure where there was none; a decision likewise; what was added is
    rejected; a pair is unsure again. Raises JudgementError when there is no such judgement, or a later one on the same thing.
    """
    found = [one for one in judgements if one.id.startswith(judgement_id)] if judgement_id else []
    if len(found) != 1:
        raise JudgementError(f"there are {len(found)} judgements whose id begins with {judgement_id!r}. Name one.")
    old = found[0]
    gone = undone_by(judgements)
    line = [one for one in judgements if _thing(one, placed) == _thing(old, placed)]
    standing = [one for one in line if one.id not in gone and not is_undone(one)]
    if old.id in gone:
        raise JudgementError(f"judgement {old.id[:12]} by {old.by} was taken back already.")
    if not standing or standing[-1].id != old.id:
        last = standing[-1] if standing else line[-1]
        raise JudgementError(f"{last.by} has decided anew on {last.at[:16]}. Take that back first: {last.id[:12]}.")
    why = f"{_UNDO}{old.id}"
    if old.action == "add":
        return sealed(Judgement("", "reject", old.anchor, by, at, why=why))
    before = standing[-2] if len(standing) > 1 else None
    if before is None:
        return sealed(Judgement("", "unsure", old.anchor, by, at, field=old.field, why=why, other=old.other))
    return sealed(
        Judgement(
            "", before.action, before.anchor, by, at, before.field, old.after, before.after, why, before.seen, before.other
        )
    )  # fmt: skip


def undone_by(judgements: Iterable[Judgement]) -> dict[str, Judgement]:
    """The judgements that were taken back, by id, with what took them back."""
    return {one.why.removeprefix(_UNDO): one for one in judgements if one.why is not None and one.why.startswith(_UNDO)}


def is_undone(judgement: Judgement) -> bool:
    """Whether a judgement only takes another back."""
    return judgement.why is not None and judgement.why.startswith(_UNDO)


def _thing(one: Judgement, placed: Mapping[str, str]) -> object:
    """What a judgement is about: its claim, else the words it is anchored at; and its slot."""
    slot = canonical(one.field) if one.field is not None else "pair" if one.other is not None else "whole"
    if one.other is None and one.id in placed:
        return (slot, placed[one.id])
    ends = [(a.article, a.noun, a.exact, a.start, a.ordinal) for a in (one.anchor, one.other) if a is not None]
    return (slot, tuple(sorted(ends)))
