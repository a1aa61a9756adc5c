"""What a suppressor hands on: which cells are hidden, and for each demand a table that proves it met."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from indicators.suppression.demand import Demand
from indicators.suppression.relations import Relations


@dataclass(frozen=True)
class Protected:
    """Hidden cells, and one row of changes from the true table for each job of the demand, in the order of `Demand.jobs`."""

    hidden: np.ndarray  # bool[n]
    cells: np.ndarray  # int64[jobs]
    sizes: np.ndarray  # int64[jobs] change asked for, signed
    changes: sparse.csr_array  # int32[jobs, n]

    def complementary(self, relations: Relations, demand: Demand) -> np.ndarray:
        """bool[n]: published cells hidden for the sake of others."""
        more = self.hidden & relations.offered
        more[demand.cell] = False
        return more


def broken(relations: Relations, demand: Demand, found: Protected) -> list[str]:
    """What is wrong with a result, in the suppressor's own words; the proof of a release is checked by code of its own."""
    cells, sizes = demand.jobs
    rows = found.changes.astype(np.int64).tocoo()
    job, cell, by = rows.coords[0], rows.coords[1], rows.data
    value = relations.values[cell] + by
    reached = np.zeros(len(cells), np.int64)
    at_own = cell == cells[job]
    reached[job[at_own]] = by[at_own]
    checks = {
        "a protected cell is shown": (~found.hidden[demand.cell]).any(),
        "a shown cell changes": bool((by[~found.hidden[cell]] != 0).any()),
        "a cell leaves what everybody knows of it": ((value < relations.lower[cell]) | (value > relations.upper[cell])).any(),
        "an equation does not hold": (found.changes.astype(np.int64) @ relations.matrix.T).count_nonzero() > 0,
        "a demand is not met": (reached * np.sign(sizes) < np.abs(sizes)).any(),
        "a cell known to everybody is hidden": (found.hidden & relations.known & (relations.values == 0)).any(),
    }
    return [words for words, wrong in checks.items() if wrong]
