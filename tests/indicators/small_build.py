"""Builds of the made-up place, or of a copy of it, whose services answer or fail as a test wants."""

import shutil
from pathlib import Path

import requests

from communities.demo.transport import DemoAdapter
from indicators.build import Built, build
from indicators.build_gather import Sources
from sources.cache import Cache
from sources.session import Pace, Session

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "communities" / "demo"
KEY = "0123456789abcdef0123456789abcdef01234567"
QUICK = Pace(base_s=0.0, longest_wait_s=0.0)


class Failing(DemoAdapter):
    """The made-up services, of which some hosts or paths answer 503."""

    def __init__(self, *broken: str) -> None:
        super().__init__()
        self.broken = broken

    def send(self, request: requests.PreparedRequest, *args: object, **options: object) -> requests.Response:
        if not any(word in str(request.url) for word in self.broken):
            return super().send(request, *args, **options)  # type: ignore[arg-type]  # passed on as they came
        response = super().send(request, *args, **options)  # type: ignore[arg-type]  # as above
        response.status_code = 503
        return response


def sources(root: Path, *broken: str, key: str | None = KEY) -> Sources:
    return Sources(Session(mirror="", adapter=Failing(*broken), pace=QUICK), Cache(root / "cache"), key)


def built(root: Path, *broken: str, key: str | None = KEY, path: Path = DEMO) -> Built:
    return build(path, root, sources(root, *broken, key=key))


def changed_demo(folder: Path, name: str) -> Path:
    shutil.copytree(DEMO, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    toml = folder / "community.toml"
    text = toml.read_text("utf-8")
    toml.write_text(text.replace('"Lanternford, State of Example"', f'"{name}"'), "utf-8")
    return folder
