"""Words of news for each type of event: one sentence of our own where it is one, one where it is none."""

from __future__ import annotations

import pytest

from saksi.reading import read
from saksi.text import digest
from saksi.types import Document

EVENTS = [
    ("en", "ASSAULT", "Government troops pushed the rebels out of Sake."),
    ("en", "ASSAULT", "A mortar round landed near the UN base in Goma."),
    ("en", "ASSAULT", "A driver rammed a car into a crowd in Magdeburg."),
    ("en", "ASSAULT", "Gunmen sprayed a bus with bullets near Quetta."),
    ("en", "ASSAULT", "A mob beat a man to death in Sialkot."),
    ("en", "ASSAULT", "Government forces took the town of Sirte from the rebels."),
    ("en", "ASSAULT", "Rebel fighters entered Mekelle on Monday."),
    ("en", "ASSAULT", "The town of Minova fell to M23 rebels."),
    ("en", "RETREAT", "French troops left Niger on Friday."),
    ("en", "RETREAT", "The rebels handed over 40 rifles and other weapons to soldiers."),
    ("en", "MOBILIZE", "South Korea scrambled fighter jets on Thursday."),
    ("en", "MOBILIZE", "NATO put its forces on high alert."),
    ("en", "COERCE", "The junta dissolved parliament in Ouagadougou."),
    ("en", "CONSULT", "President Macron visited Kyiv on Monday."),
    ("en", "REQUEST", "Russia said Sudan must free the captured crew."),
    ("en", "COERCE", "Russia closed its southern border crossing with Georgia."),
    ("en", "RETREAT", "Turkey opened its border crossing with Syria."),
    ("en", "MOBILIZE", "Israel has strengthened its forces in Lebanon."),
    ("id", "ASSAULT", "Kota Goma jatuh ke tangan pemberontak M23."),
    ("id", "ASSAULT", "Granat dilemparkan ke pos polisi di Lhokseumawe."),
    ("id", "ASSAULT", "Massa membakar puluhan rumah dan kios di Wamena."),
    ("id", "ASSAULT", "Aktivis itu disiram air keras oleh orang tak dikenal."),
    ("id", "MOBILIZE", "Polda Papua menurunkan satu kompi Brimob ke Dogiyai."),
    ("id", "MOBILIZE", "Pasukan tambahan tiba di Wamena."),
    ("id", "RETREAT", "Pasukan Prancis meninggalkan Niger."),
    ("id", "COERCE", "Pemerintah melarang unjuk rasa di ibu kota."),
    ("id", "AID", "Palang Merah menyalurkan obat-obatan ke Goma."),
]


def types(text: str, language: str) -> set[str]:
    found = read(
        Document(
            id="d" + digest(text)[:16], source_id=None, url=None, title=None, text=text, language=language, publisher=None,
            published="2024-05-14", digest=digest(text),
        )
    )  # fmt: skip
    return {e.plover.type for e in found.events}


@pytest.mark.parametrize(("language", "type_", "text"), EVENTS)
def test_a_word_of_news_is_an_event_of_its_type(language: str, type_: str, text: str) -> None:
    assert type_ in types(text, language)


NOTHING = [
    ("en", "The bank pushed its rivals out of the market."),
    ("en", "The plane landed on a runway in Kano."),
    ("en", "Rain pounded the suburbs of Manila overnight."),
    ("en", "The bus slammed into a tree near Leeds, killing four."),
    ("en", "A fire razed a warehouse in Mumbai."),
    ("en", "The striker fired Chelsea into the lead."),
    ("en", "The chef took the train from Paris to Lyon and left Lyon on Monday."),
    ("en", "The singer entered the hall in Vienna."),
    ("en", "The shop closed at noon and opened again on Monday."),
    ("en", "The company must cut costs, its chairman said."),
    ("id", "Petani membakar jerami di sawah."),
    ("id", "Wisatawan menyerbu Bali saat libur Lebaran."),
    ("id", "Perusahaan mengerahkan armada tambahan selama mudik."),
    ("id", "Pemkot menutup jalan untuk festival."),
    ("id", "Ribuan warga turun ke jalan menyaksikan karnaval."),
    ("id", "Ia meninggalkan Surabaya dan masuk ke Malang."),
    ("id", "Bola jatuh ke tangan kiper di menit akhir."),
]


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_the_same_word_of_other_news_is_none(language: str, text: str) -> None:
    assert not types(text, language) & {"ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "THREATEN", "RETREAT"}
