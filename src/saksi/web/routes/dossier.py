"""Dossiers in the workspace: what the ledger tells about a conflict, a place or an actor, and the same page to take away."""

from __future__ import annotations

import re
from typing import Annotated, cast
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from saksi.dossier import LANGUAGES, Format, dossier, to_pdf
from saksi.reconcile import POLICIES
from saksi.redaction import available
from saksi.store.rows import Filter
from saksi.views import Views
from saksi.web.pages import language_of, render
from saksi.web.security import needs
from saksi.web.settings import Person, Settings

router = APIRouter(prefix="/dossier", include_in_schema=False)
Reader = Annotated[Person, Depends(needs("read"))]
_KNOWN = 40
_BODY = re.compile(r"<body>(.*)</body>", re.DOTALL)
_KINDS = {"html": "text/html; charset=utf-8", "md": "text/markdown; charset=utf-8", "pdf": "application/pdf"}


@router.get("", dependencies=[Depends(needs("read"))])
def ask(request: Request, about: str = "") -> Response:
    """A name to ask for, and whom and what the ledger tells most of."""
    if about.strip():
        return RedirectResponse(f"/dossier/{quote(about.strip(), safe='')}", 303)
    views: Views = request.app.state.views
    views.sync()
    parties = [(name, n) for _, name, n in views.tables.parties(Filter(), _KNOWN)]
    sites = views.tables.values("site", Filter(), _KNOWN)
    return render(request, "dossier/ask.html", parties=parties, sites=sites)


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
    chosen = policy if policy in POLICIES else settings.policy
    profile = profile_for(person, settings, redact)
    language = language_of(request)
    language = language if language in LANGUAGES else "en"
    if take in _KINDS:
        kind = cast("Format", "html" if take == "pdf" else take)
        page = dossier(request.app.state.ledger, name, policy=chosen, redact=profile, language=language, format=kind)
        file = f"dossier-{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-') or 'page'}.{take}"
        made = to_pdf(page) if take == "pdf" else page
        return Response(made, media_type=_KINDS[take], headers={"content-disposition": f'attachment; filename="{file}"'})
    made = dossier(request.app.state.ledger, name, policy=chosen, redact=profile, language=language)
    found = _BODY.search(made)
    body = (found[1] if found else "").replace("<main>", "<div>").replace("</main>", "</div>")
    # The page was made and escaped by the dossier's own templates; nothing of it comes from a request.
    return render(
        request, "dossier/dossier.html", name=name, body=Markup(body), policy=chosen, policies=POLICIES, profile=profile,
        profiles=choices_for(person, settings),
    )  # fmt: skip


def choices_for(person: Person, settings: Settings) -> tuple[str, ...]:
    """The redaction profiles this person may choose among."""
    if person.may("admin"):
        return available()
    return (settings.redact,) if settings.redact else tuple(one for one in available() if one != "none")


def profile_for(person: Person, settings: Settings, asked: str = "") -> str:
    """The redaction profile of a page: as asked where that is allowed, else the workspace's, else the public one."""
    allowed = choices_for(person, settings)
    return asked if asked in allowed else settings.redact or ("public" if "public" in allowed else allowed[0])
