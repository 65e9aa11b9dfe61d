"""The workspace in a real browser: clicks, keys, both languages, a phone, and no serious finding of axe on any page."""

from __future__ import annotations

import os
import re
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn

from saksi import ledger as ledgers
from saksi.cli.serve import listen
from saksi.web import Settings, create_app
from saksi.web.pages import HOME, PLACES
from saksi.web.routes import areas

AXE = HOME / "ui" / "node_modules" / "axe-core" / "axe.min.js"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


def chromium_path() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        missing = "no Chromium on the PATH: apt-get install chromium (CI installs it)"
        pytest.fail(missing) if os.environ.get("SAKSI_CI") == "1" else pytest.skip(missing)
    return found


@contextmanager
def running(path) -> Iterator[str]:
    """The url of a workspace over a ledger, served by a thread."""
    ledger = ledgers.open(path, create=False)
    listening = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create_app(ledger, Settings(rate=0)), log_level="warning"))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()
        ledger.close()


@pytest.fixture(scope="module")
def browser():
    path = chromium_path()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        held = play.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield held
        held.close()


@pytest.fixture(scope="module")
def site(example_ledger, tmp_path_factory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("browser")
    for file in example_ledger.parent.glob("example.saksi*"):
        shutil.copy(file, folder / file.name)
    with ledgers.open(folder / "example.saksi") as ledger:  # a trail to look at
        ledger.take_down(min(one.document.article for one in ledger.readings()), by="Adi", why="the family asked for it")
    with running(folder / "example.saksi") as url:
        yield url


@pytest.fixture
def visit(browser, site):
    """A page in a language; what its scripts complain of fails the test."""
    held, complaints = [], []

    def opened(path="/", language="en", size=DESK, scheme="light"):
        context = browser.new_context(viewport=size, locale=language, color_scheme=scheme)
        held.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto(site + path)
        return page

    yield opened
    for context in held:
        context.close()
    assert complaints == []


@pytest.mark.parametrize(("language", "events", "what"), [("en", "Events", "Violence"), ("id", "Peristiwa", "Kekerasan")])
def test_filters_act_together_and_the_address_holds_the_view(visit, site, language, events, what):
    page = visit("/", language)
    page.get_by_role("navigation").get_by_role("link", name=events).click()
    before = int(re.sub(r"\D", "", page.locator(".list-head b").inner_text()))
    page.get_by_label("What" if language == "en" else "Apa", exact=True).select_option("ASSAULT")
    page.wait_for_url("**type=ASSAULT**")
    page.locator("#q").fill("menembak")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=menembak**")
    page.wait_for_function(
        "n => parseInt(document.querySelector('.list-head b').textContent.replace(/\\D/g, '')) < n", arg=before
    )
    shown = page.locator(".list-head b").inner_text()
    assert what in page.locator(".event-row").first.inner_text()
    again = visit(page.url[len(site) :], language)
    assert again.locator(".list-head b").inner_text() == shown
    assert again.locator("#q").input_value() == "menembak"
    page.go_back()
    page.wait_for_url(lambda url: "q=menembak" not in url)


def test_everything_can_be_done_with_keys(visit):
    page = visit("/events")
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("j")
    second = page.evaluate("document.activeElement.getAttribute('href')")
    assert first
    assert second
    assert first != second
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.getAttribute('href')") == first
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("g")  # typing is no command
    assert page.locator("#q").input_value() == "g"
    page.locator("main").focus()
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#keys").is_visible()
    page.keyboard.press("g")
    page.keyboard.press("m")
    page.wait_for_url("**/map")


def test_the_strip_is_walked_by_arrows_and_opens_its_events(visit):
    page = visit("/events")
    stops = page.locator(".strip a[tabindex='0']")
    assert stops.count() == 1  # one stop of the tab key, however many bars
    stops.focus()
    first = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("ArrowRight")
    second = page.evaluate("document.activeElement.getAttribute('href')")
    assert second != first
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Home")
    assert page.evaluate("document.activeElement.getAttribute('href')") == first
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url("**since=**")
    assert page.locator(".event-row").count() > 0
    assert page.locator(".tag.part").count() >= 2


def test_eight_texts_at_once_have_boxes_of_their_own(visit):
    page = visit("/paste")
    for _ in range(7):
        page.locator("[data-more]").click()
    boxes = page.locator("fieldset.box")
    assert boxes.count() == 8
    ids = page.eval_on_selector_all("fieldset.box [id]", "all => all.map(one => one.id)")
    assert len(set(ids)) == len(ids) == 24
    for n in range(8):
        dead = 3 if n < 5 else 4
        told = f"Sedikitnya {dead} warga tewas tertembak di Beoga, Puncak, pada Senin (3/5/2021), kata polisi ({n})."
        boxes.nth(n).locator("textarea").fill(told)
        boxes.nth(n).locator("[name=outlet]").fill(f"Kabar {n}")
        boxes.nth(n).locator("[name=date]").fill("2021-05-04")
    page.locator("form.pasting button:not([type])").click()
    page.wait_for_selector(".claims table")
    assert page.locator(".pasted").count() == 8
    assert page.locator("h1").count() == 1
    assert page.locator(".copies li").count() >= 8  # one testimony, the outlets that carry it folded under it
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_page_on_paper_has_no_buttons_and_shows_where_links_lead(visit):
    page = visit("/events")
    page.locator(".event-title a").first.click()
    page.wait_for_url("**/event/**")
    page.emulate_media(media="print")
    assert not page.locator(".top").is_visible()
    assert page.locator("button:visible").count() == 0
    assert page.locator(".claims").first.is_visible() or page.locator(".note").first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_language_and_colours_are_chosen_by_a_click(visit):
    page = visit("/coverage")
    page.get_by_role("button", name="Bahasa Indonesia").click()
    page.wait_for_selector("html[lang=id]")
    assert "/coverage" in page.url
    page.get_by_role("button", name="Warna gelap").click()
    page.wait_for_selector("html[data-theme=dark]")
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert dark != "rgb(251, 250, 247)"


def test_a_number_of_the_first_screen_leads_to_its_event(visit):
    page = visit("/")
    page.locator(".event-tags a.figure").first.click()
    page.wait_for_url("**/event/**")
    assert page.locator("h1").is_visible()


def test_the_map_is_drawn_without_a_network_and_leads_to_the_events(visit, site):
    page = visit("/map")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.wait_for_selector("#map[data-ready=yes]", timeout=40_000)
    assert page.locator("#map canvas").is_visible()
    assert [url for url in asked if not url.startswith((site, "blob:", "data:"))] == []
    page.locator(".places a").first.click()
    page.wait_for_url("**/events?**site=**")
    assert page.locator(".event-row").count() > 0


def addresses(page) -> list[str]:
    """One address of every kind of page: those that links lead to, and those that a person only comes to by doing something."""
    found: dict[str, str] = {}
    for start in ("/", "/events", "/review"):
        page.goto(start)
        for href in page.eval_on_selector_all(
            "main a[href^='/'], nav a[href^='/']", "all => all.map(a => a.getAttribute('href'))"
        ):
            path = href.partition("#")[0].partition("?")[0]
            found.setdefault("/".join(path.split("/")[: 3 if path.startswith("/review/") else 2]), path)
    page.goto(found["/event"])
    article = page.locator(".articles a[href^='/article/']").first.get_attribute("href")
    more = {
        "/",
        "/api",
        "/paste?example=1",
        "/dossier/Papua",
        f"{article}?rejected=true",
        "/nowhere",
        "/events?page=0",
        "/event/none",
    }
    return sorted(set(found.values()) | more | {f"/{place}" for place in PLACES if place in areas()})


@pytest.mark.parametrize(
    ("language", "size", "scheme"), [("en", DESK, "light"), ("id", PHONE, "dark"), ("en", PHONE, "light"), ("id", DESK, "dark")]
)
def test_no_page_has_a_serious_finding_of_axe_or_runs_over_its_width(browser, site, language, size, scheme):
    if not AXE.is_file():
        missing = f"{AXE} is missing: npm ci in {AXE.parents[2]}"
        pytest.fail(missing) if os.environ.get("SAKSI_CI") == "1" else pytest.skip(missing)
    context = browser.new_context(viewport=size, locale=language, color_scheme=scheme, base_url=site, bypass_csp=True)
    page = context.new_page()
    wrong = []
    for path in addresses(page):
        page.goto(path)
        if path.startswith("/paste?"):  # what was pasted, as it was read
            page.locator("form.pasting button:not([type])").click()
            page.wait_for_selector(".claims table")
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > size["width"]:
            wrong.append(f"{path}: {wide} wide")
        page.add_script_tag(path=str(AXE))
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations)")
        wrong += [
            f"{path}: {one['id']}: {one['nodes'][0]['html'][:160]} {one['nodes'][0].get('failureSummary', '')[:200]}"
            for one in found
            if one["impact"] in ("serious", "critical")
        ]
    context.close()
    assert wrong == []


def test_the_map_draws_borders_by_a_chosen_viewpoint_and_says_so(visit):
    page = visit("/map?type=ASSAULT")
    page.wait_for_selector("#map[data-ready=yes]", timeout=40_000)
    assert page.locator("#borders").input_value() == "held"
    page.locator("#borders").select_option("un")
    page.wait_for_url("**borders=un**")
    assert "type=ASSAULT" in page.url  # the view stays
    page.wait_for_selector("#map[data-ready=yes]", timeout=40_000)
    assert "crimea" in page.locator("#map").get_attribute("data-outlined")
    assert "kosovo-RS" in page.locator("#map").get_attribute("data-unseen")
    page.locator(".disputed-list summary").click()
    crimea = page.locator(".disputed-list tr").filter(has_text="Crimea")
    assert [cell.strip() for cell in crimea.locator("td").all_inner_texts()] == ["Ukraine", "Russia", "Ukraine, Russia"]
    assert page.locator("#map-none").is_hidden()
