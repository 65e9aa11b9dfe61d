"""Text that is all in capitals, as wires and telegrams print it: which of its words are names.

Needs tokens, the pack and the registry of parties; gives the tokens as mixed case would have them, offsets kept. A word the
language knows, one that looks like a verb, and one that stands after a determiner or a number somewhere in the document is an
ordinary word; short words in brackets, and letters that the registry knows a party by, are acronyms; what remains is taken for a
name. Method: truecasing by context of the same document (Lita et al. 2003).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from saksi.gazetteer import Actor
from saksi.gazetteer import load as load_gazetteer
from saksi.languages import Pack
from saksi.text import Token

_SHARE = 0.7  # of words of some length in capitals, above which capitals say nothing
_ENOUGH = 12  # such words there must be
_ACRONYM = 6  # letters of the longest acronym


def mixed_case(tokens: list[Token], pack: Pack) -> list[Token]:
    """The tokens themselves, or in a text of capitals the same with the letters that mixed case would have."""
    words = [t for t in tokens if t.is_word and len(t.text) > 2]
    if len(words) < _ENOUGH or sum(t.text.isupper() for t in words) < _SHARE * len(words):
        return tokens
    ordinary = _ordinary(tokens, pack)
    cased, listed = load_gazetteer().cased(), load_gazetteer().listed()

    def written(token: Token) -> str:
        if not pack.common(token.lower):
            if any(isinstance(entry, Actor) for entry in cased.get(token.text, ())):
                return token.text  # the letters of a party, which most texts write without brackets
            if any(isinstance(entry, Actor) for entry in listed.get(token.lower, ())):
                return token.text[0] + token.lower[1:]
        return _written(tokens, token, ordinary)

    return [t._replace(text=written(t)) if t.is_word and t.text.isupper() else t for t in tokens]


def _ordinary(tokens: Sequence[Token], pack: Pack) -> Callable[[str], bool]:
    """Whether a word, in lower case, is an ordinary one in this document."""
    opening = pack.words("determiner") | pack.words("quantifier") | pack.words("possessive_marker")
    common: set[str] = set()
    named: set[str] = set()
    for before, word in pairwise(tokens):
        if not word.is_word or pack.common(word.lower):
            continue
        if before.lower in opening or before.is_number:
            common.add(word.lower)
        elif before.lower in pack.words("location_marker"):
            named.add(word.lower)
    named -= common

    def ordinary(lower: str) -> bool:
        return lower not in named and (lower in common or pack.common(lower) or pack.looks_verbal(lower))

    return ordinary


def _written(tokens: Sequence[Token], token: Token, ordinary: Callable[[str], bool]) -> str:
    i = token.position
    bracketed = 0 < i < len(tokens) - 1 and tokens[i - 1].text in ("(", "[") and tokens[i + 1].text in (")", "]")
    if bracketed and len(token.text) <= _ACRONYM:
        return token.text
    lower = token.text.lower()
    if len(lower) != len(token.text):
        return token.text
    return lower if ordinary(token.lower) else lower[0].upper() + lower[1:]
