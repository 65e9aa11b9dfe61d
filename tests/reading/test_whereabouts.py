"""Which place is meant: by what stands beside a name, by what else a text names, by where it comes from. Our own sentences."""

from __future__ import annotations

import pytest

from saksi.reading import Layers, layers, read
from saksi.reading.places import Toponym
from saksi.sources import build_document


def seen(text: str, language: str = "id", **known: str) -> Layers:
    return layers(build_document(text=text, language=language, **{"published": "2024-05-01", **known}))[1]


def toponym(text: str, words: str, language: str = "id", **known: str) -> Toponym:
    found = [t for t in seen(text, language, **known).places if t.location.text == words]
    assert found, f"{words!r} is not among the places"
    return found[0]


def where(text: str, words: str, language: str = "id", **known: str) -> tuple[str | None, str | None]:
    place = toponym(text, words, language, **known).location.place
    return (place.country, place.adm1) if place else (None, None)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Two men died in Paris, Texas, on Monday.", "Paris", ("USA", "Texas")),
        ("Two men died in Paris on Monday.", "Paris", ("FRA", None)),
        ("Two men died in Paris, Tenn., on Monday.", "Paris", ("USA", "Tennessee")),
        ("A church burned in Alexandria. Police in Pineville, Louisiana, saw the smoke.", "Alexandria", ("USA", "Louisiana")),
        ("A church burned in Alexandria. Police in Cairo saw the smoke over Egypt.", "Alexandria", ("EGY", "Alexandria")),
        ("Gunmen struck in Tripoli. The army of Lebanon closed the road to Beirut.", "Tripoli", ("LBN", None)),
        ("Gunmen struck in Tripoli. The militias of Benghazi denied it.", "Tripoli", ("LBY", "Tripoli")),
    ],
)
def test_a_name_means_the_place_that_the_text_is_about(text: str, words: str, expected: tuple[str, str | None]) -> None:
    country, adm1 = where(text, words, "en")
    assert country == expected[0]
    assert expected[1] is None or adm1 == expected[1]


@pytest.mark.parametrize(
    ("name", "url", "expected"),
    [
        ("Georgetown", "https://www.frankfortherald.com/a", ("USA", "Kentucky")),
        ("Georgetown", "https://www.example.com/a", ("GUY", "East Berbice-Corentyne")),
        ("Hamilton", "https://www.example.ca/a", ("CAN", "Ontario")),
        ("Hamilton", "https://www.example.com/a", ("BMU", "Hamilton")),
    ],
)
def test_where_a_paper_comes_from_is_a_hint(name: str, url: str, expected: tuple[str, str]) -> None:
    assert where(f"Three men were hurt in {name} on Monday.", name, "en", url=url) == expected


def test_a_country_is_a_country_and_never_its_capital() -> None:
    location = toponym("Bentrokan pecah di Prancis dan di Paris.", "Prancis").location
    assert location.precision == "country"
    assert location.place is not None
    assert (location.place.lat, location.place.lon) == (pytest.approx(46, abs=1), pytest.approx(2, abs=1))
    assert toponym("Bentrokan pecah di Prancis dan di Paris.", "Paris").location.precision == "point"


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Ledakan terdengar di Serang, Banten.", "Serang", True),
        ("Pasukan diperintahkan: Serang markas itu.", "Serang", False),
        ("Seorang warga ditembak di Pati, Jawa Tengah.", "Pati", True),
        ("Tiga Pati TNI dimutasi hari itu.", "Pati", False),
        ("Lima orang tewas di Ilaga, Puncak.", "Puncak", True),
        ("Puncak kekerasan terjadi pada malam hari.", "Puncak", False),
    ],
)
def test_words_are_places_only_where_they_are(text: str, words: str, expected: bool) -> None:
    assert any(t.location.text == words for t in seen(text).places) == expected


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("Kodam XVII/Cenderawasih menyatakan dua prajurit tewas.", "Cenderawasih"),
        ("Kodim 1715/Yahukimo mengerahkan pasukan.", "Yahukimo"),
        ("Korem 172/Praja Wira Yakthi membantah laporan itu.", "Praja"),
        ("Polres Yahukimo menangkap tiga orang.", "Yahukimo"),
        ("Polda Papua menyebut lima orang tewas.", "Papua"),
    ],
)
def test_commands_that_carry_a_place_name_are_no_places(text: str, command: str) -> None:
    assert [t.location.text for t in seen(text).places if command in t.location.text] == []


def test_a_station_is_a_spot_where_a_marker_says_so() -> None:
    location = toponym("Tiga orang ditahan di Polres Yahukimo.", "Polres Yahukimo").location
    assert (location.precision, location.relation) == ("point", "in")


def test_what_no_list_has_resolves_to_what_contains_it() -> None:
    found = toponym("Dua orang tewas di Kampung Wiropak, Distrik Dekai, Kabupaten Yahukimo.", "Kampung Wiropak")
    assert found.location.place is not None
    assert (found.location.place.name, found.location.precision, found.listed) == ("Dekai", "adm3", False)
    alone = toponym("Dua orang tewas di Kampung Wiropak.", "Kampung Wiropak")
    assert (alone.location.place, alone.location.precision) == (None, "village")


def test_a_government_after_a_comma_contains_nothing() -> None:
    assert toponym("Setelah serangan di Wiropak, Jakarta mengirim pasukan.", "Wiropak").location.place is None


def test_a_village_is_the_one_in_the_area_that_the_text_names() -> None:
    location = toponym("Warga Desa Tumbang Lahang, Kabupaten Katingan, menolak.", "Desa Tumbang Lahang").location
    assert location.place is not None
    assert (location.place.id, location.precision) == ("idn:62.06.05.2001", "village")


def test_the_level_that_an_admin_word_states_is_kept() -> None:
    location = toponym("Banjir terjadi di Kecamatan Indralaya, Kabupaten Ogan Ilir.", "Kecamatan Indralaya").location
    assert location.place is not None
    assert (location.place.id, location.precision) == ("idn:16.10.04", "adm3")


@pytest.mark.parametrize(("published", "province"), [("2024-05-01", "Papua Pegunungan"), ("2019-05-01", "Papua")])
def test_provinces_are_those_of_the_day(published: str, province: str) -> None:
    assert where("Dua orang tewas di Distrik Kosarek, Kabupaten Yahukimo.", "Distrik Kosarek", published=published)[1] == province


def test_a_dateline_is_no_scene() -> None:
    reading = read(
        build_document(text="JAKARTA, Kabar - Bom meledak dan menewaskan dua orang.", language="id", published="2024-05-01")
    )
    assert all(event.place is None for event in reading.events)
    assert all(casualty.place is None for casualty in reading.casualties)


def test_a_foreign_place_that_nothing_else_speaks_of_needs_a_marker() -> None:
    assert [t for t in seen("Menteri Amran berbicara di Semarang.").places if t.location.text == "Amran"] == []
    assert where("Serangan terjadi di Amran, kata juru bicara di Jakarta.", "Amran")[0] == "YEM"


@pytest.mark.parametrize(
    ("words", "country"),
    [("Krimea", "UKR"), ("Ossetia Selatan", "GEO"), ("Nagorno-Karabakh", "AZE"), ("Jalur Gaza", "PSE"), ("Aksai Chin", None)],
)
def test_disputed_lands_are_places_under_the_state_they_are_commonly_assigned_to(words: str, country: str | None) -> None:
    location = toponym(f"Tiga tentara tewas di {words}.", words).location
    assert location.place is not None
    assert location.place.country == country
    assert location.place.lat is not None
