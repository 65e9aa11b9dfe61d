import pytest

from saksi.sources.dates import FileOrder, Names, normalise, order_of

KNOWN = Names(
    {"januari": 1, "agustus": 8, "oktober": 10, "okt": 10, "october": 10, "oct": 10, "may": 5},
    {"z": 0, "utc": 0, "gmt": 0, "wib": 7},
)


@pytest.mark.parametrize(
    ("given", "iso"),
    [
        ("2025-10-21", "2025-10-21"),
        ("20251021", "2025-10-21"),
        ("2025-10-21T20:43:00Z", "2025-10-21T20:43:00+00:00"),
        ("2025-10-21T20:43:00.123+07:00", "2025-10-21T20:43:00+07:00"),
        ("2025-10-21 20:43", "2025-10-21T20:43:00"),
        ("2025-10-21 20:43:05 +0700", "2025-10-21T20:43:05+07:00"),
        ("2025-10-21 20:43 WIB", "2025-10-21T20:43:00+07:00"),
        ("2025/10/21", "2025-10-21"),
        ("2025.10.1", "2025-10-01"),
        ("10/21/2025 20:43", "2025-10-21T20:43:00"),
        ("21/10/2025 20.43", "2025-10-21T20:43:00"),
        ("21-10-2025", "2025-10-21"),
        ("21.10.25", "2025-10-21"),
        ("10/21/2025 8:43 PM", "2025-10-21T20:43:00"),
        ("10/21/2025 12:05 a.m.", "2025-10-21T00:05:00"),
        ("Selasa, 21 Oktober 2025 20:43 WIB", "2025-10-21T20:43:00+07:00"),
        ("Selasa (21/10/2025)", "2025-10-21"),
        ("Jum'at, 21/10/2025 pukul 13.05 WIB", "2025-10-21T13:05:00+07:00"),
        ("21 Okt 2025, 20:43", "2025-10-21T20:43:00"),
        ("21 Okt. 2025 | 20:43 WIB", "2025-10-21T20:43:00+07:00"),
        ("Tue, 21 Oct 2025 20:43:00 GMT", "2025-10-21T20:43:00+00:00"),
        ("October 21, 2025", "2025-10-21"),
        ("Tuesday, October 21st, 2025 8:43 pm", "2025-10-21T20:43:00"),
        ("21 May 2025", "2025-05-21"),
        ("1761079380", "2025-10-21T20:43:00+00:00"),
        ("1761079380000", "2025-10-21T20:43:00+00:00"),
        ("5/5/2025", "2025-05-05"),
    ],
)
def test_shapes(given, iso):
    assert normalise(given, None, KNOWN) == iso


@pytest.mark.parametrize(
    "given",
    ["", "kemarin", "2025", "32/01/2025", "2025-02-30", "13/13/2025", "21 Foo 2025", "5/6/2025", "10:30", "99999999999999"],
)
def test_not_a_date_is_null(given):
    assert normalise(given, None, KNOWN) is None


def test_unknown_zone_is_null_rather_than_wrong():
    assert normalise("2025-10-21 20:43 XYZ", None, KNOWN) is None


def test_order_decides_the_ambiguous():
    assert normalise("5/6/2025", "dmy", KNOWN) == "2025-06-05"
    assert normalise("5/6/2025", "mdy", KNOWN) == "2025-05-06"
    assert normalise("21/6/2025", "mdy", KNOWN) == "2025-06-21", "what can be read in one way only is read so"


def test_order_is_decided_over_the_file():
    assert order_of(["5/6/2025", "10/21/2025 20:43"]) == "mdy"
    assert order_of(["5/6/2025", "21/10/2025"]) == "dmy"
    assert order_of(["5/6/2025", "2025-10-21"]) is None
    assert order_of(["10/21/2025", "21/10/2025"]) == "both"


def test_the_file_is_looked_over_once_and_only_when_needed():
    looks = []

    def look():
        looks.append(1)
        return ["10/21/2025"]

    order = FileOrder(None, "dmy", look)
    assert order.of("2025-10-21") == "dmy"
    assert not looks
    assert order.of("5/6/2025") == "mdy"
    assert order.of("7/8/2025") == "mdy"
    assert looks == [1]


def test_a_file_with_both_orders_gives_no_order():
    order = FileOrder(None, "dmy", lambda: ["10/21/2025", "21/10/2025"])
    assert order.of("5/6/2025") is None
    assert FileOrder("mdy", "dmy", list).of("5/6/2025") == "mdy"
