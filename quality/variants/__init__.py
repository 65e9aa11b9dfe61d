"""Variants of gold articles: other countries, names, figures, dates, cue verbs, voice and order, the gold moved along.

An article that is read well only because its words were seen before reads worse under other names and numbers. ``variants``
yields pairs of document and gold; every operator can also be applied alone, by its name in ``OPERATORS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random
from typing import Any

from quality.variants.dates import dates
from quality.variants.draft import Draft, begin, full_text, problems, rows
from quality.variants.figures import ages, figures
from quality.variants.names import countries, groups, persons, places, territories
from quality.variants.order import order
from quality.variants.wording import cues, voice

__all__ = ["OPERATORS", "apply", "begin", "full_text", "problems", "rows", "variants"]

Operator = Callable[[Draft, Random], bool]

OPERATORS: Mapping[str, Operator] = {
    "countries": countries,
    "territories": territories,
    "groups": groups,
    "places": places,
    "persons": persons,
    "figures": figures,
    "ages": ages,
    "dates": dates,
    "voice": voice,
    "cues": cues,
    "order": order,
}
"""In the order in which they are applied: names first, since later ones leave them whole."""

WITHIN = {"territories", "groups", "places", "persons"}
"""What an exchange of countries has already done."""


def apply(document: Mapping[str, Any], gold: Mapping[str, Any], names: Sequence[str], rng: Random) -> tuple[Any, Any] | None:
    """The article after the named operators, or None where none of them found anything to change.

    Raises ValueError for a gold whose anchors are not in its article.
    """
    draft = begin(dict(document), dict(gold))
    applied: list[str] = []
    for name, operator in OPERATORS.items():
        if name not in names or ("countries" in applied and name in WITHIN):
            continue
        trial = draft.copy()
        if operator(trial, rng):
            found = problems(*trial.finish())
            if found:
                raise ValueError(f"{name} broke {gold.get('id')}: {found[0]}")
            draft = trial
            applied.append(name)
    if not applied:
        return None
    draft.gold["lineage"] = {"of": gold.get("id"), "operators": applied, "changes": draft.changes}
    return draft.finish()


def variants(
    document: Mapping[str, Any], gold: Mapping[str, Any], n: int = 20, seed: int = 0
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """``n`` variants of an article with its gold, the same for the same seed; each combines several operators.

    Variant i always tries operator i, so that every operator has its turn; where fewer than two of those chosen find anything to
    change, all are tried. Its id is the article's with ``~i`` behind it. An article that nothing can be changed in yields none.
    """
    names = list(OPERATORS)
    for i in range(n):
        rng = Random(f"{seed}:{gold.get('id')}:{i}")
        chosen = [names[i % len(names)], *rng.sample(names, rng.randint(3, 6))]
        made = apply(document, gold, chosen, rng)
        if made is None or len(made[1]["lineage"]["operators"]) < 2:
            made = apply(document, gold, names, rng)
        if made is None:
            return
        new_document, new_gold = made
        new_document["id"] = new_gold["id"] = f"{gold.get('id')}~{i:02d}"
        yield new_document, new_gold
