"""Treebanks in CoNLL-U as sentences of surface words: what the parsers are trained on and measured with.

Indonesian clitics (*menyetujuinya* = *menyetujui* + *nya*) are one word here, as they are for a tokeniser: the word takes tag,
head and relation of the part whose head lies outside it. English contractions stay two words, as spaCy splits them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

KEPT_FEATURES = frozenset({"Voice", "Polarity", "VerbForm", "Tense", "Number"})
"""Features that the tagger learns; the rest would only split the tags further."""


class Word(NamedTuple):
    """A surface word. ``head`` is the index of its head in the sentence, its own index at the root."""

    form: str
    space: bool
    upos: str
    features: str
    head: int
    relation: str


class Tree(NamedTuple):
    """A sentence with its tree; ``document`` is the document it stands in, where the treebank says so."""

    words: tuple[Word, ...]
    document: str


def read_trees(path: Path, *, merge: bool, harmonise: bool = False) -> Iterator[Tree]:
    """The trees of a CoNLL-U file. ``merge`` joins multi-word tokens; ``harmonise`` writes older labels as today's.

    Raises OSError when the file cannot be read and ValueError when a line is no CoNLL-U.
    """
    document = ""
    rows: list[list[str]] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc id ="):
                document = line.split("=", 1)[1].strip()
            elif line.startswith("#"):
                continue
            elif line:
                rows.append(line.split("\t"))
            elif rows:
                yield Tree(_words(rows, merge, harmonise), document)
                rows = []
    if rows:
        yield Tree(_words(rows, merge, harmonise), document)


def _words(rows: list[list[str]], merge: bool, harmonise: bool) -> tuple[Word, ...]:
    groups: list[tuple[str, bool, list[list[str]]]] = []  # surface form, space after, syntactic words
    until, form, space = 0, "", True
    for row in rows:
        ident = row[0]
        if "." in ident:
            continue  # an empty node of the enhanced graph
        after = "SpaceAfter=No" not in row[9]
        if "-" in ident:
            last = ident.split("-")[1]
            until, form, space = int(last), row[1], after
            if merge:
                groups.append((form, space, []))
            continue
        number = int(ident)
        if number <= until and merge:
            groups[-1][2].append(row)
        elif number <= until:  # inside a contraction: no space before its last word's end
            groups.append((row[1], space if number == until else False, [row]))
        else:
            groups.append((row[1], after, [row]))
    where = {int(row[0]): i for i, (_, _, parts) in enumerate(groups) for row in parts}
    out = []
    for i, (form, space, parts) in enumerate(groups):
        main = next((p for p in parts if where.get(int(p[6]), -1) != i), parts[0])
        head = where.get(int(main[6]), i)
        relation = main[7]
        if harmonise:
            relation = _today(relation, main, rows)
        out.append(Word(form, space, main[3], _features(parts), head, relation))
    return tuple(out)


def _features(parts: list[list[str]]) -> str:
    pairs = [f for part in parts[:1] for f in part[5].split("|") if f.split("=")[0] in KEPT_FEATURES]
    return "|".join(sorted(pairs))


_RENAMED = {"compound": "nmod", "compound:plur": "flat"}


def _today(relation: str, main: list[str], rows: list[list[str]]) -> str:
    """A relation of GSD, old or current, as the newspaper treebank (CSUI) and PUD write it."""
    if relation in _RENAMED:
        return _RENAMED[relation]
    if relation == "flat" and main[3] == "PROPN":
        return "flat:name"
    if relation == "acl" and any(r[6] == main[0] and r[1].lower() == "yang" for r in rows):
        return "acl:relcl"
    return relation
