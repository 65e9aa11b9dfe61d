"""The worked incident by hand, and the rules of deciding one by one."""

from __future__ import annotations

import pytest
from build import KESH, KESH_GUARD, VELMAR_ARMY, Story, at_least, clash_story, exact
from worked import incident

from saksi.errors import LedgerError
from saksi.ontologies.counting import policies
from saksi.reconcile import POLICIES, Claimed, Deaths, Harm, Policy, decide, reconcile, total
from saksi.reconcile.quantities import add, between
from saksi.types import Derived, Event, Quantity, Reading, Victim

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


def test_independent_hears_who_is_quoted() -> None:
    result, used, _ = decided("independent")
    assert bounds(result) == (8, None, 9)
    assert set(used) == {"2", "10", "5"}
    readings = [clash_story("a", killed=5).reading(), clash_story("b", killed=9, source=GUARD).reading()]
    result = decide(only(readings), "killed", "independent", readings)
    assert bounds(result) == (9, 9, 9)
    assert [why for _, why in result.excluded] == ["the outlet's own voice, where somebody is quoted"]


def test_official_hears_organs_of_state_alone() -> None:
    result, used, out = decided("official")
    assert bounds(result) == (2, 2, 2)
    assert set(used) == {"7"}
    assert out["2"] == out["5"] == out["10"] == "no source of the classes government, army, police"


def test_named_victims_are_a_floor() -> None:
    result, used, out = decided("named")
    assert (result.value, used, out["2"]) == (None, {}, "names no victim")
    s = clash_story("a", killed=2, source=ARMY)
    victims = tuple(Victim(name, s.span(words)) for name, words in (("Ani Rahim", "Velmar"), ("Budi Sahar", "Kesh")))
    s.count("died", 2, event=s.main, victims=victims)
    again = clash_story("b", killed=1, victims=(Victim("ANI RAHIM", s.span("Velmar")),))
    readings = [s.reading(), again.reading()]
    assert bounds(decide(only(readings), "killed", "named", readings)) == (2, None, None)


def test_acled_like_is_one_integer_the_lowest_that_is_current() -> None:
    result, used, out = decided("acled-like")
    assert bounds(result) == (8, 8, 8)
    assert set(used) == {"2", "10"}
    assert out["5"] == "a lower figure is as current"
    assert out["7"] == "a fighter's count of the enemy's dead"
    _, readings = incident()
    nothing = decide(only(readings), "injured", "acled-like", readings)
    assert nothing.value is None


@pytest.mark.parametrize(("qualifier", "low", "high", "stands"), [
    ("dozens", 24, 99, 12), ("tens", 24, 99, 12), ("tens", 20, 99, 10), ("hundreds", 100, 999, 100), ("some", 2, None, 3),
    ("more_than", 11, None, 11),
])  # fmt: skip
def test_words_without_a_number_stand_for_one(qualifier: str, low: int, high: int | None, stands: int) -> None:
    said = Quantity(None, low, None, high, qualifier, qualifier)  # type: ignore[arg-type]
    readings = [clash_story("a", killed=said, source=GUARD).reading()]
    assert bounds(decide(only(readings), "killed", "acled-like", readings)) == (stands, stands, stands)


def test_ucdp_like_adds_up_exactly() -> None:
    result, used, out = decided("ucdp-like")
    assert result.value == Deaths(a=0, b=0, civilians=4, unknown=4, low=8, best=8, high=9)
    assert set(used) == {"2", "4", "5", "7", "10"}
    assert set(out) == {"1", "3", "6", "8", "9"}
    assert isinstance(result.value, Deaths)
    assert result.value.best == result.value.a + result.value.b + result.value.civilians + result.value.unknown


def test_ucdp_like_holds_no_event_without_a_known_side() -> None:
    readings = [clash_story("a", sides=False, source=ARMY).reading()]
    result = decide(only(readings), "killed", "ucdp-like", readings)
    assert result.value is None
    assert {why for _, why in result.excluded} == {"not in ucdp-like: who used force is not told"}


def test_losses_that_a_fighter_claims_of_the_enemy_go_to_the_high() -> None:
    velmar, kesh = (Story("x", "x").party(None, a) for a in (VELMAR_ARMY, KESH))
    readings = [
        clash_story("a", killed=10, who=("combatant",), side=kesh, source=ARMY).reading(),
        clash_story("b", killed=3, who=("military",), side=velmar, source=ARMY).reading(),
    ]
    made = decide(only(readings), "killed", "ucdp-like", readings).value
    assert isinstance(made, Deaths)
    assert sorted((made.a, made.b)) == [0, 3]
    assert (made.low, made.best, made.high) == (3, 3, 13)


def test_airwars_like_tells_civilians_from_militants_and_grades() -> None:
    result, used, out = decided("airwars-like")
    assert isinstance(result.value, Harm)
    assert result.value.civilians is not None
    assert (result.value.civilians.low, result.value.civilians.high) == (8, 9)
    assert (result.value.militants, result.value.grade, result.value.status_contested) == (None, "fair", False)
    assert set(used) == {"2", "5", "10"}
    assert out["7"] == "fighters by the word of those who did it alone"


def test_contested_status_begins_at_none_in_both() -> None:
    church = clash_story("a", killed=2, who=("civilian",), source=("The parish", None, "church")).reading()
    clinic = clash_story("b", killed=2, who=("combatant",), source=("The clinic", None, "hospital")).reading()
    made = decide(only([church, clinic]), "killed", "airwars-like", [church, clinic]).value
    assert isinstance(made, Harm)
    assert made.civilians is not None
    assert made.militants is not None
    assert (made.civilians.low, made.civilians.high, made.militants.low, made.militants.high) == (0, 2, 0, 2)
    assert made.status_contested


@pytest.mark.parametrize(("status", "expected"), [("range", (0, None, 2)), ("majority", (2, 2, 2)), ("hierarchy", None)])
def test_who_was_a_civilian_is_settled_as_asked(status: str, expected: tuple[int | None, ...] | None) -> None:
    """Two witnesses against a hospital: more say civilians, the better source says fighters."""
    readings = [
        clash_story("a", killed=2, who=("civilian",), source=("The parish", None, "church")).reading(),
        clash_story("b", killed=2, who=("civilian",), source=("Neighbours", None, "witness")).reading(),
        clash_story("c", killed=2, who=("combatant",), source=("The clinic", None, "hospital")).reading(),
    ]
    result = decide(only(readings), "killed.civilian", "source-range", readings, status)  # type: ignore[arg-type]
    assert bounds(result) == expected
    if expected is None:
        assert any(why.startswith("called otherwise") for _, why in result.excluded)


def test_snpk_like_takes_the_newest_figure_of_a_violent_event() -> None:
    result, used, _ = decided("snpk-like")
    assert bounds(result) == (8, 8, 8)
    assert set(used) == {"2", "10"}


def test_the_table_says_what_every_policy_does() -> None:
    assert tuple(policies()) == POLICIES
    assert all(policy.definition for policy in policies().values())


@pytest.mark.parametrize("policy", POLICIES)
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


def two_figures(*, first: int, second: int, quoted: bool) -> tuple[Reading, str]:
    """A report on a clash with two figures in two sentences; of the first the army is said to speak where ``quoted``."""
    text = f"The army told of a clash at Tarum. There {first} died. The police saw {second} dead."
    s = Story("a", text, published="2021-05-10", publisher="Outlet")
    event = s.event("clash", main=True)
    army, police = s.says("The army", actor=VELMAR_ARMY, kind="army"), s.says("The police", kind="police")
    s.count(f"{first} died", first, event=event, voice="headline", asserted_by=(army,) if quoted else ())
    other = s.count(f"{second} dead", second, event=event, asserted_by=(police,))
    return s.reading(), other


def test_what_an_article_tells_in_passing_is_not_its_figure() -> None:
    reading, passing = two_figures(first=7, second=2, quoted=False)
    result = decide(only([reading]), "killed", "latest", [reading])
    assert bounds(result) == (7, 7, 7)
    assert passing in dict(result.excluded)
    each = decide(only([reading]), "killed", "by-claimant", [reading])
    assert isinstance(each.value, tuple)
    assert sorted(c.quantity.number for c in each.value) == [2, 7]


def test_two_who_count_in_one_article_are_both_heard() -> None:
    reading, _ = two_figures(first=7, second=5, quoted=True)
    assert bounds(decide(only([reading]), "killed", "latest", [reading])) == (5, None, 7)
    reading, _ = two_figures(first=7, second=2, quoted=True)
    assert bounds(decide(only([reading]), "killed", "latest", [reading])) == (7, 7, 7)
