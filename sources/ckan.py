"""A CKAN portal: what a package lists, its tables and its files, kept in the cache with licence and citation."""

import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa

from sources import portal_csv
from sources.answer import TEXT, Answer
from sources.cache import Cache, CacheKey, Fetch, Fetched, Sidecar
from sources.ckan_answer import Page, page, result
from sources.errors import BadAnswer, BadRequest, NotPublished
from sources.session import Session
from sources.sidecar import STALE
from sources.text_table import text_table

HOST = "data.ctdata.org"
ROWS_MAX = 32_000  # ckan.datastore.search.rows_max: a larger limit is clipped without a word
ROWS_MIN = 1_000
AT_ONCE = 6
LISTED = ("id", "name", "url", "hash", "last_modified", "size", "datastore_active")
Check = Callable[[str, bytes], None]
Read = Callable[[bytes, str], pd.DataFrame]
Asking = tuple[CacheKey, Fetch, bool]


@dataclass(frozen=True)
class Resource:
    """One file or table a package lists, as the catalog describes it; text that the catalog leaves out is empty."""

    id: str
    name: str
    url: str
    hash: str
    last_modified: str
    size: str
    datastore_active: bool

    @property
    def version(self) -> str:
        """What the catalog says of the content's version; empty when it says nothing, so that the file itself must be asked."""
        parts = (
            f"modified {self.last_modified[:19]}" if self.last_modified else "",
            f"hash {self.hash}" if self.hash else "",
        )
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class Package:
    """A dataset of the portal: its address for people, title, publisher, licence and resources."""

    name: str
    title: str
    author: str
    licence: str
    url: str
    resources: tuple[Resource, ...]

    def citation(self, resource: Resource) -> str:
        """How to cite one resource; names its version, so that a changed version shows as a changed citation."""
        version = f" ({resource.version})" if resource.version else ""
        return f"{self.author}, {self.title}, {resource.name}{version}, {self.url}"


class Ckan:
    """One portal. Asks for a package's catalog entry once, and for a resource only when the catalog shows another version."""

    def __init__(self, session: Session, cache: Cache, host: str = HOST, source: str = "ctdata") -> None:
        self.session, self.cache, self.host, self.source = session, cache, host, source

    def package(self, name: str) -> Package:
        """What the catalog lists under this name now, or when last asked where the portal does not answer."""

        def fetch(_held: Sidecar | None) -> Fetched:
            answer, found = self._action("package_show", {"id": name})
            return Fetched(_listing(found, answer.url), answer, licence=_text(found, "license_title"))

        held = self.cache.get(CacheKey(self.source, f"{name}/package"), fetch, immutable=False).to_pylist()
        resources = tuple(
            Resource(**{k: row[k] for k in LISTED[:-1]}, datastore_active=row["datastore_active"] == "True")
            for row in held
        )
        first = held[0]
        return Package(
            name, first["title"], first["author"], first["licence"], f"https://{self.host}/dataset/{name}", resources
        )

    def tables(
        self,
        package: Package,
        resources: Sequence[Resource],
        check: Check | None = None,
        read: Read = portal_csv.table,
    ) -> list[pd.DataFrame]:
        """Every resource's table, in order, at most six requests at once. `check` sees a file's name and bytes before it is kept.

        All are asked for before the first is read, so that where nothing is new none is.
        """
        asked = [self._asking(package, resource, check, read) for resource in resources]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(lambda one: self.cache.hold(one[0], one[1], immutable=one[2]), asked))
            return list(pool.map(self._table, asked))

    def table(
        self, package: Package, resource: Resource, check: Check | None = None, read: Read = portal_csv.table
    ) -> pd.DataFrame:
        """The publisher's columns, all text: from the datastore where the resource is in it, otherwise from its file by `read`."""
        return self._table(self._asking(package, resource, check, read))

    def _table(self, asked: Asking) -> pd.DataFrame:
        key, fetch, immutable = asked
        return self.cache.get(key, fetch, immutable=immutable).to_pandas().fillna("")

    def _asking(self, package: Package, resource: Resource, check: Check | None, read: Read) -> Asking:
        """Where a resource is kept, how it is asked for, and whether what is held is what the catalog lists now."""
        key = CacheKey(self.source, f"{package.name}/{_slug(resource.name)}.{_slug(resource.id)[:8]}")
        citation = package.citation(resource)
        held = self.cache.peek(key)
        unchanged = held is not None and held.citation == citation and held.status != STALE and bool(resource.version)

        def fetch(side: Sidecar | None) -> Fetched | None:
            found = self._fetch(resource, None if resource.version else side, check, read)
            return None if found is None else Fetched(*found, licence=package.licence, citation=citation)

        return key, fetch, unchanged

    def _fetch(
        self, resource: Resource, held: Sidecar | None, check: Check | None, read: Read
    ) -> tuple[pa.Table | pd.DataFrame, list[Answer]] | None:
        if resource.datastore_active:
            try:
                return self.datastore(resource)
            except NotPublished:
                pass  # the catalog still lists a table that is gone; the file it was made from may be there
        answer = self.download(resource, held)
        if answer.status == 304:
            return None
        if check is not None:
            check(resource.name, answer.body)
        return read(answer.body, resource.name), [answer]

    def download(self, resource: Resource, held: Sidecar | None = None) -> Answer:
        """The resource's file; status 304 when the copy held is the same. BadAnswer when it is shorter than the catalog says."""
        answer = self.session.get(resource.url, accept=TEXT, headers=held.conditional() if held else None)
        if resource.size.isdigit() and answer.status == 200 and answer.size < int(resource.size):
            raise BadAnswer(
                f"{resource.name}: the catalog says {int(resource.size):,} bytes, {answer.size:,} arrived. Try again later.",
                url=answer.url,
            )
        return answer

    def datastore(self, resource: Resource) -> tuple[pa.Table, list[Answer]]:
        """All rows of a datastore table as text without `_id`, and the answers they came in.

        BadAnswer when rows repeat or their number is not the total the portal counts.
        """
        answers, pages, limit = [], list[Page](), ROWS_MAX
        while not pages or not pages[-1].last:
            try:
                answer, found = self._rows(resource, sum(len(p.rows) for p in pages), limit)
            except BadRequest as error:
                if "took too long" not in error.excerpt or limit <= ROWS_MIN:
                    raise
                limit //= 4
                continue
            answers.append(answer)
            pages.append(page(found, answer.url, sum(len(p.rows) for p in pages)))
        return _whole(pages, answers[0].url), answers

    def _rows(self, resource: Resource, offset: int, limit: int) -> tuple[Answer, dict[str, Any]]:
        asked: dict[str, str | int] = {"resource_id": resource.id, "limit": limit, "sort": "_id"}
        return self._action("datastore_search", asked | ({"offset": offset} if offset else {}))

    def _action(self, name: str, params: dict[str, Any]) -> tuple[Answer, dict[str, Any]]:
        answer = self.session.get(f"https://{self.host}/api/3/action/{name}", params=params)
        return answer, result(answer.json(), answer.url)


def _listing(found: dict[str, Any], url: str) -> pa.Table:
    active = [r for r in found.get("resources") or [] if isinstance(r, dict) and r.get("state", "active") == "active"]
    if not active or any(not r.get(k) for r in active for k in ("id", "name", "url")):
        raise BadAnswer(
            f"{url}: expected a package with named resources, found {len(active)}. Look at the dataset's page.", url=url
        )
    about = [_text(found, "title"), _text(found, "author"), _text(found, "license_title")]
    return text_table(
        [*LISTED, "title", "author", "licence"], [[*(_text(r, k) for k in LISTED), *about] for r in active]
    )


def _whole(pages: Sequence[Page], url: str) -> pa.Table:
    rows = [row for p in pages for row in p.rows]
    ids = {row[0] for row in rows}
    if len(ids) < len(rows):
        raise BadAnswer(
            f"{url}: {len(rows) - len(ids)} rows came twice while paging; the table may have changed meanwhile. Fetch again.",
            url=url,
        )
    if pages[-1].total is not None and pages[-1].total != len(rows):
        raise BadAnswer(f"{url}: {pages[-1].total:,} rows are there, {len(rows):,} arrived. Fetch again.", url=url)
    return text_table(pages[0].columns, rows).drop_columns(["_id"])


def _text(entry: dict[str, Any], name: str) -> str:
    value = entry.get(name)
    return "" if value is None else str(value)


def _slug(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).lstrip("._-")[:120]
