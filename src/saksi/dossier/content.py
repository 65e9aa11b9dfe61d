"""What a dossier is made of: boxes of plain data, every sentence with its source, in no language yet."""

from __future__ import annotations

from saksi.coverage import Coverage
from saksi.dossier.subject import Subject
from saksi.reconcile import Sum
from saksi.reconcile.toll import TollColumn
from saksi.redaction import Kind
from saksi.types import CasualtyKind, Realis, Scope, SourceClass, Stance, Struct, VictimClass


class Source(Struct, frozen=True):
    """One article, by the number that stands behind every sentence taken from it."""

    number: int
    document: str
    publisher: str | None
    title: str | None
    published: str | None
    url: str | None
    language: str | None


class Cited(Struct, frozen=True):
    """Words of a report: the sentence, the claim's words in it, who says it, and the source's number."""

    text: str
    marks: tuple[tuple[int, int], ...]
    source: int
    claim: str
    speaker: str | None
    stance: Stance | None = None
    language: str | None = None


class Told(Struct, frozen=True):
    """What happened, in a sentence of a report."""

    event: str
    day: str | None
    place: str | None
    realis: Realis
    words: Cited


class PartyRow(Struct, frozen=True):
    """A party by its neutral name, and the other words reports use for it, each with the sources that do and who says it."""

    name: str
    events: int
    speaks: bool
    labels: tuple[tuple[str, str | None, tuple[int, ...]], ...]


class PlaceRow(Struct, frozen=True):
    """A place as precisely as it is told, and how many events were there."""

    name: str
    area: str | None
    country: str | None
    precision: str
    events: int
    lat: float | None
    lon: float | None


class TollRow(Struct, frozen=True):
    """How many of whom, under each policy, as the sum over the events with how many of them have a figure."""

    kind: CasualtyKind
    who: VictimClass | None
    by_policy: dict[str, Sum]


class ClaimRow(Struct, frozen=True):
    """One figure of one testimony."""

    speaker: str
    source_class: SourceClass | None
    party: bool
    column: TollColumn
    number: int | None
    sign: str
    qualifier: str
    scope: Scope
    as_of: str | None
    own: bool | None
    hedged: bool
    marks: tuple[str, ...]
    words: Cited
    sources: tuple[int, ...]


class ClaimTable(Struct, frozen=True):
    """Who says how many in one event; documents, independent texts and testimonies behind it; values under the policy."""

    event: str
    day: str | None
    place: str | None
    counts: tuple[int, int, int]
    rows: tuple[ClaimRow, ...]
    foot: dict[str, object]


class Pair(Struct, frozen=True):
    """A contradiction with both sentences."""

    kind: str
    note: str
    first: Cited
    second: Cited


class Control(Struct, frozen=True):
    """Who says of whom that they hold or own a territory."""

    day: str | None
    territory: str
    relation: str
    holder: str | None
    change: str | None
    extent: str | None
    negated: bool
    words: Cited


class Correction(Struct, frozen=True):
    """One decision about a claim that is shown: when, by whom, what, why."""

    at: str
    by: str
    claim: str
    action: str
    field: str | None
    before: str | None
    after: str | None
    why: str | None


class Heard(Struct, frozen=True):
    """One testimony: who, of what class, whether a party, in how many independent texts, in which sources."""

    name: str
    source_class: SourceClass | None
    party: bool
    texts: int
    sources: tuple[int, ...]


class Copy(Struct, frozen=True):
    """Two sources that are one text, and why."""

    first: int
    second: int
    why: str


class Dossier(Struct, frozen=True):
    """A dossier without its language: what its boxes say, and where each word of it stands."""

    subject: Subject
    made: str
    policy: str
    redaction: str
    withheld: dict[Kind, int]
    first: str | None
    last: str | None
    events: int
    happened: tuple[Told, ...]
    parties: tuple[PartyRow, ...]
    places: tuple[PlaceRow, ...]
    tolls: tuple[TollRow, ...]
    named: int
    without_figure: int
    tables: tuple[ClaimTable, ...]
    more_tables: int
    contradictions: tuple[Pair, ...]
    unheard: tuple[str, ...]
    timeline: tuple[Told, ...]
    more_timeline: int
    control: tuple[Control, ...]
    positions: tuple[Cited, ...]
    sources: tuple[Source, ...]
    testimonies: tuple[Heard, ...]
    copies: tuple[Copy, ...]
    coverage: Coverage
    versions: dict[str, str]
    policies: dict[str, str]
    corrections: tuple[Correction, ...]
    taken_down: int
    citation: str
    release: str | None
    values: dict[str, dict[str, str]]
    """What each event came to, field by field, for telling later what changed."""


__all__ = [
    "Cited",
    "ClaimRow",
    "ClaimTable",
    "Control",
    "Copy",
    "Correction",
    "Dossier",
    "Heard",
    "Pair",
    "PartyRow",
    "PlaceRow",
    "Source",
    "Told",
    "TollRow",
]
