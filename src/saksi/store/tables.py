"""Tables made of the rest, so that a page need not look at the whole ledger: a row an event, its articles, and their words.

Nothing here is a source. The tables are thrown away and made anew when their version, the readings or the judgements change; so
they need no migrations. Full text is SQLite's FTS5 over stems, without a copy of the text.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Literal, TypeVar, get_args

import msgspec
from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    MetaData,
    ScalarSelect,
    Select,
    Table,
    Text,
    and_,
    delete,
    func,
    insert,
    literal_column,
    or_,
    select,
    text,
    update,
)

from saksi.store.derived import ORDERS, VERSION, Sort, article, derived, event, membership, party, state, told
from saksi.store.rows import ArticleRow, EventRow, Filter, Members, Phrases, matching
from saksi.store.schema import article as articles_held
from saksi.store.schema import judgement, name, reading, skipped, takedown
from saksi.store.store import Store
from saksi.store.takedowns import hidden
from saksi.types import CONFLICT

Until = Literal["turn", "standing", "dropped"]
"""What ends an answer: any row that is replaced; one that filters find otherwise; events or articles that are gone."""
_TEXT, _WITHHELD = "view_text", "view_withheld"
_REMEMBERED = 400  # answers that are kept while the tables stand
_BEFORE = 60  # days that an event of several days may have begun before those it is looked for in

T = TypeVar("T")


class _Kept:
    """Answers worked out before, the mark of the tables they were made of, and what is being worked out just now."""

    __slots__ = ("known", "mark", "working")

    def __init__(self) -> None:
        self.known: dict[tuple[object, ...], Any] = {}
        self.mark: tuple[object, ...] = ()
        self.working: dict[tuple[object, ...], threading.Lock] = {}


class ViewTables:
    """The derived tables of one ledger."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._held: dict[Until, _Kept] = {one: _Kept() for one in get_args(Until)}

    def _kept(self, key: tuple[object, ...], work: Callable[[], T], until: Until = "standing") -> T:
        """What was worked out before, until the tables change as ``until`` says; of many who ask at once one works it out."""
        mark = self.mark(until)
        held = self._held[until]
        with self._lock:
            if held.mark != mark or len(held.known) > _REMEMBERED:
                held.known, held.mark = {}, mark
            working = held.working.setdefault(key, threading.Lock())
        with working:
            if held.mark == mark and key in held.known:
                found: T = held.known[key]
                return found
            made = work()
            with self._lock:
                held.working.pop(key, None)
                if held.mark == mark:
                    held.known[key] = made
            return made

    def mark(self, until: Until = "standing") -> tuple[object, ...]:
        """Changes with whatever change of the tables ``until`` names."""
        with self._store.connected() as connection:
            row = connection.execute(_MARKS[until]).one_or_none() if connection.execute(_THERE).scalar_one() else None
        return tuple(row) if row is not None else ()

    # --- how old they are --------------------------------------------------------------------------------------------------

    def present(self) -> str:
        """A mark of the readings, judgements and names as they stand: other readings, another mark."""
        with self._store.connected() as connection:
            return " ".join(str(number or 0) for number in connection.execute(_PRESENT).one())

    def made_of(self) -> tuple[str, str, int] | None:
        """The policy and the mark that the tables were made of, and the last judgement taken up since; null without tables."""
        with self._store.connected() as connection:
            if not connection.execute(_THERE).scalar_one():
                return None
            if connection.execute(select(state.c.version)).scalar_one_or_none() != VERSION:
                return None  # of another version: its columns may be others
            row = connection.execute(select(state)).one()
        return row.policy, row.revision, row.judged

    def counts_made_of(self) -> dict[str, int]:
        """How much the ledger held when the tables were made; decisions and inputs that were skipped as they are now."""
        with self._store.connected() as connection:
            held: dict[str, int] = msgspec.json.decode(connection.execute(select(state.c.counts)).scalar_one())
            numbers = {table.name: select(func.count()).select_from(table) for table in (judgement, skipped)}
            now = {key: int(connection.execute(query).scalar_one()) for key, query in numbers.items()}
        return held | now

    def articles(self) -> int:
        """How many articles the ledger holds."""
        with self._store.connected() as connection:
            return int(connection.execute(select(func.count()).select_from(articles_held)).scalar_one())

    def last_judgement(self) -> int:
        """The number of the newest judgement."""
        with self._store.connected() as connection:
            return connection.execute(select(func.max(judgement.c.seq))).scalar() or 0

    def judged_last(self, articles: Sequence[str]) -> int:
        """The number of the newest judgement on these articles; 0 without any."""
        with self._store.connected() as connection:
            asked = select(func.max(judgement.c.seq)).where(judgement.c.article.in_(articles))
            return connection.execute(asked).scalar() or 0

    def judged_since(self, seq: int) -> tuple[str, ...]:
        """The articles of judgements newer than this one."""
        with self._store.connected() as connection:
            return tuple(connection.execute(select(judgement.c.article).where(judgement.c.seq > seq).distinct()).scalars())

    def hidden(self) -> tuple[str, ...]:
        """The articles taken down that the tables still tell of."""
        with self._store.connected() as connection:
            return tuple(connection.execute(select(article.c.article).where(article.c.article.in_(hidden()))).scalars())

    # --- writing -----------------------------------------------------------------------------------------------------------

    def write(self, policy: str, mark: str, articles: Iterable[ArticleRow], events: Iterable[tuple[EventRow, Members]]) -> None:
        """Make the tables anew, in one transaction: readers see the old ones until the new are whole."""
        judged = self.last_judgement()
        with self._store.writing() as connection:
            for table in (_TEXT, _WITHHELD):
                connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}")
            derived.drop_all(connection)
            derived.create_all(connection)
            moved = "CREATE INDEX IF NOT EXISTS ix_view_superseded ON reading (superseded_by) WHERE superseded_by IS NOT NULL"
            connection.exec_driver_sql(moved)
            connection.exec_driver_sql(_full_text(_TEXT))
            numbers: dict[str, int] = {}
            for batch in _batches(enumerate(articles, 1)):
                rows = []
                for number, one in batch:
                    numbers[one.article] = number
                    shown = {"publisher": one.publisher, "language": one.language, "published": one.published}
                    rows.append({"id": number, "article": one.article, "events": 0, **shown})
                connection.execute(insert(article), rows)
                words = [(number, one.stems) for number, one in batch]
                connection.exec_driver_sql(f"INSERT INTO {_TEXT} (rowid, stems) VALUES (?, ?)", words)
            for chunk in _batches(enumerate(events, 1)):
                self._put(connection, [(number, row, members) for number, (row, members) in chunk], numbers)
            counted = select(func.count()).where(membership.c.article == article.c.id).scalar_subquery()
            connection.execute(update(article).values(events=counted))
            counts = msgspec.json.encode(self._store.counts()).decode()
            made = {"version": VERSION, "policy": policy, "revision": mark, "judged": judged, "counts": counts}
            connection.execute(insert(state).values({**made, "turn": 0, "standing": 0, "dropped": 0, "withheld": ""}))
            connection.exec_driver_sql("ANALYZE")

    def withheld(self) -> str:
        """What the second full text lacks (see :meth:`write_withheld`); empty where there is none."""
        with self._store.connected() as connection:
            return str(connection.execute(select(state.c.withheld)).scalar_one())

    def write_withheld(self, key: str, articles: Iterable[tuple[str, str]]) -> None:
        """Make a second full text, of the articles' stems without what is withheld as ``key`` says."""
        with self._store.writing() as connection:
            numbers = {row.article: row.id for row in connection.execute(select(article.c.article, article.c.id))}
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS {_WITHHELD}")
            connection.exec_driver_sql(_full_text(_WITHHELD))
            for batch in _batches(articles):
                words = [(numbers[one], stems) for one, stems in batch if one in numbers]
                connection.exec_driver_sql(f"INSERT INTO {_WITHHELD} (rowid, stems) VALUES (?, ?)", words)
            connection.execute(update(state).values(withheld=key, dropped=state.c.dropped + 1))

    def rewrite(self, rows: Sequence[tuple[EventRow, Members]], mark: str | None, judged: int) -> None:
        """Replace the rows of some events, their claims as they were; ``mark`` where the tables are up to date with that."""
        with self._store.writing() as connection:
            moved = 0
            for row, members in rows:
                held = connection.execute(select(event).where(event.c.key == row.key)).one_or_none()
                if held is None:
                    continue
                new = _columns(row)
                sides = select(party.c.key).where(party.c.event == held.id)
                before = set(connection.execute(sides).scalars())
                if _standing(held._mapping) != _standing(new) or before != {one[0] for one in row.parties}:
                    moved = 1
                connection.execute(update(event).where(event.c.id == held.id).values(new))
                connection.execute(update(told).where(told.c.event == held.id).values(_told(row, members)))
                connection.execute(delete(party).where(party.c.event == held.id))
                _put_parties(connection, [(held.id, row)])
            taken = {"judged": judged} if mark is None else {"judged": judged, "revision": mark}
            turned = {"turn": state.c.turn + 1, "standing": state.c.standing + moved}
            connection.execute(update(state).values({**taken, **turned}))

    def drop(self, keys: Iterable[str], articles: Iterable[str]) -> None:
        """Forget events that no report tells any more, and articles taken down."""
        keys, articles = tuple(keys), tuple(articles)
        if not keys and not articles:
            return
        with self._store.writing() as connection:
            for key in keys:
                number = connection.execute(select(event.c.id).where(event.c.key == key)).scalar_one_or_none()
                for table in (membership, party, told):
                    connection.execute(delete(table).where(table.c.event == number))
                connection.execute(delete(event).where(event.c.id == number))
            gone = select(article.c.id).where(article.c.article.in_(articles))
            connection.execute(delete(membership).where(membership.c.article.in_(gone)))
            connection.execute(delete(article).where(article.c.article.in_(articles)))
            connection.execute(update(state).values({one: state.c[one] + 1 for one in get_args(Until)}))

    def _put(self, connection: Connection, rows: list[tuple[int, EventRow, Members]], numbers: Mapping[str, int]) -> None:
        connection.execute(insert(event), [{"id": number, **_columns(row)} for number, row, _ in rows])
        connection.execute(insert(told), [{"event": number, **_told(row, members)} for number, row, members in rows])
        pairs = {(number, numbers[a]) for number, _, members in rows for a in members.articles if a in numbers}
        if pairs:
            connection.execute(insert(membership), [{"event": e, "article": a} for e, a in sorted(pairs)])
        _put_parties(connection, [(number, row) for number, row, _ in rows])

    # --- reading -----------------------------------------------------------------------------------------------------------

    def page(self, asked: Filter, sort: Sort, limit: int, offset: int) -> list[EventRow]:
        """So many events in an order, after as many."""
        return self._kept(("page", asked, sort, limit, offset), lambda: self._page(asked, sort, limit, offset), "turn")

    def _page(self, asked: Filter, sort: Sort, limit: int, offset: int) -> list[EventRow]:
        return self._rows(self._where(select(event.c.id), asked).order_by(*ORDERS[sort]).limit(limit).offset(offset))

    def _rows(self, query: Select[Any]) -> list[EventRow]:
        """The rows of the events of these numbers, in their order."""
        with self._store.connected() as connection:
            numbers = list(connection.execute(query).scalars())
            rows = connection.execute(select(told.c.event, told.c.row).where(told.c.event.in_(numbers))).all()
        found = {row.event: row.row for row in rows}
        return [msgspec.json.decode(found[number], type=EventRow) for number in numbers if number in found]

    def count(self, asked: Filter) -> int:
        """How many events there are of these."""
        return self._kept(("count", asked), lambda: self._count(asked))

    def _count(self, asked: Filter) -> int:
        query = self._where(select(func.count()).select_from(event), asked)
        with self._store.connected() as connection:
            return int(connection.execute(query).scalar_one())

    def members(self, ref: str) -> tuple[EventRow, Members] | None:
        """An event by its name or key, or by the beginning of a key that no other has."""
        held = select(told.c.row, told.c.members).join(event, event.c.id == told.c.event)
        exact = held.where(or_(event.c.name == ref, event.c.key == ref)).limit(1)
        with self._store.connected() as connection:
            rows = connection.execute(exact).all()
            if not rows and len(ref) >= 6 and ref.isalnum():
                near = held.where(event.c.key >= ref, event.c.key < ref + "\U0010ffff").limit(2)
                rows = connection.execute(near).all()
        if len(rows) != 1:
            return None
        return msgspec.json.decode(rows[0].row, type=EventRow), msgspec.json.decode(rows[0].members, type=Members)

    def refs_of_articles(self, articles: Iterable[str]) -> tuple[str, ...]:
        """The keys of the events that these articles tell."""
        asked = select(event.c.key).distinct().join(membership, membership.c.event == event.c.id)
        asked = asked.join(article, article.c.id == membership.c.article).where(article.c.article.in_(tuple(articles)))
        with self._store.connected() as connection:
            return tuple(connection.execute(asked.order_by(event.c.key)).scalars())

    def values(self, what: str, asked: Filter, most: int = 400) -> list[tuple[str, int]]:
        """How many events of each value of ``type``, ``realis``, ``country`` or ``adm1``, most first."""
        return self._kept(("values", what, asked, most), lambda: self._values(what, asked, most))

    def _values(self, what: str, asked: Filter, most: int) -> list[tuple[str, int]]:
        column = event.c[what]
        query = self._where(select(column, func.count()), asked).where(column.is_not(None)).group_by(column)
        with self._store.connected() as connection:
            rows = connection.execute(query.order_by(func.count().desc(), column).limit(most)).all()
        return [(row[0], row[1]) for row in rows]

    def parties(self, asked: Filter, most: int = 200) -> list[tuple[str, str, int]]:
        """The sides of these events, by key and name, with how many events each has; most first."""
        return self._kept(("parties", asked, most), lambda: self._parties(asked, most))

    def _parties(self, asked: Filter, most: int) -> list[tuple[str, str, int]]:
        query = select(party.c.key, func.min(party.c.name), func.count()).group_by(party.c.key)
        if asked != Filter():
            query = query.where(party.c.event.in_(self._where(select(event.c.id), asked)))
        with self._store.connected() as connection:
            rows = connection.execute(query.order_by(func.count().desc(), party.c.key).limit(most)).all()
        return [(row[0], row[1], row[2]) for row in rows]

    def months(self, asked: Filter) -> list[tuple[str, str, int, int]]:
        """Month, realis, how many events, how many of them disputed."""
        return self._kept(("months", asked), lambda: self._months(asked))

    def _months(self, asked: Filter) -> list[tuple[str, str, int, int]]:
        month = event.c.month
        disputed = func.sum(func.min(event.c.disputes, 1))
        query = self._where(select(month, event.c.realis, func.count(), disputed), asked).where(month.is_not(None))
        with self._store.connected() as connection:
            return [tuple(row) for row in connection.execute(query.group_by(month, event.c.realis).order_by(month))]

    def sites(self, asked: Filter, most: int = 5000) -> list[dict[str, Any]]:
        """Where these events are: each place with its precision, how many events, how many disputed, and the most killed."""
        return self._kept(("sites", asked, most), lambda: self._sites(asked, most))

    def _sites(self, asked: Filter, most: int) -> list[dict[str, Any]]:
        columns = (event.c.site, event.c.country, event.c.adm1, event.c.lat, event.c.lon, event.c.precision)
        disputed = func.sum(func.min(event.c.disputes, 1)).label("disputed")
        query = select(*columns, func.count().label("events"), disputed, func.min(event.c.key).label("key"))
        query = self._where(query, asked).where(event.c.lat.is_not(None)).group_by(*columns)
        with self._store.connected() as connection:
            found = connection.execute(query.order_by(func.count().desc(), event.c.site).limit(most))
            return [dict(row._mapping) for row in found]

    def unplaced(self, asked: Filter) -> int:
        """How many of these events no point can be given for."""
        return self._kept(("unplaced", asked), lambda: self._unplaced(asked))

    def _unplaced(self, asked: Filter) -> int:
        query = self._where(select(func.count()).select_from(event), asked).where(event.c.lat.is_(None))
        with self._store.connected() as connection:
            return int(connection.execute(query).scalar_one())

    def outlets(self) -> list[dict[str, Any]]:
        """Publisher and language, with how many articles, how many that tell an event, first and last day."""
        return self._kept(("outlets",), lambda: self._outlets(), "dropped")

    def _outlets(self) -> list[dict[str, Any]]:
        telling = func.sum(func.min(article.c.events, 1)).label("telling")
        days = (func.min(article.c.published).label("first"), func.max(article.c.published).label("last"))
        query = select(article.c.publisher, article.c.language, func.count().label("articles"), telling, *days)
        query = query.group_by(article.c.publisher, article.c.language).order_by(func.count().desc(), article.c.publisher)
        with self._store.connected() as connection:
            return [dict(row._mapping) for row in connection.execute(query)]

    def article_months(self) -> list[tuple[str, int, int]]:
        """Month, how many articles appeared, how many of them tell an event."""
        return self._kept(("article_months",), lambda: self._article_months(), "dropped")

    def _article_months(self) -> list[tuple[str, int, int]]:
        month = func.substr(article.c.published, 1, 7)
        query = select(month, func.count(), func.sum(func.min(article.c.events, 1))).where(article.c.published.is_not(None))
        with self._store.connected() as connection:
            return [tuple(row) for row in connection.execute(query.group_by(month).order_by(month))]

    def undated_articles(self) -> int:
        """How many articles have no day of publication."""
        return self._kept(("undated_articles",), lambda: self._undated_articles(), "dropped")

    def _undated_articles(self) -> int:
        with self._store.connected() as connection:
            query = select(func.count()).select_from(article).where(article.c.published.is_(None))
            return int(connection.execute(query).scalar_one())

    def _telling(self, query: Phrases, withheld: bool) -> str:
        """The numbers of the events that articles with these words tell, as a JSON list: looked for once."""
        return self._kept(("telling", query, withheld), lambda: self._found(query, withheld), "dropped")

    def _found(self, query: Phrases, withheld: bool) -> str:
        table = _WITHHELD if withheld else _TEXT
        words: ColumnElement[str] = literal_column(table)
        number: ColumnElement[int] = literal_column("rowid")
        rows = (
            select(number).select_from(Table(table, MetaData(), Column("stems", Text))).where(words.op("MATCH")(matching(query)))
        )
        found = select(membership.c.event).where(membership.c.article.in_(rows)).distinct().order_by(membership.c.event)
        with self._store.connected() as connection:
            return msgspec.json.encode(list(connection.execute(found).scalars())).decode()

    def near(self, since: str, until: str, country: str | None, most: int) -> list[EventRow]:
        """The newest events that touch these days, in a country if one is named, of those that began within two months."""
        key = ("near", since, until, country, most)
        return self._kept(key, lambda: self._near(since, until, country, most), "turn")

    def _near(self, since: str, until: str, country: str | None, most: int) -> list[EventRow]:
        early = (date.fromisoformat(since) - timedelta(days=_BEFORE)).isoformat()
        query = select(event.c.id).where(event.c.earliest.between(early, f"{until}\U0010ffff"), event.c.latest >= since)
        if country is not None:
            query = query.where(event.c.country == country)
        return self._rows(query.order_by(event.c.newest.desc(), event.c.id).limit(most))

    def _where(self, query: Select[Any], asked: Filter) -> Select[Any]:
        held: list[ColumnElement[bool]] = []
        for column, value in (("type", asked.type), ("realis", asked.realis), ("country", asked.country), ("adm1", asked.adm1)):
            if value is not None:
                held.append(event.c[column] == value)
        if asked.site is not None:
            held.append(event.c.site == asked.site)
        if asked.since is not None:
            held.append(event.c.latest >= asked.since)
        if asked.until is not None:
            held.append(event.c.earliest <= f"{asked.until}\U0010ffff")
        if asked.disputed:
            held.append(event.c.disputes > 0)
        if asked.deadly:
            held.append(event.c.killed_high > 0)
        if asked.forceful:
            held.append(or_(event.c.type.in_(sorted(CONFLICT)), event.c.harmed > 0))
        if asked.chief:
            held.append(event.c.chief > 0)
        if asked.party is not None:
            held.append(event.c.id.in_(select(party.c.event).where(party.c.key == asked.party)))
        if asked.publisher is not None or asked.language is not None:
            ours = select(membership.c.event).join(article, article.c.id == membership.c.article)
            if asked.publisher is not None:
                ours = ours.where(article.c.publisher == asked.publisher)
            if asked.language is not None:
                ours = ours.where(article.c.language == asked.language)
            held.append(event.c.id.in_(ours))
        if asked.query:
            found = select(func.json_each(self._telling(asked.query, asked.withheld)).table_valued("value").c.value)
            held.append(event.c.id.in_(found))
        return query.where(and_(*held)) if held else query


def _full_text(table: str) -> str:
    return f"CREATE VIRTUAL TABLE {table} USING fts5(stems, content='', tokenize=\"unicode61 remove_diacritics 2\")"


def _newest(table: Table) -> ScalarSelect[Any]:
    return select(func.max(table.c.seq)).scalar_subquery()


_MOVED = select(reading.c.superseded_by).where(reading.c.superseded_by.is_not(None)).subquery()
_PRESENT = select(
    *(_newest(table) for table in (reading, judgement, name, takedown)),
    select(func.count()).select_from(_MOVED).scalar_subquery(),
    select(func.sum(_MOVED.c.superseded_by)).scalar_subquery(),
)
_MARKS = {one: select(state.c.policy, state.c.revision, state.c[one]) for one in get_args(Until)}
_THERE = text("SELECT count(*) FROM pragma_table_info('view_state') WHERE name = 'withheld'")


def _told(row: EventRow, members: Members) -> dict[str, str]:
    return {"row": msgspec.json.encode(row).decode(), "members": msgspec.json.encode(members).decode()}


def _standing(columns: Mapping[Any, Any]) -> tuple[object, ...]:
    """What filters and what is counted by them ask of a row."""
    same = ("type", "realis", "earliest", "latest", "site", "country", "adm1", "lat", "lon", "precision")
    more = ("killed_high", "harmed", "disputes", "chief")
    return (*(columns[one] for one in same), *((columns[one] or 0) > 0 for one in more))


def _columns(row: EventRow) -> dict[str, Any]:
    killed = next((one for one in row.figures if one.kind == "killed"), None)
    same = (
        *("key", "name", "type", "realis", "earliest", "latest", "site", "country", "adm1", "lat", "lon", "precision"),
        *("articles", "testimonies", "decided", "chief", "newest"),
    )
    return {one: getattr(row, one) for one in same} | {
        "killed_low": killed.low if killed else None,
        "killed_high": (killed.high if killed.high is not None else killed.low) if killed else None,
        "harmed": sum(one.low or 0 for one in row.figures),
        "disputes": len(row.disputes),
        "month": row.earliest[:7] if row.earliest else None,
    }


def _put_parties(connection: Connection, rows: Iterable[tuple[int, EventRow]]) -> None:
    sides = {(number, key): name_ for number, row in rows for key, name_, _, _ in row.parties}
    if sides:
        connection.execute(insert(party), [{"event": e, "key": k, "name": n} for (e, k), n in sorted(sides.items())])


def _batches(items: Iterable[Any], size: int = 1000) -> Iterable[list[Any]]:
    held = []
    for one in items:
        held.append(one)
        if len(held) == size:
            yield held
            held = []
    if held:
        yield held
