"""How groups of articles are held to incidents, worked by hand."""

from __future__ import annotations

import pytest
from quality.suites.gva_incidents import assigned, b_cubed, ceaf, muc

TRUTH = {"a": "1", "b": "1", "c": "1", "d": "2", "e": "2"}
SAID = {"a": "x", "b": "x", "c": "y", "d": "y", "e": "z"}


def test_the_three_measures() -> None:
    assert b_cubed(TRUTH, TRUTH) == muc(TRUTH, TRUTH) == ceaf(TRUTH, TRUTH) == (1.0, 1.0)
    # x = {a b}, y = {c d}, z = {e} beside 1 = {a b c}, 2 = {d e}
    assert b_cubed(SAID, TRUTH) == pytest.approx(((1 + 1 + 0.5 + 0.5 + 1) / 5, (2 / 3 + 2 / 3 + 1 / 3 + 1 / 2 + 1 / 2) / 5))
    assert muc(SAID, TRUTH) == pytest.approx((1 / 2, 1 / 3))
    best = 4 / 5 + 2 / 3  # x with 1, z with 2
    assert ceaf(SAID, TRUTH) == pytest.approx((best / 3, best / 2))


def test_articles_alone() -> None:
    alone = {a: a for a in TRUTH}
    assert b_cubed(alone, TRUTH)[0] == 1.0
    assert muc(alone, TRUTH) == (0.0, 0.0)


def test_the_best_matching_is_not_the_greedy_one() -> None:
    assert assigned([[0.9, 0.8], [0.8, 0.0]]) == pytest.approx(1.6)
    assert assigned([[0.5, 0.1, 0.9]]) == pytest.approx(0.9)
