"""Which language a text is in and how surely, asked only when a document does not say.

The function words of the packs vote first; that costs nothing and settles most texts. Languages that look alike (Malay and
Indonesian) cast the same vote: the words that each pack names as telling it from the other decide between them. Where that is
not clear, lingua weighs the installed languages and a few that are commonly met beside them. It is loaded then, not before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from saksi import languages as packs
from saksi.errors import LanguageError, PackError
from saksi.text import lowered, shadow

if TYPE_CHECKING:
    from lingua import LanguageDetector

_BESIDE = (
    "ms", "en", "id", "tl", "nl", "de", "fr", "es", "pt", "it", "tr", "sw", "so", "vi", "ru", "uk", "ar", "fa", "he", "hi", "th",
    "zh", "ja", "ko",
)  # fmt: skip
"""Languages a text is weighed against before it is taken for an installed one."""
_HEAD = 3000  # code points that are looked at: more changes no answer and costs time
_VOTES = ((3, 0.2), (8, 0.12))  # function words, and their share of all words, that decide a vote: in Dutch text 9 % look English
_TIMES = 4  # how many times the next language's they must be
_TELLING = (2, 3)  # words that tell look-alikes apart: how many at least, and how many times the other's
_CHUNKS = 5  # parts whose verdicts are averaged, so that one odd paragraph does not decide
_CONFIDENT = 0.6
_RIVAL = (
    600,
    0.9,
)  # code points and confidence at which a look-alike is believed: of 190 Indonesian leads, lingua takes 1 % for Malay
_STRETCH = 40  # words of which each stretch of a text is asked for its language
_FOREIGN = 0.2  # share of a text in another language that is worth a note
_WORD = re.compile(r"[^\W\d_]+")


class Identified(NamedTuple):
    """A language code, or null when the text gives too little to go by.

    ``sure`` is between 0 and 1: of the votes, or lingua's own. ``instead`` is the look-alike that the text may be in, where it is
    too short to believe that.
    """

    code: str | None
    confident: bool
    instead: str | None = None
    sure: float = 0.0


def normal_code(tag: str) -> str:
    """The two-letter code of a language tag: *id-ID*, *in*, *ind* and *id_ID.UTF-8* are all *id*."""
    code = re.split(r"[-_.]", tag.strip().lower())[0]
    return {"in": "id", "ind": "id", "eng": "en", "msa": "ms", "may": "ms", "zsm": "ms"}.get(code, code)


def identify(text: str, languages: Sequence[str], hint: str | None = None) -> Identified:
    """The language of ``text``: one of ``languages``, another one, or null when undecided.

    ``hint`` is what the page claims about itself; it settles a draw and overrules nothing.
    """
    head = text[:_HEAD]
    words = _words(head)
    if not words:
        return Identified(hint, False) if hint else Identified(None, False)
    voted, share = _vote(words, tuple(languages))
    if voted:
        twins = _look_alikes(voted)
        if not twins:
            return Identified(voted, True, sure=share)
        told = _told_apart(words, voted, twins)
        if told is not None:
            return told
    elif (most := _leader(words, languages)) is not None:
        told = _told_apart(words, most, _look_alikes(most))
        if told is not None:
            return told
    return _weighed(head, words, voted, languages, hint)


def _weighed(head: str, words: list[str], voted: str | None, languages: Sequence[str], hint: str | None) -> Identified:
    """What lingua makes of a text that the words of the packs do not settle."""
    scores = _ask(head, (voted, *_look_alikes(voted)) if voted else (*languages, *_BESIDE))
    ranked = sorted(scores, key=lambda code: (-scores[code], code))
    if not ranked:
        return Identified(voted or hint, False)
    best = ranked[0]
    near = _first(best, languages)
    if near != best or _look_alikes(best):
        if len(head) < _RIVAL[0] or scores[best] < _RIVAL[1]:
            both = sum(scores.get(code, 0.0) for code in (near, *_look_alikes(near)))
            sure = scores.get(near, 0.0) if near != best else both
            return Identified(near, False, best if near != best and scores[best] >= _RIVAL[1] else None, sure)
    elif scores[best] < _CONFIDENT:
        guess = (hint if hint in ranked[:2] else None) or next((code for code in ranked[:2] if code in languages), None)
        return Identified(_first(guess, languages) if guess else None, False, sure=scores.get(guess or "", 0.0))
    return Identified(best, len(words) > 2, sure=scores[best])


def _first(code: str, languages: Sequence[str]) -> str:
    """The one of a language and its look-alikes that is listed first: what a text is read as while that is in doubt."""
    return next((one for one in languages if one == code or code in _look_alikes(one)), code)


def other_languages(text: str, code: str, languages: Sequence[str]) -> dict[str, float]:
    """The shares of a text that are in other languages than ``code``, where they are large enough to matter.

    Stretches of forty words are asked one by one; look-alikes of ``code`` count as it.
    """
    alike = {code, *_look_alikes(code)}
    others = tuple(other for other in languages if other not in alike)
    counts = dict.fromkeys(others, 0)
    total = 0
    for line in shadow(text).splitlines() if others else ():
        words = _WORD.findall(lowered(line))
        for start in range(0, len(words), _STRETCH):
            stretch = words[start : start + _STRETCH]
            total += len(stretch)
            told, _ = _vote(stretch, (code, *others))
            if told in counts:
                counts[told] += len(stretch)
    return {other: count / total for other, count in counts.items() if total and count / total >= _FOREIGN}


def _words(text: str) -> list[str]:
    return _WORD.findall(lowered(shadow(text)))


def _look_alikes(code: str) -> tuple[str, ...]:
    """The languages whose function words are nearly those of ``code``, as its pack names them."""
    held = _header(code)
    return tuple(held.apart) if held is not None else ()


def _told_apart(words: list[str], code: str, twins: tuple[str, ...]) -> Identified | None:
    """Which of a language and its look-alikes a text is in, by words that only one has; null where that is not clear."""
    counts = {one: len(_telling(one).intersection(words)) for one in (code, *twins)}  # one word said often is one
    ranked = sorted(counts, key=lambda one: (-counts[one], one != code))
    first, second = counts[ranked[0]], counts[ranked[1]]
    least, times = _TELLING
    if first < least or first < times * second:
        return None
    return Identified(ranked[0], True, sure=(first + 1) / (first + second + 1))


@cache
def _telling(code: str) -> frozenset[str]:
    """Words that tell a language from those that look like it."""
    held = _header(code)
    return frozenset(word.lower() for words in held.apart.values() for word in words) if held is not None else frozenset()


def _vote(words: list[str], languages: tuple[str, ...]) -> tuple[str | None, float]:
    """The language that most function words are of, look-alikes taken together, and its share; null where none stands out."""
    counts = {code: sum(map(_function_words(code).__contains__, words)) for code in languages}
    ranked = sorted(counts, key=lambda code: (-counts[code], code))
    if not ranked:
        return None, 0.0
    best = ranked[0]
    first = counts[best]
    second = max((counts[code] for code in ranked[1:] if code not in _look_alikes(best)), default=0)
    enough = any(first >= least and first >= share * len(words) for least, share in _VOTES)
    return best if enough and first >= _TIMES * second else None, first / max(first + second, 1)


def _leader(words: list[str], languages: Sequence[str]) -> str | None:
    """The language with look-alikes that leads in a text too short for a vote; null where another one has a word in it."""
    counts = {code: sum(map(_function_words(code).__contains__, words)) for code in languages}
    alike = {code for code in languages if _look_alikes(code)}
    best = max(alike, key=lambda code: (counts[code], code), default=None)
    if best is None or any(count for code, count in counts.items() if code != best and code not in _look_alikes(best)):
        return None
    return best


def _function_words(code: str) -> frozenset[str]:
    """What a language votes with: its function words, and those that tell it from a look-alike."""
    held = _header(code)
    return _lower(held.identify) | _telling(code) if held is not None else frozenset()


@cache
def _lower(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.lower() for word in words)


def _header(code: str) -> packs.Header | None:
    """The header of a pack; null where there is none or it cannot be read, so that one pack stops no other."""
    try:
        return packs.header(code)
    except (LanguageError, PackError):
        return None


def _ask(text: str, codes: tuple[str, ...]) -> dict[str, float]:
    """Lingua's confidence for each language, averaged over parts of the text; empty when it sees no letters it knows."""
    detector = _detector(tuple(sorted(set(codes))))
    totals: dict[str, float] = {}
    pieces = _pieces(text)
    for piece in pieces:
        for value in detector.compute_language_confidence_values(piece):
            if value.value > 0:
                code = value.language.iso_code_639_1.name.lower()
                totals[code] = totals.get(code, 0.0) + value.value / len(pieces)
    return totals


def _pieces(text: str) -> list[str]:
    """The text cut at spaces into up to five parts of at least 200 code points."""
    size = max(200, len(text) // _CHUNKS + 1)
    out, start = [], 0
    while start < len(text):
        end = start + size
        while end < len(text) and not text[end].isspace():
            end += 1
        if text[start:end].strip():
            out.append(text[start:end])
        start = end
    if len(out) > 1 and len(out[-1]) < 100:
        out[-2:] = [out[-2] + out[-1]]
    return out


@cache
def _detector(codes: tuple[str, ...]) -> LanguageDetector:
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    known = [getattr(IsoCode639_1, code.upper()) for code in codes if hasattr(IsoCode639_1, code.upper())]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*known).build()
