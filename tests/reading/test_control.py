"""Control claims in our own sentences on many wars, and ordinary uses of the same words that make none."""

from __future__ import annotations

from pathlib import Path

import pytest

import saksi
from saksi.types import ControlClaim

SENTENCES = Path(__file__).parent / "sentences"


def lines(language: str) -> list[tuple[str, list[tuple[str, ...]]]]:
    """Each sentence with the claims it makes: territory, holder, relation, change."""
    out = []
    for line in (SENTENCES / f"control_{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            text, _, claims = (part.strip() for part in line.partition("|||"))
            out.append((text, [tuple(c.strip().split("|")) for c in claims.split(";") if c.strip()]))
    return out


def fits(claim: ControlClaim, wanted: tuple[str, ...]) -> bool:
    """Whether a claim says what a line wants."""
    territory, holder, relation, change = wanted
    place, actor = claim.territory.place, claim.holder.actor if claim.holder else None
    where = f"{claim.territory.text} {place.name if place else ''}".lower()
    who = (
        f"{claim.holder.text if claim.holder else ''} {actor.name if actor else ''} {actor.country_name if actor else ''}".lower()
    )
    return (
        territory.lstrip("!").lower() in where
        and holder.lower() in who
        and claim.relation in relation.split("/")
        and (claim.change or "") in change.split("/")
        and claim.negated == territory.startswith("!")
    )


@pytest.mark.parametrize("language", ["en", "id"])
def test_own_sentences(language: str) -> None:
    right = found = wanted = 0
    for text, claims in lines(language):
        left = list(saksi.read(text, language=language, published="2024-05-15").control)
        found, wanted = found + len(left), wanted + len(claims)
        for claim in claims:
            one = next((c for c in left if fits(c, claim)), None)
            if one is not None:
                left.remove(one)
                right += 1
    assert right / found >= 0.95
    assert right / wanted >= 0.94


@pytest.mark.parametrize("language", ["en", "id"])
def test_ordinary_uses_make_no_claim(language: str) -> None:
    wrong = [
        text
        for text, claims in lines(language)
        if not claims and saksi.read(text, language=language, published="2024-05-15").control
    ]
    assert not wrong


def control(text: str, language: str = "en") -> tuple[ControlClaim, ...]:
    return saksi.read(text, language=language, published="2024-05-15").control


def test_what_is_taken_is_the_object_itself() -> None:
    (claim,) = control("Soldiers seized the airport in Bria.")
    assert claim.territory.text == "airport in Bria"
    assert control("Soldiers seized weapons at the airport in Bria.") == ()


def test_a_joined_verb_has_the_holder_of_the_first() -> None:
    claims = control("Pemberontak merebut Goma, lalu menduduki tujuh desa di sekitarnya.", "id")
    assert [(c.territory.text, c.holder.text if c.holder else None) for c in claims] == [
        ("Goma", "Pemberontak"), ("tujuh desa", "Pemberontak"),
    ]  # fmt: skip


def test_a_pronoun_is_the_region_told_of_last() -> None:
    claims = control("Rusia mencaplok Krimea pada 2014. Sejak itu Rusia mengendalikannya secara de facto.", "id")
    assert [c.territory.text for c in claims] == ["Krimea", "Krimea"]
    assert [c.relation for c in claims] == ["de_facto", "de_facto"]


def test_the_doer_before_a_bare_verb_holds() -> None:
    (claim,) = control("RSF menembaki wilayah yang mereka kuasai.", "id")
    assert (claim.territory.text, claim.change) == ("wilayah", "gains")


def test_a_denial_is_the_deniers() -> None:
    reading = saksi.read("The army denied that rebels had captured Bunia.", language="en", published="2024-05-15")
    (claim,) = reading.control
    assert claim.negated
    assert [s.text for a in reading.attributions if a.id in claim.asserted_by for s in a.sources] == ["The army"]


def test_a_land_regarded_as_part_of_another_is_not_the_speakers_town() -> None:
    claims = control("Kosovo declared independence in 2008. Belgrade regards it as part of Serbia.")
    assert [(c.territory.text, c.holder.text, c.relation) for c in claims if c.holder] == [("Kosovo", "Serbia", "de_jure")]


def test_a_people_holds_what_another_state_owns():
    text = "Nagorno-Karabakh secara hukum merupakan bagian Azerbaijan, tetapi dikendalikan etnis Armenia."
    held = {(k.relation, k.holder.text) for k in saksi.read(text, language="id").control}
    assert held == {("de_jure", "Azerbaijan"), ("de_facto", "etnis Armenia")}
