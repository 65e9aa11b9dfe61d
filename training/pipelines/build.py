"""Rebuild the pipelines ``saksi-id`` and ``saksi-en`` from named data: train, measure, write package and model card.

    python -m training.pipelines.build [--language id|en] [--data ../shared/data] [--out models] [--seed 1] [--parsers FOLDER]
    python -m training.pipelines.build --check       train it all anew beside, and compare with what lies in ``--out``

Needs spaCy and python-crfsuite (both in the development environment). ``digests.json`` beside this file holds the SHA-256 of
every input: an input that differs is an error unless ``--record`` is given. ``--parsers`` takes tagger and parser from a folder
written before instead of training them. The lists of names that features look up are data of the package: those of the package
in ``--out``, so that a later gazetteer or pack changes no weights, unless ``--new-lists`` asks for today's. One thread; the same
inputs, seed and machine give the same bytes of weights. Scores are those of the package as a user loads it, not of the process
that trained it.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from training.pipelines import names, parsers, train_names
from training.pipelines.card import write_card
from training.pipelines.lists import name_lists
from training.pipelines.sets import HERE, Sentence, read_sets

EARLIER = "Tagger and parser were taken from an earlier run (`--parsers`), not trained in this one."
DIGESTS = HERE / "digests.json"
VERSION = "0.1.0"
TRAINED = {
    "id": ("idner/train", "nergrit/train", "nergrit/valid"),
    "en": ("uner/train", "wikigold", "crossner/train", "crossner/dev", "re3d"),
}
"""Parts of the sets that names are trained on, beside our own sentences."""
DAYS = {"id": ["senin", "selasa", "rabu", "kamis", "jumat", "jum'at", "sabtu", "minggu", "ahad"], "en": []}
"""Weekdays, which no name ends with: Indonesian reports put them right behind the speaker."""
ADDRESS = {"id": ["pak", "bapak", "bu", "ibu", "ny", "nyonya", "nn", "nona", "tn", "tuan", "sdr", "saudara"], "en": []}
"""Forms of address, which both Indonesian sets leave out of names."""
MEASURED = {
    "id": (("idner/dev", "idner"), ("nergrit/test", "nergrit")),
    "en": (("uner/dev", "uner"), ("uner/test", "uner")),
}
"""Parts that names are measured on, and the policy that labels as the set does."""


def inputs(language: str, data: Path) -> Iterator[Path]:
    """Every file that a language's pipeline is made from or measured with. The test part of idner is none of them."""
    folders = {
        "id": ("idner_news_2k/train.txt", "idner_news_2k/dev.txt", "nergrit/*_preprocess.txt"),
        "en": (
            "uner_en_ewt/*.iob2", "crossner_politics/train.txt", "crossner_politics/dev.txt", "wikigold/CONLL-format/**/*.conll*",
            "re3d/CONLL-format/data-by-source/conll/**/*.conll",
        ),
    }  # fmt: skip
    trees = {"id": "treebanks/id_*/*.conllu", "en": "treebanks/en_gum/*.conllu"}
    patterns = [*(f"ner/{pattern}" for pattern in folders[language]), trees[language]]
    for pattern in patterns:
        for path in sorted(data.glob(pattern)):
            if not (path.parent.name == "en_gum" and path.stem.split("_")[1] not in parsers.GENRES):
                yield path


def check_digests(language: str, data: Path, record: bool) -> dict[str, str]:
    """The SHA-256 of each input. Ends the program when an input is not the one on record."""
    found = {str(p.relative_to(data)): sha256(p.read_bytes()).hexdigest() for p in inputs(language, data)}
    if not found:
        sys.exit(f"{data}: there is no data for {language}. Name the folder with --data.")
    known: dict[str, dict[str, str]] = json.loads(DIGESTS.read_text(encoding="utf-8")) if DIGESTS.is_file() else {}
    if record:
        DIGESTS.write_text(json.dumps({**known, language: found}, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    elif known.get(language) != found:
        wrong = sorted(k for k in {*found, *known.get(language, {})} if found.get(k) != known.get(language, {}).get(k))
        sys.exit(f"{data}: other data than on record: {', '.join(wrong[:5])}. Get the recorded versions, or run with --record.")
    return found


def kept_lists(folder: Path) -> dict[str, set[str]] | None:
    """The lists of names that a package was built with; null where there is no package."""
    path = folder / folder.name.replace("-", "_") / "model/saksi_names"
    if not (path / "names.bin").is_file():
        return None
    return {kind: set(rows) for kind, rows in names.Names().from_disk(path).lists.names.items()}


def build(
    language: str, data: Path, seed: int, trained: Path | None, recipe: train_names.Recipe, named: dict[str, set[str]]
) -> Language:
    """The trained pipeline of a language; ``named`` are the lists of names its features look up."""
    stages, _, tried = parsers.treebanks(language, data)
    stages[min(1, len(stages) - 1)] += tried
    nlp = parsers.load(trained, language) if trained else parsers.train(language, stages, parsers.RECIPES[language], seed)
    sets = read_sets(language, data)
    sentences: list[Sentence] = [s for part in TRAINED[language] for s in sets[part]]
    sentences += train_names.conflict_wire(nlp, language, "train")
    component = train_names.train(nlp, sentences, recipe, seed, named)
    nlp.add_pipe("saksi_names", config={"days": DAYS[language], "address": ADDRESS[language]})
    nlp.get_pipe("saksi_names").from_bytes(component.to_bytes())  # type: ignore[attr-defined]
    return nlp


def measure(nlp: Language, language: str, data: Path) -> dict[str, Any]:
    """The scores of a loaded pipeline: trees, and names under each policy."""
    component: names.Names = nlp.get_pipe("saksi_names")  # type: ignore[assignment]
    _, test, _ = parsers.treebanks(language, data)
    sets = read_sets(language, data)
    wire = train_names.conflict_wire(nlp, language, "test")
    with nlp.select_pipes(disable=["saksi_names"]):
        found: dict[str, Any] = {}
        for part, policy in MEASURED[language]:
            for used in (policy, ""):
                found[f"{part} | {used or 'default'}"] = train_names.measure(nlp, component, sets[part], used)
        for used in ("wire", ""):
            found[f"conflict wire/test | {used or 'default'}"] = train_names.measure(nlp, component, wire, used)
        found["conflict wire/test, finer labels | wire"] = train_names.measure(nlp, component, wire, "wire", fine=True)
        return {"trees": parsers.measure(nlp, test), "names": found}


PACKAGE = '''"""{title}: a spaCy pipeline. ``load()`` gives it; its card is README.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import spacy

from {module} import names  # noqa: F401 - registers the component that names are found with

__version__ = "{version}"


def load(**overrides: Any) -> spacy.language.Language:
    """The pipeline; keywords as for ``spacy.load``."""
    return spacy.load(Path(__file__).parent / "model", **overrides)
'''

PROJECT = """[build-system]
requires = ["hatchling>=1.25"]
build-backend = "hatchling.build"

[project]
name = "{title}"
version = "{version}"
description = "spaCy pipeline of the Saksi project: tagger, parser and names, {language}"
readme = "README.md"
license = "CC-BY-SA-4.0"
requires-python = ">=3.11"
dependencies = ["spacy>=3.8,<4"]

[project.entry-points.spacy_models]
{module} = "{module}"

[tool.hatch.build.targets.wheel]
packages = ["{module}"]
"""


def write_package(nlp: Language, language: str, out: Path) -> Path:
    """The pipeline as a small distribution of its own; gives its folder."""
    title, module = f"saksi-{language}", f"saksi_{language}"
    folder = out / title
    if folder.exists():
        shutil.rmtree(folder)
    package = folder / module
    package.mkdir(parents=True)
    filled = {"title": title, "module": module, "version": VERSION, "language": {"id": "Indonesian", "en": "English"}[language]}
    (package / "__init__.py").write_text(PACKAGE.format(**filled), encoding="utf-8")
    (folder / "pyproject.toml").write_text(PROJECT.format(**filled), encoding="utf-8")
    shutil.copy(Path(names.__file__), package / "names.py")
    nlp.meta.update({"name": "news", "version": VERSION, "license": "CC-BY-SA-4.0", "author": "The Saksi developers"})
    nlp.to_disk(package / "model")
    return folder


def _files(folder: Path) -> Iterator[Path]:
    return (p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)


def differences(made: Path, kept: Path) -> list[str]:
    """The files that are not in both of two packages, or not byte for byte the same."""
    names_of = {p.relative_to(folder) for folder in (made, kept) for p in _files(folder)}
    pairs = ((name, made / name, kept / name) for name in sorted(names_of))
    return [
        f"{made.name}/{name.as_posix()}"
        for name, a, b in pairs
        if not (a.is_file() and b.is_file() and a.read_bytes() == b.read_bytes())
    ]


def size(folder: Path) -> int:
    """Bytes of a folder."""
    return sum(p.stat().st_size for p in _files(folder))


def main() -> None:
    """Run the command."""
    p = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    p.add_argument("--language", choices=("id", "en"), action="append")
    p.add_argument("--data", type=Path, default=Path("../shared/data"))
    p.add_argument("--out", type=Path, default=Path("models"))
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--parsers", type=Path, help="a folder with id and en: tagger and parser as trained before")
    p.add_argument("--record", action="store_true", help="record the digests of the data instead of checking them")
    p.add_argument("--new-lists", action="store_true", help="take the lists of names from gazetteer and packs as they are now")
    p.add_argument("--check", action="store_true", help="train anew in a folder that is thrown away, and compare with --out")
    a = p.parse_args()
    differing: list[str] = []
    for language in a.language or ("id", "en"):
        digests = check_digests(language, a.data, a.record)
        trained = a.parsers / language if a.parsers else None
        named = None if a.new_lists else kept_lists(a.out / f"saksi-{language}")
        nlp = build(language, a.data, a.seed, trained, train_names.RECIPES[language], named or name_lists(language))
        with tempfile.TemporaryDirectory() as beside:
            folder = write_package(nlp, language, Path(beside) if a.check else a.out)
            scores = measure(spacy.load(folder / f"saksi_{language}" / "model"), language, a.data)
            scores["bytes"] = size(folder)
            (folder / "scores.json").write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
            write_card(folder, language, scores, digests, a.seed, EARLIER if trained else "")
            print(json.dumps(scores), flush=True)
            if a.check:
                differing += differences(folder, a.out / folder.name)
    for line in differing:
        print(f"differs: {line}")
    if differing:
        sys.exit(1)


if __name__ == "__main__":
    main()
