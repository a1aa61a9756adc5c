"""Text columns of the American Community Survey become observations; the API and the summary file meet here."""

import logging
from collections.abc import Callable, Sequence
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
Part = tuple[Area, pa.Table]
log = logging.getLogger(__name__)


def api_column(variable: str, suffix: str) -> str:
    """B03002_003 and E → B03002_003E, as the API writes it."""
    return variable + suffix


def file_column(variable: str, suffix: str) -> str:
    """B03002_003 and E → B03002_E003, as the summary file writes it."""
    table, line = variable.split("_")
    return f"{table}_{suffix}{line}"


def assemble(request: AcsRequest, parts: Sequence[Part], column: ColumnName) -> pd.DataFrame:
    """OBSERVATION rows of all parts, as `rows` gives them; what was left empty is also listed in `attrs["problems"]`."""
    table, problems = rows(request, parts, column)
    frame = OBSERVATION.check(table.to_pandas())
    if problems:
        frame.attrs["problems"] = problems
    return frame


def rows(request: AcsRequest, parts: Sequence[Part], column: ColumnName) -> tuple[pa.Table, list[str]]:
    """Rows of OBSERVATION, not yet checked: areas in the order asked, within them by variable, then GEOID; and sentences.

    What the Census Bureau does not document is left empty, logged, and told in the sentences. The parts have the same columns.
    """
    if not parts:
        return _nothing(), []
    whole = pa.concat_tables([table for _, table in parts])
    found = _cells(whole, request.variables, column, str(request))
    problems = _problems(request, parts, column) if found.problems else []
    for problem in problems:
        log.warning(problem)
    return _block(request, parts, found), problems


def _problems(request: AcsRequest, parts: Sequence[Part], column: ColumnName) -> list[str]:
    """What is wrong, told of each area by itself."""
    told = [(area, _cells(table, request.variables, column, str(request)).problems) for area, table in parts]
    return [f"{request} {area}: {problem}." for area, problems in told for problem in problems]


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


def _block(request: AcsRequest, parts: Sequence[Part], found: Cells) -> pa.Table:
    """The rows in their order. `found` has a cell for each line and row, line by line."""
    lines, sizes = len(request.variables), [table.num_rows for _, table in parts]
    row, geoids = _places(parts)
    line = np.concatenate([np.repeat(np.arange(lines), size) for size in sizes])
    place = np.concatenate([np.tile(span, lines) for span in np.split(row, np.cumsum(sizes)[:-1])])
    cell, count = line * sum(sizes) + place, lines * sum(sizes)
    part = np.repeat(np.arange(len(parts)), np.array(sizes) * lines)
    texts = {"source": request.kind.source, "scheme": "all", "group": "all"}
    years = {
        "vintage": request.vintage,
        "period_start": request.vintage - YEARS + 1,
        "period_end": request.vintage,
    }
    columns = {name: pa.repeat(pa.scalar(text, pa.string()), count) for name, text in texts.items()}
    columns |= {name: pa.repeat(pa.scalar(year, pa.int64()), count) for name, year in years.items()}
    columns["level"] = pa.array([area.geography for area, _ in parts], pa.string()).take(pa.array(part))
    columns["variable"] = pa.array(request.variables, pa.string()).take(pa.array(line))
    columns["geoid"] = geoids.take(pa.array(place))
    columns |= {name: pa.array(getattr(found, name)[cell]) for name in ("estimate", "moe", "low", "high")}
    columns["n"] = pa.array(np.full(count, np.nan))
    columns["status"] = pa.array(STATUSES, pa.string()).take(pa.array(found.status[cell]))
    return pa.table({name: columns[name] for name in OBSERVATION.columns})


def _places(parts: Sequence[Part]) -> tuple[np.ndarray, pa.Array]:
    """Numbers of all parts' rows, part by part and within it by GEOID; and the GEOIDs, in the rows' own order."""
    found, order, before = [_geoids(table, area.level) for area, table in parts], [], 0
    for geoids in found:
        order.append(before + pc.sort_indices(geoids).to_numpy().astype(np.int64))
        before += len(geoids)
    return np.concatenate(order), pa.concat_arrays(found)


def _geoids(table: pa.Table, level: str) -> pa.Array:
    if level == "us":
        return pa.repeat(pa.scalar("1"), table.num_rows)
    return pc.utf8_slice_codeunits(table["GEO_ID"], len(LEVELS[level].prefix)).combine_chunks()


def _nothing() -> pa.Table:
    kinds = {"text": pa.string(), "int": pa.int64(), "float": pa.float64()}
    return pa.table({name: pa.array([], kinds[kind]) for name, kind in OBSERVATION.columns.items()})
