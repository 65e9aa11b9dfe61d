"""Grounds: the noun phrases that mean a territory, a town, or a place that is held like one (*base*, *airport*).

Needs places, phrases and clauses; gives the ground right behind a token or right before one. What stands there must itself be a
ground: its name, its noun with the words that belong to it, or what points back to one. A ground that merely stands nearby
(*seized weapons in the town of X*, *menguasai situasi di X*) is where something was done, not what was taken.
"""

from __future__ import annotations

from typing import Any

from msgspec import structs

from saksi.languages import Hit
from saksi.languages.schema import WordClass
from saksi.reading.actors import Cast, Phrase
from saksi.reading.clauses import Clauses
from saksi.reading.ground_names import TOWARDS, Ground
from saksi.reading.ground_pointing import GroundPointing
from saksi.reading.page import Page
from saksi.reading.places import Toponym
from saksi.reading.shares import Share
from saksi.types import Location, PlaceRelation

_LIGHT: tuple[WordClass, ...] = ("determiner", "quantifier", "modifier", "demonstrative", "other", "more", "linker")
_PASSED: tuple[WordClass, ...] = (
    "auxiliary", "passive_auxiliary", "adverb", "aspect", "negator", "past", "future", "ability", "relative", "copula",
)  # fmt: skip
_PLAIN = 2  # words of no class that may stand before the noun of a ground, as adjectives do
_HYPHEN = "-"
_PAUSES = frozenset(',"')
_BORDERS = frozenset(",;:")
_NEAR = 4  # tokens between a ground and the name of where it lies
_TAIL = 12  # tokens of what a ground may be told by before its predicate


class Grounds(GroundPointing):
    """Finds grounds on one page."""

    def __init__(self, page: Page, cast: Cast, clauses: Clauses, places: list[Toponym], shares: list[Share]) -> None:
        self.page, self.cast, self.clauses = page, cast, clauses
        self.shares = {s.first: s for s in shares}
        self.places = [t for t in places if not self.in_party(t) and not self.is_joined(t)]
        self.starting = {t.first: t for t in self.places}
        self.ending = {t.last: t for t in self.places}
        nouns = [h for h in page.hits("control", "territory") if not self.in_office(h)]
        self.nouns = {h.first: h for h in nouns}
        self.lands = {i for h in nouns if not h.row.works for i in range(h.first, h.last)}
        self.closing = {h.last: h for h in nouns}
        self.extents = {i for h in page.hits("control", "extent") for i in range(h.first, h.last)}
        for share in shares:
            self.extents.update(range(share.first, share.last + page.is_(share.last, "linker", "source_marker")))
        self.laws = {i for h in page.hits("control", "law") for i in range(h.first, h.last)}
        self.rates = {i for h in page.hits("numbers", "trap") if h.row.kind == "rate" for i in range(h.first, h.last)}
        self.numerals = {i for h in page.hits("numbers", "numeral") for i in range(h.first, h.last)}
        numbers = {i for i, t in enumerate(page.tokens) if t.is_number}
        numbers.update(h.first for h in page.hits("numbers", "numeral") if not h.row.article)  # *to a station* is no range
        hedges = (h for h in page.hits("numbers", "cue") if h.last in numbers)
        self.hedges = {i for h in hedges for i in range(h.first, h.last)}
        self.head_first = page.pack.header.head == "first"
        self.spots = self.find_spots()
        self.hyphens = {i for i, t in enumerate(page.tokens) if t.text == _HYPHEN}

    def in_party(self, toponym: Toponym) -> bool:
        """True when the toponym only tells which army, government or people is meant (*an Israeli soldier*)."""
        phrase = self.cast.covering.get(toponym.first)
        if phrase is not None and toponym.first > phrase.first and self.page.is_(toponym.first - 1, "location_marker"):
            return False  # *twelve divisions to X*
        lands = {i for h in self.page.hits("control", "territory") for i in range(h.first, h.last)}
        lands.update(range(toponym.first, toponym.last))
        nouns = [h for h in phrase.nouns if h.first not in lands] if phrase is not None else []
        return any(h.row.kind in ("organ", "role", "group") for h in nouns)

    def in_office(self, noun: Hit[Any]) -> bool:
        """True where the noun is part of what an organ is called (*Kementerian Dalam Negeri*), not its head (*army base*)."""
        phrase = self.cast.covering.get(noun.first)
        governed = self.page.is_(noun.first - 1, "preposition", "location_marker", "linker")
        organs = [h for h in phrase.nouns if h.row.kind == "organ"] if phrase is not None else []
        if self.page.pack.header.head == "first":
            organs = [h for h in organs if h.first < noun.first]
        else:
            organs = [h for h in organs if h.last > noun.last]  # *the interior ministry*
        return bool(organs) and not governed

    # --- behind a word -----------------------------------------------------------------------------------------------

    def after(self, at: int, unlisted: bool = False, end: int | None = None) -> Ground | None:
        """The ground that begins right behind a token, past light words; ``unlisted`` names count where the caller says so."""
        page = self.page
        if end is None:
            end = page.sentence_of(at - 1).last if at > 0 else 0
        i, plain, shared = at, 0, False
        while i < end:
            token = page.tokens[i]
            share = self.shares.get(i)
            if share is not None and share.last <= end:
                found = self.after(share.last, unlisted, end) if share.last < end else None
                return (
                    (found if not found.works else None) if found is not None else self.portion(share)
                )  # *a fifth of the market*
            toponym = self.starting.get(i)
            if toponym is not None:
                return self.named(toponym, end)
            owns = i in self.nouns and not self.head_first and page.is_(self.nouns[i].last, "possessive_marker")
            if owns and self.nouns[i].last + 1 < end:
                i = self.nouns[i].last + 1  # *the region's towns*
                continue
            if i in self.nouns and self.nouns[i].row.state and not self.head_first and self.nouns[i].last in self.nouns:
                i = self.nouns[i].last  # *all five state capitals*
                continue
            if i in self.nouns and self.nouns[i].row.works and not self.head_first and self.nouns[i].last in self.nouns:
                i = self.nouns[i].last  # *the port city of X*
                continue
            if i in self.nouns and not (i in self.extents and i + 1 in self.extents and self.nouns[i].last == i + 1):
                counted = plain and self.head_first
                return None if counted or self.is_compound(self.nouns[i].last, end) else self.headed(self.nouns[i], at)
            if page.is_(i, "pronoun_institution") and not self.qualifies(i, end):
                return self.pointed(i)
            if page.is_(i, "own_country") and i not in self.nouns:
                return self.own(i, end)
            phrase = self.cast.starting.get(i)
            if phrase is not None and phrase.last in self.nouns and not self.head_first and self.is_unlisted(phrase, True):
                noun = self.nouns[phrase.last]  # *the Kodori gorge*
                evidence = page.evidence(i, noun.last)
                location = Location(text=evidence.exact, evidence=evidence, precision="region")
                return None if self.is_compound(noun.last, end) else Ground(i, noun.last, location, works=noun.row.works)
            if phrase is not None and self.owner_of_noun(phrase, end):
                i = phrase.last + page.is_(phrase.last, "possessive_marker")
                continue
            if phrase is not None and self.is_unlisted(phrase, unlisted):
                return None if self.is_compound(phrase.last, end) else self.unlisted(phrase)
            light = page.is_(i, *_LIGHT) or i in self.extents or i in self.laws or i in self.rates or i in self.numerals
            light = light or (i > at and self.is_demonym(i))  # *the Lebanese village of X*
            light = light or i in self.hedges  # *at least 12 villages*, *lebih dari 100 pos*
            light = light and not (plain and page.is_(i, "linker"))  # *its plan for a dam*
            light = light or token.is_number or token.text == '"' or page.is_(i, "possessive_marker")
            light = light or (
                page.is_(i, "pronoun_institution", "pronoun_plural", "pronoun_we", "own_side") and not self.head_first
            )
            light = light or (
                i > at and i in self.clauses.verbs and i + 1 in self.nouns and not self.head_first
            )  # *the captured towns*
            shared = shared or i in self.extents or i in self.rates
            if shared and page.is_(i, "source_marker"):
                light = True  # *80 persen dari wilayah itu*
            if not light:
                plain += 1
                bare = token.is_word and not token.is_capital and self.is_bare(i) and i not in self.clauses.verbs
                if not bare or plain > _PLAIN or self.head_first:
                    return None
            i += 1
        return None

    def portion(self, share: Share) -> Ground | None:
        """A share with nothing told behind it that it is of: of the region told of last (*the western two thirds*)."""
        page, i = self.page, share.last
        if page.is_(i, "linker", "source_marker") or (i < len(page.tokens) and page.tokens[i].is_capital):
            return None
        whole = self.spoken_of(share.first) or self.spoken_of(share.first, state=True)
        if whole is None:
            return None
        evidence = page.evidence(share.first, share.last)
        return Ground(share.first, share.last, structs.replace(whole, text=evidence.exact, evidence=evidence))

    def own(self, first: int, end: int) -> Ground | None:
        """*our land*, *negeri kami*: the state that the page speaks of most, in the speaker's words."""
        last = first + 1
        while last < end and self.page.is_(last, "own_country") and not self.page.is_(last, "linker"):
            last += 1
        told = [t.location for t in self.places if t.last <= first and self.is_state(t) and t.location.place is not None]
        evidence = self.page.evidence(first, last)
        if not told:
            return Ground(first, last, Location(text=evidence.exact, evidence=evidence, precision="region"), bare=True)
        return Ground(first, last, structs.replace(told[-1], text=evidence.exact, evidence=evidence))

    def qualifies(self, i: int, end: int) -> bool:
        """True of a possessive before a noun (*its last stronghold*) rather than a pronoun by itself."""
        return (
            i + 1 < end and self.page.tokens[i + 1].is_word and not self.page.is_(i + 1, "preposition", "adverb", "coordinator")
        )

    def owner_of_noun(self, phrase: Phrase, end: int) -> bool:
        """True of a party that only qualifies the noun of a ground behind it (*a rebel camp*, *Ukrainian positions*)."""
        if self.head_first or phrase.pronoun:
            return False
        if any(i in self.starting or self.page.is_(i, "location_marker") for i in range(phrase.first, phrase.last)):
            return False
        i = phrase.last + self.page.is_(phrase.last, "possessive_marker")
        while i < end and self.page.is_(i, "modifier") and i not in self.nouns:
            i += 1
        return i < end and (i in self.nouns or (i > phrase.last and i in self.starting))

    def named(self, toponym: Toponym, end: int) -> Ground | None:
        """The ground a toponym opens: the toponym, or the noun it qualifies (*Kandahar airport*, *Libya's second city*)."""
        page, i = self.page, toponym.last
        if toponym.first in self.nouns and self.nouns[toponym.first].last < toponym.last:
            noun = self.nouns[toponym.first]
            while not self.head_first and noun.last in self.nouns:
                noun = self.nouns[noun.last]  # *port city of X*
            return self.whole(toponym.first, toponym.last, toponym, noun)
        if i < end and not self.head_first and page.is_(i, "possessive_marker"):
            return self.after(i + 1)
        if self.head_first or i >= end:
            return None if self.is_adjective(toponym) else Ground(toponym.first, toponym.last, toponym.location)
        if i in self.nouns:
            noun = self.nouns[i]
            return None if self.is_compound(noun.last, end) else self.whole(toponym.first, noun.last, toponym, noun)
        if self.is_compound(i, end) or self.is_adjective(toponym):
            return None
        return Ground(toponym.first, toponym.last, toponym.location)

    def is_adjective(self, toponym: Toponym) -> bool:
        """True of a name that only qualifies: a demonym (*Moroccan*), a name with an ending (*US-led*)."""
        phrase = self.cast.covering.get(toponym.first)
        name = next((n for n in phrase.names if n.first == toponym.first), None) if phrase is not None else None
        words = self.page.words(toponym.first, toponym.last)
        demonym = name is not None and name.country is not None and words in name.country.demonyms
        tail = self.page.tokens[toponym.last - 1].text.rpartition("-")[2] if "-" in words else ""
        return (demonym and not self.head_first) or tail[:1].islower()

    def is_compound(self, i: int, end: int) -> bool:
        """True where a plain noun follows that a name only qualifies (*the Paris title*, *Western aid*)."""
        page = self.page
        if self.head_first or i >= end:
            return False
        token = page.tokens[i]
        plain = token.is_word and self.is_bare(i) and i not in self.clauses.verbs and i not in self.clauses.void
        plain = plain and not token.is_capital and i not in self.nouns
        return plain and i not in self.clauses.nominals and i not in self.numerals and not token.is_number

    def headed(self, noun: Hit[Any], at: int, first: int | None = None) -> Ground | None:
        """The ground a common noun heads: with its name, or with the place it lies in, or what it points back to."""
        page = self.page
        end = page.sentence_of(noun.first).last
        first = noun.first if first is None else first
        i = noun.last
        if self.head_first:
            while i < end and (page.is_(i, "modifier") or i in self.extents) and i not in self.starting and i not in self.nouns:
                i += 1
            if i in self.nouns and i not in self.starting:
                if self.nouns[i].row.state and (noun.row.works or noun.row.town):
                    return self.capital(noun, self.nouns[i].last, end)
                return self.headed(self.nouns[i], at, first)  # *wilayah kota X*
        definite = page.is_(i, "anaphor", "demonstrative") if self.head_first else page.is_(noun.first - 1, "anaphor")
        definite = definite and (self.head_first or not self.placed(i, end))
        if page.is_(i, "linker") or (page.is_(i, "possessive_marker") and self.head_first):
            i += 1
            while i < end and page.is_(i, "determiner", "modifier"):
                i += 1
        toponym = self.starting.get(i)
        toponym = toponym or next((t for t in self.places if noun.first < t.first < noun.last < t.last), None)
        if toponym is not None:
            return self.whole(first, toponym.last, toponym, noun)
        if i + 1 < end and page.tokens[i].text == "," and i + 1 in self.starting:
            toponym = self.starting[i + 1]  # *their last stronghold, X,*
            if toponym.last >= end or page.tokens[toponym.last].text in (",", "."):
                return Ground(toponym.first, toponym.last, toponym.location)
        k = i + (page.is_(i, "anaphor", "demonstrative") and self.head_first)
        lead: tuple[WordClass, ...] = (
            ("location_marker",) if self.head_first else ("location_marker", "preposition", "determiner")
        )
        while k < min(end, i + _NEAR) and page.is_(k, *lead):
            k += 1
            toponym = self.starting.get(k)
            if toponym is not None:
                return self.whole(first, toponym.last, toponym, noun)
        plain = not (noun.row.works or noun.row.town or noun.row.state or noun.row.stretch)
        shared = plain and noun.first - 1 in self.extents and self.closes(i, end)  # *most of the territory*
        if (definite or shared) and not noun.row.works:
            pointed = self.pointed_by(noun, at)
            if pointed is not None:
                evidence = page.evidence(first, noun.last)
                return Ground(
                    first, noun.last, pointed if definite else structs.replace(pointed, text=evidence.exact, evidence=evidence)
                )
        if noun.row.state and not definite:
            return None  # *a state of siege*
        return self.common(noun, first)

    def capital(self, noun: Hit[Any], i: int, end: int) -> Ground:
        """A town of a state that is only pointed at (*ibu kota negeri itu*): by the name behind a comma, or by itself."""
        while i < end and self.page.is_(i, "anaphor", "demonstrative"):
            i += 1
        toponym = self.starting.get(i + 1) if i + 1 < end and self.page.tokens[i].text == "," else None
        return Ground(toponym.first, toponym.last, toponym.location) if toponym is not None else self.common(noun)

    def closes(self, i: int, end: int) -> bool:
        """Whether nothing that would tell which ground is meant follows a noun: a mark, a preposition of time, or the end."""
        return i >= end or not self.page.tokens[i].is_word or not (self.page.is_(i, "relative", "linker") or self.placed(i, end))

    def placed(self, i: int, end: int) -> bool:
        """Whether what lies behind a noun says which one is meant (*the area around the palace*): it points back to none."""
        page = self.page
        if i + 1 >= end or not page.is_(i, "location_marker") or page.is_(i, *TOWARDS):
            return False
        i += 1
        while i < end and page.is_(i, "determiner", "modifier"):
            i += 1
        return i in self.cast.starting or i in self.nouns or (i < end and page.tokens[i].is_capital)

    def whole(self, first: int, last: int, toponym: Toponym, noun: Hit[Any]) -> Ground:
        """A ground of several words that a toponym places: *the airport in X*, *outskirts of X*."""
        place = toponym.location
        evidence = self.page.evidence(first, last)
        apart = toponym.first > noun.last
        relation: PlaceRelation | None = place.relation if apart else None
        state = place.precision == "country" or (self.is_state(toponym) and noun.first == toponym.first)
        if state and (apart or noun.row.works or noun.row.town):
            behind = (
                self.starting.get(last + 1) if self.page.tokens[min(last, len(self.page.tokens) - 1)].text in (",", "(") else None
            )
            if behind is not None and behind.location.precision != "country":
                return Ground(behind.first, behind.last, behind.location)  # *ibu kota Yaman, Sanaa*
            place = structs.replace(place, place=None, precision="region")  # a town of a country is not the country
        precision = "point" if noun.row.works else place.precision
        location = structs.replace(place, text=evidence.exact, evidence=evidence, precision=precision, relation=relation)
        return Ground(first, last, location, works=noun.row.works)

    def common(self, noun: Hit[Any], opened: int | None = None) -> Ground:
        """A territory that has no name: its noun with the words that belong to it (*two hamlets*, *the southern countryside*)."""
        page, first, last = self.page, noun.first if opened is None else opened, noun.last
        start = page.sentence_of(first).first
        while first > start and noun.first - first < _PLAIN:
            before = first - 1
            adjective = page.is_(before, "modifier") or (not page.classes(before) and before not in self.cast.covering)
            number = (before in self.numerals and not page.is_(before, "coordinator")) or page.tokens[before].is_number
            adjective = adjective or (page.tokens[before].is_capital and before > start)  # *the Abyei region*
            if not page.tokens[before].is_word or before in self.clauses.verbs or before in self.clauses.nominals:
                break
            if not number and (not adjective or self.head_first):
                break
            first -= 1
        if self.head_first:
            end = page.sentence_of(first).last
            while last < end and last - noun.last < _PLAIN and page.is_(last, "modifier") and last not in self.clauses.verbs:
                last += 1
        evidence = page.evidence(first, last)
        return Ground(
            first, last, Location(text=evidence.exact, evidence=evidence, precision="region"), bare=True, works=noun.row.works
        )

    def gapped(self, at: int, first: int) -> bool:
        """Whether a verb that ends before a token lacks its object: a relative clause, or a noun right before its subject."""
        page = self.page
        start = page.sentence_of(first).first
        ended = at >= page.sentence_of(at - 1).last or not page.tokens[at].is_word
        if not ended:
            object_ = page.is_(at, "determiner", "quantifier", "modifier", "anaphor", "pronoun_person", "pronoun_plural")
            object_ = object_ or at in self.cast.starting or at in self.numerals or at in self.nouns or at in self.starting
            ended = not object_ and bool(page.classes(at))
        while (
            first > start
            and page.is_(first - 1, "determiner", "modifier")
            and not page.is_(first - 1, "relative")
            and first not in self.closing
        ):
            first -= 1
        opened = page.is_(first - 1, "relative") or first in self.closing or first in self.ending
        return ended and opened and first - 1 > start

    # --- before a word -----------------------------------------------------------------------------------------------

    def before(self, at: int, unlisted: bool = False) -> Ground | None:
        """The ground that is the subject of what stands at a token, or that a relative clause or participle there belongs to."""
        page = self.page
        start = page.sentence_of(at).first
        around = next((t for t in self.places if t.first < at < t.last), None)
        if around is not None:
            return Ground(around.first, around.last, around.location)  # *Tepi Barat yang diduduki* as a name
        i, attached, finite = at, False, False
        if i - 1 > start and page.tokens[i - 1].text == "(":
            i, attached = i - 1, True  # *X (under the control of Y)*
        while i > start:
            token = page.tokens[i - 1]
            if token.text == ")":
                opening = next((k for k in range(i - 2, start, -1) if page.tokens[k].text == "("), None)
                if opening is None:
                    return None
                i = opening
                continue
            passed = page.is_(i - 1, *_PASSED) or token.text in _PAUSES or i - 1 in self.laws or i - 1 in self.clauses.void
            extent = i - 1 in self.extents and i not in self.ending
            passed = passed or (extent and (page.is_(i - 1, "adverb") or self.behind_ground(i - 1)))
            passed = passed or (self.head_first and page.is_(i - 1, "other"))  # *hanya X yang tersisa di tangan Y*
            passed = passed or (page.is_(i, "relative") and (extent or page.is_(i - 1, "linker")))  # *most of which X holds*
            if not passed or i in self.ending:
                break
            told = self.clauses.relative_opening(i - 1, start) if token.text == "," else None
            told = told or (self.apposition(i - 1, start) if token.text == "," else None)
            if told is not None:
                i, attached = told, False  # *X, which lies in Y, was captured*
                continue
            finite = finite or page.is_(i - 1, "passive_auxiliary", "copula", "auxiliary")
            relative = page.is_(i - 1, "relative")
            attached = attached or (token.text == "," and not finite) or (relative and (not finite or not self.head_first))
            i -= 1
        attached = attached or (i == at and not self.head_first)
        found = self.closed_by(i, at, unlisted)
        if found is not None and not self.qualifying(found):
            whole = self.ungoverned(found, start, attached)
            named = self.apposed(whole or found, start) or self.predicated(whole or found, start)
            if named is not None or whole is not None:
                return named or whole
            return self.opening(start, at)
        if page.is_(i - 1, "coordinator"):
            shared = [self.starting[p.first] for p in self.clauses.subject(at) if p.first in self.starting]
            return Ground(shared[0].first, shared[0].last, shared[0].location) if shared else None
        return self.opening(start, at)

    def apposition(self, comma: int, start: int) -> int | None:
        """Where the name ends that a noun of a ground between two commas tells more of (*X, a port on the lake, was taken*)."""
        page = self.page
        opening = next((k for k in range(comma - 1, start, -1) if page.tokens[k].text == ","), None)
        if opening is None or comma - opening > _TAIL or opening not in self.ending:
            return None
        i = opening + 1
        while i < comma and i not in self.nouns and (
            page.is_(i, *_LIGHT) or i in self.numerals or page.tokens[i].is_number or i in self.extents
        ):  # fmt: skip
            i += 1
        while i < comma and i not in self.nouns and not self.head_first and page.tokens[i].is_word and i - opening <= _NEAR:
            i += 1  # *the Libyan port city*
        return opening if i in self.nouns and i < comma else None

    def qualifying(self, ground: Ground) -> bool:
        """True of a name that only qualifies the plain noun before it, where heads come first (*masalah Zimbabwe*)."""
        page, i = self.page, ground.first - 1
        if not self.head_first or ground.first not in self.starting or i < page.sentence_of(ground.first).first:
            return False
        plain = page.tokens[i].is_word and not page.classes(i) and i + 1 not in self.closing and i not in self.clauses.verbs
        plain = (
            plain
            and i not in self.extents
            and not any(i in box for box in (self.clauses.void, self.clauses.lead_ins, self.clauses.nominals, self.cast.covering))
        )
        return plain and i > page.sentence_of(i).first

    def apposed(self, ground: Ground, start: int) -> Ground | None:
        """The name that a ground tells more of, from behind a comma (*Lashio, the largest town in Shan,*)."""
        page, i = self.page, ground.first
        if ground.first in self.starting:
            return None
        while i > start and (
            page.is_(i - 1, "determiner", "modifier", "quantifier", "more", "adverb") or page.classes(i - 1) == frozenset()
        ):
            if page.tokens[i - 1].text == "," or not page.tokens[i - 1].is_word:
                break
            i -= 1
        toponym = self.ending.get(i - 1) if i - 1 > start and page.tokens[i - 1].text == "," else None
        return Ground(toponym.first, toponym.last, toponym.location) if toponym is not None else None

    def predicated(self, ground: Ground, start: int) -> Ground | None:
        """The name that a ground is said of (*El Fasher is the last city in Darfur that the army holds*)."""
        page, i = self.page, ground.first
        if ground.first in self.starting:
            return None
        while i > start and (page.is_(i - 1, *_LIGHT, "adverb") or not page.classes(i - 1)) and page.tokens[i - 1].is_word:
            i -= 1
        if not page.is_(i - 1, "copula") or i - 1 <= start:
            return None
        found = self.closed_by(i - 1, i - 1, False)
        return found if found is not None and not self.qualifying(found) else None

    def behind_ground(self, at: int) -> bool:
        """Whether words of extent there follow a bracket or a whole ground (*X (a state) for the most part*, *X sepenuhnya*)."""
        while at > 0 and at in self.extents and at + 1 not in self.closing:
            at -= 1
        named = self.head_first and (at + 1 in self.ending or self.page.is_(at, "anaphor", "demonstrative"))
        return self.page.tokens[at].text == ")" or named

    def closed_by(self, last: int, at: int, unlisted: bool) -> Ground | None:
        """The ground whose words end at a token."""
        page, i = self.page, last
        start = page.sentence_of(at).first
        if i - 1 > start and page.is_(i - 1, "pronoun_institution") and not self.head_first:
            return self.pointed(i - 1)
        definite = False
        if self.head_first:
            while i > start and page.is_(i - 1, "anaphor", "demonstrative"):
                definite, i = True, i - 1
            while (
                i > start
                and (page.is_(i - 1, "modifier") or i - 1 in self.extents)
                and i not in self.ending
                and i not in self.closing
            ):
                i -= 1
            plain = i - 1 > start and page.tokens[i - 1].is_word and not page.tokens[i - 1].is_capital and not page.classes(i - 1)
            if plain and i not in self.closing and i - 1 in self.closing and i - 1 not in self.clauses.verbs:
                i -= 1  # *benteng besar terakhir*
        toponym, noun = self.ending.get(i), self.closing.get(i)
        if noun is not None and (toponym is None or noun.first <= toponym.first):
            qualifier = self.ending.get(noun.first)
            if qualifier is not None:
                return self.whole(qualifier.first, noun.last, qualifier, noun)  # *the Lachin corridor*, *Mali bagian utara*
            definite = definite or (not self.head_first and page.is_(noun.first - 1, "anaphor"))
            pointed = self.pointed_by(noun, at) if definite and not noun.row.works else None
            return Ground(noun.first, noun.last, pointed) if pointed is not None else self.common(noun)
        if toponym is not None:
            return None if self.is_adjective(toponym) else Ground(toponym.first, toponym.last, toponym.location)
        phrase = self.cast.ending.get(i)
        if phrase is not None and self.is_unlisted(phrase, unlisted):
            return self.unlisted(phrase)
        return None

    def ungoverned(self, ground: Ground, start: int, attached: bool) -> Ground | None:
        """The ground itself where it is the subject; the noun it places where it only tells where that lies."""
        page, i = self.page, ground.first
        while i > start and (page.is_(i - 1, "determiner", "quantifier", "modifier") or i - 1 in self.extents):
            before = self.cast.covering.get(i - 1)
            if before is not None and before.last <= i:
                break  # *di belakang mereka kota itu*
            i -= 1
        governed = i > start and page.is_(i - 1, "preposition", "location_marker", "linker")
        if not governed and i > start and page.tokens[i - 1].text == "," and not attached:
            listed = self.ending.get(i - 1)  # *Kampung X, Distrik Y*
            if listed is not None and page.is_(listed.first - 1, "location_marker"):
                return self.ungoverned(Ground(listed.first, listed.last, listed.location), start, attached) and ground
        if not governed or (attached and page.is_(i - 1, "linker") and ground.first not in self.starting):
            return ground  # *the capital of a province that X holds*
        head = i
        while head > start and page.is_(head - 1, "preposition", "location_marker", "linker", "determiner"):
            head -= 1
        while self.head_first and head > start and head not in self.closing and page.is_(head - 1, "modifier"):
            head -= 1
        noun, toponym = self.closing.get(head), self.ending.get(head)
        if noun is not None:
            place = self.ending.get(ground.last)
            if place is not None:
                return self.whole(noun.first, ground.last, place, noun)
            return self.common(noun)
        if toponym is not None and not attached and page.is_(i - 1, "location_marker"):
            return self.ungoverned(Ground(toponym.first, toponym.last, toponym.location), start, attached)
        return ground if attached else None

    def opening(self, start: int, at: int) -> Ground | None:
        """The ground that opens the clause of a predicate, or a part of it, with more told of it before the predicate comes."""
        page = self.page
        first, _ = self.clauses.clause(at)
        first = max(first, start)
        borders = [
            k + 1 for k in range(first, at)
            if page.tokens[k].text in _BORDERS or page.is_(k, "subordinator", "adversative")
        ]  # fmt: skip
        return next((g for k in (*reversed(borders), first) if (g := self.opened(k, at)) is not None), None)

    def opened(self, first: int, at: int) -> Ground | None:
        """The ground that begins at a token and is what the predicate at another is said of."""
        page = self.page
        while first < at and page.is_(first, "coordinator", "subordinator", "complementizer"):
            first += 1
        if first >= at or page.is_(first, "preposition", "location_marker"):
            return None
        ground = self.after(first, end=at)
        if ground is None or ground.last > at or at - ground.last > _TAIL:
            return None
        told = range(ground.last, at)
        aside = ground.last < at and (page.tokens[ground.last].text == "," or page.is_(ground.last, "relative"))
        acting = any(i in self.clauses.verbs or (page.is_(i, "verb") and not page.is_(i, "copula")) for i in told)
        other = any(
            not p.pronoun and p.first - 1 in told and not page.is_(p.first - 1, "preposition", "location_marker", "linker")
            for p in self.cast.phrases if p.first in told and p.nouns
        )  # fmt: skip
        return ground if aside or not (acting or other) else None

    # --- pointing back -----------------------------------------------------------------------------------------------

    def pointed(self, at: int) -> Ground | None:
        """What *it* means where a territory is meant: the region told of last, else the state."""
        done = self.done_to(at)
        if done is not None:
            return Ground(at, at + 1, done.location)
        location = self.spoken_of(at) or self.spoken_of(at, state=True)
        if location is None:
            return None
        told = next((t for t in reversed(self.places) if t.location is location and t.last <= at), None)
        headed = self.heading(told) if told is not None else None
        return Ground(at, at + 1, headed.location if headed is not None else location)

    def done_to(self, at: int) -> Ground | None:
        """The place that is the object of the verb before in the same sentence (*attacked the base near X and took it*)."""
        start = self.page.sentence_of(at).first
        verbs = sorted(i for i in self.clauses.verbs if start <= i < at)
        for i in reversed(verbs):
            found = self.after(i + 1, end=at) if i + 1 < at and i + 1 not in self.clauses.verbs else None
            if found is not None and found.works:
                return found
        return None

    def heading(self, toponym: Toponym) -> Ground | None:
        """The place that is held like a territory and that a toponym only tells the whereabouts of (*the X air base in Y*)."""
        i = toponym.first
        while i > 0 and self.page.is_(i - 1, "determiner", "modifier", "location_marker"):
            i -= 1
        noun = self.closing.get(i)
        if noun is None or i == toponym.first or not noun.row.works:
            return None
        whole = self.closed_by(i, i, False)
        return self.common(noun) if whole is None else whole
