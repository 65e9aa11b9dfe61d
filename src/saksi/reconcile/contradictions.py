"""Find where reports contradict each other, or themselves, and show both sentences.

Kinds: *control* (one territory, two holders, by two claimants), *figure* (counts of the same people that cannot both be right),
*status* (the same dead are soldiers here and civilians there), *agent*, *denial*, *self* (one party against itself), *side*,
*place*, *date*, *realis* (one measure, called for here and merely considered there), *sequence* (an order of events that cannot
be), and *superseded* (a lower older count beside a higher newer one: no quarrel, but a reader meets both).

A contradiction needs both things said of the same matter; so a part beside its total is none, open bounds that fit are none, a
restatement is none, an earlier episode beside this one is none. One contradiction is given for each pair of values, at the best
evidence: of the body before teasers, the dated before the undated. The most serious kinds come first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from saksi.reconcile.accounts import event_disputes
from saksi.reconcile.cluster import reconcile
from saksi.reconcile.disputes import count_disputes
from saksi.reconcile.facts import Facts, ordinal
from saksi.reconcile.found import KINDS, Contradiction, Found
from saksi.reconcile.territories import control_disputes
from saksi.types import Event, Evidence, Reading

Finder = Callable[[Facts, Sequence[Event]], Iterator[Found]]


def find_contradictions(readings: Sequence[Reading], events: Sequence[Event] = ()) -> tuple[Contradiction, ...]:
    """The contradictions within and across documents, gravest kinds first.

    ``events`` are those of :func:`~saksi.reconcile.reconcile`, with people's judgements in them; without them the readings are
    reconciled here.
    """
    facts = Facts(readings)
    known: Sequence[Event] = events or reconcile(facts.readings)
    finders: tuple[Finder, ...] = (count_disputes, event_disputes, control_disputes)
    found = [f for finder in finders for f in finder(facts, known)]
    return tuple(_finished(f, facts) for f in _ranked(found, facts))


def _ranked(found: Iterable[Found], facts: Facts) -> Iterator[Found]:
    """One of each topic, the best evidence first, then in order of gravity and place."""

    def order(f: Found) -> tuple[object, ...]:
        return (f.rank, sum(_is_teaser(c, facts) for c in f.claims), _positions(f, facts), KINDS.index(f.kind), f.claims)

    seen: set[object] = set()
    kept: list[Found] = []
    for f in sorted(found, key=order):
        if seen.isdisjoint(f.topics):
            kept.append(f)
            seen.update(f.topics)
    return iter(sorted(kept, key=lambda f: (KINDS.index(f.kind), order(f))))


def _is_teaser(claim: str, facts: Facts) -> bool:
    return getattr(facts.claims.get(claim), "voice", None) == "teaser"


def _position(evidence: Evidence, facts: Facts) -> tuple[int, str, int, int]:
    return (ordinal(facts.documents[evidence.document].published) or 0, evidence.document, evidence.start, evidence.end)


def _positions(f: Found, facts: Facts) -> list[tuple[int, str, int, int]]:
    return sorted(_position(e, facts) for e in f.evidence)


def _finished(f: Found, facts: Facts) -> Contradiction:
    pairs = list(zip(f.claims, f.evidence, strict=True))
    if not f.ordered:
        pairs.sort(key=lambda p: (_position(p[1], facts), p[0]))
    (a, x), (b, y) = pairs
    return Contradiction(
        kind=f.kind, note=f.note, claims=(a, b), evidence=(x, y), sentences=(facts.sentence(x), facts.sentence(y))
    )
