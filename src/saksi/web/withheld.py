"""What pages withhold of the people in the numbers: the workspace's redaction profile, for everyone below admin."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, cast

from fastapi import Request
from msgspec.structs import replace

from saksi import contract, reconcile
from saksi.reconcile import Facts
from saksi.reconcile.policies import fields_of
from saksi.redaction import Redactor, load
from saksi.redaction.readings import redacted_all
from saksi.store.rows import Filter
from saksi.text import digest
from saksi.types import Reading
from saksi.views import EventView, Page, Views, Withholding
from saksi.web.lists import View
from saksi.web.names import is_registered
from saksi.web.pages import language_of
from saksi.web.settings import Settings

_AREAS = frozenset({"adm2", "adm1", "region", "country"})


def profile_of(request: Request) -> str | None:
    """The name of the profile this person's pages are under; null where the ledger is shown as it is."""
    settings: Settings = request.app.state.settings
    person = request.state.person
    return None if settings.redact is None or (person is not None and person.may("admin")) else settings.redact


def withholding(settings: Settings) -> Withholding | None:
    """What is withheld of the texts that everyone below admin searches."""
    if settings.redact is None:
        return None
    profile = load(settings.redact)

    def of(readings: Iterable[Reading]) -> Callable[[str, str], str]:
        return Redactor(profile, readings).text

    return Withholding(digest(contract.to_json(profile)), of)


def asked_for(request: Request, view: View) -> Filter:
    """Which events an address asks for, of what this person may see: nobody finds by search what is withheld.

    Neither can it be asked for by the name of a side or of a place that no page offers.
    """
    views: Views = request.app.state.views
    asked = view.filter(views)
    if profile_of(request) is None:
        return asked
    hidden_site = asked.site is not None and not _is_area(asked.site, views)
    hidden_side = asked.party is not None and not is_registered(asked.party)
    return replace(
        asked,
        withheld=bool(asked.query),
        site="" if hidden_site else asked.site,
        party="" if hidden_side else asked.party,
    )


def _is_area(site: str, views: Views) -> bool:
    """Whether events were at an area of this name, not only at something smaller."""
    return any(one["precision"] in _AREAS for one in views.tables.sites(Filter(site=site)))


def shown(request: Request, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The readings as this person may see them."""
    name = profile_of(request)
    if name is None:
        return readings
    redactor = Redactor(load(name), readings, language_of(request))
    return redacted_all(readings, redactor) if redactor or redactor.profile.coordinates == "area" else readings


def shown_event(request: Request, view: EventView) -> EventView:
    """An event as this person may see it: its fields are decided over the readings as shown."""
    readings = shown(request, view.readings)
    if readings is view.readings or profile_of(request) is None:
        return view
    facts = Facts(readings)
    event = replace(view.event, fields=fields_of(view.event, facts, cast("reconcile.Policy", view.policy)))
    return replace(view, event=event, facts=facts)


def shown_page(request: Request, page: Page) -> Page:
    """A page of a list as this person may see it: each row is made anew of what may be shown."""
    if profile_of(request) is None:
        return page
    views: Views = request.app.state.views
    return replace(page, rows=tuple(views.row(shown_event(request, views.event(one.key))) for one in page.rows))


def shown_sites(request: Request, sites: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Places as this person may see them: where a profile shows areas only, none that is finer than a district."""
    name = profile_of(request)
    if name is None:
        return sites
    return [one for one in sites if one["precision"] in _AREAS]


def shown_choices(request: Request, choices: dict[str, Any]) -> dict[str, Any]:
    """What filters offer, as this person may see it: of the sides those of the registry, since another may be anybody."""
    if profile_of(request) is None:
        return choices
    return {**choices, "party": [one for one in choices["party"] if is_registered(one[0])]}
