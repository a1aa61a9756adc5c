"""The numbers the build knows behind the cells of a release, by cell name. Confidential: for the proof alone, never written."""

import math
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from indicators.audit_relations import Cells, Known
from indicators.audit_rows import ROW
from indicators.measure import Measure, Reach


def truth(estimates: pd.DataFrame, known: Known, measures: Mapping[str, Measure]) -> dict[str, int]:
    """Number of people by cell, from ESTIMATE rows; a cell to which two rows give different numbers is left out.

    What its publisher hid is not known here either, nor what stands behind a rate given without its count.
    """
    found: dict[str, int] = {}
    contrary: set[str] = set()
    for row in estimates[estimates["status"] == "estimated"].to_dict("records"):
        cells = known.get(tuple(row[c] for c in ROW))
        for cell, number in _numbers(row, cells, measures) if cells else ():
            if found.setdefault(cell, number) != number:
                contrary.add(cell)
    return {cell: number for cell, number in found.items() if cell not in contrary}


def _numbers(row: Mapping[Hashable, Any], cells: Cells, measures: Mapping[str, Measure]) -> list[tuple[str, int]]:
    measure = measures[row["measure"]]
    counted = isinstance(measure.formula, Reach) or measure.unit == "percent"
    part, size = row["numerator" if counted else "value"], row["denominator"]
    if math.isnan(part):
        return []
    told = [(cells.part, round(part))]
    if cells.size is not None and cells.others is not None and not math.isnan(size):
        told += [(cells.size, round(size)), (cells.others, round(size) - round(part))]
    return told
