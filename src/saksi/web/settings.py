"""What a workspace is told when it starts: who may come in, how much, and how it greets them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Literal

import msgspec

from saksi.errors import ConfigError

Role = Literal["read", "review", "admin"]
RANKS: tuple[Role, ...] = ("read", "review", "admin")
_SHORTEST = 16  # characters of a token: shorter ones can be guessed


class Person(msgspec.Struct, frozen=True):
    """Who is using the workspace. ``name`` is written on judgements."""

    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Whether this person's role includes ``role``."""
        return RANKS.index(self.role) >= RANKS.index(role)


class Settings(msgspec.Struct, frozen=True):
    """The settings of one running workspace."""

    policy: str = "latest"
    """Policy of figures where a page names no other."""
    coder: str = "coder"
    """Name on judgements made on this machine without a token."""
    tokens: Mapping[str, Person] = {}
    """Who each token lets in. Without any the workspace serves this machine alone, and whoever sits at it may do everything."""
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    """Names under which the workspace may be addressed: a page elsewhere cannot reach it by a name of its own."""
    rate: float = 50
    """Requests a second that one address may make for long; 0 for no limit."""
    burst: int = 500
    """Requests that it may make at once."""
    max_body: int = 12_000_000
    """Bytes above which a request is refused."""
    secure: bool = False
    """Whether the workspace is reached over https, so that its cookies travel by nothing else."""
    intake: bool = True
    """Whether a reviewer may have an address read. Addresses of private networks are refused in any case."""
    redact: str | None = None
    """Redaction profile for everyone below admin; null shows what the ledger holds."""


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    role: Role
    token: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    token: list[_Entry]


def read_tokens(path: str | Path) -> dict[str, Person]:
    """The tokens of a file of ``[[token]]`` tables with name, role (read, review, admin) and token.

    Raises ConfigError when the file cannot be read, or a token is too short or given twice.
    """
    file = Path(path)
    try:
        held = msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), _File)
    except OSError as error:
        raise ConfigError(f"{file} cannot be read: {error.strerror}. Write one [[token]] table a person into it.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise ConfigError(f"{file}: {error}. Each [[token]] has name, role (read, review or admin) and token.") from error
    out: dict[str, Person] = {}
    for one in held.token:
        if len(one.token) < _SHORTEST:
            raise ConfigError(f"{file}: the token of {one.name} is shorter than {_SHORTEST} characters. Make a longer one.")
        if one.token in out:
            raise ConfigError(f"{file}: {one.name} has the token of {out[one.token].name}. Everyone needs their own.")
        out[one.token] = Person(one.name, one.role)
    if not out:
        raise ConfigError(f"{file} holds no token. Write one [[token]] table a person into it.")
    return out


def is_loopback(host: str) -> bool:
    """Whether an address to listen on is reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
