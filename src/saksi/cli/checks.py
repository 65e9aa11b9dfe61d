"""Commands that check and begin: ``check language|ontology|config|ledger|schema``, ``new language``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from saksi.cli.common import emit, emit_json, json_option, open_ledger, printer, stored_readings
from saksi.errors import LanguageError


@click.group()
def check() -> None:
    """Check a language pack, an ontology, the settings, a ledger, or readings against the contract."""


@check.command("language")
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@json_option
@click.pass_context
def check_language(ctx: click.Context, /, codes: tuple[str, ...], as_json: bool) -> None:
    """Sizes of a pack's tables beside their floors, and how many of its examples come out right.

    What is under its floor is named with file and line; so is every example that does not hold.
    """
    from saksi import contract, languages
    from saksi.cli.terminal import show_pack
    from saksi.reading.examples import run_examples

    wrong = 0
    for code in codes or languages.available():
        report = languages.check(code)
        with languages.unfinished():
            outcomes = tuple(run_examples(code))
        failed = [outcome for outcome in outcomes if outcome.problems]
        wrong += len(failed) + len(report.under)
        if as_json:
            problems = [{"table": o.table, "line": o.line, "problems": o.problems} for o in failed]
            emit_json({**contract.plain(report), "right": len(outcomes) - len(failed), "wrong": problems})
        else:
            show_pack(report, outcomes, printer())
    ctx.exit(1 if wrong else 0)


@check.command("ontology")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@json_option
def check_ontology(names: tuple[str, ...], as_json: bool) -> None:
    """What each ontology holds: codes, modes, rules of the crosswalk. A broken file is named with its line."""
    from saksi import ontologies

    held = [(name, ontologies.load(name)) for name in names or ontologies.available()]
    columns = ("ontology", "codes", "modes", "contexts", "sectors", "rules", "fields", "decisions")
    rows = [
        (name, *(len(x) for x in (o.codes, o.modes, o.contexts, o.sectors, o.rules, o.fields, o.decisions))) for name, o in held
    ]
    if as_json:
        emit_json([dict(zip(columns, row, strict=True)) for row in rows])
    else:
        printer().table(columns, [tuple(str(cell) for cell in row) for row in rows])


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
    from saksi.shown import counted

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
        from saksi.shown import counted

        click.echo(f"{counted(count, 'reading')} {'keeps' if count == 1 else 'keep'} contract {contract.VERSION}.")


@click.group()
def new() -> None:
    """Start something new: a language pack."""


@new.command("language")
@click.argument("code")
@click.option(
    "--like", default="id", show_default=True, metavar="CODE", help="The pack whose header, floors and patterns it takes."
)
@click.option("--rows", is_flag=True, help="Copy that pack's rows too: for a close relative, whose words are then gone through.")
@click.option("--name", metavar="NAME", help="Name of the language; otherwise its code.")
@click.option("--into", "folder", metavar="FOLDER", help="Where to put it; otherwise where Saksi looks for packs of your own.")
@json_option
def new_language(code: str, like: str, rows: bool, name: str | None, folder: str | None, as_json: bool) -> None:
    """Begin a language pack: the files every pack has, what belongs into each, and the floors it must reach.

    Nothing is read with it before its rows and examples reach the floors of pack.toml.
    """
    from saksi import languages
    from saksi.languages.skeleton import skeleton
    from saksi.sources.language import normal_code

    if not (code.isascii() and code.isalpha() and code.islower() and len(code) in (2, 3)):
        raise click.UsageError(f"'{code}' is no language code. Use two or three small letters of ISO 639, for example ms.")
    if normal_code(code) != code:
        raise click.UsageError(
            f"'{code}' is a language that is called '{normal_code(code)}' here. Say: saksi new language {normal_code(code)}"
        )
    if code in languages.available():
        where = languages.folder_of(code)
        raise click.UsageError(f"there is a pack '{code}' already, in {where}. Edit it there, or choose another code.")
    if like not in languages.available():
        raise LanguageError(f"there is no language pack '{like}' to begin from. Installed: {', '.join(languages.available())}.")
    home = Path(folder) if folder else languages.own_home()
    target = home / code
    if target.exists():
        raise click.UsageError(f"{target} is there already. Remove it, or choose another code or --into FOLDER.")
    pattern = languages.load(like)
    made = skeleton(code, name or code, pattern.header, pattern.rows, pattern.morphology)
    if rows:
        for file in made:
            if file.endswith(".toml") and file != "pack.toml":
                copied = (languages.folder_of(like) / file).read_text(encoding="utf-8")
                made[file] = f"# Copied from the pack {like}: go through every row.\n{copied}"
    for file, text in made.items():
        (target / file).parent.mkdir(parents=True, exist_ok=True)
        (target / file).write_text(text, encoding="utf-8")
    if as_json:
        emit_json({"folder": str(target), "files": sorted(made)})
        return
    held = f"rows copied from {like}" if rows else "no rows yet"
    click.echo(f"{target}: {len(made)} files, {held}, the floors of {like}, examples empty.")
    if home.resolve() not in [Path(str(place)).resolve() for place in languages.homes()]:
        click.echo(f"Saksi does not look for packs in {home}: set packs in saksi.toml or SAKSI_PACKS to it.")
    click.echo(f"Next: fill the tables, write examples, run: saksi check language {code}, and add it to languages in saksi.toml.")
