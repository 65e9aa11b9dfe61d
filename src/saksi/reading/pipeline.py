"""What a spaCy pipeline says about a page: names and grammatical subjects, on Saksi's own tokens. The only file that knows spaCy.

Needs tokens and sentences; gives marks. Any installed pipeline will do, whatever its labels and its tokens: its spans are laid
over ours by code points, its labels are translated by ``pipeline.toml``, and what it does not offer is left out. Without a
pipeline there are no marks, and spaCy is not imported.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from saksi.errors import PluginError
from saksi.text import digest

if TYPE_CHECKING:
    from saksi.reading.page import Page
    from saksi.text import Token

Kind = Literal["person", "organisation", "place", "facility", "group"]
"""What a name is the name of."""


class Marked(NamedTuple):
    """A name over tokens ``[first, last)``."""

    first: int
    last: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Marks:
    """Names in text order, and for each token that has a grammatical subject the tokens at the subject's heads."""

    names: tuple[Marked, ...] = ()
    subjects: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    def tokens(self, *kinds: Kind) -> set[int]:
        """The tokens of names of some kinds."""
        return {i for name in self.names if name.kind in kinds for i in range(name.first, name.last)}


NOTHING = Marks()


@dataclass(frozen=True)
class Labels:
    """The table of ``pipeline.toml``: label -> kind of name, relation -> part it plays."""

    names: Mapping[str, Kind]
    relations: Mapping[str, str]
    digest: str

    def kind(self, label: str) -> Kind | None:
        """What a label of names means, or null."""
        bare = label.upper()
        return self.names.get(bare) or self.names.get(bare[2:] if bare[1:2] == "-" else bare)

    def part(self, relation: str) -> str | None:
        """The part a relation plays, or null."""
        bare = relation.lower()
        return self.relations.get(bare) or self.relations.get(bare.partition(":")[0])


@cache
def labels() -> Labels:
    """The table, read once."""
    source = files("saksi.reading").joinpath("pipeline.toml").read_text(encoding="utf-8")
    table: dict[str, dict[Any, list[str]]] = tomllib.loads(source)
    return Labels(
        {label: kind for kind, row in table["names"].items() for label in row},
        {relation.lower(): part for part, row in table["relations"].items() for relation in row},
        digest(source),
    )


class Pipeline:
    """A loaded spaCy pipeline."""

    def __init__(self, name: str, nlp: Any) -> None:
        self.name, self.nlp = name, nlp
        self.language: str = nlp.lang
        self.digest = digest(name, labels().digest, repr(sorted(nlp.meta.items(), key=str)), *_contents(nlp.path))

    def serves(self, language: str) -> bool:
        """True of the pipeline's own language; one of many languages (*xx*) serves all."""
        return self.language in (language, "xx")


def _contents(folder: Path | None) -> list[str]:
    """Digests of the files of a pipeline that lies on disk: two trainings of one version are two pipelines."""
    if folder is None:
        return []
    found = sorted(p for p in folder.rglob("*") if p.is_file())
    return [digest(str(p.relative_to(folder)), p.read_bytes().hex()) for p in found]


@cache
def load(name: str) -> Pipeline:
    """A pipeline by the name it is installed under (*saksi-id*), or by the path of its folder.

    A folder may be one that spaCy has written, or a package with a ``load()`` of its own, whose code is then run. Raises
    PluginError when spaCy is not installed, when there is no such pipeline, and when it does not load.
    """
    try:
        import spacy
    except ImportError:
        raise PluginError(f"pipeline {name}: spaCy is not installed. Install it with: pip install 'saksi[pipelines]'") from None
    try:
        path = Path(name)
        package = path / "__init__.py"
        if package.is_file():
            return Pipeline(name, _load_package(package))
        return Pipeline(name, spacy.load(path if path.is_dir() else name.replace("-", "_")))
    except (OSError, ValueError, ImportError, AttributeError) as error:
        reason = " ".join(str(error).split())[:200]
        raise PluginError(f"pipeline {name}: it does not load: {reason} Name an installed pipeline or its folder.") from error


def _load_package(package: Path) -> Any:
    spec = spec_from_file_location(package.parent.name, package, submodule_search_locations=[str(package.parent)])
    if spec is None or spec.loader is None:
        raise ImportError(f"{package} is no Python package.")
    import sys

    module = sys.modules.get(spec.name)
    if module is None:
        module = module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
    return module.load()


def serving(names: Iterable[str], language: str) -> Pipeline | None:
    """The first of the named pipelines that serves a language, or null. Raises PluginError when one does not load."""
    return next((p for p in map(load, names) if p.serves(language)), None)


def find_marks(page: Page, names: Iterable[str]) -> Marks:
    """The marks of the first of the named pipelines that serves the page's language; none where none does."""
    used = serving(names, page.document.language or "")
    return annotate(page, used.nlp) if used is not None else NOTHING


def annotate(page: Page, nlp: Any) -> Marks:
    """The names and subjects that a spaCy pipeline finds, sentence by sentence, on the page's tokens.

    A span of theirs covers every token of ours that it touches; where two of their spans touch one token, the first keeps it.
    """
    found: list[Marked] = []
    subjects: dict[int, tuple[int, ...]] = {}
    taken: set[int] = set()
    table = labels()
    docs = nlp.pipe(page.text[s.start : s.end] for s in page.sentences)
    for sentence, doc in zip(page.sentences, docs, strict=True):
        tokens = page.tokens[sentence.first : sentence.last]
        for span in doc.ents:
            kind = table.kind(span.label_)
            first, last = covered(tokens, sentence.start + span.start_char, sentence.start + span.end_char)
            if kind is None or first >= last or not taken.isdisjoint(range(first, last)):
                continue
            found.append(Marked(first, last, kind))
            taken.update(range(first, last))
        if doc.has_annotation("DEP"):
            for verb, heads in _subjects(doc, table).items():
                at = _token(tokens, sentence.start + doc[verb].idx)
                there = tuple(i for h in heads for i in (_token(tokens, sentence.start + doc[h].idx),) if i is not None)
                if at is not None and there:
                    subjects.setdefault(at, there)
    return Marks(tuple(sorted(found)), subjects)


def covered(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """Positions ``[first, last)`` of the tokens that touch the code points ``[start, end)``; an empty range where none does."""
    touched = [t.position for t in tokens if t.start < end and t.end > start]
    return (touched[0], touched[-1] + 1) if touched else (0, 0)


def _token(tokens: Sequence[Token], start: int) -> int | None:
    first, last = covered(tokens, start, start + 1)
    return first if last > first else None


def _subjects(doc: Any, table: Labels) -> dict[int, list[int]]:
    """For each word of a parsed Doc that has a subject: the words that head it, conjuncts included."""
    out: dict[int, list[int]] = {}
    for token in doc:
        if table.part(token.dep_) == "subject":
            heads = [token.i, *(c.i for c in token.children if table.part(c.dep_) == "conjunct")]
            out.setdefault(token.head.i, []).extend(heads)
    return out
