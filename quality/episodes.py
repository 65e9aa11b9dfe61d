"""Episodes: several reports of one story with what truly happened. Where they lie, whether they are sound, what of them was read.

An episode is a folder with ``articles.jsonl`` and ``truth.json``: events with their first telling in each article, what text was
taken from which, whose testimony each figure is, and what contradicts what. They are invented, and whoever writes them does not
know how reports are reconciled.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from quality.articles import ROOT
from saksi.reconcile import Facts
from saksi.reconcile.blocking import components
from saksi.reconcile.found import KINDS
from saksi.types import CasualtyClaim, CasualtyKind, Event, Evidence, PloverType, Scope, SourceClass, VictimClass

Row = dict[str, Any]
Span = tuple[int, int]

EPISODES = ROOT / "quality" / "gold" / "episodes"
WORKED_ON = frozenset({"border-war", "bus-convoy", "late-correction", "papua-tolls", "siege-totals"})
"""Episodes that reconciling was mended and weighed on: every other one in order of name. The rest are only measured."""
ANCHOR_WORDS = 6
HOW = {"verbatim", "rewrite", "translation", "republished", "credit", None}
TOLL_KEYS = ("event", "kind", "testimony", "scope", "part_of", "supersedes", "restates")


@dataclass(frozen=True)
class Episode:
    """The articles by id, and the truth about them."""

    id: str
    articles: Mapping[str, Row]
    truth: Row

    def text(self, article: str) -> str:
        """What offsets of the truth count in."""
        return f"{self.articles[article]['title']}\n{self.articles[article]['text']}"

    def anchors(self) -> Iterator[tuple[str, Row]]:
        """Every anchor of the truth with a name for it."""
        for event in self.truth["events"]:
            yield from ((f"{event['id']} mention", row) for row in event["mentions"])
        yield from ((row["id"], row) for row in self.truth["tolls"])
        for i, row in enumerate(self.truth["contradictions"]):
            yield from ((f"contradiction {i} {side}", row[side]) for side in ("left", "right"))


def load(folder: Path = EPISODES) -> list[Episode]:
    """Every episode under a folder, in order of name."""
    out = []
    for path in sorted(folder.glob("*/truth.json")):
        lines = (path.parent / "articles.jsonl").read_text(encoding="utf-8").splitlines()
        articles = [json.loads(line) for line in lines if line.strip()]
        out.append(Episode(path.parent.name, {a["id"]: a for a in articles}, json.loads(path.read_text(encoding="utf-8"))))
    return out


# --- soundness --------------------------------------------------------------------------------------------------------


def problems(one: Episode) -> list[str]:
    """What is wrong with an episode: anchors that are not there, ids that lead nowhere, labels and quantities that cannot be."""
    return [*_anchored(one), *_resolved(one), *_labelled(one), *_counted(one)]


def _anchored(one: Episode) -> Iterator[str]:
    for name, row in one.anchors():
        if row["article"] not in one.articles:
            yield f"{name}: no article {row['article']}"
        elif not one.text(row["article"]).startswith(row["anchor"], row["start"]):
            yield f"{name}: {row['anchor']!r} does not stand at {row['start']} of {row['article']}"
        elif not 1 <= len(row["anchor"].split()) <= ANCHOR_WORDS:
            yield f"{name}: {row['anchor']!r} has more than {ANCHOR_WORDS} words or none"
    for event in one.truth["events"]:
        where = [row["article"] for row in event["mentions"]]
        if len(set(where)) != len(where):
            yield f"{event['id']}: two first tellings in one article"


def _resolved(one: Episode) -> Iterator[str]:
    truth = one.truth
    ids = {key: [row["id"] for row in truth[key]] for key in ("events", "testimonies", "tolls")}
    yield from (f"{key}: an id twice" for key, found in ids.items() if len(set(found)) != len(found))
    if [row["article"] for row in truth["origins"]] and sorted(row["article"] for row in truth["origins"]) != sorted(
        one.articles
    ):
        yield "origins: not one row for each article"
    events, testimonies, tolls = (set(found) for found in ids.values())
    for row in truth["tolls"]:
        wrong = [row["event"] not in {*events, None}, row["testimony"] not in {*testimonies, None}]
        wrong += [row[key] not in {*tolls, None} or row[key] == row["id"] for key in ("part_of", "supersedes", "restates")]
        wrong += [not set(row.get("accept_testimony", ())) <= testimonies]
        if any(wrong):
            yield f"{row['id']}: an id that leads nowhere"
    for key in ("independent", "tolls_by_claimant", "contradictions"):
        yield from (f"{key}: no event {row['event']}" for row in truth[key] if row["event"] not in {*events, None})
    for row in truth["tolls_by_claimant"]:
        values = [value["toll"] for value in row["values"]]
        if row["claimant"] not in testimonies or not set(values) <= tolls or row["current"] not in values:
            yield f"tolls_by_claimant {row['claimant']} {row['kind']}: an id that leads nowhere"
    yield from (f"never_same {pair}" for pair in truth["never_same"] if len(pair) != 2 or not set(pair) <= events)


def _labelled(one: Episode) -> Iterator[str]:
    kinds = set(get_args(CasualtyKind))
    for event in one.truth["events"]:
        if not event["mentions"] or not set(event["plover"]) <= set(get_args(PloverType)):
            yield f"{event['id']}: told nowhere, or of no type"
    for row in one.truth["tolls"]:
        named = row["kind"] in kinds and set(row.get("accept_kind", ())) <= kinds and row["scope"] in get_args(Scope)
        if not named or not row["who"] or not set(row["who"]) <= set(get_args(VictimClass)) or not set(TOLL_KEYS) <= set(row):
            yield f"{row['id']}: a label that there is not"
    yield from (
        f"{row['id']}: no class {row['who']}" for row in one.truth["testimonies"] if row["who"] not in get_args(SourceClass)
    )
    yield from (f"origin of {row['article']}: how {row['how']}" for row in one.truth["origins"] if row["how"] not in HOW)
    for row in one.truth["contradictions"]:
        if not {row["type"], *row.get("accept_type", ())} <= set(KINDS):
            yield f"contradiction of type {row['type']}"


def _counted(one: Episode) -> Iterator[str]:
    tolls = {row["id"]: row for row in one.truth["tolls"]}
    for row in tolls.values():
        low, best, high = row["low"], row["best"], row["high"]
        inside = [low, best if best is not None else low, high]
        known = [n for n in inside if n is not None]
        if known != sorted(known) or any(n < 0 for n in known):
            yield f"{row['id']}: {low}, {best}, {high} is no range"
        if best is not None and row["number"] is not None and best != row["number"]:
            yield f"{row['id']}: best {best} is not the number {row['number']}"
    for row in one.truth["tolls_by_claimant"]:
        for value in row["values"]:
            if value["toll"] in tolls and [value[k] for k in ("low", "best", "high")] != [
                tolls[value["toll"]][k] for k in ("low", "best", "high")
            ]:
                yield f"tolls_by_claimant {row['claimant']} {row['kind']}: {value['toll']} has other numbers"
    for row in one.truth["independent"]:
        if row["testimonies"] < 0 or not 0 <= row["texts"] <= len(one.articles):
            yield f"independent {row['event']} {row['kind']}: {row['texts']} texts"


# --- what of the truth was read ---------------------------------------------------------------------------------------


def overlap(a: Span, b: Span) -> int:
    """How many code points two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def span_of(row: Row) -> Span:
    """Where an anchor lies."""
    return (row["start"], row["start"] + len(row["anchor"]))


def far(a: Span, b: Span) -> int:
    """How many code points lie between two spans."""
    return max(0, max(a[0], b[0]) - min(a[1], b[1]))


class Read:
    """The truth of an episode beside the readings of its articles and the events they were reconciled into."""

    def __init__(self, episode: Episode, facts: Facts, events: Iterable[Event]) -> None:
        self.episode = episode
        self.facts = facts
        self.events = {one.key: one for one in events}
        self.article_of = {r.document.id: str(r.document.source_id) for r in facts.readings}
        self.reading_of = {self.article_of[r.document.id]: r for r in facts.readings}
        self.home = {c: e.key for e in self.events.values() for c in (*e.claims, *e.casualties)}
        self.tolls = {str(row["id"]): row for row in episode.truth["tolls"]}
        self._whose = self._restated()
        self.claim_of = self._figures()
        self.rows_of: dict[str, list[str]] = {}
        for toll, claim in self.claim_of.items():
            self.rows_of.setdefault(claim, []).append(toll)
        self.tellers = {
            (str(e["id"]), str(m["article"])): self._tellers(e, m) for e in episode.truth["events"] for m in e["mentions"]
        }
        self.mentions = {name: found[0][1] if found else None for name, found in self.tellers.items()}

    def testimony(self, toll: str) -> str | None:
        """Whose a figure is: its own testimony, else the one of the figures that restate each other with it; None where the
        outlet alone says it, or they are of several."""
        own = self.tolls[toll]["testimony"]
        return str(own) if own else self._whose.get(toll)

    def _restated(self) -> dict[str, str]:
        """By figure, the one testimony among those that restate each other with it: a headline repeats the body's speaker."""
        pairs = [(ident, row["restates"]) for ident, row in self.tolls.items() if row["restates"]]
        out: dict[str, str] = {}
        for group in components(self.tolls, pairs):
            held = {str(self.tolls[ident]["testimony"]) for ident in group if self.tolls[ident]["testimony"]}
            if len(held) == 1:
                out.update(dict.fromkeys(group, *held))
        return out

    def sentence(self, article: str, span: Span) -> Span:
        """The sentence around a span."""
        document = self.reading_of[article].document
        found = self.facts.sentence(Evidence.at(document.id, document.text, *span))
        return (found.start, found.end)

    def _figures(self) -> dict[str, str]:
        """Which casualty claim each figure of the truth was read as: over the same words, of that kind, with those numbers."""
        ranked = []
        for ident, row in self.tolls.items():
            reading = self.reading_of.get(row["article"])
            for claim in reading.casualties if reading else ():
                shared = overlap(span_of(row), claim.evidence.span)
                if shared and _same_count(row, claim):
                    ranked.append((-shared, far(span_of(row), (claim.number_evidence or claim.evidence).span), ident, claim.id))
        out: dict[str, str] = {}
        for _, _, ident, claim_id in sorted(ranked):
            if ident not in out and claim_id not in out.values():
                out[ident] = claim_id
        return out

    def _tellers(self, event: Row, mention: Row) -> list[tuple[str | None, str]]:
        """The event claims that tell a gold mention, the likeliest first, each with its cluster.

        A claim tells it whose trigger lies on the anchor, or is of its type in the same sentence; then one that a figure of the
        event belongs to. The claim is None where such a figure lies in a cluster without one.
        """
        article, where = str(mention["article"]), span_of(mention)
        reading = self.reading_of.get(article)
        if reading is None:
            return []
        around, ranked = self.sentence(article, where), []
        for claim in reading.events:
            for told in claim.mentions:
                over, typed = overlap(told.trigger.span, where), claim.plover.type in event["plover"]
                if over or (typed and overlap(told.trigger.span, around)):
                    ranked.append(((not over, not typed, far(told.trigger.span, where)), claim.id, self.home.get(claim.id)))
        for ident, row in self.tolls.items():
            if row["event"] == event["id"] and row["article"] == article and ident in self.claim_of:
                claim_id = self.claim_of[ident]
                of = self.facts.casualties[claim_id].event
                ranked.append(((True, True, row["start"]), of or "", self.home.get(claim_id)))
        found = [(ident or None, home) for _, ident, home in sorted(ranked, key=lambda one: one[:2]) if home]
        return list(dict.fromkeys(found))


def _same_count(row: Row, claim: CasualtyClaim) -> bool:
    q = claim.quantity
    if claim.kind not in {row["kind"], *row.get("accept_kind", ())}:
        return False
    same = (q.low, q.best, q.high) == (row["low"], row["best"], row["high"])
    return same or (q.number is not None and q.number == row["number"])


def harmonic(precision: float, recall: float) -> float:
    """F1; 0.0 where both are nothing."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def share(part: float, of: float) -> float:
    """A part of a whole; not a number where there is no whole."""
    return part / of if of else math.nan
