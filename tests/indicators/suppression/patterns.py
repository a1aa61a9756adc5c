"""The cheapest safe pattern of a small table with its witnesses, by one plain mixed-integer program; slow and obvious."""

from collections.abc import Sequence

import numpy as np
from scipy import sparse
from scipy.optimize import LinearConstraint, milp

from indicators.suppression.demand import Demand, of_primaries, small_counts
from indicators.suppression.product import of_product
from indicators.suppression.proof import Witnesses
from indicators.suppression.relations import Relations
from indicators.suppression.witnesses import of_rows


def flat(leaf: Sequence[Sequence[int]]) -> Relations:
    """A two-way table with its sums; cell (i, j) is number i * (columns + 1) + j."""
    relations, _ = of_product(np.array(leaf), [("row", "total"), ("column", "total")])
    return relations


def demand_of(relations: Relations, minimum: int) -> Demand:
    """What policy asks for the counts of 1 to minimum - 1."""
    return of_primaries(relations, small_counts(relations, minimum), minimum)


def information(relations: Relations) -> np.ndarray:
    """float[n]: what hiding a cell costs."""
    return np.log2(2 + relations.values) + 1


def cheapest(relations: Relations, demand: Demand, cost: np.ndarray) -> tuple[np.ndarray, Witnesses]:
    """Hidden cells of least cost and a whole-number witness for each demand."""
    cells, changes = demand.jobs
    n, jobs = len(relations.values), len(cells)
    farthest = float(10 * np.abs(changes).max(initial=1))
    primary = np.zeros(n)
    primary[demand.cell] = 1
    low = np.maximum(relations.lower - relations.values, -farthest).astype(float)
    high = np.minimum(relations.upper - relations.values, farthest).astype(float)
    least = np.concatenate([primary, *[low] * jobs])
    most = np.concatenate([np.ones(n), *[high] * jobs])
    for job, (cell, change) in enumerate(zip(cells.tolist(), changes.tolist(), strict=True)):
        at = n + job * n + cell
        least[at], most[at] = (max(change, least[at]), most[at]) if change > 0 else (least[at], min(change, most[at]))
    found = milp(
        np.concatenate([cost * (1 - primary), np.zeros(n * jobs)]),
        integrality=np.ones(n * (1 + jobs)),
        bounds=(least, most),
        constraints=_constraints(relations, jobs, low, high),
    )
    assert found.success, found.message
    solution = np.round(found.x).astype(np.int64)
    rows = [
        (int(cell), int(np.sign(change)), np.flatnonzero(by), by[by != 0])
        for cell, change, by in zip(cells, changes, solution[n:].reshape(jobs, n), strict=True)
    ]
    return solution[:n] > 0, of_rows(rows)


def _constraints(relations: Relations, jobs: int, low: np.ndarray, high: np.ndarray) -> list[LinearConstraint]:
    """Every witness adds up, and moves no cell that is not hidden."""
    n = len(relations.values)
    each = sparse.eye_array(jobs)
    sums = sparse.hstack([sparse.csr_array((jobs * len(relations.equations), n)), sparse.kron(each, relations.matrix)])
    moves = sparse.eye_array(jobs * n)
    cap = sparse.vstack([sparse.diags_array(high)] * jobs)
    floor = sparse.vstack([sparse.diags_array(low)] * jobs)
    return [
        LinearConstraint(sparse.csr_array(sums), 0, 0),
        LinearConstraint(sparse.csr_array(sparse.hstack([cap, -moves])), 0, np.inf),
        LinearConstraint(sparse.csr_array(sparse.hstack([-floor, moves])), 0, np.inf),
    ]
