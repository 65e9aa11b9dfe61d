"""Take-downs: articles that are no longer shown, who asked for it and why. The rows are only ever appended to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, insert, select

from saksi.errors import LedgerError
from saksi.store.schema import article, takedown
from saksi.types import TakeDown

if TYPE_CHECKING:
    from saksi.store.store import Store


def hidden() -> Select[Any]:
    """The ids of the articles that are taken down: those whose last row says so."""
    later = takedown.alias("later")
    newer = select(later.c.seq).where(later.c.article == takedown.c.article, later.c.seq > takedown.c.seq)
    return select(takedown.c.article).where(takedown.c.action == "take_down", ~newer.exists())


def take_down(store: Store, new: TakeDown) -> None:
    """Hide an article from every reading, release and export, or show it again.

    Raises LedgerError when no reason is given, the ledger does not hold the article, it is hidden already, or is not hidden and
    is to be shown.
    """
    if not new.why:
        raise LedgerError("a take-down needs its reason: say why.")
    with store.writing() as connection:
        if connection.execute(select(article.c.id).where(article.c.id == new.article)).first() is None:
            raise LedgerError(f"{store.path} holds no article {new.article!r}. `saksi export {store.path}` lists them.")
        gone = connection.execute(hidden().where(takedown.c.article == new.article)).first() is not None
        if gone == (new.action == "take_down"):
            raise LedgerError(f"article {new.article!r} is {'taken down already' if gone else 'not taken down'}.")
        connection.execute(insert(takedown).values(**{name: getattr(new, name) for name in new.__struct_fields__}))


def takedowns(store: Store) -> tuple[TakeDown, ...]:
    """Every take-down and its lifting, in the order of recording."""
    with store._connect() as connection:
        rows = connection.execute(select(takedown).order_by(takedown.c.seq)).all()
    return tuple(TakeDown(row.article, row.action, row.by, row.at, row.why) for row in rows)


__all__ = ["hidden", "take_down", "takedowns"]
