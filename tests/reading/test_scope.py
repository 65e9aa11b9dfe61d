"""Which fields of news have their harm counted: conflict alone unless others are named."""

import json

import pytest
from click.testing import CliRunner

import saksi
from saksi import config
from saksi.cli import main
from saksi.errors import ConfigError

QUAKE = "Gempa bumi berkekuatan 5,6 skala richter mengguncang Lembah Arun. Sedikitnya 12 orang tewas dan 40 orang luka-luka."
CRASH = "A bus overturned on a mountain road near Tarsa, killing nine passengers, after its brakes failed in heavy rain."
RAID = "Gunmen raided the village of Tarsa on Monday, killing nine villagers."


def figures(reading):
    return [(c.kind, c.quantity.number) for c in reading.casualties]


def test_harm_of_a_disaster_is_counted_where_it_is_named():
    assert figures(saksi.read(QUAKE, language="id")) == []
    both = saksi.read(QUAKE, language="id", scope=("conflict", "disaster"))
    assert figures(both) == [("killed", 12), ("injured", 40)]
    assert both.events == ()


def test_a_field_that_is_not_named_stays_out():
    assert figures(saksi.read(CRASH, language="en", scope=("conflict", "disease"))) == []
    assert figures(saksi.read(CRASH, language="en", scope=("conflict", "accident"))) == [("killed", 9)]


def test_conflict_reads_the_same_beside_another_field():
    one, both = (saksi.read(RAID, language="en", scope=s) for s in (("conflict",), ("conflict", "disaster", "accident")))
    assert figures(one) == [("killed", 9)]
    assert (one.casualties, one.events) == (both.casualties, both.events)


def test_the_scope_is_part_of_the_fingerprint():
    one, both = (saksi.read(RAID, language="en", scope=s) for s in (("conflict",), ("conflict", "disaster")))
    assert one.fingerprint != both.fingerprint


def test_the_setting_reaches_the_command(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "quake.txt").write_text(QUAKE, encoding="utf-8")
    call = ["read", "quake.txt", "--language", "id", "--json"]
    assert json.loads(CliRunner().invoke(main, call).stdout)["casualties"] == []
    monkeypatch.setenv("SAKSI_SCOPE", "conflict,disaster")
    assert config.load()[0].scope == ("conflict", "disaster")
    assert [c["kind"] for c in json.loads(CliRunner().invoke(main, call).stdout)["casualties"]] == ["killed", "injured"]
    monkeypatch.setenv("SAKSI_SCOPE", "weather")
    with pytest.raises(ConfigError, match="impossible value"):
        config.load()


PRICES = (
    "Harga Beras Naik, Demo Buruh Warnai Tiga Kota\n\n"
    "Harga beras naik 12 persen dalam sebulan, kata Badan Statistik. Inflasi tahunan mencapai 6 persen "
    "dan nilai tukar terus melemah. Bank sentral menaikkan suku bunga, sedangkan pasar saham ditutup "
    "turun. Pemerintah berjanji menambah subsidi bagi petani dan pedagang kecil agar daya beli pulih. "
    "Ekonom menilai anggaran negara tidak cukup untuk itu, apalagi penerimaan pajak merosot. Sejak 3 "
    "Maret gelombang protes meluas. Empat orang tewas dalam unjuk rasa di Tarsa. Ekspor dan investasi "
    "ikut tertahan, sementara para pengusaha menunda pembukaan pabrik baru sampai harga bahan baku turun "
    "kembali."
)


def test_protest_over_prices_counts_among_the_words_of_money():
    reading = saksi.read(PRICES, language="id")
    assert figures(reading) == [("killed", 4)]
    assert "PROTEST" in {e.plover.type for e in reading.events}


def test_protest_of_players_among_the_words_of_sport_does_not():
    text = PRICES.replace("Harga beras", "Skor pertandingan").replace("Bank sentral", "Pelatih tim sepak bola liga utama")
    assert "PROTEST" not in {e.plover.type for e in saksi.read(text, language="id").events if not e.recipients and not e.actors}
