"""Dossiers: every sentence has its source, notes survive, changes are told, hostile text is escaped, in both languages."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

import saksi
from saksi import ledger as ledgers
from saksi.dossier import build, dossier, last_edition, render
from saksi.dossier.words import load as load_words
from saksi.errors import LanguageError, LedgerError
from saksi.ledger import Ledger
from saksi.redaction import load as load_profile
from saksi.sources import documents

EXAMPLES = Path(__file__).parents[2] / "examples" / "pegunungan" / "articles.jsonl"


def clock():
    seconds = itertools.count(1)
    return lambda: f"2026-03-01T{(n := next(seconds)) // 3600:02}:{n // 60 % 60:02}:{n % 60:02}+00:00"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory):
    from saksi.reading import read

    path = tmp_path_factory.mktemp("d") / "a.saksi"
    with ledgers.open(path, clock=clock()) as held:
        for document in documents([str(EXAMPLES)]):
            held.add(read(document))
        held.reconcile()
        yield held


@pytest.mark.parametrize("name", ["Yahukimo", "Papua Pegunungan", "TPNPB", "Konflik Papua", "papua conflict"])
def test_a_conflict_a_place_or_an_actor_by_any_name(ledger: Ledger, name: str) -> None:
    assert build(ledger, name).events > 0


def test_what_nothing_is_about_says_what_the_ledger_is_about(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match=r"no event is about 'Kharkiv'\. The ledger tells of: .*Papua Pegunungan"):
        build(ledger, "Kharkiv")


def test_an_undated_event_is_of_no_war_that_was_over_when_it_was_told(tmp_path: Path) -> None:
    with ledgers.open(tmp_path / "g.saksi") as held:
        held.add(saksi.read("Tentara Israel menembak mati dua warga di Gaza, kata Hamas.", published="2025-10-21"))
        subject = build(held, "Gaza").subject
    assert subject.last is None or subject.last >= 2025


def test_organs_of_one_state_do_not_make_a_conflict_far_from_it(tmp_path: Path) -> None:
    with ledgers.open(tmp_path / "p.saksi") as held:
        held.add(saksi.read("Prajurit TNI memukul tiga anggota Polri di Surabaya.", published="2025-10-21"))
        with pytest.raises(LedgerError, match="no event is about 'Konflik Papua'"):
            build(held, "Konflik Papua")
        held.add(saksi.read("TPNPB menembak dua prajurit TNI.", published="2025-10-22"))
        assert build(held, "Konflik Papua").events == 1


def test_every_sentence_stands_in_its_source(ledger: Ledger) -> None:
    made = build(ledger, "Papua", redact="none")
    texts = {s.number: ledger.store.document(s.document).text for s in made.sources}
    cited = [t.words for t in (*made.happened, *made.timeline)] + [r.words for t in made.tables for r in t.rows]
    cited += (
        [c for p in made.contradictions for c in (p.first, p.second)] + [c.words for c in made.control] + list(made.positions)
    )
    assert len(cited) > 30
    for one in cited:
        assert one.text in texts[one.source]
        assert all(0 <= a < b <= len(one.text) for a, b in one.marks)


@pytest.mark.parametrize("kind", ["html", "md"])
@pytest.mark.parametrize("language", ["en", "id"])
def test_the_page_has_every_box_and_every_figure_a_source(ledger: Ledger, language: str, kind: str) -> None:
    page = dossier(ledger, "Papua", language=language, format=kind)
    words = load_words(language)
    for box in range(1, 11):
        assert words(f"box.{box}") in page
    assert page.index(words("redaction", title="", about="").split(":")[0]) < page.index(words("box.1"))
    if kind == "html":
        targets = set(re.findall(r'id="(s\d+)"', page))
        assert set(re.findall(r'href="#(s\d+)"', page)) <= targets
        claims = re.search(r'<table class="claims">.*?</tbody>', page, re.DOTALL)
        assert claims is not None
        assert all('href="#s' in row for row in re.findall(r"<tr class.*?</tr>", claims[0], re.DOTALL))
        assert "<script" not in page
        assert not re.search(r'(?:src|href)="(?!#|https://\w+\.example/)', page)  # self-contained
    else:
        notes = set(re.findall(r"^\[\^(\d+)\]:", page, re.MULTILINE))
        assert set(re.findall(r"\[\^(\d+)\](?!:)", page)) <= notes


@pytest.mark.parametrize("kind", ["html", "md"])
def test_notes_survive_and_changes_are_told(ledger: Ledger, kind: str) -> None:
    page = dossier(ledger, "Papua", format=kind)
    assert "First edition." in page
    again = dossier(ledger, "Papua", format=kind, over=page)
    assert "Nothing changed since the edition of 1 March 2026." in again
    written = page.replace("<!-- note:4 -->", "<!-- note:4 -->\nWe asked the army; it did not answer.")
    told = next(r for r in ledger.readings() if r.document.title and r.document.title.startswith("Korban Tewas Insiden"))
    killed = next(c for c in told.casualties if c.quantity.best == 3)  # what the body restates counts once, as told first
    ledger.judge(killed.id, "quantity=7", by="Rani", why="dua sumber lagi")
    try:
        made = dossier(ledger, "Papua", format=kind, over=written)
        assert "We asked the army; it did not answer." in made
        assert dossier(ledger, "Papua", format=kind, over=made).count("We asked the army") == 1
        assert "Since the edition of 1 March 2026" in made
        assert "dua sumber lagi" in made
    finally:
        ledger.undo(ledger.judgements()[-1].id, by="Rani")


def test_an_edition_is_read_back_whatever_it_holds(ledger: Ledger) -> None:
    from msgspec.structs import replace

    made = build(ledger, "Papua")
    odd = replace(made, values={"2024--x": {"killed": "a --> b <!-- c -->", "place": "né --"}})
    for kind in ("html", "md"):
        found = last_edition(render(odd, load_profile("public"), format=kind))
        assert found is not None
        assert found.values == odd.values
        assert found.made == made.made
    assert last_edition("<p>another page</p>") is None


def test_hostile_text_is_escaped(tmp_path: Path) -> None:
    text = 'Tentara menembak mati dua warga di Nduga, kata <script>alert(1)</script> "Budi" & <img src=x onerror=alert(2)>. -->'
    with ledgers.open(tmp_path / "h.saksi") as held:
        hostile = {"title": "<b>Judul</b> | x", "url": "javascript:alert(3)", "publisher": "<i>Media</i>"}
        held.add(saksi.read(text, published="2024-05-14", **hostile))
        page = dossier(held, "Nduga", redact="none")
        flat = dossier(held, "Nduga", redact="none", format="md")
    for bad in ("<script", "<img", "<b>Judul", "<i>Media", 'href="javascript'):
        assert bad not in page
    for bad in ("<script", "<img", "<b>Judul"):
        assert bad not in re.sub(r"\\<", "", flat)


def test_names_of_minors_are_not_on_the_page_unless_asked_for(tmp_path: Path) -> None:
    text = "Melati Wenda (14) tewas ditembak tentara di Nduga, Selasa, kata polisi. Jenazah Melati dimakamkan."
    with ledgers.open(tmp_path / "m.saksi") as held:
        title, url = "Melati Wenda Tewas di Nduga", "https://a.example/1"
        held.add(saksi.read(text, title=title, url=url, publisher="A", published="2024-05-14"))
        for kind in ("html", "md"):
            for language in ("en", "id"):
                page = dossier(held, "Nduga", language=language, format=kind)
                assert "Melati" not in page
                assert load_profile("public").about[language] in page
            assert "Melati" in dossier(held, "Nduga", redact="none", format=kind)
        assert "Melati" not in str(build(held, "Nduga"))


def test_a_release_is_cited_and_the_page_is_the_same_bytes(ledger: Ledger) -> None:
    made = ledger.release("d1")
    page = dossier(ledger.at("d1"), "Papua")
    assert made.digest in page
    assert page == dossier(ledger.at("d1"), "Papua")


def test_other_languages_are_refused(ledger: Ledger) -> None:
    with pytest.raises(LanguageError, match="en or id"):
        dossier(ledger, "Papua", language="fr")
    assert load_words("en")._texts.keys() == load_words("id")._texts.keys()
