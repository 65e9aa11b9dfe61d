"""The nouns of Saksi. Read this file first.

What a document says is a *claim* with evidence; what is clustered is *derived*; what people decide is a *judgement*.

Every noun here is frozen and does no I/O. The structs are at once the Python API and reading contract 1: their JSON form
(see :mod:`saksi.contract`) is what ``saksi read --json`` prints and what ``docs/reading.schema.json`` describes.

Offsets are half-open code point offsets ``[start, end)`` into ``Document.text``; dates are ISO 8601 strings; countries are
ISO 3166-1 alpha-3 codes. The vocabulary follows UCDP (low/best/high), PLOVER (type, mode, context), TimeML (anchoring to the
publication date) and the W3C Web Annotation model (quote and position selectors).
"""

from __future__ import annotations

from typing import Literal

import msgspec

# --- the closed vocabularies of the contract -------------------------------------------------------------------------

Qualifier = Literal[
    "exact", "at_least", "more_than", "up_to", "fewer_than", "nearly", "about", "between", "teens", "tens", "dozens", "hundreds",
    "thousands", "tens_of_thousands", "hundreds_of_thousands", "millions", "some", "none", "unspecified",
]  # fmt: skip
Stance = Literal[
    "asserts", "confirms", "denies", "accuses", "condemns", "warns", "threatens", "demands", "calls_for", "justifies", "promises",
    "claims_responsibility", "doubts", "declines", "asks",
]  # fmt: skip
SourceClass = Literal[
    "belligerent", "army", "police", "government", "hospital", "rescue", "family", "witness", "community", "church",
    "rights_group", "ngo", "igo", "media", "anonymous", "document",
]  # fmt: skip
PloverType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
CONFLICT: frozenset[str] = frozenset({"ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "THREATEN"})
"""The types of force, its threat and protest; the others are the dealings around them."""
RALLIES = frozenset({"demo", "hunger", "strike"})
"""Modes of protest whose words mean nothing else; riots and roads closed are told of everywhere."""
ALLEGATION = "allege"
"""The mode of an accusation that lays a deed on somebody."""
Realis = Literal["actual", "negated", "planned", "threatened", "called_for", "hypothetical"]
Certainty = Literal["stated", "reported", "alleged", "unverified"]
Voice = Literal["headline", "lead", "body", "caption", "quote", "teaser"]
Status = Literal["named", "suspected", "unidentified", "unstated", "contested"]
Scope = Literal["incident", "increment", "running_total", "campaign", "unknown"]
CasualtyKind = Literal[
    "killed", "injured", "missing", "abducted", "captured", "detained", "released", "surrendered", "displaced",
    "bodies_recovered", "killed_or_injured",
]  # fmt: skip
VictimClass = Literal[
    "civilian", "military", "combatant", "police", "child", "woman", "journalist", "medic", "aid_worker", "official",
    "unspecified",
]  # fmt: skip
ImpactObject = Literal[
    "buildings", "houses", "vehicles", "armour", "aircraft", "vessels", "weapons", "households", "infrastructure",
]  # fmt: skip
ImpactEffect = Literal["destroyed", "damaged", "burnt", "seized", "displaced"]
ControlRelation = Literal["de_facto", "de_jure", "recognises"]
ControlChange = Literal["gains", "loses", "retains", "contested"]
Extent = Literal["all", "most", "part"]
PlacePrecision = Literal["point", "village", "adm3", "adm2", "adm1", "region", "country"]
PlaceRelation = Literal["in", "near", "between"]
TimePrecision = Literal["time", "day", "week", "month", "year", "decade"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
TimeMod = Literal["START", "MID", "END", "APPROX", "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE"]
RelationType = Literal["retaliation_for", "response_to", "breach_of", "part_of", "precedes"]
Denied = Literal["event", "agent", "toll", "status"]
CreditKind = Literal["agency", "outlet", "own"]
PartKind = Literal["headline", "dateline", "byline", "caption", "correction", "teaser", "credit", "body"]
Noun = Literal["attribution", "event", "casualty", "impact", "control"]
Action = Literal["accept", "reject", "correct", "add", "same", "different", "unsure"]
Naming = Literal["named", "moved", "merged", "split", "gone"]
Field = Literal["conflict", "disaster", "accident", "disease"]

EXHIBIT = "exhibit:"
"""How the ``source_id`` of a document begins that a person added by hand."""


class Evidence:
    """The exact words of a document that carry a claim.

    Built only by :meth:`at`, from a document's own text, so that ``text[start:end] == exact`` always holds.
    In JSON it is the pair ``[start, end]``.
    """

    __slots__ = ("document", "end", "exact", "start")
    document: str
    start: int
    end: int
    exact: str

    def __init__(self) -> None:
        raise TypeError("Evidence is built from a document: use Evidence.at(document_id, text, start, end)")

    @classmethod
    def at(cls, document: str, text: str, start: int, end: int) -> Evidence:
        """The words ``text[start:end]`` of the document with id ``document``.

        Raises ValueError when the span is empty or lies outside the text.
        """
        if not 0 <= start < end <= len(text):
            raise ValueError(f"evidence [{start}, {end}) lies outside the {len(text)} code points of document {document}")
        self = object.__new__(cls)
        object.__setattr__(self, "document", document)
        object.__setattr__(self, "start", start)
        object.__setattr__(self, "end", end)
        object.__setattr__(self, "exact", text[start:end])
        return self

    @property
    def span(self) -> tuple[int, int]:
        """Half-open code point offsets into the document's text."""
        return (self.start, self.end)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"Evidence is frozen: cannot set {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"Evidence is frozen: cannot delete {name}")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Evidence) and (self.document, self.start, self.end) == (other.document, other.start, other.end)

    def __hash__(self) -> int:
        return hash((self.document, self.start, self.end))

    def __repr__(self) -> str:
        return f"Evidence({self.document}[{self.start}:{self.end}] {self.exact!r})"


class Struct(msgspec.Struct, frozen=True):
    """Base of all nouns: immutable, slotted, comparable by value, without I/O."""


# --- the document ----------------------------------------------------------------------------------------------------


class Passage(Struct, frozen=True):
    """A span of the document without further meaning, such as a teaser or the name of an agency in a chain."""

    text: str
    evidence: Evidence = msgspec.field(name="span")


class Credit(Struct, frozen=True):
    """Where the outlet says the text comes from: an agency, another outlet, or its own earlier reporting."""

    text: str
    evidence: Evidence = msgspec.field(name="span")
    kind: CreditKind


class Part(Struct, frozen=True):
    """A stretch of the document with a role of its own: headline, dateline, caption, correction, teaser, credit."""

    kind: PartKind
    evidence: Evidence = msgspec.field(name="span")


class Teaser(Struct, frozen=True):
    """A pointer to another story. What it says is evidence for contradictions, never for a toll."""

    evidence: Evidence = msgspec.field(name="span")


def article_key(url: str | None, publisher: str | None, given: str | None) -> str | None:
    """What tells an article from others: its url; else the id it was given, with the publisher whose id it is; else nothing."""
    return url or (f"{publisher}#{given}" if publisher and given else given)


class Document(Struct, frozen=True):
    """A frozen text, code point for code point as it came, and what is known about it.

    ``text`` is the title, a newline and the body where a title is given and the body does not begin with it.
    ``published`` anchors relative dates. ``digest`` is the SHA-256 of the text; ``id`` is a handle made of source and text.
    """

    id: str
    source_id: str | None
    url: str | None
    title: str | None
    text: str
    language: str | None
    publisher: str | None
    published: str | None
    digest: str
    credits: tuple[Credit, ...] = ()
    teasers: tuple[Teaser, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def article(self) -> str:
        """The article this is a version of: its url, else publisher and given id, else its own id. An exhibit stands alone."""
        if self.source_id is not None and self.source_id.startswith(EXHIBIT):
            return self.source_id
        return article_key(self.url, self.publisher, self.source_id) or self.id

    @property
    def outlet(self) -> str:
        """What its outlet is called; an article that names none is called by its id in brackets."""
        return self.publisher or f"[{self.source_id or self.id}]"


class Article(Struct, frozen=True):
    """One url (or given id) with its document versions in the order they were read. Two versions are one witness."""

    id: str
    url: str | None
    documents: tuple[str, ...]


# --- what fills a claim ----------------------------------------------------------------------------------------------


class Actor(Struct, frozen=True):
    """An entry of the dated registry, one of a country and a sector (*militer Sudan*), or a party in its own words."""

    id: str
    name: str
    country: str | None = None
    country_name: str | None = None
    sector: str | None = None

    @property
    def described(self) -> bool:
        """True of one that nothing but its document's words tells (*puluhan pemuda*): in another document it is another."""
        return self.id.startswith("text:")


class Participant(Struct, frozen=True):
    """Who takes part. ``text`` keeps the words of the report (loaded words stay the speaker's); ``actor`` is the registry's.

    An unstated participant has no words: ``text`` and ``evidence`` are null and ``status`` is *unstated*.
    """

    text: str | None
    evidence: Evidence | None = msgspec.field(name="span")
    actor: Actor | None = None
    status: Status = "named"
    asserted_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()


class Place(Struct, frozen=True):
    """An entry of the gazetteer. ``lat``/``lon`` are degrees, null where unknown; never a capital standing for a country."""

    id: str
    name: str
    country: str | None = None
    adm1: str | None = None
    adm2: str | None = None
    lat: float | None = None
    lon: float | None = None


class Location(Struct, frozen=True):
    """A toponym as the text has it, what it resolves to, and how precise that is."""

    text: str
    evidence: Evidence = msgspec.field(name="span")
    place: Place | None = None
    precision: PlacePrecision = "region"
    relation: PlaceRelation | None = None


class Time(Struct, frozen=True):
    """When: the closed interval from ``earliest`` to ``latest``, known to ``precision``.

    Without anything to anchor it both ends are null and ``relative`` says the offset (``"-1 day"``).
    """

    text: str
    evidence: Evidence | None = msgspec.field(name="span")
    earliest: str | None = None
    latest: str | None = None
    precision: TimePrecision = "day"
    relative: str | None = None
    flags: tuple[str, ...] = ()


class TimeExpression(Struct, frozen=True):
    """A time expression as TimeML's TIMEX3 has it: its words, type, value and modifier (Pustejovsky et al. 2003).

    ``value`` is ISO 8601 with TIMEX3's additions: ``2019-W12``, ``2014-Q3``, ``198`` (the eighties), ``2019-03-14TNI``, ``P3D``,
    ``PXM``, ``XXXX-WXX-1`` (Mondays), ``PRESENT_REF``. ``earliest`` and ``latest`` are its interval where it has one.
    """

    text: str
    evidence: Evidence = msgspec.field(name="span")
    type: TimexType
    value: str
    mod: TimeMod | None = None
    earliest: str | None = None
    latest: str | None = None
    flags: tuple[str, ...] = ()


class Quantity(Struct, frozen=True):
    """A count as printed (``number``) and what it allows (``low``, ``best``, ``high``).

    ``best`` is never invented; null is never 0.
    """

    number: int | None
    low: int | None
    best: int | None
    high: int | None
    qualifier: Qualifier
    text: str


class Victim(Struct, frozen=True):
    """A person named among the victims."""

    name: str
    evidence: Evidence = msgspec.field(name="span")
    age: int | None = None
    sex: Literal["female", "male"] | None = None


class Denial(Struct, frozen=True):
    """Which attribution denies, and which part of the claim it denies."""

    by: str
    what: Denied


# --- claims ----------------------------------------------------------------------------------------------------------


class Source(Struct, frozen=True):
    """Who is speaking: the words, the role among them, the class of source, the actor."""

    text: str
    role: str | None
    evidence: Evidence = msgspec.field(name="span")
    kind: SourceClass | None = msgspec.field(default=None, name="class")
    actor: Actor | None = None


class Attribution(Struct, frozen=True):
    """Somebody says something: sources, cue, the content spans that are theirs, and the stance they take."""

    id: str
    sources: tuple[Source, ...]
    cue: Passage | None
    content: tuple[Evidence, ...]
    stance: Stance
    direct: bool = False
    medium: Passage | None = None
    via: tuple[Passage, ...] = ()
    within: str | None = None
    rule: str = ""


class Mention(Struct, frozen=True):
    """One telling of an event: its trigger, the sentence it stands in, and whose words they are."""

    trigger: Evidence
    sentence: Evidence
    asserted_by: tuple[str, ...] = ()


class Plover(Struct, frozen=True):
    """Type and modes of the PLOVER ontology."""

    type: PloverType
    modes: tuple[str, ...] = ()


class Context(Struct, frozen=True):
    """A PLOVER context with the words that evoke it."""

    name: str
    evidence: Evidence = msgspec.field(name="span")


class Means(Struct, frozen=True):
    """A weapon or other means, with its words."""

    kind: str
    text: str
    evidence: Evidence = msgspec.field(name="span")


class Relation(Struct, frozen=True):
    """How this event relates to another one, and who says so."""

    type: RelationType
    to: str
    asserted_by: tuple[str, ...] = ()
    evidence: Evidence | None = msgspec.field(default=None, name="span")


class EventClaim(Struct, frozen=True):
    """One event as one document tells it, with all its mentions."""

    id: str
    mentions: tuple[Mention, ...]
    plover: Plover
    contexts: tuple[Context, ...] = ()
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    mutual: bool = False
    place: Location | None = None
    time: Time | None = None
    means: tuple[Means, ...] = ()
    realis: Realis = "actual"
    historical: bool = False
    certainty: Certainty = "stated"
    voice: Voice = "body"
    denied_by: tuple[Denial, ...] = ()
    relations: tuple[Relation, ...] = ()
    rule: str = ""

    @property
    def evidence(self) -> Evidence:
        """The trigger of the first mention."""
        return self.mentions[0].trigger


class CasualtyClaim(Struct, frozen=True):
    """How many of whom were killed, injured, missing...: one statement of one document."""

    id: str
    evidence: Evidence = msgspec.field(name="span")
    number_evidence: Evidence | None = msgspec.field(name="number_span")
    kind: CasualtyKind
    quantity: Quantity
    who: tuple[VictimClass, ...] = ("unspecified",)
    side: Participant | None = None
    by: Participant | None = None
    asserted_by: tuple[str, ...] = ()
    denied_by: tuple[Denial, ...] = ()
    via: tuple[Passage, ...] = ()
    scope: Scope = "incident"
    as_of: Time | None = None
    part_of: str | None = None
    restates: str | None = None
    includes_perpetrators: bool | None = None
    declared_unknown: bool = False
    victims: tuple[Victim, ...] = ()
    realis: Realis = "actual"
    historical: bool = False
    certainty: Certainty = "stated"
    voice: Voice = "body"
    place: Location | None = None
    time: Time | None = None
    event: str | None = None
    rule: str = ""


class ImpactClaim(Struct, frozen=True):
    """What happened to things. A count of things is never a toll."""

    id: str
    evidence: Evidence = msgspec.field(name="span")
    object: ImpactObject
    effect: ImpactEffect
    quantity: Quantity
    side: Participant | None = None
    by: Participant | None = None
    asserted_by: tuple[str, ...] = ()
    voice: Voice = "body"
    event: str | None = None
    rule: str = ""


class ControlClaim(Struct, frozen=True):
    """Who holds or owns a territory, or recognises it, and who says so.

    For ``recognises`` the holder is the party whose ownership is recognised; the recogniser is the speaker.
    """

    id: str
    evidence: Evidence = msgspec.field(name="span")
    territory: Location
    relation: ControlRelation
    holder: Participant | None = None
    change: ControlChange | None = None
    extent: Extent | None = None
    asserted_by: tuple[str, ...] = ()
    negated: bool = False
    realis: Realis = "actual"
    time: Time | None = None
    voice: Voice = "body"
    rule: str = ""


class Rejected(Struct, frozen=True):
    """What was considered and turned down, with the reason. Nothing vanishes silently."""

    noun: str
    evidence: Evidence = msgspec.field(name="span")
    reason: str
    rule: str = ""


Claim = Attribution | EventClaim | CasualtyClaim | ImpactClaim | ControlClaim


class Reading(Struct, frozen=True):
    """One document under one pipeline fingerprint: the claims it yields. ``main`` is the event that headline and lead report."""

    saksi: str
    fingerprint: str
    main: str | None
    document: Document
    attributions: tuple[Attribution, ...] = ()
    events: tuple[EventClaim, ...] = ()
    casualties: tuple[CasualtyClaim, ...] = ()
    impacts: tuple[ImpactClaim, ...] = ()
    control: tuple[ControlClaim, ...] = ()
    rejected: tuple[Rejected, ...] = ()

    def claims(self) -> tuple[tuple[Noun, Claim], ...]:
        """All claims with their nouns, in contract order."""
        return (
            *(("attribution", a) for a in self.attributions),
            *(("event", e) for e in self.events),
            *(("casualty", c) for c in self.casualties),
            *(("impact", i) for i in self.impacts),
            *(("control", k) for k in self.control),
        )


def evidence_of(claim: Claim) -> Evidence | None:
    """Where a claim stands: its own span, an event's first trigger, an attribution's cue or else its first content or source."""
    if isinstance(claim, Attribution):
        if claim.cue is not None:
            return claim.cue.evidence
        return claim.content[0] if claim.content else (claim.sources[0].evidence if claim.sources else None)
    return claim.evidence


# --- what people decide and what is derived --------------------------------------------------------------------------


class Anchor(Struct, frozen=True):
    """Where a judgement sticks: article, noun, the quoted words, and 32 code points on either side.

    ``start``/``end`` are the offsets at the time of the judgement (W3C TextPositionSelector); ``exact``/``prefix``/``suffix``
    find the words again in another version (TextQuoteSelector).
    """

    article: str
    noun: Noun
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    ordinal: int = 0


class Judgement(Struct, frozen=True):
    """One human decision. Append-only: a later one supersedes, nothing is erased."""

    id: str
    action: Action
    anchor: Anchor
    by: str
    at: str
    field: str | None = None
    before: str | None = None
    after: str | None = None
    why: str | None = None
    seen: str | None = None
    other: Anchor | None = None
    blind: bool = False
    """Whether it was made without sight of anybody else's decisions."""


class TakeDown(Struct, frozen=True):
    """An article that is no longer shown, or is shown again: who decided it, when, and why."""

    article: str
    action: Literal["take_down", "restore"]
    by: str
    at: str
    why: str


class Derived(Struct, frozen=True):
    """One field of an event: the chosen value, the claims it rests on, and the policy that chose it."""

    value: object
    claims: tuple[str, ...]
    policy: str
    excluded: tuple[tuple[str, str], ...] = ()
    decided: tuple[str, ...] = ()
    """The claims it rests on about which a person decided what bears on it; empty where the machine's reading stands alone."""


class Event(Struct, frozen=True):
    """A cluster of event claims with their casualty, impact and control claims. Keyed by its claims, named by the names table."""

    key: str
    claims: tuple[str, ...]
    type: PloverType
    casualties: tuple[str, ...] = ()
    impacts: tuple[str, ...] = ()
    control: tuple[str, ...] = ()
    fields: dict[str, Derived] = {}
    name: str | None = None


class Name(Struct, frozen=True):
    """One row of the append-only table of cluster names: what became of ``name`` at ``at``.

    ``named``: a new cluster; ``moved``: its cluster now has this key and these claims; ``merged``: it went into the cluster
    called ``other``; ``split``: a new cluster that came out of the one called ``other``; ``gone``: no claim of it is left.
    """

    name: str
    key: str | None
    claims: tuple[str, ...]
    kind: Naming = "named"
    at: str = ""
    other: str | None = None


class Release(Struct, frozen=True):
    """A frozen, named state that exports and citations point at.

    ``digest`` is the SHA-256 of ``parts``, each of them that of one part of the state: readings, judgements, names, skipped
    inputs, versions, and the events under each policy. ``versions`` are those of the programs that made it.
    """

    name: str
    at: str
    digest: str
    policies: tuple[str, ...]
    claims: int
    judgements: int
    articles: int = 0
    events: int = 0
    title: str = ""
    authors: tuple[str, ...] = ()
    note: str = ""
    doi: str = ""
    versions: dict[str, str] = {}
    parts: dict[str, str] = {}
