"""What pages and the API read: events in the order asked for, and one event with everything that stands around it.

Lists come from tables that are made when the ledger is reconciled (:mod:`saksi.store.tables`). An event is looked at through the
articles that tell it, not through the whole ledger; so its page costs the same in a ledger of ten articles and of a hundred
thousand, and shows judgements as soon as they are recorded.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Any, NamedTuple, cast

from saksi import languages, reconcile
from saksi.errors import LedgerError
from saksi.languages.stems import Stemmer
from saksi.ledger import Ledger
from saksi.reconcile import Contradiction, Day, Facts, Origins, Party, Policy, Site, Timeline, TollTable, Trace, policies
from saksi.store.derived import SORTS, Sort
from saksi.store.rows import ArticleRow, EventRow, Figure, Filter, Members
from saksi.store.tables import ViewTables
from saksi.text import tokenize
from saksi.types import Event, EventClaim, Mention, Quantity, Reading, Realis, Struct

AT_ONCE = 400
"""Articles up to which a ledger is reconciled anew while somebody waits; a larger one is told to be out of date."""
_VOICES = 4
_KEPT = 10_000  # rows that are kept for the next time
_PHRASE = re.compile(r'"([^"]*)"|(\S+)')
_NUMERIC = (
    "killed",
    "injured",
    "missing",
    "abducted",
    "captured",
    "detained",
    "displaced",
    "bodies_recovered",
    "killed_or_injured",
)


class EventView(Struct, frozen=True):
    """One event, the readings of the articles that tell it as judged, and what is derived from them under ``policy``."""

    event: Event
    facts: Facts
    policy: str
    decided: frozenset[str]
    """The claims that people decided about."""

    @property
    def ref(self) -> str:
        """How the event is called in an address: its public name, else its key."""
        return self.event.name or self.event.key

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The readings of the articles that tell the event."""
        return tuple(self.facts.readings)

    @property
    def members(self) -> frozenset[str]:
        """Every claim of the event."""
        return frozenset((*self.event.claims, *self.event.casualties, *self.event.impacts, *self.event.control))

    def contradictions(self) -> tuple[Contradiction, ...]:
        """What its articles contradict each other in, about this event."""
        found = reconcile.find_contradictions(self.facts.readings, (self.event,))
        ours = self.members
        return tuple(one for one in found if ours & set(one.claims))

    def toll(self) -> TollTable:
        """The claim table, with the value of each kind under the policy at its foot."""
        found = self.contradictions()
        return reconcile.toll(self.event, self.facts, self._policy, decided=self.decided, contradictions=found)

    def timeline(self) -> Timeline:
        """Who said how many, when, and what replaced what."""
        return reconcile.timeline(self.event, self.facts)

    def origins(self) -> Origins:
        """The independent texts and testimonies behind the event."""
        return reconcile.origins(self.event, self.facts)

    def trace(self, field: str) -> Trace:
        """How the value of a field came about. Raises LedgerError when the event has no such field."""
        return reconcile.trace((self.event,), self.facts, f"{self.ref}.{field}", self._policy)

    @property
    def _policy(self) -> Policy:
        return cast("Policy", self.policy)


class Page(Struct, frozen=True):
    """Some of the events asked for, and how many there are in all."""

    rows: tuple[EventRow, ...]
    total: int
    number: int
    size: int

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.total // self.size))


class Withholding(NamedTuple):
    """What some readers may not see: a key that changes with what that is, and a text of a document without it."""

    key: str
    of: Callable[[Iterable[Reading]], Callable[[str, str], str]]
    """From all readings, what is left of a text of the document with this id."""


class Views:
    """The views of one ledger. ``policy`` decides figures where a call names no other.

    With ``withholding`` there is a second full text, of what those may search who may not see everything.
    """

    def __init__(self, ledger: Ledger, policy: str = "latest", withholding: Withholding | None = None) -> None:
        self.ledger = ledger
        self.policy = policy
        self._withholding = withholding
        self.tables = ViewTables(ledger.store)
        self._lock = threading.Lock()
        self._seen: tuple[object, ...] | None = None
        self._whole = False
        """Whether the tables were up to date when they were last looked at, and what was seen then."""
        self._rows: dict[object, tuple[EventRow, Members]] = {}
        """The rows last made, by what each rests on: a judgement makes only those of its articles anew."""
        self._made_of: object = None

    # --- keeping them current ----------------------------------------------------------------------------------------------

    def current(self) -> bool:
        """Whether the tables show the readings, names and judgements as they stand."""
        made = self.tables.made_of()
        return made is not None and made[:2] == (self.policy, self.tables.present())

    def awaited(self) -> int:
        """How many articles the tables are to be made of before a page can be shown, where that takes a while; else 0."""
        made, many = self.tables.made_of(), self.tables.articles()
        return many if many > AT_ONCE and (made is None or made[0] != self.policy) else 0

    def sync(self, wait: bool = False) -> bool:
        """Bring the tables up to date as far as a page can wait for: True when they are.

        A small ledger is reconciled anew. In a large one the events of the articles that people decided about since are decided
        anew, and what joins or parts events waits for the next :meth:`refresh`. While somebody is at it, others read the tables
        as they were a moment ago; whoever has just decided something must ``wait``, so that it shows everywhere once that is
        answered.
        """
        if self._present() == self._seen:
            return self._whole
        if not self._lock.acquire(blocking=wait or self._seen is None):
            return self._whole
        try:
            if (now := self._present()) != self._seen:  # else somebody has done it while this one waited
                self._whole = self._brought_up(now[0])
                self._withhold()
                self._seen = (now[0], self.tables.mark("turn"))
            return self._whole
        finally:
            self._lock.release()

    def _present(self) -> tuple[str, tuple[object, ...]]:
        return self.tables.present(), self.tables.mark("turn")

    def _brought_up(self, mark: str) -> bool:
        """Whether the tables show everything, after what can be done about it while somebody waits."""
        made = self.tables.made_of()
        if made is not None and made[:2] == (self.policy, mark):
            return True
        if made is None or made[0] != self.policy or self.tables.articles() <= AT_ONCE:
            self._refresh()
            return True
        judged, hidden = self.tables.last_judgement(), self.tables.hidden()
        if judged > made[2] or hidden:
            self._touch((*self.tables.judged_since(made[2]), *hidden), hidden, judged)
        return False

    def refresh(self, report: Callable[[int], object] | None = None) -> int:
        """Reconcile and make the tables anew; how many events there are. ``report`` is told of every event."""
        with self._lock:
            return self._refresh(report)

    def _refresh(self, report: Callable[[int], object] | None = None) -> int:
        mark = self.tables.present()
        events = self.ledger.events(self.policy)
        with self.ledger.store.writing():  # nobody finds the one full text without the other
            self.write(events, self.ledger.facts(), mark, report)
            self._withhold()
        return len(events)

    def _withhold(self) -> None:
        """Make the second full text, where there is to be one and it is another."""
        if self._withholding is None or self._withholding.key == self.tables.withheld():
            return
        readings = tuple(self.ledger.readings())
        shown, stems = self._withholding.of(readings), _Stems()
        self.tables.write_withheld(
            self._withholding.key,
            ((one.document.article, stems.of(one, shown)) for one in readings),
        )

    def write(self, events: Iterable[Event], facts: Facts, mark: str, report: Callable[[int], object] | None = None) -> None:
        """Make the tables of these events and the readings they rest on."""
        decided = frozenset(self.ledger.decided())
        readings = (self.policy, self.ledger.store.revision()[:-1])
        known, self._rows = (self._rows if readings == self._made_of else {}), {}
        self._made_of = readings
        judged: dict[str, tuple[str, ...]] = {}
        for one in self.ledger.judgements():
            for anchor in (one.anchor, one.other):
                if anchor is not None:
                    judged[anchor.article] = (*judged.get(anchor.article, ()), one.id)

        def rows() -> Iterator[tuple[EventRow, Members]]:
            for number, event in enumerate(events, 1):
                around = {one.document.id: one for c in _claims(event) if (one := facts.reading.get(c)) is not None}
                state = (
                    event.name,
                    _claims(event),
                    tuple((ident, judged.get(one.document.article, ())) for ident, one in around.items()),
                )
                row = known.get(state) or self._row(EventView(event, Facts(tuple(around.values())), self.policy, decided))
                self._rows[state] = row
                yield row
                if report is not None:
                    report(number)

        self.tables.write(self.policy, mark, self._articles(facts), rows())
        if len(self._rows) > _KEPT:
            self._rows = {}

    def _touch(self, articles: Iterable[str], hidden: Iterable[str], judged: int) -> None:
        """Decide anew the events of these articles, their claims as they were; what only hidden articles told is told no more."""
        views = [self._event(key) for key in self.tables.refs_of_articles(articles)]
        self.tables.rewrite([self._row(one) for one in views if one.readings], None, judged)
        self.tables.drop([one.event.key for one in views if not one.readings], hidden)

    def _articles(self, facts: Facts) -> Iterator[ArticleRow]:
        stems = _Stems()
        for one in facts.readings:
            document = one.document
            words = stems.of(one)
            yield ArticleRow(document.article, document.publisher, document.language, document.published, words)

    def row(self, view: EventView) -> EventRow:
        """What a list shows of an event as seen, for one that is not shown as the tables have it."""
        return self._row(view)[0]

    def _row(self, view: EventView) -> tuple[EventRow, Members]:
        event, facts = view.event, view.facts
        tree = view.origins()
        claims = [facts.events[c] for c in event.claims if c in facts.events]
        found = view.contradictions()
        at, where = _value(event, "day", Day), _value(event, "place", Site)
        parties = event.fields["sides"].value if "sides" in event.fields else ()
        title, title_by = _title(event, facts)
        articles = tuple(dict.fromkeys(one.document.article for one in facts.readings))
        newest = max((one.document.published or "" for one in facts.readings), default="")[:10]
        disputed = {kind for one in found if one.kind == "figure" for c in one.claims
                    for kind in ((facts.casualties[c].kind,) if c in facts.casualties else ())}  # fmt: skip
        row = EventRow(
            key=event.key,
            name=event.name,
            type=event.type,
            realis=_realis(claims),
            title=title,
            title_by=title_by,
            earliest=at.earliest[:10] if at and at.earliest else None,
            latest=at.latest[:10] if at and at.latest else None,
            time_precision=at.precision if at else None,
            site=where.name if where else None,
            site_id=where.id if where else None,
            country=where.country if where else None,
            adm1=where.adm1 if where else None,
            lat=where.lat if where else None,
            lon=where.lon if where else None,
            precision=where.precision if where else None,
            figures=_figures(event, facts, disputed),
            parties=tuple((p.key, p.name, p.role, p.status) for p in cast("tuple[Party, ...]", parties)),
            voices=_voices(tree),
            articles=len(articles),
            texts=len(tree.texts),
            testimonies=len(tree.testimonies),
            disputes=tuple(one.kind for one in found),
            decided=len(view.members & view.decided),
            chief=sum(one.main in set(event.claims) for one in facts.readings),
            newest=_listed_by(at.latest[:10] if at and at.latest else "", newest),
        )
        return row, Members(event.claims, event.casualties, event.impacts, event.control, articles)

    # --- lists -------------------------------------------------------------------------------------------------------------

    def asked(self, query: str = "", **parts: Any) -> Filter:
        """A filter from what a person typed: words that all have to occur, in any of their forms, and "phrases"."""
        return Filter(query=self.query(query), **{key: value for key, value in parts.items() if value})

    def query(self, text: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
        """Phrases of words of stems, of every installed language."""
        if not text.strip():
            return ()
        stemmers = prepare_search()
        phrases = []
        for quoted, bare in _PHRASE.findall(text[:300]):
            words = [token.lower for token in tokenize(quoted or bare) if token.is_word or token.is_number]
            stems = [tuple(dict.fromkeys(stem for one in stemmers for stem in one.asked(word) if stem)) for word in words]
            if stems:
                phrases.append(tuple(stems))
        return tuple(phrases[:12])

    def page(self, asked: Filter | None = None, sort: Sort = "newest", number: int = 1, size: int = 50) -> Page:
        """A page of the events asked for."""
        chosen = asked or Filter()
        total = self.tables.count(chosen)
        number = min(max(1, number), max(1, -(-total // size)))
        return Page(tuple(self.tables.page(chosen, sort, size, (number - 1) * size)), total, number, size)

    # --- one event ---------------------------------------------------------------------------------------------------------

    def event(self, ref: str, policy: str | None = None) -> EventView:
        """One event by its public name or key, as decided now. Raises LedgerError when there is none, or no such policy."""
        self.sync()
        return self._event(ref, policy)

    def row_of(self, ref: str) -> tuple[EventRow, tuple[object, ...]]:
        """The row of an event, and a mark that changes when anything on its page does. Raises LedgerError when there is none.

        An event rests on its claims, on the readings of the articles that tell it, and on what was decided about these.
        """
        self.sync()
        row, members = self._held(ref)
        readings = self.ledger.store.revision()[:-1]
        return row, (row.key, row.name, members, readings, self.tables.judged_last(members.articles))

    def _held(self, ref: str) -> tuple[EventRow, Members]:
        found = self.tables.members(ref)
        if found is None:
            raise LedgerError(f"there is no event {ref!r}. List the events to see their names.")
        return found

    def _event(self, ref: str, policy: str | None = None) -> EventView:
        chosen = policy or self.policy
        if chosen not in reconcile.POLICIES:
            raise LedgerError(f"there is no policy {chosen!r}. There are: {', '.join(reconcile.POLICIES)}.")
        row, members = self._held(ref)
        facts = Facts(self.ledger.readings_of(members.articles))
        known = facts.claims
        kept = [tuple(c for c in claims if c in known) for claims in (members.claims, members.casualties, members.impacts,
                                                                      members.control)]  # fmt: skip
        bare = Event(row.key, kept[0] or members.claims, cast("Any", row.type), kept[1], kept[2], kept[3], name=row.name)
        fields = policies.fields_of(bare, facts, chosen)
        event = Event(bare.key, bare.claims, bare.type, bare.casualties, bare.impacts, bare.control, fields, row.name)
        return EventView(event, facts, chosen, frozenset(self.ledger.decided()))

    def events_of(self, articles: Iterable[str]) -> tuple[EventRow, ...]:
        """The events that these articles tell."""
        self.sync()
        found = (self.tables.members(key) for key in self.tables.refs_of_articles(articles))
        return tuple(one[0] for one in found if one is not None)

    def reading(self, article: str) -> Reading:
        """The current reading of an article as judged. Raises LedgerError when the ledger does not hold the article."""
        found = self.ledger.readings_of((article,))
        if not found:
            raise LedgerError(f"the ledger holds no article {article}.")
        return found[0]


class _Stems:
    """Texts as full text has them: their words as stems of their language, and the registry's names of who and where."""

    def __init__(self) -> None:
        self._stemmers: dict[str | None, Stemmer] = {}

    def of(self, reading: Reading, shown: Callable[[str, str], str] = lambda words, _document: words) -> str:
        """The stems of what is ``shown`` of a reading's document."""
        language = reading.document.language
        text = shown(reading.document.text, reading.document.id)
        if language not in self._stemmers:
            known = language if language in languages.available() else languages.available()[0]
            self._stemmers[language] = Stemmer(languages.load(known).morphology)
        words = (token.lower for token in tokenize(text) if token.is_word or token.is_number)
        stems = " ".join(map(self._stemmers[language].stem, words))
        neutral = " ".join(shown(name, reading.document.id) for name in _neutral_names(reading)).lower()
        return f"{stems} \u2029 {neutral}"


def sorts() -> tuple[Sort, ...]:
    """The orders of a list."""
    return SORTS


@cache
def prepare_search() -> tuple[Stemmer, ...]:
    """The stemmers of the installed languages; loading these takes a second or two, once."""
    return tuple(Stemmer(languages.load(code).morphology) for code in languages.available())


def _claims(event: Event) -> tuple[str, ...]:
    return (*event.claims, *event.casualties, *event.impacts, *event.control)


def _value(event: Event, field: str, kind: type[Any]) -> Any:
    derived = event.fields.get(field)
    return derived.value if derived is not None and isinstance(derived.value, kind) else None


def _realis(claims: Iterable[EventClaim]) -> Realis:
    """What most tellings say; that it happened where they are even."""
    told = Counter(one.realis for one in claims if one.voice != "teaser")
    return min(told, key=lambda one: (-told[one], one != "actual", one), default="actual")


def _title(event: Event, facts: Facts) -> tuple[str, str | None]:
    """The headline of the newest report of which this is the main event, else the sentence that tells it; and whose words."""
    ours = frozenset(event.claims)
    telling = [one for one in facts.readings if any(c.id in ours for c in one.events)]
    telling.sort(key=lambda one: (one.main in ours, one.document.published or "", one.document.id), reverse=True)
    for one in telling:
        if one.main in ours and one.document.title:
            return one.document.title[:300], one.document.publisher
    told = [(one, claim, m) for one in telling for claim in one.events if claim.id in ours for m in claim.mentions]
    for one, _, mention in sorted(told, key=lambda found: _aside(*found)):
        return " ".join(mention.sentence.exact.split())[:300], one.document.publisher
    return event.type, None


def _aside(reading: Reading, claim: EventClaim, mention: Mention) -> bool:
    """Whether a mention stands in a pointer to another story or beside a credit: *Artikel ini telah tayang di ...*."""
    at = mention.sentence
    given = (one.evidence for one in reading.document.credits)
    return claim.voice == "teaser" or any(one.start < at.end and at.start < one.end for one in given)


def _listed_by(day: str, reported: str) -> str:
    """The day a list is ordered by: the event's, or that of its newest report where the event is yet to come."""
    return min(day, reported) if day and reported else day or reported


def _voices(tree: Origins) -> tuple[tuple[str, str | None], ...]:
    ranked = sorted(tree.testimonies, key=lambda one: (-len(one.texts), one.key))
    return tuple((one.label, one.source_class) for one in ranked[:_VOICES])


def _figures(event: Event, facts: Facts, disputed: AbstractSet[str]) -> tuple[Figure, ...]:
    out = []
    for kind in _NUMERIC:
        if kind in event.fields:
            value = policies.decide(event, kind, "source-range", facts).value
            if isinstance(value, Quantity) and (value.low is not None or value.high is not None):
                out.append(Figure(kind, value.low, value.high, kind in disputed))
    return tuple(out)


def _neutral_names(reading: Reading) -> Iterator[str]:
    """The registry's names of the places and actors of a reading, so that they are found whatever the report calls them."""
    seen = set()
    for claim in reading.events:
        for who in (*claim.actors, *claim.recipients):
            if who.actor is not None and not who.actor.described:
                seen.add(who.actor.name)
        if claim.place is not None and claim.place.place is not None:
            seen.update(part for part in (claim.place.place.name, claim.place.place.adm1, claim.place.place.adm2) if part)
    yield from sorted(seen)
