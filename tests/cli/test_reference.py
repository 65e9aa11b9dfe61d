import re
from pathlib import Path

from saksi import config
from saksi.cli import reference

DOCS = Path(__file__).parents[2] / "docs"


def test_the_reference_has_every_command_and_option():
    text = reference()
    assert text == (DOCS / "cli.md").read_text(encoding="utf-8"), "docs/cli.md is stale: run make docs"
    for name in ("read", "explain", "demo", "reconcile", "show", "trace", "judge", "add", "import", "export", "evaluate"):
        assert f"### saksi {name}\n" in text
    for name in ("check language", "check config", "check ledger", "check schema", "new language"):
        assert f"#### saksi {name}\n" in text
    assert text.count("--json") >= 14


def test_every_setting_is_documented_with_its_default():
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|", (DOCS / "settings.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert list(rows) == list(config.Config.__struct_fields__)
    for name, default in zip(config.Config.__struct_fields__, config.Config.__struct_defaults__, strict=True):
        shown = "none" if default is None else str(list(default)).replace("'", '"') if isinstance(default, tuple) else default
        assert rows[name] == (shown if default is None else f"`{shown}`" if not isinstance(default, str) else f'`"{shown}"`')


def test_the_example_of_the_settings_is_valid(tmp_path):
    example = re.search(r"```toml\n(.*?)```", (DOCS / "settings.md").read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    (tmp_path / "saksi.toml").write_text(example[1], encoding="utf-8")
    assert config.load(tmp_path / "saksi.toml")[0].coder == "Rani"
