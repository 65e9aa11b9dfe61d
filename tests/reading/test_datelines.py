"""Openings of stories as agencies and outlets write them: never a party, and what follows them is read."""

from __future__ import annotations

import pytest

import saksi

INDONESIAN = (
    "JAKARTA, KOMPAS.com -", "TEL AVIV, KOMPAS.com –", "Liputan6.com, Jakarta -", "REPUBLIKA.CO.ID, KABUL --", "Merdeka.com -",
    "TEMPO.CO, Jakarta -", "TRIBUN-PAPUA.COM, SENTANI -", "Gaza City (ANTARA) -", "VIVA -", "Jayapura, Jubi –", "KBRN, Jayapura:",
    "Beirut, 12 Mei 2024 (AFP) -", "Timika, ANTARA News -", "JAYAPURA | wartaplus.com -", "SANA'A, KOMPAS.com -",
)  # fmt: skip
ENGLISH = (
    "N'DJAMENA, Chad (AP) —", "AL-FASHER, Sudan, May 3 (Xinhua) --", "(CNN) --", "KABUL:", "Kyiv, Ukraine –", "Goma, DRC | AFP |",
)  # fmt: skip


@pytest.mark.parametrize("opening", INDONESIAN)
def test_openings_of_indonesian_stories(opening: str) -> None:
    told = saksi.read(f"{opening} Tentara menembak mati dua warga.", language="id")
    (event,) = told.events
    assert ([p.text for p in event.actors], [p.text for p in event.recipients]) == (["Tentara"], ["dua warga"])
    assert [(c.kind, c.quantity.number) for c in told.casualties] == [("killed", 2)]


@pytest.mark.parametrize("opening", ENGLISH)
def test_openings_of_english_stories(opening: str) -> None:
    told = saksi.read(f"{opening} Soldiers shot dead two farmers.", language="en")
    (event,) = told.events
    assert ([p.text for p in event.actors], [p.text for p in event.recipients]) == (["Soldiers"], ["two farmers"])
    assert [(c.kind, c.quantity.number) for c in told.casualties] == [("killed", 2)]
