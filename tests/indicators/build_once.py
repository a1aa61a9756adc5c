"""Build one made-up community once, as `flashlight build` does, with or without a key; a program of its own, so that a test can kill it."""

import sys
from pathlib import Path

from communities.demo.transport import DemoAdapter
from indicators.build import build
from indicators.build_gather import Sources
from indicators.commands.building import run_build
from indicators.settings import Settings
from sources.cache import Cache
from sources.session import Session
from tests.indicators.small_catalog import small_catalog

if __name__ == "__main__":
    path, root = Path(sys.argv[1]), Path(sys.argv[2])
    with small_catalog():
        if "keyless" in sys.argv[3:]:
            build(path, root, Sources(Session(mirror="", adapter=DemoAdapter()), Cache(root / "cache-demo")))
        else:
            run_build(path, Settings(root))
