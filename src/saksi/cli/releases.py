"""Commands about what is given to others: ``release``, ``dossier``, ``take-down``; and ``compare``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from saksi.cli.common import emit, emit_json, json_option, open_ledger, pairs, printer, settings
from saksi.cli.ledgers import chosen, person_option, policy_option, redact_option

if TYPE_CHECKING:
    from saksi.cli.terminal import Printer
    from saksi.releases import Changes, Checked
    from saksi.types import Release

_FIELDS = "Our keys and your columns: date=tanggal,killed=tewas."


@click.command()
@click.argument("ledger", metavar="LEDGER")
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--policy", "policies", multiple=True, metavar="NAME", help="Freeze the events under this policy; may be repeated.")
@click.option("--title", default="", metavar="TEXT", help="Title of the data set.")
@click.option("--author", "authors", multiple=True, metavar="NAME", help="An author of the data set; may be repeated.")
@click.option("--note", default="", metavar="TEXT", help="What is worth knowing of it.")
@click.option("--doi", default="", metavar="DOI", help="A DOI that was reserved for it.")
@click.option("--cite", type=click.Choice(["text", "bibtex", "cff"]), help="Print how to cite it.")
@click.option("--check", "checking", is_flag=True, help="Make it again from what it holds, and compare part by part.")
@click.option("--since", metavar="NAME", help="Print what changed since an earlier release; without NAME what changed to now.")
@click.option("-o", "--output", metavar="FILE.zip", help="Write it as an archive to hand on.")
@redact_option("public")
@click.option("--texts", is_flag=True, help="Put the texts of the articles into the archive; they belong to their publishers.")
@json_option
@click.pass_context
def release(
    ctx: click.Context, /, ledger: str, name: str | None, policies: tuple[str, ...], authors: tuple[str, ...], cite: Any,
    checking: bool, since: str | None, output: str | None, redact: str, texts: bool, as_json: bool, **about: str,
) -> None:  # fmt: skip
    """Freeze the present state under a NAME, or show a release; without NAME list them.

    A release never changes: readings, judgements, names and the events under the policies stay what they were, whatever is read,
    decided or programmed later. Every command takes LEDGER@NAME for a LEDGER: saksi export karabakh.saksi@2026-03 --format csv.
    """
    from saksi import releases
    from saksi.state import About

    with open_ledger(ledger, create=False) as held:
        out = None if as_json else printer()
        if since is not None:
            then, now = held.at(since), held.at(name) if name else held
            _show_changes(releases.changes(then, now, chosen(ctx, policies[0] if policies else None)), out)
            return
        if name is None:
            _show_releases(held.releases(), out)
            return
        known = {one.name for one in held.releases()}
        asked = cite is not None or checking or output is not None
        if name in known or asked:
            found = releases.find(held, name)
        else:
            rules = tuple(chosen(ctx, policy) for policy in policies or (None,))
            found = held.release(name, policies=rules, about=About(authors=authors, **about))
            click.echo(f"release {name} made. See it with: saksi show {ledger}@{name}", err=True)
        if output is not None:
            with open(output, "wb") as file:  # noqa: PTH123 - an error of the system names the file
                entries = releases.bundle(held, name, file, texts=texts, redact=redact)
            click.echo(f"{output}: {len(entries)} files, redaction profile {redact}.", err=True)
        if cite is not None:
            emit(releases.cite(found, cite).rstrip("\n"))
        elif checking:
            checked = releases.check(held, name)
            _show_checked(checked, out)
            ctx.exit(0 if all(one.same for one in checked) else 1)
        elif as_json:
            emit_json(found)
        elif output is None and out is not None:
            _show_release(found, out)


def _show_releases(found: tuple[Release, ...], out: Printer | None) -> None:
    if out is None:
        emit_json(found)
        return
    rows = [
        (r.name, r.at[:10], r.articles, r.claims, r.events, r.judgements, ", ".join(r.policies), r.digest[:16]) for r in found
    ]
    out.table(("release", "at", "articles", "claims", "events", "judgements", "policies", "sha-256"), rows, "no release yet.")


def _show_release(found: Release, out: Printer) -> None:
    from saksi.releases import cite

    out.heading(f"Release {found.name} of {found.at[:10]}")
    out.table(("part", "sha-256"), list(found.parts.items()))
    out.table(("made with", "version"), list(found.versions.items()))
    out.heading("Cite as")
    out.line(cite(found), 2)


def _show_checked(checked: tuple[Checked, ...], out: Printer | None) -> None:
    if out is None:
        emit_json([{"part": one.part, "same": one.same, "then": one.then, "now": one.now, "why": one.why} for one in checked])
        return
    rows = [(one.part, "same" if one.same else "differs", one.then[:16], one.now[:16], one.why) for one in checked]
    out.table(("part", "", "then", "now", "why"), rows)


def _show_changes(found: Changes, out: Printer | None) -> None:
    if out is None:
        emit_json(found)
        return
    from saksi.shown import counted

    out.heading(f"From {found.before} to {found.after}, figures under {found.policy}")
    articles = (("added", found.articles_added), ("no longer there", found.articles_gone), ("changed", found.articles_changed))
    out.table(
        ("articles", "", "which"), [(kind, len(ids), ", ".join(ids)) for kind, ids in articles if ids], "no article changed."
    )
    nouns = dict.fromkeys((*found.claims_added, *found.claims_gone))
    counts = [(noun, found.claims_added.get(noun, 0), found.claims_gone.get(noun, 0)) for noun in nouns]
    if counts:
        out.table(("claims", "added", "gone"), counts)
    out.line(f"{counted(sum(found.judgements.values()), 'new decision')}" + _by(found.judgements), 2)
    sections = (
        ("Events", ("event", "field", "was", "is", "decided by"), (*found.events_gone, *found.events)),
        ("Claims", ("claim", "field", "was", "is", "decided by"), found.claims),
        ("Versions", ("", "of", "was", "is", ""), found.versions),
    )
    for title, columns, rows in sections:
        if rows:
            out.heading(title)
            out.table(columns, [(c.what, c.field, c.before, c.after, ", ".join(c.by)) for c in rows])
    if found.events_added:
        out.heading(f"{counted(len(found.events_added), 'new event')}")
        out.line(", ".join(found.events_added), 2)


def _by(judgements: dict[str, int]) -> str:
    return f": {', '.join(f'{by} {count}' for by, count in judgements.items())}" if judgements else ""


@click.command()
@click.argument("ledger", metavar="LEDGER")
@click.argument("name", metavar="NAME")
@click.option("-o", "--output", metavar="FILE.html|FILE.md|FILE.pdf", help="Where to write; otherwise standard output.")
@click.option("--format", "kind", type=click.Choice(["html", "md", "pdf"]), help="Otherwise the ending of -o, else html.")
@click.option("--lang", type=click.Choice(["en", "id"]), default="en", show_default=True, help="Language of the page.")
@redact_option("public")
@policy_option
@json_option
@click.pass_context
def dossier(
    ctx: click.Context, /, ledger: str, name: str, output: str | None, kind: Any, lang: str, redact: str, policy: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    """Write the page about a conflict, place or actor: what happened, who says how many, what contradicts what, and all sources.

    One HTML file with everything in it, Markdown, or a PDF (needs saksi[pdf]). Writing over an earlier page keeps the notes that
    were written into it, and lists what changed since; a PDF has those of the HTML page of the same name beside it.
    """
    from pathlib import Path

    from saksi.dossier import build, last_edition, render, to_pdf
    from saksi.errors import ConfigError
    from saksi.redaction import load

    ending = Path(output or "").suffix
    chosen_kind: Any = kind or {".md": "md", ".markdown": "md", ".pdf": "pdf"}.get(ending, "html")
    path = Path(output) if output and output != "-" else None
    if chosen_kind == "pdf" and path is None:
        raise ConfigError("a PDF is written to a file: name it with -o FILE.pdf.")
    before = path.with_suffix(".html") if path is not None and chosen_kind == "pdf" else path
    last = last_edition(before.read_text(encoding="utf-8")) if before is not None and before.is_file() else None
    with open_ledger(ledger, create=False) as held:
        made = build(held, name, policy=chosen(ctx, policy), redact=redact, language=lang)
    if as_json:
        emit_json(made)
        return
    page = render(made, load(redact), language=lang, format="md" if chosen_kind == "md" else "html", last=last)
    if path is None:
        emit(page.rstrip("\n"))
        return
    path.write_bytes(to_pdf(page) if chosen_kind == "pdf" else page.encode("utf-8"))
    from saksi.shown import counted

    told = (counted(made.events, "event"), counted(len(made.sources), "article"), f"redaction profile {made.redaction}")
    kept = f", {counted(len(last.notes), 'note')} kept" if last is not None and last.notes else ""
    click.echo(f"{output}: {', '.join(told)}{kept}.", err=True)


@click.command("take-down")
@click.argument("ledger", metavar="LEDGER")
@click.argument("article", required=False, metavar="[ARTICLE]")
@click.option("--why", metavar="TEXT", help="The reason: it stays on record.")
@click.option("--restore", is_flag=True, help="Show the article again.")
@person_option
@json_option
@click.pass_context
def take_down(
    ctx: click.Context, /, ledger: str, article: str | None, why: str | None, restore: bool, by: str | None, as_json: bool
) -> None:
    """Show an ARTICLE (its url) nowhere any more: in no view, export, dossier or release.

    Without ARTICLE list what was taken down. Who decided it, when and why stay on record, and it can be undone. The text itself
    stays in the file, unseen.
    """
    with open_ledger(ledger, create=False) as held:
        if article is not None:
            held.take_down(article, by=by or settings(ctx).coder, why=why or "", restore=restore)
        rows = held.takedowns()
    if as_json:
        emit_json(rows)
    else:
        columns = ("article", "what", "by", "at", "why")
        printer().table(columns, [(r.article, r.action, r.by, r.at[:19], r.why) for r in rows], "nothing was taken down.")


@click.command()
@click.argument("ledger", metavar="LEDGER")
@click.argument("path", metavar="LIST.csv|LIST.xlsx")
@click.option("--fields", multiple=True, callback=pairs, metavar="KEY=COLUMN,...", help=_FIELDS)
@click.option(
    "--days", type=click.IntRange(min=0), default=2, show_default=True, help="Days that a row and an event may lie apart."
)
@click.option("--km", type=float, default=30.0, show_default=True, help="Kilometres between two exact places.")
@click.option("-o", "--output", metavar="FILE.csv|FILE.xlsx", help="Write the rows with what became of each.")
@redact_option("public")
@policy_option
@json_option
@click.pass_context
def compare(
    ctx: click.Context, /, ledger: str, path: str, fields: dict[str, str], days: int, km: float, output: str | None, redact: str,
    policy: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Hold a list of events against the ledger: found, differs or not found, row by row, with the ledger's sentence.

    UCDP's GED file and files in ACLED's columns are known; of any other table say which column is which: id, date, date_end,
    place, area, country, latitude, longitude, side_a, side_b, killed, killed_low, killed_high, injured. Nothing of it is stored.
    """
    from pathlib import Path

    from saksi.export.sheets import write_book, write_csv
    from saksi.lists import Tolerance
    from saksi.lists import compare as held_against

    with open_ledger(ledger, create=False) as held:
        rule = chosen(ctx, policy)
        found = held_against(held, path, fields=fields, policy=rule, tolerance=Tolerance(days, km), redact=redact)
    if output is not None:
        with Path(output).open("wb") as file:
            if output.lower().endswith(".xlsx"):
                write_book(found.sheets(), file)
            else:
                write_csv(found.sheets()[0], file)
    if as_json:
        emit_json(found)
    elif output is None:
        from saksi.cli.views import show_compared

        show_compared(found, printer())
    for problem in found.problems:
        click.echo(f"not compared: {problem}", err=True)
    counts = ", ".join(f"{count} {verdict}" for verdict, count in found.counts().items())
    click.echo(f"{found.kind}, {found.rows} rows: {counts}; {len(found.only_here)} events only in the ledger.", err=True)
    ctx.exit(1 if found.problems else 0)
