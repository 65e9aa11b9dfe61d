"""Verdicts: taken from filled sheets without their text, kept as lines of JSON, and turned into figures with intervals."""

from __future__ import annotations

import json
import math
import random
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from quality.judged.sample import Row, claims, key
from saksi.reading import read
from saksi.types import Document

KEPT = Path(__file__).with_name("verdicts")
VERDICTS = ("right", "part", "false", "unclear")
CELL = ("wrong", "unsupported", "missing")
REASONS = (
    *("accident", "disease", "not_violence", "not_people", "not_a_count", "not_said", "wrong_count", "wrong_kind", "duplicate"),
    *(
        "no_statement",
        "wrong_speaker",
        "wrong_extent",
        "no_event",
        "wrong_type",
        "figurative",
        "wrong_role",
        "no_territory",
        "other",
    ),
)
CELLS = {"date": "date", "place": "adm2", "actor": "actor", "status": "civilian status", "toll": "toll", "source": "source"}
CORE = {"casualty": ("toll",), "attribution": ("source",), "event": ("type",), "control": ("territory", "relation", "holder")}
"""The fields that make a claim of a noun true, whatever else of it is wrong."""
Z = 1.959964


class SheetError(ValueError):
    """A sheet that cannot be taken in, with its line."""


def _claim(row: Row, where: str) -> Row:
    if row.get("verdict") not in VERDICTS:
        raise SheetError(f"{where}: verdict is {row.get('verdict')!r}, not one of {', '.join(VERDICTS)}")
    wrong = row.get("wrong") or {}
    unknown = [name for name, how in wrong.items() if name not in row["fields"] or how not in CELL]
    if unknown:
        raise SheetError(f"{where}: wrong names {unknown}; a field of the row with one of {', '.join(CELL)} is wanted")
    if (row["verdict"] == "part") != bool(wrong) and row["verdict"] in ("right", "part"):
        raise SheetError(f"{where}: 'part' names the fields that are not right, and 'right' none")
    reason = row.get("reason")
    if row["verdict"] == "false" and reason not in REASONS:
        raise SheetError(f"{where}: a false claim wants a reason of {', '.join(REASONS)}")
    empty = sorted(name for name, value in row["fields"].items() if value is None)
    return {name: row[name] for name in ("task", "noun", "language", "document", "start", "end", "seen", "verdict")} | {
        "wrong": dict(sorted(wrong.items())),
        "empty": empty,
        "reason": reason if row["verdict"] == "false" else None,
    }


def _sentence(row: Row, where: str) -> Row:
    if not row.get("done"):
        raise SheetError(f"{where}: not done")
    found = re.search(r"⟦(.*)⟧", row["context"], re.DOTALL)
    sentence = found[1] if found else ""
    figures = []
    for figure in row["figures"]:
        anchor = str(figure.get("anchor", ""))
        spots = [match.start() for match in re.finditer(re.escape(anchor), sentence)] if anchor else []
        nth = int(figure.get("nth", 1))
        if len(spots) < nth or not {"kind", "number"} <= figure.keys():
            raise SheetError(f"{where}: a figure wants kind, number and an anchor that stands in the sentence, not {figure}")
        start = row["start"] + spots[nth - 1]
        figures.append({"start": start, "end": start + len(anchor), "kind": figure["kind"], "number": figure["number"]})
    kept = {name: row[name] for name in ("task", "language", "document", "start", "end", "stratum", "of")}
    return kept | {"figures": figures}


def stripped(sheet: Path, judge: str) -> list[Row]:
    """The verdicts of a filled sheet without any of its text.

    Raises SheetError, with the line, for a row that is not judged or says what the protocol does not know.
    """
    out = []
    for number, line in enumerate(sheet.read_text(encoding="utf-8").splitlines(), start=1):
        row = json.loads(line)
        take = _claim if row["task"] == "claim" else _sentence
        out.append(take(row, f"{sheet.name}:{number}") | {"judge": judge})
    return out


def keep(rows: Iterable[Row], name: str, folder: Path = KEPT) -> Path:
    """Write verdicts, sorted, to a file of the kept ones."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.jsonl"
    ordered = sorted(rows, key=lambda row: (row["task"], row["document"], row["start"], row["end"], row.get("noun", "")))
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ordered), encoding="utf-8")
    return path


def load(name: str, folder: Path = KEPT) -> list[Row]:
    """The verdicts kept under a name; none where there is no such file."""
    path = folder / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.is_file() else []


def wilson(right: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927); the whole of 0 to 1 where nothing was asked."""
    if not of:
        return 0.0, 1.0
    share, square = right / of, Z * Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = Z * math.sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def is_true(row: Row) -> bool:
    """Does the text make this claim, its core fields right?"""
    return row["verdict"] == "right" or (
        row["verdict"] == "part" and not any(row["wrong"].get(name) for name in CORE[row["noun"]])
    )


def precision(rows: list[Row]) -> dict[str, Row]:
    """Per noun: judged, true (core fields right), wholly right, with their intervals. Unclear ones are left out, and counted."""
    out: dict[str, Row] = {}
    for noun in CORE:
        asked = [row for row in rows if row["noun"] == noun and row["verdict"] != "unclear"]
        unclear = sum(row["noun"] == noun and row["verdict"] == "unclear" for row in rows)
        if not asked and not unclear:
            continue
        true, whole = sum(map(is_true, asked)), sum(row["verdict"] == "right" for row in asked)
        reasons = Counter(row["reason"] for row in asked if row["verdict"] == "false")
        out[noun] = {"judged": len(asked), "unclear": unclear, "true": true, "true_interval": wilson(true, len(asked))}
        out[noun] |= {"whole": whole, "whole_interval": wilson(whole, len(asked)), "reasons": dict(reasons.most_common())}
        out[noun]["wrong_fields"] = dict(Counter(name for row in asked for name in row["wrong"]).most_common())
    return out


def cells(rows: list[Row]) -> dict[str, Row]:
    """The end measure: of 100 exported casualty rows, how many cells of each column are wrong, unsupported or missing.

    A row that should not be there at all has every cell that it fills unsupported.
    """
    asked = [row for row in rows if row["noun"] == "casualty" and row["verdict"] != "unclear"]
    out: dict[str, Row] = {}
    for name, column in CELLS.items():
        count: Counter[str] = Counter()
        for row in asked:
            how = row["wrong"].get(name)
            if row["verdict"] == "false":
                how = None if name in row["empty"] else "unsupported"
            count[how or ("empty" if name in row["empty"] else "right")] += 1
        bad = count["wrong"] + count["unsupported"]
        low, high = wilson(bad, len(asked))
        out[column] = {**count, "rows": len(asked), "bad_per_100": round(100 * bad / len(asked), 1) if asked else 0.0}
        out[column]["interval"] = (round(100 * low, 1), round(100 * high, 1))
    return out


def _same(figure: Row, claim: Any) -> bool:
    at = claim.number_evidence or claim.evidence
    near = at.start < figure["end"] and figure["start"] < at.end
    kinds = {claim.kind, "killed" if claim.kind == "bodies_recovered" else claim.kind}
    return near and figure["kind"] in kinds and claim.quantity.number == figure["number"]


def recall(rows: list[Row], found: dict[str, Document], draws: int = 2000) -> Row:
    """Of the figures that judges wrote down, the share the reader finds now: same words, kind and number.

    The strata count by their size in the corpus; the interval is a bootstrap over sentences within strata.
    """
    by_stratum: dict[str, list[tuple[int, int]]] = {}
    weight: dict[str, int] = {}
    for row in rows:
        document = found.get(row["document"])
        if document is None:
            continue
        given = [claim for noun, _, claim in claims(read(document)) if noun == "casualty"] if row["figures"] else []
        hit = sum(any(_same(figure, claim) for claim in given) for figure in row["figures"])
        by_stratum.setdefault(row["stratum"], []).append((hit, len(row["figures"])))
        weight[row["stratum"]] = row["of"]

    def share(sample: dict[str, list[tuple[int, int]]]) -> float:
        hit = sum(weight[name] / len(some) * sum(one[0] for one in some) for name, some in sample.items())
        of = sum(weight[name] / len(some) * sum(one[1] for one in some) for name, some in sample.items())
        return hit / of if of else 0.0

    chance = random.Random(0)
    again = sorted(
        share({name: chance.choices(some, k=len(some)) for name, some in by_stratum.items()})
        for _ in range(draws if by_stratum else 0)
    )
    counts = {name: (sum(h for h, _ in some), sum(n for _, n in some), len(some)) for name, some in by_stratum.items()}
    out: Row = {"recall": round(share(by_stratum), 3) if by_stratum else None, "strata": counts}
    out["interval"] = (round(again[int(0.025 * draws)], 3), round(again[int(0.975 * draws) - 1], 3)) if again else None
    return out


def agreement(left: list[Row], right: list[Row]) -> Row:
    """What two judges said of the same claims and sentences: shares of equal answers, and Cohen's kappa of true or not."""
    names = ("task", "document", "start", "end", "noun", "seen")
    second = {tuple(row.get(name) for name in names): row for row in right}
    both = [(row, second[at]) for row in left if (at := tuple(row.get(name) for name in names)) in second]
    asked = [(is_true(a), is_true(b)) for a, b in both if a["task"] == "claim" and "unclear" not in (a["verdict"], b["verdict"])]
    equal = sum(a == b for a, b in asked)
    out: Row = {"claims": len(asked), "claims_equal": equal}
    if asked:
        expected = sum(
            (sum(a is value for a, _ in asked) / len(asked)) * (sum(b is value for _, b in asked) / len(asked))
            for value in (True, False)
        )
        observed = equal / len(asked)
        out["kappa"] = round((observed - expected) / (1 - expected), 3) if expected < 1 else None
    told = [(a, b) for a, b in both if a["task"] == "sentence"]
    sets = [({(f["kind"], f["number"]) for f in a["figures"]}, {(f["kind"], f["number"]) for f in b["figures"]}) for a, b in told]
    common, total = sum(len(a & b) for a, b in sets), sum(len(a) + len(b) for a, b in sets)
    return out | {"sentences": len(told), "figures_f1": round(2 * common / total, 3) if total else None}


def by_key(found: Iterable[Document]) -> dict[str, Document]:
    """Documents by the digest that verdicts name them by."""
    return {key(document): document for document in found}
