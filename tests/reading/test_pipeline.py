"""The pipeline as a whole: components in an order that serves them, and behaviours of the reading in our own words."""

from __future__ import annotations

from pathlib import Path

import pytest

import saksi
from saksi import reading
from saksi.reading import COMPONENTS
from saksi.types import Reading


def test_every_component_finds_what_it_needs() -> None:
    given: set[str] = set()
    for name, needs, gives in COMPONENTS:
        assert set(needs) <= given, f"{name} needs {set(needs) - given}, which nothing before it gives"
        given |= set(gives)


def test_every_component_is_a_file() -> None:
    folder = Path(reading.__file__).parent
    for name, _, _ in COMPONENTS:
        assert (folder / f"{name}.py").is_file()


def read(text: str, language: str = "id", **more: str) -> Reading:
    return saksi.read(text, language=language, published="2021-03-10", **more)


def names(participants: tuple) -> set[str | None]:
    return {p.actor.country if p.actor else p.text for p in participants}


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("Tentara Kenya menyerang milisi Somalia di Gedo.", {"KEN"}, {"SOM"}),
        ("Milisi Somalia diserang tentara Kenya di Gedo.", {"KEN"}, {"SOM"}),
        ("Milisi Somalia diserang oleh tentara Kenya di Gedo.", {"KEN"}, {"SOM"}),
        ("Serangan tentara Kenya terhadap milisi Somalia terjadi di Gedo.", {"KEN"}, {"SOM"}),
    ],
)
def test_affixes_and_markers_decide_roles(text: str, actors: set, recipients: set) -> None:
    event = next(e for e in read(text).events if e.plover.type == "ASSAULT")
    assert names(event.actors) == actors
    assert names(event.recipients) == recipients


def test_both_sides_of_a_clash_are_actors() -> None:
    for text in ("Bentrokan antara polisi dan warga pecah di Bima.", "Polisi bentrok dengan warga di Bima."):
        event = next(e for e in read(text).events if e.plover.type == "ASSAULT")
        assert event.mutual
        assert len(event.actors) == 2
        assert event.recipients == ()


def test_an_agent_nobody_names_is_unstated() -> None:
    event = next(e for e in read("Seorang prajurit TNI ditembak di Nduga.").events if e.plover.type == "ASSAULT")
    assert [p.status for p in event.actors] == ["unstated"]
    assert event.actors[0].text is None


@pytest.mark.parametrize(
    ("text", "realis"),
    [
        ("Tentara Kenya akan menyerang milisi Somalia.", "planned"),
        ("Tentara Kenya tidak menyerang milisi Somalia.", "negated"),
        ("Jika tentara Kenya menyerang milisi Somalia, perang pecah lagi.", "hypothetical"),
        ("Tentara Kenya mengancam akan menyerang milisi Somalia.", "threatened"),
    ],
)
def test_realis(text: str, realis: str) -> None:
    found = {e.realis for e in read(text).events if e.plover.type == "ASSAULT"} | {
        "threatened" for e in read(text).events if e.plover.type == "THREATEN"
    }
    assert realis in found


def test_a_neighbour_is_worked_out_from_the_map_and_the_document() -> None:
    text = "Tetangga Rwanda dan Uganda ini menyebut pasukannya diserang.\nKongo menuduh milisi M23.\nKongo mengirim tentara."
    attribution = read(text).attributions[0]
    assert attribution.sources[0].actor is not None
    assert attribution.sources[0].actor.country == "COD"


def test_a_toll_is_the_speakers() -> None:
    found = read("Sedikitnya 16 tentara tewas dalam serangan itu, kata Kementerian Pertahanan Kenya.")
    (toll,) = found.casualties
    (attribution,) = found.attributions
    assert toll.asserted_by == (attribution.id,)
    assert toll.certainty == "reported"
    assert (toll.quantity.low, toll.quantity.best, toll.quantity.high) == (16, None, None)


def test_a_subset_points_at_its_total() -> None:
    found = read("Serangan itu menewaskan 12 orang, termasuk tiga anak.")
    total, part = found.casualties
    assert part.part_of == total.id
    assert part.who == ("child",)


def test_deaths_in_a_disaster_are_turned_down_and_kept() -> None:
    document = saksi.read("Gempa bumi mengguncang Palu. Banjir dan longsor menewaskan 40 orang.", language="id")
    assert document.casualties == ()
    kept = reading.read(document.document, rejected=True)
    assert any(r.noun == "casualty" and "violence" in r.reason for r in kept.rejected)


def test_a_teaser_is_never_main_and_never_the_bodys_toll() -> None:
    text = "Polisi menahan lima demonstran di Bima.\nBaca juga: Baku Tembak di Nduga, 4 Prajurit Tewas"
    found = read(text)
    assert all(c.voice == "teaser" for c in found.casualties if c.kind == "killed")
    main = next(e for e in found.events if e.id == found.main)
    assert main.plover.type == "COERCE"
