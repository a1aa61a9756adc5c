"""`serve`: run the site on a data folder."""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from geo.errors import FlashlightError
from indicators import release
from indicators.commands.choice import opened
from indicators.commands.output import out
from indicators.settings import COMMUNITY, DATA, Settings

APP = Path(__file__).resolve().parents[2] / "app.py"
SECRET = re.compile(r"(KEY|TOKEN|SECRET|PASSWORD)$", re.IGNORECASE)


class NoSiteError(FlashlightError):
    """The site's own files are not where they should be."""


def serve(settings: Settings, port: int, headless: bool, slug: str | None = None) -> NoReturn:
    """Become the site: this program is replaced by it, so that whoever ends one ends the other. Raises NoReleaseError first."""
    if not APP.is_file():
        raise NoSiteError(f"Expected the site at {APP}. Run Flashlight from its own folder (see the README).")
    store = opened(settings.data, slug)
    release.verify(settings.data, store.release.id)
    out.print(f"{store.release.community.name}, release {store.release.id}")
    out.print(f"Open http://localhost:{port} in a browser. Stop with Ctrl+C.")
    own = {DATA: str(settings.data.resolve()), COMMUNITY: store.release.community.slug}
    sys.stdout.flush()
    os.chdir(APP.parent)
    os.execve(sys.executable, command(port, headless), without_secrets(os.environ) | own)  # noqa: S606 - our own interpreter and script


def without_secrets(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment without keys and tokens: the site asks no service, so it holds nothing it could give away."""
    return {name: value for name, value in environment.items() if not SECRET.search(name)}


def command(port: int, headless: bool) -> list[str]:
    """The command that runs the site. With an address given, Streamlit asks nobody on the internet for this machine's."""
    flags = [f"--server.port={port}", f"--server.headless={str(headless).lower()}", "--browser.serverAddress=localhost"]
    flags += [
        "--server.fileWatcherType=none"
    ]  # a served site's files do not change; watching every folder costs and chatters
    return [sys.executable, "-m", "streamlit", "run", str(APP), *flags]
