"""Homes: organs, posts and persons in office get their state from the text around them, or none."""

from __future__ import annotations

import pytest

import saksi
from saksi.gazetteer import load
from saksi.reading import layers, read
from saksi.sources import build_document

PATTERNS = {
    "id": {
        "militer {}": "MIL",
        "tentara {}": "MIL",
        "angkatan udara {}": "MIL",
        "polisi {}": "COP",
        "pemerintah {}": "GOV",
        "intelijen {}": "SPY",
    },
    "en": {"{} army": "MIL", "{} troops": "MIL", "{} police": "COP", "{} government": "GOV", "{} defence minister": "MIL GOV"},
}


def actors(text: str, language: str, title: str | None = None) -> dict[str, tuple[str | None, str | None]]:
    """The phrases of a text that have an actor, with its country and sector."""
    _, found = layers(build_document(text=text, title=title, language=language, id="d"))
    page = found.page
    return {page.words(p.first, p.last): (p.actor.country, p.actor.sector) for p in found.cast.phrases if p.actor is not None}


@pytest.mark.parametrize(
    ("text", "language", "phrase", "expected"),
    [
        ("Kapolres menemui warga.", "id", "Kapolres", ("IDN", "COP")),
        ("Polisi di Nairobi menembaki massa.", "id", "Polisi", ("KEN", "COP")),
        ("Bentrokan pecah di Sudan. Tentara menembaki massa.", "id", "Tentara", ("SDN", "MIL")),
        ("Clashes broke out in Sudan. The government denied it.", "en", "The government", ("SDN", "GOV")),
        ("Scotland Yard arrested two men.", "en", "Scotland Yard", ("GBR", "COP")),
        ("Kepala Dinas Kesehatan Jakarta, Rina Hastuti, membantah hal itu.", "id", "Rina Hastuti", ("IDN", "GOV")),
        ("Afghan and British troops fought in the valley.", "en", "Afghan", ("AFG", "MIL")),
        ("Two Palestinians were killed.", "en", "Palestinians", ("PSE", "CVL")),
    ],
)
def test_the_state_comes_from_the_words_around(text: str, language: str, phrase: str, expected: tuple[str, str]) -> None:
    assert actors(text, language).get(phrase) == expected


@pytest.mark.parametrize(
    ("text", "language", "phrase"),
    [
        ("Polisi menembaki massa.", "id", "Polisi"),
        ("Warga melempari mobil di Nairobi.", "id", "Warga"),
        ("Dua tank dibakar di Sudan.", "id", "tank"),
    ],
)
def test_nothing_is_said_where_nothing_tells(text: str, language: str, phrase: str) -> None:
    assert phrase not in actors(text, language)


def test_a_person_keeps_the_post_of_the_full_name() -> None:
    found = actors("Menteri Budi Karyono tiba di Jakarta. Karyono membantah tudingan itu.", "id")
    assert found["Karyono"] == ("IDN", "GOV")


@pytest.mark.parametrize("language", ["id", "en"])
def test_forces_and_organs_by_pattern_in_every_state(language: str) -> None:
    asked = wrong = 0
    for country in load().countries.values():
        names = country.names if language == "id" else country.demonyms
        for name in names[:1] if country.last is None else ():
            for pattern, sectors in PATTERNS[language].items():
                text = (
                    f"{pattern.format(name)} membantah hal itu." if language == "id" else f"The {pattern.format(name)} denied it."
                )
                asked += 1
                wrong += not any(c == country.iso3 and s in sectors.split() for c, s in actors(text, language).values() if s)
    assert asked > 900
    assert wrong <= 0.02 * asked


def test_furniture_of_a_page_speaks_for_nobody() -> None:
    text = '"Ini harus diusut," kata Dede Indra, Senin.\nSCROLL TO CONTINUE WITH CONTENT\n"Tidak boleh ada korban," ujarnya.'
    reading = read(build_document(text=text, language="id", id="d"))
    assert [s.text for a in reading.attributions for s in a.sources] == ["Dede Indra", "Dede Indra"]


def test_a_definite_post_is_no_agency_that_has_the_word_in_its_name() -> None:
    text = (
        "Police in Jordan killed a militant, a security source was quoted as saying by the official Petra news agency. "
        "Two men were wounded, the unidentified official said."
    )
    assert actors(text, "en")["the unidentified official"] == ("JOR", "GOV")


def test_who_tells_of_it_is_no_sign_of_where_it_is() -> None:
    text = "Bentrokan pecah di ibu kota Guinea, kata dokter kepada kantor berita Inggris Reuters. Sumber polisi membenarkan."
    assert actors(text, "id")["Sumber polisi"] == ("GIN", "COP")


@pytest.mark.parametrize(
    ("text", "language", "phrase", "expected"),
    [
        ("The rebel Kurdistan Workers' Party issued a declaration.", "en", "The rebel Kurdistan Workers' Party", ("TUR", "REB")),
        ("The Democratic People's Republic of Korea refused.", "en", "The Democratic People's Republic of Korea", ("PRK", "GOV")),
        ("US raids killed eight top al-Qaeda leaders.", "en", "top al-Qaeda leaders", (None, "IMG")),
        ("Milisi al-Shabaab menyerang kota itu.", "id", "Milisi al-Shabaab", ("SOM", "REB")),
        ("South Korea and North Korea met. The deal leaves out the North.", "en", "the North", ("PRK", "GOV")),
        ("They tried to kidnap an Israeli hitchhiker.", "en", "an Israeli", ("ISR", "CVL")),
    ],
)
def test_a_name_is_read_as_it_is_written(text: str, language: str, phrase: str, expected: tuple[str | None, str]) -> None:
    assert actors(text, language).get(phrase) == expected


def test_a_state_without_an_army_has_no_soldiers() -> None:
    text = "Two Palestinians were shot in Gaza, near the border with Israel. The soldiers left Gaza."
    assert actors(text, "en")["The soldiers"] == ("ISR", "MIL")
    gazetteer = load()
    assert not gazetteer.has_army("CRI")
    assert gazetteer.has_army("HTI", 1990)
    assert not gazetteer.has_army("HTI", 2005)
    assert gazetteer.has_army("HTI")
    assert gazetteer.has_army("IDN")


def test_the_stories_of_one_page_are_told_apart() -> None:
    story = (
        "Fighting between Hamas and Fatah went on in Gaza.\nHospitals in Gaza were full, doctors said.\n"
        "Palestinian leaders met in Ramallah on Monday.\nThe talks went on in Ramallah all night.\n"
        "A bomber blew himself up at a checkpoint in eastern Sri Lanka on Tuesday.\nTwo soldiers were killed."
    )
    assert actors(story, "en")["soldiers"] == ("LKA", "MIL")


def test_a_lone_name_makes_nobody_the_members_of_a_group_from_elsewhere() -> None:
    text = (
        "A bomb went off in Baghdad, Iraqi police said. Insurgents shot at the police. "
        "Two people died in Baghdad.\nTroops closed the road.\nThe mayor spoke.\nA shop burned.\n"
        "A statement praised the Taliban."
    )
    assert actors(text, "en")["Insurgents"] == ("IRQ", "REB")


@pytest.mark.parametrize(
    ("text", "language", "phrase", "country"),
    [
        ("US-led forces raided a house in Mosul. Three insurgents died, the US military said.", "en", "insurgents", "IRQ"),
        ("French jets bombed Konna in Mali. Dozens of rebels fled, said France.", "en", "rebels", "MLI"),
        ("American troops shot at a car near Samarra. Terror suspects were held.", "en", "Terror suspects", "IRQ"),
        ("Jet Rusia menggempur sasaran di Aleppo. Pasukan pemerintah maju, kata Rusia.", "id", "Pasukan pemerintah", "SYR"),
        ("Pasukan Kenya menyerang sebuah desa dekat Kismayo. Militan membalas, kata militer Kenya.", "id", "Militan", "SOM"),
        ("Israeli soldiers shot Palestinian gunmen near Sderot. The militants had fired first.", "en", "The militants", "PSE"),
        ("Dutch troops left Uruzgan in Afghanistan. The governor thanked them.", "en", "The governor", "AFG"),
        ("Pasukan Prancis bertempur di Gao, Mali. Tentara itu lalu mundur.", "id", "Tentara itu", "FRA"),
    ],
)
def test_who_fights_at_home_is_of_the_place_and_not_of_a_force_from_abroad(
    text: str, language: str, phrase: str, country: str
) -> None:
    assert actors(text, language)[phrase][0] == country


def test_whom_nobody_knows_may_be_anybodys_and_an_envoy_is_not_of_where_he_is() -> None:
    found = actors("Police in Lima shot at a crowd. Unknown gunmen fled. Western diplomats in Lima protested.", "en")
    assert "Unknown gunmen" not in found
    assert "PER" not in {country for phrase, (country, _) in found.items() if "diplomats" in phrase}


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Pemberontak menyerang pos tentara di Grozny, Rusia.", "id", "pemberontak (Russia)"),
        ("Rebels attacked an army post in Grozny, Russia.", "en", "rebels (Russia)"),
    ],
)
def test_those_who_fight_a_state_do_not_go_by_its_name(text: str, language: str, name: str) -> None:
    reading = read(build_document(text=text, language=language, id="d"))
    [rebels] = {p.actor for e in reading.events for p in e.actors if p.actor is not None and p.actor.sector == "REB"}
    assert (rebels.id, rebels.name, rebels.country) == ("rus:reb", name, "RUS")


@pytest.mark.parametrize(
    ("language", "text", "side"),
    [
        ("en", "Russia launched an offensive in Ukraine. Russia said it had killed 30 soldiers.", "UKR"),
        ("en", "Russia said it killed 30 soldiers near Kursk.", None),
        ("id", "Militer Rusia menyatakan telah menewaskan 30 tentara di dekat Kursk.", None),
        ("en", "Israeli troops killed three soldiers in southern Lebanon.", "LBN"),
        ("en", "Rebels killed 30 soldiers in Goma.", "COD"),
    ],
)
def test_a_state_does_not_kill_its_own(language, text, side):
    claim = saksi.read(text, language=language).casualties[0]
    assert claim.quantity.number == (3 if "three" in text else 30)
    assert (claim.side.actor.country if claim.side and claim.side.actor else None) == side


def test_a_minister_who_urges_a_country_is_not_its_minister():
    event = saksi.read("The minister urged Israel to stop the strikes.", language="en").events[0]
    assert event.actors[0].actor is None or event.actors[0].actor.country is None
    assert event.recipients[0].actor.country == "ISR"


@pytest.mark.parametrize(
    ("text", "language", "phrase", "expected"),
    [
        ("The Kenya National Commission on Human Rights spoke.", "en",
         "The Kenya National Commission on Human Rights", ("KEN", "GOV")),
        ("Komnas HAM Filipina mengecam penangkapan itu.", "id", "Komnas HAM Filipina", ("PHL", "GOV")),
        ("Mahkamah Konstitusi Korea Selatan menolak gugatan itu.", "id", "Mahkamah Konstitusi Korea Selatan", ("KOR", "JUD")),
        ("Britain's U.N. Ambassador Jane Marlowe asked for a vote.", "en",
         "Britain's U.N. Ambassador Jane Marlowe", ("GBR", "GOV")),
        ("French and US troops left the base.", "en", "French", ("FRA", "MIL")),
        ("Ketua Komite Angkatan Bersenjata Senat AS mengecam itu.", "id",
         "Ketua Komite Angkatan Bersenjata Senat AS", ("USA", "LEG")),
        ("Wanita juru bicara tentara Israel membantahnya.", "id", "Wanita juru bicara tentara Israel", ("ISR", "MIL")),
    ],
)  # fmt: skip
def test_whose_a_body_is_and_what_it_does(text: str, language: str, phrase: str, expected: tuple[str, str]) -> None:
    assert actors(text, language).get(phrase) == expected


def test_a_surname_behind_other_given_names_is_another_persons() -> None:
    text = "Harga beras naik sejak pekan lalu, kata Wakil Ketua DPR Siti Hartini Soeharto, Senin."
    said = saksi.read(text, language="id").attributions[0].sources[0]
    assert said.actor is not None
    assert said.actor.id == "name:siti-hartini-soeharto"
    assert said.actor.sector == "LEG"


def test_protesters_who_speak_are_of_where_they_are_told_of_and_as_a_party_go_by_their_own_words() -> None:
    text = "Police in Nairobi shot at crowds on Monday. The protesters said that the police in Nairobi had killed two students."
    reading = saksi.read(text, language="en")
    speakers = [s.actor for a in reading.attributions for s in a.sources if s.text == "The protesters"]
    assert [(a.country, a.sector) for a in speakers if a is not None] == [("KEN", "CVL")]
    suffered = [p.actor for e in reading.events for p in e.recipients if p.actor is not None]
    assert all(a.country is None for a in suffered)


def test_who_is_asked_without_a_word_of_who_he_is_is_known_to_all() -> None:
    text = "Afghanistan and Pakistan share a border. That is still a problem, said McCormack, who called on Kabul to act."
    found = [s.actor for a in saksi.read(text, language="en").attributions for s in a.sources if s.text == "McCormack"]
    assert {(a.country, a.sector) for a in found if a is not None} == {("USA", "GOV")}
