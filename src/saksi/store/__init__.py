"""The store: all SQL of the project. One SQLite file holds a ledger; its judgements also stand as lines beside it.

>>> with Store.open("karabakh.saksi") as store:
...     store.add_reading(reading)
"""

from saksi.store.exhibits import ExhibitFile, file_data, files_of, put_file
from saksi.store.store import Added, Found, Skipped, Store
from saksi.store.takedowns import take_down, takedowns
from saksi.store.views import Blind, Frozen, put_release, releases

__all__ = [
    "Added", "Blind", "ExhibitFile", "Found", "Frozen", "Skipped", "Store", "file_data", "files_of", "put_file", "put_release",
    "releases", "take_down", "takedowns",
]  # fmt: skip
