"""PLOVER's rules of disambiguation, each shown by sentences of our own in both languages.

The manual (Open Event Data Alliance, CC BY-SA 4.0) words them; the numbers are the order in which they are listed in our notes.
A sentence has the events that are named, by type or type/mode, and none of those behind the bar.
"""

from __future__ import annotations

import pytest

import saksi

RULES: tuple[tuple[int, str, str, str], ...] = (
    (1, "en", "The two governments agreed to meet next month.", "AGREE | CONSULT:actual"),
    (1, "id", "Kedua pemerintah sepakat bertemu bulan depan.", "AGREE | CONSULT:actual"),
    (1, "en", "The junta promised to withdraw its troops from Kayah.", "CONCEDE | RETREAT:actual"),
    (1, "id", "Junta berjanji menarik pasukannya dari Kayah.", "CONCEDE | RETREAT:actual"),
    (2, "en", "The junta pardoned 200 political prisoners.", "CONCEDE | RETREAT"),
    (2, "id", "Junta memberi amnesti kepada 200 tahanan politik.", "CONCEDE | RETREAT"),
    (2, "en", "The junta released 200 political prisoners.", "RETREAT/release | CONCEDE"),
    (2, "id", "Junta membebaskan 200 tahanan politik.", "RETREAT/release | CONCEDE"),
    (3, "en", "The government announced a ceasefire with the rebels.", "CONCEDE | RETREAT:actual"),
    (3, "id", "Pemerintah mengumumkan gencatan senjata dengan pemberontak.", "CONCEDE | RETREAT:actual"),
    (3, "en", "A ceasefire between the army and the rebels took effect on Friday.", "RETREAT/ceasefire | CONCEDE"),
    (3, "id", "Gencatan senjata antara tentara dan pemberontak mulai berlaku Jumat.", "RETREAT/ceasefire | CONCEDE"),
    (4, "en", "The rebels called for an end to their war with the army.", "AGREE | REQUEST"),
    (4, "id", "Pemberontak menyerukan diakhirinya perang mereka dengan tentara.", "AGREE | REQUEST"),
    (5, "en", "Activists condemned the army on social media.", "ACCUSE/disapprove | PROTEST"),
    (5, "id", "Aktivis mengecam tentara di media sosial.", "ACCUSE/disapprove | PROTEST"),
    (6, "en", "The foreign ministry summoned the Russian ambassador over the raid.", "ACCUSE | CONSULT"),
    (6, "id", "Kementerian Luar Negeri memanggil duta besar Rusia terkait serangan itu.", "ACCUSE | CONSULT"),
    (7, "en", "The rebels called off talks with the government.", "REJECT/meet | CONSULT:actual"),
    (7, "id", "Pemberontak membatalkan perundingan dengan pemerintah.", "REJECT/meet | CONSULT:actual"),
    (8, "en", "A court in Khartoum convicted the general of murder.", "SANCTION/convict | ACCUSE"),
    (8, "id", "Pengadilan di Khartoum memvonis jenderal itu 20 tahun penjara.", "SANCTION/convict | ACCUSE"),
    (9, "en", "The court issued an arrest warrant for the rebel leader.", "THREATEN/arrest | COERCE"),
    (9, "id", "Pengadilan mengeluarkan surat perintah penangkapan terhadap pemimpin pemberontak.", "THREATEN/arrest | COERCE"),
    (10, "en", "The rebels captured 12 soldiers near Goma.", "ASSAULT/abduct | COERCE"),
    (10, "id", "Pemberontak menawan 12 tentara di dekat Goma.", "ASSAULT/abduct | COERCE"),
    (11, "en", "The militia drove thousands of villagers from their homes.", "COERCE/deport | RETREAT"),
    (11, "id", "Milisi mengusir ribuan warga desa dari rumah mereka.", "COERCE/deport | RETREAT"),
    (12, "en", "Russia and Belarus held joint military exercises.", "COOPERATE | MOBILIZE"),
    (12, "id", "Rusia dan Belarus menggelar latihan militer bersama.", "COOPERATE | MOBILIZE"),
    (12, "en", "North Korea held military drills near the border.", "MOBILIZE | COOPERATE"),
    (12, "id", "Korea Utara menggelar latihan militer di dekat perbatasan.", "MOBILIZE | COOPERATE"),
    (13, "en", "Government troops moved in and attacked rebel positions in Kadugli.", "ASSAULT | MOBILIZE"),
    (13, "id", "Pasukan pemerintah bergerak dan menyerang posisi pemberontak di Kadugli.", "ASSAULT | MOBILIZE"),
    (14, "en", "The police beat the detainees.", "ASSAULT/beat | ASSAULT/primitive"),
    (14, "id", "Polisi memukuli para tahanan.", "ASSAULT/beat | ASSAULT/primitive"),
    (14, "en", "The militia hacked two farmers to death with machetes.", "ASSAULT/primitive | ASSAULT/beat"),
    (14, "id", "Milisi membacok dua petani dengan parang.", "ASSAULT/primitive | ASSAULT/beat"),
    (15, "en", "Rebels shelled the town, damaging a school.", "ASSAULT/heavy-weapons | ASSAULT/destroy"),
    (15, "id", "Pemberontak menggempur kota dengan artileri, merusak sekolah.", "ASSAULT/heavy-weapons | ASSAULT/destroy"),
    (16, "en", "The army delivered aid to villages hit by an earthquake.", "AID | MOBILIZE"),
    (16, "id", "Tentara mengirim bantuan ke desa yang dilanda gempa bumi.", "AID | MOBILIZE"),
    (16, "en", "The army sent troops to help people hit by the drought, weeks after it attacked rebels there.", "AID | MOBILIZE"),
    (16, "id", "Tentara mengerahkan pasukan ke desa yang dilanda kekeringan, setelah menyerang pemberontak.", "AID | MOBILIZE"),
    (17, "en", "The army and the rebels clashed in Kadugli.", "ASSAULT:mutual"),
    (17, "id", "Tentara dan pemberontak bentrok di Kadugli.", "ASSAULT:mutual"),
    (17, "en", "The army attacked the rebels in Kadugli.", "ASSAULT:one-sided"),
    (17, "id", "Tentara menyerang pemberontak di Kadugli.", "ASSAULT:one-sided"),
    (18, "en", "Australia barred the general from entering the country.", "REJECT | SANCTION"),
    (18, "id", "Australia melarang jenderal itu masuk ke negaranya.", "REJECT | SANCTION"),
    (18, "en", "Australia expelled the Iranian ambassador.", "SANCTION/expel | REJECT"),
    (18, "id", "Australia mengusir duta besar Iran.", "SANCTION/expel | REJECT"),
    (19, "en", "Farmers blocked a road in Kampala, demanding lower taxes.", "PROTEST | REQUEST"),
    (19, "id", "Ribuan petani berunjuk rasa di Kampala, menuntut harga pupuk turun.", "PROTEST | REQUEST"),
    (20, "en", "The junta is prepared to impose martial law in Kayah.", "COERCE | AGREE"),
    (20, "id", "Junta siap memberlakukan darurat militer di Kayah.", "COERCE | AGREE"),
)  # fmt: skip


def told(sentence: str, language: str) -> set[str]:
    """What the events of a sentence are called: type, type/mode, and each with its realis and whether it is mutual."""
    out = set()
    for event in saksi.read(sentence, language=language, published="2024-05-14").events:
        names = [event.plover.type, *(f"{event.plover.type}/{m}" for m in event.plover.modes)]
        sides = "mutual" if event.mutual else "one-sided" if event.actors and event.recipients else "open"
        out.update(names, [f"{n}:{event.realis}" for n in names], [f"{n}:{sides}" for n in names])
    return out


@pytest.mark.parametrize(("number", "language", "sentence", "expected"), RULES, ids=lambda v: str(v)[:40])
def test_rule(number: int, language: str, sentence: str, expected: str) -> None:
    wanted, _, unwanted = expected.partition(" | ")
    found = told(sentence, language)
    assert wanted in found, (number, sorted(found))
    assert not unwanted or unwanted not in found, (number, sorted(found))


def test_every_rule_is_shown_in_both_languages() -> None:
    assert {(n, lang) for n, lang, *_ in RULES} == {(n, lang) for n in range(1, 21) for lang in ("en", "id")}
