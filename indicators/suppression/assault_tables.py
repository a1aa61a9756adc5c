"""Brute force: every table of whole people that agrees with a publication. For tables of a few cells.

No release is small enough to be asked; this attack is what the others are judged by, cell by cell, on all small tables there are.
"""

import numpy as np

from geo.errors import FlashlightError
from indicators.suppression.assault_intervals import intervals
from indicators.suppression.assault_view import Publication

MOST_TABLES = 5_000_000


class TooManyError(FlashlightError):
    """More tables agree with the publication than can be listed."""


def every_table(publication: Publication, highest: int) -> np.ndarray:
    """int64[tables, n]: all tables that agree with all equations and bounds, no hidden cell above `highest`."""
    low, high = intervals(publication)
    high = np.where(publication.open, np.minimum(high, highest), high)
    matrix = publication.matrix.toarray()
    tables = np.zeros((1, len(low)), np.int64)
    set_so_far = low == high
    tables[:, set_so_far] = low[set_so_far]
    if (low > high).any():
        return tables[:0]
    for cell in _order(matrix, set_so_far):
        tables = _filled(tables, cell, low, high)
        set_so_far[cell] = True
        tables = tables[_possible(tables, matrix, set_so_far, low, high)]
    return tables


def _order(matrix: np.ndarray, known: np.ndarray) -> list[int]:
    """Cells one after another, first those in the equation with the fewest cells left: sums then decide early."""
    left, order = ~known, []
    while left.any():
        open_cells = (matrix != 0) & left
        count = open_cells.sum(axis=1)
        rows = np.flatnonzero(count)
        row = rows[np.argmin(count[rows])] if len(rows) else None
        cell = int(np.flatnonzero(left if row is None else open_cells[row])[0])
        order.append(cell)
        left[cell] = False
    return order


def _filled(tables: np.ndarray, cell: int, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Every table so far with every value of one more cell."""
    values = np.arange(low[cell], high[cell] + 1)
    if len(tables) * len(values) > MOST_TABLES:
        raise TooManyError(
            f"more than {MOST_TABLES:,} tables agree with the publication; lower `highest`, or ask linear programs instead"
        )
    wider = np.repeat(tables, len(values), axis=0)
    wider[:, cell] = np.tile(values, len(tables))
    return wider


def _possible(
    tables: np.ndarray, matrix: np.ndarray, known: np.ndarray, low: np.ndarray, high: np.ndarray
) -> np.ndarray:
    """Whether the cells still to come can make every equation add up."""
    rest = np.where(known, 0, matrix)
    least = np.where(rest > 0, rest * low, rest * high).sum(axis=1)
    most = np.where(rest > 0, rest * high, rest * low).sum(axis=1)
    so_far = tables @ np.where(known, matrix, 0).T
    return ((so_far + least <= 0) & (so_far + most >= 0)).all(axis=1)
