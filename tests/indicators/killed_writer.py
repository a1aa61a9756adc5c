"""Writes a release again and again, each time killed (SIGKILL) one write to the disk later; prints what was found as JSON."""

import json
import os
import shutil
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from indicators import release, release_files
from indicators.store import Store
from tests.releases import small_contents, small_release, ungated

LATER = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)


def write_and_die(root: Path, step: int) -> None:
    """Write a release in this process and kill it before its `step`-th wait for the disk."""
    left = [step]
    wait = release_files.sync

    def sync(handle: int) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        wait(handle)

    release_files.sync = sync
    with release.building(root):
        release.write(root, small_contents(), LATER, ungated)
    os._exit(0)


def killed(root: Path, step: int) -> bool:
    """Whether the writer was killed, rather than finished."""
    child = os.fork()
    if child == 0:
        write_and_die(root, step)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def found(root: Path, old: str) -> dict[str, object]:
    """What is served after the kill, and whether the next build leaves nothing behind."""
    served = release.pointers(root)["lantern-falls"]
    release.verify(root, served)
    whole = len(Store(root, served).rows("poverty")) > 0
    with release.building(root):
        pass
    left = [p for p in root.rglob("*") if "staging" in p.name or p.name.startswith(".lantern")]
    return {"served": "1-old" if served == old else "2-new", "whole": whole, "clean": not left}


def main(root: Path) -> None:
    """One folder a step, so that every step starts from the old release alone."""
    seen, step, alive = [], 1, True
    while alive:
        folder = root / str(step)
        old = small_release(folder).release.id
        alive = killed(folder, step)
        seen.append(found(folder, old))
        shutil.rmtree(folder)
        step += 1
    sys.stdout.write(json.dumps(seen))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
