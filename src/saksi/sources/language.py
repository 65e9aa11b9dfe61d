"""Which language a text is in, asked only when a document does not say.

The function words of the packs vote first; that costs nothing and settles most texts. Where a look-alike without a pack could
have cast the same vote (Malay for Indonesian), or the vote is not clear, lingua decides among the installed languages and a few
that are commonly met beside them. It is loaded then, not before.
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

_LOOK_ALIKES = {"id": ("ms",), "ms": ("id",)}
"""Languages that share most function words, so that a vote cannot tell them apart."""
_BESIDE = (
    "ms", "en", "id", "tl", "nl", "de", "fr", "es", "pt", "it", "tr", "sw", "so", "vi", "ru", "uk", "ar", "fa", "he", "hi", "th",
    "zh", "ja", "ko",
)  # fmt: skip
"""Languages a text is weighed against before it is taken for an installed one."""
_HEAD = 3000  # code points that are looked at: more changes no answer and costs time
_VOTES = ((3, 0.2), (8, 0.12))  # function words, and their share of all words, that decide a vote: in Dutch text 9 % look English
_TIMES = 4  # how many times the next language's they must be
_CHUNKS = 5  # parts whose verdicts are averaged, so that one odd paragraph does not decide
_CONFIDENT = 0.6
_RIVAL = (
    600,
    0.9,
)  # code points and confidence at which a look-alike is believed: of 190 Indonesian leads, lingua takes 1 % for Malay
_WORD = re.compile(r"[^\W\d_]+")


class Identified(NamedTuple):
    """A language code, or null when the text gives too little to go by.

    ``instead`` is the look-alike that the text may be in, where it is too short to believe that.
    """

    code: str | None
    confident: bool
    instead: str | None = None


def normal_code(tag: str) -> str:
    """The two-letter code of a language tag: *id-ID*, *in*, *ind* and *id_ID.UTF-8* are all *id*."""
    code = re.split(r"[-_.]", tag.strip().lower())[0]
    return {"in": "id", "ind": "id", "eng": "en", "msa": "ms", "may": "ms", "zsm": "ms"}.get(code, code)


def identify(text: str, languages: Sequence[str], hint: str | None = None) -> Identified:
    """The language of ``text``: one of ``languages``, another one, or null when undecided.

    ``hint`` is what the page claims about itself; it settles a draw and overrules nothing.
    """
    head = text[:_HEAD]
    words = _WORD.findall(lowered(shadow(head)))
    if not words:
        return Identified(hint, False) if hint else Identified(None, False)
    voted = _vote(words, tuple(languages))
    if voted and not _rivals(voted, languages):
        return Identified(voted, True)
    scores = _ask(head, (voted, *_rivals(voted, languages)) if voted else (*languages, *_BESIDE))
    ranked = sorted(scores, key=lambda code: (-scores[code], code))
    if not ranked:
        return Identified(voted or hint, False)
    best = ranked[0]
    twin = next((code for code in languages if best in _rivals(code, languages)), None)
    if twin is not None and (len(head) < _RIVAL[0] or scores[best] < _RIVAL[1]):
        return Identified(twin, False, best if scores[best] >= _RIVAL[1] else None)
    if scores[best] < _CONFIDENT:
        near = (hint if hint in ranked[:2] else None) or next((code for code in ranked[:2] if code in languages), None)
        return Identified(near, False)
    return Identified(best, len(words) > 2)


def _rivals(code: str, languages: Sequence[str]) -> tuple[str, ...]:
    return tuple(other for other in _LOOK_ALIKES.get(code, ()) if other not in languages)


def _vote(words: list[str], languages: tuple[str, ...]) -> str | None:
    counts = {code: sum(w in _function_words(code) for w in words) for code in languages}
    ranked = sorted(counts, key=lambda code: (-counts[code], code))
    if not ranked:
        return None
    first = counts[ranked[0]]
    second = counts[ranked[1]] if len(ranked) > 1 else 0
    enough = any(first >= least and first >= share * len(words) for least, share in _VOTES)
    return ranked[0] if enough and first >= _TIMES * second else None


@cache
def _function_words(code: str) -> frozenset[str]:
    """What a language votes with; nothing where its pack is not there or not finished, so that it stops no other."""
    try:
        return frozenset(w.lower() for w in packs.load(code).header.identify)
    except (LanguageError, PackError):
        return frozenset()


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
