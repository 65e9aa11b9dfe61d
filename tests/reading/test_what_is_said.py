"""What a source says ends where the text tells of the source, and forms that report nothing give no attribution."""

from __future__ import annotations

import pytest

import saksi


def _said(language: str, text: str) -> list[tuple[str, str]]:
    found = saksi.read(text, language=language, published="2024-03-05").attributions
    return [("; ".join(s.text for s in a.sources), " … ".join(c.exact for c in a.content)) for a in found]


@pytest.mark.parametrize(
    ("language", "text", "source", "content"),
    [
        ("en", "Nine men died, according to police, who gave no names.", "police", "Nine men died"),
        ("en", "Gunmen burned the shop, said Musa Garba, a trader who lost two sons.", "Musa Garba", "Gunmen burned the shop"),
        ("en", "According to Musa Garba, the village chief, gunmen burned the shop.", "Musa Garba", "gunmen burned the shop"),
        ("en", "According to a study published in Nairobi, mines killed forty herders.", "a study", "mines killed forty herders"),
        ("en", "The blast, according to police, killed nine.", "police", "The blast … killed nine"),
        ("en", "The spokesman denied shelling the hospital.", "The spokesman", "shelling the hospital"),
        ("en", "When Kabul said that the rebels had fled, Tehran welcomed the news.", "Kabul", "the rebels had fled"),
        ("en", "The rebels fled, the general said without giving details.", "the general", "The rebels fled"),
        ("en", "But the judge, Lucy Koh, said Ghana's army killed nine.", "judge, Lucy Koh", "Ghana's army killed nine"),
        ("en", "The men fled, said Bassel al-Khatib, a neighbour.", "Bassel al-Khatib", "The men fled"),
        ("id", "Menurut Rizki Amelia, kepala desa, dua rumah dibakar.", "Rizki Amelia", "dua rumah dibakar"),
        ("id", "Menurut penelitian yang disusun oleh UNICEF, dua anak tewas.", "penelitian", "dua anak tewas"),
        ("id", "Dua tentara tewas di Idlib, kata Rami, yang memimpin kelompok itu.", "Rami", "Dua tentara tewas di Idlib"),
        ("id", "Militer AS mengatakan Rabu, bahwa korban turun di Bagdad.", "Militer AS", "korban turun di Bagdad"),
        ("id", "Ethiopia mendesak Kenya agar menutup perbatasan.", "Ethiopia", "Kenya agar menutup perbatasan"),
        ("id", "Kapolda Papua membantah klaim itu.", "Kapolda Papua", "klaim itu"),
        ("id", "Ketika panglima mengatakan bahwa musuh lari, warga meninggalkan kota.", "panglima", "musuh lari"),
    ],
)
def test_what_is_said_ends_where_the_source_is_described(language: str, text: str, source: str, content: str) -> None:
    found = _said(language, text)
    assert any(who.endswith(source) or who.startswith(source) for who, what in found if what == content), found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Residents burned alive two men accused of being spies."),
        ("en", "The French fired a warning shell at the fort."),
        ("en", "Troops regained the town of Bor in Jonglei state."),
        ("en", "The sect rules the valley according to its strict reading of the law."),
        ("en", "Khartoum has not agreed to a larger force."),
        ("en", "The general commanded insurgents and directed attacks against the camp."),
        ("id", "Iuran dibedakan berdasarkan kelasnya."),
        ("id", "Dia menunggu pemerintah persatuan mengakui Israel."),
        ("id", "Badan itu akan terus menyampaikan data secara objektif."),
        ("id", "Saat ada informasi dari masyarakat soal pencurian, Endy langsung datang."),
    ],
)
def test_forms_that_report_nothing(language: str, text: str) -> None:
    assert _said(language, text) == []


def test_of_two_verbs_with_one_speaker_each_has_its_own_words() -> None:
    text = "Presiden Ghani membantah tuduhan itu dan menuding Pakistan melindungi pelaku."
    found = _said("id", text)
    assert found == [("Presiden Ghani", "tuduhan itu"), ("Presiden Ghani", "Pakistan melindungi pelaku")]


def test_a_post_goes_on_behind_a_conjunction_up_to_its_name() -> None:
    found = _said("id", '"Tiga orang ditahan," kata Deputi Penindakan dan Eksekusi KPK Asep Guntur Rahayu, Selasa.')
    assert [who for who, _ in found] == ["Deputi Penindakan dan Eksekusi KPK Asep Guntur Rahayu"]
