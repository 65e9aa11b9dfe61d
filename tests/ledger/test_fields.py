"""Fields that can be corrected, how their values are written, and what is refused with which words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import KARABAKH, read

from saksi.errors import JudgementError
from saksi.judgements import Registry, check_claim, correct, exhibit, fields_of, value_at, with_claim
from saksi.judgements.quantities import parse_quantity, show_quantity
from saksi.types import Actor, CasualtyClaim, Noun, Place

READING = read(KARABAKH)
DOCUMENT = READING.document
CASUALTY, EVENT = READING.casualties[0], READING.events[0]


def fixed(noun: Noun, claim, field: str, value: str | None, registry: Registry | None = None):
    return correct(noun, claim, DOCUMENT, field, value, registry or Registry())


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("quantity.low", "17", "17"),
        ("quantity.high", "20.0", "20"),
        ("quantity.best", None, None),
        ("quantity.best", "null", None),
        ("quantity", "more_than 16", "more_than 16"),
        ("kind", "Injured", "injured"),
        ("who", "civilian, child", "civilian, child"),
        ("realis", "negated", "negated"),
        ("historical", "TRUE", "true"),
        ("includes_perpetrators", "", None),
        ("side", None, None),
        ("side.status", "suspected", "suspected"),
        ("by.actor.name", "Azerbaijan", "Azerbaijan"),
        ("place", "Stepanakert", "Stepanakert"),
        ("place.place.name", "Agdam", "Agdam"),
        ("time.earliest", "2020-09-27", "2020-09-27"),
        ("as_of.latest", "2020-09-28T10:00:00+04:00", "2020-09-28T10:00:00+04:00"),
        ("scope", "running_total", "running_total"),
    ],
)
def test_a_casualty_field_takes(field: str, value: str | None, shown: str | None) -> None:
    new = fixed("casualty", CASUALTY, field, value)
    assert value_at("casualty", new, field) == shown
    assert new.id == CASUALTY.id
    assert new.evidence == CASUALTY.evidence


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("realis", "maybe", "actual, called_for, hypothetical, negated, planned, threatened"),
        ("kind", None, "abducted, .*injured, killed,"),
        ("who", "soldier", "child, civilian, .*woman"),
        ("quantity.low", "banyak", "a whole number"),
        ("quantity.low", "-3", "a whole number"),
        ("quantity.low", "1.200", "a whole number"),
        ("quantity", "banyak", "at_least 16"),
        ("quantity", "exact", "at_least 16"),
        ("quantity", "tens 5", "at_least 16"),
        ("quantity", "9-3", "at_least 16"),
        ("time.earliest", "28/09/2020", "ISO 8601"),
        ("time.earliest", "2020-02-30", "ISO 8601"),
        ("historical", "ya", "true or false"),
        ("victims.0.age", "7", "no item 0 among 0"),
        ("by.status", "named", "has no by"),
    ],
)
def test_a_bad_value_lists_what_is_taken(field: str, value: str | None, message: str) -> None:
    with pytest.raises(JudgementError, match=message):
        fixed("casualty", CASUALTY, field, value)


@pytest.mark.parametrize(
    "field", ["toll", "id", "span", "quantity.text", "event", "asserted_by", "side.text", "rule", "", "quantity."]
)
def test_a_bad_field_lists_the_fields(field: str) -> None:
    with pytest.raises(JudgementError, match=r"no field .*Fields: as_of\.earliest, .*quantity\.low.*side"):
        fixed("casualty", CASUALTY, field, "x")


def test_every_noun_has_fields_that_leave_evidence_alone() -> None:
    for noun in ("attribution", "event", "casualty", "impact", "control"):
        paths = fields_of(noun)
        assert paths
        assert not {"id", "rule", "span", "text", "asserted_by", "event"} & {p.rpartition(".")[2] for p in paths}


def test_participants_by_name_keep_those_that_are_there() -> None:
    registry = Registry({"armenia": Actor("country:ARM", "Armenia", "ARM")})
    new = fixed("event", EVENT, "recipients", "Tentara; Armenia", registry)
    assert new.recipients[0] == EVENT.recipients[0]
    assert new.recipients[1].actor == Actor("country:ARM", "Armenia", "ARM")
    assert (new.recipients[1].text, new.recipients[1].evidence) == (None, None)
    assert fixed("event", new, "recipients", "Armenia; Tentara", registry).recipients == new.recipients[::-1]
    assert fixed("event", new, "recipients", "").recipients == ()


def test_a_place_keeps_its_words_and_takes_the_gazetteers_entry() -> None:
    agdam = Place("geonames:1", "Ağdam", "AZE", lat=40.0, lon=46.9)
    new = fixed("casualty", CASUALTY, "place", "agdam", Registry(places={"agdam": agdam}))
    assert new.place.place == agdam
    assert new.place.text == "Martakert"
    bare = fixed("casualty", CASUALTY, "place", None)
    assert bare.place is None
    found = fixed("casualty", bare, "place", "Goris")
    assert (found.place.text, found.place.evidence.exact) == ("Goris", "Goris")
    nowhere = fixed("casualty", bare, "place", "Baku")
    assert nowhere.place.evidence == CASUALTY.evidence


def test_a_suspect_stays_a_suspect_when_named() -> None:
    suspected = fixed("casualty", fixed("casualty", CASUALTY, "by", "Armenia"), "by.status", "suspected")
    assert fixed("casualty", suspected, "by", "Azerbaijan").by.status == "suspected"


def test_contradicting_bounds_and_dates_are_refused() -> None:
    with pytest.raises(JudgementError, match="low 20, best 18"):
        check_claim(fixed("casualty", fixed("casualty", CASUALTY, "quantity.best", "18"), "quantity.low", "20"))
    with pytest.raises(JudgementError, match="before it begins"):
        check_claim(fixed("casualty", CASUALTY, "time.latest", "2020-01-01"))
    check_claim(CASUALTY)


NUMBERS = st.integers(0, 10**9)
QUALIFIERS = ("at_least ", "more_than ", "up_to ", "fewer_than ", "nearly ", "about ", "")


@given(st.one_of(
    st.tuples(st.sampled_from(QUALIFIERS), NUMBERS).map(lambda t: f"{t[0]}{t[1]}"),
    st.tuples(NUMBERS, NUMBERS).map(lambda t: f"{min(t)}-{max(t)}"),
    st.sampled_from(["teens", "tens", "dozens", "hundreds", "thousands", "millions", "some", "none", "unspecified"]),
))  # fmt: skip
def test_quantities_are_shown_as_they_are_written(words: str) -> None:
    assert show_quantity(parse_quantity(words, "x")) == words


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("16", (16, 16, 16, 16)),
        ("at_least 16", (16, 16, None, None)),
        ("more_than 16", (16, 17, None, None)),
        ("fewer_than 16", (16, 0, None, 15)),
        ("up_to 16", (16, 0, None, 16)),
        ("nearly 16", (16, None, None, 15)),
        ("about 16", (16, None, 16, None)),
        ("12-15", (None, 12, None, 15)),
        ("between 12-15", (None, 12, None, 15)),
        ("dozens", (None, 24, None, 99)),
        ("none", (0, 0, 0, 0)),
        ("unspecified", (None, None, None, None)),
    ],
)
def test_bounds_follow_from_the_qualifier(words: str, numbers: tuple[int | None, ...]) -> None:
    q = parse_quantity(words, "x")
    assert (q.number, q.low, q.best, q.high) == numbers


def test_an_exhibit_carries_a_casualty_and_its_event() -> None:
    document = exhibit("Tiga warga ditembak di Intan Jaya.", "Catatan KontraS 12/3", url="https://k.id/9", published="2021-03-12")
    fields = {"quantity": "3", "who": "civilian", "place": "Intan Jaya", "by": "TNI"}
    reading, ident = with_claim(None, document, "casualty", fields, words="Tiga warga ditembak")
    (claim,), (event,) = reading.casualties, reading.events
    assert isinstance(claim, CasualtyClaim)
    assert (claim.id, claim.event, claim.kind, claim.quantity.best) == (ident, event.id, "killed", 3)
    assert claim.evidence.exact == "Tiga warga ditembak"
    assert (event.plover.type, event.place.text, event.actors[0].actor.name) == ("ASSAULT", "Intan Jaya", "TNI")
    assert (reading.document.publisher, reading.document.url, reading.fingerprint) == (
        "Catatan KontraS 12/3",
        "https://k.id/9",
        "by hand",
    )
    assert reading.document.article.startswith("exhibit:")
    assert with_claim(reading, document, "casualty", fields, words="Tiga warga ditembak") == (reading, ident)
    more, other = with_claim(reading, document, "casualty", {"quantity": "1", "kind": "injured"})
    assert other != ident
    assert len(more.casualties) == 2
    assert more.casualties[1].event == event.id


@pytest.mark.parametrize(
    ("noun", "fields", "words", "message"),
    [
        ("casualty", {}, None, "needs its number"),
        ("casualty", {"quantity": "3", "tol": "4"}, None, "no field 'tol'"),
        ("casualty", {"quantity": "3"}, "lima", "do not stand in the exhibit"),
        ("event", {}, None, "needs its type"),
        ("control", {}, None, "Nouns: casualty, event"),
    ],
)
def test_what_cannot_be_added(noun: Noun, fields: dict[str, str], words: str | None, message: str) -> None:
    with pytest.raises(JudgementError, match=message):
        with_claim(None, exhibit("Tiga warga tewas.", "surat"), noun, fields, words=words)


def test_there_is_no_claim_without_exhibit_and_source() -> None:
    with pytest.raises(JudgementError, match="Give both"):
        exhibit("Tiga warga tewas.", " ")
