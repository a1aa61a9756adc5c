"""The bytes of a Census answer become text columns: at once where it has the plain documented form, else value by value."""

from collections.abc import Sequence
from typing import Any

import orjson
import pyarrow as pa
from pyarrow import csv

from sources.errors import BadAnswer

UNUSUAL = (b"\\", b"\t", b"\r")
SMALL = 4096  # bytes up to which starting Arrow's reader costs more than reading the values
BLANKS = (b'" ', b' "')


def columns(body: bytes, wanted: Sequence[str], more: Sequence[str], where: str) -> pa.Table:
    """The wanted columns, and those of `more` that are there, as text in the answer's own row order.

    Raises BadAnswer unless the answer is a header and rows as wide as it, of texts and nulls.
    """
    at_once = _at_once(body, wanted, more) if len(body) > SMALL else None
    return _by_value(body, wanted, more, where) if at_once is None else at_once


def _at_once(body: bytes, wanted: Sequence[str], more: Sequence[str]) -> pa.Table | None:
    """The columns by Arrow's reader of delimited text; None where anything is unusual, which the careful way then judges.

    Rows are `["a",null,"b"]`: without escapes and blanks between cells, that is delimited text once the brackets are gone.
    """
    head, _, rest = body.partition(b"]")
    between = b"],\n[" if b"\n" in rest else b"],["
    text = rest.removesuffix(b"]]").replace(between, b"\n").lstrip(b",\n[")
    try:
        header = orjson.loads(head[1:] + b"]")
        kinds = dict.fromkeys(header, pa.string())
        options = csv.ConvertOptions(
            column_types=kinds, null_values=["null"], strings_can_be_null=True, quoted_strings_can_be_null=False
        )
        reading = csv.ReadOptions(use_threads=False, column_names=header)
        table = csv.read_csv(pa.BufferReader(text), reading, convert_options=options)
    except (orjson.JSONDecodeError, pa.ArrowInvalid, TypeError):
        return None
    if len(kinds) < len(header) or not set(wanted) <= set(header) or not _is_plain(body, text, table):
        return None
    return table.select([*wanted, *(name for name in more if name in kinds)])


def _is_plain(body: bytes, text: bytes, table: pa.Table) -> bool:
    """Whether every cell was a quoted text or null, and nothing stood in or between texts that is written otherwise in JSON."""
    unusual = (*UNUSUAL, *BLANKS) if b" " in body else UNUSUAL
    if any(mark in body for mark in unusual) or b"[" in text or b"]" in text:
        return False
    nulls = sum(column.null_count for column in table.columns)
    cells = (table.num_rows + 1) * table.num_columns - nulls
    return body.count(b"[") == table.num_rows + 2 and body.count(b'"') == 2 * cells


def _by_value(body: bytes, wanted: Sequence[str], more: Sequence[str], where: str) -> pa.Table:
    header, rows = _rows(_decoded(body, where), where)
    if not rows:
        return pa.table({name: pa.array([], pa.string()) for name in wanted})
    lost = [name for name in wanted if name not in header]
    if lost:
        raise BadAnswer(f"{where}: expected the columns asked for, found no {', '.join(lost[:3])}.")
    by_name = dict(zip(header, zip(*rows, strict=True), strict=True))
    kept = [*wanted, *(name for name in more if name in by_name)]
    return pa.table({name: _texts(by_name[name], name, where) for name in kept})


def _decoded(body: bytes, where: str) -> Any:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise BadAnswer(f"{where}: expected whole JSON, found {len(body)} bytes that are not ({error}).") from None


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


def _texts(cells: Sequence[Any], name: str, where: str) -> pa.Array:
    try:
        return pa.array(cells, pa.string())
    except (pa.ArrowTypeError, pa.ArrowInvalid):
        found = next(cell for cell in cells if cell is not None and not isinstance(cell, str))
        raise BadAnswer(f"{where}: expected text in column {name}, found the JSON value {found!r}.") from None
