"""Text with exact offsets: the shadow that readers see, tokens, sentences.

The document's text is never changed. Readers look at its *shadow*: a string of the same length in which look-alike characters
are folded (no-break and other spaces, curly quotes, dashes, control characters), so every offset in the shadow is an offset in
the text. Tokens and sentences are half-open spans over both.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, lru_cache
from hashlib import sha256
from itertools import pairwise
from typing import NamedTuple

# Same-length folding: one code point in, one code point out.
_FOLD: dict[int, str] = {
    **dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)], " "),
    **dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x2010), 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF, 0xAD], " "),
    **dict.fromkeys([0x2028, 0x2029, 0x85, 0x0D], "\n"),
    **dict.fromkeys([0x2018, 0x2019, 0x201A, 0x201B, 0x2032, 0x02BC, 0x60, 0xB4], "'"),
    **dict.fromkeys([0x201C, 0x201D, 0x201E, 0x201F, 0x2033, 0xAB, 0xBB], '"'),
    **dict.fromkeys([*range(0x2010, 0x2016), 0x2212], "-"),
    0x09: " ",
    0x2026: ".",
}


_SOFT = re.compile(r"(?<=[a-z0-9,;)\"'-])[ ]*\n[ ]*(?=[a-z])")
"""The end of a line within a sentence, as far as letters tell: no mark closes the line, and a small letter opens the next."""
_WRAPPED_FROM, _WRAPPED_TO = 40, 132  # code points of the longest line of a text that was wrapped, as mail and printouts are
_RUNS = 2  # line ends within sentences that a wrapped text has at least
_FULL = 0.6  # the share of its line ends at which the next word had no room


def shadow(text: str) -> str:
    """The same-length folded form of ``text``: ``len(shadow(t)) == len(t)`` and offsets agree.

    A line end that only wraps a sentence is a space: where the line is as long as a wrapped line is and the next goes on in small
    letters; and, in a text whose lines are mostly broken where the next word had no room, wherever that holds.
    """
    dark = (text.replace("\r\n", " \n") if "\r" in text else text).translate(_FOLD)
    soft = _soft_ends(dark) if "\n" in dark else []
    if not soft:
        return dark
    out = list(dark)
    for at in soft:
        out[at] = " "
    return "".join(out)


def _soft_ends(dark: str) -> list[int]:
    """Where line ends stand that wrap a sentence. The first line may be a headline, so its end is never one by length alone."""
    ends: list[tuple[int, bool, bool]] = []  # offset, runs on in small letters, had no room
    lines = dark.split("\n")
    width = max(len(line.rstrip()) for line in lines)
    at = -1
    for i, (line, following) in enumerate(pairwise(lines)):
        at += len(line) + 1
        held, word = line.rstrip(), following.split(None, 1)
        if not held.strip() or not word:
            continue
        runs_on = len(held) >= _WRAPPED_FROM and _SOFT.match(dark, at - len(line) + len(held)) is not None
        ends.append((at, runs_on, i > 0 and len(held) + 1 + len(word[0]) > width))
    told = sum(runs_on for _, runs_on, _ in ends) >= _RUNS or (len(ends) > _RUNS and dark.isupper())  # capitals cannot tell
    wrapped = told and _WRAPPED_FROM <= width <= _WRAPPED_TO and sum(full for _, _, full in ends) >= _FULL * len(ends)
    return [at for at, runs_on, full in ends if runs_on or (wrapped and full)]


def lowered(text: str) -> str:
    """Lower case that keeps the length: a character whose lower case is longer (*İ*) stays as it is."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def digest(*parts: str | None) -> str:
    """SHA-256, in hex, of the parts with unambiguous borders. Ids and fingerprints are cut from it."""
    h = sha256()
    for part in parts:
        raw = b"\x00" if part is None else b"\x01" + part.encode("utf-8", "surrogatepass")
        h.update(len(raw).to_bytes(8, "big") + raw)
    return h.hexdigest()


class Token(NamedTuple):
    """A word, number or punctuation mark. ``lower`` is the folded lower-case form; ``start``/``end`` are half-open."""

    position: int
    start: int
    end: int
    text: str
    lower: str

    @property
    def is_word(self) -> bool:
        """True of words, false of numbers and punctuation."""
        return self.text[0].isalpha()

    @property
    def is_capital(self) -> bool:
        """True when the first letter is upper case."""
        return self.text[0].isupper()

    @property
    def is_number(self) -> bool:
        """True when it begins with a digit."""
        return self.text[0].isdigit()


# Numbers keep their marks (1.200; 27/9/2020; 05.30), words keep inner hyphens, apostrophes and the dots of abbreviations (U.S.).
_TOKEN = re.compile(
    r"\d+(?:[.,:/]\d+)*(?:-an\b)?"
    r"|(?:[^\W\d_]\.){2,}(?![^\W\d_])"
    r"|[^\W_]+(?:['-][^\W_]+)*"
    r"|'s\b"
    r"|\S"
)
_FINAL = "Σ"
_POSSESSIVE = re.compile(r"'s$|(?<=s)'$", re.IGNORECASE)


def tokenize(text: str) -> list[Token]:
    """Tokens of a text, in order. An English possessive is a token of its own, so that *Israel's* holds *Israel*."""
    return list(_tokens(text))


@lru_cache(maxsize=4)
def _tokens(text: str) -> tuple[Token, ...]:
    """The same, kept for a moment: several readers ask for those of one text."""
    dark = shadow(text)
    low = lowered(dark) if _FINAL not in dark else None  # its lower case hangs on what stands around it
    out: list[Token] = []
    for m in _TOKEN.finditer(dark):
        start, end = m.span()
        word = m.group()
        tail = _POSSESSIVE.search(word) if "'" in word else None
        cuts = [(start, start + tail.start()), (start + tail.start(), end)] if tail and tail.start() > 0 else [(start, end)]
        for a, b in cuts:
            piece = dark[a:b]
            out.append(Token(len(out), a, b, piece, low[a:b] if low is not None else lowered(piece)))
    return tuple(out)


class Span(NamedTuple):
    """A half-open span of code points."""

    start: int
    end: int


_BREAK = re.compile(
    r"\n+"  # a line is at least one sentence
    r"|(?<![.!?])[.!?]++[\"')\]]*+[ ]++(?=[\"'(\[]*[A-Z0-9])"  # a full stop before a capital, a digit or an opening quote
    r"|(?<=[a-z0-9)\"']{2})[.!?]+[\"']*(?=[A-Z][a-z]+)"  # glued sentences: Karabakh.Armenia
)
_INITIALS = re.compile(r"(?:^|[\s(\"'])(?:[A-Z]|(?:[A-Z]\.)+[A-Z]|\d{1,2})$")
_LONGEST = 2500  # code points of a sentence: what is longer is a list, a table or noise, and is cut so that readers stay quick
_LAST_WORD = re.compile(r"([^\W_]+(?:\.[^\W_]+)*)$")


def sentences(text: str, abbreviations: Collection[str] = frozenset()) -> list[Span]:
    """Spans of sentences over ``text``, trimmed of surrounding space.

    ``abbreviations`` are lower-case words without the final dot (from the language pack) after which a dot ends nothing. Lines
    end sentences; sentences glued without a space (*Karabakh.Armenia*) are split; web addresses and decimals are not. What runs
    on for more than 2,500 code points is cut, at a space where there is one.
    """
    dark = shadow(text)
    spans: list[Span] = []
    start = 0

    def close(end: int) -> None:
        a, b = start, end
        while a < b and dark[a].isspace():
            a += 1
        while b > a and dark[b - 1].isspace():
            b -= 1
        while b - a > _LONGEST:
            cut = dark.rfind(" ", a + 1, a + _LONGEST)
            cut = a + _LONGEST if cut < 0 else cut
            spans.append(Span(a, cut))
            a = cut
            while dark[a].isspace():
                a += 1
        if a < b:
            spans.append(Span(a, b))

    for m in _BREAK.finditer(dark):
        if m.start() < start:
            continue
        if "\n" in m.group():
            close(m.start())
            start = m.end()
            continue
        if m.group().lstrip().startswith("."):
            before = dark[max(start, m.start() - 24) : m.start()]
            word = _LAST_WORD.search(before)
            if _INITIALS.search(before) and not before[-1:].isdigit():
                continue
            if word and word.group(1).lower() in abbreviations:
                continue
            glued = m.end() == m.start() + len(m.group().rstrip()) and " " not in m.group()
            if glued and _is_address(dark, m.start()):
                continue
        close(m.start() + len(m.group().rstrip()))
        start = m.end()
    close(len(dark))
    return spans


_ADDRESS_TAIL = re.compile(r"\.(?:com|co|id|org|net|go|or|ac|info|tv|news|gov|edu|io)\b", re.IGNORECASE)


def _is_address(dark: str, dot: int) -> bool:
    return _ADDRESS_TAIL.match(dark, dot) is not None


def find_lines(text: str) -> list[Span]:
    """Spans of the lines of a text, without their line ends; empty lines are left out."""
    out, at = [], 0
    for line in shadow(text).split("\n"):
        if line.strip():
            out.append(Span(at, at + len(line)))
        at += len(line) + 1
    return out


@cache
def fold_accents(text: str) -> str:
    """Lower case without accents, for looking names up. The length may change: never use it for offsets."""
    import unicodedata

    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(bare.lower().split())


def context(text: str, start: int, end: int, size: int = 32) -> tuple[str, str]:
    """The ``size`` code points before ``start`` and after ``end`` (W3C TextQuoteSelector prefix and suffix)."""
    return text[max(0, start - size) : start], text[end : end + size]
