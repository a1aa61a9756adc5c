"""American Community Survey 5-year estimates from the Census Data API. It wants a key and has every vintage since 2009."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute

from sources import acs_answer, acs_labels
from sources.acs_client import client
from sources.acs_observations import api_column, assemble
from sources.acs_request import LICENCE, AcsRequest, Area, Kind, RequestError, citation
from sources.answer import Answer
from sources.cache import Cache, CacheKey, Fetch, Fetched
from sources.census_api import MOST_FIELDS
from sources.session import Session

__all__ = ["AcsRequest", "Area", "RequestError", "described", "hold", "keys", "labels", "observations", "parts"]

pc: Any = pyarrow.compute  # its functions are made at import, where type checkers do not see them

AREA = "AREA"  # column that says which of the areas asked for a row was answered to
MOST_LISTED = 24  # variables whose estimate and margin fit one call; above, the whole table is asked for and cut


@dataclass(frozen=True)
class Call:
    """The fields of one call, and the columns of its answer that are kept."""

    fields: tuple[str, ...]
    kept: tuple[str, ...]


def observations(session: Session, cache: Cache, key: str | None, request: AcsRequest) -> pd.DataFrame:
    """OBSERVATION rows of every area the service has; an area it does not have in this vintage gives no rows.

    `attrs["problems"]` lists what was left empty though the service sent something. A vintage does not change once it is
    out, so what is in the cache is not asked for again.
    """
    return assemble(request, parts(session, cache, key, request), api_column)


def parts(session: Session, cache: Cache, key: str | None, request: AcsRequest) -> list[tuple[Area, pa.Table]]:
    """The text columns of each area asked for, in that order; no rows where the service does not have it."""
    table = cache.get(_key(request), _asking(session, key, request), immutable=True)
    return [(area, table.filter(pc.equal(table[AREA], str(area)))) for area in dict.fromkeys(request.areas)]


def hold(session: Session, cache: Cache, key: str | None, request: AcsRequest) -> int:
    """How many rows the service has; they are then in the cache, to be read by `observations` without asking."""
    return cache.hold(_key(request), _asking(session, key, request), immutable=True).rows or 0


def keys(request: AcsRequest) -> list[CacheKey]:
    """What the request keeps in the cache: one entry for all its areas, since hundreds of small files cost more than what is in them."""
    return [_key(request)]


def calls(request: AcsRequest) -> list[Call]:
    """The calls that bring the request's lines with their margins, and annotations where a median may be open-ended."""
    suffixes = ("E", "EA", "M", "MA") if request.has_medians else ("E", "M")
    columns = [tuple(api_column(variable, suffix) for suffix in suffixes) for variable in request.variables]
    if len(columns) > MOST_LISTED:
        return [Call((f"group({request.table})",), _flat(columns))]
    a_call = (MOST_FIELDS - 1) // len(suffixes)
    kept = [_flat(columns[i : i + a_call]) for i in range(0, len(columns), a_call)]
    return [Call(("GEO_ID", *names), names) for names in kept]


def _flat(columns: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return tuple(name for names in columns for name in names)


def _key(request: AcsRequest) -> CacheKey:
    areas = dict.fromkeys(str(area) for area in request.areas)
    return CacheKey(request.kind.source, f"{request.vintage}/{request.table}/areas-{request.digest(*areas)}")


def _asking(session: Session, key: str | None, request: AcsRequest) -> Fetch:
    """Asks for every area; one that fails leaves nothing, so that a table in the cache is whole."""

    def fetch(_held: object) -> Fetched:
        asked, tables, answers = client(session, key, request.kind.dataset), [], []
        for area in dict.fromkeys(request.areas):
            found = [asked.answer(call.fields, area.clauses(), request.vintage) for call in calls(request)]
            table = _checked(request, area, found)
            tables.append(table.append_column(AREA, pa.repeat(pa.scalar(str(area)), table.num_rows)))
            answers += found
        # The first answer's address is the one that is told: the tracts', which are asked for after the places around them.
        return Fetched(pa.concat_tables(tables), answers[::-1], LICENCE, citation(request.vintage, request.table))

    return fetch


def _checked(request: AcsRequest, area: Area, answers: list[Answer]) -> pa.Table:
    """One table of all answers, refused unless every part has the same areas and no column is wholly null."""
    where = f"{request} {area}"
    parts = []
    for call, answer in zip(calls(request), answers, strict=True):
        parts.append(acs_answer.read(answer.body, call.kept, area, where))
    table = acs_answer.joined(parts, where)
    numbers = [api_column(variable, suffix) for variable in request.variables for suffix in "EM"]
    return acs_answer.refuse_words(acs_answer.refuse_empty_columns(table, numbers, where), numbers, where)


def labels(session: Session, cache: Cache, key: str | None, asked: tuple[Kind, str, int]) -> dict[str, str]:
    """Variable → label of one table in one vintage."""
    held = described(session, cache, key, asked)
    return dict(zip(held["variable"].to_pylist(), held["label"].to_pylist(), strict=True))


def described(session: Session, cache: Cache, key: str | None, asked: tuple[Kind, str, int]) -> pa.Table:
    """Variable, label and concept of one table's lines in one vintage; asked for once."""
    kind, table, vintage = asked

    def fetch(_held: object) -> Fetched:
        answer = client(session, key, kind.dataset).described(table, vintage)
        content = acs_labels.read(answer.json(), table, f"{kind.source} {vintage} {table}", kind.line)
        return Fetched(content, answer, LICENCE, citation(vintage, table))

    return cache.get(labels_key(asked), fetch, immutable=True)


def labels_key(asked: tuple[Kind, str, int]) -> CacheKey:
    """Where the labels of one table in one vintage are kept."""
    kind, table, vintage = asked
    return CacheKey(kind.source, f"{vintage}/{table}/labels")
