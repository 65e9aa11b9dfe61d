"""The compiled file of towns: what is packed is found again, and what is no such file is refused."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.gazetteer import GazetteerError, Place, load
from saksi.gazetteer._load import COUNTRY_FILES, HISTORY_FILES, PLACE_FILES
from saksi.gazetteer._towns import MAGIC, Towns, pack, plain


def place(ident: str, name: str, *others: str, **known: object) -> Place:
    fields = {"country": "IDN", "adm1": "Papua", "adm2": "", "precision": "point", "lat": -2.5, "lon": 140.7, "population": 0}
    fields |= known
    return Place(ident, name, (name, *others), ambiguous=bool(fields.pop("ambiguous", False)), **fields)  # type: ignore[arg-type]


PLACES = [
    place("geonames:7", "Saint-Jean-d'Angély", country="FRA", lat=45.95, lon=-0.52, population=7000),
    place("geonames:3", "Malé", "Male City", country="MDV"),
    place("geonames:5", "Būkān", country="IRN", population=1_234_567),
    place("saksi:adm2-us-la-079", "Rapides Parish", "Rapides", country="USA", adm1="Louisiana", precision="adm2"),
    place("idn:95.02.02.2001", "Kiwirok", precision="village", lat=None, lon=None),
    place("idn:95.02.02.2002", "Bukan", precision="village", ambiguous=True),
]


@pytest.fixture(scope="module")
def towns() -> Towns:
    return Towns(pack(PLACES, lambda name: name == "Būkān"))


@pytest.mark.parametrize(
    ("text", "ident"),
    [
        ("malé", "geonames:3"),
        ("male", "geonames:3"),
        ("Male City", "geonames:3"),
        ("st. jean d'angely", "geonames:7"),
        ("saint-jean-d'angély", "geonames:7"),
        ("rapides", "saksi:adm2-us-la-079"),
        ("būkān", "geonames:5"),
    ],
)
def test_a_name_is_found_however_it_is_spelt(towns: Towns, text: str, ident: str) -> None:
    assert [p.id for p in towns.find(text)] == [ident]


def test_what_is_another_word_without_its_diacritics_is_found_with_them_only(towns: Towns) -> None:
    assert towns.find("bukan") == ()


def test_villages_are_asked_for_by_themselves(towns: Towns) -> None:
    assert towns.find("kiwirok") == ()
    assert [p.id for p in towns.villages("Kiwirok")] == ["idn:95.02.02.2001"]
    assert "kiwirok" not in set(towns.forms())


@pytest.mark.parametrize("original", PLACES)
def test_a_place_comes_back_by_its_id(towns: Towns, original: Place) -> None:
    found = towns.by_id(original.id)
    assert found is not None
    same = ("id", "name", "country", "adm1", "adm2", "precision", "ambiguous")
    assert [getattr(found, field) for field in same] == [getattr(original, field) for field in same]
    assert found.population == pytest.approx(original.population, rel=0.005)
    assert (found.lat is None) == (original.lat is None)
    if found.lat is not None and found.lon is not None:
        assert (found.lat, found.lon) == (pytest.approx(original.lat, abs=0.002), pytest.approx(original.lon, abs=0.004))


@pytest.mark.parametrize("ident", ["geonames:4", "geonames:x", "idn:95.02.02.2003", "idn:95.02.02", "saksi:adm2-us", ""])
def test_an_unknown_id_gives_nothing(towns: Towns, ident: str) -> None:
    assert towns.by_id(ident) is None


@given(st.lists(st.text(st.characters(min_codepoint=33, max_codepoint=0x24F), min_size=1, max_size=12), unique=True, min_size=1))
def test_every_name_that_is_packed_is_found(names: list[str]) -> None:
    found = Towns(pack([place(f"geonames:{i}", name) for i, name in enumerate(names)]))
    assert len(found) == len(names)
    for i, name in enumerate(names):
        wanted = found.by_id(f"geonames:{i}")
        assert wanted is not None
        assert wanted in found.find(name)
        assert all(plain(p.name) == plain(name) for p in found.find(name))


def test_the_same_places_give_the_same_bytes() -> None:
    assert pack(PLACES) == pack(PLACES[::-1])


@pytest.mark.parametrize("data", [b"id\tname\n", pack(PLACES)[:-1], pack(PLACES) + b"x"])
def test_what_is_no_file_of_towns_is_refused(data: bytes) -> None:
    with pytest.raises(GazetteerError, match=r"towns\.bin"):
        Towns(data)


def test_a_changed_byte_is_noticed() -> None:
    data = bytearray(pack(PLACES))
    data[-1] ^= 1
    assert data.startswith(MAGIC)
    assert not Towns(bytes(data)).sound()


def test_the_file_that_ships_is_sound_and_small() -> None:
    folder = files("saksi.gazetteer") / "data"
    assert Towns((folder / "towns.bin").read_bytes()).sound()
    places = ("towns.bin", *COUNTRY_FILES, *PLACE_FILES, *HISTORY_FILES)
    assert sum(len((folder / name).read_bytes()) for name in places) < 15_000_000


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Cottonport", "USA"),
        ("Rapides Parish", "USA"),
        ("Tessalit", "MLI"),
        ("Beryslav", "UKR"),
        ("Yarang", "THA"),
        ("Wamena", "IDN"),
    ],
)
def test_small_towns_and_second_level_areas_are_there(text: str, country: str) -> None:
    assert country in {entry.country for entry in load().names()[text.lower()] if isinstance(entry, Place)}


def test_indonesian_villages_know_their_district_by_their_code() -> None:
    found = {village.id: village for village in load().villages("Tumbang Lahang")}
    assert (found["idn:62.06.05.2001"].adm2, found["idn:62.06.05.2001"].adm1) == ("Katingan", "Kalimantan Tengah")
    district = load().place("idn:62.06.05")
    assert district is not None
    assert district.precision == "adm3"


@pytest.mark.parametrize(
    ("code", "year", "name"),
    [
        ("idn:95.02.02", 2024, "Papua Pegunungan"),
        ("idn:95.02.02", 2019, "Papua"),
        ("idn:95.02.02", 1998, "Irian Jaya"),
        ("idn:95.02.02", 1965, "Irian Barat"),
        ("idn:95.02.02", None, "Papua Pegunungan"),
        ("idn:96.01", 2021, "Papua Barat"),
        ("idn:96.01", 2005, "Irian Jaya Barat"),
        ("idn:36.73", 1999, "Jawa Barat"),
        ("idn:11.09", 2005, "Nanggroe Aceh Darussalam"),
        ("idn:33.18", 1999, "Jawa Tengah"),
    ],
)
def test_provinces_are_what_they_were(code: str, year: int | None, name: str) -> None:
    area = load().place(code)
    assert area is not None
    assert load().adm1_in(area, year) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("La.", "Louisiana"),
        ("W. Va.", "West Virginia"),
        ("MA", "Massachusetts"),
        ("B.C.", "British Columbia"),
        ("Tenn.", "Tennessee"),
    ],
)
def test_abbreviated_states_are_known_apart(text: str, name: str) -> None:
    assert name in [area.name for area in load().abbreviated(text)]
    assert all(entry.name != name for entry in load().cased().get(text, ()))
