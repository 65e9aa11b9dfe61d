"""Redaction: whose names and which sites are not shown, by profile, in both languages; and what stays."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

import saksi
from saksi import ledger as ledgers
from saksi import releases
from saksi.errors import ConfigError, LedgerError
from saksi.export.csv import export
from saksi.redaction import Redactor, available, load

CASES = [
    ("Melati Wenda (14) tewas ditembak di Yahukimo, Selasa.", ["Melati", "Wenda"], ["Yahukimo", "(14)"]),
    ("Bocah berusia 9 tahun, Petrus, terluka kena tembak.", ["Petrus"], ["Bocah", "9 tahun"]),
    ("Seorang pelajar SMP, Rudi Hartono, 15 tahun, dipukuli polisi.", ["Rudi", "Hartono"], ["SMP", "polisi"]),
    ("Yosep Wenda (45) tewas ditembak di Yahukimo.", [], ["Yosep Wenda"]),
    ("Maria Tabuni diperkosa oleh tiga prajurit TNI, kata Amnesty International.", ["Maria", "Tabuni"], ["TNI", "Amnesty"]),
    ("Menurut saksi mata, Yohana Kogoya, tentara menembak dua warga.", ["Yohana", "Kogoya"], ["tentara menembak dua warga"]),
    ("Korban kini tinggal di Rumah Aman Kasih Ibu setelah penembakan itu.", ["Kasih Ibu"], ["Rumah Aman"]),
    ("Amina Yusuf, 12, was shot dead in El Fasher on Monday.", ["Amina", "Yusuf"], ["El Fasher", "12"]),
    ("A 9-year-old boy, Musa Ali, was killed in the shelling of Goma.", ["Musa"], ["Goma", "9-year-old"]),
    ("Fatima Omar was raped by militiamen, doctors said.", ["Fatima", "Omar"], ["militiamen", "doctors"]),
    ("Ibrahim Salih, a witness, told Reuters that soldiers shot two men.", ["Ibrahim", "Salih"], ["Reuters", "two men"]),
    ("His mother, Mariam Yusuf, said soldiers killed two men.", ["Mariam"], ["His mother"]),
    ("The survivors fled to Hope Shelter in Nyala after the shooting.", ["Hope"], ["Nyala", "Shelter"]),
    ("Prabowo Subianto genap 1 tahun memimpin, sementara tentara menembak dua warga.", [], ["Prabowo Subianto"]),
    ("Stasiun Kota ditutup selama 5 tahun setelah tentara menembak dua warga.", [], ["Stasiun Kota"]),
    ("Saksikan Live Pagi: tentara menembak mati dua warga.", [], ["Live Pagi"]),
    ("Anak berumur 7 tahun bernama Yosua tewas ditembak tentara.", ["Yosua"], ["7 tahun"]),
    ("Musa Ali, aged 11, was killed by soldiers in Goma.", ["Musa"], ["Goma"]),
    ("DPRD Kota Palembang menyepakati empat Raperda tentang Perusahaan Daerah.", [], ["Palembang", "Raperda", "Perusahaan"]),
    (
        "Rini Agung Putra diperkosa prajurit pada 19 September, kata Kapolres Nduga, Senin.",
        ["Rini", "Agung", "Putra"],
        ["September", "Kapolres", "Senin"],
    ),
    ("Police said on Monday that Fatima Omar had been raped in December.", ["Fatima", "Omar"], ["Monday", "December", "Police"]),
    ("General Abdel Fattah al-Burhan said his troops killed 20 rebels.", [], ["Burhan", "20 rebels"]),
]


@pytest.mark.parametrize(("text", "gone", "kept"), CASES, ids=[text[:30] for text, *_ in CASES])
def test_what_the_public_profile_withholds(text: str, gone: list[str], kept: list[str]) -> None:
    reading = saksi.read(text, published="2024-05-14")
    shown = Redactor(load("public"), [reading], reading.document.language or "en").text(text, reading.document.id)
    assert not [name for name in gone if name in shown]
    assert not [words for words in kept if words not in shown]


def test_strict_withholds_whole_sentences_and_fine_places() -> None:
    reading = saksi.read("Tiga prajurit memperkosa seorang perempuan di Wamena. Dua warga tewas.", published="2024-05-14")
    redactor = Redactor(load("strict"), [reading], "id")
    assert redactor.text(reading.document.text, reading.document.id) == "[disamarkan: kekerasan seksual] Dua warga tewas."
    assert redactor.place("Kampung Wilarek", "village", "Yahukimo", "Papua Pegunungan") == "Yahukimo"
    assert redactor.coordinates(-4.1, 139.2, "point") == (None, None)
    assert redactor.coordinates(-4.1, 139.2, "adm1") == (-4.1, 139.2)
    assert redactor.log == {"sexual_violence": 1}


def test_a_name_withheld_in_one_article_is_withheld_in_all() -> None:
    first = saksi.read("Melati Wenda (14) tewas ditembak, kata polisi.", published="2024-05-14")
    second = saksi.read("Jenazah Melati Wenda dimakamkan.", published="2024-05-15")
    redactor = Redactor(load("public"), [first, second], "id")
    assert redactor.text(second.document.text, second.document.id) == "Jenazah [nama disamarkan: anak] dimakamkan."


def test_marks_move_with_the_text_around_them() -> None:
    text = "Melati Wenda (14) dan dua warga tewas ditembak."
    reading = saksi.read(text, published="2024-05-14")
    words = [(0, 12), (7, 25), (22, 31)]
    shown, marks = Redactor(load("public"), [reading], "id").marked(text, words, reading.document.id)
    assert [shown[a:b] for a, b in marks] == [
        "[nama disamarkan: anak]",
        "[nama disamarkan: anak] (14) dan dua",
        "dua warga",
    ]


def test_nothing_is_withheld_under_none_and_nothing_changes() -> None:
    reading = saksi.read(CASES[0][0], published="2024-05-14")
    redactor = Redactor(load("none"), [reading])
    assert not redactor
    assert redactor.text(CASES[0][0], reading.document.id) == CASES[0][0]


def test_a_profile_of_ones_own_extends_another(tmp_path: Path) -> None:
    own = tmp_path / "ours.toml"
    own.write_text('name = "ours"\nextends = "public"\nnames = ["Yosep Wenda"]\n[title]\nen = "Ours"\n', encoding="utf-8")
    profile = load(str(own))
    assert (profile.name, profile.minors, profile.names) == ("ours", True, ("Yosep Wenda",))
    reading = saksi.read("Yosep Wenda (45) tewas ditembak.", published="2024-05-14")
    assert "Yosep" not in Redactor(profile, [reading]).text(reading.document.text)


def test_profiles_that_are_none(tmp_path: Path) -> None:
    assert set(available()) == {"none", "public", "strict"}
    with pytest.raises(ConfigError, match="Profiles: none, public, strict"):
        load("secret")
    bad = tmp_path / "bad.toml"
    bad.write_text('name = "bad"\nminors = "perhaps"\n[title]\n[about]\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="not a redaction profile"):
        load(str(bad))
    loop = tmp_path / "loop.toml"
    loop.write_text('name = "loop"\nextends = "loop"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="extends this one"):
        load(str(loop))


def test_every_profile_speaks_both_languages() -> None:
    for name in available():
        profile = load(name)
        assert {"en", "id"} <= profile.title.keys() & profile.about.keys() & profile.marks.keys()
        assert all(len(marks) == 5 for marks in profile.marks.values())


def test_what_is_handed_on_is_redacted_throughout(tmp_path: Path) -> None:
    text = "Melati Wenda (14) tewas ditembak tentara di Nduga, Selasa, kata polisi."
    with ledgers.open(tmp_path / "a.saksi") as ledger:
        ledger.add(saksi.read(text, published="2024-05-14", url="https://a.example/1", publisher="A"))
        claim = next(ledger.readings()).casualties[0].id
        ledger.judge(claim, "accept", by="Sari", why="Melati Wenda, menurut keluarga")
        made = ledger.release("one")
        for redact, shown in (("none", True), ("public", False)):
            out = io.BytesIO()
            releases.bundle(ledger, "one", out, redact=redact)
            archive = zipfile.ZipFile(io.BytesIO(out.getvalue()))
            held = {name: archive.read(name).decode() for name in archive.namelist()}
            assert any("Melati" in content for content in held.values()) is shown
            assert made.digest in held["one/release.json"]
            assert f"Redaction profile {redact}" in held["one/README.txt"]
        with pytest.raises(LedgerError, match="whole texts name"):
            releases.bundle(ledger, "one", io.BytesIO(), redact="public", texts=True)
        rows = list(Redactor(load("public"), ledger.facts()).rows(ledger.rows()))
        assert "Melati" not in str([row.cells for row in rows])
        out = tmp_path / "r.csv"
        with out.open("wb") as file:
            export(rows, file)
        assert ledger.import_rows(out, by="Sari").judgements == 0  # what was withheld does not come back as an edit
