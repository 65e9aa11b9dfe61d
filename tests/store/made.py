"""Readings for tests: a toy reader with made-up sentences, and a strategy that fills every field of every noun."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import strategies as st
from msgspec import inspect

from saksi.contract import restore
from saksi.text import digest, sentences
from saksi.types import (
    Actor,
    Attribution,
    CasualtyClaim,
    Document,
    EventClaim,
    Evidence,
    Location,
    Mention,
    Participant,
    Passage,
    Place,
    Plover,
    Quantity,
    Reading,
    Source,
    Time,
)

KARABAKH = (
    "Pertempuran pecah di Karabakh.\n"
    "Sedikitnya 16 tentara tewas di Martakert, kata Kementerian Pertahanan.\n"
    "Warga mengungsi ke Goris sejak pagi.\n"
    "Pada hari yang sama 4 warga tewas di Stepanakert.\n"
    "Menurut saksi mata 9 orang terluka di Hadrut."
)


def document(text: str, url: str | None = "https://a.id/1", published: str | None = "2020-09-28", **more: Any) -> Document:
    key = url or more.get("source_id") or ""
    known = {"source_id": None, "title": None, "language": "id", "publisher": "A"} | more
    return Document(id="d" + digest(key, text)[:16], url=url, text=text, published=published, digest=digest(text), **known)


def read(text: str, url: str | None = "https://a.id/1", *, fingerprint: str = "one", wide: bool = False, **more: Any) -> Reading:
    """What the toy reader finds: *N somebody tewas/terluka [di Place][, kata Who]*. ``wide`` takes longer spans."""
    doc = document(text, url, **more)

    def at(start: int, end: int) -> Evidence:
        return Evidence.at(doc.id, text, start, end)

    attributions, events, casualties = [], [], []
    for s in sentences(text):
        words = text[s.start : s.end]
        m = re.search(r"(Sedikitnya )?(\d+) (\w+) (tewas|terluka)(?: di (\w+))?(?:, (kata) ([\w ]+))?", words)
        if m is None:
            continue
        said: tuple[str, ...] = ()
        if m[6]:
            ident = "a" + digest(doc.id, "attribution", str(s.start + m.start(6)), "0")[:12]
            source = Source(m[7], None, at(s.start + m.start(7), s.start + m.end(7)), "government")
            cue = Passage(m[6], at(s.start + m.start(6), s.start + m.end(6)))
            attributions.append(Attribution(ident, (source,), cue, (at(s.start, s.start + m.end(4)),), "asserts", rule="toy"))
            said = (ident,)
        trigger = (m.start(3) if wide else m.start(4), m.end(4))
        victims = (m.start() if wide else m.start(2), m.end(4))
        event = "e" + digest(doc.id, "event", str(s.start + trigger[0]), "0")[:12]
        place = None
        if m[5]:
            place = Location(
                m[5], at(s.start + m.start(5), s.start + m.end(5)), Place(f"geonames:{len(m[5])}", m[5], "AZE"), "adm2"
            )
        party = Participant(m[3], at(s.start + m.start(3), s.start + m.end(3)), Actor(f"x:{m[3]}", m[3].title()))
        time = Time("", None, doc.published, doc.published)
        mention = Mention(at(s.start + trigger[0], s.start + trigger[1]), at(*s), said)
        events.append(EventClaim(event, (mention,), Plover("ASSAULT"), recipients=(party,), place=place, time=time, rule="toy"))
        n = int(m[2])
        quantity = Quantity(n, n, None, None, "at_least", m[0]) if m[1] else Quantity(n, n, n, n, "exact", m[0])
        casualties.append(
            CasualtyClaim(
                "c" + digest(doc.id, "casualty", str(s.start + victims[0]), "0")[:12],
                at(s.start + victims[0], s.start + victims[1]),
                at(s.start + m.start(2), s.start + m.end(2)),
                "killed" if m[4] == "tewas" else "injured",
                quantity,
                ("military",) if m[3] == "tentara" else ("civilian",),
                side=party,
                asserted_by=said,
                place=place,
                time=time,
                event=event,
                rule="toy",
            )
        )
    main = events[0].id if events else None
    return Reading(
        "1", fingerprint, main, doc, attributions=tuple(attributions), events=tuple(events), casualties=tuple(casualties)
    )


TEXT = st.text(st.characters(codec="utf-8"), max_size=12)


@st.composite
def any_reading(draw: st.DrawFn) -> Reading:
    """A reading in which every field of every noun can be filled with anything its type allows."""
    text = draw(st.text(st.characters(codec="utf-8"), min_size=3, max_size=60))
    ident = draw(st.text("abcdef0123456789", min_size=4, max_size=8))
    data = draw(_value(inspect.type_info(Reading), len(text)))
    data["document"] |= {"id": ident, "text": text}
    return restore(data, Reading, ident, text)


def _value(info: inspect.Type, size: int) -> st.SearchStrategy[Any]:
    match info:
        case inspect.StructType():
            return st.fixed_dictionaries({field.encode_name: _value(field.type, size) for field in info.fields})
        case inspect.CustomType():
            return (
                st.integers(0, size - 1).flatmap(lambda start: st.tuples(st.just(start), st.integers(start + 1, size))).map(list)
            )
        case inspect.UnionType():
            return st.one_of([_value(one, size) for one in info.types])
        case inspect.VarTupleType():
            least = int(getattr(info.item_type, "cls", None) is Mention)  # an event has a mention
            return st.lists(_value(info.item_type, size), min_size=least, max_size=2)
        case inspect.LiteralType():
            return st.sampled_from(info.values)
        case inspect.NoneType():
            return st.none()
        case inspect.BoolType():
            return st.booleans()
        case inspect.IntType():
            return st.integers(-(2**53), 2**53)
        case inspect.FloatType():
            return st.floats(allow_nan=False, allow_infinity=False)
        case _:
            return TEXT
