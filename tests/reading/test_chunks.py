"""Who speaks, where no list knows it: subjects as noun chunks, counts that are owned, cues left out, quotations alone."""

from __future__ import annotations

import pytest

import saksi


def sources(text: str, language: str) -> list[str]:
    """The words of every source, in the order of the attributions."""
    reading = saksi.read(text, language=language, published="2024-05-15")
    return [source.text for a in reading.attributions for source in a.sources]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("A fact-finding team of the bar, which toured the valley, said two men had been shot.", "en", "fact-finding team"),
        ("Intercepted messages indicated that at least 60 had been wounded.", "en", "Intercepted messages"),
        ("The harbour command has confirmed that three guards were killed.", "en", "harbour command"),
        ("Lucien, 34, a shopkeeper, says the soldiers fired first.", "en", "Lucien"),
        ("Figures released by the interior ministry put the dead at 112.", "en", "interior ministry"),
        ("A list pinned to the clinic gate gave 22 dead.", "en", "list"),
        ("State radio quoted the governor as saying that calm had returned.", "en", "governor"),
        ("Televisi setempat menulis 21 orang tewas dalam serangan itu.", "id", "Televisi setempat"),
        ("Data yang dirilis kementerian dalam negeri menunjukkan bahwa 112 orang tewas.", "id", "kementerian dalam negeri"),
    ],
)
def test_the_subject_of_a_verb_of_saying_speaks_whatever_it_is(text: str, language: str, expected: str) -> None:
    assert [source for source in sources(text, language) if expected in source]


@pytest.mark.parametrize(
    "text",
    [
        "You said the raid was over.",
        "No group has claimed responsibility for the raid.",
        "The rise of militias threatens the peace.",
        "New maps released on Sunday show the valley.",
    ],
)
def test_what_is_no_source(text: str) -> None:
    assert sources(text, "en") == []


def test_a_figure_makes_a_cue_of_an_everyday_verb() -> None:
    assert sources("A reporter saw two bodies by the road after the raid.", "en") == ["reporter"]
    assert sources("A reporter saw a fire by the road after the raid.", "en") == []


def test_a_count_has_an_owner() -> None:
    reading = saksi.read(
        "Fifteen soldiers were killed in raids this year, by the army's count.", language="en", published="2024-05-15"
    )
    assert [s.text for a in reading.attributions for s in a.sources] == ["the army"]
    assert reading.casualties[0].asserted_by == (reading.attributions[0].id,)


def test_a_cue_left_out_has_its_own_source() -> None:
    text = 'The army speaks of "3,000 rebels killed", the rebels of 400 dead.'
    reading = saksi.read(text, language="en", published="2024-05-15")
    by = {a.id: a.sources[0].text for a in reading.attributions}
    assert {c.quantity.number: [by[i] for i in c.asserted_by] for c in reading.casualties} == {
        3000: ["The army"],
        400: ["the rebels"],
    }


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('Jacinta Wolu, a teacher, lives by the port. "I counted six blasts."', "Jacinta Wolu"),
        ('"They came at night," recalled Maryam Osman. "They took my brother."', "Maryam Osman"),
    ],
)
def test_a_quotation_alone_is_the_speakers(text: str, speaker: str) -> None:
    reading = saksi.read(f"Rebels shelled the port on Monday.\n\n{text}", language="en", published="2024-05-15")
    last = reading.attributions[-1]
    assert (last.sources[0].text, last.cue, last.direct) == (speaker, None, True)


@pytest.mark.parametrize(
    ("text", "language", "speaker"),
    [
        ("A soldier admitted killing two men in Basra in 2005, a court spokesman said.", "en", "soldier"),
        ("A judge ordered the guard tried for killing two men in Basra, prosecutors said.", "en", "prosecutors"),
        ("Guards killed two men in the raid, said an officer, adding that more were held.", "en", "officer"),
        ("Seorang prajurit mengaku bersalah membunuh dua tahanan di Irak, kata juru bicara tentara.", "id", "prajurit"),
    ],
)
def test_who_tells_of_harm_is_who_says_it_not_who_is_only_asked_or_told_about(text: str, language: str, speaker: str) -> None:
    reading = saksi.read(text, language=language, published="2024-05-15")
    by = {a.id: a.sources[0].text for a in reading.attributions}
    assert [by[i] for i in reading.casualties[0].asserted_by] == [speaker]
