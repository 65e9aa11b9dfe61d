"""Ontology files are checked with file and line, carry events over by the first rule that fits, and say what is lost."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.errors import PackError
from saksi.ontologies import Party, Profile, available, code, load
from saksi.ontologies.schema import Force, Quad
from saksi.types import ImpactObject, PloverType, Realis

ARMY = Party("Velmar Army", "VLMMIL", "state")
REBELS = Party("Kesh Guard", "---REB", "rebel")
VILLAGERS = Party("villagers", "VLMCVL", "civilian")
ON_VILLAGERS = {"recipients": (VILLAGERS,), "civilians": True}
HEAD = 'id = "own"\nname = "Own"\nlike = "own-like"\nunit = "an event"\nsources = "ours"\n'


def event(kind: str = "ASSAULT", modes: tuple[str, ...] = (), **fields: object) -> Profile:
    return Profile(event="e", type=kind, modes=modes, **fields)  # type: ignore[arg-type]


def test_plover_has_all_its_lists() -> None:
    plover = load("plover")
    assert {c.code for c in plover.codes} == set(get_args(PloverType))
    assert (len(plover.contexts), len(plover.sectors)) == (37, 32)
    assert {c.quad for c in plover.codes} == set(get_args(Quad))
    assert all(s.force in get_args(Force) for s in plover.sectors)
    assert {d.about for d in plover.decisions} >= {"quad of SANCTION", "score of ACCUSE", "whether PROTEST needs a recipient"}


def test_acled_has_six_types_and_twenty_five_sub_types() -> None:
    codes = load("acled").codes
    assert sum(c.parent is None for c in codes) == 6
    assert sum(c.parent is not None for c in codes) == 25


@pytest.mark.parametrize("name", ["acled", "cameo", "plover", "snpk", "ucdp"])
def test_every_plover_type_has_a_rule(name: str) -> None:
    """An event of any type is either coded or said to have no place; no type is forgotten."""
    for kind in get_args(PloverType):
        coding = code(event(kind, actors=(ARMY,), recipients=(REBELS,), killed=1), name)
        assert coding.why != "no rule of the crosswalk fits", (name, kind)


CASES = (
    ("acled", event(actors=(ARMY, REBELS), mutual=True), "Armed clash"),
    ("acled", event(modes=("explosives",), actors=(ARMY, REBELS), mutual=True), "Armed clash"),
    ("acled", event(actors=(ARMY,), recipients=(REBELS,), control="state"), "Government regains territory"),
    ("acled", event(actors=(REBELS,), recipients=(ARMY,), control="other"), "Non-state actor overtakes territory"),
    ("acled", event(modes=("aerial",), actors=(ARMY,), **ON_VILLAGERS), "Air/drone strike"),
    ("acled", event(modes=("suicide-attack", "explosives")), "Suicide bomb"),
    ("acled", event(modes=("firearms",), actors=(REBELS,), **ON_VILLAGERS), "Attack"),
    ("acled", event(modes=("abduct",), actors=(REBELS,), **ON_VILLAGERS), "Abduction/forced disappearance"),
    ("acled", event(modes=("abduct",), actors=(REBELS,), recipients=(ARMY,)), "Armed clash"),
    ("acled", event(modes=("crowd-control",), actors=(ARMY,), **ON_VILLAGERS), "Protest with intervention"),
    ("acled", event(modes=("crowd-control",), actors=(ARMY,), killed=2), "Excessive force against protesters"),
    ("acled", event("PROTEST", ("demo",)), "Peaceful protest"),
    ("acled", event("PROTEST", ("riot",)), "Violent demonstration"),
    ("acled", event("PROTEST", ("strike",)), None),
    ("acled", event("COERCE", ("seize",), things=("weapons",)), "Disrupted weapons use"),
    ("acled", event("RETREAT", ("withdraw",), actors=(ARMY,), control="other"), "Non-violent transfer of territory"),
    ("acled", event("RETREAT", ("ceasefire",), actors=(ARMY, REBELS)), "Agreement"),
    ("acled", event("AGREE", actors=(ARMY,)), None),
    ("acled", event(contexts=("crime",), actors=(VILLAGERS,), **ON_VILLAGERS), None),
    ("ucdp", event(actors=(ARMY,), recipients=(REBELS,), killed=1), "1"),
    ("ucdp", event(actors=(REBELS,), recipients=(Party("Clan", "---REB", "militia"),), killed=3), "2"),
    ("ucdp", event(actors=(ARMY,), **ON_VILLAGERS, killed=3), "3"),
    ("ucdp", event(actors=(ARMY,), recipients=(REBELS,)), None),
    ("ucdp", event(**ON_VILLAGERS, killed=3), None),
    ("cameo", event(modes=("suicide-attack",)), "1831"),
    ("cameo", event(modes=("firearms",), actors=(ARMY, REBELS), mutual=True), "193"),
    ("cameo", event("RETREAT", ("ceasefire",)), "0871"),
    ("cameo", event("COERCE", ("curfew",)), "1723"),
    ("snpk", event(actors=(REBELS,), recipients=(ARMY,)), "separatisme"),
    ("snpk", event(contexts=("election",), actors=(VILLAGERS,)), "jabatan"),
    ("snpk", event("PROTEST", ("demo",)), None),
)  # fmt: skip


@pytest.mark.parametrize(("ontology", "profile", "expected"), CASES)
def test_carrying_over(ontology: str, profile: Profile, expected: str | None) -> None:
    coding = code(profile, ontology)
    assert coding.code == expected
    assert coding.rule.startswith(f"{ontology}.toml:")
    assert coding.lost if expected else coding.why


def test_planned_is_not_done_and_a_teaser_of_the_past_is_not_now() -> None:
    assert code(event(realis="planned", actors=(ARMY,), recipients=(REBELS,), killed=4), "ucdp").code is None
    assert code(event(historical=True, actors=(ARMY, REBELS), mutual=True), "acled").why == "holds no event of an earlier episode"
    assert code(event(realis="planned"), "plover").code == "ASSAULT"


def test_fields_speak_the_words_of_the_ontology() -> None:
    foreign = Party("Ostravia Army", "OSTMIL", "foreign")
    made = event(modes=("aerial",), actors=(foreign,), **ON_VILLAGERS, time="day", days=1, place="adm2")
    fields = code(made, "acled").fields
    assert fields["event_type"] == "Explosions/Remote violence"
    assert (fields["inter1"], fields["inter2"], fields["interaction"]) == ("8", "7", "78")
    assert fields["civilian_targeting"] == "Civilian targeting"
    assert (fields["time_precision"], fields["geo_precision"]) == ("1", "2")
    alone = code(event(modes=("drone",), actors=(ARMY,)), "acled").fields
    assert (alone["interaction"], alone["inter2"], alone["civilian_targeting"]) == ("1", "0", "")
    assert code(event(modes=("drone",), actors=(ARMY,)), "cameo").fields["GoldsteinScale"] == "-10"
    assert code(event(modes=("drone",), actors=(ARMY,)), "plover").fields["score"] == "-9.5"


def test_an_extra_mode_is_said_to_be_lost() -> None:
    coding = code(event(modes=("heavy-weapons", "destroy"), actors=(ARMY,)), "acled")
    assert "the modes destroy" in coding.lost


@given(
    kind=st.sampled_from(get_args(PloverType)),
    realis=st.sampled_from(get_args(Realis)),
    things=st.lists(st.sampled_from(get_args(ImpactObject)), unique=True),
    forces=st.lists(st.sampled_from(get_args(Force)), max_size=3),
    flags=st.tuples(st.booleans(), st.booleans(), st.booleans()),
    killed=st.none() | st.integers(0, 500),
    name=st.sampled_from(["acled", "cameo", "plover", "snpk", "ucdp"]),
)
def test_every_profile_is_coded_or_told_why_not(kind, realis, things, forces, flags, killed, name) -> None:
    sides = tuple(Party(f, f"---{f}", f) for f in forces)
    mutual, historical, civilians = flags
    made = event(kind, realis=realis, things=tuple(things), actors=sides[:2], recipients=sides[2:], mutual=mutual,
                 historical=historical, civilians=civilians, killed=killed)  # fmt: skip
    coding = code(made, name)
    assert (coding.code is None) == (not coding.fields)
    assert coding.code is not None or coding.why
    assert coding == code(made, name)


def test_a_new_mode_and_a_new_ontology_are_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mode = '[[mode]]\ntype = "ASSAULT"\nname = "acid"\nscore = -8.5\ndefinition = "With acid."\n'
    (tmp_path / "acid.toml").write_text(HEAD.replace('"own"', '"acid"') + 'extends = "plover"\n' + mode)
    rule = '[[rule]]\ncode = "A"\nwhen = { mode = ["aerial"] }\n[[loss]]\nwhat = "the rest"\n'
    (tmp_path / "own.toml").write_text(HEAD + '[[code]]\ncode = "A"\nlabel = "Air"\n' + rule)
    monkeypatch.setenv("SAKSI_ONTOLOGIES", str(tmp_path))
    assert "acid" in load("plover").modes_of("ASSAULT")
    assert "own" in available()
    assert "acid" not in available()
    assert code(event(modes=("aerial",)), "own").code == "A"
    assert code(event(modes=("drone",)), "own").why == "no rule of the crosswalk fits"


BROKEN = (
    ('[[code]]\ncode = "A"\nlabel = "Air"\ncolour = "red"\n', ":6: Object contains unknown field `colour`"),
    ('[[rule]]\ncode = "B"\nwhen = { mode = ["aerial"] }\n', ":6: the code 'B' is not in this ontology"),
    ('[[code]]\ncode = "A"\nlabel = "Air"\nparent = "Z"\n', ":6: the parent 'Z' is no code"),
    ('[[code]]\ncode = "A"\nlabel = "x"\n[[code]]\ncode = "A"\nlabel = "y"\n', ":9: the code 'A' stands already at"),
    ('[[rule]]\nwhen = { type = ["ASSAULT"] }\n', ":6: a rule without a code must say why"),
    ('[[code]]\ncode = "A"\nlabel = "x"\n[[rule]]\ncode = "A"\nwhen = {}\n[[rule]]\ncode = "A"\nwhen = {}\n', "is never reached"),
    ('[[rule]]\nwhen = { type = ["ASSAIL"] }\nwhy = "x"\n', ":6: Invalid enum value 'ASSAIL'"),
    ("[[rule\n", ":6: not valid TOML"),
)  # fmt: skip


@pytest.mark.parametrize(("rows", "message"), BROKEN)
def test_a_broken_file_is_named_with_its_line(rows: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own.toml").write_text(HEAD + rows)
    monkeypatch.setenv("SAKSI_ONTOLOGIES", str(tmp_path))
    with pytest.raises(PackError) as caught:
        load("own")
    assert message in str(caught.value)
    assert "own.toml" in str(caught.value)


def test_an_unknown_ontology_names_those_that_are_there() -> None:
    with pytest.raises(PackError, match="Installed: acled, cameo, plover, snpk, ucdp"):
        load("gdelt")
