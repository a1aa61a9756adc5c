"""Room for files that are too large for memory while they are read; what an interrupted program left is cleared by the next build."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

PREFIX = ".download-"


@contextlib.contextmanager
def room(root: Path) -> Iterator[Path]:
    """A folder under the cache's root, named by the program that uses it, and gone afterwards. (/tmp may be memory.)"""
    root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-", dir=root) as folder:
        yield Path(folder)


def clear(root: Path) -> None:
    """Remove the folders of programs that no longer run; a fetch that is under way keeps its own."""
    for folder in root.glob(f"{PREFIX}*"):
        number = folder.name.removeprefix(PREFIX).partition("-")[0]
        if not (number.isdigit() and _runs(int(number))):
            shutil.rmtree(folder, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)  # signal 0 asks whether there is such a process, and does nothing to it
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
