"""Learn the weights of reconcile/weights.json from labelled pairs.

A logistic regression over the levels that each pair of event claims reaches: first how much each field is worth, then each level
of it. It starts from the weights set by hand and is held to them by a ridge, so a level of which there are few pairs stays where
it was; how strong the ridge is, is chosen by clustering one story at a time with what the others teach. What is ``fixed`` is not
learned. Pairs of one document, and pairs that share no blocking key, are never compared, so they teach nothing.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray
from quality.episodes import WORKED_ON, Read, load
from training.reconciling.stories import Labelled, stories

import saksi.reconcile
from saksi import read
from saksi.reconcile import Facts, reconcile
from saksi.reconcile.blocking import candidates
from saksi.reconcile.cluster import clusters
from saksi.reconcile.compare import levels, tellings
from saksi.reconcile.facts import ordinal
from saksi.reconcile.weights import LEVELS, TABLE, VETO, Level
from saksi.types import EventClaim

WEIGHTS = Path(saksi.reconcile.__file__).with_name("weights.json")
RIDGES = (10.0, 30.0, 100.0, 300.0)
CLOSER = 10.0
"""How much closer a level is held to its field than a field to what was set by hand."""
COMMON = date(2024, 1, 8).toordinal()
LN2 = math.log(2)
KEYS = [(row.field, row.name) for row in TABLE]
POSITION = {key: i for i, key in enumerate(KEYS)}
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Pair:
    """Two tellings: the story they come from, the levels they reach, and whether they are one event."""

    story: str
    levels: tuple[int, ...]
    same: bool


def episodes() -> Iterable[Labelled]:
    """The episodes that are worked on, as labelled stories."""
    for one in load():
        if one.id in WORKED_ON:
            keys = ("id", "url", "title", "text", "published", "publisher", "language")
            readings = tuple(read(**{k: article[k] for k in keys}) for article in one.articles.values())
            facts = Facts(readings)
            told = Read(one, facts, reconcile(facts.readings))
            first = {name: found[0][0] for name, found in told.tellers.items() if found and found[0][0]}
            often = Counter(first.values())
            labels = {claim: f"{one.id} {name[0]}" for name, claim in first.items() if often[claim] == 1}
            yield Labelled(one.id, readings, {str(claim): event for claim, event in labels.items()})


def in_one_week(story: Labelled) -> Labelled:
    """The story moved to a common week: reports of other events of the same days are what a ledger is full of."""
    first = min(day for r in story.readings if (day := ordinal(r.document.published)) is not None)
    shift = COMMON - first

    def moved(day: str | None) -> str | None:
        known = ordinal(day)
        return None if day is None or known is None else date.fromordinal(known + shift).isoformat() + day[10:]

    def of_event(e: EventClaim) -> EventClaim:
        when = e.time
        return e if when is None else replace(e, time=replace(when, earliest=moved(when.earliest), latest=moved(when.latest)))

    readings = tuple(
        replace(
            r, document=replace(r.document, published=moved(r.document.published)), events=tuple(of_event(e) for e in r.events)
        )
        for r in story.readings
    )
    return Labelled(story.name, readings, story.event_of)


def pairs_of(labelled: Sequence[Labelled]) -> list[Pair]:
    """Every pair that would be compared and whose truth is known; of two stories all are different."""
    told = {c: t for story in labelled for c, t in tellings(Facts(in_one_week(story).readings)).items()}
    story_of = {e.id: story.name for story in labelled for r in story.readings for e in r.events}
    event_of = {c: e for story in labelled for c, e in story.event_of.items()}
    out = []
    for a, b in candidates(told):
        one, two = story_of[a], story_of[b]
        if told[a].document == told[b].document or "teaser" in (told[a].claim.voice, told[b].claim.voice):
            continue
        if one == two and (a not in event_of or b not in event_of):
            continue
        reached = levels(told[a], told[b])
        if any(LEVELS[key].weight <= VETO for key in reached):
            continue
        out.append(Pair(one, tuple(POSITION[key] for key in reached), one == two and event_of[a] == event_of[b]))
    return out


def design(pairs: Sequence[Pair]) -> tuple[Array, Array]:
    """A row of noughts and ones for each pair, and the truth."""
    x = np.zeros((len(pairs), len(KEYS)))
    for i, pair in enumerate(pairs):
        x[i, list(pair.levels)] = 1.0
    return x, np.array([float(pair.same) for pair in pairs])


def fit(pairs: Sequence[Pair], ridge: float, table: Sequence[Level] = TABLE) -> Array:
    """Weights in bits: how much each field is worth, then, held closer, how much each level of it."""
    x, y = design(pairs)
    hand = np.array([row.by_hand for row in table])
    free = np.array([not row.fixed for row in table])
    fields = list(dict.fromkeys(row.field for row in table))
    of_field = np.array([[float(row.field == f and not row.fixed) * row.by_hand for f in fields] for row in table])
    offset = x @ np.where(free, 0.0, hand)
    worth = newton(x @ of_field, y, np.ones(len(fields)), ridge, offset)
    scaled = np.where(free, of_field @ np.clip(worth, 0.0, 2.0), hand)
    return np.where(free, newton(x * free, y, scaled, CLOSER * ridge, offset), hand)


def newton(x: Array, y: Array, start: Array, ridge: float, offset: Array) -> Array:
    """The most likely weights, held to where they start by a ridge."""

    def likelihood(v: Array) -> float:
        z = np.clip((x @ v + offset) * LN2, -500, 500)
        return float(np.sum(y * z - np.logaddexp(0, z)) - ridge * np.sum((v - start) ** 2))

    w = start.copy()
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip((x @ w + offset) * LN2, -500, 500)))
        gradient = LN2 * (x.T @ (y - p)) - 2 * ridge * (w - start)
        hessian = LN2 * LN2 * (x.T * (p * (1 - p))) @ x + 2 * ridge * np.eye(len(w))
        step, size = np.linalg.solve(hessian, gradient), 1.0
        while likelihood(w + size * step) < likelihood(w) and size > 1e-6:
            size /= 2
        w = w + size * step
        if np.abs(size * step).max() < 1e-6:
            break
    return w


def loss(scored: Iterable[tuple[float, bool]]) -> float:
    """Mean bits of surprise."""
    found = [math.log2(1 + 2 ** min(60.0, -total if same else total)) for total, same in scored]
    return sum(found) / len(found)


def curve(scored: Sequence[tuple[float, bool]], bins: int = 8) -> list[tuple[float, float, int]]:
    """Reliability: of pairs given about a probability, that probability and the share that are one event."""
    out = []
    for low in range(bins):
        here = [(1 / (1 + 2 ** -max(-60.0, min(60.0, t))), same) for t, same in scored]
        held = [(p, same) for p, same in here if low / bins <= p < (low + 1) / bins or (low == bins - 1 and p == 1)]
        if held:
            out.append((sum(p for p, _ in held) / len(held), sum(same for _, same in held) / len(held), len(held)))
    return out


def calibrated(scored: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Slope and shift that make the totals of pairs left out into probabilities (Platt, 1999)."""
    x = np.array([[total, 1.0] for total, _ in scored])
    y = np.array([float(same) for _, same in scored])
    slope, shift = newton(x, y, np.array([1.0, 0.0]), 1e-6, np.zeros(len(y)))
    return float(slope), float(shift)


def b_cubed(story: Labelled, w: Array) -> list[tuple[float, float]]:
    """Precision and recall of each labelled claim, the story clustered by these weights."""
    kept = dict(LEVELS)
    LEVELS.update(
        {(row.field, row.name): replace(row, weight=float(x)) for row, x in zip(TABLE, w, strict=True) if not row.fixed}
    )
    home = {c: i for i, group in enumerate(clusters(tellings(Facts(story.readings)))) for c in group}
    LEVELS.update(kept)
    out = []
    for c, event in story.event_of.items():
        mates = {d for d in story.event_of if home.get(d) == home.get(c)}
        kin = {d for d in story.event_of if story.event_of[d] == event}
        out.append((len(mates & kin) / len(mates), len(mates & kin) / len(kin)))
    return out


def write(w: Array, slope: float, shift: float, path: Path = WEIGHTS) -> None:
    """The table with these weights, to a hundredth of a bit."""
    rows = []
    for row, weight in zip(TABLE, w, strict=True):
        value = row.weight if row.fixed else round(float(weight), 2)
        kept = {"field": row.field, "name": row.name, "weight": value, "meaning": row.meaning}
        rows.append("    " + json.dumps({**kept, "by_hand": row.by_hand, "fixed": row.fixed}, ensure_ascii=False))
    text = f'{{\n  "slope": {slope:.3f},\n  "shift": {shift:.3f},\n  "levels": [\n' + ",\n".join(rows) + "\n  ]\n}\n"
    path.write_text(text, encoding="utf-8")


def main() -> None:
    """Read the stories, choose the ridge, write the weights, print what came of it."""
    labelled = [*stories(), *episodes()]
    pairs = pairs_of(labelled)
    true = sum(p.same for p in pairs)
    print(f"{len(pairs)} pairs, {true} of one event, from {len(labelled)} stories; what follows is of stories left out")
    best: tuple[float, float, float, list[tuple[float, bool]]] | None = None
    for ridge in RIDGES:
        left = {one.name: fit([p for p in pairs if p.story != one.name], ridge) for one in labelled}
        scored = [(float(sum(left[p.story][list(p.levels)])), p.same) for p in pairs]
        found = [pair for one in labelled for pair in b_cubed(one, left[one.name])]
        precision, recall = (sum(pair[i] for pair in found) / len(found) for i in (0, 1))
        f1 = 2 * precision * recall / (precision + recall)
        print(f"ridge {ridge}: B-cubed {precision:.3f}, {recall:.3f}, F1 {f1:.3f}; {loss(scored):.3f} bits a pair")
        best = max(best or (0.0, 0.0, 0.0, []), (f1, -loss(scored), ridge, scored), key=lambda one: one[:2])
    assert best is not None
    _, _, ridge, scored = best
    slope, shift = calibrated(scored)
    said = [same for total, same in scored if total > 0]
    print(f"ridge {ridge}; pairs: precision {sum(said) / max(1, len(said)):.3f}, recall {sum(said) / max(1, true):.3f}")
    print(f"calibrated by {slope:.3f} and {shift:.3f}: {loss([(slope * t + shift, same) for t, same in scored]):.3f} bits a pair")
    for p, share, n in curve([(slope * t + shift, same) for t, same in scored]):
        print(f"  given {p:.2f}: {share:.2f} of {n}")
    write(fit(pairs, ridge), slope, shift)


if __name__ == "__main__":
    main()
