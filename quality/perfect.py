"""The reading a gold asks for: what a reader that finds everything would print. It shows that a gold can be met in full."""

from __future__ import annotations

from typing import Any

from quality.variants import full_text

Row = dict[str, Any]


def first(value: Any) -> Any:
    """The value itself, or the first of a list of accepted ones."""
    return value[0] if isinstance(value, list) and value else value


def _span(row: Row) -> list[int]:
    return [row["start"], row["start"] + len(row["anchor"])]


def _party(name: Any) -> list[Row]:
    return [{"text": first(name), "actor": {"name": first(name)}}] if name else []


def _side(name: Any) -> Row | None:
    return next(iter(_party(name)), None)


def _interval(value: Any) -> Row:
    days = value if isinstance(value, list) else [value, value]
    low, high = str(days[0]), str(days[-1])
    return {"earliest": low + "-01-01"[len(low) - 4 :], "latest": high + "-12-28"[len(high) - 4 :]}


def reading(document: Row, gold: Row) -> Row:
    """A reading built from the gold alone; it ought to get full marks."""
    text = full_text(document)
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append([at, at + len(line)])
        at += len(line) + 1
    teasers = [lines[n - 1] for n in gold.get("teaser_lines", [])]
    out: Row = {"document": {"source_id": gold["id"], "text": text, "teasers": [{"span": span} for span in teasers]}}
    said: list[Row] = []
    for row in gold.get("attributions", []):
        speaker = first(row.get("speaker") or row.get("role"))
        if row.get("optional"):
            continue
        said.append(
            {
                "id": f"a{len(said)}",
                "sources": [{"text": speaker}] if speaker else [],
                "cue": {"text": row["anchor"], "span": _span(row)},
                "content": [_span(row)],
                "stance": first(row.get("stance")),
                "direct": row.get("direct"),
            }
        )

    def by(name: Any) -> list[str]:
        if not name:
            return []
        source = {"text": first(name), "actor": {"name": first(name), "sector": "JRN"}}  # the press is never an extra source
        said.append({"id": f"a{len(said)}", "sources": [source], "content": [], "stance": "asserts", "direct": False})
        return [str(said[-1]["id"])]

    out["events"] = [_event(i, row) for i, row in enumerate(gold.get("events", [])) if not row.get("optional")]
    out["casualties"] = [
        {
            "id": f"c{i}",
            "span": _span(row),
            "kind": first(row["kind"]),
            "quantity": {
                "number": row["number"],
                "qualifier": first(row["qualifier"]),
                "low": row["number"],
                "high": row.get("high"),
            },
            "who": [first(row.get("who"))],
            "side": _side(row.get("side")),
            "asserted_by": by(row.get("asserted_by")),
            "scope": "running_total" if row.get("cumulative") else "incident",
            "part_of": "c0" if row.get("part_of") else None,
        }
        for i, row in enumerate(gold.get("casualties", []))
        if not row.get("teaser") and not row.get("optional")
    ]
    out["control"] = [
        {
            "span": _span(row),
            "territory": {"text": first(row["territory"])},
            "relation": row["relation"],
            "holder": _side(row["holder"]),
            "asserted_by": by(row.get("per")),
        }
        for row in gold.get("control", [])
        if not row.get("optional")
    ]
    out["attributions"] = said
    return out


def _event(number: int, row: Row) -> Row:
    kind, realis = first(row["plover"]), first(row.get("realis")) or "actual"
    if isinstance(kind, dict):
        kind, realis = kind["plover"], kind.get("realis", "actual")
    return {
        "id": f"e{number}",
        "mentions": [{"trigger": _span(row)}],
        "plover": {"type": kind},
        "actors": _party(row.get("actor")),
        "recipients": _party(row.get("recipient")),
        "realis": realis,
        "historical": bool(row.get("historical")),
        "place": {"text": first(row["place"])} if row.get("place") else None,
        "time": _interval(row["date"]) if row.get("date") else None,
    }
