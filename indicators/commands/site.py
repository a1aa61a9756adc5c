"""`serve`: run the site on a data folder."""

import os
import subprocess
import sys
from pathlib import Path

from geo.errors import FlashlightError
from indicators import release
from indicators.commands.output import out
from indicators.settings import COMMUNITY, DATA, Settings
from indicators.store import Store

APP = Path(__file__).resolve().parents[2] / "app.py"


class NoSiteError(FlashlightError):
    """The site's own files are not where they should be."""


def serve(settings: Settings, port: int, headless: bool, slug: str | None = None) -> int:
    """Run the site until it is stopped; its exit code. Raises NoReleaseError before anything is started."""
    if not APP.is_file():
        raise NoSiteError(f"Expected the site at {APP}. Run Flashlight from its own folder (see the README).")
    store = Store.open(settings.data, slug=slug)
    release.verify(settings.data, store.release.id)
    out.print(f"{store.release.community.name}, release {store.release.id}")
    out.print(f"Open http://localhost:{port} in a browser. Stop with Ctrl+C.")
    environment = os.environ | {DATA: str(settings.data.resolve()), COMMUNITY: slug or os.environ.get(COMMUNITY, "")}
    return subprocess.call(command(port, headless), env=environment, cwd=APP.parent)


def command(port: int, headless: bool) -> list[str]:
    """The command that runs the site."""
    flags = [f"--server.port={port}", f"--server.headless={str(headless).lower()}"]
    return [sys.executable, "-m", "streamlit", "run", str(APP), *flags]
