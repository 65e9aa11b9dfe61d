"""The docs are under test: generated pages are current, links lead somewhere, the README's promises run."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from docs.generate import PAGES

from saksi import plugins

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_generated_page_is_current(name: str) -> None:
    page = ROOT / "docs" / name
    assert page.read_text(encoding="utf-8") == PAGES[name](), f"docs/{name} is stale: run make docs"


MARKDOWN = [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/**/*.md"))]


@pytest.mark.parametrize("page", MARKDOWN, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}, which is not there"


def test_readme_has_exactly_two_commands() -> None:
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    commands = [line.split("#")[0].strip() for line in blocks[0].splitlines() if line.strip()]
    assert commands == ["make demo", "make test"]


def test_readme_trace_is_what_the_demo_prints(tmp_path: Path) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"```\n\$ saksi (trace demo\.saksi \S+)\n(.*?)\n```", text, re.DOTALL)
    assert block is not None
    run = [sys.executable, "-m", "saksi"]
    subprocess.run([*run, "demo", "--into", "demo.saksi"], cwd=tmp_path, check=True, capture_output=True)
    out = subprocess.run([*run, *block[1].split()], cwd=tmp_path, check=True, capture_output=True, encoding="utf-8").stdout
    assert out.strip() == block[2].strip()


def test_readme_python_runs(tmp_path: Path) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert blocks
    for block in blocks:
        subprocess.run([sys.executable, "-c", block], check=True, cwd=tmp_path, timeout=120)


def test_every_plugin_of_pyproject_loads() -> None:
    points = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    for group in ("sources", "exporters"):
        for name in points[f"saksi.{group}"]:
            assert callable(plugins.load(group, name))


def test_nothing_of_this_machine_is_named() -> None:
    """No absolute path of a developer's machine in a tracked text."""
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(asked, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    roots = re.compile("/" + r"(?:home|root|Users|work)" + r"/[a-z]")
    bad = []
    for name in listed:
        if name.endswith((".py", ".md", ".toml", ".jsonl", ".tsv", ".cff", "run", "Makefile")) and (ROOT / name).is_file():
            text = (ROOT / name).read_text(encoding="utf-8", errors="replace")
            bad += [name] if roots.search(text) and "example" not in name else []
    assert not bad
