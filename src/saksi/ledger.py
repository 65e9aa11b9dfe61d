"""The one object people hold: a ledger of who says what happened. A thin face over the store, judgements and reconciling.

>>> with saksi.open("karabakh.saksi") as ledger:
...     ledger.add(reading)
...     ledger.judge("c41f", "quantity", "at_least 16", by="Sari", why="the ministry corrected itself")
...     ledger.events()
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, NamedTuple, Self, cast

from msgspec.structs import replace

from saksi import ontologies, plugins, reconcile
from saksi.around import Surroundings, in_words, registry_of
from saksi.errors import JudgementError, LedgerError
from saksi.judgements import (
    Attached,
    JudgedRow,
    Registry,
    Variable,
    anchor_of,
    apply,
    attach,
    canonical,
    check_claim,
    claim_in,
    correct,
    exhibit,
    fields_of,
    find_edits,
    names_something,
    row_of,
    sealed,
    seen_value,
    undoing,
    value_at,
    values_of,
    with_claim,
)
from saksi.judgements.edits import Edit
from saksi.ontologies import Coding
from saksi.reconcile import Contradiction, Origins, Timeline
from saksi.reconcile.facts import Facts
from saksi.reconcile.naming import NameRow, current_names, rename
from saksi.reconcile.toll import TollTable, toll
from saksi.reconcile.trace import Step, Trace, find_event, trace
from saksi.store import Added, Found, Skipped, Store
from saksi.store.store import now
from saksi.types import (
    Action,
    CasualtyClaim,
    Claim,
    Event,
    Judgement,
    Name,
    Noun,
    Reading,
)

_WHOLE = ("accept", "reject", "unsure")
_PAIR = ("same", "different")


class Queued(NamedTuple):
    """A judgement that waits for a person: its claim is gone (``unanchored``), or says something else now (``stale``)."""

    judgement: Judgement
    why: Literal["unanchored", "stale"]
    claim: str | None


class Imported(NamedTuple):
    """What came of edited rows: how many judgements were recorded, and what was not taken over (``file: row N: ...``)."""

    judgements: int
    problems: tuple[str, ...]


class Ledger:
    """Readings, what people decided about them, and the events they tell of. Use it as a context manager, or close it."""

    def __init__(self, store: Store, clock: Callable[[], str] = now) -> None:
        self.store = store
        self._clock = clock
        self._attachments: tuple[tuple[int, ...], Attached] | None = None
        self._derived: tuple[tuple[int, ...], _Derived] | None = None
        self._names: tuple[tuple[int, ...], Registry] | None = None

    # --- readings ----------------------------------------------------------------------------------------------------

    def add(self, reading: Reading) -> Added:
        """Store a reading: ``new``, ``unchanged`` or ``superseded`` (see :meth:`saksi.store.Store.add_reading`)."""
        return self.store.add_reading(reading)

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
        found = (self.store.reading_of(article) for article in dict.fromkeys(articles))
        attached = self._attached()
        registry = self._registry_for(*(one for ours in attached.by_claim.values() for one in ours))
        return tuple(apply(one, attached, registry)[0] for one in found if one is not None)

    def skipped(self) -> tuple[Skipped, ...]:
        """What was not read, and why."""
        return self.store.skipped()

    def check(self) -> list[str]:
        """Everything wrong with the ledger, one sentence each, judgements that wait for a person included."""
        waiting = [f"judgement {one.judgement.id[:12]} by {one.judgement.by} is {one.why}" for one in self.queue()]
        return [*self.store.check(), *waiting]

    # --- events ------------------------------------------------------------------------------------------------------

    def events(self, policy: str = "latest") -> tuple[Event, ...]:
        """The events the readings tell, decided under ``policy``, with their public names. Changes nothing."""
        kept, revision = self._kept(), self.store.names_revision()
        known = kept.named.get(policy)
        if known is None or known[0] != revision:
            rows, events = self._name_rows(), self._clustered(policy)
            known = kept.named[policy] = (revision, _with_names(events, (*rows, *rename(rows, events))))
        return known[1]

    def reconcile(self, policy: str = "latest") -> tuple[Event, ...]:
        """The same, and what became of the names is recorded: new, moved, merged and split clusters."""
        with self.store.writing():
            rows = rename(self._name_rows(), self._clustered(policy))
            self.store.append_names(Name(row.name, row.key, row.claims, row.action, other=row.other) for row in rows)
        return self.events(policy)

    def contradictions(self) -> tuple[Contradiction, ...]:
        """Where the readings contradict each other or themselves, gravest first."""
        kept = self._kept()
        if kept.contradictions is None:
            kept.contradictions = reconcile.find_contradictions(kept.facts.readings, self.events())
        return kept.contradictions

    def _clustered(self, policy: str) -> tuple[Event, ...]:
        """The events under a policy, not yet named."""
        kept = self._kept()
        if policy not in kept.events:
            attached = self._attached()
            chosen = cast("reconcile.Policy", policy)
            kept.events[policy] = reconcile.reconcile(
                kept.facts.readings, same=attached.same, different=attached.different, policy=chosen
            )
        return kept.events[policy]

    def _name_rows(self) -> tuple[NameRow, ...]:
        """The table of names, an event claim of an older version replaced by the one at the same words in the newest.

        So an event keeps its name when its articles are read again with other text.
        """
        rows = _rows_of(self.store.names())
        present = {article: words for (article, _), words in self.store.event_words(current=True).items()}
        here = {claim for words in present.values() for claims in words.values() for claim in claims}
        if all(claim in here for row in rows for claim in row.claims):
            return rows
        heir: dict[str, str] = {}
        for (article, _), words in self.store.event_words(current=False).items():
            for exact, claims in words.items():
                known = present.get(article, {}).get(exact, [])
                if len(known) == len(claims):  # the same words as often as before: the first is the first
                    heir.update((old, new) for old, new in zip(claims, known, strict=True) if old not in here)
        return tuple(replace(row, claims=tuple(dict.fromkeys(heir.get(c, c) for c in row.claims))) for row in rows)

    def _kept(self) -> _Derived:
        """What was derived from the readings as judged; kept until readings or judgements change, whoever changes them."""
        revision = self.store.revision()
        if self._derived is None or self._derived[0] != revision:
            self._derived = (revision, _Derived(Facts(tuple(self.readings()))))
        return self._derived[1]

    def facts(self) -> Facts:
        """The readings as judged, with look-ups; kept until readings or judgements change."""
        return self._kept().facts

    def decided(self) -> Mapping[str, tuple[Judgement, ...]]:
        """The judgements in force that say something, by claim id, oldest first; what was undone or left unsure says nothing."""
        held = ((claim, tuple(j for j in ours if j.action != "unsure")) for claim, ours in self._attached().by_claim.items())
        return {claim: ours for claim, ours in held if ours}

    def placed(self) -> Mapping[str, str]:
        """For every judgement that finds its claim, by id, the claim it is about; of a pair the first."""
        return self._attached().placed

    def values(self, claim: str) -> dict[str, str | None]:
        """What each field of a claim that can be corrected says now, by path. Raises LedgerError when there is no such claim."""
        found = self.store.find_claim(claim)
        noun, one = _judged(found, self._judged_reading(found.reading))
        return {path: value_at(noun, one, path) for path in fields_of(noun) if ".N" not in path}

    def forget(self) -> None:
        """Drop what was derived within a transaction that came to nothing."""
        self._attachments = self._derived = self._names = None

    def trace(self, ref: str, policy: str = "latest", status: str = "range") -> Trace:
        """How a value of an event came about: value, policy, claims, who says so, sentence, url. ``ref`` is ``EVENT.killed``.

        ``status`` is how *source-range* settles who was a civilian: range, majority or hierarchy. Raises LedgerError when there
        is no such event or field.
        """
        chosen, settled = cast("reconcile.Policy", policy), cast("reconcile.StatusPolicy", status)
        found = trace(self.events(policy), self._kept().facts, ref, chosen, settled)
        return replace(found, steps=self._with_decisions(found.steps), excluded=self._with_decisions(found.excluded))

    def _with_decisions(self, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        """Steps with what people decided about their claims: a corrected number explains why its words say another."""
        ours = self._attached().by_claim
        return tuple(replace(one, decided=tuple(in_words(each) for each in ours.get(one.claim, ()))) for one in steps)

    def loose_figures(self) -> tuple[CasualtyClaim, ...]:
        """The counts of no event, teasers aside: the report tells of no event that they could belong to."""
        placed = {claim for event in self.events() for claim in event.casualties}
        counts = self._kept().facts.casualties
        return tuple(one for ident, one in counts.items() if ident not in placed and one.voice != "teaser")

    def toll(self, event: str, policy: str = "latest") -> TollTable:
        """The toll of one event, by its name or key: who says how many of whom. Raises LedgerError when there is none."""
        return self.tolls(policy, event)[0]

    def tolls(self, policy: str = "latest", event: str | None = None) -> tuple[TollTable, ...]:
        """The toll of every event that has a figure; with ``event`` of this one alone, figures or not."""
        events = self.events(policy)
        chosen = (find_event(events, event),) if event is not None else tuple(one for one in events if one.casualties)
        rule = cast("reconcile.Policy", policy)
        facts, decided, found = self._kept().facts, frozenset(self.decided()), self.contradictions()
        return tuple(toll(one, facts, rule, decided=decided, contradictions=found) for one in chosen)

    def timelines(self, event: str | None = None) -> tuple[Timeline, ...]:
        """Who said how many, when, and what replaced what: of every event with a figure, or of the one named.

        Raises LedgerError when there is no such event.
        """
        events, facts = self.events(), self._kept().facts
        chosen = (find_event(events, event),) if event is not None else tuple(one for one in events if one.casualties)
        return tuple(line for one in chosen if (line := reconcile.timeline(one, facts)).bulletins or event is not None)

    def origins(self, event: str | None = None) -> tuple[tuple[Event, Origins], ...]:
        """The independent texts and testimonies behind every event; with ``event``, a name or key, behind this one alone.

        Raises LedgerError when there is no such event.
        """
        events, facts = self.events(), self._kept().facts
        chosen = (find_event(events, event),) if event is not None else events
        return tuple((one, reconcile.origins(one, facts)) for one in chosen)

    def codes(self, ontology: str, policy: str = "latest", event: str | None = None) -> tuple[Coding, ...]:
        """What an ontology calls each event, by which rule, and what of it is lost; with ``event`` this one alone.

        Raises PackError when there is no such ontology, LedgerError when there is no such event.
        """
        events, facts, book = self.events(policy), self._kept().facts, ontologies.load(ontology)
        chosen = (find_event(events, event),) if event is not None else events
        return tuple(ontologies.code(reconcile.profile(one, facts), book) for one in chosen)

    # --- judgements --------------------------------------------------------------------------------------------------

    def judgements(self) -> tuple[Judgement, ...]:
        """Every judgement, in the order of recording."""
        return self.store.judgements()

    def queue(self) -> tuple[Queued, ...]:
        """The judgements that wait for a person, and are not applied until somebody decides again."""
        attached = self._attached()
        stale = [Queued(one, "stale", attached.placed.get(one.id)) for one in attached.stale]
        return (*(Queued(one, "unanchored", None) for one in attached.unanchored), *stale)

    def judge(self, claim: str, what: str, value: str | None = None, *, by: str, why: str | None = None) -> Judgement:
        """Record a decision about a claim, given by its id or the beginning of it.

        ``what`` is ``accept``, ``reject`` or ``unsure``; ``same`` or ``different``, with another event claim as ``value``; else
        the field to correct to ``value`` (``FIELD=VALUE`` in one is understood; null empties it). Raises JudgementError when
        there is no such field, it cannot take the value, or has it already; LedgerError when the claim is not in the ledger.
        """
        if value is None and "=" in what:
            what, _, value = what.partition("=")
        found = self.store.find_claim(claim)
        if what in _PAIR or (what == "unsure" and value is not None):
            judgement = self._pair(found, cast(Action, what), value, by, why)
        elif what in _WHOLE:
            judgement = self._whole(found, cast(Action, what), by, why)
        else:
            judged = self._judged_reading(found.reading)
            judgement = self._correction(found, judged, what, value, by, why)
            check_claim(self._corrected(found, judged, what, value)[1])
        self.store.append_judgement(judgement)
        return judgement

    def dismiss(self, judgement_id: str, *, by: str, why: str | None = None) -> Judgement:
        """Take a waiting judgement out of the queue without deciding anew; it stays on record."""
        waiting = [one.judgement for one in self.queue() if one.judgement.id.startswith(judgement_id)]
        if len(waiting) != 1:
            raise JudgementError(
                f"there are {len(waiting)} waiting judgements whose id begins with {judgement_id!r}. See the queue."
            )
        old = waiting[0]
        new = sealed(Judgement("", "unsure", old.anchor, _person(by), self._clock(), field=old.field, why=why, other=old.other))
        self.store.append_judgement(new)
        return new

    def fill(self, claim: str, variable: Variable, value: str | None, *, by: str, why: str | None = None) -> Judgement:
        """Record the value of a project's own variable for a claim; null empties it.

        Raises JudgementError when the variable cannot take it or is of another noun, LedgerError when there is no such claim.
        """
        found = self.store.find_claim(claim)
        if found.noun != variable.noun:
            raise JudgementError(
                f"{variable.name} is coded for {variable.noun} claims; {found.claim.id} is a {found.noun} claim."
            )
        after, before = variable.parse(value), values_of(self._attached().by_claim.get(found.claim.id, ())).get(variable.name)
        anchor = anchor_of(found.reading, found.claim.id)
        new = sealed(Judgement("", "correct", anchor, _person(by), self._clock(), variable.field, before, after, why))
        self.store.append_judgement(new)
        return new

    def undo(self, judgement_id: str, *, by: str) -> Judgement:
        """Take a judgement back: what was in force before it is in force again. Both stay on record.

        Raises JudgementError when there is no such judgement, or when a later one has been made on the same thing.
        """
        new = undoing(self.store.judgements(), judgement_id, _person(by), self._clock(), self._attached().placed)
        self.store.append_judgement(new)
        return new

    def record(
        self,
        quote: str,
        *,
        source: str,
        by: str,
        noun: Noun = "casualty",
        fields: Mapping[str, str | None],
        words: str | None = None,
        url: str | None = None,
        published: str | None = None,
        language: str | None = None,
        why: str | None = None,
    ) -> str:
        """Add a claim by hand with its exhibit: the words it rests on and where they come from. Returns the claim's id.

        See :func:`saksi.judgements.with_claim` for what ``fields`` a casualty or event takes. Recording the same claim again
        changes nothing. Raises JudgementError when the exhibit, the words or a field are wrong.
        """
        document = exhibit(quote, source, url=url, published=published, language=language)
        before = self.store.reading_of(document.article)
        reading, claim = with_claim(before, document, noun, fields, words=words, registry=self._registry())
        old = {one.id for _, one in before.claims()} if before is not None else set()
        with self.store.writing():
            self.store.add_reading(reading)
            for _, one in reading.claims():
                if one.id not in old:
                    anchor = anchor_of(reading, one.id)
                    self.store.append_judgement(sealed(Judgement("", "add", anchor, _person(by), self._clock(), why=why)))
        return claim

    # --- rows --------------------------------------------------------------------------------------------------------

    def rows(self, policy: str = "latest") -> Iterator[JudgedRow]:
        """Every claim of the current readings as a row of values, the rejected ones included, in the order of the readings."""
        attached = self._attached()
        registry = self._registry_for(*(one for ours in attached.by_claim.values() for one in ours))
        around = Surroundings(self._kept().facts, self.events(policy))
        for reading in self.store.readings():
            judged, _ = apply(reading, attached, registry)
            present = {claim.id: claim for _, claim in judged.claims()}
            for noun, raw in reading.claims():
                claim = present.get(raw.id, raw)
                ours = attached.by_claim.get(raw.id, ())
                told = around.of(claim)
                yield row_of(noun, claim, reading.document, ours, told)

    def export_rows(self, path: str | Path, format: str | None = None, *, policy: str = "latest", **options: Any) -> int:  # noqa: A002
        """Write the rows to a file, in the format of its suffix unless ``format`` names another; returns how many.

        Raises PluginError when there is no such format, LedgerError when the file cannot be written.
        """
        write = plugins.load("exporters", format or Path(path).suffix.lstrip(".").lower())
        try:
            with Path(path).open("wb") as out:
                return int(write(self.rows(policy), out, **options))
        except OSError as error:
            raise LedgerError(f"{path} cannot be written: {error.strerror}. Name another file.") from error

    def import_rows(self, path: str | Path, format: str | None = None, *, by: str = "coder") -> Imported:  # noqa: A002
        """Record what a person changed in exported rows: corrections, decisions, reasons.

        What cannot be taken over is reported with file and row, and the rest is recorded. Raises SourceError when the file cannot
        be read as such a table, LedgerError when the format cannot be read back.
        """
        name = format or Path(path).suffix.lstrip(".").lower()
        read = getattr(sys.modules[plugins.load("exporters", name).__module__], "read", None)
        if read is None:
            raise LedgerError(f"{path}: rows cannot be imported from {name!r}. Export them as csv or xlsx.")
        present = {str(row.cells["claim_id"]): row for row in self.rows()}
        found = find_edits(read(path), present)
        problems = [f"{path}: {one}" for one in found.problems]
        new: list[Judgement] = []
        edits: dict[str, list[Edit]] = {}
        for edit in found.edits:
            edits.setdefault(edit.claim, []).append(edit)
        for claim, ours in edits.items():
            judgements, wrong = self._row_judgements(claim, ours, by)
            new += judgements
            problems += [f"{path}: {one}" for one in wrong]
        return Imported(self.store.append_judgements(new), tuple(problems))

    def _row_judgements(self, claim: str, edits: list[Edit], by: str) -> tuple[list[Judgement], list[str]]:
        """The judgements of one edited row; the corrections of a row stand or fall together where they contradict one another."""
        found = self.store.find_claim(claim)
        judged = self._judged_reading(found.reading)
        noun, present = _judged(found, judged)
        changed = present
        corrections: list[Judgement] = []
        decisions: list[Judgement] = []
        problems: list[str] = []
        for edit in edits:
            try:
                if edit.field is None:
                    decisions.append(self._whole(found, cast(Action, edit.value), by, edit.why))
                    continue
                changed = correct(
                    noun, changed, found.reading.document, edit.field, edit.value, self._registry_of(noun, edit.field)
                )
                if value_at(noun, changed, edit.field) != value_at(noun, present, edit.field):  # not only written another way
                    corrections.append(self._correction(found, judged, edit.field, edit.value, by, edit.why))
            except (JudgementError, LedgerError) as error:
                problems.append(f"row {edit.row}: column {edit.column}: {error}")
        try:
            check_claim(changed)
        except JudgementError as error:
            problems.append(f"row {edits[0].row}: {error} Nothing of the row's values was taken over.")
            corrections = []
        return [*corrections, *decisions], problems

    # --- making judgements -------------------------------------------------------------------------------------------

    def _whole(self, found: Found, action: Action, by: str, why: str | None) -> Judgement:
        seen = seen_value(found.noun, found.claim, None)
        anchor = anchor_of(found.reading, found.claim.id)
        return sealed(Judgement("", action, anchor, _person(by), self._clock(), why=why, seen=seen))

    def _pair(self, found: Found, action: Action, other: str | None, by: str, why: str | None) -> Judgement:
        if other is None:
            raise JudgementError(f"{action} needs a second claim: give its id.")
        second = self.store.find_claim(other)
        if (found.noun, second.noun) != ("event", "event") or found.claim.id == second.claim.id:
            raise JudgementError(f"{action} is about two event claims, not {found.noun} {found.claim.id} and {second.claim.id}.")
        ends = [anchor_of(one.reading, one.claim.id) for one in (found, second)]
        return sealed(Judgement("", action, ends[0], _person(by), self._clock(), why=why, other=ends[1]))

    def _correction(self, found: Found, judged: Reading, field: str, value: str | None, by: str, why: str | None) -> Judgement:
        """A correction of what stands now (``before``), anchored in what the pipeline read (``seen``)."""
        noun, claim = _judged(found, judged)
        path = canonical(field)
        before = value_at(noun, claim, path)
        after = value_at(noun, self._corrected(found, judged, path, value)[1], path)
        if before == after:
            raise JudgementError(f"{field} of {noun} claim {claim.id} is {before or 'empty'} already.")
        seen = seen_value(noun, found.claim, path)
        anchor = anchor_of(found.reading, claim.id)
        return sealed(Judgement("", "correct", anchor, _person(by), self._clock(), path, before, after, why, seen))

    def _corrected(self, found: Found, judged: Reading, field: str, value: str | None) -> tuple[Noun, Claim]:
        noun, claim = _judged(found, judged)
        return noun, correct(noun, claim, found.reading.document, field, value, self._registry_of(noun, field))

    # --- what judgements mean for the readings -----------------------------------------------------------------------

    def _attached(self) -> Attached:
        """The judgements in force with their claims; kept until readings or judgements change."""
        revision = self.store.revision()
        if self._attachments is None or self._attachments[0] != revision:
            judgements = self.store.judgements()
            articles = {end.article for one in judgements for end in (one.anchor, one.other) if end is not None}
            readings = (self.store.reading_of(article) for article in sorted(articles))
            self._attachments = (revision, attach(judgements, (one for one in readings if one is not None)))
        return self._attachments[1]

    def _judged_reading(self, reading: Reading) -> Reading:
        """One reading as judged, without a look at the others."""
        ours = [one for one in self.store.judgements() if one.anchor.article == reading.document.article and one.other is None]
        return apply(reading, attach(ours, [reading]), self._registry_for(*ours))[0]

    def _registry(self) -> Registry:
        """The actors and places the readings name; kept until the readings change."""
        revision = self.store.revision()[:-1]
        if self._names is None or self._names[0] != revision:
            self._names = (revision, registry_of(self.store.readings()))
        return self._names[1]

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


def open(path: str | Path, *, create: bool = True, clock: Callable[[], str] = now) -> Ledger:  # noqa: A001 - saksi.open
    """Open the ledger at ``path``; where there is none, create it, or with ``create=False`` refuse.

    Raises LedgerError when the file is no ledger, is damaged, is newer than this program or cannot be opened.
    """
    return Ledger(Store.open(path, create=create, clock=clock), clock)


def _person(by: str) -> str:
    if not by.strip():
        raise JudgementError("a judgement needs a name: say who decides.")
    return by.strip()


def _judged(found: Found, judged: Reading) -> tuple[Noun, Any]:
    """A claim as judged; one that was rejected as it was read."""
    try:
        return claim_in(judged, found.claim.id)
    except JudgementError:
        return found.noun, found.claim


def _rows_of(names: Iterable[Name]) -> tuple[NameRow, ...]:
    return tuple(NameRow(row.name, row.kind, row.key, row.claims, row.other) for row in names)


def _with_names(events: tuple[Event, ...], rows: tuple[NameRow, ...]) -> tuple[Event, ...]:
    known = current_names(rows)
    return tuple(replace(event, name=known.get(event.key)) for event in events)


class _Derived:
    """What is derived from the readings as judged: lookups, events by policy without and with names, contradictions."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.events: dict[str, tuple[Event, ...]] = {}
        self.named: dict[str, tuple[int, tuple[Event, ...]]] = {}
        self.contradictions: tuple[Contradiction, ...] | None = None
