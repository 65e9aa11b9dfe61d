"""How readings and ledger views look on a terminal. In a pipe the same rows come as plain aligned text, without colour."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from saksi.errors import OtherArticleError
from saksi.shown import counted, quantity
from saksi.sources.records import Skipped
from saksi.types import (
    Attribution,
    CasualtyClaim,
    ControlClaim,
    EventClaim,
    Evidence,
    ImpactClaim,
    Location,
    Participant,
    Reading,
    Time,
    evidence_of,
)

if TYPE_CHECKING:
    from rich.console import Console

    from saksi.languages import Report
    from saksi.ledger import Ledger
    from saksi.reading import Layers
    from saksi.reading.examples import Outcome

_ALIKE = 5  # messages of one kind that are printed before the rest is only counted
_NONE = "-"
_WHOLE = frozenset({"event", "at", "when", "as of"})  # columns that are copied or compared: never broken
_WORD, _GAP = 12, 3  # code points of a word that a column keeps whole; between columns
_WORDS = 60  # code points of a quotation in a table


class Printer:
    """Prints headings, tables and marked sentences to standard output: rich on a terminal, plain text elsewhere."""

    def __init__(self, plain: bool | None = None) -> None:
        self.plain = not sys.stdout.isatty() if plain is None else plain
        self._console: Console | None = None

    def _rich(self) -> Console:
        if self._console is None:
            from rich.console import Console

            self._console = Console(highlight=False, soft_wrap=False)
        return self._console

    def line(self, text: str = "", indent: int = 0) -> None:
        """One line of text."""
        if self.plain:
            sys.stdout.write(f"{' ' * indent}{clean(text)}\n")
        else:
            from rich.padding import Padding
            from rich.text import Text

            self._rich().print(Padding(Text(clean(text)), (0, 0, 0, indent)))

    def heading(self, text: str) -> None:
        """A line that stands out, after an empty one."""
        if self.plain:
            sys.stdout.write(f"\n{clean(text)}\n")
        else:
            from rich.text import Text

            self._rich().print()
            self._rich().print(Text(clean(text), style="bold"))

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[object]], empty: str = "") -> None:
        """Rows under column names; ``empty`` is printed where there are none."""
        cells = [[clean(_NONE if cell is None or cell == "" else str(cell)) for cell in row] for row in rows]
        if not cells:
            if empty:
                self.line(empty, 2)
            return
        if self.plain:
            widths = [max(len(c) for c in column) for column in zip(columns, *cells, strict=True)]
            for row in [list(columns), *cells]:
                sys.stdout.write("  " + "  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() + "\n")
            return
        from rich import box
        from rich.table import Table
        from rich.text import Text

        least = _least(columns, cells)
        if sum(least) + _GAP * len(least) > self._rich().width:
            self._stacked(columns, cells)
            return
        table = Table(box=box.SIMPLE, pad_edge=False, show_edge=False)
        for name, width in zip(columns, least, strict=True):
            table.add_column(name, overflow="fold", no_wrap=name in _WHOLE, min_width=width)
        for row in cells:
            table.add_row(*(Text(c) for c in row))
        self._rich().print(table)

    def _stacked(self, columns: Sequence[str], cells: Iterable[Sequence[str]]) -> None:
        """Rows one below the other, for a terminal too narrow for columns of whole words."""
        for first, *rest in cells:
            self.line(first, 2)
            named = (f"{name}: {cell}" if name else cell for name, cell in zip(columns[1:], rest, strict=True) if cell != _NONE)
            self.line(" · ".join(named), 4)

    def marked(self, sentence: str, spans: Iterable[tuple[int, int]], indent: int = 0) -> None:
        """A sentence with the words of half-open ``spans`` marked."""
        pieces, at = [], 0
        for start, end in sorted(spans):
            if at <= start < end <= len(sentence):
                pieces += [(clean(sentence[at:start]), False), (clean(sentence[start:end]), True)]
                at = end
        pieces.append((clean(sentence[at:]), False))
        if self.plain:
            sys.stdout.write(" " * indent + "".join(f"[[{words}]]" if mark else words for words, mark in pieces) + "\n")
        else:
            from rich.padding import Padding
            from rich.text import Text

            text = Text()
            for words, mark in pieces:
                text.append(words, style="bold reverse" if mark else "")
            self._rich().print(Padding(text, (0, 0, 0, indent)))


def _least(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> list[int]:
    """The width of each column below which words of up to 12 code points would be broken, or what is never broken."""
    least = []
    for name, column in zip(columns, zip(*cells, strict=True), strict=True):
        words = column if name in _WHOLE else [word[:_WORD] for cell in column for word in cell.split()]
        least.append(max(map(len, (*name.split(), *words)), default=1))
    return least


def clean(text: str) -> str:
    """Text fit for a terminal: line ends and control characters, which could move the cursor, become spaces."""
    return "".join(c if c.isprintable() or c == "\u00a0" else " " for c in text)


def cut(text: str, size: int = _WORDS) -> str:
    """At most ``size`` code points of a text, its line ends and runs of space as one space each."""
    text = " ".join(text.split())
    return text if len(text) <= size else text[: size - 3].rstrip() + "..."


# --- the parts of a claim in a few words ------------------------------------------------------------------------------


def party(value: Participant | None) -> str:
    """The actor's name, else the words, with the status where it is not *named*."""
    if value is None:
        return _NONE
    name = value.actor.name if value.actor else " ".join((value.text or "").split())
    if value.status == "named":
        return name
    return f"{name} ({value.status})" if name else value.status


def parties(values: Iterable[Participant]) -> str:
    """Several parties."""
    return ", ".join(party(value) for value in values) or _NONE


def when(value: Time | None) -> str:
    """A day, an interval, or the relative offset."""
    if value is None:
        return _NONE
    if value.earliest is None and value.latest is None:
        return value.relative or value.text
    if value.earliest == value.latest or value.latest is None:
        return value.earliest or _NONE
    return f"{value.earliest or '?'}..{value.latest}"


def where(value: Location | None) -> str:
    """The gazetteer's name, else the words."""
    if value is None:
        return _NONE
    return value.place.name if value.place else value.text


def speakers(reading: Reading, ids: Iterable[str]) -> str:
    """Who the attributions with these ids quote; the outlet itself where there are none."""
    named = {a.id: a for a in reading.attributions}
    return "; ".join(speaker(named[i]) for i in ids if i in named) or "the outlet"


def speaker(attribution: Attribution) -> str:
    """The sources of an attribution, with the class of each."""
    named = ((" ".join(s.text.split()), s.kind) for s in attribution.sources)
    return ", ".join(f"{text} ({kind})" if kind else text for text, kind in named) or "unnamed"


def quoted(evidence: Evidence | None) -> str:
    """The exact words, shortened for a table."""
    return cut(evidence.exact) if evidence else _NONE


# --- readings ---------------------------------------------------------------------------------------------------------


def show_reading(reading: Reading, out: Printer) -> None:
    """The summary of one article: who was harmed, what happened, who says so."""
    document = reading.document
    title = document.title or document.text.lstrip().split("\n", 1)[0]
    out.heading(cut(title, 100))
    about = [
        document.source_id or document.id,
        document.publisher,
        document.published or "no date",
        document.language,
        document.url,
    ]
    out.line(" · ".join(part for part in about if part), 2)
    if not (reading.casualties or reading.events or reading.control or reading.impacts):
        out.line("nothing in scope happens here.", 2)
        return
    if reading.casualties:
        out.heading("  Casualties")
        out.table(
            ("kind", "how many", "who", "whose", "by", "scope", "who says", "words"),
            (_casualty_row(reading, c) for c in reading.casualties),
        )
    if reading.events:
        out.heading("  Events")
        out.table(
            ("type", "who", "to whom", "when", "where", "how told", "who says", "words"),
            (_event_row(reading, e) for e in reading.events),
        )
    if reading.impacts:
        out.heading("  Damage")
        out.table(("what", "how many", "whose", "by", "who says", "words"), (_impact_row(reading, i) for i in reading.impacts))
    if reading.control:
        out.heading("  Control")
        out.table(
            ("territory", "relation", "holder", "change", "who says", "words"),
            (_control_row(reading, k) for k in reading.control),
        )
    if reading.attributions:
        out.heading("  Who says")
        out.table(("speaker", "stance", "direct", "cue", "first words"), (_attribution_row(a) for a in reading.attributions))


def _casualty_row(reading: Reading, c: CasualtyClaim) -> tuple[str, ...]:
    kind = c.kind if c.realis == "actual" else f"{c.kind} ({c.realis})"
    amount = "declared unknown" if c.declared_unknown else quantity(c.quantity)
    who = ", ".join(w for w in c.who if w != "unspecified")
    says = speakers(reading, c.asserted_by)
    if c.denied_by:
        says += "; denied by " + speakers(reading, (d.by for d in c.denied_by))
    return (kind, amount, who, party(c.side), party(c.by), _flags(c.scope, c.voice, c.historical), says, quoted(c.evidence))


def _event_row(reading: Reading, e: EventClaim) -> tuple[str, ...]:
    said = dict.fromkeys(i for mention in e.mentions for i in mention.asserted_by)
    mark = "* " if reading.main == e.id else ""
    kind = mark + " ".join((e.plover.type, *e.plover.modes))
    told = _flags(e.realis, e.voice, e.historical, e.certainty)
    to = "each other" if e.mutual else parties(e.recipients)
    says = speakers(reading, said)
    if e.denied_by:
        says += "; denied by " + speakers(reading, (d.by for d in e.denied_by))
    return (kind, parties(e.actors), to, when(e.time), where(e.place), told, says, quoted(e.evidence))


def _flags(first: str, voice: str, historical: bool, certainty: str = "stated") -> str:
    more = [voice] if voice in {"teaser", "headline", "caption"} else []
    shown = [first] if first != "actual" else []
    return ", ".join([*shown, *([certainty] if certainty != "stated" else []), *(["earlier"] if historical else []), *more])


def _impact_row(reading: Reading, i: ImpactClaim) -> tuple[str, ...]:
    says = speakers(reading, i.asserted_by)
    return (f"{i.object} {i.effect}", quantity(i.quantity), party(i.side), party(i.by), says, quoted(i.evidence))


def _control_row(reading: Reading, k: ControlClaim) -> tuple[str, ...]:
    relation = ("not " if k.negated else "") + k.relation.replace("_", " ")
    change = " ".join(part for part in (k.change, k.extent) if part)
    return (where(k.territory), relation, party(k.holder), change, speakers(reading, k.asserted_by), quoted(k.evidence))


def _attribution_row(a: Attribution) -> tuple[str, ...]:
    stance = a.stance + (" (via " + ", ".join(v.text for v in a.via) + ")" if a.via else "")
    return (
        speaker(a),
        stance,
        "quoted" if a.direct else "",
        a.cue.text if a.cue else "",
        quoted(a.content[0] if a.content else None),
    )


# --- explain ----------------------------------------------------------------------------------------------------------


def explained(reading: Reading, seen: Layers) -> list[dict[str, Any]]:
    """Everything that was seen in a text, in its order: what it is, words, span, how it was read, by which rule; and what was
    turned down, with the reason.
    """
    from saksi.reading.expressions import find_expressions

    rows: list[tuple[Evidence, str, str, str]] = [
        (n.evidence, "number", f"{quantity(n.quantity)} ({n.trap or n.quantity.qualifier})", "") for n in seen.numbers
    ]
    rows += [(w.time.evidence, "time", f"{when(w.time)} ({w.time.precision})", "") for w in seen.times if w.time.evidence]
    rows += [(x.evidence, "timex", f"{x.type} {x.value}{f' {x.mod}' if x.mod else ''}", "") for x in find_expressions(seen.page)]
    rows += [(t.location.evidence, "place", f"{where(t.location)} ({t.location.precision})", "") for t in seen.places]
    for phrase in seen.cast.phrases:
        if phrase.actor is not None:
            rows.append((seen.page.evidence(phrase.first, phrase.last), "party", f"{phrase.actor.name} ({phrase.status})", ""))
    for a in reading.attributions:
        spot = evidence_of(a)
        if spot is not None:
            rows.append((spot, "attribution", f"{a.id}: {speaker(a)} {a.stance}", a.rule))
    for e in reading.events:
        kind = " ".join((e.plover.type, *e.plover.modes))
        rows += [(m.trigger, "event", f"{e.id}: {kind} ({e.realis})", e.rule) for m in e.mentions]
        rows += [(p.evidence, role, f"{party(p)}, of {e.id}", e.rule) for role, p in _roles(e) if p.evidence is not None]
        rows += [(m.evidence, "means", m.kind, e.rule) for m in e.means]
    for c in reading.casualties:
        rows.append((c.evidence, "casualty", f"{c.id}: {c.kind} {quantity(c.quantity)}, side {party(c.side)}", c.rule))
    rows += [(i.evidence, "impact", f"{i.object} {i.effect}: {quantity(i.quantity)}", i.rule) for i in reading.impacts]
    rows += [(k.evidence, "control", f"{where(k.territory)} {k.relation} {party(k.holder)}", k.rule) for k in reading.control]
    out = [_explained_row(*row) for row in dict.fromkeys(rows)]
    out += [_explained_row(r.evidence, f"rejected {r.noun}", r.reason, r.rule) for r in reading.rejected]
    return sorted(out, key=lambda row: (row["span"], row["what"], row["value"]))


def _roles(event: EventClaim) -> Iterable[tuple[str, Participant]]:
    yield from (("actor", p) for p in event.actors)
    yield from (("recipient", p) for p in event.recipients)


def _explained_row(evidence: Evidence, what: str, value: str, rule: str) -> dict[str, Any]:
    return {"what": what, "text": evidence.exact, "span": list(evidence.span), "value": value, "rule": rule}


def show_explained(reading: Reading, seen: Layers, out: Printer) -> None:
    """The rows of :func:`explained` as a table."""
    out.line(f"language {reading.document.language} · fingerprint {reading.fingerprint}")
    out.table(
        ("at", "what", "words", "read as", "rule"),
        ((f"{r['span'][0]}-{r['span'][1]}", r["what"], cut(r["text"]), r["value"], r["rule"]) for r in explained(reading, seen)),
        "nothing was recognised.",
    )


# --- what came of a batch ---------------------------------------------------------------------------------------------


def _report(line: str) -> None:
    sys.stderr.write(clean(line) + "\n")


class Tally:
    """Counts what came of the inputs and reports what was skipped, each reason a few times and then by number."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()
        self.reasons: Counter[tuple[str, bool]] = Counter()

    @property
    def skipped(self) -> int:
        """Inputs that were not read."""
        return self.count["skipped"]

    def take(self, item: Reading | str | Skipped, ledger: Ledger | None = None) -> bool:
        """Count one result, store it or report it; true when it is a reading, or one as JSON."""
        if isinstance(item, Reading | str):
            if ledger is not None and isinstance(item, Reading):
                try:
                    self.count[ledger.add(item)] += 1
                except OtherArticleError as error:
                    return self.take(Skipped(item.document.article, None, str(error), ""), ledger)
            self.count["read"] += 1
            return True
        self.count["warned" if item.kept else "skipped"] += 1
        reason = (item.what, item.kept)
        self.reasons[reason] += 1
        if self.reasons[reason] <= _ALIKE:
            _report(f"{'note' if item.kept else 'skipped'}: {item}")
        if ledger is not None and not item.kept:
            ledger.store.log_skipped(f"{item.what} {item.hint}".strip(), file=item.file, line=item.line)
        return False

    def end(self) -> None:
        """Print the counts on standard error."""
        for (what, kept), times in self.reasons.items():
            if times > _ALIKE:
                _report(f"{'note' if kept else 'skipped'}: {times - _ALIKE:,} more like this: {what}")
        stored = ", ".join(f"{self.count[k]:,} {k}" for k in ("new", "superseded", "unchanged") if self.count[k])
        line = f"read {self.count['read']:,}" + (f" ({stored})" if stored else "")
        warned = f", {counted(self.count['warned'], 'note')}" if self.count["warned"] else ""
        _report(f"{line}, skipped {self.skipped:,}{warned}.")


@contextmanager
def progress(hidden: bool) -> Iterator[Callable[[], None]]:
    """A counter on standard error when that is a terminal; nothing in a pipe."""
    if hidden or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} read"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("read", total=None)
        yield lambda: bar.advance(task)


# --- packs ------------------------------------------------------------------------------------------------------------


def show_pack(report: Report, outcomes: Sequence[Outcome], out: Printer) -> None:
    """The tables of a language pack beside their floors, how many of its examples come out right, and which do not."""
    out.heading(f"Language pack {report.code}")
    rows = []
    for table, held in report.rows.items():
        least, shown = report.floors.get(table, (0, 0))
        ours = [o for o in outcomes if o.table == table]
        right = sum(not o.problems for o in ours)
        rows.append((table, f"{held:,}", f"{least:,}", f"{report.forms.get(table, 0):,}", len(ours), shown, right))
    out.table(("table", "rows", "at least", "forms", "examples", "at least", "right"), rows)
    right = sum(not o.problems for o in outcomes)
    out.line(f"{right:,} of {len(outcomes):,} examples come out right.", 2)
    for shortfall in report.under:
        out.line(shortfall, 2)
    for outcome in outcomes:
        for problem in outcome.problems:
            out.line(f"{report.folder}/examples/{outcome.table}.jsonl:{outcome.line}: {cut(problem, 400)}", 2)
