"""Offices: what a person is by the words beside the name, before it (*Head of X, Name*), behind it (*Name, kepala Y*), or by the
body that it is told to be of (*Name, from the University of Z*).

Needs the cast with the actors of its own words; changes nothing. News gives a post once, beside the full name, in words that are
no part of the name's phrase. What is read of it is the sector and the state that its nouns, areas and bodies give.
"""

from __future__ import annotations

from saksi.gazetteer import Actor as RegistryActor
from saksi.gazetteer import Country
from saksi.gazetteer import Place as RegistryPlace
from saksi.reading.actors import Cast, Phrase, nouns_of
from saksi.reading.page import Page

_POST = 24  # tokens a post may be long
_BEFORE_ROLE = 7  # tokens between a name and the noun of its post
_NO_CALLING = frozenset({"REB", "PRM", "UAF", "CRM", "REF", "CVL", "UNK", "SOC"})
"""Sectors of groups that are not the profession of one who belongs to them."""


class Offices:
    """The posts told beside the names of one page; ``owned`` are the tokens of words that one state alone has."""

    def __init__(self, page: Page, cast: Cast, owned: dict[int, str]) -> None:
        self.page, self.cast, self.owned = page, cast, owned
        self.hits = nouns_of(page)
        plural = page.pack.header.plural
        single = [h for h in self.hits if not (plural and page.tokens[h.last - 1].lower.endswith(plural))]
        self.roles = {h.first: h.last - h.first for h in single if h.row.kind == "role"}  # of one person: *Rangers* is no post
        self.callings = {  # what one person can be though the noun is of many: *dosen*, *perwira*, *ilmuwan*
            h.first: h.last - h.first for h in single
            if h.row.kind == "group" and h.row.who is not None and h.row.sector is not None and h.row.sector not in _NO_CALLING
        }  # fmt: skip
        self.staff = {h.first for h in self.hits if h.row.kind == "group" and h.row.who not in (None, "civilian", "unspecified")}
        self.staff |= set(self.callings)
        self.nouns = {i for h in self.hits for i in range(h.first, h.last)}
        self.areas = {h.first for h in page.hits("places", "word") if h.row.kind == "admin"}
        self.names = [n for p in cast.phrases for n in p.names]
        self.lands = self.areas | {n.first for n in self.names if isinstance(n.entries[0], RegistryPlace | Country)}

    def of(self, phrase: Phrase) -> tuple[str | None, str | None]:
        """Sector and state of the post beside a name; null where nothing tells."""
        span = (self.before(phrase) if phrase.noun is None else None) or self.behind(phrase)
        sector, iso = self.read(*span) if span else (None, None)
        if sector is None and phrase.noun is not None and phrase.noun.kind == "role":
            sector = self.read(phrase.first, phrase.last)[0]  # *X County spokesman Name*
        if sector is None:
            body = self.body_of(phrase)
            if body is not None and body.actor is not None:
                return body.actor.sector or body.sector, body.actor.country or iso
            if body is not None:
                return body.sector, iso
        return sector, iso

    def before(self, phrase: Phrase) -> tuple[int, int] | None:
        """The tokens of a post that ends with a comma before a name: back over capitals, brackets and links to a role."""
        page, end = self.page, phrase.first - 1
        if end <= 0:
            return None
        if page.tokens[end].text != ",":
            if page.pack.header.head == "last" or not (page.tokens[end].is_capital or page.tokens[end].text == ")"):
                return None
            end = phrase.first  # *Kepala Balai Besar X dan Y Nama Orang*
        at = end
        listed = False  # *Kepala Balai A, B, dan C*: a comma before the one with *dan* is inside the post
        while at > max(page.sentence_of(phrase.first).first, end - _POST):
            at -= 1
            token = page.tokens[at]
            if token.text == ",":
                listed = listed or page.is_(at + 1, "coordinator")
                if listed or at + 1 in self.lands:
                    continue
                return None
            if at in self.staff and at == self.opening(phrase):
                return at, end
            if at in self.roles and (at + self.roles[at] < end or at + self.roles[at] == end):
                before = at - 1
                while before in self.roles and before >= page.sentence_of(phrase.first).first:
                    at, before = before, before - 1
                return at, end
            linked = page.is_(at, "linker", "coordinator", "determiner") or token.text in ("(", ")", "/")
            linked = linked or (at + 1 in self.lands and page.is_(at, "preposition"))  # *Duta Besar X untuk Y*
            linked = linked or page.tokens[at + 1].text[0].isdecimal()  # *periode 2018-2023*
            if not (token.is_capital or linked or token.is_number or at in self.nouns or at in self.areas):
                return None
        return None

    def opening(self, phrase: Phrase) -> int:
        """Where the clause of a post begins: its sentence, behind joining words and determiners."""
        page, at = self.page, self.page.sentence_of(phrase.first).first
        while at < phrase.first and (at not in self.nouns or page.is_(at, "determiner")):
            at += 1
        return at

    def behind(self, phrase: Phrase) -> tuple[int, int] | None:
        """The tokens of a post that follows a name and a comma, up to the next comma that no area or body stands behind."""
        page, sentence = self.page, self.page.sentence_of(phrase.first)
        at = phrase.last + 1
        if at >= sentence.last or page.tokens[phrase.last].text != ",":
            return None
        heads = self.roles.keys() | self.callings.keys()
        reach = min(sentence.last, at + _BEFORE_ROLE)
        while at < reach and at not in heads and self.leads_to_role(at):
            at += 1
        if at not in heads or at >= reach:
            return None
        end = first = phrase.last + 1
        while end < min(sentence.last, first + _POST) and page.tokens[end].text not in (".", ";"):
            if page.tokens[end].text == "," and not (end + 1 in self.lands or page.is_(end + 1, "affiliation")):
                break
            end += 1
        return first, end

    def leads_to_role(self, at: int) -> bool:
        """What may stand between a name and the noun of its post (*the*; heads last: *the police national coordinator*)."""
        page, token = self.page, self.page.tokens[at]
        if page.is_(at, "determiner", "modifier"):
            return True
        if page.pack.header.head == "first" or page.is_(at, "verb", "pronoun_person", "preposition", "relative", "auxiliary"):
            return False
        plain = token.is_word and not page.pack.knows(token.lower)
        return at in self.nouns or token.is_capital or page.is_(at, "possessive_marker") or plain

    def body_of(self, phrase: Phrase) -> Phrase | None:
        """The body that a name is told to be of right behind it, with a comma or without (*Name, from X*; *Name dari X*)."""
        page, at = self.page, phrase.last
        apart = at < len(page.tokens) and page.tokens[at].text == ","
        at += apart
        if (
            at + 1 >= len(page.tokens)
            or not page.is_(at, "affiliation")
            or page.sentence_of(at) is not page.sentence_of(phrase.first)
        ):
            return None
        if not apart and page.is_(at, "partner_marker"):
            return None  # *Name with the army attacked*
        at += 1
        while page.is_(at, "determiner") and at not in self.cast.starting and at + 1 < len(page.tokens):
            at += 1
        body = self.cast.starting.get(at)
        if body is None or body.pronoun:
            return None
        entry = next((n.entries[0] for n in body.names if isinstance(n.entries[0], RegistryActor)), None)
        organ = body.noun is not None and body.noun.kind != "thing" and any(h.row.kind == "organ" for h in body.nouns)
        listed = entry is not None and entry.kind != "person"
        return body if (organ or listed) and body.sector not in _NO_CALLING else None

    def read(self, first: int, last: int) -> tuple[str | None, str | None]:
        """Sector and state of a post by the nouns, areas and names in its words."""
        own = next((self.owned[i] for i in range(first, last) if i in self.owned), None)
        rows = [h.row for h in self.hits if first <= h.first and h.last <= last]
        rows.sort(key=lambda row: (row.kind == "role") == row.mild if row.sector else True)  # of two mild ones the body's
        rows.sort(key=lambda row: row.kind == "group")  # *personel Unit Reaksi Cepat BPBD*
        rows.sort(key=lambda row: row.mild)
        sectors = [row.sector for row in rows if row.sector not in (None, "UNK", "CVL")]
        iso = own
        body = None
        for name in self.names:
            if first <= name.first and name.last <= last:
                entry = name.entries[0]
                if isinstance(entry, RegistryActor) and entry.kind != "person":
                    body = body or entry.sector
                iso = iso or (entry.iso3 if isinstance(entry, Country) else entry.country or None)
        area = own is not None or any(first <= i < last for i in self.areas)
        return (body or next(iter(sectors), None) or ("GOV" if area else None)), iso
