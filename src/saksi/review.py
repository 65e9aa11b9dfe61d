"""Review: what to look at first, and the decisions, for pages and terminal alike.

The queue is ordered by how unsure a claim is times how much depends on it. Why a claim is unsure is said by name, never as a
number alone. A decision says what its maker had in sight; when somebody else has decided meanwhile it is refused and shown, so
that of two people at one claim neither overrules the other unseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import takewhile
from math import log2
from typing import Literal, NamedTuple

from msgspec.structs import replace

from saksi.errors import JudgementError, LedgerError
from saksi.judgements import Variable, is_undone, load_variables, undone_by, values_of, variables_of
from saksi.ledger import Ledger
from saksi.reconcile import Contradiction
from saksi.reconcile.facts import Facts, party_key
from saksi.store import Found
from saksi.types import (
    CasualtyClaim,
    Claim,
    ControlClaim,
    Event,
    EventClaim,
    Evidence,
    ImpactClaim,
    Judgement,
    Noun,
    Reading,
    Struct,
    evidence_of,
)
from saksi.views import AT_ONCE, Views

Doubt = Literal[
    "stale", "unanchored", "disputed", "contradicted", "denied", "alleged", "suspected", "left_out", "vague", "scope", "nobody",
    "sideless", "unplaced", "undated", "no_event",
]  # fmt: skip
_WEIGHT: Mapping[Doubt, float] = {
    "stale": 6, "unanchored": 6, "disputed": 6, "contradicted": 3, "denied": 3, "alleged": 2, "suspected": 2, "left_out": 1.5,
    "vague": 1, "scope": 1, "nobody": 1, "sideless": 1, "unplaced": 0.7, "undated": 0.7, "no_event": 2,
}  # fmt: skip
_VAGUE = frozenset({"tens", "dozens", "hundreds", "thousands", "tens_of_thousands", "hundreds_of_thousands", "millions", "some",
                    "unspecified", "about", "nearly"})  # fmt: skip
_MOMENT = 3.0  # seconds that the decisions of one form can take
_LOOKED_AT = 60  # events of a large ledger that a queue is made of
NOUNS: tuple[Noun, ...] = ("casualty", "event", "impact", "control")
FIRST_FIELDS: Mapping[Noun, tuple[str, ...]] = {
    "casualty": ("quantity", "kind", "who", "side", "by", "scope", "realis", "certainty", "place", "as_of.latest"),
    "event": (
        "plover.type",
        "actors",
        "recipients",
        "place",
        "time.earliest",
        "time.latest",
        "realis",
        "certainty",
        "historical",
    ),
    "impact": ("quantity", "object", "effect", "side", "by"),
    "control": ("territory", "relation", "holder", "change", "extent", "negated", "realis"),
    "attribution": ("stance",),
}
"""The fields a correction form shows, by noun; any other can be corrected by its path."""


class Task(Struct, frozen=True):
    """One claim to look at: the sentence with its words, why the claim is unsure, and how much depends on it."""

    claim: str
    noun: Noun
    document: str
    event: str | None
    doubts: tuple[Doubt, ...]
    uncertainty: float
    impact: float
    words: str
    sentence: str
    start: int
    end: int
    waiting: str | None = None
    """The judgement that waits, where one does."""

    @property
    def score(self) -> float:
        """What the queue is ordered by."""
        return self.uncertainty * self.impact


class Entry(NamedTuple):
    """One line of the audit log: a judgement, the claim it is about now, and what took it back, if anything did."""

    judgement: Judgement
    claim: str | None
    undone: Judgement | None


class OvertakenError(JudgementError):
    """Somebody else has decided about the claim since it was looked at. ``last`` is that decision."""

    def __init__(self, last: Judgement) -> None:
        super().__init__(f"{last.by} has decided about this claim meanwhile. Look again before you decide.")
        self.last = last


class Review:
    """The review of a ledger by one person; of a blind ledger (:meth:`Ledger.blind`) without sight of what others decided.

    With its ``views`` a large ledger is looked at event by event, the most disputed first, and never as a whole.
    """

    def __init__(self, ledger: Ledger, by: str, *, policy: str = "latest", views: Views | None = None) -> None:
        self.ledger = ledger
        self.by = by
        self.policy = policy
        self.views = views

    # --- what to look at ---------------------------------------------------------------------------------------------

    def queue(self, *, nouns: Sequence[Noun] = NOUNS, event: str | None = None, most: int | None = 50) -> tuple[Task, ...]:
        """What nobody has decided about, the most worth looking at first; what waits for a new decision before everything.

        ``event`` (a name or key) asks for its claims alone.
        """
        tasks = [one for one in self._waiting() if one.noun in nouns and (event is None or one.event == event)]
        seen = {one.claim for one in tasks}
        decided = {*self.ledger.decided(), *self._left()}
        fresh = [one for one in self._open(event) if one.noun in nouns and one.claim not in decided and one.claim not in seen]
        fresh.sort(key=lambda one: (-one.score, one.document, one.start, one.claim))
        return tuple([*tasks, *fresh][:most])

    def task(self, claim: str) -> Task:
        """One claim as a task, decided or not. Raises LedgerError when the ledger does not hold it."""
        found = self.ledger.store.find_claim(claim)
        doubts = self._around(found)
        present = doubts.facts.claims.get(found.claim.id, found.claim)
        return _task(found.noun, present, found.reading, doubts)

    def standing(self, claim: str) -> str:
        """What stands on a claim, to say with a decision what was in sight: the id of the last judgement, or nothing."""
        ours = self._on(claim)
        return ours[-1].id if ours else ""

    def history(self, claim: str) -> tuple[Entry, ...]:
        """Everything that was decided about a claim, oldest first."""
        gone = undone_by(self.ledger.judgements())
        return tuple(Entry(one, claim, gone.get(one.id)) for one in self._on(claim))

    def log(self, most: int | None = None) -> tuple[Entry, ...]:
        """The audit log: every judgement, newest first, with what took it back."""
        judgements = self.ledger.judgements()
        gone, placed = undone_by(judgements), self.ledger.placed()
        newest = list(reversed(judgements))[:most]
        return tuple(Entry(one, placed.get(one.id), gone.get(one.id)) for one in newest)

    def progress(self) -> tuple[int, int]:
        """How many claims of the ledger have been decided about, and how many there are, attributions aside."""
        counts = self.ledger.store.counts()
        return len(self.ledger.decided()), sum(counts[noun] for noun in NOUNS)

    def variables(self, noun: Noun | None = None) -> tuple[Variable, ...]:
        """The variables of ``LEDGER.variables.toml``, of one noun or all. Raises JudgementError when the file is broken."""
        return tuple(v for v in load_variables(variables_of(self.ledger.store.path)) if noun in (None, v.noun))

    def values(self, claim: str) -> dict[str, str | None]:
        """The values of the project's variables for a claim."""
        return values_of(self.ledger.decided().get(claim, ()))

    def coded(self) -> Iterator[dict[str, str | None]]:
        """One row for each claim that has a value of a variable: claim, noun, words, article, and the variables."""
        names = [v.name for v in self.variables()]
        for claim, ours in sorted(self.ledger.decided().items()):
            values = values_of(ours)
            if values:
                anchor = ours[-1].anchor
                row = {"claim_id": claim, "noun": anchor.noun, "article": anchor.article, "quote": anchor.exact}
                yield {**row, "coder": ours[-1].by, **{name: values.get(name) for name in names}}

    # --- deciding ----------------------------------------------------------------------------------------------------

    def decide(
        self, claim: str, what: str, value: str | None = None, *, expect: str | None = None, why: str | None = None
    ) -> Judgement:
        """Accept, reject, leave unsure or correct a claim (see :meth:`Ledger.judge`), or fill in ``project.NAME``.

        ``expect`` is what :meth:`standing` said when the claim was looked at. Raises OvertakenError when somebody else has
        decided since, JudgementError or LedgerError as the ledger does.
        """
        with self._whole():
            self._check(claim, expect)
            variable = next((v for v in self.variables() if v.field == what), None)
            if variable is not None:
                return self.ledger.fill(claim, variable, value, by=self.by, why=why)
            return self.ledger.judge(claim, what, value, by=self.by, why=why)

    def correct(
        self, claim: str, values: Mapping[str, str | None], *, expect: str | None = None, why: str | None = None
    ) -> tuple[Judgement, ...]:
        """Correct several fields of a claim at once, and fill in variables (``project.NAME``), all or none.

        What says that already is passed over.
        """
        present = self.ledger.values(claim)
        variables = {v.field: v for v in self.variables()}
        present |= {v.field: self.values(claim).get(v.name) for v in variables.values()}
        changed = {path: value for path, value in values.items() if (value or None) != present.get(path)}
        with self._whole():
            self._check(claim, expect)
            return tuple(
                self.ledger.fill(claim, variables[path], value, by=self.by, why=why)
                if path in variables
                else self.ledger.judge(claim, path, value or None, by=self.by, why=why)
                for path, value in changed.items()
            )

    def merge(self, one: str, other: str, why: str | None = None) -> Judgement:
        """Two events (names or keys) are one."""
        first, second = (self._event(ref) for ref in (one, other))
        if first.key == second.key:
            raise JudgementError("an event cannot be merged with itself.")
        pair = [self._leading(first), self._leading(second)]
        return self.ledger.judge(pair[0], "same", pair[1], by=self.by, why=why)

    def split(self, event: str, claim: str, why: str | None = None) -> tuple[Judgement, ...]:
        """What one article tells is another event than the rest: its event claims are different from every other's."""
        whole = self._event(event)
        if claim not in whole.claims:
            raise JudgementError(f"claim {claim} does not tell {whole.name or whole.key}.")
        home = {c: self.ledger.store.find_claim(c).reading.document.id for c in whole.claims}
        mine = [c for c in whole.claims if home[c] == home[claim]]
        others = [c for c in whole.claims if c not in mine]
        if not others:
            raise JudgementError("only one article tells this event; there is nothing to split it from.")
        with self._whole():
            return tuple(
                self.ledger.judge(one, "different", other, by=self.by, why=why or "split") for one in mine for other in others
            )

    def add(
        self, document: str, start: int, end: int, fields: Mapping[str, str | None], *, noun: Noun = "casualty",
        why: str | None = None,
    ) -> str:  # fmt: skip
        """A claim that the reading missed, at words of an article: kept with its sentence as an exhibit of that article.

        It is said to tell the same event as the article's nearest event claim, if the article tells any. Returns the claim's id.
        Raises JudgementError for a span outside the text and for what :meth:`Ledger.record` refuses.
        """
        held = self.ledger.store.document(document)
        if not 0 <= start < end <= len(held.text):
            raise JudgementError(f"the words [{start}, {end}) lie outside the article.")
        words = Evidence.at(held.id, held.text, start, end)
        readings = self.ledger.readings_of((held.article,))
        reading = readings[0] if readings and readings[0].document.id == held.id else None
        sentence = Facts(readings).sentence(words) if reading is not None else words
        outlet = held.publisher or held.source_id or held.id
        added = f"added to {held.id}"
        with self._whole():
            claim = self.ledger.record(
                sentence.exact, source=outlet, by=self.by, noun=noun, fields=fields, words=words.exact, url=held.url,
                published=held.published, language=held.language, why=f"{added}: {why}" if why else added,
            )  # fmt: skip
            near = _nearest(reading.events, start) if reading is not None else None
            if near is not None:
                mine = next((e.id for e in self.ledger.store.find_claim(claim).reading.events), None)
                if mine is not None:
                    self.ledger.judge(mine, "same", near, by=self.by, why=added)
        return claim

    def undo(self) -> tuple[Judgement, ...]:
        """Take back what this person did last, as a whole: the fields of one form, the pairs of one split.

        Raises JudgementError when there is nothing left to take back, or somebody else has decided anew on it.
        """
        judgements = self.ledger.judgements()
        gone = undone_by(judgements)
        mine = [one for one in judgements if one.by == self.by and one.id not in gone and not is_undone(one)]
        if not mine:
            raise JudgementError("there is nothing to take back.")
        last = mine[-1]
        together = list(takewhile(lambda one: _together(one, last), reversed(mine)))
        with self._whole():
            return tuple(self.ledger.undo(one.id, by=self.by) for one in together)

    # --- within ------------------------------------------------------------------------------------------------------

    def _left(self) -> set[str]:
        """The claims that this person left unsure, and did not take that back."""
        judgements, placed = self.ledger.judgements(), self.ledger.placed()
        gone = undone_by(judgements)
        mine = (j for j in judgements if j.by == self.by and j.action == "unsure" and j.id not in gone and not is_undone(j))
        return {placed[j.id] for j in mine if j.id in placed}

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """One transaction: all of it is recorded, or nothing, and then nothing derived from it is kept."""
        try:
            with self.ledger.store.writing():
                yield
        except BaseException:
            self.ledger.forget()
            raise

    def _event(self, ref: str) -> Event:
        if self.views is not None:
            return self.views.event(ref, self.policy).event
        found = [e for e in self.ledger.events(self.policy) if ref in (e.name, e.key)]
        if not found:
            raise LedgerError(f"there is no event {ref!r}. List the events to see their names.")
        return found[0]

    def _leading(self, event: Event) -> str:
        """The claim that stands for an event in a pair: of the earliest article, in its order."""
        found = ((self.ledger.store.find_claim(c).reading.document.published or "~", c) for c in event.claims)
        return min(found)[1]

    def _on(self, claim: str) -> list[Judgement]:
        placed = self.ledger.placed()
        return [one for one in self.ledger.judgements() if placed.get(one.id) == claim]

    def _check(self, claim: str, expect: str | None) -> None:
        if expect is None:
            return
        ours = self._on(claim)
        if ours and ours[-1].id != expect and ours[-1].by != self.by:
            raise OvertakenError(ours[-1])

    def _waiting(self) -> Iterator[Task]:
        for one in self.ledger.queue():
            anchor = one.judgement.anchor
            if one.claim is None:
                sentence = f"{anchor.prefix}{anchor.exact}{anchor.suffix}"
                span = (len(anchor.prefix), len(anchor.prefix) + len(anchor.exact))
                yield Task(
                    "", anchor.noun, "", None, ("unanchored",), 6, 9, anchor.exact, sentence, *span, waiting=one.judgement.id
                )
                continue
            made = self.task(one.claim)
            yield replace(made, doubts=(one.why, *made.doubts), impact=9.0, waiting=one.judgement.id)

    def _open(self, event: str | None) -> Iterator[Task]:
        for doubts in self._parts(event):
            for reading in doubts.facts.readings:
                for noun, claim in reading.claims():
                    if noun == "attribution" or getattr(claim, "voice", None) == "teaser":
                        continue
                    mine = doubts.event_of.get(claim.id)
                    if (doubts.whole and event is None) or (mine is not None and event in (None, mine)):
                        yield _task(noun, claim, reading, doubts)

    def _parts(self, event: str | None) -> Iterator[_Doubts]:
        """The ledger whole where it is small, else the one event asked for, or the most disputed ones."""
        if self.views is None or (event is None and self.ledger.store.counts()["article"] <= AT_ONCE):
            yield _Doubts(self.ledger.facts(), self.ledger.events(self.policy), self.ledger.contradictions(), whole=True)
            return
        refs = [event] if event is not None else [row.ref for row in self.views.page(sort="disputed", size=_LOOKED_AT).rows]
        for ref in refs:
            view = self.views.event(ref, self.policy)
            yield _Doubts(view.facts, (view.event,), view.contradictions())

    def _around(self, found: Found) -> _Doubts:
        """What stands around one claim: its event, where it has one, else its article."""
        article = found.reading.document.article
        if self.views is None:
            return _Doubts(self.ledger.facts(), self.ledger.events(self.policy), self.ledger.contradictions(), whole=True)
        for ref in self.views.tables.refs_of_articles((article,)):
            view = self.views.event(ref, self.policy)
            if found.claim.id in view.members:
                return _Doubts(view.facts, (view.event,), view.contradictions())
        return _Doubts(Facts(self.ledger.readings_of((article,))), (), ())


def _together(one: Judgement, last: Judgement) -> bool:
    """Whether two judgements are of one act: at one moment, for one reason, about one claim or one split."""
    near = abs(_second(one.at) - _second(last.at)) <= _MOMENT
    return one is last or (near and one.action == last.action and one.why == last.why and _about(one, last))


def _about(one: Judgement, last: Judgement) -> bool:
    if one.other is not None or last.other is not None:
        return one.other is not None and last.other is not None and one.anchor.article == last.anchor.article
    return one.anchor == last.anchor and one.field != last.field


def _second(at: str) -> float:
    return datetime.fromisoformat(at).timestamp()


def _nearest(events: Iterable[EventClaim], at: int) -> str | None:
    usable = [e for e in events if e.voice != "teaser" and e.realis == "actual"]
    return min(usable, key=lambda e: abs(e.evidence.start - at)).id if usable else None


# --- why a claim is unsure, and how much depends on it ---------------------------------------------------------------------


class _Doubts:
    """What is known of a ledger, or of the articles around one event, that makes single claims unsure."""

    def __init__(
        self, facts: Facts, events: Iterable[Event], contradictions: Iterable[Contradiction], *, whole: bool = False
    ) -> None:
        self.facts = facts
        self.whole = whole
        self.contradicted = {c for found in contradictions if found.kind != "superseded" for c in found.claims}
        self.event_of: dict[str, str] = {}
        self.used: set[str] = set()
        self.size: dict[str, int] = {}
        for event in events:
            members = (*event.claims, *event.casualties, *event.impacts, *event.control)
            self.event_of.update(dict.fromkeys(members, event.name or event.key))
            self.size.update(dict.fromkeys(event.claims, len(members)))
            self.used.update(c for derived in event.fields.values() for c in derived.claims)

    def doubts(self, claim: Claim) -> Iterator[Doubt]:
        """Why this claim is unsure."""
        if claim.id in self.contradicted:
            yield "contradicted"
        if getattr(claim, "denied_by", ()):
            yield "denied"
        if isinstance(claim, CasualtyClaim):
            yield from self._of_count(claim)
        elif isinstance(claim, EventClaim):
            if any(p.status in ("suspected", "contested") for p in (*claim.actors, *claim.recipients)):
                yield "suspected"
            if claim.place is None or claim.place.place is None:
                yield "unplaced"
            if claim.time is None:
                yield "undated"
        elif isinstance(claim, ImpactClaim) and claim.quantity.qualifier in _VAGUE:
            yield "vague"
        elif isinstance(claim, ControlClaim) and claim.territory.place is None:
            yield "unplaced"
        if isinstance(claim, CasualtyClaim | EventClaim) and claim.certainty in ("alleged", "unverified"):
            yield "alleged"

    def _of_count(self, claim: CasualtyClaim) -> Iterator[Doubt]:
        if claim.quantity.qualifier in _VAGUE:
            yield "vague"
        if claim.scope in ("unknown", "increment", "running_total"):
            yield "scope"
        if not claim.asserted_by and not claim.restates:
            yield "nobody"
        if party_key(claim.side) is None and set(claim.who) & {"military", "combatant", "police"}:
            yield "sideless"
        if claim.by is not None and claim.by.status in ("suspected", "contested"):
            yield "suspected"
        if claim.id not in self.event_of:
            yield "no_event"
        elif claim.id not in self.used and not claim.restates and not claim.part_of:
            yield "left_out"

    def impact(self, claim: Claim) -> float:
        """How much depends on a claim: a large figure, one that a value rests on, an event of many claims."""
        used = 1.5 if claim.id in self.used else 1.0
        if isinstance(claim, CasualtyClaim | ImpactClaim):
            number = next((n for n in (claim.quantity.number, claim.quantity.low, claim.quantity.high) if n is not None), 1)
            weight = 1.0 if isinstance(claim, CasualtyClaim) else 0.6
            past = 0.4 if isinstance(claim, CasualtyClaim) and (claim.historical or claim.scope == "campaign") else 1.0
            return weight * past * used * (1 + log2(1 + max(0, number)))
        size = self.size.get(claim.id, 1)
        return used * (1 + log2(size)) * (0.6 if isinstance(claim, EventClaim) and claim.realis != "actual" else 1.0)


def _task(noun: Noun, claim: Claim, reading: Reading, doubts: _Doubts) -> Task:
    at = evidence_of(claim)
    if at is None:
        raise JudgementError(f"{noun} claim {claim.id} has no words of its own, so there is nothing to look at.")
    sentence = doubts.facts.sentence(at) if reading.document.id in doubts.facts.documents else at
    why = tuple(dict.fromkeys(doubts.doubts(claim)))
    return Task(
        claim=claim.id,
        noun=noun,
        document=reading.document.id,
        event=doubts.event_of.get(claim.id),
        doubts=why,
        uncertainty=round(0.5 + sum(_WEIGHT[one] for one in why), 2),
        impact=round(doubts.impact(claim), 2),
        words=at.exact,
        sentence=sentence.exact,
        start=at.start - sentence.start,
        end=at.end - sentence.start,
    )


__all__ = ["FIRST_FIELDS", "NOUNS", "Doubt", "Entry", "OvertakenError", "Review", "Task"]
