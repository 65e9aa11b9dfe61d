"""Make the gold of the test half from its two annotations, and count where they differ.

    python -m quality.adjudicate [--check] [--conflicts ID]

The same annotations and decisions always give the same gold. A row that both have is kept; where its values differ, a field
that may hold alternatives holds both, and one that may not is left unscored. A row that only one of them asks for is optional. A
third reader decides otherwise in ``decisions.json``, a list of {"id", "field", "row", "do": keep|drop|optional, "set": {...}};
``row`` is the key that ``--conflicts ID`` prints ("" for a field of the article itself). What the text does not decide stays as
it is without a decision. The report counts by field and quotes nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quality.gold_tools import FIELDS, GOLD, Matcher, Row, agree, listed, load, problems, realises, types, words

# Fields that hold names: differing names stand side by side, and count as a conflict only where neither can be the other.
NAMES = {
    "events": ("actor", "recipient", "place"),
    "casualties": ("side", "asserted_by"),
    "attributions": ("speaker",),
    "control": ("territory", "holder", "per"),
}
CHOICES = {"events": ("realis",), "casualties": ("kind", "who"), "attributions": ("stance",)}
# Fields of one value: where the two differ the key is left out, which the scorer reads as "not scored".
SINGLE = {"events": ("historical", "date"), "casualties": ("cumulative", "part_of", "qualifier", "high")}
CARRIED = ("id", "language", "published", "register", "conflict")
LABEL = {"events": "plover", "casualties": "kind", "attributions": "stance", "control": "relation", "impacts": "effect"}
ACTIONS = ("keep", "drop", "optional")
DECIDED = {"keep": "asked for", "optional": "optional", "drop": "dropped"}


@dataclass
class Candidate:
    """A row of the merged gold before decisions, and what happens to it without one."""

    name: str
    row: Row
    standing: str  # keep | optional | drop
    source: str  # "both", "a" or "b"
    conflicts: list[str] = field(default_factory=list)
    key: str = ""
    decided: bool = False

    def result(self) -> Row | None:
        """The row as the gold holds it; None where it is dropped."""
        row = {key: value for key, value in self.row.items() if key != "optional"}
        return None if self.standing == "drop" else {**row, "optional": True} if self.standing == "optional" else row


@dataclass
class Merge:
    """One article's gold made of two annotations."""

    gold: Row
    candidates: list[Candidate]
    conflicts: list[tuple[str, Any, Any]]  # of the article itself: field, the one's value, the other's
    counts: Counter[tuple[str, str]]
    decided: Counter[tuple[str, str]] = field(
        default_factory=Counter
    )  # by a third reader: of a field an action, of a value "set"


def _union(left: Any, right: Any) -> Any:
    both = [*listed(left), *listed(right)]
    out = [one for i, one in enumerate(both) if one not in both[:i]]
    return out[0] if len(out) == 1 else out


def _names(left: Any, right: Any) -> Any:
    seen: dict[str, Any] = {}
    for one in [*listed(left), *listed(right)]:
        seen.setdefault(words(str(one)), one)
    out = list(seen.values())
    return out[0] if len(out) == 1 else out


def _plover(a: Row, b: Row) -> Any:
    rows = [*listed(a["plover"]), *listed(b["plover"])]
    if not any(isinstance(one, dict) for one in rows):
        return _union(a["plover"], b["plover"])
    every = [
        one if isinstance(one, dict) else {"plover": one, "realis": realis}
        for row in (a, b)
        for one in listed(row["plover"])
        for realis in realises(row)
    ]
    return _union(every, [])


def merged(name: str, a: Row, b: Row, count: Counter[tuple[str, str]]) -> tuple[Row, list[str]]:
    """One row of two, and the fields in which they cannot both be right."""
    out = {**b, **a}
    conflicts: list[str] = []

    def differ(key: str, conflict: bool) -> None:
        count[f"{name}.{key}", "conflict" if conflict else "alternatives"] += 1
        if conflict:
            conflicts.append(key)

    if name == "events":
        out["plover"] = _plover(a, b)
        if set(types(a)) != set(types(b)):
            differ("plover", conflict=False)
        if bool(a.get("mutual")) != bool(b.get("mutual")):
            out["mutual"] = True  # either way of telling it is right
            differ("mutual", conflict=True)
    for key in NAMES.get(name, ()):
        if key not in a and key not in b:
            continue
        left, right = a.get(key), b.get(key)
        verdict = agree(left, right)
        if verdict is None and bool(listed(left)) != bool(listed(right)):
            differ(key, conflict=True)
            if key == "asserted_by":  # the outlet's own voice and the named source are both right
                out[key], out["reported_via"] = None, _names([*listed(left), *listed(right)], _vias(a, b))
            elif key in ("speaker", "territory", "holder"):
                out[key] = left or right
            else:
                out[key] = None
        elif verdict is not None:
            out[key] = _names(left, right)
            if {words(str(v)) for v in listed(left)} != {words(str(v)) for v in listed(right)}:
                differ(key, conflict=not verdict)
    if name == "casualties" and not ("asserted_by" in conflicts and out["asserted_by"] is None):
        out["reported_via"] = _names(_vias(a, b), []) or None
    for key in CHOICES.get(name, ()):
        left, right = set(listed(a.get(key))), set(listed(b.get(key)))
        if left != right:
            differ(key, conflict=not left & right)
            out[key] = _union(a.get(key), b.get(key)) if left and right else None
            if out[key] is None and key == "realis":
                out[key] = a.get(key) or b.get(key)
    for key in SINGLE.get(name, ()):
        if key == "part_of" and key in a and key in b and bool(a[key]) == bool(b[key]):
            continue
        if key in a and key in b and a[key] != b[key]:
            differ(key, conflict=True)
            del out[key]
            if key in ("qualifier", "cumulative", "high"):
                out[key] = None
    for key in ("direct", "negated"):
        if bool(a.get(key)) != bool(b.get(key)):
            differ(key, conflict=True)
    return out, conflicts


def _vias(a: Row, b: Row) -> list[Any]:
    return [*listed(a.get("reported_via")), *listed(b.get("reported_via"))]


def _required(row: Row) -> bool:
    return not row.get("optional")


def _same_event(a: Row, b: Row) -> bool:
    """Can two event rows in different sentences tell of one event?"""
    sides = [agree(a.get(key), b.get(key)) for key in ("actor", "recipient")]
    return bool(set(types(a)) & set(types(b)) and set(realises(a)) & set(realises(b))) and False not in sides and True in sides


def _exchanged(matched: list[tuple[Row, Row]], left: list[Row], right: list[Row]) -> set[int]:
    """Pairs asked for by one annotator alone, where the other asks for the same event at another of its mentions."""
    mate = {id(row): other for pair in matched for row, other in (pair, pair[::-1])}

    def alone(rows: list[Row]) -> list[Row]:
        return [row for row in rows if _required(row) and not (id(row) in mate and _required(mate[id(row)]))]

    free_a, free_b, out = alone(left), alone(right), set()
    for i, (a, b) in sorted(enumerate(matched), key=lambda one: int(one[1][0]["start"])):
        if _required(a) == _required(b):
            continue
        mine, theirs, row = (free_a, free_b, a) if _required(a) else (free_b, free_a, b)
        twin = next((other for other in theirs if _same_event(row, other)), None)
        if twin is not None and any(row is one for one in mine):
            out.add(i)
            mine[:] = [one for one in mine if one is not row]
            theirs[:] = [one for one in theirs if one is not twin]
    return out


def _moved(row: Row, ids: dict[str, str]) -> Row:
    """A row of the second annotator with its identifiers, and those it refers to, renamed."""

    def rename(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: rename(one) if key in ("row", "id") else one for key, one in value.items()}
        return ids.get(value, value) if isinstance(value, str) else value

    refers = ("id", "part_of", "restates", "from", "to", "denies")
    return {key: rename(value) if key in refers else value for key, value in row.items()}


def candidates(document: Row, a: Row, b: Row, count: Counter[tuple[str, str]]) -> list[Candidate]:
    """Every row of either annotation, those of both made one."""
    matcher = Matcher(document)
    found = {name: matcher.match(name, a.get(name, []), b.get(name, [])) for name in FIELDS}
    ids = {str(row["id"]): f"b-{row['id']}" for name in FIELDS for row in b.get(name, []) if row.get("id")}
    ids |= {str(y["id"]): str(x["id"]) for matched in found.values() for x, y in matched if x.get("id") and y.get("id")}
    out: list[Candidate] = []
    for name, matched in found.items():
        left, right = a.get(name, []), b.get(name, [])
        kept = _exchanged(matched, left, right) if name == "events" else set()
        for i, (x, y) in enumerate(matched):
            row, conflicts = merged(name, x, _moved(y, ids), count)
            if _required(x) and _required(y):
                standing, what = "keep", "both ask for it"
            elif i in kept:
                standing, what = "keep", "both ask for it, at different mentions"
            elif _required(x) != _required(y):
                standing, what = "optional", "one asks for it, optional to the other"
                conflicts = [*conflicts, "optional"]
            else:
                standing, what = "optional", "optional to both"
            if name == "control" and "negated" in conflicts:
                standing = "optional"
            count[name, what] += 1
            out.append(Candidate(name, row, standing, "both", conflicts))
        for source, rows, seen in (("a", left, {id(x) for x, _ in matched}), ("b", right, {id(y) for _, y in matched})):
            for row in rows:
                if id(row) in seen:
                    continue
                trap = name == "not_casualties"
                count[name, f"only {source} asks for it" if _required(row) else f"optional, only {source} has it"] += 1
                made = _moved(row, ids) if source == "b" else dict(row)
                conflicts = ["row"] if _required(row) else []
                out.append(Candidate(name, made, "drop" if trap else "optional", source, conflicts))
    out.sort(key=lambda c: (FIELDS.index(c.name), c.row.get("start", -1), c.source != "both", c.source))
    used: Counter[tuple[str, str]] = Counter()
    for one in out:
        label = listed(one.row.get(LABEL.get(one.name, "")))
        first = label[0]["plover"] if label and isinstance(label[0], dict) else label[0] if label else "row"
        key = f"{one.row.get('start', 'at none')}:{first}"
        used[one.name, key] += 1
        one.key = key if used[one.name, key] == 1 else f"{key}#{used[one.name, key]}"
    return out


def _main(left: Row | None, right: Row | None) -> Row | None:
    """What both take for the main event; None where they name different ones."""
    if not left or not right or not set(listed(left["plover"])) & set(listed(right["plover"])):
        return None
    if any(agree(left.get(key), right.get(key)) is False for key in ("actor", "recipient")):
        return None
    out: Row = {"plover": [t for t in listed(left["plover"]) if t in listed(right["plover"])]}
    for key in ("actor", "recipient"):
        both = listed(left.get(key)) and listed(right.get(key))
        out[key] = _names(left.get(key), right.get(key)) if both else None
    return out | ({"mutual": True} if left.get("mutual") or right.get("mutual") else {})


def _settable(row: Candidate) -> set[str]:
    """The values of a row that a decision may set; anything else would be a slip of the pen."""
    return {*row.row, *(key for table in (NAMES, CHOICES, SINGLE) for key in table.get(row.name, ())), "mutual"}


def merge(document: Row, a: Row, b: Row, decisions: Iterable[Row] = ()) -> Merge:
    """The gold of one article. Raises ValueError for a decision that fits no row."""
    count: Counter[tuple[str, str]] = Counter()
    rows = candidates(document, a, b, count)
    gold: Row = {key: a.get(key) if a.get(key) is not None else b.get(key) for key in CARRIED}
    gold["phenomena"] = _union(a.get("phenomena", []), [*b.get("phenomena", [])])
    gold["phenomena"] = listed(gold["phenomena"])
    gold["negative"] = bool(a["negative"] and b["negative"])
    lines = [sorted(one.get("teaser_lines", [])) for one in (a, b)]
    gold["teaser_lines"] = sorted(set(lines[0]) & set(lines[1]))
    gold["events_complete"] = True
    gold["main_event"] = None if gold["negative"] else _main(a.get("main_event"), b.get("main_event"))
    conflicts: list[tuple[str, Any, Any]] = []
    if a["negative"] != b["negative"]:
        conflicts.append(("negative", a["negative"], b["negative"]))
    if lines[0] != lines[1]:
        conflicts.append(("teaser_lines", lines[0], lines[1]))
    if gold["main_event"] is None and (a.get("main_event") or b.get("main_event")):
        conflicts.append(("main_event", a.get("main_event"), b.get("main_event")))
    for name, _, _ in conflicts:
        count[name, "conflict"] += 1
    by_key = {(one.name, one.key): one for one in rows}
    decided: Counter[tuple[str, str]] = Counter()
    for decision in decisions:
        action, values = decision.get("do"), decision.get("set", {})
        row = by_key.get((decision["field"], decision.get("row", "")))
        if (action is not None and action not in ACTIONS) or not (action or values):
            raise ValueError(f"{gold['id']}: a decision does {action!r} and sets nothing; it is one of {', '.join(ACTIONS)}")
        if row is not None:
            unknown = set(values) - _settable(row)
            if unknown:
                said = f"sets {', '.join(sorted(unknown))}, which no such row has"
                raise ValueError(f"{gold['id']}: a decision on {row.name} {said}")
            row.standing, row.decided = action or row.standing, True
            row.row.update(values)
            decided.update([(row.name, action)] if action else [])
            decided.update((f"{row.name}.{key}", "set") for key in values)
        elif not decision.get("row") and decision["field"] in gold and decision["field"] in values:
            gold[decision["field"]] = values[decision["field"]]
            decided[decision["field"], "set"] += 1
        else:
            raise ValueError(f"{gold['id']}: a decision on {decision['field']} {decision.get('row')!r} fits no row")
    for name in FIELDS:
        made = [(one, one.result()) for one in rows if one.name == name]
        gold[name] = [row for _, row in made if row is not None]
    return Merge(gold, rows, conflicts, count, decided)


def everything(half: str = "test") -> dict[str, Merge]:
    """The merged gold of every article of a half that both have annotated, by id."""
    articles, a, b = (load(half, layer) for layer in ("articles", "annotator-a", "annotator-b"))
    path = GOLD / half / "decisions.json"
    decisions = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    unknown = {str(one["id"]) for one in decisions} - set(articles)
    if unknown:
        raise ValueError(f"decisions on unknown articles: {', '.join(sorted(unknown))}")
    ready = sorted(set(articles) & set(a) & set(b))
    return {gid: merge(articles[gid], a[gid], b[gid], [one for one in decisions if str(one["id"]) == gid]) for gid in ready}


def report(found: dict[str, Merge], articles: int) -> str:
    """The counts, by field: how many rows both have, and in which fields they differ. It quotes nothing."""
    total: Counter[tuple[str, str]] = Counter()
    for one in found.values():
        total.update(one.counts)
        total.update(one.decided)
    decided = sum(c.decided for one in found.values() for c in one.candidates)
    columns = sorted({what for name, what in total if name in FIELDS and what not in ACTIONS})
    out = [
        "# How the two annotations became one",
        "",
        "Written by `python -m quality.adjudicate`; counts only, so that nobody reads the test half by reading this.",
        "",
        f"{len(found)} of {articles} articles have both annotations and are merged. Decisions of a third reader: {decided} rows.",
        "",
        "## Rows",
        "",
        "Rows that both ask for are asked for; what one asks for alone is optional (a trap only one sets is dropped), unless a",
        "third reader decided otherwise.",
        "",
        "| field | " + " | ".join(columns) + " |",
        "|---|" + "---|" * len(columns),
    ]
    out += [f"| {name} | " + " | ".join(str(total[name, what]) for what in columns) + " |" for name in FIELDS]
    out += [
        "",
        "Of the rows that one annotator asks for alone, a third reader who followed the guide decided:",
        "",
        "| field | " + " | ".join(DECIDED.values()) + " |",
        "|---|" + "---|" * len(DECIDED),
    ]
    told = [name for name in FIELDS if any(total[name, action] for action in DECIDED)]
    out += [f"| {name} | " + " | ".join(str(total[name, action]) for action in DECIDED) + " |" for name in told]
    out += [
        "",
        "## Values of rows that both have",
        "",
        "Alternatives: both values stand. Conflict: the values exclude each other; both stand where the field can hold both, and",
        "nothing is scored where it cannot. Set: the third reader decided by the text; conflicts not set stay open, as the text",
        "decides them not, or lie in rows that are optional.",
        "",
        "| field | alternatives | conflicts | set |",
        "|---|---|---|---|",
    ]
    named = sorted({name for name, _ in total if name not in FIELDS})
    whats = ("alternatives", "conflict", "set")
    out += [f"| {name} | " + " | ".join(str(total[name, what]) for what in whats) + " |" for name in named]
    return "\n".join(out) + "\n"


def _conflicts(one: Merge) -> list[str]:
    out = [f"{name} '': {left!r} | {right!r}" for name, left, right in one.conflicts]
    for c in one.candidates:
        if c.conflicts:
            row = json.dumps(c.row, ensure_ascii=False)
            out.append(f"{c.name} {c.key!r} {c.standing} ({c.source}; {', '.join(c.conflicts)}): {row}")
    return out


def write(found: dict[str, Merge], folder: Path, articles: int) -> None:
    """The gold and the report, written; gold of articles no longer merged is removed."""
    out = folder / "gold"
    out.mkdir(parents=True, exist_ok=True)
    for path in out.glob("*.json"):
        if path.stem not in found:
            path.unlink()
    for gid, one in found.items():
        (out / f"{gid}.json").write_text(json.dumps(one.gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / "ADJUDICATION.md").write_text(report(found, articles), encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    """The command. 0: the gold is sound; 1: some of it is not, and nothing was written."""
    parser = argparse.ArgumentParser(prog="python -m quality.adjudicate", description="One gold from two annotations.")
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("--conflicts", metavar="ID", help="for the adjudicator: rows of one article that want a decision")
    options = parser.parse_args(arguments)
    articles, found = load("test", "articles"), everything("test")
    if options.conflicts:
        if options.conflicts not in found:
            parser.error(f"{options.conflicts} does not have both annotations")
        print("\n".join(_conflicts(found[options.conflicts])))
        return 0
    unsound = {gid: said for gid, one in found.items() if (said := problems(articles[gid], one.gold))}
    for gid, said in unsound.items():
        print(f"{gid}: " + "; ".join(said), file=sys.stderr)
    if not unsound and not options.check:
        write(found, GOLD / "test", len(articles))
    print(f"{len(found)} of {len(articles)} articles merged, {len(unsound)} unsound")
    return 1 if unsound else 0


if __name__ == "__main__":
    sys.exit(main())
