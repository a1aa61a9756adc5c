"""Reads an answer's body under a wall clock and a size limit, into memory or into a file."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import requests

from sources.answer import Rules
from sources.errors import BadAnswer, TooLarge, Unavailable
from sources.verdict import HEAD

CHUNK = 1 << 16


class Sink(Protocol):
    """Takes a body piece by piece."""

    def write(self, piece: bytes) -> None:
        """Adds the next piece."""
        ...

    def close(self) -> bytes:
        """The body, or nothing when it went to a file, which now has its name."""
        ...

    def drop(self) -> None:
        """Forgets everything written."""
        ...


class MemorySink:
    """Collects a body in memory."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> None:
        """Adds the next piece."""
        self._pieces.append(piece)

    def close(self) -> bytes:
        """The whole body."""
        return self._pieces[0] if len(self._pieces) == 1 else b"".join(self._pieces)

    def drop(self) -> None:
        """Forgets the pieces."""
        self._pieces.clear()


class FileSink:
    """Collects a body in a temporary file beside its target and gives it the target's name at the end."""

    def __init__(self, target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
        self._target, self._name, self._file = target, Path(name), os.fdopen(handle, "wb")

    def write(self, piece: bytes) -> None:
        """Adds the next piece."""
        self._file.write(piece)

    def close(self) -> bytes:
        """Empty; the file now has its name."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._name.replace(self._target)
        return b""

    def drop(self) -> None:
        """Removes the temporary file."""
        self._file.close()
        self._name.unlink(missing_ok=True)


def pieces(response: requests.Response) -> Iterator[bytes]:
    """The body as it arrives, decompressed, never waiting for more than the next network read."""
    read1 = getattr(response.raw, "read1", None)
    if read1 is None or not hasattr(response.raw, "decode_content"):
        yield from response.iter_content(CHUNK)
        return
    while piece := read1(CHUNK, decode_content=True):
        yield piece


def _announced(response: requests.Response) -> int | None:
    """Bytes the server promised, where they can be compared with what arrives."""
    length = response.headers.get("Content-Length", "")
    return int(length) if length.isdigit() and not response.headers.get("Content-Encoding") else None


def receive(
    response: requests.Response, sink: Sink, rules: Rules, late: Callable[[], bool], url: str
) -> tuple[bytes, int]:
    """First bytes and size of the body, which went to the sink; TooLarge, Unavailable (too slow) or BadAnswer (cut off)."""
    announced, head, size = _announced(response), b"", 0
    if announced is not None and announced > rules.max_bytes:
        raise _too_large(url, rules)
    for piece in pieces(response):
        size += len(piece)
        if size > rules.max_bytes:
            raise _too_large(url, rules)
        if late():
            raise Unavailable(
                f"{url} had sent only {size:,} bytes after {rules.deadline_s:g} s. Try again later.", url=url
            )
        if len(head) < HEAD:
            head += piece[: HEAD - len(head)]
        sink.write(piece)
    if announced is not None and size < announced:
        raise BadAnswer(f"{url} was cut off: {size:,} of {announced:,} bytes arrived. Try again later.", url=url)
    return head, size


def _too_large(url: str, rules: Rules) -> TooLarge:
    return TooLarge(
        f"{url} is larger than the {rules.max_bytes:,} bytes expected at most; not kept. Check the address.", url=url
    )
