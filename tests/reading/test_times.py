"""Times: surface forms by interval, anchors, homonyms, ranges, hours, and what must hold of any text."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saksi.languages import examples, load
from saksi.reading.page import Page
from saksi.reading.times import When, find_times
from saksi.text import digest
from saksi.types import Document

PUBLISHED = "2020-09-29"  # a Tuesday


def page(code: str, text: str, published: str | None = PUBLISHED) -> Page:
    return Page(Document("d", None, None, None, text, code, None, published, digest(text)), load(code))


def times(code: str, text: str, published: str | None = PUBLISHED) -> list[When]:
    return find_times(page(code, text, published))


def only(code: str, text: str, published: str | None = PUBLISHED) -> When:
    found = times(code, text, published)
    assert len(found) == 1, [(w.time.text, w.kind) for w in found]
    return found[0]


# --- intervals and their surface forms -------------------------------------------------------------------------------

DAY = "day"
FORMS: dict[str, dict[tuple[str | None, str | None, str], list[str]]] = {
    "id": {
        ("2020-09-27", "2020-09-27", DAY): [
            "Minggu (27/9/2020)",
            "27/9/2020",
            "27-9-2020",
            "2020-09-27",
            "27 September 2020",
            "27 Sept 2020",
            "Minggu, 27 September 2020",
            "Minggu malam",
            "hari Minggu",
            "Minggu (27/9)",
            "Minggu (27/9/20)",
            "Minggu siang (27/9)",
            "dua hari lalu",
            "2 hari yang lalu",
            "Minggu, 27 September",
            "tanggal 27 September 2020",
            "Minggu dini hari",
            "kemarin lusa",
            "Minggu (27/9/2020) dini hari",
        ],
        ("2020-09-28", "2020-09-28", DAY): [
            "kemarin",
            "Senin",
            "Senin malam",
            "semalam",
            "tadi malam",
            "Senin lalu",
            "kemarin (28/9)",
            "malam Selasa",
        ],
        ("2020-09-29", "2020-09-29", DAY): ["hari ini", "Selasa", "Selasa pagi", "malam ini", "hari ini, Selasa (29/9/2020)"],
        ("2020-09-26", "2020-09-26", DAY): ["malam Minggu", "Sabtu malam", "malam Minggu (26/9)"],
        ("2020-09-22", "2020-09-22", DAY): ["Selasa lalu", "sepekan lalu, Selasa (22/9)"],
        ("2020-09-30", "2020-09-30", DAY): ["besok", "Rabu depan", "Rabu mendatang"],
        ("2020-09-24", "2020-09-24", DAY): ["Kamis pekan lalu", "Kamis"],
        ("2020-09-21", "2020-09-27", "week"): ["pekan lalu", "minggu lalu", "sepekan lalu"],
        ("2020-09-14", "2020-09-20", "week"): ["dua pekan lalu", "dua minggu lalu"],
        ("2020-09-26", "2020-09-27", DAY): ["akhir pekan lalu"],
        ("2020-08-01", "2020-08-31", "month"): ["bulan lalu", "Agustus", "Agustus 2020", "sebulan lalu", "Agustus lalu"],
        ("2020-05-01", "2020-05-31", "month"): ["Mei", "Mei 2020", "bulan Mei", "Mei lalu"],
        ("2020-05-01", "2020-05-10", "week"): ["awal Mei", "awal Mei 2020"],
        ("2003-05-12", "2003-05-14", DAY): ["12-14 Mei 2003", "12 hingga 14 Mei 2003", "12 Mei 2003 hingga 14 Mei 2003"],
        ("2019-01-01", "2019-12-31", "year"): ["tahun lalu", "2019", "tahun 2019", "setahun lalu"],
        ("2017-01-01", "2017-12-31", "year"): ["tiga tahun lalu", "tiga tahun silam"],
        ("1980-01-01", "1989-12-31", "decade"): ["1980-an", "tahun 1980-an", "tahun 80-an"],
        ("1988-01-01", "1994-12-31", "year"): [
            "1988-1994",
            "antara 1988 dan 1994",
            "1988 hingga 1994",
            "dari 1988 hingga 1994",
            "1988-94",
        ],
        ("2001-05-01", "2001-08-31", "month"): ["pertengahan 2001", "medio 2001", "pertengahan tahun 2001"],
        ("2020-09-22", "2020-09-29", "week"): ["sepekan terakhir", "satu pekan terakhir"],
        ("1994-01-01", "2020-09-29", "year"): ["sejak 1994", "sejak tahun 1994"],
        (None, "1994-12-31", "year"): ["hingga 1994"],
        (None, "2020-09-27", DAY): ["beberapa hari lalu"],
    },
    "en": {
        ("2020-09-27", "2020-09-27", DAY): [
            "Sunday",
            "Sunday night",
            "Sunday, Sept. 27, 2020",
            "September 27, 2020",
            "27 September 2020",
            "27th of September",
            "Sept. 27",
            "Sunday (27/9/2020)",
            "2020-09-27",
            "two days ago",
            "late on Sunday",
            "the day before yesterday",
            "Sunday morning",
            "last Sunday",
        ],
        ("2020-09-28", "2020-09-28", DAY): ["yesterday", "Monday", "last night", "last Monday"],
        ("2020-09-22", "2020-09-22", DAY): ["last Tuesday"],
        ("2020-10-02", "2020-10-02", DAY): ["next Friday"],
        ("2020-09-21", "2020-09-27", "week"): ["last week", "a week ago"],
        ("2020-08-01", "2020-08-31", "month"): ["last month", "August 2020", "August"],
        ("2020-05-01", "2020-05-10", "week"): ["early May", "early May 2020"],
        ("2003-05-12", "2003-05-14", DAY): ["May 12-14, 2003", "12-14 May 2003", "12 to 14 May 2003"],
        ("2019-01-01", "2019-12-31", "year"): ["last year", "2019", "a year ago"],
        ("1990-01-01", "1999-12-31", "decade"): ["1990s"],
        ("1993-01-01", "1996-12-31", "year"): ["mid-1990s"],
        ("1991-09-01", "1991-12-31", "month"): ["late 1991"],
        ("1988-01-01", "1994-12-31", "year"): ["between 1988 and 1994", "from 1988 to 1994", "1988-94", "1988-1994"],
        ("2020-09-27", "2020-09-29", DAY): ["the past two days", "the last two days"],
        ("1994-01-01", "2020-09-29", "year"): ["since 1994"],
        (None, "1994-12-31", "year"): ["until 1994"],
    },
}


@pytest.mark.parametrize(
    ("code", "form", "want"), [(c, f, want) for c, table in FORMS.items() for want, forms in table.items() for f in forms]
)
def test_interval(code: str, form: str, want: tuple[str | None, str | None, str]) -> None:
    before = {"id": "Itu terjadi", "en": "It happened"}[code]
    found = times(code, f"{before} {form}.")
    shown = [(w.time.text, w.time.earliest, w.time.latest, w.time.precision) for w in found]
    assert want in [(w.time.earliest, w.time.latest, w.time.precision) for w in found], shown
    assert found[-1].time.text.lower().removeprefix("late on ") in form.lower()
    assert not any(w.time.flags for w in found)


@pytest.mark.parametrize(
    ("code", "form", "relative"),
    [
        ("id", "kemarin", "-1 day"),
        ("id", "dua hari lalu", "-2 day"),
        ("id", "pekan lalu", "-1 week"),
        ("id", "Senin", "XXXX-WXX-1"),
        ("id", "28 September", "XXXX-09-28"),
        ("id", "September", "XXXX-09"),
        ("id", "sehari sebelumnya", "-1 day"),
        ("id", "besok", "+1 day"),
        ("en", "yesterday", "-1 day"),
        ("en", "two weeks ago", "-2 week"),
        ("en", "last year", "-1 year"),
        ("en", "Monday", "XXXX-WXX-1"),
    ],
)
def test_nothing_anchors(code: str, form: str, relative: str) -> None:
    time = only(code, f"Itu terjadi {form}." if code == "id" else f"It happened {form}.", None).time
    assert (time.earliest, time.latest, time.relative) == (None, None, relative)


# --- homonyms --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("id", "Layanan itu buka 24/7."),
        ("id", "Pria 34 tahun itu petani."),
        ("id", "Sebanyak 2000 tentara tiba."),
        ("id", "Pasal 1998 dicabut."),
        ("id", "Mei Ling menangis."),
        ("id", "Jaraknya 2000 meter."),
        ("id", "Minggu-minggu berat."),
        ("id", "Rp 2000 hilang."),
        ("en", "They may go."),
        ("en", "March on, he said."),
        ("en", "The Sun rose."),
        ("en", "May he rest."),
        ("en", "More than 2000 left."),
        ("en", "The march was long."),
        ("en", "He scored 50/50."),
    ],
)
def test_no_time(code: str, text: str) -> None:
    assert times(code, text) == []


def test_week_and_sunday() -> None:
    assert only("id", "Serangan terjadi dua minggu lalu.").time.precision == "week"
    assert only("id", "Serangan terjadi minggu lalu.").time.precision == "week"
    assert only("id", "Serangan terjadi Minggu lalu.").time.earliest == "2020-09-27"
    assert only("id", "Serangan terjadi Minggu.").time.earliest == "2020-09-27"
    assert only("id", "Minggu, serangan terjadi.").time.earliest == "2020-09-27"


# --- contradictions, anchors, hours ----------------------------------------------------------------------------------


def test_weekday_mismatch_is_kept_and_flagged() -> None:
    for code, text in (("id", "Serangan Sabtu (27/9/2020)."), ("en", "It began on Saturday, September 27, 2020.")):
        time = only(code, text).time
        assert (time.earliest, time.latest, time.flags) == ("2020-09-27", "2020-09-27", ("weekday_mismatch",))


def test_event_anchor() -> None:
    found = times("id", "Pada 12 Mei 2003 ia ditahan. Sehari sebelumnya ia ditembak, keesokan harinya ia bebas.")
    assert [w.time.earliest for w in found] == ["2003-05-12", "2003-05-11", "2003-05-12"]
    assert times("en", "On 12 May 2003 he was held. Two days later he died.")[-1].time.earliest == "2003-05-14"


@pytest.mark.parametrize(
    ("code", "text", "want"),
    [
        ("id", "Senin (28/9/2020) sekitar pukul 05.30 WIT", "2020-09-28T05:30+09:00"),
        ("id", "Senin, 28 September 2020 pukul 13.00 WIB", "2020-09-28T13:00+07:00"),
        ("id", "pukul 05.30 WITA, Senin (28/9)", "2020-09-28T05:30+08:00"),
        ("id", "Senin pukul 5 sore", "2020-09-28T17:00"),
        ("id", "Senin jam tiga dini hari", "2020-09-28T03:00"),
        ("en", "Monday at 5:30 p.m.", "2020-09-28T17:30"),
        ("en", "Monday at 0530 GMT", "2020-09-28T05:30+00:00"),
        ("en", "12 a.m. on Monday", "2020-09-28T00:00"),
        ("en", "5 p.m. local time on Monday", "2020-09-28T17:00"),
    ],
)
def test_hour(code: str, text: str, want: str) -> None:
    time = only(code, text).time
    assert (time.earliest, time.latest, time.precision) == (want, want, "time")
    dt.datetime.fromisoformat(want)


def test_hours_to_hours() -> None:
    time = only("id", "Senin (28/9/2020) pukul 05.00-06.30 WIB").time
    assert (time.earliest, time.latest) == ("2020-09-28T05:00+07:00", "2020-09-28T06:30+07:00")


def test_kinds() -> None:
    want = {
        "Senin": "weekday",
        "kemarin": "relative",
        "27 September 2020": "date",
        "2019": "year",
        "sejak 1994": "since",
        "hingga 1994": "until",
        "hingga kini": "asof",
        "hingga Senin (28/9/2020)": "asof",
        "pukul 05.30 WIB": "clock",
        "selama tiga hari": "duration",
    }
    assert {form: only("id", f"Itu terjadi {form}.").kind for form in want} == want


def test_year_of_a_date_without_one() -> None:
    assert only("id", "Serangan terjadi 28 Desember.", "2021-01-02").time.earliest == "2020-12-28"
    assert only("id", "Serangan terjadi 2 Oktober.", "2020-09-29").time.earliest == "2020-10-02"
    assert only("id", "Sidang akan digelar 2 Februari.", "2020-09-29").time.earliest == "2021-02-02"
    assert only("id", "Serangan terjadi 28 Oktober lalu.", "2020-09-29").time.earliest == "2019-10-28"
    assert only("id", "Serangan terjadi November.", "2020-09-29").time.earliest == "2019-11-01"
    assert only("id", "Kontrak pengiriman Januari turun.", "2020-09-29").time.earliest == "2021-01-01"
    assert only("id", "Target Oktober meleset.", "2020-09-29").time.earliest == "2020-10-01"
    assert only("id", "Harga naik sejak Oktober.", "2020-09-29").time.earliest == "2019-10-01"
    assert only("id", "Gencatan senjata berlaku hingga akhir Desember.", "2020-09-29").time.latest == "2020-12-31"
    assert only("id", "Korban bertambah hingga Juli.", "2020-09-29").time.latest == "2020-07-31"


def test_month_across() -> None:
    time = only("id", "Operasi 28 September hingga 3 Oktober 2019.").time
    assert (time.earliest, time.latest) == ("2019-09-28", "2019-10-03")


# --- what holds of any text ------------------------------------------------------------------------------------------

WEEKDAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
DAYS = st.dates(dt.date(1945, 1, 1), dt.date(2035, 12, 31))


@settings(max_examples=200, deadline=None)
@given(DAYS)
def test_printed_dates_read_back(day: dt.date) -> None:
    for form in (
        f"{day.day}/{day.month}/{day.year}",
        f"{WEEKDAYS[day.weekday()]} ({day.day}/{day.month}/{day.year})",
        day.isoformat(),
    ):
        time = only("id", f"Pada {form} terjadi serangan.").time
        assert (time.earliest, time.latest, time.flags) == (day.isoformat(), day.isoformat(), ())
    time = only("en", f"On {day:%B} {day.day}, {day.year}, it began.").time
    assert (time.earliest, time.latest) == (day.isoformat(), day.isoformat())


@settings(max_examples=100, deadline=None)
@given(DAYS, st.integers(1, 7))
def test_a_bare_weekday_is_the_last_one(day: dt.date, number: int) -> None:
    when = only("id", f"Serangan terjadi {WEEKDAYS[number - 1]}.", day.isoformat())
    found = dt.date.fromisoformat(when.time.earliest or "")
    assert found.isoweekday() == number
    assert 0 <= (day - found).days < 7


WORDS = "Senin malam Minggu Mei May 2020 lalu dua hari sejak hingga pukul WIT 1980-an 9999 antara dan last week akhir Februari"
PIECES = st.sampled_from([*"0123456789/-.,:() \n'", *(f"{word} " for word in f"{WORDS} p.m. ribu abad ago".split())])


@settings(max_examples=400, deadline=None)
@given(
    st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join)),
    st.sampled_from(["id", "en"]),
    st.sampled_from([None, PUBLISHED, "0001-01-01", "9999-12-31", "2020-02-29"]),
)
def test_any_text(text: str, code: str, published: str | None) -> None:
    laid = page(code, text, published)
    last = 0
    for when in find_times(laid):
        time = when.time
        assert last <= when.first < when.last
        assert time.evidence is not None
        assert laid.text[time.evidence.start : time.evidence.end] == time.text == time.evidence.exact
        assert time.evidence.start == laid.tokens[when.first].start
        assert time.earliest is None or time.latest is None or time.earliest <= time.latest
        assert (time.earliest, time.latest) != (None, None) or time.relative is not None
        for end in (time.earliest, time.latest):
            if end is not None:
                dt.datetime.fromisoformat(end)
        last = when.last
    assert find_times(laid) == find_times(page(code, text, published))


# --- examples of the packs -------------------------------------------------------------------------------------------


def matches(when: When, want: dict[str, object]) -> bool:
    have: dict[str, object] = {"noun": "time", "exact": when.time.text, "kind": when.kind}
    have |= {name: getattr(when.time, name) for name in ("earliest", "latest", "precision", "relative")} | {
        "flags": list(when.time.flags)
    }
    return all(name in have and have[name] == value for name, value in want.items())


@pytest.mark.parametrize("code", ["id", "en"])
def test_examples(code: str) -> None:
    count = 0
    for table, line, example in examples(code):
        if table != "times":
            continue
        count += 1
        found = times(code, example.text, example.published)
        for want in example.has:
            assert any(matches(w, want) for w in found), f"{code}/times.jsonl:{line}: no {want} in {found}"
        for unwanted in example.lacks:
            assert not any(matches(w, unwanted) for w in found), f"{code}/times.jsonl:{line}: {unwanted} in {found}"
    assert count >= 25
