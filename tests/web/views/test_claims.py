"""The claim table of the incident worked by hand in ``docs/reconciling.md``, as a page shows it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from worked import incident

from saksi.reconcile import POLICIES, Policy
from saksi.types import Event
from saksi.web.views.book import Book, book_of_readings
from saksi.web.views.claims import ClaimTable, Figure, Row, claim_table
from saksi.web.views.event import event_page


def made(policy: Policy = "latest", sort: str = "as_of") -> tuple[dict[str, str], Book, Event, ClaimTable]:
    ids, readings = incident()
    book = book_of_readings(readings, policy)
    event = max(book.events, key=lambda e: len(e.casualties))
    return ids, book, event, claim_table(event, book, sort)  # type: ignore[arg-type]


def row(table: ClaimTable, speaker: str) -> Row:
    return next(one for one in table.rows if speaker in (one.speaker, *one.named))


def figure(table: ClaimTable, claim: str) -> Figure:
    return next(one for r in table.rows for _, one in r.figures if claim in one.claims)


def test_every_count_stands_once_in_the_row_of_its_testimony() -> None:
    ids, _, event, table = made()
    shown = [claim for r in table.rows for _, one in r.figures for claim in one.claims]
    assert sorted(shown) == sorted(event.casualties)
    assert set(ids.values()) == set(shown)
    assert (table.documents, table.texts, table.testimonies) == (6, 5, 3)
    hospital = row(table, "Lorin Hospital")
    assert {ids[n] for n in ("1", "2", "4", "10")} <= {c for _, one in hospital.figures for c in one.claims}
    assert not hospital.own_voice
    guard = row(table, "Kesh Guard")
    assert [c.outlet for c in guard.copies] == ["Herald", "Mirror"]
    assert len({c.text for c in guard.copies}) == 1  # an agency copy: two outlets, one text
    assert "near_copy" in {why.code for c in guard.copies for why in c.folded}


def test_columns_say_what_befell_whom() -> None:
    ids, _, _, table = made()
    where = {claim: table.columns[n] for r in table.rows for n, one in r.figures for claim in one.claims}
    assert (where[ids["1"]].kind, where[ids["1"]].group) == ("killed", "unknown")
    assert where[ids["4"]].group == "civilians"
    assert (where[ids["7"]].group, where[ids["7"]].side) == ("side", "Kesh Republic")
    assert table.kinds == (("killed", 3, False),)
    assert figure(table, ids["4"]).categories == ("child",)


def test_figures_carry_sign_scope_dates_and_why_they_stand_aside() -> None:
    ids, _, _, table = made()
    first, second = figure(table, ids["1"]), figure(table, ids["2"])
    assert (first.sign, first.shown, first.words) == ("≥", "3", "At least 3 people")
    assert (second.as_of, second.published) == ("2021-05-10", "2021-05-10")
    assert {flag.mark for flag in first.flags} == {"superseded"}
    assert {(flag.mark, flag.claim) for flag in figure(table, ids["4"]).flags} == {("subset", ids["2"])}
    assert figure(table, ids["8"]).scope == "campaign"
    assert figure(table, ids["10"]).scope == "increment"
    assert figure(table, ids["7"]).own is False  # the army counts its enemy's dead
    assert "teaser" in {flag.mark for flag in figure(table, ids["9"]).flags}
    contradicted = {flag.claim for flag in figure(table, ids["5"]).flags if flag.mark == "contradicted"}
    assert contradicted
    assert contradicted <= set(ids.values())


def test_the_foot_gives_the_value_and_every_claim_left_out_with_a_reason_that_can_be_said() -> None:
    ids, _, event, table = made()
    (foot,) = table.feet
    assert foot.value.best == 8  # type: ignore[attr-defined]
    assert {claim for claim, _ in foot.claims} == {ids["2"], ids["10"]}
    out = {one.claim: one.reason.code for one in foot.excluded}
    assert set(out) | {claim for claim, _ in foot.claims} == set(event.casualties)
    assert out[ids["1"]] == "superseded"
    assert out[ids["8"]] == "campaign"
    assert out[ids["9"]] == "teaser"
    assert all(out.values())


@pytest.mark.parametrize("policy", POLICIES)
def test_every_policy_has_a_foot_whose_reasons_are_known(policy: Policy) -> None:
    _, _, _, table = made(policy)
    for foot in table.feet:
        assert foot.policy == policy
        assert [one.reason.text for one in foot.excluded if not one.reason.code] == []


def test_rows_are_sorted_as_asked() -> None:
    by_day = [r.first_as_of for r in made()[3].rows]
    assert by_day == sorted(by_day)
    first = made(sort="speaker")[3].rows
    assert [r.party for r in first] == sorted((r.party for r in first), reverse=True)
    most = [max((f.quantity.number or 0) for _, f in r.figures) for r in made(sort="figure")[3].rows]
    assert most == sorted(most, reverse=True)


def test_the_page_of_the_event() -> None:
    ids, book, event, _ = made()
    page = event_page(event, book)
    assert [c.policy for c in page.counted] == list(POLICIES)
    assert {c.document for c in page.articles} == {"d1", "d2", "d3", "d4", "d5", "d6"}
    assert len(page.tree.texts) == 5
    assert {v.speaker for v in page.tree.voices} == {"Lorin Hospital", "Kesh Guard", "Velmar Army"}
    assert page.place is not None
    assert page.place.value.name == "Tarum"  # type: ignore[attr-defined]
    assert {s.name for s in page.sides if s.role == "actors"} == {"Velmar Army"}
    for dispute in page.disputes:
        for account in dispute.accounts:
            text = book.facts.documents[account.document].text
            assert account.before + account.words + account.after in text
    (chart,) = page.charts
    dots = {dot.claim: dot for s in chart.series for dot in s.dots}
    assert dots[ids["1"]].replaced
    assert dots[ids["1"]].open_up
    assert dots[ids["10"]].increment
    assert not dots[ids["2"]].open_up
    assert all(chart.left <= dot.x <= chart.width and 0 <= dot.y <= chart.base for dot in dots.values())
    labels = sorted(s.label_y for s in chart.series)
    assert all(b - a > 12 for a, b in pairwise(labels))
