"""Linear and integer programs over the changes a reader cannot exclude, for small relation systems."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linprog, milp

from indicators.suppression.relations import UNBOUNDED, Relations, size

ROUNDING = 1e-6  # a solver's whole numbers are whole to within this; every rounded result is checked exactly
OPTIMAL, INFEASIBLE = 0, 2
# A hidden cell costs nothing more; this little keeps witnesses short.
LITTLE = 1e-3
# Integer programs of a few hundred cells need far fewer; a limit by nodes, not seconds, gives the same answer on every machine.
NODES = 2_000


class SolverError(RuntimeError):
    """The solver neither solved a program nor found that it has no solution."""


@dataclass(frozen=True)
class Changes:
    """All changes of the true table: how far each cell can fall and rise, and the equations they keep."""

    fall: np.ndarray  # float64[n]
    rise: np.ndarray  # float64[n], infinite where nobody knows a limit
    matrix: sparse.csr_array

    @classmethod
    def of(cls, relations: Relations) -> "Changes":
        """Changes of a relation system."""

        def room(distance: np.ndarray) -> np.ndarray:
            return np.where(distance >= UNBOUNDED // 2, np.inf, distance.astype(float))

        return cls(room(relations.values - relations.lower), room(relations.upper - relations.values), relations.matrix)

    def cheapest(self, cell: int, wanted: int, price: np.ndarray) -> np.ndarray | None:
        """The change of `cell` by `wanted` whose summed prices of moved people are least, in whole numbers; None if impossible.

        A cell of infinite price does not change.
        """
        fixed = ~np.isfinite(price)
        fall, rise = np.where(fixed, 0.0, self.fall), np.where(fixed, 0.0, self.rise)
        if not -fall[cell] <= wanted <= rise[cell]:
            return None
        (fall if wanted < 0 else rise)[cell] = abs(wanted)
        least = np.zeros(2 * len(price))
        most = np.concatenate([rise, fall])
        least[cell if wanted > 0 else cell + len(price)] = abs(wanted)
        most[cell + len(price) if wanted > 0 else cell] = 0.0
        objective = np.tile(np.where(fixed, 0.0, price), 2)
        sums = sparse.csr_array(sparse.hstack([self.matrix, -self.matrix]))
        found = _solved(
            linprog(objective, A_eq=sums, b_eq=np.zeros(size(sums)[0]), bounds=np.column_stack([least, most]))
        )
        if found is None:
            return None
        exact = self._whole(found, cell, wanted, fixed)
        return exact if exact is not None else self._in_whole_numbers((least, most), objective, (cell, wanted, fixed))

    def _in_whole_numbers(
        self, bounds: tuple[np.ndarray, np.ndarray], objective: np.ndarray, asked: tuple[int, int, np.ndarray]
    ) -> np.ndarray | None:
        sums = sparse.csr_array(sparse.hstack([self.matrix, -self.matrix]))
        result = milp(
            objective,
            integrality=np.ones(len(objective)),
            bounds=Bounds(*bounds),  # pyright: ignore[reportArgumentType] - the stubs know no arrays here
            constraints=LinearConstraint(sums, 0, 0),
            options={"node_limit": NODES},
        )
        if result.x is None:
            return None
        return self._whole(result.x, *asked)

    def _whole(self, both: np.ndarray, cell: int, wanted: int, fixed: np.ndarray) -> np.ndarray | None:
        """The change as exact whole numbers; None where it is fractional or breaks a sum or a bound."""
        change = both[: len(both) // 2] - both[len(both) // 2 :]
        whole = np.rint(change).astype(np.int64)
        off = np.abs(change - whole).max() > ROUNDING or (self.matrix @ whole).any() or whole[cell] != wanted
        off = off or (whole > self.rise).any() or (-whole > self.fall).any() or whole[fixed].any()
        return None if off else whole

    def farthest(self, cell: int, wanted: int, part: np.ndarray) -> "Farthest":
        """How far towards `wanted` the cell can go, fractions allowed.

        `part` is how much of its room each cell may use, 0 for shown cells to 1 for hidden ones.
        """
        sign = 1 if wanted > 0 else -1
        low = np.where(part > 0, -np.where(np.isfinite(self.fall), self.fall, UNBOUNDED) * part, 0.0)
        high = np.where(part > 0, np.where(np.isfinite(self.rise), self.rise, UNBOUNDED) * part, 0.0)
        bounds = np.column_stack([low, high])
        bounds[cell] = (0.0, min(wanted, high[cell])) if sign > 0 else (max(wanted, low[cell]), 0.0)
        objective = np.zeros(len(part))
        objective[cell] = -sign
        result = linprog(objective, A_eq=self.matrix, b_eq=np.zeros(size(self.matrix)[0]), bounds=bounds)
        if result.status != OPTIMAL:
            raise SolverError(f"the linear program of one cell ended with status {result.status}: {result.message}")
        reduced = result.lower.marginals + result.upper.marginals
        # Where the reduced cost is positive the lower bound holds the cell back, where negative the upper bound.
        room = np.where(reduced > ROUNDING, self.fall * reduced, 0.0)
        held = reduced < -ROUNDING
        room[held] = self.rise[held] * -reduced[held]
        room[cell] = 0.0
        return Farthest(-float(result.fun), room, result.x != 0)


class Farthest(NamedTuple):
    """How far a cell can go, what a unit of each cell's room would add (float64[n]), and the cells that move (bool[n])."""

    reached: float
    room: np.ndarray
    moved: np.ndarray


def _solved(result: OptimizeResult) -> np.ndarray | None:
    if result.status == OPTIMAL:
        return result.x
    if result.status == INFEASIBLE:
        return None
    raise SolverError(f"the linear program of one cell ended with status {result.status}: {result.message}")
