"""Unpacks gzip answers strictly: a damaged or unfinished stream is an error, where libraries pass on what they got."""

import zlib
from collections.abc import Iterable, Iterator

from sources.errors import BadAnswer

AT_MOST = 1 << 20
_GZIP = 31


def unpacked(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The unpacked body in pieces of at most 1 MB; BadAnswer when it is damaged, unfinished or packed in another way."""
    if encoding not in ("gzip", "x-gzip"):
        raise BadAnswer(f"is packed as {encoding!r}, where gzip or nothing was asked for.")
    stream = zlib.decompressobj(_GZIP)
    for piece in pieces:
        while piece:
            if stream.eof:
                stream = zlib.decompressobj(_GZIP)
            out = _step(stream, piece)
            if out:
                yield out
            piece = stream.unused_data or stream.unconsumed_tail
    if not stream.eof:
        raise BadAnswer("was cut off: the compressed answer has no end. Try again later.")


def _step(stream: "zlib._Decompress", piece: bytes) -> bytes:
    try:
        return stream.decompress(piece, AT_MOST)
    except zlib.error as error:
        reason = str(error)
    raise BadAnswer(f"is damaged: the compressed answer cannot be unpacked ({reason}). Try again later.")
