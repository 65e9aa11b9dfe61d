"""Commands that check and begin: ``check language|config|ledger|schema``, ``new language``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from saksi.cli.common import emit, emit_json, json_option, open_ledger, printer, stored_readings
from saksi.errors import LanguageError


@click.group()
def check() -> None:
    """Check a language pack, the settings, a ledger, or readings against the contract."""


@check.command("language")
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@json_option
@click.pass_context
def check_language(ctx: click.Context, /, codes: tuple[str, ...], as_json: bool) -> None:
    """Sizes of a pack's tables beside their floors, and how many of its examples come out right."""
    from saksi import contract, languages
    from saksi.cli.terminal import show_pack
    from saksi.reading.examples import run_examples

    wrong = 0
    for code in codes or languages.available():
        report, outcomes = languages.check(code), tuple(run_examples(code))
        failed = [outcome for outcome in outcomes if outcome.problems]
        wrong += len(failed)
        if as_json:
            problems = [{"table": o.table, "line": o.line, "problems": o.problems} for o in failed]
            emit_json({**contract.plain(report), "right": len(outcomes) - len(failed), "wrong": problems})
        else:
            show_pack(report, outcomes, printer())
    ctx.exit(1 if wrong else 0)


@check.command("config")
@json_option
@click.pass_context
def check_config(ctx: click.Context, /, as_json: bool) -> None:
    """Every setting, its value, and where it came from: default, file, environment, flag."""
    from saksi import config

    settings, origin = config.load(ctx.find_root().params.get("config"))
    rows = [{"setting": name, "value": getattr(settings, name), "from": origin[name]} for name in settings.__struct_fields__]
    if as_json:
        emit_json(rows)
    else:
        printer().table(("setting", "value", "from"), [tuple(_plain(cell) for cell in row.values()) for row in rows])


def _plain(value: Any) -> str:
    return ", ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)


@check.command("ledger")
@click.argument("ledger", metavar="LEDGER")
@json_option
@click.pass_context
def check_ledger(ctx: click.Context, /, ledger: str, as_json: bool) -> None:
    """Whether a ledger is sound: damage, readings that changed, judgements missing from its journal."""
    from saksi.cli.terminal import counted

    with open_ledger(ledger, create=False) as held:
        problems, counts = held.store.check(), held.store.counts()
    if as_json:
        emit_json({"counts": counts, "problems": problems})
    else:
        printer().table(("holds", "how many"), counts.items())
        for problem in problems:
            click.echo(f"problem: {problem}")
        click.echo(f"{counted(len(problems), 'problem')}." if problems else "The ledger is sound.")
    ctx.exit(1 if problems else 0)


@check.command("schema")
@click.argument("path", required=False, metavar="[READINGS]")
@json_option
@click.pass_context
def check_schema(ctx: click.Context, /, path: str | None, as_json: bool) -> None:
    """Print the JSON Schema of a reading; with READINGS (JSONL) check that every line keeps the contract."""
    import json

    from saksi import contract

    if path is None:
        emit(json.dumps(contract.schema(), indent=2, ensure_ascii=False))
        ctx.exit(0)
    count = sum(1 for _ in stored_readings(path))
    if as_json:
        emit_json({"contract": contract.VERSION, "readings": count})
    else:
        from saksi.cli.terminal import counted

        click.echo(f"{counted(count, 'reading')} {'keeps' if count == 1 else 'keep'} contract {contract.VERSION}.")


@click.group()
def new() -> None:
    """Start something new: a language pack."""


@new.command("language")
@click.argument("code")
@click.option("--like", default="id", show_default=True, metavar="CODE", help="The installed pack to copy.")
@click.option("--name", metavar="NAME", help="Name of the language; otherwise its code.")
@click.option("--into", "folder", metavar="FOLDER", help="Where to put it; otherwise beside the other packs.")
@json_option
def new_language(code: str, like: str, name: str | None, folder: str | None, as_json: bool) -> None:
    """Copy a language pack under a new code, its examples empty, and say what to do next.

    The copy does not pass until its rows are those of the new language and its examples reach the floors.
    """
    import re

    from saksi import languages

    if not re.fullmatch(r"[a-z]{2,3}", code):
        raise click.UsageError(f"'{code}' is no language code. Use ISO 639, for example ms.")
    home = Path(languages.__file__).parent
    source, target = home / like, Path(folder) / code if folder else home / code
    if like not in languages.available():
        raise LanguageError(f"there is no language pack '{like}' to copy. Installed: {', '.join(languages.available())}.")
    if target.exists():
        raise click.UsageError(f"{target} is there already. Remove it, or choose another code or --into FOLDER.")
    (target / "examples").mkdir(parents=True)
    for file in sorted(source.glob("*.toml")):
        text = file.read_text(encoding="utf-8")
        if file.name == "pack.toml":
            text = re.sub(r'(?m)^code = ".*"', f'code = "{code}"', text)
            text = re.sub(r'(?m)^name = ".*"', lambda _: f'name = "{name or code}"', text)
        (target / file.name).write_text(f"# Copied from the pack {like}: replace every row.\n{text}", encoding="utf-8")
    for file in sorted((source / "examples").glob("*.jsonl")):
        (target / "examples" / file.name).write_text("", encoding="utf-8")
    if as_json:
        emit_json({"folder": str(target), "tables": sorted(file.name for file in target.glob("*.toml"))})
        return
    click.echo(f"{target}: {len(list(target.glob('*.toml')))} tables copied from {like}, examples empty.")
    click.echo(
        f"Next: replace the rows, write examples, run: saksi check language {code}, and add it to languages in saksi.toml."
    )
