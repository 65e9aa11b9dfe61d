"""Train the names component on top of a trained tagger and parser, and score it on every set."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pycrfsuite
from spacy.language import Language
from spacy.tokens import Doc
from training.pipelines.names import OWN, Lists, Names, Weights, features
from training.pipelines.sets import HERE, Sentence, scores, spans

COARSE = {"FAC": "LOC", "ARMED": "ORG", "FORCE": "ORG", "PER": "PER", "LOC": "LOC", "ORG": "ORG"}
"""Our finer labels as person, organisation and location; nationalities, posts and weapons are none of these."""


def coarse(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags in person, organisation and location alone."""
    return tuple(f"{t[:2]}{COARSE[t[2:]]}" if t[2:] in COARSE else "O" for t in tags)


def conflict_wire(nlp: Language, language: str, part: str) -> list[Sentence]:
    """Our own labelled sentences, in the pipeline's tokens. Raises ValueError where a span is no whole number of tokens."""
    out = []
    with (HERE / f"conflict_wire/{language}/{part}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            doc = nlp.make_doc(row["text"])
            tags = ["O"] * len(doc)
            for start, end, label in row["spans"]:
                span = doc.char_span(start, end, alignment_mode="expand")
                for i in range(span.start, span.end):
                    tags[i] = f"B-{label}" if i == span.start else f"I-{label}"
            words = [(t.text, tag) for t, tag in zip(doc, tags, strict=True) if not t.is_space]
            out.append(Sentence(tuple(w for w, _ in words), tuple(t for _, t in words), "wire"))
    return out


def parsed(nlp: Language, sentences: Sequence[Sentence]) -> list[Doc]:
    """The sentences tagged and parsed, on the words they have."""
    return list(nlp.pipe(Doc(nlp.vocab, words=list(s.words)) for s in sentences))


def swapped(
    sentences: Sequence[Sentence], share: float, lists: Mapping[str, Collection[str]], rng: random.Random
) -> list[Sentence]:
    """Copies of a share of the sentences with each name exchanged for another of its kind, from the same set or the gazetteer."""
    pools: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for s in sentences:
        for a, b, label in sorted(spans(s.tags)):  # a set's own order changes from one process to the next
            pools.setdefault((s.set, label), []).append(s.words[a:b])
    foreign = {
        "PER": [tuple(w.capitalize() for w in n.split()) for n in sorted(lists["person"]) if " " in n],
        "LOC": [tuple(w.capitalize() for w in n.split()) for k in ("country", "region", "city") for n in sorted(lists[k])],
    }
    out = []
    for s in sentences:
        found = sorted(spans(s.tags))
        if not found or rng.random() >= share:
            continue
        words: list[str] = []
        tags: list[str] = []
        at = 0
        for a, b, label in found:
            pool = pools[s.set, label]
            if label in foreign and rng.random() < 0.4:
                pool = foreign[label]
            new = rng.choice(pool)
            words += [*s.words[at:a], *new]
            tags += [*s.tags[at:a], f"B-{label}", *[f"I-{label}"] * (len(new) - 1)]
            at = b
        out.append(Sentence((*words, *s.words[at:]), (*tags, *s.tags[at:]), s.set))
    return out


def _of_policy(rows: list[list[str]], policy: str) -> list[list[str]]:
    return [[*row, *(f"{policy}~{f}" for f in row if f.startswith(OWN)), f"{policy}~"] for row in rows]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How names are trained. ``swap``: share of sentences copied with other names; ``lower``: share copied without capitals;
    ``views``: one CRF for each, without the features that begin so and with other names exchanged, their weights averaged;
    ``least``: times a feature must occur; ``c1``, ``c2``: L1 and L2 of CRFsuite.
    """

    views: tuple[tuple[str, ...], ...] = ((),)
    swap: float = 0.3
    lower: float = 0.0
    c1: float = 0.05
    c2: float = 0.1
    iterations: int = 120
    least: int = 1


SYNTAX = ("pos=", "dep=", "dp=", "head=", "hp=", "dh=", "case=", "p-=", "p+=", "-1dep", "+1dep", "-2pos", "-1pos", "1pos", "2pos")
"""Features that tagger and parser give."""
LEXICAL = (
    "w=", "ws=", "b-=", "b+=", "t-=", "t+=", "-2w=", "-1w=", "1w=", "2w=", "runhead=", "runtail=", "head=", "dh=",
)  # fmt: skip
"""Features that are words: a CRF without them has to go by affixes, shapes and lists, as it must with names never seen."""
RECIPES = {"id": Recipe(views=((), SYNTAX, LEXICAL)), "en": Recipe(swap=0.3, lower=0.1, iterations=80, least=2)}


def in_lower_case(sentences: Sequence[Sentence], share: float, rng: random.Random) -> list[Sentence]:
    """Copies of a share of the sentences with names in lower case, as people type them."""
    chosen = [s for s in sentences if spans(s.tags) and rng.random() < share]
    return [s._replace(words=tuple(w.lower() for w in s.words)) for s in chosen]


def train(nlp: Language, sentences: Sequence[Sentence], recipe: Recipe, seed: int, named: Mapping[str, Collection[str]]) -> Names:
    """The trained component, with the names and nouns by kind (``named``) that its features look up.

    Each sentence is seen twice: in three labels by the common weights, and by those of its set too. Sentences of the set *wire*
    keep their finer labels under the policy *wire* alone. Averaging the weights of CRFs that see different features is Sutton,
    Sindelar and McCallum's (2006) way with features that leave others too little to explain.
    """
    component = Names()
    component.lists = Lists(named)
    others = [s for s in sentences if s.set != "wire"]
    seen = [features(doc, component.lists) for doc in parsed(nlp, sentences)]
    state: dict[tuple[str, str], float] = {}
    moves: dict[tuple[str, str], float] = {}
    labels: set[str] = set()
    for number, absent in enumerate(recipe.views):
        rng = random.Random(seed + number)
        made = [*swapped(others, recipe.swap, named, rng), *in_lower_case(others, recipe.lower, rng)]
        rows = [*seen, *(features(doc, component.lists) for doc in parsed(nlp, made))]
        trainer = pycrfsuite.Trainer(verbose=False)
        for s, row in zip([*sentences, *made], rows, strict=True):
            if absent:
                row = [[f for f in word if not f.startswith(absent)] for word in row]
            trainer.append(_of_policy(row, s.set), s.tags)
            trainer.append(row, coarse(s.tags))
        trainer.set_params(
            {
                "c1": recipe.c1, "c2": recipe.c2, "max_iterations": recipe.iterations, "feature.minfreq": recipe.least,
                "feature.possible_transitions": True,
            }
        )  # fmt: skip
        with tempfile.TemporaryDirectory() as folder:
            path = str(Path(folder) / "crf")
            trainer.train(path)
            tagger = pycrfsuite.Tagger()
            tagger.open(path)
            info = tagger.info()
            labels.update(info.labels)
            for key, weight in info.state_features.items():
                state[key] = state.get(key, 0.0) + weight / len(recipe.views)
            for key, weight in info.transitions.items():
                moves[key] = moves.get(key, 0.0) + weight / len(recipe.views)
            tagger.close()
    component.weights = Weights(sorted(labels), moves, state, {s.set for s in sentences})
    component.prepare()
    return component


def measure(nlp: Language, component: Names, sentences: Sequence[Sentence], policy: str, *, fine: bool = False) -> dict[str, Any]:
    """Exact-span scores on sentences under a policy; in person, organisation and location unless ``fine``."""
    before = component.policy
    component.policy = policy
    component.prepare()
    guess = [component.tag(list(doc)) for doc in parsed(nlp, sentences)]
    component.policy = before
    component.prepare()
    gold = [s.tags for s in sentences]
    return scores(gold if fine else map(coarse, gold), guess if fine else map(coarse, guess))
