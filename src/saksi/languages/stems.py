"""Light stems, so that the forms of one word find each other: *menembak, ditembak, penembakan, tembakan* for *tembak*.

The affixes are the pack's own: those of its derivations with every nasal of its sandhi, its clitics, and the rows ``[[affix]]``.
There is no dictionary, so a stem need not be a word; it need only be the same for the forms of one word. Where a nasal swallowed
the first sound of a root (*menembak*: tembak), the text keeps what is left (*embak*) and the query asks for both. Stripping
by rule without a list of roots follows Tala (*A study of stemming effects on information retrieval in Bahasa Indonesia*, 2003).
"""

from __future__ import annotations

from functools import lru_cache

from saksi.languages.schema import Morphology
from saksi.text import fold_accents

_LEAST, _LEAST_WITHOUT_PREFIXES = 4, 3  # letters that an affix must leave
_PREFIXES = 2  # prefixes taken off one word: *mem-per-tahankan*
_VOWELS = tuple("aeiou")


class Stemmer:
    """The stems of one language."""

    def __init__(self, morphology: Morphology) -> None:
        self._prefixes: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = []  # letters, what may follow, what they swallow
        suffixes: set[str] = set()
        seen: set[tuple[str, str]] = set()
        for one in morphology.affix:
            suffixes.add(one.suffix)
            self._prefixes.append((one.prefix, one.initial, ()))
        for pattern in (one.pattern for one in morphology.derivation):
            before, _, after = pattern.rpartition(" ")[2].partition("{root}")
            suffixes.add(after)
            if "{N}" not in before:
                self._prefixes.append((before, (), ()))
                continue
            for nasal in (row.nasal for row in morphology.sandhi):
                if nasal is not None and (before, nasal) not in seen:
                    seen.add((before, nasal))
                    self._prefixes.append(_nasal(before, nasal, morphology))
        spelt = (one for one in morphology.sandhi if one.suffix and not one.cut and one.becomes.startswith(_VOWELS))
        suffixes |= {one.becomes for one in spelt if one.becomes.endswith(one.suffix or "")}
        self._prefixes = sorted({one for one in self._prefixes if one[0]}, key=lambda one: (-len(one[0]), one))
        self._suffixes = sorted((one for one in suffixes if one), key=lambda one: (-len(one), one))
        self._clitics = sorted((one.ending for one in morphology.clitic), key=lambda one: (-len(one), one))
        self._least = _LEAST if self._prefixes else _LEAST_WITHOUT_PREFIXES
        # Where one suffix is another with a letter before it (*-kan*, *-an*), nobody can tell whose it is: no stem keeps it.
        doubtful = (a[: -len(b)] for a in self._suffixes for b in self._suffixes if a != b and a.endswith(b))
        self._doubtful = tuple(one for one in doubtful if len(one) == 1 and one not in _VOWELS)
        self._swallowed = tuple({first for _, _, lost in self._prefixes for first in lost})
        self.stem = lru_cache(maxsize=200_000)(self._stem)

    def _stem(self, word: str) -> str:
        """The stem that a text is indexed by."""
        return self._cut(word)[0]

    def asked(self, word: str) -> tuple[str, ...]:
        """The stems that a query for this word looks for."""
        stem, lost = self._cut(word)
        out = [stem, *(first + stem for first in lost)]
        if not lost:
            out += [stem[len(one) :] for one in self._swallowed if stem.startswith(one) and stem[len(one) :].startswith(_VOWELS)]
        return tuple(one for one in dict.fromkeys(out) if len(one) > 2 or one == stem)

    def _cut(self, word: str) -> tuple[str, tuple[str, ...]]:
        """The stem, and the sounds that the prefix taken off last may have swallowed."""
        rest = fold_accents(word).lower()
        if not rest.isalpha():
            return rest, ()
        rest = self._without_ending(rest, self._clitics, 1)
        lost: tuple[str, ...] = ()
        for _ in range(_PREFIXES):
            found = next((one for one in self._prefixes if self._begins(rest, one)), None)
            if found is None:
                break
            rest = rest[len(found[0]) :]
            lost = found[2] if rest.startswith(_VOWELS) else ()
        return self._spelt(self._without_ending(rest, self._suffixes, 2)), lost

    def _begins(self, word: str, prefix: tuple[str, tuple[str, ...], tuple[str, ...]]) -> bool:
        letters, then, _ = prefix
        rest = word[len(letters) :]
        return word.startswith(letters) and len(rest) >= self._least and (not then or rest.startswith(then))

    def _without_ending(self, word: str, endings: list[str], most: int) -> str:
        for _ in range(most):
            found = next((one for one in endings if word.endswith(one) and len(word) - len(one) >= self._least), None)
            if found is None:
                break
            word = word[: -len(found)]
        return word

    def _spelt(self, stem: str) -> str:
        """A stem without what spelling does where an ending meets it: doubtful letters, doubling, a silent e, y for i."""
        for letters in self._doubtful:
            if stem.endswith(letters) and len(stem) - len(letters) >= self._least - 1:
                stem = stem[: -len(letters)]
        if len(stem) > 3 and stem.endswith("e"):
            stem = stem[:-1]
        if len(stem) > 2 and stem[-1] == stem[-2] and not stem.endswith(_VOWELS):
            stem = stem[:-1]
        return stem[:-1] + "i" if len(stem) > 2 and stem.endswith("y") else stem


def _nasal(before: str, nasal: str, morphology: Morphology) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """A prefix with one nasal: its letters, the sounds that may follow it, and those it swallows."""
    rows = [one for one in morphology.sandhi if one.nasal == nasal]
    lost = tuple(sorted({first for one in rows if one.drop for first in one.initial}))
    kept = tuple(sorted({first for one in rows if not one.drop for first in one.initial}))
    return before.replace("{N}", nasal), (*kept, *(_VOWELS if lost else ())), lost
