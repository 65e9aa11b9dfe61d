"""How long reconciling takes: seconds for so many event claims, and how that grows.

    python -m benchmarks.reconciling [CLAIMS ...]

The claims are invented at the density of a busy desk: forty events a day over a hundred towns of one country, each told by one to
five reports with two claims each; more claims are more days. Written for the growth, which has to stay below n log n: the time a
claim takes is printed beside how it grew since the size before. ``ready`` is what is done with each report as it comes, ``group``
what is done with all of them, in two processes; the most memory held is that of the largest size so far, the
largest of the processes that grouped counted with the first.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import date
from math import log

from saksi.reconcile import Facts
from saksi.reconcile.blocks import Blocks
from saksi.reconcile.cluster import grouped
from saksi.reconcile.compare import tellings
from saksi.reconcile.sketches import Sketches
from saksi.shares import shares
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


def readings(claims: int, seed: int = 7) -> Iterator[Reading]:
    """Reports with so many event claims in all, in the order of their days."""
    draw = random.Random(seed)
    made = event = 0
    while 2 * made < claims:
        day, where = START + event // EVENTS_A_DAY, town(draw.randrange(TOWNS))
        killed, sides = draw.randrange(1, 60), (draw.randrange(PARTIES), draw.randrange(PARTIES))
        for _ in range(min(draw.randint(1, 5), (claims - 2 * made + 1) // 2)):
            yield report(f"d{made:07}", day, where, killed, sides, draw)
            made += 1
        event += 1


def sketched(found: Iterable[Reading]) -> tuple[Sketches, float]:
    """Readings made ready, one after the other and none kept, and the seconds that took without making them up."""
    told, took = Sketches(), 0.0
    for reading in found:
        start = time.process_time()
        for telling in tellings(Facts([reading])).values():
            told.add(telling)
        took += time.process_time() - start
    return told, took


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.reconciling", description="Seconds to reconcile, memory, and their growth."
    )
    parser.add_argument("claims", type=int, nargs="*", default=SIZES, help="how many event claims")
    parser.add_argument("--processes", type=int, default=2, help="how many processes group")
    given = parser.parse_args(arguments)
    before: tuple[int, float] | None = None
    print(f"{'claims':>9}  {'pairs':>9}  {'events':>8}  {'ready s':>8}  {'group s':>8}  {'us a claim':>10}  {'MiB':>6}  growth")
    for size in given.claims:
        told, ready = sketched(readings(size))
        start = time.perf_counter()
        groups = grouped(told, share=shares(given.processes))
        took = time.perf_counter() - start
        total, grew = ready + took, ""
        if before is not None:
            allowed = size * log(size) / (before[0] * log(before[0]))
            grew = f"x {total / before[1]:.1f}, n log n allows x {allowed:.1f}"
        pairs = sum(len(one) for one, _ in Blocks(told.blocking).portions())
        peak = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) >> 10
        print(
            f"{len(told):>9}  {pairs:>9}  {len(groups):>8}  {ready:>8.1f}  {took:>8.1f}  {1e6 * total / len(told):>10.0f}"
            f"  {peak:>6}  {grew}",
            flush=True,
        )
        before = (size, total)
    return 0


if __name__ == "__main__":
    sys.exit(main())
