"""A small release to show, AppTest runs of the site, and a running server with a headless browser."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from indicators import release
from indicators.catalog import MEASURES
from tests.pages.audits import AUDIT, written
from tests.releases import small_contents, small_release, small_rows, ungated

ROOT = Path(__file__).resolve().parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
KEY = "0123456789abcdef0123456789abcdef01234567"
PAGES = ("home", "map", "trends", "groups", "place", "methods", "sources", "area", "outcome", "dictionary", "privacy")


@pytest.fixture(scope="session", autouse=True)
def _packages_searched_once() -> Iterator[None]:
    """Streamlit looks through every installed package for components before each run of a page; a test installs none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one small release of every status."""
    root = tmp_path_factory.mktemp("data")
    store = small_release(root)
    (store.folder / "audit.json").write_bytes(orjson.dumps(AUDIT))
    return root


@pytest.fixture
def visit(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Run a page with choices in its address; an exception on the page fails the test."""
    monkeypatch.setenv("FLASHLIGHT_DATA", str(folder))
    monkeypatch.delenv("FLASHLIGHT_COMMUNITY", raising=False)

    def run(page: str, **choices: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
        if page != "home":
            app.switch_page(f"pages/{page}.py")
        for name, value in choices.items():
            app.query_params[name] = value
        app.run()
        assert [e.message for e in app.exception] == []
        return app

    return run


@pytest.fixture
def page_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """The words of the page on privacy for a release with this audit and contact (see `written`)."""

    def run(audit: dict[str, Any] | None, contact: str = "", lang: str = "en", **stated: Any) -> str:
        root = tmp_path / str(len(list(tmp_path.iterdir())))  # a release that was opened never changes
        written(root, audit, contact, **stated)
        monkeypatch.setenv("FLASHLIGHT_DATA", str(root))
        monkeypatch.delenv("FLASHLIGHT_COMMUNITY", raising=False)
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
        app.switch_page("pages/privacy.py")
        app.query_params["lang"] = lang
        app.run()
        assert [e.message for e in app.exception] == []
        return text_of(app)

    return run


def text_of(app: AppTest) -> str:
    """All HTML a page put out."""
    return "\n".join(element.proto.body for element in app.get("html"))


@pytest.fixture(scope="session")
def site(folder: Path) -> Iterator[str]:
    """The address of a running site that shows the small release."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        *(
            sys.executable,
            "-m",
            "streamlit",
            "run",
            "app.py",
            "--server.headless=true",
            "--server.fileWatcherType=none",
        ),
        *("--server.address=127.0.0.1", f"--server.port={port}"),
    ]
    environment = os.environ | {"FLASHLIGHT_DATA": str(folder)}
    environment.pop("FLASHLIGHT_COMMUNITY", None)
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()


def _wait(address: str, server: subprocess.Popen[Any]) -> None:
    for _ in range(240):
        assert server.poll() is None, "the site stopped before it answered"
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except OSError:
            time.sleep(0.25)
    raise AssertionError("the site did not answer within a minute")


def _runs(browser: str) -> bool:
    """Whether it is a browser: Ubuntu's command of that name only asks for a snap."""
    return subprocess.run([browser, "--version"], capture_output=True, check=False, timeout=30).returncode == 0


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless browser; skipped with a word where there is none."""
    found = next((path for name in BROWSERS if (path := shutil.which(name)) and _runs(path)), None)
    if found is None:
        pytest.skip("no Chromium that runs on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Open an address of the site at a width and in a theme, once its footer is there."""
    contexts = []

    def go(address: str, width: int = 1280, theme: Any = "light", **options: Any) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=theme, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{site}/{address}")
        page.wait_for_selector(".foot", timeout=60_000)
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def no_schools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of a community no school publisher speaks of."""
    root = tmp_path_factory.mktemp("no-schools")
    rows = small_rows()
    survey = [m.id for m in MEASURES.values() if m.minimum_count is None]
    contents = replace(small_contents(), published=rows[rows["measure"].isin(survey)].reset_index(drop=True))
    release.write(root, contents, datetime(2026, 11, 20, 12, 0, tzinfo=UTC), ungated)
    return root


@pytest.fixture(scope="session")
def no_total(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose school publisher hides a group and so prints no number for everyone; the build met a problem."""
    root = tmp_path_factory.mktemp("no-total")
    rows = small_rows().copy()
    schools = [m.id for m in MEASURES.values() if m.minimum_count is not None]
    blank = rows["measure"].isin(schools) & rows["level"].eq("school_district") & rows["group"].eq("all")
    rows.loc[blank, ["value", "moe", "low", "high", "numerator", "denominator"]] = float("nan")
    rows.loc[blank, "status"] = "not_available"
    parts = small_contents()
    contents = replace(parts, published=rows, about={**parts.about, "problems": ["One of two files was kept."]})
    release.write(root, contents, datetime(2026, 11, 20, 12, 0, tzinfo=UTC), ungated)
    return root


@pytest.fixture(scope="session")
def demo(whole_demo: Path) -> Path:
    """A data folder in which the made-up demo was built from its services' own answers."""
    return whole_demo
