"""A declared table from its address through the cache, or from a file beside its declaration."""

import re
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

from sources import downloads
from sources.answer import MEGABYTE
from sources.cache import Cache, CacheKey, Fetched, Sidecar
from sources.errors import BadAnswer, NotPublished
from sources.session import Session
from sources.table import container, header
from sources.table.declaration import Declaration
from sources.table.observations import Observations, Scope, Table, of_rows, open_table, read
from sources.table.pinned import refuse_other_release
from sources.table.places import code
from sources.text_table import text_table

FILES = ("text/csv", "application/octet-stream", "application/vnd.ms-excel", "application/zip", "text/plain")
LARGEST = 20_000 * MEGABYTE
HOURS_S = 3 * 3600.0


def fetch(session: Session, cache: Cache, declaration: Declaration, scope: Scope | None = None) -> Observations:
    """The table's observations and problems. The file is asked for by its ETag each run unless declared immutable; a file that is
    not as declared raises Drift, and the copy held stays. Raises the session's typed errors, and NotPublished for a lost local file."""
    scope = scope or Scope()
    if declaration.large:
        return _large(session, cache, declaration, scope)
    return read(declaration, content(session, cache, declaration), declaration.filename, scope)


def content(session: Session, cache: Cache, declaration: Declaration) -> bytes:
    """The declared file's bytes, whose header is as declared."""
    if declaration.path is not None:
        return _local(declaration.path)

    def ask(held: Sidecar | None) -> Fetched | None:
        headers = held.conditional() if held else None
        answer = session.get(declaration.url, headers=headers, accept=FILES, deadline_s=300, max_bytes=400 * MEGABYTE)
        if answer.status == 304:
            return None
        _check(declaration, answer.body)
        refuse_other_release(session, declaration)
        return Fetched(answer.body, answer, declaration.licence, declaration.citation)

    return cache.blob(key(declaration), ask, immutable=declaration.immutable)


def key(declaration: Declaration, within: str = "") -> CacheKey:
    """Where the file is kept."""
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", declaration.filename).strip("._-")[:120] or "table"
    return CacheKey(declaration.id, f"{name}{'.' + within if within else ''}")


def _check(declaration: Declaration, body: bytes) -> None:
    layout = declaration.layout
    rows = container.rows(body, declaration.filename, layout.member, layout.sheet)
    if declaration.points is None:
        open_table(declaration, rows, declaration.filename).names  # noqa: B018 - looks every column up, raises Drift for a lost one
    else:
        found = declaration.points
        names = (*found.id, found.name, found.latitude, found.longitude)
        header.find(rows, [declaration.alternatives(n) for n in names], layout.header_rows, declaration.filename)


def _local(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror
    # Only the name: a release tells this to everybody.
    raise NotPublished(
        f"{path.name} cannot be read ({reason}). Put the file where the declaration's path says, or change the path."
    )


def _large(session: Session, cache: Cache, declaration: Declaration, scope: Scope) -> Observations:
    """From a file too large to hold: written to disk, read row by row, and only the used columns of the wanted areas are kept."""
    with downloads.room(cache.root) as folder:

        def ask(held: Sidecar | None) -> Fetched | None:
            target, headers = folder / "download", held.conditional() if held else None
            answer = session.get(
                declaration.url, headers=headers, accept=FILES, deadline_s=HOURS_S, max_bytes=LARGEST, stream_to=target
            )
            if answer.status == 304:
                return None
            table = extract(declaration, target, scope.within)
            refuse_other_release(session, declaration)
            return Fetched(table, answer, declaration.licence, declaration.citation)

        held = cache.get(key(declaration, scope.within), ask, immutable=declaration.immutable)
    columns = [column.to_pylist() for column in held.columns]
    rows = [held.column_names, *([cell or "" for cell in row] for row in zip(*columns, strict=True))]
    return of_rows(declaration, rows, declaration.filename, scope)


def extract(declaration: Declaration, path: Path, within: str) -> pa.Table:
    """The used columns of the areas that begin with `within`, all text. Raises Drift for a lost column, BadAnswer for no rows."""
    found = open_table(declaration, container.streamed(path, declaration.layout.member), declaration.filename)
    names = found.names
    rows = header.body(found.rows, found.header, declaration.layout.footnotes, declaration.filename)
    kept = list(header.picked(rows, list(names.values()), _wanted(found, list(names), within)))
    if not kept:
        raise BadAnswer(
            f"{declaration.filename}: no row begins with {within or 'any id'}. Compare the ids with the declaration."
        )
    return text_table(list(names), kept)


def _wanted(table: Table, names: list[str], within: str) -> Callable[[list[str]], bool] | None:
    """Whether a row's id begins with the wanted digits, for a table of one kind of place."""
    places = table.declaration.places
    if not within or len(places) != 1:
        return None
    parts = [(names.index(column), digits) for column, digits in places[0].id]

    def keep(cells: list[str]) -> bool:
        return "".join(code(cells[i], digits) or "" for i, digits in parts).startswith(within)

    return keep
