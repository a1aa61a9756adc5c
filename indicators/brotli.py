"""Brotli, from Arrow's own codecs, for what the site sends. Apart from the pages, which may not hold what opens a parquet file."""

import pyarrow as pa

LEVEL = 5  # takes the time of gzip at 6, and a chart's scripts an eighth less room


def available() -> bool:
    """Whether this machine's Arrow was made with Brotli."""
    return pa.Codec.is_available("brotli")


def compressed(content: bytes) -> bytes:
    """The content in the form that browsers call `br`."""
    return pa.Codec("brotli", compression_level=LEVEL).compress(content, asbytes=True)
