"""Sets of sentences with named entities, read into one scheme: person, organisation, location and our own finer labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent


class Sentence(NamedTuple):
    """Words with a BIO tag each; ``set`` names where it is from."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    set: str


LABELS: Mapping[str, str] = {
    "PER": "PER", "PERSON": "PER", "Person": "PER", "person": "PER", "politician": "PER",
    "ORG": "ORG", "ORGANISATION": "ORG", "Organisation": "ORG", "organisation": "ORG", "politicalparty": "ORG",
    "LOC": "LOC", "PLACE": "LOC", "Location": "LOC", "location": "LOC", "country": "LOC",
}  # fmt: skip
"""Labels of the sets as ours; a label that is not here is no entity to us."""

_CONLL: Mapping[str, tuple[int, int, str | None]] = {  # column of the word, of the tag, separator (None: any space)
    "idner": (0, 2, None), "nergrit": (0, 1, "\t"), "uner": (1, 2, "\t"), "crossner": (0, 1, "\t"), "wikigold": (0, 1, None),
    "re3d": (0, 1, "\t"),
}  # fmt: skip


def read_conll(path: Path, name: str) -> Iterator[Sentence]:
    """The sentences of a file with one word a line. Raises OSError when it cannot be read, ValueError when it is malformed."""
    word_at, tag_at, separator = _CONLL[name]
    words: list[str] = []
    tags: list[str] = []
    with path.open(encoding="utf-8") as lines:
        for line in [*lines, "\n"]:
            line = line.rstrip("\n")
            if line.startswith("# ") and name == "uner":
                continue
            if not line.strip() or line.startswith("-DOCSTART-"):
                if words:
                    yield Sentence(tuple(words), mend(tags), name)
                words, tags = [], []
                continue
            columns = line.split(separator)
            if len(columns) <= max(word_at, tag_at):
                raise ValueError(f"{path}: a line of {len(columns)} columns: {line!r}")
            words.append(columns[word_at])
            tags.append(columns[tag_at])


def mend(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags in our labels and in strict BIO: an entity begins with B, and a label we do not keep is O."""
    out: list[str] = []
    for tag in tags:
        begin, _, label = tag.partition("-")
        kept = LABELS.get(label)
        if kept is None or begin not in "BI":
            out.append("O")
        elif begin == "I" and out and out[-1][2:] == kept:
            out.append(f"I-{kept}")
        else:
            out.append(f"B-{kept}")
    return tuple(out)


def spans(tags: Iterable[str]) -> set[tuple[int, int, str]]:
    """(first, past the last, label) of each entity of a tag sequence."""
    found: set[tuple[int, int, str]] = set()
    start, label, i = -1, "", -1
    for i, tag in enumerate(tags):
        if start >= 0 and tag != f"I-{label}":
            found.add((start, i, label))
            start = -1
        if tag != "O" and start < 0:
            start, label = i, tag[2:]
    if start >= 0:
        found.add((start, i + 1, label))
    return found


def scores(gold: Iterable[Iterable[str]], guess: Iterable[Iterable[str]]) -> dict[str, float]:
    """Exact-span precision, recall and F1 in percent, micro-averaged, and F1 by label."""
    right: dict[str, int] = {}
    told: dict[str, int] = {}
    true: dict[str, int] = {}
    for g, s in zip(gold, guess, strict=True):
        a, b = spans(g), spans(s)
        for box, found in ((right, a & b), (told, b), (true, a)):
            for _, _, label in found:
                box[label] = box.get(label, 0) + 1

    def f1(labels: Iterable[str]) -> tuple[float, float, float]:
        r, t, n = (sum(box.get(x, 0) for x in labels) for box in (right, told, true))
        p, c = r / t if t else 0.0, r / n if n else 0.0
        return p, c, 2 * p * c / (p + c) if p + c else 0.0

    labels = sorted(set(true) | set(told))
    p, c, f = f1(labels)
    out = {"p": round(100 * p, 2), "r": round(100 * c, 2), "f1": round(100 * f, 2)}
    return out | {label: round(100 * f1([label])[2], 1) for label in labels}


def read_sets(language: str, data: Path) -> dict[str, list[Sentence]]:
    """The sets of a language by name, each with its part: ``idner/train``, ``nergrit/test``."""
    ner = data / "ner"
    out: dict[str, list[Sentence]] = {}
    if language == "id":
        for part in ("train", "dev"):  # the test part is kept for others to judge by
            out[f"idner/{part}"] = list(read_conll(ner / f"idner_news_2k/{part}.txt", "idner"))
        for part in ("train", "valid", "test"):
            out[f"nergrit/{part}"] = list(read_conll(ner / f"nergrit/{part}_preprocess.txt", "nergrit"))
        return out
    for part in ("train", "dev", "test"):
        out[f"uner/{part}"] = list(read_conll(ner / f"uner_en_ewt/en_ewt-ud-{part}.iob2", "uner"))
    for part in ("train", "dev"):
        out[f"crossner/{part}"] = list(read_conll(ner / f"crossner_politics/{part}.txt", "crossner"))
    out["wikigold"] = [s for p in sorted((ner / "wikigold/CONLL-format").rglob("*.conll*")) for s in read_conll(p, "wikigold")]
    sources = ner / "re3d/CONLL-format/data-by-source/conll"
    out["re3d"] = [
        _without_article(s)
        for folder in sorted(sources.iterdir())
        if "BBC" not in folder.name
        for p in sorted(folder.glob("*.conll"))
        for s in read_conll(p, "re3d")
    ]
    return out


def _without_article(sentence: Sentence) -> Sentence:
    """re3d counts *the* to the name; we do not."""
    tags = list(sentence.tags)
    for i, (word, tag) in enumerate(zip(sentence.words, tags, strict=True)):
        if tag.startswith("B-") and word.lower() in ("the", "a", "an", "its", "our", "their", "his"):
            tags[i] = "O"
            if i + 1 < len(tags) and tags[i + 1] == f"I-{tag[2:]}":
                tags[i + 1] = tag
    return sentence._replace(tags=tuple(tags))
