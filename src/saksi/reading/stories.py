"""Stories: where a page turns from one to another.

Needs phrases, places and times; gives the tokens at which another scene opens: at a word that says so (*in a separate incident*),
and at a line that begins like a story of its own. Such a line names nobody and nowhere that the lines before it name, is about
other countries, points back to nothing, and tells a day or a place. After Hearst, *TextTiling* (Computational
Linguistics 1997).
"""

from __future__ import annotations

from collections.abc import Iterable

from saksi.reading.actors import Cast
from saksi.reading.page import Page, Sentence
from saksi.reading.places import Toponym
from saksi.reading.times import When

_BEFORE = 6  # lines that a line may go on from
_POINTS = 7  # tokens from the beginning of a line within which something points back
_FEWEST = 2  # names that tell a line's story apart
_DAYS = ("date", "weekday", "relative")
_LEAST = 8  # tokens of a line that can begin a story


def find_changes(page: Page, cast: Cast, places: Iterable[Toponym], times: Iterable[When]) -> None:
    """Sets on a page the tokens at which it goes on elsewhere, at another time, or with another story."""
    page.stories = story_openings(page, cast, places, times)
    page.turned = sorted({*turns(page), *page.stories})


def turns(page: Page) -> list[int]:
    """The tokens at which a page says that it goes on elsewhere or at another time (*in a separate incident*, *sebelumnya*)."""
    marked = [i for i in range(len(page.tokens)) if page.is_(i, "elsewhere")]
    return [i for i in marked if i == 0 or i - 1 not in marked]


def story_openings(page: Page, cast: Cast, places: Iterable[Toponym], times: Iterable[When]) -> list[int]:
    """The first tokens of lines that begin like stories of their own."""
    void = {i for w in times for i in range(w.first, w.last)}
    told = {t.first for t in places if t.marked} | {w.first for w in times}
    keys = _keys(page, cast, places, void)
    lines: dict[int, list[Sentence]] = {}
    for sentence in page.sentences:
        if sentence.voice != "teaser":
            lines.setdefault(sentence.line, []).append(sentence)
    out: list[int] = []
    seen: list[set[str]] = []
    placed, days = {t.first for t in places if t.marked}, {w.first for w in times if w.kind in _DAYS}

    def like_lead(sentence: Sentence) -> bool:
        """Whether a sentence tells both a place and a day, as the first one of a report does."""
        inside = range(sentence.first, sentence.last)
        return any(i in placed for i in inside) and any(i in days for i in inside)

    for sentences in lines.values():
        names = set().union(*(keys.get(s.index, set()) for s in sentences))
        first, opening = sentences[0].first, sentences[0]
        before = set().union(*seen[-_BEFORE:])
        abroad = _countries(names) and (_countries(before) or (len(before) >= _FEWEST and like_lead(opening)))
        new = len(names) >= _FEWEST and not names & before and abroad
        dated = any(opening.first <= i < opening.last for i in told)
        back = any(_points_back(page, i) for i in range(first, min(first + _POINTS, opening.last)))
        back = back or page.is_(first, "anaphor")
        if len(seen) > 1 and before and new and dated and not back and opening.last - first >= _LEAST:
            out.append(first)
        if sentences[0].voice != "headline" or names:
            seen.append(names)
    return out


def _countries(names: set[str]) -> bool:
    """Whether there are codes of countries among the keys of a line: they alone are in capitals."""
    return any(name.isupper() for name in names)


def _points_back(page: Page, i: int) -> bool:
    """True of a pronoun and of what points to what was told."""
    if page.is_(i, "reflexive"):
        return False  # *a rebel blew himself up*
    return page.is_(i, "pronoun_person", "pronoun_plural", "pronoun_institution", "pronoun_we", "demonstrative") or (
        page.clitics[i] == "possessor"
    )


def _keys(page: Page, cast: Cast, places: Iterable[Toponym], void: set[int]) -> dict[int, set[str]]:
    """For each sentence the names in it: capitalised words inside it, and the countries of its parties and places."""
    out: dict[int, set[str]] = {}
    for i, token in enumerate(page.tokens):
        sentence = page.sentence_of(i)
        inside = i > sentence.first or i in cast.covering
        if token.is_word and token.is_capital and inside and i not in void and len(token.text) > 1:
            out.setdefault(sentence.index, set()).add(token.lower)
    lands = [(p.first, p.country) for p in cast.phrases if p.names] + [(t.first, t.country) for t in places]
    for first, country in lands:
        if country is not None:
            out.setdefault(page.sentence_of(first).index, set()).add(country)
    return out
