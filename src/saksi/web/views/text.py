"""The claim table as plain text to paste into a message or a manuscript: every figure with its sentence and its source."""

from __future__ import annotations

from saksi.reconcile import Facts
from saksi.web.show import Show
from saksi.web.views.claims import ClaimTable, Column, Figure


def as_text(table: ClaimTable, name: str, facts: Facts, show: Show) -> str:
    """Rows by testimony, figures beneath with words, dates and citation; the value of each kind at the foot."""
    t = show.t
    out = [f"{name} · {t.label('policy', table.policy)}"]
    counts = [t("event.n_documents", n=table.documents), t("event.n_texts", n=table.texts)]
    counts.append(t("event.n_testimonies", n=table.testimonies))
    out += [", ".join(counts), ""]
    for row in table.rows:
        marks = [t.label("source", row.source_class)] if row.source_class else []
        marks += [t("event.party")] if row.party else []
        out.append(row.speaker + (f" ({', '.join(marks)})" if marks else ""))
        out += [f"  {line}" for column, one in row.figures for line in _figure(one, table.columns[column], facts, show)]
        out.append("")
    for foot in table.feet:
        left = t("event.left_out", n=len(foot.excluded))
        out.append(f"{t.label('kind', foot.kind)}, {t.label('policy', foot.policy)}: {show.value(foot.value)} ({left})")
    return "\n".join(out) + "\n"


def group_words(column: Column, show: Show) -> str:
    """Whose people a column is about."""
    return column.side or show.t(f"event.group.{column.group}")


def _figure(one: Figure, column: Column, facts: Facts, show: Show) -> list[str]:
    t = show.t
    document = facts.documents[one.document]
    figure = show.quantity(one.quantity)
    notes = [t.label("scope", one.scope)] if one.scope != "incident" else []
    notes += [t("event.as_of", day=t.date(one.as_of))] if one.as_of else []
    notes += [t.label("mark", flag.mark) + (f": {flag.by}" if flag.by else "") for flag in one.flags]
    head = f"{show.kind(column.kind, column.damage)}, {group_words(column, show)}: {figure}"
    where = [document.outlet, t.date(document.published), document.url, f"[{one.claims[0]}]"]
    return [
        head + (f" ({'; '.join(notes)})" if notes else ""),
        f"  “{one.sentence.strip()}”",
        "  " + ", ".join(part for part in where if part),
    ]
