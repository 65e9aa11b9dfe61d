"""What an article is about, what is history, and whose times and places an event takes: leads of our own, in two languages."""

from __future__ import annotations

import pytest

import saksi
from saksi import contract
from saksi.reading import read
from saksi.text import digest
from saksi.types import Document, EventClaim, Reading


def reading(text: str, language: str, title: str = "", published: str = "2024-05-14") -> Reading:
    whole = f"{title}\n{text}" if title else text
    return read(
        Document(
            id="d" + digest(whole)[:16], source_id=None, url=None, title=title or None, text=whole, language=language,
            publisher=None, published=published, digest=digest(whole),
        )
    )  # fmt: skip


def words(event: EventClaim) -> list[str]:
    return [m.trigger.exact for m in event.mentions]


MAIN = [
    ("en", "Rebels retake Tarin as army pulls back; nine killed", "Rebels recaptured Tarin on Monday, witnesses said.", "retake"),
    ("en", "Live: Gunmen storm prison in Bor", "Two guards died. Gunmen stormed the prison at dawn on Monday.", "stormed"),
    ("en", "", "The army shelled Bor on Monday. The war with the rebels has cost 900 lives. Nine people were killed.", "shelled"),
    ("id", "Tentara Serbu Kamp Pemberontak di Bor", "Tentara menyerbu kamp pemberontak di Bor, Senin. Dua orang tewas.", "Serbu"),
    (
        "en",
        "France condemns coup in Niger",
        "France condemned on Thursday a coup in Niger, where soldiers hold the president.",
        "condemns",
    ),
    ("en", "Ex-officer jailed for killing of protester", "A court jailed a former officer for 12 years on Monday.", "jailed"),
    ("en", "Houthi missile sets tanker ablaze", "A missile fired by the Houthis hit an oil tanker off Aden on Friday.", "hit"),
    ("en", "Goma falls to rebels", "M23 rebels captured the city of Goma on Monday after heavy fighting.", "captured"),
    (
        "en",
        "Hamas frees 24 hostages",
        "Hamas released 24 hostages on Friday, hours after a truce with Israel took effect.",
        "released",
    ),
    (
        "en",
        "Drones, shells and a curfew: Bor holds its breath",
        "Army drones struck the market in Bor on Monday. Two people died.",
        "struck",
    ),
    ("id", "Polisi Bubarkan Demo Mahasiswa", "Polisi membubarkan unjuk rasa mahasiswa di Jayapura, Jumat.", "Bubarkan"),
    ("id", "RI Kecam Serangan Israel ke Rafah", "Indonesia mengecam serangan Israel ke Rafah yang menewaskan 45 orang.", "Kecam"),
    ("id", "Pasukan Prancis Tinggalkan Niger", "Pasukan Prancis meninggalkan Niger, Jumat.", "Tinggalkan"),
    ("id", "", "Pemberontak menembaki pasar di Bor, Senin. Januari lalu sembilan penambang dibunuh di sana.", "menembaki"),
]


@pytest.mark.parametrize(("language", "title", "text", "trigger"), MAIN)
def test_the_main_event_is_the_act_that_headline_and_lead_tell_first(language: str, title: str, text: str, trigger: str) -> None:
    found = reading(text, language, title)
    main = next(e for e in found.events if e.id == found.main)
    assert trigger in words(main)


def test_a_page_that_remembers_tells_of_long_ago() -> None:
    found = reading("Bells rang on Sunday. Bombers destroyed half the town and killed 312 people.", "en", "Eighty years on")
    assert [e.historical for e in found.events if e.plover.type == "ASSAULT"]
    assert all(e.historical for e in found.events if e.plover.type == "ASSAULT")


def test_what_happened_months_ago_is_history_and_last_week_is_not() -> None:
    found = reading("Gunmen killed two men on Friday. In February gunmen killed nine miners in the same town.", "en")
    assert [e.historical for e in found.events] == [False, True]


def test_a_report_on_last_year_is_not_all_history() -> None:
    text = (
        "Rebels killed 40 villagers in Bor in October 2023, the mission said in a report. Soldiers burnt the market in October."
    )
    assert not any(e.historical for e in reading(text, "en").events)


def test_an_arrest_takes_its_own_day_and_the_attack_another() -> None:
    found = reading("Police arrested two men on Friday after the bombing on 3 May of a market in Tarin.", "en")
    times = {e.plover.type: e.time.earliest for e in found.events if e.time is not None}
    assert times == {"COERCE": "2024-05-10", "ASSAULT": "2024-05-03"}


def test_the_next_meeting_is_no_day_of_the_bombing() -> None:
    found = reading("Ministers will meet next month after the bombing that killed 68 people in Tarin.", "en")
    bombing = next(e for e in found.events if e.plover.type == "ASSAULT")
    assert bombing.realis == "actual"
    assert bombing.time is None


def test_who_claims_an_attack_is_its_actor_by_his_own_words() -> None:
    found = reading(
        "A car bomb killed nine people in Maiduguri on Sunday. Boko Haram claimed responsibility for the attack.", "en"
    )
    actor = next(e for e in found.events if e.plover.type == "ASSAULT").actors[0]
    assert actor.text == "Boko Haram"
    said = next(a for a in found.attributions if a.id in actor.asserted_by)
    assert said.stance == "claims_responsibility"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The tax office seized the flat of a former mayor. " * 8 + "Police arrested two clerks over the forged tenders."),
        ("id", "Kejaksaan menyidik suap proyek jalan. " * 12 + "Jaksa menahan dua pejabat dinas."),
    ],
)
def test_the_law_at_work_is_no_conflict(language: str, text: str) -> None:
    found = read(
        Document(
            id="d" + digest(text)[:16], source_id=None, url=None, title=None, text=text, language=language, publisher=None,
            published="2024-05-14", digest=digest(text),
        ),
        rejected=True,
    )  # fmt: skip
    assert not [e for e in found.events if e.plover.type == "COERCE"]
    assert contract.plain(found.rejected[0])["reason"]


@pytest.mark.parametrize(
    ("text", "language", "trigger", "realis"),
    [
        ("No group immediately claimed responsibility for the attack on a car in Gaza.", "en", "attack", "actual"),
        ("The general did not say who planted the bomb, but similar explosions killed six soldiers.", "en", "killed", "actual"),
        ("The minister has not visited the shrine, which honours 200 soldiers killed in the war.", "en", "killed", "actual"),
        ("Nobody was hurt in the explosion at the army base.", "en", "explosion", "actual"),
        ("The troops did not attack the village.", "en", "attack", "negated"),
        ("The army killed no civilians.", "en", "killed", "negated"),
        ("A soldier pleaded guilty to murdering three detainees in Iraq.", "en", "murdering", "actual"),
        ("Pasukan ditempatkan untuk menumpas kekerasan yang menurut PBB menewaskan 16.800 orang.", "id", "menewaskan", "actual"),
        ("Orang-orang bersenjata tak dikenal menembak mati dua orang dan mencederai seorang lagi.", "id", "mencederai", "actual"),
    ],
)
def test_a_negation_reaches_its_own_verb_alone(text: str, language: str, trigger: str, realis: str) -> None:
    reading = saksi.read(text, language=language, published="2024-05-15")
    assert [e.realis for e in reading.events for m in e.mentions if m.trigger.exact == trigger] == [realis]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("There were strikes on three hospitals.", "three hospitals"),
        ("A guided bomb came down on Tsentralna Street in Pidhirne.", "Tsentralna Street"),
        ("Bombs were dropped on the camp.", "camp"),
    ],
)
def test_what_is_aimed_at_makes_a_strike_one(text, target):
    (event,) = saksi.read(text, language="en").events
    assert (event.plover.type, [r.text for r in event.recipients]) == ("ASSAULT", [target])


def test_a_strike_of_workers_is_none():
    for text in ("Nurses began a strike over pay on Monday.", "The team's strikes on goal were poor."):
        assert [e for e in saksi.read(text, language="en").events if e.plover.type == "ASSAULT"] == []
