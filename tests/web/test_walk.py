"""A real browser walks the whole way, in both languages: paste, event, number, sentence, correct, changed, undo."""

from __future__ import annotations

import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

import saksi
from saksi.web import Settings, create_app

SAYS = {
    "id": {"see": "Lihat", "keep": "Simpan ke buku besar", "take_back": "Batalkan"},
    "en": {"see": "See", "keep": "Keep these in the ledger", "take_back": "Take back"},
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "install Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def address(tmp_path) -> Iterator[str]:
    """A workspace over an empty ledger on a free port of this machine."""
    ledger = saksi.open(tmp_path / "walk.saksi")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(ledger, Settings(rate=0)), port=port, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
    ledger.close()


@pytest.fixture(params=["id", "en"])
def page(request, browser, address) -> Iterator[Page]:
    context = browser.new_context(locale=request.param, base_url=address)
    opened = context.new_page()
    opened.language = request.param
    problems: list[str] = []
    opened.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.problems = problems
    yield opened
    context.close()
    assert problems == []  # neither a script's fault nor anything the content policy had to stop


def paste_example(page: Page) -> None:
    page.goto("/paste?example=1")
    page.get_by_role("button", name=SAYS[page.language]["see"], exact=True).click()
    page.wait_for_selector(".claims table")


def test_paste_shows_one_event_with_copies_folded_and_figures_that_open_their_sentences(page):
    paste_example(page)
    army = page.locator(".claims tbody tr").filter(has_text="Hura").first
    assert army.locator(".copies li").count() == 2  # two outlets print one text
    assert page.locator(".pasted").count() == 3
    figure = page.locator(".claims .count .number").filter(has_text="7").first
    figure.click()
    anchor = page.url.partition("#")[2]
    assert anchor.startswith("c-")
    words = page.locator(f'[data-claims~="{anchor[2:]}"]').first
    assert words.is_visible()
    assert page.locator(f"#n-{anchor[2:]}").count() == 1
    assert page.request.get("/events").status == 200
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_paste_event_number_sentence_correct_changed_undo(page):
    paste_example(page)
    page.get_by_role("button", name=SAYS[page.language]["keep"]).click()
    page.wait_for_url(re.compile("/event/"))
    event = page.url
    value = page.locator(".claims tfoot .value").first
    before = value.inner_text()
    assert int(before) >= 7  # what the newest testimony says, whoever else's dead are added to it
    value.locator("a").click()  # the number opens its sentence
    page.wait_for_url(re.compile("/article/.*#c-"))
    claim = page.url.rpartition("#c-")[2]
    marked = page.locator(".m.here").first
    assert marked.is_visible()
    page.locator(f'#n-{claim} a[href^="/review/claim/"]').click()
    page.wait_for_selector("[data-decision]")
    page.keyboard.press("c")  # one key to the first field
    field = page.locator("[data-first]")
    field.fill(str(int(field.input_value()) + 20))
    field.press("Enter")
    page.wait_for_selector(".history li")
    page.goto(event)
    assert page.locator(".claims tfoot .value").first.inner_text() == str(int(before) + 20)
    assert page.locator(".flag.decided").count() >= 1
    page.goto("/review/log")
    assert page.locator(".log tbody tr").count() == 1
    page.goto("/review")
    page.keyboard.press("u")
    page.wait_for_load_state("networkidle")
    page.goto(event)
    assert page.locator(".claims tfoot .value").first.inner_text() == before
    assert page.locator(".flag.decided").count() == 0


def test_the_queue_is_worked_by_one_key_each(page):
    paste_example(page)
    page.get_by_role("button", name=SAYS[page.language]["keep"]).click()
    page.wait_for_url(re.compile("/event/"))
    page.goto("/review")
    seen = []
    for key in ("a", "q", "r"):
        claim = page.locator('[data-decision] input[name="claim"]').input_value()
        seen.append(claim)
        with page.expect_navigation():
            page.keyboard.press(key)
    assert len(set(seen)) == 3
    page.goto("/review/log")
    assert page.locator(".log tbody tr").count() == 3
    with page.expect_navigation():
        page.goto("/review")
    with page.expect_navigation():
        page.keyboard.press("u")
    assert page.locator('[data-decision] input[name="claim"]').input_value() in seen


def test_a_figure_is_added_by_selecting_words(page):
    paste_example(page)
    page.get_by_role("button", name=SAYS[page.language]["keep"]).click()
    page.wait_for_url(re.compile("/event/"))
    page.locator(".articles a[href^='/article/']").first.click()
    page.wait_for_selector("[data-reading] .text")
    page.evaluate("""() => {
        const line = [...document.querySelectorAll('.text .line')].at(-1);
        const range = document.createRange();
        range.selectNodeContents(line);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
    }""")
    page.keyboard.press("n")
    dialog = page.locator("#add")
    assert dialog.is_visible()
    words = dialog.locator("[data-words]").inner_text()
    dialog.locator("#add-quantity").fill("3")
    dialog.locator("#add-kind").select_option("missing")
    dialog.locator("button:not([type])").click()
    page.wait_for_url(re.compile("/review/claim/"))
    assert page.locator(".sentence mark").inner_text().strip()[:20] in words
    assert page.locator('[name="field:kind"]').input_value() == "missing"


def test_who_says_it_is_drawn_to_what_is_said_and_a_note_explains_the_rule(page):
    paste_example(page)
    mark = page.locator(".pasted .text a.m.source").first
    mark.hover()
    page.wait_for_selector(".tip")
    assert page.locator(".links path").count() >= 1
    assert page.locator(".tip .rule").count() == 1
    mark.focus()
    page.keyboard.press("Escape")
    assert page.locator(".tip").count() == 0
