"""`serve`: run the site on a data folder."""

import os
import sys
from pathlib import Path
from typing import NoReturn

from geo.errors import FlashlightError
from indicators import release
from indicators.commands.output import out
from indicators.settings import COMMUNITY, DATA, Settings
from indicators.store import Store

APP = Path(__file__).resolve().parents[2] / "app.py"


class NoSiteError(FlashlightError):
    """The site's own files are not where they should be."""


def serve(settings: Settings, port: int, headless: bool, slug: str | None = None) -> NoReturn:
    """Become the site: this program is replaced by it, so that whoever ends one ends the other. Raises NoReleaseError first."""
    if not APP.is_file():
        raise NoSiteError(f"Expected the site at {APP}. Run Flashlight from its own folder (see the README).")
    store = Store.open(settings.data, slug=slug)
    release.verify(settings.data, store.release.id)
    out.print(f"{store.release.community.name}, release {store.release.id}")
    out.print(f"Open http://localhost:{port} in a browser. Stop with Ctrl+C.")
    environment = os.environ | {DATA: str(settings.data.resolve()), COMMUNITY: slug or os.environ.get(COMMUNITY, "")}
    sys.stdout.flush()
    os.chdir(APP.parent)
    os.execve(sys.executable, command(port, headless), environment)  # noqa: S606 - our own interpreter and script


def command(port: int, headless: bool) -> list[str]:
    """The command that runs the site."""
    flags = [f"--server.port={port}", f"--server.headless={str(headless).lower()}"]
    return [sys.executable, "-m", "streamlit", "run", str(APP), *flags]
