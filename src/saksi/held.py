"""What a ledger holds in its hands: readings with the decisions about them carried out, and decisions in the making."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Any, Self

from msgspec.structs import replace

from saksi.around import registry_of
from saksi.errors import JudgementError
from saksi.judgements import (
    Attached,
    Places,
    Registry,
    anchor_of,
    apply,
    attach,
    canonical,
    claim_in,
    correct,
    names_something,
    sealed,
    seen_value,
    unplaced,
    value_at,
)
from saksi.store import Found, Store
from saksi.store.store import now
from saksi.types import Action, Claim, Judgement, Noun, Reading


class Held:
    """Readings as judged, and judgements in the making: the part of a ledger that knows nothing of events."""

    def __init__(self, store: Store, clock: Callable[[], str] = now, *, coder: str | None = None) -> None:
        self.store = store
        self._clock = clock
        self._coder = coder
        self._attachments: tuple[tuple[int, ...], Attached] | None = None
        self._places: tuple[tuple[int, ...], Places] = ((), {})
        self._names: tuple[tuple[int, ...], Registry] | None = None
        self._working = threading.RLock()  # of many who ask at once one works it out, and the others wait for that

    def now(self) -> str:
        """The time by the ledger's clock."""
        return self._clock()

    def readings(self, judged: bool = True) -> Iterator[Reading]:
        """The current readings, one an article, in an order that does not depend on the order of adding.

        ``judged``: with corrections made and rejected claims set aside; else as the pipeline read them.
        """
        if not judged:
            yield from self.store.readings()
            return
        attached = self._attached()
        registry = self._registry_for(*(one for ours in attached.by_claim.values() for one in ours))
        for reading in self.store.readings():
            yield apply(reading, attached, registry)[0]

    def readings_of(self, articles: Iterable[str]) -> tuple[Reading, ...]:
        """The current readings of these articles as judged, without a look at the others; what the ledger lacks is left out."""
        wanted = tuple(dict.fromkeys(articles))
        found = self.store.readings_of(wanted)
        attached = self._attached()
        ours = [one for article in wanted if (one := found.get(article)) is not None]
        claims = {claim.id for one in ours for _, claim in one.claims()} & attached.by_claim.keys()
        registry = self._registry_for(*(one for claim in claims for one in attached.by_claim[claim]))
        return tuple(apply(one, attached, registry)[0] for one in ours)

    # --- making judgements -------------------------------------------------------------------------------------------

    def _sealed(self, judgement: Judgement) -> Judgement:
        """The judgement with its id. A blind coder's is blind, and nobody else's."""
        if self._coder is not None and judgement.by != self._coder:
            raise JudgementError(f"{self._coder} codes blind here, not {judgement.by}. Decide under that name.")
        return sealed(replace(judgement, blind=self._coder is not None))

    def _whole(self, found: Found, action: Action, by: str, why: str | None) -> Judgement:
        seen = seen_value(found.noun, found.claim, None)
        anchor = anchor_of(found.reading, found.claim.id)
        return self._sealed(Judgement("", action, anchor, person(by), self._clock(), why=why, seen=seen))

    def _pair(self, found: Found, action: Action, other: str | None, by: str, why: str | None) -> Judgement:
        if other is None:
            raise JudgementError(f"{action} needs a second claim: give its id.")
        second = self.store.find_claim(other)
        if (found.noun, second.noun) != ("event", "event") or found.claim.id == second.claim.id:
            raise JudgementError(f"{action} is about two event claims, not {found.noun} {found.claim.id} and {second.claim.id}.")
        ends = [anchor_of(one.reading, one.claim.id) for one in (found, second)]
        return self._sealed(Judgement("", action, ends[0], person(by), self._clock(), why=why, other=ends[1]))

    def _correction(self, found: Found, judged: Reading, field: str, value: str | None, by: str, why: str | None) -> Judgement:
        """A correction of what stands now (``before``), anchored in what the pipeline read (``seen``)."""
        noun, claim = judged_claim(found, judged)
        path = canonical(field)
        before = value_at(noun, claim, path)
        after = value_at(noun, self._corrected(found, judged, path, value)[1], path)
        disputed = {(one.anchor, canonical(one.field)) for one in self._attached().disputed if one.field is not None}
        if before == after and (anchor_of(found.reading, claim.id), path) not in disputed:
            raise JudgementError(f"{field} of {noun} claim {claim.id} is {before or 'empty'} already.")
        seen = seen_value(noun, found.claim, path)
        anchor = anchor_of(found.reading, claim.id)
        return self._sealed(Judgement("", "correct", anchor, person(by), self._clock(), path, before, after, why, seen))

    def _corrected(self, found: Found, judged: Reading, field: str, value: str | None) -> tuple[Noun, Claim]:
        noun, claim = judged_claim(found, judged)
        return noun, correct(noun, claim, found.reading.document, field, value, self._registry_of(noun, field))

    # --- what judgements mean for the readings -----------------------------------------------------------------------

    def _attached(self) -> Attached:
        """The judgements in force with their claims; kept until readings or judgements change."""
        with self._working:
            revision, held = self.store.revision(), self._attachments
            if held is None or held[0] != revision:
                judgements = self.store.judgements()
                read, places = self._places  # where judgements stick is known until the readings change
                if read != revision[:-1]:
                    places = {}
                readings = self.store.readings_of(sorted(unplaced(judgements, places)))
                attached = attach(judgements, readings.values(), places)
                self._places, self._attachments = (revision[:-1], places), (revision, attached)
                return attached
            return held[1]

    def _judged_reading(self, reading: Reading) -> Reading:
        """One reading as judged, without a look at the others."""
        ours = [one for one in self.store.judgements() if one.anchor.article == reading.document.article and one.other is None]
        return apply(reading, attach(ours, [reading]), self._registry_for(*ours))[0]

    def _registry(self) -> Registry:
        """The actors and places the readings name; kept until the readings change."""
        with self._working:
            revision, held = self.store.revision()[:-1], self._names
            if held is None or held[0] != revision:
                self._names = held = (revision, registry_of(self.store.readings()))
            return held[1]

    def _registry_of(self, noun: Noun, field: str) -> Registry:
        """The registry where the field names an actor or place; reading the whole ledger for a number would be waste."""
        return self._registry() if names_something(noun, field) else Registry()

    def _registry_for(self, *judgements: Judgement) -> Registry:
        named = any(one.field is not None and names_something(one.anchor.noun, one.field) for one in judgements)
        return self._registry() if named else Registry()

    # --- closing -----------------------------------------------------------------------------------------------------

    def close(self) -> None:
        """Let go of the file."""
        self.store.close()

    def __enter__(self) -> Self:
        """The ledger itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close it."""
        self.close()


def person(by: str) -> str:
    """The name of who decides. Raises JudgementError when it is empty."""
    if not by.strip():
        raise JudgementError("a judgement needs a name: say who decides.")
    return by.strip()


def judged_claim(found: Found, judged: Reading) -> tuple[Noun, Any]:
    """A claim as judged; one that was rejected as it was read."""
    try:
        return claim_in(judged, found.claim.id)
    except JudgementError:
        return found.noun, found.claim


__all__ = ["Held", "judged_claim", "person"]
