"""A judgement is found again after a re-reading, in a moved paragraph, under changed ids; or it says that it is not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import KARABAKH, read
from msgspec.structs import replace

from saksi.errors import JudgementError
from saksi.judgements import anchor_of, apply, attach, claim_in, decision_of, judgement_id, locate, sealed, seen_value
from saksi.types import Action, Denial, Evidence, Judgement, Reading, Relation

FAST = settings(deadline=None, max_examples=150)


def judge(
    reading: Reading,
    claim_id: str,
    action: Action = "accept",
    field: str | None = None,
    after: str | None = None,
    at: int = 1,
    **more: str,
) -> Judgement:
    noun, claim = claim_in(reading, claim_id)
    seen = seen_value(noun, claim, field)
    stamp = f"2026-01-01T00:00:{at:02}+00:00"
    return sealed(Judgement("", action, anchor_of(reading, claim_id), "Sari", stamp, field, seen, after, seen=seen, **more))


def test_ids_belong_to_the_content() -> None:
    one = judge(read(KARABAKH), read(KARABAKH).casualties[0].id)
    assert one.id == judgement_id(one)
    assert sealed(replace(one, by="Budi")).id != one.id
    assert sealed(replace(one, id="x")) == one


def test_by_the_same_span() -> None:
    reading = read(KARABAKH)
    for noun, claim in reading.claims():
        one = judge(reading, claim.id)
        assert attach([one], [reading]).by_claim == {claim.id: (one,)}, noun


def test_by_overlap_when_another_pipeline_takes_longer_spans() -> None:
    old, new = read(KARABAKH), read(KARABAKH, fingerprint="two", wide=True)
    for before, after in ((old, new), (new, old)):
        made = [judge(before, claim.id) for noun, claim in before.claims() if noun in ("event", "casualty")]
        ids = [claim.id for noun, claim in after.claims() if noun in ("event", "casualty")]
        attached = attach(made, [after])
        assert [attached.placed[one.id] for one in made] == ids
        assert attached.unanchored == attached.stale == ()


PARAGRAPHS = KARABAKH.split("\n")


@FAST
@given(
    st.permutations(PARAGRAPHS), st.booleans(), st.lists(st.sampled_from(["Cuaca cerah.", "Foto: kantor berita."]), max_size=2)
)
def test_by_quote_when_paragraphs_move(order: list[str], wide: bool, extra: list[str]) -> None:
    """Whatever moves and whatever is put before it, a judgement finds the claim with the same sentence, or queues."""
    old = read(KARABAKH)
    new = read("\n".join([*extra, *order]), fingerprint="two", wide=wide)
    made = {claim.quantity.number: judge(old, claim.id) for claim in old.casualties}
    attached = attach(made.values(), [new])
    assert attached.stale == ()
    assert attached.unanchored == ()
    for claim in new.casualties:
        assert attached.placed[made[claim.quantity.number].id] == claim.id


def test_a_quote_that_is_gone_queues() -> None:
    old, new = read(KARABAKH), read(KARABAKH.replace("4 warga", "5 warga"))
    one = judge(old, old.casualties[1].id)
    attached = attach([one], [new])
    assert attached.unanchored == (one,)
    assert attached.by_claim == {}


def test_an_article_that_is_gone_queues() -> None:
    old = read(KARABAKH)
    one = judge(old, old.casualties[0].id)
    assert attach([one], [read(KARABAKH, "https://b.id/2")]).unanchored == (one,)


def test_a_changed_value_is_stale_and_not_applied() -> None:
    old = read(KARABAKH)
    claim = old.casualties[0]
    accept, correct = judge(old, claim.id), judge(old, claim.id, "correct", "quantity.low", "17", at=2)
    other = replace(claim, quantity=replace(claim.quantity, number=15, low=15))
    new = replace(old, casualties=(other, *old.casualties[1:]))
    attached = attach([accept, correct], [new])
    assert set(attached.stale) == {accept, correct}
    assert attached.placed == {accept.id: claim.id, correct.id: claim.id}
    assert apply(new, attached) == (new, {})


def test_a_reading_that_now_says_what_was_decided_is_not_stale() -> None:
    old = read(KARABAKH)
    claim = old.casualties[0]
    one = judge(old, claim.id, "correct", "scope", "running_total")
    new = replace(old, casualties=(replace(claim, scope="running_total"), *old.casualties[1:]))
    assert attach([one], [new]).by_claim == {claim.id: (one,)}


def twins(reading: Reading) -> Reading:
    """Two casualty claims on the same words: 16 killed and 3 injured."""
    first = reading.casualties[0]
    quantity = replace(first.quantity, number=3, low=3, qualifier="exact")
    second = replace(first, id="c-twin", kind="injured", quantity=quantity)
    return replace(reading, casualties=(first, second, *reading.casualties[1:]))


def test_of_two_claims_at_one_span_the_seen_value_decides_then_the_ordinal() -> None:
    reading = twins(read(KARABAKH))
    made = [judge(reading, claim.id) for claim in reading.casualties[:2]]
    assert [one.anchor.ordinal for one in made] == [0, 1]
    swapped = replace(reading, casualties=(reading.casualties[1], reading.casualties[0], *reading.casualties[2:]))
    for one in (reading, swapped):
        attached = attach(made, [one])
        assert [attached.placed[m.id] for m in made] == [reading.casualties[0].id, "c-twin"]
        assert attached.stale == ()
    realis = [judge(reading, claim.id, "correct", "realis", "planned") for claim in reading.casualties[:2]]
    attached = attach(realis, [reading])
    assert [attached.placed[m.id] for m in realis] == [reading.casualties[0].id, "c-twin"]


def test_the_later_judgement_is_in_force() -> None:
    reading = read(KARABAKH)
    ident = reading.casualties[0].id
    first = judge(reading, ident, "correct", "quantity.low", "17", at=1)
    accept = judge(reading, ident, at=2)
    second = judge(reading, ident, "correct", "quantity.low", "18", at=3)
    reject = judge(reading, ident, "reject", at=4)
    for made in ([first, accept, second, reject], [reject, second, accept, first]):
        assert attach(made, [reading]).by_claim[ident] == (second, reject)
    assert decision_of([second, reject]) == reject
    unsure = judge(reading, ident, "unsure", at=5)
    (kept, _) = apply(reading, attach([first, second, reject, unsure], [reading]))
    assert kept.casualties[0].quantity.low == 18


def test_pairs() -> None:
    reading, other = read(KARABAKH), read(KARABAKH, "https://b.id/1")
    a, b = reading.events[0].id, other.events[0].id
    same = sealed(replace(judge(reading, a, "same"), seen=None, other=anchor_of(other, b)))
    attached = attach([same], [reading, other])
    assert attached.same == {tuple(sorted((a, b)))}
    later = sealed(replace(judge(other, b, "different", at=2), seen=None, other=anchor_of(reading, a)))
    attached = attach([same, later], [reading, other])
    assert (attached.same, attached.different) == (frozenset(), {tuple(sorted((a, b)))})
    unsure = sealed(replace(judge(reading, a, "unsure", at=3), seen=None, other=anchor_of(other, b)))
    attached = attach([same, later, unsure], [reading, other])
    assert attached.same == attached.different == frozenset()
    assert attach([same], [reading]).unanchored == (same,)


def test_an_event_is_found_at_any_of_its_mentions() -> None:
    reading = read(KARABAKH)
    first, second = reading.events[0], reading.events[1]
    one = judge(reading, second.id, "correct", "certainty", "alleged")
    merged = replace(first, mentions=(*first.mentions, *second.mentions))
    new = replace(reading, events=(merged, reading.events[2]), main=None)
    assert attach([one], [new]).placed == {one.id: first.id}


def test_a_short_word_in_a_new_place_is_not_guessed_at() -> None:
    old = read("Kabar duka datang dari timur. 4 warga tewas di Baku.")
    one = judge(old, old.events[0].id)
    gone = read("Tidak ada yang tewas kemarin. Polisi berjaga dan warga tenang, kata wali kota.")
    assert locate(one.anchor, gone.document.text) is None
    twice = read("4 warga tewas di Baku. Hujan lebat mengguyur kota itu pada malam hari. 4 warga tewas di Baku.")
    assert attach([one], [twice]).unanchored == (one,)


def test_a_claim_without_words_cannot_be_judged() -> None:
    reading = read(KARABAKH)
    bare = replace(reading.attributions[0], cue=None, content=(), sources=())
    with pytest.raises(JudgementError, match="no words of its own"):
        anchor_of(replace(reading, attributions=(bare,)), bare.id)
    with pytest.raises(JudgementError, match="holds no claim zz"):
        anchor_of(reading, "zz")


def test_a_rejected_claim_is_set_aside_with_the_reason_and_nothing_refers_to_it() -> None:
    reading = read(KARABAKH)
    event, attribution = reading.events[0], reading.attributions[0]
    words = Evidence.at(reading.document.id, KARABAKH, 0, 4)
    other = replace(
        reading.events[1],
        relations=(Relation("part_of", event.id, (attribution.id,), words),),
        denied_by=(Denial(attribution.id, "event"),),
    )
    reading = replace(reading, events=(event, other, reading.events[2]))
    made = [judge(reading, event.id, "reject", why="bukan serangan"), judge(reading, attribution.id, "reject")]
    new, decided = apply(reading, attach(made, [reading]))
    assert decided == {}
    assert [e.id for e in new.events] == [other.id, reading.events[2].id]
    assert new.main is None
    assert new.attributions == ()
    assert new.casualties[0].event is None
    assert new.casualties[0].asserted_by == ()
    assert new.casualties[1].event == other.id
    assert new.events[0].relations == ()
    assert new.events[0].denied_by == ()
    assert [(r.noun, r.evidence.exact, r.reason) for r in new.rejected] == [
        ("attribution", "kata", "rejected by Sari"),
        ("event", "tewas", "rejected by Sari: bukan serangan"),
    ]


def test_apply_gives_the_fields_a_person_decided() -> None:
    reading = read(KARABAKH)
    ident = reading.casualties[0].id
    made = [
        judge(reading, ident, "correct", "quantity", "12-15", at=1),
        judge(reading, ident, "correct", "side", "Armenia", at=2),
        judge(reading, ident, at=3),
    ]
    new, decided = apply(reading, attach(made, [reading]))
    assert decided == {ident: frozenset({"quantity", "side"})}
    claim = new.casualties[0]
    assert (claim.quantity.low, claim.quantity.best, claim.quantity.high, claim.quantity.qualifier) == (12, None, 15, "between")
    assert claim.side is not None
    assert (claim.side.text, claim.side.actor and claim.side.actor.name) == ("tentara", "Armenia")
    assert new.casualties[1:] == reading.casualties[1:]
    assert apply(read(KARABAKH, "https://c.id/1"), attach(made, [reading]))[1] == {}
