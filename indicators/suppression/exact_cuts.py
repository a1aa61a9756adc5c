"""The least costly pattern, proven: a choice of cells that meets every cut, and cuts from every demand it leaves open.

Fischetti and Salazar-Gonzalez (2000), Models and algorithms for optimizing cell suppression in tabular data with linear
constraints: a pattern is safe exactly if it satisfies, for every protected cell and every dual solution of the attacker's linear
program, that the rooms of the hidden cells weighted by that solution reach the demand.
"""

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from indicators.suppression.programs import NODES, ROUNDING, Changes

CUT_ROUNDS = 60


def least_cost(
    changes: Changes, asked: tuple[np.ndarray, np.ndarray], worth: np.ndarray, bound: float
) -> np.ndarray | None:
    """bool[n]: the cheapest cells that meet every demand in fractions; None where none costs less than `bound`, or none is proven."""
    hidden = worth == 0
    open_to_choice = np.flatnonzero(~hidden & np.isfinite(worth))
    rows: list[np.ndarray] = []
    needs: list[float] = []
    pattern = hidden.copy()
    ways: dict[int, np.ndarray] = {}
    for _ in range(CUT_ROUNDS):
        cuts = _violated(changes, asked, pattern, hidden, ways)
        if not cuts:
            return pattern
        rows += [cut[open_to_choice] for cut, _ in cuts]
        needs += [need for _, need in cuts]
        chosen = _choice(worth[open_to_choice], rows, needs, bound)
        if chosen is None:
            return None
        pattern = hidden.copy()
        pattern[open_to_choice[chosen]] = True
    return None


def _violated(
    changes: Changes,
    asked: tuple[np.ndarray, np.ndarray],
    pattern: np.ndarray,
    hidden: np.ndarray,
    ways: dict[int, np.ndarray],
) -> list[tuple[np.ndarray, float]]:
    """A cut for every demand the pattern leaves open. `ways` are the cells that the last change which met a demand moved."""
    cuts = []
    for job, (cell, wanted) in enumerate(zip(*asked, strict=True)):
        if job in ways and not (ways[job] & ~pattern).any():
            continue
        found = changes.farthest(int(cell), int(wanted), pattern.astype(float))
        if found.reached >= abs(wanted) - ROUNDING:
            ways[job] = found.moved
            continue
        need = abs(int(wanted)) - float(np.where(hidden, np.minimum(found.room, abs(wanted)), 0.0).sum())
        # Cells hidden anyway give what they have; no other needs to give more than what is left.
        cuts.append((np.where(hidden, 0.0, np.minimum(found.room, need)), need))
    return cuts


def _choice(worth: np.ndarray, rows: list[np.ndarray], needs: list[float], bound: float) -> np.ndarray | None:
    """bool[choices]: the cheapest choice that meets all cuts; None where none costs less than `bound`."""
    scaled = np.array(rows) / np.array(needs)[:, None]
    result = milp(
        worth,
        integrality=np.ones(len(worth)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(sparse.csr_array(scaled), 1.0 - ROUNDING, np.inf),
        options={"node_limit": 20 * NODES},
    )
    if result.x is None or result.status != 0 or result.fun >= bound - ROUNDING:
        return None
    return result.x > 0.5
