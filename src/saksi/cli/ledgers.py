"""Commands about a ledger: ``reconcile``, ``show``, ``trace``, ``judge``, ``add``, ``import``, ``export``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from saksi.cli.common import emit_json, iso_date, json_option, open_ledger, pairs, printer, settings

if TYPE_CHECKING:
    from saksi.cli.terminal import Printer
    from saksi.ledger import Ledger

_POLICY = "Policy that chooses the figures, such as latest, source-range, by-claimant or ucdp-like; otherwise the setting."
_FORMATS = "For claims csv, jsonl, xlsx or an installed one, else the ending of -o; for events events, ucdp or acled."
_REDACT = "Redaction profile: public for events unless another is named; claims are shown whole unless one is."
_STATUS = "How source-range settles who was a civilian where sources differ: range, majority or hierarchy."


def policy_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option ``--policy``."""
    return click.option("--policy", metavar="NAME", help=_POLICY)(command)


def person_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option ``--by``."""
    return click.option("--by", metavar="NAME", help="Who decides; otherwise the setting coder.")(command)


def redact_option(default: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option ``--redact``: whose names are not shown."""
    text = "Redaction profile: none, public, strict, or a .toml file of your own."
    return click.option("--redact", metavar="PROFILE", default=default, show_default=True, help=text)


def blind_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option ``--blind``."""
    text = "Code blind: see the machine's readings and your own decisions (--by), nobody else's."
    return click.option("--blind", is_flag=True, help=text)(command)


def seen_by(held: Ledger, coder: str, blind: bool) -> Ledger:
    """The ledger, or what one coder sees of it who codes blind."""
    return held.blind(coder) if blind else held


def chosen(ctx: click.Context, policy: str | None) -> str:
    """The policy given, else the setting. Raises ConfigError when there is none of that name."""
    from saksi.errors import ConfigError
    from saksi.reconcile import POLICIES

    name = policy or settings(ctx).policy
    if name not in POLICIES:
        raise ConfigError(f"there is no policy '{name}'. Policies: {', '.join(POLICIES)}.")
    return name


@click.command()
@click.argument("ledger", metavar="LEDGER")
@policy_option
@json_option
@click.pass_context
def reconcile(ctx: click.Context, /, ledger: str, policy: str | None, as_json: bool) -> None:
    """Cluster what the articles tell into events, and record the names of new ones."""
    from saksi.views import Views

    with open_ledger(ledger, create=False) as held:
        events = held.reconcile(chosen(ctx, policy))
        Views(held, chosen(ctx, None)).refresh()  # what the workspace and the API read
    if as_json:
        emit_json(events)
        return
    from saksi.cli.views import show_events
    from saksi.shown import counted

    show_events(events, printer())
    click.echo(
        f"{counted(len(events), 'event')}. Next: saksi show {ledger} --toll, or saksi trace {ledger} EVENT.killed", err=True
    )


@click.command()
@click.argument("ledger", metavar="LEDGER")
@click.option("--toll", is_flag=True, help="Who says how many, event by event.")
@click.option("--origins", is_flag=True, help="Which articles are one text, and whose testimonies they carry.")
@click.option("--contradictions", is_flag=True, help="Where reports contradict each other or themselves, both sentences shown.")
@click.option("--why", nargs=2, metavar="A B", help="Why two event claims, or two events, are one or are not.")
@click.option("--timeline", is_flag=True, help="Who said how many, when, and which bulletin replaced which; -o draws it.")
@click.option("--codes", metavar="ONTOLOGY", help="What acled, ucdp, cameo or snpk would call each event, and what is lost.")
@click.option("--queue", is_flag=True, help="Judgements that wait for a person.")
@click.option("--coverage", is_flag=True, help="What was read, by outlet, week and place; what told nothing, what failed.")
@click.option("--agreement", is_flag=True, help="How far coders who decided blind agree: Krippendorff's alpha, field by field.")
@click.option("--skipped", is_flag=True, help="Inputs that were not read, and why.")
@click.option("--event", metavar="EVENT", help="Only this event, for --toll, --timeline, --origins and --codes.")
@click.option("-o", "--output", metavar="FILE.svg", help="Draw the timeline of one event as a picture, for --timeline --event.")
@policy_option
@json_option
@click.pass_context
def show(
    ctx: click.Context, /, ledger: str, policy: str | None, event: str | None, output: str | None, as_json: bool, **views: Any
) -> None:
    """Show what a ledger holds: its events, or one of the views below."""
    asked = [name for name, wanted in views.items() if wanted]
    if len(asked) > 1:
        raise click.UsageError(f"Ask for one view at a time, not for {' and '.join('--' + name for name in asked)}.")
    if output is not None and (asked != ["timeline"] or event is None):
        raise click.UsageError("-o draws one timeline: add --timeline --event EVENT.")
    out = None if as_json else printer()
    with open_ledger(ledger, create=False) as held:
        if asked == ["timeline"]:
            _show_timelines(held, event, output, out)
        elif asked == ["why"]:
            _show_why(held, views["why"], out)
        elif asked == ["contradictions"]:
            _show_contradictions(held, out)
        elif asked == ["codes"]:
            _show_codes(held, views["codes"], chosen(ctx, policy), event, out)
        elif asked:
            show_view = {
                "toll": _show_tolls,
                "origins": _show_origins,
                "queue": _show_queue,
                "skipped": _show_skipped,
                "agreement": _show_agreement,
                "coverage": _show_coverage,
            }[asked[0]]
            show_view(held, chosen(ctx, policy), event, out)
        else:
            _show_all(held, chosen(ctx, policy), out)


def _show_all(held: Ledger, policy: str, out: Printer | None) -> None:
    events = held.events(policy)
    if out is None:
        emit_json(events)
        return
    from saksi.cli.views import show_events
    from saksi.shown import counted

    counts = held.store.counts()
    show_events(events, out)
    holds = (counted(counts["article"], "article"), counted(len(events), "event"), counted(counts["judgement"], "judgement"))
    out.line(f"{', '.join(holds)}. Policy: {policy}.")
    if loose := len(held.loose_figures()):
        out.line(f"{counted(loose, 'figure')} of no event: saksi show {held.store.path} --toll")
    if waiting := len(held.queue()):
        out.line(f"{counted(waiting, 'judgement')} to look at again: saksi show {held.store.path} --queue")
    if counts["skipped"]:
        out.line(f"{counted(counts['skipped'], 'input')} skipped: saksi show {held.store.path} --skipped")


def _show_tolls(held: Ledger, policy: str, wanted: str | None, out: Printer | None) -> None:
    tables = held.tolls(policy, wanted)
    if out is None:
        emit_json(tables)
        return
    from saksi.cli.views import show_loose, show_toll
    from saksi.reconcile import total
    from saksi.shown import value

    for table in tables:
        show_toll(table, out)
    if not tables:
        out.line("no event has a figure.")
    elif policy != "by-claimant":
        out.heading("All events")
        for kind in ("killed", "injured"):
            out.line(f"{kind}: {value(total(table.foot.get(kind) for table in tables))}", 2)
    if wanted is None:
        show_loose(held.loose_figures(), out)


def _show_origins(held: Ledger, _policy: str, wanted: str | None, out: Printer | None) -> None:
    trees = held.origins(wanted)
    if out is None:
        emit_json([{"name": event.name, **_plain(tree), "counts": tree.counts} for event, tree in trees])
        return
    from saksi.cli.views import show_origins

    documents = {reading.document.id: reading.document for reading in held.readings()}
    for event, tree in trees:
        show_origins(event, tree, documents, out)


def _plain(value: Any) -> Any:
    from saksi import contract

    return contract.plain(value)


def _show_contradictions(held: Ledger, out: Printer | None) -> None:
    from saksi.cli.views import plain_contradictions, show_contradictions

    found = held.contradictions()
    if out is None:
        emit_json(plain_contradictions(found, {r.document.id: r.document for r in held.readings()}))
    else:
        show_contradictions(found, out)


def _show_timelines(held: Ledger, wanted: str | None, output: str | None, out: Printer | None) -> None:
    lines = held.timelines(wanted)
    if output is not None:
        from pathlib import Path

        from saksi.export.svg import timeline_svg

        Path(output).write_text(timeline_svg(lines[0]), encoding="utf-8")
        click.echo(f"{output}: {len(lines[0].bulletins)} bulletins drawn.", err=True)
    elif out is None:
        emit_json(lines)
    else:
        from saksi.cli.views import show_timeline

        for line in lines:
            show_timeline(line, out)
        if not lines:
            out.line("no event has a figure.")


def _show_codes(held: Ledger, ontology: str, policy: str, wanted: str | None, out: Printer | None) -> None:
    codings = held.codes(ontology, policy, wanted)
    if out is None:
        emit_json(codings)
        return
    from saksi.cli.views import show_codes

    show_codes(codings, ontology, policy, out)


def _show_why(held: Ledger, pair: tuple[str, str], out: Printer | None) -> None:
    from saksi.cli.views import show_comparison
    from saksi.reconcile import explain

    readings = tuple(held.readings())
    first, second = (_event_claims(held, ref) for ref in pair)
    comparisons = [explain(x, y, readings) for x in first for y in second if x != y]
    if not comparisons:
        raise click.UsageError(f"{pair[0]} and {pair[1]} are the same claim. Give two.")
    best = max(comparisons, key=lambda c: (c.total, c.a, c.b))
    if out is None:
        emit_json(best)
    else:
        show_comparison(best, out)


def _event_claims(held: Ledger, ref: str) -> tuple[str, ...]:
    """The event claims that a reference means: one claim by the beginning of its id, or all of an event by its name or key."""
    from saksi.errors import LedgerError
    from saksi.reconcile import find_event

    try:
        return find_event(held.events(), ref).claims
    except LedgerError:
        found = held.store.find_claim(ref)
    if found.noun != "event":
        raise click.UsageError(f"{ref} is a claim of noun {found.noun}; --why compares events. Give an event or an event claim.")
    return (found.claim.id,)


def _show_queue(held: Ledger, _policy: str, _wanted: str | None, out: Printer | None) -> None:
    waiting = [(q, q.judgement) for q in held.queue()]
    rows = [(j.id[:12], q.why, j.by, j.action, j.field, j.after, q.claim, j.anchor.exact) for q, j in waiting]
    columns = ("judgement", "why", "by", "action", "field", "value", "claim", "words")
    if out is None:
        emit_json([dict(zip(columns, row, strict=True)) for row in rows])
    else:
        out.table(columns, rows, "no judgement waits.")


def _show_coverage(held: Ledger, _policy: str, _wanted: str | None, out: Printer | None) -> None:
    from saksi.cli.views import show_coverage
    from saksi.coverage import of_ledger

    found = of_ledger(held)
    if out is None:
        emit_json(found)
    else:
        show_coverage(found, out)


def _show_agreement(held: Ledger, _policy: str, _wanted: str | None, out: Printer | None) -> None:
    from saksi.cli.views import show_agreement

    found = held.agreement()
    if out is None:
        emit_json(found)
    else:
        show_agreement(found, out)


def _show_skipped(held: Ledger, _policy: str, _wanted: str | None, out: Printer | None) -> None:
    rows = held.skipped()
    if out is None:
        emit_json([row._asdict() for row in rows])
    else:
        out.table(("when", "file", "line", "what"), rows, "nothing was skipped.")


@click.command()
@click.argument("ledger", metavar="LEDGER")
@click.argument("ref", metavar="EVENT.FIELD")
@policy_option
@click.option("--status-policy", "status", type=click.Choice(["range", "majority", "hierarchy"]), default="range", help=_STATUS)
@json_option
@click.pass_context
def trace(ctx: click.Context, /, ledger: str, ref: str, policy: str | None, status: str, as_json: bool) -> None:
    """Follow a value to its words: policy, claims, who says so, the sentence with the words marked, the page.

    FIELD is type, day, place, sides, or a count: killed, injured, killed.civilian and so on.
    """
    from saksi.cli.views import plain_trace, show_trace

    with open_ledger(ledger, create=False) as held:
        found = held.trace(ref, chosen(ctx, policy), status)
    if as_json:
        emit_json(plain_trace(found))
    else:
        show_trace(found, printer())


@click.command()
@click.argument("ledger", metavar="LEDGER")
@click.argument("claim", metavar="CLAIM")
@click.argument("what", metavar="accept|reject|unsure|same|different|FIELD=VALUE")
@click.argument("other", required=False, metavar="[CLAIM]")
@click.option("--why", metavar="TEXT", help="The reason.")
@person_option
@blind_option
@json_option
@click.pass_context
def judge(
    ctx: click.Context, /, ledger: str, claim: str, what: str, other: str | None, why: str | None, by: str | None, blind: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Decide about a claim: accept, reject or correct it, or say that two event claims are the same event or different ones.

    CLAIM is the id of a claim or its beginning. Nothing is erased: a later decision comes after the earlier one. Where coders who
    decided with --blind differ, theirs wait (saksi show LEDGER --queue) until one without --blind settles it.
    """
    with open_ledger(ledger, create=False) as held:
        coder = by or settings(ctx).coder
        made = seen_by(held, coder, blind).judge(claim, what, other, by=coder, why=why)
    if as_json:
        emit_json(made)
    else:
        change = f" {made.field}: {made.before or 'empty'} -> {made.after or 'empty'}" if made.field else ""
        click.echo(f"{made.action} recorded by {made.by}:{change} “{made.anchor.exact}”")


@click.command()
@click.argument("ledger", metavar="LEDGER")
@click.option("--quote", required=True, metavar="TEXT", help="The words the claim rests on, exactly.")
@click.option("--source", required=True, metavar="NAME", help="Where the words come from: an outlet, a report, an archive.")
@click.option(
    "--noun", type=click.Choice(["casualty", "event"]), default="casualty", show_default=True, help="What the claim is."
)
@click.option("--kind", metavar="KIND", help="killed, injured, missing and so on; for an event its type, such as ASSAULT.")
@click.option("--number", metavar="N", help="16, at_least 16, 12-15 or unspecified.")
@click.option(
    "--set", "fields", multiple=True, callback=pairs, metavar="FIELD=VALUE,...", help="More fields: place=Goma,side=Kongo."
)
@click.option("--words", metavar="TEXT", help="The part of the quote that says it; otherwise the whole.")
@click.option("--url", "--exhibit", "url", metavar="WHERE", help="Where it can be looked up: an address, a file, a shelf mark.")
@click.option(
    "--file",
    "given",
    metavar="FILE",
    type=click.File("rb"),
    help="A photograph, scan, recording or note to keep.",
)
@click.option("--published", metavar="DATE", callback=iso_date, help="When the source was published.")
@click.option("--language", metavar="CODE", help="Language of the quote.")
@click.option("--why", metavar="TEXT", help="The reason.")
@person_option
@json_option
@click.pass_context
def add(
    ctx: click.Context, /, ledger: str, noun: Any, kind: str | None, number: str | None, fields: dict[str, str], by: str | None,
    given: BinaryIO | None, as_json: bool, **exhibit: Any,
) -> None:  # fmt: skip
    """Add a claim by hand, with the words it rests on and where they come from."""
    said = {"kind" if noun == "casualty" else "plover.type": kind, "quantity": number, **fields}
    values = {name: value for name, value in said.items() if value is not None}
    file = (Path(given.name).name, given.read()) if given is not None else None
    with open_ledger(ledger) as held:
        claim = held.record(noun=noun, by=by or settings(ctx).coder, fields=values, file=file, **exhibit)
    if as_json:
        emit_json({"claim": claim})
    else:
        click.echo(f"{noun} claim {claim} added. Undo it with: saksi judge {ledger} {claim} reject")


@click.command("import")
@click.argument("ledger", metavar="LEDGER")
@click.argument("path", metavar="FILE")
@person_option
@blind_option
@json_option
@click.pass_context
def import_(ctx: click.Context, /, ledger: str, path: str, by: str | None, blind: bool, as_json: bool) -> None:
    """Take over decisions: edited rows (CSV, XLSX) of `saksi export`, or another ledger's journal (JSONL)."""
    with open_ledger(ledger) as held:
        if path.lower().endswith(".jsonl"):
            count, problems = held.store.import_journal(path)
        else:
            coder = by or settings(ctx).coder
            count, problems = seen_by(held, coder, blind).import_rows(path, by=coder)
    if as_json:
        emit_json({"judgements": count, "problems": problems})
    else:
        from saksi.shown import counted

        for problem in problems:
            click.echo(f"not taken over: {problem}", err=True)
        click.echo(f"{counted(count, 'judgement')} recorded, {counted(len(problems), 'problem')}.", err=True)
    ctx.exit(1 if problems else 0)


@click.command()
@click.argument("ledger", metavar="LEDGER")
@click.option("--format", "kind", metavar="FORMAT", help=_FORMATS)
@click.option("-o", "--output", metavar="FILE", help="Where to write; otherwise standard output.")
@click.option("--redact", metavar="PROFILE", help=_REDACT)
@policy_option
@person_option
@blind_option
@click.pass_context
def export(
    ctx: click.Context, /, ledger: str, kind: str | None, output: str | None, redact: str | None, policy: str | None,
    by: str | None, blind: bool,
) -> None:  # fmt: skip
    """Write every claim with its decisions as rows; edited rows come back with `saksi import`.

    Or write events, in the columns of UCDP's GED (ucdp) or ACLED's file (acled) or in our own (events): as FILE.xlsx with sheets
    for what was left out and why, and for the sentences behind every value, or as FILE.csv with these beside it.
    """
    from saksi import plugins
    from saksi.tables import FORMATS

    if kind is not None and kind in FORMATS:
        with open_ledger(ledger, create=False) as held:
            _export_table(held, kind, output, chosen(ctx, policy) if policy else None, redact or "public")
        return
    rule = chosen(ctx, policy)
    if not kind and "." not in (output or ""):
        raise click.UsageError(f"Say the format: --format {'|'.join(plugins.available('exporters'))}.")
    with open_ledger(ledger, create=False) as held:
        held = seen_by(held, by or settings(ctx).coder, blind)
        rows = held.rows(rule)
        if redact is not None:
            if kind == "jsonl" or (output or "").endswith(".jsonl"):
                raise click.UsageError("JSON lines hold claims as they were read: --redact is for csv and xlsx.")
            from saksi.redaction import Redactor, load

            rows = Redactor(load(redact), held.facts()).rows(rows)
        write = plugins.load("exporters", kind or (output or "").rsplit(".", 1)[-1].lower() or "csv")
        if output and output != "-":
            with open(output, "wb") as file:  # noqa: PTH123 - an error of the system names the file
                count = write(rows, file)
        else:
            count = write(rows, sys.stdout.buffer)
    from saksi.shown import counted

    click.echo(f"{counted(count, 'row')}, events under policy {rule}.", err=True)


def _export_table(held: Ledger, kind: str, output: str | None, policy: str | None, redact: str) -> None:
    from saksi.export.sheets import write_csv
    from saksi.shown import counted
    from saksi.tables import table, write

    made = table(held, kind, policy=policy, redact=redact)
    if output and output != "-":
        click.echo(f"wrote {', '.join(write(made, output))}", err=True)
    else:
        write_csv(made.sheets()[0], sys.stdout.buffer)
    click.echo(f"{counted(len(made.rows), 'event')}, {made.format}. {made.about['policy']}", err=True)
    events = [row for row in made.excluded if row["what"] == "event"]
    reasons: dict[str, int] = {}
    for row in events:
        reasons[row["why"]] = reasons.get(row["why"], 0) + 1
    if events:
        click.echo(f"left out: {counted(len(events), 'event')}", err=True)
        for why, count in sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0])):
            click.echo(f"  {count:5} {why}", err=True)
    claims = len(made.excluded) - len(events)
    click.echo(f"and {counted(claims, 'figure')} of the events that are in; redaction: {made.about['redaction']}", err=True)
