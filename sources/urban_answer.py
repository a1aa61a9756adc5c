"""Decides whether an answer of the Education Data Portal may be used, and makes rows of text of it. Pure: talks to nobody."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pyarrow as pa

from sources.errors import BadAnswer
from sources.text_table import text_table


@dataclass(frozen=True)
class Page:
    """One page: how many rows the question has in all, the rows here, and the address of the next page."""

    count: int
    rows: list[dict[str, Any]]
    next: str | None


def page(said: Any, url: str, first: str) -> Page:
    """One page of the answer to the question asked at `first`; BadAnswer for any other shape, or a next page that is elsewhere."""
    fits = isinstance(said, dict) and isinstance(said.get("count"), int) and isinstance(said.get("results"), list)
    if not fits or not all(isinstance(row, dict) for row in said["results"]):
        raise BadAnswer(
            f"{url}: expected count, next and results, found {str(said)[:80]!r}. Try again later, or look at the portal.",
            url=url,
        )
    link = said.get("next")
    return Page(said["count"], said["results"], None if link is None else _same_question(str(link), url, first))


def _same_question(link: str, url: str, first: str) -> str:
    """The next page's address, https; BadAnswer when it is on another host or asks another question."""
    here, there = urlsplit(first), urlsplit(link)
    if (there.hostname, there.port) != (here.hostname, here.port) or there.path != here.path or "@" in there.netloc:
        raise BadAnswer(
            f"{url}: the next page is said to be at {there.hostname}{there.path}, which is not the same question; not followed.",
            url=url,
        )
    return urlunsplit(("https", here.netloc, there.path, there.query, ""))


def whole(pages: Sequence[Page], url: str) -> pa.Table:
    """All rows as text. BadAnswer when pages disagree on the count, rows repeat, or their number is not the count."""
    counts = sorted({page.count for page in pages})
    rows = [row for page in pages for row in page.rows]
    if len(counts) > 1 or len(rows) != counts[0]:
        told = " then ".join(f"{count:,}" for count in counts)
        raise BadAnswer(f"{url}: {told} rows are there, {len(rows):,} arrived. Fetch again.", url=url)
    columns = list(rows[0]) if rows else []
    values = [_values(row, columns, url) for row in rows]
    twice = len(values) - len({tuple(row) for row in values})
    if twice:
        raise BadAnswer(f"{url}: {twice} rows came twice while paging. Fetch again.", url=url)
    return text_table(columns, values)


def _values(row: dict[str, Any], columns: Sequence[str], url: str) -> list[str | None]:
    if row.keys() != set(columns):
        odd = sorted(row.keys() ^ set(columns))
        raise BadAnswer(f"{url}: some rows lack the columns {odd[:5]} that others have. Fetch again.", url=url)
    return [_text(row[column], column, url) for column in columns]


def _text(value: Any, column: str, url: str) -> str | None:
    if isinstance(value, dict | list):
        raise BadAnswer(
            f"{url}: {column} holds {str(value)[:60]!r} where one value was expected. Look at the portal.", url=url
        )
    return None if value is None else str(value)


def years(listed: str) -> frozenset[int]:
    """The years of "2009–2018, 2020", with any kind of dash, as a character or as the portal's "&ndash;"."""
    spans = re.findall(r"(\d{4})(?:\s*[-\u2010-\u2015]\s*(\d{4}))?", unescape(listed))
    return frozenset(year for first, last in spans for year in range(int(first), int(last or first) + 1))


def route(template: str) -> re.Pattern[str]:
    """The addresses an endpoint of the portal's list stands for: "/api/v1/schools/ccd/directory/{year}/"."""
    parts = re.split(r"\{[^}]*\}", template.rstrip("/"))
    return re.compile("[^/]+".join(re.escape(part) for part in parts) + "/?")
