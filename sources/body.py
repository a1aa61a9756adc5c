"""Reads an answer's body under a wall clock and a size limit, into memory or into a file."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import requests

from sources.answer import HEAD, Rules
from sources.errors import BadAnswer, TooLarge, Unavailable
from sources.gzipped import unpacked

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
        """Forgets what was written and not closed; harmless afterwards."""
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
        self._target = target
        self._part = target.parent / f".{target.name}.{os.getpid()}-{threading.get_ident()}.part"
        self._file = self._part.open("wb")

    def write(self, piece: bytes) -> None:
        """Adds the next piece."""
        self._file.write(piece)

    def close(self) -> bytes:
        """Empty; the file now has its name."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._part.replace(self._target)
        return b""

    def drop(self) -> None:
        """Removes the temporary file, if it is still that."""
        self._file.close()
        self._part.unlink(missing_ok=True)


def arriving(response: requests.Response) -> Iterator[bytes]:
    """The body as sent, piece by piece, never waiting for more than the next network read; decompressed if no network is below."""
    if response.raw is None:
        yield response.content
        return
    read1 = getattr(response.raw, "read1", None)
    if read1 is None or not hasattr(response.raw, "decode_content"):
        yield from response.iter_content(CHUNK)
        return
    pieces = iter(lambda: read1(CHUNK, decode_content=False), b"")
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    yield from pieces if encoding in ("", "identity") else unpacked(pieces, encoding)


def _announced(response: requests.Response) -> int | None:
    """Bytes the server promised, where they can be compared with what arrives."""
    length = response.headers.get("Content-Length", "")
    return int(length) if length.isdigit() and not response.headers.get("Content-Encoding") else None


def receive(response: requests.Response, sink: Sink, rules: Rules, late: Callable[[], bool]) -> tuple[bytes, int]:
    """First bytes and size of the body, which went to the sink. Messages begin after the address, which the caller adds.

    Raises TooLarge, Unavailable (too slow) or BadAnswer (cut off, damaged).
    """
    announced, head, size = _announced(response), b"", 0
    if announced is not None and announced > rules.max_bytes:
        raise _too_large(rules)
    for piece in arriving(response):
        size += len(piece)
        if size > rules.max_bytes:
            raise _too_large(rules)
        if late():
            raise Unavailable(f"had sent only {size:,} bytes after {rules.deadline_s:g} s. Try again later.")
        if len(head) < HEAD:
            head += piece[: HEAD - len(head)]
        sink.write(piece)
    if announced is not None and size < announced:
        raise BadAnswer(f"was cut off: {size:,} of {announced:,} bytes arrived. Try again later.")
    return head, size


def _too_large(rules: Rules) -> TooLarge:
    return TooLarge(f"is larger than the {rules.max_bytes:,} bytes expected at most; not kept. Check the address.")
