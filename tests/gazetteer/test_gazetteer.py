"""The gazetteer: what is in it, that its files agree with each other, and that a wrong row is pointed at."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.resources import files

import pytest

from saksi.gazetteer import Actor, Country, Gazetteer, GazetteerError, Place, load
from saksi.gazetteer._load import COLUMNS, DATA_FILES, parse


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load()


def first(gazetteer: Gazetteer, text: str) -> Country | Actor | Place:
    return gazetteer.names()[text.lower()][0]


def row(table_kind: str, /, **cells: str) -> str:
    return "\t".join(cells.get(column.replace("from", "from_"), "") for column in COLUMNS[table_kind].split())


def table(kind: str, *rows: str) -> bytes:
    return ("# comment\n" + "\t".join(COLUMNS[kind].split()) + "\n" + "\n".join(rows) + "\n").encode()


@pytest.mark.parametrize(
    ("text", "iso3"),
    [
        ("Suriah", "SYR"),
        ("Syria", "SYR"),
        ("Tiongkok", "CHN"),
        ("Cina", "CHN"),
        ("Korea Utara", "PRK"),
        ("Korut", "PRK"),
        ("Amerika Serikat", "USA"),
        ("Inggris", "GBR"),
        ("Belanda", "NLD"),
        ("Palestina", "PSE"),
        ("Burma", "MMR"),
        ("Mesir", "EGY"),
        ("Turkiye", "TUR"),
        ("Pantai Gading", "CIV"),
        ("RD Kongo", "COD"),
        ("Uni Soviet", "SUN"),
        ("Jerman Timur", "DDR"),
        ("Cekoslowakia", "CSK"),
        ("Timor Timur", "TMP"),
        ("Afghans", "AFG"),
        ("Israeli", "ISR"),
        ("Perancis", "FRA"),
    ],
)
def test_countries_are_found_by_name_and_demonym(gazetteer: Gazetteer, text: str, iso3: str) -> None:
    entry = first(gazetteer, text)
    assert isinstance(entry, Country)
    assert entry.iso3 == iso3


@pytest.mark.parametrize(
    ("text", "iso3"), [("AS", "USA"), ("US", "USA"), ("UK", "GBR"), ("RI", "IDN"), ("PNG", "PNG"), ("UEA", "ARE")]
)
def test_abbreviations_keep_their_case(gazetteer: Gazetteer, text: str, iso3: str) -> None:
    assert gazetteer.cased()[text][0] == gazetteer.country(iso3)
    assert gazetteer.country(iso3) not in gazetteer.names().get(text.lower(), ())


@pytest.mark.parametrize(
    ("text", "iso3"),
    [
        ("Kyiv", "UKR"),
        ("Kiev", "UKR"),
        ("Moskwa", "RUS"),
        ("Baku", "AZE"),
        ("Yerevan", "ARM"),
        ("Teheran", "IRN"),
        ("Damaskus", "SYR"),
    ],
)
def test_capitals(gazetteer: Gazetteer, text: str, iso3: str) -> None:
    assert gazetteer.capitals()[text.lower()][0].iso3 == iso3


@pytest.mark.parametrize(
    ("text", "ident"),
    [
        ("KKB Papua", "idn-tpnpb"),
        ("TPNPB-OPM", "idn-tpnpb"),
        ("Gerakan Aceh Merdeka", "idn-gam"),
        ("Hizbullah", "lbn-hezbollah"),
        ("Macan Tamil", "lka-ltte"),
        ("Garda Revolusi", "irn-irgc"),
        ("Gedung Putih", "usa-white-house"),
        ("Kremlin", "rus-kremlin"),
        ("Dewan Keamanan PBB", "int-unsc"),
        ("Satgas Damai Cartenz", "idn-satgas-damai-cartenz"),
        ("Artsakh", "aze-artsakh"),
        ("Antaranews.com", "idn-antara"),
        ("Joko Widodo", "person:idn-joko-widodo"),
    ],
)
def test_actors_are_found_in_both_languages(gazetteer: Gazetteer, text: str, ident: str) -> None:
    assert first(gazetteer, text) == gazetteer.actor(ident)


def test_labels_are_marked_as_the_words_of_others(gazetteer: Gazetteer) -> None:
    tpnpb = gazetteer.actor("idn-tpnpb")
    assert tpnpb is not None
    assert {"KKB", "KST"} <= set(tpnpb.labels)
    assert tpnpb.name not in tpnpb.labels
    assert gazetteer.cased()["KKB"][0] == tpnpb


def test_unarmed_movements_are_civilians(gazetteer: Gazetteer) -> None:
    for ident in ("idn-knpb", "idn-ulmwp"):
        actor = gazetteer.actor(ident)
        assert actor is not None
        assert actor.sector == "CVL"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Jalur Gaza", "PSE"),
        ("Gaza", "PSE"),
        ("Tepi Barat", "PSE"),
        ("Nagorno-Karabakh", "AZE"),
        ("Nagorno Karabakh", "AZE"),
        ("Krimea", "UKR"),
        ("Darfur", "SDN"),
        ("Marawi", "PHL"),
        ("Kiwirok", "IDN"),
        ("Intan Jaya", "IDN"),
        ("Stepanakert", "AZE"),
        ("Kharkov", "UKR"),
        ("Chalatenango", "SLV"),
    ],
)
def test_places(gazetteer: Gazetteer, text: str, country: str) -> None:
    place = first(gazetteer, text)
    assert isinstance(place, Place)
    assert place.country == country


def test_indonesian_areas_know_what_contains_them(gazetteer: Gazetteer) -> None:
    kiwirok = gazetteer.place("idn:95.02.02")
    assert kiwirok is not None
    assert (kiwirok.name, kiwirok.precision, kiwirok.adm2, kiwirok.adm1) == (
        "Kiwirok",
        "adm3",
        "Pegunungan Bintang",
        "Papua Pegunungan",
    )
    levels = [place.precision for place in gazetteer.places.values() if place.id.startswith("idn:")]
    assert (levels.count("adm1"), levels.count("adm2")) == (38, 514)
    assert levels.count("adm3") > 7000


@pytest.mark.parametrize("text", ["Puncak", "Serang", "Pati", "Batu", "Malang", "Palu", "Mobile", "Reading", "Nice"])
def test_ordinary_words_are_flagged(gazetteer: Gazetteer, text: str) -> None:
    found = [entry for entry in gazetteer.names()[text.lower()] if isinstance(entry, Place) and entry.name == text]
    assert found
    assert all(place.ambiguous for place in found)


def test_diacritics_do_not_make_a_word_a_town(gazetteer: Gazetteer) -> None:
    assert "bukan" not in gazetteer.names()  # Būkān in Iran; bukan is "not"


def test_candidates_come_best_first(gazetteer: Gazetteer) -> None:
    assert isinstance(first(gazetteer, "Georgia"), Country)
    tripoli = first(gazetteer, "Tripoli")
    assert isinstance(tripoli, Place)
    assert tripoli.country == "LBY"
    for entries in gazetteer.names().values():
        order = [0 if isinstance(e, Country) else 1 if isinstance(e, Actor) else 2 for e in entries]
        assert order == sorted(order)


def test_keys_are_lower_case_and_single_spaced(gazetteer: Gazetteer) -> None:
    wrong = [key for key in gazetteer.names() if key != key.lower() or key != " ".join(key.split()) or not key]
    assert wrong == []


def test_neighbours_are_symmetric_and_exist(gazetteer: Gazetteer) -> None:
    today = {code: country for code, country in gazetteer.countries.items() if country.last is None}
    for code, country in today.items():
        for other in country.neighbours:
            assert code in gazetteer.countries[other].neighbours, f"{code} borders {other}, not the other way round"
    assert {"AZE", "IRN", "TUR", "GEO"} == {country.iso3 for country in gazetteer.neighbours("ARM")}


def test_codes_and_regions(gazetteer: Gazetteer) -> None:
    for actor in gazetteer.actors.values():
        assert actor.country is None or actor.country in gazetteer.countries
    for country in gazetteer.countries.values():
        assert re.fullmatch("[A-Z]{3}", country.iso3)
        assert country.last is None or country.successors, f"{country.iso3} ended without successors"
    assert len({c.iso2 for c in gazetteer.countries.values() if c.last is None}) == sum(
        c.last is None for c in gazetteer.countries.values()
    )


def test_persons_and_groups_are_dated(gazetteer: Gazetteer) -> None:
    trump = gazetteer.actor("person:usa-donald-trump")
    assert trump is not None
    assert (trump.active(2018), trump.active(2022), trump.active(2025)) == (True, False, True)
    assert len(trump.terms) == 2
    ltte = gazetteer.actor("lka-ltte")
    assert ltte is not None
    assert (ltte.active(1990), ltte.active(2015)) == (True, False)
    zaire = [name for name in gazetteer.countries["COD"].dated if name.text == "Zaire"]
    assert [(name.first, name.last) for name in zaire] == [(1971, 1997)]


def test_a_surname_alone_is_rare(gazetteer: Gazetteer) -> None:
    persons = [actor for actor in gazetteer.actors.values() if actor.kind == "person"]
    alone = [form for actor in persons for form in actor.names if " " not in form and "-" not in form]
    assert len(alone) < len(persons) / 4


def test_conflicts_point_at_what_exists(gazetteer: Gazetteer) -> None:
    karabakh = gazetteer.conflict("nagorno-karabakh")
    assert karabakh is not None
    assert {"ARM", "AZE"} <= set(karabakh.parties)
    assert karabakh.active(2020)
    assert not karabakh.active(1960)
    assert len(gazetteer.conflicts) >= 60


def test_files_say_where_they_come_from_and_are_sorted() -> None:
    folder = files("saksi.gazetteer") / "data"
    for name in DATA_FILES:
        lines = (folder / name).read_text(encoding="utf-8").splitlines()
        comments = [line for line in lines if line.startswith("#")]
        assert any("Source:" in line or "hand-kept" in line for line in comments), name
        ids = [line.split("\t")[0] for line in lines[len(comments) + 1 :]]
        assert ids == sorted(ids), name
    assert sum(len((folder / name).read_bytes()) for name in DATA_FILES) < 6_000_000


def test_loading_is_deterministic_and_cached(gazetteer: Gazetteer) -> None:
    assert load() is gazetteer
    program = (
        "from saksi.gazetteer import load; import hashlib; g = load();"
        "print(g.digest, hashlib.sha256(repr([(k, [repr(e) for e in v]) for k, v in g.names().items()]).encode()).hexdigest())"
    )
    runs = {
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment(seed)).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
    assert runs.pop().startswith(gazetteer.digest)


def environment(seed: str) -> dict[str, str]:
    return {"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(path for path in sys.path if path)}


COUNTRY = row("country", iso3="AAA", name="Aland")


@pytest.mark.parametrize(
    ("file", "content", "where", "what"),
    [
        ("countries.tsv", table("country", COUNTRY, COUNTRY), "countries.tsv:4", "already"),
        ("countries.tsv", table("country", row("country", iso3="AAA", name="A", neighbours="BBB")), "countries.tsv:3", "BBB"),
        ("countries.tsv", table("country", row("country", iso3="aa", name="A")), "countries.tsv:3", "alpha-3"),
        ("countries.tsv", table("country", row("country", iso3="AAA", name="A", names="B| C")), "countries.tsv:3", "spaced"),
        ("countries.tsv", table("country", row("country", iso3="AAA", name="A", names="B@19-20")), "countries.tsv:3", "years"),
        ("regions.tsv", table("place", "geonames:1\tA"), "regions.tsv:3", "2 cells"),
        ("regions.tsv", table("place", row("place", id="x", name="A", precision="point")), "regions.tsv:3", "place id"),
        ("regions.tsv", table("place", row("place", id="geonames:1", name="A", precision="spot")), "regions.tsv:3", "precision"),
        (
            "regions.tsv",
            table("place", row("place", id="geonames:1", name="A", precision="point", lat="1")),
            "regions.tsv:3",
            "lat",
        ),
        (
            "regions.tsv",
            table("place", row("place", id="geonames:1", name="A", precision="point", country="ZZZ")),
            "regions.tsv:3",
            "ZZZ",
        ),
        ("regions.tsv", b"id\tname\n", "regions.tsv:1", "column names"),
        ("actors.tsv", table("actor", row("actor", id="a", name="A", kind="club", sector="REB")), "actors.tsv:3", "kind"),
        ("actors.tsv", table("actor", row("actor", id="a", name="A", kind="group", sector="XXX")), "actors.tsv:3", "sector"),
        (
            "actors.tsv",
            table("actor", row("actor", id="a", name="A", kind="group", sector="REB", member_of="b")),
            "actors.tsv:3",
            "member",
        ),
        ("officials.tsv", table("person", row("person", id="p", name="A", sector="GOV")), "officials.tsv:3", "person:"),
        (
            "officials.tsv",
            table("person", row("person", id="person:a", name="A", sector="GOV", since="2001", until="2000")),
            "officials.tsv:3",
            "before",
        ),
        ("conflicts.tsv", table("conflict", row("conflict", id="c", name="C", name_id="C")), "conflicts.tsv:3", "year"),
        ("countries.tsv", b"\xff", "countries.tsv:1", "UTF-8"),
    ],
)
def test_a_wrong_row_is_pointed_at(file: str, content: bytes, where: str, what: str) -> None:
    with pytest.raises(GazetteerError) as error:
        parse({file: content})
    assert str(error.value).startswith(where)
    assert what in str(error.value)


def test_an_empty_gazetteer_is_fine() -> None:
    empty = parse({})
    assert (empty.names(), empty.cased(), empty.neighbours("IDN"), empty.country("IDN")) == ({}, {}, (), None)


def test_terms_of_reign_end_where_a_later_leader_is_known() -> None:
    gazetteer = load()
    later = gazetteer.actor("person:phl-ferdinand-marcos-jr")
    assert later is None or later.active(2024)
    open_terms = [a for a in gazetteer.actors.values() if a.kind == "person" and a.country == "ECU" and a.active(2025)]
    assert [a.name for a in open_terms if a.office == "President"] == ["Daniel Noboa"]


@pytest.mark.parametrize(
    ("form", "country", "sector"),
    [
        ("Mossad", "ISR", "SPY"), ("Shin Bet", "ISR", "SPY"), ("Kejagung", "IDN", "JUD"), ("Polda Jatim", "IDN", "COP"),
        ("Asahi Shimbun", "JPN", "JRN"), ("GSPC", "DZA", "REB"), ("Nyatura", "COD", "REB"), ("Kemensos", "IDN", "GOV"),
        ("KNPB", "IDN", "CVL"), ("ULMWP", "IDN", "CVL"), ("TPNPB", "IDN", "REB"), ("Taro Aso", "JPN", "GOV"),
    ],
)  # fmt: skip
def test_organs_groups_outlets_and_holders(form: str, country: str, sector: str) -> None:
    found = [*load().names().get(form.lower(), ()), *load().cased().get(form, ())]
    assert (country, sector) in {(e.country, e.sector) for e in found if isinstance(e, Actor)}
