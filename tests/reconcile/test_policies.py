"""The worked incident by hand, and the rules of deciding one by one."""

from __future__ import annotations

import pytest
from build import KESH, KESH_GUARD, VELMAR_ARMY, Story, at_least, clash_story, exact
from worked import incident

from saksi.errors import LedgerError
from saksi.reconcile import Claimed, Policy, decide, reconcile, total
from saksi.reconcile.quantities import add, between
from saksi.types import Derived, Event, Quantity, Reading

ARMY = ("The army", VELMAR_ARMY, "army")
GUARD = ("The guard", KESH_GUARD, "belligerent")


def only(readings: list[Reading]) -> Event:
    (event,) = reconcile(readings)
    return event


def bounds(d: Derived) -> tuple[int | None, int | None, int | None] | None:
    return (d.value.low, d.value.best, d.value.high) if isinstance(d.value, Quantity) else None


def decided(policy: Policy, field: str = "killed") -> tuple[Derived, dict[str, str], dict[str, str]]:
    ids, readings = incident()
    result = decide(only(readings), field, policy, readings)
    number = {v: k for k, v in ids.items()}
    return result, {number[c]: c for c in result.claims}, {number[c]: why for c, why in result.excluded}


def test_latest() -> None:
    result, used, out = decided("latest")
    assert bounds(result) == (8, 8, 8)
    assert set(used) == {"2", "10"}
    assert {k: v.split(":")[0][:30] for k, v in out.items()} == {
        "1": "superseded by a newer bulletin of Lorin Hospital"[:30],
        "3": out["3"][:30],
        "4": out["4"][:30],
        "5": "older than the newest testimony"[:30],
        "6": out["6"][:30],
        "7": "counts one side or class; the event has a total"[:30],
        "8": "campaign total, not of this event"[:30],
        "9": "teaser",
    }
    assert out["3"].startswith("restates ")
    assert out["4"].startswith("part of ")
    assert out["6"].startswith("the same figure of the same testimony as ")


def test_source_range() -> None:
    result, used, _ = decided("source-range")
    assert bounds(result) == (8, None, 9)
    assert {"2", "10"} < set(used)
    assert len(used) == 3


def test_by_claimant() -> None:
    result, used, _ = decided("by-claimant")
    rows = [(c.speaker, c.side, c.own, c.quantity.low) for c in result.value if isinstance(c, Claimed)]  # type: ignore[attr-defined]
    assert rows == [("Kesh Guard", None, None, 9), ("Lorin Hospital", None, None, 8), ("Velmar Army", "Kesh Republic", False, 2)]
    assert len(used) == 4


def test_one_class_of_victims() -> None:
    result, used, out = decided("latest", "killed.child")
    assert bounds(result) == (4, 4, 4)
    assert set(used) == {"4"}
    assert out["2"] == "does not count child victims apart"


@pytest.mark.parametrize("policy", ["latest", "source-range", "by-claimant"])
def test_every_claim_is_used_or_excluded_with_a_reason(policy: Policy) -> None:
    ids, _ = incident()
    _, used, out = decided(policy)
    assert set(used) | set(out) == set(ids)
    assert not set(used) & set(out)
    assert all(out.values())


def test_not_said_is_null() -> None:
    readings = [clash_story("a", killed=None).reading()]
    event = only(readings)
    assert decide(event, "killed", "latest", readings).value is None
    assert "killed" not in event.fields


def test_a_best_is_not_invented() -> None:
    readings = [clash_story("a", killed=at_least(7)).reading()]
    assert bounds(decide(only(readings), "killed", "latest", readings)) == (7, None, None)


def test_a_range_stays_open_when_the_largest_figure_is() -> None:
    readings = [clash_story("a", killed=at_least(7), source=ARMY).reading(), clash_story("b", killed=5, source=GUARD).reading()]
    assert bounds(decide(only(readings), "killed", "source-range", readings)) == (5, None, None)
    assert bounds(decide(only(list(reversed(readings))), "killed", "source-range", readings)) == (5, None, None)


def test_ties_keep_both() -> None:
    readings = [clash_story("a", killed=5, source=ARMY).reading(), clash_story("b", killed=9, source=GUARD).reading()]
    assert bounds(decide(only(readings), "killed", "latest", readings)) == (5, None, 9)


def test_planned_denied_and_earlier_are_out() -> None:
    for kw, reason in (
        ({"realis": "planned"}, "not actual: planned"),
        ({"realis": "negated"}, "not actual: negated"),
        ({"historical": True}, "historical: of an earlier episode"),
        ({"declared_unknown": True}, "gives no figure"),
    ):
        readings = [clash_story("a", **kw).reading()]  # type: ignore[arg-type]
        result = decide(only(readings), "killed", "latest", readings)
        assert result.value is None
        assert [why for _, why in result.excluded] == [reason]


def test_disjoint_groups_of_one_speaker_add_up() -> None:
    s = clash_story("a", killed=3, who=("military",), source=ARMY)
    s.count("died", 2, who=("civilian",), event=s.main, asserted_by=(s.attributions[0].id,))
    readings = [s.reading()]
    assert bounds(decide(only(readings), "killed", "latest", readings)) == (5, 5, 5)


def test_groups_of_two_speakers_may_be_the_same_people() -> None:
    fighters = Story("x", "x").party(None, KESH)
    army = clash_story("a", killed=2, who=("combatant",), side=fighters, source=ARMY).reading()
    church = clash_story("b", killed=2, who=("civilian",), source=("The parish", None, "church")).reading()
    result = decide(only([army, church]), "killed", "latest", [army, church])
    assert bounds(result) == (2, 2, 2)
    assert [why for _, why in result.excluded] == ["another testimony's group: may be the same people"]


def test_own_losses_of_both_sides_add_up_and_are_told_apart() -> None:
    velmar, kesh = (Story("x", "x").party(None, a) for a in (VELMAR_ARMY, KESH))
    readings = [
        clash_story("a", killed=10, who=("combatant",), side=kesh, source=ARMY).reading(),
        clash_story("b", killed=3, who=("military",), side=velmar, source=ARMY).reading(),
    ]
    event = only(readings)
    assert bounds(decide(event, "killed", "latest", readings)) == (13, 13, 13)
    rows = decide(event, "killed", "by-claimant", readings).value
    assert isinstance(rows, tuple)
    assert {(r.side, r.own) for r in rows} == {("Kesh Republic", False), ("Velmar Army", True)}


def test_a_total_is_not_lower_than_a_newer_part() -> None:
    old = clash_story("a", published="2021-05-10", killed=5).reading()
    new = clash_story("b", published="2021-05-11", killed=8, who=("civilian",)).reading()
    result = decide(only([old, new]), "killed", "latest", [old, new])
    assert bounds(result) == (8, None, None)
    assert set(result.claims) == {old.casualties[0].id, new.casualties[0].id}


def test_sums_say_how_many_have_a_figure() -> None:
    figures = [Derived(exact(3), (), "latest"), Derived(None, (), "latest"), None, Derived(at_least(4), (), "latest")]
    result = total(figures)
    assert (result.counted, result.of) == (2, 4)
    assert result.quantity is not None
    assert (result.quantity.low, result.quantity.best, result.quantity.high) == (7, None, None)
    assert total([None]).quantity is None


def test_arithmetic() -> None:
    assert (add([exact(2), exact(3)]).best, add([exact(2), at_least(3)]).best) == (5, None)
    assert between([exact(2), exact(2)]) == exact(2)


def test_unknown_fields_and_policies_are_said_so() -> None:
    readings = [clash_story("a").reading()]
    event = only(readings)
    with pytest.raises(LedgerError, match="no field"):
        decide(event, "murdered", "latest", readings)
    with pytest.raises(LedgerError, match="Policies: latest"):
        decide(event, "killed", "best-guess", readings)  # type: ignore[arg-type]


def test_fields_of_an_event() -> None:
    _, readings = incident()
    fields = only(readings).fields
    assert set(fields) == {"type", "day", "place", "sides", "killed"}
    assert fields["day"].value.earliest == "2021-05-09"  # type: ignore[attr-defined]
    assert fields["place"].value.name == "Tarum"  # type: ignore[attr-defined]
