"""Time expressions as TimeML has them: extents, types, values, modifiers, and what must hold of any text."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import saksi
from saksi.errors import LanguageError, SourceError
from saksi.types import Document, TimeExpression

PUBLISHED = "2020-09-29"  # a Tuesday


def expressions(code: str, text: str, published: str | None = PUBLISHED) -> list[TimeExpression]:
    return list(saksi.times(text, published=published, language=code))


FORMS: dict[str, dict[tuple[str, str], list[str]]] = {
    "id": {
        ("DATE", "2020-09-27"): ["Minggu (27/9/2020)", "hari Minggu", "Minggu, 27 September 2020", "dua hari lalu"],
        ("DATE", "2020-09-30"): ["besok", "Rabu besok", "Rabu mendatang"],
        ("DATE", "2020-10-01"): ["lusa", "Kamis lusa", "Kamis ini"],
        ("DATE", "2020-10-05"): ["Senin pekan depan", "Senin depan"],
        ("DATE", "2020-W39"): ["pekan lalu", "minggu lalu"],
        ("DATE", "2020-W39-WE"): ["akhir pekan lalu"],
        ("DATE", "2020-08"): ["bulan lalu", "Agustus lalu", "bulan Agustus", "awal Agustus 2020"],
        ("DATE", "2021-02"): ["Februari tahun depan"],
        ("DATE", "2019"): ["tahun lalu", "akhir 2019", "tahun 2019"],
        ("DATE", "198"): ["1980-an", "akhir 1980-an", "tahun 1980-an"],
        ("DATE", "18"): ["abad ke-19", "abad XIX"],
        ("DATE", "2014-Q3"): ["kuartal III-2014", "kuartal ketiga 2014", "triwulan III 2014"],
        ("DATE", "2021-H1"): ["semester I tahun depan", "paruh pertama 2021"],
        ("DATE", "2020-WI"): ["musim dingin 2020"],
        ("DATE", "PRESENT_REF"): ["saat ini", "kini", "sekarang"],
        ("DATE", "PAST_REF"): ["baru-baru ini", "beberapa waktu lalu"],
        ("DATE", "FUTURE_REF"): ["masa depan"],
        ("TIME", "2020-09-26TNI"): ["malam Minggu"],
        ("TIME", "2020-09-27TNI"): ["Minggu malam", "Minggu (27/9) malam"],
        ("TIME", "2020-09-27TMO"): ["Minggu dini hari", "Minggu pagi WIB"],
        ("TIME", "2020-09-28TNI"): ["semalam", "tadi malam", "kemarin malam"],
        ("TIME", "2020-09-29TNI"): ["malam ini", "nanti malam"],
        ("TIME", "2020-09-29T10:00"): ["pukul 10.00 WIB", "pukul 10.00", "jam 10 pagi"],
        ("TIME", "2020-09-29T19:30"): ["jam setengah delapan malam", "pukul 19.30 WITA"],
        ("TIME", "2020-09-29T24:00"): ["pukul 24.00", "tengah malam"],
        ("TIME", "2020-09-28T05:30"): ["Senin (28/9/2020) sekitar pukul 05.30 WIT"],
        ("DURATION", "P3D"): ["tiga hari", "3 hari"],
        ("DURATION", "PT2H30M"): ["dua setengah jam"],
        ("DURATION", "PT1H40M"): ["satu jam 40 menit"],
        ("DURATION", "PT48H"): ["2x24 jam"],
        ("DURATION", "P2Y6M"): ["dua tahun enam bulan", "2,5 tahun"],
        ("DURATION", "P5Y"): ["lima tahun terakhir", "lima tahun", "lima tahun ke depan"],
        ("DURATION", "P1W"): ["sepekan", "seminggu terakhir"],
        ("DURATION", "PXD"): ["beberapa hari terakhir", "berhari-hari"],
        ("DURATION", "P1DE"): ["satu dekade terakhir"],
        ("SET", "P1D"): ["setiap hari", "per hari", "dua kali sehari"],
        ("SET", "P1W"): ["seminggu sekali", "tiap pekan"],
        ("SET", "P3D"): ["tiga hari sekali", "setiap tiga hari"],
        ("SET", "XXXX-WXX-1"): ["setiap Senin", "tiap Senin"],
        ("SET", "P1Y"): ["per tahun", "setiap tahun"],
    },
    "en": {
        ("DATE", "2020-09-27"): ["last Sunday", "Sunday, Sept. 27", "the 27th of September 2020"],
        ("DATE", "2020-W39"): ["last week"],
        ("DATE", "2009-Q1"): ["the first quarter of 2009"],
        ("DATE", "2015-H2"): ["the second half of 2015"],
        ("DATE", "2019-SU"): ["last summer"],
        ("DATE", "18"): ["the 19th century"],
        ("DATE", "199"): ["the 1990s", "the early 1990s"],
        ("DATE", "2020-09"): ["this month", "the end of the month"],
        ("DATE", "PRESENT_REF"): ["currently", "now"],
        ("TIME", "2020-09-28TNI"): ["last night", "Monday night"],
        ("TIME", "2020-09-28TMO"): ["the morning of Sept. 28"],
        ("TIME", "2020-09-29T17:30"): ["5:30 p.m.", "half past five pm"],
        ("TIME", "2020-09-29T12:00"): ["noon"],
        ("DURATION", "P3D"): ["three days", "the past three days"],
        ("DURATION", "PT30M"): ["half an hour"],
        ("DURATION", "P61Y"): ["61 years old"],
        ("SET", "P1W"): ["three times a week", "once a week", "every week", "weekly"],
        ("SET", "XXXX-WXX-1"): ["every Monday"],
        ("SET", "P3M"): ["once every three months"],
    },
}


@pytest.mark.parametrize(
    ("code", "form", "want"), [(c, f, want) for c, table in FORMS.items() for want, forms in table.items() for f in forms]
)
def test_value(code: str, form: str, want: tuple[str, str]) -> None:
    before = {"id": "Itu berlangsung", "en": "It lasted"}[code]
    found = expressions(code, f"{before} {form}.")
    assert [(e.type, e.value) for e in found] == [want], found
    whole = found[0].text
    assert whole == form or form == f"the {whole}"


@pytest.mark.parametrize(
    ("code", "text", "want"),
    [
        ("id", "Sejak 24 Februari hingga kini.", ["24 Februari", "kini"]),
        ("id", "Rapat 16-17 Desember 2019.", ["16", "17 Desember 2019"]),
        ("id", "Selama 2003-2008 ia berkuasa.", ["2003", "2008"]),
        ("id", "Buka pukul 08.00-16.00 WIB.", ["pukul 08.00", "16.00 WIB"]),
        ("id", "Antara Maret 2011 dan Oktober 2012.", ["Maret 2011", "Oktober 2012"]),
        ("id", "Januari-Mei 2012 tenang.", ["Januari", "Mei 2012"]),
        ("id", "Tahun ajaran 2022/2023 dimulai.", ["2022", "2023"]),
        ("id", "Operasi Senin, 28 September 2020, pukul 07.00.", ["Senin, 28 September 2020", "pukul 07.00"]),
        ("id", "UU Nomor 17 Tahun 2003 berlaku.", ["Tahun 2003"]),
        ("id", "Per hari ini 30 orang pulang.", ["hari ini"]),
        ("en", "From 1985 to 1988 it won.", ["1985", "1988"]),
        ("en", "The 1994-96 war.", ["1994", "96"]),
        ("en", "It fell a day before the summit.", ["a day"]),
    ],
)
def test_extents(code: str, text: str, want: list[str]) -> None:
    assert [e.text for e in expressions(code, text)] == want


@pytest.mark.parametrize(
    ("code", "text", "mod"),
    [
        ("id", "Selama lebih dari tiga jam.", "MORE_THAN"),
        ("id", "Selama hampir tiga jam.", "LESS_THAN"),
        ("id", "Sekitar tiga jam.", "APPROX"),
        ("id", "Pada awal Maret 1999.", "START"),
        ("id", "Pada pertengahan 1999.", "MID"),
        ("id", "Pada penghujung tahun 1999.", "END"),
        ("en", "For at least two weeks.", "EQUAL_OR_MORE"),
    ],
)
def test_modifiers(code: str, text: str, mod: str) -> None:
    assert [e.mod for e in expressions(code, text)] == [mod]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("id", "Pedagang di Pasar Minggu pulang."),
        ("id", "Ia ikut salat Jumat."),
        ("id", "Kegiatan sehari-hari berjalan."),
        ("id", "Sebanyak 2000 tentara tiba."),
        ("id", "Rp 2.150 hilang."),
        ("en", "They may march on."),
        ("en", "The spring broke."),
    ],
)
def test_no_expression(code: str, text: str) -> None:
    assert expressions(code, text) == []


def test_a_weekday_that_contradicts_its_date_is_flagged() -> None:
    assert expressions("id", "Ia tiba Senin (27/9/2020).")[0].flags == ("weekday_mismatch",)
    assert expressions("id", "Ia tiba Minggu (27/9/2020).")[0].flags == ()


def test_weekdays_ahead() -> None:
    assert [e.value for e in expressions("id", "Menteri akan datang Kamis.")] == ["2020-10-01"]
    assert [e.value for e in expressions("id", "Menteri akan datang, katanya, Kamis.")] == ["2020-09-24"]
    assert [e.value for e in expressions("id", "Rapat Kamis (1/10) ditunggu.\nPasar menanti Kamis.")] == ["2020-10-01"] * 2
    assert [e.value for e in expressions("id", "Besok kami berlatih. Lawan tiba Kamis.")] == ["2020-09-30", "2020-10-01"]


def test_what_stands_beside_a_day_counted_from_an_event_is_its_date() -> None:
    found = expressions("id", "Kota itu jatuh Selasa. Sehari sebelumnya, Minggu (27/9), warga lari.")
    assert [e.value for e in found] == ["2020-09-29", "2020-09-27", "2020-09-27"]


def test_nothing_anchors() -> None:
    shown = [(e.type, e.value) for e in expressions("id", "Senin, 5 Mei, tiga hari, setiap Senin, saat ini.", None)]
    assert shown == [
        ("DATE", "XXXX-05-05"), ("DURATION", "P3D"), ("SET", "XXXX-WXX-1"), ("DATE", "PRESENT_REF"),
    ]  # fmt: skip


def test_what_floats_keeps_its_precision() -> None:
    shown = [(e.type, e.value) for e in expressions("id", "Kemarin, pekan lalu, bulan depan, tahun lalu, tadi malam.", None)]
    assert shown == [
        ("DATE", "XXXX-XX-XX"), ("DATE", "XXXX-WXX"), ("DATE", "XXXX-XX"), ("DATE", "XXXX"), ("TIME", "XXXX-XX-XXTNI"),
    ]  # fmt: skip


@pytest.mark.parametrize("published", ["2020-9-29", "29 September 2020", "2020-09-29T10:00:00+07:00", "29/9/2020"])
def test_any_form_of_the_date_of_publication(published: str) -> None:
    assert [e.value for e in expressions("id", "Ia tiba kemarin.", published)] == ["2020-09-28"]


def test_a_date_of_publication_that_is_none_is_refused() -> None:
    with pytest.raises(SourceError, match="not a date"):
        expressions("id", "Ia tiba kemarin.", "kapan-kapan")


def test_the_language_must_be_known() -> None:
    from saksi.reading import expressions as of_document

    with pytest.raises(LanguageError):
        of_document(Document("d", None, None, None, "x", None, None, None, "0"))


WORDS = st.sampled_from(
    [f"{word} " for word in ("Senin", "malam", "tiga", "hari", "lalu", "sejak", "pukul 10.00", "(27/9)", "setiap", "per", "awal")]
    + [f"{word} " for word in ("kuartal III", "tahun", "depan", "hingga", "abad ke-19", "2x24 jam", "setengah", "Maret-April")]
    + ["2014", "-", ", ", "1980-an ", "\n"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=14).map("".join), st.sampled_from([PUBLISHED, None]))
def test_any_text(text: str, published: str | None) -> None:
    if not text.strip():
        return
    last = 0
    for found in expressions("id", text, published):
        assert text[found.evidence.start : found.evidence.end] == found.text == found.evidence.exact
        assert last <= found.evidence.start < found.evidence.end
        assert found.value
        last = found.evidence.end


@settings(max_examples=100, deadline=None)
@given(st.dates(dt.date(1950, 1, 1), dt.date(2040, 12, 31)))
def test_printed_dates_are_their_values(day: dt.date) -> None:
    form = f"{day.day}/{day.month}/{day.year}"
    assert [e.value for e in expressions("id", f"Itu terjadi ({form}).")] == [day.isoformat()]
