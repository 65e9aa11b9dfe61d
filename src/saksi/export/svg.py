"""The toll of an event over time as an SVG picture: a lane for each testimony, a bar for each range, a sign for each qualifier.

Colour is never the only sign: open ends are arrows, replaced bulletins are hollow, and every bar has its words as title.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from xml.sax.saxutils import escape

from saksi.reconcile import Bulletin, Timeline

_WIDTH, _LABEL, _LANE, _TOP, _FOOT = 880, 300, 30, 46, 34
_STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#222}.h{font-weight:600;font-size:14px}.s{fill:#666}.g{stroke:#ddd}"
    ".b{fill:#2b5d8a}.o{fill:none;stroke:#2b5d8a;stroke-width:1.5}.d{stroke:#2b5d8a;stroke-width:1}"
    "@media(prefers-color-scheme:dark){text{fill:#eee}.s{fill:#aaa}.g{stroke:#444}.b{fill:#8ab8e0}.o,.d{stroke:#8ab8e0}}"
)


def timeline_svg(line: Timeline) -> str:
    """One picture of the dated bulletins of an event: lanes are testimonies and groups, left to right by day, figures printed.

    Bulletins that nothing dates are counted at the foot. The same timeline gives the same bytes.
    """
    dated = [b for b in line.bulletins if b.day is not None]
    lanes = list(dict.fromkeys(_lane(b) for b in dated))
    height = _TOP + _LANE * max(1, len(lanes)) + _FOOT
    days = sorted(date.fromisoformat(b.day).toordinal() for b in dated if b.day)
    first, last = (days[0], days[-1]) if days else (0, 0)
    name = escape(line.name or line.event)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img"',
        f' aria-label="Toll over time: {name}">',
        f"<style>{_STYLE}</style>",
        f'<text class="h" x="12" y="22">{name}</text>',
    ]
    for number, lane in enumerate(lanes):
        y = _TOP + _LANE * number + _LANE // 2
        out.append(f'<text x="12" y="{y + 4}">{escape(_cut(lane, 42))}<title>{escape(lane)}</title></text>')
        out.append(f'<line class="g" x1="{_LABEL}" x2="{_WIDTH - 20}" y1="{y}" y2="{y}"/>')
        placed: dict[int, int] = {}
        for b in (b for b in dated if _lane(b) == lane):
            x = _place(date.fromisoformat(b.day or "").toordinal(), first, last)
            shift = placed.get(x, 0)
            placed[x] = shift + 1
            out += _mark(b, x + 34 * shift, y)
    for day in dict.fromkeys((first, last)) if days else ():
        x = _place(day, first, last)
        out.append(f'<text class="s" x="{x}" y="{height - 12}" text-anchor="middle">{date.fromordinal(day).isoformat()}</text>')
    if undated := len(line.bulletins) - len(dated):
        out.append(f'<text class="s" x="12" y="{height - 12}">not dated: {undated}</text>')
    return "\n".join([*out, "</svg>"]) + "\n"


def _lane(b: Bulletin) -> str:
    who = " ".join(w for w in b.who if w != "unspecified")
    return ", ".join(
        part for part in (b.speaker, " ".join(p for p in (b.kind, who, f"of {b.side}" if b.side else "") if p)) if part
    )


def _place(day: int, first: int, last: int) -> int:
    room = _WIDTH - _LABEL - 90
    return _LABEL + 30 + (room * (day - first) // (last - first) if last > first else room // 2)


def _mark(b: Bulletin, x: int, y: int) -> Sequence[str]:
    """A dot that is hollow when replaced; an arrow up or down where the figure is open; the figure beside it."""
    q = b.quantity
    shown = f"{q.number:,}" if q.number is not None else f"{q.low:,}-{q.high:,}" if None not in (q.low, q.high) else q.text
    sign = "+" if b.scope == "increment" else ""
    title = f"{b.day}: {b.words}" + (", replaced by a newer bulletin" if b.replaced_by else "")
    shape = f'<circle class="{"o" if b.replaced_by else "b"}" cx="{x}" cy="{y}" r="5"><title>{escape(title)}</title></circle>'
    arrows = []
    if q.high is None and q.low is not None:
        arrows.append(f'<path class="d" d="M{x} {y - 6}v-6m-3 3l3-3l3 3" fill="none"/>')
    if q.low is None and q.high is not None:
        arrows.append(f'<path class="d" d="M{x} {y + 6}v6m-3-3l3 3l3-3" fill="none"/>')
    return (shape, *arrows, f'<text x="{x + 8}" y="{y + 4}">{sign}{escape(_cut(shown, 12))}</text>')


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


__all__ = ["timeline_svg"]
