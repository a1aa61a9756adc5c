"""How far from its true value a reader must be left: for each protected cell, so many more and so many fewer."""

from dataclasses import dataclass

import numpy as np

from indicators.suppression.policy import PROTECTION
from indicators.suppression.relations import UNBOUNDED, Relations

# What follows of everybody's bounds alone settles in as many rounds as sums are nested; no release nests deeper.
ROUNDS = 50
_NO_LIMIT = UNBOUNDED // 2


@dataclass(frozen=True)
class Demand:
    """A table that agrees with the publication must exist with `up` more in the cell, and another with `down` fewer.

    Zero asks for no table on that side: nothing is possible there even where every cell is hidden.
    """

    cell: np.ndarray  # int64[p], rising
    up: np.ndarray  # int64[p]
    down: np.ndarray  # int64[p]

    @property
    def jobs(self) -> tuple[np.ndarray, np.ndarray]:
        """Cell and signed size of every table asked for: first all that rise, then all that fall."""
        up, down = self.up > 0, self.down > 0
        cells = np.concatenate([self.cell[up], self.cell[down]])
        return cells, np.concatenate([self.up[up], -self.down[down]])

    def of_cells(self, cells: np.ndarray) -> "Demand":
        """The demands of some cells, which count anew from 0 in the order given (rising)."""
        inside = np.isin(self.cell, cells)
        return Demand(np.searchsorted(cells, self.cell[inside]), self.up[inside], self.down[inside])


def small_counts(relations: Relations, minimum: int) -> np.ndarray:
    """bool[n]: published counts of 1 to minimum - 1."""
    return relations.offered & (relations.values > 0) & (relations.values < minimum)


def of_primaries(relations: Relations, primary: np.ndarray, minimum: int) -> Demand:
    """Up to the threshold and at least PROTECTION more, PROTECTION fewer, as far as either is possible with every cell hidden."""
    low, high = possible(relations)
    cell = np.flatnonzero(primary)
    value = relations.values[cell]
    up = np.minimum(np.maximum(PROTECTION, minimum - value), high[cell] - value)
    down = np.minimum(PROTECTION, value - low[cell])
    return Demand(cell, up, down)


def possible(relations: Relations) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest value of each cell that follow from everybody's bounds, equation by equation, with every cell hidden.

    A total of four groups with somebody in each is at least four, however much is hidden.
    """
    entries = relations.matrix.tocoo()
    row, column, factor = entries.coords[0], entries.coords[1], entries.data
    low, high = relations.lower.copy(), relations.upper.copy()
    for _ in range(ROUNDS):
        least, most = _limits(row, factor, low[column], high[column], relations)
        before = low.copy(), high.copy()
        np.maximum.at(low, column, least)
        np.minimum.at(high, column, most)
        if np.array_equal(before[0], low) and np.array_equal(before[1], high):
            break
    return low, high


def _limits(
    row: np.ndarray, factor: np.ndarray, low: np.ndarray, high: np.ndarray, relations: Relations
) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest value of the cell of each entry that the other entries of its equation allow."""
    rising = factor > 0
    least, most = factor * np.where(rising, low, high), factor * np.where(rising, high, low)
    other_least, other_most = _of_others(row, least, relations), _of_others(row, most, relations)
    # factor * cell = -(the others), so the cell lies between -most / factor and -least / factor, turned where factor < 0.
    size = np.abs(factor)
    one, two = np.where(rising, -other_most, other_least), np.where(rising, -other_least, other_most)
    return -(-one // size), two // size


def _of_others(row: np.ndarray, term: np.ndarray, relations: Relations) -> np.ndarray:
    """Sum of the other terms of the same equation; without limit where one of them is."""
    endless = np.abs(term) >= _NO_LIMIT
    rows = len(relations.equations)
    finite = np.where(endless, 0, term)
    total, count = np.zeros(rows, np.int64), np.zeros(rows, np.int64)
    np.add.at(total, row, finite)
    np.add.at(count, row, endless)
    sign = np.zeros(rows, np.int64)
    np.add.at(sign, row, np.where(endless, np.sign(term), 0))
    free = count[row] - endless > 0
    return np.where(free, np.sign(sign[row]) * UNBOUNDED, total[row] - finite)
