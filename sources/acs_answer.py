"""One answer of the Census Data API, read into text columns and refused unless it has the documented shape."""

from collections.abc import Sequence
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.compute

from sources.acs_request import LEVELS, Area
from sources.acs_values import NotANumberError, numbers
from sources.errors import BadAnswer

pc: Any = pyarrow.compute  # its functions are made at import, where type checkers do not see them


def read(answer: Any, wanted: Sequence[str], area: Area, where: str) -> pa.Table:
    """The wanted columns of a parsed answer as text with GEO_ID before them, a row an area, sorted by GEO_ID.

    Raises BadAnswer for any shape but a header and equally wide rows of texts that all lie in `area`.
    """
    header, rows = _rows(answer, where)
    if not rows:
        return pa.table({name: pa.array([], pa.string()) for name in ("GEO_ID", *wanted)})
    lost = [name for name in ("GEO_ID", *wanted) if name not in header]
    if lost:
        raise BadAnswer(f"{where}: expected the columns asked for, found no {', '.join(lost[:3])}.")
    columns = list(zip(*rows, strict=True))
    ids = [name for name in LEVELS[area.level].columns if name in header]
    table = _as_text({name: columns[header.index(name)] for name in ("GEO_ID", *wanted, *ids)}, where)
    _check_places(table, area, ids, where)
    return table.select(["GEO_ID", *wanted]).sort_by("GEO_ID")


def _rows(answer: Any, where: str) -> tuple[list[str], list[list[Any]]]:
    if not isinstance(answer, list) or not answer or not all(isinstance(row, list) for row in answer):
        shown = orjson.dumps(answer)[:60].decode(errors="replace")
        raise BadAnswer(f"{where}: expected a header row and rows of texts, found {shown}.")
    header, rows = answer[0], answer[1:]
    if not all(isinstance(name, str) for name in header):
        raise BadAnswer(f"{where}: expected column names in the first row, found {header[:3]}.")
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise BadAnswer(f"{where}: the column {twice[0]} comes twice; which one is meant cannot be known.")
    odd = next((i for i, row in enumerate(rows) if len(row) != len(header)), None)
    if odd is not None:
        raise BadAnswer(f"{where}: row {odd + 1} has {len(rows[odd])} cells, the header has {len(header)}.")
    return header, rows


def _as_text(columns: dict[str, Sequence[Any]], where: str) -> pa.Table:
    arrays = {}
    for name, cells in columns.items():
        try:
            arrays[name] = pa.array(cells, pa.string())
        except (pa.ArrowTypeError, pa.ArrowInvalid):
            found = next(cell for cell in cells if cell is not None and not isinstance(cell, str))
            raise BadAnswer(f"{where}: expected text in column {name}, found the JSON value {found!r}.") from None
    return pa.table(arrays)


def _check_places(table: pa.Table, area: Area, ids: list[str], where: str) -> None:
    """Every GEO_ID is of the level and in the area asked for, comes once, and agrees with the id columns beside it."""
    level, geo_id = LEVELS[area.level], table["GEO_ID"]
    strange = geo_id.filter(pc.invert(in_area(geo_id, area)))
    if len(strange):
        raise BadAnswer(
            f"{where}: expected GEO_ID {level.prefix}{area.inside} and {level.width} digits in all, found "
            f"{strange[0].as_py()!r} (a second header row, a lost zero or another area)."
        )
    refuse_repeats(table, where)
    if ids == list(level.columns) and level.width:
        spelled = pc.binary_join_element_wise(*[table[name] for name in ids], "")
        if not pc.all(pc.equal(spelled, pc.utf8_slice_codeunits(geo_id, len(level.prefix)))).as_py():
            raise BadAnswer(
                f"{where}: the columns {', '.join(ids)} do not spell the GEO_ID of their row; a zero may be lost."
            )


def in_area(geo_id: pa.ChunkedArray, area: Area) -> pa.ChunkedArray:
    """True where a GEO_ID is of the area's level and is, or lies in, the area."""
    level = LEVELS[area.level]
    digits = max(level.width - len(area.inside), 0)
    return pc.fill_null(pc.match_substring_regex(geo_id, f"^{level.prefix}{area.inside}[0-9]{{{digits}}}$"), False)


def refuse_repeats(table: pa.Table, where: str) -> pa.Table:
    """The same table. Raises BadAnswer when a GEO_ID comes twice."""
    if pc.count_distinct(table["GEO_ID"]).as_py() < table.num_rows:
        raise BadAnswer(f"{where}: an area comes twice in {table.num_rows} rows.")
    return table


def joined(tables: list[pa.Table], where: str) -> pa.Table:
    """The columns of several answers side by side, rows matched on GEO_ID. Raises BadAnswer when an area is not in all."""
    first = tables[0]
    for other in tables[1:]:
        mine, theirs = set(first["GEO_ID"].to_pylist()), set(other["GEO_ID"].to_pylist())
        if mine != theirs:
            raise BadAnswer(f"{where}: {sorted(mine ^ theirs)[0]} is in one part of the answer and not in another.")
        for name in other.column_names[1:]:
            first = first.append_column(name, other[name])
    return first


def refuse_words(table: pa.Table, names: Sequence[str], where: str) -> pa.Table:
    """The same table. Raises BadAnswer when a cell of these columns is neither a number nor a sign of the publisher's."""
    for name in names:
        try:
            numbers(table[name])
        except NotANumberError as error:
            raise BadAnswer(f"{where}: {error} in column {name}.") from None
    return table


def refuse_empty_columns(table: pa.Table, names: Sequence[str], where: str) -> pa.Table:
    """The same table. Raises BadAnswer when a whole column is null: the service has no such number at this level."""
    empty = [name for name in names if table.num_rows and table[name].null_count == table.num_rows]
    if empty:
        raise BadAnswer(
            f"{where}: {empty[0]} is null in all {table.num_rows} rows: not published at this level. Drop it or the level."
        )
    return table
