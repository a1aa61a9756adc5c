"""One cached file and its sidecar on disk: whole or absent, whatever moment a process dies at.

Order of a change: the new sidecar beside (`.next`), the content renamed into place, the sidecar renamed into place. After a crash
the content's digest says which of the two sidecars is its own, so that either the old pair or the new pair remains, never a mixture.
"""

import hashlib
import os
from pathlib import Path

from filelock import FileLock, Timeout

from sources import sidecar as sidecars
from sources.errors import Unavailable
from sources.sidecar import Sidecar

LOCK_WAIT_S = 600


def sha256_of(body: bytes) -> str:
    """Hexadecimal digest."""
    return hashlib.sha256(body).hexdigest()


def replace_file(path: Path, body: bytes) -> None:
    """Gives the path this content at once: readers see the old or the new file, never a part. One writer at a time (the lock)."""
    part = path.parent / f".{path.name}.part"
    with part.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


class Kept:
    """The files of one cache entry: `<name><suffix>`, `<name>.json`, and while they change `<name>.json.next`."""

    def __init__(self, folder: Path, name: str, suffix: str) -> None:
        self.content = folder / f"{name}{suffix}"
        self.sidecar = folder / f"{name}.json"
        self.next = folder / f"{name}.json.next"
        self.quarantine = folder / f"{name}{suffix}.quarantine"
        self._lock_path = folder / ".locks" / f"{name.replace('/', '~')}.lock"

    def lock(self) -> FileLock:
        """Held (`with held(...)`) while the entry is fetched or changed, between processes and threads."""
        self._lock_path.parent.mkdir(parents=True, exist_ok=True)
        return FileLock(self._lock_path, timeout=LOCK_WAIT_S)

    def acquire(self) -> FileLock:
        """The lock, held; Unavailable when another process does not let go of it."""
        lock = self.lock()
        try:
            lock.acquire()
        except Timeout:
            held = False
        else:
            held = True
        if not held:
            raise Unavailable(
                f"{self._lock_path} has been held by another process for {LOCK_WAIT_S} s. End that process and try again."
            )
        return lock

    def peek(self) -> Sidecar | None:
        """The sidecar if content of its size stands beside it; a few dozen microseconds, no content read."""
        side = sidecars.read(self.sidecar)
        try:
            whole = side is not None and self.content.stat().st_size == side.bytes and not self.next.exists()
        except FileNotFoundError:
            whole = False
        if whole:
            return side
        if not self.content.exists() or (side is None and not self.next.exists()):
            return None
        lock = self.acquire()
        try:
            return self.settle()
        finally:
            lock.release()

    def settle(self) -> Sidecar | None:
        """After a crash: the sidecar whose digest is the content's, put in its place.

        None when neither is: the entry then counts as absent. The lock is held.
        """
        try:
            found = sha256_of(self.content.read_bytes())
        except FileNotFoundError:
            self.next.unlink(missing_ok=True)
            return None
        coming, side = sidecars.read(self.next), sidecars.read(self.sidecar)
        if coming is not None and coming.sha256 == found:
            self.next.replace(self.sidecar)
            return coming
        self.next.unlink(missing_ok=True)
        if side is not None and side.sha256 == found:
            return side
        self.sidecar.unlink(missing_ok=True)
        return None

    def read(self) -> tuple[Sidecar, bytes] | None:
        """Sidecar and content that belong together; None when absent or damaged."""
        for _ in range(2):
            side = self.peek()
            if side is None:
                return None
            body = self.content.read_bytes()
            if sha256_of(body) == side.sha256:
                return side, body
            lock = self.acquire()
            try:
                self.settle()
            finally:
                lock.release()
        return None

    def write(self, side: Sidecar, body: bytes | None) -> None:
        """Puts the pair in place; body None keeps the content. The lock is held."""
        self.content.parent.mkdir(parents=True, exist_ok=True)
        if body is None:
            replace_file(self.sidecar, sidecars.to_json(side))
            return
        replace_file(self.next, sidecars.to_json(side))
        replace_file(self.content, body)
        self.next.replace(self.sidecar)
