"""How long reconciling takes: seconds for so many event claims, and how that grows.

    python -m benchmarks.reconciling [CLAIMS ...] [--add ARTICLES]

The claims are those of invented articles of the shape of real ones (see :mod:`benchmarks.shapes`): twenty-five events a day in
twenty conflicts, told by one to seventeen reports of seven claims each; more claims are more days. Written for the growth, which
has to stay below n log n: the time a claim takes is printed beside how it grew since the size before. ``ready`` is what is done
with each report, ``group`` what is done with all of them; both in processor time of all processes, and ``wall`` by the clock.
The most memory held is that of the largest size so far, the largest of the processes that grouped counted with the first.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from math import log

from benchmarks.shapes import readings
from saksi.reconcile import Facts
from saksi.reconcile.blocks import Blocks
from saksi.reconcile.cluster import grouped
from saksi.reconcile.compare import tellings
from saksi.reconcile.sketches import Sketches
from saksi.reconcile.standing import Standing
from saksi.shares import shares
from saksi.types import Reading

SIZES = (10_000, 100_000)


def sketched(found: Iterable[Reading]) -> tuple[Sketches, float]:
    """Readings made ready, one after the other and none kept, and the seconds that took without making them up."""
    told, took = Sketches(), 0.0
    for reading in found:
        start = time.process_time()
        for telling in tellings(Facts([reading])).values():
            told.add(telling)
        took += time.process_time() - start
    return told, took


def _until(stream: Iterable[Reading], claims: int) -> Iterator[Reading]:
    """Readings until they hold so many event claims."""
    held = 0
    for reading in stream:
        yield reading
        held += len(reading.events)
        if held >= claims:
            return


def _processor() -> float:
    """Seconds of the processor that this process and those it started have used."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.reconciling", description="Seconds to reconcile, memory, and their growth."
    )
    parser.add_argument("claims", type=int, nargs="*", default=SIZES, help="how many event claims")
    parser.add_argument("--processes", type=int, default=2, help="how many processes group")
    parser.add_argument("--add", type=int, default=0, help="how many articles are then added to what is grouped")
    given = parser.parse_args(arguments)
    before: tuple[int, float] | None = None
    names = ("claims", "pairs", "events", "ready s", "group s", "wall s", "us a claim", "MiB")
    print("".join(f"{name:>12}" for name in names), " growth")
    for size in given.claims:
        stream = readings(size + 10 * given.add)
        told, ready = sketched(_until(stream, size))
        start, clock = _processor(), time.perf_counter()
        groups = grouped(told, share=shares(given.processes))
        took, wall = _processor() - start, time.perf_counter() - clock
        total, grew = ready + took, ""
        if before is not None:
            allowed = size * log(size) / (before[0] * log(before[0]))
            grew = f"x {total / before[1]:.1f}, n log n allows x {allowed:.1f}"
        pairs = sum(len(one) for one, _ in Blocks(told.blocking).portions())
        peak = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) >> 10
        row = (len(told), pairs, len(groups), f"{ready:.1f}", f"{took:.1f}", f"{wall:.1f}", round(1e6 * total / len(told)), peak)
        print("".join(f"{one:>12}" for one in row), f" {grew}", flush=True)
        before = (size, total)
        if given.add:
            late, start = list(islice(stream, given.add)), _processor()
            standing = Standing(told, share=shares(given.processes))
            built, start = _processor() - start, _processor()
            change = standing.add(telling for reading in late for telling in tellings(Facts([reading])).values())
            added = _processor() - start
            print(f"  {len(late)} articles added in {added:.1f} s: {len(change.made)} groups made, {len(change.gone)} gone;"
                  f" {built:.1f} s to make ready for it", flush=True)  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
