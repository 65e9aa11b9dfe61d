"""The claim table of an event, as a page shows it: who says how many of whom, nothing blended, everything linked.

Rows are testimonies with the copies that carry them folded under; columns are what befell people, then whose people they were;
things that were destroyed have columns of their own. A figure has its printed words, sign, scope, dates, language, hedges and
flags; a flag names the claim or the speaker on account of whom it stands there. The foot is the value under the policy, with
what it left out and why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from saksi.reconcile import Contradiction, Facts, Origins, TollTable, origins, toll
from saksi.reconcile.facts import STATE_SECTORS, party_key, party_label
from saksi.reconcile.policies import KINDS
from saksi.reconcile.quantities import span
from saksi.reconcile.statements import UNDATED
from saksi.reconcile.toll import SIGNS, Mark, TollCell, TollRow
from saksi.reconcile.voices import line_of
from saksi.text import fold_accents
from saksi.types import (
    Actor,
    CasualtyClaim,
    Event,
    ImpactClaim,
    Participant,
    Quantity,
    Reading,
    SourceClass,
    VictimClass,
)
from saksi.web.views.book import Book
from saksi.web.views.reasons import Reason, reason_of

Sort = Literal["as_of", "speaker", "figure"]
SORTS: tuple[Sort, ...] = get_args(Sort)
GroupKind = Literal["side", "armed", "civilians", "unknown"]
_UNARMED: frozenset[VictimClass] = frozenset({"civilian", "child", "woman", "journalist", "medic", "aid_worker"})
_ARMED: frozenset[VictimClass] = frozenset({"combatant", "military", "police"})
_CATEGORIES: frozenset[VictimClass] = frozenset({"child", "woman", "journalist", "medic", "aid_worker", "official"})
_ORGANS: frozenset[SourceClass | None] = frozenset({"belligerent", "army", "government", "police"})
_MARKS_WITH_CAUSE = frozenset({"superseded", "contradicted", "denied", "subset", "restated"})


@dataclass(frozen=True, slots=True)
class Column:
    """What befell whom: a kind of casualty or of damage, and the group. ``side`` names a party, else the group is a class."""

    kind: str
    group: GroupKind
    key: str | None = None
    side: str | None = None
    damage: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """A mark on a figure: what it is, who or what causes it, and the claim to look at."""

    mark: str
    by: str | None = None
    claim: str | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one testimony. ``claims`` print it; the first is the one to open, in ``document``."""

    words: str
    shown: str
    qualifier: str
    sign: str
    quantity: Quantity
    categories: tuple[str, ...]
    scope: str
    as_of: str | None
    published: str | None
    language: str | None
    own: bool | None
    certainty: str
    voice: str
    provisional: bool
    by_hand: bool
    excluded: bool
    flags: tuple[Flag, ...]
    reasons: tuple[Reason, ...]
    claims: tuple[str, ...]
    document: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A document that carries a testimony: its outlet, and as which of the event's independent texts. ``folded`` says why."""

    document: str
    outlet: str
    title: str
    published: str | None
    language: str | None
    url: str | None
    text: int
    folded: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One testimony: who speaks and how the reports name him, of what class, whether a party, who carries it, its figures."""

    speaker: str
    named: tuple[str, ...]
    source_class: SourceClass | None
    party: bool
    own_voice: bool
    texts: int
    copies: tuple[Copy, ...]
    cells: Mapping[int, tuple[Figure, ...]]
    first_as_of: str

    @property
    def figures(self) -> tuple[tuple[int, Figure], ...]:
        """All figures with their columns, in the order of the columns."""
        return tuple((column, one) for column in sorted(self.cells) for one in self.cells[column])


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A claim that the policy left out, with its words and the reason."""

    claim: str
    document: str
    words: str
    speaker: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Foot:
    """The value of one kind under the policy, over so many columns, with the claims it rests on and those it left out."""

    kind: str
    span: int
    value: object
    claims: tuple[tuple[str, str], ...]
    excluded: tuple[LeftOut, ...]
    policy: str


@dataclass(frozen=True, slots=True)
class ClaimTable:
    """The claim table of one event."""

    event: str
    columns: tuple[Column, ...]
    kinds: tuple[tuple[str, int, bool], ...]
    """Heads over the columns: kind, how many columns, whether damage."""
    rows: tuple[Row, ...]
    feet: tuple[Foot, ...]
    documents: int
    texts: int
    testimonies: int
    sort: Sort
    policy: str

    @property
    def is_empty(self) -> bool:
        """Whether nobody gives any figure."""
        return not self.columns


def claim_table(event: Event, book: Book, sort: Sort = "as_of") -> ClaimTable:
    """The claim table of an event of the book."""
    facts = book.facts
    table = toll(event, facts, book.policy, decided=frozenset(book.decisions), contradictions=book.contradictions)
    tree = origins(event, facts)
    causes = _Causes(event, facts, book.contradictions)
    counts = [facts.casualties[c] for c in event.casualties if c in facts.casualties]
    impacts = [facts.impacts[c] for c in event.impacts if c in facts.impacts and facts.impacts[c].voice != "teaser"]
    grid = _Grid(counts, impacts, facts)
    columns = grid.columns
    made = [_row(row, facts, book, tree, grid, causes) for row in table.rows]
    rows = _with_damage(made, impacts, event, facts, tree, grid)
    used = sorted({column for row in rows for column in row.cells})  # a count that is folded under another has no column
    columns = tuple(columns[column] for column in used)
    rows = [replace(row, cells={used.index(column): held for column, held in row.cells.items()}) for row in rows]
    heads: list[tuple[str, int, bool]] = []
    for column in columns:
        if heads and heads[-1][0] == column.kind and heads[-1][2] == column.damage:
            heads[-1] = (column.kind, heads[-1][1] + 1, column.damage)
        else:
            heads.append((column.kind, 1, column.damage))
    return ClaimTable(
        event=event.key,
        columns=columns,
        kinds=tuple(heads),
        rows=tuple(sorted(rows, key=_SORT_KEYS[sort])),
        feet=tuple(_foot(kind, span, table, facts) for kind, span, damage in heads if not damage),
        documents=table.counts[0],
        texts=table.counts[1],
        testimonies=table.counts[2],
        sort=sort,
        policy=book.policy,
    )


# --- columns ----------------------------------------------------------------------------------------------------------


class _Grid:
    """Which column each claim belongs to. A party that one report only names in words is the actor that others know by them."""

    def __init__(self, counts: Sequence[CasualtyClaim], impacts: Sequence[ImpactClaim], facts: Facts) -> None:
        self._known: dict[str, tuple[str, str]] = {}
        for document in sorted({one.evidence.document for one in counts} | {one.evidence.document for one in impacts}):
            for text, actor in _actors(facts.of_document[document]):
                key = party_key(Participant(text, None, actor))
                if key is not None and not actor.described:
                    self._known.setdefault(fold_accents(text), (key, actor.name))
        self._of: dict[str, Column] = {c.id: self._column(c) for c in counts}
        self._of |= {i.id: self._damage(i) for i in impacts}
        labels: dict[str, str] = {}
        for column in sorted(set(self._of.values()), key=lambda c: (c.side or "", c.kind)):
            labels.setdefault(column.key or "", column.side or "")
        self._of = {c: replace(column, side=labels.get(column.key or "") or None) for c, column in self._of.items()}
        self.columns = tuple(sorted(set(self._of.values()), key=_column_order))
        self._place = {column: number for number, column in enumerate(self.columns)}

    def place(self, claim: str) -> int:
        """The number of the column of a claim."""
        return self._place[self._of[claim]]

    def _column(self, c: CasualtyClaim) -> Column:
        group = group_of(c)
        key, label = self._party(c.side) if group == "side" else (None, None)
        return Column(c.kind, group, key, label)

    def _damage(self, i: ImpactClaim) -> Column:
        key, label = self._party(i.side)
        return Column(f"{i.object}.{i.effect}", "side" if key else "unknown", key, label, damage=True)

    def _party(self, side: Participant | None) -> tuple[str | None, str | None]:
        key, label = party_key(side), party_label(side)
        if side is not None and is_kind(side):
            label = f"{side.text} ({label})" if side.text else label
        return self._known.get(key or "", (key, label)) if key is not None else (None, None)


def is_kind(party: Participant) -> bool:
    """Whether a party is no organ of a state and is known by its country and kind alone: *armed men* of some country.

    Such an actor is called by its country; shown so, the country itself would seem to be meant.
    """
    actor = party.actor
    made = actor is not None and bool(actor.country) and actor.id.startswith(f"{(actor.country or '').lower()}:")
    return made and actor is not None and actor.sector not in STATE_SECTORS


def _actors(reading: Reading) -> Iterable[tuple[str, Actor]]:
    for attribution in reading.attributions:
        yield from ((s.text, s.actor) for s in attribution.sources if s.actor is not None)
    for event in reading.events:
        yield from ((p.text, p.actor) for p in (*event.actors, *event.recipients) if p.text and p.actor is not None)


def group_of(c: CasualtyClaim) -> GroupKind:
    """Whose people a count is about: civilians, the forces of a named side, armed people of none, or nobody said whose."""
    who = set(c.who)
    if who & _UNARMED and not who & _ARMED:
        return "civilians"
    if c.side is not None and party_key(c.side) and c.side.text != c.evidence.exact:
        return "side"
    return "armed" if who & _ARMED else "unknown"


_GROUPS: tuple[GroupKind, ...] = get_args(GroupKind)


def _column_order(column: Column) -> tuple[object, ...]:
    kind = KINDS.index(column.kind) if column.kind in KINDS else len(KINDS)
    return (kind, column.kind, _GROUPS.index(column.group), column.side or "")


# --- rows -------------------------------------------------------------------------------------------------------------


def _row(row: TollRow, facts: Facts, book: Book, tree: Origins, grid: _Grid, causes: _Causes) -> Row:
    cells: dict[int, list[Figure]] = {}
    for cell in row.cells:
        claim = facts.casualties[cell.claims[0]]
        figure = _figure(cell, claim, facts, book, causes)
        if figure.own is False and not row.party:  # only who takes part in the fight has an enemy
            figure = replace(figure, own=None)
        cells.setdefault(grid.place(claim.id), []).append(figure)
    claims = [c for cell in row.cells for c in cell.claims]
    documents = tuple(dict.fromkeys(d for cell in row.cells for d in cell.documents))
    dates = [d for figures in cells.values() for one in figures if (d := one.as_of or one.published)]
    speaker, named = _named(claims, row.speaker, row.source_class, facts)
    return Row(
        speaker=speaker,
        named=named,
        source_class=row.source_class,
        party=row.party,
        own_voice=not any(facts.attributed(facts.claims[c]) for c in claims),
        texts=row.texts,
        copies=_copies(documents, facts, tree),
        cells={column: tuple(sorted(held, key=_age)) for column, held in cells.items()},
        first_as_of=min(dates, default="~"),
    )


def _named(claims: Iterable[str], voice: str, source_class: SourceClass | None, facts: Facts) -> tuple[str, tuple[str, ...]]:
    """Who speaks, and how else the reports name him. An organ stands for its people; a doctor or a priest has his own name."""
    said = [s.source.text for c in claims for s in facts.speakers(facts.claims[c]) if s.source is not None]
    names = list(dict.fromkeys(said))
    if names and source_class not in _ORGANS:
        longest = max(names, key=lambda name: (name[:1].isupper(), len(name)))
        return longest, tuple(dict.fromkeys(one for one in (*names, voice) if one != longest))
    return voice, tuple(one for one in names if one != voice)


def _copies(documents: Iterable[str], facts: Facts, tree: Origins) -> tuple[Copy, ...]:
    text_of = {d: number for number, text in enumerate(tree.texts) for d in text.documents}
    out = []
    for ident in documents:
        document = facts.documents[ident]
        folds = tree.texts[text_of[ident]].folds if ident in text_of else ()
        out.append(
            Copy(
                document=ident,
                outlet=document.outlet,
                title=document.title or document.text.lstrip().split("\n", 1)[0],
                published=document.published,
                language=document.language,
                url=document.url,
                text=text_of.get(ident, -1),
                folded=tuple(reason_of(note) for note in dict.fromkeys(f.note for f in folds if ident in (f.a, f.b))),
            )
        )
    return tuple(sorted(out, key=lambda one: (one.text, one.published or "", one.outlet)))


def _figure(cell: TollCell, claim: CasualtyClaim, facts: Facts, book: Book, causes: _Causes) -> Figure:
    document = facts.document(claim.id)
    reasons = tuple(reason_of(why) for why in cell.reasons)
    flags = [flag for mark in cell.marks if mark != "excluded" for flag in causes.of(mark, cell.claims, book)]
    if not any(flag.mark == "superseded" for flag in flags):  # replaced by a newer bulletin, though both can be right
        flags += [Flag("superseded", why.parts["who"]) for why in reasons if why.code == "superseded"]
    return Figure(
        words=cell.words,
        shown=shown(claim.quantity),
        qualifier=cell.qualifier,
        sign=cell.sign,
        quantity=claim.quantity,
        categories=tuple(w for w in claim.who if w in _CATEGORIES),
        scope=cell.scope,
        as_of=cell.as_of,
        published=cell.published,
        language=document.language,
        own=cell.own,
        certainty=claim.certainty,
        voice=claim.voice,
        provisional=claim.certainty == "unverified" or claim.scope == "running_total",
        by_hand=any(one.action == "add" for c in cell.claims for one in book.decisions.get(c, ())),
        excluded="excluded" in cell.marks,
        flags=tuple(flags),
        reasons=reasons,
        claims=cell.claims,
        document=document.id,
        sentence=facts.sentence(claim.evidence).exact,
    )


def shown(quantity: Quantity) -> str:
    """A quantity in figures, without its sign: the number, else its bounds, else nothing."""
    if quantity.number is not None:
        return f"{quantity.number:,}"
    if quantity.low is not None and quantity.high is not None:
        return f"{quantity.low:,}–{quantity.high:,}"
    known = quantity.low if quantity.low is not None else quantity.high
    return f"{known:,}" if known is not None else ""


def _age(one: Figure) -> tuple[str, str]:
    return (one.as_of or one.published or "~", one.claims[0])


class _Causes:
    """On account of whom or what a figure is marked."""

    def __init__(self, event: Event, facts: Facts, contradictions: Sequence[Contradiction]) -> None:
        self._facts = facts
        self._beside: dict[str, list[tuple[str, str]]] = {}
        self._quarrels: dict[object, list[str]] = {}
        held = set(event.casualties)
        for found in contradictions:
            a, b = found.claims
            kind = "superseded" if found.kind == "superseded" else "denied" if found.kind == "denial" else "contradicted"
            if a in held:
                self._beside.setdefault(a, []).append((kind, b))
            if b in held and kind == "contradicted":
                self._beside.setdefault(b, []).append((kind, a))
            if found.kind == "figure":
                for one, other in ((a, b), (b, a)):
                    if one in held and one in facts.casualties:
                        self._quarrels.setdefault(self._value(one), []).append(other)

    def _value(self, claim: str) -> object:
        c = self._facts.casualties[claim]
        return (c.kind, span(c.quantity))

    def of(self, mark: Mark, claims: Sequence[str], book: Book) -> list[Flag]:
        if mark == "decided":
            people = dict.fromkeys(one.by for c in claims for one in book.decisions.get(c, ()))
            return [Flag("decided", by) for by in people] or [Flag("decided")]
        if mark not in _MARKS_WITH_CAUSE:
            return [Flag(mark)]
        others = list(dict.fromkeys(self._others(mark, claims)))
        if not others and mark == "contradicted":  # another claim of the same figure is the one that was set beside it
            others = [o for c in claims for o in self._quarrels.get(self._value(c), ()) if o not in claims][:1]
        return [self._flag(mark, other) for other in others] or [Flag(mark)]

    def _others(self, mark: Mark, claims: Sequence[str]) -> Iterable[str]:
        for ident in claims:
            claim = self._facts.casualties[ident]
            if mark == "subset" and claim.part_of:
                yield claim.part_of
            elif mark == "restated" and claim.restates:
                yield claim.restates
            elif mark == "denied":
                yield from (one.by for one in claim.denied_by)
            yield from (other for kind, other in self._beside.get(ident, ()) if kind == mark)

    def _flag(self, mark: str, other: str) -> Flag:
        claim = self._facts.claims.get(other)
        if claim is None:
            return Flag(mark)
        who = " + ".join(s.label for s in self._facts.speakers(claim))
        if mark == "subset" and isinstance(claim, CasualtyClaim):
            who = claim.quantity.text
        return Flag(mark, who, other, self._facts.document(other).id)


# --- damage -----------------------------------------------------------------------------------------------------------


def _with_damage(rows: Sequence[Row], impacts: Sequence[ImpactClaim], event: Event, facts: Facts, tree: Origins,
                 grid: _Grid) -> list[Row]:  # fmt: skip
    """The rows with what was destroyed, by the same testimonies; those who speak of things alone have rows of their own."""
    held: dict[str, list[ImpactClaim]] = {}
    for i in impacts:
        held.setdefault(" + ".join(s.label for s in facts.speakers(i)), []).append(i)
    out = []
    for row in rows:
        mine = [i for name in dict.fromkeys((row.speaker, *row.named)) for i in held.pop(name, [])]
        out.append(_joined(row, mine, facts, tree, grid) if mine else row)
    for speaker, mine in sorted(held.items()):
        first = facts.speakers(mine[0])
        known = next((t for t in tree.testimonies if t.key in line_of(mine[0], event, facts).split(" + ")), None)
        kind = next((s.source.kind for s in first if s.source), None)
        title, named = _named([i.id for i in mine], speaker, kind, facts)
        bare = Row(
            speaker=title,
            named=named,
            source_class=kind,
            party=known.party if known else False,
            own_voice=not facts.attributed(mine[0]),
            texts=len({facts.document(i.id).id for i in mine}),
            copies=(),
            cells={},
            first_as_of=min((facts.document(i.id).published or "~" for i in mine), default="~"),
        )
        out.append(_joined(bare, mine, facts, tree, grid))
    return out


def _joined(row: Row, impacts: Sequence[ImpactClaim], facts: Facts, tree: Origins, grid: _Grid) -> Row:
    cells = {column: list(figures) for column, figures in row.cells.items()}
    for i in sorted(impacts, key=lambda i: (facts.document(i.id).published or "", i.id)):
        known = cells.setdefault(grid.place(i.id), [])
        twin = next((n for n, one in enumerate(known) if one.quantity == i.quantity), None)
        if twin is None:
            known.append(_thing(i, facts))
    documents = dict.fromkeys((*(c.document for c in row.copies), *(facts.document(i.id).id for i in impacts)))
    return Row(
        row.speaker, row.named, row.source_class, row.party, row.own_voice, row.texts, _copies(documents, facts, tree),
        {column: tuple(figures) for column, figures in cells.items()}, row.first_as_of,
    )  # fmt: skip


def _thing(i: ImpactClaim, facts: Facts) -> Figure:
    document = facts.document(i.id)
    return Figure(
        words=i.evidence.exact, shown=shown(i.quantity), qualifier=i.quantity.qualifier,
        sign=SIGNS.get(i.quantity.qualifier, ""), quantity=i.quantity, categories=(), scope="incident", as_of=None,
        published=document.published, language=document.language, own=None, certainty="stated", voice=i.voice,
        provisional=False, by_hand=False, excluded=False, flags=(), reasons=(), claims=(i.id,), document=document.id,
        sentence=facts.sentence(i.evidence).exact,
    )  # fmt: skip


# --- the foot and the order -------------------------------------------------------------------------------------------


def _foot(kind: str, span: int, table: TollTable, facts: Facts) -> Foot:
    derived = table.foot[kind]
    return Foot(
        kind=kind,
        span=span,
        value=derived.value,
        claims=tuple((c, facts.document(c).id) for c in derived.claims if c in facts.claims),
        excluded=tuple(_left_out(c, why, facts) for c, why in derived.excluded if c in facts.casualties),
        policy=derived.policy,
    )


def _left_out(claim: str, why: str, facts: Facts) -> LeftOut:
    c = facts.casualties[claim]
    speaker = " + ".join(s.label for s in facts.speakers(c))
    return LeftOut(claim, facts.document(claim).id, c.evidence.exact, speaker, reason_of(why))


def _by_day(row: Row) -> tuple[object, ...]:
    return (row.first_as_of, row.speaker)


def _by_speaker(row: Row) -> tuple[object, ...]:
    return (not row.party, row.own_voice, row.speaker.lower())


def _by_figure(row: Row) -> tuple[object, ...]:
    most = max((one.quantity.number or one.quantity.low or UNDATED for _, one in row.figures), default=UNDATED)
    return (-most, row.speaker)


_SORT_KEYS: Mapping[Sort, Callable[[Row], tuple[object, ...]]] = {
    "as_of": _by_day,
    "speaker": _by_speaker,
    "figure": _by_figure,
}
