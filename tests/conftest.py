"""Shared by all tests: under SAKSI_CI=1 a skip is a failure, and a developer's own language packs are not looked for."""

from __future__ import annotations

import os

import pytest

os.environ.pop("SAKSI_PACKS", None)
os.environ["XDG_DATA_HOME"] = os.devnull  # a folder that no pack can be in


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if os.environ.get("SAKSI_CI") == "1" and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and under SAKSI_CI=1 nothing may be: {report.longrepr}"
    return report
