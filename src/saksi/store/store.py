"""The store of a ledger: readings, judgements, names and what was skipped. Nothing already stored is lost or changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, NamedTuple, Self

import msgspec
from sqlalchemy import ColumnElement, Connection, Engine, ScalarSelect, Select, Table, delete, func, insert, select, update

from saksi import contract
from saksi.errors import LedgerError, OtherArticleError
from saksi.store import sqlite
from saksi.store.journal import Lines, append_journal, journal_of, read_journal
from saksi.store.migrate import upgrade, version_of
from saksi.store.readings import FIELDS, check_evidence, insert_reading, is_another, restore
from saksi.store.schema import (
    SCHEMA,
    article,
    claim,
    document,
    judgement,
    metadata,
    name,
    reading,
    release_reading,
    skipped,
    takedown,
)
from saksi.store.takedowns import hidden
from saksi.text import digest
from saksi.types import Article, Claim, Document, Judgement, Name, Noun, Reading

Added = Literal["new", "unchanged", "superseded"]
_BATCH = 200


class Found(NamedTuple):
    """A claim with its noun and the reading it stands in."""

    noun: Noun
    claim: Claim
    reading: Reading


class Skipped(NamedTuple):
    """An input that was not read: when, where, and what was the matter."""

    at: str
    file: str | None
    line: int | None
    what: str


def now() -> str:
    """The time as ISO 8601 in UTC, fine enough to order two decisions of one person."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


class Store:
    """One ledger file. Use it as a context manager, or close it.

    Reading never blocks; a write takes the file's lock at once and waits for other writers. Calls inside ``with
    store.writing():`` form one transaction: all of it is stored or nothing.
    """

    def __init__(self, engine: Engine, path: Path, clock: Callable[[], str]) -> None:
        self.path = path
        self.problems: tuple[str, ...] = ()
        self._engine = engine
        self._clock = clock
        self._local = threading.local()
        self._recorded: tuple[int, tuple[Judgement, ...]] = (0, ())

    # --- opening and closing -----------------------------------------------------------------------------------------

    @classmethod
    def open(cls, path: str | Path, *, create: bool = True, clock: Callable[[], str] = now) -> Store:
        """Open the ledger at ``path``; where there is none, create it, or with ``create=False`` refuse.

        Raises LedgerError when the file is no ledger, is damaged, is newer than this program or cannot be opened.
        """
        if str(path).startswith(("postgresql:", "postgres:", "postgresql+")):
            raise LedgerError(f"{path}: this version keeps ledgers in SQLite files only. Give a file name.")
        file = Path(path)
        if not create and not file.exists():
            raise LedgerError(f"{file}: there is no such ledger. `saksi read ... --into {file}` creates it.")
        sqlite.look_at(file)
        engine = sqlite.engine_for(file)
        store = cls(engine, file, clock)
        try:
            store._bring_up()
            store._sync_journal()
        except BaseException:
            engine.dispose()
            raise
        return store

    def _bring_up(self) -> None:
        with self._connect() as connection:
            ledger = sqlite.recognise(connection, self.path)
            current = ledger and version_of(connection) == SCHEMA
        if not current:
            with self.writing() as connection:
                if not sqlite.recognise(connection, self.path):
                    sqlite.claim_file(connection)
                upgrade(connection, self.path)
        try:
            sqlite.prepare(self._engine)
        except sqlite.Error as error:
            raise sqlite.explain(error, self.path) from error

    def close(self) -> None:
        """Let go of the file. Closing twice is harmless."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close it."""
        self.close()

    # --- transactions ------------------------------------------------------------------------------------------------

    @contextmanager
    def _connect(self) -> Iterator[Connection]:
        """A connection for reading: the open write transaction of this thread where there is one."""
        held: Connection | None = getattr(self._local, "connection", None)
        try:
            if held is not None:
                yield held
            else:
                with self._engine.connect() as connection:
                    yield connection
        except sqlite.Error as error:
            raise sqlite.explain(error, self.path) from error

    def connected(self) -> AbstractContextManager[Connection]:
        """A connection for reading, for what else in this package keeps tables in the file."""
        return self._connect()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A write transaction; nested ones join the outer one. Left by an exception, nothing of it is stored."""
        held: Connection | None = getattr(self._local, "connection", None)
        if held is not None:
            yield held
            return
        pending: list[Judgement] = []
        try:
            with self._engine.connect().execution_options(**{sqlite.WRITE: True}) as connection, connection.begin():
                self._local.connection, self._local.pending = connection, pending
                try:
                    yield connection
                finally:
                    self._local.connection = None
        except sqlite.Error as error:
            raise sqlite.explain(error, self.path) from error
        append_journal(journal_of(self.path), pending)

    # --- readings ----------------------------------------------------------------------------------------------------

    def add_reading(self, new: Reading) -> Added:
        """Store a reading.

        ``new``: the first of its article. ``unchanged``: exactly this reading is there already, and no row is written.
        ``superseded``: it takes the place of an older reading of the same text, or of an older version of the article; the older
        one is kept. Raises LedgerError when a claim does not stand in the document's text, and OtherArticleError when the text is
        quite another one than the article has and only a bare id ties them.
        """
        check_evidence(new)
        try:
            mark = digest(contract.to_json(new))
        except UnicodeEncodeError as error:
            raise LedgerError(f"document {new.document.id}: not valid Unicode ({error.reason}). Read it again.") from error
        with self._connect() as connection:
            if self._current(connection, new.document.id) == mark:
                return "unchanged"
        with self.writing() as connection:
            first = self._add_document(connection, new.document)
            current = connection.execute(
                select(reading.c.seq, reading.c.digest).where(
                    reading.c.document == new.document.id, reading.c.superseded_by.is_(None)
                )
            ).one_or_none()
            if current is not None and current.digest == mark:
                return "unchanged"
            self._put_reading(connection, new, mark, None if current is None else current.seq)
        return "new" if first else "superseded"

    def _current(self, connection: Connection, document_id: str) -> str | None:
        found = select(reading.c.digest).where(reading.c.document == document_id, reading.c.superseded_by.is_(None))
        return connection.execute(found).scalar_one_or_none()

    def _add_document(self, connection: Connection, new: Document) -> bool:
        """Store article and document where they are missing; True when the article is new."""
        known = connection.execute(select(document.c.text).where(document.c.id == new.id)).scalar_one_or_none()
        if known is not None:
            if known != new.text:
                raise LedgerError(f"{self.path} holds another text under document id {new.id}. An id must belong to one text.")
            return False
        key = new.article
        first = connection.execute(select(article.c.id).where(article.c.id == key)).first() is None
        if first:
            connection.execute(insert(article).values(id=key, url=new.url))
        elif not (new.url or new.publisher):
            self._refuse_another(connection, new)
        versions = select(func.coalesce(func.max(document.c.version), 0)).where(document.c.article == key)
        version = connection.execute(versions).scalar_one() + 1
        columns = ("id", "digest", "source_id", "url", "title", "publisher", "published", "language", "text")
        connection.execute(
            insert(document).values(article=key, version=version, **{column: getattr(new, column) for column in columns})
        )
        return first

    def _refuse_another(self, connection: Connection, new: Document) -> None:
        """Raises OtherArticleError when a text that only an id ties to its article has next to nothing of the version held."""
        held = select(document.c.text).where(document.c.article == new.article).order_by(document.c.version.desc())
        if is_another(connection.execute(held.limit(1)).scalar_one(), new.text):
            what = f"{self.path} holds quite another text under the id {new.article!r}, which came without url and publisher too."
            raise OtherArticleError(f"{what} If it is another article, say whose it is: --publisher NAME, or give it a url.")

    def _put_reading(self, connection: Connection, new: Reading, mark: str, old: int | None) -> None:
        """Make ``new`` the current reading of its document; ``old`` is the one that was."""
        same = select(reading.c.seq).where(reading.c.document == new.document.id, reading.c.digest == mark)
        seq = connection.execute(same).scalar_one_or_none()
        if seq is None:
            seq = insert_reading(connection, new, mark, old, self._clock())
        if old is not None:
            connection.execute(update(reading).where(reading.c.seq == old).values(superseded_by=seq))
            connection.execute(update(reading).where(reading.c.seq == seq).values(superseded_by=None))

    def readings(self, current_only: bool = True) -> Iterator[Reading]:
        """Readings in an order that does not depend on the order of adding: by article, then version.

        With ``current_only`` one for each article that is not taken down: the current reading of its newest version. Else all
        that are kept, the superseded ones included, older first.
        """
        query = self._readings_query(current_only).order_by(document.c.article, document.c.version, reading.c.seq)
        with self._connect() as connection:
            yield from self._load(connection, query)

    def reading_of(self, article_id: str) -> Reading | None:
        """The current reading of an article's newest version; null when the ledger does not hold the article."""
        query = self._readings_query(current_only=True).where(document.c.article == article_id)
        with self._connect() as connection:
            return next(self._load(connection, query), None)

    def readings_of(self, articles: Iterable[str]) -> dict[str, Reading]:
        """The current readings of the newest versions of these articles, by article; without those the ledger does not hold."""
        found: dict[str, Reading] = {}
        wanted = list(dict.fromkeys(articles))
        with self._connect() as connection:
            for at in range(0, len(wanted), _BATCH):
                query = self._readings_query(current_only=True).where(document.c.article.in_(wanted[at : at + _BATCH]))
                found.update((one.document.article, one) for one in self._load(connection, query))
        return found

    def current(self) -> dict[int, str]:
        """The article of every current reading that is shown, by the reading's number in the order of adding."""
        query = self._readings_query(current_only=True).with_only_columns(reading.c.seq, document.c.article)
        with self._connect() as connection:
            return {row.seq: row.article for row in connection.execute(query)}

    def revision(self) -> tuple[int, ...]:
        """Numbers that change whenever readings or judgements do, whoever writes them; what is derived can be kept till then."""
        with self._connect() as connection:
            return tuple(number or 0 for number in connection.execute(_REVISION).one())

    def _readings_query(self, current_only: bool) -> Select[Any]:
        query = select(reading.c.seq, reading.c.document_json, reading.c.extra, document.c.text).join(document)
        if not current_only:
            return query
        newer = document.alias("newer")
        later = select(newer.c.id).where(newer.c.article == document.c.article, newer.c.version > document.c.version)
        return query.where(reading.c.superseded_by.is_(None), ~later.exists(), document.c.article.not_in(hidden()))

    def _load(self, connection: Connection, query: Select[Any]) -> Iterator[Reading]:
        for rows in connection.execute(query).partitions(_BATCH):
            claims: dict[int, list[Any]] = {row.seq: [] for row in rows}
            wanted = select(claim.c.reading, claim.c.noun, claim.c.json).where(claim.c.reading.in_(claims))
            for found in connection.execute(wanted.order_by(claim.c.reading, claim.c.noun, claim.c.ordinal)):
                claims[found.reading].append(found)
            for row in rows:
                yield restore(row, claims[row.seq], self.path)

    def find_claim(self, prefix: str) -> Found:
        """The claim of a current reading whose id begins with ``prefix``.

        Raises LedgerError when there is none, when it only stands in a superseded reading, or when there are several.
        """
        if not prefix:
            raise LedgerError("an empty claim id matches every claim. Give its first characters.")
        end = prefix[:-1] + chr(ord(prefix[-1]) + 1)
        matching = select(claim.c.id).where(claim.c.id >= prefix, claim.c.id < end)
        held = self._readings_query(current_only=True).with_only_columns(reading.c.seq).where(reading.c.seq == claim.c.reading)
        current = matching.where(held.correlate(claim).exists())  # asked of each claim that fits, not of the whole ledger
        with self._connect() as connection:
            ids = connection.execute(current.distinct().order_by(claim.c.id).limit(6)).scalars().all()
            if prefix in ids:
                ids = [prefix]
            if not ids:
                old = connection.execute(matching.limit(1)).scalar_one_or_none()
                if old is not None:
                    raise LedgerError(f"claim {old} stands only in a superseded reading. Choose a claim of the present one.")
                raise LedgerError(f"{self.path} holds no claim {prefix}.... `saksi export {self.path} --format csv` lists them.")
            if len(ids) > 1:
                raise LedgerError(f"{prefix!r} is the beginning of several claim ids: {', '.join(ids)}. Give more characters.")
            query = self._readings_query(current_only=True)
            holding = select(claim.c.reading).where(claim.c.id == ids[0])
            found = next(self._load(connection, query.where(reading.c.seq.in_(holding)).order_by(document.c.article)))
        noun, one = next((noun, one) for noun, one in found.claims() if one.id == ids[0])
        return Found(noun, one, found)

    def event_words(self, current: bool) -> dict[tuple[str, int], dict[str, list[str]]]:
        """The event claims of current readings, or of all others, by article and reading, then words, in order of place."""
        now = self._readings_query(current_only=True).with_only_columns(reading.c.seq)
        mine = claim.c.reading.in_(now) if current else claim.c.reading.not_in(now)
        query = select(document.c.article, claim.c.reading, claim.c.exact, claim.c.id).select_from(
            claim.join(reading).join(document)
        )
        found: dict[tuple[str, int], dict[str, list[str]]] = {}
        with self._connect() as connection:
            for row in connection.execute(query.where(claim.c.noun == "event", mine).order_by(claim.c.start, claim.c.ordinal)):
                found.setdefault((row.article, row.reading), {}).setdefault(row.exact or "", []).append(row.id)
        return found

    def articles(self) -> tuple[Article, ...]:
        """Every article with the ids of its document versions, oldest first."""
        query = select(article.c.id, article.c.url, document.c.id).join(document).order_by(article.c.id, document.c.version)
        with self._connect() as connection:
            rows = connection.execute(query).all()
        groups = groupby(rows, key=lambda row: (row[0], row[1]))
        return tuple(Article(key, url, tuple(row[2] for row in group)) for (key, url), group in groups)

    def document(self, document_id: str) -> Document:
        """The document with this id, any version of its article. Raises LedgerError when the ledger does not hold it."""
        query = (
            select(reading.c.document_json, document.c.text)
            .join(document)
            .where(document.c.id == document_id, document.c.article.not_in(hidden()))
            .order_by(reading.c.superseded_by.is_not(None), reading.c.seq.desc())
        )
        with self._connect() as connection:
            row = connection.execute(query.limit(1)).one_or_none()
        if row is None:
            raise LedgerError(f"{self.path} holds no document {document_id!r}. `saksi show {self.path}` lists them.")
        return contract.restore_document({**msgspec.json.decode(row.document_json), "text": row.text})

    def compact(self) -> int:
        """Drop superseded readings that no release holds and give their space back; returns how many. Nothing else goes."""
        kept = select(release_reading.c.reading)
        old = select(reading.c.seq).where(reading.c.superseded_by.is_not(None), reading.c.seq.not_in(kept))
        with self.writing() as connection:
            count = connection.execute(select(func.count()).select_from(old.subquery())).scalar_one()
            if not count:
                return 0
            connection.execute(delete(claim).where(claim.c.reading.in_(old)))
            gone = list(connection.execute(old).scalars())
            # Superseded rows may point at one another: point them all at themselves first.
            loose = reading.c.superseded_by.in_(gone)
            connection.execute(update(reading).where(loose | reading.c.seq.in_(gone)).values(superseded_by=reading.c.seq))
            connection.execute(delete(reading).where(reading.c.seq.in_(gone)))
        if getattr(self._local, "connection", None) is not None:  # inside a larger transaction: the space is used again later
            return count
        try:
            sqlite.shrink(self._engine)
        except sqlite.Error as error:
            raise sqlite.explain(error, self.path) from error
        return count

    # --- judgements --------------------------------------------------------------------------------------------------

    def judgements(self) -> tuple[Judgement, ...]:
        """Every judgement, in the order of recording. None ever changes, so only those recorded since are read."""
        if getattr(self._local, "connection", None) is not None:  # a transaction that may come to nothing
            return self._judgements()
        last, known = self._recorded
        with self._connect() as connection:
            newer = select(judgement.c.seq, judgement.c.json).where(judgement.c.seq > last).order_by(judgement.c.seq)
            rows = connection.execute(newer).all()
        if rows:
            known = (*known, *(msgspec.json.decode(row.json, type=Judgement) for row in rows))
            self._recorded = (rows[-1].seq, known)
        return known

    def _judgements(self, *wanted: ColumnElement[bool]) -> tuple[Judgement, ...]:
        with self._connect() as connection:
            rows = connection.execute(select(judgement.c.json).where(*wanted).order_by(judgement.c.seq)).scalars().all()
        return tuple(msgspec.json.decode(row, type=Judgement) for row in rows)

    def append_judgement(self, new: Judgement) -> bool:
        """Record a judgement in the table and in the journal; False when it was there already."""
        return self.append_judgements([new]) == 1

    def append_judgements(self, new: Iterable[Judgement]) -> int:
        """Record judgements, all or none; returns how many were not there yet."""
        with self.writing() as connection:
            count = 0
            for one in new:
                if connection.execute(select(judgement.c.seq).where(judgement.c.id == one.id)).first() is not None:
                    continue
                columns = {"article": one.anchor.article, "noun": one.anchor.noun, "json": contract.to_json(one)}
                connection.execute(insert(judgement).values(id=one.id, action=one.action, by=one.by, at=one.at, **columns))
                self._local.pending.append(one)
                count += 1
        return count

    def import_journal(self, path: str | Path) -> tuple[int, tuple[str, ...]]:
        """Record the judgements of another ledger's journal; returns how many were new, and what was wrong with other lines."""
        file = Path(path)
        if not file.is_file():
            raise LedgerError(f"{file}: there is no such journal of judgements.")
        lines = read_journal(file)
        return self.append_judgements(lines.judgements), lines.problems

    def _sync_journal(self) -> None:
        """Make table and journal hold the same judgements: each gets what it lacks, neither loses anything."""
        file = journal_of(self.path)
        lines: Lines = read_journal(file)
        self.problems = lines.problems
        written = {one.id for one in lines.judgements}
        with self._connect() as connection:
            known = set(connection.execute(select(judgement.c.id)).scalars())
        if written - known:
            with self.writing():
                self.append_judgements(one for one in lines.judgements if one.id not in known)
                self._local.pending.clear()
        if known - written:
            append_journal(file, (one for one in self.judgements() if one.id not in written))

    # --- names and skipped inputs ------------------------------------------------------------------------------------

    def names(self) -> tuple[Name, ...]:
        """The rows of the table of cluster names, oldest first."""
        return self._names()

    def _names(self, *wanted: ColumnElement[bool]) -> tuple[Name, ...]:
        with self._connect() as connection:
            rows = connection.execute(select(name).where(*wanted).order_by(name.c.seq)).all()
        return tuple(Name(row.name, row.key, tuple(msgspec.json.decode(row.claims)), row.kind, row.at, row.other) for row in rows)

    def names_revision(self) -> int:
        """A number that changes whenever rows are added to the table of cluster names."""
        with self._connect() as connection:
            return int(connection.execute(select(func.max(name.c.seq))).scalar_one() or 0)

    def append_names(self, rows: Iterable[Name]) -> None:
        """Append rows to the table of cluster names; a row without a time gets the present one."""
        with self.writing() as connection:
            at = self._clock()
            values = [
                {
                    "name": row.name,
                    "key": row.key,
                    "kind": row.kind,
                    "other": row.other,
                    "at": row.at or at,
                    "claims": contract.to_json(row.claims),
                }
                for row in rows
            ]
            if values:
                connection.execute(insert(name), values)

    def log_skipped(self, what: str, *, file: str | None = None, line: int | None = None) -> None:
        """Note that an input was not read, and why. The same note is kept once."""
        with self.writing() as connection:
            same = select(skipped.c.seq).where(
                skipped.c.what == what, skipped.c.file.is_not_distinct_from(file), skipped.c.line.is_not_distinct_from(line)
            )
            if connection.execute(same).first() is None:
                connection.execute(insert(skipped).values(at=self._clock(), file=file, line=line, what=what))

    def skipped(self) -> tuple[Skipped, ...]:
        """What was not read, and why, in the order it was met."""
        return self._skipped()

    def _skipped(self, *wanted: ColumnElement[bool]) -> tuple[Skipped, ...]:
        with self._connect() as connection:
            rows = connection.execute(select(skipped).where(*wanted).order_by(skipped.c.seq)).all()
        return tuple(Skipped(row.at, row.file, row.line, row.what) for row in rows)

    # --- looking after the ledger ------------------------------------------------------------------------------------

    def counts(self) -> dict[str, int]:
        """How much it holds: rows of each table, and claims of current readings by noun."""
        with self._connect() as connection:
            tables = (article, document, reading, judgement, name, skipped)
            out = {table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables}
            current = self._readings_query(current_only=True).with_only_columns(reading.c.seq)
            by_noun = select(claim.c.noun, func.count()).where(claim.c.reading.in_(current)).group_by(claim.c.noun)
            counted = {row[0]: row[1] for row in connection.execute(by_noun)}
        return out | {noun: counted.get(noun, 0) for noun in FIELDS}

    def check(self) -> list[str]:
        """Everything wrong with the ledger, one sentence each; empty when it is sound."""
        problems = list(self.problems)
        with self._connect() as connection:
            problems += sqlite.find_damage(connection)
            present = set(connection.execute(select(reading.c.document)).scalars())
            for row in connection.execute(select(document.c.id, document.c.article, document.c.version)):
                if row.id not in present:
                    problems.append(f"document {row.id}: no reading of it is kept")
            seqs = connection.execute(select(reading.c.seq).order_by(reading.c.seq)).scalars().all()
            for seq in seqs:
                query = self._readings_query(current_only=False).where(reading.c.seq == seq)
                try:
                    restored = next(self._load(connection, query))
                    mark = connection.execute(select(reading.c.digest).where(reading.c.seq == seq)).scalar_one()
                    if digest(contract.to_json(restored)) != mark:
                        problems.append(f"reading {seq} of document {restored.document.id} is not what was stored")
                except LedgerError as error:
                    problems.append(str(error))
        written = {one.id for one in read_journal(journal_of(self.path)).judgements}
        lacking = [one.id for one in self.judgements() if one.id not in written]
        problems += [
            f"judgement {one} is missing from {journal_of(self.path)}; opening the ledger again mends that" for one in lacking
        ]
        return problems


def _newest(table: Table) -> ScalarSelect[Any]:
    return select(func.max(table.c.seq)).scalar_subquery()


_MOVED = select(reading.c.superseded_by).where(reading.c.superseded_by.is_not(None)).subquery()
_REVISION = select(
    _newest(reading),
    select(func.count()).select_from(_MOVED).scalar_subquery(),
    select(func.sum(_MOVED.c.superseded_by)).scalar_subquery(),
    _newest(takedown),
    _newest(judgement),
)


__all__ = ["Added", "Found", "Skipped", "Store", "metadata"]
