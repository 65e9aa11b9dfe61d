"""``saksi review``: the queue on a terminal, one key for each decision."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from saksi.cli.common import emit_json, json_option, open_ledger, printer, settings

if TYPE_CHECKING:
    from saksi.cli.terminal import Printer
    from saksi.review import Review, Task

_KEYS = {"a": "accept", "r": "reject", "q": "unsure"}
_HELP = "a accept · r reject · q unsure · c correct · s skip · u take back · x end"


@click.command()
@click.argument("ledger", metavar="LEDGER")
@click.option("--event", metavar="EVENT", help="Only the claims of this event.")
@click.option(
    "--noun", type=click.Choice(["casualty", "event", "impact", "control"]), multiple=True, help="Only claims of these kinds."
)
@click.option("--most", type=click.IntRange(min=1), default=50, show_default=True, metavar="N", help="How many to look at.")
@click.option("--blind", is_flag=True, help="Without sight of what others decided; what you decide counts for agreement.")
@click.option("--list", "listed", is_flag=True, help="Print the queue and decide nothing; also where no terminal is.")
@click.option("--log", "logged", is_flag=True, help="Print the audit log instead.")
@click.option("--agreement", "agreed", is_flag=True, help="Print how far blind coders agree instead.")
@click.option("--by", metavar="NAME", help="Who decides; otherwise the coder of the settings.")
@json_option
@click.pass_context
def review(
    ctx: click.Context,
    /,
    ledger: str,
    event: str | None,
    noun: tuple[str, ...],
    most: int,
    blind: bool,
    listed: bool,
    logged: bool,
    agreed: bool,
    by: str | None,
    as_json: bool,
) -> None:
    """Decide about claims, the unsure ones on which much depends first. Keys: a accept, r reject, c correct, u take back."""
    from saksi.review import NOUNS, Review

    with open_ledger(ledger, create=False) as held:
        coder = by or settings(ctx).coder
        desk = Review(held.blind(coder) if blind else held, coder, policy=settings(ctx).policy)
        out = printer()
        if agreed:
            _show_agreement(desk, out, as_json)
        elif logged:
            _show_log(desk, out, most, as_json)
        else:
            nouns = tuple(n for n in NOUNS if not noun or n in noun)
            tasks = desk.queue(nouns=nouns, event=event, most=most)
            if as_json:
                emit_json([{**{f: getattr(t, f) for f in t.__struct_fields__}, "score": round(t.score, 2)} for t in tasks])
            elif listed or not (sys.stdin.isatty() and sys.stdout.isatty()):
                _show_queue(tasks, out)
            else:
                _work(desk, tasks, out)


def _show_queue(tasks: tuple[Task, ...], out: Printer) -> None:
    rows = [(t.claim or t.waiting or "", t.noun, t.event or "", ", ".join(t.doubts), f"{t.score:.1f}", t.words) for t in tasks]
    out.table(("claim", "noun", "event", "why", "weight", "words"), rows, "nothing waits to be looked at.")


def _show_log(desk: Review, out: Printer, most: int, as_json: bool) -> None:
    entries = desk.log(most)
    if as_json:
        emit_json([{"judgement": e.judgement, "claim": e.claim, "undone": e.undone.id if e.undone else None} for e in entries])
        return
    rows = [
        (e.judgement.at[:16], e.judgement.by, e.judgement.action, e.judgement.field or "", e.judgement.after or "",
         "taken back" if e.undone else "", e.judgement.anchor.exact)
        for e in entries
    ]  # fmt: skip
    out.table(("when", "who", "decision", "field", "value", "", "words"), rows, "nobody has decided anything yet.")


def _show_agreement(desk: Review, out: Printer, as_json: bool) -> None:
    found = desk.ledger.agreement()
    if as_json:
        emit_json(found)
        return
    rows = [
        (f.noun, f.field, f.units, f"{f.same:.0%}", "-" if f.alpha is None else f"{f.alpha:.3f}", f.level) for f in found.fields
    ]
    out.table(("noun", "field", "units", "agree", "alpha", "level"), rows, "nobody has coded blind yet.")
    for one in found.differ:
        out.line(f"{one.claim} {one.field}: " + ", ".join(f"{who} {value or 'empty'}" for who, value in one.said.items()), 2)


def _work(desk: Review, tasks: tuple[Task, ...], out: Printer) -> None:
    """Show claim after claim and carry out a key for each."""
    from saksi.errors import SaksiError

    out.line(_HELP)
    place = 0
    while place < len(tasks):
        task = tasks[place]
        if task.claim:
            _show_task(desk, task, place, len(tasks), out)
        else:
            out.heading(f"{task.noun}: its words are gone")
            out.line(task.sentence, 2)
        key = click.getchar()
        try:
            if key in ("x", "\x03", "\x04"):
                break
            if key == "u":
                for one in desk.undo():
                    out.line(f"taken back: {one.anchor.exact}", 2)
                place = max(0, place - 1)
                continue
            if key in _KEYS and task.claim:
                desk.decide(task.claim, _KEYS[key], expect=desk.standing(task.claim))
                out.line(_KEYS[key], 2)
            elif key == "c" and task.claim:
                change = click.prompt("  FIELD=VALUE", default="", show_default=False)
                if not change:
                    continue
                made = desk.decide(task.claim, *change.split("=", 1), expect=desk.standing(task.claim))
                out.line(f"{made.field}: {made.before or 'empty'} -> {made.after or 'empty'}", 2)
            elif key != "s":
                out.line(_HELP, 2)
                continue
        except SaksiError as error:
            out.line(str(error), 2)
            continue
        place += 1


def _show_task(desk: Review, task: Task, place: int, of: int, out: Printer) -> None:
    out.heading(f"{place + 1} of {of} · {task.noun} {task.claim}" + (f" · {task.event}" if task.event else ""))
    out.marked(task.sentence, [(task.start, task.end)], 2)
    values = desk.ledger.values(task.claim)
    out.line(" · ".join(f"{path}={value}" for path, value in values.items() if value and path in _shown(task)), 2)
    if task.doubts:
        out.line("why: " + ", ".join(one.replace("_", " ") for one in task.doubts), 2)


def _shown(task: Task) -> tuple[str, ...]:
    from saksi.review import FIRST_FIELDS

    return FIRST_FIELDS[task.noun]
