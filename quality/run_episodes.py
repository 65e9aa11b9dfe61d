"""Read the episodes, reconcile each in a ledger of its own, and measure what became of the truth.

    python -m quality.run_episodes [--folder FOLDER] [--episode NAME] [--json] [-v]

*Same event*: over the first tellings that were read, do two lie in one cluster where they are one event (pairs; B-cubed after
Bagga and Baldwin, 1998)? *False corroboration*: of the pairs of figures that count as independent testimonies, those that are one
testimony in truth; what the truth calls no testimony (a garbled retelling) takes no part. *Independence kept*: of the pairs
that truly are two, those that count as two. *Copies*: texts folded with the text they were taken from, and pairs folded that have
nothing to do with each other. *Current values*: of each claimant the figure
that stands at the end. *Contradictions*: those found of those wanted, by type; between articles, those that the truth does
not have; and within one article, which the truth seldom lists.
*Never same*: pairs of events that must not be merged, and were.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from quality.episodes import EPISODES, WORKED_ON, Episode, Read, Row, harmonic, load, overlap, share, span_of
from saksi.reconcile import Contradiction, Facts, Origins
from saksi.reconcile.blocking import candidates
from saksi.reconcile.compare import Telling, compare, tellings
from saksi.reconcile.origins import Testimony, text_origins
from saksi.types import Event

HALVES = (("worked on", True), ("measured", False))
ANY_OF_THEM = {"denial": {"agent", "figure", "realis", "status", "self", "control"}}
"""What the reader calls a denial the truth files under what is denied."""


@dataclass
class Result:
    """The counts of one episode, and remarks on what went wrong."""

    id: str
    counts: Counter[str] = field(default_factory=Counter)
    b_cubed: list[tuple[float, float]] = field(default_factory=list)
    kinds: dict[str, Counter[str]] = field(default_factory=dict)
    why: Counter[str] = field(default_factory=Counter)
    log: list[str] = field(default_factory=list)

    def kind(self, name: str) -> Counter[str]:
        """The counts of one type of contradiction."""
        return self.kinds.setdefault(name, Counter())


def measure(episode: Episode) -> Result:
    """Read the articles of an episode, reconcile them, and count."""
    import saksi

    with tempfile.TemporaryDirectory() as folder, saksi.open(Path(folder) / "episode.saksi") as ledger:
        for article in episode.articles.values():
            ledger.add(
                saksi.read(**{k: article[k] for k in ("id", "url", "title", "text", "published", "publisher", "language")})
            )
        events = ledger.reconcile()
        trees = {event.key: tree for event, tree in ledger.origins()}
        found, claimed = ledger.contradictions(), ledger.events("by-claimant")
        read = Read(episode, Facts(tuple(ledger.readings())), events)
    return judged(read, trees, found, claimed)


def judged(read: Read, trees: Mapping[str, Origins], found: Sequence[Contradiction], claimed: Iterable[Event]) -> Result:
    """The counts of one episode, from what was read of it and what the ledger made of that."""
    out = Result(read.episode.id)
    _same_event(read, out)
    _corroboration(read, trees, out)
    _independent(read, trees, out)
    _copies(read, out)
    _current(read, claimed, out)
    _contradictions(read, found, out)
    return out


# --- same event -------------------------------------------------------------------------------------------------------


def _same_event(read: Read, out: Result) -> None:
    out.counts["mentions"] += len(read.mentions)
    told = {name: key for name, key in read.mentions.items() if key is not None}
    out.counts["mentions_read"] += len(told)
    out.log += [f"not read: {event} in {article}" for (event, article), key in read.mentions.items() if key is None]
    told_apart = tellings(read.facts)
    met = {frozenset(pair) for pair in candidates(told_apart)}
    for (a, one), (b, two) in combinations(sorted(told.items()), 2):
        true, said = a[0] == b[0], one == two
        out.counts["pairs_true"] += true
        out.counts["pairs_said"] += said
        out.counts["pairs_right"] += true and said
        if true:
            homes = [{home for _, home in read.tellers[name]} for name in (a, b)]
            out.counts["pairs_met"] += not homes[0].isdisjoint(homes[1])
        if true and not said:
            why = apart(read, told_apart, met, a, b)
            out.why[why] += 1
            out.log.append(f"split: {a[0]} of {a[1]} and {b[1]}: {why}")
        elif said and not true:
            out.log.append(f"merged: {a[0]} of {a[1]} with {b[0]} of {b[1]}")
    for name, key in told.items():
        mates = {other for other in told if told[other] == key}
        kin = {other for other in told if other[0] == name[0]}
        both = len(mates & kin)
        out.b_cubed.append((both / len(mates), both / len(kin)))
    for pair in read.episode.truth["never_same"]:
        held = [{key for (event, _), key in told.items() if event == one} for one in pair]
        out.counts["never_same"] += 1
        out.counts["never_same_broken"] += bool(held[0] & held[1])


def apart(read: Read, told: Mapping[str, Telling], met: set[frozenset[str]], a: tuple[str, str], b: tuple[str, str]) -> str:
    """Why two tellings of one event lie in two clusters: what speaks most against their best pair of claims."""
    pairs = [(x, y) for x, _ in read.tellers[a] for y, _ in read.tellers[b] if x in told and y in told]
    if not pairs:
        return "no event claim, a figure alone"
    best = max((compare(told[str(x)], told[str(y)]) for x, y in pairs), key=lambda one: one.total)
    if best.linked:
        return "linked, but their clusters are not" if frozenset((best.a, best.b)) in met else "linked, but never compared"
    worst = min((one for one in best.findings if one.field != "prior"), key=lambda one: one.weight)
    if worst.weight >= 0:
        return "nothing against it, too little for it"
    if worst.field != "anchor":
        return f"{worst.field} {worst.level}"
    known = [one.field for one in best.findings if one.field in ("day", "place", "sides", "figures") and one.weight > 0]
    return f"thin: only {' and '.join(known) or 'nothing'} agrees"


# --- independence -----------------------------------------------------------------------------------------------------


def _keys(trees: Mapping[str, Origins]) -> dict[str, set[str]]:
    """By claim, the testimonies that it is counted under."""
    out: dict[str, set[str]] = {}
    for tree in trees.values():
        for one in (*tree.testimonies, *tree.totals):
            for claim in one.claims:
                out.setdefault(claim, set()).add(one.key)
    return out


def _corroboration(read: Read, trees: Mapping[str, Origins], out: Result) -> None:
    keys = _keys(trees)
    out.counts["figures"] += len(read.tolls)
    out.counts["figures_read"] += len(read.claim_of)
    hollow = {row["id"] for row in read.episode.truth["testimonies"] if not row.get("counted", True)}
    known = [
        (ident, claim, str(whose))
        for ident, claim in sorted(read.claim_of.items())
        if read.tolls[ident]["event"]
        and (whose := read.testimony(ident))
        and whose not in hollow
        and read.tolls[ident].get("voice") != "teaser"
    ]
    for (a, one, whose), (b, two, whose_else) in combinations(known, 2):
        left, right = read.tolls[a], read.tolls[b]
        if (left["event"], left["kind"]) != (right["event"], right["kind"]):
            continue
        accepted = {whose, *left.get("accept_testimony", ())} & {whose_else, *right.get("accept_testimony", ())}
        together = read.home.get(one) is not None and read.home.get(one) == read.home.get(two)
        counted = together and bool(keys.get(one)) and bool(keys.get(two)) and keys[one].isdisjoint(keys[two])
        out.counts["counted_as_two"] += counted
        if accepted:
            out.counts["truly_one"] += 1
            out.counts["false_corroboration"] += counted
            if counted:
                said = f"{sorted(keys[one])} and {sorted(keys[two])}"
                out.log.append(f"one testimony counted as two: {a} {left['anchor']!r} and {b} {right['anchor']!r}: {said}")
        else:
            out.counts["truly_two"] += 1
            out.counts["kept_as_two"] += counted
            out.counts["two_in_other_events"] += not together
            out.counts["two_folded"] += together and not counted
            if together and not counted:
                said = f"{sorted(keys.get(one, ()))} and {sorted(keys.get(two, ()))}"
                out.log.append(f"two testimonies counted as one: {a} {left['anchor']!r} and {b} {right['anchor']!r}: {said}")


def _main_cluster(read: Read, event: str) -> str | None:
    """The cluster that holds most tellings of an event."""
    held = Counter(key for (name, _), key in read.mentions.items() if name == event and key is not None)
    return min(held, key=lambda key: (-held[key], key)) if held else None


def _independent(read: Read, trees: Mapping[str, Origins], out: Result) -> None:
    for row in read.episode.truth["independent"]:
        tree = trees.get(_main_cluster(read, row["event"]) or "")
        claims = {c for e in (read.events.get(tree.event),) if e for c in e.casualties} if tree else set()
        of_kind = {c for c in claims if read.facts.casualties[c].kind == row["kind"]}
        documents = {read.facts.document(c).id for c in of_kind if read.facts.casualties[c].voice != "teaser"}
        voices: dict[str, list[Testimony]] = {}
        for one in (*tree.testimonies, *tree.totals) if tree else ():
            voices.setdefault(one.key, []).append(one)
        have = {
            "texts": sum(not documents.isdisjoint(one.documents) for one in tree.texts) if tree else 0,
            "testimonies": sum(any(not of_kind.isdisjoint(t.claims) for t in told) for told in voices.values()),
        }
        for name, value in have.items():
            out.counts[f"{name}_asked"] += 1
            out.counts[f"{name}_right"] += value == row[name]
            out.counts[f"{name}_too_many"] += value > row[name]
            if value > row[name]:
                out.log.append(f"too many {name}: {row['event']} {row['kind']}: {value}, in truth {row[name]}")


# --- copies -----------------------------------------------------------------------------------------------------------


def _family(read: Read) -> dict[str, str]:
    """By article, the article that its text goes back to."""
    taken = {row["article"]: row["from"] for row in read.episode.truth["origins"]}

    def first(article: str) -> str:
        seen = {article}
        while taken.get(article) in taken and taken[article] not in seen:
            article = taken[article]
            seen.add(article)
        return article

    return {article: first(article) for article in taken}


def _copies(read: Read, out: Result) -> None:
    family = _family(read)
    group: dict[str, int] = {}
    for i, origin in enumerate(text_origins([r.document for r in read.facts.readings], read.facts)):
        group.update((read.article_of[d], i) for d in origin.documents)
    for row in read.episode.truth["origins"]:
        if row["from"] not in read.episode.articles:
            continue
        kin = [a for a in family if family[a] == family[row["article"]] and a != row["article"]]
        found = any(group.get(a) == group.get(row["article"]) for a in kin)
        out.counts["copies"] += 1
        out.counts["copies_found"] += found
        if not found:
            out.log.append(f"copy not found: {row['article']} from {row['from']} ({row['how']})")
    for a, b in combinations(sorted(group), 2):
        if group[a] == group[b] and family[a] != family[b]:
            out.counts["false_copies"] += 1
            out.log.append(f"false copy: {a} and {b}")


# --- the value that stands --------------------------------------------------------------------------------------------


def _current(read: Read, claimed: Iterable[Event], out: Result) -> None:
    values = [
        one
        for event in claimed
        for derived in event.fields.values()
        if derived.policy == "by-claimant" and isinstance(derived.value, tuple)
        for one in derived.value
    ]
    for row in read.episode.truth["tolls_by_claimant"]:
        if row["event"] is None:
            continue
        current = read.tolls[row["current"]]
        mine = [
            one
            for one in values
            if any(_is_claimants(read, toll, row, current) for c in one.claims for toll in read.rows_of.get(c, ()))
        ]
        want = tuple(current[k] for k in ("low", "best", "high"))
        standing = [(q.low, q.best, q.high) == want for q in (one.quantity for one in mine)]
        right = bool(standing) and all(standing)
        read_at_all = any(_is_claimants(read, t, row, current) and _same(read.tolls[t], current) for t in read.claim_of)
        out.counts["current"] += 1
        out.counts["current_right"] += right
        out.counts["current_unread"] += not right and not read_at_all
        out.counts["current_beside"] += not right and any(standing)
        out.counts["current_other"] += not right and read_at_all and bool(mine) and not any(standing)
        out.counts["current_none"] += not right and read_at_all and not mine
        if not right:
            stands = "it and another stand" if any(standing) else "another value stands"
            why = "not read" if not read_at_all else stands if mine else "no value of this claimant stands"
            out.log.append(f"current {row['kind']} of {row['event']} by {row['claimant']} ({current['anchor']!r}): {why}")


def _is_claimants(read: Read, toll: str, row: Row, current: Row) -> bool:
    other = read.tolls[toll]
    return (other["event"], other["kind"], other["side"]) == (row["event"], row["kind"], current["side"]) and row["claimant"] in {
        read.testimony(toll),
        *other.get("accept_testimony", ()),
    }


def _same(a: Row, b: Row) -> bool:
    return all(a[k] == b[k] for k in ("low", "best", "high"))


# --- contradictions ---------------------------------------------------------------------------------------------------


def _contradictions(read: Read, found: Sequence[Contradiction], out: Result) -> None:
    wanted = read.episode.truth["contradictions"]
    met: set[int] = set()
    for one in found:
        ends = [i for i, row in enumerate(wanted) if _meets(read, row, one)]
        hits = [i for i in ends if _is_type(wanted[i], one)]
        met.update(hits)
        within = one.evidence[0].document == one.evidence[1].document
        name = "other_type" if ends else "unasked_within" if within else "false_contradictions"
        out.counts[name] += not hits
        out.kind(one.kind)[name] += not hits
        if not hits:
            both = " | ".join(f"{read.article_of[e.document]}: {e.exact!r}" for e in one.evidence)
            out.log.append(f"{name.replace('_', ' ')}, {one.kind}: {both}")
    for i, row in enumerate(wanted):
        if row.get("optional"):
            continue
        out.counts["contradictions"] += 1
        out.counts["contradictions_found"] += i in met
        out.kind(row["type"])["wanted"] += 1
        out.kind(row["type"])["found"] += i in met
        if i not in met:
            both = " | ".join(f"{row[side]['article']}: {row[side]['anchor']!r}" for side in ("left", "right"))
            out.log.append(f"missed {row['type']}: {both}")


def _is_type(row: Row, one: Contradiction) -> bool:
    """Is what was found of a type that this contradiction has?"""
    return bool(({one.kind} | ANY_OF_THEM.get(one.kind, set())) & {row["type"], *row.get("accept_type", ())})


def _meets(read: Read, row: Row, one: Contradiction) -> bool:
    """Has what was found both its ends in the sentences of this contradiction, or in others that say the same?"""
    ends = [[_at(read, row[side], e.document, e.span) for side in ("left", "right")] for e in one.evidence]
    return (ends[0][0] and ends[1][1]) or (ends[0][1] and ends[1][0])


def _at(read: Read, end: Row, document: str, span: tuple[int, int]) -> bool:
    """Does evidence lie in the sentence of an anchor, or on a figure that is the same figure of the same testimony?"""
    article = read.article_of[document]
    if article == end["article"] and overlap(read.sentence(article, span_of(end)), span):
        return True
    mine = [row for row in read.tolls.values() if row["article"] == end["article"] and overlap(span_of(row), span_of(end))]
    theirs = [row for row in read.tolls.values() if row["article"] == article and overlap(span_of(row), span)]
    family = _family(read)
    for a in mine:
        for b in theirs:
            kin = read.testimony(a["id"]) == read.testimony(b["id"]) or family[a["article"]] == family[b["article"]]
            if kin and (a["event"], a["kind"]) == (b["event"], b["kind"]) and _same(a, b):
                return True
    return False


# --- the command ------------------------------------------------------------------------------------------------------


def figures(found: Sequence[Result]) -> dict[str, float]:
    """The measures over some episodes. What there is nothing of is not a number."""
    c: Counter[str] = Counter()
    for one in found:
        c.update(one.counts)
    cubes = [pair for one in found for pair in one.b_cubed]
    precision, recall = share(c["pairs_right"], c["pairs_said"]), share(c["pairs_right"], c["pairs_true"])
    b_precision, b_recall = (share(sum(pair[i] for pair in cubes), len(cubes)) for i in (0, 1))
    return {
        "mentions read": share(c["mentions_read"], c["mentions"]),
        "pairs precision": precision,
        "pairs recall": recall,
        "pairs recall, by any telling": share(c["pairs_met"], c["pairs_true"]),
        "pairs F1": harmonic(precision, recall),
        "B-cubed precision": b_precision,
        "B-cubed recall": b_recall,
        "B-cubed F1": harmonic(b_precision, b_recall),
        "never same, merged": c["never_same_broken"],
        "never same, of": c["never_same"],
        "figures read": share(c["figures_read"], c["figures"]),
        "false corroboration": share(c["false_corroboration"], c["counted_as_two"]),
        "one testimony counted as two": share(c["false_corroboration"], c["truly_one"]),
        "independence kept": share(c["kept_as_two"], c["truly_two"]),
        "  lost: in two events": share(c["two_in_other_events"], c["truly_two"]),
        "  lost: folded into one": share(c["two_folded"], c["truly_two"]),
        "number of texts right": share(c["texts_right"], c["texts_asked"]),
        "  too many": share(c["texts_too_many"], c["texts_asked"]),
        "number of testimonies right": share(c["testimonies_right"], c["testimonies_asked"]),
        "  too many ": share(c["testimonies_too_many"], c["testimonies_asked"]),
        "copies found": share(c["copies_found"], c["copies"]),
        "copies, of": c["copies"],
        "false copies": c["false_copies"],
        "current values right": share(c["current_right"], c["current"]),
        "  wrong: figure not read": share(c["current_unread"], c["current"]),
        "  wrong: an older one stands beside": share(c["current_beside"], c["current"]),
        "  wrong: another value stands": share(c["current_other"], c["current"]),
        "  wrong: none of this claimant": share(c["current_none"], c["current"]),
        "contradictions found": share(c["contradictions_found"], c["contradictions"]),
        "contradictions, of": c["contradictions"],
        "found as another type": c["other_type"],
        "false, between articles": c["false_contradictions"],
        "not asked, within one article": c["unasked_within"],
    }


def _cell(value: float) -> str:
    return "-" if math.isnan(value) else str(value) if isinstance(value, int) else f"{value:.3f}"


def table(found: Sequence[Result]) -> Iterator[str]:
    """A line per measure, a column per episode and one for all."""
    halves = {name: [one for one in found if (one.id in WORKED_ON) == mine] for name, mine in HALVES}
    columns = [*((one.id[:15], figures([one])) for one in found), *((name, figures(half)) for name, half in halves.items())]
    columns.append(("all", figures(found)))
    yield f"{'':<34}" + "".join(f"{name:>16}" for name, _ in columns)
    for name in columns[-1][1]:
        yield f"{name:<34}" + "".join(f"{_cell(values[name]):>16}" for _, values in columns)
    kinds: dict[str, Counter[str]] = {}
    for one in halves["worked on"] or found:
        for kind, count in one.kinds.items():
            kinds.setdefault(kind, Counter()).update(count)
    why: Counter[str] = Counter()
    for one in halves["worked on"] or found:
        why.update(one.why)
    yield "\nwhy tellings of one event lie in two clusters"
    yield from (f"{reason:<51}{n:>17}" for reason, n in sorted(why.items(), key=lambda pair: (-pair[1], pair[0])))
    columns_of = {"found": "found", "wanted": "wanted", "other_type": "other type", "false_contradictions": "false",
                  "unasked_within": "within one"}  # fmt: skip
    yield f"\n{'contradictions by type':<34}" + "".join(f"{head:>17}" for head in columns_of.values())
    yield from (f"{kind:<34}" + "".join(f"{n[k]:>17}" for k in columns_of) for kind, n in sorted(kinds.items()))


def main(arguments: list[str] | None = None) -> int:
    """The command. It only prints: always 0."""
    parser = argparse.ArgumentParser(prog="python -m quality.run_episodes", description="Reconciliation on whole episodes.")
    parser.add_argument("--folder", type=Path, default=EPISODES, help="another folder of episodes")
    parser.add_argument("--episode", help="one episode alone")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("-v", action="store_true", help="print what went wrong in the episodes worked on, one by one")
    options = parser.parse_args(arguments)
    found = [measure(one) for one in load(options.folder) if options.episode in (None, one.id)]
    if options.json:
        rows: list[dict[str, Any]] = [
            {"id": one.id, "counts": one.counts, "kinds": one.kinds, "why": one.why, "log": one.log} for one in found
        ]
        known = {name: None if math.isnan(value) else round(value, 4) for name, value in figures(found).items()}
        print(json.dumps({"episodes": rows, "figures": known}, ensure_ascii=False))
    elif found:
        print("\n".join(table(found)))
        for one in (r for r in found if r.id in WORKED_ON) if options.v else ():
            print(f"\n{one.id}\n" + "\n".join(f"    {line}" for line in one.log))
    else:
        print("no episodes yet")
    return 0


if __name__ == "__main__":
    sys.exit(main())
