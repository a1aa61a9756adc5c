"""A new answer on its way into the cache: its name, its content as it will be stored, its provenance, and how it compares."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from sources import sidecar as sidecars
from sources.answer import Answer
from sources.errors import Drift, Emptied, Shrunken
from sources.kept import Kept, sha256_of
from sources.redact import redact
from sources.sidecar import EMPTY, GOOD, Sidecar
from sources.text_table import all_text, to_parquet

if TYPE_CHECKING:
    import pandas as pd

SHRUNKEN = 0.5
"""A new answer with fewer than this share of the rows held is set aside, not used."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*")


@dataclass(frozen=True, order=True)
class CacheKey:
    """What is kept: the service's short name, and a name within it that says all that the content depends on (never a key)."""

    source: str
    name: str

    def __post_init__(self) -> None:
        for part in (self.source, self.name):
            if not _NAME.fullmatch(part) or len(part) > 180 or redact(part) != part:
                raise ValueError(f"a cache name has letters, digits, . _ - and / only, at most 180: {redact(part)!r}")


@dataclass(frozen=True)
class Fetched:
    """A new answer: a table of text or the bytes of a file, and where it is from."""

    content: "pa.Table | pd.DataFrame | bytes"
    answers: Answer | Sequence[Answer]
    licence: str = ""
    citation: str = ""

    def all_answers(self) -> tuple[Answer, ...]:
        """The answers the content was made of, at least one."""
        return (self.answers,) if isinstance(self.answers, Answer) else tuple(self.answers)


@dataclass(frozen=True)
class Stored:
    """Content as it goes to disk: bytes, rows (None for a file) and column names."""

    body: bytes
    rows: int | None = None
    columns: tuple[str, ...] = ()

    @property
    def amount(self) -> int:
        """Rows of a table, bytes of a file."""
        return len(self.body) if self.rows is None else self.rows


def stored(content: "pa.Table | pd.DataFrame | bytes") -> Stored:
    """The content as it goes to disk; TypeError for a table that is not all text."""
    if isinstance(content, bytes):
        return Stored(content)
    table = all_text(content)
    return Stored(to_parquet(table), table.num_rows, tuple(table.column_names))


def described(key: CacheKey, file: str, fetched: Fetched, content: Stored) -> Sidecar:
    """The provenance of new content, fetched now."""
    answers, at = fetched.all_answers(), sidecars.now()
    single = answers[0] if len(answers) == 1 else None
    digests = [answer.sha256 for answer in answers]
    return Sidecar(
        source=key.source,
        name=key.name,
        url=redact(answers[0].url),
        file=file,
        sha256=sha256_of(content.body),
        bytes=len(content.body),
        rows=content.rows,
        columns=content.columns,
        retrieved_at=at,
        checked_at=at,
        etag=single.etag if single else "",
        last_modified=single.last_modified if single else "",
        answer_sha256=digests[0] if single else sha256_of("".join(digests).encode()),
        answer_bytes=sum(answer.size for answer in answers),
        licence=fetched.licence,
        citation=fetched.citation,
        status=GOOD if content.amount else EMPTY,
    )


def worse(kept: Kept, side: Sidecar, fresh: Sidecar) -> Drift | None:
    """Why new content may not replace the copy held: it is empty, much smaller, or lacks a column. None when it may."""
    tabular, day = side.rows is not None, side.retrieved_at[:10]
    unit, before, after = ("rows", side.rows or 0, fresh.rows or 0) if tabular else ("bytes", side.bytes, fresh.bytes)
    accept = f"If the new one is right, delete {kept.content} and fetch again."
    if before and not after:
        return Emptied(
            f"{fresh.url} now answers with nothing; the copy of {day} has {before:,} {unit} and stays. {accept}"
        )
    lost = [name for name in side.columns if name not in fresh.columns]
    aside = f"The new answer is set aside as {kept.quarantine.name}. {accept}"
    if lost:
        return Drift(f"{fresh.url} has lost the column {', '.join(map(repr, lost[:3]))}, held since {day}. {aside}")
    if after < before * SHRUNKEN:
        return Shrunken(f"{fresh.url} has {after:,} {unit} where the copy of {day} has {before:,}. {aside}")
    return None
