"""Operators that say the same in other words: synonyms of the cue verbs, and passive for active."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from typing import Any

from quality.variants.draft import Draft, Piece, edits, rewrite
from quality.variants.find import gold_strings
from quality.variants.tables import table

OFTEN = 0.7
SUBJECT_WORDS = 6
OBJECT_WORDS = 9
QUOTES = '"“”‘'


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Spans of sentences inside lines, cut where a full stop is followed by a space and a capital or a quotation mark."""
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for match in re.finditer(r"(?<=\w{3}[.!?]) (?=[A-ZÀ-Þ\"“])|(?<=[.!?][\"”]) (?=[A-ZÀ-Þ\"“])", line.group()):
            yield start, line.start() + match.start()
            start = line.start() + match.end()
        yield start, line.end()


def cues(draft: Draft, rng: Random) -> bool:
    """Exchange cue verbs for synonyms of one stance and valency, in the sentences the gold has a statement in."""
    said = [row["start"] for row in draft.gold.get("attributions", []) if not draft.teased(row["start"])]
    spans = [span for span in sentences(draft.text) if any(span[0] <= at < span[1] for at in said)]
    pieces: dict[int, Piece] = {}
    for group in table(draft.language)["cues"]:
        pattern = re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, group["forms"])) + r")(?![\w-])")
        for start, end in spans:
            for match in pattern.finditer(draft.text, start, end):
                if match.start() in pieces or not _fits(draft.text, match, group) or rng.random() > OFTEN:
                    continue
                new = rng.choice([f for f in group["forms"] if f != match.group()])
                pieces[match.start()] = Piece(match.start(), match.end(), new)
    if not pieces:
        return False
    draft.changes += [f"{draft.text[p.start : p.end]} -> {p.new}" for p in pieces.values()]
    rewrite(draft, edits(draft.text, list(pieces.values())))
    return True


def _fits(text: str, match: re.Match[str], group: dict[str, Any]) -> bool:
    after = re.match(r"\s+([\w-]+)", text[match.end() :])
    if after and after[1].lower() in group.get("not_before", ()):
        return False
    before = text[max(0, match.start() - 2) : match.start()]
    if group.get("inverted"):
        return before[-1:] == " " and before[:1] in f",!?{QUOTES}"
    if group.get("after_comma"):
        clause = re.search(r"[,”\"] [^,”\"]{1,40} $", text[max(0, match.start() - 60) : match.start()])
        return bool(clause) and re.match(r"[.\n]| that |$", text[match.end() :]) is not None
    return not _quoted(text, match.start())


def _quoted(text: str, at: int) -> bool:
    line = text.rfind("\n", 0, at) + 1
    marks = text[line:at]
    return marks.count('"') % 2 == 1 or marks.count("“") > marks.count("”")


def voice(draft: Draft, rng: Random) -> bool:
    """Turn plain active clauses of listed verbs passive: *X menyerang Y di Z* becomes *Y diserang (oleh) X di Z*."""
    words = table(draft.language)["voice"]
    pattern = re.compile(r"(?<![\w-])(?:" + "|".join(words["forms"]) + r")(?![\w-])")
    named = {s.lower() for s in gold_strings(draft.gold, ("actor", "recipient", "speaker", "side", "holder", "per"))}
    done = []
    changed: list[list[Piece]] = []
    for start, end in sentences(draft.text):
        if (start == 0 and draft.titled) or draft.teased(start):
            continue
        match = pattern.search(draft.text, start, end)
        pieces = _turn(draft, start, end, match, words, named, rng) if match else None
        if match and pieces:
            changed.append(pieces)
            done.append(f"{match.group()} -> {words['forms'][match.group()]}")
    if not changed:
        return False
    out, at = [], 0
    for pieces in changed:
        first = min(p.start for p in pieces)
        if first > at:
            out.append(Piece(at, first))
        out += pieces
        at = max(p.end for p in pieces)
    rewrite(draft, [*out, Piece(at, len(draft.text))])
    draft.changes += done
    return True


def _turn(
    draft: Draft, start: int, end: int, verb: re.Match[str], words: dict[str, Any], named: set[str], rng: Random
) -> list[Piece] | None:
    """The clause around an active verb as pieces in passive order, or None when anything about it is unsure."""
    text = draft.text
    dateline = re.match(r"[^\n]{1,60}? [-–] ", text[start:end])
    opening = re.match(rf"(?:{'|'.join(words['openings'])}) [^,\n]{{1,50}}, ", text[start:end])
    begin = start
    for prefix in (dateline, opening):
        if prefix and start + prefix.end() < verb.start():
            begin = start + prefix.end()
    led = bool(opening) and begin > start
    head = text[begin : verb.start()].rstrip()
    adverb = ""
    for word in words["adverbs"]:
        if head.endswith(f" {word}"):
            head, adverb = head[: -len(word) - 1].rstrip(), word
            break
    tokens = head.split()
    if not head or len(tokens) > SUBJECT_WORDS or not (head[0].isupper() or led) or re.search(rf"[,;:.(){QUOTES}]", head):
        return None
    common = tokens[0].lower() in words["starters"]
    if head.lower() not in named and not (common and all(_nominal(t, words) for t in tokens[1:])):
        return None
    if not head.isupper() and any(t.lower() in words["barred"] for t in tokens):
        return None
    span = _object(text, verb.end(), end, words)
    if span is None:
        return None
    a, b = span
    if re.match(r"(?:,| and| dan| lalu| serta| then),? (?:me\w+|\w+ed|\w+n)\b", text[b:end]):
        return None
    passive = words["forms"][verb.group()]
    if "be" in words:
        number = _plural(text[a:b], words)
        if number is None:
            return None
        passive = f"{words['be'][number]} {passive}"
    if adverb and "be" in words:
        return None
    agent = f" {words['agent']} " if "be" in words or rng.random() < 0.5 else " "
    stop = begin + len(head)
    out = [Piece(a, a + 1, text[a] if led else text[a].upper()), Piece(a + 1, b), Piece(stop, stop, " ")]
    if adverb:
        where = text.index(adverb, stop)
        out += [Piece(where, where + len(adverb)), Piece(where, where, " ")]
    first = text[begin].lower() if common else text[begin]
    out += [Piece(verb.start(), verb.end(), passive), Piece(verb.end(), verb.end(), agent)]
    out += [Piece(begin, begin + 1, first), Piece(begin + 1, stop), Piece(b, b, "")]
    return out


def _nominal(token: str, words: dict[str, Any]) -> bool:
    return token[0].isupper() or token.lower() in words["inside"]


def _object(text: str, at: int, end: int, words: dict[str, Any]) -> tuple[int, int] | None:
    """The noun phrase that follows a verb, up to a preposition or a comma."""
    match = re.match(r" (?=\S)", text[at:end])
    if not match:
        return None
    start, stop, count = at + 1, at + 1, 0
    for token in re.finditer(r"\S+", text[start:end]):
        word = token.group()
        bare = word.strip(".,;:!?()")
        if bare.lower() in words["stops"] and count:
            break
        if bare.lower() in words["barred"] or bare.lower().endswith("nya") or re.search(rf"[({QUOTES}]", word):
            return None
        if not count and not (bare[:1].isupper() or bare[:1].isdigit() or bare.lower() in words["objects"]):
            return None
        count += 1
        stop = start + token.start() + len(word.rstrip(".,;:!?"))
        if word != bare:
            break
    if not count or count > OBJECT_WORDS:
        return None
    return start, stop


def _plural(words_of: str, words: dict[str, Any]) -> int | None:
    """0 for a singular English noun phrase, 1 for a plural one, None where it could be either."""
    tokens = words_of.split()
    first, head = tokens[0].lower(), words_of.split(" of ", maxsplit=1)[0].split()[-1]
    if first in words["plural"] or (first.isdigit() and first != "1") or " and " in words_of:
        return 1
    if first in words["singular"]:
        return 0
    if first == "the":
        return 1 if re.search(r"[^s]s$", head) else 0
    return 0 if len(tokens) == 1 and tokens[0][0].isupper() else None
