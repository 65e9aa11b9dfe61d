"""The files of exhibits: what a person gave with a record by hand, byte for byte as it came. Rows are only ever appended."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import insert, select

from saksi.store.schema import exhibit
from saksi.store.takedowns import hidden

if TYPE_CHECKING:
    from saksi.store.store import Store


class ExhibitFile(NamedTuple):
    """A file of an exhibit: its digest, the name it came under, what it is, who gave it when, and how many bytes it has."""

    digest: str
    name: str
    type: str
    by: str
    at: str
    size: int


def put_file(store: Store, article: str, data: bytes, *, name: str, type: str, by: str, at: str) -> str:  # noqa: A002
    """Keep a file with an exhibit, and give its digest; the same file is kept once."""
    mark = sha256(data).hexdigest()
    with store.writing() as connection:
        same = select(exhibit.c.seq).where(exhibit.c.article == article, exhibit.c.digest == mark)
        if connection.execute(same).first() is None:
            row = {"article": article, "digest": mark, "name": name, "type": type, "by": by, "at": at}
            connection.execute(insert(exhibit).values(**row, size=len(data), data=data))
    return mark


def files_of(store: Store, article: str) -> tuple[ExhibitFile, ...]:
    """The files of an exhibit, in the order they were given; none of one that is taken down."""
    columns = [exhibit.c[name] for name in ExhibitFile._fields]
    asked = select(*columns).where(exhibit.c.article == article, exhibit.c.article.not_in(hidden())).order_by(exhibit.c.seq)
    with store.connected() as connection:
        return tuple(ExhibitFile(*row) for row in connection.execute(asked))


def file_data(store: Store, article: str, mark: str) -> bytes | None:
    """What a file holds; null where the exhibit has no such file, or is taken down."""
    asked = select(exhibit.c.data).where(exhibit.c.article == article, exhibit.c.digest == mark)
    with store.connected() as connection:
        return connection.execute(asked.where(exhibit.c.article.not_in(hidden()))).scalar_one_or_none()
