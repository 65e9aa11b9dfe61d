"""Redaction: what is not shown of the people in the numbers, by a named profile that is printed on top of whatever it made.

A profile is a file (``profiles/*.toml``, or one of your own that extends one): names of minors, of victims of sexual violence and
of witnesses, sites that must not be found, and names that somebody asked to withhold. Counts, sources and dates stay; what is
taken out is replaced by a mark that says what kind of thing stood there, and is counted. It errs towards taking out too much: a
name withheld in one article is withheld in all. What it does not see, it does not take out: a person reads what is published.

>>> shown = Redactor(load("public"), readings)
>>> shown.text("Melati (14) tewas, kata ibunya.", document)
'[name withheld: minor] (14) tewas, kata ibunya.'
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

import msgspec

from saksi import languages
from saksi.errors import ConfigError
from saksi.gazetteer import load as load_gazetteer
from saksi.judgements import JudgedRow
from saksi.judgements.rows import Cell
from saksi.reconcile import Facts
from saksi.text import fold_accents, sentences
from saksi.types import CasualtyClaim, Reading, Source, SourceClass, Struct

Kind = Literal["minor", "sexual_violence", "witness", "site", "asked"]
Cue = Literal["sexual_violence", "site", "age", "aged", "witness"]
HOME = Path(__file__).parent / "profiles"
ADULT = 18
_PART = r"[^\W\d_a-zß-öø-ÿ][\w'’-]*"  # a word that begins with a capital
_RUN = rf"{_PART}(?:\s+{_PART}){{0,4}}"
_WALK = r"(?:[^\W\d_]+\s+){0,4}?"  # words between a name and an age
_AGED = re.compile(rf"(?P<name>{_RUN})\s*[,(]\s*(?P<age>\d{{1,2}})\s*[,)]")
_YOUNG = r"(?:0?\d|1[0-7])"  # an age under eighteen; looked for before the names it may stand beside, which takes longer
_AGE_ALONE = re.compile(rf"[,(]\s*{_YOUNG}\s*[,)]")
_WORD = re.compile(r"\w+")
_ROMAN = re.compile(r"[IVXLC]+")
_BEHIND = re.compile(rf"\s*,?\s*(?P<name>{_RUN})")
_BEFORE = re.compile(rf"(?P<name>{_RUN})\s*,\s*(?:\w+\s+)?$")
_NEAR = 80  # code points before a source in which its name can stand
_OFFICES = frozenset(get_args(SourceClass)) - {"witness", "family", "community", "anonymous", "belligerent"}
_WHOLE = "$"  # ends a cue that is a word by itself
_SIGNS = ",.;:!?()[]\"'“”‘’"
_LONG = 4  # letters of a part of a name that is withheld by itself


class Profile(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is withheld. ``title`` and ``about`` are printed, by language."""

    name: str
    title: dict[str, str]
    about: dict[str, str]
    extends: str | None = None
    minors: bool = False
    """Names of those younger than eighteen, and of victims among people counted as children."""
    sexual_violence: Literal["keep", "names", "sentence"] = "keep"
    """In sentences that speak of it: keep, withhold names, or withhold the whole sentence."""
    witnesses: bool = False
    """Names of witnesses and relatives who are quoted; what they say stays."""
    sites: bool = False
    """Names of sites that shelter people, and anything finer about where they are than the second-level area."""
    coordinates: Literal["exact", "area"] = "exact"
    """*area*: no coordinates of anything smaller than a second-level area."""
    names: tuple[str, ...] = ()
    """Names that somebody asked to withhold."""
    cues: dict[Literal["sexual_violence", "site", "age", "aged", "witness"], tuple[str, ...]] = msgspec.field(
        default_factory=dict
    )
    """Beginnings of words that show what a sentence is about, in all languages together. For ages the words after the number
    (*age*) and those before it (*aged*), for witnesses whole words."""
    marks: dict[str, dict[Kind, str]] = msgspec.field(default_factory=dict)
    """What stands in place of what was withheld, by language."""


@cache
def available() -> tuple[str, ...]:
    """The names of the profiles that come with the program."""
    return tuple(sorted(path.stem for path in HOME.glob("*.toml")))


def load(name: str) -> Profile:
    """A profile by its name, or from a file of your own. Raises ConfigError when there is none or the file breaks the schema."""
    path = Path(name) if name.endswith(".toml") else HOME / f"{name}.toml"
    if not path.is_file():
        raise ConfigError(
            f"there is no redaction profile {name!r}. Profiles: {', '.join(available())}, or a .toml file of your own."
        )
    return _load(path, ())


def _load(path: Path, seen: tuple[Path, ...]) -> Profile:
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        base = data.get("extends")
        if base is not None:
            parent = path.with_name(f"{base}.toml") if path.with_name(f"{base}.toml").is_file() else HOME / f"{base}.toml"
            if parent in seen or not parent.is_file():
                raise ConfigError(f"{path}: extends {base!r}, which is not there or extends this one.")
            data = _joined(msgspec.to_builtins(_load(parent, (*seen, path))), data)
        return msgspec.convert(data, Profile)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise ConfigError(f"{path}: not a redaction profile: {error}. See docs/ethics.md.") from error


def _joined(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """A profile over the one it extends: lists and tables are joined, the rest is replaced."""
    out = dict(base)
    for key, value in own.items():
        held = out.get(key)
        if isinstance(held, dict) and isinstance(value, dict):
            out[key] = _joined(held, value)
        elif isinstance(held, list | tuple) and isinstance(value, list):
            out[key] = [*held, *value]
        else:
            out[key] = value
    return out


class Withheld(NamedTuple):
    """Words that are not shown, and why. ``everywhere``: in every document; else only in the one they were found in."""

    words: str
    kind: Kind
    everywhere: bool


class Redactor:
    """Takes out of any text what a profile withholds. ``log`` counts what was taken out of what was asked for, by kind."""

    def __init__(self, profile: Profile, readings: Iterable[Reading] | Facts, language: str = "en") -> None:
        self.profile = profile
        self.log: Counter[Kind] = Counter()
        self._marks = profile.marks.get(language) or profile.marks.get("en") or {}
        hidden = _kept(readings, profile) if isinstance(readings, Facts) else _hidden(readings, profile)
        self._everywhere, self._all, self._own = hidden

    def __bool__(self) -> bool:
        """Whether the profile withholds anything in these readings."""
        return bool(self._everywhere.words) or bool(self._own)

    def text(self, words: str, document: str | None = None) -> str:
        """The text without what is withheld; ``document`` is where it stands, if in one."""
        return self.marked(words, (), document)[0]

    def marked(
        self, words: str, marks: Sequence[tuple[int, int]] = (), document: str | None = None
    ) -> tuple[str, tuple[tuple[int, int], ...]]:
        """The same for a text of which half-open spans are marked: text and spans as they are after."""
        own = self._own.get(document or "")
        return self._without(words, [*self._everywhere.find(words), *(own.find(words) if own is not None else ())], marks)

    def _without(
        self, words: str, found: Iterable[tuple[int, int, Kind]], marks: Sequence[tuple[int, int]] = ()
    ) -> tuple[str, tuple[tuple[int, int], ...]]:
        spans = _merged(found)
        if not spans:
            return words, tuple(marks)
        pieces: list[str] = []
        moved: list[tuple[int, int, int, int]] = []  # where it stood, where its mark stands
        at = length = 0
        for start, end, kind in spans:
            self.log[kind] += 1
            mark = self._marks.get(kind, "[…]")
            pieces += [words[at:start], mark]
            length += start - at
            moved.append((start, end, length, length + len(mark)))
            length += len(mark)
            at = end
        return "".join([*pieces, words[at:]]), tuple(_moved(mark, moved) for mark in marks)

    def plain(self, value: Any) -> Any:
        """Plain data (dicts, lists, strings) without what is withheld in any document; keys, ids and numbers stay.

        The words around an anchor are left out, for they cut names in two.
        """
        if isinstance(value, str):
            handle = value.startswith(_HANDLES)  # an id made of a name: its hyphens are spaces
            hidden = list(self._all.find(value[5:].replace("-", " ") if handle else value))
            return f"{value[:5]}withheld" if handle and hidden else self._without(value, hidden)[0]
        if isinstance(value, Mapping):
            kept = {key: held if key in _IDS else self.plain(held) for key, held in value.items()}
            return {key: "" if key in ("prefix", "suffix") else held for key, held in kept.items()}
        return [self.plain(one) for one in value] if isinstance(value, list | tuple) else value

    def rows(self, rows: Iterable[JudgedRow]) -> Iterator[JudgedRow]:
        """Rows of claims to look at. They cannot come back as edits: their ids are marked, what they remember is left out."""
        for row in rows:
            document = str(row.cells["document"])
            cells: dict[str, Cell] = {
                column: self.text(held, document) if isinstance(held, str) and column not in _IDS else held
                for column, held in row.cells.items()
            }
            yield row._replace(cells={**cells, "claim_id": f"redacted:{row.cells['claim_id']}", "exported": None})

    def place(self, name: str, precision: str, adm2: str | None = None, adm1: str | None = None) -> str:
        """The name of a place; where the profile gives no finer place than an area, that area's."""
        if self.profile.coordinates == "area" and precision in _FINE and (adm2 or adm1):
            return adm2 or adm1 or name
        return self.text(name)

    def coordinates(self, lat: float | None, lon: float | None, precision: str) -> tuple[float | None, float | None]:
        """Coordinates, or none where the profile shows areas alone."""
        return (None, None) if self.profile.coordinates == "area" and precision in _FINE else (lat, lon)


class _Hidden(NamedTuple):
    """What a profile withholds in some readings: in every document, anywhere at all, and in each document by itself."""

    everywhere: _Matcher
    all: _Matcher
    own: dict[str, _Matcher]


def _hidden(readings: Iterable[Reading], profile: Profile) -> _Hidden:
    found = {one.document.id: tuple(withheld(one, profile)) for one in readings}
    asked = [Withheld(name, "asked", True) for name in profile.names]
    return _Hidden(
        _Matcher([*asked, *(w for ours in found.values() for w in ours if w.everywhere)]),
        _Matcher([*asked, *(w for ours in found.values() for w in ours)]),
        {document: _Matcher(ours) for document, ours in found.items() if ours},
    )


def _kept(facts: Facts, profile: Profile) -> _Hidden:
    """The same of the facts that a ledger keeps until it changes: looked for once."""
    for held, by, hidden in _last:
        if held is facts and by == profile:
            return hidden
    made = _hidden(facts.readings, profile)
    _last[:] = [(facts, profile, made), *_last[: _KEPT - 1]]
    return made


_KEPT = 2
_last: list[tuple[Facts, Profile, _Hidden]] = []
_HANDLES = ("name:", "text:")
_IDS = frozenset({"id", "claim_id", "article", "document", "url", "event", "claims", "at", "by", "decided_by"})
_FINE = ("point", "village", "adm3")


def withheld(reading: Reading, profile: Profile) -> Iterator[Withheld]:
    """What a profile withholds in one document."""
    text = reading.document.text
    known = _known(reading)
    if profile.minors:
        yield from _names(_minors(reading, profile, text), "minor", known)
    if profile.witnesses:
        quoted = (name for a in reading.attributions for s in a.sources if _private(s) for name in _called(s, text))
        yield from _names([*quoted, *_beside(text, profile.cues.get("witness", ()))], "witness", known)
    if profile.sexual_violence != "keep":
        # a word that the document also writes small is no name: *Kabupaten*, *Rektor*
        told = tuple(_sentences(reading, profile.cues.get("sexual_violence", ())))
        spoken = _speaking(reading) if told else frozenset()
        small = frozenset(fold_accents(word) for word in re.findall(r"[^\W\d_]+", text) if word.islower()) if told else spoken
        for sentence in told:
            if profile.sexual_violence == "sentence":
                yield Withheld(sentence, "sexual_violence", False)
            victims = [v.name for c in reading.casualties for v in c.victims if v.name in sentence]
            yield from _names(victims, "sexual_violence", known)
            yield from _names(_proper(sentence), "sexual_violence", known | small | spoken, _ordinary(sentence, reading))
    if profile.sites:
        for sentence in _sentences(reading, profile.cues.get("site", ())):
            for found in _site_names(sentence, profile.cues.get("site", ())):
                yield Withheld(found, "site", True)


def _minors(reading: Reading, profile: Profile, text: str) -> Iterator[str]:
    """Names of victims told to be minors, and of whoever has an age under eighteen before or behind the name."""
    for claim in reading.casualties:
        yield from (v.name for v in claim.victims if _minor(v.age, claim))
    in_words = _worded(profile.cues.get("age", ()), profile.cues.get("aged", ()))
    patterns = (*((_AGED,) if _AGE_ALONE.search(text) else ()), *(in_words[1:] if in_words and in_words[0].search(text) else ()))
    begins = {start for start, _ in sentences(text)} if patterns else frozenset()
    for pattern in patterns:
        for match in pattern.finditer(text):
            alone = " " not in match["name"].strip() and match.start("name") in begins  # any word is written large there
            if int(match["age"]) < ADULT and not alone:
                yield match["name"]


@cache
def _worded(years: tuple[str, ...], aged: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Ages in words, never mere spans of years: *Rudi, 15 tahun,*, *Petrus, bocah berusia 9 tahun*, *9-year-old Petrus*.

    The first pattern only tells whether a text can hold one that is young; the others find names.
    """
    if not years or not aged:
        return ()
    year, cue = "|".join(map(re.escape, years)), "|".join(map(re.escape, aged))
    age = r"(?P<age>\d{1,2})"
    told = rf"\b(?i:{cue})\s+(?:[^\W\d_]+\s+)?{age}"
    return (
        re.compile(rf"{_YOUNG}[\s-]+(?:{year})|\b(?i:{cue})\s+(?:[^\W\d_]+\s+)?{_YOUNG}\b"),
        re.compile(rf"(?P<name>{_RUN})\s*[,(]\s*{age}[\s-]+(?:{year})\w*(?:[\s-]+old)?\s*[,)]"),
        re.compile(rf"(?P<name>{_RUN})\s*[,(]?\s*{_WALK}{told}\b"),
        re.compile(rf"{told}[\s-]+(?:{year})\w*(?:\)?,?\s+|\s+[^\W\d_]+,?\s+)(?P<name>{_RUN})"),
        re.compile(rf"{age}[\s-]+(?:{year})\w*[\s-]+old,?\s+(?:[^\W\d_]+,?\s+)?(?P<name>{_RUN})"),
    )


def _minor(age: int | None, claim: CasualtyClaim) -> bool:
    return age < ADULT if age is not None else "child" in claim.who


def _private(source: Source) -> bool:
    """Whether a source is a person who saw or lost somebody, not one who speaks for an institution."""
    return source.kind in ("witness", "family") and (source.actor is None or _unknown(source.actor.id))


def _unknown(actor: str) -> bool:
    """Whether an actor is in no registry: one whom only its document names or describes."""
    return actor.startswith(("text:", "name:"))


def _called(source: Source, text: str) -> Iterator[str]:
    """The words for a source, and a name beside them: *saksi mata, Yohana Kogoya,* or *Yohana Kogoya, a witness,*."""
    yield source.text
    at = source.evidence
    behind = _BEHIND.match(text, at.end)
    before = _BEFORE.search(text, max(0, at.start - _NEAR), at.start)
    yield from (found["name"] for found in (behind, before) if found is not None)


def _beside(text: str, cues: tuple[str, ...]) -> Iterator[str]:
    """Names right before or behind a word for a witness, whether or not anybody was seen to be quoted."""
    words = "|".join(map(re.escape, cues))
    if cues and re.search(rf"\b(?i:{words})\b", text):
        for pattern in (rf"(?P<name>{_RUN})\s*,\s*(?:\w+\s+)?(?i:{words})\b", rf"\b(?i:{words})\s*,?\s+(?P<name>{_RUN})"):
            yield from (match["name"] for match in re.finditer(pattern, text))


def _sentences(reading: Reading, cues: Sequence[str]) -> Iterator[str]:
    """The sentences in which a word begins as one of the cues does."""
    pattern = _beginning(tuple(cues))
    if not cues or not pattern.search(reading.document.text):
        return
    for start, end in sentences(reading.document.text):
        if pattern.search(reading.document.text, start, end):
            yield reading.document.text[start:end]


@cache
def _beginning(cues: tuple[str, ...]) -> re.Pattern[str]:
    held = (rf"{re.escape(cue[:-1])}\b" if cue.endswith(_WHOLE) else re.escape(cue) for cue in cues)
    return re.compile(rf"\b(?:{'|'.join(held)})", re.IGNORECASE)


def _site_names(sentence: str, cues: Sequence[str]) -> Iterator[str]:
    """A site's word with the names behind or before it: *Rumah Aman Melati*, *Hope Shelter*."""
    words = "|".join(map(re.escape, cues))
    for pattern in (rf"(?i:\b(?:{words})\w*)((?:\s+{_PART})+)", rf"((?:{_PART}\s+)+)(?i:(?:{words})\b)"):
        for match in re.finditer(pattern, sentence):
            yield match[1].strip()


def _proper(text: str) -> list[str]:
    """The runs of words written with a capital, the first word of the text aside where it stands alone."""
    found: list[str] = []
    for run in re.finditer(r"(?:[A-Z][\w'’-]*(?:\s+(?=[A-Z]))?)+", text):
        words = run[0].strip()
        if " " in words or run.start() > 0:
            found.append(words)
    return found


def _speaking(reading: Reading) -> frozenset[str]:
    """The words for those who speak for an institution: they stay named."""
    sources = (s for a in reading.attributions for s in a.sources)
    return _folded(word for s in sources if s.kind in _OFFICES for word in s.text.split())


def _ordinary(sentence: str, reading: Reading) -> frozenset[str]:
    """Words of a sentence that are words of its language though they stand large there: months, weekdays, titles of things."""
    pack = languages.find(reading.document.language or "")
    if pack is None:
        return frozenset()
    words = re.findall(r"[^\W\d_]+", sentence)
    return _folded(word for word in words if pack.knows(word.lower()) or pack.ordinary(word.lower()))


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold_accents(word.strip(_SIGNS)) for word in words)


def _known(reading: Reading) -> frozenset[str]:
    """Words that name actors, places and outlets: no names of private people."""
    found: set[str] = set()
    people = [p for e in reading.events for p in (*e.actors, *e.recipients)]
    people += [p for c in reading.casualties for p in (c.side, c.by) if p is not None]
    actors = [p.actor for p in people] + [s.actor for a in reading.attributions for s in a.sources]
    for actor in actors:
        if actor is not None and not _unknown(actor.id):
            found.update(actor.name.split())
    for location in [e.place for e in reading.events] + [c.place for c in reading.casualties]:
        place = location.place if location is not None else None
        if location is not None:
            found.update(location.text.split())
        if place is not None:
            found.update(" ".join((place.name, place.adm1 or "", place.adm2 or "")).split())
    found.update((reading.document.publisher or "").split())
    return frozenset(fold_accents(word) for word in found)


def _names(texts: Iterable[str], kind: Kind, known: frozenset[str], ordinary: frozenset[str] = frozenset()) -> Iterator[Withheld]:
    """The names in some words, whole everywhere and each long part of them within the document; known words are no names.

    ``ordinary`` words are none either before a name or by themselves; behind one they may be part of it (*Agung Putra*).
    """
    for text in texts:
        for run in _runs(text, known):
            begin = next((n for n, word in enumerate(run) if fold_accents(word) not in ordinary), len(run))
            name = run[begin:]
            if not name or (len(name) == 1 and len(name[0]) < _LONG and text.startswith(name[0])):
                continue  # a possessive or an article where a sentence begins
            if fold_accents(" ".join(name)) in load_gazetteer().listed():
                continue  # a state, an area or a party of the registries
            yield Withheld(" ".join(name), kind, len(name) > 1)
            if len(name) > 1:
                parts = (part for part in name if len(part) >= _LONG and fold_accents(part) not in ordinary)
                yield from (Withheld(part, kind, False) for part in parts)


def _runs(text: str, known: frozenset[str]) -> Iterator[list[str]]:
    """Runs of capitalised words that are not known."""
    run: list[str] = []
    for word in [*re.findall(r"[\w'’-]+|[^\w\s]", text), ""]:
        name = word[:1].isupper() and not _ROMAN.fullmatch(word) and not word.isupper() and fold_accents(word) not in known
        if name:
            run.append(word)
        elif run:
            yield run
            run = []


class _Matcher:
    """Finds withheld words as whole words, the longest first, in whatever case they stand.

    They are held by their first word, so that thousands of names cost a text no more than a few.
    """

    def __init__(self, words: Iterable[Withheld]) -> None:
        self.words: dict[str, Kind] = {}
        for one in words:
            self.words.setdefault(one.words.casefold(), one.kind)
        by_first: dict[str, list[str]] = {}
        for word in sorted(self.words, key=lambda w: (-len(w), w)):
            first = _WORD.search(word)
            by_first.setdefault(first[0] if first is not None and first.start() == 0 else "", []).append(word)
        loose = by_first.pop("", [])  # what begins with a sign
        self._loose = re.compile(rf"(?<!\w)(?:{_either(loose)})(?!\w)", re.IGNORECASE) if loose else None
        self._first = {first: re.compile(rf"(?:{_either(held)})(?!\w)", re.IGNORECASE) for first, held in by_first.items()}

    def find(self, text: str) -> Iterator[tuple[int, int, Kind]]:
        """Where withheld words stand in a text."""
        hits = list(self._loose.finditer(text)) if self._loose is not None else []
        for word in _WORD.finditer(text) if self._first else ():
            pattern = self._first.get(word[0].casefold())
            hit = pattern.match(text, word.start()) if pattern is not None else None
            if hit is not None:
                hits.append(hit)
        for match in hits:
            kind = self.words.get(" ".join(match[0].split()).casefold()) or self.words.get(match[0].casefold())
            yield match.start(), match.end(), kind or "asked"


def _either(words: Iterable[str]) -> str:
    return "|".join(r"\s+".join(map(re.escape, word.split())) for word in words)


def _merged(spans: Iterable[tuple[int, int, Kind]]) -> list[tuple[int, int, Kind]]:
    """Spans in order; of those that overlap one, from the first start to the last end."""
    out: list[tuple[int, int, Kind]] = []
    for start, end, kind in sorted(spans, key=lambda s: (s[0], -s[1])):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]), out[-1][2])
        else:
            out.append((start, end, kind))
    return out


def _moved(mark: tuple[int, int], moved: Sequence[tuple[int, int, int, int]]) -> tuple[int, int]:
    """A marked span after the words before and in it were replaced; one that cuts a replaced word takes the whole mark."""

    def at(offset: int, end: bool) -> int:
        shift = 0
        for start, stop, new_start, new_stop in moved:
            inside = start < offset < stop or (start == offset < stop and not end) or (start < offset == stop and end)
            if inside:
                return new_stop if end else new_start
            if stop <= offset:
                shift = new_stop - stop
        return offset + shift

    return at(mark[0], end=False), at(mark[1], end=True)


__all__ = ["Kind", "Profile", "Redactor", "Withheld", "available", "load", "withheld"]
