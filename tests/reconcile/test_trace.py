"""Back to the sentence, and the claim table."""

from __future__ import annotations

import msgspec
import pytest
from worked import incident

from saksi.contract import plain
from saksi.errors import LedgerError
from saksi.reconcile import reconcile, toll, trace
from saksi.types import Derived


def test_trace_leads_to_the_sentence() -> None:
    ids, readings = incident()
    events = reconcile(readings)
    result = trace(events, readings, f"{events[0].key[:8]}.killed", "latest")
    step = next(s for s in result.steps if s.claim == ids["2"])
    assert step.words == "7 people killed"
    assert step.sentence.exact.startswith("The hospital counted 7 people killed")
    assert [step.sentence.exact[a:b] for a, b in step.marks] == ["7 people killed"]
    assert [(v.text, v.source_class, v.actor, v.cue) for v in step.chain] == [
        ("The hospital", "hospital", "Lorin Hospital", "counted")
    ]
    assert (step.url, step.publisher, step.published, step.as_of) == (
        "https://example.org/d2",
        "Courier",
        "2021-05-10",
        "2021-05-10",
    )
    assert {s.claim for s in (*result.steps, *result.excluded)} == set(ids.values())
    assert all(s.reason for s in result.excluded)
    msgspec.json.encode(plain(result))


def test_trace_of_other_fields() -> None:
    _, readings = incident()
    events = reconcile(readings)
    result = trace(events, readings, f"{events[0].key}.place")
    assert result.policy == "agreed"
    assert len(result.steps) == 6


def test_wrong_references_say_what_to_do() -> None:
    _, readings = incident()
    events = reconcile(readings)
    for ref, words in (
        ("nowhere.killed", "no event"),
        (events[0].key, "EVENT.field"),
        (f"{events[0].key}.weather", "has no field"),
    ):
        with pytest.raises(LedgerError, match=words):
            trace(events, readings, ref)


def test_the_claim_table() -> None:
    ids, readings = incident()
    (event,) = reconcile(readings)
    table = toll(event, readings, decided=frozenset({ids["7"]}))
    rows = {r.speaker: r for r in table.rows}
    hospital, guard, army = rows["Lorin Hospital"], rows["Kesh Guard"], rows["Velmar Army"]
    first = next(c for c in hospital.cells if ids["1"] in c.claims)
    assert (first.sign, first.number) == ("≥", 3)
    more = next(c for c in hospital.cells if ids["10"] in c.claims)
    assert (more.scope, more.as_of, more.marks) == ("increment", "2021-05-12", ())
    (nine,) = guard.cells
    assert (len(nine.claims), guard.outlets, guard.texts, guard.party) == (2, ("Herald", "Mirror"), 1, False)
    assert "contradicted" in nine.marks
    (fighters,) = army.cells
    assert (army.party, fighters.own, "decided" in fighters.marks) == (True, False, True)
    assert table.columns[fighters.column].side == "Kesh Republic"
    assert isinstance(table.foot["killed"], Derived)
    assert table.counts == (6, 5, 3)
    assert {c for r in table.rows for cell in r.cells for c in cell.claims} == set(ids.values())
    msgspec.json.encode(plain(table))
