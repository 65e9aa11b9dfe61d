"""How far two annotators of the same articles agree, per language and field.

    python -m quality.agreement [--half test] [--layers annotator-a annotator-b] [--json]

Agreement is the score of one annotator's perfect reading against the other's gold, the mean of both directions. Only rows that
an annotator asks for are in the reading, so a row optional to one and asked for by the other counts against them. Lists of
accepted values make this agreement easy: it says that neither would call the other wrong. Krippendorff's alpha (nominal) is of
rows that both have, optional ones too, in fields of a few values: strict, where all the values a row accepts are one label, so
that a list and one of its members differ; and shared, where a value that both accept is the label of both. No text and no row is
printed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Hashable, Iterable
from typing import Any

from quality.articles import scorer
from quality.gold_tools import FIELDS, HALVES, Matcher, Row, listed, load, perfect_reading, realises, types
from saksi.judgements import alpha as krippendorff

Numbers = dict[str, float | None]
Label = frozenset[Any]

LAYERS = ("annotator-a", "annotator-b")
MEASURES = (
    "events",
    "event_type",
    "event_precision",
    "event_roles",
    "event_realis",
    "event_historical",
    "event_place",
    "main_event",
    "casualty_figure",
    "casualty_full",
    "casualty_who",
    "casualty_side",
    "casualty_source",
    "casualty_scope",
    "attributions",
    "attribution_stance",
    "control",
    "teasers",
)
ALPHAS = (("events", "type"), ("events", "realis"), ("events", "historical"), ("casualties", "who"), ("attributions", "stance"))


def alpha(values: Iterable[tuple[Hashable, Hashable]]) -> float | None:
    """Krippendorff's alpha for two coders and nominal values; None where there is nothing to compare."""
    found = list(values)
    if not found:
        return None
    score = krippendorff(found)
    return 1.0 if score is None else round(score, 3)


def _values(row: Row, key: str) -> list[Any]:
    if key == "type":
        return types(row)
    return realises(row) if key == "realis" else listed(row.get(key))


def _labels(a: Row, b: Row, key: str) -> tuple[Label, Label] | None:
    """All the values each of two annotators accepts; None where either gives none."""
    left, right = frozenset(_values(a, key)), frozenset(_values(b, key))
    return (left, right) if left and right else None


def _shared(labels: tuple[Label, Label]) -> tuple[Hashable, Hashable]:
    """One value each, a shared one where there is one."""
    left, right = labels
    both = sorted(map(str, left & right))
    return (both[0], both[0]) if both else (min(map(str, left)), min(map(str, right)))


def _measure(total: Row, name: str) -> float | None:
    box = total.get(name)
    if not box:
        return None
    if "f1" in box:
        return float(box["f1"]) if box["gold"] or box["pred"] else None
    return box["rate"] if box["of"] else None


def one_way(articles: dict[str, Row], golds: dict[str, Row], readers: dict[str, Row]) -> Numbers:
    """The second annotator's perfect readings scored against the first's gold."""
    total = scorer().score(golds, {gid: perfect_reading(articles[gid], readers[gid]) for gid in golds})
    out = {name: _measure(total, name) for name in MEASURES}
    precision, recall = out["event_precision"], out["event_type"]
    if precision is not None and recall is not None:
        out["events"] = round(2 * precision * recall / (precision + recall), 3) if precision + recall else 0.0
    return out


def agreement(articles: dict[str, Row], a: dict[str, Row], b: dict[str, Row]) -> Row:
    """Both directions' mean of every measure, and alpha, of the articles both have annotated."""
    ways = (one_way(articles, a, b), one_way(articles, b, a))
    means: Numbers = {}
    for name in MEASURES:
        told = [value for way in ways if (value := way[name]) is not None]
        means[name] = round(sum(told) / len(told), 3) if told else None
    coded: dict[tuple[str, str], list[tuple[Label, Label]]] = {key: [] for key in ALPHAS}
    rows: dict[str, Counter[str]] = {name: Counter() for name in FIELDS}
    for gid, gold in a.items():
        matcher = Matcher(articles[gid])
        for name in FIELDS:
            left, right = gold.get(name, []), b[gid].get(name, [])
            matched = matcher.match(name, left, right)
            rows[name].update(a=len(left), b=len(right), both=len(matched))
            for field, key in ALPHAS:
                if field == name:
                    coded[field, key] += [pair for x, y in matched if (pair := _labels(x, y, key))]
    return {
        "articles": len(a),
        "agreement": means,
        "alpha": {
            f"{field}.{key}": {"strict": alpha(pairs), "shared": alpha(map(_shared, pairs)), "rows": len(pairs)}
            for (field, key), pairs in coded.items()
        },
        "rows": {name: dict(found) for name, found in rows.items()},
    }


def by_language(half: str = "test", layers: tuple[str, str] = LAYERS) -> dict[str, Row]:
    """The agreement of all articles that both have annotated, and per language."""
    articles, a, b = load(half, "articles"), load(half, layers[0]), load(half, layers[1])
    ready = sorted(set(articles) & set(a) & set(b))
    languages = sorted({str(articles[gid]["language"]) for gid in ready})
    out: dict[str, Row] = {}
    for language in [*languages, "all"] if ready else []:
        ids = [gid for gid in ready if language in ("all", articles[gid]["language"])]
        out[language] = agreement(articles, {gid: a[gid] for gid in ids}, {gid: b[gid] for gid in ids})
    return out


def table(found: dict[str, Row]) -> str:
    """A line per measure, a column per language."""
    columns = list(found)

    def line(name: str, values: Iterable[Any]) -> str:
        return f"{name:<22}" + "".join(f"{'-' if v is None else v:>19}" for v in values)

    out = [line("", columns), line("articles", (found[c]["articles"] for c in columns)), "", "score of one against the other"]
    out += [line(name, (found[c]["agreement"][name] for c in columns)) for name in MEASURES]
    out += ["", "Krippendorff's alpha, nominal: strict, shared (rows)"]
    for field, key in ALPHAS:
        boxes = [found[c]["alpha"][f"{field}.{key}"] for c in columns]
        shown = (
            " ".join("-" if x[k] is None else f"{x[k]:.3f}" for k in ("strict", "shared")) + f" ({x['rows']})" for x in boxes
        )
        out.append(line(f"{field}.{key}", shown))
    out += ["", "rows of a / of b / of both, optional ones too"]
    out += [
        line(name, ("/".join(str(found[c]["rows"][name][k]) for k in ("a", "b", "both")) for c in columns)) for name in FIELDS
    ]
    return "\n".join(out)


def main(arguments: list[str] | None = None) -> int:
    """The command. 0: printed; 1: no article has both annotations."""
    parser = argparse.ArgumentParser(prog="python -m quality.agreement", description="Agreement of two annotators.")
    parser.add_argument("--half", choices=HALVES, default="test")
    parser.add_argument("--layers", nargs=2, default=LAYERS, metavar="FOLDER", help="the two annotations to compare")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args(arguments)
    found = by_language(options.half, tuple(options.layers))
    if options.json:
        print(json.dumps(found))
    else:
        print(table(found) if found else f"no article of {options.half} has both annotations yet")
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
