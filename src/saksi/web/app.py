"""The application: one ledger, the guard around it, and every area's routes."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from saksi import ledger as ledgers
from saksi.errors import ConfigError, SaksiError
from saksi.ledger import Ledger
from saksi.views import Views, prepare_search
from saksi.web import routes, words
from saksi.web.pages import STATIC, Kept, render
from saksi.web.security import Guard, Sessions, check_forgery
from saksi.web.settings import Settings
from saksi.web.withheld import withholding

API = "/api/"


def create_app(ledger: str | Path | Ledger, settings: Settings | None = None) -> FastAPI:
    """The workspace over a ledger, given open or by its path or URL. It does not close a ledger that was given open.

    ``app.state`` holds ``ledger``, ``views`` (what pages read), ``settings`` and ``sessions``. Raises LedgerError when the ledger
    cannot be opened, ConfigError when the words of the interface are at odds.
    """
    held = settings or Settings()
    wrong = words.problems()
    if wrong:
        raise ConfigError(f"the words of the interface: {'; '.join(wrong[:5])}.")
    app = FastAPI(
        title="Saksi",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        dependencies=[Depends(check_forgery)],
    )
    opened = ledger if isinstance(ledger, Ledger) else ledgers.open(ledger, create=False)
    app.state.ledger = opened
    app.state.views = Views(opened, held.policy, withholding(held))
    app.state.pages = Kept()
    prepare_search()  # before anybody comes: many who come at once would each load the languages
    app.state.settings = held
    app.state.sessions = Sessions(held)
    app.mount("/static", _Static(directory=STATIC), name="static")
    for name in routes.areas():
        app.include_router(importlib.import_module(f"{routes.__name__}.{name}").router)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(SaksiError, _our_error)
    app.add_exception_handler(Exception, _unforeseen)
    app.add_middleware(Guard, settings=held, sessions=app.state.sessions)
    return app


class _Static(StaticFiles):
    """Static files. Their addresses hold their digest, so a browser need not ask again."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file with the header that lets it be kept."""
        response = await super().get_response(path, scope)
        keep = "max-age=31536000, immutable" if b"v=" in scope.get("query_string", b"") else "max-age=300"
        response.headers["cache-control"] = f"public, {keep}"
        return response


# --- errors: a page for people, one shape for programs ------------------------------------------------------------------------


def fault(request: Request, status: int, message: str, details: list[dict[str, Any]] | None = None) -> Response:
    """An error as the caller reads it: JSON under ``/api/``, else a page."""
    if request.url.path.startswith(API):
        return JSONResponse({"error": {"status": status, "message": message, "details": details or []}}, status)
    if request.headers.get("hx-request"):
        return render(request, "frame/problem.html", status, message=message)
    return render(request, "frame/error.html", status, status=status, message=message, details=details or [])


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    response = fault(request, error.status_code, str(error.detail))
    if error.status_code == 401 and not request.url.path.startswith(API):
        response.headers["location"] = f"/enter?next={request.url.path}"
        response.status_code = 303
    elif error.status_code == 401:
        response.headers["www-authenticate"] = "Bearer"
    for name, value in (error.headers or {}).items():
        response.headers[name] = value
    return response


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    details = [{"at": ".".join(str(part) for part in one["loc"]), "message": one["msg"]} for one in error.errors()]
    return fault(request, 422, "The request is not what this address takes.", details)


async def _our_error(request: Request, error: Exception) -> Response:
    missing = "there is no event" in str(error) or "holds no" in str(error)
    return fault(request, 404 if missing else 400, str(error))


async def _unforeseen(request: Request, error: Exception) -> Response:  # noqa: ARG001 - the server writes it to its log
    return fault(request, 500, "Something went wrong here. It was written to the log of the workspace.")
