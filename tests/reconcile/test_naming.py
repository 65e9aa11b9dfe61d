"""Names stay while clusters move."""

from __future__ import annotations

from msgspec import structs

from saksi.reconcile import NameRow, current_names, event_key, follow, rename
from saksi.reconcile.fields import Day, Party, Site
from saksi.types import Derived, Event


def event(*claims: str, day: str | None = "2021-05-09", place: str = "Pegunungan Háñ") -> Event:
    fields = {"place": Derived(Site(name=place), claims, "agreed")}
    if day:
        fields["day"] = Derived(Day(day, day, "day"), claims, "agreed")
    return Event(key=event_key(claims), claims=tuple(sorted(claims)), type="ASSAULT", fields=fields)


def names(rows: tuple[NameRow, ...], *events: Event) -> list[str]:
    current = current_names(rows)
    return [current[e.key] for e in events]


def test_names_are_readable() -> None:
    (row,) = rename((), [event("a", "b")])
    assert row.name.startswith("2021-05-09-pegunungan-han-")
    assert len(row.name.rsplit("-", 1)[1]) == 4
    (bare,) = rename((), [event("a", day=None, place="???")])
    assert bare.name.startswith("assault-")


def test_nothing_new_gives_no_rows() -> None:
    events = [event("a", "b"), event("c")]
    rows = rename((), events)
    assert rename(rows, events) == ()
    assert rename(rows, events[::-1]) == ()


def test_a_grown_cluster_keeps_its_name() -> None:
    rows = rename((), [event("a", "b")])
    more = rename(rows, [event("a", "b", "c")])
    assert [(r.action, r.name) for r in more] == [("moved", rows[0].name)]


def test_a_merge_keeps_the_larger_name_and_points_from_the_other() -> None:
    big, small = event("a", "b", "c"), event("d")
    rows = rename((), [big, small])
    (big_name, small_name) = names(rows, big, small)
    joined = event("a", "b", "c", "d")
    rows += rename(rows, [joined])
    assert names(rows, joined) == [big_name]
    assert follow(small_name, rows) == big_name
    assert rename(rows, [joined]) == ()


def test_a_split_names_its_parent_and_an_undone_merge_revives_the_name() -> None:
    big, small = event("a", "b", "c"), event("d")
    rows = rename((), [big, small])
    first = names(rows, big, small)
    rows += rename(rows, [event("a", "b", "c", "d")])
    rows += rename(rows, [big, small])
    assert names(rows, big, small) == first
    part, rest = event("a"), event("b", "c")
    rows += rename(rows, [part, rest, small])
    assert names(rows, rest) == first[:1]
    split = next(r for r in rows if r.action == "split")
    assert (split.other, current_names(rows)[part.key]) == (first[0], split.name)
    assert rename(rows, [part, rest, small]) == ()


def test_a_vanished_cluster_is_said_to_be_gone() -> None:
    rows = rename((), [event("a")])
    more = rename(rows, [])
    assert [r.action for r in more] == ["gone"]
    assert rename(rows + more, []) == ()
    assert follow(rows[0].name, rows + more) is None


def test_a_name_says_no_more_of_the_day_than_is_known() -> None:
    whole = event("a")
    for precision, start in (("day", "2021-05-09-"), ("month", "2021-05-p"), ("year", "2021-p"), ("decade", "2021s-p")):
        day = Derived(Day("2021-05-09", "2021-05-09", precision), ("a",), "agreed")  # type: ignore[arg-type]
        (row,) = rename((), [structs.replace(whole, fields={**whole.fields, "day": day})])
        assert row.name.startswith(start)


def test_without_a_place_the_named_parties_stand_in() -> None:
    parties = (
        Party("Velmar", "VLM", "actors", "named", ("a",)),
        Party("Tarum", "tar", "recipients", "suspected", ("a",)),
        Party("Ana Dov", "ana dov", "recipients", "named", ("a",)),
    )
    nowhere = Event(key="k", claims=("a",), type="ASSAULT", fields={"sides": Derived(parties, ("a",), "agreed")})
    (row,) = rename((), [nowhere])
    assert row.name.startswith("assault-velmar-")
    assert "tarum" not in row.name
    assert "ana" not in row.name, "a person whom only the report names"
