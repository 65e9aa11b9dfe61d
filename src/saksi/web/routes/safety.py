"""Coming in and going out, the choice of language and colours, and what the workspace says of itself."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from saksi.web import words
from saksi.web.pages import THEMES, remember, render
from saksi.web.security import Session, cookie_header

router = APIRouter(include_in_schema=False)


def onward(path: str) -> str:
    """Where to go next: a path of this workspace, never another site."""
    inside = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if inside else "/"


@router.get("/enter")
def show_entrance(request: Request, next: str = "/") -> Response:  # noqa: A002 - the name in the address
    """The page that asks for a token."""
    if not request.app.state.settings.tokens:  # nobody is asked for one
        return RedirectResponse(onward(next), 303)
    return render(request, "safety/enter.html", next=onward(next), wrong=False)


@router.post("/enter")
def enter(request: Request, token: Annotated[str, Form(max_length=500)], next: Annotated[str, Form()] = "/") -> Response:  # noqa: A002
    """Let in whoever has a token; the visit gets a new id, so that one known before is worth nothing."""
    session: Session = request.app.state.sessions.new(token.strip())
    if session.person is None:
        return render(request, "safety/enter.html", 403, next=onward(next), wrong=True)
    return _visit(request, session, onward(next))


@router.post("/leave")
def leave(request: Request) -> Response:
    """End the visit."""
    return _visit(request, request.app.state.sessions.new(), "/")


def _visit(request: Request, session: Session, path: str) -> Response:
    response = RedirectResponse(path, 303)
    value = request.app.state.sessions.cookie(session)
    response.headers.append("set-cookie", cookie_header(value, request.app.state.settings.secure))
    return response


@router.post("/preferences")
def prefer(
    request: Request, back: Annotated[str, Form()] = "/", theme: Annotated[str, Form()] = "", lang: Annotated[str, Form()] = ""
) -> Response:
    """Remember colours or language, and go back."""
    response = RedirectResponse(onward(back), 303)
    settings = request.app.state.settings
    if theme in THEMES:
        remember(response, "saksi_theme", theme, settings)
    if lang in words.LANGUAGES:
        remember(response, "saksi_lang", lang, settings)
    return response


@router.get("/healthz")
def alive() -> PlainTextResponse:
    """For whoever watches over the process."""
    return PlainTextResponse("ok\n")


@router.get("/robots.txt")
def robots() -> PlainTextResponse:
    """Nothing here is for search engines: people are in these numbers."""
    return PlainTextResponse("User-agent: *\nDisallow: /\n")
