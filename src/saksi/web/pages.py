"""How a page is made: templates, interface words, addresses of static files, and what every page knows."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import jinja2
from fastapi import Request
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from saksi.web import routes, words
from saksi.web.settings import Person, Settings
from saksi.web.words import Words

HOME = Path(__file__).parent
STATIC = HOME / "static"
PLACES = ("events", "map", "coverage", "paste", "review", "dossier")
"""The areas that every page leads to, where they are there."""
THEMES = ("auto", "light", "dark")
_YEAR = 365 * 24 * 3600


@cache
def environment() -> jinja2.Environment:
    """The templates. Everything that is put into one is escaped; a name that is not there is an error."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HOME / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.globals["static"] = static
    env.globals["languages"] = words.LANGUAGES
    env.filters["query"] = with_query
    env.filters["path"] = lambda value: quote(str(value), safe="")
    env.filters["safe_url"] = safe_url
    return env


@cache
def static(name: str) -> str:
    """The address of a static file, with its digest: a browser may keep it for good."""
    mark = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={mark}"


def has_static(name: str) -> bool:
    """Whether an area brought this file."""
    return (STATIC / name).is_file()


def with_query(path: str, **values: object) -> str:
    """An address with a query of the values that are not empty."""
    held = {key: value for key, value in values.items() if value not in (None, "", (), [])}
    return f"{path}?{urlencode(held, doseq=True)}" if held else path


def safe_url(url: str | None) -> str | None:
    """The url of an article if a browser may be sent there; null for anything but http and https."""
    return url if url is not None and url.lower().startswith(("http://", "https://")) else None


def language_of(request: Request) -> str:
    """The interface language: as chosen, else the first of the browser's that we have."""
    chosen = request.query_params.get("lang") or request.cookies.get("saksi_lang")
    if chosen in words.LANGUAGES:
        return str(chosen)
    for part in request.headers.get("accept-language", "").split(","):
        code = part.partition(";")[0].strip().lower().partition("-")[0]
        if code in words.LANGUAGES:
            return code
    return words.DEFAULT


def words_of(request: Request) -> Words:
    """The words of the interface for this request."""
    return words.load(language_of(request))


def render(request: Request, template: str, code: int = 200, **values: Any) -> HTMLResponse:
    """A page, or with a template that extends no frame a fragment of one.

    Templates see the values and: ``t`` (the words, ``t("area.key")``, ``t.label(group, value)``, ``t.number(n)``,
    ``t.date(iso, precision)``), ``person``, ``may(role)``, ``csrf``, ``theme``, ``path``, ``area`` (the template's folder),
    ``settings``, ``static(name)``.
    """
    person: Person | None = request.state.person
    settings: Settings = request.app.state.settings
    theme = request.cookies.get("saksi_theme", "auto")
    area = template.partition("/")[0]
    t = words_of(request)
    query = f"?{request.url.query}" if request.url.query else ""
    page = environment().get_template(template).render(
        {
            "t": t,
            "person": person,
            "may": lambda role: person is not None and person.may(role),
            "csrf": request.app.state.sessions.proof(request.state.session),
            "theme": theme if theme in THEMES else "auto",
            "path": request.url.path,
            "here": request.url.path + query,
            "area": area,
            "places": [place for place in PLACES if place in routes.areas()],
            "area_css": has_static(f"{area}.css"),
            "area_js": has_static(f"{area}.js"),
            "settings": settings,
            "tokens": bool(settings.tokens),
            **values,
        }
    )  # fmt: skip
    out = HTMLResponse(page, code)
    chosen = request.query_params.get("lang")
    if chosen in words.LANGUAGES:
        remember(out, "saksi_lang", str(chosen), settings)
    return out


def remember(response: Response, name: str, value: str, settings: Settings) -> None:
    """A choice kept in the browser for a year."""
    response.set_cookie(name, value, max_age=_YEAR, samesite="strict", secure=settings.secure, httponly=True)


def marked(text: str, start: int, end: int) -> Markup:
    """A text with one stretch marked, everything escaped."""
    return Markup("{}<mark>{}</mark>{}").format(text[:start], text[start:end], text[end:])
