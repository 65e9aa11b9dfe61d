"""Settings: defaults < ``saksi.toml`` < environment ``SAKSI_...`` < flags. Every value knows where it came from."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from saksi.errors import ConfigError
from saksi.types import Field


class Config(msgspec.Struct, frozen=True):
    """The settings of a run. ``docs/settings.md`` lists each one; a test keeps the two in step."""

    languages: tuple[str, ...] = ("id", "en", "ms")
    """Languages that may be read; a document in another one is skipped with a message."""
    scope: tuple[Field, ...] = ("conflict",)
    """Fields of news whose harm is counted. Conflict is deliberate violence, done or alleged; the others are added by name."""
    policy: str = "latest"
    """Policy that chooses an event's figures where no other is named."""
    coder: str = "coder"
    """Name written on judgements."""
    max_document: int = 2_000_000
    """Code points above which an input is refused as not being an article."""
    cache: str | None = None
    """Folder for compiled language packs; null means the user's cache folder."""
    packs: str | None = None
    """Folder with language packs of one's own, looked through before the installed ones; several are joined as in PATH."""
    ontologies: str | None = None
    """Folder with ontologies of one's own, or files that add to the installed ones; several are joined as in PATH."""
    pipeline: tuple[str, ...] = ()
    """spaCy pipelines that help the reading, by installed name or folder; each serves its own language."""


_LISTS = frozenset({"languages", "pipeline", "scope"})


def load(path: str | Path | None = None, **flags: Any) -> tuple[Config, dict[str, str]]:
    """The settings and, for each, where it came from (``default``, a file, ``SAKSI_X``, ``flag``).

    Raises ConfigError on an unknown setting or a value of the wrong type.
    """
    values: dict[str, Any] = {}
    origin = dict.fromkeys(Config.__struct_fields__, "default")
    file = Path(path) if path else Path("saksi.toml")
    if path and not file.is_file():
        raise ConfigError(f"{file}: there is no such settings file. Create it, or leave --config out to use the defaults.")
    if file.is_file():
        try:
            read = tomllib.loads(file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigError(f"{file}: not valid TOML: {error}. See docs/settings.md for an example.") from error
        _take(values, origin, read, str(file))
    env = {k[6:].lower(): v for k, v in os.environ.items() if k.startswith("SAKSI_") and k[6:].lower() in origin}
    _take(values, origin, {k: v.split(",") if k in _LISTS else v for k, v in env.items()}, "environment")
    _take(values, origin, {k: v for k, v in flags.items() if v is not None}, "flag")
    try:
        return msgspec.convert(values, Config, strict=False), origin
    except msgspec.ValidationError as error:
        raise ConfigError(f"a setting has an impossible value: {error}. See docs/settings.md.") from error


def _take(values: dict[str, Any], origin: dict[str, str], new: dict[str, Any], where: str) -> None:
    for key, value in new.items():
        if key not in origin:
            known = ", ".join(sorted(origin))
            raise ConfigError(f"{where}: unknown setting {key!r}. Known settings: {known}.")
        values[key], origin[key] = value, where
