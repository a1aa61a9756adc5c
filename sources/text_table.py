"""A publisher's table as it is: its columns, all text, nothing guessed; and that table as a parquet file and back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from sources.errors import BadAnswer

if TYPE_CHECKING:
    import pandas as pd

SMALL = 1 << 20


def text_table(header: Sequence[str], rows: Sequence[Sequence[str | None]]) -> pa.Table:
    """Table of text columns; BadAnswer for a repeated column, a row of another length, or a value that is not text."""
    repeated = sorted({name for name in header if header.count(name) > 1})
    if repeated:
        raise BadAnswer(f"A table names the column {repeated[0]!r} twice; which one is meant cannot be told.")
    odd = next((i for i, row in enumerate(rows) if len(row) != len(header)), None)
    if odd is not None:
        raise BadAnswer(
            f"Row {odd + 1} has {len(rows[odd])} values where the header has {len(header)} columns: {list(rows[odd])[:5]}."
        )
    columns: list[Any] = list(zip(*rows, strict=True)) if rows else [()] * len(header)
    try:
        return pa.table([pa.array(column, pa.string()) for column in columns], names=list(header))
    except (pa.ArrowTypeError, pa.ArrowInvalid) as error:
        reason = str(error)
    raise BadAnswer(f"A table holds a value that is not text, where all were: {reason}.")


def all_text(content: "pa.Table | pd.DataFrame") -> pa.Table:
    """The same table with every column as plain text; TypeError for a column of numbers or dates (a guess was made before)."""
    table: pa.Table = content if isinstance(content, pa.Table) else pa.Table.from_pandas(content, preserve_index=False)
    for field in table.schema:
        if not (pa.types.is_string(field.type) or pa.types.is_large_string(field.type) or pa.types.is_null(field.type)):
            raise TypeError(
                f"column {field.name!r} is {field.type}: the cache keeps the publisher's text, nothing guessed"
            )
    return table.cast(pa.schema([(name, pa.string()) for name in table.column_names]))


def to_parquet(table: pa.Table) -> bytes:
    """The table as the bytes of a parquet file (zstd)."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd")
    return sink.getvalue().to_pybytes()


def from_parquet(body: bytes) -> pa.Table:
    """The table in the bytes of a parquet file."""
    return pq.ParquetFile(pa.BufferReader(body)).read(use_threads=len(body) > SMALL)
