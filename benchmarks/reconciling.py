"""How long reconciling takes: seconds for so many event claims, and how that grows.

    python -m benchmarks.reconciling [CLAIMS ...]

The claims are invented at the density of a busy desk: forty events a day over a hundred towns of one country, each told by one to
five reports with two claims each; more claims are more days. Written for the growth, which has to stay below n log n: the time a
claim takes is printed beside how it grew since the size before.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from datetime import date
from math import log

from saksi.reconcile import Facts
from saksi.reconcile.blocking import candidates
from saksi.reconcile.cluster import clusters
from saksi.reconcile.compare import tellings
from saksi.text import digest
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
    Quantity,
    Reading,
    Time,
)

SIZES = (10_000, 100_000)
EVENTS_A_DAY = 40
TOWNS = 100
PARTIES = 12
START = date(2000, 1, 1).toordinal()


def town(i: int) -> Place:
    """A town of the invented country, thirty kilometres from the next."""
    return Place(f"geonames:{i}", f"Town{i}", "VLM", f"Province {i // 10}", f"District {i}", 0.3 * (i // 10), 0.3 * (i % 10))


def report(ident: str, day: int, where: Place, killed: int, sides: tuple[int, int], draw: random.Random) -> Reading:
    """A report of a clash: a main claim and one with the dead, sometimes without its day or place."""
    told = date.fromordinal(day).isoformat()
    text = f"Clash at {where.name}\nFighting broke out near {where.name}. In the clash {killed} people were killed, it was said."
    document = Document(ident, ident, None, None, text, "en", f"Outlet {draw.randrange(30)}", told, digest(text))

    def words(found: str) -> Evidence:
        start = text.index(found)
        return Evidence.at(ident, text, start, start + len(found))

    lead, harm = words("Fighting"), words("killed")
    place = Location(where.name, words(where.name), where, "point")
    when = Time(told, None, told, told)
    parties = tuple(Participant(f"Party {i}", None, Actor(f"act:{i}", f"Party {i}", None, None, "REB")) for i in sides)
    main = EventClaim(f"{ident}m", (Mention(lead, lead),), Plover("ASSAULT"), actors=parties, mutual=True,
                      place=place if draw.random() < 0.8 else None, time=when if draw.random() < 0.8 else None)  # fmt: skip
    second = EventClaim(f"{ident}k", (Mention(harm, harm),), Plover("ASSAULT"), time=when if draw.random() < 0.5 else None)
    quantity = Quantity(killed, killed, killed, killed, "exact", str(killed))
    count = CasualtyClaim(f"{ident}c", words(str(killed)), None, "killed", quantity, event=second.id)
    return Reading("1", "benchmark", main.id, document, events=(main, second), casualties=(count,))


def readings(claims: int, seed: int = 7) -> list[Reading]:
    """Reports with so many event claims in all."""
    draw = random.Random(seed)
    out: list[Reading] = []
    event = 0
    while 2 * len(out) < claims:
        day, where = START + event // EVENTS_A_DAY, town(draw.randrange(TOWNS))
        killed, sides = draw.randrange(1, 60), (draw.randrange(PARTIES), draw.randrange(PARTIES))
        for _ in range(min(draw.randint(1, 5), (claims - 2 * len(out) + 1) // 2)):
            out.append(report(f"d{len(out):07}", day, where, killed, sides, draw))
        event += 1
    return out


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.reconciling", description="Seconds to reconcile, and their growth."
    )
    parser.add_argument("claims", type=int, nargs="*", default=SIZES, help="how many event claims")
    before: tuple[int, float] | None = None
    print(f"{'claims':>9}  {'pairs':>9}  {'events':>8}  {'seconds':>8}  {'us a claim':>10}  growth")
    for size in parser.parse_args(arguments).claims:
        facts = Facts(readings(size))
        start = time.process_time()
        told = tellings(facts)
        groups = clusters(told)
        took = time.process_time() - start
        grew = ""
        if before is not None:
            allowed = size * log(size) / (before[0] * log(before[0]))
            grew = f"x {took / before[1]:.1f}, n log n allows x {allowed:.1f}"
        pairs = len(candidates(told))
        print(f"{len(told):>9}  {pairs:>9}  {len(groups):>8}  {took:>8.1f}  {1e6 * took / len(told):>10.0f}  {grew}", flush=True)
        before = (size, took)
    return 0


if __name__ == "__main__":
    sys.exit(main())
