"""Names by a linear-chain CRF, as a component of a spaCy pipeline: features, weights, decoding.

Lafferty, McCallum and Pereira 2001. Features are words, affixes, shapes, neighbours, runs of capitals, lists of names, and what
tagger and parser said. Training is CRFsuite's (``train_names.py``); its weights are cut to eight bits and read here with numpy
alone. Each training set has weights of its own beside the common ones (Daumé 2007), so that one model can label by the
guidelines of any of them: the component's ``policy``. This file is shipped inside the trained pipeline and imports nothing of
the rest of the project.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import srsly
from spacy.attrs import PREFIX
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry

LONGEST = 6  # words of a name that is looked up


class Lists:
    """Names by kind, looked up as runs of words in lower case; the longest run wins."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self.names: dict[str, list[str]] = {kind: sorted(set(rows)) for kind, rows in sorted(names.items())}
        self._kinds: dict[str, list[str]] = {}
        self._heads: dict[str, int] = {}
        for kind, rows in self.names.items():
            for row in rows:
                self._kinds.setdefault(row, []).append(kind)
                head = row.split(" ", 1)[0]
                self._heads[head] = max(self._heads.get(head, 0), row.count(" ") + 1)

    def mark(self, lower: Sequence[str]) -> list[list[str]]:
        """For each word the kinds of the longest listed name it stands in, with its place there: ``B:country``."""
        out: list[list[str]] = [[] for _ in lower]
        i, n = 0, len(lower)
        while i < n:
            reach = self._heads.get(lower[i], 0)
            step = 1
            for size in range(min(reach, n - i, LONGEST), 0, -1):
                kinds = self._kinds.get(" ".join(lower[i : i + size]) if size > 1 else lower[i])
                if kinds:
                    for j in range(size):
                        place = "B" if j == 0 else "I"
                        out[i + j] += [f"{place}:{kind}" for kind in kinds]
                    step = size
                    break
            i += step
        return out


_SHAPE = ((re.compile(r"[A-ZÀ-ÖØ-Þ]"), "X"), (re.compile(r"[a-zß-öø-ÿ]"), "x"), (re.compile(r"\d"), "d"))


def shape(word: str) -> str:
    """*Brimob-2* as ``Xx-d``: runs of one class are one letter."""
    for pattern, letter in _SHAPE:
        word = pattern.sub(letter, word)
    out = ""
    for c in word:
        if not out or out[-1] != c:
            out += c
    return out


def features(doc: Sequence[Any], lists: Lists) -> list[list[str]]:
    """The features of each word of a sentence: tokens of a tagged and parsed Doc or Span."""
    n = len(doc)
    words = [t.text for t in doc]
    pos = [t.pos_ for t in doc]
    deps = [t.dep_ for t in doc]
    lower = [w.lower() for w in words]
    shapes = [shape(w) for w in words]
    marks = lists.mark(lower)
    capital = [w[:1].isupper() for w in words]
    letters = [w for w in words if w[:1].isalpha()]
    loud = bool(letters) and sum(w[:1].isupper() for w in letters) >= 0.8 * len(letters)
    first = list(range(n))  # start of the run of capitals a word stands in
    for i in range(n):
        if capital[i] and i and capital[i - 1]:
            first[i] = first[i - 1]
    last = list(range(n))
    for i in range(n - 2, -1, -1):
        if capital[i] and capital[i + 1]:
            last[i] = last[i + 1]
    out: list[list[str]] = []
    for i in range(n):
        w = lower[i]
        f = [
            "w=" + w, "s=" + shapes[i], "p2=" + w[:2], "p3=" + w[:3], "p4=" + w[:4],
            "e2=" + w[-2:], "e3=" + w[-3:], "e4=" + w[-4:], "ws=" + w + shapes[i],
        ]  # fmt: skip
        if i == 0:
            f.append("first")
        if loud:
            f.append("loud")
            f.append("loud" + shapes[i])
        if len(words[i]) > 1 and words[i].isupper():
            f.append(f"upper{min(len(w), 6)}")
        for d in (-2, -1, 1, 2):
            j = i + d
            if 0 <= j < n:
                f.append(f"{d}w={lower[j]}")
                f.append(f"{d}s={shapes[j]}")
                if d in (-1, 1):
                    f.append(f"{d}e={lower[j][-3:]}")
                    f.append(f"{d}p={lower[j][:3]}")
            else:
                f.append(f"{d}w=<>")
        f.append("b-=" + (lower[i - 1] if i else "<>") + "|" + w)
        f.append("b+=" + w + "|" + (lower[i + 1] if i + 1 < n else "<>"))
        f.append("ss=" + (shapes[i - 1] if i else "<>") + shapes[i] + (shapes[i + 1] if i + 1 < n else "<>"))
        if i:
            f.append("t-=" + (lower[i - 2] if i > 1 else "<>") + "|" + lower[i - 1])
        if i + 1 < n:
            f.append("t+=" + lower[i + 1] + "|" + (lower[i + 2] if i + 2 < n else "<>"))
        if capital[i]:
            a, b = first[i], last[i]
            f.append(f"runpos={min(i - a, 4)}/{min(b - a, 5)}")
            f.append("runhead=" + lower[a])
            f.append("runtail=" + lower[b])
            f.append("before=" + (lower[a - 1] if a else "<>"))
            f.append("before2=" + (lower[a - 2] if a > 1 else "<>") + "|" + (lower[a - 1] if a else "<>"))
            f.append("after=" + (lower[b + 1] if b + 1 < n else "<>"))
            if b + 2 < n and words[b + 1] == "(" and words[b + 2].isupper():
                f.append("acronym")
            if i and words[i - 1] == "(" and words[i].isupper() and i > 1:
                f.append("inbrackets=" + lower[first[i - 2]])
        for m in marks[i]:
            f.append("g=" + m)
            if capital[i]:
                f.append("gc=" + m)
        if i:
            f += ["-1g=" + m for m in marks[i - 1]]
        if i + 1 < n:
            f += ["+1g=" + m for m in marks[i + 1]]
        head = doc[i].head
        case = _case(doc[i]) or (_case(head) if deps[i].startswith("flat") else "")
        f += [
            "pos=" + pos[i], "dep=" + deps[i], "dp=" + deps[i] + pos[i], "head=" + head.lower_, "hp=" + head.pos_,
            "dh=" + deps[i] + "|" + head.lower_, "case=" + case,
        ]  # fmt: skip
        for d in (-2, -1, 1, 2):
            if 0 <= i + d < n:
                f.append(f"{d}pos={pos[i + d]}")
        if i:
            f += ["p-=" + pos[i - 1] + pos[i], "-1dep=" + deps[i - 1]]
        if i + 1 < n:
            f += ["p+=" + pos[i] + pos[i + 1], "+1dep=" + deps[i + 1]]
        out.append(f)
    return out


def _case(token: Any) -> str:
    """The preposition of a word."""
    return next((c.lower_ for c in token.lefts if c.dep_ == "case"), "")


OWN = ("w=", "b-", "b+", "g=", "before", "-1w", "1w", "s=", "runhead", "after", "e3", "-1g", "+1g", "dep", "case", "pos=", "head")
"""Features that have weights of their own for each policy; the rest are common to all."""
LEAN: Mapping[str, float] = {"": 1.5, "wire": 1.2, "idner": 2.5}
"""How much the own weights of a policy count when it is in use (under the empty name: of any other policy): more than they were
trained to, since those of small sets are held too near zero. Tried from 0 to 3 on the working parts of idner and UNER, for *wire*
on training sentences that the weights had not seen.
"""


class Weights:
    """The weights of a trained CRF: sparse on disk, one dense matrix in memory for the policy in use."""

    def __init__(
        self, labels: Sequence[str], transitions: Mapping[tuple[str, str], float], state: Mapping[tuple[str, str], float],
        policies: Iterable[str],
    ) -> None:  # fmt: skip
        """``state`` maps (feature, label) to a weight; a feature of a policy begins with the policy's name and ``~``."""
        self.labels = list(labels)
        self.policies = sorted(policies)
        index = {label: i for i, label in enumerate(self.labels)}
        self.features = sorted({f for f, _ in state})
        at = {f: i for i, f in enumerate(self.features)}
        rows = sorted((at[f], index[label], w) for (f, label), w in state.items())
        top = max((abs(w) for _, _, w in rows), default=1.0)
        self.scale = top / 127
        cut = [(i, j, round(w / self.scale)) for i, j, w in rows]
        cut = [c for c in cut if c[2]]
        self.rows = np.array([c[0] for c in cut], dtype="<u4")
        self.columns = np.array([c[1] for c in cut], dtype="u1")
        self.values = np.array([c[2] for c in cut], dtype="i1")
        self.transitions = np.zeros((len(self.labels), len(self.labels)), dtype="<f4")
        for (a, b), w in transitions.items():
            self.transitions[index[a], index[b]] = w

    def __getstate__(self) -> dict[str, Any]:
        steps = np.diff(self.rows, prepend=np.uint32(0))
        return {
            "labels": self.labels, "policies": self.policies, "scale": self.scale, "transitions": self.transitions.tobytes(),
            "features": zlib.compress("\n".join(self.features).encode(), 9), "rows": zlib.compress(steps.tobytes(), 9),
            "columns": zlib.compress(self.columns.tobytes(), 9), "values": zlib.compress(self.values.tobytes(), 9),
        }  # fmt: skip

    def __setstate__(self, kept: dict[str, Any]) -> None:
        self.labels, self.policies, self.scale = kept["labels"], kept["policies"], kept["scale"]
        n = len(self.labels)
        self.transitions = np.frombuffer(kept["transitions"], dtype="<f4").reshape(n, n)
        self.features = zlib.decompress(kept["features"]).decode().split("\n")
        self.rows = np.cumsum(np.frombuffer(zlib.decompress(kept["rows"]), dtype="<u4"), dtype="<u4")
        self.columns = np.frombuffer(zlib.decompress(kept["columns"]), dtype="u1")
        self.values = np.frombuffer(zlib.decompress(kept["values"]), dtype="i1")

    def dense(self, policy: str) -> tuple[dict[str, int], np.ndarray, np.ndarray]:
        """(row of each feature, matrix of weights, what every word gets) under one policy."""
        matrix = np.zeros((len(self.features), len(self.labels)), dtype="f4")
        matrix[self.rows, self.columns] = self.values * np.float32(self.scale)
        always = np.zeros(len(self.labels), dtype="f4")
        own = {f: i for i, f in enumerate(self.features) if "~" in f and f.split("~", 1)[0] in self.policies}
        hidden = set(own.values())
        at = {f: i for i, f in enumerate(self.features) if i not in hidden}
        spare: list[tuple[str, int]] = []
        lean = np.float32(LEAN.get(policy, LEAN[""]))
        for f, i in own.items():
            name, bare = f.split("~", 1)
            if name != policy:
                continue
            if bare == "":
                always = matrix[i] * lean
            elif bare in at:
                matrix[at[bare]] += matrix[i] * lean
            else:
                matrix[i] *= lean
                spare.append((bare, i))
        at.update(spare)
        return at, matrix, always


class Names:
    """The component ``saksi_names``: sets ``doc.ents``. Needs tagger and parser before it.

    ``days`` are words that end no name (*Selasa* of *kata Nama Orang Selasa*), ``address`` words before a person's name that are
    no part of it (*Pak*), both in lower case.
    """

    def __init__(
        self,
        name: str = "saksi_names",
        *,
        policy: str = "",
        keep: float = 0.0,
        days: Iterable[str] = (),
        address: Iterable[str] = (),
    ) -> None:
        self.name, self.policy, self.keep = name, policy, keep
        self.days, self.address = frozenset(days), frozenset(address)
        self.lists = Lists({})
        self.weights = Weights(["O"], {}, {}, [])
        self.prepare()

    def prepare(self) -> None:
        """Lay out the weights of the policy in use; call it after changing ``policy``."""
        self._at, self._matrix, self._always = self.weights.dense(self.policy)
        self._moves = self.weights.transitions.copy()
        labels = self.weights.labels
        for j, label in enumerate(labels):
            if label.startswith("I-"):
                for i, before in enumerate(labels):
                    if before[2:] != label[2:]:
                        self._moves[i, j] = -1e4
        self._first = np.array([-1e4 if label.startswith("I-") else 0.0 for label in labels], dtype="f4")
        self._outside = labels.index("O")

    def tag(self, sentence: Sequence[Any]) -> list[str]:
        """The BIO tags of a tagged and parsed sentence."""
        if not len(sentence):
            return []
        at, n = self._at, len(self.weights.labels)
        scores = np.empty((len(sentence), n), dtype="f4")
        for i, found in enumerate(features(sentence, self.lists)):
            scores[i] = self._matrix[[at[f] for f in found if f in at]].sum(0)
        scores += self._always
        scores[:, self._outside] -= self.keep
        best = scores[0] + self._first
        back: list[np.ndarray] = []
        for row in scores[1:]:
            paths = best[:, None] + self._moves
            back.append(paths.argmax(0))
            best = paths.max(0) + row
        state = int(best.argmax())
        out = [state]
        for pointers in reversed(back):
            state = int(pointers[state])
            out.append(state)
        tags = [self.weights.labels[k] for k in reversed(out)]
        return self.trimmed([t.lower_ for t in sentence], tags) if self.days or self.address else tags

    def trimmed(self, words: Sequence[str], tags: list[str]) -> list[str]:
        """The tags without days at the end of names and forms of address at the head of a person's."""
        tags = list(tags)
        for i in range(len(tags) - 1, -1, -1):
            closes = i + 1 == len(tags) or not tags[i + 1].startswith("I-")
            if tags[i] != "O" and closes and words[i] in self.days:
                tags[i] = "O"
        for i in range(len(tags) - 1):
            if tags[i] == "B-PER" and tags[i + 1] == "I-PER" and words[i] in self.address:
                tags[i], tags[i + 1] = "O", "B-PER"
        return tags

    def __call__(self, doc: Doc) -> Doc:
        spans: list[Span] = []
        for sentence in doc.sents:
            words = [t for t in sentence if not t.is_space]
            start: int | None = None
            label = ""
            tags = [*self.tag(words), "O"]
            for k, tag in enumerate(tags):
                if start is not None and tag != f"I-{label}":
                    spans.append(Span(doc, words[start].i, words[k - 1].i + 1, label=label))
                    start = None
                if tag != "O" and start is None:
                    start, label = k, tag[2:]
        doc.set_ents(spans)
        return doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:  # noqa: ARG002 - spaCy passes it
        """Weights and lists."""
        names = zlib.compress("\n".join(f"{kind}\t{row}" for kind, rows in self.lists.names.items() for row in rows).encode(), 9)
        out: bytes = srsly.msgpack_dumps(
            {"weights": self.weights.__getstate__(), "lists": names, "policy": self.policy, "keep": self.keep}
        )
        return out

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Names:  # noqa: ARG002 - spaCy passes it
        """Read what ``to_bytes`` wrote."""
        kept = srsly.msgpack_loads(data)
        self.weights.__setstate__(kept["weights"])
        names: dict[str, list[str]] = {}
        for line in zlib.decompress(kept["lists"]).decode().split("\n"):
            kind, _, row = line.partition("\t")
            if row:
                names.setdefault(kind, []).append(row)
        self.lists = Lists(names)
        self.policy, self.keep = kept["policy"], kept["keep"]
        self.prepare()
        return self

    def to_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002 - spaCy passes it
        """One file in the component's folder."""
        path.mkdir(parents=True, exist_ok=True)
        (path / "names.bin").write_bytes(self.to_bytes())

    def from_disk(self, path: Path, *, exclude: Iterable[str] = ()) -> Names:  # noqa: ARG002 - spaCy passes it
        """Read what ``to_disk`` wrote."""
        return self.from_bytes((Path(path) / "names.bin").read_bytes())


def make_names(
    nlp: Language,  # noqa: ARG001 - spaCy passes it
    name: str,
    policy: str,
    keep: float,
    days: list[str],
    address: list[str],
) -> Names:
    """The factory spaCy calls."""
    return Names(name, policy=policy, keep=keep, days=days, address=address)


if not Language.has_factory("saksi_names"):  # each of our pipelines brings this file: the first one loaded serves all
    Language.factory(
        "saksi_names",
        default_config={"policy": "", "keep": 0.0, "days": [], "address": []},
        requires=["doc.sents", "token.pos"],
        assigns=["doc.ents"],
        func=make_names,
    )


@registry.callbacks("saksi_prefixes.v1")
def prefixes(length: int) -> Callable[[Language], Language]:
    """Prefixes of ``length`` letters in place of spaCy's one: where verbs are told apart by prefixes (*me-*, *di-*, *ber-*).

    Words that the tokeniser's exceptions brought into the vocabulary before are given their longer prefix too: a word has one
    prefix, whenever it was first met.
    """

    def set_length(nlp: Language) -> Language:
        nlp.vocab.lex_attr_getters[PREFIX] = lambda word: word[:length].lower()
        for known in nlp.vocab:
            known.prefix_ = known.text[:length].lower()
        return nlp

    return set_length
