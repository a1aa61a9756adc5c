"""The small file beside each cached one: where its content is from, when it was fetched and checked, and its digest."""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import orjson

SCHEMA = 1
GOOD, EMPTY, STALE = "good", "empty", "stale"


def now() -> str:
    """This moment, UTC, ISO 8601 with microseconds (so that text order is time order)."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True)
class Sidecar:
    """Provenance of one cached file. `sha256` and `bytes` are the stored file's, `answer_*` the publisher's as received; `url` has no key."""

    source: str
    name: str
    url: str
    file: str
    sha256: str
    bytes: int
    rows: int | None = None
    columns: tuple[str, ...] = ()
    retrieved_at: str = ""
    checked_at: str = ""
    etag: str = ""
    last_modified: str = ""
    answer_sha256: str = ""
    answer_bytes: int = 0
    licence: str = ""
    citation: str = ""
    status: str = GOOD
    problem: str = ""
    schema: int = field(default=SCHEMA)

    def conditional(self) -> dict[str, str]:
        """Request headers that ask for the content only if it has changed; none when the publisher gave no mark to ask by."""
        headers = {"If-None-Match": self.etag} if self.etag else {}
        if self.last_modified and not _ahead(self.last_modified):
            headers["If-Modified-Since"] = self.last_modified
        return headers

    def stale(self, problem: str) -> "Sidecar":
        """The same, told to be an older copy that stands in, and why."""
        return replace(self, status=STALE, problem=problem)

    def checked(self, at: str) -> "Sidecar":
        """The same, found unchanged at this time."""
        return replace(self, status=EMPTY if self.rows == 0 else GOOD, problem="", checked_at=at)


def to_json(side: Sidecar) -> bytes:
    """What stands in the file."""
    return orjson.dumps(asdict(side), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


_FIELDS = frozenset(item.name for item in fields(Sidecar))


def read(path: Path) -> Sidecar | None:
    """The sidecar in a file; None when it is absent or unreadable, which is treated as not cached."""
    try:
        said: Any = orjson.loads(path.read_bytes())
        if said["schema"] != SCHEMA:
            return None
        known: dict[str, Any] = {name: said[name] for name in _FIELDS if name in said}
        return Sidecar(**{**known, "columns": tuple(said["columns"])})
    except (FileNotFoundError, orjson.JSONDecodeError, KeyError, TypeError):
        return None


def digest_of(sidecars: Iterable[Sidecar]) -> str:
    """One digest of the cached content: changes when content does, not when it is checked again."""
    lines = sorted(f"{side.source}/{side.name} {side.sha256}\n" for side in sidecars)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _ahead(http_date: str) -> bool:
    """Whether a date is unreadable or in our future, so that asking by it would be pointless or wrong."""
    try:
        then = parsedate_to_datetime(http_date)
    except (TypeError, ValueError):
        return True
    return (then if then.tzinfo else then.replace(tzinfo=UTC)) > datetime.now(UTC)
