"""What one article says, in all, of how many its main event killed and injured: one figure for each, and what was left out.

An article tells a toll in its headline, again in its lead, in parts, by name, and beside the tolls of other events. Figures of
one sentence are of different people and add up; sentences that come to the same sum back each other, the headline and the lead
most, as news puts the main point first (the inverted pyramid; Pöttker 2003). The sum with most behind it stands; a lone person
says less of the whole than a total. Where more people were hit than killed, the others were injured. Nothing is averaged.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from saksi.reconcile.facts import Facts
from saksi.reconcile.quantities import add
from saksi.text import fold_accents
from saksi.types import CasualtyClaim, CasualtyKind, Derived, Quantity, Reading, Struct, Voice

ARTICLE = "article"
"""The policy that :func:`account` names."""

LESS_TOLD = "another figure of the article is told more, or more prominently"
"""Why a figure is left out that other sentences of its article outweigh."""

MORE_HIT = "fewer than were hit and not killed"
"""Why a figure of injured gives way to those hit and not killed."""

Sentence = Callable[[CasualtyClaim], Hashable]
_WEIGHT: Mapping[Voice, float] = {"headline": 3.0, "lead": 2.0, "caption": 0.5}
_LONE = 0.5  # what a sentence about one person weighs beside a sentence with a total
_PARTS = 2  # figures that may stand beside a total as its parts
_HIT: CasualtyKind = "killed_or_injured"
_DEAD: CasualtyKind = "killed"


class Told(Struct, frozen=True):
    """One sum that sentences of an article come to: the claims of the first of them, and how much all of them weigh.

    ``rest`` is how many of those hit were not killed, where that is what it tells.
    """

    claims: tuple[CasualtyClaim, ...]
    weight: float = 0.0
    rest: int | None = None

    @property
    def quantity(self) -> Quantity:
        """The figure itself, or the sum of those of one sentence."""
        if self.rest is None:
            return add([c.quantity for c in self.claims])
        text = " / ".join(dict.fromkeys(c.quantity.text for c in self.claims))
        return Quantity(number=self.rest, low=self.rest, best=self.rest, high=self.rest, qualifier="exact", text=text)

    @property
    def number(self) -> int:
        """The best figure, else the lowest it allows."""
        return self.rest if self.rest is not None else sum(figure(c) or 0 for c in self.claims)


def account(reading: Reading, kind: CasualtyKind) -> Derived:
    """How many people of a kind the article says its main event took; null where it says none.

    Of the claims it rests on and those left out, with reasons. What is told of another day or a whole campaign, of what did not
    happen, and in teasers is left out; so are the figures of other sentences that come to another sum. Those who did it are
    added where the article tells of their end apart. Where it counts nobody of a kind now, it tells of what is past, as reports
    from a court do.
    """
    excluded: dict[str, str] = {}
    told = tell(reading.casualties, kind, Facts([reading]), excluded)
    if told is None:
        return Derived(None, (), ARTICLE, tuple(sorted(excluded.items())))
    return Derived(told.quantity, tuple(c.id for c in told.claims), ARTICLE, tuple(sorted(excluded.items())))


def tell(
    claims: Sequence[CasualtyClaim], kind: CasualtyKind, facts: Facts, excluded: dict[str, str],
    *, killed: int = 0, hit: bool = True, past: bool = True, unreal: bool = False,
) -> Told | None:  # fmt: skip
    """What these claims of one article come to. See :func:`account`.

    ``killed`` are the dead where the claims count none; with ``hit`` those hit and not killed are injured; ``unreal`` where the
    event itself did not happen.
    """
    chosen = _chosen(claims, kind, facts, excluded, past=past, unreal=unreal)
    if kind != "injured" or not hit:
        return chosen
    struck, dead = (_chosen(claims, k, facts, {}, past=past, unreal=unreal) for k in (_HIT, _DEAD))
    left = struck.number - (dead.number if dead else killed) if struck else 0
    if struck is not None and left > 0 and (chosen is None or struck.weight > chosen.weight or left > chosen.number):
        excluded.update((c.id, MORE_HIT) for c in (chosen.claims if chosen else ()))
        return Told((*struck.claims, *(dead.claims if dead else ())), struck.weight, left)
    if chosen is None and (survivors := _survivors(claims)):
        return Told(tuple(survivors), _LONE * len(survivors), len(survivors))
    return chosen


def _chosen(
    claims: Sequence[CasualtyClaim],
    kind: CasualtyKind,
    facts: Facts,
    excluded: dict[str, str],
    *,
    past: bool = True,
    unreal: bool = False,
) -> Told | None:
    told = [c for c in claims if c.kind == kind]
    past = past and not any(unfit(c, unreal=unreal) is None and figure(c) for c in told)
    fit = []
    for c in told:
        why = unfit(c, past=past, unreal=unreal)
        if why is None:
            fit.append(c)
        else:
            excluded[c.id] = why
    totals = [c for c in fit if c.scope != "increment"] or fit
    best = heaviest(totals, lambda c: facts.sentence(c.evidence).start)
    if best is not None:
        best = _with_perpetrators(best, totals)
    kept = {c.id for c in best.claims} if best is not None else set()
    excluded.update((c.id, LESS_TOLD) for c in fit if c.id not in kept)
    return best


def _with_perpetrators(best: Told, claims: Sequence[CasualtyClaim]) -> Told:
    """The chosen sum and those who did it, where they are counted apart and the sum is not known to take them in.

    A sum that is what another sentence counts and they together already takes them in (*three dead*, *two bailiffs killed*).
    """
    theirs = [c for c in claims if c.includes_perpetrators and figure(c) == 1]
    if not theirs or any(c.includes_perpetrators for c in best.claims):
        return best
    most = theirs[0]
    others = {figure(c) for c in claims if c.includes_perpetrators is None}
    if best.number - 1 in others:
        return best
    return Told((*best.claims, most), best.weight)


def _survivors(claims: Iterable[CasualtyClaim]) -> list[CasualtyClaim]:
    """Of those hit by name, those whom an article that names its dead does not count among them; each once."""
    named = [(c, {w for v in c.victims for w in fold_accents(v.name).split()}) for c in claims if unfit(c) is None]
    dead = {w for c, words in named if c.kind == "killed" for w in words}
    out: list[CasualtyClaim] = []
    for c, words in named:
        if dead and words and c.kind == _HIT and words.isdisjoint(dead):
            out.append(c)
            dead |= words
    return out


def unfit(c: CasualtyClaim, *, past: bool = False, unreal: bool = False, whole: bool = False) -> str | None:
    """Why a claim is no figure of its event, or null.

    ``past`` and ``unreal``: the event itself is historical, did not happen; ``whole``: it is a campaign itself.
    """
    if c.voice == "teaser":
        return "teaser: points at another story"
    if c.realis != "actual" and not (unreal and c.realis != "negated"):
        return f"not actual: {c.realis}"
    if c.historical and not past:
        return "historical: of an earlier episode"
    if c.scope == "campaign" and not whole:
        return "campaign total, not of this event"
    if c.declared_unknown or (c.quantity.number is None and c.quantity.low is None and c.quantity.high is None):
        return "gives no figure"
    return None


def heaviest(claims: Sequence[CasualtyClaim], sentence: Sentence) -> Told | None:
    """Of the sums that sentences come to, the one that most weight backs; of two the larger. Parts count under their totals."""
    here = {c.id for c in claims}
    told: dict[Hashable, list[CasualtyClaim]] = {}
    for c in claims:
        if c.part_of not in here:
            told.setdefault(sentence(c), []).append(c)
    sums: dict[int, Told] = {}
    for group in told.values():
        one = Told(tuple(_undivided(list(_once(group)))))
        kept = sums.setdefault(one.number, one)
        weight = max(_WEIGHT.get(c.voice, 1.0) for c in one.claims) * (1.0 if one.number > 1 else _LONE)
        sums[one.number] = Told(kept.claims, kept.weight + weight)
    return max(sums.values(), key=lambda t: (t.weight, t.number), default=None)


def _undivided(members: list[CasualtyClaim]) -> list[CasualtyClaim]:
    """The total alone of a sentence that tells its parts beside it (*ten people, eight students and two teachers*)."""
    most = max(members, key=lambda c: figure(c) or 0)
    parts = sum(figure(c) or 0 for c in members) - (figure(most) or 0)
    return [most] if len(members) > _PARTS and parts == figure(most) else members


def _once(group: Iterable[CasualtyClaim]) -> Iterable[CasualtyClaim]:
    """Each figure of a sentence once, so that a total told twice is no sum; persons stay apart."""
    seen: set[int | None] = set()
    for c in group:
        number = figure(c)
        if number == 1 or number not in seen:
            seen.add(number)
            yield c


def figure(c: CasualtyClaim) -> int | None:
    """The best figure of a claim, else the lowest it allows."""
    return c.quantity.best if c.quantity.best is not None else c.quantity.low
