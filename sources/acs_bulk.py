"""The same estimates from the Census Bureau's table-based summary file, which wants no key: vintages from 2021 on.

One national file a table and vintage; only the request's lines, and the rows of the nation and of the request's states, are kept.
The file brings no labels and no annotations: numbers and signs are those of the API, an open-ended median is known by its
margin's code, and whether a line still means the same is for the API's labels to tell (acs_labels.refuse_drift).
"""

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute
from pyarrow import csv

from sources import downloads
from sources.acs_answer import in_area, refuse_repeats, refuse_words
from sources.acs_observations import assemble, file_column
from sources.acs_request import LEVELS, LICENCE, AcsRequest, citation
from sources.answer import TEXT, Answer
from sources.cache import Cache, CacheKey, Fetched, Sidecar
from sources.errors import BadAnswer, Drift, NotPublished
from sources.session import Session

pc: Any = pyarrow.compute  # its functions are made at import, where type checkers do not see them

SOURCE = "acs5_bulk"
FIRST_VINTAGE = 2021
URL = (
    "https://www2.census.gov/programs-surveys/acs/summary_file/{vintage}/table-based-SF/data/5YRData/"
    "acsdt5y{vintage}-{table}.dat"
)
LARGEST_BYTES = 2_000_000_000
DEADLINE_S = 1800.0
BLOCK_BYTES = 1 << 24
ALWAYS = ("us", "state", "county", "county_subdivision", "tract")  # levels kept of every state asked about


def observations(session: Session, cache: Cache, request: AcsRequest) -> pd.DataFrame:
    """The OBSERVATION rows that acs.observations gives for the same request, without a key.

    Raises NotPublished for a vintage before 2021. The file may be corrected after its release, so each build asks whether it has changed.
    """
    if request.vintage < FIRST_VINTAGE:
        raise NotPublished(
            f"acs5 {request.vintage}: the keyless summary file begins with {FIRST_VINTAGE}. "
            "Set CENSUS_API_KEY, or leave the vintage out of `vintages` in community.toml."
        )
    table = _columns(session, cache, request)
    areas = dict.fromkeys(request.areas)
    parts = [(area, table.filter(in_area(table["GEO_ID"], area))) for area in areas]
    return assemble(request, parts, file_column)


def keys(request: AcsRequest) -> list[CacheKey]:
    """What the request keeps in the cache: one entry."""
    kept = "-".join([*_states(request), *_more(request)]) or "us"
    return [CacheKey(SOURCE, f"{request.vintage}/{request.table}/{kept}-{request.digest()}")]


def _states(request: AcsRequest) -> list[str]:
    return sorted({area.state for area in request.areas if area.state})


def _more(request: AcsRequest) -> list[str]:
    """The levels asked for that are not kept of every state; the entry's name tells them, so that none is looked for in vain."""
    return sorted({area.level for area in request.areas} - set(ALWAYS))


def _columns(session: Session, cache: Cache, request: AcsRequest) -> pa.Table:
    """The request's columns for the nation and its states, as text."""
    url = URL.format(vintage=request.vintage, table=request.table.lower())
    with downloads.room(cache.root) as folder:
        target = folder / "table.dat"

        def fetch(held: Sidecar | None) -> Fetched | None:
            answer = _sent(session, url, held.conditional() if held else {}, target)
            if answer.status == 304:
                return None
            return Fetched(read(target, request), answer, LICENCE, citation(request.vintage, request.table))

        return cache.get(keys(request)[0], fetch, immutable=False)


def _sent(session: Session, url: str, headers: dict[str, str], target: Path) -> Answer:
    try:
        return session.get(
            url, headers=headers, accept=TEXT, deadline_s=DEADLINE_S, max_bytes=LARGEST_BYTES, stream_to=target
        )
    except NotPublished as error:
        message = (
            f"The keyless summary file {url} is not there ({error.status}): its vintage is not out yet, or has no such table. "
            "Leave the vintage out of `vintages` in community.toml, or set CENSUS_API_KEY."
        )
        raise NotPublished(message, url=error.url, status=error.status, excerpt=error.excerpt) from error


def read(path: Path, request: AcsRequest) -> pa.Table:
    """GEO_ID and the request's columns of the wanted rows, as text, read block by block.

    Raises Drift for a lost column, BadAnswer for a file that is not whole or is no table.
    """
    where = f"acs5 {request.vintage} {request.table} summary file"
    wanted = [file_column(variable, suffix) for variable in request.variables for suffix in "EM"]
    _check_header(path, wanted, where)
    names = ["GEO_ID", *wanted]
    schema = pa.schema([(name, pa.string()) for name in names])
    keep = _rows_wanted(request)
    try:
        blocks = csv.open_csv(
            path,
            csv.ReadOptions(block_size=BLOCK_BYTES),
            csv.ParseOptions(delimiter="|", quote_char=False),
            csv.ConvertOptions(column_types=schema, include_columns=names, strings_can_be_null=False),
        )
        kept = [block.filter(pc.match_substring_regex(block["GEO_ID"], keep)) for block in blocks]
    except pa.ArrowInvalid as error:
        raise BadAnswer(f"{where}: not a whole table with | between cells: {error}. Fetch it again.") from None
    return refuse_words(refuse_repeats(pa.Table.from_batches(kept, schema), where), wanted, where)


def _rows_wanted(request: AcsRequest) -> str:
    """Pattern of the GEO_IDs of the nation, of the states' areas, and of the ZIP code areas where they are asked for."""
    levels = {name: LEVELS[name] for name in (*ALWAYS, *_more(request))}
    inside = "|".join(level.pattern for level in levels.values() if "state" in level.columns)
    states = "|".join(map(re.escape, _states(request))) or "none"
    whole = [level.pattern for name, level in levels.items() if name != "us" and "state" not in level.columns]
    return "|".join([f"^{LEVELS['us'].prefix}$", f"^({inside})({states})[0-9]*$", *(f"^{p}[0-9]*$" for p in whole)])


def _check_header(path: Path, wanted: list[str], where: str) -> None:
    with path.open("rb") as file:
        header = file.readline(1 << 20).decode("utf-8", "replace").rstrip("\r\n").split("|")
    lost = [name for name in ("GEO_ID", *wanted) if name not in header]
    if "GEO_ID" in lost:
        raise BadAnswer(f"{where}: expected a header that begins with GEO_ID|, found {header[0][:60]!r}.")
    if lost:
        raise Drift(
            f"{where}: has no column {', '.join(lost[:3])}. Check the variables in the catalog against this vintage."
        )
    if len(set(header)) < len(header):
        raise BadAnswer(f"{where}: a column comes twice in the header.")
