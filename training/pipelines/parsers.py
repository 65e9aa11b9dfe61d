"""Train a tagger and a dependency parser in one spaCy pipeline with a shared convolutional encoder, and score them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from spacy.lang.char_classes import ALPHA, ALPHA_LOWER, ALPHA_UPPER, CONCAT_QUOTES, LIST_ELLIPSES, LIST_ICONS
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.training.batchers import minibatch_by_words
from spacy.util import compile_infix_regex, fix_random_seed
from thinc.api import Adam
from training.pipelines import names  # noqa: F401 - registers the callback of untrained()
from training.pipelines.treebanks import Tree, read_trees

HELD_OUT = (  # of GUM: never trained on, the measuring half for English
    "GUM_news_afghan", "GUM_news_defector", "GUM_news_imprisoned", "GUM_news_korea", "GUM_news_stampede", "GUM_news_taxes",
    "GUM_interview_mckenzie", "GUM_interview_peres", "GUM_bio_byron", "GUM_bio_gordon",
)  # fmt: skip
GENRES = ("news", "interview", "bio", "speech", "voyage")


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a tagger and parser are trained. ``steps``: of each stage; ``prefix``: letters of a prefix, 0 for spaCy's own."""

    steps: tuple[int, ...]
    prefix: int = 0
    width: int = 96
    depth: int = 4
    words: int = 1000
    dropout: float = 0.15
    rate: float = 0.001


RECIPES = {"id": Recipe((1200, 3600, 0), prefix=3), "en": Recipe((3500,))}


def treebanks(language: str, data: Path) -> tuple[list[list[Tree]], list[Tree], list[Tree]]:
    """(training sentences of each stage, sentences to measure with, part of the training set to try recipes on).

    The Indonesian parser starts on the older GSD, relations renamed, and goes on with the sets of today's guidelines. The
    newspaper treebank stands there once more: given no steps, it still counts twice when rare actions are left out.
    """
    home = data / "treebanks"
    if language == "id":
        old = [t for p in ("train", "dev", "test") for t in _gsd(home / f"id_gsd_v2.1/id-ud-{p}.conllu")]
        csui = list(read_trees(home / "id_csui/id_csui-ud-train.conllu", merge=True))
        gsd = [t for p in ("dev", "test") for t in _gsd(home / f"id_gsd/id_gsd-ud-{p}.conllu")]
        pud = list(read_trees(home / "id_pud/id_pud-ud-test.conllu", merge=True))
        test = list(read_trees(home / "id_csui/id_csui-ud-test.conllu", merge=True))
        most = [t for i, t in enumerate(csui) if i % 10 != 9]
        return [old, [*most, *gsd, *pud], most], test, csui[9::10]
    train: list[Tree] = []
    test = []
    for path in sorted((home / "en_gum").glob("*.conllu")):
        if path.stem in HELD_OUT:
            test += read_trees(path, merge=False)
        elif path.stem.split("_")[1] in GENRES:
            train += read_trees(path, merge=False)
    return [[t for i, t in enumerate(train) if i % 20 != 19]], test, train[19::20]


def _gsd(path: Path) -> Iterable[Tree]:
    return read_trees(path, merge=True, harmonise=True)


def document(nlp: Language, trees: Sequence[Tree]) -> Doc:
    """One Doc of the sentences as they are in the treebank."""
    kept: dict[str, list[Any]] = {name: [] for name in ("words", "spaces", "heads", "deps", "pos", "morphs")}
    for tree in trees:
        offset = len(kept["words"])
        for w in tree.words:
            kept["words"].append(w.form)
            kept["spaces"].append(w.space)
            kept["heads"].append(offset + w.head)
            kept["deps"].append("ROOT" if w.relation == "root" else w.relation)
            kept["pos"].append(w.upos)
            kept["morphs"].append(w.features)
        kept["spaces"][-1] = True
    return Doc(nlp.vocab, **kept)


def bare(nlp: Language, gold: Doc) -> Doc:
    """The words of a Doc alone."""
    return Doc(nlp.vocab, words=[t.text for t in gold], spaces=[bool(t.whitespace_) for t in gold])


def examples(nlp: Language, trees: Sequence[Tree], rng: random.Random) -> list[Example]:
    """Training examples of one to four sentences, so that the parser learns where a sentence ends."""
    out, at = [], 0
    while at < len(trees):
        size = rng.choice((1, 1, 2, 4))
        gold = document(nlp, trees[at : at + size])
        out.append(Example(bare(nlp, gold), gold))
        at += size
    return out


def untrained(language: str, recipe: Recipe) -> Language:
    """The pipeline before training: tok2vec, morphologizer, parser."""
    config: dict[str, Any] = {}
    if recipe.prefix:
        config = {"nlp": {"after_creation": {"@callbacks": "saksi_prefixes.v1", "length": recipe.prefix}}}
    nlp = spacy.blank(language, config=config)
    if language == "id":
        keep_hyphens(nlp)
    width = recipe.width
    embed = {
        "@architectures": "spacy.MultiHashEmbed.v2", "width": width, "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
        "rows": [5000, 1000, 2500, 1000], "include_static_vectors": False,
    }  # fmt: skip
    encode = {
        "@architectures": "spacy.MaxoutWindowEncoder.v2", "width": width, "depth": recipe.depth, "window_size": 1,
        "maxout_pieces": 3,
    }  # fmt: skip
    nlp.add_pipe("tok2vec", config={"model": {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode}})
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": width, "upstream": "*"}
    nlp.add_pipe("morphologizer", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}})
    parser = {
        "@architectures": "spacy.TransitionBasedParser.v2", "state_type": "parser", "extra_state_tokens": True,
        "hidden_width": 96, "maxout_pieces": 2, "use_upper": True, "tok2vec": listener,
    }  # fmt: skip
    nlp.add_pipe("parser", config={"model": parser, "min_action_freq": 5})
    return nlp


def keep_hyphens(nlp: Language) -> None:
    """Words with hyphens and dates with slashes stay whole (*anak-anak*, *DPR-RI*, *27/9/2020*), as in the treebanks and sets."""
    infixes = [
        *LIST_ELLIPSES,
        *LIST_ICONS,
        rf"(?<=[{ALPHA_LOWER}{CONCAT_QUOTES}])\.(?=[{ALPHA_UPPER}{CONCAT_QUOTES}])",
        rf"(?<=[{ALPHA}]),(?=[{ALPHA}])",
        rf"(?<=[{ALPHA}])[:<>=](?=[{ALPHA}])",
    ]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[attr-defined]


def load(folder: Path, language: str) -> Language:
    """Tagger and parser as :func:`train` gave them and ``nlp.to_disk`` wrote them."""
    nlp = untrained(language, RECIPES[language])
    return nlp.from_disk(folder, exclude=["tokenizer"])


def train(language: str, stages: Sequence[Sequence[Tree]], recipe: Recipe, seed: int) -> Language:
    """The trained pipeline: Adam over batches that grow to ``words``, falling rate, averaged weights; stage after stage."""
    fix_random_seed(seed)
    rng = random.Random(seed)
    nlp = untrained(language, recipe)
    everything = examples(nlp, [t for stage in stages for t in stage], random.Random(seed))
    nlp.initialize(lambda: everything)
    optimizer = Adam(recipe.rate, beta1=0.9, beta2=0.999, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0)
    for trees, steps in zip(stages, recipe.steps, strict=True):
        done = 0
        while done < steps:
            shuffled = examples(nlp, trees, rng)
            rng.shuffle(shuffled)
            for batch in minibatch_by_words(shuffled, size=min(recipe.words, 200 + done), tolerance=0.2):
                falling = 1.0 if done < steps * 0.6 else max(0.05, (steps - done) / (steps * 0.4))
                optimizer.learn_rate = recipe.rate * falling * min(1.0, (done + 1) / 100)
                nlp.update(batch, sgd=optimizer, drop=recipe.dropout)
                done += 1
                if done >= steps:
                    break
    with nlp.use_params(optimizer.averages):
        kept = nlp.to_bytes()
    return nlp.from_bytes(kept)


def measure(nlp: Language, trees: Sequence[Tree]) -> dict[str, float]:
    """UPOS, UAS and LAS in percent over all words, punctuation included; on the treebank's words, one sentence at a time.

    ``las`` compares whole relations (*nsubj:pass*); ``las_universal`` what stands before the colon, as the CoNLL 2018 shared task
    did; ``las_no_punct`` leaves punctuation out, as spaCy's own scorer does.
    """
    count = dict.fromkeys(("words", "upos", "uas", "las", "las_universal", "kept", "las_kept"), 0)
    golds = [document(nlp, [t]) for t in trees]
    for gold, doc in zip(golds, nlp.pipe([bare(nlp, g) for g in golds]), strict=True):
        for g, d in zip(gold, doc, strict=True):
            right = g.head.i == d.head.i
            whole = right and g.dep_ == d.dep_
            count["words"] += 1
            count["upos"] += g.pos_ == d.pos_
            count["uas"] += right
            count["las"] += whole
            count["las_universal"] += right and g.dep_.split(":")[0] == d.dep_.split(":")[0]
            count["kept"] += g.dep_ != "punct"
            count["las_kept"] += whole and g.dep_ != "punct"
    out = {k: round(100 * count[k] / count["words"], 2) for k in ("upos", "uas", "las", "las_universal")}
    return out | {"las_no_punct": round(100 * count["las_kept"] / count["kept"], 2), "words": count["words"]}
