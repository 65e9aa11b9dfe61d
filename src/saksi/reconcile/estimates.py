"""Two policies that give more than one quantity: dead by whose they are (UCDP-like), and harm to civilians with a grade.

*Estimate* follows UCDP GED's public definitions: best is the sum of side a, side b, civilians and unknown exactly; a count of the
enemy's dead by those who fought them goes to the high alone. *Harm* follows Airwars' public method: civilians and militants have
ranges of their own, status that is contested begins at 0 in both, and the grade is another output than the range.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from saksi.ontologies.counting import CountingPolicy
from saksi.reconcile.facts import Facts, is_open, party_key
from saksi.reconcile.quantities import between, span
from saksi.reconcile.statements import Figure, Statement, current_of, party_of, statements_of
from saksi.types import Event, Quantity, SourceClass, Struct, VictimClass

Grade = Literal["confirmed", "fair", "weak", "contested", "discounted"]
UNARMED: frozenset[VictimClass] = frozenset({"civilian", "child", "woman", "journalist", "medic", "aid_worker"})
ARMED: frozenset[VictimClass] = frozenset({"combatant", "military", "police"})
PARTIES: frozenset[SourceClass] = frozenset({"belligerent", "army"})
_Group = Literal["side_a", "side_b", "civilians", "whole"]


class Deaths(Struct, frozen=True):
    """Deaths by whose they are. ``best`` is ``a + b + civilians + unknown``; null where nobody gives a figure for a best."""

    a: int
    b: int
    civilians: int
    unknown: int
    low: int
    best: int
    high: int | None

    @property
    def quantity(self) -> Quantity:
        """The same as one quantity."""
        exact = self.low == self.best == self.high
        text = f"{self.a} + {self.b} + {self.civilians} + {self.unknown}"
        return Quantity(
            number=self.best if exact else None, low=self.low, best=self.best, high=self.high,
            qualifier="exact" if exact else "between", text=text,
        )  # fmt: skip


class Harm(Struct, frozen=True):
    """Civilians and militants by range, and how well the harm by the one blamed is attested."""

    civilians: Quantity | None
    militants: Quantity | None
    grade: Grade
    status_contested: bool


def doubt(statement: Statement, rule: CountingPolicy) -> str | None:
    """Why a policy doubts a testimony: a fighter counts the enemy's dead, a party denies that its own deed killed anybody."""
    speaks = not PARTIES.isdisjoint(statement.sources)
    if "enemy_losses" in rule.doubtful and speaks and statement.own is False:
        return "a fighter's count of the enemy's dead"
    if "own_denial" in rule.doubtful and speaks and statement.quantity.high == 0:
        return "a party says that its own deed killed nobody"
    return None


def estimate(
    event: Event, figures: Sequence[Figure], rule: CountingPolicy, facts: Facts, excluded: dict[str, str]
) -> tuple[Deaths | None, set[str]]:
    """Low, best and high of an event by whose dead they are, and the claims they rest on; null where nobody gives a figure."""
    a, b = _sides(event, facts)
    used = set[str]()
    held: dict[_Group, tuple[int, int, int | None]] = {}
    for group in ("side_a", "side_b", "civilians", "whole"):
        ours = [f for f in figures if _group(f, a, b) == group]
        counts = statements_of(current_of(ours, facts, excluded), None, facts, excluded)
        bounds = _bounds(counts, rule, used)
        if bounds is not None:
            held[group] = bounds
    for f in figures:
        if _group(f, a, b) is None:
            excluded.setdefault(f.claim.id, "of neither side")
    if not held:
        return None, used
    parts = [held[g] for g in ("side_a", "side_b", "civilians") if g in held]
    low, best = sum(p[0] for p in parts), sum(p[1] for p in parts)
    high = None if any(p[2] is None for p in parts) else sum(p[2] or 0 for p in parts)
    if "whole" in held:
        whole_low, whole_best, whole_high = held["whole"]
        low = max(whole_low, low) if parts else whole_low
        high = None if high is None or whole_high is None else max(whole_high, high)
        unknown = max(0, whole_best - best)
    else:
        unknown = 0
    zero = (0, 0, 0)
    mine = {g: held.get(g, zero)[1] for g in ("side_a", "side_b", "civilians")}
    total = mine["side_a"] + mine["side_b"] + mine["civilians"] + unknown
    made = Deaths(
        a=mine["side_a"], b=mine["side_b"], civilians=mine["civilians"], unknown=unknown, low=min(low, total), best=total,
        high=None if high is None else max(high, total),
    )  # fmt: skip
    return made, used


def _sides(event: Event, facts: Facts) -> tuple[frozenset[str], frozenset[str]]:
    """The parties of side a, those who act, and of side b; of a mutual event the first who acts is side a."""
    a: dict[str, None] = {}
    b: dict[str, None] = {}
    for ident in event.claims:
        claim = facts.events.get(ident)
        if claim is None or claim.voice == "teaser":
            continue
        actors = [key for p in claim.actors if not is_open(p) and (key := party_key(p))]
        others = [key for p in claim.recipients if not is_open(p) and (key := party_key(p))]
        a.update(dict.fromkeys(sorted(actors)[:1] if claim.mutual else actors))
        b.update(dict.fromkeys(sorted(actors)[1:] if claim.mutual else others))
    return frozenset(a), frozenset(k for k in b if k not in a)


def _group(figure: Figure, a: frozenset[str], b: frozenset[str]) -> _Group | None:
    who = frozenset(figure.claim.who)
    if who <= UNARMED:
        return "civilians"
    if figure.side is None:
        return "whole" if figure.whole else None
    return "side_a" if figure.side in a else "side_b" if figure.side in b else None


def _bounds(statements: Sequence[Statement], rule: CountingPolicy, used: set[str]) -> tuple[int, int, int | None] | None:
    """Low, best and high of one group: best by the most reliable, the lower of two; what is doubtful goes to the high alone."""
    if not statements:
        return None
    sure = [s for s in statements if doubt(s, rule) is None]
    for s in statements:
        used.update(s.claims)
    highs = [_high(s.quantity) for s in statements]
    high = None if any(h is None for h in highs) else max(h for h in highs if h is not None)
    if not sure:
        return 0, 0, high
    lows = [_low(s.quantity) for s in sure]
    top = min(rank(s, rule) for s in sure)
    best = min(_best(s.quantity) for s in sure if rank(s, rule) == top)
    return min(lows), best, high


def rank(statement: Statement, rule: CountingPolicy) -> int:
    """How reliable a policy takes a testimony to be: 0 is most; an outlet's own voice comes after the classes of the table."""
    places = [rule.rank.index(c) for c in statement.sources if c in rule.rank]
    own_voice = len(rule.rank) if not statement.sources else len(rule.rank) + 1
    return min(places, default=own_voice)


def _low(q: Quantity) -> int:
    low = span(q)[0]
    return low if low is not None else q.best or 0


def _best(q: Quantity) -> int:
    return next((n for n in (q.best, q.low, q.number, q.high) if n is not None), 0)


def _high(q: Quantity) -> int | None:
    """The highest a figure says; an open end is not made up: the printed number stands for it."""
    high = span(q)[1]
    return high if high is not None else q.best if q.best is not None else q.low


def harm(event: Event, figures: Sequence[Figure], facts: Facts, excluded: dict[str, str]) -> tuple[Harm | None, set[str]]:
    """Civilians and militants by range with a grade, and the claims they rest on; null where nobody gives a figure.

    People of no told status are civilians. That they were fighters is context where only those who did it say so.
    """
    blamed = _sides(event, facts)[0]
    used = set[str]()
    civil = [f for f in figures if not set(f.claim.who) & ARMED]
    armed = [f for f in figures if set(f.claim.who) & ARMED]
    lone = [f for f in armed if _speaks_for(f, blamed, facts)]
    for f in lone:
        excluded[f.claim.id] = "fighters by the word of those who did it alone"
    armed = [f for f in armed if f not in lone]
    numbers = {span(f.claim.quantity) for f in civil}
    contested = any(span(f.claim.quantity) in numbers for f in armed)
    civilians, heard = _range(civil, facts, excluded, used, contested=contested)
    militants, _ = _range(armed, facts, excluded, used, contested=contested)
    if civilians is None and militants is None:
        return None, used
    return Harm(civilians, militants, _grade(event, heard, blamed, facts), contested), used


def _range(
    figures: Sequence[Figure], facts: Facts, excluded: dict[str, str], used: set[str], *, contested: bool
) -> tuple[Quantity | None, list[Statement]]:
    whole = [f for f in figures if f.claim.part_of is None]
    statements = statements_of(current_of(whole or list(figures), facts, excluded), None, facts, excluded)
    if not statements:
        return None, []
    used.update(c for s in statements for c in s.claims)
    value = between([s.quantity for s in statements])
    if contested:
        value = Quantity(number=None, low=0, best=None, high=value.high, qualifier="up_to", text=value.text)
    return value, statements


def _speaks_for(figure: Figure, blamed: frozenset[str], facts: Facts) -> bool:
    actors = [s.source.actor for s in facts.speakers(figure.claim) if s.source is not None and s.source.actor is not None]
    return bool(actors) and all(party_of(actor) in blamed for actor in actors)


def _grade(event: Event, heard: Sequence[Statement], blamed: frozenset[str], facts: Facts) -> Grade:
    """How well it is attested that the one blamed did this harm, after Airwars' grades."""
    claims = [facts.events[c] for c in event.claims if c in facts.events and facts.events[c].voice != "teaser"]
    denied = any(d.what in ("event", "agent") for c in claims for d in c.denied_by) or any(
        p.status == "contested" or p.denied_by for c in claims for p in c.actors
    )
    if any(d.what == "event" for c in claims for d in c.denied_by) and not heard:
        return "discounted"
    if denied or len({party_key(p) for c in claims if not c.mutual for p in c.actors if not is_open(p)}) > 1:
        return "contested"
    own = [s for s in heard if _line_of(s, blamed, facts)]
    if own:
        return "confirmed"
    return "fair" if len({s.line for s in heard}) > 1 else "weak"


def _line_of(statement: Statement, blamed: frozenset[str], facts: Facts) -> bool:
    """Whether those blamed themselves give the figure."""
    speakers = facts.speakers(facts.casualties[statement.claims[0]])
    actors = [s.source.actor for s in speakers if s.source is not None and s.source.actor is not None]
    return any(party_of(actor) in blamed for actor in actors)
