"""One answer of the Census Data API, refused unless it is about the areas and numbers asked for."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute

from sources.acs_request import LEVELS, Area
from sources.acs_text import columns
from sources.acs_values import NotANumberError, numbers
from sources.errors import BadAnswer

pc: Any = pyarrow.compute  # its functions are made at import, where type checkers do not see them


def read(body: bytes, wanted: Sequence[str], area: Area, where: str) -> pa.Table:
    """GEO_ID and the wanted columns of an answer as text, a row an area, in the answer's own order; no rows for an empty body.

    Raises BadAnswer for any shape but a header and equally wide rows of texts that all lie in `area`.
    """
    ids = LEVELS[area.level].columns
    table = columns(body or b'[["GEO_ID"]]', ("GEO_ID", *wanted), ids, where)
    _check_places(table, area, ids, where)
    return table.select(["GEO_ID", *wanted])


def _check_places(table: pa.Table, area: Area, ids: Sequence[str], where: str) -> None:
    """Every GEO_ID is of the level and in the area asked for, comes once, and agrees with the id columns beside it."""
    level, geo_id = LEVELS[area.level], table["GEO_ID"]
    strange = geo_id.filter(pc.invert(in_area(geo_id, area)))
    if len(strange):
        raise BadAnswer(
            f"{where}: expected GEO_ID {level.prefix}{area.inside} and {level.width} digits in all, found "
            f"{strange[0].as_py()!r} (a second header row, a lost zero or another area)."
        )
    refuse_repeats(table, where)
    if set(ids) <= set(table.column_names) and level.width:
        spelled = pc.binary_join_element_wise(*[table[name] for name in ids], "")
        if not pc.all(pc.equal(spelled, pc.utf8_slice_codeunits(geo_id, len(level.prefix)))).as_py():
            raise BadAnswer(
                f"{where}: the columns {', '.join(ids)} do not spell the GEO_ID of their row; a zero may be lost."
            )


def in_area(geo_id: pa.ChunkedArray, area: Area) -> pa.ChunkedArray:
    """True where a GEO_ID is of the area's level and is, or lies in, the area."""
    level = LEVELS[area.level]
    digits = max(level.width - len(area.inside), 0)
    return pc.fill_null(pc.match_substring_regex(geo_id, f"^{level.pattern}{area.inside}[0-9]{{{digits}}}$"), False)


def refuse_repeats(table: pa.Table, where: str, by: str = "GEO_ID") -> pa.Table:
    """The same table. Raises BadAnswer when an id comes twice."""
    if pc.count_distinct(table[by]).as_py() < table.num_rows:
        raise BadAnswer(f"{where}: an area comes twice in {table.num_rows} rows.")
    return table


def joined(tables: list[pa.Table], where: str, by: str = "GEO_ID") -> pa.Table:
    """The columns of several answers side by side, rows matched on `by`, their first column. Raises BadAnswer when an area is not in all."""
    first, *others = [table.sort_by(by) for table in tables] if len(tables) > 1 else tables
    for other in others:
        mine, theirs = set(first[by].to_pylist()), set(other[by].to_pylist())
        if mine != theirs:
            raise BadAnswer(f"{where}: {sorted(mine ^ theirs)[0]} is in one part of the answer and not in another.")
        for name in other.column_names[1:]:
            first = first.append_column(name, other[name])
    return first


def refuse_words(table: pa.Table, names: Sequence[str], where: str) -> pa.Table:
    """The same table. Raises BadAnswer when a cell of these columns is neither a number nor a sign of the publisher's."""
    try:
        numbers(pa.chunked_array([chunk for name in names for chunk in table[name].chunks], pa.string()))
    except NotANumberError as error:
        raise BadAnswer(f"{where}: {error}.") from None
    return table


def refuse_empty_columns(table: pa.Table, names: Sequence[str], where: str) -> pa.Table:
    """The same table. Raises BadAnswer when a whole column is null: the service has no such number at this level."""
    empty = [name for name in names if table.num_rows and table[name].null_count == table.num_rows]
    if empty:
        raise BadAnswer(
            f"{where}: {empty[0]} is null in all {table.num_rows} rows: not published at this level. Drop it or the level."
        )
    return table
