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
from typing import Any, Literal, NamedTuple, cast

from msgspec.structs import replace

from saksi import ontologies, plugins, reconcile
from saksi.around import Surroundings, in_words
from saksi.errors import JudgementError, LedgerError
from saksi.held import Held, judged_claim, person
from saksi.judgements import (
    Agreement,
    JudgedRow,
    Variable,
    agreement,
    anchor_of,
    apply,
    attach,
    check_claim,
    coders_of,
    codings,
    correct,
    exhibit,
    fields_of,
    find_edits,
    kind_of_file,
    row_of,
    undoing,
    value_at,
    values_of,
    with_claim,
)
from saksi.judgements.edits import Edit
from saksi.kept import Kept
from saksi.ontologies import Coding
from saksi.reconcile import Contradiction, Origins, Timeline
from saksi.reconcile.facts import Facts
from saksi.reconcile.naming import NameRow, current_names, rename
from saksi.reconcile.toll import TollTable, toll
from saksi.reconcile.trace import Step, Trace, find_event, trace
from saksi.state import About, frozen, frozen_events, rejections, with_decisions
from saksi.store import (
    Added,
    Blind,
    ExhibitFile,
    Frozen,
    Skipped,
    Store,
    file_data,
    files_of,
    put_file,
    put_release,
    releases,
    take_down,
    takedowns,
)  # fmt: skip
from saksi.store.store import now
from saksi.types import (
    Action,
    CasualtyClaim,
    Event,
    Judgement,
    Name,
    Noun,
    Reading,
    Release,
    TakeDown,
)

_WHOLE = ("accept", "reject", "unsure")
_PAIR = ("same", "different")


Waits = Literal["unanchored", "stale", "disputed"]


class Queued(NamedTuple):
    """A judgement that waits for a person: its claim is gone (``unanchored``), says something else now (``stale``), or it is a
    blind one that another coder's contradicts (``disputed``)."""

    judgement: Judgement
    why: Waits
    claim: str | None


class Imported(NamedTuple):
    """What came of edited rows: how many judgements were recorded, and what was not taken over (``file: row N: ...``)."""

    judgements: int
    problems: tuple[str, ...]


class Ledger(Held):
    """Readings, what people decided about them, and the events they tell of. Use it as a context manager, or close it."""

    def __init__(self, store: Store, clock: Callable[[], str] = now, *, coder: str | None = None) -> None:
        super().__init__(store, clock, coder=coder)
        self._derived: tuple[tuple[int, ...], Kept] | None = None

    # --- readings ----------------------------------------------------------------------------------------------------

    def add(self, reading: Reading) -> Added:
        """Store a reading: ``new``, ``unchanged`` or ``superseded`` (see :meth:`saksi.store.Store.add_reading`)."""
        return self.store.add_reading(reading)

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
        if known is None and isinstance(self.store, Frozen):
            known = kept.named[policy] = (revision, frozen_events(self.store, policy, self.derive))
        if known is None or known[0] != revision:
            rows, events = self._name_rows(), self.derive(policy)
            known = kept.named[policy] = (revision, _with_names(events, (*rows, *rename(rows, events))))
        return known[1]

    def reconcile(self, policy: str = "latest") -> tuple[Event, ...]:
        """The same, and what became of the names is recorded: new, moved, merged and split clusters."""
        with self.store.writing():
            rows = rename(self._name_rows(), self.derive(policy))
            self.store.append_names(Name(row.name, row.key, row.claims, row.action, other=row.other) for row in rows)
        return self.events(policy)

    def contradictions(self) -> tuple[Contradiction, ...]:
        """Where the readings contradict each other or themselves, gravest first."""
        kept = self._kept()
        if kept.contradictions is None:
            kept.contradictions = reconcile.find_contradictions(kept.facts.readings, self.events())
        return kept.contradictions

    def derive(self, policy: str) -> tuple[Event, ...]:
        """The events under a policy by the present program, without names."""
        with self._working:
            kept = self._kept()
            if policy not in kept.events:
                events = kept.told(cast("reconcile.Policy", policy))
                kept.events[policy] = with_decisions(events, kept.attached, rejections(kept.attached, self.store.find_claim))
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

    def _kept(self) -> Kept:
        """What was derived from the readings as judged; kept until readings or judgements change, whoever changes them."""
        with self._working:
            revision, held = self.store.revision(), self._derived
            if held is None or held[0] != revision:
                self._derived = held = (revision, self._derived_anew(held[1] if held is not None else None))
            return held[1]

    def _derived_anew(self, before: Kept | None) -> Kept:
        """What is derived now: from what was before where articles were added since and nothing else was done."""
        current, attached = self.store.current(), self._attached()
        if before is None or not before.still(current, attached):
            return Kept(tuple(self.readings()), current, attached)
        new = self.readings_of(article for seq, article in current.items() if seq not in before.current)
        return before.grown(new, current, attached)

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
        noun, one = judged_claim(found, self._judged_reading(found.reading))
        return {path: value_at(noun, one, path) for path in fields_of(noun) if ".N" not in path}

    def forget(self) -> None:
        """Drop what was derived within a transaction that came to nothing."""
        self._attachments = self._derived = self._names = None
        self._places = ((), {})

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

    # --- releases ----------------------------------------------------------------------------------------------------

    def release(self, name: str, *, policies: Iterable[str] = ("latest",), about: About = About()) -> Release:  # noqa: B008 - frozen
        """Freeze the present state under a name: readings, judgements, names and the events under the policies. It never changes.

        Raises LedgerError when the name is taken or is no name, or the ledger is empty.
        """
        with self.store.writing():
            events = {policy: self.reconcile(policy) for policy in dict.fromkeys(policies)}
            made, lines = frozen(self.store, name, self._clock(), {policy: self.events(policy) for policy in events}, about)
            put_release(self.store, made, lines)
        return made

    def releases(self) -> tuple[Release, ...]:
        """The releases, oldest first."""
        return releases(self.store)

    def at(self, release: str) -> Ledger:
        """The ledger as it was at a release: for showing, tracing and exporting, not for deciding. Closing either closes both.

        What has been taken down since is not shown. Raises LedgerError when there is no such release.
        """
        return Ledger(Frozen(self.store, release), self._clock)

    # --- several coders, and what is no longer shown -----------------------------------------------------------------

    def blind(self, coder: str) -> Ledger:
        """The ledger as one coder sees it, who knows nobody else's decisions; those made in it are blind ones."""
        return Ledger(Blind(self.store, person(coder)), self._clock, coder=person(coder))

    def agreement(self) -> Agreement:
        """How far those who coded blind agree, field by field (see :mod:`saksi.judgements.agreement`)."""
        blind = [one for one in self.store.judgements() if one.blind]
        articles = sorted({one.anchor.article for one in blind})
        readings = [one for article in articles if (one := self.store.reading_of(article)) is not None]
        coders = {by: attach((one for one in blind if one.by == by), readings) for by in coders_of(blind)}
        return agreement(codings(readings, coders, self._registry_for(*blind)))

    def take_down(self, article: str, *, by: str, why: str, restore: bool = False) -> TakeDown:
        """Show an article nowhere any more, in no release either, or with ``restore`` again; who and why stay on record.

        Raises LedgerError when the ledger does not hold the article or no reason is given, JudgementError without a name.
        """
        row = TakeDown(article, "restore" if restore else "take_down", person(by), self._clock(), why.strip())
        take_down(self.store, row)
        return row

    def takedowns(self) -> tuple[TakeDown, ...]:
        """Every take-down and its lifting, in the order of recording."""
        return takedowns(self.store)

    # --- judgements --------------------------------------------------------------------------------------------------

    def judgements(self) -> tuple[Judgement, ...]:
        """Every judgement, in the order of recording."""
        return self.store.judgements()

    def queue(self) -> tuple[Queued, ...]:
        """The judgements that wait for a person, and are not applied until somebody decides again."""
        attached = self._attached()
        placed: tuple[tuple[Waits, tuple[Judgement, ...]], ...] = (("stale", attached.stale), ("disputed", attached.disputed))
        found = [Queued(one, why, attached.placed.get(one.id)) for why, waiting in placed for one in waiting]
        return (*(Queued(one, "unanchored", None) for one in attached.unanchored), *found)

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
        new = self._sealed(
            Judgement("", "unsure", old.anchor, person(by), self._clock(), field=old.field, why=why, other=old.other)
        )
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
        new = self._sealed(Judgement("", "correct", anchor, person(by), self._clock(), variable.field, before, after, why))
        self.store.append_judgement(new)
        return new

    def undo(self, judgement_id: str, *, by: str) -> Judgement:
        """Take a judgement back: what was in force before it is in force again. Both stay on record.

        Raises JudgementError when there is no such judgement, or when a later one has been made on the same thing.
        """
        new = self._sealed(undoing(self.store.judgements(), judgement_id, person(by), self._clock(), self._attached().placed))
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
        file: tuple[str, bytes] | None = None,
    ) -> str:
        """Add a claim by hand with its exhibit: the words it rests on and where they come from. Returns the claim's id.

        ``file`` is the name and the bytes of a photograph, a scan, a recording or a note, kept with the exhibit as it came. See
        :func:`saksi.judgements.with_claim` for what ``fields`` a casualty or event takes. Recording the same claim again changes
        nothing. Raises JudgementError when the exhibit, its file, the words or a field are wrong.
        """
        document = exhibit(quote, source, url=url, published=published, language=language)
        kind = kind_of_file(*file) if file is not None else ""
        before = self.store.reading_of(document.article)
        reading, claim = with_claim(before, document, noun, fields, words=words, registry=self._registry())
        old = {one.id for _, one in before.claims()} if before is not None else set()
        with self.store.writing():
            self.store.add_reading(reading)
            if file is not None:
                given = {"name": file[0], "type": kind, "by": person(by), "at": self._clock()}
                put_file(self.store, document.article, file[1], **given)
            for _, one in reading.claims():
                if one.id not in old:
                    anchor = anchor_of(reading, one.id)
                    self.store.append_judgement(self._sealed(Judgement("", "add", anchor, person(by), self._clock(), why=why)))
        return claim

    def files(self, article: str) -> tuple[ExhibitFile, ...]:
        """The files that came with a record by hand; none of an article that is no exhibit or is taken down."""
        return files_of(self.store, article)

    def file(self, article: str, digest: str) -> bytes | None:
        """What a file of an exhibit holds; null where there is none."""
        return file_data(self.store, article, digest)

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
        noun, present = judged_claim(found, judged)
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


def open(path: str | Path, *, create: bool = True, clock: Callable[[], str] = now) -> Ledger:  # noqa: A001 - saksi.open
    """Open the ledger at ``path``; where there is none, create it, or with ``create=False`` refuse.

    ``karabakh.saksi@2026-03`` is the release 2026-03 of it. Raises LedgerError when the file is no ledger, is damaged, is newer
    than this program or cannot be opened, or has no such release.
    """
    file, at, release = str(path).rpartition("@")
    if at and Path(file).is_file() and not Path(path).exists():
        held = Ledger(Store.open(file, create=False, clock=clock), clock)
        try:
            return held.at(release)
        except LedgerError:
            held.close()
            raise
    return Ledger(Store.open(path, create=create, clock=clock), clock)


def _rows_of(names: Iterable[Name]) -> tuple[NameRow, ...]:
    return tuple(NameRow(row.name, row.kind, row.key, row.claims, row.other) for row in names)


def _with_names(events: tuple[Event, ...], rows: tuple[NameRow, ...]) -> tuple[Event, ...]:
    known = current_names(rows)
    return tuple(replace(event, name=known.get(event.key)) for event in events)
