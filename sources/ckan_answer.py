"""Decides whether a CKAN answer may be used. Pure: talks to nobody."""

from dataclasses import dataclass
from typing import Any

from sources.errors import BadAnswer, Forbidden, NotPublished, SourceError

KINDS: dict[str, type[SourceError]] = {"Not Found Error": NotPublished, "Authorization Error": Forbidden}


@dataclass(frozen=True)
class Page:
    """One page of a datastore table: `_id` first, then the publisher's columns, as text. `total` is None when only estimated."""

    columns: list[str]
    rows: list[list[str | None]]
    total: int | None
    last: bool


def result(envelope: Any, url: str) -> dict[str, Any]:
    """What stands under `result`. A failure that arrives as 200, and any other shape, is a typed SourceError."""
    if not isinstance(envelope, dict) or "success" not in envelope:
        raise BadAnswer(
            f"{url}: expected a CKAN answer, found {str(envelope)[:80]!r}. Check the portal's address.", url=url
        )
    if envelope["success"] is not True:
        error = envelope.get("error")
        kind = str(error.get("__type", "")) if isinstance(error, dict) else ""
        raise KINDS.get(kind, BadAnswer)(
            f"{url}: the portal answers {str(error)[:120]}. Look for the dataset on the portal.", url=url
        )
    if not isinstance(envelope.get("result"), dict):
        raise BadAnswer(
            f"{url}: expected an object under `result`, found {type(envelope.get('result')).__name__}.", url=url
        )
    return envelope["result"]


def page(found: dict[str, Any], url: str, before: int) -> Page:
    """One page, `before` rows having come in earlier ones. The limit the portal used is the one it tells, not the one asked for."""
    try:
        columns = ["_id", *(str(f["id"]) for f in found["fields"] if f["id"] != "_id")]
        rows = [[_cell(record[c]) for c in columns] for record in found["records"]]
        limit = int(found["limit"])
    except (KeyError, TypeError, ValueError) as error:
        raise BadAnswer(
            f"{url}: not a datastore page ({type(error).__name__}: {error}). Fetch again later.", url=url
        ) from None
    exact = isinstance(found.get("total"), int) and not found.get("total_was_estimated")
    total = found["total"] if exact else None
    full = len(rows) >= limit or bool(found.get("records_truncated"))
    done = before + len(rows) >= total if total is not None else not full
    return Page(columns, rows, total, not rows or done)


def _cell(value: Any) -> str | None:
    return None if value is None else str(value)
