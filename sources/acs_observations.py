"""Text columns of the American Community Survey become observations; the API and the summary file meet here."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute

from sources.acs_request import LEVELS, AcsRequest, Area
from sources.acs_values import STATUSES, Cells, cells
from sources.errors import BadAnswer
from sources.observation import OBSERVATION

pc: Any = pyarrow.compute  # its functions are made at import, where type checkers do not see them

YEARS = 5

ColumnName = Callable[[str, str], str]
log = logging.getLogger(__name__)


def api_column(variable: str, suffix: str) -> str:
    """B03002_003 and E → B03002_003E, as the API writes it."""
    return variable + suffix


def file_column(variable: str, suffix: str) -> str:
    """B03002_003 and E → B03002_E003, as the summary file writes it."""
    table, line = variable.split("_")
    return f"{table}_{suffix}{line}"


def assemble(request: AcsRequest, parts: Iterable[tuple[Area, pa.Table]], column: ColumnName) -> pd.DataFrame:
    """OBSERVATION rows of all parts: areas in the order asked, within them by variable, then GEOID.

    What the Census Bureau does not document is left empty, logged, and listed in `attrs["problems"]`.
    """
    blocks, problems = [], []
    for area, table in parts:
        where = f"{request} {area}"
        found = _cells(table, request.variables, column, where)
        problems += [f"{where}: {problem}." for problem in found.problems]
        blocks.append(_block(request, area, table, found))
    for problem in problems:
        log.warning(problem)
    frame = OBSERVATION.check(pa.concat_tables(blocks).to_pandas() if blocks else _nothing())
    if problems:
        frame.attrs["problems"] = problems
    return frame


def _cells(table: pa.Table, variables: tuple[str, ...], column: ColumnName, where: str) -> Cells:
    def stacked(suffix: str) -> pa.ChunkedArray | None:
        names = [column(variable, suffix) for variable in variables]
        if names[0] not in table.column_names:
            return None
        return pa.chunked_array([chunk for name in names for chunk in table[name].chunks], pa.string())

    estimate, moe = stacked("E"), stacked("M")
    if estimate is None or moe is None:
        raise BadAnswer(
            f"{where}: expected {column(variables[0], 'E')} and its margin, found {table.column_names[:4]}."
        )
    return cells(estimate, moe, stacked("EA"), stacked("MA"))


def _block(request: AcsRequest, area: Area, table: pa.Table, found: Cells) -> pa.Table:
    rows, lines = table.num_rows, len(request.variables)
    count, geoids = rows * lines, _geoids(table, area.level)
    by_geoid = pc.sort_indices(geoids).to_numpy().astype(np.int64)
    order = (np.arange(lines)[:, None] * rows + by_geoid).ravel()
    texts = {"source": request.kind.source, "level": area.geography, "scheme": "all", "group": "all"}
    years = {
        "vintage": request.vintage,
        "period_start": request.vintage - YEARS + 1,
        "period_end": request.vintage,
    }
    columns = {name: pa.repeat(pa.scalar(text, pa.string()), count) for name, text in texts.items()}
    columns |= {name: pa.repeat(pa.scalar(year, pa.int64()), count) for name, year in years.items()}
    columns["variable"] = pa.array(request.variables, pa.string()).take(pa.array(np.repeat(np.arange(lines), rows)))
    columns["geoid"] = geoids.take(pa.array(np.tile(by_geoid, lines)))
    columns |= {name: pa.array(getattr(found, name)[order]) for name in ("estimate", "moe", "low", "high")}
    columns["n"] = pa.array(np.full(count, np.nan))
    columns["status"] = pa.array(STATUSES, pa.string()).take(pa.array(found.status[order]))
    return pa.table({name: columns[name] for name in OBSERVATION.columns})


def _geoids(table: pa.Table, level: str) -> pa.Array:
    if level == "us":
        return pa.repeat(pa.scalar("1"), table.num_rows)
    return pc.utf8_slice_codeunits(table["GEO_ID"], len(LEVELS[level].prefix)).combine_chunks()


def _nothing() -> pd.DataFrame:
    kinds = {"text": "str", "int": "int64", "float": "float64"}
    return pd.DataFrame({name: pd.Series(dtype=kinds[kind]) for name, kind in OBSERVATION.columns.items()})
