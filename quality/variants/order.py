"""The operator that reorders paragraphs without tearing a pronoun from what it points at."""

from __future__ import annotations

import re
from random import Random

from quality.variants.draft import Draft, Piece, rewrite
from quality.variants.find import cast
from quality.variants.tables import table

MOVES = 40


def order(draft: Draft, rng: Random) -> bool:
    """Shuffle the lines of the body as blocks. Title and lead stay in front, credits and editors' lines at the end."""
    lines = draft.lines()
    texts = [draft.text[a:b] for a, b in lines]
    teasers = {n - 1 for n in draft.gold.get("teaser_lines", [])}
    lead = 2 if draft.titled else 1
    blocks: list[list[int]] = []
    closers = "|".join(table(draft.language)["order"]["closers"])
    closing = re.compile(rf"\W*(?:{closers})\b|\(")
    for n in range(lead, len(lines)):
        if closing.match(texts[n]):
            blocks.append([n])
        elif blocks and n not in teasers and _leans(texts[n], draft.language):
            blocks[-1].append(n)
        elif not blocks and n not in teasers and _leans(texts[n], draft.language):
            lead += 1
        else:
            blocks.append([n])
    tail: list[list[int]] = []
    while blocks and closing.match(texts[blocks[-1][0]]):
        tail.insert(0, blocks.pop())
    if len(blocks) < 2:
        return False
    people = cast(draft).people

    def laid(chain: list[list[int]]) -> list[int]:
        return [*range(lead), *(n for block in [*chain, *tail] for n in block)]

    before = _broken(texts, list(range(len(lines))), people)
    mixed = blocks[:]
    for _ in range(MOVES):
        trial = mixed[:]
        block = trial.pop(rng.randrange(len(trial)))
        trial.insert(rng.randrange(len(trial) + 1), block)
        if _broken(texts, laid(trial), people) <= before:
            mixed = trial
    if mixed == blocks:
        return False
    new = laid(mixed)
    _put(draft, lines, new)
    draft.changes.append("lines " + " ".join(str(n + 1) for n in new))
    return True


def _leans(line: str, language: str) -> bool:
    """Whether a line cannot be understood without the one before it."""
    words = table(language)["order"]
    tokens = re.findall(r"[\w-]+", line)
    if not tokens or not line[0].isupper() or tokens[0] in words["openers"]:
        return True
    return bool({t.lower() for t in tokens} & set(words["anaphors"]))


def _broken(texts: list[str], order_of: list[int], people: list[str]) -> set[str]:
    """Short forms (a surname, an abbreviation) that come before the full form that explains them."""
    full: dict[str, str] = {}
    whole = "\n".join(texts)
    for name in people:
        for token in name.split():
            full.setdefault(token, name)
    for match in re.finditer(r"\(([A-Z][A-Z-]{1,11})\)", whole):
        full[match[1]] = match.group()
    new = "\n".join(texts[n] for n in order_of)
    out = set()
    for short, long in full.items():
        alone = re.search(rf"(?<!\w){re.escape(short)}(?!\w)", new)
        if alone and alone.start() < new.find(long):
            out.add(short)
    return out


def _put(draft: Draft, lines: list[tuple[int, int]], new: list[int]) -> None:
    """Join the lines in a new order and count the pointing lines anew."""
    pieces = []
    for place, n in enumerate(new):
        if place:
            pieces.append(Piece(lines[0][1], lines[0][1], "\n"))
        pieces.append(Piece(*lines[n]))
    rewrite(draft, pieces)
    if "teaser_lines" in draft.gold:
        draft.gold["teaser_lines"] = sorted(new.index(n - 1) + 1 for n in draft.gold["teaser_lines"])
