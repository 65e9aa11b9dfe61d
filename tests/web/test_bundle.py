"""The committed scripts and styles are what their sources build to."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from saksi.web.pages import HOME

UI = HOME / "ui"


@pytest.fixture(scope="module")
def packages() -> None:
    """The pinned packages, installed; without npm a person is told what is missing."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        missing = "node and npm are not installed: the bundle is not rebuilt (CI rebuilds it)"
        pytest.fail(missing) if os.environ.get("SAKSI_CI") == "1" else pytest.skip(missing)
    if not (UI / "node_modules").is_dir():
        subprocess.run(["npm", "ci", "--silent", "--no-fund", "--no-audit"], cwd=UI, check=True)


@pytest.mark.usefixtures("packages")
def test_the_bundle_rebuilds_to_the_same_bytes(tmp_path):
    subprocess.run(["node", "build.mjs", str(tmp_path)], cwd=UI, check=True)
    held = {file.relative_to(HOME / "static") for file in (HOME / "static").rglob("*") if file.is_file()}
    built = {file.relative_to(tmp_path) for file in tmp_path.rglob("*") if file.is_file()}
    assert held == built
    differing = [str(name) for name in sorted(held) if (HOME / "static" / name).read_bytes() != (tmp_path / name).read_bytes()]
    assert differing == [], "run: make ui"


@pytest.mark.usefixtures("packages")
def test_the_scripts_are_well_typed():
    subprocess.run(["npx", "--no-install", "tsc", "--noEmit"], cwd=UI, check=True)
