"""The state of a ledger as bytes, for freezing it in a release and for telling later whether it is still the same.

A state has parts, each a run of lines in an order of its own: readings (document and digest), judgements, names, skipped inputs,
versions, and for each frozen policy the events it decided. The digest of a release is that of the digests of its parts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from saksi import contract
from saksi.errors import LedgerError
from saksi.judgements import Attached, canonical, decision_of
from saksi.judgements.fields import is_project
from saksi.ontologies.counting import policies as counting_policies
from saksi.reconcile import Claimed, Day, Deaths, Harm, Party, Site
from saksi.store import Frozen, Store
from saksi.text import digest
from saksi.types import Derived, Event, Judgement, Quantity, Release

_NAME = re.compile(r"\w[\w.-]{0,63}")
_BEARS: Mapping[str, tuple[str, ...]] = {
    "type": ("plover",),
    "day": ("time",),
    "place": ("place",),
    "sides": ("actors", "recipients"),
}
"""Which fields of an event claim bear on which field of an event; on a count every field of a casualty claim does."""


class About(NamedTuple):
    """What a release says of itself: title, authors, a note, a DOI."""

    title: str = ""
    authors: tuple[str, ...] = ()
    note: str = ""
    doi: str = ""


class Rejection(NamedTuple):
    """A count that a person rejected: its claim, the event claim it was of, its kind, and who rejected it why."""

    claim: str
    event: str | None
    kind: str
    reason: str


# --- who decided -------------------------------------------------------------------------------------------------------


def with_decisions(events: Iterable[Event], attached: Attached, rejected: Iterable[Rejection] = ()) -> tuple[Event, ...]:
    """The events, each of whose fields names the claims about which a person decided what bears on it.

    A count that a person rejected is among what was excluded, with who rejected it.
    """
    gone: dict[str, list[Rejection]] = {}
    for one in rejected:
        if one.event is not None:
            gone.setdefault(one.event, []).append(one)
    if not attached.by_claim and not gone:
        return tuple(events)
    return tuple(_decided(event, attached, [r for claim in event.claims for r in gone.get(claim, ())]) for event in events)


def _decided(event: Event, attached: Attached, gone: list[Rejection]) -> Event:
    fields = {}
    for name, derived in event.fields.items():
        ours = tuple(c for c in derived.claims if any(_bears(name, one) for one in attached.by_claim.get(c, ())))
        fields[name] = replace(derived, decided=ours) if ours else derived
    for one in gone:
        held = fields.get(one.kind) or Derived(None, (), next(iter(fields.values())).policy if fields else "")
        fields[one.kind] = replace(
            held, excluded=(*held.excluded, (one.claim, one.reason)), decided=(*held.decided, one.claim)
        )  # fmt: skip
    return replace(event, fields=fields) if fields != event.fields else event


def _bears(field: str, one: Judgement) -> bool:
    if one.field is None or one.action == "unsure":
        return one.action in ("accept", "add")
    if is_project(one.field):
        return False
    return field not in _BEARS or canonical(one.field).split(".")[0] in _BEARS[field]


def rejections(attached: Attached, find: Callable[[str], Any]) -> Iterator[Rejection]:
    """The counts that are rejected; ``find`` gives a claim by its id, as :meth:`saksi.store.Store.find_claim` does."""
    for claim, ours in attached.by_claim.items():
        decision = decision_of(ours)
        if decision is not None and decision.action == "reject" and decision.anchor.noun == "casualty":
            raw = find(claim).claim
            reason = f"rejected by {decision.by}" + (f": {decision.why}" if decision.why else "")
            yield Rejection(claim, raw.event, raw.kind, reason)


# --- parts and digests -------------------------------------------------------------------------------------------------


def state(store: Store, events: Mapping[str, Iterable[Event]]) -> tuple[dict[str, str], dict[str, str]]:
    """The digest of each part of the state, and the events of each policy as JSON lines."""
    lines = {policy: "".join(contract.to_json(event) + "\n" for event in ours) for policy, ours in events.items()}
    readings = "".join(f"{one.document.id} {digest(contract.to_json(one))}\n" for one in store.readings())
    parts = {
        "readings": readings,
        "judgements": "".join(contract.to_json(one) + "\n" for one in store.judgements()),
        "names": "".join(contract.to_json(one) + "\n" for one in store.names()),
        "skipped": "".join(contract.to_json(one._asdict()) + "\n" for one in store.skipped()),
        "versions": contract.to_json(versions(store)) + "\n",
        **{f"events under {policy}": held for policy, held in lines.items()},
    }
    return {name: digest(content) for name, content in parts.items()}, lines


def versions(store: Store) -> dict[str, str]:
    """What made the state: the program, the contract, the code and tables that reconcile, and the pipelines that read."""
    pipelines = Counter(one.fingerprint for one in store.readings())
    return {
        "saksi": version("saksi"),
        "contract": contract.VERSION,
        "reconciling": reconciling(),
        "readings": ", ".join(f"{name} ({count})" for name, count in sorted(pipelines.items())),
    }


@cache
def reconciling() -> str:
    """Sixteen hex digits over the code of reconciling, its weights, the counting policies and the ontologies."""
    found = [*_texts(files("saksi.reconcile")), *_texts(files("saksi.ontologies"))]
    return digest(*(part for pair in sorted(found) for part in pair))[:16]


def _texts(folder: Traversable) -> Iterator[tuple[str, str]]:
    for path in folder.iterdir():
        if path.is_dir():
            yield from _texts(path)
        elif path.name.endswith((".py", ".json", ".toml")):
            yield path.name, path.read_text(encoding="utf-8")


def frozen(
    store: Store, name: str, at: str, events: Mapping[str, tuple[Event, ...]], about: About
) -> tuple[Release, dict[str, str]]:
    """The release of what the store now holds, and its events by policy as JSON lines.

    Raises LedgerError when its name is none, or when the store holds nothing.
    """
    if not _NAME.fullmatch(name):
        raise LedgerError(f"{name!r} cannot name a release. Use letters, digits, dots, dashes and underscores, such as 2026-03.")
    counts = store.counts()
    claims = sum(counts[noun] for noun in ("attribution", "event", "casualty", "impact", "control"))
    articles = sum(1 for _ in store.readings())
    if not articles:
        raise LedgerError(f"{store.path} holds no article to release. `saksi read ... --into {store.path}` adds some.")
    parts, lines = state(store, events)
    mark = digest(*(text for pair in parts.items() for text in pair))
    made = Release(
        name=name,
        at=at,
        digest=mark,
        policies=tuple(events),
        claims=claims,
        judgements=counts["judgement"],
        articles=articles,
        events=len(next(iter(events.values()))),
        title=about.title,
        authors=about.authors,
        note=about.note,
        doi=about.doi,
        versions=versions(store),
        parts=parts,
    )
    return made, lines


# --- back from bytes ---------------------------------------------------------------------------------------------------


def frozen_events(store: Frozen, policy: str, derive: Callable[[str], tuple[Event, ...]]) -> tuple[Event, ...]:
    """The events of a release: as they were derived when it was made, or, under a policy that was not frozen, derived now.

    They are derived anew, too, when something was taken down since: what rested on it no longer stands.
    """
    lines = store.events(policy)
    if lines is None:
        return derived_again(store, policy, derive)
    found = tuple(restore_event(line, policy) for line in lines.splitlines())
    held = {one.id for reading in store.readings() for _, one in reading.claims()}
    whole = all(claim in held for event in found for claim in event.claims)
    return found if whole else derived_again(store, policy, derive)


def derived_again(store: Frozen, policy: str, derive: Callable[[str], tuple[Event, ...]]) -> tuple[Event, ...]:
    """The events of a release derived by the present program, with the names they were released under."""
    frozen = ((one, store.events(one) or "") for one in store.release.policies)
    known = [restore_event(line, name) for name, lines in frozen for line in lines.splitlines()]
    names = {event.key: event.name for event in known}
    of_claim = {claim: event.name for event in known for claim in event.claims}
    return tuple(
        replace(event, name=names.get(event.key) or next((of_claim[c] for c in event.claims if c in of_claim), None))
        for event in derive(policy)
    )


def restore_event(line: str | bytes, policy: str) -> Event:
    """An event from one line of JSON, its values as what they were under the policy."""
    data = msgspec.json.decode(line)
    for name, derived in data["fields"].items():
        derived["value"] = msgspec.convert(derived["value"], _kind_of(name, policy))
    fields = {name: msgspec.convert({**one, "value": None}, Derived) for name, one in data["fields"].items()}
    bare = msgspec.convert({**data, "fields": {}}, Event)
    return replace(bare, fields={name: replace(one, value=data["fields"][name]["value"]) for name, one in fields.items()})


def _kind_of(field: str, policy: str) -> Any:
    plain: dict[str, Any] = {"type": str, "day": Day, "place": Site, "sides": tuple[Party, ...]}
    if field in plain:
        return plain[field] | None
    picks = {rule.name: rule.picks for rule in counting_policies().values()}.get(policy)  # type: ignore[call-overload]
    figures: dict[str, Any] = {"estimate": Deaths, "harm": Harm, "each": tuple[Claimed, ...]}
    return figures.get(picks or "", Quantity) | None


__all__ = [
    "About",
    "Rejection",
    "derived_again",
    "frozen",
    "frozen_events",
    "reconciling",
    "rejections",
    "restore_event",
    "state",
    "versions",
    "with_decisions",
]
