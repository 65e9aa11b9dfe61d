"""The worked incident of ``docs/reconciling.md``: ten counts of the dead of one shelling, in six documents."""

from __future__ import annotations

from build import KESH, KESH_GUARD, TARUM, VELMAR_ARMY, Story, at_least, day, exact

from saksi.types import Actor, Quantity, Reading

HOSPITAL = Actor("act:lorin-hospital", "Lorin Hospital", "VLM", "Velmar", "HLH")


def more_than(n: int) -> Quantity:
    return Quantity(n, n + 1, None, None, "more_than", f"more than {n}")


def shelling(ident: str, text: str, published: str, publisher: str, by: str | None = None, **kw: object) -> Story:
    s = Story(ident, text, published=published, publisher=publisher, url=f"https://example.org/{ident}", **kw)  # type: ignore[arg-type]
    actors = (s.party(by, VELMAR_ARMY),) if by else ()
    place, recipients = s.place("Tarum", TARUM), (s.party("Kesh", KESH),)
    s.event("shelling", main=True, place=place, time=day("2021-05-09"), recipients=recipients, actors=actors)
    return s


def incident() -> tuple[dict[str, str], list[Reading]]:
    """The claim ids by their numbers in the table, and the readings."""
    ids: dict[str, str] = {}
    d1 = shelling("d1", "At least 3 people died in the shelling of Tarum in Kesh, the hospital said.", "2021-05-09", "Daily")
    by = (d1.says("the hospital", "said", actor=HOSPITAL, kind="hospital"),)
    ids["1"] = d1.count("At least 3 people", at_least(3), asserted_by=by, event=d1.main)

    d2 = shelling("d2", "7 dead at the market\nThe hospital counted 7 people killed, among them 4 children, "
                  "by the shelling of Tarum in Kesh.",
                  "2021-05-10", "Courier")  # fmt: skip
    by = (d2.says("The hospital", "counted", actor=HOSPITAL, kind="hospital"),)
    ids["2"] = d2.count("7 people killed", 7, asserted_by=by, event=d2.main, as_of="2021-05-10")
    ids["3"] = d2.count("7 dead", 7, restates=ids["2"], voice="headline", event=d2.main)
    ids["4"] = d2.count("4 children", 4, part_of=ids["2"], who=("child",), asserted_by=by, event=d2.main)

    text = "The shelling of Tarum in Kesh on the second market day of the month killed 9 people, the Kesh Guard said."
    copies = []
    for number, ident, outlet, credit in (("5", "d3", "Herald", None), ("6", "d4", "Mirror", "(Meridian News Agency)")):
        s = shelling(ident, f"{text}\n{credit or ''}", "2021-05-10", outlet, credited={credit: "agency"} if credit else None)
        by = (s.says("the Kesh Guard", "said", actor=KESH_GUARD, kind="belligerent"),)
        ids[number] = s.count("9 people", 9, asserted_by=by, event=s.main)
        copies.append(s)

    d5 = shelling("d5", "The army said its shelling of Tarum in Kesh killed 2 fighters.\nMore than 400 have died since January.\n"
                  "Read also: 5 dead as fire hits Tarum market", "2021-05-11", "Gazette", by="its")  # fmt: skip
    by = (d5.says("The army", "said", actor=VELMAR_ARMY, kind="army"),)
    kesh = d5.party("Kesh", KESH)
    ids["7"] = d5.count("2 fighters", 2, who=("combatant",), side=kesh, asserted_by=by, event=d5.main)
    ids["8"] = d5.count("More than 400", more_than(400), scope="campaign", event=d5.main)
    teaser = d5.event("fire hits", place=d5.place("Tarum", TARUM, nth=1), voice="teaser")
    ids["9"] = d5.count("5 dead", 5, voice="teaser", event=teaser)

    d6 = shelling("d6", "One more victim of the shelling of Tarum in Kesh has died, the hospital said.", "2021-05-12", "Daily")
    by = (d6.says("the hospital", "said", actor=HOSPITAL, kind="hospital"),)
    ids["10"] = d6.count(
        "One more victim", exact(1, "One more"), scope="increment", asserted_by=by, event=d6.main, as_of="2021-05-12"
    )
    return ids, [d.reading() for d in (d1, d2, *copies, d5, d6)]
