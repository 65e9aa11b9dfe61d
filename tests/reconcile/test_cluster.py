"""Comparing and clustering."""

from __future__ import annotations

from itertools import permutations

import pytest
from build import KESH, KESH_GUARD, KESH_PLACE, OSTRAVIA, SOLIN, TARUM, VELMAR, VELMAR_ARMY, VELMAR_PLACE, Story, clash_story, day
from msgspec import structs

from saksi.reconcile import explain, reconcile
from saksi.reconcile.compare import compare, place_level, tellings
from saksi.reconcile.facts import Facts, actors_alike
from saksi.reconcile.weights import LEVELS, TABLE, Field, Level, LevelName
from saksi.types import Actor, Event, Location, Reading, Relation, Time


def main(story: Story) -> str:
    assert story.main
    return story.main


def sizes(readings: list[Reading], **kw: frozenset[tuple[str, str]]) -> list[int]:
    return sorted(len(e.claims) for e in reconcile(readings, **kw))


def test_two_reports_of_one_clash_are_one_event() -> None:
    a, b = clash_story("a"), clash_story("b")
    (event,) = reconcile([a.reading(), b.reading()])
    assert set(event.claims) == {main(a), main(b)}
    assert set(event.casualties) == {a.casualties[0].id, b.casualties[0].id}
    assert event.type == "ASSAULT"


@pytest.mark.parametrize(
    "other",
    [
        {"place": SOLIN, "killed": 3},
        {"when": "2021-05-01", "published": "2021-05-02"},
        {"when": None, "published": "2021-06-20", "killed": 3},
        {"when": None, "place": None, "killed": None, "published": None, "sides": False},
    ],
)
def test_two_events(other: dict[str, object]) -> None:
    assert sizes([clash_story("a").reading(), clash_story("b", **other).reading()]) == [1, 1]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "other", [{"when": None}, {"place": None}, {"sides": False}, {"killed": None}, {"published": None, "when": None}]
)
def test_unknown_is_no_evidence_against(other: dict[str, object]) -> None:
    assert sizes([clash_story("a").reading(), clash_story("b", **other).reading()]) == [2]  # type: ignore[arg-type]


def test_planned_never_joins_done_and_then_never_joins_now() -> None:
    for kw in ({"realis": "planned"}, {"historical": True}):
        b = Story("b", "A clash at Tarum.", published="2021-05-10")
        b.event("clash", place=b.place("Tarum", TARUM), time=day("2021-05-09"), **kw)
        assert sizes([clash_story("a").reading(), b.reading()]) == [1, 1]


def test_two_events_of_one_document_stay_two_unless_a_person_says_otherwise() -> None:
    s = clash_story("a")
    again = s.event("died", place=s.place("Tarum", TARUM), time=day("2021-05-09"))
    assert sizes([s.reading()]) == [1, 1]
    assert sizes([s.reading(), clash_story("b").reading()]) == [1, 2]
    assert sizes([s.reading()], same=frozenset({(again, main(s))})) == [2]


def twice_told(ident: str = "c", **kw: object) -> tuple[Story, str, str]:
    """A report on a visit that looks back, in two sentences, on the clash and on the dead of it."""
    s = Story(ident, "A visit. Velmar and Kesh fought at Tarum. Velmar and Kesh men died at Tarum.", published="2021-05-10")
    s.event("visit", "CONSULT", main=True)
    told = []
    for nth, trigger in enumerate(("fought", "died")):
        parties = (s.party("Velmar", VELMAR_ARMY, nth), s.party("Kesh", KESH, nth))
        place, more = s.place("Tarum", TARUM, nth=nth), kw if nth else {}
        told.append(s.event(trigger, mutual=True, actors=parties, place=place, time=day("2021-05-09"), **more))
    return s, told[0], told[1]


def test_two_tellings_of_one_document_are_one_event_where_others_vouch_for_it() -> None:
    s, one, two = twice_told()
    others = [clash_story(x).reading() for x in "ab"]
    assert sizes([s.reading()]) == [1, 1, 1]
    assert sizes([s.reading(), *others]) == [1, 4]
    assert sizes([s.reading(), *others], different=frozenset({(one, two)})) == [1, 1, 3]


def test_reports_that_each_tell_twice_leave_one_event() -> None:
    readings = [twice_told(ident)[0].reading() for ident in "cde"]
    assert sizes([*readings, clash_story("a").reading()]) == [1, 1, 1, 7]


def test_what_answers_another_event_is_none_with_it_whoever_vouches() -> None:
    _, one, _ = twice_told()
    answer, first, answering = twice_told(relations=(Relation("retaliation_for", one),))
    assert first == one
    found = reconcile([answer.reading(), *(clash_story(x).reading() for x in "ab")])
    assert not any({one, answering} <= set(e.claims) for e in found)


def test_same_is_transitive_and_outweighs_different() -> None:
    a, b, c = (
        clash_story(i, place=p, when=w) for i, p, w in (("a", TARUM, "2021-05-09"), ("b", SOLIN, "2021-03-01"), ("c", None, None))
    )
    readings = [s.reading() for s in (a, b, c)]
    same = frozenset({(main(a), main(b)), (main(c), main(b))})
    assert sizes(readings, same=same) == [3]
    assert sizes(readings, same=same, different=frozenset({(main(a), main(c))})) == [3]


def test_different_keeps_apart_also_through_a_third() -> None:
    stories = [clash_story(i) for i in "abc"]
    readings = [s.reading() for s in stories]
    assert sizes(readings) == [3]
    apart = frozenset({(main(stories[0]), main(stories[1]))})
    assert sizes(readings, different=apart) == [1, 2]


def test_unknown_ids_in_judgements_are_ignored() -> None:
    readings = [clash_story("a").reading()]
    assert reconcile(readings, same=frozenset({("x", "y")}), different=frozenset({("x", "y")})) == reconcile(readings)


def test_order_and_doubles_change_nothing() -> None:
    readings = [clash_story("a").reading(), clash_story("b", killed=9).reading(), clash_story("c", place=SOLIN).reading()]
    expected = reconcile(readings)
    assert all(reconcile([*p, p[0]]) == expected for p in permutations(readings))


def test_of_two_readings_of_one_document_the_same_is_taken_in_any_order() -> None:
    old, new = clash_story("a").reading(), clash_story("a", who=("military",)).reading()
    assert reconcile([old, new]) == reconcile([new, old])


def test_a_teaser_joins_but_makes_no_event_of_its_own() -> None:
    s = Story("t", "Read also: fire at Tarum", published="2021-05-10")
    s.event("fire", place=s.place("Tarum", TARUM), voice="teaser")
    assert reconcile([s.reading()]) == ()
    (event,) = reconcile([s.reading(), clash_story("a").reading()])
    assert len(event.claims) == 2


def test_a_teaser_bridges_nothing() -> None:
    s = Story("t", "Read also: fire at Tarum", published="2021-05-10")
    s.event("fire", place=s.place("Tarum", TARUM), voice="teaser")
    a, b = clash_story("a"), clash_story("b", place=SOLIN, killed=3)
    assert sorted(len(e.claims) for e in reconcile([s.reading(), a.reading(), b.reading()])) == [1, 2]


def events_with(reading: Reading, claim: str) -> list[Event]:
    return [e for e in reconcile([reading]) if claim in (*e.casualties, *e.impacts, *e.control)]


def test_loose_counts_go_with_the_main_event_when_they_fit() -> None:
    s = clash_story("a")
    near = s.count("died", 2, "injured")
    far = s.count("story", 5, place=s.place("Tarum", SOLIN))
    control = s.control("Kesh", s.place("Kesh", KESH_PLACE, "region"))
    assert [e.claims for e in events_with(s.reading(), near)] == [(main(s),)]
    assert events_with(s.reading(), far) == []
    assert events_with(s.reading(), control) == []
    here = s.control("there", s.place("Tarum", TARUM))
    assert len(events_with(s.reading(), here)) == 1


def test_a_figure_told_again_lies_where_the_main_event_is() -> None:
    s = clash_story("a")
    elsewhere = s.event("died", time=day("2019-01-01"), historical=True)
    again = s.count("story", 7, event=elsewhere, restates=s.casualties[0].id)
    part = s.count("people", 2, event=elsewhere, part_of=s.casualties[0].id, nth=0)
    own = s.count("there", 3, event=elsewhere)
    held = {c: e.claims for e in reconcile([s.reading()]) for c in e.casualties}
    assert held[again] == held[part] == held[s.casualties[0].id] == (main(s),)
    assert held[own] == (elsewhere,)


def test_a_part_of_all_the_dead_of_a_year_lies_with_its_own_event() -> None:
    s = clash_story("a")
    elsewhere = s.event("died", time=day("2019-01-01"), historical=True)
    year = s.count("story", 70, event=elsewhere, scope="campaign")
    s.casualties[0] = structs.replace(s.casualties[0], part_of=year)
    held = {c: e.claims for e in reconcile([s.reading()]) for c in e.casualties}
    assert held[s.casualties[0].id] != held[year]


def test_what_befell_in_a_stretch_of_days_is_no_incident_of_one_of_them() -> None:
    a, b, c = (clash_story(i) for i in "abc")
    for story, text, precision in ((b, "since 1 May", "day"), (c, "this week", "week")):
        time = Time(text, None, "2021-05-01", "2021-05-09", precision)  # type: ignore[arg-type]
        story.events[0] = structs.replace(story.events[0], time=time)
    assert sizes([a.reading(), b.reading()]) == [1, 1]
    assert sizes([a.reading(), c.reading()]) == [2]


def test_a_report_of_an_arrest_goes_back_to_the_deed() -> None:
    s = Story("a", "Police arrested two men. The men had bombed Tarum, and 7 people died there.")
    arrest = s.event("arrested", "COERCE", main=True)
    deed = s.event("bombed", place=s.place("Tarum", TARUM))
    s.count("7 people", 7, event=deed)
    told = tellings(Facts([s.reading()]))
    assert {c: t.main for c, t in told.items()} == {arrest: True, deed: True}
    assert told[arrest].scene.place == told[deed].claim.place
    talks = Story("b", "Two men agreed. The men had bombed Tarum.")
    agreed, bombed = talks.event("agreed", "AGREE", main=True), talks.event("bombed")
    assert {c: t.main for c, t in tellings(Facts([talks.reading()])).items()} == {agreed: True, bombed: False}


def test_where_a_party_is_names_the_story() -> None:
    s = Story("a", "Rebels struck a convoy of Velmar soldiers near Ansong. They left Ansong at night, and Velmar soldiers came.")
    army = Actor("vlm:mil", "Velmar soldiers", "VLM", "Velmar", "MIL")
    s.event("struck", main=True, recipients=(s.party("a convoy of Velmar soldiers near Ansong", army),))
    (told,) = tellings(Facts([s.reading()])).values()
    assert told.names.words == {"ansong"}
    assert "velmar" not in told.names.words


@pytest.mark.parametrize(("who", "level"), [("A boy", "unknown"), ("Three boys", "one_side"), ("The boys", "one_side")])
def test_one_person_whom_common_nouns_tell_is_no_party(who: str, level: str) -> None:
    ids, readings = [], []
    for ident in "ab":
        s = Story(ident, f"{who} was shot.", published="2021-05-10")
        ids.append(s.event("shot", recipients=(s.party(who),), main=True))
        readings.append(s.reading())
    assert explain(*ids, readings).finding("sides").level == level


def test_explain_gives_every_field_with_both_values() -> None:
    a, b = clash_story("a"), clash_story("b", place=SOLIN)
    result = explain(main(a), main(b), [a.reading(), b.reading()])
    assert [f.field for f in result.findings] == [
        "prior",
        "realis",
        "historical",
        "day",
        "place",
        "sides",
        "type",
        "figures",
        "speakers",
        "means",
        "names",
        "story",
        "persons",
        "lead",
        "anchor",
    ]
    place = result.finding("place")
    assert (place.level, place.a, place.b) == ("different", "Tarum [geonames:2]", "Solin [geonames:3]")
    assert result.total == pytest.approx(sum(f.weight for f in result.findings))
    assert not result.vetoed
    judged = explain(main(b), main(a), [a.reading(), b.reading()], same=frozenset({(main(a), main(b))}))
    assert judged.linked
    assert judged.findings[-1].field == "judgement"
    assert explain(a.events[0], b.events[0]).finding("day").level == "same_day"


def test_comparing_is_symmetric() -> None:
    stories = [clash_story("a"), clash_story("b", place=None, when=None), clash_story("c", place=SOLIN, sides=False)]
    told = list(tellings(Facts([s.reading() for s in stories])).values())
    for x in told:
        for y in told:
            assert [f.level for f in compare(x, y).findings] == [f.level for f in compare(y, x).findings]


def where(place: object, precision: str = "village", text: str = "x") -> Location:
    return Location(text, Story("s", "x").span("x"), place, precision)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        (where(TARUM), where(TARUM), "same_place"),
        (where(KESH_PLACE, "adm1"), where(KESH_PLACE, "adm1"), "same_area"),
        (where(TARUM), where(SOLIN), "different"),
        (where(TARUM), where(KESH_PLACE, "adm1"), "contained_region"),
        (where(TARUM), where(VELMAR_PLACE, "country"), "contained_country"),
        (where(None, text="Ulm"), where(None, text="ulm"), "same_text"),
        (where(None, text="Ulm"), where(TARUM), "unknown"),
    ],
)
def test_place_levels(a: Location, b: Location, level: str) -> None:
    assert place_level(a, b) == level
    assert place_level(b, a) == level


def sides(a: tuple[object, ...], b: tuple[object, ...], **kw: object) -> str:
    stories = []
    for ident, actors in (("a", a), ("b", b)):
        s = Story(ident, "An attack.")
        s.event("attack", actors=tuple(s.party(None, x, **(kw if ident == "b" else {})) for x in actors))  # type: ignore[arg-type]
        stories.append(s.reading())
    told = list(tellings(Facts(stories)).values())
    return compare(*told).finding("sides").level


def test_sides() -> None:
    assert sides((VELMAR, KESH), (KESH, VELMAR)) == "both_sides"
    assert sides((VELMAR, OSTRAVIA), (VELMAR_ARMY, OSTRAVIA)) == "both_countries"
    assert sides((VELMAR, KESH), (KESH,)) == "one_side"
    assert sides((VELMAR,), (VELMAR_ARMY,)) == "one_country"
    assert sides((VELMAR, KESH), (VELMAR, OSTRAVIA)) == "one_differs"
    assert sides((VELMAR,), (KESH_GUARD,)) == "disjoint"
    assert sides((VELMAR,), (KESH_GUARD,), status="suspected") == "disputed"
    assert sides((VELMAR,), (KESH_GUARD,), status="unidentified") == "unknown"
    assert sides((VELMAR,), ()) == "unknown"


def test_whom_only_a_kind_names_can_be_a_group_of_that_kind() -> None:
    rebels, group = Actor("vlm:reb", "rebels", "VLM", "Velmar", "REB"), Actor("vlm-front", "Front", "VLM", "Velmar", "REB")
    league, militia = Actor("int-league", "League", None, None, "IMG"), Actor("vlm-militia", "Militia", "VLM", "Velmar", "PRM")
    assert actors_alike(rebels, group) == actors_alike(group, rebels) == "country"
    assert actors_alike(rebels, league) == "unknown"
    assert actors_alike(rebels, militia) == actors_alike(group, league) == "different"
    assert actors_alike(rebels, VELMAR_ARMY) == "different"


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        (("2021-05-09", "2021-05-09"), ("2021-05-09T10:00+07:00", "2021-05-09"), "same_day"),
        (("2021-05-09", "2021-05-09"), ("2021-05-03", "2021-05-09"), "overlap"),
        (("2021-05-09", "2021-05-09"), ("2021-01-01", "2021-12-31"), "long_overlap"),
        (("2021-05-09", "2021-05-09"), ("2021-05-10", "2021-05-10"), "adjacent"),
        (("2021-05-09", "2021-05-09"), ("2021-05-12", "2021-05-12"), "apart"),
        (("2021-05-09", "2021-05-09"), ("2021-05-20", None), "far_apart"),
        (("2021-05-09", "2021-05-09"), (None, None), "published_near"),
        (("2021-05-30", "2021-05-30"), (None, None), "before"),
    ],
)
def test_days(a: tuple[str, str], b: tuple[str | None, str | None], level: str) -> None:
    stories = []
    for ident, (first, last) in (("a", a), ("b", b)):
        s = Story(ident, "An attack.", published="2021-05-10")
        s.event("attack", time=Time("then", None, first, last))
        stories.append(s.reading())
    assert compare(*tellings(Facts(stories)).values()).finding("day").level == level


def test_the_table_has_one_row_for_each_level_and_is_used_whole() -> None:
    assert len(LEVELS) == len(TABLE)
    assert {row.field for row in TABLE} == set(Field.__args__)  # type: ignore[attr-defined]
    assert {row.name for row in TABLE} == set(LevelName.__args__)  # type: ignore[attr-defined]
    assert all(isinstance(row, Level) and row.meaning for row in TABLE)
