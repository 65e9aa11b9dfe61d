"""The readings as reconciling sees them: each document once, every claim by its id, days as numbers, speakers as keys.

Pure lookups: nothing here decides what is true, it only answers *which claim*, *which document*, *which sentence*, *who says it*.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from saksi.contract import to_json
from saksi.languages import find
from saksi.languages.schema import ActorNoun, WordClass
from saksi.reconcile.quantities import span
from saksi.text import Span, fold_accents, sentences
from saksi.types import (
    Actor,
    Attribution,
    CasualtyClaim,
    Claim,
    ControlClaim,
    Document,
    Event,
    EventClaim,
    Evidence,
    ImpactClaim,
    Location,
    Participant,
    Place,
    PlacePrecision,
    Reading,
    Source,
    SourceClass,
    Stance,
    Struct,
    Time,
)

_PRONOUNS: tuple[WordClass, ...] = (
    "pronoun_we", "pronoun_person", "pronoun_female", "pronoun_male", "pronoun_plural", "pronoun_institution", "pronoun_open",
)  # fmt: skip
_MANY = 20  # people whom a campaign has harmed at the least
_TENTH = 10  # a count of less than so great a part of a campaign's total is of an incident
_DATE = 10  # characters of a date without a time
_NEWSROOM: WordClass = "newsroom"
_VOUCHES: frozenset[Stance] = frozenset({"asserts", "confirms", "claims_responsibility", "accuses", "condemns"})
"""Stances of one who may be where a count beside it comes from."""
_NAMES = 1 << 14
_COUNTING: frozenset[SourceClass] = frozenset({"rights_group", "ngo", "igo"})
SpeakerKind = Literal["actor", "class", "text", "outlet", "agency", "via", "document"]


class Speaker(Struct, frozen=True):
    """Who a claim rests on, normalised: the actor's id, else class and words; the outlet's own voice is the outlet or its agency.

    ``key`` is the same wherever the speaker is heard; ``label`` are words to show; ``source`` is null for an outlet's own voice.
    """

    key: str
    label: str
    kind: SpeakerKind
    source: Source | None = None


class Behind(NamedTuple):
    """On whom a claim rests, and why, where nobody is said to say it. ``weak``: only since no better is known."""

    speakers: tuple[Speaker, ...]
    reason: str | None
    weak: bool = False


class Days(NamedTuple):
    """A closed interval of days as ordinals (``date.toordinal``)."""

    first: int
    last: int


def ordinal(text: str | None) -> int | None:
    """The day of an ISO 8601 date or time as an ordinal; null when there is none or it is not a date."""
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10]).toordinal()
    except ValueError:
        return None


def moment(text: str | None) -> datetime | None:
    """The moment an ISO 8601 time tells, in UTC; null for a date alone and for what is none."""
    if not text or len(text) <= _DATE:
        return None
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (told if told.tzinfo is not None else told.replace(tzinfo=UTC)).astimezone(UTC)


def days_of(time: Time | None) -> Days | None:
    """The interval of days a time covers; null when nothing anchors it. One open end takes the value of the other."""
    if time is None:
        return None
    first, last = ordinal(time.earliest), ordinal(time.latest)
    if first is None and last is None:
        return None
    first = last if first is None else first
    last = first if last is None else last
    if first is None or last is None:  # pragma: no cover - both are known here
        return None
    return Days(min(first, last), max(first, last))


def unique(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Each document once, ordered by document id. Of several readings of one document the same one is taken in any order."""
    chosen: dict[str, Reading] = {}
    for reading in readings:
        kept = chosen.setdefault(reading.document.id, reading)
        if kept is not reading and (reading.fingerprint, to_json(reading)) > (kept.fingerprint, to_json(kept)):
            chosen[reading.document.id] = reading
    return tuple(chosen[key] for key in sorted(chosen))


class Facts:
    """Lookups over a set of readings. Build it once and pass it on; it never changes what it was given."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.readings = unique(readings)
        self.documents: dict[str, Document] = {r.document.id: r.document for r in self.readings}
        self.of_document: dict[str, Reading] = {r.document.id: r for r in self.readings}
        self.claims: dict[str, Claim] = {}
        self.reading: dict[str, Reading] = {}
        self.events: dict[str, EventClaim] = {}
        self.casualties: dict[str, CasualtyClaim] = {}
        self.impacts: dict[str, ImpactClaim] = {}
        self.control: dict[str, ControlClaim] = {}
        self.attributions: dict[str, Attribution] = {}
        self._speakers: dict[str, tuple[Speaker, ...]] = {}
        self._behind: dict[str, Behind] = {}
        self._wholes: dict[str, frozenset[str]] = {}
        self.voices: dict[str, object] = {}
        """What :func:`saksi.reconcile.voices.voices_of` found, by event."""
        self.texts: dict[tuple[str, ...], object] = {}
        """What :func:`saksi.reconcile.origins.text_origins` found, by documents."""
        self._sentences: dict[str, tuple[list[int], list[int]]] = {}
        for r in self.readings:
            for _, claim in r.claims():
                self.claims[claim.id] = claim
                self.reading[claim.id] = r
            self.events.update((c.id, c) for c in r.events)
            self.casualties.update((c.id, c) for c in r.casualties)
            self.impacts.update((c.id, c) for c in r.impacts)
            self.control.update((c.id, c) for c in r.control)
            self.attributions.update((c.id, c) for c in r.attributions)

    def document(self, claim: str) -> Document:
        """The document a claim stands in."""
        return self.reading[claim].document

    def published(self, claim: str) -> int | None:
        """The day its document was published, as an ordinal."""
        return ordinal(self.document(claim).published)

    def wholes(self, reading: Reading) -> frozenset[str]:
        """The event claims of a reading with which a whole campaign is counted, found once."""
        known = self._wholes.get(reading.document.id)
        if known is None:
            known = self._wholes[reading.document.id] = wholes(reading)
        return known

    def is_campaign(self, event: Event) -> bool:
        """Whether an event is a whole campaign: at least half of its tellings count one."""
        told = [e for e in event.claims if e in self.events]
        return bool(told) and 2 * sum(e in self.wholes(self.reading[e]) for e in told) >= len(told)

    def sentence(self, evidence: Evidence) -> Evidence:
        """The sentence that holds the evidence; where the evidence crosses a border, from the first sentence to the last.

        A sentence a reading has found for an event is preferred: it was split with the language's abbreviations.
        """
        document = self.documents[evidence.document]
        best: Evidence | None = None
        for event in self.of_document[document.id].events:
            for mention in event.mentions:
                s = mention.sentence
                holds = s.start <= evidence.start and evidence.end <= s.end
                if holds and (best is None or (s.end - s.start, s.start) < (best.end - best.start, best.start)):
                    best = s
        if best is not None:
            return best
        starts, ends = self._spans(document)
        first = max(0, bisect_right(starts, evidence.start) - 1)
        last = max(first, bisect_right(starts, evidence.end - 1) - 1)
        start, end = min(starts[first], evidence.start), max(ends[last], evidence.end)
        return Evidence.at(document.id, document.text, start, end)

    def _spans(self, document: Document) -> tuple[list[int], list[int]]:
        if document.id not in self._sentences:
            spans = sentences(document.text) or [Span(0, len(document.text))]
            self._sentences[document.id] = ([s[0] for s in spans], [s[1] for s in spans])
        return self._sentences[document.id]

    def speakers(self, claim: Claim) -> tuple[Speaker, ...]:
        """Who a claim rests on, ordered by key. Never empty: without attribution it is the outlet's own voice."""
        known = self._speakers.get(claim.id)
        if known is None:
            known = self._speakers[claim.id] = self._speakers_of(claim)
        return known

    def _speakers_of(self, claim: Claim) -> tuple[Speaker, ...]:
        asserted = _asserted_by(claim)
        found: dict[str, Speaker] = {}
        for ref in asserted:
            attribution = self.attributions.get(ref)
            for source in attribution.sources if attribution else ():
                if not _is_outlet(source, self.document(claim.id)):
                    speaker = speaker_of(source)
                    found[speaker.key] = speaker
        if not found:
            voice = self._own_voice(claim)
            found[voice.key] = voice
        return tuple(found[key] for key in sorted(found))

    def behind(self, claim: Claim) -> Behind:
        """On whom a claim rests, and why where nobody is said to say it.

        An outlet counts no dead. So a count in its own voice rests on whoever says the same elsewhere in the report, else on
        whoever alone is heard in its sentence, else in its paragraph, the nearest before it first.
        """
        known = self._behind.get(claim.id)
        if known is None:
            known = self._behind[claim.id] = self._behind_of(claim)
        return known

    def _behind_of(self, claim: Claim) -> Behind:
        own = self.speakers(claim)
        if not isinstance(claim, CasualtyClaim) or self.attributed(claim) or claim.voice == "teaser":
            return Behind(own, None)
        same = [c for c in self.reading[claim.id].casualties if c.id != claim.id and _says_again(claim, c) and self.attributed(c)]
        if same:
            again = min(same, key=lambda c: (c.id != claim.restates and c.restates != claim.id, c.evidence.start))
            return Behind(self.speakers(again), "the report quotes it for this figure")
        heard = None if claim.via else self._heard(claim)
        return heard if heard is not None else Behind(own, None)

    def _heard(self, claim: CasualtyClaim) -> Behind | None:
        """Who alone is heard in the sentence of a count, else nearest to it in its paragraph."""
        document, at = self.document(claim.id), claim.evidence.start
        here = self.sentence(claim.evidence)
        start, end = document.text.rfind("\n", 0, at) + 1, document.text.find("\n", at)
        end = len(document.text) if end < 0 else end
        inside: dict[tuple[str, ...], tuple[Speaker, ...]] = {}
        around: list[tuple[bool, int, tuple[Speaker, ...]]] = []
        for attribution in self.reading[claim.id].attributions:
            cue = attribution.cue.evidence if attribution.cue else None
            if cue is None or not start <= cue.start < end:
                continue
            said = {s.key: s for x in attribution.sources if not _is_outlet(x, document) for s in (speaker_of(x),)}
            if not said and attribution.sources:
                continue
            speakers = tuple(said[key] for key in sorted(said))
            if here.start <= cue.start < here.end:
                inside[tuple(said)] = speakers if attribution.stance in _VOUCHES else ()
            elif attribution.stance in _VOUCHES:
                around.append((cue.start > at, abs(cue.start - at), speakers))
        if inside:
            one = next(iter(inside.values()))
            return Behind(one, "who is heard in its sentence") if len(inside) == 1 and one else None
        if claim.scope == "campaign":
            return None  # who is heard of an incident did not count the war
        around = [x for x in around if x[2]]
        return Behind(min(around, key=lambda x: x[:2])[2], "who is heard in its paragraph", weak=True) if around else None

    def line(self, claim: Claim) -> str:
        """The testimony line of a claim: the keys of its speakers. Bulletins of one line replace each other."""
        return line_key(self.speakers(claim))

    def attributed(self, claim: Claim) -> bool:
        """Whether somebody other than the outlet is said to say it."""
        return any(s.source is not None for s in self.speakers(claim))

    def _own_voice(self, claim: Claim) -> Speaker:
        document = self.document(claim.id)
        via = claim.via if isinstance(claim, CasualtyClaim) else ()
        if via:
            return Speaker(key=_key("outlet", via[-1].text), label=via[-1].text, kind="via")
        for credit in document.credits:
            if credit.kind == "agency":
                return Speaker(key=_key("agency", credit.text), label=credit.text, kind="agency")
        for credit in document.credits:
            if credit.kind == "outlet":
                return Speaker(key=_key("outlet", credit.text), label=credit.text, kind="outlet")
        if document.publisher:
            return Speaker(key=_key("outlet", document.publisher), label=document.publisher, kind="outlet")
        return Speaker(key=_key("document", document.id), label=document.outlet, kind="document")


def wholes(r: Reading) -> frozenset[str]:
    """The claims with which a whole campaign is counted: a total of many, and beside it nothing as small as an incident."""
    totals: dict[str, int] = {}
    least: dict[str, int] = {}
    for c in r.casualties:
        number = c.quantity.number or 0
        if c.event is None or c.realis != "actual" or c.voice == "teaser":
            continue
        if c.scope == "campaign":
            totals[c.event] = max(totals.get(c.event, 0), number)
        elif c.scope != "increment" and c.part_of is None:
            least[c.event] = min(least.get(c.event, number), number)
    actual = {e.id for e in r.events if e.realis == "actual"}
    return frozenset(e for e, total in totals.items() if e in actual and total >= _MANY and _TENTH * least.get(e, total) >= total)


def counts_itself(document: Document) -> bool:
    """Whether its publisher is no outlet but one that counts: a rights group, an organisation, a body of states."""
    words = f" {fold_accents(document.publisher or '')} "
    return document.language is not None and any(f" {name} " in words for name in _counters(document.language))


@cache
def _counters(language: str) -> frozenset[str]:
    pack = find(language)
    rows = (row for table in (pack.rows.values() if pack is not None else ()) for held in table.values() for row in held)
    organs = (row for row in rows if isinstance(row, ActorNoun) and row.source in _COUNTING and row.kind == "organ")
    return frozenset(fold_accents(word) for row in organs for word in row.words)


def speaker_of(source: Source) -> Speaker:
    """The speaker of one source: actor id, else class and words, else words."""
    actor = source.actor
    if actor is not None and not actor.described:
        return Speaker(key=_key("actor", actor.id), label=actor.name, kind="actor", source=source)
    words = actor.name if actor is not None else source.text
    if source.kind is not None:
        return Speaker(key=_key(source.kind, words), label=words, kind="class", source=source)
    return Speaker(key=_key("text", words), label=words, kind="text", source=source)


def line_key(speakers: Iterable[Speaker]) -> str:
    """One key for a testimony made by these speakers together."""
    return " + ".join(sorted({s.key for s in speakers}))


def _key(kind: str, text: str) -> str:
    return f"{kind}:{fold_accents(text) if kind != 'actor' else text}"


def _is_outlet(source: Source, document: Document) -> bool:
    """Whether a source is the outlet itself: *told ANW*, *this newspaper*; or nobody: a pronoun that was not resolved."""
    words = fold_accents(source.text).split()
    if source.actor is None or source.actor.described or is_kind(source.actor):
        pack = find(document.language) if document.language is not None else None
        if pack is not None and " ".join(words) in pack.words(_NEWSROOM):
            return True
        nobody = pack is not None and source.actor is None and source.kind is None and len(words) == 1
        if pack is not None and nobody and any(words[0] in pack.words(name) for name in _PRONOUNS):
            return True
    return bool(words) and document.publisher is not None and set(words) <= set(fold_accents(document.publisher).split())


def _says_again(claim: CasualtyClaim, other: CasualtyClaim) -> bool:
    """Whether two counts of a report are one figure told twice."""
    if claim.restates == other.id or other.restates == claim.id:
        return True
    return claim.kind == other.kind and span(claim.quantity) == span(other.quantity) != (None, None) and other.voice != "teaser"


def _asserted_by(claim: Claim) -> tuple[str, ...]:
    if isinstance(claim, EventClaim):
        return tuple(dict.fromkeys(a for m in claim.mentions for a in m.asserted_by))
    if isinstance(claim, Attribution):
        return (claim.id,)
    return claim.asserted_by


# --- participants and places as comparable values ---------------------------------------------------------------------

# PLOVER sectors that act for their state: an army and its ministry are one party, an armed group in the same country is not.
Sector = Literal["GOV", "MIL", "COP", "SPY", "JUD", "LEG"]
ArmedSector = Literal["REB", "UAF", "IMG"]
PrivateSector = Literal["CVL"]
ARMED_SECTORS: frozenset[str | None] = frozenset({"REB", "UAF", "IMG"})
"""Sectors of groups that fight a state, or each other; a militia that fights for one is another kind."""
STATE_SECTORS: frozenset[str | None] = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG", "", None})

PRIVATE_SECTORS: frozenset[str | None] = frozenset({"CVL", None})
"""Sectors of people who act for nobody."""

Likeness = Literal["same", "country", "unknown", "different"]


def is_open(participant: Participant | None) -> bool:
    """Whether the participant could be anybody: nobody is named."""
    return (
        participant is None or participant.status in ("unstated", "unidentified") or not (participant.actor or participant.text)
    )


def is_force(p: Participant | None) -> bool:
    """Whether a party is a state, an organ of one or an armed group: of two persons both may have done it."""
    actor = p.actor if p is not None and not is_open(p) else None
    if actor is None or actor.described or actor.sector is None:
        return False
    return actor.sector in STATE_SECTORS or actor.sector in ARMED_SECTORS


def actors_alike(a: Actor, b: Actor) -> Likeness:
    """Same entry; else two organs of one state, or a group and *the rebels* of its country; else different.

    Fighters whom only their kind and country name may be of a group that fights in many countries.
    """
    if a.id == b.id:
        return "same"
    if a.country and a.country == b.country:
        if a.sector in STATE_SECTORS and b.sector in STATE_SECTORS:
            return "country"
        if (is_kind(a) or is_kind(b)) and _of_one_sort(a, b):
            return "country"
    if _of_one_sort(a, b) and ((is_kind(a) and not b.country) or (is_kind(b) and not a.country)):
        return "unknown"
    return "different"


def _of_one_sort(a: Actor, b: Actor) -> bool:
    both = a.sector in ARMED_SECTORS and b.sector in ARMED_SECTORS
    return both or (a.sector == b.sector and a.sector is not None)


def is_kind(actor: Actor) -> bool:
    """Whether an actor is made of a country and a sector: *the rebels* of some country."""
    return bool(actor.country) and actor.id.startswith(f"{(actor.country or '').lower()}:")


def alike(a: Participant | None, b: Participant | None) -> Likeness:
    """Whether two participants can be one party. Unnamed is compatible with anybody and is no evidence."""
    if a is None or b is None or is_open(a) or is_open(b):
        return "unknown"
    if a.actor is not None and b.actor is not None and not a.actor.described and not b.actor.described:
        return actors_alike(a.actor, b.actor)
    one, other = party_label(a), party_label(b)
    return "same" if one and other and fold_accents(one) == fold_accents(other) else "unknown"


def party_key(participant: Participant | None) -> str | None:
    """One key for a party: its state where it is an organ of one, else the registry's entry, else the folded words."""
    if participant is None or is_open(participant):
        return None
    actor = participant.actor
    if actor is not None and not actor.described:
        return actor.country if actor.country and actor.sector in STATE_SECTORS else actor.id
    return fold_accents(party_label(participant) or "")


def side_key(participant: Participant | None) -> str | None:
    """The party whose people are counted; null where only the report's own words say whose they are (*the workers*).

    Such words are no party that another report could mean, and two counts are not of two sides for being worded otherwise.
    """
    actor = participant.actor if participant is not None else None
    return party_key(participant) if actor is not None and not actor.described else None


def party_label(participant: Participant | None) -> str | None:
    """The neutral name of a party where the registry has one, else the words of the report."""
    if participant is None:
        return None
    return participant.actor.name if participant.actor is not None else participant.text


class Spot(NamedTuple):
    """What of a location counts when places are compared: its entry, else its words; its precision."""

    place: Place | None
    text: str
    precision: PlacePrecision


def place_text(location: Location | Spot) -> str:
    """The folded name of a location: the gazetteer's where it resolved, else the words."""
    return fold_accents(location.place.name if location.place else location.text)


@lru_cache(_NAMES)
def fine_name(text: str | None) -> str:
    """A name of an area for comparing: lower case, single spaces."""
    return " ".join((text or "").lower().split())
