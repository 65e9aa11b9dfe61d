"""What stands between the network and the pages: addresses, bodies, pace, sessions, forged requests, headers.

:class:`Guard` wraps the whole application; :func:`check_forgery` and :func:`needs` are dependencies of routes.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from saksi.web.settings import RANKS, Person, Role, Settings

COOKIE = "saksi_session"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_WATCHED = 10_000  # addresses whose pace is remembered


class Session:
    """A visit: an id that forms are tied to, and the person the token belongs to, signed so that neither can be made up."""

    __slots__ = ("id", "person")

    def __init__(self, ident: str, person: Person | None) -> None:
        self.id = ident
        self.person = person


class Sessions:
    """Writes and reads session cookies. The secret lives as long as the process: a restart ends every visit."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._secret = secrets.token_bytes(32)

    def new(self, token: str | None = None) -> Session:
        """A fresh visit; of whom, a token says."""
        return Session(secrets.token_urlsafe(18), self.person(token))

    def person(self, token: str | None) -> Person | None:
        """Whom a token lets in. Every token is compared in full, so that time tells nothing."""
        found = None
        for known, person in self._settings.tokens.items():
            if token is not None and hmac.compare_digest(known.encode(), token.encode("utf-8", "replace")):
                found = person
        return found

    def cookie(self, session: Session) -> str:
        """The session as a cookie's value."""
        who = [session.person.name, session.person.role] if session.person else None
        body = base64.urlsafe_b64encode(json.dumps([session.id, who]).encode()).decode()
        return f"{body}.{self._sign('session', body)}"

    def read(self, cookie: str | None) -> Session | None:
        """The session of a cookie; null when it is not one of ours, or its person may no longer come in."""
        body, dot, mark = (cookie or "").rpartition(".")
        if not dot or not hmac.compare_digest(self._sign("session", body).encode(), mark.encode("utf-8", "replace")):
            return None
        try:
            ident, who = json.loads(base64.urlsafe_b64decode(body))
        except (ValueError, binascii.Error):
            return None
        person = Person(*who) if who else None
        return Session(ident, person)

    def proof(self, session: Session) -> str:
        """What a form of this visit carries to show that it is a form of ours."""
        return self._sign("form", session.id)

    def _sign(self, purpose: str, text: str) -> str:
        return hmac.new(self._secret, f"{purpose}:{text}".encode(), hashlib.sha256).hexdigest()


class Pace:
    """A token bucket for each address."""

    def __init__(self, rate: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._held: dict[str, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def allows(self, address: str) -> bool:
        """Whether one more request of this address may pass now."""
        if self._rate <= 0:
            return True
        now = self._clock()
        with self._lock:
            left, then = self._held.pop(address, (float(self._burst), now))
            left = min(self._burst, left + (now - then) * self._rate)
            allowed = left >= 1
            self._held[address] = (left - 1 if allowed else left, now)
            while len(self._held) > _WATCHED:  # the address that was silent longest is forgotten first
                del self._held[next(iter(self._held))]
        return allowed


class Guard:
    """Refuses what should not reach a page, and gives every answer its headers."""

    def __init__(self, app: ASGIApp, settings: Settings, sessions: Sessions) -> None:
        self._app, self._settings, self._sessions = app, settings, sessions
        self._pace = Pace(settings.rate, settings.burst)
        self._hosts = {host.lower() for host in settings.hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it here."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refused = self._refuse(scope, headers)
        session = self._sessions.read(_cookie(headers))
        fresh = session is None
        if session is None:
            session = self._sessions.new()
        scope.setdefault("state", {})
        scope["state"]["session"] = session
        scope["state"]["person"] = self._person(session, headers)
        cookie = self._cookie_header(session) if fresh else None

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    out.setdefault(name, value)
                if not scope["path"].startswith("/static/"):
                    out.setdefault("cache-control", "no-store")
                    if cookie is not None and "authorization" not in headers and COOKIE not in str(out.getlist("set-cookie")):
                        out.append("set-cookie", cookie)
            await send(message)

        if refused is not None:
            await refused(scope, receive, answer)
            return
        await self._app(scope, _bounded(receive, self._settings.max_body), answer)

    def _refuse(self, scope: Scope, headers: Headers) -> PlainTextResponse | None:
        if _name(headers.get("host", "")) not in self._hosts and "*" not in self._hosts:
            return PlainTextResponse("This workspace does not answer to that name.\n", 421)
        if not scope["path"].startswith("/static/") and not self._pace.allows((scope.get("client") or ("?",))[0]):
            return PlainTextResponse("Too many requests. Wait a few seconds.\n", 429, {"retry-after": "5"})
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._settings.max_body:
            return PlainTextResponse("The request is too large.\n", 413)
        return None

    def _person(self, session: Session, headers: Headers) -> Person | None:
        if not self._settings.tokens:
            return Person(self._settings.coder, "admin")
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return self._sessions.person(token.strip())
        return session.person

    def _cookie_header(self, session: Session) -> str:
        return cookie_header(self._sessions.cookie(session), self._settings.secure)


def cookie_header(value: str, secure: bool) -> str:
    """The header that sets the session's cookie: not for scripts, not for other sites."""
    return f"{COOKIE}={value}; Path=/; HttpOnly; SameSite=Strict" + ("; Secure" if secure else "")


def _cookie(headers: Headers) -> str | None:
    for part in headers.get("cookie", "").split(";"):
        name, _, value = part.strip().partition("=")
        if name == COOKIE:
            return value
    return None


def _name(host: str) -> str:
    """A host header without its port."""
    host = host.lower()
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]


def _bounded(receive: Receive, most: int) -> Receive:
    """The same stream of a body, broken off where it grows beyond what was announced as acceptable."""
    seen = 0

    async def bounded() -> Message:
        nonlocal seen
        message = await receive()
        if message["type"] == "http.request":
            seen += len(message.get("body", b""))
            if seen > most:
                raise HTTPException(413, "The request is too large.")
        return message

    return bounded


async def check_forgery(request: Request) -> None:
    """Refuse a change that did not come from a page of this visit (a forged request of another site).

    A request that brings its own token in ``Authorization`` carries no cookie's power and needs no proof. Raises 403.
    """
    if request.method in SAFE or (request.headers.get("authorization") and request.app.state.settings.tokens):
        return
    origin = request.headers.get("origin")
    foreign = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
    if foreign or request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise HTTPException(403, "The request came from another site.")
    kind = request.headers.get("content-type", "")
    if request.url.path.startswith("/api/") and kind.partition(";")[0].strip() == "application/json":
        return  # no other site's page can send this type without being asked first, and nobody answers that question
    given = request.headers.get("x-csrf")
    if given is None and kind.startswith(("application/x-www-form-urlencoded", "multipart/form-data")):
        field = (await request.form()).get("csrf")
        given = field if isinstance(field, str) else None
    proof = request.app.state.sessions.proof(request.state.session)
    if given is None or not hmac.compare_digest(given.encode("utf-8", "replace"), proof.encode()):
        raise HTTPException(403, "The form is out of date. Load the page again.")


def needs(role: Role) -> Callable[[Request], Coroutine[Any, Any, Person]]:
    """A dependency that lets in whoever has at least this role, and gives the person. Raises 401 or 403."""
    assert role in RANKS

    async def check(request: Request) -> Person:
        person: Person | None = request.state.person
        if person is None:
            raise HTTPException(401, "A token is needed.")
        if not person.may(role):
            raise HTTPException(403, f"This needs the role {role}.")
        return person

    return check
