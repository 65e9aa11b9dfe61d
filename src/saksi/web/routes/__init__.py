"""One module an area; each has a ``router``."""

from __future__ import annotations

import pkgutil
from functools import cache


@cache
def areas() -> tuple[str, ...]:
    """The areas there are: the modules of this folder."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))
