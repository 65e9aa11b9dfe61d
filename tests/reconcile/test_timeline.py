"""The toll over time: who said how many, when, and what replaced what."""

from __future__ import annotations

from build import KESH_GUARD, clash_story
from worked import incident

from saksi.export.svg import timeline_svg
from saksi.reconcile import reconcile, timeline

GUARD = ("The guard", KESH_GUARD, "belligerent")


def test_the_worked_incident_in_order_of_days() -> None:
    ids, readings = incident()
    (event,) = reconcile(readings)
    line = timeline(event, readings)
    number = {v: k for k, v in ids.items()}
    told = [(b.day, b.speaker, b.quantity.low, [number[c] for c in b.claims]) for b in line.bulletins]
    assert told == [
        ("2021-05-09", "Lorin Hospital", 3, ["1"]),
        ("2021-05-10", "Kesh Guard", 9, ["5", "6"]),
        ("2021-05-10", "Lorin Hospital", 4, ["4"]),
        ("2021-05-10", "Lorin Hospital", 7, ["2", "3"]),  # the headline is the hospital's figure too
        ("2021-05-11", "Velmar Army", 2, ["7"]),
        ("2021-05-12", "Lorin Hospital", 1, ["10"]),
    ]
    replaced = {number[b.claims[0]]: number[b.replaced_by] for b in line.bulletins if b.replaced_by}
    assert replaced == {"1": "2"}  # the increment adds to 2 and does not replace it
    assert [b.as_of for b in line.bulletins if ids["2"] in b.claims] == [True]


def test_order_of_readings_does_not_matter_and_nothing_is_invented() -> None:
    _, readings = incident()
    (event,) = reconcile(readings)
    assert timeline(event, readings) == timeline(event, list(reversed(readings)))
    undated = clash_story("a", published=None, when=None, killed=3, source=GUARD).reading()
    (alone,) = reconcile([undated])
    assert [b.day for b in timeline(alone, [undated]).bulletins] == [None]
    assert timeline(alone, [undated], "injured").bulletins == ()


def test_the_picture_has_every_figure_and_the_same_bytes() -> None:
    _, readings = incident()
    (event,) = reconcile(readings)
    picture = timeline_svg(timeline(event, readings))
    assert picture == timeline_svg(timeline(event, list(reversed(readings))))
    assert picture.count("<circle") == 6
    assert picture.count('class="o"') == 1
    assert "replaced by a newer bulletin" in picture
    assert 'role="img"' in picture


def test_words_of_an_article_are_escaped() -> None:
    s = clash_story("<script>", killed=3, source=("<b>The guard</b>", None, "belligerent"))
    readings = [s.reading()]
    (event,) = reconcile(readings)
    picture = timeline_svg(timeline(event, readings))
    assert "<b>" not in picture
    assert "&lt;b&gt;" in picture
