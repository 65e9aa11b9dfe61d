"""References: who is meant by *ia*, *mereka*, *-nya*, *kelompok itu*, *the ministry*; on IndoCoref and on our own passages.

    python -m quality.suites.coreference [--data ../shared/data/coref/indocoref] [--misses N] [--json]

IndoCoref (Artari et al., RANLP 2021) has 201 Indonesian encyclopedia articles, mostly lives and films. Asked are its pronouns of
the third person, possessor endings and definite phrases (*kota tersebut*) that have something before them in their chain, where
the chain is of persons, organisations or places; *several* are those that take parties of two chains together, which no one
actor is. One is resolved where the reading gives it an actor, and right where that
actor is also given to other words of its chain, or bears the name of one. The annotation often begins a new chain with each
naming of the same person, so chains with the same name are joined. MUC and B-cubed are over all gold mentions as given, each in
the cluster of its actor, or alone. Of the articles in order of their file names, those with an even number, from nought, are the
tuning half, the others the reporting half.

Our own passages (``quality/gold/coreference``) are short conflict reports of four decades. Each reference has the names it may go
back to, several parties where it means them together, or nothing where the text leaves it open: then any actor is wrong.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain as every
from pathlib import Path
from typing import Any

from quality.articles import ROOT
from saksi.reading import Layers, layers
from saksi.sources import build_document
from saksi.types import Actor, Document

GOLD = ROOT / "quality" / "gold" / "coreference"
SINGULAR = frozenset({"ia", "dia", "beliau", "dirinya"})
PLURAL = frozenset({"mereka", "keduanya", "ketiganya"})
DEFINITE = ("itu", "ini", "tersebut")
KINDS = {"person": "person", "organisation": "organisation", "organisasi": "organisation", "place": "place"}

Span = tuple[int, int]


# --- what the reading says -------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Answers:
    """The actors a reading gives to words: by span, and the spans and names of each actor that are no pronoun."""

    by_span: dict[Span, Actor] = field(default_factory=dict)
    owners: dict[int, Actor] = field(default_factory=dict)
    """End of a word with a possessor ending -> who it points to."""
    bearers: dict[str, set[Span]] = field(default_factory=lambda: defaultdict(set))

    def at(self, start: int, end: int, whole: bool = False) -> Actor | None:
        """The actor of some words, of an ending, or else, unless ``whole``, of what begins or ends with these words."""
        if (start, end) in self.by_span:
            return self.by_span[start, end]
        if end in self.owners and not any(a == start for a, _ in self.by_span):
            return self.owners[end]
        if whole:
            return None
        held = [s for s in self.by_span if (s[0] == start or s[1] == end) and s[0] < end and s[1] > start]
        return self.by_span[max(held, key=lambda s: s[1] - s[0])] if held else None


def answers(document: Document) -> Answers:
    """What the reading of a document makes of its words: its parties, and its speakers, who are worked out later."""
    found: Layers = layers(document)[1]
    page, out = found.page, Answers()

    def code_points(first: int, last: int) -> Span:
        return page.tokens[first].start, page.tokens[last - 1].end

    for phrase in found.cast.phrases:
        span = code_points(phrase.first, phrase.last)
        if phrase.actor is None:
            continue
        out.by_span[span] = phrase.actor
        if not phrase.pronoun:
            out.bearers[phrase.actor.id].add(span)
    for i, actor in found.cast.owners.items():
        token = page.tokens[i]
        out.owners[token.end] = actor
        if page.is_(i, "determiner"):
            out.by_span[token.start, token.end] = actor
    for said in found.said:
        for phrase in said.phrases:
            if phrase.actor is not None and phrase.pronoun:
                out.by_span[code_points(phrase.first, phrase.last)] = phrase.actor
        end = page.tokens[said.last - 1].end
        if said.rule == "possessor ending" and said.phrases[-1].actor is not None:
            out.owners[end] = said.phrases[-1].actor
    return out


def folded(words: str) -> str:
    """Words for comparison: no case, single spaces, a space at either end."""
    return " " + " ".join(re.findall(r"\w+", words.casefold())) + " "


# --- IndoCoref -------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Mention:
    """A gold mention: its span, the labels that stand around these very words, and what they say it is."""

    start: int
    end: int
    labels: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    parts: frozenset[str] = frozenset()
    """The chains it takes together, where it means several."""

    @property
    def span(self) -> Span:
        """Half-open code points."""
        return self.start, self.end


@dataclass(slots=True)
class Passage:
    """An article with its mentions in text order, the chain of each label, and the mentions of each chain."""

    name: str
    text: str
    mentions: list[Mention]
    chain: dict[str, str]

    def of(self, mention: Mention) -> frozenset[str]:
        """The chains a mention belongs to or takes together."""
        return mention.parts or frozenset({self.chain[mention.labels[0]]})

    def members(self, chains: frozenset[str]) -> list[Mention]:
        """The mentions that belong to any of some chains."""
        return [m for m in self.mentions if not m.parts and self.chain[m.labels[0]] in chains]

    def words(self, mention: Mention) -> str:
        """The words of a mention."""
        return self.text[mention.start : mention.end]


_OPEN = re.compile(r'\{(M\d+):jenis="([^"]*)"\s')


def passage(name: str, marked: str) -> Passage:
    """A passage from its markup: ``{M2:jenis="" {M1:jenis="noun phrase person" words}}`` joins the words to chain M1."""
    marked = marked.split("\n#COLOR", 1)[0].split("\n#TOKENIZATION", 1)[0].strip()
    text: list[str] = []
    size = at = 0
    stack: list[tuple[int, str, str]] = []
    closed: list[tuple[int, int, str, str]] = []
    while at < len(marked):
        opened = _OPEN.match(marked, at)
        if opened:
            stack.append((size, opened[1], opened[2]))
            at = opened.end()
        elif marked[at] == "}" and stack:
            start, label, kind = stack.pop()
            closed.append((start, size, label, kind))
            at += 1
        else:
            text.append(marked[at])
            size, at = size + 1, at + 1
    whole = "".join(text)
    spans: dict[Span, Mention] = {}
    for start, end, label, kind in closed:
        words = whole[start:end]
        start, end = start + len(words) - len(words.lstrip(" ,.")), end - len(words) + len(words.rstrip(" ,."))
        if start < end:
            mention = spans.setdefault((start, end), Mention(start, end))
            mention.labels.append(label)
            mention.kinds.append(kind)
    mentions = sorted(spans.values(), key=lambda m: (m.start, -m.end))
    return Passage(name, whole, mentions, _chains(whole, mentions))


def _chains(text: str, mentions: list[Mention]) -> dict[str, str]:
    """Label -> chain: words under two labels join them, unless both were in use before, which means both together."""
    up: dict[str, str] = {}

    def top(label: str) -> str:
        while up.setdefault(label, label) != label:
            label = up[label]
        return label

    named: dict[str, str] = {}
    split: list[tuple[Mention, list[str]]] = []
    for mention in mentions:
        known = [label for label in dict.fromkeys(mention.labels) if label in up]
        if len({top(label) for label in known}) > 1:
            split.append((mention, known))
            for label in mention.labels:
                up.setdefault(label, label)
            continue
        for label in mention.labels:
            up[top(label)] = top(mention.labels[0])
        words = folded(text[mention.start : mention.end])
        if any(kind.startswith("named") for kind in mention.kinds):
            up[top(mention.labels[0])] = top(named.setdefault(words, mention.labels[0]))
    for mention, known in split:
        mention.parts = frozenset(top(label) for label in known)
    return {label: top(label) for label in up}


def asked(one: Passage) -> Iterator[tuple[Mention, str]]:
    """The anaphoric mentions and their kind: *ia*, *mereka*, *-nya*, *definite*."""
    first: dict[str, int] = {}
    kinds: dict[str, set[str]] = defaultdict(set)
    for mention in one.mentions:
        for chain in one.of(mention):
            first.setdefault(chain, mention.start)
            kinds[chain] |= {KINDS[word] for kind in mention.kinds for word in kind.split() if word in KINDS}
            if any(kind.startswith("kata ganti orang") for kind in mention.kinds):
                kinds[chain].add("person")
    for mention in one.mentions:
        words = one.words(mention).lower()
        chains = one.of(mention)
        if not any(kinds[chain] for chain in chains) or min(first[chain] for chain in chains) >= mention.start:
            continue
        if mention.parts:
            yield mention, "several"
        elif words == "nya":
            yield mention, "-nya"
        elif words in SINGULAR:
            yield mention, "ia"
        elif words in PLURAL:
            yield mention, "mereka"
        elif words.split()[-1] in DEFINITE and len(words.split()) > 1:
            yield mention, "definite"


def right(one: Passage, mention: Mention, actor: Actor, given: Answers) -> bool:
    """Whether the actor is one that other words of the mention's chain have, or that bears a name of it; never for several."""
    if mention.parts:
        return False
    members = [m for m in one.members(one.of(mention)) if m.span != mention.span and not is_pronoun(one.words(m))]
    names = {folded(one.words(m)) for m in members}
    spans = [s for s in given.bearers.get(actor.id, ()) if not (s[0] < mention.end and s[1] > mention.start)]
    if folded(actor.name) in names or any(folded(one.text[a:b]) in names for a, b in spans):
        return True
    return any(m.start == a or m.end == b for m in members for a, b in spans)


def is_pronoun(words: str) -> bool:
    """True of a pronoun or an ending."""
    return words.lower() in SINGULAR | PLURAL | {"nya"}


@dataclass(slots=True)
class Tally:
    """Counts by kind of reference."""

    asked: Counter[str] = field(default_factory=Counter)
    resolved: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    links: dict[str, list[float]] = field(default_factory=lambda: {"muc": [0.0] * 4, "b3": [0.0] * 4})
    """Per measure: right and all of precision, right and all of recall."""

    def rows(self) -> dict[str, dict[str, float | int]]:
        """Precision and recall for each kind and for all."""
        out: dict[str, dict[str, float | int]] = {}
        for kind in [*sorted(self.asked), "all"]:
            counts = [c.total() if kind == "all" else c[kind] for c in (self.asked, self.resolved, self.right)]
            out[kind] = {"asked": counts[0], "resolved": counts[1], "right": counts[2]} | _figures(
                counts[2], counts[1], counts[2], counts[0]
            )
        return out | {name: _figures(*sums) for name, sums in self.links.items() if sums[1] or sums[3]}


def _figures(hits: float, given: float, met: float, wanted: float) -> dict[str, float | int]:
    precision, recall = hits / given if given else 0.0, met / wanted if wanted else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def measure(passages: Iterable[Passage], misses: Counter[str] | None = None) -> Tally:
    """Read every passage and count."""
    out = Tally()
    for one in passages:
        given = answers(build_document(text=one.text, id=one.name, language="id"))
        for mention, kind in asked(one):
            out.asked[kind] += 1
            actor = given.at(*mention.span, whole=is_pronoun(one.words(mention)))
            if actor is None:
                continue
            out.resolved[kind] += 1
            good = right(one, mention, actor, given)
            out.right[kind] += good
            if not good and misses is not None:
                around = one.text[max(0, mention.start - 160) : mention.end + 40].replace("\n", " ")
                misses[f"{kind}: {actor.name!r} | {around}"] += 1
        _add_links(out, one, given)
    return out


def _add_links(out: Tally, one: Passage, given: Answers) -> None:
    """MUC (Vilain et al. 1995) and B-cubed (Bagga and Baldwin 1998) over the mentions that mean one party."""
    mentions = [m for m in one.mentions if not m.parts]
    gold: dict[str, set[Span]] = defaultdict(set)
    ours: dict[str, set[Span]] = defaultdict(set)
    for number, mention in enumerate(mentions):
        gold[one.chain[mention.labels[0]]].add(mention.span)
        actor = given.at(*mention.span, whole=is_pronoun(one.words(mention)))
        ours[actor.id if actor is not None else f"alone {number}"].add(mention.span)
    for place, (keys, answer) in enumerate(((ours, gold), (gold, ours))):
        cluster = {span: name for name, spans in answer.items() for span in spans}
        for spans in keys.values():
            parts = Counter(cluster[span] for span in spans)
            out.links["muc"][2 * place] += len(spans) - len(parts)
            out.links["muc"][2 * place + 1] += len(spans) - 1
            out.links["b3"][2 * place] += sum(n * n for n in parts.values()) / len(spans)
            out.links["b3"][2 * place + 1] += len(spans)


def indocoref(folder: Path) -> list[Passage]:
    """The passages of the set, in the order of their file names. Raises FileNotFoundError where there are none."""
    paths = sorted((folder / "data" / "annotated").glob("*.txt"), key=lambda p: p.name)
    if not paths:
        raise FileNotFoundError(f"{folder}: no data/annotated/*.txt in it. The set is kept outside the repository.")
    return [passage(path.stem, path.read_text(encoding="utf-8")) for path in paths]


# --- our own passages ------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Own:
    """Counts over our own passages. ``kept`` of ``open`` references that the text leaves open were left open."""

    decided: int = 0
    resolved: int = 0
    right: int = 0
    open: int = 0
    kept: int = 0
    wrong: list[str] = field(default_factory=list)

    def row(self) -> dict[str, float | int]:
        """Precision of all that was resolved, recall over what the text decides, and what was kept open."""
        figures = _figures(self.right, self.resolved, self.right, self.decided)
        return {"decided": self.decided, "resolved": self.resolved, "right": self.right} | figures | {
            "open": self.open, "kept": self.kept,
        }  # fmt: skip


def own(half: str) -> list[dict[str, Any]]:
    """The passages of a half."""
    return [json.loads(line) for line in (GOLD / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()]


def goes_back(reference: dict[str, Any], text: str, actor: Actor, given: Answers) -> bool:
    """Whether an actor is the one party a reference may go back to: by its name, or by other words it is given to."""
    if len(reference["antecedents"]) != 1:
        return False
    spans = [s for s in given.bearers.get(actor.id, ()) if not (s[0] < reference["end"] and s[1] > reference["start"])]
    held = [folded(actor.name), *(folded(text[a:b]) for a, b in spans)]
    return any(folded(name) in words for name in reference["antecedents"][0] for words in held)


def measure_own(rows: Iterable[dict[str, Any]]) -> Own:
    """Read our passages and count."""
    out = Own()
    for row in rows:
        given = answers(build_document(text=row["text"], id=row["id"], language=row["language"], published=row["published"]))
        for reference in row["references"]:
            actor = given.at(reference["start"], reference["end"])
            good = actor is not None and goes_back(reference, row["text"], actor, given)
            out.decided += bool(reference["antecedents"])
            out.open += not reference["antecedents"]
            out.kept += not reference["antecedents"] and actor is None
            out.resolved += actor is not None
            out.right += good
            wanted = " and ".join(every.from_iterable(names[:1] for names in reference["antecedents"])) or "open"
            if not good and (actor is not None or reference["antecedents"]):
                out.wrong.append(f"{row['id']} {reference['text']!r}: {actor.name if actor else None!r}, is {wanted}")
    return out


# --- command ---------------------------------------------------------------------------------------------------------


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of IndoCoref, with data/annotated in it")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="also N wrong ones of tuning half and dev half")
    parser.add_argument("--json", action="store_true", help="as JSON")
    arguments = parser.parse_args()
    rows: dict[str, dict[str, float | int]] = {}
    notes: dict[str, list[str]] = {}
    for half in ("dev", "test"):
        every_row = own(half)
        for language in ("id", "en"):
            result = measure_own(r for r in every_row if r["language"] == language)
            rows[f"own {half} {language}"] = result.row()
            if half == "dev":
                notes[f"own {half} {language}"] = result.wrong[: arguments.misses]
    if arguments.data is not None:
        try:
            passages = indocoref(arguments.data)
        except FileNotFoundError as error:
            sys.exit(str(error))
        for name, some in (("tuning", passages[::2]), ("reporting", passages[1::2])):
            wrong: Counter[str] = Counter()
            for kind, row in measure(some, wrong).rows().items():
                rows[f"indocoref {name} {kind}"] = row
            if name == "tuning":
                notes[f"indocoref {name} all"] = list(wrong)[: arguments.misses]
    if arguments.json:
        print(json.dumps(rows, indent=2))
        return
    for name, row in rows.items():
        print(f"{name:30}" + "  ".join(f"{key} {value}" for key, value in row.items()))
        for note in notes.get(name, ()):
            print(f"    {note}")


if __name__ == "__main__":
    main()
