"""Krippendorff's alpha against the examples worked by hand in Krippendorff (2011), and double coding in a ledger."""

from __future__ import annotations

import itertools
from pathlib import Path

import msgspec
import pytest
from made import KARABAKH, read

from saksi import contract
from saksi import ledger as ledgers
from saksi.errors import JudgementError
from saksi.judgements import alpha, judgement_id
from saksi.ledger import Ledger
from saksi.types import Judgement

N = None
MEG = (0, 1, 0, 0, 0, 0, 0, 0, 1, 0)
OWEN = (1, 1, 1, 0, 0, 1, 0, 0, 0, 0)
BEN = "aabbdcccedda"
GERRY = "babbbcccedDd".lower()
FOUR = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3),
    (N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N),
)


def test_two_observers_of_two_values() -> None:
    """Section A: ten articles, two coders."""
    assert alpha(zip(MEG, OWEN, strict=True)) == pytest.approx(0.095, abs=0.0005)


def test_two_observers_of_names() -> None:
    """Section B: twelve units, five names."""
    assert alpha(zip(BEN, GERRY, strict=True)) == pytest.approx(0.692, abs=0.0005)


@pytest.mark.parametrize(("level", "value"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)])
def test_four_observers_with_missing_values(level, value) -> None:
    """Sections C and E: twelve units, one of which a single coder coded."""
    assert alpha(zip(*FOUR, strict=True), level) == pytest.approx(value, abs=0.0005)


def test_an_order_of_names_is_that_of_its_ranks() -> None:
    words = {1: "stated", 2: "reported", 3: "alleged", 4: "unverified", 5: "none"}
    named = [[words.get(value) for value in unit] for unit in zip(*FOUR, strict=True)]
    assert alpha(named, "ordinal", tuple(words.values())) == pytest.approx(0.815, abs=0.0005)


def test_nothing_to_compare_is_null_and_not_one() -> None:
    assert alpha([(1, N), (2,), ()]) is None
    assert alpha([(1, 1), (1, 1)]) is None
    assert alpha([(1, 1), (2, 2)]) == 1


def test_names_are_no_numbers() -> None:
    with pytest.raises(ValueError, match="must be numbers"):
        alpha([("a", "b")], "ratio")


# --- in a ledger -------------------------------------------------------------------------------------------------------


def clock():
    seconds = itertools.count(1)
    return lambda: f"2026-01-01T{(n := next(seconds)) // 3600:02}:{n // 60 % 60:02}:{n % 60:02}+00:00"


@pytest.fixture
def ledger(tmp_path: Path):
    with ledgers.open(tmp_path / "a.saksi", clock=clock()) as opened:
        opened.add(read(KARABAKH))
        yield opened


def test_a_blind_coder_sees_nobody_elses_decisions(ledger: Ledger) -> None:
    first, second, third = (c.id for c in next(ledger.readings()).casualties)
    ledger.judge(third, "reject", by="Rani")
    sari, budi = ledger.blind("Sari"), ledger.blind("Budi")
    sari.judge(first, "quantity=18", by="Sari")
    sari.judge(second, "reject", by="Sari")
    assert [c.quantity.low for c in next(budi.readings()).casualties] == [16, 4, 9]
    assert [c.quantity.low for c in next(sari.readings()).casualties] == [18, 9]
    assert budi.queue() == ()
    assert {row.cells["decided_by"] for row in budi.rows()} == {None}
    made = budi.judge(first, "quantity=17", by="Budi")
    assert (made.before, made.blind) == ("at_least 16", True)
    with pytest.raises(JudgementError, match="Budi codes blind here"):
        budi.judge(first, "accept", by="Sari")


def test_what_others_added_by_hand_is_not_seen_either(ledger: Ledger) -> None:
    added = ledger.blind("Sari").record("3 warga tewas.", source="catatan", by="Sari", fields={"quantity": "3"})
    ids = {name: {c.id for r in ledger.blind(name).readings() for c in r.casualties} for name in ("Sari", "Budi")}
    assert added in ids["Sari"] - ids["Budi"]


def test_coders_who_differ_are_settled_by_somebody_who_sees_both(ledger: Ledger) -> None:
    first, second, third = (c.id for c in next(ledger.readings()).casualties)
    for coder, number in (("Sari", "18"), ("Budi", "17")):
        ledger.blind(coder).judge(first, "quantity", number, by=coder)
    assert next(ledger.readings()).casualties[0].quantity.low == 16  # nobody's value stands over the other's
    assert {(q.why, q.judgement.by, q.judgement.after, q.claim) for q in ledger.queue()} == {
        ("disputed", "Sari", "18", first),
        ("disputed", "Budi", "17", first),
    }
    ledger.judge(first, "quantity=18", by="Rani", why="ralat kementerian")
    assert next(ledger.readings()).casualties[0].quantity.best == 18
    assert ledger.queue() == ()
    # one leaves as read what the other corrects
    ledger.blind("Sari").judge(second, "accept", by="Sari")
    ledger.blind("Budi").judge(second, "quantity=5", by="Budi")
    assert [q.judgement.by for q in ledger.queue()] == ["Budi"]
    ledger.judge(second, "quantity=4", by="Rani")  # what was read already, and now decided
    assert ledger.queue() == ()
    # one takes it for a claim, the other does not
    ledger.blind("Sari").judge(third, "reject", by="Sari")
    ledger.blind("Budi").judge(third, "certainty=alleged", by="Budi")
    assert [(q.judgement.by, q.judgement.action) for q in ledger.queue()] == [("Sari", "reject")]
    assert len(next(ledger.readings()).casualties) == 3
    ledger.judge(third, "accept", by="Rani")
    assert ledger.queue() == ()


def test_coders_who_agree_need_nobody(ledger: Ledger) -> None:
    first = next(ledger.readings()).casualties[0].id
    for coder in ("Sari", "Budi"):
        ledger.blind(coder).judge(first, "quantity=18", by=coder)
    assert next(ledger.readings()).casualties[0].quantity.best == 18
    assert ledger.queue() == ()


def test_same_and_different_are_coded_blind_too(ledger: Ledger) -> None:
    a, b = (e.id for e in next(ledger.readings()).events[:2])
    ledger.blind("Sari").judge(a, "same", b, by="Sari")
    count = len(ledger.events())
    ledger.blind("Budi").judge(b, "different", a, by="Budi")
    assert len(ledger.events()) == count + 1
    assert [q.why for q in ledger.queue()] == ["disputed", "disputed"]


def test_agreement_by_field(ledger: Ledger) -> None:
    first, second, third = (c.id for c in next(ledger.readings()).casualties)
    sari, budi = ledger.blind("Sari"), ledger.blind("Budi")
    for claim in (first, second, third):
        sari.judge(claim, "accept", by="Sari")
    sari.judge(first, "certainty=alleged", by="Sari")
    budi.judge(first, "certainty=reported", by="Budi")
    budi.judge(second, "quantity=5", by="Budi")
    budi.judge(third, "reject", by="Budi")
    ledger.judge(third, "reject", by="Rani")  # the adjudication is nobody's coding
    found = ledger.agreement()
    assert (found.coders, found.claims) == (("Budi", "Sari"), 3)
    by_field = {(f.noun, f.field): f for f in found.fields}
    claims = by_field["casualty", "claim"]
    assert (claims.units, claims.touched) == (3, 1)
    assert claims.same == pytest.approx(2 / 3)
    assert claims.alpha == alpha([("yes", "yes"), ("yes", "yes"), ("yes", "no")]) == 0
    number = by_field["casualty", "quantity.number"]
    assert (number.level, number.units, number.touched) == ("ratio", 2, 1)  # whoever rejects a claim says nothing of its fields
    assert number.alpha == pytest.approx(alpha([(16, 16), (4, 5)], "ratio"), abs=0.0005)
    certainty = by_field["casualty", "certainty"]
    assert certainty.level == "ordinal"
    one = next(d for d in found.differ if d.field == "certainty")
    assert (one.claim, one.said) == (first, {"Sari": "alleged", "Budi": "reported"})
    assert "16 tentara tewas" in one.words
    assert by_field["casualty", "kind"].alpha == 1 or by_field["casualty", "kind"].same == 1


def test_an_older_journal_keeps_its_ids(ledger: Ledger) -> None:
    made = ledger.judge(next(ledger.readings()).casualties[0].id, "accept", by="Sari")
    content = contract.plain(made)
    assert content.pop("blind") is False
    old = msgspec.convert(content, Judgement)
    assert judgement_id(old) == made.id
