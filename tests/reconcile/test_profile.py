"""The profile of an event: forces of its sides, civilians, deaths, control; teasers take no part."""

from __future__ import annotations

from build import KESH, KESH_GUARD, OSTRAVIA_ARMY, TARUM, VELMAR_ARMY, Story, clash_story, day

from saksi.ontologies import Profile, code, force_of
from saksi.reconcile import Facts, profile, reconcile
from saksi.types import Actor


def profiles(*stories: Story) -> list[Profile]:
    readings = [s.reading() for s in stories]
    facts = Facts(readings)
    return [profile(event, facts) for event in reconcile(readings)]


def test_a_state_in_another_country_is_foreign() -> None:
    assert force_of(VELMAR_ARMY, TARUM.country) == "state"
    assert force_of(OSTRAVIA_ARMY, TARUM.country) == "foreign"
    assert force_of(OSTRAVIA_ARMY, None) == "state"


def test_sectors_bring_their_force_and_what_is_not_known_brings_none() -> None:
    assert force_of(KESH_GUARD, "VLM") == "rebel"
    assert force_of(Actor("x", "villagers", "VLM", None, "CVL"), "VLM") == "civilian"
    assert force_of(Actor("x", "Velmar", "VLM", "Velmar", None), "VLM") == "state"
    assert force_of(Actor("x", "somebody", None, None, None), "VLM") == "unknown"
    assert force_of(None, "VLM") == "unknown"


def test_a_clash_with_seven_dead_is_a_state_based_clash() -> None:
    (found,) = profiles(clash_story("a"), clash_story("b"))
    assert (found.mutual, found.clash, found.state, found.killed) == (True, True, True, 7)
    assert {p.force for p in found.actors} == {"state", "rebel"}
    assert (found.time, found.days, found.place) == ("day", 1, "village")
    assert code(found, "acled").code == "Armed clash"
    assert code(found, "ucdp").code == "1"


def test_who_gains_ground_decides_the_code() -> None:
    s = Story("c", "The Guard attacked the army at Tarum and took the town.", published="2021-05-10")
    event = s.event(
        "attacked", actors=(s.party("The Guard", KESH_GUARD),), recipients=(s.party("the army", VELMAR_ARMY),),
        place=s.place("Tarum", TARUM), time=day("2021-05-09"), main=True,
    )  # fmt: skip
    s.control("took the town", s.place("Tarum", TARUM), holder=s.party("The Guard", KESH_GUARD), change="gains")
    (found,) = profiles(s)
    assert event
    assert (found.control, code(found, "acled").code) == ("other", "Non-state actor overtakes territory")


def test_no_figure_is_not_no_death_and_teasers_take_no_part() -> None:
    (found,) = profiles(clash_story("d", killed=None))
    assert found.killed is None
    assert code(found, "ucdp").why == "no death is reported"
    s = clash_story("e", killed=None)
    s.event("Kesh", actors=(s.party("Kesh", KESH),), voice="teaser", time=day("2021-05-09"))
    assert all(not p.recipients and len(p.actors) <= 2 for p in profiles(s))
