"""By which entries of the cache one question was answered, so that answers which were read before need not be read again.

What a question comes to follows from the program, the community and the answers it was given. It may be given them in any order and
number: which it asks for next follows from those before. So once all answers of an earlier time have been given again unchanged, and
no other, whatever it would do next is what it did then.
"""

import hashlib
import threading
from collections.abc import Mapping

from sources.cache import Cache, CacheKey, Fetch
from sources.errors import SourceError
from sources.kept import Kept
from sources.sidecar import Sidecar


class SameAnswers(Exception):  # noqa: N818 - it says what is the case; nothing has gone wrong
    """Raised out of a question as soon as it has been given all its earlier answers; no SourceError, so that none takes it for one."""


class Witness(Cache):
    """The same archive and the same account of what was used, which also notes the answers of one question.

    `answers` are digests by the entry's name: of its content, or of the error where there was none. Services are asked as ever; what
    failed once is not asked again. Raises SameAnswers where `before` is not empty and has come again.
    """

    def __init__(self, cache: Cache, before: Mapping[str, str]) -> None:
        super().__init__(cache.root, cache.offline)
        cache.shared_with(self)
        self.answers: dict[str, str] = {}
        self._before, self._noting = dict(before), threading.Lock()
        self._errors: dict[CacheKey, SourceError] = {}

    def read_on(self) -> None:
        """From now on the question may read, though nothing is new."""
        self._before = {}

    def _ensure(self, key: CacheKey, kept: Kept, fetch: Fetch, immutable: bool) -> Sidecar:
        if key in self._errors:
            raise self._errors[key]
        try:
            side = super()._ensure(key, kept, fetch, immutable)
        except SourceError as error:
            self._failed(key, error)
            raise
        self._note(key, side.sha256)
        return side

    def _read(self, key: CacheKey, suffix: str, fetch: Fetch, immutable: bool) -> bytes:
        try:
            return super()._read(key, suffix, fetch, immutable)
        except SourceError as error:  # what was asked for well may be damaged when it is read
            self._failed(key, error)
            raise

    def _failed(self, key: CacheKey, error: SourceError) -> None:
        self._errors[key] = error
        self._note(key, hashlib.sha256(f"{type(error).__name__}: {error}".encode()).hexdigest())

    def _note(self, key: CacheKey, digest: str) -> None:
        with self._noting:
            self.answers[f"{key.source}/{key.name}"] = digest
            same = bool(self._before) and self.answers == self._before
        if same:
            raise SameAnswers
