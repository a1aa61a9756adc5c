"""Numbers planted in a made-up city's sources, and a search for them in whatever a build and its site give out.

A planted number is looked for in every way it could be written: digits with and without separators, rounded, as a share of one,
and as the bytes of a binary number; in files as they are and unpacked, parquet with its statistics.
"""

import gzip
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import requests

from communities.demo.answers import Reply
from communities.demo.transport import DemoAdapter, _response

DIGITS = 6  # a shorter number stands somewhere by chance
SEPARATORS = (",", ".", " ", "\u00a0", "\u202f", "&nbsp;")


@dataclass(frozen=True)
class Sentinel:
    """A number that nothing else in a build has."""

    number: float

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Every way it may be written."""
        if self.number == int(self.number):
            plain = str(int(self.number))
            return (plain, *(f"{int(self.number):,}".replace(",", separator) for separator in SEPARATORS))
        found = [str(self.number)]
        for number, decimals in ((self.number, range(3, 9)), (self.number / 100, range(5, 11))):
            rounded = [f"{number:.{d}f}" for d in decimals]
            found += [word for word in rounded if len(word.strip("0.").replace(".", "")) >= DIGITS]
        return tuple(dict.fromkeys([*found, *(word.replace(".", ",") for word in found)]))

    @cached_property
    def bits(self) -> tuple[bytes, ...]:
        """As the binary numbers that files and messages hold."""
        numbers = {self.number, round(self.number, 4), self.number / 100}
        found = [struct.pack("<d", n) for n in numbers]
        return (*found, *([struct.pack("<q", int(self.number))] if self.number == int(self.number) else []))

    @cached_property
    def _text(self) -> re.Pattern[bytes]:
        words = "|".join(re.escape(word) for word in sorted(self.words, key=len, reverse=True))
        return re.compile(rf"(?<![\d.])(?:{words})(?![0-9])".encode())

    def stands_in(self, content: bytes) -> bool:
        """Whether the content, as it is and not unpacked, has it."""
        # Looking for fixed words is many times as quick as for a pattern, and nearly nothing has any.
        written = any(word.encode() in content for word in self.words) and self._text.search(content) is not None
        return written or any(bits in content for bits in self.bits)


def unpacked(content: bytes) -> Iterator[bytes]:
    """The content, and what is packed in it: gzip, zip, parquet, the streams of a PDF, the words in a PNG."""
    yield content
    if content.startswith(b"\x1f\x8b"):
        yield from unpacked(gzip.decompress(content))
    elif content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as held:
            for name in held.namelist():
                yield name.encode()
                yield from unpacked(held.read(name))
    elif content.startswith(b"PAR1"):
        file = pq.ParquetFile(io.BytesIO(content))
        yield str(file.metadata.to_dict()).encode()
        yield str(file.schema_arrow.metadata).encode()
        yield file.read().to_pandas().to_csv().encode()
    elif content.startswith((b"%PDF", b"\x89PNG")):
        yield from _streams(content)


def _streams(content: bytes) -> Iterator[bytes]:
    """What zlib has packed anywhere in it."""
    for start in (found.start() for found in re.finditer(rb"x[\x01\x5e\x9c\xda]", content)):
        try:
            yield zlib.decompressobj().decompress(memoryview(content)[start:])
        except zlib.error:
            continue


def found_in(things: Iterable[tuple[str, bytes]], sentinels: Iterable[Sentinel]) -> set[str]:
    """Names of the things that have one of the numbers, in their content or name."""
    every = list(sentinels)
    return {
        name for name, content in things if any(s.stands_in(piece) for piece in _pieces(name, content) for s in every)
    }


def _pieces(name: str, content: bytes) -> Iterator[bytes]:
    yield name.encode()
    yield from unpacked(content)


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder, by its path in it."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        yield str(path.relative_to(folder)), path.read_bytes()


class Altered(DemoAdapter):
    """The made-up city's services with some words of their answers exchanged."""

    def __init__(self, exchanged: dict[bytes, bytes]) -> None:
        super().__init__()
        self.exchanged = exchanged
        self.done: set[bytes] = set()

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """The service's answer with the words exchanged; `done` tells which were met."""
        answer = super().send(request, *args, **kwargs)
        body = answer.raw.read()
        for old, new in self.exchanged.items():
            if old in body:
                body = body.replace(old, new)
                self.done.add(old)
        headers = {k: v for k, v in answer.headers.items() if k != "Content-Length"}
        return _response(request, Reply(answer.status_code, body, headers))
