"""Which of the places of a name is meant.

Every candidate is scored by what is known of it (its kind, how many people live there) and by what the document says of its
surroundings: an area named right after it (*Paris, Texas*), the countries and areas that its other names lie in, how near they
are, and where the document comes from. Names are weighed together: each round scores a name's candidates by the likeliest
candidates of the others, and a name means one place in a document unless an area stands beside it.

After Lieberman, Samet and Sankaranarayanan, *Geotagging with Local Lexicons* (ICDE 2010), for locality, and Leidner, *Toponym
Resolution in Text* (2008), for one referent per discourse and containment. The weights were set by hand and by trying on half of
two sets of news; docs/quality.md says which.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from math import cos, exp, log10, radians
from typing import TypeAlias

from saksi.gazetteer import Country, Entry, Gazetteer
from saksi.gazetteer import Place as RegistryPlace
from saksi.languages import Hit
from saksi.languages.schema import PlaceWord
from saksi.reading.page import Page

Spot: TypeAlias = Country | RegistryPlace


@dataclass(frozen=True, slots=True)
class Weights:
    """What each piece of evidence is worth, in units of one power of ten of population."""

    country: float = 9.0
    adm1: float = 6.0
    adm2: float = 2.0
    adm3: float = 2.0
    region: float = 6.0
    own_name: float = 1.0  # the candidate is called so, not only also
    land: float = 3.0  # times the share of the other names that lie in its country
    area: float = 5.0  # times the share in its first-level area
    near: float = 2.0  # times how many of the others are near, the nearest counting most
    beside: float = 8.0  # the area that contains it is named right after it
    border: float = 0.3  # of ``land``, for names that lie in a neighbouring country
    home: float = 1.0  # how many names the place that the host is named after counts for
    home_near: float = 3.0  # times how near it is to one of the places of that name
    home_land: float = 1.5  # it lies in the country of the host's domain
    unlisted: float = 2.5  # against a place that no list has, in the midst of the others, where a listed one is far from them
    reach: float = 1.0  # degrees at which nearness has fallen to a third
    rounds: int = 3


WEIGHTS = Weights()
_OPENERS = frozenset(",(")
_LED = 5  # tokens from a word of source to the name it leads
_SHORT = 4  # tokens of an abbreviated area: *W. Va.*
_DOMAINS = {"uk": "gb"}  # the one domain that is not the ISO code of its country
_HAMLET = 100.0  # people of a place for which no number is known
_LEVELS = {"country": 5, "region": 4, "adm1": 4, "adm2": 3, "adm3": 2, "village": 1, "point": 1}
_MOST = 40  # candidates of a name that are weighed, those with most people first
_ANCHORS = 16  # names of a document that others are measured against, the surest first
WELL_KNOWN = 50_000  # people of a town that is meant far from everything else, and that an airport is named after
_POINTER = 0.01  # of a mention, for one in a pointer to another story
_LABEL = 5  # letters of a name that a host name may be recognised by


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of a place over tokens ``[first, last)`` and what it may stand for."""

    first: int
    last: int
    key: str
    candidates: tuple[Spot, ...]


@dataclass(slots=True)
class _Group:
    """The mentions of one name that are to mean one place."""

    candidates: list[Spot]
    own: list[bool]
    weight: float
    beside: list[Spot] = field(default_factory=list)
    base: list[float] = field(default_factory=list)
    best: int = 0
    score: float = 0.0
    sure: float = 0.0
    unlisted: bool = False

    @property
    def spot(self) -> Spot:
        """The likeliest candidate so far."""
        return self.candidates[self.best]


def spots(entries: Iterable[Entry]) -> tuple[Spot, ...]:
    """Countries and places among the entries of a name."""
    return tuple(e for e in entries if isinstance(e, Country | RegistryPlace))


def candidates(page: Page, gazetteer: Gazetteer, first: int, last: int, text: str = "") -> tuple[Spot, ...]:
    """What the words over tokens ``[first, last)`` may stand for, without the admin words at their ends where that is needed.

    ``text`` is the name where it is only a part of a token (*US-backed*).
    """
    found = named(gazetteer, text or page.words(first, last))
    if found:
        return found
    row, inner = _core(page, first, last)
    if row is None or inner is None:
        return ()
    core = page.words(*inner)
    found = named(gazetteer, core)
    if row.kind == "facility":  # most are named after persons
        found = tuple(e for e in found if isinstance(e, Country) or e.population >= WELL_KNOWN or _LEVELS[e.precision] > 2)
    if row.precision == "village":
        found = (*gazetteer.villages(core), *found)
    return tuple(e for e in found if level(e) == row.precision) or found


def _core(page: Page, first: int, last: int) -> tuple[PlaceWord | None, tuple[int, int] | None]:
    """The admin or facility word at an end of the tokens, and the tokens between."""
    best: Hit[PlaceWord] | None = None
    for hit in page.hits("places", "word"):
        if hit.first >= last:
            break
        if hit.row.kind in ("admin", "facility") and (hit.first == first) != (hit.last == last) and hit.last > first:
            best = hit if best is None or hit.last - hit.first > best.last - best.first else best
    if best is None:
        return None, None
    return best.row, ((best.last, last) if best.first <= first else (first, best.first))


def named(gazetteer: Gazetteer, text: str) -> tuple[Spot, ...]:
    """Countries and places of a name, or of an abbreviation."""
    text = " ".join(text.replace("’", "'").split()).removesuffix("'s")
    cased, names = gazetteer.cased(), gazetteer.names()
    for form in (text, text + "."):
        found = spots(cased.get(form, ())) or spots(names.get(form.lower(), ()))
        if found:
            return found
    return gazetteer.abbreviated(text)


def level(spot: Spot) -> str:
    """How much of the map an entry is."""
    return "country" if isinstance(spot, Country) else spot.precision


def contains(area: Spot, spot: Spot) -> bool:
    """Whether an area is known to contain a place of a lower level."""
    if isinstance(spot, Country) or _LEVELS[level(area)] <= _LEVELS[spot.precision]:
        return False
    if isinstance(area, Country):
        return spot.country == area.iso3
    if spot.country != area.country:
        return False
    if area.precision == "adm1":
        return spot.adm1 == (area.adm1 or area.name)
    if area.precision == "adm2":
        return spot.adm2 == (area.adm2 or area.name) or apart(area, spot) < 0.5
    return apart(area, spot) < (6.0 if area.precision == "region" else 0.3)


def apart(one: Spot, other: Spot) -> float:
    """Degrees of a great circle between two entries, near enough at these distances; far where a point is unknown."""
    if one.lat is None or other.lat is None or one.lon is None or other.lon is None:
        return 90.0
    across = abs(one.lon - other.lon)
    across = min(across, 360 - across) * cos(radians((one.lat + other.lat) / 2))
    return float(((one.lat - other.lat) ** 2 + across**2) ** 0.5)


def areas_beside(page: Page, gazetteer: Gazetteer, mentions: Sequence[Mention]) -> list[tuple[Spot, ...]]:
    """For each mention what may contain it because it is named right after it: *Paris, Tenn.*, *Poso (Sulawesi Tengah)*."""
    at = {m.first: m for m in mentions}
    out: list[tuple[Spot, ...]] = []
    for mention in mentions:
        i = mention.last
        found: tuple[Spot, ...] = ()
        if i + 1 < len(page.tokens) and (page.tokens[i].text in _OPENERS or page.is_(i, "location_marker")):
            behind = at.get(i + 1) or at.get(i + 2)
            found = behind.candidates if behind is not None else ()
            if page.tokens[i].text in _OPENERS and page.tokens[i + 1].is_capital:
                ends = range(min(i + 1 + _SHORT, len(page.tokens)), i + 1, -1)
                short = next(filter(None, (gazetteer.abbreviated(page.words(i + 1, end)) for end in ends)), ())
                found = (*short, *found)
        out.append(found)
    return out


class Whereabouts:
    """Resolves the mentions of a document together."""

    def __init__(self, page: Page, gazetteer: Gazetteer, mentions: Sequence[Mention], weights: Weights = WEIGHTS) -> None:
        self.page, self.gazetteer, self.mentions, self.weights = page, gazetteer, mentions, weights
        self.lands, namesakes = homes(page, gazetteer)
        self.namesakes = namesakes
        self._group_of: list[_Group] = []
        self._groups = self._grouped()
        if namesakes and weights.home:
            self._groups.append(_Group(list(namesakes), [True] * len(namesakes), weights.home))

    def resolve(self) -> list[Spot | None]:
        """For each mention the candidate that is meant; None where it has none, or none that fits: see :meth:`focus`."""
        for group in self._groups:
            group.base = [self._base(group, i) for i in range(len(group.candidates))]
            self._settle(group, group.base)
        open_ = any(len(g.candidates) > 1 for g in self._groups)
        for _ in range(self.weights.rounds if open_ else 1):
            anchors = sorted(self._groups, key=lambda g: -g.sure * g.weight)[:_ANCHORS]
            for group in self._groups:
                self._settle(group, self._weighed(group, group.candidates, group.base, anchors))
        anchors = sorted(self._groups, key=lambda g: -g.sure * g.weight)[:_ANCHORS]
        for group in self._groups:
            group.unlisted = self._is_unlisted(group, anchors)
        return [g.spot if g.candidates and not g.unlisted else None for g in self._group_of]

    def focus(self, besides: Spot | None = None) -> RegistryPlace | None:
        """The place in whose midst the document's other names lie: what a name that no list has is near, if anything."""
        groups = [g for g in self._groups if not g.unlisted and isinstance(g.spot, RegistryPlace) and g.spot is not besides]
        best: tuple[float, RegistryPlace] | None = None
        for group in groups:
            spot = group.spot
            support = sum(g.weight * g.sure * exp(-apart(g.spot, spot) / self.weights.reach) for g in groups)
            if isinstance(spot, RegistryPlace) and (best is None or support > best[0]):
                best = (support, spot)
        return best[1] if best else None

    def supported(self, spot: Spot) -> bool:
        """Whether another name of the document lies in the same country or one beside it; true where there is no other name."""
        others = [g.spot for g in self._groups if g.spot is not spot and g.weight > _POINTER**0.5]
        borders = {c.iso3 for c in self.gazetteer.neighbours(_land(spot))} | {_land(spot)} | self.lands
        return not others or any(_land(other) in borders for other in others)

    def _is_unlisted(self, group: _Group, anchors: list[_Group]) -> bool:
        """Whether the likeliest candidate is so far from all the rest that a small place which no list has is likelier."""
        if group.beside or isinstance(group.spot, Country) or _LEVELS[group.spot.precision] > 3:
            return False
        middle = self.focus(group.spot)
        if middle is None or apart(middle, group.spot) < 2 * self.weights.reach:
            return False
        others = [g for g in anchors if g.spot is not group.spot]
        score = self._weighed(group, [middle], [log10(_HAMLET)], others)[0] - self.weights.unlisted
        return score > group.score

    def _grouped(self) -> list[_Group]:
        groups: dict[tuple[str, frozenset[str]], _Group] = {}
        beside = areas_beside(self.page, self.gazetteer, self.mentions)
        holds = [
            [a for a in areas if any(contains(a, c) and not _of_a_list(a, c, m) for c in m.candidates)]
            for m, areas in zip(self.mentions, beside, strict=True)
        ]
        told: dict[str, list[Spot]] = {}
        for mention, areas in zip(self.mentions, holds, strict=True):
            if areas:
                told.setdefault(mention.key, areas)
        for mention, areas in zip(self.mentions, holds, strict=True):
            areas = areas or told.get(mention.key, [])
            key = (mention.key, frozenset(ident(a) for a in areas))
            group = groups.get(key)
            if group is None:
                kept = list(mention.candidates)
                if len(kept) > _MOST:
                    kept = [c for c in kept if any(contains(a, c) for a in areas)][:_MOST] or kept[:_MOST]
                own = [_called(c, mention.key) for c in kept]
                group = groups[key] = _Group(kept, own, 0.0, areas)
            pointer = self.page.sentence_of(mention.first).voice == "teaser"
            group.weight += _POINTER if pointer else 1.0  # another story's places say little of where this one is
            self._group_of.append(group)
        for group in groups.values():
            group.weight = group.weight**0.5
        return [g for g in groups.values() if g.candidates]

    def _base(self, group: _Group, i: int) -> float:
        w, spot = self.weights, group.candidates[i]
        if isinstance(spot, Country):
            score = w.country
        elif spot.precision in ("point", "village"):
            score = log10(spot.population + _HAMLET)
        else:
            score = max(float(getattr(w, spot.precision)), log10(spot.population + _HAMLET))
        score += w.own_name * group.own[i]
        score += w.beside * any(contains(area, spot) for area in group.beside)
        score += w.home_land * (_land(spot) in self.lands)
        if isinstance(spot, RegistryPlace) and self.namesakes:
            score += w.home_near * max(exp(-apart(h, spot) / w.reach) for h in self.namesakes)
        return score

    def _weighed(self, group: _Group, spots: list[Spot], base: list[float], anchors: list[_Group]) -> list[float]:
        w = self.weights
        others = [(g.spot, g.weight * g.sure) for g in anchors if g is not group]
        total = sum(weight for _, weight in others) + 0.5
        out = []
        for score, spot in zip(base, spots, strict=True):
            land = area = near = 0.0
            code = _land(spot)
            borders = self.gazetteer.countries[code].neighbours if code in self.gazetteer.countries else ()
            adm1 = spot.adm1 if isinstance(spot, RegistryPlace) else None
            for other, weight in others:
                if _land(other) != code or not code:
                    land += w.border * weight * (_land(other) in borders)
                    continue
                land += weight
                if adm1 is not None and isinstance(other, RegistryPlace):
                    area += weight * (other.adm1 == adm1 != "")
                    if other.precision != "adm1" and spot is not other:
                        near = max(near, min(weight, 1.0) * exp(-apart(spot, other) / w.reach))
            out.append(score + w.land * land / total + w.area * area / total + w.near * near)
        return out

    def _settle(self, group: _Group, scores: list[float]) -> None:
        group.best = max(range(len(scores)), key=lambda i: (scores[i], -i))
        group.score = scores[group.best]
        group.sure = 1.0 / sum(exp(max(score - group.score, -30.0)) for score in scores)


def homes(page: Page, gazetteer: Gazetteer) -> tuple[frozenset[str], tuple[RegistryPlace, ...]]:
    """Where the document comes from: the country of its host's domain, and towns or areas that the host may be named after."""
    host = (page.document.url or page.document.publisher or "").lower().split("//")[-1].split("/")[0].split(":")[0]
    labels = [label for label in host.split(".") if label]
    if len(labels) < 2:
        return frozenset(), ()
    domain = _DOMAINS.get(labels[-1], labels[-1])
    lands = frozenset(c.iso3 for c in gazetteer.countries.values() if c.last is None and (c.iso2 or "").lower() == domain)
    for label in labels[:-1]:
        found = _named_after(label, gazetteer)
        if found:
            return lands, tuple(p for p in found if not lands or p.country in lands)
    return lands, ()


def _named_after(label: str, gazetteer: Gazetteer) -> list[RegistryPlace]:
    """Towns and areas whose name a host begins with, the longest name: *paducahsun* after Paducah."""
    parts = label.split("-")
    forms = [" ".join(parts[:n]) for n in range(len(parts), 0, -1)] if len(parts) > 1 else []
    forms += ["".join(parts)[:n] for n in range(len(label), _LABEL - 1, -1)]
    for form in forms:
        found = [p for p in spots(gazetteer.names().get(form, ())) if isinstance(p, RegistryPlace) and len(form) >= _LABEL]
        if found:
            return found[:_MOST]
    return []


def _land(spot: Spot) -> str:
    return spot.iso3 if isinstance(spot, Country) else spot.country


def ident(spot: Spot) -> str:
    """What tells entries apart."""
    return spot.iso3 if isinstance(spot, Country) else spot.id


def _of_a_list(area: Spot, spot: Spot, mention: Mention) -> bool:
    """Two countries side by side (*China, Japan*) are two of a list, though a small town of the second has that name too."""
    if not isinstance(area, Country) or not any(isinstance(c, Country) for c in mention.candidates):
        return False
    return isinstance(spot, RegistryPlace) and spot.precision != "adm1" and spot.population < WELL_KNOWN


def _called(spot: Spot, key: str) -> bool:
    if isinstance(spot, Country):
        return True
    return spot.name.lower() == key


def names_people(page: Page, gazetteer: Gazetteer, i: int) -> bool:
    """True of a demonym before a noun written small: it says of whom, not where."""
    behind = page.tokens[i + 1]
    if not (page.tokens[i].is_capital and behind.is_word) or behind.is_capital or page.classes(i + 1):
        return False
    entries = gazetteer.names().get(page.tokens[i].lower, ())
    return bool(entries) and isinstance(entries[0], Country) and page.tokens[i].lower in {d.lower() for d in entries[0].demonyms}


def is_surname(page: Page, at: int, taken: set[int]) -> bool:
    """Whether the page has a capitalised word before the name elsewhere, as a person's first name stands before the last one."""
    tokens = page.tokens
    for k in range(1, len(tokens)):
        if k == at or tokens[k].text != tokens[at].text or not tokens[k - 1].is_capital or k - 1 in taken:
            continue
        sentence = page.sentence_of(k)
        plain = tokens[k - 1].is_word and not page.classes(k - 1) and not page.pack.knows(tokens[k - 1].lower)
        if plain and sentence.index not in page.titled and sentence.first <= k - 1:
            return True
    return False


def led_from(page: Page, at: int, areas: Collection[int]) -> int | None:
    """The word of source that leads the name at token ``at`` (*from the eastern state of X*); ``areas`` are nouns for places."""
    i = at - 1
    while i > 0 and at - i <= _LED and not page.is_(i, "source_marker", "location_marker"):
        plain = page.tokens[i].is_word and not page.tokens[i].is_capital and not page.classes(i)
        if not (plain or i in areas or page.is_(i, "modifier", "determiner")):
            return None
        i -= 1
    return i if page.is_(i, "source_marker") and not page.is_(i, "agent_marker") else None
