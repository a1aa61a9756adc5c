"""What came back, checked and complete."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson

from sources.errors import BadAnswer

MEGABYTE = 1_000_000
HEAD = 2048
"""Bytes of an answer's beginning that are looked at to tell what it is."""
JSON = ("application/json",)
ZIP = ("application/zip",)
TEXT = ("text/csv", "text/plain")


@dataclass(frozen=True)
class Rules:
    """What an answer may be: content types, seconds of wall clock for the whole request, bytes, and where to write it."""

    accept: tuple[str, ...] = JSON
    deadline_s: float = 60.0
    max_bytes: int = 200 * MEGABYTE
    stream_to: Path | None = None


@dataclass(frozen=True)
class Answer:
    """A whole, checked answer (200, 204 or 304). `url` is the service's own, without key; `body` is empty when streamed to a file."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str
    path: Path | None = None
    size: int = 0
    _parsed: list[Any] = field(default_factory=list, repr=False, compare=False)

    @property
    def etag(self) -> str:
        """The publisher's ETag, or empty."""
        return self.headers.get("ETag", "")

    @property
    def last_modified(self) -> str:
        """The publisher's Last-Modified date as sent, or empty."""
        return self.headers.get("Last-Modified", "")

    @cached_property
    def sha256(self) -> str:
        """Digest of the body as received (after decompression)."""
        if self.path is None:
            return hashlib.sha256(self.body).hexdigest()
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def json(self) -> Any:
        """The body parsed as JSON, once; BadAnswer when it is not JSON."""
        if not self._parsed:
            try:
                parsed = orjson.loads(self.body)
            except orjson.JSONDecodeError as error:
                reason = str(error)
            else:
                self._parsed.append(parsed)
                return parsed
            raise BadAnswer(f"{self.url} did not answer with whole JSON ({reason}).", url=self.url, status=self.status)
        return self._parsed[0]

    def text(self, encoding: str = "utf-8-sig") -> str:
        """The body as text, without a byte order mark; BadAnswer when it is not in this encoding."""
        try:
            return self.body.decode(encoding)
        except UnicodeDecodeError as error:
            reason = error.reason
        raise BadAnswer(f"{self.url} is not {encoding} text: {reason}.", url=self.url, status=self.status)
