"""Coverage: what was read by outlet, week and place, and what was not."""

from __future__ import annotations

from pathlib import Path

from made import KARABAKH, read

from saksi import ledger as ledgers
from saksi.coverage import coverage, of_ledger, week_of
from saksi.store import Skipped

EMPTY = "Harga beras naik di pasar."


def test_outlets_weeks_places_and_what_told_nothing() -> None:
    readings = [
        read(KARABAKH, "https://a.id/1", published="2020-09-28"),
        read(EMPTY, "https://a.id/2", published="2020-09-29"),
        read("Sekitar subuh 16 tentara tewas di Martakert.", "https://b.id/1", published="2020-10-13", publisher="B"),
        read("Pada sore hari 3 warga tewas.", "https://c.id/1", published=None, publisher=None),
    ]
    found = coverage(
        readings,
        [
            Skipped("t", "x/a.txt", 3, "the language 'fr' has no pack."),
            Skipped("t", "b.txt", None, "the language 'de' has no pack."),
        ],
    )
    assert (found.articles, found.telling, found.undated) == (4, 3, 1)
    assert (found.first, found.last) == ("2020-09-28", "2020-10-13")
    assert [(o.key, o.articles, o.telling) for o in found.outlets] == [("A", 2, 1), ("", 1, 1), ("B", 1, 1)]
    assert [(w.key, w.articles) for w in found.weeks] == [("2020-W40", 2), ("2020-W42", 1), ("", 1)]
    assert found.gaps == ("2020-W41",)
    assert {p.key: p.events for p in found.places} == {"AZE": 4, "": 1}
    assert found.cells == {"": {"": 1}, "A": {"2020-W40": 2}, "B": {"2020-W42": 1}}
    assert [(t.reason, t.count, t.example) for t in found.unread] == [("the language … has no pack.", 2, "a.txt:3")]


def test_the_week_of_a_day_is_the_iso_week() -> None:
    assert (week_of("2021-01-03"), week_of("2021-01-04T10:00+09:00"), week_of("kemarin")) == ("2020-W53", "2021-W01", "")


def test_people_rejections_and_take_downs_are_told(tmp_path: Path) -> None:
    with ledgers.open(tmp_path / "a.saksi") as ledger:
        ledger.add(read(KARABAKH))
        ledger.add(read(EMPTY, "https://b.id/1"))
        ledger.judge(next(ledger.readings()).casualties[1].id, "reject", by="Sari", why="bukan perang")
        ledger.record("3 warga tewas.", source="catatan", by="Sari", fields={"quantity": "3"})
        ledger.take_down("https://b.id/1", by="Sari", why="izin")
        found = of_ledger(ledger)
    assert (found.articles, found.by_hand, found.taken_down, found.versions) == (1, 1, 1, 3)
    assert [(t.reason, t.count) for t in found.rejected] == [("rejected by Sari: bukan perang", 1)]


def test_nothing_read() -> None:
    found = coverage(())
    assert (found.articles, found.first, found.gaps, found.weeks) == (0, None, (), ())
