"""American Community Survey 5-year estimates from the Census Data API. It wants a key and has every vintage since 2009."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from sources import acs_answer, acs_labels
from sources.acs_client import client
from sources.acs_observations import api_column, assemble
from sources.acs_request import LICENCE, AcsRequest, Area, Kind, RequestError, citation
from sources.answer import Answer
from sources.cache import Cache, CacheKey, Fetched
from sources.census_api import MOST_FIELDS
from sources.session import Session

__all__ = ["AcsRequest", "Area", "RequestError", "described", "hold", "keys", "labels", "observations"]

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
    parts = [(area, _columns(session, cache, key, (request, area))) for area in dict.fromkeys(request.areas)]
    return assemble(request, parts, api_column)


def hold(session: Session, cache: Cache, key: str | None, request: AcsRequest) -> int:
    """How many areas the service has; their columns are then in the cache, to be read by `observations` without asking."""
    return sum(_columns(session, cache, key, (request, area)).num_rows for area in dict.fromkeys(request.areas))


def keys(request: AcsRequest) -> list[CacheKey]:
    """What the request keeps in the cache, an entry an area."""
    return [_key(request, area) for area in dict.fromkeys(request.areas)]


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


def _key(request: AcsRequest, area: Area) -> CacheKey:
    return CacheKey(request.kind.source, f"{request.vintage}/{request.table}/{area}-{request.digest()}")


def _columns(session: Session, cache: Cache, key: str | None, asked: tuple[AcsRequest, Area]) -> pa.Table:
    """The area's text columns, from the cache where they are held."""
    request, area = asked

    def fetch(_held: object) -> Fetched:
        dataset, geo = request.kind.dataset, area.clauses()
        answers = [client(session, key, dataset).answer(call.fields, geo, request.vintage) for call in calls(request)]
        return Fetched(_checked(request, area, answers), answers, LICENCE, citation(request.vintage, request.table))

    return cache.get(_key(request, area), fetch, immutable=True)


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

    return cache.get(CacheKey(kind.source, f"{vintage}/{table}/labels"), fetch, immutable=True)
