"""Tables of whole people that agree with a publication, component by component: the one nearest to the truth, and the farthest of one cell.

For the small linked tables of a release, in which a truth may be unknown: what a publisher hid is any number that fits.
"""

from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from indicators.suppression.assault_rows import parts
from indicators.suppression.assault_view import Publication
from indicators.suppression.relations import UNBOUNDED
from indicators.suppression.witnesses import UP

# Programs of a few dozen cells need far fewer; a limit by nodes, not seconds, gives the same answer on every machine.
NODES = 20_000
# How much dearer than nothing it is to change the largest number: too little to outweigh one person in fifty.
_LARGER = 0.02


@dataclass(frozen=True)
class Part:
    """Open cells that can change together: `matrix @ table == rest` and `low <= table <= high` for their table."""

    cells: np.ndarray  # int64[k], their numbers in the publication
    matrix: sparse.csr_array  # int64[m, k]
    rest: np.ndarray  # int64[m], what the printed cells leave
    low: np.ndarray
    high: np.ndarray

    def fits(self, table: np.ndarray) -> bool:
        """Whether a table of whole numbers agrees with everything that is published."""
        inside = np.all((table >= self.low) & (table <= self.high))
        return bool(inside and np.array_equal(self.matrix @ table, self.rest))


def of(publication: Publication) -> list[Part]:
    """The parts of a publication, each with what it must agree with."""
    printed = np.where(publication.open, 0, publication.low)
    rest = -(publication.matrix @ printed)
    found = []
    for cells, _ in parts(publication):
        columns = sparse.csr_array(publication.matrix[:, cells])
        rows = np.flatnonzero(np.diff(columns.indptr))
        found.append(Part(cells, columns[rows], rest[rows], publication.low[cells], publication.high[cells]))
    return found


def nearest(part: Part, truth: np.ndarray) -> np.ndarray | None:
    """The table that differs least from the truth where that is known (float64[k], NaN where not); None where no table fits.

    It is the truth itself wherever the publisher's numbers add up.
    """
    known = ~np.isnan(truth)
    held = np.clip(np.nan_to_num(truth).astype(np.int64), part.low, part.high)
    if known.all() and part.fits(held):
        return held
    fixed = np.where(known, held, part.low), np.where(known, held, part.high)
    found = _solved(part, *fixed, np.zeros(len(truth)))
    return _least_change(part, held, np.flatnonzero(known)) if found is None else found


def _least_change(part: Part, held: np.ndarray, known: np.ndarray) -> np.ndarray | None:
    """The table with the smallest sum of distances from `held` at the known cells; the distances are cells of their own.

    Of tables as near it is one that keeps the larger numbers.
    """
    n, k = len(held), len(known)
    pick = sparse.csr_array((np.ones(k, np.int64), (np.arange(k), known)), shape=(k, n))
    # table - held = over - under, both at least zero.
    apart = sparse.hstack([pick, sparse.diags_array(-np.ones(k)), sparse.diags_array(np.ones(k))])
    wide = sparse.hstack([part.matrix, sparse.csr_array((len(part.rest), 2 * k))])
    padded = Part(
        part.cells,
        sparse.csr_array(sparse.vstack([wide, apart], format="csr"), dtype=np.int64),
        np.concatenate([part.rest, held[known]]),
        np.concatenate([part.low, np.zeros(2 * k, np.int64)]),
        np.concatenate([part.high, np.full(2 * k, UNBOUNDED, np.int64)]),
    )
    large = np.abs(held[known])  # a change may lie below zero
    dear = 1 + _LARGER * large / max(1, large.max(initial=0))
    found = _solved(padded, padded.low, padded.high, np.concatenate([np.zeros(n), dear, dear]))
    return None if found is None else found[:n]


def farthest(part: Part, column: int, way: int, limit: int) -> np.ndarray | None:
    """The table with the highest (UP) or lowest (DOWN) value of one cell, no farther than `limit`; None where none is found."""
    low, high = part.low.copy(), part.high.copy()
    if way == UP:
        high[column] = min(high[column], limit)
    else:
        low[column] = max(low[column], limit)
    if low[column] > high[column]:
        return None
    aim = np.zeros(len(low))
    aim[column] = -way
    return _solved(part, low, high, aim)


def beyond(part: Part, column: int, way: int, goal: int) -> np.ndarray | None:
    """The table in which one cell is at the goal or past it on its way (UP or DOWN), as near as can be; None where none is found.

    Whole people leave gaps: a share of 86 percent fits 6 of 7, 12 of 14 and 18 of 21, and nothing between them.
    """
    low, high = part.low.copy(), part.high.copy()
    if way == UP:
        low[column] = max(low[column], goal)
    else:
        high[column] = min(high[column], goal)
    if low[column] > high[column]:
        return None
    aim = np.zeros(len(low))
    aim[column] = way
    return _solved(part, low, high, aim)


def _solved(part: Part, low: np.ndarray, high: np.ndarray, aim: np.ndarray) -> np.ndarray | None:
    # The stubs of bounds and constraints know no arrays.
    least, most = cast(Any, low.astype(float)), cast(Any, np.where(high >= UNBOUNDED, np.inf, high.astype(float)))
    rest = cast(Any, part.rest)
    rows = LinearConstraint(part.matrix.astype(float), rest, rest) if len(part.rest) else ()
    result = milp(
        aim,
        integrality=np.ones(len(aim)),
        bounds=Bounds(least, most),
        constraints=rows,
        options={"node_limit": NODES},
    )
    if result.x is None:
        return None
    # A solver's whole numbers are nearly whole: whatever they are rounded to is checked exactly.
    table = np.rint(result.x).astype(np.int64)
    return table if part.fits(table) else None
