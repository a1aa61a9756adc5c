"""The site in a headless browser: a walk to a downloaded chart, the map by keyboard, accessibility, and what goes over the wire."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.pages.conftest import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Page]

PARTS = {"home": "", "map": "map?place=ash-hill", "place": "place?place=ash-hill"}
# Streamlit's own shell: its theme-colour meta, live regions and popover button are not ours to change.
SERIOUS = ("serious", "critical")


def settled(page: Page) -> None:
    """Wait until the script has run, the map is drawn, and nothing of the run before stands there any more, half faded."""
    for _ in range(2):  # a chart that is ready may start the script once more
        page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=60_000)
        page.wait_for_selector('[data-stale="true"]', state="detached", timeout=60_000)
        page.wait_for_timeout(300)


@pytest.mark.parametrize("width", [390, 1280])
def test_walk_from_home_to_a_downloaded_chart(open_page: Open, width: int, tmp_path: Path) -> None:
    page = open_page("", width, accept_downloads=True)
    expect(page.locator("h1")).to_have_text("How are Lantern Falls’s children and young people doing?")
    assert page.evaluate("performance.getEntriesByType('resource').filter(r => /plotly/i.test(r.name)).length") == 0
    page.get_by_role("link", name="Do students finish high school in four years?").click()
    expect(page.locator("h1")).to_have_text("Do students finish high school in four years?")
    page.wait_for_url(re.compile("/trends"))
    settled(page)
    page.get_by_role("button", name="Download image or data").first.click()
    for label, start in (
        ("Image for a report (PNG)", b"\x89PNG"),
        ("Image for a report (SVG)", b"<svg"),
        ("Numbers (CSV)", b'\xef\xbb\xbf"# Notice: Made-up'),
    ):
        with page.expect_download(timeout=60_000) as download:
            page.get_by_role("button", name=label).first.click()
        target = tmp_path / download.value.suggested_filename
        download.value.save_as(target)
        content = target.read_bytes()
        assert content.startswith(start)
        if label.endswith(("(CSV)", "(SVG)")):
            assert "Connecticut State Department of Education" in content.decode("utf-8-sig")
    assert overflow(page) <= 0


def test_on_a_projector_all_words_are_large_and_arrow_keys_turn_to_the_next_view(open_page: Open) -> None:
    page = open_page("trends?measure=poverty", 1280, "light")
    page.get_by_role("link", name="Present").click()
    page.wait_for_selector(".present .turn a")
    image = page.locator(".present img:visible")
    assert image.count() == 1
    assert image.evaluate("e => e.clientWidth >= e.naturalWidth")  # as drawn or larger, so no word is below 24 px
    words = page.locator(".present .turn a, .present .notes").all()
    assert min(float(w.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")) for w in words) >= 24
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/groups?*present=1*")


def test_long_words_for_a_missing_number_stay_on_a_narrow_page(open_page: Open) -> None:
    """Spanish says "Demasiado incierto para mostrarlo" in the list beside the map."""
    page = open_page("map?measure=poverty&lang=es", 360)
    settled(page)
    page.locator(".plot .word").first.evaluate("e => { e.lastChild.data = 'Demasiado incierto para mostrarlo' }")
    assert overflow(page) <= 0


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than its window."""
    return page.evaluate(
        "(() => { const m = document.querySelector('[data-testid=stMain]'); return m.scrollWidth - m.clientWidth })()"
    )


# Colors do not depend on the width, nor the order of things on the colors.
@pytest.mark.parametrize(("width", "theme"), [(390, "light"), (1280, "dark")])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious(open_page: Open, name: str, width: int, theme: str) -> None:
    page = open_page(PARTS.get(name, name), width, theme)
    settled(page)
    found = Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    wrong = [
        f"{v['id']}: {v['nodes'][0]['html'][:200]} {v['nodes'][0].get('failureSummary', '')[:300]}"
        for v in found["violations"]
        if v["impact"] in SERIOUS
    ]
    assert wrong == []
    assert page.locator("h1").count() == 1
    assert headings_in_order(page)
    assert overflow(page) <= 0


def headings_in_order(page: Page) -> bool:
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => Number(h.tagName[1]))")
    return levels[0] == 1 and all(b - a <= 1 for a, b in pairwise(levels))


def test_map_is_named_focusable_and_selects_with_enter(open_page: Open) -> None:
    page = open_page("map")
    area = page.get_by_role("button", name=re.compile("^Cañada Park, .*between .* and ")).first
    area.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("place=canada-park"))
    settled(page)
    expect(page.locator('path[data-id="canada-park"]')).to_have_attribute("aria-pressed", "true")
    expect(page.locator('.row[data-id="canada-park"]')).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".answers")).to_contain_text("Cañada Park")
    assert page.locator("path.area").count() == 6
    assert all(page.locator("path.area").nth(i).get_attribute("tabindex") == "0" for i in range(6))


def test_arrow_keys_move_through_the_list(open_page: Open) -> None:
    page = open_page("map")
    rows = page.locator(".row")
    rows.first.focus()
    page.keyboard.press("ArrowDown")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(rows.nth(5)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("place=oneil-landing"))


def test_the_measure_list_is_searched_by_typing(open_page: Open) -> None:
    page = open_page("trends")
    picker = page.get_by_role("combobox", name="Measure").first
    picker.click()
    page.keyboard.type("health coverage")  # an area's name finds its measures
    expect(page.get_by_role("option").first).to_contain_text("Health coverage")
    page.keyboard.type(" children")
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("no car")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("measure=(large_households_)?no_vehicle"))


def test_what_a_place_folds_opens_by_keyboard(open_page: Open) -> None:
    page = open_page("place?place=ash-hill", 390)
    settled(page)
    summary = page.locator("details.fold > summary").first
    assert summary.evaluate("s => s.getBoundingClientRect().height") >= 44
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("details.fold").first).to_have_attribute("open", "")
    assert overflow(page) <= 0


def test_the_dictionary_is_searched_from_the_keyboard(open_page: Open) -> None:
    page = open_page("dictionary")
    settled(page)
    page.get_by_label("Search the dictionary").fill("B17001_002")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q=B17001_002"))
    expect(page.get_by_role("status").first).to_contain_text("measures")


def test_back_button_and_reload_keep_the_view(open_page: Open) -> None:
    page = open_page("map?place=ash-hill&lang=es")
    page.get_by_role("link", name="Tendencias").first.click()
    page.wait_for_url(re.compile("/trends.*lang=es"))
    settled(page)
    assert "place=ash-hill" in page.url
    page.go_back()
    page.wait_for_url(re.compile(r"/map\?place=ash-hill&lang=es"))
    page.reload()
    expect(page.locator(".answers")).to_contain_text("Ash Hill", timeout=60_000)
    expect(page.locator('[lang="es"] h1')).to_have_count(1)


def test_menu_on_a_phone_reaches_every_page(open_page: Open) -> None:
    page = open_page("", 390)
    page.get_by_text("Menu", exact=True).click()
    page.locator(".menu").get_by_role("link", name="Groups").click()
    page.wait_for_url(re.compile("/groups"))
    expect(page.locator('.menu a[aria-current="page"]')).to_have_text("Groups")


def test_nothing_comes_from_another_server_and_a_click_on_the_map_is_small(open_page: Open, site: str) -> None:
    page = open_page("map")
    strangers: list[str] = []
    bytes_in: list[int] = []
    page.on("request", lambda r: None if r.url.startswith((site, "data:", "blob:")) else strangers.append(r.url))
    page.on("websocket", lambda ws: ws.on("framereceived", lambda frame: bytes_in.append(len(frame))))
    page.goto(f"{site}/map?layers=schools")
    page.wait_for_selector(".foot", timeout=60_000)
    page.wait_for_selector("path.area")
    settled(page)
    page.goto(f"{site}/map")
    page.wait_for_selector("path.area")
    settled(page)
    first = page.evaluate("performance.getEntriesByType('resource').filter(r => r.name.includes('/shapes/')).length")
    bytes_in.clear()
    page.locator('path[data-id="bell-meadow"]').click()
    page.wait_for_url(re.compile("place=bell-meadow"))
    settled(page)
    again = page.evaluate("performance.getEntriesByType('resource').filter(r => r.name.includes('/shapes/')).length")
    assert strangers == []
    assert first == again == 1  # shapes came once, by address
    # The whole page's text is in this message too; the shapes are not.
    assert sum(bytes_in) < 40_000


def test_a_table_on_a_phone_is_blocks_with_nothing_off_the_screen(open_page: Open) -> None:
    for address in ("privacy", "place?place=city", "trends?measure=poverty&show=table"):
        page = open_page(address, 390)
        settled(page)
        outside = page.evaluate(
            "[...document.querySelectorAll('table td, table tbody th')].filter(c => c.getBoundingClientRect().right > innerWidth)"
            ".map(c => c.textContent)"
        )
        assert outside == [], address
    label = "getComputedStyle(document.querySelector('td[data-label]'), '::before').content"
    assert page.evaluate(label) == '"Group"'


def test_an_unknown_page_is_home_with_a_notice_in_the_pages_language(open_page: Open) -> None:
    page = open_page("nosuchpage?lang=es")
    settled(page)
    expect(page.locator(".banner").first).to_contain_text("«nosuchpage»")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("html")).to_have_attribute("lang", "es")
    page.locator(".nav").get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_names_from_a_release_are_never_markup(open_page: Open) -> None:
    page = open_page("map?place=" + "%3Cimg%20src%3Dx%20onerror%3Dwindow.hit%3D1%3E")
    settled(page)
    assert page.evaluate("window.hit") is None
    expect(page.locator(".banner").first).to_contain_text("<img src=x")


def test_text_in_the_map_is_text(chromium: Any) -> None:
    """The map's script given hostile names: every one of them stays a word."""
    from pages.parts import routes

    page = chromium.new_page()
    try:
        evil = '<img src=x onerror="window.hit=1">'
        row = ["a", evil, None, evil, "suppressed", None, None, None, evil, False, evil]
        words = dict.fromkeys(
            ["map", "nearer", "farther", "skip", "legend", "chosen", "failed", "nothing", "list", "reading"], evil
        )
        data = {
            **{"lang": "en", "shapes": None, "selected": "a", "compact": False, "rows": [row], "classes": [evil]},
            **{"marks": [["suppressed", evil]], "reference": {"label": evil, "value": 1, "low": 0, "high": 2}},
            **{"axis": {"range": [0, 10], "ticks": [[0, evil]]}, "words": words},
        }
        page.goto("data:text/html,<div id=host></div>")
        source = (routes.ASSETS / "map.js").read_text("utf-8")
        page.evaluate(
            """async ([source, data]) => {
              const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
              const root = document.getElementById("host").attachShadow({ mode: "open" });
              await (await import(url)).default({ data, parentElement: root, setTriggerValue() {} });
              window.shown = root.textContent; window.images = root.querySelectorAll("img").length;
            }""",
            [source, data],
        )
        page.wait_for_timeout(200)
        assert page.evaluate("window.hit") is None
        assert page.evaluate("window.images") == 0
        assert evil in page.evaluate("window.shown")
    finally:
        page.close()
