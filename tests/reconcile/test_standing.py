"""Adding claims to groups that stand gives what grouping all of them at once gives, in whatever order they come."""

from __future__ import annotations

from itertools import pairwise

import pytest
from build import clash_story
from hypothesis import given
from hypothesis import strategies as st
from test_properties import CHECK, judged

from saksi.reconcile import Reconciled, reconcile
from saksi.reconcile.cluster import grouped
from saksi.reconcile.compare import tellings
from saksi.reconcile.facts import Facts, unique
from saksi.reconcile.sketches import Sketches
from saksi.reconcile.standing import Standing
from saksi.types import Reading

Data = tuple[list[Reading], frozenset[tuple[str, str]], frozenset[tuple[str, str]]]


@CHECK
@given(judged(), st.randoms(use_true_random=False), st.data())
def test_adding_in_any_order_gives_the_groups_of_all_at_once(data: Data, random: object, draw: st.DataObject) -> None:
    found, same, different = data
    expected = grouped(Sketches(tellings(Facts(found)).values()), same=same, different=different)
    told = list(tellings(Facts(found)).values())
    random.shuffle(told)  # type: ignore[attr-defined]
    cuts = sorted(draw.draw(st.lists(st.integers(0, len(told)), min_size=1, max_size=len(told))))
    standing = Standing(Sketches(told[: cuts[0]]), same=same, different=different)
    groups = set(standing.groups())
    for first, last in pairwise((*cuts, len(told))):
        change = standing.add(told[first:last])
        assert set(change.gone) <= groups
        assert groups.isdisjoint(change.made)
        groups = groups.difference(change.gone).union(change.made)
        assert tuple(sorted(groups)) == standing.groups()
    assert standing.groups() == expected
    assert standing.add(told) == ((), ())


@CHECK
@given(judged(), st.randoms(use_true_random=False), st.data())
def test_however_readings_are_split_the_events_and_their_fields_are_the_same(
    data: Data, random: object, draw: st.DataObject
) -> None:
    found, same, different = data
    known = list(unique(found))
    random.shuffle(known)  # type: ignore[attr-defined]
    cuts = sorted(draw.draw(st.lists(st.integers(0, len(known)), min_size=1, max_size=3)))
    held = Reconciled(Facts(known[: cuts[0]]), same=same, different=different)
    for first, last in pairwise((*cuts, len(known))):
        assert held.events() == reconcile(known[:first], same=same, different=different)
        held.add(known[first:last])
    assert held.events() == reconcile(found, same=same, different=different)


def test_a_document_is_added_once() -> None:
    reading = clash_story("d1")
    held = Reconciled(Facts([reading.reading()]))
    with pytest.raises(ValueError, match="there already: d1"):
        held.add([reading.reading()])
