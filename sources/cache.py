"""Keeps what services answered, with its provenance, and never lets a worse answer replace a good copy."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pyarrow as pa

from sources import sidecar as sidecars
from sources.errors import BadAnswer, Offline, SourceError
from sources.fetched import CacheKey, Fetched, described, stored, worse
from sources.kept import Kept, replace_file
from sources.redact import redact
from sources.sidecar import EMPTY, GOOD, Sidecar, digest_of
from sources.text_table import from_parquet

__all__ = ["Cache", "CacheKey", "Fetched", "Problem", "Sidecar"]


@dataclass(frozen=True)
class Problem:
    """An entry whose new answer was not used; the earlier copy stands in."""

    key: CacheKey
    error: SourceError


Fetch = Callable[[Sidecar | None], Fetched | None]
Shares = TypeVar("Shares", bound="Cache")


class Cache:
    """The archive under one folder. Safe between threads and processes."""

    def __init__(self, root: Path, offline: bool = False) -> None:
        self.root, self.offline = root, offline
        self._guard = threading.Lock()
        self._used: dict[CacheKey, Sidecar] = {}
        self._problems: dict[CacheKey, Problem] = {}

    def get(self, key: CacheKey, fetch: Fetch, *, immutable: bool) -> pa.Table:
        """The publisher's table, all text. `fetch` is called with what is held (or None) when it must be asked for; it returns
        None for "not modified". Immutable entries are asked for once. Raises typed SourceErrors when nothing good is held."""
        return from_parquet(self._read(key, ".parquet", fetch, immutable))

    def hold(self, key: CacheKey, fetch: Fetch, *, immutable: bool) -> Sidecar:
        """The sidecar of a table, which `get` then gives; by the same rules, but its content is not read."""
        return self._ensure(key, self._kept(key, ".parquet"), fetch, immutable)

    def blob(self, key: CacheKey, fetch: Fetch, *, immutable: bool) -> bytes:
        """The publisher's file as it is, by the same rules (bytes count as rows)."""
        return self._read(key, "", fetch, immutable)

    def at_rest(self) -> "Cache":
        """The same archive and the same account of what was used, read as it lies: nobody is asked about anything."""
        return self.shared_with(Cache(self.root, offline=True))

    def of_files(self) -> "Cache":
        """The same archive and the same account of what was used, for files on this machine, which are read offline too."""
        return self.shared_with(Cache(self.root))

    def shared_with(self, view: "Shares") -> "Shares":
        """The view, which keeps one account with this one from now on."""
        view._guard, view._used, view._problems = self._guard, self._used, self._problems
        return view

    def peek(self, key: CacheKey) -> Sidecar | None:
        """The entry's sidecar if it is held whole; asks nobody and reads no content."""
        return self._kept(key, ".parquet").peek() or self._kept(key, "").peek()

    def held(self, keys: Iterable[CacheKey]) -> list[Sidecar]:
        """Sidecars of entries that are used as they lie; no content is read. Raises Offline where one is not held whole."""
        found = {key: self.peek(key) for key in keys}
        for key, side in found.items():
            if side is None:
                raise Offline(f"{key.source}/{key.name} is not whole in {self.root}. Fetch again.")
        sides = {key: side for key, side in found.items() if side is not None}
        with self._guard:
            self._used |= sides
        return list(sides.values())

    def entries(self) -> list[Sidecar]:
        """Sidecars of everything used through this object, in order of their names."""
        with self._guard:
            return [self._used[key] for key in sorted(self._used)]

    def problems(self) -> list[Problem]:
        """Entries whose new answer could not be used, so that an earlier copy stands in."""
        with self._guard:
            return [self._problems[key] for key in sorted(self._problems)]

    def digest(self, keys: Iterable[CacheKey] | None = None) -> str | None:
        """One digest of these entries' content (default: of all used), from sidecars alone; None when one is not held."""
        if keys is None:
            return digest_of(self.entries())
        found = [self.peek(key) for key in keys]
        return None if None in found else digest_of(side for side in found if side is not None)

    def _kept(self, key: CacheKey, suffix: str) -> Kept:
        if not suffix and key.name.endswith((".json", ".parquet", ".next", ".quarantine")):
            raise ValueError(f"a cached file cannot be named {key.name!r}: the cache uses this ending itself")
        return Kept(self.root / key.source, key.name, suffix)

    def _read(self, key: CacheKey, suffix: str, fetch: Fetch, immutable: bool) -> bytes:
        kept = self._kept(key, suffix)
        for _ in range(2):
            self._ensure(key, kept, fetch, immutable)
            pair = kept.read()
            if pair is not None:
                return pair[1]
            with self._guard:
                self._used.pop(key, None)
        raise BadAnswer(
            f"{kept.content} changes or is damaged each time it is read. Check the disk, delete the file, fetch again."
        )

    def _ensure(self, key: CacheKey, kept: Kept, fetch: Fetch, immutable: bool) -> Sidecar:
        side = kept.peek()
        with self._guard:
            used = self._used.get(key)
        if side is not None and used is not None and used.sha256 == side.sha256:
            return used
        if side is None and self.offline:
            raise Offline(
                f"Working offline, and {key.source}/{key.name} is not in {self.root}. Run once without --offline."
            )
        if self.offline and side is not None and not immutable:
            side = side.stale("working offline: not asked whether it has changed")
        elif side is None or not immutable or (side.status == EMPTY and not self.offline):
            side = self._refresh(key, kept, fetch, immutable)
        with self._guard:
            self._used[key] = side
        return side

    def _refresh(self, key: CacheKey, kept: Kept, fetch: Fetch, immutable: bool) -> Sidecar:
        """Asks the service while holding the entry's lock; whoever waited for the lock finds the work done."""
        began = sidecars.now()
        lock = kept.acquire()
        try:
            side = kept.settle() if kept.content.exists() else None
            if side is not None and (_done_since(began, side) or (immutable and side.status == GOOD)):
                return side
            return self._ask(key, kept, fetch, side)
        finally:
            lock.release()

    def _ask(self, key: CacheKey, kept: Kept, fetch: Fetch, side: Sidecar | None) -> Sidecar:
        try:
            fetched = fetch(side)
            return self._unchanged(kept, side) if fetched is None else self._accept(key, kept, fetched, side)
        except SourceError as error:
            if side is None or not error.copy_may_stand_in:
                raise
            return self._stand_in(key, kept, side, error)

    def _unchanged(self, kept: Kept, side: Sidecar | None) -> Sidecar:
        if side is None:
            raise BadAnswer(f"{kept.content.name}: the service says 'not modified', but no copy is held. Fetch again.")
        side = side.checked(sidecars.now())
        kept.write(side, None)
        return side

    def _stand_in(self, key: CacheKey, kept: Kept, side: Sidecar, error: SourceError) -> Sidecar:
        """The earlier copy, marked stale with the reason, which is reported."""
        with self._guard:
            self._problems[key] = Problem(key, error)
        stale = side.stale(redact(f"{type(error).__name__}: {error}"))
        kept.write(stale, None)
        return stale

    def _accept(self, key: CacheKey, kept: Kept, fetched: Fetched, side: Sidecar | None) -> Sidecar:
        content = stored(fetched.content)
        fresh = described(key, kept.content.name, fetched, content)
        error = worse(kept, side, fresh) if side is not None else None
        if error is not None:
            if content.amount:
                replace_file(kept.quarantine, content.body)
            raise error
        same = side is not None and side.sha256 == fresh.sha256
        kept.write(fresh, None if same else content.body)
        return fresh


def _done_since(began: str, side: Sidecar) -> bool:
    """Whether the copy was checked between then and now. A time ahead of the clock, which was set back since, says nothing."""
    return began < side.checked_at <= sidecars.now()
