"""A reading as the records that a PLOVER coder would write: type, actors, recipients.

PLOVER codes what is done and what is said in one table; Saksi keeps the two apart (events with a realis, attributions with a
stance). This puts them together by the rules of the manual: cooperation to come is AGREE, harm to come or threatened THREATEN,
what somebody calls for REQUEST; what is only supposed or denied is not coded. Manual: Open Event Data Alliance, PLOVER (2024);
older type names are mapped as its crosswalk maps them.
"""

from __future__ import annotations

from dataclasses import dataclass

from saksi.languages import load as load_pack
from saksi.reading import read
from saksi.sources import build_document
from saksi.types import Actor, Attribution, EventClaim, Evidence, Participant, Reading

OLDER = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT", "YIELD": "RETREAT"}
"""Type names of 2016 and 2017 -> the manual's of 2024."""
QUADS = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2, "REQUEST": 3, "ACCUSE": 3,
    "REJECT": 3, "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip
"""Type -> quad class: verbal and material cooperation, verbal and material conflict."""
SPEECH = {
    "accuses": "ACCUSE", "condemns": "ACCUSE", "threatens": "THREATEN", "demands": "REQUEST", "calls_for": "REQUEST",
    "asks": "REQUEST", "promises": "AGREE", "warns": "THREATEN", "justifies": "SUPPORT",
}  # fmt: skip
"""Stance -> the type that saying so is."""
_NOMINAL = "nominal"
"""What the rule of an event says that a noun tells."""
_PARTICIPLE = "gerund"
"""What the rule of an event says that a participle tells: what somebody did, or is said to have done, by the way."""
_AIMED = (", purpose", ", speech act")
"""How the rule of an event ends that another one is for, or whose words call for it, offer it or threaten it."""
_ANSWERS = frozenset({"AGREE", "REJECT", "CONCEDE"})
_TALK = frozenset({"AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "CONCEDE"})
_GOOD = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE"})
_HARM = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION"})


@dataclass(frozen=True, slots=True)
class Record:
    """A coded event: its type, who is on either side, and where its words stand."""

    type: str
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    start: int
    end: int
    country: str | None = None
    """Where it happened: event coders take people of no told country for people of that one."""

    def code(self, party: Participant) -> str | None:
        """The country of a party."""
        return code(party.actor) or (self.country if party.text is not None else None)


def sentence(text: str, published: str | None = None) -> Reading:
    """The reading of one English sentence of a set, with what was turned down."""
    return read(build_document(text=text, language="en", id="sentence", published=published), rejected=True)


def records(reading: Reading) -> list[Record]:
    """The coded events of a reading in text order.

    PLOVER codes none without an actor: such count only where alone. So do what is long past, what a noun only names beside
    an event that a verb tells (*surrendered after an offensive*), and what is only the content or the purpose of another event
    (*used tear gas to disperse*, *offered to leave*): event coders code the clause, not its circumstances.
    """
    found = _all_records(reading)
    past = {e.evidence.start for e in reading.events if e.historical}
    named = {e.evidence.start for e in reading.events if _NOMINAL in e.rule}
    beside = {e.evidence.start for e in reading.events if _PARTICIPLE in e.rule and not is_progressive(e.evidence, reading)}
    aimed = {e.evidence.start for e in reading.events if e.rule.endswith(_AIMED)}
    protest = min((r.start for r in found if r.type == "PROTEST"), default=None)
    if protest is not None:  # what a protest asks for is its topic (PLOVER, 3.12)
        found = [r for r in found if r.type != "REQUEST" or r.start < protest]
    answers = [r for r in found if r.type in _ANSWERS]
    found = [r for r in found if r.type != "REQUEST" or not any(a.start < r.start and apart(a, r) for a in answers)]
    for lesser in (beside, aimed):
        told = [r for r in found if r.start not in lesser]
        found = [r for r in found if r in told or not any(t.start < r.start and t.type != r.type for t in told)]
    found = [r for r in found if any(p.status != "unstated" for p in r.actors)] or found
    found = [r for r in found if r.start not in past] or found
    return [r for r in found if r.start not in named] or found


def apart(answer: Record, request: Record) -> bool:
    """Whether another one asks than who answers (*rejected calls by the envoy*, not *rejected the plan and called for talks*)."""
    return not {p.text for p in answer.actors} & {p.text for p in request.actors}


def is_progressive(participle: Evidence, reading: Reading) -> bool:
    """Whether a participle stands behind *is*, *was* or *are still*, and so tells what its subject does."""
    before = reading.document.text[: participle.start].lower().split()[-2:]
    return any(word in load_pack("en").words("copula") for word in before)


def _all_records(reading: Reading) -> list[Record]:
    out: list[Record] = []
    tellers = {a.id: a for a in reading.attributions}
    for event in reading.events:
        kind = event_type(event)
        if kind is None:
            continue
        mention = event.mentions[0]
        sides = (event.actors, event.recipients)
        callers = [s for ident in mention.asserted_by if ident in tellers for s in speakers(tellers[ident])]
        if event.realis == "called_for" and callers:
            sides = (tuple(callers), event.actors)  # who says that others must do it asks them
        where = event.place.place.country if event.place is not None and event.place.place is not None else None
        out.append(Record(kind, *sides, mention.trigger.start, mention.trigger.end, where))
    for attribution in reading.attributions:
        if attribution.stance not in SPEECH or attribution.cue is None:
            continue
        said = spoken(attribution, out)
        if said is not None and not trails(attribution, out):
            out.append(said)
    return sorted(out, key=lambda r: r.start)


def event_type(event: EventClaim) -> str | None:
    """The type it is coded as, or null when it is not coded."""
    kind, realis = str(event.plover.type), event.realis
    if realis == "negated" and kind in _GOOD:
        return "REJECT"
    if realis == "called_for":
        return "REQUEST"
    if realis == "planned" and kind == "SUPPORT":
        return "AGREE"  # support to come is a promise
    if kind in _TALK:
        return kind if realis != "negated" or kind == "REJECT" else None
    if realis == "actual":
        return kind
    if realis == "threatened" or (realis == "planned" and kind in _HARM):
        return "THREATEN"
    return "AGREE" if realis == "planned" else None


def trails(attribution: Attribution, known: list[Record]) -> bool:
    """Whether a cue stands behind what it says, an event: it only names the source (*killed ten, a rights group charged*)."""
    cue = attribution.cue
    return cue is not None and any(
        c.end <= cue.evidence.start and any(c.start <= r.start < c.end for r in known) for c in attribution.content
    )


def turned_down(reading: Reading) -> list[Record]:
    """What a reading considered and turned down for want of a sign of conflict, as records without parties.

    Where a set says that an event stands between two parties, there is one, whatever else the sentence is about.
    """
    return [
        Record(r.rule.split()[0], (), (), r.evidence.start, r.evidence.end)
        for r in reading.rejected
        if r.noun == "event" and r.rule.split()[0] in QUADS
    ]


def spoken(attribution: Attribution, known: list[Record]) -> Record | None:
    """The event that an utterance is, unless one of its type stands on the same words."""
    kind, cue = SPEECH[attribution.stance], attribution.cue
    if cue is None:
        return None
    start, end = cue.evidence.start, cue.evidence.end
    if any(r.start < end and start < r.end for r in known) or any(r.type == kind for r in known):
        return None
    return Record(kind, speakers(attribution), (), start, end)


def speakers(attribution: Attribution) -> tuple[Participant, ...]:
    """Who says it, as participants."""
    return tuple(Participant(text=s.text, evidence=s.evidence, actor=s.actor) for s in attribution.sources)


def code(actor: Actor | None) -> str | None:
    """The country of an actor, *INT* for a body of no country, null where it is not known."""
    if actor is None:
        return None
    return actor.country or ("INT" if actor.sector in _INTERNATIONAL else None)


_INTERNATIONAL = frozenset({"IGO", "NGO", "UNO", "EUR", "IMG", "ISM", "MNC"})
