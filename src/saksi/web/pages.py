"""How a page is made: templates, interface words, addresses of static files, and what every page knows."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import jinja2
from fastapi import Request
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from saksi.web import names, routes, words
from saksi.web.settings import Person, Settings
from saksi.web.typed import in_words
from saksi.web.words import Words

HOME = Path(__file__).parent
STATIC = HOME / "static"
PLACES = ("events", "map", "coverage", "paste", "review", "dossier")
"""The areas that every page leads to, where they are there."""
THEMES = ("auto", "light", "dark")
_YEAR = 365 * 24 * 3600
_STAND_IN = secrets.token_hex(32)  # in pages that are kept, for the proof of a visit: nobody outside knows it


@cache
def environment() -> jinja2.Environment:
    """The templates. Everything that is put into one is escaped; a name that is not there is an error."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HOME / "templates"),
        autoescape=True,
        auto_reload=False,
        cache_size=-1,
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
    env.globals["country"] = names.country
    env.globals["in_words"] = in_words
    env.globals["side"] = names.side
    return env


@cache
def static(name: str) -> str:
    """The address of a static file, with its digest: a browser may keep it for good."""
    mark = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={mark}"


@cache
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
    return _answer(request, _html(request, template, _proof(request), values), code)


def render_kept(request: Request, template: str, mark: object, values: Callable[[], dict[str, Any]]) -> HTMLResponse:
    """The same page for all who see the same, made anew when ``mark`` changes: ``values`` are asked for only then.

    What differs between visits of one person (the proof of a form) is put in afterwards.
    """
    pages: Kept = request.app.state.pages
    key = (template, _here(request), language_of(request), _theme(request), request.state.person, mark)
    page = pages.get(key)
    if page is None:
        page = _html(request, template, _STAND_IN, values())
        pages.put(key, page)
    return _answer(request, page.replace(_STAND_IN, _proof(request)))


class Kept:
    """The pages made last, the oldest forgotten first."""

    def __init__(self, most: int = 600) -> None:
        self._most = most
        self._pages: OrderedDict[object, str] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: object) -> str | None:
        """A page, if it is held."""
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def put(self, key: object, page: str) -> None:
        """Hold a page."""
        with self._lock:
            self._pages[key] = page
            while len(self._pages) > self._most:
                self._pages.popitem(last=False)


def _html(request: Request, template: str, proof: str, values: dict[str, Any]) -> str:
    person: Person | None = request.state.person
    settings: Settings = request.app.state.settings
    area = template.partition("/")[0]
    return environment().get_template(template).render(
        {
            "t": words_of(request),
            "person": person,
            "may": lambda role: person is not None and person.may(role),
            "csrf": proof,
            "theme": _theme(request),
            "path": request.url.path,
            "here": _here(request),
            "area": area,
            "places": [place for place in PLACES if place in routes.areas()],
            "area_css": has_static(f"{area}.css"),
            "area_js": has_static(f"{area}.js"),
            "settings": settings,
            "tokens": bool(settings.tokens),
            **values,
        }
    )  # fmt: skip


def _answer(request: Request, page: str, code: int = 200) -> HTMLResponse:
    out = HTMLResponse(page, code)
    chosen = request.query_params.get("lang")
    if chosen in words.LANGUAGES:
        remember(out, "saksi_lang", str(chosen), request.app.state.settings)
    return out


def _proof(request: Request) -> str:
    proof: str = request.app.state.sessions.proof(request.state.session)
    return proof


def _here(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _theme(request: Request) -> str:
    theme = request.cookies.get("saksi_theme", "auto")
    return theme if theme in THEMES else "auto"


def remember(response: Response, name: str, value: str, settings: Settings) -> None:
    """A choice kept in the browser for a year."""
    response.set_cookie(name, value, max_age=_YEAR, samesite="strict", secure=settings.secure, httponly=True)


def marked(text: str, start: int, end: int) -> Markup:
    """A text with one stretch marked, everything escaped."""
    return Markup("{}<mark>{}</mark>{}").format(text[:start], text[start:end], text[end:])
