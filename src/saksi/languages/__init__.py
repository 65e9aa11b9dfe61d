"""Language packs: load, validate, compile, report. The only code that reads pack files.

A pack is a folder ``languages/<code>/`` of TOML tables with closed schemas (:mod:`saksi.languages.schema`) and
``examples/*.jsonl``, which are documentation and tests at once. :func:`load` compiles a pack once into one cached file, keyed by
the digest of its tables, and returns a :class:`Pack` whose lexicons are ready to search.

Packs are looked for in the folders of ``SAKSI_PACKS``, then beside this file, then in the user's own folder, so that a pack of
one's own needs no right to write where Saksi is installed. The first that holds a code has it.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import msgspec

from saksi.errors import LanguageError, PackError
from saksi.languages.lexicon import Form, Hit, Keys, Lexicon, surface_forms, verbal_affixes
from saksi.languages.schema import (
    TABLES,
    ActorNoun,
    ContextWord,
    Header,
    MeansWord,
    Morphology,
    NumberWord,
    Row,
    Trigger,
    Voice,
    WordClass,
)
from saksi.ontologies import load as load_ontology
from saksi.text import Token, digest

__all__ = [
    "Example", "Form", "Header", "Hit", "Keys", "Lexicon", "Pack", "Report", "Voice", "available", "check", "examples",
    "folder_of", "header", "homes", "load", "own_home", "unfinished",
]  # fmt: skip

_FORMAT = "4"  # of the compiled file; a change makes old caches unreadable, hence rebuilt
_FEWEST_TELLING = 20  # function words of ``identify`` under which a text in the language is not told from others
_LONGEST_WORD = 64  # letters: what is longer is noise, and has neither clitics nor halves
_floors_count: ContextVar[bool] = ContextVar("floors_count", default=True)


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of ``examples/<table>.jsonl``: a text, what its reading has, and what it must not have.

    Each row of ``has`` and ``lacks`` is a partial claim with its ``noun`` (casualty, event, attribution, control, impact, number,
    time, place, teaser, credit); every key given must be equal in some claim (``has``) or must not all be equal in any
    (``lacks``). Keys are contract paths (``quantity.low``, ``plover.type``); ``exact`` is the claim's words.
    """

    text: str
    has: tuple[dict[str, Any], ...] = ()
    lacks: tuple[dict[str, Any], ...] = ()
    title: str | None = None
    published: str | None = None
    note: str | None = None


class Report(msgspec.Struct, frozen=True):
    """What :func:`check` found: table sizes beside their floors, examples per table, and what is under its floor.

    ``under`` has a line for each shortfall, beginning with file and line; it is empty when the pack may be used.
    """

    code: str
    folder: str
    rows: dict[str, int]
    forms: dict[str, int]
    examples: dict[str, int]
    floors: dict[str, tuple[int, int]]
    under: tuple[str, ...] = ()


class Pack:
    """A compiled language pack: the header, the morphology, and one lexicon per array of rows (``pack.events["trigger"]``)."""

    def __init__(
        self, header: Header, morphology: Morphology, rows: dict[str, dict[str, tuple[Row, ...]]], forms: Any, mark: str
    ) -> None:
        self.header, self.morphology, self.rows, self.digest = header, morphology, rows, mark
        self.code = header.code
        self.abbreviations = frozenset(a.lower().rstrip(".") for a in header.abbreviations)
        self._lexicons: dict[tuple[str, str], Lexicon[Any]] = {}
        for table, arrays in forms.items():
            for array, surfaces in arrays.items():
                held = rows[table][array]
                self._lexicons[table, array] = Lexicon({s: [Form(held[i], v) for i, v in pairs] for s, pairs in surfaces.items()})
        self._known = set().union(*(lexicon.words() for key, lexicon in self._lexicons.items() if key != ("traps", "domain")))
        about = {("traps", "domain"), ("events", "context")}  # what a text is about: names of groups among them
        singles = {key: lexicon.singles() for key, lexicon in self._lexicons.items() if key not in about}
        classes = [row for row in rows["words"]["class"] if row.name != "plain"]  # type: ignore[attr-defined]
        singles["words", "class"] &= {w.lower() for row in classes for w in row.words}
        self._whole = set().union(*singles.values())
        self._ordinary = set().union(*(found for key, found in singles.items() if key[0] != "actors"))
        nouns = [("actors", "noun"), ("impacts", "object"), ("places", "word"), ("casualties", "word"), ("events", "means")]
        self._nouns = set().union(*(self._lexicons[key].singles() for key in nouns))
        self._prefixes, self._suffixes = verbal_affixes(morphology)
        opening = (r.pattern.partition("{root}")[0] for r in morphology.derivation if r.voice == "passive")
        self._passive = tuple(sorted({p for p in opening if len(p) >= 2 and "{" not in p and " " not in p}))
        self._classes: dict[str, frozenset[str]] = {}
        for row in rows["words"]["class"]:
            name = row.name  # type: ignore[attr-defined]
            self._classes[name] = self._classes.get(name, frozenset()) | frozenset(w.lower() for w in row.words)
        numerals = rows["numbers"]["numeral"]
        self.ones = frozenset(w for r in numerals if isinstance(r, NumberWord) and (r.one or r.article) for w in r.words)
        """The words that count or introduce one (*seorang*, *a*)."""
        self._clitics = sorted(morphology.clitic, key=lambda c: -len(c.ending))
        self._possessors = tuple(c.ending for c in self._clitics if c.role == "possessor")

    def lexicon(self, table: str, array: str) -> Lexicon[Any]:
        """The searchable forms of one array of rows, such as ``("events", "trigger")``."""
        return self._lexicons[table, array]

    def knows(self, lower: str) -> bool:
        """True when some table of the pack has the word by itself, as it stands or without its clitic."""
        return lower in self._whole or self.key(lower)[0] in self._whole

    def common(self, lower: str) -> bool:
        """True of a word of the language, also of those of everyday speech that no other table has."""
        return self.knows(lower) or lower in self.words("plain")

    def ordinary(self, lower: str) -> bool:
        """True of a word of the language that is not merely the name or kind of a party."""
        return lower in self._ordinary

    def ends_in_possessor(self, lower: str) -> bool:
        """True of a word of the language with a possessor ending, whether or not a table knows it whole (*ujarnya*)."""
        stems = (lower.removesuffix(ending) for ending in self._possessors if lower.endswith(ending))
        return any(len(stem) > 2 and self.common(stem) for stem in stems)  # *bertanya* has no *berta* in it

    def is_plural(self, lower: str) -> bool:
        """True of a noun with an ending of plurals; false of all where the language has none."""
        one = self.header.plural
        return bool(one) and ((lower.endswith(one) and not lower.endswith(one * 2)) or lower.endswith(self.header.plurals))

    @lru_cache(maxsize=65536)  # noqa: B019 - packs live as long as the process
    def looks_verbal(self, lower: str) -> bool:
        """True of a word no noun table knows that wears a verb's affix (*memperbincangkan*, *outmanoeuvred*)."""
        if len(lower) < 6 or "-" in lower or lower in self._nouns or self.key(lower)[0] in self._nouns:
            return False
        return lower.startswith(self._prefixes) or lower.endswith(self._suffixes)

    def looks_passive(self, lower: str) -> bool:
        """True of a word that looks verbal and wears the prefix of a passive (*dirilis*); false where none is a prefix."""
        return bool(self._passive) and lower.startswith(self._passive) and len(lower) >= 6

    def words(self, name: WordClass) -> frozenset[str]:
        """The lower-case words and phrases of a closed class; empty when the language has none."""
        return self._classes.get(name, frozenset())

    @lru_cache(maxsize=65536)  # noqa: B019 - packs live as long as the process
    def key(self, lower: str) -> tuple[str, str | None]:
        """The key of a word and the role of the clitic taken off it, if any.

        A clitic is stripped only from a word no table knows, and only when that leaves one that a table knows; a doubled word
        (*orang-orang*) is the word where the morphology says so.
        """
        if lower in self._known or len(lower) > _LONGEST_WORD:
            return lower, None
        if self.morphology.reduplication and "-" in lower:
            left, _, right = lower.partition("-")
            if left and right.startswith(left):
                base, role = self.key(right) if right != left else (left, None)
                return (left, role) if base == left or right == left else (lower, None)
        for clitic in self._clitics:
            if lower.endswith(clitic.ending) and len(lower) - len(clitic.ending) >= 3:
                bare = lower[: -len(clitic.ending)].rstrip("-")
                if bare in self._known:
                    return bare, clitic.role
                inner, _ = self.key(bare)
                if inner != bare:
                    return inner, clitic.role
        return lower, None

    def keys(self, tokens: list[Token]) -> tuple[Keys, list[str | None]]:
        """The keys of the tokens, and the clitic role of each."""
        pairs = [self.key(token.lower) for token in tokens]
        return Keys([word for word, _ in pairs]), [role for _, role in pairs]


# --- loading ---------------------------------------------------------------------------------------------------------


def homes() -> tuple[Traversable, ...]:
    """The folders that hold packs, in the order in which they are looked through."""
    named = [Path(part).expanduser() for part in os.environ.get("SAKSI_PACKS", "").split(os.pathsep) if part]
    return (*named, files("saksi.languages"), own_home())


def own_home() -> Path:
    """The user's own folder for packs, whether or not it is there."""
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "saksi" / "languages"


def _packs() -> dict[str, Traversable]:
    """The folder of each pack by its code."""
    out: dict[str, Traversable] = {}
    for home in homes():
        try:
            for folder in home.iterdir():
                if folder.name not in out and (folder / "pack.toml").is_file():
                    out[folder.name] = folder
        except OSError:
            continue  # not there, or not to be read: a home without packs
    return out


def available() -> tuple[str, ...]:
    """Codes of the packs that were found, sorted."""
    return tuple(sorted(_packs()))


def folder_of(code: str) -> Traversable:
    """The folder of a pack. Raises LanguageError when there is none."""
    found = _packs()
    if code not in found:
        raise LanguageError(
            f"there is no language pack {code!r}. Installed: {', '.join(sorted(found))}. Make one with: saksi new language {code}"
        )
    return found[code]


@contextmanager
def unfinished() -> Iterator[None]:
    """Within it a pack that is under its floors is loaded all the same, so that its examples can be tried while it is written."""
    token = _floors_count.set(False)
    try:
        yield
    finally:
        _floors_count.reset(token)


def _shown(folder: Traversable) -> str:
    """How a pack's folder is named in messages: a pack of one's own by its path."""
    return folder.name if folder == files("saksi.languages") / folder.name else str(folder)


def _read(folder: Traversable, name: str) -> tuple[str, Any]:
    path = folder / name
    if not path.is_file():
        raise PackError(
            f"{_shown(folder)}/{name}: the file is missing. Every pack has the same files; copy it from another pack."
        )
    source = path.read_text(encoding="utf-8")
    try:
        return source, tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise PackError(f"{_shown(folder)}/{name}:{line.group(1) if line else 1}: not valid TOML: {error}.") from error


def _line(source: str, array: str, index: int) -> int:
    """Line of the ``index``-th ``[[array]]`` header of a TOML file."""
    seen = -1
    for number, text in enumerate(source.splitlines(), 1):
        if text.strip() == f"[[{array}]]":
            seen += 1
            if seen == index:
                return number
    return 1


def _table(folder: Traversable, name: str, arrays: dict[str, type[Row]]) -> dict[str, tuple[Row, ...]]:
    source, data = _read(folder, f"{name}.toml")
    where = f"{_shown(folder)}/{name}.toml"
    for unknown in data.keys() - arrays.keys():
        line = _line(source, unknown, 0)
        raise PackError(f"{where}:{line}: there is no array [[{unknown}]] here. Known arrays: {', '.join(sorted(arrays))}.")
    out: dict[str, tuple[Row, ...]] = {}
    for array, kind in arrays.items():
        rows = []
        for index, raw in enumerate(data.get(array, [])):
            try:
                row = msgspec.convert(raw, kind)
            except msgspec.ValidationError as error:
                raise PackError(
                    f"{where}:{_line(source, array, index)}: {error}. The row's schema is {kind.__name__}."
                ) from error
            if not (row.words or row.root or row.forms):
                raise PackError(f"{where}:{_line(source, array, index)}: the row has neither words nor a root. Give it one.")
            if (unknown := _uncoded(row)) is not None:
                raise PackError(f"{where}:{_line(source, array, index)}: {unknown} Codes are rows of ontologies/plover.toml.")
            rows.append(row)
        out[array] = tuple(rows)
    return out


def _uncoded(row: Row) -> str | None:
    """What is wrong with the codes of a row, if anything: a mode of another type, a context or sector PLOVER does not have."""
    plover = load_ontology("plover")
    if isinstance(row, Trigger):
        wrong = next((m for m in row.modes if m not in plover.modes_of(row.type)), None)
        return f"{row.type} has no mode {wrong!r}." if wrong is not None else None
    if isinstance(row, MeansWord):
        return f"ASSAULT has no mode {row.mode!r}." if row.mode and row.mode not in plover.modes_of("ASSAULT") else None
    if isinstance(row, ContextWord):
        return None if row.name in {c.name for c in plover.contexts} else f"there is no context {row.name!r}."
    if isinstance(row, ActorNoun) and row.sector is not None:
        return None if row.sector in {s.code for s in plover.sectors} else f"there is no sector {row.sector!r}."
    return None


def _sources(folder: Traversable) -> str:
    """Digest of everything a pack is made of, its examples left out."""
    names = sorted(p.name for p in folder.iterdir() if p.name.endswith(".toml"))
    modes = (f"{m.type}/{m.name}" for m in load_ontology("plover").modes)  # a row's codes are checked when it is compiled
    return digest(_FORMAT, *modes, *(part for name in names for part in (name, (folder / name).read_text(encoding="utf-8"))))


def _compile(folder: Traversable) -> dict[str, Any]:
    """Read and check every table of a pack; raises PackError with file and line."""
    header = _header(folder)
    _, raw = _read(folder, "morphology.toml")
    try:
        morphology = msgspec.convert(raw, Morphology)
    except msgspec.ValidationError as error:
        raise PackError(f"{_shown(folder)}/morphology.toml:1: {error}. The file's schema is Morphology.") from error
    tables = {name: _table(folder, name, arrays) for name, arrays in TABLES.items()}
    forms: dict[str, dict[str, dict[str, list[tuple[int, str | None]]]]] = {}
    for name, arrays in tables.items():
        forms[name] = {}
        for array, rows in arrays.items():
            position = {id(row): i for i, row in enumerate(rows)}
            surfaces = surface_forms(rows, morphology)
            forms[name][array] = {s: [(position[id(f.row)], f.voice) for f in fs] for s, fs in sorted(surfaces.items())}
    return {"header": header, "morphology": morphology, "tables": tables, "forms": forms}


def _under_floors(folder: Traversable, header: Header, rows: dict[str, int]) -> tuple[str, ...]:
    """What a pack holds too little of, each with file and line; ``rows`` are its tables' sizes."""
    where, lines = _shown(folder), (folder / "pack.toml").read_text(encoding="utf-8").splitlines()
    out = []
    if len(header.identify) < _FEWEST_TELLING:
        have = f"{len(header.identify)} function words by which a text is told, fewer than {_FEWEST_TELLING}"
        out.append(f"{where}/pack.toml:{_line_of(lines, 'identify')}: identify has {have}. Add the commonest.")
    for name in TABLES:
        floor = header.floors.get(name)
        if floor is None:
            least = f"Say the least number of rows {name}.toml must hold."
            out.append(f"{where}/pack.toml:{_line_of(lines, '[floors]')}: floors.{name} is missing. {least}")
            continue
        table, shown = folder / f"{name}.toml", folder / "examples" / f"{name}.jsonl"
        if rows[name] < max(floor.rows, 1):
            end = len(table.read_text(encoding="utf-8").splitlines()) or 1
            what = f"{rows[name]} rows, under the floor of {max(floor.rows, 1)} in pack.toml. Fill the table."
            out.append(f"{where}/{name}.toml:{end}: {what}")
        filled = [line for line in shown.read_text(encoding="utf-8").splitlines() if line.strip()] if shown.is_file() else []
        if len(filled) < floor.examples:
            what = f"{len(filled)} examples, under the floor of {floor.examples} in pack.toml. Add some."
            out.append(f"{where}/examples/{name}.jsonl:{len(filled) + 1}: {what}")
    return tuple(out)


def _line_of(lines: list[str], opening: str) -> int:
    """The line of a file that begins so; 1 where none does."""
    return next((number for number, line in enumerate(lines, 1) if line.startswith(opening)), 1)


def _cache_folder() -> Path:
    base = os.environ.get("SAKSI_CACHE") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "saksi"


def header(code: str) -> Header:
    """What ``pack.toml`` says of a language, without its tables.

    Raises LanguageError when there is no pack, PackError (with file and line) when the file breaks its schema.
    """
    return _headed(code, os.environ.get("SAKSI_PACKS"), os.environ.get("XDG_DATA_HOME"))


@cache
def _headed(code: str, *_: str | None) -> Header:
    return _header(folder_of(code))


def _header(folder: Traversable) -> Header:
    _, raw = _read(folder, "pack.toml")
    try:
        return msgspec.convert(raw, Header)
    except msgspec.ValidationError as error:
        raise PackError(f"{_shown(folder)}/pack.toml:1: {error}. The file's schema is Header.") from error


def load(code: str) -> Pack:
    """The compiled pack of a language.

    Raises LanguageError when there is none, PackError (with file and line) when it breaks its schema or is under its floor.
    """
    pack, under = _loaded(code, os.environ.get("SAKSI_PACKS"), os.environ.get("XDG_DATA_HOME"))
    if under and _floors_count.get():
        rest = f" And {len(under) - 1} more: saksi check language {code}" if len(under) > 1 else ""
        raise PackError(under[0] + rest)
    return pack


def find(code: str) -> Pack | None:
    """The compiled pack of a language, null where there is none. Unlike asking what is available, it looks through no folder."""
    try:
        return load(code)
    except LanguageError:
        return None


@cache
def _loaded(code: str, *_: str | None) -> tuple[Pack, tuple[str, ...]]:
    """A pack and what it has too little of; read once for each setting of where packs are looked for."""
    folder = folder_of(code)
    mark = _sources(folder)
    stored = _cache_folder() / f"{folder.name}-{mark[:16]}.msgpack"
    data = _from_cache(stored)
    if data is None:
        data = _compile(folder)
        _to_cache(stored, data)
    tables = {t: {a: tuple(data["tables"][t][a]) for a in arrays} for t, arrays in TABLES.items()}
    under = _under_floors(folder, data["header"], {t: sum(len(rows) for rows in a.values()) for t, a in tables.items()})
    return Pack(data["header"], data["morphology"], tables, data["forms"], mark), under


def _from_cache(path: Path) -> dict[str, Any] | None:
    try:
        raw = msgspec.msgpack.decode(path.read_bytes())
        return {
            "header": msgspec.convert(raw["header"], Header),
            "morphology": msgspec.convert(raw["morphology"], Morphology),
            "tables": {
                t: {a: tuple(msgspec.convert(row, kind) for row in raw["tables"][t][a]) for a, kind in arrays.items()}
                for t, arrays in TABLES.items()
            },
            "forms": raw["forms"],
        }
    except (OSError, msgspec.DecodeError, msgspec.ValidationError, KeyError, TypeError):
        return None  # not compiled yet, or by another version: compile again


def _to_cache(path: Path, data: dict[str, Any]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as out:
            out.write(msgspec.msgpack.encode(data))
        Path(out.name).replace(path)
    except OSError:
        return  # a read-only home costs time, not correctness


# --- examples and report ---------------------------------------------------------------------------------------------


def examples(code: str) -> Iterator[tuple[str, int, Example]]:
    """(table, line, example) of every example of a pack. Raises PackError with file and line on a malformed one."""
    home = folder_of(code)
    folder = home / "examples"
    held = folder.iterdir() if folder.is_dir() else ()
    for path in sorted((p for p in held if p.name.endswith(".jsonl")), key=lambda p: p.name):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            try:
                yield path.name.removesuffix(".jsonl"), number, msgspec.json.decode(line, type=Example)
            except (msgspec.DecodeError, json.JSONDecodeError) as error:
                where = f"{_shown(home)}/examples/{path.name}:{number}"
                raise PackError(f"{where}: {error}. The line's schema is Example.") from error


def check(code: str) -> Report:
    """Sizes, floors and examples of a pack, freshly read from its files, and what is under its floor.

    Raises LanguageError when there is none, PackError (with file and line) when a file breaks its schema.
    """
    folder = folder_of(code)
    data = _compile(folder)
    counts: dict[str, int] = {}
    for table, _, _ in examples(code):
        counts[table] = counts.get(table, 0) + 1
    rows = {t: sum(len(rows) for rows in arrays.values()) for t, arrays in data["tables"].items()}
    return Report(
        code=code,
        folder=_shown(folder),
        rows=rows,
        forms={t: sum(len(s) for s in arrays.values()) for t, arrays in data["forms"].items()},
        examples=counts,
        floors={t: (f.rows, f.examples) for t, f in data["header"].floors.items()},
        under=_under_floors(folder, data["header"], rows),
    )
