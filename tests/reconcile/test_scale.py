"""What is done in arrays for very many tellings is what is said of two: the same pairs, the same weights, the same groups."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from test_properties import CHECK, judged, readings

from saksi.reconcile.agglomerate import LOSS, PRECISE, UNMET, bounded
from saksi.reconcile.blocking import candidates, components, meet
from saksi.reconcile.blocks import Blocks
from saksi.reconcile.cluster import clusters, grouped
from saksi.reconcile.compare import ASPECTS, compare, tellings, weigh, worth
from saksi.reconcile.facts import Days, Facts, unique
from saksi.reconcile.fits import Fits
from saksi.reconcile.ready import sketched
from saksi.reconcile.sketches import Sketches
from saksi.reconcile.telling import Telling, When
from saksi.reconcile.weights import THRESHOLD, VETO
from saksi.reconcile.whens import Whens
from saksi.shares import shares
from saksi.types import Reading


@CHECK
@given(readings())
def test_blocks_hold_the_candidate_pairs(found: list[Reading]) -> None:
    told = tellings(Facts(found))
    known = Sketches(told.values())
    blocks = Blocks(known.blocking)
    pairs = [(known.claims[i], known.claims[j]) for ones, twos in blocks.portions() for i, j in zip(ones, twos, strict=True)]
    assert len(pairs) == len(set(pairs))
    assert sorted(tuple(sorted(pair)) for pair in pairs) == list(candidates(told))
    for a, b in combinations(told, 2):
        assert blocks.meet(known.number[a], known.number[b]) == meet(told[a], told[b])


@CHECK
@given(readings())
def test_pairs_weigh_in_arrays_what_two_tellings_weigh(found: list[Reading]) -> None:
    told = tellings(Facts(found))
    known = Sketches(told.values())
    fits = Fits(known, Blocks(known.blocking))
    links = {(i, j): weight / PRECISE for i, j, weight in zip(*(column.tolist() for column in fits.links), strict=True)}
    pairs = [(known.number[a], known.number[b]) for a, b in combinations(told, 2)]
    ones, twos = np.array([*pairs, (0, 0)])[:-1].T
    candidate = set(candidates(told))
    rows = zip(pairs, known.weights(ones, twos).tolist(), fits.worth(ones, twos).tolist(), strict=True)
    for (i, j), weight, known_worth in rows:
        a, b = told[known.claims[i]], told[known.claims[j]]
        assert weight == weigh(a, b) == weigh(b, a)
        if tuple(sorted((known.claims[i], known.claims[j]))) not in candidate:
            assert known_worth == UNMET * PRECISE
            continue
        total = compare(a, b).total
        assert abs(total - weight) < 1e-9 or total <= VETO / 2
        assert known_worth == LOSS if bounded(weight) == VETO else known_worth == round(bounded(weight) * PRECISE)
        if weight > THRESHOLD and (a.document != b.document or "teaser" in (a.claim.voice, b.claim.voice)):
            assert links.pop((max(i, j), min(i, j))) == weight
    assert not links
    parts = components(told, ((known.claims[i], known.claims[j]) for i, j in zip(fits.links.one, fits.links.two, strict=True)))
    groups = {frozenset(known.claims[i] for i in np.flatnonzero(fits.label == label)) for label in set(fits.label.tolist())}
    assert groups == set(map(frozenset, parts))


WHENS = st.builds(
    When,
    st.booleans(),
    *(st.one_of(st.none(), st.builds(lambda first, more: Days(first, first + more), st.integers(1, 40), st.integers(0, 12)))
      for _ in range(2)),
    st.one_of(st.none(), st.integers(1, 40)),
)  # fmt: skip


@CHECK
@given(st.lists(WHENS, min_size=2, max_size=8))
def test_days_are_worth_in_arrays_what_two_of_them_are_worth(found: list[When]) -> None:
    aspect = next(one for one in ASPECTS if one.fields[1:] and one.fields[1][0] == "day")
    whens = Whens()
    for one in found:
        whens.add(one)
    assert [whens.value(i) for i in range(len(found))] == found
    ones, twos = np.divmod(np.arange(len(found) ** 2), len(found))
    expected = [worth(aspect, found[i], found[j]) for i, j in zip(ones, twos, strict=True)]
    assert whens.worth(ones, twos).tolist() == expected


@CHECK
@given(readings())
def test_where_nothing_is_said_nothing_is_known(found: list[Reading]) -> None:
    told = tellings(Facts(found))
    for aspect in ASPECTS:
        for a, b in combinations(told.values(), 2):
            silent = [aspect.silent(aspect.look(one)) for one in (a, b)]
            if all(silent) or (any(silent) and not aspect.both):
                assert {level(aspect.look(a), aspect.look(b)) for _, level in aspect.fields} == {"unknown"}


def by_definition(told: dict[str, Telling]) -> list[tuple[str, ...]]:
    """Average linkage as the text has it, step by step: every two groups weighed anew, the best joined."""
    weight = {pair: bounded(weigh(told[pair[0]], told[pair[1]])) for pair in candidates(told)}
    groups = [(x,) for x in sorted(told)]
    while True:
        best: tuple[float, tuple[str, ...], tuple[str, ...]] | None = None
        for one, two in combinations(sorted(groups), 2):
            pairs = [weight.get((min(x, y), max(x, y)), UNMET) for x in one for y in two]
            fit = sum(pairs) / len(pairs)
            documents = {told[x].document for x in one} & {told[x].document for x in two}
            if min(pairs) > VETO and fit > THRESHOLD and not documents and (best is None or round(fit, 6) > -best[0]):
                best = (-round(fit, 6), one, two)
        if best is None:
            return sorted(groups)
        groups = [g for g in groups if g not in best[1:]] + [tuple(sorted(best[1] + best[2]))]


@CHECK
@given(readings())
def test_groups_are_those_of_average_linkage(found: list[Reading]) -> None:
    heads = {x: t for x, t in tellings(Facts(found)).items() if t.claim.voice != "teaser" and t.part is None}
    assert list(clusters(heads)) == by_definition(heads)


@CHECK
@given(judged())
def test_however_many_processes_the_groups_are_the_same(
    data: tuple[list[Reading], frozenset[tuple[str, str]], frozenset[tuple[str, str]]],
) -> None:
    found, same, different = data
    told = Sketches(tellings(Facts(found)).values())
    assert grouped(told, same=same, different=different, share=shares(2)) == grouped(told, same=same, different=different)


@CHECK
@given(readings())
def test_made_ready_in_parts_they_weigh_and_group_the_same(found: list[Reading]) -> None:
    whole = Sketches(tellings(Facts(found)).values())
    known = unique(found)
    told = sketched(reversed(range(0, len(known), 2)), lambda first: known[first : first + 2], shares(2))
    assert sorted(told.claims) == sorted(whole.claims)
    for a, b in combinations(whole.claims, 2):
        assert told.weight(told.number[a], told.number[b]) == whole.weight(whole.number[a], whole.number[b])
    assert all(told[claim] == whole[claim] for claim in whole)
    assert grouped(told) == grouped(whole)
