"""Build one made-up community once, as `flashlight build` does; a program of its own, so that a test can kill it."""

import sys
from pathlib import Path

from indicators.commands.building import run_build
from indicators.settings import Settings

if __name__ == "__main__":
    run_build(Path(sys.argv[1]), Settings(Path(sys.argv[2])))
