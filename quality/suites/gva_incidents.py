"""Gun Violence Archive: which articles report one incident, and the toll of an incident that several report.

Every half is one ledger: its articles are read (scope *conflict, accident*) and reconciled together. An article lies in the event
of its main claim; where that is no assault (a trial, a vigil), in that of its first assault with a count, else of its first. An
article without such a claim stands alone. Groups of articles are held to the archive's incidents: B-cubed (Bagga and Baldwin,
1998) and CoNLL (the mean of MUC, B-cubed and entity CEAF, Pradhan et al., 2012), with every article alone as the base line.

*killed* and *injured*: of the incidents with two or more articles, those for which the value under the policy ``latest`` of the
event that most of their articles lie in is the archive's number; no value is nought. Incidents with an even id are worked on.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quality.episodes import harmonic
from quality.suites.gva import FILE, SCOPE
from quality.suites.report import Figures, Report
from saksi.reading import read
from saksi.reconcile import Facts, reconcile
from saksi.sources import build_document
from saksi.types import Event, Quantity, Reading

Groups = Mapping[str, str]
"""The group of each article."""


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident of the archive and the articles about it."""

    id: str
    killed: int
    injured: int
    articles: tuple[str, ...]


def run(data: Path, worst: int = 0) -> Report:
    """The report on the folder (or file) ``data``."""
    incidents: dict[int, list[Incident]] = {0: [], 1: []}
    readings: dict[int, list[Reading]] = {0: [], 1: []}
    with (data if data.is_file() else data / FILE).open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            half = int(row["incident_id"]) % 2
            texts = [doc for doc in row["docs"] if (doc["content"] or "").strip()]
            found = [
                build_document(text=d["content"], title=d["title"] or None, id=d["id"], published=d["dct"] or None, language="en")
                for d in texts
            ]
            readings[half] += [read(document, scope=SCOPE) for document in found]
            if found:
                articles = tuple(dict.fromkeys(document.id for document in found))
                incidents[half].append(Incident(row["incident_id"], row["killed"], row["injured"], articles))
    report = Report({})
    for half, name in enumerate(("tune", "report")):
        errors: list[str] = []
        report.parts[name] = measure(incidents[half], readings[half], errors)
        if name == "tune":
            report.errors.extend(errors[:worst])
    return report


def measure(incidents: Sequence[Incident], readings: Sequence[Reading], errors: list[str]) -> Figures:
    """The figures of one half."""
    facts = Facts(readings)
    events = reconcile(facts.readings)
    home = {claim: event for event in events for claim in event.claims}
    of_article = {r.document.id: home.get(deed(r) or "") for r in facts.readings}
    truth = {article: one.id for one in incidents for article in one.articles}
    said = {article: event.key if (event := of_article.get(article)) else article for article in truth}
    out: Figures = {"articles": len(truth), "incidents": len(incidents)}
    for name, groups in (("", said), ("alone ", {article: article for article in truth})):
        p, r = b_cubed(groups, truth)
        scores = [harmonic(p, r), harmonic(*muc(groups, truth)), harmonic(*ceaf(groups, truth))]
        out |= {f"{name}B-cubed": scores[0], f"{name}CoNLL": sum(scores) / 3}
        if not name:
            out |= {"precision": p, "recall": r}
    many = [one for one in incidents if len(one.articles) > 1]
    right: Counter[str] = Counter()
    for one in many:
        held = Counter(said[article] for article in one.articles)
        event = next((of_article[a] for a in one.articles if said[a] == min(held, key=lambda k: (-held[k], k))), None)
        for kind, number in (("killed", one.killed), ("injured", one.injured)):
            given = value(event, kind)
            right[kind] += given == number
            if given != number:
                errors.append(f"{one.id}: {kind} {number}, given {given}")
    return out | {"many": len(many)} | {kind: right[kind] / max(1, len(many)) for kind in ("killed", "injured")}


def deed(reading: Reading) -> str | None:
    """The claim that an article is about: its main one, unless that is no assault and another is."""
    events = {e.id: e for e in reading.events}
    if reading.main in events and events[reading.main].plover.type == "ASSAULT":
        return reading.main
    counted = {c.event for c in reading.casualties}
    assaults = [e for e in reading.events if e.plover.type == "ASSAULT" and e.voice != "teaser"]
    return min(assaults, key=lambda e: (e.id not in counted, e.evidence.start)).id if assaults else reading.main


def value(event: Event | None, kind: str) -> int:
    """The number of an event under the policy it was decided with; nought without one."""
    found = event.fields[kind].value if event is not None and kind in event.fields else None
    if not isinstance(found, Quantity):
        return 0
    return found.best if found.best is not None else found.low or 0


# --- how well groups agree --------------------------------------------------------------------------------------------


def _members(groups: Groups) -> dict[str, set[str]]:
    out: dict[str, set[str]] = {}
    for article, group in groups.items():
        out.setdefault(group, set()).add(article)
    return out


def b_cubed(said: Groups, truth: Groups) -> tuple[float, float]:
    """Precision and recall, article by article."""
    ours, theirs = _members(said), _members(truth)
    both = [(len(ours[said[a]] & theirs[truth[a]]), len(ours[said[a]]), len(theirs[truth[a]])) for a in truth]
    return sum(n / size for n, size, _ in both) / len(both), sum(n / size for n, _, size in both) / len(both)


def muc(said: Groups, truth: Groups) -> tuple[float, float]:
    """Precision and recall of the links that hold groups together (Vilain et al., 1995)."""

    def kept(groups: Groups, other: Groups) -> float:
        held = _members(groups).values()
        links = sum(len(members) - 1 for members in held)
        return sum(len(members) - len({other[a] for a in members}) for members in held) / links if links else 0.0

    return kept(said, truth), kept(truth, said)


def ceaf(said: Groups, truth: Groups) -> tuple[float, float]:
    """Precision and recall of groups under their best matching (entity CEAF, Luo, 2005), by the Hungarian method."""
    ours, theirs = _members(said), _members(truth)
    seen: set[str] = set()
    total = 0.0
    for group in sorted(ours):
        if group in seen:
            continue
        left, right, queue = [], set[str](), [group]
        while queue:  # groups that share articles, directly or through others, are matched among themselves
            one = queue.pop()
            if one in seen:
                continue
            seen.add(one)
            left.append(one)
            for other in sorted({truth[a] for a in ours[one]} - right):
                right.add(other)
                queue += sorted({said[a] for a in theirs[other]} - seen)
        columns = sorted(right)
        table = [[2 * len(ours[i] & theirs[j]) / (len(ours[i]) + len(theirs[j])) for j in columns] for i in left]
        total += assigned(table)
    return total / len(ours), total / len(theirs)


def assigned(table: Sequence[Sequence[float]]) -> float:
    """The largest sum of one entry a row and column (Kuhn, 1955; the potentials of Jonker and Volgenant)."""
    rows = table if len(table) <= len(table[0]) else [list(column) for column in zip(*table, strict=True)]
    n, m = len(rows), len(rows[0])
    u, v, match = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1)
    for i in range(1, n + 1):
        match[0], j0 = i, 0
        least, used, way = [float("inf")] * (m + 1), [False] * (m + 1), [0] * (m + 1)
        while match[j0]:
            used[j0] = True
            i0, delta, j1 = match[j0], float("inf"), 0
            for j in range(1, m + 1):
                if not used[j]:
                    cost = -rows[i0 - 1][j - 1] - u[i0] - v[j]
                    if cost < least[j]:
                        least[j], way[j] = cost, j0
                    if least[j] < delta:
                        delta, j1 = least[j], j
            for j in range(m + 1):
                if used[j]:
                    u[match[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            j0 = j1
        while j0:
            match[j0], j0 = match[way[j0]], way[j0]
    return sum(rows[match[j] - 1][j - 1] for j in range(1, m + 1) if match[j])
