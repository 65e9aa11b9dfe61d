"""The shape of real articles, in figures alone, and invented articles of that shape.

    python -m benchmarks.shapes READINGS.jsonl ... > benchmarks/shapes.json

A *shape* is what one real article's reading is made of: how many words it has, and of each event claim the type, the realis, how
far its day lies from that of publication, which of the article's places, parties and names it has (by their numbers within the
article) and the counts beside it. No word of the article is in it. The shipped ones were measured on two sets, half on each: the
development articles of MUC-3 (wire reports of a war, Latin America, 1988 to 1990) and the articles of the Gun Violence Archive
(local papers, United States). How many reports an incident has is that of the latter.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from datetime import date
from itertools import accumulate, count
from pathlib import Path
from typing import Any, NamedTuple, get_args

from saksi.contract import from_json
from saksi.reconcile import Facts
from saksi.reconcile.compare import tellings
from saksi.text import digest, tokenize
from saksi.types import (
    Actor,
    CasualtyClaim,
    Document,
    EventClaim,
    Evidence,
    Location,
    Mention,
    Participant,
    Place,
    Plover,
    PloverType,
    Quantity,
    Reading,
    Time,
)

FILE = Path(__file__).with_name("shapes.json")
REPORTS = {1: 1828, 2: 760, 3: 288, 4: 87, 5: 37, 6: 19, 7: 6, 8: 7, 9: 3, 10: 3, 12: 1, 17: 1}
"""How many incidents of the Gun Violence Archive so many of its articles report."""
EVENTS_A_DAY = 25
BLOCK = 10
"""Days that are invented together, of which two hundred and fifty events have about three thousand claims."""
CONFLICTS = 20
PLACES = 400  # of a conflict; the n-th most told is told a share 1/n of the first, and so with parties and names
PARTIES = 60
NAMES = 3000
FRESH = 40  # names of an event that no other has
START = date(2000, 1, 1).toordinal()
SECTORS = ("MIL", "REB", "GOV", "COP", "REB", "UAF", "CVL")
TYPES: tuple[PloverType, ...] = get_args(PloverType)
SYLLABLES = [a + b for a in "bdgklmnprst" for b in "aeiou"]


# --- measuring ---------------------------------------------------------------------------------------------------------


def shape(reading: Reading) -> dict[str, Any]:
    """The figures of one article."""
    told = tellings(Facts([reading]))
    places: dict[str, int] = {}
    parties: dict[str, int] = {}
    names: dict[str, int] = {}
    claims = []
    for e in sorted(reading.events, key=lambda e: (e.id != reading.main, e.evidence.start)):
        t = told[e.id]
        days = None
        if t.days is not None and t.published is not None:
            days = [t.days.first - t.published, t.days.last - t.published]
        place = None
        if e.place is not None and (e.place.place is not None or e.place.precision != "country"):
            key = e.place.place.id if e.place.place else e.place.text.lower()
            place = [places.setdefault(key, len(places)), e.place.precision, int(e.place.place is not None)]
        sides = []
        for p in t.sides:
            known = p.actor is not None and not p.actor.described
            sides.append([parties.setdefault(p.actor.id if known and p.actor else str(p.text), len(parties)), int(known)])
        beside = [names.setdefault(name, len(names)) for name in sorted(t.names.pairs)]
        counts = sorted([kind, number] for kind, number in t.figures)
        claims.append([TYPES.index(e.plover.type), e.realis, int(e.historical), int(e.voice == "teaser"), days, place, sides,
                       counts, beside])  # fmt: skip
    rest = len(told[reading.events[0].id].scene.names.pairs - set(names)) if told else 0
    words = sum(t.is_word for t in tokenize(reading.document.text))
    return {"words": words, "main": int(reading.main is not None), "names": rest, "claims": claims}


def measured(paths: list[str]) -> None:
    """Print the shapes of the readings of these files, an equal share of each."""
    draw = random.Random(3)
    out = []
    for path in paths:
        found = [from_json(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
        chosen = draw.sample([r for r in found if r.events], 200)
        out += [shape(r) for r in chosen]
    print("[\n" + ",\n".join(json.dumps(one, separators=(",", ":")) for one in out) + "\n]")


# --- inventing ---------------------------------------------------------------------------------------------------------


def word(number: int) -> str:
    """A capitalised word for a number, another for each."""
    out = ""
    for _ in range(4):
        number, rest = divmod(number, len(SYLLABLES))
        out += SYLLABLES[rest]
    return out.capitalize()


class Happened(NamedTuple):
    """What an invented event is: where, when, whose, and the names of its story."""

    conflict: int
    day: int
    places: tuple[int, ...]
    parties: tuple[int, ...]
    names: tuple[str, ...]
    figures: dict[str, int]


class World:
    """Invented events and their reports. The same seed gives the same ones, for each ``block`` of days others."""

    def __init__(self, seed: int = 7, block: int = 0) -> None:
        self.draw = random.Random(f"{seed} {block}")
        self.shapes: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
        self._ranks = {many: list(accumulate(1 / (n + 1) for n in range(many))) for many in (CONFLICTS, PLACES, PARTIES, NAMES)}
        self._fresh = 10_000_000 + block * EVENTS_A_DAY * BLOCK * FRESH

    def rank(self, many: int) -> int:
        """One of so many, the first the most often (Zipf, 1935)."""
        return self.draw.choices(range(many), cum_weights=self._ranks[many])[0]

    def place(self, conflict: int, number: int, precision: str) -> Place:
        """A place of a conflict's country, on a grid of eighty kilometres."""
        name = word(1_000_000 + conflict * PLACES + number)
        row, column = divmod(number, 20)
        province, district = (
            f"{word(2_000_000 + conflict * 40 + number // 10)}",
            f"{word(3_000_000 + conflict * 80 + number // 5)}",
        )
        if precision in ("adm1", "region"):
            name = province
        elif precision == "adm2":
            name = district
        country = f"{SYLLABLES[conflict]}x".upper()
        return Place(f"geonames:{name}", name, country, province, district, conflict * 3 - 30 + row * 0.7, column * 0.7)

    def party(self, conflict: int, number: int, known: int) -> Participant:
        """A party that the registry knows, or one in the words of the report."""
        name = word(4_000_000 + conflict * PARTIES + number)
        country = f"{SYLLABLES[conflict]}x".upper()
        actor = Actor(f"{country.lower()}-{name}", name, country, name, SECTORS[number % len(SECTORS)]) if known else None
        return Participant(name.lower(), None, actor)

    def event(self, day: int) -> Happened:
        """An event of a day."""
        conflict = self.rank(CONFLICTS)
        names = []
        for _ in range(FRESH):
            self._fresh += 1
            names.append(f"{word(self._fresh)} {word(self._fresh * 7919)}")
        return Happened(conflict, day, tuple(self.rank(PLACES) for _ in range(6)), tuple(self.rank(PARTIES) for _ in range(6)),
                        tuple(names), {})  # fmt: skip

    def name(self, happened: Happened, number: int) -> str:
        """The n-th name of an article: every other one of its story, the rest such as recur."""
        if number % 2 == 0 and number // 2 < len(happened.names):
            return happened.names[number // 2]
        rank = self.rank(NAMES) + happened.conflict * NAMES
        return f"{word(5_000_000 + rank)} {word(5_000_000 + rank * 31)}"

    def report(self, ident: str, happened: Happened, most: int) -> Reading:
        """A report of an event, of the shape of a real article and of no more claims than so many."""
        draw, found = self.draw, self.draw.choice(self.shapes)
        published = happened.day + draw.choice((0, 0, 0, 1, 1, 2))
        called: dict[int, str] = {}
        lines: list[str] = []
        for *_, counts, beside in found["claims"][:most]:
            for n in beside:
                called.setdefault(n, self.name(happened, n))
            said = ["they said that", *(called[n] for n in beside), *(str(number) for _, number in counts), "fell"]
            lines.append(" and ".join(said))
        others = [self.name(happened, n) for n in range(len(called), len(called) + found["names"])]
        held = sum(len(line.split()) for line in lines) + 3 * len(others)
        lines += [f"we met {name} there" for name in others]
        lines += ["it was told that nothing more is known of what was seen"] * ((found["words"] - held) // 12)
        text, starts = "", []
        for line in lines:
            starts.append(len(text))
            text += f"{line}. "
        told = date.fromordinal(published).isoformat()
        document = Document(ident, ident, None, None, text, "en", f"Outlet {draw.randrange(120)}", told, digest(text))
        events: list[EventClaim] = []
        casualties: list[CasualtyClaim] = []
        for i, row in enumerate(found["claims"][:most]):
            kind, realis, historical, teaser, days, place, sides, counts, _ = row
            sentence = Evidence.at(ident, text, starts[i], starts[i] + len(lines[i]))
            trigger = Evidence.at(ident, text, sentence.end - 4, sentence.end)
            where = when = None
            if place is not None:
                number = happened.places[place[0]] if place[0] < len(happened.places) else self.rank(PLACES)
                known = self.place(happened.conflict, number, place[1])
                where = Location(known.name, trigger, known if place[2] else None, place[1])
            if days is not None:
                first, last = (date.fromordinal(max(1, published + d)).isoformat() for d in days)
                if i == 0 and days[0] == days[1]:
                    first = last = date.fromordinal(happened.day).isoformat()
                when = Time(first, None, first, last)
            parties = tuple(
                self.party(happened.conflict, happened.parties[n] if n < len(happened.parties) else self.rank(PARTIES), known)
                for n, known in sides
            )
            events.append(EventClaim(f"{ident}e{i}", (Mention(trigger, sentence),), Plover(TYPES[kind]), actors=parties,
                                     place=where, time=when, realis=realis, historical=bool(historical),
                                     voice="teaser" if teaser else "body"))  # fmt: skip
            for n, (what, number) in enumerate(counts):
                if draw.random() < 0.7:
                    number = happened.figures.setdefault(what, number)
                quantity = Quantity(number, number, number, number, "exact", str(number))
                casualties.append(CasualtyClaim(f"{ident}c{i}.{n}", trigger, None, what, quantity, event=events[-1].id))
        main = events[0].id if found["main"] and events else None
        return Reading("1", "benchmark", main, document, events=tuple(events), casualties=tuple(casualties))


def readings_of(block: int, claims: int | None = None, seed: int = 7) -> Iterator[Reading]:
    """Reports of the events of a block of days, of no more event claims in all than so many."""
    world, left, articles = World(seed, block), claims if claims is not None else sys.maxsize, 0
    for event in range(EVENTS_A_DAY * BLOCK):
        happened = world.event(START + block * BLOCK + event // EVENTS_A_DAY)
        for _ in range(world.draw.choices(list(REPORTS), list(REPORTS.values()))[0]):
            if left > 0:
                one = world.report(f"d{block:05}-{articles:05}", happened, left)
                left, articles = left - len(one.events), articles + 1
                yield one


def readings(claims: int, seed: int = 7) -> Iterator[Reading]:
    """Reports with so many event claims in all, in the order of their days; more claims are more days."""
    for block in count():
        for one in readings_of(block, claims, seed):
            claims -= len(one.events)
            yield one
        if claims <= 0:
            return


if __name__ == "__main__":
    measured(sys.argv[1:])
