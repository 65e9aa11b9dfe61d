"""How long reconciling takes: seconds for so many event claims, and how that grows.

    python -m benchmarks.reconciling [CLAIMS ...] [--add ARTICLES]

The claims are those of invented articles of the shape of real ones (see :mod:`benchmarks.shapes`): twenty-five events a day in
twenty conflicts, told by one to seventeen reports of seven claims each; more claims are more days. Written for the growth, which
has to stay below n log n: the time a claim takes is printed beside how it grew since the size before. ``ready`` is what is done
with each report, inventing it included; ``group`` what is done with all of them, with ``--add`` what adding needs too; both
in processor time of all processes, and
``wall`` by the clock. The memory is the most that all processes held together, looked at every other second, what they share
counted once.
"""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time
from collections.abc import Iterator
from itertools import chain, count, islice
from math import log
from pathlib import Path

from benchmarks.shapes import readings_of
from saksi.reconcile import Facts
from saksi.reconcile.blocks import Blocks
from saksi.reconcile.cluster import NONE, Judged, of_fits
from saksi.reconcile.compare import tellings
from saksi.reconcile.fits import Fits
from saksi.reconcile.ready import sketched
from saksi.reconcile.standing import Standing
from saksi.shares import shares
from saksi.types import Reading

SIZES = (10_000, 100_000)
IN_A_BLOCK = 3_060  # claims, about


def _resident() -> int:
    """Bytes that this process and those it started hold now, what they share counted once (Linux)."""
    mine = os.getpid()
    found = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((process / "stat").read_text().rsplit(")", 1)[1].split()[1])
            if mine in (int(process.name), parent):
                held = (process / "smaps_rollup").read_text().split("Pss:")[1]
                found += int(held.split()[0]) << 10
        except (OSError, IndexError):  # it has ended meanwhile
            continue
    return found


class Peak(threading.Thread):
    """Looks every other second at how much memory is held, and remembers the most."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0
        self.start()

    def run(self) -> None:
        """Look, for as long as the program runs."""
        while True:
            self.most = max(self.most, _resident())
            time.sleep(2)


def _processor() -> float:
    """Seconds of the processor that this process and those it started have used."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _after(block: int) -> Iterator[Reading]:
    """Reports of the days from a block on."""
    return chain.from_iterable(map(readings_of, count(block)))


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
    names = ("claims", "pairs", "events", "ready s", "group s", "us a claim", "wall s", "MiB")
    print("".join(f"{name:>12}" for name in names), " growth")
    peak, share = Peak(), shares(given.processes)
    for size in given.claims:
        blocks, clock, start = max(1, round(size / IN_A_BLOCK)), time.perf_counter(), _processor()
        told = sketched(range(blocks), readings_of, share)
        ready, start = _processor() - start, _processor()
        if given.add:
            standing = Standing(told, share=share)
            pairs, groups = standing.pairs, len(standing.groups())
        else:
            fits = Fits(told, Blocks(told.take_keys(), share), share=share)
            pairs, groups = fits.compared, len(of_fits(told, fits, Judged(told, NONE, NONE), share))
        took, wall = _processor() - start, time.perf_counter() - clock
        held = max(peak.most, _resident()) >> 20
        total, grew, many = ready + took, "", len(told)
        if before is not None:
            allowed = many * log(many) / (before[0] * log(before[0]))
            grew = f"x {total / before[1]:.1f}, n log n allows x {allowed:.1f}"
        row = (many, pairs, groups, f"{ready:.1f}", f"{took:.1f}", round(1e6 * total / many), f"{wall:.1f}", held)
        print("".join(f"{one:>12}" for one in row), f" {grew}", flush=True)
        before = (many, total)
        if given.add:
            late = list(islice(_after(blocks), given.add))
            start, clock = _processor(), time.perf_counter()
            change = standing.add(telling for reading in late for telling in tellings(Facts([reading])).values())
            added, wall = _processor() - start, time.perf_counter() - clock
            lasted = f"{added:.1f} s of processor time, {wall:.1f} s by the clock"
            print(f"  {len(late)} articles added in {lasted}: {len(change.made)} groups made, {len(change.gone)} gone;"
                  f" {peak.most >> 20} MiB", flush=True)  # fmt: skip
            del standing
    return 0


if __name__ == "__main__":
    sys.exit(main())
