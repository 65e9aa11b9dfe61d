"""An article as a reader sees it: its text cut into runs, each with what was read there, and notes that explain each claim.

Claims overlap; so the text is cut at every border, and a run carries all marks over it. Attributions are numbered: source and
cue bear the number, and the words that are theirs begin and end with it, so that the link can be followed without a line drawn.
Teasers, credits, captions and passages that another document of the ledger prints nearly word for word are marked too. The text
is always the document's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from saksi.reconcile import Facts
from saksi.text import sentences, tokenize
from saksi.types import (
    Attribution,
    CasualtyClaim,
    Claim,
    ControlClaim,
    EventClaim,
    Evidence,
    ImpactClaim,
    Judgement,
    Noun,
    Participant,
    Reading,
    Rejected,
    evidence_of,
)

MarkKind = Literal[
    "casualty", "number", "event", "source", "cue", "content", "impact", "control", "place", "time", "party", "victim",
    "teaser", "credit", "caption", "dateline", "copied", "rejected",
]  # fmt: skip
_SHINGLE = 5
_ALIKE = 0.4
_SHORT = 8  # words below which a sentence recurs by chance


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text under the same marks. ``opens`` are the claims that begin here, for links to arrive at.

    ``content_open`` and ``content_close`` are the numbers of attributions whose words begin before it or end after it;
    ``numbers`` are those whose source or cue ends here.
    """

    text: str
    start: int
    kinds: tuple[MarkKind, ...] = ()
    claims: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    content_open: tuple[int, ...] = ()
    content_close: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the article: its runs, and the role it has as a whole (headline, teaser, credit, body)."""

    role: str
    runs: tuple[Run, ...]
    notes: tuple[str, ...]
    """The claims that begin in it, in order."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a note: a label of the interface, and values that are codes (``coded``) or words of the text."""

    label: str
    values: tuple[str, ...]
    coded: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """What was read at a place: noun, the words, its values, who says it, and by which rule."""

    claim: str
    noun: Noun
    words: str
    value: object
    number: int | None
    said_by: tuple[str, ...]
    said_in: tuple[str, ...]
    """The attributions that it rests on."""
    lines: tuple[Line, ...]
    rule: str
    event: str | None
    decided: tuple[Judgement, ...]
    start: int


@dataclass(frozen=True, slots=True)
class Turned:
    """What was considered and turned down, with the reason and the rule."""

    noun: str
    words: str
    reason: str
    rule: str
    start: int


@dataclass(frozen=True, slots=True)
class CopiedFrom:
    """How much of this article another one prints nearly word for word."""

    document: str
    outlet: str
    published: str | None
    sentences: int
    of: int


@dataclass(frozen=True, slots=True)
class Article:
    """An article with everything that was read in it."""

    document: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    language: str | None
    fingerprint: str
    paragraphs: tuple[Paragraph, ...]
    notes: tuple[Note, ...]
    rejected: tuple[Turned, ...]
    copied: tuple[CopiedFrom, ...]
    main: str | None
    present: frozenset[str] = field(default_factory=frozenset)
    """The kinds of marks that occur, for the key."""


@dataclass(slots=True)
class _Mark:
    start: int
    end: int
    kind: MarkKind
    claim: str | None


def article(
    reading: Reading,
    facts: Facts,
    events: Mapping[str, str],
    decisions: Mapping[str, tuple[Judgement, ...]],
    *,
    beside: Iterable[str] = (),
    rejected: Sequence[Rejected] = (),
) -> Article:
    """The article of a reading.

    ``events`` names the event of a claim; ``beside`` are other documents to look for copied passages in; ``rejected`` what to
    show of what was turned down.
    """
    document = reading.document
    numbers = {a.id: n for n, a in enumerate((a for a in reading.attributions if a.content or a.cue), 1)}
    copies, copied = _copied(document.id, beside, facts)
    marks = [*_claim_marks(reading), *_layout_marks(reading), *(_Mark(a, b, "copied", None) for a, b in copies)]
    marks += [_Mark(r.evidence.start, r.evidence.end, "rejected", None) for r in rejected]
    return Article(
        document=document.id,
        title=document.title,
        outlet=document.publisher,
        published=document.published,
        url=document.url,
        language=document.language,
        fingerprint=reading.fingerprint,
        paragraphs=tuple(_paragraphs(reading, marks, numbers)),
        notes=tuple(_notes(reading, facts, events, decisions, numbers)),
        rejected=tuple(Turned(r.noun, r.evidence.exact, r.reason, r.rule, r.evidence.start) for r in rejected),
        copied=copied,
        main=reading.main,
        present=frozenset(m.kind for m in marks),
    )


# --- marks ------------------------------------------------------------------------------------------------------------


def _claim_marks(reading: Reading) -> Iterable[_Mark]:
    for a in reading.attributions:
        yield from (_at(s.evidence, "source", a.id) for s in a.sources)
        if a.cue is not None:
            yield _at(a.cue.evidence, "cue", a.id)
        yield from (_at(c, "content", a.id) for c in a.content)
    for e in reading.events:
        yield from (_at(m.trigger, "event", e.id) for m in e.mentions)
        if e.place is not None:
            yield _at(e.place.evidence, "place", e.id)
        if e.time is not None and e.time.evidence is not None:
            yield _at(e.time.evidence, "time", e.id)
        yield from (_at(p.evidence, "party", e.id) for p in (*e.actors, *e.recipients) if p.evidence is not None)
    for c in reading.casualties:
        yield _at(c.evidence, "casualty", c.id)
        if c.number_evidence is not None:
            yield _at(c.number_evidence, "number", c.id)
        yield from (_at(v.evidence, "victim", c.id) for v in c.victims)
    yield from (_at(i.evidence, "impact", i.id) for i in reading.impacts)
    for k in reading.control:
        yield _at(k.evidence, "control", k.id)
        yield _at(k.territory.evidence, "place", k.id)


def _layout_marks(reading: Reading) -> Iterable[_Mark]:
    document = reading.document
    yield from (_at(t.evidence, "teaser", None) for t in document.teasers)
    yield from (_at(c.evidence, "credit", None) for c in document.credits)
    for part in document.parts:
        if part.kind == "caption":
            yield _at(part.evidence, "caption", None)
        elif part.kind in ("dateline", "byline"):
            yield _at(part.evidence, "dateline", None)


def _at(evidence: Evidence, kind: MarkKind, claim: str | None) -> _Mark:
    return _Mark(evidence.start, evidence.end, kind, claim)


def _paragraphs(reading: Reading, marks: Sequence[_Mark], numbers: Mapping[str, int]) -> Iterable[Paragraph]:
    text = reading.document.text
    homes = {claim.id: at.start for _, claim in reading.claims() if (at := evidence_of(claim)) is not None}
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            here = [m for m in marks if m.start < end and start < m.end]
            notes = sorted((at, c) for c, at in homes.items() if start <= at < end)
            runs = tuple(_runs(text, start, end, here, numbers, homes))
            yield Paragraph(_role(start, end, reading), runs, tuple(c for _, c in notes))
        start = end + 1


def _role(start: int, end: int, reading: Reading) -> str:
    for part in reading.document.parts:
        if part.kind in ("headline", "correction") and part.evidence.start <= start and end <= part.evidence.end + 1:
            return part.kind
    if any(t.evidence.start <= start and end <= t.evidence.end + 1 for t in reading.document.teasers):
        return "teaser"
    if any(c.evidence.start <= start and end <= c.evidence.end + 1 for c in reading.document.credits):
        return "credit"
    return "headline" if start == 0 and reading.document.title else "body"


def _runs(
    text: str, start: int, end: int, marks: Sequence[_Mark], numbers: Mapping[str, int], homes: Mapping[str, int]
) -> Iterable[Run]:
    borders = sorted({start, end, *(b for m in marks for b in (m.start, m.end) if start < b < end)})
    for a, b in pairwise(borders):
        over = [m for m in marks if m.start <= a and b <= m.end]
        opens = [c for c, at in homes.items() if at == a and any(m.claim == c for m in marks)]
        ends = _numbers((m for m in over if m.end == b and m.kind in ("source", "cue")), numbers)
        theirs = [m for m in over if m.kind == "content"]
        yield Run(
            text=text[a:b],
            start=a,
            kinds=tuple(dict.fromkeys(m.kind for m in over)),
            claims=tuple(dict.fromkeys(m.claim for m in sorted(over, key=_weight) if m.claim is not None)),
            opens=tuple(opens),
            content_open=_numbers((m for m in theirs if m.start == a), numbers),
            content_close=_numbers((m for m in theirs if m.end == b), numbers),
            numbers=ends,
        )


def _numbers(marks: Iterable[_Mark], numbers: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(sorted({numbers[m.claim] for m in marks if m.claim is not None and m.claim in numbers}))


_ORDER: tuple[MarkKind, ...] = (
    "number",
    "casualty",
    "impact",
    "control",
    "victim",
    "event",
    "cue",
    "source",
    "party",
    "place",
    "time",
)


def _weight(mark: _Mark) -> tuple[int, int]:
    """The most telling mark first, and of two alike the shorter: that is the claim a run opens."""
    return (_ORDER.index(mark.kind) if mark.kind in _ORDER else len(_ORDER), mark.end - mark.start)


# --- notes ------------------------------------------------------------------------------------------------------------


def _notes(
    reading: Reading,
    facts: Facts,
    events: Mapping[str, str],
    decisions: Mapping[str, tuple[Judgement, ...]],
    numbers: Mapping[str, int],
) -> Iterable[Note]:
    made = []
    for noun, claim in reading.claims():
        at = evidence_of(claim)
        if at is None:
            continue
        speaks = facts.speakers(claim) if not isinstance(claim, Attribution) else ()
        made.append(
            Note(
                claim=claim.id,
                noun=noun,
                words=at.exact,
                value=_value(claim),
                number=numbers.get(claim.id),
                said_by=tuple(s.label for s in speaks if s.source is not None),
                said_in=tuple(a for a in _asserted(claim) if a in numbers),
                lines=tuple(line for line in _lines(claim) if line.values),
                rule=claim.rule,
                event=events.get(claim.id),
                decided=decisions.get(claim.id, ()),
                start=at.start,
            )
        )
    yield from sorted(made, key=lambda n: (n.start, n.noun, n.claim))


def _asserted(claim: Claim) -> tuple[str, ...]:
    if isinstance(claim, EventClaim):
        return tuple(dict.fromkeys(a for m in claim.mentions for a in m.asserted_by))
    return () if isinstance(claim, Attribution) else claim.asserted_by


def _value(claim: Claim) -> object:
    return claim.quantity if isinstance(claim, CasualtyClaim | ImpactClaim) else None


def _lines(claim: Claim) -> Iterable[Line]:
    if isinstance(claim, Attribution):
        yield Line("stance", (claim.stance,), True)
        yield Line("source", tuple(s.text for s in claim.sources))
        yield Line("source_class", tuple(dict.fromkeys(s.kind for s in claim.sources if s.kind)), True)
        yield Line("cue", (claim.cue.text,) if claim.cue else ())
        yield Line("medium", (claim.medium.text,) if claim.medium else ())
        yield Line("via", tuple(v.text for v in claim.via))
    elif isinstance(claim, EventClaim):
        yield Line("type", (claim.plover.type,), True)
        yield Line("actors", _parties(claim.actors))
        yield Line("recipients", _parties(claim.recipients))
        yield Line("place", (claim.place.text,) if claim.place else ())
        yield Line("time", (claim.time.text,) if claim.time else ())
        yield Line("means", tuple(m.text for m in claim.means))
        yield Line("realis", (claim.realis,), True)
        yield Line("certainty", (claim.certainty,), True)
        yield Line("history", ("historical",) if claim.historical else (), True)
    elif isinstance(claim, CasualtyClaim):
        yield Line("kind", (claim.kind,), True)
        yield Line("who", tuple(w for w in claim.who if w != "unspecified"), True)
        yield Line("side", _parties((claim.side,)))
        yield Line("by", _parties((claim.by,)))
        yield Line("scope", (claim.scope,), True)
        yield Line("as_of", (claim.as_of.text,) if claim.as_of else ())
        yield Line("victims", tuple(v.name for v in claim.victims))
        yield Line("place", (claim.place.text,) if claim.place else ())
        yield Line("time", (claim.time.text,) if claim.time else ())
        yield Line("realis", (claim.realis,) if claim.realis != "actual" else (), True)
        yield Line("certainty", (claim.certainty,), True)
        yield Line("history", ("historical",) if claim.historical else (), True)
    elif isinstance(claim, ImpactClaim):
        yield Line("object", (claim.object,), True)
        yield Line("effect", (claim.effect,), True)
        yield Line("side", _parties((claim.side,)))
        yield Line("by", _parties((claim.by,)))
    elif isinstance(claim, ControlClaim):
        yield Line("relation", (claim.relation,), True)
        yield Line("territory", (claim.territory.text,))
        yield Line("holder", _parties((claim.holder,)))
        yield Line("change", (claim.change,) if claim.change else (), True)
        yield Line("extent", (claim.extent,) if claim.extent else (), True)


def _parties(held: Iterable[Participant | None]) -> tuple[str, ...]:
    return tuple(words for p in held if p is not None and (words := _party(p)))


def _party(p: Participant) -> str:
    """A party by its own words in the text, and the neutral name where that is another."""
    name = p.actor.name if p.actor is not None and not p.actor.described else None
    words = p.text or name or ""
    return f"{words} ({name})" if name and name.lower() != words.lower() else words


# --- copied passages --------------------------------------------------------------------------------------------------


def _copied(document: str, beside: Iterable[str], facts: Facts) -> tuple[list[tuple[int, int]], tuple[CopiedFrom, ...]]:
    """The sentences that an earlier or equally old document of the ledger prints nearly word for word, and whose they are."""
    mine = _shingled(document, facts)
    spans: dict[tuple[int, int], None] = {}
    out = []
    for other in dict.fromkeys(beside):
        if other == document or other not in facts.documents or not mine:
            continue
        theirs = _shingled(other, facts)
        hit = [at for at, words in mine.items() if any(_alike(words, one) for one in theirs.values())]
        if hit:
            spans.update(dict.fromkeys(hit))
            d = facts.documents[other]
            out.append(CopiedFrom(other, d.outlet, d.published, len(hit), len(mine)))
    return sorted(spans), tuple(sorted(out, key=lambda c: (-c.sentences, c.outlet)))


def _alike(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> bool:
    return len(a & b) >= _ALIKE * len(a | b)


def _shingled(document: str, facts: Facts) -> dict[tuple[int, int], frozenset[tuple[str, ...]]]:
    d = facts.documents[document]
    skip = [t.evidence.span for t in d.teasers] + [c.evidence.span for c in d.credits]
    out = {}
    for start, end in sentences(d.text):
        words = [t.lower for t in tokenize(d.text[start:end]) if t.is_word or t.is_number]
        if len(words) >= _SHORT and not any(s < end and start < e for s, e in skip):
            out[(start, end)] = frozenset(tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1))
    return out
