"""A pack's examples are documentation and tests at once: read each, and hold what it says against the claims it yields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from saksi import contract
from saksi.languages import Example, examples
from saksi.text import digest
from saksi.types import Document


@dataclass(frozen=True, slots=True)
class Outcome:
    """One example held against its reading; ``problems`` is empty when it holds."""

    table: str
    line: int
    example: Example
    problems: tuple[str, ...]


def run_examples(code: str) -> Iterator[Outcome]:
    """Every example of a pack with what is wrong with it. Raises PackError on a malformed line."""
    for table, line, example in examples(code):
        yield Outcome(table, line, example, tuple(_problems(code, example)))


def _problems(code: str, example: Example) -> Iterator[str]:
    claims = claims_of(code, example)
    for want in example.has:
        if not any(_matches(claim, want) for claim in claims):
            near = [c for c in claims if c["noun"] == want.get("noun")]
            yield f"has no {want}; it has {[_brief(c, want) for c in near] or 'none of that noun'}"
    for trap in example.lacks:
        for claim in claims:
            if _matches(claim, trap):
                yield f"must not have {trap}, but has {_brief(claim, trap)}"


def claims_of(code: str, example: Example) -> list[dict[str, Any]]:
    """The claims and layers of an example as flat dicts with their ``noun`` and ``exact`` words."""
    from saksi.reading import layers, read

    title = example.title
    text = f"{title}\n{example.text}" if title and not example.text.startswith(title) else example.text
    document = Document(
        id="d" + digest(text)[:16], source_id=None, url=None, title=title, text=text, language=code, publisher=None,
        published=example.published, digest=digest(text),
    )  # fmt: skip
    reading = read(document)
    spoken = {a.id: " ".join(s.text for s in a.sources) for a in reading.attributions}
    out: list[dict[str, Any]] = []
    for noun, claim in reading.claims():
        plain = contract.plain(claim)
        plain["asserted_by"] = [spoken.get(i, i) for i in plain.get("asserted_by") or []]
        evidence = getattr(claim, "evidence", None)
        out.append({"noun": noun, "exact": evidence.exact if evidence is not None else None, **plain})
        if noun == "attribution":
            out[-1]["source"] = " ".join(s["text"] for s in plain["sources"])
            out[-1]["exact"] = plain["cue"]["text"] if plain["cue"] else None
    _, found = layers(document)
    for number in found.numbers:
        exact = found.page.words(number.first, number.last)
        out.append({"noun": "number", "exact": exact, "trap": number.trap, "quantity": contract.plain(number.quantity)})
    out += [{"noun": "time", "exact": w.time.text, "kind": w.kind, **contract.plain(w.time)} for w in found.times]
    out += [{"noun": "place", "exact": t.location.text, **contract.plain(t.location)} for t in found.places]
    out += [{"noun": "teaser", "exact": t.evidence.exact} for t in reading.document.teasers]
    out += [{"noun": "credit", "exact": c.text, "kind": c.kind} for c in reading.document.credits]
    out += [{"noun": "part", "exact": p.evidence.exact, "kind": p.kind} for p in reading.document.parts]
    return out


def _matches(claim: dict[str, Any], want: dict[str, Any]) -> bool:
    return all(_equal(_value(claim, path), value) for path, value in want.items())


def _equal(have: Any, value: Any) -> bool:
    if isinstance(have, tuple):
        have = list(have)
    if isinstance(have, list) and not isinstance(value, list):
        return value in have or any(_equal(h, value) for h in have)
    return bool(have == value)


def _value(claim: Any, path: str) -> Any:
    """The value at a dotted path; over a list, the values of its members."""
    for step in path.split("."):
        if isinstance(claim, list | tuple):
            claim = claim[int(step)] if step.isdigit() and int(step) < len(claim) else [_value(c, step) for c in claim]
        elif isinstance(claim, dict):
            claim = claim.get(step)
        else:
            return None
    return claim


def _brief(claim: dict[str, Any], want: dict[str, Any]) -> dict[str, Any]:
    return {path: _value(claim, path) for path in {**dict.fromkeys(("exact",)), **want}}
