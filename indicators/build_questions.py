"""Questions to sources under way at once: answers by name, and what failed."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from sources.errors import Drift, KeyInvalid, KeyMissing, SourceError

Progress = Callable[[int, int, str], None]
T = TypeVar("T")


class Questions:
    """Questions under way. A wrong key stops them all, since it would fail each in the same way."""

    def __init__(self, pool: ThreadPoolExecutor, progress: Progress | None) -> None:
        self._pool, self._progress = pool, progress
        self._put = self._done = 0
        self._stopped: SourceError | None = None
        self.failed: dict[str, str] = {}
        self.drifted: set[str] = set()

    def put(self, name: str, ask: Callable[[], T]) -> "tuple[str, Future[T]]":
        """A question that is asked as soon as a place is free."""
        self._put += 1
        return name, self._pool.submit(self._ask, ask)

    def now(self, name: str, ask: Callable[[], T]) -> "tuple[str, Future[T]]":
        """A question nobody has to be waited for: it is answered here, before this returns."""
        self._put += 1
        done: Future[T] = Future()
        try:
            done.set_result(self._ask(ask))
        except SourceError as error:
            done.set_exception(error)
        return name, done

    def _ask(self, ask: Callable[[], T]) -> T:
        if self._stopped is not None:
            raise self._stopped
        try:
            return ask()
        except (KeyInvalid, KeyMissing) as error:
            self._stopped = error
            raise

    def answer(self, asked: "tuple[str, Future[T]]") -> T | None:
        """The answer; None where the source failed, which is noted. Raises KeyInvalid and KeyMissing."""
        name, future = asked
        try:
            return future.result()
        except (KeyInvalid, KeyMissing):
            raise
        except SourceError as error:
            self.note(name, error)
            return None
        finally:
            self._done += 1
            if self._progress is not None:
                self._progress(self._done, self._put, name)

    def note(self, name: str, error: SourceError) -> None:
        """Remember that a piece is missing and why; apart, whether its publisher has changed it, which no later try mends."""
        self.failed[name] = str(error)
        if isinstance(error, Drift):
            self.drifted.add(name)

    def answers(self, asked: "Mapping[str, tuple[str, Future[T]]]") -> dict[str, T]:
        """Those answers that came, under the same names."""
        found = {key: self.answer(question) for key, question in asked.items()}
        return {key: answer for key, answer in found.items() if answer is not None}
