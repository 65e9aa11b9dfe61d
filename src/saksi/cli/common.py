"""What all commands share: errors as one line and an exit code, JSON on standard output, options, settings."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from saksi.errors import ConfigError, JudgementError, LanguageError, PluginError, SaksiError

if TYPE_CHECKING:
    from saksi.cli.terminal import Printer
    from saksi.config import Config
    from saksi.ledger import Ledger
    from saksi.sources import Skipped
    from saksi.types import Document, Reading


class Commands(click.Group):
    """The group of all commands. An error of Saksi becomes one line and an exit code, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; 2 where the call was wrong, 1 where the data was."""
        try:
            return super().invoke(ctx)
        except SaksiError as error:
            misuse = isinstance(error, ConfigError | LanguageError | PluginError | JudgementError)
            fail(str(error), 2 if misuse else 1)
        except OSError as error:
            if isinstance(error, BrokenPipeError):
                raise  # whoever read the output has gone: click ends quietly
            fail(f"{error.filename or 'output'}: {error.strerror}. Free some space, or choose another place.", 1)


def fail(message: str, code: int) -> NoReturn:
    """Print a message on standard error and end with an exit code."""
    click.echo(f"saksi: {message}", err=True)
    sys.exit(code)


_LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def emit(line: str) -> None:
    """One line of UTF-8 on standard output, whatever the locale."""
    sys.stdout.buffer.write(line.encode("utf-8") + b"\n")
    sys.stdout.buffer.flush()


def emit_json(value: Any) -> None:
    """A value, or one that is JSON already, as one line whatever a reader takes for a line end: those in strings are escaped."""
    from saksi import contract

    line = value if isinstance(value, str) else contract.to_json(value)
    emit(line.translate(_LINE_ENDS))


def settings(ctx: click.Context, **flags: Any) -> Config:
    """The settings of this run; flags given on the command line come last. Raises ConfigError."""
    from saksi import config

    return config.load(ctx.find_root().params.get("config"), **flags)[0]


def place(path: str | None) -> None:
    """Put the folders that a settings file names into the environment, where the languages look and worker processes too.

    Raises ConfigError on a broken file; costs nothing where there is none.
    """
    import os

    if path is None and not Path("saksi.toml").is_file():
        return
    from saksi import config

    held, _ = config.load(path)
    for name in ("cache", "packs", "ontologies"):
        value = getattr(held, name)
        if value is not None:
            os.environ[f"SAKSI_{name.upper()}"] = value


def printer() -> Printer:
    """What prints tables and marked sentences on standard output."""
    from saksi.cli.terminal import Printer

    return Printer()


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option that every command has: ``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")(command)


def pipeline_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option that names spaCy pipelines: ``--pipeline``."""
    text = "A spaCy pipeline, installed or a folder, whose names and subjects help the reading of its language. May be repeated."
    return click.option("--pipeline", multiple=True, metavar="NAME", help=text)(command)


def pairs(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """``KEY=NAME,KEY=NAME`` as a dict. Raises BadParameter when a piece is no pair."""
    out = {}
    for pair in (piece for value in values for piece in value.split(",") if piece):
        key, equals, name = pair.partition("=")
        if not (key.strip() and equals and name.strip()):
            raise click.BadParameter(f"'{pair}' is not KEY=NAME, for example text=isi_berita.")
        out[key.strip()] = name.strip()
    return out


def field_names(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """The pairs of ``--fields``. Raises BadParameter when one maps what is no key of an article."""
    out = pairs(ctx, param, values)
    if out:
        from saksi.sources import KEYS

        for key in out:
            if key not in KEYS:
                raise click.BadParameter(f"'{key}' is no key of an article. The keys are: {', '.join(KEYS)}.")
    return out


def iso_date(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """A date given as an option, as ISO 8601. Raises BadParameter when it is none."""
    if value is None:
        return None
    from saksi.sources.dates import names, normalise

    date = normalise(value, "dmy", names(("id", "en")))
    if date is None:
        raise click.BadParameter(f"'{value}' is not a date. Write it as 2025-10-21.")
    return date


def source_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say what the inputs are."""
    formats = click.Choice(["text", "html", "jsonl", "csv"])
    keys = "Our keys and the names they have in the data: text=isi_berita,published=tanggal."
    options = (
        click.option("--fields", multiple=True, callback=field_names, metavar="KEY=NAME,...", help=keys),
        click.option("--language", metavar="CODE", help="Language of documents that name none; otherwise it is identified."),
        click.option("--published", metavar="DATE", callback=iso_date, help="Publication date of documents that have none."),
        click.option("--publisher", metavar="NAME", help="Outlet of documents that name none."),
        click.option(
            "--dates", type=click.Choice(["dmy", "mdy"]), help="Order in dates such as 5/6/2025; else each file shows it."
        ),
        click.option("--format", "kind", type=formats, help="Format of the inputs; otherwise told by their endings."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def documents(ctx: click.Context, paths: Iterable[str], given: dict[str, Any]) -> Iterator[Document | Skipped]:
    """The documents of the inputs, read as the settings and the options of :func:`source_options` say."""
    from saksi import sources

    held = settings(ctx)
    return sources.documents(paths, languages=held.languages, max_document=held.max_document, **given)


def open_ledger(path: str, create: bool = True) -> Ledger:
    """The ledger at ``path``. Raises LedgerError when there is none and none is to be made, or it cannot be opened."""
    from saksi import ledger

    return ledger.open(path, create=create)


def stored_readings(path: str) -> Iterator[Reading]:
    """The readings of a JSONL file. Raises SourceError with file and line where one breaks the contract."""
    import msgspec

    from saksi import contract
    from saksi.errors import SourceError

    file = Path(path)
    if not file.is_file():
        raise click.UsageError(f"{path}: there is no such file of readings. Make one with: saksi read DOCS --json > {path}")
    for number, line in enumerate(file.read_bytes().split(b"\n"), 1):
        if line.strip():
            try:
                yield contract.from_json(line)
            except (msgspec.DecodeError, KeyError, TypeError) as error:
                hint = "Make readings with: saksi read DOCS --json"
                raise SourceError(f"the line is no reading: {error}.", file=path, line=number, hint=hint) from error
