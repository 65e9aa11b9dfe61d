"""Finding a pack's words and phrases in a text: keys, hits, derivation.

A text's tokens are turned into *keys* (lower case, clitics off where that leaves a word some table knows) and searched with one
Aho-Corasick automaton per table (leftmost-longest; Aho and Corasick 1975). Every key is wrapped in spaces of its own, so that a
phrase matches whole words only.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

import ahocorasick_rs

from saksi.languages.schema import Derivation, Morphology, Row, Sandhi, Voice
from saksi.text import tokenize

R = TypeVar("R", bound=Row)


class Form(NamedTuple, Generic[R]):
    """One surface form of a row: the row and the voice of the form (null for literal words)."""

    row: R
    voice: Voice | None


class Hit(NamedTuple, Generic[R]):
    """A form found in a text: tokens ``[first, last)`` and the forms that share the surface, in table order."""

    first: int
    last: int
    forms: tuple[Form[R], ...]

    @property
    def row(self) -> R:
        """The row of the first form."""
        return self.forms[0].row

    @property
    def voice(self) -> Voice | None:
        """The voice of the first form."""
        return self.forms[0].voice


class Keys:
    """The keys of a text's tokens, joined for the automata."""

    __slots__ = ("at", "joined", "words")

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)
        self.joined = "".join(f" {word} " for word in self.words)
        self.at: dict[int, int] = {}
        offset = 0
        for index, word in enumerate(self.words):
            self.at[offset] = index
            offset += len(word) + 2
        self.at[offset] = len(self.words)


def phrase_key(phrase: str) -> str:
    """The form in which a phrase is searched for: its tokens in lower case, each wrapped in spaces."""
    return "".join(f" {token.lower} " for token in tokenize(phrase))


class Lexicon(Generic[R]):
    """A table's surface forms, searchable. ``find`` returns non-overlapping hits, leftmost then longest."""

    __slots__ = ("_automaton", "_forms", "_patterns")

    def __init__(self, forms: Mapping[str, Sequence[Form[R]]]) -> None:
        merged: dict[str, list[Form[R]]] = {}
        for phrase, rows in forms.items():
            key = phrase_key(phrase)
            if key:
                merged.setdefault(key, []).extend(rows)
        self._patterns = sorted(merged)
        self._forms = [tuple(merged[p]) for p in self._patterns]
        self._automaton = (
            ahocorasick_rs.AhoCorasick(self._patterns, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
            if self._patterns
            else None
        )

    def __len__(self) -> int:
        return len(self._patterns)

    def find(self, keys: Keys) -> list[Hit[R]]:
        """All hits in the keys, in order."""
        if self._automaton is None:
            return []
        return [
            Hit(keys.at[start], keys.at[end], self._forms[which])
            for which, start, end in self._automaton.find_matches_as_indexes(keys.joined)
        ]

    def exact(self, phrase: str) -> tuple[Form[R], ...]:
        """The forms of a phrase that stands by itself; empty when the table has none."""
        key = phrase_key(phrase)
        i = bisect_left(self._patterns, key)
        return self._forms[i] if i < len(self._patterns) and self._patterns[i] == key else ()

    def singles(self) -> set[str]:
        """The words that are phrases by themselves."""
        return {word for pattern in self._patterns for word in [pattern.strip()] if " " not in word}

    def words(self) -> set[str]:
        """Every single word of every phrase, for deciding which clitics may be stripped."""
        return {word for pattern in self._patterns for word in pattern.split()}


def derive(root: str, morphology: Morphology, voices: Iterable[Voice] = ()) -> dict[Voice, tuple[str, ...]]:
    """The forms of a root by voice, as the pack's morphology makes them.

    ``voices`` restricts (and may ask for voices that are not derived by default). A root of several words inflects its first
    word. Method: item and process with sandhi tables; nothing here is particular to a language.
    """
    wanted = set(voices)
    head, space, rest = root.partition(" ")
    out: dict[Voice, list[str]] = {}
    for rule in morphology.derivation:
        if rule.voice in wanted or (not wanted and rule.default):
            form = _apply(rule, head, morphology.sandhi)
            if form is not None and form not in out.setdefault(rule.voice, []):
                out[rule.voice].append(form + space + rest)
    return {voice: tuple(forms) for voice, forms in out.items()}


def _apply(rule: Derivation, root: str, sandhi: Sequence[Sandhi]) -> str | None:
    prefix, _, suffix = rule.pattern.partition("{root}")
    if "{N}" in prefix:
        for change in sandhi:
            if change.nasal is not None and root.startswith(change.initial):
                prefix = prefix.replace("{N}", change.nasal)
                root = root[1:] if change.drop else root
                break
        else:
            return None
    for change in sandhi:
        if change.suffix == suffix and suffix and root.endswith(change.final):
            return prefix + (root[: -change.cut] if change.cut else root) + change.becomes
    return prefix + root + suffix


def verbal_affixes(morphology: Morphology) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Prefixes and suffixes that only verbs wear, read off the derivations of active, passive and past forms."""
    prefixes: set[str] = set()
    suffixes: set[str] = set()
    for rule in morphology.derivation:
        before, _, after = rule.pattern.partition("{root}")
        if rule.voice in ("active", "passive") and len(before) >= 2 and " " not in before:
            nasals = {s.nasal for s in morphology.sandhi if s.nasal is not None} if "{N}" in before else {""}
            prefixes |= {p for p in (before.replace("{N}", nasal or "") for nasal in nasals) if len(p) >= 2}
        if rule.voice == "past" and len(after) >= 2:
            suffixes.add(after)
    return tuple(sorted(prefixes)), tuple(sorted(suffixes))


def surface_forms(rows: Iterable[R], morphology: Morphology) -> dict[str, list[Form[R]]]:
    """Every surface form of the rows with the rows and voices it stands for."""
    out: dict[str, list[Form[R]]] = {}
    for row in rows:
        pairs: list[tuple[str, Voice | None]] = [(word, None) for word in row.words]
        if row.root:
            pairs += [(form, voice) for voice, forms in derive(row.root, morphology, row.voices).items() for form in forms]
        pairs += [(form, voice) for voice, forms in row.forms.items() for form in forms]
        for surface, voice in pairs:
            form = Form(row, voice)
            if form not in out.setdefault(surface.lower(), []):
                out[surface.lower()].append(form)
    return out
