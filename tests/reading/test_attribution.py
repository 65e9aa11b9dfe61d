"""Who says what: what is a cue of saying, and whose words it introduces. Sentences of our own."""

from __future__ import annotations

import pytest

import saksi


def said(text: str, language: str = "en") -> list[tuple[str, str, str]]:
    """The first source, the cue and the stance of every attribution."""
    reading = saksi.read(text, language=language, published="2024-05-15")
    return [(a.sources[0].text, a.cue.text if a.cue else "", a.stance) for a in reading.attributions]


@pytest.mark.parametrize(
    "text",
    [
        "The general is expected to announce a new strategy in January.",
        "The agency was clearer than in its previous report in 2001.",
        "The family responded by opening fire at supporters leaving a mosque in Gaza.",
        "Rangers took five points out of a possible six in Kigali.",
    ],
)
def test_what_is_not_said_in_english(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Misi utama menteri itu adalah menyampaikan surat undangan kepada pemimpin Bangladesh.",
        "Para gubernur memiliki cukup alasan untuk menjelaskan rencana itu kepada masyarakat.",
        "Ia memilih untuk menanggapi setiap tuduhan dengan tawa.",
        "Partai itu memiliki peran penting dalam memastikan kebijakan berjalan di daerah.",
    ],
)
def test_what_is_not_said_in_indonesian(text: str) -> None:
    assert said(text, "id") == []


def test_an_aim_may_be_said_in_quotation_marks() -> None:
    assert said('"Kami akan menyerang lagi malam ini," kata juru bicara TPNPB itu.', "id")[0][1] == "kata"


def test_oneself_within_a_quotation_is_no_other_source() -> None:
    found = said('"Penelitian itu pasti akan saya minta untuk dibuka kepada warga," ungkap Bupati Puncak.', "id")
    assert [source for source, _, _ in found] == ["Bupati Puncak"]


def test_the_ending_of_a_cue_means_somebody_named_and_not_the_opening_word() -> None:
    text = (
        'Kapolres Nduga Rio Lestari mengatakan dua warga tewas ditembak. "Situasi di distrik itu kini sudah aman," ujarnya. '
        '"Pastikan warga tidak keluar rumah pada malam hari," tambahnya.'
    )
    assert {source for source, _, _ in said(text, "id")} == {"Kapolres Nduga Rio Lestari"}


def test_the_opening_word_of_a_quotation_speaks_for_nobody() -> None:
    text = (
        'Menurut Kapolres Nduga Rio Lestari, dua warga tewas ditembak. "Soalnya warga belum sempat mengungsi. '
        'Mereka masih di kebun," tuturnya.'
    )
    assert {source for source, _, _ in said(text, "id")} == {"Kapolres Nduga Rio Lestari"}


def test_to_decline_is_a_statement_of_its_own() -> None:
    assert said("Juru bicara militer Myanmar enggan menanggapi tuduhan itu.", "id")[0][2] == "declines"


def test_to_call_a_thing_by_a_name_is_to_say_so() -> None:
    assert said('The militia called it "a sick joke" and vowed to fight on.')[0][1] == "called it"


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Fighting began in 2013 after the minister accused rebels of a coup.", ["the minister"]),
        ("The rebels often attack the navy, claiming the patrol boat was sunk by divers.", ["The rebels"]),
        ("Arin Shekhmos, a Kurdish activist in northern Syria confirmed the executions.", ["Arin Shekhmos"]),
        ("Izzat Risheq, a close aide to Meshaal, wrote that the truce would hold.", ["Izzat Risheq"]),
        ("Armed men described as jihadists raided a village on Monday.", []),
        ("However, the scale of the fighting suggested much higher casualties.", []),
        ("The army pressed toward the rebel stronghold of Rutshuru on Sunday.", []),
        ("Heavy fighting claimed 56 lives near Malakal.", []),
        ("Thousands fled eastern North Kivu, according to earlier reports.", []),
    ],
)
def test_english_speakers_by_their_clause(text: str, speakers: list[str]) -> None:
    found = saksi.read(text, language="en", published="2025-03-06").attributions
    assert len(found) == len(speakers)
    for attribution, speaker in zip(found, speakers, strict=True):
        assert attribution.sources[0].text.startswith(speaker)


@pytest.mark.parametrize(
    ("title", "stance", "speaker"),
    [
        ("Rusia Akui Dua Komandannya Tewas", "confirms", "Rusia"),
        ("Militer Tegaskan Tak Ada Korban Sipil", "asserts", "Militer"),
        ("PBB Peringatkan Krisis di Sudan", "warns", "PBB"),
    ],
)
def test_headlines_drop_the_prefix_of_a_verb_of_saying(title: str, stance: str, speaker: str) -> None:
    text = "JAKARTA - Pertempuran di wilayah itu berlanjut pada hari Senin."
    (said,) = saksi.read(text, title=title, language="id", published="2023-05-15").attributions
    assert (said.stance, said.sources[0].text) == (stance, speaker)


def test_a_relative_clause_does_not_hide_the_speaker() -> None:
    (said,) = saksi.read(
        "Siswi yang dibebaskan mengatakan, lima temannya tewas di tahanan Boko Haram.", language="id"
    ).attributions
    assert said.sources[0].text == "Siswi"


def test_a_monitor_set_beside_a_name_is_its_apposition():
    reading = saksi.read(
        "The Syrian Observatory for Human Rights, a Britain-based monitor, said 15 fighters died in the raids.", language="en"
    )
    assert [s.text for a in reading.attributions for s in a.sources] == ["The Syrian Observatory for Human Rights"]


def test_a_figure_alone_is_what_somebody_says():
    reading = saksi.read(
        "Pejabat setempat menyebut 12 orang tewas dalam serangan itu, sementara pemberontak menyebut 30.", language="id"
    )
    said = {a.id: a.sources[0].text for a in reading.attributions}
    told = {c.quantity.number: [said[i] for i in c.asserted_by] for c in reading.casualties}
    assert told == {12: ["Pejabat setempat"], 30: ["pemberontak"]}
