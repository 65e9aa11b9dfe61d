"""How a ledger looks on a terminal: events, a toll by claimant, a trace, origins, contradictions, a comparison."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from saksi import contract
from saksi.cli.terminal import Printer, cut
from saksi.coverage import Coverage, Covered
from saksi.judgements import Agreement
from saksi.lists import Compared
from saksi.ontologies import Coding
from saksi.ontologies import load as load_ontology
from saksi.reconcile import (
    Bulletin,
    Comparison,
    Contradiction,
    Day,
    Origins,
    Party,
    Step,
    Timeline,
    TollTable,
    Trace,
    Voiced,
)
from saksi.reconcile.toll import TollCell, TollColumn
from saksi.shown import counted, name_of, quantity, value
from saksi.types import CasualtyClaim, Event, Quantity

if TYPE_CHECKING:
    from saksi.types import Document

_COUNTS = ("killed", "injured", "missing", "displaced", "detained")


def show_events(events: Sequence[Event], out: Printer, most: int | None = None) -> None:
    """One row an event: what, when, where, who against whom, how many, under the policy of its fields; in order of time.

    With ``most`` only that many are shown, those with most claims, and the others are counted.
    """
    shown = sorted(events, key=lambda e: (-claims_of(e), e.key))[:most]
    counts = [kind for kind in _COUNTS if any(kind in e.fields for e in shown)]
    columns = ("event", "type", "when", "where", "who", "to whom", *counts, "claims")
    out.table(columns, (_event_row(event, counts) for event in sorted(shown, key=_time_of)), "no events yet.")
    if len(shown) < len(events):
        out.line(f"and {len(events) - len(shown):,} more with fewer claims", 2)


def claims_of(event: Event) -> int:
    """How many claims an event rests on, of all nouns."""
    return len(event.claims) + len(event.casualties) + len(event.impacts) + len(event.control)


def _time_of(event: Event) -> tuple[str, str, str]:
    day = event.fields["day"].value if "day" in event.fields else None
    first = (day.earliest or day.latest or "") if isinstance(day, Day) else ""
    return (first or "~", name_of(event), event.key)


def _event_row(event: Event, counts: Iterable[str]) -> tuple[str, ...]:
    held = {name: derived.value for name, derived in event.fields.items()}
    sides = held.get("sides") or ()
    parties = [p for p in sides if isinstance(p, Party)] if isinstance(sides, tuple | list) else []
    figures = [value(held[kind]) if kind in held else "" for kind in counts]
    return (
        name_of(event),
        event.type,
        value(held["day"]) if held.get("day") is not None else "",
        value(held["place"]) if held.get("place") is not None else "",
        ", ".join(value(p) for p in parties if p.role == "actors"),
        ", ".join(value(p) for p in parties if p.role == "recipients"),
        *figures,
        str(claims_of(event)),
    )


def show_toll(table: TollTable, out: Printer) -> None:
    """Who says how many: a row for each testimony and figure, and the value under the policy at the foot."""
    documents, texts, testimonies = table.counts
    out.heading(f"Toll of {table.name or table.event}, by claimant")
    out.line(f"{counted(documents, 'document')}, {counted(texts, 'independent text')}, {_testimonies(testimonies)}", 2)
    rows = [
        (row.speaker + (" (a party)" if row.party else ""), _column(table.columns[cell.column]), _figure(cell), cell.scope,
         cell.as_of or cell.published or "", ", ".join(cell.marks), ", ".join(row.outlets), cut(cell.words))
        for row in table.rows for cell in row.cells
    ]  # fmt: skip
    out.table(("who says", "of whom", "how many", "scope", "as of", "marks", "carried by", "words"), rows, "no figures.")
    for kind, derived in table.foot.items():
        out.line(f"{kind} under {derived.policy}: {value(derived.value)}", 2)


def _testimonies(number: int) -> str:
    return counted(number, "testimony", "testimonies")


def _column(column: TollColumn) -> str:
    who = " ".join(w for w in column.who if w != "unspecified")
    return " ".join(part for part in (column.kind, who, f"of {column.side}" if column.side else "") if part)


def _figure(cell: TollCell) -> str:
    figure = f"{cell.sign}{cell.number:,}" if cell.number is not None else f"{cell.sign}{cell.qualifier.replace('_', ' ')}"
    return figure + (" (own losses)" if cell.own else "") + (" (hedged)" if cell.hedged else "")


_BAR = 24  # columns of the longest bar


def show_timeline(line: Timeline, out: Printer) -> None:
    """The bulletins of an event by day with a bar each: full to the least it says, light to the most; replaced ones marked."""
    out.heading(f"Toll of {line.name or line.event} over time")
    most = max((n for b in line.bulletins for n in (b.quantity.low, b.quantity.best, b.quantity.high) if n), default=1)
    rows = [
        (b.day or "not dated", b.speaker, _group(b), ("+" if b.scope == "increment" else "") + quantity(b.quantity),
         _bar(b.quantity, most), "replaced" if b.replaced_by else "", cut(b.words))
        for b in line.bulletins
    ]  # fmt: skip
    out.table(("when", "who says", "of whom", "how many", "least and most", "", "words"), rows, "no figures.")


def _group(b: Bulletin) -> str:
    return _column(TollColumn(side=b.side, who=b.who, kind=b.kind))


def _bar(q: Quantity, most: int) -> str:
    """A bar as long as the figure: full blocks to its low, shaded ones from there to its high, an arrow for an open high."""
    sure = next((n for n in (q.low, q.best) if n is not None), 0)
    top = q.high if q.high is not None else max(sure, q.best or 0)
    full, shaded = _BAR * sure // most, _BAR * top // most
    return "█" * max(full, 1 if sure else 0) + "░" * (shaded - full) + ("→" if q.high is None and q.best is None else "")


def show_loose(figures: Sequence[CasualtyClaim], out: Printer) -> None:
    """Counts that belong to no event, so that none is passed over in silence."""
    if figures:
        out.heading("Figures of no event")
        rows = [(c.id, c.kind, quantity(c.quantity), ", ".join(c.who), cut(c.evidence.exact)) for c in figures]
        out.table(("claim", "kind", "how many", "who", "words"), rows)


def show_trace(trace: Trace, out: Printer) -> None:
    """Value, policy, then each claim: who says it, the sentence with the words marked, the page; then what was left out."""
    out.heading(f"{trace.name or trace.event}.{trace.field} = {value(trace.value)}")
    out.line(f"policy {trace.policy}: rests on {counted(len(trace.steps), 'claim')}, {len(trace.excluded):,} left out", 2)
    for step in trace.steps:
        _show_step(step, out)
    if trace.excluded:
        out.heading("Left out")
        for step in trace.excluded:
            _show_step(step, out)


def plain_trace(trace: Trace) -> dict[str, Any]:
    """A trace as ``trace --json`` prints it: as the struct, with the words of each sentence."""
    plain: dict[str, Any] = contract.plain(trace)
    for name, steps in (("steps", trace.steps), ("excluded", trace.excluded)):
        for row, step in zip(plain[name], steps, strict=True):
            row["sentence_text"] = step.sentence.exact
    return plain


def _show_step(step: Step, out: Printer) -> None:
    out.line()
    out.line(f"claim {step.claim}" + (f", {step.voice}" if step.voice != "body" else "") + _since(step.as_of), 2)
    if step.reason:
        out.line(f"left out: {step.reason}", 4)
    for decision in step.decided:
        out.line(f"decided: {decision}", 4)
    out.line("who says: " + (" <- ".join(_voice(v) for v in step.chain) or f"{step.testimony}, in its own voice"), 4)
    out.marked(step.sentence.exact, step.marks, 4)
    where = (step.publisher, step.published, step.title and cut(step.title), step.url or f"document {step.document}")
    out.line(" · ".join(part for part in where if part), 4)


def _since(day: str | None) -> str:
    return f", as of {day}" if day else ""


def _voice(link: Voiced) -> str:
    name = link.text if not link.actor or link.actor.lower() in link.text.lower() else f"{link.text} [{link.actor}]"
    cue = f", “{link.cue}”" if link.cue else ""
    via = f", via {', '.join(link.via)}" if link.via else ""
    return f"{name}{cue} ({link.stance}{', quoted' if link.direct else ''}){via}"


def show_origins(event: Event, tree: Origins, documents: dict[str, Document], out: Printer) -> None:
    """Which documents are one text, and which testimonies they carry."""
    held, texts, testimonies = tree.counts
    out.heading(f"Origins of {name_of(event)}")
    out.line(f"{counted(held, 'document')}, {counted(texts, 'independent text')}, {_testimonies(testimonies)}", 2)
    for number, text in enumerate(tree.texts, 1):
        out.line(f"text {number}: {', '.join(text.outlets)}", 2)
        for ident in text.documents:
            document = documents.get(ident)
            out.line(f"{ident} {cut(_title(document))}" if document else ident, 6)
        for fold in text.folds:
            out.line(f"{fold.a} and {fold.b} are one text ({fold.reason}): {fold.note}", 6)
    rows = [
        (t.label, t.source_class, "a party" if t.party else "", len(t.claims), ", ".join(str(i + 1) for i in t.texts))
        for t in tree.testimonies
    ]
    out.table(("testimony", "class", "", "claims", "in texts"), rows)


def _title(document: Document) -> str:
    return document.title or document.text.lstrip().split("\n", 1)[0]


def show_codes(codings: Sequence[Coding], ontology: str, policy: str, out: Printer) -> None:
    """What an ontology calls each event, by which rule; at the foot what every record of it loses."""
    header = load_ontology(ontology).header
    out.heading(f"{header.like}, policy {policy}: {header.name}")
    always = [loss.what for loss in load_ontology(ontology).losses]
    rows = [
        (c.event, c.code or "none", c.label if c.label != c.code else "", c.why, c.rule,
         "; ".join(one for one in c.lost if one not in always))
        for c in codings
    ]  # fmt: skip
    out.table(("event", "code", "label", "why", "rule", "lost"), rows, "no events yet.")
    coded = sum(c.code is not None for c in codings)
    out.line(f"{coded:,} of {counted(len(codings), 'event')} have a code. Every record loses: {'; '.join(always)}.", 2)


def show_contradictions(found: Sequence[Contradiction], out: Printer) -> None:
    """Each contradiction with both sentences, the words marked."""
    if not found:
        out.line("no contradictions.")
    for one in found:
        out.heading(f"{one.kind}: {one.note}")
        for claim, words, sentence in zip(one.claims, one.evidence, one.sentences, strict=True):
            out.line(f"claim {claim}, document {words.document}", 2)
            out.marked(sentence.exact, [(words.start - sentence.start, words.end - sentence.start)], 4)


def plain_contradictions(found: Sequence[Contradiction], documents: dict[str, Document]) -> list[dict[str, Any]]:
    """Contradictions as ``show --contradictions --json`` prints them."""
    return [
        {
            "kind": one.kind,
            "note": one.note,
            "claims": list(one.claims),
            "evidence": [
                {
                    "document": words.document,
                    "source_id": documents[words.document].source_id if words.document in documents else None,
                    "span": list(words.span),
                    "sentence": list(sentence.span),
                    "text": words.exact,
                    "sentence_text": sentence.exact,
                }
                for words, sentence in zip(one.evidence, one.sentences, strict=True)
            ],
        }
        for one in found
    ]


def show_comparison(comparison: Comparison, out: Printer) -> None:
    """Why two tellings are one event, or are not: every field with its level, weight and reason."""
    verdict = "one event" if comparison.linked else "two events"
    out.heading(f"{comparison.a} and {comparison.b}: {verdict} ({comparison.total:+.1f} bits)")
    rows = [(f.field, f.level, f"{f.weight:+.1f}", f.a, f.b, f.reason) for f in comparison.findings]
    out.table(("field", "level", "bits", "first", "second", "why"), rows)


def show_agreement(found: Agreement, out: Printer) -> None:
    """Alpha field by field, then where the coders differ."""
    if len(found.coders) < 2 or not found.claims:
        out.line("no claim was coded blind by two people. Code with: saksi judge LEDGER CLAIM accept --by NAME --blind")
        return
    out.heading(f"Agreement of {', '.join(found.coders)} on {counted(found.claims, 'claim')}, coded blind")
    rows = [
        (f.noun, f.field, f.level, f.units, f.touched, f"{f.same:.0%}", "-" if f.alpha is None else f"{f.alpha:.3f}")
        for f in found.fields
    ]  # fmt: skip
    out.table(("noun", "field", "level", "units", "changed", "same", "alpha"), rows)
    out.line("alpha: Krippendorff's, at the level named; - where nobody gave another value. changed: units somebody changed.", 2)
    if found.differ:
        out.heading("Where they differ")
        rows_of = [(d.claim, d.field, *((d.said[by] or "empty") if by in d.said else "" for by in found.coders), cut(d.words))
                   for d in found.differ]  # fmt: skip
        out.table(("claim", "field", *found.coders, "words"), rows_of)
        out.line("settle one with: saksi judge LEDGER CLAIM FIELD=VALUE (without --blind)", 2)


_FEW = 6  # weeks that are named
_MOST = 20  # rows of a table of coverage; the rest is counted


def show_coverage(found: Coverage, out: Printer) -> None:
    """What was read and what was not, table by table."""
    out.heading(f"{counted(found.articles, 'article')}, {found.first or '?'} to {found.last or '?'}")
    out.line(f"{found.telling:,} tell of an event, {found.articles - found.telling:,} were read and tell of none", 2)
    for number, what in ((found.undated, "without a date"), (found.by_hand, "added by hand"), (found.taken_down, "taken down")):
        if number:
            out.line(f"{number:,} {what}", 2)
    for title, rows in (("outlet", found.outlets), ("place", found.places), ("language", found.languages)):
        _covered(title, rows, out)
    _covered("week", found.weeks, out, bars=True)
    if found.gaps:
        shown = ", ".join(found.gaps[:_FEW]) + (" ..." if len(found.gaps) > _FEW else "")
        out.line(f"{counted(len(found.gaps), 'week')} in between without any article: {shown}", 2)
    turned = (("Not read", found.unread), ("Turned down", found.turned_down), ("Rejected by people", found.rejected))
    for title, lines in turned:
        if lines:
            out.heading(title)
            out.table(("why", "how often", "such as"), [(t.reason, t.count, cut(t.example)) for t in lines[:_MOST]])


def _covered(title: str, rows: Sequence[Covered], out: Printer, bars: bool = False) -> None:
    most = max((row.articles for row in rows), default=1)
    cells = [
        (row.key or "not told", row.articles, row.telling, row.events, row.figures, row.first, row.last,
         *(("█" * max(1, _BAR * row.articles // most),) if bars else ()))
        for row in (rows if bars else rows[:_MOST])
    ]  # fmt: skip
    out.heading(f"By {title}")
    out.table(
        (title, "articles", "telling", "events", "figures", "from", "to", *(("",) if bars else ())), cells, "nothing was read."
    )
    if not bars and len(rows) > _MOST:
        out.line(f"and {len(rows) - _MOST:,} more", 2)


def show_compared(found: Compared, out: Printer) -> None:
    """Each row of a list with what became of it, then the sentences, then what the list does not have."""
    out.heading(f"{found.kind} against the ledger, figures under {found.policy}, redaction {found.redaction}")
    rows = []
    for m in found.matches:
        differs = "; ".join(f"{f.field}: {f.listed} | {f.ledger}" for f in m.findings if not f.agrees)
        rows.append((m.row, m.id, m.verdict, m.event, differs or (f"perhaps {m.others[0]}" if m.others and not m.event else "")))
    out.table(("row", "id", "verdict", "event", "differs: list | ledger"), rows, "the list has no rows.")
    told = [m for m in found.matches if m.sentence]
    if told:
        out.heading("What the ledger has for them")
    for m in told:
        out.line(f"row {m.row}, {m.event}", 2)
        out.line(f"“{m.sentence}”", 4)
        out.line(" · ".join(dict.fromkeys(part for part in (m.speaker, m.outlet, m.url) if part)), 4)
    if found.only_here:
        out.heading("In the ledger, within the days of the list, and not in the list")
        out.table(("event", "day", "place", "killed"), [(e["event"], e["day"], e["place"], e["killed"]) for e in found.only_here])
