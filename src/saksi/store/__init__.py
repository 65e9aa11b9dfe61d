"""The store: all SQL of the project. One SQLite file holds a ledger; its judgements also stand as lines beside it.

>>> with Store.open("karabakh.saksi") as store:
...     store.add_reading(reading)
"""

from saksi.store.store import Added, Found, Skipped, Store

__all__ = ["Added", "Found", "Skipped", "Store"]
