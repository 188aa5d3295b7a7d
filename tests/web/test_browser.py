"""The application in a real browser: search, chains, evidence, boards, networks, the editor, languages, a phone; nothing else is asked, no error is said."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kb.ingest import ingest
from tests.conftest import REPORT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The command's own server, on a free port."""
    folder = tmp_path_factory.mktemp("served") / "base"
    ingest([REPORT], folder)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "kb", "serve", "--store", str(folder), "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ})
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(150):
            try:
                urllib.request.urlopen(f"{address}/api/v1/questions", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright
    with sync_playwright() as player:
        opened = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--use-gl=swiftshader", "--enable-unsafe-swiftshader"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Any, server: str) -> Iterator[Any]:
    context = browser.new_context(locale="ko-KR", viewport={"width": 1280, "height": 800}, accept_downloads=True)
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda request: said.append(f"asked {request.url}") if not request.url.startswith((server, "data:", "blob:")) else None)
    yield opened
    context.close()
    assert said == []


def test_a_name_is_found_while_typing_and_its_page_opened_by_keyboard(page: Any, server: str) -> None:
    page.goto(server)
    page.fill("#q", "정책기획")
    page.wait_for_selector("#suggestions li")
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#suggestions li", "aria-selected") == "true"
    page.keyboard.press("Enter")
    page.wait_for_url("**/page/**")
    assert "정책기획" in page.inner_text("h1")


def test_a_fact_leads_to_its_words_and_back(page: Any, server: str) -> None:
    page.goto(f"{server}/findings")
    page.click("table details summary >> nth=0")
    page.click("table details cite a >> nth=0")
    page.wait_for_url("**/doc/**")
    assert page.locator(".lines .chosen").count() >= 1
    page.click("aside .values a >> nth=0")
    page.wait_for_url("**/page/**")
    assert page.locator("dl dt").count() > 2


def test_a_chain_is_followed(page: Any, server: str) -> None:
    page.goto(f"{server}/network")
    page.fill("#from", "지적 1")
    page.fill("#to", "미래정책국")
    page.click("main .filters button")
    assert "→" in page.inner_text(".chain") and page.locator(".chain blockquote").count() >= 1


def test_a_things_page_brings_its_chain_and_its_surroundings(page: Any, server: str) -> None:
    page.goto(f"{server}/findings")
    page.goto(f"{server}/class/Department")
    page.click("main .values a >> nth=0")
    page.wait_for_selector("[data-load] .chain li")
    assert "→" in page.inner_text("[data-load]")
    page.wait_for_selector("img.near")
    assert page.evaluate("document.querySelector('img.near').complete")


def test_the_board_is_filtered_and_handed_out(page: Any, server: str) -> None:
    page.goto(f"{server}/findings")
    page.select_option("#p-status", "완료")
    page.click(".filters button")
    page.wait_for_url("**status=**")
    assert page.locator("tbody tr").count() == 2
    with page.expect_download() as got:
        page.click("text=XLSX")
    assert Path(got.value.path()).read_bytes().startswith(b"PK")


def test_a_network_is_drawn_and_searched(page: Any, server: str) -> None:
    page.goto(f"{server}/network/responsibility")
    page.wait_for_selector("#canvas canvas")
    page.fill("#search", "정책기획과")
    page.wait_for_selector("#found li")
    page.click("#found button >> nth=0")
    page.wait_for_selector("#panel blockquote, #panel .thing")


def test_a_query_is_run_in_the_editor(page: Any, server: str) -> None:
    page.goto(f"{server}/sparql")
    page.wait_for_selector(".yasqe")
    page.select_option("#example", index=2)
    page.click(".yasqe_queryButton")
    page.wait_for_selector(".yasr table tbody tr", timeout=15000)


def test_the_language_is_switched_and_kept(page: Any, server: str) -> None:
    page.goto(server)
    page.click(".language")
    assert page.get_attribute("html", "lang") == "en" and "Findings" in page.inner_text("nav >> nth=0")
    page.goto(f"{server}/budget")
    assert page.get_attribute("html", "lang") == "en"


@pytest.mark.parametrize("path", ["/", "/findings", "/class/Finding", "/ask", "/checks", "/network", f"/doc/{REPORT.name}"])
def test_a_phone_shows_the_page_without_scrolling_sideways(path: str, browser: Any, server: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    opened = context.new_page()
    opened.goto(server + path)
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


@pytest.mark.parametrize("path", ["/", "/findings", "/budget", "/search?q=청년", "/checks", f"/doc/{REPORT.name}"])
def test_every_field_and_picture_has_a_name(path: str, page: Any, server: str) -> None:
    page.goto(server + path)
    nameless = page.evaluate("""() => [...document.querySelectorAll('input:not([type=hidden]), select, textarea, img, [role=application]')].filter((one) =>
        !(one.labels?.length || one.getAttribute('aria-label') || one.alt)).map((one) => one.outerHTML)""")
    assert nameless == []
    assert page.locator("main").count() == 1 and page.locator("h1").count() >= 1


def test_the_first_page_is_small(server: str) -> None:
    total = 0
    for path in ("/", "/static/style.css", "/static/app.js", "/static/icon.svg"):
        request = urllib.request.Request(server + path, headers={"accept-encoding": "gzip"})
        with urllib.request.urlopen(request) as reply:
            total += len(reply.read())
    assert total < 150_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/findings", "/commitments", "/budget", "/search?q=청년", "/checks", "/ask", "/ask/findings", "/network", "/network/responsibility", "/network/timeline", "/class/Finding",
                                  "/chain?from=지적 1", "/ns", f"/doc/{REPORT.name}?from=9&to=10&unread=1"])
def test_axe_finds_no_barrier(path: str, scheme: str, browser: Any, server: str) -> None:
    """WCAG 2.2 A and AA as far as axe can tell."""
    import axe_playwright_python
    axe = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    context = browser.new_context(bypass_csp=True, color_scheme=scheme, locale="ko-KR")
    opened = context.new_page()
    opened.goto(server + path)
    opened.evaluate(axe)
    found = opened.evaluate("async () => (await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })).violations.map((one) => [one.id, one.nodes.slice(0, 3).map((node) => node.html)])")
    context.close()
    assert found == []
