"""Make the tellings of very many readings ready to be grouped, part by part: here or in several processes.

Nothing of one document is needed for another. So each part is read and made ready on its own, in whichever process, and only what
is kept of it (:class:`saksi.reconcile.sketches.Portion`, about a kilobyte a claim) is handed back and numbered anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from saksi.reconcile.blocks import Share
from saksi.reconcile.facts import Facts
from saksi.reconcile.sketches import Portion, Sketches
from saksi.reconcile.telling import tellings
from saksi.types import Reading


def sketched(parts: Iterable[Any], read: Callable[[Any], Iterable[Reading]], share: Share = map) -> Sketches:
    """The sketches of all event claims of these parts, whose readings ``read`` gives.

    Each document is in one part only, and is read once. With ``share`` of several processes ``read`` runs in these, and parts are
    sent to them: numbers or names by which readings are found, not readings.
    """

    def of(part: Any) -> Portion:
        mine = Sketches()
        for reading in read(part):
            for telling in tellings(Facts([reading])).values():
                mine.add(telling)
        return mine.portion()

    told = Sketches()
    for portion in share(of, parts):
        told.take(portion)
    return told
