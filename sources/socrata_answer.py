"""Decides whether a Socrata answer may be used, and makes rows of text of it. Pure: talks to nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

from sources.errors import BadAnswer, Drift


@dataclass(frozen=True)
class View:
    """What a portal says of a dataset. `updated` (epoch seconds) changes with its rows; None where the portal leaves it out."""

    id: str
    name: str
    publisher: str
    licence: str
    updated: int | None

    def citation(self, host: str) -> str:
        """How to cite it; names the moment its rows changed, so that another state of it has another citation."""
        when = (
            "" if self.updated is None else f", rows of {datetime.fromtimestamp(self.updated, UTC):%Y-%m-%dT%H:%M:%SZ}"
        )
        return f"{self.publisher or host}, {self.name}{when}, https://{host}/d/{self.id}"


def view(said: Any, select: Sequence[str], url: str) -> View:
    """The description of a dataset. Drift when a wanted column is gone."""
    if not isinstance(said, dict) or not isinstance(said.get("columns"), list) or not said.get("id"):
        raise BadAnswer(
            f"{url}: expected a dataset's description, found {str(said)[:80]!r}. Look at the portal.", url=url
        )
    fields = {column.get("fieldName") for column in said["columns"] if isinstance(column, dict)}
    lost = [name for name in select if name not in fields]
    if lost:
        raise Drift(
            f"{url}: columns {lost} are gone; found {sorted(map(str, fields))[:12]}. The dataset may have been replaced.",
            url=url,
        )
    licence = said.get("license") or {}
    updated = said.get("rowsUpdatedAt")
    return View(
        id=str(said["id"]),
        name=str(said.get("name") or said["id"]),
        publisher=str(said.get("attribution") or ""),
        licence=str(licence.get("name") or said.get("licenseId") or "") if isinstance(licence, dict) else "",
        updated=int(updated) if isinstance(updated, int | float) else None,
    )


def records(said: Any, url: str) -> list[dict[str, Any]]:
    """The rows of one page."""
    if not isinstance(said, list) or not all(isinstance(row, dict) for row in said):
        raise BadAnswer(f"{url}: expected a list of rows, found {str(said)[:80]!r}. Look at the portal.", url=url)
    return said


def text_rows(rows: Sequence[dict[str, Any]], select: Sequence[str], url: str) -> list[list[str | None]]:
    """The selected values in order, as text; None where a row leaves one out. BadAnswer when pages overlapped."""
    ids = {row.get(":id") for row in rows}
    if len(ids) < len(rows):
        raise BadAnswer(
            f"{url}: {len(rows) - len(ids)} rows came twice or without an id while paging. Fetch again.", url=url
        )
    return [[_text(row.get(name)) for name in select] for row in rows]


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return orjson.dumps(value).decode()
