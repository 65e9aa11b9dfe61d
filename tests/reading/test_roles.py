"""Who does what to whom: sentences of our own for each construct, in two languages."""

from __future__ import annotations

import pytest

import saksi
from saksi.reading import read
from saksi.text import digest
from saksi.types import Document, EventClaim

ROLES = [
    ("en", "Amnesty accused soldiers of killing 40 villagers in Amhara.", "killing", "soldiers", "40 villagers"),
    ("en", "Militants stormed the camp, burned two huts and shot a guard in Borno.", "burned", "Militants", "huts"),
    ("en", "The town of Bunagana was captured by M23 rebels on Monday.", "captured", "M23 rebels", "Bunagana"),
    ("en", "Villagers showed reporters a house hit by a rebel shell near Kheri.", "hit", None, "house"),
    ("en", "Two bridges over the river were blown up by rebels on Monday.", "blown up", "rebels", "bridges"),
    ("en", "Troops raided homes in Nablus and arrested 14 Palestinians.", "raided", "Troops", "homes"),
    ("en", "Rebels shot down two jets over Ituri.", "shot down", "Rebels", "jets"),
    ("en", "At least 70 people were killed in a gang attack on the town of Bor.", "attack", "a gang", "Bor"),
    ("en", '"We will attack them at dawn," rebel commander Ali Deng said.', "attack", "We", "them"),
    ("en", "Retreating soldiers killed four villagers near Bor.", "killed", "soldiers", "four villagers"),
    ("en", "Rampaging militiamen shot and hacked a teenager to death.", "hacked", "militiamen", "teenager"),
    ("en", "Fleeing civilians were shot by the army.", "shot", "the army", "civilians"),
    ("en", "Attacking Israeli troops killed five Palestinians.", "killed", "Israeli troops", "five Palestinians"),
    ("en", "Hezbollah has fired over 1,100 rockets at Israeli towns.", "fired", "Hezbollah", "Israeli towns"),
    ("en", "Security forces fired mortar bombs on militant hideouts in Swat.", "fired", "Security forces", "militant hideouts"),
    ("en", "Ukraine repelled Russian attacks on two villages.", "attacks", "Russian", "two villages"),
    (
        "en",
        "Abu Sayyaf, a small but violent group based on Jolo, has killed five soldiers.",
        "killed",
        "Abu Sayyaf",
        "five soldiers",
    ),
    ("id", "Dua prajurit dibunuh dalam serangan yang dilakukan oleh pemberontak.", "serangan", "pemberontak", "Dua prajurit"),
    ("id", "Gempuran Rusia terhadap posisi pasukan Ukraina menewaskan lima tentara.", "menewaskan", "Rusia", "lima tentara"),
    ("id", "Polisi selama sepekan terakhir telah menangkap 40 warga di Bor.", "menangkap", "Polisi", "40 warga"),
    ("id", "Israel melancarkan serangan besar-besaran ke Gaza, Senin.", "melancarkan serangan", "Israel", "Gaza"),
    ("id", "Pasukan TNI juga berhasil menangkap tiga anggota GAM.", "menangkap", "Pasukan TNI", "tiga anggota GAM"),
    ("id", "Tiga warga tewas dalam penembakan anggota TNI.", "penembakan", "anggota TNI", "warga"),
    ("id", "Polisi menyelidiki penembakan anggota TNI.", "penembakan", None, "anggota TNI"),
    ("id", "Pasukan lokal menyerang pasukan federal di Mekelle.", "menyerang", "Pasukan lokal", "pasukan federal"),
    (
        "id",
        "Pria bersenjata melepaskan tembakan di sebuah desa Swiss, menewaskan tiga orang.",
        "menewaskan",
        "Pria bersenjata",
        "tiga orang",
    ),
    ("id", "Serangan bom di sebuah pasar Baghdad menewaskan 60 orang.", "menewaskan", None, "60 orang"),
    ("id", "Massa menyerang kantor polisi, membakar dua mobil, dan melempari petugas.", "membakar", "Massa", "mobil"),
    ("id", "Semalam 23 rumah di Bafut dibakar pemberontak.", "dibakar", "pemberontak", "rumah"),
    ("id", "Tentara menghancurkan 120 tank pemberontak di Bor.", "menghancurkan", "Tentara", "pemberontak"),
    ("id", "Kami menembak mereka, kata komandan pemberontak.", "menembak", "Kami", "mereka"),
    ("id", "Pemberontak mengklaim menewaskan 55 tentara di Bor.", "menewaskan", "Pemberontak", "55 tentara"),
    ("id", "Tentara menggerebek sebuah rumah kontrakan di Nablus dan menangkap 14 warga.", "menggerebek", "Tentara", "rumah"),
]


def event(text: str, language: str, trigger: str) -> EventClaim:
    found = read(
        Document(
            id="d" + digest(text)[:16], source_id=None, url=None, title=None, text=text, language=language, publisher=None,
            published="2024-05-14", digest=digest(text),
        )
    )  # fmt: skip
    return next(e for e in found.events if any(m.trigger.exact == trigger for m in e.mentions))


@pytest.mark.parametrize(("language", "text", "trigger", "actor", "recipient"), ROLES)
def test_who_does_what_to_whom(language: str, text: str, trigger: str, actor: str | None, recipient: str) -> None:
    found = event(text, language, trigger)
    assert actor is None or actor in [p.text for p in found.actors]
    assert any(recipient in (p.text or "") for p in found.recipients)


MUTUAL = [
    ("en", "Russian Foreign Minister Sergei Lavrov met his Turkish counterpart Hakan Fidan in Ankara.", "met", "Hakan Fidan"),
    ("id", "Presiden Prabowo Subianto bertemu Perdana Menteri Malaysia Anwar Ibrahim di Jakarta.", "bertemu", "Anwar Ibrahim"),
    ("id", "Pasukan TNI baku tembak dengan OPM di Bibida.", "baku tembak", "TNI"),
]


@pytest.mark.parametrize(("language", "text", "trigger", "party"), MUTUAL)
def test_both_sides_of_what_is_mutual(language: str, text: str, trigger: str, party: str) -> None:
    found = event(text, language, trigger)
    assert found.mutual
    assert len(found.actors) == 2
    assert any(party in (p.text or "") for p in found.actors)


@pytest.mark.parametrize(
    ("language", "text"), [("id", "Roket ditembakkan ke"), ("en", "UN report"), ("en", "Shots were fired at")]
)
def test_a_text_may_end_anywhere(language: str, text: str) -> None:
    assert saksi.read(text, language=language).document.text == text


def test_those_killed_in_a_clash_killed_nobody() -> None:
    (event, *_) = saksi.read("The army announced two soldiers killed in Mosul on Saturday.", language="en").events
    assert [p.text for p in event.actors] == [None]
    assert [p.text for p in event.recipients] == ["two soldiers"]


def test_joined_victims_behind_a_verb_of_saying_are_told_together() -> None:
    text = "The military said 13 rebels and one soldier had also been killed on Monday."
    (event,) = saksi.read(text, language="en", published="2008-03-25").events
    assert [p.text for p in event.recipients] == ["13 rebels", "one soldier"]


@pytest.mark.parametrize(
    ("language", "text", "first", "second"),
    [
        ("en", "Rebels said the army shelled the village and killed five farmers.", "the army", "the army"),
        ("en", "Rebels said the army shelled the village and vowed revenge.", "the army", "Rebels"),
        ("id", "Pemberontak mengatakan tentara menembaki desa dan menewaskan lima petani.", "tentara", "tentara"),
        ("id", "Taliban menuduh pasukan Amerika menyerang dan membunuh 12 warga.", "pasukan Amerika", "pasukan Amerika"),
        ("id", "Hamas mengatakan Israel melanggar kesepakatan dan mengancam membalas.", "Israel", "Hamas"),
    ],
)
def test_a_second_deed_is_of_who_did_the_first_and_a_second_saying_of_who_spoke(language, text, first, second):
    told = [e for e in saksi.read(text, language=language).events if e.plover.type != "ACCUSE"]
    done = {e.actors[0].text for e in told}
    assert done == {first, second}
    assert told[-1].actors[0].text == second


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("id", "Militer menembak jatuh 40 dari 52 drone."),
        ("en", "Ukraine shot down 40 of the 52 drones."),
    ],
)
def test_a_part_of_things_counts_things(language, text):
    reading = saksi.read(text, language=language)
    assert reading.casualties == ()
    assert [i.quantity.number for i in reading.impacts] == [40]


def test_a_state_of_a_federation_says_nothing():
    reading = saksi.read("Militants raided two villages in Borno state on Sunday, killing 17 farmers.", language="en")
    assert reading.attributions == ()
    assert [e.actors[0].text for e in reading.events] == ["Militants"] * len(reading.events)


def test_harm_in_an_attack_by_somebody_is_that_attack():
    for text in ("Five people were killed in an Israeli airstrike.", "Five people were killed by an Israeli airstrike."):
        (event,) = saksi.read(text, language="en").events
        assert event.actors[0].actor.country == "ISR"
        assert event.recipients[0].text == "Five people"


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("A militia chief was among 17 people, mostly soldiers, killed this week in fighting near Benghazi.", "killed"),
        ("At least 25 soldiers were killed and 70 wounded in fighting in Jaffna.", "fighting"),
        ("There were 100 dead on the rebel side, killed in clashes near Idlib.", "killed"),
    ],
)
def test_those_who_suffer_do_nothing(text: str, trigger: str) -> None:
    found = event(text, "en", trigger)
    assert [p.status for p in found.actors] == ["unstated"]


def test_a_place_that_is_hit_in_a_headline_suffers() -> None:
    text = "Haifa hit as conflict continues\nTwo men were killed in a Hezbollah rocket attack on Haifa as jets pounded Tyre."
    found = event(text, "en", "rocket attack")
    assert [p.actor.name for p in found.actors if p.actor] == ["Hezbollah"]
    assert any("Haifa" in p.text for p in found.recipients)
