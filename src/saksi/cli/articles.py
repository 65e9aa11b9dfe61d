"""Commands that read: ``read``, ``explain``, ``evaluate``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from saksi.cli.batch import json_lines, readings, unread
from saksi.cli.common import (
    documents,
    emit_json,
    iso_date,
    json_option,
    open_ledger,
    pipeline_option,
    printer,
    settings,
    source_options,
    stored_readings,
)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH|URL|FOLDER|- ...")
@click.option("--into", "ledger", metavar="LEDGER", help="Add the readings to this ledger.")
@click.option("--rejected", is_flag=True, help="Also give what was considered and turned down, with the reason.")
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="N", help="Processes; without it one for a few documents, one a core for many."
)
@pipeline_option
@source_options
@json_option
@click.pass_context
def read(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    ledger: str | None,
    rejected: bool,
    jobs: int | None,
    pipeline: tuple[str, ...],
    as_json: bool,
    **given: Any,
) -> None:
    """Read articles: print what they say, or add it to a ledger.

    Files may be text, HTML, JSONL or CSV, in any mixture; folders are read whole. An article in JSONL is an object with id, url,
    title, text, published, publisher and language, all but text optional. What cannot be read is reported and the rest is read.
    """
    from saksi.cli.terminal import Tally, progress

    tally = Tally()
    with ExitStack() as stack:
        held = stack.enter_context(open_ledger(ledger)) if ledger else None
        show = None if held is not None and not as_json else emit_json if as_json else _shower()
        tick = stack.enter_context(progress(show is not None and sys.stdout.isatty()))
        stream, chosen = documents(ctx, paths, given), settings(ctx, pipeline=pipeline or None)
        known = stream if held is None or rejected else unread(stream, held, chosen.scope, chosen.pipeline)
        made = (json_lines if as_json and held is None else readings)(known, rejected, jobs, chosen.scope, chosen.pipeline)
        for item in made:
            if tally.take(item, held) and show is not None:
                show(item)
            tick()
    tally.end()
    if held is not None and tally.count["read"]:
        click.echo(f"Next: saksi reconcile {ledger}", err=True)
    ctx.exit(1 if tally.skipped else 0)


def _shower() -> Callable[[Any], None]:
    from saksi.cli.terminal import show_reading

    out = printer()
    return lambda reading: show_reading(reading, out)


@click.command()
@click.argument("sentence")
@click.option("--language", metavar="CODE", help="Its language; otherwise it is identified.")
@click.option("--published", metavar="DATE", callback=iso_date, help="Publication date, which anchors 'yesterday'.")
@json_option
@click.pass_context
def explain(ctx: click.Context, /, sentence: str, language: str | None, published: str | None, as_json: bool) -> None:
    """Show what is seen in a SENTENCE: numbers, times, places, parties, claims, by which rule, and what was turned down.

    A hyphen reads the sentence from standard input.

    A time is shown as the interval that claims carry (time) and as the expression TimeML has (timex: type, value, modifier).
    """
    from saksi.cli.terminal import explained, show_explained
    from saksi.reading import layers
    from saksi.reading import read as read_document
    from saksi.sources import build_document

    if sentence == "-":
        sentence = sys.stdin.buffer.read().decode("utf-8", "replace")
    elif _is_file(sentence):
        raise click.UsageError(
            f"{sentence}: a file, and explain takes a sentence. Give it on standard input: saksi explain - < FILE"
        )
    document = build_document(text=sentence, language=language, published=published)
    scope = settings(ctx).scope
    reading, (_, seen) = read_document(document, rejected=True, scope=scope), layers(document, scope=scope)
    if as_json:
        emit_json(explained(reading, seen))
    else:
        show_explained(reading, seen, printer())


def _is_file(sentence: str) -> bool:
    """Whether what was given for a sentence is the name of a file. What the system takes for no name at all is none."""
    try:
        return Path(sentence).is_file()
    except (OSError, ValueError):
        return False


@click.command()
@click.argument("gold", metavar="[GOLD]", required=False)
@click.argument("paths", nargs=-1, metavar="[DOCS]...")
@click.option("--suite", metavar="NAME", help="Measure on an outside set instead, as its field does; of a checkout only.")
@click.option("--data", metavar="PATH", help="Where the set of --suite is kept.")
@click.option("--pred", metavar="READINGS", help="Score these readings (JSONL) instead of reading DOCS.")
@click.option(
    "--scorer", metavar="FILE", help="The scoring script; otherwise quality/score/score.py near GOLD or the working folder."
)
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes.")
@click.option("-v", "--verbose", is_flag=True, help="Print every miss and every false hit on standard error.")
@source_options
@json_option
@click.pass_context
def evaluate(
    ctx: click.Context,
    /,
    gold: str | None,
    paths: tuple[str, ...],
    suite: str | None,
    data: str | None,
    pred: str | None,
    scorer: str | None,
    jobs: int | None,
    verbose: bool,
    as_json: bool,
    **given: Any,
) -> None:
    """Score readings against hand-made gold: one JSON file, or a folder of them.

    DOCS are read as `saksi read` reads them; a document belongs to the gold whose id it has. With --suite and --data instead: the
    figures of an outside set, as its field computes them; with -v also its 50 worst errors.
    """
    if suite or data:
        if gold or not suite or not data:
            raise click.UsageError("A suite takes --suite NAME and --data PATH, and no gold.")
        measure_suite(suite, Path(data), worst=50 if verbose else 0, as_json=as_json)
        return
    if gold is None:
        raise click.UsageError("Give a gold file or folder, or a suite with --suite NAME and --data PATH.")
    if not paths and not pred:
        raise click.UsageError("Give the documents that the gold is about, or their readings with --pred.")
    if not Path(gold).exists():
        raise click.UsageError(f"{gold}: there is no such gold file or folder.")
    from saksi import contract
    from saksi.cli.terminal import Tally
    from saksi.types import Reading

    module = _scorer(scorer, Path(gold))
    tally = Tally()
    found: dict[str, Any] = {}
    if pred:
        found = {str(reading.document.source_id): reading for reading in stored_readings(pred)}
    else:
        for item in readings(documents(ctx, paths, given), jobs=jobs, scope=settings(ctx).scope):
            if tally.take(item) and isinstance(item, Reading):
                found[str(item.document.source_id)] = item
        tally.end()
    plain = {key: json.loads(contract.to_json(reading)) for key, reading in found.items()}
    scores = module.score(
        module.load(Path(gold)), plain, (lambda line: click.echo(line, err=True)) if verbose else (lambda _: None)
    )
    if as_json:
        emit_json(scores)
    else:
        for name, value in scores.items():
            shown = "  ".join(f"{k} {v}" for k, v in value.items()) if isinstance(value, dict) else str(value)
            click.echo(f"{name:22} {shown}")
    ctx.exit(1 if scores.get("missing") or scores.get("broken") or tally.skipped else 0)


def measure_suite(name: str, data: Path, *, worst: int, as_json: bool) -> None:
    """Print the figures of an outside set, its worst errors on standard error. Suites are of the checkout, not of the package."""
    import sys
    from importlib import import_module

    root = next((r for r in (Path.cwd(), *Path.cwd().parents) if (r / "quality/suites/registry.py").is_file()), None)
    if root is None:
        raise click.UsageError("Suites are part of a checkout of Saksi: run this inside one.")
    sys.path.insert(0, str(root))
    registry = import_module("quality.suites.registry")
    if name not in registry.SUITES:
        raise click.UsageError(f"{name}: there is no such suite. There are {', '.join(registry.SUITES)}.")
    if not data.exists():
        raise click.UsageError(
            f"{data}: there is no such file or folder. Sets are kept outside the repository; see docs/quality.md."
        )
    report = registry.run(name, data, worst)
    if as_json:
        emit_json(report.parts)
    else:
        for line in report.lines():
            click.echo(line)
    for error in report.errors:
        click.echo(error, err=True)


def _scorer(given: str | None, gold: Path) -> Any:
    from importlib.util import module_from_spec, spec_from_file_location

    roots = (*gold.resolve().parents, Path.cwd(), *Path.cwd().parents)
    near = (root / place for root in roots for place in ("quality/score/score.py", "score/score.py", "score.py"))
    file = Path(given) if given else next((path for path in near if path.is_file()), None)
    if file is None or not file.is_file():
        raise click.UsageError(f"{given or 'quality/score/score.py'}: no scoring script there. Name it with --scorer FILE.")
    spec = spec_from_file_location("saksi_scorer", file)
    if spec is None or spec.loader is None:
        raise click.UsageError(f"{file}: not a Python file. Name the scoring script with --scorer FILE.")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
