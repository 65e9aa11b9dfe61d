"""The review: what comes first and why, decisions with what was in sight, ten people at once, one act taken back as one."""

from __future__ import annotations

import itertools
import threading
from pathlib import Path

import pytest
from made import KARABAKH, read

from saksi import ledger as ledgers
from saksi.errors import JudgementError, LedgerError
from saksi.judgements import variables_of
from saksi.ledger import Ledger
from saksi.review import OvertakenError, Review

OTHER = "Sekitar subuh 16 tentara tewas di Martakert, kata Dinas Pers."
FAR = "Polisi mengatakan 2 warga tewas di Nduga."


def clock():
    seconds = itertools.count(1)
    return lambda: f"2026-01-01T00:{(n := next(seconds)) // 600:02}:{n // 10 % 60:02}.{n % 10}00000+00:00"


@pytest.fixture
def ledger(tmp_path: Path):
    with ledgers.open(tmp_path / "a.saksi", clock=clock()) as opened:
        opened.add(read(KARABAKH))
        opened.add(read(OTHER, "https://b.id/2"))
        opened.add(read(FAR, "https://c.id/3"))
        yield opened


def test_the_queue_goes_by_doubt_times_what_depends_on_it_and_says_why(ledger: Ledger) -> None:
    tasks = Review(ledger, "Sari").queue(most=None)
    assert {t.claim for t in tasks} == {c.id for r in ledger.readings() for noun, c in r.claims() if noun != "attribution"}
    assert [t.score for t in tasks] == sorted((t.score for t in tasks), reverse=True)
    for task in tasks:
        assert task.sentence[task.start : task.end] == task.words
        assert task.uncertainty > 0.5 or not task.doubts
    only = Review(ledger, "Sari").queue(nouns=("casualty",))
    assert {t.noun for t in only} == {"casualty"}
    event = next(t.event for t in tasks if t.event)
    assert {t.event for t in Review(ledger, "Sari").queue(event=event)} == {event}


def test_what_is_decided_leaves_the_queue_and_what_is_taken_back_returns(ledger: Ledger) -> None:
    review = Review(ledger, "Sari")
    first, second = (t.claim for t in review.queue()[:2])
    review.decide(first, "accept")
    review.decide(second, "unsure")
    assert not {first, second} & {t.claim for t in review.queue(most=None)}
    review.undo()
    assert second in {t.claim for t in review.queue(most=None)}
    review.undo()
    assert review.queue()[0].claim == first
    with pytest.raises(JudgementError, match="nothing to take back"):
        review.undo()


def test_nobody_overrules_another_unseen(ledger: Ledger) -> None:
    sari, budi = Review(ledger, "Sari"), Review(ledger, "Budi")
    claim = sari.queue()[0].claim
    seen = budi.standing(claim)
    sari.decide(claim, "accept", expect=sari.standing(claim))
    with pytest.raises(OvertakenError, match="Sari has decided") as caught:
        budi.decide(claim, "reject", expect=seen)
    assert caught.value.last.by == "Sari"
    budi.decide(claim, "reject", expect=budi.standing(claim))
    assert [e.judgement.action for e in budi.history(claim)] == ["accept", "reject"]


def test_the_fields_of_one_form_stand_and_fall_together(ledger: Ledger) -> None:
    review = Review(ledger, "Sari")
    claim = review.queue(nouns=("casualty",))[0].claim
    before = next(r for r in ledger.readings() if any(c.id == claim for _, c in r.claims()))
    with pytest.raises(JudgementError):
        review.correct(claim, {"quantity": "40", "scope": "everywhere"})
    assert ledger.judgements() == ()
    variables_of(ledger.store.path).write_text('[[variable]]\nname = "land"\nnoun = "casualty"\nkind = "truth"\n', "utf-8")
    made = review.correct(claim, {"quantity": "40", "scope": "campaign", "realis": "actual", "project.land": "true"})
    assert [j.field for j in made] == ["quantity", "scope", "project.land"]  # what says so already is passed over
    assert review.values(claim) == {"land": "true"}
    assert [row["land"] for row in review.coded()] == ["true"]
    assert len(review.undo()) == 3
    assert next(r for r in ledger.readings() if r.document.id == before.document.id) == before


def test_events_are_merged_and_split(ledger: Ledger) -> None:
    review = Review(ledger, "Sari")
    events = ledger.events()
    keys = {e.key for e in events}
    review.merge(events[0].key, events[1].key)
    assert len(ledger.events()) < len(events)
    review.undo()
    assert {e.key for e in ledger.events()} == keys
    with pytest.raises(JudgementError, match="with itself"):
        review.merge(events[0].key, events[0].key)
    review.merge(events[0].key, events[1].key)
    joined = next(e for e in ledger.events() if e.key not in keys)
    review.split(joined.key, joined.claims[0])
    assert not any(set(joined.claims) <= set(e.claims) for e in ledger.events())
    alone = next(e for e in ledger.events() if len({ledger.facts().document(c).id for c in e.claims}) == 1)
    with pytest.raises(JudgementError, match="only one article"):
        review.split(alone.key, alone.claims[0])


def test_a_missed_figure_is_added_with_its_sentence_and_belongs_to_the_event_it_stands_in(ledger: Ledger) -> None:
    review = Review(ledger, "Sari")
    reading = next(r for r in ledger.readings() if FAR in r.document.text)
    start = FAR.index("2 warga")
    made = review.add(reading.document.id, start, start + len("2 warga"), {"quantity": "2", "kind": "missing"})
    found = ledger.store.find_claim(made)
    assert found.reading.document.text == FAR
    event = next(e for e in ledger.events() if made in e.casualties)
    assert set(event.claims) & {e.id for e in reading.events}
    with pytest.raises(JudgementError, match="lie outside"):
        review.add(reading.document.id, 5, 5000, {"quantity": "2"})
    with pytest.raises(LedgerError):
        review.add("none", 0, 1, {"quantity": "2"})


def test_ten_people_at_once_lose_no_judgement(ledger: Ledger) -> None:
    claims = [t.claim for t in Review(ledger, "x").queue(most=None)]
    people = [f"coder {n}" for n in range(10)]
    faults: list[Exception] = []

    def work(person: str) -> None:
        try:
            review = Review(ledger, person)
            for claim in claims:
                review.decide(claim, "accept", why=person)
        except Exception as fault:  # noqa: BLE001 - told below
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(ledger.judgements()) == len(people) * len(claims)
    assert {j.by for j in ledger.judgements()} == set(people)
    assert len(Review(ledger, "x").log()) == len(people) * len(claims)
    assert Review(ledger, "x").queue() == ()


def test_blind_coders_see_their_own_decisions_alone_and_differences_wait(ledger: Ledger) -> None:
    sari, budi = (Review(ledger.blind(name), name) for name in ("Sari", "Budi"))
    claim = sari.queue(nouns=("casualty",))[0].claim
    sari.correct(claim, {"quantity": "40"})
    assert claim in {t.claim for t in budi.queue(most=None)}
    assert budi.ledger.values(claim)["quantity"] != "40"
    budi.decide(claim, "accept")
    both = Review(ledger, "Rina")
    waiting = next(t for t in both.queue() if t.claim == claim)
    assert waiting.doubts[0] == "disputed"
    assert any(one.claim == claim for one in ledger.agreement().differ)
    both.correct(claim, {"quantity": "41"})
    assert both.ledger.values(claim)["quantity"] == "41"
