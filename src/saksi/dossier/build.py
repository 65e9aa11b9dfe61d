"""The content of a dossier, from claims alone: every sentence with its source, every figure with its sentence.

What is not shown of people is taken out here (:mod:`saksi.redaction`), before anything is laid out, and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, cast

from msgspec.structs import replace

from saksi.coverage import Coverage, coverage
from saksi.dossier.content import (
    Cited,
    ClaimRow,
    ClaimTable,
    Control,
    Copy,
    Correction,
    Dossier,
    Heard,
    Pair,
    PartyRow,
    PlaceRow,
    Source,
    Told,
    TollRow,
)
from saksi.dossier.subject import Subject, find_subject, first_day, is_in, is_party
from saksi.gazetteer import load as load_gazetteer
from saksi.ledger import Ledger
from saksi.ontologies.counting import policies as counting_policies
from saksi.reconcile import Claimed, Contradiction, Day, Facts, Harm, Policy, Site, Sum, find_contradictions, origins, toll, total
from saksi.reconcile.facts import actors_alike, party_label
from saksi.reconcile.trace import chain, step
from saksi.redaction import Redactor
from saksi.redaction import load as load_profile
from saksi.releases import cite
from saksi.shown import value
from saksi.state import versions
from saksi.store import Frozen
from saksi.text import fold_accents
from saksi.types import (
    Actor,
    CasualtyClaim,
    Claim,
    ControlClaim,
    Derived,
    Document,
    Event,
    Evidence,
    Judgement,
    Quantity,
    Realis,
    SourceClass,
    evidence_of,
)

POLICIES = ("latest", "source-range", "official", "named", "ucdp-like", "acled-like")
"""The policies a dossier sets beside one another."""
_ONLY_TOLD = ("text:", "name:")
MOST_TABLES, MOST_QUOTES, MOST_ROWS = 8, 12, 60
"""Claim tables, quotations, and rows of any other list; what is beyond is counted and said."""


def build(ledger: Ledger, name: str, *, policy: str = "latest", redact: str = "public", language: str = "en") -> Dossier:
    """The dossier about a conflict, place or actor, by any of its names.

    ``redact`` names a redaction profile or a file; ``language`` is that of the marks it leaves. Raises LedgerError when no event
    is about it or there is no such policy, ConfigError when there is no such profile.
    """
    facts = ledger.facts()
    subject, events = find_subject(name, ledger.events(policy), facts)
    documents = {facts.document(c).id for e in events for c in _claims(e) if c in facts.reading}
    readings = [r for r in facts.readings if r.document.id in documents]
    shown = Redactor(load_profile(redact), facts, language)
    return _Builder(ledger, facts, subject, events, Facts(readings), shown, policy).made()


def _claims(event: Event) -> tuple[str, ...]:
    return (*event.claims, *event.casualties, *event.impacts, *event.control)


class _Builder:
    """Fills the boxes. ``facts`` are the whole ledger's, ``near`` those of the articles that tell of the subject."""

    def __init__(
        self, ledger: Ledger, facts: Facts, subject: Subject, events: tuple[Event, ...], near: Facts, shown: Redactor, policy: str
    ) -> None:
        self.ledger, self.facts, self.subject, self.events = ledger, facts, subject, events
        self.near, self.shown, self.policy = near, shown, policy
        ordered = sorted(near.documents.values(), key=lambda d: (d.published or "~", d.publisher or "", d.id))
        self.numbers = {d.id: number for number, d in enumerate(ordered, 1)}
        self.ours = {c for e in events for c in _claims(e)}
        self.decided = ledger.decided()

    def made(self) -> Dossier:
        """All boxes, then what was withheld while they were filled."""
        tables = [e for e in sorted(self.events, key=lambda e: (-len(e.casualties), -len(e.claims), e.key)) if e.casualties]
        timeline = [t for e in self.events if (t := self._told(e)) is not None]
        happened = sorted(self.events, key=lambda e: (self._realis(e) != "actual", not e.casualties, -len(_claims(e)), e.key))
        days = [d for e in self.events if self._realis(e) == "actual" and (d := first_day(e))]
        frozen = self.ledger.store if isinstance(self.ledger.store, Frozen) else None
        found = find_contradictions(self.near.readings, self.events)
        boxes = Dossier(
            subject=self.subject,
            made=frozen.release.at if frozen is not None else self.ledger.now(),
            policy=self.policy,
            redaction=self.shown.profile.name,
            withheld={},
            first=min(days, default=None),
            last=max(days, default=None),
            events=len(self.events),
            happened=tuple(t for e in happened[:3] if (t := self._told(e)) is not None),
            parties=self._parties(),
            places=self._places(),
            tolls=self._tolls(),
            named=len({v.name for c in self._counts() for v in c.victims}),
            without_figure=sum(not e.casualties for e in self.events),
            tables=tuple(self._table(e, found) for e in tables[:MOST_TABLES]),
            more_tables=max(0, len(tables) - MOST_TABLES),
            contradictions=tuple(self._pair(c) for c in found if self._mine(c))[:MOST_ROWS],
            unheard=self._unheard(),
            timeline=tuple(timeline[:MOST_ROWS]),
            more_timeline=max(0, len(timeline) - MOST_ROWS),
            control=self._control(),
            positions=self._positions(),
            sources=self._sources(),
            testimonies=(),
            copies=(),
            coverage=self._coverage(),
            versions=frozen.release.versions if frozen is not None else versions(self.ledger.store),
            policies={p.name: p.definition for p in counting_policies().values() if p.name in (*POLICIES, self.policy)},
            corrections=self._corrections(),
            taken_down=sum(1 if row.action == "take_down" else -1 for row in self.ledger.takedowns()),
            citation=cite(frozen.release) if frozen is not None else "",
            release=frozen.release.name if frozen is not None else None,
            values=self._values(),
        )  # fmt: skip
        testimonies, copies = self._origins()
        return replace(boxes, testimonies=testimonies, copies=copies, withheld=dict(self.shown.log))

    # --- words and their sources -------------------------------------------------------------------------------------

    def _cited(self, claim: Claim, words: Evidence | None = None) -> Cited:
        at = words or evidence_of(claim)
        assert at is not None
        sentence = self.facts.sentence(at)
        marks: tuple[tuple[int, int], ...] = ((at.start - sentence.start, at.end - sentence.start),)
        if words is None and claim.id in self.facts.claims:
            marks = step(claim.id, self.facts).marks
        said = chain(claim, self.facts)
        text, marks = self.shown.marked(sentence.exact, marks, sentence.document)
        names = (_named(one.text, one.actor) for one in said)
        speaker = " < ".join(dict.fromkeys(self.shown.text(name, sentence.document) for name in names)) or None
        stance = said[0].stance if said else None
        document = self.facts.documents[sentence.document]
        return Cited(text, marks, self.numbers[document.id], claim.id, speaker, stance, document.language)

    def _realis(self, event: Event) -> Realis:
        counts = Counter(self.facts.events[c].realis for c in event.claims if c in self.facts.events)
        return "actual" if counts["actual"] or not counts else min(counts, key=lambda r: (-counts[r], r))

    def _told(self, event: Event) -> Told | None:
        """The plainest telling of an event: the outlet's first sentence about it that is no headline."""
        claims = [self.facts.events[c] for c in event.claims if c in self.facts.events]
        order = ("lead", "body", "quote", "headline", "caption", "teaser")
        ranked = sorted(claims, key=lambda c: (order.index(c.voice), self._published(c), c.evidence.start, c.id))
        if not ranked:
            return None
        return Told(event.name or event.key, _span(event), self._place(event), self._realis(event), self._cited(ranked[0]))

    def _published(self, claim: Claim) -> str:
        return self.facts.document(claim.id).published or "~"

    def _place(self, event: Event) -> str | None:
        site = event.fields["place"].value if "place" in event.fields else None
        if not isinstance(site, Site):
            return None
        name = self.shown.place(site.name, site.precision, site.adm2, site.adm1)
        return ", ".join(dict.fromkeys(part for part in (name, site.adm1) if part))

    def _counts(self) -> list[CasualtyClaim]:
        return [self.facts.casualties[c] for e in self.events for c in e.casualties if c in self.facts.casualties]

    # --- boxes -------------------------------------------------------------------------------------------------------

    def _parties(self) -> tuple[PartyRow, ...]:
        """Parties that a registry knows; what only the words of a report name is told in its sentences."""
        held: dict[str, set[str]] = {}
        entries: dict[str, dict[str, Actor]] = {}
        labels: dict[str, dict[tuple[str, str | None], set[int]]] = {}
        for event in self.events:
            for claim in (self.facts.events[c] for c in event.claims if c in self.facts.events):
                said = chain(claim, self.facts)
                document = claim.evidence.document
                by = self.shown.text(_named(said[0].text, said[0].actor), document) if said else None
                for p in (*claim.actors, *claim.recipients):
                    if p.actor is None or p.actor.id.startswith(_ONLY_TOLD) or p.status in ("unidentified", "unstated"):
                        continue
                    name = p.actor.name  # the organs of one state bear its name: they are one party
                    held.setdefault(name, set()).add(event.key)
                    entries.setdefault(name, {})[p.actor.id] = p.actor
                    if p.text and fold_accents(p.text) != fold_accents(name):
                        words = self.shown.text(p.text, document)
                        labels.setdefault(name, {}).setdefault((words, by), set()).add(self.numbers[document])
        rows = [
            PartyRow(
                name=self.shown.text(name),
                events=len(events),
                speaks=any(self._speaks(actor) for actor in entries[name].values()),
                labels=tuple((w, by, tuple(sorted(n))) for (w, by), n in sorted(labels.get(name, {}).items(), key=_label))[:8],
            )
            for name, events in held.items()
        ]
        return tuple(sorted(rows, key=lambda r: (-r.events, r.name)))[:MOST_ROWS]

    def _speaks(self, actor: Actor) -> bool:
        """Whether a party is quoted anywhere in these articles: itself, somebody in its name, or an organ of the same state."""
        entry = load_gazetteer().actor(actor.id)
        called = {fold_accents(n) for n in (*entry.names, *entry.cased)} if entry is not None else set[str]()
        for source in (s for r in self.near.readings for a in r.attributions for s in a.sources):
            if source.actor is not None and actors_alike(source.actor, actor) != "different":
                return True
            words = f" {fold_accents(source.text)} "
            if any(f" {name} " in words for name in called):
                return True
        return False

    def _places(self) -> tuple[PlaceRow, ...]:
        held: Counter[tuple[str, str | None, str | None, str, float | None, float | None]] = Counter()
        for event in self.events:
            site = event.fields["place"].value if "place" in event.fields else None
            if isinstance(site, Site):
                lat, lon = self.shown.coordinates(site.lat, site.lon, site.precision)
                name = self.shown.place(site.name, site.precision, site.adm2, site.adm1)
                held[name, site.adm1, site.country, site.precision, lat, lon] += 1
        return tuple(
            PlaceRow(name, area, country, precision, count, lat, lon)
            for (name, area, country, precision, lat, lon), count in sorted(held.items(), key=lambda kv: (-kv[1], kv[0][0]))
        )[:MOST_ROWS]

    def _tolls(self) -> tuple[TollRow, ...]:
        kinds = Counter(c.kind for c in self._counts() if c.voice != "teaser")
        names = [*dict.fromkeys((*POLICIES, self.policy))]
        keyed = {name: {e.name or e.key: e for e in self.ledger.events(name)} for name in names}
        ours = [e.name or e.key for e in self.events]
        return tuple(
            TollRow(kind, None, {p: self._bare(total(_field(keyed[p].get(name), kind) for name in ours)) for p in names})
            for kind in sorted(kinds, key=lambda k: (-kinds[k], k))
        )

    def _bare(self, held: Any) -> Any:
        """A derived value without words of reports that name somebody: its figures stay."""
        match held:
            case Quantity():
                return replace(held, text=self.shown.text(held.text))
            case Sum():
                return replace(held, quantity=self._bare(held.quantity))
            case Harm():
                return replace(held, civilians=self._bare(held.civilians), militants=self._bare(held.militants))
            case Claimed():
                speaker, side = self.shown.text(held.speaker), self.shown.text(held.side or "") or None
                return replace(held, speaker=speaker, side=side, quantity=self._bare(held.quantity))
            case tuple():
                return tuple(self._bare(one) for one in held)
            case _:
                return held

    def _table(self, event: Event, found: Sequence[Contradiction]) -> ClaimTable:
        rule = cast("Policy", self.policy)
        table = toll(event, self.facts, rule, decided=frozenset(self.decided), contradictions=found)
        rows = []
        for row in table.rows:
            for cell in row.cells:
                claim = self.facts.casualties[cell.claims[0]]
                cited = self._cited(claim)
                rows.append(
                    ClaimRow(
                        speaker=self.shown.text(row.speaker, claim.evidence.document),
                        source_class=row.source_class,
                        party=row.party,
                        column=table.columns[cell.column],
                        number=cell.number,
                        sign=cell.sign,
                        qualifier=cell.qualifier,
                        scope=cell.scope,
                        as_of=cell.as_of or cell.published,
                        own=cell.own,
                        hedged=cell.hedged,
                        marks=cell.marks,
                        words=cited,
                        sources=tuple(sorted({self.numbers[d] for d in cell.documents if d in self.numbers})),
                    )
                )
        foot: dict[str, object] = {kind: self._bare(derived.value) for kind, derived in table.foot.items()}
        return ClaimTable(event.name or event.key, _span(event), self._place(event), table.counts, tuple(rows), foot)

    def _mine(self, found: Contradiction) -> bool:
        return any(c in self.ours for c in found.claims) and all(c in self.facts.claims for c in found.claims)

    def _pair(self, found: Contradiction) -> Pair:
        first, second = (
            self._cited(self.facts.claims[claim], words) for claim, words in zip(found.claims, found.evidence, strict=True)
        )
        return Pair(found.kind, self.shown.text(found.note), first, second)

    def _unheard(self) -> tuple[str, ...]:
        """Parties that take part and are nowhere quoted: their silence is no agreement."""
        return tuple(row.name for row in self._parties() if not row.speaks)

    def _control(self) -> tuple[Control, ...]:
        rows = []
        for reading in self.near.readings:
            for claim in reading.control:
                if claim.id in self.ours or self._about(claim):
                    day = (claim.time.earliest or claim.time.latest) if claim.time is not None else None
                    rows.append(
                        Control(
                            day=(day or "")[:10] or None,
                            territory=self.shown.text(claim.territory.text, reading.document.id),
                            relation=claim.relation,
                            holder=self.shown.text(party_label(claim.holder) or "", reading.document.id) or None,
                            change=claim.change,
                            extent=claim.extent,
                            negated=claim.negated,
                            words=self._cited(claim),
                        )
                    )
        return tuple(sorted(rows, key=lambda r: (r.day or "~", r.words.source, r.words.claim)))[:MOST_ROWS]

    def _about(self, claim: ControlClaim) -> bool:
        """Whether a claim to a territory concerns the subject: its place, or a holder among its parties."""
        if is_in(claim.territory, self.subject.places):
            return True
        return claim.holder is not None and any(is_party(claim.holder, party) for party in self.subject.parties)

    def _positions(self) -> tuple[Cited, ...]:
        """What parties and institutions say in their own words, at most two quotations of one speaker."""
        found: list[tuple[tuple[object, ...], Cited]] = []
        for reading in self.near.readings:
            for one in reading.attributions:
                if not one.direct or not one.content or not one.sources or one.within is not None:
                    continue
                speaker = one.sources[0]
                words = one.content[0]
                if len(words.exact.split()) < 4:
                    continue
                text = self.shown.text(words.exact, reading.document.id).strip(' ,."“”')
                known = speaker.actor is not None and not speaker.actor.described
                called = _named(speaker.text, speaker.actor.name if speaker.actor is not None and known else None)
                who = self.shown.text(called, reading.document.id)
                cited = Cited(text, (), self.numbers[reading.document.id], one.id, who, one.stance, reading.document.language)
                found.append(((not known, reading.document.published or "~", words.start), cited))
        seen: Counter[str] = Counter()
        out = []
        printed: set[str] = set()
        for _, cited in sorted(found, key=lambda pair: pair[0]):
            if cited.text in printed:
                continue  # the same words in a copy
            printed.add(cited.text)
            seen[cited.speaker or ""] += 1
            if seen[cited.speaker or ""] <= 2:
                out.append(cited)
        return tuple(out[:MOST_QUOTES])

    def _sources(self) -> tuple[Source, ...]:
        documents = ((self.numbers[d.id], d) for d in self.near.documents.values())
        return tuple(
            Source(n, d.id, d.publisher, self.shown.text(_title(d), d.id), d.published, d.url, d.language)
            for n, d in sorted(documents, key=lambda pair: pair[0])
        )

    def _origins(self) -> tuple[tuple[Heard, ...], tuple[Copy, ...]]:
        held: dict[str, tuple[str, SourceClass | None, bool, set[int], set[int]]] = {}
        copies: dict[tuple[int, int], str] = {}
        for event in self.events:
            tree = origins(event, self.facts)
            for one in tree.testimonies:
                label = self.shown.text(one.label, one.documents[0] if one.documents else None)
                row = held.setdefault(one.key, (label, one.source_class, one.party, set(), set()))
                row[4].update(self.numbers[d] for d in one.documents if d in self.numbers)
                texts = (tree.texts[t].documents for t in one.texts)
                row[3].update(min((self.numbers[d] for d in documents if d in self.numbers), default=0) for documents in texts)
            for text in tree.texts:
                for fold in text.folds:
                    pair = sorted(self.numbers[d] for d in (fold.a, fold.b) if d in self.numbers)
                    if len(pair) == 2:
                        copies.setdefault((pair[0], pair[1]), f"{fold.reason}: {fold.note}")
        rows = [Heard(label, kind, party, len(ns), tuple(sorted(docs))) for label, kind, party, ns, docs in held.values()]
        rows.sort(key=lambda r: (-r.texts, r.name))
        return tuple(rows[:MOST_ROWS]), tuple(Copy(a, b, why) for (a, b), why in sorted(copies.items()))

    def _coverage(self) -> Coverage:
        found = coverage(self.near.readings, self.ledger.skipped(), self.ledger.takedowns())
        hidden = {name: tuple(replace(t, example="") for t in getattr(found, name)) for name in ("turned_down", "rejected")}
        return replace(found, **hidden)  # the examples are words of reports: they have no place here

    def _corrections(self) -> tuple[Correction, ...]:
        ours = {r.document.article for r in self.near.readings}
        rows = [
            one for one in self.ledger.judgements() if one.anchor.article in ours and one.action != "unsure" and not one.blind
        ]
        return tuple(self._correction(one) for one in rows)

    def _correction(self, one: Judgement) -> Correction:
        hide = self.shown.text
        words = hide(one.anchor.exact)
        before, after = (hide(v) if v is not None else None for v in (one.before, one.after))
        return Correction(one.at, one.by, words, one.action, one.field, before, after, hide(one.why) if one.why else None)

    def _values(self) -> dict[str, dict[str, str]]:
        return {
            e.name or e.key: {name: self.shown.text(value(derived.value)) for name, derived in e.fields.items()}
            for e in self.events
        }


def _named(words: str, actor: str | None) -> str:
    """A speaker as the report has it, with the name the words leave out."""
    if actor is None or actor.lower() in words.lower():
        return words
    return f"{words} ({actor})"


def _title(document: Document) -> str:
    return document.title or document.text.strip().split("\n", 1)[0]


def _label(item: tuple[tuple[str, str | None], set[int]]) -> tuple[int, str]:
    return (-len(item[1]), item[0][0])


def _field(event: Event | None, kind: str) -> Derived | None:
    return event.fields.get(kind) if event is not None else None


def _span(event: Event) -> str | None:
    day = event.fields["day"].value if "day" in event.fields else None
    if not isinstance(day, Day) or not (day.earliest or day.latest):
        return None
    first, last = (day.earliest or day.latest or "")[:10], (day.latest or day.earliest or "")[:10]
    return first if first == last else f"{first}/{last}"


__all__ = ["POLICIES", "build"]
