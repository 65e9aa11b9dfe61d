"""Taking back: what was in force before is in force again, nothing is erased; and a project's own variables."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from made import KARABAKH, read

from saksi import ledger as ledgers
from saksi.errors import JudgementError
from saksi.judgements import is_undone, load_variables, undone_by, values_of, variables_of
from saksi.ledger import Ledger

OTHER = "Sekitar subuh 16 tentara tewas di Martakert, kata Dinas Pers."
VARIABLES = """
[[variable]]
name = "land"
noun = "casualty"
kind = "choice"
choices = ["Yes", "no"]
label = { id = "Sengketa tanah", en = "Land dispute" }

[[variable]]
name = "minutes"
noun = "casualty"
kind = "number"
"""


def clock():
    seconds = itertools.count(1)
    return lambda: f"2026-01-01T00:{(n := next(seconds)) // 60:02}:{n % 60:02}+00:00"


@pytest.fixture
def ledger(tmp_path: Path):
    with ledgers.open(tmp_path / "a.saksi", clock=clock()) as opened:
        opened.add(read(KARABAKH))
        yield opened


def quantity(ledger: Ledger) -> str:
    return str(next(ledger.readings()).casualties[0].quantity.number)


def test_a_correction_taken_back_leaves_what_was_before(ledger: Ledger) -> None:
    before = next(ledger.readings())
    claim = before.casualties[0]
    first = ledger.judge(claim.id, "quantity=18", by="Sari")
    second = ledger.judge(claim.id, "quantity=19", by="Budi")
    ledger.undo(second.id[:12], by="Budi")
    assert quantity(ledger) == "18"
    back = ledger.undo(first.id, by="Sari")
    assert next(ledger.readings()) == before
    assert claim.id not in ledger.decided()
    assert is_undone(back)
    assert set(undone_by(ledger.judgements())) == {first.id, second.id}
    assert len(ledger.judgements()) == 4


def test_only_the_last_decision_on_a_thing_is_taken_back(ledger: Ledger) -> None:
    claim = next(ledger.readings()).casualties[0]
    first = ledger.judge(claim.id, "quantity=18", by="Sari")
    ledger.judge(claim.id, "quantity=19", by="Budi")
    with pytest.raises(JudgementError, match="Budi has decided anew"):
        ledger.undo(first.id, by="Sari")
    other = ledger.judge(claim.id, "realis=planned", by="Sari")  # another field is another thing
    ledger.undo(other.id, by="Sari")
    with pytest.raises(JudgementError, match="taken back already"):
        ledger.undo(other.id, by="Sari")
    with pytest.raises(JudgementError, match="there are 0 judgements"):
        ledger.undo("zzz", by="Sari")
    assert quantity(ledger) == "19"


def test_rejecting_and_adding_are_taken_back(ledger: Ledger) -> None:
    claim = next(ledger.readings()).casualties[0]
    gone = ledger.judge(claim.id, "reject", by="Sari")
    assert claim.id not in {c.id for c in next(ledger.readings()).casualties}
    ledger.undo(gone.id, by="Sari")
    assert claim.id in {c.id for c in next(ledger.readings()).casualties}
    ident = ledger.record("Tiga warga tewas.", source="catatan telepon", by="Sari", fields={"quantity": "3"})
    added = next(j for j in ledger.judgements() if j.action == "add" and j.anchor.noun == "casualty")
    ledger.undo(added.id, by="Sari")
    assert ident not in {c.id for r in ledger.readings() for c in r.casualties}


def test_a_merge_taken_back_is_two_events_again(ledger: Ledger) -> None:
    ledger.add(read(OTHER, "https://b.id/2"))
    events = [(e.key, e.claims) for e in ledger.events()]
    one, two = (next(c for c in r.events) for r in ledger.readings())
    same = ledger.judge(one.id, "same", two.id, by="Sari")
    assert any({one.id, two.id} <= set(e.claims) for e in ledger.events())
    ledger.undo(same.id, by="Sari")
    assert [(e.key, e.claims) for e in ledger.events()] == events


def test_variables_of_a_project_are_filled_in_survive_a_re_reading_and_change_no_claim(ledger: Ledger) -> None:
    variables_of(ledger.store.path).write_text(VARIABLES, "utf-8")
    land, minutes = load_variables(variables_of(ledger.store.path))
    before = next(ledger.readings())
    claim = before.casualties[0]
    one = ledger.fill(claim.id, land, " yes ", by="Sari")
    assert (one.field, one.after) == ("project.land", "Yes")
    assert values_of(ledger.decided()[claim.id]) == {"land": "Yes"}
    assert next(ledger.readings()) == before
    ledger.add(read(KARABAKH, fingerprint="two", wide=True))
    anew = next(ledger.readings()).casualties[0]
    assert values_of(ledger.decided()[anew.id]) == {"land": "Yes"}
    assert ledger.queue() == ()
    again = ledger.fill(anew.id, land, "no", by="Budi")
    assert again.before == "Yes"
    ledger.undo(again.id, by="Budi")
    assert values_of(ledger.decided()[anew.id]) == {"land": "Yes"}
    with pytest.raises(JudgementError, match=r"land cannot be 'perhaps'\. It takes: Yes, no"):
        ledger.fill(anew.id, land, "perhaps", by="Sari")
    with pytest.raises(JudgementError, match="minutes cannot be 'long'"):
        ledger.fill(anew.id, minutes, "long", by="Sari")
    with pytest.raises(JudgementError, match="is a event claim"):
        ledger.fill(next(ledger.readings()).events[0].id, land, "no", by="Sari")


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ('name = "L"\nnoun = "event"\nkind = "text"', "is no name"),
        ('name = "l"\nnoun = "thing"\nkind = "text"', "noun 'thing'"),
        ('name = "l"\nnoun = "event"\nkind = "list"', "kind 'list'"),
        ('name = "l"\nnoun = "event"\nkind = "choice"', "needs choices"),
        ('name = "l"\nnoun = "event"\nkind = "text"\nchoices = ["a"]', "needs choices"),
        ('name = "l"\nnoun = "event"\nkind = "text"\ncolour = "red"', "'colour' is unknown"),
        ('name = "l"\nnoun = "event"\nkind = "text"\nlabel = "x"', "label is a table"),
    ],
)
def test_what_is_wrong_in_a_file_of_variables_is_said(tmp_path: Path, row: str, problem: str) -> None:
    file = tmp_path / "v.toml"
    file.write_text(f"[[variable]]\n{row}\n", "utf-8")
    with pytest.raises(JudgementError, match=problem):
        load_variables(file)
    assert load_variables(tmp_path / "none.toml") == ()
