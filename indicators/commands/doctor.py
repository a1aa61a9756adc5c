"""`doctor`: whether this machine is ready, said in words, without showing a secret."""

import re
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from urllib.parse import urlsplit

from geo import clock
from geo.errors import FlashlightError
from indicators import agreements, release
from indicators.commands import copies
from indicators.settings import KEY, MIRROR, Settings
from sources.mirror import checked_mirror

OLDEST_PYTHON = (3, 11)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


@dataclass(frozen=True)
class Finding:
    """One check: what was looked at, what was found, and whether the product can work with it."""

    what: str
    found: str
    good: bool = True


def findings(settings: Settings) -> Iterator[Finding]:
    """Every check, in the order a person would mend things."""
    found = ".".join(map(str, sys.version_info[:3]))
    yield Finding("Python", found, sys.version_info[:2] >= OLDEST_PYTHON)
    yield _packages()
    yield _folder(settings)
    yield _key(settings.key)
    yield _mirror(settings.mirror)
    yield _newest(settings)
    yield _agreements(settings)
    yield from _copies(settings)
    browser = next((b for b in BROWSERS if shutil.which(b)), None)
    yield Finding("Chromium", browser or "not found; only the browser tests need it")


def _packages() -> Finding:
    try:
        wanted = [re.split(r"[ ;<>=!\[]", r)[0] for r in requires("flashlight") or [] if "extra ==" not in r]
    except PackageNotFoundError:
        return Finding("Packages", "Flashlight itself is not installed; run `uv sync`", good=False)
    missing = [name for name in wanted if not _installed(name)]
    if missing:
        return Finding("Packages", f"missing: {', '.join(missing)}; run `uv sync`", good=False)
    return Finding("Packages", f"all {len(wanted)} are installed; Flashlight {version('flashlight')}")


def _installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


def _folder(settings: Settings) -> Finding:
    folder = settings.data.resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        return Finding("Data folder", f"{folder} cannot be written ({error.strerror}); set FLASHLIGHT_DATA", good=False)
    free = shutil.disk_usage(folder).free // 10**9
    return Finding("Data folder", f"{folder} can be written, {free} GB free")


def _key(key: str | None) -> Finding:
    if not key:
        return Finding("Census key", f"{KEY} is not set; vintages before 2021 need one")
    if not re.fullmatch(r"[0-9a-fA-F]{40}", key):
        return Finding("Census key", f"{KEY} should be 40 digits and letters a to f; it is not", good=False)
    return Finding("Census key", f"{KEY} is set and has the right form")


def _mirror(mirror: str) -> Finding:
    if not mirror:
        return Finding("Mirror", f"{MIRROR} is not set; services are asked directly")
    try:
        parts = urlsplit(checked_mirror(mirror) or "")
    except FlashlightError as error:
        return Finding("Mirror", str(error), good=False)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        socket.create_connection((parts.hostname or "", port), timeout=3).close()
    except OSError:
        return Finding("Mirror", f"{parts.hostname}:{port} does not answer; correct {MIRROR} or unset it", good=False)
    return Finding("Mirror", f"{parts.hostname}:{port} answers")


def _newest(settings: Settings) -> Finding:
    try:
        current = release.pointers(settings.data)
        for release_id in current.values():
            release.verify(settings.data, release_id)
    except (FlashlightError, OSError) as error:
        return Finding("Release", str(error), good=False)
    if not current:
        return Finding("Release", "none yet; `flashlight demo` or `flashlight build PATH` makes one")
    return Finding("Release", ", ".join(current.values()) + " whole")


def _agreements(settings: Settings) -> Finding:
    """Whether every partner's agreement behind the releases served still holds."""
    try:
        abouts = [release.read_about(settings.data, r) for r in release.pointers(settings.data).values()]
    except (FlashlightError, OSError):
        return Finding("Agreements", "the release served cannot be read")  # told as a problem by the line before
    terms = {term for about in abouts for kept in agreements.kept(about).values() for term in kept}
    if not terms:
        return Finding("Agreements", "no partner's numbers are served")
    first = min(terms, key=lambda term: term.until)
    left = (first.until - clock.today()).days
    if left < 0:
        mend = "its numbers are hidden. Renew it in community.toml or take the partner out, then build again"
        return Finding("Agreements", f"the one with {first.partner} ended on {first.until}; {mend}", good=False)
    return Finding(
        "Agreements", f"all hold; the next to end is with {first.partner}, on {first.until} ({left:,} days left)"
    )


def _copies(settings: Settings) -> Iterator[Finding]:
    """Every partner whose numbers lie on this machine past the day by which they were to be destroyed."""
    for late in copies.overdue(settings.data, clock.today()):
        said = f"every copy of {late.partner}'s numbers was to be destroyed by {late.destroy_by}, and releases hold them still"
        yield Finding("Copies", f"{said}. {copies.to_remove(settings.data, late.releases)}", good=False)
