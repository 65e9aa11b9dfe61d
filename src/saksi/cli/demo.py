"""``saksi demo``: from example articles to a ledger, a toll by claimant and a trace, in one go."""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from saksi.cli.batch import readings
from saksi.cli.common import emit_json, json_option, open_ledger, printer, settings

if TYPE_CHECKING:
    from saksi.types import Event

_COUNTS = ("killed", "injured", "missing", "abducted", "captured", "detained", "displaced")
_SUFFIXES = (".jsonl", ".txt", ".html")


@click.command()
@click.argument("examples", required=False, metavar="[EXAMPLES]")
@click.option("--into", "ledger", metavar="LEDGER", help="Keep the ledger here; otherwise it is thrown away at the end.")
@click.option("--serve/--no-serve", default=None, help="End by serving the workspace, or not; otherwise on a terminal only.")
@json_option
@click.pass_context
def demo(ctx: click.Context, /, examples: str | None, ledger: str | None, serve: bool | None, as_json: bool) -> None:
    """Read the example articles, reconcile them, show the ledger (events, a toll by claimant, a trace), and serve it."""
    from saksi import sources
    from saksi.cli.terminal import Tally
    from saksi.cli.views import plain_trace, show_events, show_toll, show_trace
    from saksi.shown import counted, name_of

    held_settings = settings(ctx)
    stream = sources.documents(articles(examples), languages=held_settings.languages, max_document=held_settings.max_document)
    tally = Tally()
    with ExitStack() as stack:
        if ledger is None:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="saksi-"))
        held = stack.enter_context(open_ledger(ledger or str(Path(folder) / "demo.saksi")))
        for item in readings(stream, scope=held_settings.scope):
            tally.take(item, held)
        tally.end()
        events = held.reconcile(held_settings.policy)
        fullest = max((e for e in events if count_of(e)), key=_weight, default=None)
        table = held.toll(fullest.key, held_settings.policy) if fullest else None
        trace = held.trace(f"{fullest.key}.{count_of(fullest)}", held_settings.policy) if fullest else None
        if as_json:
            emit_json({"events": events, "toll": table, "trace": plain_trace(trace) if trace else None})
        else:
            out = printer()
            out.heading(f"{counted(len(events), 'event')}, figures under the policy {held_settings.policy}")
            show_events(events, out, most=12)
            if fullest is not None and table is not None and trace is not None:
                show_toll(table, out)
                show_trace(trace, out)
                out.line()
                name = ledger or "LEDGER"
                kept = "" if ledger else "Keep one with: saksi demo --into LEDGER. "
                field = f"{name_of(fullest)}.{count_of(fullest)}"
                out.line(f"{kept}Next: saksi show {name} --contradictions, saksi trace {name} {field}")
            if sys.stdout.isatty() if serve is None else serve:
                from saksi.cli.serve import serve_demo

                serve_demo(held, held_settings.policy)
    ctx.exit(1 if tally.skipped else 0)


def articles(given: str | None) -> list[str]:
    """The example files: of the folder given, else of ``examples`` in the working folder or beside the source tree."""
    homes = [Path(given)] if given else [Path("examples"), Path(__file__).parents[3] / "examples"]
    home = next((home for home in homes if home.exists()), None)
    if home is None:
        raise click.UsageError(f"{homes[0]}: there are no examples there. Name a folder of articles: saksi demo FOLDER")
    if home.is_file():
        return [str(home)]
    found = sorted(str(path) for path in home.rglob("*") if path.suffix.lower() in _SUFFIXES and path.is_file())
    if not found:
        raise click.UsageError(f"{home}: the folder holds no articles. Put .jsonl, .txt or .html files into it.")
    return found


def count_of(event: Event) -> str | None:
    """The count that a trace of this event is shown for: the first it has a figure of."""
    return next((kind for kind in _COUNTS if kind in event.fields and event.fields[kind].value is not None), None)


def _weight(event: Event) -> tuple[int, int, str]:
    return len(event.casualties), len(event.claims), event.key
