"""Recognition: whose ownership of a territory, or what land as its own master, somebody recognises.

Needs holders, grounds and holdings; gives holdings of the relation *recognises*, with who recognises. The recogniser is the
subject of a verb of recognition, the agent of its passive, or the owner of its noun.
"""

from __future__ import annotations

from dataclasses import replace

from saksi.languages import Hit
from saksi.languages.schema import ControlCue
from saksi.reading.actors import Cast, Phrase, is_party
from saksi.reading.clauses import Clauses
from saksi.reading.earlier import Said
from saksi.reading.ground_names import Ground
from saksi.reading.holders import LEAD
from saksi.reading.holdings import Holding, Holdings
from saksi.reading.modality import Moods
from saksi.reading.page import Page
from saksi.reading.places import Toponym
from saksi.reading.shares import Share

_CLAIM = 14  # tokens behind a word of recognition that may be what is recognised


class Recognition(Holdings):
    """Finds what is recognised on one page."""

    def __init__(
        self, page: Page, cast: Cast, clauses: Clauses, moods: Moods, places: list[Toponym], said: list[Said], shares: list[Share]
    ) -> None:  # fmt: skip
        super().__init__(page, cast, clauses, moods, places, said, shares)
        self.spent: set[int] = set()

    def nominal(self, hit: Hit[ControlCue]) -> list[Holding]:
        """The holdings of a noun, in the class that knows the shapes."""
        raise NotImplementedError

    def recognised(self, hit: Hit[ControlCue]) -> list[Holding]:
        """Whose ownership of what is recognised, and by whom."""
        passive = hit.voice == "passive" or (hit.voice == "past" and self.was(hit)) or self.holder_is_behind(hit)
        by = self.recogniser(hit, passive)
        return [replace(h, by=by) for h in (self.told_recognised(hit) if passive else self.tells_recognised(hit))]

    def recogniser(self, hit: Hit[ControlCue], passive: bool) -> Phrase | None:
        """Who recognises: a party, whoever it is."""
        if hit.voice == "nominal":
            found = self.possessor(hit)
        elif passive:
            behind = self.cast.starting.get(hit.last)
            found = [behind] if behind is not None else self.clauses.marked(hit.last, "agent_marker", reach=LEAD)
        else:
            found = self.clauses.subject(hit.first) or self.both(hit)
        meant = (self.meant(p, hit.first) for p in found if is_party(p))
        return next((p for p in meant if p.actor is not None and not p.actor.described), None)

    def told_recognised(self, hit: Hit[ControlCue]) -> list[Holding]:
        """The land stands before a passive: it is somebody's (*is recognised as Moldovan territory*), or its own."""
        page = self.page
        ground = self.grounds.before(hit.first)
        if ground is not None and page.is_(ground.first - 1, "preposition", "source_marker", "possessive_marker"):
            return []
        owner = self.owner_behind(hit.last)
        if ground is not None and owner is not None:
            return self.holdings(hit, ground, [owner], relation="de_jure")
        part = self.part_behind(hit)
        if ground is not None and part is not None:
            self.spent.add(part.first)
            return self.holdings(hit, ground, self.holder_after(part), relation="de_jure")
        return self.itself(hit, ground)

    def part_behind(self, hit: Hit[ControlCue]) -> Hit[ControlCue] | None:
        """The words behind a word of recognition that tell what the land is recognised as a part of (*as part of Georgia*)."""
        end = min(self.page.sentence_of(hit.first).last, hit.last + _CLAIM)
        end = next((i for i in range(hit.last, end) if self.page.tokens[i].text == ";"), end)
        cues = (h for h in self.page.hits("control", "cue") if hit.last <= h.first < end)
        return next((h for h in cues if h.row.shape == "territory-holder" and h.row.relation == "de_jure"), None)

    def tells_recognised(self, hit: Hit[ControlCue]) -> list[Holding]:
        """What follows a verb or noun of recognition: *X as part of H*, *H's sovereignty over X*, or the land itself."""
        page, sentence = self.page, self.page.sentence_of(hit.first)
        end = min(sentence.last, hit.last + _CLAIM)
        part = self.part_behind(hit)
        if part is not None:
            ground, holders = self.grounds.after(hit.last), self.holder_after(part)
            if ground is not None and ground.last <= part.first and holders:
                self.spent.add(part.first)
                return self.holdings(hit, ground, holders, relation="recognises")
        nominal = next((h for h in page.hits("control", "cue") if hit.last <= h.first <= hit.last + LEAD and
                        (h.row.shape == "nominal" or h.voice == "nominal")), None)  # fmt: skip
        at = hit.last
        if nominal is not None:
            self.spent.add(nominal.first)
            at = nominal.last
            found = [f for f in self.nominal(nominal) if f.holder is not None]
            if found:
                ground = Ground(nominal.first, nominal.last, found[0].territory)
                return self.holdings(hit, ground, [f.holder for f in found if f.holder is not None], relation="recognises")
        owner = self.cast.starting.get(at)
        over = range(owner.last, min(end, owner.last + LEAD)) if owner is not None else range(0)
        for i in over:
            ground = self.grounds.after(i + 1) if page.is_(i, "target_marker") else None
            if owner is not None and ground is not None and self.owns(owner):
                return self.holdings(hit, ground, [owner], relation="recognises")
        land = self.grounds.after(at)
        toponym = self.grounds.starting.get(at)
        if land is None and toponym is not None and not self.grounds.is_adjective(toponym):
            land = Ground(toponym.first, toponym.last, toponym.location)  # *X's independence*
        return self.itself(hit, land)

    def owner_behind(self, at: int) -> Phrase | None:
        """Whose territory a land is said to be, behind a token (*as Moldovan territory*, *sebagai wilayah Moldova*)."""
        for i in range(at, min(at + LEAD, self.page.sentence_of(at - 1).last)):
            phrase = self.cast.starting.get(i)
            if phrase is not None:
                other = phrase.first - 1 if self.head_first else phrase.last
                beside = other in self.grounds.nouns or (self.head_first and phrase.first in self.grounds.closing)
                return phrase if beside and self.owns(phrase) else None
        return None

    def holder_is_behind(self, hit: Hit[ControlCue]) -> bool:
        """True of literal passives (*diakui oleh*, *not recognised by*): the land stands before them."""
        last = hit.last - 1
        return hit.voice is None and (self.page.is_(last, "agent_marker") or hit.row.needs == "territory")

    def itself(self, hit: Hit[ControlCue], ground: Ground | None) -> list[Holding]:
        """A land that is its own master, or is recognised as one."""
        small = ground is not None and ground.location.precision not in ("country", "adm1", "region")
        if ground is None or ground.bare or (small and hit.row.shape == "recognises"):
            return []  # a town is not recognised as its own master
        first = next((t.first for t in self.grounds.places if t.location is ground.location), ground.first)
        holder = self.cast.covering.get(first) or Phrase(ground.first, ground.last)
        return [self.holding(hit, ground, holder, hit.row.relation, hit.row.change)]
