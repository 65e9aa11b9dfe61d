"""Whose testimony each claim of an event is, whoever printed it and however he was named.

*Kapendam Letkol X*, *the army* and *juru bicara Kodam* are one voice: the army's. Within one event

- organs of one state (its army, its government, its capital's name) speak with one voice, and so does an armed group with those
  whom only its kind names; police, hospitals, rescuers, churches and rights groups have voices of their own;
- a person and an organ of the same kind and state are one voice, and so are two names that share their telling words;
- a figure that an outlet gives in its own voice is the testimony of whoever is quoted with it, in that report before others; an
  outlet counts no dead, so two outlets with one unsourced figure are one voice as well;
- two voices that give one odd figure are one, unless they are known to be of two kinds: a church does not repeat the army; one
  of three telling digits (*2,431*) is reached by nobody on his own, so whoever gives it repeats it.

Each fold has its reason. Nothing here reads a word of any language: classes, sectors and registry entries come with the claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Literal

from saksi.reconcile.facts import STATE_SECTORS, Facts, Speaker, alike, counts_itself, is_kind
from saksi.reconcile.quantities import clash, span
from saksi.text import fold_accents, tokenize
from saksi.types import Actor, CasualtyClaim, Claim, Event, SourceClass, Struct, VictimClass

_ODD = 10  # a figure two voices seldom reach apart
_TELLING = 100  # a figure with three digits that tell, which no two reach apart
_SOME = 3  # a figure of one side that two voices seldom reach apart
_LEAST = 5  # letters of a word that tells who speaks
_FULL = 2  # words of a full name
_IN_PERSON = "one person by his full name"
_POWERS: frozenset[SourceClass] = frozenset({"army", "government", "belligerent"})
_ONE_VOICE: frozenset[SourceClass] = frozenset({"army", "government", "police"})
"""Kinds of which a state has one, whatever its ranks and offices."""
_ORDERS: frozenset[SourceClass] = frozenset({"rescue", "church", "rights_group", "ngo", "igo", "hospital"})
"""Kinds of which a state has several, each with a name."""
_OWN_EYES: frozenset[SourceClass] = frozenset(
    {
        "police",
        "hospital",
        "rescue",
        "church",
        "witness",
        "family",
        "community",
        "rights_group",
        "ngo",
        "igo",
        "belligerent",
        "army",
    }
)
_COUNTING: frozenset[SourceClass | None] = frozenset({"hospital", "government"})
"""Kinds of whoever counts a whole campaign for a state."""
_MANY: frozenset[SourceClass | None] = frozenset({"witness", "community", "family", None})
"""Kinds that are many people, whom no outlet names."""
ARMED: frozenset[VictimClass] = frozenset({"military", "combatant", "police"})
UNARMED: frozenset[VictimClass] = frozenset({"civilian", "journalist", "medic", "aid_worker"})
_NO_FIGHTERS: frozenset[VictimClass] = UNARMED | {"child", "woman"}
Sector = Literal["MIL", "GOV", "OPP", "COP", "MED", "REL", "REB"]
_BY_SECTOR: dict[Sector, SourceClass] = {
    "MIL": "army", "GOV": "government", "OPP": "government", "COP": "police", "MED": "hospital", "REL": "church",
    "REB": "belligerent",
}  # fmt: skip


class Folded(Struct, frozen=True):
    """Why two speakers are one voice."""

    a: str
    b: str
    reason: str


class Voices(Struct, frozen=True):
    """The voices of an event: by claim and speaker the key of the voice, and the folds."""

    of: dict[tuple[str, str], str]
    folds: tuple[Folded, ...]
    heard: dict[str, tuple[Speaker, ...]]
    """By claim those it rests on."""

    def keys(self, claim: str) -> tuple[str, ...]:
        """The voices behind a claim, sorted."""
        return tuple(sorted({self.of.get((claim, s.key), s.key) for s in self.heard.get(claim, ())}))


def voices(claims: Sequence[str], facts: Facts) -> Voices:
    """The voices behind the claims of one event."""
    held: dict[str, tuple[Speaker, ...]] = {}
    for c in (one for one in sorted(claims) if one in facts.claims):
        elsewhere = _told_elsewhere(c, claims, facts)
        held[c] = facts.speakers(facts.claims[c]) if elsewhere else facts.behind(facts.claims[c]).speakers
    heard = [(c, s) for c, speakers in held.items() for s in speakers]
    known = {s.key: s for _, s in heard if s.source is not None}
    where: dict[str, set[str]] = {}
    for c, s in heard:
        where.setdefault(s.key, set()).add(facts.document(c).id)
    folds, groups = _grouped(
        known,
        [
            *_persons(known),
            *_organs(known, where),
            *_fighters(known),
            *_again(claims, facts, known),
            *_figures(claims, facts, known),
        ],
    )
    name = {key: min(group, key=lambda k: (_rank(known[k]), k)) for group in groups for key in group}
    of = {(c, s.key): name[s.key] for c, s in heard if s.source is not None}
    for c, speakers in held.items():  # the outlet prints what these say
        outlets, reason = facts.speakers(facts.claims[c]), facts.behind(facts.claims[c]).reason
        if reason is not None and speakers != outlets:
            folds += [Folded(o.key, name[s.key], reason) for o in outlets for s in speakers]
    own, more = _outlets([(c, s) for c, s in heard if s.source is None], of, facts)
    return Voices(of={**of, **own}, folds=(*folds, *more), heard=held)


def _told_elsewhere(claim: str, claims: Sequence[str], facts: Facts) -> bool:
    """Whether another report quotes somebody for a figure beside which this one merely hears somebody."""
    count = facts.casualties.get(claim)
    if count is None or not facts.behind(count).weak:
        return False
    others = (facts.casualties[c] for c in claims if c in facts.casualties)
    return any(_telling_same(c, count) and facts.attributed(c) and c.evidence.document != count.evidence.document for c in others)


def _telling_same(a: CasualtyClaim, b: CasualtyClaim) -> bool:
    """Whether two counts are one that is seldom reached twice: a large one, or one of the same people of the same side."""
    if a.kind != b.kind or span(a.quantity) != span(b.quantity) or alike(a.side, b.side) == "different" or are_others(a, b):
        return False
    number = b.quantity.number or 0
    return number >= _ODD or (number >= _SOME and a.who == b.who and alike(a.side, b.side) in ("same", "country"))


def _grouped(known: dict[str, Speaker], folds: Iterable[Folded]) -> tuple[list[Folded], list[frozenset[str]]]:
    """The speakers folded one by one; nobody bridges two states, but that one person is read as of two."""
    group = {key: frozenset({key}) for key in known}
    kept = []
    for f in folds:
        both = group[f.a] | group[f.b]
        homes = [
            {s.source.actor.country for s in map(known.__getitem__, group[k]) if s.source and s.source.actor} for k in (f.a, f.b)
        ]
        one, two = (found - {None} for found in homes)
        if f.reason == _IN_PERSON or not one or not two or one & two:
            kept.append(f)
            group.update(dict.fromkeys(both, both))
    return kept, sorted(set(group.values()), key=min)


def voices_of(event: Event, facts: Facts) -> Voices:
    """The voices of an event, found once."""
    key = " ".join((event.key, *event.casualties))
    found = facts.voices.get(key)
    if not isinstance(found, Voices):
        found = facts.voices[key] = voices((*event.claims, *event.casualties, *event.impacts, *event.control), facts)
    return found


def line_of(claim: Claim, event: Event, facts: Facts) -> str:
    """The testimony line of a claim in its event: its voices. Bulletins of one line replace each other."""
    return " + ".join(voices_of(event, facts).keys(claim.id)) or facts.line(claim)


def _rank(speaker: Speaker) -> int:
    """An entry of the registry names a voice best, then a person, then mere words."""
    return 0 if speaker.kind == "actor" and ":" not in speaker.key.partition(":")[2] else 1 if speaker.kind == "actor" else 2


# --- organs and persons -----------------------------------------------------------------------------------------------


def _persons(known: dict[str, Speaker]) -> Iterable[Folded]:
    """Two names of one person: a full name in both, whatever titles stand before it."""
    names = {key: _full_name(s) for key, s in sorted(known.items()) if _is_person(s.source.actor if s.source else None)}
    for a, b in combinations(names, 2):
        if min(len(names[a]), len(names[b])) >= _FULL and (names[a] <= names[b] or names[b] <= names[a]):
            yield Folded(a=a, b=b, reason=_IN_PERSON)


def _full_name(speaker: Speaker) -> frozenset[str]:
    return frozenset(fold_accents(t.lower) for t in tokenize(speaker.label) if t.is_word)


def _organs(known: dict[str, Speaker], where: Mapping[str, set[str]]) -> Iterable[Folded]:
    for a, b in combinations(sorted(known), 2):
        reason = _one_voice(known[a], known[b], one_report=not where[a].isdisjoint(where[b]))
        if reason is not None:
            yield Folded(a=a, b=b, reason=reason)


def _authorities(claims: Sequence[str], facts: Facts, known: dict[str, Speaker]) -> Iterable[Folded]:
    """Who counts a whole campaign for a state: its ministry, its health officials, and a ministry that no report names."""
    totals = (facts.casualties[c] for c in sorted(claims) if c in facts.casualties and facts.casualties[c].scope == "campaign")
    heard = {s.key for c in totals for s in facts.behind(c).speakers if s.key in known and kind_of(s) in _COUNTING}
    actors = {key: source.actor for key in sorted(heard) if (source := known[key].source) is not None}
    homes = {actor.country for actor in actors.values() if actor is not None and not actor.described and actor.country}
    if len(homes) == 1:
        first, *others = actors
        for key in others:
            if not (_is_person(actors[key]) or _is_person(actors[first])):
                yield Folded(a=first, b=key, reason="who counts a whole campaign for one state")


def _fighters(known: dict[str, Speaker]) -> Iterable[Folded]:
    """The one armed group that is heard, and persons who speak for fighters."""
    armed = {key: s.source.actor for key, s in sorted(known.items()) if kind_of(s) == "belligerent" and s.source}
    groups = [key for key, actor in armed.items() if actor is not None and not _is_person(actor)]
    if len(groups) == 1:
        for key, actor in armed.items():
            if _is_person(actor) and not _is_state(actor):
                yield Folded(a=groups[0], b=key, reason="the one armed group that is heard, and who speaks for fighters")


def _one_voice(a: Speaker, b: Speaker, *, one_report: bool) -> str | None:
    one, two = kind_of(a), kind_of(b)
    x, y = (s.source.actor if s.source else None for s in (a, b))
    home = x is not None and y is not None and bool(x.country) and x.country == y.country
    if x is not None and y is not None and x.country and y.country and x.country != y.country:
        return None
    if home and one in _POWERS and two in _POWERS and _is_state(x) and _is_state(y):
        return "organs of one state"
    if home and one == two == "belligerent" and (_is_kind(x) or _is_kind(y)):
        return "an armed group, and those whom only its kind names"
    if home and one is not None and one == two and (one in _ONE_VOICE or (one in _ORDERS and not _are_two(x, y))):
        return "of one kind and one state"
    if fold_accents(a.label) == fold_accents(b.label) and len(a.label.split()) > 1:
        return "of one name"
    if one == two or one is None or two is None or (one_report and (x is None or y is None)):
        words = _words(a) & _words(b)
        called = [frozenset(t.lower for t in tokenize(s.label) if t.is_word and len(t.lower) >= _LEAST) for s in (a, b)]
        within = any(mine and mine <= theirs for mine, theirs in ((called[0], _words(b)), (called[1], _words(a))))
        alike_in_kind = one == two or one is None or two is None
        if words and (within or (alike_in_kind and not (_is_person(x) and _is_person(y)))):
            return f"named alike: {', '.join(sorted(words))}"
    return None


def kind_of(speaker: Speaker) -> SourceClass | None:
    """The class of a speaker, by its source or the sector of its actor."""
    source = speaker.source
    if source is None:
        return None
    if source.kind is not None and source.kind not in ("anonymous", "document"):
        return source.kind
    sector = source.actor.sector if source.actor is not None else None
    return next((kind for name, kind in _BY_SECTOR.items() if name == sector), None)


def _is_state(actor: Actor | None) -> bool:
    return actor is not None and actor.sector in STATE_SECTORS and actor.sector != "COP"


def _is_kind(actor: Actor | None) -> bool:
    return actor is not None and is_kind(actor)


def _are_two(a: Actor | None, b: Actor | None) -> bool:
    """Whether both are bodies with names of their own."""
    return a is not None and b is not None and a.id != b.id and not (_is_kind(a) or _is_kind(b) or _is_person(a) or _is_person(b))


def _is_person(actor: Actor | None) -> bool:
    return actor is not None and ":" in actor.id and not _is_kind(actor)


def _words(speaker: Speaker) -> frozenset[str]:
    source = speaker.source
    texts = (source.text, source.role or "", speaker.label) if source is not None else (speaker.label,)
    return frozenset(t.lower for text in texts for t in tokenize(text) if t.is_word and len(t.lower) >= _LEAST)


# --- figures ----------------------------------------------------------------------------------------------------------


def _counts(claims: Iterable[str], facts: Facts) -> list[CasualtyClaim]:
    found = (facts.casualties[c] for c in sorted(claims) if c in facts.casualties)
    return [c for c in found if c.voice != "teaser" and c.realis == "actual" and span(c.quantity) != (None, None)]


def _again(claims: Sequence[str], facts: Facts, known: dict[str, Speaker]) -> Iterable[Folded]:
    """The speakers of one figure that a report gives twice, or parts, unless they are known to be of two kinds."""
    for c in _counts(claims, facts):
        root = facts.casualties.get(c.restates or c.part_of or "")
        if root is None:
            continue
        for a in facts.behind(c).speakers:
            for b in facts.behind(root).speakers:
                part = c.restates is None and _is_named(a) and _is_named(b)  # *seven, the army says; six, says the priest*
                if a.key != b.key and a.key in known and b.key in known and not (part or _apart(a, b)):
                    yield Folded(a=a.key, b=b.key, reason="the report gives its figure again, or a part of it")


def _is_named(speaker: Speaker) -> bool:
    actor = speaker.source.actor if speaker.source is not None else None
    return actor is not None and not actor.described


def _apart(a: Speaker, b: Speaker) -> bool:
    """Whether two speakers have eyes of their own, or two states."""
    kinds = {kind_of(s) for s in (a, b)}
    return (len(kinds) == 2 and kinds <= _OWN_EYES) or _foreign(a, b)


def _figures(claims: Sequence[str], facts: Facts, known: dict[str, Speaker]) -> Iterable[Folded]:
    """Two voices with one odd figure, unless each is known to have eyes of its own, or calls the people something else."""
    told: dict[tuple[str, int], dict[str, list[CasualtyClaim]]] = {}
    for c in _counts(claims, facts):
        if c.quantity.number is not None and c.quantity.number >= _SOME:
            for s in facts.behind(c).speakers:
                if s.key in known:
                    told.setdefault((c.kind, c.quantity.number), {}).setdefault(s.key, []).append(c)
    for figure, said in sorted(told.items(), key=repr):
        for a, b in combinations(sorted(said), 2):
            repeated = _is_telling(figure[1]) and not _foreign(known[a], known[b])
            seldom = figure[1] >= _ODD or (_nameless(known[a]) and _nameless(known[b]))
            seldom = seldom or any(x.who == y.who != ("unspecified",) for x in said[a] for y in said[b])
            if (repeated or (seldom and not _apart(known[a], known[b]))) and not any(
                are_others(x, y, facts) for x in said[a] for y in said[b]
            ):
                yield Folded(a=a, b=b, reason=f"one odd figure: {figure[0]} {figure[1]}")


def _nameless(speaker: Speaker) -> bool:
    """Whether a speaker is some of many: *residents*, *herders*."""
    actor = speaker.source.actor if speaker.source is not None else None
    unnamed = actor is None or actor.described or (_is_kind(actor) and actor.sector not in STATE_SECTORS)
    return unnamed and kind_of(speaker) in _MANY


def _is_telling(number: int) -> bool:
    """Whether a number has three digits that tell: 143 and 2,430, not 500."""
    while number and number % 10 == 0:
        number //= 10
    return number >= _TELLING


def are_others(a: CasualtyClaim, b: CasualtyClaim, facts: Facts | None = None) -> bool:
    """Whether two counts call their people by what excludes the other: fighters and civilians.

    With the ``facts`` a total that says nothing of its people is what its parts are (*17 people: traders, women, children*).
    """
    one, two = (_called(c, facts) for c in (a, b))
    armed, unarmed = (ARMED & one, ARMED & two), (_NO_FIGHTERS & one, _NO_FIGHTERS & two)
    return bool((armed[0] and unarmed[1]) or (armed[1] and unarmed[0])) and not any(
        x and y for x, y in zip(armed, unarmed, strict=True)
    )


def _called(claim: CasualtyClaim, facts: Facts | None) -> frozenset[VictimClass]:
    called = frozenset(claim.who) & (ARMED | UNARMED)
    if called or facts is None:
        return called
    parts = (c for c in facts.reading[claim.id].casualties if c.part_of == claim.id and c.kind == claim.kind)
    return frozenset(who for c in parts for who in c.who) & (ARMED | _NO_FIGHTERS)


def _foreign(a: Speaker, b: Speaker) -> bool:
    homes = {s.source.actor.country for s in (a, b) if s.source is not None and s.source.actor is not None} - {None}
    return len(homes) > 1


def _outlets(
    heard: Sequence[tuple[str, Speaker]], of: dict[tuple[str, str], str], facts: Facts
) -> tuple[dict[tuple[str, str], str], list[Folded]]:
    """What outlets say in their own voice is the testimony of those who are quoted with it."""
    quoted = [(facts.casualties[c], voice) for (c, _), voice in sorted(of.items()) if c in facts.casualties]
    out: dict[tuple[str, str], str] = {}
    folds: list[Folded] = []
    unsourced: dict[tuple[object, ...], str] = {}
    for c, speaker in sorted(heard, key=lambda one: one[0]):
        claim = facts.casualties.get(c)
        if claim is None or claim.voice == "teaser":
            continue
        of_war = claim.scope == "campaign"
        voice, reason = _quoted_with(claim, [one for one in quoted if (one[0].scope == "campaign") == of_war], facts)
        if voice is None and counts_itself(facts.document(c)):
            voice = speaker.key
        if voice is None:
            voice = unsourced.setdefault((claim.kind, span(claim.quantity), of_war), speaker.key)
            reason = "one figure of outlets that name no source"
        out[c, speaker.key] = voice
        if voice != speaker.key:
            folds.append(Folded(a=speaker.key, b=voice, reason=reason))
    return out, folds


def _another(said: CasualtyClaim, claim: CasualtyClaim) -> bool:
    """Whether who says the one can hardly be who says the other: another count of the same people."""
    same = said.kind == claim.kind and alike(said.side, claim.side) != "different" and said.who == claim.who
    return same and clash(said.quantity, claim.quantity)


def _quoted_with(claim: CasualtyClaim, quoted: Sequence[tuple[CasualtyClaim, str]], facts: Facts) -> tuple[str | None, str]:
    document = facts.document(claim.id).id
    same = [
        (c, voice)
        for c, voice in quoted
        if c.kind == claim.kind and span(c.quantity) == span(claim.quantity) and alike(c.side, claim.side) != "different"
    ]
    here = [voice for c, voice in same if facts.document(c.id).id == document]
    if here:
        return min(here), "the report quotes it for this figure"
    elsewhere = {voice for c, voice in same if _telling_same(c, claim)}
    if len(elsewhere) == 1 or (elsewhere and (claim.quantity.number or 0) >= _ODD):
        return min(elsewhere), "another report quotes it for this figure"
    if claim.via or counts_itself(facts.document(claim.id)):
        return None, ""
    around = {voice for c, voice in quoted if facts.document(c.id).id == document}
    around -= {voice for c, voice in quoted if facts.document(c.id).id == document and _another(c, claim)}
    others = {s.key for a in facts.reading[claim.id].attributions for s in facts.speakers(a) if s.source is not None}
    known = {s.key for c, _ in quoted if facts.document(c.id).id == document for s in facts.behind(c).speakers}
    if len(around) == 1 and others <= known:
        return min(around), "the only one whom the report quotes on the toll"
    return None, ""
