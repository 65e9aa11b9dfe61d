"""Lists come from tables that say the same as the ledger, whoever changes it."""

from __future__ import annotations

import pytest

import saksi
from saksi.errors import LedgerError
from saksi.reconcile import find_contradictions
from saksi.store.derived import SORTS
from saksi.store.rows import Filter, matching
from saksi.types import CONFLICT
from saksi.views import Views


@pytest.fixture
def views(ledger_file):
    with saksi.open(ledger_file) as ledger:
        found = Views(ledger)
        found.sync()
        yield found


def test_the_tables_hold_every_event_of_the_ledger(views):
    events = views.ledger.events()
    page = views.page(size=1000)
    assert page.total == len(events) == len(page.rows) > 5
    assert {row.key for row in page.rows} == {event.key for event in events}
    assert views.current()


def test_an_event_seen_by_itself_is_the_event_of_the_whole_ledger(views):
    for event in views.ledger.events():
        alone = views.event(event.key)
        assert alone.event == event
        assert told(alone.toll()) == told(views.ledger.toll(event.key))


def told(table):
    """Who says what in a claim table. Marks are left out: of two events that one contradiction touches, the ledger marks one."""
    return [(row.speaker, row.key, row.outlets, [(cell.words, cell.claims) for cell in row.cells]) for row in table.rows]


def test_pages_and_orders_leave_nothing_out(views):
    whole = [row.key for row in views.page(size=1000).rows]
    for sort in SORTS:
        pages = [views.page(sort=sort, number=n, size=3) for n in range(1, -(-len(whole) // 3) + 1)]
        assert sorted(key for page in pages for key in (row.key for row in page.rows)) == sorted(whole)
    newest = [row.newest for row in views.page(sort="newest", size=1000).rows]
    assert newest == sorted(newest, reverse=True)
    assert views.page(number=10_000).number == views.page().last


def test_filters_act_together(views):
    rows = views.page(size=1000).rows
    chosen = views.page(Filter(type="ASSAULT", deadly=True, disputed=True), size=1000)
    expected = {
        r.key
        for r in rows
        if r.type == "ASSAULT" and r.disputes and any(f.kind == "killed" and (f.high or f.low) for f in r.figures)
    }
    assert {row.key for row in chosen.rows} == expected
    forceful = {row.key for row in views.page(Filter(forceful=True), size=1000).rows}
    assert forceful == {r.key for r in rows if r.type in CONFLICT or any(f.low for f in r.figures)}
    assert 0 < len(forceful) < len(rows)
    assert expected
    country = next(row.country for row in rows if row.country)
    party = next(row.parties[0] for row in rows if row.parties)
    assert {r.key for r in views.page(Filter(country=country), size=1000).rows} == {r.key for r in rows if r.country == country}
    with_party = {r.key for r in rows if party[0] in {p[0] for p in r.parties}}
    assert {r.key for r in views.page(Filter(party=party[0]), size=1000).rows} == with_party


def test_a_search_finds_other_forms_of_the_word(views):
    sought = views.page(views.asked("menembak"), size=1000)
    same = views.page(views.asked("penembakan"), size=1000)
    texts = {r.document.article: r.document.text.lower() for r in views.ledger.readings()}
    assert sought.total > 0
    assert {row.key for row in sought.rows} == {row.key for row in same.rows}
    for row in sought.rows:
        assert any("embak" in texts[one] for one in views.tables.members(row.key)[1].articles)
    assert views.page(views.asked("kata yang tidak ada qqzx")).total == 0
    assert views.page(views.asked('"')).total == views.page().total


def test_a_phrase_is_a_sequence():
    assert matching([[["a"], ["b", "c"]], [["d"]]]) == '("a b" OR "a c") AND ("d")'
    assert matching([]) == ""


@pytest.mark.parametrize(
    "typed", ['"', "NEAR(", "a AND", "a*", "^a", "stems:a", "-a", "(", "a OR b", "\x00", "''", "%", "\ud83d\ude00"]
)
def test_nothing_typed_breaks_the_search(views, typed):
    assert views.page(views.asked(typed)).total >= 0


def test_a_judgement_shows_at_once(views):
    row = next(r for r in views.page(size=1000).rows for f in r.figures if f.kind == "killed" and f.high)
    event = views.event(row.key)
    claim = next(c for c in event.event.casualties if event.facts.casualties[c].kind == "killed")
    views.ledger.judge(claim, "quantity", "exact 4711", by="Sari")
    assert not views.current()
    views.sync()
    assert views.current()
    after = views.tables.members(row.key) or views.tables.members(row.name)
    assert any(f.high is not None and f.high >= 4711 for f in after[0].figures if f.kind == "killed")
    assert after[0].decided >= 1


def test_in_a_large_ledger_only_the_events_concerned_are_decided_anew(views, monkeypatch):
    monkeypatch.setattr("saksi.views.AT_ONCE", 0)
    row = next(r for r in views.page(size=1000).rows for f in r.figures if f.kind == "killed" and f.high)
    event = views.event(row.key)
    claim = next(c for c in event.event.casualties if event.facts.casualties[c].kind == "killed")
    views.ledger.judge(claim, "quantity", "exact 4711", by="Sari")
    monkeypatch.setattr(views.ledger, "events", lambda *_: pytest.fail("the whole ledger was reconciled"))
    assert views.sync() is False
    changed = views.tables.members(row.key)[0]
    assert any(f.high is not None and f.high >= 4711 for f in changed.figures if f.kind == "killed")
    assert views.event(row.key).toll().rows


def test_who_serves_a_large_ledger_is_told_that_its_tables_are_made_first(views, monkeypatch):
    assert views.awaited() == 0
    monkeypatch.setattr("saksi.views.AT_ONCE", 0)
    assert views.awaited() == 0
    monkeypatch.setattr(views.tables, "made_of", lambda: None)
    assert views.awaited() == views.tables.articles() > 0


def test_an_article_taken_down_is_told_no_more(views, monkeypatch):
    monkeypatch.setattr("saksi.views.AT_ONCE", 0)
    row = next(r for r in views.page(size=1000).rows if r.articles == 1)
    article = views.tables.members(row.key)[1].articles[0]
    views.ledger.take_down(article, by="Sari", why="asked for")
    before = views.page(size=1000).total
    views.sync()
    assert views.page(size=1000).total < before
    assert row.key not in {one.key for one in views.page(size=1000).rows}
    assert views.tables.members(row.key) is None
    assert not views.tables.hidden()


def test_contradictions_of_an_event_are_its_own(views):
    event = next(views.event(r.key) for r in views.page(size=1000).rows if r.disputes)
    found = event.contradictions()
    assert found
    assert all(set(one.claims) & event.members for one in found)
    assert len(found) <= len(find_contradictions(event.readings, (event.event,)))


def test_an_unknown_event_or_policy_is_an_error(views):
    with pytest.raises(LedgerError, match="no event"):
        views.event("nowhere")
    with pytest.raises(LedgerError, match="no policy"):
        views.event(views.page().rows[0].key, "acled")


def test_tables_of_another_version_are_made_anew(views):
    with views.ledger.store.writing() as connection:
        connection.exec_driver_sql("DROP TABLE view_state")
        connection.exec_driver_sql("CREATE TABLE view_state (version INTEGER PRIMARY KEY, policy TEXT)")
        connection.exec_driver_sql("INSERT INTO view_state VALUES (0, 'latest')")
    again = Views(views.ledger)
    assert not again.current()
    assert again.sync()
    assert again.page().total == len(views.ledger.events())
