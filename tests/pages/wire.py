"""A site over a data folder in a process of its own, and everything of it that reaches a browser."""

import contextlib
import hashlib
import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, Response

from tests.pages.conftest import ROOT, _wait

BUTTON = '[data-testid="stDownloadButton"] button'
SHADOWS = """(() => { const all = []; const walk = (node) => { for (const child of node.querySelectorAll("*"))
  if (child.shadowRoot) { all.push(child.shadowRoot.innerHTML); walk(child.shadowRoot); } }; walk(document);
  return all.join("\\n"); })()"""


@contextlib.contextmanager
def served(root: Path, log: Path) -> Iterator[str]:
    """The address of a site over this data folder, which writes everything it says to `log`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ("--server.headless=true", "--server.fileWatcherType=none", "--logger.level=debug")
    at = ("--server.address=127.0.0.1", f"--server.port={port}")
    environment = os.environ | {"FLASHLIGHT_DATA": str(root)}
    environment.pop("FLASHLIGHT_COMMUNITY", None)
    command = [sys.executable, "-m", "streamlit", "run", "app.py", *options, *at]
    with log.open("wb") as out, subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out) as site:
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health", site)
            yield f"http://127.0.0.1:{port}"
        finally:
            site.send_signal(signal.SIGTERM)
            try:
                site.wait(20)
            except subprocess.TimeoutExpired:
                site.kill()


class Wire:
    """Everything that reaches a browser: bodies of answers, websocket messages, pages as they stand, and downloads."""

    def __init__(self, browser: Browser, address: str, width: int) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900}, accept_downloads=True)
        self.page, self.address, self.width = self.context.new_page(), address, width
        self.seen: list[tuple[str, bytes]] = []
        self.kinds: Counter[str] = Counter()
        self._known: set[bytes] = set()
        self.page.on("response", self._answer)
        self.page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: self._add("message", frame)))
        self.page.on("console", lambda message: self._add("console", message.text))

    def _add(self, kind: str, content: Any) -> None:
        self.kinds[kind] += 1
        body = content if isinstance(content, bytes) else str(content).encode()
        digest = hashlib.sha256(body).digest()
        if digest not in self._known:  # scripts come again with every page
            self._known.add(digest)
            self.seen.append((f"{kind} at {self.width} on {self.page.url.removeprefix(self.address)}", body))

    def _answer(self, response: Response) -> None:
        with contextlib.suppress(Error):  # an answer that went elsewhere has no body
            self._add("answer", response.body())

    def visit(self, where: str, downloads: bool) -> None:
        """Opens a page, keeps what it shows, in shadow trees too, and every file that it offers."""
        self.page.goto(f"{self.address}/{where}")
        self.page.wait_for_selector(".foot", timeout=60_000)
        self._settle()
        self._add("page", self.page.content() + self.page.evaluate(SHADOWS))
        if downloads:
            for popover in self.page.get_by_role("button", name="Download image or data").all():
                popover.click()
                self._settle()
                self._download()
                self.page.keyboard.press("Escape")
            self._download()

    def _settle(self) -> None:
        self.page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=60_000)
        self.page.wait_for_timeout(300)

    def _download(self) -> None:
        for button in self.page.locator(BUTTON).all():
            with self.page.expect_download(timeout=60_000) as download:
                button.click()
            self._add("download", Path(download.value.path()).read_bytes())
            self._add("name of a download", download.value.suggested_filename)
