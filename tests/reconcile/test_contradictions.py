"""Contradictions within one document and across documents, and what is none."""

from __future__ import annotations

from itertools import permutations

import pytest
from build import (
    KESH,
    KESH_GUARD,
    KESH_PLACE,
    OSTRAVIA,
    SOLIN,
    TARUM,
    VELMAR,
    VELMAR_ARMY,
    Story,
    at_least,
    clash_story,
    day,
    exact,
)

from saksi import read
from saksi.reconcile import Contradiction, find_contradictions, reconcile
from saksi.types import Actor, Denial, Reading, Relation, Victim

ARTICLE = """The ministry of Velmar insists that Kesh is under its rule.
Read also: 31 soldiers killed and dozens hurt as Velmar and Ostravia fight over Kesh
Read also: 12 people killed in border clash of Velmar and Ostravia
Velmar's president hopes to win back rule over Kesh.
Leaders in Ostravia called for full mobilisation.
The government of Ostravia is weighing a partial mobilisation.
Earlier clashes between Velmar and Ostravia left 31 dead and over 90 other civilians wounded.
On 3 March 1990 Velmar's parliament abolished the charter of Kesh.
In answer to that policy the people founded the Kesh Republic.
To this day Kesh is held by the Kesh Republic.
On 3 March 1990 Velmar disbanded the Kesh Republic by the same decree."""


def article() -> Reading:
    s = Story("art", ARTICLE, publisher="Tabloid")
    minister = s.says("The ministry of Velmar", "insists", actor=VELMAR)
    president = s.says("Velmar's president", "hopes", actor=VELMAR)
    kesh = s.place("Kesh", KESH_PLACE, "region")
    s.control("under its rule", kesh, holder=s.party("its", VELMAR), asserted_by=(minister,))
    s.control(
        "win back rule", kesh, holder=s.party("Velmar's", VELMAR), change="gains", realis="hypothetical", asserted_by=(president,)
    )
    s.control("held by the Kesh Republic", kesh, holder=s.party("Kesh Republic", KESH, nth=1))
    s.control("is held by", kesh, holder=s.party("Kesh Republic", KESH_GUARD, nth=1), extent="most")
    fight = s.event(
        "fight", actors=(s.party("Velmar and", VELMAR), s.party("Ostravia", OSTRAVIA)), mutual=True, voice="teaser", place=kesh
    )
    border = s.event(
        "border clash", actors=(s.party("Velmar and", VELMAR, 1), s.party("Ostravia", OSTRAVIA, 1)), mutual=True, voice="teaser"
    )
    clash = s.event(
        "Earlier clashes", actors=(s.party("Velmar and", VELMAR, 2), s.party("Ostravia", OSTRAVIA, 4)), mutual=True, main=True
    )
    s.count("31 soldiers killed", 31, who=("military",), voice="teaser", event=fight)
    s.count("12 people killed", 12, voice="teaser", event=border)
    s.count("31 dead", 31, event=clash)
    s.count("over 90 other civilians", exact(90), "injured", who=("civilian",), event=clash)
    s.event("called for", "REQUEST", actors=(s.party("Leaders in Ostravia", OSTRAVIA),))
    s.event("full mobilisation", "MOBILIZE", actors=(s.party("Leaders in Ostravia", OSTRAVIA),), realis="called_for")
    s.event("partial mobilisation", "MOBILIZE", actors=(s.party("government of Ostravia", OSTRAVIA),), realis="planned")
    decree = day("1990-03-03")
    abolished = s.event("abolished", "COERCE", actors=(s.party("Velmar's parliament", VELMAR),), time=decree, historical=True)
    answer = Relation("response_to", abolished, (), s.span("In answer to that policy"))
    s.event("founded", "REJECT", actors=(s.party("Kesh Republic", KESH),), historical=True, relations=(answer,))
    s.event("disbanded", "COERCE", actors=(s.party("Velmar", VELMAR, 6),), recipients=(s.party("Kesh Republic", KESH, 2),),
            time=decree, historical=True)  # fmt: skip
    return s.reading()


def words(found: tuple[Contradiction, ...]) -> set[tuple[str, str, str]]:
    return {(c.kind, c.evidence[0].exact, c.evidence[1].exact) for c in found}


def test_six_kinds_in_one_article() -> None:
    found = find_contradictions([article()])
    assert words(found) == {
        ("control", "under its rule", "held by the Kesh Republic"),
        ("status", "31 soldiers killed", "31 dead"),
        ("superseded", "12 people killed", "31 dead"),
        ("realis", "full mobilisation", "partial mobilisation"),
        ("self", "under its rule", "win back rule"),
        ("sequence", "In answer to that policy", "disbanded"),
    }
    control = found[0]
    assert control.kind == "control"
    assert control.sentences[0].exact == ARTICLE.split("\n", maxsplit=1)[0]
    assert all(s.start <= e.start and e.end <= s.end for c in found for s, e in zip(c.sentences, c.evidence, strict=True))


def test_gravest_first() -> None:
    kinds = [c.kind for c in find_contradictions([article()])]
    assert kinds == ["control", "status", "self", "realis", "sequence", "superseded"]


def test_order_of_readings_changes_nothing() -> None:
    readings = [
        article(),
        clash_story("a").reading(),
        clash_story("b", killed=9, source=("The army", VELMAR_ARMY, "army")).reading(),
    ]
    results = {find_contradictions(list(p)) for p in permutations(readings)}
    assert len(results) == 1
    assert find_contradictions(readings + readings) == results.pop()


def pair(**kw: object) -> list[Reading]:
    return [clash_story("a", **kw).reading(), clash_story("b", killed=9).reading()]  # type: ignore[arg-type]


def kinds(readings: list[Reading]) -> list[str]:
    return [c.kind for c in find_contradictions(readings)]


def test_figures_across_documents() -> None:
    assert kinds(pair()) == ["figure"]


def test_a_later_higher_figure_supersedes() -> None:
    readings = [clash_story("a", published="2021-05-09").reading(), clash_story("b", killed=9).reading()]
    (found,) = find_contradictions(readings)
    assert (found.kind, found.evidence[0].document) == ("superseded", "a")


def test_a_later_lower_figure_is_a_contradiction() -> None:
    assert kinds([clash_story("a", published="2021-05-11").reading(), clash_story("b", killed=9).reading()]) == ["figure"]


def test_two_speakers_do_not_supersede_each_other() -> None:
    one = clash_story("a", published="2021-05-09", source=("The army", VELMAR_ARMY, "army")).reading()
    two = clash_story("b", killed=9, source=("The guard", KESH_GUARD, "belligerent")).reading()
    assert kinds([one, two]) == ["figure"]


def test_an_outdated_figure_of_a_speaker_quarrels_no_more() -> None:
    army = ("The army", VELMAR_ARMY, "army")
    old, new = clash_story("a", published="2021-05-09", killed=2, source=army), clash_story("b", killed=9, source=army)
    other = clash_story("c", killed=9, source=("The guard", KESH_GUARD, "belligerent"))
    assert kinds([old.reading(), new.reading(), other.reading()]) == ["superseded"]


def test_a_chain_is_told_by_its_steps() -> None:
    readings = [
        clash_story(i, published=f"2021-05-{d}", killed=n).reading()
        for i, d, n in (("a", "09", 3), ("b", "10", 5), ("c", "11", 8))
    ]
    found = find_contradictions(readings)
    assert [(c.kind, c.note) for c in found] == [("superseded", "killed: 3, then 5"), ("superseded", "killed: 5, then 8")]


def test_one_contradiction_for_each_pair_of_values() -> None:
    readings = [clash_story(str(i), killed=7 + 2 * (i % 2)).reading() for i in range(6)]
    assert kinds(readings) == ["figure"]


@pytest.mark.parametrize("quantity", [at_least(5), at_least(9)])
def test_open_bounds_that_fit_are_none(quantity: object) -> None:
    assert kinds(pair(killed=quantity)) == []


def test_at_least_more_than_the_other_says() -> None:
    assert kinds(pair(killed=at_least(12))) == ["figure"]


def test_different_events_are_none() -> None:
    assert kinds(pair(place=SOLIN)) == []
    assert kinds(pair(when="2021-04-02", published="2021-04-03")) == []


def test_a_part_beside_its_total_is_none_unless_it_is_larger() -> None:
    assert kinds(pair(killed=4, who=("military",))) == []
    assert kinds(pair(killed=14, who=("military",))) == ["figure"]


def test_restatements_and_parts_of_a_total_are_none() -> None:
    s = clash_story("a", killed=7)
    s.count("died", 8, restates=s.casualties[0].id, event=s.main)
    s.count("story", 3, part_of=s.casualties[0].id, event=s.main)
    assert kinds([s.reading()]) == []


def test_the_same_speaker_twice_is_against_itself() -> None:
    s = clash_story("a", killed=7, source=("The army", VELMAR_ARMY, "army"))
    s.count("died", 9, event=s.main, asserted_by=(s.attributions[0].id,))
    assert kinds([s.reading()]) == ["self"]


def test_planned_and_earlier_episodes_are_none() -> None:
    assert kinds(pair(realis="planned")) == []
    assert kinds(pair(historical=True)) == []


def test_status_needs_more_than_two_groups_of_equal_size() -> None:
    soldiers = clash_story("a", killed=4, who=("military",))
    villagers = clash_story("b", killed=4, who=("civilian",))
    assert kinds([soldiers.reading(), villagers.reading()]) == ["status"]
    soldiers.count("died", 4, who=("civilian",), event=soldiers.main)
    assert kinds([soldiers.reading(), villagers.reading()]) == []


def test_one_dead_needs_a_name_to_be_the_same_dead() -> None:
    soldier, villager = clash_story("a", killed=1, who=("military",)), clash_story("b", killed=1, who=("civilian",))
    assert kinds([soldier.reading(), villager.reading()]) == []
    named = [
        clash_story(i, killed=1, who=who, victims=(Victim("Dov", clash_story(i, killed=1).span("people")),)).reading()
        for i, who in (("a", ("military",)), ("b", ("civilian",)))
    ]
    assert kinds(named) == ["status"]


def test_side() -> None:
    stories = [clash_story(i, killed=6, who=("military",)) for i in "ab"]
    a = clash_story("a", killed=6, who=("military",), side=stories[0].party("Velmar", VELMAR_ARMY)).reading()
    b = clash_story("b", killed=6, who=("military",), side=stories[1].party("Kesh", KESH_GUARD)).reading()
    assert kinds([a, b]) == ["side"]


def attack(ident: str, by: str, actor: object, **kw: object) -> Story:
    place = kw.pop("place", TARUM)
    text = f"An attack by {by} on {place.name} killed many, {ident}."  # type: ignore[attr-defined]
    s = Story(ident, text, published="2021-05-10", publisher=f"Outlet {ident}")
    s.event(
        "attack",
        main=True,
        actors=(s.party(by, actor),),
        place=s.place(place.name, place),  # type: ignore[attr-defined]
        time=day(str(kw.pop("when", "2021-05-09"))),
        **kw,
    )  # type: ignore[arg-type]
    return s


def test_agent_when_a_person_or_the_rest_says_it_is_one_event() -> None:
    a, b = attack("a", "Velmar", VELMAR), attack("b", "rebels", KESH)
    same = frozenset({(a.main or "", b.main or "")})
    readings = [a.reading(), b.reading()]
    (found,) = find_contradictions(readings, reconcile(readings, same=same))
    assert (found.kind, {e.exact for e in found.evidence}) == ("agent", {"Velmar", "rebels"})


def test_place_and_date_of_one_event() -> None:
    a, b = attack("a", "Velmar", VELMAR), attack("b", "Velmar", VELMAR, place=SOLIN, when="2021-05-01")
    readings = [a.reading(), b.reading()]
    assert kinds(readings) == []
    events = reconcile(readings, same=frozenset({(b.main or "", a.main or "")}))
    assert [c.kind for c in find_contradictions(readings, events)] == ["place", "date"]


def test_denial_names_the_attribution() -> None:
    s = clash_story("a", source=("The army", VELMAR_ARMY, "army"))
    denier = s.says("Kesh", "story", actor=KESH, stance="denies")
    s.count("died", 7, event=s.main, denied_by=(Denial(denier, "toll"),), restates=s.casualties[0].id)
    (found,) = find_contradictions([s.reading()])
    assert (found.kind, found.claims[1]) == ("denial", denier)


def test_a_negated_telling_denies() -> None:
    a, b = attack("a", "Velmar", VELMAR), attack("b", "Velmar", VELMAR, realis="negated")
    assert kinds([a.reading(), b.reading()]) == ["denial"]


def held(ident: str, holder: str, actor: object, *, published: str = "2021-05-10", **kw: object) -> Reading:
    s = Story(ident, f"{holder} holds Kesh, so {ident} has it.", published=published, publisher=f"Outlet {ident}")
    s.control("holds", s.place("Kesh", KESH_PLACE, "region"), holder=s.party(holder, actor), **kw)  # type: ignore[arg-type]
    return s.reading()


def test_control_across_documents() -> None:
    assert kinds([held("a", "Velmar", VELMAR), held("b", "Rebels", KESH)]) == ["control"]
    assert kinds([held("a", "Velmar", VELMAR), held("b", "Army", VELMAR_ARMY)]) == []
    assert kinds([held("a", "Velmar", VELMAR), held("b", "Velmar", VELMAR, negated=True)]) == ["control"]


def test_then_and_now_is_no_contradiction() -> None:
    assert kinds([held("a", "Velmar", VELMAR, time=day("1991-01-01")), held("b", "Rebels", KESH)]) == []
    assert kinds([held("a", "Velmar", VELMAR, published="2020-01-01"), held("b", "Rebels", KESH)]) == []
    assert kinds([held("a", "Velmar", VELMAR, change="gains"), held("b", "Rebels", KESH, published="2021-05-20")]) == []


def test_parts_of_a_territory_can_have_two_holders() -> None:
    assert kinds([held("a", "Velmar", VELMAR, extent="part"), held("b", "Rebels", KESH, extent="most")]) == []


def test_an_answer_before_its_cause() -> None:
    s = Story("a", "A raid on 2 May answered the shelling of 5 May.")
    shelling = s.event("shelling", actors=(s.party(None, KESH),), time=day("2021-05-05"))
    s.event("raid", actors=(s.party(None, VELMAR),), time=day("2021-05-02"), relations=(Relation("retaliation_for", shelling),))
    assert kinds([s.reading()]) == ["sequence"]


def pointer(dead: str, hurt: int) -> Reading:
    """A teaser that names neither place nor parties, and a body that tells of a battle."""
    lines = f"Read also: {dead} soldiers dead, over {hurt} villagers hurt\n"
    lines += "The battle of Kesh took 41 lives and left over 70 other civilians hurt."
    s = Story("tease", lines, publisher="Tabloid")
    battle = s.event("battle", place=s.place("Kesh", KESH_PLACE, "region"), main=True)
    s.count(f"{dead} soldiers dead", int(dead), who=("military",), voice="teaser")
    s.count(f"over {hurt} villagers", exact(hurt), "injured", who=("civilian",), voice="teaser")
    s.count("41 lives", 41, event=battle)
    s.count("over 70 other civilians", exact(70), "injured", who=("civilian",), event=battle)
    return s.reading()


def test_two_equal_figures_make_a_teaser_and_its_page_one_story() -> None:
    assert words(find_contradictions([pointer("41", 70)])) == {("status", "41 soldiers dead", "41 lives")}
    assert kinds([pointer("41", 60)]) == []
    assert kinds([pointer("39", 70)]) == []


def accused(ident: str, accuser: str, party: str, actor: object) -> Reading:
    text = f"A bomb on Tarum killed many, {ident}. {accuser} blamed {party}."
    s = Story(ident, text, published="2021-05-10", publisher=f"Outlet {ident}")
    s.event("bomb", main=True, place=s.place("Tarum", TARUM), time=day("2021-05-09"))
    s.event("blamed", "ACCUSE", actors=(s.party(accuser, VELMAR),), recipients=(s.party(party, actor),))  # type: ignore[arg-type]
    return s.reading()


def test_two_who_are_accused_of_one_deed() -> None:
    found = find_contradictions([accused("a", "Velmar", "Ostravia", OSTRAVIA), accused("b", "Velmar", "Kesh", KESH)])
    assert [(c.kind, {e.exact for e in c.evidence}) for c in found] == [("agent", {"Ostravia", "Kesh"})]
    assert kinds([accused("a", "Velmar", "Kesh", KESH), accused("b", "Velmar", "Kesh Guard", KESH_GUARD)]) == []


def test_two_that_fight_are_no_two_culprits() -> None:
    readings = []
    for ident, by, to in (("a", ("Velmar", VELMAR), ("rebels", KESH)), ("b", ("rebels", KESH), ("Velmar", VELMAR))):
        s = Story(ident, f"An attack by {by[0]} on {to[0]} at Tarum, {ident}.", published="2021-05-10", publisher=ident)
        place, when = s.place("Tarum", TARUM), day("2021-05-09")
        s.event("attack", main=True, actors=(s.party(*by),), recipients=(s.party(*to),), place=place, time=when)
        readings.append(s.reading())
    same = frozenset({(readings[0].main or "", readings[1].main or "")})
    assert [c.kind for c in find_contradictions(readings, reconcile(readings, same=same))] == []


def test_a_report_that_names_the_other_place_disputes_none() -> None:
    a = Story("a", "An attack on Solin airport killed many, a.", published="2021-05-10", publisher="A")
    b = Story(
        "b", "An attack on Tarum killed many, b. The road from Tarum to Solin is shut.", published="2021-05-10", publisher="B"
    )
    a.event("attack", main=True, place=a.place("Solin airport", SOLIN), time=day("2021-05-09"))
    b.event("attack", main=True, place=b.place("Tarum", TARUM), time=day("2021-05-09"))
    readings = [a.reading(), b.reading()]
    events = reconcile(readings, same=frozenset({(a.main or "", b.main or "")}))
    assert [c.kind for c in find_contradictions(readings, events)] == []


def test_totals_of_a_war_grow() -> None:
    readings = []
    for ident, published, number in (("a", "2021-05-10", 31), ("b", "2021-05-12", 33)):
        s = clash_story(ident, published=published, source=("The army", VELMAR_ARMY, "army"))
        kw = {"scope": "campaign", "side": s.party("Velmar", VELMAR), "asserted_by": (s.attributions[0].id,)}
        s.count("story", number, event=s.main, **kw)
        readings.append(s.reading())
    assert kinds(readings) == ["superseded"]


def test_bodies_found_are_no_toll() -> None:
    assert kinds([clash_story(i, killed=n, kind="bodies_recovered").reading() for i, n in (("a", 4), ("b", 27))]) == []


def test_one_report_that_picks_out_some_disputes_nothing() -> None:
    s = clash_story("a", killed=40, source=("The army", VELMAR_ARMY, "army"))
    s.count("died", 9, event=s.main, asserted_by=(s.attributions[0].id,))
    s.count("story", 22, event=s.main)
    assert kinds([s.reading()]) == []


def test_two_persons_or_a_person_and_the_police_dispute_nothing() -> None:
    person = Actor("name:kamal", "Kamal", None, None, None)
    readings = [attack("a", "Kamal", person).reading(), attack("b", "Velmar", VELMAR).reading()]
    same = frozenset({(readings[0].main or "", readings[1].main or "")})
    assert [c.kind for c in find_contradictions(readings, reconcile(readings, same=same))] == []


BAKU = "Azerbaijan menegaskan bahwa Shusha berada di bawah kendalinya. Azerbaijan bertekad merebut kembali kendali atas Shusha."
MEKELLE = "Ethiopia insists that Mekelle is under its control. The prime minister of Ethiopia said the army would retake Mekelle."


@pytest.mark.parametrize(("language", "text"), [("id", BAKU), ("en", MEKELLE)])
def test_who_holds_a_town_and_means_to_take_it_is_against_himself(language: str, text: str) -> None:
    found = read(text, id="a", title="", published="2024-05-12", publisher="Outlet", language=language)
    assert kinds([found]) == ["self"]


def test_prisoners_whom_the_other_side_says_there_are_none_of() -> None:
    text = (
        "LORIN - Rebels attacked an army post at Tarum on Monday and captured eight soldiers, the rebels' spokesman said.\n\n"
        "The army said none of its soldiers was in rebel hands."
    )
    found = read(text, id="a", title="Rebels attack army post", published="2024-05-14", publisher="Outlet", language="en")
    assert kinds([found]) == ["figure"]
