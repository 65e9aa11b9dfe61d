"""Dossiers in the workspace: what the ledger tells about a conflict, a place or an actor, and the same page to take away."""

from __future__ import annotations

import re
from typing import Annotated, cast
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Query, Request, UploadFile
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from saksi.dossier import LANGUAGES, Format, dossier, last_edition, to_pdf
from saksi.reconcile import POLICIES
from saksi.redaction import available, load
from saksi.store.rows import Filter
from saksi.views import Views
from saksi.web.names import is_registered, registered_name, side
from saksi.web.pages import language_of, render, words_of
from saksi.web.security import needs
from saksi.web.settings import Person, Settings
from saksi.web.subjects import conflicts_told

router = APIRouter(prefix="/dossier", include_in_schema=False)
Reader = Annotated[Person, Depends(needs("read"))]
_KNOWN = 40
_REAL = re.compile(r"[^\W\d_]{2}")
_BODY = re.compile(r"<body>(.*)</body>", re.DOTALL)
_KINDS = {"html": "text/html; charset=utf-8", "md": "text/markdown; charset=utf-8", "pdf": "application/pdf"}


@router.get("", dependencies=[Depends(needs("read"))])
def ask(request: Request, about: str = "") -> Response:
    """A name to ask for, and whom and what the ledger tells most of."""
    if about.strip():
        return RedirectResponse(f"/dossier/{quote(about.strip(), safe='')}", 303)
    views: Views = request.app.state.views
    views.sync()
    language = language_of(request)
    told = [one for one in views.tables.parties(Filter(), 2000) if is_registered(one[0]) and ":" not in one[0]]
    known = [(registered_name(key) or name, side(key, name, language), n) for key, name, n in told]
    sites = [one for one in views.tables.values("site", Filter(), 4 * _KNOWN) if _REAL.search(one[0])][:_KNOWN]
    return render(
        request, "dossier/ask.html", conflicts=conflicts_told(views), parties=_named_once(known)[:_KNOWN], sites=sites,
    )  # fmt: skip


def _named_once(parties: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """Name to ask for, name to show, how many events; a name that several keys share once."""
    found: dict[str, tuple[str, str, int]] = {}
    for one in parties:
        found.setdefault(one[1], one)
    return list(found.values())


@router.get("/{name}")
def show(
    request: Request,
    person: Reader,
    name: str,
    policy: str = "",
    redact: str = "",
    take: Annotated[str, Query(max_length=8)] = "",
) -> Response:
    """The dossier; with ``take`` (html, md or pdf) as a file that stands by itself."""
    settings: Settings = request.app.state.settings
    chosen, profile, language = _asked(request, person, policy, redact)
    if take in _KINDS:
        kind = cast("Format", "html" if take == "pdf" else take)
        page = dossier(request.app.state.ledger, name, policy=chosen, redact=profile, language=language, format=kind)
        return _file(name, take, to_pdf(page) if take == "pdf" else page)
    made = dossier(request.app.state.ledger, name, policy=chosen, redact=profile, language=language)
    found = _BODY.search(made)
    body = (found[1] if found else "").replace("<main>", "<div>").replace("</main>", "</div>")
    # The page was made and escaped by the dossier's own templates; nothing of it comes from a request.
    return render(
        request, "dossier/dossier.html", name=name, body=Markup(body), policy=chosen, policies=POLICIES, profile=profile,
        profiles=[(one, load(one).title.get(language) or one) for one in choices_for(person, settings)],
    )  # fmt: skip


@router.post("/{name}/again")
def again(
    request: Request,
    person: Reader,
    name: str,
    last: UploadFile,
    policy: Annotated[str, Form()] = "",
    redact: Annotated[str, Form()] = "",
) -> Response:
    """The page made anew over one that was taken away and written into: its notes stay, and it says what changed since.

    It is given to keep and never shown here: what somebody wrote into a file stands in it as it is.
    """
    chosen, profile, language = _asked(request, person, policy, redact)
    try:
        before = last.file.read().decode("utf-8")
    except UnicodeDecodeError:
        before = ""
    finally:
        last.file.close()
    if last_edition(before) is None:
        raise HTTPException(422, words_of(request)("dossier.not_ours"))
    kind: Format = "html" if before.lstrip().startswith("<!doctype") else "md"
    ledger = request.app.state.ledger
    return _file(name, kind, dossier(ledger, name, policy=chosen, redact=profile, language=language, format=kind, over=before))


def _asked(request: Request, person: Person, policy: str, redact: str) -> tuple[str, str, str]:
    """Policy, profile and language of a page."""
    settings: Settings = request.app.state.settings
    language = language_of(request)
    chosen = policy if policy in POLICIES else settings.policy
    return chosen, profile_for(person, settings, redact), language if language in LANGUAGES else "en"


def _file(name: str, kind: str, made: str | bytes) -> Response:
    file = f"dossier-{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-') or 'page'}.{kind}"
    return Response(made, media_type=_KINDS[kind], headers={"content-disposition": f'attachment; filename="{file}"'})


def choices_for(person: Person, settings: Settings) -> tuple[str, ...]:
    """The redaction profiles this person may choose among."""
    if person.may("admin"):
        return available()
    return (settings.redact,) if settings.redact else tuple(one for one in available() if one != "none")


def profile_for(person: Person, settings: Settings, asked: str = "") -> str:
    """The redaction profile of a page: as asked where that is allowed, else the workspace's, else the public one."""
    allowed = choices_for(person, settings)
    return asked if asked in allowed else settings.redact or ("public" if "public" in allowed else allowed[0])
