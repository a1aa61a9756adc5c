"""How long to wait, how often to ask again, how many requests at once."""

import random
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from sources.errors import SourceError
from sources.redact import redact, redact_end

AS_PACED = 99


@dataclass(frozen=True)
class Pace:
    """Patience and politeness towards services; times in seconds. The clock and the sleep can be replaced in tests."""

    retries: int = 3
    base_s: float = 0.5
    longest_wait_s: float = 30.0
    connect_s: float = 10.0
    read_s: float = 30.0
    per_host: int = 8
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    jitter: Callable[[], float] = random.random

    def wait_s(self, turn: int, asked_s: float | None) -> float:
        """Seconds before the next try: what the service asked for, else doubling with jitter; never above the longest wait."""
        own = self.base_s * 2**turn * (0.5 + 0.5 * self.jitter())
        return min(own if asked_s is None else max(asked_s, 0.0), self.longest_wait_s)


@dataclass(frozen=True)
class Failure:
    """One failed try: the error to report, how many further tries it deserves, and the wait the service asked for."""

    error: SourceError
    tries: int = 0
    wait_s: float | None = None
    unreachable: bool = False

    def without(self, secrets: Iterable[str]) -> "Failure":
        """The same, with these values taken out of everything that the error says."""
        hidden = tuple(secrets)
        said, url, excerpt = (
            redact_end(redact(text, hidden), hidden) for text in (str(self.error), self.error.url, self.error.excerpt)
        )
        if (said, excerpt) == (str(self.error), self.error.excerpt):
            return self
        return replace(self, error=type(self.error)(said, url=url, status=self.error.status, excerpt=excerpt))


def retry_after_s(header: str | None) -> float | None:
    """Seconds a Retry-After header asks for (a number or an HTTP date); None without a readable header."""
    if not header:
        return None
    if header.strip().isdigit():
        return float(header)
    try:
        then = parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return None
    if then.tzinfo is None:
        then = then.replace(tzinfo=UTC)
    return max((then - datetime.now(UTC)).total_seconds(), 0.0)


class Slots:
    """At most `per_host` requests to one host at a time, whatever number of threads ask."""

    def __init__(self, per_host: int) -> None:
        self._per_host = per_host
        self._lock = threading.Lock()
        self._hosts: dict[str, threading.BoundedSemaphore] = {}

    def of(self, host: str) -> threading.BoundedSemaphore:
        """The host's slots, to be held (`with`) while a request is under way."""
        with self._lock:
            return self._hosts.setdefault(host, threading.BoundedSemaphore(self._per_host))
