"""Independent texts and testimonies."""

from __future__ import annotations

from build import KESH_GUARD, VELMAR_ARMY, Story, clash_story
from worked import incident

from saksi.reconcile import origins, reconcile
from saksi.reconcile.facts import Facts
from saksi.reconcile.origins import text_origins
from saksi.types import Document


def document(ident: str, text: str, **kw: object) -> Document:
    return Story(ident, text, **kw).document  # type: ignore[arg-type]


LONG = "Shells fell on the market square shortly after noon, while traders were packing up their stalls for the day."
OTHER = "Nobody in the upper valley had expected the shooting to start again before the autumn harvest was in."


def test_the_worked_incident() -> None:
    _, readings = incident()
    (event,) = reconcile(readings)
    tree = origins(event, readings)
    assert tree.counts == (6, 5, 3)
    guard = next(t for t in tree.testimonies if t.label == "Kesh Guard")
    assert guard.documents == ("d3", "d4")
    assert len(guard.texts) == 1
    assert {t.label: t.party for t in tree.testimonies}["Lorin Hospital"] is False
    (copied,) = [t for t in tree.texts if len(t.documents) > 1]
    assert [f.reason for f in copied.folds] == ["copy"]


def test_three_outlets_with_one_spokesman_are_one_testimony() -> None:
    readings = [clash_story(i, source=("The army", VELMAR_ARMY, "army")).reading() for i in "abc"]
    (event,) = reconcile(readings)
    quoted = origins(event, readings).testimonies
    assert [(t.label, t.party, len(t.documents)) for t in quoted] == [("Velmar Army", True, 3)]


def test_an_agency_is_one_text_and_one_voice() -> None:
    readings = [clash_story(i, credit="(Meridian)").reading() for i in "ab"]
    (event,) = reconcile(readings)
    tree = origins(event, readings)
    assert (tree.counts, tree.texts[0].folds[0].reason, tree.testimonies[0].kind) == ((2, 1, 1), "agency", "agency")


def test_versions_of_one_page_are_one_witness() -> None:
    (text,) = text_origins([document("a", LONG, url="https://x/1"), document("b", OTHER, url="https://x/1")])
    assert text.folds[0].reason == "version"


def test_near_copies_fold_and_independent_texts_do_not() -> None:
    edited = LONG.replace("shortly after", "just after")
    assert len(text_origins([document("a", LONG), document("b", edited)])) == 1
    assert len(text_origins([document("a", LONG), document("b", OTHER)])) == 2


def test_teasers_do_not_make_copies() -> None:
    a, b = (document(i, f"{t}\n{LONG}", teasers=(LONG,)) for i, t in (("a", OTHER), ("b", "Rain.")))
    assert len(text_origins([a, b])) == 2


def test_speakers_by_class_and_words_where_no_actor_is_known() -> None:
    a = clash_story("a", source=("The parish priest", None, "church"))
    b = clash_story("b", source=("the parish priest", None, "church"))
    b2 = clash_story("c", source=("The guard", KESH_GUARD, "belligerent"))
    facts = Facts([s.reading() for s in (a, b, b2)])
    lines = [facts.line(c) for c in sorted(facts.casualties.values(), key=lambda c: facts.document(c.id).id)]
    assert lines == ["church:the parish priest", "church:the parish priest", "actor:act:kesh-guard"]
