"""What follows for each hidden cell from one equation after another: whole-number bounds, narrowed until nothing moves."""

import numpy as np

from indicators.suppression.assault_view import Publication
from indicators.suppression.relations import UNBOUNDED

# Bounds this wide are no bounds: a difference of two of them tells nothing.
_ENDLESS = UNBOUNDED // 2
# Stopping early only leaves bounds that are wider than they could be.
PASSES = 200
_SAFE = 2**62


def intervals(publication: Publication, passes: int = PASSES) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest value of each cell; the lowest above the highest where the publication contradicts itself."""
    row, column, factor = _entries(publication)
    low, high = publication.low.copy(), publication.high.copy()
    if not len(row):
        return low, high
    starts = np.flatnonzero(np.diff(row, prepend=-1))
    length = np.diff(starts, append=len(row))
    for _ in range(passes):
        least, most = _rest(factor, low[column], high[column], starts, length)
        before = low.copy(), high.copy()
        sound = (low <= high)[column]
        np.maximum.at(low, column[sound], least[sound])
        np.minimum.at(high, column[sound], most[sound])
        if np.array_equal(before[0], low) and np.array_equal(before[1], high):
            break
    return low, high


def _entries(publication: Publication) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Row, cell and factor of every entry in an equation that has a hidden cell."""
    matrix = publication.matrix
    row = np.repeat(np.arange(len(publication.equations)), np.diff(matrix.indptr))
    hidden = publication.open[matrix.indices]
    used = (np.bincount(row[hidden], minlength=len(publication.equations))[row] > 0) & (matrix.data != 0)
    factor = matrix.data[used]
    widest = int(np.diff(matrix.indptr).max(initial=0))
    if int(np.abs(factor).max(initial=0)) * widest * UNBOUNDED >= _SAFE:
        raise OverflowError("the equations have factors too large for 64 bits; state rates in coarser steps")
    return row[used], matrix.indices[used], factor


def _rest(
    factor: np.ndarray, low: np.ndarray, high: np.ndarray, starts: np.ndarray, length: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest value of each entry's cell, given what the other cells of the equation can be."""
    rising = factor > 0
    least, most = factor * np.where(rising, low, high), factor * np.where(rising, high, low)
    others_least = np.repeat(np.add.reduceat(least, starts), length) - least
    others_most = np.repeat(np.add.reduceat(most, starts), length) - most
    size = np.abs(factor)
    bottom = np.where(rising, -others_most, others_least)
    top = np.where(rising, -others_least, others_most)
    found_low, found_high = -(-bottom // size), top // size
    return (
        np.where(found_low < -_ENDLESS, -UNBOUNDED, found_low),
        np.where(found_high > _ENDLESS, UNBOUNDED, found_high),
    )
