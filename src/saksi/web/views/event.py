"""The page of one event: what is known of it, who says so, what is disputed, and how each policy would count it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from saksi.reconcile import POLICIES, Contradiction, Facts, Origins, Party, Testimony, decide, origins, timeline
from saksi.reconcile.facts import party_key
from saksi.types import Event, EventClaim, Evidence, Participant, Realis, evidence_of
from saksi.web.views.book import Book
from saksi.web.views.chart import Chart, charts
from saksi.web.views.claims import ClaimTable, Copy, LeftOut, Sort, claim_table, is_kind
from saksi.web.views.reasons import Reason, reason_of

_COUNTED = ("killed", "injured")


@dataclass(frozen=True, slots=True)
class Cited:
    """Words of a document that a value rests on, with the claim to open."""

    claim: str
    document: str
    words: str
    outlet: str


@dataclass(frozen=True, slots=True)
class Held:
    """One field of the event: its value, the words it rests on, and what was left out and why."""

    value: object
    cited: tuple[Cited, ...]
    excluded: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """A party of the event: neutral name, role, how sure it is that it was they, who says so, and what each calls them."""

    name: str
    key: str
    role: Literal["actors", "recipients"]
    status: str
    cited: tuple[Cited, ...]
    labels: tuple[tuple[str, str], ...]
    """Loaded names stay the speaker's: words, and whose words they are."""
    blamed_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    heard: bool
    """Whether anybody of this side is quoted in the reports of the event."""
    known: bool
    """Whether the registry knows it; else it is somebody that the words of a report alone tell."""


@dataclass(frozen=True, slots=True)
class Telling:
    """How one document tells the event: its trigger in its sentence, realis and certainty, and who speaks."""

    cited: Cited
    sentence: str
    marks: tuple[int, int]
    realis: Realis
    certainty: str
    historical: bool
    plover: str
    speaker: str
    denied: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """One half of a contradiction: whose words, from where, the sentence with the words marked."""

    claim: str
    document: str
    speaker: str
    outlet: str
    published: str | None
    language: str | None
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two accounts that cannot both be taken as they stand."""

    kind: str
    note: str
    accounts: tuple[Account, Account]


@dataclass(frozen=True, slots=True)
class TextNode:
    """One independent text in the tree: the documents that print it, and why they are one."""

    number: int
    copies: tuple[Copy, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class VoiceNode:
    """One testimony in the tree: who, of what class, in which texts, and who else is this voice."""

    speaker: str
    source_class: str | None
    party: bool
    texts: tuple[int, ...]
    claims: int
    folds: tuple[tuple[str, Reason], ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """Where the reports of an event come from: documents, texts, testimonies."""

    documents: int
    texts: tuple[TextNode, ...]
    voices: tuple[VoiceNode, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """How one policy counts an event: the value of each kind, and what it rests on."""

    policy: str
    values: Mapping[str, Held]


@dataclass(frozen=True, slots=True)
class EventPage:
    """Everything on the page of an event."""

    event: str
    name: str
    type: str
    realis: tuple[tuple[Realis, int], ...]
    day: Held | None
    place: Held | None
    sides: tuple[Side, ...]
    table: ClaimTable
    charts: tuple[Chart, ...]
    tree: Tree
    disputes: tuple[Dispute, ...]
    counted: tuple[Counted, ...]
    tellings: tuple[Telling, ...]
    articles: tuple[Copy, ...]
    unheard: tuple[str, ...]
    policy: str


def event_page(event: Event, book: Book, sort: Sort = "as_of") -> EventPage:
    """The page of an event of the book."""
    facts = book.facts
    table = claim_table(event, book, sort)
    tree = origins(event, facts)
    values = {kind: derived.value for kind, derived in event.fields.items()}
    sides = _sides(event, facts)
    return EventPage(
        event=event.key,
        name=event.name or event.key,
        type=event.type,
        realis=_realis(event, facts),
        day=_held("day", event, facts),
        place=_held("place", event, facts),
        sides=sides,
        table=table,
        charts=charts(
            timeline(event, facts),
            facts,
            values,
            {c: row.speaker for row in table.rows for _, f in row.figures for c in f.claims},
        ),
        tree=_tree(tree, facts),
        disputes=disputes(book.contradictions, facts, frozenset(_claims(event))),
        counted=tuple(_counted(policy, event, facts) for policy in POLICIES),
        tellings=tuple(_telling(facts.events[c], facts) for c in _ordered(event.claims, facts) if c in facts.events),
        articles=_articles(event, facts, tree),
        unheard=tuple(dict.fromkeys(s.name for s in sides if s.known and not s.heard and s.status != "unidentified")),
        policy=book.policy,
    )


def _claims(event: Event) -> tuple[str, ...]:
    return (*event.claims, *event.casualties, *event.impacts, *event.control)


def cite(claim: str, facts: Facts, words: Evidence | None = None) -> Cited:
    """The words of a claim, or those given, with the document they stand in."""
    document = facts.document(claim)
    found = words.exact if words is not None else _words(claim, facts)
    return Cited(claim, document.id, found, document.outlet)


def _words(claim: str, facts: Facts) -> str:
    evidence = evidence_of(facts.claims[claim])
    return evidence.exact if evidence is not None else ""


def _ordered(claims: Iterable[str], facts: Facts) -> list[str]:
    known = [c for c in claims if c in facts.claims]
    return sorted(known, key=lambda c: (facts.document(c).published or "~", facts.document(c).id, c))


def _held(field: str, event: Event, facts: Facts) -> Held | None:
    derived = event.fields.get(field)
    if derived is None:
        return None
    cited = []
    for c in derived.claims:
        claim = facts.events.get(c)
        part = (claim.time if field == "day" else claim.place) if claim is not None else None
        if part is not None:
            cited.append(cite(c, facts, part.evidence))
    out = []
    for c, why in derived.excluded:
        claim = facts.events.get(c)
        if claim is not None:
            part = claim.time if field == "day" else claim.place
            words = part.text if part is not None else claim.evidence.exact
            out.append(LeftOut(c, facts.document(c).id, words, _speakers(c, facts), reason_of(why)))
    return Held(derived.value, tuple(cited), tuple(out))


def _speakers(claim: str, facts: Facts) -> str:
    return " + ".join(s.label for s in facts.speakers(facts.claims[claim]))


def _realis(event: Event, facts: Facts) -> tuple[tuple[Realis, int], ...]:
    counts: dict[Realis, int] = {}
    for c in event.claims:
        if c in facts.events and facts.events[c].voice != "teaser":
            counts[facts.events[c].realis] = counts.get(facts.events[c].realis, 0) + 1
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


# --- sides ------------------------------------------------------------------------------------------------------------


def _sides(event: Event, facts: Facts) -> tuple[Side, ...]:
    derived = event.fields.get("sides")
    parties = derived.value if derived is not None and isinstance(derived.value, tuple) else ()
    heard = {
        party_key(Participant(s.source.text, None, s.source.actor))
        for c in _claims(event)
        if c in facts.claims
        for s in facts.speakers(facts.claims[c])
        if s.source is not None and s.source.actor is not None
    }
    return tuple(_side(p, facts, p.key in heard) for p in parties if isinstance(p, Party))


def _side(party: Party, facts: Facts, heard: bool) -> Side:
    cited: list[Cited] = []
    labels: dict[tuple[str, str], None] = {}
    blamed: dict[str, None] = {}
    denied: dict[str, None] = {}
    known = False
    words: list[str] = []
    for c in party.claims:
        claim = facts.events.get(c)
        if claim is None:
            continue
        for p in claim.actors if party.role == "actors" else claim.recipients:
            if party_key(p) != party.key:
                continue
            known = known or (p.actor is not None and not p.actor.described and not is_kind(p))
            if is_kind(p) and p.text:
                words.append(f"{p.text} ({p.actor.name})" if p.actor is not None else p.text)
            if p.evidence is not None:
                cited.append(cite(c, facts, p.evidence))
            if p.text and p.text != party.name:
                labels.setdefault((p.text, _speakers(c, facts)))
            blamed.update(dict.fromkeys(_said(p.asserted_by, facts)))
            denied.update(dict.fromkeys(_said(p.denied_by, facts)))
    name = max(words, key=words.count) if words else party.name
    return Side(
        name, party.key, party.role, party.status, tuple(cited), tuple(labels), tuple(blamed), tuple(denied), heard, known
    )  # fmt: skip


def _said(attributions: Iterable[str], facts: Facts) -> list[str]:
    known = [facts.attributions[a] for a in attributions if a in facts.attributions]
    return [s.actor.name if s.actor is not None else s.text for a in known for s in a.sources]


# --- tellings, disputes, the tree -------------------------------------------------------------------------------------


def _telling(claim: EventClaim, facts: Facts) -> Telling:
    mention = claim.mentions[0]
    sentence = facts.sentence(mention.trigger)
    start = mention.trigger.start - sentence.start
    return Telling(
        cited=cite(claim.id, facts),
        sentence=sentence.exact,
        marks=(start, start + len(mention.trigger.exact)),
        realis=claim.realis,
        certainty=claim.certainty,
        historical=claim.historical,
        plover=claim.plover.type,
        speaker=_speakers(claim.id, facts),
        denied=tuple(cite(d.by, facts, _cue(d.by, facts)) for d in claim.denied_by if d.by in facts.attributions),
    )


def _cue(attribution: str, facts: Facts) -> Evidence | None:
    one = facts.attributions[attribution]
    return one.cue.evidence if one.cue is not None else next((s.evidence for s in one.sources), None)


def disputes(found: Iterable[Contradiction], facts: Facts, claims: frozenset[str]) -> tuple[Dispute, ...]:
    """The contradictions that touch any of these claims, side by side."""
    return tuple(_dispute(one, facts) for one in found if not claims.isdisjoint(one.claims))


def _dispute(found: Contradiction, facts: Facts) -> Dispute:
    one, other = (
        _account(claim, words, sentence, facts)
        for claim, words, sentence in zip(found.claims, found.evidence, found.sentences, strict=True)
    )
    return Dispute(found.kind, found.note, (one, other))


def _account(claim: str, words: Evidence, sentence: Evidence, facts: Facts) -> Account:
    document = facts.documents[words.document]
    a, b = words.start - sentence.start, words.end - sentence.start
    return Account(
        claim=claim,
        document=document.id,
        speaker=_speakers(claim, facts) if claim in facts.claims else "",
        outlet=document.outlet,
        published=document.published,
        language=document.language,
        before=sentence.exact[:a],
        words=sentence.exact[a:b],
        after=sentence.exact[b:],
    )


def _copy(document: str, text: int, facts: Facts) -> Copy:
    one = facts.documents[document]
    title = one.title or one.text.lstrip().split("\n", 1)[0]
    return Copy(document, one.outlet, title, one.published, one.language, one.url, text)


def _tree(tree: Origins, facts: Facts) -> Tree:
    texts = tuple(
        TextNode(
            number,
            tuple(_copy(d, number, facts) for d in text.documents),
            tuple(reason_of(note) for note in dict.fromkeys(f.note for f in text.folds)),
        )
        for number, text in enumerate(tree.texts)
    )
    names = {s.key: s.label for claim in facts.claims.values() for s in facts.speakers(claim)}
    voices = tuple(
        VoiceNode(
            t.label,
            t.source_class,
            t.party,
            t.texts,
            len(t.claims),
            _folds(t, names),
        )
        for t in tree.testimonies
    )
    return Tree(tree.counts[0], texts, voices)


def _folds(voice: Testimony, names: Mapping[str, str]) -> tuple[tuple[str, Reason], ...]:
    """Who else is this voice, each once, by name."""
    others: dict[str, str] = {}
    for fold in voice.folds:
        key = fold.a if fold.a != voice.key else fold.b
        name = names.get(key, key.rpartition(":")[2])
        if name != voice.label:
            others.setdefault(name, fold.reason)
    return tuple((name, reason_of(why)) for name, why in others.items())


def _articles(event: Event, facts: Facts, tree: Origins) -> tuple[Copy, ...]:
    text_of = {d: n for n, text in enumerate(tree.texts) for d in text.documents}
    documents = dict.fromkeys(facts.document(c).id for c in _claims(event) if c in facts.claims)
    made = (_copy(d, text_of.get(d, -1), facts) for d in documents)
    return tuple(sorted(made, key=lambda one: (one.published or "~", one.outlet, one.document)))


def _counted(policy: str, event: Event, facts: Facts) -> Counted:
    values: dict[str, Held] = {}
    kinds = {facts.casualties[c].kind for c in event.casualties if c in facts.casualties}
    chosen = next(p for p in POLICIES if p == policy)
    for kind in _COUNTED:
        if kind in kinds:
            derived = decide(event, kind, chosen, facts)
            cited = tuple(cite(c, facts) for c in derived.claims if c in facts.claims)
            out = tuple(
                LeftOut(c, facts.document(c).id, facts.casualties[c].evidence.exact, _speakers(c, facts), reason_of(why))
                for c, why in derived.excluded
                if c in facts.casualties
            )
            values[kind] = Held(derived.value, cited, out)
    return Counted(policy, values)
