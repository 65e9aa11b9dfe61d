"""One registry over entry points. Built-in sources and exporters come through the same door as anybody else's."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.metadata import entry_points
from typing import Any, Literal

from saksi.errors import PluginError

Group = Literal["sources", "exporters"]


@cache
def available(group: Group) -> tuple[str, ...]:
    """Names of the installed plug-ins of a group, sorted."""
    return tuple(sorted({point.name for point in entry_points(group=f"saksi.{group}")}))


@cache
def load(group: Group, name: str) -> Callable[..., Any]:
    """The plug-in's function. Raises PluginError with the known names when there is none, or when it does not import."""
    for point in entry_points(group=f"saksi.{group}"):
        if point.name == name:
            try:
                return point.load()  # type: ignore[no-any-return]
            except ImportError as error:
                raise PluginError(
                    f"the {group[:-1]} {name!r} does not load: {error}. Reinstall the package that provides it."
                ) from error
    raise PluginError(f"there is no {group[:-1]} called {name!r}. Installed: {', '.join(available(group)) or 'none'}.")
