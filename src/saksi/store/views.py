"""Stores seen through a window: a release as it was frozen, and a ledger as one coder sees it who knows no other's decisions."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, func, insert, select

from saksi import contract
from saksi.errors import LedgerError
from saksi.judgements import BY_HAND
from saksi.store.schema import document, judgement, name, reading, release, release_events, release_reading, skipped, takedown
from saksi.store.store import Skipped, Store
from saksi.store.takedowns import hidden
from saksi.types import Judgement, Name, Reading, Release


def put_release(store: Store, new: Release, events: Mapping[str, str]) -> None:
    """Freeze what the store now holds under ``new.name``; ``events`` are JSON lines by policy.

    Raises LedgerError when there is a release of that name: a release never changes.
    """
    with store.writing() as connection:
        if connection.execute(select(release.c.seq).where(release.c.name == new.name)).first() is not None:
            raise LedgerError(
                f"{store.path} has a release {new.name!r} already, and a release never changes. Choose another name."
            )
        far = {
            column: connection.execute(select(func.max(table.c.seq))).scalar_one() or 0
            for column, table in (("judgement", judgement), ("names", name), ("skipped", skipped))
        }
        row = insert(release).values(name=new.name, at=new.at, digest=new.digest, json=contract.to_json(new), **far)
        key = connection.execute(row).inserted_primary_key
        assert key is not None
        current = connection.execute(store._readings_query(current_only=True).with_only_columns(reading.c.seq)).scalars().all()
        if current:
            connection.execute(insert(release_reading), [{"release": key[0], "reading": one} for one in current])
        for policy, lines in events.items():
            packed = zlib.compress(lines.encode("utf-8"), 9)
            connection.execute(insert(release_events).values(release=key[0], policy=policy, events=packed))


def releases(store: Store) -> tuple[Release, ...]:
    """The releases of a ledger, oldest first."""
    with store._connect() as connection:
        rows = connection.execute(select(release.c.json).order_by(release.c.seq)).scalars().all()
    return tuple(msgspec.json.decode(row, type=Release) for row in rows)


class Frozen(Store):
    """A ledger as it was when a release was made. Nothing can be written; what was taken down since is not shown."""

    def __init__(self, store: Store, called: str) -> None:
        super().__init__(store._engine, store.path, store._clock)
        self._local = store._local
        with store._connect() as connection:
            row = connection.execute(select(release).where(release.c.name == called)).one_or_none()
        if row is None:
            known = ", ".join(one.name for one in releases(store)) or "none yet"
            raise LedgerError(f"{store.path} has no release {called!r}. Releases: {known}.")
        self.release: Release = msgspec.json.decode(row.json, type=Release)
        self._row = row

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Refuses: a release never changes."""
        raise LedgerError(f"release {self.release.name} of {self.path} is frozen. Decide in the ledger itself: {self.path}")
        yield  # pragma: no cover - a generator must have one

    def revision(self) -> tuple[int, ...]:
        """Changes only when something is taken down or shown again."""
        with self._connect() as connection:
            gone = connection.execute(select(func.max(takedown.c.seq))).scalar_one() or 0
        return (self._row.seq, gone, self._row.judgement)

    def _readings_query(self, current_only: bool) -> Select[Any]:  # noqa: ARG002 - a release holds one reading an article
        mine = select(release_reading.c.reading).where(release_reading.c.release == self._row.seq)
        query = select(reading.c.seq, reading.c.document_json, reading.c.extra, document.c.text).join(document)
        return query.where(reading.c.seq.in_(mine), document.c.article.not_in(hidden()))

    def event_words(self, current: bool) -> dict[tuple[str, int], dict[str, list[str]]]:
        """As in the ledger; there are no older versions in a release."""
        return super().event_words(current) if current else {}

    def judgements(self) -> tuple[Judgement, ...]:
        """The judgements there were."""
        return self._judgements(judgement.c.seq <= self._row.judgement)

    def names(self) -> tuple[Name, ...]:
        """The names there were."""
        return self._names(name.c.seq <= self._row.names)

    def names_revision(self) -> int:
        """Constant."""
        return int(self._row.names)

    def skipped(self) -> tuple[Skipped, ...]:
        """What had not been read by then."""
        return self._skipped(skipped.c.seq <= self._row.skipped)

    def events(self, policy: str) -> str | None:
        """The events as they were derived then, as JSON lines; null for a policy that was not frozen."""
        mine = select(release_events.c.events).where(release_events.c.release == self._row.seq, release_events.c.policy == policy)
        with self._connect() as connection:
            packed = connection.execute(mine).scalar_one_or_none()
        return None if packed is None else zlib.decompress(packed).decode("utf-8")


class Blind(Store):
    """A ledger as one coder sees it: the machine's readings and the coder's own decisions, nobody else's."""

    def __init__(self, store: Store, coder: str) -> None:
        super().__init__(store._engine, store.path, store._clock)
        self._local = store._local
        self._coder = coder

    def judgements(self) -> tuple[Judgement, ...]:
        """The coder's own."""
        return self._judgements(judgement.c.by == self._coder)

    def readings(self, current_only: bool = True) -> Iterator[Reading]:
        """As in the ledger, without what others added by hand."""
        mine = {one.anchor.article for one in self.judgements() if one.action == "add"}
        for one in super().readings(current_only):
            if one.fingerprint != BY_HAND or one.document.article in mine:
                yield one


__all__ = ["Blind", "Frozen", "put_release", "releases"]
