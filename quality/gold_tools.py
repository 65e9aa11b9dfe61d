"""Our own gold: where it lies, whether it and its labels are sound, and which rows of two annotators are the same row."""

from __future__ import annotations

import json
import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from quality import perfect
from quality.articles import ROOT, Pair, scorer
from quality.variants import full_text

Row = dict[str, Any]
Matched = list[tuple[Row, Row]]

GOLD = ROOT / "quality" / "gold"
LABELS = GOLD / "labels.json"
VOCABULARY = GOLD / "vocabulary.toml"
HALVES = ("dev", "test")
CONFLICT = ("ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "THREATEN")
FIELDS = ("events", "casualties", "not_casualties", "attributions", "control", "impacts", "relations", "denials")
EVENT = ("type", "precision", "roles", "realis", "historical", "date", "place")
RATES = (*(f"event_{name}" for name in EVENT), "main_event")
F1S = ("casualty_figure", "casualty_full", "attributions", "control", "teasers")
COUNTS = ("traps_hit", "false_events", "false_casualties")
ANCHOR_WORDS = 6


def load(half: str, layer: str = "gold") -> dict[str, Row]:
    """The objects of one folder of a half, by id; none where the folder does not exist."""
    found = (json.loads(path.read_text(encoding="utf-8")) for path in sorted((GOLD / half / layer).glob("*.json")))
    return {str(one["id"]): one for one in found}


def pairs(half: str, layer: str = "gold") -> list[Pair]:
    """The articles of a half that have gold of that layer, in the order of their ids."""
    articles, golds = load(half, "articles"), load(half, layer)
    return [(articles[gid], gold) for gid, gold in sorted(golds.items()) if gid in articles]


@cache
def vocabulary(path: Path = VOCABULARY) -> Row:
    """The registers, conflicts and phenomena an article can be labelled with, and the floors of the groups of phenomena."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def labels(path: Path = LABELS) -> dict[str, Row]:
    """Register, conflict and phenomena of every article of both halves, in the words of the vocabulary, by id."""
    out: dict[str, Row] = json.loads(path.read_text(encoding="utf-8"))
    return out


def shown(gid: str) -> list[str]:
    """The phenomena an article shows; none where it has no label."""
    return [str(name) for name in labels().get(gid, {}).get("phenomena", [])]


def label_problems(said: Mapping[str, Row], articles: Mapping[str, Row], negatives: set[str]) -> list[str]:
    """What is unsound in the labels of these articles, without an article's name: a label lacking, unknown or impossible."""
    known = vocabulary()
    groups = known["phenomena"]
    every = {name for group in groups.values() for name in group}
    out = [f"{len(wrong)} {what}" for wrong, what in _unpaired(set(said), set(articles)) if wrong]
    for gid, row in said.items():
        have = row.get("phenomena") or []
        out += [f"no {key}" for key in ("register", "conflict", "phenomena", "by") if not row.get(key)]
        out += [f"unknown key {key}" for key in sorted(row.keys() - {"register", "conflict", "phenomena", "by"})]
        out += [f"unknown {key} {row.get(key)}" for key in ("register", "conflict") if row.get(key) not in known[f"{key}s"]]
        out += [f"unknown phenomenon {name}" for name in have if name not in every]
        out += [f"{name} more than once" for name in sorted(set(have)) if have.count(name) > 1]
        if (gid in negatives) != (row.get("conflict") == "none"):
            out.append("the conflict none is for negatives, and for all of them")
        if articles.get(gid, {}).get("language") != "id" and set(have) & set(groups["indonesian"]):
            out.append("a phenomenon of Indonesian in another language")
    return out


def _unpaired(said: set[str], have: set[str]) -> list[tuple[set[str], str]]:
    return [(have - said, "articles without a label"), (said - have, "labels without an article")]


def listed(value: Any) -> list[Any]:
    """A value, a list of them or nothing, as a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def types(row: Row) -> list[str]:
    """The accepted PLOVER types of an event."""
    return [str(t["plover"]) if isinstance(t, dict) else str(t) for t in listed(row.get("plover"))]


def realises(row: Row) -> list[str]:
    """The accepted realis values of an event."""
    of_pairs = [str(t.get("realis", "actual")) for t in listed(row.get("plover")) if isinstance(t, dict)]
    return of_pairs or [str(r) for r in listed(row.get("realis"))] or ["actual"]


def agree(left: Any, right: Any) -> bool | None:
    """Do two names, or lists of accepted names, name the same? None where one of them says nothing."""
    if not listed(left) or not listed(right):
        return None
    return bool(scorer().named(left, *listed(right)))


def perfect_reading(document: Row, gold: Row) -> Row:
    """The reading the gold asks for, its main event included."""
    reading = perfect.reading(document, gold)
    main = gold.get("main_event")
    if main:
        known = [e for e in reading["events"] if e["plover"]["type"] in listed(main["plover"])]
        asked = (main.get("actor"), main.get("recipient"))
        for event in known:
            sides = [[p["text"] for p in event[key]] for key in ("actors", "recipients")]
            if main.get("mutual"):
                sides = [sides[0] + sides[1]] * 2
            if all(not listed(want) or scorer().named(want, *have) for want, have in zip(asked, sides, strict=True)):
                reading["main"] = event["id"]
                break
        else:  # told in optional rows alone, or with its parties elsewhere: a reading may still put it together
            names = [perfect.first(value) for value in asked]
            actors, recipients = ([{"text": name, "actor": {"name": name}}] if name else [] for name in names)
            kind = perfect.first(main["plover"])
            rows = [row for row in gold.get("events", []) if kind in types(row) and row.get("optional")]
            event = {"id": "main", "plover": {"type": kind}, "actors": actors, "recipients": recipients, "realis": "actual"}
            if rows:
                start = rows[0]["start"]
                span = [start, start + len(rows[0]["anchor"])]
                reading["events"].append({**event, "realis": realises(rows[0])[0], "mentions": [{"trigger": span}]})
                reading["main"] = "main"
    return reading


def unmet(document: Row, gold: Row) -> list[str]:
    """The measures in which the perfect reading falls short of full marks."""
    gid = str(gold["id"])
    total = scorer().score({gid: gold}, {gid: perfect_reading(document, gold)})
    out = [name for name in RATES if name in total and total[name]["rate"] not in (None, 1.0)]
    out += [name for name in F1S if name in total and total[name]["f1"] != 1.0 and total[name]["pred"] + total[name]["gold"]]
    out += [name for name in COUNTS if total.get(name)]
    return out + [name for name in ("missing", "broken") if total[name]]


def problems(document: Row, gold: Row) -> list[str]:
    """What is unsound in a gold, by field and number of the row, without a word of the text."""
    text = full_text(document).replace("\u00a0", " ")
    out: list[str] = []
    for name in FIELDS:
        for i, row in enumerate(gold.get(name, [])):
            anchor = str(row.get("anchor") or "").replace("\u00a0", " ")
            start = row.get("start")
            where = f"{name}[{i}]"
            if not anchor and name in ("impacts", "relations", "denials"):
                continue  # these may refer to other rows by their ids
            if not anchor or not isinstance(start, int) or not text.startswith(anchor, start):
                out.append(f"{where}: the anchor does not stand at its start")
            if len(anchor.split()) > ANCHOR_WORDS:
                out.append(f"{where}: the anchor is longer than {ANCHOR_WORDS} words")
            if name == "casualties" and isinstance(row.get("qualifier"), list):
                out.append(f"{where}: more than one qualifier")
    if gold.get("negative"):
        hot = [e for e in gold.get("events", []) if set(types(e)) & set(CONFLICT) and realises(e) != ["negated"]]
        if any(not e.get("optional") and not e.get("historical") for e in hot):
            out.append("a negative with a required conflict event")
        if any(not c.get("optional") and not c.get("teaser") for c in gold.get("casualties", [])):
            out.append("a negative with a required casualty")
        if gold.get("main_event"):
            out.append("a negative with a main event")
    if not out:
        out += [f"the perfect reading falls short in {name}" for name in unmet(document, gold)]
    return out


def _start(row: Row) -> int | None:
    """Where a row stands: its own start, else that of what it refers to."""
    ends = [row[key] for key in ("from", "denies") if isinstance(row.get(key), dict)]
    found = [row.get("start"), row.get("attribution_start"), *(end.get("start") for end in ends)]
    return next((start for start in found if isinstance(start, int)), None)


class Matcher:
    """Which rows of two annotators of one article are the same row: the same sentence, and values that can both be right."""

    def __init__(self, document: Row) -> None:
        self.starts = [start for start, _ in scorer().sentences(full_text(document))]

    def match(self, name: str, left: list[Row], right: list[Row]) -> Matched:
        """One-to-one pairs of rows of a field, the best total first."""
        fit = getattr(self, f"_{name}", self._anchored)
        found: Matched = scorer().pair(left, right, lambda a, b: fit(a, b) if self._together(a, b) else 0)
        return found

    def _together(self, a: Row, b: Row) -> bool:
        """Do two rows stand in one sentence? One that only refers to other rows may."""
        at = [_start(row) for row in (a, b)]
        return None in at or len({bisect_right(self.starts, start) for start in at if start is not None}) == 1

    @staticmethod
    def _near(a: Row, b: Row) -> int:
        """4 where the anchors overlap; 1 where they only share the sentence."""
        if "anchor" not in a or "anchor" not in b:
            return 1
        return 4 if a["start"] < b["start"] + len(b["anchor"]) and b["start"] < a["start"] + len(a["anchor"]) else 1

    def _events(self, a: Row, b: Row) -> int:
        if not set(types(a)) & set(types(b)):
            return 0
        sides = [agree(a.get(key), b.get(key)) for key in ("actor", "recipient")]
        if all(one is False for one in sides) and self._near(a, b) == 1:
            return 0
        return 4 + self._near(a, b) + 2 * sum(one is True for one in sides)

    def _casualties(self, a: Row, b: Row) -> int:
        if not set(listed(a["kind"])) & set(listed(b["kind"])) or a.get("number") != b.get("number"):
            return 0
        shared = bool(set(listed(a.get("who"))) & set(listed(b.get("who"))))
        return 8 + 2 * self._near(a, b) + 2 * (agree(a.get("side"), b.get("side")) is True) + shared

    def _attributions(self, a: Row, b: Row) -> int:
        named = agree(a.get("speaker") or a.get("role"), b.get("speaker") or b.get("role"))
        return 0 if named is False else 2 + self._near(a, b) + 2 * (named is True)

    def _control(self, a: Row, b: Row) -> int:
        if a["relation"] != b["relation"] or not agree(a["territory"], b["territory"]):
            return 0
        return 4 + self._near(a, b) + 2 * (agree(a.get("holder"), b.get("holder")) is True)

    def _impacts(self, a: Row, b: Row) -> int:
        return self._near(a, b) if a.get("number") == b.get("number") else 0

    def _relations(self, a: Row, b: Row) -> int:
        return self._near(a, b) if a.get("type") == b.get("type") else 0

    def _denials(self, a: Row, b: Row) -> int:
        same = a.get("what") == b.get("what") and agree(a.get("by"), b.get("by")) is not False
        return self._near(a, b) if same else 0

    def _anchored(self, a: Row, b: Row) -> int:
        return 4 if self._near(a, b) == 4 else 0


def words(value: str) -> str:
    """A name as it is compared with another: letters and digits in lower case."""
    return " ".join(re.findall(r"\w+", value.casefold()))
