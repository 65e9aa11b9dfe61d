"""The ledger: what is judged shows in readings and events, in any order of adding, and survives a re-reading."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import KARABAKH, read

from saksi import ledger as ledgers
from saksi.errors import JudgementError, LedgerError
from saksi.ledger import Ledger
from saksi.types import Event

OTHER = "Sekitar subuh 16 tentara tewas di Martakert, kata Dinas Pers."
FAR = "Polisi mengatakan 2 warga tewas di Nduga."


def clock():
    seconds = itertools.count(1)
    return lambda: f"2026-01-01T{(n := next(seconds)) // 3600:02}:{n // 60 % 60:02}:{n % 60:02}+00:00"


@pytest.fixture
def ledger(tmp_path: Path):
    with ledgers.open(tmp_path / "a.saksi", clock=clock()) as opened:
        opened.add(read(KARABAKH))
        yield opened


def values(events: tuple[Event, ...]) -> list[tuple[object, ...]]:
    return [(e.key, e.claims, e.casualties, tuple(sorted((k, repr(d)) for k, d in e.fields.items()))) for e in events]


@settings(deadline=None, max_examples=12, suppress_health_check=list(HealthCheck))
@given(st.permutations([KARABAKH, OTHER, FAR, "Hari itu 7 warga tewas di Hadrut, kata Ombudsman."]))
def test_the_order_of_adding_changes_nothing(tmp_path_factory: pytest.TempPathFactory, order: list[str]) -> None:
    def build(texts: list[str]) -> list[tuple[object, ...]]:
        with ledgers.open(tmp_path_factory.mktemp("l") / "a.saksi", clock=clock()) as ledger:
            for text in texts:
                ledger.add(read(text, f"https://{len(text)}.id/1"))
            return values(ledger.events())

    assert build(order) == build(sorted(order))


def test_a_correction_shows_in_readings_and_events(ledger: Ledger) -> None:
    claim = next(ledger.readings()).casualties[0]
    judgement = ledger.judge(claim.id[:9], "quantity=18", by="Sari", why="ralat kementerian")
    assert (judgement.before, judgement.after, judgement.seen) == ("at_least 16", "18", "at_least 16")
    assert next(ledger.readings()).casualties[0].quantity.best == 18
    assert next(ledger.readings(judged=False)).casualties[0] == claim
    (event,) = [e for e in ledger.events() if claim.id in e.casualties]
    assert event.fields["killed"].value.best == 18
    assert ledger.judgements() == (judgement,)
    again = ledger.judge(claim.id, "quantity", "19", by="Sari")
    assert (again.before, again.after, again.seen) == ("18", "19", "at_least 16")
    with pytest.raises(JudgementError, match="is 19 already"):
        ledger.judge(claim.id, "quantity", "19", by="Sari")


def test_judgements_survive_a_re_reading_with_other_spans_and_ids(ledger: Ledger) -> None:
    old = next(ledger.readings())
    ledger.judge(old.casualties[0].id, "quantity", "at_least 18", by="Sari")
    ledger.judge(old.casualties[1].id, "reject", by="Sari", why="bukan korban perang")
    ledger.judge(old.events[2].id, "certainty", "alleged", by="Sari")
    assert ledger.add(read(KARABAKH, fingerprint="two", wide=True)) == "superseded"
    new = next(ledger.readings())
    assert {c.id for c in new.casualties}.isdisjoint(c.id for c in old.casualties[:1])
    assert [c.quantity.low for c in new.casualties] == [18, 9]
    assert new.events[2].certainty == "alleged"
    assert new.rejected[0].reason == "rejected by Sari: bukan korban perang"
    assert ledger.queue() == ()
    assert ledger.check() == []


def test_a_changed_number_returns_to_the_queue_and_leaves_it_when_judged_again(ledger: Ledger) -> None:
    claim = next(ledger.readings()).casualties[1]
    first = ledger.judge(claim.id, "quantity", "5", by="Sari")
    changed = KARABAKH.replace("4 warga tewas", "6 warga tewas")
    ledger.add(read(changed))
    (waiting,) = ledger.queue()
    assert (waiting.judgement, waiting.why) == (first, "unanchored")
    assert next(ledger.readings()).casualties[1].quantity.best == 6
    assert any("unanchored" in one for one in ledger.check())
    ledger.dismiss(first.id[:8], by="Sari")
    assert ledger.queue() == ()


def test_a_stale_judgement_names_the_claim_it_was_about(ledger: Ledger) -> None:
    from msgspec.structs import replace

    reading = next(ledger.readings())
    claim = reading.casualties[1]
    ledger.judge(claim.id, "accept", by="Sari")
    other = replace(claim, who=("military",))
    ledger.add(replace(reading, fingerprint="two", casualties=(reading.casualties[0], other, reading.casualties[2])))
    (waiting,) = ledger.queue()
    assert (waiting.why, waiting.claim) == ("stale", claim.id)
    ledger.judge(claim.id, "accept", by="Sari")
    assert ledger.queue() == ()


def test_what_cannot_be_judged(ledger: Ledger) -> None:
    reading = next(ledger.readings())
    casualty, event = reading.casualties[1].id, reading.events[0].id
    with pytest.raises(JudgementError, match="Fields: "):
        ledger.judge(casualty, "toll", "3", by="Sari")
    with pytest.raises(JudgementError, match="It takes: "):
        ledger.judge(casualty, "realis", "mungkin", by="Sari")
    with pytest.raises(JudgementError, match="contradict one another"):
        ledger.judge(casualty, "quantity.low", "17", by="Sari")
    with pytest.raises(JudgementError, match="say who decides"):
        ledger.judge(casualty, "accept", by=" ")
    with pytest.raises(JudgementError, match="two event claims"):
        ledger.judge(event, "same", casualty, by="Sari")
    with pytest.raises(JudgementError, match="second claim"):
        ledger.judge(event, "different", by="Sari")
    with pytest.raises(LedgerError, match="no claim"):
        ledger.judge("zzz", "accept", by="Sari")
    assert ledger.judgements() == ()


def test_same_and_different_decide_clusters_and_names_follow(ledger: Ledger) -> None:
    ledger.add(read(FAR, "https://f.id/1"))
    before = ledger.reconcile()
    names = {e.key: e.name for e in before}
    assert all(names.values())
    assert len(set(names.values())) == len(before)
    rows = ledger.store.names()
    assert ledger.reconcile() == before
    assert ledger.store.names() == rows
    a, b = (next(e for e in before if c in e.claims) for c in (next(ledger.readings()).events[0].id, _event(ledger, FAR)))
    ledger.judge(a.claims[0], "same", b.claims[0], by="Sari")
    after = ledger.reconcile()
    (merged,) = [e for e in after if {*a.claims, *b.claims} <= set(e.claims)]
    assert merged.name in (a.name, b.name)
    assert {row.kind for row in ledger.store.names()} >= {"named", "moved", "merged"}
    ledger.judge(b.claims[0], "different", a.claims[0], by="Sari")
    assert len(ledger.reconcile()) == len(before)


def _event(ledger: Ledger, text: str) -> str:
    return next(r.events[0].id for r in ledger.readings() if r.document.text == text)


def test_events_have_names_before_they_are_recorded(ledger: Ledger) -> None:
    shown = [e.name for e in ledger.events()]
    assert ledger.store.names() == ()
    assert [e.name for e in ledger.reconcile()] == shown


def test_trace_and_toll_lead_to_the_sentence(ledger: Ledger) -> None:
    claim = next(ledger.readings()).casualties[0]
    event = next(e for e in ledger.events() if claim.id in e.casualties)
    trace = ledger.trace(f"{event.name}.killed")
    assert trace.value.low == 16
    (step,) = trace.steps
    assert step.claim == claim.id
    assert step.url == "https://a.id/1"
    assert "Kementerian Pertahanan" in step.chain[0].text
    assert step.sentence.exact.startswith("Sedikitnya 16 tentara")
    ledger.judge(claim.id, "accept", by="Sari")
    table = ledger.toll(event.name or "")
    assert [c.claims for row in table.rows for c in row.cells] == [(claim.id,)]
    assert "decided" in table.rows[0].cells[0].marks
    with pytest.raises(LedgerError, match="no event"):
        ledger.toll("zzz")


def test_a_claim_added_by_hand_has_its_exhibit_and_joins_the_events(ledger: Ledger) -> None:
    fields = {"quantity": "3", "who": "civilian", "place": "Hadrut", "time.earliest": "2020-09-28", "time.latest": "2020-09-28"}
    ident = ledger.record("Tiga warga ditembak di Hadrut.", source="Surat warga", by="Sari", fields=fields, url="https://a.id/1")
    assert ledger.store.counts()["article"] == 2  # the exhibit is no version of the article it cites
    found = ledger.store.find_claim(ident)
    assert (found.noun, found.claim.quantity.best, found.reading.document.publisher) == ("casualty", 3, "Surat warga")
    assert any(ident in e.casualties for e in ledger.events())
    assert {j.action for j in ledger.judgements()} == {"add"}
    count = len(ledger.judgements())
    assert ledger.record("Tiga warga ditembak di Hadrut.", source="Surat warga", by="Sari", fields=fields) == ident
    assert len(ledger.judgements()) == count
    second = ledger.record(
        "Tiga warga ditembak di Hadrut.", source="Surat warga", by="Sari", fields={"quantity": "1", "kind": "injured"}
    )
    assert second != ident
    assert ledger.store.find_claim(ident).claim.id == ident
    ledger.judge(ident, "reject", by="Budi")
    assert not any(ident in e.casualties for e in ledger.events())


def test_contradictions_and_skipped(ledger: Ledger) -> None:
    ledger.store.log_skipped("is empty.", file="x")
    assert [one.file for one in ledger.skipped()] == ["x"]
    assert isinstance(ledger.contradictions(), tuple)


def test_two_hands_on_one_ledger_see_each_others_judgements(tmp_path: Path) -> None:
    with ledgers.open(tmp_path / "a") as one, ledgers.open(tmp_path / "a") as two:
        one.add(read(KARABAKH))
        claim = next(two.readings()).casualties[0].id
        one.judge(claim, "reject", by="Sari")
        assert len(next(two.readings()).casualties) == 2


def test_the_policy_is_named_or_refused(ledger: Ledger) -> None:
    assert {d.policy for e in ledger.events("source-range") for k, d in e.fields.items() if k == "killed"} == {"source-range"}
    with pytest.raises(LedgerError, match="Policies: "):
        ledger.events("best")


def test_a_trace_says_what_people_decided(ledger: Ledger) -> None:
    claim = next(ledger.readings()).casualties[0]
    ledger.judge(claim.id, "quantity=18", by="Sari", why="ralat kementerian")
    (event,) = [e for e in ledger.events() if claim.id in e.casualties]
    (step,) = [s for s in ledger.trace(f"{event.name}.killed").steps if s.claim == claim.id]
    assert step.decided == ("quantity: at_least 16 -> 18, by Sari on 2026-01-01: ralat kementerian",)


def test_what_is_derived_is_kept_until_something_changes(ledger: Ledger) -> None:
    first = ledger.events()
    assert ledger.events() is first
    assert ledger.contradictions() is ledger.contradictions()
    ledger.reconcile()
    assert ledger.events() == first
    with ledgers.open(ledger.store.path) as other:
        other.add(read(FAR, "https://b.id/2"))
    assert len(ledger.events()) > len(first)


def test_an_event_keeps_its_name_when_its_article_changes(ledger: Ledger) -> None:
    before = {event.name: event.key for event in ledger.reconcile()}
    ledger.add(read(KARABAKH + " Lagi."))
    after = {event.name: event.key for event in ledger.reconcile()}
    assert after.keys() == before.keys()
    assert set(after.values()).isdisjoint(before.values())
    assert all(row.kind in ("named", "moved") for row in ledger.store.names())


def test_another_policy_decides_the_same_events_as_if_asked_first(ledger: Ledger) -> None:
    ledger.add(read(OTHER, "https://b.id/1"))
    second = {policy: ledger.events(policy) for policy in ("latest", "ucdp-like", "acled-like", "source-range", "by-claimant")}
    for policy, events in second.items():
        with ledgers.open(ledger.store.path) as fresh:
            assert fresh.events(policy) == events


@settings(deadline=None, max_examples=12, suppress_health_check=list(HealthCheck))
@given(
    st.permutations([OTHER, FAR, KARABAKH, KARABAKH + " Lagi.", "Hari itu 7 warga tewas di Hadrut, kata Ombudsman."]), st.data()
)
def test_adding_to_what_was_derived_gives_what_deriving_all_gives(
    tmp_path_factory: pytest.TempPathFactory, order: list[str], draw: st.DataObject
) -> None:
    with ledgers.open(tmp_path_factory.mktemp("l") / "a.saksi", clock=clock()) as ledger:
        for text in order:
            ledger.add(read(text, f"https://{text[:4].strip().lower()}.id/1"))
            for policy in draw.draw(st.lists(st.sampled_from(["latest", "ucdp-like"]), max_size=2)):
                ledger.events(policy)
            if draw.draw(st.booleans()) and ledger.events() and (counts := ledger.facts().casualties):
                claim = draw.draw(st.sampled_from(sorted(counts)))
                if draw.draw(st.booleans()):
                    ledger.judge(claim, "reject", by="Sari")
        with ledgers.open(ledger.store.path) as fresh:
            for policy in ("latest", "ucdp-like"):
                assert ledger.events(policy) == fresh.events(policy)
            assert ledger.contradictions() == fresh.contradictions()


def test_articles_added_are_read_and_grouped_alone(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    first = ledger.events()
    whole: list[str] = []
    monkeypatch.setattr(ledger, "readings", lambda: whole.append("all") or ())
    ledger.add(read(FAR, "https://b.id/2"))
    second = ledger.events()
    assert not whole
    assert {one.key: one for one in first}.items() <= {one.key: one for one in second}.items()
    with ledgers.open(ledger.store.path) as fresh:
        assert second == fresh.events()
