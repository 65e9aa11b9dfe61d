"""A batch of documents to readings, in order, by one process or many; one faulty article never ends it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from saksi.errors import PackError, PluginError, SaksiError

if TYPE_CHECKING:
    from saksi.ledger import Ledger
    from saksi.sources import Skipped
    from saksi.types import Document, Field, Reading

_FEW = 24  # documents below which a pool of processes costs more than it saves
_AHEAD = 4  # documents per process that are read ahead of the one being given out


def readings(
    stream: Iterator[Document | Reading | Skipped],
    rejected: bool = False,
    jobs: int | None = None,
    scope: tuple[Field, ...] = ("conflict",),
    pipelines: tuple[str, ...] = (),
) -> Iterator[Reading | Skipped]:
    """The readings of a stream of documents, in its order, with what was skipped in its place; the same for any ``jobs``.

    What is a reading already passes through. Without ``jobs`` a few documents are read by this process, many by one a core.
    Raises PackError when a language pack is broken, SaksiError when a reading process dies.
    """
    from saksi import contract

    for item in json_lines(stream, rejected, jobs, scope, pipelines):
        yield contract.from_json(item) if isinstance(item, str) else item


def json_lines(
    stream: Iterator[Document | Reading | Skipped],
    rejected: bool = False,
    jobs: int | None = None,
    scope: tuple[Field, ...] = ("conflict",),
    pipelines: tuple[str, ...] = (),
) -> Iterator[str | Reading | Skipped]:
    """As :func:`readings`, but readings made in other processes come as the JSON in which they travelled."""
    from itertools import chain, islice

    if jobs is None:
        import os

        head = list(islice(stream, _FEW))
        jobs = 1 if len(head) < _FEW else os.cpu_count() or 1
        stream = chain(head, stream)
    yield from (
        _in_parallel(stream, rejected, jobs, scope, pipelines) if jobs > 1 else _in_turn(stream, rejected, scope, pipelines)
    )


def unread(
    stream: Iterator[Document | Skipped],
    ledger: Ledger,
    scope: tuple[Field, ...] = ("conflict",),
    pipelines: tuple[str, ...] = (),
) -> Iterator[Document | Reading | Skipped]:
    """The stream, each document replaced by its reading where the ledger holds one by this very pipeline.

    So a batch that was killed goes on where it stopped.
    """
    from msgspec.structs import replace

    from saksi.reading import fingerprint
    from saksi.types import Document

    for item in stream:
        if isinstance(item, Document):
            held = ledger.store.reading_of(item.article)
            if held is not None and held.fingerprint == fingerprint(item.language or "", scope, pipelines):
                bare = replace(held.document, credits=(), teasers=(), parts=())
                if bare == item:
                    yield held
                    continue
        yield item


def _in_turn(
    stream: Iterator[Document | Reading | Skipped], rejected: bool, scope: tuple[Field, ...], pipelines: tuple[str, ...]
) -> Iterator[Reading | Skipped]:
    from saksi.types import Document

    for item in stream:
        yield _read_one(item, rejected, scope, pipelines) if isinstance(item, Document) else item


def _read_one(document: Document, rejected: bool, scope: tuple[Field, ...], pipelines: tuple[str, ...]) -> Reading | Skipped:
    """A document's reading. A fault in one article is reported like an unreadable one and never ends the batch."""
    from saksi.reading import read
    from saksi.sources import Skipped

    name = document.url or document.source_id or document.id
    try:
        return read(document, rejected=rejected, scope=scope, pipelines=pipelines)
    except (PackError, PluginError):
        raise  # the fault is in the pack or the pipeline: no article of that language can be read
    except SaksiError as error:
        return Skipped(name, None, str(error), "")
    except Exception as error:  # noqa: BLE001 - one article must not end a batch of thousands
        what = f"reading it failed with {type(error).__name__}: {error}."
        return Skipped(name, None, what, "This is a fault of saksi: please report it with the article. The others are read.")


def _read_to_json(document: Document, rejected: bool, scope: tuple[Field, ...], pipelines: tuple[str, ...]) -> str | Skipped:
    """In a worker: the reading as JSON, which travels between processes; or what was skipped."""
    from saksi import contract
    from saksi.types import Reading

    result = _read_one(document, rejected, scope, pipelines)
    return contract.to_json(result) if isinstance(result, Reading) else result


def _ignore_interrupts() -> None:
    """In a worker: Ctrl-C is for the parent, which then ends its workers."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _in_parallel(
    stream: Iterator[Document | Reading | Skipped],
    rejected: bool,
    jobs: int,
    scope: tuple[Field, ...],
    pipelines: tuple[str, ...],
) -> Iterator[str | Reading | Skipped]:
    from collections import deque
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    from saksi.types import Document

    waiting: deque[Any] = deque()

    def first() -> Any:
        item = waiting.popleft()
        return item.result() if isinstance(item, Future) else item

    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_ignore_interrupts)
    try:
        for item in stream:
            waiting.append(pool.submit(_read_to_json, item, rejected, scope, pipelines) if isinstance(item, Document) else item)
            while len(waiting) > jobs * _AHEAD:
                yield first()
        while waiting:
            yield first()
    except BrokenProcessPool as error:
        raise SaksiError("a reading process died, perhaps for lack of memory. Run it again with fewer --jobs.") from error
    finally:
        pool.shutdown(cancel_futures=True)
