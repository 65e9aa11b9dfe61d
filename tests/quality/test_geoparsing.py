"""The suite of toponyms, on articles of our own: what counts as near, what as unresolved, and offsets that are off."""

from __future__ import annotations

from pathlib import Path

import pytest
from quality.suites.geoparsing import articles, kilometres, measure, nearest

TEXT = "Two men died in Paris, Texas, and one in Zzyrtown. The US-backed force left Kyiv."
GOLD = [  # phrase, stated offset less the true one, latitude and longitude
    ("Paris", 0, "33.66", "-95.56"),
    ("Texas", 1, "31.25", "-99.25"),
    ("Zzyrtown", 0, "-10.0", "20.0"),
    ("US", 0, "39.76", "-98.5"),
    ("Kyiv", 0, "", ""),
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    rows = []
    for phrase, off, lat, lon in GOLD:
        start = TEXT.index(phrase) + off
        tag = f"<gaztag><lat>{lat}</lat><lon>{lon}</lon></gaztag>" if lat else ""
        rows.append(f"<toponym><start>{start}</start><end>{start + len(phrase)}</end><phrase>{phrase}</phrase>{tag}</toponym>")
    path = tmp_path / "set.xml"
    path.write_text(
        f'<articles><article docid="1"><domain>example.com</domain><url>https://example.com/a</url><dltime>2020-01-01</dltime>'
        f"<text>{TEXT}</text><toponyms>{''.join(rows)}</toponyms></article></articles>",
        encoding="utf-8",
    )
    return path


def test_every_gold_toponym_with_a_point_counts(corpus: Path) -> None:
    result = measure(articles(corpus))
    assert (result.near, result.resolvable, result.gold) == (3, 4, 5)
    assert result.misses is not None
    assert [phrase for phrase, _ in result.misses] == ["Zzyrtown"]
    assert result.as_json()["accuracy_161"] == 0.75


def test_recognition_counts_overlap(corpus: Path) -> None:
    row = measure(articles(corpus)).as_json()
    assert 0.5 <= float(row["recall"]) <= 1
    assert 0.5 <= float(row["precision"]) <= 1


def test_a_stated_offset_that_is_off_is_put_right() -> None:
    assert nearest("a Rome b Rome", "Rome", 9) == 9
    assert nearest("a Rome b Rome", "Rome", 8) == 9
    assert nearest("a Rome b Rome", "Rome", 3) == 2
    assert nearest("a b", "Rome", 3) == 3


def test_distances() -> None:
    assert kilometres((52.52, 13.405), (48.8566, 2.3522)) == pytest.approx(878, abs=2)
    assert kilometres((0, 179.9), (0, -179.9)) == pytest.approx(22, abs=1)
