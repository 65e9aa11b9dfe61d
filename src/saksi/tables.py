"""Events as rows that other people's scripts read: in the columns of UCDP's GED and of ACLED's file, and in our own.

The rows are *-like*: the columns are those bodies', the data and the decisions are not. What a policy or an ontology leaves out
is a table of its own, with the reason; a third table leads every row to its claims, sentences and pages. Columns that cannot be
known from a collection of reports (conflict and dyad ids, active year, Gleditsch and Ward numbers) stay empty.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from saksi import ontologies
from saksi.errors import LedgerError
from saksi.export.sheets import Cell, Sheet, write_book, write_csv
from saksi.gazetteer import load as load_gazetteer
from saksi.ledger import Ledger
from saksi.ontologies import Coding, Profile
from saksi.ontologies import Party as Side
from saksi.ontologies.counting import policies as counting_policies
from saksi.reconcile import Day, Deaths, Facts, Site, origins, profile
from saksi.reconcile.policies import KINDS, figure_of
from saksi.reconcile.trace import step
from saksi.redaction import Redactor
from saksi.redaction import load as load_profile
from saksi.releases import cite
from saksi.shown import value
from saksi.store import Frozen
from saksi.text import digest
from saksi.types import Document, Event, Quantity, Struct

_UCDP = """
id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id
dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources
source_article source_office source_date source_headline source_original where_prec where_coordinates where_description
adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec date_start
date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob
"""
UCDP_COLUMNS = tuple(_UCDP.split())
_ACLED = """
event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2
assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude
geo_precision source source_scale notes fatalities tags timestamp
"""
ACLED_COLUMNS = tuple(_ACLED.split())
EVENT_COLUMNS = (
    *(
        "event",
        "type",
        "date_start",
        "date_end",
        "date_precision",
        "place",
        "admin1",
        "admin2",
        "country",
        "latitude",
        "longitude",
    ),
    *("place_precision", "realis", "actors", "recipients"),
    *(f"{kind}_{bound}" for kind in ("killed", "injured") for bound in ("low", "best", "high")),
    *("other_figures", "documents", "texts", "testimonies", "decided", "outlets", "sentence"),
)
_EXCLUDED = ("event", "day", "place", "what", "why")
_PROVENANCE = (
    "row",
    "event",
    "field",
    "policy",
    "claim",
    "used",
    "why",
    "speaker",
    "sentence",
    "outlet",
    "published",
    "url",
    "decided",
)
_INTER = {
    "1": "State forces", "2": "Rebel group", "3": "Political militia", "7": "Civilians", "8": "External/Other forces",
}  # fmt: skip


class Table(Struct, frozen=True):
    """A table of events: the rows, what was left out and why, what every value rests on, and what it all is."""

    format: str
    policy: str
    columns: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]
    excluded: tuple[dict[str, Any], ...]
    provenance: tuple[dict[str, Any], ...]
    about: dict[str, str]

    def sheets(self) -> tuple[Sheet, ...]:
        """All tables, the events first."""
        about = [{"what": key, "is": text} for key, text in self.about.items()]
        return (
            Sheet("events", self.columns, self.rows),
            Sheet("excluded", _EXCLUDED, self.excluded),
            Sheet("provenance", _PROVENANCE, self.provenance),
            Sheet("about", ("what", "is"), about),
        )


def table(ledger: Ledger, format: str, *, policy: str | None = None, redact: str = "public") -> Table:  # noqa: A002 - the word for it
    """The events of a ledger in a format: ``events``, ``ucdp`` or ``acled``. Each has a policy of its own unless one is named.

    Raises LedgerError when there is no such format or policy, ConfigError when there is no such redaction profile.
    """
    if format not in FORMATS:
        raise LedgerError(f"there is no table of events called {format!r}. Tables: {', '.join(FORMATS)}.")
    own, columns, make = FORMATS[format]
    chosen = policy or own
    facts = ledger.facts()
    maker = _Maker(ledger, facts, chosen, Redactor(load_profile(redact), facts), None if format == "events" else format)
    rows: list[dict[str, Any]] = []
    excluded: list[dict[str, Any]] = []
    provenance: list[dict[str, Any]] = []
    for event in sorted(ledger.events(chosen), key=lambda e: (_days(e)[0] or "~", e.name or e.key)):
        row, why = make(maker, event)
        if row is None:
            excluded.append(maker.left_out(event, "event", why))
            continue
        rows.append(row)
        number = len(rows)
        for field, derived in event.fields.items():
            for used, claim, reason in (
                *((True, c, "") for c in derived.claims),
                *((False, c, why) for c, why in derived.excluded),
            ):
                if claim in facts.claims:
                    provenance.append(maker.provenance(number, event, field, claim, used, reason))
                if not used and field in KINDS:
                    excluded.append(maker.left_out(event, f"claim {claim} of {field}", reason))
    return Table(
        format=f"{format}-like" if format != "events" else format,
        policy=chosen,
        columns=tuple(columns),
        rows=tuple(rows),
        excluded=tuple(excluded),
        provenance=tuple(provenance),
        about=maker.about(format, len(rows)),
    )


def write(made: Table, path: str | Path) -> tuple[str, ...]:
    """Write a table as ``.xlsx`` (four sheets) or as ``.csv`` with what was left out and the provenance beside it.

    Returns the names of the files. Raises LedgerError when the file cannot be written.
    """
    file = Path(path)
    events, excluded, provenance, about = made.sheets()
    try:
        if file.suffix.lower() == ".xlsx":
            with file.open("wb") as out:
                write_book((events, excluded, provenance, about), out)
            return (str(file),)
        files = [(file, events)]
        files += [(file.with_suffix(f".{sheet.name}{file.suffix or '.csv'}"), sheet) for sheet in (excluded, provenance, about)]
        for name, sheet in files:
            with name.open("wb") as out:
                write_csv(sheet, out)
    except OSError as error:
        raise LedgerError(f"{path} cannot be written: {error.strerror}. Name another file.") from error
    return tuple(str(name) for name, _ in files)


class _Maker:
    """Fills the columns that the formats share."""

    def __init__(self, ledger: Ledger, facts: Facts, policy: str, shown: Redactor, ontology: str | None) -> None:
        self.ledger, self.facts, self.policy, self.shown = ledger, facts, policy, shown
        self.book = ontologies.load(ontology) if ontology is not None else None
        self.latest = {e.key: e for e in ledger.events()}

    def coded(self, event: Event) -> tuple[Profile, Coding]:
        """What the ontology calls an event, by the plain figures: a policy may give none."""
        assert self.book is not None
        plain = self.latest.get(event.key, event)
        seen = profile(plain, self.facts)
        return seen, ontologies.code(seen, self.book)

    def documents(self, event: Event) -> list[Document]:
        """The articles that tell of an event, by date of publication."""
        found = {self.facts.document(c).id: self.facts.document(c) for c in event.claims if c in self.facts.reading}
        return sorted(found.values(), key=lambda d: (d.published or "~", d.publisher or "", d.id))

    def place(self, event: Event) -> tuple[Site | None, str, float | None, float | None]:
        """The place, its name as it may be shown, and coordinates where they may be."""
        site = event.fields["place"].value if "place" in event.fields else None
        if not isinstance(site, Site):
            return None, "", None, None
        lat, lon = self.shown.coordinates(site.lat, site.lon, site.precision)
        return site, self.shown.place(site.name, site.precision, site.adm2, site.adm1), lat, lon

    def country(self, site: Site | None) -> tuple[str, str]:
        """The name of the country, and the region it lies in."""
        entry = load_gazetteer().country(site.country) if site is not None and site.country else None
        return (entry.name, entry.region) if entry is not None else ("", "")

    def sentence(self, event: Event) -> str:
        """The first sentence about the event, as it may be shown."""
        order = ("lead", "body", "headline", "quote", "caption", "teaser")
        claims = [self.facts.events[c] for c in event.claims if c in self.facts.events]
        if not claims:
            return ""
        first = min(claims, key=lambda c: (order.index(c.voice), self.facts.document(c.id).published or "~", c.id))
        sentence = self.facts.sentence(first.evidence)
        return " ".join(self.shown.text(sentence.exact, sentence.document).split())

    def name(self, side: Side) -> str:
        """A side's name; a state is its government."""
        government = side.force in ("state", "foreign") and side.name in _countries()
        return f"Government of {side.name}" if government else self.shown.text(side.name)

    def left_out(self, event: Event, what: str, why: str) -> dict[str, Any]:
        """A row of what was left out."""
        _, place, _, _ = self.place(event)
        return {"event": event.name or event.key, "day": _days(event)[0], "place": place, "what": what, "why": why}

    def provenance(self, number: int, event: Event, field: str, claim: str, used: bool, why: str) -> dict[str, Any]:
        """Where one claim behind one value stands."""
        seen = step(claim, self.facts)
        return {
            "row": number,
            "event": event.name or event.key,
            "field": field,
            "policy": event.fields[field].policy,
            "claim": claim,
            "used": "yes" if used else "no",
            "why": why,
            "speaker": self.shown.text(seen.testimony, seen.document),
            "sentence": " ".join(self.shown.text(seen.sentence.exact, seen.document).split()),
            "outlet": seen.publisher,
            "published": seen.published,
            "url": seen.url or seen.document,
            "decided": "a person" if claim in event.fields[field].decided else "",
        }

    def about(self, format: str, rows: int) -> dict[str, str]:  # noqa: A002 - the word for it
        """What the table is: policy, ontology, redaction, the state it was made from, how to cite it."""
        rule = {p.name: p for p in counting_policies().values()}.get(self.policy)  # type: ignore[call-overload]
        frozen = self.ledger.store.release if isinstance(self.ledger.store, Frozen) else None
        lost = "; ".join(loss.what for loss in self.book.losses) if self.book is not None else ""
        known = {
            "format": f"{format}-like: the columns are public, the data is this ledger's"
            if format != "events"
            else "events of Saksi",
            "rows": str(rows),
            "policy": f"{self.policy}: {rule.definition}" if rule is not None else self.policy,
            "ontology": f"{self.book.header.name}. Every record loses: {lost}" if self.book is not None else "PLOVER",
            "redaction": f"{self.shown.profile.name}: {self.shown.profile.about.get('en', '')}",
            "withheld": ", ".join(f"{kind} {count}" for kind, count in sorted(self.shown.log.items())) or "nothing",
            "state": f"release {frozen.name}, SHA-256 {frozen.digest}" if frozen else "a ledger that keeps changing: no release",
            "cite": cite(frozen) if frozen else "make a release first: saksi release LEDGER NAME",
        }
        return {key: text for key, text in known.items() if text}


def _days(event: Event) -> tuple[str | None, str | None]:
    day = event.fields["day"].value if "day" in event.fields else None
    if not isinstance(day, Day):
        return None, None
    first, last = day.earliest or day.latest, day.latest or day.earliest
    return (first or "")[:10] or None, (last or "")[:10] or None


def _countries() -> frozenset[str]:
    return frozenset(country.name for country in load_gazetteer().countries.values())


def _number(event: Event) -> int:
    """A number for an event that stays with its name: 31 bits of its digest."""
    return int(digest(event.name or event.key)[:8], 16) & 0x7FFFFFFF


def _grid(lat: float | None, lon: float | None) -> int | None:
    """The cell of the PRIO-GRID: half a degree, counted from the south-west."""
    if lat is None or lon is None:
        return None
    row, column = int((lat + 90) * 2) + 1, int((lon + 180) * 2) + 1
    return (row - 1) * 720 + column


# --- UCDP's columns ----------------------------------------------------------------------------------------------------


def _ucdp(maker: _Maker, event: Event) -> tuple[dict[str, Any] | None, str]:
    seen, coding = maker.coded(event)
    if coding.code is None:
        return None, coding.why
    killed = event.fields["killed"].value if "killed" in event.fields else None
    figure = figure_of(killed)
    if figure is None:
        return None, f"no figure of the dead under {maker.policy}"
    first, last = _days(event)
    if first is None or last is None:
        return None, "no day is told"
    site, place, lat, lon = maker.place(event)
    country, region = maker.country(site)
    documents = maker.documents(event)
    sides = (*seen.actors, *seen.recipients) if not seen.mutual else seen.actors
    a = maker.name(sides[0]) if sides else ""
    b = "Civilians" if coding.code == "3" else maker.name(sides[1]) if len(sides) > 1 else ""
    titles = [maker.shown.text(d.title or d.text.strip().split("\n", 1)[0], d.id) for d in documents]
    speakers = [maker.shown.text(t.label) for t in origins(event, maker.facts).testimonies]
    row: dict[str, Any] = {
        "id": _number(event),
        "relid": event.name or event.key,
        "year": int(first[:4]),
        "code_status": "Saksi, ucdp-like",
        "type_of_violence": int(coding.code),
        "dyad_name": " - ".join(part for part in (a, b) if part),
        "side_a": a,
        "side_b": b,
        "number_of_sources": len({d.publisher for d in documents}),
        "source_article": ";".join(
            f'"{d.publisher or ""},{(d.published or "")[:10]},{t}"' for d, t in zip(documents, titles, strict=True)
        ),
        "source_office": ";".join(d.publisher or "" for d in documents),
        "source_date": ";".join((d.published or "")[:10] for d in documents),
        "source_headline": ";".join(titles),
        "source_original": "; ".join(dict.fromkeys(speakers)),
        "where_prec": int(coding.fields.get("where_prec") or 6),
        "where_coordinates": place,
        "where_description": place if site is None or not site.relation else f"{site.relation} {place}",
        "adm_1": site.adm1 if site is not None else None,
        "adm_2": site.adm2 if site is not None else None,
        "latitude": lat,
        "longitude": lon,
        "geom_wkt": f"POINT ({lon} {lat})" if lat is not None and lon is not None else None,
        "priogrid_gid": _grid(lat, lon),
        "country": country,
        "region": region,
        "event_clarity": 1 if first == last else 2,
        "date_prec": int(coding.fields.get("date_prec") or 5),
        "date_start": first,
        "date_end": last,
        "best": figure.best,
        "high": figure.high,
        "low": figure.low,
    }
    if isinstance(killed, Deaths):
        row |= {
            "deaths_a": killed.a,
            "deaths_b": killed.b,
            "deaths_civilians": killed.civilians,
            "deaths_unknown": killed.unknown,
        }
    return row, ""


# --- ACLED's columns ---------------------------------------------------------------------------------------------------


def _acled(maker: _Maker, event: Event) -> tuple[dict[str, Any] | None, str]:
    seen, coding = maker.coded(event)
    if coding.code is None:
        return None, coding.why
    first, _ = _days(event)
    if first is None:
        return None, "no day is told"
    site, place, lat, lon = maker.place(event)
    country, region = maker.country(site)
    documents = maker.documents(event)
    acting, met = (seen.actors[:1], seen.actors[1:]) if seen.mutual else (seen.actors, seen.recipients)
    forces = [_INTER.get(coding.fields.get(name, ""), "") for name in ("inter1", "inter2")]
    killed = figure_of(event.fields["killed"].value) if "killed" in event.fields else None
    row: dict[str, Any] = {
        **{name: coding.fields.get(name, "") for name in ("disorder_type", "event_type", "sub_event_type", "civilian_targeting")},
        "event_id_cnty": f"SKS-{site.country if site is not None and site.country else 'XXX'}-{_number(event)}",
        "event_date": first,
        "year": int(first[:4]),
        "time_precision": int(coding.fields.get("time_precision") or 3),
        "actor1": maker.name(acting[0]) if acting else "",
        "assoc_actor_1": "; ".join(maker.name(side) for side in acting[1:]),
        "inter1": forces[0],
        "actor2": maker.name(met[0]) if met else "",
        "assoc_actor_2": "; ".join(maker.name(side) for side in met[1:]),
        "inter2": forces[1],
        "interaction": "-".join(force for force in forces if force),
        "region": region,
        "country": country,
        "admin1": site.adm1 if site is not None else "",
        "admin2": site.adm2 if site is not None else "",
        "location": place,
        "latitude": lat,
        "longitude": lon,
        "geo_precision": int(coding.fields.get("geo_precision") or 3),
        "source": "; ".join(dict.fromkeys(d.publisher or d.id for d in documents)),
        "notes": maker.sentence(event),
        "fatalities": _whole(killed),
        "timestamp": _seconds(maker.ledger),
    }
    return row, ""


def _whole(killed: Quantity | None) -> int | None:
    """One number where there is one; what is not said stays empty, and is never 0."""
    if killed is None:
        return None
    return next((n for n in (killed.best, killed.low, killed.number) if n is not None), None)


def _seconds(ledger: Ledger) -> int:
    at = ledger.store.release.at if isinstance(ledger.store, Frozen) else ledger.now()
    return int(datetime.fromisoformat(at).timestamp())


# --- our own -----------------------------------------------------------------------------------------------------------


def _events(maker: _Maker, event: Event) -> tuple[dict[str, Any] | None, str]:
    site, place, lat, lon = maker.place(event)
    first, last = _days(event)
    seen = profile(event, maker.facts)
    tree = origins(event, maker.facts)
    documents, texts, testimonies = tree.counts
    day = event.fields["day"].value if "day" in event.fields else None
    row: dict[str, Any] = {
        "event": event.name or event.key,
        "type": event.type,
        "date_start": first,
        "date_end": last,
        "date_precision": day.precision if isinstance(day, Day) else None,
        "place": place,
        "admin1": site.adm1 if site is not None else None,
        "admin2": site.adm2 if site is not None else None,
        "country": maker.country(site)[0],
        "latitude": lat,
        "longitude": lon,
        "place_precision": site.precision if site is not None else None,
        "realis": seen.realis,
        "actors": "; ".join(_side(maker, side) for side in seen.actors),
        "recipients": "; ".join(_side(maker, side) for side in seen.recipients),
        "documents": documents,
        "texts": texts,
        "testimonies": testimonies,
        "decided": ", ".join(name for name, derived in event.fields.items() if derived.decided),
        "outlets": "; ".join(dict.fromkeys(d.publisher or d.id for d in maker.documents(event))),
        "sentence": maker.sentence(event),
        "other_figures": "; ".join(
            f"{kind}: {maker.shown.text(value(event.fields[kind].value))}"
            for kind in KINDS
            if kind in event.fields and (kind not in ("killed", "injured") or figure_of(event.fields[kind].value) is None)
        ),
    }
    for kind in ("killed", "injured"):
        figure = figure_of(event.fields[kind].value) if kind in event.fields else None
        if figure is not None:
            row |= {f"{kind}_low": figure.low, f"{kind}_best": figure.best, f"{kind}_high": figure.high}
    return row, ""


def _side(maker: _Maker, side: Side) -> str:
    name = maker.shown.text(side.name)
    return name if side.status == "named" else f"{name} ({side.status})"


Make = Callable[[_Maker, Event], tuple[dict[str, Any] | None, str]]
FORMATS: Mapping[str, tuple[str, Sequence[str], Make]] = {
    "events": ("latest", EVENT_COLUMNS, _events),
    "ucdp": ("ucdp-like", UCDP_COLUMNS, _ucdp),
    "acled": ("acled-like", ACLED_COLUMNS, _acled),
}
"""For each table of events: the policy it has unless one is named, its columns, and what fills them."""

__all__ = ["ACLED_COLUMNS", "EVENT_COLUMNS", "FORMATS", "UCDP_COLUMNS", "Cell", "Table", "table", "write"]
