"""How many independent accounts an event rests on: texts and testimonies, counted apart, with the tree shown.

Copies are not corroboration, and neither are three outlets quoting one spokesman. The first layer folds *texts*: versions of one
page, texts credited to one agency, near-identical sentences (word 5-gram shingles and Jaccard's resemblance, after Broder, 1997).
The second folds *testimonies*: who says it, wherever it is printed. A testimony given once and printed by five is one; so is one
outlet's own voice. Both counts are upper bounds: reports may depend on each other without a trace of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal, cast

from saksi.reconcile.blocking import components
from saksi.reconcile.facts import Facts, Speaker, counts_itself, ordinal, party_key
from saksi.reconcile.voices import Folded, Voices, voices_of
from saksi.text import fold_accents, sentences, tokenize
from saksi.types import Actor, Document, Event, EventClaim, Participant, Reading, SourceClass, Struct

SHINGLE = 5
ALIKE = 0.4
"""Share of shingles in common from which two sentences are one sentence, edited."""
SHARE = 1 / 3
"""Share of the shorter text's sentences that must recur for it to be a copy."""
MOST = 0.6
"""Share of a text's figures that must stand in the text it names, for it to be taken from that."""
_NAME = 6  # letters of an outlet's name that is looked for in texts
_SOON = 4  # days within which news is taken over
_SHORT = 8  # words below which a sentence recurs by chance

FoldReason = Literal["version", "agency", "outlet", "copy"]


class Fold(Struct, frozen=True):
    """Why two documents are one text."""

    a: str
    b: str
    reason: FoldReason
    note: str


class TextOrigin(Struct, frozen=True):
    """One independent text: the documents that print it, the outlets they appear in, and why they were folded."""

    documents: tuple[str, ...]
    outlets: tuple[str, ...]
    folds: tuple[Fold, ...] = ()


class Testimony(Struct, frozen=True):
    """One speaker: the claims that rest on it, the documents and independent texts that carry it, and whether it is a party."""

    key: str
    label: str
    kind: str
    source_class: SourceClass | None
    actor: Actor | None
    party: bool
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    texts: tuple[int, ...]
    folds: tuple[Folded, ...] = ()
    """Who else is this voice, and why."""


class Origins(Struct, frozen=True):
    """Both layers of one event. ``Testimony.texts`` are positions in ``texts``."""

    event: str
    texts: tuple[TextOrigin, ...]
    testimonies: tuple[Testimony, ...]
    totals: tuple[Testimony, ...] = ()
    """Who counts the whole campaign that the event is part of, or is: no testimony of an incident."""
    unsourced: tuple[str, ...] = ()
    """Counts that outlets give in their own voice beside others that somebody is quoted for: no testimony, they count no dead."""

    @property
    def counts(self) -> tuple[int, int, int]:
        """Documents, independent texts, independent testimonies."""
        return (sum(len(t.documents) for t in self.texts), len(self.texts), len(self.testimonies))


def origins(event: Event, readings: Sequence[Reading] | Facts) -> Origins:
    """The independent texts and testimonies behind an event. Teasers are pointers and testify to nothing."""
    facts = readings if isinstance(readings, Facts) else Facts(readings)
    claims = [c for c in (*event.claims, *event.casualties, *event.impacts, *event.control) if c in facts.claims]
    solid = [c for c in claims if getattr(facts.claims[c], "voice", None) != "teaser"]
    documents = {facts.document(c).id: facts.document(c) for c in solid}
    texts = text_origins(list(documents.values()), facts)
    text_of = {d: i for i, t in enumerate(texts) for d in t.documents}
    parties = {
        party_key(p) for e in event.claims if e in facts.events for p in (*facts.events[e].actors, *facts.events[e].recipients)
    }
    heard = voices_of(event, facts)
    totals = sorted(c for c in solid if c in facts.casualties and facts.casualties[c].scope == "campaign")
    testifying = _testifying([c for c in solid if c not in totals], heard, facts)
    unsourced = frozenset().union(*(_unsourced(said, heard, facts) for said in (testifying, totals)))

    def said_by(claims: Sequence[str]) -> tuple[Testimony, ...]:
        return _testimonies([c for c in claims if c not in unsourced], heard, facts, text_of, parties)

    return Origins(
        event=event.key,
        texts=texts,
        testimonies=said_by(testifying),
        totals=said_by(totals),
        unsourced=tuple(sorted(unsourced)),
    )


def _testimonies(
    claims: Sequence[str], heard: Voices, facts: Facts, text_of: Mapping[str, int], parties: Collection[str | None]
) -> tuple[Testimony, ...]:
    """The testimonies that claims rest on, by the key of their voice."""
    held: dict[str, tuple[dict[str, Speaker], set[str]]] = {}
    for c in claims:
        for speaker in heard.heard.get(c, ()):
            voice = held.setdefault(heard.of.get((c, speaker.key), speaker.key), ({}, set()))
            voice[0].setdefault(speaker.key, speaker)
            voice[1].add(c)
    testimonies = []
    for key in sorted(held):
        speakers, said = held[key]
        speaker = speakers.get(key) or min(speakers.values(), key=lambda s: (s.source is None, s.key))
        where = sorted({facts.document(c).id for c in said})
        actor = speaker.source.actor if speaker.source else None
        testimonies.append(
            Testimony(
                key=key,
                label=speaker.label,
                kind=speaker.kind,
                source_class=speaker.source.kind if speaker.source else None,
                actor=actor,
                party=is_party(actor, parties),
                claims=tuple(sorted(said)),
                documents=tuple(where),
                texts=tuple(sorted({text_of[d] for d in where})),
                folds=_folds(heard, key, speakers),
            )
        )
    return tuple(testimonies)


def _folds(heard: Voices, key: str, speakers: Mapping[str, Speaker]) -> tuple[Folded, ...]:
    """Who else is a voice, and why."""
    mine = {f for f in heard.folds if f.a in speakers or f.b == key}
    return tuple(sorted(mine, key=lambda f: (f.a, f.b, f.reason)))


def _testifying(claims: Sequence[str], heard: Voices, facts: Facts) -> list[str]:
    """Claims that testify: not an outlet's own telling of an event where it lets somebody speak."""
    attributed = {facts.document(c).id for c in claims if any(s.source is not None for s in heard.heard.get(c, ()))}
    out = []
    for c in claims:
        claim = facts.claims[c]
        passed_on = isinstance(claim, EventClaim) and not facts.attributed(claim) and facts.document(c).id in attributed
        if not passed_on:
            out.append(c)
    return sorted(out)


def _unsourced(claims: Sequence[str], heard: Voices, facts: Facts) -> frozenset[str]:
    """Counts in an outlet's own voice that no voice was found for, of a kind that somebody is quoted on."""
    own: dict[str, str] = {}
    quoted: set[str] = set()
    sourced = {heard.of.get((c, s.key), s.key) for c in claims for s in heard.heard.get(c, ()) if s.source is not None}
    for c in claims:
        count = facts.casualties.get(c)
        if count is None:
            continue
        if any(heard.of.get((c, s.key), s.key) in sourced for s in heard.heard.get(c, ())):
            quoted.add(count.kind)
        elif not counts_itself(facts.document(c)):
            own[c] = count.kind
    return frozenset(c for c, kind in own.items() if kind in quoted)


def is_party(actor: Actor | None, parties: Iterable[str | None]) -> bool:
    """Whether a speaker is, or is an organ of, one of the parties."""
    if actor is None:
        return False
    return party_key(Participant(text=actor.name, evidence=None, actor=actor)) in set(parties)


def text_origins(documents: Sequence[Document], facts: Facts | None = None) -> tuple[TextOrigin, ...]:
    """Fold documents that print one text. Ordered by first document.

    With the ``facts`` a text is also folded with the one it names, whatever its language: an agency or outlet that is credited or
    named, published no later, and whose figures most of its own are. A credit for one quotation is no copy.
    """
    by_id = {d.id: d for d in documents}
    ids = sorted(by_id)
    known = facts.texts.get(tuple(ids)) if facts is not None else None
    if known is not None:
        return cast("tuple[TextOrigin, ...]", known)
    folds: list[Fold] = []
    folds += _first_of({d: _page(by_id[d]) for d in ids}, "version", "two versions of one page are one witness")
    kinds: tuple[Literal["agency", "outlet"], ...] = ("agency", "outlet")
    for kind in kinds:
        note = f"credited to the same {kind}"
        folds += [
            f for f in _first_of({d: _credited(by_id[d], kind) for d in ids}, kind, note) if facts is None or _agree(f, facts)
        ]
    folds += _copies([by_id[d] for d in ids])
    folds += _named([by_id[d] for d in ids], facts) if facts is not None else []
    out = []
    for group in components(ids, ((f.a, f.b) for f in folds)):
        outlets = sorted({by_id[d].outlet for d in group})
        out.append(TextOrigin(documents=group, outlets=tuple(outlets), folds=tuple(f for f in folds if f.a in group)))
    if facts is not None:
        facts.texts[tuple(ids)] = tuple(out)
    return tuple(out)


def _numbers(document: str, facts: Facts) -> frozenset[int]:
    """The numbers of people that a document prints."""
    counts = facts.of_document[document].casualties if document in facts.of_document else ()
    return frozenset(c.quantity.number for c in counts if c.quantity.number is not None and c.voice != "teaser")


def _taken(later: str, earlier: str, facts: Facts) -> float:
    """The share of a document's figures that stand in another; 1 where it has none to speak of."""
    mine = _numbers(later, facts)
    return len(mine & _numbers(earlier, facts)) / len(mine) if len(mine) > 1 else 1.0


def _agree(fold: Fold, facts: Facts) -> bool:
    return max(_taken(fold.a, fold.b, facts), _taken(fold.b, fold.a, facts)) >= MOST


def _named(documents: Sequence[Document], facts: Facts) -> list[Fold]:
    """Documents that name another's outlet, with that outlet's document whose figures they have."""
    folds = []
    for d in documents:
        words = f" {' '.join(t.lower for t in tokenize(d.text))} "
        for other in documents:
            name = " ".join(t.lower for t in tokenize(other.publisher or ""))
            if other.id == d.id or len(name) < _NAME or f" {name} " not in words or other.publisher == d.publisher:
                continue
            mine, theirs = ordinal(d.published), ordinal(other.published)
            follows = mine is not None and theirs is not None and 0 <= mine - theirs <= _SOON
            if follows and len(_numbers(d.id, facts)) > 1 and _taken(d.id, other.id, facts) >= MOST:
                note = f"names {other.publisher}, whose figures it has"
                folds.append(Fold(a=min(d.id, other.id), b=max(d.id, other.id), reason="outlet", note=note))
    return folds


def _first_of(keys: dict[str, str | None], reason: FoldReason, note: str) -> list[Fold]:
    """Fold each document with the first one of its key."""
    first: dict[str, str] = {}
    folds = []
    for d in sorted(keys):
        key = keys[d]
        if key and first.setdefault(key, d) != d:
            folds.append(Fold(a=first[key], b=d, reason=reason, note=note))
    return folds


def _page(document: Document) -> str | None:
    return document.url


def _credited(document: Document, kind: str) -> str | None:
    return next((fold_accents(c.text) for c in document.credits if c.kind == kind), None)


# --- near copies ------------------------------------------------------------------------------------------------------


def _copies(documents: Sequence[Document]) -> list[Fold]:
    if len(documents) < 2:
        return []
    shingled = {d.id: _shingled(d) for d in documents}
    index: dict[tuple[str, ...], list[tuple[str, int]]] = {}
    for d in documents:
        for i, shingles in enumerate(shingled[d.id]):
            for s in shingles:
                index.setdefault(s, []).append((d.id, i))
    near: dict[tuple[str, str], set[int]] = {}
    for d in documents:
        for i, shingles in enumerate(shingled[d.id]):
            shared_with = Counter(p for s in shingles for p in index[s])
            for (other, j), common in shared_with.items():
                if other != d.id and common / (len(shingles) + len(shingled[other][j]) - common) >= ALIKE:
                    near.setdefault((d.id, other), set()).add(i)
    folds = []
    for a, b in sorted(near):
        if a > b:
            continue
        shorter = a if len(shingled[a]) <= len(shingled[b]) else b
        shared = len(near.get((shorter, b if shorter == a else a), ()))
        size = len(shingled[shorter])
        if shared >= max(1, SHARE * size):
            folds.append(Fold(a=a, b=b, reason="copy", note=f"{shared} of {size} sentences recur nearly word for word"))
    return folds


def _shingled(document: Document) -> list[frozenset[tuple[str, ...]]]:
    """Shingles of each longer sentence, without teasers and credits, which recur on every page of an outlet."""
    skip = [t.evidence.span for t in document.teasers] + [c.evidence.span for c in document.credits]
    out = []
    for start, end in sentences(document.text):
        if any(s < end and start < e for s, e in skip):
            continue
        words = [t.lower for t in tokenize(document.text[start:end]) if t.is_word or t.is_number]
        if len(words) >= _SHORT:
            out.append(frozenset(tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)))
    return out
