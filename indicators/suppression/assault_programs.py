"""Linear programs: how high and how low a hidden cell can be, all equations and bounds taken at once."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from indicators.suppression.assault_rows import parts
from indicators.suppression.assault_view import Publication
from indicators.suppression.relations import UNBOUNDED

_ENDLESS = UNBOUNDED // 2
# Far below one person, far above the solver's own tolerance of 1e-7.
TOLERANCE = 1e-4
# From here on a neighborhood of the cell is asked first: a table found in it is one of the whole.
LARGE = 1_500


@dataclass(frozen=True)
class Component:
    """Hidden cells that can change together, with the equations among their changes."""

    cells: np.ndarray
    matrix: sparse.csr_array
    least: np.ndarray  # float[k], how far each may fall, as a change
    most: np.ndarray

    def around(self, column: int) -> np.ndarray:
        """The nearest columns, by equations in common, up to LARGE of them."""
        near = np.zeros(len(self.cells), bool)
        near[column] = True
        joined = abs(self.matrix)
        while True:
            rows = joined @ near.astype(np.int64) > 0
            wider = joined.T @ rows.astype(np.int64) > 0
            if wider.sum() > LARGE or (wider == near).all():
                return np.flatnonzero(near if near.sum() > 1 else wider)
            near = wider

    def reach(self, column: int, way: int, need: float, columns: np.ndarray) -> float:
        """How far the cell can go that way, `need` at most, where only these columns may change."""
        least, most = self.least[columns].copy(), self.most[columns].copy()
        at = int(np.searchsorted(columns, column))
        least[at], most[at] = (max(least[at], -need), most[at]) if way < 0 else (least[at], min(most[at], need))
        cost = np.zeros(len(columns))
        cost[at] = -way
        rows = sparse.csr_array(self.matrix[:, columns])
        used = np.flatnonzero(np.diff(rows.indptr))
        equations = rows[used].astype(np.float64)
        found = linprog(cost, A_eq=equations, b_eq=np.zeros(len(used)), bounds=np.column_stack([least, most]))
        if not found.success:
            raise ArithmeticError(f"the linear program was not solved: {found.message}")
        return -float(found.fun)


def components(publication: Publication, truth: np.ndarray) -> list[Component]:
    """The components of the hidden cells, as changes from the true table."""
    return [_component(publication, truth, cells, matrix) for cells, matrix in parts(publication)]


def _component(publication: Publication, truth: np.ndarray, cells: np.ndarray, matrix: sparse.csr_array) -> Component:
    low, high, value = publication.low[cells], publication.high[cells], truth[cells]
    least = np.where(low <= -_ENDLESS, -np.inf, (low - value).astype(np.float64))
    most = np.where(high >= _ENDLESS, np.inf, (high - value).astype(np.float64))
    return Component(cells, matrix, least, most)


def falls_short(component: Component, cell: int, change: int) -> bool:
    """Whether no table, even of fractions of people, moves the cell by `change` (signed)."""
    column, way, need = int(np.searchsorted(component.cells, cell)), int(np.sign(change)), abs(change)
    everything = np.arange(len(component.cells))
    tries = [everything] if len(everything) <= LARGE else [component.around(column), everything]
    return all(component.reach(column, way, need, columns) < need - TOLERANCE for columns in tries)


def extremes(publication: Publication, truth: np.ndarray, cell: int) -> tuple[float, float]:
    """Lowest and highest value of a hidden cell in any table of whole or broken people that agrees with the publication."""
    for component in components(publication, truth):
        at = np.flatnonzero(component.cells == cell)
        if len(at):
            column, everything = int(at[0]), np.arange(len(component.cells))
            down, up = (component.reach(column, way, np.inf, everything) for way in (-1, 1))
            return float(truth[cell] - down), float(truth[cell] + up)
    return float(truth[cell]), float(truth[cell])
