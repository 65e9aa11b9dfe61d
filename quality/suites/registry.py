"""The suites by name and which module runs them."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from quality.suites.report import Report

SUITES = {
    "plover-gsr": ("plover_gsr", "run"),
    "plv": ("plv", "run"),
    "petr2-gsr": ("petrarch", "run_news"),
    "petr-unit": ("petrarch", "run_unit"),
    "muc4": ("muc4", "run"),
    "polnear": ("polnear", "run"),
    "panl": ("panl", "run"),
    "gva": ("gva", "run"),
    "gva-incidents": ("gva_incidents", "run"),
    "inageoparser": ("inageoparser", "run"),
    "lgl": ("geoparsing", "run_lgl"),
    "tr-news": ("geoparsing", "run_tr_news"),
}
"""Name -> module of this package and its function ``(data, worst) -> Report``."""


def run(name: str, data: Path, worst: int = 0) -> Report:
    """The report of a suite on the set at ``data``, with up to ``worst`` errors. Raises KeyError when there is no such suite."""
    module, function = SUITES[name]
    report: Report = getattr(import_module(f"quality.suites.{module}"), function)(data, worst)
    return report
