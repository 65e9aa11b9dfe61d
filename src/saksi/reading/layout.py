"""Layout: which lines are teasers, credits, captions, corrections, datelines.

Needs the text and the pack's ``layout.toml``; gives teasers (never main, never in a toll), credits (who the text was taken
from) and parts. A cue opens a line or, where the pack says *inline*, a sentence or bracket; a teaser runs to the end of its line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from saksi.languages import Keys, Pack
from saksi.languages.schema import LayoutCue
from saksi.text import Span, Token, find_lines, tokenize
from saksi.types import CreditKind, PartKind

_LONGEST_NAME = 6  # tokens of an agency's or outlet's name
_LONGEST_DATELINE = 14  # tokens
_CRUMB = 24  # code points that a line of furniture may go on for
_LONGEST_HEADLINE = 140  # code points of a first line that may be an untagged headline


@dataclass(frozen=True, slots=True)
class Layout:
    """Spans by role. ``credits`` are (start, end, kind); ``headline`` is where the headline ends, 0 without one.

    ``furniture`` are lines of the page, not of the article (*Advertisement*), that hold hardly more than the words for it.
    """

    headline: int
    teasers: tuple[Span, ...]
    credits: tuple[tuple[int, int, CreditKind], ...]
    parts: tuple[tuple[PartKind, int, int], ...]
    furniture: tuple[Span, ...] = ()


def find_layout(text: str, title: str | None, pack: Pack) -> Layout:
    """The layout of a text. Offsets are code points into ``text``."""
    lines = find_lines(text)
    headline = _headline_end(text, title, lines)
    teasers: list[Span] = []
    credited: list[tuple[int, int, CreditKind]] = []
    parts: list[tuple[PartKind, int, int]] = [("headline", 0, headline)] if headline else []
    tokens = tokenize(text)
    keys, _ = pack.keys(tokens)
    line_of = _lines_of(tokens, lines)
    furniture: list[Span] = []
    open_teaser: int | None = None  # index of a line that holds nothing but the cue: its title is the next line
    for hit in pack.lexicon("layout", "cue").find(keys):
        row: LayoutCue = hit.row
        first, last = tokens[hit.first], tokens[hit.last - 1]
        line = lines[line_of[hit.first]]
        opens_line = first.start == line.start + _indent(text, line)
        opens_sentence = opens_line or (hit.first > 0 and tokens[hit.first - 1].lower in _OPENERS)
        if not (row.at == "anywhere" or opens_line or (row.at == "inline" and opens_sentence) or row.at == "end"):
            continue
        if row.at == "end" and line.end - last.end > 80:
            continue
        colon = hit.last < len(tokens) and tokens[hit.last].text == ":"
        if row.needs == "colon" and not colon and last.text != ":":
            continue
        if row.kind == "teaser":
            if not (colon or last.text == ":" or first.is_capital):
                continue
            end = line.end
            rest = text[last.end : line.end].strip(" :|-")
            if not rest:
                open_teaser = line_of[hit.first] + 1
                if open_teaser < len(lines):
                    end = lines[open_teaser].end
            teasers.append(Span(first.start, end))
        elif row.kind in ("credit", "own"):
            named = _name_after(tokens, keys, pack, hit.last, line.end)
            if named:
                a, b = named
                kind: CreditKind = (
                    "own" if row.kind == "own" else ("outlet" if "." in text[a:b] or row.at == "line" else "agency")
                )
                credited.append((a, b, kind))
                parts.append(("credit", first.start, b))
        elif row.kind == "dateline":
            if opens_line:
                parts.append(("dateline", first.start, _opening_end(text, tokens, hit.last, line.end)))
        elif row.kind in ("caption", "correction", "byline"):
            joined = row.kind == "byline" and line.end - first.start > _LONGEST_HEADLINE  # the article goes on in the line
            parts.append((_PART[row.kind], first.start, _opening_end(text, tokens, hit.last, line.end) if joined else line.end))
        elif row.kind == "furniture" and opens_line and line.end - last.end <= _CRUMB:
            furniture.append(Span(first.start, line.end))
    parts += [("dateline", a, b) for a, b in _datelines(text, tokens, lines, headline)]
    merged = _merge(teasers)
    return Layout(
        headline, tuple(merged), tuple(sorted(set(credited))), tuple(sorted(parts, key=lambda p: (p[1], p[2]))), tuple(furniture)
    )


_OPENERS = frozenset({".", "!", "?", '"', "(", "[", "-", "*", "|", ")"})
_PART: dict[str, PartKind] = {"caption": "caption", "correction": "correction", "dateline": "dateline", "byline": "byline"}


def _datelines(text: str, tokens: list[Token], lines: list[Span], headline: int) -> list[tuple[int, int]]:
    """Openings of body lines like *DEKAI -*, *MARAWI, Philippines, March 19 (Wire) -* or *SRINAGAR, Tuesday:*.

    A dateline is a few words before a dash or colon of which the first is in capitals, or which hold an outlet in brackets.
    """
    out = []
    by_line: dict[int, list[Token]] = {}
    at = 0
    for token in tokens:
        while at + 1 < len(lines) and token.start >= lines[at].end:
            at += 1
        if len(by_line.setdefault(at, [])) < _LONGEST_DATELINE:
            by_line[at].append(token)
    for index, words in by_line.items():
        if lines[index].start < headline or not words:
            continue
        capitals = words[0].text.isupper() and len(words[0].text) > 2 and words[0].is_word
        bracket = False
        for i, token in enumerate(words[1:], 1):
            bracket = bracket or words[i - 1].text == ")"
            named = bracket or all(w.is_capital or not w.is_word or _of_address(words, k) for k, w in enumerate(words[:i]))
            colon = token.text == ":" and capitals and i >= 2 and named and not bracket
            end = _dash_end(text, words, i)
            if end is not None and (capitals or named):
                out.append((words[0].start, end))
                break
            if colon:
                out.append((words[0].start, token.end))
                break
            if token.text in ('"', ".", "?", "!", ";") and not (named or _of_address(words, i)):
                break
    return out


def _of_address(words: Sequence[Token], i: int) -> bool:
    """Whether a token is written to the one before it as a part of a web address (*KOMPAS.com*, *REPUBLIKA.CO.ID*)."""
    if i == 0 or words[i].start != words[i - 1].end:
        return False
    return words[i - 1].text == "." if words[i].text != "." else i + 1 < len(words) and words[i + 1].start == words[i].end


def _opening_end(text: str, tokens: Sequence[Token], at: int, end: int) -> int:
    """Where a dateline ends that an outlet opens: behind its dash or colon, else behind the outlet."""
    words = [t for t in tokens[at : at + _LONGEST_DATELINE] if t.end <= end]
    for i, token in enumerate(words):
        dash = _dash_end(text, words, i)
        if dash is not None or token.text == ":":
            return dash or token.end
        if token.is_word and not token.is_capital and not _of_address(words, i):
            break
    return tokens[at - 1].end


def _dash_end(text: str, words: Sequence[Token], i: int) -> int | None:
    """Where a dash, or a row of them, ends that stands between spaces; null for any other token."""
    if words[i].text != "-" or not text[words[i].start - 1].isspace():
        return None
    last = i
    while last + 1 < len(words) and words[last + 1].text == "-" and words[last + 1].start == words[last].end:
        last += 1
    return words[last].end if text[words[last].end : words[last].end + 1].isspace() else None


def _headline_end(text: str, title: str | None, lines: list[Span]) -> int:
    if title and text.startswith(title):
        return len(title)
    if len(lines) > 1:
        first = text[lines[0].start : lines[0].end].strip()
        if first and len(first) <= _LONGEST_HEADLINE and first[-1] not in ".!?:;,\"'”’" and ". " not in first:
            return lines[0].end
    return 0


def _lines_of(tokens: list[Token], lines: list[Span]) -> list[int]:
    out, at = [], 0
    for token in tokens:
        while at + 1 < len(lines) and token.start >= lines[at].end:
            at += 1
        out.append(at)
    return out


def _indent(text: str, line: Span) -> int:
    piece = text[line.start : line.end]
    return len(piece) - len(piece.lstrip(' \t\u00a0([*-•>|"'))


def _name_after(tokens: list[Token], keys: Keys, pack: Pack, at: int, end: int) -> tuple[int, int] | None:
    """Span of the capitalised name that follows a credit's cue, past prepositions and colons."""
    i = at
    skip = pack.words("preposition") | pack.words("source_marker") | pack.words("determiner") | {":", "(", "-"}
    while i < len(tokens) and tokens[i].end <= end and keys.words[i] in skip:
        i += 1
    first = i
    while i < len(tokens) and i - first < _LONGEST_NAME and tokens[i].end <= end:
        token = tokens[i]
        dotted = (
            token.text == "."
            and i > first
            and token.start == tokens[i - 1].end
            and i + 1 < len(tokens)
            and tokens[i + 1].start == token.end
        )
        joined = i > first and tokens[i - 1].text == "." and token.start == tokens[i - 1].end
        if not (token.is_capital or dotted or joined):
            break
        i += 1
    return (tokens[first].start, tokens[i - 1].end) if i > first else None


def _merge(spans: list[Span]) -> list[Span]:
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start < out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out
