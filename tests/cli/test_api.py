import subprocess
import sys
from importlib.metadata import version

import pytest

import saksi


def test_the_public_names():
    assert set(saksi.__all__) == {
        "Document", "Event", "Evidence", "Judgement", "Quantity", "Reading", "SaksiError", "__version__", "documents", "open",
        "read", "times",
    }  # fmt: skip
    assert all(getattr(saksi, name) is not None for name in saksi.__all__)
    assert set(saksi.__all__) <= set(dir(saksi))
    with pytest.raises(AttributeError, match="nothing"):
        saksi.nothing  # noqa: B018


def test_the_times_of_a_text():
    found = saksi.times(
        "Sejak Senin (28/9/2020) bentrokan terjadi setiap hari selama tiga jam.", published="2020-09-29", language="id"
    )
    assert [(x.text, x.type, x.value) for x in found] == [
        ("Senin (28/9/2020)", "DATE", "2020-09-28"), ("setiap hari", "SET", "P1D"), ("tiga jam", "DURATION", "PT3H"),
    ]  # fmt: skip


def test_the_version_is_the_packages():
    assert saksi.__version__ == version("saksi")


def test_importing_is_light():
    code = "import saksi, sys; print(sorted(m for m in sys.modules if m.startswith('saksi.')), 'msgspec' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[] False"


def test_read():
    reading = saksi.read("Sedikitnya 16 tentara tewas, kata Kementerian Pertahanan.", published="2020-09-28")
    assert reading.casualties[0].quantity.low == 16
    assert reading.casualties[0].evidence.exact == "Sedikitnya 16 tentara tewas"
    assert reading.document.language == "id"


def test_read_keeps_what_it_is_given():
    reading = saksi.read(
        "At least 16 soldiers were killed, the ministry of defence said.",
        title="Clashes", url="https://a.example/1", publisher="A", id="1", published="2020-09-28", language="en",
    )  # fmt: skip
    document = reading.document
    assert document.text.startswith("Clashes\nAt least")
    assert (document.url, document.publisher, document.source_id, document.published, document.language) == (
        "https://a.example/1", "A", "1", "2020-09-28", "en",
    )  # fmt: skip


def test_errors_are_saksi_errors():
    with pytest.raises(saksi.SaksiError):
        saksi.read("   ")
    with pytest.raises(saksi.SaksiError):
        saksi.read("satu dua tiga", language="xx")


def test_ledger(tmp_path):
    with saksi.open(tmp_path / "l.saksi") as ledger:
        assert (
            ledger.add(saksi.read("Sedikitnya 16 tentara tewas, kata Kementerian Pertahanan.", published="2020-09-28")) == "new"
        )


def test_documents(tmp_path):
    (tmp_path / "a.txt").write_text("Sedikitnya 16 tentara tewas, kata Kementerian Pertahanan.")
    (document,) = saksi.documents([str(tmp_path)])
    assert isinstance(document, saksi.Document)
