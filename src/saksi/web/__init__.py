"""The workspace: server-rendered pages over a ledger, a little TypeScript, and an API of the same data.

Every area (home, events, event, reader, ...) owns one file in ``routes/``, one folder in ``templates/``, one file of words per
interface language in ``words/<language>/``, and one ``ui/<area>.ts`` and ``ui/<area>.css`` where it needs them. They are found,
not listed: a new area edits no file of another.
"""

from saksi.web.app import create_app
from saksi.web.settings import Person, Role, Settings

__all__ = ["Person", "Role", "Settings", "create_app"]
