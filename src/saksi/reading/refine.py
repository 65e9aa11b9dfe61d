"""Rules of disambiguation that look at another event of the sentence, or at what the sentence is about.

Needs tellings; gives them with their types settled. The rules are rows of ``ontologies/plover.toml`` (``[[refine]]``), after the
PLOVER manual. A telling that is not coded is turned down with the rule's reason.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from saksi.ontologies import Refinement, load
from saksi.reading.actors import Phrase, is_mere_place
from saksi.reading.page import Page
from saksi.reading.tellings import Telling


def refine(page: Page, tellings: Sequence[Telling]) -> list[Telling]:
    """The tellings of a page, each as the first rule that fits has it; in the order they came."""
    rules = load("plover").refinements
    topics = [
        (h.first, row.name) for h in page.hits("events", "context") for row in {f.row.name: f.row for f in h.forms}.values()
    ]
    out = []
    for telling in tellings:
        others = [t for t in tellings if t is not telling and t.sentence is telling.sentence]
        about = {name for at, name in topics if telling.sentence.first <= at < telling.sentence.last}
        rule = next((r for r in rules if _fits(page, r, telling, others, about)), None)
        if telling.row.incidental and any(t.type == telling.type and t.first < telling.first for t in others):
            page.turn_down("event", telling.first, telling.last, "damage of an attack that the sentence tells", "refine")
        elif rule is None:
            out.append(telling)
        elif rule.becomes is None:
            page.turn_down("event", telling.first, telling.last, rule.why, "refine")
        else:
            telling.row = structs.replace(telling.row, type=rule.becomes)
            telling.modes = rule.gives
            out.append(telling)
    return out


def _fits(page: Page, rule: Refinement, telling: Telling, others: Sequence[Telling], about: set[str]) -> bool:
    if telling.type != rule.type or (rule.modes and set(rule.modes).isdisjoint(telling.modes)):
        return False
    if rule.alone and (telling.mutual or len(telling.actors) != 1 or telling.voice == "nominal"):
        return False
    if rule.aimed and (telling.row.bound or not any(p.actor is not None or is_mere_place(p) for p in telling.recipients)):
        return False
    if rule.context is not None and rule.context not in about:
        return False
    return rule.beside is None or any(_stands_beside(page, rule, telling, other) for other in others)


def _stands_beside(page: Page, rule: Refinement, telling: Telling, other: Telling) -> bool:
    gap = telling.first - other.last if rule.after else other.first - telling.last
    if other.type != rule.beside or not 0 <= gap <= rule.reach:
        return False
    if rule.realis and other.realis not in rule.realis:
        return False
    if page.is_(other.first - 1, "pronoun_plural", "pronoun_institution"):
        return True  # *their war*, *its campaign*
    return not rule.own or any(_same(a, b) for a in telling.actors for b in (*other.actors, *other.recipients))


def _same(a: Phrase, b: Phrase) -> bool:
    return (
        a is b
        or (a.first, a.last) == (b.first, b.last)
        or (a.actor is not None and b.actor is not None and a.actor.id == b.actor.id)
    )
