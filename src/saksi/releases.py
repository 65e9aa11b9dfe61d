"""Releases: how to cite one, what changed between two, whether it still comes out the same, and a bundle to hand on.

A release is frozen in the ledger itself (:meth:`saksi.ledger.Ledger.release`); what is here reads it and writes nothing into it.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, BinaryIO, Literal

from saksi import contract
from saksi.errors import LedgerError
from saksi.judgements.fields import value_at
from saksi.judgements.rows import EDITABLE
from saksi.ledger import Ledger
from saksi.plugins import load
from saksi.redaction import Redactor
from saksi.redaction import load as load_profile
from saksi.shown import counted, name_of, value
from saksi.state import derived_again, state, versions
from saksi.store import Frozen
from saksi.types import Claim, Event, Noun, Release, Struct

Style = Literal["text", "bibtex", "cff"]
_DATE = (1980, 1, 1, 0, 0, 0)  # the first a zip archive can hold: the bytes do not depend on when it is made


# --- citing ------------------------------------------------------------------------------------------------------------


def cite(release: Release, style: Style = "text") -> str:
    """How to cite a release: as a sentence, a BibTeX entry, or a CITATION.cff file. It names the digest that checks it."""
    return {"text": _text, "bibtex": _bibtex, "cff": _cff}[style](release)


def _title(release: Release) -> str:
    return release.title or "A ledger of who says what happened"


def _authors(release: Release) -> tuple[str, ...]:
    return release.authors or ("Anonymous",)


def _holds(release: Release) -> str:
    parts = (counted(release.articles, "article"), counted(release.claims, "claim"), counted(release.events, "event"))
    return f"{', '.join(parts)}, {counted(release.judgements, 'human decision')}"


def _text(release: Release) -> str:
    where = f" https://doi.org/{release.doi}" if release.doi else ""
    return (
        f"{'; '.join(_authors(release))} ({release.at[:4]}). {_title(release)}, release {release.name} [Data set]."
        f" {_holds(release)}; figures under {', '.join(release.policies)}; made with Saksi {release.versions.get('saksi', '?')}."
        f" SHA-256 {release.digest}.{where}"
    )


def _bibtex(release: Release) -> str:
    key = re.sub(r"\W+", "", f"{_authors(release)[0].split(',')[0].split()[-1]}{release.at[:4]}{release.name}")
    rows = {
        "author": " and ".join("{" + _tex(one) + "}" for one in _authors(release)),
        "title": "{" + _tex(_title(release)) + "}",
        "version": _tex(release.name),
        "year": release.at[:4],
        "month": str(int(release.at[5:7])),
        "note": _tex(f"{_holds(release)}; figures under {', '.join(release.policies)}; SHA-256 {release.digest}"),
        **({"doi": release.doi} if release.doi else {}),
    }
    return "\n".join(["@misc{" + key + ",", *(f"  {name} = {{{held}}}," for name, held in rows.items()), "}"]) + "\n"


def _tex(text: str) -> str:
    return re.sub(r"([&%$#_{}])", r"\\\1", text)


def _cff(release: Release) -> str:
    quoted = json.dumps  # a JSON string is a YAML string
    lines = [
        "cff-version: 1.2.0",
        f"message: {quoted('Cite this release when you use its figures; it does not change.')}",
        f"title: {quoted(_title(release), ensure_ascii=False)}",
        "type: dataset",
        f"version: {quoted(release.name)}",
        f"date-released: {release.at[:10]}",
        *([f"doi: {quoted(release.doi)}"] if release.doi else []),
        "authors:",
        *(f"  - name: {quoted(one, ensure_ascii=False)}" for one in _authors(release)),
        "identifiers:",
        "  - type: other",
        f"    value: {quoted('sha256:' + release.digest)}",
        f"    description: {quoted('Digest of readings, judgements, names, versions and events')}",
        f"abstract: {quoted(_holds(release) + '. ' + release.note, ensure_ascii=False)}",
    ]
    return "\n".join(lines) + "\n"


# --- checking ----------------------------------------------------------------------------------------------------------


class Checked(Struct, frozen=True):
    """One part of a release: its digest then and now. ``why`` says what may be the reason where they differ."""

    part: str
    then: str
    now: str
    why: str = ""

    @property
    def same(self) -> bool:
        """Whether it came out the same."""
        return self.then == self.now


def check(ledger: Ledger, name: str) -> tuple[Checked, ...]:
    """Make every part of a release again from its readings and judgements, with the present program, and compare.

    Raises LedgerError when there is no such release.
    """
    held = ledger.at(name)
    store = held.store
    assert isinstance(store, Frozen)
    events = {policy: derived_again(store, policy, held.derive) for policy in store.release.policies}
    now, _ = state(store, events)
    why = _reason(store, now, held.takedowns())
    return tuple(
        Checked(part, then, now.get(part, ""), "" if now.get(part) == then else why) for part, then in store.release.parts.items()
    )


def _reason(store: Frozen, now: Mapping[str, str], takedowns: Iterable[Any]) -> str:
    since = [one for one in takedowns if one.at > store.release.at]
    if since:
        return f"{counted(len(since), 'article')} taken down or shown again since"
    if now.get("versions") != store.release.parts.get("versions"):
        return f"made with Saksi {store.release.versions.get('saksi', '?')}: install that version to make it again"
    return "the file was changed by another hand"


# --- what changed ------------------------------------------------------------------------------------------------------


class Change(Struct, frozen=True):
    """One field of one event or claim that has another value: what it was, what it is, and who decided it where a person did."""

    what: str
    field: str
    before: str
    after: str
    by: tuple[str, ...] = ()


class Changes(Struct, frozen=True):
    """What changed from one state of a ledger to another. Articles by their ids, events by their names, claims by id."""

    before: str
    after: str
    policy: str
    articles_added: tuple[str, ...]
    articles_gone: tuple[str, ...]
    articles_changed: tuple[str, ...]
    """With another text, or read anew with another result."""
    claims_added: dict[str, int]
    claims_gone: dict[str, int]
    claims: tuple[Change, ...]
    events_added: tuple[str, ...]
    events_gone: tuple[Change, ...]
    """What became of it: merged into another, or none of its claims is left."""
    events: tuple[Change, ...]
    judgements: dict[str, int]
    """New ones by who made them."""
    versions: tuple[Change, ...]


def changes(before: Ledger, after: Ledger, policy: str = "latest") -> Changes:
    """What changed between two states of one ledger, such as two releases, or a release and now."""
    old, new = _look(before), _look(after)
    common = old.documents.keys() & new.documents.keys()
    earlier = {one.id for one in before.judgements()}
    made = [one for one in after.judgements() if one.id not in earlier]
    who: dict[str, set[str]] = {}
    for one in made:
        who.setdefault(one.anchor.article, set()).add(one.by)
    both = sorted(old.claims.keys() & new.claims.keys())
    claims = [change for ident in both for change in _claim_changes(ident, old, new, who)]
    was = {name_of(event): event for event in before.events(policy)}
    now = {name_of(event): event for event in after.events(policy)}
    fate = {row.name: row for row in after.store.names() if row.kind in ("merged", "gone")}
    first, last = _versions(before), _versions(after)
    return Changes(
        before=_called(before),
        after=_called(after),
        policy=policy,
        articles_added=tuple(sorted(new.documents.keys() - old.documents.keys())),
        articles_gone=tuple(sorted(old.documents.keys() - new.documents.keys())),
        articles_changed=tuple(sorted(article for article in common if old.documents[article] != new.documents[article])),
        claims_added=dict(sorted(Counter(new.claims[c][0] for c in new.claims.keys() - old.claims.keys()).items())),
        claims_gone=dict(sorted(Counter(old.claims[c][0] for c in old.claims.keys() - new.claims.keys()).items())),
        claims=tuple(claims),
        events_added=tuple(sorted(now.keys() - was.keys())),
        events_gone=tuple(
            Change(name, "event", "", f"merged into {fate[name].other}" if name in fate and fate[name].other else "gone")
            for name in sorted(was.keys() - now.keys())
        ),
        events=tuple(change for name in sorted(was.keys() & now.keys()) for change in _event_changes(name, was[name], now[name])),
        judgements=dict(sorted(Counter(one.by for one in made).items())),
        versions=tuple(
            Change("versions", name, first.get(name, ""), last.get(name, ""))
            for name in sorted(first.keys() | last.keys())
            if first.get(name) != last.get(name)
        ),
    )


class _Look(Struct, frozen=True):
    """The articles of a state with what identifies their readings, and the claims with noun and article."""

    documents: dict[str, tuple[str, str]]
    claims: dict[str, tuple[Noun, Claim, str]]


def _look(ledger: Ledger) -> _Look:
    documents: dict[str, tuple[str, str]] = {}
    claims: dict[str, tuple[Noun, Claim, str]] = {}
    for reading in ledger.readings():
        article = reading.document.article
        documents[article] = (reading.document.digest, reading.fingerprint)
        claims.update((one.id, (noun, one, article)) for noun, one in reading.claims())
    return _Look(documents, claims)


def _claim_changes(ident: str, old: _Look, new: _Look, who: Mapping[str, set[str]]) -> list[Change]:
    noun, before, _ = old.claims[ident]
    _, after, article = new.claims[ident]
    if before == after:
        return []
    by = tuple(sorted(who.get(article, ())))
    found = []
    for field in EDITABLE[noun].values():
        a, b = value_at(noun, before, field), value_at(noun, after, field)
        if a != b:
            found.append(Change(ident, field, a or "empty", b or "empty", by))
    return found


def _event_changes(name: str, before: Event, after: Event) -> list[Change]:
    found = []
    for field in dict.fromkeys((*before.fields, *after.fields)):
        a, b = (value(e.fields[field].value) if field in e.fields else "not said" for e in (before, after))
        if a != b:
            found.append(
                Change(name, field, a, b, ("a person",) if field in after.fields and after.fields[field].decided else ())
            )
    if len(before.claims) != len(after.claims):
        found.append(Change(name, "reports", str(len(before.claims)), str(len(after.claims))))
    return found


def _called(ledger: Ledger) -> str:
    return ledger.store.release.name if isinstance(ledger.store, Frozen) else "now"


def _versions(ledger: Ledger) -> dict[str, str]:
    return ledger.store.release.versions if isinstance(ledger.store, Frozen) else versions(ledger.store)


# --- handing on --------------------------------------------------------------------------------------------------------


def bundle(ledger: Ledger, name: str, out: BinaryIO, *, texts: bool = False, redact: str = "none") -> tuple[str, ...]:
    """Write a release as a zip archive that anybody can read; returns the names of its files.

    It holds the claims with their sentences, the events under each policy, every judgement, how to cite it and what is in it;
    with ``texts`` also the readings with the whole texts of the articles, which are their publishers'. ``redact`` names the
    redaction profile; the digests in ``release.json`` are always those of the state itself. The same release gives the same
    bytes. Raises LedgerError when there is no such release, or texts are asked for under a profile that withholds.
    """
    held = ledger.at(name)
    store = held.store
    assert isinstance(store, Frozen)
    release, profile = store.release, load_profile(redact)
    shown = Redactor(profile, held.facts())
    if texts and shown:
        raise LedgerError(f"whole texts name whom profile {redact} withholds. Leave the texts out, or take profile none.")
    entries: dict[str, bytes] = {
        "release.json": (contract.to_json(release) + "\n").encode(),
        "CITATION.cff": cite(release, "cff").encode(),
        "judgements.jsonl": _lines(held.judgements(), shown),
        "names.jsonl": _lines(store.names(), shown),
        "skipped.jsonl": _lines((one._asdict() for one in held.skipped()), shown),
    }
    for policy in release.policies:
        buffer = io.BytesIO()
        rows = held.rows(policy)
        load("exporters", "csv")(shown.rows(rows) if redact != "none" else rows, buffer)
        entries[f"claims-{policy}.csv"] = buffer.getvalue()
        entries[f"events-{policy}.jsonl"] = _lines(held.events(policy), shown)
    if texts:
        entries["readings.jsonl"] = _lines(held.readings(judged=False), shown)
    entries["README.txt"] = _readme(release, entries, f"{profile.name}: {profile.about.get('en', '')}").encode()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, content in sorted(entries.items()):
            info = zipfile.ZipInfo(f"{release.name}/{entry}", _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return tuple(sorted(entries))


def _lines(values: Iterable[Any], shown: Redactor) -> bytes:
    plain = (contract.plain(one) for one in values)
    return "".join(contract.to_json(shown.plain(one) if shown else one) + "\n" for one in plain).encode()


_WHAT = {
    "release.json": "what the release is: name, time, policies, versions, and the digest of each part",
    "CITATION.cff": "how to cite it",
    "judgements.jsonl": "every human decision: who, when, what, why",
    "names.jsonl": "how events came to their names",
    "skipped.jsonl": "what was not read, and why",
    "claims": "every claim with its sentence, its speaker and its page",
    "events": "the events with the claims each value rests on and what was left out",
    "readings.jsonl": "the readings with the texts of the articles, which belong to their publishers",
}


def _readme(release: Release, entries: Mapping[str, bytes], redaction: str) -> str:
    rows = [
        f"{name}\n    {_WHAT.get(name) or _WHAT[name.split('-')[0]]}\n    SHA-256 {sha256(content).hexdigest()}"
        for name, content in sorted(entries.items())
    ]
    return "\n".join(
        [f"{_title(release)}, release {release.name}", "", cite(release), "", f"Redaction profile {redaction}", "", *rows, ""]
    )


def find(ledger: Ledger, name: str) -> Release:
    """The release of a name. Raises LedgerError when there is none."""
    for one in ledger.releases():
        if one.name == name:
            return one
    known = ", ".join(one.name for one in ledger.releases()) or "none yet"
    raise LedgerError(f"{ledger.store.path} has no release {name!r}. Releases: {known}.")


__all__ = ["Change", "Changes", "Checked", "Style", "bundle", "changes", "check", "cite", "find"]
