"""Share work out to processes. What comes back is the same, in the same order, however many there are."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

_work: Callable[[Any], Any] | None = None


def shares(processes: int) -> Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]:
    """What does as ``map`` does, in so many processes.

    Several need a system that can copy a process as it stands (fork): what the work looks at is not sent to them, only its parts
    are, and what is made of them. Elsewhere, and where one is enough, this is ``map``.
    """
    if processes < 2 or "fork" not in multiprocessing.get_all_start_methods():
        return map
    return partial(_spread, processes)


def _spread(processes: int, work: Callable[[Any], Any], parts: Iterable[Any]) -> Iterator[Any]:
    gc.freeze()  # so that looking for garbage does not copy what the processes share
    try:
        with multiprocessing.get_context("fork").Pool(processes, _take_up, (work,)) as pool:
            yield from pool.imap(_done, parts)
    finally:
        gc.unfreeze()


def _take_up(work: Callable[[Any], Any]) -> None:
    global _work
    _work = work


def _done(part: Any) -> Any:
    assert _work is not None
    return _work(part)
